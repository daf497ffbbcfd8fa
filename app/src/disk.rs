//! The disk that the data folder is on: how much room it has, and whether it can be written at all.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::space::Space;
use rustix::fs::StatVfsMountFlags;

use crate::error::AppError;

/// The file system below a folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Disk {
    folder: Arc<Path>,
    said: Arc<Mutex<Option<Look>>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// How long who asks waits for it.
const PATIENCE: Duration = Duration::from_secs(1);

/// What was seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Its room, for whoever runs this program.
    pub space: Space,
    /// Whether it is mounted for reading only, as the system does by itself when a disk begins to fail.
    pub read_only: bool,
}

impl Disk {
    /// The one this folder is on.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.into(), said: Arc::default(), turn: Arc::default() }
    }

    /// Has it look like this from now on; for tests, as a clock in the hand.
    pub fn say(&self, look: Look) {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = Some(look);
    }

    /// Looks. That costs one call of the system, and reads nothing from the disk.
    ///
    /// # Errors
    /// The folder is not there, or its file system does not answer.
    pub async fn look(&self) -> Result<Look, AppError> {
        match tokio::time::timeout(PATIENCE, self.seen()).await {
            Ok(seen) => seen,
            Err(_elapsed) => Err(AppError::unexpected("the file system of the data folder does not answer")),
        }
    }

    async fn seen(&self) -> Result<Look, AppError> {
        if let Some(said) = *self.said.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(said);
        }
        // Aside, and one at a time, also when nobody waits any more: a share that hangs holds one thread and no more.
        let (folder, turn) = (self.folder.clone(), self.turn.clone().lock_owned().await);
        let look = move || {
            let _turn = turn;
            rustix::fs::statvfs(&*folder)
        };
        let seen = tokio::task::spawn_blocking(look).await;
        let seen = seen.map_err(AppError::unexpected)?.map_err(AppError::unexpected)?;
        let bytes = |blocks: u64| blocks.saturating_mul(seen.f_frsize);
        Ok(Look {
            space: Space { free: bytes(seen.f_bavail), total: bytes(seen.f_blocks) },
            read_only: seen.f_flag.contains(StatVfsMountFlags::RDONLY),
        })
    }

    /// Whether nothing large should be added: it is nearly full, or nothing can be written to it. Where that cannot be seen, writing itself will tell.
    pub async fn is_scarce(&self) -> bool {
        match self.look().await {
            Ok(look) => look.read_only || look.space.is_scarce(),
            Err(error) => {
                tracing::warn!(%error, "the room on the disk could not be read");
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_has_a_disk_and_one_that_is_not_there_has_none() {
        let look = Disk::of(&std::env::temp_dir()).look().await.unwrap();
        assert!(look.space.total > 0 && look.space.free <= look.space.total && !look.read_only, "{look:?}");
        assert!(Disk::of(&std::env::temp_dir().join("er-is-niets")).look().await.is_err());
        assert!(!Disk::of(&std::env::temp_dir().join("er-is-niets")).is_scarce().await);
    }
}
