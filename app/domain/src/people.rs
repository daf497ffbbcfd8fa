//! The council through time: terms, factions, appointments, coalition, and the moves a clerk makes.
//!
//! Everything has dates because members leave, factions split and coalitions fall. Questions about a date are in
//! `council`, moves in `moves`; a move gives the list of [`Change`]s to store, or a refusal a clerk understands.

mod changes;
mod council;
mod leave;
mod moves;
mod names;
mod terms;
#[cfg(test)]
mod tests;

pub use changes::{Change, OwnedCouncil};
pub use council::{Council, Seats};
pub use moves::{MoveError, Moves, NewAppointment, Warning};
pub use names::{looks_like, plain_faction};

use crate::codes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

codes! {
    /// What somebody is in a municipality.
    pub enum Role {
        /// The council's clerk and their office.
        Clerk = "griffie",
        /// Elected member: holds a seat.
        Member = "raadslid",
        /// Non-elected member of committees (burgerraadslid).
        CommitteeMember = "commissielid",
        /// Chairs the council; has an own duty to inform.
        Mayor = "burgemeester",
        /// Member of the executive.
        Alderman = "wethouder",
        /// Answers invitations for the members of a faction.
        FactionSecretary = "fractiesecretaris",
        /// Civil servant.
        Official = "ambtenaar",
        /// Manages users and settings of one municipality.
        Administrator = "beheerder",
    }
}

impl Role {
    /// Holds a seat in the council.
    #[must_use]
    pub const fn holds_seat(self) -> bool {
        matches!(self, Self::Member)
    }

    /// The council's information is owed to them.
    #[must_use]
    pub const fn is_owed(self) -> bool {
        matches!(self, Self::Member | Self::CommitteeMember)
    }

    /// Belongs to a faction; the other roles never do.
    #[must_use]
    pub const fn has_faction(self) -> bool {
        matches!(self, Self::Member | Self::CommitteeMember | Self::FactionSecretary)
    }

    /// Member of the executive, the mayor included.
    #[must_use]
    pub const fn is_executive(self) -> bool {
        matches!(self, Self::Mayor | Self::Alderman)
    }
}

codes! {
    /// The side of a faction on a date. The order is fixed: coalition, opposition, unknown.
    #[derive(Default)]
    pub enum Side {
        /// Supports the executive.
        Coalition = "coalitie",
        /// Does not.
        Opposition = "oppositie",
        /// Not recorded, or there is no coalition.
        #[default]
        Unknown = "onbekend",
    }
}

codes! {
    /// Whether a faction exists in one place or nationwide.
    #[derive(Default)]
    pub enum Reach {
        /// Local list.
        Local = "lokaal",
        /// Branch of a national party.
        National = "landelijk",
        /// Not recorded.
        #[default]
        Unknown = "onbekend",
    }
}

codes! {
    /// Why a member is replaced for a while.
    pub enum LeaveReason {
        /// Pregnancy, birth or other leave.
        Leave = "verlof",
        /// Illness.
        Illness = "ziekte",
    }
}

/// A run of days; `to` is the last day included, `None` is open. Ending before it starts, it holds no day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
}

impl Span {
    /// From this day on, open.
    #[must_use]
    pub const fn open(from: Date) -> Self {
        Self { from, to: None }
    }

    /// From this day up to and with that day.
    #[must_use]
    pub const fn closed(from: Date, to: Date) -> Self {
        Self { from, to: Some(to) }
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && self.reaches(day)
    }

    /// Whether it holds no day at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        !self.reaches(self.from)
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let from = self.from.max(other.from);
        self.reaches(from) && other.reaches(from)
    }

    /// Whether every day of `other` lies in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from
            && match (self.to, other.to) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(mine), Some(theirs)) => theirs <= mine,
            }
    }

    /// Whether it has not ended before the day.
    #[must_use]
    pub fn reaches(self, day: Date) -> bool {
        self.to.is_none_or(|to| day <= to)
    }
}

/// A council's term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Id.
    pub id: Uuid,
    /// When it runs.
    pub span: Span,
    /// Size of the council by law.
    pub seats: u16,
}

/// A faction: members elected on one list, or split off later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Faction {
    /// Id.
    pub id: Uuid,
    /// Name as people write it.
    pub name: String,
    /// Local or national.
    pub reach: Reach,
    /// When it exists.
    pub span: Span,
}

/// A person in a role for a run of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appointment {
    /// Id.
    pub id: Uuid,
    /// Who.
    pub person: Uuid,
    /// As what.
    pub role: Role,
    /// For which faction, when the role has one.
    pub faction: Option<Uuid>,
    /// When.
    pub span: Span,
    /// The appointment that is suspended while this one runs (temporary replacement).
    pub replaces: Option<Uuid>,
    /// Why, for a temporary replacement.
    pub reason: Option<LeaveReason>,
}

/// A faction on a side for a run of days. Days without a spell are `Unknown`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SideSpell {
    /// Id.
    pub id: Uuid,
    /// Which faction.
    pub faction: Uuid,
    /// On which side.
    pub side: Side,
    /// When.
    pub span: Span,
}
