//! This desk's own logs on their way to the hub: what waits, what is vouched for.

use crate::error::{Result, StoreError};
use crate::fold;
use crate::reader::Reader;
use crate::writer::Writer;
use casework::CaseId;
use ledger::wire::{Parked, SignedReceipt};
use ledger::{ChainHash, Head, Incarnation, Leaf, Seq};
use rusqlite::OptionalExtension as _;
use std::collections::BTreeSet;

/// Own records, and which of them the hub has. `own` = `receipted` + `waiting`, always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records this desk has written, in all its lives.
    pub own: u64,
    /// Of them, those the hub has vouched for by a receipt or by putting them in its feed.
    pub receipted: u64,
    /// Of them, those that wait.
    pub waiting: u64,
    /// Of those the hub has, the ones it keeps without applying them (not this station's case any more).
    pub parked: u64,
}

/// A log of this desk with records that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outgoing {
    /// Incarnation of the log.
    pub inc: Incarnation,
    /// First record that waits.
    pub from: Seq,
    /// How many wait.
    pub waiting: u64,
}

/// A run of one of this desk's logs, ready to be signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The head before the first record.
    pub prev: Head,
    /// The records in order, at least one.
    pub lines: Vec<RunLine>,
}

/// One record of a [`Run`].
#[derive(Debug, Clone, PartialEq)]
pub enum RunLine {
    /// Its exact bytes.
    Bytes(Vec<u8>),
    /// Only its hash: it was erased.
    Leaf(Leaf),
}

/// Own records the hub has not vouched for: those it has not placed, and those only a former life of it had placed.
/// Each select stands on an index that holds little or nothing of what the hub has: the log grows, what waits does not.
const WAITING: &str = "SELECT id, inc, seq FROM record INDEXED BY record_waiting
      WHERE dev = (SELECT dev FROM device) AND receipt IS NULL AND hub_seq IS NULL
    UNION ALL
    SELECT id, inc, seq FROM record INDEXED BY record_hub_inc
      WHERE hub_inc < coalesce((SELECT hub_inc FROM feed), x'')
        AND dev = (SELECT dev FROM device) AND receipt IS NULL AND hub_seq IS NOT NULL
    UNION ALL
    SELECT id, inc, seq FROM record INDEXED BY record_hub_inc
      WHERE hub_inc > coalesce((SELECT hub_inc FROM feed), x'')
        AND dev = (SELECT dev FROM device) AND receipt IS NULL AND hub_seq IS NOT NULL";

