//! Two nodes on one PostgreSQL behind a proxy, each restarted while people work: nobody notices (R87, T10).

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::net::{TcpListener, TcpStream};

use crate::site::{self, Folder, Node, Site, close, count, figure, free_port, fresh_schema, postgres, rounds};

/// Hands every connection to a node that said it was ready, in turn.
struct Proxy {
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Proxy {
    async fn start(port: u16, nodes: Vec<SocketAddr>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let ready: Arc<Mutex<Vec<SocketAddr>>> = Arc::default();
        let (seen, all) = (ready.clone(), nodes.clone());
        let asking = tokio::spawn(async move {
            let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
            loop {
                let mut now = Vec::new();
                for node in &all {
                    let asked =
                        client.get(format!("http://{node}/readyz")).timeout(Duration::from_secs(2)).send().await;
                    now.extend(asked.is_ok_and(|answer| answer.status() == 200).then_some(*node));
                }
                *seen.lock().unwrap() = now;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
        let turns = Arc::new(AtomicUsize::new(0));
        let handing = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (ready, turns) = (ready.clone(), turns.clone());
                tokio::spawn(async move {
                    let nodes = ready.lock().unwrap().clone();
                    for _ in 0..nodes.len() {
                        let node = nodes[turns.fetch_add(1, Ordering::SeqCst) % nodes.len()];
                        if let Ok(mut upstream) = TcpStream::connect(node).await {
                            // A broken connection is what the client counts.
                            let _ = tokio::io::copy_bidirectional(&mut stream, &mut upstream).await;
                            return;
                        }
                    }
                });
            }
        });
        Self { tasks: vec![asking, handing] }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.tasks.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_are_restarted_in_turn_and_nobody_notices() {
    // A SQLite file has one node.
    let Some(url) = postgres() else { return };
    let _turn = site::turn().await;
    let site = Site::at(Folder::new(), Some(fresh_schema(&url).await), &[]).await;
    let port = site.address.rsplit(':').next().unwrap().parse().unwrap();
    let addresses: Vec<SocketAddr> = (0..2).map(|_| SocketAddr::from(([127, 0, 0, 1], free_port()))).collect();
    let start = |number: usize| -> Node {
        let address = addresses[number].to_string();
        site.serve_with(&[("EVENWIJS_ADDR", address.as_str()), ("EVENWIJS_STOP_NOTICE", "1")])
    };
    let mut nodes = vec![start(0), start(1)];
    for node in &mut nodes {
        node.ready().await;
    }
    let _proxy = Proxy::start(port, addresses.clone()).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let stop = Arc::new(AtomicBool::new(false));
    let mut people = Vec::new();
    for name in ["cora", "carel", "coen", "otto", "olga", "oda", "bram", "bea", "wim", "anna"] {
        let (visitor, stop) = (site.visitor(name).alone(), stop.clone());
        people.push(tokio::spawn(async move {
            let (mut done, mut failed, mut signed_out, mut written) = (0, Vec::new(), 0, 0);
            while !stop.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(rand::random_range(100..300))).await;
                let asks = done % 5 == 4 && name.starts_with(['c', 'o']);
                let path = ["", "/bijeenkomsten", "/vragen", "/raad"][done % 4];
                let answer = match asks {
                    true => visitor.ask(&uuid::Uuid::now_v7().to_string()).await,
                    false => visitor.get(path).await,
                };
                match answer {
                    Some(answer) if answer.to.contains("/aanmelden") => signed_out += 1,
                    Some(answer) if answer.code == 303 && asks => written += 1,
                    Some(answer) if answer.code == 200 && !asks => {}
                    other => failed.push(other.map_or(0, |answer| answer.code)),
                }
                done += 1;
            }
            (done, failed, signed_out, written)
        }));
    }
    let restarts = rounds(10, 2);
    for _ in 0..restarts {
        for number in [0, 1] {
            let node = nodes.remove(0);
            assert!(node.stop().await.1);
            let mut node = start(number);
            node.ready().await;
            // The proxy has to see it before the other goes.
            tokio::time::sleep(Duration::from_millis(400)).await;
            nodes.push(node);
        }
    }
    stop.store(true, Ordering::SeqCst);
    let (mut done, mut failed, mut signed_out, mut written) = (0, Vec::new(), 0, 0);
    for person in people {
        let (its_done, its_failed, its_signed_out, its_written) = person.await.unwrap();
        done += its_done;
        failed.extend(its_failed);
        signed_out += its_signed_out;
        written += its_written;
    }
    let db = site.look().await;
    let kept = count(&db, "SELECT COUNT(*) FROM questions").await;
    close(&db).await;
    figure(
        &format!("T10 two nodes behind a proxy, each restarted {restarts} times while 10 people work"),
        "0 requests failed, 0 sessions lost",
        &format!("{done} requests, {} failed, {signed_out} signed out; {written} written, {kept} kept", failed.len()),
    );
    assert_eq!((failed, signed_out, kept), (Vec::new(), 0, written));
}
