# Nieuws per mail en de dagelijkse mail.
news-title = Nieuws per mail
news-label = Hoe wilt u nieuws voor de raad krijgen?
news-at-once = Uitnodigingen, wijzigingen en het antwoord op uw eigen vraag komen altijd meteen.
news-direct = Meteen
news-direct-hint = Elk bericht apart. Wat geen eigen bericht heeft, staat om { $time } in de dagelijkse mail.
news-dagelijks = Eén mail per dag
news-dagelijks-hint = Alles in één mail om { $time }. In het reces alleen op vrijdag. Wat eerder bekend moet zijn, komt meteen.
news-geen = Geen nieuws per mail
news-geen-hint = U leest het hier. In de informatiebalans telt het dan niet als per mail verteld.
news-decided = De raad heeft afgesproken dat iedereen nieuws op dezelfde manier krijgt.
news-next = De volgende dagelijkse mail: { $when }.
news-save = Bewaar keuze
news-saved = Keuze bewaard.
news-mail-subject = { $n ->
    [one] Nieuw voor de raad: 1 bericht
   *[other] Nieuw voor de raad: { $n } berichten
}
news-mail-intro = { $n ->
    [one] Dit kwam vrij sinds de vorige mail.
   *[other] Deze { $n } berichten kwamen vrij sinds de vorige mail.
}
news-mail-document = Bij { $title }
news-mail-cancelled = Gaat niet door ({ $day })
news-mail-why = U krijgt deze mail om { $time } als er iets nieuws is. Iedereen krijgt hem op hetzelfde moment. Afzender: { $office }.
news-mail-choose = Kies hoe u nieuws krijgt
news-mail-exit = Geen nieuws meer per mail
news-exit-title = Stoppen met nieuws per mail
news-exit-lede = Druk op de knop. Dan krijgt u geen dagelijkse mail en geen nieuwsberichten meer.
news-exit-still = Uitnodigingen, wijzigingen en het antwoord op uw eigen vraag blijven komen.
news-exit-do = Stop met nieuws per mail
news-exit-done = U krijgt geen nieuws meer per mail
news-exit-done-lede = Wat nieuw is voor de raad, leest u in de portal.
news-exit-back = Toch weer nieuws? Kies het bij uw account
