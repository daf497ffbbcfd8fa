//! Two at the same moment: the last place, the same form, the same text, the end of a role or a session (T15).

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use app::{
    accounts::{self, links, sessions},
    actor::Actor,
    answers::store,
    db::{Db, millis},
    people::entity,
    tenant::Tenant,
};
use futures::future::join_all;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::{
    clients::{Answer, Visitor},
    site::{self, Site, close, count, figure, rounds},
};

const CONTENDERS: usize = 40;

async fn tenant(db: &Db, site: &Site) -> Tenant {
    app::tenant::find(db.read(), &site.town.slug).await.unwrap().unwrap()
}

/// So many more members of the council, signed in.
async fn members(db: &Db, site: &Site, how_many: usize) -> Vec<Visitor> {
    let (tenant, now, write) = (tenant(db, site).await, Timestamp::now(), db.for_migrations());
    let mut visitors = Vec::new();
    for number in 0..how_many {
        let person = Uuid::now_v7();
        let row = entity::person::ActiveModel {
            id: Set(person),
            municipality_id: Set(site.town.id),
            name: Set(format!("Raadslid {number}")),
            email: Set(Some(format!("raadslid{number}@example.nl"))),
            phone: Set(None),
            lang: Set("nl".to_owned()),
            version: Set(1),
            created_at: Set(millis(now)),
        };
        entity::person::Entity::insert(row).exec_without_returning(write).await.unwrap();
        let row = entity::appointment::ActiveModel {
            id: Set(Uuid::now_v7()),
            municipality_id: Set(site.town.id),
            person_id: Set(person),
            role: Set("raadslid".to_owned()),
            faction_id: Set(Some(site.town.coalition)),
            portfolio: Set(None),
            from_date: Set("2026-03-26".to_owned()),
            to_date: Set(None),
            replaces_id: Set(None),
            reason: Set(None),
            version: Set(1),
        };
        entity::appointment::Entity::insert(row).exec_without_returning(write).await.unwrap();
        let row = accounts::entity::account::ActiveModel {
            person_id: Set(person),
            municipality_id: Set(site.town.id),
            password_hash: Set(None),
            disabled_at: Set(None),
            created_at: Set(millis(now)),
        };
        accounts::entity::account::Entity::insert(row).exec_without_returning(write).await.unwrap();
        let actor = Actor::load(db.read(), &tenant, person, now).await.unwrap().unwrap();
        let secret = sessions::open(write, &tenant, person, &actor.roles, true, "prove", now).await.unwrap();
        visitors.push(Visitor::new(&site.address, &site.town.slug, &secret));
    }
    visitors
}

/// A gathering to which the whole council is invited, with so many places.
async fn invited(site: &Site, db: &Db, places: i64) -> Uuid {
    let greet = site.visitor("greet");
    let id = greet.plan("wedloop").await.unwrap().id().unwrap();
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    let sent = greet.post(&path, &[("key", "wedloop-wave"), ("version", "1")]).await.unwrap();
    assert_eq!(sent.code, 303, "{}", sent.text);
    let text = format!("UPDATE gatherings SET capacity = {places}");
    db.for_migrations().execute_unprepared(&text).await.unwrap();
    id
}

