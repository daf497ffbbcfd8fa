# Abonnementen: bijeenkomsten in de eigen agenda.
calendar-title = Zet bijeenkomsten in uw agenda
calendar-lede = U krijgt een eigen adres. Uw agenda leest daar alles, en ook wat verandert.
calendar-of = Wat staat erin
calendar-of-mine = mijn bijeenkomsten
calendar-of-faction = alle bijeenkomsten, met wie er komt van { $faction }
calendar-prefix = Zet mijn antwoord voor de titel, zoals ‘Ja: werkbezoek’
calendar-reminder = Herinnering
calendar-reminder-none = geen herinnering
calendar-reminder-30 = een half uur van tevoren
calendar-reminder-60 = een uur van tevoren
calendar-reminder-180 = drie uur van tevoren
calendar-reminder-1440 = een dag van tevoren
calendar-name = Naam
calendar-name-hint = Voor uzelf, zoals ‘mijn telefoon’.
calendar-usual-name = Mijn agenda
calendar-make = Maak het adres
calendar-made-title = Uw agenda-adres
calendar-made-lede = Alleen voor u. U ziet dit adres één keer.
calendar-made-before = Dit adres is al gemaakt en getoond. Maak een nieuw als u het kwijt bent.
calendar-open = Open in mijn agenda
calendar-copy = Gebeurt er niets? Kopieer dit adres.
calendar-in-apple = iPhone, iPad, Mac:
calendar-in-apple-how = druk op de knop hierboven en kies Abonneer.
calendar-in-google = Google Agenda (op een computer):
calendar-in-google-how = Andere agenda’s, plus, Via URL; plak het adres.
calendar-in-outlook = Outlook:
calendar-in-outlook-how = Agenda toevoegen, Abonneren via internet; plak het adres.
calendar-in-android = Android-telefoon:
calendar-in-android-how = abonneer in Google Agenda op een computer; de telefoon neemt het over.
calendar-slow = Uw agenda kijkt zelf wanneer er iets nieuws is: elk uur tot eens per dag. Een wijziging krijgt u daarom ook per mail.
calendar-back = Al uw agenda-adressen
calendar-list = Uw agenda-adressen
calendar-fetched = gelezen { $when }
calendar-fetched-never = nog niet gelezen
calendar-end = Zet uit
calendar-ended = Dat adres werkt niet meer.
calendar-error-many = U hebt al 20 adressen. Zet er eerst een uit.
calendar-public = Openbare bijeenkomsten, voor iedereen:
calendar-link = Zet bijeenkomsten in uw agenda

calendar-feed-public = Openbare bijeenkomsten { $name }
calendar-feed-person = Raad { $name }
calendar-feed-faction = Bijeenkomsten { $faction }
calendar-online = Online
calendar-prefixed = { $answer }: { $title }
calendar-your-answer = Uw antwoord: { $answer }
calendar-answer-yes = Ja
calendar-answer-maybe = Misschien
calendar-answer-no = Nee
calendar-answer-waits = Wachtlijst
calendar-answer-none = Antwoord nog
calendar-faction-answers = Uw fractie: { $yes } ja, { $maybe } misschien, { $no } nee, { $none } zonder antwoord

# De agenda als lijst, dag, week, maand en jaar.
calendar-agenda-title = Agenda
calendar-to-gatherings = Alle bijeenkomsten, ook met verslag
calendar-agenda-page = Agenda, { $period }
calendar-views = Weergave
calendar-view-lijst = Lijst
calendar-view-dag = Dag
calendar-view-week = Week
calendar-view-maand = Maand
calendar-view-jaar = Jaar
calendar-period-list = { $first } t/m { $last }
calendar-period-week = Week { $week }, { $first } t/m { $last }
calendar-said = { $n ->
    [0] { $period }: geen bijeenkomsten
    [one] { $period }: 1 bijeenkomst
   *[other] { $period }: { $n } bijeenkomsten
  }
calendar-n = { $n ->
    [0] geen bijeenkomsten
    [one] 1 bijeenkomst
   *[other] { $n } bijeenkomsten
  }
calendar-steps = Bladeren in de agenda
calendar-today = Vandaag
calendar-now = vandaag
calendar-previous-lijst = Vorige 8 weken
calendar-previous-dag = Vorige dag
calendar-previous-week = Vorige week
calendar-previous-maand = Vorige maand
calendar-previous-jaar = Vorig jaar
calendar-next-lijst = Volgende 8 weken
calendar-next-dag = Volgende dag
calendar-next-week = Volgende week
calendar-next-maand = Volgende maand
calendar-next-jaar = Volgend jaar
calendar-filter = Filter
calendar-filter-on = Filter ({ $n } aan)
calendar-filter-none = Toon alles
calendar-all-hosts = Iedereen
calendar-go-to = Ga naar dag
calendar-topic = Onderwerp
calendar-mine = Alleen waar ik bij hoor
calendar-unanswered = Alleen wat op mijn antwoord wacht
calendar-empty = In deze periode staat niets op de agenda.
calendar-empty-filter = Met deze filter staat hier niets.
calendar-all-day = hele dag
calendar-own-silent = niet geantwoord
calendar-seats = { $n } van { $places } plaatsen bezet
calendar-full = Vol: alle { $places } plaatsen bezet
calendar-coming = { $n ->
    [0] nog niemand komt
    [one] 1 komt
   *[other] { $n } komen
  }
