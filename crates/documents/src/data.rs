//! The data of a paper: cleaning, canonical form, hash, and what is still missing.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::Question;
use crate::kind::{Kind, Required};

/// The data object described in `assets/documents/DATA.md`.
pub type PaperData = Value;

/// Whether a character is dropped before printing: controls and marks that reorder or hide text.
///
/// Line breaks stay (they separate paragraphs); joiners stay (Burmese and Lao spelling needs them).
pub(crate) fn is_noise(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{00AD}' // soft hyphen
            | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{3164}' | '\u{FFA0}'
            | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
        )
}

/// Whether nobody can say what a character means.
///
/// Private use: old household systems kept rare names there, and each machine shows something else (PDF/A refuses
/// them too). U+FFFD: what is left of a text that was read in the wrong encoding. Noncharacters.
pub(crate) fn is_meaningless(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xE000..=0xF8FF | 0xFFFD | 0xFDD0..=0xFDEF | 0xF_0000..=0x10_FFFF)
        || code & 0xFFFE == 0xFFFE
}

/// A character without an agreed meaning, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Meaningless {
    /// Dotted path of the text.
    pub path: String,
    /// The words around it, without it.
    pub near: String,
    pub character: char,
}

/// The first character that nobody can say the meaning of.
pub(crate) fn meaningless(data: &Value) -> Option<Meaningless> {
    let below = |key: &str, value: &Value| {
        let mut found = meaningless(value)?;
        let rest = std::mem::take(&mut found.path);
        found.path = if rest.is_empty() { key.to_owned() } else { format!("{key}.{rest}") };
        Some(found)
    };
    match data {
        Value::String(text) => {
            let at = text.chars().position(is_meaningless)?;
            let character = text.chars().nth(at)?;
            let around = text.chars().skip(at.saturating_sub(8)).take(16);
            let near = around.filter(|c| !is_meaningless(*c)).collect();
            Some(Meaningless { path: String::new(), near, character })
        }
        Value::Array(list) => {
            list.iter().enumerate().find_map(|(n, value)| below(&n.to_string(), value))
        }
        Value::Object(map) => map.iter().find_map(|(key, value)| below(key, value)),
        _ => None,
    }
}

fn clean_text(text: &str) -> String {
    let text =
        text.replace("\r\n", "\n").replace('\r', "\n").replace(['\t', '\u{2028}', '\u{2029}'], " ");
    text.chars().filter(|c| !is_noise(*c)).collect()
}

/// Removes control and reordering characters from every string, so that what is pasted prints.
#[must_use]
pub fn clean(data: &PaperData) -> PaperData {
    match data {
        Value::String(s) => Value::String(clean_text(s)),
        Value::Array(items) => Value::Array(items.iter().map(clean).collect()),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(k, v)| (k.clone(), clean(v))).collect())
        }
        other => other.clone(),
    }
}

/// JSON with sorted keys and no white space: equal data give equal text, whatever order they came in.
pub(crate) fn canonical(data: &Value) -> String {
    fn write(value: &Value, out: &mut String) {
        match value {
            Value::Object(map) => {
                let mut keys: Vec<_> = map.keys().collect();
                keys.sort_unstable();
                out.push('{');
                for (i, key) in keys.into_iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    let _ = write!(out, "{}:", Value::String(key.clone()));
                    write(&map[key], out);
                }
                out.push('}');
            }
            Value::Array(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    write(item, out);
                }
                out.push(']');
            }
            leaf => {
                let _ = write!(out, "{leaf}");
            }
        }
    }
    let mut out = String::new();
    write(data, &mut out);
    out
}

/// SHA-256 in hex over the cleaned data with sorted keys; its first eight characters stand on each page.
#[must_use]
pub fn data_hash(data: &PaperData) -> String {
    hash_clean(&clean(data))
}

pub(crate) fn hash_clean(data: &Value) -> String {
    hex::encode(Sha256::digest(canonical(data)))
}

/// Null, an empty string (or only spaces) and an empty list or object all mean: not known.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(s) => s.trim().is_empty(),
        Value::Array(a) => a.is_empty(),
        Value::Object(o) => o.is_empty(),
        _ => false,
    }
}

