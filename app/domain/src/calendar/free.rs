//! The days on which the council would rather not meet, in one list: recess, school holidays, feast days.

use super::{Break, FeastDay, Region, feast_days, school_holidays};
use jiff::civil::Date;

/// Why somebody may be away.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// The council does not meet; the municipality's own name for it.
    Recess(String),
    /// A feast day.
    Feast(FeastDay),
    /// Schools of the region are closed.
    School(Break),
}

/// Some days with one reason; both ends belong to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Free {
    /// Why.
    pub reason: Reason,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Free {
    /// Whether the council does not meet then; while schools are closed it may.
    #[must_use]
    pub fn keeps_away(&self) -> bool {
        matches!(self.reason, Reason::Recess(_) | Reason::Feast(_))
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// What touches the days from `first` to `last`, by first day. Recess is what the municipality set itself: name, first
/// and last day. Without a region no school holidays.
#[must_use]
pub fn free_days(recess: &[(String, Date, Date)], region: Option<Region>, first: Date, last: Date) -> Vec<Free> {
    let own = recess.iter().map(|(name, first, last)| Free {
        reason: Reason::Recess(name.clone()),
        first: *first,
        last: *last,
    });
    let feasts = (first.year()..=last.year()).flat_map(feast_days).map(|(day, feast)| Free {
        reason: Reason::Feast(feast),
        first: day,
        last: day,
    });
    let school = region.map(school_holidays).unwrap_or_default().into_iter().map(|(holiday, first, last)| Free {
        reason: Reason::School(holiday),
        first,
        last,
    });
    let mut all: Vec<Free> =
        own.chain(feasts).chain(school).filter(|free| free.first <= last && free.last >= first).collect();
    all.sort_by(|a, b| (a.first, &a.reason, a.last).cmp(&(b.first, &b.reason, b.last)));
    all
}
