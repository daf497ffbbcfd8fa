//! Roles: appoint, end, correct, take back.

use domain::{
    people::{Appointment, Change, LeaveReason, MoveError, NewAppointment, OwnedCouncil, Role, Span},
    policy::act::EditCouncil,
};
use jiff::{Timestamp, civil::Date};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Done, held, hold, store};
use crate::{
    audit,
    db::{Db, sql},
    error::AppError,
    form,
    gate::Allowed,
    people::{changes::Extras, store as read, words::refused},
    tenant::Tenant,
    transaction,
};

/// A role for somebody known.
#[derive(Debug, Clone)]
pub struct Appointing {
    /// As what.
    pub role: Role,
    /// For which faction.
    pub faction: Option<Uuid>,
    /// Of what, for an alderman.
    pub portfolio: Option<String>,
    /// When.
    pub span: Span,
}

/// An appointment as it should have been.
#[derive(Debug, Clone)]
pub struct Correction {
    /// When.
    pub span: Span,
    /// Of what, for an alderman or mayor.
    pub portfolio: Option<String>,
    /// The version the clerk saw.
    pub version: i64,
}

/// A refused appointment, by the field that is to blame.
pub(super) fn appoint_refused(error: MoveError) -> AppError {
    let field = match error {
        MoveError::EndsBeforeStart => "tot",
        MoveError::FactionNotThere | MoveError::OverlapsReplacement => "vanaf",
        MoveError::AlreadyActive => "rol",
        _ => "fractie",
    };
    refused(error, field)
}

/// Gives somebody known a role. `Done::subject` is the person. The same key twice is one appointment.
pub async fn appoint(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    person: Uuid,
    new: &Appointing,
    key: &str,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        if let Some(before) = form::claim(tx, allowed.actor(), key, person, now).await? {
            return Ok(Done::of(before));
        }
        hold(tx, tenant).await?;
        let book = read::book(tx, tenant).await?;
        if !book.people.contains_key(&person) {
            return Err(AppError::NotFound);
        }
        let wanted = NewAppointment { person, role: new.role, faction: new.faction, span: new.span };
        let moves = book.council.view().appoint(wanted, &mut Uuid::now_v7).map_err(appoint_refused)?;
        let mut extras = Extras::default();
        extras.portfolio_of_new(&moves.changes, new.portfolio.as_deref());
        store(tx, allowed, &moves, &extras, "council.appoint", ("person", person), now).await
    })
}

/// Gives an appointment its last day. `Done::subject` is the person; `Done::undo` the appointment, when nobody else's
/// ended with it.
pub async fn end(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    id: Uuid,
    last_day: Date,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let held = *council.view().appointment(id).ok_or(AppError::NotFound)?;
        let moves = council.view().end(id, last_day).map_err(|error| refused(error, "datum"))?;
        let action = "council.appointment.end";
        let done = store(tx, allowed, &moves, &Extras::default(), action, ("person", held.person), now).await?;
        let undo = matches!(moves.changes.as_slice(), [Change::EndAppointment { .. }]).then_some(id);
        Ok(Done { undo, ..done })
    })
}

/// Takes an ending back: the appointment runs on to the day it had before, or without end. `Done::subject` is the person.
pub async fn resume(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    id: Uuid,
    to: Option<Date>,
    version: i64,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let held = *council.view().appointment(id).ok_or(AppError::NotFound)?;
        let span = Span { from: held.span.from, to };
        respan(tx, tenant, &council, &held, span, version).await?;
        let who = Some(allowed.person());
        audit::note(tx, tenant, who, "council.appointment.resume", ("person", Some(held.person)), "", now).await?;
        Ok(Done::of(held.person))
    })
}

/// Corrects first day, last day and portfolio. `Done::subject` is the person. `Conflict` when somebody else changed it.
pub async fn correct(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    id: Uuid,
    correction: &Correction,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let held = *council.view().appointment(id).ok_or(AppError::NotFound)?;
        respan(tx, tenant, &council, &held, correction.span, correction.version).await?;
        let text = "UPDATE appointments SET portfolio = $1 WHERE id = $2 AND municipality_id = $3";
        let portfolio = correction.portfolio.clone().filter(|_| held.role.is_executive());
        tx.execute_raw(sql(tx, text, [portfolio.into(), id.into(), tenant.id().into()])).await?;
        let who = Some(allowed.person());
        audit::note(tx, tenant, who, "council.appointment.correct", ("person", Some(held.person)), "", now).await?;
        Ok(Done::of(held.person))
    })
}

/// Takes away an appointment that was a mistake. `Done::subject` is the person.
pub async fn remove(db: &Db, allowed: &Allowed<EditCouncil>, id: Uuid, now: Timestamp) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let held = *council.view().appointment(id).ok_or(AppError::NotFound)?;
        if council.appointments.iter().any(|a| a.replaces == Some(id)) {
            return Err(refused(MoveError::OverlapsReplacement, "vanaf"));
        }
        let moves = domain::people::Moves { changes: vec![Change::RemoveAppointment { id }], warnings: Vec::new() };
        store(tx, allowed, &moves, &Extras::default(), "council.appointment.remove", ("person", held.person), now).await
    })
}

/// Gives an appointment other days, if the rules would let it be made with them.
async fn respan(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    council: &OwnedCouncil,
    held: &Appointment,
    span: Span,
    version: i64,
) -> Result<(), AppError> {
    check_span(council, held, span)?;
    let text = "UPDATE appointments SET from_date = $1, to_date = $2, version = version + 1 \
                WHERE id = $3 AND municipality_id = $4 AND version = $5";
    let to = span.to.map(|to| to.to_string());
    let values = [span.from.to_string().into(), to.into(), held.id.into(), tenant.id().into(), version.into()];
    if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
        return Err(AppError::Conflict("error-conflict"));
    }
    Ok(())
}

/// Asks the rules whether the appointment could be made anew with these days, the old one taken away.
fn check_span(council: &OwnedCouncil, held: &Appointment, span: Span) -> Result<(), AppError> {
    let mut without = council.clone();
    let mut replacers = council.appointments.iter().filter(|a| a.replaces == Some(held.id));
    if replacers.any(|a| !span.covers(a.span)) {
        return Err(refused(MoveError::OverlapsReplacement, "vanaf"));
    }
    without.apply(&Change::RemoveAppointment { id: held.id });
    let view = without.view();
    let moves = match held.replaces {
        Some(replaced) => {
            let reason = held.reason.unwrap_or(LeaveReason::Leave);
            view.replace_temporarily(replaced, held.person, span, reason, &mut Uuid::now_v7)
        }
        None => {
            let again = NewAppointment { person: held.person, role: held.role, faction: held.faction, span };
            view.appoint(again, &mut Uuid::now_v7)
        }
    };
    let moves = moves.map_err(|error| {
        let field = if error == MoveError::EndsBeforeStart { "tot" } else { "vanaf" };
        refused(error, field)
    })?;
    // More than the appointment itself: another role of theirs would have to end first.
    match moves.changes.as_slice() {
        [Change::AddAppointment(_)] => Ok(()),
        _ => Err(refused(MoveError::AlreadyActive, "vanaf")),
    }
}
