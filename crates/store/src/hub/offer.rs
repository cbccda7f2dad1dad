//! What others wrote and the hub has lost in a restore: kept here with its signatures, it can be given back.

use crate::error::{Result, StoreError};
use crate::reader::Reader;
use ledger::{DeviceId, Incarnation, Line, Seq, SignedHeader};

/// A run of another device's log that the hub has not placed in its present life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// Device.
    pub dev: DeviceId,
    /// Incarnation of its log.
    pub inc: Incarnation,
    /// First record that is missing there.
    pub from: Seq,
}

/// A batch of another device as it can be given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBatch {
    /// First record.
    pub from: Seq,
    /// Last record.
    pub to: Seq,
    /// The batch, as [`ledger::batch`] writes it.
    pub bytes: Vec<u8>,
}

impl Reader<'_> {
    /// Logs of other devices of which the hub, after a restore, lacks something that is here. To be asked when its feed
    /// has been read to the end; words of the hub itself come first, because they say who the devices are.
    pub fn lost_by_hub(&self) -> Result<Vec<Lost>> {
        let all = self
            .conn
            .prepare_cached(
                "SELECT dev, inc, min(seq) FROM record
                 WHERE hub_seq IS NOT NULL AND hub_inc IS NOT (SELECT hub_inc FROM feed)
                   AND dev <> (SELECT dev FROM device)
                 GROUP BY dev, inc ORDER BY min(kind NOT LIKE 'hub.%'), min(id)",
            )?
            .query_map([], |row| {
                Ok(Lost {
                    dev: DeviceId(row.get(0)?),
                    inc: Incarnation(row.get(1)?),
                    from: Seq(row.get(2)?),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(all)
    }

    /// Batches of another device from a place on that are here without a hole, in order.
    ///
    /// Of a batch that was only partly in this desk's scope nothing is given: the hub would take the missing records
    /// for erased ones.
    pub fn kept_batches(&self, lost: &Lost) -> Result<Vec<KeptBatch>> {
        let mut select = self.conn.prepare_cached(
            "SELECT first, last, line, signature FROM batch
             WHERE dev = ?1 AND inc = ?2 AND last >= ?3 ORDER BY first, last",
        )?;
        let mut rows = select.query((lost.dev.as_bytes(), lost.inc.as_bytes(), lost.from.0))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (from, to) = (Seq(row.get(0)?), Seq(row.get(1)?));
            let Some(lines) = self.lines(lost, from, to)? else { continue };
            let signed = SignedHeader { line: row.get(2)?, signature: row.get(3)? };
            let bytes =
                ledger::batch::assemble(&signed, lines.iter().map(|line| Line::Bytes(line)))
                    .map_err(|e| StoreError::Record(e.to_string()))?;
            all.push(KeptBatch { from, to, bytes });
        }
        Ok(all)
    }

    fn lines(&self, lost: &Lost, from: Seq, to: Seq) -> Result<Option<Vec<Vec<u8>>>> {
        let mut select = self.conn.prepare_cached(
            "SELECT bytes FROM record
             WHERE dev = ?1 AND inc = ?2 AND seq BETWEEN ?3 AND ?4 AND bytes IS NOT NULL ORDER BY seq",
        )?;
        let lines: Vec<Vec<u8>> = select
            .query_map((lost.dev.as_bytes(), lost.inc.as_bytes(), from.0, to.0), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok((lines.len() as u64 == to.0 + 1 - from.0).then_some(lines))
    }
}
