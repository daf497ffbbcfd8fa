# Verslagen van bijeenkomsten.
notes-title = Verslag
notes-read = Lees het verslag
notes-none = Nog geen verslag.
notes-published-on = gepubliceerd { $when }
notes-changed-on = versie { $n }, gepubliceerd { $when }
notes-draft-saved = Concept bewaard door { $name }, { $when }.
notes-write = Schrijf het verslag
notes-go-on = Schrijf verder
notes-change = Wijzig het verslag
notes-back = Naar de bijeenkomst

notes-page-title = Verslag: { $title }
notes-lede = Bijeenkomst van { $day } · { $minutes } lezen
notes-minutes = { $n } min
notes-published-by = Gepubliceerd door { $name },
notes-version = Versie { $n }
notes-versions = Versies
notes-old = Dit is versie { $n }. Er is een nieuwere: versie { $newest }.
notes-to-newest = Lees de nieuwste versie
notes-confirm = Gelezen
notes-confirm-hint = Kent u dit verslag? Dan staat het niet meer bij wat nieuw is voor u.
notes-confirmed = U drukte op Gelezen.

notes-heading-aanwezig = Aanwezig
notes-heading-besproken = Besproken
notes-heading-casus = De casus, zonder namen
notes-heading-gezien = Gezien en gehoord
notes-heading-inbreng = Inbreng van de deelnemers
notes-heading-knelpunt = Waar het vastloopt
notes-heading-lessen = Wat we meenemen
notes-heading-toezeggingen = Toezeggingen
notes-heading-uitleg = Uitleg
notes-heading-vragen = Vragen

notes-writing-title = Verslag schrijven
notes-text = Verslag
notes-text-hint = Begin een kop met #, een punt van een lijst met -, en zet ** om wat vet moet.
notes-save = Bewaar concept
notes-preview = Bekijk voorbeeld
notes-to-publish = Bewaar en ga naar publiceren
notes-preview-title = Voorbeeld
notes-preview-note = Nog niet bewaard. Leestijd:
notes-saved = Concept bewaard

notes-conflict = { $name } bewaarde intussen een andere tekst, { $when }.
notes-conflict-what = Hieronder staan beide teksten. Neem over wat u wilt houden en bewaar opnieuw; dan vervangt uw tekst de andere.
notes-conflict-theirs = De tekst van { $name }
notes-conflict-mine = Uw tekst
notes-conflict-drop = Ga verder met deze tekst, zonder die van u

notes-publish-title = Verslag publiceren
notes-publish-back = Terug naar schrijven
notes-publish-to = Wie het krijgt
notes-publish-who = { $members ->
    [one] 1 raadslid
   *[other] { $members } raadsleden
  }{ $committee ->
    [0] {""}
    [one] {" "}en 1 commissielid
   *[other] {" "}en { $committee } commissieleden
  }, allemaal op hetzelfde moment
notes-publish-mail = De mail
notes-publish-without = { $n ->
    [one] 1 persoon heeft geen e-mailadres en vindt het verslag alleen hier
   *[other] { $n } mensen hebben geen e-mailadres en vinden het verslag alleen hier
  }
notes-publish-what = Daarna blijft deze versie staan. Wijzigen kan alleen met een nieuwe versie.
notes-publish-submit = { $n ->
    [one] Publiceer aan 1 persoon
   *[other] Publiceer aan { $n } mensen
  }
notes-publish-preview = Zo leest de raad het
notes-publish-changed = De tekst is intussen gewijzigd
notes-publish-changed-what = Er is nog niets gepubliceerd. Lees de nieuwe tekst hieronder na en publiceer dan.
notes-published = Verslag gepubliceerd. Mails onderweg: { $n }
notes-conflict-publish = De tekst is intussen gewijzigd. Lees hem na en publiceer dan.

notes-refused = Publiceren kan nu niet
notes-refused-draft = De bijeenkomst is nog een concept. Plan haar eerst.
notes-refused-cancelled = De bijeenkomst is afgelast.
notes-refused-not-begun = De bijeenkomst is nog niet begonnen.
notes-refused-empty = Er staat nog geen tekst onder de koppen.
notes-refused-unchanged = De tekst is dezelfde als die van de laatste versie. Er is niets nieuws te publiceren.

notes-mail-subject = Het verslag van { $title } staat klaar
notes-mail-subject-changed = Het verslag van { $title } is gewijzigd
notes-mail-intro = Het verslag van { $title } ({ $day }) staat klaar. De hele raad krijgt het op hetzelfde moment.
notes-mail-intro-changed = Van het verslag van { $title } ({ $day }) is er een nieuwe versie: versie { $n }. De hele raad krijgt het op hetzelfde moment.
notes-mail-read = Lees het verslag
notes-mail-why = U krijgt dit bericht van { $office } omdat u in de raad of een raadscommissie zit.
notes-changes = Wat er veranderde sinds versie { $version } ({ $n })
notes-edit-was = Was
notes-edit-is = Wordt
notes-edit-gone = Weg
notes-edit-new = Nieuw
