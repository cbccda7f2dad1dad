//! What travels: a run of one log under one signature. The same bytes over the network and on a stick.
//!
//! ```text
//! zstd frame of:  {"proto":1,"dev":…,"inc":…,"from":…,"to":…,"prev_hash":…,"head":…,"alg":1}   the header line
//!                 128 hexadecimal digits                                                       signature over its bytes
//!                 {"v":1,"kind":…}  or  {"leaf":"…"}                                           one line per place, from ..= to
//! ```
//! Every line ends with one line feed. The signature covers the header, the header's `head` covers every line: whoever
//! holds some of the records and the leaves of the others can check every record he has.
//!
//! What is proved is the content. The frame around it has a checksum, but zstd can say one thing in several ways: two
//! frames that differ may hold the same batch. Recognise a batch by its header, never by a hash of its frame.

mod error;
mod frame;
mod read;
mod verified;
mod write;

use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

pub use error::BatchError;
pub use read::{read, read_of};
pub use verified::{Content, Entry, ParkReason, Placement, VerifiedBatch};
pub use write::{Line, assemble, split, write, write_lines};

pub(crate) use frame::read_frame;
pub(crate) use read::{peek_device, verify};

use crate::chain::{Alg, Head};
use crate::ids::{ChainHash, DeviceId, Incarnation, Seq, parse_hex};
use crate::record::MAX_RECORD_BYTES;
use crate::versions::{OLDEST_PROTO, PROTO};

/// No place beyond this: the largest whole number every JSON reader and SQLite hold exactly.
pub const MAX_SEQ: Seq = Seq((1 << 53) - 1);

/// How much one batch may hold. Defaults: 500 records, 1 MiB of record lines, 256 KiB a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Lines after the signature.
    pub records: usize,
    /// Bytes of these lines, uncompressed, line feeds included.
    pub bytes: usize,
    /// Bytes of one record, without line feed.
    pub record_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { records: 500, bytes: 1024 * 1024, record_bytes: MAX_RECORD_BYTES }
    }
}

impl Limits {
    /// Room for the header and signature lines, more than any version has needed.
    const PREAMBLE: usize = 4096;

    /// Half as many records and bytes, for a receiver that answered "too large".
    #[must_use]
    pub const fn halved(self) -> Self {
        let records = if self.records > 1 { self.records / 2 } else { 1 };
        Self { records, bytes: self.bytes / 2, record_bytes: self.record_bytes }
    }

    /// The most bytes a frame may decompress to.
    pub(crate) const fn frame_bytes(&self) -> usize {
        self.bytes.saturating_add(Self::PREAMBLE)
    }
}

/// Line 1: which run of which log this is, and the hashes at both ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Protocol version, see [`crate::versions`].
    pub proto: u32,
    /// The device.
    pub dev: DeviceId,
    /// The incarnation of its log.
    pub inc: Incarnation,
    /// First record, from 1.
    pub from: Seq,
    /// Last record, at least `from`.
    pub to: Seq,
    /// The log's hash before `from`.
    pub prev_hash: ChainHash,
    /// The log's hash at `to`.
    pub head: ChainHash,
    /// Algorithm byte, see [`Alg`].
    pub alg: u8,
}

impl Header {
    /// The head before the first record.
    #[must_use]
    pub const fn prev(&self) -> Head {
        Head { dev: self.dev, inc: self.inc, seq: Seq(self.from.0 - 1), hash: self.prev_hash }
    }

    /// The head after the last record.
    #[must_use]
    pub const fn head(&self) -> Head {
        Head { dev: self.dev, inc: self.inc, seq: self.to, hash: self.head }
    }

    /// How many records the batch stands for, at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a header never stands for no records")]
    pub const fn len(&self) -> u64 {
        self.to.0 - self.from.0 + 1
    }

    fn parse(line: &[u8]) -> Result<(Self, Alg), BatchError> {
        #[derive(Deserialize)]
        struct Proto {
            proto: u32,
        }
        // The version first: a later header may look different in everything else.
        let unreadable = |_| BatchError::Header { what: "not the JSON of a header" };
        let Proto { proto } = serde_json::from_slice(line).map_err(unreadable)?;
        if proto > PROTO {
            return Err(BatchError::NewerProtocol { found: proto, newest: PROTO });
        }
        if proto < OLDEST_PROTO {
            return Err(BatchError::Header { what: "no such protocol version" });
        }
        let header: Self = serde_json::from_slice(line).map_err(unreadable)?;
        let alg = Alg::from_byte(header.alg).ok_or(BatchError::UnknownAlg { found: header.alg })?;
        if header.from < Seq(1) || header.to < header.from || header.to > MAX_SEQ {
            return Err(BatchError::Header { what: "from and to are not a run of records" });
        }
        if header.from == Seq(1) && header.prev_hash != ChainHash::start(header.dev, header.inc) {
            return Err(BatchError::Header { what: "prev_hash is not the start of this log" });
        }
        Ok((header, alg))
    }
}

/// The header line and its signature, exactly as they came: kept by every holder and forwarded with any selection of
/// the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHeader {
    /// Line 1 without line feed.
    pub line: Vec<u8>,
    /// Ed25519 signature over these bytes.
    pub signature: [u8; 64],
}

impl SignedHeader {
    /// The header, unverified.
    ///
    /// # Errors
    /// [`BatchError::Header`], [`BatchError::NewerProtocol`], [`BatchError::UnknownAlg`].
    pub fn header(&self) -> Result<Header, BatchError> {
        Header::parse(&self.line).map(|(header, _)| header)
    }

    /// The header, after checking that this key belongs to its device and signed it.
    ///
    /// # Errors
    /// As [`SignedHeader::header`]; [`BatchError::OtherDevice`], [`BatchError::Signature`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<Header, BatchError> {
        self.verify_with_alg(key).map(|(header, _)| header)
    }

    fn verify_with_alg(&self, key: &VerifyingKey) -> Result<(Header, Alg), BatchError> {
        let (header, alg) = Header::parse(&self.line)?;
        let device = DeviceId::of(key);
        if device != header.dev {
            return Err(BatchError::OtherDevice { found: header.dev, key: device });
        }
        // Strict: refuses the keys and second forms for which one signature would fit several messages (RFC 8032 § 5.1.7).
        key.verify_strict(&self.line, &Signature::from_bytes(&self.signature)).map_err(|_| {
            BatchError::Signature { dev: header.dev, from: header.from, to: header.to }
        })?;
        Ok((header, alg))
    }

    fn split_from(text: &[u8]) -> Result<(Self, &[u8]), BatchError> {
        let (line, rest) = split_line(text).ok_or(BatchError::Header { what: "no header line" })?;
        let (signature, rest) =
            split_line(rest).ok_or(BatchError::Header { what: "no signature line" })?;
        let signature = parse_hex(signature)
            .ok_or(BatchError::Header { what: "signature is not 128 hexadecimal digits" })?;
        Ok((Self { line: line.to_vec(), signature }, rest))
    }
}

/// One line without its line feed, and what follows.
fn split_line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text.iter().position(|&byte| byte == b'\n')?;
    Some((&text[..end], &text[end + 1..]))
}
