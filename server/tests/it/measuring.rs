//! Who sees what of the balance: the council's own level, objections, looks with a reason, and what goes when.

use app::{
    balance::{
        ledger::{self, Entry, Exposure, ItemKind, Release},
        lookups, objections, reading, retention,
    },
    db::{millis, sql},
    gate,
};
use domain::{
    measuring::Level,
    policy::{Facts, act},
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    documents::measuring,
    support::{Answer, TestApp, Town, id},
};

mod door;
mod honest;

/// Something released to the whole council now.
async fn released(app: &TestApp, town: &Town, title: &str) -> Uuid {
    let tenant = app.tenant(town).await;
    let release = Release {
        kind: ItemKind::Notes,
        subject: id(),
        edition: 1,
        title,
        path: "/bijeenkomsten",
        needed_at: None,
        by: town.person("greet"),
    };
    ledger::release(app.state().db.for_migrations(), &tenant, release, app.now()).await.unwrap()
}

/// This person opens it now, the way a page view tells it.
async fn opens(app: &TestApp, town: &Town, name: &str, item: Uuid) {
    opened_at(app, town, name, item, app.now()).await;
}

async fn opened_at(app: &TestApp, town: &Town, name: &str, item: Uuid, at: Timestamp) {
    app.state().readings.opened(&app.actor(town, name).await, item, at);
    app.state().readings.flush().await;
}

/// An entry of any kind, straight into the ledger.
async fn entry(app: &TestApp, town: &Town, name: &str, item: Uuid, exposure: Exposure, evidence: &str) {
    let tenant = app.tenant(town).await;
    let entry = Entry { item, person: town.person(name), exposure, at: app.now(), by: None, evidence };
    ledger::add(app.state().db.for_migrations(), &tenant, entry, app.now()).await.unwrap();
}

async fn readings(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'reached' AND channel = 'portal'").await
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

// The council's own level -------------------------------------------------------------------------------------------

#[tokio::test]
async fn nothing_is_recorded_before_the_decision_holds_and_nothing_afterwards_that_was_before() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let item = released(&app, &town, "Verslag").await;
    opens(&app, &town, "cora", item).await;
    assert_eq!(readings(&app).await, 0, "off is the start");
    let decision = [("niveau", "volledig"), ("dpia", "Z-1"), ("datum", "2026-08-01"), ("dagen", "60")];
    app.pass(DAY);
    let greet = app.sign_in(&town, "greet").await;
    greet.submit("/instellingen/meten", &decision).await.is(200).shows("60 dagen na het eind van het kwartaal");
    // The council decided a month ago, the clerk recorded it today: what was opened in between stays unrecorded.
    opened_at(&app, &town, "otto", item, app.now() - SignedDuration::from_mins(1)).await;
    assert_eq!(readings(&app).await, 0, "never backwards");
    opens(&app, &town, "otto", item).await;
    assert_eq!(readings(&app).await, 1);
    // A decision of a later day, such as a slip of the pen in the database, waits for that day in Amsterdam.
    let later = "INSERT INTO measuring_decisions \
                 (id, municipality_id, level, dpia_reference, decided_on, recorded_by, recorded_at, reading_days) \
                 VALUES ($1, $2, 'uit', '', '2026-09-04', NULL, $3, 90)";
    let db = app.state().db.for_migrations();
    db.execute_raw(sql(db, later, [id().into(), town.id.into(), millis(app.now()).into()])).await.unwrap();
    let level = async |at: &str| reading::level(db, &tenant, at.parse().unwrap()).await.unwrap();
    assert_eq!(level("2026-09-03T21:59:59Z").await, Level::Full);
    assert_eq!(level("2026-09-03T22:00:00Z").await, Level::Off);
    let detail = "SELECT COUNT(*) FROM audit WHERE action = 'settings.decide-measuring' \
                  AND detail = 'volledig from 2026-08-01, 60 days, DPIA Z-1'";
    assert_eq!(app.count(detail).await, 1);
    for change in ["UPDATE measuring_decisions SET level = 'uit'", "DELETE FROM measuring_decisions"] {
        assert!(db.execute_unprepared(change).await.is_err(), "{change}");
    }
}

