//! What changes a wave or the rules.

use domain::policy::act;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::{
    rules::{self, MailRules},
    waves::Wave,
};
use crate::{
    audit,
    db::{Db, millis, sql},
    error::AppError,
    gate::Allowed,
};

/// Skips a wave. Twice is once; one that left meanwhile stays sent.
///
/// # Errors
/// `Conflict` when it left meanwhile.
pub async fn skip(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    wave: &Wave,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, by) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let insert = "INSERT INTO reminder_waves (municipality_id, wave, kind, subject_id, recipients, skipped_at, \
                      skipped_by) VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT DO NOTHING";
        let (here, key) = (tenant.id(), wave.key.as_str());
        let values =
            [here.into(), key.into(), wave.kind.code().into(), wave.subject.into(), millis(now).into(), by.into()];
        if tx.execute_raw(sql(tx, insert, values)).await?.rows_affected() == 1 {
            let subject = ("wave", Some(wave.subject));
            return audit::note(tx, tenant, Some(by), "reminders.skip", subject, wave.kind.code(), now).await;
        }
        let text = "SELECT 1 FROM reminder_waves WHERE municipality_id = $1 AND wave = $2 AND sent_at IS NOT NULL";
        match tx.query_one_raw(sql(tx, text, [here.into(), key.into()])).await? {
            Some(_) => Err(AppError::Conflict("reminder-gone")),
            None => Ok(()),
        }
    })
}

/// Lets a skipped wave leave after all. Nothing happens to one that was not skipped.
///
/// # Errors
/// The database.
pub async fn resume(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    wave: &Wave,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, by) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        let delete = "DELETE FROM reminder_waves WHERE municipality_id = $1 AND wave = $2 AND skipped_at IS NOT NULL";
        let values = [tenant.id().into(), wave.key.as_str().into()];
        if tx.execute_raw(sql(tx, delete, values)).await?.rows_affected() == 0 {
            return Ok(());
        }
        let subject = ("wave", Some(wave.subject));
        audit::note(tx, tenant, Some(by), "reminders.resume", subject, wave.kind.code(), now).await
    })
}

/// Keeps the rules.
///
/// # Errors
/// `Conflict` when somebody else changed them since the reader's version.
pub async fn change_rules(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    rules: &MailRules,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, by) = (allowed.tenant(), allowed.person());
    crate::transaction!(db, |tx| {
        if !rules::save(tx, tenant, rules).await? {
            return Err(AppError::Conflict("error-conflict"));
        }
        let subject = ("municipality", Some(tenant.id()));
        audit::note(tx, tenant, Some(by), "reminders.rules", subject, rules.news.code(), now).await
    })
}
