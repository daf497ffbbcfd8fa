//! Questions: asked in the open, handed on, written out of sight, answered to everybody at one moment.

use app::{
    gate,
    people::entity::person,
    questions::{commands, store},
};
use domain::{
    policy::{Facts, act},
    questions::{Kind, order},
    values::{LongText, Title},
};
use jiff::SignedDuration;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::{Browser, TestApp, Town};

/// Hours, for moving the clock.
fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// Somebody asks, by the command.
async fn asked(app: &TestApp, town: &Town, asker: &str, title: &str, body: &str) -> Uuid {
    let actor = app.actor(town, asker).await;
    let allowed = gate::authorize::<act::AskQuestion>(&actor, Facts::default()).unwrap();
    let ask = commands::Ask {
        kind: Kind::Technical,
        title: Title::parse(title).unwrap(),
        body: LongText::parse(body).unwrap(),
        gathering: None,
        key: String::new(),
    };
    commands::ask(&app.state().db, &allowed, &app.address, ask, app.now()).await.unwrap()
}

/// The clerk hands it to somebody, by the command.
async fn routed(app: &TestApp, town: &Town, question: Uuid, holder: &str) {
    let actor = app.actor(town, "greet").await;
    let allowed = gate::authorize::<act::RouteQuestion>(&actor, Facts::default()).unwrap();
    let db = &app.state().db;
    commands::route(db, &allowed, &app.address, question, town.person(holder), app.now()).await.unwrap();
}

/// Wim writes and releases the answer, by the commands.
async fn answered(app: &TestApp, town: &Town, question: Uuid, text: &str) {
    let actor = app.actor(town, "wim").await;
    let facts = Facts { host: true, ..Facts::default() };
    let db = &app.state().db;
    let draft = gate::authorize::<act::DraftAnswer>(&actor, facts).unwrap();
    let text = LongText::parse(text).unwrap();
    let version = commands::save_draft_answer(db, &draft, question, Some(text), 1, app.now()).await.unwrap();
    let release = gate::authorize::<act::ReleaseAnswer>(&actor, facts).unwrap();
    let answer = commands::ReleaseAnswer { question, version, needed_at: None, key: String::new() };
    let people = commands::release_answer(db, &release, &app.address, answer, app.now()).await.unwrap();
    assert_eq!(people, 8);
}

/// A question with Wim, his draft in it; and the path of its page.
async fn drafted(app: &TestApp, town: &Town, text: &str) -> (Uuid, String) {
    let question = asked(app, town, "otto", "Wachtlijst Wmo", "Hoe lang is hij?").await;
    routed(app, town, question, "wim").await;
    let path = format!("/vragen/{question}");
    let wim = app.sign_in(town, "wim").await;
    wim.post(&format!("{path}/antwoord/concept"), &[("antwoord", text), ("version", "1")]).await.is(303);
    (question, path)
}

async fn ask_form<'a>(browser: &Browser, path: &'a str, fields: &[(&'a str, &'a str)]) -> crate::support::Answer {
    let key = browser.get("/vragen/nieuw").await.is(200).input("key");
    let mut all = fields.to_vec();
    all.push(("key", &key));
    browser.post(path, &all).await
}

#[tokio::test]
async fn a_question_is_in_the_open_at_once_and_the_griffie_hears_of_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let otto = app.sign_in(&town, "otto").await;
    otto.get("/vragen/nieuw").await.is(200).shows("30 dagen na vandaag: antwoord uiterlijk do 1 okt");
    let fields = [("soort", "technisch"), ("titel", "Wachtlijst Wmo"), ("tekst", "Hoe lang is **die** lijst?")];
    let answer = ask_form(&otto, "/vragen", &fields).await.is(303);
    let path = answer.location().replace("/winterbeek", "");
    for reader in ["cora", "bram", "wim", "frits", "anna", "greet"] {
        let browser = app.sign_in(&town, reader).await;
        browser
            .get("/vragen")
            .await
            .is(200)
            .shows("Wachtlijst Wmo")
            .shows("<strong>Open Lijst Winterbeek</strong> · Otto Oppositie");
        browser.get(&path).await.is(200).shows("<strong>die</strong>").shows("antwoord uiterlijk do 1 okt");
    }
    app.sign_in(&town, "ina").await.get("/vragen").await.is(403);
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to_address, "greet@winterbeek.example");
    assert_eq!(mails[0].subject, "Nieuwe vraag van Open Lijst Winterbeek: Wachtlijst Wmo");
    assert!(mails[0].body_text.contains(&path), "{}", mails[0].body_text);
}

