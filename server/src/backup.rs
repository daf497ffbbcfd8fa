//! Saving everything into one file, and back into an empty place.
//!
//! The file is a zip: `manifest.json` (format, engine, applied migrations, SHA-256 and size of every other entry), the
//! tables, the documents and whatever else is kept in the data folder, such as the key of the vault. SQLite is copied by `VACUUM INTO`,
//! which is one consistent moment; PostgreSQL is read table by table in one repeatable-read transaction. Files come after
//! the tables: a row is made when its file is there, so every row of the copy finds its file. With a recipient of `age`
//! the zip is encrypted as it is written. `restore` checks every byte against the manifest before it touches anything.

mod sheaf;
mod tables;

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Seek},
    path::{Path, PathBuf},
};

use app::{
    audit::export::{Heads, keep_restored},
    db::{Db, sql},
    secret::hex,
};
use jiff::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use self::sheaf::Sheaf;
use crate::{StartError, config::Config};

/// What the first line of a manifest says.
const FORMAT: &str = "evenwijs-backup/1";
const MANIFEST: &str = "manifest.json";
const SQLITE_ENTRY: &str = "database.sqlite3";
/// Where documents are, below the data folder.
pub const DOCUMENTS: &str = "documenten";
/// Where documents are while they arrive: of no use to anybody yet.
const ARRIVING: &str = "documenten/onderweg";
/// Endings of what is no part of an installation: backups, and what was being made when the program ended.
const LEFT_OUT: [&str; 3] = ["zip", "age", "half"];

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

/// What was brought back, and what was signed after it.
#[derive(Debug)]
pub struct Restored {
    /// What came out of the file.
    pub done: Done,
    /// How many municipalities have their log signed as it is now. What keeps it from being signed undoes nothing.
    pub signed: Result<usize, StartError>,
}

/// Writes a backup to `target`, which must not exist yet; encrypted when the configuration names a recipient. May run
/// beside a serving installation.
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
    let mut sheaf = Sheaf::create(path, config.backup_recipient.as_deref())?;
    let (engine, migrations) = match db.engine() {
        DbBackend::Sqlite => {
            // In the clear, so beside the database and nowhere else.
            let copy = config.data_dir.join(format!("kopie-{}.half", uuid::Uuid::now_v7()));
            let vacuum = sql(db.for_migrations(), "VACUUM INTO $1", [copy.display().to_string().into()]);
            let made = db.for_migrations().execute_raw(vacuum).await.map_err(|e| failed(&e));
            let added = made.and_then(|_| sheaf.add_file(SQLITE_ENTRY, &copy));
            match fs::remove_file(&copy) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(&error)),
                _ => added?,
            };
            ("sqlite", tables::applied(db.for_migrations()).await?)
        }
        _ => ("postgres", tables::save(db, &mut sheaf).await?),
    };
    for (name, file) in files_of(config)? {
        sheaf.add_file(&name, &file)?;
    }
    sheaf.finish(engine, migrations)
}

/// Everything in the data folder beside the database: its name in the backup, and where it is.
fn files_of(config: &Config) -> Result<Vec<(String, PathBuf)>, StartError> {
    let database = sqlite_path(config.database_url.reveal());
    let of_database = |file: &Path| {
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let database = database.as_deref().map(name).unwrap_or_else(|| "evenwijs.sqlite3".to_owned());
        ["", "-wal", "-shm", "-journal"].iter().any(|end| name(file) == format!("{database}{end}"))
    };
    let mut found = Vec::new();
    for file in files_below(&config.data_dir)? {
        let Ok(name) = file.strip_prefix(&config.data_dir) else { continue };
        let extension = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        let document = name.starts_with(DOCUMENTS);
        let left_out = match document {
            true => name.starts_with(ARRIVING),
            // The signed heads are newer than the tables, which go first, and belong elsewhere anyway.
            false => {
                let elsewhere = file.starts_with(&config.mail_dir) || file == config.audit_heads;
                elsewhere || of_database(&file) || LEFT_OUT.contains(&extension.as_str())
            }
        };
        if left_out {
            continue;
        }
        let entry = match name.strip_prefix(DOCUMENTS) {
            Ok(below) => format!("documents/{}", below.display()),
            Err(_) => format!("files/{}", name.display()),
        };
        found.push((entry, file));
    }
    Ok(found)
}

