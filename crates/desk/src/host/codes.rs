//! One-time codes: made, shown, written to a file; those that nobody has redeemed yet.

use super::file::{Kept, KeptCode};
use super::service::Service;
use super::{HostOpenCode, HostPath, of_this_county};
use crate::error::{DeskError, Result};
use crate::session::Desk;
use crate::sync::role_word;
use chrono::{DateTime, FixedOffset};
use hub::{NewCode, clock};
use ledger::wire::Role;
use ledger::wire::code::EnrolCode;
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// A code is good so long unless somebody says otherwise: over a weekend.
pub(super) const HOURS: u32 = 72;

/// What a code is wanted for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostNewCode {
    /// Identifier or name of the station.
    pub station: String,
    /// A computer of the county office: it sees all cases.
    #[serde(default)]
    pub county: bool,
    /// Two letters; left out, free ones are taken.
    #[serde(default)]
    pub series: Option<String>,
    /// Hours for which it is good; 72 when left out.
    #[serde(default)]
    pub hours: Option<u32>,
    /// Redeemed face to face: the fingerprint need not be compared.
    #[serde(default)]
    pub confirmed: bool,
    /// Address in it: one of the laptop's, or a name of the county's network; left out, the likeliest.
    #[serde(default)]
    pub address: Option<String>,
}

/// A code; it is shown once and kept nowhere.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostCode {
    /// The code itself.
    pub code: String,
    /// Station.
    pub station: String,
    /// `station` or `county`.
    pub role: String,
    /// Two letters it offers.
    pub series: String,
    /// Address in it.
    pub url: String,
    /// Good until.
    pub until: DateTime<FixedOffset>,
    /// The fingerprint need not be compared.
    pub confirmed: bool,
}

/// Makes a one-time code for one computer of a station.
///
/// # Errors
/// `host.not_the_county`, `host.station_unknown`, `host.series_form`, `host.series_taken`, `host.no_network`,
/// `host.address`, `host.hours`.
pub fn code(desk: &Desk, input: HostNewCode) -> Result<HostCode> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    let service = desk.service();
    let kept = Kept::read(service.place())?;
    let url = match input.address.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => url_of(text, kept.address().port())?,
        None => {
            let reached = hub::urls(kept.address()).into_iter().next();
            reached.ok_or_else(|| DeskError::new("host.no_network"))?
        }
    };
    let hours = input.hours.unwrap_or(HOURS);
    if !(1..=24 * 30).contains(&hours) {
        return Err(DeskError::new("host.hours"));
    }
    let new = NewCode {
        station: input.station,
        role: if input.county { Role::County } else { Role::Station },
        series: input.series.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()),
        hours,
        confirmed: input.confirmed,
        url: Some(url),
    };
    let now = clock::now();
    let made = service.with_hub(|hub| hub.write().new_code(&new, now))?;
    let used = |hub: &hub::Hub, code: &KeptCode| match code.hash() {
        Some(hash) => hub.read(|store| Ok(store.code_used_by(&hash)?.is_some())),
        None => Ok(false),
    };
    let stay = |code: &KeptCode| {
        !code.is_forgotten(now) || service.with_hub(|hub| used(hub, code)).unwrap_or(true)
    };
    Kept::change(service.place(), |kept| {
        kept.codes.retain(stay);
        kept.codes.push(Kept::code(&made, now));
    })?;
    desk.changed("host", None);
    Ok(shown(made, new.confirmed))
}

/// A code for the screen.
pub(super) fn shown(made: EnrolCode, confirmed: bool) -> HostCode {
    HostCode {
        code: made.text(),
        station: made.station.name,
        role: role_word(made.role).to_owned(),
        series: made.series,
        url: made.url,
        until: made.until,
        confirmed,
    }
}

/// An address as typed, as a code writes it.
fn url_of(text: &str, port: u16) -> Result<String> {
    let wrong = || DeskError::new("host.address").with("address", text);
    let host = text.strip_prefix("https://").unwrap_or(text).trim_end_matches('/');
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(format!("https://{}", SocketAddr::new(ip, port)));
    }
    if host.parse::<SocketAddr>().is_ok() {
        return Ok(format!("https://{host}"));
    }
    let (name, typed) = match host.rsplit_once(':') {
        Some((name, digits)) => (name, digits.parse::<u16>().map_err(|_| wrong())?),
        None => (host, port),
    };
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if name.is_empty() || !name.chars().all(letter) {
        return Err(wrong());
    }
    Ok(format!("https://{name}:{typed}"))
}

