# The report of the balance: sentences, tables, computing it again.
report-lede = { $name } · { $members ->
    [one] 1 member
   *[other] { $members } members
  } · { $items ->
    [one] 1 item
   *[other] { $items } items
  }
report-seats = { $members } members on { $seats } seats. Committee members do not count.
report-seats-why = { $members } members on { $seats } seats: { $why }. Committee members do not count.
report-seats-replaces = { $new } replaces { $old }
report-seats-replaced = { $new } replaced { $old }
report-seats-came = { $names } came in
report-seats-came-many = { $n } people came in
report-seats-left = { $names } left
report-seats-left-many = { $n } people left
report-closed-on = Closed on { $date }
report-closes-on = Still running. Closes on { $date }
report-open = Not closed yet
report-running = As it stands now
report-to-running = This quarter so far
report-to-term = Whole term
report-term-name = term since { $date }
report-part-name = { $quarter }, part { $n }
report-parts = The coalition changed in this time, so each part is computed by itself.
report-parts-apart = So each part is computed by itself.
report-part-joined = On { $date } { $factions } joined the coalition.
report-part-left = On { $date } { $factions } left the coalition.
report-part-names = { $first } and { $last }
report-parts-label = Parts
report-part-days = { $from } to { $to }
report-group-coalition = coalition
report-group-opposition = opposition
report-group-local = local
report-group-national = national
report-group-first-term = new
report-group-returning = returning
report-group-rest = the rest
report-the-coalition = the coalition
report-the-opposition = the opposition
report-the-local = local factions
report-the-national = national factions
report-the-first-term = new members
report-the-returning = members who sat before
report-the-rest = the rest of the council
report-early = { $n ->
    [one] Of 1 item somebody knew before it was sent
   *[other] Of { $n } items somebody knew before they were sent
  }: { $a } { $first } times, { $b } { $second } times.
report-no-groups = There is nothing to compare: { $why }.
report-none-of = nobody is in { $group }
report-none-first-term = every member sat before this term
report-none-returning = every member began in this term
report-none-at-all = nobody is in either group
report-no-sides = The sides are unknown: no coalition is recorded. So we compare factions only.
report-nothing-yet = There is nothing to compare yet: we wait until fourteen days after sending.
report-item-running = We compare fourteen days after sending. The line shows how it stands now.
report-nobody-yet = Nobody of { $group } has been told yet.
report-nobody-yet-all = Nobody has been told yet.
report-nearly-all = Nearly everything was told to everybody.
report-never = Never told: { $a } { $first }, { $b } { $second } in every 100 times.
report-later = { $who } { $many ->
    [yes] heard
   *[no] heard
  } things { $hours } later than { $other } on average.
report-later-same = { $a } and { $b } heard things equally soon: less than an hour apart.
report-read-later = { $who } { $many ->
    [yes] read
   *[no] read
  } things { $hours } later than { $other } on average.
report-read-later-same = { $a } and { $b } read things equally soon: less than an hour apart.
report-faction-later = { $who } heard things { $hours } later than the rest of the council on average.
report-faction-earlier = { $who } heard things { $hours } earlier than the rest of the council on average.
report-alone = Without { $faction }, { $who } heard things hardly or not later than { $other }. With { $faction } it is { $hours } later on average.
report-no-faction = No faction heard things strikingly later or earlier than the rest.
report-sure-not-chance = Chance is unlikely.
report-sure-chance = That difference can be chance.
report-sure-minor = That difference is too small or too uncertain to report.
report-sure-one = Chance is not likely, but this is one item.
report-sure-small = The groups are too small to say whether that is chance.
report-first-item = So far there is one item whose fourteen days have passed.
report-one-item = One item says little. Look at the whole quarter too.
report-reading-off = The council has not turned on the measuring of reading, so there is nothing here.
report-reading-running = This appears when the quarter is closed. Not before: whoever looked every day would see who read.
report-reading-item-running = This appears when the quarter is closed.
report-reading-nothing = There is nothing to count yet.
report-reading-late = This was logged after the quarter was closed. So we do not count the reading.
report-reading-too-few = Too few people to show: you would recognise somebody.
report-read = Read in time: { $a } { $first }, { $b } { $second } in every 100 times.
report-read-by-item = Counted per item and rounded last: { $gap }.
report-read-unrounded = Counted before rounding: { $gap }.
report-read-left-out = { $n ->
    [one] 1 item does not count, because there you would recognise somebody.
   *[other] { $n } items do not count, because there you would recognise somebody.
  }
