# Answering invitations, and who was there.
answers-button-ja = I’m coming
answers-button-misschien = Maybe
answers-button-nee = I’m not coming
answers-for-button-ja = Coming
answers-for-button-misschien = Maybe
answers-for-button-nee = Not coming
answers-group = Your answer for { $title }
answers-group-for = { $name }’s answer

answers-full = All places are taken. Say yes and you join the waiting list.
answers-left = { $n ->
    [one] 1 place left.
   *[other] { $n } places left.
  }
answers-places = { $n ->
    [one] 1 place
   *[other] { $n } places
  }
answers-places-left = { $n } left
answers-places-full = all taken
answers-you-come = You are coming.
answers-you-come-seated = You are coming and have a place.
answers-you-wait = You are number { $n } on the waiting list.
answers-you-may = You may be coming.
answers-you-may-limited = You may be coming. That does not hold a place.
answers-you-stay = You are not coming.
answers-you-withdrawn = Your invitation was taken back. You are not expected.
answers-you-were-silent = You gave no answer.
answers-saved = Saved. { $standing }
answers-taken-back = Your answer has been withdrawn.
answers-note-saved = Your remark has been saved.
answers-for-ja = Saved. { $name } is coming.
answers-for-misschien = Saved. { $name } may be coming.
answers-for-nee = Saved. { $name } is not coming.
answers-for-wait = Saved. { $name } is number { $n } on the waiting list.
answers-for-taken-back = { $name }’s answer has been withdrawn.
answers-behalf-you-griffie = The clerk’s office answered for you ({ $name }).
answers-behalf-you-fractie = Your faction’s secretary answered for you ({ $name }).
answers-by-calendar = Answered by calendar.
answers-calendar-undo = Undo the answer from the calendar
answers-via-web = on the site
answers-via-mail = by mail
answers-via-api = through a connection
answers-via-agenda = by calendar
answers-via-griffie = the clerk’s office answered ({ $name })
answers-via-fractie = the faction’s secretary answered ({ $name })
answers-state-none = no answer yet
answers-state-ja = coming
answers-state-misschien = maybe
answers-state-nee = not coming
answers-state-waiting = number { $n } on the waiting list

# The same answer for the other dates of a series
answers-rest-ja = { $n ->
    [one] The other date as well
   *[other] The other { $n } dates as well
  }
answers-rest-misschien = { $n ->
    [one] The other date as well
   *[other] The other { $n } dates as well
  }
answers-rest-nee = { $n ->
    [one] Not the other date either
   *[other] Not the other { $n } dates either
  }
answers-rest-fold = Which dates?
answers-rest-full = { $day } (full)
answers-rest-flash = { $what }
answers-rest-said-ja = { $n ->
    [one] You are coming on 1 more date.
   *[other] You are coming on { $n } more dates.
  }
answers-rest-said-misschien = { $n ->
    [one] Saved. You may be coming on 1 more date.
   *[other] Saved. You may be coming on { $n } more dates.
  }
answers-rest-said-nee = { $n ->
    [one] You are not coming on 1 more date.
   *[other] You are not coming on { $n } more dates.
  }
answers-rest-wait = Full on { $day }: you are number { $n } on the waiting list.
answers-rest-wait-many = Full on { $n } dates: you are on the waiting list for those.
answers-rest-had = You had already answered something else for { $days }; that stays as it is.
answers-rest-closed = { $days } can no longer be answered.
answers-rest-days = { $n } dates
answers-rest-taken-back = { $n ->
    [0] Your answers for the other dates had already been withdrawn or changed.
    [one] Your answer for 1 date has been withdrawn.
   *[other] Your answers for { $n } dates have been withdrawn.
  }

