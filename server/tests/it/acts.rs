//! The balance acts: it reminds before something must be known, tells the absent when it tells the present, and releases
//! to all at one moment.

use app::{balance::remind, mail::outbox};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{
    answers::invited,
    documents::measuring,
    support::{Browser, TestApp, Town},
};

/// A paper with a gathering, to be known by a moment; answers its item.
async fn paper(app: &TestApp, town: &Town, needed: (&str, &str)) -> (Browser, Uuid) {
    let gathering = invited(app, town, &["cora", "otto"], None).await;
    let greet = app.sign_in(town, "greet").await;
    let file = reqwest::multipart::Part::bytes(b"%PDF-1.7\n%%EOF\n".to_vec()).file_name("stuk.pdf");
    let form = reqwest::multipart::Form::new()
        .text("titel", "Begroting")
        .text("nodig-datum", needed.0.to_owned())
        .text("nodig-tijd", needed.1.to_owned())
        .part("bestand", file);
    let request = greet.request(reqwest::Method::POST, &format!("/bijeenkomsten/{gathering}/documenten"));
    greet.send(request.multipart(form)).await.is(303);
    app.execute("DELETE FROM outbox").await;
    let tenant = app.tenant(town).await;
    let items = app::balance::store::in_quarter(
        app.state().db.read(),
        &tenant,
        domain::localtime::Quarter::parse("2026-3").unwrap(),
    )
    .await
    .unwrap();
    let item = items.into_iter().find(|line| line.title == "Begroting").unwrap().item.id;
    (greet, item)
}

#[tokio::test]
async fn a_paper_may_say_by_when_it_must_be_known_and_otherwise_it_is_the_gathering() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    paper(&app, &town, ("2026-09-07", "12:00")).await;
    let noon = "2026-09-07T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    assert_eq!(app.count(&format!("SELECT COUNT(*) FROM items WHERE needed_at = {noon}")).await, 1);
    // A time without a date is the form's own suggestion, and means nothing.
    paper(&app, &town, ("", "12:00")).await;
    let gathering = "SELECT COUNT(*) FROM items i JOIN gatherings g ON g.starts_at = i.needed_at";
    assert!(app.count(gathering).await >= 1);
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let file = reqwest::multipart::Part::bytes(b"%PDF-1.7\n%%EOF\n".to_vec()).file_name("stuk.pdf");
    let form = reqwest::multipart::Form::new()
        .text("titel", "Te laat")
        .text("nodig-datum", "2026-08-01")
        .text("nodig-tijd", "12:00")
        .part("bestand", file);
    let request = greet.request(reqwest::Method::POST, &format!("/bijeenkomsten/{gathering}/documenten"));
    let page = greet.send(request.multipart(form)).await.is(422).shows("Dit moment is voorbij");
    assert_eq!(page.input("nodig-datum"), "2026-08-01");
    let file = reqwest::multipart::Part::bytes(b"%PDF-1.7\n%%EOF\n".to_vec()).file_name("stuk.pdf");
    let form = reqwest::multipart::Form::new()
        .text("titel", "Te laat")
        .text("nodig-datum", "2126-09-08")
        .text("nodig-tijd", "12:00")
        .part("bestand", file);
    let request = greet.request(reqwest::Method::POST, &format!("/bijeenkomsten/{gathering}/documenten"));
    let page = greet.send(request.multipart(form)).await.is(422).shows("meer dan twee jaar vooruit");
    assert_eq!(page.input("nodig-datum"), "2126-09-08");
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE title = 'Te laat'").await, 0);
}

#[tokio::test]
async fn a_moved_or_cancelled_gathering_must_be_known_before_it_begins() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora"], None).await;
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&format!("/bijeenkomsten/{gathering}/annulering"), &[("reden", "Ziek")]).await.is(303);
    let known = "SELECT COUNT(*) FROM items i JOIN gatherings g ON g.id = i.subject_id \
                 WHERE i.kind = 'annulering' AND i.needed_at = g.starts_at";
    assert_eq!(app.count(known).await, 1);
}

