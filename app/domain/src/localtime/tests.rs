use super::*;
use jiff::civil::{date, time};
use proptest::prelude::*;

#[test]
fn a_time_that_does_not_exist_is_refused() {
    let zone = amsterdam();
    let table = [
        (date(2026, 3, 29), time(1, 59, 0, 0), Ok("2026-03-29T00:59:00Z")),
        (date(2026, 3, 29), time(2, 0, 0, 0), Err(WallTimeError::Gap)),
        (date(2026, 3, 29), time(2, 30, 0, 0), Err(WallTimeError::Gap)),
        (date(2026, 3, 29), time(3, 0, 0, 0), Ok("2026-03-29T01:00:00Z")),
        (date(2026, 10, 25), time(1, 59, 0, 0), Ok("2026-10-24T23:59:00Z")),
        (date(2026, 10, 25), time(2, 0, 0, 0), Err(WallTimeError::Fold)),
        (date(2026, 10, 25), time(2, 30, 0, 0), Err(WallTimeError::Fold)),
        (date(2026, 10, 25), time(3, 0, 0, 0), Ok("2026-10-25T02:00:00Z")),
        (date(2026, 11, 21), time(19, 30, 0, 0), Ok("2026-11-21T18:30:00Z")),
        (date(2026, 7, 1), time(19, 30, 0, 0), Ok("2026-07-01T17:30:00Z")),
        (date(2040, 7, 1), time(19, 30, 0, 0), Ok("2040-07-01T17:30:00Z")),
        (date(1850, 7, 1), time(19, 30, 0, 0), Err(WallTimeError::OutOfRange)),
        (date(9999, 12, 31), time(19, 30, 0, 0), Err(WallTimeError::OutOfRange)),
    ];
    for (date, time, wanted) in table {
        let wanted = wanted.map(|t| t.parse::<Timestamp>().unwrap());
        assert_eq!(resolve(date, time, &zone), wanted, "{date} {time}");
    }
}

#[test]
fn zones_are_found_without_the_machine() {
    assert!(zone(AMSTERDAM).is_some() && zone("America/Aruba").is_some() && zone("Europe/Utrecht").is_none());
    let bundled = jiff::tz::TimeZoneDatabase::bundled().get(AMSTERDAM).unwrap();
    for (on, at) in [(date(2026, 7, 1), time(12, 0, 0, 0)), (date(2031, 1, 1), time(12, 0, 0, 0))] {
        assert_eq!(resolve(on, at, &bundled), resolve(on, at, &amsterdam()));
    }
}

#[test]
fn weekly_half_past_seven_stays_half_past_seven() {
    let zone = amsterdam();
    let mut day = date(2025, 1, 2);
    while day.year() < 2037 {
        let moment = resolve(day, time(19, 30, 0, 0), &zone).unwrap();
        assert_eq!(local(moment, &zone), day.at(19, 30, 0, 0));
        day = day.saturating_add(SignedDuration::from_hours(24 * 7));
    }
}

#[test]
fn quarters_have_their_days() {
    let table = [
        ("2026-1", date(2026, 1, 1), date(2026, 3, 31), "2025-4", "2026-2"),
        ("2026-2", date(2026, 4, 1), date(2026, 6, 30), "2026-1", "2026-3"),
        ("2026-3", date(2026, 7, 1), date(2026, 9, 30), "2026-2", "2026-4"),
        ("2026-4", date(2026, 10, 1), date(2026, 12, 31), "2026-3", "2027-1"),
    ];
    for (text, from, to, previous, next) in table {
        let quarter = Quarter::parse(text).unwrap();
        assert_eq!((quarter.from(), quarter.to()), (from, to));
        assert_eq!(quarter.previous().to_string(), previous);
        assert_eq!(quarter.next().to_string(), next);
        assert_eq!(Quarter::containing(from), quarter);
        assert_eq!(Quarter::containing(to), quarter);
        assert_eq!(quarter.to_string(), text);
    }
    for text in ["", "2026", "2026-0", "2026-5", "2026-10", "26-1", "2026-1 ", "+026-1", "0026-1", "2026--1", "2026-q"]
    {
        assert_eq!(Quarter::parse(text), None, "{text}");
    }
    assert_eq!(Quarter::new(LAST_YEAR, 4).map(Quarter::next), Quarter::new(LAST_YEAR, 4));
    assert_eq!(Quarter::new(FIRST_YEAR, 1).map(Quarter::previous), Quarter::new(FIRST_YEAR, 1));
}

