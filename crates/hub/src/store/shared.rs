//! What every station is shown, whoever wrote it: which policy pack the county has put in force, which dated values and
//! which wordings in other languages its office has confirmed, and which desk of its office was shut out.

use super::devices;
use super::own;
use crate::error::{HubError, Result};
use ledger::wire::Role;
use ledger::{DeviceId, Record, Sealed};
use rusqlite::Connection;

/// The county puts a policy pack in force: `{sha256, id, version, name}`.
pub(super) const ENFORCED: &str = "pack.enforced";

/// What holds for the whole county when a desk of its office says it, and for a station when that one does: dated
/// values, wordings in other languages.
const OFFICE: [&str; 4] =
    ["law.parameter_put", "law.parameter_removed", "phrase.confirmed", "phrase.withdrawn"];

/// Whether a record, of the hub or of a desk of the county office, is for all.
pub(super) fn is_for_all(conn: &Connection, record: &Record, hub: bool) -> Result<bool> {
    match record.kind.as_str() {
        ENFORCED => Ok(!hub),
        kind if !hub && OFFICE.contains(&kind) => {
            Ok(devices::get(conn, record.dev)?.is_some_and(|d| d.role == Role::County))
        }
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
           AND kind IN (?1, ?2, ?3, ?4, ?5, ?6, ?7) ORDER BY place",
    )?;
    let [put, removed, confirmed, withdrawn] = OFFICE;
    let kinds = (ENFORCED, own::REVOKED, own::ENROLLED, put, removed, confirmed, withdrawn);
    let mut rows = select.query(kinds)?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        let sealed = Sealed::parse(row.get::<_, Vec<u8>>(1)?).map_err(HubError::damaged)?;
        if is_for_all(conn, sealed.record(), row.get(2)?)? {
            places.push(row.get(0)?);
        }
    }
    Ok(places)
}
