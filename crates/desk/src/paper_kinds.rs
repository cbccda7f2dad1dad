//! Which kinds of paper there are and which may be made now.

use crate::case::CaseRef;
use crate::error::Result;
use crate::session::Desk;
use casework::{Case, Id, MediationState};
use documents::Kind;
use serde::Serialize;
use ts_rs::TS;

/// A paper that can be made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperKind {
    /// Document kind.
    pub kind: String,
    /// Number in the catalogue, e.g. D18.
    pub number: String,
    /// Title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// May be made at this state.
    pub allowed: bool,
    /// Text stands once issued.
    pub is_final: bool,
    /// Originals.
    pub copies: u32,
    /// The one that stands already.
    pub standing: Option<Id>,
}

/// Numbers of needs.md § (b) at which a case stands, several at once where procedures run side by side.
fn states(case: &Case) -> Vec<u8> {
    use MediationState as S;
    let performed = case.performance().is_some_and(|p| p.complete);
    let mut all = match case.state() {
        S::Consulting => vec![10],
        S::Registered => vec![20],
        S::Supplementing => vec![20, 21],
        S::Inquiring => vec![20, 22],
        S::Refused => vec![29],
        S::Accepted => vec![30, 40, 50],
        S::Mediating => vec![40, 50],
        S::Suspended => vec![40, 42],
        S::Agreed => vec![40, 50],
        S::ToSign => vec![50, 51],
        S::Effective if performed => vec![60, 72],
        S::Effective => vec![60, 70, 71],
        S::Failed => vec![80],
        S::Referred => vec![80, 81],
        S::Withdrawn => vec![85],
        S::Merged => vec![86],
        S::Settled => vec![72],
    };
    if case.mediation.extension.is_some() && all.contains(&40) {
        all.push(41);
    }
    all.extend(case.proceedings.iter().filter(|p| p.cancelled.is_none()).map(beside));
    if case.closed() {
        all.push(90);
    }
    all
}

/// Number of a procedure beside the mediation (needs.md § (b)); one that ended without a title is 64.
fn beside(p: &casework::Proceeding) -> u8 {
    use casework::ProcedureKind as K;
    let titled = casework::machine::state(p.opened.procedure, p.state())
        .is_some_and(|s| s.outcome == casework::machine::Outcome::Title);
    match p.opened.procedure {
        K::ArbitrationReview | K::JudicialConfirmation if titled => 63,
        K::ArbitrationReview | K::JudicialConfirmation if !p.runs() => 64,
        K::ArbitrationReview => 61,
        K::JudicialConfirmation => 62,
        K::PaymentOrder => 75,
        K::Enforcement => 76,
        K::Arbitration => 81,
        K::Litigation => 82,
        K::Inspection => 83,
        K::SupportedSuit => 84,
        K::Mediation => 40,
        K::Performance => 70,
        K::Consultation => 10,
    }
}

/// Whether a kind of paper belongs in this file at all, whatever its state.
fn fits(kind: &Kind, case: &Case) -> bool {
    use documents::Subject;
    let subject = match (case.sheet.text("case/subject").as_str(), kind.subject) {
        // The union may supervise with a dispute at hand as well (工会劳动法律监督).
        ("", Subject::Case | Subject::Supervision) => true,
        ("supervision", Subject::Supervision) | ("station", Subject::Station) => true,
        _ => false,
    };
    subject && !made_elsewhere(&kind.id)
}

/// Papers that have a screen of their own: recovery sheet, register and handbook are about the desk, not about a file.
pub(crate) fn made_elsewhere(kind: &str) -> bool {
    matches!(kind, "recovery-sheet" | "document-register" | "handbook")
}

/// Place of a kind in the catalogue: D18 → 18.
pub(crate) fn catalogue_place(number: &str) -> u32 {
    number.trim_start_matches('D').parse().unwrap_or(99)
}

impl PaperKind {
    /// A kind as it is offered.
    pub(crate) fn of(k: &Kind, allowed: bool, standing: Option<Id>) -> Self {
        Self {
            kind: k.id.clone(),
            number: k.number.clone(),
            title: k.title.clone(),
            purpose: k.purpose.clone(),
            allowed,
            is_final: k.r#final,
            copies: k.copies.into(),
            standing,
        }
    }
}

/// Whether a paper of this kind may be made in this file now.
pub(crate) fn allowed(kind: &Kind, case: &Case) -> bool {
    let at = states(case);
    let open = !case.closed() || casework::issued_after_closing(&kind.id);
    open && fits(kind, case)
        && (kind.states.is_empty() || kind.states.iter().any(|s| at.contains(s)))
}

/// Lists the kinds of paper with whether each may be made now.
///
/// # Errors
/// `case.unknown`.
pub fn kinds(desk: &Desk, input: CaseRef) -> Result<Vec<PaperKind>> {
    let session = desk.session()?;
    let case = crate::paper::loaded(&session, &input.case)?;
    let kinds = desk.engine()?.kinds()?;
    let mut all: Vec<PaperKind> = kinds
        .iter()
        .filter(|k| fits(k, &case))
        .map(|k| {
            PaperKind::of(k, allowed(k, &case), case.standing_paper(&k.id).map(|p| p.id.clone()))
        })
        .collect();
    all.sort_by_key(|k| (catalogue_place(&k.number), k.kind.clone()));
    Ok(all)
}
