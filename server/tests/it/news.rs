//! News by mail: at once or in one daily mail, each item told once, nobody earlier than anybody with the same choice.

use std::collections::BTreeSet;

use app::{
    balance::ledger::{self, ItemKind, Release},
    gate,
    mail::outbox::entity::Model as Mail,
    news::editions,
    updates,
};
use domain::{
    localtime::{Quarter, parse_date},
    policy::Facts,
    values::{LongText, Title},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::support::{TestApp, Town, id};

const ALL: Facts = Facts { own: true, released: true, invited: true, host: true, same_faction: true };

/// The council: seven members and a committee member.
const COUNCIL: usize = 8;

async fn of_kind(app: &TestApp, town: &Town, kind: &str) -> Vec<Mail> {
    app.mails(town).await.into_iter().filter(|mail| mail.kind == kind).collect()
}

/// An alderman publishes an update: news with a mail of its own.
async fn update(app: &TestApp, town: &Town, title: &str) {
    let (state, wim) = (app.state(), app.actor(town, "wim").await);
    let text = |text: &str| LongText::parse(text).unwrap();
    let written = updates::commands::Written {
        quarter: Quarter::parse("2026-2").unwrap(),
        title: Title::parse(title).unwrap(),
        happened: Some(text("De wachtlijst is korter.")),
        failed: Some(text("De brug is niet af.")),
        ahead: Some(text("Opnieuw beginnen.")),
        figures: Vec::new(),
    };
    let new = updates::commands::NewUpdate { alderman: town.person("wim"), written, key: String::new() };
    let update =
        updates::commands::create(&state.db, &gate::authorize(&wim, ALL).unwrap(), new, app.now()).await.unwrap();
    let tenant = app.tenant(town).await;
    let version = updates::store::find(state.db.read(), &tenant, update).await.unwrap().version;
    let publish = updates::commands::Publish { update, version, needed_at: None, key: String::new() };
    let allowed = gate::authorize(&wim, ALL).unwrap();
    updates::commands::publish(&state.db, &allowed, &state.settings.base_url, publish, app.now()).await.unwrap();
}

/// A paper: news without a mail of its own.
async fn paper(app: &TestApp, town: &Town, title: &str) {
    let tenant = app.tenant(town).await;
    let release = Release {
        kind: ItemKind::Document,
        subject: id(),
        edition: 1,
        title,
        path: "/bijeenkomsten",
        needed_at: None,
        by: town.person("greet"),
    };
    ledger::release(app.state().db.for_migrations(), &tenant, release, app.now()).await.unwrap();
}

async fn told(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'mail'").await
}

async fn chooses(app: &TestApp, town: &Town, name: &str, choice: &str) {
    app.sign_in(town, name).await.post("/mijn/nieuws", &[("nieuws", choice)]).await.is(303);
}

async fn at(app: &TestApp, moment: &str) {
    app.clock.set(moment.parse().unwrap());
    app.deliver().await;
}

#[tokio::test]
async fn who_chose_the_daily_mail_is_told_by_it_and_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.deliver().await;
    chooses(&app, &town, "cora", "dagelijks").await;
    update(&app, &town, "Wachtlijst").await;
    app.deliver().await;
    let at_once = of_kind(&app, &town, "update").await;
    assert_eq!(at_once.len(), COUNCIL - 1);
    assert!(at_once.iter().all(|mail| mail.person_id != Some(town.person("cora"))));
    assert_eq!(told(&app).await, 7);
    app.sign_in(&town, "greet").await.get("").await.is(200).hides("Nog niet verteld");
    at(&app, "2026-09-01T14:59:00Z").await;
    assert!(of_kind(&app, &town, "news").await.is_empty());
    // Five o'clock, two workers.
    app.clock.set("2026-09-01T15:00:00Z".parse().unwrap());
    let (one, other) = (app.another_worker(), app.another_worker());
    let (first, second) = tokio::join!(one.tick(app.now(), false), other.tick(app.now(), false));
    first.unwrap();
    second.unwrap();
    app.deliver().await;
    let daily = of_kind(&app, &town, "news").await;
    assert_eq!(daily.len(), 1);
    assert_eq!(daily[0].person_id, Some(town.person("cora")));
    assert!(daily[0].body_text.contains("Wachtlijst") && daily[0].body_text.contains("De wachtlijst is korter."));
    assert_eq!(told(&app).await, 8);
    // Nothing new, no mail; and nobody is told again.
    at(&app, "2026-09-01T15:30:00Z").await;
    at(&app, "2026-09-02T15:00:00Z").await;
    assert_eq!(of_kind(&app, &town, "news").await.len(), 1);
    assert_eq!(told(&app).await, 8);
}

