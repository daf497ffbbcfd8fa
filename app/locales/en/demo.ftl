# Demo: signing in with one click, and the folder with sent mail.
demo-title = Look around in the demo
demo-lede = All people here are invented. Choose who to be.
demo-be = Sign in
demo-whom = as { $name }, { $about }
demo-or = Or with a password
demo-post-title = Sent mail
demo-post-lede = { $n ->
    [0] Nothing sent yet.
    [one] 1 mail, in a folder on this computer. Nothing leaves it.
   *[other] { $n } mails, in a folder on this computer. Nothing leaves it.
  }
demo-post-empty = What Evenwijs sends is here after a few seconds.
demo-post-older = Older mail
demo-post-pages = Pages
demo-post-to = To
demo-post-from = From
demo-post-reply = Reply to
demo-post-date = Sent
demo-post-attached = Attached
demo-post-back = All sent mail
