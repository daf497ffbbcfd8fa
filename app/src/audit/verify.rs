//! Going along the chain: whether every row of the log is as it was written, and none is gone.
//!
//! Rows cut off at the end leave a chain that is whole in itself; that is seen by what was signed before, see
//! [`super::compare`].

use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::Row;
use crate::{db::sql, error::AppError, secret::hex, tenant::Tenant};

/// Rows read at once.
const STEP: i64 = 2_000;
/// The migration that made the seals.
const SEALS: &str = "m20261122_000006_audit_chain";

/// What a walk along the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Rows that are as they were sealed, from the first on.
    pub whole: i64,
    /// The seal of the last of them, in hexadecimal; empty without rows.
    pub head: String,
    /// Rows from before there were seals.
    pub unsealed: i64,
    /// The first that is not as it was, if there is one.
    pub broken: Option<Break>,
}

/// The first place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// The row with this number was changed.
    Changed {
        /// Its number.
        number: i64,
        /// Its id.
        row: Uuid,
    },
    /// The row with this number is gone; its seal is there.
    RowGone {
        /// Its number.
        number: i64,
        /// Its id.
        row: Uuid,
    },
    /// The seal with this number is gone.
    SealGone {
        /// Its number.
        number: i64,
    },
    /// A row that nobody sealed, though rows before it were, or there were seals by then.
    Slipped {
        /// Its id.
        row: Uuid,
    },
}

#[derive(FromQueryResult)]
struct Sealed {
    number: i64,
    audit_id: Uuid,
    hash: Vec<u8>,
    id: Option<Uuid>,
    at: Option<i64>,
    actor_id: Option<Uuid>,
    action: Option<String>,
    subject_kind: Option<String>,
    subject_id: Option<Uuid>,
    detail: Option<String>,
}

impl Sealed {
    fn row(self, municipality: Uuid) -> Option<Row> {
        Some(Row {
            id: self.id?,
            municipality,
            at: self.at?,
            actor: self.actor_id,
            action: self.action?,
            subject_kind: self.subject_kind?,
            subject: self.subject_id,
            detail: self.detail?,
        })
    }
}

/// Walks along the chain of a municipality, from its first row.
pub async fn walk(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Walk, AppError> {
    let mut walk = Walk { whole: 0, head: String::new(), unsealed: 0, broken: None };
    let mut before = Vec::new();
    let mut first = None;
    'chain: loop {
        let steps = step(db, tenant, walk.whole).await?;
        let full = i64::try_from(steps.len()).map_err(AppError::unexpected)? == STEP;
        for sealed in steps {
            let (number, id, hash) = (sealed.number, sealed.audit_id, sealed.hash.clone());
            if number != walk.whole + 1 {
                walk.broken = Some(Break::SealGone { number: walk.whole + 1 });
                break 'chain;
            }
            first.get_or_insert(id);
            walk.broken = match sealed.row(tenant.id()) {
                None => Some(Break::RowGone { number, row: id }),
                Some(row) if row.hash(number, &before)? != hash => Some(Break::Changed { number, row: id }),
                Some(_) => None,
            };
            if walk.broken.is_some() {
                break 'chain;
            }
            (walk.whole, before) = (number, hash);
        }
        if !full {
            break;
        }
    }
    walk.head = hex(&before);
    let since = if first.is_none() { sealing_since(db).await? } else { None };
    for (row, at) in unsealed(db, tenant).await? {
        let slipped = match (first, since) {
            // Ids are in order of time: only what is older than the first seal may be without one.
            (Some(first), _) => row > first,
            // Without any seal, only what is older than the seals themselves: somebody took them all away.
            (None, Some(since)) => at >= since,
            (None, None) => false,
        };
        if slipped {
            walk.broken.get_or_insert(Break::Slipped { row });
        } else {
            walk.unsealed += 1;
        }
    }
    Ok(walk)
}

/// When every row began to be sealed, in milliseconds since 1970: the second after the migration that made the seals.
async fn sealing_since(db: &impl ConnectionTrait) -> Result<Option<i64>, AppError> {
    let text = "SELECT applied_at FROM seaql_migrations WHERE version = $1";
    let row = db.query_one_raw(sql(db, text, [SEALS.into()])).await?;
    let applied: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(applied.map(|second| (second + 1).saturating_mul(1_000)))
}

async fn step(db: &impl ConnectionTrait, tenant: &Tenant, after: i64) -> Result<Vec<Sealed>, AppError> {
    let text = "SELECT s.number, s.audit_id, s.hash, a.id, a.at, a.actor_id, a.action, a.subject_kind, a.subject_id, a.detail \
         FROM audit_seals s LEFT JOIN audit a ON a.id = s.audit_id AND a.municipality_id = s.municipality_id \
         WHERE s.municipality_id = $1 AND s.number > $2 ORDER BY s.number LIMIT $3";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into(), after.into(), STEP.into()])).await?;
    Ok(rows.iter().map(|row| Sealed::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

async fn unsealed(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<(Uuid, i64)>, AppError> {
    let text = "SELECT a.id, a.at FROM audit a WHERE a.municipality_id = $1 \
         AND NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_id = a.id) ORDER BY a.id";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into()])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
