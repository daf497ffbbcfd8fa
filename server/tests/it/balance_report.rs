//! The report of the balance: what is shown to whom, that a closed quarter stays as it was, and that anybody can compute it
//! again.

use app::{
    balance::{
        closing::{self, Closing},
        extract,
        ledger::{self, Entry, Exposure, ItemKind, Release},
    },
    gate, settings,
};
use domain::{
    balance::{extract::Extract, report},
    localtime::Quarter,
    measuring::Level,
    policy::Facts,
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::EntityTrait;
use serde_json::Value;
use uuid::Uuid;

use crate::support::{Answer, Browser, TestApp, Town, id};

mod digest;
mod late;
mod secrets;
mod taken;
mod words;

const COALITION: [&str; 4] = ["cora", "carel", "coen", "dirk"];
const OPPOSITION: [&str; 3] = ["otto", "olga", "oda"];

fn quarter() -> Quarter {
    Quarter::parse("2026-2").unwrap()
}

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

async fn release(app: &TestApp, town: &Town, at: Timestamp, title: &str) -> Uuid {
    let tenant = app.tenant(town).await;
    let path = format!("/bijeenkomsten/{}", id());
    let release = Release {
        kind: ItemKind::Notes,
        subject: id(),
        edition: 1,
        title,
        path: &path,
        needed_at: None,
        by: town.person("greet"),
    };
    ledger::release(app.state().db.for_migrations(), &tenant, release, at).await.unwrap()
}

async fn enter(app: &TestApp, town: &Town, item: Uuid, name: &str, exposure: Exposure, at: Timestamp) {
    let tenant = app.tenant(town).await;
    let entry = Entry { item, person: town.person(name), exposure, at, by: None, evidence: "" };
    assert!(ledger::add(app.state().db.for_migrations(), &tenant, entry, at).await.unwrap());
}

/// The full extract, or the report of it, with a reason.
async fn take(browser: &Browser, report: Uuid, file: &str) -> Answer {
    let path = format!("/informatiebalans/verslagen/{report}/inzage");
    browser.submit(&path, &[("bestand", file), ("reden", "Onderzoek van de rekenkamer")]).await
}

/// Twelve items in May; the opposition is told so many hours late, everybody reads every other item.
async fn may(app: &TestApp, town: &Town, late: i64) -> Vec<Uuid> {
    twelve_from(app, town, "2026-05-01T08:00:00Z", late).await
}

/// The same from another day.
async fn twelve_from(app: &TestApp, town: &Town, first: &str, late: i64) -> Vec<Uuid> {
    let first: Timestamp = first.parse().unwrap();
    let mut items = Vec::new();
    for n in 0..12_i64 {
        let at = first + hours(48 * n);
        let item = release(app, town, at, &format!("Stuk {n}")).await;
        for (place, name) in COALITION.iter().chain(&OPPOSITION).enumerate() {
            let told = at + if OPPOSITION.contains(name) { hours(late) } else { SignedDuration::from_mins(3) };
            enter(app, town, item, name, Exposure::ToldByMail, told).await;
            if (place as i64 + n) % 2 == 0 {
                enter(app, town, item, name, Exposure::Reached, told + hours(10)).await;
            }
        }
        items.push(item);
    }
    items
}

/// Lets reading be recorded in full, since before the quarter that is closed.
pub async fn measure(app: &TestApp, town: &Town) {
    measure_as(app, town, Level::Full).await;
}

async fn measure_as(app: &TestApp, town: &Town, level: Level) {
    let decided = settings::Decision {
        level,
        dpia_reference: "DPIA-1".to_owned(),
        decided_on: "2026-04-01".parse().unwrap(),
        reading_days: 90,
    };
    let allowed = gate::authorize(&app.actor(town, "greet").await, Facts::default()).unwrap();
    let at = "2026-04-01T08:00:00Z".parse().unwrap();
    settings::commands::decide(&app.state().db, &allowed, &decided, "", at).await.unwrap();
}

async fn close(app: &TestApp, town: &Town) -> Closing {
    let allowed = gate::authorize(&app.actor(town, "greet").await, Facts::default()).unwrap();
    closing::close(&app.state().db, &allowed, &app.address, quarter(), app.now()).await.unwrap()
}

async fn closed(app: &TestApp, town: &Town) -> closing::Closed {
    let tenant = app.tenant(town).await;
    closing::of_quarter(app.state().db.read(), &tenant, quarter()).await.unwrap().remove(0)
}

#[tokio::test]
async fn a_member_reads_at_once_who_was_told_later_and_how_sure_that_is() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    may(&app, &town, 26).await;
    let otto = app.sign_in(&town, "otto").await;
    // Reading of a quarter that is not closed would show who read between two looks.
    let open = otto.get("/informatiebalans?kwartaal=2026-2").await.is(200);
    open.shows("gemiddeld 26 uur later dan de coalitie")
        .shows("als het kwartaal is afgesloten")
        .hides("van elke 100 keer. ");
    assert_eq!(close(&app, &town).await, Closing::Done);
    let page = otto.get("/informatiebalans").await.is(200).shows("2e kwartaal 2026").shows("Afgesloten op");
    let page = page.shows("De oppositie hoorde zaken gemiddeld 26 uur later dan de coalitie.");
    let page = page.shows("De groepen zijn te klein om te zeggen of dat toeval is.");
    page.shows("Op tijd gelezen: coalitie 50, oppositie 50 van elke 100 keer.").hides("report-").hides("Olga");
    // The same figures by the API, in English, as files.
    let csv = otto.get("/informatiebalans/tabellen.csv").await.is(200).shows("Lokaal Winterbeek;4;0,0;").shows("26,0");
    assert!(csv.text.starts_with('\u{feff}'));
    otto.get("/informatiebalans/tabellen.ods").await.is(200);
    assert!(otto.get("/informatiebalans/brief.pdf").await.is(200).text.starts_with("%PDF-1.7"));
    for groups in ["lokaal", "ervaring", &town.opposition.to_string()] {
        otto.get(&format!("/informatiebalans?kwartaal=2026-2&groepen={groups}"))
            .await
            .is(200)
            .hides("Op tijd gelezen: ");
    }
    otto.get("/informatiebalans?groepen=onzin").await.is(404);
    otto.get(&format!("/informatiebalans?groepen={}", id())).await.is(404);
    otto.get("/informatiebalans?kwartaal=2026-2&deel=2").await.is(404);
    otto.get("/informatiebalans?kwartaal=2026-4").await.is(404);
}

