# Shared information: what somebody told a part of the council. And: when something must be known.
nav-briefings = Shared information
briefing-lede = What the executive and the clerk told a part of the council, and whether everybody knows by now.
briefing-empty = Nothing here yet. When an alderman tells one faction something, it is logged here. Then everybody can read it.
briefing-kept = { $n ->
    [one] A part of the council was told about 1 subject; you were not yet.
   *[other] A part of the council was told about { $n } subjects; you were not yet.
  }
briefing-kept-others = { $n ->
    [one] A part of the council was told about 1 subject; the others were not yet.
   *[other] A part of the council was told about { $n } subjects; the others were not yet.
  }
briefing-kept-why = Once it is shared, you read it here. How much of the council knows already stands in the balance:
briefing-kept-told = told { $when }
briefing-filter = What you see
briefing-tab-all = All
briefing-tab-waiting = Not shared yet
briefing-tab-shared = Shared
briefing-shared = Shared with everybody
briefing-unshared = Not shared with everybody yet
briefing-pages = Other pages
briefing-newer = Newer
briefing-older = Older
briefing-row = Told by { $teller } to { $to }
briefing-part-of = members of { $faction }
briefing-no-faction = people without a faction
briefing-whole-faction = whole faction ({ $n })
briefing-told-nobody = nobody
briefing-new = Log what you told
briefing-new-lede = So the council knows who heard what, and when. One button then shares it with everybody.
briefing-about = About what
briefing-about-hint = In a few words.
briefing-body = What did you tell
briefing-body-hint = Short, the way you said it. Everybody will get this text.
briefing-factions = To which factions
briefing-people = Or choose people
briefing-date = On which day
briefing-time = At what time
briefing-way = How
briefing-way-mond = In a conversation
briefing-way-telefoon = By phone
briefing-way-papier = On paper or in a message of one’s own
briefing-teller = Who told it
briefing-needed-hint = For instance the moment the council decides on it. Not needed? Leave the date empty.
briefing-log-do = Log it
briefing-log-share = Log it and share with everybody
briefing-logged = Logged. The rest of the council does not know this yet.
briefing-logged-shared = Logged and shared with everybody.
briefing-error-nobody = Choose a faction or a person.
briefing-error-faction = This faction had no members that day. Choose another faction or another day.
briefing-error-person = Somebody you chose was not on the council that day.
briefing-error-teller = Choose somebody who was in the executive that day.
briefing-error-future = This moment is still to come. Choose a day and time that have passed.
briefing-error-long-ago = This is more than a year ago. Choose a later day.
briefing-error-entry = Choose who did not hear it.
briefing-page-lede-mond = Told by { $teller }, in a conversation, { $when }.
briefing-page-lede-telefoon = Told by { $teller }, by phone, { $when }.
briefing-page-lede-papier = Told by { $teller }, on paper or in a message of their own, { $when }.
briefing-to = Told to
briefing-logged-label = Logged
briefing-logged-by = { $when } by { $name }
briefing-shared-by = by { $name }
briefing-waits = The rest of the council does not know this yet.
briefing-waits-share = The rest of the council does not know this yet. This button gives everybody the same text, at the same moment.
briefing-share = { $n ->
    [0] Share with everybody
    [one] Share with the one other person
   *[other] Share with the other { $n } people
  }
briefing-shared-done = Shared with everybody. { $n ->
    [0] Everybody had been told already.
    [one] 1 message leaves now.
   *[other] { $n } messages leave now.
  }
briefing-shared-before = This had been shared with everybody already.
briefing-share-here = You tell the others by sharing it here.
briefing-correct = Is it wrong who heard it?
briefing-correct-hint = The entry no longer counts. It stays visible, with your reason. The text does not change.
briefing-correct-who = Who did not hear it
briefing-correct-why = Why is this taken back
briefing-correct-why-hint = The person it is about can read this.
briefing-correct-do = Take these entries back
briefing-corrected = The entry no longer counts.
briefing-back = All shared information
briefing-closed = Not shared with you yet
briefing-closed-others = Not shared with everybody yet
briefing-closed-text = About this, { $teller } told a part of the council something, { $when }.
briefing-closed-then = You get the text as soon as it is shared with everybody. Do you want to know earlier? Ask the clerk’s office.
briefing-closed-then-others = You can read the text once it is shared with the whole council. Do you want to know earlier? Ask the clerk’s office.
briefing-balance = See this in the balance
briefing-home = Still to share
briefing-all = See all
briefing-needed = must be known before { $when }
briefing-unshared-name = Not shared with everybody yet ({ $day })
briefing-mail-subject = Now for you too: { $title }
briefing-mail-text-mond = { $teller } told this to { $to }, { $when }, in a conversation. Now everybody gets it:
briefing-mail-text-telefoon = { $teller } told this to { $to }, { $when }, by phone. Now everybody gets it:
briefing-mail-text-papier = { $teller } told this to { $to }, { $when }, on paper or in a message of their own. Now everybody gets it:
briefing-mail-read = Read it here
balance-kind-gedeeld = Shared information

needed-label = Must be known before
needed-date = Before which day
needed-time = Before what time
needed-hint = For instance the moment the council decides on it. Not needed? Leave the date empty.
needed-hint-paper = Leave the date empty and it is the begin of the gathering.
needed-error-before = Choose a moment after it was told.
needed-error-far = This is more than two years ahead. Check the year.
needed-error-past = This moment has passed. Choose one that is still to come.

remind-home = Must be known in time
remind-all-told = Everybody has been told.
remind-untold = Not told yet: { $who }
remind-read = Read: { $parts }
remind-read-part = { $group } { $count } of { $of }
remind-read-hidden = Who read it is not shown: the group is too small.
remind-do = Send to whoever does not know this yet
remind-sent = Sent again today.
remind-done = It goes again to whoever has not read or heard it. You do not see who they are.
remind-late = The moment this had to be known has passed.
remind-mail-subject = You must know this before { $day }
remind-mail-text = You have not read this with us yet: { $kind } ‘{ $title }’. It must be known before { $when }.

balance-answers = What was done about it
balance-answers-none = Nothing has been written yet about what was done about this quarter.
balance-answer-write = Write what was done about it
balance-answer-text = What was done
balance-answer-hint = What did the quarter show, and what changes. Everybody can read this. It stays as you write it.
balance-answer-voice = In whose name
balance-answer-voice-griffie = The clerk
balance-answer-voice-raad = The council
balance-answer-keep = Keep it
balance-answer-kept = Kept with the quarter.
balance-answer-by-griffie = { $name }, clerk
balance-answer-by-raad = { $name }, in the name of the council
