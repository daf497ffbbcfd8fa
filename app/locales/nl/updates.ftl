# Kwartaalupdates: wat gebeurde, wat mislukte, wat komt.
update-quarter-1 = 1e kwartaal { $year }
update-quarter-2 = 2e kwartaal { $year }
update-quarter-3 = 3e kwartaal { $year }
update-quarter-4 = 4e kwartaal { $year }
update-list-lede = { $n ->
    [0] Nog niets gepubliceerd
    [one] 1 kwartaalupdate van het college aan de hele raad
   *[other] { $n } kwartaalupdates van het college aan de hele raad
  }
update-list-lede-more = Meer dan { $n } kwartaalupdates van het college aan de hele raad
update-none = Er is nog geen kwartaalupdate. Elke wethouder schrijft er na een kwartaal een: wat gebeurde, wat mislukte en wat komt.
update-all = Alle kwartaalupdates
update-making = In de maak
update-pages = Bladeren
update-page-newer = Nieuwere kwartaalupdates
update-page-older = Oudere kwartaalupdates
update-minutes = { $n } min lezen
update-state-draft = concept
update-state-scheduled = ingepland

update-lede = Van { $name }, over het { $quarter }
update-published = gepubliceerd { $when }
update-draft-note = Raadsleden zien dit nog niet. Wie schrijft, ambtenaren en de griffie wel.
update-scheduled-note = Gaat vanzelf naar iedereen op { $when }.
update-who-publishes = De bestuurder zelf publiceert.
update-happened = Wat er gebeurde
update-happened-hint = Het belangrijkste eerst. Wat merkten inwoners ervan?
update-failed = Wat mislukte en wat we leerden
update-failed-hint = Wat liep anders dan gehoopt, en wat doet u nu anders? Hier leert de raad het meest van.
update-failed-none = Hier is niets over geschreven.
update-failed-missing = Niets mislukt?
update-failed-missing-text = U schreef niets over wat mislukte. De raad ziet dat er niets over geschreven is.
update-ahead = Wat er nu komt
update-ahead-hint = Wat gaat u doen, en wanneer hoort de raad daarvan?
update-figures = Cijfers
update-figures-hint = Hooguit twaalf. Bewaar om er meer regels bij te krijgen.
update-figure-row = Cijfer { $n }
update-figure-name = Wat
update-figure-value = Nu
update-figure-target = Doel
update-figure-source = Bron
update-figure-none = –

update-write = Schrijf een kwartaalupdate
update-write-on = Schrijf verder
update-write-lede = Raadsleden zien niets tot u publiceert. Dan krijgt iedereen het op hetzelfde moment.
update-alderman = Namens
update-choose-alderman = Kies een bestuurder
update-quarter = Kwartaal
update-title = Titel
update-title-default = Kwartaalupdate { $quarter }
update-save = Bewaar concept
update-saved = Concept bewaard.
update-preview = Bekijk en publiceer
update-error-alderman = Kies een wethouder of de burgemeester.
update-error-quarter = Kies een kwartaal dat al begonnen is.
update-error-text = Schrijf eerst iets.
update-error-past = Dit moment is al voorbij. Publiceer nu, of kies een later moment.
update-error-figures = Dit zijn meer dan twaalf cijfers. Kies de belangrijkste.
update-error-figure-name = Schrijf wat dit cijfer telt.
update-error-figure-value = Vul het cijfer in.
update-error-published = Deze kwartaalupdate is al gepubliceerd en blijft zoals hij is.
update-error-not-scheduled = Deze kwartaalupdate was niet ingepland.
update-conflict-lede = Iemand anders schreef hier ook aan. Uw tekst is nog niet bewaard. Als u bewaart, komt uw tekst in de plaats van de andere.
update-conflict-published = Deze kwartaalupdate is intussen gepubliceerd. Uw tekst wordt niet meer bewaard; neem over wat u nodig hebt.
update-conflict-theirs = Wat er nu staat
update-conflict-mine = Uw tekst

update-preview-title = Bekijk uw kwartaalupdate
update-preview-lede = { $title }. Nog niet gepubliceerd.
update-preview-changed = De tekst is gewijzigd nadat u hem bekeek. Hieronder staat de nieuwe.
update-preview-who = { $n ->
    [one] 1 raadslid of commissielid krijgt het. Daarna blijft het zoals het is.
   *[other] Alle { $n } raadsleden en commissieleden krijgen het op hetzelfde moment. Daarna blijft het zoals het is.
  }
update-preview-without = { $n ->
    [one] 1 mens heeft geen e-mailadres en leest het hier.
   *[other] { $n } mensen hebben geen e-mailadres en lezen het hier.
  }
update-now = Nu publiceren
update-publish = Publiceer voor { $n ->
    [one] 1 mens
   *[other] { $n } mensen
  }
update-published-now = Gepubliceerd, en verstuurd aan { $n ->
    [one] 1 mens
   *[other] { $n } mensen
  }.
update-later = Op een later moment
update-schedule-date = Datum
update-schedule-time = Tijd
update-schedule = Plan in
update-scheduled = Ingepland voor { $when }.
update-unschedule = Haal uit de planning
update-unscheduled = Uit de planning gehaald. Het is weer een concept.

update-home = Uw kwartaalupdate
update-home-title = Uw kwartaalupdate over het { $quarter }
update-home-begin = Nog niet begonnen
update-home-finish = Concept, laatst bewerkt: { $ago }

update-mail-subject = Kwartaalupdate: { $title }
update-mail-published = { $name } schreef een kwartaalupdate over het { $quarter }: { $title }.
update-mail-read = Lees de kwartaalupdate ({ $n } min)
update-mail-everybody = Alle raadsleden en commissieleden krijgen dit op hetzelfde moment.
update-mail-from = U krijgt dit bericht van { $office }.
update-error-needed = Kies een moment na de publicatie.