impl Reader<'_> {
    /// How many own records there are, and how many of them the hub has.
    pub fn sync_counts(&self) -> Result<Counts> {
        let (own, waiting, parked): (u64, u64, u64) = self
            .conn
            .prepare_cached(&format!(
                "SELECT (SELECT count(*) FROM record WHERE dev = (SELECT dev FROM device)),
                        (SELECT count(*) FROM ({WAITING})),
                        (SELECT count(*) FROM record
                         WHERE dev = (SELECT dev FROM device) AND verdict = 'parked')"
            ))?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(Counts { own, receipted: own - waiting, waiting, parked })
    }

    /// Own logs with records that wait, oldest first.
    pub fn outbox(&self) -> Result<Vec<Outgoing>> {
        let logs = self
            .conn
            .prepare_cached(&format!(
                "SELECT inc, min(seq), count(*) FROM ({WAITING}) GROUP BY inc ORDER BY min(id)"
            ))?
            .query_map([], |row| {
                let (inc, from) = (Incarnation(row.get(0)?), Seq(row.get(1)?));
                Ok(Outgoing { inc, from, waiting: row.get(2)? })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(logs)
    }

    /// A run of an own log from a place on: at most so many records and bytes, but at least one record.
    ///
    /// `None` when the record is not here, or what stands before it is not known.
    pub fn own_run(
        &self,
        inc: Incarnation,
        from: Seq,
        records: usize,
        bytes: usize,
    ) -> Result<Option<Run>> {
        let dev = self.head()?.dev;
        let before = Seq(from.0.saturating_sub(1));
        let Some(hash) = self.own_hash_at(inc, before)? else { return Ok(None) };
        let mut select = self.conn.prepare_cached(
            "SELECT seq, bytes, leaf FROM record WHERE dev = ?1 AND inc = ?2 AND seq >= ?3
             ORDER BY seq LIMIT ?4",
        )?;
        let limit = i64::try_from(records.max(1)).unwrap_or(i64::MAX);
        let mut rows = select.query((dev.as_bytes(), inc.as_bytes(), from.0, limit))?;
        let (mut lines, mut size, mut due) = (Vec::new(), 0, from);
        while let Some(row) = rows.next()? {
            if row.get::<_, u64>(0)? != due.0 {
                break;
            }
            let line = match row.get::<_, Option<Vec<u8>>>(1)? {
                Some(bytes) => RunLine::Bytes(bytes),
                None => RunLine::Leaf(Leaf(row.get(2)?)),
            };
            size += match &line {
                RunLine::Bytes(bytes) => bytes.len() + 1,
                RunLine::Leaf(_) => 2 * Leaf::LEN + 12,
            };
            if size > bytes && !lines.is_empty() {
                break;
            }
            lines.push(line);
            due = due.next();
        }
        let prev = Head { dev, inc, seq: before, hash };
        Ok((!lines.is_empty()).then_some(Run { prev, lines }))
    }

    /// The hash of an own log at a place, if everything it stands on is here.
    pub fn own_hash_at(&self, inc: Incarnation, seq: Seq) -> Result<Option<ChainHash>> {
        let dev = self.head()?.dev;
        let start = ChainHash::start(dev, inc);
        if seq == Seq(0) {
            return Ok(Some(start));
        }
        // Records of an earlier life that came back from the hub have no hash of their own here: go on from the last
        // that has one.
        let known: Option<(u64, [u8; 32])> = self
            .conn
            .prepare_cached(
                "SELECT seq, hash FROM record WHERE dev = ?1 AND inc = ?2 AND seq <= ?3
                   AND hash IS NOT NULL ORDER BY seq DESC LIMIT 1",
            )?
            .query_row((dev.as_bytes(), inc.as_bytes(), seq.0), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let (mut at, mut hash) = known.map_or((0, start), |(at, hash)| (at, ChainHash(hash)));
        let mut select = self.conn.prepare_cached(
            "SELECT seq, leaf FROM record WHERE dev = ?1 AND inc = ?2 AND seq > ?3 AND seq <= ?4
             ORDER BY seq",
        )?;
        let mut rows = select.query((dev.as_bytes(), inc.as_bytes(), at, seq.0))?;
        while let Some(row) = rows.next()? {
            if row.get::<_, u64>(0)? != at + 1 {
                return Ok(None);
            }
            at += 1;
            hash = hash.extend(Leaf(row.get(1)?));
        }
        Ok((at == seq.0).then_some(hash))
    }

    /// The hub's signed receipts, oldest first.
    pub fn receipts(&self) -> Result<Vec<SignedReceipt>> {
        let all = self
            .conn
            .prepare_cached("SELECT line, signature FROM receipt ORDER BY id")?
            .query_map([], |row| Ok(SignedReceipt { line: row.get(0)?, signature: row.get(1)? }))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(all)
    }
}

impl Writer<'_> {
    /// Keeps a receipt the caller has verified, for `from ..= to` of an own log; returns the cases whose state it
    /// changed, because the hub said of a record that it does not apply it.
    pub fn note_receipt(
        &mut self,
        inc: Incarnation,
        (from, to): (Seq, Seq),
        receipt: &SignedReceipt,
        parked: &[Parked],
    ) -> Result<Vec<CaseId>> {
        let dev = self.head_here().dev;
        self.conn
            .prepare_cached(
                "INSERT INTO receipt (inc, first, last, line, signature) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((inc.as_bytes(), from.0, to.0, &receipt.line, &receipt.signature))?;
        let row = self.conn.last_insert_rowid();
        self.conn
            .prepare_cached(
                "UPDATE record SET receipt = ?5
                 WHERE dev = ?1 AND inc = ?2 AND seq BETWEEN ?3 AND ?4 AND receipt IS NULL",
            )?
            .execute((dev.as_bytes(), inc.as_bytes(), from.0, to.0, row))?;
        let mut cases = BTreeSet::new();
        // Out of scope means applied, but the case has gone to another station meanwhile.
        let kept = |p: &&Parked| (from..=to).contains(&p.seq) && p.reason != "out_of_scope";
        for parked in parked.iter().filter(kept) {
            let case: Option<Option<String>> = self
                .conn
                .prepare_cached(
                    "UPDATE record SET verdict = 'parked'
                     WHERE dev = ?1 AND inc = ?2 AND seq = ?3 AND hub_seq IS NULL RETURNING case_id",
                )?
                .query_row((dev.as_bytes(), inc.as_bytes(), parked.seq.0), |row| row.get(0))
                .optional()?;
            cases.extend(case.flatten().map(CaseId));
        }
        for id in &cases {
            fold::refold(self.conn, id)?;
        }
        Ok(cases.into_iter().collect())
    }
}

impl Run {
    /// The last record.
    #[must_use]
    pub fn to(&self) -> Seq {
        Seq(self.prev.seq.0 + self.lines.len() as u64)
    }

    /// The first record.
    #[must_use]
    pub fn from(&self) -> Seq {
        self.prev.seq.next()
    }

    /// Signs and packs the run.
    ///
    /// # Errors
    /// [`StoreError::Record`] when it does not fit a batch.
    pub fn pack(&self, key: &ledger::SigningKey) -> Result<Vec<u8>> {
        let lines: Vec<ledger::Line<'_>> = self
            .lines
            .iter()
            .map(|line| match line {
                RunLine::Bytes(bytes) => ledger::Line::Bytes(bytes),
                RunLine::Leaf(leaf) => ledger::Line::Leaf(*leaf),
            })
            .collect();
        ledger::batch::write_lines(key, &self.prev, &lines)
            .map_err(|e| StoreError::Record(e.to_string()))
    }
}
