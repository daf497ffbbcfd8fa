# Instellingen van een gemeente, meten, post.
settings-title = Instellingen
settings-sender = Afzender van de mail
settings-office-name = Naam van de griffie
settings-office-name-hint = Zo staat de afzender boven elke mail.
settings-office-email = E-mailadres van de griffie
settings-office-email-hint = Wie een mail beantwoordt, komt hier uit.
settings-office-phone = Telefoonnummer
settings-phone-wrong = Schrijf een telefoonnummer met alleen cijfers, bijvoorbeeld 0543 123 456.
settings-usual = Standaardwaarden
settings-presidium = E-mail van het presidium
settings-presidium-hint = Is een kwartaal van de informatiebalans afgesloten? Dan gaat het bericht naar de griffie en naar dit adres.
settings-place = Vaste plaats
settings-place-hint = Staat al ingevuld bij een nieuwe bijeenkomst.
settings-start = Vaste begintijd
settings-days = Dagen om een vraag te beantwoorden
settings-days-hint = Volgens het reglement van orde. Geldt voor nieuwe vragen.
settings-days-wrong = Kies een getal van 1 tot en met { $most }.
settings-share-days = Dagen om gedeelde informatie te delen
settings-share-days-hint = Vertelde iemand iets aan een deel van de raad? Na dit aantal dagen staat het bij de griffie op Vandaag.
settings-saved = Instellingen bewaard.
settings-conflict = Iemand anders bewaarde intussen iets anders. Kijk wat er moet staan en bewaar opnieuw.
settings-conflict-caption = Wat verschilt
settings-conflict-field = Instelling
settings-conflict-yours = Wat u typte
settings-conflict-saved = Wat nu bewaard is
settings-test = Testmail
settings-test-lede = Stuur uzelf een mail en antwoord erop. Zo ziet u de afzender en waar antwoorden aankomen.
settings-test-send = Stuur mij een testmail
settings-test-sent = Testmail onderweg naar { $email }.
settings-no-own-address = U hebt geen e-mailadres. Vul dat eerst in bij de raad.
settings-mail-subject = Testmail van de raad van { $name }
settings-mail-text = Deze mail kwam aan. Zo ziet een mail aan raad en college eruit.
settings-mail-reply = Antwoord op deze mail: het antwoord hoort aan te komen bij het adres hierboven.

settings-measuring-title = Lezen meten
settings-measuring-hint = Wat mag worden vastgelegd van wie wat las
settings-measuring-law = Vastleggen wie wat las is verwerken van persoonsgegevens. Het mag pas na een besluit van de raad en een gegevensbeschermingseffectbeoordeling (DPIA). Iedereen ziet zelf alles wat over hem of haar is vastgelegd.
settings-now-uit = Nu uit: er wordt niets vastgelegd van wat mensen lezen.
settings-now-aantallen = Nu aan: alleen aantallen per groep zijn te zien.
settings-now-volledig = Nu aan: aantallen en uren per groep zijn te zien.
settings-new-decision = Nieuw besluit
settings-level = Wat besloot de raad?
settings-level-uit = Uit
settings-level-uit-hint = Lezen wordt niet vastgelegd.
settings-level-aantallen = Aantallen
settings-level-aantallen-hint = De informatiebalans toont hoeveel mensen per groep iets lazen.
settings-level-volledig = Aantallen en uren
settings-level-volledig-hint = Ook hoe lang het duurde tot iets gelezen was, per groep.
settings-dpia = Kenmerk van de DPIA
settings-dpia-optional = niet nodig bij uit
settings-dpia-hint = Zaaknummer of documentnummer waaronder de beoordeling te vinden is.
settings-dpia-missing = Zonder DPIA mag lezen niet worden gemeten. Vul het kenmerk in, of kies Uit.
settings-decided-on = Datum van het besluit
settings-decided-later = Deze dag moet nog komen. Vul het besluit in als het genomen is.
settings-decided-on-hint = Gemeten wordt vanaf het moment dat u het hier vastlegt, nooit met terugwerkende kracht.
settings-reading-days = Dagen bewaren
settings-reading-days-hint = Zo lang na het eind van het kwartaal verdwijnt wat mensen lazen. Meestal 90; tussen 30 en 365. Langer geldt alleen voor wat nieuw is.
settings-reading-days-wrong = Kies een getal van { $least } tot en met { $most }.
settings-reading-days-now = Wat mensen lazen verdwijnt { $n } dagen na het eind van het kwartaal.
settings-days-kept = bewaard tot { $n } dagen na het kwartaal
settings-decide = Leg het besluit vast
settings-decided = Besluit vastgelegd. Het geldt vanaf nu.
settings-decisions = Besluiten tot nu toe
settings-no-decisions = Nog geen besluit. Zolang dat er niet is, wordt lezen niet vastgelegd.
settings-recorded = vastgelegd door { $name } op { $when }
settings-dpia-was = DPIA { $reference }

settings-mail-title = Post
settings-mail-lede = Wat er aan mail wacht, verzonden is of vastliep
settings-mail-tabs = Toon
settings-mail-pages = Bladeren
settings-mail-wacht = Wacht
settings-mail-verzonden = Verzonden
settings-mail-vastgelopen = Vastgelopen
settings-mail-wacht-empty = Er wacht geen mail. Wat u verstuurt, staat hier tot de mailserver het aanneemt.
settings-mail-verzonden-empty = Nog niets verzonden. Een uitnodiging voor een bijeenkomst is vaak de eerste mail.
settings-mail-vastgelopen-empty = Niets vastgelopen. Wat niet aankomt, staat hier met de reden.
settings-mail-line-new = klaargezet { $when }
settings-mail-line-again = { $n ->
    [one] 1 poging mislukt, volgende { $when }
   *[other] { $n } pogingen mislukt, volgende { $when }
  }
settings-mail-line-sent = afgegeven bij de mailserver { $when }
settings-mail-line-bounced = afgegeven { $when }, maar niet aangekomen
settings-mail-line-stuck = klaargezet { $when }, gestopt met proberen
settings-mail-older = Oudere post
settings-retry = Probeer opnieuw
settings-retry-all = Probeer alle { $n } opnieuw
settings-retried = { $n ->
    [0] Er was niets meer vastgelopen.
    [one] 1 mail wordt opnieuw geprobeerd.
   *[other] { $n } mails worden opnieuw geprobeerd.
  }
settings-more = Meer instellingen
settings-more-work = Wat er speelt
settings-more-rules = Hoe het gaat