#[tokio::test]
async fn of_something_told_to_one_side_the_other_is_drawn_too_until_now_and_named_in_words() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let at = app.now();
    let item = release(&app, &town, at, "Stuk").await;
    app.pass(hours(100));
    let otto = app.sign_in(&town, "otto").await;
    let path = format!("/informatiebalans/onderdelen/{item}");
    otto.get(&path).await.is(200).shows("Het is nog aan niemand verteld.").hides("step-curve");
    for name in COALITION {
        enter(&app, &town, item, name, Exposure::ToldByMail, at + SignedDuration::from_mins(3)).await;
    }
    let page = otto.get(&path).await.is(200).shows("Het is nog aan niemand van de oppositie verteld.");
    page.shows("curve curve-coalition").shows("curve curve-opposition").shows("max=\"100\"");
    // Once everybody was told, the axis ends where the last step is.
    for name in OPPOSITION {
        enter(&app, &town, item, name, Exposure::ToldByMail, at + hours(20)).await;
    }
    otto.get(&path).await.is(200).hides("Nog niemand").shows("curve curve-opposition").shows("max=\"24\"");
    // No axis is longer than the window.
    let alone = release(&app, &town, at, "Ander stuk").await;
    enter(&app, &town, alone, "cora", Exposure::ToldByMail, at + hours(1)).await;
    app.pass(hours(24 * 30));
    let page = app.sign_in(&town, "otto").await.get(&format!("/informatiebalans/onderdelen/{alone}")).await.is(200);
    page.shows("max=\"336\"").shows("curve curve-opposition").hides("Nog niemand");
}

#[tokio::test]
async fn the_earlier_quarter_stands_left_of_the_later_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let page = app.sign_in(&town, "otto").await.get("/informatiebalans?kwartaal=2026-2").await.is(200).text;
    let (back, onward) = (page.find("← 1e kwartaal 2026").unwrap(), page.find("3e kwartaal 2026 →").unwrap());
    assert!(back < onward);
}

