//! From every earlier state of the tables to the present one: with data in them, killed in the middle, two at once (T9).

use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Command, Stdio},
    time::Instant,
};

use app::db::Db;
use migrations::MigratorTrait;
use sea_orm::{ConnectionTrait, DbBackend};
use server::config::Config;

use crate::site::{self, Folder, close, count, figure, fresh_schema, postgres, program, rounds, rows};

/// An empty database of the engine of this run.
struct Place {
    _folder: Folder,
    env: BTreeMap<String, String>,
}

impl Place {
    async fn new() -> Self {
        let folder = Folder::new();
        let mut env = BTreeMap::from([("EVENWIJS_DATA_DIR".to_owned(), folder.0.display().to_string())]);
        if let Some(url) = postgres() {
            env.insert("EVENWIJS_DATABASE_URL".to_owned(), fresh_schema(&url).await);
        }
        Self { _folder: folder, env }
    }

    async fn look(&self) -> Db {
        server::connect(&Config::from_sources(&self.env, None).unwrap()).await.unwrap()
    }

    /// `evenwijs migrate`, not waited for.
    fn migrate(&self) -> std::process::Child {
        let inherited = std::env::vars().filter(|(name, _)| !name.starts_with("EVENWIJS_"));
        let mut command = Command::new(program());
        command.arg("migrate").env_clear().envs(inherited).envs(&self.env);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }
}

/// The state after the first so many migrations, with rows of that time in it.
async fn fixture(steps: usize) -> Place {
    let place = Place::new().await;
    let db = place.look().await;
    let write = db.for_migrations();
    migrations::Migrator::up(write, Some(u32::try_from(steps).unwrap())).await.unwrap();
    if steps > 0 {
        for text in rows_of_then(db.engine()) {
            write.execute_unprepared(&text).await.unwrap();
        }
    }
    close(&db).await;
    place
}

/// Rows with the columns of the first migration: those that came later have a default.
fn rows_of_then(engine: DbBackend) -> Vec<String> {
    let id = |number: u32| match engine {
        DbBackend::Sqlite => format!("x'{number:032x}'"),
        _ => format!("'{:08x}-0000-7000-8000-{number:012x}'", 0),
    };
    let truth = if engine == DbBackend::Sqlite { "1" } else { "true" };
    let town = id(1);
    let mut all = vec![format!(
        "INSERT INTO municipalities (id, slug, name, zone, office_name, office_email, answer_days, usual_place, \
         usual_start, demo, version, created_at) VALUES ({town}, 'winterbeek', 'Winterbeek', 'Europe/Amsterdam', \
         'Griffie', 'griffie@example.nl', 30, 'Raadzaal', '19:30', {truth}, 1, 1)"
    )];
    for number in 10..40 {
        all.push(format!(
            "INSERT INTO people (id, municipality_id, name, email, lang, version, created_at) VALUES \
             ({}, {town}, 'Persoon {number}', 'p{number}@example.nl', 'nl', 1, 1)",
            id(number)
        ));
        all.push(format!(
            "INSERT INTO appointments (id, municipality_id, person_id, role, from_date, version) VALUES \
             ({}, {town}, {}, 'raadslid', '2026-03-26', 1)",
            id(number + 100),
            id(number)
        ));
        all.push(format!(
            "INSERT INTO gatherings (id, municipality_id, kind, title, summary, date, start_time, end_time, zone, \
             starts_at, ends_at, place, legal_status, openness, openness_reason, audience, audience_reason, agenda, \
             sequence, created_by, created_at, changed_at, version) VALUES ({}, {town}, 'werkbezoek', 'Bezoek {number}', \
             '', '2026-09-08', '19:30', '21:00', 'Europe/Amsterdam', 1, 2, 'Hier', 'informele-bijeenkomst', 'openbaar', \
             '', 'iedereen', '', '', 0, {}, 1, 1, 1)",
            id(number + 200),
            id(10)
        ));
        all.push(format!(
            "INSERT INTO audit (id, municipality_id, at, actor_id, action, subject_kind, detail) VALUES \
             ({}, {town}, {number}, {}, 'question.ask', 'question', 'toen')",
            id(number + 300),
            id(10)
        ));
    }
    all
}

/// What the tables look like, for comparison.
async fn shape(db: &Db) -> Vec<String> {
    let text = match db.engine() {
        DbBackend::Sqlite => {
            "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') AS line FROM sqlite_master ORDER BY 1"
        }
        _ => {
            "SELECT line FROM (SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line \
             FROM information_schema.columns WHERE table_schema = current_schema() \
             UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() \
             UNION ALL SELECT trigger_name || event_manipulation FROM information_schema.triggers \
             WHERE trigger_schema = current_schema()) AS all_of_it ORDER BY 1"
        }
    };
    let mut lines: Vec<String> = rows(db, text).await.iter().map(|row| row.try_get("", "line").unwrap()).collect();
    // The list of migrations is made before the first of them; statistics come and go.
    lines.retain(|line| !line.contains("seaql_migrations") && !line.contains("sqlite_stat"));
    lines
}

