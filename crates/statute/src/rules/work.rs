//! The sheet a rule writes on: inputs, dated values, steps, heads, what is missing.

use super::input::{RuleError, Values};
use super::{Computation, Head, LawContext, Missing, Remark, UsedParameter};
use crate::ratio::Ratio;
use crate::{Fen, Given, Parameter, WorkStep};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// An exact amount of money (分) and how it is written in a formula: `76,000.00 ÷ 12`.
#[derive(Debug, Clone)]
pub(crate) struct Exact {
    pub(crate) value: Ratio,
    pub(crate) words: String,
}

impl Exact {
    pub(crate) fn of(fen: Fen) -> Self {
        Self { value: fen.into(), words: fen.format() }
    }
}

pub(crate) struct Work<'a> {
    pub(crate) cx: &'a LawContext<'a>,
    pub(crate) input: Values,
    area: String,
    given: BTreeMap<String, Given>,
    out: Computation,
}

impl<'a> Work<'a> {
    pub(crate) fn new(
        cx: &'a LawContext<'a>,
        input: Values,
        given: BTreeMap<String, Given>,
        out: Computation,
    ) -> Self {
        let area = input.text("area").to_owned();
        Self { cx, input, area, given, out }
    }

    /// A dated value as a fraction (分, part of one, or plain); notes it as used or as missing.
    ///
    /// `blocks` are the heads that cannot be computed without it.
    pub(crate) fn parameter(&mut self, id: &str, on: NaiveDate, blocks: &[&str]) -> Option<Ratio> {
        let found = self.peek(id, on);
        if found.is_none() {
            self.ask(id, on, blocks);
        }
        found
    }

    /// The same, but its absence is no gap: the rule goes on without it.
    pub(crate) fn peek(&mut self, id: &str, on: NaiveDate) -> Option<Ratio> {
        let row = self.row(id, on)?;
        let given = self.given.contains_key(id);
        let value = row.ratio()?;
        let used = UsedParameter {
            value: in_words(&row),
            id: row.id,
            label: row.label,
            area: row.area,
            from: row.from,
            source: row.source,
            confirmed: row.confirmed,
            given,
        };
        // What was typed for this computation is one value, however many days ask for it.
        let same = |p: &UsedParameter| *p == used || (given && p.given && p.id == used.id);
        if !self.out.parameters.iter().any(same) {
            self.out.parameters.push(used);
        }
        Some(value)
    }

    fn row(&self, id: &str, on: NaiveDate) -> Option<Parameter> {
        let Some(given) = self.given.get(id) else {
            return self.cx.parameters.find(id, &self.area, on).cloned();
        };
        let known = self.cx.parameters.known(id)?;
        let said = !given.source.is_empty();
        Some(Parameter {
            id: id.to_owned(),
            label: known.label.clone(),
            value: given.value.clone(),
            unit: known.unit.clone(),
            area: self.area.clone(),
            from: on,
            until: None,
            source: if said {
                given.source.clone()
            } else {
                "本次计算填写，来源未注明".to_owned()
            },
            confirmed: false,
        })
    }

    /// The source of a value, for the article of a step.
    pub(crate) fn source(&self, id: &str, on: NaiveDate) -> String {
        self.row(id, on).map(|r| r.source).unwrap_or_default()
    }

    fn ask(&mut self, id: &str, on: NaiveDate, blocks: &[&str]) {
        let Some(known) = self.cx.parameters.known(id) else { return };
        // Of a value that lasts, one question is enough however many months want it.
        let first =
            if known.yearly { None } else { self.out.missing.iter_mut().find(|m| m.id == id) };
        if let Some(first) = first {
            add(&mut first.blocks, blocks);
            return;
        }
        let ask = match (known.ask.is_empty(), known.yearly) {
            (false, true) => {
                format!("未知：请向{}核实{}年的{}。", known.ask, on.year(), known.label)
            }
            (false, false) => format!("未知：请向{}核实{on}执行的{}。", known.ask, known.label),
            (true, _) => format!("未知：{on}适用的“{}”未收录，请查当时的规定后填写。", known.label),
        };
        self.lacks(id, &ask, blocks);
    }

