//! Files that only the service may read, written so that a pulled plug leaves either the old or the new one.

use crate::error::{HubError, Result};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// `file.ext` → `file.ext.part` in the same folder.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Creates a folder readable by its owner only.
pub(crate) fn create_dir(dir: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(dir).map_err(|error| HubError::io(dir, error))
}

/// A new or emptied file that only its owner may read.
pub(crate) fn create_private(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map_err(|error| HubError::io(path, error))
}

/// Writes a private file by a temporary one.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = part_of(path);
    let mut file = create_private(&part)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|error| HubError::io(&part, error))?;
    rename(&part, path)
}

/// Renames and makes the rename durable.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| HubError::io(to, error))?;
    // Windows has no fsync of a folder; NTFS journals the rename itself.
    #[cfg(unix)]
    if let Some(parent) = to.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        File::open(parent)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| HubError::io(parent, error))?;
    }
    Ok(())
}

/// Held by the one process that serves or restores a hub; let go when dropped.
#[derive(Debug)]
pub(crate) struct Alone {
    _file: File,
}

impl Alone {
    /// # Errors
    /// [`HubError::InUse`] when another process holds it.
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| HubError::io(path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(HubError::InUse),
            Err(fs::TryLockError::Error(error)) => Err(HubError::io(path, error)),
        }
    }
}
