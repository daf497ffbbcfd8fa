//! The references: handlers without any framework that run the statements the program ran for a page and write as many
//! bytes. One here, on axum and a pool of sqlx like the program's own; one in a program of its own, on axum and rusqlite.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use axum::{Router, extract::State, http::Uri, response::Html};
use sea_orm::{
    Statement, Value,
    sqlx::{self, AssertSqlSafe, SqlitePool, sqlite::SqliteArguments},
};
use serde_json::json;

/// What a page is to a bare handler.
pub struct Bare {
    pub statements: Vec<Statement>,
    pub bytes: usize,
}

/// Pages by their path.
pub type Pages = Arc<HashMap<String, Bare>>;

#[derive(Clone)]
struct Sqlx(SqlitePool, Pages);

type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, SqliteArguments>;

/// A value as SQLite knows it.
enum Bound<'v> {
    Null,
    Int(i64),
    Text(&'v str),
    Blob(&'v [u8]),
}

fn bound_value(value: &Value) -> Bound<'_> {
    match value {
        Value::Uuid(id) => id.as_ref().map_or(Bound::Null, |id| Bound::Blob(id.as_bytes())),
        Value::String(text) => text.as_deref().map_or(Bound::Null, Bound::Text),
        Value::BigInt(number) => number.map_or(Bound::Null, Bound::Int),
        Value::BigUnsigned(number) => number.map_or(Bound::Null, |number| Bound::Int(number.cast_signed())),
        Value::Bool(yes) => yes.map_or(Bound::Null, |yes| Bound::Int(yes.into())),
        Value::Bytes(bytes) => bytes.as_deref().map_or(Bound::Null, Bound::Blob),
        other => panic!("a value of a kind that no statement has: {other:?}"),
    }
}

fn bound<'q>(query: Query<'q>, value: &'q Value) -> Query<'q> {
    match bound_value(value) {
        Bound::Null => query.bind(None::<i64>),
        Bound::Int(number) => query.bind(number),
        Bound::Text(text) => query.bind(text),
        Bound::Blob(bytes) => query.bind(bytes),
    }
}

fn values(statement: &Statement) -> &[Value] {
    statement.values.as_ref().map_or(&[], |values| values.0.as_slice())
}

async fn by_sqlx(State(Sqlx(pool, pages)): State<Sqlx>, uri: Uri) -> Html<String> {
    let page = &pages[uri.path()];
    for statement in &page.statements {
        let query = sqlx::query(AssertSqlSafe(statement.sql.as_str()));
        let query = values(statement).iter().fold(query, bound);
        std::hint::black_box(query.fetch_all(&pool).await.unwrap());
    }
    Html("x".repeat(page.bytes))
}

/// The same program with rusqlite, as a process of its own.
pub struct Plain(Child);

impl Plain {
    fn program() -> Command {
        Command::new(
            std::env::var("EVENWIJS_BENCH_PLAIN").expect("EVENWIJS_BENCH_PLAIN says where the plain program is"),
        )
    }

    /// Commits a second of one small row each, synchronised each time.
    pub fn commits(file: &Path, seconds: u64) -> f64 {
        let output = Self::program().arg("commits").arg(file).arg(seconds.to_string()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
    }

    /// Serves the pages from this database, and answers where.
    pub fn serve(database: &Path, written: &Path, pages: &Pages) -> (Self, String) {
        let given = |value: &Value| match bound_value(value) {
            Bound::Null => json!("null"),
            Bound::Int(number) => json!({ "int": number }),
            Bound::Text(text) => json!({ "text": text }),
            Bound::Blob(bytes) => json!({ "blob": bytes }),
        };
        let told = |one: &Statement| json!([one.sql, values(one).iter().map(given).collect::<Vec<_>>()]);
        let pages: serde_json::Map<_, _> = pages
            .iter()
            .map(|(path, page)| {
                (path.clone(), json!([page.statements.iter().map(told).collect::<Vec<_>>(), page.bytes]))
            })
            .collect();
        std::fs::write(written, serde_json::to_vec(&pages).unwrap()).unwrap();
        let mut command = Self::program();
        command.arg("serve").arg(database).arg(written).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        (Self(child), address.trim().to_owned())
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        // One that has ended already cannot be killed again.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves the pages from this pool, and answers where.
pub async fn serve_sqlx(pool: SqlitePool, pages: Pages) -> SocketAddr {
    serve(Router::new().fallback(by_sqlx).with_state(Sqlx(pool, pages))).await
}

async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}
