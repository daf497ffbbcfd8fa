//! Attendance: ticking, guests, the completed list and what it writes into the ledger.

use app::balance::{
    extract::{self, Content, Which},
    ledger::{self, ItemKind, Release},
};
use domain::balance::ExposureKind;
use uuid::Uuid;

use crate::{
    answers::{call, invited},
    support::{TestApp, Town},
};

/// Of the gathering of these tests.
const EVENING: &str = "2026-09-08T18:00:00Z";

async fn mark(app: &TestApp, town: &Town, gathering: Uuid, name: &str, stand: &str) -> crate::support::Answer {
    let greet = app.sign_in(town, "greet").await;
    let person = town.person(name).to_string();
    greet.post(&format!("/bijeenkomsten/{gathering}/aanwezigheid"), &[("persoon", &person), ("stand", stand)]).await
}

/// Tells the ledger of a gathering; gives the item.
async fn released(app: &TestApp, town: &Town, gathering: Uuid) -> Uuid {
    let release = Release {
        kind: ItemKind::Gathering,
        subject: gathering,
        edition: 1,
        title: "Werkbezoek De Brug",
        path: "/bijeenkomsten",
        needed_at: None,
        by: town.person("greet"),
    };
    let tenant = app.tenant(town).await;
    ledger::release(app.state().db.for_migrations(), &tenant, release, app.now()).await.unwrap()
}

async fn announced(app: &TestApp, town: &Town) -> Uuid {
    let gathering = invited(app, town, &["cora", "otto", "wim"], None).await;
    released(app, town, gathering).await;
    gathering
}

const STANDING: &str = "SELECT COUNT(*) FROM exposures e WHERE e.channel = 'presentie' AND e.kind = 'reached' \
                        AND NOT EXISTS (SELECT 1 FROM exposures v WHERE v.voids_id = e.id)";
const ALL: &str = "SELECT COUNT(*) FROM exposures";

#[tokio::test]
async fn one_tap_ticks_and_the_page_comes_back_to_that_row() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    app.clock.set(EVENING.parse().unwrap());
    let answer = mark(&app, &town, gathering, "cora", "aanwezig").await.is(303);
    let row = format!("/winterbeek/bijeenkomsten/{gathering}/aanwezigheid#p-{}", town.person("cora"));
    assert_eq!(answer.location(), row);
    let greet = app.sign_in(&town, "greet").await;
    let path = format!("/bijeenkomsten/{gathering}/aanwezigheid");
    // Seven members, of whom one is there; a committee member and the host are others.
    greet.get(&path).await.is(200).shows("1 van 7").shows("1 coalitie").shows("0 oppositie");
    mark(&app, &town, gathering, "bram", "later").await.is(303);
    greet.get(&path).await.shows("1 van 7").shows("1 ander<").shows("later gekomen");
    mark(&app, &town, gathering, "cora", "afwezig").await.is(303);
    greet.get(&path).await.shows("0 van 7");
}

#[tokio::test]
async fn attendance_is_the_clerks_and_of_the_day_itself() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let gathering = invited(&app, &town, &["cora"], None).await;
    let path = format!("/bijeenkomsten/{gathering}/aanwezigheid");
    let greet = app.sign_in(&town, "greet").await;
    greet.get(&path).await.is(200).shows("vanaf de dag zelf");
    mark(&app, &town, gathering, "cora", "aanwezig").await.is(422);
    app.clock.set(EVENING.parse().unwrap());
    for name in ["cora", "wim", "frits", "ina"] {
        let browser = app.sign_in(&town, name).await;
        browser.get(&path).await.is(403);
        let person = town.person("cora").to_string();
        browser.post(&path, &[("persoon", &person), ("stand", "aanwezig")]).await.is(403);
    }
    app.sign_in(&other, "greet").await.get(&path).await.is(404);
    // Somebody of another municipality cannot be there.
    let greet = app.sign_in(&town, "greet").await;
    let stranger = other.person("cora").to_string();
    greet.post(&path, &[("persoon", &stranger), ("stand", "aanwezig")]).await.is(404);
    greet.post(&path, &[("persoon", "x"), ("stand", "aanwezig")]).await.is(404);
    let cora = town.person("cora").to_string();
    greet.post(&path, &[("persoon", &cora), ("stand", "zwevend")]).await.is(422);
    greet.post(&path, &[("persoon", &cora), ("stand", "later"), ("vervangt", &cora)]).await.is(422);
    app.execute("UPDATE gatherings SET cancelled_at = planned_at").await;
    mark(&app, &town, gathering, "cora", "aanwezig").await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM presences").await, 0);
}

