//! The outbox as the clerk sees it: what waits, what left, what is stuck and why.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    balance::remind,
    db::moment,
    error::AppError,
    mail::outbox::entity::{Column, Entity},
    tenant::Tenant,
    text::whole,
};

/// Messages on one page.
const PAGE: u64 = 50;

domain::codes! {
    /// How far a message is.
    pub enum Stage {
        /// Will leave by itself.
        Waiting = "wacht",
        /// The mail server took it.
        Sent = "verzonden",
        /// Tried too often, or refused for good.
        Stuck = "vastgelopen",
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLine {
    /// Id.
    pub id: Uuid,
    /// To whom: name and address.
    pub to_name: String,
    /// The address.
    pub to_address: String,
    /// Subject line.
    pub subject: String,
    /// When it was put in.
    pub created_at: Timestamp,
    /// When it left, or is tried again.
    pub at: Timestamp,
    /// How often it was tried in vain.
    pub attempts: i64,
    /// Whether it came back afterwards.
    pub bounced: bool,
    /// The mail server's reply, or why it did not leave or arrive.
    pub reason: String,
}

/// How many there are at each stage, in the order of [`Stage::ALL`].
pub async fn counts(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<(Stage, i64)>, AppError> {
    let mut counts = Vec::new();
    for stage in Stage::ALL {
        let n = Entity::find().filter(at_stage(tenant, *stage)).count(db).await?;
        counts.push((*stage, whole(n)));
    }
    Ok(counts)
}

/// The newest messages at one stage, before a message; and whether there are more.
pub async fn page(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    stage: Stage,
    before: Option<Uuid>,
) -> Result<(Vec<MailLine>, bool), AppError> {
    let mut query = Entity::find().filter(at_stage(tenant, stage));
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let mut rows = query.order_by_desc(Column::Id).limit(PAGE + 1).all(db).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    let lines = rows
        .into_iter()
        .map(|row| MailLine {
            id: row.id,
            to_name: row.to_name,
            to_address: row.to_address,
            subject: row.subject,
            created_at: moment(row.created_at),
            at: moment(row.sent_at.unwrap_or(row.due_at)),
            attempts: row.attempts,
            bounced: row.bounced_at.is_some(),
            reason: match row.bounced_at {
                Some(_) => row.last_error.or(row.reply),
                None => row.reply.or(row.last_error),
            }
            .unwrap_or_default(),
        })
        .collect();
    Ok((lines, more))
}

/// The stuck ones.
pub(super) async fn stuck(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<Uuid>, AppError> {
    let rows = Entity::find().filter(at_stage(tenant, Stage::Stuck)).limit(1_000).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

fn at_stage(tenant: &Tenant, stage: Stage) -> Condition {
    // Reminders are nobody's business but the reader's: who got one has not read something.
    let here = Condition::all().add(Column::MunicipalityId.eq(tenant.id())).add(Column::Kind.ne(remind::KIND));
    match stage {
        Stage::Waiting => here.add(Column::SentAt.is_null()).add(Column::ParkedAt.is_null()),
        Stage::Sent => here.add(Column::SentAt.is_not_null()),
        Stage::Stuck => here.add(Column::SentAt.is_null()).add(Column::ParkedAt.is_not_null()),
    }
}
