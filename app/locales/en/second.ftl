# The second step of signing in, and confirming that it is you.
second-title = Second step when signing in
second-own-on = After your password, Evenwijs asks for a code from your app.
second-own-off = With a code from an app besides your password, nobody else can sign in as you.
second-set-up = Set it up
second-manage = Manage
second-since = Set up on
second-codes = Recovery codes
second-codes-left = { $n ->
    [0] none left; make new ones
    [one] 1 left
   *[other] { $n } left
  }
second-new-codes = Make new recovery codes
second-other-app = Use another app
second-turn-off = Turn off
second-is-off = The second step is off.
second-required = Your role requires the second step, so it cannot be turned off.

second-set-up-title = Set up the second step
second-set-up-required = In your role you sign in with a password and a code from an app. Setting it up takes a few minutes, once.
second-step-app = Open an app for sign-in codes on your phone. If you have none, ask which one your municipality uses.
second-step-scan = Add an account in that app and scan this square.
second-step-code = Type the six digits the app shows.
second-drawing = Square to scan with your app
second-on-this-phone = Reading this on that phone? Open the app.
second-by-hand = Scanning does not work? Type this key into the app:
second-first-code = Code from the app
second-first-code-hint = Six digits. A new one appears every half minute.
second-turn-on = Turn on
second-not-on = The second step is not on yet.
second-wrong-first = This code is not right. Scan the square and type the code the app shows now.
second-drawing-old = That took too long. Here is a new square: scan it, and remove the old one from your app.

second-code-title = Type your code
second-code-lede = Your password is right. Now open the app on your phone.
second-code = Code from your app
second-code-hint = Six digits. Lost the app? Type one of your recovery codes.
second-remember = Ask no code here for 30 days
second-remember-hint = Only on a device nobody else uses.
second-wrong = This code is not right, or was used before. Type the code the app shows now.
second-wait = Tried too often. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
  }.
second-over = Begin again with your password.
second-lost = Lost the app and the recovery codes? An administrator removes the second step, and you set up a new one. Ask the clerk's office:

second-codes-title = Your recovery codes
second-codes-lede = The second step is on. These let you in when you lose your phone.
second-codes-keep = Keep them now, on paper or with your passwords. Each code works once. Evenwijs will not show them again.
second-go-on = I have kept them

second-has = second step on
second-reset = Remove second step
second-reset-done = The second step of { $name } is gone. They set up a new one when they sign in.
second-none = This person has no second step.
second-not-yourself = Somebody else removes your own second step. With a recovery code you can set up another app yourself.

second-mail-on-subject = The second step is on ({ $name })
second-mail-on = An app that makes codes was set up for your account. Other devices were signed out.
second-mail-off-subject = The second step is off ({ $name })
second-mail-off = Your account no longer asks for a code besides your password.
second-mail-reset-subject = Your second step was removed ({ $name })
second-mail-reset = An administrator removed the second step of your account. You are signed out everywhere. Set up a new one when you sign in.
second-mail-recovery-used-subject = A recovery code was used ({ $name })
second-mail-recovery-used = Somebody signed in to your account, or confirmed something, with a recovery code. { $n ->
    [0] You have none left. Make new ones on the page My account.
    [one] You have 1 left.
   *[other] You have { $n } left.
  }
second-mail-new-codes-subject = There are new recovery codes ({ $name })
second-mail-new-codes = New recovery codes were made for your account. The old ones no longer work.
second-mail-wrong-codes-subject = Somebody knows your password ({ $name })
second-mail-wrong-codes = Somebody typed your password right, and then a wrong code five times. Was it not you? Choose a new password now.

proof-title = Confirm that it is you
proof-lede = We ask this when you signed in more than a quarter of an hour ago. What you typed is kept.
proof-either = Password, or code from your app
proof-confirm = Confirm
proof-not-yet = Nothing has changed yet.
proof-wrong = That is not right. Type it again.

review-link = Download who has access (CSV)
review-name = name
review-email = e-mail
review-role = role
review-faction = faction
review-since = since
review-until = until
review-account = account
review-last = last signed in
review-second = second step
