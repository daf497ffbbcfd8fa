//! Cancel a gathering: a state, never a deletion.

use domain::{
    gatherings::{CancelRefusal, State, cancel as may_cancel},
    policy::act,
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Sent, refusals, release};
use crate::{
    audit,
    balance::ledger::ItemKind,
    db::{Db, millis, sql},
    error::AppError,
    gate::Allowed,
    gatherings::{mails::Post, store},
    mail::{Recipient, outbox},
    people, transaction,
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
        let cancelled = match may_cancel(&before.life, reason, now) {
            Ok(cancelled) => cancelled,
            Err(CancelRefusal::AlreadyCancelled) => return Ok(Sent::default()),
            Err(refusal) => return Err(refusals::cancel(refusal)),
        };
        let sequence = before.sequence + 1;
        let done = tx
            .execute_raw(sql(
                tx,
                "UPDATE gatherings SET cancelled_at = $1, cancel_reason = $2, sequence = $3, changed_at = $1, \
                 version = version + 1 WHERE municipality_id = $4 AND id = $5 AND version = $6",
                [
                    millis(now).into(),
                    reason.into(),
                    sequence.into(),
                    tenant.id().into(),
                    id.into(),
                    before.version.into(),
                ],
            ))
            .await?;
        if done.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        let by = allowed.person();
        audit::note(tx, tenant, Some(by), "gathering.cancel", ("gathering", Some(id)), "", now).await?;
        let mut sent = Sent::default();
        if before.state(now) == State::Draft {
            return Ok(sent);
        }
        let after = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
        let needed = Some(after.when.starts_at).filter(|begins| *begins > now);
        let item = release(tx, tenant, &after, (ItemKind::Cancellation, sequence, needed), by, now).await?;
        if !cancelled.notice {
            return Ok(sent);
        }
        let post = Post::new(tenant, base_url, &after, Some(item), now)?;
        for invited in store::invited(tx, tenant, id).await?.iter().filter(|one| !one.withdrawn) {
            let Some(to) = Recipient::of(&book, invited.person) else {
                sent.unreachable += 1;
                continue;
            };
            outbox::enqueue(tx, tenant, &post.cancellation(to, invited)?, now).await?;
            sent.mailed += 1;
        }
        Ok(sent)
    })
}
