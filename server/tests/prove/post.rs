//! Mail: the server is away, slow or refuses; the worker is killed. Nothing is lost, and nobody waits.

use std::time::{Duration, Instant};

use app::{
    AppState,
    clock::Clock,
    db::Db,
    mail::{Block, Message, Recipient, outbox},
    text::Lang,
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use server::{config::Config, jobs::Worker, smtp::Mailer};

use crate::{
    sink::{Mood, Sink},
    site::{self, Node, Site, close, count, figure, is_long, rounds, within},
};

/// Puts so many mails into the outbox.
async fn fill(db: &Db, site: &Site, mails: usize, now: Timestamp) {
    let tenant = app::tenant::find(db.read(), &site.town.slug).await.unwrap().unwrap();
    use sea_orm::TransactionTrait;
    let tx = db.for_migrations().begin().await.unwrap();
    for number in 0..mails {
        let to =
            Recipient { person: None, name: "Oda".to_owned(), address: "oda@example.nl".to_owned(), lang: Lang::Nl };
        let message = Message {
            kind: "test",
            occasion: format!("prove:{}", uuid::Uuid::now_v7()),
            to,
            subject: format!("Bericht {number}"),
            blocks: vec![Block::Para("Een bericht.".to_owned())],
            ics: None,
            item: None,
        };
        assert!(outbox::enqueue(&tx, &tenant, &message, now).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// A worker of our own, with a clock in the hand.
async fn worker(config: &Config, url: &str) -> (AppState, Worker) {
    let env = [("EVENWIJS_SMTP_URL".to_owned(), url.to_owned())].into();
    let mailer = Mailer::new(&Config::from_sources(&env, None).unwrap()).unwrap();
    let state = server::build(config, Clock::at(Timestamp::now())).await.unwrap().state;
    (state.clone(), Worker::new(state, mailer, "griffie@example.nl".to_owned()))
}

const WAITING: &str = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL";

/// So much time in steps of half a minute.
async fn pass(state: &AppState, worker: &Worker, time: SignedDuration) {
    let end = state.clock.now() + time;
    while state.clock.now() < end {
        while worker.tick(state.clock.now(), false).await.unwrap() > 0 {}
        state.clock.set(state.clock.now() + SignedDuration::from_secs(30));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_that_cannot_leave_waits_and_leaves_once() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let sink = Sink::start(Mood::Takes(Duration::ZERO)).await;
    let nobody = format!("smtp://127.0.0.1:{}", site::free_port());
    let mails = rounds(200, 40);
    let (state, cut_off) = worker(&site.config, &nobody).await;
    let (_, reached) = worker(&site.config, &sink.url).await;
    let hour = SignedDuration::from_hours(1);

    fill(&state.db, &site, mails, state.clock.now()).await;
    pass(&state, &cut_off, hour).await;
    assert_eq!(count(&state.db, WAITING).await, i64::try_from(mails).unwrap(), "an hour away parks nothing");
    sink.feel(Mood::Refuses("451 4.7.1 later"));
    pass(&state, &reached, hour).await;
    assert_eq!(count(&state.db, WAITING).await, i64::try_from(mails).unwrap(), "an hour of 'later' parks nothing");
    let tries = count(&state.db, "SELECT MAX(attempts) FROM outbox").await;
    sink.feel(Mood::Takes(Duration::from_millis(20)));
    pass(&state, &reached, SignedDuration::from_hours(5)).await;
    let (first, distinct) = (sink.count(), sink.taken().len());

    // A refusal for good is shown to the clerk, with the words of the server, and can be tried again.
    fill(&state.db, &site, mails, state.clock.now()).await;
    sink.feel(Mood::Refuses("550 5.1.1 no such user"));
    pass(&state, &reached, hour).await;
    let parked = "SELECT COUNT(*) FROM outbox WHERE parked_at IS NOT NULL AND last_error LIKE '%no such user%'";
    let parked = count(&state.db, parked).await;
    sink.feel(Mood::Takes(Duration::ZERO));
    let tenant = app::tenant::find(state.db.read(), &site.town.slug).await.unwrap().unwrap();
    for row in outbox::list(state.db.read(), &tenant, true, 1_000).await.unwrap() {
        assert!(outbox::retry(state.db.for_migrations(), &tenant, row.id, state.clock.now()).await.unwrap());
    }
    pass(&state, &reached, hour).await;
    let (second, all) = (sink.count() - first, sink.taken().len());
    close(&state.db).await;
    figure(
        "T7 mail server away, saying 'later', slow, refusing, an hour each",
        "0 lost, 0 doubled, refusals shown",
        &format!("{mails} + {mails} mails: {first} and {second} taken, {parked} refusals shown; {tries} tries in 2 h"),
    );
    assert_eq!((first, distinct, second, all), (mails, mails, mails, 2 * mails));
    assert_eq!(parked, i64::try_from(mails).unwrap());
    assert!((4..12).contains(&tries), "{tries}");
}

/// The time of a page: the middle one of many.
async fn page_time(site: &Site) -> Duration {
    let visitor = site.visitor("oda");
    let mut took = Vec::new();
    for _ in 0..120 {
        let answer = visitor.get("/bijeenkomsten").await.unwrap();
        assert_eq!(answer.code, 200);
        took.push(answer.took);
    }
    took.sort();
    took[took.len() / 2]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_as_fast_while_the_mail_server_hangs() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let sink = Sink::start(Mood::Hangs).await;
    let settings = [("EVENWIJS_SMTP_URL", sink.url.as_str())];
    let mut node = site.serve_with(&settings);
    node.ready().await;
    page_time(&site).await;
    let (mut before, mut during) = (page_time(&site).await, Duration::MAX);
    let db = site.look().await;
    fill(&db, &site, 200, Timestamp::now()).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    for _ in 0..3 {
        during = during.min(page_time(&site).await);
    }
    let held = count(&db, "SELECT COUNT(*) FROM outbox WHERE claimed_until IS NOT NULL").await;
    close(&db).await;
    // Nothing is waited for but the mail in hand.
    let (took, well) = node.stop().await;
    before = before.max(Duration::from_millis(2));
    let ratio = during.as_secs_f64() / before.as_secs_f64();
    figure(
        "T7 a page while 200 mails wait for a server that hangs",
        "as fast as before (1.5 times at most)",
        &format!("{ratio:.2} times; stopping took {:.1} s", took.as_secs_f64()),
    );
    assert!(held > 0, "the worker had not begun");
    assert!(well && took < Duration::from_secs(40), "{took:?}");
    assert!(within(during, before.mul_f64(1.5)), "{before:?} {during:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_worker_loses_no_mail_and_doubles_at_most_the_one_in_hand() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let sink = Sink::start(Mood::Takes(Duration::from_millis(5))).await;
    let kills = rounds(100, 15);
    let mails = kills * if is_long() { 100 } else { 20 };
    let db = site.look().await;
    fill(&db, &site, mails, Timestamp::now()).await;
    let settings = [("EVENWIJS_SMTP_URL", sink.url.as_str())];
    let start = || -> Node { site.start(&[], &["worker"], &settings) };
    let (mut nodes, mut killed) = (vec![start(), start()], 0);
    let all = i64::try_from(mails).unwrap();
    let sent = || count(&db, "SELECT COUNT(*) FROM outbox WHERE sent_at IS NOT NULL");
    let began = Instant::now();
    while sent().await < all {
        assert!(began.elapsed() < Duration::from_secs(500), "the mails do not leave");
        tokio::time::sleep(Duration::from_millis(rand::random_range(150..400))).await;
        if killed < kills {
            nodes.remove(0).kill();
            killed += 1;
            // What it held is free for others when its lease ends; we do not wait for that here, but for the clock.
            let text = "UPDATE outbox SET claimed_until = 1 WHERE sent_at IS NULL AND claimed_until IS NOT NULL";
            nodes.remove(0).stop().await;
            db.for_migrations().execute_unprepared(text).await.unwrap();
            nodes = vec![start(), start()];
        }
    }
    for node in nodes {
        node.stop().await;
    }
    close(&db).await;
    let taken = sink.taken();
    let doubled = sink.count() - taken.len();
    figure(
        &format!("T4 {killed} times SIGKILL to one of two workers"),
        "0 mails lost, doubled at most once per kill and with the same Message-ID",
        &format!("{mails} mails: {} lost, {doubled} doubled", mails - taken.len()),
    );
    assert!(killed > 0);
    assert_eq!(taken.len(), mails);
    assert!(doubled <= killed, "{doubled} of {killed}");
    let same = taken.values().all(|subjects| subjects.iter().all(|subject| *subject == subjects[0]));
    assert!(same, "two mails under one Message-ID");
}
