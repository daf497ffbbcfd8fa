//! News by mail: at once, or in one daily mail for everybody at the same moment.
//!
//! Whoever chooses the daily mail hears later than whoever has each message at once, never earlier; and everybody with the
//! daily mail hears at one moment. What cannot wait for it leaves at once to all.

use crate::codes;
use crate::localtime::date_in;
use crate::quiet::Quiet;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

codes! {
    /// What the council decided.
    #[derive(Default)]
    pub enum Policy {
        /// Everybody gets each message at once.
        Direct = "direct",
        /// Everybody gets the daily mail.
        Daily = "dagelijks",
        /// Everybody chooses; without a choice each message at once.
        #[default]
        Own = "keuze",
    }
}

codes! {
    /// How somebody gets news.
    pub enum Choice {
        /// Each message at once.
        Direct = "direct",
        /// In the daily mail.
        Daily = "dagelijks",
        /// Not by mail.
        Off = "geen",
    }
}

impl Policy {
    /// How somebody gets news under this policy. Having said that one wants none always counts.
    #[must_use]
    pub const fn of(self, choice: Option<Choice>) -> Choice {
        match (self, choice) {
            (_, Some(Choice::Off)) => Choice::Off,
            (Self::Direct, _) | (Self::Own, None) => Choice::Direct,
            (Self::Daily, _) => Choice::Daily,
            (Self::Own, Some(choice)) => choice,
        }
    }
}

/// What must be known within this time after the next daily mail does not wait for it.
const TO_READ: SignedDuration = SignedDuration::from_hours(24);

/// Whether a message about something new leaves at once to somebody. `own`: it is the answer to their own question.
#[must_use]
pub fn at_once(choice: Choice, own: bool, needed_at: Option<Timestamp>, next: Option<Timestamp>) -> bool {
    match choice {
        _ if own => true,
        Choice::Direct => true,
        Choice::Off => false,
        Choice::Daily => match (needed_at, next) {
            (_, None) => true,
            (Some(needed), Some(next)) => needed < next + TO_READ,
            (None, Some(_)) => false,
        },
    }
}

/// Some days, both ends included.
pub type Days = (Date, Date);

/// When daily mails leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rhythm {
    /// Time on the wall up to which a mail holds what is new, and at which it leaves.
    pub cutoff: Time,
    /// Quiet hours; there is none on a quiet Sunday.
    pub quiet: Quiet,
}

/// Days looked at to find the mail before or after.
const SEARCH: usize = 10;
/// The day of the only mail of a week in recess.
pub const WEEKLY: Weekday = Weekday::Friday;

impl Rhythm {
    fn has_mail(&self, day: Date, recess: &[Days]) -> bool {
        if recess.iter().any(|(first, last)| (*first..=*last).contains(&day)) {
            return day.weekday() == WEEKLY;
        }
        !(self.quiet.sunday && day.weekday() == Weekday::Sunday)
    }

    fn moment(&self, day: Date, zone: &TimeZone) -> Option<Timestamp> {
        zone.to_ambiguous_timestamp(day.to_datetime(self.cutoff)).compatible().ok()
    }

    /// The moment of the last mail at or before `now`.
    #[must_use]
    pub fn last(&self, now: Timestamp, zone: &TimeZone, recess: &[Days]) -> Option<Timestamp> {
        let days = std::iter::successors(Some(date_in(now, zone)), |day| day.yesterday().ok());
        days.take(SEARCH)
            .filter(|day| self.has_mail(*day, recess))
            .filter_map(|day| self.moment(day, zone))
            .find(|at| *at <= now)
    }

