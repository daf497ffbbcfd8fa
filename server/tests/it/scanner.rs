//! The virus scanner: a real clamd with two signatures of ours, and one that does not say what it should.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use app::{
    documents::{self, checks::run_due, entity::document},
    gate, gatherings,
};
use domain::policy::{Facts, act};
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, EntityTrait};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Notify,
};
use uuid::Uuid;

use crate::{
    answers::invited,
    documents::{PDF, measuring, upload},
    support::TestApp,
};

/// What every scanner finds, in a file that is a PDF to us.
const INFECTED: &[u8] =
    b"%PDF-1.7\nX5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*\ntrailer\n%%EOF\n";
static GOES_ON: AtomicBool = AtomicBool::new(false);

/// Debian's clamd in a folder of its own, knowing nothing but the test file.
struct Clamd {
    folder: PathBuf,
    running: Option<Child>,
}

impl Clamd {
    /// The folder, with nothing running yet.
    fn folder() -> Self {
        let folder = std::env::temp_dir().join(format!("ew-clamd-{}", Uuid::now_v7().simple()));
        std::fs::create_dir_all(folder.join("db")).unwrap();
        let hex: String = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE".iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(folder.join("db/own.ndb"), format!("Proef.EICAR:0:*:{hex}\n")).unwrap();
        let place = folder.display();
        let lines = format!("DatabaseDirectory {place}/db\nLocalSocket {place}/socket\nForeground yes\n");
        std::fs::write(folder.join("clamd.conf"), lines).unwrap();
        Self { folder, running: None }
    }

    fn setting(&self) -> String {
        format!("unix:{}", self.folder.join("socket").display())
    }

    /// Starts it, and waits until it listens.
    async fn start(&mut self) {
        let clamd = Path::new("/usr/sbin/clamd");
        assert!(clamd.exists(), "clamd is missing: make test installs it, and so does apt-get install clamav-daemon");
        let mut command = Command::new(clamd);
        command.arg("--config-file").arg(self.folder.join("clamd.conf")).stdout(Stdio::null()).stderr(Stdio::null());
        self.running = Some(command.spawn().unwrap());
        for _ in 0..600 {
            if tokio::net::UnixStream::connect(self.folder.join("socket")).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("clamd does not listen");
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        if let Some(running) = &mut self.running {
            let _ = running.kill();
            let _ = running.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The id of the only paper there is.
async fn only_paper(app: &TestApp) -> Uuid {
    let rows = document::Entity::find().all(app.state().db.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows[0].id
}

#[tokio::test]
async fn a_paper_is_there_for_nobody_and_told_to_nobody_before_the_scanner_found_nothing() {
    let mut clamd = Clamd::folder();
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &clamd.setting())]).await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let gathering = invited(&app, &town, &[], None).await;
    let (greet, otto) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "otto").await);
    upload(&greet, gathering, "k", "", "Begroting zorg.pdf", PDF).await.is(303);
    let paper = only_paper(&app).await;
    let (page, file) = (format!("/bijeenkomsten/{gathering}"), format!("/documenten/{paper}"));
    let list = format!("/bijeenkomsten/{gathering}/documenten");
    let unseen = async || {
        for path in [&page, &list, &String::new(), &"/informatiebalans?kwartaal=lopend".to_owned()] {
            otto.get(path).await.is(200).hides("Begroting zorg");
        }
        otto.get(&format!("//api/v1/winterbeek{list}")).await.is(200).hides("Begroting zorg");
        for browser in [&otto, &greet] {
            browser.get(&file).await.is(404);
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await, 0, "nothing counts as told");
    };
    unseen().await;
    let waits = "wordt nog gecontroleerd";
    greet.get(&page).await.is(200).shows("Begroting zorg").shows(waits).shows("op virussen").hides("niet bereikbaar");
    // Nobody listens: it waits, and the clerk reads why.
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 0);
    unseen().await;
    for path in [&page, &list] {
        greet.get(path).await.is(200).shows(waits).shows("de virusscanner is nu niet bereikbaar");
    }
    clamd.start().await;
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 0, "not before its time");
    app.pass(SignedDuration::from_secs(31));
    // Two nodes at once settle it once.
    let (one, other) = tokio::join!(run_due(app.state(), &GOES_ON), run_due(app.state(), &GOES_ON));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    for path in [&page, &list] {
        otto.get(path).await.is(200).shows("Begroting zorg");
        greet.get(path).await.is(200).hides(waits);
    }
    assert_eq!(otto.get(&file).await.is(200).text.as_bytes(), PDF);
    let released = app.now().as_millisecond();
    let items = format!("SELECT COUNT(*) FROM items WHERE kind = 'document' AND released_at = {released}");
    assert_eq!(app.count(&format!("{items} AND needed_at = 1788888600000")).await, 1, "told from now on, in time");
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'document.clear'").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM document_checks").await, 0);
}

