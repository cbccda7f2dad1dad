//! What the end-to-end tests stand on: a display, a window with a driver, a print system.
#![expect(clippy::unwrap_used, reason = "a helper of tests fails by ending the test")]
#![allow(dead_code, reason = "each test executable uses its own part of this module")]

pub mod command;
pub mod cups;
pub mod driver;
pub mod group;
pub mod hub;
pub mod screen;
pub mod setup;
pub mod window;
