use jiff::civil::{date, time};

use super::*;

/// "De agenda van Leiden, juli 2016": github.com/mdirkse/raad071cal, Apache-2.0.
const LEIDEN: &str = include_str!("fixtures/notubiz_leiden_2016-07.json");

fn reading(text: &str) -> Result<Reading, Unreadable> {
    read(text.as_bytes(), &domain::localtime::amsterdam(), date(2026, 9, 1))
}

fn calendar(events: &str) -> String {
    let lines = format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\n{events}END:VCALENDAR\n");
    lines.replace('\n', "\r\n")
}

fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:1\nDTSTAMP:20260101T000000Z\n{lines}END:VEVENT\n"))
}

fn only(text: &str) -> Found {
    let reading = reading(text).unwrap();
    assert_eq!((reading.troubles.as_slice(), reading.found.len()), (&[][..], 1), "{reading:?}");
    reading.found.into_iter().next().unwrap()
}

#[test]
fn notubiz_is_read_with_its_whole_days() {
    let reading = reading(LEIDEN).unwrap();
    assert_eq!((reading.found.len(), reading.troubles.len()), (5, 0));
    let recess = reading.found.iter().find(|one| one.title == "Start zomerreces").unwrap();
    assert_eq!((recess.first, recess.times), (date(2016, 7, 9), None));
    let meeting = reading.found.iter().find(|one| one.title == "AB Omgevingsdienst WH").unwrap();
    assert_eq!(meeting.times, Some((time(17, 0, 0, 0), time(17, 0, 0, 0))));
}

#[test]
fn notubiz_says_everything_that_is_wrong_at_once() {
    let text = r#"{"meetings": [
        {"description": "Goed", "date": "01-09-2026", "time": "20:00", "extra": [1]},
        {"description": "Afgelast", "date": "01-09-2026", "time": "20:00", "canceled": true},
        {"description": "Ook afgelast", "date": "01-09-2026", "time": "20:00", "canceled": 1},
        {"description": "Geheim", "date": "01-09-2026", "time": "20:00", "confidential": 1},
        {"description": "Dag", "date": "31-02-2026", "time": "20:00"},
        {"description": "Tijd", "date": "01-09-2026", "time": "25:00"},
        {"description": " ", "date": "01-09-2026"},
        7
    ]}"#;
    let reading = reading(text).unwrap();
    assert_eq!(reading.found.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["Goed"]);
    let keys: Vec<_> = reading.troubles.iter().map(|one| (one.entry.as_str(), one.key.as_str())).collect();
    assert_eq!(
        keys,
        [
            ("Geheim", "calendar-foreign-confidential"),
            ("Dag", "calendar-foreign-date"),
            ("Tijd", "calendar-foreign-time"),
            ("#7", "calendar-foreign-no-title"),
            ("#8", "calendar-foreign-shape"),
        ]
    );
}

#[test]
fn times_come_out_on_the_wall_clock_of_the_municipality() {
    let at = |lines: &str| only(&event(&format!("SUMMARY:Raad\n{lines}"))).times.unwrap();
    let half_past = (time(19, 30, 0, 0), time(21, 0, 0, 0));
    assert_eq!(at("DTSTART:20260915T173000Z\nDTEND:20260915T190000Z\n"), half_past);
    assert_eq!(at("DTSTART;TZID=Europe/Amsterdam:20260915T193000\nDURATION:PT90M\n"), half_past);
    assert_eq!(at("DTSTART;TZID=W. Europe Standard Time:20260915T193000\nDURATION:PT90M\n"), half_past);
    assert_eq!(at("DTSTART:20260915T193000\nDTEND:20260915T210000\n"), half_past);
    assert_eq!(at("DTSTART:20260915T193000\n"), (time(19, 30, 0, 0), time(19, 30, 0, 0)));
    // The day the clock goes back, after it went.
    let found = only(&event("SUMMARY:Raad\nDTSTART:20261025T183000Z\nDTEND:20261025T200000Z\n"));
    assert_eq!((found.first, found.times), (date(2026, 10, 25), Some(half_past)));
}

