//! The accept loop: HTTP/1.1 and unencrypted HTTP/2, with time limits and connection limits that
//! `axum::serve` does not have (R65), and an orderly end (R87).

mod patience;

use std::collections::HashMap;
use std::future::Future;
use std::io::{self, Read as _, Write as _};
use std::net::IpAddr;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Request, Version};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower::Service as _;

pub use self::patience::Patience;
use self::patience::{Activity, Watched};
use crate::config::Config;
use crate::http::{Proxies, client_key};

/// Connections of one client at once. A town hall behind one address is not an attack.
const MAX_PER_CLIENT: usize = 256;
/// Time for running requests to end after the signal to stop.
const DRAIN: Duration = Duration::from_secs(30);
/// Pause after a failed accept: mostly the process is out of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Requests at once on one HTTP/2 connection.
const MAX_STREAMS: u32 = 32;
/// HTTP/2 asks whether the other side is alive this often, and waits this long for the answer.
const PING: (Duration, Duration) = (Duration::from_secs(20), Duration::from_secs(10));
/// Room for a request's head, in bytes.
const MAX_HEAD: usize = 32 * 1024;

/// What a connection gets when there is no room for it.
const NO_ROOM: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    x-content-type-options: nosniff\r\n\
    strict-transport-security: max-age=31536000; includeSubDomains\r\n\
    content-security-policy: default-src 'none'\r\n\
    cache-control: no-store\r\n\
    retry-after: 3\r\n\
    connection: close\r\n\
    content-length: 63\r\n\r\n\
    Het is nu te druk. Probeer het over een paar seconden opnieuw.\n";

/// Limits of the accept loop.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a connection may keep us waiting.
    pub patience: Patience,
    /// Time to go on serving after the signal to stop, so that a proxy in front sees that this node is going.
    pub notice: Duration,
    /// Time for running requests to end after that.
    pub drain: Duration,
    /// Connections at once.
    pub max_connections: usize,
    /// Connections of one client at once; loopback and trusted proxies are not counted.
    pub max_per_client: usize,
    /// The trusted proxies.
    pub proxies: Proxies,
}

impl Limits {
    /// The limits of an installation.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            patience: Patience::default(),
            notice: config.stop_notice,
            drain: DRAIN,
            max_connections: config.max_connections,
            max_per_client: MAX_PER_CLIENT,
            proxies: Proxies::new(config.trusted_proxies.clone()),
        }
    }
}

/// Serves `app` until `stop` resolves. Then it goes on for [`Limits::notice`], ending each connection with its answer;
/// and then accepts nothing more and waits for the running requests, at most [`Limits::drain`]. The peer's address is in the request as [`ConnectInfo`].
pub async fn serve(listener: TcpListener, app: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let room = Arc::new(Room::new(&limits));
    let graceful = GracefulShutdown::new();
    let builder = connection_builder();
    let going = Arc::new(AtomicBool::new(false));
    let mut stop = pin!(async {
        stop.await;
        going.store(true, Ordering::SeqCst);
        tokio::time::sleep(limits.notice).await;
    });
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let Some(place) = room.enter(peer.ip()) else {
            turn_away(stream);
            continue;
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection was gone before it began");
            continue;
        }
        let activity = Arc::new(Activity::default());
        let io = TokioIo::new(Watched::new(stream, activity.clone(), limits.patience));
        let (app, going) = (app.clone(), going.clone());
        let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
            let busy = activity.begin(request.version());
            let last = going.load(Ordering::SeqCst) && request.version() < Version::HTTP_2;
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = app.clone().call(request.map(Body::new));
            async move {
                let mut answer = answer.await;
                drop(busy);
                if let (true, Ok(answer)) = (last, &mut answer) {
                    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                answer
            }
        });
        let connection = graceful.watch(builder.serve_connection(io, service).into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "a connection broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopping while requests are still running");
    }
}

fn connection_builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    // hyper's own header timeout also runs while a connection is kept alive between requests;
    // `Watched` tells the two apart.
    builder.http1().timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(MAX_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .keep_alive_interval(PING.0)
        .keep_alive_timeout(PING.1);
    builder
}

/// Says that there is no room, as far as that works without waiting for anybody.
fn turn_away(stream: TcpStream) {
    let say = |stream: TcpStream| -> io::Result<()> {
        let mut stream = stream.into_std()?;
        stream.write_all(NO_ROOM)?;
        // What is left unread when a connection closes makes the other side lose our answer.
        let _ = stream.read(&mut [0; 4096])?;
        stream.shutdown(std::net::Shutdown::Write)
    };
    if let Err(error) = say(stream) {
        tracing::debug!(%error, "no room, and no way to say so");
    }
}

/// Counts connections, in all and per client.
struct Room {
    max: usize,
    max_per_client: usize,
    proxies: Proxies,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_client: HashMap<IpAddr, usize>,
}

/// One connection's place; free again when dropped.
struct Place {
    room: Arc<Room>,
    client: Option<IpAddr>,
}

impl Room {
    fn new(limits: &Limits) -> Self {
        Self {
            max: limits.max_connections,
            max_per_client: limits.max_per_client,
            proxies: limits.proxies.clone(),
            taken: Mutex::default(),
        }
    }

    fn enter(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let client = (!self.proxies.exempt(peer)).then(|| client_key(peer));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= self.max {
            return None;
        }
        if let Some(client) = client {
            let count = taken.by_client.entry(client).or_default();
            if *count >= self.max_per_client {
                return None;
            }
            *count += 1;
        }
        taken.all += 1;
        Some(Place { room: self.clone(), client })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.room.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(client) = self.client
            && let Some(count) = taken.by_client.get_mut(&client)
        {
            *count -= 1;
            if *count == 0 {
                taken.by_client.remove(&client);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn room(max: usize, max_per_client: usize) -> Arc<Room> {
        Arc::new(Room::new(&Limits {
            patience: Patience::default(),
            notice: Duration::ZERO,
            drain: DRAIN,
            max_connections: max,
            max_per_client,
            proxies: Proxies::new(vec!["10.0.0.1".parse().unwrap()]),
        }))
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_client_gets_its_share_and_places_come_free() {
        let room = room(100, 2);
        let first = room.enter(ip("198.51.100.7")).unwrap();
        let _second = room.enter(ip("198.51.100.7")).unwrap();
        assert!(room.enter(ip("198.51.100.7")).is_none());
        assert!(room.enter(ip("198.51.100.8")).is_some());
        drop(first);
        assert!(room.enter(ip("198.51.100.7")).is_some());
        drop(_second);
        let taken = room.taken.lock().unwrap();
        assert_eq!((taken.all, taken.by_client.len()), (0, 0));
    }

    #[test]
    fn loopback_and_proxies_are_bound_only_by_the_whole() {
        let room = room(5, 1);
        let places: Vec<_> =
            ["127.0.0.1", "127.0.0.1", "::1", "10.0.0.1", "10.0.0.1"].map(|peer| room.enter(ip(peer))).into();
        assert!(places.iter().all(Option::is_some));
        assert!(room.enter(ip("127.0.0.1")).is_none());
    }

    #[test]
    fn the_refusal_states_its_own_length() {
        let text = std::str::from_utf8(NO_ROOM).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())), "{}", body.len());
    }
}
