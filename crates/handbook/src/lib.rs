//! 一本通: short entries an experienced clerk would hand to a worker.
//!
//! The entries are data (`assets/handbook`, one file a chapter): own words, articles with the day on which
//! they were checked. Figures that can change are not written in them: `{p:overtime_rest}` and
//! `{d:limitation}` are filled from the dated values of `statute` for a day and an area. [`Handbook::read`]
//! gives the book with its figures and, last, what a station writes about itself ([`Station`]): where it
//! is, who mediates there, which offices lie on the way on. [`Index`] finds entries by any piece of
//! their text.
//!
//! Nothing here knows disk, clock or network.

mod book;
mod figures;
mod index;
mod markup;
mod station;

pub use book::{
    Chapter, Entry, Handbook, HandbookError, Lead, LeadTo, OpenChapter, OpenEntry, Source,
};
pub use figures::{Figure, Figures};
pub use index::{Hit, Index, Marked, Page};
pub use markup::{Block, Piece, plain};
pub use station::{Mediator, Office, Station};
