//! Going on after a fork: the hub holds other records of this log than this desk does.

use crate::error::Result;
use crate::fold;
use crate::life::Why;
use crate::writer::Writer;
use casework::CaseId;
use ledger::{Incarnation, Re, Seq};
use std::collections::BTreeSet;

impl Writer<'_> {
    /// Writes again, in another incarnation and with `re`, what the hub lacks of an own log; returns how many
    /// records, and the cases they belong to.
    ///
    /// What the hub has vouched for is left: so that nothing counts twice, read the feed to its end first. The former
    /// bytes are kept aside.
    pub fn write_again(&mut self, inc: Incarnation) -> Result<(u64, Vec<CaseId>)> {
        let first = self.outbox()?.into_iter().find(|log| log.inc == inc).map(|log| log.from);
        match first {
            Some(from) => self.write_again_from(inc, from),
            None => Ok((0, Vec::new())),
        }
    }

    pub(crate) fn write_again_from(
        &mut self,
        inc: Incarnation,
        from: Seq,
    ) -> Result<(u64, Vec<CaseId>)> {
        let dev = self.head_here().dev;
        let rows: Vec<(i64, u64, Option<Vec<u8>>)> = self
            .conn
            .prepare_cached(
                "SELECT id, seq, bytes FROM record WHERE dev = ?1 AND inc = ?2 AND seq >= ?3
                   AND (hub_seq IS NULL OR hub_inc IS NOT (SELECT hub_inc FROM feed)) ORDER BY seq",
            )?
            .query_map((dev.as_bytes(), inc.as_bytes(), from.0), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        if rows.is_empty() {
            return Ok((0, Vec::new()));
        }
        if self.head_here().inc == inc {
            self.begin_incarnation(Why::Forked)?;
        }
        let (mut written, mut cases) = (0, BTreeSet::new());
        for (id, seq, bytes) in rows {
            let Some(bytes) = bytes else {
                // Erased: nothing is left to be said again.
                self.conn.execute("DELETE FROM record WHERE id = ?1", [id])?;
                continue;
            };
            self.set_aside(id, "forked")?;
            let mut record = fold::parse(bytes)?.into_parts().1;
            let head = self.head_here();
            record.re = Some(Re { inc, seq: Seq(seq) });
            (record.inc, record.seq) = (head.inc, head.seq.next());
            cases.extend(record.case.clone().map(CaseId));
            let sealed = self.extend(record)?;
            let head = self.head_here();
            // The row stays: the order in which the desk wrote is the order of the rows.
            self.conn
                .prepare_cached(
                    "UPDATE record SET inc = ?2, seq = ?3, bytes = ?4, leaf = ?5, hash = ?6,
                        hub_inc = NULL, hub_seq = NULL, verdict = NULL, receipt = NULL WHERE id = ?1",
                )?
                .execute((
                    id,
                    head.inc.as_bytes(),
                    head.seq.0,
                    sealed.bytes(),
                    sealed.leaf().as_bytes(),
                    head.hash.as_bytes(),
                ))?;
            written += 1;
        }
        for id in &cases {
            fold::refold(self.conn, id)?;
        }
        Ok((written, cases.into_iter().collect()))
    }

    /// Keeps a copy of a row's bytes beside the log.
    pub(crate) fn set_aside(&mut self, id: i64, why: &str) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO aside (why, dev, inc, seq, leaf, bytes)
                 SELECT ?2, dev, inc, seq, leaf, bytes FROM record WHERE id = ?1 AND bytes IS NOT NULL",
            )?
            .execute((id, why))?;
        Ok(())
    }
}
