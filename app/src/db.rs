//! The database: one way to read, one way to write, on both engines.
//!
//! SQLite has one writing connection (`BEGIN IMMEDIATE`, `synchronous=FULL`) and a few reading ones; PostgreSQL has one
//! pool. Every request runs in a task of its own (the server's layer stack sees to that), so a client who hangs up
//! never cancels a transaction half-way; and PostgreSQL connections are rolled back before they are handed out again.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, metric::Info,
    prelude::async_trait, sqlx,
};

use crate::{
    audit::{self, Row},
    error::AppError,
};

/// A running transaction, and what was noted in it: that is sealed as the last thing before it ends.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    noted: Mutex<Vec<Row>>,
}

impl Tx {
    /// Keeps a row of the audit log for sealing.
    pub(crate) fn seal_later(&self, row: Row) {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).push(row);
    }

    /// The rows that are to be sealed, once.
    pub(crate) fn noted(&self) -> Vec<Row> {
        std::mem::take(&mut *self.noted.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, text: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(text).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
    }
}

/// Oldest SQLite without the WAL-reset corruption (3.7.0 to 3.51.2 have it).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// Reading connections beside the one writer.
const SQLITE_READERS: u32 = 4;
/// Rows that SQLite's thread reads ahead of who asks; with few, the two wake each other all the time.
const ROWS_AHEAD: usize = 1_000;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How often a transaction that lost a race is tried again.
const MAX_TRIES: u32 = 6;

