//! `marker.json`: what machine this folder last lived on and how long its log was.
//!
//! It stands outside the database, so that a database put back from yesterday, or a folder copied to
//! another machine, is noticed. Written after each commit without waiting for the disk: it may lag
//! behind the log, never lead it. A block of fixed size overwritten in place can't be cut in half by a
//! rename that got lost.

use crate::error::{Result, StoreError};
use crate::files;
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

const BLOCK: usize = 512;

/// What the marker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marker {
    /// Format and database version that wrote it.
    pub(crate) schema: u32,
    /// The machine, as the caller names it.
    pub(crate) machine: String,
    /// Device, hex.
    pub(crate) dev: String,
    /// Incarnation, hex.
    pub(crate) inc: String,
    /// Last record.
    pub(crate) seq: u64,
    /// Version of the program that wrote it.
    #[serde(default)]
    pub(crate) app: String,
}

impl Marker {
    /// `None` when it is missing or cannot be read.
    pub(crate) fn read(dir: &Path) -> Option<Self> {
        serde_json::from_slice(std::fs::read(path(dir)).ok()?.trim_ascii_end()).ok()
    }

    /// Writes it durably: when a desk, an incarnation or a machine begins.
    pub(crate) fn settle(&self, dir: &Path) -> Result<()> {
        files::write_atomic(&path(dir), &self.block()?)
    }

    /// Overwrites it after a commit. A failure is not the save's failure: the marker then lags.
    pub(crate) fn follow(&self, dir: &Path) {
        let write = || -> std::io::Result<()> {
            let mut file = OpenOptions::new().write(true).open(path(dir))?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(&self.block().map_err(std::io::Error::other)?)
        };
        if let Err(error) = write() {
            tracing::warn!(%error, "marker not written");
        }
    }

    fn block(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        if bytes.len() >= BLOCK {
            return Err(StoreError::Record("machine name is too long".to_owned()));
        }
        bytes.resize(BLOCK - 1, b' ');
        bytes.push(b'\n');
        Ok(bytes)
    }
}

pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join("marker.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_marker_overwrites_a_longer_one_completely() {
        let dir = tempfile::tempdir().unwrap();
        let long = Marker {
            schema: 1,
            machine: "m".repeat(40),
            dev: "d".repeat(64),
            inc: "i".repeat(16),
            seq: 1_000_000,
            app: "1.2.3".to_owned(),
        };
        long.settle(dir.path()).unwrap();
        let short = Marker { machine: "m".to_owned(), seq: 7, ..long };
        short.follow(dir.path());
        assert_eq!(Marker::read(dir.path()), Some(short));
        std::fs::write(path(dir.path()), b"{\"schema\":1").unwrap();
        assert_eq!(Marker::read(dir.path()), None);
    }
}
