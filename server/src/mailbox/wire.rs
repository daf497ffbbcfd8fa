//! The conversation with the mail server: as much of IMAP (RFC 9051) as it takes to fetch what is new and mark it.
//!
//! What is asked is answered by `OK`, or it failed: a refused search is not an empty folder. Lines that mean nothing here
//! pass by. Everything has an end: steps, lines, octets.

use std::{
    future::Future,
    io,
    sync::{Arc, LazyLock},
    time::Duration,
};

use app::replies::{
    mailbox::{Failure, Trouble},
    read::LARGEST_MAIL,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, pki_types::ServerName},
};

use super::address::{After, Mailbox, Security};

/// Time for one step.
const STEP: Duration = Duration::from_secs(30);
/// Time for the goodbye, when everything is done.
const GOODBYE: Duration = Duration::from_secs(3);
/// Octets in one line: the numbers of a hundred thousand mails.
const LONGEST_LINE: usize = 1024 * 1024;
/// Lines in the whole answer to a command.
const MOST_RESPONSES: usize = 10_000;
/// Octets in the whole answer to a command.
const LONGEST_ANSWER: usize = LARGEST_MAIL + 2 * LONGEST_LINE;

/// Whom we believe: the roots that browsers believe.
static TLS: LazyLock<Result<Arc<ClientConfig>, rustls::Error>> = LazyLock::new(|| {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(Arc::new(versions.with_root_certificates(roots).with_no_client_auth()))
});

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// Why a step failed.
#[derive(Debug)]
pub(super) enum Fault {
    /// No answer in time, or no connection.
    Silent,
    /// Nobody we believe vouches for the other side.
    Unproven,
    /// It said no, in these words.
    No(String),
    /// It went away, with these words perhaps, or said what cannot be understood.
    Broken(String),
}

impl From<io::Error> for Fault {
    fn from(_: io::Error) -> Self {
        Self::Broken(String::new())
    }
}

impl Fault {
    /// The same for people; a refusal was about `what`.
    pub(super) fn about(self, what: Trouble) -> Failure {
        let (trouble, words) = match self {
            Self::Silent => (Trouble::Unreachable, String::new()),
            Self::Unproven => (Trouble::Unproven, String::new()),
            Self::No(words) => (what, words),
            Self::Broken(words) => (Trouble::Broken, words),
        };
        Failure { trouble, words }
    }
}

/// One line, or several with what stood between them in octets.
#[derive(Debug, Default)]
struct Response {
    text: String,
    octets: Vec<Vec<u8>>,
}

/// A conversation in which we are signed in and the folder is open.
pub(super) struct Talk {
    reader: BufReader<Box<dyn Stream>>,
    number: u32,
    /// Whether it can move a mail in one step, and delete one and no other.
    moves: bool,
    expunges: bool,
}

impl Talk {
    /// Connects, signs in and opens the folder.
    pub(super) async fn open(mailbox: &Mailbox) -> Result<Self, Failure> {
        // Words of the other side are shown; what it might say back of ours is not.
        let secrets = [proof(mailbox), quoted(&mailbox.password), mailbox.password.clone()];
        let hide = |failure: Failure| {
            let words = secrets.iter().fold(failure.words, |words, secret| words.replace(secret, "***"));
            Failure { words, ..failure }
        };
        let sign_in = |fault: Fault| hide(fault.about(Trouble::SignIn));
        let mut talk = Self::connect(mailbox).await.map_err(sign_in)?;
        talk.sign_in(mailbox).await.map_err(sign_in)?;
        let able = talk.able().await.map_err(sign_in)?;
        (talk.moves, talk.expunges) = (able.contains(&"MOVE".to_owned()), able.contains(&"UIDPLUS".to_owned()));
        let select = format!("SELECT {}", quoted(&mailbox.folder));
        talk.ask(&select).await.map_err(|fault| hide(fault.about(Trouble::Folder)))?;
        Ok(talk)
    }

    async fn connect(mailbox: &Mailbox) -> Result<Self, Fault> {
        let server = (mailbox.host.as_str(), mailbox.port);
        let stream = in_time(async { TcpStream::connect(server).await.map_err(|_| Fault::Silent) }).await?;
        stream.set_nodelay(true)?;
        if mailbox.security == Security::Tls {
            let mut talk = Self::over(encrypted(&mailbox.host, Box::new(stream)).await?);
            talk.greeting().await?;
            return Ok(talk);
        }
        let mut talk = Self::over(Box::new(stream));
        talk.greeting().await?;
        if mailbox.security == Security::Plain {
            return Ok(talk);
        }
        talk.ask("STARTTLS").await?;
        // What was said in the clear after that is somebody else's.
        if !talk.reader.buffer().is_empty() {
            return Err(Fault::Broken(String::new()));
        }
        Ok(Self::over(encrypted(&mailbox.host, talk.reader.into_inner()).await?))
    }

