//! Reading gatherings.

use std::collections::HashMap;

use domain::{
    answers::Answer,
    gatherings::{Audience, AudienceKind, Details, Facts as Life, Kind, LegalStatus, Openness, State, When, state},
    localtime::{parse_date, parse_time},
    policy::Facts,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{entity::gathering, mails::About};
use crate::{
    actor::Actor,
    answers::entity::invitation,
    db::{moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// Lists and their filters.
mod list;
/// Series.
mod series;
/// The clerk's week.
mod week;

pub use list::{Card, Filter, PAGE, Page, list, same_day, total};
pub use series::{Neighbours, Nth, Series, dates, neighbours, numbers, series};
pub use week::{Busy, Week, week};

/// A gathering of this municipality, or `NotFound`. Whether the reader may see it is for the gate: ask with [`facts`].
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<gathering::Model, AppError> {
    gathering::Entity::find_by_id(id)
        .filter(gathering::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)
}

/// What the policy needs to know of a gathering and this actor.
pub async fn facts(db: &impl ConnectionTrait, actor: &Actor, row: &gathering::Model) -> Result<Facts, AppError> {
    let invitation = invitation::Entity::find()
        .filter(invitation::Column::MunicipalityId.eq(actor.tenant.id()))
        .filter(invitation::Column::GatheringId.eq(row.id))
        .filter(invitation::Column::PersonId.eq(actor.person))
        .filter(invitation::Column::WithdrawnAt.is_null())
        .one(db)
        .await?;
    Ok(Facts {
        own: invitation.is_some(),
        released: row.planned_at.is_some(),
        invited: invitation.is_some(),
        host: row.host_id == Some(actor.person),
        same_faction: false,
    })
}

/// One gathering, as rules, pages and mails want it.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// Id.
    pub id: Uuid,
    /// What was filled in.
    pub details: Details,
    /// One line: what and for whom.
    pub summary: String,
    /// Where it stands in the council information system.
    pub ris_url: Option<String>,
    /// Local day of the begin.
    pub date: Date,
    /// Its moments.
    pub when: When,
    /// The zone of its wall times.
    pub zone: TimeZone,
    /// Name of that zone.
    pub zone_name: String,
    /// What is known about its life.
    pub life: Life,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// Counts the changes that matter to a calendar.
    pub sequence: i64,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Counts all changes.
    pub version: i64,
    /// The series it is one of.
    pub series: Option<Uuid>,
}

impl Gathering {
    /// Where it is in its life.
    pub fn state(&self, now: Timestamp) -> State {
        state(&self.life, now)
    }

    /// Its page, below the municipality.
    pub fn path(&self) -> String {
        format!("/bijeenkomsten/{}", self.id)
    }

    /// The place, or the address to take part by, or nothing.
    pub fn venue(&self) -> &str {
        self.details.place.as_deref().or(self.details.link.as_deref()).unwrap_or_default()
    }

    /// The agenda point by point, without the marks people type before a point.
    pub fn agenda(&self) -> Vec<&str> {
        let mark = |c: char| matches!(c, '-' | '*' | '•' | '–' | ' ' | '\t');
        self.details
            .agenda
            .lines()
            .map(|line| line.trim_start_matches(mark).trim())
            .filter(|line| !line.is_empty())
            .collect()
    }

    /// From the rows of the table; `notes_at` is when the notes were first published.
    fn of(
        row: gathering::Model,
        audience: Vec<(Option<Uuid>, Option<Uuid>)>,
        notes_at: Option<i64>,
    ) -> Result<Self, AppError> {
        let broken = |what: &str, text: &str| AppError::unexpected(format!("gathering {}: {what} {text}", row.id));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let date = parse_date(&row.date).ok_or_else(|| broken("date", &row.date))?;
        let details = Details {
            kind: Kind::parse(&row.kind).ok_or_else(|| broken("kind", &row.kind))?,
            legal_status: LegalStatus::parse(&row.legal_status).ok_or_else(|| broken("status", &row.legal_status))?,
            title: row.title.clone(),
            date: Some(date),
            start: Some(parse_time(&row.start_time).ok_or_else(|| broken("start", &row.start_time))?),
            end: Some(parse_time(&row.end_time).ok_or_else(|| broken("end", &row.end_time))?),
            place: some(&row.place),
            link: row.online_url.clone(),
            openness: Openness::parse(&row.openness).ok_or_else(|| broken("openness", &row.openness))?,
            closed_reason: some(&row.openness_reason),
            audience: Audience {
                kind: AudienceKind::parse(&row.audience).ok_or_else(|| broken("audience", &row.audience))?,
                reason: some(&row.audience_reason),
                factions: audience.iter().filter_map(|(faction, _)| *faction).collect(),
                people: audience.iter().filter_map(|(_, person)| *person).collect(),
            },
            host: row.host_id,
            capacity: row.capacity.map(u32::try_from).transpose().map_err(AppError::unexpected)?,
            agenda: row.agenda.clone(),
        };
        let zone = domain::localtime::zone(&row.zone).ok_or_else(|| broken("zone", &row.zone))?;
        Ok(Self {
            id: row.id,
            details,
            date,
            when: When { starts_at: moment(row.starts_at), ends_at: moment(row.ends_at) },
            zone,
            zone_name: row.zone.clone(),
            life: life(&row, notes_at),
            summary: row.summary,
            ris_url: row.ris_url,
            cancel_reason: row.cancel_reason,
            sequence: row.sequence,
            changed_at: moment(row.changed_at),
            version: row.version,
            series: row.series_id,
        })
    }
}

/// What is known about the life of a row; `notes_at` is when its notes were first published, if the caller knows.
pub fn life(row: &gathering::Model, notes_at: Option<i64>) -> Life {
    Life {
        planned_at: row.planned_at.map(moment),
        invited_at: row.invited_at.map(moment),
        cancelled_at: row.cancelled_at.map(moment),
        starts_at: Some(moment(row.starts_at)),
        ends_at: Some(moment(row.ends_at)),
        notes_published_at: notes_at.map(moment),
    }
}

/// A row with all that belongs to it.
pub async fn read(db: &impl ConnectionTrait, tenant: &Tenant, row: gathering::Model) -> Result<Gathering, AppError> {
    let audience = audiences(db, tenant, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let notes_at = notes_published(db, tenant, &[row.id]).await?.get(&row.id).copied();
    Gathering::of(row, audience, notes_at)
}

/// Factions and people of narrower audiences, by gathering.
async fn audiences(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(Option<Uuid>, Option<Uuid>)>>, AppError> {
    let mut found: HashMap<Uuid, Vec<_>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let marks: Vec<String> = (2..=ids.len() + 1).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT gathering_id, faction_id, person_id FROM gathering_audience \
         WHERE municipality_id = $1 AND gathering_id IN ({})",
        marks.join(", ")
    );
    let values = std::iter::once(tenant.id().into()).chain(ids.iter().map(|id| (*id).into()));
    for row in db.query_all_raw(sql(db, &text, values)).await? {
        found.entry(row.try_get_by_index(0)?).or_default().push((row.try_get_by_index(1)?, row.try_get_by_index(2)?));
    }
    Ok(found)
}

/// When the notes of these gatherings were first published, for those whose were.
async fn notes_published(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, i64>, AppError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let marks: Vec<String> = (2..=ids.len() + 1).map(|n| format!("${n}")).collect();
    let query = sql(
        db,
        &format!(
            "SELECT n.gathering_id, MIN(v.published_at) FROM notes n \
             JOIN note_versions v ON v.note_id = n.id AND v.municipality_id = n.municipality_id \
             WHERE n.municipality_id = $1 AND n.gathering_id IN ({}) GROUP BY n.gathering_id",
            marks.join(", ")
        ),
        std::iter::once(tenant.id().into()).chain(ids.iter().map(|id| (*id).into())),
    );
    let rows = db.query_all_raw(query).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Somebody who was invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    /// The invitation.
    pub id: Uuid,
    /// Who.
    pub person: Uuid,
    /// What they answered.
    pub answer: Option<Answer>,
    /// When they were last reminded.
    pub reminded_at: Option<Timestamp>,
    /// Whether the invitation was taken back.
    pub withdrawn: bool,
    /// How far the SEQUENCE of their calendar entry is ahead of the gathering's.
    pub ahead: i64,
}

impl Invited {
    /// What messages to them are about.
    pub fn about(&self) -> About {
        About { invitation: self.id, ahead: self.ahead }
    }
}

/// Everybody who was invited, in order of invitation.
pub async fn invited(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Vec<Invited>, AppError> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::MunicipalityId.eq(tenant.id()))
        .filter(invitation::Column::GatheringId.eq(id))
        .order_by_asc(invitation::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Invited {
            id: row.id,
            person: row.person_id,
            answer: row.answer.as_deref().and_then(Answer::parse),
            reminded_at: row.reminded_at.map(moment),
            withdrawn: row.withdrawn_at.is_some(),
            ahead: row.sequence_ahead,
        })
        .collect())
}
