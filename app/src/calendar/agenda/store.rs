//! What stands in the calendar on some days, for one reader.

use std::collections::BTreeMap;

use domain::{
    answers::Answer,
    calendar::{meet, minutes_on},
    gatherings::Kind,
    localtime::{parse_date, parse_time},
    people::Role,
    values::fold,
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::query::Filter;
use crate::{
    actor::Actor,
    answers,
    db::{millis, sql},
    error::AppError,
};

/// Something in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// The place, or nothing.
    pub place: String,
    /// First local day.
    pub first: Date,
    /// Last local day.
    pub last: Date,
    /// Begin and end on the wall clock; `None` for whole days.
    pub times: Option<(Time, Time)>,
    /// What it is.
    pub what: What,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A gathering of ours.
    Gathering(Own),
    /// Something in a calendar of another system, only to be read.
    Foreign {
        /// What that calendar is called.
        source: String,
        /// Its own page, or nothing.
        url: String,
    },
}

/// What there is to say about a gathering in few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Id.
    pub id: Uuid,
    /// Kind.
    pub kind: Kind,
    /// Still being prepared.
    pub draft: bool,
    /// Will not take place.
    pub cancelled: bool,
    /// Whether the reader was invited, and what they answered.
    pub answer: Option<Option<Answer>>,
    /// Whether it waits for the reader's answer.
    pub waits: bool,
    /// Whether the reader said yes and waits for a place.
    pub queued: bool,
    /// How many come.
    pub coming: i64,
    /// Places there are; `None` for as many as come.
    pub places: Option<i64>,
    /// What another calendar has at the same moment, for whoever plans.
    pub meets: Option<String>,
}

impl Entry {
    /// Whether it is a gathering of ours.
    pub fn is_ours(&self) -> bool {
        matches!(self.what, What::Gathering(_))
    }

