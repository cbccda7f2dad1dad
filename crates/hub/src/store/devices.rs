//! Stations and devices.

use crate::error::{HubError, Result};
use ledger::wire::{Have, Role, Station, Token};
use ledger::{ChainHash, DeviceId, Incarnation, Seq, VerifyingKey};
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{Now, review};

/// Whether a device may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Enrolled; the county has not compared its fingerprint: it may push, and is shown nothing.
    Unconfirmed,
    /// Took part until the hub was restored from a backup: whether it was shut out since is not known. As unconfirmed.
    Held,
    /// Takes part.
    Active,
    /// Shut out; what it pushes waits for a person.
    Revoked,
}

impl State {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Held => "held",
            Self::Active => "active",
            Self::Revoked => "revoked",
        }
    }
}

/// An enrolled device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Identifier.
    pub dev: DeviceId,
    /// Its key.
    pub key: VerifyingKey,
    /// Its station.
    pub station: Station,
    /// What it may do.
    pub role: Role,
    /// Its series.
    pub series: String,
    /// It had used a series that is another device's.
    pub shared: bool,
    /// What people call it.
    pub name: String,
    /// Whether it may take part.
    pub state: State,
    /// Why it was shut out.
    pub why: String,
    /// When it last asked for a pass, RFC 3339.
    pub seen: Option<String>,
}

impl Device {
    /// First half of the identifier in groups of four, for two people on the telephone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(self.dev)
    }
}

/// First half of a device's identifier in groups of four.
pub(crate) fn fingerprint(dev: DeviceId) -> String {
    let text = dev.to_string();
    let groups: Vec<&str> = (0..32).step_by(4).map(|at| &text[at..at + 4]).collect();
    groups.join(" ")
}

pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Station => "station",
        Role::County => "county",
    }
}

pub(super) fn role_of(word: &str) -> Result<Role> {
    match word {
        "station" => Ok(Role::Station),
        "county" => Ok(Role::County),
        _ => Err(HubError::damaged("a role without meaning")),
    }
}

const SELECT: &str =
    "SELECT d.dev, d.key, d.station, coalesce(s.name, ''), d.role, d.series, d.shared,
    d.name, d.state, d.why, d.seen FROM device d LEFT JOIN station s ON s.id = d.station";

fn device(row: &Row<'_>) -> Result<Device> {
    let key = VerifyingKey::from_bytes(&row.get::<_, [u8; 32]>(1)?)
        .map_err(|_| HubError::damaged("a device key"))?;
    let state = match row.get::<_, String>(8)?.as_str() {
        "unconfirmed" => State::Unconfirmed,
        "held" => State::Held,
        "active" => State::Active,
        "revoked" => State::Revoked,
        _ => return Err(HubError::damaged("a device state without meaning")),
    };
    Ok(Device {
        dev: DeviceId(row.get(0)?),
        key,
        station: Station { id: row.get(2)?, name: row.get(3)? },
        role: role_of(&row.get::<_, String>(4)?)?,
        series: row.get(5)?,
        shared: row.get(6)?,
        name: row.get(7)?,
        state,
        why: row.get(9)?,
        seen: row.get(10)?,
    })
}

pub(super) fn get(conn: &Connection, dev: DeviceId) -> Result<Option<Device>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE d.dev = ?1"))?;
    let mut rows = select.query([dev.as_bytes()])?;
    rows.next()?.map(device).transpose()
}

/// [`get`], or `device.unknown`.
pub(super) fn known(conn: &Connection, dev: DeviceId) -> Result<Device> {
    get(conn, dev)?.ok_or_else(|| HubError::refused("device.unknown"))
}

pub(super) fn all(conn: &Connection) -> Result<Vec<Device>> {
    let mut select = conn.prepare(&format!("{SELECT} ORDER BY s.name, d.name, d.dev"))?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(device(row)?);
    }
    Ok(all)
}

pub(super) fn stations(conn: &Connection) -> Result<Vec<Station>> {
    let mut select = conn.prepare_cached("SELECT id, name FROM station ORDER BY name, id")?;
    Ok(select
        .query_map([], |row| Ok(Station { id: row.get(0)?, name: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?)
}

pub(super) fn station(conn: &Connection, id: &str) -> Result<Option<Station>> {
    Ok(conn
        .prepare_cached("SELECT id, name FROM station WHERE id = ?1")?
        .query_row([id], |row| Ok(Station { id: row.get(0)?, name: row.get(1)? }))
        .optional()?)
}

/// All that took part wait until it is known again that they were not shut out.
pub(super) fn hold_all(conn: &Connection) -> Result<()> {
    conn.execute("UPDATE device SET state = 'held' WHERE state = 'active'", [])?;
    Ok(())
}

/// Logs of a device with how far the hub holds them.
pub(super) fn logs(conn: &Connection, dev: DeviceId) -> Result<Vec<Have>> {
    let mut select = conn.prepare_cached("SELECT inc, seq, hash FROM log WHERE dev = ?1")?;
    Ok(select
        .query_map([dev.as_bytes()], |row| {
            Ok(Have {
                inc: Incarnation(row.get(0)?),
                seq: Seq(row.get(1)?),
                head: ChainHash(row.get(2)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?)
}

pub(super) fn admit(
    conn: &Connection,
    dev: DeviceId,
    token: String,
    seconds: u64,
    now: Now,
) -> Result<Token> {
    let device = known(conn, dev)?;
    conn.execute("UPDATE device SET seen = ?2 WHERE dev = ?1", (dev.as_bytes(), now.to_rfc3339()))?;
    let mut have = logs(conn, dev)?;
    if device.state == State::Revoked {
        review::extend(conn, dev, &mut have)?;
    }
    Ok(Token {
        token,
        seconds,
        role: device.role,
        station: device.station,
        series: device.series,
        confirmed: device.state == State::Active,
        have,
    })
}
