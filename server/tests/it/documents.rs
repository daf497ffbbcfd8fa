//! Papers and links: what is taken, how it is kept, who gets it back and in what wrapping.

use std::{path::PathBuf, time::Duration};

use app::{
    balance::entity::decision,
    documents::{
        commands::{self, AddFile, AddLink},
        files::Folder,
        sweep,
    },
    gate,
};
use domain::{
    policy::{Facts, act},
    values::{HttpUrl, Title},
};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

use crate::{
    answers::invited,
    support::{Answer, Browser, TestApp, Town},
};

pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// Sends a file as the form does.
pub async fn upload(browser: &Browser, gathering: Uuid, key: &str, title: &str, name: &str, bytes: &[u8]) -> Answer {
    let file = Part::bytes(bytes.to_vec()).file_name(name.to_owned()).mime_str("text/html").unwrap();
    let form = Form::new().text("key", key.to_owned()).part("bestand", file).text("titel", title.to_owned());
    let request = browser.request(Method::POST, &format!("/bijeenkomsten/{gathering}/documenten"));
    browser.send(request.multipart(form)).await
}

/// Every file in the folder of documents.
fn files(app: &TestApp) -> Vec<PathBuf> {
    let root = app.state().settings.data_dir.join("documenten");
    let Ok(folders) = std::fs::read_dir(root) else { return Vec::new() };
    folders
        .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect()
}

/// The link to the only paper on a page.
fn download(page: &Answer) -> String {
    let start = page.text.find("href=\"/winterbeek/documenten/").unwrap() + "href=\"/winterbeek".len();
    let path: String = page.text[start..].chars().take_while(|c| !matches!(c, '"' | '>' | ' ')).collect();
    assert_eq!(path.len(), "/documenten/".len() + 36, "{path}");
    path
}

/// The council has switched recording on.
pub async fn measuring(app: &TestApp, town: &Town) {
    let row = decision::ActiveModel {
        id: Set(crate::support::id()),
        municipality_id: Set(town.id),
        level: Set("volledig".to_owned()),
        dpia_reference: Set("DPIA 1".to_owned()),
        decided_on: Set("2026-09-01".to_owned()),
        recorded_by: Set(None),
        recorded_at: Set(1),
        reading_days: Set(90),
    };
    decision::Entity::insert(row).exec_without_returning(app.state().db.for_migrations()).await.unwrap();
}

#[tokio::test]
async fn a_paper_goes_in_and_comes_back_byte_for_byte_in_a_wrapping_that_runs_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k1", "", "Begroting sociaal domein.pdf", PDF).await.is(303);
    let otto = app.sign_in(&town, "otto").await;
    let page = otto.get(&format!("/bijeenkomsten/{gathering}")).await.is(200);
    let page = page.shows("Begroting sociaal domein").shows("pdf · 1 kB").hides("Stuk toevoegen").hides("Verwijderen");
    let file = otto.get(&download(&page)).await.is(200);
    assert_eq!(file.text.as_bytes(), PDF);
    let header = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/pdf", "not what the browser said it was");
    assert_eq!(header("content-length"), PDF.len().to_string());
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("sandbox"));
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"Begroting sociaal domein.pdf\"; filename*=UTF-8''Begroting%20sociaal%20domein.pdf"
    );
    // One file under a name that says nothing, its size and its hash in the row.
    let kept = files(&app);
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].to_string_lossy().contains("Begroting"));
    assert_eq!(
        app.count(&format!("SELECT COUNT(*) FROM documents WHERE size = {} AND length(sha256) = 64", PDF.len())).await,
        1
    );
    // An item of its own, owed to the whole council, to be known by the begin; opening it is reading it.
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document' AND needed_at = 1788888600000").await, 1);
    app.state().readings.flush().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'reached'").await, 1);
    assert!(app.mails(&town).await.is_empty(), "no mail per paper");
}