calendar-column-when = Wanneer
calendar-column-what = Bijeenkomst
calendar-column-where = Waar
calendar-column-answer = Uw antwoord
calendar-column-seats = Plaatsen
calendar-column-day = Dag
calendar-none = –
calendar-week = Week { $week }
calendar-week-short = Wk
calendar-part-morning = Ochtend
calendar-part-afternoon = Middag
calendar-part-evening = Avond
calendar-year-count = Bijeenkomsten in de week
calendar-year-count-short = Aantal
calendar-year-how = Rechts staat hoeveel bijeenkomsten er in de week zijn. Dagen met een bijeenkomst zijn vet, dagen in het reces gearceerd.
calendar-keys = Sneltoetsen
calendar-keys-show = Toon sneltoetsen
calendar-keys-or = of
calendar-keys-on = Gebruik sneltoetsen in deze browser

# Reces, schoolvakanties en feestdagen.
calendar-free = Reces, vakanties en feestdagen
calendar-free-none = Geen reces, schoolvakantie of feestdag in deze periode.
calendar-days = { $first } t/m { $last }
calendar-set = Reces en regio instellen
calendar-set-region = Kies de regio voor schoolvakanties
calendar-school-source = Schoolvakanties van regio { $region }, bron:
calendar-school-link = Rijksoverheid
calendar-school-beyond = Na { $day } zijn de schoolvakanties nog niet bekend.
calendar-school-before = Schoolvakanties van voor { $day } staan hier niet.
calendar-region = Regio
calendar-region-hint = Scholen in uw gemeente hebben vakantie in deze regio.
calendar-region-none = Toon geen schoolvakanties
calendar-region-noord = Noord
calendar-region-midden = Midden
calendar-region-zuid = Zuid
calendar-region-save = Bewaar regio
calendar-region-saved = Regio bewaard.
calendar-region-until = De data zijn bekend tot en met { $day }.
calendar-schools = Schoolvakanties
calendar-recess = Reces
calendar-recess-none = Er staat nog geen reces.
calendar-recess-name = Naam
calendar-recess-name-hint = Bijvoorbeeld zomerreces.
calendar-recess-first = Eerste dag
calendar-recess-last = Laatste dag
calendar-recess-add = Zet reces in de agenda
calendar-recess-added = Het reces staat in de agenda.
calendar-recess-remove = Verwijder
calendar-recess-removed = Het reces is uit de agenda.
calendar-recess-backwards = De laatste dag ligt voor de eerste.
calendar-recess-twice = Dit reces staat er al.
calendar-settings-title = Agenda
calendar-settings-lede = Reces en schoolvakanties
calendar-settings-back = Terug naar instellingen
calendar-feast-nieuwjaarsdag = Nieuwjaarsdag
calendar-feast-goede-vrijdag = Goede Vrijdag
calendar-feast-eerste-paasdag = Eerste paasdag
calendar-feast-tweede-paasdag = Tweede paasdag
calendar-feast-koningsdag = Koningsdag
calendar-feast-bevrijdingsdag = Bevrijdingsdag
calendar-feast-hemelvaartsdag = Hemelvaartsdag
calendar-feast-eerste-pinksterdag = Eerste pinksterdag
calendar-feast-tweede-pinksterdag = Tweede pinksterdag
calendar-feast-eerste-kerstdag = Eerste kerstdag
calendar-feast-tweede-kerstdag = Tweede kerstdag
calendar-school-herfstvakantie = Herfstvakantie
calendar-school-kerstvakantie = Kerstvakantie
calendar-school-voorjaarsvakantie = Voorjaarsvakantie
calendar-school-meivakantie = Meivakantie
calendar-school-zomervakantie = Zomervakantie

# Agenda's van andere systemen.
calendar-from = uit { $source }
calendar-around = Kijk ook wat er die dag al is
calendar-foreign-title = Andere agenda’s
calendar-foreign-lede = Zet de agenda uit uw raadsinformatiesysteem erbij, zodat niemand eroverheen plant.
calendar-foreign-list = Erbij gezet
calendar-foreign-read = { $n ->
    [one] 1 regel, gelezen { $when }
   *[other] { $n } regels, gelezen { $when }
  }
