//! What a desk knows of the county hub: its enrolment, how far the feed was read, what the hub has vouched for,
//! what has still to be sent. Questions and saves only; who asks the hub is room `sync`.

mod enrolment;
mod feed;
mod files;
mod log;
mod offer;
mod outbox;
mod rewrite;
mod station;

pub use enrolment::{Enrolment, FeedPlace, Meeting};
pub use feed::Taken;
pub use files::{FileCounts, FileTask};
pub use log::SyncLine;
pub use offer::{KeptBatch, Lost};
pub use outbox::{Counts, Outgoing, Run, RunLine};

pub(crate) use station::OWNER;

/// Setting: a person has stopped synchronising.
pub(crate) const PAUSED: &str = "sync.paused";
/// Setting: this device's clock minus the hub's when last measured, ms.
pub(crate) const SKEW: &str = "sync.skew_ms";
