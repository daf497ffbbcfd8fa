# Signing in, links by mail, own account, who has an account.
accounts-sign-in-title = Sign in
accounts-sign-in-lede = For the council, executive and clerk's office of { $name }.
accounts-sign-in = Sign in
accounts-not-signed-in = You are not signed in yet.
accounts-email = E-mail address
accounts-email-fixed = You will sign in with this address. If it is wrong, tell the clerk's office.
accounts-password = Password
accounts-trust = Trust this device
accounts-trust-hint = Only on your own phone or computer. Council members then stay signed in for up to 60 days; clerks, executive and administrators for 12 hours at most.
accounts-no-password = Forgot your password, or has the link in your invitation stopped working?
accounts-ask-link = Ask for a new link
accounts-refused = This address and this password do not belong together. Type them again, or ask for a new link.
accounts-wait = Too many tries. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
  }, or ask for a new link.
accounts-busy = Many people are signing in right now. Try again in a few seconds.
accounts-signed-out = You are signed out on this device.
accounts-to-sign-in = To sign in

accounts-forgotten-title = New link
accounts-forgotten-lede = With a link by mail you choose a new password.
accounts-forgotten-hint = The address the clerk's office writes to.
accounts-send-link = Send a new link
accounts-not-sent = Nothing was sent yet.
accounts-link-ended-title = This link has ended
accounts-link-ended = The link was used before or is too old. Fill in your e-mail address and we send a new one.
accounts-link-sent-title = Look in your mail
accounts-link-sent = If { $email } belongs to an account, a link is on its way. It works for 10 minutes.
accounts-link-sent-spam = Nothing after a few minutes? Look among unwanted mail too.
accounts-link-sent-none = Still nothing? Ask the clerk's office:

accounts-choose-title = Choose a password
accounts-choose-first = From now on you sign in to { $name } with it.
accounts-choose-new = Your old password stops working, and other devices are signed out.
accounts-choose = Save and sign in
accounts-not-chosen = Your password is not saved yet.
accounts-new-password = New password
accounts-new-password-hint = At least { $least } characters. A phrase of four or five words is easy to remember.
accounts-password-too-short = This is too short: at least 15 characters.
accounts-password-too-long = This is too long: at most 128 characters.
accounts-password-context = Leave out your name, your municipality and words like council: people guess those first.
accounts-password-common = Many people use this password. Add a few words that do not belong together.
accounts-password-guessable = This is guessed too soon. Take four words that have nothing to do with each other.
accounts-password-known = This password was stolen once and is on lists. Choose another, and stop using this one elsewhere too.
accounts-password-pattern = This is a row or a repetition. Choose words that do not follow each other.

accounts-mail-greeting = Hello { $name },
accounts-mail-closing = This mail was sent on behalf of { $office }.
accounts-mail-invitation-subject = Your account for the council of { $name }
accounts-mail-invitation = You get an account at Evenwijs, where the municipality of { $name } keeps gatherings, notes, questions and quarterly updates for council and executive. Choose a password first.
accounts-mail-choose = Choose a password
accounts-mail-until = The link works until the end of { $day }, once. After that, ask for a new one on the sign-in page.
accounts-mail-link-subject = Link to choose a password ({ $name })
accounts-mail-link = You asked for a link to choose a new password.
accounts-mail-link-life = The link works for 10 minutes, once. Did you not ask for it? Then you need do nothing.
accounts-mail-password-subject = Your password was changed ({ $name })
accounts-mail-password = A new password was chosen for your account. Other devices are signed out.
accounts-mail-token-subject = A token was made ({ $name })
accounts-mail-token = The token "{ $token }" was made for your account. A program with this token can do what you can.
accounts-mail-address-subject = Your e-mail address has changed ({ $name })
accounts-mail-address = Signing in and mail now use another e-mail address. You get this message at the old address and at the new one.
accounts-mail-not-you = This happened on { $when }. If you know nothing of it, tell { $office } at once.

