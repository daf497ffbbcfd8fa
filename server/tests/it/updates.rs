//! Quarterly updates: written out of sight, scheduled or published, to everybody at one moment and only once.

use app::{gate, updates::commands};
use domain::{
    policy::{Facts, act},
    values::{LongText, Title},
};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::support::{TestApp, Town};

/// Wim has written an update over the last quarter, by the command.
async fn written(app: &TestApp, town: &Town) -> Uuid {
    let actor = app.actor(town, "wim").await;
    let allowed = gate::authorize::<act::WriteUpdate>(&actor, Facts { own: true, ..Facts::default() }).unwrap();
    let written = commands::Written {
        quarter: domain::localtime::Quarter::parse("2026-2").unwrap(),
        title: Title::parse("Jeugd in het tweede kwartaal").unwrap(),
        happened: LongText::optional("De wachtlijst liep **terug**.").unwrap(),
        failed: LongText::optional("Het vervoer kwam te laat.").unwrap(),
        ahead: None,
        figures: Vec::new(),
    };
    let new = commands::NewUpdate { alderman: actor.person, written, key: String::new() };
    commands::create(&app.state().db, &allowed, new, app.now()).await.unwrap()
}

fn fields<'a>(title: &'a str, happened: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("kwartaal", "2026-2"), ("titel", title), ("gebeurd", happened), ("mislukt", ""), ("vooruit", "Verder")]
}

#[tokio::test]
async fn an_alderman_writes_with_figures_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    let form = wim.get("/kwartaalupdates/nieuw").await.is(200).shows("Kwartaalupdate 2e kwartaal 2026");
    let key = form.input("key");
    let mut typed = fields("", "Lang <b>verhaal</b>");
    typed.extend([("cijfer-naam", "Wachtlijst"), ("cijfer-waarde", ""), ("cijfer-doel", "30"), ("cijfer-bron", "")]);
    typed.push(("key", &key));
    let answer = wim.post("/kwartaalupdates", &typed).await.is(422);
    let answer = answer.shows("Lang &lt;b&gt;verhaal&lt;/b&gt;").shows("value=\"Wachtlijst\"").shows("value=\"30\"");
    answer.shows("href=\"#cijfer-waarde-1\"").shows("href=\"#titel\"");
    let mut typed = fields("Jeugd", "Verhaal");
    for cells in [["", "", "", ""], ["Wachtlijst", "41", "30", "eigen telling"], ["", "", "", ""]] {
        typed.extend(["cijfer-naam", "cijfer-waarde", "cijfer-doel", "cijfer-bron"].into_iter().zip(cells));
    }
    typed.push(("key", &key));
    let first = wim.post("/kwartaalupdates", &typed).await.is(303);
    let second = wim.post("/kwartaalupdates", &typed).await.is(303);
    assert_eq!(first.location(), second.location());
    let path = first.location().replace("/winterbeek", "");
    wim.get(&path).await.is(200).shows("Wachtlijst").shows("eigen telling").shows("Hier is niets over geschreven.");
    assert_eq!(app.count("SELECT COUNT(*) FROM updates").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM update_figures").await, 1);
    let form = wim.get(&format!("{path}/wijzigen")).await.is(200).shows("value=\"eigen telling\"");
    assert_eq!(form.text.matches("name=\"cijfer-naam\"").count(), 4);
}

