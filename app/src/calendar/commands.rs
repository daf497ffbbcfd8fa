//! What changes in this room: making and ending a subscription.

use domain::{policy::act, values::EmailAddress};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::feed;
use crate::{
    accounts, audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    form,
    gate::Allowed,
    secret,
    tenant::Tenant,
};

/// `last_fetched_at` is written at most this often.
const TOUCH_EVERY_MS: i64 = 10 * 60_000;
/// Subscriptions one person may have at a time.
pub const MOST_FEEDS: usize = 20;

/// A subscription about to be made.
#[derive(Debug, Clone, Default)]
pub struct NewFeed {
    /// What its owner calls it: which telephone, which program.
    pub name: String,
    /// As it concerns this faction, instead of the person.
    pub faction: Option<Uuid>,
    /// Whether the own answer stands before the title.
    pub prefixed: bool,
    /// Minutes before the begin at which the calendar warns.
    pub reminder: Option<i64>,
    /// Claimed, so that the same form makes one subscription.
    pub key: String,
}

/// Makes a subscription and answers its secret, which is shown once; `None` when the same form came before.
pub async fn make(
    db: &Db,
    allowed: &Allowed<act::SubscribeToCalendar>,
    new: &NewFeed,
    now: Timestamp,
) -> Result<Option<String>, AppError> {
    crate::transaction!(db, |tx| {
        let (tenant, person, id) = (allowed.tenant(), allowed.person(), Uuid::now_v7());
        if form::claim(tx, allowed.actor(), &new.key, id, now).await?.is_some() {
            return Ok(None);
        }
        if super::store::own(tx, tenant, person).await?.len() >= MOST_FEEDS {
            return Err(AppError::field("naam", "calendar-error-many"));
        }
        let token = insert(tx, tenant, person, id, new, now).await?;
        audit::note(tx, tenant, Some(person), "calendar.subscribe", ("feed", Some(id)), &new.name, now).await?;
        Ok(Some(token))
    })
}

/// Makes a subscription for anybody, from the command line. `NotFound` without a person at this address.
pub async fn make_for(
    db: &Db,
    tenant: &Tenant,
    email: &EmailAddress,
    name: &str,
    now: Timestamp,
) -> Result<String, AppError> {
    crate::transaction!(db, |tx| {
        let person = accounts::store::person_at(tx, tenant, email).await?.ok_or(AppError::NotFound)?;
        let id = Uuid::now_v7();
        let new = NewFeed { name: name.to_owned(), prefixed: true, ..NewFeed::default() };
        let token = insert(tx, tenant, person.id, id, &new, now).await?;
        audit::note(tx, tenant, None, "calendar.subscribe", ("feed", Some(id)), name, now).await?;
        Ok(token)
    })
}

async fn insert(
    tx: &Tx,
    tenant: &Tenant,
    person: Uuid,
    id: Uuid,
    new: &NewFeed,
    now: Timestamp,
) -> Result<String, AppError> {
    let token = secret::fresh();
    feed::Entity::insert(feed::ActiveModel {
        token_hash: Set(secret::hash(&token)),
        id: Set(id),
        municipality_id: Set(tenant.id()),
        person_id: Set(person),
        faction_id: Set(new.faction),
        name: Set(new.name.clone()),
        prefixed: Set(new.prefixed),
        reminder_minutes: Set(new.reminder),
        created_at: Set(millis(now)),
        last_fetched_at: Set(None),
        ended_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(token)
}

/// Ends one of one's own subscriptions; the calendar that reads it finds nothing from then on.
pub async fn end(
    db: &Db,
    allowed: &Allowed<act::SubscribeToCalendar>,
    id: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let (tenant, person) = (allowed.tenant(), allowed.person());
        let found = feed::Entity::find()
            .filter(feed::Column::MunicipalityId.eq(tenant.id()))
            .filter(feed::Column::PersonId.eq(person))
            .filter(feed::Column::Id.eq(id))
            .one(tx)
            .await?;
        found.ok_or(AppError::NotFound)?;
        let text =
            "UPDATE calendar_feeds SET ended_at = $1 WHERE municipality_id = $2 AND id = $3 AND ended_at IS NULL";
        tx.execute_raw(sql(tx, text, [millis(now).into(), tenant.id().into(), id.into()])).await?;
        audit::note(tx, tenant, Some(person), "calendar.unsubscribe", ("feed", Some(id)), "", now).await
    })
}

/// Ends every subscription of a person.
pub async fn end_all(tx: &impl ConnectionTrait, tenant: &Tenant, person: Uuid, now: Timestamp) -> Result<(), AppError> {
    let text =
        "UPDATE calendar_feeds SET ended_at = $1 WHERE municipality_id = $2 AND person_id = $3 AND ended_at IS NULL";
    tx.execute_raw(sql(tx, text, [millis(now).into(), tenant.id().into(), person.into()])).await?;
    Ok(())
}

/// Notes that a calendar read a feed, every ten minutes at most.
pub async fn touch(db: &Db, feed: &feed::Model, now: Timestamp) -> Result<(), AppError> {
    if feed.last_fetched_at.is_some_and(|last| millis(now) - last < TOUCH_EVERY_MS) {
        return Ok(());
    }
    crate::transaction!(db, |tx| {
        let text = "UPDATE calendar_feeds SET last_fetched_at = $1 WHERE token_hash = $2";
        tx.execute_raw(sql(tx, text, [millis(now).into(), feed.token_hash.clone().into()])).await?;
        Ok(())
    })
}
