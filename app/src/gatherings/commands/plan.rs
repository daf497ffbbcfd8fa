//! Make a gathering, and put a draft into the calendar.

use domain::{
    gatherings::{Details, Facts as Life, When, check_draft, plan as may_plan, record},
    policy::act,
};
use jiff::{Timestamp, tz::TimeZone};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{Filled, announce, check_references, columns, refusals, write_audience};
use crate::{
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    form,
    gate::Allowed,
    gatherings::{
        entity::gathering,
        store::{self, Gathering},
    },
    people, transaction,
};

/// How far it is meant to get at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A draft; it may lack much.
    Draft,
    /// A draft that lacks nothing, to be sent next.
    Ready,
    /// In the calendar for all to see; nobody is invited yet.
    Planned,
    /// Took place already; recorded afterwards.
    Held,
}

/// A gathering to make.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What was filled in.
    pub filled: Filled,
    /// How far it is meant to get.
    pub stage: Stage,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// The moments of a gathering that may be made.
pub(super) fn moments(details: &Details, stage: Stage, zone: &TimeZone, now: Timestamp) -> Result<When, AppError> {
    let fresh = Life::default();
    let planned = match stage {
        Stage::Draft => {
            let when = check_draft(details, zone).map_err(|wrong| refusals::details(&wrong))?;
            if when.starts_at <= now {
                return Err(AppError::field("datum", "gathering-error-past"));
            }
            return Ok(when);
        }
        Stage::Ready | Stage::Planned => may_plan(&fresh, details, zone, now),
        Stage::Held => record(&fresh, details, zone, now),
    };
    planned.map(|planned| planned.when).map_err(|refusal| refusals::plan(&refusal))
}

/// Makes a gathering and answers its id; the same key again answers the first one's.
///
/// # Errors
/// `Invalid` by field.
pub async fn plan(
    db: &Db,
    allowed: &Allowed<act::PlanGathering>,
    input: Plan,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let tenant = allowed.tenant();
    check_references(&people::store::book(db.read(), tenant).await?, &input.filled.details)?;
    let when = moments(&input.filled.details, input.stage, tenant.zone(), now)?;
    let id = Uuid::now_v7();
    transaction!(db, |tx| {
        if let Some(before) = form::claim(tx, allowed.actor(), &input.key, id, now).await? {
            return Ok(before);
        }
        make(tx, allowed, id, (&input.filled, input.stage, when), None, now).await?;
        Ok(id)
    })
}

/// Writes one gathering, and releases it unless it is a draft.
pub(super) async fn make(
    tx: &Tx,
    allowed: &Allowed<act::PlanGathering>,
    id: Uuid,
    (filled, stage, when): (&Filled, Stage, When),
    series: Option<Uuid>,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    let released = matches!(stage, Stage::Planned | Stage::Held);
    let row = gathering::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        planned_at: Set(released.then(|| millis(now))),
        invited_at: Set(None),
        cancelled_at: Set(None),
        cancel_reason: Set(None),
        sequence: Set(0),
        created_by: Set(allowed.person()),
        created_at: Set(millis(now)),
        changed_at: Set(millis(now)),
        version: Set(1),
        series_id: Set(series),
        ..columns(filled, when, tenant.zone_name())?
    };
    gathering::Entity::insert(row).exec_without_returning(tx).await?;
    write_audience(tx, tenant, id, &filled.details.audience).await?;
    let kind = filled.details.kind.code();
    audit::note(tx, tenant, Some(allowed.person()), "gathering.plan", ("gathering", Some(id)), kind, now).await?;
    if released {
        let gathering = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
        announce(tx, tenant, &gathering, allowed.person(), now).await?;
    }
    Ok(())
}

/// Puts a draft into the calendar, where everybody sees it, without inviting anybody. `afterwards` records one that took
/// place already.
///
/// # Errors
/// `Conflict` when it is no draft any more, `Invalid` by field when something is missing.
pub async fn schedule(
    db: &Db,
    allowed: &Allowed<act::PlanGathering>,
    id: Uuid,
    afterwards: bool,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let gathering = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
        put(tx, allowed, &gathering, afterwards, now).await
    })
}

/// Puts one draft into the calendar.
pub(super) async fn put(
    tx: &Tx,
    allowed: &Allowed<act::PlanGathering>,
    gathering: &Gathering,
    afterwards: bool,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, id) = (allowed.tenant(), gathering.id);
    let planned = if afterwards {
        record(&gathering.life, &gathering.details, &gathering.zone, now)
    } else {
        may_plan(&gathering.life, &gathering.details, &gathering.zone, now)
    };
    planned.map_err(|refusal| refusals::plan(&refusal))?;
    let done = tx
        .execute_raw(sql(
            tx,
            "UPDATE gatherings SET planned_at = $1, version = version + 1 \
             WHERE municipality_id = $2 AND id = $3 AND version = $4",
            [millis(now).into(), tenant.id().into(), id.into(), gathering.version.into()],
        ))
        .await?;
    if done.rows_affected() == 0 {
        return Err(AppError::Conflict("error-conflict"));
    }
    let by = allowed.person();
    audit::note(tx, tenant, Some(by), "gathering.schedule", ("gathering", Some(id)), "", now).await?;
    announce(tx, tenant, gathering, by, now).await?;
    Ok(())
}
