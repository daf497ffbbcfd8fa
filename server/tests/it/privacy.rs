//! What is kept of a person: theirs to take along, gone when it has had its time, and without a name when they left.

use std::collections::{BTreeMap, BTreeSet};

use app::balance::ledger::{self, Entry, Exposure, ItemKind, Release};
use jiff::SignedDuration;
use sea_orm::ConnectionTrait;

use crate::{
    documents::{PDF, upload},
    permissions::furnish,
    support::{TestApp, Town, id},
};

async fn ended(app: &TestApp) {
    app.execute("UPDATE appointments SET to_date = '2026-08-31' WHERE role = 'fractiesecretaris'").await;
}

fn anonymise(town: &Town, name: &str) -> String {
    format!("/raad/mensen/{}/anonimisering", town.person(name))
}

#[tokio::test]
async fn everybody_takes_along_all_that_is_kept_of_them_and_nothing_of_others() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    furnish(&app, &town, "kanariewoord").await;
    let cora = app.sign_in(&town, "cora").await;
    let file = cora.get("/mijn/gegevens.json").await.is(200);
    let json: serde_json::Value = serde_json::from_str(&file.text).unwrap();
    assert_eq!(json["persoon"][0]["email"], "cora@winterbeek.example");
    assert_eq!(json["functies"][0]["fractie"], "Lokaal Winterbeek");
    assert_eq!(json["vragen"].as_array().unwrap().len(), 2);
    let greet = app.sign_in(&town, "greet").await.get("/mijn/gegevens.json").await.is(200);
    let greet: serde_json::Value = serde_json::from_str(&greet.text).unwrap();
    for class in ["bijeenkomsten", "documenten"] {
        assert!(!greet[class].as_array().unwrap().is_empty(), "{class}");
    }
    assert!(json["onthouden"].is_array());
    assert!(json["uitnodigingen"][0]["wat"].as_str().unwrap().starts_with("Sessie"));
    for class in ["account", "toestellen", "tokens", "vastgelegd", "mail", "logboek"] {
        assert!(!json[class].as_array().unwrap().is_empty(), "{class}");
    }
    assert!(!file.text.contains("otto@") && !file.text.contains("token_hash"), "{}", file.text);
    let page = cora.get("/mijn/gegevens").await.is(200).shows("Uitnodigingen en antwoorden (1)").shows("180 dagen");
    assert!(!page.text.contains("privacy-"), "every word is in the catalogue");
    // An old session proves itself before it takes anything along; looking at one's own needs nothing.
    crate::accounts::give_password(&app, &town, "cora").await;
    app.pass(SignedDuration::from_mins(16));
    for path in ["/mijn/gegevens.json", "/mijn/vastgelegd.json", "/mijn/vastgelegd.csv"] {
        cora.get(path).await.is(403).hides("kanariewoord").shows("name=\"bewijs\"");
    }
    for path in ["/mijn/gegevens", "/mijn/vastgelegd", "/mijn"] {
        cora.get(path).await.is(200).hides("name=\"bewijs\"");
    }
}