#[tokio::test]
async fn who_sees_the_balance_sees_the_decisions_and_a_wrong_number_of_days_comes_back() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/informatiebalans/besluiten").await.is(200).shows("Nog geen besluit");
    for days in ["29", "366", "veel", "-1"] {
        let decision = [("niveau", "aantallen"), ("dpia", "Z-1"), ("datum", "2026-08-01"), ("dagen", days)];
        let page = greet.post("/instellingen/meten", &decision).await.is(422);
        assert_eq!(page.input("dagen"), days);
    }
    let decision = [("niveau", "aantallen"), ("dpia", "Z-1"), ("datum", "2026-08-01"), ("dagen", "45")];
    greet.post("/instellingen/meten", &decision).await.is(303);
    let page = cora.get("/informatiebalans/besluiten").await.is(200).shows("DPIA Z-1").shows("za 1 aug");
    page.shows("bewaard tot 45 dagen na het kwartaal").shows("Greet Griffier");
    cora.get("/informatiebalans/uitleg").await.is(200).shows("/informatiebalans/besluiten").shows("45 dagen");
    app.stranger(&town).get("/privacy").await.is(200).shows("tot 45 dagen na het eind");
}

/// Whether the part of a page about reading speaks of hours.
fn hours_of_reading(page: &Answer) -> bool {
    let part = page.text.split("id=\"gelezen\"").nth(1).unwrap().split("</section>").next().unwrap();
    part.contains("Uren, mediaan") || part.contains("las zaken")
}

#[tokio::test]
async fn counts_only_shows_that_something_was_read_and_never_how_long_it_took() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let decide = async |level: &str| {
        let greet = app.sign_in(&town, "greet").await;
        let decision = [("niveau", level), ("dpia", "Z-1"), ("datum", "2026-08-01")];
        greet.post("/instellingen/meten", &decision).await.is(303);
    };
    let get = async |path: &str| app.sign_in(&town, "cora").await.get(path).await.is(200);
    decide("volledig").await;
    let item = released(&app, &town, "Verslag").await;
    opens(&app, &town, "cora", item).await;
    let path = format!("/informatiebalans/onderdelen/{item}");
    get(&path).await.shows("als het kwartaal is afgesloten");
    app.pass(DAY * 15);
    decide("aantallen").await;
    let page = get(&path).await.shows("als het kwartaal is afgesloten");
    assert!(!hours_of_reading(&page));
    let quarter = get("/informatiebalans?kwartaal=2026-3").await;
    assert!(!hours_of_reading(&quarter));
    app.pass(DAY);
    decide("uit").await;
    get(&path).await.hides("als het kwartaal is afgesloten").shows("niet aangezet");
    let second = released(&app, &town, "Tweede").await;
    app.pass(DAY);
    decide("volledig").await;
    // Hours of a time in which only counts were allowed stay away when the council allows hours later.
    app.clock.set("2026-10-20T08:00:00Z".parse().unwrap());
    app.sweep().await;
    let page = get(&path).await.hides("als het kwartaal is afgesloten").hides("niet aangezet");
    assert!(!hours_of_reading(&page));
    let second = get(&format!("/informatiebalans/onderdelen/{second}")).await;
    second.hides("Te weinig mensen").shows("Er valt nog niets te tellen");
    let quarter = get("/informatiebalans?kwartaal=2026-3").await;
    quarter.shows("telt niet mee: lezen werd toen niet de hele tijd gemeten");
}

