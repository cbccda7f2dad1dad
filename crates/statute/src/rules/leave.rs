//! Pay for annual leave not taken.

use super::input::{AREA, InputKind, RuleError, Why, input, required};
use super::service::{counterpart, months_and_days};
use super::work::{Work, percent};
use super::{Head, Output, Rule};
use crate::ratio::Ratio;
use chrono::NaiveDate;

const LABEL: &str = "未休年休假工资";

pub(super) const RULE: Rule = Rule {
    id: "annual_leave",
    title: LABEL,
    purpose: "按累计工作年限和当年在职天数折算应休天数，计算未休天数的工资报酬差额。",
    basis: &["职工带薪年休假条例第3、4、5条", "企业职工带薪年休假实施办法第3、4、5、10、11、12条"],
    cause: Some("annual_leave"),
    inputs: &[
        required("year", "年度", InputKind::Count, "一次算一个年度。"),
        required("hired", "入职日期", InputKind::Day, ""),
        input("ended", "离职日期", InputKind::Day, "最后在职的一天；仍在职的不填。"),
        input("first_work", "参加工作日期", InputKind::Day, "含在其他单位的工作，用于累计年限。"),
        input("work_years", "累计工作年限", InputKind::Count, "不知道参加工作日期时直接填整年数。"),
        input(
            "continuous_since",
            "连续工作起算日",
            InputKind::Day,
            "入职前已在别处连续工作的填当时日期；不填按入职日期。",
        ),
        required(
            "average",
            "月平均工资",
            InputKind::Money,
            "前十二个月应发工资剔除加班工资后的月平均；不满十二个月的按实际月份。",
        ),
        input("taken", "当年已休天数", InputKind::Decimal, "可填半天，如2.5。"),
        input(
            "excluded",
            "有当年不享受年休假的情形",
            InputKind::Flag,
            "寒暑假、事假、病假等，见条例第4条。",
        ),
        input("declined", "本人书面提出不休", InputKind::Flag, "单位已安排，本人书面提出不休的。"),
        AREA,
    ],
    outputs: &[Output { cause: "annual_leave", label: LABEL }],
    version: 1,
    run,
};

fn run(work: &mut Work<'_>) -> Result<(), RuleError> {
    let year = work.input.need_count("year")?;
    let year = i32::try_from(year).ok().filter(|y| (1995..=2100).contains(y));
    let year = year.ok_or_else(|| work.input.bad("year", Why::Count))?;
    let span = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
    let (new_year, year_end) = span.ok_or_else(|| work.input.bad("year", Why::Count))?;
    let hired = work.input.need_day("hired")?;
    let ended = work.input.day("ended");
    if ended.is_some_and(|ended| ended < hired) {
        return Err(work.input.bad("ended", Why::Order));
    }
    let to = ended.map_or(year_end, |ended| ended.min(year_end));
    if to < new_year || hired > year_end {
        work.fact("当年在职", &format!("{year}年不在职"), "没有年休假", "职工带薪年休假条例第3条");
        return Ok(());
    }
    if work.input.flag("excluded") {
        work.fact("当年是否享受", "有条例第4条所列情形", "不享受", "职工带薪年休假条例第4条");
        return Ok(());
    }
    let Some(days) = entitlement(work, new_year, to)? else { return Ok(()) };
    let since = work.input.day("continuous_since").unwrap_or(hired);
    if since > hired {
        return Err(work.input.bad("continuous_since", Why::Order));
    }
    let Some(first) = work.parameter("leave_first_months", to, &[LABEL]).and_then(Ratio::floor)
    else {
        return Ok(());
    };
    let eligible = counterpart(since, u32::try_from(first).unwrap_or(0));
    if eligible > to {
        let formula = format!("连续工作自{since}起，至{to}不满{first}个月");
        work.fact("是否享受", &formula, "尚不享受", "企业职工带薪年休假实施办法第3条");
        return Ok(());
    }
    let from = new_year.max(hired).max(eligible);
    let Some(due) = fraction(work, from, to, (new_year, year_end), days) else { return Ok(()) };
    pay(work, due, from, to)?;
    if ended.is_none() && year_end >= work.cx.today {
        work.remark(
            "leave.year_open",
            "本年度还没有结束，单位仍可安排休假；这里按全年计算。",
            "职工带薪年休假条例第5条",
        );
    }
    Ok(())
}

