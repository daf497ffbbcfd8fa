//! Saving everything into one file, and back into an empty place.
//!
//! The file is a zip: `manifest.json` (format, engine, applied migrations, SHA-256 and size of every other entry), the
//! tables, the documents and the key of the vault. SQLite is copied by `VACUUM INTO`, which is one consistent moment; PostgreSQL is read table
//! by table in one repeatable-read transaction. `restore` checks every byte against the manifest before it touches
//! anything.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use app::{
    db::{Db, sql},
    secret::hex,
};
use sea_orm::{AccessMode, ConnectionTrait, DbBackend, IsolationLevel, Statement, TransactionTrait};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{StartError, config::Config};

/// What the first line of a manifest says.
const FORMAT: &str = "evenwijs-backup/1";
const MANIFEST: &str = "manifest.json";
const SQLITE_ENTRY: &str = "database.sqlite3";
/// Where documents are, below the data folder.
pub const DOCUMENTS: &str = "documenten";
/// Where the key of the vault is, below the data folder and in the backup.
const KEYS: &str = app::vault::FOLDER;
/// The migrations' own table; a restore makes it by migrating.
const MIGRATIONS_TABLE: &str = "seaql_migrations";

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: String,
    engine: String,
    migrations: Vec<String>,
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
struct Entry {
    size: u64,
    sha256: String,
}

/// What was saved or brought back.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    /// Entries in the file.
    pub entries: usize,
    /// Their size together, in bytes.
    pub bytes: u64,
}

/// Writes a backup to `target`, which must not exist yet. May run beside a serving installation.
pub async fn backup(config: &Config, db: &Db, target: &Path) -> Result<Done, StartError> {
    if target.exists() {
        return Err(StartError(format!("{} exists already; choose another name", target.display())));
    }
    let half = target.with_extension("half");
    let done = write_all(config, db, &half).await;
    if done.is_err() {
        // The half file is of no use; that it could not be removed changes nothing about the error said below.
        let _ = fs::remove_file(&half);
    }
    let done = done?;
    fs::rename(&half, target).map_err(|e| StartError::when("name the backup")(&e))?;
    Ok(done)
}

async fn write_all(config: &Config, db: &Db, path: &Path) -> Result<Done, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("write the backup")(cause);
    let file = own_file(path).map_err(|e| failed(&e))?;
    let mut zip = Sheaf { zip: ZipWriter::new(file), entries: BTreeMap::new() };
    match db.engine() {
        DbBackend::Sqlite => {
            let copy = path.with_extension("sqlite3");
            let name = copy.display().to_string();
            let vacuum = sql(db.for_migrations(), "VACUUM INTO $1", [name.into()]);
            db.for_migrations().execute_raw(vacuum).await.map_err(|e| failed(&e))?;
            let added = zip.add_file(SQLITE_ENTRY, &copy);
            fs::remove_file(&copy).map_err(|e| failed(&e))?;
            added?;
        }
        _ => {
            let tx = db
                .for_migrations()
                .begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly))
                .await
                .map_err(|e| failed(&e))?;
            for table in tables(&tx).await? {
                let statement = Statement::from_string(
                    tx.get_database_backend(),
                    format!("SELECT row_to_json(t)::text AS line FROM {table} t"),
                );
                let rows = tx.query_all_raw(statement).await.map_err(|e| failed(&e))?;
                let mut text = String::new();
                for row in rows {
                    text.push_str(&row.try_get::<String>("", "line").map_err(|e| failed(&e))?);
                    text.push('\n');
                }
                zip.add(&format!("tables/{table}.jsonl"), text.as_bytes())?;
            }
            tx.rollback().await.map_err(|e| failed(&e))?;
        }
    }
    let documents = config.data_dir.join(DOCUMENTS);
    for file in files_below(&documents)? {
        let name = file.strip_prefix(&documents).map_err(|e| failed(&e))?.display().to_string();
        zip.add_file(&format!("documents/{name}"), &file)?;
    }
    // What is sealed in the tables opens with this key only.
    let keys = config.data_dir.join(KEYS);
    for file in files_below(&keys)? {
        let name = file.strip_prefix(&keys).map_err(|e| failed(&e))?.display().to_string();
        zip.add_file(&format!("{KEYS}/{name}"), &file)?;
    }
    let engine = if db.engine() == DbBackend::Sqlite { "sqlite" } else { "postgres" };
    zip.finish(engine, applied(db.for_migrations()).await?)
}

