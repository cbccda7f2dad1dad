//! What the papers of performance say: 催告函, 履行完毕确认书, and the applications that rest on the agreement.

use super::money;
use crate::session::{Desk, Session};
use casework::{
    Case, Duty, DutyState, ObligationKind, ProcedureKind as K, duties, machine, order_heads,
    overdue_for_order, prefill,
};
use chrono::Days;
use serde_json::{Map, Value, json};
use statute::Fen;

/// Days a reminder leaves before the other ways are gone; the person may write another day.
const GRACE: u64 = 5;

fn overdue(case: &Case, today: chrono::NaiveDate) -> Vec<Duty> {
    let late = |d: &Duty| d.state == DutyState::Overdue && d.left.0 > 0;
    duties(case, today).into_iter().filter(late).collect()
}

fn sum(rows: &[Duty]) -> Value {
    let open: i64 = rows.iter().map(|d| d.left.0).sum();
    if open > 0 { money(Some(Fen(open))) } else { Value::Null }
}

/// Rows of what is due and unpaid.
fn rows(rows: &[Duty]) -> Vec<Value> {
    rows.iter()
        .map(|d| {
            let mut row = json!({
                "no": d.no, "what": d.what, "due": d.due.map(|day| day.to_string()),
                "paid": if d.paid.0 > 0 { money(Some(d.paid)) } else { Value::Null },
                "open": money(Some(d.left)),
                "amount_fen": null, "amount": null, "capitals": null,
            });
            spread(&mut row, d.amount);
            row
        })
        .collect()
}

/// Figures and capitals of an amount, laid into the row itself.
pub(super) fn spread(row: &mut Value, amount: Option<Fen>) {
    if let Value::Object(parts) = money(amount) {
        for (name, value) in parts {
            row[name] = value;
        }
    }
}

/// 催告函. Only ways that are open today are named, each with its last day.
pub(super) fn dunning(desk: &Desk, session: &Session, case: &Case) -> Value {
    let Some(accord) = case.effective() else { return Value::Null };
    let today = desk.today();
    let late = overdue(case, today);
    if late.is_empty() {
        return Value::Null;
    }
    let cx = desk.context(session);
    let steps = casework::next_steps(case, &cx);
    let open = |code: &str| steps.iter().any(|s| s.code == code && s.refusal.is_none());
    let options: Vec<Value> = [
        (K::PaymentOrder, "payment_order", "payment_order"),
        (K::Arbitration, "arbitration", "arbitration"),
        (K::Litigation, "litigation", "suit"),
        (K::Enforcement, "enforcement", "enforcement"),
        (K::Inspection, "inspection", "inspection"),
    ]
    .into_iter()
    .filter(|(_, step, _)| open(step))
    .map(|(kind, _, code)| {
        let until = prefill(case, kind, &cx).and_then(|p| p.deadline);
        json!({ "code": code, "until": until.map(|d| d.to_string()), "title": titled(case) })
    })
    .collect();
    let account = account(case);
    json!({
        "agreement_date": accord.frozen_on.to_string(),
        "agreement_number": case.number().map(|n| n.text.clone()),
        "effective_on": accord.effective_on.map(|d| d.to_string()),
        "pay_by": today.checked_add_days(Days::new(GRACE)).map(|d| d.to_string()),
        "account": account, "overdue": rows(&late), "total": sum(&late), "options": options,
        "blacklist": false,
    })
}

fn account(case: &Case) -> Value {
    let text = |name: &str| case.sheet.text(&format!("agreement/{name}"));
    if text("account_no").is_empty() {
        return Value::Null;
    }
    json!({ "holder": text("account_name"), "bank": text("bank"), "number": text("account_no") })
}

/// Which enforceable title there is, in the word of the templates.
fn titled(case: &Case) -> Value {
    let title = case.proceedings.iter().filter(|p| p.cancelled.is_none()).find(|p| {
        machine::state(p.opened.procedure, p.state())
            .is_some_and(|s| s.outcome == machine::Outcome::Title)
    });
    match title.map(|p| p.opened.procedure) {
        Some(K::JudicialConfirmation) => "confirmed".into(),
        Some(K::ArbitrationReview) => "reviewed".into(),
        Some(K::PaymentOrder) => "order".into(),
        Some(K::Arbitration) => "award".into(),
        Some(K::Litigation) => "judgment".into(),
        _ => Value::Null,
    }
}