report-gap = Difference, counted per item: { $n } in every 100 times.
report-gap-one = Difference: { $n } in every 100 times.
report-gap-between = With 95% confidence it lies between { $low } and { $high }.
report-gap-chance = Chance of such a difference in reading in time if it is chance alone: { $p }.
report-head-chance = Chance of such a difference in hours until reading if it is chance alone: { $p }.
report-under-one = under 1
report-chance-under = under { $p }
report-earlier = { $hours } earlier
report-of-hundred = { $n } in 100
report-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
  }
report-days = { $n ->
    [one] 1 day
   *[other] { $n } days
  }
report-within-an-hour = within an hour
report-after = after { $hours }
report-per-faction-told = How long it took, by faction
report-per-faction-read = Read in time, by faction
report-tables = Tables
report-picture-told = How soon everybody heard
report-picture-read = How soon everybody read
report-picture-desc = For each group a line rises from the moment of sending. The table below has the figures.
report-share-told = told, in every 100 times
report-share-read = read, in every 100 times
report-needed-at = needed by
report-at-choose = Look at another moment
report-at-hour = By hour { $hour }: { $shares }
report-at-share = { $name } { $n } in 100
report-sheet-words = In words
report-sheet-telling = Told
report-sheet-reading = Read
report-col-group = Group
report-col-people = People
report-col-never = Never, in 100
report-col-mean-when = Hours, of those told
report-col-mean = Hours, of all
report-col-median = Hours, median
report-col-later = Hours later
report-col-p = p
report-col-chance = Odds if chance
report-col-read = Read in time
report-col-of = Of
report-col-share = In 100
report-col-median-read = Hours, median
report-outside-few = A few members count in no group: changed places, or on no side.
report-outside = { $n ->
    [one] 1 member counts in no group: changed places, or on no side.
   *[other] { $n } members count in no group: changed places, or on no side.
  }
report-committee = { $n ->
    [one] 1 committee member does not count.
   *[other] { $n } committee members do not count.
  }
report-left-out = { $n ->
    [one] 1 item does not count everywhere: its fourteen days still run, or nobody was told.
   *[other] { $n } items do not count everywhere: their fourteen days still run, or nobody was told.
  }
report-voided = { $n ->
    [one] 1 entry was voided later and does not count.
   *[other] { $n } entries were voided later and do not count.
  }
