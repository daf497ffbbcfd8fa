//! Gatherings: planned, invited, changed, cancelled, reminded; lists, pages, calendar files.

use app::{
    gate,
    gatherings::{
        commands::{self, Change, Filled, Invite, Plan, Stage},
        input::Input,
        store,
    },
    mail::outbox::entity::Model as Mail,
};
use domain::{
    gatherings::{Kind, Shelf, State},
    policy::{Facts, act},
};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::support::{TestApp, Town};

mod hosts;
mod waves;

/// What the form holds when it comes up, with a title and a day.
pub fn typed(town: &Town) -> Input {
    Input {
        soort: "werkbezoek".to_owned(),
        titel: "Werkbezoek De Brug".to_owned(),
        samenvatting: "Hoe dagbesteding werkt.".to_owned(),
        datum: "2026-09-09".to_owned(),
        begin: "19:30".to_owned(),
        eind: "21:00".to_owned(),
        plaats: format!("Kulturhus {}", town.slug),
        status: "informele-bijeenkomst".to_owned(),
        openbaarheid: "openbaar".to_owned(),
        wie: "iedereen".to_owned(),
        plaatsen: "12".to_owned(),
        ..Input::default()
    }
}

/// The fields of a form, as a browser sends them.
pub fn fields(input: &Input) -> Vec<(&str, &str)> {
    let mut fields = vec![
        ("soort", input.soort.as_str()),
        ("titel", &input.titel),
        ("samenvatting", &input.samenvatting),
        ("datum", &input.datum),
        ("begin", &input.begin),
        ("eind", &input.eind),
        ("plaats", &input.plaats),
        ("link", &input.link),
        ("ris", &input.ris),
        ("status", &input.status),
        ("openbaarheid", &input.openbaarheid),
        ("besloten-reden", &input.besloten_reden),
        ("wie", &input.wie),
        ("wie-reden", &input.wie_reden),
        ("agenda", &input.agenda),
        ("gastheer", &input.gastheer),
        ("plaatsen", &input.plaatsen),
        ("actie", &input.actie),
        ("achteraf", &input.achteraf),
        ("key", &input.key),
        ("version", &input.version),
    ];
    fields.extend(input.fractie.iter().map(|id| ("fractie", id.as_str())));
    fields.extend(input.persoon.iter().map(|id| ("persoon", id.as_str())));
    fields
}

fn filled(input: &Input) -> Filled {
    input.parse(Stage::Draft, &domain::localtime::amsterdam()).unwrap()
}

/// A gathering made by the clerk.
async fn planned(app: &TestApp, town: &Town, input: &Input, stage: Stage) -> Uuid {
    let actor = app.actor(town, "greet").await;
    let allowed = gate::authorize::<act::PlanGathering>(&actor, Facts::default()).unwrap();
    let plan = Plan { filled: filled(input), stage, key: String::new() };
    commands::plan(&app.state().db, &allowed, plan, app.now()).await.unwrap()
}

/// A gathering to which everybody was invited.
pub async fn invited(app: &TestApp, town: &Town) -> Uuid {
    let id = planned(app, town, &typed(town), Stage::Draft).await;
    let actor = app.actor(town, "greet").await;
    let allowed = gate::authorize::<act::InviteToGathering>(&actor, Facts::default()).unwrap();
    let base = &app.state().settings.base_url;
    commands::invite(&app.state().db, &allowed, id, Invite::default(), base, app.now()).await.unwrap();
    id
}

async fn find(app: &TestApp, town: &Town, id: Uuid) -> store::Gathering {
    let tenant = app.tenant(town).await;
    let db = app.state().db.read();
    store::read(db, &tenant, store::find(db, &tenant, id).await.unwrap()).await.unwrap()
}

async fn mails_of(app: &TestApp, town: &Town, kind: &str) -> Vec<Mail> {
    app.mails(town).await.into_iter().filter(|mail| mail.kind == kind).collect()
}

