//! What people did, in order: written in the same transaction as the deed.

use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    db::{millis, sql},
    error::AppError,
    tenant::Tenant,
};

/// Notes a deed. `action` is a fixed word (`gathering.cancel`), `detail` short and without content of notes or mail.
pub async fn note(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    actor: Option<Uuid>,
    action: &'static str,
    subject: (&'static str, Option<Uuid>),
    detail: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    tx.execute_raw(sql(
        tx,
        "INSERT INTO audit (id, municipality_id, at, actor_id, action, subject_kind, subject_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            Uuid::now_v7().into(),
            tenant.id().into(),
            millis(now).into(),
            actor.into(),
            action.into(),
            subject.0.into(),
            subject.1.into(),
            detail.into(),
        ],
    ))
    .await?;
    Ok(())
}
