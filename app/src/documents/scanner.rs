//! The virus scanner: clamd, asked over its own protocol (R56). The file is sent to it, so it may run as another user or on
//! another machine.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use clamav_client::tokio::{Socket, Tcp, TransportProtocol, ping, scan_file};

/// Bytes sent at once.
const CHUNK: Option<usize> = Some(64 * 1024);
/// How long the scanner may take to say that it is there.
const GREETING: Duration = Duration::from_secs(5);
/// How long it may take over one file.
const LONGEST: Duration = Duration::from_secs(120);

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// A socket of this machine.
    Socket(PathBuf),
    /// A host and port.
    Tcp(String),
}

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It finds nothing.
    Clean,
    /// It finds something, and calls it this.
    Infected(String),
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
pub enum Unsure {
    /// The file is not on the disk, or cannot be read there.
    #[error("the file cannot be read: {0}")]
    Unreadable(io::Error),
    /// It cannot be reached.
    #[error("the scanner cannot be reached: {0}")]
    Away(io::Error),
    /// The connection broke while it was asked: as a rule the file is larger than it takes.
    #[error("the scanner broke off: {0}")]
    BrokenOff(io::Error),
    /// It took too long.
    #[error("the scanner took too long")]
    Late,
    /// It said something else: the file is too large for it, or its database is missing.
    #[error("the scanner said {0:?}")]
    Unclear(String),
}

impl FromStr for Scanner {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let advice = || "write unix:/path/of/the/socket or host:port".to_owned();
        if let Some(path) = text.strip_prefix("unix:") {
            return if path.starts_with('/') { Ok(Self::Socket(PathBuf::from(path))) } else { Err(advice()) };
        }
        let (host, port) = text.rsplit_once(':').ok_or_else(advice)?;
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let named = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        let numbered = bare.is_some_and(|bare| bare.parse::<std::net::Ipv6Addr>().is_ok());
        if !(named || numbered) || !port.parse::<u16>().is_ok_and(|port| port > 0) {
            return Err(advice());
        }
        Ok(Self::Tcp(text.to_owned()))
    }
}

impl fmt::Display for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Socket(path) => write!(f, "unix:{}", path.display()),
            Self::Tcp(address) => f.write_str(address),
        }
    }
}

impl Scanner {
    /// Whether it is there.
    ///
    /// # Errors
    /// It is not, or says something else than clamd does.
    pub async fn greet(&self) -> Result<(), Unsure> {
        let asked = async {
            match self {
                Self::Socket(path) => ping(Socket { socket_path: path }).await,
                Self::Tcp(address) => ping(Tcp { host_address: address.as_str() }).await,
            }
        };
        let said = tokio::time::timeout(GREETING, asked).await.map_err(|_| Unsure::Late)?.map_err(Unsure::Away)?;
        if said == clamav_client::PONG { Ok(()) } else { Err(Unsure::Unclear(words(&said))) }
    }

    /// What it says of this file.
    ///
    /// # Errors
    /// The file cannot be read, or the scanner says nothing that can be relied on.
    pub async fn look(&self, file: &Path) -> Result<Verdict, Unsure> {
        tokio::fs::File::open(file).await.map_err(Unsure::Unreadable)?;
        let reached = AtomicBool::new(false);
        let asked = async {
            match self {
                Self::Socket(path) => scan_file(file, Line::to(Socket { socket_path: path }, &reached), CHUNK).await,
                Self::Tcp(address) => {
                    scan_file(file, Line::to(Tcp { host_address: address.as_str() }, &reached), CHUNK).await
                }
            }
        };
        match tokio::time::timeout(LONGEST, asked).await.map_err(|_| Unsure::Late)? {
            Ok(said) => read(&words(&said)),
            Err(error) if reached.load(Ordering::Relaxed) => Err(Unsure::BrokenOff(error)),
            Err(error) => Err(Unsure::Away(error)),
        }
    }
}

/// A way to the scanner that notes whether it was reached: what breaks after that is no absence.
struct Line<'a, T> {
    way: T,
    reached: &'a AtomicBool,
}

impl<'a, T> Line<'a, T> {
    fn to(way: T, reached: &'a AtomicBool) -> Self {
        Self { way, reached }
    }
}

impl<T: TransportProtocol> TransportProtocol for Line<'_, T> {
    type Stream = T::Stream;

    async fn connect(&self) -> io::Result<T::Stream> {
        let stream = self.way.connect().await?;
        self.reached.store(true, Ordering::Relaxed);
        Ok(stream)
    }
}

fn words(said: &[u8]) -> String {
    String::from_utf8_lossy(said).trim_end_matches(['\0', '\n']).chars().take(200).collect()
}

/// Only the very words of clamd count; whatever else it says is no verdict.
fn read(said: &str) -> Result<Verdict, Unsure> {
    match said.strip_prefix("stream: ") {
        Some("OK") => Ok(Verdict::Clean),
        Some(rest) => match rest.strip_suffix(" FOUND").filter(|name| !name.is_empty()) {
            Some(name) => Ok(Verdict::Infected(name.to_owned())),
            None => Err(Unsure::Unclear(said.to_owned())),
        },
        None => Err(Unsure::Unclear(said.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_socket_or_a_host_with_a_port() {
        assert_eq!("unix:/run/clamd.ctl".parse(), Ok(Scanner::Socket(PathBuf::from("/run/clamd.ctl"))));
        for good in ["127.0.0.1:3310", "clamd.intern:3310", "[::1]:3310"] {
            assert_eq!(good.parse::<Scanner>().unwrap().to_string(), good);
        }
        for wrong in
            ["", "unix:", "unix:clamd", "clamd", ":3310", "clamd:0", "clamd:99999", "a b:1", "[x]:1", "tcp://a:1"]
        {
            assert!(wrong.parse::<Scanner>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_the_very_words_are_a_verdict() {
        assert_eq!(read("stream: OK").unwrap(), Verdict::Clean);
        let found = Verdict::Infected("Win.Test.EICAR_HDB-1".to_owned());
        assert_eq!(read("stream: Win.Test.EICAR_HDB-1 FOUND").unwrap(), found);
        assert_eq!(read("stream: NOT OK FOUND").unwrap(), Verdict::Infected("NOT OK".to_owned()));
        for unclear in [
            "",
            "OK",
            "stream: ",
            "stream: OK ERROR",
            "stream:  FOUND",
            "INSTREAM size limit exceeded. ERROR",
            "stream: ok",
        ] {
            assert!(matches!(read(unclear), Err(Unsure::Unclear(_))), "{unclear}");
        }
        assert_eq!(words(b"stream: OK\0"), "stream: OK");
    }
}
