//! A whole file: header, then chunks of 64 KiB, each sealed with its place and whether it is the last.
//!
//! XChaCha20-Poly1305 in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a changed, moved, dropped or
//! added chunk does not open. Chunks have one length, so that reading can begin anywhere.

use crate::blob::CHUNK;
use crate::error::{HubError, Result};
use crate::files;
use crate::keys::{Secret, random};
use aead_stream::{EncryptorBE32, NewStream as _, StreamBE32, StreamPrimitive as _};
use chacha20poly1305::aead::{KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305};
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::path::Path;

/// Name and version of the format.
const MAGIC: &[u8; 8] = b"FQHUB\x01\x01\0";
const NONCE: usize = 19;
const HEAD: usize = MAGIC.len() + NONCE;
const TAG: usize = 16;

/// Encrypts what is written to it; `finish` must be called.
pub(crate) struct Sealer<W: Write> {
    out: W,
    stream: EncryptorBE32<XChaCha20Poly1305>,
    chunk: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Writes the header.
    pub(crate) fn new(mut out: W, key: &Secret) -> io::Result<Self> {
        let nonce: [u8; NONCE] = random();
        out.write_all(&[MAGIC.as_slice(), &nonce].concat())?;
        let stream = EncryptorBE32::new(&Key::from(**key), &nonce.into());
        Ok(Self { out, stream, chunk: Vec::with_capacity(CHUNK) })
    }

    /// Seals the last chunk and hands the writer back.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        let last = Payload { msg: &self.chunk, aad: MAGIC };
        self.out.write_all(&self.stream.encrypt_last(last).map_err(broken)?)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits until more comes: only then is it certain not to be the last.
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            let full = Payload { msg: &self.chunk, aad: MAGIC };
            self.out.write_all(&self.stream.encrypt_next(full).map_err(broken)?)?;
            self.chunk.clear();
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn broken<E>(_: E) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a chunk does not open")
}

/// A sealed file under way.
pub(crate) struct Writer(Sealer<io::BufWriter<File>>);

impl Writer {
    pub(crate) fn create(path: &Path, key: &Secret) -> Result<Self> {
        let file = io::BufWriter::with_capacity(4 * CHUNK, files::create_private(path)?);
        Sealer::new(file, key).map(Self).map_err(|error| HubError::io(path, error))
    }

    pub(crate) fn finish(self, path: &Path) -> Result<()> {
        let wrote = self.0.finish().and_then(|out| out.into_inner().map_err(|e| e.into_error()));
        wrote.and_then(|file| file.sync_all()).map_err(|error| HubError::io(path, error))
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens sealed bytes chunk by chunk, in order or from any chunk on.
pub(crate) struct Opener<R> {
    from: R,
    stream: StreamBE32<XChaCha20Poly1305>,
    /// Plain bytes of the whole.
    size: u64,
    /// Next chunk.
    at: u32,
}

impl<R: Read> Opener<R> {
    /// Reads the header.
    pub(crate) fn new(mut from: R, key: &Secret, size: u64) -> io::Result<Self> {
        let mut head = [0; HEAD];
        from.read_exact(&mut head)?;
        let (magic, nonce) = head.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "not a file of this hub"));
        }
        let nonce = <[u8; NONCE]>::try_from(nonce).expect("nineteen bytes were split off");
        let cipher = XChaCha20Poly1305::new(&Key::from(**key));
        Ok(Self { from, stream: StreamBE32::from_aead(cipher, &nonce.into()), size, at: 0 })
    }

    fn last(&self) -> u32 {
        u32::try_from(self.size.saturating_sub(1) / CHUNK as u64).unwrap_or(u32::MAX)
    }

    /// The next chunk; `None` after the last.
    pub(crate) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let last = self.last();
        if self.at > last {
            return Ok(None);
        }
        let plain = if self.at == last {
            usize::try_from(self.size - u64::from(last) * CHUNK as u64).unwrap_or(CHUNK)
        } else {
            CHUNK
        };
        let mut sealed = vec![0; plain + TAG];
        self.from.read_exact(&mut sealed)?;
        let payload = Payload { msg: sealed.as_slice(), aad: MAGIC.as_slice() };
        let bytes = self.stream.decrypt(self.at, self.at == last, payload).map_err(broken)?;
        self.at += 1;
        Ok(Some(bytes))
    }
}

/// A whole file of this hub.
pub(crate) struct Reader {
    opener: Opener<io::BufReader<File>>,
    /// Plain bytes of the next chunk to pass over.
    skip: usize,
}

impl Reader {
    pub(crate) fn open(path: &Path, key: &Secret, size: u64) -> Result<Self> {
        let io = |error| HubError::io(path, error);
        let file = io::BufReader::with_capacity(4 * CHUNK, File::open(path).map_err(io)?);
        Ok(Self { opener: Opener::new(file, key, size).map_err(io)?, skip: 0 })
    }

