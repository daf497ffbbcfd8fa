//! Signing in and out. Whatever is wrong (no such address, no account, disabled, another password) looks and costs the
//! same (R07).

use domain::values::EmailAddress;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    passwords::{BUSY_SECONDS, Hasher, Verdict},
    second::{self, steps},
    sessions, store,
    throttles::{self, Key},
};
use crate::{
    actor::Actor,
    audit,
    db::{Db, Tx, sql},
    error::AppError,
    tenant::Tenant,
};

/// The browser somebody signs in with.
#[derive(Debug, Clone, Copy)]
pub struct Device<'a> {
    /// What it calls itself.
    pub name: &'a str,
    /// Whether its owner chose to stay signed in.
    pub trusted: bool,
    /// The cookie it came with: that session ends (R18).
    pub before: Option<&'a str>,
    /// The cookie of a browser that was told to remember the second factor.
    pub known: Option<&'a str>,
    /// Where it was going.
    pub onward: &'a str,
}

/// A session just opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// For the cookie.
    pub secret: String,
    /// Seconds the cookie may stay; `None`: until the browser closes.
    pub max_age: Option<i64>,
    /// The language its owner reads.
    pub lang: crate::text::Lang,
}

/// What a right password, or a link, leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entrance {
    /// Signed in.
    Opened(Opened),
    /// A code is asked first, or a second factor set up.
    Step(steps::Begun),
}

/// What came of trying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The password was right.
    Right(Entrance),
    /// Not this address with this password.
    Refused,
    /// Too often; try again after so many seconds.
    Wait(i64),
    /// Too many people at once; try again after so many seconds.
    Busy(i64),
}

/// Signs in with address and password.
pub async fn sign_in(
    db: &Db,
    hasher: &Hasher,
    tenant: &Tenant,
    email: &EmailAddress,
    password: &str,
    device: Device<'_>,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let Ok(place) = hasher.place() else { return Ok(Outcome::Busy(BUSY_SECONDS)) };
    let key = Key::sign_in(tenant, email.as_str());
    let wait = crate::transaction!(db, |tx| { throttles::count(tx, &key, now).await })?;
    if let Some(seconds) = wait {
        tracing::info!(municipality = tenant.slug(), "sign-in put off: too many failures");
        return Ok(Outcome::Wait(seconds));
    }
    let account = store::account_of(db.read(), tenant, email).await?;
    let known = account.as_ref().filter(|account| account.disabled_at.is_none());
    let hash = known.and_then(|account| account.password_hash.clone());
    let verdict = place.verify(password, hash.clone()).await?;
    let (Some(account), Some(hash), false) = (known, hash, verdict == Verdict::Wrong) else {
        tracing::info!(municipality = tenant.slug(), "sign-in refused");
        return Ok(Outcome::Refused);
    };
    let fresh = if verdict == Verdict::RightButWeak { Some(hasher.hash(password).await?) } else { None };

    let opened = crate::transaction!(db, |tx| {
        // The account may have been disabled, or its password changed, while the hash was made.
        let still = sql(
            tx,
            "UPDATE accounts SET password_hash = $1 WHERE person_id = $2 AND password_hash = $3 AND disabled_at IS NULL",
            [fresh.as_ref().unwrap_or(&hash).into(), account.person_id.into(), hash.as_str().into()],
        );
        if tx.execute_raw(still).await?.rows_affected() == 0 {
            return Ok(None);
        }
        throttles::forget(tx, &key).await?;
        enter(tx, tenant, account.person_id, device, now).await
    })?;
    Ok(opened.map_or(Outcome::Refused, Outcome::Right))
}

/// Goes on after the password: signed in, or to the second factor, when there is one or the roles of today ask for it.
/// A browser that was told to remember it is not asked. `None` when the account is disabled.
pub(super) async fn enter(
    tx: &Tx,
    tenant: &Tenant,
    person: Uuid,
    device: Device<'_>,
    now: Timestamp,
) -> Result<Option<Entrance>, AppError> {
    let Some(actor) = Actor::load(tx, tenant, person, now).await? else { return Ok(None) };
    let has_factor = second::store::factor(tx, tenant, person).await?.is_some();
    let known = match (has_factor, device.known) {
        (true, Some(cookie)) => second::store::is_known_device(tx, tenant, person, cookie, now).await?,
        _ => false,
    };
    if !known && (has_factor || second::is_required(&actor.roles)) {
        let step = steps::Step { person, trusted: device.trusted, onward: device.onward.to_owned() };
        // Whoever this is, the password or the link was right.
        audit::note(tx, tenant, None, "account.step", ("person", Some(person)), "", now).await?;
        return Ok(Some(Entrance::Step(steps::begin(tx, tenant, &step, has_factor, now).await?)));
    }
    Ok(Some(Entrance::Opened(open_as(tx, &actor, device, known, now).await?)))
}

/// Opens a session for somebody who has proven all that is asked of them, and ends the one this browser had. `None` when
/// the account is disabled.
pub async fn open(
    tx: &Tx,
    tenant: &Tenant,
    person: Uuid,
    device: Device<'_>,
    now: Timestamp,
) -> Result<Option<Opened>, AppError> {
    let Some(actor) = Actor::load(tx, tenant, person, now).await? else { return Ok(None) };
    Ok(Some(open_as(tx, &actor, device, true, now).await?))
}

/// Opens a session; `second`: with a second factor, or in its place.
async fn open_as(tx: &Tx, actor: &Actor, device: Device<'_>, second: bool, now: Timestamp) -> Result<Opened, AppError> {
    let (tenant, person) = (&actor.tenant, actor.person);
    if let Some(before) = device.before {
        sessions::end_secret(tx, before).await?;
    }
    let secret = match second {
        true => sessions::open(tx, tenant, person, &actor.roles, device.trusted, device.name, now).await?,
        false => {
            let about = (&actor.roles, device.trusted, device.name);
            sessions::open_by_password(tx, tenant, person, about, now).await?
        }
    };
    audit::note(tx, tenant, Some(person), "account.sign-in", ("person", Some(person)), "", now).await?;
    let life = sessions::life(&actor.roles, device.trusted);
    // A cookie outlives the browser only where its owner asked for that.
    let max_age = device.trusted.then(|| life.whole.as_secs());
    Ok(Opened { secret, max_age, lang: actor.lang })
}

/// Ends the session of this browser, for good.
pub async fn sign_out(db: &Db, actor: &Actor, secret: &str, now: Timestamp) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        sessions::end_secret(tx, secret).await?;
        let who = Some(actor.person);
        audit::note(tx, &actor.tenant, who, "account.sign-out", ("person", who), "", now).await
    })
}
