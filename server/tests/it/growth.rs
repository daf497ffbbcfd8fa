//! What a page costs does not follow what is stored: the same statements with little and with much, none that brings
//! more rows than a page shows, and on SQLite each by an index that leads to those rows.

use std::sync::{Arc, Mutex};

use app::accounts::sessions;
use axum::{body::Body, http::Request};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tower::ServiceExt as _;

use crate::{
    answers::invited,
    support::{TestApp, Town},
};

/// Rows that one statement may bring: a page and one more, or what the clerk's week looks through.
const MOST_ROWS: usize = 100;
/// Tables that grow as long as a municipality uses them.
const GROWING: [&str; 9] =
    ["gatherings", "invitations", "questions", "items", "item_audience", "exposures", "updates", "outbox", "audit"];
/// Indexes that hold only what waits, or are walked in the order of a list until its page is full.
const WALKED: [&str; 6] = [
    "gatherings_drafts",
    "gatherings_cancelled",
    "questions_in_order",
    "questions_open",
    "updates_published",
    "updates_unpublished",
];

type Heard = Arc<Mutex<Vec<Statement>>>;

/// A node on the same database that tells what it asks.
async fn listening(app: &TestApp) -> (axum::Router, Heard) {
    let mut node = server::build(&app.config, app.clock.clone()).await.unwrap();
    let heard = Heard::default();
    let into = heard.clone();
    node.state.db.listen(move |info| into.lock().unwrap().push(info.statement.clone()));
    (node.router(), heard)
}

/// What opening a page asks of the database.
async fn asked(app: &TestApp, town: &Town, node: &(axum::Router, Heard), who: &str, path: &str) -> Vec<Statement> {
    let actor = app.actor(town, who).await;
    let db = app.state().db.for_migrations();
    let secret = sessions::open(db, &actor.tenant, actor.person, &actor.roles, true, "", app.now()).await.unwrap();
    let request = Request::get(format!("/{}{path}", town.slug))
        .header("host", app.address.trim_start_matches("http://"))
        .header("cookie", format!("{}={secret}", sessions::COOKIE))
        // A prefetch records nothing, whatever was read before.
        .header("sec-purpose", "prefetch")
        .body(Body::empty())
        .unwrap();
    node.1.lock().unwrap().clear();
    let answer = node.0.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 200, "{who} {path}");
    node.1.lock().unwrap().clone()
}

/// Copies of the rows of a table, some hours apart.
async fn copy(app: &TestApp, table: &str, moments: &[&str], others: &str, change: &str, number: usize) {
    let (id, series) = match app.state().db.engine() {
        DbBackend::Postgres => {
            ("gen_random_uuid()", format!("(SELECT i::bigint AS i FROM generate_series(1, {number}) AS i)"))
        }
        _ => (
            "randomblob(16)",
            format!(
                "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number}) SELECT i FROM n)"
            ),
        ),
    };
    let later: Vec<String> = moments.iter().map(|moment| format!("{moment} + n.i * 7200000 * {change}")).collect();
    let (moments, later) = (moments.join(", "), later.join(", "));
    app.execute(&format!(
        "INSERT INTO {table} (id, {others}, {moments}) SELECT {id}, {others}, {later} \
         FROM (SELECT * FROM {table} LIMIT 1) AS r, {series} AS n"
    ))
    .await;
}

/// Many gatherings to come, behind us, drafted and cancelled; many questions open and answered.
async fn grow(app: &TestApp) {
    let columns = |plan: &str, invite: &str, cancel: &str| {
        format!(
            "municipality_id, kind, title, summary, date, start_time, end_time, zone, place, online_url, ris_url, \
             legal_status, openness, openness_reason, audience, audience_reason, agenda, host_id, capacity, {plan}, \
             {invite}, {cancel}, cancel_reason, sequence, created_by, created_at, changed_at, version"
        )
    };
    let others = columns("planned_at", "invited_at", "cancelled_at");
    for way in ["1", "-1"] {
        copy(app, "gatherings", &["starts_at", "ends_at"], &others, way, 1_500).await;
    }
    let of_every = |n: usize| match app.state().db.engine() {
        DbBackend::Postgres => format!("(starts_at / 7200000) % {n} = 0"),
        _ => format!("starts_at / 7200000 % {n} = 0"),
    };
    app.execute(&format!("UPDATE gatherings SET cancelled_at = planned_at WHERE {}", of_every(3))).await;
    app.execute(&format!("UPDATE gatherings SET planned_at = NULL, invited_at = NULL WHERE {}", of_every(7))).await;
    // On days of their own, one a day: a day holds what a day holds.
    let day = match app.state().db.engine() {
        DbBackend::Postgres => "to_char(to_timestamp(starts_at / 1000 * 12 - 19000000000), 'YYYY-MM-DD')",
        _ => "date(starts_at / 1000 * 12 - 19000000000, 'unixepoch')",
    };
    app.execute(&format!("UPDATE gatherings SET date = {day}")).await;
    let others = "municipality_id, kind, asker_id, asker_faction_id, gathering_id, title, body, searchable, due_on, \
                  holder_id, routed_at, draft_answer, drafted_by, answer, answered_by, version, answered_at";
    copy(app, "questions", &["asked_at"], others, "-1", 600).await;
    app.execute("UPDATE questions SET answered_at = asked_at + 1, answer = 'Ja', gathering_id = NULL WHERE asked_at < (SELECT MAX(asked_at) FROM questions)").await;
}

