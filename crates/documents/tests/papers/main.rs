//! The papers as people get them: set with the real fonts, read back with poppler.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod bilingual;
mod characters;
mod content;
mod desk;
mod dossier;
mod engine;
mod extremes;
mod handbook;
mod labels;
mod look;
mod many;
mod margins;
mod nasty;
mod newspaper;
mod pack;
mod pdfa;
mod phrases;
mod rosters;
mod samples;
mod structure;
mod union;
