//! Benefits of a work injury by grade (工伤保险条例 Art. 30, 33–37, 62, 64).

use super::input::{AREA, Input, InputKind, RuleError, Values, Why, input, required};
use super::work::{Exact, Work, percent};
use super::{Head, Output, Rule};
use crate::Fen;
use crate::ratio::Ratio;
use chrono::{Datelike, NaiveDate};

pub(super) const FUND: &str = "由工伤保险基金支付";
const EMPLOYER: &str = "由用人单位支付";
pub(super) const UNINSURED: &str = "单位未参保，由用人单位支付（工伤保险条例第62条）";

const GRADES: &[(&str, &str)] = &[
    ("1", "一级"),
    ("2", "二级"),
    ("3", "三级"),
    ("4", "四级"),
    ("5", "五级"),
    ("6", "六级"),
    ("7", "七级"),
    ("8", "八级"),
    ("9", "九级"),
    ("10", "十级"),
];
pub(super) const INSURED: &[(&str, &str)] = &[("yes", "已参保"), ("no", "未参保")];
const CARE: &[(&str, &str)] = &[
    ("none", "不需要"),
    ("full", "完全不能自理"),
    ("most", "大部分不能自理"),
    ("part", "部分不能自理"),
];
const BASES: &[(&str, &str)] = &[("own", "本人工资"), ("average", "统筹地区职工月平均工资")];

const WAGE_ROWS: &[Input] = &[
    required("month", "月份", InputKind::Month, ""),
    required("amount", "缴费工资", InputKind::Money, ""),
];
pub(super) const OWN: Input = input(
    "own_wage",
    "本人工资",
    InputKind::Money,
    "受伤前十二个月的平均月缴费工资；未参保的按应发工资填。",
);
pub(super) const OWN_ROWS: Input =
    input("wages", "受伤前十二个月缴费工资", InputKind::Table(WAGE_ROWS), "也可以直接填本人工资。");
pub(super) const IS_INSURED: Input =
    required("insured", "是否参加工伤保险", InputKind::Choice(INSURED), "以受伤时为准。");

const LUMP: &str = "一次性伤残补助金";
const MONTHLY: &str = "伤残津贴";
const LEAVE: &str = "停工留薪期工资";
const CARE_LABEL: &str = "生活护理费";
const MEDICAL: &str = "工伤医疗费";
const MEDICAL_SUBSIDY: &str = "一次性工伤医疗补助金";
const JOB_SUBSIDY: &str = "一次性伤残就业补助金";

pub(super) const RULE: Rule = Rule {
    id: "injury",
    title: "工伤待遇（一至十级）",
    purpose: "按伤残等级计算各项工伤待遇，并分清由基金还是由单位支付。",
    basis: &["工伤保险条例第30、33、34、35、36、37、62、64条"],
    cause: Some("injury"),
    inputs: &[
        required("accident", "受伤日期", InputKind::Day, ""),
        required("grade", "伤残等级", InputKind::Choice(GRADES), "以劳动能力鉴定结论为准。"),
        IS_INSURED,
        OWN,
        OWN_ROWS,
        input(
            "ended",
            "解除（终止）日期",
            InputKind::Day,
            "五至十级离职时才有一次性医疗、就业补助金。",
        ),
        input("subsidy_base", "离职两项补助金的基数", InputKind::Choice(BASES), "按省的规定选择。"),
        input("no_suitable_work", "难以安排工作", InputKind::Flag, "只用于五、六级。"),
        input("care", "生活自理情况", InputKind::Choice(CARE), "以鉴定结论为准。"),
        input("leave_months", "停工留薪期（月）", InputKind::Decimal, ""),
        input("leave_wage", "原工资福利待遇（月）", InputKind::Money, ""),
        input("leave_paid", "停工留薪期已付工资", InputKind::Money, ""),
        input("medical", "尚未报销的医疗费", InputKind::Money, "凭票据，符合目录的部分。"),
        AREA,
    ],
    outputs: &[
        Output { cause: "injury", label: LUMP },
        Output { cause: "injury", label: MONTHLY },
        Output { cause: "injury", label: MEDICAL_SUBSIDY },
        Output { cause: "injury", label: JOB_SUBSIDY },
        Output { cause: "injury", label: LEAVE },
        Output { cause: "injury", label: CARE_LABEL },
        Output { cause: "injury_medical", label: MEDICAL },
    ],
    version: 1,
    run,
};

/// Who pays what the fund pays for an insured person.
pub(super) fn fund(work: &Work<'_>) -> &'static str {
    if work.input.choice("insured") == Some("no") { UNINSURED } else { FUND }
}

/// The year before a day, where yearly figures of the area are looked up.
pub(super) fn year_before(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year() - 1, 12, 31).unwrap_or(day)
}

