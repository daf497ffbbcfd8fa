# Measuring: what is recorded about somebody, objections, look-ups, sending, decisions.
measuring-own-title = What is recorded about me
measuring-own-lede = You see everything. Others see groups only. The clerk can look at your list with a reason, and then you read that here.
measuring-nobody-looked = Nobody has looked at your list.
measuring-somebody-looked = { $n ->
    [one] The clerk looked at your list once, on { $when }.
   *[other] The clerk looked at your list { $n } times, last on { $when }.
  }
measuring-you-may-object = You can object.
measuring-you-object = You have objected since { $when }.
measuring-own-entries = Recorded
measuring-own-stays = With what you opened it says when the entry goes. The other entries stay.
measuring-own-empty = Nothing has been recorded about you yet. That changes when you get a message from the clerk.
measuring-own-more = Older entries
measuring-own-first = To the newest entries
measuring-other-empty = Nothing has been recorded about this person yet.
measuring-by = Recorded by { $name }.
measuring-early = This was before publication.
measuring-goes = Goes on { $date }.
measuring-voided = This entry has lapsed.
measuring-own-told-mail = Told: our mail server handed the message for you over.
measuring-own-told-mond = Told: somebody said it to you.
measuring-own-told-agenda = Told: your calendar fetched it.
measuring-own-reached-portal = Read: you opened it here.
measuring-own-reached-presentie = You were there.
measuring-own-confirmed-portal = You pressed Read.
measuring-own-void-correctie = An earlier entry has lapsed.
measuring-other-told-mail = Told: our mail server handed the message over.
measuring-other-told-mond = Told: somebody said it.
measuring-other-told-agenda = Told: the calendar fetched it.
measuring-other-reached-portal = Read: opened it here.
measuring-other-reached-presentie = Was there.
measuring-other-confirmed-portal = Pressed Read.
measuring-other-void-correctie = An earlier entry has lapsed.
measuring-looked = Who looked
measuring-nobody-looked-more = Nobody has looked at your list. If the clerk does, this says who, when and why.
measuring-look-reason = Reason: { $reason }
measuring-objection = Objection
measuring-object-text = After your objection we no longer write down what you open; only what you press as Read yourself. In the figures you count as not measured. What you open stays on Today until you press Read.
measuring-object-before = { $n ->
    [one] The entry about what you read stays until the day it shows. You can also erase it at once.
   *[other] The { $n } entries about what you read stay until the day they show. You can also erase them at once.
  }
measuring-object-who = Others only see how many people are not measured, and under three only ‘a few’. The clerk does not see who either.
measuring-object = Object
measuring-object-erase = { $n ->
    [one] Object and erase 1 entry
   *[other] Object and erase { $n } entries
  }
measuring-objects-since = You have objected since { $when }. We do not write down what you open. Only what you press as Read counts.
measuring-erased-on = What you read earlier was erased on { $when }.
measuring-erase = { $n ->
    [one] Erase 1 earlier entry
   *[other] Erase { $n } earlier entries
  }
measuring-withdraw = Withdraw the objection
measuring-objected = Objection made.
measuring-objected-erased = { $n ->
    [0] Objection made. There was nothing to erase.
    [one] Objection made and 1 entry erased.
   *[other] Objection made and { $n } entries erased.
  }
measuring-erased = { $n ->
    [0] There was nothing left to erase.
    [one] 1 entry erased.
   *[other] { $n } entries erased.
  }
measuring-withdrawn = Objection withdrawn. What you open from now on counts again if the council has reading measured.
measuring-objected-already = You had already objected.
measuring-no-objection = You do not object. Object first; then you can erase what is there.
measuring-take-along = Take along
measuring-csv = Download as a table (CSV)
measuring-json = Download as JSON

measuring-look-link = See what is recorded about { $name }
measuring-look-title = Recorded about { $name }
measuring-look-lede = Only the clerk can do this, and only with a reason.
measuring-look-warning = { $name } sees that you looked, when, and this reason.
measuring-reason = Why do you look?
measuring-reason-hint = For example: ‘Asked why notes did not arrive.’
measuring-reason-short = Write a little more: this reason does not tell the other why you looked.
measuring-look-begin = See the list of { $name }
measuring-look-until = You see this until { $until }. { $name } sees that you looked.
measuring-look-over = You looked at the list of { $name } more than a quarter of an hour ago. Give a reason again.
measuring-look-back = Back to { $name }

measuring-left-out-few = A few people are not measured: they objected. They are left out here.
measuring-left-out = { $n } people are not measured: they objected. They are left out here.
measuring-items-left-out = { $n ->
    [one] 1 item is left out: reading was not measured all of its time.
   *[other] { $n } items are left out: reading was not measured all of their time.
  }
measuring-release = Sending
measuring-wave = Our mail server took { $sent } of { $all } messages. Between the first and the last lay { $spread }.
measuring-wave-one = Our mail server took 1 of { $all } messages.
measuring-wave-none = { $all ->
    [one] The message has yet to leave.
   *[other] All { $all } messages have yet to leave.
  }
measuring-early-people = { $n ->
    [one] 1 person heard this before publication, { $before } earlier.
   *[other] { $n } people heard this before publication, the first { $before } earlier.
  }
measuring-seconds = { $n ->
    [one] 1 second
   *[other] { $n } seconds
  }
measuring-minutes = { $n } minutes
measuring-hours = { $n } hours
measuring-days = { $n } days
measuring-decisions-title = Decisions on measuring
