//! What was saved beside a working installation comes back elsewhere, row for row and file for file (T8).

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use age::{secrecy::ExposeSecret, x25519::Identity};
use app::db::Db;
use sea_orm::{ConnectionTrait, DbBackend};
use server::config::Config;
use sha2::{Digest, Sha256};

use crate::{
    clients::Crowd,
    ledger,
    site::{self, Site, close, count, figure, postgres, rounds, rows},
};

/// Every table and the hash of its rows.
async fn picture(db: &Db) -> BTreeMap<String, (usize, String)> {
    let sqlite = db.engine() == DbBackend::Sqlite;
    let list = match sqlite {
        true => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        false => "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()",
    };
    let mut found = BTreeMap::new();
    for table in rows(db, list).await {
        let table: String = table.try_get("", "name").unwrap();
        // Only when a migration ran differs.
        if table == "seaql_migrations" {
            continue;
        }
        let text = match sqlite {
            true => {
                let columns = rows(db, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let columns: Vec<String> = columns
                    .iter()
                    .map(|row| format!("quote(\"{}\")", row.try_get::<String>("", "name").unwrap()))
                    .collect();
                format!("SELECT {} AS line FROM {table} ORDER BY 1", columns.join(" || '|' || "))
            }
            false => format!("SELECT t::text AS line FROM {table} t ORDER BY 1"),
        };
        let lines = rows(db, &text).await;
        let mut hash = Sha256::new();
        for line in &lines {
            hash.update(line.try_get::<String>("", "line").unwrap());
        }
        found.insert(table, (lines.len(), app::secret::hex(&hash.finalize())));
    }
    found
}

/// Every file of an installation beside its database.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for part in ["documenten", "sleutels"] {
        let mut folders = vec![folder.join(part)];
        while let Some(inner) = folders.pop() {
            for entry in std::fs::read_dir(inner).into_iter().flatten().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let name = entry.path().strip_prefix(folder).unwrap().to_owned();
                    found.insert(name, std::fs::read(entry.path()).unwrap());
                }
            }
        }
    }
    found
}

/// An empty place to restore into: its settings.
async fn elsewhere(site: &Site, number: usize) -> Vec<(&'static str, String)> {
    let mut settings = vec![("EVENWIJS_DATA_DIR", site.folder.0.join(format!("elders{number}")).display().to_string())];
    if let Some(url) = postgres() {
        // An ordinary owner of its tables: a hosted database gives nobody more.
        let role = format!("ordinary{}", uuid::Uuid::now_v7().simple());
        let admin = sea_orm::Database::connect(&url).await.unwrap();
        let made = format!("CREATE ROLE {role} LOGIN PASSWORD 'gewoon'; CREATE SCHEMA {role} AUTHORIZATION {role}");
        admin.execute_unprepared(&made).await.unwrap();
        admin.close().await.unwrap();
        let mut url: url::Url = url.parse().unwrap();
        url.set_username(&role).unwrap();
        url.set_password(Some("gewoon")).unwrap();
        url.set_query(Some(&format!("options=-c%20search_path%3D{role}")));
        settings.push(("EVENWIJS_DATABASE_URL", url.to_string()));
    }
    settings
}

