//! Papers that need no dispute: 一函两书 and what follows them (D33–D37), 交接单 (D44).

use crate::session::{Desk, Session};
use crate::view_make;
use casework::{Case, DeadlineKind, Paper, PartyRole, deadlines, summary};
use serde_json::{Value, json};

/// The union in whose name is supervised.
fn issuer(session: &Session) -> String {
    let s = &session.settings;
    match (s.union_name.as_str(), s.county_name.as_str()) {
        ("", "") => String::new(),
        ("", county) => format!("{county}总工会"),
        (own, _) => own.to_owned(),
    }
}

fn employer(case: &Case) -> String {
    let firms = case.sheet.named(PartyRole::Respondent);
    firms.first().map(|p| p.name.clone()).unwrap_or_default()
}

/// Letters of supervision of this matter that stand, oldest first.
fn letters(case: &Case) -> Vec<&Paper> {
    let kinds = ["supervision-reminder", "supervision-opinion", "supervision-proposal"];
    let stands = |p: &&Paper| p.voided.is_none() && p.superseded_by.is_none();
    case.papers.iter().filter(stands).filter(|p| kinds.contains(&p.kind.as_str())).collect()
}

fn number(p: &Paper) -> String {
    p.number.as_ref().map(|n| n.text.clone()).unwrap_or_default()
}

/// D33–D35.
pub(super) fn letter(session: &Session, case: &Case, kind: &str) -> Value {
    let before: Vec<Value> = letters(case)
        .iter()
        .map(|p| json!({ "title": p.title, "number": number(p), "date": p.on.to_string() }))
        .collect();
    let firm = employer(case);
    let to = if kind == "supervision-proposal" { String::new() } else { firm.clone() };
    json!({
        "issuer": issuer(session), "seal_name": "", "to": to, "employer": firm, "learnt": "",
        "topics": [], "facts": "", "findings": [], "asks": [], "reply_by": null, "prior": before,
        "prior_result": "", "evidence": [], "signed_by": "", "cc": [],
        "contact": session.staff.name, "contact_phone": session.settings.phone,
        "address": session.settings.address,
    })
}

/// D36.
pub(super) fn inspection(desk: &Desk, session: &Session, case: &Case) -> Value {
    let firms = case.sheet.named(PartyRole::Respondent);
    let firm = firms.first();
    json!({
        "issuer": issuer(session), "employer": employer(case),
        "place": firm.map(|p| p.address.clone()), "date": desk.today().to_string(),
        "from": null, "to": null,
        "supervisors": [{ "name": session.staff.name, "card": "" }, { "name": "", "card": "" }],
        "person": { "name": firm.map(|p| p.contact.clone()), "title": "",
                    "phone": firm.map(|p| p.contact_phone.clone()) },
        "reason": "", "items": [], "employer_view": "", "statements": [], "refused": "", "next": "",
    })
}

/// D37: of the latest letter of this matter.
pub(super) fn supervision(desk: &Desk, session: &Session, case: &Case, kind: &str) -> Value {
    let letter = letters(case).last().copied();
    let today = desk.today().to_string();
    let on = |wanted: &str| (kind == wanted).then(|| today.clone());
    json!({
        "issuer": issuer(session), "employer": employer(case),
        "letter_title": letter.map(|p| p.title.clone()), "letter_number": letter.map(number),
        "served_on": letter.and_then(|p| p.services.last()).map(|s| s.on.to_string()),
        "reply_by": null, "replied_on": null, "reply": null, "items": [], "verdict": null,
        "checked_on": on("rectification-check"), "closed_on": on("supervision-closing"),
    })
}

/// What the next day of a case is about, for who takes over.
fn due_words(kind: DeadlineKind) -> &'static str {
    use DeadlineKind as K;
    match kind {
        K::MediationPeriod => "15日调解期",
        K::AcceptanceDecision => "答复是否受理",
        K::Target => "5个工作日办结",
        K::Limitation => "仲裁时效",
        K::EntrustReturn => "函复委托机关",
        K::ReviewApplication => "申请仲裁审查",
        K::ConfirmationApplication => "申请司法确认",
        K::Obligation => "催收款项",
        K::Session => "调解",
        K::Supplement => "等补正",
        _ => "看办理程序",
    }
}

/// D44: what is in hand on this desk, each with its most pressing day.
pub(super) fn handover(desk: &Desk, session: &Session) -> Value {
    let cx = desk.context(session);
    let (open, counts) = session
        .store
        .read(|r| Ok::<_, store::StoreError>((r.open_cases()?, r.record_counts()?)))
        .unwrap_or_default();
    let cases: Vec<Value> = open
        .iter()
        .map(|case| {
            let clock = deadlines(case, &cx).into_iter().find(|d| d.due.is_some());
            let sum = summary(case);
            json!({
                "number": sum.number, "parties": view_make::title(&sum),
                "due": clock.as_ref().and_then(|d| d.due).map(|d| d.to_string()),
                "next": clock.map(|d| due_words(d.kind)),
            })
        })
        .collect();
    let s = &session.settings;
    let items = [("调解组织印章", 1), ("电脑", 1), ("打印机", 1)];
    let items: Vec<Value> = items
        .iter()
        .map(|(name, count)| json!({ "name": name, "serial": "", "count": count, "state": "" }))
        .collect();
    json!({
        "station": if s.station.is_empty() { &s.org_name } else { &s.station },
        "at": desk.now().to_rfc3339(), "shift": "", "from": session.staff.name, "to": "",
        "cases": cases, "items": items, "pending": counts.1, "synced_at": null, "bundle": "",
        "bundle_hash": "", "note": "",
    })
}
