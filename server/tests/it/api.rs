//! The JSON API: the same gate as the pages, problem documents, writes that read back, and its description.

use app::accounts::tokens;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    answers::invited,
    support::{Answer, Browser, TestApp, Town, id},
};

/// A program with a token, and no cookie.
struct Program {
    browser: Browser,
    slug: String,
    token: String,
}

impl Program {
    async fn of(app: &TestApp, town: &Town, name: &str) -> Self {
        let tenant = app.tenant(town).await;
        let tx = app.state().db.for_migrations();
        app.give_factor(town, name).await;
        let token = tokens::make(tx, &tenant, town.person(name), "test", app.now()).await.unwrap();
        Self { browser: app.stranger(town), slug: town.slug.clone(), token }
    }

    async fn send(&self, method: Method, path: &str, body: Option<(Value, &str)>) -> Answer {
        let path = format!("//api/v1/{}{path}", self.slug);
        let mut request = self.browser.request(method, &path).bearer_auth(&self.token);
        if let Some((body, key)) = body {
            request = request.json(&body).header("idempotency-key", key);
        }
        self.browser.send(request).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: Value, key: &str) -> Answer {
        self.send(Method::POST, path, Some((body, key))).await
    }

    async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some((body, ""))).await
    }
}

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("no JSON: {}", answer.text))
}

/// Asserts that it is a problem document, and gives it.
#[track_caller]
fn problem(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.code(), status, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert_eq!(answer.headers["api-version"], app::api::VERSION);
    let whole = read(answer);
    assert_eq!(whole["status"], status);
    assert!(whole["title"].is_string() && whole["detail"].is_string(), "{whole}");
    whole
}

/// Every GET below a municipality, with this id filled in.
fn gets(id: Uuid) -> Vec<String> {
    let table = app::routes::table();
    let own = |path: &&str| path.starts_with("/api/v1/{gemeente}");
    let paths = table.entries().iter().filter(|(method, _)| *method == Method::GET).map(|(_, path)| *path).filter(own);
    paths.map(|path| path["/api/v1/{gemeente}".len()..].replace("{id}", &id.to_string())).collect()
}

fn session() -> Value {
    json!({
        "stand": "gepland", "soort": "werkbezoek", "titel": "Werkbezoek De Brug", "datum": "2026-09-15",
        "begin": "19:30", "eind": "21:00", "plaats": "Kulturhus", "agenda": "Welkom\nRondleiding",
    })
}

#[tokio::test]
async fn without_a_token_nothing_is_told_but_the_description() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let stranger = app.stranger(&town);
    for path in gets(id()) {
        let answer = stranger.get(&format!("//api/v1/{}{path}", town.slug)).await;
        problem(&answer, 401);
        assert_eq!(answer.headers["www-authenticate"], "Bearer", "{path}");
    }
    let description = stranger.get("//api/v1/openapi.json").await.is(200);
    assert_eq!(description.headers["access-control-allow-origin"], "*");
    assert_eq!(description.headers["api-version"], app::api::VERSION);
    let whole = read(&description);
    assert!(whole["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(whole["servers"][0]["url"], format!("{}/api/v1", app.address));
}

#[tokio::test]
async fn a_token_is_good_in_its_own_municipality_only() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let greet = Program::of(&app, &town, "greet").await;
    let elsewhere = Program { slug: other.slug.clone(), ..Program::of(&app, &town, "greet").await };
    problem(&elsewhere.get("/raad").await, 401);
    let theirs = invited(&app, &other, &["cora"], None).await;
    for path in gets(theirs).into_iter().filter(|path| path.contains(&theirs.to_string())) {
        problem(&greet.get(&path).await, 404);
    }
    problem(&greet.get("/bijeenkomsten/geen-kenmerk").await, 404);
    problem(&greet.get("/nergens").await, 404);
}

#[tokio::test]
async fn the_gate_of_the_pages_stands_here_too() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora"], None).await;
    let (cora, otto, ina) = (
        Program::of(&app, &town, "cora").await,
        Program::of(&app, &town, "otto").await,
        Program::of(&app, &town, "ina").await,
    );
    cora.get(&format!("/bijeenkomsten/{gathering}/antwoorden")).await.is(200);
    problem(&otto.get(&format!("/bijeenkomsten/{gathering}/antwoorden")).await, 403);
    problem(&otto.put(&format!("/bijeenkomsten/{gathering}/antwoord"), json!({ "antwoord": "ja" })).await, 403);
    problem(&otto.post("/bijeenkomsten", json!("geen"), "").await, 403);
    problem(&ina.get("/bijeenkomsten").await, 403);
    problem(&cora.send(Method::PUT, "/raad", None).await, 405);
    // Nobody has published notes, so there is nothing to know of.
    problem(&cora.get(&format!("/bijeenkomsten/{gathering}/verslag")).await, 404);
}

