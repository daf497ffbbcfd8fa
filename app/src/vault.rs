//! What must come back in clear but may not lie in clear in the database: sealed with a key of the installation, which
//! lives in a file of the data folder and travels in a backup.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::error::AppError;

/// Folder of the key, below the data folder.
pub const FOLDER: &str = "keys";
const FILE: &str = "vault.key";
const NONCE: usize = 24;

/// The key, ready to use. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Inside>);

struct Inside {
    cipher: XChaCha20Poly1305,
    key: [u8; 32],
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// Reads the key below this data folder, and makes one where there is none. Of two that start at once, one makes it
    /// and both read it. Refuses a key that other users of the machine may read (R91).
    pub fn in_folder(data_dir: &Path) -> io::Result<Self> {
        let key = key(data_dir, FILE)?;
        let cipher = XChaCha20Poly1305::new_from_slice(&key).map_err(io::Error::other)?;
        Ok(Self(Arc::new(Inside { cipher, key })))
    }

    /// Seals bytes; they open only with the same `purpose`: whose they are, and what for.
    pub fn seal(&self, plain: &[u8], purpose: &[u8]) -> Result<Vec<u8>, AppError> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload { msg: plain, aad: purpose };
        let sealed = self.0.cipher.encrypt(&XNonce::from(nonce), payload).map_err(AppError::unexpected)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What follows from this key, a purpose and an input, and from nothing less (HMAC-SHA256).
    pub fn derive(&self, purpose: &[u8], input: &[u8]) -> Result<[u8; 32], AppError> {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0.key).map_err(AppError::unexpected)?;
        for part in [b"evenwijs derive 1".as_slice(), purpose, input] {
            mac.update(&part.len().to_be_bytes());
            mac.update(part);
        }
        Ok(mac.finalize().into_bytes().into())
    }

    /// Opens them. `None`: sealed with another key or for something else, or touched.
    pub fn open(&self, sealed: &[u8], purpose: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
        self.0.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: purpose }).ok()
    }
}

/// The 256 random bits of the key with this file name, made where there is none.
pub(crate) fn key(data_dir: &Path, file: &str) -> io::Result<[u8; 32]> {
    let path = data_dir.join(FOLDER).join(file);
    if !path.exists() {
        make(&path)?;
    }
    refuse_open_door(&path)?;
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, format!("{} is no key", path.display()));
    let bytes = crate::secret::unhex(fs::read_to_string(&path)?.trim()).ok_or_else(wrong)?;
    bytes.try_into().map_err(|_| wrong())
}

/// Writes a fresh key beside its place and links it there: nobody reads half a key, and a key that is there stays.
fn make(path: &Path) -> io::Result<()> {
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    private_folder(&folder)?;
    let half: PathBuf = path.with_extension(format!("key.{}", uuid::Uuid::now_v7().simple()));
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&half)?;
    file.write_all(crate::secret::hex(&rand::random::<[u8; 32]>()).as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&half, path);
    fs::remove_file(&half)?;
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(unix)]
fn refuse_open_door(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    if fs::metadata(path)?.permissions().mode() & 0o007 == 0 {
        return Ok(());
    }
    Err(io::Error::new(
        io::ErrorKind::PermissionDenied,
        format!("everybody may read {}; chmod o-rwx it", path.display()),
    ))
}

#[cfg(not(unix))]
fn refuse_open_door(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("ew-vault-{}", uuid::Uuid::now_v7().simple()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn what_is_sealed_opens_with_the_same_key_for_the_same_purpose_only() {
        let (here, there) = (folder(), folder());
        let vault = Vault::in_folder(&here).unwrap();
        let sealed = vault.seal(b"geheim", b"anna").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"geheim"));
        assert_ne!(sealed, vault.seal(b"geheim", b"anna").unwrap(), "never sealed twice alike");
        assert_eq!(Vault::in_folder(&here).unwrap().open(&sealed, b"anna").unwrap(), b"geheim");
        assert!(vault.open(&sealed, b"bram").is_none());
        assert!(Vault::in_folder(&there).unwrap().open(&sealed, b"anna").is_none());
        let mut touched = sealed.clone();
        touched[30] ^= 1;
        assert!(vault.open(&touched, b"anna").is_none());
        assert!(vault.open(&sealed[..10], b"anna").is_none());
        for folder in [here, there] {
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_everybody_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let here = folder();
        Vault::in_folder(&here).unwrap();
        let path = here.join(FOLDER).join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Vault::in_folder(&here).is_err());
        fs::remove_dir_all(here).unwrap();
    }
}
