# Antwoorden uit agenda's.
replies-said-ja = Ik kom
replies-said-misschien = Misschien
replies-said-nee = Ik kom niet
replies-ask-subject = Kwam dit antwoord van u? { $title }
replies-ask-unproven = Er kwam een antwoord binnen op uw uitnodiging voor { $title }. We weten niet zeker of het van u komt. Daarom telt het nog niet mee.
replies-ask-outdated = U antwoordde op de uitnodiging voor { $title }, maar die is daarna gewijzigd. Daarom telt uw antwoord nog niet mee.
replies-ask-answer = Antwoord
replies-ask-link = Bekijk en bevestig
replies-ask-else = Klopt het niet? Dan hoeft u niets te doen.
replies-trial-subject = Proef: heen en terug
replies-trial-text = Deze mail gaat naar het systeem zelf, om te zien of antwoorden aankomen.
