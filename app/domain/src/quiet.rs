//! Quiet hours: when no mail leaves that can wait.

use crate::localtime::local;
use jiff::civil::{DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// When mail that can wait does wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quiet {
    /// Begin, on the wall. The same as the end: no night is quiet.
    pub from: Time,
    /// End, on the wall; usually of the next day.
    pub to: Time,
    /// Sunday too, the whole day.
    pub sunday: bool,
}

impl Default for Quiet {
    /// 21:30 to 07:30 and Sunday.
    fn default() -> Self {
        Self { from: Time::constant(21, 30, 0, 0), to: Time::constant(7, 30, 0, 0), sunday: true }
    }
}

/// How finely the begin of a quiet spell is looked for.
const STEP: SignedDuration = SignedDuration::from_mins(15);
/// No spell is longer than a Sunday with a night on each side.
const MOST_STEPS: i32 = 4 * 24 * 3;

impl Quiet {
    /// Whether this time of the night is quiet, whatever the day.
    #[must_use]
    pub fn has(&self, time: Time) -> bool {
        if self.from <= self.to { self.from <= time && time < self.to } else { time >= self.from || time < self.to }
    }

    fn covers_local(&self, at: DateTime) -> bool {
        (self.sunday && at.date().weekday() == Weekday::Sunday) || self.has(at.time())
    }

    /// Whether a moment is quiet.
    #[must_use]
    pub fn covers(&self, at: Timestamp, zone: &TimeZone) -> bool {
        self.covers_local(local(at, zone))
    }

    /// The first moment from `at` on that is not quiet. An end that the clock skips is the moment it jumps; one that it
    /// shows twice is the first that is not before `at`.
    #[must_use]
    pub fn end(&self, at: Timestamp, zone: &TimeZone) -> Timestamp {
        let mut here = local(at, zone);
        if !self.covers_local(here) {
            return at;
        }
        while self.covers_local(here) {
            let next = if here.time() < self.to {
                Some(here.date().to_datetime(self.to))
            } else {
                here.date().tomorrow().ok().map(|day| day.to_datetime(Time::midnight()))
            };
            let Some(next) = next else { return Timestamp::MAX };
            here = next;
        }
        let ends = zone.to_ambiguous_timestamp(here);
        match ends.compatible() {
            Ok(end) if end >= at => end,
            _ => ends.later().map_or(Timestamp::MAX, |end| end.max(at)),
        }
    }

    /// A moment shortly before the quiet spell that `at` lies in; `at` itself when it is not quiet.
    #[must_use]
    pub fn before(&self, at: Timestamp, zone: &TimeZone) -> Timestamp {
        (0..MOST_STEPS).map(|n| at - STEP * n).find(|at| !self.covers(*at, zone)).unwrap_or(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::localtime::amsterdam;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn quiet(from: (i8, i8), to: (i8, i8), sunday: bool) -> Quiet {
        Quiet { from: Time::constant(from.0, from.1, 0, 0), to: Time::constant(to.0, to.1, 0, 0), sunday }
    }

    #[test]
    fn a_quiet_spell_ends_when_people_are_up() {
        let zone = amsterdam();
        let usual = Quiet::default();
        // Moments in UTC; Amsterdam is two hours later in summer, one in winter.
        for (rules, asked, end) in [
            // Tuesday by day: at once.
            (usual, "2026-09-08T07:00:00Z", "2026-09-08T07:00:00Z"),
            // The very ends.
            (usual, "2026-09-08T19:29:59Z", "2026-09-08T19:29:59Z"),
            (usual, "2026-09-08T19:30:00Z", "2026-09-09T05:30:00Z"),
            (usual, "2026-09-09T05:30:00Z", "2026-09-09T05:30:00Z"),
            // After midnight.
            (usual, "2026-09-08T23:00:00Z", "2026-09-09T05:30:00Z"),
            // Saturday evening and Sunday: Monday morning.
            (usual, "2026-09-12T20:00:00Z", "2026-09-14T05:30:00Z"),
            (usual, "2026-09-13T10:00:00Z", "2026-09-14T05:30:00Z"),
            // The night the clock goes forward, and back: 07:30 on the wall of the Monday.
            (usual, "2026-03-28T22:00:00Z", "2026-03-30T05:30:00Z"),
            (usual, "2026-10-24T22:00:00Z", "2026-10-26T06:30:00Z"),
            // The same without a quiet Sunday: 07:30 of that day.
            (quiet((21, 30), (7, 30), false), "2026-03-28T22:00:00Z", "2026-03-29T05:30:00Z"),
            (quiet((21, 30), (7, 30), false), "2026-10-24T22:00:00Z", "2026-10-25T06:30:00Z"),
            // An end that does not exist: the moment the clock jumps. One that comes twice: the first, or what is left.
            (quiet((22, 0), (2, 30), false), "2026-03-28T22:00:00Z", "2026-03-29T01:30:00Z"),
            (quiet((22, 0), (2, 30), false), "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z"),
            (quiet((22, 0), (2, 30), false), "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z"),
            // No quiet hours at all; Sunday alone.
            (quiet((0, 0), (0, 0), false), "2026-09-13T01:00:00Z", "2026-09-13T01:00:00Z"),
            (quiet((0, 0), (0, 0), true), "2026-09-13T01:00:00Z", "2026-09-13T22:00:00Z"),
            // Within one day.
            (quiet((12, 0), (13, 0), false), "2026-09-08T10:30:00Z", "2026-09-08T11:00:00Z"),
        ] {
            assert_eq!(rules.end(at(asked), &zone), at(end), "{asked}");
            assert!(!rules.covers(at(end), &zone));
        }
    }

    #[test]
    fn before_a_quiet_spell_is_shortly_before_it() {
        let (zone, usual) = (amsterdam(), Quiet::default());
        for (asked, before) in [
            ("2026-09-08T07:00:00Z", "2026-09-08T07:00:00Z"),
            ("2026-09-08T19:30:00Z", "2026-09-08T19:15:00Z"),
            ("2026-09-14T05:00:00Z", "2026-09-12T19:15:00Z"),
            ("2026-03-29T07:00:00Z", "2026-03-28T20:15:00Z"),
            ("2026-10-25T08:00:00Z", "2026-10-24T19:15:00Z"),
        ] {
            assert_eq!(usual.before(at(asked), &zone), at(before), "{asked}");
        }
    }
}
