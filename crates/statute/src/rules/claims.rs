//! Smaller rules: deposit, social insurance, the extra of Art. 85, daily wage, the sum of all.

use super::input::{AREA, Input, InputKind, RuleError, Values, Why, input, required};
use super::work::{Work, percent};
use super::{Head, Output, Rule};
use crate::Fen;
use crate::ratio::Ratio;
use chrono::NaiveDate;

const DEPOSITS: &[Input] = &[
    required("item", "名目", InputKind::Text, "押金、保证金、服装费等。"),
    required("amount", "金额", InputKind::Money, ""),
    input("paid_on", "收取日期", InputKind::Day, ""),
    input("returned", "已退", InputKind::Money, ""),
];

pub(super) const DEPOSIT: Rule = Rule {
    id: "deposit",
    title: "押金（保证金）返还",
    purpose: "合计单位以担保或其他名义向劳动者收取、应当退还的财物。",
    basis: &["劳动合同法第9、84条"],
    cause: Some("deposit"),
    inputs: &[required("items", "收取的款项", InputKind::Table(DEPOSITS), "")],
    outputs: &[Output { cause: "deposit", label: "押金（保证金）返还" }],
    version: 1,
    run: deposit,
};

fn deposit(work: &mut Work<'_>) -> Result<(), RuleError> {
    let article = "劳动合同法第84条";
    let rows: Vec<Values> = work.input.table("items").to_vec();
    if rows.is_empty() {
        return Err(work.input.bad("items", Why::Missing));
    }
    let (mut sum, mut parts) = (Fen::ZERO, Vec::new());
    for row in &rows {
        let (amount, returned) =
            (row.need_money("amount")?, row.money("returned").unwrap_or_default());
        if returned > amount {
            return Err(row.bad("returned", Why::Order));
        }
        let open = Fen(amount.0 - returned.0);
        let formula = format!("{} − {}", amount.format(), returned.format());
        work.money(row.text("item"), &formula, open.into(), article)?;
        sum = sum.checked_add(open).ok_or(RuleError::TooLarge)?;
        parts.push(open.format());
    }
    let line = parts.join(" + ");
    work.head(Head::new("deposit", "押金（保证金）返还", sum, &line, article));
    let today = work.cx.today;
    let low = work.peek("deposit_fine_min", today).and_then(Ratio::fen);
    let high = work.peek("deposit_fine_max", today).and_then(Ratio::fen);
    if let (Some(low), Some(high)) = (low, high) {
        let words = format!(
            "退还由劳动行政部门责令限期办理，另按每人{}元以上{}元以下对单位罚款；罚款不付给劳动者，造成损害的另行赔偿。",
            low.format(),
            high.format()
        );
        work.remark("deposit.fine", &words, article);
    }
    Ok(())
}

const BASES: &[Input] = &[
    required("month", "月份", InputKind::Month, ""),
    required("base", "缴费基数", InputKind::Money, ""),
];
/// Flag of the input, prefix of the rate, words.
const KINDS: &[(&str, &str, &str)] = &[
    ("pension", "pension_employer_rate", "养老保险"),
    ("medical", "medical_employer_rate", "医疗保险"),
    ("unemployment", "unemployment_employer_rate", "失业保险"),
    ("work_injury", "injury_employer_rate", "工伤保险"),
];

pub(super) const SOCIAL: Rule = Rule {
    id: "social_insurance",
    title: "社会保险欠缴测算",
    purpose: "按每月缴费基数和单位比例测算一名职工的欠缴数，供核对，不代替经办机构核定。",
    basis: &["社会保险法第58、60、62、63条"],
    cause: Some("social_insurance"),
    inputs: &[
        required("months", "欠缴月份", InputKind::Table(BASES), "一月一行。"),
        input("pension", "养老保险", InputKind::Flag, ""),
        input("medical", "医疗保险", InputKind::Flag, ""),
        input("unemployment", "失业保险", InputKind::Flag, ""),
        input("work_injury", "工伤保险", InputKind::Flag, ""),
        AREA,
    ],
    outputs: &[Output { cause: "social_insurance", label: "社会保险单位欠缴" }],
    version: 1,
    run: social,
};

