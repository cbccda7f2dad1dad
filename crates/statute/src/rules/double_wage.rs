//! The second wage where no written contract was made (劳动合同法 Art. 82).

use super::input::{AREA, InputKind, RuleError, Why, input, required};
use super::service::{counterpart, length, months_and_days};
use super::work::Work;
use super::{Head, Output, Rule};
use crate::ratio::Ratio;
use chrono::{Datelike, NaiveDate};

const LABEL: &str = "未签书面合同二倍工资差额";

const VARIANTS: &[(&str, &str)] =
    &[("no_contract", "未签书面劳动合同"), ("no_open_ended", "应签无固定期限合同而未签")];

pub(super) const RULE: Rule = Rule {
    id: "double_wage",
    title: LABEL,
    purpose: "自用工满一个月的次日起，计算应另付的一倍工资，最长十一个月。",
    basis: &["劳动合同法第10、14、82条", "劳动合同法实施条例第6、7条", "法释〔2025〕12号第6条"],
    cause: Some("double_wage"),
    inputs: &[
        required("variant", "情形", InputKind::Choice(VARIANTS), ""),
        required("hired", "入职日期", InputKind::Day, ""),
        required("monthly", "月工资", InputKind::Money, "应得工资；各月不同的填期间平均数。"),
        input("signed", "补签书面合同日期", InputKind::Day, "没有签的不填。"),
        input("ended", "离职日期", InputKind::Day, "最后在职的一天；仍在职的不填。"),
        input(
            "open_due",
            "应签无固定期限合同之日",
            InputKind::Day,
            "只用于应签无固定期限合同而未签。",
        ),
        AREA,
    ],
    outputs: &[Output { cause: "double_wage", label: LABEL }],
    version: 1,
    run,
};

fn run(work: &mut Work<'_>) -> Result<(), RuleError> {
    let hired = work.input.need_day("hired")?;
    let Some(Span { anchor, grace, most }) = span(work, hired)? else { return Ok(()) };
    let first = counterpart(anchor, grace);
    let last = last_day(work, hired)?;
    let last = most.map_or(last, |most| last.min(most));
    let article = "劳动合同法第82条；实施条例第6、7条";
    if last < first {
        work.fact("计算期间", &format!("自{first}起"), "没有应付的期间", article);
        return Ok(());
    }
    // Months run from the day of hire throughout: counted from the second month on, a hire on the 31st would
    // lose a day in each short month.
    let (since_anchor, days) = months_and_days(anchor, last);
    let months = since_anchor - grace;
    let formula = format!("{first} 至 {last}");
    work.fact("计算期间", &formula, &length_in_months(months, days), article);
    let monthly = work.input.need_money("monthly")?;
    let mut line = format!("{} × {months}个月", monthly.format());
    let mut value = Ratio::from(monthly) * Ratio::whole(months);
    let part = counterpart(anchor, since_anchor);
    let mut provisional = false;
    if days > 0 {
        match part_month(work, part, last) {
            Some((share, words)) => {
                let extra = (Ratio::from(monthly) * share).min(monthly.into());
                value = value + extra;
                line = if months == 0 {
                    format!("{}{words}", monthly.format())
                } else {
                    format!("{line} + {}{words}", monthly.format())
                };
                work.remark(
                    "double_wage.part_month",
                    "不足一个月的部分按实际工作日折算，折算办法未经文本核实，请向仲裁委了解本地做法。",
                    "法释〔2025〕12号第6条",
                );
            }
            None => provisional = true,
        }
    }
    remarks(work, first, last, hired);
    if months == 0 && provisional {
        return Ok(());
    }
    let amount = work.money(LABEL, &line, value, article)?;
    let head = Head::new("double_wage", LABEL, amount, &line, "劳动合同法第82条");
    work.head(head.period(first, last).provisional(provisional));
    Ok(())
}

/// Where the months are counted from.
struct Span {
    anchor: NaiveDate,
    /// Months from there that are free.
    grace: u32,
    /// Last day that counts at most.
    most: Option<NaiveDate>,
}

fn span(work: &mut Work<'_>, hired: NaiveDate) -> Result<Option<Span>, RuleError> {
    if work.input.need_choice("variant")? == "no_open_ended" {
        let due = work.input.need_day("open_due")?;
        if due < hired {
            return Err(work.input.bad("open_due", Why::Order));
        }
        work.remark(
            "double_wage.open_ended",
            "应签无固定期限合同而未签的，自应当签订之日起算；各地对最长月数看法不一，这里没有封顶。",
            "劳动合同法第82条第2款",
        );
        return Ok(Some(Span { anchor: due, grace: 0, most: None }));
    }
    let months =
        |value: Option<Ratio>| value.and_then(Ratio::floor).and_then(|n| u32::try_from(n).ok());
    let grace = months(work.parameter("double_wage_grace", hired, &[LABEL]));
    let most = months(work.parameter("double_wage_months", hired, &[LABEL]));
    let (Some(grace), Some(most)) = (grace, most) else { return Ok(None) };
    let most = counterpart(hired, grace + most).pred_opt();
    Ok(Some(Span { anchor: hired, grace, most }))
}

/// Day before the contract was made, last day of work, or today.
fn last_day(work: &Work<'_>, hired: NaiveDate) -> Result<NaiveDate, RuleError> {
    let mut last = work.cx.today;
    if let Some(ended) = work.input.day("ended") {
        if ended < hired {
            return Err(work.input.bad("ended", Why::Order));
        }
        last = ended;
    }
    if let Some(signed) = work.input.day("signed") {
        if signed < hired {
            return Err(work.input.bad("signed", Why::Order));
        }
        last = last.min(signed.pred_opt().unwrap_or(signed));
    }
    Ok(last)
}

/// Share of a month by its working days: ` ÷ 21.75 × 15个工作日`.
fn part_month(work: &mut Work<'_>, first: NaiveDate, last: NaiveDate) -> Option<(Ratio, String)> {
    let mut days = 0_i64;
    for day in first.iter_days().take_while(|d| *d <= last) {
        let Some(working) = work.cx.calendar.is_working_day(day) else {
            let id = format!("calendar_{}", day.year());
            let ask =
                format!("未知：{}年的放假安排未收录，请导入国务院办公厅当年的通知。", day.year());
            work.lacks(&id, &ask, &["不足一个月的部分"]);
            return None;
        };
        days += i64::from(working);
    }
    let pay_days = work.parameter("monthly_pay_days", last, &["不足一个月的部分"])?;
    Some((Ratio::whole(days) / pay_days, format!(" ÷ {} × {days}个工作日", pay_days.words(4))))
}

fn remarks(work: &mut Work<'_>, first: NaiveDate, last: NaiveDate, hired: NaiveDate) {
    if counterpart(first, 12) <= work.cx.today {
        work.remark(
            "double_wage.limitation",
            "二倍工资差额适用一年仲裁时效；起算点各地看法不一，超过一年的月份请核对有无时效中断。",
            "调解仲裁法第27条",
        );
    }
    if counterpart(hired, 12) <= last.succ_opt().unwrap_or(last)
        && work.input.choice("variant") == Some("no_contract")
    {
        work.remark(
            "double_wage.deemed",
            "用工满一年未签书面合同的，视为已订立无固定期限劳动合同，一年以后不再计二倍工资。",
            "劳动合同法第14条第3款",
        );
    }
}

fn length_in_months(months: u32, days: i64) -> String {
    match (months, days) {
        (0, days) => format!("{days}天"),
        (months, 0) => format!("{months}个月"),
        (months, days) if months < 12 => format!("{months}个月{days}天"),
        _ => length(months, days),
    }
}
