//! Wages not paid.

use super::input::{AREA, Input, InputKind, RuleError, Values, Why, input, required};
use super::work::Work;
use super::{Head, Output, Rule};
use crate::Fen;
use crate::ratio::Ratio;
use chrono::{Datelike, NaiveDate};

const LABEL: &str = "拖欠工资";

const MONTHS: &[Input] = &[
    required("month", "月份", InputKind::Month, ""),
    required("due", "应发", InputKind::Money, ""),
    input("paid", "已发", InputKind::Money, ""),
];

pub(super) const WAGES: Rule = Rule {
    id: "wage_arrears",
    title: LABEL,
    purpose: "按月和不足月的天数，或按逐月应发、已发的差额，计算拖欠的工资。",
    basis: &["劳动法第50条", "人社部发〔2025〕2号"],
    cause: Some("unpaid_wages"),
    inputs: &[
        input("rows", "逐月应发、已发", InputKind::Table(MONTHS), "各月不同的逐月填。"),
        input("monthly", "月工资", InputKind::Money, "各月相同的，填月工资和起止月。"),
        input("from", "拖欠起始月", InputKind::Month, "整月。"),
        input("to", "拖欠截止月", InputKind::Month, "整月，含当月。"),
        input("days", "另有出勤天数", InputKind::Count, "不足整月的计薪天数。"),
        input("days_in", "不足月所在月份", InputKind::Month, ""),
        input("paid", "已付", InputKind::Money, "同一期间已经付过的部分。"),
        AREA,
    ],
    outputs: &[Output { cause: "unpaid_wages", label: LABEL }],
    version: 1,
    run: wages,
};

fn wages(work: &mut Work<'_>) -> Result<(), RuleError> {
    let rows: Vec<Values> = work.input.by_day("rows", "month")?.into_iter().cloned().collect();
    let (mut sum, mut parts) = (Fen::ZERO, Vec::new());
    let (mut first, mut last): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
    let mut add = |fen: Fen, line: String| -> Result<(), RuleError> {
        sum = sum.checked_add(fen).ok_or(RuleError::TooLarge)?;
        parts.push(line);
        Ok(())
    };
    for row in &rows {
        let month = row.need_day("month")?;
        let (due, paid) = (row.need_money("due")?, row.money("paid").unwrap_or_default());
        floor(work, month, due);
        let label = format!("{}年{}月", month.year(), month.month());
        if paid > due {
            let words = format!("{label}已发多于应发，按没有拖欠计。");
            work.remark("arrears.overpaid", &words, "");
        }
        let open = Fen((due.0 - paid.0).max(0));
        let formula = format!("{} − {}", due.format(), paid.format());
        let open = work.money(&label, &formula, open.into(), "劳动法第50条")?;
        add(open, open.format())?;
        first = first.or(Some(month));
        last = Some(month);
    }
    if let Some(monthly) = work.input.money("monthly") {
        let from = work.input.day("from");
        let to = work.input.day("to").or(from);
        if let (Some(from), Some(to)) = (from, to) {
            if to < from {
                return Err(work.input.bad("to", Why::Order));
            }
            if let Some(row) =
                rows.iter().find(|r| r.day("month").is_some_and(|m| m >= from && m <= to))
            {
                return Err(row.bad("month", Why::Twice));
            }
            let count =
                (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32 + 1;
            let line = format!("{} × {count}个月", monthly.format());
            floor(work, from, monthly);
            let value = Ratio::from(monthly) * Ratio::whole(count);
            add(work.money(LABEL, &line, value, "劳动法第50条")?, line)?;
            first = Some(first.map_or(from, |f| f.min(from)));
            last = Some(last.map_or(to, |l| l.max(to)));
        }
        if let Some(days) = work.input.count("days").filter(|n| *n > 0) {
            if days > 31 {
                return Err(work.input.bad("days", Why::Count));
            }
            let today = work.cx.today;
            let on = work.input.day("days_in").or(to).unwrap_or(today);
            if let Some(pay_days) = work.parameter("monthly_pay_days", on, &["不足月工资"]) {
                let line = format!("{} ÷ {} × {days}天", monthly.format(), pay_days.words(4));
                let value = Ratio::from(monthly) / pay_days * Ratio::whole(days);
                let article = work.source("monthly_pay_days", on);
                add(work.money("不足月工资", &line, value, &article)?, line)?;
            }
        }
    } else if rows.is_empty() {
        return Err(work.input.bad("monthly", Why::Missing));
    }
    if parts.is_empty() {
        if work.input.count("days").is_some_and(|n| n > 0) {
            return Ok(());
        }
        return Err(work.input.bad("from", Why::Missing));
    }
    let mut line = parts.join(" + ");
    if let Some(paid) = work.input.money("paid").filter(|paid| paid.0 > 0) {
        line = format!("{line} − 已付 {}", paid.format());
        let formula = format!("{} − {}", sum.format(), paid.format());
        sum = Fen((sum.0 - paid.0).max(0));
        work.money("扣除已付", &formula, sum.into(), "")?;
    }
    let month = |m: Option<NaiveDate>| m.map(|m| m.format("%Y-%m").to_string()).unwrap_or_default();
    let head = Head::new("unpaid_wages", LABEL, sum, &line, "劳动法第50条");
    work.head(head.period(month(first), month(last)));
    Ok(())
}

/// Below the minimum wage, where it is known: the difference is owed as well.
fn floor(work: &mut Work<'_>, month: NaiveDate, wage: Fen) {
    let Some(minimum) = work.peek("minimum_wage", month) else { return };
    if Ratio::from(wage) < minimum {
        let shown = minimum.fen().map(Fen::format).unwrap_or_default();
        let words = format!("所填月工资低于当地最低工资{shown}元；全月正常出勤的，应当补足差额。");
        work.remark("arrears.below_minimum", &words, "劳动法第48条");
    }
}
