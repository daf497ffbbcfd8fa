//! Answers: by page, by link, on behalf, by island; places and the waiting list.

use app::{
    answers::{
        commands::{self, Said},
        entity::invitation,
        links, store,
    },
    db::millis,
    gate,
    gatherings::entity::gathering,
};
use domain::{
    answers::{Answer, Via},
    policy::{Facts, act},
};
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::support::{Browser, TestApp, Town, id};

/// A gathering in a week, with these people invited and so many places.
pub async fn invited(app: &TestApp, town: &Town, people: &[&str], places: Option<i64>) -> Uuid {
    let (gathering, now) = (id(), app.now());
    let starts: Timestamp = "2026-09-08T17:30:00Z".parse().unwrap();
    let db = app.state().db.for_migrations();
    gathering::Entity::insert(gathering::ActiveModel {
        id: Set(gathering),
        municipality_id: Set(town.id),
        kind: Set("werkbezoek".to_owned()),
        title: Set("Werkbezoek De Brug".to_owned()),
        summary: Set("Geheime samenvatting".to_owned()),
        date: Set("2026-09-08".to_owned()),
        start_time: Set("19:30".to_owned()),
        end_time: Set("21:00".to_owned()),
        zone: Set("Europe/Amsterdam".to_owned()),
        starts_at: Set(millis(starts)),
        ends_at: Set(millis(starts + SignedDuration::from_mins(90))),
        place: Set("Kulturhus".to_owned()),
        online_url: Set(None),
        ris_url: Set(None),
        legal_status: Set("informele-bijeenkomst".to_owned()),
        openness: Set("besloten".to_owned()),
        openness_reason: Set("Er komen bewoners".to_owned()),
        audience: Set("iedereen".to_owned()),
        audience_reason: Set(String::new()),
        agenda: Set("Geheime agenda".to_owned()),
        host_id: Set(Some(town.person("wim"))),
        capacity: Set(places),
        planned_at: Set(Some(millis(now))),
        invited_at: Set(Some(millis(now))),
        cancelled_at: Set(None),
        cancel_reason: Set(None),
        sequence: Set(0),
        created_by: Set(town.person("greet")),
        created_at: Set(millis(now)),
        changed_at: Set(millis(now)),
        version: Set(1),
        series_id: Set(None),
    })
    .exec_without_returning(db)
    .await
    .unwrap();
    for name in people {
        invitation::Entity::insert(invitation::ActiveModel {
            id: Set(id()),
            municipality_id: Set(town.id),
            gathering_id: Set(gathering),
            person_id: Set(town.person(name)),
            invited_at: Set(millis(now)),
            withdrawn_at: Set(None),
            answer: Set(None),
            note: Set(String::new()),
            answered_at: Set(None),
            answered_by: Set(None),
            answered_via: Set(None),
            coming_since: Set(None),
            reminded_at: Set(None),
            version: Set(1),
            sequence_ahead: Set(0),
        })
        .exec_without_returning(db)
        .await
        .unwrap();
    }
    gathering
}

/// The link of one person, as its mail would carry it, below the municipality.
async fn link(app: &TestApp, town: &Town, gathering: Uuid, name: &str) -> String {
    let tenant = app.tenant(town).await;
    let db = app.state().db.for_migrations();
    let replies = store::replies(db, &tenant, gathering).await.unwrap();
    let reply = replies.iter().find(|reply| reply.person == town.person(name)).unwrap();
    let ends = "2026-09-08T19:00:00Z".parse().unwrap();
    let base = &app.state().settings.base_url;
    let url = links::answer_link(db, &tenant, base, reply.invitation, reply.person, ends, app.now()).await.unwrap();
    url.strip_prefix(&format!("{base}/{}", town.slug)).unwrap().to_owned()
}

/// What somebody has answered, by the database.
async fn said(app: &TestApp, town: &Town, gathering: Uuid, name: &str) -> Option<&'static str> {
    let tenant = app.tenant(town).await;
    let replies = store::replies(app.state().db.read(), &tenant, gathering).await.unwrap();
    let reply = replies.into_iter().find(|reply| reply.person == town.person(name)).unwrap();
    reply.answer.map(Answer::code)
}

async fn says(app: &TestApp, town: &Town, gathering: Uuid, name: &str, answer: &str) -> Browser {
    let browser = app.sign_in(town, name).await;
    browser.post(&format!("/bijeenkomsten/{gathering}/antwoord"), &[("antwoord", answer)]).await.is(303);
    browser
}

