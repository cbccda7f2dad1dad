//! Guards of the agreement: freezing and giving up.

use super::require_state;
use crate::MediationState as S;
use crate::agreement::{
    CheckLevel, FrozenMore, Reading, check_agreement, needs_second_reading, second_reading,
    terms_hash,
};
use crate::command::PaperIssue;
use crate::context::Context;
use crate::event::Event;
use crate::ids::Id;
use crate::paper::SignerRole as R;
use crate::{Case, Refusal, stage};

pub(super) fn freeze(
    case: &Case,
    id: Id,
    paper: PaperIssue,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "调解仲裁法第14条";
    require_state(case, "agreement.freeze.state", article, stage::RUNNING)?;
    if case.in_conflict() {
        return Err(Refusal::new("case.conflict_open", ""));
    }
    super::group::members_open(case)?;
    let red: Vec<String> = check_agreement(case, cx)
        .into_iter()
        .filter(|item| item.level == CheckLevel::Bad)
        .map(|item| item.code)
        .collect();
    if !red.is_empty() {
        return Err(Refusal::new("agreement.freeze.check", article).with("items", red));
    }
    super::group::freezable(case, &paper, cx)?;
    if needs_second_reading(case, cx) {
        another_reader(case, cx)?;
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
        more: FrozenMore {
            acceleration: case.sheet.flag("agreement/acceleration")
                || case.sheet.clauses().iter().any(|c| c.library == "acceleration"),
            members: case.sheet.accord_members(&case.group.left),
            content: terms_hash(case),
            by: cx.by.to_owned(),
        },
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

/// The terms as they stand must have been read by somebody else than who freezes them (transition 15).
fn another_reader(case: &Case, cx: &Context<'_>) -> Result<(), Refusal> {
    if !second_reading(case) {
        let read = case.readings.iter().any(|r| r.passed);
        let code = if read { "agreement.read.changed_since" } else { "agreement.read.missing" };
        return Err(Refusal::new(code, ""));
    }
    let content = terms_hash(case);
    let other = |r: &&Reading| r.content == content && r.passed && r.by != cx.by;
    if !case.readings.iter().any(|r| other(&r)) {
        return Err(Refusal::new("agreement.read.same_person", "").with("by", cx.by));
    }
    Ok(())
}

pub(super) fn read(
    case: &Case,
    passed: bool,
    note: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    require_state(case, "agreement.read.state", "", stage::RUNNING)?;
    if case.sheet.obligations().is_empty() && case.sheet.clauses().is_empty() {
        return Err(Refusal::new("agreement.read.nothing", ""));
    }
    if cx.by.is_empty() {
        return Err(Refusal::new("agreement.read.nobody", ""));
    }
    if !passed && note.trim().is_empty() {
        return Err(Refusal::new("agreement.read.no_note", ""));
    }
    let content = terms_hash(case);
    let (by, on) = (cx.by.to_owned(), cx.today());
    Ok(vec![Event::AgreementRead(Reading { by, passed, note, on, content })])
}
