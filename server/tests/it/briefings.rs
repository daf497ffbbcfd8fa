//! What was told to a part of the council: who may read it, what the ledger says of it, and sharing it with all.

use jiff::SignedDuration;

use crate::{
    documents::measuring,
    support::{Answer, Browser, TestApp, Town},
};

const LIST: &str = "/gedeelde-informatie";
const FORM: &str = "/gedeelde-informatie/nieuw";
const TEXT: &str = "Het dak van het zwembad lekt.";

/// The fields of the form: the coalition, this morning, by mouth.
fn fields<'a>(town: &'a Town, key: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let usual = [
        ("onderwerp", "Zwembad".to_owned()),
        ("tekst", TEXT.to_owned()),
        ("fractie", town.coalition.to_string()),
        ("datum", "2026-09-01".to_owned()),
        ("tijd", "09:00".to_owned()),
        ("hoe", "mond".to_owned()),
        ("key", key.to_owned()),
    ];
    let kept = usual.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.chain(more.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, (*value).to_owned())))
        .collect()
}

async fn send(browser: &Browser, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(LIST, &fields).await
}

/// Logs it and answers its path below the municipality.
pub async fn logged(browser: &Browser, town: &Town, more: &[(&str, &str)]) -> String {
    let answer = send(browser, &fields(town, &crate::support::id().to_string(), more)).await.is(303);
    answer.location().strip_prefix("/winterbeek").unwrap().to_owned()
}

/// The item of what was told.
async fn item_of(app: &TestApp, town: &Town, path: &str) -> uuid::Uuid {
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    app::balance::ledger::items_of(app.state().db.read(), &app.tenant(town).await, id).await.unwrap()[0].id
}

/// A filter of the list with its count.
fn tab(words: &str, count: u64) -> String {
    format!(">{words} <span class=\"count\">{count}</span>")
}

async fn told_by_mouth(app: &TestApp) -> i64 {
    app.count(
        "SELECT COUNT(*) FROM exposures e WHERE e.kind = 'told' AND e.channel = 'mond' \
         AND NOT EXISTS (SELECT 1 FROM exposures v WHERE v.voids_id = e.id)",
    )
    .await
}

#[tokio::test]
async fn what_was_told_to_one_faction_is_an_item_owed_to_all_and_told_to_those_people_only() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    let page = wim.get(FORM).await.is(200).shows("value=\"2026-09-01\"").shows("value=\"10:00\"").shows("(4)");
    assert!(!page.text.contains("name=\"verteller\""), "an alderman logs what they told themself");
    logged(&wim, &town, &[]).await;
    // Seven members and a committee member are owed it; the four of the coalition were told, at nine.
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience").await, 8);
    let nine = "2026-09-01T07:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let released = format!("SELECT COUNT(*) FROM items WHERE kind = 'gedeeld' AND released_at = {nine}");
    assert_eq!(app.count(&released).await, 1);
    assert_eq!(told_by_mouth(&app).await, 4);
    let by_the_teller = format!("SELECT COUNT(*) FROM exposures WHERE at = {nine} AND evidence = 'mond'");
    assert_eq!(app.count(&by_the_teller).await, 4);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind <> 'told'").await, 0);
    assert!(app.mails(&town).await.is_empty(), "telling by mouth mails nobody");
    let greet = app.sign_in(&town, "greet").await;
    greet.get("/informatiebalans").await.is(200).shows("Nog niet met iedereen gedeeld (dinsdag 1 september 2026)");
}

