//! Papers: templates and data become PDF/A, with the same bytes every time.
//!
//! A kind of paper is a folder under `assets/documents/` (see `DATA.md` there for the data shape).
//! [`Engine`] keeps one typesetting world warm on a thread of its own; [`Kind`] says what a paper is,
//! who signs it and what must be known before it is made; [`labels`] draws by the millimetre what is
//! not typeset: the printer's calibration page, labels and table cards; [`dossier`] binds a file into one PDF;
//! [`protect`] makes a copy under a password. [`pack`] is what a county changes in the papers: a template is a program,
//! so a pack is set by a process that can be stopped ([`work`]).

mod data;
pub mod dossier;
mod engine;
mod error;
mod fonts;
mod form;
mod glyphs;
mod impose;
mod kind;
pub mod labels;
mod look;
pub mod pack;
pub mod phrases;
mod places;
mod press;
mod process;
mod protect;
mod qr;
mod read;
mod worker;
mod world;

pub use data::{PaperData, clean, data_hash};
pub use data::{holds, lookup};
pub use engine::{Engine, EngineConfig, Job, Limits, RenderOptions, Rendered};
pub use error::{Fault, PaperError, Question};
pub use fonts::FontDir;
pub use form::{Column, FormField, Runs, Typed};
pub use impose::{impose, stitch_order};
pub use kind::{Choice, Kind, Kinds, NumberSeries, Required, SignHow, Signer, Subject, When};
pub use look::{LOOK_SCALES, Look, LookFor, LookPage, Spot};
pub use places::SignPlace;
pub use process::{WORKER_ARGUMENT, work};
pub use protect::protect;
pub use read::{Page, Reading, is_endless, read, read_with};
