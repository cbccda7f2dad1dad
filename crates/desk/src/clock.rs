//! Whether the computer's clock can be right: every period of the law is counted from it.

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use chrono::{DateTime, Datelike, FixedOffset, TimeDelta};

/// So much behind the last record can be two people's watches; more is a clock that was set back.
const BACK: TimeDelta = TimeDelta::minutes(10);
/// More than this apart from the hub's clock a person should know.
const SKEW_MS: i64 = 600_000;
/// A desk that nobody touched for longer than this is rarer than a clock that was set a year ahead.
const AHEAD: TimeDelta = TimeDelta::days(180);

/// What has to be said about the clock, if anything: it stands before the last record of this desk, before the
/// program itself was made, or implausibly long after the last record.
///
/// # Errors
/// `store.*`
pub(crate) fn doubt(desk: &Desk, session: &Session) -> Result<Option<DeskError>> {
    let now = desk.now();
    let last = session.store.read(|r| r.last_written_at())?;
    if let Some(skew) = session.store.read(|r| r.skew_ms())?.filter(|ms| ms.abs() > SKEW_MS) {
        return Ok(Some(DeskError::new("clock.skew").with("minutes", skew / 60_000)));
    }
    let first_year = desk.law.calendar.years().into_iter().min();
    Ok(judge(now, last, first_year))
}

fn judge(
    now: DateTime<FixedOffset>,
    last: Option<DateTime<FixedOffset>>,
    first_year: Option<i32>,
) -> Option<DeskError> {
    let said = |code: &str, at: Option<DateTime<FixedOffset>>| {
        let error = DeskError::new(code).with("now", now.date_naive().to_string());
        match at {
            Some(at) => error.with("last", at.date_naive().to_string()),
            None => error,
        }
    };
    if first_year.is_some_and(|year| now.year() < year) {
        return Some(said("clock.before_program", None));
    }
    let last = last?;
    if now + BACK < last {
        return Some(said("clock.behind", Some(last)));
    }
    (now - last > AHEAD).then(|| said("clock.ahead", Some(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        format!("{text}T09:00:00+08:00").parse().expect("a time")
    }

    fn code(now: &str, last: Option<&str>) -> Option<String> {
        judge(at(now), last.map(at), Some(2025)).map(|e| e.code.to_string())
    }

    #[test]
    fn a_clock_a_year_off_is_noticed_in_both_directions_and_a_working_one_is_not() {
        assert_eq!(code("2026-11-20", Some("2026-11-19")), None);
        assert_eq!(code("2026-11-20", None), None);
        assert_eq!(code("2025-11-20", Some("2026-11-19")), Some("clock.behind".into()));
        assert_eq!(code("2027-11-20", Some("2026-11-19")), Some("clock.ahead".into()));
        assert_eq!(code("1970-01-01", None), Some("clock.before_program".into()));
    }

    #[test]
    fn two_watches_that_differ_by_minutes_are_no_news() {
        let last = at("2026-11-20");
        assert_eq!(judge(last - TimeDelta::minutes(9), Some(last), Some(2025)), None);
        let set_back = judge(last - TimeDelta::minutes(11), Some(last), Some(2025));
        assert!(set_back.is_some_and(|e| e.code == "clock.behind"));
    }
}
