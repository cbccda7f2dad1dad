//! From a private half to an open store: keys, a replacement of keys that was cut short, migrations,
//! and whether this is still the same life of the log.

use crate::db::{self, Access};
use crate::error::{Damage, Result, StoreError};
use crate::files::{self, Turn};
use crate::fold;
use crate::keys::{AttachmentKeys, Keys, MasterKey, Secret, Slot, SlotsFile};
use crate::life::{self, Why};
use crate::store::Store;
use std::path::{Path, PathBuf};

/// Something that happened while opening and that a person should hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// `slots.json` was damaged; its previous version was used and put back.
    SlotsRepaired,
    /// A new incarnation has begun: numbers wait until a person has typed the last one printed.
    NewIncarnation(Why),
    /// The database was brought to a newer version; a copy of the old one is beside it.
    Migrated {
        /// Version before.
        from: u32,
        /// Version now.
        to: u32,
    },
    /// Projections were folded anew.
    Rebuilt,
}

/// An open store and what to tell the person who opened it.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What happened on the way, in order.
    pub notices: Vec<Notice>,
}

/// Master keys found behind one slot.
pub(crate) struct Entered {
    master: MasterKey,
    /// The key of a replacement under way; `None` = none under way, or this slot is not part of it.
    next: Option<MasterKey>,
    /// Member whose slot it is, empty for the sheet.
    staff: String,
}

impl Entered {
    /// Opens the master keys with a slot's private half.
    pub(crate) fn through(slots: &SlotsFile, slot: &Slot, private: &Secret) -> Result<Self> {
        let next = slots
            .next
            .iter()
            .flat_map(|next| &next.slots)
            .find(|staying| staying.public == slot.public);
        Ok(Self {
            master: slot.master(&slots.desk, private)?,
            staff: slot.staff().map(|staff| staff.id.clone()).unwrap_or_default(),
            next: next.map(|staying| staying.master(&slots.desk, private)).transpose()?,
        })
    }

    /// The key of the slots as they stand, whatever replacement is under way.
    pub(crate) fn master(&self) -> &MasterKey {
        &self.master
    }
}

/// Where the database of a replacement of keys is prepared.
pub(crate) fn rekey_path(dir: &Path) -> PathBuf {
    dir.join("desk.db.rekey")
}

pub(crate) fn lock_path(dir: &Path) -> PathBuf {
    dir.join("desk.lock")
}

/// Opens the store behind the keys.
pub(crate) fn open_with(
    dir: &Path,
    machine: &str,
    slots: SlotsFile,
    entered: Entered,
    repaired: bool,
) -> Result<Opened> {
    open_as(dir, machine, slots, entered, repaired, None)
}

/// As [`open_with`]; `because` forces a new incarnation.
pub(crate) fn open_as(
    dir: &Path,
    machine: &str,
    mut slots: SlotsFile,
    entered: Entered,
    repaired: bool,
    because: Option<Why>,
) -> Result<Opened> {
    let mut notices = Vec::new();
    // Alone, everything that is due can be done; beside another process only a desk in order opens.
    let alone = Turn::alone(&lock_path(dir));
    let master = match &alone {
        Ok(_) => {
            if repaired {
                slots.save(dir)?;
                notices.push(Notice::SlotsRepaired);
            }
            let master = finish_rekey(dir, &mut slots, &entered)?;
            prepare(dir, &master, &mut notices)?;
            master
        }
        Err(StoreError::InUse) if slots.next.is_none() => entered.master,
        Err(_) => return Err(StoreError::InUse),
    };
    drop(alone);
    let turn = Turn::share(&lock_path(dir))?;
    let mut conn = db::connect(&db::path(dir), &master.database(), Access::Write)?;
    let found = db::version(&conn)?;
    if found != db::schema() || !fold::is_current(&conn)? {
        return Err(StoreError::InUse);
    }
    if let Some(why) = life::settle(dir, machine, &mut conn, because)? {
        notices.push(Notice::NewIncarnation(why));
    }
    let attachments = AttachmentKeys::open(&slots.attachment_keys, &master)?;
    let keys = Keys { master, attachments };
    let store = Store::assemble(dir, machine, keys, conn, turn)?;
    Ok(Opened { store, notices })
}

/// Migrations and projections of a newer program, while nobody else is at work.
fn prepare(dir: &Path, master: &MasterKey, notices: &mut Vec<Notice>) -> Result<()> {
    let file = db::path(dir);
    let key = master.database();
    let mut conn = db::connect(&file, &key, Access::Write)?;
    let from = db::version(&conn)?;
    db::migrate(&mut conn, &file, &key)?;
    let to = db::version(&conn)?;
    if from != to {
        notices.push(Notice::Migrated { from, to });
    }
    if !fold::is_current(&conn)? {
        fold::rebuild(&mut conn)?;
        notices.push(Notice::Rebuilt);
    }
    Ok(())
}

/// Ends a replacement of the master key that was cut short: forward when the database has the new
/// key, back when it still has the old one. Returns the key that counts.
pub(crate) fn finish_rekey(
    dir: &Path,
    slots: &mut SlotsFile,
    entered: &Entered,
) -> Result<MasterKey> {
    let Some(next) = &slots.next else {
        return Ok(entered.master.clone());
    };
    let opens =
        |master: &MasterKey| match db::connect(&db::path(dir), &master.database(), Access::Write) {
            Ok(_) => Ok(true),
            Err(StoreError::Damaged { what: Damage::Database, .. }) => Ok(false),
            Err(other) => Err(other),
        };
    if opens(&entered.master)? {
        let _ = std::fs::remove_file(rekey_path(dir));
        slots.next = None;
        slots.save(dir)?;
        return Ok(entered.master.clone());
    }
    match &entered.next {
        Some(master) if opens(master)? => {
            slots.slots.clone_from(&next.slots);
            slots.attachment_keys.clone_from(&next.attachment_keys);
            slots.next = None;
            slots.save(dir)?;
            SlotsFile::forget_previous(dir)?;
            files::sync_parent(&db::path(dir))?;
            Ok(master.clone())
        }
        Some(_) => {
            Err(StoreError::damaged(Damage::Database, "opens with neither the old nor the new key"))
        }
        // The member has been removed: only the last rename of the slots file was missing.
        None => Err(StoreError::NoSuchStaff { id: entered.staff.clone() }),
    }
}