/// Why a line of SQLite's plan is not good enough; nothing when it is.
fn complaint(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (how, table) = (words.next()?, words.next()?);
    let index = line.split_once("INDEX ").and_then(|(_, rest)| rest.split_whitespace().next()).unwrap_or_default();
    let whole = how == "SCAN" || line.ends_with("(municipality_id=?)");
    let grows = GROWING.contains(&table) || GROWING.iter().any(|name| index.starts_with(&name[..name.len() - 1]));
    (whole && grows && !WALKED.contains(&index)).then(|| line.to_owned())
}

#[tokio::test]
async fn a_page_asks_the_same_with_little_and_with_much_and_reads_no_more_than_it_shows() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], Some(12)).await;
    let oda = app.sign_in(&town, "oda").await;
    let question = [("soort", "technisch"), ("titel", "Wachtlijst"), ("tekst", "Hoe lang is die?"), ("key", "k")];
    oda.post("/vragen", &question).await.is(303);
    let node = listening(&app).await;
    let page = format!("/bijeenkomsten/{gathering}");
    let mut paths = Vec::new();
    for who in ["cora", "greet", "wim"] {
        let lists = ["", "/bijeenkomsten", "/bijeenkomsten?stand=voorbij", "/bijeenkomsten?stand=geannuleerd"];
        let more = ["/bijeenkomsten?soort=werkbezoek", "/agenda?weergave=week", "/vragen", "/vragen?stand=beantwoord"];
        let rest = ["/kwartaalupdates", "/informatiebalans", page.as_str()];
        paths.extend(lists.into_iter().chain(more).chain(rest).map(|path| (who, path)));
    }
    paths.push(("greet", "/bijeenkomsten?stand=concept"));
    let mut few = Vec::new();
    for (who, path) in &paths {
        few.push(asked(&app, &town, &node, who, path).await.len());
    }
    grow(&app).await;

    let db = app.state().db.read();
    let mut wrong = Vec::new();
    for ((who, path), few) in paths.iter().zip(few) {
        let heard = asked(&app, &town, &node, who, path).await;
        assert!(!heard.is_empty(), "nothing was heard");
        // A list that was empty asks about its lines once it is not; more than that follows the number of lines.
        if heard.len() > few + 12 {
            wrong.push(format!("{who} {path}: {few} statements have become {}", heard.len()));
        }
        for statement in heard {
            let rows = db.query_all_raw(statement.clone()).await.unwrap().len();
            if rows > MOST_ROWS {
                wrong.push(format!("{who} {path}: {rows} rows by {}", statement.sql));
            }
            if app.state().db.engine() == DbBackend::Sqlite {
                let plan = Statement { sql: format!("EXPLAIN QUERY PLAN {}", statement.sql), ..statement.clone() };
                for line in db.query_all_raw(plan).await.unwrap() {
                    let line: String = line.try_get("", "detail").unwrap();
                    wrong.extend(complaint(&line).map(|why| format!("{who} {path}: {why} by {}", statement.sql)));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} complaints:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn a_list_says_how_many_there_are_up_to_a_thousand() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town, &["cora"], None).await;
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/bijeenkomsten").await.is(200).shows("1 bijeenkomst<").hides("Meer dan");
    let others = "municipality_id, kind, title, summary, date, start_time, end_time, zone, place, online_url, ris_url, \
                  legal_status, openness, openness_reason, audience, audience_reason, agenda, host_id, capacity, \
                  planned_at, invited_at, cancelled_at, cancel_reason, sequence, created_by, created_at, changed_at, \
                  version";
    copy(&app, "gatherings", &["starts_at", "ends_at"], others, "1", 999).await;
    cora.get("/bijeenkomsten").await.is(200).shows("1000 bijeenkomsten").hides("1000+");
    copy(&app, "gatherings", &["starts_at", "ends_at"], others, "1", 500).await;
    let page = cora.get("/bijeenkomsten").await.is(200).shows("Meer dan 1.000 bijeenkomsten").shows("1000+");
    assert!(page.text.contains("rel=\"next\""));
}
