# Whoever goes to a gathering for the college.
host-too = { $name } gets a mail too, and is there for the college.
host-mail-expected-subject = { $n ->
    [one] For your calendar: { $title }, { $date }
   *[other] For your calendar: { $title }, { $n } dates
  }
host-mail-expected = { $office } invited the council to { $title }. You are there for the college.
host-mail-expected-file = { $n ->
    [one] You need not answer. The appointment for your calendar is attached.
   *[other] You need not answer. The appointments for your calendar are attached.
  }
host-mail-changed-subject = { $n ->
    [one] Changed: { $title }, { $date }
   *[other] Changed: { $title }, { $n } dates
  }
host-mail-changed = Something changed about { $title }. You are there for the college.
host-mail-changed-file = { $n ->
    [one] The new appointment for your calendar is attached.
   *[other] The new appointments for your calendar are attached.
  }
host-mail-cancelled-subject = { $n ->
    [one] Cancelled: { $title }, { $date }
   *[other] Cancelled: { $title }, { $n } dates
  }
host-mail-cancelled = { $title } will not take place. You would have been there for the college.
host-mail-cancelled-file = { $n ->
    [one] The appointment is attached as cancelled, for your calendar.
   *[other] The appointments are attached as cancelled, for your calendar.
  }
host-mail-relieved-subject = { $n ->
    [one] You need not come: { $title }, { $date }
   *[other] You need not come: { $title }, { $n } dates
  }
host-mail-relieved = You no longer need to go to { $title } for the college.
host-mail-relieved-file = { $n ->
    [one] The appointment is attached as cancelled, so that it leaves your calendar.
   *[other] The appointments are attached as cancelled, so that they leave your calendar.
  }
