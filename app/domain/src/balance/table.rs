//! One measure over any set of items, for everybody, per side and per faction.

use super::guard::{self, Part};
use super::survival::{Span, median, steps};
use super::{DEFAULT_HORIZON_HOURS, Item, MS_PER_HOUR, Recipient, SMALLEST_FOR_MEDIAN, Times, since, times};
use crate::people::Side;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// Told, by anybody in any way: the sender's conduct.
    Told,
    /// Knew, by their own act.
    Reached,
}

/// Which items count, and until when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counting {
    /// Items whose deadline has passed, and entries before it: for a quarter. An item nobody was told of is left out of
    /// telling.
    ByDeadline,
    /// Every released item, and entries up to now: for one item that still runs.
    SoFar,
}

/// For whose eyes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guard {
    /// Everything as it is: what the clerk sees of telling.
    Exact,
    /// Small groups merged, revealing counts and medians hidden: everything about reading, and everything outside the
    /// griffie.
    Protected,
}

/// How to count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    /// What is counted.
    pub measure: Measure,
    /// Which items.
    pub counting: Counting,
    /// For whose eyes.
    pub guard: Guard,
    /// The municipality's horizon in hours.
    pub horizon_hours: i64,
}

impl Settings {
    /// With the default horizon.
    #[must_use]
    pub const fn new(measure: Measure, counting: Counting, guard: Guard) -> Self {
        Self { measure, counting, guard, horizon_hours: DEFAULT_HORIZON_HOURS }
    }
}

/// Whom a row is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Group {
    /// Everybody in the comparison.
    Everybody,
    /// One side.
    Side(Side),
    /// One faction; `None` is people without one.
    Faction(Side, Option<Uuid>),
    /// Small factions of one side, merged ("overige fracties").
    Others(Side, Vec<Option<Uuid>>),
}

/// A count that is shown, or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// `count` of `of` person-item pairs.
    Shown {
        /// Pairs that were told or reached.
        count: u64,
        /// All pairs.
        of: u64,
    },
    /// Hidden: it would reveal a person, or let one be computed.
    Hidden,
    /// Nothing to count yet.
    Empty,
}

impl Cell {
    /// The share from 0 to 1, when shown.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most 128 people times 20,000 items")]
    pub fn share(self) -> Option<f64> {
        match self {
            Self::Shown { count, of } if of > 0 => Some(count as f64 / of as f64),
            _ => None,
        }
    }
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Whom it is about.
    pub group: Group,
    /// People in it.
    pub people: usize,
    /// The count.
    pub cell: Cell,
    /// Median milliseconds from release (Kaplan-Meier over the pairs); `None` when fewer than half were by now, or hidden.
    pub median_ms: Option<i64>,
    /// The median is not shown: the group has too few people, or its count is hidden.
    pub median_hidden: bool,
}

impl Row {
    /// The median in hours.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a horizon of weeks in milliseconds is far below 2^53")]
    pub fn median_hours(&self) -> Option<f64> {
        self.median_ms.map(|ms| ms as f64 / MS_PER_HOUR as f64)
    }
}

/// Why an item is not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Not released yet.
    NotReleased,
    /// Its deadline has not passed.
    NotDue,
    /// Nobody was told of it, which says nothing about who was told first.
    NobodyTold,
}

/// An item that is not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Which.
    pub item: Uuid,
    /// Why.
    pub reason: Reason,
}

/// How many people are outside the comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutsideCount {
    /// Nobody.
    None,
    /// One or two ("enkele").
    Few,
    /// This many.
    Count(usize),
}

/// A measure over a set of items.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Everybody.
    pub total: Row,
    /// Per side, in the fixed order; sides nobody is on are left out.
    pub sides: Vec<Row>,
    /// Per faction or merged group, by side, largest first.
    pub groups: Vec<Row>,
    /// People who changed faction or side between the items: in no row.
    pub outside: OutsideCount,
    /// Items counted.
    pub items: usize,
    /// Items not counted, in order of id.
    pub left_out: Vec<LeftOut>,
}

/// What one person adds to every group they are in.
#[derive(Clone, Default, Debug)]
struct Tally {
    hits: u64,
    pairs: u64,
    /// Per pair: the time if there is one, else until when it was watched.
    spans: Vec<Span>,
}

type Key = (Side, Option<Uuid>);

/// Counts one measure over the items.
#[must_use]
pub fn table(items: &[Item], now: Timestamp, settings: Settings) -> Table {
    let mut sorted: Vec<&Item> = items.iter().collect();
    sorted.sort_by_key(|i| i.id);

    let mut tallies: BTreeMap<Uuid, Tally> = BTreeMap::new();
    let mut places: BTreeMap<Uuid, BTreeSet<Key>> = BTreeMap::new();
    let mut left_out = Vec::new();
    let mut counted = 0;
    for item in sorted {
        let leave = |reason| LeftOut { item: item.id, reason };
        if !item.is_released(now) {
            left_out.push(leave(Reason::NotReleased));
            continue;
        }
        let by_deadline = settings.counting == Counting::ByDeadline;
        let times = times(item, now);
        if by_deadline && settings.measure == Measure::Told && nobody_told(item, now) {
            left_out.push(leave(Reason::NobodyTold));
            continue;
        }
        let counts = !by_deadline || item.is_due(now, settings.horizon_hours);
        if counts {
            counted += 1;
        } else {
            left_out.push(leave(Reason::NotDue));
        }
        for recipient in once(&item.audience) {
            places.entry(recipient.person).or_default().insert((recipient.side, recipient.faction));
            let tally = tallies.entry(recipient.person).or_default();
            let mine = times.get(&recipient.person).copied().unwrap_or_default();
            tally.add(item, mine, counts, now, settings);
        }
    }

    let mut outside = 0;
    let mut factions: BTreeMap<Key, BTreeSet<Uuid>> = BTreeMap::new();
    for (person, keys) in &places {
        match keys.first() {
            Some(key) if keys.len() == 1 => {
                factions.entry(*key).or_default().insert(*person);
            }
            _ => outside += 1,
        }
    }
    assemble(&factions, &tallies, outside, counted, left_out, settings.guard)
}

