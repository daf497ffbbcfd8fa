//! Make a gathering, and put a draft into the calendar.

use domain::{
    gatherings::{Facts as Life, When, check_draft, plan as may_plan, record},
    policy::act,
};
use jiff::{Timestamp, tz::TimeZone};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{Filled, announce, check_references, columns, refusals, write_audience};
use crate::{
    audit,
    db::{Db, millis, sql},
    error::AppError,
    form,
    gate::Allowed,
    gatherings::{entity::gathering, store},
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

fn moments(input: &Plan, zone: &TimeZone, now: Timestamp) -> Result<When, AppError> {
    let (fresh, details) = (Life::default(), &input.filled.details);
    let planned = match input.stage {
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
    let when = moments(&input, tenant.zone(), now)?;
    let released = matches!(input.stage, Stage::Planned | Stage::Held);
    let id = Uuid::now_v7();
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
        ..columns(&input.filled, when, tenant.zone_name())?
    };
    transaction!(db, |tx| {
        if let Some(before) = form::claim(tx, allowed.actor(), &input.key, id, now).await? {
            return Ok(before);
        }
        gathering::Entity::insert(row.clone()).exec_without_returning(tx).await?;
        write_audience(tx, tenant, id, &input.filled.details.audience).await?;
        let kind = input.filled.details.kind.code();
        audit::note(tx, tenant, Some(allowed.person()), "gathering.plan", ("gathering", Some(id)), kind, now).await?;
        if released {
            let gathering = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
            announce(tx, tenant, &gathering, allowed.person(), now).await?;
        }
        Ok(id)
    })
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
        announce(tx, tenant, &gathering, by, now).await?;
        Ok(())
    })
}
