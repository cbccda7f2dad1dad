//! A real hub on a real port behind real TLS: who gets in, what is taken, who is shown what.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

#[path = "../common/mod.rs"]
mod common;

mod enrolment;
mod feed;
mod files;
mod push;
mod restore;
mod revoked;
