//! Failed sign-ins: the wait grows to a quarter of an hour and no further. Nobody is ever locked out for good.

use jiff::{SignedDuration, Timestamp};

/// Failures that cost nothing: people mistype.
pub const FREE_FAILURES: u32 = 4;
/// The first wait.
pub const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// Failures are forgotten when there was none for this long.
pub const FORGET_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// What the database keeps about an account (or an address).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Failures {
    /// Failures in a row.
    pub count: u32,
    /// The last one.
    pub last: Option<Timestamp>,
}

/// How long to wait after this many failures in a row: nothing for the first [`FREE_FAILURES`], then 30 seconds, doubling
/// up to [`LONGEST_WAIT`].
#[must_use]
pub fn wait_after(count: u32) -> SignedDuration {
    let Some(doublings) = count.checked_sub(FREE_FAILURES + 1) else {
        return SignedDuration::ZERO;
    };
    let factor = 2_i32.saturating_pow(doublings.min(30));
    FIRST_WAIT.checked_mul(factor).map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

/// Whether somebody may try now.
///
/// # Errors
/// The moment from which they may. A last failure in the future (the clock was put back) does not count.
pub fn may_try(failures: Failures, now: Timestamp) -> Result<(), Timestamp> {
    let Some(last) = failures.last else { return Ok(()) };
    if last > now {
        return Ok(());
    }
    let until = last.saturating_add(wait_after(failures.count)).unwrap_or(last);
    if now < until { Err(until) } else { Ok(()) }
}

/// What to keep after one more failure. A success keeps nothing: `Failures::default()`.
#[must_use]
pub fn after_failure(failures: Failures, now: Timestamp) -> Failures {
    let stale = failures.last.is_some_and(|last| now.duration_since(last) >= FORGET_AFTER);
    let before = if stale { 0 } else { failures.count };
    Failures { count: before.saturating_add(1), last: Some(now) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_wait_grows_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..=12).map(|n| wait_after(n).as_secs()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
    }

    #[test]
    fn a_thousand_guesses_in_ten_minutes_get_no_further_than_twenty() {
        let mut failures = Failures::default();
        let mut checked = 0;
        for guess in 0..1000 {
            let now = at(guess * 600 / 1000);
            if may_try(failures, now).is_ok() {
                checked += 1;
                failures = after_failure(failures, now);
            }
        }
        assert!(checked <= 20, "{checked}");
    }

    #[test]
    fn a_day_of_rest_forgets() {
        let failures = Failures { count: 50, last: Some(at(0)) };
        assert_eq!(after_failure(failures, at(86_399)).count, 51);
        assert_eq!(after_failure(failures, at(86_400)).count, 1);
    }

    #[test]
    fn a_clock_put_back_locks_nobody_out() {
        let failures = Failures { count: 50, last: Some(at(86_400)) };
        assert_eq!(may_try(failures, at(0)), Ok(()));
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_the_longest_wait(count: u32, last in 0i64..4_000_000_000, later in 0i64..4_000_000_000) {
            let failures = Failures { count, last: Some(at(last)) };
            match may_try(failures, at(last + later)) {
                Ok(()) => {}
                Err(until) => prop_assert!(until.duration_since(at(last + later)) <= LONGEST_WAIT),
            }
            prop_assert_eq!(may_try(failures, at(last + 900)), Ok(()));
        }

        #[test]
        fn more_failures_never_shorten_the_wait(count in 0u32..1000) {
            prop_assert!(wait_after(count) <= wait_after(count + 1));
        }
    }
}
