//! Between the password and the code: a secret in a cookie of its own, and nobody signed in yet.

use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    db::{millis, sql},
    error::AppError,
    secret,
    tenant::Tenant,
};

/// Cookie of somebody whose password was right.
pub const COOKIE: &str = "__Host-evenwijs-stap";
/// Cookie of a browser that was told to remember.
pub const DEVICE_COOKIE: &str = "__Host-evenwijs-toestel";
/// How long the step can be taken: an app may have to be installed first.
const LIFE: SignedDuration = SignedDuration::from_mins(30);
/// How long a browser is remembered.
pub(super) const DEVICE_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Wrong codes after which one begins again with the password (R09).
pub(super) const MAX_TRIES: i64 = 5;
/// Longest address kept to go on to.
const MAX_ONWARD: usize = 500;

/// A step that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// For the cookie.
    pub secret: String,
    /// Seconds the cookie may stay.
    pub max_age: i64,
    /// Whether a code can be asked; otherwise the second factor is to be set up first.
    pub has_factor: bool,
}

/// A step that can still be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whose password was right.
    pub person: Uuid,
    /// Whether they chose to stay signed in.
    pub trusted: bool,
    /// Where they wanted to go.
    pub onward: String,
}

/// Begins a step; an earlier one of the same person ends.
pub(in crate::accounts) async fn begin(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    step: &Step,
    has_factor: bool,
    now: Timestamp,
) -> Result<Begun, AppError> {
    forget(tx, tenant, step.person).await?;
    let secret = secret::fresh();
    let onward: String = step.onward.chars().take(MAX_ONWARD).collect();
    tx.execute_raw(sql(
        tx,
        "INSERT INTO sign_in_steps (token_hash, municipality_id, person_id, trusted, onward, tries, expires_at) \
         VALUES ($1, $2, $3, $4, $5, 0, $6)",
        [
            secret::hash(&secret).into(),
            tenant.id().into(),
            step.person.into(),
            step.trusted.into(),
            onward.into(),
            millis(now + LIFE).into(),
        ],
    ))
    .await?;
    Ok(Begun { secret, max_age: LIFE.as_secs(), has_factor })
}

/// The step of a cookie, in this municipality.
pub async fn find(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    cookie: &str,
    now: Timestamp,
) -> Result<Option<Step>, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT person_id, trusted, onward FROM sign_in_steps \
             WHERE token_hash = $1 AND municipality_id = $2 AND expires_at > $3 AND tries < $4",
            [secret::hash(cookie).into(), tenant.id().into(), millis(now).into(), MAX_TRIES.into()],
        ))
        .await?;
    row.map(|row| {
        Ok(Step {
            person: row.try_get_by_index(0)?,
            trusted: row.try_get_by_index(1)?,
            onward: row.try_get_by_index(2)?,
        })
    })
    .transpose()
}

/// Counts a try of this step before it is made. `None`: there was no try left. `Some(n)`: so many are left after it.
pub(super) async fn count(tx: &impl ConnectionTrait, tenant: &Tenant, cookie: &str) -> Result<Option<i64>, AppError> {
    let values = || [secret::hash(cookie).into(), tenant.id().into()];
    let counted = tx
        .execute_raw(sql(
            tx,
            &format!(
                "UPDATE sign_in_steps SET tries = tries + 1 \
                 WHERE token_hash = $1 AND municipality_id = $2 AND tries < {MAX_TRIES}"
            ),
            values(),
        ))
        .await?;
    if counted.rows_affected() == 0 {
        return Ok(None);
    }
    let query = sql(tx, "SELECT tries FROM sign_in_steps WHERE token_hash = $1 AND municipality_id = $2", values());
    let row = tx.query_one_raw(query).await?.ok_or(AppError::NotFound)?;
    let tries: i64 = row.try_get_by_index(0)?;
    Ok(Some(MAX_TRIES - tries))
}

/// Ends the step of a cookie; `false` when another request was first.
pub(super) async fn end(tx: &impl ConnectionTrait, tenant: &Tenant, cookie: &str) -> Result<bool, AppError> {
    let delete = "DELETE FROM sign_in_steps WHERE token_hash = $1 AND municipality_id = $2";
    let done = tx.execute_raw(sql(tx, delete, [secret::hash(cookie).into(), tenant.id().into()])).await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every step of a person.
pub(in crate::accounts) async fn forget(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
) -> Result<(), AppError> {
    let delete = "DELETE FROM sign_in_steps WHERE municipality_id = $1 AND person_id = $2";
    tx.execute_raw(sql(tx, delete, [tenant.id().into(), person.into()])).await?;
    Ok(())
}

/// Remembers a browser and answers the secret for its cookie.
pub(super) async fn remember_device(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<String, AppError> {
    let secret = secret::fresh();
    tx.execute_raw(sql(
        tx,
        "INSERT INTO known_devices (token_hash, municipality_id, person_id, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5)",
        [
            secret::hash(&secret).into(),
            tenant.id().into(),
            person.into(),
            millis(now).into(),
            millis(now + DEVICE_LIFE).into(),
        ],
    ))
    .await?;
    Ok(secret)
}

/// Forgets every browser of a person: each is asked for a code again.
pub(in crate::accounts) async fn forget_devices(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
) -> Result<(), AppError> {
    let delete = "DELETE FROM known_devices WHERE municipality_id = $1 AND person_id = $2";
    tx.execute_raw(sql(tx, delete, [tenant.id().into(), person.into()])).await?;
    Ok(())
}

/// Deletes steps and remembered browsers that have ended; for the hourly broom.
pub(in crate::accounts) async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, AppError> {
    let mut gone = 0;
    for table in ["sign_in_steps", "known_devices"] {
        let delete = sql(tx, &format!("DELETE FROM {table} WHERE expires_at < $1"), [millis(now).into()]);
        gone += tx.execute_raw(delete).await?.rows_affected();
    }
    Ok(gone)
}
