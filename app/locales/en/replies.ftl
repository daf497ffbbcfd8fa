# Answers from calendars.
replies-said-ja = I will come
replies-said-misschien = Maybe
replies-said-nee = I will not come
replies-ask-subject = Did this answer come from you? { $title }
replies-ask-unproven = An answer came in to your invitation for { $title }. We are not sure that it came from you, so it does not count yet.
replies-ask-outdated = You answered the invitation for { $title }, but it was changed after that, so your answer does not count yet.
replies-ask-answer = Answer
replies-ask-link = Look and confirm
replies-ask-else = Not right? Then you need not do anything.
replies-trial-subject = Trial: there and back
replies-trial-text = This mail goes to the system itself, to see whether answers arrive.