#[tokio::test]
async fn what_has_no_mail_of_its_own_reaches_everybody_at_one_moment() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.deliver().await;
    chooses(&app, &town, "otto", "dagelijks").await;
    paper(&app, &town, "Begroting").await;
    // What the coalition alone was told is nobody's news.
    let log = app::briefings::commands::Log {
        title: Title::parse("Alleen voor enkelen").unwrap(),
        body: LongText::parse("Zo zit het").unwrap(),
        factions: vec![town.coalition],
        people: Vec::new(),
        told_at: app.now(),
        way: domain::briefings::Way::Mouth,
        teller: None,
        needed_at: None,
        share: false,
        key: String::new(),
    };
    let wim = app.actor(&town, "wim").await;
    let url = app.state().settings.base_url.clone();
    let logs = gate::authorize(&wim, ALL).unwrap();
    app::briefings::commands::log(&app.state().db, &logs, &url, &log, app.now()).await.unwrap();
    // The worker was away at five: it makes the same mails later, without what came after five.
    app.clock.set("2026-09-01T15:20:00Z".parse().unwrap());
    paper(&app, &town, "Nagekomen").await;
    at(&app, "2026-09-01T16:00:00Z").await;
    let daily = of_kind(&app, &town, "news").await;
    assert_eq!(daily.len(), COUNCIL);
    assert_eq!(daily.iter().map(|mail| mail.due_at).collect::<BTreeSet<_>>().len(), 1, "one moment for all");
    assert!(daily.iter().all(|mail| mail.body_text.contains("Begroting")));
    assert!(daily.iter().all(|mail| !mail.body_text.contains("Nagekomen")));
    assert!(daily.iter().all(|mail| !mail.body_text.contains("enkelen")));
    at(&app, "2026-09-02T15:00:00Z").await;
    assert_eq!(of_kind(&app, &town, "news").await.len(), 2 * COUNCIL);
}

#[tokio::test]
async fn in_recess_there_is_one_mail_a_week_and_none_at_night() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.deliver().await;
    paper(&app, &town, "Begroting").await;
    let (tenant, db) = (app.tenant(&town).await, &app.state().db);
    let recess = [(parse_date("2026-09-01").unwrap(), parse_date("2026-09-06").unwrap())];
    let url = app.state().settings.base_url.clone();
    for (now, mails) in [
        ("2026-09-01T15:00:00Z", 0),
        ("2026-09-03T16:00:00Z", 0),
        // Friday the 4th, but the worker comes in the quiet hours.
        ("2026-09-04T20:00:00Z", 0),
        ("2026-09-05T05:29:00Z", 0),
        ("2026-09-05T05:30:00Z", COUNCIL),
        ("2026-09-05T16:00:00Z", 0),
    ] {
        let made = editions::send_here(db, &tenant, &url, &recess, now.parse().unwrap()).await.unwrap();
        assert_eq!(made, mails, "{now}");
    }
}

