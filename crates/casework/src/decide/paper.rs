//! Guards of papers: what stands is never rewritten, a signed paper is a fact.

use super::not_future;
use crate::command::PaperIssue;
use crate::context::Context;
use crate::event::{Event, SignHow};
use crate::ids::Id;
use crate::paper::{Paper, SignerRole};
use crate::{Case, Refusal};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// A paper that is neither given up nor replaced.
pub(super) fn standing<'a>(case: &'a Case, id: &Id) -> Result<&'a Paper, Refusal> {
    let paper = case.paper(id).ok_or_else(|| Refusal::new("paper.unknown", ""))?;
    if let Some(reason) = &paper.voided {
        return Err(Refusal::new("paper.voided", "").with("reason", reason.clone()));
    }
    if paper.superseded_by.is_some() {
        return Err(Refusal::new("paper.superseded", ""));
    }
    Ok(paper)
}

pub(super) fn issue(case: &Case, p: PaperIssue) -> Result<Vec<Event>, Refusal> {
    if let Some(old) = &p.supersedes {
        standing(case, old)?;
    }
    Ok(vec![Event::PaperIssued {
        id: p.id,
        paper_kind: p.kind,
        title: p.title,
        number: p.number,
        data_hash: p.data_hash,
        pdf: p.pdf,
        pages: p.pages,
        template: p.template,
        pack: p.pack,
        copies: p.copies,
        signers: p.signers,
        on: p.on,
        supersedes: p.supersedes,
    }])
}

pub(super) fn sign(
    case: &Case,
    id: Id,
    signer: String,
    name: String,
    how: SignHow,
    at: DateTime<FixedOffset>,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let paper = standing(case, &id)?;
    let Some(slot) = paper.signers.iter().find(|s| s.key == signer) else {
        return Err(Refusal::new("paper.sign.unknown_signer", ""));
    };
    if paper.signatures.iter().any(|s| s.signer == signer) {
        return Err(Refusal::new("paper.sign.already", "").with("name", slot.name.clone()));
    }
    not_future("paper.sign.future", at.date_naive(), cx)?;
    if at.date_naive() < paper.on {
        return Err(Refusal::new("paper.sign.before_paper", "").with("on", paper.on.to_string()));
    }
    let name = if name.trim().is_empty() { slot.name.clone() } else { name };
    Ok(vec![Event::PaperSigned { id, signer, name, how, at }])
}

pub(super) fn send_to_seal(case: &Case, id: Id, on: NaiveDate) -> Result<Vec<Event>, Refusal> {
    let paper = standing(case, &id)?;
    if !paper.missing().iter().any(|s| s.role == SignerRole::Organisation) {
        return Err(Refusal::new("paper.seal.not_needed", ""));
    }
    Ok(vec![Event::PaperSealSent { id, on }])
}

pub(super) fn void(case: &Case, id: Id, reason: String) -> Result<Vec<Event>, Refusal> {
    let paper = standing(case, &id)?;
    if !paper.unsigned() {
        return Err(Refusal::new("paper.void.signed", ""));
    }
    if case.accords.iter().any(|a| a.paper == id && a.abandoned.is_none()) {
        return Err(Refusal::new("paper.void.agreement", ""));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("paper.void.no_reason", ""));
    }
    Ok(vec![Event::PaperVoided { id, reason }])
}
