//! The outbox: a row is a message that will leave. Rows are claimed with a lease, sent, and marked; what keeps failing
//! is parked where the clerk sees it.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Message;
use crate::{
    accounts,
    balance::ledger::{self, Entry, Exposure},
    calendar::scheduling::Method,
    db::{Db, millis, moment, sql},
    error::AppError,
    replies::address,
    tenant::{self, Tenant},
};

/// The `outbox` table.
pub mod entity {
    use sea_orm::entity::prelude::*;

    /// One message to one person.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub occasion: String,
        pub kind: String,
        pub person_id: Option<Uuid>,
        pub to_name: String,
        pub to_address: String,
        pub subject: String,
        pub body_text: String,
        pub body_html: String,
        pub ics: Option<String>,
        pub item_id: Option<Uuid>,
        pub message_id: String,
        pub shuffle: i64,
        pub created_at: i64,
        pub due_at: i64,
        pub attempts: i64,
        pub claimed_by: Option<Uuid>,
        pub claimed_until: Option<i64>,
        pub sent_at: Option<i64>,
        pub reply: Option<String>,
        pub parked_at: Option<i64>,
        pub last_error: Option<String>,
        pub invitation_id: Option<Uuid>,
        pub method: Option<String>,
        pub bounced_at: Option<i64>,
        pub bounce_token: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How long a worker may hold a row before another may take it: longer than any mail takes to hand over.
const LEASE_MS: i64 = 180_000;
/// A lease that runs for so long already is renewed before its mail is handed over.
const FRESH_MS: i64 = 30_000;
/// After this many failures a message is parked.
const MAX_ATTEMPTS: i64 = 12;
/// First wait after a failure; it doubles up to four hours.
const FIRST_WAIT_MS: i64 = 30_000;
const LONGEST_WAIT_MS: i64 = 4 * 3_600_000;

/// Puts a message into the outbox, to leave at `now` or later. The same occasion twice is one message; answers whether
/// this one was new.
pub async fn enqueue(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    message: &Message,
    now: Timestamp,
) -> Result<bool, AppError> {
    Ok(put(tx, tenant, message, now).await?.is_some())
}

/// The same, answering the id of a new one.
async fn put(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    message: &Message,
    now: Timestamp,
) -> Result<Option<Uuid>, AppError> {
    let id = Uuid::now_v7();
    let asks = message.ics.as_ref().and_then(|file| file.asks);
    let done = tx
        .execute_raw(sql(
            tx,
            "INSERT INTO outbox (id, municipality_id, occasion, kind, person_id, to_name, to_address, subject, body_text, \
             body_html, ics, item_id, message_id, shuffle, created_at, due_at, attempts, invitation_id, method, \
             bounce_token) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, 0, $16, $17, $18) \
             ON CONFLICT DO NOTHING",
            [
                id.into(),
                tenant.id().into(),
                message.occasion.as_str().into(),
                message.kind.into(),
                message.to.person.into(),
                message.to.name.as_str().into(),
                message.to.address.as_str().into(),
                message.subject.as_str().into(),
                message.text().into(),
                message.html().into(),
                message.ics.as_ref().map(|file| file.text.as_str()).into(),
                message.item.into(),
                format!("{}@{}.evenwijs", id.simple(), tenant.slug()).into(),
                i64::from(rand::random::<u32>()).into(),
                millis(now).into(),
                asks.map(|(invitation, _)| invitation).into(),
                asks.map(|(_, method)| method.code()).into(),
                address::fresh().into(),
            ],
        ))
        .await?;
    Ok((done.rows_affected() == 1).then_some(id))
}

/// Puts a message that tells several things into the outbox: the mail server's reply becomes a `told` entry for each.
/// Answers its id when it was new.
pub async fn enqueue_news(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    message: &Message,
    items: &[Uuid],
    now: Timestamp,
) -> Result<Option<Uuid>, AppError> {
    let Some(id) = put(tx, tenant, message, now).await? else { return Ok(None) };
    if items.is_empty() {
        return Ok(Some(id));
    }
    let rows: Vec<String> = (3..items.len() + 3).map(|n| format!("($1, $2, ${n})")).collect();
    let text = format!("INSERT INTO outbox_items (municipality_id, outbox_id, item_id) VALUES {}", rows.join(", "));
    let values = [tenant.id().into(), id.into()].into_iter().chain(items.iter().map(|item| (*item).into()));
    tx.execute_raw(sql(tx, &text, values)).await?;
    Ok(Some(id))
}

/// The same of a message about several invitations, each with how far its calendar entry is ahead: kept with it, so that it
/// can be written anew when one of them goes another way.
pub async fn enqueue_together(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    message: &Message,
    items: &[Uuid],
    invitations: &[(Uuid, i64)],
    now: Timestamp,
) -> Result<(), AppError> {
    match enqueue_news(tx, tenant, message, items, now).await? {
        Some(id) => about_invitations(tx, tenant, id, invitations).await,
        None => Ok(()),
    }
}

async fn about_invitations(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    message: Uuid,
    invitations: &[(Uuid, i64)],
) -> Result<(), AppError> {
    if invitations.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> =
        (0..invitations.len()).map(|n| format!("($1, $2, ${}, ${})", 2 * n + 3, 2 * n + 4)).collect();
    let text = format!(
        "INSERT INTO outbox_invitations (municipality_id, outbox_id, invitation_id, ahead) VALUES {}",
        rows.join(", ")
    );
    let values = invitations.iter().flat_map(|(invitation, ahead)| [(*invitation).into(), (*ahead).into()]);
    let values = [tenant.id().into(), message.into()].into_iter().chain(values);
    tx.execute_raw(sql(tx, &text, values)).await?;
    Ok(())
}

/// Those of these invitations that were in a first mail about several, each with how far its calendar entry was ahead then.
pub async fn invited_together(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    invitations: &[Uuid],
) -> Result<HashSet<(Uuid, i64)>, AppError> {
    if invitations.is_empty() {
        return Ok(HashSet::new());
    }
    let marks: Vec<String> = (2..=invitations.len() + 1).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT oi.invitation_id, oi.ahead FROM outbox_invitations oi \
         JOIN outbox o ON o.municipality_id = oi.municipality_id AND o.id = oi.outbox_id \
         WHERE oi.municipality_id = $1 AND o.kind = 'invitation' AND oi.invitation_id IN ({})",
        marks.join(", ")
    );
    let values = std::iter::once(tenant.id().into()).chain(invitations.iter().map(|id| (*id).into()));
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Everything a message tells: the item it is about, and those of a daily mail.
pub(crate) async fn items_of(tx: &impl ConnectionTrait, row: &entity::Model) -> Result<Vec<Uuid>, AppError> {
    let text = "SELECT item_id FROM outbox_items WHERE municipality_id = $1 AND outbox_id = $2 ORDER BY item_id";
    let rows = tx.query_all_raw(sql(tx, text, [row.municipality_id.into(), row.id.into()])).await?;
    let several: Vec<Uuid> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(row.item_id.into_iter().chain(several).collect())
}

/// Takes up to `most` due messages under a lease, in shuffled order within a wave.
pub async fn claim(db: &Db, worker: Uuid, most: u64, now: Timestamp) -> Result<Vec<entity::Model>, AppError> {
    crate::transaction!(db, |tx| {
        let skip =
            if tx.get_database_backend() == sea_orm::DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
        let rows = tx
            .query_all_raw(sql(
                tx,
                &format!(
                    "UPDATE outbox SET claimed_by = $1, claimed_until = $2 WHERE id IN (\
                     SELECT id FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL AND due_at <= $3 \
                     AND (claimed_until IS NULL OR claimed_until < $3) ORDER BY due_at, shuffle LIMIT $4 {skip}) RETURNING *"
                ),
                [
                    worker.into(),
                    (millis(now) + LEASE_MS).into(),
                    millis(now).into(),
                    i64::try_from(most).map_err(AppError::unexpected)?.into(),
                ],
            ))
            .await?;
        let mut rows: Vec<_> =
            rows.iter().map(|row| entity::Model::from_query_result(row, "")).collect::<Result<_, _>>()?;
        rows.sort_by_key(|row| (row.due_at, row.shuffle));
        Ok(rows)
    })
}

/// Whether this worker may hand over a message now. Those before it in its batch may have taken long: then its lease is
/// renewed, unless another worker took the message over meanwhile, who sends it.
pub async fn hold(db: &Db, row: &entity::Model, now: Timestamp) -> Result<bool, AppError> {
    if row.claimed_until.is_some_and(|until| until - millis(now) > LEASE_MS - FRESH_MS) {
        return Ok(true);
    }
    crate::transaction!(db, |tx| {
        let done = tx
            .execute_raw(sql(
                tx,
                "UPDATE outbox SET claimed_until = $1 WHERE id = $2 AND claimed_by = $3 AND claimed_until = $4 \
                 AND sent_at IS NULL AND parked_at IS NULL",
                [(millis(now) + LEASE_MS).into(), row.id.into(), row.claimed_by.into(), row.claimed_until.into()],
            ))
            .await?;
        Ok(done.rows_affected() == 1)
    })
}

/// Gives back what a worker took and will not send: at once free for the next.
pub async fn release(db: &Db, worker: Uuid) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let text = "UPDATE outbox SET claimed_until = NULL WHERE claimed_by = $1 AND sent_at IS NULL";
        tx.execute_raw(sql(tx, text, [worker.into()])).await?;
        Ok(())
    })
}