#[tokio::test]
async fn before_the_moment_the_clerk_sends_it_again_to_whoever_does_not_know_and_learns_no_names() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let (greet, item) = paper(&app, &town, ("2026-09-07", "12:00")).await;
    let path = format!("/informatiebalans/onderdelen/{item}/herinnering");
    let home =
        greet.get("").await.is(200).shows("Moet op tijd bekend zijn").shows("ma 7 sep, 12.00").shows("Begroting");
    home.shows("Nog niet verteld: 4 van Lokaal Winterbeek · 4 van Open Lijst Winterbeek").shows("de groep is te klein");
    // Cora and Carel were told and read it, Otto was told and did not.
    let tenant = app.tenant(&town).await;
    use app::balance::ledger::{Entry, Exposure, add};
    let tx = app.state().db.for_migrations();
    for (name, exposure) in [
        ("cora", Exposure::ToldByMail),
        ("cora", Exposure::Reached),
        ("carel", Exposure::Confirmed),
        ("otto", Exposure::ToldByMail),
    ] {
        let entry = Entry { item, person: town.person(name), exposure, at: app.now(), by: None, evidence: "250 ok" };
        assert!(add(tx, &tenant, entry, app.now()).await.unwrap());
    }
    let done =
        greet.submit(&path, &[]).await.is(200).shows("U ziet niet wie dat zijn").shows("Vandaag opnieuw gestuurd");
    done.hides(&format!("action=\"/winterbeek{path}\""));
    let mails = app.mails(&town).await;
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to_name.split(' ').next().unwrap().to_owned()).collect();
    to.sort();
    // Carel read it, but nobody told him.
    assert_eq!(to, ["Bram", "Carel", "Coen", "Dirk", "Oda", "Olga", "Otto"]);
    assert!(mails.iter().all(|mail| mail.kind == remind::KIND && mail.subject == "Dit moet u weten vóór ma 7 sep"));
    let otto = mails.iter().find(|mail| mail.to_name.starts_with("Otto")).unwrap();
    assert_eq!(otto.item_id, None, "who was told before stays told as before");
    // Twice on one day is once; the next day it can go again.
    greet.post(&path, &[]).await.is(303);
    assert_eq!(app.mails(&town).await.len(), 7);
    for stand in ["wacht", "verzonden", "vastgelopen"] {
        greet.get(&format!("/instellingen/post?stand={stand}")).await.is(200).hides("Otto").hides("Dit moet u weten");
    }
    app.deliver().await;
    greet.get("").await.is(200).shows("Iedereen is het verteld");
    app.pass(SignedDuration::from_hours(24));
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&path, &[]).await.is(303);
    assert_eq!(app.mails(&town).await.len(), 13);
    app.clock.set("2026-09-07T10:00:00Z".parse().unwrap());
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&path, &[]).await.is(409).shows("is voorbij");
    greet.get("").await.is(200).hides("Moet op tijd bekend zijn");
    for name in ["cora", "wim", "ina"] {
        app.sign_in(&town, name).await.post(&path, &[]).await.is(403);
    }
}

#[tokio::test]
async fn the_home_looks_the_same_whether_everybody_read_it_or_nobody_did() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let (greet, item) = paper(&app, &town, ("2026-09-07", "12:00")).await;
    let tenant = app.tenant(&town).await;
    use app::balance::ledger::{Entry, Exposure, add};
    let tx = app.state().db.for_migrations();
    let everybody = ["cora", "carel", "coen", "dirk", "otto", "olga", "oda", "bram"];
    let entry =
        |name, exposure| Entry { item, person: town.person(name), exposure, at: app.now(), by: None, evidence: "" };
    for name in everybody {
        add(tx, &tenant, entry(name, Exposure::ToldByMail), app.now()).await.unwrap();
    }
    let part =
        |page: &str| page[page.find("id=\"moet-bekend\"").unwrap()..].split("</section>").next().unwrap().to_owned();
    let nobody = part(&greet.get("").await.text);
    for name in everybody {
        add(tx, &tenant, entry(name, Exposure::Reached), app.now()).await.unwrap();
    }
    assert_eq!(part(&greet.get("").await.text), nobody);
    // And so does pressing the button.
    let path = format!("/informatiebalans/onderdelen/{item}/herinnering");
    greet.submit(&path, &[]).await.is(200).shows("Vandaag opnieuw gestuurd");
    assert!(app.mails(&town).await.is_empty());
}