#[tokio::test]
async fn until_it_is_shared_only_those_told_the_teller_and_the_griffie_read_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    let path = logged(&wim, &town, &[]).await;
    for name in ["wim", "greet", "cora"] {
        let browser = app.sign_in(&town, name).await;
        browser.get(&path).await.is(200).shows(TEXT);
        browser.get(LIST).await.is(200).shows("Zwembad").shows("Nog niet met iedereen gedeeld");
    }
    for name in ["otto", "bram", "bea", "willemijn"] {
        let browser = app.sign_in(&town, name).await;
        // An alderman and the mayor are no members: it is not owed to them.
        let owed = ["otto", "bram"].contains(&name);
        let title = if owed { "Nog niet met u gedeeld" } else { "Nog niet met iedereen gedeeld" };
        let page = browser.get(&path).await.is(200).shows(title).shows("wethouder Wim Wethouder");
        page.hides("Zwembad").hides(TEXT);
        // The list does not say that there is nothing where the balance shows that there is.
        let list = browser.get(LIST).await.is(200).hides("Zwembad").hides("Hier staat nog niets");
        let words = if owed { "bijgepraat; u nog niet." } else { "bijgepraat. De anderen nog niet." };
        let list = list.shows(&format!("Over 1 onderwerp is een deel van de raad {words}"));
        assert_eq!(owed, list.text.contains("u nog niet"), "{name}");
        // The counts agree with the box, and its link leads to where it stands.
        let list = list.shows(&tab("Alles", 1)).shows(&tab("Nog niet gedeeld", 1)).shows(&tab("Gedeeld", 0));
        let link = format!("/informatiebalans/onderdelen/{}", item_of(&app, &town, &path).await);
        list.shows(&format!("href=\"/winterbeek{link}\">verteld di 1 sep, 09.00<"));
        browser.get(&link).await.is(200).shows("Nog niet met iedereen gedeeld (dinsdag 1 september 2026)");
        browser.get("").await.is(200).hides("Zwembad");
        browser.get("/informatiebalans").await.is(200).hides("Zwembad");
        browser.get("//api/v1/winterbeek/gedeelde-informatie").await.is(200).hides("Zwembad").shows("\"aantal\":0");
    }
    for name in ["anna", "frits"] {
        let browser = app.sign_in(&town, name).await;
        browser.get(&path).await.is(403).hides("Zwembad");
        browser.get(LIST).await.is(200).hides("Zwembad").hides("bijgepraat");
    }
    // The clerk sees the people, who may be taken back one by one; the teller how many, those told the faction.
    app.sign_in(&town, "greet").await.get(&path).await.shows("Coen Coalitie");
    wim.get(&path).await.shows("hele fractie (4)");
    app.sign_in(&town, "cora").await.get(&path).await.shows("Lokaal Winterbeek").hides("Coen Coalitie");
    let elsewhere = app.town("Zomerdal").await;
    app.sign_in(&elsewhere, "greet").await.get(&path).await.is(404);
}

#[tokio::test]
async fn one_button_gives_everybody_else_the_same_text_at_one_moment_and_twice_is_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let path = logged(&app.sign_in(&town, "wim").await, &town, &[]).await;
    app.pass(SignedDuration::from_hours(26));
    let (wim, otto) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "otto").await);
    wim.get(&path).await.shows("Deel met de andere 4 mensen");
    wim.submit(&format!("{path}/deling"), &[]).await.is(200).shows("4 berichten gaan nu weg");
    wim.submit(&format!("{path}/deling"), &[]).await.is(200).shows("al met iedereen gedeeld");
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&format!("{path}/deling"), &[]).await.is(303);
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 4);
    for mail in &mails {
        assert!(mail.subject.contains("Zwembad") && mail.body_text.contains(TEXT), "{}", mail.body_text);
        assert_eq!(mail.due_at, mails[0].due_at);
        // To whom, as the page says it, and a sentence begins with a capital.
        let words =
            "Wethouder Wim Wethouder Winterbeek vertelde dit aan Lokaal Winterbeek, di 1 sep, 09.00, in een gesprek.";
        assert!(mail.body_text.contains(words), "{}", mail.body_text);
    }
    otto.get(&path).await.is(200).shows(TEXT);
    // The one button says what it records.
    otto.get("").await.is(200).shows("Zwembad").shows("wordt vastgelegd dat u dit las").hides("Alles gelezen");
    otto.get(LIST).await.is(200).shows("Gedeeld met iedereen");
    app.deliver().await;
    let by_mail = "SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'mail'";
    assert_eq!((told_by_mouth(&app).await, app.count(by_mail).await), (4, 4));
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE title = 'Zwembad'").await, 1);
    // The opposition heard it 27 hours after the coalition: that is what the ledger holds.
    let gap = "SELECT (MAX(at) - MIN(at)) / 3600000 FROM exposures WHERE kind = 'told'";
    assert_eq!(app.count(gap).await, 27);
}

#[tokio::test]
async fn what_was_told_long_ago_is_new_when_it_is_shared() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    logged(&app.sign_in(&town, "wim").await, &town, &[("datum", "2026-06-15"), ("actie", "delen")]).await;
    app.sign_in(&town, "otto").await.get("").await.is(200).shows("Zwembad");
    app.pass(SignedDuration::from_hours(24 * 61));
    app.sign_in(&town, "otto").await.get("").await.is(200).hides("Zwembad");
}

