# Uitnodigingen beantwoorden, en wie er was.
answers-button-ja = Ik kom
answers-button-misschien = Misschien
answers-button-nee = Ik kom niet
answers-for-button-ja = Komt
answers-for-button-misschien = Misschien
answers-for-button-nee = Komt niet
answers-group = Uw antwoord voor { $title }
answers-group-for = Antwoord van { $name }

answers-full = Alle plaatsen zijn bezet. Zegt u ja, dan komt u op de wachtlijst.
answers-left = { $n ->
    [one] Nog 1 plaats.
   *[other] Nog { $n } plaatsen.
  }
answers-places = { $n ->
    [one] 1 plaats
   *[other] { $n } plaatsen
  }
answers-places-left = nog { $n }
answers-places-full = alle bezet
answers-you-come = U komt.
answers-you-come-seated = U komt en heeft een plaats.
answers-you-wait = U staat op de wachtlijst, plaats { $n }.
answers-you-may = U komt misschien.
answers-you-may-limited = U komt misschien. Dat houdt geen plaats vast.
answers-you-stay = U komt niet.
answers-you-withdrawn = Uw uitnodiging is ingetrokken. U wordt niet verwacht.
answers-you-were-silent = U gaf geen antwoord.
answers-saved = Opgeslagen. { $standing }
answers-taken-back = Uw antwoord is ingetrokken.
answers-note-saved = Uw opmerking is opgeslagen.
answers-for-ja = Opgeslagen. { $name } komt.
answers-for-misschien = Opgeslagen. { $name } komt misschien.
answers-for-nee = Opgeslagen. { $name } komt niet.
answers-for-wait = Opgeslagen. { $name } staat op de wachtlijst, plaats { $n }.
answers-for-taken-back = Het antwoord van { $name } is ingetrokken.
answers-behalf-you-griffie = De griffie antwoordde voor u ({ $name }).
answers-behalf-you-fractie = Uw fractiesecretaris antwoordde voor u ({ $name }).
answers-by-calendar = Beantwoord via de agenda.
answers-calendar-undo = Maak het antwoord uit de agenda ongedaan
answers-via-web = op de site
answers-via-mail = via de mail
answers-via-api = via een koppeling
answers-via-agenda = via de agenda
answers-via-griffie = de griffie antwoordde ({ $name })
answers-via-fractie = de fractiesecretaris antwoordde ({ $name })
answers-state-none = nog geen antwoord
answers-state-ja = komt
answers-state-misschien = misschien
answers-state-nee = komt niet
answers-state-waiting = op de wachtlijst, plaats { $n }

# Hetzelfde antwoord voor de andere datums van een reeks
answers-rest-ja = { $n ->
    [one] Ook op de andere datum
   *[other] Ook op de andere { $n } datums
  }
answers-rest-misschien = { $n ->
    [one] Ook op de andere datum
   *[other] Ook op de andere { $n } datums
  }
answers-rest-nee = { $n ->
    [one] Ook niet op de andere datum
   *[other] Ook niet op de andere { $n } datums
  }
answers-rest-fold = Welke datums?
answers-rest-full = { $day } (vol)
answers-rest-flash = { $what }
answers-rest-said-ja = { $n ->
    [one] Aangemeld voor 1 datum.
   *[other] Aangemeld voor { $n } datums.
  }
answers-rest-said-misschien = { $n ->
    [one] Opgeslagen. U komt misschien op 1 datum.
   *[other] Opgeslagen. U komt misschien op { $n } datums.
  }
answers-rest-said-nee = { $n ->
    [one] Afgemeld voor 1 datum.
   *[other] Afgemeld voor { $n } datums.
  }
answers-rest-wait = Vol op { $day }: u staat op de wachtlijst, plaats { $n }.
answers-rest-wait-many = Vol op { $n } datums: daar staat u op de wachtlijst.
answers-rest-had = U had al iets anders geantwoord voor { $days }; dat blijft zo.
answers-rest-closed = Antwoorden kan niet meer voor { $days }.
answers-rest-days = { $n } datums
answers-rest-taken-back = { $n ->
    [0] Uw antwoorden voor de andere datums waren al ingetrokken of gewijzigd.
    [one] Uw antwoord voor 1 datum is ingetrokken.
   *[other] Uw antwoorden voor { $n } datums zijn ingetrokken.
  }

answers-yours = Uw antwoord
answers-note = Opmerking
answers-note-hint = De griffie, de gastheer en de secretaris van uw fractie lezen dit. Bijvoorbeeld: ik kom wat later.
answers-note-save = Opmerking bewaren
answers-waiting = Wacht op uw antwoord
answers-who = Wie komt er?
answers-said-before = Vooraf gezegd: { $total }
answers-who-was = Wie was er?
answers-nobody-invited = Er is nog niemand uitgenodigd. Na de uitnodiging ziet u hier wie er komt.
answers-no-faction = College en anderen
answers-count-yes = { $n ->
    [one] 1 komt
   *[other] { $n } komen
  }