/// 本人工资 within 60 % and 300 % of the area's average; whether the bounds could not be checked.
pub(super) fn own_wage(
    work: &mut Work<'_>,
    accident: NaiveDate,
) -> Result<(Exact, bool), RuleError> {
    let article = "工伤保险条例第64条";
    let rows: Vec<Values> = work.input.by_day("wages", "month")?.into_iter().cloned().collect();
    let mut own = if rows.is_empty() {
        let own = work.input.need_money("own_wage")?;
        work.money("本人工资", "按所填平均月缴费工资", own.into(), article)?;
        Exact::of(own)
    } else {
        if rows.len() > 12 {
            return Err(work.input.bad("wages", Why::TooMany));
        }
        let mut sum = Fen::ZERO;
        for row in &rows {
            sum = sum.checked_add(row.need_money("amount")?).ok_or(RuleError::TooLarge)?;
        }
        let words = format!("{} ÷ {}", sum.format(), rows.len());
        let value = Ratio::from(sum) / Ratio::whole(rows.len() as i128);
        let fen = work.money("本人工资", &words, value, article)?;
        if Ratio::from(fen) == value { Exact::of(fen) } else { Exact { value, words } }
    };
    let average = work.parameter("injury_average_wage", year_before(accident), &[]);
    let floor = work.parameter("injury_wage_floor", accident, &[]);
    let cap = work.parameter("injury_wage_cap", accident, &[]);
    let (Some(average), Some(floor), Some(cap)) = (average, floor, cap) else {
        work.remark(
            "injury.unchecked",
            "统筹地区平均工资还没有填，本人工资未核对上下限。",
            article,
        );
        return Ok((own, true));
    };
    let shown = average.fen().ok_or(RuleError::TooLarge)?.format();
    for (bound, outside, words) in [
        (floor, own.value < average * floor, "低于下限"),
        (cap, own.value > average * cap, "高于上限"),
    ] {
        if outside {
            let limit = format!("{shown} × {}", percent(bound));
            let formula = format!("{}，{words}，取 {limit}", own.words);
            work.money("本人工资取限", &formula, average * bound, article)?;
            own = Exact { value: average * bound, words: limit };
        }
    }
    Ok((own, false))
}

fn run(work: &mut Work<'_>) -> Result<(), RuleError> {
    let accident = work.input.need_day("accident")?;
    let ended = work.input.day("ended");
    if ended.is_some_and(|ended| ended < accident) {
        return Err(work.input.bad("ended", Why::Order));
    }
    let grade = work.input.need_choice("grade")?;
    let words = GRADES.iter().find(|(code, _)| *code == grade).map_or("", |(_, w)| w);
    let (own, unchecked) = own_wage(work, accident)?;
    let article = match grade {
        "1" | "2" | "3" | "4" => "工伤保险条例第35条",
        "5" | "6" => "工伤保险条例第36条",
        _ => "工伤保险条例第37条",
    };
    let payer = fund(work);
    if let Some(months) = work.parameter(&format!("injury_lump_{grade}"), accident, &[LUMP]) {
        let line = format!("{} × {}个月", own.words, months.words(1));
        let label = format!("{LUMP}（{words}）");
        let amount = work.money(&label, &line, own.value * months, article)?;
        let head = Head::new("injury", &label, amount, &line, article).payer(payer);
        work.head(head.provisional(unchecked));
    }
    allowance(work, grade, accident, &own, unchecked, article)?;
    care(work, accident, payer)?;
    leave(work, accident)?;
    if let Some(medical) = work.input.money("medical").filter(|m| m.0 > 0) {
        let article = "工伤保险条例第30条";
        let amount = work.money(MEDICAL, &medical.format(), medical.into(), article)?;
        let line = medical.format();
        work.head(Head::new("injury_medical", MEDICAL, amount, &line, article).payer(payer));
    }
    if let Some(ended) = ended {
        leaving(work, grade, ended, &own, unchecked)?;
    }
    work.remark(
        "injury.recognition",
        "待遇争议属于劳动争议；对工伤认定、鉴定结论不服的，走行政复议、诉讼或再次鉴定。",
        "工伤保险条例第26、54、55条",
    );
    Ok(())
}

/// Monthly allowance of grades 1–4 (fund) and 5–6 (employer, if no work can be found).
fn allowance(
    work: &mut Work<'_>,
    grade: &str,
    accident: NaiveDate,
    own: &Exact,
    unchecked: bool,
    article: &str,
) -> Result<(), RuleError> {
    let payer = match grade {
        "1" | "2" | "3" | "4" => {
            work.remark("injury.kept", "一至四级保留劳动关系，退出工作岗位。", article);
            fund(work)
        }
        "5" | "6" if work.input.flag("no_suitable_work") => EMPLOYER,
        _ => return Ok(()),
    };
    let Some(share) = work.parameter(&format!("injury_monthly_{grade}"), accident, &[MONTHLY])
    else {
        return Ok(());
    };
    let line = format!("{} × {}", own.words, percent(share));
    let amount = work.money(&format!("{MONTHLY}（每月）"), &line, own.value * share, article)?;
    let mut head = Head::new("injury", MONTHLY, amount, &line, article).payer(payer);
    (head.per_month, head.in_total) = (true, false);
    work.head(head.provisional(unchecked));
    work.remark(
        "injury.allowance_floor",
        "伤残津贴实际数低于当地最低工资的，补足差额，请核对。",
        article,
    );
    Ok(())
}

