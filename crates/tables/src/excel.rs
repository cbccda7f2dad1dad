//! Excel and WPS workbooks. The reader underneath trusts what a file says of itself, so a file is
//! proved first: what the archive unpacks to, how many strings it announces, where its cells lie.

use crate::book::{Builder, MAX_COLUMNS, MAX_ROWS};
use crate::{Book, Cell, TableError, Value, dates};
use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, Xlsx};
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes an archive may unpack to: ten times the largest list that is read, as XML.
const MAX_UNPACKED: u64 = 96 * 1024 * 1024;
/// Parts of an archive.
const MAX_PARTS: usize = 2_000;
/// Sheets of a workbook: each costs a walk over its part, and many may point to one.
const MAX_SHEETS: usize = 64;

fn damaged(why: impl std::fmt::Display) -> TableError {
    TableError::Damaged { why: why.to_string() }
}

fn unsupported(what: &str) -> TableError {
    TableError::Unsupported { what: what.to_owned() }
}

/// Runs the reader of the workbook; its panic on a damaged file is an answer like another.
fn guarded<T>(read: impl FnOnce() -> Result<T, TableError>) -> Result<T, TableError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged("the reader stopped at this file")))
}

/// Reads a workbook in the format of Excel 2007 and later.
pub(crate) fn read_xlsx(bytes: &[u8]) -> Result<Book, TableError> {
    guarded(|| {
        prove_archive(bytes)?;
        let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|e| match e {
            calamine::XlsxError::Password => TableError::Password,
            e => damaged(e),
        })?;
        let base_1904 = workbook.has_1904_epoch();
        let sheets = workbook.sheets_metadata().to_vec();
        if sheets.len() > MAX_SHEETS {
            return Err(TableError::TooManyCells { limit: MAX_SHEETS });
        }
        let mut builder = Builder::new();
        for sheet in sheets.iter().filter(|s| s.typ == SheetType::WorkSheet) {
            builder.begin(&sheet.name, sheet.visible != SheetVisible::Visible);
            let mut cells = workbook.worksheet_cells_reader(&sheet.name).map_err(damaged)?;
            while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
                let (row, column) = cell.pos;
                let cell = match (&cell.value, &cell.formula) {
                    // Written by a program that does not calculate: an amount that is not there
                    // must not pass for an empty cell.
                    (DataRef::Empty, Some(_)) => {
                        Cell { text: "公式没有结果".into(), value: Value::Fault }
                    }
                    (value, _) => from_ref(value, base_1904),
                };
                builder.put(row as usize, column as usize, cell)?;
            }
        }
        Ok(builder.finish())
    })
}

/// Reads a workbook in the format of Excel 97 to 2003, which WPS also writes.
pub(crate) fn read_xls(bytes: &[u8]) -> Result<Book, TableError> {
    guarded(|| {
        let rebuilt = proved_xls(bytes)?;
        let mut workbook = Xls::new(Cursor::new(rebuilt)).map_err(|e| match e {
            calamine::XlsError::Password => TableError::Password,
            e => damaged(e),
        })?;
        let base_1904 = workbook.has_1904_epoch();
        let sheets = workbook.sheets_metadata().to_vec();
        let mut builder = Builder::new();
        for sheet in sheets.iter().filter(|s| s.typ == SheetType::WorkSheet) {
            builder.begin(&sheet.name, sheet.visible != SheetVisible::Visible);
            let range = workbook.worksheet_range(&sheet.name).map_err(damaged)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let cell = from_data(value, base_1904);
                builder.put(row + top as usize, column + left as usize, cell)?;
            }
        }
        Ok(builder.finish())
    })
}

