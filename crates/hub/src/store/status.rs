//! Counts: what the administrator and the monitoring see. Numbers only, no names from cases.

use super::{devices, identity};
use crate::error::Result;
use ledger::wire::Role;
use rusqlite::Connection;

/// How the hub stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// Name of the county's centre.
    pub name: String,
    /// Present life.
    pub hub_inc: String,
    /// Address as it stands in codes.
    pub url: String,
    /// Last number given out.
    pub last: u64,
    /// Records in the order.
    pub records: u64,
    /// Cases.
    pub cases: u64,
    /// Records kept and not applied.
    pub parked: u64,
    /// Records that stand against each other and wait for a person at a desk.
    pub hard: u64,
    /// Files held.
    pub blobs: u64,
    /// Their plain bytes.
    pub blob_bytes: u64,
    /// Forks that nobody has looked at.
    pub forks: u64,
    /// Batches of revoked devices that wait for a person.
    pub reviews: u64,
    /// Devices.
    pub devices: Vec<DeviceStatus>,
}

/// How one device stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DeviceStatus {
    /// Identifier.
    pub dev: String,
    /// What two people compare on the telephone.
    pub fingerprint: String,
    /// What people call it.
    pub name: String,
    /// Name of its station.
    pub station: String,
    /// What it may do.
    pub role: Role,
    /// Its series.
    pub series: String,
    /// Whether it may take part.
    pub state: devices::State,
    /// When it last asked for a pass.
    pub seen: Option<String>,
    /// Records held of all its logs.
    pub acked: u64,
    /// Its records that are not applied.
    pub parked: u64,
    /// Its batches that wait for a person.
    pub waiting: u64,
}

pub(super) fn status(conn: &Connection) -> Result<Status> {
    let count = |query: &str| -> Result<u64> { Ok(conn.query_row(query, [], |row| row.get(0))?) };
    let lives = identity::lives(conn)?;
    let waiting = |why: &str| {
        format!("SELECT count(*) FROM quarantine WHERE state = 'waiting' AND why = '{why}'")
    };
    let mut list = Vec::new();
    for device in devices::all(conn)? {
        let of = |query: &str| -> Result<u64> {
            Ok(conn.prepare_cached(query)?.query_row([device.dev.as_bytes()], |row| row.get(0))?)
        };
        list.push(DeviceStatus {
            dev: device.dev.to_string(),
            fingerprint: device.fingerprint(),
            acked: of("SELECT coalesce(sum(seq), 0) FROM log WHERE dev = ?1")?,
            parked: of("SELECT count(*) FROM record WHERE dev = ?1 AND why <> ''")?,
            waiting: of("SELECT count(*) FROM quarantine WHERE dev = ?1 AND state = 'waiting'")?,
            name: device.name,
            station: device.station.name,
            role: device.role,
            series: device.series,
            state: device.state,
            seen: device.seen,
        });
    }
    Ok(Status {
        name: conn.query_row("SELECT name FROM hub", [], |row| row.get(0))?,
        hub_inc: lives.current.to_string(),
        url: identity::url(conn)?,
        last: lives.last,
        records: count("SELECT count(*) FROM record WHERE place IS NOT NULL")?,
        cases: count("SELECT count(DISTINCT case_id) FROM owner")?,
        parked: count("SELECT count(*) FROM record WHERE why <> ''")?,
        hard: count("SELECT count(*) FROM record WHERE verdict = 'hard'")?,
        blobs: count("SELECT count(*) FROM blob")?,
        blob_bytes: count("SELECT coalesce(sum(size), 0) FROM blob")?,
        forks: count(&waiting("fork"))?,
        reviews: count(&waiting("revoked"))?,
        devices: list,
    })
}
