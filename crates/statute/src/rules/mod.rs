//! The calculators: each a rule with declared inputs, dated values, shown steps and articles.
//!
//! A rule never guesses: a value nobody has told becomes a [`Missing`] with whom to ask, and the other
//! heads are computed all the same. Money is exact until the end of a head and rounded there once.

mod advance;
mod arrears;
mod claims;
mod death;
mod double_wage;
mod injury;
mod input;
mod leave;
mod overtime;
mod overtime_cycle;
mod schema;
mod service;
mod severance;
mod severance_wage;
mod work;

pub use input::{Input, InputKind, RuleError, Why};
pub use schema::{InputView, KindView, OptionView, OutputView, RuleView, rule_schema};

use crate::{Calendar, Fen, Parameters, WorkStep};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use work::Work;

/// Everything a rule computes with besides the input.
#[derive(Debug, Clone, Copy)]
pub struct LawContext<'a> {
    /// The day on which it is computed.
    pub today: NaiveDate,
    /// Working days and holidays.
    pub calendar: &'a Calendar,
    /// Dated values, those of the county included.
    pub parameters: &'a Parameters,
}

/// A calculator.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable name.
    pub id: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// What it is for, one sentence.
    pub purpose: &'static str,
    /// Articles it follows.
    pub basis: &'static [&'static str],
    /// Cause code of the claim it feeds first.
    pub cause: Option<&'static str>,
    /// Fields it asks for.
    pub inputs: &'static [Input],
    /// Heads it can give.
    pub outputs: &'static [Output],
    /// Raised when the same input would give another result.
    pub version: u32,
    run: fn(&mut Work<'_>) -> Result<(), RuleError>,
}

/// A head a rule can give.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// Cause code.
    pub cause: &'static str,
    /// Chinese label.
    pub label: &'static str,
}

/// A result with every step, every value and everything that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Computation {
    /// Rule.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// Steps in order.
    pub steps: Vec<WorkStep>,
    /// Dated values that were used.
    pub parameters: Vec<UsedParameter>,
    /// What is not known, and whom to ask.
    pub missing: Vec<Missing>,
    /// What the reader must know before he relies on it.
    pub warnings: Vec<Remark>,
    /// Heads of claim.
    pub heads: Vec<Head>,
    /// Sum of the heads that count, 分; where the law gives a range, the lower end.
    pub total: Option<Fen>,
    /// Upper end of the range, 分.
    #[serde(default)]
    pub total_max: Option<Fen>,
    /// Rule version and calendar: `severance/1 2025@2024-11-12 2026@2025-11-04`.
    pub version: String,
    /// Day on which it was computed.
    pub computed_on: NaiveDate,
}

/// One head of claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Head {
    /// Cause code.
    pub cause: String,
    /// Chinese label.
    pub label: String,
    /// 分; where the law gives a range, the lower end.
    pub amount: Fen,
    /// Upper end of the range, 分.
    #[serde(default)]
    pub amount_max: Option<Fen>,
    /// Who pays, in words; empty: the employer.
    pub payer_note: String,
    /// One line for the claim: `6,000.00 × 7个月`.
    #[serde(default)]
    pub line: String,
    /// Article.
    #[serde(default)]
    pub basis: String,
    /// First day or month it is for, where it has one.
    #[serde(default)]
    pub from: String,
    /// Last day or month.
    #[serde(default)]
    pub to: String,
    /// Paid every month: not part of the total.
    #[serde(default)]
    pub per_month: bool,
    /// Counts in the total.
    #[serde(default)]
    pub in_total: bool,
    /// A bound that could change it is not known yet.
    #[serde(default)]
    pub provisional: bool,
}

impl Head {
    /// A head that counts in the total and is paid by the employer.
    pub(crate) fn new(cause: &str, label: &str, amount: Fen, line: &str, basis: &str) -> Self {
        Self {
            cause: cause.to_owned(),
            label: label.to_owned(),
            amount,
            amount_max: None,
            payer_note: String::new(),
            line: line.to_owned(),
            basis: basis.to_owned(),
            from: String::new(),
            to: String::new(),
            per_month: false,
            in_total: true,
            provisional: false,
        }
    }

    pub(crate) fn period(mut self, from: impl ToString, to: impl ToString) -> Self {
        self.from = from.to_string();
        self.to = to.to_string();
        self
    }

    pub(crate) fn payer(mut self, note: &str) -> Self {
        note.clone_into(&mut self.payer_note);
        self
    }

    pub(crate) fn provisional(mut self, provisional: bool) -> Self {
        self.provisional = provisional;
        self
    }
}

/// A dated value that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct UsedParameter {
    /// Stable name.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// With its unit: `1,990.00元/月`.
    pub value: String,
    /// GB/T 2260; empty: the whole country.
    pub area: String,
    /// In force since.
    pub from: NaiveDate,
    /// Article or document.
    pub source: String,
    /// Checked against a text.
    pub confirmed: bool,
    /// Typed for this computation.
    pub given: bool,
}

/// Something that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Missing {
    /// Parameter, or `calendar_2027`.
    pub id: String,
    /// Whom to ask what, as a sentence.
    pub ask: String,
    /// Labels of the heads that cannot be computed without it; none: they stand, but unchecked.
    pub blocks: Vec<String>,
}

/// What the reader must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(rename = "RuleRemark")]
pub struct Remark {
    /// Stable code.
    pub code: String,
    /// Chinese sentence.
    pub words: String,
    /// Article; may be empty.
    pub article: String,
}

const RULES: &[Rule] = &[
    arrears::WAGES,
    overtime::RULE,
    severance::SEVERANCE,
    severance::UNLAWFUL,
    double_wage::RULE,
    leave::RULE,
    claims::DEPOSIT,
    claims::LATE,
    injury::RULE,
    death::RULE,
    claims::SOCIAL,
    advance::RULE,
    claims::DAILY,
    claims::ESTIMATE,
];

/// All rules, in the order of the screen.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// Runs a rule on an input object.
///
/// Money is integer 分, a day ISO, a month `YYYY-MM`, hours decimal. `given` holds values for this
/// computation only: parameter id → `{value, source}`.
///
/// # Errors
/// [`RuleError`] names the rule or the field; a dated value that is not known is no error but a
/// [`Missing`].
pub fn compute(
    rule: &str,
    input: &serde_json::Value,
    cx: &LawContext<'_>,
) -> Result<Computation, RuleError> {
    let found = RULES.iter().find(|r| r.id == rule);
    let rule = found.ok_or_else(|| RuleError::UnknownRule(rule.to_owned()))?;
    let shape =
        || RuleError::Input { field: String::new(), label: rule.title.to_owned(), why: Why::Shape };
    let mut object = input.as_object().ok_or_else(shape)?.clone();
    let given = input::given(object.remove("given").as_ref(), cx.parameters)?;
    let values = input::read(rule.inputs, &object, "")?;
    let out = Computation {
        rule: rule.id.to_owned(),
        title: rule.title.to_owned(),
        steps: Vec::new(),
        parameters: Vec::new(),
        missing: Vec::new(),
        warnings: Vec::new(),
        heads: Vec::new(),
        total: None,
        total_max: None,
        version: format!("{}/{} {}", rule.id, rule.version, cx.calendar.version()),
        computed_on: cx.today,
    };
    let mut work = Work::new(cx, values, given, out);
    (rule.run)(&mut work)?;
    work.finish()
}