#[tokio::test]
async fn every_error_comes_at_once_and_by_its_own_name() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = Program::of(&app, &town, "greet").await;
    let mut wrong = session();
    wrong["stand"] = json!("misschien");
    wrong["titel"] = json!("");
    wrong["datum"] = json!("morgen");
    wrong["wie"] = json!("fracties");
    wrong["fracties"] = json!(["geen"]);
    let whole = problem(&greet.post("/bijeenkomsten", wrong, "").await, 400);
    let named: Vec<_> = whole["errors"].as_array().unwrap().iter().map(|e| e["location"].as_str().unwrap()).collect();
    for name in ["stand", "titel", "datum", "fracties"] {
        assert!(named.contains(&name), "{name} is not in {named:?}");
    }
    let whole = problem(&greet.post("/bijeenkomsten", json!({ "titel": 1 }), "").await, 400);
    assert_eq!(whole["errors"][0]["code"], "api-body-fit");
    let whole = problem(&greet.post("/bijeenkomsten", json!({ "gemeente": "elders" }), "").await, 400);
    assert_eq!(whole["errors"][0]["code"], "api-body-fit");
    let whole = problem(&greet.get("/bijeenkomsten?stand=onzin&pagina=0").await, 400);
    let asked: Vec<_> = whole["errors"].as_array().unwrap().iter().map(|e| (&e["in"], &e["location"])).collect();
    assert_eq!(asked, [(&json!("query"), &json!("pagina")), (&json!("query"), &json!("stand"))]);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 0);
}

#[tokio::test]
async fn a_gathering_is_made_once_and_reads_back() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (greet, cora) = (Program::of(&app, &town, "greet").await, Program::of(&app, &town, "cora").await);
    let first = greet.post("/bijeenkomsten", session(), "een").await.is(201);
    let again = greet.post("/bijeenkomsten", session(), "een").await.is(201);
    assert_eq!(read(&first)["id"], read(&again)["id"]);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 1);
    let (made, path) = (read(&first), first.location().to_owned());
    assert_eq!(path, format!("/api/v1/{}/bijeenkomsten/{}", town.slug, made["id"].as_str().unwrap()));
    let seen = read(&cora.get(&format!("/bijeenkomsten/{}", made["id"].as_str().unwrap())).await.is(200));
    assert_eq!(seen["titel"], "Werkbezoek De Brug");
    assert_eq!(seen["begintOp"], "2026-09-15T17:30:00Z");
    assert_eq!(seen["begin"], "19:30");
    assert_eq!(seen["stand"], "gepland");
    let list = read(&cora.get("/bijeenkomsten?stand=komend").await.is(200));
    assert_eq!((&list["aantal"], &list["bijeenkomsten"][0]["id"]), (&json!(1), &made["id"]));
    let mut draft = session();
    draft["stand"] = json!("concept");
    let draft = read(&greet.post("/bijeenkomsten", draft, "twee").await.is(201));
    problem(&cora.get(&format!("/bijeenkomsten/{}", draft["id"].as_str().unwrap())).await, 404);
}

#[tokio::test]
async fn an_answer_replaces_the_one_before() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], Some(1)).await;
    let (cora, otto) = (Program::of(&app, &town, "cora").await, Program::of(&app, &town, "otto").await);
    let path = format!("/bijeenkomsten/{gathering}/antwoord");
    let said = read(&cora.put(&path, json!({ "antwoord": "ja", "opmerking": "Ik kom later" })).await.is(200));
    assert_eq!((&said["antwoord"], &said["plek"]), (&json!("ja"), &json!("plaats")));
    let waits = read(&otto.put(&path, json!({ "antwoord": "ja" })).await.is(200));
    assert_eq!((&waits["plek"], &waits["wachtlijstPlaats"]), (&json!("wachtlijst"), &json!(1)));
    let said = read(&cora.put(&path, json!({ "antwoord": null })).await.is(200));
    assert_eq!((&said["antwoord"], &said["opmerking"]), (&Value::Null, &Value::Null));
    let seen = read(&otto.get(&format!("/bijeenkomsten/{gathering}")).await.is(200));
    assert_eq!(seen["mijnAntwoord"]["plek"], "plaats");
    let names = read(&otto.get(&format!("/bijeenkomsten/{gathering}/antwoorden")).await.is(200));
    assert_eq!(names["aantal"], 2);
    let wrong = problem(&cora.put(&path, json!({ "antwoord": "yes" })).await, 400);
    assert_eq!(wrong["errors"][0]["location"], "antwoord");
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations WHERE answered_via = 'api'").await, 2);
}