#[tokio::test]
async fn only_members_and_committee_members_ask() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    for reader in ["wim", "greet", "frits", "anna", "ina"] {
        let browser = app.sign_in(&town, reader).await;
        browser.get("/vragen/nieuw").await.is(403);
        browser.post("/vragen", &[("soort", "technisch"), ("titel", "a"), ("tekst", "b")]).await.is(403);
    }
    app.sign_in(&town, "bram").await.get("/vragen/nieuw").await.is(200);
    assert_eq!(
        app.stranger(&town).get("/vragen").await.is(303).location(),
        "/winterbeek/aanmelden?naar=%2Fwinterbeek%2Fvragen"
    );
    assert_eq!(app.count("SELECT COUNT(*) FROM questions").await, 0);
}

#[tokio::test]
async fn a_form_that_cannot_be_used_yet_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let otto = app.sign_in(&town, "otto").await;
    let fields = [("soort", "schriftelijk"), ("titel", ""), ("tekst", "Een lange </textarea> vraag")];
    let answer = ask_form(&otto, "/vragen", &fields).await.is(422);
    let answer =
        answer.shows("Een lange &lt;/textarea&gt; vraag").shows("Vul dit in.").shows(">Onderwerp: vul dit in.</a>");
    assert!(answer.text.contains("value=\"schriftelijk\" checked"), "{}", answer.text);
    assert_eq!(app.count("SELECT COUNT(*) FROM questions").await, 0);
}

#[tokio::test]
async fn the_same_form_twice_is_one_question() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let otto = app.sign_in(&town, "otto").await;
    let key = otto.get("/vragen/nieuw").await.input("key");
    let fields = [("soort", "technisch"), ("titel", "Vervoer"), ("tekst", "Wat kost het?"), ("key", key.as_str())];
    let first = otto.post("/vragen", &fields).await.is(303);
    let second = otto.post("/vragen", &fields).await.is(303);
    assert_eq!(first.location(), second.location());
    assert_eq!(app.count("SELECT COUNT(*) FROM questions").await, 1);
    assert_eq!(app.mails(&town).await.len(), 1);
}

#[tokio::test]
async fn a_question_of_another_municipality_does_not_exist() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let theirs = asked(&app, &other, "otto", "Geheim van Zomerdal", "Vraag").await;
    for reader in ["otto", "greet", "wim"] {
        let browser = app.sign_in(&town, reader).await;
        browser.get("/vragen").await.is(200).hides("Geheim van Zomerdal").hides("Zomerdal");
        browser.get(&format!("/vragen/{theirs}")).await.is(404).hides("Geheim");
        browser.get("/vragen/geen-id").await.is(404);
    }
    let greet = app.sign_in(&town, "greet").await;
    let wim = town.person("wim").to_string();
    greet.post(&format!("/vragen/{theirs}/doorzetting"), &[("aan", &wim)]).await.is(404);
    greet.post(&format!("/vragen/{theirs}/antwoord/concept"), &[("antwoord", "x"), ("version", "1")]).await.is(404);
    greet.post(&format!("/vragen/{theirs}/antwoord"), &[("version", "1")]).await.is(404);
    // Nor can a question be handed to somebody of another municipality.
    let ours = asked(&app, &town, "otto", "Onze vraag", "Vraag").await;
    let stranger = other.person("wim").to_string();
    greet.post(&format!("/vragen/{ours}/doorzetting"), &[("aan", &stranger)]).await.is(422);
}

