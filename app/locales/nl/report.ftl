# Het verslag van de informatiebalans: zinnen, tabellen, narekenen.
report-lede = { $name } · { $members ->
    [one] 1 raadslid
   *[other] { $members } raadsleden
  } · { $items ->
    [one] 1 onderwerp
   *[other] { $items } onderwerpen
  }
report-seats = { $members } raadsleden op { $seats } zetels. Commissieleden tellen niet mee.
report-seats-why = { $members } raadsleden op { $seats } zetels: { $why }. Commissieleden tellen niet mee.
report-seats-replaces = { $new } vervangt { $old }
report-seats-replaced = { $new } verving { $old }
report-seats-came = { $names } { $n ->
    [one] kwam erbij
   *[other] kwamen erbij
  }
report-seats-came-many = { $n } mensen kwamen erbij
report-seats-left = { $names } { $n ->
    [one] vertrok
   *[other] vertrokken
  }
report-seats-left-many = { $n } mensen vertrokken
report-closed-on = Afgesloten op { $date }
report-closes-on = Loopt nog. Wordt afgesloten op { $date }
report-open = Nog niet afgesloten
report-running = Stand van nu
report-to-running = Dit kwartaal tot nu toe
report-to-term = Hele zittingsperiode
report-term-name = zittingsperiode sinds { $date }
report-part-name = { $quarter }, deel { $n }
report-parts = De coalitie veranderde in deze tijd. Daarom rekenen we elk deel apart.
report-parts-apart = Daarom rekenen we elk deel apart.
report-part-joined = Op { $date } { $many ->
    [yes] kwamen
   *[no] kwam
  } { $factions } in de coalitie.
report-part-left = Op { $date } { $many ->
    [yes] gingen
   *[no] ging
  } { $factions } uit de coalitie.
report-part-names = { $first } en { $last }
report-parts-label = Delen
report-part-days = { $from } tot en met { $to }
report-group-coalition = coalitie
report-group-opposition = oppositie
report-group-local = lokaal
report-group-national = landelijk
report-group-first-term = nieuw
report-group-returning = langer
report-group-rest = de rest
report-the-coalition = de coalitie
report-the-opposition = de oppositie
report-the-local = lokale fracties
report-the-national = landelijke fracties
report-the-first-term = nieuwe raadsleden
report-the-returning = raadsleden die er al zaten
report-the-rest = de rest van de raad
report-early = { $n ->
    [one] Bij 1 onderwerp wist iemand het al vóór het verstuurd werd
   *[other] Bij { $n } onderwerpen wist iemand het al vóór het verstuurd werd
  }: { $a } { $first } keer, { $b } { $second } keer.
report-no-groups = Er valt niets te vergelijken: { $why }.
report-none-of = niemand hoort bij { $group }
report-none-first-term = alle raadsleden zaten er al vóór deze zittingsperiode
report-none-returning = alle raadsleden begonnen in deze zittingsperiode
report-none-at-all = niemand hoort bij een van beide groepen
report-no-sides = De kant van de fracties is onbekend: er is geen coalitie vastgelegd. Daarom vergelijken we alleen fracties.
report-nothing-yet = Er valt nog niets te vergelijken: we wachten tot veertien dagen na het versturen.
report-item-running = We vergelijken pas veertien dagen na het versturen. De lijn laat zien hoe het nu staat.
report-nobody-yet = Het is nog aan niemand van { $group } verteld.
report-nobody-yet-all = Het is nog aan niemand verteld.
report-nearly-all = Bijna alles is aan iedereen verteld.
report-never = Nooit verteld: { $a } { $first }, { $b } { $second } van elke 100 keer.
report-later = { $who } { $many ->
    [yes] hoorden
   *[no] hoorde
  } zaken gemiddeld { $hours } later dan { $other }.
report-later-same = { $a } en { $b } hoorden zaken even snel: het scheelt minder dan een uur.
report-read-later = { $who } { $many ->
    [yes] lazen
   *[no] las
  } zaken gemiddeld { $hours } later dan { $other }.
