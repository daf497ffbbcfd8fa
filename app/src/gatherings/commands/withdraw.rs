//! Take one invitation back, or those of everybody who is not meant any more, and give one again.

use domain::{gatherings::invitees, policy::act};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Sent, item_of, series::renew_waiting};
use crate::{
    answers::{self, store::may_answer},
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    gate::Allowed,
    gatherings::{
        entity::gathering,
        mails::Post,
        store::{self, Gathering, Invited},
    },
    mail::{Recipient, outbox},
    people::{self, store::CouncilBook},
    replies,
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
    transaction!(db, |tx| {
        let (row, one) = hold(tx, allowed.tenant(), id, person, now).await?;
        if one.withdrawn {
            return Ok(Sent::default());
        }
        let in_hand = InHand::of(tx, allowed.tenant(), row).await?;
        take(tx, allowed, &in_hand, std::slice::from_ref(&one), base_url, now).await
    })
}

/// Who of those invited holds an invitation and is not of the audience: it was narrowed since, or they left the council.
pub fn outside(book: &CouncilBook, gathering: &Gathering, invited: &[Invited]) -> Vec<Invited> {
    let audience = invitees(&book.council.view(), &gathering.details.audience, gathering.date);
    invited.iter().filter(|one| !one.withdrawn && !audience.contains(&one.person)).copied().collect()
}

/// Takes the invitations back of everybody who is not of the audience, each as [`withdraw`] does. Twice is once. `version` is
/// that of the gathering that was looked at.
///
/// # Errors
/// `Conflict` when it was changed since, has begun or was cancelled.
pub async fn withdraw_outside(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    id: Uuid,
    version: i64,
    base_url: &str,
    now: Timestamp,
) -> Result<(usize, Sent), AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let row = answers::store::hold(tx, tenant, id).await?;
        check_open(&row, now)?;
        if row.version != version {
            return Err(AppError::Conflict("error-conflict"));
        }
        let in_hand = InHand::of(tx, tenant, row).await?;
        let all = outside(&in_hand.book, &in_hand.gathering, &store::invited(tx, tenant, id).await?);
        let sent = take(tx, allowed, &in_hand, &all, base_url, now).await?;
        Ok((all.len(), sent))
    })
}

/// A gathering in hand, and who is who.
struct InHand {
    row: gathering::Model,
    gathering: Gathering,
    book: CouncilBook,
}

impl InHand {
    async fn of(tx: &Tx, tenant: &Tenant, row: gathering::Model) -> Result<Self, AppError> {
        let gathering = store::read(tx, tenant, row.clone()).await?;
        Ok(Self { row, gathering, book: people::store::book(tx, tenant).await? })
    }
}

/// Refuses what has begun or was cancelled.
fn check_open(row: &gathering::Model, now: Timestamp) -> Result<(), AppError> {
    may_answer(row, now).map_err(|refusal| AppError::Conflict(answers::commands::refusal_key(refusal)))
}

/// Takes invitations back that stand, all before anybody is told of a place that came free by it.
async fn take(
    tx: &Tx,
    allowed: &Allowed<act::InviteToGathering>,
    InHand { row, gathering, book }: &InHand,
    all: &[Invited],
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    let before = answers::store::replies(tx, tenant, row.id).await?;
    for one in all {
        let text = "UPDATE invitations SET withdrawn_at = $1, sequence_ahead = $2, version = version + 1 \
                    WHERE municipality_id = $3 AND id = $4";
        let values = [millis(now).into(), one.about().later().ahead.into(), tenant.id().into(), one.id.into()];
        tx.execute_raw(sql(tx, text, values)).await?;
        answers::links::revoke(tx, tenant, one.id, now).await?;
        replies::store::overtake(tx, tenant, one.id, now, now).await?;
        let subject = ("invitation", Some(one.id));
        audit::note(tx, tenant, Some(allowed.person()), "gathering.withdraw", subject, "", now).await?;
    }
    answers::commands::place_left(tx, tenant, base_url, row, &before, now).await?;
    let post = Post::new(tenant, base_url, gathering, None, now)?;
    renew_waiting(tx, tenant, book, row.id, base_url, now).await?;
    let mut sent = Sent::default();
    for one in all {
        if !outbox::take_back(tx, tenant, one.id, now).await? {
            continue;
        }
        match Recipient::of(book, one.person) {
            Some(to) => {
                outbox::enqueue(tx, tenant, &post.withdrawal(to, one.about().later())?, now).await?;
                sent.mailed += 1;
            }
            None => sent.unreachable += 1,
        }
    }
    Ok(sent)
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
        let Some(to) = Recipient::of(&book, person) else { return Ok(Sent { unreachable: 1, ..Sent::default() }) };
        let gathering = store::read(tx, tenant, row).await?;
        let post = Post::new(tenant, base_url, &gathering, item_of(tx, tenant, id).await?, now)?;
        let ends = gathering.when.ends_at;
        let link = answers::links::answer_link(tx, tenant, base_url, one.id, person, ends, now).await?;
        outbox::enqueue(tx, tenant, &post.invitation(to, about, &link)?, now).await?;
        Ok(Sent { mailed: 1, ..Sent::default() })
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
    check_open(&row, now)?;
    Ok((row, one))
}