#[tokio::test]
async fn clicking_an_answer_is_the_answer_and_undo_brings_back_the_former_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    let (path, cora) = (format!("/bijeenkomsten/{gathering}/antwoord"), app.sign_in(&town, "cora").await);
    let answer = cora.post(&path, &[("antwoord", "ja"), ("naar", "/")]).await.is(303);
    assert_eq!(answer.location(), "/winterbeek");
    assert_eq!(said(&app, &town, gathering, "cora").await, Some("ja"));
    // The message offers what was before: no answer.
    let shown = cora.get("").await.shows("Opgeslagen. U komt.").shows("Ongedaan maken");
    assert_eq!(shown.input("antwoord"), "");
    cora.post(&path, &[("antwoord", &shown.input("antwoord"))]).await.is(303);
    assert_eq!(said(&app, &town, gathering, "cora").await, None);
    // The same answer twice is one answer.
    for _ in 0..2 {
        cora.post(&path, &[("antwoord", "nee"), ("opmerking", "vakantie")]).await.is(303);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'answer.give' AND detail = 'web: nee'").await, 1);
    // Only a remark: the answer stays.
    cora.post(&path, &[("opmerking", "toch ziek")]).await.is(303);
    assert_eq!(said(&app, &town, gathering, "cora").await, Some("nee"));
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations WHERE note = 'toch ziek' AND answer = 'nee'").await, 1);
}

#[tokio::test]
async fn a_form_never_leads_to_another_site_and_a_bad_remark_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora"], None).await;
    let (path, cora) = (format!("/bijeenkomsten/{gathering}/antwoord"), app.sign_in(&town, "cora").await);
    let answer = cora.post(&path, &[("antwoord", "ja"), ("naar", "https://elders.example/")]).await.is(303);
    assert_eq!(answer.location(), format!("/winterbeek/bijeenkomsten/{gathering}"));
    let long = "lang ".repeat(120);
    cora.post(&path, &[("antwoord", "nee"), ("opmerking", &long)]).await.is(422).shows("lang lang").shows("te lang");
    assert_eq!(said(&app, &town, gathering, "cora").await, Some("ja"));
    cora.post(&path, &[("antwoord", "jawel")]).await.is(422);
    cora.post(&path, &[("antwoord", "nee"), ("version", "9")]).await.is(422);
}

#[tokio::test]
async fn only_whoever_was_invited_answers_and_another_municipality_finds_nothing() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let gathering = invited(&app, &town, &["cora"], None).await;
    let path = format!("/bijeenkomsten/{gathering}/antwoord");
    app.sign_in(&town, "otto").await.post(&path, &[("antwoord", "ja")]).await.is(403);
    app.sign_in(&town, "ina").await.post(&path, &[("antwoord", "ja")]).await.is(403);
    app.sign_in(&other, "cora").await.post(&path, &[("antwoord", "ja")]).await.is(404);
    let stranger = app.stranger(&town).post(&path, &[("antwoord", "ja")]).await.is(303);
    assert!(stranger.location().starts_with("/winterbeek/aanmelden"), "{}", stranger.location());
    app.sign_in(&town, "cora").await.post("/bijeenkomsten/geen-id/antwoord", &[("antwoord", "ja")]).await.is(404);
    assert_eq!(said(&app, &town, gathering, "cora").await, None);
}

#[tokio::test]
async fn opening_the_link_of_the_mail_changes_nothing_and_one_post_answers() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], Some(5)).await;
    let path = link(&app, &town, gathering, "cora").await;
    let scanner = app.stranger(&town);
    for _ in 0..3 {
        let page = scanner.get(&path).await.is(200).shows("Werkbezoek De Brug").shows("Kulturhus").shows("Ik kom niet");
        page.shows("Nog 5 plaatsen").hides("Geheime").hides("Otto");
        scanner.send(scanner.request(Method::HEAD, &path)).await.is(200);
    }
    assert_eq!(said(&app, &town, gathering, "cora").await, None);
    assert_eq!(app.count("SELECT COUNT(*) FROM audit").await, 0);
    let page = scanner.submit(&path, &[("antwoord", "ja"), ("opmerking", "kom later")]).await.is(200);
    let page = page.shows("Opgeslagen. U komt en heeft een plaats.").shows("Ongedaan maken").shows("kom later");
    assert_eq!((said(&app, &town, gathering, "cora").await, page.input("antwoord")), (Some("ja"), String::new()));
    assert_eq!(
        app.count("SELECT COUNT(*) FROM invitations WHERE answered_via = 'mail' AND note = 'kom later'").await,
        1
    );
    scanner.post(&path, &[("antwoord", "")]).await.is(303);
    assert_eq!(said(&app, &town, gathering, "cora").await, None);
}