answers-count-maybe = { $n } misschien
answers-count-no = { $n } niet
answers-count-none = { $n } zonder antwoord
answers-count-waiting = { $n ->
    [one] 1 op de wachtlijst
   *[other] { $n } op de wachtlijst
  }
answers-names = Namen en antwoorden
answers-names-faction = Antwoorden voor uw fractie
answers-sheet-participants = Deelnemerslijst
answers-sheet-attendance = Presentielijst
answers-attendance = Aanwezigheid
answers-back = Terug naar de bijeenkomst

answers-refused-title = Antwoorden kan niet meer
answers-refused-not-invited = De uitnodigingen zijn nog niet verstuurd.
answers-refused-cancelled = Deze bijeenkomst is afgelast. U hoeft niets te doen.
answers-refused-over = Deze bijeenkomst is begonnen of voorbij.
answers-refused-link = Deze link werkt niet meer. Gebruik de link in de nieuwste mail, of meld u aan.
answers-refused-help = Vragen? Neem contact op met { $office }: { $mail }.

answers-link-title = Komt u?
answers-link-for = Uitnodiging voor { $name }
answers-when = Wanneer
answers-where = Waar
answers-sign-in = Log in voor alles over deze bijeenkomst

answers-col-name = Naam
answers-col-note = Opmerking
answers-change-for = Antwoord voor
answers-names-empty = Er is nog niemand uitgenodigd.

answers-tally = { $n } van { $m }
answers-tally-side = { $n } { $side }
answers-tally-others = { $n ->
    [one] 1 ander
   *[other] { $n } anderen
  }
answers-more = Meer
answers-stand-aanwezig = Aanwezig
answers-stand-later = Later gekomen
answers-stand-eerder-weg = Eerder weg
answers-was-aanwezig = aanwezig
answers-was-later = later gekomen
answers-was-eerder-weg = eerder weg
answers-substitute = Vervangt
answers-substitute-nobody = niemand
answers-substitutes = vervangt { $name }
answers-substitute-self = Niemand vervangt zichzelf. Kies iemand anders.
answers-unsaved = { $n ->
    [one] 1 nog niet bewaard.
   *[other] { $n } nog niet bewaard.
  }
answers-attendance-hint = Tik op een naam als iemand er is. Elke tik wordt meteen bewaard.
answers-attendance-not-planned = Deze bijeenkomst staat nog niet in de agenda.
answers-attendance-cancelled = Deze bijeenkomst is afgelast. Er is geen aanwezigheid.
answers-attendance-too-early = U kunt aanwezigheid bijhouden vanaf de dag zelf, en de lijst klaar melden zodra de bijeenkomst is begonnen.
answers-attendance-title = Aanwezigheid kan nu niet
answers-guests = Gasten
answers-guest-name = Naam van de gast
answers-guest-add = Gast toevoegen
answers-guest-remove = Verwijderen
answers-guests-empty = Nog geen gasten. Schrijf hieronder op wie er van buiten bij is.
answers-guest-added = { $name } staat op de lijst.
answers-guest-removed = { $name } is van de lijst.
answers-close = Presentie klaar
answers-close-heading = Is de lijst compleet?
answers-close-hint = Wie er was, telt dan mee in de informatiebalans. Wijzigen kan daarna nog.
answers-closed = De presentielijst is klaar.
answers-closed-title = Klaar gemeld op { $when }
answers-closed-text = Wat u nu wijzigt, telt meteen mee in de informatiebalans.

answers-sheet-sign = Handtekening
answers-sheet-here = Was er
answers-sheet-absent = afwezig
answers-sheet-print = Druk deze pagina af via uw browser
answers-sheet-waiting = Wachtlijst
answers-sheet-maybe = Misschien
answers-sheet-nobody = Er komt nog niemand.

answers-trouble-sign-in = U bent uitgelogd. Log opnieuw in; wat u tikte, blijft op dit toestel staan.
answers-trouble-gone = Dit is er niet meer. Laad de pagina opnieuw.
answers-trouble-forbidden = Dit mag u niet.
answers-trouble-closed = Dit kan niet meer. Laad de pagina opnieuw.
answers-trouble-busy = Bewaren lukt nu niet. Probeer het zo opnieuw.
answers-trouble-offline = Geen verbinding.
answers-trouble-offline-answer = Geen verbinding. Uw antwoord is niet bewaard. Probeer het opnieuw.

answers-mail-promoted-subject = U hebt nu een plaats: { $title }
answers-mail-promoted = Er is een plaats vrijgekomen. U staat niet meer op de wachtlijst en kunt komen naar { $title }.
answers-mail-put-back-subject = U staat op de wachtlijst: { $title }
answers-mail-put-back = Er zijn minder plaatsen dan eerst. Daarom staat u nu op de wachtlijst voor { $title }. Komt er een plaats vrij, dan hoort u dat meteen.
answers-mail-change = Antwoord bekijken of wijzigen
answers-mail-open = Bijeenkomst openen
answers-mail-why = U krijgt deze mail omdat u zei dat u komt.
answers-withdraw = Trek de uitnodiging in
answers-withdrawn = Uitnodiging ingetrokken
answers-invite-again = Nodig opnieuw uit
