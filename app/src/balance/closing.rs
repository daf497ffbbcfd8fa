//! Closing a quarter: its report is kept as it is then, so that what was shown stays what was shown when entries come
//! late or go. Once per quarter, by the worker or by the clerk; a second closing changes nothing.

use std::collections::HashSet;

use domain::{
    balance::{extract::Extract, report},
    localtime::Quarter,
    policy::act,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

pub use super::closed::*;
use super::{
    digest,
    entity::closed,
    extract::{self, Content, Facts, Frame, Which},
    figures::{self, Kept, Measured, NotMeasured},
    measuring,
    periods::{self, Part},
};
use crate::{
    audit,
    db::{Db, millis, sql},
    error::{AppError, is_duplicate},
    gate::Allowed,
    mail::outbox,
    people,
    tenant::{self, Tenant},
};

/// The program whose arithmetic it was.
pub const CODE_VERSION: &str = env!("CARGO_PKG_VERSION");
/// How many quarters back the worker looks for what was never closed.
const QUARTERS_BACK: usize = 4;
/// Word of a conflict with another closing.
const CLOSED_BEFORE: &str = "report-closed-before";
/// Bytes of the key of a report's pseudonyms.
const KEY_BYTES: usize = 32;

/// What became of a closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// It is closed now.
    Done,
    /// It was closed before.
    Already,
    /// It can be closed from this moment on.
    TooEarly(Timestamp),
    /// Nothing was released in it.
    Empty,
}

/// Closes a quarter on demand.
pub async fn close(
    db: &Db,
    allowed: &Allowed<act::CloseQuarter>,
    base_url: &str,
    quarter: Quarter,
    now: Timestamp,
) -> Result<Closing, AppError> {
    close_as(db, allowed.tenant(), base_url, quarter, Some(allowed.person()), now).await
}

/// What the worker's round of closing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    /// How many quarters were closed.
    pub done: usize,
    /// The municipalities where one could not be: what its report is made of must stay.
    pub failed: HashSet<Uuid>,
}

/// Closes every quarter whose time has come, in every municipality, each by itself; for the worker.
pub async fn close_due(db: &Db, base_url: &str, now: Timestamp) -> Result<Due, AppError> {
    let mut quarter = periods::newest_closable(now, &domain::localtime::amsterdam());
    let mut due = Due::default();
    for _ in 0..QUARTERS_BACK {
        for municipality in open_in(db, quarter).await? {
            match close_one(db, base_url, municipality, quarter, now).await {
                Ok(closing) => due.done += usize::from(closing == Closing::Done),
                Err(error) => {
                    tracing::error!(%error, %municipality, %quarter, "a quarter could not be closed");
                    due.failed.insert(municipality);
                }
            }
        }
        quarter = quarter.previous();
    }
    Ok(due)
}

async fn close_one(
    db: &Db,
    base_url: &str,
    municipality: Uuid,
    quarter: Quarter,
    now: Timestamp,
) -> Result<Closing, AppError> {
    let tenant = tenant::find_by_id(db.read(), municipality).await?.ok_or(AppError::NotFound)?;
    close_as(db, &tenant, base_url, quarter, None, now).await
}