#[tokio::test]
async fn logging_and_sharing_can_be_one_press() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    let path = logged(&wim, &town, &[("actie", "delen")]).await;
    app.sign_in(&town, "otto").await.get(&path).await.is(200).shows(TEXT).shows("Gelezen");
    assert_eq!(app.mails(&town).await.len(), 4);
}

#[tokio::test]
async fn a_form_that_cannot_be_used_comes_back_as_typed_and_the_same_form_twice_logs_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    let cases = [
        (vec![("fractie", "")], "Kies een fractie of een persoon"),
        (vec![("datum", "2026-09-02")], "Dit moment moet nog komen"),
        (vec![("datum", "2025-08-01")], "langer dan een jaar geleden"),
        (vec![("datum", "2026-03-01")], "Deze fractie had die dag geen leden"),
        (vec![("nodig-datum", "2026-08-31"), ("nodig-tijd", "19:30")], "na het moment waarop het verteld is"),
        (vec![("nodig-datum", "2126-09-08"), ("nodig-tijd", "19:30")], "meer dan twee jaar vooruit"),
        (vec![("verteller", "0198c0de-0000-7000-8000-000000000000")], "die dag in het college zat"),
    ];
    for (more, words) in cases {
        let answer = send(&wim, &fields(&town, "k", &more)).await.is(422).shows(words).shows(TEXT);
        assert_eq!((answer.input("onderwerp"), answer.input("key")), ("Zwembad".to_owned(), "k".to_owned()));
    }
    let person = town.person("wim").to_string();
    send(&wim, &fields(&town, "k", &[("fractie", ""), ("persoon", &person)])).await.is(422).shows("niet in de raad");
    assert_eq!(app.count("SELECT COUNT(*) FROM briefings").await, 0);
    let first = send(&wim, &fields(&town, "k", &[])).await.is(303).location().to_owned();
    let second = send(&wim, &fields(&town, "k", &[])).await.is(303).location().to_owned();
    assert_eq!(first, second);
    assert_eq!(app.count("SELECT COUNT(*) FROM briefings").await, 1);
    let cora = app.sign_in(&town, "cora").await;
    send(&cora, &fields(&town, "l", &[])).await.is(403);
}

#[tokio::test]
async fn the_griffie_logs_for_an_alderman_and_the_ledger_says_who_recorded_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let (wim, otto) = (town.person("wim").to_string(), town.person("otto").to_string());
    let path =
        logged(&greet, &town, &[("verteller", &wim), ("fractie", ""), ("persoon", &otto), ("hoe", "telefoon")]).await;
    greet.get(&path).await.shows("Verteld door wethouder Wim Wethouder Winterbeek, per telefoon").shows("Vastgelegd");
    assert_eq!(told_by_mouth(&app).await, 1);
    // The alderman whose word it is sees it and may share it; another may not.
    let teller = app.sign_in(&town, "wim").await;
    teller.get("").await.is(200).shows("Nog te delen").shows("Zwembad");
    teller.get(&path).await.shows("<strong>Open Lijst Winterbeek</strong>: Otto Oppositie");
    app.sign_in(&town, "willemijn").await.post(&format!("{path}/deling"), &[]).await.is(403);
    app.sign_in(&town, "otto").await.post(&format!("{path}/deling"), &[]).await.is(403);
    teller.post(&format!("{path}/deling"), &[]).await.is(303);
    let own = app.sign_in(&town, "otto").await.get("/mijn/vastgelegd").await.is(200);
    own.shows("Verteld: iemand zei het u.").shows("Vastgelegd door Greet Griffier");
}

