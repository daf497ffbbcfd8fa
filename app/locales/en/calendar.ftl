# Subscriptions: gatherings in one's own calendar.
calendar-title = Gatherings in your calendar
calendar-lede = You get an address of your own. Your calendar reads everything there, changes too.
calendar-of = What it holds
calendar-of-mine = my gatherings
calendar-of-faction = all gatherings, with who comes from { $faction }
calendar-prefix = Put my answer before the title, as in ‘Yes: working visit’
calendar-reminder = Reminder
calendar-reminder-none = no reminder
calendar-reminder-30 = half an hour before
calendar-reminder-60 = an hour before
calendar-reminder-180 = three hours before
calendar-reminder-1440 = a day before
calendar-name = Name
calendar-name-hint = For yourself, such as ‘my phone’.
calendar-usual-name = My calendar
calendar-make = Make the address
calendar-made-title = Your calendar address
calendar-made-lede = For you alone. You see this address once.
calendar-made-before = This address was made and shown already. Make a new one if you lost it.
calendar-open = Open in my calendar
calendar-copy = Nothing happens? Copy this address.
calendar-in-apple = iPhone, iPad, Mac:
calendar-in-apple-how = press the button above and choose Subscribe.
calendar-in-google = Google Calendar (on a computer):
calendar-in-google-how = Other calendars, plus, From URL; paste the address.
calendar-in-outlook = Outlook:
calendar-in-outlook-how = Add calendar, Subscribe from web; paste the address.
calendar-in-android = Android phone:
calendar-in-android-how = subscribe in Google Calendar on a computer; the phone follows.
calendar-slow = Your calendar looks for news by itself: every hour to once a day. So you also get a change by mail.
calendar-back = All your calendar addresses
calendar-list = Your calendar addresses
calendar-fetched = read { $when }
calendar-fetched-never = not read yet
calendar-end = Turn off
calendar-ended = That address no longer works.
calendar-error-many = You have 20 addresses already. Turn one off first.
calendar-public = Public gatherings, for everybody:
calendar-link = Gatherings in your calendar

calendar-feed-public = Public gatherings { $name }
calendar-feed-person = Council of { $name }
calendar-feed-faction = Gatherings { $faction }
calendar-online = Online
calendar-prefixed = { $answer }: { $title }
calendar-your-answer = Your answer: { $answer }
calendar-answer-yes = Yes
calendar-answer-maybe = Maybe
calendar-answer-no = No
calendar-answer-waits = Waiting list
calendar-answer-none = Answer still
calendar-faction-answers = Your group: { $yes } yes, { $maybe } maybe, { $no } no, { $none } no answer

# The calendar as list, day, week, month and year.
calendar-agenda-title = Calendar
calendar-to-gatherings = All gatherings, with their notes
calendar-agenda-page = Calendar, { $period }
calendar-views = View
calendar-view-lijst = List
calendar-view-dag = Day
calendar-view-week = Week
calendar-view-maand = Month
calendar-view-jaar = Year
calendar-period-list = { $first } to { $last }
calendar-period-week = Week { $week }, { $first } to { $last }
calendar-said = { $n ->
    [0] { $period }: no gatherings
    [one] { $period }: 1 gathering
   *[other] { $period }: { $n } gatherings
  }
calendar-n = { $n ->
    [0] no gatherings
    [one] 1 gathering
   *[other] { $n } gatherings
  }
calendar-steps = Move through the calendar
calendar-today = Today
calendar-now = today
calendar-previous-lijst = Previous 8 weeks
calendar-previous-dag = Previous day
calendar-previous-week = Previous week
calendar-previous-maand = Previous month
calendar-previous-jaar = Previous year
calendar-next-lijst = Next 8 weeks
calendar-next-dag = Next day
calendar-next-week = Next week
calendar-next-maand = Next month
calendar-next-jaar = Next year
calendar-filter = Filter
calendar-filter-on = Filter ({ $n } on)
calendar-filter-none = Show everything
calendar-all-hosts = Anybody
calendar-go-to = Go to day
calendar-topic = Topic
calendar-mine = Only what I belong to
calendar-unanswered = Only what waits for my answer
calendar-empty = Nothing is planned in this period.
calendar-empty-filter = Nothing here fits this filter.
calendar-all-day = all day
calendar-own-silent = not answered
calendar-seats = { $n } of { $places } places taken
calendar-full = Full: all { $places } places taken
calendar-coming = { $n ->
    [0] nobody comes yet
    [one] 1 comes
   *[other] { $n } come
  }
