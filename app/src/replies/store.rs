//! Reading what came in.

use domain::{
    answers::{Answer, Via},
    replies::{Known, Reason, Standing},
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{address::KEPT, entity::incoming};
use crate::{
    answers::{self, entity::invitation, store::Reply},
    calendar::compose,
    db::{millis, moment, sql},
    error::AppError,
    gatherings::{self, entity::gathering},
    mail::outbox::entity as outbox,
    people::entity::person,
    secret,
    tenant::{self, Tenant},
};

/// How long a mail of ours may take to come back.
const RETURNS_WITHIN: SignedDuration = SignedDuration::from_hours(8 * 24);
/// On one page.
const PAGE: u64 = 50;

domain::codes! {
    /// Who sent something, as far as it is proven.
    pub enum Sender {
        /// The one invited, from an address known here.
        Invited = "bewezen",
        /// Somebody at another address.
        Other = "andere-afzender",
        /// Anybody.
        Unproven = "niet-bewezen",
    }
}

/// The invitation behind an address.
#[derive(Debug, Clone)]
pub struct Target {
    /// Whose it is.
    pub tenant: Tenant,
    /// The invitation.
    pub invitation: invitation::Model,
    /// To which gathering.
    pub gathering: gathering::Model,
}

impl Target {
    /// The SEQUENCE of this person's calendar entry.
    pub fn sequence(&self) -> i64 {
        self.gathering.sequence + self.invitation.sequence_ahead
    }
}

/// What a token stands for, while its address exists: the invitation stands and the gathering is not long over.
pub async fn target(db: &impl ConnectionTrait, token: &str, now: Timestamp) -> Result<Option<Target>, AppError> {
    let text = "SELECT municipality_id, invitation_id FROM reply_addresses WHERE token = $1";
    let Some(row) = db.query_one_raw(sql(db, text, [token.into()])).await? else { return Ok(None) };
    let (here, id): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let Some(tenant) = tenant::find_by_id(db, here).await? else { return Ok(None) };
    let invitation = invitation::Entity::find_by_id(id)
        .filter(invitation::Column::MunicipalityId.eq(here))
        .filter(invitation::Column::WithdrawnAt.is_null())
        .one(db)
        .await?;
    let Some(invitation) = invitation else { return Ok(None) };
    let gathering = gatherings::store::find(db, &tenant, invitation.gathering_id).await?;
    let alive = now < moment(gathering.ends_at) + KEPT;
    Ok(alive.then_some(Target { tenant, invitation, gathering }))
}

/// The mail of ours with this token. A server may send back what it took before we have noted that it took it.
pub async fn outgoing(db: &impl ConnectionTrait, token: &str) -> Result<Option<outbox::Model>, AppError> {
    Ok(outbox::Entity::find().filter(outbox::Column::BounceToken.eq(token)).one(db).await?)
}

/// Whether it may still come back.
pub fn may_return(row: &outbox::Model, now: Timestamp) -> bool {
    row.sent_at.is_some_and(|sent| now < moment(sent) + RETURNS_WITHIN)
}

/// Whether the very same mail about this invitation came before.
pub async fn came_before(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    invitation: Uuid,
    digest: &[u8],
) -> Result<bool, AppError> {
    let found = about(tenant, invitation).filter(incoming::Column::Digest.eq(digest.to_vec())).count(db).await?;
    Ok(found > 0)
}

/// What is counted of what came in about an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// What the one invited did not certainly send.
    Unsure,
    /// What the person was asked about.
    Asked,
    /// The lines that say that it was too much.
    TooMany,
}

/// How much of it came in since a moment.
pub async fn count_since(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    invitation: Uuid,
    since: Timestamp,
    what: Counted,
) -> Result<u64, AppError> {
    let query = about(tenant, invitation).filter(incoming::Column::ReceivedAt.gt(millis(since)));
    let query = match what {
        Counted::Unsure => query.filter(incoming::Column::Proof.ne(Sender::Invited.code())),
        Counted::Asked => query.filter(incoming::Column::AskHash.is_not_null()),
        Counted::TooMany => query.filter(incoming::Column::Reason.eq(Reason::TooMany.code())),
    };
    Ok(query.count(db).await?)
}