fn social(work: &mut Work<'_>) -> Result<(), RuleError> {
    let rows: Vec<Values> = work.input.by_day("months", "month")?.into_iter().cloned().collect();
    if rows.is_empty() {
        return Err(work.input.bad("months", Why::Missing));
    }
    if !KINDS.iter().any(|(flag, ..)| work.input.flag(flag)) {
        return Err(work.input.bad("pension", Why::Missing));
    }
    let article = "社会保险法第60、63条";
    let month = |row: &Values| row.need_day("month").map(|m| m.format("%Y-%m").to_string());
    let (first, last) = (month(&rows[0])?, month(&rows[rows.len() - 1])?);
    for (flag, rate_id, words) in KINDS {
        if !work.input.flag(flag) {
            continue;
        }
        let label = format!("{words}单位欠缴");
        // Months of one rate make one part of the formula.
        let mut parts: Vec<(Ratio, Fen, u32)> = Vec::new();
        let mut complete = true;
        for row in &rows {
            let (month, base) = (row.need_day("month")?, row.need_money("base")?);
            let Some(rate) = work.parameter(rate_id, month, &[&label]) else {
                complete = false;
                continue;
            };
            match parts.iter_mut().find(|(r, ..)| *r == rate) {
                Some((_, sum, count)) => {
                    *sum = sum.checked_add(base).ok_or(RuleError::TooLarge)?;
                    *count += 1;
                }
                None => parts.push((rate, base, 1)),
            }
        }
        if !complete {
            continue;
        }
        let line: Vec<String> = parts
            .iter()
            .map(|(rate, sum, n)| format!("{}（{n}个月基数） × {}", sum.format(), percent(*rate)))
            .collect();
        let line = line.join(" + ");
        let value =
            parts.iter().fold(Ratio::ZERO, |v, (rate, sum, _)| v + Ratio::from(*sum) * *rate);
        let amount = work.money(&label, &line, value, article)?;
        let head = Head::new("social_insurance", &label, amount, &line, article);
        work.head(head.period(&first, &last).payer("由社会保险经办机构核定征收，不付给劳动者个人"));
    }
    work.remark(
        "social.administrative",
        "社会保险费的征缴由经办机构和税务机关依职权处理，一般不属于调解仲裁的受理范围；可以约定单位补缴的期限和办法。",
        "社会保险法第62、63条",
    );
    work.remark(
        "social.estimate",
        "只测算单位部分，未计个人部分和滞纳金，也未核对缴费基数上下限，以核定数为准。",
        article,
    );
    Ok(())
}

const DUES: &[(&str, &str)] = &[
    ("wages", "劳动报酬"),
    ("below_minimum", "低于最低工资的差额"),
    ("overtime", "加班费"),
    ("severance", "经济补偿"),
];

pub(super) const LATE: Rule = Rule {
    id: "late_payment_extra",
    title: "逾期支付加付赔偿金",
    purpose: "劳动行政部门责令限期支付而单位逾期不付时，加付应付金额的一定比例。",
    basis: &["劳动合同法第85条", "劳动保障监察条例第26条"],
    cause: Some("late_payment"),
    inputs: &[
        required("kind", "应付款项", InputKind::Choice(DUES), ""),
        required("due", "应付金额", InputKind::Money, ""),
        input("order_no", "责令支付文书号", InputKind::Text, ""),
        input("order_on", "责令日期", InputKind::Day, ""),
        input("order_due", "责令支付期限", InputKind::Day, ""),
        input("paid_on", "实际付清日期", InputKind::Day, "没有付清的不填。"),
    ],
    outputs: &[Output { cause: "late_payment", label: "加付赔偿金" }],
    version: 1,
    run: late,
};

