//! Counting days (民法典 Art. 200–204; 民事诉讼法 Art. 85).

use crate::Calendar;
use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

/// The last day of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Due {
    /// By plain counting.
    pub raw: NaiveDate,
    /// After rolling past non-working days.
    pub due: NaiveDate,
    /// Rolled past a weekend or holiday.
    pub rolled: bool,
    /// The year's notice or the value itself is not known for certain.
    pub unconfirmed: bool,
    /// Article or document.
    pub basis: String,
}

/// A period counted in calendar days: the first day is not counted, a last day off rolls on.
///
/// Where the calendar of the last day is not known the plain day stands, unconfirmed.
///
/// Source: 民法典 Art. 201, 203; 民事诉讼法 Art. 85.
pub fn calendar_days(from: NaiveDate, n: u32, calendar: &Calendar, basis: &str) -> Due {
    roll(from.checked_add_days(Days::new(u64::from(n))).unwrap_or(NaiveDate::MAX), calendar, basis)
}

/// A period of months: the same day of the month, or the month's last (民法典 Art. 202).
pub fn months(from: NaiveDate, n: u32, calendar: &Calendar, basis: &str) -> Due {
    roll(from.checked_add_months(Months::new(n)).unwrap_or(NaiveDate::MAX), calendar, basis)
}

/// A period of years (民法典 Art. 202).
pub fn years(from: NaiveDate, n: u32, calendar: &Calendar, basis: &str) -> Due {
    months(from, n.saturating_mul(12), calendar, basis)
}

/// A period counted in working days after the first day.
///
/// Days of a year without a notice are counted by weekday and the result is unconfirmed.
pub fn working_days(from: NaiveDate, n: u32, calendar: &Calendar, basis: &str) -> Due {
    let mut day = from;
    let mut left = n;
    let mut unconfirmed = false;
    while left > 0 {
        let Some(next) = day.succ_opt() else { break };
        day = next;
        let working = calendar.is_working_day(day).unwrap_or_else(|| {
            unconfirmed = true;
            let number = chrono::Datelike::weekday(&day).number_from_monday();
            number <= 5
        });
        left -= u32::from(working);
    }
    Due { raw: day, due: day, rolled: false, unconfirmed, basis: basis.to_owned() }
}

fn roll(raw: NaiveDate, calendar: &Calendar, basis: &str) -> Due {
    let basis = basis.to_owned();
    match calendar.next_working_day(raw) {
        Some(due) => Due { raw, due, rolled: due != raw, unconfirmed: false, basis },
        None => Due { raw, due: raw, rolled: false, unconfirmed: true, basis },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn fifteen_days_roll_past_weekends_and_holidays() {
        let c = Calendar::embedded();
        for (from, raw, due) in [
            ("2026-11-20", "2026-12-05", "2026-12-07"),
            ("2026-09-18", "2026-10-03", "2026-10-08"),
            ("2026-02-12", "2026-02-27", "2026-02-27"),
        ] {
            let got = calendar_days(day(from), 15, &c, "");
            assert_eq!((got.raw, got.due, got.rolled), (day(raw), day(due), raw != due));
            assert!(!got.unconfirmed);
        }
    }

    #[test]
    fn five_working_days_skip_holidays_and_count_working_saturdays() {
        let c = Calendar::embedded();
        for (from, due) in [
            ("2026-02-13", "2026-02-27"),
            ("2026-02-10", "2026-02-24"),
            ("2026-04-29", "2026-05-09"),
            ("2026-09-28", "2026-10-10"),
        ] {
            assert_eq!(working_days(day(from), 5, &c, "").due, day(due), "{from}");
        }
    }

    #[test]
    fn a_year_without_a_notice_is_said_to_be_unconfirmed() {
        let c = Calendar::embedded();
        let due = calendar_days(day("2026-12-25"), 15, &c, "");
        assert_eq!((due.due, due.unconfirmed), (day("2027-01-09"), true));
        assert!(working_days(day("2026-12-30"), 5, &c, "").unconfirmed);
    }

    #[test]
    fn the_last_day_of_a_short_month() {
        let c = Calendar::embedded();
        assert_eq!(months(day("2025-08-31"), 6, &c, "").raw, day("2026-02-28"));
        assert_eq!(years(day("2024-02-29"), 1, &c, "").raw, day("2025-02-28"));
    }

    proptest! {
        #[test]
        fn a_period_never_ends_early_nor_on_a_day_off(offset in 0u64..600, n in 0u32..60) {
            let c = Calendar::embedded();
            let from = day("2025-01-01").checked_add_days(Days::new(offset)).expect("in range");
            let due = calendar_days(from, n, &c, "");
            prop_assert!(due.due >= due.raw);
            if !due.unconfirmed {
                prop_assert_eq!(c.is_working_day(due.due), Some(true));
            }
            let later = calendar_days(from, n + 1, &c, "");
            prop_assert!(later.due >= due.due);
            prop_assert!(later.raw > due.raw);
        }

        #[test]
        fn working_days_are_counted_back_the_same(offset in 0u64..500, n in 1u32..30) {
            let c = Calendar::embedded();
            let from = day("2025-01-01").checked_add_days(Days::new(offset)).expect("in range");
            let due = working_days(from, n, &c, "");
            if !due.unconfirmed {
                prop_assert_eq!(c.working_days_between(from, due.due), Some(i64::from(n)));
            }
        }
    }
}
