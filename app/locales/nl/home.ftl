home-morning = Goedemorgen, { $name }
home-afternoon = Goedemiddag, { $name }
home-evening = Goedenavond, { $name }
home-fresh = Nieuw voor u
home-all-read = { $n ->
    [one] Gelezen
   *[other] Alle { $n } gelezen
  }
home-all-read-recorded = Drukt u op deze knop, dan wordt vastgelegd dat u dit las.
home-nothing = U bent bij. Er wacht niets op u.
home-nothing-next = Bekijk de bijeenkomsten
home-untold = Nog niet verteld
home-untold-meta = nog niet verteld aan { $n } van { $all } mensen
home-untold-faction = { $n } van { $faction }
home-untold-more = Alles bekijken

# Zo begint u
start-title = Zo begint u
start-done = klaar
start-clerk = Wie is de griffier?
start-clerk-hint = Open uzelf of een collega en kies Functie geven: griffie. Daarna plant u bijeenkomsten.
start-term = Leg de zittingsperiode vast
start-term-hint = De eerste dag van deze raad en het aantal zetels.
start-council = Lees de raad in
start-council-hint = Uit Excel of CSV. Iets overtypen mag ook.
start-accounts = Nodig de raad uit om een account te maken
start-accounts-hint = { $n ->
    [0] Dit kan zodra de raad is ingelezen.
    [one] 1 persoon kan nog niet inloggen.
   *[other] { $n } mensen kunnen nog niet inloggen.
  } Antwoorden op een uitnodiging kan ook zonder account.
start-region = Kies uw schoolvakanties
start-region-hint = Dan ziet u bij het plannen welke dagen vrij zijn.
start-mail = Stuur uzelf een testmail
start-mail-hint = Zo weet u dat uitnodigingen aankomen.
start-no-mail = Er gaat nog geen mail naar buiten
start-no-mail-text = Er is geen mailserver ingesteld. Uitnodigingen komen in een map op de server en bij niemand aan. Vraag uw systeembeheerder om EVENWIJS_SMTP_URL.
