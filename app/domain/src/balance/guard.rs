//! What may be shown without revealing a person.
//!
//! Groups under three are merged within their side. A cell is safe when at least three different people have something
//! counted in it and at least three have something not counted. What remains of a shown total after taking off the shown
//! parts must be safe as well; else more is hidden. Every figure one can compute from the table is then a sum of safe cells.

use super::SMALLEST_GROUP;
use super::table::Group;
use crate::people::Side;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A group on its way to being a row.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) group: Group,
    pub(super) people: BTreeSet<Uuid>,
    pub(super) hidden: bool,
}

impl Part {
    pub(super) const fn new(group: Group, people: BTreeSet<Uuid>) -> Self {
        Self { group, people, hidden: false }
    }

    /// A fixed order among parts of equal size.
    pub(super) fn key(&self) -> Option<Uuid> {
        match &self.group {
            Group::Faction(_, faction) => *faction,
            Group::Others(_, factions) => factions.first().copied().flatten(),
            Group::Everybody | Group::Side(_) => None,
        }
    }
}

/// For a set of people: how many have something counted, and how many have something not counted.
pub(super) type Split<'a> = dyn Fn(&BTreeSet<Uuid>) -> (usize, usize) + 'a;

/// Puts the factions of a side with fewer than three people together, with the next smallest where that is not enough.
pub(super) fn merge_small(side: Side, mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by(|a, b| a.people.len().cmp(&b.people.len()).then_with(|| a.key().cmp(&b.key())));
    let small = parts.iter().filter(|p| p.people.len() < SMALLEST_GROUP).count();
    if small == 0 {
        return parts;
    }
    let mut merge = small;
    let size = |n: usize| parts.iter().take(n).map(|p| p.people.len()).sum::<usize>();
    while size(merge) < SMALLEST_GROUP && merge < parts.len() {
        merge += 1;
    }
    if merge == 1 {
        return parts;
    }
    let rest = parts.split_off(merge);
    let factions = parts.iter().map(Part::key).collect();
    let people = parts.into_iter().flat_map(|p| p.people).collect();
    let mut merged = vec![Part::new(Group::Others(side, factions), people)];
    merged.extend(rest);
    merged
}

/// Hides unsafe sides; when what remains of the total would be unsafe, the total goes: sides matter more.
pub(super) fn hide_sides(total: &mut Part, sides: &mut [Part], split: &Split<'_>) {
    for side in sides.iter_mut() {
        side.hidden = !is_safe(&side.people, split);
    }
    total.hidden = !is_safe(&total.people, split) || !remainder_is_safe(&remainder(sides), split);
}

/// Hides parts of a side: all of them when the side is hidden, the unsafe ones, and then the smallest shown one as long as
/// what remains of the side would be unsafe.
pub(super) fn hide_parts(side: &Part, parts: &mut [Part], split: &Split<'_>) {
    for part in parts.iter_mut() {
        part.hidden = side.hidden || !is_safe(&part.people, split);
    }
    while !side.hidden && !remainder_is_safe(&remainder(parts), split) {
        let smallest = parts.iter_mut().filter(|p| !p.hidden).min_by_key(|p| p.people.len());
        match smallest {
            Some(part) => part.hidden = true,
            None => return,
        }
    }
}

/// The people of the hidden parts together.
fn remainder(parts: &[Part]) -> BTreeSet<Uuid> {
    parts.iter().filter(|p| p.hidden).flat_map(|p| p.people.iter().copied()).collect()
}

fn is_safe(people: &BTreeSet<Uuid>, split: &Split<'_>) -> bool {
    let (with, without) = split(people);
    is_safe_split(people.len(), with, without)
}

fn remainder_is_safe(people: &BTreeSet<Uuid>, split: &Split<'_>) -> bool {
    people.is_empty() || is_safe(people, split)
}

/// Whether a count over so many people may be shown, of whom so many have something counted and so many something not.
pub(super) const fn is_safe_split(people: usize, with: usize, without: usize) -> bool {
    people >= SMALLEST_GROUP && with >= SMALLEST_GROUP && without >= SMALLEST_GROUP
}

/// The same, or there is nobody to recognise.
pub(super) const fn is_safe_or_nobody(people: usize, with: usize, without: usize) -> bool {
    people == 0 || is_safe_split(people, with, without)
}