report-read-later-same = { $a } en { $b } lazen zaken even snel: het scheelt minder dan een uur.
report-faction-later = { $who } hoorde zaken gemiddeld { $hours } later dan de rest van de raad.
report-faction-earlier = { $who } hoorde zaken gemiddeld { $hours } eerder dan de rest van de raad.
report-alone = Zonder { $faction } hoorde { $who } zaken niet of nauwelijks later dan { $other }. Met { $faction } erbij is dat gemiddeld { $hours } later.
report-no-faction = Geen enkele fractie hoorde zaken opvallend later of eerder dan de rest.
report-sure-not-chance = Toeval is onwaarschijnlijk.
report-sure-chance = Dat verschil kan toeval zijn.
report-sure-minor = Dat verschil is te klein of te onzeker om te melden.
report-sure-one = Toeval is niet waarschijnlijk, maar het gaat om één onderwerp.
report-sure-small = De groepen zijn te klein om te zeggen of dat toeval is.
report-first-item = Er is nog maar één onderwerp waarvan de veertien dagen voorbij zijn.
report-one-item = Eén onderwerp zegt weinig. Kijk ook naar het hele kwartaal.
report-reading-off = De raad heeft het meten van lezen niet aangezet. Daarom staat hier niets.
report-reading-running = Dit staat hier als het kwartaal is afgesloten. Eerder niet: wie elke dag kijkt, ziet dan wie er las.
report-reading-item-running = Dit staat hier als het kwartaal is afgesloten.
report-reading-nothing = Er valt nog niets te tellen.
report-reading-late = Dit is vastgelegd nadat het kwartaal was afgesloten. Daarom tellen we het lezen niet.
report-reading-too-few = Te weinig mensen om te tonen: dan zou u één persoon herkennen.
report-read = Op tijd gelezen: { $a } { $first }, { $b } { $second } van elke 100 keer.
report-read-by-item = Per onderwerp gerekend en dan pas afgerond: { $gap }.
report-read-unrounded = Vóór het afronden gerekend: { $gap }.
report-read-left-out = { $n ->
    [one] 1 onderwerp telt niet mee, omdat u daar één persoon zou herkennen.
   *[other] { $n } onderwerpen tellen niet mee, omdat u daar één persoon zou herkennen.
  }
report-gap = Verschil, per onderwerp gerekend: { $n } van elke 100 keer.
report-gap-one = Verschil: { $n } van elke 100 keer.
report-gap-between = Met 95% zekerheid ligt het tussen { $low } en { $high }.
report-gap-chance = Kans op zo’n verschil in op tijd lezen als het toeval is: { $p }.
report-head-chance = Kans op zo’n verschil in uren tot lezen als het toeval is: { $p }.
report-under-one = minder dan 1
report-chance-under = minder dan { $p }
report-earlier = { $hours } eerder
report-of-hundred = { $n } van 100
report-hours = { $n } uur
report-days = { $n } dagen
report-within-an-hour = binnen een uur
report-after = na { $hours }
report-per-faction-told = Hoe lang het duurde, per fractie
report-per-faction-read = Op tijd gelezen, per fractie
report-tables = Tabellen
report-picture-told = Hoe snel iedereen het hoorde
report-picture-read = Hoe snel iedereen het las
report-picture-desc = Per groep loopt een lijn omhoog vanaf het moment van versturen. De tabel eronder geeft de cijfers.
report-share-told = verteld, van elke 100 keer
report-share-read = gelezen, van elke 100 keer
report-needed-at = nodig op
report-at-choose = Kijk op een ander moment
report-at-hour = Na { $hour } uur: { $shares }
report-at-share = { $name } { $n } van 100
report-sheet-words = In woorden
report-sheet-telling = Verteld
report-sheet-reading = Gelezen
report-col-group = Groep
report-col-people = Mensen
report-col-never = Nooit, van 100
report-col-mean-when = Uren, wie het hoorde
report-col-mean = Uren, allemaal
report-col-median = Uren, mediaan
report-col-later = Uren later
report-col-p = p
report-col-chance = Kans bij toeval
report-col-read = Op tijd gelezen
report-col-of = Van
report-col-share = Van 100
report-col-median-read = Uren, mediaan
report-outside-few = Enkele raadsleden tellen in geen groep mee: gewisseld, of zonder kant.
report-outside = { $n ->
    [one] 1 raadslid telt in geen groep mee: gewisseld, of zonder kant.
   *[other] { $n } raadsleden tellen in geen groep mee: gewisseld, of zonder kant.
  }
report-committee = { $n ->
    [one] 1 commissielid telt niet mee.
   *[other] { $n } commissieleden tellen niet mee.
  }
report-left-out = { $n ->
    [one] 1 onderwerp telt niet overal mee: de veertien dagen lopen nog, of het is nog aan niemand verteld.
   *[other] { $n } onderwerpen tellen niet overal mee: de veertien dagen lopen nog, of het is nog aan niemand verteld.
  }
report-voided = { $n ->
    [one] 1 regel is later vervallen en telt niet mee.
   *[other] { $n } regels zijn later vervallen en tellen niet mee.
  }
