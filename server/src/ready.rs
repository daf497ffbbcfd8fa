//! `/healthz` and `/readyz`: whether this node can be sent work (R88).
//!
//! A node that can only read stays in service: a nearly full disk, and tables that another node brought further already,
//! are a line below the answer and no refusal. What is asked costs a statement or two and writes nothing, for it is asked
//! all the time.

use std::{
    collections::BTreeSet,
    sync::{LazyLock, atomic::Ordering},
};

use app::{db::Db, error::AppError};
use axum::{Router, extract::State, http::StatusCode, routing::get};
use migrations::MigratorTrait;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::Installation;

const AWAY: &str = "de database is er niet";
const READ_ONLY: &str = "in de database kan niet worden geschreven";

/// Both addresses.
pub(crate) fn router(node: Installation) -> Router {
    Router::new().route("/healthz", get(|| async { "gezond\n" })).route("/readyz", get(answer)).with_state(node)
}

async fn answer(State(node): State<Installation>) -> (StatusCode, String) {
    match look(&node).await {
        Ok(remarks) => (StatusCode::OK, ["klaar"].into_iter().chain(remarks).map(|line| format!("{line}\n")).collect()),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}

/// What is to be said of a node that is ready, or why it is not.
async fn look(node: &Installation) -> Result<Vec<&'static str>, &'static str> {
    if node.stopping.load(Ordering::SeqCst) {
        return Err("stopt");
    }
    if !node.pulse.is_there() {
        return Err(AWAY);
    }
    let db = &node.state.db;
    let away = |error: AppError| {
        tracing::warn!(%error, "not ready");
        AWAY
    };
    if !db.takes_writes().await.map_err(away)? {
        return Err(READ_ONLY);
    }
    let mut remarks = Vec::new();
    match compare(&OWN, &applied(db).await.map_err(away)?) {
        Tables::AsHere => {}
        Tables::Older => return Err("de tabellen zijn ouder dan dit programma"),
        Tables::Newer => remarks.push("de tabellen zijn nieuwer dan dit programma; start de nieuwe versie"),
    }
    match node.state.disk.look().await {
        // The file of SQLite; the disk of a PostgreSQL is its own.
        Ok(look) if look.read_only && db.engine() == DbBackend::Sqlite => return Err(READ_ONLY),
        Ok(look) if look.read_only => remarks.push("op de schijf kan niet worden geschreven"),
        Ok(look) if look.space.is_scarce() => {
            remarks.push("de schijf is bijna vol; lezen gaat door, bestanden worden geweigerd");
        }
        Ok(_) => {}
        Err(error) => {
            tracing::warn!(%error, "the room on the disk could not be read");
            remarks.push("hoe vol de schijf is, is niet te zien");
        }
    }
    Ok(remarks)
}

/// The tables beside what this program knows.
#[derive(Debug, PartialEq, Eq)]
enum Tables {
    AsHere,
    Older,
    Newer,
}

/// A change that is missing weighs more than one too many.
fn compare(own: &BTreeSet<String>, applied: &BTreeSet<String>) -> Tables {
    if !own.is_subset(applied) {
        Tables::Older
    } else if applied.len() > own.len() {
        Tables::Newer
    } else {
        Tables::AsHere
    }
}

/// The changes of the tables that this program knows.
static OWN: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| migrations::Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect());

async fn applied(db: &Db) -> Result<BTreeSet<String>, AppError> {
    let text = "SELECT version FROM seaql_migrations";
    let rows = db.read().query_all_raw(Statement::from_string(db.engine(), text)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_older_newer_or_as_here() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let own = set(&["a", "b"]);
        for (applied, expected) in [
            (set(&["a", "b"]), Tables::AsHere),
            (set(&["a"]), Tables::Older),
            (set(&[]), Tables::Older),
            (set(&["a", "c"]), Tables::Older),
            (set(&["a", "b", "c"]), Tables::Newer),
        ] {
            assert_eq!(compare(&own, &applied), expected, "{applied:?}");
        }
    }
}
