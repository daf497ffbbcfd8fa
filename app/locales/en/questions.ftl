# Questions to the executive: asked, handed on, answered to everybody at once.
question-one = Question
question-answer = Answer
question-all = All questions
question-ask = Ask a question
question-ask-lede = Everybody in the council and the executive sees your question at once, with your name and party group. The answer goes to everybody at the same moment.
question-ask-at = You are asking this at: { $title }.
question-ask-do = Ask the question
question-asked = Your question is in. The clerk will hand it on.
question-kind = Kind of question
question-kind-technisch = factual question
question-kind-schriftelijk = written question
question-kind-technisch-hint = You ask for facts: how things are, what they cost, when they come.
question-kind-schriftelijk-hint = You ask the executive for a view or an account (article 155 of the Municipalities Act).
question-title = Subject
question-title-hint = A few words, as others see it in the list.
question-body = Your question
question-body-hint = An asterisk at the start of a line makes a list, **two asterisks** make bold.
question-due = Answer due
question-due-days = { $n ->
    [one] (1 day)
   *[other] ({ $n } days)
  }
question-due-computed = { $n ->
    [one] 1 day
   *[other] { $n } days
  } from today: answer due by { $day }. That is your council's own term.
question-error-kind = Choose what kind of question it is.
question-error-holder = Choose an alderman or the mayor.
question-error-answered = The answer has gone out. It stays as it is.
question-error-answer-missing = Write an answer first.

question-tabs = Which questions
question-tab-all = All
question-tab-open = Open
question-tab-answered = Answered
question-tab-factions = All party groups
question-no-faction = no party group
question-search = Search by words
question-search-do = Search
question-none = There are no questions yet. A member of the council or a committee asks one. Everybody can read question and answer at the same time.
question-none-found = No questions match.
question-show-all = Show all questions
question-none-here = No questions have been asked at this gathering yet.
question-pages = More pages
question-page-before = Previous questions
question-page-after = More questions
question-row-open = still with the council clerk
question-row-routed = with { $holder }
question-row-answered = answer by { $holder }
question-of-faction = { $faction } ({ $n })
question-no-holder = not handed on yet
question-clock-open = answer due by { $day }
question-clock-overdue = late since { $day }
question-clock-answered = answered { $day }
question-state-open = new
question-state-routed = in hand
question-state-overdue = late
question-state-answered = answered

question-lede-technisch = Factual question by { $name } ({ $faction })
question-lede-schriftelijk = Written question by { $name } ({ $faction })
question-about = About this question
question-by = Asked by
question-faction = Party group
question-holder = Portfolio holder
question-gathering = Gathering
question-course = What happened
question-course-asked = asked by { $name }
question-course-routed = handed to { $name }
question-course-answered = answered by { $name }, sent to everybody at the same moment
question-answer-later = There is no answer yet. It goes to everybody at the same moment.
question-route = Hand it on
question-route-hint = They get a message and answer the question.
question-route-do = Hand the question on
question-reroute = Hand it to somebody else
question-reroute-do = Hand the question on
question-choose-holder = Choose a member of the executive
question-routed = Handed to { $name }.

question-draft = Draft answer
question-draft-none = Nothing is written yet. Council members do not see a draft.
question-draft-by = Last written by { $name }. Council members do not see this yet.
question-draft-who-sends = The portfolio holder or the clerk sends the answer.
question-draft-save = Save draft
question-draft-saved = Draft saved.
question-write = Write the answer
question-write-on = Go on writing
question-write-lede = { $title } ({ $faction })
question-answer-hint = Answer first, then explain. Council members see nothing until you send it.
question-preview = Check and send
question-back = Back to the question
question-conflict-lede = { $name } was writing this answer too. Your text is not saved yet.
question-conflict-answered = { $name } has sent the answer meanwhile. Your text can no longer be saved; copy what you need.
question-conflict-theirs = What it says now
question-conflict-mine = Your text
question-conflict-hint = Copy over what you want to keep. When you save, your text takes the place of the other.
question-preview-title = Check the answer
question-preview-lede = { $title }, question by { $faction }. Not sent yet.
question-preview-changed = The text was changed after you looked at it. This is the new one.
question-preview-who = { $n ->
    [one] 1 member of the council or a committee gets the answer. After that it stays as it is.
   *[other] All { $n } members of council and committees get the answer at the same moment. After that it stays as it is.
  }
question-preview-without = { $n ->
    [one] 1 person has no e-mail address and reads it here.
   *[other] { $n } people have no e-mail address and read it here.
  }
question-send = Send to { $n ->
    [one] 1 person
   *[other] { $n } people
  }
question-answered = Answer sent to { $n ->
    [one] 1 person
   *[other] { $n } people
  }.

question-home-own = Your questions
question-home-answer = To answer
question-home-route = To hand on
question-home-late = Late
question-home-write = Answers to write

question-mail-asked-subject = New question from { $faction }: { $title }
question-mail-asked = { $name } ({ $faction }) asked a { $kind }. Hand it to whoever answers it.
question-mail-route = See the question and hand it on
question-mail-routed-subject = Question for you from { $faction }: { $title }
question-mail-routed = { $name } ({ $faction }) asked a { $kind }. The clerk asks you for the answer.
question-mail-write = See the question and write the answer
question-mail-answered-subject = Answer to the question from { $faction }: { $title }
question-mail-answered = The question ‘{ $title }’ by { $name } ({ $faction }) has been answered by { $holder }.
question-mail-read = Read the whole answer
question-mail-everybody = All members of council and committees get this answer at the same moment.
question-mail-from = You get this message from { $office }.
