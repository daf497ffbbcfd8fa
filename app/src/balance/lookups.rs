//! Looking at what is recorded about somebody else: the clerk alone, with a reason that is kept, and always in sight of
//! the person it is about.

use domain::policy::act;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::lookup;
use crate::{
    audit,
    db::{Db, millis, moment},
    error::AppError,
    form,
    gate::Allowed,
    people,
    tenant::Tenant,
};

/// How long one look lasts; after that a new reason is asked.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_mins(15);
/// Shortest reason, in characters: "omdat" is none.
pub const SHORTEST_REASON: usize = 15;
/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// One look at somebody's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// Its id.
    pub id: Uuid,
    /// Who looked.
    pub looked_by: Uuid,
    /// Why, as they typed it.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// Everybody who looked at this person's record, the last one first.
pub async fn of(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Vec<Lookup>, AppError> {
    let rows = lookup::Entity::find()
        .filter(lookup::Column::MunicipalityId.eq(tenant.id()))
        .filter(lookup::Column::PersonId.eq(person))
        .order_by_desc(lookup::Column::At)
        .order_by_desc(lookup::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: lookup::Model) -> Lookup {
    Lookup { id: row.id, looked_by: row.looked_by, reason: row.reason, at: moment(row.at) }
}

/// Whether a reason can be kept; else the key of what is wrong with it.
pub fn check_reason(typed: &str) -> Result<String, &'static str> {
    let reason = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = reason.chars().count();
    if length == 0 {
        Err("error-missing")
    } else if length < SHORTEST_REASON {
        Err("measuring-reason-short")
    } else if length > LONGEST_REASON {
        Err("error-too-long")
    } else if reason.chars().any(char::is_control) {
        Err("error-control")
    } else {
        Ok(reason)
    }
}

/// Writes down who looks at whose record and why, before anything is shown. The same form twice is one look. Answers
/// its id; `NotFound` for somebody who is not here.
pub async fn begin(
    db: &Db,
    allowed: &Allowed<act::LookIntoRecord>,
    person: Uuid,
    reason: &str,
    key: &str,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let tenant = allowed.tenant();
    let reason = check_reason(reason).map_err(|key| AppError::field("reden", key))?;
    crate::transaction!(db, |tx| {
        let book = people::store::book(tx, tenant).await?;
        if !book.people.contains_key(&person) {
            return Err(AppError::NotFound);
        }
        let id = Uuid::now_v7();
        if let Some(known) = form::claim(tx, allowed.actor(), key, id, now).await? {
            return Ok(known);
        }
        let row = lookup::ActiveModel {
            id: Set(id),
            municipality_id: Set(tenant.id()),
            person_id: Set(person),
            looked_by: Set(allowed.person()),
            reason: Set(reason.clone()),
            at: Set(millis(now)),
        };
        lookup::Entity::insert(row).exec_without_returning(tx).await?;
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "measuring.look", ("person", Some(person)), "", now).await?;
        Ok(id)
    })
}

/// A look somebody comes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// It lasts.
    Open(Lookup),
    /// Its time is over; a new one needs a reason of its own.
    Over,
}

/// The look with this id, for whoever began it. Of anybody else's it is `NotFound`.
pub async fn open(
    db: &impl ConnectionTrait,
    allowed: &Allowed<act::LookIntoRecord>,
    person: Uuid,
    id: Uuid,
    now: Timestamp,
) -> Result<Look, AppError> {
    let row = lookup::Entity::find_by_id(id)
        .filter(lookup::Column::MunicipalityId.eq(allowed.tenant().id()))
        .filter(lookup::Column::PersonId.eq(person))
        .filter(lookup::Column::LookedBy.eq(allowed.person()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let lookup = line(row);
    Ok(if now < lookup.at + OPEN_FOR { Look::Open(lookup) } else { Look::Over })
}
