//! What one save can do: records, numbers, drafts, private notes, local settings.

use crate::error::{Result, StoreError};
use crate::keys;
use crate::reader::Reader;
use crate::{fold, life};
use casework::{Case, CaseId, Entry, Event, Stamp, Verdict};
use chrono::{DateTime, FixedOffset};
use ledger::{Cursor, Head, RECORD_VERSION, Record, Salt, Sealed};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Deref;

/// Who saves, and when by the wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Id of the member of staff.
    pub by: String,
    /// Wall time with offset: evidence, it decides nothing.
    pub at: DateTime<FixedOffset>,
    /// Clock minus hub clock when last measured, ms.
    pub skew_ms: Option<i64>,
}

/// One save under way. Reads as [`Reader`] does, and sees what it has written.
pub struct Writer<'c> {
    reader: Reader<'c>,
    pub(crate) conn: &'c Connection,
    author: Author,
    head: Head,
    appended: bool,
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'c> Writer<'c> {
    pub(crate) fn begin(conn: &'c Connection, author: Author) -> Result<Self> {
        Ok(Self {
            reader: Reader::new(conn),
            conn,
            author,
            head: life::head(conn)?,
            appended: false,
        })
    }

    /// Writes the head; `None` when the log did not grow.
    pub(crate) fn end(self) -> Result<Option<Head>> {
        if !self.appended {
            return Ok(None);
        }
        life::set_head(self.conn, &self.head)?;
        Ok(Some(self.head))
    }

    /// Who saves.
    pub fn author(&self) -> &Author {
        &self.author
    }

    /// Appends one record per event and returns the case as it then stands.
    ///
    /// Exact bytes, leaf and chain hash are stored; snapshot, lists, deadlines and search follow in the
    /// same save. A case without records begins here.
    ///
    /// # Errors
    /// [`StoreError::Record`] when an event is larger than a record may be (256 KiB).
    pub fn append(&mut self, id: &CaseId, events: &[Event]) -> Result<Case> {
        let Some(first) = events.first() else {
            return Ok(self.reader.case(id)?.unwrap_or_else(|| Case::new(id.clone())));
        };
        let known = fold::state(self.conn, id)?;
        let judged = match &known {
            Some(state) => self.waits_for_judgement(&state.case)?,
            None => false,
        };
        let base = known.as_ref().and_then(|state| state.base);
        let no = self.push_event(id, base, first)?;
        let mut state = known.unwrap_or_else(|| fold::State {
            case: Case::new(id.clone()),
            no,
            base: None,
            origin: self.head.dev,
            owner: None,
        });
        self.put(&mut state.case, first);
        let mut last = no;
        for event in &events[1..] {
            last = self.push_event(id, base, event)?;
            self.put(&mut state.case, event);
        }
        if judged {
            let folded = fold::refold(self.conn, id)?;
            return Ok(folded.map_or(state.case, |folded| folded.case));
        }
        fold::project(self.conn, &state, last)?;
        Ok(state.case)
    }

    /// Appends what others wrote at their own times, one record each, and writes the lists once: for cases that are
    /// taken over whole (training, samples), not for what a person does now.
    ///
    /// # Errors
    /// As [`Writer::append`].
    pub fn append_lived(&mut self, id: &CaseId, lived: &[(Author, Event)]) -> Result<Case> {
        let own = self.author.clone();
        let result = self.lived(id, lived);
        self.author = own;
        result
    }

    fn lived(&mut self, id: &CaseId, lived: &[(Author, Event)]) -> Result<Case> {
        let known = fold::state(self.conn, id)?;
        let Some((first, later)) = lived.split_first() else {
            return Ok(known.map_or_else(|| Case::new(id.clone()), |state| state.case));
        };
        let base = known.as_ref().and_then(|state| state.base);
        self.author = first.0.clone();
        let no = self.push_event(id, base, &first.1)?;
        let mut state = known.unwrap_or_else(|| fold::State {
            case: Case::new(id.clone()),
            no,
            base: None,
            origin: self.head.dev,
            owner: None,
        });
        self.put(&mut state.case, &first.1);
        let mut last = no;
        for (author, event) in later {
            self.author = author.clone();
            last = self.push_event(id, base, event)?;
            self.put(&mut state.case, event);
        }
        fold::project(self.conn, &state, last)?;
        Ok(state.case)
    }

    fn push_event(&mut self, id: &CaseId, base: Option<Cursor>, event: &Event) -> Result<i64> {
        self.push(Some(id), base, event.kind(), event.touches(), event.body(), true)
    }

    /// Puts an event on a case as its newest record, which nothing stands against.
    fn put(&self, case: &mut Case, event: &Event) {
        let stamp = Stamp {
            by: self.author.by.clone(),
            at: self.author.at,
            dev: self.head.dev.to_string(),
            inc: self.head.inc.to_string(),
            seq: self.head.seq.0,
            hub_seq: None,
        };
        casework::apply(case, &Entry { event: event.clone(), stamp, verdict: Verdict::Clean });
    }

    /// True when a new record of this case may be judged otherwise than clean: an own record the hub has not judged
    /// yet stands in conflict, or one of an earlier life of this desk still waits.
    fn waits_for_judgement(&self, case: &Case) -> Result<bool> {
        let (dev, inc) = (self.head.dev.to_string(), self.head.inc.to_string());
        let own_hard = case
            .conflicts
            .iter()
            .any(|c| c.verdict == Verdict::Hard && (&c.record.0, &c.record.1) == (&dev, &inc));
        if own_hard {
            return Ok(true);
        }
        Ok(self
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM record
                 WHERE case_id = ?1 AND hub_seq IS NULL AND inc <> ?2)",
            )?
            .query_row((&case.id.0, self.head.inc.as_bytes()), |row| row.get(0))?)
    }

    /// Appends a record that names no case (what the desk's devices share: organisation, staff …).
    pub fn append_device(&mut self, kind: &str, body: Value) -> Result<()> {
        self.push(None, None, kind.to_owned(), Vec::new(), body.clone(), true)?;
        fold::file_of_no_case(self.conn, kind, &body)?;
        fold::count(self.conn, kind, &body)
    }

    /// Keeps what is being typed into a field, until it becomes a record.
    pub fn put_draft(&mut self, id: &CaseId, path: &str, value: &Value) -> Result<()> {
        self.keep("draft", id, path, value)
    }

    /// Forgets drafts of a case that became a record.
    pub fn clear_drafts<P: AsRef<str>>(&mut self, id: &CaseId, paths: &[P]) -> Result<()> {
        let mut delete =
            self.conn.prepare_cached("DELETE FROM draft WHERE case_id = ?1 AND path = ?2")?;
        for path in paths {
            delete.execute((&id.0, path.as_ref()))?;
        }
        Ok(())
    }

    /// Forgets all drafts of a case.
    pub fn drop_drafts(&mut self, id: &CaseId) -> Result<()> {
        self.conn.execute("DELETE FROM draft WHERE case_id = ?1", [&id.0])?;
        Ok(())
    }

    /// Writes a private field (caucus note, floor); [`Value::Null`] removes it. Never becomes a record.
    pub fn put_private(&mut self, id: &CaseId, path: &str, value: &Value) -> Result<()> {
        if value.is_null() {
            self.conn
                .prepare_cached("DELETE FROM private WHERE case_id = ?1 AND path = ?2")?
                .execute((&id.0, path))?;
            return Ok(());
        }
        self.keep("private", id, path, value)
    }

    fn keep(&mut self, table: &str, id: &CaseId, path: &str, value: &Value) -> Result<()> {
        self.conn
            .prepare_cached(&format!(
                "INSERT INTO {table} (case_id, path, value, at, by) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (case_id, path) DO UPDATE
                 SET value = excluded.value, at = excluded.at, by = excluded.by"
            ))?
            .execute((
                &id.0,
                path,
                value.to_string(),
                self.author.at.to_rfc3339(),
                &self.author.by,
            ))?;
        Ok(())
    }

    /// Sets a setting of this machine; [`Value::Null`] removes it.
    pub fn set_setting(&mut self, name: &str, value: &Value) -> Result<()> {
        if value.is_null() {
            self.conn.execute("DELETE FROM setting WHERE name = ?1", [name])?;
        } else {
            self.conn.execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value.to_string()),
            )?;
        }
        Ok(())
    }

    /// Puts one record at the end of the log; returns its row.
    pub(crate) fn push(
        &mut self,
        case: Option<&CaseId>,
        base: Option<Cursor>,
        kind: String,
        touches: Vec<String>,
        body: Value,
        personal: bool,
    ) -> Result<i64> {
        self.push_record(Record {
            v: RECORD_VERSION,
            kind,
            dev: self.head.dev,
            inc: self.head.inc,
            seq: self.head.seq.next(),
            case: case.map(|id| id.0.clone()),
            base,
            touches,
            by: self.author.by.clone(),
            at: self.author.at,
            skew_ms: self.author.skew_ms,
            re: None,
            salt: personal.then(|| Salt(keys::random())),
            body,
            more: BTreeMap::new(),
        })
    }

    fn push_record(&mut self, record: Record) -> Result<i64> {
        let sealed = self.extend(record)?;
        insert(self.conn, &sealed, &self.head)
    }

    /// Fixes the bytes of the next record of the log and moves the head; the caller keeps them.
    pub(crate) fn extend(&mut self, record: Record) -> Result<Sealed> {
        let sealed = record.seal().map_err(|e| StoreError::Record(e.to_string()))?;
        self.head = self.head.append(&sealed).map_err(|e| StoreError::Record(e.to_string()))?;
        self.appended = true;
        Ok(sealed)
    }

    /// The head as this save will leave it.
    pub(crate) fn head_here(&self) -> Head {
        self.head
    }

    /// Begins another incarnation of the log, in which no number is allotted until it is known which were given.
    pub(crate) fn begin_incarnation(&mut self, why: life::Why) -> Result<()> {
        self.head = life::begin(self.conn, self.head.dev, why)?;
        self.appended = true;
        Ok(())
    }
}

fn insert(conn: &Connection, sealed: &Sealed, head: &Head) -> Result<i64> {
    let record = sealed.record();
    conn.prepare_cached(
        "INSERT INTO record (dev, inc, seq, case_id, kind, bytes, leaf, hash, at, by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        record.dev.as_bytes(),
        record.inc.as_bytes(),
        record.seq.0,
        &record.case,
        &record.kind,
        sealed.bytes(),
        sealed.leaf().as_bytes(),
        head.hash.as_bytes(),
        record.at.to_rfc3339(),
        &record.by,
    ))?;
    Ok(conn.last_insert_rowid())
}