/// Where an entry of the backup belongs, below the data folder; nothing for the tables.
fn place_of(config: &Config, entry: &str) -> Option<PathBuf> {
    match (entry.strip_prefix("documents/"), entry.strip_prefix("files/")) {
        (Some(below), _) => Some(config.data_dir.join(DOCUMENTS).join(below)),
        (_, Some(below)) => Some(config.data_dir.join(below)),
        _ => None,
    }
}

/// The file of a SQLite address.
fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//").split('?').next().unwrap_or_default();
    Some(PathBuf::from(path))
}

/// Something that is read from any place in it.
trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// A backup being read.
type Bundle = ZipArchive<Box<dyn Source>>;

/// Brings a backup back into a place where nothing is yet. `key` is a file with the secret key of `age` that an encrypted
/// backup opens with.
///
/// Where the log of each municipality ends is signed anew at once: the file of signed heads is in no backup, and what was
/// lost since this one was made is not in the log.
pub async fn restore(
    config: &Config,
    source: &Path,
    key: Option<&Path>,
    now: Timestamp,
) -> Result<Restored, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("read the backup")(cause);
    let source = sheaf::open(source, key)?;
    let mut zip = ZipArchive::new(source).map_err(|_| StartError("this is not a whole backup file".to_owned()))?;
    let manifest = check(&mut zip)?;
    let done = Done { entries: manifest.entries.len(), bytes: manifest.entries.values().map(|e| e.size).sum() };

    if files_below(&config.data_dir.join(DOCUMENTS))?.iter().any(|file| file.is_file()) {
        return Err(StartError("the data folder holds documents already; restore into an empty one".to_owned()));
    }
    // A key made here before has sealed nothing, the tables being empty: the one that opens what comes back replaces it.
    let keys = config.data_dir.join(app::vault::FOLDER);
    for target in manifest.entries.keys().filter_map(|name| place_of(config, name)) {
        if target.exists() && !target.starts_with(&keys) {
            return Err(StartError(format!("{} exists already; restore into an empty folder", target.display())));
        }
    }
    match manifest.engine.as_str() {
        "sqlite" => restore_sqlite(config, &mut zip).await?,
        "postgres" => tables::restore(config, &mut zip, &manifest).await?,
        other => return Err(StartError(format!("this backup is of an unknown engine: {other}"))),
    }
    for name in manifest.entries.keys() {
        let Some(target) = place_of(config, name) else { continue };
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|e| failed(&e))?;
        }
        if target.exists() {
            fs::remove_file(&target).map_err(|e| failed(&e))?;
        }
        write_entry(&mut zip, name, &target)?;
    }
    Ok(Restored { done, signed: sign_heads(config, now).await })
}

/// Adds where each log ends now to the file of signed heads, with the key that came back.
async fn sign_heads(config: &Config, now: Timestamp) -> Result<usize, StartError> {
    let heads = Heads::new(&config.data_dir, config.audit_heads.clone());
    let heads = heads.map_err(|e| StartError::when("read the key of the audit log")(&e))?;
    let db = crate::connect(config).await?;
    keep_restored(&db, &heads, now).await.map_err(|e| StartError::when("sign the audit log")(&e))
}

async fn restore_sqlite(config: &Config, zip: &mut Bundle) -> Result<(), StartError> {
    let Some(path) = sqlite_path(config.database_url.reveal()) else {
        return Err(StartError("this backup is of SQLite; set EVENWIJS_DATABASE_URL to a SQLite file".to_owned()));
    };
    if path.exists() {
        return Err(StartError(format!("{} exists already; restore into an empty folder", path.display())));
    }
    config.create_folders().map_err(|e| StartError::when("make the data folder")(&e))?;
    write_entry(zip, SQLITE_ENTRY, &path)?;
    crate::migrate(&crate::connect(config).await?).await
}

/// Reads the manifest and compares every entry with it, before anything is touched.
fn check(zip: &mut Bundle) -> Result<Manifest, StartError> {
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

fn read_entry(zip: &mut Bundle, name: &str) -> Result<Option<Vec<u8>>, StartError> {
    let Ok(mut entry) = zip.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(|e| StartError::when(&format!("read {name}"))(&e))?;
    Ok(Some(bytes))
}

fn write_entry(zip: &mut Bundle, name: &str, target: &Path) -> Result<(), StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when(&format!("write {name}"))(cause);
    let mut entry = zip.by_name(name).map_err(|e| failed(&e))?;
    let mut file = sheaf::create(target).map_err(|e| failed(&e))?;
    std::io::copy(&mut entry, &mut file).map_err(|e| failed(&e))?;
    file.sync_all().map_err(|e| failed(&e))
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
