# Information balance: who was told what, and who read it.
balance-title = Information balance, { $quarter }
balance-quarter-1 = 1st quarter of { $year }
balance-quarter-2 = 2nd quarter of { $year }
balance-quarter-3 = 3rd quarter of { $year }
balance-quarter-4 = 4th quarter of { $year }
balance-quarters = Other quarters
balance-lede = Council of { $name } · { $items ->
    [one] 1 item
   *[other] { $items } items
  } sent or published
balance-empty = Nothing has been sent or published in this quarter yet. As soon as the clerk sends an invitation or publishes notes, you see here who heard of it.
balance-empty-next = To the gatherings
balance-claim-nothing = These are counts. They do not yet say whether a difference is chance.
balance-told = Told
balance-reached = Read
balance-told-nothing-yet = There is nothing to count yet: the fortnight is still running.
balance-reached-nothing-yet = There is nothing to count yet: the fortnight is still running.
balance-the-coalition = The coalition
balance-the-opposition = The opposition
balance-the-council = The council
balance-of = { $count } of { $of }
balance-within-an-hour = within an hour
balance-after-hours = after { $hours } hours
balance-after-days = after { $days } days
balance-told-sentence = { $who } heard in time { $share } times.
balance-told-sentence-hours = { $who } heard in time { $share } times, half of them { $hours }.
balance-reached-sentence = { $who } read it in time { $share } times.
balance-reached-sentence-hours = { $who } read it in time { $share } times, half of them { $hours }.
balance-told-late = { $who } heard later: half of them only { $hours }.
balance-too-small = The groups are too small to show figures: you would recognise one person.
balance-per-faction = By faction
balance-table = Table
balance-told-picture = How soon everybody heard
balance-told-picture-desc = For each side a line rises with the share that has heard, from the moment of sending. The table below gives the same figures.
balance-reached-picture = How soon everybody read
balance-reached-picture-desc = For each side a line rises with the share that has read, from the moment of sending. The table below gives the same figures.
balance-told-caption = Told, by side and faction
balance-reached-caption = Read, by side and faction
balance-hours-after = hours after sending
balance-share = share of all times
balance-everybody = whole council
balance-no-faction = without a faction
balance-others = other factions, { $side } ({ $n })
balance-hidden = not shown
balance-none = –
balance-col-group = Group
balance-col-people = People
balance-col-told = Told in time
balance-col-reached = Read in time
balance-col-median = Median in hours
balance-outside-few = A few people changed faction or side. They count in no group.
balance-outside = { $n } people changed faction or side. They count in no group.
balance-left-out = { $n ->
    [one] 1 item does not count yet: its time is still running, or nobody was told.
   *[other] { $n } items do not count yet: their time is still running, or nobody was told.
  }
balance-reading-off = The council has not switched on the measuring of reading. So there is nothing here.
balance-items = Items in this quarter
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
balance-how = How was this counted?
balance-how-owed = What the executive shares is for the whole council. So everybody counts: council members and committee members, invited or not.
balance-how-told = Told: our mail server handed the message over. In time is within fourteen days, or before the moment it had to be known.
balance-how-reached = Read: somebody opened it here, or pressed Read.
balance-how-small = Groups of fewer than three people are put together. Figures by which you could recognise one person are not shown.
balance-explain-link = What we record and who sees it
balance-explain = What we record and who sees it
balance-level-uit = The council has not switched on the measuring of reading. We do not record what you read now.
balance-level-aantallen = The council has decided: reading is counted by group.
balance-level-volledig = The council has decided: reading is counted by group, with hours.
balance-explain-owed-head = For whom
balance-explain-owed = Information from the executive is for the whole council (Municipalities Act 169 and 180). All council members and committee members count.
balance-explain-told-head = Told
balance-explain-told = Our mail server handed the message over, your calendar fetched it, or somebody said it to you. Nothing in our mail follows you.
balance-explain-reached-head = Read
balance-explain-reached = You opened it here. We write that down once, and only if the council decided so. When you press Read yourself, always.
balance-explain-groups-head = Who sees what
balance-explain-groups = You see all your own entries. Of reading, council, clerk and executive see groups of three or more only.
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
