//! One file per measure. Each returns its figures; what it wrote goes with the run's folder.

pub mod list;
pub mod paper;
pub mod records;
pub mod resume;
mod rivals;
pub mod save;
pub mod search;