report-how = How was this computed?
report-how-owed = What the executive shares is for the whole council. So every member counts, invited or not.
report-how-told = Told means: our mail server handed the message over, the calendar was fetched, or somebody said it. That is what the sender did.
report-how-later = For each member and item we count the hours from sending until it is told. Never told counts as fourteen days. Later is the difference between two averages.
report-how-chance = Could it be chance? We divide the members into two groups at random, very many times. The odds if chance are how often the difference is then at least as large. The formulas call them p.
report-how-flag = Something stands out when chance is unlikely and the difference matters: twelve hours or more, or ten in 100 times.
report-how-read = Read means: somebody opened it here, or pressed Read. Over a quarter we show it only once it is closed.
report-how-small = For reading, groups of fewer than three people are taken together, and figures by which you could recognise somebody are not shown. For telling every faction stands by itself, even one of a single member: that is about the sender.
report-formulas = The formulas
report-formula-time = t is the time in milliseconds from sending to the first entry; without one 336 hours. Entries from before sending count with hours below zero, down to −336.
report-formula-head = Difference in hours: mean t of the second group less that of the first, over items at least fourteen days old.
report-formula-permutation = p: permutation test over people, who keep all their items. All labelings when there are at most 20,000, else 20,000 draws with ChaCha8 and the fixed seed: (b + 1) / (m + 1).
report-formula-gap = Difference in reading: Mantel-Haenszel over the items, interval by the jackknife over people. For one item Newcombe and Fisher.
report-formula-holm = There are several tests at once; hence Holm. For reading it must also stand when whole factions are shuffled.
report-formula-curve = The lines are Kaplan-Meier over all pairs of person and item.
report-trend = The last quarters
report-trend-caption = Difference between coalition and opposition by closed quarter
report-trend-quarter = Quarter
report-trend-told = Told
report-trend-read = Read
report-trend-flag = Stands out
report-trend-same = equally soon
report-trend-opposition = opposition { $hours } later
report-trend-coalition = coalition { $hours } later
report-trend-a-faction = a faction
report-trend-later = { $who } { $hours } later
report-trend-earlier = { $who } { $hours } earlier
report-trend-read-note = The difference in reading is counted per item and rounded last. It can differ a little from that of two rounded figures.
report-trend-read-same = equally much
report-trend-read-coalition = coalition { $n } in 100 more
report-trend-read-opposition = opposition { $n } in 100 more
report-trend-none = nothing
report-otherwise = Compare otherwise
report-otherwise-lede = Then we show only what was told. Reading is shown for coalition and opposition alone.
report-by-sides = Coalition and opposition
report-by-reach = Local and national
report-by-experience = New and returning members
report-by-faction = { $name } and the rest
report-again = Compute it yourself
report-again-lede = You can take along everything this report was computed from. There are no names in it.
report-again-telling = Extract: what was told (JSON)
report-again-report = Its report (JSON)
report-again-now = Compute it here again
report-again-same = Equal
report-again-different = Not equal
report-again-done = We just computed the kept extract again and compared every figure with the kept report.
report-again-how = Checksums, and computing on your own machine
report-again-command = With the program evenwijs you compute the extract on your own machine:
report-again-telling-hash = SHA-256 of the extract
report-again-full-hash = SHA-256 of the full extract
report-again-seed = Seed
report-again-version = Version
report-again-names = Who may see the full extract
report-full-gone = The full extract can no longer be made. Entries about reading were deleted, or somebody objected.
report-full-none = There is no full extract of this report. The council did not allow hours of reading, or records of reading were already deleted.
report-browser-running = Your browser is computing …
report-browser-count = # figures compared.
report-browser-failed = That did not work in this browser. Use the button above.
report-browser-figure = Figure
report-browser-hours = Hours later
report-browser-server = Server
report-browser-here = Your browser
report-browser-now = Compute it in this browser
report-close = Close the quarter
report-close-lede = From then on the figures are fixed. Evenwijs also does this by itself.
report-close-now = Close the quarter
report-closed = The { $quarter } is closed.
report-closed-before = This quarter was closed before.
report-close-empty = Nothing was sent or published in this quarter. There is nothing to close.
report-close-early = It can be closed from { $date }: then the fourteen days of the last item have passed.
report-file-csv = Tables (CSV)
report-file-ods = Tables (ODS)
report-file-pdf = Letter (PDF)
report-gathering = Who heard: { $title }
report-gathering-all = Everything about this gathering
report-gathering-open = To the gathering
report-gathering-reading = Reading stands with each item.
report-readers = Who may see the full extract
report-readers-lede = The full extract holds times of reading, without names. The clerk's office may see it, and whoever the council names. Aldermen and officials never.
report-readers-files = Extracts
report-readers-none = No quarter has a full extract now.
report-readers-who = Named by the council
report-reader-person = Who
report-reader-choose = Choose somebody
report-reader-date = Date of the decision
report-reader-reference = Decision
report-reader-reference-hint = The number of the council's decision, for instance.
report-reader-name = Give access
report-reader-named = { $name } may now see the full extract.
report-reader-end = Take back
report-reader-ended = The access has been taken back.
report-reader-by = Decision of { $date }: { $reference }.
report-reader-until = Taken back: { $when }.
report-back = To the balance
late = Came in late
late-own-line = { $n ->
    [one] 1 item was logged after the closing and does not count here.
   *[other] { $n } items were logged after the closing and do not count here.
  }
late-earlier-line = { $n ->
    [one] 1 item of an earlier quarter came in late during this quarter.
   *[other] { $n } items of earlier quarters came in late during this quarter.
  }
late-own = Logged when this quarter had been closed. The figures above do not change.
late-earlier = Logged in this quarter, about a quarter that had been closed. They count in no report.
late-logged = logged on { $date }
late-told = coalition { $first } of { $ofFirst } told, opposition { $second } of { $ofSecond }
report-again-factions = Report by faction (JSON)
download-volledig = Full extract, with reading times
download-volledig-verslag = Report of the full extract
download-warning = Everybody it is about sees that you took this along, when, and this reason. There are no names in it.
download-reason = What do you need this for?
download-reason-hint = For example: ‘The audit office looks into the 2nd quarter.’
download-take = Download
download-taken-volledig = Took along the full extract of the { $quarter }, with your reading times and without your name.
download-taken-volledig-verslag = Took along the report of the full extract of the { $quarter }.
download-somebody-took = { $n ->
    [one] The extract with reading times was taken along once, on { $when }.
   *[other] The extract with reading times was taken along { $n } times, the last time on { $when }.
  }
digest = Quarterly report
digest-link = Quarterly report for the presidium
digest-title = Quarterly report of the balance, { $quarter }
digest-none = No quarter has been closed yet. That happens by itself, two weeks after the end of a quarter.
digest-whole = All figures
digest-said = What the figures say
digest-done = What was done about quarters that stood out
digest-no-flag = Nothing stood out in these quarters.
digest-flagged = { $quarter } stood out: { $what }
digest-write = Write down what was done after the { $quarter }
digest-nothing-done = Nothing has been written down about this yet.
digest-presidium = Presidium
digest-mail-subject = Information balance: the { $quarter } is closed
digest-mail-text = The figures of the { $quarter } are final. This is what they say:
digest-mail-link = Open the quarterly report
report-more = Compare and compute again