    /// Goes to a plain byte.
    pub(crate) fn seek(&mut self, to: u64) -> io::Result<()> {
        let chunk = to / CHUNK as u64;
        let at = HEAD as u64 + chunk * (CHUNK + TAG) as u64;
        self.opener.from.seek(SeekFrom::Start(at))?;
        self.opener.at = u32::try_from(chunk).map_err(broken)?;
        self.skip = usize::try_from(to % CHUNK as u64).map_err(broken)?;
        Ok(())
    }

    /// The next plain bytes; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let Some(mut bytes) = self.opener.next()? else { return Ok(None) };
        bytes.drain(..self.skip.min(bytes.len()));
        self.skip = 0;
        Ok(Some(bytes))
    }
}

/// Plain bytes of sealed ones, if so many can be sealed.
pub(crate) fn plain_size(sealed: u64) -> Option<u64> {
    let body = sealed.checked_sub(HEAD as u64)?;
    let tags = body.div_ceil((CHUNK + TAG) as u64) * TAG as u64;
    body.checked_sub(tags).filter(|_| body >= TAG as u64)
}

/// Sealed bytes as a stream of plain ones.
pub(crate) struct PlainReader<R> {
    opener: Opener<R>,
    chunk: Vec<u8>,
    at: usize,
}

impl<R: Read> PlainReader<R> {
    /// `sealed` is how many bytes `from` gives.
    pub(crate) fn new(from: R, key: &Secret, sealed: u64) -> io::Result<Self> {
        let size = plain_size(sealed).ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(Self { opener: Opener::new(from, key, size)?, chunk: Vec::new(), at: 0 })
    }
}

impl<R: Read> Read for PlainReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.chunk.len() {
            let Some(chunk) = self.opener.next()? else { return Ok(0) };
            (self.chunk, self.at) = (chunk, 0);
        }
        let taken = out.len().min(self.chunk.len() - self.at);
        out[..taken].copy_from_slice(&self.chunk[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

/// Reads sealed bytes to their end: the SHA-256 of the plain ones.
///
/// # Errors
/// `InvalidData` when a chunk does not open or bytes follow.
pub(crate) fn verify(from: impl Read, key: &Secret, size: u64) -> io::Result<String> {
    use sha2::Digest as _;
    let mut opener = Opener::new(from, key, size)?;
    let mut sum = sha2::Sha256::new();
    while let Some(bytes) = opener.next()? {
        sum.update(bytes);
    }
    if opener.from.read(&mut [0])? != 0 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "bytes follow the end"));
    }
    Ok(hex::encode(sum.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Secret {
        Secret::new([3; 32])
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), &key()).unwrap();
        sealer.write_all(plain).unwrap();
        sealer.finish().unwrap()
    }

    fn sum(plain: &[u8]) -> String {
        use sha2::Digest as _;
        hex::encode(sha2::Sha256::digest(plain))
    }

    #[test]
    fn every_length_around_the_chunk_borders_comes_back_from_any_byte() {
        let dir = tempfile::tempdir().unwrap();
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 17] {
            let plain: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let bytes = sealed(&plain);
            assert_eq!(plain_size(bytes.len() as u64), Some(length as u64));
            assert_eq!(verify(&bytes[..], &key(), length as u64).unwrap(), sum(&plain));
            let path = dir.path().join(length.to_string());
            std::fs::write(&path, bytes).unwrap();
            for from in [0, 1, length / 2, length.saturating_sub(1), length] {
                let mut reader = Reader::open(&path, &key(), length as u64).unwrap();
                reader.seek(from as u64).unwrap();
                let mut rest = Vec::new();
                while let Some(bytes) = reader.next().unwrap() {
                    rest.extend(bytes);
                }
                assert_eq!(rest, &plain[from.min(length)..], "{length} from {from}");
            }
        }
    }

    #[test]
    fn cut_swapped_changed_and_foreign_files_do_not_open() {
        let plain = vec![5; 3 * CHUNK];
        let (bytes, size) = (sealed(&plain), 3 * CHUNK as u64);
        let wrong = |bytes: &[u8], size| verify(bytes, &key(), size).is_err();
        let one = CHUNK + TAG;
        assert!(wrong(&bytes[..HEAD + one], CHUNK as u64), "cut at a border");
        assert!(wrong(&bytes[..bytes.len() - 1], size));
        assert!(wrong(&[bytes.as_slice(), b"x"].concat(), size));
        let body = &bytes[HEAD..];
        let swapped = [&bytes[..HEAD], &body[one..2 * one], &body[..one], &body[2 * one..]];
        assert!(wrong(&swapped.concat(), size));
        let mut bent = bytes.clone();
        bent[HEAD + one + 7] ^= 1;
        assert!(wrong(&bent, size));
        assert!(verify(&bytes[..], &Secret::new([4; 32]), size).is_err());
    }
}
