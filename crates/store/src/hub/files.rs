//! Files between this desk and the hub: which have to be sent, which are missing here.

use crate::error::Result;
use crate::reader::Reader;
use crate::writer::Writer;
use rusqlite::OptionalExtension as _;

/// A file to be sent or fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTask {
    /// SHA-256 of the plain bytes, lower-case hex.
    pub sha256: String,
    /// Name, may be empty.
    pub name: String,
    /// Media type, may be empty.
    pub mime: String,
    /// Plain bytes, 0 = not known yet.
    pub size: u64,
}

/// How many files wait, and how many bytes as far as their size is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileCounts {
    /// Files to be sent.
    pub to_send: u64,
    /// Their bytes.
    pub to_send_bytes: u64,
    /// Files to be fetched.
    pub to_fetch: u64,
    /// Their bytes, as far as known.
    pub to_fetch_bytes: u64,
}

/// Files here that a record names and the hub is not known to hold. Also of a case that was handed over: its scan may
/// lie nowhere else.
const TO_SEND: &str = "FROM attachment a JOIN file f USING (sha256)
    LEFT JOIN case_list l USING (case_id) LEFT JOIN transfer t USING (sha256)
    WHERE coalesce(t.on_hub, 0) = 0";

/// Files that a record of a case in the list names, or one of no case, and that are not here.
const TO_FETCH: &str = "FROM file f LEFT JOIN case_list l USING (case_id)
    LEFT JOIN attachment a USING (sha256) LEFT JOIN transfer t USING (sha256)
    WHERE a.sha256 IS NULL AND (l.case_id IS NOT NULL OR f.case_id = '')";

impl Reader<'_> {
    /// Files to be sent: those somebody waits for, then newest cases first, small ones first.
    pub fn files_to_send(&self, limit: u32) -> Result<Vec<FileTask>> {
        self.files(
            &format!(
                "SELECT sha256, a.name, a.mime, a.size {TO_SEND} GROUP BY sha256
             ORDER BY max(coalesce(t.wanted, 0)) DESC, max(coalesce(l.activity, 0)) DESC, a.size, 1
             LIMIT ?1"
            ),
            limit,
        )
    }

    /// Files to be fetched, in the same order.
    pub fn files_to_fetch(&self, limit: u32) -> Result<Vec<FileTask>> {
        self.files(&format!(
            "SELECT sha256, max(f.name), max(f.mime), max(f.size) {TO_FETCH} GROUP BY sha256
             ORDER BY max(coalesce(t.wanted, 0)) DESC, max(f.case_id = '') DESC, max(l.activity) DESC, max(f.size), 1 LIMIT ?1"
        ), limit)
    }

    fn files(&self, query: &str, limit: u32) -> Result<Vec<FileTask>> {
        let all = self
            .conn
            .prepare_cached(query)?
            .query_map([limit], |row| {
                Ok(FileTask {
                    sha256: row.get(0)?,
                    name: row.get(1)?,
                    mime: row.get(2)?,
                    size: row.get(3)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(all)
    }

    /// How many files wait in both directions.
    pub fn file_counts(&self) -> Result<FileCounts> {
        let ask = |from: &str, size: &str| -> Result<(u64, u64)> {
            Ok(self
                .conn
                .prepare_cached(&format!(
                    "SELECT count(*), coalesce(sum(size), 0)
                     FROM (SELECT max({size}) AS size {from} GROUP BY sha256)"
                ))?
                .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
        };
        let (to_send, to_send_bytes) = ask(TO_SEND, "a.size")?;
        let (to_fetch, to_fetch_bytes) = ask(TO_FETCH, "f.size")?;
        Ok(FileCounts { to_send, to_send_bytes, to_fetch, to_fetch_bytes })
    }

    /// True when the hub is known to hold the file.
    pub fn file_on_hub(&self, sha256: &str) -> Result<bool> {
        let held: Option<bool> = self
            .conn
            .prepare_cached("SELECT on_hub FROM transfer WHERE sha256 = ?1")?
            .query_row([sha256], |row| row.get(0))
            .optional()?;
        Ok(held.unwrap_or(false))
    }

    /// Why the last attempt to send or fetch a file ended, as a code; `None` = it did not fail.
    pub fn file_trouble(&self, sha256: &str) -> Result<Option<String>> {
        let failed: Option<Option<String>> = self
            .conn
            .prepare_cached("SELECT failed FROM transfer WHERE sha256 = ?1")?
            .query_row([sha256], |row| row.get(0))
            .optional()?;
        Ok(failed.flatten())
    }
}

impl Writer<'_> {
    /// The hub holds all of the file.
    pub fn note_on_hub(&mut self, sha256: &str, size: u64) -> Result<()> {
        self.transfer(sha256, "on_hub = 1, failed = NULL, wanted = 0, sent", size)
    }

    /// So many bytes of a file being sent are at the hub.
    pub fn note_sent(&mut self, sha256: &str, sent: u64) -> Result<()> {
        self.transfer(sha256, "on_hub = 0, failed = NULL, sent", sent)
    }

    /// An attempt ended, for this reason.
    pub fn note_file_trouble(&mut self, sha256: &str, code: &str) -> Result<()> {
        self.transfer(sha256, "failed", code)
    }

    /// Somebody waits for a file: it comes before all others.
    pub fn want_file(&mut self, sha256: &str) -> Result<()> {
        crate::attachments::check_hash(sha256)?;
        self.transfer(sha256, "wanted", 1)
    }

    fn transfer(&mut self, sha256: &str, set: &str, value: impl rusqlite::ToSql) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO transfer (sha256, on_hub, sent, wanted) VALUES (?1, 0, 0, 0)",
            )?
            .execute([sha256])?;
        self.conn
            .prepare_cached(&format!("UPDATE transfer SET {set} = ?2 WHERE sha256 = ?1"))?
            .execute((sha256, value))?;
        Ok(())
    }
}
