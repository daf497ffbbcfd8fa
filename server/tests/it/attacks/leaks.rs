//! What goes wrong is said without a word about the inside (R51); nobody is sent away (R50); nothing too large gets in,
//! however it comes (R52).

use axum::body::Bytes;
use reqwest::{Body, Method, multipart};

use super::forms;
use crate::{
    permissions::{ROWS, furnish, is_call, path_of},
    support::{Answer, TestApp},
};

/// Words that only somebody who sees the inside knows.
const INSIDE: &[&str] = &[
    "select * ",
    "insert ",
    "update \"",
    "sqlx",
    "sea_orm",
    "seaorm",
    "sqlite",
    "postgres",
    "no such table",
    "relation ",
    "constraint",
    "panicked",
    ".rs:",
    "src/",
    "/tmp/",
    "os error",
    "permission denied",
    "rustc",
    "tokio",
    "backtrace",
    "argon2",
    "dberr",
    "rename_",
    "(code:",
];

fn told(answer: &Answer) -> Vec<&'static str> {
    let headers: String = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
    let text = format!("{headers}{}", answer.text).to_lowercase();
    INSIDE.iter().copied().filter(|word| text.contains(word)).collect()
}

#[tokio::test]
async fn eight_faults_tell_nothing_about_the_inside() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let pages: Vec<String> = forms::pages(&town, &things);
    let browser = app.sign_in(&town, "greet").await;
    let cora = app.sign_in(&town, "cora").await;
    let mut wrong = Vec::new();
    // Seven tables that are not what they should be; each fault is mended before the next.
    for table in ["gatherings", "questions", "updates", "note_versions", "outbox", "items", "people"] {
        app.execute(&format!("ALTER TABLE {table} RENAME TO rename_{table}")).await;
        let (mut failed, title) = (0, format!("Storing {table}"));
        for page in &pages {
            let answer = browser.get(&format!("/{page}")).await;
            failed += usize::from(answer.code() >= 500);
            for word in told(&answer) {
                wrong.push(format!("without {table}, {page} says {word:?}"));
            }
        }
        let fields = [("soort", "technisch"), ("titel", title.as_str()), ("tekst", "Waarom")];
        for word in told(&cora.post("/vragen", &fields).await) {
            wrong.push(format!("without {table}, a question says {word:?}"));
        }
        app.execute(&format!("ALTER TABLE rename_{table} RENAME TO {table}")).await;
        assert!(failed > 0, "nothing failed without {table}");
        browser.get("/bijeenkomsten").await.is(200);
    }
    // The eighth: no place for a file.
    let folder = app.state().settings.data_dir.join("documenten");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::write(&folder, b"geen map").unwrap();
    let answer = crate::documents::upload(&browser, things.gathering, "k", "", "a.pdf", crate::documents::PDF).await;
    assert!(answer.code() >= 500, "{}", answer.code());
    for word in told(&answer) {
        wrong.push(format!("without a folder, an upload says {word:?}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Addresses of elsewhere, dressed up.
const AWAY: &[&str] = &[
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http://evil.example/winterbeek",
    "/%2Fevil.example",
    "/%5Cevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "//evil.example/winterbeek",
    "/winterbeek/..//..//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "\thttps://evil.example",
    " https://evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/winterbeek\r\nLocation: https://evil.example",
    "/winterbeek%0d%0aLocation:%20https://evil.example",
    "//evil.example@127.0.0.1",
    "https://127.0.0.1@evil.example",
    "https://evil.example#127.0.0.1",
    "/winterbeek@evil.example",
    "//evil%E3%80%82example",
    "／／evil.example",
    "mailto:x@evil.example",
];

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    crate::accounts::give_password(&app, &town, "olga").await;
    let forms = forms::walk(&app, &town, &things, &forms::everybody()).await;
    let base = app.address.parse::<reqwest::Url>().unwrap();
    let (mut wrong, mut sent) = (Vec::new(), 0);
    let mut look = |answer: &Answer, what: String| {
        sent += 1;
        let to = answer.location();
        let stays = to.is_empty() || base.join(to).is_ok_and(|url| url.origin() == base.origin());
        if !stays || to.starts_with("//") || to.contains('\\') || answer.code() >= 500 {
            wrong.push(format!("{what}: {} to {to:?}", answer.code()));
        }
    };
    for form in forms.values().filter(|form| form.fields.iter().any(|field| field.name == "naar")) {
        for away in AWAY {
            let mut values = form.sensible(1);
            for (name, value) in &mut values {
                if name == "naar" {
                    *value = (*away).to_owned();
                }
            }
            let browser = forms::someone(&app, &town, form.who).await;
            let request = browser.request(Method::POST, &format!("/{}", form.action)).form(&values);
            look(&browser.send(request).await, format!("{} with {away:?}", form.key()));
        }
    }
    for away in AWAY.iter().copied() {
        let encoded: String = away.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for path in ["/aanmelden", "", "/mijn", "/bijeenkomsten"] {
            for name in ["naar", "terug", "next", "url"] {
                let answer = app.stranger(&town).get(&format!("{path}?{name}={encoded}")).await;
                look(&answer, format!("{path}?{name}={away:?}"));
            }
        }
        let request = app.stranger(&town).request(Method::POST, "/taal").header("referer", "https://evil.example/x");
        look(
            &app.stranger(&town).send(request.form(&[("taal", "en"), ("naar", away)])).await,
            format!("language, {away:?}"),
        );
        // A path of our own that reads as another site.
        look(&app.stranger(&town).get(&format!("//{encoded}")).await, format!("path {away:?}"));
    }
    assert!(sent > 500, "{sent}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A body in pieces, without its length.
fn pieces(first: &str, size: usize) -> Body {
    let piece = Bytes::from(vec![b'x'; 64 * 1024]);
    let pieces =
        std::iter::once(Bytes::from(first.to_owned())).chain(std::iter::repeat_n(piece, size / (64 * 1024) + 1));
    let frames = pieces.map(|piece| Ok::<_, std::io::Error>(hyper::body::Frame::data(piece)));
    Body::wrap(http_body_util::StreamBody::new(futures::stream::iter(frames)))
}

#[tokio::test]
async fn nothing_too_large_gets_in_by_any_route() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let greet = app.sign_in(&town, "greet").await;
    let kept = async || {
        let documents = app.count("SELECT COUNT(*) FROM documents").await;
        (
            documents,
            app.count("SELECT COUNT(*) FROM import_previews").await,
            app.count("SELECT COUNT(*) FROM audit").await,
        )
    };
    let before = kept().await;
    let part = "--x\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"a.txt\"\r\n\r\n";
    let mut wrong = Vec::new();
    for (method, route, _) in ROWS.iter().filter(|(method, _, _)| *method != "GET") {
        let path = format!("/{}", path_of(route, &things).replace("{gemeente}", &town.slug));
        let upload = server::http::is_upload(&path);
        let size = if upload { server::http::MAX_UPLOAD } else { server::http::MAX_BODY };
        let kinds: &[(&str, &str)] = match (is_call(route), upload) {
            (true, _) => &[("application/json", "{\"order\":\"")],
            (_, true) => &[("multipart/form-data; boundary=x", part)],
            _ => &[("application/x-www-form-urlencoded", "titel="), ("multipart/form-data; boundary=x", part)],
        };
        for (kind, first) in kinds {
            let method: Method = method.parse().unwrap();
            let request = greet.request(method, &path).header("content-type", *kind).body(pieces(first, size + 1));
            let code = greet.send(request).await.code();
            // The list of people is refused at two megabytes already, by the page itself.
            let refused = code == 413 || upload && code == 422;
            if !refused {
                wrong.push(format!("{route} takes {kind} in pieces: {code}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(kept().await, before);
    // Under the limit, a form of many parts is no form of one of the pages.
    let form = multipart::Form::new().text("titel", "x".repeat(500_000));
    let answer = greet.send(greet.request(Method::POST, "/bijeenkomsten").multipart(form)).await;
    assert!(matches!(answer.code(), 415 | 422), "{}", answer.code());
}
