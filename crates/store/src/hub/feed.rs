//! A page of the hub's feed becomes part of this desk: records, verdicts, keys, cases that come and go.

use crate::error::Result;
use crate::fold;
use crate::ingest::Placed;
use crate::writer::Writer;
use casework::CaseId;
use ledger::wire::page::{Page, PageEntry, Withdrawn};
use ledger::{Content, Cursor, DeviceId, VerifiedBatch};
use rusqlite::OptionalExtension as _;
use std::collections::BTreeSet;

/// What a page brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// False when the page goes on from another place than this desk has read to: nothing was done.
    pub applied: bool,
    /// Cases whose state or place in the lists may have changed.
    pub cases: Vec<CaseId>,
    /// Records that were not here before.
    pub fresh: u64,
    /// Own records that had to be written again, because the hub holds others at their places.
    pub rewritten: u64,
    /// Records that name no case were among it: settings of the station, words of the hub.
    pub device: bool,
    /// The feed has been read to its end.
    pub complete: bool,
}

impl Writer<'_> {
    /// Takes a page that was proved, and moves the cursor, in this one save. Nothing is refused for its content.
    ///
    /// A page that does not go on from the cursor changes nothing: it may come twice, or too late.
    pub fn take_page(&mut self, page: &Page) -> Result<Taken> {
        let place = self.feed_place()?;
        let goes_on = place.is_some_and(|place| {
            place.hub_inc == page.head.hub_inc && place.pos == page.head.after
        });
        if !goes_on {
            return Ok(Taken::default());
        }
        for key in &page.keys {
            self.meet_key(DeviceId::of(key), key.as_bytes())?;
        }
        for station in &page.stations {
            self.name_station(station)?;
        }
        for batch in &page.batches {
            self.keep_batch(batch)?;
        }
        let mut taken = Taken { applied: true, ..Taken::default() };
        let mut cases = BTreeSet::new();
        let mut leaving = page.withdrawn.iter().peekable();
        for entry in &page.entries {
            while let Some(gone) = leaving.next_if(|gone| gone.pos < entry.place.pos) {
                self.withdraw(page, gone, &mut cases)?;
            }
            self.take_entry(page, entry, &mut taken, &mut cases)?;
        }
        for gone in leaving {
            self.withdraw(page, gone, &mut cases)?;
        }
        for id in &cases {
            fold::refold(self.conn, id)?;
        }
        taken.cases = cases.into_iter().collect();
        taken.complete = page.head.until == page.head.newest;
        let at = self.author().at.to_rfc3339();
        self.conn
            .prepare_cached("UPDATE feed SET pos = ?1, newest = ?2, at = coalesce(?3, at)")?
            .execute((page.head.until, page.head.newest, taken.complete.then_some(at)))?;
        Ok(taken)
    }

    fn take_entry(
        &mut self,
        page: &Page,
        entry: &PageEntry,
        taken: &mut Taken,
        cases: &mut BTreeSet<CaseId>,
    ) -> Result<()> {
        let place = &entry.place;
        if !place.station.is_empty() {
            self.meet_station(entry.dev, &place.station)?;
        }
        let outcome = self.place(&Placed {
            at: Cursor { hub_inc: page.head.hub_inc, hub_seq: place.order() },
            dev: entry.dev,
            inc: entry.inc,
            seq: place.seq,
            leaf: entry.leaf,
            record: entry.record.as_ref(),
            verdict: &place.verdict,
        })?;
        taken.fresh += u64::from(outcome.fresh);
        taken.rewritten += outcome.rewritten;
        cases.extend(outcome.cases);
        if entry.record.is_none() {
            self.keep_unreadable(page, entry)?;
        }
        let case = entry.record.as_ref().and_then(|sealed| sealed.record().case.as_deref());
        match case {
            Some(case) => self.reinstate(page, entry, case)?,
            None => taken.device = true,
        }
        Ok(())
    }

    fn withdraw(
        &mut self,
        page: &Page,
        gone: &Withdrawn,
        cases: &mut BTreeSet<CaseId>,
    ) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO withdrawn (case_id, hub_inc, pos) VALUES (?1, ?2, ?3)",
            )?
            .execute((&gone.case, page.head.hub_inc.as_bytes(), gone.pos))?;
        cases.insert(CaseId(gone.case.clone()));
        Ok(())
    }

    /// A case that was withdrawn is this desk's again when its history comes anew (a grant), or when the hub was
    /// restored to a time before the withdrawal. What is only shown to its writer brings nothing back.
    fn reinstate(&mut self, page: &Page, entry: &PageEntry, case: &str) -> Result<()> {
        if entry.place.verdict == "parked" {
            return Ok(());
        }
        let granted = entry.place.hub_seq.is_some();
        self.conn
            .prepare_cached(
                "DELETE FROM withdrawn WHERE case_id = ?1
                   AND (hub_inc IS NOT ?2 OR (?3 AND pos < ?4))",
            )?
            .execute((case, page.head.hub_inc.as_bytes(), granted, entry.place.pos))?;
        Ok(())
    }

    /// What this version cannot read is kept to the byte for a later one.
    fn keep_unreadable(&mut self, page: &Page, entry: &PageEntry) -> Result<()> {
        let batch = usize::try_from(entry.place.batch).ok().and_then(|n| page.batches.get(n));
        let found = batch.and_then(|batch| {
            batch.entries().iter().find(|candidate| candidate.seq == entry.place.seq)
        });
        let Some(Content::Parked { bytes, .. }) = found.map(|entry| &entry.content) else {
            return Ok(());
        };
        self.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO aside (why, dev, inc, seq, leaf, bytes)
                 VALUES ('unreadable', ?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                entry.dev.as_bytes(),
                entry.inc.as_bytes(),
                entry.place.seq.0,
                entry.leaf.as_bytes(),
                bytes,
            ))?;
        Ok(())
    }

    /// Keeps header and signature of another device's batch; its own it can sign again.
    fn keep_batch(&mut self, batch: &VerifiedBatch) -> Result<()> {
        let header = batch.header();
        if header.dev == self.head_here().dev {
            return Ok(());
        }
        let key = (header.dev.as_bytes(), header.inc.as_bytes(), header.from.0, header.to.0);
        let known: Option<bool> = self
            .conn
            .prepare_cached(
                "SELECT leaves IS NULL FROM batch
                 WHERE dev = ?1 AND inc = ?2 AND first = ?3 AND last = ?4",
            )?
            .query_row(key, |row| row.get(0))
            .optional()?;
        if known.is_some() {
            return Ok(());
        }
        let whole = batch.entries().iter().all(|entry| entry.sealed().is_some());
        let leaves: Option<Vec<u8>> =
            (!whole).then(|| batch.entries().iter().flat_map(|entry| entry.leaf.0).collect());
        let signed = batch.signed();
        self.conn
            .prepare_cached(
                "INSERT INTO batch (dev, inc, first, last, line, signature, leaves)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((key.0, key.1, key.2, key.3, &signed.line, signed.signature, leaves))?;
        Ok(())
    }
}