report-how = Hoe is dit berekend?
report-how-owed = Wat het college deelt, is voor de hele raad. Daarom telt elk raadslid mee, ook wie niet was uitgenodigd.
report-how-told = Verteld is: onze mailserver gaf het bericht af, de agenda werd opgehaald, of iemand zei het. Dat is wat de afzender deed.
report-how-later = Per raadslid en onderwerp tellen we de uren van versturen tot het verteld is. Wie het niet hoorde, telt als veertien dagen. Later is het verschil tussen twee gemiddelden.
report-how-chance = Kan het toeval zijn? We delen de raadsleden heel vaak op goed geluk in twee groepen. De kans bij toeval is hoe vaak het verschil dan minstens zo groot is. In de formules heet die kans p.
report-how-flag = Iets valt op als toeval onwaarschijnlijk is én het verschil telt: twaalf uur of meer, of tien van de 100 keer.
report-how-read = Gelezen is: iemand opende het hier, of drukte op Gelezen. Over een kwartaal tonen we dat pas als het is afgesloten.
report-how-small = Bij lezen voegen we groepen van minder dan drie mensen samen, en tonen we geen cijfers waaruit u één persoon kunt herkennen. Bij vertellen staat elke fractie apart, ook die van één: dat gaat over de afzender.
report-formulas = De formules
report-formula-time = t is de tijd in milliseconden van versturen tot de eerste regel; zonder regel 336 uur. Regels van vóór het versturen tellen met uren onder nul, tot −336.
report-formula-head = Verschil in uren: gemiddelde t van de tweede groep min dat van de eerste, over onderwerpen van minstens veertien dagen oud.
report-formula-permutation = p: permutatietest over mensen, die al hun onderwerpen houden. Alle indelingen als het er hoogstens 20.000 zijn, anders 20.000 trekkingen met ChaCha8 en het vaste startgetal: (b + 1) / (m + 1).
report-formula-gap = Verschil in lezen: Mantel-Haenszel over de onderwerpen, interval met de jackknife over mensen. Bij één onderwerp Newcombe en Fisher.
report-formula-holm = Er zijn meer toetsen tegelijk; daarom Holm. Bij lezen moet het ook blijven staan als hele fracties worden geschud.
report-formula-curve = De lijnen zijn Kaplan-Meier over alle paren van mens en onderwerp.
report-trend = De laatste kwartalen
report-trend-caption = Verschil tussen coalitie en oppositie per afgesloten kwartaal
report-trend-quarter = Kwartaal
report-trend-told = Verteld
report-trend-read = Gelezen
report-trend-flag = Valt op
report-trend-same = even snel
report-trend-opposition = oppositie { $hours } later
report-trend-coalition = coalitie { $hours } later
report-trend-a-faction = een fractie
report-trend-later = { $who } { $hours } later
report-trend-earlier = { $who } { $hours } eerder
report-trend-read-note = Het verschil in lezen is per onderwerp gerekend en dan pas afgerond. Het kan dus iets afwijken van het verschil tussen twee afgeronde cijfers.
report-trend-read-same = evenveel
report-trend-read-coalition = coalitie { $n } van 100 meer
report-trend-read-opposition = oppositie { $n } van 100 meer
report-trend-none = niets
report-otherwise = Vergelijk anders
report-otherwise-lede = Dan tonen we alleen wat er verteld is. Lezen tonen we alleen voor coalitie en oppositie.
report-by-sides = Coalitie en oppositie
report-by-reach = Lokaal en landelijk
report-by-experience = Nieuwe en zittende raadsleden
report-by-faction = { $name } en de rest
report-again = Reken zelf na
report-again-lede = Alles waaruit dit verslag is berekend, kunt u meenemen. Namen staan er niet in.
report-again-telling = Uittreksel: wat is verteld (JSON)
report-again-report = Verslag daarvan (JSON)
report-again-now = Reken het hier opnieuw uit
report-again-same = Gelijk
report-again-different = Niet gelijk
report-again-done = Wij rekenden het bewaarde uittreksel zojuist opnieuw uit en vergeleken elk cijfer met het bewaarde verslag.
report-again-how = Controlegetallen, en narekenen op uw eigen computer
report-again-command = Met het programma evenwijs rekent u het uittreksel op uw eigen computer na:
report-again-telling-hash = SHA-256 van het uittreksel
report-again-full-hash = SHA-256 van het volledige uittreksel
report-again-seed = Startgetal
report-again-version = Versie
report-again-names = Wie mag het volledige uittreksel zien
report-full-gone = Het volledige uittreksel kan niet meer worden gemaakt. Leesregels zijn verwijderd, of iemand maakte bezwaar.
report-full-none = Van dit verslag is er geen volledig uittreksel. De raad stond geen uren van lezen toe, of leesregels waren al verwijderd.
report-browser-running = Uw browser rekent het na …
report-browser-count = # cijfers vergeleken.
report-browser-failed = Dat lukte niet in deze browser. Gebruik de knop hierboven.
report-browser-figure = Cijfer
report-browser-hours = Uren later
report-browser-server = Server
report-browser-here = Uw browser
report-browser-now = Reken het in deze browser na
report-close = Sluit het kwartaal af
report-close-lede = De cijfers liggen daarna vast en veranderen niet meer. Evenwijs doet dit ook vanzelf.
report-close-now = Sluit het kwartaal af
report-closed = Het { $quarter } is afgesloten.
report-closed-before = Dit kwartaal was al afgesloten.
report-close-empty = In dit kwartaal is niets verstuurd of gepubliceerd. Er valt niets af te sluiten.
report-close-early = Afsluiten kan vanaf { $date }: dan zijn de veertien dagen van het laatste onderwerp voorbij.
report-file-csv = Tabellen (CSV)
report-file-ods = Tabellen (ODS)
report-file-pdf = Brief (PDF)
report-gathering = Wie hoorde het: { $title }
report-gathering-all = Alles over deze bijeenkomst
report-gathering-open = Naar de bijeenkomst
report-gathering-reading = Lezen staat bij elk onderwerp apart.
report-readers = Wie mag het volledige uittreksel zien
report-readers-lede = Het volledige uittreksel bevat leestijden, zonder namen. De griffie mag het zien, en wie de raad noemt. Wethouders en ambtenaren nooit.
report-readers-files = Uittreksels
report-readers-none = Er is nu geen kwartaal met een volledig uittreksel.
report-readers-who = Genoemd door de raad
report-reader-person = Wie
report-reader-choose = Kies iemand
report-reader-date = Datum van het besluit
report-reader-reference = Besluit
report-reader-reference-hint = Bijvoorbeeld het nummer van het raadsbesluit.
report-reader-name = Geef toegang
report-reader-named = { $name } mag nu het volledige uittreksel zien.
report-reader-end = Trek in
report-reader-ended = De toegang is ingetrokken.
report-reader-by = Besluit van { $date }: { $reference }.
report-reader-until = Ingetrokken: { $when }.
report-back = Naar de informatiebalans
late = Nagekomen
late-own-line = { $n ->
    [one] 1 onderwerp is vastgelegd na de afsluiting en telt hier niet mee.
   *[other] { $n } onderwerpen zijn vastgelegd na de afsluiting en tellen hier niet mee.
  }
