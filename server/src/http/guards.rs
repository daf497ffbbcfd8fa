//! Layers that keep requests and redirects to this site: host name (R31), cross-site requests
//! (R38), content types of server functions (R40), redirects (R50).

use std::net::IpAddr;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::future::Either;
use tower::{Layer, Service};
use tower_http::csrf::{Csrf, CsrfLayer, ProtectionError};
use url::Url;

use super::{Floor, HttpSettings, Refusal, is_probe, is_unsafe};

/// Paths ending so take posts of machines that send no cookie and no origin: the one-click
/// unsubscribe of mail programs (RFC 8058). The token in the path is the proof.
const MACHINE_ROUTES: [&str; 1] = ["/stoppen"];

/// Where a mail gateway posts; it is told itself that its secret is missing. No browser's cookie counts there.
const HOOK: &str = "/haken/antwoordpost";

/// Where server functions live.
const SERVER_FUNCTIONS: &str = "/_fn/";

/// The content type that server functions are encoded in. What a form can send without a preflight is another.
const FUNCTION_TYPE: &str = "application/json";

/// Layer: R31.
pub(super) async fn check_host(State(floor): State<Arc<Floor>>, request: Request, next: Next) -> Response {
    if names_us(&floor.settings, &request) || is_probe(request.uri().path()) {
        next.run(request).await
    } else {
        Refusal::WrongHost.into_response()
    }
}

/// Both the target's authority and the Host header count when both are there.
fn names_us(settings: &HttpSettings, request: &Request) -> bool {
    let target = request.uri().authority().map(Authority::as_str);
    let named = request.headers().get_all(HOST).iter().map(|host| host.to_str().unwrap_or(""));
    let mut hosts = target.into_iter().chain(named).peekable();
    hosts.peek().is_some() && hosts.all(|host| is_own_host(settings, host))
}

fn is_own_host(settings: &HttpSettings, host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    if host.contains('@') {
        return false;
    }
    let name = authority.host();
    if settings.development && is_loopback(name) {
        return true;
    }
    let own = settings.base_url.host_str().unwrap_or_default();
    let port = authority.port_u16().or(match settings.base_url.scheme() {
        "https" => Some(443),
        _ => Some(80),
    });
    name.eq_ignore_ascii_case(own) && port == settings.base_url.port_or_known_default()
}

fn is_loopback(name: &str) -> bool {
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// A program with a token and no cookie: no browser can be tricked into sending that.
fn is_token_request(headers: &HeaderMap) -> bool {
    let bearer = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.as_bytes().get(..7))
        .is_some_and(|start| start.eq_ignore_ascii_case(b"bearer "));
    bearer && !headers.contains_key(COOKIE)
}

fn is_exempt(request: &Request) -> bool {
    let path = request.uri().path();
    is_token_request(request.headers())
        || MACHINE_ROUTES.iter().any(|end| path.ends_with(end))
        || (path == HOOK && !request.headers().contains_key(COOKIE))
}

/// Layer: R38 beyond [`CsrfLayer`], which lets an unsafe request pass when it carries neither
/// `Sec-Fetch-Site` nor `Origin`, and does not look at the origin's scheme.
pub(super) async fn refuse_unmarked(State(floor): State<Arc<Floor>>, request: Request, next: Next) -> Response {
    if is_unsafe(request.method()) && !is_exempt(&request) {
        let filled = |name: &str| request.headers().get(name).filter(|value| !value.is_empty());
        let origin = filled(ORIGIN.as_str());
        let sure = match (filled("sec-fetch-site"), origin) {
            (Some(_), _) => true,
            (None, Some(origin)) => {
                let plain = origin.as_bytes().starts_with(b"http:");
                !(plain && floor.settings.base_url.scheme() == "https")
            }
            (None, None) => false,
        };
        if !sure {
            return Refusal::CrossSite.into_response();
        }
    }
    next.run(request).await
}

