//! Change a gathering; tell those invited when they must know.

use std::collections::BTreeMap;

use domain::{
    gatherings::{Changed, change as may_change, check_draft},
    policy::act,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Filled, Sent, check_references, columns, host::Hosts, refusals, release, write_audience};
use crate::{
    answers::{self, links::answer_links},
    audit,
    balance::ledger::ItemKind,
    db::{Db, Tx, millis},
    error::AppError,
    gate::Allowed,
    gatherings::{
        entity::gathering,
        mails::{
            Post,
            series::{Bundle, Turn},
        },
        store::{self, Gathering, Invited},
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
        let applied = apply(tx, allowed, &before, &input.filled, Some(input.version), base_url, now).await?;
        let Applied { moved, rehosted, put_back } = applied;
        let sent = tell(tx, tenant, &book, (moved.as_slice(), rehosted.as_slice()), 0, base_url, now).await?;
        Ok(Sent { put_back, ..sent })
    })
}

/// Whether a gathering stays as it is; `changed` is what differs in its details.
pub(super) fn is_same(before: &Gathering, after: &Filled, changed: &[Changed]) -> bool {
    changed.is_empty() && before.summary == after.summary && before.ris_url == after.ris_url
}

/// What those invited to a gathering must be told of it.
pub(super) struct Moved {
    pub(super) before: Gathering,
    pub(super) after: Gathering,
    pub(super) changed: Vec<Changed>,
    pub(super) item: Uuid,
}

/// What a change came to.
#[derive(Default)]
pub(super) struct Applied {
    /// What those invited must be told of it, if anything.
    pub(super) moved: Option<Moved>,
    /// As it was and as it is, when somebody else goes there for the college and the invitations are out.
    pub(super) rehosted: Option<(Gathering, Gathering)>,
    /// How many lost their place by it.
    pub(super) put_back: usize,
}

/// Writes a change of one gathering. `seen` is the version
/// it was made from, when that is not looked at for more than this one.
pub(super) async fn apply(
    tx: &Tx,
    allowed: &Allowed<act::ChangeGathering>,
    before: &Gathering,
    after: &Filled,
    seen: Option<i64>,
    base_url: &str,
    now: Timestamp,
) -> Result<Applied, AppError> {
    let (tenant, id) = (allowed.tenant(), before.id);
    let plan = may_change(&before.life, &before.details, &after.details, &before.zone, now)
        .map_err(|refusal| refusals::change(&refusal))?;
    if is_same(before, after, &plan.changed) {
        // Nothing to do, or the same form for the second time.
        return Ok(Applied::default());
    }
    if seen.is_some_and(|version| version != before.version) {
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
        ..columns(after, when, &before.zone_name)?
    };
    let done = gathering::Entity::update_many()
        .set(row)
        .filter(gathering::Column::MunicipalityId.eq(tenant.id()))
        .filter(gathering::Column::Id.eq(id))
        .filter(gathering::Column::Version.eq(before.version))
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
    let mut put_back = 0;
    if plan.changed.contains(&Changed::Capacity) {
        let row = store::find(tx, tenant, id).await?;
        let places_before = before.details.capacity.map(i64::from);
        put_back = answers::commands::places_changed(tx, tenant, base_url, &row, places_before, now).await?;
    }
    let rehosted = plan.changed.contains(&Changed::Host) && before.life.invited_at.is_some();
    if !plan.notice && !rehosted {
        return Ok(Applied { put_back, ..Applied::default() });
    }
    let after = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
    let rehosted = rehosted.then(|| (before.clone(), after.clone()));
    if !plan.notice {
        return Ok(Applied { moved: None, rehosted, put_back });
    }
    let changed: Vec<Changed> = plan.changed.iter().copied().filter(|changed| changed.needs_notice()).collect();
    // Who would come at the old time must know before it, who comes at the new one before that.
    let needed = Some(before.when.starts_at.min(after.when.starts_at)).filter(|begins| *begins > now);
    let item = release(tx, tenant, &after, (ItemKind::Change, sequence, needed), by, now).await?;
    Ok(Applied { moved: Some(Moved { before: before.clone(), after, changed, item }), rehosted, put_back })
}

