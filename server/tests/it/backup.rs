//! What was saved comes back row for row, and a damaged file is refused before anything is touched.

use std::{collections::BTreeMap, path::Path};

use app::db::Db;
use sea_orm::{ConnectionTrait, Statement};
use server::{backup, config::Config};

use crate::support::TestApp;

/// Row counts and, per table, every value as text: enough to see that nothing differs.
async fn picture(db: &Db) -> Vec<String> {
    let mut lines = Vec::new();
    for table in ["municipalities", "people", "appointments", "item_audience", "exposures", "side_spells"] {
        let text = match db.engine() {
            sea_orm::DbBackend::Sqlite => match table {
                "people" => "SELECT hex(id) || name || email || created_at AS line FROM people ORDER BY 1".to_owned(),
                _ => format!("SELECT '{table}' || COUNT(*) AS line FROM {table}"),
            },
            _ => format!("SELECT t::text AS line FROM {table} t ORDER BY 1"),
        };
        let rows = db.read().query_all_raw(Statement::from_string(db.engine(), text)).await.unwrap();
        lines.extend(rows.iter().map(|row| row.try_get::<String>("", "line").unwrap()));
    }
    lines
}

fn elsewhere(folder: &Path, database: &str) -> Config {
    let env = BTreeMap::from([
        ("EVENWIJS_DATA_DIR".to_owned(), folder.display().to_string()),
        ("EVENWIJS_DATABASE_URL".to_owned(), database.to_owned()),
    ]);
    Config::from_sources(&env, None).unwrap()
}

#[tokio::test]
async fn what_was_saved_comes_back_and_a_damaged_file_is_refused() {
    let app = TestApp::start().await;
    app.town("Winterbeek").await;
    let documents = app.config.data_dir.join(backup::DOCUMENTS);
    std::fs::create_dir_all(&documents).unwrap();
    std::fs::write(documents.join("stuk.pdf"), b"%PDF-1.7 inhoud").unwrap();

    let file = app.config.data_dir.join("kopie.zip");
    let done = backup::backup(&app.config, &app.state().db, &file).await.unwrap();
    assert!(done.entries >= 2);
    assert!(backup::backup(&app.config, &app.state().db, &file).await.is_err(), "an older backup is never overwritten");

    let empty = app.config.data_dir.join("elders");
    let database = app.second_database(&empty).await;
    let there = elsewhere(&empty, &database);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 3;
    // More than a header between two entries, where a single byte may mean nothing.
    bytes[middle..middle + 200].iter_mut().for_each(|byte| *byte ^= 0xff);
    let damaged = app.config.data_dir.join("beschadigd.zip");
    std::fs::write(&damaged, &bytes).unwrap();
    assert!(backup::restore(&there, &damaged, None, app.now()).await.is_err());
    assert!(!empty.join(backup::DOCUMENTS).exists(), "a damaged file touches nothing");
    let cut = app.config.data_dir.join("half.zip");
    std::fs::write(&cut, &std::fs::read(&file).unwrap()[..middle]).unwrap();
    assert!(backup::restore(&there, &cut, None, app.now()).await.is_err());

    backup::restore(&there, &file, None, app.now()).await.unwrap().signed.unwrap();
    let restored = server::connect(&there).await.unwrap();
    assert_eq!(picture(&app.state().db).await, picture(&restored).await);
    assert_eq!(std::fs::read(empty.join(backup::DOCUMENTS).join("stuk.pdf")).unwrap(), b"%PDF-1.7 inhoud");
    assert!(backup::restore(&there, &file, None, app.now()).await.is_err(), "only into an empty place");
}
