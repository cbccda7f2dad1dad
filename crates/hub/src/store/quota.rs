//! What one device may hand in on one day: a laptop that runs wild must not fill the county's disk.

use super::Now;
use crate::error::{HubError, Result};
use ledger::DeviceId;
use ledger::wire::Refusal;
use rusqlite::{Connection, OptionalExtension as _};

/// Limits for each device and day of the hub's clock; 0 = none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Quota {
    /// Records of its own log.
    pub records_a_day: u64,
    /// Bytes of files.
    pub bytes_a_day: u64,
}

/// What a device has handed in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// Records of its own log.
    pub records: u64,
    /// Bytes of files.
    pub bytes: u64,
}

pub(super) fn get(conn: &Connection) -> Result<Quota> {
    Ok(conn
        .prepare_cached("SELECT records_a_day, bytes_a_day FROM hub")?
        .query_row([], |row| Ok(Quota { records_a_day: row.get(0)?, bytes_a_day: row.get(1)? }))?)
}

pub(super) fn set(conn: &Connection, quota: Quota) -> Result<()> {
    conn.execute(
        "UPDATE hub SET records_a_day = ?1, bytes_a_day = ?2",
        (quota.records_a_day, quota.bytes_a_day),
    )?;
    Ok(())
}

pub(super) fn used(conn: &Connection, dev: DeviceId, now: Now) -> Result<Used> {
    let today = now.date_naive().to_string();
    let found = conn
        .prepare_cached("SELECT records, bytes FROM used WHERE dev = ?1 AND day = ?2")?
        .query_row((dev.as_bytes(), today), |row| {
            Ok(Used { records: row.get(0)?, bytes: row.get(1)? })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Counts what came.
pub(super) fn add(conn: &Connection, dev: DeviceId, more: Used, now: Now) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO used (dev, day, records, bytes) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (dev) DO UPDATE SET
            records = iif(day = excluded.day, records, 0) + excluded.records,
            bytes = iif(day = excluded.day, bytes, 0) + excluded.bytes, day = excluded.day",
    )?
    .execute((dev.as_bytes(), now.date_naive().to_string(), more.records, more.bytes))?;
    Ok(())
}

/// Refuses what would go beyond a limit. What a device is far over was taken when the limit was higher.
pub(super) fn check(conn: &Connection, dev: DeviceId, more: Used, now: Now) -> Result<()> {
    let (quota, used) = (get(conn)?, used(conn, dev, now)?);
    let over = |limit: u64, had: u64, more: u64| limit > 0 && had.saturating_add(more) > limit;
    let refuse = |code, limit: u64| {
        let refusal = Refusal::new(code).with("limit", limit).with("retry", until_midnight(now));
        Err(HubError::Refused(refusal))
    };
    if more.records > 0 && over(quota.records_a_day, used.records, more.records) {
        return refuse("quota.records", quota.records_a_day);
    }
    if more.bytes > 0 && over(quota.bytes_a_day, used.bytes, more.bytes) {
        return refuse("quota.bytes", quota.bytes_a_day);
    }
    Ok(())
}

/// Seconds until the hub's next day.
fn until_midnight(now: Now) -> u64 {
    use chrono::Timelike as _;
    u64::from(24 * 60 * 60 - now.num_seconds_from_midnight())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{NewHub, Store};

    fn at(text: &str) -> Now {
        Now::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_day_is_the_hubs_and_begins_anew_at_midnight() {
        let store = Store::in_memory(NewHub { name: "县".into(), url: String::new() }).unwrap();
        let (conn, dev) = (store.conn(), DeviceId([7; 32]));
        set(conn, Quota { records_a_day: 10, bytes_a_day: 0 }).unwrap();
        let evening = at("2026-11-22T23:59:30+08:00");
        let ten = Used { records: 10, bytes: 1 };
        check(conn, dev, ten, evening).unwrap();
        add(conn, dev, ten, evening).unwrap();
        let one = Used { records: 1, bytes: 9 };
        let Err(HubError::Refused(refusal)) = check(conn, dev, one, evening) else {
            panic!("over the limit");
        };
        assert_eq!((refusal.code.as_str(), &refusal.args["retry"]), ("quota.records", &30.into()));
        check(conn, DeviceId([8; 32]), one, evening).unwrap();
        check(conn, dev, Used { records: 0, bytes: 5 }, evening).unwrap();
        let morning = at("2026-11-23T00:00:00+08:00");
        check(conn, dev, ten, morning).unwrap();
        add(conn, dev, one, morning).unwrap();
        assert_eq!(used(conn, dev, morning).unwrap().records, 1);
    }
}
