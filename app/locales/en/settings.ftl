# Settings of a municipality, measuring, mail.
settings-title = Settings
settings-sender = Sender of the mail
settings-office-name = Name of the clerk's office
settings-office-name-hint = The sender at the top of every mail.
settings-office-email = E-mail address of the clerk's office
settings-office-email-hint = Replies to a mail arrive here.
settings-office-phone = Telephone
settings-phone-wrong = Write a telephone number in digits, for instance 0543 123 456.
settings-usual = What is usually so
settings-presidium = Presidium email
settings-presidium-hint = When a quarter of the balance is closed, the message goes to the clerk, and here.
settings-place = Usual place
settings-place-hint = Already filled in for a new gathering.
settings-start = Usual start
settings-days = Days to answer a question
settings-days-hint = By the council's own rules. Holds for new questions.
settings-days-wrong = Choose a number from 1 to { $most }.
settings-share-days = Days to share information
settings-share-days-hint = Did somebody tell a part of the council something? After this number of days it stands on the clerk’s Today.
settings-saved = Settings saved.
settings-conflict = Somebody else saved something different meanwhile. See what it should be and save again.
settings-conflict-caption = What differs
settings-conflict-field = Setting
settings-conflict-yours = What you typed
settings-conflict-saved = What is saved now
settings-test = Test mail
settings-test-lede = Send yourself a mail and reply to it. You see the sender, and where replies arrive.
settings-test-send = Send me a test mail
settings-test-sent = Test mail on its way to { $email }.
settings-no-own-address = You have no e-mail address. Fill that in first, at the council.
settings-mail-subject = Test mail of the council of { $name }
settings-mail-text = This mail arrived. It shows what mail to council and executive looks like.
settings-mail-reply = Reply to this mail: the reply should arrive at the address above.

settings-measuring-title = Measuring reading
settings-measuring-hint = What may be recorded of who read what
settings-measuring-law = Recording who read what is processing of personal data. It needs a decision of the council and a data protection impact assessment (DPIA) first. Everybody sees all that is recorded about them.
settings-now-uit = Now off: nothing is recorded of what people read.
settings-now-aantallen = Now on: only counts by group can be seen.
settings-now-volledig = Now on: counts and hours by group can be seen.
settings-new-decision = New decision
settings-level = What did the council decide?
settings-level-uit = Off
settings-level-uit-hint = Reading is not recorded.
settings-level-aantallen = Counts
settings-level-aantallen-hint = The information balance shows how many people of each group read something.
settings-level-volledig = Counts and hours
settings-level-volledig-hint = Also how long it took until something was read, by group.
settings-dpia = Reference of the DPIA
settings-dpia-optional = not needed for off
settings-dpia-hint = The case or document number under which the assessment is filed.
settings-dpia-missing = Without a DPIA reading may not be measured. Fill in the reference, or choose Off.
settings-decided-on = Date of the decision
settings-decided-later = This day is still to come. Fill in the decision once it is taken.
settings-decided-on-hint = Measuring begins when you record it here, never backwards.
settings-reading-days = Days to keep
settings-reading-days-hint = So long after the end of the quarter what people read goes. Usually 90; between 30 and 365. Longer holds for what is new only.
settings-reading-days-wrong = Choose a number from { $least } to { $most }.
settings-reading-days-now = What people read goes { $n } days after the end of the quarter.
settings-days-kept = kept until { $n } days after the quarter
settings-decide = Record the decision
settings-decided = Decision recorded. It holds from now on.
settings-decisions = Decisions so far
settings-no-decisions = No decision yet. Until there is one, reading is not recorded.
settings-recorded = recorded by { $name } on { $when }
settings-dpia-was = DPIA { $reference }

settings-mail-title = Mail
settings-mail-lede = Mail that waits, was sent or got stuck
settings-mail-tabs = Show
settings-mail-pages = Pages
settings-mail-wacht = Waiting
settings-mail-verzonden = Sent
settings-mail-vastgelopen = Stuck
settings-mail-wacht-empty = No mail is waiting. What you send is here until the mail server takes it.
settings-mail-verzonden-empty = Nothing sent yet. The first mail is often an invitation to a gathering.
settings-mail-vastgelopen-empty = Nothing is stuck. What does not arrive is here, with the reason.
settings-mail-line-new = put in { $when }
settings-mail-line-again = { $n ->
    [one] 1 try failed, next { $when }
   *[other] { $n } tries failed, next { $when }
  }
settings-mail-line-sent = handed to the mail server { $when }
settings-mail-line-bounced = handed over { $when }, but did not arrive
settings-mail-line-stuck = put in { $when }, given up
settings-mail-older = Older mail
settings-retry = Try again
settings-retry-all = Try all { $n } again
settings-retried = { $n ->
    [0] Nothing was stuck any more.
    [one] 1 mail is tried again.
   *[other] { $n } mails are tried again.
  }
settings-more = More settings
settings-more-work = What is going on
settings-more-rules = How things go
