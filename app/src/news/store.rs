//! Who wants news how, and when the next daily mail leaves.

use std::collections::HashMap;

use domain::news::{Choice, at_once};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    db::{millis, moment, sql},
    error::AppError,
    reminders::rules::{self, MailRules},
    tenant::Tenant,
};

/// How news is delivered at a moment.
#[derive(Debug, Clone)]
pub struct Delivery {
    rules: MailRules,
    choices: HashMap<Uuid, Choice>,
    /// When the next daily mail leaves.
    pub next: Option<Timestamp>,
}

impl Delivery {
    /// As it is now.
    pub async fn load(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Self, AppError> {
        let rules = rules::load(db, tenant).await?;
        let recess = rules::recesses(db, tenant, now).await?;
        let next = rules.rhythm().next(now, tenant.zone(), &recess);
        Ok(Self { rules, choices: choices(db, tenant).await?, next })
    }

    /// How this person gets news.
    pub fn of(&self, person: Uuid) -> Choice {
        self.rules.news.of(self.choices.get(&person).copied())
    }

    /// Whether a message about something new leaves at once to this person; otherwise the daily mail holds it.
    pub fn at_once(&self, person: Option<Uuid>, own: bool, needed_at: Option<Timestamp>) -> bool {
        person.is_none_or(|person| at_once(self.of(person), own, needed_at, self.next))
    }
}

/// What people chose, who chose.
pub(super) async fn choices(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<HashMap<Uuid, Choice>, AppError> {
    let text = "SELECT person_id, choice FROM news_choices WHERE municipality_id = $1";
    let mut choices = HashMap::new();
    for row in db.query_all_raw(sql(db, text, [tenant.id().into()])).await? {
        let choice: String = row.try_get("", "choice")?;
        let choice = Choice::parse(&choice).ok_or_else(|| AppError::unexpected(format!("news {choice}")))?;
        choices.insert(row.try_get("", "person_id")?, choice);
    }
    Ok(choices)
}

/// Keeps a person's choice.
pub(super) async fn choose(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    choice: Choice,
    now: Timestamp,
) -> Result<(), AppError> {
    let text = "INSERT INTO news_choices (person_id, municipality_id, choice, changed_at) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (person_id) DO UPDATE SET choice = EXCLUDED.choice, changed_at = EXCLUDED.changed_at";
    let values = [person.into(), tenant.id().into(), choice.code().into(), millis(now).into()];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// First and last moment of the daily mails so far.
pub(super) async fn editions(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
) -> Result<Option<(Timestamp, Timestamp)>, AppError> {
    let text = "SELECT MIN(upto) AS first, MAX(upto) AS last FROM news_editions WHERE municipality_id = $1";
    let Some(row) = db.query_one_raw(sql(db, text, [tenant.id().into()])).await? else { return Ok(None) };
    let (first, last): (Option<i64>, Option<i64>) = (row.try_get("", "first")?, row.try_get("", "last")?);
    Ok(first.zip(last).map(|(first, last)| (moment(first), moment(last))))
}

/// Who waits for the daily mail of their own choosing, so that nobody is called untold who will hear at its moment.
#[derive(Debug, Clone)]
pub struct Awaiting {
    delivery: Delivery,
    since: Option<Timestamp>,
}

impl Awaiting {
    /// As it is now.
    pub async fn load(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Self, AppError> {
        let since = editions(db, tenant).await?.map(|(_, last)| last);
        Ok(Self { delivery: Delivery::load(db, tenant, now).await?, since })
    }

    /// Whether the next daily mail tells this person about something released at that moment.
    pub fn has(&self, person: Uuid, released_at: Timestamp) -> bool {
        self.delivery.of(person) == Choice::Daily && self.since.is_some_and(|since| released_at > since)
    }
}
