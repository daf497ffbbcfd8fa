//! Making the daily mails: all of one municipality in one transaction, at one moment, with the same end.

use std::collections::BTreeMap;

use domain::news::{Choice, Days};
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Delivery, exits, items, items::New, mails, store};
use crate::{
    db::{Db, Tx, millis, sql},
    error::AppError,
    mail::{Recipient, outbox},
    people,
    reminders::rules,
    tenant::{self, Tenant},
    text::whole,
    transaction,
};

/// How far back something may have been released and still be news: longer than the longest pause between two mails.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 14);

/// Makes every daily mail that is due, everywhere; answers how many. What fails in one municipality keeps no other from
/// its own.
///
/// # Errors
/// The first that occurred, after all municipalities.
pub async fn send_due(db: &Db, base_url: &str, now: Timestamp) -> Result<usize, AppError> {
    let (mut made, mut failure) = (0, None);
    for tenant in tenant::all(db.read()).await? {
        let recess = rules::recesses(db.read(), &tenant, now).await;
        let done = match recess {
            Ok(recess) => send_here(db, &tenant, base_url, &recess, now).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(mails) => made += mails,
            Err(error) => {
                tracing::error!(%error, municipality = tenant.slug(), "the daily mail could not be made");
                failure.get_or_insert(error);
            }
        }
    }
    failure.map_or(Ok(made), Err)
}

/// Makes the daily mail of one municipality if its moment has come, given its recesses; answers how many messages. A
/// worker that comes late makes what would have been made in time, but not in quiet hours.
///
/// # Errors
/// The database.
pub async fn send_here(
    db: &Db,
    tenant: &Tenant,
    base_url: &str,
    recess: &[Days],
    now: Timestamp,
) -> Result<usize, AppError> {
    let rules = rules::load(db.read(), tenant).await?;
    let Some(upto) = rules.rhythm().last(now, tenant.zone(), recess) else { return Ok(0) };
    let before = store::editions(db.read(), tenant).await?;
    if before.is_some_and(|(_, last)| last >= upto) {
        return Ok(0);
    }
    if before.is_some() && rules.reminders.quiet.covers(now, tenant.zone()) {
        return Ok(0);
    }
    transaction!(db, |tx| { make(tx, tenant, base_url, upto, now).await })
}

/// Makes the mails up to a moment, unless another worker did.
async fn make(tx: &Tx, tenant: &Tenant, base_url: &str, upto: Timestamp, now: Timestamp) -> Result<usize, AppError> {
    let before = store::editions(tx, tenant).await?;
    let claim = "INSERT INTO news_editions (municipality_id, upto, made_at, mails) VALUES ($1, $2, $3, 0) \
                 ON CONFLICT DO NOTHING";
    let values = [tenant.id().into(), millis(upto).into(), millis(now).into()];
    if tx.execute_raw(sql(tx, claim, values)).await?.rows_affected() == 0 {
        return Ok(0);
    }
    // The first one only says from when on something is news.
    let Some((first, _)) = before else { return Ok(0) };
    let new = items::new(tx, tenant, first.max(upto - BACK), upto).await?;
    if new.is_empty() {
        return Ok(0);
    }
    let about = items::about(tx, tenant, &new, now).await?;
    let delivery = Delivery::load(tx, tenant, now).await?;
    let book = people::store::book(tx, tenant).await?;
    let today = tenant.date(now);
    let council = book.council.view().owed_to(today);
    let mut by_person: BTreeMap<Uuid, Vec<&New>> = BTreeMap::new();
    for one in new.iter().filter(|one| council.contains(&one.person_id)) {
        by_person.entry(one.person_id).or_default().push(one);
    }
    let mut mails = 0;
    for (person, new) in by_person {
        if delivery.of(person) == Choice::Off {
            continue;
        }
        let Some(to) = Recipient::of(&book, person) else { continue };
        let things = items::things(&new, &about);
        let exit = exits::Exit::fresh(tenant, base_url);
        let message = mails::daily(tenant, base_url, &things, upto, &exit.url, to);
        let told: Vec<Uuid> = things.iter().flat_map(|thing| thing.items.iter().copied()).collect();
        if let Some(mail) = outbox::enqueue_news(tx, tenant, &message, &told, now).await? {
            exits::keep(tx, tenant, &exit, person, mail, now).await?;
            mails += 1;
        }
    }
    let done = "UPDATE news_editions SET mails = $1 WHERE municipality_id = $2 AND upto = $3";
    let count = whole(mails);
    tx.execute_raw(sql(tx, done, [count.into(), tenant.id().into(), millis(upto).into()])).await?;
    Ok(mails)
}
