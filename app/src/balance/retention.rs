//! Reading entries go 90 days after their quarter, or as many as the council decided, and those of somebody who objects
//! when they ask. Nothing else ever leaves the ledger: the database refuses it (`0002_measuring`).
//!
//! The audience of an item stays: it says whom the item was owed to, not who read it. So do `told`, which is the
//! sender's conduct, presence, which belongs to the gathering, and what people pressed themselves.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::measuring;
use crate::{
    audit,
    db::{Db, Tx, millis, moment, sql},
    error::AppError,
    tenant::{self, Tenant},
};

/// What a run did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Everything read before this moment goes.
    pub cutoff: Timestamp,
    /// How many readings went.
    pub deleted: u64,
}

/// Deletes what has had its time in one municipality. Running it twice deletes nothing twice, and a run that has
/// nothing to delete leaves no trace.
pub async fn run(db: &Db, tenant: &Tenant, now: Timestamp) -> Result<Run, AppError> {
    let before = preview(db.read(), tenant, now).await?;
    if before.deleted == 0 {
        return Ok(before);
    }
    let cutoff = before.cutoff;
    crate::transaction!(db, |tx| {
        let (run, deleted) = through_the_door(tx, tenant, None, cutoff, now).await?;
        let detail = format!("{deleted} readings before {cutoff}");
        audit::note(tx, tenant, None, "measuring.retention", ("retention-run", Some(run)), &detail, now).await?;
        Ok(Run { cutoff, deleted })
    })
}

/// What [`run`] would do now.
pub async fn preview(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Run, AppError> {
    let cutoff = measuring::load(db, tenant).await?.cutoff(now);
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT COUNT(*) FROM exposures \
             WHERE municipality_id = $1 AND at < $2 AND kind = 'reached' AND channel = 'portal'",
            [tenant.id().into(), millis(cutoff).into()],
        ))
        .await?
        .ok_or_else(|| AppError::unexpected("a count gave no row"))?;
    let count: i64 = row.try_get_by_index(0)?;
    Ok(Run { cutoff, deleted: count.unsigned_abs() })
}

/// Runs it for every municipality that holds reading entries, each by itself, but for `kept`: what their reports are yet
/// to be made of. Answers how many entries went.
pub async fn run_everywhere(db: &Db, kept: &HashSet<Uuid>, now: Timestamp) -> Result<u64, AppError> {
    #[derive(FromQueryResult)]
    struct Holder {
        id: Uuid,
    }
    let query = "SELECT m.id FROM municipalities m WHERE EXISTS (SELECT 1 FROM exposures e \
                 WHERE e.municipality_id = m.id AND e.kind = 'reached' AND e.channel = 'portal')";
    let rows = db.read().query_all_raw(sql(db.read(), query, [])).await?;
    let mut gone = 0;
    for row in rows {
        let holder = Holder::from_query_result(&row, "")?;
        if kept.contains(&holder.id) {
            continue;
        }
        match run_one(db, holder.id, now).await {
            Ok(run) => gone += run.deleted,
            Err(error) => tracing::error!(%error, municipality = %holder.id, "readings could not be deleted"),
        }
    }
    Ok(gone)
}

async fn run_one(db: &Db, municipality: Uuid, now: Timestamp) -> Result<Run, AppError> {
    let tenant = tenant::find_by_id(db.read(), municipality).await?.ok_or(AppError::NotFound)?;
    run(db, &tenant, now).await
}

/// When the last run of this municipality was that deleted something of everybody, and how many entries went.
pub async fn last_run(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Option<(Timestamp, i64)>, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT at, deleted FROM retention_runs WHERE municipality_id = $1 AND person_id IS NULL \
             ORDER BY at DESC, id DESC LIMIT 1",
            [tenant.id().into()],
        ))
        .await?;
    row.map(|row| {
        let deleted: Option<i64> = row.try_get("", "deleted")?;
        Ok((moment(row.try_get("", "at")?), deleted.unwrap_or_default()))
    })
    .transpose()
}

/// How many readings of one person there are.
pub async fn readings_of(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<i64, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT COUNT(*) FROM exposures \
             WHERE municipality_id = $1 AND person_id = $2 AND kind = 'reached' AND channel = 'portal'",
            [tenant.id().into(), person.into()],
        ))
        .await?
        .ok_or_else(|| AppError::unexpected("a count gave no row"))?;
    Ok(row.try_get_by_index(0)?)
}

/// Erases every reading of one person, who must object: the database looks.
pub(super) async fn erase_person(tx: &Tx, tenant: &Tenant, person: Uuid, now: Timestamp) -> Result<u64, AppError> {
    // A page view of this very moment lies before a cutoff just after it.
    let cutoff = now + jiff::SignedDuration::from_millis(1);
    Ok(through_the_door(tx, tenant, Some(person), cutoff, now).await?.1)
}

/// Opens the door, deletes, and closes it, in one transaction: one that commits with the door open is refused.
async fn through_the_door(
    tx: &Tx,
    tenant: &Tenant,
    person: Option<Uuid>,
    cutoff: Timestamp,
    now: Timestamp,
) -> Result<(Uuid, u64), AppError> {
    let run = Uuid::now_v7();
    tx.execute_raw(sql(
        tx,
        "INSERT INTO retention_runs (id, municipality_id, person_id, cutoff, at, deleted, still_open) \
         VALUES ($1, $2, $3, $4, $5, NULL, $1)",
        [run.into(), tenant.id().into(), person.into(), millis(cutoff).into(), millis(now).into()],
    ))
    .await?;
    let whose = if person.is_some() { "AND person_id = $3" } else { "" };
    let readings = format!("municipality_id = $1 AND at < $2 AND kind = 'reached' AND channel = 'portal' {whose}");
    let values = || {
        let mut values: Vec<sea_orm::Value> = vec![tenant.id().into(), millis(cutoff).into()];
        values.extend(person.map(Into::into));
        values
    };
    // What voids a reading points at it and goes first.
    let voids = format!(
        "DELETE FROM exposures WHERE municipality_id = $1 AND kind = 'void' \
         AND voids_id IN (SELECT id FROM exposures WHERE {readings})"
    );
    tx.execute_raw(sql(tx, &voids, values())).await?;
    let done = tx.execute_raw(sql(tx, &format!("DELETE FROM exposures WHERE {readings}"), values())).await?;
    let deleted = done.rows_affected();
    tx.execute_raw(sql(
        tx,
        "UPDATE retention_runs SET still_open = NULL, deleted = $1 WHERE id = $2",
        [i64::try_from(deleted).map_err(AppError::unexpected)?.into(), run.into()],
    ))
    .await?;
    Ok((run, deleted))
}
