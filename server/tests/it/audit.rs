//! The log of what people did: whole, or it names the first row that was touched.

use app::audit::verify::{Break, walk};
use server::operator;

use crate::support::{TestApp, Town};

/// Some deeds, by form.
async fn deeds(app: &TestApp, town: &Town, times: usize) {
    let cora = app.sign_in(town, "cora").await;
    for _ in 0..times {
        cora.post("/mijn/agenda", &[]).await.is(200);
    }
}

/// Takes away what guards the log, as somebody with the database in hands can.
async fn unguard(app: &TestApp) {
    if app.state().db.engine() == sea_orm::DbBackend::Postgres {
        app.execute("ALTER TABLE audit DISABLE TRIGGER ALL").await;
        app.execute("ALTER TABLE audit_seals DISABLE TRIGGER ALL").await;
    } else {
        for name in ["audit_never_changes", "audit_never_goes", "audit_seals_never_change", "audit_seals_never_go"] {
            app.execute(&format!("DROP TRIGGER {name}")).await;
        }
    }
}

#[tokio::test]
async fn the_log_is_whole_and_says_where_it_ends() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    deeds(&app, &town, 4).await;
    deeds(&app, &other, 2).await;
    let found = walk(app.state().db.read(), &app.tenant(&town).await).await.unwrap();
    assert_eq!(found.broken, None);
    assert!(found.whole >= 4);
    assert_eq!(found.head.len(), 64);
    let report = operator::audit_verify(app.state(), None, None).await.unwrap();
    assert!(report.whole && report.text.contains(&found.head) && report.text.contains("zomerdal:"), "{}", report.text);
}

#[tokio::test]
async fn deeds_in_the_same_moment_are_sealed_one_after_another() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    let before = walk(app.state().db.read(), &app.tenant(&town).await).await.unwrap().whole;
    let all = (0..15).map(|_| cora.post("/mijn/agenda", &[]));
    for answer in futures::future::join_all(all).await {
        answer.is(200);
    }
    let found = walk(app.state().db.read(), &app.tenant(&town).await).await.unwrap();
    assert_eq!((found.broken, found.whole), (None, before + 15));
}

#[tokio::test]
async fn the_first_row_that_was_touched_is_named() {
    for (deed, expected) in [
        (
            "UPDATE audit SET detail = 'anders' WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 3)",
            "changed",
        ),
        ("UPDATE audit SET at = at + 1 WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 3)", "changed"),
        ("UPDATE audit_seals SET hash = (SELECT hash FROM audit_seals WHERE number = 2) WHERE number = 3", "changed"),
        ("DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 3)", "gone"),
        ("DELETE FROM audit_seals WHERE number = 3", "seal"),
    ] {
        let app = TestApp::start().await;
        let town = app.town("Winterbeek").await;
        deeds(&app, &town, 5).await;
        let tenant = app.tenant(&town).await;
        assert!(app.try_execute(deed).await.is_err(), "the triggers refuse: {deed}");
        unguard(&app).await;
        app.execute(deed).await;
        let found = walk(app.state().db.read(), &tenant).await.unwrap();
        let named = match found.broken {
            Some(Break::Changed { number, .. }) => ("changed", number),
            Some(Break::RowGone { number, .. }) => ("gone", number),
            Some(Break::SealGone { number }) => ("seal", number),
            other => panic!("{deed}: {other:?}"),
        };
        assert_eq!(named, (expected, 3), "{deed}");
        let report = operator::audit_verify(app.state(), Some(&town.slug), None).await.unwrap();
        assert!(!report.whole && report.text.contains("regel 3"), "{}", report.text);
    }
}

#[tokio::test]
async fn a_log_without_any_seal_is_broken_when_its_rows_are_younger_than_the_seals() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    deeds(&app, &town, 3).await;
    unguard(&app).await;
    app.execute("DELETE FROM audit_seals").await;
    let seals_since = async |second: i64| {
        let applied = format!("UPDATE seaql_migrations SET applied_at = {second} WHERE version LIKE '%_audit_chain'");
        app.execute(&applied).await;
        walk(app.state().db.read(), &app.tenant(&town).await).await.unwrap()
    };
    let now = app.now().as_second();
    let older = seals_since(now + 60).await;
    assert!(older.broken.is_none() && older.unsealed >= 3, "the rows are from before the seals");
    let younger = seals_since(now - 60).await;
    assert!(matches!(younger.broken, Some(Break::Slipped { .. })), "{younger:?}");
}

#[tokio::test]
async fn every_municipality_is_looked_at_however_many_there_are() {
    let app = TestApp::start().await;
    for n in 0..101 {
        app::tenant::found(&app.state().db, &format!("Gemeente {n}"), "griffie@a.example", app.now()).await.unwrap();
    }
    let report = operator::audit_verify(app.state(), None, None).await.unwrap();
    assert_eq!(report.text.lines().count(), 102, "and a line on what was signed");
}

#[tokio::test]
async fn what_only_grows_is_not_emptied_at_once() {
    let app = TestApp::start().await;
    // SQLite has no TRUNCATE: its DELETE is seen by the triggers of each row.
    if app.state().db.engine() != sea_orm::DbBackend::Postgres {
        return;
    }
    for table in [
        "audit",
        "audit_seals",
        "note_versions",
        "measuring_decisions",
        "briefings",
        "balance_answers",
        "balance_reports",
        "extract_downloads",
        "extract_download_people",
        "exposures",
    ] {
        let error = app.try_execute(&format!("TRUNCATE {table} CASCADE")).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{table}: {error}");
    }
}