/// The pools of one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Db {
    /// Connects to `sqlite:PATH` or `postgres://…`, and refuses an engine that cannot keep what it is given.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        if url.starts_with("postgres") { Self::postgres(url).await } else { Self::sqlite(url).await }
    }

    async fn sqlite(url: &str) -> Result<Self, DbErr> {
        use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
        let options = |connections: u32, read_only: bool| {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(connections)
                .min_connections(1)
                .acquire_timeout(Duration::from_secs(10))
                // There is no line that could be cut: asking before every statement whether it is there only costs.
                .test_before_acquire(false)
                .sqlx_logging(false)
                .map_sqlx_sqlite_opts(move |o| {
                    o.journal_mode(SqliteJournalMode::Wal)
                        .synchronous(SqliteSynchronous::Full)
                        .foreign_keys(true)
                        .busy_timeout(Duration::from_secs(5))
                        .create_if_missing(true)
                        .row_buffer_size(ROWS_AHEAD)
                        .optimize_on_close(true, None)
                        // REPLACE deletes without asking the triggers otherwise.
                        .pragma("recursive_triggers", "ON")
                        // What is erased is gone from the file too (AVG, article 17).
                        .pragma("secure_delete", "ON")
                        .pragma("query_only", if read_only { "ON" } else { "OFF" })
                })
                .map_sqlx_sqlite_pool_opts(|pool| {
                    pool.before_acquire(|connection, _| Box::pin(is_at_rest(connection)))
                });
            options
        };
        let write = Database::connect(options(1, false)).await?;
        let read = Database::connect(options(SQLITE_READERS, true)).await?;
        let db = Self { read, write };
        let version = db.scalar_text("SELECT sqlite_version()").await?;
        if parse_version(&version) < OLDEST_SQLITE {
            return Err(DbErr::Custom(format!("SQLite {version} can corrupt its log; 3.51.3 or newer is needed")));
        }
        for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
            let found = db.scalar_text(&format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}")).await?;
            if found != wanted {
                return Err(DbErr::Custom(format!("SQLite setting {pragma} is {found}, not {wanted}")));
            }
        }
        Ok(db)
    }

    /// One connection more to a PostgreSQL, beside the pool; nothing for SQLite, which is in our own process.
    pub async fn beat(url: &str) -> Result<Option<Self>, DbErr> {
        if url.starts_with("postgres") { Self::pool(url, 1).await.map(Some) } else { Ok(None) }
    }

    async fn postgres(url: &str) -> Result<Self, DbErr> {
        Self::pool(url, POSTGRES_CONNECTIONS).await
    }

    async fn pool(url: &str, connections: u32) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(4))
            // The ROLLBACK below finds a broken connection as well.
            .test_before_acquire(false)
            .sqlx_logging(false)
            .map_sqlx_postgres_opts(|o| {
                o.options([("idle_in_transaction_session_timeout", "10000"), ("statement_timeout", "14000")])
            })
            .map_sqlx_postgres_pool_opts(|pool| {
                pool.before_acquire(|connection, _| {
                    Box::pin(async move {
                        use sqlx::Executor;
                        connection.execute("ROLLBACK").await?;
                        Ok(true)
                    })
                })
            });
        let pool = Database::connect(options).await?;
        Ok(Self { read: pool.clone(), write: pool })
    }

    /// For queries outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Has every statement told before its answer is used, with how long it took; for tests and benches, before anybody
    /// else has these pools.
    pub fn listen(&mut self, heard: impl Fn(&Info<'_>) + Send + Sync + Clone + 'static) {
        self.read.set_metric_callback(heard.clone());
        self.write.set_metric_callback(heard);
    }

    /// For migrations and nothing else.
    pub fn for_migrations(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Which engine this is; for the few texts of SQL that must differ.
    pub fn engine(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    pub(crate) async fn begin(&self) -> Result<Tx, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: (self.engine() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let inner = self.write.begin_with_options(options).await?;
        Ok(Tx { inner, noted: Mutex::default() })
    }

    /// How many connections there are, and how many wait for work.
    pub fn pools(&self) -> Vec<Pool> {
        let pool = |name, open, idle| Pool { name, open, idle };
        if self.engine() == DbBackend::Postgres {
            let all = self.write.get_postgres_connection_pool();
            return vec![pool("all", all.size(), all.num_idle())];
        }
        let (read, write) = (self.read.get_sqlite_connection_pool(), self.write.get_sqlite_connection_pool());
        vec![pool("read", read.size(), read.num_idle()), pool("write", write.size(), write.num_idle())]
    }

    /// Whether the database answers at all.
    pub async fn answers(&self) -> Result<(), DbErr> {
        self.read.query_one_raw(Statement::from_string(self.engine(), "SELECT 1")).await.map(|_| ())
    }

    /// Whether the database takes writes; one that is busy or has a full disk does, or will. Nothing is written for it.
    pub async fn takes_writes(&self) -> Result<bool, AppError> {
        if self.engine() == DbBackend::Postgres {
            // A standby, or a server that somebody set to reading only.
            let text = "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'";
            let row = self.write.query_one_raw(Statement::from_string(self.engine(), text)).await?;
            return Ok(row.ok_or(AppError::NotFound)?.try_get_by_index(0)?);
        }
        match self.could_write().await {
            Ok(()) => Ok(true),
            Err(error) if error.is_read_only() => Ok(false),
            Err(error) if error.is_lost_race() || matches!(error, AppError::NoRoom(_)) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Takes the one place for writing, asks for a change of nothing, and gives it up.
    async fn could_write(&self) -> Result<(), AppError> {
        let tx = self.begin().await?;
        let written = tx.execute_unprepared("DELETE FROM municipalities WHERE 1 = 0").await;
        tx.inner.rollback().await?;
        written?;
        Ok(())
    }

    async fn scalar_text(&self, sql: &str) -> Result<String, DbErr> {
        let row = self.write.query_one_raw(Statement::from_string(self.engine(), sql)).await?;
        row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))?.try_get_by_index(0)
    }
}

/// The connections of one pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    /// What they are for.
    pub name: &'static str,
    /// How many there are.
    pub open: u32,
    /// How many of them wait for work.
    pub idle: usize,
}

/// One writing transaction and its repetitions; used by [`transaction!`] only.
pub struct Attempt<'d> {
    db: &'d Db,
    tries: u32,
}

impl<'d> Attempt<'d> {
    /// Before the first try.
    pub fn new(db: &'d Db) -> Self {
        Self { db, tries: 0 }
    }

    /// Begins the next try.
    pub async fn begin(&mut self) -> Result<Tx, DbErr> {
        self.tries += 1;
        self.db.begin().await
    }

    /// Commits or rolls back. `None` means another transaction was in the way and the work is to be done again.
    pub async fn settle<T>(&self, tx: Tx, outcome: Result<T, AppError>) -> Option<Result<T, AppError>> {
        // Others who noted something wait for this seal, so it is held for no longer than the end itself.
        let outcome = match outcome {
            Ok(value) => audit::seal(&tx, tx.noted()).await.map(|()| value),
            refused => refused,
        };
        let failure = match outcome {
            Ok(value) => match tx.inner.commit().await {
                Ok(()) => return Some(Ok(value)),
                Err(error) => AppError::from(error),
            },
            Err(failure) => {
                if let Err(error) = tx.inner.rollback().await {
                    tracing::warn!(%error, "rollback failed");
                }
                failure
            }
        };
        if self.tries >= MAX_TRIES || !failure.is_lost_race() {
            return Some(Err(failure));
        }
        let wait = rand::random_range(2..20) * u64::from(self.tries);
        tokio::time::sleep(Duration::from_millis(wait)).await;
        None
    }
}

