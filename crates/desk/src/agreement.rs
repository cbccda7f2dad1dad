//! `agreement.*`: terms, the checker, freezing.

use crate::case::{CaseRef, row_id, take};
use crate::case_step::CaseReason;
use crate::error::{DeskError, Result};
use crate::paper::{self, PaperRef};
use crate::session::{Desk, Session};
use crate::view::{AgreementView, CaseView, PaperView};
use crate::view_make;
use casework::{CaseId, CheckLevel, Command, MediationState, PartyRole, check_agreement};
use serde_json::Value;
use statute::Fen;

fn make_view(desk: &Desk, session: &Session, id: &CaseId) -> Result<AgreementView> {
    let (case, drafts) =
        session.store.read(|r| Ok::<_, store::StoreError>((r.case(id)?, r.drafts(id)?)))?;
    let mut typed = case.clone().unwrap_or_else(|| casework::Case::new(id.clone()));
    typed.sheet = view_make::overlaid(case.as_ref(), &drafts);
    let sheet = &typed.sheet;
    let cx = desk.context(session);
    let check = check_agreement(&typed, &cx);
    let view = view_make::case_view(desk, session, id)?;
    let running = matches!(
        view.state,
        MediationState::Accepted | MediationState::Mediating | MediationState::Agreed
    );
    let frozen = case.as_ref().and_then(|c| c.accord().map(|a| a.paper.clone()));
    let sum = |amounts: Vec<Option<Fen>>| Fen(amounts.into_iter().flatten().map(|f| f.0).sum());
    let needs_reading = casework::needs_second_reading(&typed, &cx);
    let read = casework::second_reading(&typed);
    let in_order = check.iter().all(|i| i.level != CheckLevel::Bad);
    Ok(AgreementView {
        ready: running && in_order && (read || !needs_reading),
        check,
        needs_reading,
        read,
        readings: typed.readings.clone(),
        versions: typed.accords.iter().map(|a| (a.version, a.frozen_on)).collect(),
        promised: sum(sheet.obligations().iter().map(|o| o.amount).collect()),
        claimed: sheet.claimed(),
        paper: frozen.and_then(|id| view.papers.iter().find(|p| p.paper.id == id).cloned()),
        case: view,
    })
}

/// Terms, findings and what stands.
///
/// # Errors
/// `case.unknown`.
pub fn view(desk: &Desk, input: CaseRef) -> Result<AgreementView> {
    let session = desk.session()?;
    make_view(desk, &session, &input.case)
}

/// Makes a row of terms out of each claim that has an amount, unless there are rows already.
///
/// # Errors
/// `case.unknown`; `agreement.rows_exist`.
pub fn from_claims(desk: &Desk, input: CaseRef) -> Result<AgreementView> {
    let session = desk.session()?;
    session.store.write(desk.author(&session), |w| -> Result<()> {
        crate::county::guard_typing(w, &input.case)?;
        let case = crate::case::with_drafts(w, &input.case)?;
        let sheet = &case.sheet;
        if !sheet.obligations().is_empty() {
            return Err(DeskError::new("agreement.rows_exist"));
        }
        let first = |role| sheet.named(role).first().map(|p| p.id.0.clone()).unwrap_or_default();
        let (payer, payee) = (first(PartyRole::Respondent), first(PartyRole::Applicant));
        let holder = sheet.named(PartyRole::Applicant).first().map(|p| p.name.clone());
        for (claim, no) in sheet.claims().into_iter().filter(|c| c.amount.is_some()).zip(1..) {
            let row = row_id();
            let words = desk.law.causes.words(&claim.head).to_owned();
            let what = crate::paper_data::claim_period(&claim.from, &claim.to) + &words;
            let values: [(&str, Value); 5] = [
                ("order", Value::from(no)),
                ("what", Value::from(what)),
                ("payer", Value::from(payer.clone())),
                ("payee", Value::from(payee.clone())),
                ("amount", Value::from(claim.amount.map(|a| a.0))),
            ];
            for (name, value) in values {
                w.put_draft(&input.case, &format!("terms/{row}/{name}"), &value)?;
            }
        }
        if sheet.text("agreement/account_name").is_empty() {
            w.put_draft(&input.case, "agreement/account_name", &Value::from(holder))?;
        }
        Ok(())
    })?;
    desk.changed("draft", Some(&input.case));
    make_view(desk, &session, &input.case)
}

/// Freezes the terms: the agreement is typeset, stands, and is to be signed.
///
/// # Errors
/// `refused.agreement.freeze.*`; `paper.missing` with the questions to ask.
pub fn freeze(desk: &Desk, input: CaseRef) -> Result<PaperView> {
    let session = desk.session()?;
    session
        .store
        .write(desk.author(&session), |w| crate::case::with_drafts(w, &input.case).map(drop))?;
    let case = desk.case(&session, &input.case)?;
    // Judged before typesetting, so that the person reads what to mend and not what the typesetter misses.
    let red: Vec<String> = check_agreement(&case, &desk.context(&session))
        .into_iter()
        .filter(|i| i.level == CheckLevel::Bad)
        .map(|i| i.code)
        .collect();
    if !red.is_empty() {
        let refusal = casework::Refusal::new("agreement.freeze.check", "调解仲裁法第14条");
        return Err(refusal.with("items", red).into());
    }
    let made = paper::typeset(desk, &session, &case, "agreement", &Default::default(), None, None)?;
    let paper = made.issue.id.clone();
    let command = Command::Freeze { id: row_id(), paper: made.issue.clone() };
    crate::case::would(desk, &session, &case, command.clone())?;
    made.keep(desk, &session)?;
    desk.step(&session, &input.case, |_, _| Ok(vec![command]))?;
    paper::show(desk, PaperRef { case: input.case, paper })
}

/// Gives up a frozen text that is not in effect; the terms can be changed and frozen anew.
///
/// # Errors
/// `refused.agreement.abandon.*`.
pub fn abandon(desk: &Desk, input: CaseReason) -> Result<CaseView> {
    take(desk, &input.case, Command::Abandon { reason: input.reason })
}
