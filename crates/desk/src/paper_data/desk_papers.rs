//! Papers made at the counter: 咨询登记, 授权委托, 证据收据.

use crate::session::{Desk, Session};
use casework::{Case, ConsultationOutcome, Party, PartyRole, fields};
use serde_json::{Map, Value, json};

/// The party a paper is made out to: as answered, else the first of a side.
pub(super) fn addressed(case: &Case, answers: &Map<String, Value>) -> Option<Party> {
    let wanted = answers.get("for");
    let side = wanted.and_then(|f| f["side"].as_str()).unwrap_or("applicants");
    let index = wanted.and_then(|f| f["index"].as_u64()).unwrap_or(0);
    let role = if side == "respondents" { PartyRole::Respondent } else { PartyRole::Applicant };
    let index = usize::try_from(index).unwrap_or(0);
    case.sheet.named(role).get(index).cloned()
}

/// 咨询登记表: what was typed at the counter, and the answer once it is on record.
pub(super) fn consultation(desk: &Desk, session: &Session, case: &Case) -> Value {
    let sheet = &case.sheet;
    let who = sheet.named(PartyRole::Applicant).into_iter().next();
    let firm = sheet.named(PartyRole::Respondent).into_iter().next();
    let closed = case.after.consultation.as_ref();
    let way = match sheet.text("case/channel").as_str() {
        "hotline" => Some("来电"),
        "platform" => Some("网上"),
        "oral" | "written" => Some("来访"),
        _ => None,
    };
    let outcome = closed.map(|c| match c.outcome {
        ConsultationOutcome::Answered => "answered",
        ConsultationOutcome::Registered => "registered",
        ConsultationOutcome::Directed => "referred",
    });
    let materials: Vec<String> = sheet
        .words("case/evidence")
        .iter()
        .map(|code| fields::words_for(fields::EVIDENCE, code).to_owned())
        .collect();
    let told = [sheet.text("case/narrative"), sheet.text("case/demand")];
    let told: Vec<&str> = told.iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
    let at = case.created_at.unwrap_or_else(|| desk.now());
    let field = |p: &Option<Party>, get: fn(&Party) -> String| p.as_ref().map(get);
    json!({
        "at": at.to_rfc3339(), "way": way,
        "name": field(&who, |p| p.name.clone()), "phone": field(&who, |p| p.phone.clone()),
        "sex": field(&who, |p| fields::words_for(fields::SEXES, &p.sex).to_owned()),
        "worker_type": field(&who, |p| fields::words_for(fields::EMPLOYMENT, &p.employment).to_owned()),
        "employer": field(&firm, |p| p.name.clone()),
        "employer_phone": field(&firm, |p| p.contact_phone.clone()),
        "matter": told.join("\n"), "materials": materials,
        "answer": closed.map(|c| {
            if c.advice.is_empty() { c.answer.clone() } else { format!("{}\n{}", c.answer, c.advice) }
        }),
        "outcome": outcome, "referred_to": closed.map(|c| c.to.clone()), "call_back_on": null,
        "by": session.staff.name,
    })
}

/// 授权委托书: the agent on the sheet; what the sheet does not hold is asked.
pub(super) fn authority(case: &Case, answers: &Map<String, Value>) -> Value {
    let Some(party) = addressed(case, answers) else { return Value::Null };
    if party.agent.is_empty() {
        return json!({ "stages": ["调解"] });
    }
    let scope = match party.agent_authority.as_str() {
        "settle" => Some("special"),
        "general" => Some("general"),
        _ => None,
    };
    let powers: &[&str] = if scope == Some("special") { &["settle", "sign"] } else { &[] };
    json!({
        "agent": { "name": party.agent, "relation": party.agent_title },
        "scope": scope, "powers": powers, "stages": ["调解"],
    })
}

/// 证据收据: from the applicant, now, what he named.
pub(super) fn handed(desk: &Desk, case: &Case, answers: &Map<String, Value>) -> Value {
    let from = addressed(case, answers).map(|p| p.name);
    let items: Vec<Value> = case
        .sheet
        .words("case/evidence")
        .iter()
        .map(|code| {
            let name = fields::words_for(fields::EVIDENCE, code);
            json!({ "name": name, "form": "复印件", "copies": 1, "pages": null, "note": "" })
        })
        .collect();
    json!({ "from": from, "at": desk.now().to_rfc3339(), "return_by": null, "items": items })
}
