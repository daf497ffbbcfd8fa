//! Every day the newest seal of each municipality goes, signed, to a file outside the database.
//!
//! Who is at it says so in the database first, so that of two nodes one writes. The file comes after that and outside the
//! transaction: a share that hangs keeps nobody from writing. A node that ends in between leaves the day to the next one,
//! and at worst the same is written twice, which is as true.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    head,
    heads::{Head, Signer},
};
use crate::{
    db::{Db, millis, sql},
    error::AppError,
    tenant::{self, Tenant},
    transaction,
};

/// How long one worker has for writing before another may.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// How long the worker waits for the file; its mail waits as long.
const PATIENCE: Duration = Duration::from_secs(5);
/// Older than this, the last line of a municipality is too old: a day, and time to try again.
pub const LATE: SignedDuration = SignedDuration::from_hours(26);

/// The file, and who signs what goes into it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Heads {
    signer: Signer,
    path: Arc<Path>,
    turn: Arc<Mutex<()>>,
}

impl Heads {
    /// To this file, signed with the key below this data folder.
    ///
    /// # Errors
    /// The disk; a file that holds no key.
    pub fn new(data_dir: &Path, path: PathBuf) -> io::Result<Self> {
        Ok(Self { signer: Signer::in_folder(data_dir)?, path: path.into(), turn: Arc::default() })
    }

    /// Where the lines are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Who signs them.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The head of a log as it is now; `None` when nothing was noted yet.
    ///
    /// # Errors
    /// The database.
    pub async fn head(&self, db: &Db, tenant: &Tenant, now: Timestamp) -> Result<Option<Head>, AppError> {
        let Some((number, hash)) = head(db.read(), tenant.id()).await? else { return Ok(None) };
        self.signer.sign(tenant.slug(), number, &hash, now).map(Some)
    }

    /// Whether the file is not there.
    async fn is_gone(&self) -> Result<bool, AppError> {
        match tokio::time::timeout(PATIENCE, tokio::fs::try_exists(&self.path)).await {
            Ok(there) => there.map(|there| !there).map_err(AppError::unexpected),
            Err(_elapsed) => Err(AppError::unexpected(format!("{}: looking takes too long", self.path.display()))),
        }
    }

    /// Adds lines, all of them at once and on the disk when this ends.
    async fn append(&self, lines: String) -> Result<(), AppError> {
        let (turn, path) = (self.turn.clone(), self.path.clone());
        let written = async move {
            // Held until the file is done with, also when nobody waits any more.
            let turn = turn.lock_owned().await;
            let write = move || {
                let _turn = turn;
                append(&path, &lines)
            };
            tokio::task::spawn_blocking(write).await
        };
        let said = |cause: &dyn std::fmt::Display| {
            AppError::unexpected(format!("the heads of the audit log, {}: {cause}", self.path.display()))
        };
        match tokio::time::timeout(PATIENCE, written).await {
            Ok(Ok(written)) => written.map_err(|e| said(&e)),
            Ok(Err(broken)) => Err(said(&broken)),
            Err(_elapsed) => Err(said(&"writing takes too long")),
        }
    }
}

