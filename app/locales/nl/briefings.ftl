# Gedeelde informatie: wat iemand een deel van de raad vertelde. En: wanneer iets bekend moet zijn.
nav-briefings = Gedeelde informatie
briefing-lede = Wat college en griffie aan een deel van de raad vertelden, en of iedereen het nu weet.
briefing-empty = Hier staat nog niets. Vertelt een wethouder iets aan één fractie, dan legt die dat hier vast. Daarna kan iedereen het lezen.
briefing-kept = { $n ->
    [one] Over 1 onderwerp is een deel van de raad bijgepraat; u nog niet.
   *[other] Over { $n } onderwerpen is een deel van de raad bijgepraat; u nog niet.
  }
briefing-kept-others = { $n ->
    [one] Over 1 onderwerp is een deel van de raad bijgepraat. De anderen nog niet.
   *[other] Over { $n } onderwerpen is een deel van de raad bijgepraat. De anderen nog niet.
  }
briefing-kept-why = Wordt het gedeeld, dan leest u het hier. Hoeveel van de raad het al weet, staat in de informatiebalans:
briefing-kept-told = verteld { $when }
briefing-filter = Wat u ziet
briefing-tab-all = Alles
briefing-tab-waiting = Nog niet gedeeld
briefing-tab-shared = Gedeeld
briefing-shared = Gedeeld met iedereen
briefing-unshared = Nog niet met iedereen gedeeld
briefing-pages = Andere pagina’s
briefing-newer = Nieuwer
briefing-older = Ouder
briefing-row = Verteld door { $teller } aan { $to }
briefing-part-of = leden van { $faction }
briefing-no-faction = mensen zonder fractie
briefing-whole-faction = hele fractie ({ $n })
briefing-told-nobody = niemand
briefing-new = Leg vast wat u vertelde
briefing-new-lede = Zo weet de raad wie wat hoorde, en wanneer. Daarna deelt u het met één knop met iedereen.
briefing-about = Waarover
briefing-about-hint = In een paar woorden.
briefing-body = Wat hebt u verteld
briefing-body-hint = Kort, zoals u het zei. Deze tekst krijgt straks iedereen.
briefing-factions = Aan welke fracties
briefing-people = Of kies personen
briefing-date = Op welke dag
briefing-time = Hoe laat
briefing-way = Hoe
briefing-way-mond = In een gesprek
briefing-way-telefoon = Per telefoon
briefing-way-papier = Op papier of met een eigen bericht
briefing-teller = Wie vertelde het
briefing-needed-hint = Bijvoorbeeld het moment waarop de raad erover besluit. Niet nodig? Laat de datum leeg.
briefing-log-do = Leg vast
briefing-log-share = Leg vast en deel met iedereen
briefing-logged = Vastgelegd. De rest van de raad weet dit nog niet.
briefing-logged-shared = Vastgelegd en gedeeld met iedereen.
briefing-error-nobody = Kies een fractie of een persoon.
briefing-error-faction = Deze fractie had die dag geen leden. Kies een andere fractie of een andere dag.
briefing-error-person = Iemand die u koos, zat die dag niet in de raad.
briefing-error-teller = Kies iemand die die dag in het college zat.
briefing-error-future = Dit moment moet nog komen. Kies een dag en tijd die voorbij zijn.
briefing-error-long-ago = Dit is langer dan een jaar geleden. Kies een latere dag.
briefing-error-entry = Kies wie het niet hoorde.
briefing-page-lede-mond = Verteld door { $teller }, in een gesprek, { $when }.
briefing-page-lede-telefoon = Verteld door { $teller }, per telefoon, { $when }.
briefing-page-lede-papier = Verteld door { $teller }, op papier of met een eigen bericht, { $when }.
briefing-to = Verteld aan
briefing-logged-label = Vastgelegd
briefing-logged-by = { $when } door { $name }
briefing-shared-by = door { $name }
briefing-waits = De rest van de raad weet dit nog niet.
briefing-waits-share = De rest van de raad weet dit nog niet. Met deze knop krijgt iedereen dezelfde tekst, op hetzelfde moment.
briefing-share = { $n ->
    [0] Deel met iedereen
    [one] Deel met de ene ander
   *[other] Deel met de andere { $n } mensen
  }
