//! The front door: what a stranger gets, and that every answer carries its headers.

use scraper::{Html, Selector};

use crate::support::{Answer, TestApp};

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_dutch() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.stranger(&town).get("/bestaat-niet").await.is(404).shows("Deze pagina is er niet");
    app.stranger(&town).get("//nergens").await.is(404);
}

#[tokio::test]
async fn health_and_readiness_answer() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.stranger(&town);
    browser.get("//healthz").await.is(200);
    browser.get("//readyz").await.is(200);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    for path in ["/bestaat-niet", "//healthz", "//assets/niets.css"] {
        let answer = app.stranger(&town).get(path).await;
        let policy = answer.headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert_eq!(answer.headers.get("x-content-type-options").unwrap(), "nosniff", "{path}");
    }
}

#[tokio::test]
async fn who_finds_a_weakness_reads_where_to_report_it_and_that_never_lapses() {
    let settings = [("EVENWIJS_SECURITY_CONTACT", "mailto:veilig@winterbeek.example")];
    let app = TestApp::start_with(&settings).await;
    let text = reqwest::get(format!("{}/.well-known/security.txt", app.address)).await.unwrap().text().await.unwrap();
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap().to_owned();
    assert_eq!(field("Contact"), "mailto:veilig@winterbeek.example");
    let expires: jiff::Timestamp = field("Expires").parse().unwrap();
    let days = expires.duration_since(jiff::Timestamp::now()).as_hours() / 24;
    assert!((30..365).contains(&days), "{days} days: RFC 9116 wants less than a year");
    assert!(field("Canonical").ends_with("/.well-known/security.txt"));
    let silent = TestApp::start().await;
    let none = reqwest::get(format!("{}/.well-known/security.txt", silent.address)).await.unwrap();
    assert_eq!(none.status(), 404);
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_without_it_and_never_to_another_host() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.stranger(&town);
    for (path, page) in [
        ("/", "/winterbeek"),
        ("/agenda/", "/winterbeek/agenda"),
        ("/vragen/?stand=open&zoek=a%20b", "/winterbeek/vragen?stand=open&zoek=a%20b"),
        ("//api/v1/openapi.json/", "/api/v1/openapi.json"),
    ] {
        assert_eq!(browser.get(path).await.is(308).location(), page);
        let head = browser.send(browser.request(reqwest::Method::HEAD, path)).await.is(308);
        assert_eq!(head.location(), page, "HEAD {path}");
        browser.post(path, &[]).await.is(404);
    }
    // What a browser could take for another host is not there, and neither is a page with two slashes.
    for path in ["//evil.example/", "//evil.example//", "/\\evil.example/", "/winterbeek//", "/winterbeek//agenda/"] {
        let answer = raw(&app.address, path).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
        assert!(!answer.to_lowercase().contains("\r\nlocation:"), "{path}: {answer}");
    }
}

/// The head of the answer to a path as it stands, which no client would send.
async fn raw(address: &str, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let host = address.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split("\r\n\r\n").next().unwrap_or_default().to_owned() + "\r\n"
}

#[tokio::test]
async fn what_was_written_when_the_session_had_ended_comes_back_and_is_sent_again() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    let page = cora.get("/vragen/nieuw").await.is(200);
    let key = page.input("key");
    let text = "Hoe lang is de wachtlijst?\r\n\"Lang\", zei u & <b>dat</b> klopt.";
    let form = [("soort", "technisch"), ("titel", "Wachtlijst zwemles"), ("tekst", text), ("key", key.as_str())];
    app.execute("DELETE FROM sessions").await;
    let back = cora.post("/vragen", &form).await.is(403).shows("U was uitgelogd").shows("Verstuur nu");
    let again: Vec<(String, String)> = hidden(&back);
    // A page has one sign for the end of a line; browsers send two for it.
    let typed = |(name, value): &(&str, &str)| ((*name).to_owned(), value.replace("\r\n", "\n"));
    assert!(form.iter().all(|field| again.contains(&typed(field))), "{again:?}");
    assert_eq!(app.count("SELECT COUNT(*) FROM questions").await, 0);
    // In the other tab one signed in.
    let cora = app.sign_in(&town, "cora").await;
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    cora.post("/vragen", &again).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM questions WHERE title = 'Wachtlijst zwemles'").await, 1);
    // A button without a text only leads to signing in, and a password never comes back.
    let stranger = app.stranger(&town);
    let to = stranger.post("/gelezen", &[]).await.is(303);
    assert_eq!(to.location(), "/winterbeek/aanmelden?naar=");
    for (path, secret) in [
        ("/mijn/wachtwoord", [("huidig", "een twee drie vier"), ("nieuw", "vijf zes zeven acht")]),
        ("/raad/mensen/nieuw", [("naam", "Janneke Proefman"), ("bewijs", "een twee drie vier")]),
        ("/mijn/tweede-stap", [("tekst", "een twee drie"), ("code", "123 456")]),
    ] {
        stranger.post(path, &secret).await.hides("een twee drie").hides("Verstuur nu");
    }
}

/// Name and value of everything hidden in the form of a page.
fn hidden(page: &Answer) -> Vec<(String, String)> {
    let document = Html::parse_document(&page.text);
    let fields = Selector::parse("main form input[type=hidden]").unwrap();
    let of = |one: scraper::ElementRef<'_>, name: &str| one.value().attr(name).unwrap_or_default().to_owned();
    document.select(&fields).map(|one| (of(one, "name"), of(one, "value"))).collect()
}

#[tokio::test]
async fn who_keeps_a_new_municipality_reads_what_is_left_to_do_and_nobody_else() {
    let app = TestApp::start_with(&[("EVENWIJS_DEMO", "false")]).await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    greet.get("").await.is(200).hides("Zo begint u");
    app.execute("DELETE FROM accounts").await;
    greet.get("").await.is(200).shows("Zo begint u").shows("mensen kunnen nog niet inloggen").shows("nog geen mail");
    for name in ["cora", "wim"] {
        app.sign_in(&town, name).await.get("").await.is(200).hides("Zo begint u").hides("nog geen mail");
    }
    // The folder of mails holds links to accounts: only a demo shows it.
    greet.get("//demo/post").await.is(404);
    let page = greet.get("/instellingen/accounts/uitnodigen").await.is(200);
    greet.post("/instellingen/accounts/uitnodigingen", &[("key", &page.input("key"))]).await.is(303);
    greet.get("").await.is(200).hides("Zo begint u");
}
