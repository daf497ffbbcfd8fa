//! What somebody of the executive or the griffie told a part of the council: when it can have been, and how long it may
//! stay with them.

use jiff::{SignedDuration, Timestamp};

use crate::balance::FURTHEST_NEEDED;

crate::codes! {
    /// How it was told.
    pub enum Way {
        /// Face to face.
        Mouth = "mond",
        /// By phone.
        Phone = "telefoon",
        /// On paper, or by a message of one's own.
        Paper = "papier",
    }
}

/// How far back something told can be logged: beyond it every report it belongs to is closed.
pub const LONGEST_AGO: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Why the moments do not fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It has not been told yet.
    Future,
    /// It was told more than a year ago.
    TooLongAgo,
    /// It must be known by a moment that was not later than the telling.
    NeededBefore,
    /// It must be known by a moment so far ahead that its year must be mistyped.
    NeededTooFar,
}

/// Whether something told at `told_at`, to be known by `needed_at`, can be logged at `now`.
///
/// # Errors
/// The first thing that does not fit.
pub fn check(told_at: Timestamp, needed_at: Option<Timestamp>, now: Timestamp) -> Result<(), Refusal> {
    if told_at > now {
        return Err(Refusal::Future);
    }
    if now.duration_since(told_at) > LONGEST_AGO {
        return Err(Refusal::TooLongAgo);
    }
    match needed_at {
        Some(needed) if needed <= told_at => Err(Refusal::NeededBefore),
        Some(needed) if needed.duration_since(now) > FURTHEST_NEEDED => Err(Refusal::NeededTooFar),
        _ => Ok(()),
    }
}

/// Whether what was told waits longer than the municipality's number of days for the rest of the council.
#[must_use]
pub fn waits_too_long(told_at: Timestamp, days: i64, now: Timestamp) -> bool {
    now.duration_since(told_at) > SignedDuration::from_hours(days.saturating_mul(24))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_logged_was_told_within_the_last_year_and_before_it_was_needed() {
        let now = at("2026-09-01T08:00:00Z");
        assert_eq!(check(now, None, now), Ok(()));
        assert_eq!(check(at("2026-09-01T08:00:01Z"), None, now), Err(Refusal::Future));
        assert_eq!(check(at("2025-08-01T08:00:00Z"), None, now), Err(Refusal::TooLongAgo));
        assert_eq!(check(now, Some(now), now), Err(Refusal::NeededBefore));
        assert_eq!(check(now, Some(at("2028-08-01T08:00:00Z")), now), Ok(()));
        assert_eq!(check(now, Some(at("2126-09-08T08:00:00Z")), now), Err(Refusal::NeededTooFar));
        let yesterday = at("2026-08-31T08:00:00Z");
        // Logged after it was needed: that is worth knowing, not refusing.
        assert_eq!(check(yesterday, Some(at("2026-08-31T20:00:00Z")), now), Ok(()));
    }

    #[test]
    fn three_days_are_three_times_twenty_four_hours() {
        let told = at("2026-09-01T08:00:00Z");
        assert!(!waits_too_long(told, 3, at("2026-09-04T08:00:00Z")));
        assert!(waits_too_long(told, 3, at("2026-09-04T08:00:01Z")));
    }
}
