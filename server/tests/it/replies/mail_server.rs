//! A mail server that keeps one mailbox, and talks as much IMAP as it takes.

use std::sync::{Arc, Mutex, MutexGuard};

use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail in it; its number is its place, from 1.
#[derive(Default)]
pub struct Kept {
    pub raw: Vec<u8>,
    pub seen: bool,
    pub deleted: bool,
    /// It lies there for days.
    pub old: bool,
    /// It cannot be given.
    pub damaged: bool,
    /// The folder it moved to, or "" when it is gone for good.
    pub moved: Option<String>,
}

/// What it keeps, and how it behaves.
#[derive(Default)]
pub struct Inside {
    pub mails: Vec<Kept>,
    pub able: String,
    /// Commands that it refuses.
    pub refuses: String,
}

pub struct MailServer {
    pub port: u16,
    inside: Arc<Mutex<Inside>>,
}

pub const PASSWORD: &str = "ge heim@";

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let inside = Inside { able: "IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS".to_owned(), ..Inside::default() };
        let inside = Arc::new(Mutex::new(inside));
        let shared = inside.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = shared.clone();
                tokio::spawn(async move {
                    let _ = talk(stream, &shared).await;
                });
            }
        });
        Self { port, inside }
    }

    /// Where it is, for the settings.
    pub fn url(&self) -> String {
        format!("imap://antwoorden%40evenwijs.example:ge%20heim%40@127.0.0.1:{}/INBOX", self.port)
    }

    pub fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap()
    }

    /// Puts a mail in it, as delivered to this address.
    pub fn put(&self, to: &str, mail: impl AsRef<[u8]>) {
        let head = format!("Return-Path: <otto@winterbeek.example>\r\nDelivered-To: {to}\r\n");
        self.put_whole([head.as_bytes(), mail.as_ref()].concat());
    }

    pub fn put_whole(&self, raw: Vec<u8>) {
        self.inside().mails.push(Kept { raw, ..Kept::default() });
    }
}

async fn talk(stream: TcpStream, inside: &Mutex<Inside>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK [CAPABILITY IMAP4rev1] ready\r\n").await?;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let (tag, command) = line.trim_end().split_once(' ').unwrap();
        let (mut tag, mut command) = (tag.to_owned(), command.to_owned());
        if command == "AUTHENTICATE PLAIN" {
            stream.write_all(b"+ \r\n").await?;
            let mut proof = String::new();
            stream.read_line(&mut proof).await?;
            let right = BASE64_STANDARD.encode(format!("\0antwoorden@evenwijs.example\0{PASSWORD}"));
            command = if proof.trim_end() == right { "AUTHENTICATE".to_owned() } else { "WRONG".to_owned() };
        }
        if command == format!("LOGIN \"antwoorden@evenwijs.example\" \"{PASSWORD}\"") {
            command = "LOGIN".to_owned();
        }
        let (said, end) = inside.lock().unwrap().answer(&command);
        tag.push(' ');
        stream.write_all(&[said.as_slice(), tag.as_bytes(), end.as_bytes(), b"\r\n"].concat()).await?;
    }
}

impl Inside {
    /// What is said, and how it ends.
    fn answer(&mut self, command: &str) -> (Vec<u8>, String) {
        let end = |text: &str| text.to_owned();
        if !self.refuses.is_empty() && command.contains(&self.refuses) {
            return (Vec::new(), end("NO [NOPERM] dat mag hier niet"));
        }
        let words: Vec<&str> = command.split(' ').collect();
        let at = |text: &str| text.parse::<usize>().unwrap() - 1;
        match words.as_slice() {
            ["WRONG"] | ["LOGIN", ..] if words.len() != 1 || words == ["WRONG"] => {
                (Vec::new(), end(&format!("NO [AUTHENTICATIONFAILED] {PASSWORD} is verkeerd")))
            }
            ["CAPABILITY"] => (format!("* CAPABILITY {}\r\n", self.able).into(), end("OK")),
            ["LOGOUT"] => (b"* BYE tot ziens\r\n".to_vec(), end("OK")),
            ["SELECT", "\"INBOX\""] => (
                format!("* {} EXISTS\r\n* OK [UIDVALIDITY 1] {{7}}\r\n", self.mails.len()).into(),
                end("OK [READ-WRITE]"),
            ),
            ["SELECT", ..] => (Vec::new(), end("NO [NONEXISTENT] die map is er niet")),
            ["UID", "SEARCH", "UNSEEN", "UNDELETED", rest @ ..] => {
                let fits =
                    |mail: &Kept| !mail.seen && !mail.deleted && mail.moved.is_none() && (rest.is_empty() || mail.old);
                let found = (1..).zip(&self.mails).filter(|(_, mail)| fits(mail)).map(|(n, _)| format!(" {n}"));
                (format!("* SEARCH{}\r\n", found.collect::<String>()).into(), end("OK"))
            }
            ["UID", "FETCH", number, "(UID", body] => {
                let mail = &self.mails[at(number)];
                if mail.damaged {
                    return (Vec::new(), end("NO [SERVERBUG] die mail is stuk"));
                }
                let most: usize = body.rsplit_once('.').unwrap().1.trim_end_matches(">)").parse().unwrap();
                let part = &mail.raw[..mail.raw.len().min(most)];
                let head = format!("* {number} FETCH (UID {number} BODY[]<0> {{{}}}\r\n", part.len());
                // What is said of others besides means nothing.
                (["* 9 FETCH (FLAGS (\\Seen))\r\n".as_bytes(), head.as_bytes(), part, b")\r\n"].concat(), end("OK"))
            }
            ["UID", "STORE", number, _, "(\\Seen)"] => {
                self.mails[at(number)].seen = true;
                (Vec::new(), end("OK"))
            }
            ["UID", "STORE", number, _, "(\\Deleted)"] => {
                self.mails[at(number)].deleted = true;
                (Vec::new(), end("OK"))
            }
            ["UID", "EXPUNGE", number] if self.mails[at(number)].deleted => {
                self.mails[at(number)].moved = Some(String::new());
                (Vec::new(), end("OK"))
            }
            ["UID", "MOVE" | "COPY", number, folder] => {
                self.mails[at(number)].moved = Some(folder.trim_matches('"').to_owned());
                (Vec::new(), end("OK"))
            }
            ["AUTHENTICATE" | "LOGIN"] => (Vec::new(), end("OK welkom")),
            _ => (Vec::new(), end("BAD wat?")),
        }
    }
}