#[tokio::test]
async fn what_is_kept_is_shown_in_words_and_the_file_keeps_the_codes() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    furnish(&app, &town, "kanariewoord").await;
    let (tenant, at) = (app.tenant(&town).await, app.now());
    let db = app.state().db.for_migrations();
    let release = Release {
        kind: ItemKind::Notes,
        subject: id(),
        edition: 1,
        title: "Verslag van juni",
        path: "/bijeenkomsten",
        needed_at: None,
        by: town.person("greet"),
    };
    let item = ledger::release(db, &tenant, release, at).await.unwrap();
    let entries = [
        (Exposure::ToldByMail, "250 saved as 4F1A"),
        (Exposure::ToldByMouth, "telefoon"),
        (Exposure::Reached, ""),
        (Exposure::Confirmed, ""),
    ];
    for (exposure, evidence) in entries {
        let entry = Entry { item, person: town.person("cora"), exposure, at, by: None, evidence };
        assert!(ledger::add(db, &tenant, entry, at).await.unwrap());
    }
    let agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
    let cora = app.sign_in(&town, "cora").await;
    app.execute(&format!("UPDATE sessions SET device = '{agent}'")).await;
    let page = cora.get("/mijn/gegevens").await.is(200);
    let page = page.shows("Bewijs van de mailserver").shows("250 saved as 4F1A").shows("Per telefoon");
    let page = page.shows("Gelezen, en zo gemeld").shows("Op deze website").shows("Chrome op Linux").hides("Mozilla");
    let page = page.shows(">Nederlands</td>").shows("raadslid").shows("do 26 mrt").hides(">telefoon<").hides(">2026-");
    for code in ["told", "reached", "confirmed", "portal", "mail", "mond", "nl"] {
        assert!(!page.text.contains(&format!(">{code}</t")), "{code} is a code");
    }
    // Whatever anybody did stands in words.
    for name in ["cora", "greet", "wim", "ina"] {
        let page = app.sign_in(&town, name).await.get("/mijn/gegevens").await.is(200).text;
        let log = page.rsplit("Wat u deed").next().unwrap();
        for cell in log.split("</td>").filter_map(|part| part.rsplit('>').next()) {
            let code = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(!cell.contains('.') || !cell.split('.').all(code), "{name}: {cell}");
        }
    }
    let file = cora.get("/mijn/gegevens.json").await.is(200).text;
    for code in ["\"told\"", "\"portal\"", "\"telefoon\"", "\"nl\"", "\"2026-03-26\"", "Mozilla", "\"question.ask\""] {
        assert!(file.contains(code), "{code}");
    }
}

#[tokio::test]
async fn who_left_loses_name_and_addresses_and_every_count_stays() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    furnish(&app, &town, "kanariewoord").await;
    let frits = app.sign_in(&town, "frits").await;
    frits.post("/mijn/agenda", &[]).await;
    app.deliver().await;
    let ina = app.sign_in(&town, "ina").await;
    ina.post(&anonymise(&town, "frits"), &[]).await.is(409);
    ended(&app).await;
    let counts = async || {
        let mut counts = Vec::new();
        for table in ["people", "appointments", "invitations", "exposures", "item_audience", "questions"] {
            counts.push(app.count(&format!("SELECT COUNT(*) FROM {table}")).await);
        }
        counts
    };
    let before = counts().await;
    let page = ina.get(&anonymise(&town, "frits")).await.is(200);
    assert!(page.text.contains("Wis naam en adressen"));
    ina.post(&anonymise(&town, "frits"), &[]).await.is(303);
    ina.post(&anonymise(&town, "frits"), &[]).await.is(303);
    assert_eq!(counts().await, before);
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'person.anonymise'").await, 1);
    frits.get("/mijn").await.is(303);
    ina.get(&format!("/raad/mensen/{}", town.person("frits"))).await.is(200).shows("Voormalig betrokkene");
    let walk = app::audit::verify::walk(app.state().db.read(), &app.tenant(&town).await).await.unwrap();
    assert!(walk.broken.is_none(), "the log is whole");

    if std::env::var("TEST_DATABASE_URL").is_err() {
        // The file as it lies on the disk, with what is no row any more.
        app.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
        let bytes = std::fs::read(app.config.data_dir.join("evenwijs.sqlite3")).unwrap();
        for name in ["Frits", "frits@"] {
            assert!(!bytes.windows(name.len()).any(|part| part == name.as_bytes()), "{name} is still there");
        }
        assert!(bytes.windows(5).any(|part| part == b"cora@"), "others are");
    }
    // Who serves, and oneself, never.
    ina.post(&anonymise(&town, "cora"), &[]).await.is(409);
    ina.post(&anonymise(&town, "ina"), &[]).await.is(409);
}

#[tokio::test]
async fn mail_loses_its_text_when_it_has_had_its_time_and_no_sooner() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    greet.post("/instellingen/testmail", &[]).await.is(303);
    app.deliver().await;
    for wrong in ["", "29", "3651", "veel"] {
        greet.post("/instellingen/bewaartermijnen", &[("maildagen", wrong)]).await.is(422);
    }
    greet.post("/instellingen/bewaartermijnen", &[("maildagen", "30")]).await.is(303);
    let kept = "SELECT COUNT(*) FROM outbox WHERE to_address <> '' AND body_text <> ''";
    app.pass(SignedDuration::from_hours(29 * 24));
    app.sweep().await;
    assert_eq!(app.count(kept).await, 1);
    app.pass(SignedDuration::from_hours(2 * 24));
    app.sweep().await;
    assert_eq!(app.count(kept).await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM outbox").await, 1, "that something was sent is still known");
    app.sweep().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'retention'").await, 1);
}

