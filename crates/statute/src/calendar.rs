//! Working days: the State Council's yearly arrangement (调休 included) and the days paid threefold.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Working days and holidays of the years for which the State Council's notice is known.
#[derive(Debug, Clone)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

#[derive(Debug, Clone)]
struct Year {
    source: String,
    published: NaiveDate,
    off: BTreeMap<NaiveDate, String>,
    working: BTreeSet<NaiveDate>,
    statutory: BTreeMap<NaiveDate, String>,
}

#[derive(Deserialize)]
struct YearFile {
    year: i32,
    source: String,
    published: NaiveDate,
    off: BTreeMap<String, Vec<String>>,
    working: Vec<String>,
    statutory: BTreeMap<String, Vec<String>>,
}

/// A calendar file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Not the expected JSON.
    #[error("calendar file: {0}")]
    Json(#[from] serde_json::Error),
    /// A day that does not exist.
    #[error("calendar file {year}: no such day {day}")]
    Day {
        /// Year of the file.
        year: i32,
        /// Day as written.
        day: String,
    },
    /// A day that is said to be two things at once.
    #[error("calendar file {year}: {day} contradicts another entry")]
    Contradiction {
        /// Year of the file.
        year: i32,
        /// The day.
        day: NaiveDate,
    },
}

const EMBEDDED: [&str; 5] = [
    include_str!("../../../assets/calendars/2022.json"),
    include_str!("../../../assets/calendars/2023.json"),
    include_str!("../../../assets/calendars/2024.json"),
    include_str!("../../../assets/calendars/2025.json"),
    include_str!("../../../assets/calendars/2026.json"),
];

impl Calendar {
    /// The years that come with the program.
    pub fn embedded() -> Self {
        Self::from_json(&EMBEDDED).expect("the calendars in assets are checked by the tests")
    }

    /// Reads year files.
    ///
    /// # Errors
    /// [`CalendarError`] for a file that is not one, a day that does not exist, or one that is off and
    /// worked, worked in exchange on a weekday, or paid threefold without being off.
    pub fn from_json(files: &[&str]) -> Result<Self, CalendarError> {
        let mut years = BTreeMap::new();
        for file in files {
            let file: YearFile = serde_json::from_str(file)?;
            let day = |text: &String| {
                let whole = format!("{}-{text}", file.year);
                NaiveDate::parse_from_str(&whole, "%Y-%m-%d")
                    .map_err(|_| CalendarError::Day { year: file.year, day: text.clone() })
            };
            let named = |map: &BTreeMap<String, Vec<String>>| {
                let all = map.iter().flat_map(|(name, days)| days.iter().map(move |d| (name, d)));
                all.map(|(name, d)| Ok((day(d)?, name.clone())))
                    .collect::<Result<_, CalendarError>>()
            };
            let year = Year {
                source: file.source.clone(),
                published: file.published,
                off: named(&file.off)?,
                working: file.working.iter().map(day).collect::<Result<_, _>>()?,
                statutory: named(&file.statutory)?,
            };
            if let Some(day) = year.contradiction() {
                return Err(CalendarError::Contradiction { year: file.year, day });
            }
            years.insert(file.year, year);
        }
        Ok(Self { years })
    }

    /// Whether a day is worked on; `None` when the year's notice is not known: never guessed.
    ///
    /// A working Saturday or Sunday (调休) is a working day.
    pub fn is_working_day(&self, day: NaiveDate) -> Option<bool> {
        let year = self.years.get(&day.year())?;
        if year.working.contains(&day) {
            return Some(true);
        }
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Some(!weekend && !year.off.contains_key(&day))
    }

    /// First working day on or after a day; `None` when the search leaves the known years.
    pub fn next_working_day(&self, day: NaiveDate) -> Option<NaiveDate> {
        let mut day = day;
        while !self.is_working_day(day)? {
            day = day.checked_add_days(Days::new(1))?;
        }
        Some(day)
    }

