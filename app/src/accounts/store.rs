//! Reading accounts.

use domain::values::EmailAddress;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::{account, api_token};
use crate::{error::AppError, people::entity::person, tenant::Tenant};

/// The account that signs in with this address.
pub async fn account_of(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    email: &EmailAddress,
) -> Result<Option<account::Model>, AppError> {
    let Some(person) = person_at(db, tenant, email).await? else { return Ok(None) };
    account(db, tenant, person.id).await
}

/// The person with this address.
pub async fn person_at(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    email: &EmailAddress,
) -> Result<Option<person::Model>, AppError> {
    Ok(person::Entity::find()
        .filter(person::Column::MunicipalityId.eq(tenant.id()))
        .filter(person::Column::Email.eq(email.as_str()))
        .one(db)
        .await?)
}

/// A person of this municipality.
pub(super) async fn person(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    id: Uuid,
) -> Result<Option<person::Model>, AppError> {
    Ok(person::Entity::find_by_id(id).filter(person::Column::MunicipalityId.eq(tenant.id())).one(db).await?)
}

/// The account of a person.
pub async fn account(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
) -> Result<Option<account::Model>, AppError> {
    Ok(account::Entity::find_by_id(person).filter(account::Column::MunicipalityId.eq(tenant.id())).one(db).await?)
}

/// Every account of the municipality.
pub(super) async fn accounts(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<account::Model>, AppError> {
    Ok(account::Entity::find().filter(account::Column::MunicipalityId.eq(tenant.id())).all(db).await?)
}

/// The people whose account is disabled.
pub async fn disabled(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<Uuid>, AppError> {
    let rows = accounts(db, tenant).await?;
    Ok(rows.into_iter().filter(|row| row.disabled_at.is_some()).map(|row| row.person_id).collect())
}

/// A token as its owner sees it: never the token itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenLine {
    /// Id, to revoke it by.
    pub id: Uuid,
    /// What its owner called it.
    pub name: String,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it was last used, in milliseconds.
    pub last_used_at: Option<i64>,
}

/// The tokens of a person that still work, newest first.
pub async fn tokens(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Vec<TokenLine>, AppError> {
    let rows = api_token::Entity::find()
        .filter(api_token::Column::MunicipalityId.eq(tenant.id()))
        .filter(api_token::Column::PersonId.eq(person))
        .filter(api_token::Column::RevokedAt.is_null())
        .order_by_desc(api_token::Column::CreatedAt)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| TokenLine { id: row.id, name: row.name, created_at: row.created_at, last_used_at: row.last_used_at })
        .collect())
}
