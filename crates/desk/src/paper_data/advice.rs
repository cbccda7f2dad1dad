//! 办理建议: the triage in the worker's words. What is barred and why is said by the screen, in its own words.

use super::money;
use crate::session::{Desk, Session};
use casework::{Case, machine, triage};
use serde_json::{Value, json};
use statute::Limitation;

/// `advice`.
pub(super) fn advice(desk: &Desk, session: &Session, case: &Case) -> Value {
    let t = triage(case, &desk.context(session));
    let payers: String = t.remarks.iter().filter_map(|r| pays(&r.code)).collect();
    let claims: Vec<Value> = t
        .estimate
        .heads
        .iter()
        .filter(|h| !h.words.is_empty())
        .map(|h| {
            let mut row = json!({
                "head": h.words, "amount_fen": null, "amount": null, "capitals": null,
                "low": null, "high": null, "rule": h.basis, "note": payers, "confirmed": true,
            });
            if let Value::Object(parts) = money(h.amount) {
                for (name, value) in parts {
                    row[name] = value;
                }
            }
            row
        })
        .collect();
    let estimate = (t.estimate.total.0 > 0).then_some(t.estimate.total);
    let routes: Vec<Value> = t
        .routes
        .iter()
        .filter(|r| r.open)
        .filter_map(|r| {
            let name = name(&r.kind)?;
            Some(json!({
                "name": name, "until": r.deadline.map(|d| d.to_string()),
                "until_text": until_text(&r.kind, &t.limitation),
                "where": at(session, &r.kind), "note": "", "article": r.article,
            }))
        })
        .collect();
    let told = case.sheet.text("case/narrative");
    let first: String = told.chars().take(200).collect();
    let contact = match &case.mediation.accepted {
        Some(a) => a.mediators.first().cloned().unwrap_or_default(),
        None => session.staff.name.clone(),
    };
    json!({
        "told": first, "contact": contact, "claims": claims, "estimate": money(estimate),
        "unknown": [], "routes": routes, "barred": [],
        "bring": ["身份证", "劳动合同、工资条、考勤、转账记录、聊天记录，有什么带什么"],
        "next": next(case, desk, session),
    })
}

/// What comes next, as long as that is plain: before receipt the worker brings his papers, after it the station asks.
fn next(case: &Case, desk: &Desk, session: &Session) -> Vec<Value> {
    let cx = desk.context(session);
    let clocks = casework::deadlines(case, &cx);
    let by = |kind| {
        let clock = clocks.iter().find(|d| d.kind == kind);
        clock.and_then(|d| d.due).map(|d| d.to_string())
    };
    match case.state() {
        casework::MediationState::Consulting => vec![
            json!({ "what": "想调解的，带上材料到站里登记，口头说也可以，由我们记下来", "by": null, "who": "你" }),
        ],
        casework::MediationState::Registered | casework::MediationState::Inquiring => vec![
            json!({ "what": "问对方愿不愿意调解，答复你受理还是不受理", "by": by(casework::DeadlineKind::AcceptanceDecision), "who": "我们" }),
        ],
        _ => vec![
            json!({ "what": "组织双方调解", "by": by(casework::DeadlineKind::MediationPeriod), "who": "我们" }),
        ],
    }
}

/// Who answers for the wages in a chain, each in its own sentence and no further than the text goes
/// (保障农民工工资支付条例 Art. 29, 30, 36).
fn pays(code: &str) -> Option<&'static str> {
    match code {
        "chain.owner_advances" => {
            Some("建设单位没有按约定拨付工程款的，以没有结清的工程款为限先行垫付（条例第29条）。")
        }
        "chain.general_pays_first" => {
            Some("分包单位拖欠的，由施工总承包单位先行清偿，再依法追偿（条例第30条）。")
        }
        "chain.unqualified" => Some(
            "把工程包给个人或者没有资质的单位、出借名义的，由建设单位或者施工总承包单位清偿（条例第36条）。",
        ),
        _ => None,
    }
}

/// Words for a route; one of a later version is left out.
fn name(kind: &str) -> Option<&'static str> {
    if let Some(m) = machine::machines().iter().find(|m| m.step == kind) {
        return Some(match kind {
            "arbitration" => "申请劳动仲裁",
            "inspection" => "向劳动监察投诉",
            _ => m.label,
        });
    }
    match kind {
        "mediation" => Some("在本站调解"),
        "legal_aid" => Some("申请法律援助"),
        "injury" => Some("申请工伤认定"),
        _ => None,
    }
}

fn at(session: &Session, kind: &str) -> String {
    let s = &session.settings;
    match kind {
        "mediation" => s.org_name.clone(),
        "arbitration" | "review" => s.commission.clone(),
        "litigation" | "confirmation" | "payment_order" | "enforcement" => s.court.clone(),
        _ => String::new(),
    }
}

fn until_text(kind: &str, limitation: &Limitation) -> &'static str {
    match (kind, limitation) {
        ("arbitration", Limitation::NotStarted { .. }) => "在职期间不受一年限制，离职后一年内",
        ("arbitration", Limitation::Unknown { .. }) => "一般一年，从知道权利受损那天起算",
        _ => "",
    }
}
