//! Getting what stands at an address that somebody typed (R62). Only `https`, only where the whole internet can go, and
//! only to the very address that was looked at: a name is resolved once, and a server that sends us on is not followed.
//! Whatever is behind it, this ends within [`LONGEST`] and with at most [`MAX_BYTES`].
//!
//! An operator can name servers inside their own network, each by its whole [`Origin`]; nobody else can.

#[cfg(test)]
mod tests;

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::{Arc, LazyLock},
    time::Duration,
};

use axum::{
    body::Bytes,
    http::{HeaderMap, Request, StatusCode, header},
};
use domain::reach;
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinSet,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, pki_types::ServerName},
};
use url::{Host, Position, Url};

use super::read::MAX_BYTES;
use crate::form::Unfit;

/// Time for all of it: finding, connecting, answering.
const LONGEST: Duration = Duration::from_secs(5);
/// Characters of an address.
const MAX_ADDRESS: usize = 2_000;
/// Addresses of one name that are tried.
const MAX_TRIES: usize = 3;
/// Bytes of the headers of an answer.
const MAX_HEADERS: usize = 32 * 1024;

/// Scheme, host and port of a server that the operator vouches for, such as `https://ris.gemeente.internal`. It may be in
/// a network of its own, and it may be `http`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(url::Origin);

impl Origin {
    /// Whether what goes there crosses the network in the clear.
    pub fn is_plain(&self) -> bool {
        matches!(&self.0, url::Origin::Tuple(scheme, ..) if scheme == "http")
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let advice = || "write scheme and host without a path, like https://ris.gemeente.internal".to_owned();
        let url = Url::parse(text).map_err(|_| advice())?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let nobody = url.username().is_empty() && url.password().is_none();
        let whole = url.host_str().is_some_and(|host| !host.contains('*'));
        let known = matches!(url.scheme(), "https" | "http") && whole;
        if bare && nobody && known { Ok(Self(url.origin())) } else { Err(advice()) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.ascii_serialization())
    }
}

/// Why nothing came of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreached {
    /// No address of the web.
    NoAddress,
    /// Not `https`.
    NotHttps,
    /// A name or password in it.
    Credentials,
    /// Another port than the usual one.
    Port,
    /// A machine or network that is not the internet.
    Inside,
    /// No such name.
    Unfound,
    /// Nothing came, or not in time.
    Silent,
    /// The server does not prove who it is.
    Unproven,
    /// It sends on to another address.
    Elsewhere,
    /// It asks who we are.
    Closed,
    /// There is nothing at this address.
    Gone,
    /// Some other refusal.
    Refused,
    /// A page for people.
    Page,
    /// Something else than text.
    NoText,
    /// More than [`MAX_BYTES`].
    TooLarge,
}

impl Unfit for Unreached {
    fn key(self) -> &'static str {
        match self {
            Self::NoAddress => "calendar-fetch-no-address",
            Self::NotHttps => "calendar-fetch-not-https",
            Self::Credentials => "calendar-fetch-credentials",
            Self::Port => "calendar-fetch-port",
            Self::Inside => "calendar-fetch-inside",
            Self::Unfound => "calendar-fetch-unfound",
            Self::Silent => "calendar-fetch-silent",
            Self::Unproven => "calendar-fetch-unproven",
            Self::Elsewhere => "calendar-fetch-elsewhere",
            Self::Closed => "calendar-fetch-closed",
            Self::Gone => "calendar-fetch-gone",
            Self::Refused => "calendar-fetch-refused",
            Self::Page => "calendar-fetch-page",
            Self::NoText => "calendar-fetch-no-text",
            Self::TooLarge => "calendar-foreign-large",
        }
    }
}

/// An address that may be asked, as far as its text goes. Who knows the whole of it can often read the calendar, so it is
/// never shown or logged whole.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    url: Url,
    host: Host<String>,
    port: u16,
    /// The operator vouches for it.
    vouched: bool,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({}, …)", self.host)
    }
}

impl Address {
    /// Reads what somebody typed. `webcal` is another word for `https`.
    pub(crate) fn parse(typed: &str, vouched: &[Origin]) -> Result<Self, Unreached> {
        let typed = typed.trim();
        if typed.len() > MAX_ADDRESS || typed.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(Unreached::NoAddress);
        }
        let webcal = ["webcal://", "webcals://"].into_iter().find_map(|scheme| {
            let start = typed.get(..scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then(|| format!("https://{}", &typed[scheme.len()..]))
        });
        let url = Url::parse(webcal.as_deref().unwrap_or(typed)).map_err(|_| Unreached::NoAddress)?;
        let vouched = vouched.iter().any(|origin| origin.0 == url.origin());
        match url.scheme() {
            "https" => {}
            "http" if vouched => {}
            _ => return Err(Unreached::NotHttps),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Unreached::Credentials);
        }
        if url.port().is_some() && !vouched {
            return Err(Unreached::Port);
        }
        let host = url.host().ok_or(Unreached::NoAddress)?.to_owned();
        let port = url.port_or_known_default().ok_or(Unreached::NoAddress)?;
        let address = Self { url, host, port, vouched };
        if let Some(ip) = address.ip() {
            address.judge(vec![SocketAddr::new(ip, port)])?;
        }
        Ok(address)
    }

    /// The server, which may be shown.
    pub(crate) fn host(&self) -> String {
        self.host.to_string()
    }

    /// The whole address, which may not.
    pub(crate) fn whole(&self) -> &str {
        self.url.as_str()
    }

    fn ip(&self) -> Option<IpAddr> {
        match self.host {
            Host::Domain(_) => None,
            Host::Ipv4(ip) => Some(ip.into()),
            Host::Ipv6(ip) => Some(ip.into()),
        }
    }

    /// Where its name leads: all of it where the whole internet can go, or nothing at all.
    async fn resolve(&self) -> Result<Vec<SocketAddr>, Unreached> {
        let found = match (&self.host, self.ip()) {
            (_, Some(ip)) => vec![SocketAddr::new(ip, self.port)],
            (host, None) => {
                let found = tokio::net::lookup_host((host.to_string(), self.port)).await;
                found.map_err(|_| Unreached::Unfound)?.collect()
            }
        };
        self.judge(found)
    }

    fn judge(&self, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Unreached> {
        if found.is_empty() {
            return Err(Unreached::Unfound);
        }
        let global = found.iter().all(|address| reach::is_global(address.ip()));
        if global || self.vouched { Ok(found) } else { Err(Unreached::Inside) }
    }
}

