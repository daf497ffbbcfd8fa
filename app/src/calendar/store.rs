//! What stands in a feed, and who reads it.

use std::collections::BTreeMap;

use domain::{
    answers::Answer,
    gatherings::{AudienceKind, Openness},
    people::Role,
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::feed;
use crate::{
    actor::Actor,
    db::{millis, moment, sql},
    error::AppError,
    people, secret,
    tenant::Tenant,
};

/// How long a gathering stays in a feed after its begin.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365);
/// More gatherings than a municipality plans in many years; a feed ends there.
const MOST: i64 = 5_000;

/// A subscription that still works.
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, token: &str) -> Result<Option<feed::Model>, AppError> {
    Ok(feed::Entity::find_by_id(secret::hash(token))
        .filter(feed::Column::MunicipalityId.eq(tenant.id()))
        .filter(feed::Column::EndedAt.is_null())
        .one(db)
        .await?)
}

/// One's own subscriptions, the newest first.
pub async fn own(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Vec<feed::Model>, AppError> {
    Ok(feed::Entity::find()
        .filter(feed::Column::MunicipalityId.eq(tenant.id()))
        .filter(feed::Column::PersonId.eq(person))
        .filter(feed::Column::EndedAt.is_null())
        .order_by_desc(feed::Column::CreatedAt)
        .order_by_desc(feed::Column::Id)
        .all(db)
        .await?)
}

/// A gathering as a feed tells it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The gathering.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// One line: what and for whom.
    pub summary: String,
    /// Point by point.
    pub agenda: String,
    /// Whether everybody may come and listen.
    pub is_public: bool,
    /// The place, or the address to take part by.
    pub venue: String,
    /// Whether that is an address to take part by.
    pub is_online: bool,
    /// Name of the zone of its wall times.
    pub zone: String,
    /// Begin.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Counts the changes that matter to a calendar.
    pub sequence: i64,
    /// When it, or the answer shown with it, was last changed.
    pub changed_at: Timestamp,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// Whether the reader was invited.
    pub invited: bool,
    /// What the reader answered.
    pub answer: Option<Answer>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    title: String,
    summary: String,
    agenda: String,
    openness: String,
    place: String,
    online_url: Option<String>,
    zone: String,
    starts_at: i64,
    ends_at: i64,
    sequence: i64,
    changed_at: i64,
    cancelled_at: Option<i64>,
    invitation: Option<Uuid>,
    answer: Option<String>,
    answered_at: Option<i64>,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let is_online = row.place.is_empty() && row.online_url.is_some();
        let venue = if row.place.is_empty() { row.online_url.unwrap_or_default() } else { row.place };
        Self {
            id: row.id,
            title: row.title,
            summary: row.summary,
            agenda: row.agenda,
            is_public: row.openness == Openness::Public.code(),
            venue,
            is_online,
            zone: row.zone,
            starts_at: moment(row.starts_at),
            ends_at: moment(row.ends_at),
            sequence: row.sequence,
            changed_at: moment(row.changed_at.max(row.answered_at.unwrap_or_default())),
            cancelled: row.cancelled_at.is_some(),
            invited: row.invitation.is_some(),
            answer: row.answer.as_deref().and_then(Answer::parse),
        }
    }
}

