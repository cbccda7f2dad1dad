//! `backup.*`: one encrypted file, verified by reading it back; restoring begins a new incarnation.

use crate::error::{DeskError, Result};
use crate::gate::{self, Nothing, Status};
use crate::session::Desk;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use store::{Go, Opening, RecoveryCode};
use ts_rs::TS;

/// Where to put a backup.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct BackupMake {
    /// File or folder; the backup folder of the desk when left out.
    pub path: Option<String>,
}

/// A backup.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupMade {
    /// File.
    pub path: String,
    /// When it was made.
    pub at: Option<DateTime<FixedOffset>>,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Records inside.
    #[ts(type = "number")]
    pub records: u64,
    /// Whose password opens it.
    pub staff: Vec<String>,
    /// Organisation.
    pub org_line: String,
}

/// Makes a backup while people work and reads it back before it counts.
///
/// # Errors
/// `store.disk_full`, `store.permission`, `store.damaged`.
pub fn make(desk: &Desk, input: BackupMake) -> Result<BackupMade> {
    let session = desk.session()?;
    let name = store::backup_name(desk.now());
    let path = match input.path.filter(|p| !p.is_empty()).map(PathBuf::from) {
        Some(folder) if folder.is_dir() => folder.join(name),
        Some(file) => file,
        None => session.store.backup_dir().join(name),
    };
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let made = session.store.backup_to(&path, desk.now(), &mut |_| Go::On)?;
    described(made.path)
}

fn described(path: PathBuf) -> Result<BackupMade> {
    let info = store::inspect_backup(&path)?;
    Ok(BackupMade {
        path: path.display().to_string(),
        at: Some(info.made_at),
        bytes: info.size,
        records: info.records,
        staff: info.staff.into_iter().map(|s| s.name).collect(),
        org_line: info.org_line,
    })
}

/// Lists the backups in the desk's backup folder, newest first; what cannot be read is left out.
///
/// # Errors
/// `desk.locked`.
pub fn list(desk: &Desk, _: Nothing) -> Result<Vec<BackupMade>> {
    let session = desk.session()?;
    let found = store::backups(&session.store.backup_dir()).unwrap_or_default();
    Ok(found.into_iter().filter_map(|(path, _)| described(path).ok()).collect())
}

/// A backup and the password of the one who reads it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BackupRef {
    /// File.
    pub path: String,
    /// Member's name or identifier on the day it was made; the one signed in when left out.
    #[serde(default)]
    pub staff: Option<String>,
    /// His password of that day.
    pub password: String,
}

/// What was read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupVerified {
    /// Records whose chain checks.
    #[ts(type = "number")]
    pub records: u64,
    /// Attachments whose hash fits.
    #[ts(type = "number")]
    pub attachments: u64,
}

fn member(path: &std::path::Path, wanted: &str) -> Result<String> {
    let info = store::inspect_backup(path)?;
    let found = info.staff.into_iter().find(|s| s.id == wanted || s.name == wanted);
    found.map(|s| s.id).ok_or_else(|| DeskError::new("store.no_such_staff"))
}

/// Reads a whole backup: every chunk, every file, the chain.
///
/// # Errors
/// `store.wrong_password`, `store.damaged`, `store.not_a_backup`.
pub fn verify(desk: &Desk, input: BackupRef) -> Result<BackupVerified> {
    let session = desk.session()?;
    let path = PathBuf::from(&input.path);
    let staff = member(&path, input.staff.as_deref().unwrap_or(&session.staff.id))?;
    let opening = Opening::Password { staff: &staff, password: &input.password };
    let scratch = desk.data().join("backup");
    let read = store::verify_backup(&path, opening, &scratch, &mut |_| Go::On)?;
    Ok(BackupVerified { records: read.records, attachments: read.attachments })
}

/// A backup to restore on a fresh desk.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BackupRestore {
    /// File.
    pub path: String,
    /// Member's name or identifier.
    pub staff: String,
    /// His password on the day it was made.
    #[serde(default)]
    pub password: Option<String>,
    /// Or the recovery sheet with a new password.
    #[serde(default)]
    pub code: Option<String>,
    /// New password, with the sheet.
    #[serde(default)]
    pub new_password: Option<String>,
}

/// Restores a backup into the empty data folder and signs in.
///
/// Numbers wait until a person has typed the last one printed (`number.waiting`).
///
/// # Errors
/// `store.target_not_empty`, `store.wrong_password`, `store.recovery_wrong`, `store.damaged`.
pub fn restore(desk: &Desk, input: BackupRestore) -> Result<Status> {
    let path = PathBuf::from(&input.path);
    let staff = member(&path, &input.staff)?;
    let code = input.code.as_deref().map(RecoveryCode::parse).transpose()?;
    let opening = match (&code, &input.password) {
        (Some(code), _) => Opening::Recovery(code),
        (None, Some(password)) => Opening::Password { staff: &staff, password },
        (None, None) => return Err(DeskError::new("store.wrong_password").with("failures", 0)),
    };
    let (data, machine) = (&desk.data(), &desk.config.machine);
    let opened = store::restore(&path, data, opening, machine, &mut |_| Go::On)?;
    let notices = opened.notices.iter().copied().map(gate::notice).collect();
    drop(opened);
    match (input.code, input.password) {
        (Some(code), _) => gate::unlock_with_recovery(
            desk,
            gate::UnlockWithRecovery {
                code,
                staff,
                new_password: input.new_password.unwrap_or_default(),
            },
        ),
        (None, password) => {
            gate::unlock(desk, gate::Unlock { staff, password: password.unwrap_or_default() })
        }
    }?;
    desk.also_say(notices);
    gate::status(desk, Nothing {})
}
