//! Stations, codes, enrolment, confirmation, revocation: what the county's administrator does.

use chrono::{DateTime, Duration};
use ledger::DeviceId;
use ledger::wire::code::EnrolCode;
use ledger::wire::{EnrolAsk, Enrolled, Refusal, Role, Station};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::devices::{self, Device, State, role_of, role_word};
use super::identity::{self, Identity};
use super::{Now, own};
use crate::error::{HubError, Result};

/// What a one-time code is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// Name or identifier of the station.
    pub station: String,
    /// What the device may do.
    pub role: Role,
    /// Two letters; chosen here when none are asked for.
    pub series: Option<String>,
    /// How long it is good.
    pub hours: u32,
    /// The device needs no second look: who redeems the code stands before the administrator.
    pub confirmed: bool,
    /// Another address than the hub's own.
    pub url: Option<String>,
}

pub(super) fn add_station(
    conn: &Connection,
    me: &Identity,
    name: &str,
    now: Now,
) -> Result<Station> {
    let name = name.trim();
    if name.is_empty() {
        return Err(HubError::refused("station.no_name"));
    }
    if devices::stations(conn)?.iter().any(|station| station.name == name) {
        return Err(HubError::refused("station.exists"));
    }
    let station = Station {
        id: format!("st-{}", hex::encode(crate::keys::random::<8>())),
        name: name.to_owned(),
    };
    own::write(conn, me, own::STATION, json!({ "station": station.id, "name": name }), now)?;
    Ok(station)
}

pub(super) fn new_code(
    conn: &Connection,
    me: &Identity,
    new: &NewCode,
    now: Now,
) -> Result<EnrolCode> {
    let named = |station: &Station| station.name == new.station || station.id == new.station;
    let station = devices::stations(conn)?.into_iter().find(named);
    let station = station.ok_or_else(|| HubError::refused("station.unknown"))?;
    let url = match &new.url {
        Some(url) => url.clone(),
        None => identity::url(conn)?,
    };
    if url.is_empty() {
        return Err(HubError::refused("hub.no_url"));
    }
    let series = match &new.series {
        Some(asked) => {
            let asked = asked.to_ascii_uppercase();
            if !is_series(&asked) {
                return Err(HubError::refused("series.form"));
            }
            if series_taken(conn, &asked, now)? {
                return Err(Refusal::new("series.taken").with("series", asked).into());
            }
            asked
        }
        None => free_series(conn, now)?,
    };
    let offer = Offer {
        station,
        role: new.role,
        series,
        hours: new.hours,
        confirmed: new.confirmed,
        readmit: None,
    };
    issue(conn, me, offer, url, now)
}

/// A code that lets one revoked device in again, as what it was.
pub(super) fn readmission(
    conn: &Connection,
    me: &Identity,
    dev: DeviceId,
    hours: u32,
    confirmed: bool,
    now: Now,
) -> Result<EnrolCode> {
    let device = devices::known(conn, dev)?;
    if device.state != State::Revoked {
        return Err(HubError::refused("device.not_revoked"));
    }
    let url = identity::url(conn)?;
    if url.is_empty() {
        return Err(HubError::refused("hub.no_url"));
    }
    let Device { station, role, series, .. } = device;
    issue(conn, me, Offer { station, role, series, hours, confirmed, readmit: Some(dev) }, url, now)
}

/// What a code offers.
struct Offer {
    station: Station,
    role: Role,
    series: String,
    hours: u32,
    confirmed: bool,
    readmit: Option<DeviceId>,
}

fn issue(
    conn: &Connection,
    me: &Identity,
    offer: Offer,
    url: String,
    now: Now,
) -> Result<EnrolCode> {
    let secret = hex::encode(crate::keys::random::<20>());
    // Whole seconds: the code is typed by people, and shorter so.
    let until = now + Duration::hours(i64::from(offer.hours));
    let until = DateTime::from_timestamp(until.timestamp(), 0)
        .ok_or_else(|| HubError::damaged("the clock"))?
        .with_timezone(now.offset());
    conn.execute(
        "INSERT INTO code (hash, station, role, series, until, confirmed, readmit)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            hash_of(&secret),
            &offer.station.id,
            role_word(offer.role),
            &offer.series,
            until.to_rfc3339(),
            offer.confirmed,
            offer.readmit.as_ref().map(DeviceId::as_bytes),
        ),
    )?;
    Ok(EnrolCode {
        url,
        pin: me.pin.clone(),
        age: me.age.clone(),
        secret,
        hub: me.name.clone(),
        station: offer.station,
        role: offer.role,
        series: offer.series,
        until,
    })
}

fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The device that has redeemed a code.
pub(super) fn used_by(conn: &Connection, secret_hash: &[u8; 32]) -> Result<Option<DeviceId>> {
    let found: Option<Option<[u8; 32]>> = conn
        .prepare_cached("SELECT used_by FROM code WHERE hash = ?1")?
        .query_row([secret_hash], |row| row.get(0))
        .optional()?;
    Ok(found.flatten().map(DeviceId))
}

/// Two capital letters, without I and O, which a printed number makes into 1 and 0.
fn is_series(text: &str) -> bool {
    let letter = |byte: &u8| byte.is_ascii_uppercase() && !b"IO".contains(byte);
    text.len() == 2 && text.as_bytes().iter().all(letter)
}

/// A series is taken for ever by the device that has had it, and by a code as long as that is good.
fn series_taken(conn: &Connection, series: &str, now: Now) -> Result<bool> {
    let had = conn.prepare_cached("SELECT 1 FROM device WHERE series = ?1")?.exists([series])?;
    Ok(had || kept_for_a_code(conn, series, None, now)?)
}

fn kept_for_a_code(
    conn: &Connection,
    series: &str,
    except: Option<&[u8; 32]>,
    now: Now,
) -> Result<bool> {
    let mut select =
        conn.prepare_cached("SELECT hash, until FROM code WHERE series = ?1 AND used_by IS NULL")?;
    let mut rows = select.query([series])?;
    while let Some(row) = rows.next()? {
        let hash: [u8; 32] = row.get(0)?;
        if Some(&hash) != except && !expired(&row.get::<_, String>(1)?, now) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn expired(until: &str, now: Now) -> bool {
    DateTime::parse_from_rfc3339(until).map_or(true, |until| until < now)
}

fn free_series(conn: &Connection, now: Now) -> Result<String> {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    let pairs = LETTERS.len() * LETTERS.len();
    // From a random pair on: a desk that never saw the hub has drawn one at random too.
    let start = usize::from(u16::from_be_bytes(crate::keys::random()));
    for at in (0..pairs).map(|step| (start + step) % pairs) {
        let pair = [LETTERS[at / LETTERS.len()], LETTERS[at % LETTERS.len()]];
        let pair = String::from_utf8_lossy(&pair).into_owned();
        if !series_taken(conn, &pair, now)? {
            return Ok(pair);
        }
    }
    Err(HubError::refused("series.none_left"))
}

pub(super) fn enrol(
    conn: &Connection,
    me: &Identity,
    ask: &EnrolAsk,
    now: Now,
) -> Result<Enrolled> {
    let key = ask.proven_key().ok_or_else(|| HubError::refused("enrol.signature"))?;
    let dev = DeviceId::of(&key);
    let hash = hash_of(&ask.secret);
    let Some(code) = Code::of(conn, &hash)? else {
        return Err(HubError::refused("enrol.unknown"));
    };
    if code.readmit.is_some_and(|only| only != dev) {
        return Err(HubError::refused("enrol.other_device"));
    }
    let known = devices::get(conn, dev)?;
    let revoked = known.as_ref().is_some_and(|device| device.state == State::Revoked);
    // A used code lets nobody in again: the device was shut out after it.
    if revoked && (code.readmit.is_none() || code.used_by.is_some()) {
        return Err(HubError::refused("enrol.revoked"));
    }
    match (code.used_by, &known) {
        // The answer was lost on the way: the same device with the same code gets it again.
        (Some(by), Some(device)) if by == dev => return answer(conn, me, device),
        (Some(_), _) => return Err(HubError::refused("enrol.used")),
        (None, _) if expired(&code.until, now) => return Err(HubError::refused("enrol.expired")),
        (None, _) => {}
    }
    let Code { station, role, series, until, confirmed, .. } = code;
    let (series, shared) = settle_series(conn, ask.series.as_deref(), series, dev, &hash, now)?;
    let body = json!({
        "dev": dev,
        "key": ask.key,
        "station": station,
        "role": role_of(&role)?,
        "series": series,
        "shared": shared,
        "name": ask.name.chars().take(80).collect::<String>(),
        "confirmed": confirmed,
        // Its hash, so that a used code stays used on a hub that was restored.
        "code": hex::encode(hash),
        "until": until,
        "lifts": own::revocations(conn, dev)?,
    });
    own::write(conn, me, own::ENROLLED, body, now)?;
    answer(conn, me, &devices::known(conn, dev)?)
}

/// A code as the book has it.
struct Code {
    station: String,
    role: String,
    series: String,
    until: String,
    confirmed: bool,
    used_by: Option<DeviceId>,
    readmit: Option<DeviceId>,
}

impl Code {
    fn of(conn: &Connection, hash: &[u8; 32]) -> Result<Option<Self>> {
        let mut select = conn.prepare_cached(
            "SELECT station, role, series, until, confirmed, used_by, readmit FROM code WHERE hash = ?1",
        )?;
        let code = select.query_row([hash], |row| {
            Ok(Self {
                station: row.get(0)?,
                role: row.get(1)?,
                series: row.get(2)?,
                until: row.get(3)?,
                confirmed: row.get(4)?,
                used_by: row.get::<_, Option<[u8; 32]>>(5)?.map(DeviceId),
                readmit: row.get::<_, Option<[u8; 32]>>(6)?.map(DeviceId),
            })
        });
        Ok(code.optional()?)
    }
}

/// A device keeps the series it has printed, if it is free or its own; else it gets the code's.
fn settle_series(
    conn: &Connection,
    asked: Option<&str>,
    offered: String,
    dev: DeviceId,
    code: &[u8; 32],
    now: Now,
) -> Result<(String, bool)> {
    let Some(asked) = asked.filter(|asked| is_series(asked) && *asked != offered) else {
        return Ok((offered, false));
    };
    let others = conn
        .prepare_cached("SELECT 1 FROM device WHERE series = ?1 AND dev <> ?2")?
        .exists((asked, dev.as_bytes()))?;
    let free = !others && !kept_for_a_code(conn, asked, Some(code), now)?;
    Ok(if free { (asked.to_owned(), false) } else { (offered, others) })
}

fn answer(conn: &Connection, me: &Identity, device: &Device) -> Result<Enrolled> {
    Ok(Enrolled {
        hub_inc: identity::lives(conn)?.current,
        key: hex::encode(me.signing.verifying_key().to_bytes()),
        hub: me.name.clone(),
        station: device.station.clone(),
        role: device.role,
        series: device.series.clone(),
        series_shared: device.shared,
        confirmed: device.state == State::Active,
    })
}

pub(super) fn confirm(conn: &Connection, me: &Identity, dev: DeviceId, now: Now) -> Result<Device> {
    let device = devices::known(conn, dev)?;
    match device.state {
        State::Revoked => return Err(HubError::refused("device.revoked")),
        State::Active => return Ok(device),
        State::Unconfirmed | State::Held => {}
    }
    let body = json!({ "dev": dev, "station": device.station.id });
    own::write(conn, me, own::CONFIRMED, body, now)?;
    devices::known(conn, dev)
}

pub(super) fn revoke(
    conn: &Connection,
    me: &Identity,
    dev: DeviceId,
    why: &str,
    now: Now,
) -> Result<Device> {
    let device = devices::known(conn, dev)?;
    if device.state == State::Revoked {
        return Err(HubError::refused("device.revoked"));
    }
    // What had been taken by then still counts when a restored hub gets it back from others.
    let heads: Vec<_> = devices::logs(conn, dev)?
        .into_iter()
        .map(|have| json!({ "inc": have.inc, "seq": have.seq }))
        .collect();
    let body = json!({ "dev": dev, "station": device.station.id, "why": why, "heads": heads });
    own::write(conn, me, own::REVOKED, body, now)?;
    devices::known(conn, dev)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_two_letters_that_cannot_be_read_as_digits() {
        assert!(is_series("KD"));
        for wrong in ["K", "KDE", "kd", "K1", "IO", "勐工", ""] {
            assert!(!is_series(wrong), "{wrong}");
        }
    }
}