#[tokio::test]
async fn a_draft_is_unknown_to_the_council_and_to_other_aldermen() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let path = format!("/kwartaalupdates/{}", written(&app, &town).await);
    for reader in ["wim", "anna", "greet"] {
        app.sign_in(&town, reader).await.get(&path).await.is(200).shows("terug");
    }
    let tries = async |town: &Town, reader: &str, status: u16| {
        let browser = app.sign_in(town, reader).await;
        browser.get("/kwartaalupdates").await.is(200).hides("Jeugd in het tweede kwartaal");
        for page in ["", "/wijzigen", "/publicatie"] {
            browser.get(&format!("{path}{page}")).await.is(status).hides("Jeugd in het");
        }
        browser.post(&format!("{path}/wijzigen"), &fields("x", "y")).await.is(status);
        browser.post(&format!("{path}/publicatie"), &[("version", "1")]).await.is(status);
        browser.post(&format!("{path}/planning"), &[("datum", "2026-10-01"), ("tijd", "09:00")]).await.is(status);
        browser.post(&format!("{path}/planning/intrekking"), &[]).await.is(status);
    };
    for reader in ["cora", "otto", "bram", "frits", "willemijn", "bea"] {
        tries(&town, reader, 404).await;
    }
    for reader in ["wim", "cora"] {
        tries(&other, reader, 404).await;
    }
    app.sign_in(&other, "greet").await.get(&path).await.is(404);
    app.sign_in(&town, "wim").await.get("/kwartaalupdates/geen-id").await.is(404);
    app.sign_in(&town, "ina").await.get("/kwartaalupdates").await.is(403);
    // Who may read a draft does not publish it.
    for reader in ["greet", "anna"] {
        let browser = app.sign_in(&town, reader).await;
        browser.get(&format!("{path}/publicatie")).await.is(403);
        browser.post(&format!("{path}/publicatie"), &[("version", "1")]).await.is(403);
        browser.post(&format!("{path}/planning"), &[("datum", "2026-10-01"), ("tijd", "09:00")]).await.is(403);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 0);
}

#[tokio::test]
async fn an_official_writes_for_an_alderman_and_a_member_for_nobody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let anna = app.sign_in(&town, "anna").await;
    let form = anna.get("/kwartaalupdates/nieuw").await.is(200).shows("wethouder Willemijn");
    form.shows("burgemeester Bea").hides("Bekijk en publiceer");
    let willemijn = town.person("willemijn").to_string();
    let mut typed = fields("Wonen", "Er kwamen huizen.");
    anna.post("/kwartaalupdates", &typed).await.is(422).shows("Er kwamen huizen.").shows("Kies een wethouder");
    typed.push(("wethouder", &willemijn));
    anna.post("/kwartaalupdates", &typed).await.is(303);
    app.sign_in(&town, "wim").await.post("/kwartaalupdates", &typed).await.is(403);
    app.sign_in(&town, "cora").await.post("/kwartaalupdates", &fields("a", "b")).await.is(403);
    app.sign_in(&town, "willemijn").await.get("/kwartaalupdates").await.is(200).shows("Wonen").shows("In de maak");
    app.sign_in(&town, "wim").await.get("/kwartaalupdates").await.is(200).hides("Wonen");
}

#[tokio::test]
async fn who_writes_at_the_same_time_sees_both_texts() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let path = format!("/kwartaalupdates/{}/wijzigen", written(&app, &town).await);
    let (wim, anna) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "anna").await);
    let version = wim.get(&path).await.is(200).input("version");
    let with = |text: &'static str, version: &str| {
        let mut typed: Vec<(String, String)> =
            fields("Jeugd", text).into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        typed.push(("version".to_owned(), version.to_owned()));
        typed
    };
    let post = async |browser: &crate::support::Browser, typed: Vec<(String, String)>| {
        let typed: Vec<_> = typed.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        browser.post(&path, &typed).await
    };
    post(&anna, with("Tekst van Anna", &version)).await.is(303);
    let answer = post(&wim, with("Tekst van Wim", &version)).await.is(409);
    let answer = answer.shows("Tekst van Anna").shows("Tekst van Wim");
    post(&wim, with("Samen", &answer.input("version"))).await.is(303);
    wim.get(&path).await.shows("Samen").hides("Tekst van Anna");
}

