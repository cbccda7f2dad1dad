//! What a rule asks, and reading it from JSON.

use crate::ratio::Ratio;
use crate::{Fen, Parameters};
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// A field a rule asks for.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Key in the JSON object.
    pub name: &'static str,
    /// Chinese label.
    pub label: &'static str,
    /// What may stand there.
    pub kind: InputKind,
    /// Whether the rule computes nothing without it.
    pub required: bool,
    /// A sentence for the person who fills it in; may be empty.
    pub help: &'static str,
}

/// What may stand in a field.
#[derive(Debug, Clone, Copy)]
pub enum InputKind {
    /// Integer 分.
    Money,
    /// `YYYY-MM-DD`.
    Day,
    /// `YYYY-MM`.
    Month,
    /// A whole number.
    Count,
    /// A plain decimal, as text or number.
    Decimal,
    /// Hours as decimal text or number; kept in minutes.
    Hours,
    /// true or false; absent is false.
    Flag,
    /// Free words.
    Text,
    /// One of the codes, with its words.
    Choice(&'static [(&'static str, &'static str)]),
    /// GB/T 2260 code of 2, 4 or 6 digits.
    Area,
    /// Rows of fields.
    Table(&'static [Input]),
}

/// A field that was read.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Money(Fen),
    Day(NaiveDate),
    Count(i64),
    Decimal(Ratio),
    Minutes(i64),
    Flag(bool),
    Text(String),
    Choice(&'static str),
    Table(Vec<Values>),
}

/// The fields of an object or of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values {
    path: String,
    inputs: &'static [Input],
    all: BTreeMap<&'static str, Value>,
}

/// Why an input was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Needed and not there.
    Missing,
    /// The rule asks for no such field.
    Unknown,
    /// Not an object, not a list, not a text where one belongs.
    Shape,
    /// Not an integer of 分 within range.
    Money,
    /// Not a day between 1949 and 2100.
    Day,
    /// Not a month between 1949 and 2100.
    Month,
    /// Not a whole number within range.
    Count,
    /// Not a plain decimal.
    Decimal,
    /// Not hours, or not whole minutes.
    Hours,
    /// None of the choices.
    Choice,
    /// Not an area code.
    Area,
    /// Earlier than what it follows.
    Order,
    /// The same day or month twice.
    Twice,
    /// More rows than a person's file can have.
    TooMany,
}

/// Why nothing was computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// No rule of that name.
    #[error("no rule {0}")]
    UnknownRule(String),
    /// A field is missing or is not what it should be.
    #[error("{field}: {why:?}")]
    Input {
        /// Path: `days/3/hours`.
        field: String,
        /// Chinese label of the field; empty for an unknown one.
        label: String,
        /// What is wrong.
        why: Why,
    },
    /// An amount leaves the range that can be printed.
    #[error("amount out of range")]
    TooLarge,
}

impl RuleError {
    /// Stable code for the messages of the screen.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownRule(_) => "rule.unknown",
            Self::Input { why: Why::Missing, .. } => "rule.input_missing",
            Self::Input { why: Why::Unknown, .. } => "rule.input_unknown",
            Self::Input { why: Why::Order, .. } => "rule.input_order",
            Self::Input { why: Why::Twice, .. } => "rule.input_twice",
            Self::Input { .. } => "rule.input_bad",
            Self::TooLarge => "rule.too_large",
        }
    }
}

/// No table of a single person is longer than this.
pub(super) const MAX_ROWS: usize = 5_000;

pub(crate) const AREA: Input = Input {
    name: "area",
    label: "用工所在地",
    kind: InputKind::Area,
    required: false,
    help: "当地标准（最低工资、平均工资等）按这里的县（市、区）查。",
};

pub(crate) const fn input(
    name: &'static str,
    label: &'static str,
    kind: InputKind,
    help: &'static str,
) -> Input {
    Input { name, label, kind, required: false, help }
}

pub(crate) const fn required(
    name: &'static str,
    label: &'static str,
    kind: InputKind,
    help: &'static str,
) -> Input {
    Input { name, label, kind, required: true, help }
}

/// A month as its first day.
pub(crate) fn month(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok()?;
    (text.len() == 7 && in_time(day)).then_some(day)
}

