//! Signing in and out, and what a session is worth.

use app::{
    accounts::{passwords::BUSY_SECONDS, sessions, sign_in},
    clock::Clock,
};
use jiff::SignedDuration;
use reqwest::Method;
use sea_orm::ConnectionTrait;

use crate::{
    second::take_set_up,
    support::{Answer, Browser, TestApp, Town},
};

/// A password nobody guesses.
pub const PASSWORD: &str = "vier kippen op stok";

/// Gives somebody this password.
pub async fn give_password(app: &TestApp, town: &Town, first_name: &str) {
    use app::accounts::entity::account::{ActiveModel, Column, Entity};
    use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
    let hash = app.state().hasher.hash(PASSWORD).await.unwrap();
    let change = ActiveModel { password_hash: Set(Some(hash)), ..Default::default() };
    let account = Entity::update_many().set(change).filter(Column::PersonId.eq(town.person(first_name)));
    account.exec(app.state().db.for_migrations()).await.unwrap();
}

async fn try_with(browser: &Browser, email: &str, password: &str) -> Answer {
    browser.post("/aanmelden", &[("email", email), ("wachtwoord", password)]).await
}

fn cookie_line(answer: &Answer, name: &str) -> String {
    let lines = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned());
    lines.into_iter().find(|line| line.starts_with(&format!("{name}="))).unwrap_or_default()
}

#[tokio::test]
async fn who_signs_in_gets_a_cookie_that_only_this_site_reads() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let browser = app.stranger(&town);
    let answer = try_with(&browser, " Cora@Winterbeek.example ", PASSWORD).await.is(303);
    assert_eq!(answer.location(), "/winterbeek");
    let line = cookie_line(&answer, sessions::COOKIE);
    for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(line.starts_with("__Host-") && !line.contains("Domain") && !line.contains("Max-Age"), "{line}");
    browser.get("/mijn").await.is(200).shows("Cora Coalitie Winterbeek");

    let secret = browser.cookie(sessions::COOKIE).unwrap();
    let kept = app.count("SELECT COUNT(*) FROM sessions").await;
    assert_eq!(kept, 1);
    let row =
        sessions::find(app.state().db.read(), &app.tenant(&town).await, &secret, app.now()).await.unwrap().unwrap();
    assert_ne!(row.id_hash, secret.as_bytes(), "only a hash of the cookie is kept");
}

#[tokio::test]
async fn a_trusted_device_stays_as_long_as_its_owners_role_allows() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    for (name, seconds) in [("cora", 60 * 24 * 3_600), ("greet", 12 * 3_600), ("wim", 12 * 3_600)] {
        give_password(&app, &town, name).await;
        let email = format!("{name}@winterbeek.example");
        let fields = [("email", email.as_str()), ("wachtwoord", PASSWORD), ("vertrouw", "true")];
        let browser = app.stranger(&town);
        let mut answer = browser.post("/aanmelden", &fields).await.is(303);
        if name != "cora" {
            answer = take_set_up(&app, &browser).await.0;
        }
        let line = cookie_line(&answer, sessions::COOKIE);
        assert!(line.contains(&format!("Max-Age={seconds}")), "{name}: {line}");
    }
}

#[tokio::test]
async fn signing_in_makes_a_new_session_and_ends_the_one_of_this_browser() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdijk").await);
    give_password(&app, &town, "cora").await;
    let before = app.sign_in(&other, "otto").await;
    let old = before.cookie(sessions::COOKIE).unwrap();
    let browser = Browser::new(&app.address, &town.slug, Some(old.clone()));
    try_with(&browser, "cora@winterbeek.example", PASSWORD).await.is(303);
    assert_ne!(browser.cookie(sessions::COOKIE).unwrap(), old);
    before.get("/mijn").await.is(303);

    // A cookie somebody else put there is never taken over.
    let fixed = Browser::new(&app.address, &town.slug, Some("zelfgekozen".to_owned()));
    try_with(&fixed, "cora@winterbeek.example", PASSWORD).await.is(303);
    assert_ne!(fixed.cookie(sessions::COOKIE).unwrap(), "zelfgekozen");
}

