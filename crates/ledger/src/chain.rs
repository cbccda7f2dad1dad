//! The hash chain of one log.
//!
//! ```text
//! leaf(n) = SHA-256(0 ‖ alg ‖ bytes(n))      hash(n) = SHA-256(1 ‖ hash(n-1) ‖ leaf(n))      hash(0) = SHA-256(2 ‖ dev ‖ inc)
//! ```
//! `dev` and `inc` enter as their 32 and 8 raw bytes, so that the parts cannot be shifted against each other.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::{ChainHash, DeviceId, Incarnation, Leaf, Seq};
use crate::record::Sealed;

/// The algorithms of a log, one byte in every leaf and header.
///
/// A county that must use the national suite gets SM3 and SM2 as another byte; old logs keep theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alg {
    /// Byte 1: SHA-256 (FIPS 180-4) and Ed25519 (RFC 8032).
    Sha256Ed25519,
}

impl Alg {
    /// What this build writes.
    pub const CURRENT: Self = Self::Sha256Ed25519;

    /// The byte in leaves and headers.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Sha256Ed25519 => 1,
        }
    }

    /// The algorithms of a byte, if this build has them.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Sha256Ed25519),
            _ => None,
        }
    }
}

impl Leaf {
    /// The leaf of a record's exact bytes.
    #[must_use]
    pub fn of(alg: Alg, bytes: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0, alg.byte()]).chain_update(bytes).finalize().into())
    }
}

impl ChainHash {
    /// The hash of a log with nothing in it.
    #[must_use]
    pub fn start(dev: DeviceId, inc: Incarnation) -> Self {
        Self(
            Sha256::new()
                .chain_update([2])
                .chain_update(dev.0)
                .chain_update(inc.0)
                .finalize()
                .into(),
        )
    }

    /// The hash of the log with one more record.
    #[must_use]
    pub fn extend(self, leaf: Leaf) -> Self {
        Self(
            Sha256::new()
                .chain_update([1])
                .chain_update(self.0)
                .chain_update(leaf.0)
                .finalize()
                .into(),
        )
    }
}

/// A record does not go on where the log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// Of another device.
    #[error("record {seq} is of device {found}, the log is of {expected}")]
    OtherDevice {
        /// The record's place.
        seq: Seq,
        /// The log's device.
        expected: DeviceId,
        /// The record's device.
        found: DeviceId,
    },
    /// Of another incarnation.
    #[error("record {seq} is of incarnation {found}, the log is of {expected}")]
    OtherIncarnation {
        /// The record's place.
        seq: Seq,
        /// The log's incarnation.
        expected: Incarnation,
        /// The record's incarnation.
        found: Incarnation,
    },
    /// Records in between are missing.
    #[error("record {found} came where {expected} was due: a gap")]
    Gap {
        /// The place that was due.
        expected: Seq,
        /// The record's place.
        found: Seq,
    },
    /// The place is already taken.
    #[error("record {found} came where {expected} was due: already there")]
    Duplicate {
        /// The place that was due.
        expected: Seq,
        /// The record's place.
        found: Seq,
    },
}

/// How far a log reaches, and the one hash that stands for all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Head {
    /// The device.
    pub dev: DeviceId,
    /// The incarnation.
    pub inc: Incarnation,
    /// The last record's place; 0 = nothing yet.
    pub seq: Seq,
    /// The hash up to there.
    pub hash: ChainHash,
}

impl Head {
    /// The head of a log with nothing in it.
    #[must_use]
    pub fn start(dev: DeviceId, inc: Incarnation) -> Self {
        Self { dev, inc, seq: Seq(0), hash: ChainHash::start(dev, inc) }
    }

    /// The head with one more leaf, whatever record it stands for.
    #[must_use]
    pub fn extend(&self, leaf: &Leaf) -> Self {
        Self { seq: self.seq.next(), hash: self.hash.extend(*leaf), ..*self }
    }

    /// The head with one more record, which must be the next of this very log.
    ///
    /// # Errors
    /// [`ChainError`] if it is of another device or incarnation, or not the one that is due.
    pub fn append(&self, sealed: &Sealed) -> Result<Self, ChainError> {
        let record = sealed.record();
        let (expected, found) = (self.seq.next(), record.seq);
        if record.dev != self.dev {
            return Err(ChainError::OtherDevice {
                seq: found,
                expected: self.dev,
                found: record.dev,
            });
        }
        if record.inc != self.inc {
            return Err(ChainError::OtherIncarnation {
                seq: found,
                expected: self.inc,
                found: record.inc,
            });
        }
        if found > expected {
            return Err(ChainError::Gap { expected, found });
        }
        if found < expected {
            return Err(ChainError::Duplicate { expected, found });
        }
        Ok(self.extend(&sealed.leaf()))
    }

    /// The head after a run of records that goes on from here.
    ///
    /// # Errors
    /// [`ChainError`] of the first record that does not follow.
    pub fn append_all<'a>(
        &self,
        records: impl IntoIterator<Item = &'a Sealed>,
    ) -> Result<Self, ChainError> {
        records.into_iter().try_fold(*self, |head, sealed| head.append(sealed))
    }
}

/// What our head says about theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The same log, equally long.
    Same,
    /// They reach further; whether they go on from ours shows when the records come.
    Behind {
        /// How many records we lack.
        by: u64,
    },
    /// We reach further.
    Ahead {
        /// How many records they lack.
        by: u64,
    },
    /// Same device, incarnation and place, other hash: one log was copied or restored and written twice.
    Fork {
        /// A place where the two certainly differ; the first difference may lie before.
        at: Seq,
    },
    /// Logs of different devices or incarnations: nothing to compare.
    Unrelated,
}

/// Compares two heads as far as heads alone allow: a fork is seen only at equal length, see [`compare_along`].
#[must_use]
pub fn compare(ours: &Head, theirs: &Head) -> Comparison {
    compare_along(ours, theirs, |_| None)
}

/// Compares two heads, asking our log for its hash at their length, so that a fork behind our head is seen as well.
///
/// `our_hash_at` may answer `None` (the record is not here any more); then the shorter is taken to be the older.
#[must_use]
pub fn compare_along(
    ours: &Head,
    theirs: &Head,
    our_hash_at: impl FnOnce(Seq) -> Option<ChainHash>,
) -> Comparison {
    if (ours.dev, ours.inc) != (theirs.dev, theirs.inc) {
        return Comparison::Unrelated;
    }
    if theirs.seq > ours.seq {
        return Comparison::Behind { by: theirs.seq.0 - ours.seq.0 };
    }
    let ours_there = if theirs.seq == ours.seq { Some(ours.hash) } else { our_hash_at(theirs.seq) };
    match ours_there {
        Some(hash) if hash != theirs.hash => Comparison::Fork { at: theirs.seq },
        _ if theirs.seq == ours.seq => Comparison::Same,
        _ => Comparison::Ahead { by: ours.seq.0 - theirs.seq.0 },
    }
}