#[tokio::test]
async fn where_the_council_allows_counts_only_no_hours_of_reading_are_shown() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure_as(&app, &town, Level::Counts).await;
    may(&app, &town, 26).await;
    close(&app, &town).await;
    let page = app.sign_in(&town, "cora").await.get("/informatiebalans").await.is(200);
    page.shows("Op tijd gelezen: coalitie 50").hides("las zaken").shows("hoorde zaken gemiddeld 26 uur later");
    let tables = app.sign_in(&town, "cora").await.get("/informatiebalans/tabellen.csv").await.is(200);
    assert_eq!(tables.text.matches("Uren, mediaan").count(), 1, "of telling alone");
    // Every line of the full extract has its hour: there is none.
    let report = closed(&app, &town).await;
    assert_eq!((report.full_sha256(), report.full_report_json()), (None, None));
    let greet = app.sign_in(&town, "greet").await;
    for file in ["volledig", "volledig-verslag"] {
        let path = format!("/informatiebalans/verslagen/{}/{file}.json", report.id());
        greet.get(&path).await.is(409).shows("De raad stond geen uren van lezen toe");
        greet.get("/informatiebalans").await.hides(&format!("bestand={file}"));
    }
}

#[tokio::test]
async fn a_quarter_is_closed_once_and_not_before_its_last_fortnight_has_passed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    // Where nothing is there is nothing to close.
    greet.get("/informatiebalans?kwartaal=2026-2").await.is(200).hides("afsluiting\"").hides("Sluit het kwartaal af");
    let refused = greet.submit("/informatiebalans/kwartalen/2026-2/afsluiting", &[]).await.is(200);
    refused.shows("Er valt niets af te sluiten").hides("afsluiting\"");
    assert_eq!(close(&app, &town).await, Closing::Empty);
    may(&app, &town, 0).await;
    greet.get("/informatiebalans?kwartaal=2026-2").await.is(200).shows("kwartalen/2026-2/afsluiting");
    greet.post("/informatiebalans/kwartalen/2026-3/afsluiting", &[]).await.is(303);
    greet.get("/informatiebalans").await.shows("Afsluiten kan vanaf do 15 okt");
    assert_eq!(app.count("SELECT COUNT(*) FROM balance_reports").await, 0);
    assert_eq!(closing::close_due(&app.state().db, &app.address, app.now()).await.unwrap().done, 1);
    assert_eq!(closing::close_due(&app.state().db, &app.address, app.now()).await.unwrap().done, 0);
    assert_eq!(close(&app, &town).await, Closing::Already);
    assert_eq!(app.count("SELECT COUNT(*) FROM balance_reports").await, 1);
    greet.post("/informatiebalans/kwartalen/2026-2/afsluiting", &[]).await.is(303);
    greet.get("/informatiebalans").await.shows("was al afgesloten").hides("afsluiting\"");
    greet.post("/informatiebalans/kwartalen/onzin/afsluiting", &[]).await.is(404);
}

