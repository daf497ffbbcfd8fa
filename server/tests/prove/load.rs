//! What it costs: memory, starting, the first page, saving an answer, and a list that does not follow what is stored.
//! Ratios within one run only. The short form looks whether it works; the limits are for the release binary.

use std::time::{Duration, Instant};

use futures::future::join_all;
use sea_orm::{ConnectionTrait, DbBackend, sqlx};

use crate::site::{self, Node, Site, close, figure, is_long, postgres, rounds};

/// Memory of a process that is its own, in MB.
fn memory(node: &Node) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", node.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// The middle time of the list of gatherings, the best of three tries.
async fn list_time(site: &Site) -> Duration {
    let visitor = site.visitor("oda");
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let mut took = Vec::new();
        for _ in 0..rounds(200, 30) {
            let answer = visitor.get("/bijeenkomsten").await.unwrap();
            assert_eq!(answer.code, 200);
            took.push(answer.took);
        }
        took.sort();
        best = best.min(took[took.len() / 2]);
    }
    best
}

/// More gatherings like the one that is there, a few hours apart.
async fn store(site: &Site, from: usize, to: usize) {
    let db = site.look().await;
    let columns = "municipality_id, kind, title, summary, date, start_time, end_time, zone, place, online_url, ris_url, \
                   legal_status, openness, openness_reason, audience, audience_reason, agenda, host_id, capacity, \
                   planned_at, invited_at, cancelled_at, cancel_reason, sequence, created_by, created_at, changed_at, \
                   version";
    let (id, series) = match db.engine() {
        DbBackend::Sqlite => (
            "randomblob(16)",
            format!(
                "(WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) SELECT i FROM n)"
            ),
        ),
        _ => ("gen_random_uuid()", format!("(SELECT i::bigint AS i FROM generate_series({from}, {to}) AS i)")),
    };
    let text = format!(
        "INSERT INTO gatherings (id, {columns}, starts_at, ends_at) SELECT {id}, {columns}, starts_at + n.i * 10000000, \
         ends_at + n.i * 10000000 FROM (SELECT * FROM gatherings ORDER BY starts_at LIMIT 1) AS g, {series} AS n"
    );
    db.for_migrations().execute_unprepared(&text).await.unwrap();
    if db.engine() == DbBackend::Postgres {
        db.for_migrations().execute_unprepared("ANALYZE gatherings").await.unwrap();
    }
    close(&db).await;
}

/// Bytes over the wire and requests of a first visit: the page, and every file it names.
async fn first_load(site: &Site) -> (usize, usize) {
    let client = reqwest::Client::new();
    let cookie = format!("{}={}", app::accounts::sessions::COOKIE, site.secret("oda"));
    let get = async |url: String| {
        let request = client.get(url).header("cookie", &cookie).header("accept-encoding", "br, gzip");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let head: usize = response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        (head, response.bytes().await.unwrap())
    };
    let (head, page) = get(format!("{}/{}", site.address, site.town.slug)).await;
    let text = String::from_utf8_lossy(&page).into_owned();
    let mut files: Vec<&str> = text.split('"').filter(|part| part.starts_with("/assets/")).collect();
    files.sort_unstable();
    files.dedup();
    let mut bytes = head + page.len();
    for file in &files {
        let (head, body) = get(format!("{}{file}", site.address)).await;
        bytes += head + body.len();
    }
    (bytes, files.len() + 1)
}

/// Commits a second of plain SQLite with the same settings and one small row each.
async fn plain_commits(site: &Site) -> f64 {
    let file = site.folder.0.join("plain.sqlite3");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options).await.unwrap();
    sqlx::query("CREATE TABLE t (a TEXT)").execute(&mut connection).await.unwrap();
    let (began, mut done) = (Instant::now(), 0_u32);
    while began.elapsed() < Duration::from_secs(2) {
        sqlx::query("INSERT INTO t VALUES ('een antwoord')").execute(&mut connection).await.unwrap();
        done += 1;
    }
    f64::from(done) / began.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_stays_small_and_does_not_follow_what_is_stored() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let settings = [("EVENWIJS_WORKER", "false")];
    let mut starts = Vec::new();
    for _ in 0..3 {
        let mut node = site.serve_with(&settings);
        starts.push(node.ready().await);
        assert!(node.stop().await.1);
    }
    starts.sort();
    let mut node = site.serve_with(&settings);
    node.ready().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle = memory(&node);
    // The files of the site are made for the release binary.
    let first = if is_long() { Some(first_load(&site).await) } else { None };

    let greet = site.visitor("greet");
    let gathering = greet.plan("veel").await.unwrap().id().unwrap();
    let wave = [("key", "veel-wave"), ("version", "1")];
    assert_eq!(greet.post(&format!("/bijeenkomsten/{gathering}/uitnodiging"), &wave).await.unwrap().code, 303);
    store(&site, 1, 199).await;
    list_time(&site).await;
    let few = list_time(&site).await;
    store(&site, 200, 19_999).await;
    let many = list_time(&site).await;
    let ratio = many.as_secs_f64() / few.as_secs_f64();

    let people: Vec<_> = ["cora", "carel", "coen", "otto", "olga", "oda", "bram"].map(|name| site.visitor(name)).into();
    let path = format!("/bijeenkomsten/{gathering}/antwoord");
    let (began, mut saved, mut turn) = (Instant::now(), 0_u32, 0_u32);
    while began.elapsed() < Duration::from_secs(if is_long() { 10 } else { 2 }) {
        let fields = [("antwoord", if turn % 2 == 0 { "ja" } else { "nee" })];
        let answers = join_all(people.iter().map(|visitor| visitor.post(&path, &fields))).await;
        assert!(answers.iter().flatten().all(|answer| answer.code == 303));
        (saved, turn) = (saved + 7, turn + 1);
    }
    let a_second = f64::from(saved) / began.elapsed().as_secs_f64();
    let after = memory(&node);
    let plain = if postgres().is_none() { Some(plain_commits(&site).await) } else { None };
    assert!(node.stop().await.1);

    let start = starts[1];
    figure("Load: start to ready", "0.5 s", &format!("{:.2} s, the middle of three", start.as_secs_f64()));
    figure("Load: memory idle, and after the load", "60 MB, 150 MB", &format!("{idle:.0} MB, {after:.0} MB"));
    if let Some((bytes, requests)) = first {
        let found = format!("{:.1} kB with heads, {requests} requests", bytes as f64 / 1000.0);
        figure("Load: first visit of a member's home, with all it names", "150 kB, 8 requests", &found);
        assert!(bytes <= 150_000 && requests <= 8);
    }
    figure("Load: the list with 20,000 gatherings beside 200", "1.5 times", &format!("{ratio:.2} times"));
    if let Some(plain) = plain {
        // Where synchronising takes no time it says what a request costs, elsewhere what the disk does: `make bench` judges it.
        let found = format!("{:.2} times as many ({a_second:.0} beside {plain:.0})", a_second / plain);
        figure("Load: answers saved, beside commits of plain SQLite with FULL", "half as many", &found);
    }
    if is_long() {
        assert!(start < Duration::from_millis(500) && idle <= 60.0 && after <= 150.0);
        assert!(ratio <= 1.5, "{many:?} against {few:?}");
    }
}
