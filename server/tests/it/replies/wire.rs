//! A mail server's side of the conversation.

use std::time::Duration;

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// One conversation.
pub struct Talk(BufReader<TcpStream>);

impl Talk {
    /// Connects, hears the greeting and says hello as LMTP does.
    pub async fn begin(port: u16) -> Self {
        let mut talk = Self::connect(port).await;
        assert!(talk.hear().await.starts_with("220 "));
        talk.say("LHLO mx.evenwijs.example").await;
        talk
    }

    /// Only connects.
    pub async fn connect(port: u16) -> Self {
        Self(BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.unwrap()))
    }

    /// The last line of the next answer; empty when the other side is gone.
    pub async fn hear(&mut self) -> String {
        loop {
            let mut line = String::new();
            let read = tokio::time::timeout(Duration::from_secs(20), self.0.read_line(&mut line)).await;
            read.expect("an answer in time").unwrap_or_default();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line.trim_end().to_owned();
            }
        }
    }

    /// Says something and hears the answer.
    pub async fn say(&mut self, text: &str) -> String {
        self.send(format!("{text}\r\n").as_bytes()).await;
        self.hear().await
    }

    /// Sends bytes; the other side may have gone.
    pub async fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.get_mut().write_all(bytes).await;
    }

    /// Hands a mail over; the first refusal, or the answer to it.
    pub async fn deliver(&mut self, from: &str, to: &str, mail: &[u8]) -> String {
        for command in [format!("MAIL FROM:<{from}>"), format!("RCPT TO:<{to}>"), "DATA".to_owned()] {
            let said = self.say(&command).await;
            if !said.starts_with("250 ") && !said.starts_with("354 ") {
                return said;
            }
        }
        let mut wire = Vec::with_capacity(mail.len() + 8);
        for line in mail.split_inclusive(|byte| *byte == b'\n') {
            if line.starts_with(b".") {
                wire.push(b'.');
            }
            wire.extend_from_slice(line);
        }
        if !wire.ends_with(b"\r\n") {
            wire.extend_from_slice(b"\r\n");
        }
        wire.extend_from_slice(b".\r\n");
        self.send(&wire).await;
        self.hear().await
    }
}
