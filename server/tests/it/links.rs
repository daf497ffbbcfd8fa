//! Links by mail, one's own account, and who has an account.

use app::accounts::{commands, sessions};
use jiff::SignedDuration;

use crate::{
    accounts::{PASSWORD, give_password},
    second::take_set_up,
    support::{Browser, TestApp, Town, id},
};

/// The path, below the municipality, of the link in the newest mail of a kind to somebody.
async fn link_for(app: &TestApp, town: &Town, kind: &str, first_name: &str) -> String {
    let address = format!("{first_name}@{}.example", town.slug);
    let mails = app.mails(town).await;
    let mail = mails.iter().filter(|mail| mail.kind == kind && mail.to_address == address).max_by_key(|mail| mail.id);
    let text = &mail.expect("a mail").body_text;
    let start = format!("{}/{}", app.address, town.slug);
    let line = text.lines().find(|line| line.contains("/account/")).expect("a link");
    line.strip_prefix(&start).expect("a link into this site").to_owned()
}

async fn ask(app: &TestApp, town: &Town, first_name: &str) {
    let email = format!("{first_name}@{}.example", town.slug);
    app.stranger(town).post("/wachtwoord-vergeten", &[("email", &email)]).await.is(200);
}

#[tokio::test]
async fn a_link_is_used_once_by_a_form_and_ends_every_other_session() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let elsewhere = app.sign_in(&town, "cora").await;
    ask(&app, &town, "cora").await;
    let link = link_for(&app, &town, "account-link", "cora").await;
    let scanner = app.stranger(&town);
    for _ in 0..3 {
        scanner.get(&link).await.is(200).shows("Kies een wachtwoord");
    }
    let browser = app.stranger(&town);
    browser.post(&link, &[("wachtwoord", "kort")]).await.is(422).shows("minstens 15 tekens").hides("value=\"kort\"");
    browser.post(&link, &[("wachtwoord", "ik ben cora coalitie echt")]).await.is(422).shows("Gebruik niet uw naam");
    let answer = browser.post(&link, &[("wachtwoord", PASSWORD)]).await.is(303);
    assert_eq!(answer.location(), "/winterbeek");
    browser.get("/mijn").await.is(200);
    elsewhere.get("/mijn").await.is(303);
    app.stranger(&town).post(&link, &[("wachtwoord", "een heel ander zinnetje")]).await.is(410);
    app.stranger(&town).get(&link).await.is(410).shows("Stuur een nieuwe link");
    let mails = app.mails(&town).await;
    assert_eq!(mails.iter().filter(|mail| mail.kind == "account-password").count(), 1, "its owner is told");
    assert_eq!(
        app.count("SELECT COUNT(*) FROM accounts WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'").await,
        1
    );
}

#[tokio::test]
async fn a_link_dies_of_age_of_a_newer_one_and_at_the_border() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdijk").await);
    ask(&app, &town, "cora").await;
    let first = link_for(&app, &town, "account-link", "cora").await;
    app.stranger(&other).get(&first).await.is(410);
    app.pass(SignedDuration::from_secs(60));
    ask(&app, &town, "cora").await;
    let second = link_for(&app, &town, "account-link", "cora").await;
    app.stranger(&town).get(&first).await.is(410);
    app.stranger(&town).get(&second).await.is(200);
    app.pass(SignedDuration::from_mins(11));
    app.stranger(&town).post(&second, &[("wachtwoord", PASSWORD)]).await.is(410);
    app.stranger(&town).get("/account/verzonnen").await.is(410);
}

#[tokio::test]
async fn asking_for_a_link_answers_everybody_the_same_and_mails_only_who_may_come_in() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let mut bodies = Vec::new();
    for name in ["cora", "niemand", "dirk"] {
        let email = format!("{name}@winterbeek.example");
        let answer = app.stranger(&town).post("/wachtwoord-vergeten", &[("email", &email)]).await.is(200);
        bodies.push(answer.text.replace(&email, "ADRES"));
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert_eq!(app.mails(&town).await.len(), 1);
    app.stranger(&town).post("/wachtwoord-vergeten", &[("email", "geen adres")]).await.is(422).shows("geen adres");
    // Somebody who keeps asking fills nobody's mailbox.
    for _ in 0..20 {
        ask(&app, &town, "cora").await;
    }
    assert!(app.mails(&town).await.len() <= 5);
}