#[tokio::test]
async fn the_completed_list_is_the_ledger_and_every_correction_voids_or_adds() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = announced(&app, &town).await;
    app.clock.set(EVENING.parse().unwrap());
    for name in ["cora", "otto", "wim"] {
        mark(&app, &town, gathering, name, "aanwezig").await.is(303);
    }
    assert_eq!(app.count(ALL).await, 0, "nothing is in the ledger before the list is complete");
    let greet = app.sign_in(&town, "greet").await;
    let close = format!("/bijeenkomsten/{gathering}/presentie");
    greet.submit(&close, &[]).await.is(200).shows("De presentielijst is klaar.");
    // The alderman is owed nothing.
    assert_eq!((app.count(STANDING).await, app.count(ALL).await), (2, 2));
    greet.post(&close, &[]).await.is(303);
    assert_eq!(app.count(ALL).await, 2, "closing twice changes nothing");
    mark(&app, &town, gathering, "otto", "afwezig").await.is(303);
    assert_eq!((app.count(STANDING).await, app.count(ALL).await), (1, 3));
    mark(&app, &town, gathering, "otto", "later").await.is(303);
    assert_eq!((app.count(STANDING).await, app.count(ALL).await), (2, 4));
    mark(&app, &town, gathering, "otto", "aanwezig").await.is(303);
    assert_eq!((app.count(STANDING).await, app.count(ALL).await), (2, 4));
    mark(&app, &town, gathering, "oda", "eerder-weg").await.is(303);
    assert_eq!((app.count(STANDING).await, app.count(ALL).await), (3, 5));
}

#[tokio::test]
async fn who_was_there_was_told_there_and_the_balance_says_so() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.clock.set(EVENING.parse().unwrap());
    let gathering = invited(&app, &town, &["cora", "otto", "wim"], None).await;
    // Recorded afterwards: released when the evening was over, and nobody had a mail about it.
    app.pass(jiff::SignedDuration::from_hours(48));
    let item = released(&app, &town, gathering).await;
    let greet = app.sign_in(&town, "greet").await;
    let page = format!("/informatiebalans/onderdelen/{item}");
    greet.get(&page).await.is(200).shows("Het is nog aan niemand verteld");
    for name in ["cora", "otto"] {
        mark(&app, &town, gathering, name, "aanwezig").await.is(303);
    }
    greet.submit(&format!("/bijeenkomsten/{gathering}/presentie"), &[]).await.is(200);
    greet.get(&page).await.is(200).hides("nog aan niemand verteld");
    assert_eq!(told(&app, &town, item).await, 2);
    // What was wrongly ticked is taken back here too.
    mark(&app, &town, gathering, "otto", "afwezig").await.is(303);
    assert_eq!(told(&app, &town, item).await, 1);
}

/// How many were told of an item by an extract without reading.
async fn told(app: &TestApp, town: &Town, item: Uuid) -> usize {
    let (tenant, db) = (app.tenant(town).await, app.state().db.read());
    let facts = extract::read(db, &tenant, Which::One(item), app.now()).await.unwrap();
    let items = facts.counted(Content::Telling);
    assert!(items[0].exposures.iter().all(|one| one.kind == ExposureKind::Told && one.at < items[0].released_at));
    items[0].exposures.len()
}

#[tokio::test]
async fn the_list_cannot_be_complete_before_the_beginning() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = announced(&app, &town).await;
    app.clock.set("2026-09-08T17:00:00Z".parse().unwrap());
    mark(&app, &town, gathering, "cora", "aanwezig").await.is(303);
    let greet = app.sign_in(&town, "greet").await;
    greet.get(&format!("/bijeenkomsten/{gathering}/aanwezigheid")).await.is(200).hides("Presentie klaar");
    greet.post(&format!("/bijeenkomsten/{gathering}/presentie"), &[]).await.is(422);
    assert_eq!(app.count(ALL).await, 0);
}

