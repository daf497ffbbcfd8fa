//! Asking an address again: by itself when it is time, or because somebody wants it now. What stood stays until something
//! better came.

use domain::policy::act;
use futures::future::join_all;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    commands::{self, Difference, EVERY, Source},
    fetch::{self, Address},
    read::{self, Reading},
    store,
};
use crate::{
    AppState, audit,
    db::{millis, sql},
    error::AppError,
    form::Unfit,
    gate::Allowed,
    tenant::{self, Tenant},
};

/// Addresses asked in one round, all at once.
const AT_ONCE: usize = 8;

/// What came of asking: what changed, or why nothing came, as a key of the catalogue.
pub type Outcome = Result<Difference, &'static str>;

/// For whom an address is sealed.
fn purpose(tenant: &Tenant) -> Vec<u8> {
    [b"foreign calendar ".as_slice(), tenant.id().as_bytes()].concat()
}

/// An address as it is kept.
pub(super) fn seal(state: &AppState, tenant: &Tenant, address: &Address) -> Result<Source, AppError> {
    let sealed = state.vault.seal(address.whole().as_bytes(), &purpose(tenant))?;
    Ok(Source { host: address.host(), sealed })
}

/// What stands at an address, or why it cannot be read: a key of the catalogue.
pub(super) async fn look(tenant: &Tenant, address: &Address, now: Timestamp) -> Result<Reading, &'static str> {
    let bytes = fetch::fetch(address).await.map_err(fetch::Unreached::key)?;
    let (zone, today) = (tenant.zone().clone(), tenant.date(now));
    read::read_aside(bytes, zone, today).await.map_err(read::Unreadable::key)
}

/// Asks the address of a calendar now, because this person wants it. `NotFound` for one without an address, `TooMany` for
/// who wants it all the time.
pub(super) async fn now(
    state: &AppState,
    allowed: &Allowed<act::ChangeSettings>,
    id: Uuid,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    store::source(state.db.read(), allowed.tenant(), id).await?;
    commands::count_request(&state.db, allowed, now).await?;
    refresh(state, allowed.tenant(), id, Some(allowed.person()), now).await
}

/// Asks every address whose time has come, everywhere, some at once; for the worker. Answers how many were asked. Two
/// workers do not ask the same.
///
/// # Errors
/// The first of the database, after all.
pub async fn refresh_due(state: &AppState, now: Timestamp) -> Result<usize, AppError> {
    let mut claimed = Vec::new();
    for tenant in tenant::all(state.db.read()).await? {
        for (id, set) in store::due(state.db.read(), &tenant, now).await? {
            if claimed.len() < AT_ONCE && claim(state, &tenant, id, set, now).await? {
                claimed.push((tenant.clone(), id));
            }
        }
    }
    let asked = join_all(claimed.iter().map(|(tenant, id)| refresh(state, tenant, *id, None, now))).await;
    for outcome in asked {
        match outcome {
            // Somebody removed it meanwhile, or gave it a file.
            Ok(_) | Err(AppError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(claimed.len())
}

/// Takes one whose time has come, unless another worker did.
async fn claim(state: &AppState, tenant: &Tenant, id: Uuid, set: i64, now: Timestamp) -> Result<bool, AppError> {
    crate::transaction!(&state.db, |tx| {
        let text = "UPDATE foreign_calendars SET next_at = $1 WHERE municipality_id = $2 AND id = $3 AND next_at = $4";
        let values = [millis(now + EVERY).into(), tenant.id().into(), id.into(), set.into()];
        Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
    })
}

async fn refresh(
    state: &AppState,
    tenant: &Tenant,
    id: Uuid,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let (name, sealed) = store::source(state.db.read(), tenant, id).await?;
    let opened = state.vault.open(&sealed, &purpose(tenant)).and_then(|plain| String::from_utf8(plain).ok());
    let read = match opened {
        // What an operator no longer vouches for is no longer asked.
        Some(text) => match Address::parse(&text, &state.settings.import_allow) {
            Ok(address) => look(tenant, &address, now).await,
            Err(why) => Err(why.key()),
        },
        None => Err("calendar-fetch-lost"),
    };
    crate::transaction!(&state.db, |tx| {
        let stands = store::of(tx, tenant, &name).await?;
        let outcome = match &read {
            // A calendar that is suddenly empty is a fault of somebody's more often than the truth.
            Ok(reading) if reading.found.is_empty() && !stands.is_empty() => Err("calendar-fetch-emptied"),
            Ok(reading) => Ok((commands::difference(&stands, &reading.found), reading)),
            Err(why) => Err(*why),
        };
        let text = "UPDATE foreign_calendars SET asked_at = $1, next_at = $2, failure = $3, \
                    read_at = CASE WHEN $4 THEN $1 ELSE read_at END \
                    WHERE municipality_id = $5 AND id = $6 AND address = $7";
        let values = [
            millis(now).into(),
            millis(now + EVERY).into(),
            outcome.as_ref().err().copied().into(),
            outcome.is_ok().into(),
            tenant.id().into(),
            id.into(),
            sealed.clone().into(),
        ];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Err(AppError::NotFound);
        }
        let (changes, reading) = match outcome {
            Ok(came) => came,
            Err(why) => return Ok(Err(why)),
        };
        if !changes.is_nothing() {
            commands::replace(tx, tenant, id, &reading.found).await?;
            let what = format!("{name}: +{} -{}", changes.come, changes.go);
            audit::note(tx, tenant, by, "calendar.import", ("foreign_calendar", Some(id)), &what, now).await?;
        }
        Ok(Ok(changes))
    })
}
