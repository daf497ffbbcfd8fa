//! What has had its time goes by itself: the text of mail that left, uploaded lists nobody applied, and the keys by which
//! a form is done once. Readings have a room of their own (`balance::retention`), sessions and links are swept with
//! accounts.

use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;

use crate::{
    audit, calendar,
    db::{Db, millis, sql},
    error::AppError,
    tenant,
};

/// How long an uploaded list waits to be applied.
pub const PREVIEW_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a form that comes again gets its first answer again.
pub const KEY_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// One round over every municipality. Answers how many rows lost something. A round that finds nothing leaves no trace.
pub async fn run(db: &Db, now: Timestamp) -> Result<u64, AppError> {
    let mut gone = 0;
    for tenant in tenant::all(db.read()).await? {
        let days = super::store::mail_days(db.read(), &tenant).await?;
        let before = |life: SignedDuration| millis(now - life);
        let mail_before = before(SignedDuration::from_hours(days * 24));
        gone += crate::transaction!(db, |tx| {
            // The line stays, without person or text: it says that something was sent, and that it is not sent twice.
            let mail = "UPDATE outbox SET to_name = '', to_address = '', subject = '', body_text = '', body_html = '', \
                        ics = NULL, reply = NULL, last_error = NULL \
                        WHERE municipality_id = $1 AND (sent_at < $2 OR parked_at < $2) AND to_address <> ''";
            let here = || tenant.id().into();
            let mails = tx.execute_raw(sql(tx, mail, [here(), mail_before.into()])).await?.rows_affected();
            let previews = "DELETE FROM import_previews WHERE municipality_id = $1 AND uploaded_at < $2";
            let lists = tx.execute_raw(sql(tx, previews, [here(), before(PREVIEW_LIFE).into()])).await?.rows_affected();
            let lists = lists + calendar::foreign::commands::forget_old(tx, &tenant, now).await?;
            let keys = "DELETE FROM idempotency_keys WHERE municipality_id = $1 AND created_at < $2";
            tx.execute_raw(sql(tx, keys, [here(), before(KEY_LIFE).into()])).await?;
            if mails + lists > 0 {
                let detail = format!("{mails} mails, {lists} lists");
                audit::note(tx, &tenant, None, "retention", ("municipality", None), &detail, now).await?;
            }
            Ok(mails + lists)
        })?;
    }
    Ok(gone)
}
