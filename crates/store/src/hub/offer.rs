//! What others wrote and the hub has lost in a restore: kept here with its signatures, it can be given back.

use crate::error::{Result, StoreError};
use crate::reader::Reader;
use ledger::{Cursor, DeviceId, Incarnation, Line, Seq, SignedHeader};
use rusqlite::OptionalExtension as _;

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

    /// How far an earlier life of the hub had been read, if further than the hub now knows; the latest of them.
    ///
    /// To be asked when the feed of the present life has been read to its end.
    pub fn read_of_lost_life(&self) -> Result<Option<Cursor>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT hub_inc, max(hub_seq) FROM record
                 WHERE hub_seq IS NOT NULL AND hub_inc IS NOT (SELECT hub_inc FROM feed)
                 GROUP BY hub_inc ORDER BY max(id) DESC LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(Cursor { hub_inc: Incarnation(row.get(0)?), hub_seq: row.get(1)? })
            })
            .optional()?)
    }

    /// Last record that is here of each log of a device.
    pub fn log_ends(&self, dev: &DeviceId) -> Result<Vec<(Incarnation, Seq)>> {
        Ok(self
            .conn
            .prepare_cached("SELECT inc, max(seq) FROM record WHERE dev = ?1 GROUP BY inc")?
            .query_map([dev.as_bytes()], |row| Ok((Incarnation(row.get(0)?), Seq(row.get(1)?))))?
            .collect::<rusqlite::Result<_>>()?)
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
