//! One encrypted file with the book and all files, read back before it counts; and the way back.
//!
//! ```text
//! sealed as one (blob::whole) under a key derived from the key file:
//! u8 kind │ u16 length of the name │ name │ u64 bytes │ bytes        … the book, each file as it lies, the end
//! ```
//! The key file is not in it: whoever finds the backup finds nothing, whoever loses the key file has lost the backup.

use crate::blob::{self, CHUNK, PlainReader};
use crate::error::{HubError, Result};
use crate::files::{self, Alone};
use crate::hub::{Hub, Place};
use crate::keys::{FileKey, Secret, random};
use crate::store::{self, Store};
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

const BOOK: u8 = 1;
const BLOB: u8 = 2;
const END: u8 = 9;

/// A backup that was read back, or restored.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Backup {
    /// Bytes of the file.
    pub size: u64,
    /// Records in it.
    pub records: u64,
    /// Files in it.
    pub blobs: u64,
    /// Files the book names that were missing or damaged and therefore are not in it.
    pub missing: Vec<String>,
}

/// Makes a backup while the hub goes on, and verifies it by reading it back.
///
/// A file at `path` is replaced only by a verified one.
///
/// # Errors
/// [`HubError::DiskFull`], [`HubError::Io`], [`HubError::Damaged`] when what was written does not read back.
pub fn backup(hub: &Hub, path: &Path) -> Result<Backup> {
    let scratch = Scratch::new(&hub.place().dir)?;
    let part = files::part_of(path);
    let made = write(hub, &scratch, &part).and_then(|missing| {
        let found = read(&part, hub.key(), &scratch.0, false)?;
        files::rename(&part, path)?;
        Ok(Backup { missing, ..found })
    });
    if made.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    made
}

fn write(hub: &Hub, scratch: &Scratch, part: &Path) -> Result<Vec<String>> {
    let copy = scratch.0.join("copy.db");
    let key = hub.key().database();
    hub.read(|store| store::copy(store.conn(), &copy, &key))?;
    let held = Store::open(&copy, &key)?.blobs()?;
    let mut out = blob::Writer::create(part, &hub.key().backup())?;
    entry(&mut out, part, BOOK, "hub.db", &copy)?;
    let (mut count, mut missing) = (1, Vec::new());
    for (sha256, size) in held {
        let path = hub.blobs.path(&sha256);
        // One damaged scan must not keep everything else from being saved: it is named instead.
        let sound = File::open(&path)
            .and_then(|file| blob::verify(BufReader::new(file), &hub.key().blobs(), size));
        if sound.is_ok_and(|found| found == sha256) {
            entry(&mut out, part, BLOB, &sha256, &path)?;
            count += 1;
        } else {
            missing.push(sha256);
        }
    }
    header(&mut out, part, END, "", count)?;
    out.finish(part)?;
    Ok(missing)
}

fn header(out: &mut impl Write, path: &Path, kind: u8, name: &str, size: u64) -> Result<()> {
    let length = u16::try_from(name.len()).expect("names are hashes");
    let head = [&[kind][..], &length.to_be_bytes(), name.as_bytes(), &size.to_be_bytes()].concat();
    out.write_all(&head).map_err(|error| HubError::io(path, error))
}

fn entry(out: &mut impl Write, path: &Path, kind: u8, name: &str, from: &Path) -> Result<()> {
    let io = |error| HubError::io(from, error);
    let mut file = File::open(from).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    header(out, path, kind, name, size)?;
    let copied = std::io::copy(&mut (&mut file).take(size), out);
    match copied.map_err(|error| HubError::io(path, error))? {
        copied if copied == size => Ok(()),
        _ => Err(HubError::damaged("a file became shorter while it was read")),
    }
}

