//! Terms of the council.

use domain::{
    people::{MoveError, Span},
    policy::act::EditCouncil,
    values::Title,
};
use jiff::{Timestamp, civil::Date};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Done, held, store};
use crate::{
    audit,
    db::{Db, sql},
    error::AppError,
    form,
    gate::Allowed,
    people::{changes::Extras, words::refused},
    transaction,
};

/// A new term.
#[derive(Debug, Clone)]
pub struct NewTerm {
    /// Its name: "2026-2030".
    pub name: Title,
    /// Size of the council.
    pub seats: u16,
    /// When.
    pub span: Span,
}

/// A term as it should have been.
#[derive(Debug, Clone)]
pub struct TermEdit {
    /// Its name.
    pub name: Title,
    /// Size of the council.
    pub seats: u16,
    /// When.
    pub span: Span,
    /// The version the clerk saw.
    pub version: i64,
}

/// Begins a term. `Done::subject` is the term. The same key twice is one term.
pub async fn begin_term(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    new: &NewTerm,
    key: &str,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), key, id, now).await? {
            return Ok(Done::of(before));
        }
        let council = held(tx, tenant).await?;
        let moves = council.view().begin_term(new.span, new.seats, &mut || id).map_err(term_refused)?;
        let mut extras = Extras::default();
        extras.term_names.insert(id, new.name.as_str().to_owned());
        store(tx, allowed, &moves, &extras, "council.term.begin", ("term", id), now).await
    })
}

/// Ends the term that runs on this day: members and committee members leave, and no faction is on a side after it.
pub async fn end_term(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    last_day: Date,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let moves = council.view().end_term(last_day).map_err(|error| refused(error, "datum"))?;
        let term = council.view().term_on(last_day).ok_or(AppError::NotFound)?.id;
        store(tx, allowed, &moves, &Extras::default(), "council.term.end", ("term", term), now).await
    })
}

/// Corrects name, size and days of a term. `Conflict` when somebody else changed it.
pub async fn change_term(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    id: Uuid,
    edit: &TermEdit,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let mut others = held(tx, tenant).await?;
        if !others.terms.iter().any(|term| term.id == id) {
            return Err(AppError::NotFound);
        }
        others.terms.retain(|term| term.id != id);
        others.view().begin_term(edit.span, edit.seats, &mut || id).map_err(term_refused)?;
        let text = "UPDATE terms SET name = $1, seats = $2, from_date = $3, to_date = $4, version = version + 1 \
                    WHERE id = $5 AND municipality_id = $6 AND version = $7";
        let values = [
            edit.name.as_str().into(),
            i64::from(edit.seats).into(),
            edit.span.from.to_string().into(),
            edit.span.to.map(|to| to.to_string()).into(),
            id.into(),
            tenant.id().into(),
            edit.version.into(),
        ];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        let who = Some(allowed.person());
        audit::note(tx, tenant, who, "council.term.change", ("term", Some(id)), "", now).await
    })
}

fn term_refused(error: MoveError) -> AppError {
    refused(error, if error == MoveError::EndsBeforeStart { "tot" } else { "vanaf" })
}
