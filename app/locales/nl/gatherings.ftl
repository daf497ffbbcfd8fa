# Bijeenkomsten.
gathering-kind-informele-sessie = Informele sessie
gathering-kind-themasessie = Themasessie
gathering-kind-technische-sessie = Technische sessie
gathering-kind-casuistiektafel = Casuïstiektafel
gathering-kind-werkbezoek = Werkbezoek
gathering-kind-klankbordgroep = Klankbordgroep
gathering-kind-stakeholderbijeenkomst = Stakeholderbijeenkomst
gathering-kind-politiek-cafe = Politiek café
gathering-kind-regionale-bijeenkomst = Regionale bijeenkomst
gathering-kind-intervisie = Intervisie
gathering-state-concept = concept
gathering-state-gepland = gepland
gathering-state-uitgenodigd = uitgenodigd
gathering-state-gehouden = gehouden
gathering-state-afgerond = gehouden, verslag klaar
gathering-state-afgelast = geannuleerd
gathering-legal-informele-bijeenkomst = Informele bijeenkomst
gathering-legal-commissievergadering = Commissievergadering
gathering-legal-raadsvergadering = Raadsvergadering
gathering-openness-openbaar = openbaar
gathering-openness-besloten = besloten
gathering-audience-iedereen = De hele raad en commissieleden
gathering-audience-raad = Alleen raadsleden
gathering-audience-fracties = Sommige fracties
gathering-audience-personen = Bepaalde mensen
gathering-audience-iedereen-n = De hele raad ({ $members }) en commissieleden ({ $committee })
gathering-audience-all-members = De hele raad ({ $members })
gathering-audience-raad-n = Alleen raadsleden ({ $members })
gathering-shelf-komend = Komend
gathering-shelf-voorbij = Voorbij
gathering-shelf-concept = Concept
gathering-shelf-geannuleerd = Geannuleerd

# Lijst
gathering-list-title = Bijeenkomsten
gathering-list-lede = Wat raad en college samen doen buiten de vergaderingen.
gathering-list-tabs = Welke bijeenkomsten
gathering-to-agenda = Bekijk in de agenda
gathering-total = { $n ->
    [0] Geen bijeenkomsten
    [one] 1 bijeenkomst
   *[other] { $n } bijeenkomsten
  }
gathering-total-more = Meer dan { $n } bijeenkomsten
gathering-filter = Toon
gathering-kind = Soort
gathering-kind-all = Alle soorten
gathering-show-all = Toon alle soorten
gathering-plan = Plan een bijeenkomst
gathering-record = Leg een bijeenkomst achteraf vast
gathering-pages = Bladeren
gathering-page-before = Vorige bladzijde
gathering-page-after = Volgende bladzijde
gathering-empty-kind = Van deze soort staat hier niets.
gathering-empty-komend = Er staat niets op de agenda. Zodra de griffie iets plant, ziet u het hier.
gathering-empty-voorbij = Er is nog niets geweest. Na afloop vindt u hier de verslagen.
gathering-empty-concept = Er zijn geen concepten. Een concept is alleen voor de griffie zichtbaar.
gathering-empty-geannuleerd = Er is niets geannuleerd.
gathering-empty-plan = Plan een bijeenkomst
gathering-own-ja = u komt
gathering-own-wachtlijst = u staat op de wachtlijst
gathering-own-misschien = u komt misschien
gathering-own-nee = u komt niet
gathering-own-none = wacht op uw antwoord

# Pagina
gathering-when = Wanneer
gathering-where = Waar
gathering-online = Op afstand
gathering-online-at = Doe mee via { $host }
gathering-places = Aantal plaatsen
gathering-places-n = { $n ->
    [one] 1 plaats
   *[other] { $n } plaatsen
  }
gathering-to-calendar = Zet in agenda
gathering-agenda = Agenda
gathering-about = Vastgelegd
gathering-answers-label = Antwoorden
gathering-host = Van het college
gathering-openness = Openbaarheid
gathering-legal = Status
gathering-audience = Voor wie
gathering-ris = RIS
gathering-ris-open = Open in het RIS
gathering-nothing-decided = Hier wordt niets besloten. Er zijn geen stemmingen en geen moties.
gathering-is-cancelled = Deze bijeenkomst is geannuleerd
gathering-draft-past = De datum van dit concept is voorbij
gathering-draft-past-next = Kies een nieuwe datum, of leg vast dat de bijeenkomst zo is geweest.
gathering-clash = { $n ->
    [one] Die dag is er nog een bijeenkomst
   *[other] Die dag zijn er nog { $n } bijeenkomsten
  }
