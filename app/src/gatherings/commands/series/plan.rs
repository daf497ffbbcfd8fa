//! Make a series, and put its drafts into the calendar.

use domain::{
    gatherings::{Details, WhenError, check_draft, when},
    localtime::WallTimeError,
    policy::act,
    series::{MOST, Rhythm, Scope},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{check_stand, find};
use crate::{
    audit,
    db::{Db, millis, sql},
    error::AppError,
    form::{self, FieldErrors, Value},
    gate::Allowed,
    gatherings::commands::{
        Filled, Stage, check_references,
        plan::{make, moments, put},
    },
    people, transaction,
};

/// A series to make.
#[derive(Debug, Clone)]
pub struct PlanSeries {
    /// What was filled in; its day is not looked at.
    pub filled: Filled,
    /// How far each is meant to get; not held, for that is of the past.
    pub stage: Stage,
    /// How often it comes.
    pub rhythm: Rhythm,
    /// The days, in order.
    pub dates: Vec<Date>,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// Why there cannot be one on this day, of what the day alone decides: the key of the text that says so.
pub fn problem_on(details: &Details, day: Date, zone: &TimeZone, now: Timestamp) -> Option<&'static str> {
    let (Some(start), Some(end)) = (details.start, details.end) else { return None };
    match when(day, start, end, zone) {
        Ok(when) if when.starts_at <= now => Some("series-error-past"),
        Ok(_) | Err(WhenError::EndsBeforeStart) => None,
        Err(WhenError::Start(error) | WhenError::End(error)) => Some(match error {
            WallTimeError::Gap => "series-error-gap",
            WallTimeError::Fold => "series-error-fold",
            WallTimeError::OutOfRange => "error-date",
        }),
    }
}

/// Makes a series and answers the id of its first gathering; the same key again answers the first one's. Nobody is invited
/// yet: [`super::invite_series`] does that, with one mail for each.
///
/// # Errors
/// `Invalid` by field; days on which there cannot be one by the field `dag`.
pub async fn plan_series(
    db: &Db,
    allowed: &Allowed<act::PlanGathering>,
    input: PlanSeries,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let tenant = allowed.tenant();
    check_references(&people::store::book(db.read(), tenant).await?, &input.filled.details)?;
    if input.stage == Stage::Held {
        return Err(AppError::field("herhalen", "series-error-held"));
    }
    if input.dates.len() < 2 || input.dates.len() > MOST {
        return Err(AppError::field("dag", "series-error-dates"));
    }
    let mut errors = FieldErrors::default();
    let mut all = Vec::new();
    for day in &input.dates {
        let mut filled = input.filled.clone();
        filled.details.date = Some(*day);
        if let Some(key) = problem_on(&filled.details, *day, tenant.zone(), now) {
            errors.add_with("dag", key, vec![("date", Value::Text(day.to_string()))]);
        } else {
            let when = moments(&filled.details, input.stage, tenant.zone(), now)?;
            all.push((Uuid::now_v7(), filled, when));
        }
    }
    errors.check()?;
    let (id, first) = (Uuid::now_v7(), all.first().map(|(id, ..)| *id).unwrap_or_default());
    transaction!(db, |tx| {
        if let Some(before) = form::claim(tx, allowed.actor(), &input.key, first, now).await? {
            return Ok(before);
        }
        let insert = "INSERT INTO gathering_series (id, municipality_id, rhythm, created_by, created_at) \
                      VALUES ($1, $2, $3, $4, $5)";
        let by = allowed.person();
        let values = [id.into(), tenant.id().into(), input.rhythm.code().into(), by.into(), millis(now).into()];
        tx.execute_raw(sql(tx, insert, values)).await?;
        let detail = format!("{} {}", input.rhythm, all.len());
        audit::note(tx, tenant, Some(by), "series.plan", ("series", Some(id)), &detail, now).await?;
        for (one, filled, when) in &all {
            make(tx, allowed, *one, (filled, input.stage, *when), Some(id), now).await?;
        }
        Ok(first)
    })
}

/// Puts a draft and every other draft of its series that is still to come into the calendar, without inviting anybody. `stand`
/// is that of the series that was seen.
///
/// # Errors
/// `Conflict` when any of the series was changed since, or it is no draft any more; `Invalid` by field when something is missing.
pub async fn schedule_series(
    db: &Db,
    allowed: &Allowed<act::PlanGathering>,
    id: Uuid,
    stand: Option<i64>,
    now: Timestamp,
) -> Result<usize, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let (target, series) = find(tx, tenant, id).await?;
        check_stand(&series, stand)?;
        let drafts = series.reached(&target, Scope::All, now).into_iter().filter(|one| one.life.planned_at.is_none());
        let all: Vec<_> = std::iter::once(&target).chain(drafts).collect();
        for gathering in &all {
            check_draft(&gathering.details, &gathering.zone)
                .map_err(|wrong| super::super::refusals::details(&wrong))?;
            put(tx, allowed, gathering, false, now).await?;
        }
        Ok(all.len())
    })
}
