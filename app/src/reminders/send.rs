//! The worker's part: every wave whose time has come leaves, once, in one transaction.

use domain::reminders::waves::Kind;
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;

use super::{
    mails,
    rules::{self, MailRules},
    waves::{self, Fate, Wave},
};
use crate::{
    answers, audit,
    balance::ledger::{self, ItemKind},
    db::{Db, Tx, millis, sql},
    error::AppError,
    gatherings::{self, mails::Post},
    mail::{Recipient, outbox},
    people, questions,
    tenant::{self, Tenant},
    text::whole,
    transaction,
};

/// Sends every wave that is due, everywhere; answers how many messages were put into the outbox. What fails in one
/// municipality keeps no other from it.
///
/// # Errors
/// The first that occurred, after all municipalities.
pub async fn send_due(db: &Db, base_url: &str, now: Timestamp) -> Result<usize, AppError> {
    let (mut sent, mut failure) = (0, None);
    for tenant in tenant::all(db.read()).await? {
        match send_here(db, &tenant, base_url, now).await {
            Ok(mails) => sent += mails,
            Err(error) => {
                tracing::error!(%error, municipality = tenant.slug(), "reminders could not be sent");
                failure.get_or_insert(error);
            }
        }
    }
    failure.map_or(Ok(sent), Err)
}

async fn send_here(db: &Db, tenant: &Tenant, base_url: &str, now: Timestamp) -> Result<usize, AppError> {
    let rules = rules::load(db.read(), tenant).await?;
    let mut sent = 0;
    for wave in due(db, tenant, &rules, now).await? {
        sent += transaction!(db, |tx| { send(tx, tenant, base_url, &wave, now).await })?;
    }
    Ok(sent)
}

async fn due(db: &Db, tenant: &Tenant, rules: &MailRules, now: Timestamp) -> Result<Vec<Wave>, AppError> {
    let quiet = rules.reminders.quiet;
    if quiet.covers(now, tenant.zone()) {
        return Ok(Vec::new());
    }
    let mut waves = waves::coming(db.read(), tenant, rules, now, SignedDuration::ZERO).await?;
    waves.retain(|wave| wave.fate == Fate::Waits && wave.window.is_open(quiet, tenant.zone(), now));
    Ok(waves)
}

/// Sends one wave, if nobody did or skipped it meanwhile.
async fn send(tx: &Tx, tenant: &Tenant, base_url: &str, wave: &Wave, now: Timestamp) -> Result<usize, AppError> {
    let claim = "INSERT INTO reminder_waves (municipality_id, wave, kind, subject_id, sent_at, recipients) \
                 VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT DO NOTHING";
    let (here, key) = (tenant.id(), wave.key.as_str());
    let values = [here.into(), key.into(), wave.kind.code().into(), wave.subject.into(), millis(now).into()];
    if tx.execute_raw(sql(tx, claim, values)).await?.rows_affected() == 0 {
        return Ok(0);
    }
    let book = people::store::book(tx, tenant).await?;
    let people = waves::recipients(tx, tenant, &book, wave, now).await?;
    if people.is_empty() {
        return Ok(0);
    }
    let to: Vec<_> = people.iter().filter_map(|person| Recipient::of(&book, *person)).collect();
    let sent = match wave.kind {
        Kind::Unanswered | Kind::DayBefore => to_invited(tx, tenant, base_url, wave, to, now).await?,
        Kind::QuestionDue => {
            let question = questions::store::find(tx, tenant, wave.subject).await?;
            let mut sent = 0;
            for to in to {
                let message = mails::question_due(tenant, base_url, wave, &question, to, now);
                sent += usize::from(outbox::enqueue(tx, tenant, &message, now).await?);
            }
            sent
        }
        Kind::NotesOverdue => {
            let row = gatherings::store::find(tx, tenant, wave.subject).await?;
            let gathering = gatherings::store::read(tx, tenant, row).await?;
            let mut sent = 0;
            for to in to {
                let message = mails::notes_overdue(tenant, base_url, wave, &gathering, to);
                sent += usize::from(outbox::enqueue(tx, tenant, &message, now).await?);
            }
            sent
        }
    };
    let count = whole(sent);
    let done = "UPDATE reminder_waves SET recipients = $1 WHERE municipality_id = $2 AND wave = $3";
    tx.execute_raw(sql(tx, done, [count.into(), here.into(), key.into()])).await?;
    let detail = format!("{} {sent}", wave.kind);
    audit::note(tx, tenant, None, "reminders.send", ("wave", Some(wave.subject)), &detail, now).await?;
    Ok(sent)
}

/// To people with an invitation, each with a link of their own to answer by.
async fn to_invited(
    tx: &Tx,
    tenant: &Tenant,
    base_url: &str,
    wave: &Wave,
    to: Vec<Recipient>,
    now: Timestamp,
) -> Result<usize, AppError> {
    // Nobody's invitation is taken back between the look and the mail.
    let row = answers::store::hold(tx, tenant, wave.subject).await?;
    let gathering = gatherings::store::read(tx, tenant, row).await?;
    let items = ledger::items_of(tx, tenant, wave.subject).await?;
    let item = items.into_iter().find(|item| item.kind == ItemKind::Gathering.code()).map(|item| item.id);
    let invited = gatherings::store::invited(tx, tenant, wave.subject).await?;
    let post = Post::new(tenant, base_url, &gathering, item, now)?;
    let mut sent = 0;
    for to in to {
        let one = invited.iter().find(|one| !one.withdrawn && Some(one.person) == to.person);
        let Some(one) = one else { continue };
        let ends = gathering.when.ends_at;
        let link = answers::links::answer_link(tx, tenant, base_url, one.id, one.person, ends, now).await?;
        let occasion = mails::occasion(wave, one.person);
        let message = if wave.kind == Kind::Unanswered {
            let day = tenant.date(now);
            let mark = "UPDATE invitations SET reminded_at = $1 WHERE municipality_id = $2 AND id = $3";
            tx.execute_raw(sql(tx, mark, [millis(now).into(), tenant.id().into(), one.id.into()])).await?;
            crate::mail::Message { occasion, ..post.reminder(to, one.about(), day, &link)? }
        } else {
            mails::day_before(tenant, base_url, &gathering, occasion, &link, to)
        };
        sent += usize::from(outbox::enqueue(tx, tenant, &message, now).await?);
    }
    Ok(sent)
}
