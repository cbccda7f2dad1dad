//! Records that come back from the hub's feed, own ones and others', with the hub's order and verdict.

use crate::error::Result;
use crate::fold;
use crate::life::Why;
use crate::writer::Writer;
use casework::{CaseId, Verdict};
use ledger::{Cursor, DeviceId, Incarnation, Leaf, Sealed, Seq};
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

/// One entry of the feed as it is put in its place, with the record or, when it was erased, without.
pub(crate) struct Placed<'a> {
    pub(crate) at: Cursor,
    pub(crate) dev: DeviceId,
    pub(crate) inc: Incarnation,
    pub(crate) seq: Seq,
    pub(crate) leaf: Leaf,
    pub(crate) record: Option<&'a Sealed>,
    /// The verdict's word.
    pub(crate) verdict: &'a str,
}

/// What putting one entry in its place did.
#[derive(Default)]
pub(crate) struct Outcome {
    /// It was not here before.
    pub(crate) fresh: bool,
    /// Own records that had to be written again.
    pub(crate) rewritten: u64,
    /// Cases to be folded anew.
    pub(crate) cases: BTreeSet<CaseId>,
}

impl Writer<'_> {
    /// Takes entries of the feed and folds the cases they name anew; returns these cases.
    ///
    /// The same entry twice changes nothing. A later entry for a record already placed brings another
    /// verdict; its place stays. Nothing is refused for its content: where the hub has other bytes at a place (a
    /// fork), its bytes stand and the others are kept aside; own records that lose their place are written again.
    pub fn ingest(&mut self, entries: &[Seen]) -> Result<Vec<CaseId>> {
        let mut cases = BTreeSet::new();
        for entry in entries {
            let record = entry.sealed.record();
            let outcome = self.place(&Placed {
                at: Cursor { hub_inc: entry.hub_inc, hub_seq: entry.hub_seq },
                dev: record.dev,
                inc: record.inc,
                seq: record.seq,
                leaf: entry.sealed.leaf(),
                record: Some(&entry.sealed),
                verdict: &fold::word(&entry.verdict)?,
            })?;
            cases.extend(outcome.cases);
        }
        for id in &cases {
            fold::refold(self.conn, id)?;
        }
        Ok(cases.into_iter().collect())
    }

    pub(crate) fn place(&mut self, entry: &Placed<'_>) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        let case = entry.record.and_then(|sealed| sealed.record().case.clone());
        outcome.cases.extend(case.map(CaseId));
        let key = (entry.dev.as_bytes(), entry.inc.as_bytes(), entry.seq.0);
        let known: Option<(i64, [u8; 32], Option<String>)> = self
            .conn
            .prepare_cached(
                "SELECT id, leaf, case_id FROM record WHERE dev = ?1 AND inc = ?2 AND seq = ?3",
            )?
            .query_row(key, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((id, leaf, case)) = known else {
            let head = self.head_here();
            if (entry.dev, entry.inc) == (head.dev, head.inc) && entry.seq > head.seq {
                // The hub knows more of this log than it holds itself: it was rolled back unnoticed. The places are
                // taken; what is written next goes into another life.
                self.begin_incarnation(Why::Forked)?;
            }
            self.insert_placed(entry)?;
            outcome.fresh = true;
            return Ok(outcome);
        };
        outcome.cases.extend(case.map(CaseId));
        if leaf == *entry.leaf.as_bytes() {
            self.conn
                .prepare_cached(
                    "UPDATE record SET verdict = ?4,
                        hub_seq = iif(hub_inc IS ?2, coalesce(hub_seq, ?3), ?3), hub_inc = ?2
                     WHERE id = ?1",
                )?
                .execute((id, entry.at.hub_inc.as_bytes(), entry.at.hub_seq, entry.verdict))?;
            return Ok(outcome);
        }
        tracing::error!(dev = %entry.dev, inc = %entry.inc, seq = entry.seq.0, "a fork: two records claim one place");
        if entry.dev == self.head_here().dev {
            let (written, cases) = self.write_again_from(entry.inc, entry.seq)?;
            outcome.rewritten = written;
            outcome.cases.extend(cases);
            self.insert_placed(entry)?;
        } else {
            self.set_aside(id, "forked")?;
            self.conn.execute("DELETE FROM record WHERE id = ?1", [id])?;
            self.insert_placed(entry)?;
            // The row keeps its place, because the order of rows is the order of cases by registration.
            let new = self.conn.last_insert_rowid();
            self.conn.execute("UPDATE record SET id = ?1 WHERE id = ?2", [id, new])?;
        }
        outcome.fresh = true;
        Ok(outcome)
    }

    fn insert_placed(&mut self, entry: &Placed<'_>) -> Result<()> {
        let record = entry.record.map(Sealed::record);
        self.conn
            .prepare_cached(
                "INSERT INTO record (dev, inc, seq, case_id, kind, bytes, leaf, at, by,
                    hub_inc, hub_seq, verdict)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute((
                entry.dev.as_bytes(),
                entry.inc.as_bytes(),
                entry.seq.0,
                record.and_then(|record| record.case.as_deref()),
                record.map_or("", |record| record.kind.as_str()),
                entry.record.map(Sealed::bytes),
                entry.leaf.as_bytes(),
                record.map(|record| record.at.to_rfc3339()).unwrap_or_default(),
                record.map_or("", |record| record.by.as_str()),
                entry.at.hub_inc.as_bytes(),
                entry.at.hub_seq,
                entry.verdict,
            ))?;
        if let Some(record) = record.filter(|record| record.case.is_none())
            && entry.verdict != "parked"
        {
            fold::file_of_no_case(self.conn, &record.kind, &record.body)?;
        }
        // Numbers of this desk that an earlier life of it gave out.
        if let Some(record) = record
            && record.case.is_none()
            && record.dev == self.head_here().dev
        {
            fold::count(self.conn, &record.kind, &record.body)?;
        }
        Ok(())
    }
}
