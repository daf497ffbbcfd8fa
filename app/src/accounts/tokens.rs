//! Tokens for the API: one person, the same gate as the pages.

use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::api_token;
use crate::{
    db::{Db, millis, sql},
    error::AppError,
    secret,
    tenant::Tenant,
};

/// `last_used_at` is written at most this often.
const TOUCH_EVERY_MS: i64 = 60_000;

/// Makes a token for oneself and answers its text, which is shown once.
pub async fn make(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    name: &str,
    now: Timestamp,
) -> Result<String, AppError> {
    insert(tx, tenant, person, name, false, now).await
}

/// Makes a token for somebody on the command line. It works for roles that ask a second factor before there is one: a
/// program has no phone, and who can run this command can read every table.
pub async fn make_by_operator(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    name: &str,
    now: Timestamp,
) -> Result<String, AppError> {
    insert(tx, tenant, person, name, true, now).await
}

async fn insert(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    name: &str,
    by_operator: bool,
    now: Timestamp,
) -> Result<String, AppError> {
    let token = format!("ew_{}", secret::fresh());
    api_token::Entity::insert(api_token::ActiveModel {
        token_hash: Set(secret::hash(&token)),
        id: Set(Uuid::now_v7()),
        municipality_id: Set(tenant.id()),
        person_id: Set(person),
        name: Set(name.to_owned()),
        created_at: Set(millis(now)),
        last_used_at: Set(None),
        revoked_at: Set(None),
        by_operator: Set(by_operator),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(token)
}

/// A token of this municipality that still works.
pub async fn find(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    token: &str,
) -> Result<Option<api_token::Model>, AppError> {
    Ok(api_token::Entity::find_by_id(secret::hash(token))
        .filter(api_token::Column::MunicipalityId.eq(tenant.id()))
        .filter(api_token::Column::RevokedAt.is_null())
        .one(db)
        .await?)
}

/// Notes that a token is in use, once a minute at most.
pub async fn touch(db: &Db, row: &api_token::Model, now: Timestamp) -> Result<(), AppError> {
    if row.last_used_at.is_some_and(|last| millis(now) - last < TOUCH_EVERY_MS) {
        return Ok(());
    }
    crate::transaction!(db, |tx| {
        tx.execute_raw(sql(
            tx,
            "UPDATE api_tokens SET last_used_at = $1 WHERE token_hash = $2",
            [millis(now).into(), row.token_hash.clone().into()],
        ))
        .await?;
        Ok(())
    })
}

/// Ends one token of a person.
pub async fn revoke(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    id: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    tx.execute_raw(sql(
        tx,
        "UPDATE api_tokens SET revoked_at = $1 \
         WHERE id = $2 AND person_id = $3 AND municipality_id = $4 AND revoked_at IS NULL",
        [millis(now).into(), id.into(), person.into(), tenant.id().into()],
    ))
    .await?;
    Ok(())
}

/// Ends every token of a person.
pub async fn revoke_all(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    tx.execute_raw(sql(
        tx,
        "UPDATE api_tokens SET revoked_at = $1 WHERE person_id = $2 AND municipality_id = $3 AND revoked_at IS NULL",
        [millis(now).into(), person.into(), tenant.id().into()],
    ))
    .await?;
    Ok(())
}
