//! The conversation with a mail server. `lettre`'s own transport puts a time limit on connecting
//! only, and waits for the server's goodbye before it tells that the mail was taken; so the steps
//! are taken here one by one.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Code;
use percent_encoding::percent_decode_str;
use tokio::net::TcpStream;
use url::Url;

use super::{Reply, SendError};

/// Time for connecting, TLS and greeting, and again for signing in.
const STEP: Duration = Duration::from_secs(30);
/// Time for handing over a mail: servers check for viruses before they answer.
const HAND_OVER: Duration = Duration::from_secs(60);
/// Time for the goodbye, when the mail is already away.
const GOODBYE: Duration = Duration::from_secs(3);

/// Characters of the server's words that are kept.
const MAX_WORDS: usize = 500;

/// How much of the conversation is encrypted.
#[derive(Clone)]
enum Security {
    Plain,
    /// STARTTLS where offered.
    Opportunistic(TlsParameters),
    /// STARTTLS, or nothing is sent.
    Required(TlsParameters),
    /// TLS from the first byte.
    Wrapped(TlsParameters),
}

/// A mail server.
#[derive(Clone)]
pub struct Relay {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    hello: ClientId,
    step: Duration,
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({}:{}, TLS required: {})", self.host, self.port, self.requires_tls())
    }
}

impl Relay {
    /// Reads `smtp://user:password@host:587?tls=required`, `…?tls=opportunistic`, plain `smtp://host`
    /// or `smtps://user:password@host`. A path is the name to greet with.
    ///
    /// # Errors
    /// Advice, without the address itself: it may hold a password.
    pub fn from_url(text: &str) -> Result<Self, String> {
        let advice = "write smtp://USER:PASSWORD@HOST:587?tls=required or smtps://USER:PASSWORD@HOST";
        let url = Url::parse(text).map_err(|_| advice.to_owned())?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| advice.to_owned())?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let parameters = || TlsParameters::new(host.clone()).map_err(|error| error.to_string());
        let (security, port) = match (url.scheme(), tls.as_deref()) {
            ("smtp", None) => (Security::Plain, 25),
            ("smtp", Some("opportunistic")) => (Security::Opportunistic(parameters()?), 587),
            ("smtp", Some("required")) => (Security::Required(parameters()?), 587),
            ("smtps", None | Some("required")) => (Security::Wrapped(parameters()?), 465),
            _ => return Err(advice.to_owned()),
        };
        let plain = |text: &str| {
            let decoded = percent_decode_str(text).decode_utf8();
            decoded.map(|text| text.into_owned()).map_err(|_| "user or password is not UTF-8".to_owned())
        };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(plain(url.username())?, plain(password)?)),
            None if url.username().is_empty() => None,
            None => return Err("there is a user but no password".to_owned()),
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        Ok(Self { port: url.port().unwrap_or(port), host, security, credentials, hello, step: STEP })
    }

    /// Whether mail can only leave encrypted.
    #[must_use]
    pub fn requires_tls(&self) -> bool {
        matches!(self.security, Security::Required(_) | Security::Wrapped(_))
    }

    /// The same server with less patience.
    #[cfg(test)]
    pub(super) fn hurried(self, step: Duration) -> Self {
        Self { step, ..self }
    }

    pub(super) async fn send(&self, envelope: &Envelope, mail: &[u8]) -> Result<Reply, SendError> {
        // Until the mail itself is offered, nothing that goes wrong is the mail's fault.
        let later = |error: Error| SendError::Temporary(words(&error));
        let mut connection = in_time(self.step, "connecting", self.connect()).await??;
        if let Some(credentials) = &self.credentials {
            let sign_in = connection.auth(DEFAULT_MECHANISMS, credentials);
            in_time(self.step, "signing in", sign_in).await?.map_err(later)?;
        }
        let taken = in_time(HAND_OVER, "handing over", connection.send(envelope, mail)).await?;
        let response = taken.map_err(|error| sort(&error))?;
        let said = response.message().collect::<Vec<_>>().join(" ");
        let reply = Reply(format!("{} {said}", response.code()).trim_end().to_owned());
        // The mail is away; what happens to the goodbye changes nothing.
        if let Ok(Err(error)) = tokio::time::timeout(GOODBYE, connection.quit()).await {
            tracing::debug!(%error, "the mail server did not say goodbye");
        }
        Ok(reply)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SendError> {
        let later = |error: Error| SendError::Temporary(words(&error));
        let server = (self.host.as_str(), self.port);
        let mut connection = match &self.security {
            Security::Wrapped(parameters) => {
                let (step, parameters) = (Some(self.step), Some(parameters.clone()));
                AsyncSmtpConnection::connect_tokio1(server, step, &self.hello, parameters, None).await
            }
            _ => {
                // The library writes a mail and its end apart; without this the second waits 40 ms for the first.
                let stream =
                    TcpStream::connect(server).await.and_then(|stream| stream.set_nodelay(true).map(|()| stream));
                let stream = stream.map_err(|error| SendError::Temporary(error.to_string()))?;
                AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello).await
            }
        }
        .map_err(later)?;
        match &self.security {
            Security::Required(parameters) => connection.starttls(parameters.clone(), &self.hello).await,
            Security::Opportunistic(parameters) if connection.can_starttls() => {
                connection.starttls(parameters.clone(), &self.hello).await
            }
            _ => Ok(()),
        }
        .map_err(later)?;
        Ok(connection)
    }
}

async fn in_time<T>(limit: Duration, step: &str, work: impl Future<Output = T>) -> Result<T, SendError> {
    let outcome = tokio::time::timeout(limit, work).await;
    outcome.map_err(|_| SendError::Temporary(format!("the mail server did not answer in time ({step})")))
}

/// Whether trying again may help. `530` to `538` say that we are not signed in as we should: that is
/// for the settings, and no reason to give up on the mail.
fn sort(error: &Error) -> SendError {
    let about_us = error.status().is_some_and(|code: Code| (530..=538).contains(&u16::from(code)));
    if (error.is_permanent() && !about_us) || error.is_client() {
        SendError::Permanent(words(error))
    } else {
        SendError::Temporary(words(error))
    }
}

/// The server's own words with its code, or what lies at the bottom of it; on one line.
fn words(error: &Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    let code = error.status().map_or_else(String::new, |code| format!("{code} "));
    let text = code + &cause.to_string();
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_WORDS).collect()
}