#[tokio::test]
async fn a_link_dies_with_the_gathering_when_revoked_and_never_opens_another_municipality() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    let (first, second) = (link(&app, &town, gathering, "cora").await, link(&app, &town, gathering, "cora").await);
    let otto = link(&app, &town, gathering, "otto").await;
    let browser = app.stranger(&town);
    app.stranger(&other).get(&first).await.is(404);
    browser.get("/antwoord/verzonnen").await.is(404);
    browser.post("/antwoord/verzonnen", &[("antwoord", "ja")]).await.is(404);
    browser.get(&format!("/antwoord/{}", "x".repeat(500))).await.is(404);
    // Every mail has a link of its own, and all of them work until they are revoked.
    for path in [&first, &second] {
        browser.get(path).await.is(200);
    }
    let tenant = app.tenant(&town).await;
    let replies = store::replies(app.state().db.read(), &tenant, gathering).await.unwrap();
    let cora = replies.iter().find(|reply| reply.person == town.person("cora")).unwrap();
    let ended = links::revoke(app.state().db.for_migrations(), &tenant, cora.invitation, app.now()).await.unwrap();
    assert_eq!(ended, 2);
    for path in [&first, &second] {
        browser.get(path).await.is(410).shows("Deze link werkt niet meer").hides("De Brug");
        browser.post(path, &[("antwoord", "ja")]).await.is(410).hides("De Brug");
    }
    // Of another person it still works, until the gathering begins.
    browser.post(&otto, &[("antwoord", "ja")]).await.is(303);
    app.clock.set("2026-09-08T17:30:00Z".parse().unwrap());
    browser.get(&otto).await.is(410).shows("begonnen of voorbij").shows("griffie@winterbeek.example");
    app.clock.set("2026-09-09T08:00:00Z".parse().unwrap());
    browser.post(&otto, &[("antwoord", "nee")]).await.is(410);
    assert_eq!(said(&app, &town, gathering, "otto").await, Some("ja"));
    assert_eq!(said(&app, &town, gathering, "cora").await, None);
}

#[tokio::test]
async fn what_is_cancelled_takes_no_answer_on_any_way() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "oda"], None).await;
    let path = link(&app, &town, gathering, "cora").await;
    app.execute("UPDATE gatherings SET cancelled_at = planned_at").await;
    let cora = app.sign_in(&town, "cora").await;
    let own = format!("/bijeenkomsten/{gathering}/antwoord");
    cora.post(&own, &[("antwoord", "ja")]).await.is(422).shows("afgelast");
    app.stranger(&town).get(&path).await.is(410).shows("afgelast");
    app.stranger(&town).post(&path, &[("antwoord", "ja")]).await.is(410);
    let for_oda = format!("/bijeenkomsten/{gathering}/antwoorden/{}", town.person("oda"));
    for name in ["greet", "frits"] {
        app.sign_in(&town, name).await.post(&for_oda, &[("antwoord", "ja")]).await.is(422).shows("afgelast");
    }
    let call = call(&cora, "answer", order(&town, gathering, "ja")).await;
    assert_eq!((call.code(), call.text.as_str()), (422, "\"Closed\""));
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations WHERE answer IS NOT NULL").await, 0);
}

