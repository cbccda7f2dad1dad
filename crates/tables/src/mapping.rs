//! Which row is the header, and which column is what.

use crate::headers::{Field, Target, bare, fit};
use crate::{Sheet, Value};
use serde::{Deserialize, Serialize};

/// Rows from the top among which the header is looked for: titles and notes stand above it.
const HEADER_WITHIN: usize = 30;
/// Columns of days that make a sheet a monthly one.
const DAYS_OF_A_MONTH: usize = 20;

/// Unit of a column of money.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 元
    #[default]
    Yuan,
    /// 万元: the header says so, the cells do not.
    TenThousand,
}

/// One column of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Column {
    /// Position, from 0.
    pub column: usize,
    /// Header as written, of two rows the lower one with the upper one before it.
    pub header: String,
    /// What it holds; `None` is left out.
    pub field: Option<Field>,
    /// Unit of money.
    pub unit: Unit,
}

/// Which row is the header and which column is what; a person may change all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Mapping {
    /// Table to be made.
    pub target: Target,
    /// Row of the header, from 0; `None` when there is none.
    pub header_row: Option<usize>,
    /// First row of data, from 0.
    pub first_row: usize,
    /// Columns with a header or a field.
    pub columns: Vec<Column>,
    /// Columns that are days of a month, with the day: not empty for a monthly sheet.
    pub days: Vec<(usize, u8)>,
    /// Month of a monthly sheet, `YYYY-MM`, as far as title or name of the sheet say it.
    pub month: Option<String>,
    /// What a person should look at: codes `first_work_day`, `ambiguous:<label>`.
    pub remarks: Vec<String>,
}

impl Mapping {
    /// Position of a field's column.
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|c| c.field == Some(field)).map(|c| c.column)
    }

    pub(crate) fn unit_of(&self, field: Field) -> Unit {
        self.columns.iter().find(|c| c.field == Some(field)).map_or(Unit::Yuan, |c| c.unit)
    }

    /// Assigns a field to a column, or takes it away; no two columns hold the same field.
    pub fn assign(&mut self, column: usize, field: Option<Field>) {
        for other in &mut self.columns {
            if other.field == field {
                other.field = None;
            }
        }
        match self.columns.iter_mut().find(|c| c.column == column) {
            Some(known) => known.field = field,
            None => {
                self.columns.push(Column {
                    column,
                    header: String::new(),
                    field,
                    unit: Unit::default(),
                });
            }
        }
    }

    /// How many columns were recognised: the sheet with the most is the one meant.
    pub fn score(&self) -> usize {
        self.columns.iter().filter(|c| c.field.is_some()).count() + self.days.len()
    }
}

/// Guesses header row and columns of a sheet.
///
/// Title rows are passed over; a header of two rows (merged cells) is read as one. Without a header
/// the mapping has no fields, `header_row` is `None` and data begin in the first row.
pub fn guess(sheet: &Sheet, target: Target) -> Mapping {
    let hits = |row: usize| -> usize {
        let known = |text: &str| target.words().iter().map(|w| fit(text, w)).max().unwrap_or(0);
        let cells = sheet.rows[row].iter().filter(|c| !c.is_empty());
        cells.filter(|c| known(&bare(&c.text)) >= 2).count() + days_in(sheet, row, target).len() / 4
    };
    let rows = sheet.rows.len().min(HEADER_WITHIN);
    // Of equals the upper one: rows of data never fit better.
    let best = (0..rows).rev().max_by_key(|row| hits(*row)).filter(|row| hits(*row) > 0);
    let Some(header_row) = best else {
        let columns = Vec::new();
        let (days, month, remarks) = (Vec::new(), None, Vec::new());
        return Mapping { target, header_row: None, first_row: 0, columns, days, month, remarks };
    };
    let days = days_in(sheet, header_row, target);
    let days = if days.is_empty() && header_row + 1 < sheet.rows.len() {
        days_in(sheet, header_row + 1, target)
    } else {
        days
    };
    let lower = lower_header(sheet, header_row, target, !days.is_empty());
    let mut columns = headers(sheet, header_row, lower);
    columns.retain(|c| !days.iter().any(|(column, _)| *column == c.column));
    let mut remarks = choose(&mut columns, target);
    let first_work = |c: &Column| c.field == Some(Field::EmployedFrom) && c.header.contains("参加");
    if columns.iter().any(first_work) {
        remarks.push("first_work_day".to_owned());
    }
    let month = (!days.is_empty()).then(|| month_of(sheet, header_row)).flatten();
    let first_row = lower.unwrap_or(header_row) + 1;
    Mapping { target, header_row: Some(header_row), first_row, columns, days, month, remarks }
}

/// Columns of a row that are the days of a month, rising from left to right.
fn days_in(sheet: &Sheet, row: usize, target: Target) -> Vec<(usize, u8)> {
    if target != Target::Attendance {
        return Vec::new();
    }
    let mut days: Vec<(usize, u8)> = Vec::new();
    for (column, cell) in sheet.rows[row].iter().enumerate() {
        let text = bare(&cell.text);
        let text = text.trim_end_matches(['日', '号']);
        let day = match &cell.value {
            Value::Moment { day: Some(day), .. } => u8::try_from(chrono::Datelike::day(day)).ok(),
            _ => text.parse().ok(),
        };
        if let Some(day) = day.filter(|d| (1..=31).contains(d))
            && days.last().is_none_or(|(_, last)| day == last + 1)
        {
            days.push((column, day));
        }
    }
    if days.len() >= DAYS_OF_A_MONTH { days } else { Vec::new() }
}