/// The condition is an order of the authority that was not met; without it there is nothing.
fn late(work: &mut Work<'_>) -> Result<(), RuleError> {
    let article = "劳动合同法第85条";
    let due = work.input.need_money("due")?;
    let (Some(on), Some(until)) = (work.input.day("order_on"), work.input.day("order_due")) else {
        work.fact("责令限期支付", "没有劳动行政部门的责令文书", "条件未成就", article);
        work.remark(
            "late.no_order",
            "加付赔偿金以劳动行政部门责令限期支付、单位逾期不付为前提。先向劳动保障监察投诉。",
            article,
        );
        return Ok(());
    };
    if until < on {
        return Err(work.input.bad("order_due", Why::Order));
    }
    let paid = work.input.day("paid_on");
    let unmet = paid.unwrap_or(work.cx.today) > until;
    let shown = paid.map_or_else(|| "尚未付清".to_owned(), |d| format!("{d}付清"));
    let formula = format!("{on}责令{until}前支付，{shown}");
    work.fact("责令是否逾期", &formula, if unmet { "逾期" } else { "未逾期" }, article);
    if !unmet {
        work.remark("late.in_time", "责令的期限未过或已按期付清，不加付赔偿金。", article);
        return Ok(());
    }
    if work.input.text("order_no").is_empty() {
        work.remark("late.order_no", "请补填责令支付文书的文号并附文书。", article);
    }
    let label = "加付赔偿金";
    let low = work.parameter("late_payment_min", on, &[label]);
    let high = work.parameter("late_payment_max", on, &[label]);
    let (Some(low), Some(high)) = (low, high) else { return Ok(()) };
    let line = format!("{} × {}～{}", due.format(), percent(low), percent(high));
    let least = format!("{} × {}", due.format(), percent(low));
    let amount = work.money("加付赔偿金下限", &least, Ratio::from(due) * low, article)?;
    let most = format!("{} × {}", due.format(), percent(high));
    let most = work.money("加付赔偿金上限", &most, Ratio::from(due) * high, article)?;
    let mut head = Head::new("late_payment", label, amount, &line, article);
    head.amount_max = Some(most);
    work.head(head);
    work.remark("late.range", "具体比例由劳动行政部门在幅度内确定。", article);
    Ok(())
}

pub(super) const DAILY: Rule = Rule {
    id: "daily_wage",
    title: "日工资、小时工资",
    purpose: "由月工资折算日工资和小时工资。",
    basis: &["人社部发〔2025〕2号"],
    cause: None,
    inputs: &[
        required("monthly", "月工资", InputKind::Money, ""),
        input("on", "哪一天", InputKind::Day, "不填按今天的规定。"),
    ],
    outputs: &[],
    version: 1,
    run: daily,
};

fn daily(work: &mut Work<'_>) -> Result<(), RuleError> {
    let monthly = work.input.need_money("monthly")?;
    let on: NaiveDate = work.input.day("on").unwrap_or(work.cx.today);
    let Some(days) = work.parameter("monthly_pay_days", on, &["日工资"]) else { return Ok(()) };
    let article = work.source("monthly_pay_days", on);
    let line = format!("{} ÷ {}", monthly.format(), days.words(4));
    work.money("日工资", &line, Ratio::from(monthly) / days, &article)?;
    let Some(hours) = work.parameter("daily_hours", on, &["小时工资"]) else { return Ok(()) };
    let line = format!("{} ÷ ({} × {})", monthly.format(), days.words(4), hours.words(4));
    work.money("小时工资", &line, Ratio::from(monthly) / (days * hours), &article)?;
    Ok(())
}

const ESTIMATES: &[Input] = &[
    required("cause", "案由", InputKind::Text, "案由代码。"),
    required("label", "项目", InputKind::Text, ""),
    required("amount", "金额", InputKind::Money, "有幅度的填下限。"),
    input("amount_max", "上限", InputKind::Money, ""),
];

pub(super) const ESTIMATE: Rule = Rule {
    id: "estimate",
    title: "请求合计",
    purpose: "合计各项请求；不能并存的项目只计一项。",
    basis: &["劳动合同法实施条例第25条"],
    cause: None,
    inputs: &[required("items", "各项请求", InputKind::Table(ESTIMATES), "")],
    outputs: &[],
    version: 1,
    run: estimate,
};

fn estimate(work: &mut Work<'_>) -> Result<(), RuleError> {
    let rows: Vec<Values> = work.input.table("items").to_vec();
    let damages = rows.iter().any(|r| r.text("cause") == "unlawful_termination");
    for row in &rows {
        let (low, high) = (row.need_money("amount")?, row.money("amount_max"));
        if high.is_some_and(|high| high < low) {
            return Err(row.bad("amount_max", Why::Order));
        }
        let (cause, label) = (row.text("cause"), row.text("label"));
        let mut head = Head::new(cause, label, low, &low.format(), "");
        head.amount_max = high.filter(|high| *high > low);
        // Damages take the place of severance, and a dismissal that was unlawful had no notice to replace.
        head.in_total = !(damages && matches!(cause, "severance" | "notice_pay"));
        let words =
            if head.in_total { low.format() } else { format!("{}，不计入", low.format()) };
        work.fact(label, &words, &format!("{}元", low.format()), "");
        work.head(head);
    }
    if work.has_alternative() {
        work.remark(
            "estimate.alternative",
            "请求违法解除赔偿金的，经济补偿和代通知金不再并计；两者可以作为备选请求。",
            "劳动合同法第87条；实施条例第25条",
        );
    }
    Ok(())
}
