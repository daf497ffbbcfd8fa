//! An attacker with a computer: from everything shown about reading (each item by side, the closed quarter by side and by
//! faction, the gap of the report) no sum or difference with any weights is about fewer than three people, and no count
//! says that nearly nobody or nearly everybody read.

use super::{at, audience, entry, id, item};
use crate::balance::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Long after every deadline.
const CLOSED: i64 = 1_000;

/// A council, who of it changes sides half-way, and per item who reads it.
#[derive(Clone, Debug)]
struct Scene {
    factions: Vec<(u128, Side, usize)>,
    movers: BTreeSet<u128>,
    reads: Vec<Vec<bool>>,
}

fn scene(factions: Vec<(u128, Side, usize)>, most_movers: usize) -> impl Strategy<Value = Scene> {
    let people: usize = factions.iter().map(|(_, _, n)| n).sum();
    let movers = prop::collection::btree_set(1..=people as u128, 0..=most_movers);
    // Some items nearly nobody reads, some nearly everybody.
    let row = prop::sample::select(&[0.05, 0.3, 0.5, 0.8, 0.97][..])
        .prop_flat_map(move |density| prop::collection::vec(prop::bool::weighted(density), people));
    (movers, prop::collection::vec(row, 1..6)).prop_map(move |(movers, reads)| Scene {
        factions: factions.clone(),
        movers,
        reads,
    })
}

fn small_councils() -> impl Strategy<Value = Scene> {
    let faction = (prop::sample::select(Side::ALL), 1usize..9);
    prop::collection::vec(faction, 1..7).prop_flat_map(|factions| {
        let factions = factions.into_iter().zip(1..).map(|((side, size), n)| (n, side, size)).collect();
        scene(factions, 4)
    })
}

/// Twenty-nine seats, four factions of one person, as Soest had in 2018.
fn soest() -> impl Strategy<Value = Scene> {
    use Side::{Coalition as C, Opposition as O};
    let factions = vec![
        (1, C, 8),
        (2, C, 4),
        (3, C, 3),
        (4, C, 1),
        (5, O, 5),
        (6, O, 3),
        (7, O, 2),
        (8, O, 1),
        (9, O, 1),
        (10, O, 1),
    ];
    scene(factions, 4)
}

fn items(scene: &Scene) -> Vec<Item> {
    let council = audience(&scene.factions);
    let half = scene.reads.len() / 2;
    let one = |(n, row): (usize, &Vec<bool>)| {
        let mut owed = council.clone();
        for recipient in owed.iter_mut().filter(|r| n >= half && scene.movers.contains(&r.person.as_u128())) {
            recipient.side = if recipient.side == Side::Coalition { Side::Opposition } else { Side::Coalition };
            recipient.faction = Some(id(5_000));
        }
        let readers = row.iter().zip(1u128..).filter(|(read, _)| **read);
        item(n as u128, &owed, readers.map(|(_, p)| entry(p, ExposureKind::Reached, 1)).collect())
    };
    scene.reads.iter().enumerate().map(one).collect()
}

/// What a shown figure adds up: a weight for each person and item.
type Sum = BTreeMap<(u128, u128), u64>;

const PRIME: u64 = 1_000_000_007;

fn inverse(n: u64) -> u64 {
    let (mut base, mut power, mut result) = (n % PRIME, PRIME - 2, 1);
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power >>= 1;
    }
    result
}

/// Who stands in one place over all these items.
fn staying(items: &[Item]) -> BTreeSet<Uuid> {
    let mut places: BTreeMap<Uuid, BTreeSet<(Side, Option<Uuid>)>> = BTreeMap::new();
    for r in items.iter().flat_map(|item| &item.audience) {
        places.entry(r.person).or_default().insert((r.side, r.faction));
    }
    places.into_iter().filter(|(_, places)| places.len() == 1).map(|(person, _)| person).collect()
}

