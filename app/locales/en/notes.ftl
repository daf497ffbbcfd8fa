# Notes of gatherings.
notes-title = Notes
notes-read = Read the notes
notes-none = No notes yet.
notes-published-on = published { $when }
notes-changed-on = version { $n }, published { $when }
notes-draft-saved = Draft saved by { $name }, { $when }.
notes-write = Write the notes
notes-go-on = Go on writing
notes-change = Change the notes
notes-back = To the gathering

notes-page-title = Notes: { $title }
notes-lede = Gathering of { $day } · { $minutes } to read
notes-minutes = { $n } min
notes-published-by = Published by { $name },
notes-version = Version { $n }
notes-versions = Versions
notes-old = This is version { $n }. There is a newer one: version { $newest }.
notes-to-newest = Read the newest version
notes-confirm = I have read this
notes-confirm-hint = Do you know these notes? Then they leave the list of what is new to you.
notes-confirmed = You confirmed reading this.

notes-heading-aanwezig = Present
notes-heading-besproken = Discussed
notes-heading-casus = The case, without names
notes-heading-gezien = Seen and heard
notes-heading-inbreng = What participants brought in
notes-heading-knelpunt = Where it jams
notes-heading-lessen = What we take with us
notes-heading-toezeggingen = Commitments
notes-heading-uitleg = Explanation
notes-heading-vragen = Questions

notes-writing-title = Writing the notes
notes-text = Notes
notes-text-hint = Start a heading with #, a list item with -, and put ** around what must be bold.
notes-save = Save draft
notes-preview = Show preview
notes-to-publish = Save and go to publishing
notes-preview-title = Preview
notes-preview-note = Not saved yet. Reading time:
notes-saved = Draft saved

notes-conflict = { $name } saved another text in the meantime, { $when }.
notes-conflict-what = Both texts are below. Take over what you want to keep and save again; your text then replaces the other.
notes-conflict-theirs = The text of { $name }
notes-conflict-mine = Your text
notes-conflict-drop = Go on with this text, without yours

notes-publish-title = Publishing the notes
notes-publish-back = Back to writing
notes-publish-to = Who gets it
notes-publish-who = { $members ->
    [one] 1 council member
   *[other] { $members } council members
  }{ $committee ->
    [0] {""}
    [one] {" "}and 1 committee member
   *[other] {" "}and { $committee } committee members
  }, all at the same moment
notes-publish-mail = The mail
notes-publish-without = { $n ->
    [one] 1 person has no e-mail address and finds the notes only here
   *[other] { $n } people have no e-mail address and find the notes only here
  }
notes-publish-what = After that this version stays as it is. A change is a new version.
notes-publish-submit = { $n ->
    [one] Publish to 1 person
   *[other] Publish to { $n } people
  }
notes-publish-preview = How the council reads it
notes-publish-changed = The text has changed in the meantime
notes-publish-changed-what = Nothing has been published yet. Read the new text below, then publish.
notes-published = Notes published. Mails on their way: { $n }
notes-conflict-publish = The text has changed in the meantime. Read it again, then publish.

notes-refused = This cannot be published now
notes-refused-draft = The gathering is still a draft. Plan it first.
notes-refused-cancelled = The gathering was cancelled.
notes-refused-not-begun = The gathering has not begun yet.
notes-refused-empty = There is no text under the headings yet.
notes-refused-unchanged = The text is the same as that of the latest version. There is nothing new to publish.

notes-mail-subject = The notes of { $title } are ready
notes-mail-subject-changed = The notes of { $title } have changed
notes-mail-intro = The notes of { $title } ({ $day }) are ready. The whole council gets them at the same moment.
notes-mail-intro-changed = There is a new version of the notes of { $title } ({ $day }): version { $n }. The whole council gets it at the same moment.
notes-mail-read = Read the notes
notes-mail-why = You get this message from { $office } because you sit on the council or one of its committees.
notes-changes = What changed since version { $version } ({ $n })
notes-edit-was = Was
notes-edit-is = Now
notes-edit-gone = Gone
notes-edit-new = New
