//! Attendance: one day a row. The monthly sheet with the days as columns is in `wide`.

use crate::headers::{Field, Target};
use crate::import::{Import, Place, passed_over, said};
use crate::members::header_texts;
use crate::{Cell, Mapping, Sheet, TableError, Value, dates, values, wide};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::text;

/// Kind of a day as the table says it; the calendar decides where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// 工作日
    Weekday,
    /// 休息日
    Rest,
    /// 法定节假日
    Holiday,
}

/// Hours of one person on one day, or of one of his shifts on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct AttendanceRow {
    /// Row of the sheet, from 1.
    pub row: usize,
    /// Name, empty when the table is of one person.
    pub name: String,
    /// Identity number, empty when it is not given.
    pub id_number: String,
    /// Day on which the shift began.
    pub day: NaiveDate,
    /// Begin, `HH:MM`, empty when only hours are given.
    pub begin: String,
    /// End, `HH:MM`; before the begin it is on the next day.
    pub end: String,
    /// Minutes worked, breaks taken off. Hours such as 2.33 come to the nearest minute.
    pub minutes: u32,
    /// Kind of day, if the table says it.
    pub kind: Option<DayKind>,
    /// Compensated by time off.
    pub compensated: bool,
    /// Pieces made, exact decimal text, empty when not given.
    pub pieces: String,
    /// Remarks.
    pub note: String,
}

/// What an import of attendance needs besides the sheet.
#[derive(Debug, Clone, Default)]
pub struct AttendanceOptions {
    /// Month of a monthly sheet, `YYYY-MM`, when the sheet itself does not say it.
    pub month: Option<String>,
    /// Minutes that a mark such as √ stands for in a monthly sheet; without it a mark is an error.
    pub mark_minutes: Option<u32>,
}

/// Reads the hours of a sheet: one day a row, or, when the mapping has `days`, one person a row.
///
/// Rows without hours, pieces or times are an error unless they are empty: a forgotten cell must not
/// pass as a day without work. A blank name below a name is the same person (merged cells).
///
/// # Errors
/// [`TableError::NoHeader`], [`TableError::NoColumn`] without a column of days,
/// [`TableError::MonthUnknown`] for a monthly sheet without a month.
pub fn import_attendance(
    sheet: &Sheet,
    mapping: &Mapping,
    options: &AttendanceOptions,
) -> Result<Import<AttendanceRow>, TableError> {
    if mapping.header_row.is_none() && mapping.columns.iter().all(|c| c.field.is_none()) {
        return Err(TableError::NoHeader);
    }
    if !mapping.days.is_empty() {
        return wide::import(sheet, mapping, options);
    }
    let label = |field: Field| Target::Attendance.label(field).to_owned();
    let Some(day_column) = mapping.column_of(Field::Day) else {
        return Err(TableError::NoColumn { column: label(Field::Day) });
    };
    let counts = [Field::Hours, Field::Begin, Field::Pieces];
    if counts.iter().all(|f| mapping.column_of(*f).is_none()) {
        return Err(TableError::NoColumn { column: label(Field::Hours) });
    }
    let header = header_texts(sheet, mapping);
    let name_column = mapping.column_of(Field::Name);
    let mut import = Import::new();
    let mut above = Above::default();
    for row in mapping.first_row..sheet.rows.len() {
        if sheet.rows[row].iter().all(Cell::is_empty) {
            continue;
        }
        let order = mapping.column_of(Field::Order);
        if let Some(skipped) = passed_over(sheet, row, name_column, order, &header) {
            import.skipped.push(skipped);
            continue;
        }
        let mut reader = Reader { place: Place::new(sheet, row), mapping };
        let (name, id_number) = reader.person(&mut above);
        let read = reader.row(day_column, name, id_number);
        let mut place = reader.place;
        if let Some(read) = read.as_ref().filter(|_| place.errors.is_empty()) {
            let twice = |r: &AttendanceRow| {
                (&r.name, &r.id_number, r.day, &r.begin, &r.end)
                    == (&read.name, &read.id_number, read.day, &read.begin, &read.end)
            };
            // Rows of a person and day stand near each other; looking back without bound would cost
            // the square of 40 000 rows.
            if import.rows.iter().rev().take(400).any(twice) {
                place.fail(day_column, "duplicate_row", &label(Field::Day));
            }
        }
        import.remarks.append(&mut place.remarks);
        if let Some(read) = read.filter(|_| place.errors.is_empty()) {
            import.rows.push(read);
        }
        import.errors.append(&mut place.errors);
    }
    Ok(import)
}

