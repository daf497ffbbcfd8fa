//! What changes accounts. Tokens leave here in a mail, on the page of their owner, or on the operator's console; never
//! in a log.

use domain::{
    people::Role,
    policy::act,
    values::{EmailAddress, PasswordError, PersonName, check_password as check},
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    known::{self, KnownPasswords},
    links::{self, Purpose},
    mails,
    passwords::Hasher,
    second::steps,
    sessions,
    sign_in::{self, Device, Entrance},
    store,
    throttles::{self, Key},
    tokens,
};
use crate::{
    actor::Actor,
    audit, calendar,
    db::{Db, Tx, millis, sql},
    error::AppError,
    form,
    gate::Allowed,
    mail::{Recipient, outbox},
    people::{
        self,
        entity::{appointment, person},
    },
    tenant::Tenant,
    text::Lang,
};

/// Checks a chosen password; the inner error is a key of the catalogue. `about`: name, e-mail address and municipality.
///
/// # Errors
/// Too many passwords wait to be checked, or the operator's file of known ones could not be read.
pub async fn check_password(
    hasher: &Hasher,
    known: Option<&KnownPasswords>,
    password: &str,
    about: [&str; 3],
) -> Result<Result<(), &'static str>, AppError> {
    let ruled = check(password, &about).map_err(|error| match error {
        PasswordError::TooShort => "accounts-password-too-short",
        PasswordError::TooLong => "accounts-password-too-long",
        PasswordError::ContextWord => "accounts-password-context",
        PasswordError::Common => "accounts-password-common",
        PasswordError::Pattern => "accounts-password-pattern",
    });
    if ruled.is_err() {
        return Ok(ruled);
    }
    if known::is_guessable(hasher, password, &about).await? {
        return Ok(Err("accounts-password-guessable"));
    }
    match known {
        Some(known) if known.holds(password).await? => Ok(Err("accounts-password-known")),
        _ => Ok(Ok(())),
    }
}

/// Gives a person an account without a password; an invitation lets them choose one. `false`: there was one.
pub async fn create_account(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<bool, AppError> {
    let done = tx
        .execute_raw(sql(
            tx,
            "INSERT INTO accounts (person_id, municipality_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [person.into(), tenant.id().into(), millis(now).into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) fn recipient(person: &person::Model) -> Option<Recipient> {
    let address = person.email.clone()?;
    Some(Recipient { person: Some(person.id), name: person.name.clone(), address, lang: Lang::parse(&person.lang) })
}

/// Tells somebody who can sign in that their address changed: at the old one and at the new one, so that who did not ask
/// for it hears of it (R15).
pub(crate) async fn tell_address_changed(
    tx: &Tx,
    tenant: &Tenant,
    before: &person::Model,
    after: Option<&str>,
    now: Timestamp,
) -> Result<(), AppError> {
    let account = store::account(tx, tenant, before.id).await?;
    if account.is_none_or(|account| account.disabled_at.is_some()) {
        return Ok(());
    }
    for address in [before.email.as_deref(), after].into_iter().flatten() {
        let at = person::Model { email: Some(address.to_owned()), ..before.clone() };
        if let Some(to) = recipient(&at) {
            outbox::enqueue(tx, tenant, &mails::address_changed(tenant, to, now), now).await?;
        }
    }
    Ok(())
}

fn link_url(tenant: &Tenant, base_url: &str, token: &str) -> String {
    format!("{base_url}{}", tenant.path(&format!("/account/{token}")))
}

/// Gives somebody an account if they have none, and mails the link by which they choose a password. The same key twice
/// is one mail.
pub async fn invite(
    db: &Db,
    allowed: &Allowed<act::ManageAccounts>,
    person: Uuid,
    key: &str,
    base_url: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        if form::claim(tx, allowed.actor(), key, person, now).await?.is_some() {
            return Ok(());
        }
        let tenant = allowed.tenant();
        let row = store::person(tx, tenant, person).await?.ok_or(AppError::NotFound)?;
        if store::account(tx, tenant, person)
            .await?
            .is_some_and(|a| a.disabled_at.is_some() || a.password_hash.is_some())
        {
            return Err(AppError::Conflict("accounts-needs-no-invitation"));
        }
        send_invitation(tx, tenant, Some(allowed.person()), &row, base_url, now).await
    })
}

/// Invites everybody who serves today, has an address and has no account yet. Answers how many.
pub async fn invite_all(
    db: &Db,
    allowed: &Allowed<act::ManageAccounts>,
    key: &str,
    base_url: &str,
    now: Timestamp,
) -> Result<usize, AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        if form::claim(tx, allowed.actor(), key, tenant.id(), now).await?.is_some() {
            return Ok(0);
        }
        let book = people::store::book(tx, tenant).await?;
        let without = super::register::store::without_account(tx, tenant, &book, tenant.date(now)).await?;
        for person in &without {
            let row = store::person(tx, tenant, *person).await?.ok_or(AppError::NotFound)?;
            send_invitation(tx, tenant, Some(allowed.person()), &row, base_url, now).await?;
        }
        Ok(without.len())
    })
}

