//! Names and numbers of the log: each has its own type, and one text form only.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

/// A text is not the one valid form of an identifier. The text itself is not repeated: it may be anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not exactly the expected number of lower-case hexadecimal digits.
    #[error("{name} is not {digits} lower-case hexadecimal digits")]
    NotHex {
        /// Which identifier.
        name: &'static str,
        /// How many digits it has.
        digits: usize,
    },
    /// Not `hub_inc:hub_seq`.
    #[error("Cursor is not \"hub_inc:hub_seq\"")]
    NotCursor,
}

/// Reads lower-case hexadecimal into a fixed array; upper case is refused so that one value has one text.
pub(crate) fn parse_hex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    if text.iter().any(u8::is_ascii_uppercase) {
        return None;
    }
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

macro_rules! hex_bytes {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Length in bytes; the text form has twice as many digits.
            pub const LEN: usize = $len;

            /// The bytes, as they enter hashes and tables.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                parse_hex(text.as_bytes())
                    .map(Self)
                    .ok_or(IdError::NotHex { name: stringify!($name), digits: 2 * $len })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

hex_bytes! {
    /// A device: SHA-256 of its 32-byte Ed25519 public key, 64 hexadecimal digits.
    DeviceId, 32
}
hex_bytes! {
    /// One life of a device's log, or of a hub's: 64 random bits drawn at set-up, after a restore, on another machine.
    /// 16 hexadecimal digits. Only the few incarnations of one device have to differ from each other.
    Incarnation, 8
}
hex_bytes! {
    /// The hash of one record's exact bytes; it stays when the bytes are withheld or erased.
    Leaf, 32
}
hex_bytes! {
    /// The hash of a log up to and including one record.
    ChainHash, 32
}
hex_bytes! {
    /// Random bytes in a record with personal data, so that after an erasure nobody can guess the record from its leaf.
    Salt, 16
}

impl DeviceId {
    /// The device that holds the private half of this key.
    #[must_use]
    pub fn of(key: &VerifyingKey) -> Self {
        Self(Sha256::digest(key.as_bytes()).into())
    }
}

/// Place of a record in its device's log: contiguous from 1 within one (device, incarnation); 0 = nothing yet.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The place after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A place in the hub's one order, written `hub_inc:hub_seq`. Places of different hub incarnations have no order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The hub's incarnation: a hub restored from a backup counts anew.
    pub hub_inc: Incarnation,
    /// The hub-wide number of the entry, from 1.
    pub hub_seq: u64,
}

impl PartialOrd for Cursor {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.hub_inc == other.hub_inc).then(|| self.hub_seq.cmp(&other.hub_seq))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.hub_inc, self.hub_seq)
    }
}

impl FromStr for Cursor {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (inc, seq) = text.split_once(':').ok_or(IdError::NotCursor)?;
        let cursor = Self {
            hub_inc: inc.parse().map_err(|_| IdError::NotCursor)?,
            hub_seq: seq.parse().map_err(|_| IdError::NotCursor)?,
        };
        // "+7" and "007" parse as numbers too: one value, one text.
        if seq == cursor.hub_seq.to_string() { Ok(cursor) } else { Err(IdError::NotCursor) }
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