#[tokio::test]
async fn the_clerk_hands_it_to_a_member_of_the_executive_who_hears_of_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let question = asked(&app, &town, "otto", "Vervoer", "Wat kost het?").await;
    let (path, wim) = (format!("/vragen/{question}"), town.person("wim").to_string());
    let greet = app.sign_in(&town, "greet").await;
    greet.get(&path).await.is(200).shows("Wim Wethouder Winterbeek (wethouder, Jeugd en Wmo Winterbeek)");
    let route = format!("{path}/doorzetting");
    for wrong in ["", "geen-id", &town.person("anna").to_string()] {
        greet.post(&route, &[("aan", wrong)]).await.is(422).shows("Kies een wethouder of de burgemeester.");
    }
    app.sign_in(&town, "wim").await.post(&route, &[("aan", &wim)]).await.is(403);
    greet.submit(&route, &[("aan", &wim)]).await.is(200).shows("Doorgezet naar wethouder Wim Wethouder Winterbeek.");
    greet.post(&route, &[("aan", &wim)]).await.is(303);
    let mails = app.mails(&town).await;
    let to_wim: Vec<_> = mails.iter().filter(|mail| mail.to_address == "wim@winterbeek.example").collect();
    assert_eq!(to_wim.len(), 1);
    assert_eq!(to_wim[0].subject, "Vraag voor u van Open Lijst Winterbeek: Vervoer");
    // Until it is answered it can go to somebody else.
    greet.post(&route, &[("aan", &town.person("bea").to_string())]).await.is(303);
    app.sign_in(&town, "otto").await.get(&path).await.is(200).shows("doorgezet naar burgemeester Bea");
}

#[tokio::test]
async fn a_draft_answer_is_seen_by_who_writes_and_nobody_else() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (_, path) = drafted(&app, &town, "Het conceptwoord is kanarie.").await;
    for reader in ["wim", "greet", "anna"] {
        app.sign_in(&town, reader).await.get(&path).await.is(200).shows("kanarie");
    }
    for reader in ["otto", "cora", "bram", "frits", "willemijn", "bea"] {
        let browser = app.sign_in(&town, reader).await;
        browser.get(&path).await.is(200).hides("kanarie").shows("Het antwoord is er nog niet.");
        browser.get("/vragen?zoek=kanarie").await.is(200).shows("Hier zijn geen vragen bij.");
        browser.get(&format!("{path}/antwoord/concept")).await.is(403).hides("kanarie");
        browser.get(&format!("{path}/antwoord")).await.is(403).hides("kanarie");
        let fields = [("antwoord", "van mij"), ("version", "2")];
        browser.post(&format!("{path}/antwoord/concept"), &fields).await.is(403);
        browser.post(&format!("{path}/antwoord"), &[("version", "2")]).await.is(403);
    }
    // An official writes but does not send.
    let anna = app.sign_in(&town, "anna").await;
    anna.get(&format!("{path}/antwoord")).await.is(403);
    anna.post(&format!("{path}/antwoord"), &[("version", "2")]).await.is(403);
    assert_eq!(app.count("SELECT COUNT(*) FROM questions WHERE answered_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn who_writes_at_the_same_time_sees_both_texts() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (_, path) = drafted(&app, &town, "Eerste tekst").await;
    let (wim, anna) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "anna").await);
    let form = format!("{path}/antwoord/concept");
    let version = wim.get(&form).await.is(200).input("version");
    anna.post(&form, &[("antwoord", "Tekst van Anna"), ("version", &version)]).await.is(303);
    let answer = wim.post(&form, &[("antwoord", "Tekst van Wim"), ("version", &version)]).await.is(409);
    let answer = answer.shows("Tekst van Anna").shows("Tekst van Wim").shows("Anna Ambtenaar");
    let newer = answer.input("version");
    wim.post(&form, &[("antwoord", "Samen"), ("version", &newer)]).await.is(303);
    wim.get(&path).await.shows("Samen").hides("Tekst van Anna");
}