    fn over(stream: Box<dyn Stream>) -> Self {
        Self { reader: BufReader::new(stream), number: 0, moves: false, expunges: false }
    }

    async fn greeting(&mut self) -> Result<(), Fault> {
        let mut left = LONGEST_ANSWER;
        let hello = in_time(self.response(&mut left)).await?;
        match hello.text.strip_prefix("* OK") {
            Some(_) => Ok(()),
            None => Err(Fault::Broken(hello.text)),
        }
    }

    /// What the mail server can do, in capitals.
    async fn able(&mut self) -> Result<Vec<String>, Fault> {
        let said = self.ask("CAPABILITY").await?;
        let lists = said.iter().filter_map(|response| response.text.strip_prefix("* CAPABILITY "));
        Ok(lists.flat_map(|list| list.split_whitespace().map(str::to_ascii_uppercase)).collect())
    }

    async fn sign_in(&mut self, mailbox: &Mailbox) -> Result<(), Fault> {
        let (user, password) = (&mailbox.user, &mailbox.password);
        if !self.able().await?.iter().any(|word| word == "AUTH=PLAIN") {
            self.ask(&format!("LOGIN {} {}", quoted(user), quoted(password))).await?;
            return Ok(());
        }
        self.ask_with("AUTHENTICATE PLAIN", Some(proof(mailbox))).await?;
        Ok(())
    }