#[tokio::test]
async fn what_is_closed_stays_as_it_was_whatever_comes_later() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let items = may(&app, &town, 26).await;
    close(&app, &town).await;
    let before = closed(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let page = greet.get("/informatiebalans?kwartaal=2026-2").await.is(200).text;
    let full = take(&greet, before.id(), "volledig").await.is(200).text;
    // An entry that comes late, one that is voided, one more reading.
    app.pass(hours(1));
    let tenant = app.tenant(&town).await;
    let db = app.state().db.for_migrations();
    let told = ledger::standing(db, &tenant, items[0], Exposure::ToldByMail).await.unwrap();
    ledger::void(db, &tenant, told[0].1, "kwam niet aan", None, app.now()).await.unwrap();
    enter(&app, &town, items[0], "otto", Exposure::Confirmed, app.now()).await;
    let greet = app.sign_in(&town, "greet").await;
    assert_eq!(greet.get("/informatiebalans?kwartaal=2026-2").await.is(200).text.len(), page.len());
    assert_eq!(take(&greet, before.id(), "volledig").await.is(200).text, full);
    assert_eq!(extract::sha256(full.as_bytes()), before.full_sha256().unwrap());
    for sql in ["UPDATE balance_reports SET seed = 1", "DELETE FROM balance_reports"] {
        use sea_orm::ConnectionTrait;
        assert!(db.execute_unprepared(sql).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn everybody_may_have_what_was_told_and_only_those_named_may_have_what_was_read() {
    let app = TestApp::start().await;
    let (town, elsewhere) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    measure(&app, &town).await;
    may(&app, &town, 26).await;
    close(&app, &town).await;
    let report = closed(&app, &town).await;
    let address = |file: &str| format!("/informatiebalans/verslagen/{}/{file}.json", report.id());
    let (greet, otto, wim) =
        (app.sign_in(&town, "greet").await, app.sign_in(&town, "otto").await, app.sign_in(&town, "wim").await);
    for browser in [&greet, &otto, &wim] {
        let telling = browser.get(&address("verteld")).await.is(200);
        assert_eq!(extract::sha256(telling.text.as_bytes()), report.telling_sha256());
        let extract: Value = serde_json::from_str(&telling.text).unwrap();
        let kinds: Vec<&Value> = extract["items"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|i| i["exposures"].as_array().unwrap())
            .map(|e| &e["kind"])
            .collect();
        assert!(kinds.len() == 84 && kinds.iter().all(|kind| *kind == "told"));
        assert!(
            !telling.text.contains("Stuk")
                && !telling.text.contains("Otto")
                && !telling.text.contains(&town.person("otto").to_string())
        );
        browser.get("/informatiebalans").await.shows(report.telling_sha256()).shows(report.full_sha256().unwrap());
    }
    for file in ["volledig", "volledig-verslag"] {
        otto.get(&address(file)).await.is(403);
        wim.get(&address(file)).await.is(403);
    }
    let full = take(&greet, report.id(), "volledig").await.is(200).shows("\"reached\"");
    assert_eq!(extract::sha256(full.text.as_bytes()), report.full_sha256().unwrap());
    // The college cannot be named; a member can, and it can be taken back.
    let name = |person: &str| {
        [("wie", town.person(person).to_string()), ("datum", "2026-08-20".into()), ("besluit", "2026-77".into())]
    };
    let post = async |person: &str| {
        let fields = name(person);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v): &(&str, String)| (*k, v.as_str())).collect();
        greet.post("/informatiebalans/uittreksel", &fields).await
    };
    for person in ["wim", "bea", "anna"] {
        post(person).await.is(422);
    }
    greet
        .post("/informatiebalans/uittreksel", &[("wie", ""), ("datum", "2027-01-01"), ("besluit", "Raadsbesluit")])
        .await
        .is(422)
        .shows("Raadsbesluit");
    post("otto").await.is(303);
    take(&otto, report.id(), "volledig").await.is(200);
    otto.get("/informatiebalans/uittreksel").await.is(200).hides("Geef toegang");
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'balance.extract'").await, 2);
    let page = greet.get("/informatiebalans/uittreksel").await.is(200).shows("Otto").shows("2026-77");
    let end = page.text.split("/informatiebalans/uittreksel/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    greet.post(&format!("/informatiebalans/uittreksel/{end}"), &[]).await.is(303);
    otto.get(&address("volledig")).await.is(403);
    // Another municipality has no such report.
    let theirs = app.sign_in(&elsewhere, "greet").await;
    for file in ["verteld", "verslag", "volledig", "volledig-verslag"] {
        theirs.get(&address(file)).await.is(404);
    }
    theirs.post(&format!("/informatiebalans/uittreksel/{end}"), &[]).await.is(404);
}

#[tokio::test]
async fn whoever_computes_it_again_gets_the_same() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    may(&app, &town, 26).await;
    close(&app, &town).await;
    let kept = closed(&app, &town).await;
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/informatiebalans?kwartaal=2026-2&narekenen=ja")
        .await
        .is(200)
        .shows("Gelijk")
        .shows("notice-title\">Gelijk");
    let address = |file: &str| format!("/informatiebalans/verslagen/{}/{file}.json", kept.id());
    let extract = Extract::parse(cora.get(&address("verteld")).await.is(200).text.as_bytes()).unwrap();
    let said = cora.get(&address("verslag")).await.is(200).text;
    assert_eq!(serde_json::to_string(&report::report(&extract)).unwrap(), said);
    let each = cora.get(&address("fracties")).await.is(200).text;
    assert_eq!(serde_json::to_string(&report::all_factions(&extract)).unwrap(), each);
    let greet = app.sign_in(&town, "greet").await;
    let extract = Extract::parse(take(&greet, kept.id(), "volledig").await.is(200).text.as_bytes()).unwrap();
    let said = take(&greet, kept.id(), "volledig-verslag").await.is(200).text;
    assert_eq!(serde_json::to_string(&report::report(&extract)).unwrap(), said);
    assert_eq!(extract.people.iter().filter(|person| person.group == "committee").count(), 1);
}

#[tokio::test]
async fn the_full_extract_is_gone_when_reading_is_gone_and_the_report_stays() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    may(&app, &town, 26).await;
    close(&app, &town).await;
    let kept = closed(&app, &town).await;
    let trigger = match app.state().db.engine() {
        sea_orm::DbBackend::Sqlite => "DROP TRIGGER exposures_never_go",
        _ => "DROP TRIGGER exposures_append_only ON exposures",
    };
    app.execute(trigger).await;
    app.execute("DELETE FROM exposures WHERE kind = 'reached'").await;
    let greet = app.sign_in(&town, "greet").await;
    let address = format!("/informatiebalans/verslagen/{}/volledig.json", kept.id());
    greet.get(&address).await.is(409).shows("kan niet meer worden gemaakt");
    greet
        .get("/informatiebalans?kwartaal=2026-2&narekenen=ja")
        .await
        .is(200)
        .shows("Gelijk")
        .shows("Op tijd gelezen: coalitie 50");
}

