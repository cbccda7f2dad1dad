//! `host.*`: this laptop is the county's centre too (本机兼作县级中心).
//!
//! ```text
//! <data>/        the desk, opened by a password
//! <data>-hub/    the hub beside it, opened by its own key file; host.json says whether and where it serves
//! ```
//! The desk belongs to its own hub as any county desk belongs to one: enrolled by a code, over TLS on loopback. The hub
//! serves the stations as long as the program runs, also while the desk is locked: its key is not the desk's.
//!
//! Who may: set-up, stopping, revoking and judging what waits are the first member's; stations, codes, comparing
//! fingerprints and backups are everybody's on this desk. On a shared database that is a rule of the house.

mod care;
mod codes;
mod devices;
mod error;
mod file;
mod service;
mod view;

pub use care::{
    HostBackup, HostKeySaved, HostPath, HostReview, HostReviewRef, backup, key_save, review_accept,
    review_refuse, reviews,
};
pub use codes::{HostCode, HostCodeFile, HostCodeText, HostNewCode, code, code_picture, code_save};
pub use devices::{
    HostConfirm, HostReadmit, HostRevoke, HostStationAdd, confirm, devices, readmit, revoke,
    station_add,
};
pub(crate) use service::Service;
pub use view::{HostDevice, HostOpenCode, HostStation, HostView};

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Desk, Session};
use crate::sync::{SyncEnrol, outside};
use error::of;
use file::Kept;
use hub::{Hub, NewCode, NewHub, Place, clock};
use ledger::wire::Role;
use ledger::wire::code::EnrolCode;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;
use ts_rs::TS;

/// Hours for which the code of this laptop itself is good: it is redeemed at once.
const OWN_CODE_HOURS: u32 = 1;

/// The place of the hub of a desk: a folder of its own beside the data, so that neither's backup holds the other.
pub(crate) fn place_of(data: &Path) -> Place {
    let mut name = data.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push("-hub");
    Place::new(&data.with_file_name(name), None)
}

/// Reads how the centre on this laptop stands.
///
/// # Errors
/// `desk.locked`, `host.damaged`, `host.key_file`.
pub fn status(desk: &Desk, _: Nothing) -> Result<HostView> {
    let session = desk.session()?;
    view::view(desk, &session)
}

/// What a centre is founded with; nothing else is asked.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostSetUp {
    /// Name of the county's centre.
    pub name: String,
    /// Address to listen on; empty: on all networks of this laptop.
    #[serde(default)]
    pub listen: String,
    /// Port; 8443 when left out.
    #[serde(default)]
    pub port: u16,
}

/// Founds the centre: its hub, its service, and this desk as its first county desk, enrolled over TLS as any other.
///
/// Begun and interrupted (a port in use, a pulled plug), it goes on from where it stopped when asked again.
///
/// # Errors
/// `host.not_yours`, `host.no_name`, `host.listen`, `host.port_in_use`, `host.enrolled_elsewhere`, `host.already`,
/// `host.disk_full`; `sync.*` when this desk cannot be enrolled.
pub fn set_up(desk: &Desk, input: HostSetUp) -> Result<HostView> {
    crate::practice::stays_here(desk)?;
    let session = desk.session()?;
    first_member(&session)?;
    let name = statute::text::line(&input.name);
    if name.is_empty() {
        return Err(DeskError::new("host.no_name"));
    }
    let listen = address(&input.listen, input.port)?;
    let place = desk.service().place().clone();
    match session.store.read(|r| r.enrolment())? {
        Some(own) if view::is_of(&own, &place) => return Err(DeskError::new("host.already")),
        Some(own) => {
            return Err(DeskError::new("host.enrolled_elsewhere").with("hub", own.hub));
        }
        None => {}
    }
    if !desk.service().runs() {
        if Hub::is_served(&place) {
            return Err(DeskError::new("host.elsewhere"));
        }
        // Before anything is made: a port that is taken is the one thing that goes wrong often.
        TcpListener::bind(listen).map(drop).map_err(|e| error::of_bind(&e, listen))?;
        if !Hub::is_at(&place) {
            hub::init(&place, NewHub { name, url: String::new() }).map_err(of)?;
        }
    }
    Kept::change(&place, |kept| {
        kept.on = true;
        kept.listen = Some(listen.ip());
        kept.port = listen.port();
    })?;
    desk.service().start(listen)?;
    let joined = join(desk, &session, &place, listen);
    if joined.is_err() || !desk.stays() {
        outside(|| desk.service().stop())?;
    }
    if let Err(error) = joined {
        // Half founded it serves nobody; asked again, it goes on from here.
        Kept::change(&place, |kept| kept.on = false)?;
        return Err(error);
    }
    desk.changed("host", None);
    status(desk, Nothing {})
}

