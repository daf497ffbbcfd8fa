# De raad: samenstelling, mensen, fracties, zittingsperiodes.
council-title = De raad
council-no-term = Er is geen zittingsperiode vastgelegd voor deze dag.
council-taken = { $bezet } van { $zetels } zetels bezet.
council-term-line = Zittingsperiode { $naam }, sinds { $sinds }.
council-day = De raad op
council-day-show = Toon
council-other-day = Zo was de raad op { $datum }
council-today = Naar de raad van vandaag
council-vacant = { $n ->
    [one] Er is 1 zetel leeg
   *[other] Er zijn { $n } zetels leeg
  }
council-vacant-clerk = Voeg het nieuwe raadslid toe, of pas het aantal zetels aan bij de zittingsperiode.
council-look = Kijk dit na
council-empty = De griffie heeft de raad nog niet ingevoerd.
council-empty-clerk = Hier is nog niemand. Lees een lijst in uit uw raadsinformatiesysteem of Excel, of voeg iemand toe.
council-empty-next = Lijst inlezen
council-factions = Fracties
council-side-coalitie = Coalitie
council-side-oppositie = Oppositie
council-side-onbekend = Kant onbekend
council-side-count = { $zetels ->
    [one] 1 zetel
   *[other] { $zetels } zetels
  }, { $fracties ->
    [one] 1 fractie
   *[other] { $fracties } fracties
  }.
council-no-coalition = Er is geen coalitie vastgelegd.
council-seats = { $n ->
    [one] 1 zetel
   *[other] { $n } zetels
  }
council-reach-lokaal = lokaal
council-reach-landelijk = landelijk
council-reach-onbekend = onbekend
council-split-from = afgesplitst van { $fractie }
council-edit = Wijzigen
council-away = Tijdelijk vervangen
council-committee = Commissieleden
council-secretaries = Fractiesecretaris
council-replaces = vervangt { $naam }
council-replaces-until = vervangt { $naam } tot en met { $datum }
council-replaced-by = tijdelijk vervangen door { $naam }
council-replaced-by-until = tijdelijk vervangen door { $naam } tot en met { $datum }
council-college = College
council-office = Griffie
council-officials = Ambtenaren
council-administrators = Beheer
council-change = Wijzigen
council-download = Samenstelling downloaden (CSV)
council-back = Terug naar de raad
council-unknown = niet bekend

# Eén persoon
council-person-nothing = Heeft nu geen functie
council-person-empty = Deze persoon heeft nog geen functie gehad.
council-history = Functies
council-now = nu
council-days = { $van } tot en met { $tot }
council-days-open = sinds { $van }
council-post = { $rol }, sinds { $sinds }
council-post-of = { $rol } voor { $fractie }, sinds { $sinds }
council-address = Bereikbaar
council-address-who = Alleen de griffie en de persoon zelf zien dit.
council-end = Beëindigen
council-correct = Verbeteren
council-replace = Vervangen
council-move = Verplaatsen

# Velden
council-name = Naam
council-name-hint = Zoals op de deur: voornaam en achternaam.
council-email = E-mailadres
council-email-hint = Zonder e-mailadres krijgt deze persoon geen uitnodigingen.
council-phone = Telefoon
council-phone-unfit = Dit is geen telefoonnummer. Gebruik cijfers, spaties en + of -.
council-role = Functie
council-role-blank = Kies een functie
council-faction = Fractie
council-faction-none = Geen fractie
council-faction-blank = Kies een fractie
council-faction-hint = Een raadslid, commissielid of fractiesecretaris heeft altijd een fractie. Een ander niet.
council-faction-name = Naam van de fractie
council-portfolio = Portefeuille
council-portfolio-hint = Voor wethouders en de burgemeester.
council-from = Vanaf
council-to = Tot en met
council-to-hint = Laat leeg als er nog geen einde is.
council-first-day = Vanaf
council-last-day = Laatste dag
council-member = Lid
council-member-blank = Kies een lid
council-to-faction = Naar fractie
council-side = Kant
council-side-new = Kant van de nieuwe fractie
council-reach = Soort
council-email-taken = Dit e-mailadres is al van iemand anders in deze gemeente.
council-conflict = Hieronder staat wat intussen is bewaard. Uw tekst staat nog in het formulier. Bewaar opnieuw als die moet gelden.

