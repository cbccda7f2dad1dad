//! `law.days`: what kind of day each day is, for the attendance table.

use crate::error::Result;
use crate::session::Desk;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// Days to be told.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LawDaysAsk {
    /// Days, in any order.
    pub days: Vec<NaiveDate>,
}

/// What a day is for the pay of overtime.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LawDay {
    /// Day.
    pub day: NaiveDate,
    /// `weekday`, `rest`, `holiday`, `worked` (调休上班), `unknown`.
    pub kind: String,
    /// The same in words, with the name of the holiday.
    pub words: String,
}

/// Days with where it was read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawDays {
    /// Days, in the order they were asked.
    pub days: Vec<LawDay>,
    /// Notices the kinds come from, and years without one.
    pub sources: Vec<String>,
}

/// Tells what kind of day each is; a year whose notice is not known is never guessed.
///
/// # Errors
/// None: it answers on a closed desk too.
///
/// Source: 全国年节及纪念日放假办法; the State Council's yearly notices.
pub fn days(desk: &Desk, ask: LawDaysAsk) -> Result<LawDays> {
    let calendar = &desk.law.calendar;
    let known = calendar.sources();
    let years: BTreeSet<i32> = ask.days.iter().map(Datelike::year).collect();
    let sources = years.iter().map(|year| match known.iter().find(|(y, _)| y == year) {
        Some((_, source)) => format!("{year}年：{source}"),
        None => format!("{year}年的放假安排还没有收录"),
    });
    Ok(LawDays {
        sources: sources.collect(),
        days: ask.days.iter().map(|day| one(desk, *day)).collect(),
    })
}

fn one(desk: &Desk, day: NaiveDate) -> LawDay {
    let calendar = &desk.law.calendar;
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let name = calendar.holiday_name(day).unwrap_or_default();
    let (kind, words) = match (calendar.statutory_holiday(day), calendar.is_working_day(day)) {
        (Some(true), _) => ("holiday", format!("法定休假日 {name}")),
        (_, Some(true)) if weekend => ("worked", "调休上班".to_owned()),
        (_, Some(true)) => ("weekday", "工作日".to_owned()),
        (_, Some(false)) if name.is_empty() => ("rest", "休息日".to_owned()),
        (_, Some(false)) => ("rest", format!("休息日（{name}假期）")),
        _ => ("unknown", "未知".to_owned()),
    };
    LawDay { day, kind: kind.to_owned(), words: words.trim_end().to_owned() }
}
