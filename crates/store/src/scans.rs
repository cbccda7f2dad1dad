//! Tables `scan_file` and `scan_sheet`: what came from the scanner, and what of it waits for a person.

use crate::attachments::path_of;
use crate::error::{Result, StoreError};
use crate::reader::{Reader, instant};
use crate::store::Store;
use crate::writer::{Author, Writer};
use casework::{CaseId, Id};
use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension as _, Row};
use serde_json::Value;

/// A file that was read as a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanFile {
    /// SHA-256 of the bytes as they came, hex.
    pub sha256: String,
    /// Name it came with.
    pub name: String,
    /// Media type; empty when it is none that is read.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// Files that were given together share it.
    pub stack: String,
    /// Taken from the watched folder.
    pub folder: bool,
    /// Its bytes were kept for this reading only.
    pub own: bool,
    /// All its sheets are known.
    pub done: bool,
    /// Code of the error for which it could not be read.
    pub fault: Option<String>,
    /// When it was taken.
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
}

/// What became of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetState {
    /// Waits for a person.
    Waiting,
    /// Filed to a page of a paper.
    Filed,
    /// Nothing on it.
    Blank,
    /// Attached to a case as evidence.
    Evidence,
    /// Thrown away, with a reason.
    Thrown,
}

impl SheetState {
    fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Filed => "filed",
            Self::Blank => "blank",
            Self::Evidence => "evidence",
            Self::Thrown => "thrown",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "filed" => Self::Filed,
            "blank" => Self::Blank,
            "evidence" => Self::Evidence,
            "thrown" => Self::Thrown,
            // A state of a later version is for a person to look at.
            _ => Self::Waiting,
        }
    }
}

/// A sheet found in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanSheet {
    /// Row; 0 for one that is not kept yet.
    pub id: i64,
    /// SHA-256 of its file.
    pub file: String,
    /// Page of the file, from 1.
    pub leaf: u32,
    /// Which of several on one photograph, from 1.
    pub part: u32,
    /// What became of it.
    pub state: SheetState,
    /// Where it was filed: case, paper, page.
    pub filed: Option<(CaseId, Id, Option<u32>)>,
    /// What the desk knows of it.
    pub said: Value,
    /// When it last changed.
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
}

const SHEET: &str = "id, file, leaf, part, state, case_id, paper, page, said, at, by";
const FILE: &str = "sha256, name, mime, size, stack, folder, own, done, fault, at, by";

impl Reader<'_> {
    /// What is known of a file that was read before.
    pub fn scan_file(&self, sha256: &str) -> Result<Option<ScanFile>> {
        Ok(self
            .conn
            .prepare_cached(&format!("SELECT {FILE} FROM scan_file WHERE sha256 = ?1"))?
            .query_row([sha256], file)
            .optional()?)
    }

    /// Files given together, as they came.
    pub fn scan_stack(&self, stack: &str) -> Result<Vec<ScanFile>> {
        let order = "unixepoch(at, 'subsec'), name, sha256";
        self.scan_files(&format!("WHERE stack = ?1 ORDER BY {order}"), [stack])
    }

    /// Files that could not be read, newest first.
    pub fn scan_faults(&self) -> Result<Vec<ScanFile>> {
        self.scan_files("WHERE fault <> '' ORDER BY unixepoch(at) DESC, sha256 LIMIT 100", [])
    }

    fn scan_files(&self, tail: &str, params: impl rusqlite::Params) -> Result<Vec<ScanFile>> {
        let mut select =
            self.conn.prepare_cached(&format!("SELECT {FILE} FROM scan_file {tail}"))?;
        Ok(select.query_map(params, file)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Sheets that wait for a person, oldest first.
    pub fn sheets_waiting(&self, limit: u32) -> Result<Vec<ScanSheet>> {
        self.sheets("WHERE state = 'waiting' ORDER BY id LIMIT ?1", [limit])
    }

    /// How many sheets wait.
    pub fn count_sheets_waiting(&self) -> Result<u32> {
        Ok(self
            .conn
            .prepare_cached("SELECT count(*) FROM scan_sheet WHERE state = 'waiting'")?
            .query_row([], |row| row.get(0))?)
    }

    /// Sheets of a file, in its order.
    pub fn sheets_of(&self, sha256: &str) -> Result<Vec<ScanSheet>> {
        self.sheets("WHERE file = ?1 ORDER BY leaf, part", [sha256])
    }

    /// Sheets filed to a paper on this device.
    pub fn sheets_of_paper(&self, paper: &Id) -> Result<Vec<ScanSheet>> {
        self.sheets("WHERE paper = ?1 AND state = 'filed' ORDER BY page, id", [&paper.0])
    }

    /// One sheet.
    pub fn sheet(&self, id: i64) -> Result<Option<ScanSheet>> {
        Ok(self.sheets("WHERE id = ?1", [id])?.pop())
    }

    /// JPEG of a sheet that waits.
    pub fn sheet_picture(&self, id: i64) -> Result<Option<Vec<u8>>> {
        let found = self
            .conn
            .prepare_cached("SELECT picture FROM scan_sheet WHERE id = ?1")?
            .query_row([id], |row| row.get::<_, Option<Vec<u8>>>(0))
            .optional()?;
        Ok(found.flatten())
    }

    fn sheets(&self, tail: &str, params: impl rusqlite::Params) -> Result<Vec<ScanSheet>> {
        let mut select =
            self.conn.prepare_cached(&format!("SELECT {SHEET} FROM scan_sheet {tail}"))?;
        let mut rows = select.query(params)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(sheet(row)?);
        }
        Ok(all)
    }
}

