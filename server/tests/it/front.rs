//! The front door: what a stranger gets, and that every answer carries its headers.

use crate::support::TestApp;

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