briefing-shared-done = Gedeeld met iedereen. { $n ->
    [0] Iedereen was het al verteld.
    [one] 1 bericht gaat nu weg.
   *[other] { $n } berichten gaan nu weg.
  }
briefing-shared-before = Dit was al met iedereen gedeeld.
briefing-share-here = Dit vertelt u aan de anderen door het hier te delen.
briefing-correct = Klopt niet wie het hoorde?
briefing-correct-hint = De vermelding vervalt. Ze blijft wel te zien, met uw reden. De tekst verandert niet.
briefing-correct-who = Wie hoorde het niet
briefing-correct-why = Waarom vervalt dit
briefing-correct-why-hint = De persoon om wie het gaat, kan dit lezen.
briefing-correct-do = Laat deze vermeldingen vervallen
briefing-corrected = De vermelding is vervallen.
briefing-back = Alle gedeelde informatie
briefing-closed = Nog niet met u gedeeld
briefing-closed-others = Nog niet met iedereen gedeeld
briefing-closed-text = Hierover vertelde { $teller } iets aan een deel van de raad, { $when }.
briefing-closed-then = U krijgt de tekst zodra die met iedereen wordt gedeeld. Wilt u het eerder weten? Vraag het de griffie.
briefing-closed-then-others = U kunt de tekst lezen zodra die met de hele raad wordt gedeeld. Wilt u het eerder weten? Vraag het de griffie.
briefing-balance = Bekijk dit in de informatiebalans
briefing-home = Nog te delen
briefing-all = Alles bekijken
briefing-needed = moet bekend zijn vóór { $when }
briefing-unshared-name = Nog niet met iedereen gedeeld ({ $day })
briefing-mail-subject = Nu ook voor u: { $title }
briefing-mail-text-mond = { $teller } vertelde dit aan { $to }, { $when }, in een gesprek. Nu krijgt iedereen het:
briefing-mail-text-telefoon = { $teller } vertelde dit aan { $to }, { $when }, per telefoon. Nu krijgt iedereen het:
briefing-mail-text-papier = { $teller } vertelde dit aan { $to }, { $when }, op papier of met een eigen bericht. Nu krijgt iedereen het:
briefing-mail-read = Lees het hier
balance-kind-gedeeld = Gedeelde informatie

needed-label = Moet bekend zijn vóór
needed-date = Vóór welke dag
needed-time = Vóór hoe laat
needed-hint = Bijvoorbeeld het moment waarop de raad erover besluit. Niet nodig? Laat de datum leeg.
needed-hint-paper = Laat u de datum leeg, dan is dit het begin van de bijeenkomst.
needed-error-before = Kies een moment na het moment waarop het verteld is.
needed-error-far = Dit is meer dan twee jaar vooruit. Kijk het jaar na.
needed-error-past = Dit moment is voorbij. Kies een moment dat nog komt.

remind-home = Moet op tijd bekend zijn
remind-all-told = Iedereen is het verteld.
remind-untold = Nog niet verteld: { $who }
remind-read = Gelezen: { $parts }
remind-read-part = { $group } { $count } van { $of }
remind-read-hidden = Wie het las, tonen wij niet: de groep is te klein.
remind-do = Stuur aan wie dit nog niet weet
remind-sent = Vandaag opnieuw gestuurd.
remind-done = Het gaat opnieuw naar wie het nog niet las of hoorde. U ziet niet wie dat zijn.
remind-late = Het moment waarop dit bekend moest zijn, is voorbij.
remind-mail-subject = Dit moet u weten vóór { $day }
remind-mail-text = U las dit nog niet bij ons: { $kind } ‘{ $title }’. Het moet bekend zijn vóór { $when }.

balance-answers = Wat is hiermee gedaan
balance-answers-none = Er is nog niets opgeschreven over wat er met dit kwartaal gedaan is.
balance-answer-write = Schrijf op wat ermee gedaan is
balance-answer-text = Wat is er gedaan
balance-answer-hint = Wat liet het kwartaal zien, en wat verandert er. Iedereen kan dit lezen. Het blijft staan zoals u het schrijft.
balance-answer-voice = Namens wie
balance-answer-voice-griffie = De griffie
balance-answer-voice-raad = De raad
balance-answer-keep = Leg vast
balance-answer-kept = Vastgelegd bij het kwartaal.
balance-answer-by-griffie = { $name }, griffie
balance-answer-by-raad = { $name }, namens de raad
