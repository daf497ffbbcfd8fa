//! The second factor, asking again who is there, and the review of who may do what.

use app::accounts::{second::steps, sessions};
use jiff::SignedDuration;
use reqwest::Method;
use totp_rs::{Builder, Secret};

use crate::{
    accounts::{PASSWORD, give_password},
    support::{Answer, Browser, TestApp, Town},
};

/// What an app shows at this moment for the key on the page.
fn code(app: &TestApp, key: &str) -> String {
    let totp = Builder::new()
        .with_secret(Secret::try_from_base32(key.replace(' ', "")).unwrap())
        .with_account_name("x")
        .build()
        .unwrap();
    totp.generate(app.now().as_second().unsigned_abs()).to_string()
}

/// Another code than the one of this moment.
fn wrong(app: &TestApp, key: &str) -> String {
    let right = code(app, key);
    let first = if right.starts_with('9') { '8' } else { '9' };
    format!("{first}{}", &right[1..])
}

/// What stands between the first `<code>` and its end.
fn key_on(page: &Answer) -> String {
    page.text.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

pub fn codes_on(page: &Answer) -> Vec<String> {
    page.text.split("<li><code>").skip(1).map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

pub async fn password(browser: &Browser, town: &Town, name: &str) -> Answer {
    let email = format!("{name}@{}.example", town.slug);
    browser.post("/aanmelden", &[("email", &email), ("wachtwoord", PASSWORD), ("naar", "/winterbeek/raad")]).await
}

/// Gives somebody a password, signs them in and sets up their second factor. Answers key and recovery codes.
pub async fn set_up(app: &TestApp, town: &Town, name: &str) -> (Browser, String, Vec<String>) {
    give_password(app, town, name).await;
    let browser = app.stranger(town);
    let answer = password(&browser, town, name).await.is(303);
    assert_eq!(answer.location(), "/winterbeek/aanmelden/instellen");
    let (page, key) = take_set_up(app, &browser).await;
    (browser, key, codes_on(&page))
}

/// Sets up the second factor of whoever's password this browser just gave. Answers the page after it, and the key.
pub async fn take_set_up(app: &TestApp, browser: &Browser) -> (Answer, String) {
    let page = browser.get("/aanmelden/instellen").await.is(200);
    let key = key_on(&page);
    let fields = [("geheim", page.input("geheim")), ("code", code(app, &key))];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (browser.post("/aanmelden/instellen", &fields).await.is(200), key)
}

#[tokio::test]
async fn a_clerk_without_a_second_factor_reaches_only_the_page_that_sets_one_up() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "greet").await;
    let browser = app.stranger(&town);
    password(&browser, &town, "greet").await.is(303);
    assert!(browser.cookie(sessions::COOKIE).is_none());
    for path in ["", "/raad", "/mijn", "/instellingen"] {
        assert!(browser.get(path).await.is(303).location().starts_with("/winterbeek/aanmelden"), "{path}");
    }
    let other = app.stranger(&town);
    password(&other, &town, "greet").await.is(303);
    let elsewhere = key_on(&other.get("/aanmelden/instellen").await.is(200));
    password(&browser, &town, "greet").await.is(303);
    let page = browser.get("/aanmelden/instellen").await.is(200).shows("<svg").shows("otpauth://totp/");
    let (key, sealed) = (key_on(&page), page.input("geheim"));
    assert_ne!(key, elsewhere, "every sign-in has a drawing of its own");
    assert_eq!(key_on(&browser.get("/aanmelden/instellen").await.is(200)), key, "coming back from the app");
    let fields = [("geheim", sealed.as_str()), ("code", &wrong(&app, &key))];
    let again = browser.post("/aanmelden/instellen", &fields).await.is(422);
    assert_eq!(key_on(&again), key, "the app that scanned it stays right");
    browser.post("/aanmelden/instellen", &[("geheim", "verzonnen"), ("code", "123456")]).await.is(422);

    let right = code(&app, &key);
    let done = browser.post("/aanmelden/instellen", &[("geheim", &sealed), ("code", &right)]).await.is(200);
    let codes = codes_on(&done);
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.replace('-', "").len() == 26), "{codes:?}");
    browser.get("/instellingen").await.is(200);
    assert_eq!(app.count("SELECT COUNT(*) FROM recovery_codes").await, 10);
    let bytes = "SELECT COUNT(*) FROM second_factors WHERE LENGTH(secret) > 20";
    assert_eq!(app.count(bytes).await, 1, "what is kept is sealed");
    assert!(app.mails(&town).await.iter().any(|mail| mail.subject.starts_with("De tweede stap staat aan")));
}

