//! Batches that wait for a person: forks, and what a revoked device still pushed. Nothing of them is thrown away.

use super::{Now, devices, ingest, row};
use crate::error::{HubError, Result};
use casework::{Case, CaseId, Event, Verdict};
use chrono::{DateTime, FixedOffset};
use ledger::wire::Have;
use ledger::{ChainHash, DeviceId, Header, Incarnation, Limits, Sealed, Seq, batch};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::BTreeMap;

/// Why a batch waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// Its log was written twice: a copied folder, or an old backup that went on unnoticed.
    Fork,
    /// Its device is shut out.
    Revoked,
}

impl Why {
    fn word(self) -> &'static str {
        match self {
            Self::Fork => "fork",
            Self::Revoked => "revoked",
        }
    }
}

/// A batch that waits, or waited.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Waiting {
    /// Its number.
    pub id: i64,
    /// Device that wrote it.
    pub dev: DeviceId,
    /// Incarnation of its log.
    pub inc: Incarnation,
    /// First record.
    pub from: Seq,
    /// Last record.
    pub to: Seq,
    /// Why it waits.
    pub why: Why,
    /// `waiting`, `accepted` or `refused`.
    pub state: String,
    /// When it came, RFC 3339.
    pub at: String,
}

/// Keeps a batch; the same one a second time is the same one.
pub(super) fn keep(
    conn: &Connection,
    header: &Header,
    why: Why,
    frame: &[u8],
    now: Now,
) -> Result<()> {
    conn.execute(
        "INSERT INTO quarantine (dev, inc, from_seq, to_seq, head, why, state, frame, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?8) ON CONFLICT DO NOTHING",
        (
            header.dev.as_bytes(),
            header.inc.as_bytes(),
            header.from.0,
            header.to.0,
            header.head.as_bytes(),
            why.word(),
            frame,
            now.to_rfc3339(),
        ),
    )?;
    Ok(())
}

/// True when all of a revoked device's batch had been taken before it was revoked.
pub(super) fn counted(conn: &Connection, header: &Header) -> Result<bool> {
    let to: Option<u64> = conn
        .query_row(
            "SELECT seq FROM revoked_head WHERE dev = ?1 AND inc = ?2",
            (header.dev.as_bytes(), header.inc.as_bytes()),
            |row| row.get(0),
        )
        .optional()?;
    Ok(to.is_some_and(|to| header.to.0 <= to))
}

/// Whether a record waits here, or waited.
pub(super) fn keeps(conn: &Connection, dev: DeviceId, inc: Incarnation, seq: Seq) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM quarantine WHERE dev = ?1 AND inc = ?2 AND ?3 BETWEEN from_seq AND to_seq",
        )?
        .exists((dev.as_bytes(), inc.as_bytes(), seq.0))?)
}

