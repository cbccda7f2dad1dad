//! What the rule tests share.
#![allow(dead_code, reason = "each test binary uses its own part")]

use chrono::NaiveDate;
use serde_json::Value;
use statute::{Calendar, Computation, Fen, LawContext, Parameter, Parameters, RuleError};

#[derive(Clone)]
pub struct Law {
    pub calendar: Calendar,
    pub parameters: Parameters,
    pub today: NaiveDate,
}

impl Law {
    /// Read once: a thousand cases share it.
    pub fn new() -> Self {
        static LAW: std::sync::LazyLock<Law> = std::sync::LazyLock::new(|| Law {
            calendar: Calendar::embedded(),
            parameters: Parameters::embedded(),
            today: day("2026-11-21"),
        });
        LAW.clone()
    }

    /// With values a county has typed: (id, value, unit, area, from).
    pub fn with(rows: &[(&str, &str, &str, &str, &str)]) -> Self {
        let row = |(id, value, unit, area, from): &(&str, &str, &str, &str, &str)| Parameter {
            id: (*id).to_owned(),
            label: (*id).to_owned(),
            value: (*value).to_owned(),
            unit: (*unit).to_owned(),
            area: (*area).to_owned(),
            from: day(from),
            until: None,
            source: "测试".to_owned(),
            confirmed: true,
        };
        let law = Self::new();
        let parameters = law.parameters.with(rows.iter().map(row)).expect("good rows");
        Self { parameters, ..law }
    }

    pub fn compute(&self, rule: &str, input: Value) -> Result<Computation, RuleError> {
        let cx = LawContext {
            today: self.today,
            calendar: &self.calendar,
            parameters: &self.parameters,
        };
        statute::compute(rule, &input, &cx)
    }

    pub fn total(&self, rule: &str, input: Value) -> Option<i64> {
        self.compute(rule, input).expect("a good input").total.map(|t| t.0)
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn amount(c: &Computation, label: &str) -> Option<Fen> {
    c.heads.iter().find(|h| h.label.starts_with(label)).map(|h| h.amount)
}

/// A day between two, both included.
pub fn days(from: &str, to: &str) -> impl proptest::strategy::Strategy<Value = NaiveDate> {
    use proptest::strategy::Strategy;
    let first = day(from);
    let span = (day(to) - first).num_days();
    (0..=span).prop_map(move |n| first + chrono::Duration::days(n))
}

/// `a ÷ b` of positive numbers to the nearest, a half upwards: the second way of rounding.
pub fn half_up(a: i128, b: i128) -> i128 {
    let (whole, rest) = (a / b, a % b);
    if rest * 2 >= b { whole + 1 } else { whole }
}
