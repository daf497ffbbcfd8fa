# Information balance: who was told what, and who read it.
balance-title = Information balance, { $quarter }
balance-quarter-1 = 1st quarter of { $year }
balance-quarter-2 = 2nd quarter of { $year }
balance-quarter-3 = 3rd quarter of { $year }
balance-quarter-4 = 4th quarter of { $year }
balance-quarters = Other quarters
balance-empty-quarter = Nothing has been sent or published in this quarter yet. As soon as the clerk sends an invitation or publishes notes, you see here who heard of it.
balance-empty-term = Nothing has been sent or published in this term yet. As soon as the clerk sends an invitation or publishes notes, you see here who heard of it.
balance-empty-next = To the gatherings
balance-told = Told
balance-reached = Read
balance-hours-after = hours after sending
balance-no-faction = without a faction
balance-others = other factions, { $side } ({ $n })
balance-hidden = not shown
balance-none = –
balance-items = Items
balance-items-quarter = Items in this quarter
balance-items-term = Items in this term
balance-item-released = { $when }
balance-item-untold = { $when } · { $n ->
    [one] 1 person
   *[other] { $n } people
  } not told yet
balance-item-lede = { $kind } · { $when } · by { $who } · for { $people } people
balance-open = Open
balance-back = To the quarter
balance-untold = Not told yet
balance-all-told = Everybody has been told.
balance-others-told = Everybody else has been told.
balance-in-daily-mail = { $n ->
    [one] 1 person gets
   *[other] { $n } people get
  } it in the daily mail of { $when }.
balance-on-the-way = { $n ->
    [one] 1 message is on its way.
   *[other] { $n } messages are on their way.
  }
balance-tell = Tell { $n ->
    [one] 1 person
   *[other] { $n } people
  }
balance-tell-done = { $n ->
    [0] There was nobody left to tell.
    [one] 1 message is leaving now.
   *[other] { $n } messages are leaving now.
  }
balance-tell-done-but = { $n } messages are leaving now. { $without } people have no e-mail address: tell them yourself.
balance-explain-link = What we record and who sees it
balance-explain = What we record and who sees it
balance-level-uit = The council has not switched on the measuring of reading. We do not record what you read now.
balance-level-aantallen = The council has decided: reading is counted by group.
balance-level-volledig = The council has decided: reading is counted by group, with hours.
balance-explain-owed-head = For whom
balance-explain-owed = Information from the executive is for the whole council (Municipalities Act 169 and 180). Committee members get it too.
balance-explain-told-head = Told
balance-explain-told = Our mail server handed the message over, your calendar fetched it, or somebody said it to you. Nothing in our mail follows you.
balance-explain-reached-head = Read
balance-explain-reached = You opened it here. We write that down once, and only if the council decided so. When you press Read yourself, always.
balance-explain-groups-head = Who sees what
balance-explain-groups = You see all your own entries. Of reading, council, clerk and executive see groups of three or more only. Of telling they see every faction, even one of a single member: that is about the sender.
balance-explain-look-head = Looking
balance-explain-look = Only the clerk can look at your entries, with a reason that you get to read. Others never: no alderman, official or administrator.
balance-explain-long-head = How long
balance-explain-long = What you read goes { $days } days after the quarter. The group figures stay.
balance-explain-object-head = Objection
balance-explain-object = One press of the button with ‘What is recorded about me’. Then only what you press as Read counts; in the figures you are not measured.
balance-own-link = What is recorded about me
balance-confirmed = Read: { $title }
balance-confirmed-all = { $n ->
    [one] 1 item read.
   *[other] { $n } items read.
  }
balance-confirm = Read
balance-confirm-done = You have read this.
balance-kind-bijeenkomst = Gathering
balance-kind-wijziging = Change
balance-kind-annulering = Cancellation
balance-kind-verslag = Notes
balance-kind-document = Paper
balance-kind-antwoord = Answer
balance-kind-kwartaalupdate = Quarterly update
balance-mail-subject = { $kind }: { $title }
balance-mail-text = You have not heard this from us yet: { $kind } ‘{ $title }’. You find it by this link.
balance-mail-link = Open it
balance-mail-from = You receive this message from { $office }.
balance-withdrawn = This paper was withdrawn.
balance-item-withdrawn = { $when } · withdrawn
undelivered-geen-adres = No e-mail address
undelivered-geen-adres-do = Fill in an address, or tell them yourself.
undelivered-vol = Mailbox full
undelivered-vol-do = Call them. Once there is room, tell them again.
undelivered-onbekend = No such address
undelivered-onbekend-do = Correct the address, then tell them again.
undelivered-geweigerd = Mail refused
undelivered-geweigerd-do = Tell them yourself, and ask whether our mail may come in.
undelivered-mislukt = Mail not sent
undelivered-mislukt-do = See why, and try again under:
undelivered-title = { $n ->
    [one] 1 person did not get the mail
   *[other] { $n } people did not get the mail
  }
undelivered-count = { $n ->
    [one] for 1 the mail did not arrive
   *[other] for { $n } the mail did not arrive
  }
undelivered-more = { $n } more
