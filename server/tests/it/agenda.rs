//! The calendar in its views: who sees what in which period, and the days on which nobody would rather meet.

use app::{
    gate,
    gatherings::commands::{self as planning, Filled, Invite, Plan, Stage},
};
use domain::{
    gatherings::{Audience, AudienceKind, Details, Kind, Openness},
    policy::Facts,
};
use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::support::{TestApp, Town};

const ALL: Facts = Facts { own: true, released: true, invited: true, host: true, same_faction: true };

/// What differs between the gatherings of these tests.
pub struct Sort {
    title: &'static str,
    day: Date,
    kind: Kind,
    capacity: Option<u32>,
    host: &'static str,
    /// By first name; nobody means everybody.
    only: &'static [&'static str],
    stage: Stage,
}

impl Default for Sort {
    fn default() -> Self {
        let (day, kind) = (date(2026, 9, 15), Kind::WorkVisit);
        Self { title: "Bezoek", day, kind, capacity: None, host: "wim", only: &[], stage: Stage::Planned }
    }
}

/// Makes one, and invites to it.
pub async fn made(app: &TestApp, town: &Town, one: Sort, invite: bool) -> Uuid {
    let (state, now) = (app.state(), app.now());
    let clerk = app.actor(town, "greet").await;
    let audience = match one.only {
        [] => Audience::everybody(),
        names => Audience {
            kind: AudienceKind::People,
            reason: Some("Zij gaan mee".to_owned()),
            factions: Vec::new(),
            people: names.iter().map(|name| town.person(name)).collect(),
        },
    };
    let filled = Filled {
        details: Details {
            kind: one.kind,
            legal_status: one.kind.default_legal_status(),
            title: one.title.to_owned(),
            date: Some(one.day),
            start: Some(jiff::civil::time(19, 30, 0, 0)),
            end: Some(jiff::civil::time(21, 0, 0, 0)),
            place: Some("Kulturhus".to_owned()),
            link: None,
            openness: Openness::Public,
            closed_reason: None,
            audience,
            host: Some(town.person(one.host)),
            capacity: one.capacity,
            agenda: "Eerst koffie".to_owned(),
        },
        summary: format!("Over {}", one.title),
        ris_url: None,
    };
    let plans = gate::authorize(&clerk, ALL).unwrap();
    let plan = Plan { filled, stage: one.stage, key: String::new() };
    let gathering = planning::plan(&state.db, &plans, plan, now).await.unwrap();
    if invite {
        let invites = gate::authorize(&clerk, ALL).unwrap();
        planning::invite(&state.db, &invites, gathering, Invite::default(), &state.settings.base_url, now)
            .await
            .unwrap();
    }
    gathering
}

#[tokio::test]
async fn every_view_shows_time_title_own_answer_and_seats() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = made(&app, &town, Sort { capacity: Some(12), ..Sort::default() }, true).await;
    let (cora, otto) = (app.sign_in(&town, "cora").await, app.sign_in(&town, "otto").await);
    cora.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    for view in ["lijst", "dag", "week", "maand"] {
        let path = format!("/agenda?weergave={view}&datum=2026-09-15");
        let page = cora.get(&path).await.is(200).shows("19.30–21.00").shows(">Bezoek<").shows("u komt");
        page.shows("1 van 12 plaatsen").shows("dinsdag 15 september 2026").shows("role=\"status\"").shows("<table");
        otto.get(&path).await.is(200).shows("wacht op uw antwoord").shows("1 van 12 plaatsen");
    }
    let year = cora.get("/agenda?weergave=jaar&datum=2026-09-15").await.is(200);
    assert_eq!(year.text.matches("<caption>").count(), 12);
    year.shows(", 1 bijeenkomst").shows("1 bijeenkomst<");
    // The list is what one gets without asking, and it begins today.
    cora.get("/agenda").await.is(200).shows("1 september 2026 t/m 26 oktober 2026").shows(">Bezoek<");
    cora.get("/agenda?weergave=maand&datum=2026-10-01").await.is(200).hides(">Bezoek<").shows("geen bijeenkomsten");
    app.stranger(&town).get("/agenda").await.is(303);
    app.sign_in(&town, "ina").await.get("/agenda").await.is(403);
}

