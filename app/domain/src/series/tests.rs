use jiff::{
    SignedDuration, ToSpan,
    civil::{date, time},
};
use proptest::prelude::*;

use super::*;
use crate::localtime::{amsterdam, local, resolve};

use Ends::{On as until, Times as times};

#[test]
fn each_rhythm_has_its_dates() {
    let table: &[(Rhythm, Date, Ends, &[Date])] = &[
        (Rhythm::Weekly, date(2026, 10, 20), times(3), &[date(2026, 10, 20), date(2026, 10, 27), date(2026, 11, 3)]),
        (Rhythm::Fortnightly, date(2026, 12, 29), times(2), &[date(2026, 12, 29), date(2027, 1, 12)]),
        // The second Tuesday.
        (
            Rhythm::Monthly,
            date(2027, 1, 12),
            until(date(2027, 4, 13)),
            &[date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9), date(2027, 4, 13)],
        ),
        // The fifth Monday is the last one, also of a month that has four.
        (
            Rhythm::Monthly,
            date(2026, 11, 30),
            times(4),
            &[date(2026, 11, 30), date(2026, 12, 28), date(2027, 1, 25), date(2027, 2, 22)],
        ),
        // The fourth stays the fourth, also where it is the last.
        (Rhythm::Monthly, date(2027, 2, 22), times(3), &[date(2027, 2, 22), date(2027, 3, 22), date(2027, 4, 26)]),
        (
            Rhythm::Quarterly,
            date(2026, 12, 1),
            times(4),
            &[date(2026, 12, 1), date(2027, 3, 2), date(2027, 6, 1), date(2027, 9, 7)],
        ),
        (Rhythm::Weekly, date(2026, 12, 1), until(date(2026, 12, 14)), &[date(2026, 12, 1), date(2026, 12, 8)]),
    ];
    for (rhythm, first, ends, expected) in table {
        assert_eq!(dates(*first, *rhythm, *ends).unwrap(), *expected, "{rhythm} from {first}");
    }
}

#[test]
fn what_is_no_series_is_refused_with_the_reason() {
    let first = date(2026, 12, 1);
    for (ends, error) in [
        (times(0), SeriesError::OneTime),
        (times(1), SeriesError::OneTime),
        (times(27), SeriesError::TooMany),
        (until(date(2026, 12, 7)), SeriesError::OneDate),
        (until(date(2026, 11, 1)), SeriesError::OneDate),
        (until(date(2027, 6, 1)), SeriesError::TooMany),
    ] {
        assert_eq!(dates(first, Rhythm::Weekly, ends), Err(error), "{ends:?}");
    }
    assert_eq!(dates(first, Rhythm::Weekly, until(date(2027, 5, 25))).unwrap().len(), MOST);
    assert_eq!(dates(first, Rhythm::Weekly, times(MOST)).unwrap().len(), MOST);
    assert_eq!(dates(Date::MAX, Rhythm::Weekly, times(2)), Err(SeriesError::OneDate));
}

#[test]
fn the_hour_on_the_wall_stays_when_the_clock_is_set() {
    let evening = time(19, 30, 0, 0);
    for (first, jump) in [(date(2026, 10, 20), 1), (date(2027, 3, 23), -1)] {
        let two = dates(first, Rhythm::Weekly, times(2)).unwrap();
        let moments: Vec<_> = two.iter().map(|day| resolve(*day, evening, &amsterdam()).unwrap()).collect();
        assert_eq!(moments[1].duration_since(moments[0]), SignedDuration::from_hours(7 * 24 + jump));
        assert!(moments.iter().all(|at| local(*at, &amsterdam()).time() == evening));
    }
}

#[test]
fn a_change_reaches_what_its_scope_says_and_never_what_is_over() {
    let at = |text: &str| -> Timestamp { text.parse().unwrap() };
    let now = at("2027-01-15T12:00:00Z");
    let on = |start: &str| Facts {
        planned_at: Some(at("2026-10-01T00:00:00Z")),
        starts_at: Some(at(start)),
        ends_at: Some(at(start) + SignedDuration::from_hours(2)),
        ..Facts::default()
    };
    let past = on("2026-12-01T19:00:00Z");
    let running = on("2027-01-15T11:00:00Z");
    let earlier = on("2027-02-01T19:00:00Z");
    let target = on("2027-03-01T19:00:00Z");
    let later = on("2027-06-01T19:00:00Z");
    let draft = Facts { planned_at: None, ..later };
    let gone = Facts { cancelled_at: Some(now), ..later };
    for (scope, reached) in [
        (Scope::This, [false, false, false, false, false, false]),
        (Scope::Following, [false, false, false, true, true, false]),
        (Scope::All, [false, false, true, true, true, false]),
    ] {
        let found = [past, running, earlier, later, draft, gone].map(|other| reaches(scope, &target, &other, now));
        assert_eq!(found, reached, "{scope}");
    }
}

proptest! {
    #[test]
    fn dates_rise_keep_their_weekday_and_stay_within_the_end(
        days in 0_i64..20_000,
        rhythm in prop::sample::select(Rhythm::ALL),
        wanted in 2_usize..=MOST,
        reach in 0_i64..3_000,
    ) {
        let first = date(2000, 1, 1).saturating_add(days.days());
        let last = first.saturating_add(reach.days());
        let by_times = dates(first, rhythm, Ends::Times(wanted)).unwrap();
        prop_assert_eq!(by_times.len(), wanted);
        let by_day = dates(first, rhythm, Ends::On(last)).unwrap_or_default();
        prop_assert!(by_day.iter().all(|day| *day <= last));
        let both = by_times.iter().zip(&by_day).all(|(one, other)| one == other);
        prop_assert!(both, "however it ends, it begins the same");
        for all in [&by_times, &by_day].into_iter().filter(|all| !all.is_empty()) {
            prop_assert_eq!(all[0], first);
            prop_assert!((2..=MOST).contains(&all.len()));
            prop_assert!(all.windows(2).all(|two| two[0] < two[1]));
            prop_assert!(all.iter().all(|day| day.weekday() == first.weekday()));
            let months = match rhythm { Rhythm::Monthly => 1, Rhythm::Quarterly => 3, _ => 0 };
            if months > 0 {
                for two in all.windows(2) {
                    let next = two[0].first_of_month().saturating_add(months.months());
                    prop_assert_eq!(two[1].first_of_month(), next, "no month is left out and none has two");
                }
            }
        }
        if (2..MOST).contains(&by_day.len()) {
            let more = dates(first, rhythm, Ends::Times(by_day.len() + 1)).unwrap();
            prop_assert!(*more.last().unwrap() > last, "it ends because the next would be too late");
        }
    }
}
