//! What a paper in two languages needs besides the case: which language, who interprets, what was confirmed.

use crate::phrases;
use crate::session::Session;
use casework::Case;
use documents::Kind;
use serde_json::{Map, Value, json};

/// Kinds of paper in two languages.
pub(crate) const KINDS: &[&str] =
    &["agreement-lao", "receipt-bilingual", "rights-notice-bilingual"];

/// The part `translation`; the interpreter's own words come with the answers and are laid over it.
pub(super) fn translation(
    session: &Session,
    case: &Case,
    kind: &Kind,
    terms: &Value,
    answers: &Map<String, Value>,
) -> Value {
    if !KINDS.contains(&kind.id.as_str()) {
        return Value::Null;
    }
    let answered = answers.get("translation.language").and_then(Value::as_str);
    let answered = answered.and_then(phrases::language);
    let language = answered.or_else(|| phrases::of_case(case));
    let interpreter = case.sheet.parties().into_iter().find(|p| !p.interpreter.is_empty());
    // One line for each thing agreed, so that none is left without its translation.
    let lines = terms["obligations"].as_array().map_or(0, Vec::len);
    json!({
        "language": language.map(|l| l.code),
        "confirmed": language.map(|l| phrases::confirmed(&session.settings, l.code)),
        "prevails": Value::Null,
        "interpreter": interpreter.map(|p| json!({ "name": p.interpreter, "language": p.language })),
        "obligations": vec![json!({ "what": Value::Null }); lines],
        "clauses": [],
    })
}

/// Which of the things agreed a question is about: the interpreter must see the Chinese he is to translate.
pub(crate) fn about<'a>(data: &'a Value, path: &str) -> Option<&'a str> {
    let line = path.strip_prefix("translation.obligations.")?.split('.').next()?;
    data["terms"]["obligations"].get(line.parse::<usize>().ok()?)?["what"].as_str()
}
