//! `law.attendance_read`: an attendance table from Excel, CSV or the clipboard as rows of the overtime table.

use super::parameters;
use crate::attachment::decoded;
use crate::error::{DeskError, Result};
use crate::session::Desk;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tables::{AttendanceOptions, AttendanceRow, Field, Mapping, Sheet, TableError, Target};
use ts_rs::TS;

/// A table to be read; nothing of it is kept.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct LawAttendanceRead {
    /// File name.
    pub name: String,
    /// Bytes of a file, base64.
    pub data: String,
    /// Or what was pasted.
    pub text: String,
    /// Of a table of several people: whose days.
    pub person: Option<String>,
    /// Month of a monthly sheet, `YYYY-MM`, when the sheet does not say it.
    pub month: Option<String>,
    /// The hours are those of the whole day, not of the overtime; as the heads of the table say when left out.
    pub worked: Option<bool>,
    /// Minutes that a mark such as √ stands for in a monthly sheet.
    pub mark_minutes: Option<u32>,
}

/// One row of the overtime table.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LawAttendanceRow {
    /// Day.
    pub day: NaiveDate,
    /// Hours, decimal text, or `H:MM` where no decimal holds them.
    pub hours: String,
    /// Pieces.
    pub pieces: Option<i64>,
    /// Compensated by time off.
    pub compensated: bool,
}

/// A cell that could not be read.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LawAttendanceError {
    /// Name of the cell: `C7`.
    pub cell: String,
    /// Its text.
    pub text: String,
    /// What is wrong, and what to do.
    pub words: String,
}

/// What was read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawAttendance {
    /// Days with overtime, in order.
    pub rows: Vec<LawAttendanceRow>,
    /// Names in the table; more than one: choose one.
    pub people: Vec<String>,
    /// Whose days these are.
    pub person: Option<String>,
    /// The hours were taken as those of the whole day.
    pub worked: bool,
    /// Days of the table that hold no overtime.
    pub without: u32,
    /// Cells that could not be read.
    pub errors: Vec<LawAttendanceError>,
    /// What to look at, as sentences.
    pub remarks: Vec<String>,
}

impl From<TableError> for DeskError {
    fn from(error: TableError) -> Self {
        let out = Self::new(error.code());
        let said = error.words();
        // The words of a table name sheet, row and cell; the room of the tables says them best.
        match said.split_once('。') {
            Some((what, _)) => out.with("what_words", what),
            None => out,
        }
    }
}

/// Reads an attendance table and gives its days as rows of the overtime table.
///
/// A table of several people gives nothing until one is named. Of hours of a whole day the standard hours of a working
/// day are taken off; rest days and holidays stay whole.
///
/// # Errors
/// `table.*`: the file is none, is damaged, or has no column of days; `attachment.*` for bytes that are none.
///
/// Source: 国务院关于职工工作时间的规定 Art. 3 (eight hours).
pub fn attendance_read(desk: &Desk, input: LawAttendanceRead) -> Result<LawAttendance> {
    let book = if input.data.is_empty() {
        tables::read_pasted(&input.text)?
    } else {
        tables::read(&decoded(&input.data)?, &input.name)?
    };
    let shown = book.sheets.iter().filter(|s| !s.hidden && !s.is_empty());
    let best = shown
        .map(|sheet| (sheet, tables::guess(sheet, Target::Attendance)))
        .max_by_key(|(_, mapping)| mapping.score());
    let (sheet, mapping) = best.ok_or(TableError::Empty)?;
    let options =
        AttendanceOptions { month: input.month.clone(), mark_minutes: input.mark_minutes };
    let import = tables::import_attendance(sheet, &mapping, &options)?;
    let people: BTreeSet<String> =
        import.rows.iter().map(|r| r.name.clone()).filter(|n| !n.is_empty()).collect();
    let people: Vec<String> = people.into_iter().collect();
    let person = input.person.or_else(|| people.first().filter(|_| people.len() == 1).cloned());
    let worked = input.worked.unwrap_or_else(|| whole_days(sheet, &mapping));
    let own: Vec<&AttendanceRow> = import
        .rows
        .iter()
        .filter(|r| match &person {
            Some(name) => r.name == *name || r.name.is_empty(),
            None => people.is_empty(),
        })
        .collect();
    let mut out = LawAttendance {
        rows: Vec::new(),
        worked,
        without: 0,
        errors: import.errors.iter().map(said).collect(),
        remarks: import.remarks.iter().map(|r| r.message.clone()).collect(),
        person,
        people,
    };
    fill(desk, &mut out, &own)?;
    Ok(out)
}

fn said(error: &tables::CellError) -> LawAttendanceError {
    LawAttendanceError {
        cell: error.cell.clone(),
        text: error.text.clone(),
        words: format!("{}。{}。", error.message, error.remedy).replace("。。", "。"),
    }
}

/// Whether the heads speak of the whole day rather than of overtime.
fn whole_days(sheet: &Sheet, mapping: &Mapping) -> bool {
    let overtime = |text: &str| text.contains("加班") || text.contains("加点");
    let hours = mapping.column_of(Field::Hours);
    let heads = mapping.columns.iter().filter(|c| Some(c.column) == hours);
    let above = sheet.rows.iter().take(mapping.first_row).flatten();
    let in_title = mapping.days.is_empty() || !above.map(|c| &c.text).any(|t| overtime(t));
    !heads.map(|c| &c.header).any(|h| overtime(h)) && in_title
}

/// What one day comes to: its shifts together.
#[derive(Default)]
struct Day {
    minutes: u32,
    pieces: Option<i64>,
    compensated: Vec<bool>,
}

fn fill(desk: &Desk, out: &mut LawAttendance, rows: &[&AttendanceRow]) -> Result<()> {
    let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
    for row in rows {
        let day = days.entry(row.day).or_default();
        day.minutes += row.minutes;
        // A part of a piece is paid like no other piece: it is left to the person.
        if let Ok(pieces) = row.pieces.parse::<i64>() {
            day.pieces = Some(day.pieces.unwrap_or(0) + pieces);
        }
        day.compensated.push(row.compensated);
    }
    let parameters = parameters::in_force(desk)?;
    for (on, mut day) in days {
        if out.worked && desk.law.calendar.is_working_day(on) != Some(false) {
            if desk.law.calendar.is_working_day(on).is_none() {
                let words = format!("{on}：当年的放假安排没有收录，分不清是不是工作日，没有取。");
                out.remarks.push(words);
                continue;
            }
            let standard = parameters.find("daily_hours", "", on);
            let standard = standard.and_then(|p| p.value.parse::<u32>().ok()).unwrap_or(0) * 60;
            day.minutes = day.minutes.saturating_sub(standard);
        }
        if day.minutes == 0 && day.pieces.is_none() {
            out.without += 1;
            continue;
        }
        let compensated = day.compensated.iter().all(|one| *one);
        if !compensated && day.compensated.iter().any(|one| *one) {
            out.remarks.push(format!("{on}：几个班次里只有一部分补休，按没有补休取，请核对。"));
        }
        out.rows.push(LawAttendanceRow {
            day: on,
            hours: hours(day.minutes),
            pieces: day.pieces,
            compensated,
        });
    }
    Ok(())
}

/// 150 → `2.5`; a third of an hour has no decimal: 140 → `2:20`.
fn hours(minutes: u32) -> String {
    if minutes.is_multiple_of(3) {
        let hundredths = minutes * 100 / 60;
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
