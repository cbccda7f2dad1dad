//! Guards of the agreement: freezing and giving up.

use super::require_state;
use crate::MediationState as S;
use crate::agreement::{CheckLevel, check_terms};
use crate::command::PaperIssue;
use crate::context::Context;
use crate::event::Event;
use crate::ids::Id;
use crate::paper::SignerRole as R;
use crate::{Case, Refusal};

pub(super) fn freeze(
    case: &Case,
    id: Id,
    paper: PaperIssue,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "调解仲裁法第14条";
    let running = [S::Accepted, S::Mediating, S::Agreed];
    require_state(case, "agreement.freeze.state", article, &running)?;
    if case.in_conflict() {
        return Err(Refusal::new("case.conflict_open", ""));
    }
    let red: Vec<String> = check_terms(&case.sheet, cx)
        .into_iter()
        .filter(|item| item.level == CheckLevel::Bad)
        .map(|item| item.code)
        .collect();
    if !red.is_empty() {
        return Err(Refusal::new("agreement.freeze.check", article).with("items", red));
    }
    // A county's template may ask for more; with less than these four the text never takes effect (Art. 14(2)).
    let four = [R::Applicant, R::Respondent, R::Mediator, R::Organisation];
    let asked = |role: &R| paper.signers.iter().any(|s| s.required && s.role == *role);
    if !four.iter().all(asked) {
        return Err(Refusal::new("agreement.freeze.signers", article));
    }
    let version = case.accords.iter().map(|a| a.version).max().unwrap_or(0).saturating_add(1);
    let frozen = Event::AgreementFrozen {
        id,
        version,
        paper: paper.id.clone(),
        obligations: case.sheet.obligations(),
        clauses: case.sheet.clauses(),
        hash: paper.data_hash.clone(),
        on: cx.today(),
    };
    let mut events = super::paper::issue(case, paper)?;
    events.push(frozen);
    Ok(events)
}

pub(super) fn abandon(
    case: &Case,
    reason: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    require_state(case, "agreement.abandon.state", "", &[S::ToSign])?;
    let Some(accord) = case.accord() else {
        return Err(Refusal::new("agreement.abandon.state", ""));
    };
    if reason.trim().is_empty() {
        return Err(Refusal::new("agreement.abandon.no_reason", ""));
    }
    Ok(vec![Event::AgreementAbandoned { id: accord.id.clone(), reason, on: cx.today() }])
}