/// Runs a block in one writing transaction: committed when it ends in `Ok`, rolled back on `Err`, and done again when
/// the database says another transaction was in the way. The block must have no effect outside the transaction.
///
/// A macro, because a closure over `&Tx` cannot promise a `Send` future: `transaction!(db, |tx| { …; Ok(value) })`.
#[macro_export]
macro_rules! transaction {
    ($db:expr, |$tx:ident| $body:block) => {{
        let mut attempt = $crate::db::Attempt::new($db);
        loop {
            let running = attempt.begin().await?;
            let outcome: Result<_, $crate::error::AppError> = {
                let $tx: &$crate::db::Tx = &running;
                async { $body }.await
            };
            if let Some(settled) = attempt.settle(running, outcome).await {
                break settled;
            }
        }
    }};
}

/// Whether a connection is in no transaction; the pool replaces one that is.
///
/// When the disk is full SQLite rolls back by itself, the ROLLBACK after it finds nothing to end, and sqlx goes on counting
/// a transaction that is not there: the next one begins as a SAVEPOINT, and after a refusal in one of those nothing is
/// committed any more, whatever was answered.
async fn is_at_rest(connection: &mut sqlx::SqliteConnection) -> Result<bool, sqlx::Error> {
    use sqlx::Connection;
    if connection.is_in_transaction() {
        // A rollback may still be waiting in the thread of the connection; it is done before this is answered.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

fn parse_version(text: &str) -> (u32, u32, u32) {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}

/// A statement in plain SQL with `$1`, `$2`, … for its values; both engines read it.
pub fn sql(
    connection: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), text, values)
}

/// Milliseconds since 1970 in UTC, as every moment is stored.
pub fn millis(moment: Timestamp) -> i64 {
    moment.as_millisecond()
}

/// The moment behind stored milliseconds; one out of range becomes the nearest that exists.
pub fn moment(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes so many kB, and then perhaps thinks better of it.
    async fn write(db: &Db, kilobytes: i64, refuse: bool) -> Result<(), AppError> {
        crate::transaction!(db, |tx| {
            let text = "INSERT INTO notes (text) VALUES (zeroblob($1))";
            tx.execute_raw(sql(tx, text, [(kilobytes * 1_000).into()])).await?;
            if refuse { Err(AppError::NotFound) } else { Ok(()) }
        })
    }

    #[tokio::test]
    async fn after_a_full_disk_what_is_acknowledged_is_written() {
        let folder = std::env::temp_dir().join(format!("ew-full-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir(&folder).expect("a folder");
        let db = Db::connect(&format!("sqlite:{}", folder.join("test.sqlite3").display())).await.expect("a base");
        let set_up = db.for_migrations();
        for text in [
            "CREATE TABLE notes (text BLOB NOT NULL)",
            "CREATE TABLE municipalities (id INTEGER)",
            // As full as a disk, for this connection.
            "PRAGMA max_page_count = 20",
        ] {
            set_up.execute_unprepared(text).await.expect(text);
        }
        write(&db, 1, false).await.expect("room for a little");
        let full = write(&db, 200, false).await.expect_err("more than there is room for");
        assert!(matches!(full, AppError::NoRoom(_)), "{full:?}");
        write(&db, 1, true).await.expect_err("a change of mind");
        for _ in 0..3 {
            write(&db, 1, false).await.expect("room again");
        }
        let count = Statement::from_string(DbBackend::Sqlite, "SELECT COUNT(*) FROM notes");
        let row = db.read().query_one_raw(count).await.expect("an answer").expect("a row");
        assert_eq!(row.try_get_by_index::<i64>(0).expect("a number"), 4, "acknowledged, and there");
        std::fs::remove_dir_all(&folder).expect("cleaning up");
    }

    #[test]
    fn versions_compare_by_number() {
        assert!(parse_version("3.51.3") >= OLDEST_SQLITE);
        assert!(parse_version("3.51.10") >= OLDEST_SQLITE);
        assert!(parse_version("3.51.2") < OLDEST_SQLITE);
        assert!(parse_version("3.9.9") < OLDEST_SQLITE);
    }
}
