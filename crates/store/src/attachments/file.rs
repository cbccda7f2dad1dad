//! The file of one attachment: magic, key epoch, nonce, then the chunks of [`crate::cipher`].

use crate::cipher::{FileNonce, Opener, Sealer, nonce};
use crate::error::{Damage, Result, StoreError};
use crate::files;
use crate::keys::AttachmentKeys;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Name and version of the format, and its algorithm: XChaCha20-Poly1305 STREAM, 64 KiB.
const MAGIC: &[u8; 8] = b"FQATT\x01\x01\0";

/// Files younger than this may belong to a step still under way elsewhere.
const SETTLED: Duration = Duration::from_secs(24 * 3600);

/// `<dir>/<room>/ab/<sha256>`
pub(crate) fn path_of(dir: &Path, room: &str, sha256: &str) -> PathBuf {
    dir.join(room).join(&sha256[..2]).join(sha256)
}

pub(super) fn create(path: &Path, keys: &AttachmentKeys) -> Result<Sealer<File>> {
    if let Some(parent) = path.parent() {
        files::create_private_dir(parent)?;
    }
    let (epoch, key) = keys.newest()?;
    let nonce = nonce();
    let header = [MAGIC.as_slice(), &epoch.to_le_bytes(), &nonce].concat();
    let mut file = files::create_private_file(path)?;
    file.write_all(&header).map_err(|e| StoreError::io(path, e))?;
    Ok(Sealer::new(file, key, &nonce, header))
}

/// Opens a file for reading its plain bytes.
///
/// # Errors
/// [`StoreError::Damaged`] for a foreign or cut header or an unknown key epoch.
pub(crate) fn open_file(path: &Path, keys: &AttachmentKeys) -> Result<Opener<BufReader<File>>> {
    let damaged = |what: &str| StoreError::damaged(Damage::Attachment, what);
    let file = File::open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => damaged("file is missing"),
        _ => StoreError::io(path, e),
    })?;
    let mut from = BufReader::with_capacity(256 * 1024, file);
    let mut header = [0; 8 + 4 + 19];
    from.read_exact(&mut header).map_err(|_| damaged("cut"))?;
    let (magic, rest) = header.split_at(8);
    let (epoch, nonce) = rest.split_at(4);
    if magic != MAGIC {
        return Err(damaged("not an attachment"));
    }
    let epoch = u32::from_le_bytes(epoch.try_into().expect("four bytes were split off"));
    let nonce = FileNonce::try_from(nonce).expect("nineteen bytes were split off");
    let key = keys.get(epoch).ok_or_else(|| damaged("key of another desk"))?;
    Opener::new(from, key, &nonce, header.to_vec()).map_err(|e| StoreError::io(path, e))
}

/// Removes settled files that are partial or unknown; returns how many.
pub(super) fn sweep(dir: &Path, known: &[String]) -> Result<u32> {
    let known: HashSet<&str> = known.iter().map(String::as_str).collect();
    let mut removed = 0;
    for room in ["attachments", "thumbs"] {
        let mut folders = vec![dir.join(room)];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(&folder) else {
                continue;
            };
            for entry in entries.flatten() {
                let Ok(meta) = entry.metadata() else { continue };
                if meta.is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let settled =
                    meta.modified().is_ok_and(|at| at.elapsed().is_ok_and(|age| age > SETTLED));
                let name = entry.file_name();
                if settled && !known.contains(&*name.to_string_lossy()) {
                    std::fs::remove_file(entry.path())
                        .map_err(|e| StoreError::io(entry.path(), e))?;
                    removed += 1;
                }
            }
        }
    }
    Ok(removed)
}
