//! `host.json`: whether the centre serves when the program starts, where, and what was handed out under which address.
//! No secret stands in it.

use super::error::of;
use crate::error::{DeskError, Result};
use chrono::{DateTime, FixedOffset, TimeDelta};
use hub::Place;
use ledger::wire::Role;
use ledger::wire::code::EnrolCode;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Codes that nobody redeemed are forgotten so long after their end.
const FORGET: TimeDelta = TimeDelta::days(30);

/// What is kept between two runs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    /// Serves whenever the program runs.
    pub on: bool,
    /// Address it listens on.
    pub listen: Option<IpAddr>,
    /// Its port.
    pub port: u16,
    /// The newest backup.
    pub backup: Option<KeptBackup>,
    /// When the key file was last copied to another place.
    pub key_saved: Option<DateTime<FixedOffset>>,
    /// Codes handed out here.
    pub codes: Vec<KeptCode>,
}

/// A backup that was read back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptBackup {
    pub at: DateTime<FixedOffset>,
    pub path: String,
    pub bytes: u64,
    #[serde(default)]
    pub missing: u64,
}

/// A code: its secret only as a hash, so that this file opens nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptCode {
    pub secret_hash: String,
    pub station: String,
    pub role: Role,
    pub series: String,
    pub url: String,
    pub until: DateTime<FixedOffset>,
    pub at: DateTime<FixedOffset>,
}

impl KeptCode {
    /// Nobody redeemed it, and nobody will ask for it any more.
    pub(crate) fn is_forgotten(&self, now: DateTime<FixedOffset>) -> bool {
        self.until + FORGET < now
    }

    /// The hash as the hub asks for it.
    pub(crate) fn hash(&self) -> Option<[u8; 32]> {
        let mut hash = [0; 32];
        hex::decode_to_slice(&self.secret_hash, &mut hash).ok()?;
        Some(hash)
    }
}

impl Kept {
    /// What to keep of a code.
    pub(crate) fn code(code: &EnrolCode, at: DateTime<FixedOffset>) -> KeptCode {
        KeptCode {
            secret_hash: hex::encode(Sha256::digest(code.secret.as_bytes())),
            station: code.station.name.clone(),
            role: code.role,
            series: code.series.clone(),
            url: code.url.clone(),
            until: code.until,
            at,
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        let everywhere = hub::Host::EVERYWHERE;
        let port = if self.port == 0 { everywhere.port() } else { self.port };
        SocketAddr::new(self.listen.unwrap_or(everywhere.ip()), port)
    }

    /// Reads it; nothing kept yet is no error.
    ///
    /// # Errors
    /// `host.file_damaged`
    pub(crate) fn read(place: &Place) -> Result<Self> {
        match fs::read(path(place)) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|_| DeskError::new("host.file_damaged").with("path", shown(place))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(io(place, error)),
        }
    }

    /// Changes it under a lock, by a new file renamed into place: two programs on one folder, a pulled plug.
    ///
    /// # Errors
    /// `host.file_damaged`, `host.disk_full`.
    pub(crate) fn change(place: &Place, how: impl FnOnce(&mut Self)) -> Result<Self> {
        let lock = File::create(place.dir.join("host.lock")).map_err(|e| io(place, e))?;
        lock.lock().map_err(|e| io(place, e))?;
        let mut kept = Self::read(place)?;
        how(&mut kept);
        let text = serde_json::to_vec_pretty(&kept).expect("settings are plain data");
        let part = place.dir.join("host.json.part");
        let written = File::create(&part).and_then(|mut file| {
            file.write_all(&text)?;
            file.sync_all()?;
            fs::rename(&part, path(place))
        });
        written.map_err(|e| io(place, e))?;
        Ok(kept)
    }
}

fn path(place: &Place) -> PathBuf {
    place.dir.join("host.json")
}

fn shown(place: &Place) -> String {
    path(place).display().to_string()
}

fn io(place: &Place, error: std::io::Error) -> DeskError {
    if error.kind() == std::io::ErrorKind::StorageFull {
        return of(hub::HubError::DiskFull);
    }
    of(hub::HubError::Io { path: path(place), error })
}
