//! Calendars that are read from an address, against a server on this machine that the operator vouches for.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use jiff::SignedDuration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{ICS, NOTUBIZ, PATH, action, addressed, entries, kept, preview};
use crate::support::TestApp;

/// The council information system of a municipality: gives what it holds now.
struct Ris {
    port: u16,
    holds: Arc<Mutex<String>>,
    calls: Arc<AtomicUsize>,
}

impl Ris {
    async fn start(status: &str, kind: &str, body: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let ris = Self { port, holds: Arc::default(), calls: Arc::default() };
        ris.now(status, kind, body);
        let (holds, calls) = (ris.holds.clone(), ris.calls.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                calls.fetch_add(1, Ordering::SeqCst);
                let answer = holds.lock().unwrap().clone();
                tokio::spawn(async move {
                    let mut request = vec![0; 4_096];
                    let _ = stream.read(&mut request).await;
                    let _ = stream.write_all(answer.as_bytes()).await;
                });
            }
        });
        ris
    }

    /// From now on it gives this.
    fn now(&self, status: &str, kind: &str, body: &str) {
        let length = body.len();
        *self.holds.lock().unwrap() =
            format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}");
    }

    fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn address(&self) -> String {
        format!("{}/agenda.ics?sleutel=geheimwoord", self.origin())
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

const CALENDAR: &str = "text/calendar; charset=utf-8";

#[tokio::test]
async fn an_address_is_asked_every_six_hours_and_by_a_button_and_what_stood_stays_when_it_fails() {
    let ris = Ris::start("200 OK", CALENDAR, ICS).await;
    let app = TestApp::start_with(&[("EVENWIJS_IMPORT_ALLOW", &ris.origin())]).await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let clerk = app.sign_in(&town, "greet").await;
    let path = preview(addressed(&clerk, "het RIS", &ris.address()).await, &town);
    let page = clerk.get(&path).await.is(200).shows("5 erbij, 0 eraf").shows("elke 6 uur op 127.0.0.1");
    page.hides("geheimwoord");
    clerk.submit(&path, &[]).await.is(200).shows("van 127.0.0.1, elke 6 uur").hides("geheimwoord");
    assert_eq!((ris.calls(), entries(&app).await), (1, 5));
    let lies = "SELECT COUNT(*) FROM foreign_calendars WHERE CAST(address AS TEXT) LIKE '%geheimwoord%'";
    let in_clear = if std::env::var("TEST_DATABASE_URL").is_ok() {
        "SELECT COUNT(*) FROM foreign_calendars WHERE position('geheimwoord'::bytea in address) > 0"
    } else {
        lies
    };
    assert_eq!(app.count(in_clear).await, 0, "the address is sealed");

    // Not before its time; then once, also with a worker on another node.
    app.pass(SignedDuration::from_mins(359));
    app.deliver().await;
    assert_eq!(ris.calls(), 1);
    ris.now("200 OK", "application/json", NOTUBIZ);
    app.pass(SignedDuration::from_mins(1));
    app.deliver().await;
    app.another_worker().tick(app.now(), false).await.unwrap();
    assert_eq!((ris.calls(), entries(&app).await), (2, 2));
    let noted = "SELECT COUNT(*) FROM audit WHERE action = 'calendar.import'";
    assert_eq!(app.count(noted).await, 2);
    app.pass(SignedDuration::from_hours(6));
    app.deliver().await;
    assert_eq!((ris.calls(), app.count(noted).await), (3, 2), "nothing new is nothing noted");

    // It fails: said in words, and what stood stays.
    let empty = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
    for (status, kind, body, why) in [
        ("302 Found\r\nLocation: http://127.0.0.1:9/", "text/plain", "", "stuurt door naar een ander adres"),
        ("500 Fout", "text/plain", "", "geeft een foutmelding"),
        ("200 OK", "text/html", "<html>Meld u aan</html>", "een webpagina, geen agenda"),
        ("200 OK", CALENDAR, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Half", "houdt halverwege op"),
        ("200 OK", CALENDAR, &"BEGIN:VCALENDAR\r\n".repeat(10_000), "geen gewone agenda"),
        ("200 OK", CALENDAR, empty, "opeens een lege agenda"),
    ] {
        ris.now(status, kind, body);
        app.pass(SignedDuration::from_hours(6));
        app.deliver().await;
        let clerk = app.sign_in(&town, "greet").await;
        let page = clerk.get(PATH).await.is(200).shows("Ophalen lukte").shows(why).shows("Wat er stond, staat er nog");
        page.shows("2 regels, gelezen");
        assert_eq!(entries(&app).await, 2, "{why}");
        let cora = app.sign_in(&town, "cora").await;
        cora.get("/agenda?weergave=dag&datum=2026-09-15").await.is(200).shows(">Raadsvergadering<");
    }

    // The button asks at once; a stranger has none.
    let clerk = app.sign_in(&town, "greet").await;
    let refresh = action(&clerk, &town, "/verversing").await;
    clerk.submit(&refresh, &[]).await.is(200).shows("Ophalen lukte zojuist niet");
    ris.now("200 OK", CALENDAR, ICS);
    let before = ris.calls();
    app.sign_in(&other, "greet").await.post(&refresh, &[]).await.is(404);
    app.sign_in(&town, "cora").await.post(&refresh, &[]).await.is(403);
    assert_eq!(ris.calls(), before);
    clerk.submit(&refresh, &[]).await.is(200).shows("5 erbij, 2 eraf").hides("Ophalen lukte");
    assert_eq!((ris.calls(), entries(&app).await), (before + 1, 5));

    // A file of the same name takes its place, and nobody is asked any more.
    kept(&clerk, &town, "het RIS", ICS).await.shows("uit een bestand").hides("Haal nu op");
    app.pass(SignedDuration::from_hours(7));
    app.deliver().await;
    assert_eq!(ris.calls(), before + 1);
    app.sign_in(&town, "greet").await.post(&refresh, &[]).await.is(404);
}

#[tokio::test]
async fn without_the_operators_word_nobody_is_sent_into_a_network_of_our_own() {
    let ris = Ris::start("200 OK", CALENDAR, ICS).await;
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    let port = ris.port;
    for (typed, wanted) in [
        (ris.address(), "begint niet met https://"),
        (format!("https://127.0.0.1:{port}/"), "eigen poort"),
        ("https://127.0.0.1/".to_owned(), "niet op het open internet"),
        ("https://127.1/".to_owned(), "niet op het open internet"),
        ("https://localhost/".to_owned(), "niet op het open internet"),
        ("https://[::ffff:127.0.0.1]/".to_owned(), "niet op het open internet"),
        ("webcal://[::1]/".to_owned(), "niet op het open internet"),
        ("https://169.254.169.254/latest/meta-data".to_owned(), "niet op het open internet"),
        ("https://naam:woord@ris.example/".to_owned(), "een naam of wachtwoord"),
        ("file:///etc/passwd".to_owned(), "begint niet met https://"),
        ("raad".to_owned(), "geen adres"),
    ] {
        let page = addressed(&clerk, "het RIS", &typed).await.is(422);
        assert!(page.complaint().contains(wanted), "{typed}: {}", page.complaint());
        assert_eq!(page.input("adres"), typed, "what was typed stays");
    }
    assert_eq!((ris.calls(), app.count("SELECT COUNT(*) FROM foreign_previews").await), (0, 0));
}

#[tokio::test]
async fn what_the_operator_no_longer_vouches_for_is_no_longer_asked() {
    let ris = Ris::start("200 OK", CALENDAR, ICS).await;
    let app = TestApp::start_with(&[("EVENWIJS_IMPORT_ALLOW", &ris.origin())]).await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    let path = preview(addressed(&clerk, "het RIS", &ris.address()).await, &town);
    clerk.submit(&path, &[]).await.is(200);
    let mut state = app.state().clone();
    let settings = app::Settings { import_allow: Vec::new(), ..(*state.settings).clone() };
    state.settings = Arc::new(settings);
    app.pass(SignedDuration::from_hours(6));
    assert_eq!(app::calendar::foreign::refresh::refresh_due(&state, app.now()).await.unwrap(), 1);
    assert_eq!((ris.calls(), entries(&app).await), (1, 5));
    app.sign_in(&town, "greet").await.get(PATH).await.is(200).shows("begint niet met https://");
}

#[tokio::test]
async fn nobody_has_addresses_asked_without_end() {
    let ris = Ris::start("404 Weg", "text/plain", "").await;
    let app = TestApp::start_with(&[("EVENWIJS_IMPORT_ALLOW", &ris.origin())]).await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let clerk = app.sign_in(&town, "greet").await;
    // A form that comes back anyway asks nobody.
    addressed(&clerk, " ", &ris.address()).await.is(422);
    assert_eq!(ris.calls(), 0);
    for _ in 0..30 {
        assert!(addressed(&clerk, "het RIS", &ris.address()).await.is(422).complaint().contains("staat niets meer"));
    }
    addressed(&clerk, "het RIS", &ris.address()).await.is(429);
    assert_eq!(ris.calls(), 30);
    addressed(&app.sign_in(&other, "greet").await, "het RIS", &ris.address()).await.is(422);
    app.pass(SignedDuration::from_hours(1));
    addressed(&app.sign_in(&town, "greet").await, "het RIS", &ris.address()).await.is(422);
}
