# Quarterly updates: what happened, what failed, what is next.
update-quarter-1 = first quarter of { $year }
update-quarter-2 = second quarter of { $year }
update-quarter-3 = third quarter of { $year }
update-quarter-4 = fourth quarter of { $year }
update-list-lede = { $n ->
    [0] Nothing published yet
    [one] 1 quarterly update from the executive to the whole council
   *[other] { $n } quarterly updates from the executive to the whole council
  }
update-list-lede-more = More than { $n } quarterly updates from the executive to the whole council
update-none = There is no quarterly update yet. Every alderman writes one after each quarter: what happened, what failed and what is next.
update-all = All quarterly updates
update-making = In the making
update-pages = More pages
update-page-newer = Newer quarterly updates
update-page-older = Older quarterly updates
update-minutes = { $n } min read
update-state-draft = draft
update-state-scheduled = scheduled

update-lede = By { $name }, on the { $quarter }
update-published = published { $when }
update-draft-note = Council members do not see this yet. The writer, officials and the clerk do.
update-scheduled-note = Goes to everybody by itself on { $when }.
update-who-publishes = Only the member of the executive can publish it.
update-happened = What happened
update-happened-hint = The most important thing first. What did residents notice?
update-failed = What failed and what we learnt
update-failed-hint = What went otherwise than hoped, and what do you do differently now? The council learns most from this.
update-failed-none = Nothing is written about this.
update-failed-missing = Did nothing fail?
update-failed-missing-text = You wrote nothing about what failed. The council will see that nothing is written about it.
update-ahead = What is next
update-ahead-hint = What will you do, and when will the council hear of it?
update-figures = Figures
update-figures-hint = Twelve at most. Save to get more rows.
update-figure-row = Figure { $n }
update-figure-name = What
update-figure-value = Now
update-figure-target = Target
update-figure-source = Source
update-figure-none = –

update-write = Write a quarterly update
update-write-on = Go on writing
update-write-lede = Council members see nothing until you publish. Then everybody gets it at the same moment.
update-alderman = On behalf of
update-choose-alderman = Choose a member of the executive
update-quarter = Quarter
update-title = Title
update-title-default = Quarterly update, { $quarter }
update-save = Save draft
update-saved = Draft saved.
update-preview = Check and publish
update-error-alderman = Choose an alderman or the mayor.
update-error-quarter = Choose a quarter that has begun.
update-error-text = Write something first.
update-error-past = This moment has passed. Publish now, or choose a later one.
update-error-figures = These are more than twelve figures. Choose the ones that matter most.
update-error-figure-name = Write what this figure counts.
update-error-figure-value = Fill in the figure.
update-error-published = This quarterly update has been published and stays as it is.
update-error-not-scheduled = This quarterly update was not scheduled.
update-conflict-lede = Somebody else was writing this too. Your text is not saved yet. When you save, it takes the place of the other.
update-conflict-published = This quarterly update has been published meanwhile. Your text can no longer be saved; copy what you need.
update-conflict-theirs = What it says now
update-conflict-mine = Your text

update-preview-title = Check your quarterly update
update-preview-lede = { $title }. Not published yet.
update-preview-changed = The text was changed after you looked at it. This is the new one.
update-preview-who = { $n ->
    [one] 1 member of the council or a committee gets it. After that it stays as it is.
   *[other] All { $n } members of council and committees get it at the same moment. After that it stays as it is.
  }
update-preview-without = { $n ->
    [one] 1 person has no e-mail address and reads it here.
   *[other] { $n } people have no e-mail address and read it here.
  }
update-now = Publish now
update-publish = Publish to { $n ->
    [one] 1 person
   *[other] { $n } people
  }
update-published-now = Published, and sent to { $n ->
    [one] 1 person
   *[other] { $n } people
  }.
update-later = At a later moment
update-schedule-date = Date
update-schedule-time = Time
update-schedule = Schedule it
update-scheduled = Scheduled for { $when }.
update-unschedule = Take it off the schedule
update-unscheduled = Taken off the schedule. It is a draft again.

update-home = Your quarterly update
update-home-title = Your quarterly update on the { $quarter }
update-home-begin = Not begun yet
update-home-finish = Draft, last written on: { $ago }

update-mail-subject = Quarterly update: { $title }
update-mail-published = { $name } wrote a quarterly update on the { $quarter }: { $title }.
update-mail-read = Read the quarterly update ({ $n } min)
update-mail-everybody = All members of council and committees get this at the same moment.
update-mail-from = You get this message from { $office }.
update-error-needed = Choose a moment after the publication.
