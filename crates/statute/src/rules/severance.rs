//! Severance, notice pay and damages for unlawful termination (N, N+1, 2N).

use super::input::{AREA, Input, InputKind, RuleError, Why, input, required};
use super::service::{length, months_and_days};
use super::severance_wage::{Wage, monthly};
use super::work::{Work, as_day};
use super::{Head, Output, Rule};
use crate::ratio::Ratio;
use chrono::NaiveDate;

const N: &str = "经济补偿";
const NOTICE: &str = "代通知金";
const DAMAGES: &str = "违法解除赔偿金";

/// Codes of the ground of termination; those at which severance is due say so in [`due`].
const GROUNDS: &[(&str, &str)] = &[
    ("36_employer", "单位提出、协商一致解除"),
    ("36_worker", "劳动者提出、协商一致解除"),
    ("37", "劳动者辞职"),
    ("38", "因单位过错，劳动者解除"),
    ("39", "因劳动者过失，单位解除"),
    ("40", "无过失性辞退（医疗期满、不能胜任、客观情况重大变化）"),
    ("41", "经济性裁员"),
    ("44_1", "劳动合同期满终止"),
    ("44_2", "劳动者开始依法享受基本养老保险待遇"),
    ("44_3", "劳动者死亡或者被宣告死亡、失踪"),
    ("44_4", "单位被宣告破产"),
    ("44_5", "单位被吊销执照、责令关闭、撤销或者提前解散"),
    ("task", "以完成一定工作任务为期限的合同，任务完成终止"),
];

/// Article by which severance is due, and whether it is due by the ground alone.
fn due(ground: &str) -> (bool, &'static str) {
    match ground {
        "36_employer" => (true, "劳动合同法第46条第2项"),
        "38" => (true, "劳动合同法第46条第1项"),
        "40" => (true, "劳动合同法第46条第3项"),
        "41" => (true, "劳动合同法第46条第4项"),
        "44_1" => (true, "劳动合同法第46条第5项"),
        "44_4" | "44_5" => (true, "劳动合同法第46条第6项"),
        "task" => (true, "劳动合同法实施条例第22条"),
        _ => (false, "劳动合同法第46条"),
    }
}

const WAGE_ROWS: &[Input] = &[
    required("month", "月份", InputKind::Month, ""),
    required("amount", "应发工资", InputKind::Money, "含奖金、津贴、补贴，扣社保个税之前。"),
];
const HIRED: Input = required("hired", "入职日期", InputKind::Day, "");
const ENDED: Input = required("ended", "解除（终止）日期", InputKind::Day, "最后在职的一天。");
const WAGES: Input = input(
    "wages",
    "离职前十二个月工资",
    InputKind::Table(WAGE_ROWS),
    "逐月填应发工资；不满十二个月的填实际月数。也可以直接填月平均工资。",
);
const AVERAGE: Input =
    input("average", "月平均工资", InputKind::Money, "已经算好的离职前十二个月平均应发工资。");
const CARRIED: Input = input(
    "carried_from",
    "原单位入职日期",
    InputKind::Day,
    "非本人原因从原单位转来的，年限合并计算。",
);
const CARRIED_PAID: Input =
    input("carried_paid", "原单位已付经济补偿", InputKind::Flag, "已付的，原单位年限不再计算。");

/// N and N+1.
pub(super) const SEVERANCE: Rule = Rule {
    id: "severance",
    title: "经济补偿（N、N+1）",
    purpose: "按解除或终止的原因判断应否支付，并计算经济补偿和代通知金。",
    basis: &["劳动合同法第40、46、47、97条", "劳动合同法实施条例第10、20、22、27条"],
    cause: Some("severance"),
    inputs: &[
        HIRED,
        ENDED,
        required("ground", "解除（终止）原因", InputKind::Choice(GROUNDS), ""),
        WAGES,
        AVERAGE,
        input("notice_given", "已提前三十日书面通知", InputKind::Flag, "只用于无过失性辞退。"),
        input(
            "last_month",
            "上一个月工资标准",
            InputKind::Money,
            "代通知金按上月工资，不按平均数。",
        ),
        input(
            "renewal_refused",
            "单位维持或提高条件续订，劳动者不续",
            InputKind::Flag,
            "只用于合同期满。",
        ),
        CARRIED,
        CARRIED_PAID,
        AREA,
    ],
    outputs: &[
        Output { cause: "severance", label: N },
        Output { cause: "notice_pay", label: NOTICE },
    ],
    version: 1,
    run: severance,
};

/// 2N.
pub(super) const UNLAWFUL: Rule = Rule {
    id: "unlawful_termination",
    title: "违法解除（终止）赔偿金（2N）",
    purpose: "单位违法解除或终止劳动合同，劳动者不要求继续履行时的赔偿金。",
    basis: &["劳动合同法第47、48、87条", "劳动合同法实施条例第25、27条"],
    cause: Some("unlawful_termination"),
    inputs: &[HIRED, ENDED, WAGES, AVERAGE, CARRIED, CARRIED_PAID, AREA],
    outputs: &[Output { cause: "unlawful_termination", label: DAMAGES }],
    version: 1,
    run: unlawful,
};

