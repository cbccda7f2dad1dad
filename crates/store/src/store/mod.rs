//! The handle on an open desk.

mod inside;

pub(crate) use inside::Inside;

use crate::db::{self, Access};
use crate::error::{Result, StoreError};
use crate::files::{self, Turn};
use crate::fold;
use crate::gate::{self, GateFile};
use crate::keys::{AttachmentKeys, Kdf, Keys, MasterKey, RecoveryCode, Slot, SlotsFile, Staff};
use crate::life;
use crate::reader::Reader;
use crate::writer::{Author, Writer};
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, TransactionBehavior};

use inside::{data_version, lock};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long locking waits for a question or a save that is under way.
const FAREWELL: Duration = Duration::from_secs(15);

/// What a new desk begins with.
pub struct NewStore<'a> {
    /// Name of this computer, stable over restarts; another name later means: the folder was copied.
    pub machine: &'a str,
    /// Organisation, one line; stands open on the disk.
    pub org_line: &'a str,
    /// First member of staff.
    pub staff: Staff,
    /// His password.
    pub password: &'a str,
    /// Wall time.
    pub now: DateTime<FixedOffset>,
    /// [`Kdf::DESKTOP`].
    pub kdf: Kdf,
}

/// One open desk. Share it by `Arc`; all methods take `&self`.
pub struct Store {
    pub(crate) dir: PathBuf,
    pub(crate) machine: String,
    open: Mutex<Option<Arc<Inside>>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("dir", &self.dir)
            .field("locked", &self.is_locked())
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Founds a desk in an empty or new folder; the code belongs on the recovery sheet.
    ///
    /// # Errors
    /// [`StoreError::AlreadyThere`], [`StoreError::PasswordTooShort`], [`StoreError::DiskFull`] and
    /// what the file system refuses. A set-up cut short is begun anew by the next call.
    pub fn create(dir: &Path, new: NewStore<'_>) -> Result<(Self, RecoveryCode)> {
        gate::check_password(new.password)?;
        files::create_private_dir(dir)?;
        let alone = Turn::alone(&gate::lock_path(dir))?;
        let unfinished = gate::unfinished_path(dir);
        if !unfinished.exists() && (gate::has_desk(dir)) {
            return Err(StoreError::AlreadyThere);
        }
        files::write_atomic(&unfinished, b"")?;
        gate::clear_desk(dir)?;

        let master = MasterKey::generate();
        let mut attachments = AttachmentKeys::default();
        attachments.add_epoch();
        let desk = uuid::Uuid::now_v7().to_string();
        let code = RecoveryCode::generate();
        let mut slots = SlotsFile::new(desk.clone(), new.org_line.to_owned());
        slots.put(Slot::for_staff(&desk, new.staff, new.password, new.kdf, &master)?);
        slots.put(Slot::for_sheet(&desk, &code, new.now, &master));
        slots.attachment_keys = attachments.seal(&master);
        slots.save(dir)?;
        SlotsFile::forget_previous(dir)?;

        let mut conn = db::connect(&db::path(dir), &master.database(), Access::Create)?;
        db::migrate(&mut conn, &db::path(dir), &master.database())?;
        fold::rebuild(&mut conn)?;
        let head = life::found(&conn, &master)?;
        life::marker(new.machine, &head).settle(dir)?;
        std::fs::remove_file(&unfinished).map_err(|e| StoreError::io(&unfinished, e))?;
        files::sync_parent(&unfinished)?;
        drop(alone);
        let turn = Turn::share(&gate::lock_path(dir))?;
        let keys = Keys { master, attachments };
        Ok((Self::assemble(dir, new.machine, keys, conn, turn)?, code))
    }

