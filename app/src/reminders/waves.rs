//! Which waves are to come, worked out anew each time, and who is in them at a moment.

use std::collections::{BTreeSet, HashMap};

use domain::{
    answers::{Answer, Place},
    localtime::{date_in, parse_date},
    people::Role,
    reminders::waves::{Invitee, Kind, Window, coming as those_coming, key, silent},
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use super::rules::MailRules;
use crate::{
    answers::{self, entity::invitation},
    db::{millis, moment, sql},
    error::AppError,
    gatherings,
    people::store::CouncilBook,
    tenant::Tenant,
};

/// How far before a moment notes may have become overdue and still count; longer than any norm.
const NOTES_BACK: SignedDuration = SignedDuration::from_hours(24 * 45);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What became of a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It leaves by itself.
    Waits,
    /// The clerk skipped it.
    Skipped,
}

/// One wave to come.
#[derive(Debug, Clone)]
pub struct Wave {
    /// See [`key`].
    pub key: String,
    /// Why.
    pub kind: Kind,
    /// The gathering or question.
    pub subject: Uuid,
    /// Its title.
    pub title: String,
    /// Its page, below the municipality.
    pub path: String,
    /// When it may leave.
    pub window: Window,
    /// Whether it will.
    pub fate: Fate,
}

/// The waves that may leave before `now + ahead` and did not yet, the first first.
pub async fn coming(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    rules: &MailRules,
    now: Timestamp,
    ahead: SignedDuration,
) -> Result<Vec<Wave>, AppError> {
    let mut waves = of_gatherings(db, tenant, rules, now, ahead).await?;
    waves.extend(of_questions(db, tenant, rules, now, ahead).await?);
    waves.extend(of_notes(db, tenant, rules, now, ahead).await?);
    waves.retain(|wave| wave.window.until > now && wave.window.from <= now + ahead);
    let known = known(db, tenant, &waves).await?;
    waves.retain_mut(|wave| match known.get(&wave.key) {
        Some(sent) if *sent => false,
        Some(_) => {
            wave.fate = Fate::Skipped;
            true
        }
        None => true,
    });
    waves.sort_by(|a, b| (a.window.from, &a.title, &a.key).cmp(&(b.window.from, &b.title, &b.key)));
    Ok(waves)
}

async fn of_gatherings(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    rules: &MailRules,
    now: Timestamp,
    ahead: SignedDuration,
) -> Result<Vec<Wave>, AppError> {
    let reminders = &rules.reminders;
    let days = i32::try_from(reminders.answer_days).unwrap_or(i32::MAX).saturating_add(4);
    let query = sql(
        db,
        "SELECT id, title, date, zone, starts_at, ends_at FROM gatherings WHERE municipality_id = $1 \
         AND planned_at IS NOT NULL AND invited_at IS NOT NULL AND cancelled_at IS NULL \
         AND starts_at > $2 AND starts_at < $3",
        [tenant.id().into(), millis(now).into(), millis(now + ahead + DAY * days).into()],
    );
    let mut waves = Vec::new();
    for row in db.query_all_raw(query).await? {
        let one = Gathering::of(&row)?;
        let windows = [
            (Kind::Unanswered, reminders.unanswered(one.day, one.starts_at, &one.zone)),
            (Kind::DayBefore, reminders.day_before(one.day, one.starts_at, &one.zone)),
        ];
        waves.extend(windows.into_iter().filter_map(|(kind, window)| Some(one.wave(kind, window?))));
    }
    Ok(waves)
}

async fn of_notes(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    rules: &MailRules,
    now: Timestamp,
    ahead: SignedDuration,
) -> Result<Vec<Wave>, AppError> {
    let query = sql(
        db,
        "SELECT g.id, g.title, g.date, g.zone, g.starts_at, g.ends_at FROM gatherings g WHERE g.municipality_id = $1 \
         AND g.planned_at IS NOT NULL AND g.cancelled_at IS NULL AND g.ends_at > $2 AND g.ends_at < $3 \
         AND NOT EXISTS (SELECT 1 FROM notes n JOIN note_versions v ON v.note_id = n.id \
         WHERE n.municipality_id = $1 AND n.gathering_id = g.id)",
        [tenant.id().into(), millis(now - NOTES_BACK).into(), millis(now + ahead).into()],
    );
    let mut waves = Vec::new();
    for row in db.query_all_raw(query).await? {
        let one = Gathering::of(&row)?;
        let window = rules.reminders.notes_overdue(one.ends_at, &one.zone);
        waves.extend(window.map(|window| one.wave(Kind::NotesOverdue, window)));
    }
    Ok(waves)
}

