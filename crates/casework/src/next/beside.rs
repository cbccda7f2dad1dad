//! Steps beside and after the mediation: procedures that may be begun or moved on, agencies, services, the archive.

use super::{Step, cannot, step};
use crate::case::{Case, MediationState, ProcedureKind as K};
use crate::context::Context;
use crate::decide::guards;
use crate::ids::Id;
use crate::machine;
use crate::performance::{DutyState, duties, overdue_for_order};
use crate::sheet::{PartyKind, PartyRole};
use crate::triage::{reported, risk};
use serde_json::json;

/// Procedures that may be begun in a state of the mediation, in the order of the table.
fn offered(state: MediationState) -> &'static [K] {
    use MediationState as S;
    match state {
        S::Effective => &[
            K::ArbitrationReview,
            K::JudicialConfirmation,
            K::PaymentOrder,
            K::Arbitration,
            K::Litigation,
            K::Enforcement,
            K::SupportedSuit,
        ],
        S::Failed | S::Referred | S::Refused | S::Withdrawn => {
            &[K::Arbitration, K::Litigation, K::Enforcement, K::Inspection, K::SupportedSuit]
        }
        S::Accepted | S::Mediating | S::Suspended | S::Agreed => {
            &[K::ArbitrationReview, K::PaymentOrder, K::Inspection]
        }
        S::ToSign => &[K::ArbitrationReview],
        _ => &[],
    }
}

/// Procedures that could be begun, and those that could not and why.
pub(super) fn openings(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    let performed = case.performance().is_some_and(|p| p.complete);
    if performed {
        return;
    }
    let concerns = offered(case.state());
    for machine in machine::machines().iter().filter(|m| concerns.contains(&m.kind)) {
        let going = |p: &&crate::Proceeding| p.opened.procedure == machine.kind && p.runs();
        if case.proceedings.iter().any(|p| going(&p)) {
            // What runs is moved on, not begun again.
            continue;
        }
        let mut s = match guards::may_open(case, machine.kind, cx.today(), cx) {
            Ok(basis) => {
                let mut s = step(machine.step, "");
                s.args.insert("basis".into(), json!(basis));
                s
            }
            // A bar that says nothing new is left out, so that the column stays short.
            Err(refusal) if silent(&refusal.code) => continue,
            Err(refusal) => cannot(machine.step, refusal),
        };
        s.args.insert("procedure".into(), json!(machine.kind));
        s.args.insert("body".into(), json!(machine.opening.body));
        s.args.insert("article".into(), json!(machine.opening.article));
        s.args.insert("papers".into(), json!(machine.opening.papers));
        let warnings = warnings(case, machine.kind, cx);
        if !warnings.is_empty() {
            s.args.insert("warnings".into(), json!(warnings));
        }
        steps.push(s);
    }
}

fn silent(code: &str) -> bool {
    matches!(
        code,
        "litigation.no_basis"
            | "enforcement.no_title"
            | "supported_suit.not_needed"
            | "arbitration.title"
            | "arbitration.civil"
            | "arbitration.administrative"
    )
}

