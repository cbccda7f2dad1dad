//! The protocol, version by version.
//!
//! A number goes up only when the *layout* of a batch changes so that an older reader would misread it. A new kind of
//! record, a new field in a record or in a header changes nothing here: readers keep what they do not know.
//! Every released version keeps its golden bundle in `tests/golden/`, and today's reader must import all of them.
//!
//! | proto | since | what it is |
//! |---|---|---|
//! | 1 | 2026-11-22 | First version. zstd frame of: header line, 128 lower-case hexadecimal digits of the Ed25519 signature over the header line's bytes, then 1 to 500 lines, at most 1 MiB, each the exact bytes of a record or `{"leaf":"…"}`. Every line ends with one line feed. `alg` 1. |

/// The batch protocol this build writes.
pub const PROTO: u32 = 1;

/// The oldest batch protocol this build still reads; it never goes up, because a desk may have been offline for years.
pub const OLDEST_PROTO: u32 = 1;

/// The record version this build writes in [`crate::Record::v`].
pub const RECORD_VERSION: u32 = 1;