#[tokio::test]
async fn a_question_is_asked_once_and_a_draft_of_its_answer_stays_inside() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (cora, wim) = (Program::of(&app, &town, "cora").await, Program::of(&app, &town, "wim").await);
    let question = json!({ "soort": "technisch", "titel": "Wachtlijst Wmo", "tekst": "Hoe lang is de wachtlijst?" });
    let first = read(&cora.post("/vragen", question.clone(), "een").await.is(201));
    let again = read(&cora.post("/vragen", question.clone(), "een").await.is(201));
    assert_eq!(first["id"], again["id"]);
    assert_eq!(first["antwoordVoor"], "2026-10-01");
    problem(&wim.post("/vragen", question, "een").await, 403);
    app.execute("UPDATE questions SET draft_answer = 'Kanariewoord'").await;
    let path = format!("/vragen/{}", first["id"].as_str().unwrap());
    let seen = wim.get(&path).await.is(200).hides("Kanariewoord");
    assert_eq!(read(&seen)["vrager"]["id"], json!(town.person("cora")));
    let list = read(&wim.get("/vragen?stand=open").await.is(200).hides("Kanariewoord"));
    assert_eq!((&list["open"], &list["vragen"][0]["id"]), (&json!(1), &first["id"]));
    let whole = problem(&cora.post("/vragen", json!({}), "").await, 400);
    assert_eq!(whole["errors"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_gathering_that_cannot_be_asked_about_is_a_field_that_is_wrong_and_always_the_same_one() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let cora = Program::of(&app, &town, "cora").await;
    let elsewhere = crate::answers::invited(&app, &other, &[], None).await;
    let draft = crate::answers::invited(&app, &town, &[], None).await;
    app.execute("UPDATE gatherings SET planned_at = NULL, invited_at = NULL").await;
    let ask = |gathering: &str| json!({ "soort": "technisch", "titel": "Wachtlijst", "tekst": "Hoe lang?", "bijeenkomst": gathering });
    let mut answers = Vec::new();
    for wrong in ["geen-id", &crate::support::id().to_string(), &elsewhere.to_string(), &draft.to_string()] {
        answers.push(problem(&cora.post("/vragen", ask(wrong), "").await, 400));
    }
    assert_eq!(answers[0]["errors"][0]["location"], "bijeenkomst");
    assert_eq!(answers[0]["errors"][0]["in"], "body");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM questions").await, 0);
    app.execute("UPDATE gatherings SET planned_at = 1").await;
    cora.post("/vragen", ask(&draft.to_string()), "").await.is(201);
}

#[tokio::test]
async fn reading_by_token_is_never_recorded_and_the_balance_shows_no_more_than_its_page() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (greet, cora) = (Program::of(&app, &town, "greet").await, Program::of(&app, &town, "cora").await);
    let made = read(&greet.post("/bijeenkomsten", session(), "").await.is(201));
    cora.get(&format!("/bijeenkomsten/{}", made["id"].as_str().unwrap())).await.is(200);
    app.state().readings.flush().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 0);
    let balance = read(&cora.get("/informatiebalans?kwartaal=2026-3").await.is(200));
    assert_eq!((&balance["onderdelen"], &balance["gelezen"]), (&json!(1), &Value::Null));
    problem(&cora.get("/informatiebalans?kwartaal=2099-1").await, 400);
    problem(&Program::of(&app, &town, "anna").await.get("/informatiebalans").await, 403);
    let own = read(&cora.get("/mijn/vastgelegd").await.is(200));
    assert_eq!(own, json!({ "vastgelegd": [], "volgende": null, "inzage": [], "meegenomen": [], "bezwaar": [] }));
}

#[tokio::test]
async fn the_council_reads_as_its_page() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let council = read(&Program::of(&app, &town, "cora").await.get("/raad").await.is(200));
    assert_eq!((&council["zetels"], &council["fracties"][0]["zijde"]), (&json!(9), &json!("coalitie")));
    assert!(!council.to_string().contains('@'), "addresses are not for everybody");
    let updates = read(&Program::of(&app, &town, "cora").await.get("/kwartaalupdates").await.is(200));
    assert_eq!(updates["aantal"], 0);
}
