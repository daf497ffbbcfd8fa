//! Figures on a listener of their own.

use crate::support::TestApp;

#[tokio::test]
async fn figures_tell_routes_apart_and_nobody_from_anybody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let installation = app.installation.clone();
    let serving = tokio::spawn(async move {
        let stop = async {
            let _ = stopped.await;
        };
        installation.serve_metrics(listener, stop).await;
    });

    let greet = app.sign_in(&town, "greet").await;
    greet.get(&format!("/raad/mensen/{}", town.person("cora"))).await.is(200);
    greet.get("/raad").await.is(200);
    greet.get("/bestaat-niet").await.is(404);
    app.sign_in(&town, "cora").await.post("/mijn/agenda", &[]).await.is(200);
    greet.post("/instellingen/testmail", &[]).await.is(303);
    let read = async || reqwest::get(format!("{address}/metrics")).await.unwrap().text().await.unwrap();
    let text = read().await;
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    let count = |route: &str, status: u16| {
        line(&format!("evenwijs_request_seconds_count{{method=\"GET\",route=\"{route}\",status=\"{status}\"}}"))
    };
    assert!(count("/{gemeente}/raad/mensen/{id}", 200).ends_with(" 1"), "{text}");
    assert!(count("/{gemeente}/raad", 200).ends_with(" 1"), "{text}");
    assert!(count("-", 404).ends_with(" 1"), "{text}");
    assert_eq!(line("evenwijs_database_up"), "evenwijs_database_up 1");
    assert_eq!(line("evenwijs_audit_heads_late "), "evenwijs_audit_heads_late 1", "the worker did not yet run");
    assert_eq!(line("evenwijs_outbox_messages{state=\"due\"}"), "evenwijs_outbox_messages{state=\"due\"} 1");
    assert!(line("evenwijs_pool_connections{").contains("state=\"open\""), "{text}");
    assert!(line("evenwijs_disk_total_bytes ") > line("evenwijs_disk_total_bytes 0"), "{text}");
    app.state().disk.say(app::disk::Look { space: domain::space::Space { free: 7, total: 1 << 40 }, read_only: false });
    assert!(read().await.contains("evenwijs_disk_free_bytes 7\n"));
    app.deliver().await;
    assert!(read().await.contains("evenwijs_audit_heads_late 0\n"));
    assert!(read().await.contains("evenwijs_outbox_messages{state=\"due\"} 0\n"));
    for name in ["winterbeek", &town.person("cora").to_string(), "@", "Cora"] {
        assert!(!text.to_lowercase().contains(&name.to_lowercase()), "{name} is in\n{text}");
    }
    // Not on the site itself, and nothing else here.
    greet.get("//metrics").await.is(404);
    assert_eq!(reqwest::get(format!("{address}/winterbeek")).await.unwrap().status(), 404);
    stop.send(()).unwrap();
    serving.await.unwrap();
}
