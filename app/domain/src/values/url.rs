//! Links people paste.

use super::{MAX_URL, checked_text, is_unfit, trim};

/// Why a web address is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UrlError {
    /// Nothing was typed.
    Empty,
    /// Longer than [`MAX_URL`].
    TooLong,
    /// It does not begin with https:// or http://.
    NotHttp,
    /// It holds a control character or a line break.
    ControlCharacter,
    /// It carries a user name: such links are made to mislead.
    UserInfo,
    /// It holds a character that no web address has, or no host.
    Malformed,
}

/// A web address: https or http, a host, no user name, at most [`MAX_URL`] bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct HttpUrl(String);

checked_text!(HttpUrl, UrlError);

impl HttpUrl {
    /// Checks a web address; the scheme is lower-cased, the rest stays as it is.
    ///
    /// # Errors
    /// See [`UrlError`].
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let text = trim(text);
        if text.is_empty() {
            return Err(UrlError::Empty);
        }
        if text.chars().any(is_unfit) {
            return Err(UrlError::ControlCharacter);
        }
        if text.len() > MAX_URL {
            return Err(UrlError::TooLong);
        }
        let (scheme, rest) = text.split_once("://").ok_or(UrlError::NotHttp)?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(UrlError::NotHttp);
        }
        let unfit = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\' | '`' | '^' | '{' | '|' | '}');
        if rest.chars().any(unfit) {
            return Err(UrlError::Malformed);
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(UrlError::UserInfo);
        }
        if !is_host_and_port(authority) {
            return Err(UrlError::Malformed);
        }
        Ok(Self(format!("{scheme}://{rest}")))
    }

    /// The host, to show beside a link. Without port.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        split_port(authority).0
    }
}

/// Host and what follows its colon, if anything.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    let after_bracket = authority.rfind(']').map_or(0, |at| at + 1);
    match authority[after_bracket..].find(':') {
        Some(colon) => {
            let (host, port) = authority.split_at(after_bracket + colon);
            (host, Some(&port[1..]))
        }
        None => (authority, None),
    }
}

fn is_host_and_port(authority: &str) -> bool {
    let (host, port) = split_port(authority);
    let port_fits =
        port.is_none_or(|p| p.is_empty() || p.parse::<u16>().is_ok() && p.bytes().all(|b| b.is_ascii_digit()));
    let host_fits = if let Some(inner) = host.strip_prefix('[') {
        inner.strip_suffix(']').is_some_and(|ip| ip.parse::<std::net::Ipv6Addr>().is_ok())
    } else {
        !host.is_empty()
            && host.split('.').any(|label| !label.is_empty())
            && !host.contains("..")
            && !host.starts_with(['.', '-'])
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
    };
    port_fits && host_fits
}
