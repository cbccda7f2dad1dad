//! A clerk at the form of a paper: answers what is asked until nothing is, and lets the paper stand.

use crate::support::*;
use crate::{dates, said};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// An answer such as a clerk types, for one field of a form or one column of its tables.
pub fn typed(kind: &str, choices: &Value, columns: &Value, label: &str) -> Value {
    let first = || choices[0][0].clone();
    match kind {
        "day" => "2026-11-25".into(),
        "time" => "09:30".into(),
        "moment" => "2026-11-20T09:30".into(),
        "money" => "1,200.50".into(),
        "count" => "3".into(),
        "flag" => true.into(),
        "choice" => first(),
        "many" => json!([first()]),
        "lines" => format!("{label}甲\n{label}乙").into(),
        "employer" => "某某劳务有限公司".into(),
        "rows" => {
            let row: Map<String, Value> = columns
                .as_array()
                .expect("columns")
                .iter()
                .map(|c| {
                    let said = c["label"].as_str().expect("a label");
                    let cell = typed(
                        c["typed"].as_str().expect("a kind"),
                        &c["choices"],
                        &Value::Null,
                        said,
                    );
                    (c["name"].as_str().expect("a name").to_owned(), cell)
                })
                .collect();
            // Two: an inspection takes two supervisors.
            json!([row, row])
        }
        _ => format!("某某{label}").into(),
    }
}

/// What the making of one paper told.
#[derive(Default)]
pub struct Told {
    /// Paths of what was asked before anything was typed.
    pub asked: BTreeSet<String>,
    pub problems: Vec<String>,
    pub done: bool,
}

/// What a paper asks for before anything is typed.
pub fn asked(s: &Station, case: &Value, kind: &str) -> BTreeSet<String> {
    let check = s.call("paper.check", json!({ "case": case, "kind": kind, "fields": {} }));
    let form = check["form"].as_array().expect("a form").iter();
    let open = form
        .filter(|f| !f["asked"].is_null())
        .chain(check["questions"].as_array().expect("questions"));
    open.map(|q| q["path"].as_str().expect("a path").to_owned()).collect()
}

/// Fills the form until nothing is asked any more, and lets the paper stand.
pub fn make(s: &Station, case: &Value, kind: &str) -> Told {
    let mut made = Told::default();
    let mut fields = Map::new();
    for round in 0..6 {
        let check = s.call("paper.check", json!({ "case": case, "kind": kind, "fields": fields }));
        let mut open = false;
        for field in check["form"].as_array().expect("a form") {
            if field["unreadable"] == true {
                made.problems.push(format!("{}: {} cannot be read", kind, field["path"]));
            }
            if field["asked"].is_null() {
                continue;
            }
            open = true;
            let path = field["path"].as_str().expect("a path").to_owned();
            if round == 0 {
                made.asked.insert(path.clone());
            }
            let label = field["label"].as_str().expect("a label");
            let how = field["typed"].as_str().expect("a kind");
            fields.insert(path, typed(how, &field["choices"], &field["columns"], label));
        }
        for question in check["questions"].as_array().expect("questions") {
            open = true;
            let path = question["path"].as_str().expect("a path").to_owned();
            if round == 0 {
                made.asked.insert(path.clone());
            }
            let answer = match question["choices"].as_array() {
                Some(choices) if !choices.is_empty() => choices[0][0].clone(),
                _ if path.ends_with("birth") => "1990-01-01".into(),
                _ if path.ends_with("_on") || path.ends_with("date") || path.ends_with("until") => {
                    "2026-11-25".into()
                }
                _ => question["label"].clone(),
            };
            fields.insert(path, answer);
        }
        if !open {
            break;
        }
    }
    let issued = s.try_call("paper.issue", json!({ "case": case, "kind": kind, "fields": fields }));
    match issued {
        Err(error) => made.problems.push(format!("{kind}: {} {:?}", error.code, error.args)),
        Ok(view) => {
            made.done = true;
            made.problems.extend(said::missing(s, case, kind, &view));
            let typed = Value::Object(fields);
            made.problems.extend(dates::wrong(s, case, kind, &view, &typed));
        }
    }
    made
}
