//! The rules of an extract beyond its form, and its canonical order.

use super::{Draft, FORMAT, Fault, Item, LONGEST_HORIZON_HOURS, MOST_ITEMS, MOST_PEOPLE};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeSet;

/// The first moment of 2000 and of 2101, UTC, in milliseconds.
const FIRST_MS: i64 = 946_684_800_000;
const END_MS: i64 = 4_133_980_800_000;

pub(super) fn check(mut draft: Draft) -> Result<Draft, Fault> {
    let fault = |line: String| Err(Fault::new(&line));
    if draft.format != FORMAT {
        return fault(format!("format is {}, not {FORMAT:?}", quoted(&draft.format)));
    }
    if draft.people.len() > MOST_PEOPLE {
        return fault(format!("{} people; at most {MOST_PEOPLE} are allowed", draft.people.len()));
    }
    if draft.items.len() > MOST_ITEMS {
        return fault(format!("{} items; at most {MOST_ITEMS} are allowed", draft.items.len()));
    }
    if !(1..=LONGEST_HORIZON_HOURS).contains(&draft.horizon_hours) {
        return fault(format!("horizon_hours is {}; 1 to {LONGEST_HORIZON_HOURS} is allowed", draft.horizon_hours));
    }
    if draft.groups[0] == draft.groups[1] {
        return fault(format!("both groups are {}", quoted(&draft.groups[0])));
    }
    day("period.from", draft.period.from)?;
    day("period.to", draft.period.to)?;
    if draft.period.to < draft.period.from {
        return fault(format!("the period ends on {}, before it begins on {}", draft.period.to, draft.period.from));
    }
    draft.computed_at = moment(draft.computed_at).ok_or_else(|| outside("computed_at", draft.computed_at))?;

    draft.people.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(pair) = draft.people.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return fault(format!("person {} is there twice", quoted(&pair[0].id)));
    }
    draft.items.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(pair) = draft.items.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return fault(format!("item {} is there twice", quoted(&pair[0].id)));
    }
    let people: BTreeSet<&str> = draft.people.iter().map(|person| person.id.as_str()).collect();
    for item in &mut draft.items {
        check_item(item, &people)?;
    }
    Ok(draft)
}

fn check_item(item: &mut Item, people: &BTreeSet<&str>) -> Result<(), Fault> {
    let id = quoted(&item.id);
    let fault = |line: String| Err(Fault::new(&format!("item {id}: {line}")));
    item.released_at =
        moment(item.released_at).ok_or_else(|| outside(&format!("item {id}: released_at"), item.released_at))?;
    if let Some(needed) = item.needed_at {
        let needed = moment(needed).ok_or_else(|| outside(&format!("item {id}: needed_at"), needed))?;
        if needed <= item.released_at {
            return fault(format!("needed_at {needed} is not after released_at {}", item.released_at));
        }
        item.needed_at = Some(needed);
    }
    item.audience.sort();
    if let Some(pair) = item.audience.windows(2).find(|pair| pair[0] == pair[1]) {
        return fault(format!("person {} is in the audience twice", quoted(&pair[0])));
    }
    if let Some(unknown) = item.audience.iter().find(|person| !people.contains(person.as_str())) {
        return fault(format!("person {} of the audience is not among the people", quoted(unknown)));
    }
    for exposure in &mut item.exposures {
        if !people.contains(exposure.person.as_str()) {
            return fault(format!("person {} of an exposure is not among the people", quoted(&exposure.person)));
        }
        exposure.at =
            moment(exposure.at).ok_or_else(|| outside(&format!("item {id}: at of an exposure"), exposure.at))?;
    }
    item.exposures.sort();
    Ok(())
}

/// The moment in whole milliseconds, when it lies within the years 2000 to 2100.
fn moment(moment: Timestamp) -> Option<Timestamp> {
    let ms = moment.as_millisecond();
    (FIRST_MS..END_MS).contains(&ms).then(|| Timestamp::from_millisecond(ms).ok()).flatten()
}

fn outside(what: &str, moment: Timestamp) -> Fault {
    Fault::new(&format!("{what} is {moment}; only the years 2000 to 2100 are allowed"))
}

fn day(what: &str, day: Date) -> Result<(), Fault> {
    match (2000..=2100).contains(&day.year()) {
        true => Ok(()),
        false => Err(Fault::new(&format!("{what} is {day}; only the years 2000 to 2100 are allowed"))),
    }
}

/// A name from the file between quotes, cut when it is long.
fn quoted(name: &str) -> String {
    const LONGEST: usize = 60;
    match name.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{:?}…", &name[..at]),
        None => format!("{name:?}"),
    }
}