fn restore(site: &Site, file: &Path, key: Option<&Path>, to: &[(&'static str, String)]) -> (bool, String) {
    let file = file.display().to_string();
    let key = key.map(|key| key.display().to_string());
    let mut arguments = vec!["restore", file.as_str()];
    if let Some(key) = &key {
        arguments.extend(["--key", key.as_str()]);
    }
    let to: Vec<(&str, &str)> = to.iter().map(|(name, value)| (*name, value.as_str())).collect();
    site.run_with(&arguments, &to)
}

async fn look(to: &[(&'static str, String)]) -> Db {
    let env = to.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    server::connect(&Config::from_sources(&env, None).unwrap()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_under_load_comes_back_and_a_damaged_one_touches_nothing() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let identity = Identity::generate();
    let (key, wrong) = (site.folder.0.join("sleutel.txt"), site.folder.0.join("andere.txt"));
    std::fs::write(&key, identity.to_string().expose_secret()).unwrap();
    std::fs::write(&wrong, Identity::generate().to_string().expose_secret()).unwrap();
    std::fs::create_dir_all(site.config.data_dir.join("sleutels")).unwrap();
    std::fs::write(site.config.data_dir.join("sleutels/zegel"), b"geheim").unwrap();
    let recipient = identity.to_public().to_string();
    let sealed = [("EVENWIJS_BACKUP_RECIPIENT", recipient.as_str())];

    let mut node = site.serve();
    node.ready().await;
    let crowd = Crowd::start(&site, 60);
    let greet = site.visitor("greet");
    let gathering = greet.plan("stukken").await.unwrap().id().unwrap();
    for number in 0..20 {
        let path = format!("/bijeenkomsten/{gathering}/documenten");
        let uploaded = greet.upload(&path, &format!("stuk{number}.txt"), format!("Stuk {number}").as_bytes()).await;
        assert_eq!(uploaded.unwrap().code, 303);
    }
    while crowd.acknowledged() < rounds(300, 40) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // What was acknowledged before the backup began is in it.
    let known: Vec<String> = crowd.log.lock().unwrap().questions.keys().cloned().collect();
    let signed = site.folder.0.join("hoofden.jsonl");
    let (made, said) = site.run(&["audit", "head"]);
    assert!(made, "{said}");
    std::fs::write(&signed, said.lines().filter(|line| line.starts_with('{')).collect::<Vec<_>>().join("\n")).unwrap();
    let during = site.folder.0.join("tijdens.age");
    let (made, said) = site.run_with(&["backup", &during.display().to_string()], &sealed);
    assert!(made, "{said}");
    let log = crowd.stop().await;
    assert_eq!((log.broken, log.strange.clone()), (0, Vec::new()));
    assert!(node.stop().await.1);
    let to = elsewhere(&site, 1).await;
    let (back, said) = restore(&site, &during, Some(&key), &to);
    assert!(back, "{said}");
    let db = look(&to).await;
    let titles = rows(&db, "SELECT title FROM questions").await;
    let titles: Vec<String> = titles.iter().map(|row| row.try_get("", "title").unwrap()).collect();
    let missing = known.iter().filter(|key| !titles.contains(&format!("Vraag {key}"))).count();
    let documents = count(&db, "SELECT COUNT(*) FROM documents").await;
    close(&db).await;
    let findings = ledger::compare_at(&site, &to, &Default::default()).await;
    figure(
        "T8 backup while 10 clients write, restored elsewhere",
        "what was acknowledged before it is in it, whole",
        &format!("{} known, {missing} missing, {} half-written, {documents} documents", known.len(), findings.halves),
    );
    assert_eq!((missing, findings), (0, Default::default()));
    // The log that came back keeps to what was signed before the backup.
    let settings: Vec<(&str, &str)> = to.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (whole, said) = site.run_with(&["audit", "verify", "--heads", &signed.display().to_string()], &settings);
    assert!(whole && said.contains("handtekeningen in orde: 1,"), "{said}");

    // Standing still, everything is equal.
    let after = site.folder.0.join("daarna.age");
    assert!(site.run_with(&["backup", &after.display().to_string()], &sealed).0);
    let plain = site.folder.0.join("open.zip");
    assert!(site.run(&["backup", &plain.display().to_string()]).0);
    let to = elsewhere(&site, 2).await;
    let (back, said) = restore(&site, &after, Some(&key), &to);
    assert!(back, "{said}");
    let (here, there) = (site.look().await, look(&to).await);
    let (mine, theirs) = (picture(&here).await, picture(&there).await);
    close(&here).await;
    close(&there).await;
    let (my_files, their_files) = (files(&site.config.data_dir), files(Path::new(&to[0].1)));
    let sum = |picture: &BTreeMap<String, (usize, String)>| picture.values().map(|(rows, _)| rows).sum::<usize>();
    let equal = mine.iter().filter(|(table, hash)| theirs.get(*table) == Some(hash)).count();
    figure(
        "T8 backup and restore, table by table and file by file",
        "equal hashes",
        &format!("{equal} of {} tables with {} rows, {} files", mine.len(), sum(&mine), their_files.len()),
    );
    assert_eq!(mine, theirs);
    assert!(my_files.len() > 20 && my_files == their_files);

    // Cut, changed, opened with another key, or with none: refused, and nothing was touched.
    let bytes = std::fs::read(&after).unwrap();
    let open = std::fs::read(&plain).unwrap();
    assert!(open.starts_with(b"PK") && bytes.starts_with(b"age-encryption.org/"));
    let mut refused = 0;
    let all = rounds(60, 9);
    for round in 0..all {
        let to = elsewhere(&site, 10 + round).await;
        let file = site.folder.0.join("kapot");
        let at = rand::random_range(1..bytes.len());
        let (damaged, with) = match round % 3 {
            0 => (bytes[..at].to_vec(), Some(key.as_path())),
            1 => {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                (changed, Some(key.as_path()))
            }
            _ if round % 2 == 0 => (open[..rand::random_range(1..open.len())].to_vec(), None),
            _ => (bytes.clone(), (round % 4 == 1).then_some(wrong.as_path())),
        };
        std::fs::write(&file, damaged).unwrap();
        let (done, said) = restore(&site, &file, with, &to);
        let touched = Path::new(&to[0].1).join("evenwijs.sqlite3").exists()
            || Path::new(&to[0].1).join("documenten").exists()
            || (postgres().is_some() && !picture(&look(&to).await).await.is_empty());
        assert!(!done && !touched, "round {round} at {at} of {}: {said}", bytes.len());
        refused += 1;
    }
    figure(
        "T8 cut, changed or wrongly opened backups",
        "refused before anything is touched",
        &format!("{refused} of {all}"),
    );
}
