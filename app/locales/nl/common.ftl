# Woorden die overal terugkomen.
app-name = Evenwijs
weekday-short-1 = ma
weekday-short-2 = di
weekday-short-3 = wo
weekday-short-4 = do
weekday-short-5 = vr
weekday-short-6 = za
weekday-short-7 = zo
weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag
month-short-1 = jan
month-short-2 = feb
month-short-3 = mrt
month-short-4 = apr
month-short-5 = mei
month-short-6 = jun
month-short-7 = jul
month-short-8 = aug
month-short-9 = sep
month-short-10 = okt
month-short-11 = nov
month-short-12 = dec
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
ago-now = zojuist
ago-minutes = { $n ->
    [one] 1 minuut geleden
   *[other] { $n } minuten geleden
  }
ago-hours = { $n } uur geleden
ago-days = { $n ->
    [one] 1 dag geleden
   *[other] { $n } dagen geleden
  }

skip-link = Naar de inhoud
nav-label = Hoofdmenu
nav-menu = Menu
nav-menu-close = Sluit
nav-home = Vandaag
nav-agenda = Agenda
nav-questions = Vragen
nav-updates = Kwartaalupdates
nav-balance = Informatiebalans
nav-council = Raad
nav-settings = Instellingen
nav-account = Mijn account
nav-sign-out = Uitloggen
nav-sign-in = Inloggen
footer-label = Over deze site
footer-recorded = Wat we vastleggen
footer-privacy = Privacy
footer-accessibility = Toegankelijkheid
footer-contact = Contact
footer-language = English
footer-mail = Mail van de demo

role-griffie = griffie
role-raadslid = raadslid
role-commissielid = commissielid
role-burgemeester = burgemeester
role-wethouder = wethouder
role-fractiesecretaris = fractiesecretaris
role-ambtenaar = ambtenaar
role-beheerder = beheerder
side-coalitie = coalitie
side-oppositie = oppositie
side-onbekend = onbekend

undo = Ongedaan maken
save = Bewaren
cancel = Annuleren
optional = niet verplicht
yes = ja
no = nee
back = Terug
back-home = Naar vandaag
saved = Opgeslagen
form-errors = Nog niet opgeslagen. { $n ->
    [one] Verbeter dit:
   *[other] Verbeter deze { $n } dingen:
  }

error-not-found-title = Deze pagina is er niet
error-not-found = Het adres klopt niet, of u mag deze pagina niet zien. Kijk het adres na of ga terug naar het begin.
error-forbidden-title = Dit mag u niet
error-not-your-role = Dit doet iemand met een andere rol, bijvoorbeeld de griffie.
error-not-yours = Dit hoort bij iemand anders.
error-conflict-title = Iemand was u voor
error-conflict = Dit is intussen door iemand anders gewijzigd. Bekijk de nieuwe versie en probeer het opnieuw.
error-invalid-title = Dit kan nog niet
error-too-many-title = Even wachten
error-too-many = U probeerde dit te vaak. Wacht { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } seconden
  } en probeer het dan opnieuw.
error-unexpected-title = Dit lukt nu niet
error-unexpected = Dat ligt aan ons, niet aan u. Probeer het over een paar minuten opnieuw. Blijft het misgaan, geef dan dit nummer door aan de griffie: { $reference }
error-database-title = Even geen verbinding
error-database = Uw gegevens zijn veilig, maar we kunnen er nu niet bij. Probeer het over een minuut opnieuw.
error-no-room-title = Opslaan lukt nu niet
error-no-room = Er is geen ruimte meer om iets op te slaan. Lezen kan wel. Bewaar uw tekst en probeer het later opnieuw, of bel de griffie.
error-missing = Vul dit in.
error-no-letter = Een naam heeft ten minste één letter.
error-too-long = Dit is te lang. Maak het korter.
error-control = Hier staan tekens in die niet kunnen. Typ het opnieuw.
error-choice = Kies een van de mogelijkheden.
error-date = Schrijf de datum als dag-maand-jaar, bijvoorbeeld 9-9-2026.
error-time = Schrijf de tijd als uren en minuten, bijvoorbeeld 19:30.
error-number = Schrijf een heel getal, bijvoorbeeld 12.
error-email = Dit is geen e-mailadres. Een voorbeeld: naam@gemeente.nl.
error-url = Begin het adres met https://.
error-address = Dit is geen webadres. Een voorbeeld: https://ris.gemeente.nl/stuk.
error-gap = Deze tijd bestaat niet: de klok gaat die nacht van 02:00 naar 03:00. Kies een andere tijd.
error-fold = Deze tijd komt die nacht twee keer voor: de klok gaat van 03:00 terug naar 02:00. Kies een andere tijd.
error-form = Dit formulier kwam niet goed aan. Ga terug en probeer het opnieuw.
error-disk = Er is nu te weinig ruimte om bestanden op te slaan. De rest werkt gewoon. Probeer het later opnieuw, of bel de griffie.

# Uitgelogd terwijl er iets getypt was
resume-title = U was uitgelogd
resume-lede = Wat u schreef, is nog niet verstuurd. Het staat hier nog.
resume-sign-in = Log in (opent een nieuw tabblad)
resume-then = Kom terug naar dit tabblad en verstuur uw tekst.
resume-send = Verstuur nu
resume-written = Dit schreef u
