//! Plan, invite, change, cancel, answer: when each is allowed and what follows from it.

use super::{DetailError, Details, Facts, State, When, check, state};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Why a gathering is not planned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanRefusal {
    /// It is planned already.
    AlreadyPlanned,
    /// It was cancelled.
    Cancelled,
    /// It would begin in the past.
    InThePast,
    /// It is to be recorded afterwards, but is not over yet.
    NotYetOver,
    /// Something is missing or wrong.
    Details(Vec<DetailError>),
}

/// A gathering that may be planned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Its moments.
    pub when: When,
}

/// Puts a draft in the calendar.
///
/// # Errors
/// See [`PlanRefusal`].
pub fn plan(facts: &Facts, details: &Details, zone: &TimeZone, now: Timestamp) -> Result<Planned, PlanRefusal> {
    match state(facts, now) {
        State::Draft => {}
        State::Cancelled => return Err(PlanRefusal::Cancelled),
        _ => return Err(PlanRefusal::AlreadyPlanned),
    }
    let when = check(details, zone).map_err(PlanRefusal::Details)?;
    if when.starts_at <= now {
        return Err(PlanRefusal::InThePast);
    }
    Ok(Planned { when })
}

/// Records afterwards what took place without being planned here. Nobody can be invited to it any more; attendance and
/// notes can be written.
///
/// # Errors
/// See [`PlanRefusal`].
pub fn record(facts: &Facts, details: &Details, zone: &TimeZone, now: Timestamp) -> Result<Planned, PlanRefusal> {
    match state(facts, now) {
        State::Draft => {}
        State::Cancelled => return Err(PlanRefusal::Cancelled),
        _ => return Err(PlanRefusal::AlreadyPlanned),
    }
    let when = check(details, zone).map_err(PlanRefusal::Details)?;
    if when.ends_at > now { Err(PlanRefusal::NotYetOver) } else { Ok(Planned { when }) }
}

/// Why nobody is invited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InviteRefusal {
    /// Still a draft.
    NotPlanned,
    /// It was cancelled.
    Cancelled,
    /// It has begun or is over.
    Over,
}

/// Which wave of invitations this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wave {
    /// The first: everybody in the audience.
    First,
    /// A later one: only those not invited before.
    Later,
}

/// Sends invitations.
///
/// # Errors
/// See [`InviteRefusal`].
pub fn invite(facts: &Facts, now: Timestamp) -> Result<Wave, InviteRefusal> {
    match state(facts, now) {
        State::Draft => Err(InviteRefusal::NotPlanned),
        State::Cancelled => Err(InviteRefusal::Cancelled),
        State::Held | State::Closed => Err(InviteRefusal::Over),
        State::Planned | State::Invited if has_begun(facts, now) => Err(InviteRefusal::Over),
        State::Planned => Ok(Wave::First),
        State::Invited => Ok(Wave::Later),
    }
}

/// What differs between two versions of a gathering.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Changed {
    /// Title.
    Title,
    /// Kind.
    Kind,
    /// Legal status.
    LegalStatus,
    /// Day.
    Date,
    /// Begin or end.
    Time,
    /// Place.
    Place,
    /// Link to take part by.
    Link,
    /// Public or closed, or why.
    Openness,
    /// Who is invited, or why not everybody.
    Audience,
    /// Host.
    Host,
    /// Number of places.
    Capacity,
    /// Agenda.
    Agenda,
}

impl Changed {
    /// Those invited get a notice.
    #[must_use]
    pub const fn needs_notice(self) -> bool {
        matches!(self, Self::Date | Self::Time | Self::Place | Self::Link)
    }

    /// The calendar entry gets a higher SEQUENCE (RFC 5545, 3.8.7.4: a significant revision). What nobody is mailed never does:
    /// an answer names the SEQUENCE it was asked with, and would be held for being about what was before.
    #[must_use]
    pub const fn raises_sequence(self) -> bool {
        self.needs_notice()
    }
}

/// What differs, in fixed order. Outer spaces do not count, and an empty text is none.
#[must_use]
pub fn changes(before: &Details, after: &Details) -> Vec<Changed> {
    fn text(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or_default().trim()
    }
    let differs = [
        (Changed::Title, before.title.trim() != after.title.trim()),
        (Changed::Kind, before.kind != after.kind),
        (Changed::LegalStatus, before.legal_status != after.legal_status),
        (Changed::Date, before.date != after.date),
        (Changed::Time, (before.start, before.end) != (after.start, after.end)),
        (Changed::Place, text(&before.place) != text(&after.place)),
        (Changed::Link, text(&before.link) != text(&after.link)),
        (
            Changed::Openness,
            before.openness != after.openness || text(&before.closed_reason) != text(&after.closed_reason),
        ),
        (Changed::Audience, !same_audience(before, after)),
        (Changed::Host, before.host != after.host),
        (Changed::Capacity, before.capacity != after.capacity),
        (Changed::Agenda, before.agenda.trim() != after.agenda.trim()),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(changed, _)| changed).collect()
}

