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