    /// Working days after `from` up to and including `to`; negative when `to` is earlier.
    ///
    /// `None` when a year in between is not known.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        if to < from {
            return self.working_days_between(to, from).map(|n| -n);
        }
        let mut count = 0;
        for day in from.iter_days().skip(1).take_while(|d| *d <= to) {
            count += i64::from(self.is_working_day(day)?);
        }
        Some(count)
    }

    /// Holiday period a day belongs to.
    pub fn holiday_name(&self, day: NaiveDate) -> Option<&str> {
        self.years.get(&day.year())?.off.get(&day).map(String::as_str)
    }

    /// One of the days on which work is paid threefold, thirteen a year since 2025, eleven before
    /// (劳动法 Art. 44; 放假办法 Art. 2).
    pub fn statutory_holiday(&self, day: NaiveDate) -> Option<bool> {
        self.years.get(&day.year()).map(|y| y.statutory.contains_key(&day))
    }

    /// Names the data by year and day of publication, to be kept beside a computed day:
    /// `2025@2024-11-12 2026@2025-11-04` for two years.
    pub fn version(&self) -> String {
        let years = self.years.iter();
        let years: Vec<String> = years.map(|(y, d)| format!("{y}@{}", d.published)).collect();
        years.join(" ")
    }

    /// Known years.
    pub fn years(&self) -> Vec<i32> {
        self.years.keys().copied().collect()
    }

    /// Known years with their notices, for the settings screen.
    pub fn sources(&self) -> Vec<(i32, String)> {
        self.years.iter().map(|(y, d)| (*y, d.source.clone())).collect()
    }
}

impl Year {
    fn contradiction(&self) -> Option<NaiveDate> {
        let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let worked = self.working.iter().find(|d| !weekend(d) || self.off.contains_key(d));
        let paid = || self.statutory.keys().find(|d| !self.off.contains_key(d));
        worked.or_else(paid).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn working_saturdays_and_holidays_of_the_notices() {
        let c = Calendar::embedded();
        for (text, working) in [
            ("2026-02-14", true),
            ("2026-05-09", true),
            ("2026-10-10", true),
            ("2026-01-04", true),
            ("2026-02-16", false),
            ("2026-10-07", false),
            ("2026-10-08", true),
            ("2026-12-05", false),
            ("2025-09-28", true),
            ("2024-02-09", true),
            ("2024-04-07", true),
            ("2024-06-10", false),
            ("2023-10-06", false),
            ("2023-06-25", true),
            ("2022-10-09", true),
            ("2022-04-04", false),
            ("2025-10-08", false),
            ("2025-10-09", true),
            ("2026-11-20", true),
        ] {
            assert_eq!(c.is_working_day(day(text)), Some(working), "{text}");
        }
    }

    #[test]
    fn a_year_without_a_notice_is_unknown() {
        let c = Calendar::embedded();
        assert_eq!(c.is_working_day(day("2027-01-04")), None);
        assert_eq!(c.working_days_between(day("2026-12-30"), day("2027-01-05")), None);
    }

    #[test]
    fn thirteen_days_are_paid_threefold_and_eleven_before_2025() {
        let c = Calendar::embedded();
        for year in c.years() {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
            let days = first.iter_days().take_while(|d| d.year() == year);
            assert_eq!(
                days.filter(|d| c.statutory_holiday(*d) == Some(true)).count(),
                if year < 2025 { 11 } else { 13 },
                "{year}"
            );
        }
        assert_eq!(c.statutory_holiday(day("2026-02-15")), Some(false));
        assert_eq!(c.statutory_holiday(day("2026-02-16")), Some(true));
    }

    #[test]
    fn the_data_is_named_by_year_and_publication() {
        assert_eq!(
            Calendar::embedded().version(),
            "2022@2021-10-25 2023@2022-12-08 2024@2023-10-25 2025@2024-11-12 2026@2025-11-04"
        );
    }

    fn file(off: &str, working: &str, statutory: &str) -> Result<Calendar, CalendarError> {
        let text = format!(
            r#"{{"year":2026,"source":"测试","published":"2025-11-04","off":{{"元旦":[{off}]}},"working":[{working}],"statutory":{{"元旦":[{statutory}]}}}}"#
        );
        Calendar::from_json(&[&text])
    }

    #[test]
    fn a_file_that_contradicts_itself_is_refused() {
        assert!(file(r#""01-01""#, r#""01-04""#, r#""01-01""#).is_ok());
        for (off, working, statutory) in
            [(r#""01-04""#, r#""01-04""#, ""), ("", r#""01-05""#, ""), ("", "", r#""01-01""#)]
        {
            assert!(matches!(
                file(off, working, statutory),
                Err(CalendarError::Contradiction { .. })
            ));
        }
        assert!(matches!(file(r#""02-30""#, "", ""), Err(CalendarError::Day { .. })));
    }

    #[test]
    fn working_days_are_counted_the_same_in_both_directions() {
        let c = Calendar::embedded();
        let (a, b) = (day("2026-02-10"), day("2026-02-27"));
        assert_eq!(c.working_days_between(a, b), Some(8));
        assert_eq!(c.working_days_between(b, a), Some(-8));
        assert_eq!(c.working_days_between(a, a), Some(0));
    }
}
