//! Notes: one text that two may write, one moment for everybody, every version kept.

use app::{
    gate,
    notes::{
        commands::{self, Publish, SaveDraft},
        store,
    },
};
use domain::{
    policy::{Facts, act},
    values::LongText,
};
use jiff::SignedDuration;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    answers::invited,
    documents::measuring,
    support::{Browser, TestApp, Town},
};

const TEXT: &str = "# Aanwezig\n\nCora, Otto\n\n# Besproken\n\nDe wachtlijst is **korter** dan vorig jaar.";

/// A gathering that was yesterday, and a browser of the clerk.
async fn held(app: &TestApp, town: &Town) -> (Uuid, Browser) {
    let gathering = invited(app, town, &["cora", "otto"], None).await;
    app.clock.set("2026-09-09T08:00:00Z".parse().unwrap());
    (gathering, app.sign_in(town, "greet").await)
}

/// Saves this text as the clerk would and answers the version of the draft.
async fn save(browser: &Browser, gathering: Uuid, text: &str) -> String {
    let path = format!("/bijeenkomsten/{gathering}/verslag/wijzigen");
    let version = browser.get(&path).await.is(200).input("version");
    browser
        .submit(&path, &[("verslag", text), ("version", &version)])
        .await
        .is(200)
        .shows("Concept bewaard")
        .input("version")
}

/// Saves and publishes this text.
async fn publish(browser: &Browser, gathering: Uuid, text: &str) {
    let version = save(browser, gathering, text).await;
    let path = format!("/bijeenkomsten/{gathering}/verslag/publicatie");
    let key = browser.get(&path).await.is(200).input("key");
    browser.post(&path, &[("key", &key), ("version", &version)]).await.is(303);
}

#[tokio::test]
async fn empty_notes_begin_with_the_headings_of_their_kind_and_come_back_as_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (gathering, greet) = held(&app, &town).await;
    greet.get(&format!("/bijeenkomsten/{gathering}")).await.shows("Nog geen verslag").shows("Schrijf het verslag");
    let path = format!("/bijeenkomsten/{gathering}/verslag/wijzigen");
    greet
        .get(&path)
        .await
        .is(200)
        .shows("# Aanwezig\n\n# Gezien en gehoord\n\n# Besproken\n\n# Toezeggingen\n\n# Vragen");
    let hostile = "# Kop\n\n</textarea><script>alert(1)</script> & \"é\"";
    let version = save(&greet, gathering, hostile).await;
    assert_eq!(version, "1");
    let page = greet.get(&path).await.hides("<script>alert").shows("&lt;/textarea&gt;&lt;script&gt;alert(1)");
    page.shows("Concept bewaard door Greet Griffier Winterbeek");
    greet.get(&format!("/bijeenkomsten/{gathering}")).await.shows("Schrijf verder").hides("alert(1)");
    // An official writes too, from the text as it is now; pressing twice is no conflict.
    let anna = app.sign_in(&town, "anna").await;
    for _ in 0..2 {
        anna.post(&path, &[("verslag", "Van Anna"), ("version", "1")]).await.is(303);
    }
    anna.get(&path).await.shows("Van Anna").hides("Bewaar en ga naar publiceren");
    assert_eq!(app.count("SELECT version FROM notes").await, 2);
}

#[tokio::test]
async fn what_somebody_saved_meanwhile_stands_beside_what_was_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (gathering, greet) = held(&app, &town).await;
    save(&greet, gathering, "Eerste tekst").await;
    let anna = app.sign_in(&town, "anna").await;
    let path = format!("/bijeenkomsten/{gathering}/verslag/wijzigen");
    anna.post(&path, &[("verslag", "Tekst van <i>Anna</i>"), ("version", "1")]).await.is(303);
    let page = greet.post(&path, &[("verslag", "Tekst van Greet"), ("version", "1")]).await.is(409);
    let page = page.shows("Tekst van Greet").shows("Tekst van &lt;i&gt;Anna&lt;/i&gt;").shows("Anna Ambtenaar");
    assert_eq!(page.input("version"), "2", "the next saving knows what it replaces");
    assert_eq!(app.count("SELECT COUNT(*) FROM notes WHERE draft = 'Tekst van <i>Anna</i>'").await, 1);
    greet.post(&path, &[("verslag", "Tekst van Greet"), ("version", "2")]).await.is(303);
    // Two who begin at once from nothing: the second sees the first.
    let other = invited(&app, &town, &[], None).await;
    let path = format!("/bijeenkomsten/{other}/verslag/wijzigen");
    anna.post(&path, &[("verslag", "Een"), ("version", "0")]).await.is(303);
    greet.post(&path, &[("verslag", "Twee"), ("version", "0")]).await.is(409).shows("Een").shows("Twee");
}