/// The council of a town: seven members (one without an account still sits) and one committee member.
const COUNCIL: usize = 8;

// Planning ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_form_comes_up_with_what_is_usual() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let page = greet.get("/bijeenkomsten/nieuw?soort=werkbezoek&datum=2026-09-09").await.is(200);
    for (name, value) in [
        ("begin", "19:30"),
        ("eind", "22:30"),
        ("plaats", "Raadzaal Winterbeek"),
        ("plaatsen", "12"),
        ("datum", "2026-09-09"),
    ] {
        assert_eq!(page.input(name), value, "{name}");
    }
    page.shows("De hele raad (7) en commissieleden (1)");
    app.sign_in(&town, "cora").await.get("/bijeenkomsten/nieuw").await.is(403);
    app.stranger(&town).get("/bijeenkomsten/nieuw").await.is(303);
}

#[tokio::test]
async fn another_kind_keeps_what_was_typed_and_changes_what_was_usual() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let fresh = greet.get("/bijeenkomsten/nieuw").await.is(200);
    let usual: Vec<(&str, String)> =
        ["soort", "titel", "begin", "eind", "plaats", "key"].map(|name| (name, fresh.input(name))).to_vec();
    let mut fields: Vec<(&str, &str)> = usual.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend([("datum", "2026-09-09"), ("agenda", "Eerst koffie"), ("samenvatting", "Kijken"), ("wie", "raad")]);
    fields.push(("actie", "soort-werkbezoek"));
    let page = greet.post("/bijeenkomsten", &fields).await.is(200).shows("Eerst koffie");
    for (name, value) in [
        ("soort", "werkbezoek"),
        ("titel", "Werkbezoek"),
        ("eind", "22:30"),
        ("plaatsen", "12"),
        ("datum", "2026-09-09"),
        ("samenvatting", "Kijken"),
        ("key", fresh.input("key").as_str()),
    ] {
        assert_eq!(page.input(name), value, "{name}");
    }
    // What was filled in otherwise stays.
    fields.retain(|(name, _)| !["titel", "begin"].contains(name));
    fields.extend([("titel", "Naar de brug"), ("begin", "20:00"), ("plaatsen", "7")]);
    let page = greet.post("/bijeenkomsten", &fields).await.is(200);
    for (name, value) in [("titel", "Naar de brug"), ("begin", "20:00"), ("eind", "21:30"), ("plaatsen", "7")] {
        assert_eq!(page.input(name), value, "{name}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 0, "nothing is kept by choosing");
    let unknown = greet.post("/bijeenkomsten", &[("actie", "soort-feest"), ("titel", "Feest")]).await;
    unknown.is(422).shows("Feest");
}

#[tokio::test]
async fn a_form_that_cannot_be_kept_yet_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = Input {
        titel: String::new(),
        plaatsen: "veel".to_owned(),
        openbaarheid: "besloten".to_owned(),
        agenda: "Welkom</textarea><script>".to_owned(),
        actie: "uitnodiging".to_owned(),
        ..typed(&town)
    };
    let page = greet.post("/bijeenkomsten", &fields(&input)).await.is(422);
    assert_eq!(page.input("plaatsen"), "veel");
    assert_eq!(page.input("datum"), "2026-09-09");
    page.shows("Geef de bijeenkomst een titel.")
        .shows("Schrijf op waarom de bijeenkomst besloten is.")
        .shows("Kies een getal van 1 tot 10.000")
        .shows("Welkom&lt;/textarea&gt;&lt;script&gt;")
        .hides("<script>");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 0);
}

#[tokio::test]
async fn half_past_two_on_the_night_the_clock_changes_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input =
        Input { datum: "25-10-2026".to_owned(), begin: "02:30".to_owned(), eind: "04:00".to_owned(), ..typed(&town) };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("Deze tijd komt die nacht twee keer voor");
    let input = Input { datum: "28-3-2027".to_owned(), ..input };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("Deze tijd bestaat niet");
}

