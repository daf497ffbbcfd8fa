//! What stands in a feed, and who reads it.

use std::collections::BTreeMap;

use domain::{
    answers::Answer,
    gatherings::{AudienceKind, Openness},
    people::Role,
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult,
};
use uuid::Uuid;

use super::entity::feed;
use crate::{
    actor::Actor,
    answers,
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
    /// Whether the reader waits for a place.
    pub waits: bool,
}

impl Entry {
    /// By place, in the order of [`COLUMNS`]: names are looked up for every cell of every row.
    fn of(row: &QueryResult) -> Result<Self, DbErr> {
        let (place, online_url) = (row.try_get_by_index::<String>(5)?, row.try_get_by_index::<Option<String>>(6)?);
        let is_online = place.is_empty() && online_url.is_some();
        let venue = if place.is_empty() { online_url.unwrap_or_default() } else { place };
        let changed_at: i64 = row.try_get_by_index(11)?;
        let answered_at: Option<i64> = row.try_get_by_index(15)?;
        Ok(Self {
            id: row.try_get_by_index(0)?,
            title: row.try_get_by_index(1)?,
            summary: row.try_get_by_index(2)?,
            agenda: row.try_get_by_index(3)?,
            is_public: row.try_get_by_index::<String>(4)? == Openness::Public.code(),
            venue,
            is_online,
            zone: row.try_get_by_index(7)?,
            starts_at: moment(row.try_get_by_index(8)?),
            ends_at: moment(row.try_get_by_index(9)?),
            sequence: row.try_get_by_index(10)?,
            changed_at: moment(changed_at.max(answered_at.unwrap_or_default())),
            cancelled: row.try_get_by_index::<Option<i64>>(12)?.is_some(),
            invited: row.try_get_by_index::<Option<Uuid>>(13)?.is_some(),
            answer: row.try_get_by_index::<Option<String>>(14)?.as_deref().and_then(Answer::parse),
            waits: false,
        })
    }
}

/// What is read of a gathering `g` and the invitation `i`.
const COLUMNS: &str = "g.id, g.title, g.summary, g.agenda, g.openness, g.place, g.online_url, g.zone, g.starts_at, \
    g.ends_at, g.sequence + COALESCE(i.sequence_ahead, 0), g.changed_at, g.cancelled_at, i.id, i.answer, i.answered_at";

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
        "SELECT {COLUMNS} FROM gatherings g LEFT JOIN invitations i ON i.municipality_id = g.municipality_id AND i.gathering_id = g.id \
         AND i.person_id = $2 AND i.withdrawn_at IS NULL \
         WHERE g.municipality_id = $1 AND g.starts_at > $3 AND g.planned_at IS NOT NULL AND ({wanted}) \
         ORDER BY g.starts_at, g.id LIMIT $4"
    );
    let values = [tenant.id().into(), reader.into(), millis(now - KEPT).into(), MOST.into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    Ok(rows.iter().map(Entry::of).collect::<Result<_, _>>()?)
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
        // Whose invitation was taken back is not expected, also where everybody else is.
        format!(
            "i.id IS NOT NULL OR g.host_id = $2 OR g.audience IN ({kinds}) AND NOT EXISTS (SELECT 1 FROM invitations w \
             WHERE w.municipality_id = g.municipality_id AND w.gathering_id = g.id AND w.person_id = $2)"
        )
    };
    entries(db, &actor.tenant, actor.person, &wanted, now).await
}

/// A gathering with so many places, to which somebody said yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limited {
    /// Whether they wait for a place.
    pub waits: bool,
    /// When anybody last gave an answer, which may have moved them.
    pub since: Option<Timestamp>,
}