/// Brings a backup back into a place where nothing is yet.
pub async fn restore(config: &Config, source: &Path) -> Result<Done, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("read the backup")(cause);
    let file = File::open(source).map_err(|e| failed(&e))?;
    let mut zip = ZipArchive::new(file).map_err(|_| StartError("this is not a whole backup file".to_owned()))?;
    let manifest = check(&mut zip)?;
    let done = Done { entries: manifest.entries.len(), bytes: manifest.entries.values().map(|e| e.size).sum() };

    if files_below(&config.data_dir.join(DOCUMENTS))?.iter().any(|file| file.is_file()) {
        return Err(StartError("the data folder holds documents already; restore into an empty one".to_owned()));
    }
    match manifest.engine.as_str() {
        "sqlite" => restore_sqlite(config, &mut zip).await?,
        "postgres" => restore_postgres(config, &mut zip, &manifest).await?,
        other => return Err(StartError(format!("this backup is of an unknown engine: {other}"))),
    }
    let sealed_by = format!("{KEYS}/");
    for name in manifest.entries.keys().filter(|name| name.starts_with(&sealed_by)) {
        // A key made here before the restore has sealed nothing: the tables were empty.
        let target = config.data_dir.join(name);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|e| failed(&e))?;
        }
        if target.exists() {
            fs::remove_file(&target).map_err(|e| failed(&e))?;
        }
        write_entry(&mut zip, name, &target)?;
    }
    for name in manifest.entries.keys().filter_map(|name| name.strip_prefix("documents/")) {
        let target = config.data_dir.join(DOCUMENTS).join(name);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|e| failed(&e))?;
        }
        write_entry(&mut zip, &format!("documents/{name}"), &target)?;
    }
    Ok(done)
}

async fn restore_sqlite(config: &Config, zip: &mut ZipArchive<File>) -> Result<(), StartError> {
    let url = config.database_url.reveal();
    if !url.starts_with("sqlite") {
        return Err(StartError("this backup is of SQLite; set EVENWIJS_DATABASE_URL to a SQLite file".to_owned()));
    }
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default();
    let path = PathBuf::from(path);
    if path.exists() {
        return Err(StartError(format!("{} exists already; restore into an empty folder", path.display())));
    }
    config.create_folders().map_err(|e| StartError::when("make the data folder")(&e))?;
    write_entry(zip, SQLITE_ENTRY, &path)?;
    crate::migrate(&crate::connect(config).await?).await
}

async fn restore_postgres(config: &Config, zip: &mut ZipArchive<File>, manifest: &Manifest) -> Result<(), StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("fill the tables")(cause);
    let db = crate::connect(config).await?;
    if db.engine() != DbBackend::Postgres {
        return Err(StartError("this backup is of PostgreSQL; set EVENWIJS_DATABASE_URL to one".to_owned()));
    }
    crate::migrate(&db).await?;
    if applied(db.for_migrations()).await? != manifest.migrations {
        return Err(StartError(
            "this backup is of another version of Evenwijs; restore it with that version".to_owned(),
        ));
    }
    let tx = db.for_migrations().begin().await.map_err(|e| failed(&e))?;
    // Rows come back in any order; the references are checked when all are in.
    tx.execute_unprepared("SET LOCAL session_replication_role = replica").await.map_err(|e| failed(&e))?;
    for table in tables(&tx).await? {
        let count = Statement::from_string(tx.get_database_backend(), format!("SELECT COUNT(*) FROM {table}"));
        let rows: i64 = match tx.query_one_raw(count).await.map_err(|e| failed(&e))? {
            Some(row) => row.try_get_by_index(0).map_err(|e| failed(&e))?,
            None => 0,
        };
        if rows > 0 {
            return Err(StartError(format!("table {table} holds rows already; restore into an empty database")));
        }
        let Some(text) = read_entry(zip, &format!("tables/{table}.jsonl"))? else { continue };
        let text = String::from_utf8(text).map_err(|e| failed(&e))?;
        let insert = format!("INSERT INTO {table} SELECT * FROM json_populate_record(NULL::{table}, $1::json)");
        for line in text.lines() {
            tx.execute_raw(sql(&tx, &insert, [line.into()])).await.map_err(|e| failed(&e))?;
        }
    }
    tx.commit().await.map_err(|e| failed(&e))
}

/// A zip being written, with what is in it so far.
struct Sheaf {
    zip: ZipWriter<File>,
    entries: BTreeMap<String, Entry>,
}