#[tokio::test]
async fn the_griffie_takes_back_who_was_told_with_a_reason_and_nothing_is_changed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (wim, greet) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "greet").await);
    let (otto, olga) = (town.person("otto").to_string(), town.person("olga").to_string());
    let path = logged(&wim, &town, &[("fractie", ""), ("persoon", &otto)]).await;
    logged(&wim, &town, &[("fractie", ""), ("persoon", &olga), ("onderwerp", "Iets anders")]).await;
    let page = greet.get(&path).await.is(200).shows("Klopt niet wie het hoorde");
    let (entry, key) = (page.input("vermelding"), page.input("key"));
    let correct = format!("{path}/correctie");
    greet.post(&correct, &[("vermelding", &entry), ("key", &key)]).await.is(422).shows("Vul dit in").shows(TEXT);
    wim.post(&correct, &[("vermelding", &entry), ("reden", "Vergist")]).await.is(403);
    let other = app.count("SELECT COUNT(*) FROM exposures").await;
    for _ in 0..2 {
        let fields = [("vermelding", entry.as_str()), ("reden", "Otto was er niet bij"), ("key", key.as_str())];
        greet.post(&correct, &fields).await.is(303);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, other + 1);
    assert_eq!(told_by_mouth(&app).await, 1);
    greet.post(&correct, &[("vermelding", &entry), ("reden", "Nog eens"), ("key", "b")]).await.is(422);
    app.sign_in(&town, "otto").await.get(&path).await.is(200).shows("Nog niet met u gedeeld").hides(TEXT);
    greet.get(&path).await.is(200).shows("niemand");
    for sql in ["UPDATE briefings SET body = 'x'", "UPDATE briefings SET told_at = 1", "DELETE FROM briefings"] {
        use sea_orm::ConnectionTrait;
        assert!(app.state().db.for_migrations().execute_unprepared(sql).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn what_waits_longer_than_the_set_days_stands_on_the_clerks_home_with_the_button() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (wim, greet) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "greet").await);
    let path = logged(&wim, &town, &[]).await;
    wim.get("").await.is(200).shows("Zwembad");
    greet.get("").await.is(200).hides("Zwembad").hides("Nog niet verteld");
    app.pass(SignedDuration::from_hours(73));
    let greet = app.sign_in(&town, "greet").await;
    greet.get("").await.is(200).shows("Zwembad").shows(&format!("action=\"/winterbeek{path}/deling\""));
    app.execute("UPDATE municipalities SET share_days = 10").await;
    greet.get("").await.is(200).hides("Zwembad");
    // What must be known stands there at once.
    logged(&greet, &town, &[("onderwerp", "Dringend"), ("nodig-datum", "2026-09-08"), ("nodig-tijd", "19:30")]).await;
    greet.get("").await.is(200).shows("Dringend").shows("moet bekend zijn vóór di 8 sep, 19.30");
    // The balance does not tell the others behind its back: it leads to the button.
    let item = item_of(&app, &town, &path).await;
    let answer = greet.post(&format!("/informatiebalans/onderdelen/{item}/verzending"), &[]).await.is(303);
    assert_eq!(answer.location(), format!("/winterbeek{path}"));
    assert!(app.mails(&town).await.is_empty());
}

#[tokio::test]
async fn opening_it_is_reading_it_for_those_told_and_told_by_mouth_never_is() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let wim = app.sign_in(&town, "wim").await;
    let path = logged(&wim, &town, &[]).await;
    app.sign_in(&town, "cora").await.get(&path).await.is(200);
    let otto = app.sign_in(&town, "otto").await;
    otto.get(&path).await.is(200).hides(TEXT);
    let tenant = app.tenant(&town).await;
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let item = app::balance::ledger::items_of(app.state().db.read(), &tenant, id).await.unwrap()[0].id;
    otto.post(&format!("/gelezen/{item}"), &[]).await.is(403);
    app.state().readings.flush().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'reached'").await, 1);
}

#[tokio::test]
async fn the_api_gives_what_the_reader_may_see() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    logged(&wim, &town, &[]).await;
    let api = "//api/v1/winterbeek/gedeelde-informatie";
    let cora = app.sign_in(&town, "cora").await;
    let whole: serde_json::Value = serde_json::from_str(&cora.get(api).await.is(200).text).unwrap();
    let line = &whole["gedeeldeInformatie"][0];
    assert_eq!((&whole["aantal"], &line["onderwerp"]), (&1.into(), &"Zwembad".into()));
    assert_eq!(line["verteldAan"][0]["naam"], "Lokaal Winterbeek");
    assert!(line["gedeeldOp"].is_null());
    cora.get(&format!("{api}?gedeeld=true")).await.is(200).shows("\"aantal\":0");
    cora.get(&format!("{api}?gedeeld=misschien&pagina=0")).await.is(400).shows("gedeeld").shows("pagina");
    app.sign_in(&town, "ina").await.get(api).await.is(403);
}