// Objecting ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn who_objects_is_recorded_only_by_what_they_press_and_nobody_sees_who_it_is() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    measuring(&app, &town).await;
    measuring(&app, &other).await;
    let (first, theirs) = (released(&app, &town, "Eerste").await, released(&app, &other, "Elders").await);
    opens(&app, &town, "otto", first).await;
    opens(&app, &other, "otto", theirs).await;
    let otto = app.sign_in(&town, "otto").await;
    otto.get("/mijn/vastgelegd").await.is(200).shows("U kunt bezwaar maken").shows("Verdwijnt op di 29 dec");
    let page = otto.submit("/mijn/bezwaar", &[]).await.is(200).shows("Bezwaar gemaakt").shows("Trek bezwaar in");
    page.shows("Wis 1 eerdere regel").shows("u opende het hier");
    otto.post("/mijn/bezwaar", &[]).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM objections").await, 1, "twice is once");
    app.pass(DAY);
    let second = released(&app, &town, "Tweede").await;
    for name in ["otto", "olga"] {
        opens(&app, &town, name, second).await;
    }
    opens(&app, &other, "otto", theirs).await;
    assert_eq!(readings(&app).await, 3, "otto before, otto elsewhere, olga");
    // Late lines of before the objection are not written either.
    opened_at(&app, &town, "otto", second, app.now() - DAY * 2).await;
    assert_eq!(readings(&app).await, 3);
    otto.submit(&format!("/gelezen/{second}"), &[("naar", "home")]).await.is(200);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'confirmed'").await, 1, "pressing counts");
    app.pass(DAY * 16);
    for reader in ["greet", "wim", "cora"] {
        let browser = app.sign_in(&town, reader).await;
        let page = browser.get("/informatiebalans?kwartaal=2026-3").await.is(200);
        page.shows("Enkele mensen zijn niet gemeten").hides("Otto");
    }
    // The audit log names the objection, not the person.
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'measuring.object' AND actor_id IS NULL").await, 1);
    let otto = app.sign_in(&town, "otto").await;
    otto.submit("/mijn/bezwaar/intrekking", &[]).await.is(200).shows("Bezwaar ingetrokken").shows("Maak bezwaar");
    otto.post("/mijn/bezwaar/intrekking", &[]).await.is(303);
    let third = released(&app, &town, "Derde").await;
    opens(&app, &town, "otto", third).await;
    assert_eq!(readings(&app).await, 4);
    // Only who is owed something is measured, so only they object.
    for name in ["greet", "wim", "anna", "frits", "ina", "bea"] {
        let browser = app.sign_in(&town, name).await;
        browser.post("/mijn/bezwaar", &[]).await.is(403);
        browser.get("/mijn/vastgelegd").await.is(200).hides("Maak bezwaar");
    }
}

#[tokio::test]
async fn what_was_recorded_before_an_objection_goes_at_once_when_asked_and_only_then() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let item = released(&app, &town, "Eerste").await;
    for name in ["otto", "olga"] {
        opens(&app, &town, name, item).await;
    }
    entry(&app, &town, "otto", item, Exposure::ToldByMail, "250 ok").await;
    entry(&app, &town, "otto", item, Exposure::Confirmed, "").await;
    let otto = app.sign_in(&town, "otto").await;
    otto.post("/mijn/bezwaar/wissing", &[]).await.is(409).shows("Maak eerst bezwaar");
    assert_eq!(readings(&app).await, 2);
    let page = otto.submit("/mijn/bezwaar", &[("wissen", "ja")]).await.is(200);
    page.shows("Bezwaar gemaakt en 1 regel gewist").shows("U drukte op Gelezen").hides("u opende het hier");
    assert_eq!(readings(&app).await, 1, "olga's stays");
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 3, "told and pressed stay");
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE detail = '1 readings'").await, 1);
    otto.submit("/mijn/bezwaar/wissing", &[]).await.is(200).shows("Er was niets meer om te wissen");
    // Counting otto as somebody who did not read what he read would be false: he was never measured.
    let tenant = app.tenant(&town).await;
    let known = objections::not_measured(app.state().db.read(), &tenant).await.unwrap();
    let since: Vec<_> = known.people().collect();
    assert_eq!(since, [(town.person("otto"), Timestamp::UNIX_EPOCH)]);
    app.clock.set("2026-10-20T08:00:00Z".parse().unwrap());
    app.sweep().await;
    let page = app.sign_in(&town, "cora").await.get(&format!("/informatiebalans/onderdelen/{item}")).await.is(200);
    page.shows("Enkele mensen zijn niet gemeten");
}