    pub(crate) fn assemble(
        dir: &Path,
        machine: &str,
        keys: Keys,
        writer: Connection,
        turn: Turn,
    ) -> Result<Self> {
        let inside = Inside::new(keys, writer, turn)?;
        Ok(Self {
            dir: dir.to_owned(),
            machine: machine.to_owned(),
            open: Mutex::new(Some(Arc::new(inside))),
        })
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Asks one question on one snapshot. Never writes; questions run side by side.
    ///
    /// # Errors
    /// What `ask` returns; [`StoreError::Locked`] and what the database refuses.
    pub fn read<T, E: From<StoreError>>(
        &self,
        ask: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let inside = self.inside()?;
        let mut conn = inside.reader(&self.dir)?;
        let answer = {
            let tx = conn.transaction().map_err(StoreError::from)?;
            ask(&Reader::new(&tx))
        };
        inside.give_back(conn);
        answer
    }

    /// Makes one save: everything in `work` happens, durably, or nothing.
    ///
    /// The head of the log is read and written under one `BEGIN IMMEDIATE`, so that the window and
    /// the command line can share a desk. `Err` from `work` rolls back.
    ///
    /// # Errors
    /// What `work` returns; [`StoreError::Busy`] after 10 s of another process's write,
    /// [`StoreError::DiskFull`] (nothing of this save is kept, everything before is), [`StoreError::Locked`].
    pub fn write<T, E: From<StoreError>>(
        &self,
        author: Author,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let inside = self.inside()?;
        let mut conn = lock(&inside.writer);
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut writer = Writer::begin(&tx, author)?;
        let answer = work(&mut writer)?;
        let head = writer.end()?;
        tx.commit().map_err(StoreError::from)?;
        if let Some(head) = head {
            life::marker(&self.machine, &head).follow(&self.dir);
        }
        Ok(answer)
    }

    /// True when another process has written since the last call (or since this store was opened).
    ///
    /// Costs microseconds: a counter in shared memory, no page is read.
    pub fn changed_elsewhere(&self) -> Result<bool> {
        let inside = self.inside()?;
        let now = data_version(&lock(&inside.writer))?;
        Ok(inside.seen.swap(now, Ordering::Relaxed) != now)
    }

    /// Folds all projections anew from the records.
    pub fn rebuild(&self) -> Result<()> {
        let inside = self.inside()?;
        let mut conn = lock(&inside.writer);
        fold::rebuild(&mut conn)
    }

    /// SHA-256 over every row of every projection: equal digests, equal projections.
    pub fn projection_digest(&self) -> Result<String> {
        let inside = self.inside()?;
        fold::digest(&lock(&inside.writer))
    }

    /// Folds everything anew, compares with what was there, and leaves what was there.
    pub fn projections_match(&self) -> Result<bool> {
        let inside = self.inside()?;
        let mut conn = lock(&inside.writer);
        let live = fold::digest(&conn)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        fold::refold_all(&tx)?;
        let folded = fold::digest(&tx)?;
        tx.rollback()?;
        Ok(live == folded)
    }

    /// Locks: ends long steps, waits for the question under way, closes the database, wipes the keys.
    ///
    /// Later calls answer [`StoreError::Locked`]. Locking twice is no error.
    pub fn lock(&self, now: DateTime<FixedOffset>) -> Result<()> {
        if self.close()?
            && let Err(error) = GateFile::change(&self.dir, |file| file.last_locked = Some(now))
        {
            // Locked is locked: a full disk must not make it look as if it had not been.
            tracing::warn!(%error, "the time of locking was not noted");
        }
        Ok(())
    }

    /// True after [`Store::lock`].
    pub fn is_locked(&self) -> bool {
        lock(&self.open).is_none()
    }

    /// The device's key, for signing batches.
    pub fn signing_key(&self) -> Result<ledger::SigningKey> {
        let inside = self.inside()?;
        let conn = lock(&inside.writer);
        life::signing_key(&conn, &inside.keys.master)
    }

    pub(crate) fn inside(&self) -> Result<Arc<Inside>> {
        lock(&self.open).clone().ok_or(StoreError::Locked)
    }

    /// Takes the inside out, alone; `false` when it was out already.
    fn close(&self) -> Result<bool> {
        let Some(mut inside) = lock(&self.open).take() else {
            return Ok(false);
        };
        inside.closing.store(true, Ordering::Relaxed);
        let begun = Instant::now();
        loop {
            match Arc::try_unwrap(inside) {
                Ok(alone) => {
                    alone.shut();
                    return Ok(true);
                }
                Err(shared) if begun.elapsed() > FAREWELL => {
                    // Whoever still works holds the last reference and wipes the keys when he ends.
                    drop(shared);
                    return Ok(true);
                }
                Err(shared) => inside = shared,
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Runs a step that needs the data folder alone, with the store closed, and opens it again.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has the desk open or this one is busy.
    pub(crate) fn alone<T>(
        &self,
        step: impl FnOnce(&MasterKey, &mut SlotsFile) -> Result<(T, MasterKey)>,
    ) -> Result<T> {
        let mut open = lock(&self.open);
        let inside = open.take().ok_or(StoreError::Locked)?;
        let inside = match Arc::try_unwrap(inside) {
            Ok(inside) => inside,
            Err(shared) => {
                *open = Some(shared);
                return Err(StoreError::InUse);
            }
        };
        let old = inside.keys.master.clone();
        inside.shut();
        let lock_path = gate::lock_path(&self.dir);
        let done = Turn::alone(&lock_path).and_then(|_alone| {
            let (mut slots, _) = SlotsFile::load(&self.dir)?.ok_or(StoreError::Fresh)?;
            step(&old, &mut slots)
        });
        // Whatever the step did, the desk opens again: with the new key, or with the old one.
        let master = done.as_ref().map_or(&old, |(_, new)| new).clone();
        match self.reopen(master) {
            Ok(inside) => *open = Some(Arc::new(inside)),
            // The step's own error says more than the one that follows from it.
            Err(error) => return done.and(Err(error)),
        }
        done.map(|(value, _)| value)
    }

    fn reopen(&self, master: MasterKey) -> Result<Inside> {
        let turn = Turn::share(&gate::lock_path(&self.dir))?;
        let (slots, _) = SlotsFile::load(&self.dir)?.ok_or(StoreError::Fresh)?;
        let conn = db::connect(&db::path(&self.dir), &master.database(), Access::Write)?;
        let attachments = AttachmentKeys::open(&slots.attachment_keys, &master)?;
        let keys = Keys { master, attachments };
        Inside::new(keys, conn, turn)
    }
}
