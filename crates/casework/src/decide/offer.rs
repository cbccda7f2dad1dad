//! Guards of offers.

use super::{not_future, require_state};
use crate::context::Context;
use crate::event::Event;
use crate::ids::Id;
use crate::offers::Offer;
use crate::sheet::sum;
use crate::{Case, Refusal, stage};
use chrono::NaiveDate;

/// Offers are made while people talk, also before the matter is accepted (needs.md row 26).
pub(super) fn make(case: &Case, offer: Offer, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    require_state(case, "offer.state", "", stage::TALKING)?;
    if case.offers.iter().any(|o| o.id == offer.id) {
        return Err(Refusal::new("offer.known", ""));
    }
    if offer.by.trim().is_empty() {
        return Err(Refusal::new("offer.nobody", ""));
    }
    if offer.amount.0 < 0 || offer.amount.checked().is_err() {
        return Err(Refusal::new("offer.amount", ""));
    }
    let claims = case.sheet.claims();
    if offer.heads.iter().any(|h| claims.iter().all(|c| c.id != h.claim)) {
        return Err(Refusal::new("offer.unknown_head", ""));
    }
    let heads = sum(offer.heads.iter().map(|h| h.amount));
    if !offer.heads.is_empty() && heads != offer.amount {
        return Err(Refusal::new("offer.sum", "")
            .with("heads", heads.0)
            .with("amount", offer.amount.0));
    }
    let held = |id: &Id| case.mediation.sessions.iter().any(|s| s.id == *id);
    if offer.session.as_ref().is_some_and(|id| !held(id)) {
        return Err(Refusal::new("offer.unknown_session", ""));
    }
    not_future("offer.future", offer.on, cx)?;
    // An answer and a cancellation are records of their own.
    Ok(vec![Event::OfferMade(Offer { answer: None, cancelled: None, ..offer })])
}

fn standing<'a>(case: &'a Case, id: &Id) -> Result<&'a Offer, Refusal> {
    let Some(offer) = case.offers.iter().find(|o| o.id == *id) else {
        return Err(Refusal::new("offer.unknown", ""));
    };
    if offer.cancelled.is_some() {
        return Err(Refusal::new("offer.already_cancelled", ""));
    }
    Ok(offer)
}

pub(super) fn answer(
    case: &Case,
    id: Id,
    accepted: bool,
    on: NaiveDate,
    note: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    require_state(case, "offer.state", "", stage::TALKING)?;
    let offer = standing(case, &id)?;
    if offer.answer.is_some() {
        return Err(Refusal::new("offer.already_answered", ""));
    }
    if on < offer.on {
        return Err(Refusal::new("offer.before_it", "").with("on", offer.on.to_string()));
    }
    not_future("offer.future", on, cx)?;
    Ok(vec![Event::OfferAnswered { id, accepted, on, note }])
}

pub(super) fn cancel(case: &Case, id: Id, reason: String) -> Result<Vec<Event>, Refusal> {
    standing(case, &id)?;
    if reason.trim().is_empty() {
        return Err(Refusal::new("offer.no_reason", ""));
    }
    Ok(vec![Event::OfferCancelled { id, reason }])
}
