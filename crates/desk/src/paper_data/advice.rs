//! 办理建议: the triage in the worker's words. What is barred and why is said by the screen, in its own words.

use super::money;
use crate::session::{Desk, Session};
use casework::{Case, Route, Triage, machine, triage};
use chrono::NaiveDate;
use serde_json::{Value, json};
use statute::Limitation;

/// `advice`.
pub(super) fn advice(desk: &Desk, session: &Session, case: &Case) -> Value {
    let t = triage(case, &desk.context(session));
    let payers: Vec<String> = t.remarks.iter().filter_map(pays).collect();
    let claims: Vec<Value> = t
        .estimate
        .heads
        .iter()
        .filter(|h| !h.words.is_empty())
        .map(|h| {
            let mut row = json!({
                "head": h.words, "amount_fen": null, "amount": null, "capitals": null,
                "low": null, "high": null, "rule": h.basis, "note": "", "confirmed": true,
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
                "where": at(session, &r.kind), "note": note(&r.warnings), "article": r.article,
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
        "told": first, "contact": contact, "claims": claims, "estimate": money(estimate), "payers": payers,
        "unknown": [], "routes": routes, "barred": [],
        "bring": ["身份证", "劳动合同、工资条、考勤、转账记录、聊天记录，有什么带什么"],
        "next": next(case, desk, session, &t),
    })
}

/// What comes next: what mediation asks for now, then the ways that are open if it comes to nothing, the nearest last
/// day first.
fn next(case: &Case, desk: &Desk, session: &Session, t: &Triage) -> Vec<Value> {
    use casework::MediationState as S;
    let cx = desk.context(session);
    let clocks = casework::deadlines(case, &cx);
    let by = |kind| {
        let clock =
            clocks.iter().find(|d| d.kind == kind && d.urgency != casework::Urgency::Stopped);
        clock.and_then(|d| d.due).map(|d| d.to_string())
    };
    let mediation = t.routes.iter().any(|r| r.kind == "mediation" && r.open);
    let mut steps = Vec::new();
    let mut add = |what: String, by: Option<String>, who: &str| {
        steps.push(json!({ "what": what, "by": by, "who": who }));
    };
    match case.state() {
        S::Consulting if mediation => {
            add("想调解的，带上材料到站里登记，口头说也可以，由我们记下来".to_owned(), None, "你")
        }
        S::Registered | S::Supplementing | S::Inquiring => add(
            "问对方愿不愿意调解，答复你受理还是不受理".to_owned(),
            by(casework::DeadlineKind::AcceptanceDecision),
            "我们",
        ),
        S::Accepted | S::Mediating | S::Suspended | S::Agreed => {
            add("组织双方调解".to_owned(), by(casework::DeadlineKind::MediationPeriod), "我们");
        }
        S::ToSign => add("到站里核对协议书，双方签名".to_owned(), None, "你"),
        _ => {}
    }
    for lost in t.remarks.iter().filter(|r| r.code == "party.lost") {
        let name = lost.args.get("name").and_then(Value::as_str).unwrap_or_default();
        add(format!("知道{name}的住处、电话或者亲友的，告诉我们"), None, "你");
    }
    let settled = matches!(case.state(), S::Effective | S::Settled | S::Merged);
    let mut ways: Vec<&Route> = t
        .routes
        .iter()
        .filter(|r| {
            r.open
                && !settled
                && matches!(r.kind.as_str(), "arbitration" | "litigation" | "inspection")
        })
        .collect();
    ways.sort_by_key(|r| r.deadline.unwrap_or(NaiveDate::MAX));
    let first = if mediation { "不想调解或者调解不成的，" } else { "" };
    for way in ways.into_iter().take(WAYS) {
        let Some(name) = name(&way.kind) else { continue };
        let until = match (way.deadline, until_text(&way.kind, &t.limitation)) {
            (Some(_), _) | (None, "") => String::new(),
            (None, told) => format!("（{told}）"),
        };
        add(format!("{first}可以{name}{until}"), way.deadline.map(|d| d.to_string()), "你");
    }
    steps
}

/// Other ways named as next steps beside the mediation; all open ones stand in the table above.
const WAYS: usize = 2;

/// Who answers for the wages in a chain, each in its own sentence and no further than the text goes
/// (保障农民工工资支付条例 Art. 29, 30, 36).
fn pays(remark: &casework::Remark) -> Option<String> {
    let name = |key: &str| remark.args.get(key).and_then(Value::as_str).unwrap_or_default();
    let known = |words: &str, name: &str| format!("{words}{name}");
    match remark.code.as_str() {
        "chain.general_pays_first" => Some(format!(
            "工资由{}先付：{}拖欠的，由施工总承包单位先行清偿，再依法追偿（条例第30条）",
            known("施工总承包单位", name("general")),
            name("sub"),
        )),
        "chain.owner_advances" => Some(format!(
            "{}没有按约定拨付工程款造成拖欠的，以没有结清的工程款为限先行垫付（条例第29条）",
            known("建设单位", name("owner")),
        )),
        "chain.unqualified" => Some(
            "把工程包给个人或者没有资质的单位的，由建设单位或者施工总承包单位清偿（条例第36条）"
                .to_owned(),
        ),
        _ => None,
    }
}

/// What to know before a way is taken, as far as it concerns the worker.
fn note(warnings: &[String]) -> String {
    let told = |code: &String| match code.as_str() {
        "injury.from_accident" => Some("单位30日内，本人、近亲属、工会1年内，自事故发生之日算"),
        "legal_aid.no_means_test" => Some("讨要劳动报酬、请求工伤待遇的农民工，不查经济困难状况"),
        "payment_order.not_all_heads" => Some("只能就劳动报酬、工伤医疗费、经济补偿、赔偿金申请"),
        "confirmation.not_payment_only" => Some("协议里有付款以外的内容，先问法院收不收"),
        _ => None,
    };
    warnings.iter().filter_map(told).collect::<Vec<_>>().join("；")
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
        "social_insurance" => Some("向社会保险费征收机构投诉"),
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