calendar-foreign-name = Naam
calendar-foreign-name-hint = Staat bij elke regel: uit de raadsagenda. Een agenda met dezelfde naam wordt vervangen.
calendar-foreign-file = Bestand
calendar-foreign-file-hint = Een .ics-bestand of JSON van NotuBiz, tot 2 MB.
calendar-foreign-look = Bekijk wat erin staat
calendar-foreign-back = Terug naar reces en schoolvakanties
calendar-foreign-other = Terug naar andere agenda’s
calendar-foreign-preview = Wat er in { $name } staat
calendar-foreign-changes = { $come } erbij, { $go } eraf. Er is nog niets bewaard.
calendar-foreign-same = Dit staat al zo in de agenda. Er verandert niets.
calendar-foreign-keep = Zet in de agenda
calendar-foreign-kept = Bewaard: { $come } erbij, { $go } eraf.
calendar-foreign-removed = De agenda is weg.
calendar-foreign-found = { $n ->
    [one] 1 regel
   *[other] { $n } regels
  }
calendar-foreign-found-first = { $n } regels, hier de eerste { $shown }
calendar-foreign-troubles = { $n ->
    [one] 1 regel kan niet mee
   *[other] { $n } regels kunnen niet mee
  }
calendar-foreign-column-when = Dag
calendar-foreign-column-time = Tijd
calendar-foreign-column-what = Wat
calendar-foreign-column-where = Waar
calendar-foreign-empty = Hier staat niets in.
calendar-foreign-large = Dit is groter dan 2 MB.
calendar-foreign-not-text = Dit is geen tekst, dus geen agenda.
calendar-foreign-unknown = Hier staat geen agenda in. Evenwijs leest .ics en JSON van NotuBiz.
calendar-foreign-deep = Dit is geen gewone agenda en wordt niet gelezen.
calendar-foreign-half = Deze agenda houdt halverwege op. Haal hem opnieuw op.
calendar-foreign-many = Hier staat te veel in. Maak een agenda van hoogstens twee jaar.
calendar-foreign-shape = kan niet worden gelezen.
calendar-foreign-no-title = heeft geen naam.
calendar-foreign-date = heeft geen dag, of een dag die niet bestaat.
calendar-foreign-time = heeft een tijd die niet bestaat.
calendar-foreign-backwards = eindigt voor het begint.
calendar-foreign-rule = komt zo vaak terug dat het niet mee kan.
calendar-foreign-never = komt volgens zijn regel op geen enkele dag.
calendar-foreign-confidential = is vertrouwelijk.
calendar-foreign-add = Een agenda erbij
calendar-foreign-address = Adres van de agenda
calendar-foreign-address-hint = Begint met https:// of webcal://. Evenwijs kijkt er elke 6 uur.
calendar-foreign-instead = als er geen adres is
calendar-foreign-neither = Vul een adres in of kies een bestand.
calendar-foreign-both = Geef een adres of een bestand, niet allebei.
calendar-foreign-from-host = van { $host }, elke 6 uur
calendar-foreign-from-file = uit een bestand
calendar-foreign-again = Evenwijs kijkt hierna elke 6 uur op { $host }.
calendar-foreign-refresh = Haal nu op
calendar-foreign-unchanged = Er is niets veranderd.
calendar-foreign-failed = Ophalen lukte { $when } niet
calendar-foreign-stays = Wat er stond, staat er nog.
calendar-foreign-nothing = Hier staat niets in dat in de agenda kan.
calendar-foreign-enough = Er staan al 20 andere agenda’s. Verwijder er eerst een.
calendar-around-clash = Op dat moment is er al iets
calendar-around-same = tegelijk
calendar-meets = tegelijk met { $title }

# Waarom een adres niets gaf.
calendar-fetch-no-address = Dit is geen adres. Een adres begint met https://.
calendar-fetch-not-https = Dit adres begint niet met https:// of webcal://.
calendar-fetch-credentials = In dit adres staat een naam of wachtwoord. Dat kan niet.
calendar-fetch-port = Dit adres heeft een eigen poort. Vraag de beheerder van Evenwijs om het toe te laten.
calendar-fetch-inside = Dit adres ligt niet op het open internet. Vraag de beheerder van Evenwijs om het toe te laten.
calendar-fetch-unfound = Dit adres bestaat niet. Kijk of het goed is overgenomen.
calendar-fetch-silent = Er kwam binnen 5 seconden geen goed antwoord van dit adres.
calendar-fetch-unproven = Dit adres kan niet bewijzen dat het echt is: het certificaat klopt niet.
calendar-fetch-elsewhere = Dit adres stuurt door naar een ander adres. Vul dat andere adres in.
calendar-fetch-closed = Dit adres vraagt om inloggen. Zoek het openbare adres van de agenda.
calendar-fetch-gone = Op dit adres staat niets meer.
calendar-fetch-refused = Dit adres geeft een foutmelding. Probeer het later nog eens.
calendar-fetch-page = Op dit adres staat een webpagina, geen agenda. Zoek op die pagina het adres van de agenda.
calendar-fetch-no-text = Op dit adres staat geen agenda.
calendar-fetch-emptied = Op dit adres staat opeens een lege agenda.
calendar-fetch-lost = Het adres is niet meer te lezen. Vul het opnieuw in.
