//! Papers that wait for the virus scanner (R56): nobody sees them, and nothing of them is told, until it has found nothing.
//! While it cannot be asked they wait, the clerk reads why, and it is asked again.

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{
    commands,
    files::Folder,
    mails,
    scanner::{Scanner, Unsure, Verdict},
    store::{self, Hold},
};
use crate::{
    AppState, audit,
    db::{Db, Tx, millis, moment, sql},
    error::AppError,
    mail::outbox,
    people,
    tenant::{self, Tenant},
    transaction,
};

/// Papers looked at in one round.
const BATCH: u64 = 20;
/// When a scanner that is not there is asked again.
const AWAY: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait after a file of which it had no verdict.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(60);
/// How long the clerk reads beside the papers that one was infected.
const TELL_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Why there is no verdict yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It has not been asked.
    Waiting,
    /// The scanner is not there.
    Away,
    /// It had no verdict on this file.
    Unclear,
    /// The file cannot be read from the disk.
    Unreadable,
}

impl Why {
    fn of(code: Option<&str>) -> Self {
        match code {
            Some("away") => Self::Away,
            Some("unclear") => Self::Unclear,
            Some("unreadable") => Self::Unreadable,
            _ => Self::Waiting,
        }
    }
}

/// A paper that is not shown, as the clerk reads of it.
#[derive(Debug, Clone)]
pub struct Held {
    /// Id of the paper.
    pub id: Uuid,
    /// As lists would show it.
    pub title: String,
    /// What it waits for, or the name of what was found in it.
    pub state: Result<Why, String>,
    /// Whether its gathering is a draft: then the council does not see it after the scanner either.
    pub draft: bool,
}

/// The papers of a gathering that are not shown, and those in which something was found lately.
pub async fn held(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
    now: Timestamp,
) -> Result<Vec<Held>, AppError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        title: String,
        why: Option<String>,
        found: Option<String>,
        planned_at: Option<i64>,
    }
    let text = "SELECT d.id, d.title, c.why, c.found, g.planned_at FROM documents d \
                JOIN gatherings g ON g.municipality_id = d.municipality_id AND g.id = d.gathering_id \
                JOIN document_checks c ON c.municipality_id = d.municipality_id AND c.document_id = d.id \
                WHERE d.municipality_id = $1 AND d.gathering_id = $2 \
                AND ((c.found IS NULL AND d.removed_at IS NULL) OR c.found_at > $3) ORDER BY d.added_at, d.id";
    let since = millis(now - TELL_FOR);
    let statement = sql(db, text, [tenant.id().into(), gathering.into(), since.into()]);
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| Held {
            id: row.id,
            title: row.title,
            state: row.found.map_or(Ok(Why::of(row.why.as_deref())), Err),
            draft: row.planned_at.is_none(),
        })
        .collect())
}

