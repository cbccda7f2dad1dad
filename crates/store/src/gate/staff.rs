//! Members of staff of an open desk: who may sign in from now on.

use super::{check_password, rekey_path};
use crate::db::{self, Access};
use crate::error::{Result, StoreError};
use crate::files::{self, Turn};
use crate::keys::{
    AttachmentKeys, Holder, Kdf, MasterKey, RecoveryCode, Rekey, Slot, SlotsFile, Staff,
};
use crate::life;
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use std::path::Path;

impl Store {
    /// Members who can sign in.
    pub fn staff(&self) -> Result<Vec<Staff>> {
        self.inside()?;
        Ok(self.load_slots()?.staff())
    }

    /// Gives a new member a key slot.
    ///
    /// # Errors
    /// [`StoreError::StaffExists`], [`StoreError::PasswordTooShort`].
    pub fn add_staff(&self, staff: Staff, password: &str) -> Result<()> {
        check_password(password)?;
        self.edit_slots(|slots, master| {
            if slots.slot_of(&staff.id).is_ok() {
                return Err(StoreError::StaffExists { id: staff.id });
            }
            let costs = costs_of(slots);
            let slot = Slot::for_staff(&slots.desk, staff, password, costs, master)?;
            slots.put(slot);
            Ok(())
        })
    }

    /// Changes name or role as shown at sign-in.
    pub fn rename_staff(&self, staff: Staff) -> Result<()> {
        self.edit_slots(|slots, _| {
            let mut slot = slots.slot_of(&staff.id)?.clone();
            slot.holder = Holder::Staff(staff);
            slots.put(slot);
            Ok(())
        })
    }

    /// Changes the line shown at sign-in.
    pub fn set_org_line(&self, org_line: &str) -> Result<()> {
        self.edit_slots(|slots, _| {
            org_line.clone_into(&mut slots.org_line);
            Ok(())
        })
    }

