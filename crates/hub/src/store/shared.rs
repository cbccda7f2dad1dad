//! What every station is shown, whoever wrote it: which policy pack the county has put in force, and which desk of its
//! office was shut out.

use super::devices;
use super::own;
use crate::error::{HubError, Result};
use ledger::wire::Role;
use ledger::{DeviceId, Record, Sealed};
use rusqlite::Connection;

/// The county puts a policy pack in force: `{sha256, id, version, name}`.
pub(super) const ENFORCED: &str = "pack.enforced";

/// Whether a record, of the hub or of a desk of the county office, is for all.
pub(super) fn is_for_all(conn: &Connection, record: &Record, hub: bool) -> Result<bool> {
    match record.kind.as_str() {
        ENFORCED => Ok(!hub),
        own::REVOKED | own::ENROLLED if hub => {
            let Ok(dev) = serde_json::from_value::<DeviceId>(record.body["dev"].clone()) else {
                return Ok(false);
            };
            let county = devices::get(conn, dev)?.is_some_and(|d| d.role == Role::County);
            // Being taken in is news only after having been shut out.
            let lifts = record.body["lifts"].as_array().is_some_and(|lifts| !lifts.is_empty());
            Ok(county && (record.kind == own::REVOKED || lifts))
        }
        _ => Ok(false),
    }
}

/// Places of what a new station has to be shown, in the hub's order.
pub(super) fn places(conn: &Connection) -> Result<Vec<u64>> {
    let mut select = conn.prepare(
        "SELECT place, bytes, station = '' FROM record
         WHERE case_id IS NULL AND place IS NOT NULL AND bytes IS NOT NULL AND verdict = 'clean'
           AND kind IN (?1, ?2, ?3) ORDER BY place",
    )?;
    let mut rows = select.query((ENFORCED, own::REVOKED, own::ENROLLED))?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        let sealed = Sealed::parse(row.get::<_, Vec<u8>>(1)?).map_err(HubError::damaged)?;
        if is_for_all(conn, sealed.record(), row.get(2)?)? {
            places.push(row.get(0)?);
        }
    }
    Ok(places)
}
