//! An extract made ready for counting: people of the two groups as bits, entries as milliseconds after release.

use super::extract::{Extract, Item};
use super::{ExposureKind, MS_PER_HOUR, since};
use std::collections::BTreeMap;

/// People as bits, in order of id. 128 people fit.
pub(super) type People = u128;

/// The time of something that did not happen.
pub(super) const NEVER: i64 = i64::MAX;

/// The people of the first group (`a`) and of the second.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sides {
    pub(super) a: People,
    pub(super) b: People,
}

impl Sides {
    /// Both groups have somebody in this audience.
    pub(super) const fn meet_in(self, audience: People) -> bool {
        audience & self.a != 0 && audience & self.b != 0
    }
}

/// What is timed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Measure {
    /// Earliest entry of any kind.
    Telling,
    /// Earliest entry by the person's own act.
    Reaching,
}

/// One person and one item they are owed. Times are milliseconds after release, or [`NEVER`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) person: u8,
    pub(super) told: i64,
    pub(super) reached: i64,
}

impl Pair {
    pub(super) const fn time(&self, measure: Measure) -> i64 {
        match measure {
            Measure::Telling => self.told,
            Measure::Reaching => self.reached,
        }
    }
}

/// A released item.
#[derive(Clone, Debug)]
pub(super) struct Released<'a> {
    pub(super) id: &'a str,
    /// People of the comparison it is owed to.
    pub(super) audience: People,
    /// Who of them knew by its deadline.
    pub(super) in_time: People,
    /// Its deadline has passed.
    pub(super) due: bool,
    /// Its horizon has passed.
    pub(super) complete: bool,
    /// Somebody has an entry `told`.
    pub(super) told: bool,
    /// Milliseconds from release to the moment of computing, or to the horizon when that is earlier.
    pub(super) watched: i64,
    pub(super) pairs: Vec<Pair>,
}

/// Everybody in the two groups of an extract and the items that were released, by id.
#[derive(Debug)]
pub(super) struct Study<'a> {
    pub(super) extract: &'a Extract,
    /// People of the first group of the extract.
    pub(super) first: People,
    /// How many people are in the comparison.
    pub(super) people: usize,
    /// Ids of the factions in the comparison, in order.
    pub(super) factions: Vec<String>,
    /// Per person the place of their faction in that list.
    pub(super) faction_of: Vec<usize>,
    /// The horizon in milliseconds.
    pub(super) horizon: i64,
    pub(super) items: Vec<Released<'a>>,
    /// Ids of items released after the moment of computing.
    pub(super) not_released: Vec<&'a str>,
    /// People in neither group, by the name of theirs.
    pub(super) outside: BTreeMap<String, usize>,
}

impl<'a> Study<'a> {
    pub(super) fn new(extract: &'a Extract) -> Self {
        let (mut people, mut outside) = (Vec::new(), BTreeMap::new());
        for person in &extract.people {
            if extract.groups.contains(&person.group) {
                people.push(person);
            } else {
                *outside.entry(person.group.clone()).or_insert(0) += 1;
            }
        }
        let mut factions: Vec<String> = people.iter().map(|person| person.faction.clone()).collect();
        factions.sort();
        factions.dedup();
        let faction_of = people.iter().map(|person| factions.partition_point(|f| *f < person.faction)).collect();
        let first = bits(people.iter().enumerate().filter(|(_, p)| p.group == extract.groups[0]).map(|(n, _)| n));
        let ids: Vec<&str> = people.iter().map(|person| person.id.as_str()).collect();
        let horizon = i64::from(extract.horizon_hours) * MS_PER_HOUR;
        let (released, later): (Vec<&Item>, Vec<&Item>) =
            extract.items.iter().partition(|item| item.released_at <= extract.computed_at);
        Self {
            extract,
            first,
            people: ids.len(),
            factions,
            faction_of,
            horizon,
            items: released.into_iter().map(|item| release(item, extract, &ids, horizon)).collect(),
            not_released: later.into_iter().map(|item| item.id.as_str()).collect(),
            outside,
        }
    }

    /// The two groups of the extract.
    pub(super) fn sides(&self) -> Sides {
        Sides { a: self.first, b: everybody(self.people) & !self.first }
    }

    /// A faction against the rest.
    pub(super) fn faction(&self, faction: &str) -> Sides {
        let mine = self
            .faction_of
            .iter()
            .enumerate()
            .filter(|(_, of)| self.factions[**of] == faction)
            .map(|(person, _)| person);
        let a = bits(mine);
        Sides { a, b: everybody(self.people) & !a }
    }
}

/// The first so many people.
pub(super) const fn everybody(people: usize) -> People {
    match people {
        0 => 0,
        some => People::MAX >> (128 - if some > 128 { 128 } else { some }),
    }
}

fn bits(people: impl Iterator<Item = usize>) -> People {
    people.fold(0, |set, person| set | 1 << person)
}

fn release<'a>(item: &'a Item, extract: &Extract, ids: &[&str], horizon: i64) -> Released<'a> {
    let number = |person: &str| ids.binary_search(&person).ok();
    let mut place = vec![None; ids.len()];
    let mut pairs = Vec::with_capacity(item.audience.len());
    for (person, bit) in item.audience.iter().filter_map(|id| number(id)).zip(0_usize..) {
        place[person] = Some(bit);
        // At most 128 people.
        pairs.push(Pair { person: u8::try_from(person).unwrap_or(u8::MAX), told: NEVER, reached: NEVER });
    }
    let mut told = false;
    for exposure in item.exposures.iter().filter(|exposure| exposure.at <= extract.computed_at) {
        told |= exposure.kind == ExposureKind::Told;
        let Some(pair) = number(&exposure.person).and_then(|person| place[person]).and_then(|at| pairs.get_mut(at))
        else {
            continue;
        };
        let at = since(item.released_at, exposure.at);
        pair.told = pair.told.min(at);
        if exposure.kind != ExposureKind::Told {
            pair.reached = pair.reached.min(at);
        }
    }
    let passed = since(item.released_at, extract.computed_at);
    let deadline = item.needed_at.map_or(horizon, |needed| since(item.released_at, needed));
    Released {
        id: &item.id,
        audience: bits(pairs.iter().map(|pair| usize::from(pair.person))),
        in_time: bits(pairs.iter().filter(|pair| pair.reached <= deadline).map(|pair| usize::from(pair.person))),
        due: passed >= deadline,
        complete: passed >= horizon,
        told,
        watched: passed.min(horizon),
        pairs,
    }
}
