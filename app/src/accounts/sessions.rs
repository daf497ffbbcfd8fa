//! Sessions: a secret in a cookie, its hash in the database. A session is only ever inserted, touched or deleted, so a
//! request in flight cannot bring one back after sign-out (R20).

use domain::{people::Role, policy::RoleSet};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::session;
use crate::{
    db::{Db, millis, sql},
    error::AppError,
    secret,
    tenant::Tenant,
};

/// Cookie that carries the secret (R17).
pub const COOKIE: &str = "__Host-evenwijs";
/// `last_seen` is written at most this often.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// Longest device description kept.
const MAX_DEVICE: usize = 200;

/// How long a session lives: unused, and in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// Ends after so long without a request.
    pub idle: SignedDuration,
    /// Ends after so long whatever happens.
    pub whole: SignedDuration,
}

/// The durations of `security.md`: a member stays signed in on their own phone, or nobody reads at night; who can
/// change things for others is asked again sooner.
pub fn life(roles: &RoleSet, trusted: bool) -> Life {
    if roles.any(&[Role::Clerk, Role::Administrator, Role::Alderman, Role::Mayor]) {
        Life { idle: SignedDuration::from_mins(60), whole: SignedDuration::from_hours(12) }
    } else if trusted {
        Life { idle: SignedDuration::from_hours(14 * 24), whole: SignedDuration::from_hours(60 * 24) }
    } else {
        Life { idle: SignedDuration::from_mins(30), whole: SignedDuration::from_hours(12) }
    }
}

/// Opens a session for somebody who proved all that their roles ask for, and answers the secret for the cookie.
pub async fn open(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    roles: &RoleSet,
    trusted: bool,
    device: &str,
    now: Timestamp,
) -> Result<String, AppError> {
    insert(tx, tenant, person, (roles, trusted, device), Some(now), now).await
}

/// Opens one for somebody who proved a password and nothing more. It ends when they get a role that asks for more.
pub(super) async fn open_by_password(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    about: (&RoleSet, bool, &str),
    now: Timestamp,
) -> Result<String, AppError> {
    insert(tx, tenant, person, about, None, now).await
}