fn severance(work: &mut Work<'_>) -> Result<(), RuleError> {
    let ended = work.input.need_day("ended")?;
    let ground = work.input.need_choice("ground")?;
    let words = GROUNDS.iter().find(|(code, _)| *code == ground).map_or("", |(_, w)| w);
    let (by_ground, article) = due(ground);
    let refused = ground == "44_1" && work.input.flag("renewal_refused");
    let owed = by_ground && !refused;
    work.fact("应否支付", words, if owed { "应当支付" } else { "依法不支付" }, article);
    if !owed {
        let why = if refused {
            "单位维持或者提高约定条件续订而劳动者不同意续订，期满终止不支付经济补偿。"
        } else {
            "按所选原因，法律没有规定经济补偿。原因有争议的，先核对解除（终止）的证据。"
        };
        work.remark("severance.not_due", why, "劳动合同法第46条");
        return Ok(());
    }
    let first = hired(work, ended)?;
    let start = work.parameter("severance_start", ended, &[N]).and_then(as_day);
    let wage = monthly(work, ended)?;
    if let Some(start) = start {
        if first < start {
            let words = format!(
                "入职早于{start}。这里的年限自{start}起算；此前的年限依照当时的规定，未计算在内，请另行核对。"
            );
            work.remark("severance.before_2008", &words, "劳动合同法第97条第3款");
        }
        standard(work, first.max(start), ended, &wage, None)?;
    }
    if ground == "40" {
        notice(work, ended)?;
    }
    Ok(())
}

fn unlawful(work: &mut Work<'_>) -> Result<(), RuleError> {
    let ended = work.input.need_day("ended")?;
    let first = hired(work, ended)?;
    let wage = monthly(work, ended)?;
    work.remark(
        "unlawful.no_severance",
        "已付赔偿金的，不再另付经济补偿；年限自用工之日起算。",
        "劳动合同法实施条例第25条",
    );
    work.remark(
        "unlawful.continue",
        "劳动者要求继续履行且能够履行的，应当继续履行，不付赔偿金。",
        "劳动合同法第48条",
    );
    work.remark(
        "unlawful.union",
        "请核对解除前是否通知工会：已建工会而未通知、起诉前也未补正的，属于违法解除。",
        "劳动合同法第43条；法释〔2020〕26号第47条",
    );
    let Some(multiple) = work.parameter("unlawful_multiple", ended, &[DAMAGES]) else {
        return Ok(());
    };
    standard(work, first, ended, &wage, Some(multiple))
}

/// First day of service: with this employer, or carried over from the one before.
fn hired(work: &mut Work<'_>, ended: NaiveDate) -> Result<NaiveDate, RuleError> {
    let hired = work.input.need_day("hired")?;
    if ended < hired {
        return Err(work.input.bad("ended", Why::Order));
    }
    let Some(before) = work.input.day("carried_from") else { return Ok(hired) };
    if before > hired {
        return Err(work.input.bad("carried_from", Why::Order));
    }
    let article = "劳动合同法实施条例第10条；法释〔2020〕26号第46条";
    if work.input.flag("carried_paid") {
        work.fact("原单位年限", "原单位已付经济补偿", "不合并", article);
        return Ok(hired);
    }
    work.fact("原单位年限", &format!("自{before}起"), "合并计算", article);
    Ok(before)
}

/// Years of service by 47(1), the wage, and the head; `multiple` for damages.
fn standard(
    work: &mut Work<'_>,
    first: NaiveDate,
    ended: NaiveDate,
    wage: &Wage,
    multiple: Option<Ratio>,
) -> Result<(), RuleError> {
    let label = if multiple.is_some() { DAMAGES } else { N };
    let half = work.parameter("severance_half_year", ended, &[label]);
    let round = work.parameter("severance_round_months", ended, &[label]).and_then(Ratio::floor);
    let limit = work.parameter("severance_cap_years", ended, &[]);
    let (Some(half), Some(round)) = (half, round) else { return Ok(()) };
    let (months, days) = months_and_days(first, ended);
    let part = match (i64::from(months % 12), days) {
        (rest, _) if rest >= round => Ratio::ONE,
        (0, 0) => Ratio::ZERO,
        _ => half,
    };
    let mut n = Ratio::whole(months / 12) + part;
    let formula = format!("{first} 至 {ended}，{}", length(months, days));
    work.fact("补偿月数", &formula, &format!("{}个月", n.words(1)), "劳动合同法第47条第1款");
    if let Some(limit) = limit.filter(|limit| wage.capped && *limit < n) {
        let formula = format!("月工资高于三倍，{}年，最高{}年", n.words(1), limit.words(1));
        let value = format!("{}个月", limit.words(1));
        work.fact("年限封顶", &formula, &value, "劳动合同法第47条第2款");
        n = limit;
    }
    let (mut value, mut words) =
        (wage.base.value * n, format!("{} × {}个月", wage.base.words, n.words(1)));
    let (cause, article) = if let Some(multiple) = multiple {
        value = value * multiple;
        words = format!("{words} × {}", multiple.words(2));
        ("unlawful_termination", "劳动合同法第87条")
    } else {
        ("severance", "劳动合同法第47条")
    };
    let amount = work.money(label, &words, value, article)?;
    let head = Head::new(cause, label, amount, &words, article).period(first, ended);
    work.head(head.provisional(wage.unchecked));
    Ok(())
}

/// One month's wage instead of the notice (Art. 40), by the standard of the month before.
fn notice(work: &mut Work<'_>, ended: NaiveDate) -> Result<(), RuleError> {
    if work.input.flag("notice_given") {
        work.fact("代通知金", "已提前三十日书面通知", "不支付", "劳动合同法第40条");
        return Ok(());
    }
    let Some(last) = work.input.money("last_month") else {
        work.lacks("last_month", "未知：请填上一个月的工资标准，代通知金按它计算。", &[NOTICE]);
        return Ok(());
    };
    let Some(months) = work.parameter("notice_months", ended, &[NOTICE]) else { return Ok(()) };
    let article = "劳动合同法第40条；实施条例第20条";
    let words = format!("{} × {}个月", last.format(), months.words(1));
    let amount = work.money(NOTICE, &words, Ratio::from(last) * months, article)?;
    work.head(Head::new("notice_pay", NOTICE, amount, &words, article));
    Ok(())
}
