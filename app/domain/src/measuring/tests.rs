//! Decisions and objections never work backwards, and entries go when it was said they would.

use super::*;
use crate::balance::{Exposure, ExposureKind, Recipient};
use crate::localtime::amsterdam;
use crate::people::Side;
use jiff::civil::date;
use proptest::prelude::*;

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn decision(level: Level, decided_on: Date, recorded_at: &str, days: u16) -> Decision {
    Decision::new(level, decided_on, moment(recorded_at), days, &amsterdam())
}

fn measuring(decisions: Vec<Decision>, objections: &[(u128, &str, Option<&str>)]) -> Measuring {
    let mut known = Objections::default();
    for (person, from, until) in objections {
        known.add(id(*person), Span { from: moment(from), until: until.map(moment) });
    }
    Measuring::new(decisions, known, amsterdam())
}

fn full() -> Vec<Decision> {
    vec![decision(Level::Full, date(2026, 7, 1), "2026-07-01T10:00:00Z", 90)]
}

fn item(released_at: &str) -> Item {
    let recipient = |n| Recipient { person: id(n), faction: None, side: Side::Coalition };
    Item {
        id: id(100),
        released_at: moment(released_at),
        needed_at: None,
        audience: (1..=4).map(recipient).collect(),
        exposures: vec![Exposure {
            person: id(1),
            kind: ExposureKind::Reached,
            at: moment(released_at),
            voided: false,
        }],
    }
}

#[test]
fn without_a_decision_nothing_is_recorded() {
    let none = measuring(Vec::new(), &[]);
    assert_eq!(none.level_at(Timestamp::MAX), Level::Off);
    assert!(!none.may_record(id(1), moment("2026-09-01T08:00:00Z")));
    assert_eq!(none.reading(&[item("2026-09-01T08:00:00Z")], moment("2026-10-01T08:00:00Z")), None);
    assert_eq!(none.reading_days(moment("2026-10-01T08:00:00Z")), READING_DAYS);
}

#[test]
fn a_decision_holds_from_when_it_was_taken_and_recorded_whichever_came_last() {
    let late = measuring(vec![decision(Level::Full, date(2026, 7, 1), "2026-08-01T10:00:00Z", 90)], &[]);
    assert_eq!(late.level_at(moment("2026-08-01T09:59:59Z")), Level::Off);
    assert_eq!(late.level_at(moment("2026-08-01T10:00:00Z")), Level::Full);
    // The first moment of 2 September in Amsterdam is 22.00 the evening before in UTC.
    let ahead = measuring(vec![decision(Level::Counts, date(2026, 9, 2), "2026-08-01T10:00:00Z", 90)], &[]);
    assert_eq!(ahead.level_at(moment("2026-09-01T21:59:59Z")), Level::Off);
    assert_eq!(ahead.level_at(moment("2026-09-01T22:00:00Z")), Level::Counts);
}

#[test]
fn the_decision_recorded_last_counts_once_it_holds() {
    let known = measuring(
        vec![
            decision(Level::Full, date(2026, 7, 1), "2026-07-01T10:00:00Z", 90),
            decision(Level::Off, date(2026, 9, 1), "2026-08-01T10:00:00Z", 90),
            decision(Level::Counts, date(2026, 8, 2), "2026-08-02T10:00:00Z", 90),
        ],
        &[],
    );
    let at = |text| known.level_at(moment(text));
    assert_eq!(at("2026-08-01T12:00:00Z"), Level::Full);
    assert_eq!(at("2026-08-03T12:00:00Z"), Level::Counts);
    assert_eq!(at("2026-09-10T12:00:00Z"), Level::Counts, "what was recorded last stands");
    assert_eq!(known.lowest_level(moment("2026-07-01T10:00:00Z"), moment("2026-09-10T12:00:00Z")), Level::Counts);
    assert_eq!(known.lowest_level(moment("2026-06-01T10:00:00Z"), moment("2026-09-10T12:00:00Z")), Level::Off);
}

#[test]
fn an_item_from_before_the_decision_is_not_counted_and_hours_need_the_whole_time() {
    let mut decisions = full();
    let now = moment("2026-10-15T08:00:00Z");
    let items = [item("2026-06-20T08:00:00Z"), item("2026-09-01T08:00:00Z")];
    let counted = measuring(decisions.clone(), &[]).reading(&items, now).unwrap();
    assert_eq!((counted.items.len(), counted.items_left_out, counted.hours), (1, 1, true));
    // Counts only for a day in between: the hours of an item that ran then are not shown afterwards either.
    decisions.push(decision(Level::Counts, date(2026, 9, 3), "2026-09-03T08:00:00Z", 90));
    decisions.push(decision(Level::Full, date(2026, 9, 4), "2026-09-04T08:00:00Z", 90));
    let counted = measuring(decisions.clone(), &[]).reading(&items, now).unwrap();
    assert_eq!((counted.items.len(), counted.hours), (1, false));
    let after = measuring(decisions, &[]).reading(&[item("2026-09-05T08:00:00Z")], now).unwrap();
    assert!(after.hours);
}