#[tokio::test]
async fn filters_leave_what_was_asked_for_and_stay_in_every_link() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    made(&app, &town, Sort { title: "Bezoek zorg", ..Sort::default() }, true).await;
    made(&app, &town, Sort { title: "Tafel", kind: Kind::CaseTable, host: "willemijn", ..Sort::default() }, true).await;
    made(&app, &town, Sort { title: "Voor Otto", only: &["otto"], ..Sort::default() }, true).await;
    let cora = app.sign_in(&town, "cora").await;
    let month = "/agenda?weergave=maand&datum=2026-09-01";
    let titles = [">Bezoek zorg<", ">Tafel<", ">Voor Otto<"];
    let wim = town.person("wim");
    for (filter, wanted) in [
        (String::new(), [true, true, true]),
        ("&soort=werkbezoek".to_owned(), [true, false, true]),
        ("&mijn=true".to_owned(), [true, true, false]),
        ("&open=true".to_owned(), [true, true, false]),
        (format!("&gastheer={wim}"), [true, false, true]),
        ("&onderwerp=ZORG".to_owned(), [true, false, false]),
        ("&onderwerp=over+koffie".to_owned(), [true, true, true]),
        ("&soort=casuistiektafel&onderwerp=zorg".to_owned(), [false, false, false]),
    ] {
        let mut page = cora.get(&format!("{month}{filter}")).await.is(200);
        for (title, wanted) in titles.iter().zip(wanted) {
            page = if wanted { page.shows(title) } else { page.hides(title) };
        }
        if filter.starts_with("&soort=werk") {
            page.shows("weergave=week&amp;datum=2026-09-01&amp;soort=werkbezoek").shows("Filter (1 aan)");
        }
    }
    let wim = app.sign_in(&town, "wim").await;
    wim.get(&format!("{month}&mijn=true")).await.is(200).shows(titles[0]).hides(titles[1]).shows(titles[2]);
}

#[tokio::test]
async fn drafts_are_the_clerks_and_other_municipalities_are_nobodys() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    made(&app, &town, Sort { title: "Concept hier", stage: Stage::Draft, ..Sort::default() }, false).await;
    made(&app, &other, Sort { title: "Elders", ..Sort::default() }, true).await;
    let (clerk, cora) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "cora").await);
    let foreign_host = other.person("wim");
    for view in ["lijst", "dag", "week", "maand", "jaar"] {
        let path = format!("/agenda?weergave={view}&datum=2026-09-15");
        clerk
            .get(&path)
            .await
            .is(200)
            .shows(if view == "jaar" { ", 1 bijeenkomst" } else { "concept" })
            .hides("Elders");
        cora.get(&path).await.is(200).hides("Concept hier").hides("Elders").shows("geen bijeenkomsten<");
        let by_host = format!("{path}&gastheer={foreign_host}");
        clerk.get(&by_host).await.is(200).hides("Elders").shows("geen bijeenkomsten<");
    }
    app.sign_in(&other, "greet").await.get("/agenda").await.is(200).shows("Elders").hides("Concept hier");
    clerk.get("/agenda?weergave=maand&datum=9999-99-99&gastheer=x&soort=%00").await.is(200);
}

