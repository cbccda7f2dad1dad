//! Overtime from an attendance table (劳动法 Art. 44; 工资支付暂行规定 Art. 13).

use super::input::{AREA, Input, InputKind, RuleError, Values, Why, input, required};
use super::work::{Exact, Work, hours, percent};
use super::{Head, Output, Rule, overtime_cycle};
use crate::Fen;
use crate::ratio::Ratio;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

pub(super) const LABEL: &str = "加班工资";

const MODES: &[(&str, &str)] = &[
    ("standard", "标准工时"),
    ("piece", "计件"),
    ("comprehensive", "综合计算工时"),
    ("untimed", "不定时工作制"),
];
const CYCLES: &[(&str, &str)] = &[("month", "按月"), ("quarter", "按季"), ("year", "按年")];
const PAID_AS: &[(&str, &str)] =
    &[("rest", "按休息日"), ("holiday", "按法定休假日"), ("work", "当地调休上班")];

const DAYS: &[Input] = &[
    required("day", "日期", InputKind::Day, ""),
    input(
        "hours",
        "加班小时",
        InputKind::Hours,
        "工作日填标准工时以外的小时；休息日、节日填全部小时。",
    ),
    input("pieces", "加班计件数", InputKind::Count, "只用于计件。"),
    input("compensated", "已安排补休", InputKind::Flag, "只有休息日加班可以补休抵扣。"),
];
const HOLIDAYS: &[Input] = &[
    required("day", "日期", InputKind::Day, ""),
    input("name", "节日", InputKind::Text, "如泼水节、火把节。"),
    required("paid_as", "加班工资", InputKind::Choice(PAID_AS), "按当地规定选择。"),
];
const PERIODS: &[Input] = &[
    required("begin", "周期起始月", InputKind::Month, ""),
    required("hours", "实际工作小时", InputKind::Hours, "整个周期的总工时，含法定休假日。"),
    input("holiday_hours", "其中法定休假日小时", InputKind::Hours, ""),
];

pub(super) const RULE: Rule = Rule {
    id: "overtime",
    title: LABEL,
    purpose: "按考勤逐日分清工作日、休息日和法定休假日，计算加班工资。",
    basis: &["劳动法第36、41、44条", "工资支付暂行规定第13条", "人社部发〔2025〕2号"],
    cause: Some("overtime"),
    inputs: &[
        required("mode", "工时制度", InputKind::Choice(MODES), ""),
        input("monthly", "月工资标准", InputKind::Money, "劳动合同约定的本人工资标准。"),
        input("days", "考勤", InputKind::Table(DAYS), "一天一行。"),
        input("piece_price", "计件单价", InputKind::Money, "只用于计件。"),
        input("base_paid", "计件单价已付", InputKind::Flag, "加班做的件已按单价付过的，只计差额。"),
        input("cycle", "综合计算周期", InputKind::Choice(CYCLES), "以批准的周期为准。"),
        input("cycles", "各周期工时", InputKind::Table(PERIODS), "只用于综合计算工时。"),
        input(
            "local_holidays",
            "当地节日",
            InputKind::Table(HOLIDAYS),
            "州（市）、县规定放假的少数民族节日，日期以当年通知为准。",
        ),
        input("paid", "已付加班工资", InputKind::Money, "同一期间已经发过的加班工资。"),
        AREA,
    ],
    outputs: &[Output { cause: "overtime", label: LABEL }],
    version: 1,
    run,
};

/// What a day is for the pay of overtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Weekday,
    Rest,
    Holiday,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Weekday, Self::Rest, Self::Holiday];

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Weekday => "工作日延时加班",
            Self::Rest => "休息日加班",
            Self::Holiday => "法定休假日加班",
        }
    }

    pub(super) fn rate(self) -> &'static str {
        match self {
            Self::Weekday => "overtime_weekday",
            Self::Rest => "overtime_rest",
            Self::Holiday => "overtime_holiday",
        }
    }

    fn article(self) -> &'static str {
        match self {
            Self::Weekday => "劳动法第44条第1项",
            Self::Rest => "劳动法第44条第2项",
            Self::Holiday => "劳动法第44条第3项",
        }
    }
}

/// What was worked at one price: hours in minutes, or pieces.
#[derive(Default)]
pub(super) struct Lot {
    /// Unit price in exact 分 and in words; the words are the key, so that rows of other dates with the
    /// same value make one step.
    pub(super) prices: BTreeMap<String, (Ratio, i64)>,
}

fn run(work: &mut Work<'_>) -> Result<(), RuleError> {
    match work.input.need_choice("mode")? {
        "untimed" => {
            work.fact(
                "不定时工作制",
                "经批准实行不定时工作制",
                "不执行上述标准",
                "工资支付暂行规定第13条",
            );
            work.remark(
                "overtime.untimed",
                "请核对劳动行政部门的批准文件；没有批准的，按标准工时计算。法定休假日的处理以当地规定为准。",
                "工资支付暂行规定第13条",
            );
            Ok(())
        }
        "comprehensive" => overtime_cycle::run(work),
        "piece" => by_day(work, true),
        _ => by_day(work, false),
    }
}

