//! Holding the heads that were signed before against the log as it is: what was cut off or written anew is in none of them.

use std::{collections::BTreeMap, io::BufRead};

use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::heads::{Head, Signer};
use crate::{
    db::{moment, sql},
    error::AppError,
    secret::hex,
    tenant::Tenant,
};

/// What the lines of a file said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Lines that are true.
    pub held: usize,
    /// The latest moment of those.
    pub newest: Option<String>,
    /// The highest number that a true line gives, by municipality.
    pub signed_to: BTreeMap<String, i64>,
    /// Everything else.
    pub faults: Vec<Fault>,
}

/// A line that is not true, or that the log does not keep to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Broken off: while it was written, on a full disk, or by somebody whom it would have given away. Nobody can tell.
    Torn {
        /// Which line, from 1.
        line: usize,
    },
    /// No head at all.
    Unreadable {
        /// Which line, from 1.
        line: usize,
    },
    /// Signed by another key, or not as it was signed.
    Forged {
        /// Which line, from 1.
        line: usize,
        /// What it says.
        head: Head,
    },
    /// The log is shorter than it was.
    CutOff {
        /// What it was.
        head: Head,
    },
    /// The log has another row under that number.
    Rewritten {
        /// What it was.
        head: Head,
    },
    /// The municipality is not there.
    Nobody {
        /// What it was.
        head: Head,
    },
}

/// Compares the lines of a file with the logs of these municipalities; `all` says that there are no others. Lines of
/// others are passed over.
///
/// # Errors
/// The database; reading the file.
pub async fn compare(
    db: &impl ConnectionTrait,
    signer: &Signer,
    (tenants, all): (&[Tenant], bool),
    file: impl BufRead,
) -> Result<Compared, AppError> {
    let mut compared = Compared::default();
    for (line, bytes) in (1..).zip(file.split(b'\n')) {
        let bytes = bytes.map_err(AppError::unexpected)?;
        let bytes = bytes.trim_ascii();
        if bytes.is_empty() {
            continue;
        }
        let Ok(head) = serde_json::from_slice::<Head>(bytes) else {
            let torn = bytes.starts_with(b"{") && !bytes.ends_with(b"}");
            compared.faults.push(if torn { Fault::Torn { line } } else { Fault::Unreadable { line } });
            continue;
        };
        let tenant = tenants.iter().find(|tenant| tenant.slug() == head.municipality);
        if tenant.is_none() && !all {
            continue;
        }
        if !signer.signed(&head)? {
            compared.faults.push(Fault::Forged { line, head });
            continue;
        }
        let Some(tenant) = tenant else {
            compared.faults.push(Fault::Nobody { head });
            continue;
        };
        match seal(db, tenant, head.number).await? {
            None => compared.faults.push(Fault::CutOff { head }),
            Some(hash) if hex(&hash) != head.hash => compared.faults.push(Fault::Rewritten { head }),
            Some(_) => {
                compared.held += 1;
                let signed_to = compared.signed_to.entry(head.municipality).or_default();
                *signed_to = head.number.max(*signed_to);
                compared.newest = compared.newest.max(Some(head.at));
            }
        }
    }
    Ok(compared)
}

/// When the first deed after this number was done; `None` without one.
///
/// # Errors
/// The database.
pub async fn unsigned_since(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    number: i64,
) -> Result<Option<Timestamp>, AppError> {
    let text = "SELECT a.at FROM audit_seals s JOIN audit a ON a.id = s.audit_id \
                WHERE s.municipality_id = $1 AND s.number > $2 ORDER BY s.number LIMIT 1";
    let row = db.query_one_raw(sql(db, text, [tenant.id().into(), number.into()])).await?;
    row.map(|row| Ok(moment(row.try_get_by_index(0)?))).transpose()
}

/// The seal with this number.
async fn seal(db: &impl ConnectionTrait, tenant: &Tenant, number: i64) -> Result<Option<Vec<u8>>, AppError> {
    let text = "SELECT hash FROM audit_seals WHERE municipality_id = $1 AND number = $2";
    let row = db.query_one_raw(sql(db, text, [tenant.id().into(), number.into()])).await?;
    row.map(|row| Ok(row.try_get_by_index(0)?)).transpose()
}
