//! Guards of what holds the mediation up, and of mending what was typed wrong.

use super::{not_future, require_state};
use crate::MediationState as S;
use crate::case::{Inquiry, Reception};
use crate::context::Context;
use crate::event::{Event, SessionHeld};
use crate::paper::SignerRole;
use crate::pause::{Resumed, SupplementAsked, SupplementDone, Suspended};
use crate::{Case, Refusal, stage};

pub(super) fn ask_supplement(
    case: &Case,
    asked: SupplementAsked,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let open = [S::Registered, S::Supplementing, S::Inquiring];
    require_state(case, "supplement.state", "", &open)?;
    if asked.what.trim().is_empty() {
        return Err(Refusal::new("supplement.nothing", ""));
    }
    if case.mediation.supplements.iter().any(|s| s.asked.id == asked.id) {
        return Err(Refusal::new("supplement.again", ""));
    }
    not_future("supplement.future", asked.on, cx)?;
    if asked.due < asked.on {
        return Err(Refusal::new("supplement.due_before", "").with("on", asked.on.to_string()));
    }
    Ok(vec![Event::SupplementAsked(asked)])
}

pub(super) fn complete_supplement(
    case: &Case,
    done: SupplementDone,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match case.mediation.supplements.iter().find(|s| s.asked.id == done.id) {
        Some(s) if s.open() => {}
        _ => return Err(Refusal::new("supplement.not_open", "")),
    }
    not_future("supplement.future", done.on, cx)?;
    Ok(vec![Event::SupplementDone(done)])
}

/// No law pauses a mediation; it pauses because both sides say so, signed (transition 13).
pub(super) fn suspend(
    case: &Case,
    suspended: Suspended,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "企业劳动争议协商调解规定第29条";
    require_state(case, "suspension.state", article, stage::RUNNING)?;
    if suspended.reason.trim().is_empty() {
        return Err(Refusal::new("suspension.no_reason", article));
    }
    not_future("suspension.future", suspended.on, cx)?;
    if let Some(accepted) = case.mediation.accepted_in_this_round().filter(|on| suspended.on < *on)
    {
        return Err(Refusal::new("suspension.before_acceptance", article)
            .with("accepted", accepted.to_string()));
    }
    let last = case.mediation.pauses.last().and_then(|p| p.resumed.as_ref());
    if let Some(last) = last.filter(|r| suspended.on < r.on) {
        return Err(
            Refusal::new("suspension.overlaps", article).with("resumed", last.on.to_string())
        );
    }
    if let Some(period) = crate::deadlines::period(case, cx)
        && suspended.on > period.governing.due
    {
        return Err(Refusal::new("suspension.too_late", article)
            .with("due", period.governing.due.to_string()));
    }
    let by_paper = match &suspended.paper {
        Some(id) => {
            let paper = super::paper::standing(case, id)?;
            let both = [SignerRole::Applicant, SignerRole::Respondent];
            let signed = |role: &SignerRole| {
                let signed = |key: &str| paper.signatures.iter().any(|g| g.signer == key);
                paper.signers.iter().any(|s| s.role == *role && signed(&s.key))
            };
            both.iter().all(signed) && paper.missing().is_empty()
        }
        None => false,
    };
    let by_session = suspended
        .session
        .as_ref()
        .is_some_and(|id| case.mediation.sessions.iter().any(|s| s.id == *id));
    if !by_paper && !by_session {
        return Err(Refusal::new("suspension.not_signed", article));
    }
    Ok(vec![Event::Suspended(suspended)])
}

pub(super) fn resume(
    case: &Case,
    resumed: Resumed,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    require_state(case, "suspension.none", "", &[S::Suspended])?;
    not_future("suspension.future", resumed.on, cx)?;
    let began = case.mediation.pauses.last().map(|p| p.suspended.on);
    if let Some(began) = began.filter(|on| resumed.on < *on) {
        return Err(
            Refusal::new("suspension.ends_before_it_begins", "").with("on", began.to_string())
        );
    }
    Ok(vec![Event::Resumed(resumed)])
}

fn with_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::new("correction.no_reason", "")) } else { Ok(()) }
}

pub(super) fn correct_reception(
    case: &Case,
    reception: Reception,
    reason: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    with_reason(&reason)?;
    let Some(old) = &case.mediation.received else {
        return Err(Refusal::new("correction.no_reception", ""));
    };
    if *old == reception {
        return Err(Refusal::new("correction.nothing", ""));
    }
    let on = reception.at.date_naive();
    not_future("case.receive.future", on, cx)?;
    let m = &case.mediation;
    let first =
        m.inquiries.iter().filter_map(|i| i.asked_on).chain(m.accepted.as_ref().map(|a| a.on));
    if let Some(first) = first.min().filter(|first| on > *first) {
        return Err(Refusal::new("correction.after_what_followed", "调解仲裁法第14条第3款")
            .with("on", first.to_string()));
    }
    Ok(vec![Event::ReceptionCorrected { reception, reason }])
}

pub(super) fn correct_session(
    case: &Case,
    held: SessionHeld,
    reason: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    with_reason(&reason)?;
    match case.mediation.sessions.iter().find(|s| s.id == held.id) {
        None => return Err(Refusal::new("correction.no_session", "")),
        Some(old) if *old == held => return Err(Refusal::new("correction.nothing", "")),
        Some(_) => {}
    }
    super::procedure::session_holds(&held, cx)?;
    Ok(vec![Event::SessionCorrected { held, reason }])
}

pub(super) fn correct_inquiry(
    case: &Case,
    inquiry: Inquiry,
    reason: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "企业劳动争议协商调解规定第22条";
    with_reason(&reason)?;
    match case.mediation.inquiries.iter().find(|i| i.party == inquiry.party) {
        None => return Err(Refusal::new("correction.no_inquiry", article)),
        Some(old) if *old == inquiry => return Err(Refusal::new("correction.nothing", "")),
        Some(_) => {}
    }
    for on in [inquiry.asked_on, inquiry.answered_on].into_iter().flatten() {
        not_future("consent.future", on, cx)?;
    }
    // What was accepted or refused on the strength of this answer is undone in its own way first.
    let m = &case.mediation;
    let relied = (m.accepted.is_some() && inquiry.agreed != Some(true))
        || (m.refused.is_some() && inquiry.agreed == Some(true));
    if relied {
        return Err(Refusal::new("correction.relied_on", article));
    }
    Ok(vec![Event::InquiryCorrected { inquiry, reason }])
}