/// Pay of an hour: month ÷ (days of pay × hours of a day).
pub(super) fn hourly(work: &mut Work<'_>, monthly: Fen, on: NaiveDate) -> Option<Exact> {
    let days = work.parameter("monthly_pay_days", on, &[LABEL])?;
    let hours = work.parameter("daily_hours", on, &[LABEL])?;
    let words = format!("{} ÷ ({} × {})", monthly.format(), days.words(4), hours.words(4));
    Some(Exact { value: Ratio::from(monthly) / (days * hours), words })
}

/// The kind of a day; `None` where the year's notice is not known.
fn kind(
    work: &Work<'_>,
    day: NaiveDate,
    local: &BTreeMap<NaiveDate, &'static str>,
) -> Option<Kind> {
    if work.cx.calendar.statutory_holiday(day) == Some(true) {
        return Some(Kind::Holiday);
    }
    match local.get(&day) {
        Some(&"holiday") => return Some(Kind::Holiday),
        Some(&"work") => return Some(Kind::Weekday),
        Some(_) => return Some(Kind::Rest),
        None => {}
    }
    let working = work.cx.calendar.is_working_day(day)?;
    Some(if working { Kind::Weekday } else { Kind::Rest })
}

fn local_holidays(work: &mut Work<'_>) -> Result<BTreeMap<NaiveDate, &'static str>, RuleError> {
    let mut all = BTreeMap::new();
    for row in work.input.by_day("local_holidays", "day")? {
        all.insert(row.need_day("day")?, row.need_choice("paid_as")?);
    }
    if !all.is_empty() {
        work.remark(
            "overtime.local_holiday",
            "少数民族节日的放假和加班工资标准由当地规定，请核对当年的通知。",
            "全国年节及纪念日放假办法第4条",
        );
    }
    Ok(all)
}

/// Standard hours and piece work: one row a day.
fn by_day(work: &mut Work<'_>, piece: bool) -> Result<(), RuleError> {
    let local = local_holidays(work)?;
    let price = if piece { work.input.need_money("piece_price")? } else { Fen::ZERO };
    let monthly = if piece { Fen::ZERO } else { work.input.need_money("monthly")? };
    let less = piece && work.input.flag("base_paid");
    let rows: Vec<Values> = work.input.by_day("days", "day")?.into_iter().cloned().collect();
    if rows.is_empty() {
        return Err(work.input.bad("days", Why::Missing));
    }
    let mut lots: BTreeMap<Kind, Lot> = BTreeMap::new();
    let mut per_month: BTreeMap<(i32, u32), (i64, NaiveDate)> = BTreeMap::new();
    let (mut over_day, mut counted) = (Vec::new(), Vec::new());
    let mut unknown: BTreeMap<i32, u32> = BTreeMap::new();
    let (mut rested, mut compensated_elsewhere) = (0_i64, false);
    for row in &rows {
        let day = row.need_day("day")?;
        let amount = if piece { row.need_count("pieces")? } else { row.need_minutes("hours")? };
        let minutes = row.minutes("hours").unwrap_or(0);
        if minutes > 24 * 60 {
            return Err(row.bad("hours", Why::Hours));
        }
        let Some(kind) = kind(work, day, &local) else {
            *unknown.entry(day.year()).or_insert(0) += 1;
            continue;
        };
        counted.push(day);
        let month = per_month.entry((day.year(), day.month())).or_insert((0, day));
        month.0 += minutes;
        if kind == Kind::Weekday && over(work, "overtime_day_limit", day, minutes) {
            over_day.push(day.to_string());
        }
        if row.flag("compensated") && kind == Kind::Rest {
            rested += amount;
            continue;
        }
        compensated_elsewhere |= row.flag("compensated");
        let Some(rate) = work.parameter(kind.rate(), day, &[LABEL]) else { continue };
        let unit = if piece {
            let share = if less { rate - Ratio::ONE } else { rate };
            let words = format!("{} × {}", price.format(), percent(share));
            Exact { value: Ratio::from(price) * share, words }
        } else {
            let Some(hour) = hourly(work, monthly, day) else { continue };
            let words = format!("{} × {}", hour.words, percent(rate));
            Exact { value: hour.value * rate, words }
        };
        let lot = lots.entry(kind).or_default();
        lot.prices.entry(unit.words).or_insert((unit.value, 0)).1 += amount;
    }
    if rested > 0 {
        let sum = if piece { format!("{rested}件") } else { format!("{}小时", hours(rested)) };
        work.fact("已补休的休息日加班", &sum, "不计加班工资", "劳动法第44条第2项");
    }
    if compensated_elsewhere {
        work.remark(
            "overtime.no_substitution",
            "工作日延时和法定休假日加班不能用补休代替加班工资，已照算。",
            "劳动法第44条",
        );
    }
    limits(work, &over_day, &per_month);
    for (year, days) in &unknown {
        let ask = format!(
            "未知：{year}年的放假安排未收录，该年{days}天的加班未计入；请导入国务院办公厅当年的通知。"
        );
        work.lacks(&format!("calendar_{year}"), &ask, &[LABEL]);
    }
    let (Some(first), Some(last)) = (counted.first(), counted.last()) else { return Ok(()) };
    let heads = heads(work, &lots, if piece { "件" } else { "小时" })?;
    let heads = heads.into_iter().map(|h| h.provisional(!unknown.is_empty())).collect();
    basis_remarks(work, piece);
    settle(work, heads, first, last)
}

fn over(work: &mut Work<'_>, limit: &str, on: NaiveDate, minutes: i64) -> bool {
    let limit = work.peek(limit, on).map(|h| h * Ratio::whole(60));
    limit.is_some_and(|limit| Ratio::whole(minutes) > limit)
}

/// Limits of Art. 41: exceeding them is unlawful, the work is paid all the same.
fn limits(work: &mut Work<'_>, days: &[String], months: &BTreeMap<(i32, u32), (i64, NaiveDate)>) {
    if !days.is_empty() {
        let words = format!("这些日子延长工时超过每日上限：{}。照算加班工资。", days.join("、"));
        work.remark("overtime.day_limit", &words, "劳动法第41条");
    }
    let mut long = Vec::new();
    for ((year, month), (minutes, day)) in months {
        if over(work, "overtime_month_limit", *day, *minutes) {
            long.push(format!("{year}年{month}月{}小时", hours(*minutes)));
        }
    }
    if !long.is_empty() {
        let words = format!("这些月份加班超过每月上限：{}。照算加班工资。", long.join("、"));
        work.remark("overtime.month_limit", &words, "劳动法第41条");
    }
}

fn heads(
    work: &mut Work<'_>,
    lots: &BTreeMap<Kind, Lot>,
    unit: &str,
) -> Result<Vec<Head>, RuleError> {
    let mut heads = Vec::new();
    for kind in Kind::ALL {
        let Some(lot) = lots.get(&kind) else { continue };
        let (mut value, mut parts) = (Ratio::ZERO, Vec::new());
        for (words, (price, amount)) in &lot.prices {
            let (times, shown) = if unit == "件" {
                (Ratio::whole(*amount), amount.to_string())
            } else {
                (Ratio::new((*amount).into(), 60), hours(*amount))
            };
            value = value + *price * times;
            parts.push(format!("{words} × {shown}{unit}"));
        }
        let line = parts.join(" + ");
        let amount = work.money(kind.words(), &line, value, kind.article())?;
        let label = format!("{LABEL}（{}）", kind.words().trim_end_matches("加班"));
        heads.push(Head::new("overtime", &label, amount, &line, kind.article()));
    }
    Ok(heads)
}

/// Takes off what was already paid; what remains is one head then.
pub(super) fn settle(
    work: &mut Work<'_>,
    heads: Vec<Head>,
    first: impl ToString,
    last: impl ToString,
) -> Result<(), RuleError> {
    let (first, last) = (first.to_string(), last.to_string());
    let paid = work.input.money("paid").filter(|paid| paid.0 > 0);
    let Some(paid) = paid.filter(|_| !heads.is_empty()) else {
        for head in heads {
            work.head(head.period(&first, &last));
        }
        return Ok(());
    };
    let due = Fen::total(heads.iter().map(|h| h.amount)).ok_or(RuleError::TooLarge)?;
    let rest = Fen((due.0 - paid.0).max(0));
    let line = format!("{} − 已付 {}", due.format(), paid.format());
    let open = heads.iter().any(|h| h.provisional);
    let amount = work.money("扣除已付加班工资", &line, rest.into(), "劳动法第44条")?;
    let head = Head::new("overtime", LABEL, amount, &line, "劳动法第44条").provisional(open);
    work.head(head.period(&first, &last));
    Ok(())
}

pub(super) fn basis_remarks(work: &mut Work<'_>, piece: bool) {
    work.remark(
        "overtime.proof",
        "加班事实由劳动者举证；有证据证明考勤由单位掌握而单位不提供的，由单位承担不利后果。",
        "法释〔2020〕26号第42条",
    );
    if !piece {
        work.remark(
            "overtime.base",
            "计算基数按合同约定的本人工资标准；基数有争议的，各地法院做法不一，请先了解本地口径。",
            "工资支付暂行规定第13条",
        );
        work.remark(
            "overtime.additional",
            "休息日、法定休假日加班工资在正常月工资之外另付（通常理解，未经文本核实）。",
            "劳动法第44条",
        );
    }
}