#[test]
fn a_series_in_utc_is_on_the_wall_clock_too_and_leaves_out_what_it_leaves_out() {
    let series = |lines: &str| {
        let text = event(&format!("SUMMARY:Raad\n{lines}"));
        let mut found = reading(&text).unwrap().found;
        found.sort_by_key(|one| one.first);
        found.into_iter().map(|one| (one.first, one.times.unwrap().0)).collect::<Vec<_>>()
    };
    let summer =
        "DTSTART:20270406T100000Z\nDTEND:20270406T110000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270407T100000Z\n";
    let noon = time(12, 0, 0, 0);
    assert_eq!(series(summer), [(date(2027, 4, 6), noon), (date(2027, 4, 8), noon)]);
    let around = "DTSTART:20270326T110000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\n";
    assert_eq!(series(around), [(date(2027, 3, 26), noon), (date(2027, 4, 2), time(13, 0, 0, 0))]);
    let by_name = "DTSTART;TZID=Europe/Amsterdam:20270326T120000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\n\
                   EXDATE:20270326T110000Z\n";
    assert_eq!(series(by_name), [(date(2027, 4, 2), noon)]);
    let year_0 = reading(&event("SUMMARY:Raad\nDTSTART:00000101T000000Z\n")).unwrap();
    assert_eq!((year_0.found.len(), year_0.troubles.len()), (0, 1), "{year_0:?}");
    let never = event("SUMMARY:Raad\nDTSTART:20270330T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2\n");
    let never = reading(&never).unwrap();
    assert_eq!(never.found.len() + never.troubles.len(), 1, "what is not shown is named: {never:?}");
}

#[test]
fn whole_days_are_seen_in_every_way_they_are_written() {
    for (lines, last) in [
        ("DTSTART;VALUE=DATE:20260328\n", 28),
        ("DTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260330\n", 29),
        ("DTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260328\n", 28),
        ("DTSTART;TZID=Europe/Amsterdam:20260328T000000\nDTEND;TZID=Europe/Amsterdam:20260330T000000\n", 29),
        ("DTSTART;TZID=Europe/Amsterdam:20260328T000000\n", 28),
        ("DTSTART:20260328T000000\nDTEND:20260328T000000\n", 28),
        ("DTSTART:20260328T000000\nDTEND:20260328T235900\n", 28),
        ("DTSTART:20260328T000000\nDTEND:20260329T235959\n", 29),
    ] {
        let found = only(&event(&format!("SUMMARY:Reces\n{lines}")));
        assert_eq!((found.first, found.last, found.times), (date(2026, 3, 28), date(2026, 3, last), None), "{lines}");
    }
}

#[test]
fn a_series_is_written_out_once_with_its_changes() {
    let text = calendar(
        "BEGIN:VEVENT\nUID:1\nDTSTAMP:20260101T000000Z\nSUMMARY:Fractie\n\
         DTSTART;TZID=Europe/Amsterdam:20261019T200000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\n\
         EXDATE;TZID=Europe/Amsterdam:20261102T200000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nSEQUENCE:2\nDTSTAMP:20260101T000000Z\nSUMMARY:Fractie later\n\
         RECURRENCE-ID;TZID=Europe/Amsterdam:20261026T200000\n\
         DTSTART;TZID=Europe/Amsterdam:20261026T213000\nDURATION:PT1H\nEND:VEVENT\n",
    );
    let found = reading(&text).unwrap().found;
    let lines: Vec<_> = found.iter().map(|one| (one.first, one.times.unwrap().0, one.title.as_str())).collect();
    assert_eq!(
        lines,
        [
            (date(2026, 10, 19), time(20, 0, 0, 0), "Fractie"),
            (date(2026, 10, 26), time(21, 30, 0, 0), "Fractie later"),
            (date(2026, 11, 9), time(20, 0, 0, 0), "Fractie"),
        ]
    );
}

#[test]
fn cancelled_ones_are_gone_and_the_wrong_ones_named() {
    let text = calendar(
        "BEGIN:VEVENT\nUID:1\nSUMMARY:Weg\nSTATUS:CANCELLED\nDTSTART:20260915T173000Z\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:2\nDTSTART:20260915T173000Z\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:3\nSUMMARY:Zonder dag\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:4\nSUMMARY:Achteruit\nDTSTART:20260915T173000Z\nDTEND:20260914T173000Z\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:6\nSUMMARY:Geheim\nCLASS:CONFIDENTIAL\nDTSTART:20260915T173000Z\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:5\nCLASS:PUBLIC\nSUMMARY:Goed\\, echt\nLOCATION:Raadzaal\nURL:javascript:alert(1)\n\
         DTSTART:20260915T173000Z\nEND:VEVENT\n",
    );
    let reading = reading(&text).unwrap();
    assert_eq!(reading.found.len(), 1, "{reading:?}");
    let good = &reading.found[0];
    assert_eq!((good.title.as_str(), good.place.as_str(), good.url.as_str()), ("Goed, echt", "Raadzaal", ""));
    let named: Vec<_> = reading.troubles.iter().map(|one| one.entry.as_str()).collect();
    assert!(
        named.contains(&"Zonder dag") && named.contains(&"Achteruit") && named.contains(&"Geheim") && named.len() == 4,
        "{named:?}"
    );
}

