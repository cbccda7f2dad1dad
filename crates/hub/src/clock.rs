//! The hub's one clock: passes, codes and receipts are told by it, the order of records is not.

use chrono::{DateTime, FixedOffset};

/// Now, with the offset of the county's wall clock.
#[expect(clippy::disallowed_methods, reason = "this is the hub's one clock")]
pub fn now() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}
