//! Reading what was kept of other calendars.

use domain::localtime::{parse_date, parse_time};
use jiff::{Timestamp, civil::Date};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    commands::Source,
    read::{Found, Reading},
};
use crate::{
    calendar::agenda::store::{Entry, What},
    db::{millis, moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// A calendar of another system.
#[derive(Debug, Clone)]
pub(crate) struct Foreign {
    /// Id.
    pub(crate) id: Uuid,
    /// What the municipality calls it.
    pub(crate) name: String,
    /// When it was last read.
    pub(crate) read_at: Timestamp,
    /// The server it is read from again and again; `None` for a file.
    pub(crate) host: Option<String>,
    /// Why it could not be read last time: a key of the catalogue.
    pub(crate) failure: Option<String>,
    /// When that was.
    pub(crate) asked_at: Option<Timestamp>,
    /// How much stands in it.
    pub(crate) entries: i64,
}

/// The calendars, by name.
pub(crate) async fn all(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<Foreign>, AppError> {
    let query = sql(
        db,
        "SELECT c.id, c.name, c.read_at, c.host, c.failure, c.asked_at, (SELECT COUNT(*) FROM foreign_entries e \
         WHERE e.municipality_id = c.municipality_id AND e.calendar_id = c.id) \
         FROM foreign_calendars c WHERE c.municipality_id = $1 ORDER BY c.name",
        [tenant.id().into()],
    );
    let rows = db.query_all_raw(query).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(Foreign {
            id: row.try_get_by_index(0)?,
            name: row.try_get_by_index(1)?,
            read_at: moment(row.try_get_by_index(2)?),
            host: row.try_get_by_index(3)?,
            failure: row.try_get_by_index(4)?,
            asked_at: row.try_get_by_index::<Option<i64>>(5)?.map(moment),
            entries: row.try_get_by_index(6)?,
        })
    };
    rows.iter().map(read).collect()
}

/// The calendar of this name.
pub(super) async fn named(db: &impl ConnectionTrait, tenant: &Tenant, name: &str) -> Result<Option<Foreign>, AppError> {
    Ok(all(db, tenant).await?.into_iter().find(|one| one.name == name))
}

/// The name of a calendar and the address it is read from, sealed. `NotFound` for a file.
pub(super) async fn source(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    id: Uuid,
) -> Result<(String, Vec<u8>), AppError> {
    let text = "SELECT name, address FROM foreign_calendars WHERE municipality_id = $1 AND id = $2 \
                AND address IS NOT NULL";
    let row = db.query_one_raw(sql(db, text, [tenant.id().into(), id.into()])).await?.ok_or(AppError::NotFound)?;
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

/// Calendars of which the address is to be asked, longest waiting first, with the moment that was set for it.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    now: Timestamp,
) -> Result<Vec<(Uuid, i64)>, AppError> {
    let text =
        "SELECT id, next_at FROM foreign_calendars WHERE municipality_id = $1 AND next_at <= $2 ORDER BY next_at";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into(), millis(now).into()])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

const COLUMNS: &str = "e.first_day, e.last_day, e.start_time, e.end_time, e.title, e.place, e.url";

fn found(row: &sea_orm::QueryResult) -> Result<Found, AppError> {
    let broken = |text: &str| AppError::unexpected(format!("an entry of another calendar has {text}"));
    let day = |text: String| parse_date(&text).ok_or_else(|| broken(&text));
    let time = |text: Option<String>| text.map(|text| parse_time(&text).ok_or_else(|| broken(&text))).transpose();
    let start = time(row.try_get_by_index(2)?)?;
    Ok(Found {
        first: day(row.try_get_by_index(0)?)?,
        last: day(row.try_get_by_index(1)?)?,
        times: start.zip(time(row.try_get_by_index(3)?)?),
        title: row.try_get_by_index(4)?,
        place: row.try_get_by_index(5)?,
        url: row.try_get_by_index(6)?,
    })
}

/// Everything of one calendar, in order; nothing when there is none of this name.
pub(super) async fn of(db: &impl ConnectionTrait, tenant: &Tenant, name: &str) -> Result<Vec<Found>, AppError> {
    let text = format!(
        "SELECT {COLUMNS} FROM foreign_entries e JOIN foreign_calendars c ON c.municipality_id = e.municipality_id \
         AND c.id = e.calendar_id WHERE e.municipality_id = $1 AND c.name = $2"
    );
    let rows = db.query_all_raw(sql(db, &text, [tenant.id().into(), name.into()])).await?;
    let mut all = rows.iter().map(found).collect::<Result<Vec<_>, _>>()?;
    all.sort();
    Ok(all)
}

/// What stands in other calendars on these days.
pub(crate) async fn between(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    first: Date,
    last: Date,
) -> Result<Vec<Entry>, AppError> {
    let text = format!(
        "SELECT {COLUMNS}, c.name FROM foreign_entries e JOIN foreign_calendars c \
         ON c.municipality_id = e.municipality_id AND c.id = e.calendar_id \
         WHERE e.municipality_id = $1 AND e.last_day >= $2 AND e.first_day <= $3 \
         ORDER BY e.first_day, e.start_time, e.title"
    );
    let values = [tenant.id().into(), first.to_string().into(), last.to_string().into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    let entry = |row: &sea_orm::QueryResult| {
        let found = found(row)?;
        Ok(Entry {
            title: found.title,
            place: found.place,
            first: found.first,
            last: found.last,
            times: found.times,
            what: What::Foreign { source: row.try_get_by_index(7)?, url: found.url },
        })
    };
    rows.iter().map(entry).collect()
}

/// What was read and waits for a yes.
pub(super) struct Waiting {
    /// The name of its calendar.
    pub(super) name: String,
    /// Where it was read, when that was not a file.
    pub(super) source: Option<Source>,
    /// What is in it.
    pub(super) reading: Reading,
}

/// What waits under this id, or `NotFound`.
pub(super) async fn preview(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Waiting, AppError> {
    let text = "SELECT name, reading_json, host, address FROM foreign_previews WHERE municipality_id = $1 AND id = $2";
    let row = db.query_one_raw(sql(db, text, [tenant.id().into(), id.into()])).await?.ok_or(AppError::NotFound)?;
    let json: String = row.try_get_by_index(1)?;
    let host: Option<String> = row.try_get_by_index(2)?;
    let sealed: Option<Vec<u8>> = row.try_get_by_index(3)?;
    Ok(Waiting {
        name: row.try_get_by_index(0)?,
        source: host.zip(sealed).map(|(host, sealed)| Source { host, sealed }),
        reading: serde_json::from_str(&json).map_err(AppError::unexpected)?,
    })
}
