//! The check before a file is closed: what has to be in it for the way in which it ended.

use crate::agreement::{CheckItem, CheckLevel};
use crate::case::{Case, MediationState as S};
use crate::context::Context;
use crate::decide::guards;
use crate::paper::PaperState;
use crate::sheet::{PartyKind, PartyRole};
use crate::triage::{reported, risk};

fn item(level: CheckLevel, code: &str) -> CheckItem {
    CheckItem::new(level, &format!("closing.{code}"), "")
}

/// Judges whether the file can be closed: bad items stand in the way, warnings are worth a second look.
///
/// Source: needs.md § (b), transition 37; 企业劳动争议协商调解规定 Art. 22, 30 (notices in writing).
pub fn closing_check(case: &Case, cx: &Context<'_>) -> Vec<CheckItem> {
    let mut items = Vec::new();
    ended(case, &mut items);
    papers(case, &mut items);
    open_ends(case, &mut items);
    follow_up(case, &mut items);
    let risk = risk(case, cx);
    if !risk.level.papers.is_empty() && !reported(case, &risk) {
        let papers = risk.level.papers.clone();
        items.push(item(CheckLevel::Warn, "not_reported").with("papers", papers));
    }
    items.sort_by_key(|i| i.level);
    items
}

fn ended(case: &Case, items: &mut Vec<CheckItem>) {
    match (case.state(), case.performance()) {
        (S::Refused | S::Failed | S::Referred | S::Withdrawn | S::Merged, _) => {}
        (S::Settled, _) => items.push(item(CheckLevel::Ok, "settled")),
        (S::Consulting, _) if case.after.consultation.is_some() => {}
        (_, Some(p)) if p.complete => items.push(
            item(CheckLevel::Ok, "paid").with("promised", p.promised.0).with("paid", p.paid.0),
        ),
        // A title takes the agreement's place: its own procedure says how it ended.
        (_, Some(_)) if enforced(case) => items.push(item(CheckLevel::Ok, "enforced")),
        (_, Some(p)) => {
            let unpaid = p.left.0;
            items.push(item(CheckLevel::Bad, "unpaid").with("unpaid", unpaid));
        }
        (S::Consulting, None) => items.push(item(CheckLevel::Bad, "not_answered")),
        (_, None) => items.push(item(CheckLevel::Bad, "open")),
    }
    if case.in_conflict() {
        items.push(item(CheckLevel::Bad, "conflict"));
    }
}

/// Enforcement ended the matter: performed by it, or ended for want of assets.
fn enforced(case: &Case) -> bool {
    case.proceedings.iter().any(|p| {
        p.opened.procedure == crate::ProcedureKind::Enforcement
            && p.cancelled.is_none()
            && matches!(p.state(), "performed" | "ended_for_now")
    })
}

/// Papers each end cannot do without, and those it should have.
fn papers(case: &Case, items: &mut Vec<CheckItem>) {
    let (must, should): (&[&str], &[&str]) = match case.state() {
        S::Refused => (&["refusal-notice"], &[]),
        S::Failed => (&["termination-notice"], &[]),
        S::Referred => (&["arbitration-reply"], &["termination-notice"]),
        S::Withdrawn => (&[], &["withdrawal-application"]),
        S::Effective => (&["agreement"], &["performance-done"]),
        _ => (&[], &[]),
    };
    for kind in must.iter().chain(should) {
        let needed = must.contains(kind);
        let level = if needed { CheckLevel::Bad } else { CheckLevel::Warn };
        // A notice of an earlier round does not tell of this end.
        let since = ended_on(case);
        let of_this_end = |p: &&crate::Paper| since.is_none_or(|on| p.on >= on);
        match case.standing_paper(kind).filter(of_this_end) {
            None => items.push(item(level, "paper_missing").with("kind", *kind)),
            Some(p) if p.state() == PaperState::Complete => {
                items.push(item(CheckLevel::Ok, "paper_there").with("kind", *kind));
            }
            Some(p) => {
                let missing: Vec<String> = p.missing().iter().map(|s| s.name.clone()).collect();
                let item = item(level, "paper_incomplete").with("kind", *kind);
                items.push(item.with("missing", missing));
            }
        }
    }
    let named = |kind: &str| must.contains(&kind) || should.contains(&kind);
    for p in case.papers.iter().filter(|p| !named(&p.kind)) {
        if matches!(p.state(), PaperState::ToSign | PaperState::ToSeal) {
            let item = item(CheckLevel::Warn, "paper_unsigned").with("title", p.title.clone());
            items.push(item.with("paper", p.id.0.clone()));
        }
    }
}

fn ended_on(case: &Case) -> Option<chrono::NaiveDate> {
    let m = &case.mediation;
    let ended = m.ended.as_ref().map(|e| e.on);
    ended.or(m.refused.as_ref().map(|r| r.on)).or(m.withdrawn.as_ref().map(|w| w.on))
}

fn open_ends(case: &Case, items: &mut Vec<CheckItem>) {
    for p in case.proceedings.iter().filter(|p| p.runs()) {
        let label = crate::machine::machine(p.opened.procedure).map_or("", |m| m.label);
        let item = item(CheckLevel::Warn, "procedure_runs").with("procedure", label);
        items.push(item.with("id", p.opened.id.0.clone()));
    }
    let after = &case.after;
    let open = after.tasks.iter().filter(|t| t.open()).count()
        + after.transfers.iter().filter(|t| t.open()).count();
    if open > 0 {
        items.push(item(CheckLevel::Warn, "answers_open").with("count", open));
    }
    let channel = case.sheet.text("case/channel");
    let unanswered = match channel.as_str() {
        "arbitration" => case.mediation.referrals_of_this_round().is_empty(),
        "court" => !crate::deadlines::answered_to_court(case),
        _ => false,
    };
    if unanswered {
        items.push(item(CheckLevel::Warn, "entrusting_body_unanswered"));
    }
}

/// Whoever lost his work is asked what he needs next (needs.md row 58).
fn follow_up(case: &Case, items: &mut Vec<CheckItem>) {
    let workers = case.sheet.parties().into_iter().filter(|p| p.kind == PartyKind::Worker);
    let mut left: Vec<String> = workers.filter(|p| p.ended_on.is_some()).map(|p| p.name).collect();
    let members = case.workers_besides(&case.sheet.named(PartyRole::Applicant));
    left.extend(members.into_iter().filter(|m| m.ended_on.is_some()).map(|m| m.name));
    let planned = case.after.services.iter().any(|s| s.cancelled.is_none());
    if !left.is_empty() && !planned {
        items.push(item(CheckLevel::Warn, "no_follow_up").with("names", left));
    }
    if guards::title(case).is_none() && case.state() == S::Effective {
        let services = case.after.services.iter().filter(|s| s.open()).count();
        if services > 0 {
            items.push(item(CheckLevel::Warn, "services_open").with("count", services));
        }
    }
}