/// Everything shown, as sums over person-item pairs, and as sets of pairs that must hide somebody.
fn shown(items: &[Item]) -> (Vec<Sum>, Vec<BTreeSet<(u128, u128)>>) {
    let staying = staying(items);
    let mut sets: Vec<BTreeSet<(u128, u128)>> = Vec::new();
    let pairs = |item: &Item, of: &dyn Fn(&Recipient) -> bool| -> BTreeSet<(u128, u128)> {
        item.audience.iter().filter(|r| of(r)).map(|r| (r.person.as_u128(), item.id.as_u128())).collect()
    };
    let mut alone: BTreeMap<u128, Table> = BTreeMap::new();
    for item in items {
        if let Some(table) = reading_of_item(item, at(CLOSED), DEFAULT_HORIZON_HOURS) {
            for row in &table.sides {
                let Group::Side(side) = row.group else { unreachable!() };
                assert!(matches!(row.cell, Cell::Shown { .. }));
                sets.push(pairs(item, &|r| r.side == side));
            }
            alone.insert(item.id.as_u128(), table);
        }
    }
    let mut sums = Vec::new();
    if let PeriodReading::Shown { table, items: counted, .. } =
        reading_of_period(items, &BTreeSet::new(), at(CLOSED), DEFAULT_HORIZON_HOURS)
    {
        let counted: Vec<&Item> = items.iter().filter(|item| counted.contains(&item.id)).collect();
        let of_period = |of: &dyn Fn(&Recipient) -> bool| -> BTreeSet<(u128, u128)> {
            counted.iter().flat_map(|item| pairs(item, &|r| staying.contains(&r.person) && of(r))).collect()
        };
        for row in table.sides.iter().chain(&table.groups).chain([&table.total]) {
            if !matches!(row.cell, Cell::Shown { .. }) {
                continue;
            }
            sets.push(of_period(&|r| match &row.group {
                Group::Everybody => r.side != Side::Unknown,
                Group::Side(side) => r.side == *side,
                Group::Faction(side, faction) => r.side == *side && r.faction == *faction,
                Group::Others(side, factions) => r.side == *side && factions.contains(&r.faction),
            }));
        }
        let mut gap = Sum::new();
        for item in &counted {
            let [a, b] = [Side::Coalition, Side::Opposition]
                .map(|side| pairs(item, &|r| staying.contains(&r.person) && r.side == side));
            let (na, nb) = (a.len() as u64, b.len() as u64);
            if na == 0 || nb == 0 {
                continue;
            }
            let share = inverse(na + nb);
            gap.extend(a.into_iter().map(|pair| (pair, nb * share % PRIME)));
            gap.extend(b.into_iter().map(|pair| (pair, PRIME - na * share % PRIME)));
        }
        sums.push(gap);
    }
    sets.retain(|set| !set.is_empty());
    sums.extend(sets.iter().map(|set| set.iter().map(|pair| (*pair, 1)).collect()));
    // What the period counts less what is shown item by item, when nobody stands apart: a set by itself.
    if let PeriodReading::Shown { items: counted, .. } =
        reading_of_period(items, &BTreeSet::new(), at(CLOSED), DEFAULT_HORIZON_HOURS)
    {
        for side in [Side::Coalition, Side::Opposition] {
            let rest = items.iter().filter(|i| counted.contains(&i.id) && !alone.contains_key(&i.id.as_u128()));
            let rest: BTreeSet<_> =
                rest.flat_map(|item| pairs(item, &|r| staying.contains(&r.person) && r.side == side)).collect();
            sets.extend((!rest.is_empty()).then_some(rest));
        }
    }
    (sums, sets)
}

/// Rank of the sums, without the columns of some people.
fn rank(sums: &[Sum], without: &[u128]) -> usize {
    let mut rows: Vec<Sum> = sums
        .iter()
        .map(|sum| sum.iter().filter(|((p, _), _)| !without.contains(p)).map(|(k, v)| (*k, *v)).collect())
        .collect();
    let mut rank = 0;
    while let Some(at) = rows.iter().position(|row| row.values().any(|v| *v != 0)) {
        let row = rows.swap_remove(at);
        let (pivot, value) = row.iter().find(|(_, v)| **v != 0).map(|(k, v)| (*k, *v)).unwrap();
        let scale = inverse(value);
        for other in &mut rows {
            let factor = other.get(&pivot).copied().unwrap_or(0) * scale % PRIME;
            if factor != 0 {
                for (key, value) in &row {
                    let cell = other.entry(*key).or_insert(0);
                    *cell = (*cell + PRIME - value * factor % PRIME) % PRIME;
                }
            }
        }
        rank += 1;
    }
    rank
}

