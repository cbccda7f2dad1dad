//! A batch that was checked, and where it stands against what a holder has.

use std::fmt;

use super::write::{Line, assemble};
use super::{BatchError, Header, SignedHeader};
use crate::chain::{ChainError, Head};
use crate::ids::{ChainHash, Leaf, Seq};
use crate::record::{RecordError, Sealed};

/// Why a proved line is kept but not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParkReason {
    /// The bytes are not a record this build can read.
    #[error(transparent)]
    Unreadable(#[from] RecordError),
    /// The record names another place than the one it was signed at.
    #[error("the record names another place than its own: {0}")]
    Misplaced(ChainError),
}

/// What a holder has of one place.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// The record.
    Record(Box<Sealed>),
    /// The device did sign these bytes, but they cannot be used: kept, passed on and shown, never refused, because one
    /// bad record must not block all that come after it.
    Parked {
        /// The exact bytes.
        bytes: Vec<u8>,
        /// What is wrong with them.
        why: ParkReason,
    },
    /// Only the leaf: filtered out for this holder, or erased.
    Withheld,
}

/// Shows what kind of content it is, never the bytes: they hold names and identity numbers.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(sealed) => sealed.fmt(f),
            Self::Parked { bytes, why } => {
                write!(f, "Parked {{ {} bytes, why: {why} }}", bytes.len())
            }
            Self::Withheld => f.write_str("Withheld"),
        }
    }
}

/// One place of a verified batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Place in the log.
    pub seq: Seq,
    /// Its leaf, computed from the bytes where there are bytes.
    pub leaf: Leaf,
    /// What is here of it.
    pub content: Content,
}

impl Entry {
    /// The exact bytes, if they are here.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Record(sealed) => Some(sealed.bytes()),
            Content::Parked { bytes, .. } => Some(bytes),
            Content::Withheld => None,
        }
    }

    /// The record, if it is here and readable.
    #[must_use]
    pub fn sealed(&self) -> Option<&Sealed> {
        match &self.content {
            Content::Record(sealed) => Some(sealed),
            Content::Parked { .. } | Content::Withheld => None,
        }
    }
}

/// Where a batch stands against the log a holder already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// It goes on exactly where the log ends.
    Next,
    /// All of it is already there.
    Duplicate,
    /// The first `known` entries are already there, the rest goes on.
    Overlap {
        /// How many entries to pass over.
        known: usize,
    },
    /// Records in between are missing.
    Gap {
        /// The place that is due.
        expected: Seq,
    },
    /// Same device, incarnation and place, other hash.
    Fork {
        /// A place where the two certainly differ; the first difference may lie before.
        at: Seq,
    },
    /// It lies behind the log's end, and the holder has no hash there to compare.
    Undecided,
    /// Of another device or incarnation.
    Unrelated,
}

/// A batch whose signature and chain fit. There is no other way to make one than to read and check it.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedBatch {
    pub(super) header: Header,
    pub(super) signed: SignedHeader,
    pub(super) entries: Vec<Entry>,
}

impl VerifiedBatch {
    /// What the header says.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Header line and signature as they came, to be kept and forwarded.
    #[must_use]
    pub const fn signed(&self) -> &SignedHeader {
        &self.signed
    }

    /// One entry per place, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries and the signed header, for a holder that stores both.
    #[must_use]
    pub fn into_parts(self) -> (SignedHeader, Vec<Entry>) {
        (self.signed, self.entries)
    }

    /// The readable records, in order.
    pub fn records(&self) -> impl Iterator<Item = &Sealed> {
        self.entries.iter().filter_map(Entry::sealed)
    }

    /// The log's head before the first record.
    #[must_use]
    pub const fn prev(&self) -> Head {
        self.header.prev()
    }

    /// The log's head after the last record.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.header.head()
    }

    /// The log's hash at a place from before the first record to the last.
    #[must_use]
    pub fn hash_at(&self, seq: Seq) -> Option<ChainHash> {
        let steps = usize::try_from(seq.0.checked_sub(self.header.from.0 - 1)?).ok()?;
        let leaves = self.entries.get(..steps)?;
        Some(leaves.iter().fold(self.header.prev_hash, |hash, entry| hash.extend(entry.leaf)))
    }

    /// Where this batch stands against `known`, the head of the same log as the holder has it.
    ///
    /// `known_hash_at` gives the holder's hash at a place before its head, if it kept one.
    #[must_use]
    pub fn place(
        &self,
        known: &Head,
        known_hash_at: impl FnOnce(Seq) -> Option<ChainHash>,
    ) -> Placement {
        let (from, to) = (self.header.from, self.header.to);
        if (known.dev, known.inc) != (self.header.dev, self.header.inc) {
            return Placement::Unrelated;
        }
        if known.seq.next() < from {
            return Placement::Gap { expected: known.seq.next() };
        }
        if known.seq > to {
            return match known_hash_at(to) {
                None => Placement::Undecided,
                Some(hash) if hash == self.header.head => Placement::Duplicate,
                Some(_) => Placement::Fork { at: to },
            };
        }
        if self.hash_at(known.seq) != Some(known.hash) {
            return Placement::Fork { at: known.seq };
        }
        match usize::try_from(known.seq.next().0 - from.0) {
            Ok(0) => Placement::Next,
            Ok(known) if known == self.entries.len() => Placement::Duplicate,
            Ok(known) => Placement::Overlap { known },
            Err(_) => Placement::Undecided,
        }
    }

    /// The same batch for a holder who may see only what `keep` keeps; the others get a leaf. Still proved in full.
    ///
    /// # Errors
    /// [`BatchError::TooLarge`] if the batch was read under wider limits than the default ones.
    pub fn filtered(&self, mut keep: impl FnMut(&Entry) -> bool) -> Result<Vec<u8>, BatchError> {
        let lines = self.entries.iter().map(|entry| match entry.bytes() {
            Some(bytes) if keep(entry) => Line::Bytes(bytes),
            _ => Line::Leaf(entry.leaf),
        });
        assemble(&self.signed, lines)
    }
}