#[tokio::test]
async fn a_code_is_asked_after_the_password_and_counts_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (browser, key, _) = set_up(&app, &town, "greet").await;
    browser.post("/afmelden", &[]).await.is(303);
    let answer = password(&browser, &town, "greet").await.is(303);
    assert_eq!(answer.location(), "/winterbeek/aanmelden/code");
    assert!(browser.cookie(sessions::COOKIE).is_none());
    // The page that sets one up gives no second key to who knows the password.
    let page = browser.get("/aanmelden/instellen").await.is(200);
    let fields = [("geheim", page.input("geheim")), ("code", code(&app, &key_on(&page)))];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/aanmelden/instellen", &fields).await.is(303);
    assert!(browser.cookie(sessions::COOKIE).is_none());

    password(&browser, &town, "greet").await.is(303);
    browser.post("/aanmelden/code", &[("code", &code(&app, &key))]).await.is(422).shows("al gebruikt");
    app.pass(SignedDuration::from_secs(60));
    let (right, other) = (code(&app, &key), app.stranger(&town));
    let answer =
        browser.post("/aanmelden/code", &[("code", &format!("{} {}", &right[..3], &right[3..]))]).await.is(303);
    assert_eq!(answer.location(), "/winterbeek/raad", "on to where they were going");
    browser.get("/instellingen").await.is(200);
    password(&other, &town, "greet").await.is(303);
    other.post("/aanmelden/code", &[("code", &right)]).await.is(422);
    other.get("/instellingen").await.is(303);
}

#[tokio::test]
async fn five_wrong_codes_end_the_step_and_the_owner_hears_that_somebody_knows_the_password() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (_, key, _) = set_up(&app, &town, "greet").await;
    let thief = app.stranger(&town);
    password(&thief, &town, "greet").await.is(303);
    app.pass(SignedDuration::from_secs(60));
    for n in 1..=4 {
        let answer = thief.post("/aanmelden/code", &[("code", &wrong(&app, &key))]).await;
        assert_eq!(answer.code(), 422, "{n}");
    }
    assert!(!app.mails(&town).await.iter().any(|mail| mail.subject.starts_with("Iemand kent")));
    thief.post("/aanmelden/code", &[("code", &wrong(&app, &key))]).await.is(303);
    assert!(app.mails(&town).await.iter().any(|mail| mail.subject.starts_with("Iemand kent uw wachtwoord")));
    // The right code is of no use any more, and the next step has to wait.
    thief.post("/aanmelden/code", &[("code", &code(&app, &key))]).await.is(303);
    password(&thief, &town, "greet").await.is(303);
    thief.post("/aanmelden/code", &[("code", &code(&app, &key))]).await.is(429);
    assert!(thief.cookie(sessions::COOKIE).is_none());
}

#[tokio::test]
async fn a_recovery_code_works_once_and_is_kept_as_a_hash() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (browser, _, codes) = set_up(&app, &town, "greet").await;
    browser.post("/afmelden", &[]).await.is(303);
    password(&browser, &town, "greet").await.is(303);
    browser.post("/aanmelden/code", &[("code", &codes[3].to_uppercase())]).await.is(303);
    browser.get("/mijn/tweede-stap").await.is(200).shows("nog 9");
    assert!(app.mails(&town).await.iter().any(|mail| mail.body_text.contains("nog 9")));
    let other = app.stranger(&town);
    password(&other, &town, "greet").await.is(303);
    other.post("/aanmelden/code", &[("code", &codes[3])]).await.is(422);
    // New ones end the old ones.
    let page = browser.post("/mijn/tweede-stap/herstelcodes", &[]).await.is(200);
    assert_eq!(codes_on(&page).len(), 10);
    other.post("/aanmelden/code", &[("code", &codes[4])]).await.is(422);
    other.post("/aanmelden/code", &[("code", &codes_on(&page)[0])]).await.is(303);
}

