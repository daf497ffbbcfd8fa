//! Taking away the name of who left, and setting how long mail is kept.

use domain::policy::act;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    gate::Allowed,
    people,
    tenant::Tenant,
};

/// Fewest and most days the text of mail is kept.
pub const MAIL_DAYS: std::ops::RangeInclusive<i64> = 30..=3_650;

/// What lets somebody in or is theirs alone; it goes whole. The column that says whose it is.
const GOES: &[(&str, &str)] = &[
    ("known_devices", "person_id"),
    ("sign_in_steps", "person_id"),
    ("recovery_codes", "person_id"),
    ("second_factors", "person_id"),
    ("api_tokens", "person_id"),
    ("sessions", "person_id"),
    ("links", "person_id"),
    ("calendar_feeds", "person_id"),
    ("person_addresses", "person_id"),
    ("news_choices", "person_id"),
    ("news_exits", "person_id"),
    ("accounts", "person_id"),
    ("idempotency_keys", "person_id"),
];

/// Takes away name, addresses and account of somebody without a role, for good. What counts stays and counts as before:
/// roles with their dates, invitations and answers, presence, what they were owed and told, questions they asked. Twice
/// is once.
///
/// Refused with `Conflict` while a role runs or is to come, and for oneself.
pub async fn anonymise(
    db: &Db,
    allowed: &Allowed<act::ManageAccounts>,
    person: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    let today = tenant.date(now);
    crate::transaction!(db, |tx| {
        if super::store::is_anonymised(tx, tenant, person).await? {
            return Ok(());
        }
        let council = people::store::council(tx, tenant).await?;
        let serves = |a: &&domain::people::Appointment| a.person == person && a.span.to.is_none_or(|to| to >= today);
        if person == allowed.person() || council.appointments.iter().any(|a| serves(&a)) {
            return Err(AppError::Conflict("privacy-still-serves"));
        }
        forget_previews(tx, tenant, person).await?;
        let (here, whose) = (tenant.id(), person);
        for (table, column) in GOES {
            let delete = format!("DELETE FROM {table} WHERE municipality_id = $1 AND {column} = $2");
            tx.execute_raw(sql(tx, &delete, [here.into(), whose.into()])).await?;
        }
        let nobody = pseudonym(person);
        let name = "UPDATE people SET name = $1, email = NULL, phone = NULL, anonymised_at = $2, version = version + 1 \
                    WHERE municipality_id = $3 AND id = $4";
        let values = [nobody.as_str().into(), millis(now).into(), here.into(), whose.into()];
        tx.execute_raw(sql(tx, name, values)).await?;
        let notes = "UPDATE invitations SET note = '' WHERE municipality_id = $1 AND person_id = $2";
        tx.execute_raw(sql(tx, notes, [here.into(), whose.into()])).await?;
        let replies = "DELETE FROM incoming_mail WHERE municipality_id = $1 AND (invitation_id IN (\
                       SELECT id FROM invitations WHERE municipality_id = $1 AND person_id = $2) OR outbox_id IN (\
                       SELECT id FROM outbox WHERE municipality_id = $1 AND person_id = $2))";
        tx.execute_raw(sql(tx, replies, [here.into(), whose.into()])).await?;
        let unsent = "DELETE FROM outbox WHERE municipality_id = $1 AND person_id = $2 AND sent_at IS NULL";
        tx.execute_raw(sql(tx, unsent, [here.into(), whose.into()])).await?;
        let mail = "UPDATE outbox SET to_name = $1, to_address = '', subject = '', body_text = '', body_html = '', \
                    ics = NULL, reply = NULL, last_error = NULL WHERE municipality_id = $2 AND person_id = $3";
        tx.execute_raw(sql(tx, mail, [nobody.into(), here.into(), whose.into()])).await?;
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "person.anonymise", ("person", Some(person)), "", now).await
    })
}

/// A name that tells apart and nothing more: the end of the id, which is random.
fn pseudonym(person: Uuid) -> String {
    let id = person.simple().to_string();
    format!("Voormalig betrokkene {}", &id[26..])
}

/// Uploaded lists that wait to be applied go when this name is in them.
async fn forget_previews(tx: &Tx, tenant: &Tenant, person: Uuid) -> Result<(), AppError> {
    let delete = "DELETE FROM import_previews WHERE municipality_id = $1 AND EXISTS (SELECT 1 FROM people p \
                  WHERE p.municipality_id = $1 AND p.id = $2 AND rows_json LIKE '%' || p.name || '%')";
    tx.execute_raw(sql(tx, delete, [tenant.id().into(), person.into()])).await?;
    Ok(())
}

/// Sets how many days the text of mail is kept; what is older goes at the next sweep.
pub async fn keep_mail(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    days: i64,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        let change = "UPDATE municipalities SET mail_days = $1 WHERE id = $2";
        tx.execute_raw(sql(tx, change, [days.into(), tenant.id().into()])).await?;
        let (by, detail) = (Some(allowed.person()), format!("mail {days} days"));
        audit::note(tx, tenant, by, "settings.retention", ("municipality", None), &detail, now).await
    })
}