#[tokio::test]
async fn the_same_form_twice_adds_one_paper_and_keeps_one_file() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    for _ in 0..3 {
        upload(&greet, gathering, "zelfde", "Stuk", "a.pdf", PDF).await.is(303);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM documents").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await, 1);
    assert_eq!(files(&app).len(), 1);
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let refused: [(&str, &[u8], &str); 6] = [
        ("a.html", b"<script>alert(1)</script>", "Deze soort bestand nemen we niet aan"),
        ("a.pdf", b"<script>alert(1)</script>", "De inhoud past niet bij de naam"),
        ("a.docx", PDF, "De inhoud past niet bij de naam"),
        ("a.txt", b"a\0b", "Deze tekst is niet te lezen"),
        ("a.pdf", b"", "Kies een bestand"),
        ("", b"", "Kies een bestand"),
    ];
    for (name, bytes, why) in refused {
        let page = upload(&greet, gathering, "k", "Mijn <b>titel</b>", name, bytes).await.is(422).shows(why);
        assert_eq!(page.input("titel"), "Mijn &lt;b&gt;titel&lt;/b&gt;", "what was typed stays");
        assert_eq!(page.input("key"), "k");
    }
    let long = "x".repeat(201);
    upload(&greet, gathering, "k", &long, "a.pdf", PDF).await.is(422).shows("Dit is te lang").shows(&long);
    assert_eq!(app.count("SELECT COUNT(*) FROM documents").await, 0);
    assert!(files(&app).is_empty());
}

#[tokio::test]
async fn hostile_names_come_back_as_plain_ones() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let long = format!("{}.pdf", "é".repeat(300));
    for name in [
        "../../../etc/cron.d/x.pdf",
        "C:\\x\\plan.pdf",
        "a\"; filename=\"b.html\".pdf",
        "reke\u{202e}gnin.pdf",
        long.as_str(),
    ] {
        upload(&greet, gathering, "", "", name, PDF).await.is(303);
    }
    let tenant = app.tenant(&town).await;
    let list = app::documents::store::of_gathering(app.state().db.read(), &tenant, gathering).await.unwrap();
    assert_eq!(list.len(), 5);
    for document in list {
        let answer = greet.get(&format!("/documenten/{}", document.id)).await.is(200);
        let header = answer.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert!(header.starts_with("attachment; filename=\"") && header.matches('"').count() == 2, "{header}");
        assert!(!header.contains("..") && !header.contains('/') && !header.contains('\\'), "{header}");
        assert!(header.len() < 1_000, "{header}");
        assert_eq!(answer.headers.get("content-type").unwrap(), "application/pdf");
    }
    assert_eq!(files(&app).len(), 5);
}

/// How the form for a file begins on the line.
const START: &str = "--grens\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n";

/// The head of an upload as a browser would send it; its LENGTH is still to be filled in.
fn raw_head(app: &TestApp, browser: &Browser, gathering: Uuid) -> String {
    let (name, host) = (app::accounts::sessions::COOKIE, app.address.strip_prefix("http://").unwrap());
    let cookie = browser.cookie(name).unwrap();
    format!(
        "POST /winterbeek/bijeenkomsten/{gathering}/documenten HTTP/1.1\r\nHost: {host}\r\nCookie: {name}={cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=grens\r\nContent-Length: LENGTH\r\n\r\n"
    )
}