accounts-own-title = My account
accounts-own-facts = Your details
accounts-own-name = Name
accounts-own-roles = Role
accounts-own-no-roles = No role at the moment
accounts-own-change = Something wrong? The clerk's office mends it.
accounts-own-record = What is recorded about me
accounts-own-language = Language
accounts-own-language-label = Language of pages and mail
accounts-own-language-save = Save language
accounts-language-nl = Nederlands
accounts-language-en = English
accounts-language-saved = Language saved.
accounts-own-password = Change password
accounts-own-current = Current password
accounts-own-password-save = Change password
accounts-own-password-saved = Password changed. Other devices are signed out.
accounts-own-password-wrong = This is not your current password.
accounts-own-password-none = You have no password yet.
accounts-not-changed = Not changed yet.
accounts-own-sessions = Where you are signed in
accounts-own-session-this = this device
accounts-own-session-trusted = trusted device
accounts-own-session-line = Signed in { $since }. Last used { $seen }.
accounts-own-session-end = Sign out
accounts-own-session-ended = That device is signed out.
accounts-own-end-all = Sign out everywhere
accounts-own-ended-all = You are signed out on all devices.
accounts-own-tokens = Tokens for programs
accounts-own-tokens-lede = With a token a program fetches data in your name. It may do what you may. Give it to nobody.
accounts-own-tokens-none = You have no tokens.
accounts-own-token-name = What the token is for
accounts-own-token-hint = For instance: calendar of the faction.
accounts-own-token-make = Make a token
accounts-own-token-line = Made { $since }. { $used }
accounts-own-token-used = Last used { $when }.
accounts-own-token-unused = Not used yet.
accounts-own-token-revoke = Revoke
accounts-own-token-revoked = The token no longer works.
accounts-own-token-title = Your new token
accounts-own-token-once = Copy it now: it is shown once. Whoever has it can do what you can.
accounts-own-token-shown = This token was shown before. Lost it? Revoke it and make a new one.
accounts-own-back = Back to my account
accounts-device-on = { $browser } on { $system }
accounts-device-unknown = Unknown device

accounts-register-title = Accounts
accounts-register-lede = Who can sign in, and who cannot yet.
accounts-register-tabs = Show
accounts-stage-alle = Everybody
accounts-stage-geen = No account
accounts-stage-uitgenodigd = Never signed in
accounts-stage-actief = Active
accounts-stage-uitgezet = Switched off
accounts-register-invited-until = invitation works until { $day }
accounts-register-invitation-over = invitation has ended
accounts-register-seen = last seen { $when }
accounts-register-no-email = no e-mail address
accounts-register-no-role = no role any more
accounts-register-invite = Invite
accounts-register-resend = Send again
accounts-register-disable = Switch off
accounts-register-enable = Switch on
accounts-register-empty = Nobody is here. People are added on the page of the council.
accounts-register-to-council = To the council
accounts-register-invite-all = Invite everybody without an account ({ $n })
accounts-register-preview-title = Invite
accounts-register-preview-lede = { $n ->
    [one] One person gets a mail with a link that works for 14 days.
   *[other] { $n } people get a mail with a link that works for 14 days.
  }
accounts-register-preview-none = Everybody with an e-mail address has an account.
accounts-register-preview-without = Without an e-mail address, so not invited:
accounts-register-send = { $n ->
    [one] Send 1 invitation
   *[other] Send { $n } invitations
  }
accounts-register-search = Name or e-mail
accounts-register-role = Role
accounts-register-faction = Faction
accounts-register-search-do = Search
accounts-register-none-found = Nobody found.
accounts-register-show-all = Show everybody
accounts-register-pages = Pages
accounts-register-before = Previous
accounts-register-after = Next
accounts-register-back = Back to accounts
accounts-invited = Invitation on its way to { $name }.
accounts-invited-all = { $n ->
    [0] Nobody was left to invite.
    [one] 1 invitation on its way.
   *[other] { $n } invitations on their way.
  }
accounts-disabled = { $name } can no longer sign in.
accounts-enabled = { $name } can sign in again.
accounts-needs-no-invitation = This person has a password already, or the account is switched off. People ask for a new link themselves, on the sign-in page.
accounts-no-address = This person has no e-mail address. Fill that in first, at the council.
accounts-not-yourself = You cannot switch off your own account. Ask a colleague.
accounts-administrator-known = There is an administrator who can sign in already. Invite others on the page Accounts.
