//! Which record names which file, and who may read it.
//!
//! A hash is no secret: a station could write one it has heard of into a record of its own. So a file is readable
//! only through a record in the reader's scope whose writer's side has shown that it had the bytes: it uploaded them,
//! or could read the file when it wrote the record.

use super::devices::Device;
use crate::error::Result;
use ledger::wire::Role;
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value;
use std::collections::BTreeSet;

/// How a file stands for a device that may hand it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobState {
    /// Bytes of the file, when it is here and this device may read it.
    pub readable: Option<u64>,
}

/// A record that may name files.
pub(super) struct Named<'a> {
    pub(super) body: &'a Value,
    pub(super) place: u64,
    pub(super) case: Option<&'a str>,
    pub(super) station: &'a str,
    pub(super) county: bool,
    pub(super) parked: bool,
}

/// The files a body names: SHA-256 values under `sha256` or `pdf`, at any depth, also at the end of a path of a patch.
fn hashes(body: &Value, found: &mut BTreeSet<String>) {
    match body {
        Value::Object(fields) => {
            for (name, value) in fields {
                let last = name.rsplit('/').next().unwrap_or_default();
                match value.as_str() {
                    Some(text) if ["sha256", "pdf"].contains(&last) && is_sha256(text) => {
                        found.insert(text.to_owned());
                    }
                    _ => hashes(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| hashes(value, found)),
        _ => {}
    }
}

/// 64 lower-case hexadecimal digits.
pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

pub(super) fn name(conn: &Connection, named: &Named<'_>) -> Result<()> {
    let mut found = BTreeSet::new();
    hashes(named.body, &mut found);
    for sha256 in found {
        let proven = readable(conn, &sha256, named.station, named.county)?.is_some();
        conn.prepare_cached(
            "INSERT INTO blob_ref (sha256, place, case_id, station, parked, proven)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            &sha256,
            named.place,
            named.case,
            named.station,
            named.parked,
            proven,
        ))?;
    }
    Ok(())
}

fn readable(conn: &Connection, sha256: &str, station: &str, county: bool) -> Result<Option<u64>> {
    Ok(conn
        .prepare_cached(
            "SELECT size FROM blob WHERE sha256 = ?1 AND (?3 OR EXISTS (
                SELECT 1 FROM blob_ref r JOIN feed f ON f.place = r.place AND f.scope = ?2
                WHERE r.sha256 = ?1 AND r.proven))",
        )?
        .query_row((sha256, station, county), |row| row.get(0))
        .optional()?)
}

pub(super) fn state(conn: &Connection, device: &Device, sha256: &str) -> Result<Option<BlobState>> {
    let county = device.role == Role::County;
    let named = conn
        .prepare_cached(
            "SELECT 1 FROM blob_ref r WHERE r.sha256 = ?1 AND (?3 OR EXISTS (
                SELECT 1 FROM feed f WHERE f.place = r.place AND f.scope = ?2))",
        )?
        .exists((sha256, &device.station.id, county))?;
    if !named {
        return Ok(None);
    }
    Ok(Some(BlobState { readable: readable(conn, sha256, &device.station.id, county)? }))
}

/// The device has shown that it has the bytes. That proves what its own side wrote, and what entitled writers wrote
/// on cases only its own side is shown; for a county desk, which is shown all, the case that named the file first.
pub(super) fn done(conn: &Connection, device: &Device, sha256: &str, size: u64) -> Result<()> {
    conn.execute(
        "INSERT INTO blob (sha256, size) VALUES (?1, ?2) ON CONFLICT (sha256) DO NOTHING",
        (sha256, size),
    )?;
    conn.execute(
        "UPDATE blob_ref SET proven = 1 WHERE sha256 = ?1 AND (station = ?2 OR (parked = 0 AND iif(?3,
            case_id = (SELECT case_id FROM blob_ref WHERE sha256 = ?1 AND parked = 0
                ORDER BY place LIMIT 1),
            EXISTS (SELECT 1 FROM feed f WHERE f.place = blob_ref.place AND f.scope = ?2))))",
        (sha256, &device.station.id, device.role == Role::County),
    )?;
    Ok(())
}

pub(super) fn all(conn: &Connection) -> Result<Vec<(String, u64)>> {
    let mut select = conn.prepare("SELECT sha256, size FROM blob ORDER BY sha256")?;
    Ok(select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_wherever_a_body_names_them_and_other_hashes_are_not_files() {
        let (a, b, c) = ("a".repeat(64), "b".repeat(64), "c".repeat(64));
        let body = serde_json::json!({
            "sha256": a,
            "list": [{ "pdf": b }],
            "patch": { "evidence/e1/sha256": c },
            "hash": "d".repeat(64),
            "pdf": "no hash",
        });
        let mut found = BTreeSet::new();
        hashes(&body, &mut found);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [a, b, c]);
    }
}
