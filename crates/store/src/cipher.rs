//! Encrypted files: a header, then chunks of 64 KiB, each sealed with its place and whether it is the last.
//!
//! XChaCha20-Poly1305 in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a changed,
//! moved, dropped or added chunk does not open, nor does a file cut at a chunk's border.

use crate::keys::{Secret, random};
use aead_stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::aead::Payload;
use chacha20poly1305::{Key, XChaCha20Poly1305};
use std::io::{self, Read, Write};

/// Plain bytes of a chunk.
pub(crate) const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const NONCE: usize = 19;

/// Random start of a file's nonces.
pub(crate) type FileNonce = [u8; NONCE];

/// Nonce for a new file.
pub(crate) fn nonce() -> FileNonce {
    random()
}

/// Encrypts what is written to it; [`Sealer::finish`] must be called.
pub(crate) struct Sealer<W: Write> {
    out: W,
    stream: EncryptorBE32<XChaCha20Poly1305>,
    label: Vec<u8>,
    chunk: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// `label` is bound to every chunk: another header does not open them.
    pub(crate) fn new(out: W, key: &Secret, nonce: &FileNonce, label: Vec<u8>) -> Self {
        let stream = EncryptorBE32::new(&Key::from(**key), &(*nonce).into());
        Self { out, stream, label, chunk: Vec::with_capacity(CHUNK) }
    }

    /// Seals the last chunk and hands the writer back.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        let last = Payload { msg: &self.chunk, aad: &self.label };
        let sealed = self.stream.encrypt_last(last).map_err(broken)?;
        self.out.write_all(&sealed)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits until more comes: only then is it certain not to be the last.
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            let full = Payload { msg: &self.chunk, aad: &self.label };
            let sealed = self.stream.encrypt_next(full).map_err(broken)?;
            self.out.write_all(&sealed)?;
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

/// Decrypts what it reads; an error of kind `InvalidData` means changed, cut or another key.
pub(crate) struct Opener<R: Read> {
    from: R,
    stream: Option<DecryptorBE32<XChaCha20Poly1305>>,
    label: Vec<u8>,
    /// One sealed chunk read ahead, to know whether it is the last.
    ahead: Vec<u8>,
    plain: Vec<u8>,
    at: usize,
}

impl<R: Read> Opener<R> {
    pub(crate) fn new(
        mut from: R,
        key: &Secret,
        nonce: &FileNonce,
        label: Vec<u8>,
    ) -> io::Result<Self> {
        let ahead = read_chunk(&mut from)?;
        let stream = DecryptorBE32::new(&Key::from(**key), &(*nonce).into());
        Ok(Self { from, stream: Some(stream), label, ahead, plain: Vec::new(), at: 0 })
    }

    fn refill(&mut self) -> io::Result<bool> {
        let Some(mut stream) = self.stream.take() else {
            return Ok(false);
        };
        let next =
            if self.ahead.len() == CHUNK + TAG { read_chunk(&mut self.from)? } else { Vec::new() };
        let chunk = Payload { msg: &self.ahead, aad: &self.label };
        if next.is_empty() {
            self.plain = stream.decrypt_last(chunk).map_err(broken)?;
        } else {
            self.plain = stream.decrypt_next(chunk).map_err(broken)?;
            self.stream = Some(stream);
        }
        self.ahead = next;
        self.at = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.plain.len() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        let taken = out.len().min(self.plain.len() - self.at);
        out[..taken].copy_from_slice(&self.plain[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

fn read_chunk(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(CHUNK + TAG);
    let most = u64::try_from(CHUNK + TAG).expect("64 KiB");
    from.take(most).read_to_end(&mut chunk)?;
    Ok(chunk)
}

fn broken<E>(_: E) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a chunk does not open")
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    fn key() -> Secret {
        Zeroizing::new([3; 32])
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), &key(), &[9; NONCE], b"label".to_vec());
        sealer.write_all(plain).unwrap();
        sealer.finish().unwrap()
    }

    fn opened(bytes: &[u8], label: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Opener::new(bytes, &key(), &[9; NONCE], label.to_vec())?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn every_length_around_the_chunk_borders_comes_back() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 17] {
            let plain: Vec<u8> = (0..length).map(|i| u8::try_from(i % 251).unwrap()).collect();
            let file = sealed(&plain);
            assert_eq!(opened(&file, b"label").unwrap(), plain, "{length}");
            assert!(opened(&file, b"other").is_err());
        }
    }

    #[test]
    fn cut_swapped_and_changed_chunks_do_not_open() {
        let file = sealed(&vec![5; 3 * CHUNK]);
        let one = CHUNK + TAG;
        assert!(opened(&file[..one], b"label").is_err(), "cut at a border");
        assert!(opened(&file[..file.len() - 1], b"label").is_err());
        assert!(opened(&[], b"label").is_err());
        let swapped = [&file[one..2 * one], &file[..one], &file[2 * one..]].concat();
        assert!(opened(&swapped, b"label").is_err());
        let mut changed = file.clone();
        changed[one + 7] ^= 1;
        assert!(opened(&changed, b"label").is_err());
        let longer = [file.as_slice(), b"x"].concat();
        assert!(opened(&longer, b"label").is_err());
    }
}