# Nieuwe persoon en functies
council-new = Persoon toevoegen
council-new-title = Persoon toevoegen
council-new-lede = Met een functie vanaf een datum. Een account geeft u daarna bij Instellingen.
council-new-do = Voeg toe
council-new-done = { $naam } is toegevoegd. { $letop }
council-new-another = Nog iemand toevoegen
council-edit-title = Naam of adres wijzigen
council-edit-done = De gegevens van { $naam } zijn opgeslagen.
council-appoint-title = Functie geven
council-appoint-do = Geef deze functie
council-appoint-done = { $naam } heeft een nieuwe functie. { $letop }
council-end-title = Functie beëindigen
council-end-lede = { $naam }: { $functie }.
council-last-day-hint = Op deze dag heeft deze persoon de functie nog.
council-end-do = Beëindig
council-end-done = De functie van { $naam } eindigt na { $datum }. { $letop }
council-correct-title = Functie verbeteren
council-correct-done = De functie van { $naam } is verbeterd.
council-remove-title = Verwijderen
council-remove-text = Alleen als deze functie een vergissing was. Stopt iemand, kies dan Beëindigen: zo blijft de geschiedenis kloppen.
council-remove-do = Verwijder deze functie
council-remove-done = De functie van { $naam } is verwijderd.
council-undone = Ongedaan gemaakt.

# Verplaatsen en afsplitsen
council-move-title = Lid naar andere fractie
council-move-lede = Het lid gaat met alle functies mee naar de andere fractie.
council-move-day-hint = De eerste dag in de nieuwe fractie.
council-move-do = Verplaats
council-move-done = { $naam } zit vanaf { $datum } in { $fractie }. { $letop }
council-split-title = Fractie splitsen
council-split-which = Van welke fractie splitst iemand zich af?
council-split-none = Er is geen fractie met meer dan één lid.
council-split-lede = Een of meer leden van { $fractie } gaan samen verder.
council-split-members = Wie gaan weg?
council-split-name = Naam van de nieuwe fractie
council-split-do = Splits de fractie
council-split-done = { $naam } bestaat vanaf { $datum }. { $letop }
council-faction-new-title = Nieuwe fractie
council-faction-new-lede = Voeg daarna de leden toe, of verplaats ze.
council-faction-new-do = Voeg fractie toe
council-faction-new-done = De fractie { $naam } is toegevoegd. { $letop }
council-faction-edit-title = Fractie wijzigen
council-faction-edit-lede = Een andere naam geldt ook op oudere pagina’s.
council-faction-edit-done = De fractie { $naam } is gewijzigd.
council-faction-to-hint = Alleen als de fractie ophoudt te bestaan.
council-faction-has-people = Er zitten na deze dag nog mensen in de fractie. Verplaats of beëindig hen eerst.
council-faction-remove-title = Verwijderen
council-faction-remove-text = Alleen als deze fractie een vergissing was. Houdt de fractie op, vul dan hierboven de laatste dag in.
council-faction-remove-do = Verwijder fractie
council-faction-remove-done = De fractie { $naam } is verwijderd.
council-faction-kept-people = Verwijderen kan niet: er zitten of zaten mensen in deze fractie.
council-faction-kept-split = Verwijderen kan niet: een andere fractie splitste zich van deze af.
council-faction-kept-told = Verwijderen kan niet: er zijn zaken met deze fractie gedeeld, en die tellen mee in de informatiebalans.
council-faction-kept-gatherings = Verwijderen kan niet: er is een bijeenkomst voor deze fractie.
council-faction-kept-questions = Verwijderen kan niet: deze fractie stelde een vraag.
council-faction-kept-calendars = Verwijderen kan niet: iemand is op de agenda van deze fractie geabonneerd.
council-faction-first-title = Er is nog geen fractie
council-faction-first = Een raadslid of commissielid heeft een fractie.
council-faction-first-link = Maak eerst een fractie

# Coalitie
council-coalition-title = Coalitie wijzigen
council-coalition-lede = Kies per fractie de kant vanaf een datum. Wat eerder was, blijft bewaard.
council-coalition-fallen = De coalitie is gevallen
council-coalition-day-hint = De eerste dag van de nieuwe verdeling.
council-coalition-do = Leg de coalitie vast
council-coalition-done = Vanaf { $datum } is de coalitie vastgelegd, met { $n } fracties. { $letop }
council-coalition-none-done = Vanaf { $datum } is er geen coalitie. { $letop }

