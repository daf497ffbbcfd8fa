# Gatherings.
gathering-kind-informele-sessie = Informal session
gathering-kind-themasessie = Theme session
gathering-kind-technische-sessie = Technical session
gathering-kind-casuistiektafel = Case table
gathering-kind-werkbezoek = Work visit
gathering-kind-klankbordgroep = Sounding board
gathering-kind-stakeholderbijeenkomst = Stakeholder meeting
gathering-kind-politiek-cafe = Political café
gathering-kind-regionale-bijeenkomst = Regional meeting
gathering-kind-intervisie = Peer reflection
gathering-state-concept = draft
gathering-state-gepland = planned
gathering-state-uitgenodigd = invited
gathering-state-gehouden = held
gathering-state-afgerond = held, notes ready
gathering-state-afgelast = cancelled
gathering-legal-informele-bijeenkomst = Informal gathering
gathering-legal-commissievergadering = Committee meeting
gathering-legal-raadsvergadering = Council meeting
gathering-openness-openbaar = public
gathering-openness-besloten = closed
gathering-audience-iedereen = The whole council and committee members
gathering-audience-raad = Council members only
gathering-audience-fracties = Some factions
gathering-audience-personen = Certain people
gathering-audience-iedereen-n = The whole council ({ $members }) and committee members ({ $committee })
gathering-audience-all-members = The whole council ({ $members })
gathering-audience-raad-n = Council members only ({ $members })
gathering-shelf-komend = Coming
gathering-shelf-voorbij = Past
gathering-shelf-concept = Drafts
gathering-shelf-geannuleerd = Cancelled

# List
gathering-list-title = Gatherings
gathering-list-lede = What council and college do together outside formal meetings.
gathering-list-tabs = Which gatherings
gathering-to-agenda = See in the calendar
gathering-total = { $n ->
    [0] No gatherings
    [one] 1 gathering
   *[other] { $n } gatherings
  }
gathering-total-more = More than { $n } gatherings
gathering-filter = Show
gathering-kind = Kind
gathering-kind-all = All kinds
gathering-show-all = Show all kinds
gathering-plan = Plan a gathering
gathering-record = Record a gathering afterwards
gathering-pages = Pages
gathering-page-before = Previous page
gathering-page-after = Next page
gathering-empty-kind = There is nothing of this kind here.
gathering-empty-komend = Nothing is planned. As soon as the clerk plans something, you see it here.
gathering-empty-voorbij = Nothing has taken place yet. Afterwards you find the notes here.
gathering-empty-concept = There are no drafts. Only the clerk sees a draft.
gathering-empty-geannuleerd = Nothing was cancelled.
gathering-empty-plan = Plan a gathering
gathering-own-ja = you are coming
gathering-own-wachtlijst = you are on the waiting list
gathering-own-misschien = you may come
gathering-own-nee = you are not coming
gathering-own-none = waits for your answer

# Page
gathering-when = When
gathering-where = Where
gathering-online = Remotely
gathering-online-at = Join at { $host }
gathering-places = Number of places
gathering-places-n = { $n ->
    [one] 1 place
   *[other] { $n } places
  }
gathering-to-calendar = Add to calendar
gathering-agenda = Agenda
gathering-about = On record
gathering-answers-label = Answers
gathering-host = From the college
gathering-openness = Openness
gathering-legal = Status
gathering-audience = For whom
gathering-ris = Council system
gathering-ris-open = Open in the council information system
gathering-nothing-decided = Nothing is decided here. There are no votes and no motions.
gathering-is-cancelled = This gathering was cancelled
gathering-draft-past = The date of this draft has passed
gathering-draft-past-next = Choose a new date, or record that the gathering took place like this.
gathering-clash = { $n ->
    [one] There is another gathering that day
   *[other] There are { $n } other gatherings that day
  }
gathering-actions = What you can do
gathering-edit = Change
gathering-preview = Preview invitation
gathering-invitations = { $n ->
    [0] Invitations
    [one] Invite 1 more person
   *[other] Invite { $n } more people
  }
gathering-remind = Remind who did not answer
gathering-schedule = Put in the calendar without inviting
gathering-record-this = Record that this took place
gathering-attendance = Attendance
gathering-cancel = Cancel the gathering
gathering-drop = Discard draft
gathering-back = Back to the gathering

# Form
gathering-plan-title = Plan a gathering
gathering-plan-lede = Choose the kind first. What is usual is filled in for you.
gathering-record-title = Record a gathering afterwards
gathering-record-lede = For what has already taken place. No invitations go out. You can record attendance and notes.
gathering-edit-title = Change: { $title }
gathering-title = Title
gathering-title-hint = Add what it is about. For instance: Work visit to day centre De Brug.
gathering-summary = In one sentence
gathering-summary-hint = What is it, and why is it useful for the council?
gathering-date = Date
gathering-start = Begin
gathering-end = End
gathering-place = Place
gathering-place-hint = Leave empty when it is remote only.
gathering-online-link = Link to take part remotely
gathering-factions = Factions
gathering-people = People
gathering-group-college = College
gathering-group-officials = Officials
gathering-group-none = Without a faction
gathering-audience-reason = Why not everybody?
gathering-audience-reason-hint = Every faction can read this.
gathering-closed-reason = Why closed?
gathering-closed-reason-hint = Closed is not secret. Give a reason that everybody may know.
gathering-legal-hint = An informal gathering is not a meeting in the sense of the Municipalities Act.
gathering-agenda-hint = One point a line.
gathering-no-host = Nobody of the college
gathering-places-hint-seated = { $n ->
    [one] 1 person has a place now.
   *[other] { $n } people have a place now.
  } Whoever loses one because there are fewer goes to the waiting list and gets a mail about it.
