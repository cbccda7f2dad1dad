//! Table `attachment`.

use super::{Attachment, Kept, NewAttachment, no_such};
use crate::error::Result;
use crate::reader::{Reader, instant};
use crate::writer::Writer;
use rusqlite::{OptionalExtension as _, Row};

impl Writer<'_> {
    pub(super) fn register(&mut self, kept: &Kept, new: &NewAttachment) -> Result<Attachment> {
        self.conn
            .prepare_cached(
                "INSERT INTO attachment (sha256, name, mime, size, thumb, at, by)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (sha256) DO NOTHING",
            )?
            .execute((
                &kept.sha256,
                &new.name,
                &new.mime,
                kept.size,
                kept.thumb,
                self.author().at.to_rfc3339(),
                &self.author().by,
            ))?;
        self.attachment(&kept.sha256)?.ok_or_else(|| no_such(&kept.sha256))
    }

    pub(super) fn note_thumbnail(&mut self, sha256: &str) -> Result<()> {
        let known = self
            .conn
            .prepare_cached("UPDATE attachment SET thumb = 1 WHERE sha256 = ?1")?
            .execute([sha256])?;
        if known == 0 { Err(no_such(sha256)) } else { Ok(()) }
    }
}

impl Reader<'_> {
    /// What is known of a file.
    pub fn attachment(&self, sha256: &str) -> Result<Option<Attachment>> {
        Ok(self
            .conn
            .prepare_cached("SELECT * FROM attachment WHERE sha256 = ?1")?
            .query_row([sha256], attachment)
            .optional()?)
    }

    /// All files kept here, newest first.
    pub fn attachments(&self) -> Result<Vec<Attachment>> {
        Ok(self
            .conn
            .prepare_cached("SELECT * FROM attachment ORDER BY unixepoch(at) DESC, sha256")?
            .query_map([], attachment)?
            .collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn attachment_hashes(&self) -> Result<Vec<String>> {
        Ok(self
            .conn
            .prepare_cached("SELECT sha256 FROM attachment ORDER BY sha256")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }
}

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        sha256: row.get("sha256")?,
        name: row.get("name")?,
        mime: row.get("mime")?,
        size: row.get("size")?,
        thumb: row.get("thumb")?,
        at: instant(row, 5)?,
        by: row.get("by")?,
    })
}
