# The council: composition, people, factions, terms.
council-title = The council
council-no-term = No term is recorded for this day.
council-taken = { $bezet } of { $zetels } seats taken.
council-term-line = Term { $naam }, since { $sinds }.
council-day = The council on
council-day-show = Show
council-other-day = The council as it was on { $datum }
council-today = To the council of today
council-vacant = { $n ->
    [one] 1 seat is vacant
   *[other] { $n } seats are vacant
  }
council-vacant-clerk = Add the new member, or change the number of seats of the term.
council-look = Please check
council-empty = The clerk has not entered the council yet.
council-empty-clerk = Nobody is here yet. Read in a list from your council information system or Excel, or add somebody.
council-empty-next = Read in a list
council-factions = Factions
council-side-coalitie = Coalition
council-side-oppositie = Opposition
council-side-onbekend = Side unknown
council-side-count = { $zetels ->
    [one] 1 seat
   *[other] { $zetels } seats
  }, { $fracties ->
    [one] 1 faction
   *[other] { $fracties } factions
  }.
council-no-coalition = No coalition is recorded.
council-seats = { $n ->
    [one] 1 seat
   *[other] { $n } seats
  }
council-reach-lokaal = local
council-reach-landelijk = national
council-reach-onbekend = unknown
council-split-from = split off from { $fractie }
council-edit = Change
council-away = Replaced for a while
council-committee = Committee members
council-secretaries = Faction secretary
council-replaces = stands in for { $naam }
council-replaces-until = stands in for { $naam } up to { $datum }
council-replaced-by = { $naam } stands in
council-replaced-by-until = { $naam } stands in up to { $datum }
council-college = Executive
council-office = Clerk’s office
council-officials = Officials
council-administrators = Administration
council-change = Change
council-download = Download the composition (CSV)
council-back = Back to the council
council-unknown = not known

# One person
council-person-nothing = Has no role now
council-person-empty = This person has not had a role yet.
council-history = Roles
council-now = now
council-days = { $van } up to { $tot }
council-days-open = since { $van }
council-post = { $rol }, since { $sinds }
council-post-of = { $rol } for { $fractie }, since { $sinds }
council-address = Contact
council-address-who = Only the clerk and the person see this.
council-end = End
council-correct = Correct
council-replace = Replace
council-move = Move

# Fields
council-name = Name
council-name-hint = As on the door: first name and surname.
council-email = E-mail address
council-email-hint = Without an address this person gets no invitations.
council-phone = Telephone
council-phone-unfit = This is not a telephone number. Use digits, spaces and + or -.
council-role = Role
council-role-blank = Choose a role
council-faction = Faction
council-faction-none = No faction
council-faction-blank = Choose a faction
council-faction-hint = A council member, committee member or faction secretary always has a faction. Nobody else has one.
council-faction-name = Name of the faction
council-portfolio = Portfolio
council-portfolio-hint = For aldermen and the mayor.
council-from = From
council-to = Up to
council-to-hint = Leave empty when there is no end yet.
council-first-day = From
council-last-day = Last day
council-member = Member
council-member-blank = Choose a member
council-to-faction = To faction
council-side = Side
council-side-new = Side of the new faction
council-reach = Kind
council-email-taken = Somebody else in this municipality has this address.
council-conflict = Below is what was saved in the meantime. Your text is still in the form. Save again if yours should count.

# New people and roles
council-new = Add a person
council-new-title = Add a person
council-new-lede = With a role from a day on. You give them an account under Settings afterwards.
council-new-do = Add
council-new-done = { $naam } was added. { $letop }
council-new-another = Add somebody else
council-edit-title = Change name or address
council-edit-done = The details of { $naam } are saved.
council-appoint-title = Give a role
council-appoint-do = Give this role
council-appoint-done = { $naam } has a new role. { $letop }
council-end-title = End a role
council-end-lede = { $naam }: { $functie }.
council-last-day-hint = On this day they still have the role.
council-end-do = End it
council-end-done = The role of { $naam } ends after { $datum }. { $letop }
council-correct-title = Correct a role
council-correct-done = The role of { $naam } was corrected.
council-remove-title = Remove
council-remove-text = Only if this role was a mistake. If somebody stops, choose End: the history then stays right.
council-remove-do = Remove this role
council-remove-done = The role of { $naam } was removed.
council-undone = Undone.

