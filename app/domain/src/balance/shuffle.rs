//! Permutation tests: how often a difference at least as large comes up when the names of the groups are dealt out anew.
//!
//! What is dealt are whole units: people, who keep all their items, or factions with everybody in them. Group sizes, in units,
//! are kept. All labelings are tried when there are at most [`DRAWS`]; else that many are drawn, in a way anybody can repeat:
//! `ChaCha8Rng::seed_from_u64(seed)`; for each draw the units in order of id are shuffled by Fisher and Yates from the end, for
//! `i` from `units − 1` down to 1 swapping place `i` with place `(u·(i + 1)) >> 32` where `u` is the next 32 bits; the first so
//! many units are the first group.
//!
//! Source: Phipson and Smyth, "Permutation p-values should never be zero", Statistical Applications in Genetics and Molecular
//! Biology 9, 2010.

use super::share::float;
use super::stratified::{Stratum, count};
use super::study::{People, everybody};
use super::timing::Class;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;

/// At most so many labelings are all tried; of more, so many are drawn.
pub(super) const DRAWS: usize = 20_000;

/// Which labelings there are.
pub(super) struct Deal {
    /// What is dealt, in order of id: the people of each unit.
    pub(super) units: Vec<People>,
    /// How many of them are the first group.
    pub(super) first: usize,
    pub(super) seed: u64,
}

impl Deal {
    /// Every person a unit.
    pub(super) fn people(people: usize, first: People, seed: u64) -> Self {
        let units = (0..people.min(128)).map(|person| 1 << person).collect();
        Self { units, first: first.count_ones() as usize, seed }
    }

    /// Every faction a unit; one with people in both groups is two.
    pub(super) fn factions(faction_of: &[usize], first: People, seed: u64) -> Self {
        let mut units: BTreeMap<(usize, bool), People> = BTreeMap::new();
        for (person, faction) in faction_of.iter().enumerate() {
            let bit = 1 << person;
            *units.entry((*faction, first & bit == 0)).or_default() |= bit;
        }
        let first = units.keys().filter(|(_, second)| !second).count();
        Self { units: units.into_values().collect(), first, seed }
    }

    /// How many labelings there are; `None` when more than [`DRAWS`].
    pub(super) fn labelings(&self) -> Option<usize> {
        let (all, some) = (self.units.len(), self.first.min(self.units.len() - self.first));
        let mut labelings = 1;
        for n in 0..some {
            // C(all, n + 1) from C(all, n): always a whole number, and growing.
            labelings = labelings * (all - n) / (n + 1);
            if labelings > DRAWS {
                return None;
            }
        }
        Some(labelings)
    }

    /// The smallest p that can come out. The statistics do not tell left from right, so with equal groups the labeling that is
    /// the observed one turned round is always as extreme.
    pub(super) fn smallest(&self) -> f64 {
        match self.labelings() {
            Some(all) if self.first * 2 == self.units.len() => 2.0 / float(all as u64),
            Some(all) => 1.0 / float(all as u64),
            None => 1.0 / float(DRAWS as u64 + 1),
        }
    }

    /// Hands every labeling, or every draw, to `look`, as the places of the units of the first group. Gives how many.
    fn each(&self, mut look: impl FnMut(&[u8])) -> usize {
        // At most 128 units.
        let mut places: Vec<u8> = (0..=u8::MAX).take(self.units.len()).collect();
        if let Some(labelings) = self.labelings() {
            let mut chosen: Vec<u8> = places[..self.first].to_vec();
            loop {
                look(&chosen);
                // The next combination in order: raise the last place that can be raised.
                let room = |at: usize| usize::from(chosen[at]) < self.units.len() - self.first + at;
                let Some(at) = (0..self.first).rev().find(|at| room(*at)) else {
                    return labelings;
                };
                let next = chosen[at] + 1;
                for (place, value) in chosen[at..].iter_mut().zip(next..) {
                    *place = value;
                }
            }
        }
        let start = places.clone();
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        for _ in 0..DRAWS {
            places.copy_from_slice(&start);
            for i in (1..places.len()).rev() {
                let j = (u64::from(rng.next_u32()) * (i as u64 + 1)) >> 32;
                // At most `i`, which is below 128.
                places.swap(i, j as usize);
            }
            look(&places[..self.first]);
        }
        DRAWS
    }
}