/// What stands in nobody's way and should be known before.
pub(crate) fn warnings(case: &Case, kind: K, cx: &Context<'_>) -> Vec<&'static str> {
    let heads = guards::heads(case);
    let money = |h: &String| {
        cx.causes.get(h).is_some_and(|c| c.art16.is_some() || c.wage_arrears || c.civil)
    };
    let mut warnings = Vec::new();
    // 解释一 Art. 52: a people's mediation on payment duties only; courts may send others back.
    if kind == K::JudicialConfirmation && !heads.iter().all(money) {
        warnings.push("confirmation.not_payment_only");
    }
    if kind == K::PaymentOrder && more_than_an_order(case, &heads, cx) {
        warnings.push("payment_order.not_all_heads");
    }
    if kind == K::JudicialConfirmation
        && case.proceedings.iter().any(|p| p.opened.procedure == K::ArbitrationReview && p.runs())
    {
        warnings.push("confirmation.review_runs");
    }
    warnings
}

/// Whether something is owed that a payment order does not cover: of the overdue duties once an agreement stands, of
/// the heads before.
fn more_than_an_order(case: &Case, heads: &[String], cx: &Context<'_>) -> bool {
    let art16 = |h: &String| cx.causes.get(h).is_some_and(|c| c.art16.is_some());
    if case.effective().is_none() {
        return !heads.iter().all(art16);
    }
    let covered = overdue_for_order(case, cx.today(), cx);
    let mut late = duties(case, cx.today()).into_iter().filter(|d| d.state == DutyState::Overdue);
    let rows = case.effective().map(|a| a.obligations.as_slice()).unwrap_or_default();
    // A row that names no head settles several, and they may not all be of Art. 16.
    let mixed = |id: &Id| rows.iter().any(|row| row.id == *id && row.claim.is_empty());
    late.any(|d| covered.iter().all(|c| c.id != d.id))
        || covered.iter().any(|c| mixed(&c.id)) && !heads.iter().all(art16)
}

/// Procedures that run: where each can go from here.
pub(super) fn moves(case: &Case, steps: &mut Vec<Step>) {
    for p in case.proceedings.iter().filter(|p| p.cancelled.is_none()) {
        let moves = machine::moves_from(p.opened.procedure, p.state());
        if moves.is_empty() {
            continue;
        }
        let Some(machine) = machine::machine(p.opened.procedure) else { continue };
        let mut s = step("procedure_move", "");
        s.subject.clone_from(&p.opened.id.0);
        s.args.insert("procedure".into(), json!(p.opened.procedure));
        s.args.insert("label".into(), json!(machine.label));
        s.args.insert("state".into(), json!(p.state()));
        let words = machine::state(machine.kind, p.state()).map_or("", |s| s.label);
        s.args.insert("state_label".into(), json!(words));
        let to: Vec<_> = moves
            .iter()
            .map(|m| {
                let label = machine::state(machine.kind, m.to).map_or("", |s| s.label);
                let needs: Vec<&str> = m.needs.iter().map(|n| n.name()).collect();
                json!({ "to": m.to, "label": label, "needs": needs, "article": m.article })
            })
            .collect();
        s.args.insert("moves".into(), to.into());
        steps.push(s);
    }
}

/// What others owe an answer on: tasks, transfers, services.
pub(super) fn waiting(case: &Case, steps: &mut Vec<Step>) {
    let after = &case.after;
    let mut add = |code: &str, subject: &str, who: &str, what: &str| {
        let mut s = step(code, "");
        subject.clone_into(&mut s.subject);
        s.args.insert("who".into(), who.into());
        s.args.insert("what".into(), what.into());
        steps.push(s);
    };
    for t in after.tasks.iter().filter(|t| t.open()) {
        add("task_done", &t.set.id.0, &t.set.agency, &t.set.what);
    }
    for t in after.transfers.iter().filter(|t| t.open()) {
        add("transfer_answer", &t.sent.id.0, &t.sent.to, &t.sent.matter);
    }
    for s in after.services.iter().filter(|s| s.open()) {
        add("service_done", &s.planned.id.0, &s.planned.provider, s.planned.service.words());
    }
}

/// What follows on the rules: a grade to take over, a report to make.
pub(super) fn graded(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    let risk = risk(case, cx);
    let seen = risk.graded.as_ref().map(|g| g.grade).unwrap_or_default();
    let mut add = |code: &str| {
        let mut s = step(code, "");
        s.args.insert("grade".into(), json!(risk.by_rule.max(risk.grade)));
        s.args.insert("level".into(), json!(risk.level.level));
        let rules: Vec<&str> = risk.fired.iter().map(|rule| rule.words.as_str()).collect();
        s.args.insert("rules".into(), json!(rules));
        s.args.insert("papers".into(), json!(risk.level.papers));
        steps.push(s);
    };
    if risk.by_rule > seen {
        add("grade_risk");
    } else if !risk.level.papers.is_empty() && !reported(case, &risk) {
        add("report_risk");
    }
}

/// Offers that belong to the time after the mediation.
pub(super) fn after(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    use MediationState as S;
    let heads = guards::heads(case);
    let administrative = |h: &String| cx.causes.get(h).is_some_and(|c| c.administrative);
    let handed = |t: &crate::Transfer| t.cancelled.is_none();
    let open = !case.closed() && case.state() != S::Merged;
    if open && heads.iter().any(administrative) && !case.after.transfers.iter().any(handed) {
        let mut s = step("transfer", "");
        s.args.insert("papers".into(), json!(["transfer-letter"]));
        steps.push(s);
    }
    let over = case.mediation_over() && case.state() != S::Merged;
    let workers = case.sheet.parties().into_iter().filter(|p| p.kind == PartyKind::Worker);
    let members = case.workers_besides(&case.sheet.named(PartyRole::Applicant));
    let left = workers.filter(|p| p.ended_on.is_some()).count()
        + members.iter().filter(|m| m.ended_on.is_some()).count();
    if over && left > 0 && case.after.services.iter().all(|s| s.cancelled.is_some()) {
        steps.push(step("plan_service", ""));
    }
    let visited = case.after.visits.iter().any(|v| v.cancelled.is_none());
    let performed = case.performance().is_some_and(|p| p.complete);
    if (performed || case.closed()) && !visited {
        steps.push(step("visit", ""));
    }
}