fn attack(scene: &Scene) -> Result<(), TestCaseError> {
    let items = items(scene);
    let (sums, sets) = shown(&items);
    let read = |(person, item): &(u128, u128)| scene.reads[*item as usize][*person as usize - 1];
    for set in &sets {
        let people =
            |wanted: bool| set.iter().filter(|pair| read(pair) == wanted).map(|(p, _)| p).collect::<BTreeSet<_>>();
        prop_assert!(people(true).len() >= 3 && people(false).len() >= 3, "a count gives somebody away: {set:?}");
    }
    let whole = rank(&sums, &[]);
    let people: usize = scene.factions.iter().map(|(_, _, n)| n).sum();
    for first in 1..=people as u128 {
        for second in first..=people as u128 {
            prop_assert_eq!(
                rank(&sums, &[first, second]),
                whole,
                "weights exist that single out {} and {}",
                first,
                second
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_weights_single_out_fewer_than_three(scene in small_councils()) {
        attack(&scene)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_council_with_four_one_person_factions_keeps_its_secrets(scene in soest()) {
        attack(&scene)?;
    }
}

#[test]
fn a_quarter_that_is_well_read_is_counted_whole() {
    let council = audience(&[(1, Side::Coalition, 14), (2, Side::Opposition, 13)]);
    // Of each item another two of each side do not read: no item is shown by itself, the quarter is.
    let items: Vec<Item> = (0..6_u128)
        .map(|n| {
            let idle = [1 + 2 * n, 2 + 2 * n, 15 + 2 * n, 16 + 2 * n];
            let readers = (1..=27).filter(|p| !idle.contains(p));
            item(n, &council, readers.map(|p| entry(p, ExposureKind::Reached, 3)).collect())
        })
        .collect();
    assert!(items.iter().all(|item| reading_of_item(item, at(CLOSED), DEFAULT_HORIZON_HOURS).is_none()));
    let PeriodReading::Shown { table, items, left_out } =
        reading_of_period(&items, &BTreeSet::new(), at(CLOSED), DEFAULT_HORIZON_HOURS)
    else {
        panic!("not shown");
    };
    assert_eq!((items.len(), left_out), (6, 0));
    assert_eq!(table.sides[0].cell, Cell::Shown { count: 72, of: 84 });
}

#[test]
fn an_item_that_would_be_found_by_subtracting_is_not_counted() {
    let council = audience(&[(1, Side::Coalition, 8), (2, Side::Opposition, 8)]);
    let read = |people: &[u128]| people.iter().map(|p| entry(*p, ExposureKind::Reached, 1)).collect();
    let shown = item(1, &council, read(&[1, 2, 3, 4, 9, 10, 11, 12]));
    let hidden = item(2, &council, read(&[1, 9, 10, 11]));
    let PeriodReading::Shown { items, left_out, .. } =
        reading_of_period(&[shown, hidden], &BTreeSet::new(), at(CLOSED), DEFAULT_HORIZON_HOURS)
    else {
        panic!("not shown");
    };
    assert_eq!((items, left_out), (vec![id(1)], 1));
}

#[test]
fn who_objected_meanwhile_is_not_found_by_subtracting() {
    let council = audience(&[(1, Side::Coalition, 8), (2, Side::Opposition, 8)]);
    let readers = [1, 2, 3, 4, 9, 10, 11, 12].map(|p| entry(p, ExposureKind::Reached, 1)).to_vec();
    let items = [item(1, &council, readers.clone()), item(2, &council, readers)];
    let apart = BTreeSet::from([id(1)]);
    assert_eq!(reading_of_period(&items, &apart, at(CLOSED), DEFAULT_HORIZON_HOURS), PeriodReading::TooFew);
}

#[test]
fn one_who_changed_sides_is_not_found_by_subtracting() {
    let council = audience(&[(1, Side::Coalition, 8), (2, Side::Opposition, 8)]);
    let readers = || [1, 2, 3, 4, 9, 10, 11, 12].map(|p| entry(p, ExposureKind::Reached, 1)).to_vec();
    let mut second = item(2, &council, readers());
    second.audience[0].side = Side::Opposition;
    let items = [item(1, &council, readers()), second];
    assert!(items.iter().all(|item| reading_of_item(item, at(CLOSED), DEFAULT_HORIZON_HOURS).is_some()));
    assert_eq!(reading_of_period(&items, &BTreeSet::new(), at(CLOSED), DEFAULT_HORIZON_HOURS), PeriodReading::TooFew);
}
