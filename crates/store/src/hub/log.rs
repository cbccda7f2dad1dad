//! What synchronising did, for a person to read.

use crate::error::Result;
use crate::reader::{Reader, instant};
use crate::writer::Writer;
use chrono::{DateTime, FixedOffset};
use serde_json::Value;

/// Lines kept.
const KEEP: i64 = 2000;

/// One line of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct SyncLine {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What happened, e.g. `sync.pushed`, `sync.received`, `sync.no_line`: the screen owns the words.
    pub code: String,
    /// Values for the words, never personal data.
    pub args: Value,
}

impl Reader<'_> {
    /// The newest lines, newest first.
    pub fn sync_log(&self, limit: u32) -> Result<Vec<SyncLine>> {
        let mut select = self
            .conn
            .prepare_cached("SELECT at, code, args FROM sync_log ORDER BY id DESC LIMIT ?1")?;
        let mut rows = select.query([limit])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(SyncLine {
                at: instant(row, 0)?,
                code: row.get(1)?,
                args: serde_json::from_str(&row.get::<_, String>(2)?)?,
            });
        }
        Ok(all)
    }
}

impl Writer<'_> {
    /// Adds a line; the oldest go when there are too many.
    pub fn log_sync(&mut self, code: &str, args: &Value) -> Result<()> {
        self.conn
            .prepare_cached("INSERT INTO sync_log (at, code, args) VALUES (?1, ?2, ?3)")?
            .execute((self.author().at.to_rfc3339(), code, args.to_string()))?;
        let last = self.conn.last_insert_rowid();
        self.conn.prepare_cached("DELETE FROM sync_log WHERE id <= ?1")?.execute([last - KEEP])?;
        Ok(())
    }
}
