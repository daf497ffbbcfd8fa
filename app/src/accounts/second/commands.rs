//! What changes second factors. Secrets leave here in the drawing of the page that sets one up, recovery codes on the
//! page after it, once.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{policy::act, throttle::FORGET_AFTER, values::EmailAddress};
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    codes::{self, Typed},
    mails::{self, News},
    purpose, steps, store,
};
use crate::{
    accounts::{
        commands::recipient,
        sessions,
        sign_in::{self, Device, Opened},
        store as accounts,
        throttles::{self, Key},
    },
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    gate::Allowed,
    mail::outbox,
    secret,
    tenant::Tenant,
    vault::Vault,
};

/// How long a page with a drawing can be answered.
const OFFER_LIFE: SignedDuration = SignedDuration::from_mins(30);

/// A secret that was shown and is not kept yet: the form brings it back, sealed.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) secret: Vec<u8>,
    pub(super) sealed: String,
}

/// One with this secret.
pub(super) fn offer(
    vault: &Vault,
    tenant: &Tenant,
    person: Uuid,
    secret: [u8; codes::SECRET],
    now: Timestamp,
) -> Result<Offer, AppError> {
    let secret = secret.to_vec();
    let until = millis(now + OFFER_LIFE).to_be_bytes();
    let sealed = vault.seal(&[secret.as_slice(), &until].concat(), &purpose("offer", tenant, person))?;
    Ok(Offer { secret, sealed: BASE64_URL_SAFE_NO_PAD.encode(sealed) })
}

/// The one a form brought back. `None`: too old, or not made for this person.
pub(super) fn reopen(vault: &Vault, tenant: &Tenant, person: Uuid, sealed: &str, now: Timestamp) -> Option<Offer> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let plain = vault.open(&bytes, &purpose("offer", tenant, person))?;
    let (secret, until) = plain.split_last_chunk::<8>()?;
    (i64::from_be_bytes(*until) > millis(now)).then(|| Offer { secret: secret.to_vec(), sealed: sealed.to_owned() })
}

/// What came of typing a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried<T> {
    /// It was right.
    Right(T),
    /// It was not, or was used before.
    Wrong,
    /// Begin again: with the password, or with a new drawing.
    Over,
    /// Too often; try again after so many seconds.
    Wait(i64),
}

/// Somebody who took the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Their session.
    pub opened: Opened,
    /// For the cookie of a browser that was told to remember.
    pub device: Option<String>,
    /// Where they wanted to go.
    pub onward: String,
    /// Recovery codes, when the second factor was just set up.
    pub codes: Vec<String>,
}

/// Uses a code of somebody, from the app or for recovery: right once, whatever asks and however often. The tries are
/// counted by the caller.
async fn use_code(
    tx: &Tx,
    vault: &Vault,
    tenant: &Tenant,
    person: Uuid,
    typed: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    match codes::read(typed) {
        Typed::Nothing => Ok(false),
        Typed::App(code) => {
            let query = "SELECT secret FROM second_factors WHERE municipality_id = $1 AND person_id = $2";
            let row = tx.query_one_raw(sql(tx, query, [tenant.id().into(), person.into()])).await?;
            let Some(row) = row else { return Ok(false) };
            let sealed: Vec<u8> = row.try_get_by_index(0)?;
            let secret = vault.open(&sealed, &purpose("totp", tenant, person)).ok_or_else(|| {
                AppError::unexpected("a second factor was sealed with another key; is keys/vault.key the right one?")
            })?;
            let Some(step) = codes::step_of(&secret, &code, now)? else { return Ok(false) };
            // A code seen before, or one older than it, changes nothing here: on this machine or another.
            let change = "UPDATE second_factors SET last_step = $1 \
                          WHERE municipality_id = $2 AND person_id = $3 AND last_step < $1";
            let done = tx.execute_raw(sql(tx, change, [step.into(), tenant.id().into(), person.into()])).await?;
            Ok(done.rows_affected() == 1)
        }
        Typed::Recovery(code) => {
            let change = "UPDATE recovery_codes SET used_at = $1 \
                          WHERE code_hash = $2 AND municipality_id = $3 AND person_id = $4 AND used_at IS NULL";
            let values = [millis(now).into(), secret::hash(&code).into(), tenant.id().into(), person.into()];
            if tx.execute_raw(sql(tx, change, values)).await?.rows_affected() == 0 {
                return Ok(false);
            }
            let left = store::factor(tx, tenant, person).await?.map_or(0, |factor| factor.recovery_left);
            tell(tx, tenant, person, News::RecoveryUsed(left), now).await?;
            audit::note(tx, tenant, Some(person), "account.recovery-code", ("person", Some(person)), "", now).await?;
            Ok(true)
        }
    }
}