/// The municipalities that released something in a quarter and have not closed it.
async fn open_in(db: &Db, quarter: Quarter) -> Result<Vec<Uuid>, AppError> {
    let zone = domain::localtime::amsterdam();
    let (from, until) = (quarter.starts_at(&zone), quarter.ends_at(&zone));
    let rows = db
        .read()
        .query_all_raw(sql(
            db.read(),
            "SELECT m.id FROM municipalities m WHERE NOT EXISTS (SELECT 1 FROM balance_reports r \
             WHERE r.municipality_id = m.id AND r.quarter = $1) AND EXISTS (SELECT 1 FROM items i \
             WHERE i.municipality_id = m.id AND i.released_at >= $2 AND i.released_at < $3)",
            [quarter.to_string().into(), millis(from).into(), millis(until).into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

async fn close_as(
    db: &Db,
    tenant: &Tenant,
    base_url: &str,
    quarter: Quarter,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<Closing, AppError> {
    let computed_at = periods::closable_from(quarter, tenant.zone());
    if now < computed_at {
        return Ok(Closing::TooEarly(computed_at));
    }
    if is_closed(db.read(), tenant, quarter).await? {
        return Ok(Closing::Already);
    }
    let book = people::store::book(db.read(), tenant).await?;
    let mut rows = Vec::new();
    for part in periods::parts(&book.council, quarter.from(), quarter.to()) {
        let (from, until) = part.moments(tenant.zone());
        let facts = extract::read(db.read(), tenant, Which::Released(from, until), now).await?;
        if facts.items.is_empty() {
            continue;
        }
        let measured = measured(db.read(), tenant, &facts, computed_at, now).await?;
        let key = rand::random::<[u8; KEY_BYTES]>().to_vec();
        let frame = Frame { from: part.from, to: part.to, computed_at, key };
        let tenant = tenant.clone();
        let made = tokio::task::spawn_blocking(move || {
            make(&tenant, quarter, part, &facts, &frame, measured.as_ref(), by, now)
        });
        rows.push(made.await.map_err(AppError::unexpected)??);
    }
    if rows.is_empty() {
        return Ok(Closing::Empty);
    }
    let mails = digest::mails(tenant, &book, base_url, quarter, &rows, now)?;
    let done = crate::transaction!(db, |tx| {
        // Somebody else may have been first since.
        if is_closed(tx, tenant, quarter).await? {
            return Ok(Closing::Already);
        }
        for row in rows.clone() {
            match closed::Entity::insert(row).exec_without_returning(tx).await {
                Ok(_) => {}
                Err(error) if is_duplicate(&error) => return Err(AppError::Conflict(CLOSED_BEFORE)),
                Err(error) => return Err(error.into()),
            }
        }
        let detail = quarter.to_string();
        audit::note(tx, tenant, by, "balance.close", ("quarter", None), &detail, now).await?;
        for mail in &mails {
            outbox::enqueue(tx, tenant, mail, now).await?;
        }
        Ok(Closing::Done)
    });
    match done {
        // Somebody else was, in this very moment.
        Err(AppError::Conflict(CLOSED_BEFORE)) => Ok(Closing::Already),
        done => done,
    }
}

/// What may be counted of reading at a moment; `None` where it is not measured. The one place where the reports meet the
/// council's decisions and its members' objections. What was released before what has gone by `now` is not counted: some
/// of its readings have had their time, and the rest would be false.
pub async fn measured(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    facts: &Facts,
    at: Timestamp,
    now: Timestamp,
) -> Result<Option<Measured>, AppError> {
    let measuring = measuring::load(db, tenant).await?;
    let reading = measuring.reading(&facts.counted(Content::Full), at);
    let cutoff = measuring.cutoff(now);
    let whole = facts.items.iter().all(|item| item.released_at >= cutoff);
    Ok(reading.map(|reading| Measured {
        items: reading.items.into_iter().filter(|item| item.released_at >= cutoff).collect(),
        hours: reading.hours,
        not_measured: NotMeasured::of(reading.not_measured, reading.items_left_out),
        whole,
        apart: facts.apart(),
    }))
}

async fn is_closed(db: &impl ConnectionTrait, tenant: &Tenant, quarter: Quarter) -> Result<bool, AppError> {
    let row = closed::Entity::find()
        .select_only()
        .column(closed::Column::Id)
        .filter(closed::Column::MunicipalityId.eq(tenant.id()))
        .filter(closed::Column::Quarter.eq(quarter.to_string()))
        .into_tuple::<Uuid>()
        .one(db)
        .await?;
    Ok(row.is_some())
}

#[expect(clippy::too_many_arguments, reason = "a row is made of all this")]
fn make(
    tenant: &Tenant,
    quarter: Quarter,
    part: Part,
    facts: &Facts,
    frame: &Frame,
    measured: Option<&Measured>,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<closed::ActiveModel, AppError> {
    let bytes = |extract: &Extract| extract.to_json().map_err(AppError::unexpected);
    let telling = facts.extract(tenant, frame, Content::Telling, None)?;
    let telling_json = bytes(&telling)?;
    // Every entry about reading has its hours: there is a full report only where the council allows those, and only
    // while all of them are there.
    let whole = measured.is_some_and(|measured| measured.hours && measured.whole);
    let full = whole.then(|| facts.extract(tenant, frame, Content::Full, None)).transpose()?;
    let full_sha256 = full.as_ref().map(|full| Ok::<_, AppError>(extract::sha256(&bytes(full)?))).transpose()?;
    let reading = Kept {
        reading: figures::reading_of_period(facts, tenant, frame, measured)?,
        not_measured: measured.map(|measured| measured.not_measured).unwrap_or_default(),
    };
    let text = |value: Result<String, serde_json::Error>| value.map_err(AppError::unexpected);
    Ok(closed::ActiveModel {
        id: Set(Uuid::now_v7()),
        municipality_id: Set(tenant.id()),
        quarter: Set(quarter.to_string()),
        part: Set(i64::try_from(part.n).map_err(AppError::unexpected)?),
        from_date: Set(part.from.to_string()),
        to_date: Set(part.to.to_string()),
        computed_at: Set(millis(frame.computed_at)),
        closed_at: Set(millis(now)),
        closed_by: Set(by),
        seed: Set(i64::try_from(telling.seed).map_err(AppError::unexpected)?),
        code_version: Set(CODE_VERSION.to_owned()),
        pseudonym_key: Set(frame.key.clone()),
        items: Set(i64::try_from(facts.items.len()).map_err(AppError::unexpected)?),
        telling_sha256: Set(extract::sha256(&telling_json)),
        telling_extract: Set(String::from_utf8(telling_json).map_err(AppError::unexpected)?),
        telling_report: Set(text(serde_json::to_string(&report::report(&telling)))?),
        factions_report: Set(text(serde_json::to_string(&report::all_factions(&telling)))?),
        // Empty where there is none.
        full_sha256: Set(full_sha256.unwrap_or_default()),
        full_report: Set(match &full {
            Some(full) => text(serde_json::to_string(&report::report(full)))?,
            None => String::new(),
        }),
        reading: Set(text(serde_json::to_string(&reading))?),
        item_readings: Set(text(serde_json::to_string(&figures::reading_of_items(facts, tenant, frame, measured)?))?),
    })
}
