//! Where the mailbox is: `imaps://user:password@host/INBOX`.

use std::{fmt, net::IpAddr};

use percent_encoding::percent_decode_str;
use url::Url;

/// What of the conversation is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Security {
    /// Nothing; on this machine only.
    Plain,
    /// All but the first words.
    StartTls,
    /// All of it.
    Tls,
}

/// What becomes of a mail that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum After {
    /// It stays where it is, marked as read.
    #[default]
    Keep,
    /// It goes.
    Delete,
    /// It moves to this folder.
    Move(String),
}

impl After {
    /// Reads `keep`, `delete` or `move:FOLDER`.
    ///
    /// # Errors
    /// Advice.
    pub fn parse(text: &str) -> Result<Self, String> {
        match (text, text.split_once(':')) {
            ("keep", _) => Ok(Self::Keep),
            ("delete", _) => Ok(Self::Delete),
            (_, Some(("move", folder))) if is_folder(folder) => Ok(Self::Move(folder.to_owned())),
            _ => Err("write keep, delete or move:FOLDER".to_owned()),
        }
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keep => f.write_str("keep"),
            Self::Delete => f.write_str("delete"),
            Self::Move(folder) => write!(f, "move:{folder}"),
        }
    }
}

/// A mailbox that answers are fetched from.
#[derive(Clone)]
pub struct Mailbox {
    /// The mail server's name or address.
    pub host: String,
    /// The folder in it.
    pub folder: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) user: String,
    pub(super) password: String,
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mailbox({}:{}/{}, {:?})", self.host, self.port, self.folder, self.security)
    }
}

impl Mailbox {
    /// Reads `imaps://user:password@host:993/INBOX` or `imap://user:password@host:143/INBOX?tls=required`; without TLS only
    /// on this machine. What has a meaning in an address is written as `%40` and the like.
    ///
    /// # Errors
    /// Advice, without the address itself: it holds a password.
    pub fn from_url(text: &str) -> Result<Self, String> {
        let advice = || {
            "write imaps://USER:PASSWORD@HOST/INBOX or imap://USER:PASSWORD@HOST/INBOX?tls=required, with signs like @ and / \
             inside them as %40 and %2F"
                .to_owned()
        };
        let url = Url::parse(text).map_err(|_| advice())?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(advice)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (security, port) = match (url.scheme(), url.query()) {
            ("imaps", None | Some("tls=required")) => (Security::Tls, 993),
            ("imap", Some("tls=required")) => (Security::StartTls, 143),
            ("imap", None) if is_loopback(&host) => (Security::Plain, 143),
            ("imap", None) => {
                return Err("without ?tls=required the password crosses the network in the clear".to_owned());
            }
            _ => return Err(advice()),
        };
        let plain = |text: &str| {
            let decoded = percent_decode_str(text).decode_utf8().map(|text| text.into_owned()).map_err(|_| advice())?;
            // A line of the conversation ends with such signs.
            let fits = !decoded.is_empty() && !decoded.chars().any(char::is_control);
            if fits { Ok(decoded) } else { Err(advice()) }
        };
        let (user, password) = (plain(url.username())?, plain(url.password().unwrap_or_default())?);
        let folder = match url.path().trim_start_matches('/') {
            "" => "INBOX".to_owned(),
            path => plain(path)?,
        };
        if url.fragment().is_some() {
            return Err(advice());
        }
        if !is_folder(&folder) {
            return Err("write the folder's name in letters without accents, as the mail server does".to_owned());
        }
        Ok(Self { port: url.port().unwrap_or(port), host, folder, security, user, password })
    }
}

fn is_folder(name: &str) -> bool {
    (1..=200).contains(&name.len()) && name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}
