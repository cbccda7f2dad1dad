//! Records that come back from the hub's feed, own ones and others', with the hub's order and verdict.

use crate::error::{Damage, Result, StoreError};
use crate::fold;
use crate::writer::Writer;
use casework::{CaseId, Verdict};
use ledger::{Incarnation, Sealed};
use rusqlite::OptionalExtension as _;
use std::collections::BTreeSet;

/// One entry of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Incarnation of the hub.
    pub hub_inc: Incarnation,
    /// Place in its order.
    pub hub_seq: u64,
    /// The record.
    pub sealed: Sealed,
    /// How it stands to what others wrote.
    pub verdict: Verdict,
}

impl Writer<'_> {
    /// Takes entries of the feed and folds the cases they name anew; returns these cases.
    ///
    /// The same entry twice changes nothing. A later entry for a record already placed brings another
    /// verdict; its place stays. Nothing is refused for its content.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] of the chain when a record of the same device, incarnation and place has
    /// other bytes here (a fork): the whole save is then rolled back.
    pub fn ingest(&mut self, entries: &[Seen]) -> Result<Vec<CaseId>> {
        let mut cases = BTreeSet::new();
        for entry in entries {
            self.place(entry)?;
            cases.extend(entry.sealed.record().case.clone().map(CaseId));
        }
        for id in &cases {
            let (no, activity) = self.conn.query_row(
                "SELECT min(id), max(id) FROM record WHERE case_id = ?1",
                [&id.0],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let (case, base) = fold::fold(self.conn, id)?;
            fold::project(self.conn, &fold::State { case, no, base }, activity)?;
        }
        Ok(cases.into_iter().collect())
    }

    fn place(&self, entry: &Seen) -> Result<()> {
        let record = entry.sealed.record();
        let key = (record.dev.as_bytes(), record.inc.as_bytes(), record.seq.0);
        let known: Option<(i64, Vec<u8>)> = self
            .conn
            .prepare_cached("SELECT id, leaf FROM record WHERE dev = ?1 AND inc = ?2 AND seq = ?3")?
            .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let verdict = fold::word(&entry.verdict)?;
        if let Some((id, leaf)) = known {
            if leaf != entry.sealed.leaf().as_bytes() {
                let what = format!("fork at {}:{}", record.inc, record.seq);
                return Err(StoreError::damaged(Damage::Chain, what));
            }
            self.conn
                .prepare_cached(
                    "UPDATE record SET verdict = ?4,
                        hub_seq = iif(hub_inc IS ?2, coalesce(hub_seq, ?3), ?3), hub_inc = ?2
                     WHERE id = ?1",
                )?
                .execute((id, entry.hub_inc.as_bytes(), entry.hub_seq, verdict))?;
            return Ok(());
        }
        self.conn
            .prepare_cached(
                "INSERT INTO record (dev, inc, seq, case_id, kind, bytes, leaf, at, by,
                    hub_inc, hub_seq, verdict)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute((
                record.dev.as_bytes(),
                record.inc.as_bytes(),
                record.seq.0,
                &record.case,
                &record.kind,
                entry.sealed.bytes(),
                entry.sealed.leaf().as_bytes(),
                record.at.to_rfc3339(),
                &record.by,
                entry.hub_inc.as_bytes(),
                entry.hub_seq,
                verdict,
            ))?;
        // Numbers of this desk that an earlier life of it gave out.
        if record.case.is_none() && record.dev == self.head()?.dev {
            fold::count(self.conn, &record.kind, &record.body)?;
        }
        Ok(())
    }
}