/// Has Greet's browser remembered, and signs out.
async fn remember(app: &TestApp, town: &Town, browser: &Browser, key: &str) {
    browser.post("/afmelden", &[]).await.is(303);
    password(browser, town, "greet").await.is(303);
    app.pass(SignedDuration::from_secs(60));
    browser.post("/aanmelden/code", &[("code", &code(app, key)), ("onthoud", "true")]).await.is(303);
    assert!(browser.cookie(steps::DEVICE_COOKIE).is_some());
    browser.post("/afmelden", &[]).await.is(303);
}

#[tokio::test]
async fn a_remembered_browser_is_not_asked_until_the_password_changes() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (browser, key, _) = set_up(&app, &town, "greet").await;
    remember(&app, &town, &browser, &key).await;
    let answer = password(&browser, &town, "greet").await.is(303);
    assert_eq!(answer.location(), "/winterbeek/raad");
    browser.get("/instellingen").await.is(200);
    // The cookie is of use to nobody else, and not for ever.
    give_password(&app, &town, "ina").await;
    assert!(password(&browser, &town, "ina").await.location().ends_with("/instellen"));
    app.pass(SignedDuration::from_hours(24 * 31));
    assert!(password(&browser, &town, "greet").await.location().ends_with("/code"));
    app.pass(SignedDuration::from_secs(60));
    browser.post("/aanmelden/code", &[("code", &code(&app, &key)), ("onthoud", "true")]).await.is(303);
    let new = "vijf ganzen in de wei";
    browser.post("/mijn/wachtwoord", &[("huidig", PASSWORD), ("nieuw", new)]).await.is(303);
    let email = [("email", "greet@winterbeek.example"), ("wachtwoord", new)];
    browser.post("/afmelden", &[]).await.is(303);
    assert!(browser.post("/aanmelden", &email).await.is(303).location().ends_with("/code"));
}

#[tokio::test]
async fn who_lost_everything_is_helped_by_another_and_told_so() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (browser, ..) = set_up(&app, &town, "greet").await;
    let path = format!("/instellingen/accounts/{}/tweede-stap/wissing", town.person("greet"));
    browser.post(&path, &[]).await.is(422);
    let ina = app.sign_in(&town, "ina").await;
    ina.get("/instellingen/accounts").await.is(200).shows("Haal tweede stap weg");
    ina.post(&path, &[]).await.is(303);
    browser.get("/instellingen").await.is(303);
    assert!(app.mails(&town).await.iter().any(|mail| mail.subject.starts_with("Uw tweede stap is weggehaald")));
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'account.second-factor-reset'").await, 1);
    assert!(password(&browser, &town, "greet").await.location().ends_with("/instellen"));

    // And from the command line, for whom nobody else can help.
    set_up(&app, &town, "ina").await;
    let email = "ina@winterbeek.example";
    server::operator::reset_second_factor(app.state(), "winterbeek", email, app.now()).await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM second_factors").await, 0);
    assert!(server::operator::reset_second_factor(app.state(), "winterbeek", email, app.now()).await.is_err());
}

#[tokio::test]
async fn a_member_chooses_for_a_second_factor_and_back() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let browser = app.stranger(&town);
    assert_eq!(password(&browser, &town, "cora").await.is(303).location(), "/winterbeek/raad");
    let page = browser.get("/mijn/tweede-stap").await.is(200);
    let key = key_on(&page);
    let fields = [("geheim", page.input("geheim")), ("code", code(&app, &key))];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/mijn/tweede-stap", &fields).await.is(200);
    let other = app.stranger(&town);
    assert!(password(&other, &town, "cora").await.is(303).location().ends_with("/code"));
    let vouched = "SELECT COUNT(*) FROM sessions WHERE second_factor_at IS NOT NULL OR code_proven_at IS NOT NULL";
    assert_eq!(app.count(vouched).await, 1);
    browser.post("/mijn/tweede-stap/uitzetting", &[]).await.is(303);
    assert_eq!(app.count(vouched).await, 0);
    assert_eq!(password(&other, &town, "cora").await.is(303).location(), "/winterbeek/raad");
    // A key made for somebody else is not taken.
    let bram = app.sign_in(&town, "bram").await;
    bram.post("/mijn/tweede-stap", &fields).await.is(422);
}