#[tokio::test]
async fn full_means_a_waiting_list_and_who_moves_up_gets_a_mail() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto", "olga", "oda"], Some(1)).await;
    says(&app, &town, gathering, "cora", "ja").await;
    app.pass(SignedDuration::from_secs(60));
    says(&app, &town, gathering, "oda", "misschien").await;
    for name in ["otto", "olga"] {
        app.pass(SignedDuration::from_secs(60));
        let browser = says(&app, &town, gathering, name, "ja").await;
        let place = if name == "otto" { 1 } else { 2 };
        browser.get("").await.shows(&format!("U staat op de wachtlijst, plaats {place}."));
        // Not only where one answers: lists do not say that one comes.
        for path in ["/bijeenkomsten", "/agenda", "/agenda?weergave=maand"] {
            browser.get(path).await.is(200).shows("u staat op de wachtlijst").hides("u komt");
        }
        let page = browser.get(&format!("/bijeenkomsten/{gathering}")).await.is(200);
        page.shows(&format!("1 komt, {place} op de wachtlijst"));
    }
    assert!(app.mails(&town).await.is_empty());
    app.pass(SignedDuration::from_secs(60));
    let cora = says(&app, &town, gathering, "cora", "nee").await;
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to_address, "otto@winterbeek.example");
    assert!(mails[0].subject.starts_with("U hebt nu een plaats"), "{}", mails[0].subject);
    assert!(mails[0].body_text.contains("/winterbeek/antwoord/"), "{}", mails[0].body_text);
    // Who undoes it has lost the place to otto, but stands before olga no longer.
    cora.post(&format!("/bijeenkomsten/{gathering}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    cora.get("").await.shows("U staat op de wachtlijst, plaats 2.");
    assert_eq!(app.mails(&town).await.len(), 1);
}

#[tokio::test]
async fn a_slip_of_the_finger_undone_in_time_keeps_ones_place_in_line() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto", "olga"], Some(1)).await;
    for name in ["cora", "otto", "olga"] {
        app.pass(SignedDuration::from_secs(60));
        says(&app, &town, gathering, name, "ja").await;
    }
    app.pass(SignedDuration::from_secs(60));
    says(&app, &town, gathering, "otto", "").await;
    app.pass(SignedDuration::from_secs(60));
    let otto = says(&app, &town, gathering, "otto", "ja").await;
    otto.get("").await.shows("plaats 1.");
    says(&app, &town, gathering, "otto", "misschien").await;
    app.pass(SignedDuration::from_mins(11));
    let otto = says(&app, &town, gathering, "otto", "ja").await;
    otto.get("").await.shows("plaats 2.");
}

#[tokio::test]
async fn places_are_never_oversold_however_many_answer_at_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let people = ["cora", "carel", "coen", "otto", "olga", "oda", "bram"];
    let gathering = invited(&app, &town, &people, Some(3)).await;
    let tenant = app.tenant(&town).await;
    let mut mails = 0;
    for round in 0..6 {
        let mut running = tokio::task::JoinSet::new();
        for (at, name) in people.iter().enumerate() {
            let actor = app.actor(&town, name).await;
            let (db, now) = (app.state().db.clone(), app.now());
            // In odd rounds whoever has an even place steps back.
            let answer = if round % 2 == 1 && at % 2 == 0 { Answer::No } else { Answer::Yes };
            running.spawn(async move {
                let allowed = gate::authorize::<act::Answer>(&actor, Facts { own: true, ..Facts::default() }).unwrap();
                commands::answer(&db, &allowed, "http://x", gathering, Said::just(answer), Via::Web, now).await
            });
        }
        while let Some(done) = running.join_next().await {
            done.unwrap().unwrap();
        }
        let replies = store::replies(app.state().db.read(), &tenant, gathering).await.unwrap();
        let seats = store::seats(&replies, Some(3));
        let coming = replies.iter().filter(|reply| reply.answer == Some(Answer::Yes)).count();
        assert_eq!((seats.seated.len(), seats.waiting.len()), (3.min(coming), coming.saturating_sub(3)));
        if round % 2 == 1 {
            // Each who waited and sits now was told so.
            mails = app.mails(&town).await.len();
        }
        app.pass(SignedDuration::from_mins(20));
    }
    assert!(mails > 0);
}

#[tokio::test]
async fn more_places_call_in_the_waiting_and_fewer_put_back_the_last() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], Some(1)).await;
    for name in ["cora", "otto"] {
        app.pass(SignedDuration::from_secs(60));
        says(&app, &town, gathering, name, "ja").await;
    }
    let tenant = app.tenant(&town).await;
    let base = app.state().settings.base_url.clone();
    for (places, subject, lost) in [(2, "U hebt nu een plaats", 0), (1, "U staat op de wachtlijst", 1)] {
        app.pass(SignedDuration::from_secs(60));
        let now = app.now();
        let done: Result<usize, app::error::AppError> = async {
            app::transaction!(&app.state().db, |tx| {
                let mut row = app::gatherings::store::find(tx, &tenant, gathering).await?;
                let before = row.capacity.replace(places);
                commands::places_changed(tx, &tenant, &base, &row, before, now).await
            })
        }
        .await;
        assert_eq!(done.unwrap(), lost);
        app.execute(&format!("UPDATE gatherings SET capacity = {places}")).await;
        let mails = app.mails(&town).await;
        let newest = mails.first().unwrap();
        assert!(newest.subject.starts_with(subject), "{}", newest.subject);
        assert_eq!(newest.to_address, "otto@winterbeek.example");
    }
}

