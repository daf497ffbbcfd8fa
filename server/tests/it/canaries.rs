//! No secret, token, password, address or text of people in the log, at any level (R90): the program itself, at `trace`,
//! with canaries in everything it is given.

use std::{
    fs::File,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use app::accounts::sessions;
use reqwest::Method;

use crate::{
    accounts::{PASSWORD, give_password},
    permissions::{Things, furnish, walk},
    second::take_set_up,
    support::{Browser, TestApp, Town},
};

/// In every text that people wrote.
const TEXT: &str = "kanariewoord";
/// What somebody types who mistakes themself.
const MISTYPED: &str = "mijn kanariepiet is geel";

/// The program, serving the same data, and what it says.
struct Served {
    program: Child,
    address: String,
    log: PathBuf,
}

impl Served {
    async fn start(app: &TestApp) -> Self {
        let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = probe.local_addr().unwrap();
        drop(probe);
        let (address, log) = (format!("http://{addr}"), app.config.data_dir.join("log.txt"));
        let file = File::create(&log).unwrap();
        let program = Command::new(env!("CARGO_BIN_EXE_evenwijs"))
            .arg("serve")
            .current_dir(&app.config.data_dir)
            .env("EVENWIJS_DATA_DIR", &app.config.data_dir)
            .env("EVENWIJS_DATABASE_URL", app.config.database_url.reveal())
            .env("EVENWIJS_ADDR", addr.to_string())
            .env("EVENWIJS_BASE_URL", &address)
            .env("EVENWIJS_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap();
        let served = Self { program, address, log };
        for _ in 0..600 {
            if reqwest::get(format!("{}/readyz", served.address)).await.is_ok_and(|answer| answer.status() == 200) {
                return served;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it did not begin: {}", std::fs::read_to_string(&served.log).unwrap());
    }

    fn browser(&self, town: &Town) -> Browser {
        Browser::new(&self.address, &town.slug, None)
    }

    /// Ends it, and answers all it said, without colours.
    fn end(mut self) -> String {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some((before, colour)) = rest.split_once('\u{1b}') {
            plain.push_str(before);
            rest = colour.split_once('m').map_or("", |(_, after)| after);
        }
        plain + rest
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It ended already, unless the test failed.
        let _ = self.program.kill();
    }
}

async fn sign_in(browser: &Browser, name: &str, password: &str) {
    let email = format!("{name}@winterbeek.example");
    browser.post("/aanmelden", &[("email", &email), ("wachtwoord", password)]).await;
}

/// Things that are almost right, which is where programs quote what they were given.
async fn mistakes(browser: &Browser, things: &Things) {
    browser.post("/vragen", &[("soort", TEXT), ("titel", TEXT), ("tekst", TEXT)]).await.is(422);
    browser.post("/vragen", &[(TEXT, "x")]).await.is(422);
    browser.post("/mijn/taal", &[("taal", "nl"), ("kanarie@winterbeek.example", TEXT)]).await.is(422);
    let api = |body: String| {
        browser
            .request(Method::POST, "//api/v1/winterbeek/vragen")
            .header("content-type", "application/json")
            .body(body)
    };
    for body in [format!("{{\"titel\": [\"{TEXT}\"]}}"), format!("{{\"{TEXT}\": 1}}"), format!("\"{TEXT}")] {
        browser.send(api(body)).await.is(400);
    }
    let call = browser.request(Method::POST, "//_fn/answer").header("content-type", "application/json");
    browser.send(call.body(format!("{{\"order\": \"{TEXT}\"}}"))).await;
    browser.get(&format!("/bijeenkomsten/{}?{TEXT}=x", things.gathering)).await;
    browser.get(&format!("/{TEXT}")).await.is(404);
    browser.get("/account/kanariewoord-in-een-link").await.is(410);
}

#[tokio::test]
async fn nothing_that_people_wrote_typed_or_were_given_is_in_the_log() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, TEXT).await;
    for name in ["greet", "cora"] {
        give_password(&app, &town, name).await;
    }
    let token = {
        let (db, tenant) = (app.state().db.for_migrations(), app.tenant(&town).await);
        app::accounts::tokens::make(db, &tenant, town.person("cora"), TEXT, app.now()).await.unwrap()
    };
    let served = Served::start(&app).await;
    let (cora, greet) = (served.browser(&town), served.browser(&town));
    sign_in(&cora, "cora", MISTYPED).await;
    sign_in(&cora, "cora", PASSWORD).await;
    let asked = cora.post("/wachtwoord-vergeten", &[("email", "otto@winterbeek.example")]).await;
    asked.is(200);
    sign_in(&greet, "greet", PASSWORD).await;
    let clock = app::clock::Clock::System;
    app.clock.set(clock.now());
    let (page, key) = take_set_up(&app, &greet).await;
    let recovery = page.text.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let program = served.browser(&town);
    let request = program.request(Method::GET, "//api/v1/winterbeek/vragen").bearer_auth(&token);
    program.send(request).await.is(200);
    mistakes(&cora, &things).await;
    for browser in [&cora, &greet] {
        walk(browser, &town, &things).await;
    }
    // The worker sends what all that led to.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let cookies = [&cora, &greet].map(|browser| browser.cookie(sessions::COOKIE).unwrap());
    let log = served.end();

    assert!(log.matches("answered").count() > 200, "the walk was logged:\n{log}");
    assert!(log.contains("DEBUG"), "and at a fine level");
    let (invitation, account) = things.tokens();
    let secrets = [
        TEXT,
        MISTYPED,
        "kanariepiet",
        PASSWORD,
        "vier+kippen",
        "winterbeek.example",
        "winterbeek%2Eexample",
        "%40winterbeek",
        &token,
        &key.replace(' ', ""),
        &recovery,
        &recovery.replace('-', ""),
        &cookies[0],
        &cookies[1],
        invitation,
        account,
    ];
    for secret in secrets {
        let lines: Vec<_> = log.lines().filter(|line| line.to_lowercase().contains(&secret.to_lowercase())).collect();
        assert!(lines.is_empty(), "{secret:?} is in the log, {} times: {}", lines.len(), lines[0]);
    }
}
