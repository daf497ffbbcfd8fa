//! The HTTP floor by itself: every layer around a tiny router. [`busy`] has what is too much,
//! [`wire`] the accept loop on a real socket.

mod busy;
mod wire;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Extension, Multipart, Request};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::BodyExt as _;
use server::http::{ClientIp, HttpSettings, InProgress, MAX_BODY, MAX_UPLOAD, Nonce, Proxies, Rate, RequestId, stack};
use tower::ServiceExt as _;

const SECOND: Duration = Duration::from_secs(1);

fn settings() -> HttpSettings {
    HttpSettings {
        base_url: "https://evenwijs.example.nl".parse().unwrap(),
        development: false,
        proxies: Proxies::new(vec!["10.0.0.0/8".parse().unwrap()]),
        request_timeout: 5 * SECOND,
        upload_timeout: 5 * SECOND,
        rate: Rate { per_second: 1_000_000, burst: 1_000_000 },
        feed_rate: Rate { per_second: 1, burst: 3 },
        in_progress: InProgress::new(100, 10),
        pulse: server::pulse::Pulse::steady(),
    }
}

/// Counts how often a slow request was begun and ended.
#[derive(Clone, Default)]
struct Work(Arc<AtomicUsize>, Arc<AtomicUsize>);

impl Work {
    fn begun(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn ended(&self) -> usize {
        self.1.load(Ordering::SeqCst)
    }

    async fn wait(&self, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(start.elapsed() < 10 * SECOND, "begun {}, ended {}", self.begun(), self.ended());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn slow(Extension(work): Extension<Work>) -> &'static str {
    work.0.fetch_add(1, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(400)).await;
    work.1.fetch_add(1, Ordering::SeqCst);
    "klaar"
}

async fn upload(mut form: Multipart) -> Response {
    let mut size = 0;
    loop {
        match form.next_field().await {
            Ok(None) => return size.to_string().into_response(),
            Err(error) => return error.status().into_response(),
            Ok(Some(mut field)) => loop {
                match field.chunk().await {
                    Ok(None) => break,
                    Ok(Some(chunk)) => size += chunk.len(),
                    Err(error) => return error.status().into_response(),
                }
            },
        }
    }
}

/// Answers for ever; counts as ended when the connection is given up.
async fn endless(Extension(work): Extension<Work>) -> Body {
    struct Ends(Work);
    impl Drop for Ends {
        fn drop(&mut self) {
            self.0.1.fetch_add(1, Ordering::SeqCst);
        }
    }
    let ends = Ends(work);
    let chunk = Bytes::from(vec![b'x'; 64 * 1024]);
    Body::from_stream(futures::stream::repeat_with(move || {
        let _alive = &ends;
        Ok::<_, std::io::Error>(chunk.clone())
    }))
}

async fn go(request: Request) -> Response {
    let target = request.headers().get("x-target").cloned().unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::FOUND, [(LOCATION, target)]).into_response()
}

fn rooms(work: &Work) -> Router {
    let own_policy = [(CONTENT_SECURITY_POLICY, "sandbox"), (CACHE_CONTROL, "private, max-age=900")];
    Router::new()
        .route("/", get(|| async { "hallo" }).post(|body: Bytes| async move { body.len().to_string() }))
        .route("/healthz", get(|| async { "gezond" }))
        .route("/nonce", get(|Extension(Nonce(nonce)): Extension<Nonce>| async { nonce }))
        .route("/id", get(|Extension(RequestId(id)): Extension<RequestId>| async { id }))
        .route("/ip", get(|Extension(ClientIp(ip)): Extension<ClientIp>| async move { ip.to_string() }))
        .route("/peer", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }))
        .route("/download", get(move || async move { (own_policy, "bestand") }))
        .route("/slow", get(slow).post(slow))
        .route(
            "/panic",
            get(|| async {
                if true {
                    panic!("de geheime tabel")
                }
            }),
        )
        .route(
            "/api/v1/panic",
            get(|| async {
                if true {
                    panic!("de geheime tabel")
                }
            }),
        )
        .route("/assets/{file}", get(|| async { "a" }))
        .route("/{gemeente}/documenten", post(upload))
        .route("/_fn/{name}", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/endless", get(endless))
        .route("/go", get(go))
        .route("/_fn/go/here", post(go))
        .layer(Extension(work.clone()))
}

fn app() -> Router {
    stack(rooms(&Work::default()), &settings())
}

fn ask(method: Method, path: &str) -> axum::http::request::Builder {
    let host = "evenwijs.example.nl";
    let builder = Request::builder().method(method.clone()).uri(path).header(HOST, host);
    match method {
        Method::GET => builder,
        _ => builder.header("sec-fetch-site", "same-origin"),
    }
}

