//! Whatever a clerk does, in whatever order.

use super::{A, B, C, council, counter, d, id};
use crate::people::*;
use jiff::SignedDuration;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A move with everything chosen at random; many will be refused.
#[derive(Clone, Debug)]
enum Try {
    Appoint { person: u128, role: Role, faction: usize, from: i64, days: Option<i64> },
    End { nth: usize, on: i64 },
    Move { person: u128, faction: usize, on: i64 },
    Split { faction: usize, people: Vec<u128>, on: i64 },
    Sides { faction: usize, side: Side, on: i64 },
    Fall { on: i64 },
    EndTerm { on: i64 },
    Replace { nth: usize, by: u128, from: i64, days: i64 },
}

fn day(n: i64) -> Date {
    d(2022, 3, 30).saturating_add(SignedDuration::from_hours(24 * n))
}

fn tries() -> impl Strategy<Value = Try> {
    let person = 1u128..10;
    let on = 0i64..400;
    let role = prop::sample::select(Role::ALL);
    prop_oneof![
        3 => (person.clone(), role, 0usize..5, on.clone(), prop::option::of(0i64..200))
            .prop_map(|(person, role, faction, from, days)| Try::Appoint { person, role, faction, from, days }),
        1 => (0usize..30, on.clone()).prop_map(|(nth, on)| Try::End { nth, on }),
        3 => (person.clone(), 0usize..5, on.clone()).prop_map(|(person, faction, on)| Try::Move { person, faction, on }),
        1 => (0usize..5, prop::collection::vec(person.clone(), 0..3), on.clone())
            .prop_map(|(faction, people, on)| Try::Split { faction, people, on }),
        1 => (0usize..5, prop::sample::select(Side::ALL), on.clone())
            .prop_map(|(faction, side, on)| Try::Sides { faction, side, on }),
        1 => on.clone().prop_map(|on| Try::Fall { on }),
        1 => on.clone().prop_map(|on| Try::EndTerm { on }),
        3 => (0usize..30, person, on, 0i64..200).prop_map(|(nth, by, from, days)| Try::Replace { nth, by, from, days }),
    ]
}