/// What is judged, made ready: everything that does not depend on the labeling is summed beforehand.
pub(super) struct Statistics {
    pub(super) gap: Option<Difference>,
    pub(super) telling: Option<HeadStart>,
    pub(super) reaching: Option<HeadStart>,
}

/// The p of each statistic there is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Outcome {
    pub(super) labelings: usize,
    pub(super) exact: bool,
    pub(super) gap: Option<f64>,
    pub(super) telling: Option<f64>,
    pub(super) reaching: Option<f64>,
}

/// Tries the labelings of a deal. `observed` is the first group as it is.
pub(super) fn run(deal: &Deal, statistics: &Statistics, observed: People) -> Outcome {
    let largest = deal.largest_group();
    let gap = statistics.gap.as_ref().map(|gap| Dealt::new(gap, deal));
    let timed = |head: &Option<HeadStart>| head.as_ref().map(|head| DealtHeadStart::new(head, deal, largest));
    let (telling, reaching) = (timed(&statistics.telling), timed(&statistics.reaching));
    let mine: Vec<u8> = (0..=u8::MAX).zip(&deal.units).filter(|(_, u)| *u & observed != 0).map(|(n, _)| n).collect();
    let gap0 = gap.as_ref().map(|gap| gap.of(&mine, observed));
    let telling0 = telling.as_ref().map(|head| head.of(&mine, observed));
    let reaching0 = reaching.as_ref().map(|head| head.of(&mine, observed));

    let mut hits = [0_usize; 3];
    let made = deal.each(|chosen| {
        let first = chosen.iter().fold(0, |set, unit| set | deal.units[usize::from(*unit)]);
        if let (Some(gap), Some(observed)) = (&gap, gap0) {
            hits[0] += usize::from(gap.of(chosen, first) >= observed - 1e-12);
        }
        if let (Some(head), Some(observed)) = (&telling, telling0) {
            hits[1] += usize::from(head.of(chosen, first).at_least(observed));
        }
        if let (Some(head), Some(observed)) = (&reaching, reaching0) {
            hits[2] += usize::from(head.of(chosen, first).at_least(observed));
        }
    });
    let exact = deal.labelings().is_some();
    let p = |hits: usize| match exact {
        true => float(hits as u64) / float(made as u64),
        false => float(hits as u64 + 1) / float(made as u64 + 1),
    };
    Outcome {
        labelings: made,
        exact,
        gap: gap0.map(|_| p(hits[0])),
        telling: telling0.map(|_| p(hits[1])),
        reaching: reaching0.map(|_| p(hits[2])),
    }
}

impl Deal {
    /// The most people a group can get.
    fn largest_group(&self) -> u32 {
        let mut sizes: Vec<u32> = self.units.iter().map(|unit| unit.count_ones()).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let most = |units: usize| sizes.iter().take(units).sum::<u32>();
        most(self.first).max(most(self.units.len() - self.first))
    }
}

/// The Mantel-Haenszel difference for any labeling. With `N` people owed an item of whom `x` knew, its part above the line is
/// `(x_A n_B − x_B n_A)/N = x_A − n_A x/N`: a sum over the people of the first group, whatever the labeling.
pub(super) struct Difference {
    /// Per person the sum over their items of `x_ij − x_i/N_i`.
    scores: Vec<f64>,
    audiences: Vec<Audience>,
}

/// Items with the same audience.
struct Audience {
    people: People,
    /// How many people, `N`.
    size: u32,
    /// How many items, divided by `N`.
    items: f64,
}

impl Difference {
    pub(super) fn new(strata: &[Stratum], people: usize) -> Self {
        let mut classes: BTreeMap<People, (u64, Vec<u64>)> = BTreeMap::new();
        for item in strata {
            let (items, known) = classes.entry(item.audience).or_insert_with(|| (0, vec![0; people]));
            *items += 1;
            for (person, known) in known.iter_mut().enumerate() {
                *known += u64::from(item.in_time >> person & 1 == 1);
            }
        }
        let mut scores = vec![0.0; people];
        let mut audiences = Vec::with_capacity(classes.len());
        for (audience, (items, known)) in classes {
            let n = float(count(audience).max(1));
            let mean = float(known.iter().sum()) / n;
            for (person, known) in known.into_iter().enumerate().filter(|(person, _)| audience >> person & 1 == 1) {
                scores[person] += float(known) - mean;
            }
            audiences.push(Audience { people: audience, size: audience.count_ones(), items: float(items) / n });
        }
        Self { scores, audiences }
    }
}