/// Mails the owner what happened to their second factor.
async fn tell(tx: &Tx, tenant: &Tenant, person: Uuid, news: News, now: Timestamp) -> Result<(), AppError> {
    let row = accounts::person(tx, tenant, person).await?;
    if let Some(to) = row.as_ref().and_then(recipient) {
        outbox::enqueue(tx, tenant, &mails::news(tenant, to, news, now), now).await?;
    }
    Ok(())
}

/// Compares a code of somebody who is signed in: for a proof asked again.
pub(in crate::accounts) async fn prove(
    db: &Db,
    vault: &Vault,
    tenant: &Tenant,
    person: Uuid,
    typed: &str,
    now: Timestamp,
) -> Result<Tried<()>, AppError> {
    let key = Key::code(tenant, person);
    if let Some(seconds) = crate::transaction!(db, |tx| { throttles::count(tx, &key, now).await })? {
        return Ok(Tried::Wait(seconds));
    }
    crate::transaction!(db, |tx| {
        if !use_code(tx, vault, tenant, person, typed, now).await? {
            return Ok(Tried::Wrong);
        }
        throttles::forget(tx, &key).await?;
        Ok(Tried::Right(()))
    })
}

/// What both ways through a step have in common: the cookie, the code, and whether this browser is to be remembered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub(super) cookie: &'a str,
    pub(super) typed: &'a str,
    pub(super) remember: bool,
    pub(super) device: &'a str,
    /// The session this browser had.
    pub(super) before: Option<&'a str>,
}

/// Counts a try of a step and of its person, before anything is compared.
async fn count_step(
    db: &Db,
    tenant: &Tenant,
    attempt: Attempt<'_>,
    now: Timestamp,
) -> Result<Tried<(steps::Step, i64)>, AppError> {
    crate::transaction!(db, |tx| {
        let Some(step) = steps::find(tx, tenant, attempt.cookie, now).await? else { return Ok(Tried::Over) };
        if let Some(seconds) = throttles::count(tx, &Key::code(tenant, step.person), now).await? {
            return Ok(Tried::Wait(seconds));
        }
        let Some(left) = steps::count(tx, tenant, attempt.cookie).await? else { return Ok(Tried::Over) };
        Ok(Tried::Right((step, left)))
    })
}

/// Ends the step. Where another request was first, all of this one is rolled back: it is begun again with the password.
async fn end_step(tx: &Tx, tenant: &Tenant, attempt: Attempt<'_>) -> Result<(), AppError> {
    match steps::end(tx, tenant, attempt.cookie).await? {
        true => Ok(()),
        false => Err(AppError::SignIn),
    }
}

/// Opens the session after a step that was ended by [`end_step`]. `SignIn`, and nothing kept, when the account was
/// disabled meanwhile.
async fn enter(
    tx: &Tx,
    tenant: &Tenant,
    step: &steps::Step,
    attempt: Attempt<'_>,
    codes: Vec<String>,
    now: Timestamp,
) -> Result<Tried<Entered>, AppError> {
    throttles::forget(tx, &Key::code(tenant, step.person)).await?;
    let (name, before) = (attempt.device, attempt.before);
    let device = Device { name, trusted: step.trusted, before, known: None, onward: "" };
    let opened = sign_in::open(tx, tenant, step.person, device, now).await?.ok_or(AppError::SignIn)?;
    sessions::opened_by_code(tx, tenant, &opened.secret, now).await?;
    let device = match attempt.remember {
        true => Some(steps::remember_device(tx, tenant, step.person, now).await?),
        false => None,
    };
    Ok(Tried::Right(Entered { opened, device, onward: step.onward.clone(), codes }))
}

