//! What may be done next, and what may not and why: the product's heart.

mod beside;
mod papers;

pub(crate) use beside::warnings;
mod group;

use crate::case::{Case, MediationState};
use crate::context::Context;
use crate::deadlines::{Deadline, DeadlineKind, Urgency, deadlines, period};
use crate::decide::guards;
use crate::event::ReferralBasis;
use crate::paper::{PaperState, SignerRole};
use crate::{Refusal, SealPlace};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// One step: allowed now, or not with the guard that stands in the way.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Step {
    /// Name of the step; the words are the screen's.
    pub code: String,
    /// The one that is most likely next.
    pub first: bool,
    /// Key that takes it, when it is allowed.
    pub key: String,
    /// Why it cannot be taken now.
    pub refusal: Option<Refusal>,
    /// Paper or row it acts on.
    pub subject: String,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
}

fn step(code: &str, key: &str) -> Step {
    Step {
        code: code.to_owned(),
        first: false,
        key: key.to_owned(),
        refusal: None,
        subject: String::new(),
        args: BTreeMap::new(),
    }
}

fn cannot(code: &str, refusal: Refusal) -> Step {
    Step { refusal: Some(refusal), ..step(code, "") }
}

fn either(code: &str, key: &str, guard: Result<(), Refusal>) -> Step {
    match guard {
        Ok(()) => step(code, key),
        Err(refusal) => cannot(code, refusal),
    }
}

/// The steps of a case: what the law allows now, then what it does not and why.
///
/// Nothing happens by itself: every step is proposed and a person takes it.
pub fn next_steps(case: &Case, cx: &Context<'_>) -> Vec<Step> {
    use MediationState as S;
    let mut steps = Vec::new();
    if case.closed() {
        closed(case, cx, &mut steps);
        return finished(steps);
    }
    if case.state() != S::Merged {
        papers_waiting(case, cx, &mut steps);
    }
    match case.state() {
        S::Consulting => {
            let missing = guards::missing_for_receipt(case);
            let guard = if missing.is_empty() {
                Ok(())
            } else {
                let refusal = Refusal::new("case.receive.missing", "调解仲裁法第12条");
                Err(refusal.with("missing", missing))
            };
            steps.push(either("receive", "R", guard));
            if case.after.consultation.is_none() {
                steps.push(step("close_consultation", "Z"));
            } else {
                steps.push(either("close", "C", guards::closable(case, cx)));
            }
        }
        S::Registered | S::Supplementing | S::Inquiring => before_acceptance(case, &mut steps),
        S::Accepted | S::Mediating | S::Suspended | S::Agreed => running(case, cx, &mut steps),
        S::ToSign => {
            steps.push(step("abandon", "B"));
            steps.push(step("end", "T"));
        }
        S::Effective => in_effect(case, cx, &mut steps),
        // What goes on, goes on in the other case.
        S::Merged => {}
        S::Settled => entrusted(case, &mut steps),
        S::Failed | S::Referred => after_failure(case, &mut steps),
        S::Refused | S::Withdrawn => {
            if case.state() == S::Refused && case.standing_paper("refusal-notice").is_none() {
                steps.push(step("refusal_notice", "N"));
            }
            entrusted(case, &mut steps);
        }
    }
    let settled = matches!(case.state(), S::Refused | S::Withdrawn | S::Merged)
        || case.performance().is_some_and(|p| p.complete);
    let close = either("close", "C", guards::closable(case, cx));
    if settled {
        steps.push(close.clone());
    }
    beside::openings(case, cx, &mut steps);
    beside::moves(case, &mut steps);
    if case.state() != S::Merged {
        beside::graded(case, cx, &mut steps);
    }
    beside::waiting(case, &mut steps);
    beside::after(case, cx, &mut steps);
    if !case.mediation_over() && case.state() != S::Consulting {
        steps.push(step("withdraw", "W"));
    }
    if case.mediation_over() && !settled {
        steps.push(close);
    }
    if matches!(case.state(), S::Failed | S::Referred | S::Refused | S::Withdrawn) {
        steps.push(either("resume", "R", guards::resumable(case)));
    }
    group::steps(case, cx, &mut steps);
    finished(steps)
}