#[tokio::test]
async fn the_wall_time_stays_when_the_clock_changes() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let summer = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let winter = Input { datum: "2026-11-04".to_owned(), ..typed(&town) };
    let winter = planned(&app, &town, &winter, Stage::Draft).await;
    assert_eq!(find(&app, &town, summer).await.when.starts_at.to_string(), "2026-09-09T17:30:00Z");
    assert_eq!(find(&app, &town, winter).await.when.starts_at.to_string(), "2026-11-04T18:30:00Z");
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_gathering() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = Input { key: "sleutel".to_owned(), actie: "concept".to_owned(), ..typed(&town) };
    let first = greet.post("/bijeenkomsten", &fields(&input)).await.is(303).location().to_owned();
    let second = greet.post("/bijeenkomsten", &fields(&input)).await.is(303).location().to_owned();
    assert_eq!(first, second);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 1);
}

#[tokio::test]
async fn a_day_that_has_passed_is_refused_until_it_is_recorded_afterwards() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = Input { datum: "2026-08-20".to_owned(), actie: "concept".to_owned(), ..typed(&town) };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("al voorbij").shows("vastleggen");
    let input = Input { actie: "vastleggen".to_owned(), ..input };
    let path = greet.post("/bijeenkomsten", &fields(&input)).await.is(303).location().to_owned();
    greet.get(&format!("/{path}")).await.is(200).shows("gehouden").shows("Vastgelegd.");
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'bijeenkomst'").await, 1);
    assert!(app.mails(&town).await.is_empty());
    let future = Input { datum: "2026-09-20".to_owned(), ..input };
    greet.post("/bijeenkomsten", &fields(&future)).await.is(422).shows("nog niet voorbij");
}

#[tokio::test]
async fn a_draft_is_the_clerks_alone_and_another_municipalitys_is_not_there() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdam").await);
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let path = format!("/bijeenkomsten/{id}");
    app.sign_in(&town, "greet").await.get(&path).await.is(200).shows("concept");
    for below in ["", "/agenda.ics", "/wijzigen", "/uitnodiging", "/annulering", "/herinnering"] {
        app.sign_in(&town, "cora").await.get(&format!("{path}{below}")).await.is(404);
        app.sign_in(&other, "greet").await.get(&format!("{path}{below}")).await.is(404);
    }
    app.sign_in(&town, "cora").await.get("/bijeenkomsten?stand=concept").await.is(200).hides("De Brug");
    app.sign_in(&other, "greet").await.get("/bijeenkomsten?stand=concept").await.is(200).hides("De Brug");
    app.sign_in(&town, "greet").await.get("/bijeenkomsten/geen-id").await.is(404);
}

#[tokio::test]
async fn factions_and_hosts_of_another_municipality_are_refused() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdam").await);
    let greet = app.sign_in(&town, "greet").await;
    let input = Input {
        wie: "fracties".to_owned(),
        wie_reden: "Klein".to_owned(),
        fractie: vec![other.coalition.to_string()],
        gastheer: other.person("wim").to_string(),
        ..typed(&town)
    };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("Kies een van de mogelijkheden");
}

#[tokio::test]
async fn a_gathering_in_the_calendar_is_released_and_nobody_is_mailed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    greet.post(&format!("/bijeenkomsten/{id}/planning"), &[]).await.is(303);
    assert_eq!(find(&app, &town, id).await.state(app.now()), State::Planned);
    app.sign_in(&town, "cora").await.get(&format!("/bijeenkomsten/{id}")).await.is(200).shows("gepland");
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 1);
    assert!(app.mails(&town).await.is_empty());
    greet.post(&format!("/bijeenkomsten/{id}/planning"), &[]).await.is(409);
    let invite = [("version", "2"), ("key", "k")];
    greet.post(&format!("/bijeenkomsten/{id}/uitnodiging"), &invite).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 1);
    assert_eq!(mails_of(&app, &town, "invitation").await.len(), COUNCIL);
}