/// Whom we believe: the roots that browsers believe.
static TLS: LazyLock<Result<Arc<ClientConfig>, rustls::Error>> = LazyLock::new(|| {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    trusting(roots)
});

fn trusting(roots: RootCertStore) -> Result<Arc<ClientConfig>, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(Arc::new(versions.with_root_certificates(roots).with_no_client_auth()))
}

/// What stands at the address.
pub(crate) async fn fetch(address: &Address) -> Result<Vec<u8>, Unreached> {
    let Ok(tls) = &*TLS else {
        tracing::error!("this build has no TLS");
        return Err(Unreached::Silent);
    };
    within(LONGEST, address, tls).await
}

async fn within(longest: Duration, address: &Address, tls: &Arc<ClientConfig>) -> Result<Vec<u8>, Unreached> {
    tokio::time::timeout(longest, ask(address, tls)).await.unwrap_or(Err(Unreached::Silent))
}

async fn ask(address: &Address, tls: &Arc<ClientConfig>) -> Result<Vec<u8>, Unreached> {
    let found = address.resolve().await?;
    let mut stream = Err(Unreached::Silent);
    for one in found.into_iter().take(MAX_TRIES) {
        stream = TcpStream::connect(one).await.map_err(|_| Unreached::Silent);
        if stream.is_ok() {
            break;
        }
    }
    let stream = stream?;
    if address.url.scheme() == "http" {
        return talk(address, stream).await;
    }
    let name = match address.ip() {
        Some(ip) => ServerName::IpAddress(ip.into()),
        None => ServerName::try_from(address.host()).map_err(|_| Unreached::NoAddress)?,
    };
    let stream = TlsConnector::from(tls.clone()).connect(name, stream).await.map_err(|error| {
        let proof = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        match proof {
            Some(rustls::Error::InvalidCertificate(_)) => Unreached::Unproven,
            _ => Unreached::Silent,
        }
    })?;
    talk(address, stream).await
}

/// One request and its answer.
async fn talk(
    address: &Address,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<Vec<u8>, Unreached> {
    let mut talk = hyper::client::conn::http1::Builder::new();
    talk.max_buf_size(MAX_HEADERS);
    let (mut sender, connection) = talk.handshake(TokioIo::new(stream)).await.map_err(|_| Unreached::Silent)?;
    // Ends with this function, however that ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let request = Request::get(&address.url[Position::BeforePath..Position::AfterQuery])
        .header(header::HOST, &address.url[Position::BeforeHost..Position::AfterPort])
        .header(header::USER_AGENT, "Evenwijs")
        .header(header::ACCEPT, "text/calendar, application/json;q=0.9, text/plain;q=0.5")
        .header(header::ACCEPT_ENCODING, "identity")
        .header(header::CONNECTION, "close")
        .body(Empty::<Bytes>::new())
        .map_err(|_| Unreached::NoAddress)?;
    let answer = sender.send_request(request).await.map_err(|_| Unreached::Silent)?;
    is_wanted(answer.status(), answer.headers())?;
    gather(answer.into_body()).await
}

/// Whether an answer is what was asked for, by what stands above it.
fn is_wanted(status: StatusCode, headers: &HeaderMap) -> Result<(), Unreached> {
    match status {
        StatusCode::OK => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            return Err(Unreached::Closed);
        }
        StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Unreached::Gone),
        other if other.is_redirection() => return Err(Unreached::Elsewhere),
        _ => return Err(Unreached::Refused),
    }
    let said = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?").trim().to_ascii_lowercase());
    if said(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(Unreached::NoText);
    }
    if said(header::CONTENT_LENGTH)
        .and_then(|length| length.parse().ok())
        .is_some_and(|length: u64| length > MAX_BYTES as u64)
    {
        return Err(Unreached::TooLarge);
    }
    let kind = said(header::CONTENT_TYPE).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim_end() {
        "text/html" | "application/xhtml+xml" => Err(Unreached::Page),
        // Some servers do not know what they hold; the reading finds out.
        "" | "application/octet-stream" | "application/json" | "application/ics" | "binary/octet-stream" => Ok(()),
        kind if kind.starts_with("text/") || kind.ends_with("+json") => Ok(()),
        _ => Err(Unreached::NoText),
    }
}

async fn gather(mut body: Incoming) -> Result<Vec<u8>, Unreached> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        // What breaks off half-way is nothing: half a calendar would take away the other half.
        let Ok(data) = frame.map_err(|_| Unreached::Silent)?.into_data() else { continue };
        if bytes.len() + data.len() > MAX_BYTES {
            return Err(Unreached::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}