#[tokio::test]
async fn publishing_reaches_everybody_at_one_moment_and_then_it_stays() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let path = format!("/kwartaalupdates/{}", written(&app, &town).await);
    let wim = app.sign_in(&town, "wim").await;
    let preview = wim.get(&format!("{path}/publicatie")).await.is(200).shows("Publiceer voor 8 mensen");
    let (version, key) = (preview.input("version"), preview.input("key"));
    let send = [("version", version.as_str()), ("key", key.as_str())];
    wim.submit(&format!("{path}/publicatie"), &send).await.is(200).shows("verstuurd aan 8 mensen");
    wim.post(&format!("{path}/publicatie"), &send).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'kwartaalupdate'").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience").await, 8);
    assert_eq!(app.deliver().await, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told'").await, 8);
    let mails = app.mails(&town).await;
    let mail = mails.iter().find(|mail| mail.to_address == "otto@winterbeek.example").unwrap();
    assert_eq!(mail.subject, "Kwartaalupdate: Jeugd in het tweede kwartaal");
    for part in ["De wachtlijst liep terug.", "Het vervoer kwam te laat.", path.as_str(), "Wethouder Wim"] {
        assert!(mail.body_text.contains(part), "{part} is not in {}", mail.body_text);
    }
    let otto = app.sign_in(&town, "otto").await;
    otto.get("/kwartaalupdates?blad=18446744073709551615").await.is(200);
    otto.get("/kwartaalupdates").await.is(200).shows("2e kwartaal 2026").shows("Jeugd in het tweede kwartaal");
    let page = otto.get(&path).await.is(200).shows("<strong>terug</strong>").shows("1 min lezen");
    let (_, rest) = page.text.split_once("action=\"/winterbeek/gelezen/").unwrap();
    let item = rest.split('"').next().unwrap();
    otto.submit(&format!("/gelezen/{item}"), &[]).await.is(200).shows("U hebt dit gelezen.");
    // It stays as it is.
    wim.get(&format!("{path}/wijzigen")).await.is(303);
    let mut late = fields("Anders", "Toch anders");
    late.push(("version", "1"));
    wim.post(&format!("{path}/wijzigen"), &late).await.is(409).shows("Toch anders");
    wim.post(&format!("{path}/planning"), &[("datum", "2026-10-01"), ("tijd", "09:00"), ("version", "1")])
        .await
        .is(409);
    wim.post(&format!("{path}/planning/intrekking"), &[]).await.is(409);
    otto.get(&path).await.hides("Toch anders");
}

#[tokio::test]
async fn a_scheduled_update_goes_out_by_itself_at_its_time_and_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let path = format!("/kwartaalupdates/{}", written(&app, &town).await);
    let wim = app.sign_in(&town, "wim").await;
    let plan = format!("{path}/planning");
    for (day, time, error) in [
        ("2026-09-01", "09:00", "Dit moment is al voorbij."),
        ("2027-03-28", "02:30", "Deze tijd bestaat niet"),
        ("", "", "Schrijf de datum als"),
    ] {
        wim.post(&plan, &[("datum", day), ("tijd", time), ("version", "1")]).await.is(422).shows(error);
    }
    wim.post(&plan, &[("datum", "2026-09-03"), ("tijd", "09:00"), ("version", "7")]).await.is(409);
    let tomorrow = [("datum", "2026-09-02"), ("tijd", "09:00"), ("version", "1")];
    wim.submit(&plan, &tomorrow).await.is(200).shows("Ingepland voor wo 2 sep, 09.00.");
    let due = async || {
        let state = app.state();
        commands::publish_due(&state.db, &state.settings.base_url, app.now()).await.unwrap()
    };
    app.pass(SignedDuration::from_mins(22 * 60 + 59));
    assert_eq!(due().await, 0);
    app.sign_in(&town, "cora").await.get(&path).await.is(404);
    // Still open to change; what is written then goes out.
    let wim = app.sign_in(&town, "wim").await;
    let mut typed = fields("Jeugd, bijgewerkt", "Op het laatst bijgewerkt.");
    typed.push(("version", "1"));
    wim.post(&format!("{path}/wijzigen"), &typed).await.is(303);
    let emptied = [("kwartaal", "2026-2"), ("titel", "Jeugd"), ("version", "2")];
    wim.post(&format!("{path}/wijzigen"), &emptied).await.is(422).shows("Schrijf eerst iets.");
    app.pass(SignedDuration::from_mins(1));
    // Two workers at once.
    let (one, other) = tokio::join!(due(), due());
    assert_eq!(one + other, 1);
    assert_eq!(due().await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'kwartaalupdate'").await, 1);
    assert_eq!(app.deliver().await, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told'").await, 8);
    app.sign_in(&town, "cora")
        .await
        .get(&path)
        .await
        .is(200)
        .shows("Op het laatst bijgewerkt.")
        .shows("wo 2 sep, 09.00");
}

#[tokio::test]
async fn what_is_taken_off_the_schedule_stays_a_draft() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let path = format!("/kwartaalupdates/{}", written(&app, &town).await);
    let wim = app.sign_in(&town, "wim").await;
    let tomorrow = [("datum", "2026-09-02"), ("tijd", "09:00"), ("version", "1")];
    wim.post(&format!("{path}/planning"), &tomorrow).await.is(303);
    wim.submit(&format!("{path}/planning/intrekking"), &[]).await.is(200).shows("Het is weer een concept.");
    wim.post(&format!("{path}/planning/intrekking"), &[]).await.is(409);
    app.pass(SignedDuration::from_hours(48));
    let state = app.state();
    assert_eq!(commands::publish_due(&state.db, &state.settings.base_url, app.now()).await.unwrap(), 0);
    app.sign_in(&town, "cora").await.get(&path).await.is(404);
}

