//! New people, and their names and addresses.

use domain::{
    people::{NewAppointment, Role, Span},
    policy::act::EditCouncil,
    values::{EmailAddress, PersonName},
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Done, appointments::appoint_refused, hold, store};
use crate::{
    accounts::commands::tell_address_changed,
    audit,
    db::{Db, millis, sql},
    error::{self, AppError},
    form,
    gate::Allowed,
    people::{changes::Extras, entity::person, store as read},
    tenant::Tenant,
    transaction,
};

/// Somebody new in a role.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their name.
    pub name: PersonName,
    /// Their address; without it they cannot be invited.
    pub email: Option<EmailAddress>,
    /// Their telephone.
    pub phone: Option<String>,
    /// As what.
    pub role: Role,
    /// For which faction.
    pub faction: Option<Uuid>,
    /// Of what, for an alderman.
    pub portfolio: Option<String>,
    /// When.
    pub span: Span,
}

/// A person as they become.
#[derive(Debug, Clone)]
pub struct PersonEdit {
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: Option<EmailAddress>,
    /// Their telephone.
    pub phone: Option<String>,
    /// The version the clerk saw.
    pub version: i64,
}

/// Adds somebody new in a role. `Done::subject` is the person. The same key twice is one person.
pub async fn add_person(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    new: &NewPerson,
    key: &str,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    let outcome = transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), key, id, now).await? {
            return Ok(Done::of(before));
        }
        hold(tx, tenant).await?;
        insert(tx, tenant, id, new.name.as_str(), new.email.as_ref(), new.phone.as_deref(), now).await?;
        let council = read::council(tx, tenant).await?;
        let wanted = NewAppointment { person: id, role: new.role, faction: new.faction, span: new.span };
        let moves = council.view().appoint(wanted, &mut Uuid::now_v7).map_err(appoint_refused)?;
        let mut extras = Extras::default();
        extras.portfolio_of_new(&moves.changes, new.portfolio.as_deref());
        let done = store(tx, allowed, &moves, &extras, "council.person.add", ("person", id), now).await?;
        Ok(Done { undo: None, ..done })
    });
    email_taken(outcome)
}

/// Stores somebody new, without a role.
pub(in crate::people) async fn insert(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    id: Uuid,
    name: &str,
    email: Option<&EmailAddress>,
    phone: Option<&str>,
    now: Timestamp,
) -> Result<(), AppError> {
    if let Some(email) = email {
        check_email(tx, tenant, id, email).await?;
    }
    let row = person::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        name: Set(name.to_owned()),
        email: Set(email.map(|email| email.as_str().to_owned())),
        phone: Set(phone.map(str::to_owned)),
        lang: Set("nl".to_owned()),
        version: Set(1),
        created_at: Set(millis(now)),
    };
    person::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Changes name, address and telephone. `Conflict` when somebody else did meanwhile.
pub async fn change_person(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    id: Uuid,
    edit: &PersonEdit,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    let outcome = transaction!(db, |tx| {
        hold(tx, tenant).await?;
        let before =
            person::Entity::find_by_id(id).filter(person::Column::MunicipalityId.eq(tenant.id())).one(tx).await?;
        let before = before.ok_or(AppError::NotFound)?;
        if let Some(email) = &edit.email {
            check_email(tx, tenant, id, email).await?;
        }
        let email = edit.email.as_ref().map(|email| email.as_str().to_owned());
        let after = email.clone();
        let moved = before.email != email;
        let text = "UPDATE people SET name = $1, email = $2, phone = $3, version = version + 1 \
                    WHERE id = $4 AND municipality_id = $5 AND version = $6";
        let values = [
            edit.name.as_str().into(),
            email.into(),
            edit.phone.clone().into(),
            id.into(),
            tenant.id().into(),
            edit.version.into(),
        ];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        if moved {
            revoke_links(tx, tenant, id, now).await?;
            tell_address_changed(tx, tenant, &before, after.as_deref(), now).await?;
        }
        let detail = if moved { "email" } else { "" };
        let who = Some(allowed.person());
        audit::note(tx, tenant, who, "council.person.change", ("person", Some(id)), detail, now).await?;
        Ok(())
    });
    email_taken(outcome)
}

/// Links that were mailed to an address of before let nobody in any more.
pub(in crate::people) async fn revoke_links(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let text = "UPDATE links SET revoked_at = $1 WHERE municipality_id = $2 AND person_id = $3 \
                AND used_at IS NULL AND revoked_at IS NULL";
    tx.execute_raw(sql(tx, text, [millis(now).into(), tenant.id().into(), person.into()])).await?;
    Ok(())
}

async fn check_email(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    id: Uuid,
    email: &EmailAddress,
) -> Result<(), AppError> {
    let taken = person::Entity::find()
        .filter(person::Column::MunicipalityId.eq(tenant.id()))
        .filter(person::Column::Email.eq(email.as_str()))
        .filter(person::Column::Id.ne(id))
        .one(tx)
        .await?;
    if taken.is_some() { Err(AppError::field("email", "council-email-taken")) } else { Ok(()) }
}

/// The database's own refusal of a second row with the address, as an error by the field.
fn email_taken<T>(outcome: Result<T, AppError>) -> Result<T, AppError> {
    match outcome {
        Err(AppError::Database(cause)) if error::is_duplicate(&cause) => {
            Err(AppError::field("email", "council-email-taken"))
        }
        other => other,
    }
}
