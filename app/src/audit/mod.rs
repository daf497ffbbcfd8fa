//! What people did, in order: written in the same transaction as the deed, and sealed to what was written before.
//!
//! The seals of a municipality are a chain, so whoever adds one keeps the others waiting until the transaction ends. That
//! is why [`crate::transaction!`] adds them as its last statement, whenever the deed was noted.

/// Holding what was signed against the log.
pub mod compare;
/// Keeping what was signed.
pub mod export;
/// The newest seal, signed.
pub mod heads;
/// Going along the chain.
pub mod verify;

use std::collections::BTreeMap;

use jiff::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    db::{Tx, millis, sql},
    error::AppError,
    secret::hex,
    tenant::Tenant,
};

/// Seals written by one statement.
const MOST_AT_ONCE: usize = 100;

/// Notes a deed. `action` is a fixed word (`gathering.cancel`), `detail` short and without content of notes or mail.
pub async fn note(
    tx: &Tx,
    tenant: &Tenant,
    actor: Option<Uuid>,
    action: &'static str,
    subject: (&'static str, Option<Uuid>),
    detail: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let row = Row {
        id: Uuid::now_v7(),
        municipality: tenant.id(),
        at: millis(now),
        actor,
        action: action.to_owned(),
        subject_kind: subject.0.to_owned(),
        subject: subject.1,
        detail: detail.to_owned(),
    };
    tx.execute_raw(sql(
        tx,
        "INSERT INTO audit (id, municipality_id, at, actor_id, action, subject_kind, subject_id, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            row.id.into(),
            row.municipality.into(),
            row.at.into(),
            row.actor.into(),
            row.action.as_str().into(),
            row.subject_kind.as_str().into(),
            row.subject.into(),
            row.detail.as_str().into(),
        ],
    ))
    .await?;
    tx.seal_later(row);
    Ok(())
}

/// A row of the log, as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    id: Uuid,
    municipality: Uuid,
    at: i64,
    actor: Option<Uuid>,
    action: String,
    subject_kind: String,
    subject: Option<Uuid>,
    detail: String,
}

impl Row {
    /// The seal with this number: SHA-256 over the seal before it, the number and every field, as one JSON array, in
    /// which no two different rows are written alike.
    fn hash(&self, number: i64, before: &[u8]) -> Result<Vec<u8>, AppError> {
        let fields = (
            hex(before),
            number,
            (self.id, self.municipality, self.at, self.actor),
            (&self.action, &self.subject_kind, self.subject, &self.detail),
        );
        let text = serde_json::to_vec(&fields).map_err(AppError::unexpected)?;
        Ok(Sha256::digest(text).to_vec())
    }
}

/// Adds the seals of these rows behind the last one of their municipality, in the order in which they were noted.
pub(crate) async fn seal(tx: &Tx, rows: Vec<Row>) -> Result<(), AppError> {
    // Always in the same order, so that no two wait for each other.
    let mut chains: BTreeMap<Uuid, Vec<Row>> = BTreeMap::new();
    for row in rows {
        chains.entry(row.municipality).or_default().push(row);
    }
    for (municipality, rows) in chains {
        if tx.get_database_backend() == DbBackend::Postgres {
            // One at a time in each municipality, until the transaction ends; SQLite has one writer anyway.
            let half = i64::from_be_bytes(random_half(municipality));
            tx.execute_raw(sql(tx, "SELECT pg_advisory_xact_lock($1)", [half.into()])).await?;
        }
        let (mut number, mut before) = head(tx, municipality).await?.unwrap_or_default();
        for some in rows.chunks(MOST_AT_ONCE) {
            let (mut places, mut values) = (Vec::new(), Vec::new());
            for row in some {
                number += 1;
                before = row.hash(number, &before)?;
                let n = values.len();
                places.push(format!("(${}, ${}, ${}, ${})", n + 1, n + 2, n + 3, n + 4));
                values.extend([municipality.into(), number.into(), row.id.into(), before.clone().into()]);
            }
            let places = places.join(", ");
            let text = format!("INSERT INTO audit_seals (municipality_id, number, audit_id, hash) VALUES {places}");
            tx.execute_raw(sql(tx, &text, values)).await?;
        }
    }
    Ok(())
}

/// The last 64 bits of an id, which in a UUIDv7 are the random ones.
fn random_half(id: Uuid) -> [u8; 8] {
    let mut half = [0; 8];
    half.copy_from_slice(&id.as_bytes()[8..]);
    half
}

/// How many deeds a municipality's log holds.
pub async fn deeds(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<i64, AppError> {
    Ok(head(db, tenant.id()).await?.map_or(0, |(number, _)| number))
}

/// The newest seal of a municipality.
async fn head(db: &impl ConnectionTrait, municipality: Uuid) -> Result<Option<(i64, Vec<u8>)>, AppError> {
    let text = "SELECT number, hash FROM audit_seals WHERE municipality_id = $1 ORDER BY number DESC LIMIT 1";
    let row = db.query_one_raw(sql(db, text, [municipality.into()])).await?;
    row.map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(detail: &str) -> Row {
        Row {
            id: Uuid::from_u128(1),
            municipality: Uuid::from_u128(2),
            at: 3,
            actor: None,
            action: "gathering.cancel".to_owned(),
            subject_kind: "gathering".to_owned(),
            subject: Some(Uuid::from_u128(4)),
            detail: detail.to_owned(),
        }
    }

    #[test]
    fn a_seal_hangs_on_every_field_on_its_number_and_on_the_seal_before_it() {
        let seal = |row: &Row, number, before: &[u8]| row.hash(number, before).expect("a seal");
        let whole = row("a");
        let first = seal(&whole, 1, &[]);
        assert_eq!(first, seal(&row("a"), 1, &[]));
        let others = [
            Row { id: Uuid::from_u128(9), ..whole.clone() },
            Row { municipality: Uuid::from_u128(9), ..whole.clone() },
            Row { at: 9, ..whole.clone() },
            Row { actor: Some(Uuid::from_u128(9)), ..whole.clone() },
            Row { action: "gathering.cance".to_owned(), subject_kind: "lgathering".to_owned(), ..whole.clone() },
            Row { subject_kind: "note".to_owned(), ..whole.clone() },
            Row { subject: None, ..whole.clone() },
            row("b"),
        ];
        for other in &others {
            assert_ne!(seal(other, 1, &[]), first, "{other:?}");
        }
        assert_ne!(seal(&whole, 2, &[]), first);
        assert_ne!(seal(&whole, 1, &[0]), first);
    }
}