#[tokio::test]
async fn an_upload_that_is_cut_off_leaves_no_row_and_no_file() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let host = app.address.strip_prefix("http://").unwrap();
    let head = raw_head(&app, &greet, gathering);
    let mut line = tokio::net::TcpStream::connect(host).await.unwrap();
    let long = head.replace("LENGTH", "4000000");
    line.write_all(format!("{long}{START}").as_bytes()).await.unwrap();
    line.write_all(&vec![b'x'; 2_000_000]).await.unwrap();
    line.flush().await.unwrap();
    let arriving = wait_until(|| files(&app).len() == 1).await;
    assert!(arriving, "the file is under way");
    drop(line);
    assert!(wait_until(|| files(&app).is_empty()).await, "{:?}", files(&app));
    // A body that ends before its last boundary is cut off just as much.
    let head = head.replace("LENGTH", &START.len().to_string());
    let mut line = tokio::net::TcpStream::connect(host).await.unwrap();
    line.write_all(format!("{head}{START}").as_bytes()).await.unwrap();
    let mut answer = vec![0; 64];
    let read = line.read(&mut answer).await.unwrap();
    assert!(answer[..read].starts_with(b"HTTP/1.1 422"), "{}", String::from_utf8_lossy(&answer[..read]));
    assert_eq!(app.count("SELECT COUNT(*) FROM documents").await, 0);
    assert!(files(&app).is_empty());
}

async fn wait_until(is: impl Fn() -> bool) -> bool {
    for _ in 0..100 {
        if is() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    is()
}

#[tokio::test]
async fn more_than_25_megabytes_is_refused_however_it_comes() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let mut large = PDF.to_vec();
    large.resize(26 * 1024 * 1024, b' ');
    upload(&greet, gathering, "k", "", "a.pdf", &large).await.is(413).shows("hooguit 25 MB");
    // Without saying beforehand how long it is.
    let head = raw_head(&app, &greet, gathering).replace("Content-Length: LENGTH", "Transfer-Encoding: chunked");
    let mut line = tokio::net::TcpStream::connect(app.address.strip_prefix("http://").unwrap()).await.unwrap();
    line.write_all(format!("{head}{:x}\r\n{START}\r\n", START.len()).as_bytes()).await.unwrap();
    let piece = [b"100000\r\n".as_slice(), &vec![b'x'; 0x0010_0000], b"\r\n"].concat();
    for _ in 0..26 {
        // The server may hang up as soon as it has seen enough.
        if line.write_all(&piece).await.is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(5), line.read_buf(&mut answer)).await;
    if matches!(read, Ok(Ok(1..))) {
        assert!(answer.starts_with(b"HTTP/1.1 413"), "{}", String::from_utf8_lossy(&answer));
    }
    assert!(wait_until(|| files(&app).is_empty()).await);
    assert_eq!(app.count("SELECT COUNT(*) FROM documents").await, 0);
}

#[tokio::test]
async fn what_a_draft_holds_nobody_but_the_clerk_knows() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &["cora"], None).await;
    app.execute("UPDATE gatherings SET planned_at = NULL, invited_at = NULL").await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k", "Concept", "a.pdf", PDF).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 0, "it goes out with the gathering");
    let list = format!("/bijeenkomsten/{gathering}/documenten");
    let path = download(&greet.get(&list).await.is(200));
    greet.get(&path).await.is(200);
    for name in ["cora", "wim", "anna"] {
        let browser = app.sign_in(&town, name).await;
        browser.get(&path).await.is(404);
        browser.get(&list).await.is(404).hides("Concept");
        upload(&browser, gathering, "k", "", "a.pdf", PDF).await.is(404);
    }
}