/// Mails everybody who was invited what changed: one mail for each, about everything that changed for them; and who goes there
/// for the college. `stand` is that of the series before, when it is about more than one of it.
pub(super) async fn tell(
    tx: &Tx,
    tenant: &Tenant,
    book: &CouncilBook,
    (moved, rehosted): (&[Moved], &[(Gathering, Gathering)]),
    stand: i64,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let mut sent = Sent::default();
    let concerned = by_person(tx, tenant, moved.iter().map(|one| &one.after)).await?;
    let invited = concerned.keys().copied().collect();
    Hosts::of_changes(moved, rehosted).tell(tx, tenant, book, &invited, base_url, now).await?;
    for (person, concerned) in concerned {
        let Some(to) = Recipient::of(book, person) else {
            sent.unreachable += 1;
            continue;
        };
        let turned: Vec<_> = concerned.into_iter().map(|(at, invited)| (&moved[at], invited)).collect();
        turn(tx, tenant, base_url, to, &turned, (stand, None), now).await?;
        sent.mailed += 1;
    }
    Ok(sent)
}

/// Tells one person what changed of each of these, in one mail. `stand` is that of the series before; a mail that comes in
/// place of another has its occasion.
pub(super) async fn turn(
    tx: &Tx,
    tenant: &Tenant,
    base_url: &str,
    to: Recipient,
    turned: &[(&Moved, Invited)],
    (stand, occasion): (i64, Option<&str>),
    now: Timestamp,
) -> Result<(), AppError> {
    let ends: Vec<_> = turned.iter().map(|(moved, invited)| (invited.id, moved.after.when.ends_at)).collect();
    let person = turned.first().map(|(_, invited)| invited.person).unwrap_or_default();
    let links = answer_links(tx, tenant, base_url, person, &ends, now).await?;
    let turns: Vec<Turn<'_>> = turned
        .iter()
        .zip(links)
        .map(|((Moved { before, after, changed, .. }, invited), answer_url)| Turn {
            before,
            after,
            changed,
            invited: *invited,
            answer_url,
        })
        .collect();
    match (turned, turns.as_slice()) {
        ([(moved, invited)], [turn]) => {
            let post = Post::new(tenant, base_url, &moved.after, Some(moved.item), now)?;
            let message = post.change(to, invited, &moved.before, &moved.changed, &turn.answer_url)?;
            outbox::enqueue(tx, tenant, &message, now).await?;
        }
        _ => {
            let items: Vec<Uuid> = turned.iter().map(|(moved, _)| moved.item).collect();
            let series = turned.first().and_then(|(moved, _)| moved.after.series).unwrap_or_default();
            let message = Bundle { tenant, base_url, series, stand, occasion }.change(to, &turns)?;
            let about: Vec<_> = turned.iter().map(|(_, invited)| (invited.id, invited.ahead)).collect();
            outbox::enqueue_together(tx, tenant, &message, &items, &about, now).await?;
        }
    }
    Ok(())
}

/// Everybody whose invitation to one or more of these stands, each with the places in the list and their invitations.
pub(super) async fn by_person<'a>(
    tx: &Tx,
    tenant: &Tenant,
    gatherings: impl Iterator<Item = &'a Gathering>,
) -> Result<BTreeMap<Uuid, Vec<(usize, Invited)>>, AppError> {
    let mut found: BTreeMap<Uuid, Vec<(usize, Invited)>> = BTreeMap::new();
    for (at, gathering) in gatherings.enumerate() {
        for invited in store::invited(tx, tenant, gathering.id).await?.into_iter().filter(|one| !one.withdrawn) {
            found.entry(invited.person).or_default().push((at, invited));
        }
    }
    Ok(found)
}
