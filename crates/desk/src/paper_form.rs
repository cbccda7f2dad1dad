//! The form of a paper: what a clerk types for this paper alone, in the words of people, and what it becomes in the data.

use crate::paper_data::money;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use documents::{Column, FormField, Kind, Question, Typed, holds, lookup};
use serde::Serialize;
use serde_json::{Map, Value};
use statute::Fen;
use ts_rs::TS;

/// A column of a table in a form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperColumn {
    /// Key in the row.
    pub name: String,
    /// Head.
    pub label: String,
    /// How it is typed: `text`, `long`, `day`, `time`, `moment`, `money`, `count`, `flag`, `choice`, `many`, `lines`.
    pub typed: String,
    /// The answers there are, as they stand in the data and in words.
    pub choices: Vec<(String, String)>,
    /// Relative width.
    pub width: u8,
}

/// One field of a paper's form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperField {
    /// Place in the data; the key of its answer.
    pub path: String,
    /// Label.
    pub label: String,
    /// Example or remark for the empty field.
    pub hint: String,
    /// How it is typed: as of [`PaperColumn::typed`], or `rows`, `employer`.
    pub typed: String,
    /// The answers there are, as they stand in the data and in words.
    pub choices: Vec<(String, String)>,
    /// Columns of `rows`.
    pub columns: Vec<PaperColumn>,
    /// What stands now, as it is typed: amounts as text in 元, tables as rows of such values.
    #[ts(type = "unknown")]
    pub value: Value,
    /// What is still asked here.
    pub asked: Option<String>,
    /// What was typed cannot be read as what the field asks for.
    pub unreadable: bool,
}

fn name(typed: Typed) -> String {
    serde_json::to_value(typed).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn choices(all: &[documents::Choice]) -> Vec<(String, String)> {
    all.iter().map(|c| (c.value.clone(), c.label.clone())).collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.trim().to_owned()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// A moment as typed in a form (`2026-11-20T14:05`) or as it stands in the data.
fn moment(text: &str, offset: FixedOffset) -> Option<DateTime<FixedOffset>> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at);
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let local = forms.iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())?;
    local.and_local_timezone(offset).single()
}

/// What was typed, as the data want it; `None` when it cannot be read as that.
fn one(typed: Typed, value: &Value, offset: FixedOffset) -> Option<Value> {
    if value.is_null() || value.as_str().is_some_and(|s| s.trim().is_empty()) {
        return Some(Value::Null);
    }
    match typed {
        Typed::Text | Typed::Long | Typed::Choice | Typed::Employer => text(value).map(Value::from),
        Typed::Day => text(value)?.parse::<NaiveDate>().ok().map(|d| d.to_string().into()),
        Typed::Time => {
            let at = chrono::NaiveTime::parse_from_str(&text(value)?.replace('：', ":"), "%H:%M");
            at.ok().map(|t| t.format("%H:%M").to_string().into())
        }
        Typed::Moment => moment(&text(value)?, offset).map(|at| at.to_rfc3339().into()),
        // An object is an amount that stands in the data already.
        Typed::Money if value.is_object() => Some(value.clone()),
        Typed::Money => Fen::parse_yuan(&text(value)?).ok().map(|fen| money(Some(fen))),
        Typed::Count => text(value)?.parse::<u32>().ok().map(Value::from),
        Typed::Flag => match value {
            Value::Bool(yes) => Some(Value::from(*yes)),
            _ => None,
        },
        Typed::Many | Typed::Lines => {
            let lines: Vec<String> = match value {
                Value::Array(items) => items.iter().filter_map(text).collect(),
                Value::String(s) => s.lines().map(|l| l.trim().to_owned()).collect(),
                _ => return None,
            };
            Some(lines.into_iter().filter(|l| !l.is_empty()).collect())
        }
        Typed::Rows => value.is_array().then(|| value.clone()),
    }
}

/// One row; its cells that cannot be read are left empty and said by name.
fn row(columns: &[Column], typed: &Value, offset: FixedOffset) -> (Value, bool) {
    let Value::Object(cells) = typed else { return (Value::Null, true) };
    let mut out = Map::new();
    let mut well = true;
    // What the case filled in beside the columns stays with the row.
    for (key, value) in cells {
        if !columns.iter().any(|c| c.name == *key) {
            out.insert(key.clone(), value.clone());
        }
    }
    for column in columns {
        let cell = cells.get(&column.name).unwrap_or(&Value::Null);
        let read = one(column.typed, cell, offset);
        well &= read.is_some();
        let read = read.unwrap_or(Value::Null);
        if column.typed == Typed::Money && column.name == "amount" {
            for key in ["amount_fen", "amount", "capitals"] {
                out.insert(key.to_owned(), read.get(key).cloned().unwrap_or(Value::Null));
            }
        } else {
            out.insert(column.name.clone(), read);
        }
    }
    (Value::Object(out), well)
}

