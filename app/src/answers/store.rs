//! Reading answers: who was invited, what they said, who has a place.

use std::collections::{HashMap, HashSet};

use domain::{
    answers::{self, Answer, Given, Place, Seats, Via},
    gatherings::{AnswerRefusal, Facts, State},
};
use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::LockType,
};
use uuid::Uuid;

use super::entity::invitation;
use crate::{
    actor::Actor,
    db::{Tx, millis, moment, sql},
    error::AppError,
    gatherings::entity::gathering,
    tenant::Tenant,
    text::Lang,
};

/// An invitation that stands, and what came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The invitation.
    pub invitation: Uuid,
    /// To which gathering.
    pub gathering: Uuid,
    /// Who was invited.
    pub person: Uuid,
    /// What they answered, if anything.
    pub answer: Option<Answer>,
    /// Their remark; empty without one.
    pub note: String,
    /// When the answer was last given or taken back.
    pub answered_at: Option<Timestamp>,
    /// By whom: the person, or somebody on their behalf.
    pub answered_by: Option<Uuid>,
    /// By which way.
    pub via: Option<Via>,
    /// Since when their yes counts; kept for a while after it was taken back.
    pub since: Option<Timestamp>,
}

impl Reply {
    pub(super) fn of(row: invitation::Model) -> Self {
        Self {
            invitation: row.id,
            gathering: row.gathering_id,
            person: row.person_id,
            answer: row.answer.as_deref().and_then(Answer::parse),
            note: row.note,
            answered_at: row.answered_at.map(moment),
            answered_by: row.answered_by,
            via: row.answered_via.as_deref().and_then(Via::parse),
            since: row.coming_since.map(moment),
        }
    }

    /// The answer as the rules want it; none without an answer.
    pub fn given(&self) -> Option<Given> {
        let answer = self.answer?;
        let arrived_at = self.since.or(self.answered_at).unwrap_or(Timestamp::MAX);
        Some(Given { person: self.person, faction: None, answer, arrived_at })
    }

    /// Whether somebody else answered for them.
    pub fn on_behalf(&self) -> bool {
        self.answer.is_some() && self.via.is_some_and(Via::on_behalf)
    }
}

/// The invitations of a gathering that stand.
pub async fn replies(db: &impl ConnectionTrait, tenant: &Tenant, gathering: Uuid) -> Result<Vec<Reply>, AppError> {
    let mut all = replies_of(db, tenant, vec![gathering]).await?;
    Ok(all.remove(&gathering).unwrap_or_default())
}

/// The same for several gatherings at once.
pub async fn replies_of(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gatherings: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Reply>>, AppError> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::MunicipalityId.eq(tenant.id()))
        .filter(invitation::Column::GatheringId.is_in(gatherings))
        .filter(invitation::Column::WithdrawnAt.is_null())
        .order_by_asc(invitation::Column::GatheringId)
        .order_by_asc(invitation::Column::Id)
        .all(db)
        .await?;
    let mut replies: HashMap<Uuid, Vec<Reply>> = HashMap::new();
    for row in rows {
        replies.entry(row.gathering_id).or_default().push(Reply::of(row));
    }
    Ok(replies)
}

/// Of these gatherings, each with its places, those where this person waits for one.
pub async fn waits_at(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    gatherings: &[(Uuid, i64)],
) -> Result<HashSet<Uuid>, AppError> {
    let stands = stands_at(db, tenant, person, gatherings).await?;
    Ok(stands.into_iter().filter(|(_, waits, _)| *waits).map(|(id, ..)| id).collect())
}

/// Of these gatherings, each with its places: whether this person waits for one, and when anybody last
/// answered.
pub async fn stands_at(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    gatherings: &[(Uuid, i64)],
) -> Result<Vec<(Uuid, bool, Option<Timestamp>)>, AppError> {
    if gatherings.is_empty() {
        return Ok(Vec::new());
    }
    let replies = replies_of(db, tenant, gatherings.iter().map(|(id, _)| *id).collect()).await?;
    let stand = |(id, places): &(Uuid, i64)| {
        let of = replies.get(id).map(Vec::as_slice).unwrap_or_default();
        let waits = matches!(seats(of, Some(*places)).place_of(person), Place::Waiting(_));
        (*id, waits, of.iter().filter_map(|reply| reply.answered_at).max())
    };
    Ok(gatherings.iter().map(stand).collect())
}

/// One invitation that stands, or `NotFound`.
pub async fn reply(db: &impl ConnectionTrait, tenant: &Tenant, invitation: Uuid) -> Result<Reply, AppError> {
    let row = invitation::Entity::find_by_id(invitation)
        .filter(invitation::Column::MunicipalityId.eq(tenant.id()))
        .filter(invitation::Column::WithdrawnAt.is_null())
        .one(db)
        .await?;
    row.map(Reply::of).ok_or(AppError::NotFound)
}

/// Who has a place and who waits for one.
pub fn seats(replies: &[Reply], capacity: Option<i64>) -> Seats {
    let given: Vec<_> = replies.iter().filter_map(Reply::given).collect();
    answers::seats(&given, places(capacity))
}