#[tokio::test]
async fn home_asks_an_alderman_for_the_last_quarter_until_it_is_out() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    wim.get("").await.is(200).shows("Uw kwartaalupdate over het 2e kwartaal 2026").shows("Nog niet begonnen");
    let path = format!("/kwartaalupdates/{}", written(&app, &town).await);
    wim.get("").await.is(200).shows(&format!("/winterbeek{path}"));
    wim.post(&format!("{path}/publicatie"), &[("version", "1")]).await.is(303);
    wim.get("").await.is(200).hides("Uw kwartaalupdate over het 2e").shows("Uw kwartaalupdate over het 3e");
    for reader in ["greet", "cora", "anna"] {
        app.sign_in(&town, reader).await.get("").await.is(200).hides("Uw kwartaalupdate");
    }
}

#[tokio::test]
async fn an_update_may_say_by_when_it_must_be_known_now_or_when_it_goes_out_by_itself() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    let path = format!("/kwartaalupdates/{}", written(&app, &town).await);
    let send = format!("{path}/publicatie");
    let needed = |day: &'static str| [("version", "1"), ("nodig-datum", day), ("nodig-tijd", "12:00"), ("key", "a")];
    let page = wim.post(&send, &needed("2026-08-01")).await.is(422).shows("Dit moment is voorbij");
    assert_eq!(page.input("nodig-datum"), "2026-08-01");
    wim.post(&send, &needed("2026-09-07")).await.is(303);
    let noon = "2026-09-07T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let items = format!("SELECT COUNT(*) FROM items WHERE kind = 'kwartaalupdate' AND needed_at = {noon}");
    assert_eq!(app.count(&items).await, 1);
    // The griffie sees it before that moment, with the button that sends it again.
    let home = app.sign_in(&town, "greet").await.get("").await.is(200).shows("Jeugd in het tweede kwartaal");
    home.shows("ma 7 sep, 12.00").shows("/herinnering");

    let path = format!("/kwartaalupdates/{}", written(&app, &town).await);
    let plan = format!("{path}/planning");
    let typed = |needed: &'static str| {
        [("datum", "2026-09-03"), ("tijd", "09:00"), ("version", "1"), ("nodig-datum", needed), ("nodig-tijd", "12:00")]
    };
    let page = wim.post(&plan, &typed("2026-09-02")).await.is(422).shows("Kies een moment na de publicatie.");
    assert_eq!(page.input("datum"), "2026-09-03");
    page.shows("value=\"2026-09-02\"");
    wim.post(&plan, &typed("2026-09-07")).await.is(303);
    wim.get(&format!("{path}/publicatie")).await.is(200).shows("ma 7 sep, 12.00");
    assert_eq!(app.count(&items).await, 1, "it is not out yet");
    app.pass(SignedDuration::from_hours(48));
    let state = app.state();
    assert_eq!(commands::publish_due(&state.db, &state.settings.base_url, app.now()).await.unwrap(), 1);
    assert_eq!(app.count(&items).await, 2);
}