#[tokio::test]
async fn recess_and_school_holidays_are_set_once_and_seen_by_all_of_the_municipality() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let (clerk, cora) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "cora").await);
    let page = "/instellingen/agenda";
    let wrong = [("naam", " "), ("van", "2026-13-01"), ("tot", "")];
    let answer = clerk.post("/instellingen/agenda/reces", &wrong).await.is(422).shows("deze 3 dingen");
    assert_eq!(answer.input("van"), "2026-13-01");
    let backwards = [("naam", "Herfstreces"), ("van", "2026-10-25"), ("tot", "2026-10-17")];
    clerk.post("/instellingen/agenda/reces", &backwards).await.is(422).shows("De laatste dag ligt voor de eerste");
    let key = clerk.get(page).await.is(200).input("key");
    let good = [("naam", "Herfstreces"), ("van", "17-10-2026"), ("tot", "2026-10-25"), ("key", key.as_str())];
    clerk.submit("/instellingen/agenda/reces", &good).await.is(200).shows("Herfstreces");
    // The same form again makes no second one, and a new form with the same days is refused.
    clerk.post("/instellingen/agenda/reces", &good).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM recesses").await, 1);
    clerk.post("/instellingen/agenda/reces", &good[..3]).await.is(422).shows("Dit reces staat er al");
    clerk.post(page, &[("regio", "oost")]).await.is(422);
    clerk.submit(page, &[("regio", "noord")]).await.is(200).shows("tot en met zondag 2 september 2029");

    for view in ["dag", "week", "maand", "jaar"] {
        let path = format!("/agenda?weergave={view}&datum=2026-10-17");
        cora.get(&path).await.is(200).shows("Herfstreces").shows("Herfstvakantie").shows("Rijksoverheid");
        let elsewhere = app.sign_in(&other, "cora").await.get(&path).await.is(200).hides("Herfstreces");
        elsewhere.hides("Herfstvakantie");
    }
    cora.get("/agenda?weergave=maand&datum=2027-04-01").await.is(200).shows("Koningsdag").hides("pinksterdag");
    cora.get("/agenda?weergave=jaar&datum=2030-01-01").await.is(200).shows("nog niet bekend").shows("Hemelvaartsdag");

    let path = format!("/instellingen/agenda/reces/{}/verwijdering", recess(&app).await);
    app.sign_in(&other, "greet").await.post(&path, &[]).await.is(404);
    cora.post(&path, &[]).await.is(403);
    clerk.submit(&path, &[]).await.is(200).hides("Herfstreces");
    cora.get("/agenda?weergave=dag&datum=2026-10-17").await.is(200).hides("Herfstreces").shows("Herfstvakantie");
    let noted = "SELECT COUNT(*) FROM audit WHERE action LIKE 'calendar.re%'";
    assert_eq!(app.count(noted).await, 3);
}

async fn recess(app: &TestApp) -> Uuid {
    use sea_orm::{ConnectionTrait, Statement};
    let db = app.state().db.read();
    let query = Statement::from_string(db.get_database_backend(), "SELECT id FROM recesses");
    db.query_one_raw(query).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn the_nights_of_the_clock_and_the_turn_of_the_year_keep_their_gatherings() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    for (title, day) in [
        ("Dag voor", date(2026, 10, 24)),
        ("Dag zelf", date(2026, 10, 25)),
        ("Dag na", date(2026, 10, 26)),
        ("Zomertijd", date(2027, 3, 28)),
        ("Oudjaar", date(2026, 12, 31)),
        ("Nieuwjaar", date(2027, 1, 3)),
    ] {
        made(&app, &town, Sort { title, day, ..Sort::default() }, false).await;
    }
    let cora = app.sign_in(&town, "cora").await;
    let week = cora.get("/agenda?weergave=week&datum=2026-10-25").await.is(200).shows("Week 43, 19 oktober 2026");
    week.shows("Dag voor").shows("Dag zelf").hides("Dag na").shows("2 bijeenkomsten");
    cora.get("/agenda?weergave=week&datum=2026-10-26").await.is(200).hides("Dag zelf").shows("Dag na");
    cora.get("/agenda?weergave=dag&datum=2027-03-28").await.is(200).shows("Zomertijd").shows("19.30–21.00");
    let turn = cora.get("/agenda?weergave=week&datum=2027-01-01").await.is(200).shows("Week 53, 28 december 2026");
    turn.shows("Oudjaar").shows("Nieuwjaar").shows("datum=2026-12-25").shows("datum=2027-01-08");
    let december = cora.get("/agenda?weergave=maand&datum=2026-12-01").await.is(200).shows("Oudjaar");
    december.shows("1 bijeenkomst<").shows("Week 53");
}

#[tokio::test]
async fn the_menu_has_one_way_to_what_is_planned_and_its_two_pages_lead_to_each_other() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    for (path, onward) in [("/agenda", "/bijeenkomsten"), ("/bijeenkomsten", "/agenda")] {
        let page = cora.get(path).await.is(200).shows("aria-current=\"page\">Agenda</a>");
        let menu = page.text.split_once("<nav").unwrap().1.split("</nav>").next().unwrap();
        assert!(!menu.contains("Bijeenkomsten"), "{path}");
        page.shows(&format!("href=\"/winterbeek{onward}\" class=\"no-print\""));
    }
}