    /// Notes something that is not known.
    pub(crate) fn lacks(&mut self, id: &str, ask: &str, blocks: &[&str]) {
        if let Some(same) = self.out.missing.iter_mut().find(|m| m.id == id && m.ask == ask) {
            add(&mut same.blocks, blocks);
            return;
        }
        let blocks = blocks.iter().map(|b| (*b).to_owned()).collect();
        self.out.missing.push(Missing { id: id.to_owned(), ask: ask.to_owned(), blocks });
    }

    /// A step that gives money: rounds, and appends `= …元` to the formula.
    pub(crate) fn money(
        &mut self,
        label: &str,
        formula: &str,
        value: Ratio,
        article: &str,
    ) -> Result<Fen, RuleError> {
        let result = value.fen().ok_or(RuleError::TooLarge)?;
        self.out.steps.push(WorkStep {
            label: label.to_owned(),
            formula: format!("{formula} = {}元", result.format()),
            result,
            article: article.to_owned(),
            value: None,
        });
        Ok(result)
    }

    /// A step that gives something else than money.
    pub(crate) fn fact(&mut self, label: &str, formula: &str, value: &str, article: &str) {
        self.out.steps.push(WorkStep {
            label: label.to_owned(),
            formula: formula.to_owned(),
            result: Fen::ZERO,
            article: article.to_owned(),
            value: Some(value.to_owned()),
        });
    }

    /// A remark; the same code is said once.
    pub(crate) fn remark(&mut self, code: &str, words: &str, article: &str) {
        let remark =
            Remark { code: code.to_owned(), words: words.to_owned(), article: article.to_owned() };
        if !self.out.warnings.contains(&remark) {
            self.out.warnings.push(remark);
        }
    }

    /// Whether a head stands that does not count.
    pub(crate) fn has_alternative(&self) -> bool {
        self.out.heads.iter().any(|h| !h.in_total)
    }

    pub(crate) fn head(&mut self, head: Head) {
        self.out.heads.push(head);
    }

    /// The computation with its total; a total step where there is more than one head.
    pub(crate) fn finish(mut self) -> Result<Computation, RuleError> {
        let counted: Vec<&Head> = self.out.heads.iter().filter(|h| h.in_total).collect();
        if counted.is_empty() {
            return Ok(self.out);
        }
        let low = Fen::total(counted.iter().map(|h| h.amount)).ok_or(RuleError::TooLarge)?;
        let high = Fen::total(counted.iter().map(|h| h.amount_max.unwrap_or(h.amount)))
            .ok_or(RuleError::TooLarge)?;
        if counted.len() > 1 {
            let parts: Vec<String> = counted.iter().map(|h| h.amount.format()).collect();
            let formula = parts.join(" + ");
            self.money("合计", &formula, low.into(), "")?;
        }
        self.out.total = Some(low);
        self.out.total_max = (high > low).then_some(high);
        Ok(self.out)
    }
}

fn add(all: &mut Vec<String>, blocks: &[&str]) {
    for head in blocks {
        if !all.iter().any(|b| b == head) {
            all.push((*head).to_owned());
        }
    }
}

/// `1,990.00元/月`, `150%`, `21.75天`, `2008-01-01`.
fn in_words(row: &Parameter) -> String {
    match (row.ratio(), row.unit.as_str()) {
        (_, "年月日") if row.value.len() == 8 => {
            format!("{}-{}-{}", &row.value[..4], &row.value[4..6], &row.value[6..])
        }
        (Some(value), unit) if unit.starts_with('元') => {
            value.fen().map_or_else(|| row.value.clone(), Fen::format) + unit
        }
        (_, unit) => format!("{}{unit}", row.value),
    }
}

/// A date parameter (`20080101`).
pub(crate) fn as_day(value: Ratio) -> Option<NaiveDate> {
    let n = value.floor()?;
    let part = |n: i64| u32::try_from(n % 100).ok();
    NaiveDate::from_ymd_opt(i32::try_from(n / 10_000).ok()?, part(n / 100)?, part(n)?)
}

/// Minutes as hours: `12.5`, `0.33`.
pub(crate) fn hours(minutes: i64) -> String {
    Ratio::new(minutes.into(), 60).words(2)
}

/// A share as percents: `150%`.
pub(crate) fn percent(share: Ratio) -> String {
    format!("{}%", (share * Ratio::whole(100)).words(4))
}
