//! Councils small enough to count by hand, and the promise that no figure reveals a person.

mod privacy;
mod shown;

use super::*;
use proptest::prelude::*;

pub(super) fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + hour * 3600).unwrap()
}

pub(super) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// People numbered from 1 in factions of these sizes.
pub(super) fn audience(factions: &[(u128, Side, usize)]) -> Vec<Recipient> {
    let mut person = 0;
    let mut audience = Vec::new();
    for (faction, side, size) in factions {
        for _ in 0..*size {
            person += 1;
            audience.push(Recipient { person: id(person), faction: Some(id(1000 + faction)), side: *side });
        }
    }
    audience
}

pub(super) fn entry(person: u128, kind: ExposureKind, hour: i64) -> Exposure {
    Exposure { person: id(person), kind, at: at(hour), voided: false }
}

pub(super) fn item(n: u128, audience: &[Recipient], exposures: Vec<Exposure>) -> Item {
    Item { id: id(n), released_at: at(0), needed_at: None, audience: audience.to_vec(), exposures }
}

const C: Side = Side::Coalition;
const O: Side = Side::Opposition;
const U: Side = Side::Unknown;

fn exact(measure: Measure, counting: Counting) -> Settings {
    Settings::new(measure, counting, Guard::Exact)
}

fn protected(measure: Measure) -> Settings {
    Settings::new(measure, Counting::SoFar, Guard::Protected)
}

#[test]
fn the_earliest_entry_counts_and_voided_ones_do_not() {
    let council = audience(&[(1, C, 3)]);
    let voided = Exposure { voided: true, ..entry(1, ExposureKind::Told, -5) };
    let entries = vec![
        voided,
        entry(1, ExposureKind::Told, 2),
        entry(1, ExposureKind::Confirmed, 9),
        entry(1, ExposureKind::Reached, 7),
        entry(2, ExposureKind::Reached, 4),
        entry(3, ExposureKind::Told, 500),
    ];
    let times = times(&item(1, &council, entries), at(100));
    let hours =
        |n: u128| times.get(&id(n)).map(|t| (t.told.map(|t| t / MS_PER_HOUR), t.reached.map(|t| t / MS_PER_HOUR)));
    assert_eq!(hours(1), Some((Some(2), Some(7))));
    assert_eq!(hours(2), Some((Some(4), Some(4))), "who read it was told");
    assert_eq!(hours(3), None, "not yet");
}

#[test]
fn who_is_untold_is_listed_by_side_and_faction() {
    let council = audience(&[(2, O, 2), (1, C, 2), (3, U, 1)]);
    let nobody = BTreeSet::new();
    let before = item(1, &council, vec![entry(1, ExposureKind::Told, 1)]);
    let mut one = before.clone();
    one.exposures.extend([entry(2, ExposureKind::Reached, 1), entry(3, ExposureKind::Confirmed, 1)]);
    let people = |present: &BTreeSet<Uuid>| -> Vec<u128> {
        untold(&one, present, at(2)).iter().map(|r| r.person.as_u128()).collect()
    };
    assert_eq!(people(&BTreeSet::from([id(3)])), [4, 2, 5], "who was there knows of it");
    assert_eq!(untold(&one, &nobody, at(2)), untold(&before, &nobody, at(2)), "reading changes nothing");
    assert_eq!(untold(&one, &nobody, at(0)).len(), 5, "nothing had happened yet");
    assert!(untold(&one, &nobody, at(-1)).is_empty(), "not released, so nobody is owed it");
}