/// What a mail server said, without the addresses in it: evidence stays, and is of one person.
fn without_addresses(reply: &str) -> String {
    let ends = |c: char| c.is_whitespace() || "<>()[]{},;:\"'".contains(c);
    reply.split_inclusive(ends).fold(String::with_capacity(reply.len()), |mut text, part| {
        let word = part.trim_end_matches(ends);
        match word.contains('@') {
            true => {
                text.push('…');
                text.push_str(&part[word.len()..]);
            }
            false => text.push_str(part),
        }
        text
    })
}

/// The mail server took it: keeps its reply, and writes the `told` entry in the same transaction.
pub async fn sent(db: &Db, row: &entity::Model, reply: &str, now: Timestamp) -> Result<(), AppError> {
    let reply = &without_addresses(reply);
    crate::transaction!(db, |tx| {
        let done = tx
            .execute_raw(sql(
                tx,
                "UPDATE outbox SET sent_at = $1, reply = $2, claimed_until = NULL, last_error = NULL \
                 WHERE id = $3 AND sent_at IS NULL",
                [millis(now).into(), reply.into(), row.id.into()],
            ))
            .await?;
        if done.rows_affected() == 0 {
            return Ok(());
        }
        if accounts::SECRET_KINDS.contains(&row.kind.as_str()) {
            // The way into an account is not kept a moment longer than it takes to send it.
            tx.execute_raw(sql(tx, "UPDATE outbox SET body_text = '', body_html = '' WHERE id = $1", [row.id.into()]))
                .await?;
        }
        // Nor is the way out of the daily mail.
        tx.execute_raw(sql(tx, "UPDATE news_exits SET url = NULL WHERE outbox_id = $1", [row.id.into()])).await?;
        let items = items_of(tx, row).await?;
        if let (false, Some(person)) = (items.is_empty(), row.person_id) {
            let tenant = tenant::find_by_id(tx, row.municipality_id).await?.ok_or(AppError::NotFound)?;
            for item in items {
                let entry = Entry { item, person, exposure: Exposure::ToldByMail, at: now, by: None, evidence: reply };
                ledger::add(tx, &tenant, entry, now).await?;
            }
        }
        Ok(())
    })
}