// Lists and files --------------------------------------------------------------------------------------------------

#[tokio::test]
async fn every_gathering_lies_on_the_shelf_of_its_state() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let past = Input { datum: "2026-08-20".to_owned(), ..typed(&town) };
    planned(&app, &town, &past, Stage::Held).await;
    planned(&app, &town, &typed(&town), Stage::Draft).await;
    planned(&app, &town, &typed(&town), Stage::Planned).await;
    invited(&app, &town).await;
    let actor = app.actor(&town, "greet").await;
    for dropped in [invited(&app, &town).await, planned(&app, &town, &typed(&town), Stage::Draft).await] {
        let allowed = gate::authorize::<act::ChangeGathering>(&actor, Facts::default()).unwrap();
        commands::cancel(&app.state().db, &allowed, dropped, "weg", "https://x.example", app.now()).await.unwrap();
    }
    // Exactly at the end of those planned, and one moment before.
    let ends: jiff::Timestamp = "2026-09-09T19:00:00Z".parse().unwrap();
    for now in [app.now(), ends - SignedDuration::from_millis(1), ends] {
        let mut seen = 0;
        for shelf in Shelf::ALL {
            let filter = store::Filter { shelf: *shelf, kind: None, page: 1 };
            let page = store::list(app.state().db.read(), &actor, filter, now).await.unwrap();
            assert_eq!(page.cards.len() as i64, page.count(*shelf).number());
            assert!(page.cards.iter().all(|card| card.state.shelf() == *shelf), "{shelf} {now}: {page:?}");
            seen += page.cards.len();
        }
        assert_eq!(seen, 6);
    }
}

#[tokio::test]
async fn the_list_filters_counts_and_turns_pages() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    for n in 1..=27 {
        let input = Input { titel: format!("Bezoek nummer {n:02}."), ..typed(&town) };
        planned(&app, &town, &input, Stage::Planned).await;
    }
    let other = Input { soort: "casuistiektafel".to_owned(), titel: "Tafel".to_owned(), ..typed(&town) };
    planned(&app, &town, &other, Stage::Planned).await;
    let cora = app.sign_in(&town, "cora").await;
    let page = cora.get("/bijeenkomsten").await.is(200).shows("28 bijeenkomsten").shows("blad=2");
    assert_eq!(page.text.matches("class=\"item-title\"").count(), 25);
    let page = cora.get("/bijeenkomsten?blad=2").await.is(200);
    assert_eq!(page.text.matches("class=\"item-title\"").count(), 3);
    cora.get("/bijeenkomsten?soort=casuistiektafel").await.shows("1 bijeenkomst").shows("Tafel").hides("Bezoek nummer");
    cora.get("/bijeenkomsten?stand=onzin&soort=onzin&blad=-1").await.is(200).shows("28 bijeenkomsten");
    cora.get("/bijeenkomsten?blad=99").await.is(200);
}

#[tokio::test]
async fn the_list_shows_ones_own_answer() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = invited(&app, &town).await;
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/bijeenkomsten").await.shows("wacht op uw antwoord");
    cora.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "nee")]).await.is(303);
    cora.get("/bijeenkomsten").await.shows("u komt niet");
    app.sign_in(&town, "wim").await.get("/bijeenkomsten").await.hides("wacht op uw antwoord");
}

#[tokio::test]
async fn the_calendar_file_holds_title_time_and_place_and_no_more() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let input = Input {
        agenda: "Geheim punt".to_owned(),
        openbaarheid: "besloten".to_owned(),
        besloten_reden: "Er komen bewoners".to_owned(),
        ..typed(&town)
    };
    let id = planned(&app, &town, &input, Stage::Planned).await;
    let file = app.sign_in(&town, "cora").await.get(&format!("/bijeenkomsten/{id}/agenda.ics")).await.is(200);
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    let file = file
        .shows("SUMMARY:Werkbezoek De Brug\r\n")
        .shows("LOCATION:Kulturhus winterbeek\r\n")
        .shows(&format!("UID:{id}@winterbeek.evenwijs\r\n"))
        .shows("BEGIN:VTIMEZONE")
        .hides("Geheim")
        .hides("dagbesteding")
        .hides("bewoners");
    let again = app.sign_in(&town, "otto").await.get(&format!("/bijeenkomsten/{id}/agenda.ics")).await;
    assert_eq!(file.text, again.text);
    app.stranger(&town).get(&format!("/bijeenkomsten/{id}/agenda.ics")).await.is(303);
}