late-earlier-line = { $n ->
    [one] 1 onderwerp van een eerder kwartaal is in dit kwartaal nagekomen.
   *[other] { $n } onderwerpen van eerdere kwartalen zijn in dit kwartaal nagekomen.
  }
late-own = Vastgelegd toen dit kwartaal al was afgesloten. De cijfers hierboven veranderen daardoor niet.
late-earlier = In dit kwartaal vastgelegd, over een kwartaal dat al was afgesloten. Ze tellen in geen enkel verslag mee.
late-logged = vastgelegd op { $date }
late-told = coalitie { $first } van { $ofFirst } verteld, oppositie { $second } van { $ofSecond }
report-again-factions = Verslag per fractie (JSON)
download-volledig = Volledig uittreksel, met leestijden
download-volledig-verslag = Verslag van het volledige uittreksel
download-warning = Iedereen over wie het gaat, ziet dat u dit meenam, wanneer, en deze reden. Namen staan er niet in.
download-reason = Waarvoor hebt u dit nodig?
download-reason-hint = Bijvoorbeeld: ‘Onderzoek van de rekenkamer naar het 2e kwartaal.’
download-take = Download
download-taken-volledig = Nam het volledige uittreksel van het { $quarter } mee, met uw leestijden zonder uw naam.
download-taken-volledig-verslag = Nam het verslag van het volledige uittreksel van het { $quarter } mee.
download-somebody-took = { $n ->
    [one] Het uittreksel met leestijden is één keer meegenomen, op { $when }.
   *[other] Het uittreksel met leestijden is { $n } keer meegenomen, het laatst op { $when }.
  }
digest = Kwartaalbericht
digest-link = Kwartaalbericht voor het presidium
digest-title = Kwartaalbericht informatiebalans, { $quarter }
digest-none = Er is nog geen kwartaal afgesloten. Dat gebeurt vanzelf, twee weken na het einde van een kwartaal.
digest-whole = Alle cijfers
digest-said = Wat de cijfers zeggen
digest-done = Wat er met opvallende kwartalen is gedaan
digest-no-flag = In deze kwartalen viel niets op.
digest-flagged = { $quarter } viel op: { $what }
digest-write = Schrijf op wat er na het { $quarter } is gedaan
digest-nothing-done = Hierover is nog niets opgeschreven.
digest-presidium = Presidium
digest-mail-subject = Informatiebalans: het { $quarter } is afgesloten
digest-mail-text = De cijfers van het { $quarter } liggen vast. Dit zeggen ze:
digest-mail-link = Open het kwartaalbericht
report-more = Vergelijken en narekenen
