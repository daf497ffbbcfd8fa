//! Whether two things in the calendar are at the same moment.

use std::ops::Range;

use jiff::civil::{Date, Time};

/// Minutes of a day. A night on which the clock changes counts as any other: nobody meets then.
const DAY: i64 = 24 * 60;
/// How long something is taken to last that says only when it begins, in minutes.
const UNSAID: i64 = 120;

/// The minutes of `day` in which something is that goes on from the first day to the last, with begin and end on the wall
/// clock. `None` for what lasts whole days, and on a day it is not on. What ends where it begins does not say how long it
/// lasts; what ends before it begins goes on until midnight.
pub fn minutes_on(day: Date, first: Date, last: Date, times: Option<(Time, Time)>) -> Option<Range<i64>> {
    let (start, end) = times.filter(|_| (first..=last).contains(&day))?;
    let minute = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    let from = if day == first { minute(start) } else { 0 };
    let until = match () {
        () if day < last => DAY,
        () if first == last && start == end => (from + UNSAID).min(DAY),
        () if end == Time::midnight() || (first == last && end < start) => DAY,
        () => minute(end),
    };
    Some(from..until)
}

/// Whether these minutes of one day meet.
pub fn meet(one: &Range<i64>, other: &Range<i64>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn what_is_at_the_same_moment_meets_and_what_follows_does_not() {
        let day = date(2026, 9, 15);
        let at = |start: (i8, i8), end: (i8, i8)| {
            minutes_on(day, day, day, Some((time(start.0, start.1, 0, 0), time(end.0, end.1, 0, 0)))).unwrap()
        };
        let evening = at((19, 30), (21, 0));
        for (start, end, wanted) in [
            ((18, 0), (19, 30), false),
            ((18, 0), (19, 31), true),
            ((20, 0), (20, 30), true),
            ((20, 59), (23, 0), true),
            ((21, 0), (23, 0), false),
            // No end is said.
            ((18, 0), (18, 0), true),
            ((17, 30), (17, 30), false),
            ((20, 0), (20, 0), true),
            // Past midnight.
            ((20, 30), (1, 0), true),
            ((20, 30), (0, 0), true),
            ((23, 0), (0, 30), false),
        ] {
            let other = at(start, end);
            assert_eq!((meet(&evening, &other), meet(&other, &evening)), (wanted, wanted), "{start:?} {end:?}");
        }
    }

    #[test]
    fn what_goes_on_for_days_takes_its_part_of_each() {
        let (first, last) = (date(2026, 9, 15), date(2026, 9, 17));
        let times = Some((time(9, 0, 0, 0), time(12, 30, 0, 0)));
        let on = |day| minutes_on(date(2026, 9, day), first, last, times);
        assert_eq!((on(14), on(18)), (None, None));
        assert_eq!((on(15), on(16), on(17)), (Some(540..1_440), Some(0..1_440), Some(0..750)));
        assert_eq!(minutes_on(first, first, last, None), None);
        let late = Some((time(23, 0, 0, 0), time(23, 0, 0, 0)));
        assert_eq!(minutes_on(first, first, first, late), Some(1_380..1_440));
    }
}