/// The gatherings of a year back and all to come that `wanted` (SQL over `g` and `i`) lets through, `i` being the
/// invitation of `reader`.
async fn entries(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    reader: Uuid,
    wanted: &str,
    now: Timestamp,
) -> Result<Vec<Entry>, AppError> {
    let text = format!(
        "SELECT g.id, g.title, g.summary, g.agenda, g.openness, g.place, g.online_url, g.zone, g.starts_at, g.ends_at, \
         g.sequence, g.changed_at, g.cancelled_at, i.id AS invitation, i.answer, i.answered_at \
         FROM gatherings g LEFT JOIN invitations i ON i.municipality_id = g.municipality_id AND i.gathering_id = g.id \
         AND i.person_id = $2 AND i.withdrawn_at IS NULL \
         WHERE g.municipality_id = $1 AND g.starts_at > $3 AND g.planned_at IS NOT NULL AND ({wanted}) \
         ORDER BY g.starts_at, g.id LIMIT $4"
    );
    let values = [tenant.id().into(), reader.into(), millis(now - KEPT).into(), MOST.into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    Ok(rows.iter().map(|row| Row::from_query_result(row, "").map(Entry::from)).collect::<Result<_, _>>()?)
}

/// What everybody may come to.
pub async fn public(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Vec<Entry>, AppError> {
    let wanted = format!("g.openness = '{}'", Openness::Public.code());
    entries(db, tenant, Uuid::nil(), &wanted, now).await
}

/// What concerns a person: what they are invited to, are host of, or will be invited to.
pub async fn of_person(db: &impl ConnectionTrait, actor: &Actor, now: Timestamp) -> Result<Vec<Entry>, AppError> {
    let wanted = if actor.is(Role::Clerk) {
        "1 = 1".to_owned()
    } else {
        let mut kinds = format!("'{}'", AudienceKind::Everybody.code());
        if actor.is(Role::Member) {
            kinds.push_str(&format!(", '{}'", AudienceKind::CouncilOnly.code()));
        }
        format!("i.id IS NOT NULL OR g.host_id = $2 OR g.audience IN ({kinds})")
    };
    entries(db, &actor.tenant, actor.person, &wanted, now).await
}

/// How many of a faction answered what to a gathering.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Come.
    pub yes: i64,
    /// Perhaps.
    pub maybe: i64,
    /// Do not come.
    pub no: i64,
    /// Said nothing yet.
    pub none: i64,
    /// When the last of them answered, in milliseconds since 1970.
    pub last: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    gathering_id: Uuid,
    answer: Option<String>,
    people: i64,
    last: Option<i64>,
}

/// What the people of a faction answered, by gathering: those who sit in it today.
pub async fn of_faction(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    faction: Uuid,
    now: Timestamp,
) -> Result<BTreeMap<Uuid, Counts>, AppError> {
    let today = now.to_zoned(tenant.zone().clone()).date();
    let council = people::store::council(db, tenant).await?;
    let places = council.view().places_on(today);
    let members: Vec<Uuid> = places.iter().filter(|(_, (of, _))| *of == Some(faction)).map(|(id, _)| *id).collect();
    let mut counts: BTreeMap<Uuid, Counts> = BTreeMap::new();
    if members.is_empty() {
        return Ok(counts);
    }
    let marks: Vec<String> = (0..members.len()).map(|at| format!("${}", at + 2)).collect();
    let text = format!(
        "SELECT gathering_id, answer, COUNT(*) AS people, MAX(answered_at) AS last FROM invitations \
         WHERE municipality_id = $1 AND withdrawn_at IS NULL AND person_id IN ({}) GROUP BY gathering_id, answer",
        marks.join(", ")
    );
    let values: Vec<sea_orm::Value> =
        std::iter::once(tenant.id().into()).chain(members.into_iter().map(Into::into)).collect();
    for row in db.query_all_raw(sql(db, &text, values)).await? {
        let row = CountRow::from_query_result(&row, "")?;
        let of = counts.entry(row.gathering_id).or_default();
        of.last = of.last.max(row.last.unwrap_or_default());
        match row.answer.as_deref().and_then(Answer::parse) {
            Some(Answer::Yes) => of.yes += row.people,
            Some(Answer::Maybe) => of.maybe += row.people,
            Some(Answer::No) => of.no += row.people,
            None => of.none += row.people,
        }
    }
    Ok(counts)
}

/// The gatherings a faction's feed shows: what any faction is invited to.
pub async fn for_faction(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Vec<Entry>, AppError> {
    let kinds = format!("'{}', '{}'", AudienceKind::Everybody.code(), AudienceKind::CouncilOnly.code());
    entries(db, tenant, Uuid::nil(), &format!("g.audience IN ({kinds})"), now).await
}
