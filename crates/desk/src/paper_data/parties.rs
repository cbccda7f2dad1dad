//! Parties as the papers name them.

use casework::{Case, Party, PartyKind, PartyRole, fields};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Named parties of one standing, in order.
pub(super) fn of(case: &Case, role: PartyRole, today: NaiveDate) -> Vec<Value> {
    case.sheet.named(role).iter().map(|p| party(case, p, today)).collect()
}

fn party(case: &Case, p: &Party, today: NaiveDate) -> Value {
    let role = match p.role {
        PartyRole::Applicant => "申请人",
        PartyRole::Respondent => "被申请人",
        PartyRole::Third => "第三人",
    };
    let kind = if p.kind == PartyKind::Worker { "worker" } else { "employer" };
    // An identity card is what nearly everybody brings: it is meant unless another one was chosen.
    let id_kind = if p.id_kind.is_empty() { "resident" } else { &p.id_kind };
    let agents: Vec<Value> = if p.agent.is_empty() {
        Vec::new()
    } else {
        let authority = if p.agent_authority == "settle" { "special" } else { "general" };
        vec![json!({ "name": p.agent, "relation": p.agent_title, "authority": authority })]
    };
    let employers = case.sheet.named(PartyRole::Respondent);
    let work_unit = match p.kind {
        PartyKind::Worker => employers.first().map(|e| e.name.clone()).unwrap_or_default(),
        PartyKind::Employer => String::new(),
    };
    let since = p.employed_from.map(|d| format!("{}起在被申请人处工作", d.format("%Y年%-m月")));
    json!({
        "role": role,
        "kind": kind,
        "name": p.name,
        "sex": fields::words_for(fields::SEXES, &p.sex),
        "birth": p.birth.map(|b| b.to_string()),
        "age": p.birth.map(|b| statute::age_on(b, today)),
        // One field on the form: 汉族, 傣族 … are told from the name of a state by their last character.
        "nation": if p.nation.ends_with('族') { &p.nation } else { "" },
        "nationality": if p.nation.ends_with('族') { "" } else { &p.nation },
        "id_kind": if p.kind == PartyKind::Worker { fields::words_for(fields::ID_KINDS, id_kind) } else { "" },
        "id_number": p.id_number,
        "occupation": p.occupation,
        "employment": since,
        "work_unit": work_unit,
        "address": p.address,
        "phone": if p.phone.is_empty() { &p.contact_phone } else { &p.phone },
        "uscc": p.uscc,
        "legal_rep": p.legal_rep,
        "legal_rep_title": p.legal_rep_title,
        "contact": p.contact,
        "contact_title": "",
        "contact_phone": p.contact_phone,
        "chain_role": fields::words_for(fields::CHAIN_ROLES, &p.chain_role),
        "agents": agents,
        "interpreter": if p.interpreter.is_empty() { Value::Null } else {
            json!({ "name": p.interpreter, "language": p.language })
        },
        "lost": p.lost,
    })
}