fn blank(row: &Value) -> bool {
    row.as_object().is_none_or(|cells| {
        cells.values().all(|v| v.is_null() || v.as_str().is_some_and(str::is_empty))
    })
}

/// Answers as typed → answers as the data want them, and the places of those that cannot be read.
///
/// A place that no form names is left as it is. Empty rows of a table are left out.
pub(crate) fn read(
    kind: &Kind,
    answers: &Map<String, Value>,
    offset: FixedOffset,
) -> (Map<String, Value>, Vec<String>) {
    let mut out = Map::new();
    let mut bad = Vec::new();
    for (path, value) in answers {
        let Some(field) = kind.form.iter().find(|f| f.path == *path) else {
            out.insert(path.clone(), value.clone());
            continue;
        };
        let read = match (field.typed, value) {
            (Typed::Rows, Value::Array(rows)) => {
                let all: Vec<(Value, bool)> =
                    rows.iter().map(|r| row(&field.columns, r, offset)).collect();
                let well = all.iter().all(|(_, well)| *well);
                let rows = all.into_iter().filter(|(r, well)| !well || !blank(r));
                let rows: Vec<Value> = rows.map(|(r, _)| r).collect();
                if !well {
                    bad.push(path.clone());
                }
                Some(Value::Array(rows))
            }
            _ => one(field.typed, value, offset),
        };
        if read.is_none() {
            bad.push(path.clone());
        }
        out.insert(path.clone(), read.unwrap_or(Value::Null));
    }
    (out, bad)
}

