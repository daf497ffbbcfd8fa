//! Series of gatherings: on which dates they fall, and which of them a change reaches.
//!
//! Every gathering of a series is a gathering like any other. The wall time is the same on every date; what moment that is
//! follows for each date by itself, so a series keeps its hour when the clock is set.

#[cfg(test)]
mod tests;

use jiff::{ToSpan, civil::Date};

use crate::{
    codes,
    gatherings::{Facts, State, state},
};
use jiff::Timestamp;

codes! {
    /// How often a series comes.
    pub enum Rhythm {
        /// Every seven days.
        Weekly = "wekelijks",
        /// Every fourteen days.
        Fortnightly = "tweewekelijks",
        /// Every month on the same weekday: the second Tuesday, or the last when the first date is a fifth one.
        Monthly = "maandelijks",
        /// The same, every three months.
        Quarterly = "kwartaal",
    }
}

codes! {
    /// How far a change to one gathering of a series reaches.
    #[derive(Default)]
    pub enum Scope {
        /// This one alone.
        #[default]
        This = "deze",
        /// This one and those that begin later.
        Following = "volgende",
        /// All that are still to come.
        All = "alle",
    }
}

/// Most dates a series has.
pub const MOST: usize = 26;

/// When a series ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    /// After so many dates, the first counted.
    Times(usize),
    /// With the last date on this day or before it.
    On(Date),
}

/// Why there is no series.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SeriesError {
    /// One date is no series.
    OneTime,
    /// The last day is too early for a second date.
    OneDate,
    /// More than [`MOST`].
    TooMany,
}

/// The dates of a series, the first one first; always two or more.
///
/// # Errors
/// See [`SeriesError`].
pub fn dates(first: Date, rhythm: Rhythm, ends: Ends) -> Result<Vec<Date>, SeriesError> {
    match ends {
        Ends::Times(0 | 1) => return Err(SeriesError::OneTime),
        Ends::Times(times) if times > MOST => return Err(SeriesError::TooMany),
        Ends::Times(_) | Ends::On(_) => {}
    }
    let mut all = Vec::new();
    while let Some(date) = nth(first, rhythm, all.len()) {
        let over = match ends {
            Ends::Times(times) => all.len() == times,
            Ends::On(last) => date > last,
        };
        if over {
            break;
        }
        if all.len() == MOST {
            return Err(SeriesError::TooMany);
        }
        all.push(date);
    }
    if all.len() < 2 { Err(SeriesError::OneDate) } else { Ok(all) }
}

/// The date after so many turns; `None` past the end of the calendar.
fn nth(first: Date, rhythm: Rhythm, turns: usize) -> Option<Date> {
    let turns = i64::try_from(turns).ok()?;
    match rhythm {
        Rhythm::Weekly => first.checked_add((7 * turns).days()).ok(),
        Rhythm::Fortnightly => first.checked_add((14 * turns).days()).ok(),
        Rhythm::Monthly => same_weekday(first, turns),
        Rhythm::Quarterly => same_weekday(first, 3 * turns),
    }
}

/// The same weekday of a later month. A fifth one stands for the last, which every month has.
fn same_weekday(first: Date, months: i64) -> Option<Date> {
    let place = (first.day() - 1) / 7 + 1;
    let place = if place == 5 { -1 } else { place };
    let month = first.first_of_month().checked_add(months.months()).ok()?;
    month.nth_weekday_of_month(place, first.weekday()).ok()
}

/// Whether a change to `target` reaches this other gathering of the same series: what was cancelled or has begun stays as
/// it is.
#[must_use]
pub fn reaches(scope: Scope, target: &Facts, other: &Facts, now: Timestamp) -> bool {
    let open = matches!(state(other, now), State::Draft | State::Planned | State::Invited)
        && other.starts_at.is_some_and(|start| start > now);
    open && match scope {
        Scope::This => false,
        Scope::Following => other.starts_at >= target.starts_at,
        Scope::All => true,
    }
}
