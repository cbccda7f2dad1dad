//! Everything there is to say of the centre on this laptop.

use super::codes::open_codes;
use super::devices::all_of;
use super::file::Kept;
use super::{HostBackup, founder};
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use crate::sync::groups;
use chrono::{DateTime, FixedOffset, TimeDelta};
use hub::{Hub, Place, State};
use serde::Serialize;
use std::path::Path;
use store::Enrolment;
use ts_rs::TS;

/// Below this the stations' scans of a few weeks do not fit, bytes.
const LITTLE_DISK: u64 = 2 << 30;

/// So long a leap of the clock is told.
const TOLD: TimeDelta = TimeDelta::hours(24);

/// How the centre stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostView {
    /// `none`: not founded; `begun`: founded, this desk has not joined it; `off`; `on`: serves here; `elsewhere`: another
    /// program serves it; `trouble`: wanted, and does not serve.
    pub is: String,
    /// Name of the centre.
    pub name: String,
    /// Address it listens on, `0.0.0.0` for all networks.
    pub listen: String,
    /// Its port.
    pub port: u16,
    /// Serving since.
    pub since: Option<DateTime<FixedOffset>>,
    /// Addresses under which stations reach it now, the likeliest first.
    pub addresses: Vec<String>,
    /// Addresses of this laptop in its networks, the likeliest first.
    pub networks: Vec<String>,
    /// What a station sees of the centre's key: the first 32 digits in groups of four.
    pub fingerprint: String,
    /// The one who may stop it, revoke devices and judge what waits.
    pub keeper: String,
    /// He has signed in.
    pub is_keeper: bool,
    /// Another county this desk belongs to: it cannot be a centre itself.
    pub other_hub: Option<String>,
    /// Stations with their devices.
    pub stations: Vec<HostStation>,
    /// Codes that nobody has redeemed yet.
    pub codes: Vec<HostOpenCode>,
    /// Cases.
    #[ts(type = "number")]
    pub cases: u64,
    /// Records.
    #[ts(type = "number")]
    pub records: u64,
    /// Files.
    #[ts(type = "number")]
    pub files: u64,
    /// Their bytes.
    #[ts(type = "number")]
    pub file_bytes: u64,
    /// Bytes left on the disk; none = the system does not say.
    #[ts(type = "number | null")]
    pub disk_left: Option<u64>,
    /// The newest backup.
    pub backup: Option<HostBackup>,
    /// When the key file was last copied to another place.
    pub key_saved: Option<DateTime<FixedOffset>>,
    /// Batches that wait for a person.
    #[ts(type = "number")]
    pub reviews: u64,
    /// Why it does not serve.
    pub trouble: Option<DeskError>,
    /// What a person has to know: slept, clock set, address changed, little disk, no network.
    pub notices: Vec<DeskError>,
    /// Its folder.
    pub folder: String,
}

/// A station with its devices.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostStation {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its devices.
    pub devices: Vec<HostDevice>,
}

/// A device.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostDevice {
    /// Identifier.
    pub dev: String,
    /// What two people compare on the telephone: 32 digits in groups of four.
    pub fingerprint: String,
    /// What people call it.
    pub name: String,
    /// Name of its station.
    pub station: String,
    /// `station` or `county`.
    pub role: String,
    /// Its two letters.
    pub series: String,
    /// `unconfirmed`; `held` (took part until the centre was restored from a backup); `active`; `revoked`.
    pub state: String,
    /// This computer.
    pub here: bool,
    /// When it last came.
    pub seen: Option<DateTime<FixedOffset>>,
    /// Records of it.
    #[ts(type = "number")]
    pub records: u64,
    /// Its batches that wait for a person.
    #[ts(type = "number")]
    pub waiting: u64,
    /// The address in its code; empty when that was not noted here.
    pub url: String,
    /// That address is not one of this laptop any more.
    pub stale: bool,
}

/// A code that nobody has redeemed yet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostOpenCode {
    /// Station.
    pub station: String,
    /// `station` or `county`.
    pub role: String,
    /// Two letters it offers.
    pub series: String,
    /// Address in it.
    pub url: String,
    /// That address is not one of this laptop any more.
    pub stale: bool,
    /// Good until, on this computer's clock.
    pub until: DateTime<FixedOffset>,
    /// It is no longer good.
    pub expired: bool,
}

/// Whether a desk is enrolled at the hub in this place.
pub(super) fn is_of(own: &Enrolment, place: &Place) -> bool {
    Hub::is_at(place)
        && Hub::open(place)
            .and_then(|hub| hub.read(|store| Ok(store.identity().pin == own.pin)))
            .unwrap_or(false)
}

pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Unconfirmed => "unconfirmed",
        State::Held => "held",
        State::Active => "active",
        State::Revoked => "revoked",
    }
}

#[cfg(unix)]
fn disk_left(dir: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(dir).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

// Asking Windows for it needs unsafe code, which this house does without.
#[cfg(not(unix))]
fn disk_left(_: &Path) -> Option<u64> {
    None
}

pub(super) fn view(desk: &Desk, session: &Session) -> Result<HostView> {
    let service = desk.service();
    let place = service.place();
    let keeper = founder(session)?;
    let own = session.store.read(|r| r.enrolment())?;
    let everywhere = hub::Host::EVERYWHERE;
    let mut view = HostView {
        is: "none".to_owned(),
        name: String::new(),
        listen: everywhere.ip().to_string(),
        port: everywhere.port(),
        since: None,
        addresses: Vec::new(),
        networks: hub::lan().iter().map(ToString::to_string).collect(),
        fingerprint: String::new(),
        is_keeper: keeper.id == session.staff.id,
        keeper: keeper.name,
        other_hub: None,
        stations: Vec::new(),
        codes: Vec::new(),
        cases: 0,
        records: 0,
        files: 0,
        file_bytes: 0,
        disk_left: disk_left(&desk.config.data),
        backup: None,
        key_saved: None,
        reviews: 0,
        trouble: None,
        notices: Vec::new(),
        folder: place.dir.display().to_string(),
    };
    if !Hub::is_at(place) {
        view.other_hub = own.map(|own| own.hub);
        return Ok(view);
    }
    let kept = Kept::read(place)?;
    let stand = service.stand();
    let (pin, status) =
        service.with_hub(|hub| hub.read(|s| Ok((s.identity().pin.clone(), s.status()?))))?;
    view.other_hub = own.as_ref().filter(|own| own.pin != pin).map(|own| own.hub.clone());
    let joined = own.is_some_and(|own| own.pin == pin);
    view.is = match (joined, stand.on) {
        (false, _) => "begun",
        (true, true) => "on",
        (true, false) if Hub::is_served(place) => "elsewhere",
        (true, false) if kept.on && stand.trouble.is_some() => "trouble",
        (true, false) => "off",
    }
    .to_owned();
    view.name = status.name;
    view.listen = kept.address().ip().to_string();
    view.port = kept.address().port();
    view.since = stand.since.filter(|_| stand.on);
    view.addresses = if stand.on { stand.urls } else { hub::urls(kept.address()) };
    view.fingerprint = groups(&pin);
    view.trouble = stand.trouble.filter(|_| view.is == "trouble");
    (view.cases, view.records) = (status.cases, status.records);
    (view.files, view.file_bytes) = (status.blobs, status.blob_bytes);
    view.reviews = status.reviews + status.forks;
    view.stations = all_of(session, service, &kept, &view.addresses)?;
    view.codes = open_codes(service, &kept, &view.addresses)?;
    view.backup = kept.backup.map(HostBackup::from);
    view.key_saved = kept.key_saved;
    view.notices = notices(&view, stand.gap);
    Ok(view)
}

fn notices(view: &HostView, gap: Option<super::service::Gap>) -> Vec<DeskError> {
    let mut notices = Vec::new();
    // A day later nobody has to know any more.
    if let Some(gap) = gap.filter(|gap| (hub::clock::now() - gap.to).abs() < TOLD) {
        let code = if gap.is_back() { "host.clock_back" } else { "host.slept" };
        let (from, to) = (gap.from.to_rfc3339(), gap.to.to_rfc3339());
        notices.push(DeskError::new(code).with("from", from).with("to", to));
    }
    let served = matches!(view.is.as_str(), "on" | "elsewhere");
    if served && view.addresses.is_empty() {
        notices.push(DeskError::new("host.no_network"));
    }
    let moved = view.stations.iter().flat_map(|s| &s.devices);
    let moved = moved.filter(|d| d.stale && d.state != "revoked").count();
    let codes = view.codes.iter().filter(|code| code.stale && !code.expired).count();
    if let Some(now) = view.addresses.first().filter(|_| moved + codes > 0) {
        notices.push(
            DeskError::new("host.address_changed")
                .with("now", now.as_str())
                .with("devices", moved)
                .with("codes", codes),
        );
    }
    if let Some(left) = view.disk_left.filter(|left| *left < LITTLE_DISK) {
        notices.push(DeskError::new("host.disk_low").with("left_mb", left >> 20));
    }
    notices
}