/// Has a paper that was just added wait for the scanner.
pub(super) async fn wait(
    tx: &Tx,
    tenant: &Tenant,
    document: Uuid,
    needed_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), AppError> {
    let text = "INSERT INTO document_checks (document_id, municipality_id, needed_at, due_at) VALUES ($1, $2, $3, $4)";
    let values = [document.into(), tenant.id().into(), needed_at.map(millis).into(), millis(now).into()];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// A paper whose turn it is. One that was taken away has none: it goes on waiting, with its moment, until it is put back.
#[derive(Debug, Clone, FromQueryResult)]
struct Due {
    id: Uuid,
    municipality_id: Uuid,
    stored_as: String,
    added_by: Uuid,
    needed_at: Option<i64>,
    tries: i64,
}

/// Asks the scanner about the papers whose turn it is; answers of how many it had a verdict. Without a scanner they stay
/// hidden: they came in when there was one. Once `stopping` it begins with no other paper.
///
/// # Errors
/// The database refused; not for what concerns one paper, which is put off.
pub async fn run_due(state: &AppState, stopping: &AtomicBool) -> Result<usize, AppError> {
    let Some(scanner) = &state.settings.scanner else { return Ok(0) };
    let due = due(state.db.read(), state.clock.now()).await?;
    if due.is_empty() {
        return Ok(0);
    }
    if let Err(error) = scanner.greet().await {
        tracing::warn!(%error, "the virus scanner is not there; papers stay hidden");
        put_all_off(&state.db, state.clock.now()).await?;
        return Ok(0);
    }
    let mut settled = 0;
    for one in due {
        if stopping.load(Ordering::SeqCst) {
            break;
        }
        // A task of its own: what breaks on one paper keeps no other waiting.
        let (node, asked, paper) = (state.clone(), scanner.clone(), one.clone());
        let done = tokio::spawn(async move { settle(&node, &asked, &paper).await }).await;
        match done.unwrap_or_else(|error| Err(AppError::unexpected(error))) {
            Ok(done) => settled += usize::from(done),
            Err(error) => {
                tracing::error!(document = %one.id, %error, "a paper could not be settled; it stays hidden");
                put_off(&state.db, &one, None, state.clock.now()).await?;
            }
        }
    }
    Ok(settled)
}

async fn due(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Due>, AppError> {
    let text = "SELECT d.id, d.municipality_id, d.stored_as, d.added_by, c.needed_at, c.tries FROM document_checks c \
                JOIN documents d ON d.municipality_id = c.municipality_id AND d.id = c.document_id \
                WHERE c.found IS NULL AND c.due_at <= $1 AND d.stored_as IS NOT NULL AND d.removed_at IS NULL ORDER BY c.due_at LIMIT $2";
    let statement = sql(db, text, [millis(now).into(), i64::try_from(BATCH).unwrap_or(i64::MAX).into()]);
    Ok(Due::find_by_statement(statement).all(db).await?)
}

async fn settle(state: &AppState, scanner: &Scanner, one: &Due) -> Result<bool, AppError> {
    let folder = Folder::of(&state.settings);
    match scanner.look(&folder.path_of(&one.stored_as)).await {
        Ok(Verdict::Clean) => clear(&state.db, one, state.clock.now()).await,
        Ok(Verdict::Infected(name)) => {
            let base_url = state.settings.base_url.as_str();
            let settled = condemn(&state.db, one, &name, base_url, state.clock.now()).await?;
            if settled {
                // The row says that nobody may have it; a file that stays behind now goes with the next sweep.
                if let Err(error) = folder.remove(&one.stored_as).await {
                    tracing::warn!(document = %one.id, %error, "the file with what was found stays until the next sweep");
                }
            }
            Ok(settled)
        }
        Err(error) => {
            if matches!(error, Unsure::Unreadable(_)) {
                tracing::error!(document = %one.id, %error, "a paper cannot be read; it stays hidden");
            } else {
                tracing::warn!(document = %one.id, %error, "no verdict on a paper; it stays hidden");
            }
            put_off(&state.db, one, Some(&error), state.clock.now()).await?;
            Ok(false)
        }
    }
}

/// Shows a paper, and releases it where its gathering is known: from this moment on it counts as told.
async fn clear(db: &Db, one: &Due, now: Timestamp) -> Result<bool, AppError> {
    transaction!(db, |tx| {
        let tenant = tenant::find_by_id(tx, one.municipality_id).await?.ok_or(AppError::NotFound)?;
        let document = store::in_hand(tx, &tenant, one.id).await?;
        if document.removed {
            return Ok(false);
        }
        let text = "DELETE FROM document_checks WHERE municipality_id = $1 AND document_id = $2 AND found IS NULL";
        if tx.execute_raw(sql(tx, text, [tenant.id().into(), one.id.into()])).await?.rows_affected() == 0 {
            // Another node was first.
            return Ok(false);
        }
        audit::note(tx, &tenant, None, "document.clear", ("document", Some(one.id)), "", now).await?;
        commands::release_once(tx, &tenant, &document, one.needed_at.map(moment), one.added_by, now).await?;
        Ok(true)
    })
}

/// Takes a paper away for good, and tells who added it. One in which the scanner of another node has found nothing meanwhile
/// stays as it is: it was told, and whoever keeps the scanners has to say which of the two is right.
async fn condemn(db: &Db, one: &Due, name: &str, base_url: &str, now: Timestamp) -> Result<bool, AppError> {
    transaction!(db, |tx| {
        let tenant = tenant::find_by_id(tx, one.municipality_id).await?.ok_or(AppError::NotFound)?;
        let document = store::in_hand(tx, &tenant, one.id).await?;
        let here = || -> [sea_orm::Value; 2] { [tenant.id().into(), one.id.into()] };
        let found = "UPDATE document_checks SET found = $3, found_at = $4 \
                     WHERE municipality_id = $1 AND document_id = $2 AND found IS NULL";
        let values = here().into_iter().chain([name.into(), millis(now).into()]);
        if tx.execute_raw(sql(tx, found, values)).await?.rows_affected() == 0 {
            if store::hold(tx, &tenant, one.id).await? == Hold::None {
                tracing::error!(document = %one.id, found = name, "two scanners disagree on a paper; it stays, look at it");
            }
            return Ok(false);
        }
        let away = "UPDATE documents SET removed_at = COALESCE(removed_at, $3) WHERE municipality_id = $1 AND id = $2";
        tx.execute_raw(sql(tx, away, here().into_iter().chain([millis(now).into()]))).await?;
        audit::note(tx, &tenant, None, "document.infected", ("document", Some(one.id)), name, now).await?;
        let book = people::store::book(tx, &tenant).await?;
        outbox::enqueue(tx, &tenant, &mails::infected(&tenant, base_url, &document, (one.added_by, name), &book), now)
            .await?;
        Ok(true)
    })
}

/// Asks later about one paper: why the scanner gave no verdict, or nothing where it was not the scanner.
async fn put_off(db: &Db, one: &Due, error: Option<&Unsure>, now: Timestamp) -> Result<(), AppError> {
    let why = error.map(|error| match error {
        Unsure::Away(_) => "away",
        Unsure::Unreadable(_) => "unreadable",
        Unsure::BrokenOff(_) | Unsure::Late | Unsure::Unclear(_) => "unclear",
    });
    let doubled = u32::try_from(one.tries.clamp(0, 7)).unwrap_or_default();
    let wait = (AWAY * 2_i32.pow(doubled)).min(LONGEST_WAIT);
    transaction!(db, |tx| {
        let text = "UPDATE document_checks SET tries = tries + 1, why = $3, due_at = $4 \
                    WHERE municipality_id = $1 AND document_id = $2 AND found IS NULL";
        let values = [one.municipality_id.into(), one.id.into(), why.into(), millis(now + wait).into()];
        tx.execute_raw(sql(tx, text, values)).await?;
        Ok(())
    })
}

async fn put_all_off(db: &Db, now: Timestamp) -> Result<(), AppError> {
    transaction!(db, |tx| {
        let text = "UPDATE document_checks SET why = 'away', due_at = $2 WHERE found IS NULL AND due_at <= $1";
        tx.execute_raw(sql(tx, text, [millis(now).into(), millis(now + AWAY).into()])).await?;
        Ok(())
    })
}