#[tokio::test]
async fn who_becomes_clerk_while_signed_in_by_a_password_signs_in_again() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "anna").await;
    let browser = app.stranger(&town);
    password(&browser, &town, "anna").await.is(303);
    browser.get("/raad").await.is(200);
    app.execute("UPDATE appointments SET role = 'griffie' WHERE role = 'ambtenaar'").await;
    browser.get("/raad").await.is(303);
    assert!(password(&browser, &town, "anna").await.location().ends_with("/instellen"));
}

#[tokio::test]
async fn an_old_session_proves_itself_before_it_gives_a_role_and_loses_nothing_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "ina").await;
    let ina = app.sign_in(&town, "ina").await;
    let path = format!("/raad/mensen/{}/functie", town.person("bram"));
    let typed = [("rol", "ambtenaar"), ("vanaf", "2026-09-01"), ("portefeuille", "Zorg & <b>jeugd</b>")];
    let roles = "SELECT COUNT(*) FROM appointments WHERE role = 'ambtenaar'";
    app.pass(SignedDuration::from_mins(15));
    ina.get("/raad/samenstelling.csv").await.is(200);
    app.pass(SignedDuration::from_mins(1));

    let asked = ina.post(&path, &typed).await.is(403).shows("Bevestig dat u het bent");
    assert_eq!(asked.input("rol"), "ambtenaar");
    assert!(asked.text.contains("Zorg &amp; &lt;b>jeugd&lt;/b>") || asked.text.contains("Zorg &amp; &lt;b&gt;"));
    let with = |proof: &'static str| [typed.as_slice(), &[("bewijs", proof)]].concat();
    let again = ina.post(&path, &with("een ander wachtwoord")).await.is(422);
    assert_eq!(again.input("vanaf"), "2026-09-01");
    assert_eq!(app.count(roles).await, 1);
    ina.post(&path, &with(PASSWORD)).await.is(303);
    assert_eq!(app.count(roles).await, 2);

    // A file: the same question, and then on to it.
    app.pass(SignedDuration::from_mins(16));
    let asked = ina.get("/instellingen/accounts/toegang.csv").await.is(403).hides("bram@");
    assert_eq!(asked.input("naar"), "/winterbeek/instellingen/accounts/toegang.csv");
    let wrong = [("naar", "https://elders.example/"), ("bewijs", PASSWORD)];
    assert_eq!(ina.post("/mijn/bevestiging", &wrong).await.is(303).location(), "/winterbeek");
    app.pass(SignedDuration::from_mins(16));
    let fields = [("naar", "/winterbeek/instellingen/accounts/toegang.csv"), ("bewijs", PASSWORD)];
    ina.submit("/mijn/bevestiging", &fields).await.is(200).shows("Bram Burgerlid Winterbeek;bram@winterbeek.example");
}

#[tokio::test]
async fn who_has_a_second_factor_changes_it_with_a_code_only() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (browser, key, _) = set_up(&app, &town, "greet").await;
    app.pass(SignedDuration::from_mins(20));
    let renew = "/mijn/tweede-stap/herstelcodes";
    browser.post(renew, &[]).await.is(403);
    browser.post(renew, &[("bewijs", PASSWORD)]).await.is(422);
    browser.post(renew, &[("bewijs", &code(&app, &key))]).await.is(200);
}

#[tokio::test]
async fn a_program_with_a_token_gives_no_roles() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let db = app.state().db.for_migrations();
    let token = app::accounts::tokens::make(db, &tenant, town.person("ina"), "proef", app.now()).await.unwrap();
    let stranger = app.stranger(&town);
    let path = format!("/raad/mensen/{}/functie", town.person("bram"));
    let request = stranger.request(reqwest::Method::POST, &path).bearer_auth(token);
    stranger.send(request.form(&[("rol", "griffie"), ("vanaf", "2026-09-01")])).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM appointments WHERE role = 'griffie'").await, 1);
}

