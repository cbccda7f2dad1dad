//! Instalments by plan.

use crate::Refusal;
use crate::context::Context;
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::Fen;

/// How far one instalment lies from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "unit", content = "n", rename_all = "snake_case")]
pub enum Every {
    /// So many days.
    Days(u32),
    /// So many months, on the day of the month of the first; on the last day where a month is shorter.
    Months(u32),
}

/// One instalment of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Instalment {
    /// From 1.
    pub no: u32,
    /// Amount, 分.
    pub amount: Fen,
    /// Last day to pay.
    pub due: NaiveDate,
    /// Whether that day is a working day; `None` when the calendar does not reach it.
    pub working_day: Option<bool>,
}

/// Most instalments of one plan: twenty years by the month.
const MOST: u32 = 240;

/// Divides a sum into instalments that add up to it exactly: equal parts, the rest in the last.
///
/// # Errors
/// `instalments.count` (none, or more than 240), `instalments.total` (less than 1 分 for each),
/// `instalments.every` (no distance), `instalments.past` (the first day has passed), `instalments.date`.
pub fn instalments(
    total: Fen,
    count: u32,
    first: NaiveDate,
    every: Every,
    cx: &Context<'_>,
) -> Result<Vec<Instalment>, Refusal> {
    if count == 0 || count > MOST {
        return Err(Refusal::new("instalments.count", "").with("most", MOST));
    }
    if total.0 < i64::from(count) {
        return Err(Refusal::new("instalments.total", ""));
    }
    if matches!(every, Every::Days(0) | Every::Months(0)) && count > 1 {
        return Err(Refusal::new("instalments.every", ""));
    }
    if first < cx.today() {
        return Err(Refusal::new("instalments.past", "").with("on", first.to_string()));
    }
    let part = total.0 / i64::from(count);
    let rest = total.0 - part * i64::from(count);
    let day = |index: u32| match every {
        Every::Days(n) => first.checked_add_days(Days::new(u64::from(n) * u64::from(index))),
        // Counted from the first, so that the 31st comes back after a February.
        Every::Months(n) => {
            n.checked_mul(index).and_then(|n| first.checked_add_months(Months::new(n)))
        }
    };
    let row = |index: u32| {
        let due = day(index).ok_or_else(|| Refusal::new("instalments.date", ""))?;
        let amount = if index + 1 == count { part + rest } else { part };
        let working_day = cx.calendar.is_working_day(due);
        Ok(Instalment { no: index + 1, amount: Fen(amount), due, working_day })
    };
    (0..count).map(row).collect()
}