#[tokio::test]
async fn an_answer_reaches_everybody_at_one_moment_and_then_stays() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (question, path) = drafted(&app, &town, "Er wachten **41** mensen.").await;
    app.deliver().await;
    let wim = app.sign_in(&town, "wim").await;
    let preview = wim.get(&format!("{path}/antwoord")).await.is(200).shows("Verstuur aan 8 mensen");
    let (version, key) = (preview.input("version"), preview.input("key"));
    let fields = [("version", version.as_str()), ("key", key.as_str())];
    wim.submit(&format!("{path}/antwoord"), &fields).await.is(200).shows("Antwoord verstuurd aan 8 mensen.");
    // The same button again is the same answer.
    wim.post(&format!("{path}/antwoord"), &fields).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'antwoord'").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience").await, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 0);
    assert_eq!(app.deliver().await, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'mail'").await, 8);
    let mails = app.mails(&town).await;
    let mail = mails.iter().find(|mail| mail.to_address == "cora@winterbeek.example").unwrap();
    assert_eq!(mail.subject, "Antwoord op de vraag van Open Lijst Winterbeek: Wachtlijst Wmo");
    for part in ["Er wachten 41 mensen.", "Otto Oppositie", "wethouder Wim", path.as_str()] {
        assert!(mail.body_text.contains(part), "{part} is not in {}", mail.body_text);
    }
    let cora = app.sign_in(&town, "cora").await;
    cora.get(&path).await.is(200).shows("<strong>41</strong>").shows("beantwoord di 1 sep");
    cora.get("/vragen?zoek=wachten").await.is(200).shows("Wachtlijst Wmo");
    // It stays as it was sent.
    let late = wim.post(&format!("{path}/antwoord/concept"), &[("antwoord", "Toch anders"), ("version", "3")]).await;
    late.is(409).shows("Toch anders").shows("<strong>41</strong>");
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&format!("{path}/doorzetting"), &[("aan", &town.person("bea").to_string())]).await.is(409);
    greet.post(&format!("{path}/antwoord"), &[("version", "3")]).await.is(409);
    wim.get(&format!("{path}/antwoord")).await.is(303);
    let tenant = app.tenant(&town).await;
    let row = store::find(app.state().db.read(), &tenant, question).await.unwrap();
    assert_eq!(row.answer.as_deref(), Some("Er wachten **41** mensen."));
}

#[tokio::test]
async fn what_goes_out_is_what_was_looked_at() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (_, path) = drafted(&app, &town, "Bekeken tekst").await;
    let (wim, greet) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "greet").await);
    let version = wim.get(&format!("{path}/antwoord")).await.input("version");
    greet
        .post(&format!("{path}/antwoord/concept"), &[("antwoord", "Nieuwe tekst"), ("version", &version)])
        .await
        .is(303);
    let answer = wim.post(&format!("{path}/antwoord"), &[("version", &version)]).await.is(409);
    answer.shows("Nieuwe tekst").shows("De tekst is gewijzigd nadat u hem bekeek.");
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 0);
    // Nothing is sent when nothing is written.
    greet.post(&format!("{path}/antwoord/concept"), &[("antwoord", ""), ("version", "3")]).await.is(303);
    greet.post(&format!("{path}/antwoord"), &[("version", "4")]).await.is(422).shows("Schrijf eerst een antwoord.");
}

#[tokio::test]
async fn who_is_owed_the_answer_can_say_that_they_read_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let question = asked(&app, &town, "otto", "Vervoer", "Wat kost het?").await;
    routed(&app, &town, question, "wim").await;
    let path = format!("/vragen/{question}");
    let cora = app.sign_in(&town, "cora").await;
    cora.get(&path).await.is(200).hides("/gelezen/");
    answered(&app, &town, question, "Drie ton.").await;
    let page = cora.get(&path).await.is(200);
    let (_, rest) = page.text.split_once("action=\"/winterbeek/gelezen/").unwrap();
    let item = rest.split('"').next().unwrap();
    cora.submit(&format!("/gelezen/{item}"), &[]).await.is(200).shows("U hebt dit gelezen.");
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'confirmed'").await, 1);
    for reader in ["wim", "greet", "anna", "frits"] {
        app.sign_in(&town, reader).await.get(&path).await.is(200).shows("Drie ton.").hides("/gelezen/");
    }
}

