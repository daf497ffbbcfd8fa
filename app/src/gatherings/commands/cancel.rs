//! Cancel a gathering: a state, never a deletion.

use domain::{
    gatherings::{CancelRefusal, State, cancel as may_cancel},
    policy::act,
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Sent, change::by_person, host::Hosts, refusals, release, series::renew_waiting};
use crate::{
    audit,
    balance::ledger::ItemKind,
    db::{Db, Tx, millis, sql},
    error::AppError,
    gate::Allowed,
    gatherings::{
        mails::{Post, host::Word, series::Bundle},
        store::{self, Gathering},
    },
    mail::{Recipient, outbox},
    people::{self, store::CouncilBook},
    tenant::Tenant,
    transaction,
};

/// Cancels a gathering and tells those invited why. One that nobody was invited to is cancelled without mail. Cancelling
/// twice is cancelling once.
///
/// # Errors
/// `Invalid` without a reason once invitations are out, `Conflict` when it is over.
pub async fn cancel(
    db: &Db,
    allowed: &Allowed<act::ChangeGathering>,
    id: Uuid,
    reason: &str,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    let reason = reason.trim();
    let book = people::store::book(db.read(), tenant).await?;
    transaction!(db, |tx| {
        let before = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
        let gone = strike(tx, allowed, &before, reason, now).await?;
        tell(tx, tenant, &book, gone.as_slice(), 0, base_url, now).await
    })
}

/// A gathering that was cancelled and whose invitations are out.
pub(super) struct Gone {
    after: Gathering,
    item: Uuid,
}

/// Cancels one, and answers what those invited must be told, if anybody was.
pub(super) async fn strike(
    tx: &Tx,
    allowed: &Allowed<act::ChangeGathering>,
    before: &Gathering,
    reason: &str,
    now: Timestamp,
) -> Result<Option<Gone>, AppError> {
    let (tenant, id) = (allowed.tenant(), before.id);
    let cancelled = match may_cancel(&before.life, reason, now) {
        Ok(cancelled) => cancelled,
        Err(CancelRefusal::AlreadyCancelled) => return Ok(None),
        Err(refusal) => return Err(refusals::cancel(refusal)),
    };
    let sequence = before.sequence + 1;
    let done = tx
        .execute_raw(sql(
            tx,
            "UPDATE gatherings SET cancelled_at = $1, cancel_reason = $2, sequence = $3, changed_at = $1, \
             version = version + 1 WHERE municipality_id = $4 AND id = $5 AND version = $6",
            [millis(now).into(), reason.into(), sequence.into(), tenant.id().into(), id.into(), before.version.into()],
        ))
        .await?;
    if done.rows_affected() == 0 {
        return Err(AppError::Conflict("error-conflict"));
    }
    let by = allowed.person();
    audit::note(tx, tenant, Some(by), "gathering.cancel", ("gathering", Some(id)), "", now).await?;
    if before.state(now) == State::Draft {
        return Ok(None);
    }
    let after = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
    let needed = Some(after.when.starts_at).filter(|begins| *begins > now);
    let item = release(tx, tenant, &after, (ItemKind::Cancellation, sequence, needed), by, now).await?;
    Ok(cancelled.notice.then_some(Gone { after, item }))
}

/// Mails everybody who was invited that it does not take place: one mail for each. `stand` is that of the series before,
/// when it is about more than one of it.
pub(super) async fn tell(
    tx: &Tx,
    tenant: &Tenant,
    book: &CouncilBook,
    gone: &[Gone],
    stand: i64,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    for one in gone {
        // What waits about several of the series asks nobody to come to this one any more.
        renew_waiting(tx, tenant, book, one.after.id, base_url, now).await?;
    }
    let mut sent = Sent::default();
    let concerned = by_person(tx, tenant, gone.iter().map(|one| &one.after)).await?;
    let hosts = Hosts::of(Word::Cancelled, gone.iter().map(|one| &one.after));
    hosts.tell(tx, tenant, book, &concerned.keys().copied().collect(), base_url, now).await?;
    for (person, concerned) in concerned {
        let Some(to) = Recipient::of(book, person) else {
            sent.unreachable += 1;
            continue;
        };
        match concerned.as_slice() {
            [(at, invited)] => {
                let Gone { after, item } = &gone[*at];
                let post = Post::new(tenant, base_url, after, Some(*item), now)?;
                outbox::enqueue(tx, tenant, &post.cancellation(to, invited)?, now).await?;
            }
            several => {
                let series = gone.first().and_then(|one| one.after.series).unwrap_or_default();
                let items: Vec<Uuid> = several.iter().map(|(at, _)| gone[*at].item).collect();
                let dates: Vec<_> = several.iter().map(|(at, invited)| (&gone[*at].after, *invited)).collect();
                let message = Bundle { tenant, base_url, series, stand, occasion: None }.cancellation(to, &dates)?;
                outbox::enqueue_news(tx, tenant, &message, &items, now).await?;
            }
        }
        sent.mailed += 1;
    }
    Ok(sent)
}
