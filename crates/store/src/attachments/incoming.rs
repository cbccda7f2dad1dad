//! Files on their way here: kept encrypted piece by piece as they arrive, so that a cut line costs nothing.

use super::{Attachment, NewAttachment, check_hash, file, move_into_place, open_file, path_of};
use crate::error::{Damage, Result, StoreError};
use crate::files;
use crate::progress::Report;
use crate::store::Store;
use crate::writer::Author;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

/// A kept file, open for reading its plain bytes from the start.
pub struct AttachmentBytes {
    from: Box<dyn Read + Send>,
}

impl AttachmentBytes {
    /// Passes over so many bytes.
    ///
    /// # Errors
    /// What reading gives; kind `UnexpectedEof` when the file is shorter.
    pub fn skip(&mut self, bytes: u64) -> io::Result<()> {
        let passed = io::copy(&mut self.from.by_ref().take(bytes), &mut io::sink())?;
        if passed < bytes { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

impl Read for AttachmentBytes {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.from.read(out)
    }
}

impl Store {
    /// Opens a kept file for reading; an error of kind `InvalidData` while reading means that it is damaged.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAttachment`], [`StoreError::Damaged`].
    pub fn open_attachment(&self, sha256: &str) -> Result<AttachmentBytes> {
        let inside = self.inside()?;
        check_hash(sha256)?;
        let from = open_file(&path_of(&self.dir, "attachments", sha256), &inside.keys.attachments)?;
        Ok(AttachmentBytes { from: Box::new(from) })
    }

    /// How many bytes of a file that is being fetched are here.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAttachment`] for what is no hash.
    pub fn incoming(&self, sha256: &str) -> Result<u64> {
        Ok(pieces(&self.incoming_dir(sha256)?).last().map_or(0, |piece| piece.end))
    }

    /// Keeps the next bytes of a file that is being fetched; returns how many are here then.
    ///
    /// Bytes that do not go on from what is here are not taken.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Locked`].
    pub fn keep_incoming(&self, sha256: &str, offset: u64, bytes: &[u8]) -> Result<u64> {
        let inside = self.inside()?;
        let dir = self.incoming_dir(sha256)?;
        let have = self.incoming(sha256)?;
        if have != offset || bytes.is_empty() {
            return Ok(have);
        }
        let end = offset + bytes.len() as u64;
        let target = dir.join(format!("{offset:016x}-{end:016x}"));
        let part = files::part_of(&target);
        let mut out = file::create(&part, &inside.keys.attachments)?;
        out.write_all(bytes).map_err(|e| StoreError::io(&part, e))?;
        out.finish().and_then(|file| file.sync_all()).map_err(|e| StoreError::io(&part, e))?;
        move_into_place(&part, &target)?;
        Ok(end)
    }

    /// Puts the pieces of a fetched file together, checks them against the hash, and registers the file.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes are not those of the hash: all pieces are dropped then, to be fetched
    /// again. Otherwise as [`Store::attach`], and the pieces stay.
    pub fn finish_incoming(
        &self,
        sha256: &str,
        new: &NewAttachment,
        author: Author,
        report: Report<'_>,
    ) -> Result<Attachment> {
        let inside = self.inside()?;
        let dir = self.incoming_dir(sha256)?;
        let mut whole: Box<dyn Read> = Box::new(io::empty());
        for piece in pieces(&dir) {
            let next = open_file(&piece.path, &inside.keys.attachments);
            match next {
                Ok(next) => whole = Box::new(whole.chain(next)),
                Err(error) => {
                    self.drop_incoming(sha256)?;
                    return Err(error);
                }
            }
        }
        drop(inside);
        let kept = self.attach_as(&mut whole, new, author, report, Some(sha256));
        drop(whole);
        if matches!(kept, Ok(_) | Err(StoreError::Damaged { what: Damage::Attachment, .. })) {
            self.drop_incoming(sha256)?;
        }
        kept
    }

    /// Drops what is here of a file that is being fetched.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn drop_incoming(&self, sha256: &str) -> Result<()> {
        let dir = self.incoming_dir(sha256)?;
        match std::fs::remove_dir_all(&dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StoreError::io(&dir, error))
            }
            _ => Ok(()),
        }
    }

    fn incoming_dir(&self, sha256: &str) -> Result<PathBuf> {
        check_hash(sha256)?;
        Ok(self.dir.join("incoming").join(sha256))
    }
}

struct Piece {
    start: u64,
    end: u64,
    path: PathBuf,
}

/// The pieces that follow each other from the first byte on.
fn pieces(dir: &Path) -> Vec<Piece> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let number = |text: &str| u64::from_str_radix(text, 16).ok();
    let mut found: Vec<Piece> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let (start, end) = name.to_str()?.split_once('-')?;
            Some(Piece { start: number(start)?, end: number(end)?, path: entry.path() })
        })
        .collect();
    found.sort_by_key(|piece| piece.start);
    let mut due = 0;
    found.retain(|piece| {
        let follows = piece.start == due && piece.end > due;
        due = if follows { piece.end } else { due };
        follows
    });
    found
}
