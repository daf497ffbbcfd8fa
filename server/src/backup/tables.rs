//! The tables of PostgreSQL: every row as a line of JSON, and back.

use std::collections::{BTreeMap, BTreeSet};

use app::db::{Db, sql};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, Statement, TransactionTrait,
};

use super::{Bundle, Manifest, read_entry, sheaf::Sheaf};
use crate::{StartError, config::Config};

/// The migrations' own table; a restore makes it by migrating.
const MIGRATIONS_TABLE: &str = "seaql_migrations";
/// Rows brought back by one statement.
const AT_ONCE: usize = 2_000;

/// Adds every table as it is at one moment, and answers the migrations that were applied.
pub(super) async fn save(db: &Db, sheaf: &mut Sheaf) -> Result<Vec<String>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("write the backup")(cause);
    let tx = db
        .for_migrations()
        .begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly))
        .await
        .map_err(|e| failed(&e))?;
    take_time(&tx).await.map_err(|e| failed(&e))?;
    for table in tables(&tx).await? {
        let text = format!("SELECT row_to_json(t)::text AS line FROM {table} t");
        let rows = tx.query_all_raw(statement(text)).await.map_err(|e| failed(&e))?;
        let mut text = String::new();
        for row in rows {
            text.push_str(&row.try_get::<String>("", "line").map_err(|e| failed(&e))?);
            text.push('\n');
        }
        sheaf.add(&format!("tables/{table}.jsonl"), text.as_bytes())?;
    }
    let migrations = applied(&tx).await?;
    tx.rollback().await.map_err(|e| failed(&e))?;
    Ok(migrations)
}

/// Fills the tables of an empty database as they were at the version of the backup, and brings them up to date.
pub(super) async fn restore(config: &Config, zip: &mut Bundle, manifest: &Manifest) -> Result<(), StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("fill the tables")(cause);
    let db = crate::connect(config).await?;
    if db.engine() != DbBackend::Postgres {
        return Err(StartError("this backup is of PostgreSQL; set EVENWIJS_DATABASE_URL to one".to_owned()));
    }
    let steps = u32::try_from(manifest.migrations.len()).map_err(|e| failed(&e))?;
    crate::migrate_to(&db, steps).await?;
    if applied(db.for_migrations()).await? != manifest.migrations {
        return Err(StartError(
            "the database is not empty, or this backup is of a newer version of Evenwijs".to_owned(),
        ));
    }
    let tx = db.for_migrations().begin().await.map_err(|e| failed(&e))?;
    take_time(&tx).await.map_err(|e| failed(&e))?;
    for Table { name, of_itself } in in_order(&tx).await? {
        let rows = tx.query_one_raw(statement(format!("SELECT COUNT(*) FROM {name}"))).await.map_err(|e| failed(&e))?;
        let rows = rows.map_or(Ok(0_i64), |row| row.try_get_by_index(0)).map_err(|e| failed(&e))?;
        if rows > 0 {
            return Err(StartError(format!("table {name} holds rows already; restore into an empty database")));
        }
        let Some(text) = read_entry(zip, &format!("tables/{name}.jsonl"))? else { continue };
        let text = String::from_utf8(text).map_err(|e| failed(&e))?;
        let lines: Vec<&str> = text.lines().collect();
        let insert = format!("INSERT INTO {name} SELECT * FROM json_populate_recordset(NULL::{name}, $1::json)");
        // References are checked when a statement ends, so rows that refer to each other come in one.
        for some in lines.chunks(if of_itself { lines.len().max(1) } else { AT_ONCE }) {
            let list = format!("[{}]", some.join(","));
            tx.execute_raw(sql(&tx, &insert, [list.into()])).await.map_err(|e| failed(&e))?;
        }
    }
    tx.commit().await.map_err(|e| failed(&e))?;
    crate::migrate(&db).await
}

fn statement(text: String) -> Statement {
    Statement::from_string(DbBackend::Postgres, text)
}

/// The limits of time are for requests; a whole installation takes longer.
async fn take_time(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    for limit in ["statement_timeout", "idle_in_transaction_session_timeout"] {
        tx.execute_unprepared(&format!("SET LOCAL {limit} = 0")).await?;
    }
    Ok(())
}

async fn tables(tx: &impl ConnectionTrait) -> Result<Vec<String>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("list the tables")(cause);
    let text = "SELECT table_name::text AS name FROM information_schema.tables \
                WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1";
    let rows = tx.query_all_raw(statement(text.to_owned())).await.map_err(|e| failed(&e))?;
    let mut names = Vec::new();
    for row in rows {
        let name: String = row.try_get("", "name").map_err(|e| failed(&e))?;
        if name != MIGRATIONS_TABLE {
            names.push(name);
        }
    }
    Ok(names)
}

/// A table to fill.
struct Table {
    name: String,
    /// Whether its rows refer to each other.
    of_itself: bool,
}

/// The tables, each after those it refers to.
async fn in_order(tx: &impl ConnectionTrait) -> Result<Vec<Table>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("list the references")(cause);
    let text = "SELECT a.relname::text AS child, b.relname::text AS parent FROM pg_constraint c \
                JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid \
                WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace";
    let mut parents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in tx.query_all_raw(statement(text.to_owned())).await.map_err(|e| failed(&e))? {
        let child = row.try_get("", "child").map_err(|e| failed(&e))?;
        parents.entry(child).or_default().insert(row.try_get("", "parent").map_err(|e| failed(&e))?);
    }
    let (mut waiting, mut order) = (tables(tx).await?, Vec::<Table>::new());
    while !waiting.is_empty() {
        let done: BTreeSet<String> = order.iter().map(|table| table.name.clone()).collect();
        let of = |name: &String| parents.get(name).cloned().unwrap_or_default();
        let free = |name: &String| of(name).iter().all(|parent| parent == name || done.contains(parent));
        let (next, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(free);
        if next.is_empty() {
            return Err(StartError(format!("the tables {} refer to each other in a circle", later.join(", "))));
        }
        order.extend(next.into_iter().map(|name| Table { of_itself: of(&name).contains(&name), name }));
        waiting = later;
    }
    Ok(order)
}

/// The migrations that were applied, oldest first.
pub(super) async fn applied(connection: &impl ConnectionTrait) -> Result<Vec<String>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("list the migrations")(cause);
    let text = format!("SELECT version FROM {MIGRATIONS_TABLE} ORDER BY version");
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), text)).await;
    rows.map_err(|e| failed(&e))?
        .iter()
        .map(|row| row.try_get::<String>("", "version").map_err(|e| failed(&e)))
        .collect()
}
