//! The worker's round: what fails in one municipality is that one's alone.

use app::balance::ledger::{self, Entry, Exposure, ItemKind, Release};
use jiff::Timestamp;

use crate::support::{TestApp, Town, id};

/// An item of May that everybody in these lists has an entry about.
async fn item(app: &TestApp, town: &Town, entries: &[(&str, Exposure, Timestamp)]) {
    let (tenant, db) = (app.tenant(town).await, app.state().db.for_migrations());
    let may: Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
    let release = Release {
        kind: ItemKind::Notes,
        subject: id(),
        edition: 1,
        title: "Verslag",
        path: "/bijeenkomsten",
        needed_at: None,
        by: town.person("greet"),
    };
    let item = ledger::release(db, &tenant, release, may).await.unwrap();
    for (name, exposure, at) in entries {
        let entry = Entry { item, person: town.person(name), exposure: *exposure, at: *at, by: None, evidence: "" };
        assert!(ledger::add(db, &tenant, entry, may).await.unwrap());
    }
}

#[tokio::test]
async fn what_fails_in_one_municipality_stops_no_other_and_keeps_what_its_report_is_made_of() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let read = "2026-05-02T08:00:00Z".parse().unwrap();
    // No extract has a moment of before 2000, so the report of this quarter cannot be made.
    let broken = [("otto", Exposure::Reached, read), ("cora", Exposure::ToldByMail, Timestamp::UNIX_EPOCH)];
    item(&app, &town, &broken).await;
    item(&app, &other, &[("otto", Exposure::Reached, read)]).await;
    app.clock.set("2027-01-20T08:00:00Z".parse().unwrap());
    app.sweep().await;
    let of = |table: &str, town: &Town| {
        format!(
            "SELECT COUNT(*) FROM {table} WHERE municipality_id = (SELECT id FROM municipalities WHERE slug = '{}')",
            town.slug
        )
    };
    let readings = |town: &Town| format!("{} AND kind = 'reached'", of("exposures", town));
    assert_eq!(app.count(&of("balance_reports", &town)).await, 0);
    assert_eq!(app.count(&readings(&town)).await, 1, "its readings stay until it is closed");
    assert_eq!(app.count(&of("balance_reports", &other)).await, 1);
    assert_eq!(app.count(&readings(&other)).await, 0);
}

#[tokio::test]
async fn a_mistyped_year_of_long_ago_stops_no_report() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let read = "2026-05-02T08:00:00Z".parse().unwrap();
    item(&app, &town, &[("otto", Exposure::ToldByMail, read)]).await;
    app.execute("UPDATE items SET needed_at = 4943289600000").await;
    let greet = app.sign_in(&town, "greet").await;
    greet.get("/informatiebalans?kwartaal=2026-2").await.is(200);
    app.sweep().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM balance_reports").await, 1);
    greet.get("/informatiebalans?kwartaal=2026-2").await.is(200).shows("Afgesloten op");
}
