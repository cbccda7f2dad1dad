//! Reading a backup: what it is, whether it is whole, and a desk from it.

use super::format::{ATTACHMENT, DATABASE, END, Entry, Header, cut, open};
use crate::Opened;
use crate::attachments::{check_hash, copy_checked, open_file, path_of};
use crate::cipher::CHUNK;
use crate::db::{self, Access};
use crate::error::{Damage, Result, StoreError};
use crate::files;
use crate::gate::{self, Entered};
use crate::health;
use crate::keys::{AttachmentKeys, MasterKey, RecoveryCode, SlotsFile, Staff, slots};
use crate::life::Why;
use crate::progress::{Report, tell};
use chrono::{DateTime, FixedOffset};
use std::io::{Read, Write};
use std::path::Path;

/// What a backup says of itself before it is opened.
#[derive(Debug, Clone, PartialEq)]
pub struct BackupInfo {
    /// Organisation.
    pub org_line: String,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// Members whose password of that day opens it.
    pub staff: Vec<Staff>,
    /// Records inside.
    pub records: u64,
    /// Bytes of the file.
    pub size: u64,
}

/// A backup that was read through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Records inside; the chain checks.
    pub records: u64,
    /// Attachments inside; each one's hash fits.
    pub attachments: u64,
}

/// How a backup is opened.
#[derive(Debug, Clone, Copy)]
pub enum Opening<'a> {
    /// By a member's password of the day it was made.
    Password {
        /// Member.
        staff: &'a str,
        /// Password.
        password: &'a str,
    },
    /// By the recovery sheet of the day it was made.
    Recovery(&'a RecoveryCode),
}

/// Looks at a backup without opening it.
///
/// # Errors
/// [`StoreError::NotABackup`], [`StoreError::Newer`], [`StoreError::Damaged`].
pub fn inspect_backup(path: &Path) -> Result<BackupInfo> {
    let found = open(path)?;
    Ok(BackupInfo {
        staff: found.header.slots()?.staff(),
        org_line: found.header.org_line,
        made_at: found.header.made_at,
        records: found.header.records,
        size: found.size,
    })
}

/// Reads a backup through: every chunk, every attachment's hash, the database and its chain.
///
/// A copy of the database is unpacked into `scratch_dir` and removed again.
///
/// # Errors
/// [`StoreError::WrongPassword`], [`StoreError::RecoveryWrong`], [`StoreError::Damaged`],
/// [`StoreError::Cancelled`], [`StoreError::DiskFull`].
pub fn verify_backup(
    path: &Path,
    opening: Opening<'_>,
    scratch_dir: &Path,
    report: Report<'_>,
) -> Result<Verified> {
    let found = open(path)?;
    let (_, entered) = enter(&found.header, opening)?;
    let master = entered.master().clone();
    files::create_private_dir(scratch_dir)?;
    let scratch = files::part_of(&scratch_dir.join(uuid::Uuid::now_v7().to_string()));
    let verified = verify_with(path, &master, &scratch, report);
    let _ = std::fs::remove_file(&scratch);
    verified
}

/// Restores a backup into an empty folder and opens the desk there, in a new incarnation: numbers wait
/// until a person has typed the last one printed.
///
/// # Errors
/// As [`verify_backup`], and [`StoreError::TargetNotEmpty`]. On an error the folder is emptied again.
pub fn restore(
    path: &Path,
    dir: &Path,
    opening: Opening<'_>,
    machine: &str,
    report: Report<'_>,
) -> Result<Opened> {
    let empty = match std::fs::read_dir(dir) {
        Ok(entries) => !entries.flatten().any(|entry| is_content(&entry)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => true,
        Err(e) => return Err(StoreError::io(dir, e)),
    };
    if !empty {
        return Err(StoreError::TargetNotEmpty);
    }
    files::create_private_dir(dir)?;
    let restored = restore_into(path, dir, opening, machine, report);
    if restored.is_err() {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        for entry in entries.filter(is_content) {
            let gone = std::fs::remove_dir_all(entry.path());
            let _ = gone.or_else(|_| std::fs::remove_file(entry.path()));
        }
    }
    restored
}

/// The program's own log may lie in the folder already: it is nobody's data.
fn is_content(entry: &std::fs::DirEntry) -> bool {
    entry.file_name() != "log"
}

fn restore_into(
    path: &Path,
    dir: &Path,
    opening: Opening<'_>,
    machine: &str,
    report: Report<'_>,
) -> Result<Opened> {
    let found = open(path)?;
    let (slots_file, entered) = enter(&found.header, opening)?;
    let master = entered.master().clone();
    let slots_text = found.header.slots_text().to_owned();
    // As with a new desk: until all is there, the folder counts as empty.
    let unfinished = gate::unfinished_path(dir);
    files::write_atomic(&unfinished, b"")?;
    files::write_atomic(&slots::path(dir), slots_text.as_bytes())?;
    let mut unpack = Unpack {
        database: db::path(dir),
        attachments: Some(dir),
        keys: AttachmentKeys::open(&slots_file.attachment_keys, &master)?,
    };
    unpack.all(found, &master, report)?;
    check_database(&db::path(dir), &master, report)?;
    std::fs::remove_file(&unfinished).map_err(|e| StoreError::io(&unfinished, e))?;
    files::sync_parent(&unfinished)?;
    gate::open_as(dir, machine, slots_file, entered, false, Some(Why::Restored))
}

/// Reads a backup through with the key in hand.
pub(super) fn verify_with(
    path: &Path,
    master: &MasterKey,
    scratch: &Path,
    report: Report<'_>,
) -> Result<Verified> {
    let found = open(path)?;
    let slots_file = found.header.slots()?;
    let mut unpack = Unpack {
        database: scratch.to_owned(),
        attachments: None,
        keys: AttachmentKeys::open(&slots_file.attachment_keys, master)?,
    };
    let attachments = unpack.all(found, master, report)?;
    let records = check_database(scratch, master, report)?;
    Ok(Verified { records, attachments })
}

fn enter(header: &Header, opening: Opening<'_>) -> Result<(SlotsFile, Entered)> {
    let file = header.slots()?;
    let entered = match opening {
        Opening::Password { staff, password } => {
            let slot = file.slot_of(staff)?;
            let private = slot.private_by_password(&file.desk, password)?;
            let private =
                private.ok_or(StoreError::WrongPassword { failures: 1, wait_seconds: 0 })?;
            Entered::through(&file, slot, &private)?
        }
        Opening::Recovery(code) => {
            let (slot, private) = gate::sheet_of(&file, code)?;
            Entered::through(&file, slot, &private)?
        }
    };
    Ok((file, entered))
}

struct Unpack<'a> {
    database: std::path::PathBuf,
    /// Folder to put attachments into; `None` = only look at them.
    attachments: Option<&'a Path>,
    keys: AttachmentKeys,
}