async fn of_questions(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    rules: &MailRules,
    now: Timestamp,
    ahead: SignedDuration,
) -> Result<Vec<Wave>, AppError> {
    let (zone, days) = (tenant.zone(), i32::try_from(rules.reminders.question_days).unwrap_or(i32::MAX));
    let (first, last) = (date_in(now, zone), date_in(now + ahead + DAY * days.saturating_add(4), zone));
    let query = sql(
        db,
        "SELECT id, title, due_on FROM questions WHERE municipality_id = $1 AND answered_at IS NULL \
         AND holder_id IS NOT NULL AND due_on >= $2 AND due_on <= $3",
        [tenant.id().into(), first.to_string().into(), last.to_string().into()],
    );
    let mut waves = Vec::new();
    for row in db.query_all_raw(query).await? {
        let (subject, due): (Uuid, String) = (row.try_get("", "id")?, row.try_get("", "due_on")?);
        let due = parse_date(&due).ok_or_else(|| AppError::unexpected(format!("question {subject}: due {due}")))?;
        let Some(window) = rules.reminders.question_due(due, zone) else { continue };
        waves.push(Wave {
            key: key(Kind::QuestionDue, subject, due),
            kind: Kind::QuestionDue,
            subject,
            title: row.try_get("", "title")?,
            path: format!("/vragen/{subject}"),
            window,
            fate: Fate::Waits,
        });
    }
    Ok(waves)
}

/// What a wave needs to know of a gathering.
struct Gathering {
    id: Uuid,
    title: String,
    day: Date,
    zone: TimeZone,
    starts_at: Timestamp,
    ends_at: Timestamp,
}

impl Gathering {
    fn of(row: &QueryResult) -> Result<Self, AppError> {
        let (id, date, zone): (Uuid, String, String) =
            (row.try_get("", "id")?, row.try_get("", "date")?, row.try_get("", "zone")?);
        let broken = || AppError::unexpected(format!("gathering {id}: {date} in {zone}"));
        Ok(Self {
            id,
            title: row.try_get("", "title")?,
            day: parse_date(&date).ok_or_else(broken)?,
            zone: domain::localtime::zone(&zone).ok_or_else(broken)?,
            starts_at: moment(row.try_get("", "starts_at")?),
            ends_at: moment(row.try_get("", "ends_at")?),
        })
    }

    fn wave(&self, kind: Kind, window: Window) -> Wave {
        Wave {
            key: key(kind, self.id, self.day),
            kind,
            subject: self.id,
            title: self.title.clone(),
            path: format!("/bijeenkomsten/{}", self.id),
            window,
            fate: Fate::Waits,
        }
    }
}

/// Which of these waves left (`true`) or were skipped (`false`).
async fn known(db: &impl ConnectionTrait, tenant: &Tenant, waves: &[Wave]) -> Result<HashMap<String, bool>, AppError> {
    let mut known = HashMap::new();
    for some in waves.chunks(200) {
        let marks: Vec<String> = (0..some.len()).map(|at| format!("${}", at + 2)).collect();
        let text = format!(
            "SELECT wave, sent_at FROM reminder_waves WHERE municipality_id = $1 AND wave IN ({})",
            marks.join(", ")
        );
        let values = std::iter::once(tenant.id().into()).chain(some.iter().map(|wave| wave.key.as_str().into()));
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            let sent: Option<i64> = row.try_get("", "sent_at")?;
            known.insert(row.try_get("", "wave")?, sent.is_some());
        }
    }
    Ok(known)
}

