//! Wage arithmetic with shown working.

use crate::ratio::Ratio;
use crate::{Fen, Parameter, Parameters};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// One step of a working.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct WorkStep {
    /// What is computed.
    pub label: String,
    /// How, in figures.
    pub formula: String,
    /// Result, 分; zero when the step gives no money.
    pub result: Fen,
    /// Article or document.
    pub article: String,
    /// Result that is no money, with its unit: `7个月`, `12.5小时`.
    #[serde(default)]
    pub value: Option<String>,
}

/// A computed amount with every step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Working {
    /// Steps in order.
    pub steps: Vec<WorkStep>,
    /// Result, 分.
    pub total: Fen,
    /// One line: 4,000.00 × 2个月.
    pub line: String,
}

/// Number of months from one to another, both counted; `None` when the order is wrong or a text is no month.
pub fn months_between(from: &str, to: &str) -> Option<i64> {
    let month = |text: &str| NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok();
    let (from, to) = (month(from)?, month(to)?);
    let count = i64::from(to.year() - from.year()) * 12 + i64::from(to.month())
        - i64::from(from.month())
        + 1;
    (count >= 1).then_some(count)
}

/// Arrears of a monthly wage for full months.
///
/// `from` and `to` are months `YYYY-MM`, both counted. `None` when they are no such months or out of order.
///
/// Source: 劳动法 Art. 50.
pub fn wage_arrears(from: &str, to: &str, monthly: Fen) -> Option<Working> {
    let count = months_between(from, to)?;
    let total = Fen(monthly.0.checked_mul(count)?).checked().ok()?;
    let line = format!("{} × {count}个月", monthly.format());
    let step = WorkStep {
        label: "拖欠工资".to_owned(),
        formula: format!("{line} = {}元", total.format()),
        result: total,
        article: "劳动法第50条".to_owned(),
        value: None,
    };
    Some(Working { steps: vec![step], total, line })
}

/// Daily wage: monthly wage ÷ 21.75, half up to 分.
///
/// `None` when no value is in force on the day.
///
/// Source: 人社部发〔2025〕2号.
pub fn daily_wage(monthly: Fen, on: NaiveDate, parameters: &Parameters) -> Option<WorkStep> {
    let days = parameters.find("monthly_pay_days", "", on)?;
    let result = by_day(monthly, 1, days)?;
    Some(WorkStep {
        label: "日工资".to_owned(),
        formula: format!("{} ÷ {} = {}元", monthly.format(), days.value, result.format()),
        result,
        article: days.source.clone(),
        value: None,
    })
}

/// Arrears of full months and of days of a part month, by the daily wage.
///
/// `months` are the first and the last full month (`YYYY-MM`), `days` the paid days beyond them, at most
/// 31; `on` is the day whose parameters count. The days are rounded once, half up to 分, not by the day.
/// `None` when there is neither, when the months are out of order, or when no value is in force.
///
/// Source: 劳动法 Art. 50; 人社部发〔2025〕2号 (÷ 21.75).
pub fn wage_arrears_with_days(
    months: Option<(&str, &str)>,
    days: u32,
    monthly: Fen,
    on: NaiveDate,
    parameters: &Parameters,
) -> Option<Working> {
    let full = match months {
        Some((from, to)) => Some(wage_arrears(from, to, monthly)?),
        None => None,
    };
    if days == 0 {
        return full;
    }
    let value = parameters.find("monthly_pay_days", "", on).filter(|_| days <= 31)?;
    let result = by_day(monthly, days, value)?;
    let by_days = format!("{} ÷ {} × {days}天", monthly.format(), value.value);
    let step = WorkStep {
        label: "不足月工资".to_owned(),
        formula: format!("{by_days} = {}元", result.format()),
        result,
        article: value.source.clone(),
        value: None,
    };
    let Some(mut working) = full else {
        return Some(Working { steps: vec![step], total: result, line: by_days });
    };
    let sum = working.total.checked_add(result)?;
    let parts = format!("{} + {}", working.total.format(), result.format());
    working.line = format!("{} + {by_days}", working.line);
    working.total = sum;
    working.steps.push(step);
    working.steps.push(WorkStep {
        label: "合计".to_owned(),
        formula: format!("{parts} = {}元", sum.format()),
        result: sum,
        article: String::new(),
        value: None,
    });
    Some(working)
}

/// Monthly wage ÷ days of pay × days, half up to 分; `None` below zero or beyond the range.
fn by_day(monthly: Fen, days: u32, value: &Parameter) -> Option<Fen> {
    let monthly = Ratio::from(monthly.checked().ok()?);
    (monthly / value.ratio()? * Ratio::whole(days)).fen()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_months_of_four_thousand() {
        let w = wage_arrears("2026-09", "2026-10", Fen(400_000)).expect("two months");
        assert_eq!((w.total, w.line.as_str()), (Fen(800_000), "4,000.00 × 2个月"));
        assert_eq!(wage_arrears("2025-11", "2026-02", Fen(100)).map(|w| w.total), Some(Fen(400)));
        assert_eq!(wage_arrears("2026-10", "2026-09", Fen(1)), None);
        assert_eq!(wage_arrears("2026-13", "2026-14", Fen(1)), None);
    }

    #[test]
    fn the_day_is_the_month_by_21_75() {
        let p = Parameters::embedded();
        let on = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        assert_eq!(daily_wage(Fen(870_000), on, &p).map(|s| s.result), Some(Fen(40_000)));
        assert_eq!(daily_wage(Fen(400_000), on, &p).map(|s| s.result), Some(Fen(18_391)));
    }

    #[test]
    fn a_part_month_is_paid_by_the_day_and_rounded_once() {
        let p = Parameters::embedded();
        let on = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let w = wage_arrears_with_days(Some(("2026-09", "2026-10")), 10, Fen(400_000), on, &p)
            .expect("two months and ten days");
        // 4 000 ÷ 21.75 × 10 = 1 839.0804…; ten times the rounded 183.91 would be 1 839.10.
        assert_eq!(w.total, Fen(983_908));
        assert_eq!(w.line, "4,000.00 × 2个月 + 4,000.00 ÷ 21.75 × 10天");
        assert_eq!(w.steps.len(), 3);
        assert_eq!(w.steps[2].formula, "8,000.00 + 1,839.08 = 9,839.08元");
        assert_eq!(w.steps[1].article, "人社部发〔2025〕2号");
        let days = wage_arrears_with_days(None, 10, Fen(400_000), on, &p).expect("ten days");
        assert_eq!((days.total, days.steps.len()), (Fen(183_908), 1));
        let months = wage_arrears_with_days(Some(("2026-09", "2026-10")), 0, Fen(400_000), on, &p);
        assert_eq!(months.map(|w| w.total), Some(Fen(800_000)));
        assert_eq!(wage_arrears_with_days(None, 0, Fen(1), on, &p), None);
        assert_eq!(wage_arrears_with_days(None, 40, Fen(1), on, &p), None);
    }

    #[test]
    fn amounts_beyond_the_range_are_not_computed() {
        let p = Parameters::embedded();
        let on = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        assert_eq!(wage_arrears("2026-09", "2026-10", Fen::MAX), None);
        assert_eq!(wage_arrears("2026-09", "2026-10", Fen(-1)), None);
        assert_eq!(daily_wage(Fen(i64::MAX), on, &p), None);
        assert_eq!(daily_wage(Fen(-1), on, &p), None);
    }
}
