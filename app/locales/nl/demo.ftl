# Demo: inloggen met één klik, en de map met verzonden post.
demo-title = Kijk rond in de demo
demo-lede = Alle mensen hier zijn verzonnen. Kies als wie u rondkijkt.
demo-be = Inloggen
demo-whom = als { $name }, { $about }
demo-or = Of met een wachtwoord
demo-post-title = Verzonden post
demo-post-lede = { $n ->
    [0] Nog niets verzonden.
    [one] 1 mail, in een map op deze computer. Er gaat niets naar buiten.
   *[other] { $n } mails, in een map op deze computer. Er gaat niets naar buiten.
  }
demo-post-empty = Wat Evenwijs verstuurt, staat hier na een paar tellen.
demo-post-older = Oudere post
demo-post-pages = Bladeren
demo-post-to = Aan
demo-post-from = Van
demo-post-reply = Antwoord naar
demo-post-date = Verzonden
demo-post-attached = Bijlagen
demo-post-back = Alle verzonden post
