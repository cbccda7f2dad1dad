//! Rules as data: for the screen, and as JSON Schema for the command line.

use super::{Input, InputKind, Rule};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A rule as the screen needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct RuleView {
    /// Stable name.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Articles.
    pub basis: Vec<String>,
    /// Cause code of the claim it feeds first.
    pub cause: Option<String>,
    /// Fields.
    pub inputs: Vec<InputView>,
    /// Heads it can give.
    pub outputs: Vec<OutputView>,
    /// Version.
    pub version: u32,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct InputView {
    /// Key in the JSON object.
    pub name: String,
    /// Chinese label.
    pub label: String,
    /// What may stand there.
    pub kind: KindView,
    /// Needed.
    pub required: bool,
    /// A sentence for the person; may be empty.
    pub help: String,
}

/// What may stand in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum KindView {
    /// Integer 分.
    Money,
    /// `YYYY-MM-DD`.
    Day,
    /// `YYYY-MM`.
    Month,
    /// A whole number.
    Count,
    /// A plain decimal.
    Decimal,
    /// Hours, decimal.
    Hours,
    /// true or false.
    Flag,
    /// Free words.
    Text,
    /// One of.
    Choice {
        /// Codes with words.
        options: Vec<OptionView>,
    },
    /// GB/T 2260.
    Area,
    /// Rows.
    Table {
        /// Fields of a row.
        columns: Vec<InputView>,
    },
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OptionView {
    /// Stable code.
    pub code: String,
    /// Chinese words.
    pub words: String,
}

/// A head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutputView {
    /// Cause code.
    pub cause: String,
    /// Chinese label.
    pub label: String,
}

impl From<&Input> for InputView {
    fn from(input: &Input) -> Self {
        let kind = match input.kind {
            InputKind::Money => KindView::Money,
            InputKind::Day => KindView::Day,
            InputKind::Month => KindView::Month,
            InputKind::Count => KindView::Count,
            InputKind::Decimal => KindView::Decimal,
            InputKind::Hours => KindView::Hours,
            InputKind::Flag => KindView::Flag,
            InputKind::Text => KindView::Text,
            InputKind::Area => KindView::Area,
            InputKind::Choice(options) => {
                let option = |(code, words): &(&str, &str)| OptionView {
                    code: (*code).to_owned(),
                    words: (*words).to_owned(),
                };
                KindView::Choice { options: options.iter().map(option).collect() }
            }
            InputKind::Table(columns) => {
                KindView::Table { columns: columns.iter().map(Self::from).collect() }
            }
        };
        Self {
            name: input.name.to_owned(),
            label: input.label.to_owned(),
            kind,
            required: input.required,
            help: input.help.to_owned(),
        }
    }
}

impl From<&Rule> for RuleView {
    fn from(rule: &Rule) -> Self {
        let output =
            |o: &super::Output| OutputView { cause: o.cause.to_owned(), label: o.label.to_owned() };
        Self {
            id: rule.id.to_owned(),
            title: rule.title.to_owned(),
            purpose: rule.purpose.to_owned(),
            basis: rule.basis.iter().map(|b| (*b).to_owned()).collect(),
            cause: rule.cause.map(str::to_owned),
            inputs: rule.inputs.iter().map(InputView::from).collect(),
            outputs: rule.outputs.iter().map(output).collect(),
            version: rule.version,
        }
    }
}

/// JSON Schema (2020-12) of a rule: `{rule, title, purpose, basis, input, output}`.
pub fn rule_schema(rule: &Rule) -> Value {
    let mut input = object(rule.inputs);
    input["properties"]["given"] = json!({
        "title": "当地标准（只用于本次计算）",
        "description": "参数名 → 值和来源。文字按参数的单位（金额为元），金额的整数为分。",
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {
                "value": { "type": ["string", "number"] },
                "source": { "type": "string" },
            },
            "required": ["value"],
        },
    });
    input["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    json!({
        "rule": rule.id,
        "title": rule.title,
        "purpose": rule.purpose,
        "basis": rule.basis,
        "version": rule.version,
        "input": input,
        "output": output(rule),
    })
}

fn object(inputs: &[Input]) -> Value {
    let mut properties = Map::new();
    for input in inputs {
        let mut schema = kind(input.kind);
        schema["title"] = json!(input.label);
        if !input.help.is_empty() {
            schema["description"] = json!(input.help);
        }
        properties.insert(input.name.to_owned(), schema);
    }
    let required: Vec<&str> = inputs.iter().filter(|i| i.required).map(|i| i.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn kind(kind: InputKind) -> Value {
    let decimal = json!({ "type": ["string", "number"], "pattern": r"^\d+(\.\d{1,6})?$" });
    match kind {
        InputKind::Money => json!({ "type": "integer", "minimum": 0, "unit": "分" }),
        InputKind::Day => json!({ "type": "string", "format": "date" }),
        InputKind::Month => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}$" }),
        InputKind::Count => json!({ "type": "integer", "minimum": 0, "maximum": 1_000_000 }),
        InputKind::Decimal => decimal,
        InputKind::Hours => json!({
            "type": ["string", "number"], "pattern": r"^\d+(\.\d{1,6}|:[0-5]\d)?$", "unit": "小时",
        }),
        InputKind::Flag => json!({ "type": "boolean" }),
        InputKind::Text => json!({ "type": "string" }),
        InputKind::Area => json!({ "type": "string", "pattern": r"^\d{2}(\d{2}(\d{2})?)?$" }),
        InputKind::Choice(options) => {
            let one = |(code, words): &(&str, &str)| json!({ "const": code, "title": words });
            json!({ "type": "string", "oneOf": options.iter().map(one).collect::<Vec<_>>() })
        }
        InputKind::Table(columns) => {
            json!({ "type": "array", "maxItems": super::input::MAX_ROWS, "items": object(columns) })
        }
    }
}

/// Schema of [`super::Computation`]; the heads are those the rule can give.
fn output(rule: &Rule) -> Value {
    let text = json!({ "type": "string" });
    let flag = json!({ "type": "boolean" });
    let fen = json!({ "type": "integer", "unit": "分" });
    let maybe = json!({ "type": ["integer", "null"], "unit": "分" });
    let list = |properties: Value| {
        let items = json!({ "type": "object", "properties": properties });
        json!({ "type": "array", "items": items })
    };
    let mut causes: Vec<&str> = rule.outputs.iter().map(|o| o.cause).collect();
    causes.dedup();
    let head = json!({
        "cause": { "type": "string", "enum": causes }, "label": text, "amount": fen,
        "amount_max": maybe, "payer_note": text, "line": text, "basis": text, "from": text,
        "to": text, "per_month": flag, "in_total": flag, "provisional": flag,
    });
    json!({
        "type": "object",
        "properties": {
            "rule": { "const": rule.id },
            "title": text,
            "steps": list(json!({
                "label": text, "formula": text, "result": fen, "article": text,
                "value": { "type": ["string", "null"] },
            })),
            "parameters": list(json!({
                "id": text, "label": text, "value": text, "area": text, "from": text,
                "source": text, "confirmed": flag, "given": flag,
            })),
            "missing": list(json!({
                "id": text, "ask": text, "blocks": { "type": "array", "items": text },
            })),
            "warnings": list(json!({ "code": text, "words": text, "article": text })),
            "heads": list(head),
            "total": maybe,
            "total_max": maybe,
            "version": text,
            "computed_on": { "type": "string", "format": "date" },
        },
    })
}