/// 履行完毕确认书; `complete` only when the proofs add up to what is due.
pub(super) fn performed(case: &Case, today: chrono::NaiveDate) -> Value {
    let (Some(accord), Some(p)) = (case.effective(), case.performance()) else {
        return Value::Null;
    };
    let all = duties(case, today);
    let (deeds, money_rows): (Vec<&Duty>, Vec<&Duty>) =
        all.iter().partition(|d| d.kind == ObligationKind::Deed);
    let lines: Vec<Value> = money_rows
        .iter()
        .map(|d| {
            let of_it = case.payments.iter();
            let of_it = of_it.filter(|x| x.cancelled.is_none() && x.obligation == d.id);
            let proofs: Vec<String> = of_it.map(|x| x.way.words().to_owned()).collect();
            let mut row = json!({
                "no": d.no, "what": d.what, "due": d.due.map(|day| day.to_string()),
                "paid": money(Some(d.paid)), "paid_on": d.last_on.map(|day| day.to_string()),
                "proof": proofs.join("，"), "amount_fen": null, "amount": null, "capitals": null,
            });
            spread(&mut row, d.amount);
            row
        })
        .collect();
    let deeds: Vec<Value> = deeds
        .iter()
        .map(|d| json!({ "what": d.what, "done_on": d.last_on.map(|day| day.to_string()), "proof": "" }))
        .collect();
    json!({
        "agreement_date": accord.frozen_on.to_string(),
        "agreement_number": case.number().map(|n| n.text.clone()),
        "finished_on": p.completed_on.map(|d| d.to_string()),
        "complete": p.complete.then_some(true),
        "rows": lines, "promised": money(Some(p.promised)), "paid": money(Some(p.paid)),
        "deeds": deeds,
    })
}

/// The parties' own applications that rest on the agreement (D22, D23, D24, D29).
pub(super) fn application(
    desk: &Desk,
    session: &Session,
    case: &Case,
    kind: &str,
    answers: &Map<String, Value>,
) -> Value {
    let procedure = match kind {
        "arbitration-review-application" => K::ArbitrationReview,
        "judicial-confirmation-application" | "mediation-certificate" => K::JudicialConfirmation,
        "payment-order-application" => K::PaymentOrder,
        "lawsuit-complaint" => K::Litigation,
        "enforcement-application" => K::Enforcement,
        _ => return Value::Null,
    };
    let cx = desk.context(session);
    let Some(ready) = prefill(case, procedure, &cx) else { return Value::Null };
    let body = match (ready.body.name.as_str(), procedure) {
        ("", K::ArbitrationReview) => session.settings.commission.clone(),
        ("", _) => session.settings.court.clone(),
        (name, _) => name.to_owned(),
    };
    // The order asks for nothing it could not give (调解仲裁法 Art. 16).
    let (late, heads) = match procedure {
        K::PaymentOrder => {
            (overdue_for_order(case, desk.today(), &cx), order_heads(case, desk.today(), &cx))
        }
        _ => (overdue(case, desk.today()), Vec::new()),
    };
    let accord = case.effective();
    let field = |name: &str| ready.fields.get(name).cloned().unwrap_or(Value::Null);
    let materials: Vec<Value> = case
        .papers
        .iter()
        .filter(|p| p.voided.is_none() && p.superseded_by.is_none())
        .filter(|p| matches!(p.kind.as_str(), "agreement" | "group-annex" | "payment-receipt"))
        .map(|p| json!({ "name": p.title, "form": "复印件", "copies": 1, "pages": p.pages }))
        .collect();
    let mut out = json!({
        "to": body,
        "agreement_date": accord.map(|a| a.frozen_on.to_string()),
        "agreement_number": case.number().map(|n| n.text.clone()),
        "effective_on": accord.and_then(|a| a.effective_on).map(|d| d.to_string()),
        "until": ready.deadline.map(|d| d.to_string()),
        "owed": rows(&late), "heads": heads, "total": sum(&late), "facts": "", "requests": [],
        "materials": materials, "route": route(ready.basis), "property": "",
        "prior": { "body": "", "number": field("award_number"), "date": "", "served_on": "" },
        "title": { "kind": titled(case), "body": body, "number": field("title_number"),
                   "date": field("title_on"), "effective_on": field("title_on") },
    });
    // Nothing is overdue yet where both sides ask for review or confirmation: the whole is at stake.
    if out["total"].is_null() && ready.amount.is_some() {
        out["total"] = money(ready.amount);
    }
    if let Some(to) = answers.get("to") {
        out["to"] = to.clone();
    }
    out
}

fn route(basis: Option<casework::ProcedureBasis>) -> Value {
    use casework::ProcedureBasis as B;
    match basis {
        Some(B::WageAgreement) => "wage_agreement".into(),
        Some(B::OrderEnded) => "after_order".into(),
        Some(B::Award) => "after_award".into(),
        Some(B::NotAccepted) => "not_accepted".into(),
        _ => Value::Null,
    }
}
