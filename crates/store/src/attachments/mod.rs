//! Files of a case: scans, photos, produced papers. Kept once per content, encrypted, beside the database.

mod file;
mod incoming;
mod table;
mod thumb;

pub(crate) use file::{open_file, path_of};
pub use incoming::AttachmentBytes;

use crate::error::{Damage, Result, StoreError};
use crate::files;
use crate::progress::{Report, tell};
use crate::store::{Inside, Store};
use crate::writer::Author;
use chrono::{DateTime, FixedOffset};
use sha2::{Digest as _, Sha256};
use std::io::{Read, Write as _};
use std::path::Path;

/// Plain bytes of an image kept in memory for its thumbnail; larger ones have none.
const THUMB_FROM: usize = 64 * 1024 * 1024;

/// What is known of a file to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// Name it came with.
    pub name: String,
    /// Media type, e.g. `image/jpeg`, `application/pdf`.
    pub mime: String,
    /// Its size for the progress report, 0 = not known.
    pub size: u64,
}

/// A file kept here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// SHA-256 of the plain bytes, lower-case hex: what records name.
    pub sha256: String,
    /// Name it came with (the first time).
    pub name: String,
    /// Media type.
    pub mime: String,
    /// Plain bytes.
    pub size: u64,
    /// There is a thumbnail.
    pub thumb: bool,
    /// When it was added.
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
}

impl Store {
    /// Keeps a file: reads it once, encrypts it, makes a thumbnail of an image, and registers it.
    ///
    /// The same bytes a second time are kept once; the first name stays.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Cancelled`], [`StoreError::Io`] of the source: nothing
    /// is registered and nothing left lying.
    pub fn attach(
        &self,
        source: &mut dyn Read,
        new: &NewAttachment,
        author: Author,
        report: Report<'_>,
    ) -> Result<Attachment> {
        self.attach_as(source, new, author, report, None)
    }

    /// [`Store::attach`], refusing bytes of another hash than the one expected.
    fn attach_as(
        &self,
        source: &mut dyn Read,
        new: &NewAttachment,
        author: Author,
        report: Report<'_>,
        expected: Option<&str>,
    ) -> Result<Attachment> {
        let inside = self.inside()?;
        let part =
            files::part_of(&self.dir.join("attachments").join(uuid::Uuid::now_v7().to_string()));
        let kept = self.keep(&inside, &part, (source, expected), new, report);
        if kept.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        let kept = kept?;
        drop(inside);
        self.write(author, |w| w.register(&kept, new))
    }

    fn keep(
        &self,
        inside: &Inside,
        part: &Path,
        (source, expected): (&mut dyn Read, Option<&str>),
        new: &NewAttachment,
        report: Report<'_>,
    ) -> Result<Kept> {
        let mut out = file::create(part, &inside.keys.attachments)?;
        let image = new.mime.starts_with("image/");
        let (mut sum, mut size, mut plain) = (Sha256::new(), 0_u64, Vec::new());
        let mut chunk = vec![0; crate::cipher::CHUNK];
        loop {
            inside.still_open()?;
            let read = source.read(&mut chunk).map_err(|e| match e.kind() {
                std::io::ErrorKind::InvalidData => StoreError::damaged(Damage::Attachment, e),
                _ => StoreError::io(&new.name, e),
            })?;
            if read == 0 {
                break;
            }
            let bytes = &chunk[..read];
            sum.update(bytes);
            size += u64::try_from(read).unwrap_or(0);
            if image && plain.len() + read <= THUMB_FROM {
                plain.extend_from_slice(bytes);
            }
            out.write_all(bytes).map_err(|e| StoreError::io(part, e))?;
            tell(report, "reading", size, new.size)?;
        }
        let sha256 = hex::encode(sum.finalize());
        if expected.is_some_and(|expected| expected != sha256) {
            return Err(StoreError::damaged(Damage::Attachment, "other bytes than the hash says"));
        }
        let whole = u64::try_from(plain.len()).is_ok_and(|length| length == size);
        let file = out.finish().map_err(|e| StoreError::io(part, e))?;
        file.sync_all().map_err(|e| StoreError::io(part, e))?;
        drop(file);
        let target = path_of(&self.dir, "attachments", &sha256);
        move_into_place(part, &target)?;
        // A picture that does not decode is kept all the same: it has no thumbnail.
        let jpeg = (image && whole).then(|| thumb::of(&plain)).flatten();
        if let Some(jpeg) = &jpeg {
            self.keep_thumb(inside, &sha256, jpeg)?;
        }
        Ok(Kept { sha256, size, thumb: jpeg.is_some() })
    }

    fn keep_thumb(&self, inside: &Inside, sha256: &str, jpeg: &[u8]) -> Result<()> {
        let target = path_of(&self.dir, "thumbs", sha256);
        if let Some(parent) = target.parent() {
            files::create_private_dir(parent)?;
        }
        let part = files::part_of(&target);
        let mut out = file::create(&part, &inside.keys.attachments)?;
        out.write_all(jpeg).map_err(|e| StoreError::io(&part, e))?;
        out.finish().and_then(|file| file.sync_all()).map_err(|e| StoreError::io(&part, e))?;
        move_into_place(&part, &target)
    }

