//! What of reading everybody may see: of one item, and of a closed period.
//!
//! Three rules, and the attack in `tests/shown.rs` that tries them. (1) One item is shown by side only, and only when both
//! sides are safe. (2) A period is shown once, when it is closed: two looks at a running sum would show who read in between.
//! (3) A period is counted over all its items when what is not shown item by item is safe together; else over the items
//! shown one by one, so that the difference is nothing. People who changed sides stand in the items and not in the period:
//! where they are too few to hide among each other, the period is not shown.

use super::guard::{is_safe_or_nobody, is_safe_split};
use super::{Cell, Counting, Guard, Item, Measure, Recipient, Settings, Table, table, times};
use crate::people::Side;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The two sides that are compared.
const SIDES: [Side; 2] = [Side::Coalition, Side::Opposition];

/// Reading over a closed period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PeriodReading {
    /// No item's deadline has passed.
    Nothing,
    /// Any figure would let somebody be recognised.
    TooFew,
    /// The figures.
    Shown {
        /// Both sides and their factions.
        table: Box<Table>,
        /// The items counted.
        items: Vec<Uuid>,
        /// Items not counted, because then nobody can be found by subtracting the items that are shown one by one.
        left_out: usize,
    },
}

/// Reading of one item, by side, once its deadline has passed. `None` when it runs, or when a side could be seen through.
#[must_use]
pub fn reading_of_item(item: &Item, now: Timestamp, horizon_hours: i64) -> Option<Table> {
    let mut counted = table(&[two_sides(item)], now, settings(horizon_hours));
    counted.groups.clear();
    let shown =
        counted.sides.len() == SIDES.len() && counted.sides.iter().all(|row| matches!(row.cell, Cell::Shown { .. }));
    (counted.items == 1 && shown).then_some(counted)
}

/// Reading over the items of a period that has ended, at its closing. Who stands `apart` (they objected meanwhile) is in
/// the items and not in the period, as who changed sides.
#[must_use]
pub fn reading_of_period(
    items: &[Item],
    apart: &BTreeSet<Uuid>,
    closed_at: Timestamp,
    horizon_hours: i64,
) -> PeriodReading {
    let due: Vec<&Item> = items.iter().filter(|item| item.is_due(closed_at, horizon_hours)).collect();
    if due.is_empty() {
        return PeriodReading::Nothing;
    }
    let mut movers = movers(items);
    movers.extend(apart);
    let (alone, together): (Vec<&Item>, Vec<&Item>) =
        due.iter().partition(|item| reading_of_item(item, closed_at, horizon_hours).is_some());
    let safe = |items: &[&Item], moved: bool| {
        SIDES.iter().all(|side| {
            let of = |r: &Recipient| r.side == *side && movers.contains(&r.person) == moved;
            let (people, with, without) = split(items, closed_at, horizon_hours, &of);
            is_safe_or_nobody(people, with, without)
        })
    };
    let whole = !together.is_empty() && safe(&together, false);
    // Over the items shown one by one, the period is those items without who stands apart.
    if !whole && !safe(&alone, true) {
        return PeriodReading::TooFew;
    }
    let chosen = if whole { due.clone() } else { alone };
    if chosen.is_empty() {
        return PeriodReading::TooFew;
    }
    let counted: Vec<Item> = chosen.iter().map(|item| without_people(&two_sides(item), &movers)).collect();
    let table = Box::new(table(&counted, closed_at, settings(horizon_hours)));
    let both = SIDES.iter().all(|side| {
        let of = |r: &Recipient| r.side == *side && !movers.contains(&r.person);
        let (people, with, without) = split(&chosen, closed_at, horizon_hours, &of);
        is_safe_split(people, with, without)
    });
    if !both {
        return PeriodReading::TooFew;
    }
    let left_out = due.len() - chosen.len();
    PeriodReading::Shown { table, items: chosen.iter().map(|item| item.id).collect(), left_out }
}

const fn settings(horizon_hours: i64) -> Settings {
    Settings { horizon_hours, ..Settings::new(Measure::Reached, Counting::ByDeadline, Guard::Protected) }
}

/// The item as owed to the two sides only: who is on neither enters no comparison.
fn two_sides(item: &Item) -> Item {
    let mut item = item.clone();
    item.audience.retain(|recipient| SIDES.contains(&recipient.side));
    item
}

fn without_people(item: &Item, people: &BTreeSet<Uuid>) -> Item {
    let mut item = item.clone();
    item.audience.retain(|recipient| !people.contains(&recipient.person));
    item
}

/// Who stands in more than one place over these items.
fn movers(items: &[Item]) -> BTreeSet<Uuid> {
    let mut places: BTreeMap<Uuid, BTreeSet<(Side, Option<Uuid>)>> = BTreeMap::new();
    for recipient in items.iter().flat_map(|item| &item.audience) {
        places.entry(recipient.person).or_default().insert((recipient.side, recipient.faction));
    }
    places.into_iter().filter(|(_, places)| places.len() > 1).map(|(person, _)| person).collect()
}

/// Of these recipients: how many people, how many with something read in time, how many with something not.
fn split(
    items: &[&Item],
    now: Timestamp,
    horizon_hours: i64,
    of: &dyn Fn(&Recipient) -> bool,
) -> (usize, usize, usize) {
    let (mut with, mut without) = (BTreeSet::new(), BTreeSet::new());
    for item in items {
        let known = times(item, now);
        let deadline = item.deadline_ms(horizon_hours);
        for recipient in item.audience.iter().filter(|r| of(r)) {
            let read = known.get(&recipient.person).and_then(|times| times.reached).is_some_and(|at| at <= deadline);
            if read {
                with.insert(recipient.person)
            } else {
                without.insert(recipient.person)
            };
        }
    }
    (with.union(&without).count(), with.len(), without.len())
}
