//! Objecting to being measured (AVG art. 21). From the moment somebody objects only what they press is recorded, and
//! figures of reading leave them out. Who objects is their own affair: nobody else is shown a name, and the audit log
//! names the objection, not the person.

use domain::{
    measuring::{Objections, Span},
    policy::act,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{entity::objection, retention};
use crate::{
    audit,
    db::{Db, millis, moment, sql},
    error::{AppError, is_duplicate},
    gate::Allowed,
    tenant::Tenant,
};

/// Who is or was not measured, and from when. The one place figures of reading ask.
pub async fn not_measured(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Objections, AppError> {
    let rows = objection::Entity::find().filter(objection::Column::MunicipalityId.eq(tenant.id())).all(db).await?;
    let mut known = Objections::default();
    for row in rows {
        known.add(row.person_id, Span { from: moment(row.from_at), until: row.withdrawn_at.map(moment) });
    }
    Ok(known)
}

/// An objection as its maker sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Its id.
    pub id: Uuid,
    /// When it was made.
    pub made_at: Timestamp,
    /// When earlier readings were erased, if they were.
    pub erased_at: Option<Timestamp>,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

/// Everything a person ever objected, the newest first.
pub async fn of(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Vec<Objection>, AppError> {
    let rows = objection::Entity::find()
        .filter(objection::Column::MunicipalityId.eq(tenant.id()))
        .filter(objection::Column::PersonId.eq(person))
        .order_by_desc(objection::Column::MadeAt)
        .order_by_desc(objection::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Objection {
            id: row.id,
            made_at: moment(row.made_at),
            erased_at: row.erased_at.map(moment),
            withdrawn_at: row.withdrawn_at.map(moment),
        })
        .collect())
}

/// The objection that runs, if any.
pub async fn running(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Option<Uuid>, AppError> {
    let row = objection::Entity::find()
        .filter(objection::Column::MunicipalityId.eq(tenant.id()))
        .filter(objection::Column::PersonId.eq(person))
        .filter(objection::Column::WithdrawnAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(|row| row.id))
}

/// Objects, and where asked erases the readings recorded so far. Objecting twice is objecting once. Answers how many
/// readings went.
pub async fn object(
    db: &Db,
    allowed: &Allowed<act::ObjectToMeasuring>,
    erase: bool,
    now: Timestamp,
) -> Result<u64, AppError> {
    let (tenant, person) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let running = match running(tx, tenant, person).await? {
            Some(id) => id,
            None => {
                let id = Uuid::now_v7();
                let row = objection::ActiveModel {
                    id: Set(id),
                    municipality_id: Set(tenant.id()),
                    person_id: Set(person),
                    from_at: Set(millis(now)),
                    made_at: Set(millis(now)),
                    erased_at: Set(None),
                    withdrawn_at: Set(None),
                };
                match objection::Entity::insert(row).exec_without_returning(tx).await {
                    Ok(_) => {}
                    Err(error) if is_duplicate(&error) => return Err(AppError::Conflict("measuring-objected-already")),
                    Err(error) => return Err(error.into()),
                }
                audit::note(tx, tenant, None, "measuring.object", ("objection", Some(id)), "", now).await?;
                id
            }
        };
        if erase { erase_under(tx, tenant, running, person, now).await } else { Ok(0) }
    })
}

/// Erases what was recorded of somebody's reading before they objected; only while they object. Answers how many
/// entries went.
pub async fn erase(db: &Db, allowed: &Allowed<act::ObjectToMeasuring>, now: Timestamp) -> Result<u64, AppError> {
    let (tenant, person) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let running = running(tx, tenant, person).await?.ok_or(AppError::Conflict("measuring-no-objection"))?;
        erase_under(tx, tenant, running, person, now).await
    })
}

/// With the readings gone, counting the person as somebody who read nothing would be false: from now on they were never
/// measured.
async fn erase_under(
    tx: &crate::db::Tx,
    tenant: &Tenant,
    objection: Uuid,
    person: Uuid,
    now: Timestamp,
) -> Result<u64, AppError> {
    let update = "UPDATE objections SET from_at = 0, erased_at = $1 WHERE id = $2 AND municipality_id = $3";
    tx.execute_raw(sql(tx, update, [millis(now).into(), objection.into(), tenant.id().into()])).await?;
    let gone = retention::erase_person(tx, tenant, person, now).await?;
    let detail = format!("{gone} readings");
    audit::note(tx, tenant, None, "measuring.erase", ("objection", Some(objection)), &detail, now).await?;
    Ok(gone)
}

/// Takes the objection back: measured again from now on. Without one nothing happens.
pub async fn withdraw(db: &Db, allowed: &Allowed<act::ObjectToMeasuring>, now: Timestamp) -> Result<(), AppError> {
    let (tenant, person) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let Some(running) = running(tx, tenant, person).await? else { return Ok(()) };
        let update = "UPDATE objections SET withdrawn_at = $1 WHERE id = $2 AND municipality_id = $3";
        tx.execute_raw(sql(tx, update, [millis(now).into(), running.into(), tenant.id().into()])).await?;
        audit::note(tx, tenant, None, "measuring.withdraw", ("objection", Some(running)), "", now).await
    })
}
