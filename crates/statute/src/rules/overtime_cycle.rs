//! Overtime under comprehensive working hours, by the cycle (工资支付暂行规定 Art. 13).

use super::Head;
use super::input::{RuleError, Values, Why};
use super::overtime::{Kind, LABEL, Lot, basis_remarks, hourly, settle};
use super::work::{Work, hours, percent};
use crate::ratio::Ratio;
use std::collections::BTreeMap;

/// Comprehensive hours: what exceeds the standard of the cycle at 150 %, holidays at 300 %.
pub(super) fn run(work: &mut Work<'_>) -> Result<(), RuleError> {
    let monthly = work.input.need_money("monthly")?;
    let cycle = work.input.need_choice("cycle")?;
    let standard = match cycle {
        "quarter" => "quarterly_work_days",
        "year" => "yearly_work_days",
        _ => "monthly_work_days",
    };
    let rows: Vec<Values> = work.input.by_day("cycles", "begin")?.into_iter().cloned().collect();
    if rows.is_empty() {
        return Err(work.input.bad("cycles", Why::Missing));
    }
    let mut lots: BTreeMap<Kind, Lot> = BTreeMap::new();
    for row in &rows {
        let begin = row.need_day("begin")?;
        let total = row.need_minutes("hours")?;
        let holiday = row.minutes("holiday_hours").unwrap_or(0);
        if holiday > total {
            return Err(row.bad("holiday_hours", Why::Order));
        }
        let (Some(days), Some(day)) = (
            work.parameter(standard, begin, &[LABEL]),
            work.parameter("daily_hours", begin, &[LABEL]),
        ) else {
            continue;
        };
        let limit = days * day * Ratio::whole(60);
        let excess = (Ratio::whole(total - holiday) - limit).max(Ratio::ZERO);
        let shown = (excess / Ratio::whole(60)).words(4);
        work.fact(
            &format!("{}起超出标准工时", begin.format("%Y-%m")),
            &format!(
                "{} − {} − {} × {}",
                hours(total),
                hours(holiday),
                days.words(4),
                day.words(4)
            ),
            &format!("{shown}小时"),
            "工资支付暂行规定第13条",
        );
        let Some(hour) = hourly(work, monthly, begin) else { continue };
        // A minute is the grain of the table; 165.36 hours of the standard are whole tenths of minutes.
        for (kind, minutes) in [(Kind::Weekday, excess), (Kind::Holiday, Ratio::whole(holiday))] {
            if minutes <= Ratio::ZERO {
                continue;
            }
            let Some(rate) = work.parameter(kind.rate(), begin, &[LABEL]) else { continue };
            let shown = (minutes / Ratio::whole(60)).words(4);
            let words = format!("{} × {} × {shown}小时", hour.words, percent(rate));
            let value = hour.value * rate * minutes / Ratio::whole(60);
            let lot = lots.entry(kind).or_default();
            let entry = lot.prices.entry(words).or_insert((Ratio::ZERO, 0));
            entry.0 = entry.0 + value;
        }
    }
    let mut heads = Vec::new();
    for (kind, lot) in &lots {
        let parts: Vec<&str> = lot.prices.keys().map(String::as_str).collect();
        let value = lot.prices.values().fold(Ratio::ZERO, |sum, (value, _)| sum + *value);
        let (words, article) = match kind {
            Kind::Holiday => (Kind::Holiday.words(), "劳动法第44条第3项"),
            _ => ("超出周期标准工时", "工资支付暂行规定第13条"),
        };
        let line = parts.join(" + ");
        let amount = work.money(words, &line, value, article)?;
        heads.push(Head::new("overtime", &format!("{LABEL}（{words}）"), amount, &line, article));
    }
    work.remark(
        "overtime.approval",
        "请核对综合计算工时的批准文件和周期；没有批准的，按标准工时计算。",
        "工资支付暂行规定第13条",
    );
    basis_remarks(work, false);
    let (first, last) = (rows[0].need_day("begin")?, rows[rows.len() - 1].need_day("begin")?);
    settle(work, heads, first.format("%Y-%m"), last.format("%Y-%m"))
}