#[tokio::test]
async fn a_token_made_before_a_role_that_asks_for_a_factor_waits_for_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let db = app.state().db.for_migrations();
    let token = app::accounts::tokens::make(db, &tenant, town.person("anna"), "proef", app.now()).await.unwrap();
    let program = app.stranger(&town);
    let ask = async || {
        let request = program.request(reqwest::Method::GET, "//api/v1/winterbeek/raad").bearer_auth(&token);
        program.send(request).await.code()
    };
    assert_eq!(ask().await, 200);
    app.execute("UPDATE appointments SET role = 'griffie' WHERE role = 'ambtenaar'").await;
    assert_eq!(ask().await, 401);
    app.give_factor(&town, "anna").await;
    assert_eq!(ask().await, 200);
}

#[tokio::test]
async fn a_token_made_on_the_command_line_works_for_a_program_that_has_no_phone() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let db = app.state().db.for_migrations();
    let token =
        app::accounts::tokens::make_by_operator(db, &tenant, town.person("greet"), "proef", app.now()).await.unwrap();
    let program = app.stranger(&town);
    let request = program.request(reqwest::Method::GET, "//api/v1/winterbeek/raad").bearer_auth(&token);
    assert_eq!(program.send(request).await.code(), 200);
}

#[tokio::test]
async fn a_password_of_a_minute_ago_changes_no_second_factor_and_makes_no_token() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (browser, key, _) = set_up(&app, &town, "greet").await;
    remember(&app, &town, &browser, &key).await;
    // A remembered browser: in with the password alone, this very minute.
    assert_eq!(password(&browser, &town, "greet").await.is(303).location(), "/winterbeek/raad");
    for path in ["/mijn/tweede-stap", "/mijn/tweede-stap/herstelcodes", "/mijn/tokens"] {
        browser.post(path, &[]).await.is(403).shows("Bevestig dat u het bent");
        browser.post(path, &[("bewijs", PASSWORD)]).await.is(422);
    }
    // Nor does a password that was asked for something else.
    app.pass(SignedDuration::from_mins(16));
    let csv = [("naar", "/winterbeek/instellingen/accounts/toegang.csv"), ("bewijs", PASSWORD)];
    browser.post("/mijn/bevestiging", &csv).await.is(303);
    browser.get("/instellingen/accounts/toegang.csv").await.is(200);
    browser.post("/mijn/tweede-stap/herstelcodes", &[]).await.is(403);
    let proof = code(&app, &key);
    browser.post("/mijn/tweede-stap/herstelcodes", &[("bewijs", &proof)]).await.is(200);
    browser.post("/mijn/tweede-stap/herstelcodes", &[]).await.is(200);
}

#[tokio::test]
async fn a_step_that_opens_no_session_keeps_no_second_factor() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "greet").await;
    let browser = app.stranger(&town);
    password(&browser, &town, "greet").await.is(303);
    let page = browser.get("/aanmelden/instellen").await.is(200);
    app.execute("UPDATE accounts SET disabled_at = 1").await;
    let fields = [("geheim", page.input("geheim")), ("code", code(&app, &key_on(&page)))];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/aanmelden/instellen", &fields).await.is(303);
    for table in ["second_factors", "recovery_codes"] {
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
}

#[tokio::test]
async fn who_begins_anew_after_four_wrong_codes_is_told_of_all_the_same() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (owner, key, _) = set_up(&app, &town, "greet").await;
    owner.post("/afmelden", &[]).await.is(303);
    let thief = app.stranger(&town);
    let warned = "SELECT COUNT(*) FROM audit WHERE action = 'account.wrong-codes'";
    password(&thief, &town, "greet").await.is(303);
    for _ in 0..4 {
        thief.post("/aanmelden/code", &[("code", &wrong(&app, &key))]).await.is(422);
    }
    assert_eq!(app.count(warned).await, 0);
    // The owner signs in: the thief waits no more, and the count stays.
    app.pass(SignedDuration::from_mins(20));
    password(&owner, &town, "greet").await.is(303);
    owner.post("/aanmelden/code", &[("code", &code(&app, &key))]).await.is(303);
    password(&thief, &town, "greet").await.is(303);
    thief.post("/aanmelden/code", &[("code", &wrong(&app, &key))]).await.is(422);
    assert_eq!(app.count(warned).await, 1);
    assert!(app.mails(&town).await.iter().any(|mail| mail.subject.starts_with("Iemand kent uw wachtwoord")));
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'account.step'").await, 4);
}

