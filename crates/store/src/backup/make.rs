//! Making a backup.

use super::format::{ATTACHMENT, DATABASE, END, Entry, Header, begin};
use super::restore::verify_with;
use crate::attachments::path_of;
use crate::cipher::CHUNK;
use crate::db::{self, Access};
use crate::error::{Damage, Result, StoreError};
use crate::files::{self, Turn};
use crate::gate;
use crate::keys::{SlotsFile, slots};
use crate::progress::{Report, tell};
use crate::reader::Reader;
use crate::store::{Inside, Store};
use chrono::{DateTime, FixedOffset};
use std::fs::File;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

/// A backup that was made and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// Its bytes.
    pub size: u64,
    /// Records inside.
    pub records: u64,
    /// Attachments inside.
    pub attachments: u64,
    /// Attachments that are damaged or missing here and therefore not inside.
    pub missing: Vec<String>,
}

impl Store {
    /// Makes a backup at `path` and verifies it by reading it back; others go on working meanwhile.
    ///
    /// A file at `path` is replaced only by a verified one.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] (target or data folder), [`StoreError::Cancelled`],
    /// [`StoreError::Damaged`] when what was written does not read back. Nothing is left lying.
    pub fn backup_to(
        &self,
        path: &Path,
        now: DateTime<FixedOffset>,
        report: Report<'_>,
    ) -> Result<Made> {
        let inside = self.inside()?;
        let scratch = self.scratch()?;
        let part = files::part_of(path);
        let made = self.write_backup(&inside, &scratch, &part, now, report).and_then(|made| {
            verify_with(&part, &inside.keys.master, &scratch, report)?;
            files::rename(&part, path)?;
            Ok(Made { path: path.to_owned(), ..made })
        });
        let _ = std::fs::remove_file(&scratch);
        if made.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        made
    }

    /// The folder for backups on this machine.
    pub fn backup_dir(&self) -> PathBuf {
        self.dir.join("backup")
    }

    /// A place for a copy of the database, in the data folder: the stick may be small.
    fn scratch(&self) -> Result<PathBuf> {
        let dir = self.backup_dir();
        files::create_private_dir(&dir)?;
        Ok(files::part_of(&dir.join(uuid::Uuid::now_v7().to_string())))
    }

    fn write_backup(
        &self,
        inside: &Inside,
        scratch: &Path,
        part: &Path,
        now: DateTime<FixedOffset>,
        report: Report<'_>,
    ) -> Result<Made> {
        // Slots and database of the same day: a member removed meanwhile would change both keys.
        let _turn = Turn::share(&gate::lock_path(&self.dir))?;
        let slots_path = slots::path(&self.dir);
        let slots_bytes = std::fs::read(&slots_path).map_err(|e| StoreError::io(&slots_path, e))?;
        let key = inside.keys.master.database();
        let mut stopped = Ok(());
        let source = inside.reader(&self.dir)?;
        let copied = db::copy(&source, scratch, &key, &mut |left, total| {
            stopped =
                inside.still_open().and_then(|()| tell(report, "database", total - left, total));
            stopped.is_ok()
        });
        inside.give_back(source);
        stopped?;
        copied?;

        let copy = db::connect(scratch, &key, Access::Read)?;
        let (records, _) = Reader::new(&copy).record_counts()?;
        let hashes = Reader::new(&copy).attachment_hashes()?;
        copy.close().map_err(|(_, e)| e)?;
        let slots = SlotsFile::load(&self.dir)?.ok_or(StoreError::Fresh)?.0;
        let header = Header::new(&slots_bytes, slots.org_line, now, records);

        let out = files::create_private_file(part)?;
        let mut out = begin(out, part, &header, &inside.keys.master)?;
        let io = |e| StoreError::io(part, e);
        add(&mut out, DATABASE, "desk.db", scratch, part)?;
        let (mut count, mut missing) = (0_u64, Vec::new());
        let total = u64::try_from(hashes.len()).unwrap_or(0);
        for (sha256, done) in hashes.iter().zip(0_u64..) {
            inside.still_open()?;
            tell(report, "attachments", done, total)?;
            // A damaged scan must not keep the rest from being saved: it is named instead.
            match self.verify_attachment(sha256) {
                Ok(()) => {}
                Err(StoreError::Damaged { what: Damage::Attachment, .. }) => {
                    missing.push(sha256.clone());
                    continue;
                }
                Err(other) => return Err(other),
            }
            let file = path_of(&self.dir, "attachments", sha256);
            add(&mut out, ATTACHMENT, sha256, &file, part)?;
            count += 1;
        }
        let end = Entry { kind: END, name: String::new(), size: count + 1 };
        end.write(&mut out).map_err(io)?;
        let file = out.finish().map_err(io)?;
        file.sync_all().map_err(io)?;
        Ok(Made {
            path: part.to_owned(),
            size: file.metadata().map_err(io)?.len(),
            records,
            attachments: count,
            missing,
        })
    }
}

fn add(out: &mut impl Write, kind: u8, name: &str, path: &Path, target: &Path) -> Result<()> {
    let mut file = File::open(path).map_err(|e| StoreError::io(path, e))?;
    let size = file.metadata().map_err(|e| StoreError::io(path, e))?.len();
    let entry = Entry { kind, name: name.to_owned(), size };
    entry.write(out).map_err(|e| StoreError::io(target, e))?;
    let mut chunk = vec![0; CHUNK];
    let mut left = size;
    while left > 0 {
        let read = file.read(&mut chunk).map_err(|e| StoreError::io(path, e))?;
        if read == 0 {
            return Err(StoreError::damaged(Damage::Attachment, name));
        }
        out.write_all(&chunk[..read]).map_err(|e| StoreError::io(target, e))?;
        left = left.saturating_sub(u64::try_from(read).unwrap_or(0));
    }
    Ok(())
}
