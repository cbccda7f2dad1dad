//! Making batches: from a device's own records, or from what a holder kept of somebody's.

use ed25519_dalek::{Signer, SigningKey};

use super::frame::write_frame;
use super::{BatchError, Header, Limits, MAX_SEQ, SignedHeader};
use crate::chain::{Alg, Head};
use crate::ids::{DeviceId, Leaf};
use crate::record::Sealed;
use crate::versions::PROTO;

/// One place of a batch: the record's exact bytes, or only its leaf (filtered out, or erased).
#[derive(Clone, Copy)]
pub enum Line<'a> {
    /// The record's bytes without line feed.
    Bytes(&'a [u8]),
    /// The leaf that stands for it.
    Leaf(Leaf),
}

impl Line<'_> {
    /// The leaf, computed or given.
    #[must_use]
    pub fn leaf(&self, alg: Alg) -> Leaf {
        match self {
            Self::Bytes(bytes) => Leaf::of(alg, bytes),
            Self::Leaf(leaf) => *leaf,
        }
    }

    fn push_to(&self, text: &mut Vec<u8>) {
        match self {
            Self::Bytes(bytes) => text.extend_from_slice(bytes),
            // The one form of a line that stands for a record; the reader takes nothing else for a leaf.
            Self::Leaf(leaf) => {
                text.extend_from_slice(format!("{{\"leaf\":\"{leaf}\"}}").as_bytes())
            }
        }
        text.push(b'\n');
    }
}

/// Signs the records that go on from `prev` and packs them. The same key and records give the same content.
///
/// # Errors
/// As [`write_lines`]; [`BatchError::Chain`] if a record does not follow.
pub fn write(key: &SigningKey, prev: &Head, records: &[Sealed]) -> Result<Vec<u8>, BatchError> {
    prev.append_all(records)?;
    let lines: Vec<_> = records.iter().map(|sealed| Line::Bytes(sealed.bytes())).collect();
    write_lines(key, prev, &lines)
}

/// Signs a run of the device's own log in which some records were erased or cannot be read, and packs it.
///
/// A device needs this only to give its log again, to a hub that lost it; new records go through [`write()`].
///
/// # Errors
/// [`BatchError::Empty`]; [`BatchError::TooManyRecords`], [`BatchError::RecordTooLarge`] or [`BatchError::TooLarge`]
/// past the default [`Limits`], use [`split`] first; [`BatchError::OtherDevice`] if the key is not the log's;
/// [`BatchError::LineFeed`] if a line is more than one.
pub fn write_lines(
    key: &SigningKey,
    prev: &Head,
    lines: &[Line<'_>],
) -> Result<Vec<u8>, BatchError> {
    let alg = Alg::CURRENT;
    let device = DeviceId::of(&key.verifying_key());
    if device != prev.dev {
        return Err(BatchError::OtherDevice { found: prev.dev, key: device });
    }
    if lines.is_empty() {
        return Err(BatchError::Empty);
    }
    let head = lines.iter().fold(*prev, |head, line| head.extend(&line.leaf(alg)));
    if head.seq > MAX_SEQ {
        return Err(BatchError::Header { what: "the log is full" });
    }
    let header = Header {
        proto: PROTO,
        dev: prev.dev,
        inc: prev.inc,
        from: prev.seq.next(),
        to: head.seq,
        prev_hash: prev.hash,
        head: head.hash,
        alg: alg.byte(),
    };
    let line = serde_json::to_vec(&header).expect("a header is numbers and hexadecimal text");
    let signature = key.sign(&line).to_bytes();
    assemble(&SignedHeader { line, signature }, lines.iter().copied())
}

/// Packs a kept header and signature with what the holder has, or may pass on, of its records.
///
/// The signature is not checked here, the lines are: what comes out fits its header.
///
/// # Errors
/// The header's own ([`SignedHeader::header`]); [`BatchError::Count`], [`BatchError::Broken`] if the lines are not the
/// header's; [`BatchError::LineFeed`]; [`BatchError::TooManyRecords`], [`BatchError::RecordTooLarge`],
/// [`BatchError::TooLarge`] past the default [`Limits`].
pub fn assemble<'a>(
    signed: &SignedHeader,
    lines: impl IntoIterator<Item = Line<'a>>,
) -> Result<Vec<u8>, BatchError> {
    let limits = Limits::default();
    let (header, alg) = Header::parse(&signed.line)?;
    if header.len() > limits.records as u64 {
        return Err(BatchError::TooManyRecords { found: header.len(), limit: limits.records });
    }
    let mut text = signed.line.clone();
    text.push(b'\n');
    text.extend_from_slice(hex::encode(signed.signature).as_bytes());
    text.push(b'\n');
    let preamble = text.len();
    let mut head = header.prev();
    for line in lines {
        if head.seq >= header.to {
            return Err(BatchError::Count {
                from: header.from,
                to: header.to,
                found: header.len() + 1,
            });
        }
        head = head.extend(&line.leaf(alg));
        if let Line::Bytes(bytes) = line {
            let seq = head.seq;
            if bytes.len() > limits.record_bytes {
                return Err(BatchError::RecordTooLarge {
                    seq,
                    size: bytes.len(),
                    limit: limits.record_bytes,
                });
            }
            if bytes.contains(&b'\n') {
                return Err(BatchError::LineFeed { seq });
            }
        }
        line.push_to(&mut text);
        if text.len() - preamble > limits.bytes {
            return Err(BatchError::TooLarge { limit: limits.bytes });
        }
    }
    if head.seq != header.to {
        return Err(BatchError::Count {
            from: header.from,
            to: header.to,
            found: head.seq.0 + 1 - header.from.0,
        });
    }
    if head.hash != header.head {
        return Err(BatchError::Broken { from: header.from, to: header.to });
    }
    Ok(write_frame(&text))
}

/// Cuts a run of records into runs that each fit one batch, in order and without a gap.
///
/// A single record larger than `limits.bytes` still gets a run of its own: halving must come to an end.
#[must_use]
pub fn split<'a>(records: &'a [Sealed], limits: &Limits) -> Vec<&'a [Sealed]> {
    let mut runs = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, sealed) in records.iter().enumerate() {
        let size = sealed.bytes().len() + 1;
        if at > start && (at - start >= limits.records || bytes + size > limits.bytes) {
            runs.push(&records[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += size;
    }
    if start < records.len() {
        runs.push(&records[start..]);
    }
    runs
}