#[tokio::test]
async fn a_paper_with_a_virus_is_gone_and_who_added_it_is_told_in_words() {
    let mut clamd = Clamd::folder();
    clamd.start().await;
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &clamd.setting())]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let (greet, otto) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "otto").await);
    upload(&greet, gathering, "k", "Verdacht stuk", "a.pdf", INFECTED).await.is(303);
    let (page, paper) = (format!("/bijeenkomsten/{gathering}"), only_paper(&app).await);
    greet.get(&page).await.is(200).shows("Toegevoegd. De raad ziet het stuk zodra het op virussen is gecontroleerd.");
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 1);
    let shown = greet.get(&page).await.is(200).shows("Verdacht stuk").shows("hier zat een virus in (Proef.EICAR");
    shown.hides(&format!("/documenten/{paper}"));
    otto.get(&page).await.is(200).hides("Verdacht stuk");
    // The button of a page that was still open takes nothing away twice, and nothing brings it back.
    greet.post(&format!("/documenten/{paper}/verwijdering"), &[]).await.is(303);
    greet.post(&format!("/documenten/{paper}/herstel"), &[]).await.is(404);
    greet.get(&format!("/documenten/{paper}")).await.is(404);
    let folder = app.state().settings.data_dir.join("documenten");
    let left = std::fs::read_dir(folder).unwrap().flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap());
    assert_eq!(left.count(), 0, "the file is gone");
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await, 0);
    let noted = "SELECT COUNT(*) FROM audit WHERE action = 'document.infected' AND detail LIKE 'Proef.EICAR%'";
    assert_eq!(app.count(noted).await, 1);
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "Er zat een virus in een stuk: Verdacht stuk");
    assert!(mails[0].body_text.contains("vond de virusscanner Proef.EICAR"), "{}", mails[0].body_text);
    let tenant = app.tenant(&town).await;
    let room = app::documents::store::stored_bytes(app.state().db.read(), &tenant).await.unwrap();
    assert_eq!(room, 0, "it takes no room");
    app.pass(SignedDuration::from_hours(15 * 24));
    app.sign_in(&town, "greet").await.get(&page).await.is(200).hides("Verdacht stuk");
}

/// Says that it is there, and then something else than a verdict.
async fn odd_scanner(says: &'static [u8]) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut asked = vec![0; 4096];
            let read = socket.read(&mut asked).await.unwrap_or(0);
            let answer = if asked[..read].starts_with(b"zPING\0") { b"PONG\0".as_slice() } else { says };
            let _ = socket.write_all(answer).await;
            let _ = socket.shutdown().await;
            // Reads what still comes, so that the answer is not lost with the connection.
            while socket.read(&mut asked).await.is_ok_and(|read| read > 0) {}
        }
    });
    address
}

/// Finds this, but says so only when it may; `asked` hears that it was asked about a file.
async fn slow_scanner(says: &'static [u8], asked: Arc<Notify>, go: Arc<Notify>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut heard = vec![0; 4096];
            let read = socket.read(&mut heard).await.unwrap_or(0);
            if heard[..read].starts_with(b"zPING\0") {
                let _ = socket.write_all(b"PONG\0").await;
                continue;
            }
            asked.notify_one();
            go.notified().await;
            let _ = socket.write_all(says).await;
            let _ = socket.shutdown().await;
            while socket.read(&mut heard).await.is_ok_and(|read| read > 0) {}
        }
    });
    address
}

