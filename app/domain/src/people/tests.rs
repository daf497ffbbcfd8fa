//! A council of five seats in 2022, and what happens to it.

mod leave;
mod properties;

use super::*;
use jiff::civil::date;

pub(super) const A: Uuid = id(1001);
pub(super) const B: Uuid = id(1002);
pub(super) const C: Uuid = id(1003);

pub(super) const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// 1 May 2022 and so on: the tests live in 2022 and 2023.
pub(super) const fn d(year: i16, month: i8, day: i8) -> Date {
    date(year, month, day)
}

pub(super) fn counter() -> impl FnMut() -> Uuid {
    let mut next = 5000;
    move || {
        next += 1;
        id(next)
    }
}

const fn appointment(n: u128, person: u128, role: Role, faction: Option<Uuid>, from: Date) -> Appointment {
    Appointment { id: id(n), person: id(person), role, faction, span: Span::open(from), replaces: None, reason: None }
}

/// Five seats. A: people 1, 2 and committee member 5; B: people 3, 4 (one seat vacant); C: no one. Alderman 9, secretary
/// 8 of A. A is coalition and B opposition from 1 May 2022.
pub(super) fn council() -> OwnedCouncil {
    let start = d(2022, 3, 30);
    let faction = |id, name: &str| Faction { id, name: name.to_owned(), reach: Reach::Local, span: Span::open(start) };
    let spell = |n, faction, side| SideSpell { id: id(n), faction, side, span: Span::open(d(2022, 5, 1)) };
    OwnedCouncil {
        terms: vec![Term { id: id(900), span: Span::open(start), seats: 5 }],
        factions: vec![faction(A, "Aa"), faction(B, "Bee"), faction(C, "Cee")],
        appointments: vec![
            appointment(101, 1, Role::Member, Some(A), start),
            appointment(102, 2, Role::Member, Some(A), start),
            appointment(103, 3, Role::Member, Some(B), start),
            appointment(104, 4, Role::Member, Some(B), start),
            appointment(105, 5, Role::CommitteeMember, Some(A), start),
            appointment(108, 8, Role::FactionSecretary, Some(A), start),
            appointment(109, 9, Role::Alderman, None, start),
        ],
        spells: vec![spell(201, A, Side::Coalition), spell(202, B, Side::Opposition)],
    }
}

pub(super) fn applied(council: &OwnedCouncil, moves: &Moves) -> OwnedCouncil {
    let mut after = council.clone();
    after.apply_all(&moves.changes);
    after
}

pub(super) fn people(appointments: &[&Appointment]) -> Vec<u128> {
    let mut people: Vec<u128> = appointments.iter().map(|a| a.person.as_u128()).collect();
    people.sort_unstable();
    people
}

#[test]
fn a_span_holds_its_first_and_last_day() {
    let span = Span::closed(d(2022, 1, 2), d(2022, 1, 4));
    let held: Vec<bool> = (1..=5).map(|day| span.contains(d(2022, 1, day))).collect();
    assert_eq!(held, [false, true, true, true, false]);
    assert!(span.overlaps(Span::open(d(2022, 1, 4))) && !span.overlaps(Span::open(d(2022, 1, 5))));
    assert!(Span::closed(d(2022, 1, 2), d(2022, 1, 1)).is_empty());
    assert!(!span.overlaps(Span::closed(d(2022, 1, 3), d(2022, 1, 2))));
    assert!(Span::open(d(2022, 1, 1)).covers(span) && !span.covers(Span::open(d(2022, 1, 2))));
}

#[test]
fn the_side_of_anyone_on_any_date() {
    let council = council();
    let view = council.view();
    let (before, first, later) = (d(2022, 4, 30), d(2022, 5, 1), d(2030, 1, 1));
    let table = [
        (1, before, Side::Unknown),
        (1, first, Side::Coalition),
        (1, later, Side::Coalition),
        (3, first, Side::Opposition),
        (5, first, Side::Coalition), // committee member
        (8, first, Side::Coalition), // secretary
        (9, first, Side::Unknown),   // alderman: in no faction
        (77, first, Side::Unknown),  // nobody
        (1, d(2022, 3, 29), Side::Unknown),
    ];
    for (person, on, side) in table {
        assert_eq!(view.side_of(id(person), on), side, "person {person} on {on}");
        let placed = view.places_on(on).get(&id(person)).map_or(Side::Unknown, |p| p.1);
        assert_eq!(placed, side, "person {person} on {on}, all at once");
    }
    assert_eq!(view.side_of_faction(C, first), Side::Unknown);
}