// Looking -----------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn only_the_griffie_looks_with_a_reason_and_the_person_reads_it() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    measuring(&app, &town).await;
    let item = released(&app, &town, "Begroting").await;
    opens(&app, &town, "otto", item).await;
    let path = format!("/raad/mensen/{}/vastgelegd", town.person("otto"));
    let reason = "Vroeg zelf waarom een stuk niet aankwam.";
    for name in ["cora", "otto", "bram", "wim", "willemijn", "bea", "anna", "frits", "ina"] {
        let browser = app.sign_in(&town, name).await;
        browser.get(&path).await.is(403);
        browser.post(&path, &[("reden", reason)]).await.is(403);
        browser.get(&format!("/raad/mensen/{}", town.person("otto"))).await.is(200).hides("Inzien wat van");
    }
    app.sign_in(&other, "greet").await.get(&path).await.is(404);
    app.sign_in(&other, "greet").await.post(&path, &[("reden", reason)]).await.is(404);
    let greet = app.sign_in(&town, "greet").await;
    greet.get(&format!("/raad/mensen/{}", town.person("otto"))).await.shows("Inzien wat van Otto Oppositie");
    for short in ["", " ", "nieuwsgierig", "a              b"] {
        let page = greet.post(&path, &[("reden", short)]).await.is(422);
        page.hides("Begroting");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM lookups").await, 0);
    let key = greet.get(&path).await.is(200).shows("Waarom kijkt u?").hides("Begroting").input("key");
    let fields = [("reden", reason), ("key", &key)];
    let to = greet.post(&path, &fields).await.is(303).location().replace("/winterbeek", "");
    assert_eq!(greet.post(&path, &fields).await.is(303).location().replace("/winterbeek", ""), to);
    assert_eq!(app.count("SELECT COUNT(*) FROM lookups").await, 1, "the same form twice is one look");
    greet.get(&to).await.is(200).shows("Begroting").shows("Gelezen: opende het hier").shows(reason);
    // The address is of no use to anybody else, about nobody else, and not for long.
    app.sign_in(&town, "ina").await.get(&to).await.is(403);
    app.sign_in(&town, "otto").await.get(&to).await.is(403);
    let look = to.rsplit('/').next().unwrap();
    greet.get(&format!("/raad/mensen/{}/vastgelegd/{look}", town.person("cora"))).await.is(404);
    app.sign_in(&other, "greet").await.get(&to).await.is(404);
    app.pass(SignedDuration::from_mins(15) - SignedDuration::from_secs(1));
    greet.get(&to).await.is(200).shows("Begroting");
    app.pass(SignedDuration::from_secs(1));
    let over = greet.get(&to).await.is(303);
    greet.get(&over.location().replace("/winterbeek", "")).await.is(200).shows("Geef opnieuw een reden");
    // The person reads who, when and why; in the files as well.
    let otto = app.sign_in(&town, "otto").await;
    let page = otto.get("/mijn/vastgelegd").await.is(200).shows(reason).shows("Greet Griffier");
    page.shows("De griffie zag uw lijst één keer in, op di 1 sep, 10.00").shows("Wie keek");
    app.sign_in(&town, "olga").await.get("/mijn/vastgelegd").await.is(200).shows("Niemand heeft uw lijst ingezien");
    otto.post("/mijn/bezwaar", &[]).await.is(303);
    otto.post("/mijn/bezwaar/intrekking", &[]).await.is(303);
    let csv = otto.get("/mijn/vastgelegd.csv").await.is(200);
    csv.shows(&format!("inzage;;;{reason};"))
        .shows("bezwaar;gemaakt;")
        .shows("bezwaar;ingetrokken;")
        .shows("2026-12-29");
    let json: Value = serde_json::from_str(&otto.get("/mijn/vastgelegd.json").await.is(200).text).unwrap();
    assert_eq!(json["inzage"][0]["reden"], reason);
    assert_eq!(json["vastgelegd"][0]["verdwijntOp"], "2026-12-29");
    assert!(json["bezwaar"][0]["ingetrokken"].is_string());
    let db = app.state().db.for_migrations();
    for change in ["UPDATE lookups SET reason = 'x'", "DELETE FROM lookups"] {
        assert!(db.execute_unprepared(change).await.is_err(), "{change}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'measuring.look'").await, 1);
}