    /// The plain bytes of a file, checked against its hash.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAttachment`], [`StoreError::Damaged`].
    pub fn attachment(&self, sha256: &str) -> Result<Vec<u8>> {
        let mut plain = Vec::new();
        self.copy_attachment(sha256, &mut plain)?;
        Ok(plain)
    }

    /// Whether the bytes of a file lie on this computer.
    #[must_use]
    pub fn holds_attachment(&self, sha256: &str) -> bool {
        check_hash(sha256).is_ok() && path_of(&self.dir, "attachments", sha256).is_file()
    }

    /// Writes the plain bytes of a file to `out` and checks them; returns how many.
    ///
    /// # Errors
    /// As [`Store::attachment`]. When the check fails at the end, `out` has already got bytes.
    pub fn copy_attachment(&self, sha256: &str, out: &mut dyn std::io::Write) -> Result<u64> {
        let inside = self.inside()?;
        check_hash(sha256)?;
        let path = path_of(&self.dir, "attachments", sha256);
        if !path.exists() {
            let known = self.read(|r| r.attachment(sha256))?.is_some();
            return Err(if known {
                StoreError::damaged(Damage::Attachment, format!("{sha256} is missing"))
            } else {
                no_such(sha256)
            });
        }
        let mut from = open_file(&path, &inside.keys.attachments)?;
        copy_checked(&mut from, out, sha256, &path)
    }

    /// The thumbnail as JPEG, at most 320 pixels wide or high; `None` for files that have none.
    ///
    /// A lost thumbnail is made again.
    pub fn thumbnail(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let inside = self.inside()?;
        check_hash(sha256)?;
        let Some(known) = self.read(|r| r.attachment(sha256))? else {
            return Err(no_such(sha256));
        };
        if !known.thumb {
            return Ok(None);
        }
        let path = path_of(&self.dir, "thumbs", sha256);
        if let Ok(mut from) = open_file(&path, &inside.keys.attachments) {
            let mut jpeg = Vec::new();
            if from.read_to_end(&mut jpeg).is_ok() {
                return Ok(Some(jpeg));
            }
        }
        let jpeg = thumb::of(&self.attachment(sha256)?);
        if let Some(jpeg) = &jpeg {
            self.keep_thumb(&inside, sha256, jpeg)?;
        }
        Ok(jpeg)
    }

    /// Gives a file that is no picture itself a thumbnail made of one: of its first page. Answers with the JPEG, `None`
    /// when the picture does not decode.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAttachment`], [`StoreError::DiskFull`].
    pub fn keep_thumbnail(
        &self,
        sha256: &str,
        picture: &[u8],
        author: Author,
    ) -> Result<Option<Vec<u8>>> {
        let inside = self.inside()?;
        check_hash(sha256)?;
        let Some(jpeg) = thumb::of(picture) else { return Ok(None) };
        self.keep_thumb(&inside, sha256, &jpeg)?;
        drop(inside);
        self.write(author, |w| w.note_thumbnail(sha256))?;
        Ok(Some(jpeg))
    }

    /// Reads a file through and compares it with its hash.
    pub fn verify_attachment(&self, sha256: &str) -> Result<()> {
        self.copy_attachment(sha256, &mut std::io::sink()).map(drop)
    }

    /// Removes what an interrupted step left lying: partial files, and files that no table row knows.
    ///
    /// Only files older than a day, so that one being added by another process is left alone.
    pub fn sweep_attachments(&self) -> Result<u32> {
        let known = self.read(|r| r.attachment_hashes())?;
        file::sweep(&self.dir, &known)
    }
}

struct Kept {
    sha256: String,
    size: u64,
    thumb: bool,
}

/// Copies and compares with the hash that the name promises.
pub(crate) fn copy_checked(
    from: &mut dyn Read,
    out: &mut dyn std::io::Write,
    sha256: &str,
    path: &Path,
) -> Result<u64> {
    let (mut sum, mut size) = (Sha256::new(), 0_u64);
    let mut chunk = vec![0; crate::cipher::CHUNK];
    loop {
        let read = from.read(&mut chunk).map_err(|e| match e.kind() {
            std::io::ErrorKind::InvalidData => StoreError::damaged(Damage::Attachment, sha256),
            _ => StoreError::io(path, e),
        })?;
        if read == 0 {
            break;
        }
        sum.update(&chunk[..read]);
        size += u64::try_from(read).unwrap_or(0);
        out.write_all(&chunk[..read]).map_err(|e| StoreError::io(path, e))?;
    }
    if hex::encode(sum.finalize()) != sha256 {
        return Err(StoreError::damaged(Damage::Attachment, sha256));
    }
    Ok(size)
}

fn move_into_place(part: &Path, target: &Path) -> Result<()> {
    if let Some(parent) = target.parent() {
        files::create_private_dir(parent)?;
    }
    files::rename(part, target)
}

/// A hash becomes a path: nothing but 64 lower-case hexadecimal digits may.
pub(crate) fn check_hash(sha256: &str) -> Result<()> {
    let valid = sha256.len() == 64
        && sha256.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    if valid { Ok(()) } else { Err(no_such(sha256)) }
}

fn no_such(sha256: &str) -> StoreError {
    StoreError::NoSuchAttachment { sha256: sha256.to_owned() }
}
