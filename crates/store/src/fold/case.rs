//! One case folded from its records: those the hub has put in order, then this desk's own on top.

use super::predict::{Told, predict};
use super::{parse, verdict};
use crate::error::Result;
use casework::{Case, CaseId, Entry, Event, Stamp, Verdict, owner_after};
use ledger::{Cursor, DeviceId, Incarnation};
use rusqlite::{Connection, OptionalExtension as _};

/// A case as folded.
pub(crate) struct State {
    pub(crate) case: Case,
    /// Id of its first record here: its place by registration.
    pub(crate) no: i64,
    /// Newest hub entry of the case that was seen: the `base` of what is written next.
    pub(crate) base: Option<Cursor>,
    /// The device that wrote its first record.
    pub(crate) origin: DeviceId,
    /// The station that owns it by a hand-over the hub has completed; `None` = the station of `origin`.
    pub(crate) owner: Option<String>,
}

/// Order of a case's records: what the hub in its present life has placed, what it had placed in a former life
/// and has not placed again yet, and what it has not placed at all.
pub(crate) const ORDER: &str =
    "hub_seq IS NULL, hub_inc IS NOT (SELECT hub_inc FROM feed), hub_seq, id";

/// The stored fold of a case.
pub(crate) fn state(conn: &Connection, id: &CaseId) -> Result<Option<State>> {
    type Row = (i64, Option<String>, [u8; 32], Option<String>, String);
    let row: Option<Row> = conn
        .prepare_cached("SELECT no, base, origin, owner, state FROM case_state WHERE case_id = ?1")?
        .query_row([&id.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    row.map(|(no, base, origin, owner, state)| {
        Ok(State {
            case: serde_json::from_str(&state)?,
            no,
            base: base.and_then(|text| text.parse().ok()),
            origin: DeviceId(origin),
            owner,
        })
    })
    .transpose()
}

/// Folds the records of one case; `None` when there are none. Also returns the id of its newest record.
pub(crate) fn fold(conn: &Connection, id: &CaseId) -> Result<Option<(State, i64)>> {
    let bounds: (Option<i64>, Option<i64>) = conn
        .prepare_cached("SELECT min(id), max(id) FROM record WHERE case_id = ?1")?
        .query_row([&id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (Some(no), Some(activity)) = bounds else { return Ok(None) };
    let life: Option<[u8; 8]> =
        conn.prepare_cached("SELECT hub_inc FROM feed")?.query_row([], |r| r.get(0)).optional()?;
    let life = life.map(Incarnation);

    let mut select = conn.prepare_cached(&format!(
        "SELECT bytes, hub_inc, hub_seq, verdict FROM record
         WHERE case_id = ?1 AND bytes IS NOT NULL ORDER BY {ORDER}"
    ))?;
    let mut rows = select.query([&id.0])?;
    let mut state = State {
        case: Case::new(id.clone()),
        no,
        base: None,
        origin: DeviceId([0; 32]),
        owner: None,
    };
    let mut told: Vec<Told> = Vec::new();
    while let Some(row) = rows.next()? {
        let sealed = parse(row.get(0)?)?;
        let record = sealed.record();
        let (hub_inc, hub_seq) = (row.get::<_, Option<[u8; 8]>>(1)?, row.get::<_, Option<u64>>(2)?);
        let at = hub_inc.zip(hub_seq);
        let at = at.map(|(inc, hub_seq)| Cursor { hub_inc: Incarnation(inc), hub_seq });
        let event = Event::parse(&record.kind, &record.body);
        let stored: Option<String> = row.get(3)?;
        let verdict = match (&stored, at) {
            (None, None) => predict(&told, record, &event, life),
            _ => verdict(stored),
        };
        if told.is_empty() {
            state.origin = record.dev;
        }
        // A place in the hub's present life counts more than one it has lost.
        if at.is_some_and(|at| {
            Some(at.hub_inc) == life || state.base.is_none_or(|base| Some(base.hub_inc) != life)
        }) {
            state.base = at;
        }
        // A hand-over is completed by the hub, not by writing it.
        if at.is_some()
            && matches!(verdict, Verdict::Clean | Verdict::Soft)
            && let Some(owner) = owner_after(&event)
        {
            state.owner = Some(owner.to_owned());
        }
        let stamp = Stamp {
            by: record.by.clone(),
            at: record.at,
            dev: record.dev.to_string(),
            inc: record.inc.to_string(),
            seq: record.seq.0,
            hub_seq,
        };
        let entry = Entry { event, stamp, verdict };
        casework::apply(&mut state.case, &entry);
        told.push(Told::new(entry, record.touches.clone(), at));
    }
    Ok(Some((state, activity)))
}