async fn send_invitation(
    tx: &Tx,
    tenant: &Tenant,
    by: Option<Uuid>,
    person: &person::Model,
    base_url: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let to = recipient(person).ok_or_else(|| AppError::field("account", "accounts-no-address"))?;
    create_account(tx, tenant, person.id, now).await?;
    let life = links::INVITATION_LIFE;
    let token = links::make(tx, tenant, person.id, Purpose::Invitation, life, now).await?;
    let message = mails::invitation(tenant, to, link_url(tenant, base_url, &token), now + life);
    outbox::enqueue(tx, tenant, &message, now).await?;
    audit::note(tx, tenant, by, "account.invite", ("person", Some(person.id)), "", now).await
}

/// Links mailed to one address (R67), …
const MAX_LINKS: i64 = 3;
/// … within this time of the first.
const LINKS_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// Mails a link to whoever has a working account with this address. Nobody can tell whether there was one: the caller
/// always answers the same, and the same is counted and committed (R07).
pub async fn ask_link(
    db: &Db,
    tenant: &Tenant,
    email: &EmailAddress,
    base_url: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let key = Key::link(tenant, email.as_str());
    crate::transaction!(db, |tx| {
        if throttles::tally(tx, &key, LINKS_WITHIN, now).await? > MAX_LINKS {
            return Ok(());
        }
        let Some(person) = store::person_at(tx, tenant, email).await? else { return Ok(()) };
        let account = store::account(tx, tenant, person.id).await?;
        if account.is_none_or(|account| account.disabled_at.is_some()) {
            return Ok(());
        }
        let Some(to) = recipient(&person) else { return Ok(()) };
        let token = links::make(tx, tenant, person.id, Purpose::Password, links::PASSWORD_LIFE, now).await?;
        outbox::enqueue(tx, tenant, &mails::link(tenant, to, link_url(tenant, base_url, &token)), now).await?;
        audit::note(tx, tenant, None, "account.ask-link", ("person", Some(person.id)), "", now).await
    })
}

/// Uses a link up, keeps the chosen password (already hashed), ends every session, and goes on to be signed in on this
/// device. `None` when the link works no longer or the account is disabled.
pub async fn choose_password(
    db: &Db,
    tenant: &Tenant,
    token: &str,
    hash: &str,
    device: Device<'_>,
    now: Timestamp,
) -> Result<Option<Entrance>, AppError> {
    crate::transaction!(db, |tx| {
        let Some((person, _)) = links::find(tx, tenant, token, now).await? else { return Ok(None) };
        if !links::consume(tx, tenant, token, now).await? || !set_password(tx, tenant, person, hash, None, now).await? {
            return Ok(None);
        }
        sign_in::enter(tx, tenant, person, device, now).await
    })
}

/// Keeps a new password, ends the other sessions and every link, starts the count of failures again, and tells the
/// owner by mail (R15, R22). `false` when the account is disabled or gone.
async fn set_password(
    tx: &Tx,
    tenant: &Tenant,
    person: Uuid,
    hash: &str,
    keep: Option<Uuid>,
    now: Timestamp,
) -> Result<bool, AppError> {
    let done = tx
        .execute_raw(sql(
            tx,
            "UPDATE accounts SET password_hash = $1 WHERE person_id = $2 AND municipality_id = $3 AND disabled_at IS NULL",
            [hash.into(), person.into(), tenant.id().into()],
        ))
        .await?;
    let Some(row) = store::person(tx, tenant, person).await?.filter(|_| done.rows_affected() == 1) else {
        return Ok(false);
    };
    end_ways_in(tx, tenant, person, keep, now).await?;
    if let Some(to) = recipient(&row) {
        throttles::forget(tx, &Key::sign_in(tenant, &to.address)).await?;
        throttles::forget(tx, &Key::link(tenant, &to.address)).await?;
        outbox::enqueue(tx, tenant, &mails::password_changed(tenant, to, now), now).await?;
    }
    audit::note(tx, tenant, Some(person), "account.password", ("person", Some(person)), "", now).await?;
    Ok(true)
}