/// It did not leave. For now: tried again later, ever more slowly. For good, or too often: parked.
pub async fn failed(db: &Db, row: &entity::Model, why: &str, for_good: bool, now: Timestamp) -> Result<(), AppError> {
    let attempts = row.attempts + 1;
    let parked = (for_good || attempts >= MAX_ATTEMPTS).then(|| millis(now));
    let wait = FIRST_WAIT_MS.saturating_mul(1 << attempts.min(20)).min(LONGEST_WAIT_MS);
    let why: String = without_addresses(why).chars().filter(|c| !c.is_control()).take(500).collect();
    crate::transaction!(db, |tx| {
        tx.execute_raw(sql(
            tx,
            "UPDATE outbox SET attempts = $1, due_at = $2, parked_at = $3, last_error = $4, claimed_until = NULL \
             WHERE id = $5 AND sent_at IS NULL",
            [attempts.into(), (millis(now) + wait).into(), parked.into(), why.as_str().into(), row.id.into()],
        ))
        .await?;
        Ok(())
    })
}

/// The mail server took it, and later says that it did not arrive: it told nobody anything. Answers whether this is the
/// first time that it says so; only then anything is written.
pub async fn came_back(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    row: &entity::Model,
    why: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let text = "UPDATE outbox SET bounced_at = $1, last_error = $2 \
                WHERE municipality_id = $3 AND id = $4 AND bounced_at IS NULL";
    let values = [millis(now).into(), why.into(), tenant.id().into(), row.id.into()];
    if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() != 1 {
        return Ok(false);
    }
    if let (Some(person), Some(sent)) = (row.person_id, row.sent_at) {
        for item in items_of(tx, row).await? {
            ledger::void_mail(tx, tenant, (item, person), moment(sent), why, now).await?;
        }
    }
    Ok(true)
}