# Zittingsperiode
council-terms-title = Zittingsperiode
council-terms-lede = Van installatie tot installatie. De zetels tellen mee voor lege plaatsen.
council-term-open = { $n } zetels, sinds { $van }
council-term-run = { $n } zetels, { $van } tot en met { $tot }
council-term-name = Naam
council-term-name-hint = Bijvoorbeeld 2026-2030.
council-term-to-hint = Wijzigt u alleen het begin, dan schuift het voorgestelde einde mee.
council-term-seats = Zetels
council-seats-unfit = Een raad heeft 1 tot 45 zetels.
council-term-begin-title = Nieuwe periode
council-term-begin-do = Begin deze periode
council-term-begin-done = De periode { $naam } begint op { $datum }. { $letop }
council-term-end-title = Deze periode eindigt
council-term-end-text = Raadsleden en commissieleden stoppen na de laatste dag, en er is dan geen coalitie meer. Fracties, college en griffie blijven.
council-term-end-do = Beëindig de periode
council-term-end-done = De periode eindigt na { $datum }. { $letop }
council-term-edit-title = Zittingsperiode verbeteren
council-term-edit-done = De periode { $naam } is gewijzigd.

# Vervanging
council-replace-title = Tijdelijke vervanging
council-replace-lede = Iemand neemt een zetel een tijd over. Daarna komt het lid vanzelf terug.
council-replace-who = Wie wordt vervangen?
council-replace-by = Door wie?
council-replace-by-blank = Kies iemand
council-replace-by-hint = Of vul hieronder een nieuwe naam in.
council-replace-others = Anderen
council-replace-name = Nieuwe naam
council-replace-email = E-mailadres van de nieuwe persoon
council-replace-to-hint = Zestien weken is gebruikelijk.
council-replace-nobody = Kies iemand, of vul een nieuwe naam in.
council-replace-both = Kies iemand, of vul een nieuwe naam in, niet allebei.
council-reason = Reden
council-reason-hint = Alleen de griffie ziet de reden.
council-reason-verlof = Verlof
council-reason-ziekte = Ziekte
council-replace-do = Leg vervanging vast
council-replace-done = { $naam } vervangt { $lid } vanaf { $datum }. { $letop }

# Waarom iets niet kan
council-refused-already-active = Deze persoon heeft in die tijd al deze functie of al een zetel.
council-refused-not-active = Er is op die dag niets om te beëindigen of te wijzigen.
council-refused-before-start = Deze dag ligt voor het begin.
council-refused-after-end = Deze dag ligt na het einde van de functie.
council-refused-ends-before-start = De laatste dag ligt voor de eerste.
council-refused-overlaps-replacement = In die tijd loopt een tijdelijke vervanging. Beëindig die eerst.
council-refused-replaces-self = Iemand kan zichzelf niet vervangen.
council-refused-not-replaceable = Alleen raadsleden en commissieleden worden tijdelijk vervangen.
council-refused-in-other-faction = Deze persoon zit in die tijd in een andere fractie. Verplaats de persoon eerst.
council-refused-same-faction = Deze persoon zit al in die fractie.
council-refused-not-in-faction = Niet iedereen zit op die dag in deze fractie.
council-refused-faction-needed = Kies een fractie bij deze functie.
council-refused-faction-not-allowed = Bij deze functie hoort geen fractie.
council-refused-unknown-faction = Deze fractie is er niet.
council-refused-faction-not-there = Deze fractie bestaat niet op die dag.
council-refused-whole-faction = Dan blijft er niemand over. Geef de fractie een andere naam.
council-refused-name-taken = Er is al een fractie met deze naam.
council-refused-name-taken-by = Er is al een fractie met deze naam: { $fractie }.
council-refused-nobody-named = Kies ten minste één lid.
council-refused-named-twice = Iemand of iets is twee keer gekozen.
council-refused-no-term = Op die dag loopt geen zittingsperiode.
council-refused-overlaps-term = In die tijd loopt al een zittingsperiode. Beëindig die eerst.

# Let op
council-warning-no-seat = Er zijn meer leden dan zetels.
council-warning-no-term = Er loopt geen zittingsperiode, dus zetels worden niet geteld.
council-warning-empty = { $fractie } heeft geen leden.
council-warning-side = Van { $fractie } is de kant niet bekend.

