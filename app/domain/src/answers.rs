//! Answers to invitations, and who of those coming has a place.

mod attendance;
mod returning;

pub use attendance::{AttendanceRefusal, Stand, may_close, may_record};
pub use returning::{Left, UNDO, return_after};

use crate::codes;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

codes! {
    /// What somebody answered. Only yes asks for a place.
    pub enum Answer {
        /// Comes.
        Yes = "ja",
        /// Perhaps; holds no place.
        Maybe = "misschien",
        /// Does not come.
        No = "nee",
    }
}

codes! {
    /// By which way an answer came in.
    pub enum Via {
        /// In the portal, by the person.
        Web = "web",
        /// By the link in the mail.
        Mail = "mail",
        /// The clerk answered for them.
        Clerk = "griffie",
        /// The secretary of their faction answered for them.
        Faction = "fractie",
        /// By a program with their token.
        Api = "api",
        /// By the reply their calendar mailed.
        Calendar = "agenda",
    }
}

impl Via {
    /// Somebody else answered for the person; every page says so.
    #[must_use]
    pub const fn on_behalf(self) -> bool {
        matches!(self, Self::Clerk | Self::Faction)
    }
}

/// The answer somebody has given now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given {
    /// Who.
    pub person: Uuid,
    /// Their faction, where they have one.
    pub faction: Option<Uuid>,
    /// What.
    pub answer: Answer,
    /// Since when it stands, see [`arrival`].
    pub arrived_at: Timestamp,
}

/// Since when an answer stands. Giving the same answer again (with another remark) keeps one's place in line.
#[must_use]
pub fn arrival(previous: Option<(Answer, Timestamp)>, answer: Answer, now: Timestamp) -> Timestamp {
    match previous {
        Some((same, since)) if same == answer => since,
        _ => now,
    }
}

/// Who has a place and who waits for one, each in order of arrival.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Seats {
    /// Have a place.
    pub seated: Vec<Uuid>,
    /// Wait, first in line first.
    pub waiting: Vec<Uuid>,
}

/// Where somebody stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Has a place.
    Seated,
    /// Waits; 1 is next.
    Waiting(usize),
    /// Did not ask for one.
    None,
}

impl Seats {
    /// Where this person stands.
    #[must_use]
    pub fn place_of(&self, person: Uuid) -> Place {
        if self.seated.contains(&person) {
            return Place::Seated;
        }
        self.waiting.iter().position(|p| *p == person).map_or(Place::None, |at| Place::Waiting(at + 1))
    }

    /// Places left; `None` without a limit.
    #[must_use]
    pub fn left(&self, capacity: Option<u32>) -> Option<u32> {
        let taken = u32::try_from(self.seated.len()).unwrap_or(u32::MAX);
        capacity.map(|c| c.saturating_sub(taken))
    }

    /// Who waited before and has a place now: they get a mail.
    #[must_use]
    pub fn promoted_since(&self, before: &Self) -> Vec<Uuid> {
        self.seated.iter().filter(|p| before.waiting.contains(p)).copied().collect()
    }
}

/// Gives the places to those who come, in order of arrival (and by id at the same moment). `None` is no limit.
#[must_use]
pub fn seats(answers: &[Given], capacity: Option<u32>) -> Seats {
    let mut coming: Vec<&Given> = answers.iter().filter(|g| g.answer == Answer::Yes).collect();
    coming.sort_by_key(|g| (g.arrived_at, g.person));
    let mut seen = BTreeSet::new();
    let mut line: Vec<Uuid> = Vec::with_capacity(coming.len());
    for given in coming {
        if seen.insert(given.person) {
            line.push(given.person);
        }
    }
    let places = capacity.map_or(line.len(), |c| usize::try_from(c).unwrap_or(usize::MAX)).min(line.len());
    let waiting = line.split_off(places);
    Seats { seated: line, waiting }
}

/// Somebody who was invited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invitee {
    /// Who.
    pub person: Uuid,
    /// Their faction, where they have one.
    pub faction: Option<Uuid>,
}

/// Answers counted.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// People invited, and those who answered without being invited.
    pub invited: u32,
    /// Come.
    pub yes: u32,
    /// Perhaps.
    pub maybe: u32,
    /// Do not come.
    pub no: u32,
}

impl Count {
    /// Did not answer.
    #[must_use]
    pub const fn silent(self) -> u32 {
        self.invited.saturating_sub(self.yes + self.maybe + self.no)
    }

    fn add(&mut self, answer: Option<Answer>) {
        self.invited += 1;
        match answer {
            Some(Answer::Yes) => self.yes += 1,
            Some(Answer::Maybe) => self.maybe += 1,
            Some(Answer::No) => self.no += 1,
            None => {}
        }
    }
}

/// Counts per faction and in all.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// Everybody.
    pub total: Count,
    /// Per faction; `None` holds those without one.
    pub by_faction: BTreeMap<Option<Uuid>, Count>,
}

/// Counts the answers per faction. A person counts once, in the faction they were invited for.
#[must_use]
pub fn counts(invited: &[Invitee], answers: &[Given]) -> Counts {
    let mut people: BTreeMap<Uuid, (Option<Uuid>, Option<Answer>)> = BTreeMap::new();
    for invitee in invited {
        people.entry(invitee.person).or_insert((invitee.faction, None));
    }
    for given in answers {
        people.entry(given.person).or_insert((given.faction, None)).1 = Some(given.answer);
    }
    let mut counts = Counts::default();
    for (faction, answer) in people.into_values() {
        counts.total.add(answer);
        counts.by_faction.entry(faction).or_default().add(answer);
    }
    counts
}

#[cfg(test)]
mod tests;