/// Lets a revoked device know what it need not push again: what waits and goes on from what is held.
pub(super) fn extend(conn: &Connection, dev: DeviceId, have: &mut Vec<Have>) -> Result<()> {
    let mut select = conn.prepare(
        "SELECT inc, from_seq, to_seq, head FROM quarantine
         WHERE dev = ?1 AND why = 'revoked' ORDER BY id",
    )?;
    let mut rows = select.query([dev.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let (inc, from) = (Incarnation(row.get(0)?), row.get::<_, u64>(1)?);
        let waiting = Have { inc, seq: Seq(row.get(2)?), head: ChainHash(row.get(3)?) };
        match have.iter_mut().find(|have| have.inc == inc) {
            Some(have) if from <= have.seq.0 + 1 && waiting.seq > have.seq => *have = waiting,
            None if from == 1 => have.push(waiting),
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn all(conn: &Connection) -> Result<Vec<Waiting>> {
    let mut select = conn.prepare(
        "SELECT id, dev, inc, from_seq, to_seq, why, state, at FROM quarantine ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let why: String = row.get(5)?;
        all.push(Waiting {
            id: row.get(0)?,
            dev: DeviceId(row.get(1)?),
            inc: Incarnation(row.get(2)?),
            from: Seq(row.get(3)?),
            to: Seq(row.get(4)?),
            why: if why == Why::Fork.word() { Why::Fork } else { Why::Revoked },
            state: row.get(6)?,
            at: row.get(7)?,
        });
    }
    Ok(all)
}

/// What a waiting batch holds, for the person who decides about it: enough to know the cases, no more.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Content {
    /// Records.
    pub records: u64,
    /// Records this version cannot read, or that name no case.
    pub other: u64,
    /// Cases they are about.
    pub cases: Vec<ContentCase>,
}

/// What a waiting batch says of one case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ContentCase {
    /// Number, once it has one.
    pub number: Option<String>,
    /// Parties, their names masked.
    pub parties: Vec<String>,
    /// Kinds of record with their count.
    pub kinds: BTreeMap<String, u64>,
    /// When the first was written, by the desk's own clock.
    pub first: DateTime<FixedOffset>,
    /// When the last was written.
    pub last: DateTime<FixedOffset>,
}

/// Reads a batch that waits, or waited.
pub(super) fn content(conn: &Connection, id: i64) -> Result<Content> {
    let row: Option<([u8; 32], Vec<u8>)> = conn
        .query_row("SELECT dev, frame FROM quarantine WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (dev, frame) = row.ok_or_else(|| HubError::refused("review.unknown"))?;
    let device = devices::known(conn, DeviceId(dev))?;
    let read = batch::read(&frame, &device.key, &Limits::default())?;
    let mut of: BTreeMap<&str, Vec<&Sealed>> = BTreeMap::new();
    for sealed in read.records() {
        of.entry(sealed.record().case.as_deref().unwrap_or_default()).or_default().push(sealed);
    }
    of.remove("");
    let named: usize = of.values().map(Vec::len).sum();
    let records = read.header().len();
    let cases = of.into_iter().map(|(case, new)| content_case(conn, case, &new));
    Ok(Content { records, other: records - named as u64, cases: cases.collect::<Result<_>>()? })
}

fn content_case(conn: &Connection, id: &str, new: &[&Sealed]) -> Result<ContentCase> {
    let mut case = Case::new(CaseId(id.to_owned()));
    for (sealed, verdict) in row::history(conn, id)? {
        casework::apply(&mut case, &entry(&sealed, verdict));
    }
    let (mut kinds, mut times) = (BTreeMap::new(), Vec::new());
    for sealed in new {
        // Whatever the judgement will be: here it only tells which case it is.
        casework::apply(&mut case, &entry(sealed, Verdict::Clean));
        *kinds.entry(sealed.record().kind.clone()).or_default() += 1;
        times.push(sealed.record().at);
    }
    let (first, last) = match (times.iter().min(), times.iter().max()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => return Err(HubError::damaged("a case without records")),
    };
    let number = case.number().map(|number| number.text.clone());
    let names = case.sheet.parties().into_iter().map(|party| party.name);
    let parties = names.filter(|name| !name.is_empty()).map(|name| masked(&name)).collect();
    Ok(ContentCase { number, parties, kinds, first, last })
}

fn entry(sealed: &Sealed, verdict: Verdict) -> casework::Entry {
    let record = sealed.record();
    let stamp = casework::Stamp {
        by: record.by.clone(),
        at: record.at,
        dev: record.dev.to_string(),
        inc: record.inc.to_string(),
        seq: record.seq.0,
        hub_seq: None,
    };
    casework::Entry { event: Event::parse(&record.kind, &record.body), stamp, verdict }
}

/// The first character, or the first two of a long name: who knows the case knows whom it means.
fn masked(name: &str) -> String {
    let count = name.chars().count();
    let shown = if count > 4 { 2 } else { 1 };
    let head: String = name.chars().take(shown).collect();
    format!("{head}{}", "*".repeat(count.saturating_sub(shown).clamp(1, 4)))
}

/// A person takes what a revoked device pushed: it goes into the order now.
pub(super) fn accept(conn: &Connection, id: i64, now: Now) -> Result<u64> {
    let (dev, why, frame) = waiting(conn, id)?;
    if why == Why::Fork.word() {
        // The device writes it again in a new incarnation; taking it here would make two logs of one.
        return Err(HubError::refused("review.fork"));
    }
    let device = devices::known(conn, dev)?;
    let read = batch::read(&frame, &device.key, &Limits::default())?;
    ingest::take(conn, &ingest::Author::device(&device), &read, &frame, now)?
        .map_err(HubError::Refused)?;
    settle(conn, id, "accepted")?;
    Ok(read.header().len())
}

pub(super) fn refuse(conn: &Connection, id: i64) -> Result<()> {
    waiting(conn, id)?;
    settle(conn, id, "refused")
}

fn waiting(conn: &Connection, id: i64) -> Result<(DeviceId, String, Vec<u8>)> {
    conn.query_row(
        "SELECT dev, why, frame FROM quarantine WHERE id = ?1 AND state = 'waiting'",
        [id],
        |row| Ok((DeviceId(row.get(0)?), row.get(1)?, row.get(2)?)),
    )
    .optional()?
    .ok_or_else(|| HubError::refused("review.unknown"))
}

fn settle(conn: &Connection, id: i64, state: &str) -> Result<()> {
    conn.execute("UPDATE quarantine SET state = ?2 WHERE id = ?1", (id, state))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_masked_name_shows_its_beginning_only() {
        assert_eq!(masked("张某"), "张*");
        assert_eq!(masked("岩温罕"), "岩**");
        assert_eq!(masked("李"), "李*");
        assert_eq!(masked("某某劳务有限公司"), "某某****");
    }
}