/// The gatherings still to come with so many places, to which this person said yes.
pub async fn waits(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<BTreeMap<Uuid, Limited>, AppError> {
    let text = "SELECT g.id, g.capacity FROM invitations i \
                JOIN gatherings g ON g.municipality_id = i.municipality_id AND g.id = i.gathering_id \
                WHERE i.municipality_id = $1 AND i.person_id = $2 AND i.withdrawn_at IS NULL AND i.answer = $3 \
                AND g.capacity IS NOT NULL AND g.cancelled_at IS NULL AND g.starts_at > $4";
    let values = [tenant.id().into(), person.into(), Answer::Yes.code().into(), millis(now).into()];
    let rows = db.query_all_raw(sql(db, text, values)).await?;
    let limited = rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    let limited = limited.collect::<Result<Vec<(Uuid, i64)>, DbErr>>()?;
    let stands = answers::store::stands_at(db, tenant, person, &limited).await?;
    Ok(stands.into_iter().map(|(id, waits, since)| (id, Limited { waits, since })).collect())
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

impl Counts {
    /// Yes, maybe, no, and nothing yet.
    pub fn numbers(&self) -> [i64; 4] {
        [self.yes, self.maybe, self.no, self.none]
    }
}

#[derive(FromQueryResult)]
struct CountRow {
    gathering_id: Uuid,
    answer: Option<String>,
    people: i64,
    last: Option<i64>,
}

/// Who sits in a faction today.
pub fn members(book: &people::store::CouncilBook, tenant: &Tenant, faction: Uuid, now: Timestamp) -> Vec<Uuid> {
    let today = tenant.date(now);
    let places = book.council.view().places_on(today);
    places.iter().filter(|(_, (of, _))| *of == Some(faction)).map(|(id, _)| *id).collect()
}

/// What these people answered, by gathering.
pub async fn of_faction(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    members: &[Uuid],
) -> Result<BTreeMap<Uuid, Counts>, AppError> {
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
        std::iter::once(tenant.id().into()).chain(members.iter().map(|id| (*id).into())).collect();
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

/// What a feed is made of, in a few numbers: while they stay the same, so does the feed. They may change more often than it
/// does, because they are of every gathering, also of those that this feed leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Number of gatherings, sums of their versions, changes and begins; number of invitations and sums over them.
    pub numbers: [i64; 8],
    /// When anything of it last changed; nothing for no gatherings.
    pub last: Option<Timestamp>,
}

/// The mark of now, with the answers of these people. Every command that touches a gathering or an invitation in a way that a
/// feed tells raises its version.
pub async fn mark(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    readers: &[Uuid],
    now: Timestamp,
) -> Result<Mark, AppError> {
    let sum = |what: &str| format!("CAST(COALESCE(SUM({what}), 0) AS BIGINT)");
    let text = format!(
        "SELECT COUNT(*), {}, {}, {}, COALESCE(MAX(changed_at), 0) FROM gatherings \
         WHERE municipality_id = $1 AND starts_at > $2 AND planned_at IS NOT NULL",
        sum("version"),
        sum("changed_at"),
        sum("starts_at")
    );
    let row = db.query_one_raw(sql(db, &text, [tenant.id().into(), millis(now - KEPT).into()])).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let at = |place: usize| row.try_get_by_index::<i64>(place);
    let (mut numbers, mut last) = ([at(0)?, at(1)?, at(2)?, at(3)?, 0, 0, 0, 0], at(4)?);
    if !readers.is_empty() {
        let places: Vec<String> = (0..readers.len()).map(|at| format!("${}", at + 2)).collect();
        let text = format!(
            "SELECT COUNT(*), {}, {}, {}, COALESCE(MAX(answered_at), 0) FROM invitations \
             WHERE municipality_id = $1 AND withdrawn_at IS NULL AND person_id IN ({})",
            sum("COALESCE(answered_at, 0)"),
            sum("CASE answer WHEN 'ja' THEN 1 WHEN 'misschien' THEN 5000 WHEN 'nee' THEN 25000000 ELSE 0 END"),
            sum("version"),
            places.join(", ")
        );
        let values: Vec<sea_orm::Value> =
            std::iter::once(tenant.id().into()).chain(readers.iter().map(|id| (*id).into())).collect();
        if let Some(row) = db.query_one_raw(sql(db, &text, values)).await? {
            let at = |place: usize| row.try_get_by_index::<i64>(place);
            (numbers[4], numbers[5], numbers[6], numbers[7]) = (at(0)?, at(1)?, at(2)?, at(3)?);
            last = last.max(at(4)?);
        }
    }
    Ok(Mark { numbers, last: (numbers[0] > 0).then(|| moment(last)) })
}
