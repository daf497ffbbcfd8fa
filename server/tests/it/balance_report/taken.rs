//! Whoever takes reading times along says why, and everybody they are of can read it.

use reqwest::{Client, StatusCode};
use serde_json::json;

use super::*;

async fn token(app: &TestApp, town: &Town, name: &str) -> String {
    let (tenant, db) = (app.tenant(town).await, app.state().db.for_migrations());
    app.give_factor(town, name).await;
    app::accounts::tokens::make(db, &tenant, town.person(name), "proef", app.now()).await.unwrap()
}

async fn prepared(app: &TestApp) -> (Town, closing::Closed) {
    let town = app.town("Winterbeek").await;
    measure(app, &town).await;
    may(app, &town, 26).await;
    close(app, &town).await;
    let report = closed(app, &town).await;
    (town, report)
}

#[tokio::test]
async fn the_full_extract_is_handed_out_after_a_reason_that_everybody_in_it_can_read() {
    let app = TestApp::start().await;
    let (town, report) = prepared(&app).await;
    let greet = app.sign_in(&town, "greet").await;
    let form = format!("/informatiebalans/verslagen/{}/inzage", report.id());
    let file = format!("/informatiebalans/verslagen/{}/volledig.json", report.id());
    greet.get("/informatiebalans/uittreksel").await.is(200).shows(&format!("{form}?bestand=volledig\""));
    // Without a reason there is nothing but the question why.
    let asked = greet.get(&file).await.is(303);
    assert!(asked.location().ends_with(&format!("{form}?bestand=volledig")));
    greet.get(&format!("{form}?bestand=volledig")).await.is(200).shows("Waarvoor hebt u dit nodig?");
    for reason in ["", "omdat"] {
        greet.post(&form, &[("bestand", "volledig"), ("reden", reason)]).await.is(422);
    }
    greet.get(&format!("{form}?bestand=alles")).await.is(404);
    assert_eq!(app.count("SELECT COUNT(*) FROM extract_downloads").await, 0);
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/mijn/vastgelegd").await.is(200).hides("Nam het volledige uittreksel");

    let fields = [("bestand", "volledig"), ("reden", "De rekenkamer vraagt erom"), ("key", "a")];
    let there = greet.post(&form, &fields).await.is(303).location().to_owned();
    greet.post(&form, &fields).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM extract_downloads").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'balance.extract'").await, 1);
    let there = there.strip_prefix("/winterbeek").unwrap();
    greet.get(there).await.is(200).shows("\"reached\"");
    // The reason is for this file, this reader and this quarter of an hour.
    greet.get(&there.replace("volledig.json", "volledig-verslag.json")).await.is(303);
    app.sign_in(&town, "otto").await.get(there).await.is(403);
    app.pass(SignedDuration::from_mins(16));
    app.sign_in(&town, "greet").await.get(there).await.is(303);

    // Whom it is about: the seven members and the committee member, and nobody else.
    assert_eq!(app.count("SELECT COUNT(*) FROM extract_download_people").await, 8);
    for name in ["cora", "oda"] {
        let browser = app.sign_in(&town, name).await;
        let page = browser
            .get("/mijn/vastgelegd")
            .await
            .is(200)
            .shows("Nam het volledige uittreksel van het 2e kwartaal 2026 mee");
        page.shows("De rekenkamer vraagt erom").shows("is één keer meegenomen");
        browser
            .get("/mijn/vastgelegd.json")
            .await
            .is(200)
            .shows("\"meegenomen\":[{")
            .shows("De rekenkamer vraagt erom");
        browser.get("/mijn/vastgelegd.csv").await.is(200).shows("meegenomen;volledig;");
    }
    app.sign_in(&town, "wim").await.get("/mijn/vastgelegd").await.is(200).hides("Nam het volledige");
    for sql in [
        "UPDATE extract_downloads SET reason = 'x'",
        "DELETE FROM extract_downloads",
        "DELETE FROM extract_download_people",
    ] {
        assert!(app.try_execute(sql).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn the_report_of_the_full_extract_stays_when_the_extract_is_gone() {
    let app = TestApp::start().await;
    let (town, report) = prepared(&app).await;
    app.pass(SignedDuration::from_hours(24 * 120));
    app.sweep().await;
    let greet = app.sign_in(&town, "greet").await;
    for page in ["/informatiebalans/uittreksel", "/informatiebalans?kwartaal=2026-2"] {
        let page = greet.get(page).await.is(200).shows("bestand=volledig-verslag\"");
        page.hides("bestand=volledig\"");
    }
    take(&greet, report.id(), "volledig-verslag").await.is(200).shows("evenwijs-balans-verslag/1");
    let form = format!("/informatiebalans/verslagen/{}/inzage", report.id());
    greet.get(&format!("{form}?bestand=volledig")).await.is(409).shows("kan niet meer worden gemaakt");
}

#[tokio::test]
async fn through_the_api_it_is_the_same_and_ones_own_record_is_whole() {
    let app = TestApp::start().await;
    let (town, report) = prepared(&app).await;
    let client = Client::new();
    let base = format!("{}/api/v1/winterbeek", app.address);
    let url = format!("{base}/informatiebalans/verslagen/{}/inzage", report.id());
    let ask = async |name: &str, body: Value| {
        client.post(&url).bearer_auth(token(&app, &town, name).await).json(&body).send().await.unwrap()
    };
    let reason = json!({ "reden": "De rekenkamer vraagt erom" });
    for name in ["otto", "wim", "anna"] {
        assert_eq!(ask(name, reason.clone()).await.status(), StatusCode::FORBIDDEN, "{name}");
    }
    for body in
        [json!({}), json!({ "reden": "omdat" }), json!({ "reden": "De rekenkamer vraagt erom", "bestand": "x" })]
    {
        assert_eq!(ask("greet", body).await.status(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM extract_downloads").await, 0);
    let full = ask("greet", reason).await;
    assert_eq!(full.status(), StatusCode::OK);
    assert_eq!(extract::sha256(&full.bytes().await.unwrap()), report.full_sha256().unwrap());

    // A browser comes by the API no easier than by the page: an old session is refused.
    let old = app.sign_in(&town, "greet").await;
    app.pass(jiff::SignedDuration::from_mins(16));
    let api = format!("//api/v1/winterbeek/informatiebalans/verslagen/{}/inzage", report.id());
    old.send(old.request(reqwest::Method::POST, &api).json(&json!({ "reden": "De rekenkamer vraagt" }))).await.is(403);
    old.post(&format!("/informatiebalans/verslagen/{}/inzage", report.id()), &[]).await.is(403);

    let otto = app.sign_in(&town, "otto").await;
    otto.submit("/mijn/bezwaar", &[]).await.is(200);
    let greet = app.sign_in(&town, "greet").await;
    let path = format!("/raad/mensen/{}/vastgelegd", town.person("otto"));
    greet.post(&path, &[("reden", "Vroeg waarom het niet aankwam")]).await.is(303);
    let own = client.get(format!("{base}/mijn/vastgelegd")).bearer_auth(token(&app, &town, "otto").await);
    let own: Value = own.send().await.unwrap().json().await.unwrap();
    assert_eq!(own["meegenomen"][0]["reden"], "De rekenkamer vraagt erom");
    assert_eq!(
        (&own["meegenomen"][0]["kwartaal"], &own["meegenomen"][0]["bestand"]),
        (&json!("2026-2"), &json!("volledig"))
    );
    assert_eq!(own["inzage"][0]["reden"], "Vroeg waarom het niet aankwam");
    assert!(own["bezwaar"][0]["gemaakt"].is_string() && own["bezwaar"][0]["ingetrokken"].is_null());
}