# Lijst inlezen
council-import-title = Lijst inlezen
council-import-lede = Uit uw raadsinformatiesysteem of Excel, als CSV of XLSX.
council-import-look = Bekijk wat er wijzigt
council-import-step-1 = Kies het bestand.
council-import-step-2 = Bekijk wie erbij komt, wie wijzigt en wie stopt. Er is dan nog niets opgeslagen.
council-import-step-3 = Voer het door: alles tegelijk, of niets.
council-import-template = Voorbeeldbestand downloaden (CSV)
council-import-file = Bestand
council-import-file-hint = CSV of XLSX, hoogstens 2 MB.
council-import-columns-title = Welke kolommen?
council-import-columns = Naam (of voornaam, tussenvoegsel en achternaam), e-mail, fractie, rol, vanaf, tot, telefoon, coalitie (ja of nee) en lokaal/landelijk. Nodig zijn naam en fractie of rol. Andere kolommen mogen blijven staan. Griffie en beheerders voegt u met de hand toe.
council-import-file-empty = Kies een bestand waar iets in staat.
council-import-file-too-large = Dit bestand is groter dan 2 MB.
council-import-file-name = Dit is geen CSV- of XLSX-bestand.
council-import-file-content = De inhoud past niet bij de naam van dit bestand. Bewaar het opnieuw als CSV of XLSX.
council-import-file-old-excel = Dit is een oud Excel-bestand, of er zit een wachtwoord op. Bewaar het als XLSX zonder wachtwoord.
council-import-file-bomb = Dit bestand pakt te groot uit. Bewaar de lijst als CSV en probeer het opnieuw.
council-import-file-broken = Dit bestand is beschadigd. Bewaar het opnieuw en probeer het nog eens.
council-import-file-rows = Dit bestand heeft te veel rijen voor een raad.
council-import-preview-title = Dit wijzigt er
council-import-preview-lede = { $bestand }, { $n ->
    [one] 1 rij
   *[other] { $n } rijen
  }. Er is nog niets opgeslagen.
council-import-differs-title = De raad is intussen veranderd
council-import-differs = Kijk opnieuw wat er wijzigt. Er is nog niets opgeslagen.
council-import-wrong = { $n ->
    [one] 1 ding klopt niet
   *[other] { $n } dingen kloppen niet
  }
council-import-wrong-text = Er is niets opgeslagen. Verbeter het bestand en kies het opnieuw.
council-import-wrong-caption = Wat niet klopt, per rij
council-import-row-head = Rij
council-import-column-head = Kolom
council-import-value-head = Daar staat
council-import-what-head = Wat te doen
council-import-who-head = Wie
council-import-how-head = Wat
council-import-whole = hele bestand
council-import-again = Bekijk opnieuw
council-import-missing = Wie niet in het bestand staat
council-import-missing-blijft = Wie ontbreekt, blijft
council-import-missing-eindigt = Wie ontbreekt, stopt
council-import-added = Nieuw
council-import-changed = Gewijzigd
council-import-ended = Stopt
council-import-unchanged = { $n ->
    [one] 1 persoon blijft gelijk
   *[other] { $n } mensen blijven gelijk
  }
council-import-nothing = (leeg)
council-import-nothing-title = Er is niets te wijzigen
council-import-nothing-text = Alles uit dit bestand stond er al.
council-import-do = { $n ->
    [one] Voer 1 wijziging door
   *[other] Voer { $n } wijzigingen door
  }
council-import-other = Ander bestand
council-import-done = Ingelezen: { $nieuw } nieuw, { $gewijzigd } gewijzigd, { $beeindigd } gestopt.
council-import-done-invite = Ingelezen: { $nieuw } nieuw, { $gewijzigd } gewijzigd, { $beeindigd } gestopt. { $n ->
    [one] 1 persoon kan nog niet inloggen.
   *[other] { $n } mensen kunnen nog niet inloggen.
  }
council-import-invite = Nodig hen uit bij Accounts
council-import-done-before = Dit bestand is al ingelezen.
council-import-was-name = naam: { $was } → { $wordt }
council-import-was-email = e-mailadres: { $was } → { $wordt }
council-import-was-phone = telefoon: { $was } → { $wordt }
council-import-was-faction = fractie: { $was } → { $wordt }
council-import-was-from = begin: { $was } → { $wordt }
council-import-was-to = laatste dag: { $was } → { $wordt }
council-import-renamed-title = Deze namen veranderen
council-import-renamed = { $was } → { $wordt }
council-import-begins-term = Wie geen datum bij “vanaf” heeft, begint op { $datum }: toen begon de zittingsperiode. Dat geldt ook voor fracties, en voor de kant van een fractie die er nog geen had. Wie daarin al iets anders was, en wie niet bij een fractie hoort, begint vandaag.
council-import-begins-in-term = Wie geen datum bij “vanaf” heeft, begint vandaag, { $datum }: in deze zittingsperiode zijn al mensen benoemd.
council-import-begins-no-term = Wie geen datum bij “vanaf” heeft, begint vandaag, { $datum }: er loopt geen zittingsperiode. Leg die eerst vast als de raad al eerder begon.
council-import-role-read = { $n ->
    [one] ‘{ $geschreven }’ lezen we als { $rol } (1 keer).
   *[other] ‘{ $geschreven }’ lezen we als { $rol } ({ $n } keer).
  }