#[test]
fn the_default_audience_is_members_and_committee_members() {
    let council = council();
    let owed = council.view().owed_to(d(2022, 6, 1));
    assert_eq!(owed, [1, 2, 3, 4, 5].map(id));
    assert!(council.view().owed_to(d(2022, 3, 29)).is_empty());
}

#[test]
fn vacant_seats_are_counted() {
    let council = council();
    let view = council.view();
    assert_eq!(view.vacant_seats(d(2022, 6, 1)), 1);
    assert_eq!(view.vacant_seats(d(2020, 1, 1)), 0);
    assert_eq!(view.seats_on(d(2020, 1, 1)), None);
    let seats = Seats { total: 3, taken: 5 };
    assert_eq!((seats.vacant(), seats.surplus()), (0, 2));
}

#[test]
fn a_member_is_appointed_and_the_last_seat_warned_about() {
    let mut ids = counter();
    let council = council();
    let on = d(2022, 9, 1);
    let new = NewAppointment { person: id(6), role: Role::Member, faction: Some(B), span: Span::open(on) };
    let moves = council.view().appoint(new, &mut ids).unwrap();
    assert!(moves.warnings.is_empty());
    let after = applied(&council, &moves);
    assert_eq!(after.view().vacant_seats(on), 0);
    assert_eq!(after.view().vacant_seats(d(2022, 8, 31)), 1);

    let seventh = NewAppointment { person: id(7), ..new };
    let moves = after.view().appoint(seventh, &mut ids).unwrap();
    assert_eq!(moves.warnings, [Warning::NoSeatLeft]);
    let early =
        NewAppointment { span: Span::closed(d(2020, 1, 1), d(2020, 2, 1)), role: Role::Alderman, faction: None, ..new };
    assert!(council.view().appoint(early, &mut ids).is_ok());
}

#[test]
fn a_committee_member_who_gets_a_seat_is_one_or_the_other() {
    let council = council();
    let on = d(2022, 9, 1);
    let new = NewAppointment { person: id(5), role: Role::Member, faction: Some(A), span: Span::open(on) };
    let after = applied(&council, &council.view().appoint(new, &mut counter()).unwrap());
    assert_eq!(people(&after.view().committee_members_on(d(2022, 8, 31))), [5]);
    assert_eq!(people(&after.view().committee_members_on(on)), [] as [u128; 0]);
    assert_eq!(people(&after.view().members_on(on)), [1, 2, 3, 4, 5]);
}

#[test]
fn an_appointment_that_makes_no_sense_is_refused() {
    let council = council();
    let on = d(2022, 9, 1);
    let ask = |person, role, faction, span| {
        let new = NewAppointment { person: id(person), role, faction, span };
        council.view().appoint(new, &mut counter()).map(|_| ())
    };
    let open = Span::open(on);
    let table = [
        (ask(1, Role::Member, Some(A), open), MoveError::AlreadyActive),
        (ask(1, Role::Member, Some(B), open), MoveError::AlreadyActive),
        (ask(1, Role::CommitteeMember, Some(A), open), MoveError::AlreadyActive),
        (ask(5, Role::Member, Some(B), open), MoveError::InOtherFaction),
        (ask(8, Role::Member, Some(B), open), MoveError::InOtherFaction),
        (ask(6, Role::Member, None, open), MoveError::FactionNeeded),
        (ask(6, Role::Alderman, Some(A), open), MoveError::FactionNotAllowed),
        (ask(6, Role::Member, Some(id(7)), open), MoveError::UnknownFaction),
        (ask(6, Role::Member, Some(A), Span::open(d(2022, 3, 29))), MoveError::FactionNotThere),
        (ask(6, Role::Member, Some(A), Span::closed(on, d(2022, 8, 31))), MoveError::EndsBeforeStart),
        (ask(9, Role::Alderman, None, open), MoveError::AlreadyActive),
    ];
    for (at, (got, refusal)) in table.into_iter().enumerate() {
        assert_eq!(got, Err(refusal), "row {at}");
    }
    assert_eq!(ask(8, Role::Member, Some(A), open), Ok(()), "a secretary may also be a member of that faction");
}