/// Ends what a password let in: every session but the one to keep, remembered browsers, and links not used yet.
async fn end_ways_in(
    tx: &Tx,
    tenant: &Tenant,
    person: Uuid,
    keep: Option<Uuid>,
    now: Timestamp,
) -> Result<(), AppError> {
    sessions::end_all(tx, tenant, person, keep).await?;
    forget_browsers(tx, tenant, person).await?;
    links::revoke_all(tx, tenant, person, now).await
}

/// Ends what remembers a second factor, and steps between password and code.
async fn forget_browsers(tx: &Tx, tenant: &Tenant, person: Uuid) -> Result<(), AppError> {
    steps::forget_devices(tx, tenant, person).await?;
    steps::forget(tx, tenant, person).await
}

/// Changes one's own password (already compared and hashed); the session of this request stays.
pub async fn change_password(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    hash: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let actor = allowed.actor();
    crate::transaction!(db, |tx| {
        if set_password(tx, allowed.tenant(), actor.person, hash, actor.session, now).await? {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    })
}

/// Keeps the language somebody reads.
pub async fn choose_language(db: &Db, actor: &Actor, lang: Lang) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let change = sql(
            tx,
            "UPDATE people SET lang = $1 WHERE id = $2 AND municipality_id = $3",
            [lang.code().into(), actor.person.into(), actor.tenant.id().into()],
        );
        tx.execute_raw(change).await?;
        Ok(())
    })
}

/// Ends one of one's own sessions.
pub async fn end_session(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    session: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        sessions::end(tx, allowed.tenant(), allowed.person(), session).await?;
        let who = Some(allowed.person());
        audit::note(tx, allowed.tenant(), who, "account.end-session", ("person", who), "", now).await
    })
}

/// Ends all of one's own sessions, this one too.
pub async fn end_everywhere(db: &Db, allowed: &Allowed<act::ChangeOwnAccount>, now: Timestamp) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        sessions::end_all(tx, allowed.tenant(), allowed.person(), None).await?;
        forget_browsers(tx, allowed.tenant(), allowed.person()).await?;
        let who = Some(allowed.person());
        audit::note(tx, allowed.tenant(), who, "account.end-everywhere", ("person", who), "", now).await
    })
}

/// Disables an account: sessions, links, tokens and calendar feeds end at once. Nobody disables themself.
pub async fn disable(
    db: &Db,
    allowed: &Allowed<act::ManageAccounts>,
    person: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    if person == allowed.person() {
        return Err(AppError::field("account", "accounts-not-yourself"));
    }
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        store::person(tx, tenant, person).await?.ok_or(AppError::NotFound)?;
        create_account(tx, tenant, person, now).await?;
        let change = sql(
            tx,
            "UPDATE accounts SET disabled_at = $1 WHERE person_id = $2 AND municipality_id = $3 AND disabled_at IS NULL",
            [millis(now).into(), person.into(), tenant.id().into()],
        );
        tx.execute_raw(change).await?;
        end_ways_in(tx, tenant, person, None, now).await?;
        tokens::revoke_all(tx, tenant, person, now).await?;
        calendar::commands::end_all(tx, tenant, person, now).await?;
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "account.disable", ("person", Some(person)), "", now).await
    })
}

/// Lets somebody in again, with the password they had.
pub async fn enable(
    db: &Db,
    allowed: &Allowed<act::ManageAccounts>,
    person: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        store::account(tx, tenant, person).await?.ok_or(AppError::NotFound)?;
        let change = sql(
            tx,
            "UPDATE accounts SET disabled_at = NULL WHERE person_id = $1 AND municipality_id = $2",
            [person.into(), tenant.id().into()],
        );
        tx.execute_raw(change).await?;
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "account.enable", ("person", Some(person)), "", now).await
    })
}

async fn tell_token_made(
    tx: &Tx,
    tenant: &Tenant,
    owner: &person::Model,
    name: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    if let Some(to) = recipient(owner) {
        outbox::enqueue(tx, tenant, &mails::token_made(tenant, to, name, now), now).await?;
    }
    Ok(())
}

