//! What changes: logging what was told, sharing it with everybody, taking back who was told. Each is one transaction
//! with its entry in the audit. `now` is an argument: seeding calls them with the past.

use std::collections::BTreeSet;

use domain::{
    briefings::{self as rules, Refusal, Way},
    people::Role,
    policy::act,
    values::{LongText, ShortText, Title},
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    entity::briefing,
    mails,
    store::{self, Briefing},
};
use crate::{
    audit,
    balance::ledger::{self, Entry, Exposure, ItemKind, Release},
    db::{Db, Tx, millis, sql},
    error::AppError,
    form,
    gate::{self, Allowed},
    mail::{Wave, outbox},
    news::Delivery,
    people::{self, store::CouncilBook},
    tenant::Tenant,
    text::Lang,
    transaction,
};

/// Something told, to log.
#[derive(Debug, Clone)]
pub struct Log {
    /// About what, in one line.
    pub title: Title,
    /// What was told, Markdown.
    pub body: LongText,
    /// The factions that heard it.
    pub factions: Vec<Uuid>,
    /// People who heard it beside them.
    pub people: Vec<Uuid>,
    /// When.
    pub told_at: Timestamp,
    /// How.
    pub way: Way,
    /// Who told it; the one who logs it when absent.
    pub teller: Option<Uuid>,
    /// When everybody must know it.
    pub needed_at: Option<Timestamp>,
    /// Share it with everybody in the same breath.
    pub share: bool,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// What sharing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared {
    /// Messages put into the outbox.
    pub mails: usize,
    /// Whether it had been shared before; then nothing happened now.
    pub before: bool,
}

fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Future => AppError::field("datum", "briefing-error-future"),
        Refusal::TooLongAgo => AppError::field("datum", "briefing-error-long-ago"),
        Refusal::NeededBefore => AppError::field("nodig-datum", "needed-error-before"),
        Refusal::NeededTooFar => AppError::field("nodig-datum", "needed-error-far"),
    }
}

/// Logs what was told: an item owed to the whole council, released when it was told, with an entry for each person who
/// heard it. The same key again answers the first one's id.
///
/// # Errors
/// `Invalid` by field when a moment does not fit, nobody who heard it was of the council that day, or the teller was
/// not of the executive.
pub async fn log(
    db: &Db,
    allowed: &Allowed<act::LogBriefing>,
    base_url: &str,
    input: &Log,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let tenant = allowed.tenant();
    rules::check(input.told_at, input.needed_at, now).map_err(refused)?;
    transaction!(db, |tx| {
        let book = people::store::book(tx, tenant).await?;
        let teller = teller(allowed, input, &book)?;
        let heard = who_heard(tenant, input, &book)?;
        let id = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), &input.key, id, now).await? {
            return Ok(before);
        }
        briefing::Entity::insert(briefing::ActiveModel {
            id: Set(id),
            municipality_id: Set(tenant.id()),
            title: Set(input.title.as_str().to_owned()),
            body: Set(input.body.as_str().to_owned()),
            way: Set(input.way.code().to_owned()),
            teller_id: Set(teller),
            logged_by: Set(allowed.person()),
            told_at: Set(millis(input.told_at)),
            logged_at: Set(millis(now)),
            shared_at: Set(None),
            shared_by: Set(None),
        })
        .exec_without_returning(tx)
        .await?;
        let release = Release {
            kind: ItemKind::Shared,
            subject: id,
            edition: 1,
            title: &name_until_shared(tenant, input.told_at),
            path: &store::path(id),
            needed_at: input.needed_at,
            by: teller,
        };
        let item = ledger::release(tx, tenant, release, input.told_at).await?;
        for person in heard {
            let entry = Entry {
                item,
                person,
                exposure: Exposure::ToldByMouth,
                at: input.told_at,
                by: Some(allowed.person()),
                evidence: input.way.code(),
            };
            ledger::add(tx, tenant, entry, now).await?;
        }
        audit::note(tx, tenant, Some(allowed.person()), "briefing.log", ("briefing", Some(id)), "", now).await?;
        if input.share {
            share_one(tx, tenant, allowed.person(), base_url, &store::find(tx, tenant, id).await?, now).await?;
        }
        Ok(id)
    })
}

/// What the item is called while only some may know more: "Nog niet met iedereen gedeeld (di 1 sep 2026)". Items are
/// council papers, so the words are Dutch in either language of the screen.
fn name_until_shared(tenant: &Tenant, told_at: Timestamp) -> String {
    let day = Lang::Nl.long_date(tenant.date(told_at));
    Lang::Nl.tn("briefing-unshared-name", &[("day", day.into())])
}

