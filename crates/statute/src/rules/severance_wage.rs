//! The monthly wage of Art. 47: average of twelve months, not below the minimum, cut at three times.

use super::input::{RuleError, Values, Why};
use super::service::{length, months_and_days};
use super::work::{Exact, Work};
use crate::Fen;
use crate::ratio::Ratio;
use chrono::{Datelike, Months, NaiveDate};

/// The wage the months are multiplied by, within its bounds.
pub(super) struct Wage {
    pub(super) base: Exact,
    /// Above three times the average: years are limited.
    pub(super) capped: bool,
    /// A bound is not known.
    pub(super) unchecked: bool,
}

pub(super) fn monthly(work: &mut Work<'_>, ended: NaiveDate) -> Result<Wage, RuleError> {
    let mut base = average(work, ended)?;
    let mut unchecked = false;
    match work.parameter("minimum_wage", ended, &[]) {
        Some(floor) if base.value < floor => {
            let fen = floor.fen().ok_or(RuleError::TooLarge)?;
            let formula = format!("{}，低于当地最低工资", base.words);
            work.money("月工资取最低工资", &formula, floor, "劳动合同法实施条例第27条")?;
            base = Exact::of(fen);
        }
        Some(_) => {}
        None => unchecked = true,
    }
    let multiple = work.parameter("severance_cap_multiple", ended, &[]);
    let published = NaiveDate::from_ymd_opt(ended.year() - 1, 12, 31).unwrap_or(ended);
    let average = work.parameter("average_wage", published, &[]);
    let mut capped = false;
    match (multiple, average) {
        (Some(multiple), Some(average)) => {
            let cap = Exact {
                value: average * multiple,
                words: format!(
                    "{} × {}",
                    average.fen().ok_or(RuleError::TooLarge)?.format(),
                    multiple.words(2)
                ),
            };
            let article = "劳动合同法第47条第2款";
            if base.value > cap.value {
                capped = true;
                let formula = format!("{}，高于三倍，取 {}", base.words, cap.words);
                work.money("月工资封顶", &formula, cap.value, article)?;
                base = cap;
            } else {
                let limit = cap.value.fen().ok_or(RuleError::TooLarge)?;
                let formula = format!("{} ≤ {} = {}元", base.words, cap.words, limit.format());
                work.fact("是否超过三倍", &formula, "不超过，年限不受限制", article);
            }
        }
        _ => unchecked = true,
    }
    if unchecked {
        work.remark(
            "severance.unchecked",
            "当地最低工资或平均工资还没有填，所列金额未核对下限和三倍封顶。",
            "劳动合同法第47条第2款；实施条例第27条",
        );
    }
    Ok(Wage { base, capped, unchecked })
}

/// Average due wage of the months before the end.
fn average(work: &mut Work<'_>, ended: NaiveDate) -> Result<Exact, RuleError> {
    let article = "劳动合同法第47条第3款；实施条例第27条";
    let rows: Vec<(NaiveDate, Fen)> = work
        .input
        .by_day("wages", "month")?
        .into_iter()
        .map(|r: &Values| Ok((r.need_day("month")?, r.need_money("amount")?)))
        .collect::<Result<_, RuleError>>()?;
    if rows.is_empty() {
        let average = work.input.need_money("average")?;
        work.money("月工资", "按所填月平均工资", average.into(), article)?;
        return Ok(Exact::of(average));
    }
    // The month of the end counts only when it was worked to its last day.
    let after = ended.succ_opt().unwrap_or(ended);
    let open = after.with_day(1).unwrap_or(after);
    let most = work.parameter("severance_average_months", ended, &[]).and_then(Ratio::floor);
    let most = most.and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::from(u8::MAX));
    let earliest = open.checked_sub_months(Months::new(most)).unwrap_or(NaiveDate::MIN);
    let used: Vec<&(NaiveDate, Fen)> =
        rows.iter().filter(|(m, _)| (earliest..open).contains(m)).collect();
    if used.is_empty() {
        return Err(work.input.bad("wages", Why::Order));
    }
    if used.len() < rows.len() {
        work.remark(
            "severance.months_left_out",
            "解除前十二个整月以外的月份没有计入平均。",
            article,
        );
    }
    let (served, _) = months_and_days(work.input.need_day("hired")?, ended);
    if used.len() < most as usize && u32::try_from(used.len()).is_ok_and(|n| n < served) {
        let words = format!(
            "在职满{}，只填了{}个月的工资；平均数只按填的月份计算，请补齐。",
            length(served, 0),
            used.len()
        );
        work.remark("severance.months_few", &words, article);
    }
    let sum = Fen::total(used.iter().map(|(_, fen)| *fen)).ok_or(RuleError::TooLarge)?;
    let count = Ratio::whole(used.len() as i128);
    let words = format!("{} ÷ {}", sum.format(), used.len());
    let value = Ratio::from(sum) / count;
    work.money("月平均工资", &words, value, article)?;
    // An average that is a whole number of 分 is written as such.
    let fen = value.fen().ok_or(RuleError::TooLarge)?;
    Ok(if Ratio::from(fen) == value { Exact::of(fen) } else { Exact { value, words } })
}
