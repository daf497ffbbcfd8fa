//! What holds for every extract, whatever is in it.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not so")]

use domain::balance::{
    ExposureKind,
    extract::{Draft, Exposure, Extract, FORMAT, Item, Period, Person},
    report::{Report, all_factions, faction_report, report},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::prelude::*;

fn at(hours: i64) -> Timestamp {
    "2026-07-01T08:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hours)
}

type Entry = (usize, usize, i64);
type Owed = (i64, Option<i64>, u16, Vec<Entry>);

fn draft(people: &[(usize, usize)], items: &[Owed], now: i64) -> Draft {
    let groups = ["coalition", "opposition", "unknown"];
    let id = |n: usize| format!("p{n:02}");
    Draft {
        format: FORMAT.to_owned(),
        municipality: "gm0000".to_owned(),
        period: Period { from: date(2026, 7, 1), to: date(2026, 9, 30) },
        computed_at: at(now),
        horizon_hours: 48,
        seed: 1,
        groups: [groups[0].to_owned(), groups[1].to_owned()],
        people: people
            .iter()
            .enumerate()
            .map(|(n, (group, faction))| Person {
                id: id(n),
                faction: format!("f{faction}"),
                group: groups[*group].to_owned(),
            })
            .collect(),
        items: items
            .iter()
            .enumerate()
            .map(|(n, (released, needed, audience, entries))| Item {
                id: format!("i{n}"),
                kind: "notes".to_owned(),
                released_at: at(*released),
                needed_at: needed.map(|hours| at(released + hours)),
                audience: (0..people.len()).filter(|person| u64::from(*audience) >> person & 1 == 1).map(id).collect(),
                exposures: entries
                    .iter()
                    .filter(|_| !people.is_empty())
                    .map(|(person, kind, hours)| Exposure {
                        person: id(person % people.len()),
                        kind: ExposureKind::ALL[*kind],
                        channel: "mail".to_owned(),
                        at: at(released + hours),
                    })
                    .collect(),
            })
            .collect(),
        voided: 0,
    }
}

prop_compose! {
    fn drafts()(
        people in prop::collection::vec((0_usize..3, 0_usize..4), 0..11),
        items in prop::collection::vec((
            0_i64..200,
            prop::option::of(1_i64..100),
            prop_oneof![3 => Just(u16::MAX), 1 => any::<u16>()],
            prop::collection::vec((0_usize..11, 0_usize..3, -60_i64..120), 0..30),
        ), 0..7),
        now in 0_i64..400,
    ) -> Draft {
        draft(&people, &items, now)
    }
}

fn nearly(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    }
}

fn is_share(value: Option<f64>) -> bool {
    value.is_none_or(|value| (0.0..=1.0).contains(&value))
}

