//! One entry of a device's log, and the exact bytes that stand for it.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chain::Alg;
use crate::ids::{Cursor, DeviceId, Incarnation, Leaf, Salt, Seq};

/// A record larger than this is neither written nor read: scans and photos travel as attachments, not in records.
pub const MAX_RECORD_BYTES: usize = 256 * 1024;

/// Why bytes are not a record. Never repeats a value from the record: messages end up in log files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Larger than [`MAX_RECORD_BYTES`].
    #[error("record is {size} bytes, more than the {limit} allowed")]
    TooLarge {
        /// Size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A record is one line; a line feed was found.
    #[error("record has a line feed at byte {at}")]
    NotOneLine {
        /// Offset of the first line feed.
        at: usize,
    },
    /// Not JSON, or not a record: a field is missing, double, or has the wrong form.
    #[error("record is unreadable at byte {column}: {what}")]
    Unreadable {
        /// What is wrong, without the value.
        what: String,
        /// Byte position in the line, counted from 1; 0 = not known.
        column: usize,
    },
}

/// The record that a record repeats, in an earlier incarnation of the same device (after a fork).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Re {
    /// The incarnation in which it was first written.
    pub inc: Incarnation,
    /// Its place there.
    pub seq: Seq,
}

/// One entry of a device's log: an event, or a patch of only the fields that changed.
///
/// Fields this build does not know are kept in [`Record::more`], kinds it does not know are kept like any other.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Record version, [`crate::RECORD_VERSION`] when written by this build.
    pub v: u32,
    /// What happened, e.g. `case.amended`.
    pub kind: String,
    /// The device that wrote it.
    pub dev: DeviceId,
    /// The incarnation of its log.
    pub inc: Incarnation,
    /// Its place in that log, from 1.
    pub seq: Seq,
    /// The case it belongs to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The newest entry of this case in the hub's order that the writer had seen; none = never seen one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Cursor>,
    /// The fields or groups it decides, so that a kind not yet known can still be judged.
    pub touches: Vec<String>,
    /// The staff member who did it.
    pub by: String,
    /// Wall time with offset. Evidence only: clocks decide nothing.
    pub at: DateTime<FixedOffset>,
    /// Device clock minus hub clock in milliseconds when last measured. Evidence only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew_ms: Option<i64>,
    /// Which record of an earlier incarnation this one repeats, so that nothing counts twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub re: Option<Re>,
    /// Random bytes from the caller for kinds that carry personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Salt>,
    /// The event, or the patch.
    pub body: Value,
    /// Top-level fields of a later version.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// Shows where the record stands, never what it says: names and identity numbers stay out of log files.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("kind", &self.kind)
            .field("dev", &self.dev)
            .field("inc", &self.inc)
            .field("seq", &self.seq)
            .field("case", &self.case)
            .finish_non_exhaustive()
    }
}

impl Record {
    /// Fixes the record's bytes: from here on it is never serialised again.
    ///
    /// # Errors
    /// [`RecordError::TooLarge`] past [`MAX_RECORD_BYTES`]; [`RecordError::Unreadable`] if a field of
    /// [`Record::more`] has the name of a field that stands for itself.
    pub fn seal(self) -> Result<Sealed, RecordError> {
        let bytes = serde_json::to_vec(&self).map_err(|error| unreadable(&error))?;
        // Read back rather than trusted: a duplicate name in `more`, or a value JSON cannot hold, shows only here.
        Sealed::parse(bytes)
    }
}

/// A record and its exact bytes: what is stored, hashed, sent and shown to a court's expert.
#[derive(Clone, PartialEq)]
pub struct Sealed {
    bytes: Vec<u8>,
    record: Record,
    leaf: Leaf,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("record", &self.record)
            .field("leaf", &self.leaf)
            .finish_non_exhaustive()
    }
}

impl Sealed {
    /// Takes the bytes of one record, without line feed, and keeps them as they are.
    ///
    /// # Errors
    /// [`RecordError`] if the bytes are too large, more than one line, or not a record.
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Result<Self, RecordError> {
        Self::parse_as(Alg::CURRENT, bytes.into()).map_err(|(error, _)| error)
    }

    /// [`Sealed::parse`] under the algorithm of a batch; hands the bytes back with the error, so that they can be kept.
    pub(crate) fn parse_as(alg: Alg, bytes: Vec<u8>) -> Result<Self, (RecordError, Vec<u8>)> {
        match read_record(&bytes) {
            Ok(record) => Ok(Self { leaf: Leaf::of(alg, &bytes), bytes, record }),
            Err(error) => Err((error, bytes)),
        }
    }

    /// The exact bytes: one line of JSON in UTF-8, without line feed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the bytes say.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The hash of the bytes, under the algorithm of the log they belong to.
    #[must_use]
    pub const fn leaf(&self) -> Leaf {
        self.leaf
    }

    /// The bytes and what they say, for a caller that keeps both.
    #[must_use]
    pub fn into_parts(self) -> (Vec<u8>, Record, Leaf) {
        (self.bytes, self.record, self.leaf)
    }
}

fn read_record(bytes: &[u8]) -> Result<Record, RecordError> {
    if bytes.len() > MAX_RECORD_BYTES {
        return Err(RecordError::TooLarge { size: bytes.len(), limit: MAX_RECORD_BYTES });
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == b'\n') {
        return Err(RecordError::NotOneLine { at });
    }
    serde_json::from_slice(bytes).map_err(|error| unreadable(&error))
}

/// Keeps only what serde says about *our* field names; its other messages quote the value found.
fn unreadable(error: &serde_json::Error) -> RecordError {
    let said = error.to_string();
    let what = if said.starts_with("missing field") || said.starts_with("duplicate field") {
        said.split(" at line ").next().unwrap_or_default().to_owned()
    } else if error.is_data() {
        "a field has the wrong form".to_owned()
    } else {
        "not JSON".to_owned()
    };
    RecordError::Unreadable { what, column: error.column() }
}