gathering-actions = Wat u kunt doen
gathering-edit = Wijzig
gathering-preview = Bekijk uitnodiging
gathering-invitations = { $n ->
    [0] Uitnodigingen
    [one] Nodig nog 1 persoon uit
   *[other] Nodig nog { $n } mensen uit
  }
gathering-remind = Herinner wie niet antwoordde
gathering-schedule = Zet in de kalender zonder uitnodiging
gathering-record-this = Leg vast dat dit is geweest
gathering-attendance = Aanwezigheid
gathering-cancel = Annuleer
gathering-drop = Gooi concept weg
gathering-back = Terug naar de bijeenkomst

# Formulier
gathering-plan-title = Plan een bijeenkomst
gathering-plan-lede = Kies eerst de soort. Wat gebruikelijk is, staat dan al ingevuld.
gathering-record-title = Leg een bijeenkomst achteraf vast
gathering-record-lede = Voor wat al is geweest. Er gaan geen uitnodigingen uit. Wel kunt u aanwezigheid en verslag vastleggen.
gathering-edit-title = Wijzig: { $title }
gathering-title = Titel
gathering-title-hint = Vul aan waar het over gaat. Bijvoorbeeld: Werkbezoek dagbesteding De Brug.
gathering-summary = In één zin
gathering-summary-hint = Wat is het en waarom is het nuttig voor de raad?
gathering-date = Datum
gathering-start = Begin
gathering-end = Einde
gathering-place = Plaats
gathering-place-hint = Laat leeg als het alleen op afstand is.
gathering-online-link = Link om op afstand mee te doen
gathering-factions = Fracties
gathering-people = Mensen
gathering-group-college = College
gathering-group-officials = Ambtenaren
gathering-group-none = Zonder fractie
gathering-audience-reason = Waarom niet iedereen?
gathering-audience-reason-hint = Elke fractie kan dit lezen.
gathering-closed-reason = Waarom besloten?
gathering-closed-reason-hint = Besloten is niet geheim. Geef een reden die iedereen mag weten.
gathering-legal-hint = Een informele bijeenkomst is geen vergadering in de zin van de Gemeentewet.
gathering-agenda-hint = Eén punt per regel.
gathering-no-host = Niemand van het college
gathering-places-hint-seated = { $n ->
    [one] Nu heeft 1 persoon een plaats.
   *[other] Nu hebben { $n } mensen een plaats.
  } Wie er door minder plaatsen een verliest, komt op de wachtlijst en krijgt daarover een mail.
gathering-places-hint = Laat leeg als er geen grens is.
gathering-ris-link = Link naar het raadsinformatiesysteem
gathering-save-draft = Bewaar als concept
gathering-save = Bewaar
gathering-keep = Terug, niets wijzigen
gathering-record-now = Leg achteraf vast
gathering-will-mail = { $n ->
    [one] 1 persoon is uitgenodigd
   *[other] { $n } mensen zijn uitgenodigd
  }
gathering-will-mail-what = Wijzigt u datum, tijd, plaats of link, dan krijgen zij meteen een mail met wat er verandert. Bij andere wijzigingen gaat er geen mail uit. Nodigt u minder mensen uit, dan houden de anderen hun uitnodiging tot u die intrekt.
gathering-conflict-lede = Iemand anders heeft deze bijeenkomst intussen gewijzigd. Uw tekst staat nog in het formulier. Pas hem zo nodig aan en bewaar opnieuw.
gathering-differences = Waar de twee versies verschillen
gathering-field = Veld
gathering-stored = Nu bewaard
gathering-typed = Uw versie

# Uitnodigen en herinneren
gathering-preview-title = Uitnodiging: { $title }
gathering-preview-lede = { $n ->
    [0] Niemand krijgt een mail.
    [one] 1 ontvanger. Er is nog niets verstuurd.
   *[other] { $n } ontvangers. Er is nog niets verstuurd.
  }
gathering-preview-lede-later = { $invited } eerder uitgenodigd, { $answered } antwoordden al. Nu nog { $n ->
    [0] niemand
    [one] 1 ontvanger
   *[other] { $n } ontvangers
  }.
gathering-preview-stale = Er is intussen iets veranderd. Kijk de uitnodiging nog een keer na.
gathering-preview-who = Wie krijgt dit
gathering-recipients = { $n ->
    [one] 1 ontvanger
   *[other] { $n } ontvangers
  }
gathering-sample = Zo ziet de mail eruit
gathering-sample-to = Als voorbeeld de mail aan { $name }. Iedereen krijgt een eigen mail met een eigen link.
gathering-send = { $n ->
    [one] Verstuur 1 uitnodiging
   *[other] Verstuur { $n } uitnodigingen
  }
gathering-invite-silently = { $n ->
    [one] Nodig 1 persoon uit zonder mail
   *[other] Nodig { $n } mensen uit zonder mail
  }
