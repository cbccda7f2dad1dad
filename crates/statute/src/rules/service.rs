//! Length of service: whole months and the days beyond them.

use chrono::{Datelike, Months, NaiveDate};

/// First day of the period that begins `months` after `start`.
///
/// Where the month has no such day the next period begins on the first of the month after: a month from
/// 31 January ends on 28 February (民法典 Art. 202, the start day being worked and therefore counted).
pub(crate) fn counterpart(start: NaiveDate, months: u32) -> NaiveDate {
    let clamped = start.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    if clamped.day() == start.day() {
        clamped
    } else {
        clamped.succ_opt().unwrap_or(NaiveDate::MAX)
    }
}

/// Whole months from `first` to `last`, both worked, and the days beyond them; nothing when out of order.
pub(crate) fn months_and_days(first: NaiveDate, last: NaiveDate) -> (u32, i64) {
    let Some(after) = last.succ_opt().filter(|after| *after > first) else { return (0, 0) };
    let years = after.year() - first.year();
    let rough = years * 12 + after.month0() as i32 - first.month0() as i32;
    let mut months = u32::try_from(rough.max(0)).unwrap_or(0);
    while months > 0 && counterpart(first, months) > after {
        months -= 1;
    }
    (months, (after - counterpart(first, months)).num_days())
}

/// `6年6个月10天`, without the parts that are nothing.
pub(crate) fn length(months: u32, days: i64) -> String {
    let mut words = String::new();
    for (n, unit) in
        [(i64::from(months / 12), "年"), (i64::from(months % 12), "个月"), (days, "天")]
    {
        if n > 0 {
            words.push_str(&format!("{n}{unit}"));
        }
    }
    if words.is_empty() { "0天".to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_that_has_no_such_day_ends_with_its_last() {
        let day = |t: &str| t.parse::<NaiveDate>().expect("a day");
        for (first, last, want) in [
            ("2026-01-31", "2026-02-27", (0, 28)),
            ("2026-01-31", "2026-02-28", (1, 0)),
            ("2020-02-29", "2021-02-28", (12, 0)),
            ("2020-02-29", "2021-02-27", (11, 30)),
            ("2021-03-01", "2024-02-29", (36, 0)),
            ("2021-03-01", "2024-02-28", (35, 28)),
            ("2020-03-01", "2026-09-10", (78, 10)),
            ("2026-01-01", "2026-06-29", (5, 29)),
            ("2026-01-01", "2026-01-01", (0, 1)),
            ("2026-01-02", "2026-01-01", (0, 0)),
        ] {
            assert_eq!(months_and_days(day(first), day(last)), want, "{first} {last}");
        }
        assert_eq!(length(78, 10), "6年6个月10天");
    }
}
