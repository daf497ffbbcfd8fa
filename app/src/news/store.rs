//! Who wants news how, and when the next daily mail leaves.

use std::collections::{HashMap, HashSet};

use domain::news::{Choice, Days, Policy, at_once};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
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
    recess: Vec<Days>,
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
        Ok(Self { rules, recess, choices: choices(db, tenant).await?, next })
    }

    /// How this person gets news.
    pub fn of(&self, person: Uuid) -> Choice {
        self.rules.news.of(self.choices.get(&person).copied())
    }

    /// Whether anybody may get the daily mail instead of a message at once.
    fn has_daily(&self) -> bool {
        self.rules.news == Policy::Daily || self.choices.values().any(|choice| *choice == Choice::Daily)
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

/// Something released, as far as who waits for the daily mail goes.
#[derive(Debug, Clone, Copy)]
pub struct News {
    /// The item.
    pub item: Uuid,
    /// What was released.
    pub subject: Uuid,
    /// When.
    pub released_at: Timestamp,
    /// When it must be known.
    pub needed_at: Option<Timestamp>,
}

/// How long after its moment a daily mail may still be made before who waits for it counts as untold.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// Who waits for the daily mail of their own choosing, so that nobody is called untold who will hear at its moment.
#[derive(Debug, Clone)]
pub struct Awaiting {
    delivery: Delivery,
    zone: TimeZone,
    now: Timestamp,
    /// The moment of the last daily mail.
    since: Option<Timestamp>,
    /// Briefings told to some before and shared with all since.
    shared: HashMap<Uuid, Timestamp>,
    /// Briefings not shared yet: no daily mail tells of them.
    kept: HashSet<Uuid>,
    /// Who has an address to mail to.
    reachable: HashSet<Uuid>,
    /// Item and person for whom there is a message already: the daily mail leaves that out.
    mailed: HashSet<(Uuid, Uuid)>,
}

impl Awaiting {
    /// As it is now.
    pub async fn load(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Self, AppError> {
        let since = editions(db, tenant).await?.map(|(_, last)| last);
        let delivery = Delivery::load(db, tenant, now).await?;
        let (mut shared, mut mailed) = (HashMap::new(), HashSet::new());
        let (mut kept, mut reachable) = (HashSet::new(), HashSet::new());
        if let Some(since) = since.filter(|_| delivery.has_daily()) {
            let values = || -> [sea_orm::Value; 2] { [tenant.id().into(), millis(since).into()] };
            let text = "SELECT id, shared_at FROM briefings WHERE municipality_id = $1 AND shared_at > $2";
            for row in db.query_all_raw(sql(db, text, values())).await? {
                shared.insert(row.try_get_by_index(0)?, moment(row.try_get_by_index(1)?));
            }
            let text = "SELECT o.item_id, o.person_id FROM items i \
                        JOIN outbox o ON o.municipality_id = i.municipality_id AND o.item_id = i.id \
                        WHERE i.municipality_id = $1 AND i.released_at > $2 AND o.person_id IS NOT NULL \
                        UNION ALL SELECT oi.item_id, o.person_id FROM items i \
                        JOIN outbox_items oi ON oi.municipality_id = i.municipality_id AND oi.item_id = i.id \
                        JOIN outbox o ON o.municipality_id = oi.municipality_id AND o.id = oi.outbox_id \
                        WHERE i.municipality_id = $1 AND i.released_at > $2 AND o.person_id IS NOT NULL";
            for row in db.query_all_raw(sql(db, text, values())).await? {
                mailed.insert((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
            }
            let text = "SELECT id FROM briefings WHERE municipality_id = $1 AND shared_at IS NULL";
            for row in db.query_all_raw(sql(db, text, [tenant.id().into()])).await? {
                kept.insert(row.try_get_by_index(0)?);
            }
            let text = "SELECT id FROM people WHERE municipality_id = $1 AND email IS NOT NULL";
            for row in db.query_all_raw(sql(db, text, [tenant.id().into()])).await? {
                reachable.insert(row.try_get_by_index(0)?);
            }
        }
        Ok(Self { delivery, zone: tenant.zone().clone(), now, since, shared, kept, reachable, mailed })
    }

    /// At which moment a daily mail tells this person about it. Nobody waits without an address, for what is not shared
    /// yet or cannot wait, for a mail that should have been made long ago, or for what they were mailed about already.
    pub fn until(&self, person: Uuid, news: News) -> Option<Timestamp> {
        let released_at = self.shared.get(&news.subject).copied().unwrap_or(news.released_at);
        let waits = self.delivery.of(person) == Choice::Daily
            && self.reachable.contains(&person)
            && !self.kept.contains(&news.subject)
            && self.since.is_some_and(|since| released_at > since)
            && !self.delivery.at_once(Some(person), false, news.needed_at)
            && !self.mailed.contains(&(news.item, person));
        let due = self.delivery.rules.rhythm().next(released_at, &self.zone, &self.delivery.recess);
        due.filter(|due| waits && self.now < *due + LATE)
    }
}
