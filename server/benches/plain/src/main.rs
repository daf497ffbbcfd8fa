//! References for the bench, with rusqlite and nothing of Evenwijs: durable commits of one small row, and pages that run
//! given SQL and write as many bytes.
//!
//! `plain commits FILE SECONDS` prints commits a second; `plain serve FILE PAGES` prints where it serves.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, extract::State, http::Uri, response::Html};
use rusqlite::{Connection, types::Value};
use serde::Deserialize;

/// A value of a statement, as the bench writes it down.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Given {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl From<Given> for Value {
    fn from(given: Given) -> Self {
        match given {
            Given::Null => Self::Null,
            Given::Int(number) => Self::Integer(number),
            Given::Text(text) => Self::Text(text),
            Given::Blob(bytes) => Self::Blob(bytes),
        }
    }
}

/// The statements of a page with their values, and how many bytes it is.
type Page<V> = (Vec<(String, Vec<V>)>, usize);

struct Site {
    file: String,
    pages: HashMap<String, Page<Value>>,
}

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

async fn page(State(site): State<Arc<Site>>, uri: Uri) -> Html<String> {
    let work = move || {
        let (statements, bytes) = &site.pages[uri.path()];
        CONNECTION.with_borrow_mut(|kept| {
            let connection = kept.get_or_insert_with(|| Connection::open(&site.file).unwrap());
            for (text, values) in statements {
                let mut query = connection.prepare_cached(text).unwrap();
                let mut rows = query.query(rusqlite::params_from_iter(values)).unwrap();
                while let Some(row) = rows.next().unwrap() {
                    std::hint::black_box(row);
                }
            }
        });
        "x".repeat(*bytes)
    };
    Html(tokio::task::spawn_blocking(work).await.unwrap())
}

async fn serve(file: &str, pages: &str) {
    let given: HashMap<String, Page<Given>> = serde_json::from_slice(&std::fs::read(pages).unwrap()).unwrap();
    let values = |(text, values): (String, Vec<Given>)| (text, values.into_iter().map(Value::from).collect());
    let read = |(path, (statements, bytes)): (String, Page<Given>)| {
        (path, (statements.into_iter().map(values).collect(), bytes))
    };
    let site = Site { file: file.to_owned(), pages: given.into_iter().map(read).collect() };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    axum::serve(listener, Router::new().fallback(page).with_state(Arc::new(site))).await.unwrap();
}

fn commits(file: &str, time: Duration) {
    let connection = Connection::open(file).unwrap();
    let begin = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (a TEXT)";
    connection.execute_batch(begin).unwrap();
    let mut insert = connection.prepare("INSERT INTO t VALUES ('een antwoord')").unwrap();
    let (began, mut done) = (Instant::now(), 0_u32);
    while began.elapsed() < time {
        insert.execute([]).unwrap();
        done += 1;
    }
    println!("{}", f64::from(done) / began.elapsed().as_secs_f64());
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["commits", file, seconds] => commits(file, Duration::from_secs(seconds.parse().unwrap())),
        ["serve", file, pages] => serve(file, pages).await,
        _ => panic!("plain commits FILE SECONDS, or plain serve FILE PAGES"),
    }
}