/// A closed file: the archive, what is still followed, and the way back.
fn closed(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    if guards::archivable(case).is_ok() {
        steps.push(step("archive", "A"));
    }
    beside::moves(case, steps);
    beside::waiting(case, steps);
    beside::after(case, cx, steps);
    steps.push(step("reopen", "O"));
    if guards::resumable(case).is_ok() {
        steps.push(step("resume", "R"));
    }
}

/// Allowed steps first, the most likely one marked, each with the papers it needs.
fn finished(mut steps: Vec<Step>) -> Vec<Step> {
    for step in &mut steps {
        let papers = papers::papers(&step.code);
        if !papers.is_empty() && !step.args.contains_key("papers") {
            step.args.insert("papers".into(), papers.to_vec().into());
        }
    }
    steps.sort_by_key(|s| s.refusal.is_some());
    // Opening a file again is possible, not proposed.
    let proposed = |s: &Step| {
        s.refusal.is_none()
            && !matches!(s.code.as_str(), "reopen" | "resume" | "close_consultation")
    };
    if let Some(first) = steps.first_mut().filter(|s| proposed(s)) {
        first.first = true;
    }
    steps
}

/// Papers that wait for a signature, a seal or a scan come before new steps.
fn papers_waiting(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    for paper in case.papers.iter().rev() {
        let code = match paper.state() {
            PaperState::ToSign => "sign",
            PaperState::ToSeal if paper.seal_sent.is_some() => "sealed",
            PaperState::ToSeal if cx.seal == SealPlace::County => "send_to_seal",
            PaperState::ToSeal => "sealed",
            _ => continue,
        };
        let key = if steps.is_empty() { "G" } else { "" };
        let mut s = step(code, key);
        s.subject.clone_from(&paper.id.0);
        s.args.insert("title".into(), paper.title.clone().into());
        let names: Vec<String> = paper.missing().iter().map(|m| m.name.clone()).collect();
        s.args.insert("missing".into(), names.into());
        let seal = paper.missing().iter().any(|m| m.role == SignerRole::Organisation);
        s.args.insert("seal".into(), seal.into());
        steps.push(s);
    }
}

fn before_acceptance(case: &Case, steps: &mut Vec<Step>) {
    for asked in case.mediation.supplements.iter().filter(|s| s.open()) {
        let mut s = step("complete_supplement", "");
        s.subject.clone_from(&asked.asked.id.0);
        s.args.insert("what".into(), asked.asked.what.clone().into());
        s.args.insert("due".into(), asked.asked.due.to_string().into());
        steps.push(s);
    }
    answers(case, steps);
    steps.push(step("ask_supplement", ""));
}

fn answers(case: &Case, steps: &mut Vec<Step>) {
    let inquiries = &case.mediation.inquiries;
    let refused = inquiries.iter().any(|i| i.agreed == Some(false));
    let agreed = inquiries.iter().any(|i| i.agreed == Some(true));
    let asked = inquiries.iter().any(|i| i.asked_on.is_some() && i.agreed.is_none());
    if refused {
        steps.push(step("refuse", "D"));
        steps.push(either("accept", "A", guards::acceptable(case)));
        return;
    }
    if agreed {
        steps.push(either("accept", "A", guards::acceptable(case)));
    } else {
        steps.push(step(if asked { "answer_consent" } else { "ask_consent" }, "Q"));
        if !asked {
            steps.push(step("answer_consent", "Y"));
        }
        steps.push(either("accept", "A", guards::acceptable(case)));
    }
    steps.push(step("refuse", "D"));
}

