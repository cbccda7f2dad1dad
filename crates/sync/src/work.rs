//! One step each: send records, read the feed, give back what the hub lost, carry files.

pub(crate) mod feed;
pub(crate) mod files;
pub(crate) mod offer;
pub(crate) mod records;
