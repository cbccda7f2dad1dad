//! The cells of a table, whatever it came from, and the one way in.

use crate::{TableError, excel, plain};
use chrono::NaiveDate;
use serde::Serialize;

/// Bytes of a file that are read at most.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// Rows of a sheet that are read at most; member lists are bounded further ([`crate::MAX_MEMBERS`]).
pub const MAX_ROWS: usize = 40_000;
/// Columns of a sheet that are read at most.
pub const MAX_COLUMNS: usize = 256;
/// Cells of a book at most, the gaps between them counted: a cell far out costs all before it.
const MAX_CELLS: usize = 1_000_000;
/// Bytes of text of a book at most: one long shared string may be shown by many cells.
const MAX_TEXT: usize = 64 * 1024 * 1024;

/// What a cell holds besides its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text,
    /// A number, as exact decimal text without exponent.
    Number(String),
    /// A day, a time of day in minutes from midnight, or both.
    Moment {
        /// Day.
        day: Option<NaiveDate>,
        /// Minutes from midnight.
        minute: Option<u16>,
    },
    /// Yes or no.
    Flag(bool),
    /// An error of the spreadsheet such as `#REF!`.
    Fault,
}

/// One cell: its text, and what it is if it is more than text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Cell {
    /// Text for a reader: as written, a day as `2026-03-01`, a number in full.
    pub text: String,
    /// Typed value.
    pub value: Value,
}

impl Cell {
    /// A cell of text; white space alone is nothing.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let value = if text.trim().is_empty() { Value::Empty } else { Value::Text };
        Self { text, value }
    }

    /// Nothing in it, or only white space.
    pub fn is_empty(&self) -> bool {
        self.value == Value::Empty
    }
}

/// One sheet; rows may be of different length.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Sheet {
    /// Name on the tab.
    pub name: String,
    /// Rows from the first of the sheet.
    pub rows: Vec<Vec<Cell>>,
    /// Hidden in the program that made it.
    pub hidden: bool,
}

impl Sheet {
    /// The cell at a place, both from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.get(column).filter(|c| !c.is_empty())
    }

    /// No cell with anything in it.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().flatten().all(Cell::is_empty)
    }
}

/// All sheets of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Book {
    /// Sheets in their order, the empty ones left out.
    pub sheets: Vec<Sheet>,
}

/// Name of a cell as the spreadsheet shows it: `C7` for row 6 and column 2, both from 0.
pub fn cell_name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut n = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(n % 26).expect("below 26")));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// Reads a table: `.xlsx`, `.xls`, `.csv`, `.tsv`, `.txt`. What the bytes are decides; the name only
/// tells how values of a text file are separated.
///
/// # Errors
/// [`TableError`] when the file is no table, is damaged or protected, or passes a limit.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Book, TableError> {
    if bytes.len() > MAX_BYTES {
        return Err(TableError::TooLarge { bytes: bytes.len() as u64, limit: MAX_BYTES as u64 });
    }
    if bytes.is_empty() {
        return Err(TableError::Empty);
    }
    let book = match bytes {
        [b'P', b'K', 3, 4, ..] => excel::read_xlsx(bytes)?,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => excel::read_xls(bytes)?,
        [b'%', b'P', b'D', b'F', ..] => {
            return Err(TableError::Unsupported { what: "PDF 文件".into() });
        }
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] => {
            return Err(TableError::Unsupported { what: "图片".into() });
        }
        _ => plain::read_text_file(bytes, file_name)?,
    };
    if book.sheets.is_empty() { Err(TableError::Empty) } else { Ok(book) }
}

/// Reads what was pasted from the clipboard: cells separated by tabs, rows by line ends.
///
/// # Errors
/// As [`read`].
pub fn read_pasted(text: &str) -> Result<Book, TableError> {
    if text.len() > MAX_BYTES {
        return Err(TableError::TooLarge { bytes: text.len() as u64, limit: MAX_BYTES as u64 });
    }
    let book = plain::read_separated(text, "粘贴的表格", b'\t')?;
    if book.sheets.is_empty() { Err(TableError::Empty) } else { Ok(book) }
}

/// Puts cells in their places and keeps count, so that no file can ask for more memory than a table
/// of the size that is read at all.
pub(crate) struct Builder {
    sheets: Vec<Sheet>,
    cells: usize,
    text: usize,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self { sheets: Vec::new(), cells: 0, text: 0 }
    }

    pub(crate) fn begin(&mut self, name: &str, hidden: bool) {
        self.sheets.push(Sheet { name: name.to_owned(), rows: Vec::new(), hidden });
    }

    /// Puts a cell of the sheet begun last; empty ones cost nothing, wherever they are.
    pub(crate) fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), TableError> {
        if cell.is_empty() {
            return Ok(());
        }
        let sheet = self.sheets.last_mut().expect("a sheet is begun before its cells are put");
        if row >= MAX_ROWS {
            return Err(TableError::TooManyRows { sheet: sheet.name.clone(), limit: MAX_ROWS });
        }
        if column >= MAX_COLUMNS {
            let sheet = sheet.name.clone();
            return Err(TableError::TooManyColumns { sheet, limit: MAX_COLUMNS });
        }
        if sheet.rows.len() <= row {
            sheet.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut sheet.rows[row];
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            if self.cells > MAX_CELLS {
                return Err(TableError::TooManyCells { limit: MAX_CELLS });
            }
            cells.resize_with(column + 1, Cell::default);
        }
        self.text += cell.text.len();
        if self.text > MAX_TEXT {
            return Err(TableError::TooManyCells { limit: MAX_CELLS });
        }
        cells[column] = cell;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Book {
        self.sheets.retain(|s| !s.is_empty());
        Book { sheets: self.sheets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_as_the_spreadsheet_names_it() {
        let names = [(0, 0), (6, 2), (0, 25), (0, 26), (9, 51), (0, 52), (0, 701), (0, 702)]
            .map(|(r, c)| cell_name(r, c));
        assert_eq!(names, ["A1", "C7", "Z1", "AA1", "AZ10", "BA1", "ZZ1", "AAA1"]);
    }

    #[test]
    fn a_cell_far_out_is_refused_and_costs_no_memory() {
        let mut builder = Builder::new();
        builder.begin("一", false);
        let far = builder.put(1_048_575, 0, Cell::text("末行"));
        assert!(matches!(far, Err(TableError::TooManyRows { .. })), "{far:?}");
        let wide = builder.put(0, 16_383, Cell::text("末列"));
        assert!(matches!(wide, Err(TableError::TooManyColumns { .. })), "{wide:?}");
        assert_eq!(builder.put(1_048_575, 16_383, Cell::text("  ")), Ok(()));
        let filled =
            (0..MAX_ROWS).try_for_each(|r| builder.put(r, MAX_COLUMNS - 1, Cell::text("满")));
        assert_eq!(filled, Err(TableError::TooManyCells { limit: MAX_CELLS }));
    }

    #[test]
    fn one_long_string_shown_by_many_cells_is_refused() {
        let mut builder = Builder::new();
        builder.begin("一", false);
        let long = "长".repeat(11_000);
        let put = (0..5_000).try_for_each(|r| builder.put(r, 0, Cell::text(long.clone())));
        assert_eq!(put, Err(TableError::TooManyCells { limit: MAX_CELLS }));
    }
}
