//! Steps of groups, offers, second reading and performance.

use super::{Step, either, step};
use crate::MediationState as S;
use crate::agreement::{needs_second_reading, second_reading};
use crate::case::Case;
use crate::context::Context;
use crate::decide::guards;
use crate::groups::movable;
use crate::members::{Member, Stance, group_status};
use crate::performance::{Duty, DutyState, duties};
use crate::sheet::ObligationKind;
use crate::stage;

pub(super) fn steps(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    let state = case.state();
    if stage::OPEN.contains(&state) {
        members(case, cx, steps);
    }
    if stage::RUNNING.contains(&state) {
        reading(case, cx, steps);
        steps.push(step("offer", ""));
        steps.push(with_papers(step("settle", ""), &["payment-receipt"]));
    }
    if state == S::Effective {
        performance(case, cx, steps);
    }
}

/// Names the papers a step needs, for the screen.
fn with_papers(mut step: Step, papers: &[&str]) -> Step {
    step.args.insert("papers".to_owned(), papers.into());
    step
}

fn members(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    let Some(status) = group_status(case, cx) else { return };
    if status.group && !status.mandate {
        let mut s = with_papers(step("representatives", ""), &["representatives"]);
        s.args.insert("size".into(), status.size.into());
        s.args.insert("fewest".into(), status.fewest.into());
        s.args.insert("most".into(), status.most.into());
        s.args.insert("confirmed".into(), status.confirmed.into());
        steps.push(s);
    }
    if !status.without_consent.is_empty() {
        let all = case.settling();
        let missing = |m: &&Member| status.without_consent.contains(&m.id);
        let named = all.iter().filter(missing).find(|m| m.agreed.is_some_and(|a| a.0 > 0));
        let first = named.or_else(|| all.iter().find(missing));
        let guard = first.map_or(Ok(()), |member| guards::may_consent(case, member));
        let mut s = with_papers(either("member_consent", "", guard), &["group-annex"]);
        s.args.insert("count".into(), status.without_consent.len().into());
        steps.push(s);
    }
    let all = case.members();
    let open = all.iter().filter(|m| matches!(m.stance, Stance::Object | Stance::Undecided));
    let open: Vec<&str> = open.map(|m| m.name.as_str()).collect();
    let joins = all.iter().any(|m| m.stance == Stance::Join);
    if joins && !open.is_empty() {
        let guard = movable(case, "split.state", "split.frozen");
        let mut s = either("split", "", guard);
        s.args.insert("count".into(), open.len().into());
        steps.push(s);
    }
}

fn reading(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    let terms = !case.sheet.obligations().is_empty() || !case.sheet.clauses().is_empty();
    if terms && needs_second_reading(case, cx) && !second_reading(case) {
        steps.push(step("second_reading", ""));
    }
}

fn performance(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    let rows = case.effective().map(|accord| accord.obligations.as_slice()).unwrap_or_default();
    for duty in duties(case, cx.today()) {
        let over = matches!(duty.state, DutyState::Done | DutyState::DoneLate);
        let noted = duty.kind == ObligationKind::Deed
            || (duty.kind == ObligationKind::SocialInsurance && duty.amount.is_none());
        if noted && !over {
            steps.push(on("obligation_done", &duty));
        }
        let happened = case.happenings.event(&duty.id).is_some();
        let waits = rows.iter().any(|row| row.id == duty.id && row.on_event());
        if waits && !happened && !over {
            steps.push(on("obligation_event", &duty));
        }
        if duty.state == DutyState::Overdue && !warned(case, &duty) {
            steps.push(with_papers(on("dunning", &duty), &["dunning-letter"]));
        }
    }
    if case.standing_paper("performance-done").is_some() {
        return;
    }
    match guards::performance_done(case) {
        Err(refusal) if refusal.code == "performance.open" => {}
        guard => {
            let s = either("performance_done", "", guard);
            steps.push(with_papers(s, &["performance-done"]));
        }
    }
}

fn on(code: &str, duty: &Duty) -> Step {
    let mut s = step(code, "");
    s.subject.clone_from(&duty.id.0);
    s.args.insert("no".into(), duty.no.into());
    s.args.insert("what".into(), duty.what.clone().into());
    s.args.insert("due".into(), duty.due.map(|d| d.to_string()).into());
    s.args.insert("left".into(), duty.left.0.into());
    s.args.insert("late_days".into(), duty.late_days.into());
    s
}

/// A 催告函 issued since the row fell due has said it already.
fn warned(case: &Case, duty: &Duty) -> bool {
    let letter = case.standing_paper("dunning-letter");
    letter.zip(duty.due).is_some_and(|(paper, due)| paper.on > due)
}