#[tokio::test]
async fn a_link_is_nowhere_in_clear_once_it_has_left() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    ask(&app, &town, "cora").await;
    let link = link_for(&app, &town, "account-link", "cora").await;
    let token = link.rsplit('/').next().unwrap().to_owned();
    app.deliver().await;
    let found = format!("SELECT COUNT(*) FROM outbox WHERE body_text LIKE '%{token}%' OR body_html LIKE '%{token}%'");
    assert_eq!(app.count(&found).await, 0);
    app.stranger(&town).get(&link).await.is(200);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_in_again_when_it_is_enabled() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let cora = app.sign_in(&town, "cora").await;
    ask(&app, &town, "cora").await;
    let link = link_for(&app, &town, "account-link", "cora").await;
    let clerk = app.sign_in(&town, "greet").await;
    let path = format!("/instellingen/accounts/{}", town.person("cora"));
    clerk
        .submit(&format!("{path}/uitzetting"), &[])
        .await
        .is(200)
        .shows("kan niet meer inloggen")
        .shows("Ongedaan maken");
    cora.get("/mijn").await.is(303);
    app.stranger(&town).get(&link).await.is(410);
    let fields = [("email", "cora@winterbeek.example"), ("wachtwoord", PASSWORD)];
    app.stranger(&town).post("/aanmelden", &fields).await.is(422).shows("horen niet bij elkaar");
    clerk.get("/instellingen/accounts?stand=uitgezet").await.is(200).shows("Cora Coalitie").hides("Otto Oppositie");
    clerk.submit(&format!("{path}/inschakeling"), &[]).await.is(200).shows("kan weer inloggen");
    app.stranger(&town).post("/aanmelden", &fields).await.is(303);
    cora.get("/mijn").await.is(303);
}

#[tokio::test]
async fn accounts_are_kept_by_the_griffie_and_the_administrator_of_their_own_municipality() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdijk").await);
    let clerk = app.sign_in(&town, "greet").await;
    let member = app.sign_in(&town, "cora").await;
    member.get("/instellingen/accounts").await.is(403);
    app.sign_in(&town, "ina").await.get("/instellingen/accounts").await.is(200).hides("Zomerdijk");
    for verb in ["uitnodiging", "uitzetting", "inschakeling"] {
        let own = format!("/instellingen/accounts/{}/{verb}", town.person("otto"));
        member.post(&own, &[]).await.is(403);
        app.stranger(&town).post(&own, &[]).await.is(303);
        for foreign in [other.person("otto").to_string(), id().to_string(), "geen-id".to_owned()] {
            clerk.post(&format!("/instellingen/accounts/{foreign}/{verb}"), &[]).await.is(404);
        }
    }
    let own = format!("/instellingen/accounts/{}/uitzetting", town.person("greet"));
    clerk.post(&own, &[]).await.is(422).shows("uw eigen account");
    assert!(app.mails(&other).await.is_empty());
}

#[tokio::test]
async fn everybody_without_an_account_is_invited_after_a_look_and_only_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let three = ["otto", "olga", "oda"].map(|name| format!("'{}'", town.person(name).simple()));
    let ids = if std::env::var("TEST_DATABASE_URL").is_ok() {
        three.join(",")
    } else {
        three.map(|id| format!("x{id}")).join(",")
    };
    app.execute(&format!("DELETE FROM accounts WHERE person_id IN ({ids})")).await;
    app.execute("UPDATE people SET email = NULL WHERE name LIKE 'Oda%'").await;
    let clerk = app.sign_in(&town, "greet").await;
    clerk.get("/instellingen/accounts").await.is(200).shows("nog geen account heeft (2)");
    let preview = clerk.get("/instellingen/accounts/uitnodigen").await.is(200);
    let preview =
        preview.shows("Verstuur 2 uitnodigingen").shows("Otto Oppositie").shows("Oda Oppositie").hides("Cora Coalitie");
    assert!(app.mails(&town).await.is_empty());
    let key = preview.input("key");
    let path = "/instellingen/accounts/uitnodigingen";
    clerk.submit(path, &[("key", &key)]).await.is(200).shows("2 uitnodigingen onderweg.");
    clerk.post(path, &[("key", &key)]).await.is(303);
    clerk.submit(path, &[("key", "nog-een-keer")]).await.is(200).shows("niemand meer");
    assert_eq!(app.mails(&town).await.len(), 2);

    let link = link_for(&app, &town, "account-invitation", "otto").await;
    app.pass(SignedDuration::from_hours(13 * 24));
    app.stranger(&town).post(&link, &[("wachtwoord", PASSWORD)]).await.is(303);
    let late = link_for(&app, &town, "account-invitation", "olga").await;
    app.pass(SignedDuration::from_hours(2 * 24));
    app.stranger(&town).get(&late).await.is(410).shows("Deze link werkt niet meer");
    let clerk = app.sign_in(&town, "greet").await;
    clerk.get("/instellingen/accounts?stand=uitgenodigd").await.is(200).shows("uitnodiging verlopen");
    let again = format!("/instellingen/accounts/{}/uitnodiging", town.person("olga"));
    clerk.submit(&again, &[("key", "a")]).await.is(200).shows("Uitnodiging onderweg naar Olga");
    let settled = format!("/instellingen/accounts/{}/uitnodiging", town.person("otto"));
    clerk.post(&settled, &[("key", "b")]).await.is(409).shows("heeft al een wachtwoord");
    let nameless = format!("/instellingen/accounts/{}/uitnodiging", town.person("oda"));
    clerk.post(&nameless, &[("key", "c")]).await.is(422).shows("geen e-mailadres");
}