/// The value at a dotted path (`applicants.0.name`), if it is known: blank text and empty lists are not.
#[must_use]
pub fn lookup<'a>(data: &'a Value, path: &str) -> Option<&'a Value> {
    let mut at = data;
    for key in path.split('.') {
        at = match at {
            Value::Object(map) => map.get(key)?,
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    (!is_empty(at)).then_some(at)
}

/// Every concrete path that `applicants[].name` stands for; an empty list stands for its first element.
fn expand(data: &Value, pattern: &str) -> Vec<String> {
    let Some((list, rest)) = pattern.split_once("[]") else { return vec![pattern.to_owned()] };
    let count = lookup(data, list).and_then(Value::as_array).map_or(0, Vec::len).max(1);
    (0..count).flat_map(|i| expand(data, &format!("{list}.{i}{rest}"))).collect()
}

fn applies(data: &Value, rule: &Required, path: &str) -> bool {
    rule.when.as_ref().is_none_or(|when| {
        // A condition inside the same list element: `applicants[].kind` beside `applicants[].uscc`.
        let index = path.split('.').find(|part| part.parse::<usize>().is_ok());
        let place = match index {
            Some(i) => when.path.replace("[]", &format!(".{i}")),
            None => when.path.clone(),
        };
        let found = lookup(data, &place);
        match &when.equals {
            Some(wanted) => found.is_some_and(|v| wanted.iter().any(|w| v == w)),
            None => found.is_some(),
        }
    })
}

/// Whether a condition on another place of the data is met.
#[must_use]
pub fn holds(data: &Value, when: &crate::kind::When) -> bool {
    let found = lookup(data, &when.path);
    match &when.equals {
        Some(wanted) => found.is_some_and(|v| wanted.contains(v)),
        None => found.is_some(),
    }
}

/// What `kind` requires and `data` does not have, in the order of `kind.toml`.
pub(crate) fn missing(data: &Value, kind: &Kind) -> Vec<Question> {
    let mut questions = Vec::new();
    for rule in &kind.required {
        for path in expand(data, &rule.path) {
            if !applies(data, rule, &path) || lookup(data, &path).is_some() {
                continue;
            }
            let index = path.split('.').find_map(|part| part.parse::<usize>().ok());
            let instead = rule.or.iter().any(|other| {
                let other =
                    index.map_or_else(|| other.clone(), |i| other.replace("[]", &format!(".{i}")));
                lookup(data, &other).is_some()
            });
            if !instead {
                questions.push(Question {
                    path,
                    label: rule.label.clone(),
                    question: rule.question.clone(),
                    choices: rule.choices.clone(),
                });
            }
        }
    }
    questions
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn key_order_and_pasted_controls_do_not_change_the_hash() {
        let a: Value =
            serde_json::from_str(r#"{"b":1,"a":{"y":"张\u0007某","x":[1,2]}}"#).expect("test data");
        let b: Value =
            serde_json::from_str(r#"{"a":{"x":[1,2],"y":"张某"},"b":1}"#).expect("test data");
        assert_eq!(data_hash(&a), data_hash(&b));
        assert_ne!(data_hash(&a), data_hash(&json!({"a":{"x":[2,1],"y":"张某"},"b":1})));
    }

    #[test]
    fn cleaning_keeps_paragraphs_and_joiners_and_drops_reordering() {
        assert_eq!(clean_text("一\r\n二\u{202E}三\u{0}\u{200D}"), "一\n二三\u{200D}");
    }

    #[test]
    fn a_character_of_private_use_is_found_with_its_place() {
        let data = json!({"case": {"cause": "工资"}, "applicants": [{"name": "张某"}, {"name": "李\u{E863}花"}]});
        let found = meaningless(&data).expect("it is there");
        assert_eq!((found.path.as_str(), found.near.as_str()), ("applicants.1.name", "李花"));
        assert_eq!(found.character, '\u{E863}');
        assert!(meaningless(&json!({"a": "解\u{FFFD}码"})).is_some());
        assert_eq!(meaningless(&json!(["䶮", "\u{30EDD}", "葛\u{E0100}", 1, null])), None);
    }

    #[test]
    fn paths_reach_into_lists_and_blank_text_is_unknown() {
        let data = json!({"applicants": [{"name": "张某"}, {"name": "  "}]});
        assert_eq!(lookup(&data, "applicants.0.name"), Some(&json!("张某")));
        assert_eq!(lookup(&data, "applicants.1.name"), None);
        assert_eq!(expand(&data, "applicants[].name"), ["applicants.0.name", "applicants.1.name"]);
        assert_eq!(expand(&json!({}), "applicants[].name"), ["applicants.0.name"]);
    }
}
