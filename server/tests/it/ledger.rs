//! The ledger: who an item is owed to, and that nothing in it ever changes.

use app::balance::ledger::{self, Entry, Exposure, ItemKind, Release};
use sea_orm::ConnectionTrait;

use crate::support::{TestApp, id};

async fn released(app: &TestApp, town: &crate::support::Town) -> uuid::Uuid {
    let tenant = app.tenant(town).await;
    let release = Release {
        kind: ItemKind::Notes,
        subject: id(),
        edition: 1,
        title: "Verslag",
        path: "/bijeenkomsten",
        needed_at: None,
        by: town.person("greet"),
    };
    ledger::release(app.state().db.for_migrations(), &tenant, release, app.now()).await.unwrap()
}

#[tokio::test]
async fn an_item_is_owed_to_the_whole_council_and_nobody_else() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let other = app.town("Zomerdal").await;
    released(&app, &town).await;
    // Seven members (one with a disabled account is still a member) and one committee member.
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience").await, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience WHERE side = 'coalitie'").await, 4);
    drop(other);
}

#[tokio::test]
async fn a_second_reading_adds_nothing_and_neither_does_a_stranger() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let item = released(&app, &town).await;
    let entry = |person| Entry { item, person, exposure: Exposure::Reached, at: app.now(), by: None, evidence: "" };
    let tx = app.state().db.for_migrations();
    assert!(ledger::add(tx, &tenant, entry(town.person("cora")), app.now()).await.unwrap());
    assert!(!ledger::add(tx, &tenant, entry(town.person("cora")), app.now()).await.unwrap());
    assert!(!ledger::add(tx, &tenant, entry(town.person("wim")), app.now()).await.unwrap());
}

#[tokio::test]
async fn reading_all_of_home_reads_what_home_showed_and_nothing_that_came_after() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    released(&app, &town).await;
    app.pass(jiff::SignedDuration::from_mins(5));
    let cora = app.sign_in(&town, "cora").await;
    let shown = cora.get("").await.is(200).input("tot");
    app.pass(jiff::SignedDuration::from_mins(5));
    released(&app, &town).await;
    let confirmed = "SELECT COUNT(*) FROM exposures WHERE kind = 'confirmed'";
    cora.post("/gelezen", &[("tot", &shown)]).await.is(303);
    assert_eq!(app.count(confirmed).await, 1);
    let shown = cora.get("").await.is(200).input("tot");
    cora.post("/gelezen", &[("tot", &shown)]).await.is(303);
    assert_eq!(app.count(confirmed).await, 2);
}

#[tokio::test]
async fn the_ledger_refuses_every_change_and_every_deletion() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let item = released(&app, &town).await;
    let entry = Entry {
        item,
        person: town.person("otto"),
        exposure: Exposure::ToldByMail,
        at: app.now(),
        by: None,
        evidence: "250 ok",
    };
    let tx = app.state().db.for_migrations();
    ledger::add(tx, &tenant, entry, app.now()).await.unwrap();
    for sql in ["UPDATE exposures SET at = 0", "DELETE FROM exposures"] {
        assert!(tx.execute_unprepared(sql).await.is_err(), "{sql}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 1);
}
