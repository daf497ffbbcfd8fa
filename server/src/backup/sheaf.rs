//! The file itself: a zip with a list of what is in it, encrypted on its way out when there is a recipient.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, Write},
    path::Path,
};

use age::{Decryptor, Encryptor, IdentityFile, stream::StreamWriter as Sealed, x25519::Recipient};
use app::secret::hex;
use sha2::{Digest, Sha256};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use super::{Done, Entry, FORMAT, MANIFEST, Manifest, Source};
use crate::StartError;

/// How a file of `age` begins.
const SEALED: &[u8] = b"age-encryption.org/";

/// Where the bytes go.
enum Sink {
    Plain(File),
    Sealed(Sealed<File>),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Sealed(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Sealed(writer) => writer.flush(),
        }
    }
}

/// A zip being written, with what is in it so far.
pub(super) struct Sheaf {
    zip: ZipWriter<StreamWriter<Sink>>,
    entries: BTreeMap<String, Entry>,
}

impl Sheaf {
    /// Begins a file that must not exist yet, readable by its owner only.
    pub(super) fn create(path: &Path, recipient: Option<&str>) -> Result<Self, StartError> {
        let failed = |cause: &dyn std::fmt::Display| StartError::when("write the backup")(cause);
        let file = create(path).map_err(|e| failed(&e))?;
        let sink = match recipient {
            None => Sink::Plain(file),
            Some(recipient) => {
                let recipient: Recipient = recipient.parse().map_err(|e: &str| failed(&e))?;
                let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient));
                Sink::Sealed(encryptor.map_err(|e| failed(&e))?.wrap_output(file).map_err(|e| failed(&e))?)
            }
        };
        Ok(Self { zip: ZipWriter::new_stream(sink), entries: BTreeMap::new() })
    }

    /// Adds these bytes under this name.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), StartError> {
        self.copy(name, bytes)
    }

    /// Adds a file. One that disappeared meanwhile was nobody's: a file with a row stays.
    pub(super) fn add_file(&mut self, name: &str, path: &Path) -> Result<(), StartError> {
        match File::open(path) {
            Ok(file) => self.copy(name, file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(StartError::when(&format!("read {}", path.display()))(&error)),
        }
    }

    fn copy(&mut self, name: &str, mut from: impl Read) -> Result<(), StartError> {
        let failed = |cause: &dyn std::fmt::Display| StartError::when("write the backup")(cause);
        self.zip.start_file(name, options()).map_err(|e| failed(&e))?;
        let (mut hash, mut size, mut buffer) = (Sha256::new(), 0_u64, vec![0_u8; 1 << 16]);
        loop {
            let read = from.read(&mut buffer).map_err(|e| failed(&e))?;
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

    /// Writes the list and brings everything to the disk.
    pub(super) fn finish(mut self, engine: &str, migrations: Vec<String>) -> Result<Done, StartError> {
        let failed = |cause: &dyn std::fmt::Display| StartError::when("finish the backup")(cause);
        let done = Done { entries: self.entries.len(), bytes: self.entries.values().map(|e| e.size).sum() };
        let manifest =
            Manifest { format: FORMAT.to_owned(), engine: engine.to_owned(), migrations, entries: self.entries };
        let text = serde_json::to_vec_pretty(&manifest).map_err(|e| failed(&e))?;
        self.zip.start_file(MANIFEST, options()).map_err(|e| failed(&e))?;
        self.zip.write_all(&text).map_err(|e| failed(&e))?;
        let file = match self.zip.finish().map_err(|e| failed(&e))?.into_inner() {
            Sink::Plain(file) => file,
            Sink::Sealed(writer) => writer.finish().map_err(|e| failed(&e))?,
        };
        file.sync_all().map_err(|e| failed(&e))?;
        Ok(done)
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true)
}

/// Makes a file that must not exist yet, readable by its owner only.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens a backup for reading, decrypted where it is encrypted.
pub(super) fn open(path: &Path, key: Option<&Path>) -> Result<Box<dyn Source>, StartError> {
    let failed = |cause: &dyn std::fmt::Display| StartError::when("read the backup")(cause);
    let mut file = BufReader::new(File::open(path).map_err(|e| failed(&e))?);
    if !file.fill_buf().map_err(|e| failed(&e))?.starts_with(SEALED) {
        file.rewind().map_err(|e| failed(&e))?;
        return Ok(Box::new(file));
    }
    let Some(key) = key else {
        return Err(StartError("this backup is encrypted; say --key FILE with the secret key of age".to_owned()));
    };
    let keys = StartError::when("read the key");
    let identities = File::open(key)
        .and_then(|file| IdentityFile::from_buffer(BufReader::new(file)))
        .map_err(|e| e.to_string())
        .and_then(|file| file.into_identities().map_err(|e| e.to_string()))
        .map_err(|e| keys(&e))?;
    let decryptor = Decryptor::new_buffered(file).map_err(|_| damaged())?;
    let identities = identities.iter().map(|identity| identity.as_ref() as &dyn age::Identity);
    let reader = decryptor.decrypt(identities).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => StartError("this key does not open this backup".to_owned()),
        _ => damaged(),
    })?;
    Ok(Box::new(reader))
}

fn damaged() -> StartError {
    StartError("this backup is damaged: it cannot be decrypted".to_owned())
}
