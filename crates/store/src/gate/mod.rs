//! Before sign-in: what lies in the folder, and the ways in.

mod attempts;
mod enter;
mod staff;

pub(crate) use attempts::GateFile;
pub(crate) use enter::{Entered, lock_path, open_as, open_with, rekey_path};
pub use enter::{Notice, Opened};

use crate::db;
use crate::error::{Damage, Result, StoreError};
use crate::files;
use crate::keys::{RecoveryCode, Slot, SlotsFile, Staff};
use crate::marker::Marker;
use chrono::{DateTime, FixedOffset};
use std::path::{Path, PathBuf};

/// What anybody at the keyboard may see of a locked desk.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// Name of the organisation, one line.
    pub org_line: String,
    /// Members who can sign in, in the order in which they were added.
    pub staff: Vec<Staff>,
    /// When the desk was last locked.
    pub last_locked: Option<DateTime<FixedOffset>>,
}

/// What lies in the data folder.
#[derive(Debug, Clone, PartialEq)]
pub enum GateState {
    /// No desk yet.
    Fresh,
    /// A desk that waits for a password.
    Locked(Face),
    /// Something is damaged so that no password can help.
    Damaged {
        /// Which part.
        what: Damage,
        /// For the log, not for people.
        detail: String,
    },
    /// Written by a newer version of the program; nothing was touched.
    Newer {
        /// Number found.
        found: u32,
        /// Newest number known here.
        known: u32,
    },
}

/// The door to a data folder. Holds nothing open.
#[derive(Debug, Clone)]
pub struct Gate {
    dir: PathBuf,
}

impl Gate {
    /// The gate of a folder, which need not exist.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Looks without opening anything: reads `slots.json`, `gate.json` and `marker.json`.
    ///
    /// # Errors
    /// Only when the folder itself cannot be read ([`StoreError::Permission`], [`StoreError::Io`]).
    pub fn state(&self) -> Result<GateState> {
        if unfinished_path(&self.dir).exists() {
            return Ok(GateState::Fresh);
        }
        let slots = match SlotsFile::load(&self.dir) {
            Ok(Some((slots, _))) => slots,
            Ok(None) if db::path(&self.dir).exists() => {
                return Ok(GateState::Damaged {
                    what: Damage::Slots,
                    detail: "slots.json is missing".to_owned(),
                });
            }
            Ok(None) => return Ok(GateState::Fresh),
            Err(StoreError::Newer { found, known }) => {
                return Ok(GateState::Newer { found, known });
            }
            Err(StoreError::Damaged { what, detail }) => {
                return Ok(GateState::Damaged { what, detail });
            }
            Err(other) => return Err(other),
        };
        if !db::path(&self.dir).exists() {
            return Ok(GateState::Damaged {
                what: Damage::DatabaseMissing,
                detail: "desk.db is missing".to_owned(),
            });
        }
        // The number in the marker is a courtesy, so that nobody types a password in vain; the
        // database's own number is judged after the key has opened it.
        if let Some(marker) = Marker::read(&self.dir)
            && marker.schema > db::schema()
        {
            return Ok(GateState::Newer { found: marker.schema, known: db::schema() });
        }
        Ok(GateState::Locked(Face {
            org_line: slots.org_line.clone(),
            staff: slots.staff(),
            last_locked: GateFile::load(&self.dir).last_locked,
        }))
    }

    /// Version of the program that last wrote the folder, e.g. `1.4.0`: what [`GateState::Newer`] asks for.
    pub fn written_by(&self) -> Option<String> {
        Marker::read(&self.dir).map(|marker| marker.app).filter(|app| !app.is_empty())
    }

    /// Seconds a member still has to wait before the next attempt.
    pub fn wait(&self, staff: &str, now: DateTime<FixedOffset>) -> u32 {
        GateFile::load(&self.dir).wait(staff, now)
    }

