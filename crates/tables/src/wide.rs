//! The monthly attendance sheet: one person a row (or two rows: 正班 and 加班), the days as columns.

use crate::attendance::{Above, Reader};
use crate::headers::Field;
use crate::import::{Import, Place, Skipped, first_text, passed_over};
use crate::members::header_texts;
use crate::{AttendanceOptions, AttendanceRow, Cell, Mapping, Sheet, TableError, Value, values};
use chrono::NaiveDate;
use statute::text;

/// Marks of a day worked without its hours.
const PRESENT: &[&str] = &["√", "✓", "✔", "出勤", "到", "班", "全勤", "●"];
/// Marks of a day without work.
const ABSENT: &[&str] = &[
    "休", "假", "事假", "病假", "年假", "调休", "旷", "旷工", "缺", "缺勤", "×", "✕", "x", "X",
    "○", "公休", "婚假", "丧假", "产假", "补休", "休息", "事", "病", "0", "△", "☆",
];

pub(crate) fn import(
    sheet: &Sheet,
    mapping: &Mapping,
    options: &AttendanceOptions,
) -> Result<Import<AttendanceRow>, TableError> {
    let month = options.month.as_ref().or(mapping.month.as_ref());
    let first = month.and_then(|m| NaiveDate::parse_from_str(&format!("{m}-01"), "%Y-%m-%d").ok());
    let first = first.ok_or(TableError::MonthUnknown)?;
    let header = header_texts(sheet, mapping);
    let name_column = mapping.column_of(Field::Name);
    let order = mapping.column_of(Field::Order);
    let mut import: Import<AttendanceRow> = Import::new();
    let mut above = Above::default();
    for row in mapping.first_row..sheet.rows.len() {
        if sheet.rows[row].iter().all(Cell::is_empty) {
            continue;
        }
        if let Some(skipped) = passed_over(sheet, row, name_column, order, &header) {
            import.skipped.push(skipped);
            continue;
        }
        let has_days = mapping.days.iter().any(|(column, _)| sheet.cell(row, *column).is_some());
        if !has_days {
            import.skipped.push(Skipped {
                row: row + 1,
                text: first_text(sheet, row),
                code: "no_work".into(),
                message: "这一行没有任何一天的记录".into(),
            });
            continue;
        }
        let mut reader = Reader { place: Place::new(sheet, row), mapping };
        let (name, id_number) = reader.person(&mut above);
        let mut days = Vec::new();
        for (column, day) in &mapping.days {
            let Some(cell) = sheet.cell(row, *column) else { continue };
            let Some(minutes) = minutes(&mut reader, *column, cell, options) else { continue };
            let Some(day) = chrono::Datelike::with_day(&first, u32::from(*day)) else {
                reader.place.fail(*column, "day_not_in_month", "日期");
                continue;
            };
            days.push(AttendanceRow {
                row: row + 1,
                name: name.clone(),
                id_number: id_number.clone(),
                day,
                begin: String::new(),
                end: String::new(),
                minutes,
                kind: None,
                compensated: false,
                pieces: String::new(),
                note: String::new(),
            });
        }
        let mut place = reader.place;
        import.remarks.append(&mut place.remarks);
        if place.errors.is_empty() {
            import.rows.append(&mut days);
        }
        import.errors.append(&mut place.errors);
    }
    Ok(import)
}

/// Minutes of one cell; `None` for a day without work and for a cell that cannot be read.
fn minutes(
    reader: &mut Reader<'_>,
    column: usize,
    cell: &Cell,
    options: &AttendanceOptions,
) -> Option<u32> {
    let mark = text::line(&cell.text);
    if values::is_blank(&mark) || ABSENT.contains(&mark.as_str()) {
        return None;
    }
    if PRESENT.contains(&mark.as_str()) {
        if options.mark_minutes.is_none() {
            reader.place.fail(column, "mark_without_hours", "工时");
        }
        return options.mark_minutes;
    }
    let numeric = mark.starts_with(|c: char| values::half(c).is_ascii_digit());
    if !numeric && !matches!(cell.value, Value::Moment { .. } | Value::Fault) {
        reader.place.fail(column, "mark_unknown", "工时");
        return None;
    }
    reader.hours(column, cell).filter(|m| *m > 0)
}