/// The code after the password. The fifth wrong one ends the step. Every fifth within a day, over all steps, is mailed to
/// the owner: somebody knows their password, also when they begin anew after four.
pub(super) async fn take_step(
    db: &Db,
    vault: &Vault,
    tenant: &Tenant,
    attempt: Attempt<'_>,
    now: Timestamp,
) -> Result<Tried<Entered>, AppError> {
    let (step, left) = match count_step(db, tenant, attempt, now).await? {
        Tried::Right(found) => found,
        Tried::Wait(seconds) => return Ok(Tried::Wait(seconds)),
        Tried::Wrong | Tried::Over => return Ok(Tried::Over),
    };
    crate::transaction!(db, |tx| {
        if use_code(tx, vault, tenant, step.person, attempt.typed, now).await? {
            end_step(tx, tenant, attempt).await?;
            return enter(tx, tenant, &step, attempt, Vec::new(), now).await;
        }
        let wrong = throttles::tally(tx, &Key::wrong_codes(tenant, step.person), FORGET_AFTER, now).await?;
        if wrong % steps::MAX_TRIES == 0 {
            tell(tx, tenant, step.person, News::WrongCodes, now).await?;
            audit::note(tx, tenant, None, "account.wrong-codes", ("person", Some(step.person)), "", now).await?;
        }
        if left > 0 {
            return Ok(Tried::Wrong);
        }
        steps::end(tx, tenant, attempt.cookie).await?;
        Ok(Tried::Over)
    })
}

/// Sets up the second factor of somebody who may not be signed in without one, and signs them in. Who has one already
/// cannot get another here: knowing the password is not enough for that.
pub(super) async fn set_up_at_step(
    db: &Db,
    vault: &Vault,
    tenant: &Tenant,
    attempt: Attempt<'_>,
    offer: &Offer,
    now: Timestamp,
) -> Result<Tried<Entered>, AppError> {
    let step = match count_step(db, tenant, attempt, now).await? {
        Tried::Right((step, _)) => step,
        Tried::Wait(seconds) => return Ok(Tried::Wait(seconds)),
        Tried::Wrong | Tried::Over => return Ok(Tried::Over),
    };
    let Some(number) = first_code(offer, attempt.typed, now)? else { return Ok(Tried::Wrong) };
    crate::transaction!(db, |tx| {
        end_step(tx, tenant, attempt).await?;
        if store::factor(tx, tenant, step.person).await?.is_some() {
            return Ok(Tried::Over);
        }
        let codes = keep(tx, vault, tenant, step.person, (&offer.secret, number), now).await?;
        enter(tx, tenant, &step, attempt, codes, now).await
    })
}

/// The step of the first code of an app that was just told the secret.
fn first_code(offer: &Offer, typed: &str, now: Timestamp) -> Result<Option<i64>, AppError> {
    let Typed::App(code) = codes::read(typed) else { return Ok(None) };
    codes::step_of(&offer.secret, &code, now)
}

/// Keeps a secret in place of an earlier one, ends what the earlier one vouched for, and makes recovery codes.
async fn keep(
    tx: &Tx,
    vault: &Vault,
    tenant: &Tenant,
    person: Uuid,
    (secret, step): (&[u8], i64),
    now: Timestamp,
) -> Result<Vec<String>, AppError> {
    let sealed = vault.seal(secret, &purpose("totp", tenant, person))?;
    tx.execute_raw(sql(
        tx,
        "INSERT INTO second_factors (person_id, municipality_id, secret, last_step, confirmed_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person_id) DO UPDATE \
         SET secret = excluded.secret, last_step = excluded.last_step, confirmed_at = excluded.confirmed_at",
        [person.into(), tenant.id().into(), sealed.into(), step.into(), millis(now).into()],
    ))
    .await?;
    steps::forget_devices(tx, tenant, person).await?;
    let codes = fresh_codes(tx, tenant, person, now).await?;
    tell(tx, tenant, person, News::On, now).await?;
    audit::note(tx, tenant, Some(person), "account.second-factor", ("person", Some(person)), "", now).await?;
    Ok(codes)
}

/// Recovery codes in place of the earlier ones.
async fn fresh_codes(tx: &Tx, tenant: &Tenant, person: Uuid, now: Timestamp) -> Result<Vec<String>, AppError> {
    forget_codes(tx, tenant, person).await?;
    let codes: Vec<String> = (0..codes::RECOVERY_CODES).map(|_| codes::fresh_recovery()).collect();
    for code in &codes {
        let insert = "INSERT INTO recovery_codes (code_hash, municipality_id, person_id, created_at) \
                      VALUES ($1, $2, $3, $4)";
        let hash = secret::hash(&code.replace('-', ""));
        tx.execute_raw(sql(tx, insert, [hash.into(), tenant.id().into(), person.into(), millis(now).into()])).await?;
    }
    Ok(codes)
}

async fn forget_codes(tx: &Tx, tenant: &Tenant, person: Uuid) -> Result<(), AppError> {
    let delete = "DELETE FROM recovery_codes WHERE municipality_id = $1 AND person_id = $2";
    tx.execute_raw(sql(tx, delete, [tenant.id().into(), person.into()])).await?;
    Ok(())
}

