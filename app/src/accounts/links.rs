//! Links in mail to one's own account: made from 256 random bits, kept as a hash, used once, by a POST (R12).

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::link;
use crate::{
    db::{millis, sql},
    error::AppError,
    secret,
    tenant::Tenant,
};

domain::codes! {
    /// What a link is for.
    pub enum Purpose {
        /// Choose a first password.
        Invitation = "uitnodiging",
        /// Choose another one.
        Password = "wachtwoord",
    }
}

/// How long an invitation can be used.
pub const INVITATION_LIFE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long a link somebody asked for can be used.
pub const PASSWORD_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// How long the first administrator has (R16).
pub const CONSOLE_LIFE: SignedDuration = SignedDuration::from_hours(1);

/// Makes a link and ends the earlier ones of this person, so that only the last mail works. Answers the token.
pub async fn make(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    purpose: Purpose,
    life: SignedDuration,
    now: Timestamp,
) -> Result<String, AppError> {
    revoke_all(tx, tenant, person, now).await?;
    let token = secret::fresh();
    link::Entity::insert(link::ActiveModel {
        token_hash: Set(secret::hash(&token)),
        municipality_id: Set(tenant.id()),
        person_id: Set(person),
        purpose: Set(purpose.code().to_owned()),
        subject_id: Set(None),
        created_at: Set(millis(now)),
        expires_at: Set(millis(now + life)),
        used_at: Set(None),
        revoked_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(token)
}

/// The person and purpose of a link that can still be used.
pub async fn find(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    token: &str,
    now: Timestamp,
) -> Result<Option<(Uuid, Purpose)>, AppError> {
    let row = link::Entity::find_by_id(secret::hash(token))
        .filter(link::Column::MunicipalityId.eq(tenant.id()))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::RevokedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(millis(now)))
        .one(db)
        .await?;
    // A link of another purpose (an answer to an invitation) is no way into an account.
    Ok(row.and_then(|row| Some((row.person_id, Purpose::parse(&row.purpose)?))))
}

/// Uses a link up. `false` when it was used, ended or too old in the meantime.
pub async fn consume(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    token: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let done = tx
        .execute_raw(sql(
            tx,
            "UPDATE links SET used_at = $1 WHERE token_hash = $2 AND municipality_id = $3 AND used_at IS NULL \
             AND revoked_at IS NULL AND expires_at > $1 AND purpose IN ('uitnodiging', 'wachtwoord')",
            [millis(now).into(), secret::hash(token).into(), tenant.id().into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every link of this person to their account.
pub async fn revoke_all(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    tx.execute_raw(sql(
        tx,
        "UPDATE links SET revoked_at = $1 WHERE municipality_id = $2 AND person_id = $3 AND used_at IS NULL \
         AND revoked_at IS NULL AND purpose IN ('uitnodiging', 'wachtwoord')",
        [millis(now).into(), tenant.id().into(), person.into()],
    ))
    .await?;
    Ok(())
}

/// Deletes what nobody can use any more and nobody needs to see; for the hourly broom.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, AppError> {
    let before = millis(now - SignedDuration::from_hours(30 * 24));
    let done = tx
        .execute_raw(sql(
            tx,
            "DELETE FROM links WHERE expires_at < $1 AND purpose IN ('uitnodiging', 'wachtwoord')",
            [before.into()],
        ))
        .await?;
    Ok(done.rows_affected())
}