async fn insert(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    (roles, trusted, device): (&RoleSet, bool, &str),
    second: Option<Timestamp>,
    now: Timestamp,
) -> Result<String, AppError> {
    let secret = secret::fresh();
    let life = life(roles, trusted);
    session::Entity::insert(session::ActiveModel {
        id_hash: Set(secret::hash(&secret)),
        id: Set(Uuid::now_v7()),
        municipality_id: Set(tenant.id()),
        person_id: Set(person),
        trusted: Set(trusted),
        device: Set(device.chars().filter(|c| !c.is_control()).take(MAX_DEVICE).collect()),
        created_at: Set(millis(now)),
        authenticated_at: Set(millis(now)),
        last_seen_at: Set(millis(now)),
        idle_until: Set(millis(now + life.idle)),
        ends_at: Set(millis(now + life.whole)),
        second_factor_at: Set(second.map(millis)),
        code_proven_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(secret)
}

/// The living session behind a secret, in this municipality only.
pub async fn find(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    secret: &str,
    now: Timestamp,
) -> Result<Option<session::Model>, AppError> {
    Ok(session::Entity::find_by_id(secret::hash(secret))
        .filter(session::Column::MunicipalityId.eq(tenant.id()))
        .filter(session::Column::IdleUntil.gt(millis(now)))
        .filter(session::Column::EndsAt.gt(millis(now)))
        .one(db)
        .await?)
}

/// Notes that the session is in use and moves its idle end; an update of a row that is there, never an insert.
pub async fn touch(db: &Db, row: &session::Model, roles: &RoleSet, now: Timestamp) -> Result<(), AppError> {
    if millis(now) - row.last_seen_at < TOUCH_EVERY.as_millis() as i64 {
        return Ok(());
    }
    let idle_until = millis(now + life(roles, row.trusted).idle).min(row.ends_at);
    crate::transaction!(db, |tx| {
        tx.execute_raw(sql(
            tx,
            "UPDATE sessions SET last_seen_at = $1, idle_until = $2 WHERE id_hash = $3",
            [millis(now).into(), idle_until.into(), row.id_hash.clone().into()],
        ))
        .await?;
        Ok(())
    })
}

/// Notes that who sits before this session proved again who they are (R14); `by_code`: with a code, which is the only
/// proof for the second factor itself.
pub(super) async fn prove(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    session: Uuid,
    by_code: bool,
    now: Timestamp,
) -> Result<(), AppError> {
    let change = match by_code {
        true => "UPDATE sessions SET authenticated_at = $1, code_proven_at = $1 WHERE id = $2 AND municipality_id = $3",
        false => "UPDATE sessions SET authenticated_at = $1 WHERE id = $2 AND municipality_id = $3",
    };
    tx.execute_raw(sql(tx, change, [millis(now).into(), session.into(), tenant.id().into()])).await?;
    Ok(())
}

/// Notes that the session behind this secret was opened with a code.
pub(super) async fn opened_by_code(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    secret: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let change = "UPDATE sessions SET code_proven_at = $1 WHERE id_hash = $2 AND municipality_id = $3";
    tx.execute_raw(sql(tx, change, [millis(now).into(), secret::hash(secret).into(), tenant.id().into()])).await?;
    Ok(())
}

/// Takes back that a second factor was proved in this session: there is none any more.
pub(super) async fn forget_second(tx: &impl ConnectionTrait, tenant: &Tenant, session: Uuid) -> Result<(), AppError> {
    let change = "UPDATE sessions SET second_factor_at = NULL, code_proven_at = NULL \
                  WHERE id = $1 AND municipality_id = $2";
    tx.execute_raw(sql(tx, change, [session.into(), tenant.id().into()])).await?;
    Ok(())
}

/// Notes that a second factor was proved in this session, with a code of it.
pub(super) async fn prove_second(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    session: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let change = "UPDATE sessions SET second_factor_at = $1, code_proven_at = $1 \
                  WHERE id = $2 AND municipality_id = $3";
    tx.execute_raw(sql(tx, change, [millis(now).into(), session.into(), tenant.id().into()])).await?;
    Ok(())
}

/// The living sessions of a person, newest use first.
pub async fn list(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<Vec<session::Model>, AppError> {
    Ok(session::Entity::find()
        .filter(session::Column::MunicipalityId.eq(tenant.id()))
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::IdleUntil.gt(millis(now)))
        .filter(session::Column::EndsAt.gt(millis(now)))
        .order_by_desc(session::Column::LastSeenAt)
        .all(db)
        .await?)
}

/// Ends the session behind a cookie, whichever municipality it was of; there is one cookie for all of them.
pub async fn end_secret(tx: &impl ConnectionTrait, secret: &str) -> Result<(), AppError> {
    session::Entity::delete_by_id(secret::hash(secret)).exec(tx).await?;
    Ok(())
}

/// Ends one session of a person.
pub async fn end(tx: &impl ConnectionTrait, tenant: &Tenant, person: Uuid, session: Uuid) -> Result<(), AppError> {
    session::Entity::delete_many()
        .filter(session::Column::MunicipalityId.eq(tenant.id()))
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::Id.eq(session))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends every session of a person, but the one given.
pub async fn end_all(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    except: Option<Uuid>,
) -> Result<(), AppError> {
    let mut delete = session::Entity::delete_many()
        .filter(session::Column::MunicipalityId.eq(tenant.id()))
        .filter(session::Column::PersonId.eq(person));
    if let Some(kept) = except {
        delete = delete.filter(session::Column::Id.ne(kept));
    }
    delete.exec(tx).await?;
    Ok(())
}

/// Deletes what has ended; for the hourly broom.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, AppError> {
    let done = tx
        .execute_raw(sql(tx, "DELETE FROM sessions WHERE ends_at < $1 OR idle_until < $1", [millis(now).into()]))
        .await?;
    Ok(done.rows_affected())
}