    /// Opens the desk with a member's password. `machine` names this computer; `now` is wall time.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::TooManyAttempts`], [`StoreError::NoSuchStaff`],
    /// [`StoreError::Damaged`], [`StoreError::Newer`], [`StoreError::Fresh`], [`StoreError::InUse`]
    /// when a migration is due while another process is at work.
    pub fn unlock(
        &self,
        machine: &str,
        staff: &str,
        password: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Opened> {
        let (slots, repaired) = self.slots()?;
        let slot = slots.slot_of(staff)?;
        let private = self.judge(&slots, slot, staff, password, now)?;
        let entered = Entered::through(&slots, slot, &private)?;
        open_with(&self.dir, machine, slots, entered, repaired)
    }

    /// Opens the desk with the recovery sheet and gives a member a new password.
    ///
    /// The waiting time after wrong passwords does not stand in the way. The sheet stays valid.
    ///
    /// # Errors
    /// [`StoreError::RecoveryWrong`], and as [`Gate::unlock`].
    pub fn unlock_with_recovery(
        &self,
        machine: &str,
        code: &RecoveryCode,
        staff: &str,
        new_password: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Opened> {
        let (slots, repaired) = self.slots()?;
        let costs = slots.slot_of(staff)?.costs().unwrap_or(crate::Kdf::DESKTOP);
        check_password(new_password)?;
        let (sheet, private) = sheet_of(&slots, code)?;
        let entered = Entered::through(&slots, sheet, &private)?;
        let opened = open_with(&self.dir, machine, slots, entered, repaired)?;
        opened.store.set_password(staff, new_password, costs)?;
        GateFile::change(&self.dir, |file| {
            file.right(staff);
        })?;
        tracing::info!(staff, at = %now, "opened with the recovery sheet");
        Ok(opened)
    }

    pub(crate) fn slots(&self) -> Result<(SlotsFile, bool)> {
        SlotsFile::load(&self.dir)?.ok_or_else(|| {
            if db::path(&self.dir).exists() {
                StoreError::damaged(Damage::Slots, "slots.json is missing")
            } else {
                StoreError::Fresh
            }
        })
    }

    /// Judges a password under the growing delay.
    fn judge(
        &self,
        slots: &SlotsFile,
        slot: &Slot,
        staff: &str,
        password: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<crate::keys::Secret> {
        let _turn = files::Turn::take(&self.dir.join("gate.lock"))?;
        let mut gate = GateFile::load(&self.dir);
        if gate.pull_back(staff, now) {
            gate.save(&self.dir)?;
        }
        let wait_seconds = gate.wait(staff, now);
        if wait_seconds > 0 {
            return Err(StoreError::TooManyAttempts { wait_seconds });
        }
        match slot.private_by_password(&slots.desk, password)? {
            Some(private) => {
                if gate.right(staff) {
                    gate.save(&self.dir)?;
                }
                Ok(private)
            }
            None => {
                let (failures, wait_seconds) = gate.wrong(staff, now);
                gate.save(&self.dir)?;
                Err(StoreError::WrongPassword { failures, wait_seconds })
            }
        }
    }
}

/// The sheet's slot and its private half.
pub(crate) fn sheet_of<'a>(
    slots: &'a SlotsFile,
    code: &RecoveryCode,
) -> Result<(&'a Slot, crate::keys::Secret)> {
    slots
        .slots
        .iter()
        .find_map(|slot| Some((slot, slot.private_by_code(&slots.desk, code)?)))
        .ok_or(StoreError::RecoveryWrong)
}

/// Refuses a password that is too short.
pub(crate) fn check_password(password: &str) -> Result<()> {
    if password.chars().count() < crate::MIN_PASSWORD_CHARS {
        return Err(StoreError::PasswordTooShort { min: crate::MIN_PASSWORD_CHARS });
    }
    Ok(())
}

/// Stands while a desk is being founded: what lies beside it has never been anybody's.
pub(crate) fn unfinished_path(dir: &Path) -> PathBuf {
    dir.join("founding")
}

pub(crate) fn has_desk(dir: &Path) -> bool {
    let paths = [crate::keys::slots::path(dir), crate::keys::slots::previous(dir), db::path(dir)];
    paths.iter().any(|path| path.exists())
}

/// Removes the leftovers of a founding that was cut short.
pub(crate) fn clear_desk(dir: &Path) -> Result<()> {
    for name in [
        "slots.json",
        "slots.json.bak",
        "desk.db",
        "desk.db-wal",
        "desk.db-shm",
        "marker.json",
        "gate.json",
    ] {
        let path = dir.join(name);
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::io(path, e));
            }
            _ => {}
        }
    }
    Ok(())
}
