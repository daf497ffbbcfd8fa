//! The newest seal of a municipality, signed by the installation. Kept outside the database, it tells what was cut off or
//! written anew in there.
//!
//! The key lies beside the one of the vault, in the data folder that all nodes share for their documents, and not in the
//! database: whoever can cut off the log there could sign a shorter one with it.

use std::{io, path::Path, sync::Arc};

use jiff::Timestamp;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use crate::{
    error::AppError,
    secret::{hex, unhex},
    vault,
};

/// File name of the key: the seed of Ed25519 (RFC 8032) in hexadecimal.
const FILE: &str = "audit.key";
/// What every signed text begins with, so that no signature for anything else is one for this.
const PURPOSE: &[u8] = b"evenwijs audit head 1\n";

/// Signs, and says what it signed. Cheap to clone.
#[derive(Clone)]
pub struct Signer(Arc<Ed25519KeyPair>);

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Signer").field(&self.public_key()).finish()
    }
}

/// One line: where a log ended at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Slug of the municipality.
    pub municipality: String,
    /// Number of its newest seal.
    pub number: i64,
    /// That seal, in hexadecimal.
    pub hash: String,
    /// When it was the newest, as in RFC 3339.
    pub at: String,
    /// Who signed: a public key of Ed25519, in hexadecimal.
    pub public_key: String,
    /// The signature, in hexadecimal.
    pub signature: String,
}

impl Signer {
    /// With the key below this data folder, made where there is none. A key that other users of the machine may read is
    /// refused.
    ///
    /// # Errors
    /// The disk; a file that holds no key.
    pub fn in_folder(data_dir: &Path) -> io::Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&vault::key(data_dir, FILE)?);
        let pair = pair.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
        Ok(Self(Arc::new(pair)))
    }

    /// The public half, in hexadecimal.
    #[must_use]
    pub fn public_key(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    /// Signs that this seal is the newest of a municipality.
    ///
    /// # Errors
    /// None that is known: text is written into memory.
    pub fn sign(&self, municipality: &str, number: i64, hash: &[u8], now: Timestamp) -> Result<Head, AppError> {
        let mut head = Head {
            municipality: municipality.to_owned(),
            number,
            hash: hex(hash),
            at: now.to_string(),
            public_key: self.public_key(),
            signature: String::new(),
        };
        head.signature = hex(self.0.sign(&head.signed_text()?).as_ref());
        Ok(head)
    }

    /// Whether this installation signed it, as it is. What another key signed is nobody's word.
    ///
    /// # Errors
    /// As in [`Self::sign`].
    pub fn signed(&self, head: &Head) -> Result<bool, AppError> {
        let Some(signature) = unhex(&head.signature) else { return Ok(false) };
        let own = UnparsedPublicKey::new(&ED25519, self.0.public_key());
        Ok(head.public_key == self.public_key() && own.verify(&head.signed_text()?, &signature).is_ok())
    }
}

impl Head {
    /// What is signed: every field before the signature as one JSON array, in which no two different heads are alike.
    fn signed_text(&self) -> Result<Vec<u8>, AppError> {
        let fields = (&self.municipality, self.number, &self.hash, &self.at, &self.public_key);
        Ok([PURPOSE, &serde_json::to_vec(&fields).map_err(AppError::unexpected)?].concat())
    }

    /// The line of the file, without its end.
    ///
    /// # Errors
    /// None that is known: text is written into memory.
    pub fn line(&self) -> Result<String, AppError> {
        serde_json::to_string(self).map_err(AppError::unexpected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("ew-head-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_head_is_of_this_installation_and_as_it_was_or_it_is_not_signed() {
        let (here, there) = (folder(), folder());
        let signer = Signer::in_folder(&here).unwrap();
        let now = "2026-09-01T08:00:00Z".parse().unwrap();
        let head = signer.sign("winterbeek", 12, &[1, 2, 3], now).unwrap();
        let again = Signer::in_folder(&here).unwrap();
        let read: Head = serde_json::from_str(&head.line().unwrap()).unwrap();
        assert!(again.signed(&read).unwrap(), "the key stays, and so does what is in a line");
        let other = Signer::in_folder(&there).unwrap();
        assert!(!other.signed(&head).unwrap());
        assert!(!signer.signed(&other.sign("winterbeek", 12, &[1, 2, 3], now).unwrap()).unwrap());
        let mut signature = head.signature.clone();
        signature.replace_range(0..1, if signature.starts_with('0') { "1" } else { "0" });
        for forged in [
            Head { municipality: "zomerdal".to_owned(), ..head.clone() },
            Head { number: 11, ..head.clone() },
            Head { hash: "010204".to_owned(), ..head.clone() },
            Head { at: "2026-09-02T08:00:00Z".to_owned(), ..head.clone() },
            Head { public_key: other.public_key(), ..head.clone() },
            Head { signature, ..head.clone() },
            Head { signature: "é".to_owned(), ..head.clone() },
            Head { signature: String::new(), ..head.clone() },
        ] {
            assert!(!signer.signed(&forged).unwrap(), "{forged:?}");
        }
        for folder in [here, there] {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