council-import-faction-read = ‘{ $geschreven }’ lezen we als { $fractie }.
council-import-faction-alike = { $fractie } lijkt op { $andere }. Bedoelt u dezelfde? Verbeter het bestand en lees het opnieuw in.
council-import-last-day = laatste dag { $datum }
council-import-faction-new = { $fractie } is nieuw
council-import-faction-start = { $fractie } bestaat vanaf { $wordt }, was { $was }
council-import-faction-side = { $fractie }: { $wordt } vanaf { $datum }, was { $was }
council-import-faction-reach = { $fractie }: { $wordt }, was { $was }
council-import-row = rij { $rij }
council-import-column-missing = De kolom “{ $kolom }” ontbreekt. Zet de koppen in de bovenste rij.
council-import-column-twice = De kolom “{ $kolom }” staat er twee keer.
council-import-no-rows = Onder de koppen staat niets.
council-import-too-many-rows = Meer dan 2.000 rijen. Neem alleen de raad op.
council-import-name-missing = Vul een naam in.
council-import-name-unfit = Dit is geen naam. Typ hem opnieuw.
council-import-email-of-other = Rij { $rij } geeft dit adres aan iemand anders.
council-import-role-unknown = Deze functie is niet bekend. Gebruik raadslid, commissielid, wethouder, burgemeester, fractiesecretaris of ambtenaar.
council-import-role-missing = Vul een rol of een fractie in.
council-import-faction-missing = Bij deze rol hoort een fractie.
council-import-faction-unfit = Deze naam van een fractie kan niet. Typ hem opnieuw.
council-import-side-unfit = Schrijf ja, nee of onbekend.
council-import-reach-unfit = Schrijf lokaal, landelijk of onbekend.
council-import-faction-contradicts = Rij { $rij } zegt iets anders over dezelfde fractie.
council-import-name-of-many = Meer mensen heten zo. Vul het e-mailadres in.
council-import-row-contradicts = Een andere rij over dezelfde persoon zegt iets anders.
council-import-roles-assumed = Er is geen kolom met rollen. Iedereen telt als raadslid.
council-import-role-skipped = Rij { $rij } is overgeslagen: { $rol } voegt u met de hand toe.
council-import-faction-skipped = Rij { $rij }: bij deze rol hoort geen fractie. Die is overgeslagen.
council-import-email-missing = Rij { $rij }: zonder e-mailadres komt er geen uitnodiging aan.
council-import-email-changes = Rij { $rij }: gevonden op naam, met een ander e-mailadres. Kijk of dit dezelfde persoon is.
council-import-not-in-file = { $naam } staat niet in het bestand en blijft.
council-import-too-many-members = { $n ->
    [one] Er is dan 1 lid meer dan er zetels zijn.
   *[other] Er zijn dan { $n } leden meer dan er zetels zijn.
  }
council-import-ignored = Deze kolommen doen niet mee: { $kolommen }.
council-import-cli-nothing = Niets te wijzigen: alles uit dit bestand stond er al.
council-import-cli-would = Dit zou wijzigen: { $nieuw } nieuw, { $gewijzigd } gewijzigd, { $beeindigd } gestopt, { $ongewijzigd } gelijk. Er is niets opgeslagen.
council-import-cli-done = Ingelezen: { $nieuw } nieuw, { $gewijzigd } gewijzigd, { $beeindigd } gestopt, { $ongewijzigd } gelijk.

council-college-burgemeester = Burgemeester
council-college-wethouder = Wethouders
council-missing-name = Vul een naam in.
council-missing-date = Vul een datum in.
council-missing-role = Kies een functie.
council-missing-faction = Kies een fractie.
council-missing-member = Kies een lid.
council-import-wrong-title = Dit bestand klopt nog niet
council-import-where-head = Waar
council-import-not-in-file-count = { $n ->
    [one] 1 persoon staat niet in het bestand en blijft
   *[other] { $n } mensen staan niet in het bestand en blijven
  }
