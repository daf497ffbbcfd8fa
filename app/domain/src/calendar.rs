//! The calendar: which days a view shows, which of them are feast days, and when schools are closed.
//!
//! Everything counts in local days, so that a night on which the clock changes is one day like any other. Weeks begin on
//! Monday and are numbered as in ISO 8601.

mod feasts;
mod free;
mod moments;
mod school;
#[cfg(test)]
mod tests;

pub use feasts::{FeastDay, easter, feast_days};
pub use free::{Free, Reason, free_days};
pub use moments::{meet, minutes_on};
pub use school::{Break, KNOWN_FROM, Region, SOURCE, known_until, school_holidays};

use crate::codes;
use crate::localtime::{FIRST_YEAR, LAST_YEAR};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// Weeks that the list shows.
pub const LIST_WEEKS: i64 = 8;

codes! {
    /// How the calendar is looked at.
    #[derive(Default)]
    pub enum View {
        /// Everything of some weeks under each other.
        #[default]
        List = "lijst",
        /// One day.
        Day = "dag",
        /// Monday to Sunday.
        Week = "week",
        /// A month in whole weeks.
        Month = "maand",
        /// Twelve small months.
        Year = "jaar",
    }
}

/// What a view shows at once: its first and last day belong to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// How it is looked at.
    pub view: View,
    /// The day that was asked for; it is in the period.
    pub on: Date,
}

/// A date within the years that forms and files may name.
fn within(date: Date) -> Date {
    date.clamp(first_date(), last_date())
}

fn first_date() -> Date {
    Date::constant(FIRST_YEAR, 1, 1)
}

fn last_date() -> Date {
    Date::constant(LAST_YEAR, 12, 31)
}

fn moved(date: Date, span: Span) -> Date {
    within(date.saturating_add(span))
}

impl Period {
    /// The period of a view that this day is in; days out of range count as the nearest.
    #[must_use]
    pub fn new(view: View, on: Date) -> Self {
        Self { view, on: within(on) }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        match self.view {
            View::List | View::Day => self.on,
            View::Week => monday(self.on),
            View::Month => self.on.first_of_month(),
            View::Year => self.on.first_of_year(),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        match self.view {
            View::Day => self.on,
            View::List => moved(self.on, (LIST_WEEKS * 7 - 1).days()),
            View::Week => moved(monday(self.on), 6.days()),
            View::Month => self.on.last_of_month(),
            View::Year => self.on.last_of_year(),
        }
    }

    /// The one before. A month goes to the same day of the month, or its last; so does a year.
    #[must_use]
    pub fn previous(self) -> Self {
        self.by(-1)
    }

    /// The one after.
    #[must_use]
    pub fn next(self) -> Self {
        self.by(1)
    }

    fn by(self, steps: i64) -> Self {
        let on = match self.view {
            View::Day => moved(self.on, steps.days()),
            View::Week => moved(self.on, (7 * steps).days()),
            View::List => moved(self.on, (7 * LIST_WEEKS * steps).days()),
            View::Month => moved(self.on, steps.months()),
            View::Year => moved(self.on, steps.years()),
        };
        Self { on, ..self }
    }

    /// Whether there is a period before this one that can be asked for.
    #[must_use]
    pub fn has_previous(self) -> bool {
        self.first() > first_date()
    }

    /// Whether there is a period after this one that can be asked for.
    #[must_use]
    pub fn has_next(self) -> bool {
        self.last() < last_date()
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        (self.first()..=self.last()).contains(&day)
    }

    /// Its days, the first first.
    pub fn days(self) -> impl Iterator<Item = Date> {
        days(self.first(), self.last())
    }

    /// Its days in whole weeks from Monday to Sunday, so with some of the days around it.
    #[must_use]
    pub fn weeks(self) -> Vec<[Date; 7]> {
        weeks(self.first(), self.last())
    }

    /// The months it touches, each as its first day.
    #[must_use]
    pub fn months(self) -> Vec<Date> {
        let mut months = vec![self.first().first_of_month()];
        while let Some(next) = months.last().and_then(|month| month.checked_add(1.month()).ok()) {
            if next > self.last() {
                break;
            }
            months.push(next);
        }
        months
    }
}

/// The Monday of the week of a day.
#[must_use]
pub fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// The number of a week, and the year it is counted in: 1 January can be in week 53 of the year before.
#[must_use]
pub fn week_number(day: Date) -> (i16, i8) {
    let week: ISOWeekDate = day.iso_week_date();
    (week.year(), week.week())
}

/// From the first day to the last.
pub fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| *day <= last)
}

/// The weeks from Monday to Sunday that touch these days.
#[must_use]
pub fn weeks(first: Date, last: Date) -> Vec<[Date; 7]> {
    let start = monday(first);
    start
        .series(1.week())
        .take_while(|monday| *monday <= last)
        .map(|monday| std::array::from_fn(|at| monday.saturating_add(i64::try_from(at).unwrap_or(0).days())))
        .collect()
}

/// Whether this is a Saturday or a Sunday.
#[must_use]
pub fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