/// Makes a token for oneself and tells the owner by mail. `None`: the same form came before, and a token is shown once.
pub async fn make_token(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    name: &str,
    key: &str,
    now: Timestamp,
) -> Result<Option<String>, AppError> {
    crate::transaction!(db, |tx| {
        if form::claim(tx, allowed.actor(), key, allowed.person(), now).await?.is_some() {
            return Ok(None);
        }
        let (tenant, person) = (allowed.tenant(), allowed.person());
        let made = tokens::make(tx, tenant, person, name, now).await?;
        let row = store::person(tx, tenant, person).await?.ok_or(AppError::NotFound)?;
        tell_token_made(tx, tenant, &row, name, now).await?;
        audit::note(tx, tenant, Some(person), "account.token", ("person", Some(person)), name, now).await?;
        Ok(Some(made))
    })
}

/// Makes a token for anybody, from the command line. `NotFound` without a person at this address.
pub async fn make_token_for(
    db: &Db,
    tenant: &Tenant,
    email: &EmailAddress,
    name: &str,
    now: Timestamp,
) -> Result<String, AppError> {
    crate::transaction!(db, |tx| {
        let person = store::person_at(tx, tenant, email).await?.ok_or(AppError::NotFound)?;
        let made = tokens::make_by_operator(tx, tenant, person.id, name, now).await?;
        tell_token_made(tx, tenant, &person, name, now).await?;
        audit::note(tx, tenant, None, "account.token", ("person", Some(person.id)), name, now).await?;
        Ok(made)
    })
}

/// Ends one of one's own tokens.
pub async fn revoke_token(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    id: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        tokens::revoke(tx, allowed.tenant(), allowed.person(), id, now).await?;
        let who = Some(allowed.person());
        audit::note(tx, allowed.tenant(), who, "account.revoke-token", ("token", Some(id)), "", now).await
    })
}

/// Makes somebody administrator from the command line and answers the address at which they choose a password, once,
/// within the hour (R16). Somebody known by this address stays who they are and gets the role beside theirs.
///
/// Refused with `Conflict` when a working account holds the role already: from then on people are invited on the site.
pub async fn first_administrator(
    db: &Db,
    tenant: &Tenant,
    name: &PersonName,
    email: &EmailAddress,
    base_url: &str,
    now: Timestamp,
) -> Result<String, AppError> {
    let today = tenant.date(now);
    crate::transaction!(db, |tx| {
        let council = crate::people::store::council(tx, tenant).await?;
        let administrators: Vec<Uuid> =
            council.view().with_role(Role::Administrator, today).iter().map(|a| a.person).collect();
        for known in &administrators {
            let account = store::account(tx, tenant, *known).await?;
            if account.is_some_and(|a| a.password_hash.is_some() && a.disabled_at.is_none()) {
                return Err(AppError::Conflict("accounts-administrator-known"));
            }
        }
        let person = match store::person_at(tx, tenant, email).await? {
            Some(person) => person.id,
            None => add_person(tx, tenant, name, email, now).await?,
        };
        if !administrators.contains(&person) {
            let appointed = appointment::ActiveModel {
                id: Set(Uuid::now_v7()),
                municipality_id: Set(tenant.id()),
                person_id: Set(person),
                role: Set(Role::Administrator.code().to_owned()),
                faction_id: Set(None),
                portfolio: Set(None),
                from_date: Set(today.to_string()),
                to_date: Set(None),
                replaces_id: Set(None),
                reason: Set(None),
                version: Set(1),
            };
            appointment::Entity::insert(appointed).exec_without_returning(tx).await?;
        }
        create_account(tx, tenant, person, now).await?;
        let token = links::make(tx, tenant, person, Purpose::Invitation, links::CONSOLE_LIFE, now).await?;
        audit::note(tx, tenant, None, "account.first-administrator", ("person", Some(person)), "", now).await?;
        Ok(link_url(tenant, base_url, &token))
    })
}

async fn add_person(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    name: &PersonName,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    let row = person::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        name: Set(name.as_str().to_owned()),
        email: Set(Some(email.as_str().to_owned())),
        phone: Set(None),
        lang: Set(Lang::Nl.code().to_owned()),
        version: Set(1),
        created_at: Set(millis(now)),
    };
    person::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}