fn running(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    if case.mediation.paused() {
        let mut s = step("resume_mediation", "R");
        let reason = case.mediation.pauses.last().map(|p| p.suspended.reason.clone());
        s.args.insert("reason".into(), reason.into());
        steps.push(s);
        steps.push(step("end", "T"));
        return;
    }
    let last = case.mediation.sessions.last();
    let agreed = last.is_some_and(|s| s.result == crate::SessionResult::Agreed);
    let failed = last.is_some_and(|s| s.result == crate::SessionResult::Failed);
    let expired = period(case, cx).is_some_and(|p| cx.today() > p.governing.due);
    let draft = step("draft_agreement", "A");
    let session = step("session", "S");
    let schedule = step("schedule", "P");
    let end = step("end", "T");
    let extend = if expired {
        let due = period(case, cx).map(|p| p.governing.due.to_string()).unwrap_or_default();
        cannot(
            "extend",
            Refusal::new("extension.too_late", "企业劳动争议协商调解规定第29条").with("due", due),
        )
    } else {
        step("extend", "E")
    };
    let order = if expired || failed {
        [end, draft, session, schedule, extend]
    } else if agreed {
        [draft, session, schedule, extend, end]
    } else {
        [session, schedule, draft, extend, end]
    };
    steps.extend(order);
    if !expired {
        steps.push(step("suspend", ""));
    }
}

fn in_effect(case: &Case, cx: &Context<'_>, steps: &mut Vec<Step>) {
    let clocks = deadlines(case, cx);
    let money = |d: &&Deadline| d.kind == DeadlineKind::Obligation && d.amount.is_some();
    for clock in clocks.iter().filter(money) {
        let mut s = step("receive_payment", "");
        s.subject.clone_from(&clock.subject);
        s.args.insert("due".into(), clock.due.map(|d| d.to_string()).into());
        s.args.insert("left".into(), clock.amount.map(|a| a.0).into());
        s.args.insert("overdue".into(), (clock.urgency == Urgency::Overdue).into());
        if steps.iter().all(|s| s.code != "receive_payment") {
            s.key = "M".into();
        }
        steps.push(s);
    }
    entrusted(case, steps);
}

/// Whoever entrusted the mediation gets its answer: the commission its file back, the court a letter.
fn entrusted(case: &Case, steps: &mut Vec<Step>) {
    if case.sheet.text("case/channel") == "arbitration"
        && case.mediation.referrals_of_this_round().is_empty()
    {
        let guard = guards::referable(case, ReferralBasis::Entrusted);
        steps.push(either("refer_entrusted", "F", guard));
    }
    answer_court(case, steps);
}

/// A court that handed the matter over wants to hear how it ended.
fn answer_court(case: &Case, steps: &mut Vec<Step>) {
    if case.sheet.text("case/channel") == "court" && !crate::deadlines::answered_to_court(case) {
        steps.push(step("answer_court", "F"));
    }
}

fn after_failure(case: &Case, steps: &mut Vec<Step>) {
    answer_court(case, steps);
    if case.standing_paper("termination-notice").is_none() {
        steps.push(step("termination_notice", "T"));
    }
    if case.standing_paper("arbitration-application").is_none() {
        steps.push(step("arbitration_application", "A"));
    }
    let done = |basis: ReferralBasis| {
        case.mediation.referrals_of_this_round().iter().any(|r| r.basis == basis)
    };
    for (code, basis, key) in [
        ("refer_entrusted", ReferralBasis::Entrusted, "F"),
        ("refer_application", ReferralBasis::Application, "H"),
        ("refer_notice", ReferralBasis::Notice, "N"),
    ] {
        let entrusted = case.sheet.text("case/channel") == "arbitration";
        let concerns = match basis {
            ReferralBasis::Entrusted => entrusted,
            ReferralBasis::Application => true,
            ReferralBasis::Notice => !entrusted,
        };
        if concerns && !done(basis) {
            steps.push(either(code, key, guards::referable(case, basis)));
        }
    }
}
