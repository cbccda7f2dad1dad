//! Holidays beside the national table: half days and the local ones of nationalities.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Half a day off for part of the citizens; not made up when it falls on a weekend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct HalfDay {
    /// Chinese name.
    pub name: String,
    /// `MM-DD`.
    pub on: String,
    /// Who has it.
    pub who: String,
    /// Article.
    pub source: String,
    /// Checked against a text.
    pub confirmed: bool,
}

/// A holiday a prefecture or county has set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct LocalHoliday {
    /// Stable name.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// GB/T 2260: prefecture (4) or county (6).
    pub area: String,
    /// When it usually is, in words.
    #[serde(default)]
    pub usual: String,
    /// Days off by the yearly notices that are known; empty: ask.
    #[serde(default)]
    pub days: Vec<NaiveDate>,
    /// Saturdays and Sundays worked instead.
    #[serde(default)]
    pub working: Vec<NaiveDate>,
    /// `rest` (200 %) or `holiday` (300 %); empty: not known.
    #[serde(default)]
    pub paid_as: String,
    /// Article or notice.
    pub source: String,
    /// Checked against a text.
    pub confirmed: bool,
}

/// All holidays beside the national table.
#[derive(Debug, Clone, Deserialize)]
pub struct Holidays {
    half_day: Vec<HalfDay>,
    local: Vec<LocalHoliday>,
}

impl Holidays {
    /// What comes with the program: names and areas; the days come from yearly notices.
    pub fn embedded() -> Self {
        toml::from_str(include_str!("../../../assets/law/holidays.toml"))
            .expect("assets/law/holidays.toml is checked by the tests")
    }

    /// The same with what a county has typed; a row of the same name in the same area takes its place.
    pub fn with(mut self, rows: impl IntoIterator<Item = LocalHoliday>) -> Self {
        for row in rows {
            self.local.retain(|l| l.id != row.id);
            self.local.push(row);
        }
        self
    }

    /// Local holidays of an area: those of its county and of its prefecture.
    pub fn of<'a>(&'a self, area: &'a str) -> impl Iterator<Item = &'a LocalHoliday> {
        self.local.iter().filter(move |l| area.starts_with(&l.area))
    }

    /// Half days, for whom and when.
    ///
    /// Source: 全国年节及纪念日放假办法 Art. 3.
    pub fn half_days(&self) -> &[HalfDay] {
        &self.half_day
    }

    /// Local holidays of an area whose days of a year nobody has entered: to be asked.
    pub fn unknown<'a>(
        &'a self,
        area: &'a str,
        year: i32,
    ) -> impl Iterator<Item = &'a LocalHoliday> {
        self.of(area).filter(move |l| !l.days.iter().any(|d| d.year() == year))
    }

    /// Rows for the field `local_holidays` of the overtime rule; holidays whose pay is not known are left out.
    pub fn rows(&self, area: &str) -> Vec<serde_json::Value> {
        let mut rows = Vec::new();
        for local in self.of(area).filter(|l| matches!(l.paid_as.as_str(), "rest" | "holiday")) {
            let row = |day: &NaiveDate, paid_as: &str| serde_json::json!({ "day": day, "name": local.name, "paid_as": paid_as });
            rows.extend(local.days.iter().map(|d| row(d, &local.paid_as)));
            rows.extend(local.working.iter().map(|d| row(d, "work")));
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_holidays_have_no_day_until_a_notice_is_entered() {
        let holidays = Holidays::embedded();
        assert_eq!(holidays.of("532823").count(), 2);
        assert_eq!(holidays.unknown("532823", 2026).count(), 2);
        assert!(holidays.rows("532823").is_empty());
        assert_eq!(holidays.half_days().len(), 2);
        let mut water = holidays.of("532823").next().expect("one").clone();
        water.days = vec!["2026-04-13".parse().expect("a day")];
        water.working = vec!["2026-04-18".parse().expect("a day")];
        water.paid_as = "rest".to_owned();
        let typed = holidays.with([water]);
        assert_eq!(typed.unknown("532823", 2026).count(), 1);
        assert_eq!(typed.unknown("532823", 2027).count(), 2);
        let rows = typed.rows("532823");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1]["paid_as"], "work");
        assert_eq!(typed.rows("532300").len(), 0);
    }
}
