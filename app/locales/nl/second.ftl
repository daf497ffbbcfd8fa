# De tweede stap bij het inloggen, en bevestigen dat u het bent.
second-title = Tweede stap bij inloggen
second-own-on = Na uw wachtwoord vraagt Evenwijs een code uit uw app.
second-own-off = Met een code uit een app naast uw wachtwoord kan niemand anders onder uw naam inloggen.
second-set-up = Stel in
second-manage = Beheer
second-since = Ingesteld op
second-codes = Herstelcodes
second-codes-left = { $n ->
    [0] op; maak nieuwe
    [one] nog 1
   *[other] nog { $n }
  }
second-new-codes = Maak nieuwe herstelcodes
second-other-app = Gebruik een andere app
second-turn-off = Zet uit
second-is-off = De tweede stap staat uit.
second-required = Voor uw rol is de tweede stap verplicht. Daarom kan die niet uit.

second-set-up-title = Stel de tweede stap in
second-set-up-required = In uw rol logt u in met een wachtwoord én een code uit een app. Instellen kost een paar minuten en hoeft één keer.
second-step-app = Open op uw telefoon een app voor inlogcodes. Hebt u er geen, vraag dan welke uw gemeente gebruikt.
second-step-scan = Voeg in die app een account toe en scan dit vierkant.
second-step-code = Typ hieronder de zes cijfers die de app toont.
second-drawing = Vierkant om met uw app te scannen
second-on-this-phone = Leest u dit op die telefoon? Open de app.
second-by-hand = Lukt scannen niet? Typ deze sleutel in de app:
second-first-code = Code uit de app
second-first-code-hint = Zes cijfers. Elke halve minuut komt er een nieuwe.
second-turn-on = Zet aan
second-not-on = De tweede stap staat nog niet aan.
second-wrong-first = Deze code klopt niet. Scan het vierkant en typ de code die de app nu toont.
second-drawing-old = Dit duurde te lang. Hier is een nieuw vierkant: scan dat, en haal het oude weg uit uw app.

second-code-title = Typ uw code
second-code-lede = Uw wachtwoord klopt. Open nu de app op uw telefoon.
second-code = Code uit uw app
second-code-hint = Zes cijfers. App kwijt? Typ dan een van uw herstelcodes.
second-remember = Vraag hier 30 dagen geen code
second-remember-hint = Alleen op een toestel dat niemand anders gebruikt.
second-wrong = Deze code klopt niet, of is al gebruikt. Typ de code die de app nu toont.
second-wait = Te vaak geprobeerd. Probeer het over { $minutes ->
    [one] een minuut
   *[other] { $minutes } minuten
  } opnieuw.
second-over = Begin opnieuw met uw wachtwoord.
second-lost = App en herstelcodes kwijt? Een beheerder haalt de tweede stap weg; daarna stelt u een nieuwe in. Vraag het de griffie:

second-codes-title = Uw herstelcodes
second-codes-lede = De tweede stap staat aan. Hiermee komt u binnen als u uw telefoon kwijt bent.
second-codes-keep = Bewaar ze nu, op papier of bij uw wachtwoorden. Elke code werkt één keer. Evenwijs toont ze niet nog eens.
second-go-on = Ik heb ze bewaard

second-has = tweede stap aan
second-reset = Haal tweede stap weg
second-reset-done = De tweede stap van { $name } is weg. Bij het inloggen stelt { $name } een nieuwe in.
second-none = Deze persoon heeft geen tweede stap.
second-not-yourself = Uw eigen tweede stap haalt een ander voor u weg. Met een herstelcode kunt u zelf een andere app instellen.

second-mail-on-subject = De tweede stap staat aan ({ $name })
second-mail-on = Voor uw account is een app ingesteld die codes maakt. Andere toestellen zijn uitgelogd.
second-mail-off-subject = De tweede stap staat uit ({ $name })
second-mail-off = Uw account vraagt geen code meer naast uw wachtwoord.
second-mail-reset-subject = Uw tweede stap is weggehaald ({ $name })
second-mail-reset = Een beheerder heeft de tweede stap van uw account weggehaald. U bent overal uitgelogd. Stel bij het inloggen een nieuwe in.
second-mail-recovery-used-subject = Een herstelcode is gebruikt ({ $name })
second-mail-recovery-used = Met een herstelcode is ingelogd op uw account of iets bevestigd. { $n ->
    [0] U hebt geen herstelcodes meer. Maak nieuwe op de pagina Mijn account.
    [one] U hebt er nog 1.
   *[other] U hebt er nog { $n }.
  }
second-mail-new-codes-subject = Er zijn nieuwe herstelcodes ({ $name })
second-mail-new-codes = Voor uw account zijn nieuwe herstelcodes gemaakt. De oude werken niet meer.
second-mail-wrong-codes-subject = Iemand kent uw wachtwoord ({ $name })
second-mail-wrong-codes = Iemand typte uw wachtwoord goed en daarna vijf keer een verkeerde code. Was u dit niet? Kies dan meteen een nieuw wachtwoord.

proof-title = Bevestig dat u het bent
proof-lede = Dit vragen we als u langer dan een kwartier geleden inlogde. Wat u invulde blijft bewaard.
proof-either = Wachtwoord, of code uit uw app
proof-confirm = Bevestig
proof-not-yet = Er is nog niets gewijzigd.
proof-wrong = Dit klopt niet. Typ het opnieuw.

review-link = Download wie toegang heeft (CSV)
review-name = naam
review-email = e-mail
review-role = rol
review-faction = fractie
review-since = sinds
review-until = tot en met
review-account = account
review-last = laatst ingelogd
review-second = tweede stap