fn about(tenant: &Tenant, invitation: Uuid) -> sea_orm::Select<incoming::Entity> {
    incoming::Entity::find()
        .filter(incoming::Column::MunicipalityId.eq(tenant.id()))
        .filter(incoming::Column::InvitationId.eq(invitation))
}

/// What the decision needs to know of an invitation.
pub async fn known(db: &impl ConnectionTrait, target: &Target, now: Timestamp) -> Result<Known, AppError> {
    let (tenant, invitation) = (&target.tenant, &target.invitation);
    let newest = about(tenant, invitation.id)
        .filter(incoming::Column::Standing.eq(Standing::Applied.code()))
        .order_by_desc(incoming::Column::Sequence)
        .order_by_desc(incoming::Column::StampedAt)
        .one(db)
        .await?;
    let newest = newest.and_then(|row| {
        Some((row.sequence?, moment(row.stamped_at?), Answer::parse(row.answer.as_deref().unwrap_or_default())?))
    });
    Ok(Known {
        uid: compose::uid(tenant, target.gathering.id),
        addresses: addresses(db, tenant, invitation.person_id).await?,
        sequence: target.sequence(),
        newest,
        // Who was invited anew answers anew: what was said before that is as good as answered over.
        answered_at: match invitation.sequence_ahead {
            0 => invitation.answered_at.map(moment),
            _ => Some(moment(invitation.answered_at.unwrap_or(invitation.invited_at).max(invitation.invited_at))),
        },
        repeated: false,
        open: answers::store::may_answer(&target.gathering, now).is_ok(),
    })
}

/// The addresses a person answers from, lower case.
pub async fn addresses(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Vec<String>, AppError> {
    let row = person::Entity::find_by_id(person)
        .filter(person::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let text = "SELECT address FROM person_addresses WHERE municipality_id = $1 AND person_id = $2 ORDER BY address";
    let others = db.query_all_raw(sql(db, text, [tenant.id().into(), person.into()])).await?;
    let mut all: Vec<String> = row.email.iter().map(|email| email.to_lowercase()).collect();
    for other in others {
        all.push(other.try_get_by_index(0)?);
    }
    Ok(all)
}

/// The addresses besides their own from which somebody's answers count, and since when; the oldest first.
pub async fn remembered(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
) -> Result<Vec<(String, Timestamp)>, AppError> {
    let text = "SELECT address, added_at FROM person_addresses \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY added_at, address";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into(), person.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, moment(row.try_get_by_index(1)?)))).collect()
}

/// One mail that waits for somebody, by its link; `None` when it waits no more.
pub async fn asked(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    token: &str,
) -> Result<Option<incoming::Model>, AppError> {
    Ok(incoming::Entity::find()
        .filter(incoming::Column::MunicipalityId.eq(tenant.id()))
        .filter(incoming::Column::AskHash.eq(secret::hash(token)))
        .one(db)
        .await?)
}