/// Takes a second factor away with all that hangs on it. `false`: there was none.
async fn remove(tx: &Tx, tenant: &Tenant, person: Uuid) -> Result<bool, AppError> {
    let delete = "DELETE FROM second_factors WHERE municipality_id = $1 AND person_id = $2";
    let done = tx.execute_raw(sql(tx, delete, [tenant.id().into(), person.into()])).await?;
    forget_codes(tx, tenant, person).await?;
    steps::forget_devices(tx, tenant, person).await?;
    steps::forget(tx, tenant, person).await?;
    Ok(done.rows_affected() == 1)
}

/// Sets up one's own second factor, or another app in place of the first. Other sessions end (R22). Answers the recovery
/// codes.
pub(super) async fn set_up(
    db: &Db,
    vault: &Vault,
    allowed: &Allowed<act::ChangeOwnAccount>,
    offer: &Offer,
    typed: &str,
    now: Timestamp,
) -> Result<Tried<Vec<String>>, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    let key = Key::code(tenant, actor.person);
    if let Some(seconds) = crate::transaction!(db, |tx| { throttles::count(tx, &key, now).await })? {
        return Ok(Tried::Wait(seconds));
    }
    let Some(step) = first_code(offer, typed, now)? else { return Ok(Tried::Wrong) };
    crate::transaction!(db, |tx| {
        throttles::forget(tx, &key).await?;
        let codes = keep(tx, vault, tenant, actor.person, (&offer.secret, step), now).await?;
        sessions::end_all(tx, tenant, actor.person, actor.session).await?;
        if let Some(session) = actor.session {
            sessions::prove_second(tx, tenant, session, now).await?;
        }
        Ok(Tried::Right(codes))
    })
}

/// New recovery codes for oneself; the old ones end. `NotFound` without a second factor.
pub(super) async fn renew_codes(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    now: Timestamp,
) -> Result<Vec<String>, AppError> {
    let (tenant, person) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        store::factor(tx, tenant, person).await?.ok_or(AppError::NotFound)?;
        let codes = fresh_codes(tx, tenant, person, now).await?;
        tell(tx, tenant, person, News::NewCodes, now).await?;
        audit::note(tx, tenant, Some(person), "account.recovery-codes", ("person", Some(person)), "", now).await?;
        Ok(codes)
    })
}

/// Turns one's own second factor off, where the roles of today allow that.
pub(super) async fn turn_off(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    if super::is_required(&actor.roles) {
        return Err(AppError::Conflict("second-required"));
    }
    crate::transaction!(db, |tx| {
        if remove(tx, tenant, actor.person).await? {
            sessions::end_all(tx, tenant, actor.person, actor.session).await?;
            if let Some(session) = actor.session {
                sessions::forget_second(tx, tenant, session).await?;
            }
            tell(tx, tenant, actor.person, News::Off, now).await?;
            let who = Some(actor.person);
            audit::note(tx, tenant, who, "account.second-factor-off", ("person", who), "", now).await?;
        }
        Ok(())
    })
}

/// Takes away the second factor of somebody who lost app and recovery codes, ends their sessions, and tells them. At the
/// next sign-in they set up a new one. Nobody does this for themself.
pub async fn reset(
    db: &Db,
    allowed: &Allowed<act::ManageAccounts>,
    person: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    if person == allowed.person() {
        return Err(AppError::field("account", "second-not-yourself"));
    }
    crate::transaction!(db, |tx| {
        accounts::person(tx, allowed.tenant(), person).await?.ok_or(AppError::NotFound)?;
        reset_one(tx, allowed.tenant(), Some(allowed.person()), person, now).await
    })
}

/// The same from the command line, for whoever nobody else can help. `NotFound` without a person at this address;
/// `Conflict` when there is no second factor.
pub async fn reset_for(db: &Db, tenant: &Tenant, email: &EmailAddress, now: Timestamp) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let person = accounts::person_at(tx, tenant, email).await?.ok_or(AppError::NotFound)?;
        reset_one(tx, tenant, None, person.id, now).await
    })
}

async fn reset_one(tx: &Tx, tenant: &Tenant, by: Option<Uuid>, person: Uuid, now: Timestamp) -> Result<(), AppError> {
    if !remove(tx, tenant, person).await? {
        return Err(AppError::Conflict("second-none"));
    }
    sessions::end_all(tx, tenant, person, None).await?;
    throttles::forget(tx, &Key::code(tenant, person)).await?;
    tell(tx, tenant, person, News::Reset, now).await?;
    audit::note(tx, tenant, by, "account.second-factor-reset", ("person", Some(person)), "", now).await
}