# Moving and splitting
council-move-title = Move a member
council-move-lede = The member goes to the other faction with all roles.
council-move-day-hint = The first day in the new faction.
council-move-do = Move
council-move-done = { $naam } is in { $fractie } from { $datum }. { $letop }
council-split-title = Split a faction
council-split-which = Which faction does somebody leave?
council-split-none = There is no faction with more than one member.
council-split-lede = One or more members of { $fractie } go on together.
council-split-members = Who leaves?
council-split-name = Name of the new faction
council-split-do = Split the faction
council-split-done = { $naam } exists from { $datum }. { $letop }
council-faction-new-title = New faction
council-faction-new-lede = Add its members afterwards, or move them.
council-faction-new-do = Add the faction
council-faction-new-done = The faction { $naam } was added. { $letop }
council-faction-edit-title = Change a faction
council-faction-edit-lede = Another name counts on older pages too.
council-faction-edit-done = The faction { $naam } was changed.
council-faction-to-hint = Only if the faction stops existing.
council-faction-has-people = People are still in the faction after this day. Move them or end their roles first.
council-faction-remove-title = Remove
council-faction-remove-text = Only if this faction was a mistake. If it stops existing, fill in its last day above.
council-faction-remove-do = Remove the faction
council-faction-remove-done = The faction { $naam } was removed.
council-faction-kept-people = It cannot be removed: people are or were in this faction.
council-faction-kept-split = It cannot be removed: another faction split off from it.
council-faction-kept-told = It cannot be removed: things were shared with this faction, and they count in the information balance.
council-faction-kept-gatherings = It cannot be removed: there is a gathering for this faction.
council-faction-kept-questions = It cannot be removed: this faction asked a question.
council-faction-kept-calendars = It cannot be removed: somebody subscribes to the calendar of this faction.
council-faction-first-title = There is no faction yet
council-faction-first = A council member or committee member has a faction.
council-faction-first-link = Make a faction first

# Coalition
council-coalition-title = Change the coalition
council-coalition-lede = Choose the side of each faction from a day on. What was before is kept.
council-coalition-fallen = The coalition fell
council-coalition-day-hint = The first day of the new sides.
council-coalition-do = Record the coalition
council-coalition-done = From { $datum } the coalition is recorded, with { $n } factions. { $letop }
council-coalition-none-done = From { $datum } there is no coalition. { $letop }

# Term
council-terms-title = Term
council-terms-lede = From installation to installation. The seats count for vacancies.
council-term-open = { $n } seats, since { $van }
council-term-run = { $n } seats, { $van } up to { $tot }
council-term-name = Name
council-term-name-hint = For instance 2026-2030.
council-term-to-hint = If you change only the first day, the proposed end moves along.
council-term-seats = Seats
council-seats-unfit = A council has 1 to 45 seats.
council-term-begin-title = New term
council-term-begin-do = Begin this term
council-term-begin-done = The term { $naam } begins on { $datum }. { $letop }
council-term-end-title = This term ends
council-term-end-text = Council members and committee members stop after the last day, and there is no coalition then. Factions, executive and clerk stay.
council-term-end-do = End the term
council-term-end-done = The term ends after { $datum }. { $letop }
council-term-edit-title = Correct a term
council-term-edit-done = The term { $naam } was changed.

# Replacement
council-replace-title = Temporary replacement
council-replace-lede = Somebody takes a seat for a while. The member returns by itself afterwards.
council-replace-who = Who is replaced?
council-replace-by = By whom?
council-replace-by-blank = Choose somebody
council-replace-by-hint = Or fill in a new name below.
council-replace-others = Others
council-replace-name = New name
council-replace-email = E-mail address of the new person
council-replace-to-hint = Sixteen weeks is usual.
council-replace-nobody = Choose somebody, or fill in a new name.
council-replace-both = Choose somebody or fill in a new name, not both.
council-reason = Reason
council-reason-hint = Only the clerk sees the reason.
council-reason-verlof = Leave
council-reason-ziekte = Illness
council-replace-do = Record the replacement
council-replace-done = { $naam } stands in for { $lid } from { $datum }. { $letop }

