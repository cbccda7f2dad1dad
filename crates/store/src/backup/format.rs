//! Bytes of a backup file.

use crate::cipher::{FileNonce, Opener, Sealer, nonce};
use crate::error::{Damage, Result, StoreError};
use crate::keys::{MasterKey, SlotsFile, parse_slots, random};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

const MAGIC: &[u8; 8] = b"FQBACKUP";
/// Version this program writes.
pub(super) const FORMAT: u32 = 1;
/// A header is a few kilobytes; more is not a header.
const LONGEST_HEADER: u32 = 4 * 1024 * 1024;

pub(super) const END: u8 = 0;
pub(super) const DATABASE: u8 = 1;
pub(super) const ATTACHMENT: u8 = 2;

/// What stands open at the beginning.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) format: u32,
    /// Database version inside.
    pub(super) schema: u32,
    pub(super) org_line: String,
    pub(super) made_at: DateTime<FixedOffset>,
    /// Records inside, and the newest one's time, for the list of backups.
    pub(super) records: u64,
    salt: String,
    nonce: String,
    /// `slots.json` to the letter.
    slots: String,
}

impl Header {
    pub(super) fn new(
        slots: &[u8],
        org_line: String,
        made_at: DateTime<FixedOffset>,
        records: u64,
    ) -> Self {
        Self {
            format: FORMAT,
            schema: crate::db::schema(),
            org_line,
            made_at,
            records,
            salt: hex::encode(random::<16>()),
            nonce: hex::encode(nonce()),
            slots: String::from_utf8_lossy(slots).into_owned(),
        }
    }

    pub(super) fn slots(&self) -> Result<SlotsFile> {
        parse_slots(self.slots.as_bytes())
    }

    pub(super) fn slots_text(&self) -> &str {
        &self.slots
    }

    fn cipher(&self, master: &MasterKey) -> Result<(crate::keys::Secret, FileNonce)> {
        let broken = |_| StoreError::damaged(Damage::Backup, "header");
        let salt = hex::decode(&self.salt).map_err(broken)?;
        let mut nonce = FileNonce::default();
        hex::decode_to_slice(&self.nonce, &mut nonce).map_err(broken)?;
        Ok((master.backup(&salt), nonce))
    }
}

/// Writes the open part and returns the sealed rest; the header is bound to it.
pub(super) fn begin(
    mut out: File,
    path: &Path,
    header: &Header,
    master: &MasterKey,
) -> Result<Sealer<File>> {
    let json = serde_json::to_vec(header)?;
    let length = u32::try_from(json.len()).expect("a header is a few kilobytes");
    let open = [MAGIC.as_slice(), &length.to_le_bytes(), &json].concat();
    out.write_all(&open).map_err(|e| StoreError::io(path, e))?;
    let (key, nonce) = header.cipher(master)?;
    Ok(Sealer::new(out, &key, &nonce, open))
}

/// A backup opened as far as its header.
pub(super) struct Opened {
    pub(super) header: Header,
    open: Vec<u8>,
    from: BufReader<File>,
    pub(super) size: u64,
}

/// Reads the open part.
///
/// # Errors
/// [`StoreError::NotABackup`], [`StoreError::Newer`], [`StoreError::Damaged`].
pub(super) fn open(path: &Path) -> Result<Opened> {
    let io = |e| StoreError::io(path, e);
    let file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let mut from = BufReader::with_capacity(256 * 1024, file);
    let mut start = [0; 12];
    from.read_exact(&mut start).map_err(|_| StoreError::NotABackup)?;
    let (magic, length) = start.split_at(8);
    let length = u32::from_le_bytes(length.try_into().expect("four bytes are left"));
    if magic != MAGIC || length > LONGEST_HEADER {
        return Err(StoreError::NotABackup);
    }
    let mut json = Vec::new();
    from.by_ref().take(u64::from(length)).read_to_end(&mut json).map_err(io)?;
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let damaged = |e| StoreError::damaged(Damage::Backup, e);
    let Format { format } = serde_json::from_slice(&json).map_err(damaged)?;
    if format > FORMAT {
        return Err(StoreError::Newer { found: format, known: FORMAT });
    }
    let header: Header = serde_json::from_slice(&json).map_err(damaged)?;
    if header.schema > crate::db::schema() {
        return Err(StoreError::Newer { found: header.schema, known: crate::db::schema() });
    }
    Ok(Opened { header, open: [start.as_slice(), &json].concat(), from, size })
}

impl Opened {
    /// The sealed rest.
    pub(super) fn body(self, master: &MasterKey) -> Result<Opener<BufReader<File>>> {
        let (key, nonce) = self.header.cipher(master)?;
        Opener::new(self.from, &key, &nonce, self.open).map_err(cut)
    }
}

/// Begin of an entry.
pub(super) struct Entry {
    pub(super) kind: u8,
    pub(super) name: String,
    /// Bytes that follow; for the end, the count of entries.
    pub(super) size: u64,
}

impl Entry {
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let name = self.name.as_bytes();
        let length = u16::try_from(name.len()).map_err(io::Error::other)?;
        out.write_all(&[self.kind])?;
        out.write_all(&length.to_le_bytes())?;
        out.write_all(name)?;
        out.write_all(&self.size.to_le_bytes())
    }

    pub(super) fn read(from: &mut impl Read) -> Result<Self> {
        let mut start = [0; 3];
        from.read_exact(&mut start).map_err(cut)?;
        let [kind, low, high] = start;
        let mut name = vec![0; usize::from(u16::from_le_bytes([low, high]))];
        from.read_exact(&mut name).map_err(cut)?;
        let mut size = [0; 8];
        from.read_exact(&mut size).map_err(cut)?;
        Ok(Self {
            kind,
            name: String::from_utf8(name).map_err(|e| StoreError::damaged(Damage::Backup, e))?,
            size: u64::from_le_bytes(size),
        })
    }
}

/// An error while reading the sealed rest: cut or changed, unless the medium itself failed.
pub(super) fn cut(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            StoreError::damaged(Damage::Backup, error)
        }
        _ => StoreError::io("backup", error),
    }
}