#[tokio::test]
async fn guests_come_by_name_once_per_form_and_can_be_taken_off_and_put_back() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora"], None).await;
    app.clock.set(EVENING.parse().unwrap());
    let greet = app.sign_in(&town, "greet").await;
    let path = format!("/bijeenkomsten/{gathering}/gasten");
    greet.post(&path, &[("naam", " "), ("key", "a")]).await.is(422).shows("Vul dit in");
    for _ in 0..2 {
        greet.post(&path, &[("naam", "Jeugdarts <Jansen>"), ("key", "b")]).await.is(303);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM presences").await, 1);
    let list = format!("/bijeenkomsten/{gathering}/aanwezigheid");
    let page = greet.get(&list).await.is(200).shows("Jeugdarts &lt;Jansen&gt;");
    let (_, rest) = page.text.split_once(&format!("{path}/")).unwrap();
    let guest = rest.split('/').next().unwrap().to_owned();
    let page = greet.submit(&format!("{path}/{guest}/verwijdering"), &[]).await.is(200);
    let page = page.shows("is van de lijst").shows("Ongedaan maken");
    assert_eq!(app.count("SELECT COUNT(*) FROM presences").await, 0);
    greet.post(&path, &[("naam", &page.input("naam").replace("&lt;", "<").replace("&gt;", ">"))]).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM presences").await, 1);
}

#[tokio::test]
async fn lists_for_on_paper_say_who_comes_and_who_was_there() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto", "oda"], Some(1)).await;
    for (name, answer) in [("cora", "ja"), ("otto", "ja"), ("oda", "misschien")] {
        app.pass(jiff::SignedDuration::from_secs(60));
        let browser = app.sign_in(&town, name).await;
        browser
            .post(
                &format!("/bijeenkomsten/{gathering}/antwoord"),
                &[("antwoord", answer), ("opmerking", "op de fiets")],
            )
            .await
            .is(303);
    }
    let wim = app.sign_in(&town, "wim").await;
    let page = wim.get(&format!("/bijeenkomsten/{gathering}/deelnemerslijst")).await.is(200);
    page.shows("Wachtlijst (1)").shows("1. Otto").shows("Misschien (1)").shows("op de fiets");
    let sheet = format!("/bijeenkomsten/{gathering}/presentielijst");
    wim.get(&sheet).await.is(200).shows("Handtekening").shows("Bram").hides("afwezig");
    app.clock.set(EVENING.parse().unwrap());
    mark(&app, &town, gathering, "cora", "later").await.is(303);
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&format!("/bijeenkomsten/{gathering}/presentie"), &[]).await.is(303);
    greet.get(&sheet).await.is(200).shows("later gekomen").shows("afwezig").hides("Handtekening");
}

#[tokio::test]
async fn an_island_saves_many_marks_in_one_call_or_none_of_them() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    app.clock.set(EVENING.parse().unwrap());
    let mark = |person: String, stand: &str| serde_json::json!({ "person": person, "stand": stand, "substitute": "" });
    let order = |marks: Vec<serde_json::Value>| serde_json::json!({ "order": { "slug": town.slug, "gathering": gathering, "marks": marks } });
    let (cora, otto) = (town.person("cora").to_string(), town.person("otto").to_string());
    let greet = app.sign_in(&town, "greet").await;
    let both = order(vec![mark(cora.clone(), "aanwezig"), mark(otto.clone(), "later")]);
    call(&greet, "present", both.clone()).await.is(200);
    assert_eq!(app.count("SELECT COUNT(*) FROM presences").await, 2);
    let half = order(vec![mark(cora.clone(), ""), mark(crate::support::id().to_string(), "aanwezig")]);
    assert_eq!(call(&greet, "present", half).await.is(404).text, "\"Gone\"");
    assert_eq!(app.count("SELECT COUNT(*) FROM presences").await, 2);
    let member = app.sign_in(&town, "cora").await;
    assert_eq!(call(&member, "present", both).await.is(403).text, "\"Forbidden\"");
    let many = order((0..201).map(|_| mark(cora.clone(), "aanwezig")).collect());
    call(&greet, "present", many).await.is(422);
}