/// Takes back what waits to leave about an invitation, for good. Answers whether something left that asked a calendar to
/// keep it and did not come back; what a worker has in its hands at this moment counts as left. A mail about several
/// gatherings that still names it counts as left too: those that wait are written anew before, without it.
pub async fn take_back(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    invitation: Uuid,
    now: Timestamp,
) -> Result<bool, AppError> {
    // Word of a place hangs on no calendar entry; it is known by its occasion.
    let delete = "DELETE FROM outbox WHERE municipality_id = $1 AND (invitation_id = $2 OR occasion LIKE $4) \
                  AND sent_at IS NULL AND (claimed_until IS NULL OR claimed_until < $3)";
    let place = format!("place:%:{invitation}:%");
    tx.execute_raw(sql(tx, delete, [tenant.id().into(), invitation.into(), millis(now).into(), place.into()])).await?;
    let left = "SELECT COUNT(*) FROM outbox o WHERE o.municipality_id = $1 AND o.bounced_at IS NULL \
                AND ((o.invitation_id = $2 AND o.method = $3) OR EXISTS (SELECT 1 FROM outbox_invitations oi \
                WHERE oi.municipality_id = $1 AND oi.outbox_id = o.id AND oi.invitation_id = $2))";
    let values = [tenant.id().into(), invitation.into(), Method::Request.code().into()];
    let row = tx.query_one_raw(sql(tx, left, values)).await?;
    let left: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(left > 0)
}

/// Strikes out a message that waited while its invitation went another way: asking a calendar to keep what was taken back,
/// or to drop what was given again. A worker had it in its hands, or `take_back` would have. Answers whether it was one.
pub async fn strike_overtaken(db: &Db, row: &entity::Model) -> Result<bool, AppError> {
    const OVERTAKEN: &str = "municipality_id = $1 AND id = $2 AND sent_at IS NULL AND EXISTS (\
         SELECT 1 FROM invitations i JOIN gatherings g ON g.municipality_id = i.municipality_id AND g.id = i.gathering_id \
         WHERE i.municipality_id = outbox.municipality_id AND i.id = outbox.invitation_id AND (\
         (outbox.method = 'REQUEST' AND (i.withdrawn_at IS NOT NULL OR (i.sequence_ahead > 0 AND i.invited_at > outbox.created_at))) \
         OR (outbox.method = 'CANCEL' AND i.withdrawn_at IS NULL AND g.cancelled_at IS NULL)))";
    if row.invitation_id.is_none() {
        return Ok(false);
    }
    let read = db.read();
    let text = format!("SELECT 1 FROM outbox WHERE {OVERTAKEN}");
    if read.query_one_raw(sql(read, &text, [row.municipality_id.into(), row.id.into()])).await?.is_none() {
        return Ok(false);
    }
    let text = format!("DELETE FROM outbox WHERE {OVERTAKEN}");
    crate::transaction!(db, |tx| {
        let struck = tx.execute_raw(sql(tx, &text, [row.municipality_id.into(), row.id.into()])).await?;
        Ok(struck.rows_affected() == 1)
    })
}

