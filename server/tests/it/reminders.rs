//! Reminders that go by themselves: once, at a decent hour, to whoever they are for.

use std::collections::BTreeSet;

use app::mail::outbox::entity::Model as Mail;
use uuid::Uuid;

use crate::{
    gatherings::invited,
    support::{TestApp, Town},
};

async fn reminders(app: &TestApp, town: &Town) -> Vec<Mail> {
    app.mails(town).await.into_iter().filter(|mail| mail.kind == "reminder").collect()
}

async fn answers(app: &TestApp, town: &Town, gathering: Uuid, name: &str, answer: &str) {
    let path = format!("/bijeenkomsten/{gathering}/antwoord");
    app.sign_in(town, name).await.post(&path, &[("antwoord", answer)]).await.is(303);
}

fn people(mails: &[Mail]) -> BTreeSet<Uuid> {
    mails.iter().filter_map(|mail| mail.person_id).collect()
}

#[tokio::test]
async fn the_silent_are_reminded_once_by_however_many_workers_and_not_on_sunday() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    // Wednesday 9 September at half past seven in the evening.
    let gathering = invited(&app, &town).await;
    answers(&app, &town, gathering, "otto", "nee").await;
    answers(&app, &town, gathering, "olga", "ja").await;
    // Three days before is a Sunday: quiet.
    for quiet in ["2026-09-06T07:00:00Z", "2026-09-06T18:00:00Z", "2026-09-07T05:29:00Z"] {
        app.clock.set(quiet.parse().unwrap());
        app.deliver().await;
        assert!(reminders(&app, &town).await.is_empty(), "{quiet}");
    }
    app.clock.set("2026-09-07T05:30:00Z".parse().unwrap());
    let (one, other) = (app.another_worker(), app.another_worker());
    let (first, second) = tokio::join!(one.tick(app.now(), false), other.tick(app.now(), false));
    first.unwrap();
    second.unwrap();
    app.pass(jiff::SignedDuration::from_mins(90));
    app.deliver().await;
    let mails = reminders(&app, &town).await;
    // Not who answered, nor dirk, whose account is switched off.
    let wanted: BTreeSet<Uuid> = ["cora", "carel", "coen", "oda", "bram"].map(|name| town.person(name)).into();
    assert_eq!(people(&mails), wanted);
    assert_eq!(mails.len(), wanted.len());
    assert!(mails.iter().all(|mail| mail.sent_at.is_some() && mail.subject.contains("Werkbezoek De Brug")));
    // The day before: who comes, once.
    app.clock.set("2026-09-08T07:00:00Z".parse().unwrap());
    app.deliver().await;
    app.pass(jiff::SignedDuration::from_hours(2));
    app.deliver().await;
    let mails = reminders(&app, &town).await;
    assert_eq!(mails.len(), wanted.len() + 1);
    let newest = mails.iter().find(|mail| mail.subject == "U komt naar Werkbezoek De Brug").unwrap();
    assert_eq!(newest.person_id, Some(town.person("olga")));
}

#[tokio::test]
async fn the_clerk_sees_the_next_waves_and_skips_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let page = greet.get("/herinneringen").await.is(200);
    page.shows("Werkbezoek De Brug").shows("Wie niet antwoordde").shows("ma 7 sep, 07.30").shows("Cora Coalitie");
    let wave = format!("/herinneringen/antwoord.{gathering}.2026-09-09");
    app.sign_in(&town, "cora").await.post(&format!("{wave}/overslaan"), &[]).await.is(403);
    greet.post("/herinneringen/antwoord.onzin/overslaan", &[]).await.is(404);
    for _ in 0..2 {
        greet.post(&format!("{wave}/overslaan"), &[]).await.is(303);
    }
    greet.get("/herinneringen").await.shows("Overgeslagen").shows("Verstuur toch");
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'reminders.skip'").await, 1);
    app.clock.set("2026-09-07T08:00:00Z".parse().unwrap());
    app.deliver().await;
    assert!(reminders(&app, &town).await.is_empty());
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&format!("{wave}/hervatting"), &[]).await.is(303);
    app.pass(jiff::SignedDuration::from_mins(1));
    app.deliver().await;
    assert_eq!(reminders(&app, &town).await.len(), 7, "everybody but dirk");
    greet.get("/herinneringen").await.shows("7 ontvangers").shows("Verstuurd");
    greet.post(&format!("{wave}/overslaan"), &[]).await.is(404);
}

#[tokio::test]
async fn notes_that_are_late_are_the_clerks_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town).await;
    let late = |mails: Vec<Mail>| mails.into_iter().filter(|mail| mail.subject.starts_with("Nog geen verslag")).count();
    // 48 hours after nine in the evening of the 9th.
    for (now, wanted) in [
        ("2026-09-11T18:59:00Z", 0),
        ("2026-09-11T19:00:00Z", 1),
        ("2026-09-12T08:00:00Z", 1),
        ("2026-09-15T08:00:00Z", 1),
    ] {
        app.clock.set(now.parse().unwrap());
        app.deliver().await;
        assert_eq!(late(reminders(&app, &town).await), wanted, "{now}");
    }
}

#[tokio::test]
async fn the_rules_are_checked_kept_and_obeyed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let path = "/instellingen/herinneringen";
    let version = greet.get(path).await.is(200).shows("21:30").shows("17:00").input("version");
    let fields = |days: &'static str, cutoff: &'static str| {
        [
            ("antwoorddagen", days),
            ("vraagdagen", "3"),
            ("verslaguren", "48"),
            ("stil_van", "22:00"),
            ("stil_tot", "07:00"),
            ("nieuws", "keuze"),
            ("dagmail", cutoff),
            ("version", "0"),
        ]
    };
    assert_eq!(version, "0");
    greet
        .post(path, &fields("40", "23:00"))
        .await
        .is(422)
        .shows("van 0 tot en met 21")
        .shows("stille uren")
        .shows("40");
    greet.post(path, &fields("0", "16:00")).await.is(303);
    greet.post(path, &fields("5", "16:00")).await.is(409).shows("16:00");
    app.clock.set("2026-09-08T08:00:00Z".parse().unwrap());
    app.deliver().await;
    assert!(reminders(&app, &town).await.is_empty(), "neither the silent nor, unticked, who comes");
}
