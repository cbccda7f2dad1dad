//! The hub's own log: stations, enrolments, confirmations and revocations are records like all others, so that county
//! desks carry them and a restored hub gets them back.

use super::devices::{State, role_word};
use super::identity::Identity;
use super::{Now, identity, ingest, row};
use crate::error::{HubError, Result};
use ledger::wire::{Role, key_of};
use ledger::{DeviceId, Incarnation, Limits, Record, Salt, Seq, batch};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A station was added: `{station, name}`.
pub(super) const STATION: &str = "hub.station";
/// A device was taken in: `{dev, key, station, role, series, shared, name, confirmed, code, until, lifts: [{inc, seq}]}`;
/// `lifts` names the revocations that a person has taken back with it.
pub(super) const ENROLLED: &str = "hub.enrolled";
/// The county has compared its fingerprint: `{dev, station}`.
pub(super) const CONFIRMED: &str = "hub.confirmed";
/// A device was shut out: `{dev, station, why, heads: [{inc, seq}]}`.
pub(super) const REVOKED: &str = "hub.revoked";

/// Writes one record of the hub, signs it, and takes it in like anybody's.
pub(super) fn write(
    conn: &Connection,
    me: &Identity,
    kind: &str,
    body: Value,
    now: Now,
) -> Result<()> {
    let inc = identity::lives(conn)?.current;
    let head = row::head(conn, me.dev(), inc)?;
    let record = Record {
        v: ledger::RECORD_VERSION,
        kind: kind.to_owned(),
        dev: me.dev(),
        inc,
        seq: head.seq.next(),
        case: None,
        base: None,
        touches: Vec::new(),
        by: "hub".to_owned(),
        at: now,
        skew_ms: None,
        re: None,
        salt: Some(Salt(crate::keys::random())),
        body,
        more: BTreeMap::new(),
    };
    let sealed = record.seal().map_err(HubError::damaged)?;
    let frame = batch::write(&me.signing, &head, &[sealed])?;
    let read = batch::read(&frame, &me.signing.verifying_key(), &Limits::default())?;
    ingest::take(conn, &ingest::Author::hub(me), &read, &frame, now)?.map_err(HubError::Refused)
}

#[derive(Deserialize)]
struct StationAdded {
    station: String,
    name: String,
}

#[derive(Deserialize)]
struct DeviceTaken {
    dev: DeviceId,
    key: String,
    station: String,
    role: Role,
    series: String,
    #[serde(default)]
    shared: bool,
    name: String,
    confirmed: bool,
    code: String,
    until: String,
    #[serde(default)]
    lifts: Vec<LogHead>,
}

#[derive(Deserialize)]
struct DeviceNamed {
    dev: DeviceId,
    #[serde(default)]
    why: String,
    #[serde(default)]
    heads: Vec<LogHead>,
}

/// A place in a log.
#[derive(Serialize, Deserialize)]
pub(super) struct LogHead {
    inc: Incarnation,
    seq: Seq,
}

/// The revocations of a device that are in force, by the records that spoke them.
pub(super) fn revocations(conn: &Connection, dev: DeviceId) -> Result<Vec<LogHead>> {
    let mut select =
        conn.prepare_cached("SELECT inc, seq FROM revocation WHERE dev = ?1 ORDER BY inc, seq")?;
    let all = select.query_map([dev.as_bytes()], |row| {
        Ok(LogHead { inc: Incarnation(row.get(0)?), seq: Seq(row.get(1)?) })
    })?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}

/// Which station a record of the hub is about.
pub(super) fn about(body: &Value) -> Option<&str> {
    body["station"].as_str()
}

/// Does what a record of the hub says, now or when it comes back after a restore (`again`).
///
/// Never undoes a revocation that the record itself does not name, and never lets what comes back from an earlier life
/// replace what is newer.
pub(super) fn effect(conn: &Connection, record: &Record, again: bool) -> Result<()> {
    let body = &record.body;
    match record.kind.as_str() {
        STATION => {
            let Ok(said) = StationAdded::deserialize(body) else { return Ok(()) };
            conn.execute(
                "INSERT INTO station (id, name) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
                (said.station, said.name),
            )?;
        }
        ENROLLED => {
            if let Ok(said) = DeviceTaken::deserialize(body) {
                enrolled(conn, &said, again)?;
            }
        }
        CONFIRMED => {
            let Ok(said) = DeviceNamed::deserialize(body) else { return Ok(()) };
            // What comes back from before a restore does not say whether the device was shut out later.
            let change = if again {
                "UPDATE device SET state = 'held' WHERE dev = ?1 AND state = 'unconfirmed'"
            } else {
                "UPDATE device SET state = 'active' WHERE dev = ?1 AND state <> 'revoked'"
            };
            conn.execute(change, [said.dev.as_bytes()])?;
        }
        REVOKED => {
            let Ok(said) = DeviceNamed::deserialize(body) else { return Ok(()) };
            conn.execute(
                "UPDATE device SET state = 'revoked', why = ?2 WHERE dev = ?1",
                (said.dev.as_bytes(), said.why),
            )?;
            conn.execute(
                "INSERT OR IGNORE INTO revocation (dev, inc, seq) VALUES (?1, ?2, ?3)",
                (said.dev.as_bytes(), record.inc.as_bytes(), record.seq.0),
            )?;
            for head in said.heads {
                conn.execute(
                    "INSERT OR REPLACE INTO revoked_head (dev, inc, seq) VALUES (?1, ?2, ?3)",
                    (said.dev.as_bytes(), head.inc.as_bytes(), head.seq.0),
                )?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn enrolled(conn: &Connection, said: &DeviceTaken, again: bool) -> Result<()> {
    let Some(key) = key_of(&said.key) else { return Ok(()) };
    for lifted in &said.lifts {
        conn.execute(
            "DELETE FROM revocation WHERE dev = ?1 AND inc = ?2 AND seq = ?3",
            (said.dev.as_bytes(), lifted.inc.as_bytes(), lifted.seq.0),
        )?;
    }
    // A revocation that this record did not know of came later, whichever is read first.
    let out = !revocations(conn, said.dev)?.is_empty();
    let readmitted = !said.lifts.is_empty() && !out;
    if readmitted {
        conn.execute("DELETE FROM revoked_head WHERE dev = ?1", [said.dev.as_bytes()])?;
    }
    let state = match (said.confirmed, again) {
        _ if out => State::Revoked,
        (true, false) => State::Active,
        (true, true) => State::Held,
        (false, _) => State::Unconfirmed,
    };
    let newer = if again && !readmitted {
        "DO NOTHING"
    } else {
        "DO UPDATE SET station = excluded.station, role = excluded.role, series = excluded.series,
            shared = excluded.shared, name = excluded.name, state = excluded.state, why = ''"
    };
    conn.execute(
        &format!(
            "INSERT INTO device (dev, key, station, role, series, shared, name, state, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '') ON CONFLICT (dev) {newer}"
        ),
        (
            said.dev.as_bytes(),
            key.as_bytes(),
            &said.station,
            role_word(said.role),
            &said.series,
            said.shared,
            &said.name,
            state.word(),
        ),
    )?;
    let Ok(code) = hex::decode(&said.code) else { return Ok(()) };
    conn.execute(
        "INSERT INTO code (hash, station, role, series, until, confirmed, used_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (hash) DO UPDATE SET used_by = excluded.used_by",
        (
            code,
            &said.station,
            role_word(said.role),
            &said.series,
            &said.until,
            said.confirmed,
            said.dev.as_bytes(),
        ),
    )?;
    Ok(())
}