#[tokio::test]
async fn a_preview_saves_nothing_and_a_text_that_cannot_be_used_stays_in_the_form() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (gathering, greet) = held(&app, &town).await;
    let path = format!("/bijeenkomsten/{gathering}/verslag/wijzigen");
    let fields = [("verslag", "# Kop\n\n**vet** <b>niet</b>"), ("version", "0"), ("actie", "voorbeeld")];
    let page = greet.post(&path, &fields).await.is(200);
    let page = page.shows("<h2>Kop</h2>").shows("<strong>vet</strong>").shows("&lt;b&gt;niet").hides("<b>niet");
    assert_eq!(page.input("version"), "0");
    assert_eq!(app.count("SELECT COUNT(*) FROM notes").await, 0);
    greet.post(&path, &[("verslag", " "), ("version", "0")]).await.is(422).shows("Vul dit in");
    let long = "lang ".repeat(14_000);
    greet
        .post(&path, &[("verslag", &long), ("version", "0"), ("actie", "voorbeeld")])
        .await
        .is(422)
        .shows("te lang")
        .shows(&long);
    greet.post(&path, &[("verslag", "x"), ("version", "een")]).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM notes").await, 0);
}

#[tokio::test]
async fn publishing_is_one_moment_for_all_and_mails_exactly_those_it_is_owed_to() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let _other = app.town("Zomerdal").await;
    let (gathering, greet) = held(&app, &town).await;
    app.execute("UPDATE people SET email = NULL WHERE name LIKE 'Oda%Winterbeek'").await;
    app.execute("UPDATE people SET lang = 'en' WHERE name LIKE 'Bram%Winterbeek'").await;
    let version = save(&greet, gathering, TEXT).await;
    let path = format!("/bijeenkomsten/{gathering}/verslag/publicatie");
    let look = greet.get(&path).await.is(200).shows("7 raadsleden en 1 commissielid").shows("Publiceer aan 8 mensen");
    let look = look.shows("Oda Oppositie").shows("De wachtlijst is korter dan vorig jaar.").shows("<h2>Besproken</h2>");
    assert_eq!(app.count("SELECT COUNT(*) FROM note_versions").await, 0, "looking publishes nothing");
    let fields = [("key", look.input("key")), ("version", version)];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = greet.submit(&path, &fields).await.is(200).shows("Verslag gepubliceerd. Mails onderweg: 7");
    page.shows("<strong>korter</strong>").shows("1 min lezen").shows("Greet Griffier").hides("Gelezen</span>");
    // The same form again is the same publication.
    greet.post(&path, &fields).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM note_versions").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'verslag'").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience").await, 8);

    let mails = app.mails(&town).await;
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to_address.split('@').next().unwrap()).collect();
    to.sort_unstable();
    assert_eq!(to, ["bram", "carel", "coen", "cora", "dirk", "olga", "otto"]);
    assert!(mails.iter().all(|mail| mail.created_at == mails[0].created_at), "one moment");
    let otto = mails.iter().find(|mail| mail.to_address.starts_with("otto")).unwrap();
    assert_eq!(otto.subject, "Het verslag van Werkbezoek De Brug staat klaar");
    assert!(
        otto.body_text.contains(&format!("{}/winterbeek/bijeenkomsten/{gathering}/verslag", app.address)),
        "{}",
        otto.body_text
    );
    assert!(otto.body_text.contains("De wachtlijst is korter dan vorig jaar."), "{}", otto.body_text);
    assert!(!otto.body_text.contains("Cora, Otto"), "who was there is no summary: {}", otto.body_text);
    let bram = mails.iter().find(|mail| mail.to_address.starts_with("bram")).unwrap();
    assert_eq!(bram.subject, "The notes of Werkbezoek De Brug are ready");

    // Told is what the mail server took, not what we wished for.
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 0);
    assert_eq!(app.deliver().await, 7);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told'").await, 7);
    assert_eq!(app.deliver().await, 0);
}