#[tokio::test]
async fn changing_ones_password_asks_the_current_one_and_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let (here, there) = (app.sign_in(&town, "cora").await, app.sign_in(&town, "cora").await);
    let new = "drie geiten in de wei";
    let wrong = [("huidig", "niet het goede woord"), ("nieuw", new)];
    here.post("/mijn/wachtwoord", &wrong).await.is(422).shows("niet uw huidige wachtwoord");
    here.post("/mijn/wachtwoord", &[("huidig", PASSWORD), ("nieuw", "kort")]).await.is(422).shows("te kort");
    here.submit("/mijn/wachtwoord", &[("huidig", PASSWORD), ("nieuw", new)])
        .await
        .is(200)
        .shows("Wachtwoord gewijzigd");
    there.get("/mijn").await.is(303);
    let email = ("email", "cora@winterbeek.example");
    app.stranger(&town).post("/aanmelden", &[email, ("wachtwoord", PASSWORD)]).await.is(422);
    app.stranger(&town).post("/aanmelden", &[email, ("wachtwoord", new)]).await.is(303);
    assert_eq!(app.mails(&town).await.iter().filter(|mail| mail.kind == "account-password").count(), 1);
    for _ in 0..5 {
        here.post("/mijn/wachtwoord", &wrong).await;
    }
    here.post("/mijn/wachtwoord", &wrong).await.is(429);
    app.stranger(&town).post("/aanmelden", &[email, ("wachtwoord", new)]).await.is(303);
}

#[tokio::test]
async fn a_password_that_is_guessed_soon_or_was_stolen_is_refused_with_what_to_do() {
    let list = std::env::temp_dir().join(format!("ew-stolen-{}", std::process::id()));
    std::fs::write(&list, "eerste regel van de lijst\nDrie geiten in de wei\n").unwrap();
    let app = TestApp::start_with(&[("EVENWIJS_PASSWORDS_FILE", &list.display().to_string())]).await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let cora = app.sign_in(&town, "cora").await;
    for (new, said) in [
        ("mavericktinkle1", "Dit is te snel te raden. Neem vier woorden"),
        ("Liverpool2026!!", "Dit is te snel te raden. Neem vier woorden"),
        ("drie geiten in de wei", "Dit wachtwoord is ooit gestolen en staat op lijsten. Kies een ander"),
    ] {
        cora.post("/mijn/wachtwoord", &[("huidig", PASSWORD), ("nieuw", new)]).await.is(422).shows(said);
    }
    // Who does not know the current one hears nothing of the list.
    let stranger = [("huidig", "niet het goede woord"), ("nieuw", "drie geiten in de wei")];
    let page = cora.post("/mijn/wachtwoord", &stranger).await.is(422);
    page.shows("niet uw huidige wachtwoord").hides("staat op lijsten");
    cora.post("/mijn/wachtwoord", &[("huidig", PASSWORD), ("nieuw", "vier geiten in de wei")]).await.is(303);
    std::fs::remove_file(list).unwrap();
}

