//! An attacker with a pencil: from a protected table, no sum or difference of shown counts is about fewer than three people
//! counted or three people not counted.

use super::{at, audience, entry, id, item};
use crate::balance::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Some factions on three sides, and per item who read it.
#[derive(Clone, Debug)]
struct Scene {
    factions: Vec<(u128, Side, usize)>,
    reads: Vec<Vec<bool>>,
}

fn scenes() -> impl Strategy<Value = Scene> {
    let faction = (prop::sample::select(Side::ALL), 1usize..9);
    prop::collection::vec(faction, 1..9).prop_flat_map(|factions| {
        let people: usize = factions.iter().map(|(_, n)| n).sum();
        let factions: Vec<(u128, Side, usize)> =
            factions.into_iter().zip(1..).map(|((side, size), n)| (n, side, size)).collect();
        let density = prop::sample::select(&[0.05, 0.3, 0.5, 0.8, 0.97][..]);
        density
            .prop_flat_map(move |density| {
                let row = prop::collection::vec(prop::bool::weighted(density), people);
                prop::collection::vec(row, 1..4)
            })
            .prop_map(move |reads| Scene { factions: factions.clone(), reads })
    })
}

fn items(scene: &Scene) -> Vec<Item> {
    let council = audience(&scene.factions);
    let one = |(n, row): (usize, &Vec<bool>)| {
        let readers = row.iter().zip(1u128..).filter(|(read, _)| **read);
        item(n as u128, &council, readers.map(|(_, p)| entry(p, ExposureKind::Reached, 1)).collect())
    };
    scene.reads.iter().enumerate().map(one).collect()
}

/// The people of a row, found from its group alone.
fn people_of(scene: &Scene, group: &Group) -> BTreeSet<Uuid> {
    let council = audience(&scene.factions);
    council
        .iter()
        .filter(|r| match group {
            Group::Everybody => true,
            Group::Side(side) => r.side == *side,
            Group::Faction(side, faction) => r.side == *side && r.faction == *faction,
            Group::Others(side, factions) => r.side == *side && factions.contains(&r.faction),
        })
        .map(|r| r.person)
        .collect()
}

fn readers_and_others(scene: &Scene, people: &BTreeSet<Uuid>) -> (usize, usize) {
    let with = |wanted: bool| {
        people.iter().filter(|p| scene.reads.iter().any(|row| row[p.as_u128() as usize - 1] == wanted)).count()
    };
    (with(true), with(false))
}

/// Every set of people whose count follows from shown rows by taking parts off a whole, again and again.
fn derivable(shown: &[BTreeSet<Uuid>]) -> BTreeSet<BTreeSet<Uuid>> {
    let mut known: BTreeSet<BTreeSet<Uuid>> = shown.iter().cloned().collect();
    loop {
        let mut new = Vec::new();
        for whole in &known {
            for part in &known {
                if part != whole && part.is_subset(whole) {
                    let rest: BTreeSet<Uuid> = whole.difference(part).copied().collect();
                    if !known.contains(&rest) {
                        new.push(rest);
                    }
                }
            }
        }
        if new.is_empty() || known.len() > 400 {
            return known;
        }
        known.extend(new);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_figure_reveals_fewer_than_three(scene in scenes()) {
        let got = table(&items(&scene), at(2), Settings::new(Measure::Reached, Counting::SoFar, Guard::Protected));
        let rows = || std::iter::once(&got.total).chain(&got.sides).chain(&got.groups);
        let shown: Vec<BTreeSet<Uuid>> = rows()
            .filter(|r| matches!(r.cell, Cell::Shown { .. }))
            .map(|r| people_of(&scene, &r.group))
            .collect();
        for people in derivable(&shown) {
            let (with, without) = readers_and_others(&scene, &people);
            prop_assert!(with >= 3 && without >= 3, "{} people: {with} with, {without} without", people.len());
        }
        for row in rows() {
            prop_assert_eq!(row.people, people_of(&scene, &row.group).len());
            prop_assert!(row.people >= SMALLEST_FOR_MEDIAN || row.median_ms.is_none());
        }
    }

    #[test]
    fn what_is_shown_is_true(scene in scenes()) {
        let got = table(&items(&scene), at(2), Settings::new(Measure::Reached, Counting::SoFar, Guard::Protected));
        for row in std::iter::once(&got.total).chain(&got.sides).chain(&got.groups) {
            let people = people_of(&scene, &row.group);
            let hits = scene.reads.iter().flat_map(|r| r.iter().zip(1u128..)).filter(|(read, p)| **read && people.contains(&id(*p))).count();
            if let Cell::Shown { count, of } = row.cell {
                prop_assert_eq!(count, hits as u64);
                prop_assert_eq!(of, (people.len() * scene.reads.len()) as u64);
            }
        }
    }

    #[test]
    fn every_person_is_in_one_side_and_one_group(scene in scenes()) {
        for guard in [Guard::Exact, Guard::Protected] {
            let got = table(&items(&scene), at(2), Settings::new(Measure::Told, Counting::SoFar, guard));
            let sum = |rows: &[Row]| rows.iter().map(|r| r.people).sum::<usize>();
            prop_assert_eq!(sum(&got.sides), got.total.people);
            prop_assert_eq!(sum(&got.groups), got.total.people);
            for side in &got.sides {
                let Group::Side(of) = side.group else { unreachable!() };
                let groups: Vec<&Row> = got.groups.iter().filter(|g| matches!(&g.group, Group::Faction(s, _) | Group::Others(s, _) if *s == of)).collect();
                let small = groups.iter().filter(|g| g.people < 3).count();
                prop_assert!(guard == Guard::Exact || small == 0 || groups.len() == 1, "a small group stands alone only on a small side");
            }
        }
    }
}