#[tokio::test]
async fn every_version_stays_and_the_same_text_is_no_new_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (gathering, greet) = held(&app, &town).await;
    publish(&greet, gathering, TEXT).await;
    let path = format!("/bijeenkomsten/{gathering}/verslag");
    let refused = greet.get(&format!("{path}/publicatie")).await.is(200);
    refused.shows("De tekst is dezelfde als die van de laatste versie").hides("Publiceer aan");
    let fields = [("key", "anders"), ("version", "1")];
    greet.post(&format!("{path}/publicatie"), &fields).await.is(422).shows("De tekst is dezelfde");
    app.pass(SignedDuration::from_mins(5));
    publish(&greet, gathering, "# Besproken\n\nDe wachtlijst is langer.").await;
    let otto = app.sign_in(&town, "otto").await;
    let page = otto.get(&path).await.is(200).shows("De wachtlijst is langer.").shows("Versie 2");
    let page = page.shows(&format!("{path}/versies/1"));
    let (around, text) = page.text.split_once("class=\"prose\"").unwrap();
    assert!(!text.contains("korter"), "{text}");
    // What changed stands above it, and on the page of the item that told it; the first version changed nothing.
    let was = "<strong>Was: </strong>De wachtlijst is **korter** dan vorig jaar.</p>";
    let is = "<strong>Wordt: </strong>De wachtlijst is langer.</p>";
    assert!(around.contains("Wat er veranderde sinds versie 1 (2)"), "{around}");
    assert!(around.contains(was) && around.contains(is), "{around}");
    let db = app.state().db.read();
    let text = "SELECT id FROM items WHERE kind = 'verslag' ORDER BY edition";
    let items = db.query_all_raw(app::db::sql(db, text, [])).await.unwrap();
    let page = |at: usize| format!("/informatiebalans/onderdelen/{}", items[at].try_get_by_index::<Uuid>(0).unwrap());
    otto.get(&page(0)).await.is(200).hides("Wat er is veranderd").hides("korter");
    otto.get(&page(1)).await.is(200).shows("Wat er is veranderd").shows(was).shows(is);
    let old = otto.get(&format!("{path}/versies/1")).await.is(200);
    let old = old.shows("korter").shows("Er is een nieuwere: versie 2").hides("/gelezen/");
    old.hides("Wat er veranderde");
    otto.get(&format!("{path}/versies/2")).await.is(200).shows("langer").hides("Er is een nieuwere");
    for number in ["3", "0", "-1", "x"] {
        otto.get(&format!("{path}/versies/{number}")).await.is(404);
    }
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 16);
    let changed = mails.iter().filter(|mail| mail.subject.contains("is gewijzigd")).count();
    assert_eq!(changed, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'verslag'").await, 2);
    otto.get(&format!("/bijeenkomsten/{gathering}")).await.shows("Lees het verslag").shows("versie 2, gepubliceerd");
}

#[tokio::test]
async fn reading_and_pressing_gelezen_count_for_the_newest_version_of_those_it_is_owed_to() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (gathering, greet) = held(&app, &town).await;
    measuring(&app, &town).await;
    publish(&greet, gathering, TEXT).await;
    publish(&greet, gathering, "Andere tekst").await;
    let path = format!("/bijeenkomsten/{gathering}/verslag");
    let otto = app.sign_in(&town, "otto").await;
    otto.get(&format!("{path}/versies/1")).await.is(200);
    app.state().readings.flush().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 0, "an old version is not the newest");
    let page = otto.get(&path).await.is(200);
    greet.get(&path).await.is(200).hides("/gelezen/");
    app.sign_in(&town, "wim").await.get(&path).await.is(200).hides("/gelezen/");
    app.state().readings.flush().await;
    let reached =
        "SELECT COUNT(*) FROM exposures e JOIN items i ON i.id = e.item_id WHERE e.kind = 'reached' AND i.edition = 2";
    assert_eq!(app.count(reached).await, 1, "the council only");
    let action = page
        .text
        .split("action=\"")
        .find(|rest| rest.contains("/gelezen/") && rest.starts_with("/winterbeek/gelezen/"));
    let action = action.unwrap().split('"').next().unwrap().strip_prefix("/winterbeek").unwrap();
    otto.submit(action, &[]).await.is(200).shows("U drukte op Gelezen").hides(action);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'confirmed'").await, 1);
}

#[tokio::test]
async fn a_draft_is_for_those_who_write_it() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let (gathering, greet) = held(&app, &town).await;
    save(&greet, gathering, "Geheim concept").await;
    let path = format!("/bijeenkomsten/{gathering}/verslag");
    for name in ["cora", "bram", "wim", "frits"] {
        let browser = app.sign_in(&town, name).await;
        browser.get(&path).await.is(404);
        browser.get(&format!("{path}/versies/1")).await.is(404);
        for rest in ["wijzigen", "publicatie"] {
            browser.get(&format!("{path}/{rest}")).await.is(403).hides("Geheim concept");
            let fields = [("verslag", "x"), ("version", "1")];
            let fields = if rest == "wijzigen" { &fields[..] } else { &fields[1..] };
            browser.post(&format!("{path}/{rest}"), fields).await.is(403);
        }
        browser.get(&format!("/bijeenkomsten/{gathering}")).await.hides("Geheim concept").hides("Concept bewaard");
    }
    // An official writes, but publishes nothing.
    let anna = app.sign_in(&town, "anna").await;
    anna.get(&format!("{path}/wijzigen")).await.is(200).shows("Geheim concept");
    anna.post(&format!("{path}/publicatie"), &[("version", "1")]).await.is(403);
    let foreign = app.sign_in(&other, "greet").await;
    publish(&greet, gathering, TEXT).await;
    for rest in ["", "/versies/1", "/wijzigen", "/publicatie"] {
        foreign.get(&format!("{path}{rest}")).await.is(404).hides("wachtlijst");
        assert!(app.stranger(&town).get(&format!("{path}{rest}")).await.is(303).location().contains("/aanmelden"));
    }
    foreign.post(&format!("{path}/wijzigen"), &[("verslag", "x"), ("version", "1")]).await.is(404);
    foreign.post(&format!("{path}/publicatie"), &[("version", "1")]).await.is(404);
    // Of a gathering that is itself a draft, an official knows nothing.
    app.execute("UPDATE gatherings SET planned_at = NULL, invited_at = NULL").await;
    anna.get(&format!("{path}/wijzigen")).await.is(404);
    anna.get(&path).await.is(404);
}

