//! A member list as a file that Excel and WPS open without harm to its digits.

use crate::headers::{Field, MEMBERS};
use crate::members::ID_KINDS;
use crate::{MemberRow, TableError};
use encoding_rs::GB18030;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format as Style, FormatAlign, Workbook, Worksheet, XlsxError,
};
use serde::{Deserialize, Serialize};
use statute::Fen;

/// Kind of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Excel workbook.
    Xlsx,
    /// CSV in GB18030, which old programs expect.
    CsvGb18030,
    /// CSV in UTF-8 with byte order mark, by which Excel knows it.
    CsvUtf8,
}

/// Value of a field for a file.
pub(crate) enum Out {
    Nothing,
    Text(String),
    Number(u32),
    Money(Fen),
    Day(chrono::NaiveDate),
}

pub(crate) fn value(member: &MemberRow, field: Field) -> Out {
    let text = |t: &str| if t.is_empty() { Out::Nothing } else { Out::Text(t.to_owned()) };
    let money = |m: Option<Fen>| m.map_or(Out::Nothing, Out::Money);
    let day = |d: Option<chrono::NaiveDate>| d.map_or(Out::Nothing, Out::Day);
    match field {
        Field::Order => member.order.map_or(Out::Nothing, Out::Number),
        Field::Name => text(&member.name),
        Field::IdKind => {
            let name = ID_KINDS.iter().find(|(code, _)| *code == member.id_kind).map(|(_, n)| *n);
            text(name.unwrap_or_default())
        }
        Field::IdNumber => text(&member.id_number),
        Field::Sex => text(match member.sex.as_str() {
            "male" => "男",
            "female" => "女",
            _ => "",
        }),
        Field::Birth => day(member.birth),
        Field::Phone => text(&member.phone),
        Field::Nation => text(&member.nation),
        Field::EmployedFrom => day(member.employed_from),
        Field::EndedOn => day(member.ended_on),
        Field::Wage => money(member.wage),
        Field::Claimed => money(member.claimed),
        Field::Agreed => money(member.agreed),
        Field::AccountName => text(&member.account_name),
        Field::Bank => text(&member.bank),
        Field::AccountNo => text(&member.account_no),
        Field::Note => text(&member.note),
        _ => Out::Nothing,
    }
}

/// A column's width in characters and whether its digits are text for ever.
pub(crate) fn shape(field: Field) -> (f64, bool) {
    match field {
        Field::Order => (6.0, false),
        Field::IdNumber | Field::AccountNo => (22.0, true),
        Field::Phone => (14.0, true),
        Field::IdKind | Field::Bank => (16.0, false),
        Field::Note => (24.0, false),
        Field::Sex => (6.0, false),
        _ => (12.0, false),
    }
}

/// Writes a member list; what is written is read again by [`crate::import_members`].
///
/// In a workbook numbers of cards and accounts are cells of text. In CSV they end in a tab, so that a
/// spreadsheet program takes them for text, and a text that begins like a formula stands behind an
/// apostrophe.
///
/// # Errors
/// [`TableError::Unwritable`] for a character the encoding has not, [`TableError::Write`].
pub fn export_members(members: &[MemberRow], format: Format) -> Result<Vec<u8>, TableError> {
    match format {
        Format::Xlsx => workbook(members).map_err(written),
        Format::CsvUtf8 => {
            let mut out = "\u{feff}".as_bytes().to_vec();
            out.extend(csv(members)?.into_bytes());
            Ok(out)
        }
        Format::CsvGb18030 => {
            let text = csv(members)?;
            let (bytes, _, lossy) = GB18030.encode(&text);
            if lossy {
                let bad = |line: &str| GB18030.encode(line).2;
                let row = text.lines().position(bad).unwrap_or_default();
                return Err(TableError::Unwritable { row, encoding: "GB18030".into() });
            }
            Ok(bytes.into_owned())
        }
    }
}

