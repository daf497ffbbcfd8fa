//! Send a wave of invitations: the first to the whole audience, later ones to whoever came in since.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::{
    gatherings::{State, invite as may_invite, invitees, plan as may_plan},
    policy::act,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{Sent, announce, host::Hosts, item_of, refusals};
use crate::{
    answers::{self, entity::invitation},
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    form,
    gate::Allowed,
    gatherings::{
        editions,
        mails::{
            About, Post,
            host::Word,
            invitation_occasion,
            series::{Bundle, Call},
        },
        store::{self, Gathering, Invited},
    },
    mail::{Recipient, outbox},
    people::{self, store::CouncilBook},
    tenant::Tenant,
    transaction,
};

/// A wave to send.
#[derive(Debug, Clone, Default)]
pub struct Invite {
    /// The version the clerk saw; the wave is refused when there is a newer one.
    pub version: Option<i64>,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// Who is in the next wave and who was before.
#[derive(Debug, Clone, Default)]
pub struct Wave {
    /// Not invited yet, with an address.
    pub people: Vec<Uuid>,
    /// Not invited yet, without an address.
    pub unreachable: Vec<Uuid>,
    /// Invited before without an address; they have one now.
    pub again: Vec<Invited>,
    /// Invited before and still without an address.
    pub still_unreachable: Vec<Uuid>,
    /// Everybody invited before.
    pub before: Vec<Invited>,
}

impl Wave {
    /// Messages that would leave.
    pub fn mails(&self) -> usize {
        self.people.len() + self.again.len()
    }

    /// Whether anything would happen.
    pub fn is_empty(&self) -> bool {
        self.mails() == 0 && self.unreachable.is_empty()
    }
}

/// Works out the next wave of a gathering, whatever its state.
pub async fn wave(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    book: &CouncilBook,
    gathering: &Gathering,
) -> Result<Wave, AppError> {
    let before = store::invited(db, tenant, gathering.id).await?;
    let known: BTreeSet<Uuid> = before.iter().map(|one| one.person).collect();
    let occasions: Vec<String> = before.iter().map(|one| invitation_occasion(one.about())).collect();
    let mailed: HashSet<String> = outbox::known(db, tenant, &occasions).await?;
    let has_address = |person: &Uuid| book.has_address(*person);

    let audience = invitees(&book.council.view(), &gathering.details.audience, gathering.date);
    let fresh = audience.into_iter().filter(|person| !known.contains(person));
    let (people, unreachable) = fresh.partition(has_address);
    let ids: Vec<Uuid> = before.iter().map(|one| one.id).collect();
    let together = outbox::invited_together(db, tenant, &ids).await?;
    let was_mailed =
        |one: &Invited| mailed.contains(&invitation_occasion(one.about())) || together.contains(&(one.id, one.ahead));
    let unmailed = before.iter().filter(|one| !one.withdrawn && !was_mailed(one));
    let (again, still): (Vec<Invited>, Vec<Invited>) = unmailed.copied().partition(|one| has_address(&one.person));
    Ok(Wave { people, unreachable, again, still_unreachable: still.iter().map(|one| one.person).collect(), before })
}

/// Whether a wave could leave now: a draft must lack nothing, and it must not have begun.
///
/// # Errors
/// `Invalid` when a draft lacks something, `Conflict` when it has begun or was cancelled.
pub fn may_send(gathering: &Gathering, now: Timestamp) -> Result<(), AppError> {
    let mut life = gathering.life;
    if gathering.state(now) == State::Draft {
        may_plan(&life, &gathering.details, &gathering.zone, now).map_err(|refusal| refusals::plan(&refusal))?;
        life.planned_at = Some(now);
    }
    may_invite(&life, now).map(|_| ()).map_err(refusals::invite)
}

/// Invites whoever is in the next wave. A draft is put into the calendar and released to all in the same transaction.
///
/// # Errors
/// `Invalid` when a draft lacks something, `Conflict` when it was changed since, has begun or was cancelled.
pub async fn invite(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    id: Uuid,
    input: Invite,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        if form::claim(tx, allowed.actor(), &input.key, id, now).await?.is_some() {
            return Ok(Sent::default());
        }
        let gathering = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
        if input.version.is_some_and(|version| version != gathering.version) {
            return Err(AppError::Conflict("error-conflict"));
        }
        let book = people::store::book(tx, tenant).await?;
        let opened = open(tx, allowed, &book, gathering, now).await?;
        send(tx, tenant, &book, std::slice::from_ref(&opened), 0, base_url, now).await
    })
}

/// A gathering whose next wave was written down and is to be mailed.
pub(super) struct Opened {
    gathering: Gathering,
    item: Uuid,
    calls: Vec<(About, Uuid)>,
}

