# Informatiebalans: wie is wat verteld, en wie las het.
balance-title = Informatiebalans, { $quarter }
balance-quarter-1 = 1e kwartaal { $year }
balance-quarter-2 = 2e kwartaal { $year }
balance-quarter-3 = 3e kwartaal { $year }
balance-quarter-4 = 4e kwartaal { $year }
balance-quarters = Andere kwartalen
balance-lede = Gemeenteraad { $name } · { $items ->
    [one] 1 onderwerp
   *[other] { $items } onderwerpen
  } verstuurd of gepubliceerd
balance-empty = In dit kwartaal is nog niets verstuurd of gepubliceerd. Zodra de griffie een uitnodiging verstuurt of een verslag publiceert, ziet u hier wie het hoorde.
balance-empty-next = Naar de bijeenkomsten
balance-claim-nothing = Dit zijn tellingen. Ze zeggen nog niet of een verschil toeval is.
balance-told = Verteld
balance-reached = Gelezen
balance-told-nothing-yet = Er valt nog niets te tellen: de termijn van veertien dagen loopt nog.
balance-reached-nothing-yet = Er valt nog niets te tellen: de termijn van veertien dagen loopt nog.
balance-the-coalition = De coalitie
balance-the-opposition = De oppositie
balance-the-council = De raad
balance-of = { $count } van { $of }
balance-within-an-hour = binnen een uur
balance-after-hours = na { $hours } uur
balance-after-days = na { $days } dagen
balance-told-sentence = { $who } hoorde het { $share } keer op tijd.
balance-told-sentence-hours = { $who } hoorde het { $share } keer op tijd, de helft daarvan { $hours }.
balance-reached-sentence = { $who } las het { $share } keer op tijd.
balance-reached-sentence-hours = { $who } las het { $share } keer op tijd, de helft daarvan { $hours }.
balance-told-late = { $who } hoorde het later: de helft pas { $hours }.
balance-too-small = De groepen zijn te klein om cijfers te tonen: dan zou u één persoon herkennen.
balance-per-faction = Per fractie
balance-table = Tabel
balance-told-picture = Hoe snel iedereen het hoorde
balance-told-picture-desc = Per kant loopt een lijn omhoog met het deel dat het gehoord heeft, vanaf het moment van versturen. De tabel eronder geeft dezelfde cijfers.
balance-reached-picture = Hoe snel iedereen het las
balance-reached-picture-desc = Per kant loopt een lijn omhoog met het deel dat het gelezen heeft, vanaf het moment van versturen. De tabel eronder geeft dezelfde cijfers.
balance-told-caption = Verteld, per kant en per fractie
balance-reached-caption = Gelezen, per kant en per fractie
balance-hours-after = uren na versturen
balance-share = deel van alle keren
balance-everybody = hele raad
balance-no-faction = zonder fractie
balance-others = overige fracties { $side } ({ $n })
balance-hidden = niet getoond
balance-none = –
balance-col-group = Groep
balance-col-people = Mensen
balance-col-told = Op tijd verteld
balance-col-reached = Op tijd gelezen
balance-col-median = Mediaan in uren
balance-outside-few = Enkele mensen wisselden van fractie of kant. Zij tellen in geen groep mee.
balance-outside = { $n } mensen wisselden van fractie of kant. Zij tellen in geen groep mee.
balance-left-out = { $n ->
    [one] 1 onderwerp telt nog niet mee: de termijn loopt nog, of niemand is het verteld.
   *[other] { $n } onderwerpen tellen nog niet mee: de termijn loopt nog, of niemand is het verteld.
  }
balance-reading-off = De raad heeft het meten van lezen niet aangezet. Daarom staat hier niets.
balance-items = Onderwerpen in dit kwartaal
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
balance-how = Hoe is dit geteld?
balance-how-owed = Wat het college deelt, is voor de hele raad. Daarom telt iedereen mee: raadsleden en commissieleden, ook wie niet was uitgenodigd.
balance-how-told = Verteld: onze mailserver gaf het bericht af. Op tijd is binnen veertien dagen, of voor het moment waarop het bekend moest zijn.
balance-how-reached = Gelezen: iemand opende het hier, of drukte op Gelezen.
balance-how-small = Groepen van minder dan drie mensen voegen we samen. Cijfers waaruit u één persoon kunt herkennen, tonen we niet.
balance-explain-link = Wat we vastleggen en wie dat ziet
balance-explain = Wat we vastleggen en wie dat ziet
balance-level-uit = De raad heeft het meten van lezen niet aangezet. Wij leggen nu niet vast wat u leest.
balance-level-aantallen = De raad heeft besloten: lezen wordt geteld per groep.
balance-level-volledig = De raad heeft besloten: lezen wordt geteld per groep, met uren.
balance-explain-owed-head = Voor wie
balance-explain-owed = Informatie van het college is voor de hele raad (Gemeentewet, artikel 169 en 180). Daarom rekenen we met alle raadsleden en commissieleden.
balance-explain-told-head = Verteld
balance-explain-told = Als onze mailserver een bericht afgeeft, schrijven we dat op, met het antwoord van die server. Kwam het niet aan, dan vervalt de regel.
balance-explain-reached-head = Gelezen
balance-explain-reached = Opent u hier iets terwijl u bent ingelogd, dan schrijven we dat één keer op. Alleen als de raad dat besloten heeft.
balance-explain-confirmed-head = De knop Gelezen
balance-explain-confirmed = Drukt u op Gelezen, dan leggen we dat altijd vast. U kiest zelf.
balance-explain-groups-head = Wie ziet wat
balance-explain-groups = U ziet uw eigen regels. Raadsleden, griffie en wethouders zien alleen groepen. Wethouders en ambtenaren zien nooit wie iets las.
balance-explain-own-head = Hoe lang
balance-explain-own = Regels over lezen verdwijnen 90 dagen na het kwartaal.
balance-explain-pixels-head = Geen trucs
balance-explain-pixels = In onze mail zitten geen plaatjes of links die u volgen.
balance-explain-object-head = Bezwaar
balance-explain-object = Wilt u niet dat we opschrijven wat u opent? Zeg het de griffie. Dan telt alleen de knop Gelezen.
balance-own-title = Wat is over mij vastgelegd
balance-own-lede = Alleen u ziet deze lijst. De griffie en het college zien groepen, geen namen.
balance-own-looked = Niemand heeft uw leesgegevens bekeken. Dat kan in Evenwijs ook niet.
balance-own-link = Wat is over mij vastgelegd
balance-own-csv = Download als tabel (CSV)
balance-own-json = Download als JSON
balance-own-more = Ouder
balance-own-empty = Er is nog niets over u vastgelegd.
balance-own-by = Vastgelegd door { $name }.
balance-own-goes = Verdwijnt op { $date }.
balance-own-voided = Deze regel is vervallen.
balance-own-told-mail = Verteld: onze mailserver gaf het bericht aan u af.
balance-own-told-mond = Verteld: iemand zei het u.
balance-own-told-agenda = Verteld: uw agenda haalde het op.
balance-own-reached-portal = Gelezen: u opende het hier.
balance-own-reached-presentie = U was erbij.
balance-own-confirmed-portal = U drukte op Gelezen.
balance-own-void-correctie = Een eerdere regel is vervallen.
balance-confirmed = Gelezen: { $title }
balance-confirmed-all = { $n ->
    [one] 1 onderwerp gelezen.
   *[other] { $n } onderwerpen gelezen.
  }
balance-confirm = Gelezen
balance-confirm-done = U heeft dit gelezen.
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
