//! What the council lets be recorded of reading, from when, how long it is kept, and whom figures leave out.
//!
//! Nothing here works backwards: a decision holds from the moment it was both taken and recorded, what was released
//! before that is not counted, and an entry is never kept longer than was said when it was made.

use crate::balance::{DEFAULT_HORIZON_HOURS, Item, OutsideCount, SMALLEST_GROUP};
use crate::codes;
use crate::localtime::{Quarter, date_in, due_date, start_of_day};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Days a reading entry is kept after its quarter where the council decided nothing else.
pub const READING_DAYS: u16 = 90;
/// Fewest and most days the council can choose.
pub const READING_DAYS_RANGE: std::ops::RangeInclusive<u16> = 30..=365;
/// Quarters that can still hold entries: the longest keeping is a year after the quarter.
const QUARTERS_KEPT: usize = 6;

codes! {
    /// What the council lets us record of reading.
    pub enum Level {
        /// Nothing.
        Off = "uit",
        /// Whether something was read, never how long it took.
        Counts = "aantallen",
        /// Also the hours until it was read.
        Full = "volledig",
    }
}

/// One decision of the council, as far as counting goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// What may be recorded.
    pub level: Level,
    /// From when it holds.
    pub from: Timestamp,
    /// Days a reading entry is kept after its quarter.
    pub reading_days: u16,
}

impl Decision {
    /// A decision holds from the beginning of the day it was taken on, and never from before it was recorded.
    #[must_use]
    pub fn new(level: Level, decided_on: Date, recorded_at: Timestamp, reading_days: u16, zone: &TimeZone) -> Self {
        Self { level, from: recorded_at.max(start_of_day(decided_on, zone)), reading_days }
    }
}

/// A time during which somebody objects to being measured; it runs on where there is no end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Option<Timestamp>,
}

/// Who objects or objected, and when.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Objections(BTreeMap<Uuid, Vec<Span>>);

impl Objections {
    /// Adds an objection.
    pub fn add(&mut self, person: Uuid, span: Span) {
        self.0.entry(person).or_default().push(span);
    }

    /// Whether the person objects now: the last word said counts, whatever moment it is about.
    #[must_use]
    pub fn runs(&self, person: Uuid) -> bool {
        self.of(person).any(|span| span.until.is_none())
    }

    /// Whether the person objected at any moment between these two.
    #[must_use]
    pub fn touches(&self, person: Uuid, from: Timestamp, until: Timestamp) -> bool {
        self.of(person).any(|span| span.from <= until && span.until.is_none_or(|end| end > from))
    }

    /// Everybody with an objection, running or withdrawn, with the moment the first one holds from.
    pub fn people(&self) -> impl Iterator<Item = (Uuid, Timestamp)> + '_ {
        self.0.iter().filter_map(|(person, spans)| Some((*person, spans.iter().map(|span| span.from).min()?)))
    }

    fn of(&self, person: Uuid) -> impl Iterator<Item = &Span> {
        self.0.get(&person).into_iter().flatten()
    }
}

/// Everything that decides what of reading is recorded, counted and kept in one municipality.
#[derive(Clone, Debug)]
pub struct Measuring {
    /// In the order in which they were recorded.
    decisions: Vec<Decision>,
    objections: Objections,
    zone: TimeZone,
}

/// What figures of reading may be made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The items that were measured all the time until their deadline, without the people who were not.
    pub items: Vec<Item>,
    /// Whether hours may be shown.
    pub hours: bool,
    /// How many people were left out of one item or more.
    pub not_measured: OutsideCount,
    /// How many items were left out: measuring was off for part of their time.
    pub items_left_out: usize,
}

impl Measuring {
    /// Decisions in the order in which they were recorded, the oldest first.
    #[must_use]
    pub const fn new(decisions: Vec<Decision>, objections: Objections, zone: TimeZone) -> Self {
        Self { decisions, objections, zone }
    }

    /// The level in force: that of the decision recorded last among those that hold by then; off where there is none.
    #[must_use]
    pub fn level_at(&self, at: Timestamp) -> Level {
        self.in_force(at).map_or(Level::Off, |decision| decision.level)
    }