    /// Changes a member's password, which he proves first.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::TooManyAttempts`] (the same delay as at sign-in),
    /// [`StoreError::PasswordTooShort`], [`StoreError::NoSuchStaff`].
    pub fn change_password(
        &self,
        staff: &str,
        old: &str,
        new: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<()> {
        check_password(new)?;
        let gate = super::Gate::at(&self.dir);
        let slots = self.load_slots()?;
        let slot = slots.slot_of(staff)?;
        gate.judge(&slots, slot, staff, old, now)?;
        self.set_password(staff, new, slot.costs().unwrap_or(Kdf::DESKTOP))
    }

    /// A fresh slot for a member under a new password.
    pub(crate) fn set_password(&self, staff: &str, password: &str, costs: Kdf) -> Result<()> {
        check_password(password)?;
        self.edit_slots(|slots, master| {
            let holder = slots.slot_of(staff)?.staff().cloned();
            let holder = holder.ok_or_else(|| StoreError::NoSuchStaff { id: staff.to_owned() })?;
            let slot = Slot::for_staff(&slots.desk, holder, password, costs, master)?;
            slots.put(slot);
            Ok(())
        })
    }

    /// Makes a new recovery sheet; the old one opens nothing any more.
    pub fn reissue_recovery(&self, now: DateTime<FixedOffset>) -> Result<RecoveryCode> {
        let code = RecoveryCode::generate();
        self.edit_slots(|slots, master| {
            let slot = Slot::for_sheet(&slots.desk, &code, now, master);
            slots.put(slot);
            Ok(())
        })?;
        Ok(code)
    }

    /// True if this code is the desk's present sheet: to check a sheet without using it.
    pub fn is_recovery(&self, code: &RecoveryCode) -> Result<bool> {
        Ok(super::sheet_of(&self.load_slots()?, code).is_ok())
    }

    /// Takes a member's key slot away and replaces the master key for everybody else, whose
    /// passwords and sheet stay as they are.
    ///
    /// What it protects: the database is encrypted anew, so his password and any key he may have
    /// kept open nothing of it from now on, nor attachments added from now on. What it does not:
    /// copies and backups made before open with the passwords of their day, and attachments added
    /// before keep their key.
    ///
    /// # Errors
    /// [`StoreError::LastStaff`], [`StoreError::NoSuchStaff`], [`StoreError::InUse`] when another
    /// process has the desk open, [`StoreError::DiskFull`] (a second copy of the database must fit).
    /// On any error everything is as before.
    pub fn remove_staff(&self, staff: &str) -> Result<()> {
        let slots = self.load_slots()?;
        slots.slot_of(staff)?;
        if slots.staff().len() < 2 {
            return Err(StoreError::LastStaff);
        }
        let dir = self.dir.clone();
        self.alone(|old, slots| {
            let new = MasterKey::generate();
            replace_key(&dir, staff, old, &new, slots)?;
            Ok(((), new))
        })
    }

    fn load_slots(&self) -> Result<SlotsFile> {
        let (slots, _) = SlotsFile::load(&self.dir)?.ok_or(StoreError::Fresh)?;
        Ok(slots)
    }

    fn edit_slots(
        &self,
        edit: impl FnOnce(&mut SlotsFile, &MasterKey) -> Result<()>,
    ) -> Result<()> {
        let inside = self.inside()?;
        let _turn = Turn::take(&self.dir.join("slots.lock"))?;
        let mut slots = self.load_slots()?;
        edit(&mut slots, &inside.keys.master)?;
        slots.save(&self.dir)?;
        // The previous version would still open with the password or sheet that was just replaced.
        SlotsFile::forget_previous(&self.dir)
    }
}

fn costs_of(slots: &SlotsFile) -> Kdf {
    slots.slots.iter().find_map(Slot::costs).unwrap_or(Kdf::DESKTOP)
}

/// Replaces the master key. A power cut at any point is finished, or taken back, by the next sign-in
/// ([`super::enter`]): which of the two keys opens the database says how far it came.
fn replace_key(
    dir: &Path,
    leaving: &str,
    old: &MasterKey,
    new: &MasterKey,
    slots: &mut SlotsFile,
) -> Result<()> {
    announce(dir, leaving, old, new, slots)?;
    files::rename(&rekey_path(dir), &db::path(dir))?;
    if let Some(next) = slots.next.take() {
        slots.slots = next.slots;
        slots.attachment_keys = next.attachment_keys;
    }
    slots.save(dir)?;
    SlotsFile::forget_previous(dir)?;
    forget_old_copies(dir);
    Ok(())
}

/// Prepares a copy of the database under the new key and announces it in the slots file.
fn announce(
    dir: &Path,
    leaving: &str,
    old: &MasterKey,
    new: &MasterKey,
    slots: &mut SlotsFile,
) -> Result<()> {
    let stays = |slot: &&Slot| slot.staff().is_none_or(|staff| staff.id != leaving);
    let mut attachments = AttachmentKeys::open(&slots.attachment_keys, old)?;
    attachments.add_epoch();
    let next = Rekey {
        slots: slots
            .slots
            .iter()
            .filter(stays)
            .map(|slot| slot.resealed(&slots.desk, new))
            .collect::<Result<_>>()?,
        attachment_keys: attachments.seal(new),
    };
    let (file, copy) = (db::path(dir), rekey_path(dir));
    if let Err(error) = copy_under(&file, &copy, old, new) {
        let _ = std::fs::remove_file(&copy);
        return Err(error);
    }
    // A write-ahead log left beside the exchanged file would be replayed into it.
    let wal = file.with_file_name("desk.db-wal");
    if std::fs::metadata(&wal).is_ok_and(|meta| meta.len() > 0) {
        return Err(StoreError::InUse);
    }
    slots.next = Some(next);
    slots.save(dir)
}

fn copy_under(file: &Path, copy: &Path, old: &MasterKey, new: &MasterKey) -> Result<()> {
    let source = db::connect(file, &old.database(), Access::Write)?;
    db::copy(&source, copy, &new.database(), &mut |_, _| true)?;
    let made = db::connect(copy, &new.database(), Access::Write)?;
    life::reseal(&made, old, new)?;
    made.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    made.close().map_err(|(_, e)| e)?;
    source.close().map_err(|(_, e)| e)?;
    Ok(())
}

/// Copies from before a migration have a key that nobody holds any more.
fn forget_old_copies(dir: &Path) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with("desk.db.before-") {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Gate, NewStore};

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-20T14:05:00+08:00").unwrap()
    }

    fn staff(id: &str) -> Staff {
        Staff { id: id.to_owned(), name: id.to_owned(), role: String::new() }
    }

    fn desk_of_two(dir: &Path) {
        let (store, _) = Store::create(
            dir,
            NewStore {
                machine: "m",
                org_line: "某站",
                staff: staff("s1"),
                password: "password-1",
                now: now(),
                kdf: Kdf::cheap_for_tests(),
            },
        )
        .unwrap();
        store.add_staff(staff("s2"), "password-2").unwrap();
    }

    fn enter(dir: &Path, id: &str, password: &str) -> Result<crate::Opened> {
        Gate::at(dir).unlock("m", id, password, now())
    }

    #[test]
    fn a_removal_cut_short_before_the_exchange_is_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        desk_of_two(dir.path());
        let store = enter(dir.path(), "s1", "password-1").unwrap().store;
        let path = dir.path().to_owned();
        store
            .alone(|old, slots| {
                announce(&path, "s2", old, &MasterKey::generate(), slots)?;
                Ok(((), old.clone()))
            })
            .unwrap();
        drop(store);
        assert!(enter(dir.path(), "s2", "password-2").is_ok());
        assert!(!rekey_path(dir.path()).exists());
        assert!(enter(dir.path(), "s1", "password-1").is_ok());
    }

    #[test]
    fn a_removal_cut_short_after_the_exchange_is_finished() {
        let dir = tempfile::tempdir().unwrap();
        desk_of_two(dir.path());
        let store = enter(dir.path(), "s1", "password-1").unwrap().store;
        let path = dir.path().to_owned();
        // The process ends before the slots say which key counts: it cannot open the desk itself.
        let cut = store.alone(|old, slots| {
            let new = MasterKey::generate();
            announce(&path, "s2", old, &new, slots)?;
            files::rename(&rekey_path(&path), &db::path(&path))?;
            Ok(((), new))
        });
        assert!(cut.is_err() && store.is_locked());
        drop(store);
        let removed = enter(dir.path(), "s2", "password-2");
        assert!(matches!(removed, Err(StoreError::NoSuchStaff { .. })));
        let opened = enter(dir.path(), "s1", "password-1").unwrap();
        assert_eq!(opened.notices, vec![]);
        assert_eq!(opened.store.staff().unwrap(), vec![staff("s1")]);
        opened.store.signing_key().unwrap();
    }
}
