//! Reading batches: nothing comes out that is not proved.

use ed25519_dalek::VerifyingKey;
use serde::Deserialize;

use super::frame::read_frame;
use super::verified::{Content, Entry, ParkReason, VerifiedBatch};
use super::{BatchError, Limits, SignedHeader, split_line};
use crate::chain::{Alg, Head};
use crate::ids::{DeviceId, Leaf, parse_hex};
use crate::record::Sealed;

/// Reads one batch and checks all of it: the key is the device's, the signature fits, the lines lead to the head.
///
/// Content is not judged: an unreadable record comes out as [`Content::Parked`]. Whether the batch goes on from what
/// the holder has is [`VerifiedBatch::place`].
///
/// # Errors
/// [`BatchError`], the first thing that does not fit.
pub fn read(
    bytes: &[u8],
    key: &VerifyingKey,
    limits: &Limits,
) -> Result<VerifiedBatch, BatchError> {
    verify(&whole(bytes, limits)?, key, limits)
}

/// [`read`] for a reader who learns from the batch itself whose key it needs.
///
/// # Errors
/// As [`read`]; [`BatchError::UnknownDevice`] if `key_of` has none.
pub fn read_of(
    bytes: &[u8],
    key_of: impl FnOnce(&DeviceId) -> Option<VerifyingKey>,
    limits: &Limits,
) -> Result<VerifiedBatch, BatchError> {
    let text = whole(bytes, limits)?;
    let dev = peek_device(&text)?;
    let key = key_of(&dev).ok_or(BatchError::UnknownDevice { dev })?;
    verify(&text, &key, limits)
}

/// The one frame that all of `bytes` is.
fn whole(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, BatchError> {
    let (text, length) = read_frame(bytes, limits.frame_bytes())?;
    if length < bytes.len() {
        return Err(BatchError::Trailing { extra: bytes.len() - length });
    }
    Ok(text)
}

/// The device a decompressed batch claims to be of, so that its key can be looked up.
pub(crate) fn peek_device(text: &[u8]) -> Result<DeviceId, BatchError> {
    #[derive(Deserialize)]
    struct Device {
        dev: DeviceId,
    }
    let (line, _) = split_line(text).ok_or(BatchError::Header { what: "no header line" })?;
    match serde_json::from_slice(line) {
        Ok(Device { dev }) => Ok(dev),
        Err(_) => Err(BatchError::Header { what: "not the JSON of a header" }),
    }
}

/// Checks a decompressed batch.
pub(crate) fn verify(
    text: &[u8],
    key: &VerifyingKey,
    limits: &Limits,
) -> Result<VerifiedBatch, BatchError> {
    let (signed, mut rest) = SignedHeader::split_from(text)?;
    let (header, alg) = signed.verify_with_alg(key)?;
    let (from, to) = (header.from, header.to);
    if header.len() > limits.records as u64 {
        return Err(BatchError::TooManyRecords { found: header.len(), limit: limits.records });
    }
    if rest.len() > limits.bytes {
        return Err(BatchError::TooLarge { limit: limits.bytes });
    }
    let mut head = header.prev();
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (line, after) = split_line(rest).ok_or(BatchError::Broken { from, to })?;
        rest = after;
        let found = entries.len() as u64;
        if found >= header.len() {
            return Err(BatchError::Count { from, to, found: found + 1 });
        }
        let seq = head.seq.next();
        if line.len() > limits.record_bytes {
            return Err(BatchError::RecordTooLarge {
                seq,
                size: line.len(),
                limit: limits.record_bytes,
            });
        }
        let entry = read_line(line, alg, &head);
        head = head.extend(&entry.leaf);
        entries.push(entry);
    }
    if head.seq != to {
        return Err(BatchError::Count { from, to, found: entries.len() as u64 });
    }
    if head.hash != header.head {
        return Err(BatchError::Broken { from, to });
    }
    Ok(VerifiedBatch { header, signed, entries })
}

fn read_line(line: &[u8], alg: Alg, before: &Head) -> Entry {
    let seq = before.seq.next();
    if let Some(leaf) = read_placeholder(line) {
        return Entry { seq, leaf, content: Content::Withheld };
    }
    let leaf = Leaf::of(alg, line);
    let content = match Sealed::parse_as(alg, line.to_vec()) {
        Ok(sealed) => match before.append(&sealed) {
            Ok(_) => Content::Record(Box::new(sealed)),
            Err(error) => {
                Content::Parked { bytes: line.to_vec(), why: ParkReason::Misplaced(error) }
            }
        },
        Err((error, bytes)) => Content::Parked { bytes, why: ParkReason::Unreadable(error) },
    };
    Entry { seq, leaf, content }
}

fn read_placeholder(line: &[u8]) -> Option<Leaf> {
    let digits = line.strip_prefix(b"{\"leaf\":\"")?.strip_suffix(b"\"}")?;
    parse_hex(digits).map(Leaf)
}