/// Who told it: the one who logs it, or for the griffie somebody of the executive of that day.
fn teller(allowed: &Allowed<act::LogBriefing>, input: &Log, book: &CouncilBook) -> Result<Uuid, AppError> {
    let Some(teller) = input.teller.filter(|teller| *teller != allowed.person()) else { return Ok(allowed.person()) };
    let day = allowed.tenant().date(input.told_at);
    if allowed.actor().is(Role::Clerk) && book.executive_role(teller, day).is_some() {
        Ok(teller)
    } else {
        Err(AppError::field("verteller", "briefing-error-teller"))
    }
}

/// Everybody of these factions on the day it was told, and the people named beside them.
fn who_heard(tenant: &Tenant, input: &Log, book: &CouncilBook) -> Result<BTreeSet<Uuid>, AppError> {
    let day = tenant.date(input.told_at);
    let view = book.council.view();
    let (owed, places) = (view.owed_to(day), view.places_on(day));
    let mut heard = BTreeSet::new();
    for faction in input.factions.iter().collect::<BTreeSet<_>>() {
        let before = heard.len();
        let of = |person: &&Uuid| places.get(person).is_some_and(|(own, _)| *own == Some(*faction));
        heard.extend(owed.iter().filter(of));
        if heard.len() == before {
            return Err(AppError::field("fractie", "briefing-error-faction"));
        }
    }
    if input.people.iter().any(|person| !owed.contains(person)) {
        return Err(AppError::field("persoon", "briefing-error-person"));
    }
    heard.extend(&input.people);
    if heard.is_empty() { Err(AppError::field("fractie", "briefing-error-nobody")) } else { Ok(heard) }
}

/// Shares what was told with everybody, at one moment: the page opens to all, and everybody who had not been told gets
/// the same text by mail. Doing it twice changes nothing.
///
/// # Errors
/// `Forbidden` for a member of the executive who did not tell it.
pub async fn share(
    db: &Db,
    allowed: &Allowed<act::ShareBriefing>,
    base_url: &str,
    id: Uuid,
    now: Timestamp,
) -> Result<Shared, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let briefing = store::find(tx, tenant, id).await?;
        gate::authorize::<act::ShareBriefing>(allowed.actor(), briefing.facts(allowed.person()))?;
        share_one(tx, tenant, allowed.person(), base_url, &briefing, now).await
    })
}

async fn share_one(
    tx: &Tx,
    tenant: &Tenant,
    by: Uuid,
    base_url: &str,
    briefing: &Briefing,
    now: Timestamp,
) -> Result<Shared, AppError> {
    let update = "UPDATE briefings SET shared_at = $1, shared_by = $2 \
                  WHERE municipality_id = $3 AND id = $4 AND shared_at IS NULL";
    let values = [millis(now).into(), by.into(), tenant.id().into(), briefing.id.into()];
    if tx.execute_raw(sql(tx, update, values)).await?.rows_affected() == 0 {
        return Ok(Shared { mails: 0, before: true });
    }
    ledger::rename(tx, tenant, briefing.item, &briefing.title).await?;
    audit::note(tx, tenant, Some(by), "briefing.share", ("briefing", Some(briefing.id)), "", now).await?;
    let book = people::store::book(tx, tenant).await?;
    let wave = Wave::owed(&book, tenant.date(now));
    let delivery = Delivery::load(tx, tenant, now).await?;
    let mut mails = 0;
    for to in wave.to.into_iter().filter(|to| to.person.is_none_or(|person| !briefing.was_told(person))) {
        if !delivery.at_once(to.person, false, briefing.needed_at) {
            continue;
        }
        let message = mails::shared(tenant, base_url, briefing, &book, to, now);
        mails += usize::from(outbox::enqueue(tx, tenant, &message, now).await?);
    }
    Ok(Shared { mails, before: false })
}

/// Takes back that these people were told, and says why; the entries stay, and so does everything else. The same key
/// again changes nothing.
///
/// # Errors
/// `Invalid` when nobody is chosen, or somebody whose entry does not stand.
pub async fn correct(
    db: &Db,
    allowed: &Allowed<act::CorrectBriefing>,
    id: Uuid,
    entries: &[Uuid],
    why: &ShortText,
    key: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        if form::claim(tx, allowed.actor(), key, id, now).await?.is_some() {
            return Ok(());
        }
        let briefing = store::find(tx, tenant, id).await?;
        let standing = |entry: &Uuid| briefing.heard.iter().any(|heard| heard.entry == *entry);
        if entries.is_empty() || !entries.iter().all(standing) {
            return Err(AppError::field("vermelding", "briefing-error-entry"));
        }
        for entry in entries.iter().collect::<BTreeSet<_>>() {
            ledger::void(tx, tenant, *entry, why.as_str(), Some(allowed.person()), now).await?;
        }
        audit::note(tx, tenant, Some(allowed.person()), "briefing.correct", ("briefing", Some(id)), "", now).await
    })
}