gathering-edit-first = Eerst nog iets wijzigen
gathering-complete = Vul aan
gathering-cannot-send = Dit kan nog niet weg:
gathering-all-invited = Iedereen is uitgenodigd. Komt er iemand bij in de raad, dan kunt u die hier ook uitnodigen.
gathering-no-address = { $n ->
    [one] 1 persoon heeft geen e-mailadres
   *[other] { $n } mensen hebben geen e-mailadres
  }
gathering-no-address-next = Zij worden wel uitgenodigd, maar krijgen geen mail. Bel hen, of vul hun adres in en kom hier terug.
gathering-no-address-where = Naar de raad
gathering-remind-title = Herinnering: { $title }
gathering-remind-lede = Alleen wie nog niet antwoordde krijgt deze mail. Misschien is ook een antwoord.
gathering-remind-too-soon = { $n ->
    [one] 1 persoon kreeg pas nog een herinnering en wordt nu overgeslagen.
   *[other] { $n } mensen kregen pas nog een herinnering en worden nu overgeslagen.
  }
gathering-remind-nobody = Er is nu niemand om te herinneren.
gathering-remind-send = { $n ->
    [one] Verstuur 1 herinnering
   *[other] Verstuur { $n } herinneringen
  }

# Annuleren
gathering-cancel-title = Annuleer: { $title }
gathering-cancel-stays = De bijeenkomst blijft zichtbaar als geannuleerd. Antwoorden kan daarna niet meer.
gathering-drop-title = Gooi concept weg: { $title }
gathering-drop-stays = Niemand is uitgenodigd. Er gaat geen mail uit. U vindt het concept daarna bij de geannuleerde bijeenkomsten.
gathering-cancel-and-mail = { $n ->
    [one] Annuleer en mail 1 persoon
   *[other] Annuleer en mail { $n } mensen
  }
gathering-cancel-who = Wie krijgt deze mail
gathering-cancel-who-all = Wie krijgt een mail, als u alle datums annuleert
gathering-why = Reden
gathering-reason-hint = Deze reden staat in de mail en op de pagina.
gathering-reason-hint-quiet = Deze reden staat op de pagina.

# Meldingen
gathering-flash-draft = Concept bewaard. Alleen de griffie ziet het.
gathering-flash-scheduled = Staat in de kalender. Er is niemand uitgenodigd.
gathering-flash-recorded = Vastgelegd. U kunt nu aanwezigheid en verslag toevoegen.
gathering-flash-changed = Bewaard. Mails over de wijziging: { $n }.
gathering-flash-changed-places = { $lost ->
    [one] Bewaard. 1 persoon verloor de plaats, staat nu op de wachtlijst en krijgt daarover een mail.
   *[other] Bewaard. { $lost } mensen verloren hun plaats, staan nu op de wachtlijst en krijgen daarover een mail.
  }{ $n ->
    [0] {""}
   *[other] {" "}Mails over de wijziging: { $n }.
  }
gathering-flash-cancelled = Geannuleerd. Er ging geen mail uit.
gathering-flash-cancelled-mailed = Geannuleerd. Mails verstuurd: { $n }.
gathering-flash-invited = De uitnodigingen staan klaar.
gathering-flash-sent = Uitnodigingen verstuurd: { $n }.
gathering-flash-sent-but = Uitnodigingen verstuurd: { $n }. Zonder e-mailadres: { $without }.
gathering-flash-reminded = Herinneringen verstuurd: { $n }.
gathering-flash-nobody-reminded = Er was niemand om te herinneren.

# Fouten
gathering-error-title = Geef de bijeenkomst een titel.
gathering-error-date = Kies een datum.
gathering-error-start = Vul in hoe laat het begint.
gathering-error-end = Vul in hoe laat het eindigt.
gathering-error-order = Het einde ligt voor het begin. Kijk de tijden na.
gathering-error-place = Vul een plaats in, of een link om op afstand mee te doen.
gathering-error-closed-reason = Schrijf op waarom de bijeenkomst besloten is.
gathering-error-audience-reason = Schrijf op waarom niet iedereen is uitgenodigd.
gathering-error-factions = Kies minstens één fractie.
gathering-error-people = Kies minstens één persoon.
gathering-error-capacity = Er moet minstens één plaats zijn. Laat het veld leeg als er geen grens is.
gathering-error-places = Kies een getal van 1 tot 10.000, of laat het leeg.
gathering-error-past = Deze dag en tijd zijn al voorbij. Kies een later moment, of leg de bijeenkomst achteraf vast.
gathering-error-not-over = De bijeenkomst is nog niet voorbij. Kies een eerder moment, of plan hem als gewone bijeenkomst.
gathering-error-reason = Schrijf op waarom het niet doorgaat. Wie is uitgenodigd, krijgt dit te lezen.
gathering-error-planned = Deze bijeenkomst staat al in de kalender.
gathering-error-cancelled = Deze bijeenkomst is geannuleerd. Er kan niets meer aan veranderen.
gathering-error-over = Deze bijeenkomst is geweest. Datum, plaats en deelnemers blijven zoals ze waren.
gathering-error-begun = Deze bijeenkomst is al begonnen of voorbij. Uitnodigen en herinneren kan niet meer.
gathering-error-not-planned = Dit is nog een concept. Verstuur eerst de uitnodigingen.
gathering-error-not-invited = Er is nog niemand uitgenodigd.

