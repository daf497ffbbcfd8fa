//! Quarterly updates: written, scheduled, published to all at one moment.

use crate::codes;
use jiff::Timestamp;

codes! {
    /// Where an update is.
    pub enum State {
        /// Being written.
        Draft = "concept",
        /// Goes out by itself at a moment.
        Scheduled = "ingepland",
        /// Out, to all.
        Published = "gepubliceerd",
    }
}

/// What is known about an update, from which its state follows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Facts {
    /// When it is to go out by itself.
    pub scheduled_for: Option<Timestamp>,
    /// When it went out.
    pub published_at: Option<Timestamp>,
}

/// Why an update is not changed, scheduled or published.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It is out; a correction is a new version.
    AlreadyPublished,
    /// It is not scheduled.
    NotScheduled,
    /// That moment has passed: publish it now instead.
    InThePast,
    /// Nothing is written yet.
    TextMissing,
}

impl Facts {
    /// The state: the only place where it is decided. A scheduled update stays so until it has really gone out.
    #[must_use]
    pub const fn state(&self) -> State {
        if self.published_at.is_some() {
            State::Published
        } else if self.scheduled_for.is_some() {
            State::Scheduled
        } else {
            State::Draft
        }
    }

    /// Its moment has come and it has not gone out.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.state() == State::Scheduled && self.scheduled_for.is_some_and(|at| at <= now)
    }
}

/// Changes the text.
///
/// # Errors
/// `AlreadyPublished`.
pub const fn edit(facts: &Facts) -> Result<(), Refusal> {
    match facts.state() {
        State::Published => Err(Refusal::AlreadyPublished),
        State::Draft | State::Scheduled => Ok(()),
    }
}

/// Sets the moment at which it goes out by itself.
///
/// # Errors
/// `AlreadyPublished`, `TextMissing`, `InThePast`.
pub fn schedule(facts: &Facts, text: &str, at: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    publish(facts, text)?;
    if at <= now { Err(Refusal::InThePast) } else { Ok(()) }
}

/// Takes the moment away again.
///
/// # Errors
/// `AlreadyPublished`, `NotScheduled`.
pub const fn unschedule(facts: &Facts) -> Result<(), Refusal> {
    match facts.state() {
        State::Published => Err(Refusal::AlreadyPublished),
        State::Draft => Err(Refusal::NotScheduled),
        State::Scheduled => Ok(()),
    }
}

/// Sends it out to all.
///
/// # Errors
/// `AlreadyPublished`, `TextMissing`.
pub fn publish(facts: &Facts, text: &str) -> Result<(), Refusal> {
    edit(facts)?;
    if text.trim().is_empty() { Err(Refusal::TextMissing) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    const DRAFT: Facts = Facts { scheduled_for: None, published_at: None };

    #[test]
    fn the_state_follows_from_the_facts() {
        let scheduled = Facts { scheduled_for: Some(at(100)), ..DRAFT };
        let published = Facts { published_at: Some(at(101)), ..scheduled };
        assert_eq!(DRAFT.state(), State::Draft);
        assert_eq!(scheduled.state(), State::Scheduled);
        assert_eq!(published.state(), State::Published);
        assert!(!scheduled.is_due(at(99)) && scheduled.is_due(at(100)));
        assert!(!published.is_due(at(200)) && !DRAFT.is_due(at(200)));
    }

    #[test]
    fn a_published_update_stays_as_it_is() {
        let published = Facts { published_at: Some(at(1)), ..DRAFT };
        let refused = Err(Refusal::AlreadyPublished);
        assert_eq!(edit(&published), refused);
        assert_eq!(publish(&published, "x"), refused);
        assert_eq!(unschedule(&published), refused);
        assert_eq!(schedule(&published, "x", at(9), at(2)), refused);
    }

    #[test]
    fn scheduling_needs_text_and_a_moment_to_come() {
        assert_eq!(schedule(&DRAFT, " ", at(9), at(2)), Err(Refusal::TextMissing));
        assert_eq!(schedule(&DRAFT, "x", at(2), at(2)), Err(Refusal::InThePast));
        assert_eq!(schedule(&DRAFT, "x", at(3), at(2)), Ok(()));
        assert_eq!(unschedule(&DRAFT), Err(Refusal::NotScheduled));
        assert_eq!(publish(&DRAFT, "x"), Ok(()));
    }
}
