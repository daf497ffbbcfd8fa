//! The ledger says what happened: the server's own words, no `told` for a refusal, what was known before, and every kind
//! of thing that is released.

use std::collections::BTreeSet;

use app::gatherings::commands;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::*;
use crate::{documents, gatherings, permissions};

/// A mail server that refuses otto's mail after it heard the address, and takes every other.
async fn mail_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream));
        }
    });
    format!("smtp://{address}")
}

async fn talk(stream: TcpStream) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut say = "220 mail.example\r\n";
    let mut in_data = false;
    loop {
        if write.write_all(say.as_bytes()).await.is_err() {
            return;
        }
        say = loop {
            let Ok(Some(line)) = lines.next_line().await else { return };
            let word = line.to_ascii_uppercase();
            match in_data {
                true if line == "." => {
                    in_data = false;
                    break "250 2.0.0 Ok: queued as 4F1A\r\n";
                }
                true => {}
                false if word.starts_with("RCPT") && word.contains("OTTO@") => break "550 5.1.1 onbekend postvak\r\n",
                false if word.starts_with("DATA") => {
                    in_data = true;
                    break "354 go on\r\n";
                }
                false => break "250 ok\r\n",
            }
        };
    }
}

#[tokio::test]
async fn told_keeps_the_servers_reply_a_refusal_is_none_and_a_later_void_works() {
    let server = mail_server().await;
    let app = TestApp::start_with(&[("EVENWIJS_SMTP_URL", &server)]).await;
    let town = app.town("Winterbeek").await;
    let gathering = gatherings::invited(&app, &town).await;
    app.deliver().await;
    let (tenant, db) = (app.tenant(&town).await, app.state().db.for_migrations());
    let item = ledger::items_of(db, &tenant, gathering).await.unwrap()[0].id;
    let told = ledger::standing(db, &tenant, item, Exposure::ToldByMail).await.unwrap();
    assert_eq!(told.len(), 7, "eight are owed it, one was refused");
    assert!(told.iter().all(|(person, _)| *person != town.person("otto")));
    let kept = "SELECT COUNT(*) FROM exposures WHERE evidence LIKE '250 %4F1A'";
    assert_eq!(app.count(kept).await, 7, "the server's own words");
    let greet = app.sign_in(&town, "greet").await;
    greet.get("/instellingen/post?stand=vastgelopen").await.is(200).shows("onbekend postvak");
    let page = greet.get(&format!("/informatiebalans/onderdelen/{item}")).await.is(200).shows("Otto Oppositie");
    // Why, and what to do about it: where the griffie sees who was not told.
    let page = page.shows("1 mens kreeg de mail niet").shows("Adres bestaat niet:").shows("Verbeter het adres");
    let page = page.shows(&format!("/winterbeek/raad/mensen/{}\"", town.person("otto")));
    app.pass(SignedDuration::from_mins(1));
    greet.get("").await.is(200).shows("Adres bestaat niet: Otto Oppositie Winterbeek.");
    greet.get("/informatiebalans?kwartaal=lopend").await.shows("nog 1 mens niet verteld · bij 1 kwam de mail niet aan");
    let seen = app.sign_in(&town, "cora").await.get(&format!("/informatiebalans/onderdelen/{item}")).await.is(200);
    seen.hides("Otto").hides("Adres bestaat niet");
    page.shows("7 van 8 berichten zijn afgegeven bij de mailserver. Tussen de eerste en de laatste zat 0 seconden.");
    // A failure that comes back later takes the word back; the entry stays to be read, and cora is untold again.
    let cora = told.iter().find(|(person, _)| *person == town.person("cora")).unwrap().1;
    ledger::void(db, &tenant, cora, "550 teruggekomen", None, app.now()).await.unwrap();
    assert_eq!(ledger::standing(db, &tenant, item, Exposure::ToldByMail).await.unwrap().len(), 6);
    greet
        .get(&format!("/informatiebalans/onderdelen/{item}"))
        .await
        .is(200)
        .shows("Cora Coalitie")
        .hides("Postvak vol");
    app.execute("UPDATE outbox SET bounced_at = sent_at, last_error = '5.2.2' WHERE to_name LIKE 'Cora%'").await;
    let page = greet.get(&format!("/informatiebalans/onderdelen/{item}")).await.is(200);
    page.shows("2 mensen kregen de mail niet").shows("Postvak vol:").shows("Is er weer plaats");
    // Somebody without an address gets no mail at all.
    app.execute("UPDATE people SET email = NULL WHERE name LIKE 'Cora%'").await;
    greet
        .get(&format!("/informatiebalans/onderdelen/{item}"))
        .await
        .is(200)
        .shows("Geen e-mailadres:")
        .hides("Postvak vol");
    let own = app.sign_in(&town, "cora").await.get("/mijn/vastgelegd").await.is(200);
    own.shows("Deze regel is vervallen").shows("Een eerdere regel is vervallen");
    let voiding = app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'void'").await;
    assert_eq!(voiding, 1);
    let row = db.query_one_raw(sql(db, "SELECT id FROM exposures WHERE kind = 'void'", [])).await.unwrap().unwrap();
    let void: Uuid = row.try_get_by_index(0).unwrap();
    assert!(ledger::void(db, &tenant, void, "toch wel", None, app.now()).await.is_err(), "a void is not voided");
}