fn in_time(day: NaiveDate) -> bool {
    (1949..=2100).contains(&day.year())
}

/// Reads an object; fields that are null or empty texts count as absent.
pub(crate) fn read(
    inputs: &'static [Input],
    object: &Map<String, Json>,
    path: &str,
) -> Result<Values, RuleError> {
    let mut all = BTreeMap::new();
    for key in object.keys() {
        if !inputs.iter().any(|i| i.name == key) {
            let field = format!("{path}{key}");
            return Err(RuleError::Input { field, label: String::new(), why: Why::Unknown });
        }
    }
    for field in inputs {
        let given = object.get(field.name).filter(|v| !v.is_null() && v.as_str() != Some(""));
        let at = format!("{path}{}", field.name);
        let bad = |why| RuleError::Input { field: at.clone(), label: field.label.to_owned(), why };
        match given {
            Some(json) => all.insert(field.name, value(field, json, &at)?),
            None if field.required => return Err(bad(Why::Missing)),
            None => continue,
        };
    }
    Ok(Values { path: path.to_owned(), inputs, all })
}

fn value(field: &Input, json: &Json, at: &str) -> Result<Value, RuleError> {
    let bad = |why| RuleError::Input { field: at.to_owned(), label: field.label.to_owned(), why };
    let text = || json.as_str().map(str::trim);
    // A number keeps its decimal writing: 2.5 is two and a half, not a binary neighbour.
    let plain = || text().map(str::to_owned).or_else(|| json.is_number().then(|| json.to_string()));
    Ok(match field.kind {
        InputKind::Money => {
            let fen = json.as_i64().and_then(|n| Fen(n).checked().ok());
            Value::Money(fen.ok_or_else(|| bad(Why::Money))?)
        }
        InputKind::Day => {
            let day = text().filter(|t| t.len() == 10).and_then(|t| t.parse().ok());
            Value::Day(day.filter(|d| in_time(*d)).ok_or_else(|| bad(Why::Day))?)
        }
        InputKind::Month => Value::Day(text().and_then(month).ok_or_else(|| bad(Why::Month))?),
        InputKind::Count => {
            let count = plain().and_then(|t| t.parse::<i64>().ok());
            Value::Count(
                count.filter(|n| (0..=1_000_000).contains(n)).ok_or_else(|| bad(Why::Count))?,
            )
        }
        InputKind::Decimal => {
            let decimal = plain().and_then(|t| Ratio::decimal(&t));
            let most = Ratio::whole(1_000_000_000);
            Value::Decimal(decimal.filter(|d| *d <= most).ok_or_else(|| bad(Why::Decimal))?)
        }
        InputKind::Hours => {
            let minutes = plain().and_then(|t| minutes(&t)).filter(|m| *m <= 10_000 * 60);
            Value::Minutes(minutes.ok_or_else(|| bad(Why::Hours))?)
        }
        InputKind::Flag => Value::Flag(json.as_bool().ok_or_else(|| bad(Why::Shape))?),
        InputKind::Text => Value::Text(text().ok_or_else(|| bad(Why::Shape))?.to_owned()),
        InputKind::Choice(options) => {
            let code = options.iter().map(|(code, _)| *code).find(|code| text() == Some(code));
            Value::Choice(code.ok_or_else(|| bad(Why::Choice))?)
        }
        InputKind::Area => {
            let area = text()
                .filter(|t| matches!(t.len(), 2 | 4 | 6) && t.chars().all(|c| c.is_ascii_digit()));
            Value::Text(area.ok_or_else(|| bad(Why::Area))?.to_owned())
        }
        InputKind::Table(columns) => {
            let rows = json.as_array().ok_or_else(|| bad(Why::Shape))?;
            if rows.len() > MAX_ROWS {
                return Err(bad(Why::TooMany));
            }
            let row = |(no, row): (usize, &Json)| {
                let object = row.as_object().ok_or_else(|| bad(Why::Shape))?;
                read(columns, object, &format!("{at}/{}/", no + 1))
            };
            Value::Table(rows.iter().enumerate().map(row).collect::<Result<_, _>>()?)
        }
    })
}

