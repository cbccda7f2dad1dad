//! A hub in its folder: the book behind one writer and a few readers, files beside it.
//!
//! ```text
//! <dir>/hub.key    the key of everything else, 0600; may lie elsewhere
//!       hub.db     the book (SQLCipher)
//!       blobs/     files of cases, encrypted
//!       hub.lock   held by the process that serves
//! ```

use crate::blob::Blobs;
use crate::error::{HubError, Result};
use crate::files::{self, Alone};
use crate::keys::{FileKey, Secret};
use crate::store::{NewHub, Store};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Readers at the same time; more wait their turn.
const READERS: usize = 4;

/// Where a hub lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its folder.
    pub dir: PathBuf,
    /// Its key file.
    pub key: PathBuf,
}

impl Place {
    /// A folder, with the key file in it unless it lies elsewhere.
    #[must_use]
    pub fn new(dir: &Path, key: Option<&Path>) -> Self {
        let key = key.map_or_else(|| dir.join("hub.key"), Path::to_owned);
        Self { dir: dir.to_owned(), key }
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.dir.join("hub.db")
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.dir.join("blobs")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.dir.join("hub.lock")
    }
}

/// An open hub.
pub struct Hub {
    place: Place,
    key: FileKey,
    database: Secret,
    writer: Mutex<Store>,
    readers: Mutex<(usize, Vec<Store>)>,
    free: Condvar,
    pub(crate) blobs: Blobs,
}

/// Makes a hub: keys, certificate, empty book.
///
/// # Errors
/// [`HubError::Exists`]; [`HubError::Io`], [`HubError::DiskFull`].
pub fn init(place: &Place, new: NewHub) -> Result<Hub> {
    files::create_dir(&place.dir)?;
    if place.db().exists() {
        return Err(HubError::Exists(place.dir.clone()));
    }
    let key = FileKey::create(&place.key)?;
    // Made aside and renamed: a hub is there wholly or not at all.
    let part = files::part_of(&place.db());
    let _ = std::fs::remove_file(&part);
    drop(Store::create(&part, &key.database(), new)?);
    files::rename(&part, &place.db())?;
    files::create_dir(&place.blobs())?;
    Hub::open(place)
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hub").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Hub {
    /// Whether a folder holds a hub, whatever its state.
    #[must_use]
    pub fn is_at(place: &Place) -> bool {
        place.db().exists()
    }

    /// Whether a process serves or restores it at this moment, this one or another.
    #[must_use]
    pub fn is_served(place: &Place) -> bool {
        place.lock().exists() && matches!(Alone::take(&place.lock()), Err(HubError::InUse))
    }

    /// Opens a hub; several processes may.
    ///
    /// # Errors
    /// [`HubError::NoHub`], [`HubError::KeyFile`], [`HubError::Damaged`], [`HubError::Newer`].
    pub fn open(place: &Place) -> Result<Self> {
        if !place.db().exists() {
            return Err(HubError::NoHub(place.dir.clone()));
        }
        let key = FileKey::load(&place.key)?;
        let database = key.database();
        let writer = Store::open(&place.db(), &database)?;
        Ok(Self {
            blobs: Blobs::new(place.blobs(), key.blobs()),
            place: place.clone(),
            key,
            database,
            writer: Mutex::new(writer),
            readers: Mutex::new((0, Vec::new())),
            free: Condvar::new(),
        })
    }

    /// Where it lives.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    pub(crate) fn key(&self) -> &FileKey {
        &self.key
    }

    /// The one writer of this process; others wait.
    pub fn write(&self) -> MutexGuard<'_, Store> {
        // A panic inside a change rolled its transaction back: the connection is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks a reader; waits while all are busy.
    ///
    /// # Errors
    /// As the question's.
    pub fn read<T>(&self, ask: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let reader = loop {
            if let Some(reader) = readers.1.pop() {
                break Some(reader);
            }
            if readers.0 < READERS {
                readers.0 += 1;
                break None;
            }
            readers = self.free.wait(readers).unwrap_or_else(PoisonError::into_inner);
        };
        drop(readers);
        let mut turn = ReadTurn { hub: self, reader };
        let reader = match turn.reader.take() {
            Some(reader) => reader,
            None => Store::open(&self.place.db(), &self.database)?,
        };
        ask(turn.reader.insert(reader))
    }
}

/// A reader on loan: given back whatever happens, else the readers would become fewer.
struct ReadTurn<'a> {
    hub: &'a Hub,
    reader: Option<Store>,
}

impl Drop for ReadTurn<'_> {
    fn drop(&mut self) {
        let mut readers = self.hub.readers.lock().unwrap_or_else(PoisonError::into_inner);
        match self.reader.take() {
            Some(reader) => readers.1.push(reader),
            None => readers.0 -= 1,
        }
        self.hub.free.notify_one();
    }
}