#[tokio::test]
async fn whatever_is_wrong_looks_the_same() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let hash = app.state().hasher.hash(PASSWORD).await.unwrap();
    app.execute(&format!("UPDATE accounts SET password_hash = '{hash}' WHERE disabled_at IS NOT NULL")).await;
    let mut bodies = Vec::new();
    // A wrong password, an unknown address, a disabled account with its own password, an account without a password.
    for (name, password) in
        [("cora", "niet het goede woord"), ("niemand", PASSWORD), ("dirk", PASSWORD), ("otto", PASSWORD)]
    {
        let email = format!("{name}@winterbeek.example");
        let answer = try_with(&app.stranger(&town), &email, password).await.is(422).hides(password);
        assert!(answer.headers.get("set-cookie").is_none());
        bodies.push(answer.text.replace(&email, "ADRES"));
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:#?}");
    assert!(bodies[0].contains("horen niet bij elkaar") && bodies[0].contains("ADRES"));
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn an_empty_form_is_told_what_is_missing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.stranger(&town);
    try_with(&browser, "", "").await.is(422).shows("Vul dit in.");
    try_with(&browser, "cora", "x").await.is(422).shows("Dit is geen e-mailadres").shows("value=\"cora\"");
    browser.post("/aanmelden", &[("email", "a@b.nl"), ("is_admin", "1")]).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM throttles").await, 0, "nothing was tried");
}

#[tokio::test]
async fn too_many_failures_make_one_wait_known_or_not_and_a_restart_changes_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let signed_in = app.sign_in(&town, "cora").await;
    let browser = app.stranger(&town);
    let mut bodies = Vec::new();
    for name in ["cora", "niemand"] {
        let email = format!("{name}@winterbeek.example");
        for _ in 0..5 {
            try_with(&browser, &email, "niet het goede woord").await.is(422);
        }
        let answer = try_with(&browser, &email, PASSWORD).await.is(429).shows("Te vaak geprobeerd");
        assert_eq!(answer.headers.get("retry-after").unwrap(), "30");
        bodies.push(answer.text.replace(&email, "ADRES"));
    }
    assert_eq!(bodies[0], bodies[1]);
    signed_in.get("/mijn").await.is(200);

    // The same installation, started anew on the same database.
    let again = server::build(&app.config, Clock::at(app.now())).await.unwrap().state;
    let device = sign_in::Device { name: "test", trusted: false, before: None, known: None, onward: "" };
    let email = "cora@winterbeek.example".parse().unwrap();
    let tenant = app.tenant(&town).await;
    let tried = sign_in::sign_in(&again.db, &again.hasher, &tenant, &email, PASSWORD, device, app.now()).await.unwrap();
    assert_eq!(tried, sign_in::Outcome::Wait(30));

    app.pass(SignedDuration::from_secs(31));
    try_with(&browser, "cora@winterbeek.example", PASSWORD).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM throttles").await, 1, "a success starts the count again");
}

#[tokio::test]
async fn guesses_at_the_same_moment_are_counted_one_by_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let browser = app.stranger(&town);
    let guesses = (0..30).map(|_| try_with(&browser, "cora@winterbeek.example", "niet het goede woord"));
    let answers = futures::future::join_all(guesses).await;
    let tried = answers.iter().filter(|answer| answer.code() == 422).count();
    assert_eq!(tried, 5, "{:?}", answers.iter().map(Answer::code).collect::<Vec<_>>());
}

#[tokio::test]
async fn nobody_is_kept_out_longer_than_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let browser = app.stranger(&town);
    for _ in 0..15 {
        try_with(&browser, "cora@winterbeek.example", "niet het goede woord").await.is(422);
        app.pass(SignedDuration::from_mins(15));
    }
    try_with(&browser, "cora@winterbeek.example", PASSWORD).await.is(303);
}

