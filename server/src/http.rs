//! The layer stack: everything that happens to a request before a room sees it, and to a response
//! after. [`stack`] is the list, in order; the functions below it are the layers.

mod body;
mod clients;
mod guards;
mod refusal;

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures::future::Either;
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument as _;
use url::Url;

use app::calendar::often::Uncounted;

pub use self::clients::{Network, Proxies, Rate, client_key};
pub use self::handed_on::{ClientIp, RequestId, Route};
pub use self::refusal::Refusal;
/// The number in a response's Content-Security-Policy, for its own scripts (R47).
pub use app::page::Nonce;

use self::clients::RateLimiter;
use crate::config::Config;
use crate::pulse::Pulse;

/// Largest body of an ordinary request, in bytes (R52).
pub const MAX_BODY: usize = 1024 * 1024;
/// Largest body of an upload, in bytes (R52).
pub const MAX_UPLOAD: usize = 25 * 1024 * 1024;
/// Memory for bodies that are still coming in, over all requests, in bytes.
const MAX_ARRIVING: usize = 64 * 1024 * 1024;
/// Time for an ordinary body to come in, and then again for the answer (R66).
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// Time for an upload, which streams: 25 MiB at 2 Mbit/s takes 105 s.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(120);
/// Ordinary requests worked on at once (R68). More than the 50 sign-ins that may wait for hashing.
const MAX_REQUESTS: usize = 128;
/// Uploads received at once. They have places of their own, so that they never keep pages waiting.
const MAX_UPLOADS: usize = 16;
/// Time for work whose client has gone, at the end of the program.
const LAST_WORK: Duration = Duration::from_secs(15);
/// Requests of one client (R67). Files under `/assets/` do not count: a page brings six of them.
const RATE: Rate = Rate { per_second: 30, burst: 60 };
/// Calendar feeds fetched from one address, whoever's they are: a town hall, or the servers of a large calendar, may fetch
/// those of everybody at once, and 86,400 a day.
const FEED_RATE: Rate = Rate { per_second: 1, burst: 600 };

/// What a request carries into the rooms.
mod handed_on {
    use std::net::IpAddr;

    /// The request's id in log, header `x-request-id` and error pages: a UUIDv7, made here.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RequestId(pub String);

    /// The pattern of the route that answered, on the response.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Route(pub String);

    /// The client's address as R06 defines it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ClientIp(pub IpAddr);
}

/// What the layers need to know. The limits are fields so that tests can make them small.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// The address of the site as people see it.
    pub base_url: Url,
    /// Also answer to loopback host names.
    pub development: bool,
    /// Proxies whose `X-Forwarded-For` counts.
    pub proxies: Proxies,
    /// Time for a body to come in, and again for the answer.
    pub request_timeout: Duration,
    /// Time for an upload as a whole.
    pub upload_timeout: Duration,
    /// Calls per client.
    pub rate: Rate,
    /// Feeds fetched per client.
    pub feed_rate: Rate,
    /// The places for requests in progress.
    pub in_progress: InProgress,
    /// Whether the database is there.
    pub pulse: Pulse,
}

impl HttpSettings {
    /// The settings of an installation, with the limits of this file.
    #[must_use]
    pub fn new(config: &Config, pulse: Pulse) -> Self {
        Self {
            pulse,
            base_url: config.base_url.clone(),
            development: config.is_development(),
            proxies: Proxies::new(config.trusted_proxies.clone()),
            request_timeout: REQUEST_TIMEOUT,
            upload_timeout: UPLOAD_TIMEOUT,
            rate: RATE,
            feed_rate: FEED_RATE,
            in_progress: InProgress::new(MAX_REQUESTS, MAX_UPLOADS),
        }
    }
}

/// The requests being worked on, also those whose client has gone.
#[derive(Clone, Debug)]
pub struct InProgress {
    requests: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
    places: (u32, u32),
}

impl InProgress {
    /// Room for so many ordinary requests and uploads at once.
    #[must_use]
    pub fn new(requests: usize, uploads: usize) -> Self {
        let places = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            requests: Arc::new(Semaphore::new(requests)),
            uploads: Arc::new(Semaphore::new(uploads)),
            places: (places(requests), places(uploads)),
        }
    }

    /// How many are in progress now.
    #[must_use]
    pub fn taken(&self) -> u32 {
        let free = self.requests.available_permits() + self.uploads.available_permits();
        (self.places.0 + self.places.1).saturating_sub(u32::try_from(free).unwrap_or(u32::MAX))
    }

    /// Waits until nothing is in progress any more, at most 15 s; new requests are refused
    /// from then on. For the end of the program, after the last connection.
    pub async fn finished(&self) {
        let requests = self.requests.acquire_many(self.places.0);
        let uploads = self.uploads.acquire_many(self.places.1);
        match tokio::time::timeout(LAST_WORK, async { tokio::join!(requests, uploads) }).await {
            Ok((requests, uploads)) => {
                for places in [requests, uploads].into_iter().flatten() {
                    places.forget();
                }
            }
            Err(_too_late) => tracing::warn!("stopping while work of clients that left is still running"),
        }
    }
}

