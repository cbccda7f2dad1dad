//! Papers: templates and data become PDF/A, with the same bytes every time.
//!
//! A kind of paper is a folder under `assets/documents/` (see `DATA.md` there for the data shape).
//! [`Engine`] keeps one typesetting world warm on a thread of its own; [`Kind`] says what a paper is,
//! who signs it and what must be known before it is made; [`labels`] draws by the millimetre what is
//! not typeset: the printer's calibration page and folder labels. [`pack`] is what a county changes in
//! the papers: a template is a program, so a pack is set by a process that can be stopped ([`work`]).

mod data;
mod engine;
mod error;
mod fonts;
mod glyphs;
mod kind;
pub mod labels;
pub mod pack;
mod press;
mod process;
mod qr;
mod worker;
mod world;

pub use data::{PaperData, clean, data_hash};
pub use engine::{Engine, EngineConfig, Job, Limits, RenderOptions, Rendered};
pub use error::{Fault, PaperError, Question};
pub use fonts::FontDir;
pub use kind::{Choice, Kind, Kinds, NumberSeries, Required, SignHow, Signer, Subject};
pub use process::{WORKER_ARGUMENT, work};