/// Reads a backup to its end into a folder and proves all of it; keeps the files only if they are wanted.
fn read(path: &Path, key: &FileKey, into: &Path, keep: bool) -> Result<Backup> {
    let io = |error| HubError::io(path, error);
    let file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let reader = BufReader::with_capacity(4 * CHUNK, file);
    let cut = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
            HubError::damaged("the backup is cut, changed, or of another key file")
        }
        _ => HubError::io(path, error),
    };
    let mut from = PlainReader::new(reader, &key.backup(), size).map_err(cut)?;
    let book = into.join("hub.db");
    let (mut count, mut blobs) = (0, Vec::new());
    loop {
        let (mut kind, mut length) = ([0], [0; 2]);
        from.read_exact(&mut kind).map_err(cut)?;
        from.read_exact(&mut length).map_err(cut)?;
        let mut name = vec![0; usize::from(u16::from_be_bytes(length))];
        from.read_exact(&mut name).map_err(cut)?;
        let mut bytes = [0; 8];
        from.read_exact(&mut bytes).map_err(cut)?;
        let bytes = u64::from_be_bytes(bytes);
        let name = String::from_utf8(name).map_err(HubError::damaged)?;
        match kind[0] {
            END if bytes == count && from.read(&mut [0]).map_err(cut)? == 0 => break,
            BOOK => extract(&mut from, bytes, &book, cut)?,
            BLOB if store::is_sha256(&name) => {
                let target = if keep {
                    let folder = into.join("blobs").join(&name[..2]);
                    files::create_dir(&folder)?;
                    folder.join(&name)
                } else {
                    into.join("blob")
                };
                extract(&mut from, bytes, &target, cut)?;
                prove(&target, &name, bytes, &key.blobs())?;
                blobs.push(name);
            }
            _ => return Err(HubError::damaged("the backup does not hold together")),
        }
        count += 1;
    }
    let store = Store::open(&book, &key.database())?;
    store.check()?;
    let records = store.status()?.records;
    let named = store.blobs()?;
    let missing = named
        .into_iter()
        .filter(|(sha256, _)| !blobs.contains(sha256))
        .map(|(sha256, _)| sha256)
        .collect();
    Ok(Backup { size, records, blobs: blobs.len() as u64, missing })
}

fn extract(
    from: &mut impl Read,
    bytes: u64,
    target: &Path,
    cut: impl Fn(std::io::Error) -> HubError,
) -> Result<()> {
    let mut out = files::create_private(target)?;
    let mut left = bytes;
    let mut chunk = vec![0; CHUNK];
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        from.read_exact(&mut chunk[..most]).map_err(&cut)?;
        out.write_all(&chunk[..most]).map_err(|error| HubError::io(target, error))?;
        left -= most as u64;
    }
    out.sync_all().map_err(|error| HubError::io(target, error))
}

fn prove(path: &Path, sha256: &str, sealed: u64, key: &Secret) -> Result<()> {
    let plain =
        blob::plain_size(sealed).ok_or_else(|| HubError::damaged("a file in the backup is cut"))?;
    let file = File::open(path).map_err(|error| HubError::io(path, error))?;
    match blob::verify(BufReader::new(file), key, plain) {
        Ok(found) if found == sha256 => Ok(()),
        _ => Err(HubError::damaged("a file in the backup is not what its name says")),
    }
}

/// Brings a backup back and begins a new life. What was in the folder is kept beside, in `replaced-…`.
///
/// Wants the key file of the hub that made it.
///
/// # Errors
/// [`HubError::InUse`] while the hub is served; [`HubError::KeyFile`], [`HubError::Damaged`]: nothing is replaced then.
pub fn restore(place: &Place, path: &Path) -> Result<Backup> {
    let key = FileKey::load(&place.key)?;
    files::create_dir(&place.dir)?;
    let _alone = Alone::take(&place.lock())?;
    let scratch = Scratch::new(&place.dir)?;
    let found = read(path, &key, &scratch.0, true)?;
    let book = scratch.0.join("hub.db");
    Store::open(&book, &key.database())?.renew_and_close()?;
    files::create_dir(&scratch.0.join("blobs"))?;
    let aside = place.dir.join(format!("replaced-{}", hex::encode(random::<4>())));
    let name = |suffix: &str| {
        let mut name = place.db().into_os_string();
        name.push(suffix);
        PathBuf::from(name)
    };
    for old in [place.db(), name("-wal"), name("-shm"), place.blobs()] {
        if let (true, Some(file)) = (old.exists(), old.file_name()) {
            files::create_dir(&aside)?;
            files::rename(&old, &aside.join(file))?;
        }
    }
    files::rename(&scratch.0.join("blobs"), &place.blobs())?;
    files::rename(&book, &place.db())?;
    Ok(found)
}

/// A folder in the hub's own, gone when dropped: the stick may be small, and nothing of it may lie open elsewhere.
struct Scratch(PathBuf);