impl Writer<'_> {
    /// Notes a file that is being read; one that was noted before is noted anew.
    pub fn put_scan_file(&mut self, f: &ScanFile) -> Result<()> {
        self.conn
            .prepare_cached(&format!(
                "INSERT OR REPLACE INTO scan_file ({FILE})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
            ))?
            .execute((
                &f.sha256,
                &f.name,
                &f.mime,
                f.size,
                &f.stack,
                f.folder,
                f.own,
                f.done,
                &f.fault,
                f.at.to_rfc3339(),
                &f.by,
            ))?;
        Ok(())
    }

    /// Forgets a file that was not read to its end, and its sheets.
    pub fn drop_scan_file(&mut self, sha256: &str) -> Result<()> {
        self.conn.execute("DELETE FROM scan_sheet WHERE file = ?1", [sha256])?;
        self.conn.execute("DELETE FROM scan_file WHERE sha256 = ?1", [sha256])?;
        Ok(())
    }

    /// Keeps a sheet, or what became of it; a picture is kept while it waits.
    pub fn put_sheet(&mut self, s: &ScanSheet, picture: Option<&[u8]>) -> Result<()> {
        let waits = s.state == SheetState::Waiting;
        let (case, paper, page) = match &s.filed {
            Some((case, paper, page)) => (Some(&case.0), Some(&paper.0), *page),
            None => (None, None, None),
        };
        self.conn
            .prepare_cached(
                "INSERT INTO scan_sheet
                     (file, leaf, part, state, case_id, paper, page, said, picture, at, by)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (file, leaf, part) DO UPDATE
                 SET state = excluded.state, case_id = excluded.case_id, paper = excluded.paper,
                     page = excluded.page, said = excluded.said, at = excluded.at, by = excluded.by,
                     picture = CASE WHEN ?12 THEN coalesce(excluded.picture, picture) END",
            )?
            .execute((
                &s.file,
                s.leaf,
                s.part,
                s.state.word(),
                case,
                paper,
                page,
                s.said.to_string(),
                picture.filter(|_| waits),
                self.author().at.to_rfc3339(),
                &self.author().by,
                waits,
            ))?;
        Ok(())
    }

    /// Takes an attachment out of the table when no record and no waiting sheet names it; says whether it did.
    pub(crate) fn unregister(&mut self, sha256: &str) -> Result<bool> {
        let named: bool = self
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM record WHERE instr(bytes, CAST(?1 AS BLOB)) > 0)
                     OR EXISTS (SELECT 1 FROM scan_sheet
                                WHERE file = ?1 AND state NOT IN ('thrown', 'blank'))",
            )?
            .query_row([sha256], |row| row.get(0))?;
        if named {
            return Ok(false);
        }
        Ok(self.conn.execute("DELETE FROM attachment WHERE sha256 = ?1", [sha256])? > 0)
    }
}

impl Store {
    /// Removes a file that nothing names: what was scanned by mistake does not stay. Says whether it was removed.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the system would not let it go: it is out of the table then and swept later.
    pub fn forget_attachment(&self, sha256: &str, author: Author) -> Result<bool> {
        crate::attachments::check_hash(sha256)?;
        if !self.write(author, |w| w.unregister(sha256))? {
            return Ok(false);
        }
        for room in ["thumbs", "attachments"] {
            let path = path_of(&self.dir, room, sha256);
            match std::fs::remove_file(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::io(&path, e));
                }
                _ => {}
            }
        }
        Ok(true)
    }
}

fn file(row: &Row<'_>) -> rusqlite::Result<ScanFile> {
    Ok(ScanFile {
        sha256: row.get(0)?,
        name: row.get(1)?,
        mime: row.get(2)?,
        size: row.get(3)?,
        stack: row.get(4)?,
        folder: row.get(5)?,
        own: row.get(6)?,
        done: row.get(7)?,
        fault: row.get(8)?,
        at: instant(row, 9)?,
        by: row.get(10)?,
    })
}

fn sheet(row: &Row<'_>) -> Result<ScanSheet> {
    let (case, paper): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
    let page: Option<u32> = row.get(7)?;
    Ok(ScanSheet {
        id: row.get(0)?,
        file: row.get(1)?,
        leaf: row.get(2)?,
        part: row.get(3)?,
        state: SheetState::of(&row.get::<_, String>(4)?),
        filed: case.zip(paper).map(|(case, paper)| (CaseId(case), Id(paper), page)),
        said: serde_json::from_str(&row.get::<_, String>(8)?)?,
        at: instant(row, 9)?,
        by: row.get(10)?,
    })
}