#[tokio::test]
async fn a_full_queue_says_so_at_once_and_costs_nobody_a_try() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let mut places = Vec::new();
    while let Ok(place) = app.state().hasher.place() {
        places.push(place);
    }
    assert_eq!(places.len(), 52);
    let answer = try_with(&app.stranger(&town), "cora@winterbeek.example", PASSWORD).await.is(503);
    assert_eq!(answer.headers.get("retry-after").unwrap(), &BUSY_SECONDS.to_string());
    assert_eq!(answer.input("email"), "cora@winterbeek.example");
    assert_eq!(app.count("SELECT COUNT(*) FROM throttles").await, 0);
    app.stranger(&town).get("/privacy").await.is(200);
}

#[tokio::test]
async fn a_hash_made_with_less_work_is_made_again_at_sign_in() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    // The password above, hashed with m=8192,t=1 and a fixed salt.
    let weak = weak_hash();
    app.execute(&format!("UPDATE accounts SET password_hash = '{weak}' WHERE disabled_at IS NULL")).await;
    try_with(&app.stranger(&town), "cora@winterbeek.example", PASSWORD).await.is(303);
    let strong = "SELECT COUNT(*) FROM accounts WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'";
    assert_eq!(app.count(strong).await, 1);
    try_with(&app.stranger(&town), "cora@winterbeek.example", PASSWORD).await.is(303);
}

fn weak_hash() -> String {
    use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap())
        .hash_password(PASSWORD.as_bytes())
        .unwrap()
        .to_string()
}

#[tokio::test]
async fn signing_out_is_final_even_for_a_request_under_way() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.sign_in(&town, "cora").await;
    let secret = browser.cookie(sessions::COOKIE).unwrap();
    let tenant = app.tenant(&town).await;
    let actor = app.actor(&town, "cora").await;
    // A slow request has read the session and will note its use later.
    let read = sessions::find(app.state().db.read(), &tenant, &secret, app.now()).await.unwrap().unwrap();
    let answer = browser.post("/afmelden", &[]).await.is(303);
    assert!(cookie_line(&answer, sessions::COOKIE).contains("Max-Age=0"));
    app.pass(SignedDuration::from_mins(5));
    sessions::touch(&app.state().db, &read, &actor.roles, app.now()).await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
    Browser::new(&app.address, &town.slug, Some(secret)).get("/mijn").await.is(303);
    browser.get("/aanmelden").await.is(200);
}

#[tokio::test]
async fn a_session_ends_when_unused_and_after_its_whole_life() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let (unused, used) = (app.stranger(&town), app.stranger(&town));
    for browser in [&unused, &used] {
        try_with(browser, "cora@winterbeek.example", PASSWORD).await.is(303);
    }
    app.pass(SignedDuration::from_mins(29));
    used.get("/mijn").await.is(200);
    app.pass(SignedDuration::from_mins(2));
    used.get("/mijn").await.is(200);
    let answer = unused.get("/mijn").await.is(303);
    assert_eq!(answer.location(), "/winterbeek/aanmelden?naar=%2Fwinterbeek%2Fmijn");
    for _ in 0..23 {
        app.pass(SignedDuration::from_mins(29));
        used.get("/mijn").await.is(200);
    }
    // 11 hours and 38 minutes so far, never half an hour unused.
    app.pass(SignedDuration::from_mins(23));
    used.get("/mijn").await.is(303);
}

#[tokio::test]
async fn roles_are_read_for_each_request() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    clerk.get("/instellingen").await.is(200);
    app.execute("UPDATE appointments SET to_date = '2026-08-31' WHERE role = 'griffie'").await;
    clerk.get("/instellingen").await.is(403);
}

#[tokio::test]
async fn looking_around_makes_no_session_and_no_count() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.stranger(&town);
    for path in ["/aanmelden", "/wachtwoord-vergeten", "/privacy", "/contact", "/account/verzonnen", "/mijn"] {
        browser.get(path).await;
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM sessions").await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM throttles").await, 0);
}