/// The rows of then as text, by table; with the columns of then.
async fn data(db: &Db, columns: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (table, names) in columns {
        let part = |name: &String| match db.engine() {
            DbBackend::Sqlite => format!("quote({name})"),
            _ => format!("COALESCE({name}::text, 'NULL')"),
        };
        let all = names.iter().map(part).collect::<Vec<_>>().join(" || '|' || ");
        let lines = rows(db, &format!("SELECT {all} AS line FROM {table}")).await;
        found.insert(table.clone(), lines.iter().map(|row| row.try_get("", "line").unwrap()).collect());
    }
    found
}

async fn columns(db: &Db) -> BTreeMap<String, Vec<String>> {
    let text = match db.engine() {
        DbBackend::Sqlite => {
            "SELECT m.name AS of_table, c.name AS of_column FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2"
        }
        _ => {
            "SELECT table_name::text AS of_table, column_name::text AS of_column FROM information_schema.columns \
             WHERE table_schema = current_schema() ORDER BY 1, 2"
        }
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(db, text).await {
        let table: String = row.try_get("", "of_table").unwrap();
        found.entry(table).or_default().push(row.try_get("", "of_column").unwrap());
    }
    found.remove("seaql_migrations");
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_earlier_state_becomes_the_present_one_with_all_that_was_in_it() {
    let _turn = site::turn().await;
    let all = migrations::Migrator::migrations().len();
    let mut shapes = Vec::new();
    let mut kept = 0;
    for steps in 0..=all {
        let place = fixture(steps).await;
        let db = place.look().await;
        let then = columns(&db).await;
        let before = data(&db, &then).await;
        close(&db).await;
        assert!(place.migrate().wait().unwrap().success(), "from {steps} migrations");
        let db = place.look().await;
        let after = data(&db, &then).await;
        for (table, rows) in &before {
            assert!(rows.is_subset(&after[table]), "rows of {table} are gone or changed, from {steps} migrations");
            kept += rows.len();
        }
        shapes.push(shape(&db).await);
        close(&db).await;
    }
    assert!(shapes.windows(2).all(|pair| pair[0] == pair[1]), "the way there makes a difference");
    figure(
        &format!("T9 migrating from each of {all} earlier states"),
        "the same tables, every row kept",
        &format!("{} equal results, {kept} rows kept", shapes.len()),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_it_is_old_or_new_and_two_at_once_do_it_once() {
    let _turn = site::turn().await;
    let all = migrations::Migrator::migrations().len();
    let place = fixture(1).await;
    let db = place.look().await;
    let old = shape(&db).await;
    close(&db).await;
    let began = Instant::now();
    assert!(place.migrate().wait().unwrap().success());
    let whole = began.elapsed();
    let db = place.look().await;
    let new = shape(&db).await;
    close(&db).await;
    assert_ne!(old, new);

    let (kills, mut were_old, mut were_new) = (rounds(60, 12), 0, 0);
    for kill in 0..kills {
        let place = fixture(1).await;
        let mut child = place.migrate();
        // Spread over the whole of it, and a little further.
        std::thread::sleep(whole.mul_f64(1.1 * (kill as f64 + rand::random_range(0.0..1.0)) / kills as f64));
        child.kill().unwrap();
        child.wait().unwrap();
        let db = place.look().await;
        let found = shape(&db).await;
        match (found == old, found == new) {
            (true, _) => were_old += 1,
            (_, true) => were_new += 1,
            _ => panic!("half a migration: {} of {} lines", found.len(), new.len()),
        }
        close(&db).await;
        assert!(place.migrate().wait().unwrap().success(), "and it goes on from there");
        let db = place.look().await;
        assert_eq!(shape(&db).await, new);
        close(&db).await;
    }
    figure(
        &format!("T9 {kills} times SIGKILL while migrating"),
        "old or new, and it goes on from there",
        &format!("{were_old} old, {were_new} new, 0 between"),
    );

    let twice = rounds(20, 4);
    for _ in 0..twice {
        let place = fixture(0).await;
        let mut nodes = [place.migrate(), place.migrate(), place.migrate()];
        for node in &mut nodes {
            assert!(node.wait().unwrap().success());
        }
        let db = place.look().await;
        let applied = count(&db, "SELECT COUNT(*) FROM seaql_migrations").await;
        assert_eq!(usize::try_from(applied).unwrap(), all);
        assert_eq!(shape(&db).await, new);
        close(&db).await;
    }
    figure(
        &format!("T9 three programs begin at once on an empty database, {twice} times"),
        "each migration once, all three go on",
        &format!("{twice} of {twice}"),
    );
}