#[tokio::test]
async fn a_municipality_keeps_as_many_documents_as_there_is_room_for() {
    let app = TestApp::start_with(&[("EVENWIJS_STORAGE_MB", "1")]).await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "kanariewoord").await;
    let greet = app.sign_in(&town, "greet").await;
    let large = [PDF, &vec![b'%'; 700 * 1024], b"\n%%EOF\n"].concat();
    upload(&greet, things.gathering, "een", "Stuk", "stuk.pdf", &large).await.is(303);
    let refused = upload(&greet, things.gathering, "twee", "Nog een", "stuk.pdf", &large).await.is(422);
    let refused = refused.shows("De ruimte voor documenten van uw gemeente is vol");
    assert_eq!(refused.input("titel"), "Nog een");
    upload(&greet, things.gathering, "drie", "Klein", "klein.pdf", PDF).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM documents WHERE stored_as IS NOT NULL").await, 2);
}

/// Tables with a person in them that are not taken along. What lets somebody in, or was typed and goes by itself:
const SECRETS: &[&str] =
    &["idempotency_keys", "import_previews", "links", "news_exits", "recovery_codes", "sign_in_steps"];
/// What is owed or asked of everybody alike; what came of it is taken along, by invitation and by entry.
const OF_ALL: &[&str] = &["gathering_audience", "item_audience", "items"];
/// What somebody did or drafted for the house; the log, which is taken along, says that they did.
const DEEDS: &[&str] = &[
    "attendance_closings",
    "balance_answers",
    "balance_reports",
    "foreign_calendars",
    "foreign_previews",
    "gathering_series",
    "mail_trials",
    "measuring_decisions",
    "notes",
    "recesses",
    "reminder_waves",
    "retention_runs",
];

#[tokio::test]
async fn every_table_with_people_in_it_is_taken_along_or_left_out_by_name() {
    let app = TestApp::start().await;
    let db = app.state().db.read();
    let columns = match std::env::var("TEST_DATABASE_URL") {
        Ok(_) => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
             WHERE table_schema = current_schema()"
        }
        Err(_) => "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
    };
    let mut tables: BTreeMap<String, bool> = BTreeMap::new();
    for row in db.query_all_raw(app::db::sql(db, columns, [])).await.unwrap() {
        let (table, column): (String, String) = (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        let names =
            ["person_id", "actor_id", "asker_id", "alderman_id", "author_id", "host_id", "holder_id", "teller_id"];
        if !names.contains(&column.as_str()) && !column.ends_with("_by") {
            continue;
        }
        let taken = app::privacy::store::questions().any(|query| {
            let joined = query.contains(&format!(" JOIN {table} ")) && query.contains(&format!(".{column} = $2"));
            query.contains(&format!(" FROM {table} ")) || joined
        });
        *tables.entry(table).or_default() |= taken;
    }
    assert!(tables.len() > 20, "{tables:?}");
    let forgotten = tables.iter().filter(|(_, taken)| !**taken).map(|(table, _)| table.as_str());
    let excused = SECRETS.iter().chain(OF_ALL).chain(DEEDS).copied();
    assert_eq!(forgotten.collect::<BTreeSet<_>>(), excused.collect::<BTreeSet<_>>());
}

#[tokio::test]
async fn how_somebody_wants_news_is_theirs_to_take_along() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    cora.post("/mijn/nieuws", &[("nieuws", "dagelijks")]).await.is(303);
    let file = cora.get("/mijn/gegevens.json").await.is(200);
    let json: serde_json::Value = serde_json::from_str(&file.text).unwrap();
    assert_eq!(json["nieuws"], serde_json::json!([{ "keuze": "dagelijks", "wanneer": "2026-09-01T08:00:00Z" }]));
    cora.get("/mijn/gegevens").await.is(200).shows("Nieuws per mail (1)");
}
