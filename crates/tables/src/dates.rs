//! Days and times of day as people write them.

use crate::{Cell, Value};
use chrono::{Datelike, NaiveDate};

/// A day, a time of day in minutes, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) day: Option<NaiveDate>,
    pub(crate) minute: Option<u16>,
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayError {
    /// A year and a month without a day.
    MonthOnly,
    /// A month and a day without a year.
    NoYear,
    /// A year of two digits, or `03/04/2026`: day and month cannot be told apart.
    Ambiguous,
    /// 31 February.
    NoSuchDay,
    /// Before 1900 or after 2100.
    FarAway,
    /// No date at all.
    NotADay,
}

impl DayError {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::MonthOnly => "day_month_only",
            Self::NoYear => "day_no_year",
            Self::Ambiguous => "day_ambiguous",
            Self::NoSuchDay => "day_no_such",
            Self::FarAway => "day_far_away",
            Self::NotADay => "day_not_a_day",
        }
    }
}

/// The moment of a spreadsheet's serial number: whole days and a fraction of a day.
///
/// Excel counts 1900-02-29, a day that never was, as 60: days before it lie one later than those
/// after it. Workbooks of old Macs count from 1904-01-01.
pub(crate) fn from_serial(serial: f64, base_1904: bool) -> Option<Moment> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    let minutes = (serial * 1440.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "below 3 000 000 × 1440, proved above")]
    let minutes = minutes as i64;
    let (days, minute) = (minutes / 1440, u16::try_from(minutes % 1440).ok()?);
    if days == 0 && !base_1904 {
        return Some(Moment { day: None, minute: Some(minute) });
    }
    let (year, month, first) = match (base_1904, days) {
        (true, _) => (1904, 1, 1),
        (false, 60) => return None,
        (false, 1..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    let day = NaiveDate::from_ymd_opt(year, month, first)?
        .checked_add_days(chrono::Days::new(u64::try_from(days).ok()?))?;
    Some(Moment { day: Some(day), minute: (minute > 0).then_some(minute) })
}

/// A cell for a moment, its text as ISO 8601 writes it.
pub(crate) fn cell(moment: Moment) -> Cell {
    let Moment { day, minute } = moment;
    let text = match (day, minute) {
        (Some(day), Some(minute)) => format!("{day} {}", clock_text(minute)),
        (Some(day), None) => day.to_string(),
        (None, Some(minute)) => clock_text(minute),
        (None, None) => String::new(),
    };
    Cell { text, value: Value::Moment { day, minute } }
}

/// `08:30`.
pub(crate) fn clock_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A cell's day. The second value says that a bare number was taken for a serial number.
pub(crate) fn day_of(cell: &Cell) -> Result<(NaiveDate, bool), DayError> {
    match &cell.value {
        Value::Moment { day: Some(day), .. } => near(*day).map(|d| (d, false)),
        Value::Number(text) => {
            let bare = text.parse::<u32>().ok();
            // 1954 to 2079: numbers in between are no year, no month and no YYYYMMDD.
            if let Some(serial) = bare.filter(|n| (20_000..65_536).contains(n)) {
                let day = from_serial(f64::from(serial), false).and_then(|m| m.day);
                return Ok((day.ok_or(DayError::NotADay)?, true));
            }
            parse_day(text).map(|d| (d, false))
        }
        Value::Text => parse_day(&cell.text).map(|d| (d, false)),
        _ => Err(DayError::NotADay),
    }
}

fn near(day: NaiveDate) -> Result<NaiveDate, DayError> {
    if (1900..=2100).contains(&day.year()) { Ok(day) } else { Err(DayError::FarAway) }
}

/// A day as written: `2026年3月1日`, `2026.3.1`, `2026/3/1`, `2026-03-01`, `20260301`, also with a
/// time of day or a day of the week behind it.
pub(crate) fn parse_day(text: &str) -> Result<NaiveDate, DayError> {
    let text: String = text.trim().chars().map(half).collect();
    // What follows the day: a time, a day of the week in brackets or words.
    let ends = [" ", "T", "(", "星期", "周"];
    let cut = ends.iter().filter_map(|e| text.find(e)).filter(|at| *at > 0).min();
    let spaced = text.contains('年') && !text.contains('T');
    let text = match cut {
        // "2026年 3月 1日" has its spaces inside.
        Some(_) if spaced => {
            let text = text.replace(' ', "");
            let end = ["(", "星期", "周"].iter().filter_map(|e| text.find(e)).min();
            text[..end.unwrap_or(text.len())].to_owned()
        }
        Some(at) => text[..at].to_owned(),
        None => text,
    };
    let text = match text.find('日').or_else(|| text.find('号')) {
        Some(at) => text[..at].to_owned(),
        None => text,
    };
    let text: String =
        text.chars().map(|c| if matches!(c, '年' | '月' | '.' | '/') { '-' } else { c }).collect();
    let text = text.trim_end_matches('-');
    let parts: Vec<&str> = text.split('-').map(str::trim).collect();
    let digits = |p: &&str| !p.is_empty() && p.len() <= 8 && p.chars().all(|c| c.is_ascii_digit());
    if !parts.iter().all(digits) {
        return Err(DayError::NotADay);
    }
    let n = |i: usize| parts[i].parse::<u32>().unwrap_or(u32::MAX);
    let day = |y: u32, m: u32, d: u32| {
        let y = i32::try_from(y).map_err(|_| DayError::NotADay)?;
        near(NaiveDate::from_ymd_opt(y, m, d).ok_or(DayError::NoSuchDay)?)
    };
    match parts.as_slice() {
        [whole] if whole.len() == 8 => day(n(0) / 10_000, n(0) / 100 % 100, n(0) % 100),
        [whole] if whole.len() == 6 && (1900..=2100).contains(&(n(0) / 100)) => {
            Err(DayError::MonthOnly)
        }
        [year, _] if year.len() == 4 => Err(DayError::MonthOnly),
        [month, _] if month.len() <= 2 && n(0) <= 12 => Err(DayError::NoYear),
        [year, m, d] if year.len() == 4 && m.len() <= 2 && d.len() <= 2 => day(n(0), n(1), n(2)),
        [a, b, c] if a.len() <= 2 && b.len() <= 2 && (c.len() == 4 || c.len() == 2) => {
            Err(DayError::Ambiguous)
        }
        _ => Err(DayError::NotADay),
    }
}

fn half(c: char) -> char {
    match c {
        '。' | '．' => '.',
        '－' | '—' | '–' | '−' => '-',
        '\u{a0}' | '\t' => ' ',
        _ => statute::text::half_width(c),
    }
}

/// A time of day, minutes from midnight up to 24:00: `8:30`, `08：30`, `8点半`, `20时15分`, `下午2:00`.
pub(crate) fn minute_of(cell: &Cell) -> Option<u16> {
    match &cell.value {
        Value::Moment { minute, .. } => *minute,
        Value::Text => parse_minute(&cell.text),
        // A fraction of a day without the format of a time.
        Value::Number(text) => {
            let n: f64 = text.parse().ok()?;
            (n > 0.0 && n < 1.0).then(|| from_serial(n, false)).flatten()?.minute
        }
        _ => None,
    }
}

fn parse_minute(text: &str) -> Option<u16> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    let morning = ["上午", "早上", "凌晨", "早"].iter().find_map(|p| text.strip_prefix(p));
    let later = ["下午", "晚上", "晚", "夜间"].iter().find_map(|p| text.strip_prefix(p));
    let clock = morning.or(later).unwrap_or(&text).replace("点半", ":30");
    let clock = clock.replace(['点', '时'], ":").replace('分', "");
    let mut parts = clock.trim_end_matches(':').split(':');
    let hour: u16 = parts.next()?.parse().ok().filter(|h| *h <= 24)?;
    let minute: u16 =
        parts.next().map_or(Some(0), |m| (m.len() <= 2).then(|| m.parse().ok())?)?;
    let second = parts.next().is_none_or(|s| s.parse::<u16>().is_ok_and(|s| s < 60));
    // "830" is no clock time; a bare hour needs its 点.
    let marked = clock.contains(':');
    let hour = if later.is_some() && hour < 12 { hour + 12 } else { hour };
    let whole = hour * 60 + minute;
    (marked && second && parts.next().is_none() && minute < 60 && whole <= 24 * 60).then_some(whole)
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