#[tokio::test]
async fn a_quarter_in_which_the_coalition_changed_is_computed_in_parts() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    may(&app, &town, 26).await;
    // On 10 May the opposition joins.
    app.execute("UPDATE side_spells SET to_date = '2026-05-09' WHERE side = 'oppositie'").await;
    let tenant = app.tenant(&town).await;
    app::people::entity::side_spell::Entity::insert(app::people::entity::side_spell::ActiveModel {
        id: sea_orm::ActiveValue::Set(id()),
        municipality_id: sea_orm::ActiveValue::Set(tenant.id()),
        faction_id: sea_orm::ActiveValue::Set(town.opposition),
        side: sea_orm::ActiveValue::Set("coalitie".to_owned()),
        from_date: sea_orm::ActiveValue::Set("2026-05-10".to_owned()),
        to_date: sea_orm::ActiveValue::Set(None),
    })
    .exec_without_returning(app.state().db.for_migrations())
    .await
    .unwrap();
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/informatiebalans?kwartaal=2026-2")
        .await
        .is(200)
        .shows("Op zo 10 mei kwam Open Lijst Winterbeek in de coalitie. Daarom rekenen we elk deel apart.")
        .shows("2e kwartaal 2026, deel 2")
        .shows("deel=1");
    assert_eq!(close(&app, &town).await, Closing::Done);
    assert_eq!(app.count("SELECT COUNT(*) FROM balance_reports").await, 2);
    cora.get("/informatiebalans?kwartaal=2026-2&deel=2").await.is(200).shows("2e kwartaal 2026, deel 2");
    cora.get("/informatiebalans?kwartaal=2026-2&deel=1").await.is(200).shows("2e kwartaal 2026, deel 1");
    cora.get("/informatiebalans").await.is(200);
}

#[tokio::test]
async fn a_faction_without_members_cuts_no_quarter() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    may(&app, &town, 26).await;
    let greet = app.sign_in(&town, "greet").await;
    let ghost = [("naam", "Spook"), ("soort", "lokaal"), ("kant", "coalitie"), ("vanaf", "2026-05-10"), ("key", "a")];
    greet.post("/raad/fracties/nieuw", &ghost).await.is(303);
    greet.get("/informatiebalans?kwartaal=2026-2").await.is(200).hides("elk deel apart").hides("deel 1");
}

#[tokio::test]
async fn the_api_says_what_the_page_says() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    may(&app, &town, 26).await;
    close(&app, &town).await;
    let kept = closed(&app, &town).await;
    let secret = app::accounts::tokens::make(
        app.state().db.for_migrations(),
        &app.tenant(&town).await,
        town.person("cora"),
        "proef",
        app.now(),
    )
    .await
    .unwrap();
    let client = reqwest::Client::new();
    let url = format!("{}/api/v1/winterbeek/informatiebalans?kwartaal=2026-2", app.address);
    let answer: Value = client.get(url).bearer_auth(secret).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["afgesloten"]["sha256VolledigUittreksel"], kept.full_sha256().unwrap());
    assert!((answer["verteld"]["urenLater"].as_f64().unwrap() - 25.95).abs() < 0.01);
    assert_eq!(answer["gelezen"]["regels"][0]["van"], 48);
    assert_eq!(answer["gelezen"]["regels"].as_array().unwrap().len(), 4);
    assert!(!answer.to_string().contains("Otto"));
}
