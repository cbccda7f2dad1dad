//! What keeps the centre alive: backups, its key in another place, and what waits for a person.

use super::codes::write_private;
use super::file::{Kept, KeptBackup};
use super::{HostView, first_member, of_this_county, view};
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use chrono::{DateTime, FixedOffset};
use hub::{Waiting, Why, clock};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;

/// A file, or where to put one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HostPath {
    /// File or folder.
    pub path: String,
}

/// A backup of the centre that was read back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostBackup {
    /// When it was made.
    pub at: DateTime<FixedOffset>,
    /// File.
    pub path: String,
    /// Its bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Files the centre names that are damaged or not there, and therefore not in it.
    #[ts(type = "number")]
    pub missing: u64,
}

impl From<KeptBackup> for HostBackup {
    fn from(kept: KeptBackup) -> Self {
        Self { at: kept.at, path: kept.path, bytes: kept.bytes, missing: kept.missing }
    }
}

/// Makes a backup of the centre while it serves, and reads it back before it counts. The key is not in it.
///
/// # Errors
/// `host.not_the_county`, `host.disk_full`, `host.file`, `host.damaged`.
pub fn backup(desk: &Desk, input: HostPath) -> Result<HostBackup> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    let place = desk.service().place().clone();
    let now = clock::now();
    let name = format!("中心备份 {}.fqhub", now.format("%Y-%m-%d %H%M"));
    let path = match input.path.trim() {
        "" => place.dir.join("backup").join(name),
        text if PathBuf::from(text).is_dir() => PathBuf::from(text).join(name),
        text => PathBuf::from(text),
    };
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let made = desk.service().with_hub(|hub| hub::backup(hub, &path))?;
    let kept = KeptBackup {
        at: now,
        path: path.display().to_string(),
        bytes: made.size,
        missing: u64::try_from(made.missing.len()).unwrap_or(u64::MAX),
    };
    let noted = kept.clone();
    Kept::change(&place, |all| all.backup = Some(noted))?;
    desk.changed("host", None);
    Ok(kept.into())
}

/// The key is in another place too.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostKeySaved {
    /// File.
    pub path: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Copies the key file to another place: without it neither the centre's data nor its backups can be opened.
///
/// # Errors
/// `host.not_yours`, `host.no_place`, `host.key_beside` when the place is the centre's own folder, `file.*`.
pub fn key_save(desk: &Desk, input: HostPath) -> Result<HostKeySaved> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    first_member(&session)?;
    let place = desk.service().place().clone();
    let path = match input.path.trim() {
        "" => return Err(DeskError::new("host.no_place")),
        text if PathBuf::from(text).is_dir() => PathBuf::from(text).join("中心密钥.key"),
        text => PathBuf::from(text),
    };
    let folder = path.parent().and_then(|parent| parent.canonicalize().ok());
    let own = place.dir.canonicalize()?;
    if folder.is_some_and(|folder| folder.starts_with(&own)) {
        return Err(DeskError::new("host.key_beside"));
    }
    let key = zeroize::Zeroizing::new(std::fs::read(&place.key)?);
    write_private(&path, &key)?;
    let at = clock::now();
    Kept::change(&place, |kept| kept.key_saved = Some(at))?;
    desk.changed("host", None);
    Ok(HostKeySaved { path: path.display().to_string(), at })
}

/// A batch that waits for a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostReview {
    /// Number.
    #[ts(type = "number")]
    pub id: i64,
    /// Name of the device.
    pub device: String,
    /// Its station.
    pub station: String,
    /// `revoked`: the device was shut out before it sent this; `fork`: its log was written twice.
    pub why: String,
    /// First record.
    #[ts(type = "number")]
    pub from: u64,
    /// Last record.
    #[ts(type = "number")]
    pub to: u64,
    /// When it came.
    pub at: Option<DateTime<FixedOffset>>,
    /// Cases it is about; empty when it cannot be read.
    pub cases: Vec<HostReviewCase>,
}

/// What a waiting batch says of one case: enough to know it, no more.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HostReviewCase {
    /// Number, once it has one.
    pub number: Option<String>,
    /// Parties, their names masked.
    pub parties: Vec<String>,
    /// Records about it.
    #[ts(type = "number")]
    pub records: u64,
    /// When the first was written, by that desk's own clock.
    pub first: DateTime<FixedOffset>,
    /// When the last was written.
    pub last: DateTime<FixedOffset>,
}

impl From<hub::store::ContentCase> for HostReviewCase {
    fn from(case: hub::store::ContentCase) -> Self {
        Self {
            number: case.number,
            parties: case.parties,
            records: case.kinds.values().sum(),
            first: case.first,
            last: case.last,
        }
    }
}

/// Batches that wait for a person, the oldest first.
///
/// # Errors
/// `host.not_the_county`
pub fn reviews(desk: &Desk, _: Nothing) -> Result<Vec<HostReview>> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    let (waiting, devices) = desk.service().with_hub(|hub| {
        hub.read(|store| {
            let waiting = store.waiting()?.into_iter().filter(|one| one.state == "waiting");
            // One that cannot be read has to be seen all the same.
            let read = |one: &Waiting| store.content(one.id).map(|c| c.cases).unwrap_or_default();
            let waiting: Vec<_> = waiting.map(|one| (read(&one), one)).collect();
            Ok((waiting, store.devices()?))
        })
    })?;
    Ok(waiting
        .into_iter()
        .map(|(cases, one)| {
            let device = devices.iter().find(|device| device.dev == one.dev);
            HostReview {
                id: one.id,
                device: device.map(|d| d.name.clone()).unwrap_or_default(),
                station: device.map(|d| d.station.name.clone()).unwrap_or_default(),
                why: match one.why {
                    Why::Fork => "fork",
                    Why::Revoked => "revoked",
                }
                .to_owned(),
                from: one.from.0,
                to: one.to.0,
                at: one.at.parse().ok(),
                cases: cases.into_iter().map(HostReviewCase::from).collect(),
            }
        })
        .collect())
}

/// A batch.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HostReviewRef {
    /// Number.
    #[ts(type = "number")]
    pub id: i64,
}

/// Takes what a revoked device sent after all: it goes into the order now.
///
/// # Errors
/// `host.not_yours`, `host.review_unknown`, `host.review_fork`, `host.review_gap` when an earlier batch still waits.
pub fn review_accept(desk: &Desk, input: HostReviewRef) -> Result<HostView> {
    judge(desk, |hub| hub.write().accept(input.id, clock::now()).map(drop))
}

/// Leaves a batch aside for good; it is kept.
///
/// # Errors
/// `host.not_yours`, `host.review_unknown`.
pub fn review_refuse(desk: &Desk, input: HostReviewRef) -> Result<HostView> {
    judge(desk, |hub| hub.write().refuse(input.id))
}

fn judge(desk: &Desk, how: impl FnOnce(&hub::Hub) -> hub::Result<()>) -> Result<HostView> {
    let session = desk.session()?;
    of_this_county(desk, &session)?;
    first_member(&session)?;
    desk.service().with_hub(how)?;
    desk.changed("host", None);
    view::view(desk, &session)
}