#[tokio::test]
async fn clashes_are_shown_to_the_clerk_and_stop_nobody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let other = Input { titel: "Casuïstiektafel jeugd".to_owned(), ..typed(&town) };
    planned(&app, &town, &other, Stage::Planned).await;
    let greet = app.sign_in(&town, "greet").await;
    greet.get("/bijeenkomsten/nieuw?datum=2026-09-09").await.shows("Die dag is er nog een bijeenkomst").shows("jeugd");
    let input = Input { actie: "concept".to_owned(), ..typed(&town) };
    greet.submit("/bijeenkomsten", &fields(&input)).await.is(200).shows("Die dag is er nog een bijeenkomst");
}

#[tokio::test]
async fn the_clerks_home_shows_the_weeks_work() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let draft = Input { titel: "Nog af te maken".to_owned(), datum: "2026-11-09".to_owned(), ..typed(&town) };
    planned(&app, &town, &draft, Stage::Draft).await;
    let soon = Input { titel: "Al heel gauw".to_owned(), datum: "2026-09-03".to_owned(), ..typed(&town) };
    planned(&app, &town, &soon, Stage::Planned).await;
    let past = Input { titel: "Zonder verslag".to_owned(), datum: "2026-08-20".to_owned(), ..typed(&town) };
    planned(&app, &town, &past, Stage::Held).await;
    let greet = app.sign_in(&town, "greet").await;
    greet
        .get("")
        .await
        .is(200)
        .shows("Nog af te maken")
        .shows("Al heel gauw")
        .shows("Nog niemand uitgenodigd")
        .shows("Zonder verslag");
    app.sign_in(&town, "cora").await.get("").await.hides("Nog af te maken");
}

#[tokio::test]
async fn commands_with_a_clock_in_the_past_leave_a_past_that_reads_true() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let then: jiff::Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
    let actor = app.actor(&town, "greet").await;
    let base = "https://evenwijs.example";
    let db = &app.state().db;
    let input = Input { datum: "2026-05-20".to_owned(), soort: Kind::CaseTable.code().to_owned(), ..typed(&town) };
    let plan = gate::authorize::<act::PlanGathering>(&actor, Facts::default()).unwrap();
    let invite = gate::authorize::<act::InviteToGathering>(&actor, Facts::default()).unwrap();
    let change = gate::authorize::<act::ChangeGathering>(&actor, Facts::default()).unwrap();
    let draft = Plan { filled: filled(&input), stage: Stage::Ready, key: String::new() };
    let id = commands::plan(db, &plan, draft, then).await.unwrap();
    commands::invite(db, &invite, id, Invite::default(), base, then).await.unwrap();
    let moved = Input { datum: "2026-05-21".to_owned(), ..input };
    let version = find(&app, &town, id).await.version;
    let day = then + SignedDuration::from_hours(24);
    let sent = commands::change(db, &change, id, Change { filled: filled(&moved), version }, base, day).await.unwrap();
    assert_eq!(sent.mailed, COUNCIL);
    let reminded = commands::remind(db, &invite, id, base, day + SignedDuration::from_hours(24)).await.unwrap();
    assert_eq!(reminded.mailed, COUNCIL);
    assert_eq!(find(&app, &town, id).await.state(app.now()), State::Held);
    let released = app.count("SELECT MIN(released_at) FROM items").await;
    assert_eq!(released, then.as_millisecond());
}