#[test]
fn a_quarter_ends_where_the_next_begins() {
    let zone = amsterdam();
    let quarter = Quarter::new(2026, 3).unwrap();
    assert_eq!(quarter.starts_at(&zone).to_string(), "2026-06-30T22:00:00Z");
    assert_eq!(quarter.ends_at(&zone).to_string(), "2026-09-30T22:00:00Z");
    assert_eq!(quarter.ends_at(&zone), quarter.next().starts_at(&zone));
    let day = date(2026, 3, 29);
    assert_eq!(end_of_day(day, &zone).duration_since(start_of_day(day, &zone)).as_hours(), 23);
    assert!(start_of_day(Date::MIN, &zone) <= start_of_day(Date::MAX, &zone));
}

#[test]
fn dates_are_read_as_the_dutch_write_them() {
    let wanted = Some(date(2026, 3, 9));
    for text in ["2026-03-09", "2026-3-9", "9-3-2026", "09-03-2026", "9/3/2026", "09.03.2026", " 9-3-2026 "] {
        assert_eq!(parse_date(text), wanted, "{text}");
    }
    for text in [
        "",
        "9-3-26",
        "2026/03/09",
        "30-2-2026",
        "9-13-2026",
        "9-3",
        "9 maart 2026",
        "20260309",
        "9-3-2026-1",
        "9-3/2026",
        "--",
        "9-3-0026",
        "9-3-9999",
        "٩-3-2026",
    ] {
        assert_eq!(parse_date(text), None, "{text}");
    }
    assert_eq!(parse_date("29-2-2024"), Some(date(2024, 2, 29)));
    assert_eq!(parse_date("29-2-2026"), None);
}

#[test]
fn times_are_read_and_written() {
    for (text, hour, minute) in
        [("19:30", 19, 30), ("9:05", 9, 5), ("09.05", 9, 5), ("00:00", 0, 0), ("19:30:00", 19, 30)]
    {
        let read = parse_time(text).unwrap();
        assert_eq!(read, time(hour, minute, 0, 0));
        assert_eq!(format_time(read), format!("{hour:02}:{minute:02}"));
    }
    for text in ["", "24:00", "19", "19:3", "19:60", "19:30:01", "19:30:00:00", "-1:30", "7:30 pm", ":30"] {
        assert_eq!(parse_time(text), None, "{text}");
    }
}

#[test]
fn thirty_days_are_thirty_days() {
    assert_eq!(due_date(date(2026, 1, 31), 30), date(2026, 3, 2));
    assert_eq!(due_date(date(2026, 3, 1), 30), date(2026, 3, 31));
    assert_eq!(due_date(date(2026, 3, 1), 0), date(2026, 3, 1));
    assert_eq!(due_date(Date::MAX, 30), Date::MAX);
}

proptest! {
    #[test]
    fn reading_anything_never_panics(text in "\\PC{0,20}") {
        let _ = (parse_date(&text), parse_time(&text), Quarter::parse(&text));
    }

    #[test]
    fn what_resolves_reads_back_the_same(year in 2000i16..2100, day in 1i16..=365, minute in 0i16..1440) {
        let zone = amsterdam();
        let date = Date::new(year, 1, 1).unwrap().with().day_of_year(day).build().unwrap();
        let wall = Time::new((minute / 60) as i8, (minute % 60) as i8, 0, 0).unwrap();
        if let Ok(moment) = resolve(date, wall, &zone) {
            prop_assert_eq!(local(moment, &zone), date.to_datetime(wall));
            prop_assert_eq!(date_in(moment, &zone), date);
        }
        prop_assert!(Quarter::containing(date).contains(date));
    }
}