/// The person of the rows above.
#[derive(Default)]
pub(crate) struct Above {
    name: String,
    id_number: String,
}

pub(crate) struct Reader<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) mapping: &'a Mapping,
}

impl Reader<'_> {
    fn said(&self, field: Field) -> Option<(usize, Cell)> {
        let (column, cell) = said(self.place.sheet, self.place.row, self.mapping.column_of(field))?;
        Some((column, cell.clone()))
    }

    fn fail(&mut self, column: usize, code: &str, field: Field) {
        self.place.fail(column, code, Target::Attendance.label(field));
    }

    /// Name and number of the row, or of the rows above where both are blank.
    pub(crate) fn person(&mut self, above: &mut Above) -> (String, String) {
        let name = self.said(Field::Name);
        let number = self.said(Field::IdNumber);
        if let Some((column, cell)) = &number
            && values::has_lost_digits(cell)
        {
            self.fail(*column, "lost_digits", Field::IdNumber);
        }
        if let Some((column, cell)) = &name
            && (cell.value != Value::Text || !cell.text.chars().any(char::is_alphabetic))
        {
            self.fail(*column, "name_not_text", Field::Name);
        }
        let given = |cell: Option<(usize, Cell)>| cell.map_or(String::new(), |(_, c)| c.text);
        let name = text::name(&given(name));
        let number: String = given(number).chars().filter(|c| !c.is_whitespace()).collect();
        let number = number.chars().map(values::half).collect::<String>().to_uppercase();
        if !name.is_empty() || !number.is_empty() {
            *above = Above { name, id_number: number };
        } else if let Some(column) = self.mapping.column_of(Field::Name)
            && above.name.is_empty()
        {
            self.fail(column, "name_missing", Field::Name);
        }
        (above.name.clone(), above.id_number.clone())
    }

    fn row(&mut self, day_column: usize, name: String, id_number: String) -> Option<AttendanceRow> {
        let day = match self.place.sheet.cell(self.place.row, day_column) {
            None => Err("day_not_a_day"),
            Some(cell) => dates::day_of(cell).map_err(dates::DayError::code),
        };
        let begin = self.clock(Field::Begin);
        let end = self.clock(Field::End);
        let pause = self.pause();
        let pieces = self.pieces();
        let minutes = self.minutes(begin, end, pause, !pieces.is_empty());
        let kind = self.kind();
        let compensated = self.compensated();
        let note = self.said(Field::Note).map_or(String::new(), |(_, c)| text::line(&c.text));
        let day = match day {
            Ok((day, bare)) => {
                if bare {
                    let message = format!("日期是 Excel 序号，读成 {day}，请核对");
                    self.place.remark(Some(day_column), "day_from_serial", message);
                }
                day
            }
            Err(code) => {
                self.fail(day_column, code, Field::Day);
                return None;
            }
        };
        let clock = |minute: Option<u16>| minute.map_or(String::new(), dates::clock_text);
        Some(AttendanceRow {
            row: self.place.row + 1,
            name,
            id_number,
            day,
            begin: clock(begin),
            end: clock(end),
            minutes: minutes?,
            kind,
            compensated,
            pieces,
            note,
        })
    }

    fn clock(&mut self, field: Field) -> Option<u16> {
        let (column, cell) = self.said(field)?;
        let minute = dates::minute_of(&cell);
        if minute.is_none() {
            self.fail(column, "time_not_a_time", field);
        }
        minute
    }

    fn pause(&mut self) -> u32 {
        let Some((column, cell)) = self.said(Field::Break) else { return 0 };
        match values::decimal(&cell).and_then(|t| t.parse().ok()) {
            Some(minutes) => minutes,
            None => {
                self.fail(column, "break_not_a_number", Field::Break);
                0
            }
        }
    }

    fn pieces(&mut self) -> String {
        let Some((column, cell)) = self.said(Field::Pieces) else { return String::new() };
        values::decimal(&cell).unwrap_or_else(|| {
            self.fail(column, "pieces_not_a_number", Field::Pieces);
            String::new()
        })
    }

    fn minutes(
        &mut self,
        begin: Option<u16>,
        end: Option<u16>,
        pause: u32,
        pieces: bool,
    ) -> Option<u32> {
        let clock = match (begin, end) {
            (Some(begin), Some(end)) => {
                let (begin, end) = (u32::from(begin), u32::from(end));
                // Past midnight the shift ends on the next day.
                let span = if end <= begin { end + 1440 - begin } else { end - begin };
                match span.checked_sub(pause) {
                    Some(minutes) => Some(minutes),
                    None => {
                        let column = self.mapping.column_of(Field::Break)?;
                        self.fail(column, "break_too_long", Field::Break);
                        return None;
                    }
                }
            }
            _ => None,
        };
        let typed = match self.said(Field::Hours) {
            Some((column, cell)) => Some((column, self.hours(column, &cell)?)),
            None => None,
        };
        match (typed, clock) {
            (Some((column, hours)), Some(clock)) => {
                if hours.abs_diff(clock) > 1 {
                    let message = format!(
                        "填的是 {} 小时，按上下班时间算是 {} 小时，按填的数记",
                        shown(hours),
                        shown(clock)
                    );
                    self.place.remark(Some(column), "hours_differ", message);
                }
                Some(hours)
            }
            (Some((_, hours)), None) => Some(hours),
            (None, Some(clock)) => Some(clock),
            (None, None) if pieces => Some(0),
            (None, None) => {
                let hours = self.mapping.column_of(Field::Hours);
                let column = hours.or(self.mapping.column_of(Field::End)).unwrap_or_default();
                // A time that cannot be read was named already.
                if self.place.errors.is_empty() {
                    self.fail(column, "hours_missing", Field::Hours);
                }
                None
            }
        }
    }

    /// Hours of a cell in minutes: `2.5`, `2.5小时`, or a duration such as 2:30.
    pub(crate) fn hours(&mut self, column: usize, cell: &Cell) -> Option<u32> {
        let label = Target::Attendance.label(Field::Hours);
        let minutes = match &cell.value {
            Value::Moment { day: None, minute } => minute.map(u32::from),
            Value::Moment { .. } | Value::Fault | Value::Flag(_) => None,
            _ => {
                let bare = text::line(&cell.text);
                let bare = ["小时", "个小时", "h", "H"].iter().find_map(|u| bare.strip_suffix(u));
                let plain = bare.map_or_else(
                    || cell.clone(),
                    |b| Cell::text(b.trim_end_matches('个').to_owned()),
                );
                self.decimal_hours(column, &plain)
            }
        };
        match minutes {
            None => self.place.fail(column, "hours_not_a_number", label),
            Some(minutes) if minutes > 24 * 60 => {
                self.place.fail(column, "hours_too_many", label);
                return None;
            }
            Some(_) => {}
        }
        minutes
    }

    fn decimal_hours(&mut self, column: usize, cell: &Cell) -> Option<u32> {
        let text = values::decimal(cell)?;
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let scale = 10_u64.pow(u32::try_from(decimals.len()).ok()?);
        let hours = format!("{whole}{decimals}").parse::<u64>().ok()?;
        let minutes = (hours * 60 + scale / 2) / scale;
        if !(hours * 60).is_multiple_of(scale) {
            let message = format!("{text} 小时不是整分钟，按 {minutes} 分钟记");
            self.place.remark(Some(column), "hours_rounded", message);
        }
        u32::try_from(minutes).ok()
    }

    fn kind(&mut self) -> Option<DayKind> {
        let (column, cell) = self.said(Field::Kind)?;
        match text::line(&cell.text).trim_end_matches("加班") {
            "工作日" | "平时" | "平日" | "延时" | "延长" | "正班" => {
                Some(DayKind::Weekday)
            }
            "休息日" | "周末" | "双休日" | "公休日" | "公休" => Some(DayKind::Rest),
            "法定节假日" | "法定假日" | "节假日" | "法定休假日" | "法定节日" | "节日" => {
                Some(DayKind::Holiday)
            }
            _ => {
                self.fail(column, "kind_unknown", Field::Kind);
                None
            }
        }
    }

    fn compensated(&mut self) -> bool {
        let Some((column, cell)) = self.said(Field::Compensated) else { return false };
        values::flag(&cell).unwrap_or_else(|| {
            self.fail(column, "flag_unknown", Field::Compensated);
            false
        })
    }
}

/// Minutes as hours for a reader: `2.5`, `2小时20分`.
fn shown(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => hours.to_string(),
        (hours, 30) => format!("{hours}.5"),
        (hours, rest) => format!("{hours}:{rest:02}"),
    }
}
