//! The desk's side of the wire: enrol at the county hub, send what this desk wrote, read what others wrote, carry the
//! files. No screen, no printing: what is going on is told by one [`Status`] over a channel.
//!
//! ```no_run
//! # use std::sync::Arc; use sync::*;
//! # async fn tour(store: Arc<store::Store>, clock: Clock) -> Result<()> {
//! let enrolled = enrol(&store, &clock, "FQ1-…", "驿站一号机", Some("KD".into())).await?;
//! let runner = Runner::start(store.clone(), clock, Options::default());
//! let mut status = runner.status(); // a watch channel: one truth for frame and screen
//! println!("{:?}", status.borrow_and_update().state);
//! let mut changes = runner.changes(); // cases that came with the feed
//! runner.changed(); // after each save
//! runner.now(); // somebody pressed the button
//! runner.pause()?; // and resume(): over restarts too
//! runner.stop().await; // before the desk locks
//! # Ok(()) }
//! ```
//! - `hub`: one request, one answer, over TLS with the hub's key pinned;
//! - `session`: meeting the hub: is it the same, does it know this desk, what has it of it;
//! - `work`: one step each of sending records, reading the feed, giving back what the hub lost, carrying files;
//! - `runner`: the three loops around these steps, which wait for nobody but their own line.

mod backoff;
mod enrol;
mod error;
mod hub;
mod patience;
mod pin;
mod runner;
mod session;
mod status;
mod work;

pub use enrol::enrol;
pub use error::{Result, SyncError};
pub use runner::{Options, Runner};
pub use session::Clock;
pub use status::{Carrying, Direction, Files, State, Status, Trouble};
