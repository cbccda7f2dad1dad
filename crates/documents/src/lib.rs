//! Papers: templates and data become PDF/A, with the same bytes every time.
//!
//! A kind of paper is a folder under `assets/documents/` (see `DATA.md` there for the data shape).
//! [`Engine`] keeps one typesetting world warm on a thread of its own; [`Kind`] says what a paper is,
//! who signs it and what must be known before it is made; [`labels`] draws by the millimetre what is
//! not typeset: the printer's calibration page and folder labels.

mod data;
mod engine;
mod error;
mod fonts;
mod glyphs;
mod kind;
pub mod labels;
mod places;
mod qr;
mod world;

pub use data::{PaperData, clean, data_hash};
pub use engine::{Engine, EngineConfig, Job, RenderOptions, Rendered};
pub use error::{PaperError, Question};
pub use fonts::FontDir;
pub use places::SignPlace;
pub use kind::{Choice, Kind, Kinds, NumberSeries, Required, SignHow, Signer, Subject};
