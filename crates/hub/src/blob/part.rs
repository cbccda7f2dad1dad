//! A file that is being handed in: pieces as they came, each sealed on its own with a random nonce.
//!
//! ```text
//! u32 big endian: plain bytes │ 24 bytes nonce │ plain bytes, encrypted │ 16 bytes tag        … and so on
//! ```
//! A cut line ends a piece wherever it stands, so that the device goes on at the very byte. The place of a piece and the
//! names of device and file are bound to it: pieces cannot be moved.

use crate::blob::CHUNK;
use crate::error::{HubError, Result};
use crate::files;
use crate::keys::{Secret, random};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

const HEAD: u64 = 4 + 24;
const TAG: u64 = 16;

/// What one device has handed in so far.
pub(crate) struct Part {
    path: PathBuf,
    file: Option<File>,
    cipher: XChaCha20Poly1305,
    label: Vec<u8>,
    /// Plain bytes.
    offset: u64,
    /// Bytes of the file that are whole pieces.
    end: u64,
}

impl Part {
    /// Opens what is there; a piece that a crash cut is cut off.
    pub(crate) fn open(path: PathBuf, key: &Secret, label: Vec<u8>) -> Result<Self> {
        let cipher = XChaCha20Poly1305::new(&(**key).into());
        let mut part = Self { path, file: None, cipher, label, offset: 0, end: 0 };
        let io = |error| HubError::io(&part.path, error);
        let mut file = match File::options().read(true).write(true).open(&part.path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(part),
            Err(error) => return Err(io(error)),
        };
        let length = file.metadata().map_err(io)?.len();
        let (mut offset, mut end) = (0, 0);
        while end + HEAD + TAG <= length {
            file.seek(SeekFrom::Start(end)).map_err(io)?;
            let mut plain = [0; 4];
            file.read_exact(&mut plain).map_err(io)?;
            let plain = u64::from(u32::from_be_bytes(plain));
            if plain == 0 || end + HEAD + plain + TAG > length {
                break;
            }
            offset += plain;
            end += HEAD + plain + TAG;
        }
        if end < length {
            file.set_len(end).map_err(io)?;
        }
        part.file = Some(file);
        (part.offset, part.end) = (offset, end);
        Ok(part)
    }

    /// Plain bytes that are here.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn label_at(&self, offset: u64) -> Vec<u8> {
        [self.label.as_slice(), &offset.to_be_bytes()].concat()
    }

    /// Adds bytes at the end; they are certain only after [`Part::sync`].
    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        for piece in bytes.chunks(CHUNK) {
            let nonce: [u8; 24] = random();
            let payload = Payload { msg: piece, aad: &self.label_at(self.offset) };
            let sealed = self
                .cipher
                .encrypt(&XNonce::from(nonce), payload)
                .map_err(|_| HubError::damaged("a piece cannot be sealed"))?;
            let plain = u32::try_from(piece.len()).expect("a piece is at most a chunk");
            let record = [plain.to_be_bytes().as_slice(), &nonce, &sealed].concat();
            if self.file.is_none() {
                self.file = Some(files::create_private(&self.path)?);
            }
            let io = |error| HubError::io(&self.path, error);
            let file = self.file.as_mut().expect("opened above");
            file.seek(SeekFrom::Start(self.end)).map_err(io)?;
            file.write_all(&record).map_err(io)?;
            self.offset += u64::from(plain);
            self.end += record.len() as u64;
        }
        Ok(())
    }

    /// Makes what was added certain.
    pub(crate) fn sync(&mut self) -> Result<()> {
        match &self.file {
            Some(file) => file.sync_data().map_err(|error| HubError::io(&self.path, error)),
            None => Ok(()),
        }
    }

    /// Hands over the plain bytes, piece by piece.
    ///
    /// # Errors
    /// [`HubError::Damaged`] when a piece does not open.
    pub(crate) fn read_all(&self, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        if self.end == 0 {
            return Ok(());
        }
        let io = |error| HubError::io(&self.path, error);
        let file = File::open(&self.path).map_err(io)?;
        let mut from = std::io::BufReader::with_capacity(4 * CHUNK, file);
        let (mut offset, mut end) = (0, 0);
        while end < self.end {
            let (mut plain, mut nonce) = ([0; 4], [0; 24]);
            from.read_exact(&mut plain).map_err(io)?;
            from.read_exact(&mut nonce).map_err(io)?;
            let plain = u64::from(u32::from_be_bytes(plain));
            let mut sealed = Vec::new();
            from.by_ref().take(plain + TAG).read_to_end(&mut sealed).map_err(io)?;
            let payload = Payload { msg: &sealed, aad: &self.label_at(offset) };
            let bytes = self
                .cipher
                .decrypt(&XNonce::from(nonce), payload)
                .map_err(|_| HubError::damaged("a piece does not open"))?;
            take(&bytes)?;
            offset += plain;
            end += HEAD + plain + TAG;
        }
        Ok(())
    }

    /// Throws it away.
    pub(crate) fn remove(self) -> Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(HubError::io(&self.path, error))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> Part {
        Part::open(path.to_owned(), &Secret::new([1; 32]), b"d-s".to_vec()).unwrap()
    }

    fn plain(part: &Part) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        part.read_all(|bytes| {
            all.extend_from_slice(bytes);
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn a_part_goes_on_at_the_byte_where_the_line_or_the_plug_was_cut() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p");
        let bytes: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        let mut part = open(&path);
        for (from, to) in [(0, 1), (1, 70_000), (70_000, 70_003)] {
            part.append(&bytes[from..to]).unwrap();
        }
        part.sync().unwrap();
        drop(part);
        // A crash in the middle of a piece.
        let whole = std::fs::read(&path).unwrap();
        let mut part = open(&path);
        part.append(&bytes[70_003..80_000]).unwrap();
        drop(part);
        let more = std::fs::read(&path).unwrap();
        std::fs::write(&path, &more[..whole.len() + 500]).unwrap();
        let mut part = open(&path);
        assert_eq!(part.offset(), 70_003);
        part.append(&bytes[70_003..]).unwrap();
        assert_eq!(plain(&part).unwrap(), bytes);
        assert_eq!(open(&path).offset(), 200_000);
    }

    #[test]
    fn pieces_cannot_be_moved_or_changed_and_show_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p");
        let mut part = open(&path);
        part.append("勐某县".as_bytes()).unwrap();
        part.append("岩温罕".as_bytes()).unwrap();
        drop(part);
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(9).any(|w| w == "岩温罕".as_bytes()));
        let (a, b) = bytes.split_at(bytes.len() / 2);
        std::fs::write(&path, [b, a].concat()).unwrap();
        assert!(plain(&open(&path)).is_err(), "moved");
        let mut bent = bytes.clone();
        *bent.last_mut().unwrap() ^= 1;
        std::fs::write(&path, bent).unwrap();
        assert!(plain(&open(&path)).is_err(), "changed");
    }
}
