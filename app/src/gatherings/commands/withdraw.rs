//! Take one invitation back, and give it again.

use domain::policy::act;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Sent, item_of};
use crate::{
    answers::{self, store::may_answer},
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    gate::Allowed,
    gatherings::{
        entity::gathering,
        mails::Post,
        store::{self, Invited},
    },
    mail::{Recipient, outbox},
    people, replies,
    tenant::Tenant,
    transaction,
};

/// Takes the invitation of one person back. Whose calendar may hold it gets a mail that strikes it out there; whoever
/// never got one hears nothing. A place that comes free goes to who waited for it. Twice is once.
///
/// # Errors
/// `NotFound` for who was never invited, `Conflict` when it has begun or was cancelled.
pub async fn withdraw(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    id: Uuid,
    person: Uuid,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let (row, one) = hold(tx, tenant, id, person, now).await?;
        if one.withdrawn {
            return Ok(Sent::default());
        }
        let before = answers::store::replies(tx, tenant, id).await?;
        let about = one.about().later();
        let text = "UPDATE invitations SET withdrawn_at = $1, sequence_ahead = $2, version = version + 1 \
                    WHERE municipality_id = $3 AND id = $4";
        let values = [millis(now).into(), about.ahead.into(), tenant.id().into(), one.id.into()];
        tx.execute_raw(sql(tx, text, values)).await?;
        answers::links::revoke(tx, tenant, one.id, now).await?;
        replies::store::overtake(tx, tenant, one.id, now, now).await?;
        answers::commands::place_left(tx, tenant, base_url, &row, &before, now).await?;
        let subject = ("invitation", Some(one.id));
        audit::note(tx, tenant, Some(allowed.person()), "gathering.withdraw", subject, "", now).await?;
        let mut sent = Sent::default();
        if !outbox::take_back(tx, tenant, one.id, now).await? {
            return Ok(sent);
        }
        let book = people::store::book(tx, tenant).await?;
        match Recipient::of(&book, person) {
            Some(to) => {
                let gathering = store::read(tx, tenant, row).await?;
                let post = Post::new(tenant, base_url, &gathering, None, now)?;
                outbox::enqueue(tx, tenant, &post.withdrawal(to, about)?, now).await?;
                sent.mailed = 1;
            }
            None => sent.unreachable = 1,
        }
        Ok(sent)
    })
}

/// Invites somebody again whose invitation was taken back: without an answer, as if for the first time. Twice is once.
///
/// # Errors
/// `NotFound` for who was never invited, `Conflict` when it has begun or was cancelled.
pub async fn invite_again(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    id: Uuid,
    person: Uuid,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let (row, one) = hold(tx, tenant, id, person, now).await?;
        if !one.withdrawn {
            return Ok(Sent::default());
        }
        let about = one.about().later();
        let text = "UPDATE invitations SET withdrawn_at = NULL, sequence_ahead = $1, invited_at = $2, answer = NULL, \
                    note = '', answered_at = NULL, answered_by = NULL, answered_via = NULL, coming_since = NULL, \
                    reminded_at = NULL, version = version + 1 WHERE municipality_id = $3 AND id = $4";
        let values = [about.ahead.into(), millis(now).into(), tenant.id().into(), one.id.into()];
        tx.execute_raw(sql(tx, text, values)).await?;
        let subject = ("invitation", Some(one.id));
        audit::note(tx, tenant, Some(allowed.person()), "gathering.invite-again", subject, "", now).await?;
        // That it was taken back is no news any more where that has not left yet.
        outbox::take_back(tx, tenant, one.id, now).await?;
        let book = people::store::book(tx, tenant).await?;
        let Some(to) = Recipient::of(&book, person) else { return Ok(Sent { mailed: 0, unreachable: 1 }) };
        let gathering = store::read(tx, tenant, row).await?;
        let post = Post::new(tenant, base_url, &gathering, item_of(tx, tenant, id).await?, now)?;
        let ends = gathering.when.ends_at;
        let link = answers::links::answer_link(tx, tenant, base_url, one.id, person, ends, now).await?;
        outbox::enqueue(tx, tenant, &post.invitation(to, about, &link)?, now).await?;
        Ok(Sent { mailed: 1, unreachable: 0 })
    })
}

/// Takes the gathering in hand, and finds the invitation of this person to it, standing or not.
async fn hold(
    tx: &Tx,
    tenant: &Tenant,
    id: Uuid,
    person: Uuid,
    now: Timestamp,
) -> Result<(gathering::Model, Invited), AppError> {
    let row = answers::store::hold(tx, tenant, id).await?;
    let invited = store::invited(tx, tenant, id).await?;
    let one = invited.into_iter().find(|one| one.person == person).ok_or(AppError::NotFound)?;
    may_answer(&row, now).map_err(|refusal| AppError::Conflict(answers::commands::refusal_key(refusal)))?;
    Ok((row, one))
}
