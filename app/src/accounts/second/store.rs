//! Reading second factors.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    db::{millis, moment, sql},
    error::AppError,
    secret,
    tenant::Tenant,
};

/// The second factor of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// Since when.
    pub since: Timestamp,
    /// Recovery codes that were not used yet.
    pub recovery_left: i64,
}

/// The second factor of a person, if they set one up.
pub async fn factor(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Option<Factor>, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT f.confirmed_at, (SELECT COUNT(*) FROM recovery_codes r WHERE r.municipality_id = f.municipality_id \
             AND r.person_id = f.person_id AND r.used_at IS NULL) \
             FROM second_factors f WHERE f.municipality_id = $1 AND f.person_id = $2",
            [tenant.id().into(), person.into()],
        ))
        .await?;
    row.map(|row| Ok(Factor { since: moment(row.try_get_by_index(0)?), recovery_left: row.try_get_by_index(1)? }))
        .transpose()
}

/// Everybody of a municipality who has one.
pub async fn holders(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<HashSet<Uuid>, AppError> {
    let query = sql(db, "SELECT person_id FROM second_factors WHERE municipality_id = $1", [tenant.id().into()]);
    let rows = db.query_all_raw(query).await?;
    rows.into_iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Whether the browser with this cookie was told to remember this person's second factor, and still does.
pub(in crate::accounts) async fn is_known_device(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    cookie: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT 1 FROM known_devices \
             WHERE token_hash = $1 AND municipality_id = $2 AND person_id = $3 AND expires_at > $4",
            [secret::hash(cookie).into(), tenant.id().into(), person.into(), millis(now).into()],
        ))
        .await?;
    Ok(row.is_some())
}
