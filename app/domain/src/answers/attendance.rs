//! Who is there: what can be ticked, and when.

use crate::codes;
use crate::gatherings::{Facts, State, state};
use crate::localtime::{date_in, start_of_day};
use jiff::Timestamp;
use jiff::tz::TimeZone;

codes! {
    /// How somebody was there. Whoever was not has no mark at all.
    pub enum Stand {
        /// The whole time.
        Present = "aanwezig",
        /// Came later.
        Late = "later",
        /// Left before the end.
        LeftEarly = "eerder-weg",
    }
}

/// Why attendance is not recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AttendanceRefusal {
    /// Still a draft.
    NotPlanned,
    /// It did not take place.
    Cancelled,
    /// The day has not come, or for closing the list: it has not begun.
    TooEarly,
}

/// Whether somebody can be ticked: from the first moment of the day itself, and for as long as need be afterwards.
///
/// # Errors
/// See [`AttendanceRefusal`].
pub fn may_record(facts: &Facts, zone: &TimeZone, now: Timestamp) -> Result<(), AttendanceRefusal> {
    match state(facts, now) {
        State::Draft => Err(AttendanceRefusal::NotPlanned),
        State::Cancelled => Err(AttendanceRefusal::Cancelled),
        _ => match facts.starts_at {
            Some(start) if start_of_day(date_in(start, zone), zone) <= now => Ok(()),
            _ => Err(AttendanceRefusal::TooEarly),
        },
    }
}

/// Whether the list can be declared complete: once the gathering has begun.
///
/// # Errors
/// See [`AttendanceRefusal`].
pub fn may_close(facts: &Facts, zone: &TimeZone, now: Timestamp) -> Result<(), AttendanceRefusal> {
    may_record(facts, zone, now)?;
    if facts.starts_at.is_some_and(|start| start <= now) { Ok(()) } else { Err(AttendanceRefusal::TooEarly) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn evening() -> Facts {
        Facts {
            planned_at: Some(at("2026-09-01T08:00:00Z")),
            starts_at: Some(at("2026-09-09T17:30:00Z")),
            ends_at: Some(at("2026-09-09T19:00:00Z")),
            ..Facts::default()
        }
    }

    #[test]
    fn ticking_begins_with_the_day_in_the_municipality_and_never_ends() {
        let zone = crate::localtime::amsterdam();
        let may = |now| may_record(&evening(), &zone, at(now));
        assert_eq!(may("2026-09-08T21:59:59Z"), Err(AttendanceRefusal::TooEarly));
        assert_eq!(may("2026-09-08T22:00:00Z"), Ok(()));
        assert_eq!(may("2026-10-09T22:00:00Z"), Ok(()));
    }

    #[test]
    fn the_list_is_complete_only_after_the_beginning() {
        let zone = crate::localtime::amsterdam();
        let may = |now| may_close(&evening(), &zone, at(now));
        assert_eq!(may("2026-09-09T17:29:59Z"), Err(AttendanceRefusal::TooEarly));
        assert_eq!(may("2026-09-09T17:30:00Z"), Ok(()));
    }

    #[test]
    fn nobody_attends_a_draft_or_what_was_cancelled() {
        let zone = crate::localtime::amsterdam();
        let now = at("2026-09-09T18:00:00Z");
        let draft = Facts { planned_at: None, ..evening() };
        assert_eq!(may_record(&draft, &zone, now), Err(AttendanceRefusal::NotPlanned));
        let cancelled = Facts { cancelled_at: Some(at("2026-09-05T08:00:00Z")), ..evening() };
        assert_eq!(may_close(&cancelled, &zone, now), Err(AttendanceRefusal::Cancelled));
    }
}
