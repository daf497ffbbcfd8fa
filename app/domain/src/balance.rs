//! The balance: who was told, who knows, how long it took, per side and per faction.
//!
//! Two ways in. `table` counts [`Item`]s for the pages of today; `report` takes an [`extract`] and gives the whole report with
//! intervals, tests, flags and sentences, the same for everybody who computes it. All arithmetic on times is in whole
//! milliseconds. What people outside the griffie may see is in `guard`.

pub mod alone;
mod compute;
mod curve;
pub mod extract;
mod guard;
pub mod holm;
pub mod rates;
pub mod report;
pub mod sentences;
pub mod share;
mod shown;
mod shuffle;
mod steps;
mod stratified;
mod study;
pub mod survival;
mod table;
#[cfg(test)]
mod tests;
pub mod timing;

pub use curve::curve;
pub use shown::{PeriodReading, reading_of_item, reading_of_period};
pub use steps::told_steps;
pub use table::{Cell, Counting, Group, Guard, LeftOut, Measure, OutsideCount, Reason, Row, Settings, Table, table};

use crate::codes;
use crate::people::Side;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Hours after release within which an item should be known, where nothing else was said.
pub const DEFAULT_HORIZON_HOURS: i64 = 336;
/// Furthest ahead that something can have to be known: beyond it the year was mistyped.
pub const FURTHEST_NEEDED: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);
/// A group shown outside the griffie has at least this many people, and a count at least this many on either side.
pub const SMALLEST_GROUP: usize = 3;
/// A median is shown for at least this many people: in a smaller group each step is one person's time.
pub const SMALLEST_FOR_MEDIAN: usize = 10;

const MS_PER_HOUR: i64 = 3_600_000;

codes! {
    /// What an entry in the ledger says. The codes are those of the extract.
    pub enum ExposureKind {
        /// Sent to them, or told by mouth: the sender's word.
        Told = "told",
        /// They opened it while signed in.
        Reached = "reached",
        /// They pressed "Gelezen".
        Confirmed = "confirmed",
    }
}

/// An entry in the ledger about one person and the item it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exposure {
    /// Who.
    pub person: Uuid,
    /// What.
    pub kind: ExposureKind,
    /// When.
    pub at: Timestamp,
    /// A later entry took it back.
    pub voided: bool,
}

/// Somebody an item is owed to, as they stood when it was released.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recipient {
    /// Who.
    pub person: Uuid,
    /// Their faction.
    pub faction: Option<Uuid>,
    /// Their side.
    pub side: Side,
}

/// Something the council is owed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Id.
    pub id: Uuid,
    /// When it was released.
    pub released_at: Timestamp,
    /// When it must be known.
    pub needed_at: Option<Timestamp>,
    /// Everybody it is owed to: not only those who were invited.
    pub audience: Vec<Recipient>,
    /// Entries about it.
    pub exposures: Vec<Exposure>,
}

impl Item {
    /// Hours from release to the deadline in milliseconds: to `needed_at`, else the horizon.
    #[must_use]
    pub fn deadline_ms(&self, horizon_hours: i64) -> i64 {
        self.needed_at
            .map_or_else(|| horizon_hours.saturating_mul(MS_PER_HOUR), |needed| since(self.released_at, needed))
    }

    /// Released by `now`.
    #[must_use]
    pub fn is_released(&self, now: Timestamp) -> bool {
        self.released_at <= now
    }

    /// Its deadline has passed at `now`.
    #[must_use]
    pub fn is_due(&self, now: Timestamp, horizon_hours: i64) -> bool {
        since(self.released_at, now) >= self.deadline_ms(horizon_hours)
    }
}

/// When one person was told of one item and knew it, in milliseconds after release; negative is before.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Times {
    /// Earliest entry of any kind.
    pub told: Option<i64>,
    /// Earliest entry by the person's own act.
    pub reached: Option<i64>,
}

/// The times of everybody who has an entry about the item by `now`; voided and later entries do not count.
#[must_use]
pub fn times(item: &Item, now: Timestamp) -> BTreeMap<Uuid, Times> {
    fn earliest(known: &mut Option<i64>, at: i64) {
        *known = Some(known.map_or(at, |k| k.min(at)));
    }
    let mut times: BTreeMap<Uuid, Times> = BTreeMap::new();
    for exposure in item.exposures.iter().filter(|e| !e.voided && e.at <= now) {
        let at = since(item.released_at, exposure.at);
        let mine = times.entry(exposure.person).or_default();
        earliest(&mut mine.told, at);
        if exposure.kind != ExposureKind::Told {
            earliest(&mut mine.reached, at);
        }
    }
    times
}

/// Who was not told of a released item and was not `present` at it, by side, faction and person. For the clerk, who tells
/// them. Reading does not count: a name that left this list would say that somebody read it.
#[must_use]
pub fn untold(item: &Item, present: &BTreeSet<Uuid>, now: Timestamp) -> Vec<Recipient> {
    if !item.is_released(now) {
        return Vec::new();
    }
    let told = item.exposures.iter().filter(|e| e.kind == ExposureKind::Told && !e.voided && e.at <= now);
    let told: BTreeSet<Uuid> = told.map(|e| e.person).collect();
    let knows = |person: &Uuid| told.contains(person) || present.contains(person);
    let mut untold: Vec<Recipient> = item.audience.iter().filter(|r| !knows(&r.person)).copied().collect();
    untold.sort_by_key(|r| (r.side, r.faction, r.person));
    untold.dedup_by_key(|r| r.person);
    untold
}

/// Milliseconds from one moment to another, each first cut to whole milliseconds.
fn since(from: Timestamp, to: Timestamp) -> i64 {
    to.as_millisecond() - from.as_millisecond()
}
