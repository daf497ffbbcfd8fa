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

/// How long what was read waits for a yes.
pub const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// How often an address is asked again.
pub(super) const EVERY: SignedDuration = SignedDuration::from_hours(6);
/// Calendars of one municipality.
const MAX_CALENDARS: usize = 20;
/// Rows that one statement brings.
const AT_ONCE: usize = 200;
/// Times that people of one municipality have an address asked, in [`HOUR`].
const MAX_REQUESTS: i64 = 30;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Entries that would come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// New ones.
    pub come: usize,
    /// Those that are not there any more.
    pub go: usize,
}

impl Difference {
    /// Whether all stays as it is.
    pub(crate) fn is_nothing(self) -> bool {
        (self.come, self.go) == (0, 0)
    }
}

/// What differs between what stands and what was read, both in order.
pub(super) fn difference(stands: &[Found], read: &[Found]) -> Difference {
    let missing = |of: &[Found], from: &[Found]| of.iter().filter(|one| from.binary_search(one).is_err()).count();
    Difference { come: missing(read, stands), go: missing(stands, read) }
}

/// Where a calendar is read from again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// The server, to be shown.
    pub(super) host: String,
    /// The whole address, sealed.
    pub(super) sealed: Vec<u8>,
}

/// Counts that somebody has an address asked, and refuses with `TooMany` who does so all the time.
pub(super) async fn count_request(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let (here, since) = (allowed.tenant().id(), millis(now - HOUR));
        let text = "DELETE FROM foreign_requests WHERE municipality_id = $1 AND at <= $2";
        tx.execute_raw(sql(tx, text, [here.into(), since.into()])).await?;
        let text = "SELECT COUNT(*) FROM foreign_requests WHERE municipality_id = $1";
        let row = tx.query_one_raw(sql(tx, text, [here.into()])).await?.ok_or(AppError::NotFound)?;
        if row.try_get_by_index::<i64>(0)? >= MAX_REQUESTS {
            return Err(AppError::TooMany(HOUR.as_secs()));
        }
        let text = "INSERT INTO foreign_requests (municipality_id, at) VALUES ($1, $2)";
        tx.execute_raw(sql(tx, text, [here.into(), millis(now).into()])).await?;
        Ok(())
    })
}

/// Lays what was read aside until somebody says yes, and throws away what waited too long.
pub(super) async fn lay_aside(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    name: &ShortText,
    source: Option<Source>,
    reading: &Reading,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let json = serde_json::to_string(reading).map_err(AppError::unexpected)?;
    crate::transaction!(db, |tx| {
        let (tenant, id) = (allowed.tenant(), Uuid::now_v7());
        forget_old(tx, tenant, now).await?;
        let text = "INSERT INTO foreign_previews (id, municipality_id, name, reading_json, host, address, uploaded_by, \
                    uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = [
            id.into(),
            tenant.id().into(),
            name.as_str().into(),
            json.as_str().into(),
            source.as_ref().map(|source| source.host.clone()).into(),
            source.as_ref().map(|source| source.sealed.clone()).into(),
            allowed.person().into(),
            millis(now).into(),
        ];
        tx.execute_raw(sql(tx, text, values)).await?;
        Ok(id)
    })
}

/// Throws away what waited too long for a yes; answers how much that was.
pub(crate) async fn forget_old(tx: &Tx, tenant: &Tenant, now: Timestamp) -> Result<u64, AppError> {
    let text = "DELETE FROM foreign_previews WHERE municipality_id = $1 AND uploaded_at < $2";
    let values = [tenant.id().into(), millis(now - WAITS).into()];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected())
}