    /// Whether it is on this day.
    pub fn is_on(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The minutes of a day that it takes; `None` for whole days.
    pub fn minutes_on(&self, day: Date) -> Option<std::ops::Range<i64>> {
        minutes_on(day, self.first, self.last, self.times)
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    title: String,
    summary: String,
    agenda: String,
    place: String,
    online_url: Option<String>,
    date: String,
    start_time: String,
    end_time: String,
    starts_at: i64,
    capacity: Option<i64>,
    planned_at: Option<i64>,
    invited_at: Option<i64>,
    cancelled_at: Option<i64>,
    invitation: Option<Uuid>,
    answer: Option<String>,
    coming: i64,
}

impl Row {
    fn into_entry(self, now: Timestamp) -> Result<Entry, AppError> {
        let broken = || AppError::unexpected(format!("gathering {} cannot be read", self.id));
        let date = parse_date(&self.date).ok_or_else(broken)?;
        let start = parse_time(&self.start_time).ok_or_else(broken)?;
        let end = parse_time(&self.end_time).ok_or_else(broken)?;
        let answer = self.answer.as_deref().and_then(Answer::parse);
        let kind = Kind::parse(&self.kind).ok_or_else(broken)?;
        let cancelled = self.cancelled_at.is_some();
        let open = self.invited_at.is_some() && !cancelled && self.starts_at > millis(now);
        Ok(Entry {
            title: self.title,
            place: if self.place.is_empty() { self.online_url.unwrap_or_default() } else { self.place },
            first: date,
            last: date,
            times: Some((start, end)),
            what: What::Gathering(Own {
                id: self.id,
                kind,
                draft: self.planned_at.is_none(),
                cancelled,
                answer: self.invitation.map(|_| answer),
                waits: self.invitation.is_some() && answer.is_none() && open,
                queued: false,
                coming: self.capacity.map_or(self.coming, |places| self.coming.min(places)),
                places: self.capacity,
                meets: None,
            }),
        })
    }
}

/// The gatherings from the first day to the last that the filter lets through, in order. Drafts are the clerk's alone.
pub(crate) async fn gatherings(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    first: Date,
    last: Date,
    now: Timestamp,
) -> Result<Vec<Entry>, AppError> {
    let mut text = "SELECT g.id, g.kind, g.title, g.summary, g.agenda, g.place, g.online_url, g.date, g.start_time, \
         g.end_time, g.starts_at, g.capacity, g.planned_at, g.invited_at, g.cancelled_at, i.id AS invitation, i.answer, \
         (SELECT COUNT(*) FROM invitations y WHERE y.municipality_id = g.municipality_id AND y.gathering_id = g.id \
         AND y.withdrawn_at IS NULL AND y.answer = 'ja') AS coming \
         FROM gatherings g LEFT JOIN invitations i ON i.municipality_id = g.municipality_id AND i.gathering_id = g.id \
         AND i.person_id = $2 AND i.withdrawn_at IS NULL \
         WHERE g.municipality_id = $1 AND g.date >= $3 AND g.date <= $4"
        .to_owned();
    let mut values: Vec<sea_orm::Value> =
        vec![actor.tenant.id().into(), actor.person.into(), first.to_string().into(), last.to_string().into()];
    if !actor.is(Role::Clerk) {
        text.push_str(" AND g.planned_at IS NOT NULL");
    }
    if let Some(kind) = filter.kind {
        values.push(kind.code().into());
        text.push_str(&format!(" AND g.kind = ${}", values.len()));
    }
    if let Some(host) = filter.host {
        values.push(host.into());
        text.push_str(&format!(" AND g.host_id = ${}", values.len()));
    }
    if filter.mine {
        text.push_str(" AND (i.id IS NOT NULL OR g.host_id = $2)");
    }
    if filter.open {
        values.push(millis(now).into());
        text.push_str(&format!(
            " AND i.id IS NOT NULL AND i.answer IS NULL AND g.invited_at IS NOT NULL AND g.cancelled_at IS NULL \
             AND g.starts_at > ${}",
            values.len()
        ));
    }
    text.push_str(" ORDER BY g.date, g.start_time, g.id");
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    let mut entries = Vec::with_capacity(rows.len());
    let mut crowded = Vec::new();
    for row in &rows {
        let row = Row::from_query_result(row, "")?;
        if about(&filter.topic, [&row.title, &row.summary, &row.agenda]) {
            crowded.extend(row.capacity.filter(|places| row.coming > *places).map(|places| (row.id, places)));
            entries.push(row.into_entry(now)?);
        }
    }
    let queues = answers::store::waits_at(db, &actor.tenant, actor.person, &crowded).await?;
    for entry in &mut entries {
        if let What::Gathering(own) = &mut entry.what {
            own.queued = queues.contains(&own.id);
        }
    }
    Ok(entries)
}

/// Leaves of other calendars what the filter lets through. They know no kind, host or invitation: a filter on those leaves
/// them out.
pub(crate) fn sift(foreign: Vec<Entry>, filter: &Filter) -> Vec<Entry> {
    if filter.is_about_ours() {
        return Vec::new();
    }
    foreign.into_iter().filter(|entry| about(&filter.topic, [&entry.title, &entry.place, ""])).collect()
}

/// Notes by every gathering that is to take place what another calendar has at the same moment.
pub(crate) fn note_meetings(ours: &mut [Entry], foreign: &[Entry]) {
    for one in ours {
        let (day, minutes) = (one.first, one.minutes_on(one.first));
        if let (What::Gathering(own), Some(minutes)) = (&mut one.what, minutes)
            && !own.cancelled
        {
            let other = foreign.iter().find(|other| other.minutes_on(day).is_some_and(|other| meet(&minutes, &other)));
            own.meets = other.map(|other| other.title.clone());
        }
    }
}

/// Whether every word of the topic is in one of the texts, accents and capitals aside.
fn about(topic: &str, texts: [&str; 3]) -> bool {
    if topic.is_empty() {
        return true;
    }
    let texts = texts.map(fold);
    topic.split_whitespace().map(fold).all(|word| texts.iter().any(|text| text.contains(&word)))
}

/// Whoever is host of any gathering here, by id.
pub async fn hosts(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Uuid>, AppError> {
    let query = sql(
        db,
        "SELECT p.id FROM people p WHERE p.municipality_id = $1 AND EXISTS (SELECT 1 FROM gatherings g \
         WHERE g.municipality_id = p.municipality_id AND g.host_id = p.id) ORDER BY p.id",
        [actor.tenant.id().into()],
    );
    let rows = db.query_all_raw(query).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// The entries of each day, in order.
pub(super) fn by_day(entries: &[Entry], days: impl Iterator<Item = Date>) -> BTreeMap<Date, Vec<&Entry>> {
    days.map(|day| (day, entries.iter().filter(|entry| entry.is_on(day)).collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_found_whatever_its_accents_and_capitals() {
        let texts = ["Casuïstiektafel", "Jeugdzorg in de wijk", "Eerst koffie"];
        for topic in ["", "casuistiek", "JEUGD wijk", "koffie jeugdzorg"] {
            assert!(about(topic, texts), "{topic}");
        }
        for topic in ["thee", "jeugd thee"] {
            assert!(!about(topic, texts), "{topic}");
        }
    }
}