/// Layer: R38. [`CsrfLayer`] for everybody except programs with a token; its own exemption sees
/// only method and path, hence the choice between two services.
#[derive(Clone, Copy, Debug)]
pub(super) struct CrossSiteLayer;

type RejectCrossSite = fn(ProtectionError) -> Response;

#[derive(Clone)]
pub(super) struct CrossSite<S> {
    open: S,
    guarded: Csrf<S, RejectCrossSite>,
}

impl<S: Clone> Layer<S> for CrossSiteLayer {
    type Service = CrossSite<S>;

    fn layer(&self, inner: S) -> CrossSite<S> {
        let reject: RejectCrossSite = |_| Refusal::CrossSite.into_response();
        let guarded = CsrfLayer::new().with_rejection_response(reject).layer(inner.clone());
        CrossSite { open: inner, guarded }
    }
}

impl<S> Service<Request> for CrossSite<S>
where
    S: Service<Request, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Either<S::Future, <Csrf<S, RejectCrossSite> as Service<Request>>::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        match self.open.poll_ready(context) {
            Poll::Ready(Ok(())) => <Csrf<_, _> as Service<Request>>::poll_ready(&mut self.guarded, context),
            other => other,
        }
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if is_exempt(&request) {
            Either::Left(self.open.call(request))
        } else {
            Either::Right(self.guarded.call(request))
        }
    }
}

/// Layer: R40. `text/plain` and forms of any kind need no preflight, so no function takes them.
pub(super) async fn check_content_type(request: Request, next: Next) -> Response {
    if is_unsafe(request.method()) && request.uri().path().starts_with(SERVER_FUNCTIONS) {
        let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = given.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        if !FUNCTION_TYPE.eq_ignore_ascii_case(essence) {
            return Refusal::ContentType.into_response();
        }
    }
    next.run(request).await
}

/// Layer: R50. Every `Location` becomes a path of this site; one that leads elsewhere becomes `/`.
/// Leptos sends a plain form post back to its Referer, whatever host that names, with the error in
/// the query (R51); that goes too. Sending people to an identity provider will need an exception here.
pub(super) async fn keep_redirects_home(
    State(floor): State<Arc<Floor>>,
    request: Request<Body>,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if let Some(location) = response.headers().get(LOCATION) {
        let home = local_path(&floor.settings, &path, location);
        let home = home.and_then(|home| HeaderValue::from_str(&home).ok()).unwrap_or_else(|| {
            tracing::warn!("a redirect to another site was turned into one to /");
            HeaderValue::from_static("/")
        });
        response.headers_mut().insert(LOCATION, home);
    }
    response
}

/// The path, query and fragment that a browser would go to, if it is on this site. The `url` crate
/// reads addresses as browsers do: backslashes, tabs and all.
fn local_path(settings: &HttpSettings, path: &str, location: &HeaderValue) -> Option<String> {
    let here = settings.base_url.join(path).ok().filter(|here| is_own(settings, here));
    let here = here.as_ref().unwrap_or(&settings.base_url);
    let mut target = here.join(location.to_str().ok()?).ok()?;
    // A path with two slashes in front would be read as a host name.
    if !is_own(settings, &target) || target.path().starts_with("//") {
        return None;
    }
    if target.query().is_some_and(|query| query.contains("__err") || query.contains("__path")) {
        let kept: Vec<(String, String)> = target
            .query_pairs()
            .filter(|(key, _)| key != "__err" && key != "__path")
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        target.set_query(None);
        if !kept.is_empty() {
            target.query_pairs_mut().extend_pairs(kept);
        }
    }
    Some(target[url::Position::BeforePath..].to_owned())
}

/// Whether an address is on this site. In development every loopback host is.
fn is_own(settings: &HttpSettings, target: &Url) -> bool {
    // `blob:` addresses have the origin of the address inside them.
    if target.scheme() == settings.base_url.scheme() && target.origin() == settings.base_url.origin() {
        return true;
    }
    settings.development && target.scheme() == "http" && target.host_str().is_some_and(is_loopback)
}