/// Who is in a wave that leaves at this moment; only people with an address, whose account is not switched off.
pub async fn recipients(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    book: &CouncilBook,
    wave: &Wave,
    at: Timestamp,
) -> Result<Vec<Uuid>, AppError> {
    let off = switched_off(db, tenant).await?;
    let today = tenant.date(at);
    let view = book.council.view();
    let mut people = match wave.kind {
        Kind::Unanswered | Kind::DayBefore => {
            let here: BTreeSet<Uuid> = view.active(today).iter().map(|one| one.person).collect();
            let gone = |person: &Uuid| off.contains(person) || !here.contains(person);
            let all = invitees(db, tenant, wave.subject, gone).await?;
            if wave.kind == Kind::Unanswered { silent(&all, at) } else { those_coming(&all) }
        }
        Kind::QuestionDue => {
            let text = "SELECT holder_id FROM questions WHERE municipality_id = $1 AND id = $2 \
                        AND answered_at IS NULL AND holder_id IS NOT NULL";
            let row = db.query_one_raw(sql(db, text, [tenant.id().into(), wave.subject.into()])).await?;
            let holder: Option<Uuid> = row.map(|row| row.try_get_by_index(0)).transpose()?;
            holder.into_iter().filter(|one| book.executive_role(*one, today).is_some()).collect()
        }
        Kind::NotesOverdue => view.with_role(Role::Clerk, today).iter().map(|one| one.person).collect(),
    };
    people.retain(|person| book.has_address(*person) && !off.contains(person));
    people.sort();
    people.dedup();
    Ok(people)
}

async fn switched_off(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<BTreeSet<Uuid>, AppError> {
    let text = "SELECT person_id FROM accounts WHERE municipality_id = $1 AND disabled_at IS NOT NULL";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into()])).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

async fn invitees(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
    gone: impl Fn(&Uuid) -> bool,
) -> Result<Vec<Invitee>, AppError> {
    let row = gatherings::store::find(db, tenant, gathering).await?;
    if row.cancelled_at.is_some() {
        return Ok(Vec::new());
    }
    let replies = answers::store::replies(db, tenant, gathering).await?;
    let seats = answers::store::seats(&replies, row.capacity);
    let rows = invitation::Entity::find()
        .filter(invitation::Column::MunicipalityId.eq(tenant.id()))
        .filter(invitation::Column::GatheringId.eq(gathering))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Invitee {
            person: row.person_id,
            invited_at: moment(row.invited_at),
            reminded_at: row.reminded_at.map(moment),
            answer: row.answer.as_deref().and_then(Answer::parse),
            seated: seats.place_of(row.person_id) == Place::Seated,
            gone: row.withdrawn_at.is_some() || gone(&row.person_id),
        })
        .collect())
}

/// A wave that left.
#[derive(Debug, Clone)]
pub struct SentWave {
    /// Why.
    pub kind: Kind,
    /// What it was about.
    pub title: String,
    /// Its page, below the municipality.
    pub path: String,
    /// When it left.
    pub at: Timestamp,
    /// To how many.
    pub people: i64,
}

/// The waves that left since a moment with anybody in them, the newest first.
pub async fn sent_since(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    since: Timestamp,
) -> Result<Vec<SentWave>, AppError> {
    let query = sql(
        db,
        "SELECT w.kind, w.subject_id, w.sent_at, w.recipients, COALESCE(g.title, q.title, '') AS title \
         FROM reminder_waves w \
         LEFT JOIN gatherings g ON g.municipality_id = w.municipality_id AND g.id = w.subject_id \
         LEFT JOIN questions q ON q.municipality_id = w.municipality_id AND q.id = w.subject_id \
         WHERE w.municipality_id = $1 AND w.sent_at > $2 AND w.recipients > 0 ORDER BY w.sent_at DESC, w.wave LIMIT 100",
        [tenant.id().into(), millis(since).into()],
    );
    let mut waves = Vec::new();
    for row in db.query_all_raw(query).await? {
        let (kind, subject): (String, Uuid) = (row.try_get("", "kind")?, row.try_get("", "subject_id")?);
        let kind = Kind::parse(&kind).ok_or_else(|| AppError::unexpected(format!("wave of kind {kind}")))?;
        let room = if kind == Kind::QuestionDue { "vragen" } else { "bijeenkomsten" };
        waves.push(SentWave {
            kind,
            title: row.try_get("", "title")?,
            path: format!("/{room}/{subject}"),
            at: moment(row.try_get("", "sent_at")?),
            people: row.try_get("", "recipients")?,
        });
    }
    Ok(waves)
}