#[tokio::test]
async fn one_press_ends_news_and_nothing_else() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    app.deliver().await;
    paper(&app, &town, "Begroting").await;
    at(&app, "2026-09-01T15:00:00Z").await;
    let daily = of_kind(&app, &town, "news").await;
    let cora = daily.iter().find(|mail| mail.person_id == Some(town.person("cora"))).unwrap();
    let path = cora.body_text.split("/winterbeek").find(|part| part.starts_with("/dagmail/")).unwrap();
    let path = path.split_whitespace().next().unwrap().to_owned();
    // What the mail program reads.
    let folder = std::fs::read_dir(&app.config.mail_dir).unwrap();
    let files: Vec<String> = folder.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let with_way_out = files.iter().filter(|text| text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    assert_eq!(with_way_out.count(), COUNCIL);
    assert!(files.iter().any(|text| text.replace("\r\n ", "").contains(&format!("/winterbeek{path}>"))));
    assert_eq!(app.count("SELECT COUNT(*) FROM news_exits WHERE url IS NOT NULL").await, 0, "kept as a hash only");
    // Opening it changes nothing.
    let stranger = app.stranger(&town);
    stranger.get(&path).await.is(200).shows("Stop met nieuws per mail");
    assert_eq!(app.count("SELECT COUNT(*) FROM news_choices").await, 0);
    app.stranger(&other).get(&path).await.is(404);
    stranger.get(&format!("/dagmail/{}/stoppen", "x".repeat(43))).await.is(404);
    // As a mail program posts: no cookie, no origin, no redirect.
    let program = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for _ in 0..2 {
        let answer = program
            .post(format!("{}/winterbeek{path}", app.address))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 200);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'news.leave'").await, 1);
    update(&app, &town, "Wachtlijst").await;
    paper(&app, &town, "Nota").await;
    at(&app, "2026-09-02T15:00:00Z").await;
    let of = |mails: Vec<Mail>, person: Uuid| mails.into_iter().filter(|mail| mail.person_id == Some(person)).count();
    assert_eq!(of(of_kind(&app, &town, "news").await, town.person("cora")), 1);
    assert_eq!(of(of_kind(&app, &town, "update").await, town.person("cora")), 0);
    assert_eq!(of(of_kind(&app, &town, "news").await, town.person("otto")), 2);
    // An own seat is no news.
    crate::gatherings::invited(&app, &town).await;
    assert_eq!(of(of_kind(&app, &town, "invitation").await, town.person("cora")), 1);
    app.sign_in(&town, "cora").await.get("/mijn").await.is(200).shows("Geen nieuws per mail");
}

#[tokio::test]
async fn the_council_may_decide_for_everybody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.deliver().await;
    let greet = app.sign_in(&town, "greet").await;
    let fields = [
        ("antwoorddagen", "3"),
        ("vraagdagen", "3"),
        ("verslaguren", "48"),
        ("stil_van", "21:30"),
        ("stil_tot", "07:30"),
        ("zondag", "true"),
        ("nieuws", "dagelijks"),
        ("dagmail", "17:00"),
        ("version", "0"),
    ];
    greet.post("/instellingen/herinneringen", &fields).await.is(303);
    update(&app, &town, "Wachtlijst").await;
    app.deliver().await;
    assert!(of_kind(&app, &town, "update").await.is_empty());
    app.sign_in(&town, "cora").await.post("/mijn/nieuws", &[("nieuws", "direct")]).await.is(422);
    at(&app, "2026-09-01T15:00:00Z").await;
    assert_eq!(of_kind(&app, &town, "news").await.len(), COUNCIL);
    assert_eq!(told(&app).await, 8);
    let sides = "SELECT COUNT(DISTINCT due_at) FROM outbox WHERE kind = 'news'";
    assert_eq!(app.count(sides).await, 1, "coalition and opposition at one moment");
}

