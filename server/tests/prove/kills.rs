//! What was acknowledged survives SIGKILL, and nothing is acknowledged before it is on the disk.

use std::time::Duration;

use crate::{
    clients::{Crowd, Log},
    ledger::{self, Findings},
    site::{self, Cluster, Folder, Site, figure, is_long, postgres, rounds},
};

fn tell(what: &str, log: &Log, findings: &Findings, more: &str) {
    let acknowledged = log.questions.len() + log.invited.len();
    figure(
        what,
        "0 lost, 0 doubled, 0 half-written",
        &format!(
            "{acknowledged} acknowledged: {} lost, {} doubled, {} half-written{more}",
            findings.lost, findings.doubled, findings.halves
        ),
    );
    assert_eq!(log.strange, Vec::<String>::new());
    assert_eq!(*findings, Findings::default());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_sigkill() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let mut node = site.serve();
    node.ready().await;
    let (crowd, kills, mut slowest) = (Crowd::start(&site, 100), rounds(100, 20), Duration::ZERO);
    for _ in 0..kills {
        crowd.next_acknowledged().await;
        let longest = if is_long() { 2_000 } else { 700 };
        tokio::time::sleep(Duration::from_millis(rand::random_range(100..longest))).await;
        node.kill();
        node = site.serve();
        slowest = slowest.max(node.ready().await);
    }
    crowd.next_acknowledged().await;
    let log = crowd.stop().await;
    assert!(node.stop().await.1);
    assert!(log.broken > 0, "no request was cut off: the kills hit nothing");
    let findings = ledger::compare(&site, &log).await;
    tell(&format!("T1 {kills} times SIGKILL while 10 clients write"), &log, &findings, "");
    figure("T1 ready again after SIGKILL", "3 s", &format!("{:.2} s at most", slowest.as_secs_f64()));
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
}

/// The engine itself is killed; only `make prove` has the time for a PostgreSQL of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_sigkill_of_postgresql() {
    if !is_long() || postgres().is_none() {
        return;
    }
    let _turn = site::turn().await;
    let cluster = Cluster::start();
    let site = Site::at(Folder::new(), Some(cluster.url.clone()), &[]).await;
    let mut node = site.serve();
    node.ready().await;
    let (crowd, mut slowest) = (Crowd::start(&site, 100), Duration::ZERO);
    for _ in 0..20 {
        crowd.next_acknowledged().await;
        tokio::time::sleep(Duration::from_millis(rand::random_range(200..2_000))).await;
        cluster.kill();
        cluster.again();
        slowest = slowest.max(crowd.next_acknowledged().await);
    }
    let log = crowd.stop().await;
    assert!(node.stop().await.1);
    let findings = ledger::compare(&site, &log).await;
    tell("T1 20 times SIGKILL to PostgreSQL itself", &log, &findings, "");
    figure("T1 writing again after PostgreSQL is back", "10 s", &format!("{:.2} s at most", slowest.as_secs_f64()));
    assert!(slowest < Duration::from_secs(10));
}