#[tokio::test]
async fn no_page_shows_anybody_what_another_read_without_a_look() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let item = released(&app, &town, "Begroting").await;
    let (otto, oda) = (app.actor(&town, "otto").await, app.actor(&town, "oda").await);
    for name in ["otto", "olga"] {
        opens(&app, &town, name, item).await;
    }
    app.pass(DAY * 15);
    for name in ["greet", "cora", "bram", "wim", "bea", "anna", "frits", "ina"] {
        let browser = app.sign_in(&town, name).await;
        for path in ["/informatiebalans?kwartaal=2026-3".to_owned(), format!("/informatiebalans/onderdelen/{item}")] {
            let page = browser.get(&path).await;
            // Whom nobody told is named to the griffie, whether they read it as otto did or not as oda did not.
            let listed = name == "greet" && path.contains("onderdelen");
            for person in [&otto, &oda] {
                assert_eq!(page.text.contains(&person.name), listed, "{name} reads of {} on {path}", person.name);
            }
        }
        let own = browser.get("/mijn/vastgelegd").await.is(200);
        own.hides("u opende het hier");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM lookups").await, 0);
    // A look cannot be had by the command either without the griffie's permission.
    let nobody = gate::authorize::<act::LookIntoRecord>(&app.actor(&town, "ina").await, Facts::default());
    assert!(nobody.is_err());
    assert_eq!(lookups::check_reason("omdat ik het wil").as_deref(), Ok("omdat ik het wil"));
}

// What goes ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn readings_go_ninety_days_after_their_quarter_and_everything_else_stays() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    measuring(&app, &town).await;
    measuring(&app, &other).await;
    let (item, theirs) = (released(&app, &town, "Eerste").await, released(&app, &other, "Elders").await);
    for name in ["otto", "olga"] {
        opens(&app, &town, name, item).await;
    }
    opens(&app, &other, "otto", theirs).await;
    entry(&app, &town, "otto", item, Exposure::ToldByMail, "250 ok").await;
    entry(&app, &town, "otto", item, Exposure::Present, "").await;
    entry(&app, &town, "otto", item, Exposure::Confirmed, "").await;
    // A reading that was voided goes together with what voids it.
    let (tenant, db) = (app.tenant(&town).await, app.state().db.for_migrations());
    let olga = ledger::standing(db, &tenant, item, Exposure::Reached).await.unwrap();
    let olga = olga.into_iter().find(|(person, _)| *person == town.person("olga")).unwrap().1;
    ledger::void(db, &tenant, olga, "Iemand anders zat achter dit toestel", None, app.now()).await.unwrap();
    let voiding = app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'void'").await;
    assert_eq!((voiding, app.count("SELECT COUNT(*) FROM exposures").await), (1, 7));

    app.clock.set("2026-10-05T08:00:00Z".parse().unwrap());
    let later = released(&app, &town, "Tweede").await;
    opens(&app, &town, "otto", later).await;
    app.clock.set("2026-12-28T22:59:00Z".parse().unwrap());
    assert_eq!(retention::run(&app.state().db, &tenant, app.now()).await.unwrap().deleted, 0, "one minute too early");
    app.clock.set("2026-12-28T23:00:00Z".parse().unwrap());
    let said = server::operator::retention(app.state(), "winterbeek", true, app.now()).await.unwrap();
    assert_eq!(said, "2 leesregels van voor 2026-10-01 zouden verdwijnen; er is niets gewist");
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures").await, 8, "a dry run deletes nothing");
    let said = server::operator::retention(app.state(), "winterbeek", false, app.now()).await.unwrap();
    assert_eq!(said, "2 leesregels van voor 2026-10-01 zijn gewist");
    assert_eq!(readings(&app).await, 2, "the later one, and the one of another municipality");
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'void'").await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind IN ('told', 'confirmed')").await, 2);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE channel = 'presentie'").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience").await, 24, "the audience is no reading");
    let noted = "SELECT COUNT(*) FROM audit WHERE action = 'measuring.retention' \
                 AND detail = '2 readings before 2026-09-30T22:00:00Z'";
    assert_eq!(app.count(noted).await, 1);

    // The worker does the rest, and a second time nothing.
    app.sweep().await;
    assert_eq!(readings(&app).await, 1);
    let runs = app.count("SELECT COUNT(*) FROM retention_runs").await;
    app.sweep().await;
    assert_eq!((readings(&app).await, app.count("SELECT COUNT(*) FROM retention_runs").await), (1, runs));
    assert_eq!(app.count("SELECT COUNT(*) FROM retention_runs WHERE still_open IS NOT NULL").await, 0);
    assert!(server::operator::retention(app.state(), "nergens", false, app.now()).await.is_err());
}