impl Scratch {
    fn new(dir: &Path) -> Result<Self> {
        let path = dir.join(format!("backup-{}.part", hex::encode(random::<4>())));
        files::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Best effort: what is left is encrypted and carries no meaning.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{NewCode, NewHub};
    use ledger::wire::Role;

    fn made(dir: &Path) -> (Place, Hub) {
        let place = Place::new(dir, None);
        let new = NewHub { name: "县中心".into(), url: "https://192.0.2.1:1".into() };
        let hub = crate::init(&place, new).unwrap();
        hub.write().add_station("河口驿站", crate::clock::now()).unwrap();
        (place, hub)
    }

    fn put_blob(hub: &Hub, bytes: &[u8]) -> String {
        use sha2::Digest as _;
        let sha256 = hex::encode(sha2::Sha256::digest(bytes));
        let dev = ledger::DeviceId([1; 32]);
        let mut part = hub.blobs.part(dev, &sha256).unwrap();
        part.append(bytes).unwrap();
        let size = hub.blobs.finish(part, &sha256).unwrap();
        let conn = hub.write();
        conn.conn()
            .execute("INSERT INTO blob (sha256, size) VALUES (?1, ?2)", (&sha256, size))
            .unwrap();
        sha256
    }

    #[test]
    fn a_backup_comes_back_with_its_files_under_a_new_life() {
        let dir = tempfile::tempdir().unwrap();
        let (place, hub) = made(&dir.path().join("hub"));
        let sha256 = put_blob(&hub, &vec![7; 200_000]);
        let file = dir.path().join("b.fqhub");
        let backed = backup(&hub, &file).unwrap();
        assert_eq!((backed.records, backed.blobs, backed.missing.len()), (1, 1, 0));
        let before = hub.read(|store| store.hub_inc()).unwrap();
        hub.write().add_station("园区驿站", crate::clock::now()).unwrap();
        drop(hub);

        let other = Place::new(&dir.path().join("new"), Some(&place.key));
        for target in [other, place] {
            restore(&target, &file).unwrap();
            let hub = Hub::open(&target).unwrap();
            assert_eq!(hub.read(|store| store.stations()).unwrap().len(), 1);
            assert_ne!(hub.read(|store| store.hub_inc()).unwrap(), before);
            let mut reader = hub.blobs.read(&sha256, 200_000).unwrap();
            assert_eq!(reader.next().unwrap().unwrap(), vec![7; CHUNK]);
            let code = NewCode {
                station: "河口驿站".into(),
                role: Role::Station,
                series: None,
                hours: 1,
                confirmed: false,
                url: None,
            };
            hub.write().new_code(&code, crate::clock::now()).unwrap();
        }
    }

    #[test]
    fn a_cut_changed_or_foreign_backup_replaces_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let (place, hub) = made(&dir.path().join("hub"));
        put_blob(&hub, b"scan");
        let file = dir.path().join("b.fqhub");
        backup(&hub, &file).unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let inc = hub.read(|store| store.hub_inc()).unwrap();
        drop(hub);
        let middle = bytes.len() / 2;
        let mut bent = bytes.clone();
        bent[middle] ^= 1;
        for wrong in [&bytes[..middle], &bytes[..0], &bent, &[&bytes[..], b"x"].concat()] {
            std::fs::write(&file, wrong).unwrap();
            assert!(matches!(restore(&place, &file), Err(HubError::Damaged(_))));
        }
        std::fs::write(&file, &bytes).unwrap();
        let foreign = Place::new(&dir.path().join("foreign"), None);
        crate::init(&foreign, NewHub { name: String::new(), url: String::new() }).unwrap();
        assert!(matches!(restore(&foreign, &file), Err(HubError::Damaged(_))));
        assert_eq!(Hub::open(&place).unwrap().read(|store| store.hub_inc()).unwrap(), inc);
        let left: Vec<_> = std::fs::read_dir(&place.dir)
            .unwrap()
            .filter(|entry| {
                let name = entry.as_ref().unwrap().file_name();
                name.to_string_lossy().contains("part")
            })
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn a_served_hub_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let (place, hub) = made(&dir.path().join("hub"));
        let file = dir.path().join("b.fqhub");
        backup(&hub, &file).unwrap();
        let _served = Alone::take(&place.lock()).unwrap();
        assert!(matches!(restore(&place, &file), Err(HubError::InUse)));
    }
}