#[test]
fn a_member_leaves() {
    let council = council();
    let last = d(2022, 10, 31);
    let moves = council.view().end(id(104), last).unwrap();
    let after = applied(&council, &moves);
    assert_eq!(people(&after.view().members_on(last)), [1, 2, 3, 4]);
    assert_eq!(people(&after.view().members_on(d(2022, 11, 1))), [1, 2, 3]);
    assert_eq!(after.view().side_of(id(4), d(2022, 11, 1)), Side::Unknown);
    assert!(moves.warnings.is_empty());
    let moves = after.view().end(id(103), d(2022, 12, 31)).unwrap();
    assert_eq!(moves.warnings, [Warning::FactionEmpty(B)]);

    assert_eq!(after.view().end(id(104), d(2022, 12, 1)), Err(MoveError::NotActive));
    assert_eq!(council.view().end(id(104), d(2022, 3, 29)), Err(MoveError::BeforeStart));
    assert_eq!(council.view().end(id(999), last), Err(MoveError::NotActive));
}

#[test]
fn a_member_moves_to_another_faction() {
    let council = council();
    let on = d(2022, 10, 1);
    let moves = council.view().move_to_faction(id(2), B, on, &mut counter()).unwrap();
    assert!(moves.warnings.is_empty());
    let after = applied(&council, &moves);
    let view = after.view();
    let table = [
        (d(2022, 9, 30), Some(A), Side::Coalition),
        (on, Some(B), Side::Opposition),
        (d(2023, 1, 1), Some(B), Side::Opposition),
    ];
    for (date, faction, side) in table {
        assert_eq!((view.faction_of(id(2), date), view.side_of(id(2), date)), (faction, side), "{date}");
        assert_eq!(view.members_on(date).len(), 4);
    }
    assert_eq!(view.move_to_faction(id(2), B, on, &mut counter()), Err(MoveError::SameFaction));
    assert_eq!(view.move_to_faction(id(9), B, on, &mut counter()), Err(MoveError::NotActive));
    assert_eq!(view.move_to_faction(id(1), id(5), on, &mut counter()), Err(MoveError::UnknownFaction));
    let to_c = view.move_to_faction(id(1), C, on, &mut counter()).unwrap();
    assert_eq!(to_c.warnings, [Warning::FactionEmpty(A), Warning::SideUnknown(C)]);
}

#[test]
fn moving_on_the_first_day_leaves_no_empty_appointment() {
    let council = council();
    let moves = council.view().move_to_faction(id(1), B, d(2022, 3, 30), &mut counter()).unwrap();
    let after = applied(&council, &moves);
    assert_eq!(after.appointments.iter().filter(|a| a.person == id(1)).count(), 1);
    assert_eq!(after.view().faction_of(id(1), d(2022, 3, 30)), Some(B));
}

#[test]
fn a_faction_splits_and_the_new_side_is_unknown() {
    let council = council();
    let on = d(2023, 2, 1);
    let moves = council.view().split_faction(A, &[id(2), id(5)], " Lijst Twee ", on, &mut counter()).unwrap();
    let after = applied(&council, &moves);
    let view = after.view();
    let new = after.factions.last().unwrap();
    assert_eq!((new.name.as_str(), new.reach, new.span), ("Lijst Twee", Reach::Local, Span::open(on)));
    for person in [2, 5] {
        assert_eq!(view.faction_of(id(person), on), Some(new.id));
        assert_eq!(view.side_of(id(person), on), Side::Unknown);
        assert_eq!(view.side_of(id(person), d(2023, 1, 31)), Side::Coalition);
    }
    assert_eq!(view.side_of(id(1), on), Side::Coalition);
    assert_eq!(moves.warnings, [Warning::SideUnknown(new.id)]);
}

#[test]
fn a_split_that_makes_no_sense_is_refused() {
    let council = council();
    let on = d(2023, 2, 1);
    let split = |faction, people: &[u128], name: &str, on| {
        let people: Vec<Uuid> = people.iter().map(|p| id(*p)).collect();
        council.view().split_faction(faction, &people, name, on, &mut counter()).map(|_| ())
    };
    let table = [
        (split(A, &[2], "  ", on), MoveError::NameMissing),
        (split(A, &[2], "bee ", on), MoveError::NameTaken),
        (split(A, &[], "X", on), MoveError::NobodyNamed),
        (split(A, &[2, 2], "X", on), MoveError::NamedTwice),
        (split(A, &[3], "X", on), MoveError::NotInFaction),
        (split(A, &[77], "X", on), MoveError::NotInFaction),
        (split(A, &[1, 2, 5], "X", on), MoveError::WholeFaction),
        (split(id(4), &[2], "X", on), MoveError::UnknownFaction),
        (split(A, &[2], "X", d(2022, 1, 1)), MoveError::FactionNotThere),
    ];
    for (at, (got, refusal)) in table.into_iter().enumerate() {
        assert_eq!(got, Err(refusal), "row {at}");
    }
}

