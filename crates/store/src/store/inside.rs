//! The part of an open store that locking takes away: keys and connections.

use crate::db::{self, Access};
use crate::error::{Result, StoreError};
use crate::files::Turn;
use crate::keys::Keys;
use rusqlite::Connection;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Readers kept open for the next question.
const POOL: usize = 4;

/// What locking takes away.
pub(crate) struct Inside {
    pub(crate) keys: Keys,
    pub(super) writer: Mutex<Connection>,
    pub(super) readers: Mutex<Vec<Connection>>,
    /// Tells long steps to end, because the desk is being locked.
    pub(super) closing: AtomicBool,
    pub(super) seen: AtomicI64,
    _turn: Turn,
}

impl Inside {
    pub(super) fn new(keys: Keys, writer: Connection, turn: Turn) -> Result<Self> {
        let seen = AtomicI64::new(data_version(&writer)?);
        Ok(Self {
            keys,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            closing: AtomicBool::new(false),
            seen,
            _turn: turn,
        })
    }

    /// [`StoreError::Locked`] once the desk is being locked: for steps that take long.
    pub(crate) fn still_open(&self) -> Result<()> {
        if self.closing.load(Ordering::Relaxed) {
            return Err(StoreError::Locked);
        }
        Ok(())
    }

    /// A reading connection, from the pool or new.
    pub(crate) fn reader(&self, dir: &Path) -> Result<Connection> {
        if let Some(conn) = lock(&self.readers).pop() {
            return Ok(conn);
        }
        db::connect(&db::path(dir), &self.keys.master.database(), Access::Read)
    }

    pub(crate) fn give_back(&self, conn: Connection) {
        let mut pool = lock(&self.readers);
        if pool.len() < POOL {
            pool.push(conn);
        }
    }

    /// Closes all connections; the last one empties the write-ahead log into the file.
    pub(super) fn shut(self) {
        drop(self.readers);
        let writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = writer.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
            tracing::warn!(%error, "the write-ahead log stays until the next start");
        }
        if let Err((_, error)) = writer.close() {
            tracing::warn!(%error, "database not closed cleanly");
        }
    }
}

pub(super) fn data_version(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// A lock whose holder panicked is taken all the same: transactions roll back when dropped.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
