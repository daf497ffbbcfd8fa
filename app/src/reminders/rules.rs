//! What the council wants of mail: reminders, quiet hours, the daily mail.

use domain::{
    localtime::{format_time, parse_time},
    news::{Days, Policy, Rhythm},
    quiet::Quiet,
    reminders::waves::Rules,
};
use jiff::{SignedDuration, Timestamp, civil::Time};
use sea_orm::ConnectionTrait;

use crate::{calendar::free, db::sql, error::AppError, tenant::Tenant};

/// The rules of a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailRules {
    /// Reminders and quiet hours.
    pub reminders: Rules,
    /// How news is mailed.
    pub news: Policy,
    /// When the daily mail leaves, on the wall.
    pub cutoff: Time,
    /// Counts the changes; 0 before the first.
    pub version: i64,
}

impl Default for MailRules {
    fn default() -> Self {
        Self { reminders: Rules::default(), news: Policy::default(), cutoff: Time::constant(17, 0, 0, 0), version: 0 }
    }
}

impl MailRules {
    /// When daily mails leave.
    pub fn rhythm(&self) -> Rhythm {
        Rhythm { cutoff: self.cutoff, quiet: self.reminders.quiet }
    }
}

/// The rules as they are; the usual ones where nobody changed them.
pub async fn load(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<MailRules, AppError> {
    let query = sql(
        db,
        "SELECT answer_days, day_before, question_days, notes_hours, quiet_from, quiet_to, quiet_sunday, news, cutoff, \
         version FROM mail_rules WHERE municipality_id = $1",
        [tenant.id().into()],
    );
    let Some(row) = db.query_one_raw(query).await? else { return Ok(MailRules::default()) };
    let time = |column: &str| -> Result<Time, AppError> {
        let text: String = row.try_get("", column)?;
        parse_time(&text).ok_or_else(|| AppError::unexpected(format!("mail rules: {column} {text}")))
    };
    let news: String = row.try_get("", "news")?;
    Ok(MailRules {
        reminders: Rules {
            answer_days: row.try_get("", "answer_days")?,
            day_before: row.try_get("", "day_before")?,
            question_days: row.try_get("", "question_days")?,
            notes_hours: row.try_get("", "notes_hours")?,
            quiet: Quiet { from: time("quiet_from")?, to: time("quiet_to")?, sunday: row.try_get("", "quiet_sunday")? },
        },
        news: Policy::parse(&news).ok_or_else(|| AppError::unexpected(format!("mail rules: news {news}")))?,
        cutoff: time("cutoff")?,
        version: row.try_get("", "version")?,
    })
}

/// Keeps the rules. Answers whether `rules.version` was still the newest.
pub(super) async fn save(tx: &impl ConnectionTrait, tenant: &Tenant, rules: &MailRules) -> Result<bool, AppError> {
    let reminders = &rules.reminders;
    let values = [
        tenant.id().into(),
        reminders.answer_days.into(),
        reminders.day_before.into(),
        reminders.question_days.into(),
        reminders.notes_hours.into(),
        format_time(reminders.quiet.from).into(),
        format_time(reminders.quiet.to).into(),
        reminders.quiet.sunday.into(),
        rules.news.code().into(),
        format_time(rules.cutoff).into(),
        rules.version.into(),
    ];
    let text = if rules.version == 0 {
        "INSERT INTO mail_rules (municipality_id, answer_days, day_before, question_days, notes_hours, quiet_from, \
         quiet_to, quiet_sunday, news, cutoff, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 + 1) \
         ON CONFLICT DO NOTHING"
    } else {
        "UPDATE mail_rules SET answer_days = $2, day_before = $3, question_days = $4, notes_hours = $5, \
         quiet_from = $6, quiet_to = $7, quiet_sunday = $8, news = $9, cutoff = $10, version = version + 1 \
         WHERE municipality_id = $1 AND version = $11"
    };
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
}

/// The recesses that the days around a moment may lie in: in them the daily mail is weekly.
pub async fn recesses(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Vec<Days>, AppError> {
    let from = tenant.date(now - SignedDuration::from_hours(24 * 14));
    let recesses = free::store::recesses(db, tenant, from).await?;
    Ok(recesses.into_iter().map(|recess| (recess.first, recess.last)).collect())
}