struct Floor {
    settings: HttpSettings,
    limiter: RateLimiter,
    feeds: RateLimiter,
    arriving: Semaphore,
}

/// Puts every layer around `router`, outermost first.
pub fn stack(router: Router, config: &HttpSettings) -> Router {
    let floor = Arc::new(Floor {
        limiter: RateLimiter::new(config.rate),
        feeds: RateLimiter::new(config.feed_rate),
        arriving: Semaphore::new(MAX_ARRIVING),
        settings: config.clone(),
    });
    // The route's pattern is known only behind the router's door; the extractors' own limit would
    // be a second, smaller one.
    let rooms = router.layer(from_fn(name_route)).layer(DefaultBodyLimit::disable());
    let layers = ServiceBuilder::new()
        // R90: an id and one line in the log for each request.
        .layer(from_fn(trace))
        // R46-R49: security headers on every response, whoever made it.
        .layer(from_fn(protect))
        // R51: refusals of the layers below get their words.
        .layer(from_fn(refusal::word))
        // R06: who is calling.
        .layer(from_fn_with_state(floor.clone(), find_client))
        // R50: nobody is sent to another site.
        .layer(from_fn_with_state(floor.clone(), guards::keep_redirects_home))
        // R31: only our own host name.
        .layer(from_fn_with_state(floor.clone(), guards::check_host))
        // R67: not too often.
        .layer(from_fn_with_state(floor.clone(), limit_rate))
        // R38: no unsafe request from another site, or from nobody knows where.
        .layer(from_fn_with_state(floor.clone(), guards::refuse_unmarked))
        .layer(guards::CrossSiteLayer)
        // R40: server functions take only their own content types.
        .layer(from_fn(guards::check_content_type))
        // R52: bodies within bounds, and wholly in before work starts.
        .layer(from_fn_with_state(floor.clone(), body::take))
        // R66: an answer in time; the work goes on.
        .layer(from_fn_with_state(floor.clone(), limit_time))
        // R68 and R73: refuse what cannot be carried; what is begun runs to its end.
        .layer(from_fn_with_state(floor, run_to_end))
        // R69: a panic costs one 500.
        .layer(CatchPanicLayer::custom(answer_panic))
        .service(rooms);
    Router::new().fallback_service(layers)
}

/// Uploads, which may be larger and slower: posts of documents, lists of people and calendars of other systems.
#[must_use]
pub fn is_upload(path: &str) -> bool {
    ["/documenten", "/import", "/instellingen/agenda/andere"].iter().any(|end| path.ends_with(end))
}

fn is_upload_request(request: &Request) -> bool {
    is_unsafe(request.method()) && is_upload(request.uri().path())
}

/// Probes of the hosting: answered under any host name, never counted, never refused for load.
fn is_probe(path: &str) -> bool {
    path == "/healthz" || path == "/readyz"
}

/// Whether a calendar is fetched: the public one of a municipality, or one by its secret.
fn is_feed(path: &str) -> bool {
    let mut parts = path.split('/').skip(2);
    let last = match (parts.next(), parts.next(), parts.next()) {
        (Some(file), None, None) => file.strip_prefix("agenda"),
        (Some("agenda"), Some(file), None) => Some(file),
        _ => None,
    };
    last.is_some_and(|file| file.ends_with(".ics"))
}

/// Methods that may change something.
fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Layer: mints the id, opens the span, writes one line per request. The log gets the route's
/// pattern, never the path or the query, which may hold tokens.
async fn trace(mut request: Request, next: Next) -> Response {
    let id = RequestId(uuid::Uuid::now_v7().to_string());
    let span = tracing::info_span!(
        "request",
        id = %id.0,
        method = %request.method(),
        route = tracing::field::Empty,
    );
    let probe = is_probe(request.uri().path());
    let header = HeaderValue::from_str(&id.0);
    request.extensions_mut().insert(id);
    async move {
        let start = Instant::now();
        let mut response = next.run(request).await;
        let (status, ms) = (response.status().as_u16(), start.elapsed().as_millis());
        if probe {
            tracing::debug!(status, ms, "answered");
        } else {
            tracing::info!(status, ms, "answered");
        }
        if let Ok(header) = header {
            response.headers_mut().insert("x-request-id", header);
        }
        response
    }
    .instrument(span)
    .await
}