# Why something cannot be done
council-refused-already-active = This person already has this role or a seat in that time.
council-refused-not-active = There is nothing to end or change on that day.
council-refused-before-start = This day is before the beginning.
council-refused-after-end = This day is after the end of the role.
council-refused-ends-before-start = The last day is before the first.
council-refused-overlaps-replacement = A temporary replacement runs in that time. End that first.
council-refused-replaces-self = Nobody can stand in for themself.
council-refused-not-replaceable = Only council members and committee members are replaced for a while.
council-refused-in-other-faction = This person is in another faction in that time. Move them first.
council-refused-same-faction = This person is in that faction already.
council-refused-not-in-faction = Not everybody is in this faction on that day.
council-refused-faction-needed = Choose a faction for this role.
council-refused-faction-not-allowed = This role has no faction.
council-refused-unknown-faction = This faction does not exist.
council-refused-faction-not-there = This faction does not exist on that day.
council-refused-whole-faction = Nobody would be left. Give the faction another name instead.
council-refused-name-taken = There is a faction with this name already.
council-refused-name-taken-by = A faction with this name exists already: { $fractie }.
council-refused-nobody-named = Choose at least one member.
council-refused-named-twice = Somebody or something was chosen twice.
council-refused-no-term = No term runs on that day.
council-refused-overlaps-term = Another term runs in that time. End that first.

# Please note
council-warning-no-seat = There are more members than seats.
council-warning-no-term = No term runs, so seats are not counted.
council-warning-empty = { $fractie } has no members.
council-warning-side = The side of { $fractie } is not known.

# Reading in a list
council-import-title = Read in a list
council-import-lede = From your council information system or Excel, as CSV or XLSX.
council-import-look = See what would change
council-import-step-1 = Choose the file.
council-import-step-2 = See who is new, who changes and who stops. Nothing is saved yet.
council-import-step-3 = Carry it out: everything at once, or nothing.
council-import-template = Download an example file (CSV)
council-import-file = File
council-import-file-hint = CSV or XLSX, at most 2 MB.
council-import-columns-title = Which columns?
council-import-columns = In Dutch, as your system writes them: naam (or voornaam, tussenvoegsel and achternaam), e-mail, fractie, rol, vanaf, tot, telefoon, coalitie (ja or nee) and lokaal/landelijk. A name, and a faction or role, are needed. Other columns may stay. Clerks and administrators are added by hand.
council-import-file-empty = Choose a file with something in it.
council-import-file-too-large = This file is larger than 2 MB.
council-import-file-name = This is not a CSV or XLSX file.
council-import-file-content = What is in the file does not fit its name. Save it again as CSV or XLSX.
council-import-file-old-excel = This is an old Excel file, or it has a password. Save it as XLSX without a password.
council-import-file-bomb = This file unpacks to too much. Save the list as CSV and try again.
council-import-file-broken = This file is damaged. Save it again and try once more.
council-import-file-rows = This file has too many rows for a council.
council-import-preview-title = What would change
council-import-preview-lede = { $bestand }, { $n ->
    [one] 1 row
   *[other] { $n } rows
  }. Nothing is saved yet.
council-import-differs-title = The council changed in the meantime
council-import-differs = Look again at what would change. Nothing is saved yet.
council-import-wrong = { $n ->
    [one] 1 thing is not right
   *[other] { $n } things are not right
  }
council-import-wrong-text = Nothing was saved. Mend the file and choose it again.
council-import-wrong-caption = What is not right, by row
council-import-row-head = Row
council-import-column-head = Column
council-import-value-head = It says
council-import-what-head = What to do
council-import-who-head = Who
council-import-how-head = What
council-import-whole = whole file
council-import-again = Look again
council-import-missing = Who is not in the file
council-import-missing-blijft = Who is missing stays
council-import-missing-eindigt = Who is missing stops
council-import-added = New
council-import-changed = Changed
council-import-ended = Stops
council-import-unchanged = { $n ->
    [one] 1 person stays the same
   *[other] { $n } people stay the same
  }
council-import-nothing = (empty)
council-import-nothing-title = There is nothing to change
council-import-nothing-text = Everything in this file was there already.
council-import-do = { $n ->
    [one] Carry out 1 change
   *[other] Carry out { $n } changes
  }
council-import-other = Another file
council-import-done = Read in: { $nieuw } new, { $gewijzigd } changed, { $beeindigd } stopped.
council-import-done-invite = Read in: { $nieuw } new, { $gewijzigd } changed, { $beeindigd } stopped. { $n ->
    [one] 1 person cannot sign in yet.
   *[other] { $n } people cannot sign in yet.
  }
