//! What people do with what waits: the person says that it was them, the clerk takes it over or lays it aside.

use domain::{answers::Answer, policy::act, replies::Standing};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{entity::incoming, mails, store};
use crate::{
    answers::{self, commands::Outcome},
    audit,
    db::{Db, Tx, millis, moment, sql},
    error::AppError,
    gate::Allowed,
    tenant::Tenant,
};

/// The person says by the link in the mail that the answer is theirs. Twice is once. `NotFound` for a link that never was
/// or waits no more.
pub async fn confirm(
    db: &Db,
    tenant: &Tenant,
    base_url: &str,
    token: &str,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    crate::transaction!(db, |tx| {
        let row = store::asked(tx, tenant, token).await?.filter(store::is_open).ok_or(AppError::NotFound)?;
        apply(tx, tenant, base_url, &row, None, now).await
    })
}

/// The clerk takes an answer over. With `remember`, the address it came from is the person's from now on.
pub async fn take_over(
    db: &Db,
    allowed: &Allowed<act::SettleReply>,
    base_url: &str,
    id: Uuid,
    remember: bool,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let (tenant, by) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let row = store::one(tx, tenant, id).await?;
        if !store::is_open(&row) {
            return Err(AppError::Conflict("replies-settled-before"));
        }
        let outcome = apply(tx, tenant, base_url, &row, Some(by), now).await?;
        if remember && !row.sender.is_empty() && !row.sender.contains(',') {
            let text = "INSERT INTO person_addresses (municipality_id, person_id, address, added_by, added_at) \
                        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
            let values = [
                tenant.id().into(),
                outcome.after.person.into(),
                row.sender.as_str().into(),
                by.into(),
                millis(now).into(),
            ];
            if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1 {
                let person = outcome.after.person;
                audit::note(tx, tenant, Some(by), "reply.remember-address", ("person", Some(person)), "", now).await?;
                mails::remembered(tx, tenant, base_url, (id, person, &row.sender), now).await?;
            }
        }
        Ok(outcome)
    })
}

/// Forgets an address from which one's own answers counted. One that is not there is forgotten already.
pub async fn forget_address(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    address: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, person) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let text = "DELETE FROM person_addresses WHERE municipality_id = $1 AND person_id = $2 AND address = $3";
        let values = [tenant.id().into(), person.into(), address.into()];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Ok(());
        }
        audit::note(tx, tenant, Some(person), "reply.forget-address", ("person", Some(person)), "", now).await
    })
}

/// The clerk lays it aside: read, and nothing to do.
pub async fn lay_aside(db: &Db, allowed: &Allowed<act::SettleReply>, id: Uuid, now: Timestamp) -> Result<(), AppError> {
    let (tenant, by) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let row = store::one(tx, tenant, id).await?;
        if !store::is_open(&row) {
            return Ok(());
        }
        let text = "UPDATE incoming_mail SET settled_at = $1, settled_by = $2 \
                    WHERE municipality_id = $3 AND id = $4 AND settled_at IS NULL";
        tx.execute_raw(sql(tx, text, [millis(now).into(), by.into(), tenant.id().into(), id.into()])).await?;
        audit::note(tx, tenant, Some(by), "reply.lay-aside", ("incoming", Some(id)), "", now).await
    })
}

/// Makes what waited the answer. `by` is the clerk, or nobody for the person themself.
async fn apply(
    tx: &Tx,
    tenant: &Tenant,
    base_url: &str,
    row: &incoming::Model,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let answer = row.answer.as_deref().and_then(Answer::parse).ok_or(AppError::Conflict("replies-no-answer"))?;
    let invitation = row.invitation_id.ok_or(AppError::NotFound)?;
    // Nobody else answers between looking and writing.
    let gathering = answers::store::reply(tx, tenant, invitation).await?.gathering;
    answers::store::hold(tx, tenant, gathering).await?;
    let reply = answers::store::reply(tx, tenant, invitation).await?;
    if store::is_overtaken(tx, tenant, row, &reply).await? {
        return Err(AppError::Conflict("replies-overtaken"));
    }
    let by_or_self = by.unwrap_or(reply.person);
    let giving = answers::commands::ByCalendar { base_url, person: reply.person, by: by_or_self, remark: &row.remark };
    let outcome = answers::commands::answer_by_calendar(tx, tenant, giving, reply.gathering, answer, now).await?;
    let text = "UPDATE incoming_mail SET standing = $1, settled_at = $2, settled_by = $3, \
                answer_before = $4, note_before = $5 WHERE municipality_id = $6 AND id = $7 AND settled_at IS NULL";
    let done = tx
        .execute_raw(sql(
            tx,
            text,
            [
                Standing::Applied.code().into(),
                millis(now).into(),
                by_or_self.into(),
                outcome.before.answer.map(Answer::code).into(),
                outcome.before.note.as_str().into(),
                tenant.id().into(),
                row.id.into(),
            ],
        ))
        .await?;
    if done.rows_affected() == 0 {
        return Err(AppError::Conflict("replies-settled-before"));
    }
    store::overtake(tx, tenant, invitation, moment(row.received_at), now).await?;
    audit::note(tx, tenant, Some(by_or_self), "reply.take-over", ("incoming", Some(row.id)), "", now).await?;
    Ok(outcome)
}
