//! Gatherings: what they are, in what state, and what may be done with them when.
//!
//! The state is computed from facts in one place, [`state`]. Moves and what a change means are in `moves`.

mod carry;
mod details;
mod invitees;
mod moves;
#[cfg(test)]
mod tests;

pub use carry::{carry, overwritten};
pub use details::{Audience, DetailError, Details, LONGEST, When, WhenError, check, check_draft, when};
pub use invitees::invitees;
pub use moves::{
    AnswerRefusal, CancelRefusal, Cancelled, ChangePlan, ChangeRefusal, Changed, InviteRefusal, PlanRefusal, Planned,
    Wave, cancel, change, changes, invite, may_answer, plan, record,
};

use crate::codes;
use jiff::Timestamp;

codes! {
    /// What sort of gathering.
    pub enum Kind {
        /// Talk at ease between council and executive, usually each quarter.
        InformalSession = "informele-sessie",
        /// One theme in depth.
        ThemeSession = "themasessie",
        /// Civil servants explain; no politics.
        TechnicalSession = "technische-sessie",
        /// Round a table on anonymous cases.
        CaseTable = "casuistiektafel",
        /// Visit to practice.
        WorkVisit = "werkbezoek",
        /// A fixed group gives its opinion.
        SoundingBoard = "klankbordgroep",
        /// With organisations that have a stake.
        StakeholderMeeting = "stakeholderbijeenkomst",
        /// With residents, in a pub as it were.
        PoliticalCafe = "politiek-cafe",
        /// With neighbouring municipalities.
        RegionalMeeting = "regionale-bijeenkomst",
        /// Peers reflect on their own work.
        PeerReflection = "intervisie",
    }
}

impl Kind {
    /// How long one usually takes, in minutes.
    #[must_use]
    pub const fn default_minutes(self) -> u16 {
        match self {
            Self::TechnicalSession | Self::PeerReflection => 90,
            Self::WorkVisit => 180,
            Self::StakeholderMeeting | Self::RegionalMeeting | Self::PoliticalCafe => 150,
            Self::InformalSession | Self::ThemeSession | Self::CaseTable | Self::SoundingBoard => 120,
        }
    }

    /// All kinds are informal; a committee or council meeting is said so by hand.
    #[must_use]
    pub const fn default_legal_status(self) -> LegalStatus {
        LegalStatus::InformalGathering
    }

    /// Places one usually has, `None` for as many as come.
    #[must_use]
    pub const fn default_capacity(self) -> Option<u32> {
        match self {
            Self::WorkVisit => Some(12),
            _ => None,
        }
    }
}

codes! {
    /// What the gathering is in law.
    pub enum LegalStatus {
        /// No meeting in the sense of the Gemeentewet: nothing is decided, no final deliberation.
        InformalGathering = "informele-bijeenkomst",
        /// Council committee, art. 82 Gemeentewet.
        CommitteeMeeting = "commissievergadering",
        /// Meeting of the council.
        CouncilMeeting = "raadsvergadering",
    }
}

codes! {
    /// Open to the public or not. Closed is not secret.
    pub enum Openness {
        /// Everybody may come and listen.
        Public = "openbaar",
        /// Only those invited; needs a reason.
        Closed = "besloten",
    }
}

codes! {
    /// Who is invited. Anything narrower than everybody needs a reason, which every faction can read.
    pub enum AudienceKind {
        /// All members and committee members.
        Everybody = "iedereen",
        /// Members only.
        CouncilOnly = "raad",
        /// Some factions.
        Factions = "fracties",
        /// Some people.
        People = "personen",
    }
}

impl AudienceKind {
    /// Whether a reason must be given.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::Everybody)
    }
}

codes! {
    /// Where a gathering is in its life.
    pub enum State {
        /// Being prepared; only the clerk sees it.
        Draft = "concept",
        /// In the calendar; nobody was invited yet.
        Planned = "gepland",
        /// Invitations are out.
        Invited = "uitgenodigd",
        /// It took place.
        Held = "gehouden",
        /// It took place and its notes are published.
        Closed = "afgerond",
        /// It will not take place.
        Cancelled = "afgelast",
    }
}

codes! {
    /// The lists in which gatherings are kept.
    #[derive(Default)]
    pub enum Shelf {
        /// Still to come, or going on.
        #[default]
        Coming = "komend",
        /// Took place.
        Past = "voorbij",
        /// Being prepared.
        Drafts = "concept",
        /// Will not take place.
        Cancelled = "geannuleerd",
    }
}

impl State {
    /// The list it is found in.
    #[must_use]
    pub const fn shelf(self) -> Shelf {
        match self {
            Self::Draft => Shelf::Drafts,
            Self::Planned | Self::Invited => Shelf::Coming,
            Self::Held | Self::Closed => Shelf::Past,
            Self::Cancelled => Shelf::Cancelled,
        }
    }
}

/// What is known about a gathering's life, from which its state follows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Facts {
    /// When it was put in the calendar.
    pub planned_at: Option<Timestamp>,
    /// When the first invitations went out.
    pub invited_at: Option<Timestamp>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// When it begins.
    pub starts_at: Option<Timestamp>,
    /// When it ends.
    pub ends_at: Option<Timestamp>,
    /// When its notes were first published.
    pub notes_published_at: Option<Timestamp>,
}

/// The state of a gathering: the only place where it is decided.
#[must_use]
pub fn state(facts: &Facts, now: Timestamp) -> State {
    if facts.cancelled_at.is_some() {
        State::Cancelled
    } else if facts.planned_at.is_none() {
        State::Draft
    } else if facts.ends_at.is_some_and(|end| end <= now) {
        if facts.notes_published_at.is_some() { State::Closed } else { State::Held }
    } else if facts.invited_at.is_some() {
        State::Invited
    } else {
        State::Planned
    }
}