#[tokio::test]
async fn the_clerk_answers_for_anybody_and_everywhere_it_says_so() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let names = format!("/bijeenkomsten/{gathering}/antwoorden");
    let page = greet.submit(&format!("{names}/{}", town.person("cora")), &[("antwoord", "ja")]).await.is(200);
    page.shows("Opgeslagen. Cora Coalitie Winterbeek komt.").shows("de griffie antwoordde (Greet Griffier Winterbeek)");
    let path = link(&app, &town, gathering, "cora").await;
    app.stranger(&town).get(&path).await.is(200).shows("De griffie antwoordde voor u");
    // Otto sees it too: he was invited.
    app.sign_in(&town, "otto").await.get(&names).await.is(200).shows("de griffie antwoordde").hides("Antwoord voor");
    // Nobody who was not invited can be answered for.
    greet.post(&format!("{names}/{}", town.person("oda")), &[("antwoord", "ja")]).await.is(404);
    // Cora's own answer is hers again.
    says(&app, &town, gathering, "cora", "nee").await;
    greet.get(&names).await.hides("de griffie antwoordde").shows("op de site");
}

#[tokio::test]
async fn a_secretary_answers_for_the_own_faction_and_sees_no_other() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto", "olga"], None).await;
    let names = format!("/bijeenkomsten/{gathering}/antwoorden");
    let frits = app.sign_in(&town, "frits").await;
    frits.get(&names).await.is(200).shows("Otto").shows("Olga").hides("Cora");
    let page = frits.submit(&format!("{names}/{}", town.person("otto")), &[("antwoord", "misschien")]).await.is(200);
    page.shows("de fractiesecretaris antwoordde (Frits Fractiesecretaris Winterbeek)");
    frits.post(&format!("{names}/{}", town.person("cora")), &[("antwoord", "ja")]).await.is(403);
    assert_eq!(said(&app, &town, gathering, "cora").await, None);
    // The command itself looks again, whatever the gate was told.
    let actor = app.actor(&town, "frits").await;
    let facts = Facts { same_faction: true, ..Facts::default() };
    let allowed = gate::authorize::<act::AnswerFor>(&actor, facts).unwrap();
    let cora = town.person("cora");
    let done = commands::answer_for(
        &app.state().db,
        &allowed,
        "http://x",
        gathering,
        cora,
        Said::just(Answer::Yes),
        app.now(),
    );
    assert!(done.await.is_err());
    // A member answers for nobody.
    let otto = app.sign_in(&town, "otto").await;
    otto.post(&format!("{names}/{}", town.person("olga")), &[("antwoord", "ja")]).await.is(403);
}

#[tokio::test]
async fn names_are_for_those_invited_the_host_and_the_clerk() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora"], Some(3)).await;
    says(&app, &town, gathering, "cora", "ja").await;
    for page in ["antwoorden", "deelnemerslijst", "presentielijst"] {
        let path = format!("/bijeenkomsten/{gathering}/{page}");
        for name in ["greet", "cora", "wim"] {
            app.sign_in(&town, name).await.get(&path).await.is(200).shows("Cora Coalitie");
        }
        for name in ["otto", "willemijn", "anna"] {
            app.sign_in(&town, name).await.get(&path).await.is(403).hides("Cora Coalitie");
        }
    }
}

#[tokio::test]
async fn a_remark_is_read_by_the_clerk_the_host_and_who_wrote_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    let cora = says(&app, &town, gathering, "cora", "ja").await;
    cora.post(&format!("/bijeenkomsten/{gathering}/antwoord"), &[("opmerking", "Ik eet geen vlees")]).await.is(303);
    for page in ["antwoorden", "deelnemerslijst"] {
        let path = format!("/bijeenkomsten/{gathering}/{page}");
        for name in ["greet", "wim", "cora"] {
            app.sign_in(&town, name).await.get(&path).await.is(200).shows("Ik eet geen vlees");
        }
        app.sign_in(&town, "otto").await.get(&path).await.is(200).shows("Cora Coalitie").hides("geen vlees");
    }
}