gathering-places-hint = Leave empty when there is no limit.
gathering-ris-link = Link into the council information system
gathering-save-draft = Save as draft
gathering-save = Save
gathering-keep = Back, change nothing
gathering-record-now = Record afterwards
gathering-will-mail = { $n ->
    [one] 1 person has been invited
   *[other] { $n } people have been invited
  }
gathering-will-mail-what = When you change the date, time, place or link, they get a mail at once that says what changes. Other changes send no mail. When you invite fewer people, the others keep their invitation until you take it back.
gathering-conflict-lede = Somebody else changed this gathering in the meantime. Your text is still in the form. Adjust it where needed and save again.
gathering-differences = Where the two versions differ
gathering-field = Field
gathering-stored = Saved now
gathering-typed = Your version

# Inviting and reminding
gathering-preview-title = Invitation: { $title }
gathering-preview-lede = { $n ->
    [0] Nobody gets a mail.
    [one] 1 recipient. Nothing has been sent yet.
   *[other] { $n } recipients. Nothing has been sent yet.
  }
gathering-preview-lede-later = { $invited } invited before, { $answered } have answered. Now { $n ->
    [0] nobody
    [one] 1 recipient
   *[other] { $n } recipients
  } more.
gathering-preview-stale = Something changed in the meantime. Please look at the invitation once more.
gathering-preview-who = Who gets this
gathering-recipients = { $n ->
    [one] 1 recipient
   *[other] { $n } recipients
  }
gathering-sample = What the mail looks like
gathering-sample-to = As an example the mail to { $name }. Everybody gets a mail of their own with a link of their own.
gathering-send = { $n ->
    [one] Send 1 invitation
   *[other] Send { $n } invitations
  }
gathering-invite-silently = { $n ->
    [one] Invite 1 person without mail
   *[other] Invite { $n } people without mail
  }
gathering-edit-first = Change something first
gathering-complete = Complete it
gathering-cannot-send = This cannot be sent yet:
gathering-all-invited = Everybody has been invited. When somebody joins the council, you can invite them here too.
gathering-no-address = { $n ->
    [one] 1 person has no e-mail address
   *[other] { $n } people have no e-mail address
  }
gathering-no-address-next = They are invited but get no mail. Call them, or fill in their address and come back here.
gathering-no-address-where = To the council
gathering-remind-title = Reminder: { $title }
gathering-remind-lede = Only those who have not answered get this mail. Maybe is an answer too.
gathering-remind-too-soon = { $n ->
    [one] 1 person was reminded not long ago and is left out now.
   *[other] { $n } people were reminded not long ago and are left out now.
  }
gathering-remind-nobody = There is nobody to remind now.
gathering-remind-send = { $n ->
    [one] Send 1 reminder
   *[other] Send { $n } reminders
  }

# Cancelling
gathering-cancel-title = Cancel: { $title }
gathering-cancel-stays = The gathering stays visible as cancelled. It can no longer be answered.
gathering-drop-title = Discard draft: { $title }
gathering-drop-stays = Nobody has been invited. No mail goes out. You find the draft among the cancelled gatherings afterwards.
gathering-cancel-and-mail = { $n ->
    [one] Cancel and mail 1 person
   *[other] Cancel and mail { $n } people
  }
gathering-cancel-who = Who gets this mail
gathering-cancel-who-all = Who gets a mail if you cancel all dates
gathering-why = Reason
gathering-reason-hint = This reason is in the mail and on the page.
gathering-reason-hint-quiet = This reason is on the page.

# Messages
gathering-flash-draft = Draft saved. Only the clerk sees it.
gathering-flash-scheduled = It is in the calendar. Nobody has been invited.
gathering-flash-recorded = Recorded. You can add attendance and notes now.
gathering-flash-changed = Saved. Mails about the change: { $n }.
gathering-flash-changed-places = { $lost ->
    [one] Saved. 1 person lost their place, is on the waiting list now and gets a mail about it.
   *[other] Saved. { $lost } people lost their places, are on the waiting list now and get a mail about it.
  }{ $n ->
    [0] {""}
   *[other] {" "}Mails about the change: { $n }.
  }