#[test]
fn telling_is_counted_exactly_for_the_clerk() {
    let council = audience(&[(1, C, 3), (2, O, 2), (3, O, 1)]);
    let told: Vec<Exposure> =
        [(1, 1), (2, 1), (3, 1), (4, 49), (5, 49)].map(|(p, h)| entry(p, ExposureKind::Told, h)).to_vec();
    let got = table(&[item(1, &council, told)], at(100), exact(Measure::Told, Counting::SoFar));
    let sides: Vec<(Group, Cell, Option<f64>)> =
        got.sides.iter().map(|r| (r.group.clone(), r.cell, r.median_hours())).collect();
    assert_eq!(
        sides,
        [
            (Group::Side(C), Cell::Shown { count: 3, of: 3 }, Some(1.0)),
            (Group::Side(O), Cell::Shown { count: 2, of: 3 }, Some(49.0)),
        ]
    );
    assert_eq!(got.groups.len(), 3);
    assert_eq!(got.groups[2].cell, Cell::Shown { count: 0, of: 1 });
    assert_eq!(got.groups[2].median_ms, None);
    assert_eq!(got.total.cell, Cell::Shown { count: 5, of: 6 });
    assert_eq!(got.total.cell.share(), Some(5.0 / 6.0));
    assert_eq!(got.items, 1);
}

#[test]
fn a_quarter_counts_items_whose_deadline_has_passed() {
    let council = audience(&[(1, C, 2)]);
    let reached = |h| vec![entry(1, ExposureKind::Told, 0), entry(1, ExposureKind::Reached, h)];
    let needed = Item { needed_at: Some(at(10)), ..item(1, &council, reached(11)) };
    let in_time = Item { needed_at: Some(at(11)), ..item(2, &council, reached(11)) };
    let running = item(3, &council, reached(5));
    let coming = Item { released_at: at(200), ..item(4, &council, Vec::new()) };
    let items = [coming, running, in_time, needed];
    let got = table(&items, at(100), exact(Measure::Reached, Counting::ByDeadline));
    assert_eq!(got.total.cell, Cell::Shown { count: 1, of: 4 });
    assert_eq!(got.items, 2);
    let wanted = [(3, Reason::NotDue), (4, Reason::NotReleased)];
    assert_eq!(got.left_out, wanted.map(|(n, reason)| LeftOut { item: id(n), reason }));
    let so_far = table(&items, at(100), exact(Measure::Reached, Counting::SoFar));
    assert_eq!(so_far.total.cell, Cell::Shown { count: 3, of: 6 });
    let later = table(&items, at(336), exact(Measure::Reached, Counting::ByDeadline));
    assert_eq!(later.total.cell, Cell::Shown { count: 2, of: 6 });
}

#[test]
fn an_item_nobody_was_told_of_says_nothing_about_telling() {
    let council = audience(&[(1, C, 2)]);
    let silent = item(1, &council, vec![entry(1, ExposureKind::Reached, 1)]);
    let got = table(std::slice::from_ref(&silent), at(400), exact(Measure::Told, Counting::ByDeadline));
    assert_eq!(got.left_out, [LeftOut { item: id(1), reason: Reason::NobodyTold }]);
    assert_eq!(got.total.cell, Cell::Empty);
    let so_far = table(&[silent], at(400), exact(Measure::Told, Counting::SoFar));
    assert_eq!(so_far.total.cell, Cell::Shown { count: 1, of: 2 });
}

#[test]
fn foreknowledge_counts_with_negative_hours_down_to_the_horizon() {
    let council = audience(&[(1, C, 1)]);
    let median = |hour| {
        let one = item(1, &council, vec![entry(1, ExposureKind::Told, hour)]);
        table(&[one], at(400), exact(Measure::Told, Counting::SoFar)).total.median_hours()
    };
    assert_eq!(median(-10), Some(-10.0));
    assert_eq!(median(-1000), Some(-336.0));
    assert_eq!(median(335), Some(335.0));
    assert_eq!(median(337), None, "after the horizon it counts as never");
}

