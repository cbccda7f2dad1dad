//! Stations, and who may take part.

use super::codes::{HOURS, HostCode, is_stale, shown};
use super::file::Kept;
use super::service::Service;
use super::view::state_word;
use super::{HostDevice, HostStation, HostView, first_member, of_this_county, view};
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Desk, Session};
use crate::sync::{groups, role_word};
use hub::clock;
use ledger::DeviceId;
use serde::Deserialize;
use ts_rs::TS;

/// Digits of the fingerprint that are typed before a device is shut out.
const TYPED: usize = 4;

/// A new station.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostStationAdd {
    /// Name, as the station is called.
    pub name: String,
}

/// Adds a station; its name stays.
///
/// # Errors
/// `host.not_the_county`, `host.station_exists`, `host.station_no_name`.
pub fn station_add(desk: &Desk, input: HostStationAdd) -> Result<HostView> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    let name = statute::text::line(&input.name);
    desk.service().with_hub(|hub| hub.write().add_station(&name, clock::now()))?;
    desk.changed("host", None);
    view::view(desk, &session)
}

/// All devices, station by station.
///
/// # Errors
/// `host.none`
pub fn devices(desk: &Desk, _: Nothing) -> Result<Vec<HostDevice>> {
    let session = desk.session()?;
    let view = view::view(desk, &session)?;
    if view.is == "none" {
        return Err(DeskError::new("host.none"));
    }
    Ok(view.stations.into_iter().flat_map(|station| station.devices).collect())
}

/// A device whose fingerprint was compared.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostConfirm {
    /// Identifier.
    pub device: String,
}

/// The fingerprint was compared on the telephone: the device takes part.
///
/// # Errors
/// `host.not_the_county`, `host.device_unknown`, `host.device_revoked`.
pub fn confirm(desk: &Desk, input: HostConfirm) -> Result<HostView> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    let dev = device(&input.device)?;
    desk.service().with_hub(|hub| hub.write().confirm(dev, clock::now()))?;
    desk.changed("host", None);
    view::view(desk, &session)
}

/// A device to shut out.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostRevoke {
    /// Identifier.
    pub device: String,
    /// The last four digits of its fingerprint, typed by the one who does it.
    pub last4: String,
    /// Why.
    pub why: String,
}

/// Shuts a device out; what it still sends waits for a person.
///
/// # Errors
/// `host.not_yours`, `host.last4`, `host.no_reason`, `host.own_device`, `host.device_unknown`, `host.device_revoked`.
pub fn revoke(desk: &Desk, input: HostRevoke) -> Result<HostView> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    first_member(&session)?;
    let dev = device(&input.device)?;
    if session.store.read(|r| r.head())?.dev == dev {
        return Err(DeskError::new("host.own_device"));
    }
    let digits: String = groups(&dev.to_string()).split(' ').collect();
    let typed: String = input.last4.chars().filter(|c| !c.is_whitespace()).collect();
    if typed.len() != TYPED || !digits.ends_with(&typed.to_ascii_lowercase()) {
        return Err(DeskError::new("host.last4"));
    }
    let why = statute::text::line(&input.why);
    if why.is_empty() {
        return Err(DeskError::new("host.no_reason"));
    }
    desk.service().with_hub(|hub| hub.write().revoke(dev, &why, clock::now()))?;
    desk.changed("host", None);
    view::view(desk, &session)
}

/// A revoked device that was found.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostReadmit {
    /// Identifier.
    pub device: String,
    /// It stands here: the fingerprint need not be compared.
    #[serde(default)]
    pub confirmed: bool,
}

/// Makes a code with which this one revoked device comes in again; no other can use it.
///
/// # Errors
/// `host.not_yours`, `host.device_unknown`, `host.device_not_revoked`, `host.no_network`.
pub fn readmit(desk: &Desk, input: HostReadmit) -> Result<HostCode> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    first_member(&session)?;
    let dev = device(&input.device)?;
    let now = clock::now();
    let made =
        desk.service().with_hub(|hub| hub.write().readmission(dev, HOURS, input.confirmed, now))?;
    Kept::change(desk.service().place(), |kept| kept.codes.push(Kept::code(&made, now)))?;
    desk.changed("host", None);
    Ok(shown(made, input.confirmed))
}

fn device(text: &str) -> Result<DeviceId> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.trim(), &mut bytes)
        .map_err(|_| DeskError::new("host.device_unknown"))?;
    Ok(DeviceId(bytes))
}

/// Stations with their devices, and under which address each device was taken in.
pub(super) fn all_of(
    session: &Session,
    service: &Service,
    kept: &Kept,
    addresses: &[String],
) -> Result<Vec<HostStation>> {
    let here = session.store.read(|r| r.head())?.dev;
    let (stations, devices, status, urls) = service.with_hub(|hub| {
        hub.read(|store| {
            let mut urls = Vec::new();
            for code in &kept.codes {
                if let Some(hash) = code.hash()
                    && let Some(dev) = store.code_used_by(&hash)?
                {
                    urls.push((dev, code.url.clone()));
                }
            }
            Ok((store.stations()?, store.devices()?, store.status()?, urls))
        })
    })?;
    let row = |device: &hub::Device| {
        let counts = status.devices.iter().find(|one| one.dev == device.dev.to_string());
        // The newest code is the one it was taken in with last.
        let url = urls.iter().rev().find(|(dev, _)| *dev == device.dev);
        let url = url.map(|(_, url)| url.clone()).unwrap_or_default();
        HostDevice {
            dev: device.dev.to_string(),
            fingerprint: device.fingerprint(),
            name: device.name.clone(),
            station: device.station.name.clone(),
            role: role_word(device.role).to_owned(),
            series: device.series.clone(),
            state: state_word(device.state).to_owned(),
            here: device.dev == here,
            seen: device.seen.as_deref().and_then(|at| at.parse().ok()),
            records: counts.map_or(0, |one| one.acked),
            waiting: counts.map_or(0, |one| one.waiting),
            stale: is_stale(&url, addresses),
            url,
        }
    };
    Ok(stations
        .into_iter()
        .map(|station| HostStation {
            devices: devices.iter().filter(|d| d.station.id == station.id).map(row).collect(),
            id: station.id,
            name: station.name,
        })
        .collect())
}
