# Informatiebalans: wie is wat verteld, en wie las het.
balance-title = Informatiebalans, { $quarter }
balance-quarter-1 = 1e kwartaal { $year }
balance-quarter-2 = 2e kwartaal { $year }
balance-quarter-3 = 3e kwartaal { $year }
balance-quarter-4 = 4e kwartaal { $year }
balance-quarters = Andere kwartalen
balance-empty-quarter = In dit kwartaal is nog niets verstuurd of gepubliceerd. Zodra de griffie een uitnodiging verstuurt of een verslag publiceert, ziet u hier wie het hoorde.
balance-empty-term = In deze zittingsperiode is nog niets verstuurd of gepubliceerd. Zodra de griffie een uitnodiging verstuurt of een verslag publiceert, ziet u hier wie het hoorde.
balance-empty-next = Naar de bijeenkomsten
balance-told = Verteld
balance-reached = Gelezen
balance-hours-after = uren na versturen
balance-no-faction = zonder fractie
balance-others = overige fracties { $side } ({ $n })
balance-hidden = niet getoond
balance-none = –
balance-items = Onderwerpen
balance-items-quarter = Onderwerpen in dit kwartaal
balance-items-term = Onderwerpen in deze zittingsperiode
balance-item-released = { $when }
balance-item-untold = { $when } · nog { $n ->
    [one] 1 mens
   *[other] { $n } mensen
  } niet verteld
balance-item-lede = { $kind } · { $when } · door { $who } · voor { $people } mensen
balance-open = Openen
balance-back = Naar het kwartaal
balance-untold = Nog niet verteld
balance-all-told = Iedereen is het verteld.
balance-others-told = De anderen is het verteld.
balance-in-daily-mail = { $n ->
    [one] 1 mens krijgt
   *[other] { $n } mensen krijgen
  } het in de dagelijkse mail van { $when }.
balance-on-the-way = { $n ->
    [one] 1 bericht is onderweg.
   *[other] { $n } berichten zijn onderweg.
  }
balance-tell = Vertel het { $n ->
    [one] 1 mens
   *[other] { $n } mensen
  }
balance-tell-done = { $n ->
    [0] Er was niemand meer om het te vertellen.
    [one] 1 bericht gaat nu weg.
   *[other] { $n } berichten gaan nu weg.
  }
balance-tell-done-but = { $n } berichten gaan nu weg. { $without } mensen hebben geen e-mailadres: vertel het hen zelf.
balance-explain-link = Wat we vastleggen en wie dat ziet
balance-explain = Wat we vastleggen en wie dat ziet
balance-level-uit = De raad heeft het meten van lezen niet aangezet. Wij leggen nu niet vast wat u leest.
balance-level-aantallen = De raad heeft besloten: lezen wordt geteld per groep.
balance-level-volledig = De raad heeft besloten: lezen wordt geteld per groep, met uren.
balance-explain-owed-head = Voor wie
balance-explain-owed = Informatie van het college is voor de hele raad (Gemeentewet 169 en 180). Commissieleden krijgen haar ook.
balance-explain-told-head = Verteld
balance-explain-told = Onze mailserver gaf het bericht af, uw agenda haalde het op, of iemand zei het u. In onze mail zit niets dat u volgt.
balance-explain-reached-head = Gelezen
balance-explain-reached = U opende het hier. Dat schrijven we één keer op, en alleen als de raad dat besloot. Drukt u zelf op Gelezen, dan altijd.
balance-explain-groups-head = Wie ziet wat
balance-explain-groups = U ziet al uw eigen regels. Van lezen zien raad, griffie en college alleen groepen van drie of meer. Van vertellen zien zij elke fractie, ook die van één: dat gaat over de afzender.
balance-explain-look-head = Inzage
balance-explain-look = Alleen de griffie kan uw regels inzien, met een reden die u te lezen krijgt. Anderen nooit: geen wethouder, ambtenaar of beheerder.
balance-explain-long-head = Hoe lang
balance-explain-long = Wat u las, verdwijnt { $days } dagen na het kwartaal. De groepscijfers blijven.
balance-explain-object-head = Bezwaar
balance-explain-object = Eén druk op de knop bij ‘Wat is over mij vastgelegd’. Dan telt alleen wat u op Gelezen drukt; in de cijfers bent u niet gemeten.
balance-own-link = Wat is over mij vastgelegd
balance-confirmed = Gelezen: { $title }
balance-confirmed-all = { $n ->
    [one] 1 onderwerp gelezen.
   *[other] { $n } onderwerpen gelezen.
  }
balance-confirm = Gelezen
balance-confirm-done = U hebt dit gelezen.
balance-kind-bijeenkomst = Bijeenkomst
balance-kind-wijziging = Wijziging
balance-kind-annulering = Annulering
balance-kind-verslag = Verslag
balance-kind-document = Stuk
balance-kind-antwoord = Antwoord
balance-kind-kwartaalupdate = Kwartaalupdate
balance-mail-subject = { $kind }: { $title }
balance-mail-text = Dit hebt u nog niet van ons gehoord: { $kind } ‘{ $title }’. U vindt het via deze link.
balance-mail-link = Bekijk het
balance-mail-from = U krijgt dit bericht van { $office }.
balance-withdrawn = Dit stuk is ingetrokken.
balance-item-withdrawn = { $when } · ingetrokken
undelivered-geen-adres = Geen e-mailadres
undelivered-geen-adres-do = Vul een adres in, of vertel het zelf.
undelivered-vol = Postvak vol
undelivered-vol-do = Bel even. Is er weer plaats, vertel het dan opnieuw.
undelivered-onbekend = Adres bestaat niet
undelivered-onbekend-do = Verbeter het adres, en vertel het dan opnieuw.
undelivered-geweigerd = Mail geweigerd
undelivered-geweigerd-do = Vertel het zelf, en vraag of onze mail mag binnenkomen.
undelivered-mislukt = Mail niet verzonden
undelivered-mislukt-do = Kijk waarom, en probeer het opnieuw bij:
undelivered-title = { $n ->
    [one] 1 mens kreeg de mail niet
   *[other] { $n } mensen kregen de mail niet
  }
undelivered-count = { $n ->
    [one] bij 1 kwam de mail niet aan
   *[other] bij { $n } kwam de mail niet aan
  }
undelivered-more = nog { $n }