/// Unpacks every part of an archive against a bound, whatever sizes it declares.
fn prove_archive(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(TableError::Unpacks { limit: MAX_UNPACKED });
    }
    let names = archive.file_names().map(|n| n.map(|n| n.to_lowercase()));
    let names: Vec<String> = names.collect::<Result<_, _>>().map_err(damaged)?;
    let has = |end: &str| names.iter().any(|n| n.ends_with(end));
    if has("word/document.xml") {
        return Err(unsupported(" Word 文档"));
    }
    if has("workbook.bin") {
        return Err(unsupported("二进制工作簿（.xlsb）"));
    }
    if !has("workbook.xml") {
        let is_ods = has("content.xml") && has("meta-inf/manifest.xml");
        return Err(unsupported(if is_ods {
            " OpenDocument 表格（.ods）"
        } else {
            "压缩包"
        }));
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(why)
                if why == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                TableError::Password
            }
            e => damaged(e),
        })?;
        let is_strings =
            part.name().map_err(damaged)?.to_lowercase().ends_with("sharedstrings.xml");
        let mut part = part.take(left + 1);
        let read = if is_strings {
            let mut xml = Vec::new();
            let read = part.read_to_end(&mut xml).map_err(damaged)? as u64;
            prove_strings(&xml)?;
            read
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(damaged)?
        };
        left = left.checked_sub(read).ok_or(TableError::Unpacks { limit: MAX_UNPACKED })?;
    }
    Ok(())
}

/// The reader reserves memory for as many strings as the part announces: it may not announce more
/// than its own bytes can hold.
fn prove_strings(xml: &[u8]) -> Result<(), TableError> {
    // Without the zero bytes UTF-16 reads like ASCII here.
    let text: Vec<u8> = xml.iter().copied().filter(|b| *b != 0).collect();
    let needle = b"uniqueCount";
    for (at, _) in text.windows(needle.len()).enumerate().filter(|(_, w)| w == needle) {
        let digits: String = text[at + needle.len()..]
            .iter()
            .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\'' | b'+'))
            .take_while(|b| b.is_ascii_digit())
            .map(|b| char::from(*b))
            .collect();
        let fits = digits.is_empty() || digits.parse().is_ok_and(|n: usize| n <= xml.len());
        if !fits {
            return Err(damaged("announces more strings than it holds"));
        }
    }
    Ok(())
}

/// Takes the one stream of cells out of the compound file, proves it, and puts it alone into a new
/// one: what the reader sees is what was proved, and macros stay outside.
fn proved_xls(bytes: &[u8]) -> Result<Vec<u8>, TableError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(TableError::Password);
    }
    if file.exists("/WordDocument") {
        return Err(unsupported(" Word 文档"));
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|n| file.is_stream(n));
    let Some(name) = name else { return Err(unsupported("别的程序的文件")) };
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(damaged)?;
    // A compound file may chain its sectors in a ring; its bytes are the bound.
    opened.take(bytes.len() as u64).read_to_end(&mut stream).map_err(damaged)?;
    prove_records(&mut stream)?;
    let mut rebuilt =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .map_err(damaged)?;
    rebuilt.create_stream(name).and_then(|mut s| s.write_all(&stream)).map_err(damaged)?;
    rebuilt.flush().map_err(damaged)?;
    Ok(rebuilt.into_inner().into_inner())
}

// Records of [MS-XLS] that matter here.
const BOUND_SHEET: u16 = 0x0085;
const END: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
const MUL_RK: u16 = 0x00BD;
/// Formula, number, label, rich string, yes/no or error, shared label, packed number.
const CELLS: [u16; 7] = [0x0006, 0x0203, 0x0204, 0x00D6, 0x0205, 0x00FD, 0x027E];
/// A kind that no reader knows: the record is passed over.
const PASSED_OVER: [u8; 2] = [0xFF, 0xFF];

