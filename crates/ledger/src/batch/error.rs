//! What can be wrong with a batch, and where.

use crate::chain::ChainError;
use crate::ids::{DeviceId, Seq};

/// Why bytes are not a batch, or records cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// The bytes end before the frame does; reading can go on when the rest is there.
    #[error("batch is cut off after {at} bytes")]
    Cut {
        /// How many bytes there were.
        at: usize,
    },
    /// Not a zstd frame, or one that contradicts itself.
    #[error("batch is damaged: {what}")]
    Damaged {
        /// What was found.
        what: &'static str,
    },
    /// Bytes follow where the batch ends.
    #[error("{extra} bytes follow the end of the batch")]
    Trailing {
        /// How many.
        extra: usize,
    },
    /// More uncompressed bytes than the limit; decompression stopped there.
    #[error("batch holds more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// More records than the limit.
    #[error("batch holds {found} records, more than the {limit} allowed")]
    TooManyRecords {
        /// How many there are.
        found: u64,
        /// The limit.
        limit: usize,
    },
    /// One record larger than the limit.
    #[error("record {seq} is {size} bytes, more than the {limit} allowed")]
    RecordTooLarge {
        /// Its place.
        seq: Seq,
        /// Its size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The header line is missing, is not JSON, or a field has the wrong form.
    #[error("batch header is unreadable: {what}")]
    Header {
        /// What is wrong.
        what: &'static str,
    },
    /// Written by a newer version of the protocol: the reader must be brought up to date first.
    #[error("batch has protocol {found}, this build reads up to {newest}")]
    NewerProtocol {
        /// The batch's version.
        found: u32,
        /// The newest known here.
        newest: u32,
    },
    /// Algorithms this build does not have.
    #[error("batch uses algorithm {found}, unknown to this build")]
    UnknownAlg {
        /// The algorithm byte.
        found: u8,
    },
    /// The key given is not the key of the device named in the header.
    #[error("batch is of device {found}, the key is of device {key}")]
    OtherDevice {
        /// The header's device.
        found: DeviceId,
        /// The key's device.
        key: DeviceId,
    },
    /// No key is known for the device named in the header.
    #[error("batch is of device {dev}, whose key is not known here")]
    UnknownDevice {
        /// The header's device.
        dev: DeviceId,
    },
    /// The signature does not fit the header.
    #[error("signature does not fit: device {dev}, records {from} to {to}")]
    Signature {
        /// The header's device.
        dev: DeviceId,
        /// First record.
        from: Seq,
        /// Last record.
        to: Seq,
    },
    /// Fewer or more lines than the header says.
    #[error("batch of records {from} to {to} holds {found} lines")]
    Count {
        /// First record.
        from: Seq,
        /// Last record.
        to: Seq,
        /// Lines found.
        found: u64,
    },
    /// The lines do not lead from `prev_hash` to `head`: a record was changed, moved, added or taken away.
    #[error("records {from} to {to} do not fit the signed head")]
    Broken {
        /// First record.
        from: Seq,
        /// Last record.
        to: Seq,
    },
    /// A batch of no records.
    #[error("a batch holds at least one record")]
    Empty,
    /// The records to be written do not go on from the head given.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A line to be written holds a line feed and would be read as two.
    #[error("record {seq} holds a line feed")]
    LineFeed {
        /// Its place.
        seq: Seq,
    },
}
