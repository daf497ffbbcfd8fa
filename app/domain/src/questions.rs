//! Questions to the executive: asked, routed, answered, and by when.

use crate::codes;
use crate::localtime::due_date;
use jiff::Timestamp;
use jiff::civil::Date;
use std::cmp::{Ordering, Reverse};
use uuid::Uuid;

codes! {
    /// What sort of question.
    pub enum Kind {
        /// Asks for facts.
        Technical = "technisch",
        /// Asks for an opinion or account (art. 155 Gemeentewet).
        Written = "schriftelijk",
    }
}

codes! {
    /// Where a question is.
    pub enum State {
        /// Asked; the clerk has not routed it.
        Open = "open",
        /// With an alderman.
        Routed = "uitgezet",
        /// The answer is released to all.
        Answered = "beantwoord",
    }
}

/// What is known about a question, from which its state follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Id, for a fixed order.
    pub id: Uuid,
    /// Local day it was asked.
    pub asked_on: Date,
    /// Days the executive has, by the municipality's own rule at the time of asking.
    pub days: u16,
    /// When it was given to an alderman.
    pub routed_at: Option<Timestamp>,
    /// When the answer was released.
    pub answered_at: Option<Timestamp>,
}

impl Facts {
    /// The state: the only place where it is decided.
    #[must_use]
    pub const fn state(&self) -> State {
        if self.answered_at.is_some() {
            State::Answered
        } else if self.routed_at.is_some() {
            State::Routed
        } else {
            State::Open
        }
    }

    /// Last day to answer in time.
    #[must_use]
    pub fn due(&self) -> Date {
        due_date(self.asked_on, self.days)
    }

    /// Not answered, and the last day has passed.
    #[must_use]
    pub fn overdue(&self, today: Date) -> bool {
        self.state() != State::Answered && self.due() < today
    }

    /// Days left until the last day; negative when it has passed. `None` once answered.
    #[must_use]
    pub fn days_left(&self, today: Date) -> Option<i64> {
        (self.state() != State::Answered).then(|| self.due().duration_since(today).as_hours() / 24)
    }
}

/// The order of a list: open ones first by due date, then answered ones, the newest answer first.
#[must_use]
pub fn order(a: &Facts, b: &Facts) -> Ordering {
    fn key(q: &Facts) -> (Option<Reverse<Timestamp>>, Date, Date, Uuid) {
        (q.answered_at.map(Reverse), q.due(), q.asked_on, q.id)
    }
    key(a).cmp(&key(b))
}

/// Why a question is not routed or answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The answer is out; it stays as it was sent.
    AlreadyAnswered,
    /// The answer is empty.
    AnswerMissing,
}

/// Gives the question to an alderman; may be done again until it is answered.
///
/// # Errors
/// `AlreadyAnswered`.
pub const fn route(facts: &Facts) -> Result<(), Refusal> {
    match facts.state() {
        State::Answered => Err(Refusal::AlreadyAnswered),
        State::Open | State::Routed => Ok(()),
    }
}

/// Releases the answer to all at once.
///
/// # Errors
/// `AlreadyAnswered`, `AnswerMissing`.
pub fn answer(facts: &Facts, text: &str) -> Result<(), Refusal> {
    route(facts)?;
    if text.trim().is_empty() { Err(Refusal::AnswerMissing) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