/// Adds to a file, which is made where there is none; its folder is not, for that may be a disk that is not there.
fn append(path: &Path, lines: &str) -> io::Result<()> {
    let fresh = !path.exists();
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // What was broken off stays a line by itself.
    let begin = if fresh || ends_whole(path).unwrap_or(false) { "" } else { "\n" };
    file.write_all(format!("{begin}{lines}").as_bytes())?;
    file.sync_all()?;
    match path.parent().filter(|folder| fresh && !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Whether a file is empty or ends with a whole line.
fn ends_whole(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Writes the head of every municipality that has none of today, by its own calendar; answers how many.
///
/// # Errors
/// The database; the file. What was not written is tried again.
pub async fn keep_due(db: &Db, heads: &Heads, now: Timestamp) -> Result<usize, AppError> {
    let mut written = days(db).await?;
    if written.values().any(|day| !day.is_empty()) && heads.is_gone().await? {
        // It was moved, its disk is not there, or somebody took it away: whoever keeps the old one sees which.
        tracing::error!(path = %heads.path.display(), "the file of signed heads is gone; it is begun anew");
        forget_days(db).await?;
        written.clear();
    }
    let (mut taken, mut lines) = (Vec::new(), String::new());
    for tenant in tenant::all(db.read()).await? {
        let day = tenant.date(now).to_string();
        let nothing_to_do = written.get(&tenant.id()).is_some_and(|last| *last == day);
        if nothing_to_do || head(db.read(), tenant.id()).await?.is_none() || !take(db, &tenant, &day, now).await? {
            continue;
        }
        // Once more, so that it is not older than the turn.
        let Some(head) = heads.head(db, &tenant, now).await? else { continue };
        lines.push_str(&head.line()?);
        lines.push('\n');
        taken.push((tenant, day));
    }
    if taken.is_empty() {
        return Ok(0);
    }
    let done = heads.append(lines).await;
    for (tenant, day) in &taken {
        settle(db, tenant, done.is_ok().then_some(day), now).await?;
    }
    done.map(|()| taken.len())
}

/// Writes the head of every municipality, whatever was written before and without noting it: for tables that were just
/// brought back, and that stay as they were. Answers how many.
///
/// # Errors
/// The database; the file.
pub async fn keep_restored(db: &Db, heads: &Heads, now: Timestamp) -> Result<usize, AppError> {
    let mut lines = Vec::new();
    for tenant in tenant::all(db.read()).await? {
        if let Some(head) = heads.head(db, &tenant, now).await? {
            lines.push(head.line()? + "\n");
        }
    }
    if !lines.is_empty() {
        heads.append(lines.concat()).await?;
    }
    Ok(lines.len())
}

/// The day of the last line of each municipality.
async fn days(db: &Db) -> Result<BTreeMap<Uuid, String>, AppError> {
    let rows =
        db.read().query_all_raw(sql(db.read(), "SELECT municipality_id, written_day FROM audit_heads", [])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Makes every day due again.
async fn forget_days(db: &Db) -> Result<(), AppError> {
    transaction!(db, |tx| {
        tx.execute_raw(sql(tx, "UPDATE audit_heads SET written_day = ''", [])).await?;
        Ok(())
    })
}

/// Takes this day of a municipality; not when it is written, or another worker is at it.
async fn take(db: &Db, tenant: &Tenant, day: &str, now: Timestamp) -> Result<bool, AppError> {
    let text = "INSERT INTO audit_heads (municipality_id, written_day, taken_until) VALUES ($1, '', $2) \
                ON CONFLICT (municipality_id) DO UPDATE SET taken_until = excluded.taken_until \
                WHERE audit_heads.written_day <> $3 AND audit_heads.taken_until <= $4";
    transaction!(db, |tx| {
        let values = [tenant.id().into(), millis(now + LEASE).into(), day.into(), millis(now).into()];
        Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
    })
}

/// Says that a day was written, or lets it go for the next try.
async fn settle(db: &Db, tenant: &Tenant, day: Option<&String>, now: Timestamp) -> Result<(), AppError> {
    transaction!(db, |tx| {
        let done = match day {
            Some(day) => sql(
                tx,
                "UPDATE audit_heads SET written_day = $1, written_at = $2, taken_until = 0 WHERE municipality_id = $3",
                [day.as_str().into(), millis(now).into(), tenant.id().into()],
            ),
            None => sql(tx, "UPDATE audit_heads SET taken_until = 0 WHERE municipality_id = $1", [tenant.id().into()]),
        };
        tx.execute_raw(done).await?;
        Ok(())
    })
}

/// How many municipalities have a log whose last line is older than [`LATE`], or that has none.
///
/// # Errors
/// The database.
pub async fn late(db: &impl ConnectionTrait, now: Timestamp) -> Result<i64, AppError> {
    let text = "SELECT COUNT(*) FROM municipalities m \
                WHERE EXISTS (SELECT 1 FROM audit_seals s WHERE s.municipality_id = m.id) \
                AND NOT EXISTS (SELECT 1 FROM audit_heads h WHERE h.municipality_id = m.id \
                AND h.written_at BETWEEN $1 AND $2 AND h.taken_until <= $3)";
    let bounds = [millis(now - LATE).into(), millis(now + LEASE).into(), millis(now + LEASE + LEASE).into()];
    let row = db.query_one_raw(sql(db, text, bounds)).await?.ok_or(AppError::NotFound)?;
    Ok(row.try_get_by_index(0)?)
}

/// The newest day on which a line of one of these municipalities was written, if there is any.
///
/// # Errors
/// The database.
pub async fn last_written(db: &Db, tenants: &[Tenant]) -> Result<Option<String>, AppError> {
    let mut days = days(db).await?;
    Ok(tenants.iter().filter_map(|tenant| days.remove(&tenant.id())).filter(|day| !day.is_empty()).max())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_broken_off_spoils_no_other() {
        let path = std::env::temp_dir().join(format!("ew-heads-{}", Uuid::now_v7().simple()));
        append(&path, "een\n").unwrap();
        append(&path, "tw").unwrap();
        append(&path, "drie\n").unwrap();
        append(&path, "vier\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "een\ntw\ndrie\nvier\n");
        std::fs::remove_file(&path).unwrap();
        assert!(append(&path.join("er-niet").join("heads"), "een\n").is_err(), "a disk that is away is not made up");
    }
}