/// The number of places as the rules want it; `None` is no limit.
pub fn places(capacity: Option<i64>) -> Option<u32> {
    capacity.map(|places| u32::try_from(places.max(0)).unwrap_or(u32::MAX))
}

/// What the rules need to know of a gathering's life. Whether notes were published makes no difference here.
pub fn life(row: &gathering::Model) -> Facts {
    Facts {
        planned_at: row.planned_at.map(moment),
        invited_at: row.invited_at.map(moment),
        cancelled_at: row.cancelled_at.map(moment),
        starts_at: Some(moment(row.starts_at)),
        ends_at: Some(moment(row.ends_at)),
        notes_published_at: None,
    }
}

/// Whether an invitation to it can still be answered.
pub fn may_answer(row: &gathering::Model, now: Timestamp) -> Result<(), AnswerRefusal> {
    domain::gatherings::may_answer(&life(row), now)
}

/// Whether it lies behind us: held, or its notes published.
pub fn is_over(row: &gathering::Model, now: Timestamp) -> bool {
    matches!(domain::gatherings::state(&life(row), now), State::Held | State::Closed)
}

/// The day of a gathering in its municipality.
pub fn day(row: &gathering::Model) -> Result<Date, AppError> {
    row.date.parse().map_err(AppError::unexpected)
}

/// "di 9 sep, 19.30–21.00".
pub fn when(lang: Lang, tenant: &Tenant, row: &gathering::Model, today: Date) -> String {
    let zone = tenant.zone();
    let end = moment(row.ends_at).to_zoned(zone.clone());
    let start = lang.when(moment(row.starts_at), zone, today);
    format!("{start}–{}", lang.clock(end.hour(), end.minute()))
}

/// The same moment for machines.
pub fn starts_at(tenant: &Tenant, row: &gathering::Model) -> String {
    moment(row.starts_at).to_zoned(tenant.zone().clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()
}

/// The gatherings somebody may still answer for and did not, soonest first.
pub async fn open_for(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<Vec<gathering::Model>, AppError> {
    open_among(db, tenant, person, Condition::all(), now).await
}

/// Those of them that are other dates of the same series as this gathering.
pub async fn open_beside(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    row: &gathering::Model,
    now: Timestamp,
) -> Result<Vec<gathering::Model>, AppError> {
    let Some(series) = row.series_id else { return Ok(Vec::new()) };
    let others = Condition::all().add(gathering::Column::SeriesId.eq(series)).add(gathering::Column::Id.ne(row.id));
    open_among(db, tenant, person, others, now).await
}

async fn open_among(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    which: Condition,
    now: Timestamp,
) -> Result<Vec<gathering::Model>, AppError> {
    let mine = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::GatheringId)
        .filter(invitation::Column::MunicipalityId.eq(tenant.id()))
        .filter(invitation::Column::PersonId.eq(person))
        .filter(invitation::Column::WithdrawnAt.is_null())
        .filter(invitation::Column::Answer.is_null())
        .into_query();
    let rows = gathering::Entity::find()
        .filter(gathering::Column::MunicipalityId.eq(tenant.id()))
        .filter(gathering::Column::Id.in_subquery(mine))
        .filter(gathering::Column::StartsAt.gt(millis(now)))
        .filter(which)
        .order_by_asc(gathering::Column::StartsAt)
        .order_by_asc(gathering::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter(|row| may_answer(row, now).is_ok()).collect())
}

/// How many those are; on every page, so counted by the database. The twin of [`open_for`], and tested against it.
pub async fn count_open(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<u64, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT COUNT(*) FROM invitations i \
             JOIN gatherings g ON g.municipality_id = i.municipality_id AND g.id = i.gathering_id \
             WHERE i.municipality_id = $1 AND i.person_id = $2 AND i.withdrawn_at IS NULL AND i.answer IS NULL \
             AND g.planned_at IS NOT NULL AND g.invited_at IS NOT NULL AND g.cancelled_at IS NULL AND g.starts_at > $3",
            [tenant.id().into(), person.into(), millis(now).into()],
        ))
        .await?;
    let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Whether somebody was invited to a gathering, and that was taken back.
pub async fn was_withdrawn(db: &impl ConnectionTrait, actor: &Actor, gathering: Uuid) -> Result<bool, AppError> {
    let text = "SELECT 1 FROM invitations \
                WHERE municipality_id = $1 AND gathering_id = $2 AND person_id = $3 AND withdrawn_at IS NOT NULL";
    let values = [actor.tenant.id().into(), gathering.into(), actor.person.into()];
    Ok(db.query_one_raw(sql(db, text, values)).await?.is_some())
}

/// Takes a gathering in hand until the transaction ends, and answers it as it is then: answers and presence of one
/// gathering are written one after the other, so that places, waiting list and ledger are judged on what is there.
/// `NotFound` when it is not here. SQLite has one writer anyway.
pub async fn hold(tx: &Tx, tenant: &Tenant, gathering: Uuid) -> Result<gathering::Model, AppError> {
    gathering::Entity::find_by_id(gathering)
        .filter(gathering::Column::MunicipalityId.eq(tenant.id()))
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?
        .ok_or(AppError::NotFound)
}