fn assemble(
    factions: &BTreeMap<Key, BTreeSet<Uuid>>,
    tallies: &BTreeMap<Uuid, Tally>,
    outside: usize,
    items: usize,
    left_out: Vec<LeftOut>,
    guard: Guard,
) -> Table {
    let mut sides: Vec<Part> = Vec::new();
    let mut groups: Vec<(Side, Vec<Part>)> = Vec::new();
    for side in Side::ALL {
        let of_side: Vec<Part> = factions
            .iter()
            .filter(|((s, _), _)| s == side)
            .map(|((_, faction), people)| Part::new(Group::Faction(*side, *faction), people.clone()))
            .collect();
        if of_side.is_empty() {
            continue;
        }
        let everybody = of_side.iter().flat_map(|p| p.people.iter().copied()).collect();
        sides.push(Part::new(Group::Side(*side), everybody));
        let mut parts = match guard {
            Guard::Exact => of_side,
            Guard::Protected => guard::merge_small(*side, of_side),
        };
        parts.sort_by(|a, b| b.people.len().cmp(&a.people.len()).then_with(|| a.key().cmp(&b.key())));
        groups.push((*side, parts));
    }
    let everybody = sides.iter().flat_map(|p| p.people.iter().copied()).collect();
    let mut total = Part::new(Group::Everybody, everybody);

    if guard == Guard::Protected {
        let split = |people: &BTreeSet<Uuid>| {
            let both = |hit: bool| {
                people
                    .iter()
                    .filter(|p| tallies.get(p).is_some_and(|t| if hit { t.hits > 0 } else { t.hits < t.pairs }))
                    .count()
            };
            (both(true), both(false))
        };
        guard::hide_sides(&mut total, &mut sides, &split);
        for (side, (_, parts)) in sides.iter().zip(&mut groups) {
            guard::hide_parts(side, parts, &split);
        }
    }
    let row = |part: &Part| part.row(tallies, guard);
    Table {
        total: row(&total),
        sides: sides.iter().map(row).collect(),
        groups: groups.iter().flat_map(|(_, parts)| parts.iter().map(row)).collect(),
        outside: match (outside, guard) {
            (0, _) => OutsideCount::None,
            (few, Guard::Protected) if few < super::SMALLEST_GROUP => OutsideCount::Few,
            (count, _) => OutsideCount::Count(count),
        },
        items,
        left_out,
    }
}

impl Part {
    fn row(&self, tallies: &BTreeMap<Uuid, Tally>, guard: Guard) -> Row {
        let mine = || self.people.iter().filter_map(|p| tallies.get(p));
        let of: u64 = mine().map(|t| t.pairs).sum();
        let count: u64 = mine().map(|t| t.hits).sum();
        let cell = match (of, self.hidden) {
            (0, _) => Cell::Empty,
            (_, true) => Cell::Hidden,
            (_, false) => Cell::Shown { count, of },
        };
        let median_hidden = guard == Guard::Protected && (self.hidden || self.people.len() < SMALLEST_FOR_MEDIAN);
        let median_ms =
            if median_hidden { None } else { median(&steps(mine().flat_map(|t| t.spans.iter().copied()).collect())) };
        Row { group: self.group.clone(), people: self.people.len(), cell, median_ms, median_hidden }
    }
}

impl Tally {
    fn add(&mut self, item: &Item, mine: Times, counts: bool, now: Timestamp, settings: Settings) {
        let horizon = settings.horizon_hours.saturating_mul(MS_PER_HOUR);
        let time = match settings.measure {
            Measure::Told => mine.told,
            Measure::Reached => mine.reached,
        };
        if counts {
            self.pairs += 1;
            let in_time = match settings.counting {
                Counting::SoFar => time.is_some(),
                Counting::ByDeadline => time.is_some_and(|t| t <= item.deadline_ms(settings.horizon_hours)),
            };
            self.hits += u64::from(in_time);
        }
        let mut watched = since(item.released_at, now).min(horizon);
        if settings.counting == Counting::ByDeadline {
            watched = watched.min(item.deadline_ms(settings.horizon_hours));
        }
        self.spans.push(match time {
            Some(t) if t <= watched => Span::Event(t.max(-horizon)),
            _ => Span::Watched(watched),
        });
    }
}

/// Each person of an audience once; who is named twice counts as named first.
fn once(audience: &[Recipient]) -> impl Iterator<Item = &Recipient> {
    let mut seen = BTreeSet::new();
    audience.iter().filter(move |r| seen.insert(r.person))
}

fn nobody_told(item: &Item, now: Timestamp) -> bool {
    !item.exposures.iter().any(|e| !e.voided && e.at <= now && e.kind == super::ExposureKind::Told)
}
