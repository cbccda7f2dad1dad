//! 诊: what the dispute is, how pressing, which ways are open; and the check before a file is closed.

use crate::case::CaseRef;
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{Case, CaseId, CheckItem, Prefill, ProcedureKind, Triage};
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
    // Where the case names none, it is the commission and the court of this desk's county: nothing is retyped.
    for (path, usual) in
        [("case/commission", &session.settings.commission), ("case/court", &session.settings.court)]
    {
        if case.sheet.text(path).is_empty() && !usual.is_empty() {
            case.sheet.0.insert(path.to_owned(), serde_json::Value::from(usual.clone()));
        }
    }
    Ok(case)
}

/// What the dispute is, from what was typed so far.
///
/// # Errors
/// `case.unknown`.
pub fn triage(desk: &Desk, input: CaseRef) -> Result<Triage> {
    let session = desk.session()?;
    let case = typed(&session, &input.case)?;
    Ok(casework::triage(&case, &desk.context(&session)))
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
    Ok(casework::prefill(&case, input.kind, &desk.context(&session)))
}
