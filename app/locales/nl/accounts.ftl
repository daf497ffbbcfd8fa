# Inloggen, links per mail, eigen account, wie een account heeft.
accounts-sign-in-title = Inloggen
accounts-sign-in-lede = Voor raad, college en griffie van { $name }.
accounts-sign-in = Inloggen
accounts-not-signed-in = U bent nog niet ingelogd.
accounts-email = E-mailadres
accounts-email-fixed = U meldt u straks aan met dit adres. Klopt het niet, zeg het dan de griffie.
accounts-password = Wachtwoord
accounts-trust = Vertrouw dit toestel
accounts-trust-hint = Alleen op uw eigen telefoon of computer. Raadsleden blijven dan hoogstens 60 dagen ingelogd; griffie, college en beheer altijd hoogstens 12 uur.
accounts-no-password = Wachtwoord vergeten, of werkt de link uit uw uitnodiging niet meer?
accounts-ask-link = Vraag een nieuwe link
accounts-refused = Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Typ ze opnieuw, of vraag een nieuwe link.
accounts-wait = Te vaak geprobeerd. Probeer het over { $minutes ->
    [one] een minuut
   *[other] { $minutes } minuten
  } opnieuw, of vraag een nieuwe link.
accounts-busy = Veel mensen melden zich nu tegelijk aan. Probeer het over een paar seconden opnieuw.
accounts-signed-out = U bent uitgelogd op dit toestel.
accounts-to-sign-in = Naar inloggen

accounts-forgotten-title = Nieuwe link
accounts-forgotten-lede = Met een link per mail kiest u een nieuw wachtwoord.
accounts-forgotten-hint = Het adres waarop de griffie u mailt.
accounts-send-link = Stuur een nieuwe link
accounts-not-sent = Er is nog niets verstuurd.
accounts-link-ended-title = Deze link werkt niet meer
accounts-link-ended = De link is al gebruikt of te oud. Vul uw e-mailadres in, dan sturen we een nieuwe.
accounts-link-sent-title = Kijk in uw mail
accounts-link-sent = Hoort { $email } bij een account, dan staat er zo een link in uw mail. Die werkt 10 minuten.
accounts-link-sent-spam = Niets ontvangen na een paar minuten? Kijk ook bij ongewenste mail.
accounts-link-sent-none = Blijft het stil, vraag het dan de griffie:

accounts-choose-title = Kies een wachtwoord
accounts-choose-first = Daarmee meldt u zich voortaan aan bij { $name }.
accounts-choose-new = Uw oude wachtwoord werkt daarna niet meer. Andere toestellen worden uitgelogd.
accounts-choose = Bewaar en meld aan
accounts-not-chosen = Uw wachtwoord is nog niet bewaard.
accounts-new-password = Nieuw wachtwoord
accounts-new-password-hint = Minstens { $least } tekens. Een zinnetje van vier of vijf woorden is goed te onthouden.
accounts-password-too-short = Dit is te kort: minstens 15 tekens.
accounts-password-too-long = Dit is te lang: hoogstens 128 tekens.
accounts-password-context = Gebruik niet uw naam, uw gemeente of een woord als raad of griffie: dat raadt men het eerst.
accounts-password-common = Dit wachtwoord gebruiken veel mensen. Zet er een paar woorden bij die niet bij elkaar horen.
accounts-password-guessable = Dit is te snel te raden. Neem vier woorden die niets met elkaar te maken hebben.
accounts-password-known = Dit wachtwoord is ooit gestolen en staat op lijsten. Kies een ander, en gebruik dit ook elders niet meer.
accounts-password-pattern = Dit is een rijtje of een herhaling. Kies woorden die elkaar niet opvolgen.

accounts-mail-greeting = Dag { $name },
accounts-mail-closing = Deze mail is verstuurd namens { $office }.
accounts-mail-invitation-subject = Uw account voor de raad van { $name }
accounts-mail-invitation = U krijgt een account bij Evenwijs, waar de gemeente { $name } bijeenkomsten, verslagen, vragen en kwartaalupdates voor raad en college bijhoudt. Kies eerst een wachtwoord.
accounts-mail-choose = Kies een wachtwoord
accounts-mail-until = De link werkt tot en met { $day }, en één keer. Daarna vraagt u op de inlogpagina een nieuwe.
accounts-mail-link-subject = Link om een wachtwoord te kiezen ({ $name })
accounts-mail-link = U vroeg een link om een nieuw wachtwoord te kiezen.
accounts-mail-link-life = De link werkt 10 minuten, en één keer. Vroeg u dit niet? Dan hoeft u niets te doen.
accounts-mail-password-subject = Uw wachtwoord is gewijzigd ({ $name })
accounts-mail-password = Er is een nieuw wachtwoord gekozen voor uw account. Andere toestellen zijn uitgelogd.
accounts-mail-token-subject = Er is een token gemaakt ({ $name })
accounts-mail-token = Voor uw account is het token "{ $token }" gemaakt. Een programma met dit token kan wat u kunt.
accounts-mail-address-subject = Uw e-mailadres is gewijzigd ({ $name })
accounts-mail-address = Voor inloggen en mail geldt vanaf nu een ander e-mailadres. U krijgt dit bericht op het oude en op het nieuwe adres.
accounts-mail-not-you = Dit gebeurde op { $when }. Weet u hier niets van? Laat het dan meteen weten aan { $office }.