async fn item(app: &TestApp, kind: &str) -> Uuid {
    let text = format!("SELECT id FROM items WHERE kind = '{kind}'");
    let db = app.state().db.read();
    let row = db.query_one_raw(app::db::sql(db, &text, [])).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn who_waits_for_the_daily_mail_is_untold_nowhere_and_not_mailed_twice() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.deliver().await;
    chooses(&app, &town, "cora", "dagelijks").await;
    update(&app, &town, "Wachtlijst").await;
    app.deliver().await;
    let page = format!("/informatiebalans/onderdelen/{}", item(&app, "kwartaalupdate").await);
    let send = format!("{page}/verzending");
    let greet = app.sign_in(&town, "greet").await;
    let shown = greet.get(&page).await.is(200);
    let shown =
        shown.shows("1 mens krijgt het in de dagelijkse mail van di 1 sep, 17.00.").shows("De anderen is het verteld");
    shown.hides("Vertel het");
    greet.get("/informatiebalans?kwartaal=lopend").await.is(200).shows("Wachtlijst").hides("niet verteld");
    greet.submit(&send, &[]).await.is(200).shows("Er was niemand meer om het te vertellen");
    assert!(of_kind(&app, &town, "tell").await.is_empty());
    // A quarter before six the mail of five o'clock may still come; an hour after it nobody waits for it any more.
    app.clock.set("2026-09-01T15:45:00Z".parse().unwrap());
    let greet = app.sign_in(&town, "greet").await;
    greet.get(&page).await.is(200).hides("Vertel het");
    app.clock.set("2026-09-01T16:00:00Z".parse().unwrap());
    let greet = app.sign_in(&town, "greet").await;
    greet.get("").await.is(200).shows("Nog niet verteld");
    greet.get(&page).await.is(200).shows("Cora Coalitie").shows("Vertel het 1 mens").hides("dagelijkse mail van");
    greet.post(&send, &[]).await.is(303);
    let sent = of_kind(&app, &town, "tell").await;
    assert_eq!(sent.iter().map(|mail| mail.person_id).collect::<Vec<_>>(), [Some(town.person("cora"))]);
    app.deliver().await;
    assert_eq!(told(&app).await, 8);
    assert!(of_kind(&app, &town, "news").await.is_empty(), "told once");
}

#[tokio::test]
async fn who_has_a_message_already_or_cannot_wait_counts_as_untold() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.deliver().await;
    update(&app, &town, "Wachtlijst").await;
    // What was put in for her before she chose is not repeated by the daily mail, also when it was given up.
    chooses(&app, &town, "cora", "dagelijks").await;
    let cora = "person_id = (SELECT id FROM people WHERE name = 'Cora Coalitie Winterbeek')";
    app.execute(&format!("UPDATE outbox SET parked_at = 1 WHERE {cora}")).await;
    app.deliver().await;
    let page = format!("/informatiebalans/onderdelen/{}", item(&app, "kwartaalupdate").await);
    let greet = app.sign_in(&town, "greet").await;
    greet.get(&page).await.is(200).shows("Vertel het 1 mens").hides("dagelijkse mail van");
    app.execute(&format!("DELETE FROM outbox WHERE {cora}")).await;
    greet.get(&page).await.is(200).shows("dagelijkse mail van").hides("Vertel het");
    // No mail of any kind reaches who has no address.
    let address = |email: &str| format!("UPDATE people SET email = {email} WHERE name = 'Cora Coalitie Winterbeek'");
    app.execute(&address("NULL")).await;
    greet.get(&page).await.is(200).shows("Cora Coalitie").hides("dagelijkse mail van");
    app.execute(&address("'cora@winterbeek.example'")).await;
    // Nor does a daily mail tell what a part of the council was told and nobody has shared.
    let wim = app.sign_in(&town, "wim").await;
    chooses(&app, &town, "otto", "dagelijks").await;
    crate::briefings::logged(&wim, &town, &[("datum", "2026-09-01"), ("tijd", "10:00")]).await;
    let kept = format!("/informatiebalans/onderdelen/{}", item(&app, "gedeeld").await);
    greet.get(&kept).await.is(200).shows("Otto Oppositie").hides("dagelijkse mail van");
    // To be known tomorrow morning: the mail of this evening leaves no time to read it.
    app.execute("UPDATE items SET needed_at = 1788330600000").await;
    greet.get(&page).await.is(200).shows("Vertel het 1 mens").hides("dagelijkse mail van");
}
