//! One-click sign-in, the mail folder, and the pages for anybody.

use app::accounts::sessions;

use crate::support::{TestApp, id};

#[tokio::test]
async fn in_the_demo_one_click_signs_in_as_one_of_each_kind() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.stranger(&town);
    let page = browser.get("/aanmelden").await.is(200).shows("griffie").shows("raadslid, Lokaal Winterbeek (coalitie)");
    let page = page
        .shows("raadslid, Open Lijst Winterbeek (oppositie)")
        .shows("commissielid")
        .shows("beheerder")
        .hides("Dirk");
    assert_eq!(page.text.matches("name=\"persoon\"").count(), 9);
    let fields = [("persoon", town.person("otto").to_string()), ("naar", "/winterbeek/mijn".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.post("/demo/aanmelden", &fields).await.is(303);
    assert_eq!(answer.location(), "/winterbeek/mijn");
    browser.get("/mijn").await.is(200).shows("Otto Oppositie").shows("U hebt nog geen wachtwoord");
}

#[tokio::test]
async fn where_this_is_no_demo_there_is_no_such_door() {
    let app = TestApp::start().await;
    let (town, real) = (app.town("Winterbeek").await, app.town("Zomerdijk").await);
    app.execute("UPDATE municipalities SET demo = false WHERE slug = 'zomerdijk'").await;
    let person = real.person("otto").to_string();
    app.stranger(&real).get("/aanmelden").await.is(200).hides("persoon");
    app.stranger(&real).post("/demo/aanmelden", &[("persoon", &person)]).await.is(404);
    // Nobody of elsewhere, nobody unknown, nobody disabled.
    for person in [person, id().to_string(), "otto".to_owned(), town.person("dirk").to_string()] {
        app.stranger(&town).post("/demo/aanmelden", &[("persoon", &person)]).await.is(404);
    }

    let app = TestApp::start_with(&[("EVENWIJS_DEMO", "false")]).await;
    let town = app.town("Winterbeek").await;
    let person = town.person("otto").to_string();
    app.stranger(&town).get("/aanmelden").await.is(200).hides("persoon");
    app.stranger(&town).post("/demo/aanmelden", &[("persoon", &person)]).await.is(404);
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn mail_in_development_can_be_read_on_a_page_and_nothing_else_can() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.stranger(&town);
    browser.get("//demo/post").await.is(200).shows("Nog niets verzonden");
    browser.post("/wachtwoord-vergeten", &[("email", "cora@winterbeek.example")]).await.is(200);
    app.deliver().await;
    let page = browser.get("//demo/post").await.is(200).shows("1 mail").shows("cora@winterbeek.example");
    let file = page.text.split("href=\"/demo/post/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mail = browser.get(&format!("//demo/post/{file}")).await.is(200).shows("Link om een wachtwoord te kiezen");
    let link =
        mail.text.split(&format!("href=\"{}/winterbeek", app.address)).nth(1).unwrap().split('"').next().unwrap();
    browser.get(link).await.is(200).shows("Kies een wachtwoord");
    for name in ["..%2Fevenwijs.sqlite3", "%2e%2e%2fx.eml", "x.eml", ".x.eml", "...", "a%00.eml"] {
        browser.get(&format!("//demo/post/{name}")).await.is(404);
    }
    assert!(browser.cookie(sessions::COOKIE).is_none());

    let app = TestApp::start_with(&[("EVENWIJS_SMTP_URL", "smtp://127.0.0.1:1")]).await;
    let town = app.town("Winterbeek").await;
    app.stranger(&town).get("//demo/post").await.is(404);
    app.stranger(&town).get("//demo/post/x.eml").await.is(404);
}

#[tokio::test]
async fn the_front_door_leads_to_the_only_municipality_or_lets_one_choose() {
    let app = TestApp::start().await;
    let stranger = crate::support::Browser::new(&app.address, "nergens", None);
    stranger.get("//").await.is(200).shows("Nog geen gemeente").shows("evenwijs seed");
    app.town("Winterbeek").await;
    assert_eq!(stranger.get("//").await.is(303).location(), "/winterbeek");
    app.town("Zomerdijk").await;
    stranger.get("//").await.is(200).shows("href=\"/winterbeek\"").shows("href=\"/zomerdijk\"");
}

#[tokio::test]
async fn anybody_reads_privacy_accessibility_and_contact_in_two_languages() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.stranger(&town);
    browser.get("/privacy").await.is(200).shows("Wie wat ziet").shows("griffie@winterbeek.example").hides("public-");
    browser.get("/toegankelijkheid").await.is(200).shows("WCAG 2.2").hides("public-");
    browser.get("/contact").await.is(200).shows("Griffie Winterbeek").hides("public-");
    browser.post("/taal", &[("taal", "en")]).await.is(303);
    browser.get("/privacy").await.is(200).shows("Who sees what").hides("public-");
    browser.get("/toegankelijkheid").await.is(200).shows("National Ombudsman").hides("public-");
    browser.get("/contact").await.is(200).shows("The clerk's office helps you").hides("public-");
}