accounts-own-title = Mijn account
accounts-own-facts = Uw gegevens
accounts-own-name = Naam
accounts-own-roles = Rol
accounts-own-no-roles = Geen rol op dit moment
accounts-own-change = Klopt er iets niet? De griffie past het aan.
accounts-own-record = Wat is over mij vastgelegd
accounts-own-language = Taal
accounts-own-language-label = Taal van pagina's en mail
accounts-own-language-save = Bewaar taal
accounts-language-nl = Nederlands
accounts-language-en = English
accounts-language-saved = Taal bewaard.
accounts-own-password = Wachtwoord wijzigen
accounts-own-current = Huidig wachtwoord
accounts-own-password-save = Wijzig wachtwoord
accounts-own-password-saved = Wachtwoord gewijzigd. Andere toestellen zijn uitgelogd.
accounts-own-password-wrong = Dit is niet uw huidige wachtwoord.
accounts-own-password-none = U hebt nog geen wachtwoord.
accounts-not-changed = Nog niet gewijzigd.
accounts-own-sessions = Waar u bent ingelogd
accounts-own-session-this = dit toestel
accounts-own-session-trusted = vertrouwd toestel
accounts-own-session-line = Ingelogd { $since }. Laatst gebruikt { $seen }.
accounts-own-session-end = Meld af
accounts-own-session-ended = Dat toestel is uitgelogd.
accounts-own-end-all = Overal uitloggen
accounts-own-ended-all = U bent op alle toestellen uitgelogd.
accounts-own-tokens = Tokens voor programma's
accounts-own-tokens-lede = Met een token haalt een programma namens u gegevens op. Het mag wat u mag. Geef het aan niemand.
accounts-own-tokens-none = U hebt geen tokens.
accounts-own-token-name = Waarvoor is het token
accounts-own-token-hint = Bijvoorbeeld: agenda van de fractie.
accounts-own-token-make = Maak een token
accounts-own-token-line = Gemaakt { $since }. { $used }
accounts-own-token-used = Laatst gebruikt { $when }.
accounts-own-token-unused = Nog niet gebruikt.
accounts-own-token-revoke = Trek in
accounts-own-token-revoked = Het token werkt niet meer.
accounts-own-token-title = Uw nieuwe token
accounts-own-token-once = Kopieer het nu: het wordt één keer getoond. Wie het heeft, kan wat u kunt.
accounts-own-token-shown = Dit token is al getoond. Kwijt? Trek het in en maak een nieuw.
accounts-own-back = Terug naar mijn account
accounts-device-on = { $browser } op { $system }
accounts-device-unknown = Onbekend toestel

accounts-register-title = Accounts
accounts-register-lede = Wie kan inloggen, en wie nog niet.
accounts-register-tabs = Toon
accounts-stage-alle = Iedereen
accounts-stage-geen = Geen account
accounts-stage-uitgenodigd = Nog nooit ingelogd
accounts-stage-actief = Actief
accounts-stage-uitgezet = Uitgezet
accounts-register-invited-until = uitnodiging werkt tot en met { $day }
accounts-register-invitation-over = uitnodiging verlopen
accounts-register-seen = laatst gezien { $when }
accounts-register-no-email = geen e-mailadres
accounts-register-no-role = geen rol meer
accounts-register-invite = Nodig uit
accounts-register-resend = Stuur opnieuw
accounts-register-disable = Zet uit
accounts-register-enable = Zet aan
accounts-register-empty = Hier staat niemand. Mensen komen erbij op de pagina van de raad.
accounts-register-to-council = Naar de raad
accounts-register-invite-all = Nodig iedereen uit die nog geen account heeft ({ $n })
accounts-register-preview-title = Uitnodigen
accounts-register-preview-lede = { $n ->
    [one] Eén persoon krijgt een mail met een link die 14 dagen werkt.
   *[other] { $n } mensen krijgen een mail met een link die 14 dagen werkt.
  }
accounts-register-preview-none = Iedereen met een e-mailadres heeft een account.
accounts-register-preview-without = Zonder e-mailadres, dus niet uitgenodigd:
accounts-register-send = { $n ->
    [one] Verstuur 1 uitnodiging
   *[other] Verstuur { $n } uitnodigingen
  }
accounts-register-search = Naam of e-mail
accounts-register-role = Rol
accounts-register-faction = Fractie
accounts-register-search-do = Zoek
accounts-register-none-found = Niemand gevonden.
accounts-register-show-all = Toon iedereen
accounts-register-pages = Bladzijden
accounts-register-before = Vorige
accounts-register-after = Volgende
accounts-register-back = Terug naar accounts
accounts-invited = Uitnodiging onderweg naar { $name }.
accounts-invited-all = { $n ->
    [0] Er hoefde niemand meer te worden uitgenodigd.
    [one] 1 uitnodiging onderweg.
   *[other] { $n } uitnodigingen onderweg.
  }
accounts-disabled = { $name } kan niet meer inloggen.
accounts-enabled = { $name } kan weer inloggen.
accounts-needs-no-invitation = Deze persoon heeft al een wachtwoord, of het account staat uit. Een nieuwe link vraagt men zelf, op de inlogpagina.
accounts-no-address = Deze persoon heeft geen e-mailadres. Vul dat eerst in bij de raad.
accounts-not-yourself = U kunt uw eigen account niet uitzetten. Vraag het een collega.
accounts-administrator-known = Er is al een beheerder die kan inloggen. Nodig anderen uit op de pagina Accounts.