fn care(work: &mut Work<'_>, accident: NaiveDate, payer: &str) -> Result<(), RuleError> {
    let Some(care) = work.input.choice("care").filter(|c| *c != "none") else { return Ok(()) };
    let article = "工伤保险条例第34条";
    let share = work.parameter(&format!("injury_care_{care}"), accident, &[CARE_LABEL]);
    let average = work.parameter("injury_average_wage", year_before(accident), &[CARE_LABEL]);
    let (Some(share), Some(average)) = (share, average) else { return Ok(()) };
    let shown = average.fen().ok_or(RuleError::TooLarge)?.format();
    let line = format!("{shown} × {}", percent(share));
    let amount = work.money(&format!("{CARE_LABEL}（每月）"), &line, average * share, article)?;
    let mut head = Head::new("injury", CARE_LABEL, amount, &line, article).payer(payer);
    (head.per_month, head.in_total) = (true, false);
    work.head(head);
    Ok(())
}

/// Pay during the time off for treatment: always the employer's (Art. 33).
fn leave(work: &mut Work<'_>, accident: NaiveDate) -> Result<(), RuleError> {
    let Some(months) = work.input.decimal("leave_months").filter(|m| *m > Ratio::ZERO) else {
        return Ok(());
    };
    let wage = work.input.need_money("leave_wage")?;
    let article = "工伤保险条例第33条";
    let most = work.parameter("injury_leave_months", accident, &[]);
    let extension = work.parameter("injury_leave_extension", accident, &[]);
    if let (Some(most), Some(extension)) = (most, extension) {
        if months > most + extension {
            return Err(work.input.bad("leave_months", Why::Order));
        }
        if months > most {
            let words = format!(
                "停工留薪期超过{}个月的，须经劳动能力鉴定委员会确认，延长不超过{}个月。",
                most.words(0),
                extension.words(0)
            );
            work.remark("injury.leave_extension", &words, article);
        }
    }
    let paid = work.input.money("leave_paid").unwrap_or_default();
    let mut line = format!("{} × {}个月", wage.format(), months.words(4));
    let mut value = Ratio::from(wage) * months;
    if paid.0 > 0 {
        line = format!("{line} − 已付 {}", paid.format());
        value = (value - paid.into()).max(Ratio::ZERO);
    }
    let amount = work.money(LEAVE, &line, value, article)?;
    work.head(Head::new("injury", LEAVE, amount, &line, article).payer(EMPLOYER));
    Ok(())
}

/// The two subsidies when the employment of grades 5–10 ends: set by the province.
fn leaving(
    work: &mut Work<'_>,
    grade: &str,
    ended: NaiveDate,
    own: &Exact,
    unchecked: bool,
) -> Result<(), RuleError> {
    let article = match grade {
        "5" | "6" => "工伤保险条例第36条第2款",
        "7" | "8" | "9" | "10" => "工伤保险条例第37条第2项",
        _ => return Ok(()),
    };
    let why = if article.contains("36") {
        "五、六级由职工本人提出解除或终止的，才支付这两项。"
    } else {
        "七至十级在合同期满终止或职工本人提出解除时，支付这两项。"
    };
    work.remark("injury.leaving", why, article);
    let both = [
        (MEDICAL_SUBSIDY, "injury_medical_subsidy", fund(work)),
        (JOB_SUBSIDY, "injury_employment_subsidy", EMPLOYER),
    ];
    let labels = [MEDICAL_SUBSIDY, JOB_SUBSIDY];
    let base = match work.input.choice("subsidy_base") {
        Some("own") => Some((own.clone(), unchecked)),
        Some(_) => {
            work.parameter("injury_average_wage", year_before(ended), &labels).and_then(|a| {
                let words = a.fen()?.format();
                Some((Exact { value: a, words }, false))
            })
        }
        None => {
            let ask = "未知：请向州（市）工伤保险经办机构核实两项补助金的计算基数（本人工资还是统筹地区平均工资）。";
            work.lacks("subsidy_base", ask, &labels);
            None
        }
    };
    for (label, id, payer) in both {
        let months = work.parameter(&format!("{id}_{grade}"), ended, &[label]);
        let (Some(months), Some((base, unchecked))) = (months, &base) else { continue };
        let line = format!("{} × {}个月", base.words, months.words(1));
        let amount = work.money(label, &line, base.value * months, article)?;
        let head = Head::new("injury", label, amount, &line, article).payer(payer);
        work.head(head.provisional(*unchecked));
    }
    Ok(())
}