#[tokio::test]
async fn one_goes_on_to_where_one_wanted_to_go_but_never_to_another_site() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let hostile = [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "\\\\evil.example",
        "/winterbeek//evil.example",
        "/winterbeek\\..\\x",
        "/winterbeek.evil.example",
        "/winterbeekje",
        "/winterbeek/x\r\nset-cookie: a=b",
        "/winterbeek/é",
        "javascript:alert(1)",
        "/zomerdijk",
        "",
        " /winterbeek/mijn",
    ];
    for onward in hostile {
        let fields = [("email", "cora@winterbeek.example"), ("wachtwoord", PASSWORD), ("naar", onward)];
        let answer = app.stranger(&town).post("/aanmelden", &fields).await.is(303);
        assert_eq!(answer.location(), "/winterbeek", "{onward:?}");
    }
    let fields = [("email", "cora@winterbeek.example"), ("wachtwoord", PASSWORD), ("naar", "/winterbeek/mijn?x=1")];
    assert_eq!(app.stranger(&town).post("/aanmelden", &fields).await.location(), "/winterbeek/mijn?x=1");
    let page = app.stranger(&town).get("/aanmelden?naar=%2Fwinterbeek%2Fmijn").await.is(200);
    assert_eq!(page.input("naar"), "/winterbeek/mijn");
}

#[tokio::test]
async fn the_language_of_a_stranger_is_in_a_cookie_and_that_of_a_person_with_the_person() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let stranger = app.stranger(&town);
    let answer = stranger.post("/taal", &[("taal", "en"), ("naar", "/winterbeek/contact")]).await.is(303);
    assert_eq!(answer.location(), "/winterbeek/contact");
    let line = cookie_line(&answer, "__Host-taal");
    for part in ["__Host-taal=en", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=31536000"] {
        assert!(line.contains(part), "{line}");
    }
    stranger.get("/contact").await.is(200).shows("<html lang=\"en\"").shows("The clerk's office helps you");
    assert_eq!(stranger.post("/taal", &[("taal", "nl"), ("naar", "//evil.example")]).await.location(), "/winterbeek");

    let cora = app.sign_in(&town, "cora").await;
    cora.post("/taal", &[("taal", "en"), ("naar", "/winterbeek/mijn")]).await.is(303);
    let elsewhere = app.sign_in(&town, "cora").await;
    elsewhere.get("/mijn").await.is(200).shows("<html lang=\"en\"").shows("My account");
    elsewhere.submit("/mijn/taal", &[("taal", "nl")]).await.is(200).shows("Taal bewaard.");
}

#[tokio::test]
async fn a_head_request_does_not_even_note_that_a_device_is_in_use() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    app.pass(SignedDuration::from_mins(5));
    let seen = "SELECT MAX(last_seen_at) FROM sessions";
    let before = app.count(seen).await;
    cora.send(cora.request(Method::HEAD, "/mijn")).await.is(200);
    cora.send(cora.request(Method::GET, "/mijn").header("sec-purpose", "prefetch")).await.is(200);
    assert_eq!(app.count(seen).await, before);
    cora.get("/mijn").await.is(200);
    assert!(app.count(seen).await > before);
}

