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
council-faction-hint = For council members, committee members and faction secretaries.
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
council-no-letter = A name has at least one letter.
council-conflict = Below is what was saved in the meantime. Your text is still in the form. Save again if yours should count.

# New people and roles
council-new = Add a person
council-new-title = Add a person
council-new-lede = With a role from a day on. You give them an account under Settings afterwards.
council-new-do = Add
council-new-done = { $naam } was added. { $letop }
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
council-refused-nobody-named = Choose at least one member.
council-refused-named-twice = Somebody or something was chosen twice.
council-refused-no-term = No term runs on that day.
council-refused-overlaps-term = Another term runs in that time. End that first.

# Please note
council-warning-no-seat = There are more members than seats.
council-warning-no-term = No term runs, so seats are not counted.
council-warning-empty = { $fractie } has no members.
council-warning-side = The side of { $fractie } is not known.