calendar-column-when = When
calendar-column-what = Gathering
calendar-column-where = Where
calendar-column-answer = Your answer
calendar-column-seats = Places
calendar-column-day = Day
calendar-none = –
calendar-week = Week { $week }
calendar-week-short = Wk
calendar-part-morning = Morning
calendar-part-afternoon = Afternoon
calendar-part-evening = Evening
calendar-year-count = Gatherings in the week
calendar-year-count-short = Count
calendar-year-how = On the right: how many gatherings the week has. Days with a gathering are bold, days in recess are hatched.
calendar-keys = Keyboard shortcuts
calendar-keys-show = Show the shortcuts
calendar-keys-or = or
calendar-keys-on = Use shortcuts in this browser

# Recess, school holidays and feast days.
calendar-free = Recess, holidays and feast days
calendar-free-none = No recess, school holiday or feast day in this period.
calendar-days = { $first } to { $last }
calendar-set = Set recess and region
calendar-set-region = Choose the region for school holidays
calendar-school-source = School holidays of the region { $region }, source:
calendar-school-link = Rijksoverheid
calendar-school-beyond = After { $day } the school holidays are not known yet.
calendar-school-before = School holidays before { $day } are not shown here.
calendar-region = Region
calendar-region-hint = Schools in your municipality have their holidays with this region.
calendar-region-none = Show no school holidays
calendar-region-noord = North
calendar-region-midden = Middle
calendar-region-zuid = South
calendar-region-save = Save region
calendar-region-saved = Region saved.
calendar-region-until = The dates are known until { $day }.
calendar-schools = School holidays
calendar-recess = Recess
calendar-recess-none = There is no recess yet.
calendar-recess-name = Name
calendar-recess-name-hint = For instance summer recess.
calendar-recess-first = First day
calendar-recess-last = Last day
calendar-recess-add = Put recess in the calendar
calendar-recess-added = The recess is in the calendar.
calendar-recess-remove = Remove
calendar-recess-removed = The recess has left the calendar.
calendar-recess-backwards = The last day is before the first.
calendar-recess-twice = This recess is there already.
calendar-settings-title = Calendar
calendar-settings-lede = Recess and school holidays
calendar-settings-back = Back to settings
calendar-feast-nieuwjaarsdag = New Year’s Day
calendar-feast-goede-vrijdag = Good Friday
calendar-feast-eerste-paasdag = Easter Sunday
calendar-feast-tweede-paasdag = Easter Monday
calendar-feast-koningsdag = King’s Day
calendar-feast-bevrijdingsdag = Liberation Day
calendar-feast-hemelvaartsdag = Ascension Day
calendar-feast-eerste-pinksterdag = Whit Sunday
calendar-feast-tweede-pinksterdag = Whit Monday
calendar-feast-eerste-kerstdag = Christmas Day
calendar-feast-tweede-kerstdag = Boxing Day
calendar-school-herfstvakantie = Autumn holiday
calendar-school-kerstvakantie = Christmas holiday
calendar-school-voorjaarsvakantie = Spring holiday
calendar-school-meivakantie = May holiday
calendar-school-zomervakantie = Summer holiday

# Calendars of other systems.
calendar-from = from { $source }
calendar-around = See what there is on that day
calendar-foreign-title = Other calendars
calendar-foreign-lede = Put the calendar of your council information system beside ours, so that nobody plans over it.
calendar-foreign-list = Put beside ours
calendar-foreign-read = { $n ->
    [one] 1 line, read { $when }
   *[other] { $n } lines, read { $when }
  }