pub(crate) fn written(e: XlsxError) -> TableError {
    TableError::Write { why: e.to_string() }
}

fn csv(members: &[MemberRow]) -> Result<String, TableError> {
    let broken = |e: String| TableError::Write { why: e };
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let header = MEMBERS.iter().map(|w| w.label);
    writer.write_record(header).map_err(|e| broken(e.to_string()))?;
    for member in members {
        let record = MEMBERS.iter().map(|w| match value(member, w.field) {
            Out::Nothing => String::new(),
            Out::Text(text) if shape(w.field).1 => format!("{text}\t"),
            Out::Text(text) if text.starts_with(['=', '+', '-', '@', '\'']) => format!("'{text}"),
            Out::Text(text) => text,
            Out::Number(n) => n.to_string(),
            Out::Money(fen) => fen.format().replace(',', ""),
            Out::Day(day) => day.to_string(),
        });
        writer.write_record(record).map_err(|e| broken(e.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|e| broken(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| broken(e.to_string()))
}

fn workbook(members: &[MemberRow]) -> Result<Vec<u8>, XlsxError> {
    let mut book = begin()?;
    let sheet = book.add_worksheet();
    sheet.set_name("名册")?;
    let columns: Vec<(Field, &str)> = MEMBERS.iter().map(|w| (w.field, w.label)).collect();
    head(sheet, &columns)?;
    for (i, member) in members.iter().enumerate() {
        let row = u32::try_from(i + 1).unwrap_or(u32::MAX);
        write_row(sheet, row, &columns, |field| value(member, field))?;
    }
    book.save_to_buffer()
}

/// A workbook without the time of its making: the same rows give the same bytes.
pub(crate) fn begin() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let epoch = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    Ok(book)
}

/// Writes the header into the first row and sets widths and formats of the columns.
pub(crate) fn head(sheet: &mut Worksheet, columns: &[(Field, &str)]) -> Result<(), XlsxError> {
    let style = Style::new().set_bold().set_align(FormatAlign::Center).set_text_wrap();
    let text = Style::new().set_num_format("@");
    for (i, (field, label)) in columns.iter().enumerate() {
        let column = u16::try_from(i).unwrap_or(u16::MAX);
        let (width, digits) = shape(*field);
        sheet.set_column_width(column, width)?;
        if digits {
            // Cells that are typed later stay text too.
            sheet.set_column_format(column, &text)?;
        }
        sheet.write_string_with_format(0, column, *label, &style)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

pub(crate) fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    columns: &[(Field, &str)],
    value: impl Fn(Field) -> Out,
) -> Result<(), XlsxError> {
    let text = Style::new().set_num_format("@");
    let money = Style::new().set_num_format("#,##0.00");
    let day = Style::new().set_num_format("yyyy-mm-dd");
    for (i, (field, _)) in columns.iter().enumerate() {
        let column = u16::try_from(i).unwrap_or(u16::MAX);
        match value(*field) {
            Out::Nothing => {}
            Out::Text(t) => {
                sheet.write_string_with_format(row, column, t, &text)?;
            }
            Out::Number(n) => {
                sheet.write_number(row, column, n)?;
            }
            // Exact: an amount has at most 13 digits, a double keeps 15.
            #[expect(clippy::cast_precision_loss, reason = "at most 13 digits, a double keeps 15")]
            Out::Money(fen) => {
                sheet.write_number_with_format(row, column, fen.0 as f64 / 100.0, &money)?;
            }
            // The spreadsheet knows no day before 1900: such a one is text.
            Out::Day(d) => match ExcelDateTime::parse_from_str(&d.to_string()) {
                Ok(date) if chrono::Datelike::year(&d) > 1900 => {
                    sheet.write_datetime_with_format(row, column, date, &day)?;
                }
                _ => {
                    sheet.write_string_with_format(row, column, d.to_string(), &text)?;
                }
            },
        }
    }
    Ok(())
}