gathering-flash-cancelled = Cancelled. No mail went out.
gathering-flash-cancelled-mailed = Cancelled. Mails sent: { $n }.
gathering-flash-invited = The invitations are ready.
gathering-flash-sent = Invitations sent: { $n }.
gathering-flash-sent-but = Invitations sent: { $n }. Without an e-mail address: { $without }.
gathering-flash-reminded = Reminders sent: { $n }.
gathering-flash-nobody-reminded = There was nobody to remind.

# Errors
gathering-error-title = Give the gathering a title.
gathering-error-date = Choose a date.
gathering-error-start = Fill in when it begins.
gathering-error-end = Fill in when it ends.
gathering-error-order = It ends before it begins. Please check the times.
gathering-error-place = Fill in a place, or a link to take part remotely.
gathering-error-closed-reason = Write down why the gathering is closed.
gathering-error-audience-reason = Write down why not everybody is invited.
gathering-error-factions = Choose at least one faction.
gathering-error-people = Choose at least one person.
gathering-error-capacity = There must be at least one place. Leave the field empty when there is no limit.
gathering-error-places = Choose a number from 1 to 10,000, or leave it empty.
gathering-error-past = This day and time have passed. Choose a later moment, or record the gathering afterwards.
gathering-error-not-over = The gathering is not over yet. Choose an earlier moment, or plan it as usual.
gathering-error-reason = Write down why it is called off. Those invited get to read this.
gathering-error-planned = This gathering is in the calendar already.
gathering-error-cancelled = This gathering was cancelled. Nothing about it can change any more.
gathering-error-over = This gathering has taken place. Date, place and participants stay as they were.
gathering-error-begun = This gathering has begun or is over. Nobody can be invited or reminded any more.
gathering-error-not-planned = This is still a draft. Send the invitations first.
gathering-error-not-invited = Nobody has been invited yet.

# Mail
gathering-mail-dear = Dear { $name },
gathering-mail-invited-subject = Invitation: { $title }, { $date }
gathering-mail-invited = { $office } invites you: { $title }.
gathering-mail-reminded-subject = Will you come? { $title }, { $date }
gathering-mail-reminded = You were invited to { $title }. We have no answer from you yet.
gathering-mail-changed-subject = Changed: { $title }, { $date }
gathering-mail-changed = Something about { $title } has changed.
gathering-mail-cancelled-subject = Called off: { $title }, { $date }
gathering-mail-cancelled = { $title } is called off.
gathering-mail-was-now = Was: { $was }. Now: { $now }.
gathering-mail-none = not given
gathering-mail-given-ja = I am coming
gathering-mail-given-misschien = maybe
gathering-mail-given-nee = I am not coming
gathering-mail-still = You answered before: { $answer }. Is that still right? If not, please answer again.
gathering-mail-no-answer = You have not answered yet. Will you let us know whether you come?
gathering-mail-answer = Give your answer
gathering-mail-open = See the gathering
gathering-mail-answer-hint = The link for your answer is yours alone and works without signing in. Attached is the appointment for your calendar.
gathering-mail-file-again = Attached is the new appointment for your calendar.
gathering-mail-file-cancelled = Attached is the appointment as cancelled, for your calendar.
gathering-mail-contact = Questions? Reply to this mail or write to { $office }, { $email }.

# The clerk's work
gathering-work-soon = The coming seven days
gathering-work-invite = Still to invite
gathering-work-drafts = Drafts
gathering-work-notes = Held, no notes yet
gathering-work-nobody = Nobody invited yet
gathering-work-answers = { $yes } coming, { $maybe } maybe, { $silent } of { $invited } have not answered
gathering-mail-withdrawn-subject = Invitation withdrawn: { $title }, { $date }
gathering-mail-withdrawn = Your invitation to { $title } has been withdrawn. You are not expected; the gathering itself goes on.
gathering-mail-file-withdrawn = Attached is the appointment as cancelled, so that it leaves your calendar.
gathering-flash-withdrawn = The invitation of { $name } has been withdrawn.
gathering-flash-withdrawn-mailed = The invitation of { $name } has been withdrawn. One mail leaves, to take the appointment out of their calendar.
gathering-flash-withdrawn-without = The invitation of { $name } has been withdrawn, but there is no e-mail address any more. Please tell them yourself.
gathering-outside =
    { $n ->
        [one] { $names } holds an invitation, but is not among those invited.
       *[other] { $n } people hold an invitation, but are not among those invited.
    }
gathering-outside-withdraw =
    { $n ->
        [one] Withdraw this invitation
       *[other] Withdraw these { $n } invitations
    }
gathering-outside-told = Whoever got the invitation by mail gets a mail that it was withdrawn.
gathering-flash-outside = Invitations withdrawn: { $n }. Mails that take the appointment out of a calendar: { $mails }.
gathering-flash-outside-but = Invitations withdrawn: { $n }. Mails that take the appointment out of a calendar: { $mails }. Without an e-mail address: { $without }; please tell them yourself.
gathering-flash-again = { $name } has been invited again.
gathering-flash-again-without = { $name } has been invited again, but has no e-mail address. Please tell them yourself.
gathering-changed = What changed
gathering-changed-on = Changed on { $when }
