//! Guards of what bears on the limitation, and of the grade of risk.

use super::not_future;
use crate::context::Context;
use crate::event::Event;
use crate::limitation::{InterruptionNoted, LimitationSuspended};
use crate::triage::{GradeReason, RiskGraded, risk};
use crate::{Case, Refusal};

fn filed(case: &Case, proof: Option<&String>) -> Result<(), Refusal> {
    match proof {
        Some(sha) if case.attachments.iter().all(|a| a.sha256 != *sha) => {
            Err(Refusal::new("limitation.proof_not_filed", "调解仲裁法第27条"))
        }
        _ => Ok(()),
    }
}

pub(super) fn interrupt(
    case: &Case,
    noted: InterruptionNoted,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    not_future("limitation.interrupt.future", noted.on, cx)?;
    filed(case, noted.proof.as_ref())?;
    Ok(vec![Event::Interrupted(noted)])
}

pub(super) fn suspend(
    case: &Case,
    noted: LimitationSuspended,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "调解仲裁法第27条第3款";
    if noted.to < noted.from {
        return Err(Refusal::new("limitation.suspend.ends_before_it_begins", article));
    }
    if noted.why.trim().is_empty() {
        return Err(Refusal::new("limitation.suspend.no_reason", article));
    }
    not_future("limitation.suspend.future", noted.from, cx)?;
    filed(case, noted.proof.as_ref())?;
    Ok(vec![Event::LimitationSuspended(noted)])
}

/// A grade against the rules needs a ground; which way it goes is decided here, not typed.
pub(super) fn grade(
    case: &Case,
    mut graded: RiskGraded,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    not_future("risk.future", graded.on, cx)?;
    let by_rule = risk(case, cx).by_rule;
    graded.way = match graded.grade.cmp(&by_rule) {
        std::cmp::Ordering::Equal => GradeReason::Rules,
        std::cmp::Ordering::Greater => GradeReason::Raised,
        std::cmp::Ordering::Less => GradeReason::Lowered,
    };
    if graded.way != GradeReason::Rules && graded.reason.trim().is_empty() {
        return Err(Refusal::new("risk.no_reason", ""));
    }
    if case.risk.last().is_some_and(|last| last.grade == graded.grade) {
        return Err(Refusal::new("risk.same", ""));
    }
    Ok(vec![Event::RiskGraded(graded)])
}