#[test]
fn the_median_is_that_of_kaplan_and_meier() {
    // Items of two ages: pairs of the young one are watched for 10 hours only.
    let council = audience(&[(1, C, 4)]);
    let told = |hours: [i64; 4]| {
        let entries = hours.iter().zip(1..).filter(|(h, _)| **h > 0);
        entries.map(|(h, p)| entry(p, ExposureKind::Told, *h)).collect::<Vec<_>>()
    };
    let old = item(1, &council, told([1, 5, 20, 30]));
    let mut young = item(2, &council, told([2, 0, 0, 0]));
    young.released_at = at(90);
    for e in &mut young.exposures {
        e.at = at(92);
    }
    // S: 1h 7/8, 2h 6/8, 5h 5/8, three censored at 10h, 20h 5/16.
    let got = table(&[old, young], at(100), exact(Measure::Told, Counting::SoFar));
    assert_eq!(got.total.median_hours(), Some(20.0));
}

#[test]
fn who_changed_sides_is_outside() {
    let one = item(1, &audience(&[(1, C, 4)]), Vec::new());
    let mut two = one.clone();
    two.id = id(2);
    two.audience[0].side = O;
    two.audience[1].faction = Some(id(7));
    let got = table(&[one.clone(), two.clone()], at(1), exact(Measure::Told, Counting::SoFar));
    assert_eq!(got.outside, OutsideCount::Count(2));
    assert_eq!((got.total.people, got.total.cell), (2, Cell::Shown { count: 0, of: 4 }));
    let shown = table(&[one, two], at(1), protected(Measure::Told));
    assert_eq!(shown.outside, OutsideCount::Few);
}

#[test]
fn small_factions_are_merged_within_their_side() {
    let council =
        audience(&[(1, C, 7), (2, C, 1), (3, C, 1), (4, C, 4), (5, O, 6), (6, O, 2), (7, O, 1), (8, O, 2), (9, U, 1)]);
    let got = table(&[item(1, &council, Vec::new())], at(1), protected(Measure::Reached));
    let groups: Vec<(Group, usize)> = got.groups.iter().map(|r| (r.group.clone(), r.people)).collect();
    let f = |n: u128| Some(id(1000 + n));
    assert_eq!(
        groups,
        [
            (Group::Faction(C, f(1)), 7),
            (Group::Others(C, vec![f(2), f(3), f(4)]), 6), // 1 + 1 is not enough, so the next smallest joins
            (Group::Faction(O, f(5)), 6),
            (Group::Others(O, vec![f(7), f(6), f(8)]), 5),
            (Group::Faction(U, f(9)), 1),
        ]
    );
    let clerk = table(&[item(1, &council, Vec::new())], at(1), exact(Measure::Told, Counting::SoFar));
    assert_eq!(clerk.groups.len(), 9);
}

#[test]
fn nobody_and_everybody_are_hidden() {
    let council = audience(&[(1, C, 10), (2, O, 10)]);
    let shown = |count: u128| {
        let entries = (1..=count).map(|p| entry(p, ExposureKind::Reached, 1)).collect();
        table(&[item(1, &council, entries)], at(2), protected(Measure::Reached)).sides[0].cell
    };
    for count in 0..=10 {
        let wanted = if (3..=7).contains(&count) { Cell::Shown { count: count as u64, of: 10 } } else { Cell::Hidden };
        assert_eq!(shown(count), wanted, "{count}");
    }
}

#[test]
fn a_count_is_judged_on_different_people_not_on_pairs() {
    // One reader reads everything, nine read nothing: ten hits, but they are one person's.
    let council = audience(&[(1, C, 10)]);
    let items: Vec<Item> = (1..=10).map(|n| item(n, &council, vec![entry(1, ExposureKind::Reached, 1)])).collect();
    assert_eq!(table(&items, at(2), protected(Measure::Reached)).sides[0].cell, Cell::Hidden);
}

#[test]
fn no_median_under_ten_people() {
    for (size, hidden) in [(9, true), (10, false)] {
        let council = audience(&[(1, C, size)]);
        let entries = (1..=6).map(|p| entry(p, ExposureKind::Reached, p as i64)).collect();
        let got = table(&[item(1, &council, entries)], at(20), protected(Measure::Reached));
        assert_eq!((got.total.median_hidden, got.total.median_ms.is_none()), (hidden, hidden), "{size}");
    }
}

