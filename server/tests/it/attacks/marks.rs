//! Forms from elsewhere: every route that changes something against every wrong set of headers (R38, R40, R41), and GETs
//! that must change nothing (R39).

use reqwest::{Client, Method, redirect::Policy};

use crate::{
    permissions::{ROWS, furnish, is_call, order, path_of},
    support::TestApp,
};

/// What a browser on another site, or something that is no browser, sends along.
fn cases(own: &str) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let other_port = "http://127.0.0.1:1".to_owned();
    vec![
        ("another site", vec![("sec-fetch-site", "cross-site".into())]),
        ("a neighbour", vec![("sec-fetch-site", "same-site".into())]),
        ("an unknown word", vec![("sec-fetch-site", "thuis".into())]),
        ("another site with our origin", vec![("sec-fetch-site", "cross-site".into()), ("origin", own.into())]),
        ("another origin", vec![("origin", "https://evil.example".into())]),
        ("another port", vec![("origin", other_port)]),
        ("no origin by name", vec![("origin", "null".into())]),
        ("neither header", Vec::new()),
        (
            "a token beside a cookie",
            vec![("authorization", "Bearer x".into()), ("sec-fetch-site", "cross-site".into())],
        ),
    ]
}

/// Programs of mail post here for whoever presses their button (RFC 8058): the secret in the address is the proof.
const ONE_CLICK: &str = "/{gemeente}/dagmail/{token}/stoppen";

#[tokio::test]
async fn nothing_is_changed_by_a_form_of_another_site() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let cookie = app.sign_in(&town, "greet").await.cookie(app::accounts::sessions::COOKIE).unwrap();
    let cookie = format!("{}={cookie}", app::accounts::sessions::COOKIE);
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let (audit, mails) = ("SELECT COUNT(*) FROM audit", "SELECT COUNT(*) FROM outbox");
    let before = (app.count(audit).await, app.count(mails).await);
    let mut wrong = Vec::new();
    let mut sent = 0;
    for (method, route, _) in ROWS.iter().filter(|(method, route, _)| *method != "GET" && *route != ONE_CLICK) {
        let url = format!("{}{}", app.address, path_of(route, &things).replace("{gemeente}", &town.slug));
        for (who, headers) in cases(&app.address) {
            let method: Method = method.parse().unwrap();
            let mut request = client.request(method.clone(), &url).header("cookie", &cookie);
            for (name, value) in headers {
                request = request.header(name, value);
            }
            let request = match is_call(route) {
                true => request.header("content-type", "application/json").body(order(route, &town.slug, &things)),
                false => request.header("content-type", "application/x-www-form-urlencoded").body(""),
            };
            let status = request.send().await.unwrap().status().as_u16();
            sent += 1;
            if status != 403 {
                wrong.push(format!("{method} {route} by {who}: {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(sent > 9 * 80, "{sent}");
    assert_eq!(before, (app.count(audit).await, app.count(mails).await));
}

#[tokio::test]
async fn a_call_takes_nothing_but_its_own_kind_of_content_and_opens_no_socket() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let greet = app.sign_in(&town, "greet").await;
    for (method, route, _) in ROWS {
        if is_call(route) {
            let whole = order(route, &town.slug, &things);
            for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
                let request = greet.request(Method::POST, &format!("/{route}")).body(whole.clone());
                let request = if kind.is_empty() { request } else { request.header("content-type", kind) };
                greet.send(request).await.is(415);
            }
            greet.get(&format!("/{route}")).await.is(405);
        }
        if *method == "GET" {
            let path = format!("/{}", path_of(route, &things).replace("{gemeente}", &town.slug));
            let request = greet
                .request(Method::GET, &path)
                .header("connection", "upgrade")
                .header("upgrade", "websocket")
                .header("sec-websocket-version", "13")
                .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
                .header("origin", "https://evil.example");
            assert_ne!(greet.send(request).await.code(), 101, "{route} opens a socket");
        }
    }
}

/// Taking the full extract or the list of who has which rights is noted: who took it belongs in the record.
const NOTED: &[&str] = &["/volledig.json", "/volledig-verslag.json", "/accounts/toegang.csv"];

/// Tables that only a change by somebody fills. Reading entries, sessions and feeds note a visit (R39 names them).
const KEPT: &[&str] = &[
    "accounts",
    "api_tokens",
    "appointments",
    "attendance_closings",
    "audit",
    "balance_answers",
    "balance_reports",
    "briefings",
    "documents",
    "factions",
    "gatherings",
    "invitations",
    "items",
    "measuring_decisions",
    "note_versions",
    "outbox",
    "people",
    "presences",
    "questions",
    "updates",
];

#[tokio::test]
async fn no_get_changes_anything() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let rows = async || {
        let mut rows = Vec::new();
        for table in KEPT.iter().copied() {
            rows.push((table, app.count(&format!("SELECT COUNT(*) FROM {table}")).await));
        }
        rows
    };
    let before = rows().await;
    for name in ["greet", "cora", "wim", "ina"] {
        let browser = app.sign_in(&town, name).await;
        for (_, route, _) in ROWS.iter().filter(|(method, _, _)| *method == "GET") {
            if NOTED.iter().any(|end| route.ends_with(end)) {
                continue;
            }
            let path = format!("/{}", path_of(route, &things).replace("{gemeente}", &town.slug));
            browser.get(&path).await;
            let head = browser.request(Method::HEAD, &path);
            browser.send(head).await;
        }
    }
    assert_eq!(rows().await, before);
}