#[tokio::test]
async fn reading_takes_no_name_off_the_list_of_who_was_not_told() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let (greet, item) = paper(&app, &town, ("2026-09-07", "12:00")).await;
    let pages = ["".to_owned(), format!("/informatiebalans/onderdelen/{item}"), "/informatiebalans".to_owned()];
    let seen = async || {
        let mut seen = Vec::new();
        for page in &pages {
            let text = greet.get(page).await.is(200).text;
            // All but the figures of reading, which are by group.
            seen.push(text.matches("Olga").count() + text.matches("niet verteld").count());
            seen.push(text.split("Vertel het ").nth(1).map_or(0, |rest| rest[..1].parse().unwrap()));
        }
        seen
    };
    let before = seen().await;
    assert_eq!(before[3], 8);
    use app::balance::ledger::{Entry, Exposure, add};
    let (tenant, tx) = (app.tenant(&town).await, app.state().db.for_migrations());
    for (name, exposure) in [("olga", Exposure::Reached), ("oda", Exposure::Confirmed)] {
        let entry = Entry { item, person: town.person(name), exposure, at: app.now(), by: None, evidence: "" };
        assert!(add(tx, &tenant, entry, app.now()).await.unwrap());
    }
    assert_eq!(seen().await, before);
    greet.post(&format!("/informatiebalans/onderdelen/{item}/verzending"), &[]).await.is(303);
    assert_eq!(app.mails(&town).await.len(), 8);
}

#[tokio::test]
async fn who_left_the_council_is_told_and_reminded_of_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (greet, item) = paper(&app, &town, ("2026-09-07", "12:00")).await;
    app.execute("UPDATE appointments SET to_date = '2026-08-31' WHERE person_id IN (SELECT id FROM people WHERE name LIKE 'Otto%')")
        .await;
    let path = format!("/informatiebalans/onderdelen/{item}");
    greet.get("").await.is(200).shows("Nog niet verteld: 4 van Lokaal Winterbeek · 3 van Open Lijst Winterbeek");
    greet.get(&path).await.is(200).shows("Vertel het 7 mensen").hides("Otto");
    greet.post(&format!("{path}/herinnering"), &[]).await.is(303);
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 7);
    assert!(mails.iter().all(|mail| !mail.to_name.starts_with("Otto")));
    app.execute("DELETE FROM outbox").await;
    greet.post(&format!("{path}/verzending"), &[]).await.is(303);
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 7);
    assert!(mails.iter().all(|mail| !mail.to_name.starts_with("Otto")));
}

#[tokio::test]
async fn after_a_gathering_the_absent_get_the_notes_at_the_moment_the_present_do() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora", "otto"], None).await;
    app.clock.set("2026-09-09T08:00:00Z".parse().unwrap());
    let greet = app.sign_in(&town, "greet").await;
    app.execute("DELETE FROM outbox").await;
    let path = format!("/bijeenkomsten/{gathering}/verslag/wijzigen");
    greet.post(&path, &[("verslag", "# Besproken\n\nDe bus."), ("version", "0")]).await.is(303);
    greet
        .post(&format!("/bijeenkomsten/{gathering}/verslag/publicatie"), &[("version", "1"), ("key", "a")])
        .await
        .is(303);
    // Two were invited; all eight it is owed to get it, due at the moment it was released, whether they came or not.
    let mails = app.mails(&town).await;
    let released = app.count("SELECT released_at FROM items WHERE kind = 'verslag'").await;
    assert_eq!(mails.len(), 8);
    assert!(mails.iter().all(|mail| mail.due_at == released && mail.created_at == released));
    let one = app.count("SELECT COUNT(DISTINCT shuffle) FROM outbox").await;
    assert!(one > 1, "the order is drawn, not that of the factions");
    for name in ["cora", "olga"] {
        let browser = app.sign_in(&town, name).await;
        browser.get(&format!("/bijeenkomsten/{gathering}/verslag")).await.is(200).shows("De bus.");
    }
}