/// One mail, or `NotFound`.
pub async fn one(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<incoming::Model, AppError> {
    incoming::Entity::find_by_id(id)
        .filter(incoming::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)
}

/// Whether it still waits for somebody.
pub fn is_open(row: &incoming::Model) -> bool {
    row.settled_at.is_none() && Standing::parse(&row.standing).is_some_and(Standing::is_open)
}

/// Whether this person answered otherwise after this mail came in. What came in by mail counts from when it came.
pub async fn is_overtaken(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    row: &incoming::Model,
    reply: &Reply,
) -> Result<bool, AppError> {
    let Some(answered) = reply.answered_at.map(millis) else { return Ok(false) };
    let mut since = answered;
    if reply.via == Some(Via::Calendar) {
        let applied = about(tenant, reply.invitation)
            .filter(incoming::Column::Standing.eq(Standing::Applied.code()))
            .filter(incoming::Column::SettledAt.gte(answered))
            .order_by_desc(incoming::Column::ReceivedAt)
            .one(db)
            .await?;
        since = applied.map_or(answered, |applied| applied.received_at);
    }
    Ok(since > row.received_at)
}

/// What came in until a moment and waits for a word of this person has it now.
pub async fn overtake(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    invitation: Uuid,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), AppError> {
    let text = "UPDATE incoming_mail SET settled_at = $1 WHERE municipality_id = $2 AND invitation_id = $3 \
                AND standing = $4 AND answer IS NOT NULL AND settled_at IS NULL AND received_at <= $5";
    let values =
        [millis(now).into(), tenant.id().into(), invitation.into(), Standing::Held.code().into(), millis(until).into()];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// One line of the clerk's page.
#[derive(Debug, Clone)]
pub struct Line {
    /// The row.
    pub row: incoming::Model,
    /// What became of it.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
    /// What it says.
    pub answer: Option<Answer>,
    /// Whose invitation it is, where that is known.
    pub person: Option<Uuid>,
    /// What they answered until now, and when.
    pub present: Option<(Answer, Timestamp)>,
    /// To which gathering.
    pub gathering: Option<gathering::Model>,
    /// To whom the mail of ours went that came back, and its subject.
    pub returned: Option<(String, String)>,
}

fn waiting(tenant: &Tenant) -> Condition {
    let open: Vec<&str> = Standing::ALL.iter().filter(|each| each.is_open()).map(|each| each.code()).collect();
    Condition::all()
        .add(incoming::Column::MunicipalityId.eq(tenant.id()))
        .add(incoming::Column::Standing.is_in(open))
        .add(incoming::Column::SettledAt.is_null())
}

/// How many wait for somebody.
pub async fn count_waiting(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<u64, AppError> {
    Ok(incoming::Entity::find().filter(waiting(tenant)).count(db).await?)
}

/// The newest of what waits, or of all, before a mail; and whether there are more.
pub async fn page(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    all: bool,
    before: Option<Uuid>,
) -> Result<(Vec<Line>, bool), AppError> {
    let mut query = incoming::Entity::find();
    query = match all {
        true => query.filter(incoming::Column::MunicipalityId.eq(tenant.id())),
        false => query.filter(waiting(tenant)),
    };
    if let Some(before) = before {
        query = query.filter(incoming::Column::Id.lt(before));
    }
    let mut rows = query.order_by_desc(incoming::Column::Id).limit(PAGE + 1).all(db).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(line(db, tenant, row).await?);
    }
    Ok((lines, more))
}

/// A row with what it is about.
pub async fn line(db: &impl ConnectionTrait, tenant: &Tenant, row: incoming::Model) -> Result<Line, AppError> {
    let invitation = match row.invitation_id {
        None => None,
        Some(id) => {
            invitation::Entity::find_by_id(id)
                .filter(invitation::Column::MunicipalityId.eq(tenant.id()))
                .one(db)
                .await?
        }
    };
    let gathering = match &invitation {
        None => None,
        Some(invitation) => Some(gatherings::store::find(db, tenant, invitation.gathering_id).await?),
    };
    let returned = match row.outbox_id {
        None => None,
        Some(id) => {
            let mail =
                outbox::Entity::find_by_id(id).filter(outbox::Column::MunicipalityId.eq(tenant.id())).one(db).await?;
            mail.map(|mail| (format!("{} <{}>", mail.to_name, mail.to_address), mail.subject))
        }
    };
    Ok(Line {
        standing: Standing::parse(&row.standing).unwrap_or(Standing::Ignored),
        reason: Reason::parse(&row.reason).unwrap_or(Reason::Unreadable),
        answer: row.answer.as_deref().and_then(Answer::parse),
        present: invitation.as_ref().and_then(|invitation| {
            let answer = invitation.answer.as_deref().and_then(Answer::parse)?;
            Some((answer, moment(invitation.answered_at?)))
        }),
        person: invitation.map(|invitation| invitation.person_id),
        gathering,
        returned,
        row,
    })
}

/// What the newest applied answer of a calendar replaced: the answer and the remark from before.
pub async fn replaced(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    invitation: Uuid,
) -> Result<Option<(Option<Answer>, String)>, AppError> {
    let row = about(tenant, invitation)
        .filter(incoming::Column::Standing.eq(Standing::Applied.code()))
        .filter(incoming::Column::NoteBefore.is_not_null())
        .order_by_desc(incoming::Column::Id)
        .one(db)
        .await?;
    Ok(row.map(|row| (row.answer_before.as_deref().and_then(Answer::parse), row.note_before.unwrap_or_default())))
}