    /// The numbers of the mails that fit, lowest first.
    pub(super) async fn search(&mut self, which: &str) -> Result<Vec<u32>, Fault> {
        let said = self.ask(&format!("UID SEARCH {which}")).await?;
        let lists = said.iter().filter_map(|response| response.text.strip_prefix("* SEARCH"));
        let mut numbers: Vec<u32> =
            lists.flat_map(|list| list.split_whitespace().filter_map(|word| word.parse().ok())).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    /// A mail without marking it; of one that is too large no more than shows that it is. `None` when it is gone.
    pub(super) async fn fetch(&mut self, number: u32) -> Result<Option<Vec<u8>>, Fault> {
        let said = self.ask(&format!("UID FETCH {number} (UID BODY.PEEK[]<0.{}>)", LARGEST_MAIL + 1)).await?;
        Ok(said.into_iter().filter(|response| response.is_about(number)).find_map(Response::body))
    }

    /// Marks a mail as read.
    pub(super) async fn mark(&mut self, number: u32) -> Result<(), Fault> {
        self.ask(&format!("UID STORE {number} +FLAGS.SILENT (\\Seen)")).await.map(drop)
    }

    /// Does with a mail what is asked afterwards.
    pub(super) async fn clear(&mut self, number: u32, after: &After) -> Result<(), Fault> {
        match after {
            After::Keep => return Ok(()),
            After::Move(folder) if self.moves => {
                return self.ask(&format!("UID MOVE {number} {}", quoted(folder))).await.map(drop);
            }
            After::Move(folder) => {
                self.ask(&format!("UID COPY {number} {}", quoted(folder))).await?;
            }
            After::Delete => {}
        }
        self.ask(&format!("UID STORE {number} +FLAGS.SILENT (\\Deleted)")).await?;
        // Without this it goes when the mail server sees fit; the other way would take along what others deleted.
        if self.expunges {
            self.ask(&format!("UID EXPUNGE {number}")).await?;
        }
        Ok(())
    }

    /// Says goodbye; what becomes of it changes nothing.
    pub(super) async fn end(mut self) {
        if tokio::time::timeout(GOODBYE, self.ask("LOGOUT")).await.is_err() {
            tracing::debug!("the mail server did not say goodbye");
        }
    }

    async fn ask(&mut self, command: &str) -> Result<Vec<Response>, Fault> {
        self.ask_with(command, None).await
    }

    /// Says a command and hears everything up to its end; `more` is said when it asks for more.
    async fn ask_with(&mut self, command: &str, mut more: Option<String>) -> Result<Vec<Response>, Fault> {
        self.number += 1;
        let tag = format!("e{} ", self.number);
        in_time(async {
            self.say(&format!("{tag}{command}")).await?;
            let (mut left, mut heard) = (LONGEST_ANSWER, Vec::new());
            loop {
                let response = self.response(&mut left).await?;
                if let Some(words) = response.text.strip_prefix("* BYE") {
                    // The answer to a goodbye.
                    if command == "LOGOUT" {
                        return Ok(heard);
                    }
                    return Err(Fault::Broken(words.trim().to_owned()));
                }
                if response.text.starts_with('+') {
                    self.say(&more.take().ok_or_else(|| Fault::Broken(response.text.clone()))?).await?;
                    continue;
                }
                let Some(end) = response.text.strip_prefix(&tag) else {
                    if heard.len() == MOST_RESPONSES {
                        return Err(too_much());
                    }
                    heard.push(response);
                    continue;
                };
                let (status, words) = end.split_once(' ').unwrap_or((end, ""));
                return match status.to_ascii_uppercase().as_str() {
                    "OK" => Ok(heard),
                    _ => Err(Fault::No(words.to_owned())),
                };
            }
        })
        .await
    }

    async fn say(&mut self, text: &str) -> Result<(), Fault> {
        self.reader.write_all(format!("{text}\r\n").as_bytes()).await?;
        Ok(self.reader.flush().await?)
    }

    async fn response(&mut self, left: &mut usize) -> Result<Response, Fault> {
        let mut response = Response::default();
        loop {
            let line = self.line(left).await?;
            response.text.push_str(&line);
            // Only what is said of a mail has octets in it; words of the server may end as they like.
            let of_a_mail =
                response.text.strip_prefix("* ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let Some(count) = octets(&line).filter(|_| of_a_mail) else { return Ok(response) };
            *left = left.checked_sub(count).ok_or_else(too_much)?;
            let mut bytes = vec![0; count];
            self.reader.read_exact(&mut bytes).await?;
            response.octets.push(bytes);
        }
    }

    async fn line(&mut self, left: &mut usize) -> Result<String, Fault> {
        let (most, mut bytes) = (LONGEST_LINE.min(*left), Vec::new());
        (&mut self.reader).take(most as u64).read_until(b'\n', &mut bytes).await?;
        *left -= bytes.len();
        match bytes.strip_suffix(b"\n") {
            Some(line) => Ok(String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned()),
            None if bytes.len() == most => Err(too_much()),
            None => Err(Fault::Broken(String::new())),
        }
    }
}

impl Response {
    /// Whether it is said of the mail with this number.
    fn is_about(&self, number: u32) -> bool {
        let mut words = self.text.split(|c: char| c.is_ascii_whitespace() || matches!(c, '(' | ')'));
        let named = words.by_ref().any(|word| word.eq_ignore_ascii_case("UID"));
        named && words.next().is_some_and(|word| word.parse() == Ok(number))
    }

    /// The mail in it: in octets, or within quotation marks when it is short.
    fn body(mut self) -> Option<Vec<u8>> {
        let at = self.text.to_ascii_uppercase().find("BODY[]")?;
        if !self.octets.is_empty() {
            return Some(self.octets.swap_remove(0));
        }
        let (_, rest) = self.text.get(at..)?.split_once('"')?;
        let (mut body, mut escaped) = (String::new(), false);
        for letter in rest.chars() {
            match letter {
                '"' if !escaped => return Some(body.into_bytes()),
                '\\' if !escaped => escaped = true,
                letter => {
                    escaped = false;
                    body.push(letter);
                }
            }
        }
        None
    }
}

fn too_much() -> Fault {
    Fault::Broken("more than fits in an answer".to_owned())
}

/// The number at the end of a line that says how many octets follow it.
fn octets(line: &str) -> Option<usize> {
    let (_, number) = line.strip_suffix('}')?.rsplit_once('{')?;
    number.parse().ok()
}

/// What proves who we are, in one word (RFC 4616).
fn proof(mailbox: &Mailbox) -> String {
    BASE64_STANDARD.encode(format!("\0{}\0{}", mailbox.user, mailbox.password))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

async fn encrypted(host: &str, stream: Box<dyn Stream>) -> Result<Box<dyn Stream>, Fault> {
    let Ok(tls) = &*TLS else {
        tracing::error!("this build has no TLS");
        return Err(Fault::Unproven);
    };
    let name = ServerName::try_from(host.to_owned()).map_err(|_| Fault::Unproven)?;
    in_time(async {
        match TlsConnector::from(tls.clone()).connect(name, stream).await {
            Ok(stream) => Ok(Box::new(stream) as Box<dyn Stream>),
            Err(error) => {
                let cause = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
                let unproven = matches!(cause, Some(rustls::Error::InvalidCertificate(_)));
                Err(if unproven { Fault::Unproven } else { Fault::Broken(String::new()) })
            }
        }
    })
    .await
}

async fn in_time<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    tokio::time::timeout(STEP, work).await.unwrap_or(Err(Fault::Silent))
}
