//! The database is away: stopped, restarted, frozen; busy with somebody else; without room on its disk.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use sea_orm::ConnectionTrait;

use crate::{
    clients::{Crowd, Log, Visitor},
    ledger::{self, Findings},
    site::{self, Cluster, Folder, Node, Site, close, figure, is_long, postgres, rounds, signal, within},
};

/// The longest anybody waited for an answer while the database was away.
async fn ask_meanwhile(visitor: &Visitor, until: Instant) -> (Duration, usize) {
    let (mut slowest, mut asked) = (Duration::ZERO, 0);
    while Instant::now() < until {
        for path in ["", "/bijeenkomsten"] {
            let answer = visitor.get(path).await.unwrap();
            slowest = slowest.max(answer.took);
            assert!(matches!(answer.code, 200 | 503), "{} {}", answer.code, answer.text);
            asked += usize::from(answer.code == 503);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    (slowest, asked)
}

/// Halted and started again, killed and started again, frozen for a while.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_503_and_comes_back_by_itself() {
    if postgres().is_none() {
        return busy_elsewhere().await;
    }
    let _turn = site::turn().await;
    let cluster = Cluster::start();
    let site = Site::at(Folder::new(), Some(cluster.url.clone()), &[]).await;
    let mut node = site.serve();
    node.ready().await;
    // A connection for each request: one that is kept may be closed by the server in the moment it is used again.
    let (crowd, visitor) = (Crowd::start(&site, 20), site.visitor("oda").alone());
    let away = Duration::from_secs(if is_long() { 15 } else { 5 });
    let (mut slowest, mut back, mut refused) = (Duration::ZERO, Duration::ZERO, 0);
    for round in 0..rounds(20, 2) {
        crowd.next_acknowledged().await;
        if round.is_multiple_of(2) {
            cluster.halt();
        } else {
            cluster.signal_all("STOP");
        }
        let (slow, answers) = ask_meanwhile(&visitor, Instant::now() + away).await;
        (slowest, refused) = (slowest.max(slow), refused + answers);
        if round.is_multiple_of(2) {
            cluster.again();
        } else {
            cluster.signal_all("CONT");
        }
        back = back.max(crowd.next_acknowledged().await);
    }
    let log = crowd.stop().await;
    assert!(node.stop().await.1);
    slowest = slowest.max(log.slowest);
    let findings = ledger::compare(&site, &log).await;
    let what = format!("T6 PostgreSQL stopped and frozen in turn, {} times", rounds(20, 2));
    figure(
        &what,
        "503 in 5 s",
        &format!("{:.1} s at most, {} times 503", slowest.as_secs_f64(), refused + log.refused),
    );
    figure("T6 writing again after it is back", "10 s", &format!("{:.1} s at most", back.as_secs_f64()));
    tell("T6 what was written around it", &log, &findings);
    assert!(refused > 0 && within(slowest, Duration::from_secs(5)), "{slowest:?}");
    assert!(within(back, Duration::from_secs(10)), "{back:?}");
}

fn tell(what: &str, log: &Log, findings: &Findings) {
    let acknowledged = log.questions.len() + log.invited.len();
    let found = format!(
        "{acknowledged} acknowledged: {} lost, {} doubled, {} half-written",
        findings.lost, findings.doubled, findings.halves
    );
    figure(what, "0 lost, 0 doubled, 0 half-written", &found);
    assert_eq!(log.strange, Vec::<String>::new());
    assert_eq!(*findings, Findings::default());
}

/// What comes nearest on SQLite: another program holds the one place for writing.
async fn busy_elsewhere() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let mut node = site.serve();
    node.ready().await;
    let (crowd, visitor) = (Crowd::start(&site, 20), site.visitor("oda"));
    crowd.next_acknowledged().await;
    let db = site.look().await;
    db.for_migrations().execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let (slowest, refused) = ask_meanwhile(&visitor, Instant::now() + Duration::from_secs(8)).await;
    db.for_migrations().execute_unprepared("ROLLBACK").await.unwrap();
    let back = crowd.next_acknowledged().await;
    close(&db).await;
    let log = crowd.stop().await;
    assert!(node.stop().await.1);
    let findings = ledger::compare(&site, &log).await;
    figure(
        "T6 another program keeps the database from writing for 8 s",
        "reading goes on, writing is back in 10 s",
        &format!(
            "{refused} pages refused, the slowest took {:.2} s; writing after {:.1} s",
            slowest.as_secs_f64(),
            back.as_secs_f64()
        ),
    );
    tell("T6 what was written around it", &log, &findings);
    assert_eq!(refused, 0);
    assert!(within(slowest, Duration::from_secs(2)) && within(back, Duration::from_secs(10)), "{slowest:?} {back:?}");
}

