//! What can go wrong with a desk's data, each as its own kind so that a person can be told what to do.

use std::path::PathBuf;

/// Result of this room.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Which part of the data folder is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Both `slots.json` and its previous version cannot be read: no key can be opened.
    Slots,
    /// `desk.db` is gone although the key slots are there.
    DatabaseMissing,
    /// `desk.db` cannot be read with the right key: pages fail their checksum.
    Database,
    /// The chain of records does not check: a record was changed or is missing.
    Chain,
    /// An attachment's file is gone or does not decrypt to what its name promises.
    Attachment,
    /// A backup file is cut or changed.
    Backup,
}

impl Damage {
    /// Stable word for the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Slots => "slots",
            Self::DatabaseMissing => "database_missing",
            Self::Database => "database",
            Self::Chain => "chain",
            Self::Attachment => "attachment",
            Self::Backup => "backup",
        }
    }
}

/// Everything the store refuses or fails at.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The password is not this member's; `wait_seconds` is how long the next attempt is refused.
    #[error("wrong password, attempt {failures}, next one in {wait_seconds} s")]
    WrongPassword {
        /// Wrong attempts in a row, this one included.
        failures: u32,
        /// Seconds until another attempt is judged, 0 = at once.
        wait_seconds: u32,
    },
    /// Too many wrong attempts: this attempt was not judged. The recovery sheet still works.
    #[error("too many wrong passwords, {wait_seconds} s left")]
    TooManyAttempts {
        /// Seconds left.
        wait_seconds: u32,
    },
    /// A password shorter than [`crate::MIN_PASSWORD_CHARS`].
    #[error("password is too short, at least {min} characters")]
    PasswordTooShort {
        /// Characters wanted.
        min: usize,
    },
    /// No member of staff with this id has a key slot here.
    #[error("no key slot for staff {id}")]
    NoSuchStaff {
        /// The id asked for.
        id: String,
    },
    /// A member with this id has a key slot already.
    #[error("staff {id} has a key slot already")]
    StaffExists {
        /// The id.
        id: String,
    },
    /// The last member cannot be removed: nobody could open the desk by password.
    #[error("the last member of staff cannot be removed")]
    LastStaff,
    /// The recovery code was mistyped; `group` is the first group (from 1) whose check character fails.
    #[error("recovery code mistyped in group {group}")]
    RecoveryMistyped {
        /// Group from 1 to 8; 0 when the number of characters is wrong.
        group: u8,
    },
    /// A well-formed recovery code that is not this desk's, or has been replaced by a newer sheet.
    #[error("this recovery code does not open this desk")]
    RecoveryWrong,
    /// The folder already holds a desk.
    #[error("there is a desk in this folder already")]
    AlreadyThere,
    /// The folder holds no desk yet.
    #[error("there is no desk in this folder")]
    Fresh,
    /// Something in the folder is damaged.
    #[error("damaged {what:?}: {detail}")]
    Damaged {
        /// Which part.
        what: Damage,
        /// For the log, not for people.
        detail: String,
    },
    /// The folder was written by a newer version of the program.
    #[error("written by a newer version (has {found}, known up to {known})")]
    Newer {
        /// Schema or format number found.
        found: u32,
        /// Newest one this program knows.
        known: u32,
    },
    /// Another process has this desk open and the step needs it alone.
    #[error("another window or command has this desk open")]
    InUse,
    /// Another process kept the database busy longer than the patience of 10 s.
    #[error("the database was busy for too long")]
    Busy,
    /// The store has been locked: its keys are gone from memory.
    #[error("the desk is locked")]
    Locked,
    /// No space left where the data folder is. What was saved before is safe.
    #[error("disk full")]
    DiskFull,
    /// The file or folder may not be written (permissions, read-only medium).
    #[error("no permission at {path}")]
    Permission {
        /// Where.
        path: PathBuf,
    },
    /// Numbers may not be allotted until a person has typed the last number printed for this series.
    #[error("last number printed of {series} {year} is not confirmed after a restore")]
    NumbersBlocked {
        /// Series.
        series: String,
        /// Year.
        year: i32,
    },
    /// The backup or the long step was cancelled by the person; nothing was changed.
    #[error("cancelled")]
    Cancelled,
    /// The file is not a backup of this program.
    #[error("not a backup")]
    NotABackup,
    /// The folder to restore into is not empty.
    #[error("the folder to restore into is not empty")]
    TargetNotEmpty,
    /// No attachment with this hash is known here.
    #[error("no attachment {sha256}")]
    NoSuchAttachment {
        /// Lower-case hex.
        sha256: String,
    },
    /// A record that this version of the rooms below cannot turn into bytes or read back.
    #[error("record: {0}")]
    Record(String),
    /// Other trouble with the file system.
    #[error("file {path}: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Other trouble with the database.
    #[error("database: {0}")]
    Sql(rusqlite::Error),
}

impl StoreError {
    /// Shapes an input/output error, telling a full disk and missing permission from the rest.
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        match source.kind() {
            K::StorageFull | K::QuotaExceeded | K::FileTooLarge => Self::DiskFull,
            K::PermissionDenied | K::ReadOnlyFilesystem => Self::Permission { path: path.into() },
            _ => Self::Io { path: path.into(), source },
        }
    }

    pub(crate) fn damaged(what: Damage, detail: impl std::fmt::Display) -> Self {
        Self::Damaged { what, detail: detail.to_string() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode as C, ffi};
        // No room for the index of the write-ahead log comes as its own input/output error.
        if let Some(failure) = error.sqlite_error()
            && failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE
        {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(C::DiskFull) => Self::DiskFull,
            // SQLCipher answers "not a database" when page 1 fails its checksum; the key itself has
            // been proved by the slot before any page is read, so it can only be damage.
            Some(C::DatabaseCorrupt | C::NotADatabase) => {
                Self::Damaged { what: Damage::Database, detail: error.to_string() }
            }
            Some(C::DatabaseBusy | C::DatabaseLocked) => Self::Busy,
            _ => Self::Sql(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Record(error.to_string())
    }
}
