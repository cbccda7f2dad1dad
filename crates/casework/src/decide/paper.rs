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
    if case.in_conflict() {
        return Err(Refusal::new("case.conflict_open", ""));
    }
    if let Some(old) = &p.supersedes {
        replaceable(case, old, &p.kind)?;
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
        places: p.places,
    }])
}

/// Only a paper that nobody has signed is replaced, by one of its kind; an agreement is given up first, so that
/// its terms do not stay behind without a paper.
fn replaceable(case: &Case, old: &Id, kind: &str) -> Result<(), Refusal> {
    let old = standing(case, old)?;
    if old.kind != kind {
        return Err(Refusal::new("paper.supersede.other_kind", ""));
    }
    if case.accords.iter().any(|a| a.paper == old.id && a.abandoned.is_none()) {
        return Err(Refusal::new("paper.void.agreement", ""));
    }
    if !old.unsigned() {
        return Err(Refusal::new("paper.supersede.signed", ""));
    }
    Ok(())
}

pub(super) fn cancel_signature(
    case: &Case,
    id: Id,
    signer: String,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let paper = standing(case, &id)?;
    if !paper.signatures.iter().any(|s| s.signer == signer) {
        return Err(Refusal::new("paper.sign.none_to_cancel", ""));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("paper.sign.no_reason", ""));
    }
    let accord = case.accords.iter().find(|a| a.paper == id && a.abandoned.is_none());
    if accord.is_some_and(|a| case.performed_on(a)) {
        return Err(Refusal::new("paper.sign.paid_already", "调解仲裁法第14条"));
    }
    if relied_on(case, paper) {
        return Err(Refusal::new("paper.sign.relied_on", ""));
    }
    Ok(vec![Event::PaperSignatureCancelled { id, signer, reason }])
}

/// Whether something that was decided rests on the signatures of this paper.
fn relied_on(case: &Case, paper: &Paper) -> bool {
    let m = &case.mediation;
    let extension = m.extension.iter().filter_map(|e| e.paper.as_ref());
    let referrals = m.referrals.iter().map(|r| &r.paper);
    let pauses = m.pauses.iter().filter_map(|p| p.suspended.paper.as_ref());
    let opened = case.proceedings.iter().filter(|p| p.cancelled.is_none());
    let opened = opened.filter_map(|p| p.opened.paper.as_ref());
    let settled = case.settled.iter().map(|s| &s.paper);
    let mut named = extension.chain(referrals).chain(pauses).chain(opened).chain(settled);
    // What the commission was told, or a procedure was begun on, is the agreement in effect.
    let in_effect = case.effective().filter(|a| a.paper == paper.id).is_some_and(|a| {
        let of_it = |p: &crate::Proceeding| {
            p.cancelled.is_none() && p.opened.accord.as_ref() == Some(&a.id)
        };
        !m.referrals_of_this_round().is_empty() || case.proceedings.iter().any(of_it)
    });
    // A group's text was frozen on the mandate and on what each member signed.
    let of_group = matches!(paper.kind.as_str(), "group-annex" | "representatives");
    in_effect || named.any(|id| *id == paper.id) || (of_group && case.accord().is_some())
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
