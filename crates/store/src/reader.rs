//! Questions to one snapshot of the desk.

use crate::error::Result;
use crate::fold;
use crate::life;
use casework::{Case, CaseId, Verdict};
use chrono::{DateTime, FixedOffset};
use ledger::{DeviceId, Head, Incarnation, Sealed, Seq};
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::Value;
use std::collections::BTreeMap;

/// One snapshot. Handed out by [`crate::Store::read`]; a [`crate::Writer`] reads its own save.
pub struct Reader<'c> {
    pub(crate) conn: &'c Connection,
}

/// A field that was typed and is not yet a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Field of the sheet.
    pub path: String,
    /// What was typed; `null` = emptied.
    pub value: Value,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
}

/// One record of a case or of the desk, as history shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Row: order of arrival on this device.
    pub row: i64,
    /// Kind, e.g. `payment.received`.
    pub kind: String,
    /// Body as recorded; `None` after an erasure.
    pub body: Option<Value>,
    /// By whom.
    pub by: String,
    /// Wall time with offset.
    pub at: DateTime<FixedOffset>,
    /// Device.
    pub dev: DeviceId,
    /// Incarnation of its log.
    pub inc: Incarnation,
    /// Place in that log.
    pub seq: Seq,
    /// Place in the hub's order, once seen in the feed.
    pub hub_seq: Option<u64>,
    /// The hub's verdict, once given.
    pub verdict: Option<Verdict>,
    /// The hub's receipt is on this device.
    pub received: bool,
}