#[tokio::test]
async fn a_wave_leaves_in_a_drawn_order_whatever_order_it_was_put_in() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let wim = app.sign_in(&town, "wim").await;
    let mut orders = std::collections::BTreeSet::new();
    for round in 0..6 {
        let (text, key) = (format!("Ronde {round}"), format!("k{round}"));
        let person = town.person("cora").to_string();
        let fields = [
            ("onderwerp", text.as_str()),
            ("tekst", text.as_str()),
            ("persoon", person.as_str()),
            ("datum", "2026-09-01"),
            ("tijd", "09:00"),
            ("hoe", "mond"),
            ("actie", "delen"),
            ("key", key.as_str()),
        ];
        wim.post("/gedeelde-informatie", &fields).await.is(303);
        let rows = outbox::claim(&app.state().db, crate::support::id(), 100, app.now()).await.unwrap();
        assert_eq!(rows.len(), 7);
        assert!(rows.windows(2).all(|pair| pair[0].due_at == pair[1].due_at));
        orders.insert(rows.iter().map(|row| row.person_id.unwrap()).collect::<Vec<_>>());
        for row in &rows {
            outbox::sent(&app.state().db, row, "250 ok", app.now()).await.unwrap();
        }
    }
    assert!(orders.len() > 1, "six waves in one order is no draw");
}

#[tokio::test]
async fn what_was_done_about_a_quarter_is_kept_beside_it_and_never_changes() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = "/informatiebalans/kwartalen/2026-3/antwoord";
    let key = greet.get(path).await.is(200).input("key");
    greet.post(path, &[("tekst", ""), ("namens", "raad"), ("key", &key)]).await.is(422).shows("Vul dit in");
    let fields = [("tekst", "Wij sturen voortaan *eerst* mail."), ("namens", "raad"), ("key", key.as_str())];
    for _ in 0..2 {
        greet.post(path, &fields).await.is(303);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM balance_answers").await, 1);
    let cora = app.sign_in(&town, "cora").await;
    let page = cora.get("/informatiebalans?kwartaal=2026-3").await.is(200).shows("Wat is hiermee gedaan");
    page.shows("<em>eerst</em>").shows("namens de raad").hides("Schrijf op wat ermee gedaan is");
    cora.get("/informatiebalans?kwartaal=2026-2").await.is(200).hides("Wat is hiermee gedaan");
    cora.get(path).await.is(403);
    for wrong in ["2026-4", "2026-5", "morgen"] {
        greet.get(&format!("/informatiebalans/kwartalen/{wrong}/antwoord")).await.is(404);
    }
    use sea_orm::ConnectionTrait;
    for sql in ["UPDATE balance_answers SET body = 'x'", "DELETE FROM balance_answers"] {
        assert!(app.state().db.for_migrations().execute_unprepared(sql).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn whatever_must_be_known_stands_on_the_clerks_home_with_its_button_whatever_kind_it_is() {
    use app::balance::ledger::{ItemKind, Release, release};
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (tenant, tx) = (app.tenant(&town).await, app.state().db.for_migrations());
    let greet = app.sign_in(&town, "greet").await;
    for kind in ItemKind::ALL {
        let what = Release {
            kind: *kind,
            subject: crate::support::id(),
            edition: 1,
            title: &format!("Onderdeel {kind}"),
            path: "/bijeenkomsten",
            needed_at: Some(app.now() + SignedDuration::from_hours(72)),
            by: town.person("greet"),
        };
        let item = release(tx, &tenant, what, app.now()).await.unwrap();
        let home = greet.get("").await.is(200).shows("id=\"moet-bekend\"").shows(&format!("Onderdeel {kind}"));
        home.shows("Nog niet verteld: 4 van Lokaal Winterbeek · 4 van Open Lijst Winterbeek")
            .shows(&format!("/informatiebalans/onderdelen/{item}/herinnering"));
        greet.post(&format!("/informatiebalans/onderdelen/{item}/herinnering"), &[]).await.is(303);
        assert_eq!(app.mails(&town).await.len(), 8, "{kind}: to those who were not told, once each");
        app.execute("DELETE FROM outbox").await;
        app.execute("UPDATE items SET needed_at = NULL").await;
    }
}
