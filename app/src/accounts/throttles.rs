//! Trying too often: counted in the database, so that neither a restart nor a second server starts the count again
//! (R05). How long somebody waits is `domain::throttle`.

use domain::throttle::{self, Failures};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use crate::{
    db::{millis, moment, sql},
    error::AppError,
    secret,
    tenant::Tenant,
};

/// What is counted: one kind of try, of one address or person, in one municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Signing in with this address.
    pub fn sign_in(tenant: &Tenant, address: &str) -> Self {
        Self::new("aanmelden", tenant, address)
    }

    /// Asking for a link at this address.
    pub fn link(tenant: &Tenant, address: &str) -> Self {
        Self::new("link", tenant, address)
    }

    /// Typing the current password while signed in; apart from signing in, so that nobody outside stands in the way.
    pub fn own(tenant: &Tenant, person: Uuid) -> Self {
        Self::new("eigen", tenant, &person.to_string())
    }

    /// Typing a code of one's second factor, wherever it is asked.
    pub fn code(tenant: &Tenant, person: Uuid) -> Self {
        Self::new("code", tenant, &person.to_string())
    }

    /// Wrong codes after a right password, within a day; a right one does not begin the count again.
    pub fn wrong_codes(tenant: &Tenant, person: Uuid) -> Self {
        Self::new("codefout", tenant, &person.to_string())
    }

    /// Only a hash of the address is kept: the table says nothing of who has an account.
    fn new(kind: &str, tenant: &Tenant, what: &str) -> Self {
        let hash = secret::hex(&secret::hash(&what.trim().to_lowercase()));
        Self(format!("{kind}:{}:{hash}", tenant.id().simple()))
    }
}

/// Counts a try as failed before it is made, so that fifty at the same moment are fifty; a success takes it back with
/// [`forget`]. `Ok(Some(seconds))`: not now, wait so long.
pub async fn count(tx: &impl ConnectionTrait, key: &Key, now: Timestamp) -> Result<Option<i64>, AppError> {
    tx.execute_raw(sql(
        tx,
        "INSERT INTO throttles (key, failures, last_at) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING",
        [key.0.as_str().into(), millis(now).into()],
    ))
    .await?;
    let lock = if tx.get_database_backend() == DbBackend::Postgres { " FOR UPDATE" } else { "" };
    let row = tx
        .query_one_raw(sql(
            tx,
            &format!("SELECT failures, last_at FROM throttles WHERE key = $1{lock}"),
            [key.0.as_str().into()],
        ))
        .await?
        .ok_or(AppError::NotFound)?;
    let (failures, last): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let known =
        Failures { count: u32::try_from(failures).unwrap_or(u32::MAX), last: (failures > 0).then(|| moment(last)) };
    if let Err(until) = throttle::may_try(known, now) {
        let wait = until.duration_since(now);
        return Ok(Some(wait.as_secs() + i64::from(wait.subsec_nanos() > 0)));
    }
    let next = throttle::after_failure(known, now);
    tx.execute_raw(sql(
        tx,
        "UPDATE throttles SET failures = $1, last_at = $2 WHERE key = $3",
        [i64::from(next.count).into(), millis(now).into(), key.0.as_str().into()],
    ))
    .await?;
    Ok(None)
}

/// Adds one to a count that keeps nobody waiting, and answers it; it begins again so long after its first, a day at most.
pub async fn tally(
    tx: &impl ConnectionTrait,
    key: &Key,
    within: SignedDuration,
    now: Timestamp,
) -> Result<i64, AppError> {
    let row = tx
        .query_one_raw(sql(
            tx,
            "INSERT INTO throttles (key, failures, last_at) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE \
             SET failures = CASE WHEN throttles.last_at <= $3 THEN 1 ELSE throttles.failures + 1 END, \
                 last_at = CASE WHEN throttles.last_at <= $3 THEN $2 ELSE throttles.last_at END \
             RETURNING failures",
            [key.0.as_str().into(), millis(now).into(), millis(now - within).into()],
        ))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(row.try_get_by_index(0)?)
}

/// Starts the count again.
pub async fn forget(tx: &impl ConnectionTrait, key: &Key) -> Result<(), AppError> {
    tx.execute_raw(sql(tx, "DELETE FROM throttles WHERE key = $1", [key.0.as_str().into()])).await?;
    Ok(())
}

/// Deletes what counts no longer; for the hourly broom.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, AppError> {
    let before = millis(now - throttle::FORGET_AFTER);
    let done = tx.execute_raw(sql(tx, "DELETE FROM throttles WHERE last_at < $1", [before.into()])).await?;
    Ok(done.rows_affected())
}
