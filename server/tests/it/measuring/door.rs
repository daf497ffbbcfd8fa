//! The one door out of the ledger, tried by hand: everything the retention command would not do is refused.

use sea_orm::{DbErr, Value};

use super::*;

/// One statement, by whoever has the database open.
async fn by_hand(app: &TestApp, text: &str, values: Vec<Value>) -> Result<u64, DbErr> {
    let db = app.state().db.for_migrations();
    db.execute_raw(sql(db, text, values)).await.map(|done| done.rows_affected())
}

const OPEN: &str = "INSERT INTO retention_runs (id, municipality_id, person_id, cutoff, at, deleted, still_open) \
                    VALUES ($1, $2, $3, $4, $4, NULL, $1)";

#[tokio::test]
async fn a_door_left_open_is_shut_by_the_database() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let item = released(&app, &town, "Eerste").await;
    opens(&app, &town, "otto", item).await;
    app.pass(DAY);
    let values = || vec![id().into(), town.id.into(), Option::<Uuid>::None.into(), millis(app.now()).into()];
    assert!(by_hand(&app, OPEN, values()).await.is_err(), "an open run cannot be committed");
    assert_eq!(app.count("SELECT COUNT(*) FROM retention_runs").await, 0);
    assert!(by_hand(&app, "DELETE FROM exposures", vec![]).await.is_err());
    // A run that is over opens nothing, cannot be opened again and does not go away.
    let closed = OPEN.replace("NULL, $1)", "NULL, NULL)");
    assert_eq!(by_hand(&app, &closed, values()).await, Ok(1));
    assert!(by_hand(&app, "DELETE FROM exposures", vec![]).await.is_err());
    for text in [
        "UPDATE retention_runs SET still_open = id",
        "UPDATE retention_runs SET cutoff = 1",
        "DELETE FROM retention_runs",
    ] {
        assert!(by_hand(&app, text, vec![]).await.is_err(), "{text}");
    }
    assert!(by_hand(&app, "INSERT INTO retention_door (id) VALUES ($1)", vec![id().into()]).await.is_err());
    assert!(by_hand(&app, "UPDATE exposures SET at = 0", vec![]).await.is_err());
    assert_eq!(readings(&app).await, 1);
}

/// Opens the door in a transaction, tries this, and closes it. Whether it was let through.
async fn through(app: &TestApp, town: &Town, person: Option<Uuid>, cutoff: Timestamp, text: &str) -> bool {
    let run = id();
    let outcome: Result<(), app::error::AppError> = async {
        app::transaction!(&app.state().db, |tx| {
            let values = [run.into(), town.id.into(), person.into(), millis(cutoff).into()];
            tx.execute_raw(sql(tx, OPEN, values)).await?;
            tx.execute_unprepared(text).await?;
            tx.execute_raw(sql(tx, "UPDATE retention_runs SET still_open = NULL WHERE id = $1", [run.into()])).await?;
            // What was let through is not kept: the next try finds everything as it was.
            Err(app::error::AppError::NotFound)
        })
    }
    .await;
    matches!(outcome, Err(app::error::AppError::NotFound))
}

#[tokio::test]
async fn through_an_open_door_go_readings_before_the_cutoff_and_nothing_else() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    for each in [&town, &other] {
        measuring(&app, each).await;
        let item = released(&app, each, "Eerste").await;
        opens(&app, each, "otto", item).await;
        entry(&app, each, "otto", item, Exposure::ToldByMail, "250 ok").await;
        entry(&app, each, "cora", item, Exposure::Confirmed, "").await;
        entry(&app, each, "cora", item, Exposure::Present, "").await;
    }
    let (start, later) = (app.now(), app.now() + DAY);
    let here = "municipality_id IN (SELECT id FROM municipalities WHERE slug = 'winterbeek')";
    let reading = format!("DELETE FROM exposures WHERE kind = 'reached' AND channel = 'portal' AND {here}");
    assert!(through(&app, &town, None, later, &reading).await);
    assert!(!through(&app, &town, None, start, &reading).await, "not before the cutoff");
    assert!(!through(&app, &other, None, later, &reading).await, "a run is of one municipality");
    for kept in ["kind = 'told'", "kind = 'confirmed'", "channel = 'presentie'"] {
        let text = format!("DELETE FROM exposures WHERE {kept} AND {here}");
        assert!(!through(&app, &town, None, later, &text).await, "{kept}");
    }
    assert!(!through(&app, &town, None, later, "DELETE FROM exposures").await);
    assert!(!through(&app, &town, None, later, "UPDATE exposures SET at = 0").await);
    assert_eq!(app.count("SELECT COUNT(*) FROM retention_runs").await, 0);

    // A run for one person is for somebody who objects, and for their readings alone.
    let (otto, cora) = (Some(town.person("otto")), Some(town.person("cora")));
    assert!(!through(&app, &town, otto, later, &reading).await, "otto does not object");
    app.sign_in(&town, "otto").await.post("/mijn/bezwaar", &[]).await.is(303);
    assert!(through(&app, &town, otto, later, &reading).await);
    assert!(!through(&app, &town, cora, later, &reading).await, "the readings are not cora's");
    app.sign_in(&town, "otto").await.post("/mijn/bezwaar/intrekking", &[]).await.is(303);
    assert!(!through(&app, &town, otto, later, &reading).await, "otto objects no more");
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 8);
}

#[tokio::test]
async fn a_row_of_the_ledger_is_not_replaced_or_emptied_away() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let item = released(&app, &town, "Eerste").await;
    entry(&app, &town, "otto", item, Exposure::ToldByMail, "250 ok").await;
    let trick = match app.state().db.engine() {
        sea_orm::DbBackend::Postgres => "TRUNCATE exposures CASCADE",
        _ => {
            "INSERT OR REPLACE INTO exposures SELECT id, municipality_id, item_id, person_id, kind, channel, 0, \
             recorded_by, recorded_at, evidence, voids_id FROM exposures"
        }
    };
    assert!(by_hand(&app, trick, vec![]).await.is_err());
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE at > 0").await, 1);
}
