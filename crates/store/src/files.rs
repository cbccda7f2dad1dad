//! Writing small files so that a pulled plug leaves either the old or the new one.

use crate::error::{Result, StoreError};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Suffix of a file being written; leftovers of it may be deleted at any time.
pub(crate) const PART: &str = "part";

/// Writes `bytes` to `path` by a temporary file, fsync, rename and fsync of the folder.
pub(crate) fn write_atomic(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = part_of(path);
    let written = write_synced(&part, bytes).and_then(|()| rename(&part, path));
    if written.is_err() {
        // Best effort: the leftover carries no meaning and is overwritten next time.
        let _ = fs::remove_file(&part);
    }
    written
}

/// Renames and makes the rename durable.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|e| StoreError::io(to, e))?;
    sync_parent(to)
}

/// `file.ext` → `file.ext.part` in the same folder.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(PART);
    name.into()
}

/// Makes a rename or a new file in the folder of `path` durable.
pub(crate) fn sync_parent(path: &Path) -> Result<()> {
    // Windows has no fsync of a folder; NTFS journals the rename itself.
    #[cfg(unix)]
    if let Some(parent) = path.parent() {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        File::open(parent)
            .and_then(|folder| folder.sync_all())
            .map_err(|e| StoreError::io(parent, e))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Creates a folder readable by its owner only.
pub(crate) fn create_private_dir(dir: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(dir).map_err(|e| StoreError::io(dir, e))
}

/// Opens a new, empty file that only its owner may read.
pub(crate) fn create_private_file(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(|e| StoreError::io(path, e))
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = create_private_file(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| StoreError::io(path, e))
}

/// A lock between processes on a small file, released when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    file: File,
}

impl Turn {
    /// Waits for its turn alone.
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let file = lock_file(path)?;
        file.lock().map_err(|e| StoreError::io(path, e))?;
        Ok(Self { file })
    }

    /// Takes part beside others who take part; waits while somebody is alone.
    pub(crate) fn share(path: &Path) -> Result<Self> {
        let file = lock_file(path)?;
        file.lock_shared().map_err(|e| StoreError::io(path, e))?;
        Ok(Self { file })
    }

    /// Alone at once, or [`StoreError::InUse`].
    pub(crate) fn alone(path: &Path) -> Result<Self> {
        let file = lock_file(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(fs::TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(fs::TryLockError::Error(e)) => Err(StoreError::io(path, e)),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Closing the file releases the lock anyway.
        let _ = self.file.unlock();
    }
}

fn lock_file(path: &Path) -> Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|e| StoreError::io(path, e))
}