#[tokio::test]
async fn only_the_clerk_adds_and_removes_and_nobody_does_so_elsewhere() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let gathering = invited(&app, &town, &["cora"], None).await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k", "", "a.pdf", PDF).await.is(303);
    let list = format!("/bijeenkomsten/{gathering}/documenten");
    let path = download(&greet.get(&list).await);
    let cora = app.sign_in(&town, "cora").await;
    upload(&cora, gathering, "k", "", "a.pdf", PDF).await.is(403);
    cora.post(&format!("/bijeenkomsten/{gathering}/links"), &[("titel", "x"), ("adres", "https://x.nl")]).await.is(403);
    cora.post(&format!("{path}/verwijdering"), &[]).await.is(403);
    let stranger = app.stranger(&town);
    for path in [&list, &path] {
        assert!(stranger.get(path).await.is(303).location().contains("/aanmelden"));
    }
    upload(&stranger, gathering, "k", "", "a.pdf", PDF).await.is(303);
    let foreign = app.sign_in(&other, "greet").await;
    for path in [&list, &path] {
        foreign.get(path).await.is(404);
    }
    upload(&foreign, gathering, "k", "", "a.pdf", PDF).await.is(404);
    foreign.post(&format!("{path}/verwijdering"), &[]).await.is(404);
    foreign.post(&format!("{path}/herstel"), &[]).await.is(404);
    for odd in ["/documenten/x", "/documenten/00000000-0000-0000-0000-000000000000"] {
        greet.get(odd).await.is(404);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM documents WHERE removed_at IS NULL").await, 1);
    assert_eq!(files(&app).len(), 1);
}

#[tokio::test]
async fn a_paper_that_is_removed_can_be_put_back() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k", "Begroting", "a.pdf", PDF).await.is(303);
    let page = format!("/bijeenkomsten/{gathering}");
    let path = download(&greet.get(&page).await);
    let gone = greet.submit(&format!("{path}/verwijdering"), &[]).await.is(200);
    gone.shows("Verwijderd: Begroting")
        .shows("Ongedaan maken")
        .shows(&format!("{path}/herstel"))
        .hides(&format!("{path}\""));
    greet.get(&path).await.is(404);
    greet.post(&format!("{path}/verwijdering"), &[]).await.is(303);
    greet.submit(&format!("{path}/herstel"), &[]).await.is(200).shows("Teruggezet: Begroting").shows(&path);
    greet.get(&path).await.is(200);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'document'").await, 1, "not released again");
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'document.%'").await, 3);
}

#[tokio::test]
async fn a_link_leads_to_the_web_and_nowhere_else() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    let path = format!("/bijeenkomsten/{gathering}/links");
    for address in ["javascript:alert(1)", "ftp://x.nl", "https://a:b@x.nl", "data:text/html,x", "x.nl", ""] {
        let page = greet.post(&path, &[("titel", "In het RIS"), ("adres", address), ("key", "k")]).await.is(422);
        assert!(page.shows("In het RIS").text.contains(address));
    }
    let fields = [("titel", "In het RIS"), ("adres", "https://ris.winterbeek.example/stuk/1"), ("key", "k")];
    for _ in 0..2 {
        greet.post(&path, &fields).await.is(303);
    }
    let cora = app.sign_in(&town, "cora").await;
    let page = cora.get(&format!("/bijeenkomsten/{gathering}")).await;
    page.shows("href=\"https://ris.winterbeek.example/stuk/1\"").shows("link naar ris.winterbeek.example");
    assert_eq!(app.count("SELECT COUNT(*) FROM documents").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 0, "a link is no item");
}

#[tokio::test]
async fn the_sweep_takes_what_no_row_holds_and_nothing_else() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let greet = app.sign_in(&town, "greet").await;
    upload(&greet, gathering, "k", "", "a.pdf", PDF).await.is(303);
    let kept = files(&app);
    let root = app.state().settings.data_dir.join("documenten");
    std::fs::create_dir_all(root.join("ab")).unwrap();
    let (fresh, old, cut) = (root.join("ab/vers"), root.join("ab/oud"), root.join("onderweg/half"));
    for file in [&fresh, &old, &cut] {
        std::fs::write(file, "x").unwrap();
    }
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(25 * 3600);
    for file in [&kept[0], &old, &cut] {
        std::fs::File::open(file).unwrap().set_modified(long_ago).unwrap();
    }
    assert_eq!(sweep(app.state()).await.unwrap(), 2);
    assert!(kept[0].exists() && fresh.exists() && !old.exists() && !cut.exists());
}