#[test]
fn what_is_hidden_cannot_be_found_by_subtraction() {
    // Coalition 6 + 6 people; 3 of the first faction read it, all 6 of the second. The side (9 of 12) may be shown, so the
    // first faction may not: 9 - 3 = everybody in the second.
    let council = audience(&[(1, C, 6), (2, C, 6)]);
    let entries = (1..=3).chain(7..=12).map(|p| entry(p, ExposureKind::Reached, 1)).collect();
    let got = table(&[item(1, &council, entries)], at(2), protected(Measure::Reached));
    assert_eq!(got.sides[0].cell, Cell::Shown { count: 9, of: 12 });
    assert!(got.groups.iter().all(|g| g.cell == Cell::Hidden));

    // A side of one person: the total goes, the sides that matter stay.
    let council = audience(&[(1, C, 8), (2, O, 8), (3, U, 1)]);
    let entries = (1..=4).chain(9..=12).map(|p| entry(p, ExposureKind::Reached, 1)).collect();
    let got = table(&[item(1, &council, entries)], at(2), protected(Measure::Reached));
    let cells: Vec<Cell> = got.sides.iter().map(|s| s.cell).collect();
    assert_eq!(cells, [Cell::Shown { count: 4, of: 8 }, Cell::Shown { count: 4, of: 8 }, Cell::Hidden]);
    assert_eq!(got.total.cell, Cell::Hidden);
}

#[test]
fn nothing_at_all_is_an_empty_table() {
    let got = table(&[], at(0), protected(Measure::Reached));
    assert_eq!((got.total.cell, got.total.people, got.sides.len(), got.groups.len()), (Cell::Empty, 0, 0, 0));
    assert_eq!(got.outside, OutsideCount::None);
}

#[test]
fn entries_about_others_do_not_count() {
    let council = audience(&[(1, C, 2)]);
    let one = item(1, &council, vec![entry(99, ExposureKind::Reached, 1)]);
    assert_eq!(
        table(&[one], at(2), exact(Measure::Reached, Counting::SoFar)).total.cell,
        Cell::Shown { count: 0, of: 2 }
    );
}

proptest! {
    #[test]
    fn times_by_hand_and_by_table_agree(hours in prop::collection::vec(prop::option::of(-400i64..400), 1..20), now in -10i64..500) {
        let council = audience(&[(1, C, hours.len())]);
        let entries = hours.iter().zip(1..).filter_map(|(h, p)| h.map(|h| entry(p, ExposureKind::Reached, h))).collect();
        let one = item(1, &council, entries);
        let got = table(std::slice::from_ref(&one), at(now), exact(Measure::Reached, Counting::SoFar));
        if now < 0 {
            prop_assert_eq!(got.total.cell, Cell::Empty);
        } else {
            let count = hours.iter().flatten().filter(|h| **h <= now).count() as u64;
            prop_assert_eq!(got.total.cell, Cell::Shown { count, of: hours.len() as u64 });
            prop_assert_eq!(untold(&one, &BTreeSet::new(), at(now)).len(), hours.len());
        }
    }

    #[test]
    fn adding_an_entry_never_lowers_a_count(n in 1usize..15, p in 1u128..15, h in 0i64..300) {
        let council = audience(&[(1, C, n)]);
        let before = item(1, &council, vec![entry(1, ExposureKind::Told, 5)]);
        let mut after = before.clone();
        after.exposures.push(entry(p, ExposureKind::Told, h));
        let count = |i: &Item| match table(std::slice::from_ref(i), at(400), exact(Measure::Told, Counting::ByDeadline)).total.cell {
            Cell::Shown { count, .. } => count,
            _ => 0,
        };
        prop_assert!(count(&before) <= count(&after));
    }
}
