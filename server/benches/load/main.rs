//! What the program costs, beside references in the same run: pages beside bare handlers that run the same SQL, answers
//! beside plain commits, memory, starting, and an hour of a thousand people. `make bench` runs it on the release binary;
//! `EVENWIJS_BENCH=short` takes a minute and a half. By hand: `cargo bench -p server --bench load`.
#![allow(clippy::unwrap_used, clippy::expect_used, unreachable_pub)]

mod bare;
#[allow(dead_code)]
#[path = "../../tests/prove/clients.rs"]
mod clients;
mod mixed;
mod pages;
mod people;
mod saved;
#[allow(dead_code)]
#[path = "../../tests/prove/site.rs"]
mod site;
#[path = "../../tests/it/support/town.rs"]
#[allow(dead_code)]
mod town;
mod wire;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use people::Crowd;
use site::{Node, Site};

/// Whether everything so far was as asked.
static MET: AtomicBool = AtomicBool::new(true);

/// Notes a figure, and whether it is what was asked.
pub fn judged(what: &str, asked: &str, found: &str, met: bool) {
    if !met {
        MET.store(false, Ordering::SeqCst);
    }
    site::figure(what, asked, &format!("{found}{}", if met { "" } else { ": not met" }));
}

/// Whether a minute has to do.
pub fn is_short() -> bool {
    std::env::var("EVENWIJS_BENCH").is_ok_and(|form| form == "short")
}

/// A time in the whole form and in the short one.
pub fn lasting(whole: u64, short: u64) -> Duration {
    Duration::from_secs(if is_short() { short } else { whole })
}

/// Memory of a process that is its own, in MB.
pub fn memory(node: &Node) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", node.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// From the start of the process to the first 200 of `/readyz`, the middle of five.
async fn start_to_ready(site: &Site) {
    let mut starts = Vec::new();
    for _ in 0..5 {
        let mut node = site.serve();
        starts.push(node.ready().await);
        assert!(node.stop().await.1);
    }
    starts.sort();
    let middle = starts[2];
    judged(
        "Start to ready",
        "0.5 s",
        &format!("{:.2} s, the middle of five", middle.as_secs_f64()),
        middle <= Duration::from_millis(500),
    );
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let site = Site::new().await;
    let crowd = Crowd::gather(&site, if is_short() { 4 } else { 20 }).await;
    start_to_ready(&site).await;
    let mut node = site.serve();
    node.ready().await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle = memory(&node);
    judged("Memory, idle", "60 MB", &format!("{idle:.0} MB"), idle <= 60.0);

    pages::compare(&site, &crowd).await;
    saved::compare(&site, &crowd);
    mixed::hold(&node, &crowd).await;
    let after = memory(&node);
    judged("Memory, after all of this", "150 MB", &format!("{after:.0} MB"), after <= 150.0);
    pages::grow(&site, &crowd).await;
    assert!(node.stop().await.1);
    if !MET.load(Ordering::SeqCst) {
        std::process::exit(1);
    }
}