#[tokio::test]
async fn a_list_of_who_comes_has_a_column_for_remarks_only_where_there_is_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    says(&app, &town, gathering, "cora", "ja").await;
    let otto = says(&app, &town, gathering, "otto", "ja").await;
    let (greet, path) = (app.sign_in(&town, "greet").await, format!("/bijeenkomsten/{gathering}/deelnemerslijst"));
    greet.get(&path).await.is(200).shows("Otto Oppositie").hides("Opmerking").hides("<td");
    let answer = format!("/bijeenkomsten/{gathering}/antwoord");
    otto.post(&answer, &[("antwoord", "ja"), ("opmerking", "Ik kom later")]).await.is(303);
    let page = greet.get(&path).await.is(200).shows("Ik kom later").shows("Cora Coalitie");
    assert_eq!(page.text.matches("columnheader\">Opmerking").count(), 1, "of the faction with a remark");
    // A list to sign keeps its empty lines.
    let sheet = greet.get(&format!("/bijeenkomsten/{gathering}/presentielijst")).await.is(200);
    sheet.shows("Handtekening").shows("class=\"signature\"");
}

#[tokio::test]
async fn what_waits_is_counted_and_listed_alike() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let mut all = Vec::new();
    for _ in 0..6 {
        all.push(invited(&app, &town, &["cora"], None).await);
    }
    let change = |at: usize, what: &str| format!("UPDATE gatherings SET {what} WHERE id = {}", sql_id(&app, all[at]));
    app.execute(&change(1, "cancelled_at = planned_at")).await;
    app.execute(&change(2, "planned_at = NULL")).await;
    app.execute(&change(3, "invited_at = NULL")).await;
    says(&app, &town, all[4], "cora", "misschien").await;
    let cora = town.person("cora");
    for (moment, expected) in [("2026-09-01T08:00:00Z", 2), ("2026-09-08T17:30:00Z", 0)] {
        let (now, db) = (moment.parse().unwrap(), app.state().db.read());
        let listed = store::open_for(db, &tenant, cora, now).await.unwrap();
        assert_eq!(listed.len(), expected);
        let counted = app::answers::unanswered(db, &tenant, cora, now).await.unwrap();
        assert_eq!(counted, u64::try_from(expected).unwrap());
    }
}

/// An id as plain SQL of the engine at hand.
fn sql_id(app: &TestApp, id: Uuid) -> String {
    match app.state().db.engine() {
        sea_orm::DbBackend::Postgres => format!("'{id}'"),
        _ => format!("X'{}'", id.simple()),
    }
}

fn order(town: &Town, gathering: Uuid, answer: &str) -> serde_json::Value {
    serde_json::json!({ "order": { "slug": town.slug, "gathering": gathering, "answer": answer } })
}

/// Calls a server function as an island does.
pub async fn call(browser: &Browser, name: &str, body: serde_json::Value) -> crate::support::Answer {
    let request = browser.request(Method::POST, &format!("//_fn/{name}"));
    browser.send(request.header("content-type", "application/json").body(body.to_string())).await
}

#[tokio::test]
async fn an_island_answers_through_the_same_gate_and_gets_codes_for_errors() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let gathering = invited(&app, &town, &["cora"], Some(1)).await;
    let cora = app.sign_in(&town, "cora").await;
    let done = call(&cora, "answer", order(&town, gathering, "ja")).await.is(200);
    assert!(done.text.contains("Opgeslagen. U komt en heeft een plaats."), "{}", done.text);
    call(&cora, "answer", order(&town, gathering, "")).await.is(200).shows("ingetrokken");
    let codes = [
        (app.stranger(&town), order(&town, gathering, "ja"), 401, "\"SignIn\""),
        (app.sign_in(&town, "otto").await, order(&town, gathering, "ja"), 403, "\"Forbidden\""),
        (app.sign_in(&other, "cora").await, order(&town, gathering, "ja"), 401, "\"SignIn\""),
        (app.sign_in(&other, "cora").await, order(&other, gathering, "ja"), 404, "\"Gone\""),
        (app.sign_in(&town, "cora").await, order(&town, gathering, "jawel"), 422, "\"Closed\""),
    ];
    for (browser, body, status, code) in codes {
        let answer = call(&browser, "answer", body).await;
        assert_eq!((answer.code(), answer.text.as_str()), (status, code));
    }
    // What cannot be read says nothing about why.
    let strange = call(&cora, "answer", serde_json::json!({ "order": { "slug": town.slug, "is_admin": true } })).await;
    assert_eq!((strange.code(), strange.text.as_str()), (400, "\"Busy\""));
    // Never a redirect with an error in the address, whatever a form asks for.
    let form = cora.request(Method::POST, "//_fn/answer").header("accept", "text/html").form(&[("x", "y")]);
    let answer = cora.send(form).await;
    assert_eq!((answer.code(), answer.location()), (415, ""));
    assert_eq!(said(&app, &town, gathering, "cora").await, None);
}