fn codes(answers: &[Option<Answer>]) -> Vec<u16> {
    answers.iter().map(|answer| answer.as_ref().map_or(0, |answer| answer.code)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_places_go_to_exactly_as_many_as_there_are() {
    let _turn = site::turn().await;
    let (site, places) = (Site::new().await, 10);
    let mut node = site.serve_with(&[("EVENWIJS_WORKER", "false")]);
    node.ready().await;
    let db = site.look().await;
    let visitors = members(&db, &site, CONTENDERS).await;
    let gathering = invited(&site, &db, 10).await;
    let path = format!("/bijeenkomsten/{gathering}/antwoord");
    let tenant = tenant(&db, &site).await;
    let (all, mut wrong, mut errors) = (rounds(1_000, 10), 0, 0);
    for _ in 0..all {
        let text = "UPDATE invitations SET answer = NULL, answered_at = NULL, answered_by = NULL, answered_via = NULL, \
                    coming_since = NULL";
        db.for_migrations().execute_unprepared(text).await.unwrap();
        let answers = join_all(visitors.iter().map(|visitor| visitor.post(&path, &[("antwoord", "ja")]))).await;
        errors += answers.iter().flatten().filter(|answer| answer.code != 303).count();
        errors += answers.iter().filter(|answer| answer.is_none()).count();
        let told = answers.iter().flatten().filter(|answer| answer.said.contains("heeft een plaats")).count();
        let waiting = answers.iter().flatten().filter(|answer| answer.said.contains("wachtlijst")).count();
        let replies = store::replies(db.read(), &tenant, gathering).await.unwrap();
        let left = store::seats(&replies, Some(10)).left(Some(10));
        let coming = replies.iter().filter(|reply| reply.answer.is_some()).count();
        let found = (told, waiting, left, coming);
        if found != (places, CONTENDERS - places, Some(0), CONTENDERS) {
            eprintln!("{found:?}: {:?}", answers.iter().flatten().next());
            wrong += 1;
        }
    }
    close(&db).await;
    figure(
        &format!("T15 {places} places, {CONTENDERS} at once, {all} rounds"),
        "exactly as many told so as there are places, no error",
        &format!("{wrong} rounds wrong, {errors} errors"),
    );
    assert_eq!((wrong, errors), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_twice_is_once_and_of_two_editors_one_is_told() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let mut node = site.serve_with(&[("EVENWIJS_WORKER", "false")]);
    node.ready().await;
    let db = site.look().await;
    let gathering = invited(&site, &db, 10).await;
    let all = rounds(1_000, 20);
    let (oda, mut errors, mut doubled) = (site.visitor("oda"), 0, 0);

    // The same answer and the same question, four times at once.
    let path = format!("/bijeenkomsten/{gathering}/antwoord");
    for round in 0..all {
        let answer = if round.is_multiple_of(2) { "ja" } else { "nee" };
        let fields = [("antwoord", answer)];
        let answers = join_all((0..4).map(|_| oda.post(&path, &fields))).await;
        errors += codes(&answers).iter().filter(|code| **code != 303).count();
        let key = format!("dubbel-{round}");
        let asked = join_all((0..4).map(|_| oda.ask(&key))).await;
        errors += codes(&asked).iter().filter(|code| **code != 303).count();
        let ids: BTreeSet<_> = asked.iter().flatten().map(Answer::id).collect();
        doubled += usize::from(ids.len() != 1);
    }
    let given = count(&db, "SELECT COUNT(*) FROM audit WHERE action = 'answer.give'").await;
    let asked = count(&db, "SELECT COUNT(*) FROM questions").await;
    let all_i64 = i64::try_from(all).unwrap();

    // Two editors save from the same version: one is kept, the other sees both texts.
    let (greet, mut kept, mut told) = (site.visitor("greet"), 0, 0);
    let path = format!("/bijeenkomsten/{gathering}/verslag/wijzigen");
    for round in 0..rounds(500, 20) {
        let version = count(&db, "SELECT COALESCE(MAX(version), 0) FROM notes").await.to_string();
        let (mine, yours) = (format!("Mijn tekst {round}"), format!("Uw tekst {round}"));
        let fields = |text| [("verslag", text), ("version", version.as_str()), ("actie", "opslaan")];
        let (mine_fields, your_fields) = (fields(mine.as_str()), fields(yours.as_str()));
        let (one, two) = tokio::join!(greet.post(&path, &mine_fields), greet.post(&path, &your_fields));
        let (one, two) = (one.unwrap(), two.unwrap());
        let draft: String = site::rows(&db, "SELECT draft FROM notes").await[0].try_get("", "draft").unwrap();
        match (one.code, two.code) {
            (303, 409) if draft == mine => {
                (kept, told) = (kept + 1, told + usize::from(two.text.contains(&mine) && two.text.contains(&yours)));
            }
            (409, 303) if draft == yours => {
                (kept, told) = (kept + 1, told + usize::from(one.text.contains(&mine) && one.text.contains(&yours)));
            }
            other => eprintln!("{other:?} {draft}"),
        }
    }
    close(&db).await;
    let saves = rounds(500, 20);
    figure(
        &format!("T15 the same answer and the same question 4 times at once, {all} rounds"),
        "once, with equal answers, no error",
        &format!("{given} answers and {asked} questions, {doubled} unequal, {errors} errors"),
    );
    figure(
        &format!("T15 two editors save at once, {saves} rounds"),
        "one kept, the other shown both texts",
        &format!("{kept} kept, {told} shown both"),
    );
    assert_eq!((given, asked, doubled, errors), (all_i64, all_i64, 0, 0));
    assert_eq!((kept, told), (saves, saves));
}

/// Goes on asking until told to stop; answers the status of each request with the moment it was begun.
async fn keep_asking(visitor: Visitor, ended: Arc<AtomicBool>) -> (usize, usize, Vec<u16>) {
    let (mut before, mut after, mut strange, mut extra) = (0, 0, Vec::new(), 0);
    while extra < 5 {
        let was_ended = ended.load(Ordering::SeqCst);
        let answer = visitor.ask(&Uuid::now_v7().to_string()).await.unwrap();
        let asked = answer.code == 303 && answer.to.contains("/vragen/");
        match (was_ended, asked, answer.code) {
            (false, true, _) => before += 1,
            (true, true, _) => after += 1,
            (_, false, 303 | 403 | 404) => {}
            (_, _, code) => strange.push(code),
        }
        extra += usize::from(was_ended);
    }
    (before, after, strange)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_ended_does_not_come_back() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let mut node = site.serve_with(&[("EVENWIJS_WORKER", "false")]);
    node.ready().await;
    let db = site.look().await;
    let (all, mut before, mut late, mut strange) = (rounds(100, 6), 0, 0, Vec::new());
    let mut revived = 0;
    let visitors = members(&db, &site, all * 2).await;
    for (round, visitor) in visitors.into_iter().enumerate() {
        let ended = Arc::new(AtomicBool::new(false));
        let asking: Vec<_> = (0..4).map(|_| tokio::spawn(keep_asking(visitor.clone(), ended.clone()))).collect();
        tokio::time::sleep(Duration::from_millis(rand::random_range(20..120))).await;
        if round.is_multiple_of(2) {
            let left = visitor.post("/afmelden", &[]).await.unwrap();
            assert_eq!(left.code, 303, "{}", left.text);
        } else {
            // The clerk ended the appointment yesterday.
            let text = format!(
                "UPDATE appointments SET to_date = '2026-03-27' WHERE person_id IN \
                 (SELECT id FROM people WHERE email = 'raadslid{round}@example.nl')"
            );
            db.for_migrations().execute_unprepared(&text).await.unwrap();
        }
        ended.store(true, Ordering::SeqCst);
        for task in asking {
            let (early, after, other) = task.await.unwrap();
            (before, late) = (before + early, late + after);
            strange.extend(other);
        }
        if round.is_multiple_of(2) {
            let text = format!(
                "SELECT COUNT(*) FROM sessions s JOIN people p ON p.id = s.person_id \
                 WHERE p.email = 'raadslid{round}@example.nl'"
            );
            revived += count(&db, &text).await;
        }
    }
    figure(
        &format!("T15 signing out and losing a role with 4 requests in flight, {all} times each"),
        "nothing done afterwards, no session back, no 5xx",
        &format!("{before} done before, {late} after, {revived} sessions back, {} strange answers", strange.len()),
    );
    assert!(before > 0);
    assert_eq!((late, revived, strange), (0, 0, Vec::new()));

    // An invitation accepted twice at once: one password counts.
    let (tenant, accepted) = (tenant(&db, &site).await, rounds(100, 4));
    let (mut both, mut errors) = (0, 0);
    for _ in 0..accepted {
        let person = site.town.person("coen");
        let write = db.for_migrations();
        let life = links::INVITATION_LIFE;
        let purpose = links::Purpose::Invitation;
        let token = links::make(write, &tenant, person, purpose, life, Timestamp::now()).await.unwrap();
        let (path, stranger) = (format!("/account/{token}"), Visitor::new(&site.address, &site.town.slug, "niemand"));
        let words = ["paars kanaal fietst langzaam 1", "paars kanaal fietst langzaam 2"];
        let fields = words.map(|word| [("wachtwoord", word), ("vertrouw", "true")]);
        let (one, two) = tokio::join!(stranger.post(&path, &fields[0]), stranger.post(&path, &fields[1]));
        let codes = [one.unwrap().code, two.unwrap().code];
        errors += codes.iter().filter(|code| **code >= 500).count();
        // A new password ends the sessions there were; of the two new ones there is one.
        let text = "SELECT COUNT(*) FROM sessions s JOIN people p ON p.id = s.person_id WHERE p.email LIKE 'coen@%'";
        let open = count(&db, text).await;
        let won = codes.iter().filter(|code| **code == 303).count();
        if won != 1 || open != 1 {
            eprintln!("{codes:?}, {open} sessions");
            both += 1;
        }
    }
    close(&db).await;
    figure(
        &format!("T15 an invitation accepted twice at once, {accepted} rounds"),
        "one counts, no 5xx",
        &format!("{both} rounds wrong, {errors} errors"),
    );
    assert_eq!((both, errors), (0, 0));
}