fn same_audience(before: &Details, after: &Details) -> bool {
    let sorted = |ids: &[uuid::Uuid]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let (a, b) = (&before.audience, &after.audience);
    a.kind == b.kind
        && a.reason.as_deref().unwrap_or_default().trim() == b.reason.as_deref().unwrap_or_default().trim()
        && sorted(&a.factions) == sorted(&b.factions)
        && sorted(&a.people) == sorted(&b.people)
}

/// Why a gathering is not changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChangeRefusal {
    /// It was cancelled.
    Cancelled,
    /// It is over: notes and attendance can still be written, the gathering itself stays as it was.
    Over,
    /// The new begin lies in the past.
    InThePast,
    /// Something is missing or wrong.
    Details(Vec<DetailError>),
}

/// A change that may be made, and what follows from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangePlan {
    /// The new moments; `None` for a draft that has none yet.
    pub when: Option<When>,
    /// What differs.
    pub changed: Vec<Changed>,
    /// Those invited get a mail that says what changed.
    pub notice: bool,
    /// SEQUENCE goes up by one.
    pub raises_sequence: bool,
}

/// Changes a gathering. A draft may be as unfinished as it likes.
///
/// # Errors
/// See [`ChangeRefusal`].
pub fn change(
    facts: &Facts,
    before: &Details,
    after: &Details,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<ChangePlan, ChangeRefusal> {
    let changed = changes(before, after);
    let state = state(facts, now);
    let when = match state {
        State::Cancelled => return Err(ChangeRefusal::Cancelled),
        State::Held | State::Closed => return Err(ChangeRefusal::Over),
        State::Draft => {
            return Ok(ChangePlan { when: check(after, zone).ok(), changed, notice: false, raises_sequence: false });
        }
        State::Planned | State::Invited => check(after, zone).map_err(ChangeRefusal::Details)?,
    };
    let moved = changed.iter().any(|c| matches!(c, Changed::Date | Changed::Time));
    if moved && when.ends_at <= now {
        return Err(ChangeRefusal::InThePast);
    }
    Ok(ChangePlan {
        when: Some(when),
        notice: state == State::Invited && changed.iter().any(|c| c.needs_notice()),
        raises_sequence: changed.iter().any(|c| c.raises_sequence()),
        changed,
    })
}

/// Why a gathering is not cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CancelRefusal {
    /// It was cancelled before.
    AlreadyCancelled,
    /// It is over.
    Over,
    /// Those invited deserve to know why.
    ReasonMissing,
}

/// A gathering that may be cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled {
    /// Those invited get a mail.
    pub notice: bool,
}

/// Cancels a gathering; it stays readable. A reason is needed once invitations are out.
///
/// # Errors
/// See [`CancelRefusal`].
pub fn cancel(facts: &Facts, reason: &str, now: Timestamp) -> Result<Cancelled, CancelRefusal> {
    match state(facts, now) {
        State::Cancelled => Err(CancelRefusal::AlreadyCancelled),
        State::Held | State::Closed => Err(CancelRefusal::Over),
        State::Draft | State::Planned => Ok(Cancelled { notice: false }),
        State::Invited if reason.trim().is_empty() => Err(CancelRefusal::ReasonMissing),
        State::Invited => Ok(Cancelled { notice: true }),
    }
}

/// Why an answer is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerRefusal {
    /// No invitations are out.
    NotInvited,
    /// It was cancelled.
    Cancelled,
    /// It has begun or is over.
    Over,
}

/// Whether an invitation can still be answered: until it begins. The link in the mail lives as long.
///
/// # Errors
/// See [`AnswerRefusal`].
pub fn may_answer(facts: &Facts, now: Timestamp) -> Result<(), AnswerRefusal> {
    match state(facts, now) {
        State::Draft | State::Planned => Err(AnswerRefusal::NotInvited),
        State::Cancelled => Err(AnswerRefusal::Cancelled),
        State::Held | State::Closed => Err(AnswerRefusal::Over),
        State::Invited if has_begun(facts, now) => Err(AnswerRefusal::Over),
        State::Invited => Ok(()),
    }
}

fn has_begun(facts: &Facts, now: Timestamp) -> bool {
    facts.starts_at.is_some_and(|start| start <= now)
}