/// Says that it is there, and breaks off in the middle of a file.
async fn breaking_scanner() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut heard = [0; 6];
            if socket.read_exact(&mut heard).await.is_ok() && &heard == b"zPING\0" {
                let _ = socket.write_all(b"PONG\0").await;
            }
        }
    });
    address
}

#[tokio::test]
async fn what_is_no_verdict_shows_no_paper_and_is_asked_again_ever_later() {
    for says in [b"INSTREAM size limit exceeded. ERROR\0".as_slice(), b"", b"stream: OKAY\0"] {
        let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &odd_scanner(says).await)]).await;
        let town = app.town("Winterbeek").await;
        let gathering = invited(&app, &town, &[], None).await;
        let (greet, otto) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "otto").await);
        upload(&greet, gathering, "k", "Groot stuk", "a.pdf", PDF).await.is(303);
        for seconds in [0, 31, 61, 121] {
            app.pass(SignedDuration::from_secs(seconds));
            assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 0);
        }
        assert_eq!(app.count("SELECT tries FROM document_checks").await, 4);
        greet.get(&format!("/bijeenkomsten/{gathering}")).await.is(200).shows("de virusscanner gaf geen uitslag");
        otto.get(&format!("/bijeenkomsten/{gathering}")).await.is(200).hides("Groot stuk");
        assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await, 0);
    }
}

#[tokio::test]
async fn the_worker_asks_by_itself_beside_the_mail() {
    let mut clamd = Clamd::folder();
    clamd.start().await;
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &clamd.setting())]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k", "Nota", "a.pdf", PDF).await.is(303);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(app.another_worker().run(async {
        let _ = stopped.await;
    }));
    for _ in 0..200 {
        if app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await, 1);
    stop.send(()).unwrap();
    working.await.unwrap();
}

/// How many papers count as told.
async fn told(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await
}

#[tokio::test]
async fn a_paper_that_waits_when_its_gathering_is_planned_is_told_after_the_scanner() {
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &odd_scanner(b"stream: OK\0").await)]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    // As it was before it was planned.
    app.execute("UPDATE gatherings SET planned_at = NULL, invited_at = NULL").await;
    let greet = app.sign_in(&town, "greet").await;
    let page = format!("/bijeenkomsten/{gathering}");
    let then = "Toegevoegd. De raad ziet het stuk zodra de bijeenkomst bekend is en het op virussen is gecontroleerd.";
    upload(&greet, gathering, "k", "Nota", "a.pdf", PDF).await.is(303);
    greet.get(&page).await.is(200).shows(then).shows("de raad ziet het daarna, zodra de bijeenkomst bekend is");
    upload(&greet, gathering, "k2", "Bijlage", "b.pdf", PDF).await.is(303);
    let actor = app.actor(&town, "greet").await;
    let allowed = gate::authorize::<act::PlanGathering>(&actor, Facts::default()).unwrap();
    gatherings::commands::schedule(&app.state().db, &allowed, gathering, false, app.now()).await.unwrap();
    assert_eq!(told(&app).await, 0);
    greet.get(&page).await.is(200).shows("de raad ziet het daarna").hides("daarna, zodra de bijeenkomst");
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 2);
    assert_eq!(told(&app).await, 2);
}

#[tokio::test]
async fn a_paper_that_is_cleared_while_its_gathering_is_planned_is_told_once() {
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &odd_scanner(b"stream: OK\0").await)]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    app.execute("UPDATE gatherings SET planned_at = NULL, invited_at = NULL").await;
    let (greet, tenant, by) = (app.sign_in(&town, "greet").await, app.tenant(&town).await, town.person("greet"));
    upload(&greet, gathering, "k", "Nota", "a.pdf", PDF).await.is(303);
    let (state, now) = (app.state().clone(), app.now());
    // What the command does, with the scanner's answer in the middle.
    let plan = async || -> Result<(), app::error::AppError> {
        app::transaction!(&state.db, |tx| {
            tx.execute_unprepared("UPDATE gatherings SET planned_at = 1").await?;
            documents::commands::release_with_gathering(tx, &tenant, gathering, by, now).await?;
            tokio::time::sleep(Duration::from_millis(500)).await;
            Ok(())
        })
    };
    let check = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        run_due(app.state(), &GOES_ON).await
    };
    let (planned, checked) = tokio::join!(plan(), check);
    planned.unwrap();
    assert_eq!(checked.unwrap(), 1);
    app.sign_in(&town, "otto").await.get(&format!("/bijeenkomsten/{gathering}")).await.is(200).shows("Nota");
    assert_eq!(told(&app).await, 1);
}