/// Layer, inside the router: tells the span and the figures which route it is.
async fn name_route(request: Request, next: Next) -> Response {
    let Some(route) = request.extensions().get::<MatchedPath>().map(|route| route.as_str().to_owned()) else {
        return next.run(request).await;
    };
    tracing::Span::current().record("route", route.as_str());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(Route(route));
    response
}

/// Headers that every response carries, whatever a handler thinks.
const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        HeaderName::from_static("strict-transport-security"),
        HeaderValue::from_static("max-age=31536000; includeSubDomains"),
    ),
    (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
             magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
        ),
    ),
    (HeaderName::from_static("x-frame-options"), HeaderValue::from_static("DENY")),
];

/// Layer: mints the nonce, sets the headers. A handler's own Content-Security-Policy (downloads
/// say `sandbox`) and Cache-Control stay.
async fn protect(mut request: Request, next: Next) -> Response {
    let nonce = format!("{:032x}", rand::random::<u128>());
    let policy = content_security_policy(&nonce);
    request.extensions_mut().insert(Nonce(nonce));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    response
}

fn content_security_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'none'; \
         frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'; report-uri /csp"
    )
}

/// Layer: works out the client's address. A request without a known peer is a stranger.
async fn find_client(State(floor): State<Arc<Floor>>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let client = floor.settings.proxies.client(peer, request.headers());
    request.extensions_mut().insert(ClientIp(client));
    if floor.settings.proxies.exempt(client) {
        request.extensions_mut().insert(Uncounted);
    }
    next.run(request).await
}

/// Layer: R67.
async fn limit_rate(State(floor): State<Arc<Floor>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let counted = !path.starts_with("/assets/") && !is_probe(path);
    if let (true, Some(ClientIp(client))) = (counted, request.extensions().get()) {
        let free = floor.settings.proxies.exempt(*client);
        let now = Instant::now();
        if !free && !floor.limiter.allow(*client, now) {
            return Refusal::TooMany.into_response();
        }
        if !free && is_feed(path) && !floor.feeds.allow(*client, now) {
            return Refusal::TooManyFeeds.into_response();
        }
    }
    next.run(request).await
}

/// Layer: R66 and R82. It sits outside [`run_to_end`]: the client is told, the work is not cut off.
async fn limit_time(State(floor): State<Arc<Floor>>, request: Request, next: Next) -> Response {
    let limit = match is_upload_request(&request) {
        true => floor.settings.upload_timeout,
        false => floor.settings.request_timeout,
    };
    let path = request.uri().path();
    let lost = match path.starts_with("/assets/") || is_probe(path) {
        true => Either::Left(std::future::pending()),
        false => Either::Right(floor.settings.pulse.lost()),
    };
    tokio::select! {
        biased;
        () = lost => Refusal::Away.into_response(),
        response = next.run(request) => response,
        () = tokio::time::sleep(limit) => {
            tracing::warn!("no answer in time; the work goes on");
            Refusal::Slow.into_response()
        }
    }
}

/// Layer: a client that hangs up, or a time limit, drops the future it waits for; dropped inside a
/// transaction, that loses writes of others (R73). So the work is a task of its own, and holds its place until it is done.
async fn run_to_end(State(floor): State<Arc<Floor>>, request: Request, next: Next) -> Response {
    let places = match is_upload_request(&request) {
        true => &floor.settings.in_progress.uploads,
        false => &floor.settings.in_progress.requests,
    };
    let place = match places.clone().try_acquire_owned() {
        Ok(place) => Some(place),
        Err(_full) if is_probe(request.uri().path()) => None,
        Err(_full) => {
            if is_upload_request(&request) {
                body::discard(request.into_body());
            }
            return Refusal::Busy.into_response();
        }
    };
    let work = async move {
        let response = next.run(request).await;
        drop(place);
        response
    };
    match tokio::spawn(work.in_current_span()).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "a request's task broke off");
            Refusal::Broken.into_response()
        }
    }
}

/// R69: what a panic said goes to the log; the client gets the request's id.
fn answer_panic(panic: Box<dyn Any + Send>) -> Response {
    let said = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    tracing::error!(panic = said, "a handler panicked");
    Refusal::Broken.into_response()
}
