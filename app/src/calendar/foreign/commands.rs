//! Keeping a calendar of another system, and removing it.

use domain::{localtime::format_time, policy::act, values::ShortText};
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    read::{Found, Reading},
    store,
};
use crate::{
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    gate::Allowed,
    tenant::Tenant,
};

/// How long a file waits for a yes.
const WAITS: SignedDuration = SignedDuration::from_hours(24);

/// Entries that would come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Difference {
    /// New ones.
    pub(crate) come: usize,
    /// Those that are not in the file any more.
    pub(crate) go: usize,
}

/// What differs between what stands and a file, both in order.
pub(super) fn difference(stands: &[Found], file: &[Found]) -> Difference {
    let missing = |of: &[Found], from: &[Found]| of.iter().filter(|one| from.binary_search(one).is_err()).count();
    Difference { come: missing(file, stands), go: missing(stands, file) }
}

/// Lays a file aside until somebody says yes, and throws away those that waited too long.
pub(super) async fn lay_aside(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    name: &ShortText,
    reading: &Reading,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let json = serde_json::to_string(reading).map_err(AppError::unexpected)?;
    crate::transaction!(db, |tx| {
        let (tenant, id) = (allowed.tenant(), Uuid::now_v7());
        let old = millis(now - WAITS);
        let text = "DELETE FROM foreign_previews WHERE municipality_id = $1 AND uploaded_at < $2";
        tx.execute_raw(sql(tx, text, [tenant.id().into(), old.into()])).await?;
        let text = "INSERT INTO foreign_previews (id, municipality_id, name, reading_json, uploaded_by, uploaded_at) \
                    VALUES ($1, $2, $3, $4, $5, $6)";
        let values = [
            id.into(),
            tenant.id().into(),
            name.as_str().into(),
            json.as_str().into(),
            allowed.person().into(),
            millis(now).into(),
        ];
        tx.execute_raw(sql(tx, text, values)).await?;
        Ok(id)
    })
}

/// Keeps what a file said: the calendar of that name becomes what is in it. Answers what changed; a file that changes
/// nothing writes nothing. `NotFound` when the file does not wait (any more).
pub(super) async fn keep(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    preview: Uuid,
    now: Timestamp,
) -> Result<Difference, AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        let (name, reading) = store::preview(tx, tenant, preview).await?;
        let text = "DELETE FROM foreign_previews WHERE municipality_id = $1 AND id = $2";
        tx.execute_raw(sql(tx, text, [tenant.id().into(), preview.into()])).await?;
        let stands = store::of(tx, tenant, &name).await?;
        let changes = difference(&stands, &reading.found);
        if changes == (Difference { come: 0, go: 0 }) {
            return Ok(changes);
        }
        let id = calendar(tx, tenant, allowed.person(), &name, now).await?;
        let text = "DELETE FROM foreign_entries WHERE municipality_id = $1 AND calendar_id = $2";
        tx.execute_raw(sql(tx, text, [tenant.id().into(), id.into()])).await?;
        for found in &reading.found {
            insert(tx, tenant, id, found).await?;
        }
        let what = format!("{name}: +{} -{}", changes.come, changes.go);
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "calendar.import", ("foreign_calendar", Some(id)), &what, now).await?;
        Ok(changes)
    })
}

/// The calendar of this name, made when there is none, with the moment it was read.
async fn calendar(tx: &Tx, tenant: &Tenant, person: Uuid, name: &str, now: Timestamp) -> Result<Uuid, AppError> {
    let find = "SELECT id FROM foreign_calendars WHERE municipality_id = $1 AND name = $2";
    let found = tx.query_one_raw(sql(tx, find, [tenant.id().into(), name.into()])).await?;
    if let Some(row) = found {
        let id: Uuid = row.try_get_by_index(0)?;
        let text = "UPDATE foreign_calendars SET read_at = $1, read_by = $2 WHERE municipality_id = $3 AND id = $4";
        let values = [millis(now).into(), person.into(), tenant.id().into(), id.into()];
        tx.execute_raw(sql(tx, text, values)).await?;
        return Ok(id);
    }
    let id = Uuid::now_v7();
    let text =
        "INSERT INTO foreign_calendars (id, municipality_id, name, read_by, read_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [id.into(), tenant.id().into(), name.into(), person.into(), millis(now).into()];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(id)
}

async fn insert(tx: &Tx, tenant: &Tenant, calendar: Uuid, found: &Found) -> Result<(), AppError> {
    let text = "INSERT INTO foreign_entries (municipality_id, calendar_id, first_day, last_day, start_time, end_time, \
                title, place, url) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = [
        tenant.id().into(),
        calendar.into(),
        found.first.to_string().into(),
        found.last.to_string().into(),
        found.times.map(|(start, _)| format_time(start)).into(),
        found.times.map(|(_, end)| format_time(end)).into(),
        found.title.as_str().into(),
        found.place.as_str().into(),
        found.url.as_str().into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// Removes a calendar with all that stands in it. `NotFound` when there is none of this id here.
pub(super) async fn remove(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    id: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        let text = "DELETE FROM foreign_entries WHERE municipality_id = $1 AND calendar_id = $2";
        tx.execute_raw(sql(tx, text, [tenant.id().into(), id.into()])).await?;
        let text = "DELETE FROM foreign_calendars WHERE municipality_id = $1 AND id = $2";
        if tx.execute_raw(sql(tx, text, [tenant.id().into(), id.into()])).await?.rows_affected() == 0 {
            return Err(AppError::NotFound);
        }
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "calendar.import.remove", ("foreign_calendar", Some(id)), "", now).await
    })
}