#[test]
fn a_coalition_falls_and_another_forms() {
    let council = council();
    let (fall, form) = (d(2023, 6, 1), d(2023, 9, 1));
    let after = applied(&council, &council.view().coalition_falls(fall).unwrap());
    let after = applied(&after, &after.view().coalition_forms(form, &[B, C], &mut counter()).unwrap());
    let view = after.view();
    let table = [
        (A, d(2023, 5, 31), Side::Coalition),
        (B, d(2023, 5, 31), Side::Opposition),
        (A, fall, Side::Unknown),
        (B, fall, Side::Unknown),
        (B, d(2023, 8, 31), Side::Unknown),
        (A, form, Side::Opposition),
        (B, form, Side::Coalition),
        (C, form, Side::Coalition),
    ];
    for (faction, on, side) in table {
        assert_eq!(view.side_of_faction(faction, on), side, "{on}");
    }
    let never = OwnedCouncil { spells: Vec::new(), ..council.clone() };
    assert_eq!(never.view().coalition_falls(fall), Err(MoveError::NotActive));
    assert_eq!(view.coalition_forms(form, &[], &mut counter()), Err(MoveError::NobodyNamed));
}

#[test]
fn saying_the_same_side_again_changes_nothing() {
    let council = council();
    let view = council.view();
    let on = d(2023, 1, 1);
    let same = view.set_sides(on, &[(A, Side::Coalition), (C, Side::Unknown)], &mut counter()).unwrap();
    assert!(same.changes.is_empty());
    let twice = view.set_sides(on, &[(A, Side::Coalition), (A, Side::Opposition)], &mut counter());
    assert_eq!(twice, Err(MoveError::NamedTwice));
    assert_eq!(view.set_sides(on, &[], &mut counter()), Err(MoveError::NobodyNamed));
    // A correction from the first day removes the old spell instead of leaving an empty one.
    let moves = view.set_sides(d(2022, 5, 1), &[(A, Side::Opposition)], &mut counter()).unwrap();
    let after = applied(&council, &moves);
    assert_eq!(after.spells.len(), 2);
    assert_eq!(after.view().side_of(id(1), d(2022, 5, 1)), Side::Opposition);
}

#[test]
fn with_an_unknown_coalition_everybody_is_unknown() {
    let council = OwnedCouncil { spells: Vec::new(), ..council() };
    let places = council.view().places_on(d(2022, 9, 1));
    assert_eq!(places.len(), 6);
    assert!(places.values().all(|(faction, side)| faction.is_some() && *side == Side::Unknown));
}

#[test]
fn a_term_ends() {
    let mut council = council();
    let (last, next) = (d(2026, 3, 25), d(2026, 3, 26));
    council.appointments.push(appointment(110, 10, Role::Member, Some(C), next));
    let after = applied(&council, &council.view().end_term(last).unwrap());
    let view = after.view();
    assert_eq!(people(&view.members_on(last)), [1, 2, 3, 4]);
    assert_eq!(people(&view.members_on(next)), [10], "who was appointed from a later day stays");
    assert!(view.committee_members_on(next).is_empty());
    assert_eq!(people(&view.with_role(Role::Alderman, next)), [9]);
    assert_eq!(view.side_of_faction(A, last), Side::Coalition);
    assert_eq!(view.side_of_faction(A, next), Side::Unknown);
    assert_eq!(view.term_on(next), None);
    assert_eq!(view.end_term(next), Err(MoveError::NoTerm));

    let begun = applied(&after, &view.begin_term(Span::open(next), 7, &mut counter()).unwrap());
    assert_eq!(begun.view().seats_on(next), Some(Seats { total: 7, taken: 1 }));
    let overlap = begun.view().begin_term(Span::open(last), 7, &mut counter());
    assert_eq!(overlap, Err(MoveError::OverlapsTerm));
}

#[test]
fn roles_know_what_they_are() {
    for role in Role::ALL {
        assert!(!role.holds_seat() || role.is_owed(), "{role}");
        assert!(!role.is_owed() || role.has_faction(), "{role}");
        assert!(!(role.is_executive() && role.has_faction()), "{role}");
    }
    assert_eq!(Side::ALL, [Side::Coalition, Side::Opposition, Side::Unknown]);
    assert!(Side::Coalition < Side::Opposition && Side::Opposition < Side::Unknown);
}
