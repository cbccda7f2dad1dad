//! Scans, photographs and copier stacks: bytes in, sheets out.
//!
//! [`read`] opens JPEG, PNG, TIFF and PDF, finds the code that every printed page carries
//! (`FQ1:<document>:<page>/<pages>:<check>`), turns and straightens the page by it, and hands each page on as a
//! [`Sheet`]. [`ink`] tells whether a place for a signature still looks empty, compared with the page as it was
//! printed ([`Printed`]). No disk, no clock, no case: what a code means is the desk's to say.
//!
//! ```no_run
//! # fn tour(bytes: &[u8]) -> Result<(), scans::ScanError> {
//! for sheet in scans::read(bytes)? {
//!     match &sheet.code {
//!         Some(code) => println!("{} 第{}页 共{}页 校验 {}", code.document, code.page, code.pages, code.check),
//!         None => println!("第{}张没有认出", sheet.leaf),
//!     }
//! }
//! # Ok(()) }
//! ```

mod binary;
mod code;
mod endless;
mod find;
mod finder;
mod flat;
mod ink;
mod open;
mod page;
mod pdf;
mod read;
mod resize;
mod tiff;

pub use code::Code;
pub use ink::{Mark, Place, ink};
pub use open::{Kind, ScanError};
pub use pdf::Printed;
pub use read::{Limits, Pages, Progress, Sheet, read, read_with};
pub use tiff::pages_of_tiff;

/// Pixels per millimetre of a straightened [`Sheet::picture`] (about 150 dpi).
pub const PER_MM: f64 = 6.0;
/// A4, millimetres: width and height.
pub const A4: (f64, f64) = (210.0, 297.0);