/// Walks the records as the reader does, refuses cells beyond what is read, and blots out the
/// announced dimensions, for which the reader would reserve memory.
fn prove_records(stream: &mut [u8]) -> Result<(), TableError> {
    let mut starts = Vec::new();
    walk(stream, 0, |kind, data| {
        if let (BOUND_SHEET, [a, b, c, d, ..]) = (kind, data) {
            starts.push(u32::from_le_bytes([*a, *b, *c, *d]) as usize);
        }
        Ok(false)
    })?;
    if starts.len() > MAX_SHEETS {
        return Err(TableError::TooManyCells { limit: MAX_SHEETS });
    }
    let mut cells = 0;
    for start in starts {
        let mut far = (0, 0);
        walk(stream, start, |kind, data| {
            if kind == DIMENSIONS {
                return Ok(true);
            }
            let packed = kind == MUL_RK;
            if (packed || CELLS.contains(&kind)) && data.len() >= 4 {
                let row = usize::from(u16::from_le_bytes([data[0], data[1]]));
                let first = usize::from(u16::from_le_bytes([data[2], data[3]]));
                let column = first + if packed { data.len() / 6 } else { 0 };
                far = (row.max(far.0), column.max(far.1));
            }
            Ok(false)
        })?;
        if far.0 >= MAX_ROWS {
            return Err(TableError::TooManyRows { sheet: String::new(), limit: MAX_ROWS });
        }
        if far.1 > MAX_COLUMNS {
            return Err(TableError::TooManyColumns { sheet: String::new(), limit: MAX_COLUMNS });
        }
        // The reader lays a sheet out as a rectangle.
        cells += (far.0 + 1) * (far.1 + 1);
        if cells > 4_000_000 {
            return Err(TableError::TooManyCells { limit: 4_000_000 });
        }
    }
    Ok(())
}

/// Visits the records from `at` to the end of their part; a visitor that says `true` blots one out.
fn walk(
    stream: &mut [u8],
    mut at: usize,
    mut visit: impl FnMut(u16, &[u8]) -> Result<bool, TableError>,
) -> Result<(), TableError> {
    let mut begun = 0_usize;
    while let Some(head) = stream.get(at..at + 4) {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let end = at + 4 + usize::from(u16::from_le_bytes([head[2], head[3]]));
        let data = stream.get(at + 4..end).ok_or_else(|| damaged("a record is cut off"))?;
        if visit(kind, data)? {
            stream[at..at + 2].copy_from_slice(&PASSED_OVER);
        }
        // Charts inside a sheet are parts of their own, begun (BOF) and ended within it.
        match kind {
            0x0809 => begun += 1,
            END if begun <= 1 => break,
            END => begun -= 1,
            _ => {}
        }
        at = end;
    }
    Ok(())
}

fn from_ref(value: &DataRef<'_>, base_1904: bool) -> Cell {
    match value {
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::text(text.clone())
        }
        DataRef::Int(n) => number(n.to_string()),
        DataRef::Float(n) => float(*n),
        DataRef::Bool(yes) => flag(*yes),
        DataRef::DateTime(moment) => from_moment(moment, base_1904),
        DataRef::Error(e) => Cell { text: e.to_string(), value: Value::Fault },
        DataRef::Empty => Cell::default(),
    }
}

fn from_data(value: &Data, base_1904: bool) -> Cell {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cell::text(text.clone())
        }
        Data::Int(n) => number(n.to_string()),
        Data::Float(n) => float(*n),
        Data::Bool(yes) => flag(*yes),
        Data::DateTime(moment) => from_moment(moment, base_1904),
        Data::Error(e) => Cell { text: e.to_string(), value: Value::Fault },
        Data::Empty => Cell::default(),
    }
}

fn number(text: String) -> Cell {
    Cell { text: text.clone(), value: Value::Number(text) }
}

/// The shortest decimal text that is this number: what a person typed comes back as typed.
fn float(n: f64) -> Cell {
    if n.is_finite() {
        // Minus zero is zero.
        number(format!("{}", if n == 0.0 { 0.0 } else { n }))
    } else {
        Cell { text: "#NUM!".into(), value: Value::Fault }
    }
}

fn flag(yes: bool) -> Cell {
    Cell { text: if yes { "TRUE" } else { "FALSE" }.into(), value: Value::Flag(yes) }
}

fn from_moment(moment: &ExcelDateTime, base_1904: bool) -> Cell {
    let serial = moment.as_f64();
    dates::from_serial(serial, base_1904).map_or_else(|| float(serial), dates::cell)
}
