# News by mail and the daily mail.
news-title = News by mail
news-label = How would you like news for the council?
news-at-once = Invitations, changes and the answer to your own question always come at once.
news-direct = At once
news-direct-hint = Each message by itself. What has no message of its own is in the daily mail at { $time }.
news-dagelijks = One mail a day
news-dagelijks-hint = Everything in one mail at { $time }. In recess on Fridays only. What must be known sooner comes at once.
news-geen = No news by mail
news-geen-hint = You read it here. The information balance then does not count it as told by mail.
news-decided = The council has agreed that everybody gets news in the same way.
news-next = The next daily mail: { $when }.
news-save = Save choice
news-saved = Choice saved.
news-mail-subject = { $n ->
    [one] New for the council: 1 message
   *[other] New for the council: { $n } messages
}
news-mail-intro = { $n ->
    [one] This was released since the last mail.
   *[other] These { $n } messages were released since the last mail.
}
news-mail-document = With { $title }
news-mail-cancelled = Will not take place ({ $day })
news-mail-why = You get this mail at { $time } when there is something new. Everybody gets it at the same moment. Sender: { $office }.
news-mail-choose = Choose how you get news
news-mail-exit = No more news by mail
news-exit-title = Stop news by mail
news-exit-lede = Press the button. You will then get no daily mail and no news messages any more.
news-exit-still = Invitations, changes and the answer to your own question keep coming.
news-exit-do = Stop news by mail
news-exit-done = You get no more news by mail
news-exit-done-lede = You read what is new for the council in the portal.
news-exit-back = News again? Choose it with your account