council-import-invite = Invite them under Accounts
council-import-done-before = This file has been read in already.
council-import-was-name = name: { $was } → { $wordt }
council-import-was-email = e-mail address: { $was } → { $wordt }
council-import-was-phone = telephone: { $was } → { $wordt }
council-import-was-faction = faction: { $was } → { $wordt }
council-import-was-from = first day: { $was } → { $wordt }
council-import-was-to = last day: { $was } → { $wordt }
council-import-renamed-title = These names change
council-import-renamed = { $was } → { $wordt }
council-import-begins-term = Whoever has no date under “vanaf” begins on { $datum }, when the term began. So do factions, and the side of a faction that had none yet. Whoever was something else in it, and whoever belongs to no faction, begins today.
council-import-begins-in-term = Whoever has no date under “vanaf” begins today, { $datum }: people have been appointed in this term before.
council-import-begins-no-term = Whoever has no date under “vanaf” begins today, { $datum }: no term runs. If the council began earlier, record the term first.
council-import-role-read = { $n ->
    [one] We read ‘{ $geschreven }’ as { $rol } (once).
   *[other] We read ‘{ $geschreven }’ as { $rol } ({ $n } times).
  }
council-import-faction-read = We read ‘{ $geschreven }’ as { $fractie }.
council-import-faction-alike = { $fractie } looks like { $andere }. Do you mean the same one? Correct the file and read it in again.
council-import-last-day = last day { $datum }
council-import-faction-new = { $fractie } is new
council-import-faction-start = { $fractie } exists from { $wordt }, was { $was }
council-import-faction-side = { $fractie }: { $wordt } from { $datum }, was { $was }
council-import-faction-reach = { $fractie }: { $wordt }, was { $was }
council-import-row = row { $rij }
council-import-column-missing = The column “{ $kolom }” is missing. Put the headers in the top row.
council-import-column-twice = The column “{ $kolom }” is there twice.
council-import-no-rows = There is nothing below the headers.
council-import-too-many-rows = More than 2,000 rows. Take only the council.
council-import-name-missing = Fill in a name.
council-import-name-unfit = This is not a name. Please type it again.
council-import-email-of-other = Row { $rij } gives this address to somebody else.
council-import-role-unknown = This role is not known. Use raadslid, commissielid, wethouder, burgemeester, fractiesecretaris or ambtenaar.
council-import-role-missing = Fill in a role or a faction.
council-import-faction-missing = This role needs a faction.
council-import-faction-unfit = This name of a faction cannot be used. Please type it again.
council-import-side-unfit = Write ja, nee or onbekend.
council-import-reach-unfit = Write lokaal, landelijk or onbekend.
council-import-faction-contradicts = Row { $rij } says otherwise about the same faction.
council-import-name-of-many = More people have this name. Fill in the e-mail address.
council-import-row-contradicts = Another row about the same person says otherwise.
council-import-roles-assumed = There is no column with roles. Everybody counts as a council member.
council-import-role-skipped = Row { $rij } is skipped: you add a { $rol } by hand.
council-import-faction-skipped = Row { $rij }: this role has no faction, so it is skipped.
council-import-email-missing = Row { $rij }: without an address no invitation arrives.
council-import-email-changes = Row { $rij }: found by name, with another address. Check that it is the same person.
council-import-not-in-file = { $naam } is not in the file and stays.
council-import-too-many-members = { $n ->
    [one] There is then 1 member more than there are seats.
   *[other] There are then { $n } members more than there are seats.
  }
council-import-ignored = These columns take no part: { $kolommen }.
council-import-cli-nothing = Nothing to change: everything in this file was there already.
council-import-cli-would = Would change: { $nieuw } new, { $gewijzigd } changed, { $beeindigd } stopped, { $ongewijzigd } the same. Nothing was saved.
council-import-cli-done = Read in: { $nieuw } new, { $gewijzigd } changed, { $beeindigd } stopped, { $ongewijzigd } the same.

council-college-burgemeester = Mayor
council-college-wethouder = Aldermen
council-missing-name = Fill in a name.
council-missing-date = Fill in a date.
council-missing-role = Choose a role.
council-missing-faction = Choose a faction.
council-missing-member = Choose a member.
council-import-wrong-title = This file is not right yet
council-import-where-head = Where
council-import-not-in-file-count = { $n ->
    [one] 1 person is not in the file and stays
   *[other] { $n } people are not in the file and stay
  }