/// This desk joins its own centre, as any county desk does.
fn join(desk: &Desk, session: &Session, place: &Place, listen: SocketAddr) -> Result<()> {
    let settings = &session.settings;
    let code = desk.service().with_hub(|hub| {
        let wanted = match settings.station.as_str() {
            "" => hub.read(|store| Ok(store.identity().name.clone()))?,
            station => station.to_owned(),
        };
        let mut store = hub.write();
        let known = store.stations()?.into_iter().find(|one| one.name == wanted);
        let station = match known {
            Some(station) => station,
            None => store.add_station(&wanted, clock::now())?,
        };
        let new = NewCode {
            station: station.id,
            role: Role::County,
            // Any two letters: a desk keeps those it has printed if they are free, and here they are.
            series: None,
            hours: OWN_CODE_HOURS,
            confirmed: true,
            url: Some(own_url(listen)),
        };
        store.new_code(&new, clock::now())
    })?;
    let name = format!("{}一号机", code.station.name);
    let at = Kept::code(&code, clock::now());
    Kept::change(place, |kept| kept.codes.push(at))?;
    crate::sync::enrol(desk, SyncEnrol { code: code.text(), name }).map(drop)
}

/// How this desk reaches its own hub: loopback never changes, whatever network the laptop is carried into.
fn own_url(listen: SocketAddr) -> String {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("https://{}", SocketAddr::new(ip, listen.port()))
}

fn address(listen: &str, port: u16) -> Result<SocketAddr> {
    let ip = match listen.trim() {
        "" => hub::Host::EVERYWHERE.ip(),
        text => text.parse().map_err(|_| DeskError::new("host.listen").with("listen", text))?,
    };
    let port = if port == 0 { hub::Host::EVERYWHERE.port() } else { port };
    Ok(SocketAddr::new(ip, port))
}

/// Serves, now and whenever the program starts.
///
/// # Errors
/// `host.none`, `host.not_here`, `host.port_in_use`, `host.elsewhere`, `host.key_file`, `host.damaged`.
pub fn start(desk: &Desk, _: Nothing) -> Result<HostView> {
    let session = desk.session()?;
    if !desk.stays() {
        return Err(DeskError::new("host.not_here"));
    }
    let place = desk.service().place().clone();
    if !Hub::is_at(&place) {
        return Err(DeskError::new("host.none"));
    }
    let known = session.store.read(|r| r.enrolment())?.and_then(|own| port_of(&own.url));
    let kept = Kept::change(&place, |kept| {
        kept.on = true;
        if kept.port == 0 {
            // Brought back from a backup, without this file: this desk remembers where it was.
            kept.port = known.unwrap_or_default();
        }
    })?;
    // Wanted from now on, even if it does not begin at once: the watch tries again.
    let begun = desk.service().start(kept.address());
    desk.changed("host", None);
    begun?;
    view::view(desk, &session)
}

fn port_of(url: &str) -> Option<u16> {
    Some(url.strip_prefix("https://")?.parse::<SocketAddr>().ok()?.port())
}

/// Stops serving, until somebody starts it again; the stations keep what they write until then.
///
/// # Errors
/// `host.none`, `host.not_yours`, `host.elsewhere` when another process serves.
pub fn stop(desk: &Desk, _: Nothing) -> Result<HostView> {
    let session = desk.session()?;
    first_member(&session)?;
    let place = desk.service().place().clone();
    if !Hub::is_at(&place) {
        return Err(DeskError::new("host.none"));
    }
    if !desk.service().runs() && Hub::is_served(&place) {
        return Err(DeskError::new("host.elsewhere"));
    }
    Kept::change(&place, |kept| kept.on = false)?;
    outside(|| desk.service().stop())?;
    desk.changed("host", None);
    view::view(desk, &session)
}

/// The member who founded this desk, or whoever has been here longest since he left.
fn founder(session: &Session) -> Result<store::Staff> {
    let first = session.store.staff()?.into_iter().next();
    first.ok_or_else(|| DeskError::new("store.no_such_staff"))
}

/// Refuses everybody but the first member of staff.
fn first_member(session: &Session) -> Result<()> {
    let first = founder(session)?;
    if first.id == session.staff.id {
        return Ok(());
    }
    Err(DeskError::new("host.not_yours").with("name", first.name))
}

/// Refuses the code of another county on a computer that is a centre itself: two hubs cannot be merged.
///
/// # Errors
/// `host.is_the_centre`
pub(crate) fn stays_with_its_own(desk: &Desk, code: &str) -> Result<()> {
    let place = desk.service().place();
    if !Hub::is_at(place) {
        return Ok(());
    }
    let code = EnrolCode::parse(code).map_err(sync::SyncError::from)?;
    let (pin, name) = desk.service().with_hub(|hub| {
        hub.read(|store| Ok((store.identity().pin.clone(), store.identity().name.clone())))
    })?;
    if pin == code.pin {
        Ok(())
    } else {
        Err(DeskError::new("host.is_the_centre").with("hub", name))
    }
}

/// Refuses a desk that is not the county's at its own hub.
fn of_this_county(desk: &Desk, session: &Session) -> Result<()> {
    let place = desk.service().place();
    if !Hub::is_at(place) {
        return Err(DeskError::new("host.none"));
    }
    let own = session.store.read(|r| r.enrolment())?;
    let county = own.is_some_and(|own| own.role == Role::County && view::is_of(&own, place));
    if county { Ok(()) } else { Err(DeskError::new("host.not_the_county")) }
}
