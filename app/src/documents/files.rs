//! Files on disk: written under a temporary name, looked at, brought to the disk, and only then given the name under
//! which a row finds them. What is not kept disappears by itself.

use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use futures::{Stream, stream};
use sha2::{Digest, Sha256};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncWriteExt},
};

use super::{
    kind::{Kind, Unfit},
    name,
};
use crate::{Settings, error::AppError};

/// Where files are while they arrive, inside the folder of documents.
const ARRIVING: &str = "onderweg";
/// Bytes read at once for a download.
const CHUNK: usize = 64 * 1024;
/// After this long nobody is still working on a file without a row.
pub const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// The folder of documents.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// The one of this installation.
    pub fn of(settings: &Settings) -> Self {
        Self(settings.data_dir.join("documenten"))
    }

    /// Begins a new file.
    pub async fn begin(&self) -> Result<Arriving, AppError> {
        let arriving = self.0.join(ARRIVING);
        tokio::fs::create_dir_all(&arriving).await.map_err(disk)?;
        let stored_as = random_name();
        let path = Scrap::at(arriving.join(stored_as.replace('/', "-")));
        let file = File::create_new(path.path()).await.map_err(disk)?;
        Ok(Arriving { folder: self.clone(), stored_as, path, file, hash: Sha256::new(), size: 0 })
    }

    /// Takes a file that is already whole; for what is made by commands. `name` is the name as a person would see it.
    pub async fn take(&self, name: &str, bytes: &[u8]) -> Result<Result<Checked, Unfit>, AppError> {
        let mut arriving = self.begin().await?;
        arriving.write(bytes).await?;
        arriving.check(name).await
    }

    /// Where a kept file is.
    pub fn path_of(&self, stored_as: &str) -> PathBuf {
        self.0.join(stored_as)
    }

    /// Opens a kept file for reading.
    pub async fn open(&self, stored_as: &str) -> Result<File, AppError> {
        File::open(self.0.join(stored_as)).await.map_err(disk)
    }

    /// Every file that has been there longer than `older_than`: as it is stored, or still arriving.
    pub async fn older_than(&self, older_than: Duration) -> Result<Vec<String>, AppError> {
        let root = self.0.clone();
        blocking(move || list(&root, older_than)).await
    }

    /// Takes a file away; one that is already gone is fine.
    pub async fn remove(&self, stored_as: &str) -> Result<(), AppError> {
        match tokio::fs::remove_file(self.0.join(stored_as)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk(error)),
            _ => Ok(()),
        }
    }
}

/// Whether a name of the list is that of a file still arriving.
pub fn is_arriving(stored_as: &str) -> bool {
    stored_as.starts_with(ARRIVING)
}

/// A file that comes in piece by piece. Dropped, it is gone.
#[derive(Debug)]
pub struct Arriving {
    folder: Folder,
    stored_as: String,
    path: Scrap,
    file: File,
    hash: Sha256,
    size: u64,
}

impl Arriving {
    /// Adds a piece.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.file.write_all(bytes).await.map_err(disk)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Brings it to the disk and looks whether it is what its name says.
    pub async fn check(self, sent_name: &str) -> Result<Result<Checked, Unfit>, AppError> {
        let Some(kind) = Kind::of_name(sent_name) else { return Ok(Err(Unfit::Extension)) };
        let Self { folder, stored_as, path, mut file, hash, size } = self;
        file.flush().await.map_err(disk)?;
        file.sync_all().await.map_err(disk)?;
        drop(file);
        let place = path.path().to_owned();
        let media_type = match blocking(move || kind.inspect(&std::fs::File::open(place)?)).await? {
            Ok(media_type) => media_type,
            Err(unfit) => return Ok(Err(unfit)),
        };
        let sha256 = crate::secret::hex(&hash.finalize());
        let size = i64::try_from(size).map_err(AppError::unexpected)?;
        let about = About { stored_as, file_name: name::kept(sent_name, kind), media_type, size, sha256 };
        Ok(Ok(Checked { folder, path, about }))
    }
}

/// What is known of a file.
#[derive(Debug, Clone)]
pub struct About {
    /// Its random name, below the folder.
    pub stored_as: String,
    /// Its name for people.
    pub file_name: String,
    /// What it is.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Of the content, in hexadecimal.
    pub sha256: String,
}

/// A whole file that is what it says, not yet kept. Dropped, it is gone.
#[derive(Debug)]
pub struct Checked {
    folder: Folder,
    path: Scrap,
    about: About,
}

impl Checked {
    /// Its name without the extension, for a title.
    pub fn stem(&self) -> String {
        name::stem(&self.about.file_name)
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.about.size.unsigned_abs()
    }

    /// Gives it its final name, on the disk. Until [`Kept::settle`] it still disappears when dropped.
    pub async fn keep(self) -> Result<Kept, AppError> {
        let Self { folder, mut path, about } = self;
        let to = folder.0.join(&about.stored_as);
        let from = path.path().to_owned();
        let target = to.clone();
        blocking(move || {
            if let Some(parent) = target.parent() {
                std::fs::create_dir_all(parent)?;
                std::fs::rename(from, &target)?;
                // The name too must survive a power cut, and so must a new folder.
                std::fs::File::open(parent)?.sync_all()?;
                if let Some(above) = parent.parent() {
                    std::fs::File::open(above)?.sync_all()?;
                }
            }
            Ok(())
        })
        .await?;
        path.settle();
        Ok(Kept { path: Scrap::at(to), about })
    }
}

/// A file under its final name, before its row is sure.
#[derive(Debug)]
pub struct Kept {
    path: Scrap,
    about: About,
}

impl Kept {
    /// What is known of it.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Its row is there: the file stays.
    pub fn settle(mut self) {
        self.path.settle();
    }
}

/// A file that goes when nobody keeps it.
#[derive(Debug)]
struct Scrap(Option<PathBuf>);

impl Scrap {
    fn at(path: PathBuf) -> Self {
        Self(Some(path))
    }

    fn path(&self) -> &Path {
        self.0.as_deref().unwrap_or(Path::new(""))
    }

    fn settle(&mut self) {
        self.0 = None;
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        let Some(path) = &self.0 else { return };
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, "a file nobody keeps stays until the next sweep");
            }
            _ => {}
        }
    }
}

/// The content of a file in pieces.
pub fn pieces(file: File) -> impl Stream<Item = io::Result<Vec<u8>>> {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; CHUNK];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok((read > 0).then_some((piece, file)))
    })
}

/// Two letters as a folder, so that none holds too many; then the whole.
fn random_name() -> String {
    let name = format!("{:032x}", rand::random::<u128>());
    format!("{}/{name}", &name[..2])
}

fn list(root: &Path, older_than: Duration) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let folders = match std::fs::read_dir(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        folders => folders?,
    };
    for folder in folders {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder.path())? {
            let file = file?;
            let age = SystemTime::now().duration_since(file.metadata()?.modified()?).unwrap_or_default();
            if age > older_than {
                found.push(format!("{}/{}", folder.file_name().to_string_lossy(), file.file_name().to_string_lossy()));
            }
        }
    }
    Ok(found)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::unexpected)?.map_err(disk)
}

fn disk(error: io::Error) -> AppError {
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return AppError::NoRoom(format!("documents on disk: {error}"));
    }
    AppError::unexpected(format!("documents on disk: {error}"))
}
