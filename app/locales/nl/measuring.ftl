# Meten: wat is over iemand vastgelegd, bezwaar, inzage, verzending, besluiten.
measuring-own-title = Wat is over mij vastgelegd
measuring-own-lede = U ziet alles. Anderen zien alleen groepen. De griffie kan met een reden uw lijst inzien, en dat leest u dan hier.
measuring-nobody-looked = Niemand heeft uw lijst ingezien.
measuring-somebody-looked = { $n ->
    [one] De griffie zag uw lijst één keer in, op { $when }.
   *[other] De griffie zag uw lijst { $n } keer in, het laatst op { $when }.
  }
measuring-you-may-object = U kunt bezwaar maken.
measuring-you-object = U maakt bezwaar sinds { $when }.
measuring-own-entries = Vastgelegd
measuring-own-stays = Bij wat u opende staat wanneer de regel verdwijnt. De andere regels blijven.
measuring-own-empty = Er is nog niets over u vastgelegd. Dat verandert als u een bericht van de griffie krijgt.
measuring-own-more = Oudere regels
measuring-own-first = Naar de nieuwste regels
measuring-other-empty = Er is nog niets over deze persoon vastgelegd.
measuring-by = Vastgelegd door { $name }.
measuring-early = Dit was vóór de publicatie.
measuring-goes = Verdwijnt op { $date }.
measuring-voided = Deze regel is vervallen.
measuring-own-told-mail = Verteld: onze mailserver gaf het bericht aan u af.
measuring-own-told-mond = Verteld: iemand zei het u.
measuring-own-told-agenda = Verteld: uw agenda haalde het op.
measuring-own-reached-portal = Gelezen: u opende het hier.
measuring-own-reached-presentie = U was erbij.
measuring-own-confirmed-portal = U drukte op Gelezen.
measuring-own-void-correctie = Een eerdere regel is vervallen.
measuring-other-told-mail = Verteld: onze mailserver gaf het bericht af.
measuring-other-told-mond = Verteld: iemand zei het.
measuring-other-told-agenda = Verteld: de agenda haalde het op.
measuring-other-reached-portal = Gelezen: opende het hier.
measuring-other-reached-presentie = Was erbij.
measuring-other-confirmed-portal = Drukte op Gelezen.
measuring-other-void-correctie = Een eerdere regel is vervallen.
measuring-looked = Wie keek
measuring-nobody-looked-more = Niemand heeft uw lijst ingezien. Doet de griffie dat, dan staat hier wie, wanneer en waarom.
measuring-look-reason = Reden: { $reason }
measuring-objection = Bezwaar
measuring-object-text = Na uw bezwaar schrijven we niet meer op wat u opent; alleen wat u zelf op Gelezen drukt. In de cijfers telt u als niet gemeten. Wat u opent, blijft op Vandaag staan tot u op Gelezen drukt.
measuring-object-before = { $n ->
    [one] De regel over wat u las, blijft staan tot de dag die erbij staat. U kunt hem ook meteen wissen.
   *[other] De { $n } regels over wat u las, blijven staan tot de dag die erbij staat. U kunt ze ook meteen wissen.
  }
measuring-object-who = Anderen zien alleen hoeveel mensen niet gemeten zijn, en onder de drie alleen ‘enkele’. Ook de griffie ziet niet wie.
measuring-object = Maak bezwaar
measuring-object-erase = { $n ->
    [one] Maak bezwaar en wis 1 regel
   *[other] Maak bezwaar en wis { $n } regels
  }
measuring-objects-since = U maakt bezwaar sinds { $when }. Wat u opent, schrijven we niet op. Alleen wat u op Gelezen drukt, telt.
measuring-erased-on = Wat u eerder las, is gewist op { $when }.
measuring-erase = { $n ->
    [one] Wis 1 eerdere regel
   *[other] Wis { $n } eerdere regels
  }
measuring-withdraw = Trek bezwaar in
measuring-objected = Bezwaar gemaakt.
measuring-objected-erased = { $n ->
    [0] Bezwaar gemaakt. Er was niets om te wissen.
    [one] Bezwaar gemaakt en 1 regel gewist.
   *[other] Bezwaar gemaakt en { $n } regels gewist.
  }
measuring-erased = { $n ->
    [0] Er was niets meer om te wissen.
    [one] 1 regel gewist.
   *[other] { $n } regels gewist.
  }
measuring-withdrawn = Bezwaar ingetrokken. Wat u vanaf nu opent, telt weer mee als de raad lezen laat meten.
measuring-objected-already = U had al bezwaar gemaakt.
measuring-no-objection = U maakt geen bezwaar. Maak eerst bezwaar; dan kunt u wissen wat er staat.
measuring-take-along = Meenemen
measuring-csv = Download als tabel (CSV)
measuring-json = Download als JSON

measuring-look-link = Inzien wat van { $name } is vastgelegd
measuring-look-title = Vastgelegd over { $name }
measuring-look-lede = Alleen de griffie kan dit, en alleen met een reden.
measuring-look-warning = { $name } ziet dat u keek, wanneer, en deze reden.
measuring-reason = Waarom kijkt u?
measuring-reason-hint = Bijvoorbeeld: ‘Vroeg zelf waarom een verslag niet aankwam.’
measuring-reason-short = Schrijf iets meer: met deze reden weet de ander niet waarom u keek.
measuring-look-begin = Bekijk de lijst van { $name }
measuring-look-until = U ziet dit tot { $until }. { $name } ziet dat u keek.
measuring-look-over = U keek langer dan een kwartier geleden naar de lijst van { $name }. Geef opnieuw een reden.
measuring-look-back = Terug naar { $name }

measuring-left-out-few = Enkele mensen zijn niet gemeten: zij maakten bezwaar. Zij tellen hier niet mee.
measuring-left-out = { $n } mensen zijn niet gemeten: zij maakten bezwaar. Zij tellen hier niet mee.
measuring-items-left-out = { $n ->
    [one] 1 onderwerp telt niet mee: lezen werd toen niet de hele tijd gemeten.
   *[other] { $n } onderwerpen tellen niet mee: lezen werd toen niet de hele tijd gemeten.
  }
measuring-release = Verzending
measuring-wave = { $sent } van { $all } berichten zijn afgegeven bij de mailserver. Tussen de eerste en de laatste zat { $spread }.
measuring-wave-one = 1 van { $all } berichten is afgegeven bij de mailserver.
measuring-wave-none = { $all ->
    [one] Het bericht moet nog weg.
   *[other] Alle { $all } berichten moeten nog weg.
  }
measuring-early-people = { $n ->
    [one] 1 mens hoorde dit al voor de publicatie, { $before } eerder.
   *[other] { $n } mensen hoorden dit al voor de publicatie, de eerste { $before } eerder.
  }
measuring-seconds = { $n ->
    [one] 1 seconde
   *[other] { $n } seconden
  }
measuring-minutes = { $n } minuten
measuring-hours = { $n } uur
measuring-days = { $n } dagen
measuring-decisions-title = Besluiten over meten