/// A second header row: all words, some of them known, none where the first names a column fully.
fn lower_header(sheet: &Sheet, header: usize, target: Target, monthly: bool) -> Option<usize> {
    let row = header + 1;
    let cells = sheet.rows.get(row)?;
    let name_column = sheet.rows[header].iter().position(|c| {
        target.words().iter().any(|w| w.field == Field::Name && fit(&bare(&c.text), w) >= 2)
    });
    if name_column.is_some_and(|c| sheet.cell(row, c).is_some()) {
        return None;
    }
    if monthly && (!days_in(sheet, row, target).is_empty() || is_week(cells)) {
        return Some(row);
    }
    let filled: Vec<_> = cells.iter().filter(|c| !c.is_empty()).collect();
    let words = filled.iter().all(|c| c.value == Value::Text);
    let known = |text: &str| target.words().iter().any(|w| fit(text, w) >= 2);
    (words && filled.iter().any(|c| known(&bare(&c.text)))).then_some(row)
}

/// A row of 一 二 三 … 日 under the days.
fn is_week(cells: &[crate::Cell]) -> bool {
    let week = |text: &str| {
        let text = text.trim().trim_start_matches("星期").trim_start_matches('周');
        text.chars().count() == 1 && "一二三四五六日天".contains(text)
    };
    cells.iter().filter(|c| week(&c.text)).count() >= DAYS_OF_A_MONTH
}

fn headers(sheet: &Sheet, upper: usize, lower: Option<usize>) -> Vec<Column> {
    let width = |row: usize| sheet.rows.get(row).map_or(0, Vec::len);
    let columns = width(upper).max(lower.map_or(0, width));
    let text = |row: usize, column: usize| {
        sheet.cell(row, column).map_or(String::new(), |c| statute::text::line(&c.text))
    };
    let mut over = String::new();
    let mut out = Vec::new();
    for column in 0..columns {
        let high = text(upper, column);
        if !high.is_empty() {
            over = high.clone();
        }
        let low = lower.map_or(String::new(), |row| text(row, column));
        let header = match (high.is_empty(), low.is_empty()) {
            (_, true) => high,
            // A merged cell keeps its text in its first column only.
            (true, false) if !over.is_empty() => format!("{over} {low}"),
            (true, false) => low,
            (false, false) => format!("{high} {low}"),
        };
        if header.is_empty() {
            continue;
        }
        let ten_thousand = statute::text::line(&header).contains("万元");
        let unit = if ten_thousand { Unit::TenThousand } else { Unit::Yuan };
        out.push(Column { column, header, field: None, unit });
    }
    out
}

/// Gives each field to the column that fits best, of equals to the first; names the fields for which
/// there was more than one of the best.
fn choose(columns: &mut [Column], target: Target) -> Vec<String> {
    let fit_of = |column: &Column, words: &crate::headers::Words| {
        let whole = fit(&bare(&column.header), words);
        // Of two header rows the lower one is the name, the upper one the subject.
        let low = column.header.rsplit(' ').next().map_or(0, |low| fit(&bare(low), words));
        whole.max(low)
    };
    let mut fits: Vec<(u8, usize, usize)> = Vec::new();
    for (w, words) in target.words().iter().enumerate() {
        for (c, column) in columns.iter().enumerate() {
            fits.push((fit_of(column, words), w, c));
        }
    }
    fits.retain(|(fit, _, _)| *fit > 0);
    fits.sort_by_key(|(fit, w, c)| (std::cmp::Reverse(*fit), *w, *c));
    let mut taken: Vec<(usize, u8)> = Vec::new();
    let mut remarks = Vec::new();
    for (fit, w, c) in fits {
        if columns[c].field.is_some() {
            continue;
        }
        let words = &target.words()[w];
        match taken.iter().find(|(t, _)| *t == w) {
            None => {
                columns[c].field = Some(words.field);
                taken.push((w, fit));
            }
            // The better name stands; two equal ones are a question.
            Some((_, best)) if *best == fit => {
                let remark = format!("ambiguous:{}", words.label);
                if !remarks.contains(&remark) {
                    remarks.push(remark);
                }
            }
            Some(_) => {}
        }
    }
    remarks
}

/// `2026年3月` in a title above the header, or in the name of the sheet.
fn month_of(sheet: &Sheet, header_row: usize) -> Option<String> {
    let above = sheet.rows[..header_row].iter().flatten().map(|c| c.text.as_str());
    above.chain([sheet.name.as_str()]).find_map(month_in)
}

fn month_in(text: &str) -> Option<String> {
    let text: String =
        text.chars().filter(|c| !c.is_whitespace()).map(statute::text::half_width).collect();
    let runs: Vec<(usize, &str)> = text
        .split(|c: char| !c.is_ascii_digit())
        .scan(0, |at, run| {
            let start = *at;
            *at += run.len() + text[start + run.len()..].chars().next().map_or(0, char::len_utf8);
            Some((start, run))
        })
        .filter(|(_, run)| !run.is_empty())
        .collect();
    runs.windows(2).find_map(|pair| {
        let [(start, year), (next, month)] = pair else { return None };
        let between = text.get(start + year.len()..*next)?;
        let joined = matches!(between, "年" | "-" | "." | "/" | "年度");
        let (y, m): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
        (joined && (1990..=2100).contains(&y) && (1..=12).contains(&m))
            .then(|| format!("{y}-{m:02}"))
    })
}