#[tokio::test]
async fn one_sees_ones_devices_and_ends_them_one_by_one_or_all() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (here, there, otto) =
        (app.sign_in(&town, "cora").await, app.sign_in(&town, "cora").await, app.sign_in(&town, "otto").await);
    let page = here.get("/mijn").await.is(200).shows("dit toestel");
    let action = page.text.split("/winterbeek/mijn/sessies/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    otto.post(&format!("/mijn/sessies/{action}"), &[]).await.is(303);
    there.get("/mijn").await.is(200);
    here.submit(&format!("/mijn/sessies/{action}"), &[]).await.is(200).shows("Dat toestel is uitgelogd");
    there.get("/mijn").await.is(303);
    here.post("/mijn/sessies/geen-id/afmelding", &[]).await.is(404);
    here.submit("/mijn/afmelding", &[]).await.is(200).shows("op alle toestellen uitgelogd");
    assert!(here.cookie(sessions::COOKIE).is_none());
    otto.get("/mijn").await.is(200);
}

#[tokio::test]
async fn a_token_is_shown_once_and_opens_what_its_owner_may_open_until_it_is_revoked() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdijk").await);
    give_password(&app, &town, "cora").await;
    let cora = app.sign_in(&town, "cora").await;
    let form = |password: &'static str| [("naam", "agenda"), ("wachtwoord", password), ("key", "k1")];
    cora.post("/mijn/tokens", &form("niet het goede woord")).await.is(422).shows("value=\"agenda\"");
    let page = cora.post("/mijn/tokens", &form(PASSWORD)).await.is(200);
    let token = format!("ew_{}", page.text.split("ew_").nth(1).unwrap().split('<').next().unwrap());
    cora.submit("/mijn/tokens", &form(PASSWORD)).await.is(200).shows("al getoond").hides(&token);
    assert_eq!(app.count("SELECT COUNT(*) FROM api_tokens").await, 1);

    let with = |town: &Town, path: &str| {
        let browser = app.stranger(town);
        let request = browser.request(reqwest::Method::GET, path).header("authorization", format!("Bearer {token}"));
        async move { browser.send(request).await }
    };
    let own = |town: &Town| format!("//api/v1/{}/mijn/vastgelegd", town.slug);
    with(&town, &own(&town)).await.is(200);
    with(&town, "/mijn").await.is(303);
    with(&other, &own(&other)).await.is(401);
    let page = cora.get("/mijn").await.shows("Laatst gebruikt zojuist");
    let action = page.text.split("/winterbeek/mijn/tokens/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    app.sign_in(&town, "otto").await.post(&format!("/mijn/tokens/{action}"), &[]).await.is(303);
    with(&town, &own(&town)).await.is(200);
    cora.submit(&format!("/mijn/tokens/{action}"), &[]).await.is(200).shows("werkt niet meer");
    with(&town, &own(&town)).await.is(401);
}

#[tokio::test]
async fn the_first_administrator_comes_from_the_command_line_within_the_hour_and_only_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let (name, email) = ("Bo Beheer".parse().unwrap(), "bo@winterbeek.example".parse().unwrap());
    let make = || commands::first_administrator(&app.state().db, &tenant, &name, &email, &app.address, app.now());
    let late = make().await.unwrap();
    app.pass(SignedDuration::from_mins(61));
    let path = |url: &str| url.strip_prefix(&format!("{}/winterbeek", app.address)).unwrap().to_owned();
    app.stranger(&town).get(&path(&late)).await.is(410);
    let url = make().await.unwrap();
    let browser = app.stranger(&town);
    let answer = browser.post(&path(&url), &[("wachtwoord", PASSWORD)]).await.is(303);
    assert_eq!(answer.location(), "/winterbeek/aanmelden/instellen");
    take_set_up(&app, &browser).await;
    browser.get("/instellingen/accounts").await.is(200).shows("Bo Beheer");
    app.stranger(&town).post(&path(&url), &[("wachtwoord", PASSWORD)]).await.is(410);
    assert!(make().await.is_err(), "from now on people are invited on the site");
    assert_eq!(app.count("SELECT COUNT(*) FROM people WHERE name = 'Bo Beheer'").await, 1);
}

#[tokio::test]
async fn somebody_without_a_role_may_sign_in_and_sees_the_own_account_and_no_more() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    app.execute("UPDATE appointments SET to_date = '2026-08-31'").await;
    assert_eq!(cora.get("").await.is(303).location(), "/winterbeek/mijn");
    cora.get("/mijn").await.is(200).shows("Geen rol op dit moment");
    for path in ["/raad", "/instellingen"] {
        cora.get(path).await.is(403);
    }
    Browser::new(&app.address, &town.slug, cora.cookie(sessions::COOKIE)).post("/afmelden", &[]).await.is(303);
}