/// Gives a parked message another round. Answers whether there was one.
pub async fn retry(tx: &impl ConnectionTrait, tenant: &Tenant, id: Uuid, now: Timestamp) -> Result<bool, AppError> {
    let done = tx
        .execute_raw(sql(
            tx,
            "UPDATE outbox SET parked_at = NULL, attempts = 0, due_at = $1 \
             WHERE id = $2 AND municipality_id = $3 AND sent_at IS NULL AND parked_at IS NOT NULL",
            [millis(now).into(), id.into(), tenant.id().into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// What a mail about several gatherings names that is not so any more: taken back, given again since, or cancelled.
const GONE: &str = "(i.withdrawn_at IS NOT NULL OR i.sequence_ahead <> oi.ahead OR g.cancelled_at IS NOT NULL)";
/// What such a mail names.
const NAMED: &str = "outbox_invitations oi \
     JOIN invitations i ON i.municipality_id = oi.municipality_id AND i.id = oi.invitation_id \
     JOIN gatherings g ON g.municipality_id = i.municipality_id AND g.id = i.gathering_id";

/// Whether a mail about several gatherings names one that is gone.
pub(crate) async fn names_gone(db: &impl ConnectionTrait, row: &entity::Model) -> Result<bool, AppError> {
    let text = format!("SELECT 1 FROM {NAMED} WHERE oi.municipality_id = $1 AND oi.outbox_id = $2 AND {GONE}");
    let found = db.query_all_raw(sql(db, &text, [row.municipality_id.into(), row.id.into()])).await?;
    Ok(!found.is_empty())
}

/// The invitations and gatherings that a mail about several names and that stand, by begin.
pub(crate) async fn named_still(tx: &impl ConnectionTrait, row: &entity::Model) -> Result<Vec<(Uuid, Uuid)>, AppError> {
    let text = format!(
        "SELECT i.id, g.id FROM {NAMED} WHERE oi.municipality_id = $1 AND oi.outbox_id = $2 AND NOT {GONE} \
         ORDER BY g.starts_at, g.id"
    );
    let rows = tx.query_all_raw(sql(tx, &text, [row.municipality_id.into(), row.id.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The mails about several gatherings that wait, in no worker's hands, and name an invitation to this one that is gone.
pub(crate) async fn waiting_gone(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
    now: Timestamp,
) -> Result<Vec<entity::Model>, AppError> {
    let text = format!(
        "SELECT o.* FROM outbox o WHERE o.municipality_id = $1 AND o.sent_at IS NULL \
         AND (o.claimed_until IS NULL OR o.claimed_until < $3) AND o.id IN (\
         SELECT oi.outbox_id FROM {NAMED} WHERE oi.municipality_id = $1 AND i.gathering_id = $2 AND {GONE}) ORDER BY o.id"
    );
    let rows = tx.query_all_raw(sql(tx, &text, [tenant.id().into(), gathering.into(), millis(now).into()])).await?;
    Ok(rows.iter().map(|row| entity::Model::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// Strikes out a mail that waits, unless another worker than this one has it in its hands. Answers whether it waited.
pub(crate) async fn strike(
    tx: &impl ConnectionTrait,
    row: &entity::Model,
    worker: Option<Uuid>,
    now: Timestamp,
) -> Result<bool, AppError> {
    let text = "DELETE FROM outbox WHERE municipality_id = $1 AND id = $2 AND sent_at IS NULL \
                AND (claimed_until IS NULL OR claimed_until < $3 OR claimed_by = $4)";
    let values = [row.municipality_id.into(), row.id.into(), millis(now).into(), worker.into()];
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
}

/// The newest messages of a municipality; `parked` for the stuck ones only.
pub async fn list(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    parked: bool,
    most: u64,
) -> Result<Vec<entity::Model>, AppError> {
    let mut query = entity::Entity::find().filter(entity::Column::MunicipalityId.eq(tenant.id()));
    if parked {
        query = query.filter(entity::Column::ParkedAt.is_not_null()).filter(entity::Column::SentAt.is_null());
    }
    Ok(query.order_by_desc(entity::Column::CreatedAt).order_by_asc(entity::Column::Shuffle).limit(most).all(db).await?)
}

/// Which of these occasions have a message, sent or waiting.
pub async fn known(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    occasions: &[String],
) -> Result<HashSet<String>, AppError> {
    let rows = entity::Entity::find()
        .filter(entity::Column::MunicipalityId.eq(tenant.id()))
        .filter(entity::Column::Occasion.is_in(occasions))
        .select_only()
        .column(entity::Column::Occasion)
        .into_tuple::<String>()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// When the next message is due, if any waits; for the worker's sleep.
pub async fn next_due(db: &impl ConnectionTrait) -> Result<Option<Timestamp>, AppError> {
    let row = entity::Entity::find()
        .filter(entity::Column::SentAt.is_null())
        .filter(entity::Column::ParkedAt.is_null())
        .order_by_asc(entity::Column::DueAt)
        .one(db)
        .await?;
    Ok(row.map(|row| moment(row.due_at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_server_said_is_kept_without_addresses() {
        for (said, kept) in [
            ("250 2.0.0 Ok: queued as 4F1", "250 2.0.0 Ok: queued as 4F1"),
            ("250 2.1.5 <cora@raad.example>, ok", "250 2.1.5 <…>, ok"),
            ("550 5.1.1 RCPT TO:cora.c+x@raad.example unknown", "550 5.1.1 RCPT TO:… unknown"),
            ("a@b", "…"),
        ] {
            assert_eq!(without_addresses(said), kept);
        }
    }
}
