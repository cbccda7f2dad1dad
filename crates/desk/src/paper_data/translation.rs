//! What a paper in two languages needs besides the case: which language, who interprets, what was confirmed.

use crate::phrases;
use crate::session::{Desk, Session};
use crate::view_make;
use casework::Case;
use serde_json::{Map, Value, json};

/// The part `translation`; the interpreter's own words come with the answers and are laid over it.
pub(super) fn translation(
    desk: &Desk,
    session: &Session,
    case: &Case,
    answers: &Map<String, Value>,
) -> Value {
    let answered = answers.get("translation.language").and_then(Value::as_str);
    let answered = answered.and_then(phrases::language);
    let language = answered.or_else(|| phrases::of_case(case));
    let interpreter = case.sheet.parties().into_iter().find(|p| !p.interpreter.is_empty());
    // One row beside each thing agreed, with its Chinese, so that none is left without its translation.
    let rows: Vec<Value> = view_make::obligations(case, desk.today())
        .iter()
        .map(|row| json!({ "zh": row.obligation.what, "what": "", "due_text": "", "method": "" }))
        .collect();
    // A desk that cannot read them prints 待译审: the safe side.
    let confirmed = language.map(|l| phrases::confirmed(desk, session, l.code).unwrap_or_default());
    json!({
        "language": language.map(|l| l.code),
        "confirmed": confirmed,
        "prevails": Value::Null,
        "interpreter": interpreter.map(|p| json!({ "name": p.interpreter, "language": p.language })),
        "obligations": rows,
        "clauses": [],
    })
}