impl<'c> Reader<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self { conn }
    }

    /// A case as it stands; `None` when it has no record (it may have drafts).
    pub fn case(&self, id: &CaseId) -> Result<Option<Case>> {
        Ok(fold::state(self.conn, id)?.map(|state| state.case))
    }

    /// Records of a case in the case's own order: the hub's, then this desk's on top.
    pub fn history(&self, id: &CaseId) -> Result<Vec<Past>> {
        self.past(&format!("WHERE case_id = ?1 ORDER BY {}", fold::ORDER), [&id.0])
    }

    /// Records of this device that name no case, of one kind, oldest first.
    pub fn device_records(&self, kind: &str) -> Result<Vec<Past>> {
        let own = "WHERE case_id IS NULL AND kind = ?1 AND dev = (SELECT dev FROM device)";
        self.past(&format!("{own} ORDER BY {}", fold::ORDER), [kind])
    }

    /// Newest record of this device that names no case, of one kind.
    pub fn device_record(&self, kind: &str) -> Result<Option<Past>> {
        Ok(self.device_records(kind)?.pop())
    }

    /// Records that name no case, of one kind and of any device, in the hub's order and then this device's own:
    /// what the devices of a station share, and what the hub itself says.
    pub fn shared_records(&self, kind: &str) -> Result<Vec<Past>> {
        let all = "WHERE case_id IS NULL AND kind = ?1";
        self.past(&format!("{all} ORDER BY {}", fold::ORDER), [kind])
    }

    fn past(&self, tail: &str, params: impl rusqlite::Params) -> Result<Vec<Past>> {
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT id, kind, bytes, by, at, dev, inc, seq, hub_seq, verdict, receipt IS NOT NULL
             FROM record {tail}"
        ))?;
        let mut rows = select.query(params)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(past(row)?);
        }
        Ok(all)
    }

    /// What is typed in a case and not yet a record, in the order of the paths.
    pub fn drafts(&self, id: &CaseId) -> Result<Vec<Draft>> {
        let mut select = self.conn.prepare_cached(
            "SELECT path, value, at, by FROM draft WHERE case_id = ?1 ORDER BY path",
        )?;
        let mut rows = select.query([&id.0])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(Draft {
                path: row.get(0)?,
                value: serde_json::from_str(&row.get::<_, String>(1)?)?,
                at: instant(row, 2)?,
                by: row.get(3)?,
            });
        }
        Ok(all)
    }

    /// Cases with drafts, newest typing first, with the time of it.
    pub fn drafted(&self) -> Result<Vec<(CaseId, DateTime<FixedOffset>)>> {
        let mut select = self.conn.prepare_cached(
            "SELECT case_id, at FROM draft
             WHERE case_id NOT IN (SELECT case_id FROM withdrawn)
             ORDER BY unixepoch(at) DESC, case_id",
        )?;
        let mut rows = select.query([])?;
        let mut all: Vec<(CaseId, DateTime<FixedOffset>)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            if seen.insert(id.clone()) {
                all.push((CaseId(id), instant(row, 1)?));
            }
        }
        Ok(all)
    }

    /// Private fields of a case: path → value.
    pub fn private(&self, id: &CaseId) -> Result<BTreeMap<String, Value>> {
        let mut select =
            self.conn.prepare_cached("SELECT path, value FROM private WHERE case_id = ?1")?;
        let mut rows = select.query([&id.0])?;
        let mut all = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let value = serde_json::from_str(&row.get::<_, String>(1)?)?;
            all.insert(row.get(0)?, value);
        }
        Ok(all)
    }

    /// A setting of this machine.
    pub fn setting(&self, name: &str) -> Result<Option<Value>> {
        let value: Option<String> = self
            .conn
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(value.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// How far this device's log reaches.
    pub fn head(&self) -> Result<Head> {
        life::head(self.conn)
    }

    /// Records on this device, and how many of them have not been seen in the hub's feed.
    pub fn record_counts(&self) -> Result<(u64, u64)> {
        Ok(self.conn.query_row(
            "SELECT (SELECT count(*) FROM record),
                    (SELECT count(*) FROM record WHERE hub_seq IS NULL)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?)
    }

    /// Own records of one incarnation from a place on, for a batch.
    pub fn own_records(&self, inc: Incarnation, from: Seq, limit: usize) -> Result<Vec<Sealed>> {
        let mut select = self.conn.prepare_cached(
            "SELECT bytes FROM record WHERE dev = (SELECT dev FROM device) AND inc = ?1
               AND seq >= ?2 AND bytes IS NOT NULL ORDER BY seq LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = select.query((inc.as_bytes(), from.0, limit))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(fold::parse(row.get(0)?)?);
        }
        Ok(all)
    }

    /// Wall time of the last record this device wrote, in whatever incarnation.
    pub fn last_written_at(&self) -> Result<Option<DateTime<FixedOffset>>> {
        let at: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT at FROM record WHERE dev = (SELECT dev FROM device)
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(at.and_then(|text| DateTime::parse_from_rfc3339(&text).ok()))
    }

    /// Row of the newest record: keep it, and ask [`Reader::cases_after`] later what has changed.
    pub fn newest_row(&self) -> Result<i64> {
        Ok(self.conn.query_row("SELECT coalesce(max(id), 0) FROM record", [], |row| row.get(0))?)
    }

    /// Cases that got a record after a row.
    pub fn cases_after(&self, row: i64) -> Result<Vec<CaseId>> {
        let ids = self
            .conn
            .prepare_cached(
                "SELECT DISTINCT case_id FROM record WHERE id > ?1 AND case_id IS NOT NULL",
            )?
            .query_map([row], |row| Ok(CaseId(row.get(0)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }
}

fn past(row: &Row<'_>) -> Result<Past> {
    let bytes: Option<Vec<u8>> = row.get(2)?;
    let body = bytes
        .map(|bytes| fold::parse(bytes).map(|sealed| sealed.into_parts().1.body))
        .transpose()?;
    Ok(Past {
        row: row.get(0)?,
        kind: row.get(1)?,
        body,
        by: row.get(3)?,
        at: instant(row, 4)?,
        dev: DeviceId(row.get(5)?),
        inc: Incarnation(row.get(6)?),
        seq: Seq(row.get(7)?),
        hub_seq: row.get(8)?,
        verdict: row.get::<_, Option<String>>(9)?.map(|word| fold::verdict(Some(word))),
        received: row.get(10)?,
    })
}

/// An RFC 3339 instant of a column.
pub(crate) fn instant(row: &Row<'_>, at: usize) -> rusqlite::Result<DateTime<FixedOffset>> {
    let text: String = row.get(at)?;
    DateTime::parse_from_rfc3339(&text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(e))
    })
}
