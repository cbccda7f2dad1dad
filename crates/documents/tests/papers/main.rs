//! The papers as people get them: set with the real fonts, read back with poppler.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod characters;
mod content;
mod desk;
mod engine;
mod labels;
mod newspaper;
mod pack;
mod rosters;
mod samples;
mod structure;
