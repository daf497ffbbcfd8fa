home-morning = Good morning, { $name }
home-afternoon = Good afternoon, { $name }
home-evening = Good evening, { $name }
home-fresh = New for you
home-all-read = { $n ->
    [one] Read
   *[other] All { $n } read
  }
home-all-read-recorded = Pressing this button is recorded: that you read this.
home-nothing = You are up to date. Nothing needs you.
home-nothing-next = See the gatherings
home-untold = Not told yet
home-untold-meta = { $n } of { $all } people not told yet
home-untold-faction = { $n } of { $faction }
home-untold-more = See all

# How to begin
start-title = How to begin
start-done = done
start-clerk = Who is the clerk?
start-clerk-hint = Open yourself or a colleague and choose Give a role: clerk. Then you can plan gatherings.
start-term = Set the council's term
start-term-hint = The first day of this council and its number of seats.
start-council = Import the council
start-council-hint = From Excel or CSV. Typing it works as well.
start-accounts = Invite the council to make an account
start-accounts-hint = { $n ->
    [0] This can be done once the council is in.
    [one] 1 person cannot sign in yet.
   *[other] { $n } people cannot sign in yet.
  } An invitation can be answered without an account too.
start-region = Choose your school holidays
start-region-hint = Then you see which days are free when you plan.
start-mail = Send yourself a test mail
start-mail-hint = So that you know that invitations arrive.
start-no-mail = No mail leaves this server yet
start-no-mail-text = No mail server is set up. Invitations go into a folder on the server and reach nobody. Ask your system administrator for EVENWIJS_SMTP_URL.