impl Unpack<'_> {
    /// Unpacks or looks at everything; returns how many attachments there were.
    fn all(
        &mut self,
        found: super::format::Opened,
        master: &MasterKey,
        report: Report<'_>,
    ) -> Result<u64> {
        let total = found.size;
        let mut body = found.body(master)?;
        let (mut entries, mut attachments, mut done) = (0_u64, 0_u64, 0_u64);
        loop {
            let entry = Entry::read(&mut body)?;
            match entry.kind {
                END if entry.size == entries => return Ok(attachments),
                DATABASE => put(&mut body, entry.size, &self.database)?,
                ATTACHMENT => {
                    self.attachment(&mut body, &entry)?;
                    attachments += 1;
                }
                _ => return Err(StoreError::damaged(Damage::Backup, "entry")),
            }
            entries += 1;
            done += entry.size;
            tell(report, "verifying", done.min(total), total)?;
        }
    }

    fn attachment(&self, body: &mut impl Read, entry: &Entry) -> Result<()> {
        check_hash(&entry.name).map_err(|_| StoreError::damaged(Damage::Backup, "name"))?;
        let target = match self.attachments {
            Some(dir) => path_of(dir, "attachments", &entry.name),
            None => self.database.with_extension("attachment.part"),
        };
        if let Some(parent) = target.parent() {
            files::create_private_dir(parent)?;
        }
        let checked = put(body, entry.size, &target)
            .and_then(|()| open_file(&target, &self.keys))
            .and_then(|mut from| {
                copy_checked(&mut from, &mut std::io::sink(), &entry.name, &target)
            })
            .map_err(|e| match e {
                StoreError::Damaged { detail, .. } => StoreError::damaged(Damage::Backup, detail),
                other => other,
            });
        if self.attachments.is_none() {
            let _ = std::fs::remove_file(&target);
        }
        checked.map(drop)
    }
}

fn put(body: &mut impl Read, size: u64, target: &Path) -> Result<()> {
    let mut out = files::create_private_file(target)?;
    let mut chunk = vec![0; CHUNK];
    let mut left = size;
    while left > 0 {
        let most = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
        let read = body.read(&mut chunk[..most]).map_err(cut)?;
        if read == 0 {
            return Err(StoreError::damaged(Damage::Backup, "cut"));
        }
        out.write_all(&chunk[..read]).map_err(|e| StoreError::io(target, e))?;
        left -= u64::try_from(read).unwrap_or(left);
    }
    out.sync_all().map_err(|e| StoreError::io(target, e))
}

/// Pages, chain and head of an unpacked database; returns how many records it holds.
fn check_database(file: &Path, master: &MasterKey, report: Report<'_>) -> Result<u64> {
    let damaged = |error: StoreError| match error {
        StoreError::Damaged { detail, .. } => StoreError::damaged(Damage::Backup, detail),
        other => other,
    };
    let conn = db::connect(file, &master.database(), Access::Read).map_err(damaged)?;
    let version = db::version(&conn)?;
    if version > db::schema() {
        return Err(StoreError::Newer { found: version, known: db::schema() });
    }
    health::pages(&conn).map_err(damaged)?;
    let records = health::chain(&conn, report).map_err(damaged)?;
    conn.close().map_err(|(_, e)| e)?;
    Ok(records)
}
