use super::*;
use crate::localtime::{amsterdam, end_of_day, start_of_day};
use jiff::civil::date;

fn week(y: i16, m: i8, d: i8) -> (Date, Date) {
    let period = Period::new(View::Week, date(y, m, d));
    (period.first(), period.last())
}

#[test]
fn weeks_begin_on_monday_and_cross_years() {
    assert_eq!(week(2026, 11, 22), (date(2026, 11, 16), date(2026, 11, 22)));
    assert_eq!(week(2026, 11, 23), (date(2026, 11, 23), date(2026, 11, 29)));
    assert_eq!(week(2027, 1, 1), (date(2026, 12, 28), date(2027, 1, 3)));
    assert_eq!(week_number(date(2027, 1, 1)), (2026, 53));
    assert_eq!(week_number(date(2027, 1, 4)), (2027, 1));
    assert_eq!(week_number(date(2024, 12, 30)), (2025, 1));
    assert_eq!(week_number(date(2026, 11, 22)), (2026, 47));
}

#[test]
fn a_month_is_shown_in_whole_weeks() {
    let november = Period::new(View::Month, date(2026, 11, 22));
    assert_eq!((november.first(), november.last()), (date(2026, 11, 1), date(2026, 11, 30)));
    let weeks = november.weeks();
    assert_eq!(weeks.len(), 6);
    assert_eq!((weeks[0][0], weeks[0][6]), (date(2026, 10, 26), date(2026, 11, 1)));
    assert_eq!((weeks[5][0], weeks[5][6]), (date(2026, 11, 30), date(2026, 12, 6)));
    // February 2027 begins on a Monday and has four weeks.
    assert_eq!(Period::new(View::Month, date(2027, 2, 14)).weeks().len(), 4);
    for month in Period::new(View::Year, date(2028, 6, 1)).months() {
        let shown: Vec<Date> = Period::new(View::Month, month).weeks().concat();
        assert_eq!(shown.len() % 7, 0);
        assert!(days(month, month.last_of_month()).all(|day| shown.contains(&day)));
        assert!(shown.windows(2).all(|two| two[0].tomorrow().ok() == Some(two[1])), "{month}");
    }
}

#[test]
fn going_there_and_back_ends_where_it_began() {
    for view in View::ALL {
        for day in [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2028, 2, 15)] {
            let period = Period::new(*view, day);
            assert_eq!(period.next().previous(), period, "{view} {day}");
            assert!(period.contains(day));
            if *view != View::Day {
                assert!(!period.next().contains(day) && !period.previous().contains(day), "{view} {day}");
            }
            assert_eq!(period.last().tomorrow().ok(), Some(period.next().first()), "{view} {day}");
            assert_eq!(
                period.days().count(),
                usize::try_from((period.last() - period.first()).get_days()).unwrap() + 1
            );
        }
    }
}

#[test]
fn months_and_years_go_on_from_days_that_not_all_have() {
    let january = Period::new(View::Month, date(2027, 1, 31));
    assert_eq!(january.next().on, date(2027, 2, 28));
    assert_eq!(Period::new(View::Month, date(2026, 12, 31)).next().first(), date(2027, 1, 1));
    assert_eq!(Period::new(View::Month, date(2027, 1, 15)).previous().first(), date(2026, 12, 1));
    assert_eq!(Period::new(View::Year, date(2028, 2, 29)).next().on, date(2029, 2, 28));
    assert_eq!(Period::new(View::Year, date(2028, 2, 29)).months().len(), 12);
}

#[test]
fn the_nights_of_the_clock_are_days_like_others() {
    // 29 March 2026 has 23 hours, 25 October has 25; a period counts days and not hours.
    for (day, hours) in [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 1), 24)] {
        let zone = amsterdam();
        let long = end_of_day(day, &zone).duration_since(start_of_day(day, &zone));
        assert_eq!(long.as_hours(), hours);
        let week = Period::new(View::Week, day);
        assert_eq!(week.days().count(), 7);
        assert_eq!(week.last(), day, "all three are Sundays");
        assert_eq!(Period::new(View::Day, day).next().on, day.tomorrow().unwrap());
    }
    assert_eq!(Period::new(View::List, date(2026, 3, 1)).last(), date(2026, 4, 25));
}

