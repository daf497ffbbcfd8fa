//! Little room on the disk, or a database that takes nothing: said to whoever asks, and no reason to stop reading.

use app::{db::Db, disk::Look};
use domain::space::Space;
use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::{
    answers::invited,
    documents,
    support::{TestApp, Town},
};

const GIB: u64 = 1 << 30;
const FULL: Look = Look { space: Space { free: GIB / 2, total: 100 * GIB }, read_only: false };
const LARGE: Look = Look { space: Space { free: 30 * GIB, total: 1000 * GIB }, read_only: false };

async fn ready(app: &TestApp, town: &Town, code: u16) -> String {
    app.stranger(town).get("//readyz").await.is(code).text.clone()
}

#[tokio::test]
async fn a_disk_that_is_nearly_full_is_said_and_takes_no_node_out_of_service() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    assert_eq!(ready(&app, &town, 200).await, "klaar\n");
    app.state().disk.say(FULL);
    assert!(ready(&app, &town, 200).await.starts_with("klaar\nde schijf is bijna vol"));
    app.state().disk.say(LARGE);
    assert_eq!(ready(&app, &town, 200).await, "klaar\n");
    // SQLite is a file of that disk; PostgreSQL has one of its own.
    app.state().disk.say(Look { read_only: true, ..LARGE });
    match app.state().db.engine() {
        sea_orm::DbBackend::Postgres => assert!(ready(&app, &town, 200).await.contains("kan niet worden geschreven")),
        _ => assert_eq!(ready(&app, &town, 503).await, "in de database kan niet worden geschreven\n"),
    }
}

#[tokio::test]
async fn a_database_that_takes_no_writes_is_not_ready() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    assert!(app.state().db.takes_writes().await.unwrap());
    if app.state().db.engine() == sea_orm::DbBackend::Postgres {
        let url = format!("{}%20-c%20default_transaction_read_only%3Don", app.config.database_url.reveal());
        let standby = Db::connect(&url).await.unwrap();
        assert!(!standby.takes_writes().await.unwrap());
        return;
    }
    // A file that can only be read; temporary tables could be made beside it all the same.
    let url = app.config.database_url.reveal().replace("mode=rwc", "mode=ro");
    assert!(!Db::connect(&url).await.unwrap().takes_writes().await.unwrap());
    app.execute("PRAGMA query_only = ON").await;
    assert_eq!(ready(&app, &town, 503).await, "in de database kan niet worden geschreven\n");
    app.stranger(&town).get("/aanmelden").await.is(200);
    app.execute("PRAGMA query_only = OFF").await;
    assert_eq!(ready(&app, &town, 200).await, "klaar\n");
}

#[tokio::test]
async fn tables_of_another_version_are_told_from_ours() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_later', 0)").await;
    assert!(ready(&app, &town, 200).await.contains("de tabellen zijn nieuwer"));
    app.execute("DELETE FROM seaql_migrations WHERE version LIKE '%_audit_heads'").await;
    assert_eq!(ready(&app, &town, 503).await, "de tabellen zijn ouder dan dit programma\n");
}

#[tokio::test]
async fn files_are_refused_when_the_disk_is_nearly_full_and_what_was_typed_stays() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let calendar = async || {
        let file = Part::bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n".to_vec()).file_name("a.ics");
        let form = Form::new().text("naam", "Dorpsfeesten").text("adres", "").part("bestand", file);
        greet.send(greet.request(Method::POST, "/instellingen/agenda/andere").multipart(form)).await
    };
    let council = async || {
        let file = Part::bytes(b"Achternaam;Functie\r\nTwee;Raadslid\r\n".to_vec()).file_name("raad.csv");
        greet.send(greet.request(Method::POST, "/raad/import").multipart(Form::new().part("bestand", file))).await
    };
    app.state().disk.say(FULL);
    let why = "te weinig ruimte";
    let papers = documents::upload(&greet, gathering, "k", "Mijn titel", "a.pdf", documents::PDF).await;
    papers.is(507).shows(why).shows("Mijn titel");
    calendar().await.is(507).shows(why).shows("Dorpsfeesten");
    council().await.is(507).shows(why);
    assert_eq!(app.count("SELECT COUNT(*) FROM documents").await, 0);
    assert!(!app.config.data_dir.join("documenten").exists(), "nothing arrived");
    greet.post("/mijn/agenda", &[]).await.is(200);

    app.state().disk.say(LARGE);
    documents::upload(&greet, gathering, "k", "Mijn titel", "a.pdf", documents::PDF).await.is(303);
    for answer in [calendar().await, council().await] {
        assert!(answer.code() < 500, "{}", answer.code());
        answer.hides(why);
    }
}
