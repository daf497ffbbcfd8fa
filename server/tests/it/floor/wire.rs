//! The accept loop, by raw bytes on a socket.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use server::http::{HttpSettings, MAX_BODY, Proxies, stack};
use server::listen::{Limits, Patience, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::{SECOND, Work, rooms, settings};

/// The accept loop on a socket of its own.
struct Listening {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    loop_ended: tokio::task::JoinHandle<()>,
    work: Work,
}

const HURRIED: Patience =
    Patience { head: Duration::from_millis(300), idle: Duration::from_millis(900), write: Duration::from_millis(300) };

async fn listen(limits: impl FnOnce(&mut Limits)) -> Listening {
    let work = Work::default();
    let settings = HttpSettings { development: true, request_timeout: SECOND, ..settings() };
    let app = stack(rooms(&work), &settings);
    let mut own = Limits {
        patience: HURRIED,
        notice: Duration::ZERO,
        drain: 5 * SECOND,
        max_connections: 1024,
        max_per_client: 256,
        proxies: Proxies::default(),
    };
    limits(&mut own);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async move {
        let _ = stopped.await;
    };
    let loop_ended = tokio::spawn(serve(listener, app, own, stopped));
    Listening { address, stop, loop_ended, work }
}

impl Listening {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn say(&self, text: &str) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    async fn is_alive(&self) -> bool {
        let mut stream = self.say("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.is_ok()
            && answer.starts_with("HTTP/1.1 200")
            && answer.ends_with("hallo")
    }
}

/// What is still said on a connection, and when it ended.
async fn until_closed(mut stream: TcpStream, start: Instant) -> (String, Duration) {
    let mut said = Vec::new();
    let ended = tokio::time::timeout(10 * SECOND, stream.read_to_end(&mut said)).await;
    assert!(ended.is_ok(), "still open after 10 s");
    (String::from_utf8_lossy(&said).into_owned(), start.elapsed())
}

fn about(elapsed: Duration, milliseconds: u64) -> bool {
    let wanted = Duration::from_millis(milliseconds);
    elapsed >= wanted.mul_f32(0.9) && elapsed < wanted + SECOND
}

#[tokio::test]
async fn silent_and_slow_connections_are_closed_while_others_are_served() {
    let server = listen(|_| {}).await;
    let start = Instant::now();
    let mut waiting = Vec::new();
    for text in ["", "G", "PRI * HTTP/2.0", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n"] {
        for _ in 0..50 {
            waiting.push(server.say(text).await);
        }
    }
    assert!(server.is_alive().await);
    for stream in waiting {
        let (said, elapsed) = until_closed(stream, start).await;
        assert!(said.is_empty() && about(elapsed, 300), "{said:?} {elapsed:?}");
    }
}

#[tokio::test]
async fn a_head_that_trickles_in_is_cut_off() {
    let server = listen(|_| {}).await;
    let start = Instant::now();
    let mut stream = server.connect().await;
    let mut bytes = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ".iter().chain(std::iter::repeat(&b'a'));
    while stream.write_all(&[*bytes.next().unwrap()]).await.is_ok() && start.elapsed() < 5 * SECOND {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(about(start.elapsed(), 300), "{:?}", start.elapsed());
}

#[tokio::test]
async fn an_idle_connection_stays_longer_than_a_slow_head() {
    let server = listen(|_| {}).await;
    let mut stream = server.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).await.unwrap();
    assert!(answer[..length].ends_with(b"hallo"));
    tokio::time::sleep(Duration::from_millis(600)).await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let length = stream.read(&mut answer).await.unwrap();
    assert!(answer[..length].ends_with(b"hallo"));
    let start = Instant::now();
    let (said, elapsed) = until_closed(stream, start).await;
    assert!(said.is_empty() && about(elapsed, 900), "{elapsed:?}");
}

#[tokio::test]
async fn the_second_head_on_a_connection_is_timed_too() {
    let server = listen(|_| {}).await;
    let mut stream = server.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(stream.read(&mut [0; 4096]).await.unwrap() > 0);
    let start = Instant::now();
    stream.write_all(b"GET / HT").await.unwrap();
    let (said, elapsed) = until_closed(stream, start).await;
    assert!(said.is_empty() && about(elapsed, 300), "{elapsed:?}");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_408_and_holds_no_place() {
    let server = listen(|_| {}).await;
    let start = Instant::now();
    let head = "POST / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 100\r\n\r\nabc";
    let mut waiting = Vec::new();
    for _ in 0..150 {
        waiting.push(server.say(head).await);
    }
    assert!(server.is_alive().await);
    for stream in waiting {
        let (said, elapsed) = until_closed(stream, start).await;
        assert!(said.starts_with("HTTP/1.1 408") && about(elapsed, 1_000), "{said:?} {elapsed:?}");
    }
}

#[tokio::test]
async fn who_does_not_read_the_answer_is_given_up() {
    let server = listen(|_| {}).await;
    let _stream = server.say("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let start = Instant::now();
    server.work.wait(|work| work.ended() == 1).await;
    assert!(start.elapsed() < 3 * SECOND, "{:?}", start.elapsed());
}

#[tokio::test]
async fn an_answer_that_takes_its_time_is_not_an_idle_connection() {
    let hasty = Patience { idle: Duration::from_millis(100), ..HURRIED };
    let server = listen(|limits| limits.patience = hasty).await;
    let stream = server.say("GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(until_closed(stream, Instant::now()).await.0.ends_with("klaar"));
}

#[tokio::test]
async fn a_client_gets_its_413_while_it_is_still_sending() {
    let server = listen(|_| {}).await;
    // More than the two sockets hold between them.
    let size = 24 * MAX_BODY;
    let head = "POST / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n";
    let announced = (format!("Content-Length: {size}\r\n\r\n"), "");
    let chunked = (format!("Transfer-Encoding: chunked\r\n\r\n{size:x}\r\n"), "\r\n0\r\n\r\n");
    for (kind, end) in [announced, chunked] {
        let mut stream = server.say(&format!("{head}{kind}")).await;
        stream.write_all(&vec![b'x'; size]).await.unwrap();
        stream.write_all(end.as_bytes()).await.unwrap();
        let mut said = [0; 12];
        stream.read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"HTTP/1.1 413", "{kind}");
    }
}

#[tokio::test]
async fn a_hang_up_on_the_wire_does_not_stop_the_work() {
    let server = listen(|_| {}).await;
    for round in 1..=10 {
        let head = "POST /slow HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 0\r\n\r\n";
        let stream = server.say(head).await;
        server.work.wait(|work| work.begun() == round).await;
        drop(stream);
    }
    server.work.wait(|work| work.ended() == 10).await;
}

#[tokio::test]
async fn the_peer_is_known_and_http2_is_spoken() {
    let server = listen(|_| {}).await;
    let stream = server.say("GET /peer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(until_closed(stream, Instant::now()).await.0.ends_with("127.0.0.1"));
    let mut stream = server.say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await;
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame[3], 4, "a SETTINGS frame");
}

#[tokio::test]
async fn a_full_house_says_so() {
    let server = listen(|limits| limits.max_connections = 3).await;
    let mut inside = Vec::new();
    for _ in 0..3 {
        inside.push(server.connect().await);
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let stream = server.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let (said, elapsed) = until_closed(stream, Instant::now()).await;
    assert!(said.starts_with("HTTP/1.1 503") && said.contains("retry-after: 3") && elapsed < SECOND / 5, "{said:?}");
    inside.clear();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(server.is_alive().await);
}

#[tokio::test]
async fn running_requests_end_before_the_program_does() {
    let server = listen(|_| {}).await;
    let idle = server.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let stream = server.say("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    server.work.wait(|work| work.begun() == 1).await;
    server.stop.send(()).unwrap();
    let start = Instant::now();
    let (said, _) = until_closed(stream, start).await;
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("klaar"), "{said}");
    drop(idle);
    server.loop_ended.await.unwrap();
    assert!(start.elapsed() < SECOND);
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_drain_does_not_wait_for_ever() {
    let server = listen(|limits| limits.drain = SECOND / 5).await;
    let mut endless = server.say("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(endless.read(&mut [0; 1024]).await.unwrap() > 0);
    server.stop.send(()).unwrap();
    let start = Instant::now();
    let reading = async { while endless.read(&mut [0; 65_536]).await.is_ok_and(|read| read > 0) {} };
    tokio::select! {
        () = reading => {}
        ended = server.loop_ended => ended.unwrap(),
    }
    assert!(about(start.elapsed(), 200), "{:?}", start.elapsed());
}
