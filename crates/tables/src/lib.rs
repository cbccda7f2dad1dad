//! Spreadsheets a station receives: member lists of a group and attendance, from Excel, WPS, CSV or
//! the clipboard. Bytes in, typed rows out; no disk, no clock.
//!
//! The way of a file
//! 1. [`read`] (or [`read_pasted`]) makes a [`Book`] of cells. Size, rows and what an archive unpacks
//!    to are bounded before anything is believed.
//! 2. [`guess`] finds the header row and which column is what: a [`Mapping`] that a person may change.
//! 3. [`import_members`] and [`import_attendance`] make typed rows. Whatever cannot be read is a
//!    [`CellError`] that names the cell; [`Import::whole`] gives rows only when there is none.
//! 4. [`export_members`] and [`template`] go the other way, and what they write is read again.
//!
//! Digits are never guessed: a number with more than 15 digits that Excel kept as a floating point
//! number has lost its last ones, so it is an error and not an identity number.

mod attendance;
mod book;
mod dates;
mod error;
mod excel;
mod export;
mod headers;
mod import;
mod mapping;
mod members;
mod plain;
mod template;
mod values;
mod wide;

pub use attendance::{AttendanceOptions, AttendanceRow, DayKind, import_attendance};
pub use book::{
    Book, Cell, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Sheet, Value, cell_name, read, read_pasted,
};
pub use error::TableError;
pub use export::{Format, export_members};
pub use headers::{Field, Target};
pub use import::{CellError, Import, Remark, Skipped};
pub use mapping::{Column, Mapping, Unit, guess};
pub use members::{MAX_MEMBERS, MemberOptions, MemberRow, import_members};
pub use template::template;
