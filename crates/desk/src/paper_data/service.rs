//! The 送达回证: blank to be taken along, or filled from a service that was noted.

use casework::{Case, Paper, PartyRole, ServeWay, Service};
use serde_json::{Map, Value, json};

/// Papers that a receipt covers when none is named.
const USUAL: &[&str] =
    &["agreement", "acceptance-notice", "refusal-notice", "termination-notice", "session-notice"];

/// `answers`: `paper` names the paper, `for` the recipient (side and index).
pub(super) fn service(case: &Case, answers: &Map<String, Value>) -> Value {
    let wanted = answers.get("paper").and_then(Value::as_str);
    let side = answers.get("for").and_then(|f| f["side"].as_str()).unwrap_or("applicants");
    let index = answers.get("for").and_then(|f| f["index"].as_u64()).unwrap_or(0);
    let (role, words) = if side == "respondents" {
        (PartyRole::Respondent, "被申请人")
    } else {
        (PartyRole::Applicant, "申请人")
    };
    let recipient =
        case.sheet.named(role).get(usize::try_from(index).unwrap_or(usize::MAX)).cloned();
    let papers: Vec<&Paper> = case
        .papers
        .iter()
        .filter(|p| p.voided.is_none() && p.superseded_by.is_none())
        .filter(|p| wanted.map_or(USUAL.contains(&p.kind.as_str()), |id| p.id.0 == id))
        .collect();
    let noted: Option<&Service> = recipient
        .as_ref()
        .and_then(|r| papers.iter().flat_map(|p| &p.services).rfind(|s| s.party == r.id));
    // A receipt of what was noted covers what was served then; one to be taken along, all that is there.
    let documents: Vec<Value> = papers
        .iter()
        .filter(|p| {
            noted.is_none_or(|n| p.services.iter().any(|s| s.party == n.party && s.on == n.on))
        })
        .map(|p| {
            let number = p.number.as_ref().map(|n| n.text.clone());
            json!({ "name": p.title, "number": number, "copies": 1 })
        })
        .collect();
    let more = noted.map(|n| n.more.clone()).unwrap_or_default();
    let place = if more.place.is_empty() {
        recipient.as_ref().map(|r| r.address.clone()).unwrap_or_default()
    } else {
        more.place.clone()
    };
    let mut servers = more.servers.clone();
    servers.resize(servers.len().max(2), String::new());
    json!({
        "documents": documents,
        "recipient": recipient.as_ref().map(|r| r.name.clone()),
        "recipient_party": recipient.as_ref().map(|_| words),
        "place": place,
        "method": noted.map_or(ServeWay::Direct, |n| n.way).words(),
        "served_at": Value::Null,
        "served_on": noted.map(|n| n.on.to_string()),
        "servers": servers,
        "taken_by": more.taken_by, "relation": more.relation,
        "refused": (!more.refused.is_empty()).then(|| json!({
            "reason": more.refused, "witness": more.witness, "witness_unit": more.witness_unit,
            "pictured": !more.picture.is_empty(),
            "left": noted.is_some_and(|n| n.way == ServeWay::Left),
        })),
        "note": remarks(noted),
    })
}

/// What proves it besides signatures: the mail, the consent, what was remarked.
fn remarks(noted: Option<&Service>) -> String {
    let Some(noted) = noted else { return String::new() };
    let mut all = Vec::new();
    if !noted.more.mail.is_empty() {
        all.push(format!("邮件号{}", noted.more.mail));
    }
    if noted.way == ServeWay::Electronic && noted.more.consented {
        all.push("受送达人同意电子送达".to_owned());
    }
    if !noted.note.is_empty() {
        all.push(noted.note.clone());
    }
    all.join("；")
}