/// A code as it was made.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostCodeText {
    /// The code.
    pub code: String,
}

/// The code as a picture to be photographed: PNG.
///
/// # Errors
/// `sync.code_*` for a text that is no code.
pub fn code_picture(_: &Desk, input: HostCodeText) -> Result<Vec<u8>> {
    EnrolCode::parse(&input.code).map_err(sync::SyncError::from)?;
    crate::picture::draw(input.code.trim())
}

/// A code and where to write it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostCodeFile {
    /// The code.
    pub code: String,
    /// File: with the ending png the picture, else the text; or a folder.
    pub path: String,
}

/// Writes a code to a file that only its owner may read; gives the file.
///
/// # Errors
/// `sync.code_*`, `file.*`.
pub fn code_save(_: &Desk, input: HostCodeFile) -> Result<HostPath> {
    let code = EnrolCode::parse(&input.code).map_err(sync::SyncError::from)?;
    let path = PathBuf::from(input.path.trim());
    let path = match path.is_dir() {
        true => path.join(format!("接入码 {} {}.txt", code.station.name, code.series)),
        false => path,
    };
    let picture = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
    let bytes = match picture {
        true => crate::picture::draw(input.code.trim())?,
        false => format!("{}\n", input.code.trim()).into_bytes(),
    };
    write_private(&path, &bytes)?;
    Ok(HostPath { path: path.display().to_string() })
}

/// Writes a file that only its owner may read.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}

/// Codes that nobody has redeemed yet.
pub(super) fn open_codes(
    service: &Service,
    kept: &Kept,
    addresses: &[String],
) -> Result<Vec<HostOpenCode>> {
    let now = clock::now();
    let mut open = Vec::new();
    for code in kept.codes.iter().rev().filter(|code| !code.is_forgotten(now)) {
        let Some(hash) = code.hash() else { continue };
        if service.with_hub(|hub| hub.read(|store| store.code_used_by(&hash)))?.is_none() {
            open.push(HostOpenCode {
                station: code.station.clone(),
                role: role_word(code.role).to_owned(),
                series: code.series.clone(),
                stale: is_stale(&code.url, addresses),
                url: code.url.clone(),
                until: code.until,
                expired: code.until < now,
            });
        }
    }
    Ok(open)
}

/// True for an address in figures that is none of this laptop's: a name may point anywhere, and without any network
/// nothing can be said.
pub(super) fn is_stale(url: &str, addresses: &[String]) -> bool {
    let Some(Ok(address)) = url.strip_prefix("https://").map(str::parse::<SocketAddr>) else {
        return false;
    };
    !address.ip().is_loopback() && !addresses.is_empty() && !addresses.iter().any(|one| one == url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_write_it() {
        let url = |text| url_of(text, 8443).map_err(|error| error.code);
        assert_eq!(url("192.168.1.7").unwrap(), "https://192.168.1.7:8443");
        assert_eq!(url("https://192.168.1.7:9000/").unwrap(), "https://192.168.1.7:9000");
        assert_eq!(url("hub.example.lan").unwrap(), "https://hub.example.lan:8443");
        assert_eq!(url("hub.example.lan:443").unwrap(), "https://hub.example.lan:443");
        assert_eq!(url("fd00::1").unwrap(), "https://[fd00::1]:8443");
        for wrong in ["http://192.168.1.7", "hub example", "hub:port", "https://", "中心"] {
            assert_eq!(url(wrong), Err("host.address".to_owned()), "{wrong}");
        }
    }

    #[test]
    fn only_an_address_in_figures_that_is_gone_is_stale() {
        let now = ["https://10.0.0.5:8443".to_owned()];
        assert!(is_stale("https://192.168.1.7:8443", &now));
        for good in ["https://10.0.0.5:8443", "https://127.0.0.1:8443", "https://hub.lan:8443", ""]
        {
            assert!(!is_stale(good, &now), "{good}");
        }
        assert!(!is_stale("https://192.168.1.7:8443", &[]));
    }
}