calendar-foreign-name = Name
calendar-foreign-name-hint = Stands by each line: from the council calendar. A calendar of the same name is replaced.
calendar-foreign-file = File
calendar-foreign-file-hint = An .ics file or JSON from NotuBiz, up to 2 MB.
calendar-foreign-look = See what is in it
calendar-foreign-back = Back to recess and school holidays
calendar-foreign-other = Back to other calendars
calendar-foreign-preview = What { $name } holds
calendar-foreign-changes = { $come } to come, { $go } to go. Nothing is saved yet.
calendar-foreign-same = The calendar has all of this already. Nothing changes.
calendar-foreign-keep = Put in the calendar
calendar-foreign-kept = Saved: { $come } came, { $go } went.
calendar-foreign-removed = The calendar is gone.
calendar-foreign-found = { $n ->
    [one] 1 line
   *[other] { $n } lines
  }
calendar-foreign-found-first = { $n } lines, the first { $shown } here
calendar-foreign-troubles = { $n ->
    [one] 1 line cannot be used
   *[other] { $n } lines cannot be used
  }
calendar-foreign-column-when = Day
calendar-foreign-column-time = Time
calendar-foreign-column-what = What
calendar-foreign-column-where = Where
calendar-foreign-empty = There is nothing in this.
calendar-foreign-large = This is larger than 2 MB.
calendar-foreign-not-text = This is no text, so no calendar.
calendar-foreign-unknown = This holds no calendar. Evenwijs reads .ics and JSON from NotuBiz.
calendar-foreign-deep = This is no ordinary calendar and is not read.
calendar-foreign-half = This calendar ends half-way. Get it again.
calendar-foreign-many = This holds too much. Make a calendar of at most two years.
calendar-foreign-shape = cannot be read.
calendar-foreign-no-title = has no name.
calendar-foreign-date = has no day, or one that does not exist.
calendar-foreign-time = has a time that does not exist.
calendar-foreign-backwards = ends before it begins.
calendar-foreign-rule = comes back so often that it cannot be used.
calendar-foreign-never = falls on no day at all by its rule.
calendar-foreign-confidential = is confidential.
calendar-foreign-add = Add a calendar
calendar-foreign-address = Address of the calendar
calendar-foreign-address-hint = Begins with https:// or webcal://. Evenwijs looks there every 6 hours.
calendar-foreign-instead = when there is no address
calendar-foreign-neither = Type an address or choose a file.
calendar-foreign-both = Give an address or a file, not both.
calendar-foreign-from-host = from { $host }, every 6 hours
calendar-foreign-from-file = from a file
calendar-foreign-again = From then on Evenwijs looks at { $host } every 6 hours.
calendar-foreign-refresh = Fetch now
calendar-foreign-unchanged = Nothing has changed.
calendar-foreign-failed = Fetching failed { $when }
calendar-foreign-stays = What stood there still does.
calendar-foreign-nothing = There is nothing in this that can go into the calendar.
calendar-foreign-enough = There are 20 other calendars already. Remove one first.
calendar-around-clash = There is something at that moment already
calendar-around-same = same time
calendar-meets = same time as { $title }

# Why nothing came of an address.
calendar-fetch-no-address = This is no address. An address begins with https://.
calendar-fetch-not-https = This address does not begin with https:// or webcal://.
calendar-fetch-credentials = There is a name or password in this address. That cannot be.
calendar-fetch-port = This address has a port of its own. Ask whoever runs Evenwijs to allow it.
calendar-fetch-inside = This address is not on the open internet. Ask whoever runs Evenwijs to allow it.
calendar-fetch-unfound = This address does not exist. See whether it was copied well.
calendar-fetch-silent = No good answer came from this address within 5 seconds.
calendar-fetch-unproven = This address cannot prove that it is real: its certificate is wrong.
calendar-fetch-elsewhere = This address sends on to another one. Type that other address.
calendar-fetch-closed = This address asks to sign in. Look for the public address of the calendar.
calendar-fetch-gone = There is nothing at this address any more.
calendar-fetch-refused = This address gives an error. Try again later.
calendar-fetch-page = At this address is a web page, not a calendar. Look on that page for the address of the calendar.
calendar-fetch-no-text = There is no calendar at this address.
calendar-fetch-emptied = There is suddenly an empty calendar at this address.
calendar-fetch-lost = The address cannot be read any more. Type it again.