/// Days of a full year by the whole working life.
fn entitlement(
    work: &mut Work<'_>,
    new_year: NaiveDate,
    to: NaiveDate,
) -> Result<Option<i64>, RuleError> {
    let mut tiers = Vec::new();
    for n in 1..=3 {
        let years = work.parameter(&format!("leave_tier_years_{n}"), to, &[LABEL]);
        let days = work.parameter(&format!("leave_tier_days_{n}"), to, &[LABEL]);
        let (Some(years), Some(days)) = (years.and_then(Ratio::floor), days.and_then(Ratio::floor))
        else {
            return Ok(None);
        };
        tiers.push((years, days));
    }
    let of =
        |years: i64| tiers.iter().filter(|(y, _)| *y <= years).map(|(_, d)| *d).max().unwrap_or(0);
    let years = match work.input.day("first_work") {
        Some(first) => {
            let at = |day: NaiveDate| i64::from(months_and_days(first, day).0 / 12);
            let before = new_year.pred_opt().map_or(0, at);
            if of(before) != of(at(to)) && of(before) > 0 {
                work.remark(
                    "leave.tier_in_year",
                    "累计工作年限在当年内跨档，按年末（离职日）的年限取天数；各地做法可能不同。",
                    "职工带薪年休假条例第3条",
                );
            }
            at(to)
        }
        None => work.input.need_count("work_years")?,
    };
    let days = of(years);
    let article = "职工带薪年休假条例第3条；实施办法第4条";
    work.fact("全年应休", &format!("累计工作{years}年"), &format!("{days}天"), article);
    Ok((days > 0).then_some(days))
}

/// Days due for the part of the year, fractions of a day dropped.
fn fraction(
    work: &mut Work<'_>,
    from: NaiveDate,
    to: NaiveDate,
    year: (NaiveDate, NaiveDate),
    days: i64,
) -> Option<i64> {
    if (from, to) == year {
        return Some(days);
    }
    let whole = work.parameter("leave_year_days", to, &[LABEL])?;
    let here = (to - from).num_days() + 1;
    let due = Ratio::whole(here) / whole * Ratio::whole(days);
    let due = due.floor()?.min(days);
    let formula = format!("{here} ÷ {} × {days}，不足一天的舍去", whole.words(0));
    let article = "企业职工带薪年休假实施办法第5、12条";
    work.fact("当年折算应休", &formula, &format!("{due}天"), article);
    Some(due)
}

fn pay(work: &mut Work<'_>, due: i64, from: NaiveDate, to: NaiveDate) -> Result<(), RuleError> {
    let taken = work.input.decimal("taken").unwrap_or(Ratio::ZERO);
    let open = (Ratio::whole(due) - taken).max(Ratio::ZERO);
    let formula = format!("{due} − {}", taken.words(4));
    work.fact("未休天数", &formula, &format!("{}天", open.words(4)), "职工带薪年休假条例第5条");
    if Ratio::whole(due) < taken {
        work.remark("leave.more_taken", "多休的天数不再扣回。", "企业职工带薪年休假实施办法第12条");
    }
    if work.input.flag("declined") {
        work.remark(
            "leave.declined",
            "单位已安排、本人书面提出不休的，只付正常工作期间的工资，没有差额。",
            "企业职工带薪年休假实施办法第10条第2款",
        );
        return Ok(());
    }
    let blocks = &[LABEL];
    let (Some(pay_days), Some(pay), Some(paid)) = (
        work.parameter("monthly_pay_days", to, blocks),
        work.parameter("leave_pay", to, blocks),
        work.parameter("leave_paid", to, blocks),
    ) else {
        return Ok(());
    };
    if open <= Ratio::ZERO {
        return Ok(());
    }
    let average = work.input.need_money("average")?;
    let line = format!(
        "{} ÷ {} × ({} − {}) × {}天",
        average.format(),
        pay_days.words(4),
        percent(pay),
        percent(paid),
        open.words(4)
    );
    let value = Ratio::from(average) / pay_days * (pay - paid) * open;
    let article = "企业职工带薪年休假实施办法第10、11条";
    let amount = work.money(LABEL, &line, value, article)?;
    work.head(Head::new("annual_leave", LABEL, amount, &line, article).period(from, to));
    Ok(())
}
