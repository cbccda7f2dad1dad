//! What can go wrong at the hub.

use ledger::wire::Refusal;
use std::path::{Path, PathBuf};

/// Why the hub could not do it.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// Asked for something that is not granted: a code and values for the words.
    #[error("refused: {}", .0.code)]
    Refused(Refusal),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The folder holds no hub.
    #[error("no hub at {}", .0.display())]
    NoHub(PathBuf),
    /// The folder holds a hub already.
    #[error("there is a hub at {} already", .0.display())]
    Exists(PathBuf),
    /// Another process serves or restores this hub.
    #[error("the hub is in use by another process")]
    InUse,
    /// Another program listens on that port.
    #[error("{0} is in use by another program")]
    PortInUse(std::net::SocketAddr),
    /// This machine does not have that address.
    #[error("this machine has no address {0}")]
    NoSuchAddress(std::net::IpAddr),
    /// The key file is missing, has the wrong form, or may be read by others.
    #[error("key file {}: {what}", path.display())]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Stored bytes are not what they should be, or the key is another one.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Written by a newer program.
    #[error("the hub's data have version {found}, this program knows {known}")]
    Newer {
        /// Version found.
        found: u32,
        /// Newest version known here.
        known: u32,
    },
    /// The operating system refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// What it said.
        error: std::io::Error,
    },
    /// The database refused.
    #[error("database: {0}")]
    Database(rusqlite::Error),
    /// Keys or certificate could not be made or used.
    #[error("keys: {0}")]
    Keys(String),
}

/// Result with [`HubError`].
pub type Result<T> = std::result::Result<T, HubError>;

impl HubError {
    pub(crate) fn io(path: &Path, error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Io { path: path.to_owned(), error }
    }

    pub(crate) fn damaged(what: impl ToString) -> Self {
        Self::Damaged(what.to_string())
    }

    pub(crate) fn refused(code: &str) -> Self {
        Self::Refused(Refusal::new(code))
    }
}

impl From<rusqlite::Error> for HubError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                Self::damaged(error)
            }
            _ => Self::Database(error),
        }
    }
}

impl From<Refusal> for HubError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ledger::BatchError> for HubError {
    fn from(error: ledger::BatchError) -> Self {
        Self::damaged(error)
    }
}