/// A [`Difference`] with its scores summed per unit.
struct Dealt<'a> {
    scores: Vec<f64>,
    audiences: &'a [Audience],
    small: bool,
}

impl<'a> Dealt<'a> {
    fn new(gap: &'a Difference, deal: &Deal) -> Self {
        let sum = |unit: &People| -> f64 {
            gap.scores.iter().enumerate().filter(|(person, _)| unit >> person & 1 == 1).map(|(_, score)| score).sum()
        };
        let small = gap.audiences.iter().all(|audience| audience.people <= People::from(u64::MAX));
        Self { scores: deal.units.iter().map(sum).collect(), audiences: &gap.audiences, small }
    }

    /// Its size; 0 when no item has both groups.
    fn of(&self, chosen: &[u8], first: People) -> f64 {
        let above: f64 = chosen.iter().map(|unit| self.scores[usize::from(*unit)]).sum();
        let weight = |audience: &Audience, n_a: u32| audience.items * f64::from(n_a * (audience.size - n_a));
        let weights: f64 = if self.small {
            // A council of at most 64: half the work.
            let first = first as u64;
            self.audiences.iter().map(|audience| weight(audience, (audience.people as u64 & first).count_ones())).sum()
        } else {
            self.audiences.iter().map(|audience| weight(audience, (audience.people & first).count_ones())).sum()
        };
        if weights > 0.0 { (above / weights).abs() } else { 0.0 }
    }
}

/// The head start for any labeling: sums of milliseconds and numbers of items.
pub(super) struct HeadStart(pub(super) Vec<Class>);

/// Sums per unit, and the items that a labeling may leave without one of the groups.
struct DealtHeadStart {
    units: Vec<(i64, i64)>,
    whole: (i64, i64),
    /// Audience, milliseconds, pairs.
    risky: Vec<(People, i64, i64)>,
}

/// The size of a head start as a fraction, so that equal ones are found equal.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    /// A century of milliseconds times the pairs of 128 people and 20,000 items: the products stay below 2^127.
    const fn at_least(self, other: Self) -> bool {
        self.above * other.below >= other.above * self.below
    }
}

impl DealtHeadStart {
    fn new(head: &HeadStart, deal: &Deal, largest: u32) -> Self {
        let mut people = [(0_i64, 0_i64); 128];
        let mut risky = Vec::new();
        for class in &head.0 {
            let mut whole = (0, 0);
            for (person, sum) in &class.sums {
                for (ms, items) in [&mut whole, &mut people[usize::from(*person) % 128]] {
                    *ms += sum.ms;
                    *items += sum.items;
                }
            }
            if class.audience.count_ones() <= largest {
                risky.push((class.audience, whole.0, whole.1));
            }
        }
        let sum = |set: People| {
            let mine = people.iter().enumerate().filter(|(person, _)| set >> person & 1 == 1);
            mine.fold((0, 0), |(ms, items), (_, person)| (ms + person.0, items + person.1))
        };
        Self { units: deal.units.iter().map(|unit| sum(*unit)).collect(), whole: sum(everybody(128)), risky }
    }

    /// 0 when no item has both groups.
    fn of(&self, chosen: &[u8], first: People) -> Fraction {
        let mut a = (0, 0);
        for unit in chosen {
            let (ms, items) = self.units[usize::from(*unit)];
            a = (a.0 + ms, a.1 + items);
        }
        let mut b = (self.whole.0 - a.0, self.whole.1 - a.1);
        for (audience, ms, items) in &self.risky {
            let lone = match audience & first {
                0 => &mut b,
                all if all == *audience => &mut a,
                _ => continue,
            };
            *lone = (lone.0 - ms, lone.1 - items);
        }
        let [(s_a, n_a), (s_b, n_b)] = [a, b].map(|(ms, pairs)| (i128::from(ms), i128::from(pairs)));
        match n_a > 0 && n_b > 0 {
            true => Fraction { above: (s_b * n_a - s_a * n_b).abs(), below: n_a * n_b },
            false => Fraction { above: 0, below: 1 },
        }
    }
}