answers-yours = Your answer
answers-note = Remark
answers-note-hint = The clerk, the host and the secretary of your faction read this. For example: I will be a little late.
answers-note-save = Save remark
answers-waiting = Waiting for your answer
answers-who = Who is coming?
answers-said-before = Said beforehand: { $total }
answers-who-was = Who was there?
answers-nobody-invited = Nobody has been invited yet. Once they are, you see here who is coming.
answers-no-faction = Executive and others
answers-count-yes = { $n } coming
answers-count-maybe = { $n } maybe
answers-count-no = { $n } not
answers-count-none = { $n } without an answer
answers-count-waiting = { $n } on the waiting list
answers-names = Names and answers
answers-names-faction = Answer for your faction
answers-sheet-participants = List of participants
answers-sheet-attendance = Attendance sheet
answers-attendance = Attendance
answers-back = Back to the gathering

answers-refused-title = It is too late to answer
answers-refused-not-invited = The invitations have not been sent yet.
answers-refused-cancelled = This gathering has been cancelled. There is nothing you need to do.
answers-refused-over = This gathering has begun or is over.
answers-refused-link = This link no longer works. Use the one in the newest mail, or sign in.
answers-refused-help = Questions? Get in touch with { $office }: { $mail }.

answers-link-title = Are you coming?
answers-link-for = Invitation for { $name }
answers-when = When
answers-where = Where
answers-sign-in = Sign in for everything about this gathering

answers-col-name = Name
answers-col-note = Remark
answers-change-for = Answer for
answers-names-empty = Nobody has been invited yet.

answers-tally = { $n } of { $m }
answers-tally-side = { $n } { $side }
answers-tally-others = { $n ->
    [one] 1 other
   *[other] { $n } others
  }
answers-more = More
answers-stand-aanwezig = Present
answers-stand-later = Came later
answers-stand-eerder-weg = Left early
answers-was-aanwezig = present
answers-was-later = came later
answers-was-eerder-weg = left early
answers-substitute = Stands in for
answers-substitute-nobody = nobody
answers-substitutes = stands in for { $name }
answers-substitute-self = Nobody stands in for themself. Choose somebody else.
answers-unsaved = { $n } not saved yet.
answers-attendance-hint = Tap a name when somebody is here. Each tap is saved at once.
answers-attendance-not-planned = This gathering is not in the calendar yet.
answers-attendance-cancelled = This gathering has been cancelled. There is no attendance.
answers-attendance-too-early = You can record attendance from the day itself, and declare the list complete once the gathering has begun.
answers-attendance-title = Attendance cannot be recorded now
answers-guests = Guests
answers-guest-name = Name of the guest
answers-guest-add = Add guest
answers-guest-remove = Remove
answers-guests-empty = No guests yet. Write down below who joins from outside.
answers-guest-added = { $name } is on the list.
answers-guest-removed = { $name } is off the list.
answers-close = Attendance complete
answers-close-heading = Is the list complete?
answers-close-hint = Those who were there then count in the information balance. You can still make changes.
answers-closed = The attendance list is complete.
answers-closed-title = Declared complete on { $when }
answers-closed-text = What you change now counts in the information balance at once.

answers-sheet-sign = Signature
answers-sheet-here = Was there
answers-sheet-absent = absent
answers-sheet-print = Print this page from your browser
answers-sheet-waiting = Waiting list
answers-sheet-maybe = Maybe
answers-sheet-nobody = Nobody is coming yet.

answers-trouble-sign-in = You have been signed out. Sign in again; what you tapped stays on this device.
answers-trouble-gone = This is no longer here. Reload the page.
answers-trouble-forbidden = You may not do this.
answers-trouble-closed = This can no longer be done. Reload the page.
answers-trouble-busy = Saving does not work right now. Try again in a moment.
answers-trouble-offline = No connection.
answers-trouble-offline-answer = No connection. Your answer was not saved. Try again.

answers-mail-promoted-subject = You now have a place: { $title }
answers-mail-promoted = A place has come free. You are off the waiting list and can come to { $title }.
answers-mail-put-back-subject = You are on the waiting list: { $title }
answers-mail-put-back = There are fewer places than before, so you are now on the waiting list for { $title }. If a place comes free, you hear at once.
answers-mail-change = See or change your answer
answers-mail-open = Open the gathering
answers-mail-why = You get this mail because you said you were coming.
answers-withdraw = Withdraw the invitation
answers-withdrawn = Invitation withdrawn
answers-invite-again = Invite again
