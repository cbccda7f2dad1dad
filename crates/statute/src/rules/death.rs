//! Benefits when a worker dies of a work injury (工伤保险条例 Art. 39).

use super::injury::{IS_INSURED, OWN, OWN_ROWS, fund, own_wage, year_before};
use super::input::{AREA, Input, InputKind, RuleError, Values, input, required};
use super::work::{Work, percent};
use super::{Head, Output, Rule};
use crate::ratio::Ratio;

const FUNERAL: &str = "丧葬补助金";
const LUMP: &str = "一次性工亡补助金";
const PENSION: &str = "供养亲属抚恤金";
const ARTICLE: &str = "工伤保险条例第39条";

const RELATIONS: &[(&str, &str)] = &[("spouse", "配偶"), ("other", "其他亲属")];
const DEPENDANTS: &[Input] = &[
    input("name", "姓名", InputKind::Text, ""),
    required("relation", "关系", InputKind::Choice(RELATIONS), ""),
    input("lone", "孤寡老人或者孤儿", InputKind::Flag, ""),
];

pub(super) const RULE: Rule = Rule {
    id: "injury_death",
    title: "因工死亡待遇",
    purpose: "计算丧葬补助金、一次性工亡补助金和供养亲属抚恤金。",
    basis: &["工伤保险条例第39、62、64条"],
    cause: Some("injury"),
    inputs: &[
        required("died", "死亡日期", InputKind::Day, ""),
        IS_INSURED,
        OWN,
        OWN_ROWS,
        input(
            "dependants",
            "供养亲属",
            InputKind::Table(DEPENDANTS),
            "由死者生前提供主要生活来源、无劳动能力的亲属。",
        ),
        AREA,
    ],
    outputs: &[
        Output { cause: "injury", label: FUNERAL },
        Output { cause: "injury", label: LUMP },
        Output { cause: "injury", label: PENSION },
    ],
    version: 1,
    run,
};

fn run(work: &mut Work<'_>) -> Result<(), RuleError> {
    let died = work.input.need_day("died")?;
    let payer = fund(work);
    let before = year_before(died);
    let months = work.parameter("death_funeral_months", died, &[FUNERAL]);
    let average = work.parameter("injury_average_wage", before, &[FUNERAL]);
    if let (Some(months), Some(average)) = (months, average) {
        let shown = average.fen().ok_or(RuleError::TooLarge)?.format();
        let line = format!("{shown} × {}个月", months.words(1));
        let amount = work.money(FUNERAL, &line, average * months, ARTICLE)?;
        work.head(Head::new("injury", FUNERAL, amount, &line, ARTICLE).payer(payer));
    }
    let times = work.parameter("death_lump_multiple", died, &[LUMP]);
    let income = work.parameter("urban_income", before, &[LUMP]);
    if let (Some(times), Some(income)) = (times, income) {
        let shown = income.fen().ok_or(RuleError::TooLarge)?.format();
        let line = format!("{shown} × {}", times.words(1));
        let amount = work.money(LUMP, &line, income * times, ARTICLE)?;
        work.head(Head::new("injury", LUMP, amount, &line, ARTICLE).payer(payer));
    }
    pension(work, payer)?;
    work.remark(
        "death.scope",
        "供养亲属的范围由国家规定，请核对证明；一至四级停工留薪期满后死亡的，没有一次性工亡补助金。",
        ARTICLE,
    );
    Ok(())
}

/// Monthly pensions; together not more than the wage of the deceased.
fn pension(work: &mut Work<'_>, payer: &str) -> Result<(), RuleError> {
    let died = work.input.need_day("died")?;
    let rows: Vec<Values> = work.input.table("dependants").to_vec();
    if rows.is_empty() {
        return Ok(());
    }
    let (own, unchecked) = own_wage(work, died)?;
    let (mut sum, mut parts) = (Ratio::ZERO, Vec::new());
    for row in &rows {
        let id = match row.need_choice("relation")? {
            "spouse" => "death_spouse",
            _ => "death_other",
        };
        let Some(mut share) = work.parameter(id, died, &[PENSION]) else { return Ok(()) };
        if row.flag("lone") {
            let Some(more) = work.parameter("death_lone", died, &[PENSION]) else { return Ok(()) };
            share = share + more;
        }
        let name = row.text("name");
        parts.push(if name.is_empty() {
            percent(share)
        } else {
            format!("{name} {}", percent(share))
        });
        sum = sum + share;
    }
    let mut line = format!("{} × ({})", own.words, parts.join(" + "));
    if sum > Ratio::ONE {
        line = format!("{line}，合计不超过本人工资");
        sum = Ratio::ONE;
    }
    let amount = work.money(&format!("{PENSION}（每月）"), &line, own.value * sum, ARTICLE)?;
    let mut head = Head::new("injury", PENSION, amount, &line, ARTICLE).payer(payer);
    (head.per_month, head.in_total) = (true, false);
    work.head(head.provisional(unchecked));
    Ok(())
}
