//! How often a subscription may be fetched (R67). A calendar asks every few minutes at most, and several devices may share
//! one subscription; who asks far more often is told to wait. Counted in memory, by each node for itself.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use uuid::Uuid;

use crate::error::AppError;

/// Fetches of one subscription in a minute.
const PER_MINUTE: u32 = 30;
/// And in a day: one every minute, all day, on two devices. The strictest calendars ask every five minutes.
const PER_DAY: u32 = 2_880;
/// Subscriptions counted at most; one takes about 50 bytes.
const MOST: usize = 65_536;
const MINUTE: i64 = 60;
const DAY: i64 = 24 * 3600;

/// On a request whose client is not counted: this machine, or a proxy that speaks for itself.
#[derive(Debug, Clone, Copy)]
pub struct Uncounted;

/// The fetches of today. All clones share them.
#[derive(Debug, Clone, Default)]
pub struct Fetches(Arc<Mutex<HashMap<Uuid, Count>>>);

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    minute: i64,
    in_minute: u32,
    day: i64,
    in_day: u32,
}

impl Fetches {
    /// Counts one fetch.
    ///
    /// # Errors
    /// `TooMany`, with the seconds until the minute or the day is over.
    pub fn take(&self, feed: Uuid, now: Timestamp) -> Result<(), AppError> {
        let second = now.as_second();
        let (minute, day) = (second.div_euclid(MINUTE), second.div_euclid(DAY));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST && !all.contains_key(&feed) {
            all.retain(|_, count| count.day == day);
            if all.len() >= MOST {
                // More than can be told apart: the limit on each address holds.
                return Ok(());
            }
        }
        let count = all.entry(feed).or_default();
        if count.day != day {
            *count = Count { day, ..Count::default() };
        }
        if count.minute != minute {
            (count.minute, count.in_minute) = (minute, 0);
        }
        if count.in_day >= PER_DAY {
            return Err(AppError::TooMany(DAY - second.rem_euclid(DAY)));
        }
        if count.in_minute >= PER_MINUTE {
            return Err(AppError::TooMany(MINUTE - second.rem_euclid(MINUTE)));
        }
        count.in_minute += 1;
        count.in_day += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn waits(taken: Result<(), AppError>) -> Option<i64> {
        match taken {
            Ok(()) => None,
            Err(AppError::TooMany(seconds)) => Some(seconds),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_minute_and_a_day_have_their_limits_and_end() {
        let start: Timestamp = "2026-09-01T00:00:20Z".parse().unwrap();
        let (fetches, [one, other]) = (Fetches::default(), [Uuid::now_v7(), Uuid::now_v7()]);
        let taken = (0..40).filter(|_| fetches.take(one, start).is_ok()).count();
        assert_eq!(taken, 30);
        assert_eq!(waits(fetches.take(one, start)), Some(40), "until the minute is over");
        assert_eq!(waits(fetches.take(other, start)), None, "each has its own");
        let (mut taken, mut now) = (30, start);
        for _ in 0..23 * 60 {
            now += SignedDuration::from_mins(1);
            taken += (0..3).filter(|_| fetches.take(one, now).is_ok()).count();
        }
        assert_eq!(taken, 2_880);
        assert_eq!(waits(fetches.take(one, now)), Some(60 * 60 - 20), "until the day is over");
        assert_eq!(waits(fetches.take(one, now + SignedDuration::from_hours(1))), None);
    }

    #[test]
    fn a_calendar_on_six_devices_that_asks_every_five_minutes_never_waits() {
        let start: Timestamp = "2026-09-01T00:00:00Z".parse().unwrap();
        let (fetches, feed) = (Fetches::default(), Uuid::now_v7());
        for round in 0..24 * 12 {
            let now = start + SignedDuration::from_mins(5 * round);
            assert!((0..6).all(|_| fetches.take(feed, now).is_ok()), "{now}");
        }
    }

    #[test]
    fn memory_is_bounded_and_yesterday_is_forgotten() {
        let now: Timestamp = "2026-09-01T00:00:00Z".parse().unwrap();
        let fetches = Fetches::default();
        for _ in 0..MOST + 100 {
            assert!(fetches.take(Uuid::now_v7(), now).is_ok());
        }
        assert_eq!(fetches.0.lock().unwrap().len(), MOST);
        assert!(fetches.take(Uuid::now_v7(), now + SignedDuration::from_hours(24)).is_ok());
        assert_eq!(fetches.0.lock().unwrap().len(), 1);
    }
}
