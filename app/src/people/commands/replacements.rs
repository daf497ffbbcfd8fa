//! Somebody takes a seat for a while.

use domain::{
    people::{LeaveReason, MoveError, Span},
    policy::act::EditCouncil,
    values::{EmailAddress, PersonName},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Done, hold, people::insert, store};
use crate::{
    db::Db,
    error::AppError,
    form,
    gate::Allowed,
    people::{changes::Extras, store as read, words::refused},
    transaction,
};

/// Who takes the seat.
#[derive(Debug, Clone)]
pub enum Replacer {
    /// Somebody known.
    Known(Uuid),
    /// Somebody new, with their address if there is one.
    New(PersonName, Option<EmailAddress>),
}

/// A temporary replacement.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The appointment that is suspended meanwhile.
    pub replaced: Uuid,
    /// Who takes it over.
    pub by: Replacer,
    /// When.
    pub span: Span,
    /// Why.
    pub reason: LeaveReason,
}

/// Lets somebody take a seat for a while. `Done::subject` is the replacer. The same key twice is one replacement.
pub async fn replace(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    new: &Replacement,
    key: &str,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let by = match &new.by {
            Replacer::Known(id) => *id,
            Replacer::New(..) => Uuid::now_v7(),
        };
        if let Some(before) = form::claim(tx, allowed.actor(), key, by, now).await? {
            return Ok(Done::of(before));
        }
        hold(tx, tenant).await?;
        if let Replacer::New(name, email) = &new.by {
            insert(tx, tenant, by, name.as_str(), email.as_ref(), None, now).await?;
        }
        let book = read::book(tx, tenant).await?;
        if !book.people.contains_key(&by) {
            return Err(AppError::field("vervanger", "error-choice"));
        }
        let moves = book
            .council
            .view()
            .replace_temporarily(new.replaced, by, new.span, new.reason, &mut Uuid::now_v7)
            .map_err(|error| refused(error, blame(error)))?;
        let done = store(tx, allowed, &moves, &Extras::default(), "council.replace", ("person", by), now).await?;
        // Somebody new would stay behind without a role.
        let undo = done.undo.filter(|_| matches!(new.by, Replacer::Known(_)));
        Ok(Done { undo, ..done })
    })
}

fn blame(error: MoveError) -> &'static str {
    match error {
        MoveError::NotActive | MoveError::NotReplaceable => "lid",
        MoveError::ReplacesSelf | MoveError::AlreadyActive | MoveError::InOtherFaction => "vervanger",
        MoveError::EndsBeforeStart | MoveError::AfterEnd => "tot",
        _ => "vanaf",
    }
}