# Mail
gathering-mail-dear = Beste { $name },
gathering-mail-invited-subject = Uitnodiging: { $title }, { $date }
gathering-mail-invited = { $office } nodigt u uit: { $title }.
gathering-mail-reminded-subject = Komt u? { $title }, { $date }
gathering-mail-reminded = U kreeg een uitnodiging voor { $title }. Wij hebben nog geen antwoord van u.
gathering-mail-changed-subject = Gewijzigd: { $title }, { $date }
gathering-mail-changed = Er is iets veranderd aan { $title }.
gathering-mail-cancelled-subject = Gaat niet door: { $title }, { $date }
gathering-mail-cancelled = { $title } gaat niet door.
gathering-mail-was-now = Was: { $was }. Wordt: { $now }.
gathering-mail-none = niet opgegeven
gathering-mail-given-ja = ik kom
gathering-mail-given-misschien = misschien
gathering-mail-given-nee = ik kom niet
gathering-mail-still = U antwoordde eerder: { $answer }. Klopt dat nog? Geef anders een nieuw antwoord.
gathering-mail-no-answer = U antwoordde nog niet. Laat u weten of u komt?
gathering-mail-answer = Geef uw antwoord
gathering-mail-open = Bekijk de bijeenkomst
gathering-mail-answer-hint = De link voor uw antwoord is alleen voor u en werkt zonder inloggen. In de bijlage zit de afspraak voor uw agenda.
gathering-mail-file-again = In de bijlage zit de nieuwe afspraak voor uw agenda.
gathering-mail-file-cancelled = In de bijlage zit de afspraak als geannuleerd, voor uw agenda.
gathering-mail-contact = Vragen? Antwoord op deze mail of schrijf naar { $office }, { $email }.

# Het werk van de griffie
gathering-work-soon = De komende zeven dagen
gathering-work-invite = Nog uit te nodigen
gathering-work-drafts = Concepten
gathering-work-notes = Geweest, nog zonder verslag
gathering-work-nobody = Nog niemand uitgenodigd
gathering-work-answers = { $yes } komen, { $maybe } misschien, { $silent } van { $invited } antwoordden nog niet
gathering-mail-withdrawn-subject = Uitnodiging ingetrokken: { $title }, { $date }
gathering-mail-withdrawn = Uw uitnodiging voor { $title } is ingetrokken. U wordt er niet verwacht; de bijeenkomst zelf gaat door.
gathering-mail-file-withdrawn = In de bijlage zit de afspraak als geannuleerd. Zo gaat hij uit uw agenda.
gathering-flash-withdrawn = De uitnodiging van { $name } is ingetrokken.
gathering-flash-withdrawn-mailed = De uitnodiging van { $name } is ingetrokken. Er gaat 1 mail weg, die de afspraak uit de agenda haalt.
gathering-flash-withdrawn-without = De uitnodiging van { $name } is ingetrokken, maar er is geen e-mailadres meer. Vertel het zelf.
gathering-outside =
    { $n ->
        [one] { $names } heeft een uitnodiging, maar hoort niet bij de genodigden.
       *[other] { $n } mensen hebben een uitnodiging, maar horen niet bij de genodigden.
    }
gathering-outside-withdraw =
    { $n ->
        [one] Trek deze uitnodiging in
       *[other] Trek deze { $n } uitnodigingen in
    }
gathering-outside-told = Wie een uitnodiging per mail kreeg, krijgt een mail dat die is ingetrokken.
gathering-flash-outside = Ingetrokken uitnodigingen: { $n }. Mails die de afspraak uit de agenda halen: { $mails }.
gathering-flash-outside-but = Ingetrokken uitnodigingen: { $n }. Mails die de afspraak uit de agenda halen: { $mails }. Zonder e-mailadres: { $without }; vertel het zelf.
gathering-flash-again = { $name } is opnieuw uitgenodigd.
gathering-flash-again-without = { $name } is opnieuw uitgenodigd, maar heeft geen e-mailadres. Vertel het zelf.
gathering-changed = Wat er is veranderd
gathering-changed-on = Gewijzigd op { $when }