/// Every figure lies where it can lie.
fn sane(report: &Report) {
    for reach in &report.groups.values {
        assert!(is_share(reach.share));
        if let (Some(share), Some([low, high])) = (reach.share, reach.interval) {
            assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0, "{reach:?}");
        }
    }
    if let (Some(value), Some([low, high])) = (report.gap.value, report.gap.interval) {
        assert!(low <= value + 1e-12 && value <= high + 1e-12, "{:?}", report.gap);
    }
    for p in
        [report.gap.p, report.gap.p_factions, report.telling.p, report.reaching.timing.p, report.reaching.p_factions]
    {
        assert!(is_share(p) && p != Some(0.0), "{p:?}");
    }
    for timing in [&report.telling, &report.reaching.timing] {
        assert!(timing.never_share.values.iter().all(|share| is_share(*share)));
        for mean in timing.mean_hours.values.iter().chain(&timing.mean_hours_when.values).flatten() {
            assert!((-48.0..=48.0).contains(mean));
        }
    }
    assert_eq!(report.flag, !report.flagged.is_empty());
    assert_eq!(report.sentences.nl.len(), report.sentences.en.len());
    assert!(!report.sentences.nl.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_extract_gives_a_sane_report(draft in drafts()) {
        let extract = draft.check().unwrap();
        sane(&report(&extract));
        let all = all_factions(&extract);
        for (faction, of_faction) in &all.factions {
            sane(of_faction);
            let alone = faction_report(&extract, faction).unwrap();
            prop_assert_eq!(&alone.groups, &of_faction.groups);
            prop_assert!(!of_faction.flag || alone.flag, "what stands among many stands alone");
        }
    }

    #[test]
    fn what_is_written_reads_back(draft in drafts()) {
        let extract = draft.check().unwrap();
        let json = extract.to_json().unwrap();
        prop_assert_eq!(&Extract::parse(&json).unwrap(), &extract);
        let kept = serde_json::to_string(&report(&extract)).unwrap();
        prop_assert_eq!(serde_json::from_str::<Report>(&kept).unwrap(), report(&extract));
    }

    #[test]
    fn exchanging_the_groups_turns_the_signs_and_keeps_p(draft in drafts()) {
        let mut turned = draft.clone();
        turned.groups.reverse();
        let (one, other) = (report(&draft.check().unwrap()), report(&turned.check().unwrap()));
        let minus = |value: Option<f64>| value.map(|value| -value);
        prop_assert!(nearly(one.gap.value, minus(other.gap.value)));
        prop_assert!(nearly(one.telling.head_start_hours, minus(other.telling.head_start_hours)));
        prop_assert!(nearly(one.reaching.timing.head_start_hours, minus(other.reaching.timing.head_start_hours)));
        let interval = |report: &Report, at: usize| report.gap.interval.map(|interval| interval[at]);
        prop_assert!(nearly(interval(&one, 0), minus(interval(&other, 1))));
        prop_assert!(nearly(one.gap.p, other.gap.p));
        prop_assert!(nearly(one.gap.p_factions, other.gap.p_factions));
        prop_assert!(nearly(one.telling.p, other.telling.p));
        prop_assert!(nearly(one.reaching.timing.p, other.reaching.timing.p));
        prop_assert_eq!(one.flagged, other.flagged);
    }

    #[test]
    fn somebody_nobody_told_never_raises_reach(draft in drafts(), group in 0_usize..2) {
        let mut more = draft.clone();
        let group = draft.groups[group].clone();
        more.people.push(Person { id: "z".to_owned(), faction: "f1".to_owned(), group: group.clone() });
        for item in &mut more.items {
            item.audience.push("z".to_owned());
        }
        let (before, after) = (report(&draft.check().unwrap()), report(&more.check().unwrap()));
        // More items may count, now that both groups have somebody.
        prop_assume!(before.items_used == after.items_used);
        let share = |report: &Report| report.groups.get(&group).and_then(|reach| reach.share);
        if let (Some(before), Some(after)) = (share(&before), share(&after)) {
            prop_assert!(after <= before);
        }
    }

    #[test]
    fn order_does_not_matter(draft in drafts(), by in 0_usize..50) {
        fn turn<T>(list: &mut [T], by: usize) {
            if !list.is_empty() {
                list.rotate_left(by % list.len());
                let half = list.len() / 2;
                list[half..].reverse();
            }
        }
        let mut turned = draft.clone();
        turn(&mut turned.people, by);
        turn(&mut turned.items, by);
        for item in &mut turned.items {
            turn(&mut item.audience, by);
            turn(&mut item.exposures, by);
        }
        let (one, other) = (draft.check().unwrap(), turned.check().unwrap());
        prop_assert_eq!(one.to_json().unwrap(), other.to_json().unwrap());
        prop_assert_eq!(report(&one), report(&other));
    }

    /// A voided entry is not in the extract; so an extract with the rest of the entries is all there is to compare. What cannot
    /// count must weigh nothing: entries after the moment of computing, and the second time somebody opens the same.
    #[test]
    fn what_does_not_count_weighs_nothing(draft in drafts(), later in 1_i64..100) {
        let mut more = draft.clone();
        for item in &mut more.items {
            let again: Vec<Exposure> = item
                .exposures
                .iter()
                .map(|entry| Exposure { at: entry.at + SignedDuration::from_hours(later), ..entry.clone() })
                .collect();
            item.exposures.extend(again);
            let after = |person: &String| Exposure {
                person: person.clone(),
                kind: ExposureKind::Told,
                channel: "mail".to_owned(),
                at: draft.computed_at + SignedDuration::from_hours(later),
            };
            item.exposures.extend(item.audience.iter().map(after).collect::<Vec<_>>());
        }
        prop_assert_eq!(report(&draft.check().unwrap()), report(&more.check().unwrap()));
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_one_line(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Err(fault) = Extract::parse(&bytes) {
            prop_assert_eq!(fault.to_string().lines().count(), 1);
        }
    }

    #[test]
    fn a_spoilt_extract_is_read_or_refused_in_one_line(
        draft in drafts(),
        spoil in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut json = draft.check().unwrap().to_json().unwrap();
        for (place, byte) in spoil {
            let place = place.index(json.len());
            json[place] = byte;
        }
        match Extract::parse(&json) {
            Ok(extract) => sane_sizes(&report(&extract)),
            Err(fault) => prop_assert_eq!(fault.to_string().lines().count(), 1),
        }
    }
}

fn sane_sizes(report: &Report) {
    assert!(report.groups.values.iter().all(|reach| reach.informed <= reach.due));
}

#[test]
fn everything_at_once_and_nothing_at_all() {
    let council: Vec<(usize, usize)> = (0..16).map(|n| (n % 2, n % 4)).collect();
    let all: Vec<Entry> = (0..16).flat_map(|person| [(person, 0, 0), (person, 1, 0)]).collect();
    let items = |entries: &[Entry]| -> Vec<Owed> { (0..9).map(|n| (n, None, u16::MAX, entries.to_vec())).collect() };
    let everything = report(&draft(&council, &items(&all), 400).check().unwrap());
    sane(&everything);
    assert_eq!(everything.groups.values.each_ref().map(|reach| reach.share), [Some(1.0), Some(1.0)]);
    assert_eq!((everything.gap.value, everything.gap.interval, everything.gap.p), (Some(0.0), None, Some(1.0)));
    assert_eq!(everything.telling.median_hours.values, [Some(0.0), Some(0.0)]);
    assert!(!everything.flag);

    let nothing = report(&draft(&council, &items(&[]), 400).check().unwrap());
    sane(&nothing);
    assert_eq!(nothing.groups.values.each_ref().map(|reach| reach.share), [Some(0.0), Some(0.0)]);
    assert_eq!((nothing.items_used, nothing.items_complete), (9, 9));
    assert_eq!((nothing.telling.head_start_hours, nothing.telling.p), (None, None));
    assert_eq!(nothing.reaching.timing.head_start_hours, Some(0.0));

    let empty = report(&draft(&[], &[], 0).check().unwrap());
    assert_eq!((empty.labelings, empty.gap.method), (0, None));
    assert_eq!(empty.sentences.nl, ["Er is nog niets om te vergelijken."]);
}

#[test]
fn one_against_sixteen_cannot_be_told() {
    let council: Vec<(usize, usize)> = (0..17).map(|n| (usize::from(n > 0), n)).collect();
    let council: Vec<(usize, usize)> = council.into_iter().take(16).collect();
    let entries: Vec<Entry> = (0..16).map(|person| (person, 1, if person == 0 { 1 } else { 40 })).collect();
    let items: Vec<Owed> = (0..9).map(|n| (n, None, u16::MAX, entries.clone())).collect();
    let found = report(&draft(&council, &items, 400).check().unwrap());
    assert_eq!(found.labelings, 16);
    assert_eq!((found.gap.p, found.reaching.timing.p, found.flag), (None, None, false));
    assert!(found.sentences.en.iter().any(|line| line.contains("too small to say")), "{:?}", found.sentences.en);
}

#[test]
fn a_difference_that_is_one_factions_habit_is_not_flagged() {
    // Per side one faction of seven and three people alone; the first large faction reads, nobody else does.
    let council: Vec<(usize, usize)> =
        (0..20_usize).map(|n| (n / 10, n / 10 * 4 + (n % 10).saturating_sub(6))).collect();
    let entries: Vec<Entry> = (0..20).map(|n| (n, 0, 0)).chain((0..7).map(|n| (n, 1, n as i64))).collect();
    let items: Vec<Owed> = (0..9).map(|n| (n, None, u16::MAX, entries.clone())).collect();
    let mut draft = draft(&council, &items, 400);
    for item in &mut draft.items {
        item.audience = draft.people.iter().map(|person| person.id.clone()).collect();
    }
    let found = report(&draft.check().unwrap());
    assert!(found.gap.value.unwrap() > 0.6 && found.gap.p.unwrap() < 0.01, "{:?}", found.gap);
    assert!(found.reaching.timing.head_start_hours.unwrap() > 12.0 && found.reaching.timing.p.unwrap() < 0.01);
    assert!(found.gap.p_factions.unwrap() >= 0.10 && found.reaching.p_factions.unwrap() >= 0.10);
    assert!(!found.flag, "{:?}", found.flagged);
}

#[test]
fn who_reads_after_the_horizon_has_not_read_it() {
    let council: Vec<(usize, usize)> = (0..8).map(|n| (n % 2, n)).collect();
    let read = |hours: i64| -> Vec<Entry> { (0..8).map(|person| (person, 1, hours)).collect() };
    let median = |hours: i64| {
        let items: Vec<Owed> = (0..3).map(|n| (n, None, u16::MAX, read(hours))).collect();
        report(&draft(&council, &items, 400).check().unwrap()).reaching.timing.median_hours.values
    };
    assert_eq!(median(48), [Some(48.0), Some(48.0)]);
    assert_eq!(median(49), [None, None]);
}