/// Keeps what was read: the calendar of that name becomes what is in it, and comes from where it came from. Answers what
/// changed; a file that changes nothing writes nothing.
///
/// # Errors
/// `NotFound` when it does not wait (any more), `Conflict` when there are as many calendars as there may be.
pub(super) async fn keep(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    preview: Uuid,
    now: Timestamp,
) -> Result<Difference, AppError> {
    crate::transaction!(db, |tx| {
        let (tenant, person) = (allowed.tenant(), allowed.person());
        let waiting = store::preview(tx, tenant, preview).await?;
        let text = "DELETE FROM foreign_previews WHERE municipality_id = $1 AND id = $2";
        tx.execute_raw(sql(tx, text, [tenant.id().into(), preview.into()])).await?;
        let before = store::named(tx, tenant, &waiting.name).await?;
        let stands = store::of(tx, tenant, &waiting.name).await?;
        let changes = difference(&stands, &waiting.reading.found);
        let stays_a_file = waiting.source.is_none() && before.as_ref().is_none_or(|one| one.host.is_none());
        if changes.is_nothing() && stays_a_file {
            return Ok(changes);
        }
        let id = match before {
            Some(one) => one.id,
            None => make(tx, tenant, person, &waiting.name, now).await?,
        };
        let text = "UPDATE foreign_calendars SET read_by = $1, read_at = $2, host = $3, address = $4, next_at = $5, \
                    asked_at = $6, failure = NULL WHERE municipality_id = $7 AND id = $8";
        let again = waiting.source.is_some();
        let from = waiting.source.as_ref().map_or("file", |source| source.host.as_str()).to_owned();
        let values = [
            person.into(),
            millis(now).into(),
            waiting.source.as_ref().map(|source| source.host.clone()).into(),
            waiting.source.map(|source| source.sealed).into(),
            again.then(|| millis(now + EVERY)).into(),
            again.then(|| millis(now)).into(),
            tenant.id().into(),
            id.into(),
        ];
        tx.execute_raw(sql(tx, text, values)).await?;
        replace(tx, tenant, id, &waiting.reading.found).await?;
        let what = format!("{}: +{} -{}, {from}", waiting.name, changes.come, changes.go);
        audit::note(tx, tenant, Some(person), "calendar.import", ("foreign_calendar", Some(id)), &what, now).await?;
        Ok(changes)
    })
}

/// A calendar without anything in it.
async fn make(tx: &Tx, tenant: &Tenant, person: Uuid, name: &str, now: Timestamp) -> Result<Uuid, AppError> {
    if store::all(tx, tenant).await?.len() >= MAX_CALENDARS {
        return Err(AppError::Conflict("calendar-foreign-enough"));
    }
    let id = Uuid::now_v7();
    let text =
        "INSERT INTO foreign_calendars (id, municipality_id, name, read_by, read_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [id.into(), tenant.id().into(), name.into(), person.into(), millis(now).into()];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(id)
}

/// Lets this, and nothing else, stand in a calendar.
pub(super) async fn replace(tx: &Tx, tenant: &Tenant, calendar: Uuid, found: &[Found]) -> Result<(), AppError> {
    let text = "DELETE FROM foreign_entries WHERE municipality_id = $1 AND calendar_id = $2";
    tx.execute_raw(sql(tx, text, [tenant.id().into(), calendar.into()])).await?;
    for some in found.chunks(AT_ONCE) {
        let mut values: Vec<sea_orm::Value> = vec![tenant.id().into(), calendar.into()];
        let mut rows = Vec::new();
        for one in some {
            let at = values.len();
            rows.push(format!(
                "($1, $2, ${}, ${}, ${}, ${}, ${}, ${}, ${})",
                at + 1,
                at + 2,
                at + 3,
                at + 4,
                at + 5,
                at + 6,
                at + 7
            ));
            values.extend([
                one.first.to_string().into(),
                one.last.to_string().into(),
                one.times.map(|(start, _)| format_time(start)).into(),
                one.times.map(|(_, end)| format_time(end)).into(),
                one.title.as_str().into(),
                one.place.as_str().into(),
                one.url.as_str().into(),
            ]);
        }
        let text = format!(
            "INSERT INTO foreign_entries (municipality_id, calendar_id, first_day, last_day, start_time, end_time, title, \
             place, url) VALUES {}",
            rows.join(", ")
        );
        tx.execute_raw(sql(tx, &text, values)).await?;
    }
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