/// Hours as whole minutes: `2.5`, or `2:20` where no decimal holds them.
fn minutes(text: &str) -> Option<i64> {
    let Some((hours, rest)) = text.split_once(':') else {
        let minutes = Ratio::decimal(text)? * Ratio::whole(60);
        return minutes.floor().filter(|whole| Ratio::whole(*whole) == minutes);
    };
    let digits = |text: &str| {
        (text.chars().all(|c| c.is_ascii_digit()) && text.len() <= 5)
            .then(|| text.parse::<i64>().ok())?
    };
    let rest = digits(rest).filter(|m| *m < 60)?;
    Some(digits(hours)? * 60 + rest)
}

macro_rules! getters {
    ($($variant:ident $get:ident $need:ident $type:ty),* $(,)?) => { $(
        pub(crate) fn $get(&self, name: &str) -> Option<$type> {
            match self.all.get(name) {
                Some(Value::$variant(value)) => Some(*value),
                _ => None,
            }
        }
        pub(crate) fn $need(&self, name: &str) -> Result<$type, RuleError> {
            self.$get(name).ok_or_else(|| self.bad(name, Why::Missing))
        }
    )* };
}

impl Values {
    getters! {
        Money money need_money Fen,
        Day day need_day NaiveDate,
        Count count need_count i64,
        Minutes minutes need_minutes i64,
        Choice choice need_choice &'static str,
    }

    pub(crate) fn decimal(&self, name: &str) -> Option<Ratio> {
        match self.all.get(name) {
            Some(Value::Decimal(value)) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(self.all.get(name), Some(Value::Flag(true)))
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        match self.all.get(name) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    pub(crate) fn table(&self, name: &str) -> &[Values] {
        match self.all.get(name) {
            Some(Value::Table(rows)) => rows,
            _ => &[],
        }
    }

    /// An error at a field of this object.
    pub(crate) fn bad(&self, name: &str, why: Why) -> RuleError {
        let label = self.inputs.iter().find(|i| i.name == name).map_or("", |i| i.label);
        RuleError::Input { field: format!("{}{name}", self.path), label: label.to_owned(), why }
    }

    /// Rows in order of a day or month that may stand only once.
    pub(crate) fn by_day(&self, table: &str, name: &str) -> Result<Vec<&Values>, RuleError> {
        let mut rows: Vec<&Values> = self.table(table).iter().collect();
        rows.sort_by_key(|r| r.day(name));
        if let Some(pair) = rows.windows(2).find(|p| p[0].day(name) == p[1].day(name)) {
            return Err(pair[1].bad(name, Why::Twice));
        }
        Ok(rows)
    }
}

/// Reads `given`: parameter id → `{value, source}`.
///
/// A text is in the parameter's unit (of an amount 元), an integer of an amount is 分.
pub(crate) fn given(
    json: Option<&Json>,
    parameters: &Parameters,
) -> Result<BTreeMap<String, crate::Given>, RuleError> {
    let mut all = BTreeMap::new();
    let bad =
        |field: String, why| RuleError::Input { field, label: "当地标准".to_owned(), why };
    let Some(json) = json.filter(|j| !j.is_null()) else { return Ok(all) };
    let object = json.as_object().ok_or_else(|| bad("given".to_owned(), Why::Shape))?;
    for (id, entry) in object {
        let at = format!("given/{id}");
        let known = parameters.known(id).ok_or_else(|| bad(at.clone(), Why::Unknown))?;
        let value = entry.get("value").filter(|v| !v.is_null() && v.as_str() != Some(""));
        let Some(value) = value else { continue };
        let value = match (value.as_str(), value.as_i64()) {
            (Some(text), _) => text.trim().to_owned(),
            (None, Some(fen)) if known.unit.starts_with('元') => {
                let fen = Fen(fen).checked().map_err(|_| bad(at.clone(), Why::Money))?;
                fen.format().replace(',', "")
            }
            _ => value.to_string(),
        };
        if crate::params::ratio(&value, &known.unit).is_none() {
            return Err(bad(at, Why::Decimal));
        }
        let source = entry.get("source").and_then(Json::as_str).unwrap_or_default().trim();
        all.insert(id.clone(), crate::Given { value, source: source.to_owned() });
    }
    Ok(all)
}
