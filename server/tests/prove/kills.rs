//! What was acknowledged survives SIGKILL, and nothing is acknowledged before it is on the disk.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    clients::{Crowd, Log},
    ledger::{self, Findings},
    site::{self, Cluster, Folder, Site, figure, is_long, postgres, rounds, within},
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
    assert!(within(slowest, Duration::from_secs(3)), "{slowest:?}");
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

/// What `strace` wrote, walked along: an acknowledgement may only leave when what was written is on the disk.
#[derive(Debug, Default)]
struct Walk {
    /// Something was written to the log of the database and not synchronised since.
    dirty: bool,
    synced: usize,
    acknowledged: usize,
    too_early: usize,
    /// Calls that were interrupted by those of another thread, by thread.
    unfinished: BTreeMap<String, bool>,
}

impl Walk {
    fn line(&mut self, line: &str, journal: &str) {
        let Some((thread, call)) = line.split_once(' ') else { return };
        let call = call.trim_start();
        let on_journal = call.contains(journal);
        let syncs = call.starts_with("fdatasync(") || call.starts_with("fsync(");
        if call.starts_with("pwrite64(") && on_journal {
            self.dirty = true;
        } else if syncs && call.contains("unfinished") {
            self.unfinished.insert(thread.to_owned(), on_journal);
        } else if (syncs && on_journal && call.ends_with("= 0"))
            || (call.contains("sync resumed") && self.unfinished.remove(thread) == Some(true))
        {
            (self.dirty, self.synced) = (false, self.synced + 1);
        } else if call.contains("\"HTTP/1.1 303") {
            self.acknowledged += 1;
            self.too_early += usize::from(self.dirty || self.synced == 0);
            self.synced = 0;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_acknowledged_before_it_is_on_the_disk() {
    let _turn = site::turn().await;
    // The engine is another program, which strace may follow as root only; and it needs one of its own.
    if postgres().is_some() && !is_long() {
        return;
    }
    let cluster = postgres().map(|_| Cluster::start());
    let folder = Folder::new();
    let (trace, url) = (folder.0.join("trace").display().to_string(), cluster.as_ref().map(|one| one.url.clone()));
    let site = Site::at(folder, url, &[]).await;
    let engine = cluster.as_ref().map(|one| one.pid().to_string());
    let calls = "trace=fsync,fdatasync,pwrite64,write,writev,sendto";
    let mut wrapper = vec!["strace", "-D", "-f", "-y", "-s", "32", "-e", calls, "-o", &trace];
    if let Some(engine) = &engine {
        wrapper.extend(["-p", engine]);
    }
    let mut node = site.start(&wrapper, &["serve"], &[("EVENWIJS_WORKER", "false")]);
    node.ready().await;
    let (visitor, writes) = (site.visitor("oda"), 100);
    for number in 0..writes {
        assert_eq!(visitor.ask(&format!("schrijf-{number}")).await.unwrap().code, 303);
    }
    assert!(node.stop().await.1);
    let text = std::fs::read_to_string(&trace).unwrap();
    let mut walk = Walk::default();
    let journal = if postgres().is_some() { "/pg_wal/" } else { "sqlite3-wal>" };
    text.lines().for_each(|line| walk.line(line, journal));
    figure(
        "T2 single writes, by strace",
        "none acknowledged before it is synchronised",
        &format!("{} acknowledged, {} too early", walk.acknowledged, walk.too_early),
    );
    assert_eq!((walk.acknowledged, walk.too_early), (writes, 0));
}
