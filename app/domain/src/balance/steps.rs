//! The picture of telling: how the share that was told grows with the hours since release, from an extract.

use super::{ExposureKind, MS_PER_HOUR, extract::Extract, since};
use std::collections::{BTreeMap, BTreeSet};

/// Points of a step curve for the people of one group: hours since release and the share of all person-item pairs told from
/// then on. Counts items somebody was told of and whose horizon has passed, so that every pair was watched equally long; a
/// single item counts for as long as it has been out. Entries before release are drawn at zero hours. Telling is the
/// sender's conduct, so it is drawn for groups of any size.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts and milliseconds of a few weeks are far below 2^53")]
pub fn told_steps(extract: &Extract, is_in: &dyn Fn(&super::extract::Person) -> bool) -> Vec<(f64, f64)> {
    let horizon = i64::from(extract.horizon_hours) * MS_PER_HOUR;
    let people: BTreeSet<&str> = extract.people.iter().filter(|p| is_in(p)).map(|p| p.id.as_str()).collect();
    let (mut pairs, mut moments) = (0_usize, Vec::new());
    for item in &extract.items {
        let out = since(item.released_at, extract.computed_at);
        let mut told: BTreeMap<&str, i64> = BTreeMap::new();
        for entry in item.exposures.iter().filter(|e| e.kind == ExposureKind::Told && e.at <= extract.computed_at) {
            let at = since(item.released_at, entry.at);
            told.entry(entry.person.as_str()).and_modify(|known| *known = at.min(*known)).or_insert(at);
        }
        if out < 0 || told.is_empty() || (out < horizon && extract.items.len() > 1) {
            continue;
        }
        let audience = item.audience.iter().map(String::as_str).filter(|person| people.contains(person));
        for person in audience {
            pairs += 1;
            moments.extend(told.get(person).filter(|ms| **ms <= horizon).map(|ms| (*ms).max(0)));
        }
    }
    moments.sort_unstable();
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (done, ms) in moments.iter().enumerate() {
        let (hour, share) = (*ms as f64 / MS_PER_HOUR as f64, (done + 1) as f64 / pairs as f64);
        match points.last_mut() {
            Some(last) if last.0 == hour => last.1 = share,
            _ => points.push((hour, share)),
        }
    }
    points
}
