//! The county hub.