    /// The moment of the first mail after `now`.
    #[must_use]
    pub fn next(&self, now: Timestamp, zone: &TimeZone, recess: &[Days]) -> Option<Timestamp> {
        let days = std::iter::successors(Some(date_in(now, zone)), |day| day.tomorrow().ok());
        days.take(SEARCH)
            .filter(|day| self.has_mail(*day, recess))
            .filter_map(|day| self.moment(day, zone))
            .find(|at| *at > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::localtime::{amsterdam, parse_date};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const RHYTHM: Rhythm = Rhythm {
        cutoff: Time::constant(17, 0, 0, 0),
        quiet: Quiet { from: Time::constant(21, 30, 0, 0), to: Time::constant(7, 30, 0, 0), sunday: true },
    };

    #[test]
    fn the_council_decides_and_wanting_none_always_counts() {
        for (policy, choice, wanted) in [
            (Policy::Own, None, Choice::Direct),
            (Policy::Own, Some(Choice::Daily), Choice::Daily),
            (Policy::Own, Some(Choice::Direct), Choice::Direct),
            (Policy::Direct, Some(Choice::Daily), Choice::Direct),
            (Policy::Daily, Some(Choice::Direct), Choice::Daily),
            (Policy::Daily, None, Choice::Daily),
            (Policy::Daily, Some(Choice::Off), Choice::Off),
            (Policy::Direct, Some(Choice::Off), Choice::Off),
        ] {
            assert_eq!(policy.of(choice), wanted, "{policy} {choice:?}");
        }
    }

    #[test]
    fn what_cannot_wait_leaves_at_once() {
        let next = Some(at("2026-09-08T15:00:00Z"));
        for (choice, own, needed, next, wanted) in [
            (Choice::Direct, false, None, next, true),
            (Choice::Daily, false, None, next, false),
            (Choice::Daily, true, None, next, true),
            (Choice::Off, false, None, next, false),
            (Choice::Off, true, None, next, true),
            // Must be known before the daily mail, or so soon after it that nobody could read it.
            (Choice::Daily, false, Some("2026-09-08T12:00:00Z"), next, true),
            (Choice::Daily, false, Some("2026-09-09T14:59:00Z"), next, true),
            (Choice::Daily, false, Some("2026-09-09T15:00:00Z"), next, false),
            (Choice::Off, false, Some("2026-09-08T12:00:00Z"), next, false),
            (Choice::Daily, false, None, None, true),
        ] {
            assert_eq!(at_once(choice, own, needed.map(at), next), wanted, "{choice} {own} {needed:?}");
        }
    }

    #[test]
    fn there_is_one_moment_a_day_and_one_a_week_in_recess() {
        let zone = amsterdam();
        // Autumn recess: Saturday 17 to Sunday 25 October 2026, over the night the clock goes back.
        let recess = [(parse_date("2026-10-17").unwrap(), parse_date("2026-10-25").unwrap())];
        for (now, last, next) in [
            // Tuesday before and after five.
            ("2026-09-08T14:59:59Z", "2026-09-07T15:00:00Z", "2026-09-08T15:00:00Z"),
            ("2026-09-08T15:00:00Z", "2026-09-08T15:00:00Z", "2026-09-09T15:00:00Z"),
            // No mail on a Sunday.
            ("2026-09-13T16:00:00Z", "2026-09-12T15:00:00Z", "2026-09-14T15:00:00Z"),
            // Five on the wall on both sides of the change nights.
            ("2026-03-29T12:00:00Z", "2026-03-28T16:00:00Z", "2026-03-30T15:00:00Z"),
            // Recess: from Friday 16 to Friday 23, then Monday 26 in winter time.
            ("2026-10-17T16:00:00Z", "2026-10-16T15:00:00Z", "2026-10-23T15:00:00Z"),
            ("2026-10-23T14:00:00Z", "2026-10-16T15:00:00Z", "2026-10-23T15:00:00Z"),
            ("2026-10-24T12:00:00Z", "2026-10-23T15:00:00Z", "2026-10-26T16:00:00Z"),
        ] {
            assert_eq!(RHYTHM.last(at(now), &zone, &recess), Some(at(last)), "{now}");
            assert_eq!(RHYTHM.next(at(now), &zone, &recess), Some(at(next)), "{now}");
        }
        let early = Rhythm { cutoff: Time::constant(2, 30, 0, 0), quiet: Quiet { sunday: false, ..RHYTHM.quiet } };
        assert_eq!(early.next(at("2026-03-28T12:00:00Z"), &zone, &[]), Some(at("2026-03-29T01:30:00Z")), "skipped");
        assert_eq!(early.next(at("2026-10-24T12:00:00Z"), &zone, &[]), Some(at("2026-10-25T00:30:00Z")), "twice");
        assert_eq!(early.next(at("2026-10-25T00:30:00Z"), &zone, &[]), Some(at("2026-10-26T01:30:00Z")), "once only");
    }
}
