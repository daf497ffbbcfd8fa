# Vragen aan het college: gesteld, doorgezet, beantwoord aan iedereen tegelijk.
question-one = Vraag
question-answer = Antwoord
question-all = Alle vragen
question-ask = Stel een vraag
question-ask-lede = Iedereen in de raad en het college ziet uw vraag meteen, met uw naam en fractie. Het antwoord gaat op hetzelfde moment naar iedereen.
question-ask-at = U stelt deze vraag bij: { $title }.
question-ask-do = Stel de vraag
question-asked = Uw vraag staat er. De griffie zet hem door.
question-kind = Soort vraag
question-kind-technisch = technische vraag
question-kind-schriftelijk = schriftelijke vraag
question-kind-technisch-hint = U vraagt naar feiten: hoe het zit, wat het kost, wanneer het komt.
question-kind-schriftelijk-hint = U vraagt om een oordeel of uitleg van het college (artikel 155 van de Gemeentewet).
question-title = Onderwerp
question-title-hint = Een paar woorden, zoals anderen het in de lijst zien.
question-body = Uw vraag
question-body-hint = Een sterretje aan het begin van de regel maakt een lijst, **twee sterretjes** maken vet.
question-due = Antwoord uiterlijk
question-due-days = { $n ->
    [one] (1 dag)
   *[other] ({ $n } dagen)
  }
question-due-computed = { $n ->
    [one] 1 dag
   *[other] { $n } dagen
  } na vandaag: antwoord uiterlijk { $day }. Dat is de termijn van uw raad.
question-error-kind = Kies wat voor vraag het is.
question-error-holder = Kies een wethouder of de burgemeester.
question-error-answered = Het antwoord is al verstuurd. Het blijft zoals het is.
question-error-answer-missing = Schrijf eerst een antwoord.

question-tabs = Welke vragen
question-tab-all = Alle
question-tab-open = Open
question-tab-answered = Beantwoord
question-tab-factions = Alle fracties
question-no-faction = geen fractie
question-search = Zoek op woorden
question-search-do = Zoek
question-none = Er zijn nog geen vragen. Een raadslid of commissielid stelt er een. Vraag en antwoord zijn voor iedereen tegelijk te lezen.
question-none-found = Hier zijn geen vragen bij.
question-show-all = Toon alle vragen
question-none-here = Bij deze bijeenkomst zijn nog geen vragen gesteld.
question-pages = Bladeren
question-page-before = Vorige vragen
question-page-after = Volgende vragen
question-row-open = ligt nog bij de griffie
question-row-routed = ligt bij { $holder }
question-row-answered = antwoord van { $holder }
question-of-faction = { $faction } ({ $n })
question-no-holder = nog niet doorgezet
question-clock-open = antwoord uiterlijk { $day }
question-clock-overdue = te laat sinds { $day }
question-clock-answered = beantwoord { $day }
question-state-open = nieuw
question-state-routed = in behandeling
question-state-overdue = te laat
question-state-answered = beantwoord

question-lede-technisch = Technische vraag van { $name } ({ $faction })
question-lede-schriftelijk = Schriftelijke vraag van { $name } ({ $faction })
question-about = Over deze vraag
question-by = Gesteld door
question-faction = Fractie
question-holder = Portefeuillehouder
question-gathering = Bijeenkomst
question-course = Verloop
question-course-asked = gesteld door { $name }
question-course-routed = doorgezet naar { $name }
question-course-answered = beantwoord door { $name }, op hetzelfde moment verstuurd aan iedereen
question-answer-later = Het antwoord is er nog niet. Het gaat op hetzelfde moment naar iedereen.
question-route = Zet door
question-route-hint = Deze bestuurder krijgt een bericht en beantwoordt de vraag.
question-route-do = Zet de vraag door
question-reroute = Zet door naar een ander
question-reroute-do = Zet de vraag door
question-choose-holder = Kies een bestuurder
question-routed = Doorgezet naar { $name }.

question-draft = Conceptantwoord
question-draft-none = Er is nog niets geschreven. Raadsleden zien een concept niet.
question-draft-by = Laatst bewerkt door { $name }. Raadsleden zien dit nog niet.
question-draft-who-sends = De portefeuillehouder of de griffie verstuurt het antwoord.
question-draft-save = Bewaar concept
question-draft-saved = Concept bewaard.
question-write = Schrijf het antwoord
question-write-on = Schrijf verder
question-write-lede = { $title } ({ $faction })
question-answer-hint = Antwoord eerst, leg daarna uit. Raadsleden zien niets tot u het verstuurt.
question-preview = Bekijk en verstuur
question-back = Terug naar de vraag
question-conflict-lede = { $name } schreef ook aan dit antwoord. Uw tekst is nog niet bewaard.
question-conflict-answered = { $name } heeft het antwoord intussen verstuurd. Uw tekst is niet meer bewaard; neem over wat u nodig hebt.
question-conflict-theirs = Wat er nu staat
question-conflict-mine = Uw tekst
question-conflict-hint = Neem over wat u wilt houden. Als u bewaart, komt uw tekst in de plaats van de andere.
question-preview-title = Bekijk het antwoord
question-preview-lede = { $title }, vraag van { $faction }. Nog niet verstuurd.
question-preview-changed = De tekst is gewijzigd nadat u hem bekeek. Hieronder staat de nieuwe.
question-preview-who = { $n ->
    [one] 1 raadslid of commissielid krijgt het antwoord. Daarna blijft het zoals het is.
   *[other] Alle { $n } raadsleden en commissieleden krijgen het antwoord op hetzelfde moment. Daarna blijft het zoals het is.
  }
question-preview-without = { $n ->
    [one] 1 mens heeft geen e-mailadres en leest het hier.
   *[other] { $n } mensen hebben geen e-mailadres en lezen het hier.
  }
question-send = Verstuur aan { $n ->
    [one] 1 mens
   *[other] { $n } mensen
  }
question-answered = Antwoord verstuurd aan { $n ->
    [one] 1 mens
   *[other] { $n } mensen
  }.

question-home-own = Uw vragen
question-home-answer = Te beantwoorden
question-home-route = Door te zetten
question-home-late = Te laat
question-home-write = Antwoorden te schrijven

question-mail-asked-subject = Nieuwe vraag van { $faction }: { $title }
question-mail-asked = { $name } ({ $faction }) stelde een { $kind }. Zet hem door naar wie hem beantwoordt.
question-mail-route = Bekijk de vraag en zet hem door
question-mail-routed-subject = Vraag voor u van { $faction }: { $title }
question-mail-routed = { $name } ({ $faction }) stelde een { $kind }. De griffie vraagt u om het antwoord.
question-mail-write = Bekijk de vraag en schrijf het antwoord
question-mail-answered-subject = Antwoord op de vraag van { $faction }: { $title }
question-mail-answered = De vraag ‘{ $title }’ van { $name } ({ $faction }) is beantwoord door { $holder }.
question-mail-read = Lees het hele antwoord
question-mail-everybody = Alle raadsleden en commissieleden krijgen dit antwoord op hetzelfde moment.
question-mail-from = U krijgt dit bericht van { $office }.