impl Sheaf {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), StartError> {
        let failed = |cause: &dyn std::fmt::Display| StartError::when("write the backup")(cause);
        self.zip.start_file(name, options()).map_err(|e| failed(&e))?;
        self.zip.write_all(bytes).map_err(|e| failed(&e))?;
        let entry = Entry { size: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)) };
        self.entries.insert(name.to_owned(), entry);
        Ok(())
    }

    fn add_file(&mut self, name: &str, path: &Path) -> Result<(), StartError> {
        let failed = |cause: &dyn std::fmt::Display| StartError::when("write the backup")(cause);
        let mut file = File::open(path).map_err(|e| failed(&e))?;
        self.zip.start_file(name, options()).map_err(|e| failed(&e))?;
        let (mut hash, mut size, mut buffer) = (Sha256::new(), 0_u64, vec![0_u8; 1 << 16]);
        loop {
            let read = file.read(&mut buffer).map_err(|e| failed(&e))?;
            if read == 0 {
                break;
            }
            hash.update(&buffer[..read]);
            self.zip.write_all(&buffer[..read]).map_err(|e| failed(&e))?;
            size += read as u64;
        }
        self.entries.insert(name.to_owned(), Entry { size, sha256: hex(&hash.finalize()) });
        Ok(())
    }

    fn finish(mut self, engine: &str, migrations: Vec<String>) -> Result<Done, StartError> {
        let failed = |cause: &dyn std::fmt::Display| StartError::when("finish the backup")(cause);
        let done = Done { entries: self.entries.len(), bytes: self.entries.values().map(|e| e.size).sum() };
        let manifest =
            Manifest { format: FORMAT.to_owned(), engine: engine.to_owned(), migrations, entries: self.entries };
        let text = serde_json::to_vec_pretty(&manifest).map_err(|e| failed(&e))?;
        self.zip.start_file(MANIFEST, options()).map_err(|e| failed(&e))?;
        self.zip.write_all(&text).map_err(|e| failed(&e))?;
        let file = self.zip.finish().map_err(|e| failed(&e))?;
        file.sync_all().map_err(|e| failed(&e))?;
        Ok(done)
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true)
}

/// Reads the manifest and compares every entry with it, before anything is touched.
fn check(zip: &mut ZipArchive<File>) -> Result<Manifest, StartError> {
    let damaged = |what: &str| StartError(format!("this backup is damaged: {what}"));
    let text = read_entry(zip, MANIFEST)?.ok_or_else(|| StartError("this is not a backup of Evenwijs".to_owned()))?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|_| damaged("its list cannot be read"))?;
    if manifest.format != FORMAT {
        return Err(StartError(format!("this backup is of another format: {}", manifest.format)));
    }
    for (name, wanted) in &manifest.entries {
        let plain = Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !plain {
            return Err(damaged("an entry points outside it"));
        }
        let mut entry = zip.by_name(name).map_err(|_| damaged(&format!("{name} is missing")))?;
        let (mut hash, mut size, mut buffer) = (Sha256::new(), 0_u64, vec![0_u8; 1 << 16]);
        loop {
            let read = entry.read(&mut buffer).map_err(|_| damaged(&format!("{name} cannot be read")))?;
            if read == 0 {
                break;
            }
            hash.update(&buffer[..read]);
            size += read as u64;
        }
        if (Entry { size, sha256: hex(&hash.finalize()) }) != *wanted {
            return Err(damaged(&format!("{name} is not as it was")));
        }
    }
    Ok(manifest)
}

fn read_entry(zip: &mut ZipArchive<File>, name: &str) -> Result<Option<Vec<u8>>, StartError> {
    let Ok(mut entry) = zip.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(|e| StartError::when(&format!("read {name}"))(&e))?;
    Ok(Some(bytes))
}

fn write_entry(zip: &mut ZipArchive<File>, name: &str, target: &Path) -> Result<(), StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when(&format!("write {name}"))(cause);
    let mut entry = zip.by_name(name).map_err(|e| failed(&e))?;
    let mut file = own_file(target).map_err(|e| failed(&e))?;
    std::io::copy(&mut entry, &mut file).map_err(|e| failed(&e))?;
    file.sync_all().map_err(|e| failed(&e))
}

/// A new file that nobody else on the machine may read.
fn own_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when(&format!("look into {}", folder.display()))(cause);
    let mut found = Vec::new();
    if !folder.exists() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder).map_err(|e| failed(&e))? {
        let path = entry.map_err(|e| failed(&e))?.path();
        if path.is_dir() { found.extend(files_below(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

async fn tables(tx: &impl ConnectionTrait) -> Result<Vec<String>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("list the tables")(cause);
    let statement = Statement::from_string(
        tx.get_database_backend(),
        "SELECT table_name::text AS name FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1",
    );
    let rows = tx.query_all_raw(statement).await.map_err(|e| failed(&e))?;
    let mut names = Vec::new();
    for row in rows {
        let name: String = row.try_get("", "name").map_err(|e| failed(&e))?;
        if name != MIGRATIONS_TABLE {
            names.push(name);
        }
    }
    Ok(names)
}

async fn applied(connection: &impl ConnectionTrait) -> Result<Vec<String>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("list the migrations")(cause);
    let text = format!("SELECT version FROM {MIGRATIONS_TABLE} ORDER BY version");
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), text)).await;
    rows.map_err(|e| failed(&e))?
        .iter()
        .map(|row| row.try_get::<String>("", "version").map_err(|e| failed(&e)))
        .collect()
}