fn attempt(
    council: &OwnedCouncil,
    nth_try: usize,
    what: &Try,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Moves, MoveError> {
    let view = council.view();
    let faction = |n: usize| council.factions.get(n).map_or(C, |f| f.id);
    let held = |n: usize| council.appointments.get(n).map_or(id(0), |a| a.id);
    match what {
        Try::Appoint { person, role, faction: n, from, days } => {
            let span = Span { from: day(*from), to: days.map(|days| day(from + days)) };
            let faction = role.has_faction().then(|| faction(*n));
            view.appoint(NewAppointment { person: id(*person), role: *role, faction, span }, ids)
        }
        Try::End { nth, on } => view.end(held(*nth), day(*on)),
        Try::Move { person, faction: n, on } => view.move_to_faction(id(*person), faction(*n), day(*on), ids),
        Try::Split { faction: n, people, on } => {
            let people: Vec<Uuid> = people.iter().map(|p| id(*p)).collect();
            view.split_faction(faction(*n), &people, &format!("Lijst {nth_try}"), day(*on), ids)
        }
        Try::Sides { faction: n, side, on } => view.set_sides(day(*on), &[(faction(*n), *side)], ids),
        Try::Fall { on } => view.coalition_falls(day(*on)),
        Try::EndTerm { on } => view.end_term(day(*on)),
        Try::Replace { nth, by, from, days } => {
            let span = Span::closed(day(*from), day(from + days));
            view.replace_temporarily(held(*nth), id(*by), span, LeaveReason::Leave, ids)
        }
    }
}

fn after(tries: &[Try]) -> OwnedCouncil {
    let mut ids = counter();
    let mut council = council();
    for (n, what) in tries.iter().enumerate() {
        if let Ok(moves) = attempt(&council, n, what, &mut ids) {
            council.apply_all(&moves.changes);
        }
    }
    council
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nobody_is_in_two_factions_or_twice_in_a_role(tries in prop::collection::vec(tries(), 0..25)) {
        let council = after(&tries);
        for n in (0..420).step_by(3) {
            let on = day(n);
            let mut factions: BTreeMap<Uuid, Uuid> = BTreeMap::new();
            let active = council.view().active(on);
            for a in &active {
                if let Some(faction) = a.faction {
                    let first = factions.entry(a.person).or_insert(faction);
                    prop_assert_eq!(*first, faction, "{} on {}", a.person, on);
                }
                let doubles = active.iter().filter(|b| b.person == a.person && b.role == a.role).count();
                prop_assert_eq!(doubles, 1, "{} twice {} on {}", a.person, a.role, on);
                let both = active.iter().filter(|b| b.person == a.person && b.role.is_owed()).count();
                prop_assert!(both <= 1, "member and committee member at once");
            }
        }
    }

    #[test]
    fn nothing_is_left_empty_or_dangling(tries in prop::collection::vec(tries(), 0..25)) {
        let council = after(&tries);
        for a in &council.appointments {
            prop_assert!(!a.span.is_empty());
            prop_assert_eq!(a.faction.is_some(), a.role.has_faction());
            if let Some(replaced) = a.replaces {
                let replaced = council.view().appointment(replaced);
                prop_assert!(replaced.is_some_and(|r| r.span.covers(a.span)), "a replacement lies within what it replaces");
            }
        }
        for spell in &council.spells {
            prop_assert!(!spell.span.is_empty());
            let same_time = council.spells.iter().filter(|s| s.faction == spell.faction && s.span.overlaps(spell.span));
            prop_assert_eq!(same_time.count(), 1, "a faction is on one side at a time");
        }
    }

    #[test]
    fn side_of_never_panics_and_is_unknown_outside_spells(
        tries in prop::collection::vec(tries(), 0..10), person in 0u128..12, year in -9999i16..=9999, n in -400i64..800,
    ) {
        let council = after(&tries);
        let view = council.view();
        for on in [day(n), Date::new(year, 1, 1).unwrap(), Date::MIN, Date::MAX] {
            let side = view.side_of(id(person), on);
            let spell = view.faction_of(id(person), on).is_some_and(|f| {
                council.spells.iter().any(|s| s.faction == f && s.span.contains(on))
            });
            if !spell {
                prop_assert_eq!(side, Side::Unknown);
            }
            let placed = view.places_on(on).get(&id(person)).copied().unwrap_or((None, Side::Unknown));
            prop_assert_eq!(placed, (view.faction_of(id(person), on), side));
            let _ = (view.owed_to(on), view.vacant_seats(on), view.factions_on(on));
        }
    }

    #[test]
    fn hostile_records_do_not_panic(
        rows in prop::collection::vec((0u128..6, 1u128..4, 0usize..8, 0i64..20, prop::option::of(0i64..20), prop::option::of(0u128..6)), 0..8),
        on in 0i64..20,
    ) {
        // Rows no move would make: overlaps, circles of replacement, spans that end before they begin.
        let appointments = rows.iter().map(|(n, person, role, from, to, replaces)| Appointment {
            id: id(*n),
            person: id(*person),
            role: Role::ALL[*role],
            faction: [Some(A), Some(B), None][(*person % 3) as usize],
            span: Span { from: day(*from), to: to.map(day) },
            replaces: replaces.map(id),
            reason: None,
        });
        let council = OwnedCouncil { appointments: appointments.collect(), ..council() };
        let view = council.view();
        let mut ids = counter();
        for n in 0..6 {
            let _ = view.end(id(n), day(on));
            let _ = view.move_to_faction(id(n), C, day(on), &mut ids);
            let _ = view.replace_temporarily(id(n), id(9), Span::open(day(on)), LeaveReason::Leave, &mut ids);
        }
        let _ = view.end_term(day(on));
        let _ = view.places_on(day(on));
    }
}