#[tokio::test]
async fn moving_people_and_opening_accounts_asks_again_and_head_is_no_way_round() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "greet").await;
    let greet = app.sign_in(&town, "greet").await;
    app.pass(SignedDuration::from_mins(16));
    let person = town.person("cora");
    let account = |what: &str| format!("/instellingen/accounts/{person}/{what}");
    for path in [
        "/raad/verplaatsen".to_owned(),
        "/raad/afsplitsing".to_owned(),
        "/raad/zittingsperiode".to_owned(),
        "/raad/zittingsperiode/einde".to_owned(),
        format!("/raad/zittingsperiode/{person}/wijzigen"),
        format!("/raad/mensen/{person}/vastgelegd"),
        account("uitzetting"),
        account("inschakeling"),
        account("uitnodiging"),
        "/instellingen/accounts/uitnodigingen".to_owned(),
        "/mijn/tokens".to_owned(),
    ] {
        greet.post(&path, &[]).await.is(403).shows("Bevestig dat u het bent");
    }
    for path in ["/instellingen/accounts/toegang.csv", "/mijn/gegevens.json"] {
        greet.send(greet.request(reqwest::Method::HEAD, path)).await.is(403);
    }
}

#[tokio::test]
async fn the_review_says_who_has_which_role_since_when_and_how_they_come_in() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (browser, ..) = set_up(&app, &town, "greet").await;
    let file = browser.get("/instellingen/accounts/toegang.csv").await.is(200);
    let line = |name: &str| file.text.lines().find(|line| line.contains(name)).unwrap().to_owned();
    let greet = "Greet Griffier Winterbeek;greet@winterbeek.example;griffie;;2026-03-26;;Actief;2026-09-01 10:00;ja";
    assert_eq!(line("Greet"), greet);
    assert!(line("Cora").contains(";raadslid;Lokaal Winterbeek;2026-03-26;"), "{}", line("Cora"));
    assert!(line("Cora").ends_with(";nee"), "{}", line("Cora"));
    assert_eq!(file.text.lines().count(), 16);
    // That somebody looked is evidence: a page of another site, a look ahead or at the head alone makes none.
    let reviews = "SELECT COUNT(*) FROM audit WHERE action = 'account.review'";
    assert_eq!(app.count(reviews).await, 1);
    let path = "/instellingen/accounts/toegang.csv";
    let ask = |method| browser.request(method, path);
    browser.send(ask(Method::HEAD)).await.is(200);
    browser.send(ask(Method::GET).header("sec-purpose", "prefetch")).await.is(200);
    let led = browser.send(ask(Method::GET).header("sec-fetch-site", "cross-site")).await.is(303);
    assert_eq!(led.location(), "/winterbeek/instellingen/accounts");
    assert_eq!(app.count(reviews).await, 1);
    app.sign_in(&town, "cora").await.get("/instellingen/accounts/toegang.csv").await.is(403);
}

#[tokio::test]
async fn a_changed_address_is_told_at_the_old_and_at_the_new_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let ina = app.sign_in(&town, "ina").await;
    let path = format!("/raad/mensen/{}/wijzigen", town.person("cora"));
    let page = ina.get(&path).await.is(200);
    let version = page.input("version");
    let fields = |email: &'static str, version: &str| {
        vec![("naam", "Cora Coalitie".to_owned()), ("email", email.to_owned()), ("version", version.to_owned())]
    };
    let send = async |fields: Vec<(&str, String)>| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ina.post(&path, &fields).await.is(303)
    };
    send(fields("cora.nieuw@winterbeek.example", &version)).await;
    let mut told: Vec<_> = app.mails(&town).await.into_iter().map(|mail| (mail.kind, mail.to_address)).collect();
    told.sort();
    let kind = || "account-address".to_owned();
    let wanted = ["cora.nieuw@winterbeek.example", "cora@winterbeek.example"].map(|to| (kind(), to.to_owned()));
    assert_eq!(told, wanted);
    let version = ina.get(&path).await.input("version");
    send(fields("cora.nieuw@winterbeek.example", &version)).await;
    assert_eq!(app.mails(&town).await.len(), 2, "nothing moved, nobody is told");
}
