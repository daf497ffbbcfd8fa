//! Attention per side: how questions are answered, who gets places, whom chosen dates shut out.
//!
//! Simple counts over facts the rooms have. A side of which fewer than three different people have a fact is hidden; there are
//! no totals, so nothing can be found by subtraction. No tests: too few, and too much depends on what was asked.

use super::survival::{Span, median, steps};
use super::{Cell, SMALLEST_GROUP};
use crate::people::Side;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Something that did or did not go a certain way for somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Whom it is about: the asker, or who signed up.
    pub person: Uuid,
    /// Their side at the time.
    pub side: Side,
    /// Whether it went that way.
    pub so: bool,
}

/// Time somebody waited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wait {
    /// Who waited.
    pub person: Uuid,
    /// Their side at the time.
    pub side: Side,
    /// Days, until it ended or until now.
    pub days: i64,
    /// It has ended.
    pub ended: bool,
}

/// A question to the college.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Question {
    /// Who asked.
    pub asker: Uuid,
    /// Their side when they asked.
    pub side: Side,
    /// Days to the answer, or until now.
    pub days: i64,
    /// There is an answer.
    pub answered: bool,
    /// Answered in time; `None` while the deadline has not passed and there is no answer.
    pub in_time: Option<bool>,
    /// The answer went to the asker only.
    pub asker_only: bool,
}

/// How often it was so, for one side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// Which.
    pub side: Side,
    /// Different people with a fact.
    pub people: usize,
    /// Facts that are so, of all facts; hidden for fewer than three people.
    pub cell: Cell,
}

/// How long it took, for one side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Delay {
    /// Which.
    pub side: Side,
    /// Different people who waited.
    pub people: usize,
    /// Median days (Kaplan-Meier: what has not ended counts as watched until now); `None` when more than half still wait, or hidden.
    pub median_days: Option<i64>,
    /// Not shown, because fewer than three people waited.
    pub hidden: bool,
}

/// How the questions of each side are answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Questions {
    /// Answered in time, of those that are due or answered.
    pub in_time: Vec<Rate>,
    /// Days to the answer.
    pub delay: Vec<Delay>,
    /// Answered to the asker only, of those answered.
    pub asker_only: Vec<Rate>,
}

/// How often it was so, per side in the fixed order; sides without facts are left out.
#[must_use]
pub fn rates(facts: &[Fact]) -> Vec<Rate> {
    let mut sides: BTreeMap<Side, (BTreeSet<Uuid>, u64, u64)> = BTreeMap::new();
    for fact in facts {
        let (people, count, of) = sides.entry(fact.side).or_default();
        people.insert(fact.person);
        *count += u64::from(fact.so);
        *of += 1;
    }
    let rate = |(side, (people, count, of)): (Side, (BTreeSet<Uuid>, u64, u64))| Rate {
        side,
        people: people.len(),
        cell: if people.len() < SMALLEST_GROUP { Cell::Hidden } else { Cell::Shown { count, of } },
    };
    sides.into_iter().map(rate).collect()
}

/// How long people waited, per side in the fixed order; sides without facts are left out.
#[must_use]
pub fn delays(waits: &[Wait]) -> Vec<Delay> {
    let mut sides: BTreeMap<Side, (BTreeSet<Uuid>, Vec<Span>)> = BTreeMap::new();
    for wait in waits {
        let (people, spans) = sides.entry(wait.side).or_default();
        people.insert(wait.person);
        spans.push(if wait.ended { Span::Event(wait.days) } else { Span::Watched(wait.days) });
    }
    let delay = |(side, (people, spans)): (Side, (BTreeSet<Uuid>, Vec<Span>))| {
        let hidden = people.len() < SMALLEST_GROUP;
        let median_days = if hidden { None } else { median(&steps(spans)) };
        Delay { side, people: people.len(), median_days, hidden }
    };
    sides.into_iter().map(delay).collect()
}

/// How questions are answered, by side of the asker.
#[must_use]
pub fn questions(asked: &[Question]) -> Questions {
    let facts = |so: &dyn Fn(&Question) -> Option<bool>| -> Vec<Fact> {
        asked.iter().filter_map(|q| so(q).map(|so| Fact { person: q.asker, side: q.side, so })).collect()
    };
    let wait = |q: &Question| Wait { person: q.asker, side: q.side, days: q.days, ended: q.answered };
    Questions {
        in_time: rates(&facts(&|q| q.in_time)),
        delay: delays(&asked.iter().map(wait).collect::<Vec<_>>()),
        asker_only: rates(&facts(&|q| q.answered.then_some(q.asker_only))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const C: Side = Side::Coalition;
    const O: Side = Side::Opposition;

    fn question(asker: u128, side: Side, days: i64, answered: bool, in_time: Option<bool>) -> Question {
        Question { asker: Uuid::from_u128(asker), side, days, answered, in_time, asker_only: days == 5 }
    }

    #[test]
    fn questions_are_counted_by_side_of_the_asker() {
        let asked = [
            question(1, C, 5, true, Some(true)),
            question(2, C, 9, true, Some(false)),
            question(3, C, 30, false, Some(false)),
            question(3, C, 2, false, None),
            question(4, O, 50, true, Some(false)),
            question(4, O, 60, true, Some(false)),
            question(5, O, 70, true, Some(false)),
        ];
        let got = questions(&asked);
        let cell = |rates: &[Rate]| rates.iter().map(|rate| (rate.side, rate.people, rate.cell)).collect::<Vec<_>>();
        assert_eq!(cell(&got.in_time), [(C, 3, Cell::Shown { count: 1, of: 3 }), (O, 2, Cell::Hidden)]);
        assert_eq!(cell(&got.asker_only), [(C, 2, Cell::Hidden), (O, 2, Cell::Hidden)]);
        // Watched 2, then 5 of 3 left, 9 of 2 left: S is 2/3, then 1/3.
        assert_eq!(got.delay[0], Delay { side: C, people: 3, median_days: Some(9), hidden: false });
        assert_eq!(got.delay[1], Delay { side: O, people: 2, median_days: None, hidden: true });
    }

    #[test]
    fn without_facts_there_is_nothing() {
        assert!(rates(&[]).is_empty() && delays(&[]).is_empty());
        let waiting = [1, 2, 3].map(|n| Wait { person: Uuid::from_u128(n), side: C, days: 4, ended: false });
        assert_eq!(delays(&waiting)[0].median_days, None);
    }
}
