//! `law.list`, `law.compute`: which calculators there are, and what one gives.

use super::parameters;
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::rules::rule_schema;
use statute::{Calendar, Computation, LawContext, Parameters, Regions, RuleError, RuleView};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A calculator with what it asks and gives.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawRule {
    /// Fields, heads, articles.
    #[serde(flatten)]
    pub rule: RuleView,
    /// JSON Schema of input and output, for other programs.
    #[ts(type = "unknown")]
    pub schema: Value,
}

/// All calculators, in the order of the screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawRules {
    /// Calculators.
    pub rules: Vec<LawRule>,
}

/// What to compute; nothing of it is recorded.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LawCompute {
    /// Rule.
    pub rule: String,
    /// Its fields; amounts in 分, days ISO, months `YYYY-MM`; `given` holds values for this computation only.
    #[ts(type = "Record<string, unknown>")]
    pub input: Value,
}

/// Something nobody has told yet, with the field in which it can be answered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawAsked {
    /// Parameter, or `calendar_<year>`.
    pub id: String,
    /// Name of the value.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Whom to ask what.
    pub ask: String,
    /// Heads that wait for it.
    pub blocks: Vec<String>,
    /// Can be written down for this computation (a calendar cannot).
    pub answerable: bool,
}

/// A computation and what the screen shows beside it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawWorked {
    /// The working.
    pub work: Computation,
    /// The total in capitals with 人民币; empty when there is none.
    pub capitals: String,
    /// What nobody has told yet.
    pub asked: Vec<LawAsked>,
    /// Names of the areas that occur.
    pub areas: BTreeMap<String, String>,
}

impl From<RuleError> for DeskError {
    fn from(error: RuleError) -> Self {
        let out = Self::new(error.code());
        match error {
            RuleError::UnknownRule(id) => out.with("id", id),
            RuleError::Input { field, label, why } => {
                let why = serde_json::to_value(why).unwrap_or_default();
                let label = if label.is_empty() { field.clone() } else { label };
                let out = out.with("label", label).with("why", why);
                // A row of a table is named as people count.
                let row = field.split('/').find_map(|part| part.parse::<u32>().ok());
                match row {
                    Some(row) => out.with("row", row).with("field", field),
                    None => out.with("field", field),
                }
            }
            RuleError::TooLarge => out,
        }
    }
}

/// All calculators.
///
/// # Errors
/// None: it answers on a closed desk too.
pub fn list(_: &Desk, _: Nothing) -> Result<LawRules> {
    Ok(LawRules { rules: all() })
}

fn all() -> Vec<LawRule> {
    let rules = statute::rules().iter();
    rules.map(|rule| LawRule { rule: rule.into(), schema: rule_schema(rule) }).collect()
}

/// Computes; nothing is recorded. A closed desk computes with the values that come with the program.
///
/// # Errors
/// `rule.unknown`, `rule.input_missing`, `rule.input_bad` and the other faults of an input, `rule.too_large`.
pub fn compute(desk: &Desk, input: LawCompute) -> Result<LawWorked> {
    let parameters = parameters::in_force(desk)?;
    let work = work(desk, &parameters, &input.rule, &input.input)?;
    Ok(shown(work, &parameters, &desk.law.regions))
}

/// The same as a plain computation, for keeping.
pub(crate) fn work(
    desk: &Desk,
    parameters: &Parameters,
    rule: &str,
    input: &Value,
) -> Result<Computation> {
    let cx = LawContext { today: desk.today(), calendar: &desk.law.calendar, parameters };
    Ok(statute::compute(rule, input, &cx)?)
}

pub(crate) fn shown(work: Computation, parameters: &Parameters, regions: &Regions) -> LawWorked {
    let capitals = work.total.filter(|_| work.total_max.is_none() || work.total_max == work.total);
    let asked = work.missing.iter().map(|one| {
        let known = parameters.known(&one.id);
        LawAsked {
            id: one.id.clone(),
            label: known.map(|k| k.label.clone()).unwrap_or_default(),
            unit: known.map(|k| k.unit.clone()).unwrap_or_default(),
            ask: one.ask.clone(),
            blocks: one.blocks.clone(),
            answerable: known.is_some(),
        }
    });
    let areas = work.parameters.iter().filter_map(|one| {
        regions.get(&one.area).map(|region| (one.area.clone(), region.name.clone()))
    });
    LawWorked {
        asked: asked.collect(),
        areas: areas.collect(),
        capitals: capitals.and_then(|sum| sum.capitals_with_prefix().ok()).unwrap_or_default(),
        work,
    }
}

/// The calculators without a desk: no folder, no password, the values that come with the program.
pub struct Counter {
    calendar: Calendar,
    parameters: Parameters,
    today: NaiveDate,
}

impl Counter {
    /// A counter that computes as of a day.
    pub fn new(today: NaiveDate) -> Self {
        Self { calendar: Calendar::embedded(), parameters: Parameters::embedded(), today }
    }

    /// All calculators with their schemas, as `law.list`.
    pub fn rules() -> LawRules {
        LawRules { rules: all() }
    }

    /// Computes one line of a table of cases: an input object as JSON text.
    ///
    /// # Errors
    /// `desk.bad_input` for a text that is no JSON, and as `law.compute`.
    pub fn line(&self, rule: &str, text: &str) -> Result<Computation> {
        let input: Value = serde_json::from_str(text)
            .map_err(|e| DeskError::new("desk.bad_input").with("detail", e.to_string()))?;
        let cx = LawContext {
            today: self.today,
            calendar: &self.calendar,
            parameters: &self.parameters,
        };
        Ok(statute::compute(rule, &input, &cx)?)
    }
}