#[tokio::test]
async fn a_release_says_how_far_apart_its_mails_left_and_who_heard_before() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = gatherings::invited(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let tenant = app.tenant(&town).await;
    let item = ledger::items_of(app.state().db.read(), &tenant, gathering).await.unwrap()[0].id;
    let path = format!("/informatiebalans/onderdelen/{item}");
    greet.get(&path).await.is(200).shows("Alle 8 berichten moeten nog weg");
    app.deliver().await;
    app.execute("UPDATE outbox SET sent_at = sent_at + 12000 WHERE to_name LIKE 'Otto%'").await;
    greet.get(&path).await.is(200).shows("8 van 8 berichten").shows("Tussen de eerste en de laatste zat 12 seconden");
    // What is sent again days later is no part of the release.
    app.execute(
        "UPDATE outbox SET created_at = created_at + 1, sent_at = sent_at + 864000000 WHERE to_name LIKE 'Otto%'",
    )
    .await;
    greet.get(&path).await.is(200).shows("7 van 7 berichten").hides("zat 10 dagen");
    let cora = app.sign_in(&town, "cora").await;
    cora.get(&path).await.is(200).hides("Tussen de eerste en de laatste");
    // The coalition heard it a day before: it stands there as it is, with the names for the griffie alone.
    let second = released(&app, &town, "Begroting").await;
    let before = app.now() - SignedDuration::from_hours(26);
    for name in ["cora", "carel", "coen"] {
        let entry = Entry {
            item: second,
            person: town.person(name),
            exposure: Exposure::ToldByMail,
            at: before,
            by: Some(town.person("wim")),
            evidence: "",
        };
        ledger::add(app.state().db.for_migrations(), &tenant, entry, app.now()).await.unwrap();
    }
    let path = format!("/informatiebalans/onderdelen/{second}");
    let said = "3 mensen hoorden dit al voor de publicatie, de eerste 26 uur eerder.";
    cora.get(&path).await.is(200).shows(said).hides("Carel Coalitie");
    greet.get(&path).await.is(200).shows(said).shows("Carel Coalitie");
    cora.get("/mijn/vastgelegd").await.is(200).shows("Dit was vóór de publicatie.").shows("Vastgelegd door Wim");
}

#[tokio::test]
async fn every_kind_of_thing_that_is_released_reaches_the_ledger() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    // One of everything, by the rooms' own commands: gathering, notes, paper, answer, update.
    let things = permissions::furnish(&app, &town, "woord").await;
    let greet = app.sign_in(&town, "greet").await;
    let moved = gatherings::invited(&app, &town).await;
    let path = format!("/bijeenkomsten/{moved}/wijzigen");
    let version = greet.get(&path).await.is(200).input("version");
    let input = app::gatherings::input::Input { datum: "2026-09-10".to_owned(), version, ..gatherings::typed(&town) };
    greet.post(&path, &gatherings::fields(&input)).await.is(303);
    documents::upload(&greet, moved, "k", "Begroting", "begroting.pdf", documents::PDF).await.is(303);
    let actor = app.actor(&town, "greet").await;
    let allowed = gate::authorize::<act::ChangeGathering>(&actor, Facts::default()).unwrap();
    let url = &app.state().settings.base_url;
    commands::cancel(&app.state().db, &allowed, things.gathering, "weg", url, app.now()).await.unwrap();

    let db = app.state().db.read();
    let rows = db.query_all_raw(sql(db, "SELECT DISTINCT kind FROM items", [])).await.unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    let all: BTreeSet<String> = ItemKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(found, all, "a kind of which nothing is released here, or that never reaches the ledger");
    let owed = app
        .count("SELECT COUNT(*) FROM items i WHERE (SELECT COUNT(*) FROM item_audience a WHERE a.item_id = i.id) <> 8");
    assert_eq!(owed.await, 0, "each is owed to the whole council");
    // Each has words on the page of the balance and in one's own record.
    for kind in ItemKind::ALL {
        for lang in [app::text::Lang::Nl, app::text::Lang::En] {
            let key = format!("balance-kind-{}", kind.code());
            assert!(lang.has(&key), "{key}");
        }
    }
}

#[tokio::test]
async fn papers_added_to_a_draft_are_released_together_with_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = app::gatherings::input::Input { actie: "concept".to_owned(), ..gatherings::typed(&town) };
    let draft = greet.post("/bijeenkomsten", &gatherings::fields(&input)).await.is(303);
    let draft: Uuid = draft.location().rsplit('/').next().unwrap().parse().unwrap();
    documents::upload(&greet, draft, "k", "Begroting", "begroting.pdf", documents::PDF).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 0, "nobody knows of a draft");
    app.pass(SignedDuration::from_mins(5));
    greet.post(&format!("/bijeenkomsten/{draft}/planning"), &[]).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await, 1);
    assert_eq!(app.count("SELECT COUNT(DISTINCT released_at) FROM items").await, 1, "one moment");
}
