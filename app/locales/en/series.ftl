# Series of gatherings.
series-rhythm-niet = Once
series-rhythm-wekelijks = Every week
series-rhythm-tweewekelijks = Every two weeks
series-rhythm-maandelijks = Every month on the same weekday
series-rhythm-kwartaal = Every quarter
series-repeat = Repeat
series-times = Number of times
series-until = Or until
series-end-hint = Fill in one of the two: how often, or the last day. { $n } times at most. You see all dates before anything is saved.

# Before anything is made
series-dates-title = Series: { $title }
series-dates-lede = { $rhythm }, { $n } dates. Nothing is saved yet.
series-dates = Dates
series-dates-hint = Clear the tick of a date you skip. Recess and public holidays are not ticked.
series-also = Also then: { $what }
series-impossible = These dates are not possible
series-back = Back
series-make-drafts = Save as draft
series-make-invite = Save and see the invitation
series-flash-cancelled = { $n } dates cancelled. Mails sent: { $mails }.
series-flash-drafts = { $n } drafts saved. Only the clerk sees them.
series-flash-before = This was saved before, with { $n ->
    [one] 1 date
   *[other] { $n } dates
  }. Your new choice was not saved.
series-flash-scheduled = { $n } dates are in the calendar. Nobody is invited.

# Inviting
series-which = What you invite to
series-invite-all = All { $n } dates
series-invite-this = This date only
series-date-draft = { $when } · draft, goes into the calendar now
series-complete = Complete: { $when }

# How far a change goes
series-scope = Which dates of the series?
series-scope-deze = This one only
series-scope-volgende = This one and the following ({ $n })
series-scope-alle = All ({ $n })
series-scope-mails = { $n ->
    [0] No mail is sent
    [one] 1 person gets a mail
   *[other] { $n } people get a mail
  }
series-change-title = Change the series: { $title }
series-change-mails = { $n ->
    [one] 1 person gets one mail about everything that changes below. Nothing is changed yet.
   *[other] { $n } people get one mail each about everything that changes below. Nothing is changed yet.
  }
series-change-no-mail = No mail is sent. Nothing is changed yet.
series-differences = What you change
series-was = Was
series-becomes = Becomes
series-this = This one:
series-others = These go along
series-others-hint = Only what you change goes along. If you change the date, the other dates move by as many days. Clear the tick of a date that stays as it is.
series-moves = { $was } → { $now }
series-lost = Was different here and is replaced: { $what }
series-hours = Time
series-change-impossible = Not possible for these, they stay as they are
series-change-now = Change

# On the page
series-title = Series
series-short-wekelijks = every week
series-short-tweewekelijks = every two weeks
series-short-maandelijks = every month
series-short-kwartaal = every quarter
series-outside-too = The same holds for these dates of the series; take the invitations back there as well:
series-nth = date { $at } of { $n }
series-place = { $at } of { $n }, { $rhythm }

# Errors
series-conflict-lede = Somebody else changed another date of this series meanwhile. Your text is still in the form. Adapt it if need be and save again.
series-error-number = Write a whole number, for instance 6.
series-error-both = Fill in the number of times or the last day, not both.
series-error-before = This day is before the first date. Choose a later day.
series-error-nothing = You changed nothing.
series-error-end = Fill in how many times, or until which day.
series-error-one-time = A series has at least 2 dates. Fill in 2 or more, or choose at Repeat: Once.
series-error-one-date = There is only one date until that day. Choose a later day.
series-error-many = A series has at most { $n } dates. Fill in fewer, or choose an earlier last day.
series-error-dates = Choose at least 2 dates, and not too many.
series-error-none = Choose at least one date.
series-error-held = A series cannot be recorded afterwards. Record each gathering by itself.
series-error-past = { $date }: this moment has passed.
series-error-gap = { $date }: this time does not exist that night, because the clock goes forward.
series-error-fold = { $date }: this time comes twice that night, because the clock goes back.
series-error-single = This gathering is not one of a series.
series-error-stale = Somebody else changed the series meanwhile. Nothing is cancelled. Check the dates and try again.
series-error-impossible = This is not possible on one of the dates. Nothing is changed.

# Mail
series-mail-invitation-subject = Invitation: { $title }, { $n } dates
series-mail-invited = { $office } invites you to { $n } gatherings: { $title }.
series-mail-places = { $n } for each date
series-mail-open = See the series
series-mail-answer = Please answer for each date:
series-mail-answer-hint = The links are for you alone and work without signing in. All appointments for your calendar are attached.
series-mail-change-subject = Changed: { $title }, { $n } dates
series-mail-changed = Something changed about { $n } gatherings: { $title }.
series-mail-your-answer = Your answer
series-mail-not-answered = not given yet
series-mail-answer-for = Answer for { $when }
series-mail-still = Does your answer still stand? If not, give a new one.
series-mail-file-again = The new appointments for your calendar are attached.
series-mail-cancellation-subject = Cancelled: { $title }, { $n } dates
series-mail-cancelled = { $title } will not take place on these days.
series-mail-file-cancelled = The appointments are attached as cancelled, for your calendar.
