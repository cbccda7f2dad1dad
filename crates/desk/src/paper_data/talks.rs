//! Papers of the talks: 补正, 中止, 调解方案, 三方协调会, 撤回, the interpreter's rows.

use super::money;
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{Case, SessionHeld, SessionKind};
use serde_json::{Value, json};

/// The latest question to complete the application, as it was asked.
pub(super) fn supplement(case: &Case) -> Value {
    let asked = case.mediation.supplements.iter().rev().find(|s| s.cancelled.is_none());
    let Some(s) = asked else { return Value::Null };
    let items: Vec<&str> = s.asked.what.split(['\n', '；', ';']).map(str::trim).collect();
    let items: Vec<&str> = items.into_iter().filter(|item| !item.is_empty()).collect();
    json!({ "items": items, "due": s.asked.due.to_string() })
}

/// 中止 before it stands, 恢复 while the mediation rests.
pub(super) fn suspension(desk: &Desk, case: &Case) -> Value {
    let today = desk.today().to_string();
    match case.mediation.pauses.iter().rev().find(|p| p.resumed.is_none()) {
        Some(p) => json!({
            "action": "resume", "on": today, "reason": p.suspended.reason,
            "suspended_on": p.suspended.on.to_string(),
        }),
        None => json!({ "action": "suspend", "on": today, "reason": "" }),
    }
}

/// What the parties may agree on: the terms as typed, else the claims; the person writes the amounts.
pub(super) fn proposal(desk: &Desk, case: &Case) -> Value {
    let sheet = &case.sheet;
    let lines = |path: &str| -> Vec<String> {
        sheet.text(path).lines().filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    let mut items = Vec::new();
    for row in view_make::obligations(case, desk.today()) {
        let mut item = json!({
            "what": row.obligation.what, "due": row.obligation.due.map(|d| d.to_string()),
            "note": "", "claimed": null,
        });
        super::spread(&mut item, row.obligation.amount);
        items.push(item);
    }
    if items.is_empty() {
        for row in view_make::claims(desk, case).into_iter().filter(|r| !r.words.is_empty()) {
            let mut item = json!({
                "what": row.words, "due": null, "note": "", "claimed": money(row.claim.amount),
            });
            super::spread(&mut item, row.claim.agreed.or(row.claim.lawful));
            items.push(item);
        }
    }
    let said = case.mediation.sessions.iter().rev().map(|s| s.proposal.as_str());
    let reasons: Vec<&str> = said.filter(|p| !p.is_empty()).take(1).collect();
    json!({
        "no": 1 + case.papers.iter().filter(|p| p.kind == "mediation-proposal" && p.voided.is_none()).count(),
        "undisputed": lines("case/undisputed"), "items": items, "reasons": reasons, "reply_by": null,
    })
}

/// The latest meeting of the agencies; without one the case's team is who sits there.
pub(super) fn meeting(desk: &Desk, session: &Session, case: &Case) -> Value {
    let m = &case.mediation;
    let of_agencies = |s: &&SessionHeld| s.kind == SessionKind::Tripartite;
    let all: Vec<&SessionHeld> = m.sessions.iter().filter(of_agencies).collect();
    let lines = |path: &str| -> Vec<String> {
        case.sheet.text(path).lines().filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    let actions: Vec<Value> = case
        .after
        .tasks
        .iter()
        .filter(|t| t.cancelled.is_none())
        .map(|t| {
            let who = format!("{}{}", t.set.agency, t.set.contact);
            json!({ "what": t.set.what, "who": who, "by": t.set.due.to_string() })
        })
        .collect();
    let host = m.accepted.as_ref().and_then(|a| a.mediators.first().cloned());
    let host = host.unwrap_or_else(|| session.staff.name.clone());
    let mut out = json!({
        "title": "三方协调会", "no": all.len().max(1), "date": null, "from": null, "to": null,
        "place": "", "host": host, "recorder": session.staff.name, "present": [], "views": [],
        "agreed": lines("case/undisputed"), "open": lines("case/issues"), "actions": actions,
        "next": null,
    });
    if let Some(s) = all.last() {
        out["date"] = s.at.date_naive().to_string().into();
        out["from"] = s.at.format("%H:%M").to_string().into();
        out["to"] = s.until.map(|u| u.format("%H:%M").to_string()).into();
        out["place"] = s.place.clone().into();
        out["present"] = s
            .present
            .iter()
            .map(|p| json!({ "agency": p.agency, "name": p.name, "role": p.capacity }))
            .collect();
        out["views"] =
            s.statements.iter().map(|v| json!({ "by": v.who, "text": v.text })).collect();
        if !s.recorder.is_empty() {
            out["recorder"] = s.recorder.clone().into();
        }
        if let Some(on) = s.next_on {
            out["next"] = json!({ "date": on.to_string() });
        }
    } else if let Some(team) = &case.group.team {
        out["present"] = team
            .mediators
            .iter()
            .map(|p| json!({ "agency": p.agency, "name": p.name, "role": p.capacity }))
            .collect();
        out["date"] = desk.today().to_string().into();
    }
    out
}

/// 撤回: the reason as recorded, when the withdrawal is on record already.
pub(super) fn withdrawal(case: &Case) -> Value {
    match &case.mediation.withdrawn {
        Some(w) => json!({ "text": w.reason }),
        None => json!({ "text": "" }),
    }
}