async fn send(app: &Router, request: Request) -> Response {
    app.clone().oneshot(request).await.unwrap()
}

async fn get_from(app: &Router, path: &str) -> Response {
    send(app, ask(Method::GET, path).body(Body::empty()).unwrap()).await
}

async fn text(response: Response) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// A body whose length is not announced.
fn chunked(size: usize) -> Body {
    let chunk = Bytes::from(vec![b'x'; 64 * 1024]);
    let (full, rest) = (size / chunk.len(), size % chunk.len());
    let last = chunk.slice(..rest);
    let chunks = std::iter::repeat_n(chunk, full).chain([last]);
    Body::from_stream(futures::stream::iter(chunks.map(Ok::<_, std::io::Error>)))
}

fn assert_protected(response: &Response) {
    let wanted = [
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in wanted {
        assert_eq!(header(response, name), value, "{name} on {}", response.status());
    }
    assert!(header(response, "permissions-policy").contains("camera=()"));
    assert!(!header(response, "content-security-policy").is_empty());
    assert!(!header(response, "cache-control").is_empty());
    assert_eq!(header(response, "x-request-id").len(), 36);
}

#[tokio::test]
async fn every_response_is_protected() {
    let app = stack(rooms(&Work::default()), &HttpSettings { request_timeout: SECOND / 5, ..settings() });
    let post = |path: &str| ask(Method::POST, path);
    let wrong_host = Request::builder().uri("/").header(HOST, "evil.example").body(Body::empty()).unwrap();
    let mut cross_site = post("/").body(Body::empty()).unwrap();
    cross_site.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
    let cases = [
        (ask(Method::GET, "/").body(Body::empty()).unwrap(), 200),
        (ask(Method::HEAD, "/").body(Body::empty()).unwrap(), 200),
        (ask(Method::GET, "/go").body(Body::empty()).unwrap(), 302),
        (ask(Method::GET, "/absent").body(Body::empty()).unwrap(), 404),
        (ask(Method::GET, "/_fn/x").body(Body::empty()).unwrap(), 405),
        (cross_site, 403),
        (post("/").body(chunked(MAX_BODY + 1)).unwrap(), 413),
        (post("/").header(CONTENT_LENGTH, "9999999").body(chunked(9)).unwrap(), 413),
        (post("/_fn/x").body(Body::empty()).unwrap(), 415),
        (wrong_host, 421),
        (ask(Method::GET, "/panic").body(Body::empty()).unwrap(), 500),
        (ask(Method::GET, "/slow").body(Body::empty()).unwrap(), 503),
    ];
    for (request, status) in cases {
        let response = send(&app, request).await;
        assert_eq!(response.status().as_u16(), status);
        assert_protected(&response);
        assert!(header(&response, "content-security-policy").contains("script-src 'self' 'nonce-"));
        assert_eq!(header(&response, "cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_handlers_own_policy_and_caching_stay() {
    let response = get_from(&app(), "/download").await;
    assert_protected(&response);
    assert_eq!(header(&response, "content-security-policy"), "sandbox");
    assert_eq!(header(&response, "cache-control"), "private, max-age=900");
    assert_eq!(response.headers().get_all(CONTENT_SECURITY_POLICY).iter().count(), 1);
}

#[tokio::test]
async fn each_response_has_its_own_nonce_and_id() {
    let app = app();
    let (mut nonces, mut ids) = (HashSet::new(), HashSet::new());
    for _ in 0..1_000 {
        let response = get_from(&app, "/nonce").await;
        let policy = header(&response, "content-security-policy").to_owned();
        ids.insert(header(&response, "x-request-id").to_owned());
        let nonce = text(response).await;
        assert!(policy.contains(&format!("'nonce-{nonce}'")) && nonce.len() == 32);
        nonces.insert(nonce);
    }
    assert_eq!((nonces.len(), ids.len()), (1_000, 1_000));
    let request = ask(Method::GET, "/id").header("x-request-id", "forged").body(Body::empty()).unwrap();
    let response = send(&app, request).await;
    let id = header(&response, "x-request-id").to_owned();
    assert_eq!(text(response).await, id);
}

#[tokio::test]
async fn requests_from_elsewhere_are_refused() {
    const HOME: &str = "https://evenwijs.example.nl";
    let bearer = (AUTHORIZATION, "Bearer abc");
    let site = |value| (axum::http::HeaderName::from_static("sec-fetch-site"), value);
    let cases = [
        (vec![site("same-origin")], true),
        (vec![site("none")], true),
        (vec![site("same-origin"), (ORIGIN, HOME)], true),
        (vec![site("same-site")], false),
        (vec![site("cross-site")], false),
        (vec![site("cross-site"), (ORIGIN, HOME)], false),
        (vec![site("nonsense")], false),
        (vec![(ORIGIN, HOME)], true),
        (vec![(ORIGIN, "https://evil.example")], false),
        (vec![(ORIGIN, "https://andere.evenwijs.example.nl")], false),
        (vec![(ORIGIN, "http://evenwijs.example.nl")], false),
        (vec![(ORIGIN, "null")], false),
        (vec![(ORIGIN, "")], false),
        (vec![], false),
        (vec![bearer.clone()], true),
        (vec![(AUTHORIZATION, "bearer abc")], true),
        (vec![bearer.clone(), site("cross-site")], true),
        (vec![bearer.clone(), (COOKIE, "a=b")], false),
        (vec![bearer, (COOKIE, "a=b"), site("cross-site")], false),
        (vec![(AUTHORIZATION, "Basic abc")], false),
    ];
    let app = app();
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        for (headers, allowed) in &cases {
            let mut request = Request::builder().method(&method).uri("/").header(HOST, "evenwijs.example.nl");
            for (name, value) in headers {
                request = request.header(name, *value);
            }
            let response = send(&app, request.body(Body::empty()).unwrap()).await;
            assert_eq!(response.status() != StatusCode::FORBIDDEN, *allowed, "{method} {headers:?}");
        }
    }
    let link = ask(Method::GET, "/").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(send(&app, link).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn only_our_own_host_name() {
    let production = app();
    let development = HttpSettings { development: true, ..settings() };
    let development = stack(rooms(&Work::default()), &development);
    let cases = [
        ("evenwijs.example.nl", true, true),
        ("EVENWIJS.example.nl:443", true, true),
        ("evenwijs.example.nl:8443", false, false),
        ("evil.example", false, false),
        ("evenwijs.example.nl.evil.example", false, false),
        ("evenwijs.example.nl@evil.example", false, false),
        ("x@evenwijs.example.nl", false, false),
        ("", false, false),
        ("localhost:3000", false, true),
        ("127.0.0.1:49152", false, true),
        ("[::1]:3000", false, true),
        ("localhost.evil.example", false, false),
        ("192.168.1.1", false, false),
    ];
    for (host, in_production, in_development) in cases {
        for (app, allowed) in [(&production, in_production), (&development, in_development)] {
            let request = |path: &str| Request::builder().uri(path).header(HOST, host).body(Body::empty()).unwrap();
            let status = send(app, request("/")).await.status();
            assert_eq!(status == StatusCode::OK, allowed, "{host} {status}");
            assert!(allowed || status == StatusCode::MISDIRECTED_REQUEST);
            assert_eq!(send(app, request("/healthz")).await.status(), StatusCode::OK);
        }
    }
    let absent = Request::builder().uri("/").body(Body::empty()).unwrap();
    assert_eq!(send(&production, absent).await.status(), StatusCode::MISDIRECTED_REQUEST);
    let two = Request::builder().uri("http://evil.example/").header(HOST, "evenwijs.example.nl");
    let status = send(&production, two.body(Body::empty()).unwrap()).await.status();
    assert_eq!(status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn bodies_stay_within_bounds() {
    let app = app();
    for (size, status) in [(0, 200), (MAX_BODY, 200), (MAX_BODY + 1, 413), (5 * MAX_BODY, 413)] {
        let request = ask(Method::POST, "/").body(chunked(size)).unwrap();
        let response = send(&app, request).await;
        assert_eq!(response.status().as_u16(), status, "chunked {size}");
        if status == 200 {
            assert_eq!(text(response).await, size.to_string());
        }
        let request = ask(Method::POST, "/").header(CONTENT_LENGTH, size).body(chunked(size)).unwrap();
        assert_eq!(send(&app, request).await.status().as_u16(), status, "announced {size}");
    }
    let broken = futures::stream::iter([Ok(Bytes::from_static(b"half")), Err(std::io::Error::other("gone"))]);
    let request = ask(Method::POST, "/").body(Body::from_stream(broken)).unwrap();
    assert_eq!(send(&app, request).await.status(), StatusCode::BAD_REQUEST);
}

/// A form with one file of this size, in pieces.
fn multipart(path: &str, size: usize) -> Request {
    use futures::StreamExt as _;
    let line = |text: &'static str| futures::stream::iter([Ok::<_, axum::Error>(Bytes::from_static(text.as_bytes()))]);
    let start = line("--grens\r\ncontent-disposition: form-data; name=\"f\"; filename=\"a.pdf\"\r\n\r\n");
    let body = start.chain(chunked(size).into_data_stream()).chain(line("\r\n--grens--\r\n"));
    ask(Method::POST, path)
        .header(CONTENT_TYPE, "multipart/form-data; boundary=grens")
        .body(Body::from_stream(body))
        .unwrap()
}

#[tokio::test]
async fn uploads_may_be_larger_but_not_endless() {
    let app = app();
    let path = "/winterswijk/documenten";
    for (size, status) in [(10, 200), (20 * MAX_BODY, 200), (MAX_UPLOAD + 1, 413), (2 * MAX_UPLOAD, 413)] {
        let response = send(&app, multipart(path, size)).await;
        assert_eq!(response.status().as_u16(), status, "{size}");
        if status == 200 {
            assert_eq!(text(response).await, size.to_string());
        }
    }
    let mut announced = multipart(path, 10);
    announced.headers_mut().insert(CONTENT_LENGTH, (MAX_UPLOAD + 1).into());
    let response = send(&app, announced).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(text(response).await, "Dit bestand is te groot: hooguit 25 MB.\n");
}

#[tokio::test]
async fn a_panic_costs_one_500_and_tells_nothing() {
    let app = app();
    let response = get_from(&app, "/panic").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_protected(&response);
    let id = header(&response, "x-request-id").to_owned();
    let said = text(response).await;
    assert!(said.contains(&id) && !said.contains("geheim"), "{said}");
    let response = get_from(&app, "/api/v1/panic").await;
    assert_eq!(header(&response, "content-type"), "application/problem+json");
    let id = header(&response, "x-request-id").to_owned();
    let problem: serde_json::Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(
        (problem["status"].as_u64(), problem["instance"].as_str()),
        (Some(500), Some(&*format!("urn:uuid:{id}")))
    );
    assert_eq!(get_from(&app, "/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn server_functions_take_only_their_own_content_types() {
    let app = app();
    let cases = [
        ("application/x-www-form-urlencoded", 415),
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("application/cbor", 415),
        ("text/plain", 415),
        ("text/plain; application/json", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/jsonp", 415),
        ("", 415),
    ];
    for (kind, status) in cases {
        let request = ask(Method::POST, "/_fn/answer").header(CONTENT_TYPE, kind).body(Body::from("{}")).unwrap();
        assert_eq!(send(&app, request).await.status().as_u16(), status, "{kind}");
        let request = ask(Method::POST, "/").header(CONTENT_TYPE, kind).body(Body::from("{}")).unwrap();
        assert_eq!(send(&app, request).await.status(), StatusCode::OK);
    }
    let absent = ask(Method::POST, "/_fn/answer").body(Body::from("{}")).unwrap();
    assert_eq!(send(&app, absent).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn redirects_stay_on_this_site() {
    let home = "https://evenwijs.example.nl";
    let own = [
        ("/winterswijk/bijeenkomsten?x=1#y", "/winterswijk/bijeenkomsten?x=1#y"),
        ("https://evenwijs.example.nl/a?b=c", "/a?b=c"),
        ("https://evenwijs.example.nl:443/a", "/a"),
        ("https://evenwijs.example.nl/a?__path=x&__err=c2VjcmV0&b=c", "/a?b=c"),
        ("/a?__err=c2VjcmV0", "/a"),
        ("", "/go"),
        ("?a=b", "/go?a=b"),
        ("b", "/b"),
        ("https:b", "/b"),
        ("/%2F/evil.example", "/%2F/evil.example"),
    ];
    let foreign = [
        "https://evil.example",
        "https://evil.example/x?y",
        "http://evil.example",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/a/..//evil.example",
        "https:\\\\evil.example",
        "https:///evil.example",
        "HTTPS://EVIL.example",
        "http://evenwijs.example.nl/",
        "https://evenwijs.example.nl:8443/",
        "https://evenwijs.example.nl.evil.example/",
        "https://evenwijs.example.nl@evil.example/",
        "https://evil.example\\@evenwijs.example.nl/",
        "https://evenwijs.example.nl//evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:x@evil.example",
        "ftp://evenwijs.example.nl/",
        "https://[::1]/",
        "https://127.0.0.1/",
        "blob:https://evenwijs.example.nl/x",
        "https://evil.example:443#",
    ];
    let app = app();
    for (target, wanted) in own.into_iter().chain(foreign.into_iter().map(|target| (target, "/"))) {
        let request = ask(Method::GET, "/go").header("x-target", target).body(Body::empty()).unwrap();
        let response = send(&app, request).await;
        assert_eq!(header(&response, "location"), wanted, "{target:?}");
        let base = url::Url::parse(home).unwrap();
        let browser = base.join(header(&response, "location")).unwrap();
        assert_eq!(browser.origin(), base.origin(), "{target:?}");
    }
    let latin = HeaderValue::from_bytes(b"/\xe9").unwrap();
    let request = ask(Method::GET, "/go").header("x-target", latin).body(Body::empty()).unwrap();
    assert_eq!(header(&send(&app, request).await, "location"), "/");
}