#[test]
fn hostile_files_end_soon_and_are_refused_in_words() {
    assert_eq!(reading(&"BEGIN:X\n".repeat(10_000)), Err(Unreadable::Unknown));
    assert_eq!(reading(&format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\n".repeat(10_000))), Err(Unreadable::TooDeep));
    let flat = "BEGIN:VEVENT\nEND:VEVENT\n".repeat(30_000);
    assert_eq!(reading(&format!("BEGIN:VCALENDAR\n{flat}END:VCALENDAR\n")), Err(Unreadable::TooMany));
    assert_eq!(read(&vec![b'a'; MAX_BYTES + 1], &TimeZone::UTC, date(2026, 9, 1)), Err(Unreadable::TooLarge));
    assert_eq!(read(b"BEGIN:VCALENDAR\xff", &TimeZone::UTC, date(2026, 9, 1)), Err(Unreadable::NotText));
    for (text, why) in [("", Unreadable::Empty), ("<html>", Unreadable::Unknown), ("{\"a\":1}", Unreadable::Unknown)] {
        assert_eq!(reading(text), Err(why));
    }
    let odd = "SUMMARY:A\u{202e}b\u{7}c\nDTSTART:20260915T173000Z\n";
    assert_eq!(only(&event(odd)).title, "A b c");
}

#[test]
fn the_same_file_reads_the_same_and_doubles_count_once() {
    let twice = calendar(&"BEGIN:VEVENT\nUID:1\nSUMMARY:Raad\nDTSTART:20260915T173000Z\nEND:VEVENT\n".repeat(2));
    assert_eq!(reading(&twice).unwrap().found.len(), 1);
    assert_eq!(reading(LEIDEN), reading(LEIDEN));
}

#[test]
fn what_comes_back_for_ever_ends_with_the_years_that_are_shown() {
    let series = |rule: &str| format!("SUMMARY:Altijd\nDTSTART:20260901T173000Z\nRRULE:{rule}\n");
    for (rule, fewest, most) in [
        ("FREQ=DAILY", 720, 740),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20991231T000000Z", 100, 110),
        ("FREQ=MONTHLY;BYDAY=1MO;COUNT=5", 5, 5),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 0, 1),
        ("FREQ=WEEKLY;BYDAY=2éE", 0, 110),
    ] {
        let found = reading(&event(&series(rule))).unwrap().found.len();
        assert!((fewest..=most).contains(&found), "{rule}: {found}");
    }
    // A series that began long ago is there today; one of a century ago is named.
    let old = |year: u16| event(&format!("SUMMARY:Altijd\nDTSTART:{year}0901T173000Z\nRRULE:FREQ=DAILY\n"));
    assert!(reading(&old(2000)).unwrap().found.iter().any(|one| one.first == date(2026, 9, 15)));
    assert_eq!(reading(&old(1900)).unwrap().troubles[0].key, "calendar-foreign-rule");
}

#[test]
fn rules_that_would_take_all_time_or_memory_are_named_and_not_written_out() {
    let seconds = (0..60).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let hours = (0..24).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    for rule in [
        "FREQ=SECONDLY".to_owned(),
        "FREQ=MINUTELY;INTERVAL=1".to_owned(),
        format!("FREQ=YEARLY;BYHOUR={hours};BYMINUTE={seconds};BYSECOND={seconds};BYDAY=MO,TU,WE,TH,FR,SA,SU"),
        format!("FREQ=DAILY;BYSETPOS={}", "1,".repeat(100_000) + "1"),
    ] {
        let read = reading(&event(&format!("SUMMARY:Altijd\nDTSTART:20260901T173000Z\nRRULE:{rule}\n"))).unwrap();
        assert_eq!((read.found.len(), read.troubles[0].key.as_str()), (0, "calendar-foreign-rule"), "{:.40}", rule);
    }
    let began = std::time::Instant::now();
    let never = (0..400).map(|n| {
        format!("BEGIN:VEVENT\nUID:{n}\nSUMMARY:Nooit\nDTSTART:20260901T173000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n")
    });
    let read = reading(&calendar(&never.collect::<String>()));
    assert!(read.is_err() || read.is_ok_and(|read| read.found.is_empty()));
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn a_series_does_not_hide_the_days_of_another() {
    let weekly = |uid: u8, title: &str| {
        format!(
            "BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\nDTSTART;TZID=Europe/Amsterdam:20261019T200000\nDURATION:PT1H\n\
             RRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\n"
        )
    };
    let changed = "BEGIN:VEVENT\nUID:1\nSUMMARY:A later\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261026T200000\n\
                   DTSTART;TZID=Europe/Amsterdam:20261026T213000\nDURATION:PT1H\nEND:VEVENT\n";
    let found = reading(&calendar(&(weekly(1, "A") + changed + &weekly(2, "B")))).unwrap().found;
    let titles: Vec<_> = found.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["A", "B", "B", "A later"]);
}
