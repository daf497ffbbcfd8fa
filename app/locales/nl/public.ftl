# Voordeur, privacy, toegankelijkheid, contact.
public-front-title = Kies uw gemeente
public-front-lede = { $n ->
    [one] 1 gemeente houdt hier het gesprek tussen raad en college bij.
   *[other] { $n } gemeenten houden hier het gesprek tussen raad en college bij.
  }
public-none-title = Nog geen gemeente
public-none = Evenwijs draait, maar er staat nog geen gemeente in.
public-none-seed = Zet er met dit commando een verzonnen gemeente met een voorbij kwartaal in:
public-none-user = Of begin met een echte gemeente en haar eerste beheerder. Het tweede commando geeft een link die een uur werkt:

public-privacy-title = Privacy
public-privacy-lede = Wat er van u wordt bewaard, wie het ziet en hoe lang.
public-privacy-who = De gemeente { $name } is verantwoordelijk voor uw gegevens. Vragen beantwoordt
public-privacy-kept-title = Wat we bewaren
public-privacy-kept-council = Van raad en college: naam, e-mailadres, telefoonnummer, rol en fractie, en of die fractie in de coalitie of de oppositie zit, met datums.
public-privacy-kept-account = Van uw account: een afdruk van uw wachtwoord waaruit het wachtwoord niet te lezen is, versleuteld de sleutel van uw app voor codes, op welke toestellen u bent ingelogd en wanneer u die het laatst gebruikte.
public-privacy-kept-gatherings = Van bijeenkomsten: of u bent uitgenodigd, wat u antwoordde en of u er was.
public-privacy-kept-texts = Wat u zelf schrijft: vragen, antwoorden, verslagen, kwartaalupdates.
public-privacy-kept-mail = Van mail: aan wie welke mail ging, wanneer, en wat de mailserver daarop zei.
public-privacy-kept-log = Een logboek van wat mensen wijzigden, zonder de inhoud.
public-privacy-reading-title = Wat u leest
public-privacy-reading = Welk stuk u opende terwijl u was ingelogd, leggen we alleen vast als de raad daartoe besloot en er een DPIA is. Drukt u zelf op Gelezen, dan leggen we dat altijd vast.
public-privacy-reading-never = We volgen u nooit in mail: er zitten geen onzichtbare plaatjes en geen omgeleide links in.
public-privacy-seen-title = Wie wat ziet
public-privacy-seen-answers = Antwoorden en aanwezigheid met namen: wie was uitgenodigd, de gastheer en de griffie.
public-privacy-seen-own = Wat over lezen is vastgelegd, ziet u zelf helemaal, onder Wat is over mij vastgelegd.
public-privacy-seen-groups = Raad, griffie en college zien daarvan alleen groepen. Kleine groepen worden samengevoegd, zodat niemand te herkennen is.
public-privacy-seen-clerk = Alleen de griffie kan inzien wat één mens las, en alleen met een reden. Wie keek, wanneer en waarom, ziet u zelf. Wethouders, ambtenaren en beheerders kunnen dit nooit.
public-privacy-seen-untold = De griffie ziet bij wie een bericht nog niet is aangekomen, om het alsnog te sturen.
public-privacy-seen-others = Andere gemeenten zien niets. Gegevens gaan niet naar bedrijven buiten de hosting van deze site.
public-privacy-long-title = Hoe lang
public-privacy-long-reading = Wat u las: tot { $days } dagen na het eind van het kwartaal. Daarna blijven alleen de groepscijfers.
public-privacy-long-sessions = Op welk toestel u bent ingelogd: tot u uitlogt, hoogstens 60 dagen.
public-privacy-long-links = Een link uit een mail werkt hoogstens 14 dagen en wordt daarna gewist.
public-privacy-long-rest = Bijeenkomsten, verslagen, vragen en antwoorden horen bij het archief van de gemeente en blijven zo lang als de Archiefwet zegt.
public-privacy-cookies-title = Cookies
public-privacy-cookies = Er zijn er hoogstens vijf, allemaal nodig: één om ingelogd te blijven, één voor uw taal en één die zegt wat u net deed. Vraagt het inloggen om een code, dan is er één tijdens het inloggen en één als u het toestel laat onthouden. Er zijn geen cookies van anderen.
public-privacy-rights-title = Uw rechten
public-privacy-rights = U mag inzien wat er van u is bewaard en het laten verbeteren. Alles staat onder Mijn gegevens, ook als bestand. Mail de griffie; u krijgt binnen een maand antwoord.
public-privacy-object = Bezwaar tegen het meten van lezen maakt u zelf, met één druk op de knop, onder Wat is over mij vastgelegd. Dan schrijven we niet meer op wat u opent. Daar kunt u ook wissen wat er stond.
public-privacy-complaint = Komt u er samen niet uit, dan kunt u terecht bij de functionaris gegevensbescherming van de gemeente of bij de Autoriteit Persoonsgegevens.

public-access-title = Toegankelijkheid
public-access-lede = Iedereen moet deze site kunnen gebruiken.
public-access-aim = De gemeente { $name } wil dat deze site voldoet aan WCAG 2.2, niveau AA. Zolang niemand van buiten het heeft onderzocht, noemen we dat: gedeeltelijk.
public-access-tested-title = Hoe het is getest
public-access-tested-axe = Elke pagina is met axe onderzocht, smal als een telefoon en breed als een computer.
public-access-tested-keyboard = Alles is te doen met alleen het toetsenbord.
public-access-tested-script = Elke pagina werkt ook zonder JavaScript.
public-access-tested-colour = Kleur zegt nooit iets alleen: het staat er ook in woorden. Bij elke grafiek staat een tabel.
public-access-limits-title = Wat we weten dat nog niet goed is
public-access-limits-audit = Er is nog geen onderzoek door een onafhankelijke partij.
public-access-limits-readers = Er is nog niet met alle schermlezers getest.
public-access-limits-papers = Stukken die anderen toevoegen, zoals pdf's en presentaties, zijn niet altijd toegankelijk. Vraag de griffie om een andere vorm.
public-access-contact-title = Loopt u ergens op vast?
public-access-contact = Laat het weten, dan krijgt u de informatie op een andere manier en maken we het beter. Schrijf naar
public-access-ombudsman = Krijgt u geen goed antwoord, dan kunt u naar de Nationale ombudsman.

public-contact-title = Contact
public-contact-lede = De griffie helpt u verder met bijeenkomsten, uw account en alles wat hier niet klopt.
public-contact-office = Naam
public-contact-fault = Werkt er iets niet? Noem dan de pagina, wat u deed en het nummer dat er eventueel bij stond.