#[tokio::test]
async fn searching_takes_signs_as_they_are_and_small_for_large() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    asked(&app, &town, "otto", "Korting van 100% op Wmo-vervoer", "Klopt dat?").await;
    asked(&app, &town, "cora", "Financiële gevolgen", "Wat kost de COÖRDINATIE? Zie bijlage_2.").await;
    let otto = app.sign_in(&town, "otto").await;
    let found = async |words: &str| {
        let query = format!("/vragen?zoek={}", words.replace('%', "%25").replace(' ', "+"));
        let page = otto.get(&query).await.is(200);
        (page.text.contains("Korting van"), page.text.contains("Financiële gevolgen"))
    };
    assert_eq!(found("100%").await, (true, false));
    assert_eq!(found("%").await, (true, false));
    assert_eq!(found("0%op").await, (false, false));
    assert_eq!(found("bijlage_2").await, (false, true));
    assert_eq!(found("bijlage%2").await, (false, false));
    assert_eq!(found("wmo-VERVOER korting").await, (true, false));
    assert_eq!(found("financiele coordinatie").await, (false, true));
    assert_eq!(found("FINANCIËLE").await, (false, true));
    assert_eq!(found("!").await, (false, false));
}

#[tokio::test]
async fn the_register_has_open_ones_first_and_filters_by_faction() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let mut ids = Vec::new();
    for (asker, title) in [("otto", "Eerste"), ("cora", "Tweede"), ("bram", "Derde"), ("carel", "Vierde")] {
        ids.push(asked(&app, &town, asker, title, "Vraag").await);
        app.pass(hours(30));
    }
    for done in [1, 0] {
        routed(&app, &town, ids[done], "wim").await;
        answered(&app, &town, ids[done], "Antwoord").await;
        app.pass(hours(1));
    }
    let tenant = app.tenant(&town).await;
    let (lines, _) = store::list(app.state().db.read(), &tenant, &store::Filter::default(), 1).await.unwrap();
    let shown: Vec<_> = lines.iter().map(|line| line.title.as_str()).collect();
    assert_eq!(shown, ["Derde", "Vierde", "Eerste", "Tweede"]);
    // The order of the database is the order of the rules.
    let mut sorted = lines.clone();
    sorted.sort_by(|a, b| order(&a.life, &b.life));
    assert_eq!(
        sorted.iter().map(|line| line.id).collect::<Vec<_>>(),
        lines.iter().map(|line| line.id).collect::<Vec<_>>()
    );

    let greet = app.sign_in(&town, "greet").await;
    greet.get("/vragen").await.hides("te laat");
    greet.get("/vragen?stand=open").await.shows("Derde").shows("Vierde").hides(">Eerste<");
    let opposition = town.opposition;
    let answer = greet.get(&format!("/vragen?van={opposition}&stand=beantwoord")).await.is(200);
    answer.shows(">Eerste<").hides(">Tweede<").hides(">Derde<").shows("<strong>Open Lijst Winterbeek</strong> · Otto");
    app.pass(hours(24 * 40));
    let greet = app.sign_in(&town, "greet").await;
    greet.get("/vragen").await.shows("te laat sinds zo 4 okt");
    greet.get("/vragen?van=onzin&stand=onzin&blad=-1&onbekend=1").await.is(200).shows(">Eerste<");
    greet.get("/vragen?blad=99").await.is(200).hides(">Eerste<");
    greet.get("/vragen?blad=18446744073709551615&zoek=%00").await.is(200);
}