#[test]
fn the_ends_of_time_are_refused_nothing_and_lead_nowhere() {
    let first = Period::new(View::Month, date(-9999, 1, 1));
    assert_eq!(first.on, date(1900, 1, 1));
    assert!(!first.has_previous() && first.has_next());
    let last = Period::new(View::Year, date(9999, 12, 31));
    assert_eq!(last.on, date(2199, 12, 31));
    assert!(last.has_previous() && !last.has_next());
    assert_eq!(last.next(), last);
    assert!(!Period::new(View::List, date(2199, 12, 1)).has_next());
    assert!(!last.weeks().is_empty());
}

#[test]
fn easter_is_where_the_tables_have_it() {
    // As published for these years; 2285 is the earliest and 2038 the latest day it can be.
    for (y, m, d) in [
        (1900, 4, 15),
        (1961, 4, 2),
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2029, 4, 1),
        (2030, 4, 21),
        (2038, 4, 25),
        (2285, 3, 22),
    ] {
        assert_eq!(easter(y), date(y, m, d));
    }
    for year in FIRST_YEAR..=LAST_YEAR {
        let sunday = easter(year);
        assert_eq!(sunday.weekday(), Weekday::Sunday);
        assert!((date(year, 3, 22)..=date(year, 4, 25)).contains(&sunday));
    }
}

#[test]
fn feast_days_are_those_of_the_almanac() {
    let of =
        |year: i16| -> Vec<(i8, i8)> { feast_days(year).iter().map(|(day, _)| (day.month(), day.day())).collect() };
    assert_eq!(
        of(2026),
        [(1, 1), (4, 3), (4, 5), (4, 6), (4, 27), (5, 5), (5, 14), (5, 24), (5, 25), (12, 25), (12, 26)]
    );
    assert_eq!(
        of(2027),
        [(1, 1), (3, 26), (3, 28), (3, 29), (4, 27), (5, 5), (5, 6), (5, 16), (5, 17), (12, 25), (12, 26)]
    );
    let kings_day = |year: i16| feast_days(year).into_iter().find(|(_, feast)| *feast == FeastDay::KingsDay);
    for (year, day) in [(2014, 26), (2024, 27), (2025, 26), (2026, 27), (2031, 26), (2036, 26)] {
        assert_eq!(kings_day(year).unwrap().0, date(year, 4, day));
    }
    assert_eq!(kings_day(2013), None);
    assert_eq!(feast_days(2016).iter().filter(|(day, _)| *day == date(2016, 5, 5)).count(), 2);
}

#[test]
fn school_holidays_are_whole_weeks_from_saturday_to_sunday() {
    for region in Region::ALL {
        let all = school_holidays(*region);
        assert_eq!(all.len(), 20);
        assert!(all.windows(2).all(|two| two[0].2 < two[1].1), "in order and apart");
        for (holiday, first, last) in &all {
            assert_eq!((first.weekday(), last.weekday()), (Weekday::Saturday, Weekday::Sunday), "{region} {holiday}");
            let weeks = match holiday {
                Break::Summer => 6,
                Break::Christmas => 2,
                _ => 1,
            };
            assert_eq!((*last - *first).get_days() + 1, weeks * 7 + 2, "{region} {first}");
            assert!(*first >= KNOWN_FROM && *last <= known_until(*region));
        }
    }
    let summer = |region: Region, year: i16| {
        school_holidays(region).into_iter().find(|(b, first, _)| *b == Break::Summer && first.year() == year).unwrap()
    };
    assert_eq!(summer(Region::Middle, 2028).1, date(2028, 7, 8));
    assert_eq!(summer(Region::South, 2029).2, date(2029, 8, 26));
}

#[test]
fn free_days_say_what_touches_a_period_and_nothing_else() {
    let recess = [("Zomerreces".to_owned(), date(2026, 7, 6), date(2026, 8, 30))];
    let july = Period::new(View::Month, date(2026, 7, 1));
    let found = free_days(&recess, Some(Region::North), july.first(), july.last());
    let reasons: Vec<&Reason> = found.iter().map(|free| &free.reason).collect();
    assert_eq!(reasons, [&Reason::School(Break::Summer), &Reason::Recess("Zomerreces".to_owned())]);
    assert!(found[1].contains(date(2026, 8, 30)) && !found[1].contains(date(2026, 8, 31)));
    let turn = free_days(&[], Some(Region::South), date(2026, 12, 28), date(2027, 1, 3));
    let reasons: Vec<&Reason> = turn.iter().map(|free| &free.reason).collect();
    assert_eq!(reasons, [&Reason::School(Break::Christmas), &Reason::Feast(FeastDay::NewYear)]);
    assert_eq!(free_days(&recess, None, date(2026, 9, 1), date(2026, 9, 30)), []);
}
