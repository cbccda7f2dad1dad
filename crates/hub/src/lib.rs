//! The county hub: one order of all records of a county, who owns which case, who may see what.
//!
//! ```text
//! desk ──push──▶ http ──▶ Store::prove ──▶ plan (pure) ──▶ Store (one writer, one transaction per batch)
//! desk ◀──feed── http ◀── signed pages, each record proved by its writer, filtered to the reader's scope
//! ```
//! - [`plan`]: what becomes of a batch and of each record. Pure;
//! - [`store`]: the book in one encrypted SQLite file;
//! - `blob`: files beside it, encrypted, resumable at the byte.
//!
//! Served by a process of its own (`fengqiao-hub serve`, [`serve`]) or inside another one without a runtime ([`Host`]).
//!
//! The book is one order: `hub_seq` = the order of commits. Every change is one transaction under the write lock.

mod addresses;
mod backup;
mod blob;
pub mod clock;
mod error;
mod files;
mod host;
mod http;
mod hub;
mod keys;
pub mod plan;
mod serve;
pub mod store;
mod tls;

pub use addresses::{lan, urls};
pub use backup::{Backup, backup, restore};
pub use error::{HubError, Result};
pub use host::Host;
pub use hub::{Hub, Place, init};
pub use serve::{Serving, serve};
pub use store::{
    Device, DeviceStatus, NewCode, NewHub, Now, Quota, State, Status, Store, Waiting, Why,
};
