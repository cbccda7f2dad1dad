//! Guards of performance besides payments: events, deeds, papers, payment on the spot.

use super::{not_future, require_state};
use crate::command::PaperIssue;
use crate::context::Context;
use crate::event::Event;
use crate::ids::Id;
use crate::performance::{DutyState, Happening, HappeningKind, Settled, duties};
use crate::sheet::{Obligation, ObligationKind};
use crate::{Case, Refusal, stage};
use statute::Fen;

fn row<'a>(case: &'a Case, id: &Id) -> Result<&'a Obligation, Refusal> {
    let Some(accord) = case.effective() else {
        return Err(Refusal::new("obligation.no_agreement", "调解仲裁法第14条"));
    };
    let found = accord.obligations.iter().find(|o| o.id == *id);
    found.ok_or_else(|| Refusal::new("obligation.unknown", ""))
}

pub(super) fn event(
    case: &Case,
    happening: Happening,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if !row(case, &happening.obligation)?.on_event() {
        return Err(Refusal::new("obligation.no_event", ""));
    }
    if case.happenings.event(&happening.obligation).is_some() {
        return Err(Refusal::new("obligation.already_noted", ""));
    }
    not_future("obligation.future", happening.on, cx)?;
    Ok(vec![Event::ObligationEvent(happening)])
}

pub(super) fn done(
    case: &Case,
    happening: Happening,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let row = row(case, &happening.obligation)?;
    match (row.kind, row.amount) {
        (ObligationKind::Deed, _) | (ObligationKind::SocialInsurance, None) => {}
        // Money is done when it is booked, not when somebody says so.
        _ => return Err(Refusal::new("obligation.book_the_payment", "")),
    }
    if case.happenings.done(&happening.obligation).is_some() {
        return Err(Refusal::new("obligation.already_noted", ""));
    }
    if happening.proof.trim().is_empty() && happening.note.trim().is_empty() {
        return Err(Refusal::new("obligation.no_proof", "").with("proof", row.proof.clone()));
    }
    not_future("obligation.future", happening.on, cx)?;
    Ok(vec![Event::ObligationDone(happening)])
}

pub(super) fn cancel(
    case: &Case,
    obligation: Id,
    what: HappeningKind,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let noted = match what {
        HappeningKind::Event => case.happenings.event(&obligation),
        HappeningKind::Done => case.happenings.done(&obligation),
    };
    if noted.is_none() {
        return Err(Refusal::new("obligation.nothing_noted", ""));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("obligation.no_reason", ""));
    }
    Ok(vec![Event::ObligationCancelled { obligation, what, reason }])
}

/// Papers of performance that say more than the file knows are not made.
pub(super) fn issuable(case: &Case, issue: &PaperIssue, cx: &Context<'_>) -> Result<(), Refusal> {
    match issue.kind.as_str() {
        "performance-done" => performance_done(case),
        "dunning-letter" => {
            let late = |d: &crate::Duty| d.state == DutyState::Overdue;
            if duties(case, cx.today()).iter().any(late) {
                return Ok(());
            }
            Err(Refusal::new("dunning.nothing_late", ""))
        }
        "representatives" => elected(case, cx),
        _ => Ok(()),
    }
}

/// The 推举书 names as many representatives as the rule allows (调解仲裁法 Art. 7).
fn elected(case: &Case, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(status) = crate::members::group_status(case, cx) else {
        return Err(Refusal::new("representatives.no_members", "调解仲裁法第7条"));
    };
    let number = i64::try_from(status.representatives.len()).unwrap_or(i64::MAX);
    let most = if status.most > 0 { status.most } else { i64::MAX };
    if number < status.fewest.max(1) || number > most {
        return Err(Refusal::new("representatives.number", "调解仲裁法第7条")
            .with("number", number)
            .with("fewest", status.fewest)
            .with("most", status.most)
            .with("confirmed", status.confirmed));
    }
    Ok(())
}

/// Whether it can be certified that everything is performed: every sum agrees, none is above (transition 30).
pub(crate) fn performance_done(case: &Case) -> Result<(), Refusal> {
    let Some(performance) = case.performance() else {
        return Err(Refusal::new("performance.no_agreement", ""));
    };
    if !performance.complete {
        return Err(Refusal::new("performance.open", "").with("left", performance.left.0));
    }
    if performance.surplus > Fen(0) {
        return Err(Refusal::new("performance.surplus", "").with("surplus", performance.surplus.0));
    }
    Ok(())
}

/// Paid in the room, with a signed receipt, without a written agreement (transition 18).
pub(super) fn settle(
    case: &Case,
    settled: Settled,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    require_state(case, "settle.state", "", stage::RUNNING)?;
    if case.in_conflict() {
        return Err(Refusal::new("case.conflict_open", ""));
    }
    if settled.amount.0 <= 0 || settled.amount.checked().is_err() {
        return Err(Refusal::new("settle.amount", ""));
    }
    let receipt = case.paper(&settled.paper).filter(|p| {
        matches!(p.kind.as_str(), "payment-receipt" | "settlement-record")
            && p.voided.is_none()
            && p.superseded_by.is_none()
    });
    let Some(receipt) = receipt else {
        return Err(Refusal::new("settle.no_receipt", ""));
    };
    let missing: Vec<String> = receipt.missing().iter().map(|s| s.name.clone()).collect();
    if !missing.is_empty() {
        return Err(Refusal::new("settle.not_signed", "").with("missing", missing));
    }
    not_future("settle.future", settled.on, cx)?;
    Ok(vec![Event::Settled(settled)])
}