#[test]
fn who_objects_is_neither_recorded_nor_counted_and_what_was_closed_stays_as_it_was() {
    let known = measuring(full(), &[(1, "2026-09-10T08:00:00Z", None)]);
    assert!(!known.may_record(id(1), moment("2026-09-11T08:00:00Z")));
    assert!(!known.may_record(id(1), moment("2026-09-09T08:00:00Z")), "a late line is not written after the objection");
    assert!(known.may_record(id(2), moment("2026-09-11T08:00:00Z")));
    let now = moment("2026-10-15T08:00:00Z");
    // The fourteen days of the first were over, those of the second were not.
    let counted = known.reading(&[item("2026-08-20T08:00:00Z"), item("2026-09-01T08:00:00Z")], now).unwrap();
    assert_eq!(counted.items.iter().map(|item| item.audience.len()).collect::<Vec<_>>(), [4, 3]);
    assert_eq!(counted.not_measured, OutsideCount::Few);
    let three =
        [(1, "2026-09-10T08:00:00Z", None), (2, "2026-09-10T08:00:00Z", None), (3, "2026-09-10T08:00:00Z", None)];
    let counted = measuring(full(), &three).reading(&[item("2026-09-01T08:00:00Z")], now).unwrap();
    assert_eq!(counted.not_measured, OutsideCount::Count(3));
}

#[test]
fn who_takes_an_objection_back_is_measured_on_what_comes_after() {
    let known = measuring(full(), &[(1, "2026-09-10T08:00:00Z", Some("2026-09-20T08:00:00Z"))]);
    assert!(!known.may_record(id(1), moment("2026-09-12T08:00:00Z")));
    assert!(known.may_record(id(1), moment("2026-09-21T08:00:00Z")));
    let now = moment("2026-10-30T08:00:00Z");
    let counted = known.reading(&[item("2026-09-15T08:00:00Z"), item("2026-09-21T08:00:00Z")], now).unwrap();
    assert_eq!(counted.items.iter().map(|item| item.audience.len()).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn an_entry_goes_ninety_days_after_its_quarter_and_never_later_than_was_said() {
    let known = measuring(full(), &[]);
    let read = moment("2026-08-15T08:00:00Z");
    assert_eq!(known.goes_on(read, read), date(2026, 12, 29));
    // The last moment of the quarter is in the quarter by Amsterdam's clock, not by UTC.
    assert_eq!(known.goes_on(moment("2026-09-30T21:59:00Z"), read), date(2026, 12, 29));
    assert_eq!(known.goes_on(moment("2026-09-30T22:00:00Z"), read), date(2027, 3, 31));
    let mut longer = full();
    longer.push(decision(Level::Full, date(2026, 8, 20), "2026-08-20T08:00:00Z", 365));
    let longer = measuring(longer, &[]);
    let now = moment("2026-09-01T08:00:00Z");
    assert_eq!(longer.goes_on(read, now), date(2026, 12, 29), "longer keeping is for what comes after");
    assert_eq!(longer.goes_on(moment("2026-08-21T08:00:00Z"), now), date(2027, 9, 30));
    let mut shorter = full();
    shorter.push(decision(Level::Full, date(2026, 8, 20), "2026-08-20T08:00:00Z", 30));
    assert_eq!(measuring(shorter, &[]).goes_on(read, now), date(2026, 10, 30), "shorter keeping is for everything");
}

#[test]
fn the_cutoff_is_the_day_after_the_last_entry_that_has_had_its_time() {
    let known = measuring(full(), &[]);
    let quarter = |text: &str| text.parse::<Quarter>().unwrap().starts_at(&amsterdam());
    assert_eq!(known.cutoff(moment("2026-12-28T12:00:00Z")), quarter("2026-3"));
    assert_eq!(known.cutoff(moment("2026-12-29T12:00:00Z")), quarter("2026-4"));
    // Longer from 20 August on: the first half of the quarter goes, the rest stays.
    let mut longer = full();
    longer.push(decision(Level::Full, date(2026, 8, 20), "2026-08-20T08:00:00Z", 365));
    let known = measuring(longer, &[]);
    assert_eq!(known.cutoff(moment("2026-12-29T12:00:00Z")), moment("2026-08-20T08:00:00Z"));
    assert_eq!(known.cutoff(moment("2027-09-30T12:00:00Z")), quarter("2026-4"));
}

proptest! {
    /// For any decisions: exactly what is before the cutoff has had its time.
    #[test]
    fn everything_before_the_cutoff_is_due_and_nothing_after_it(
        decided in proptest::collection::vec((0i64..900, 30u16..=365), 0..5),
        read in 0i64..900,
        later in 0i64..900,
    ) {
        let day = |n: i64| moment("2024-01-10T12:00:00Z") + SignedDuration::from_hours(24 * n);
        let mut decided = decided;
        decided.sort_unstable();
        let decisions = decided
            .into_iter()
            .map(|(n, days)| Decision { level: Level::Full, from: day(n), reading_days: days })
            .collect();
        let known = measuring(decisions, &[]);
        let (at, now) = (day(read), day(read + later));
        let due = known.goes_on(at, now) <= date_in(now, &amsterdam());
        prop_assert_eq!(at < known.cutoff(now), due);
    }
}
