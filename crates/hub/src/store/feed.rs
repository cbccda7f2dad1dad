//! Pages of a feed: what a device may see, in the hub's order, each record with the proof of its writer.

use super::Now;
use super::devices::{self, Device};
use super::identity::{self, Identity};
use crate::error::{HubError, Result};
use ledger::wire::page::{self, Index, PageOf, Place, Withdrawn};
use ledger::wire::{Refusal, Role};
use ledger::{DeviceId, Incarnation, Leaf, Line, Seq, SignedHeader, batch};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Entries of a page.
const ENTRIES: usize = 500;
/// Bytes after which a page is closed: records as they are, leaves at their cost in a compressed batch.
const BYTES: usize = 4 * 1024 * 1024;
const LEAF_BYTES: usize = 48;

/// One line of a feed.
struct Item {
    pos: u64,
    case: Option<String>,
    record: Option<Shown>,
}

/// The record of a line.
struct Shown {
    place: u64,
    batch: i64,
    seq: Seq,
    verdict: String,
    station: String,
    size: usize,
    /// Records of its batch.
    batch_len: usize,
}

pub(super) fn page(
    conn: &Connection,
    me: &Identity,
    device: &Device,
    after: u64,
    now: Now,
) -> Result<Vec<u8>> {
    let lives = identity::lives(conn)?;
    if after > lives.last {
        return Err(Refusal::new("feed.ahead").with("newest", lives.last).into());
    }
    let items = items(conn, device, after)?;
    let fetched = items.len();
    let (mut index, mut parts) = (Index::default(), Parts::default());
    let (mut bytes, mut taken, mut until) = (0, 0, lives.last);
    for item in items {
        let cost = item.record.as_ref().map_or(0, |shown| parts.cost(shown));
        if taken > 0 && bytes + cost > BYTES {
            break;
        }
        (bytes, taken, until) = (bytes + cost, taken + 1, item.pos);
        match (item.record, item.case) {
            (Some(shown), _) => index.entries.push(parts.take(item.pos, shown)),
            (None, Some(case)) => index.withdrawn.push(Withdrawn { pos: item.pos, case }),
            (None, None) => {}
        }
    }
    if taken == fetched && fetched < ENTRIES {
        until = lives.last;
    }
    let mut keys = BTreeSet::new();
    let mut batches = Vec::with_capacity(parts.wanted.len());
    for (id, wanted) in &parts.wanted {
        let (dev, bytes) = filtered(conn, *id, wanted)?;
        keys.insert(dev);
        batches.push(bytes);
    }
    for dev in keys {
        let key = if dev == me.dev() {
            me.signing.verifying_key()
        } else {
            devices::known(conn, dev)?.key
        };
        index.keys.push(hex::encode(key.as_bytes()));
    }
    // A county desk gives cases to stations: it is told all of them.
    let named: BTreeSet<&String> = index.entries.iter().map(|entry| &entry.station).collect();
    let mut stations = devices::stations(conn)?;
    stations.retain(|station| device.role == Role::County || named.contains(&station.id));
    index.stations = stations;
    let of = PageOf {
        hub_inc: lives.current,
        dev: device.dev,
        after,
        until,
        newest: lives.last,
        at: now,
    };
    page::write(&me.signing, of, &index, &batches).map_err(HubError::damaged)
}

fn items(conn: &Connection, device: &Device, after: u64) -> Result<Vec<Item>> {
    let columns = "r.place, r.batch, r.seq, r.verdict, r.station, coalesce(length(r.bytes), 0),
        b.to_seq - b.from_seq + 1";
    let query = match device.role {
        Role::County => format!(
            "SELECT r.place, r.case_id, {columns} FROM record r JOIN batch b ON b.id = r.batch
             WHERE r.place > ?1 AND ?2 <> '' ORDER BY r.place LIMIT ?3"
        ),
        Role::Station => format!(
            "SELECT f.pos, f.case_id, {columns} FROM feed f
             LEFT JOIN record r ON r.place = f.place LEFT JOIN batch b ON b.id = r.batch
             WHERE f.pos > ?1 AND f.scope = ?2 ORDER BY f.pos LIMIT ?3"
        ),
    };
    let mut select = conn.prepare_cached(&query)?;
    let mut rows = select.query((after, &device.station.id, ENTRIES))?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let place: Option<u64> = row.get(2)?;
        let record = match place {
            None => None,
            Some(place) => Some(Shown {
                place,
                batch: row.get(3)?,
                seq: Seq(row.get(4)?),
                verdict: row.get(5)?,
                station: row.get(6)?,
                size: row.get(7)?,
                batch_len: row.get(8)?,
            }),
        };
        items.push(Item { pos: row.get(0)?, case: row.get(1)?, record });
    }
    Ok(items)
}

/// The batches of a page, in the order in which its entries name them.
#[derive(Default)]
struct Parts {
    wanted: Vec<(i64, BTreeSet<Seq>)>,
    at: BTreeMap<i64, u32>,
}

impl Parts {
    /// What one more record costs.
    fn cost(&self, shown: &Shown) -> usize {
        let batch = if self.at.contains_key(&shown.batch) { 0 } else { shown.batch_len };
        shown.size + batch * LEAF_BYTES
    }

    fn take(&mut self, pos: u64, shown: Shown) -> Place {
        let next = u32::try_from(self.wanted.len()).expect("a page has few batches");
        let batch = *self.at.entry(shown.batch).or_insert(next);
        if batch == next {
            self.wanted.push((shown.batch, BTreeSet::new()));
        }
        self.wanted[batch as usize].1.insert(shown.seq);
        Place {
            pos,
            hub_seq: (shown.place != pos).then_some(shown.place),
            batch,
            seq: shown.seq,
            verdict: shown.verdict,
            station: shown.station,
        }
    }
}

/// A batch with the wanted records; the others as leaves.
fn filtered(conn: &Connection, id: i64, wanted: &BTreeSet<Seq>) -> Result<(DeviceId, Vec<u8>)> {
    let (signed, dev, inc, from, to) = conn
        .prepare_cached(
            "SELECT line, signature, dev, inc, from_seq, to_seq FROM batch WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let signed = SignedHeader { line: row.get(0)?, signature: row.get(1)? };
            let (from, to): (u64, u64) = (row.get(4)?, row.get(5)?);
            Ok((signed, DeviceId(row.get(2)?), Incarnation(row.get(3)?), from, to))
        })?;
    let mut select = conn.prepare_cached(
        "SELECT seq, leaf, bytes FROM record
         WHERE dev = ?1 AND inc = ?2 AND seq BETWEEN ?3 AND ?4 ORDER BY seq",
    )?;
    let mut rows = select.query((dev.as_bytes(), inc.as_bytes(), from, to))?;
    let mut lines: Vec<(Leaf, Option<Vec<u8>>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = if wanted.contains(&Seq(row.get(0)?)) { row.get(2)? } else { None };
        lines.push((Leaf(row.get(1)?), bytes));
    }
    let lines = lines.iter().map(|(leaf, bytes)| match bytes {
        Some(bytes) => Line::Bytes(bytes),
        None => Line::Leaf(*leaf),
    });
    Ok((dev, batch::assemble(&signed, lines)?))
}