#[tokio::test]
async fn nothing_is_published_that_was_not_looked_at_or_that_has_not_been() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora"], None).await;
    let greet = app.sign_in(&town, "greet").await;
    save(&greet, gathering, TEXT).await;
    let path = format!("/bijeenkomsten/{gathering}/verslag/publicatie");
    greet.post(&path, &[("version", "1"), ("key", "a")]).await.is(422).shows("De bijeenkomst is nog niet begonnen");
    app.clock.set("2026-09-09T08:00:00Z".parse().unwrap());
    let greet = app.sign_in(&town, "greet").await;
    let anna = app.sign_in(&town, "anna").await;
    let look = greet.get(&path).await.is(200);
    anna.post(&format!("/bijeenkomsten/{gathering}/verslag/wijzigen"), &[("verslag", "Heel anders"), ("version", "1")])
        .await
        .is(303);
    let late = greet.post(&path, &[("version", &look.input("version")), ("key", &look.input("key"))]).await.is(409);
    let late = late.shows("De tekst is intussen gewijzigd").shows("Heel anders").shows("Publiceer aan 8 mensen");
    assert_eq!(app.count("SELECT COUNT(*) FROM note_versions").await, 0);
    assert!(app.mails(&town).await.is_empty());
    greet.post(&path, &[("version", &late.input("version")), ("key", &late.input("key"))]).await.is(303);
    let other = invited(&app, &town, &[], None).await;
    let path = format!("/bijeenkomsten/{other}/verslag/publicatie");
    greet.get(&path).await.is(200).shows("Er staat nog geen tekst").hides("Publiceer aan");
    greet.post(&path, &[("version", "0"), ("key", "b")]).await.is(422).shows("Er staat nog geen tekst");
    save(&greet, other, "# Aanwezig\n\n# Besproken").await;
    greet.post(&path, &[("version", "1"), ("key", "c")]).await.is(422).shows("Er staat nog geen tekst");
}

#[tokio::test]
async fn commands_publish_at_a_moment_in_the_past_and_others_can_ask_what_is_published() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (gathering, other) = (invited(&app, &town, &[], None).await, invited(&app, &town, &[], None).await);
    let (greet, tenant) = (app.actor(&town, "greet").await, app.tenant(&town).await);
    let db = &app.state().db;
    let then = "2026-09-10T08:00:00Z".parse().unwrap();
    let may_write = gate::authorize::<act::WriteNotes>(&greet, Facts::default()).unwrap();
    let may_publish = gate::authorize::<act::PublishNotes>(&greet, Facts::default()).unwrap();
    let input = SaveDraft { gathering, text: LongText::parse(TEXT).unwrap(), version: 0 };
    let draft = commands::save_draft(db, &may_write, input, then).await.unwrap();
    assert_eq!(store::published_for(db.read(), &tenant, gathering).await.unwrap(), None);
    let input = Publish { gathering, version: draft.version, needed_at: None, key: String::new() };
    let done = commands::publish(db, &may_publish, input, "https://evenwijs.example", then).await.unwrap();
    assert_eq!((done.number, done.mails), (1, 8));
    let published = store::published_for(db.read(), &tenant, gathering).await.unwrap().unwrap();
    assert_eq!((published.number, published.at), (1, then));
    let subjects = store::published_subjects(db.read(), &tenant, &[gathering, other]).await.unwrap();
    assert_eq!(subjects, [gathering]);
    assert_eq!(store::published_subjects(db.read(), &tenant, &[]).await.unwrap(), Vec::<Uuid>::new());
    let elsewhere = app.town("Zomerdal").await;
    let elsewhere = app.tenant(&elsewhere).await;
    assert_eq!(store::published_subjects(db.read(), &elsewhere, &[gathering]).await.unwrap(), Vec::<Uuid>::new());
}