    /// The lowest level in force at any moment between these two.
    #[must_use]
    pub fn lowest_level(&self, from: Timestamp, until: Timestamp) -> Level {
        self.moments(from, until).map(|at| self.level_at(at)).min().unwrap_or(Level::Off)
    }

    /// Whether it may be recorded that this person opened something at this moment.
    #[must_use]
    pub fn may_record(&self, person: Uuid, at: Timestamp) -> bool {
        self.level_at(at) != Level::Off && !self.objections.runs(person) && !self.objections.touches(person, at, at)
    }

    /// Days that entries made now are kept after their quarter.
    #[must_use]
    pub fn reading_days(&self, now: Timestamp) -> u16 {
        self.in_force(now).map_or(READING_DAYS, |decision| decision.reading_days)
    }

    /// The day on which a reading entry made at this moment goes. A later decision can bring it nearer, never put it
    /// off.
    #[must_use]
    pub fn goes_on(&self, at: Timestamp, now: Timestamp) -> Date {
        let days = self.moments(at, now.max(at)).map(|moment| self.reading_days(moment)).min();
        let quarter = Quarter::containing(date_in(at, &self.zone));
        due_date(quarter.to(), days.unwrap_or(READING_DAYS))
    }

    /// Reading entries made before this moment have had their time by `now`.
    #[must_use]
    pub fn cutoff(&self, now: Timestamp) -> Timestamp {
        let today = date_in(now, &self.zone);
        let mut quarter = Quarter::containing(today);
        let mut marks: BTreeSet<Timestamp> = self.decisions.iter().map(|decision| decision.from).collect();
        for _ in 0..QUARTERS_KEPT {
            marks.insert(quarter.starts_at(&self.zone));
            quarter = quarter.previous();
        }
        // Entries go in the order in which they were made, so the last mark all before which has gone is the answer.
        let just_before = |mark: &Timestamp| *mark - SignedDuration::from_millis(1);
        let gone = |mark: &Timestamp| *mark <= now && self.goes_on(just_before(mark), now) <= today;
        marks.into_iter().rfind(gone).unwrap_or_else(|| quarter.ends_at(&self.zone))
    }

    /// What may be counted of these items, and for whom. `None` where measuring is off now.
    #[must_use]
    pub fn reading(&self, items: &[Item], now: Timestamp) -> Option<Reading> {
        let level = self.level_at(now);
        if level == Level::Off {
            return None;
        }
        let mut lowest = level;
        let mut left_out: BTreeSet<Uuid> = BTreeSet::new();
        let mut measured = Vec::new();
        for item in items {
            let until = deadline(item).min(now).max(item.released_at);
            let then = self.lowest_level(item.released_at, until);
            if then == Level::Off {
                continue;
            }
            lowest = lowest.min(then);
            let mut item = item.clone();
            item.audience.retain(|recipient| {
                let out = self.objections.touches(recipient.person, item.released_at, until);
                if out {
                    left_out.insert(recipient.person);
                }
                !out
            });
            measured.push(item);
        }
        Some(Reading {
            hours: lowest == Level::Full,
            not_measured: match left_out.len() {
                0 => OutsideCount::None,
                few if few < SMALLEST_GROUP => OutsideCount::Few,
                count => OutsideCount::Count(count),
            },
            items_left_out: items.len() - measured.len(),
            items: measured,
        })
    }

    fn in_force(&self, at: Timestamp) -> Option<&Decision> {
        self.decisions.iter().rfind(|decision| decision.from <= at)
    }

    /// The first of two moments, and every moment up to the second at which a decision began to hold.
    fn moments(&self, from: Timestamp, until: Timestamp) -> impl Iterator<Item = Timestamp> + '_ {
        let later = self.decisions.iter().map(|decision| decision.from).filter(move |at| from < *at && *at <= until);
        std::iter::once(from).chain(later)
    }
}

fn deadline(item: &Item) -> Timestamp {
    let after = SignedDuration::from_millis(item.deadline_ms(DEFAULT_HORIZON_HOURS).max(0));
    item.released_at.checked_add(after).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
