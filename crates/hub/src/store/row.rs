//! Reading and writing rows of logs and records.

use crate::error::{HubError, Result};
use casework::{CaseId, Event, Owners, Verdict};
use ledger::wire::Parked;
use ledger::{ChainHash, DeviceId, Head, Incarnation, Leaf, Re, Sealed, Seq, SignedHeader};
use rusqlite::{Connection, OptionalExtension as _};

/// The verdict's word in tables and on the wire.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clean => "clean",
        Verdict::Soft => "soft",
        Verdict::Hard => "hard",
        Verdict::Held => "held",
        Verdict::Parked => "parked",
    }
}

fn verdict_of(word: &str) -> Result<Verdict> {
    serde_json::from_value(word.into()).map_err(|_| HubError::damaged("a verdict without meaning"))
}

/// How far the hub holds a log.
pub(super) fn head(conn: &Connection, dev: DeviceId, inc: Incarnation) -> Result<Head> {
    let held = conn
        .prepare_cached("SELECT seq, hash FROM log WHERE dev = ?1 AND inc = ?2")?
        .query_row((dev.as_bytes(), inc.as_bytes()), |row| {
            Ok(Head { dev, inc, seq: Seq(row.get(0)?), hash: ChainHash(row.get(1)?) })
        })
        .optional()?;
    Ok(held.unwrap_or_else(|| Head::start(dev, inc)))
}

pub(super) fn set_head(conn: &Connection, head: &Head) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO log (dev, inc, seq, hash) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (dev, inc) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
    )?
    .execute((head.dev.as_bytes(), head.inc.as_bytes(), head.seq.0, head.hash.as_bytes()))?;
    Ok(())
}

/// The hash of a log at a place; `None` beyond its head.
pub(super) fn hash_at(
    conn: &Connection,
    dev: DeviceId,
    inc: Incarnation,
    seq: Seq,
) -> Result<Option<ChainHash>> {
    if seq == Seq(0) {
        return Ok(Some(ChainHash::start(dev, inc)));
    }
    Ok(conn
        .prepare_cached("SELECT hash FROM record WHERE dev = ?1 AND inc = ?2 AND seq = ?3")?
        .query_row((dev.as_bytes(), inc.as_bytes(), seq.0), |row| Ok(ChainHash(row.get(0)?)))
        .optional()?)
}

/// Places of a run of which only the leaf is here.
pub(super) fn withheld(conn: &Connection, head: &Head, from: Seq, to: Seq) -> Result<Vec<u64>> {
    let mut select = conn.prepare_cached(
        "SELECT seq FROM record WHERE dev = ?1 AND inc = ?2 AND seq BETWEEN ?3 AND ?4
           AND bytes IS NULL",
    )?;
    let key = (head.dev.as_bytes(), head.inc.as_bytes(), from.0, to.0.min(head.seq.0));
    Ok(select.query_map(key, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert_batch(
    conn: &Connection,
    signed: &SignedHeader,
    head: &Head,
    from: Seq,
) -> Result<i64> {
    conn.prepare_cached(
        "INSERT INTO batch (line, signature, dev, inc, from_seq, to_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        &signed.line,
        signed.signature,
        head.dev.as_bytes(),
        head.inc.as_bytes(),
        from.0,
        head.seq.0,
    ))?;
    Ok(conn.last_insert_rowid())
}

/// One place of a log, as it is written.
pub(super) struct Row<'a> {
    pub(super) head: Head,
    pub(super) place: Option<u64>,
    pub(super) batch: i64,
    pub(super) station: &'a str,
    pub(super) case: Option<&'a str>,
    pub(super) kind: &'a str,
    pub(super) verdict: Verdict,
    pub(super) why: &'a str,
    pub(super) bytes: Option<&'a [u8]>,
    pub(super) leaf: Leaf,
}

/// Writes a place; the bytes of a place of which only the leaf was here are filled in.
pub(super) fn insert(conn: &Connection, row: &Row<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO record (dev, inc, seq, place, batch, station, case_id, kind, verdict, why,
            bytes, leaf, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (dev, inc, seq) DO UPDATE SET place = excluded.place,
            station = excluded.station, case_id = excluded.case_id, kind = excluded.kind,
            verdict = excluded.verdict, why = excluded.why, bytes = excluded.bytes",
    )?
    .execute((
        row.head.dev.as_bytes(),
        row.head.inc.as_bytes(),
        row.head.seq.0,
        row.place,
        row.batch,
        row.station,
        row.case,
        row.kind,
        word(row.verdict),
        row.why,
        row.bytes,
        row.leaf.as_bytes(),
        row.head.hash.as_bytes(),
    ))?;
    Ok(())
}

pub(super) fn owners(conn: &Connection, case: &str) -> Result<Owners> {
    let mut select =
        conn.prepare_cached("SELECT station, since FROM owner WHERE case_id = ?1 ORDER BY since")?;
    Ok(select
        .query_map([case], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?)
}

pub(super) fn set_owner(conn: &Connection, case: &str, since: u64, station: &str) -> Result<()> {
    conn.prepare_cached("INSERT INTO owner (case_id, since, station) VALUES (?1, ?2, ?3)")?
        .execute((case, since, station))?;
    Ok(())
}

/// A record of a case that another has to be judged against.
pub(super) struct Past {
    pub(super) writer: (String, String),
    pub(super) event: Event,
    pub(super) touches: Vec<String>,
    pub(super) verdict: Verdict,
}

/// The case's records after a place that can matter to this writer: others', and his own that are in dispute.
pub(super) fn since(
    conn: &Connection,
    case: &str,
    base: u64,
    writer: (DeviceId, Incarnation),
) -> Result<Vec<Past>> {
    let mut select = conn.prepare_cached(
        "SELECT dev, inc, verdict, bytes FROM record
         WHERE case_id = ?1 AND place > ?2 AND bytes IS NOT NULL
           AND NOT (dev = ?3 AND inc = ?4 AND verdict <> 'hard') ORDER BY place",
    )?;
    let mut rows = select.query((case, base, writer.0.as_bytes(), writer.1.as_bytes()))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let sealed = Sealed::parse(row.get::<_, Vec<u8>>(3)?).map_err(HubError::damaged)?;
        let record = sealed.record();
        let event = Event::parse(&record.kind, &record.body);
        let touches = match &event {
            Event::Unknown { .. } => record.touches.clone(),
            known => known.touches(),
        };
        all.push(Past {
            writer: (DeviceId(row.get(0)?).to_string(), Incarnation(row.get(1)?).to_string()),
            event,
            touches,
            verdict: verdict_of(&row.get::<_, String>(2)?)?,
        });
    }
    Ok(all)
}

/// The records of a case in the hub's order, each with its verdict.
pub(super) fn history(conn: &Connection, case: &str) -> Result<Vec<(Sealed, Verdict)>> {
    let mut select = conn.prepare_cached(
        "SELECT bytes, verdict FROM record
         WHERE case_id = ?1 AND place IS NOT NULL AND bytes IS NOT NULL ORDER BY place",
    )?;
    let mut rows = select.query([case])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let sealed = Sealed::parse(row.get::<_, Vec<u8>>(0)?).map_err(HubError::damaged)?;
        all.push((sealed, verdict_of(&row.get::<_, String>(1)?)?));
    }
    Ok(all)
}