/// A small file system of our own; that needs root, so `make prove` only.
struct Tmpfs(Folder);

impl Tmpfs {
    fn mount() -> Self {
        let folder = Folder::new();
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", "size=40m", "prove"]).arg(&folder.0).status();
        assert!(done.unwrap().success(), "a full disk is made by mounting a tmpfs, which needs root");
        Self(folder)
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        // What is still in use goes with the test.
        let _ = Command::new("umount").arg("-l").arg(&self.0.0).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_clearly_and_reading_goes_on() {
    // PostgreSQL keeps its own disk; what a full one does to it is for its own documentation.
    if !is_long() || postgres().is_some() {
        return;
    }
    let _turn = site::turn().await;
    let disk = Tmpfs::mount();
    let site = Site::at(Folder(disk.0.0.join("site")), None, &[]).await;
    let mut node: Node = site.serve();
    node.ready().await;
    let (crowd, visitor) = (Crowd::start(&site, 20), site.visitor("oda"));
    crowd.next_acknowledged().await;
    let ballast = disk.0.0.join("ballast");
    let fill = Command::new("dd").args(["if=/dev/zero", "bs=4096"]).arg(format!("of={}", ballast.display())).output();
    assert!(!fill.unwrap().status.success(), "the disk did not get full");
    let ready = reqwest::get(format!("{}/readyz", node.address)).await.unwrap();
    assert_eq!(ready.status(), 200, "who only reads is still served");
    let said = ready.text().await.unwrap();
    assert!(said.contains("de schijf is bijna vol"), "{said}");
    let (began, mut slowest, mut clear, mut unclear) = (Instant::now(), Duration::ZERO, 0, Vec::new());
    while began.elapsed() < Duration::from_secs(60) {
        let page = visitor.get("/bijeenkomsten").await.unwrap();
        assert_eq!(page.code, 200, "{}", page.text);
        slowest = slowest.max(page.took);
        let written = visitor.ask(&uuid::Uuid::now_v7().to_string()).await.unwrap();
        match written.code {
            507 if written.text.contains("geen ruimte") => clear += 1,
            303 => {}
            code => unclear.push(code),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    std::fs::remove_file(&ballast).unwrap();
    let back = crowd.next_acknowledged().await;
    let mut log = crowd.stop().await;
    assert!(node.stop().await.1);
    // The members of the crowd take a full disk for an answer, and ask something else.
    log.strange.retain(|said| !said.starts_with("507"));
    let findings = ledger::compare(&site, &log).await;
    figure(
        "T3 the disk full for 60 s",
        "a clear answer, reading within 0.5 s, writing again in 5 s by itself",
        &format!(
            "{clear} clear answers, {} others; pages {:.2} s at most; writing after {:.1} s",
            unclear.len(),
            slowest.as_secs_f64(),
            back.as_secs_f64()
        ),
    );
    tell("T3 what was written around it", &log, &findings);
    assert_eq!(unclear, Vec::<u16>::new());
    assert!(clear > 0 && slowest < Duration::from_millis(500) && back < Duration::from_secs(5));
}

/// A node that is stopped for a while and goes on keeps its word as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_stood_still_goes_on() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let mut node = site.serve();
    node.ready().await;
    let crowd = Crowd::start(&site, 50);
    for _ in 0..rounds(20, 2) {
        crowd.next_acknowledged().await;
        signal("STOP", node.pid());
        tokio::time::sleep(Duration::from_millis(700)).await;
        signal("CONT", node.pid());
    }
    crowd.next_acknowledged().await;
    let log = crowd.stop().await;
    assert!(node.stop().await.1);
    let findings = ledger::compare(&site, &log).await;
    tell(&format!("R78 the program itself frozen {} times", rounds(20, 2)), &log, &findings);
}