#[tokio::test]
async fn commands_add_papers_and_links_at_a_moment_in_the_past() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, &[], None).await;
    let allowed = gate::authorize::<act::EditDocuments>(&app.actor(&town, "greet").await, Facts::default()).unwrap();
    let folder = Folder::of(&app.state().settings);
    let then = "2026-05-01T08:00:00Z".parse().unwrap();
    let room = PDF.len() as u64;
    for fits in [true, false] {
        let file = folder.take("Presentatie.pdf", PDF).await.unwrap().unwrap();
        let input = AddFile { gathering, title: None, file, needed_at: None, held: false, key: String::new() };
        // The second comes when the first has taken the room, whatever was reckoned before it.
        let added = commands::add_file(&app.state().db, &allowed, input, room, then).await;
        assert_eq!(added.is_ok(), fits, "{added:?}");
    }
    let link = AddLink {
        gathering,
        title: Title::parse("RIS").unwrap(),
        url: HttpUrl::parse("https://ris.example/1").unwrap(),
        key: String::new(),
    };
    commands::add_link(&app.state().db, &allowed, link, then).await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM documents WHERE added_at = 1777622400000").await, 2);
    assert_eq!(
        app.count("SELECT COUNT(*) FROM items WHERE released_at = 1777622400000 AND title = 'Presentatie'").await,
        1
    );
    // A file that is not added is gone as soon as nobody holds it.
    drop(folder.take("Los.pdf", PDF).await.unwrap().unwrap());
    assert_eq!(files(&app).len(), 1);
}

#[tokio::test]
async fn a_paper_that_was_taken_away_is_named_in_the_balance_and_linked_nowhere() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measuring(&app, &town).await;
    let gathering = invited(&app, &town, &["cora"], None).await;
    let (greet, cora) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "cora").await);
    upload(&greet, gathering, "k", "Nota dagbesteding", "a.pdf", PDF).await.is(303);
    let tenant = app.tenant(&town).await;
    let db = app.state().db.read();
    let paper = app::documents::store::of_gathering(db, &tenant, gathering).await.unwrap().remove(0).id;
    let item = app::balance::ledger::items_of(db, &tenant, paper).await.unwrap().remove(0).id;
    let (page, path) = (format!("/informatiebalans/onderdelen/{item}"), format!("/documenten/{paper}"));
    cora.get(&path).await.is(200);
    greet.get(&page).await.is(200).shows(&path).shows("Vertel het 8 mensen");
    app.state().readings.flush().await;
    cora.get("/mijn/vastgelegd").await.is(200).shows(&path);
    app.sign_in(&town, "otto").await.get("").await.is(200).shows(&path);

    greet.post(&format!("{path}/verwijdering"), &[]).await.is(303);
    for browser in [&greet, &cora] {
        let shown = browser.get(&page).await.is(200).shows("Nota dagbesteding").shows("Dit stuk is ingetrokken.");
        shown.hides(&format!("{path}\"")).hides("Vertel het").hides("Nog niet verteld");
    }
    greet.get("/informatiebalans?kwartaal=lopend").await.is(200).shows("· ingetrokken").hides("niet verteld");
    let own = cora.get("/mijn/vastgelegd").await.is(200);
    own.shows("Nota dagbesteding").shows("Dit stuk is ingetrokken.").hides(&path);
    app.sign_in(&town, "otto").await.get("").await.is(200).hides("Nota dagbesteding");
    greet.get("").await.is(200).hides("Nota dagbesteding");
    // Nobody is told of it by a page that was still open.
    greet.submit(&format!("{page}/verzending"), &[]).await.is(200).shows("Er was niemand meer");
    greet.post(&format!("{page}/herinnering"), &[]).await.is(409).shows("Dit stuk is ingetrokken.");
    assert!(app.mails(&town).await.is_empty());
    greet.post(&format!("{path}/herstel"), &[]).await.is(303);
    greet.get(&page).await.is(200).shows(&path).shows("Vertel het 8 mensen").hides("ingetrokken");
}
