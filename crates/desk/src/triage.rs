//! 诊: what the dispute is, how pressing, which ways are open; and the check before a file is closed.

use crate::case::CaseRef;
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{BodyKind, Case, CaseId, CheckItem, Prefill, ProcedureKind, Triage};
use serde::Deserialize;
use ts_rs::TS;

/// A case as typed: drafts over records.
fn typed(session: &Session, id: &CaseId) -> Result<Case> {
    let (case, drafts) =
        session.store.read(|r| Ok::<_, store::StoreError>((r.case(id)?, r.drafts(id)?)))?;
    if case.is_none() && drafts.is_empty() {
        return Err(DeskError::new("case.unknown"));
    }
    let mut case = case.unwrap_or_else(|| Case::new(id.clone()));
    case.sheet = view_make::overlaid(Some(&case), &drafts);
    Ok(case)
}

/// What the dispute is, from what was typed so far.
///
/// # Errors
/// `case.unknown`.
pub fn triage(desk: &Desk, input: CaseRef) -> Result<Triage> {
    let session = desk.session()?;
    let case = typed(&session, &input.case)?;
    let mut found = casework::triage(&case, &desk.context(&session));
    let place = &mut found.jurisdiction;
    usual(&mut place.commission, &session.settings.commission);
    usual(&mut place.court, &session.settings.court);
    Ok(found)
}

/// Where neither the case nor what went before names a body, it is that of this desk's county: nothing is retyped.
fn usual(name: &mut String, of_the_county: &str) {
    if name.is_empty() {
        of_the_county.clone_into(name);
    }
}

/// What is in the file and what is missing for closing it.
///
/// # Errors
/// `case.unknown`.
pub fn closing(desk: &Desk, input: CaseRef) -> Result<Vec<CheckItem>> {
    let session = desk.session()?;
    let case = typed(&session, &input.case)?;
    Ok(casework::closing_check(&case, &desk.context(&session)))
}

/// A procedure somebody wants to open.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ProcedureWanted {
    /// Case.
    pub case: CaseId,
    /// Kind.
    pub kind: ProcedureKind,
}

/// What a procedure would begin with, from how the others came out.
///
/// # Errors
/// `case.unknown`.
pub fn prefill(desk: &Desk, input: ProcedureWanted) -> Result<Option<Prefill>> {
    let session = desk.session()?;
    let case = typed(&session, &input.case)?;
    let mut ready = casework::prefill(&case, input.kind, &desk.context(&session));
    if let Some(ready) = &mut ready {
        let settings = &session.settings;
        match ready.body.kind {
            BodyKind::Commission => usual(&mut ready.body.name, &settings.commission),
            BodyKind::Court => usual(&mut ready.body.name, &settings.court),
            _ => {}
        }
    }
    Ok(ready)
}
