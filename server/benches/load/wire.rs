//! As many requests as go over a few connections, with as little work as there can be: the machine is shared with who
//! answers.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

/// A connection that stays open.
pub struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Wire {
    pub fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        Self { stream, buffer: Vec::with_capacity(64 * 1024) }
    }

    /// Sends a request and reads its whole answer: the status, and how long the body is.
    pub fn ask(&mut self, request: &[u8]) -> (u16, usize) {
        self.stream.write_all(request).unwrap();
        self.buffer.clear();
        let head = loop {
            if let Some(at) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            self.more();
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_ascii_lowercase();
        let status = text[9..12].parse().unwrap();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
        assert!(!text.contains("transfer-encoding"), "an answer without a length: {text}");
        while self.buffer.len() < head + length {
            self.more();
        }
        (status, length)
    }

    fn more(&mut self) {
        let mut some = [0; 16 * 1024];
        let read = self.stream.read(&mut some).unwrap();
        assert!(read > 0, "the connection was closed");
        self.buffer.extend_from_slice(&some[..read]);
    }
}

/// Answers a second over one connection for each of these lists of requests, which are sent in turn. Every answer must
/// have this status.
pub fn rate(address: &str, lists: &[Vec<Vec<u8>>], status: u16, time: Duration) -> f64 {
    let (done, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        for list in lists {
            scope.spawn(|| {
                let mut wire = Wire::open(address);
                for request in list.iter().cycle() {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    assert_eq!(wire.ask(request).0, status);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // What is not warm yet does not count.
        thread::sleep(time / 8);
        let (before, began) = (done.load(Ordering::Relaxed), Instant::now());
        thread::sleep(time);
        let counted = done.load(Ordering::Relaxed) - before;
        let a_second = counted as f64 / began.elapsed().as_secs_f64();
        stop.store(true, Ordering::Relaxed);
        a_second
    })
}

/// A page asked for by somebody.
pub fn get(host: &str, path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n\r\n")
        .into_bytes()
}

/// A form sent by somebody.
pub fn post(host: &str, path: &str, cookie: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n\
         content-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
