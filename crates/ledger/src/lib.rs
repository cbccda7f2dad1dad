//! The record of what was done: exact bytes, one hash chain per device, signed batches.
//!
//! Bytes in, bytes out. This crate reads no disk, clock, network or random source: instants, salts and keys are
//! arguments. Who may write what, and what a record means for a case, is decided one floor up.
//!
//! ```text
//! Record ──seal──▶ Sealed (exact bytes + leaf) ──extend──▶ Head ──batch::write──▶ bytes ──batch::read──▶ VerifiedBatch
//! ```
//!
//! - [`record`]: one entry of a device's log, and the exact bytes that stand for it for ever;
//! - [`chain`]: leaf, chain hash, head, and what two heads say about each other;
//! - [`batch`]: what travels: a signed header and the records, or leaves, it proves;
//! - [`stream`]: many batches one after another, cut anywhere, resumed from the last whole one;
//! - [`wire`]: what desk and hub say to each other around the batches, and a signed page of a feed;
//! - [`versions`]: the protocol, version by version.
//!
//! Hashes are SHA-256 (FIPS 180-4), signatures Ed25519 (RFC 8032), compression zstd (RFC 8878).

pub mod batch;
pub mod chain;
pub mod ids;
pub mod record;
pub mod stream;
pub mod versions;
pub mod wire;

pub use batch::{
    BatchError, Content, Entry, Header, Limits, Line, ParkReason, Placement, SignedHeader,
    VerifiedBatch,
};
pub use chain::{Alg, ChainError, Comparison, Head};
pub use ids::{ChainHash, Cursor, DeviceId, IdError, Incarnation, Leaf, Salt, Seq};
pub use record::{Re, Record, RecordError, Sealed};
pub use stream::{Refused, Resume, StreamRead, read_stream};
pub use versions::{PROTO, RECORD_VERSION};

pub use ed25519_dalek::{SigningKey, VerifyingKey};
