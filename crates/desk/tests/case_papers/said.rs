//! What a paper must say because the file says it.

use crate::support::*;
use serde_json::{Value, json};

/// What the file says and an issued paper does not.
pub fn missing(s: &Station, case: &Value, kind: &str, paper: &Value) -> Vec<String> {
    let text = s.printed(case, &paper["row"]["paper"]["id"]);
    let file = s.call("case.open", json!({ "case": case }));
    let all = expected(kind, &file, paper).into_iter();
    all.filter(|(_, wanted)| {
        let plain: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
        !text.contains(&plain)
    })
    .map(|(what, wanted)| format!("{kind}: {what} {wanted} is not on the paper"))
    .collect()
}

/// Papers that name neither side: they are about the file, or are filled in by hand.
const NAMELESS: &[&str] =
    &["signature-sheet", "dossier-index", "dossier-note", "tripartite-minutes"];
/// Papers that say how much the applicant claims.
const CLAIMED: &[&str] = &[
    "mediation-application",
    "oral-application-record",
    "arbitration-application",
    "consent-inquiry",
];
/// Papers that say how much was promised in all.
const PROMISED: &[&str] = &["payment-plan", "closing-approval"];
/// Papers that say each duty of the agreement.
const OWED: &[&str] = &["judicial-confirmation-application", "arbitration-review-application"];

/// What the file says and the paper must say, too.
fn expected(kind: &str, view: &Value, paper: &Value) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let parties = view["parties"].as_array().expect("parties");
    let of = |role: &str| {
        parties
            .iter()
            .find(|p| p["role"] == role && p["name"] != "")
            .map(|p| p["name"].as_str().expect("a name").to_owned())
    };
    if !NAMELESS.contains(&kind) {
        let (worker, firm) = (of("applicant"), of("respondent"));
        // A paper about the firm names it; nearly all others name both.
        let of_firm = kind.starts_with("supervision-")
            || matches!(kind, "rectification-check" | "legal-representative-certificate");
        let name = if of_firm { firm } else { worker.or(firm) };
        all.extend(name.map(|name| ("the name", name)));
    }
    let yuan = |fen: &Value| fen.as_i64().filter(|n| *n > 0).map(|n| statute::Fen(n).format());
    if CLAIMED.contains(&kind) {
        all.extend(yuan(&view["summary"]["claimed"]).map(|sum| ("the claim", sum)));
    }
    if PROMISED.contains(&kind) {
        let promised = &view["performance"]["promised"];
        all.extend(yuan(promised).map(|sum| ("what was promised", sum)));
    }
    if OWED.contains(&kind) {
        let first = &view["obligations"][0]["obligation"]["amount"];
        all.extend(yuan(first).map(|sum| ("the first duty", sum)));
    }
    if let Some(number) = paper["row"]["paper"]["number"]["text"].as_str()
        && paper["row"]["paper"]["number"]["series"] != "case"
    {
        all.push(("the number", number.to_owned()));
    }
    all
}