/// What stands in the data, as a form shows it.
fn shown(typed: Typed, value: &Value) -> Value {
    match typed {
        Typed::Money => value.get("amount").cloned().unwrap_or(Value::Null),
        // A form types to the minute; the offset is that of the desk.
        Typed::Moment => match value.as_str().map(DateTime::parse_from_rfc3339) {
            Some(Ok(at)) => at.format("%Y-%m-%dT%H:%M").to_string().into(),
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

fn shown_rows(columns: &[Column], value: &Value) -> Value {
    let rows = value.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter()
        .map(|row| {
            let mut cells = row.as_object().cloned().unwrap_or_default();
            for column in columns {
                let spread = column.typed == Typed::Money && column.name == "amount";
                let cell = if spread { row } else { &row[column.name.as_str()] };
                let said = shown(column.typed, cell);
                cells.insert(column.name.clone(), said);
            }
            Value::Object(cells)
        })
        .collect()
}

/// The form as it stands: values from the case and the answers, and the questions that belong to its fields.
///
/// The questions that no field holds are what is left in `questions`.
pub(crate) fn fields(
    kind: &Kind,
    data: &Value,
    unreadable: &[String],
    questions: &mut Vec<Question>,
) -> Vec<PaperField> {
    let wanted = |f: &&FormField| f.when.as_ref().is_none_or(|when| holds(data, when));
    let all = kind.form.iter().filter(wanted).map(|f| {
        let here = lookup(data, &f.path).cloned().unwrap_or(Value::Null);
        let value = match f.typed {
            Typed::Rows => shown_rows(&f.columns, &here),
            other => shown(other, &here),
        };
        let asked = questions.iter().find(|q| f.holds(&q.path)).map(|q| q.question.clone());
        PaperField {
            path: f.path.clone(),
            label: f.label.clone(),
            hint: f.hint.clone(),
            typed: name(f.typed),
            choices: choices(&f.choices),
            columns: f
                .columns
                .iter()
                .map(|c| PaperColumn {
                    name: c.name.clone(),
                    label: c.label.clone(),
                    typed: name(c.typed),
                    choices: choices(&c.choices),
                    width: c.width.unwrap_or(1),
                })
                .collect(),
            value,
            asked,
            unreadable: unreadable.contains(&f.path),
        }
    });
    let all: Vec<PaperField> = all.collect();
    questions.retain(|q| !kind.form.iter().any(|f| f.holds(&q.path) && wanted(&f)));
    all
}

/// What runs from a paper, in sentences; one whose day is not known yet is left out.
pub(crate) fn runs(kind: &Kind, data: &Value) -> Vec<String> {
    let said = kind.runs.iter().filter_map(|r| match &r.path {
        None => Some(r.words.clone()),
        Some(path) => {
            let text = lookup(data, path)?.as_str()?.to_owned();
            let day: Option<NaiveDate> = text.get(..10)?.parse().ok();
            let words = match (day, DateTime::parse_from_rfc3339(&text)) {
                (_, Ok(at)) => at.format("%Y年%-m月%-d日%-H时%M分").to_string(),
                (Some(day), _) => day.format("%Y年%-m月%-d日").to_string(),
                _ => return None,
            };
            Some(r.words.replace("{}", &words))
        }
    });
    said.collect()
}

/// Where the answers of a form say who the employer is, so that a file without a dispute gets its name.
pub(crate) fn employer(kind: &Kind, data: &Value) -> Option<String> {
    let field = kind.form.iter().find(|f| f.typed == Typed::Employer)?;
    lookup(data, &field.path)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn kind(form: &str) -> Kind {
        let head = "id = \"x\"\nnumber = \"D1\"\ntitle = \"甲\"\npurpose = \"乙\"\ncopies = 1\nfinal = true\nbasis = []\n";
        toml::from_str(&format!("{head}{form}")).expect("a kind")
    }

    fn offset() -> FixedOffset {
        FixedOffset::east_opt(8 * 3600).expect("in range")
    }

    #[test]
    fn amounts_days_and_lines_are_read_as_people_type_them_and_what_is_none_is_named() {
        let kind = kind(
            "[[form]]\npath = \"a.sum\"\nlabel = \"金额\"\ntyped = \"money\"\n\
             [[form]]\npath = \"a.on\"\nlabel = \"日期\"\ntyped = \"day\"\n\
             [[form]]\npath = \"a.asks\"\nlabel = \"请求\"\ntyped = \"lines\"\n\
             [[form]]\npath = \"a.at\"\nlabel = \"时间\"\ntyped = \"moment\"\n",
        );
        let answers = json!({ "a.sum": "８,000 元", "a.on": "2026-11-20", "a.asks": "付工资\n\n补社保", "a.at": "2026-11-20T14:05", "other": 1 });
        let (taken, bad) = read(&kind, answers.as_object().expect("an object"), offset());
        assert!(bad.is_empty());
        assert_eq!(taken["a.sum"]["amount_fen"], 800_000);
        assert_eq!(taken["a.asks"], json!(["付工资", "补社保"]));
        assert_eq!(taken["a.at"], "2026-11-20T14:05:00+08:00");
        assert_eq!(taken["other"], 1);
        let answers = json!({ "a.sum": "八千", "a.on": "明天" });
        let (taken, mut bad) = read(&kind, answers.as_object().expect("an object"), offset());
        bad.sort_unstable();
        assert_eq!(bad, ["a.on", "a.sum"]);
        assert!(taken["a.sum"].is_null());
    }

    #[test]
    fn a_row_spreads_its_amount_keeps_what_it_had_beside_and_an_empty_row_is_left_out() {
        let kind = kind(
            "[[form]]\npath = \"p.items\"\nlabel = \"项目\"\ntyped = \"rows\"\ncolumns = [\n\
             { name = \"what\", label = \"内容\" }, { name = \"amount\", label = \"金额\", typed = \"money\" }]\n",
        );
        let answers = json!({ "p.items": [
            { "what": "工资", "amount": "4000", "claimed": { "amount_fen": 1 } }, { "what": "", "amount": "" },
        ] });
        let (taken, bad) = read(&kind, answers.as_object().expect("an object"), offset());
        assert!(bad.is_empty());
        let rows = taken["p.items"].as_array().expect("rows");
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (&rows[0]["amount_fen"], &rows[0]["amount"]),
            (&json!(400_000), &json!("4,000.00"))
        );
        assert_eq!(rows[0]["claimed"]["amount_fen"], 1);
        // What was read is shown as it is typed, and reads the same once more.
        let mut questions = Vec::new();
        let shown = fields(&kind, &json!({ "p": { "items": rows } }), &[], &mut questions);
        assert_eq!(shown[0].value[0]["amount"], "4,000.00");
        let again = json!({ "p.items": shown[0].value });
        let (again, _) = read(&kind, again.as_object().expect("an object"), offset());
        assert_eq!(again["p.items"], taken["p.items"]);
    }

    #[test]
    fn a_question_inside_a_table_is_asked_at_the_table_and_nowhere_else() {
        let kind =
            kind("[[form]]\npath = \"letter.findings\"\nlabel = \"情形\"\ntyped = \"rows\"\n");
        let q = |path: &str| Question {
            path: path.into(),
            label: "情形".into(),
            question: "有哪些情形？".into(),
            choices: Vec::new(),
        };
        let mut questions = vec![q("letter.findings.0.text"), q("org.name")];
        let all = fields(&kind, &json!({}), &[], &mut questions);
        assert_eq!(all[0].asked.as_deref(), Some("有哪些情形？"));
        assert_eq!(questions.len(), 1);
        assert_eq!(questions[0].path, "org.name");
    }
}
