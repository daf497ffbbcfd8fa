//! Change a gathering; tell those invited when they must know.

use domain::{
    gatherings::{Changed, change as may_change, check_draft},
    policy::act,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Filled, Sent, check_references, columns, refusals, release, write_audience};
use crate::{
    answers, audit,
    balance::ledger::ItemKind,
    db::{Db, millis},
    error::AppError,
    gate::Allowed,
    gatherings::{
        entity::gathering,
        mails::Post,
        store::{self, Gathering},
    },
    mail::{Recipient, outbox},
    people::{self, store::CouncilBook},
    tenant::Tenant,
    transaction,
};

/// A change to make.
#[derive(Debug, Clone)]
pub struct Change {
    /// Everything as it should be.
    pub filled: Filled,
    /// The version it was made from.
    pub version: i64,
}

/// Changes a gathering. A new date, time, place or link of an invited gathering is mailed to those invited, and asks
/// those who answered whether that still stands.
///
/// # Errors
/// `Conflict` when somebody else changed it since, when it is over or cancelled; `Invalid` by field.
pub async fn change(
    db: &Db,
    allowed: &Allowed<act::ChangeGathering>,
    id: Uuid,
    input: Change,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    let book = people::store::book(db.read(), tenant).await?;
    check_references(&book, &input.filled.details)?;
    transaction!(db, |tx| {
        let before = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
        let after = Filled { ..input.filled.clone() };
        let plan = may_change(&before.life, &before.details, &after.details, &before.zone, now)
            .map_err(|refusal| refusals::change(&refusal))?;
        let same = plan.changed.is_empty() && before.summary == after.summary && before.ris_url == after.ris_url;
        if same {
            // Nothing to do, or the same form for the second time.
            return Ok(Sent::default());
        }
        if before.version != input.version {
            return Err(AppError::Conflict("error-conflict"));
        }
        let when = match plan.when {
            Some(when) => when,
            None => check_draft(&after.details, &before.zone).map_err(|wrong| refusals::details(&wrong))?,
        };
        let sequence = before.sequence + i64::from(plan.raises_sequence);
        let row = gathering::ActiveModel {
            sequence: Set(sequence),
            changed_at: Set(millis(now)),
            version: Set(before.version + 1),
            ..columns(&after, when, &before.zone_name)?
        };
        let done = gathering::Entity::update_many()
            .set(row)
            .filter(gathering::Column::MunicipalityId.eq(tenant.id()))
            .filter(gathering::Column::Id.eq(id))
            .filter(gathering::Column::Version.eq(input.version))
            .exec(tx)
            .await?;
        if done.rows_affected == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        if plan.changed.contains(&Changed::Audience) {
            write_audience(tx, tenant, id, &after.details.audience).await?;
        }
        let by = allowed.person();
        let what: Vec<String> = plan.changed.iter().map(|changed| format!("{changed:?}")).collect();
        audit::note(tx, tenant, Some(by), "gathering.change", ("gathering", Some(id)), &what.join(" "), now).await?;
        if plan.changed.contains(&Changed::Capacity) {
            let row = store::find(tx, tenant, id).await?;
            let places_before = before.details.capacity.map(i64::from);
            answers::commands::places_changed(tx, tenant, base_url, &row, places_before, now).await?;
        }
        if !plan.notice {
            return Ok(Sent::default());
        }
        let changed: Vec<Changed> = plan.changed.iter().copied().filter(|changed| changed.needs_notice()).collect();
        let after = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
        // Who would come at the old time must know before it, who comes at the new one before that.
        let needed = Some(before.when.starts_at.min(after.when.starts_at)).filter(|begins| *begins > now);
        let item = release(tx, tenant, &after, (ItemKind::Change, sequence, needed), by, now).await?;
        tell(tx, tenant, &book, (&before, &after, &changed), item, base_url, now).await
    })
}

/// Mails everybody who was invited what changed.
async fn tell(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    book: &CouncilBook,
    (before, after, changed): (&Gathering, &Gathering, &[Changed]),
    item: Uuid,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let post = Post::new(tenant, base_url, after, Some(item), now)?;
    let mut sent = Sent::default();
    for invited in store::invited(tx, tenant, after.id).await?.iter().filter(|one| !one.withdrawn) {
        let Some(to) = Recipient::of(book, invited.person) else {
            sent.unreachable += 1;
            continue;
        };
        let ends = after.when.ends_at;
        let link = answers::links::answer_link(tx, tenant, base_url, invited.id, invited.person, ends, now).await?;
        outbox::enqueue(tx, tenant, &post.change(to, invited, before, changed, &link)?, now).await?;
        sent.mailed += 1;
    }
    Ok(sent)
}