#[tokio::test]
async fn the_register_is_searched_by_the_address_and_a_button_leads_back_to_where_it_stood() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let here = "/instellingen/accounts";
    greet.get(here).await.is(200).shows("Otto Oppositie").shows("Wim Wethouder").shows("name=\"zoek\"");
    greet.get(&format!("{here}?zoek=OTTO+winterbeek")).await.is(200).shows("Otto Oppositie").hides("Olga Oppositie");
    let page = greet.get(&format!("{here}?rol=wethouder")).await.is(200);
    page.shows("Willemijn Wethouder").hides("Otto Oppositie");
    let faction = format!("{here}?fractie={}", town.coalition);
    greet.get(&faction).await.is(200).shows("Cora Coalitie").hides("Otto Oppositie").hides("Wim Wethouder");
    greet.get(&format!("{here}?zoek=niemand")).await.is(200).shows("Niemand gevonden");
    for strange in ["?rol=keizer", "?fractie=x", "?blad=99", "?blad=-1", "?zoek=%00"] {
        greet.get(&format!("{here}{strange}")).await.is(200);
    }
    let off = format!("{here}/{}/uitzetting", town.person("otto"));
    let found = format!("{here}?zoek=otto");
    let answer = greet.post(&off, &[("naar", &found)]).await.is(303);
    assert_eq!(answer.location(), format!("/winterbeek{found}"));
    greet.get(&found).await.is(200).shows("kan niet meer inloggen");
    let on = format!("{here}/{}/inschakeling", town.person("otto"));
    for strange in ["//elders.example", "https://elders.example", ""] {
        let answer = greet.post(&on, &[("naar", strange)]).await.is(303);
        assert_eq!(answer.location(), format!("/winterbeek{here}"), "{strange}");
    }
}

#[tokio::test]
async fn of_a_long_register_a_page_shows_fifty() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let db = app.state().db.for_migrations();
    for n in 0..60 {
        let (id, name) = (crate::support::id(), format!("Aa {n:02}"));
        let text =
            "INSERT INTO people (id, municipality_id, name, lang, version, created_at) VALUES ($1, $2, $3, 'nl', 1, 0)";
        db.execute_raw(app::db::sql(db, text, [id.into(), town.id.into(), name.into()])).await.unwrap();
        let text = "INSERT INTO accounts (person_id, municipality_id, created_at) VALUES ($1, $2, 0)";
        db.execute_raw(app::db::sql(db, text, [id.into(), town.id.into()])).await.unwrap();
    }
    let greet = app.sign_in(&town, "greet").await;
    let page = greet.get("/instellingen/accounts").await.is(200).shows("Aa 49").hides("Aa 50").hides("Otto");
    let next = page.text.split("rel=\"next\"").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    assert!(next.starts_with("/winterbeek/instellingen/accounts?blad=2\""), "{next:.80}");
    greet.get("/instellingen/accounts?blad=2").await.is(200).shows("Aa 50").shows("Otto").hides("Aa 49");
    // Who searches sees who is on another page.
    greet.get("/instellingen/accounts?zoek=otto").await.is(200).shows("Otto Oppositie").hides("Aa 01");
}

#[tokio::test]
async fn one_address_gets_three_links_an_hour_and_every_answer_is_the_same() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let stranger = app.stranger(&town);
    let ask = async || stranger.post("/wachtwoord-vergeten", &[("email", "cora@winterbeek.example")]).await.text;
    let first = ask().await;
    for _ in 0..5 {
        assert_eq!(ask().await, first);
    }
    let links = async || app.mails(&town).await.into_iter().filter(|mail| mail.kind == "account-link").count();
    assert_eq!(links().await, 3);
    app.pass(SignedDuration::from_mins(61));
    ask().await;
    assert_eq!(links().await, 4);
}

#[tokio::test]
async fn a_disabled_account_gets_its_calendar_feed_back_by_no_way() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (cora, greet) = (app.sign_in(&town, "cora").await, app.sign_in(&town, "greet").await);
    let made = cora.post("/mijn/agenda", &[]).await.is(200);
    let token = made.text.split("/agenda/").nth(1).unwrap().split(['"', '<']).next().unwrap().to_owned();
    let feed = format!("/agenda/{token}");
    app.stranger(&town).get(&feed).await.is(200);
    for deed in ["uitzetting", "inschakeling"] {
        let path = format!("/instellingen/accounts/{}/{deed}", town.person("cora"));
        greet.post(&path, &[]).await.is(303);
        app.stranger(&town).get(&feed).await.is(404);
    }
}