#[tokio::test]
async fn a_question_asked_at_a_gathering_stands_with_it() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let gathering = crate::answers::invited(&app, &town, &["otto"], None).await;
    let elsewhere = crate::answers::invited(&app, &other, &["otto"], None).await;
    let otto = app.sign_in(&town, "otto").await;
    let place = format!("/bijeenkomsten/{gathering}");
    otto.get(&place).await.is(200).shows(&format!("/winterbeek/vragen/nieuw?bijeenkomst={gathering}"));
    let form = otto.get(&format!("/vragen/nieuw?bijeenkomst={gathering}")).await.is(200).shows("Werkbezoek De Brug");
    let at = form.input("bijeenkomst");
    let fields = [("soort", "technisch"), ("titel", "Dagbesteding"), ("tekst", "Hoeveel?"), ("bijeenkomst", &at)];
    otto.submit("/vragen", &fields).await.is(200).shows("Werkbezoek De Brug");
    app.sign_in(&town, "cora")
        .await
        .get(&place)
        .await
        .is(200)
        .shows("Dagbesteding")
        .shows("<strong>Open Lijst Winterbeek</strong> · Otto");
    // A draft, another municipality's and one that is none cannot be known.
    app.execute("UPDATE gatherings SET planned_at = NULL, invited_at = NULL").await;
    for hidden in [gathering.to_string(), elsewhere.to_string(), "geen-id".to_owned()] {
        otto.get(&format!("/vragen/nieuw?bijeenkomst={hidden}")).await.is(404);
        let fields = [("soort", "technisch"), ("titel", "x"), ("tekst", "y"), ("bijeenkomst", hidden.as_str())];
        otto.post("/vragen", &fields).await.is(404);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM questions").await, 1);
    let question = otto.get("/vragen").await.is(200).shows("Dagbesteding");
    let (_, rest) = question.text.split_once("class=\"item-title\"").unwrap();
    let href = rest.split("href=\"/winterbeek").nth(1).and_then(|rest| rest.split('"').next());
    otto.get(href.unwrap_or("/vragen")).await.is(200).hides("Werkbezoek De Brug");
}

#[tokio::test]
async fn home_says_what_waits_for_whom() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let question = asked(&app, &town, "otto", "Vervoer", "Wat kost het?").await;
    let home = async |name: &str| app.sign_in(&town, name).await.get("").await.is(200);
    home("greet").await.shows("Door te zetten");
    home("otto").await.shows("Uw vragen").shows("antwoord uiterlijk do 1 okt");
    home("wim").await.hides("Te beantwoorden");
    home("cora").await.hides("Uw vragen");
    routed(&app, &town, question, "wim").await;
    home("greet").await.hides("Door te zetten");
    home("wim").await.shows("Te beantwoorden").shows("Vervoer");
    home("willemijn").await.hides("Te beantwoorden");
    home("anna").await.shows("Antwoorden te schrijven");
    app.pass(hours(24 * 31));
    home("greet").await.shows("te laat sinds vr 2 okt");
    home("wim").await.shows("te laat sinds vr 2 okt");
    answered(&app, &town, question, "Drie ton.").await;
    home("otto").await.hides("Uw vragen");
    home("wim").await.hides("Te beantwoorden");
}

#[tokio::test]
async fn mail_is_in_the_language_of_its_reader() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.execute("UPDATE people SET lang = 'en' WHERE email = 'cora@winterbeek.example'").await;
    app.execute("UPDATE people SET email = NULL WHERE email = 'greet@winterbeek.example'").await;
    assert!(person::Entity::find_by_id(town.person("greet")).one(app.state().db.read()).await.unwrap().is_some());
    let question = asked(&app, &town, "otto", "Vervoer", "Wat kost het?").await;
    // A griffie without addresses is reached at its office.
    assert_eq!(app.mails(&town).await[0].to_address, "griffie@winterbeek.example");
    routed(&app, &town, question, "wim").await;
    answered(&app, &town, question, "Drie ton.").await;
    let mails = app.mails(&town).await;
    let mail = mails.iter().find(|mail| mail.to_address == "cora@winterbeek.example").unwrap();
    assert_eq!(mail.subject, "Answer to the question from Open Lijst Winterbeek: Vervoer");
    assert!(
        mail.body_text.contains("answered by alderman Wim") || mail.body_text.contains("answered by"),
        "{}",
        mail.body_text
    );
}
