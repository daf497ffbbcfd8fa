//! Setting recess and the region of school holidays.

use domain::{calendar::Region, policy::act, values::ShortText};
use jiff::{Timestamp, civil::Date};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    audit,
    db::{Db, millis, sql},
    error::AppError,
    form,
    gate::Allowed,
};

/// A recess to set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecess {
    /// What it is called.
    pub name: ShortText,
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
    /// Claimed, so that the same form makes one.
    pub key: String,
}

/// Sets a recess.
///
/// # Errors
/// `Invalid` when it ends before it begins, or when those very days have that name already.
pub async fn add(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    new: &NewRecess,
    now: Timestamp,
) -> Result<(), AppError> {
    if new.last < new.first {
        return Err(AppError::field("tot", "calendar-recess-backwards"));
    }
    crate::transaction!(db, |tx| {
        let (tenant, person, id) = (allowed.tenant(), allowed.person(), Uuid::now_v7());
        if form::claim(tx, allowed.actor(), &new.key, id, now).await?.is_some() {
            return Ok(());
        }
        let (first, last) = (new.first.to_string(), new.last.to_string());
        let same = sql(
            tx,
            "SELECT id FROM recesses WHERE municipality_id = $1 AND name = $2 AND first_day = $3 AND last_day = $4",
            [tenant.id().into(), new.name.as_str().into(), first.as_str().into(), last.as_str().into()],
        );
        if tx.query_one_raw(same).await?.is_some() {
            return Err(AppError::field("naam", "calendar-recess-twice"));
        }
        let insert = sql(
            tx,
            "INSERT INTO recesses (id, municipality_id, name, first_day, last_day, created_by, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                id.into(),
                tenant.id().into(),
                new.name.as_str().into(),
                first.as_str().into(),
                last.as_str().into(),
                person.into(),
                millis(now).into(),
            ],
        );
        tx.execute_raw(insert).await?;
        let what = format!("{} {first}/{last}", new.name.as_str());
        audit::note(tx, tenant, Some(person), "calendar.recess", ("recess", Some(id)), &what, now).await
    })
}

/// Takes a recess away. `NotFound` when there is none of this id here.
pub async fn remove(db: &Db, allowed: &Allowed<act::ChangeSettings>, id: Uuid, now: Timestamp) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        let text = "DELETE FROM recesses WHERE municipality_id = $1 AND id = $2";
        if tx.execute_raw(sql(tx, text, [tenant.id().into(), id.into()])).await?.rows_affected() == 0 {
            return Err(AppError::NotFound);
        }
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "calendar.recess.remove", ("recess", Some(id)), "", now).await
    })
}

/// Says whose school holidays the calendar shows; `None` shows none.
pub async fn set_region(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    region: Option<Region>,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        let text = "DELETE FROM school_regions WHERE municipality_id = $1";
        tx.execute_raw(sql(tx, text, [tenant.id().into()])).await?;
        if let Some(region) = region {
            let text = "INSERT INTO school_regions (municipality_id, region) VALUES ($1, $2)";
            tx.execute_raw(sql(tx, text, [tenant.id().into(), region.code().into()])).await?;
        }
        let code = region.map_or("", Region::code);
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "calendar.region", ("municipality", Some(tenant.id())), code, now).await
    })
}