#[tokio::test]
async fn a_paper_that_is_taken_away_while_it_waits_keeps_its_moment_until_it_is_put_back() {
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &odd_scanner(b"stream: OK\0").await)]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k", "Nota", "a.pdf", PDF).await.is(303);
    // As if the form had said so: two days before the gathering.
    app.execute("UPDATE document_checks SET needed_at = 1788715800000").await;
    let paper = only_paper(&app).await;
    greet.post(&format!("/documenten/{paper}/verwijdering"), &[]).await.is(303);
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 0);
    greet.post(&format!("/documenten/{paper}/herstel"), &[]).await.is(303);
    assert_eq!(told(&app).await, 0, "it still waits");
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 1);
    assert_eq!(app.count("SELECT needed_at FROM items WHERE kind = 'document'").await, 1_788_715_800_000);
}

#[tokio::test]
async fn what_one_scanner_cleared_another_does_not_take_away() {
    let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = slow_scanner(b"stream: Proef.EICAR FOUND\0", asked.clone(), go.clone()).await;
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &odd_scanner(b"stream: OK\0").await)]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let (greet, otto) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "otto").await);
    upload(&greet, gathering, "k", "Nota", "a.pdf", PDF).await.is(303);
    let paper = only_paper(&app).await;
    let mut other = app.state().clone();
    let settings = (*other.settings).clone();
    other.settings = Arc::new(app::Settings { scanner: Some(slow.parse().unwrap()), ..settings });
    let late = tokio::spawn(async move { run_due(&other, &GOES_ON).await });
    asked.notified().await;
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 1);
    go.notify_one();
    assert_eq!(late.await.unwrap().unwrap(), 0);
    assert_eq!(otto.get(&format!("/documenten/{paper}")).await.is(200).text.as_bytes(), PDF);
    greet.get(&format!("/bijeenkomsten/{gathering}")).await.is(200).shows("Nota").hides("hier zat een virus");
    assert_eq!(told(&app).await, 1);
    assert_eq!(app.mails(&town).await.len(), 0);
}

#[tokio::test]
async fn a_file_that_is_gone_and_a_scanner_that_breaks_off_are_not_a_scanner_that_is_away() {
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &breaking_scanner().await)]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let (greet, page) = (app.sign_in(&town, "greet").await, format!("/bijeenkomsten/{gathering}"));
    let large = [PDF, &vec![b' '; 2_000_000], b"\n%%EOF\n"].concat();
    upload(&greet, gathering, "k", "Nota", "a.pdf", &large).await.is(303);
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 0);
    greet.get(&page).await.is(200).shows("de virusscanner gaf geen uitslag").hides("niet bereikbaar");
    let folder = app.state().settings.data_dir.join("documenten");
    for file in std::fs::read_dir(folder).unwrap().flat_map(|place| std::fs::read_dir(place.unwrap().path()).unwrap()) {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    app.pass(SignedDuration::from_secs(61));
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 0);
    greet.get(&page).await.is(200).shows("het bestand is op de server niet te lezen").hides("niet bereikbaar");
}

#[tokio::test]
async fn a_paper_that_cannot_be_settled_keeps_no_other_waiting() {
    let app = TestApp::start_with(&[("EVENWIJS_CLAMD", &odd_scanner(b"stream: OK\0").await)]).await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k", "Nota", "a.pdf", PDF).await.is(303);
    // A row that says neither what it is nor where: reading it fails.
    app.execute("UPDATE documents SET media_type = NULL").await;
    app.pass(SignedDuration::from_secs(1));
    upload(&greet, gathering, "k2", "Bijlage", "b.pdf", PDF).await.is(303);
    assert_eq!(run_due(app.state(), &GOES_ON).await.unwrap(), 1);
    assert_eq!(told(&app).await, 1);
    assert_eq!(app.count("SELECT tries FROM document_checks").await, 1, "it is put off");
}