/// The event of a record of a case, if the hub holds it.
pub(super) fn event(
    conn: &Connection,
    case: &CaseId,
    at: &casework::RecordRef,
) -> Result<Option<Event>> {
    let (Ok(dev), Ok(inc)) = (at.dev.parse::<DeviceId>(), at.inc.parse::<Incarnation>()) else {
        return Ok(None);
    };
    let bytes: Option<Vec<u8>> = conn
        .prepare_cached(
            "SELECT bytes FROM record WHERE dev = ?1 AND inc = ?2 AND seq = ?3 AND case_id = ?4
               AND bytes IS NOT NULL",
        )?
        .query_row((dev.as_bytes(), inc.as_bytes(), at.seq, &case.0), |row| row.get(0))
        .optional()?;
    let sealed = bytes.map(Sealed::parse).transpose().map_err(HubError::damaged)?;
    Ok(sealed.map(|sealed| Event::parse(&sealed.record().kind, &sealed.record().body)))
}

pub(super) fn held(
    conn: &Connection,
    dev: DeviceId,
    re: Re,
) -> Result<Option<(Option<u64>, String)>> {
    Ok(conn
        .prepare_cached(
            "SELECT place, verdict FROM record WHERE dev = ?1 AND inc = ?2 AND seq = ?3",
        )?
        .query_row((dev.as_bytes(), re.inc.as_bytes(), re.seq.0), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

/// Which records of a run are not applied, or not shown to their writer's station any more, and why.
pub(super) fn aside(conn: &Connection, head: &Head, from: Seq) -> Result<Vec<Parked>> {
    let mut select = conn.prepare_cached(
        "SELECT seq, why FROM record r WHERE dev = ?1 AND inc = ?2 AND seq BETWEEN ?3 AND ?4
           AND place IS NOT NULL
           AND (why <> '' OR NOT EXISTS
                (SELECT 1 FROM feed f WHERE f.place = r.place AND f.scope = r.station))
         ORDER BY seq",
    )?;
    let run = (head.dev.as_bytes(), head.inc.as_bytes(), from.0, head.seq.0);
    let aside = select.query_map(run, |row| {
        let why: String = row.get(1)?;
        let reason = if why.is_empty() { OUT_OF_SCOPE.to_owned() } else { why };
        Ok(Parked { seq: Seq(row.get(0)?), reason })
    })?;
    Ok(aside.collect::<rusqlite::Result<_>>()?)
}

/// Applied, but the case had gone to another station before it came: it will not be seen in the feed.
pub(super) const OUT_OF_SCOPE: &str = "out_of_scope";