/// Writes the next wave of a gathering: it is in the calendar, and whoever was not invited yet is.
pub(super) async fn open(
    tx: &Tx,
    allowed: &Allowed<act::InviteToGathering>,
    book: &CouncilBook,
    gathering: Gathering,
    now: Timestamp,
) -> Result<Opened, AppError> {
    let (tenant, by, id) = (allowed.tenant(), allowed.person(), gathering.id);
    may_send(&gathering, now)?;
    let done = tx
        .execute_raw(sql(
            tx,
            "UPDATE gatherings SET planned_at = COALESCE(planned_at, $1), invited_at = COALESCE(invited_at, $1), \
             version = version + 1 WHERE municipality_id = $2 AND id = $3 AND version = $4",
            [millis(now).into(), tenant.id().into(), id.into(), gathering.version.into()],
        ))
        .await?;
    if done.rows_affected() == 0 {
        return Err(AppError::Conflict("error-conflict"));
    }
    let item = match item_of(tx, tenant, id).await? {
        Some(item) => {
            if gathering.life.invited_at.is_none() {
                // It may have moved since it came into the calendar: this is what those invited are told.
                editions::keep(tx, tenant, item, id).await?;
            }
            item
        }
        None => announce(tx, tenant, &gathering, by, now).await?,
    };
    let wave = wave(tx, tenant, book, &gathering).await?;
    let detail = (wave.people.len() + wave.unreachable.len()).to_string();
    audit::note(tx, tenant, Some(by), "gathering.invite", ("gathering", Some(id)), &detail, now).await?;

    let fresh = wave.people.iter().chain(&wave.unreachable);
    let fresh: Vec<(About, Uuid)> = fresh.map(|person| (About::fresh(), *person)).collect();
    if !fresh.is_empty() {
        let rows = fresh.iter().map(|(about, person)| row(tenant, id, about.invitation, *person, now));
        invitation::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    let again = wave.again.iter().map(|one| (one.about(), one.person));
    Ok(Opened { gathering, item, calls: fresh.into_iter().chain(again).collect() })
}

/// Mails everybody in these waves: one mail for each, with every gathering they are asked to come to. `stand` is that of the
/// series before, when it is about more than one of it.
pub(super) async fn send(
    tx: &Tx,
    tenant: &Tenant,
    book: &CouncilBook,
    opened: &[Opened],
    stand: i64,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let mut asked: BTreeMap<Uuid, Vec<(usize, About)>> = BTreeMap::new();
    for (at, one) in opened.iter().enumerate() {
        for (about, person) in &one.calls {
            asked.entry(*person).or_default().push((at, *about));
        }
    }
    let first = opened.iter().map(|one| &one.gathering).filter(|one| one.life.invited_at.is_none());
    let invited = asked.keys().copied().collect();
    Hosts::of(Word::Expected, first).tell(tx, tenant, book, &invited, base_url, now).await?;
    let mut sent = Sent::default();
    for (person, asked) in asked {
        let Some(to) = Recipient::of(book, person) else {
            sent.unreachable += 1;
            continue;
        };
        let asked: Vec<_> =
            asked.iter().map(|(at, about)| (&opened[*at].gathering, opened[*at].item, *about)).collect();
        ask(tx, tenant, base_url, to, (person, &asked), (stand, None), now).await?;
        sent.mailed += 1;
    }
    Ok(sent)
}

/// Asks one person to come to each of these, in one mail. `stand` is that of the series before; a mail that comes in place of
/// another has its occasion.
pub(super) async fn ask(
    tx: &Tx,
    tenant: &Tenant,
    base_url: &str,
    to: Recipient,
    (person, asked): (Uuid, &[(&Gathering, Uuid, About)]),
    (stand, occasion): (i64, Option<&str>),
    now: Timestamp,
) -> Result<(), AppError> {
    let ends: Vec<_> = asked.iter().map(|(gathering, _, about)| (about.invitation, gathering.when.ends_at)).collect();
    let links = answers::links::answer_links(tx, tenant, base_url, person, &ends, now).await?;
    let calls = asked.iter().zip(links);
    let calls: Vec<Call<'_>> =
        calls.map(|((gathering, _, about), answer_url)| Call { gathering, about: *about, answer_url }).collect();
    match (asked, calls.as_slice()) {
        ([(gathering, item, about)], [call]) => {
            let post = Post::new(tenant, base_url, gathering, Some(*item), now)?;
            outbox::enqueue(tx, tenant, &post.invitation(to, *about, &call.answer_url)?, now).await?;
        }
        _ => {
            let items: Vec<Uuid> = asked.iter().map(|(_, item, _)| *item).collect();
            let series = asked.first().and_then(|(gathering, ..)| gathering.series).unwrap_or_default();
            let message = Bundle { tenant, base_url, series, stand, occasion }.invitation(to, &calls)?;
            let about: Vec<_> = asked.iter().map(|(_, _, about)| (about.invitation, about.ahead)).collect();
            outbox::enqueue_together(tx, tenant, &message, &items, &about, now).await?;
        }
    }
    Ok(())
}

fn row(tenant: &Tenant, gathering: Uuid, id: Uuid, person: Uuid, now: Timestamp) -> invitation::ActiveModel {
    invitation::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        gathering_id: Set(gathering),
        person_id: Set(person),
        invited_at: Set(millis(now)),
        withdrawn_at: Set(None),
        answer: Set(None),
        note: Set(String::new()),
        answered_at: Set(None),
        answered_by: Set(None),
        answered_via: Set(None),
        coming_since: Set(None),
        reminded_at: Set(None),
        version: Set(1),
        sequence_ahead: Set(0),
    }
}
