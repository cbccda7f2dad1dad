//! Guards of payments.

use super::not_future;
use crate::context::Context;
use crate::event::Event;
use crate::ids::Id;
use crate::{Case, Refusal};
use statute::Fen;

pub(super) fn receive(case: &Case, event: Event, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let Event::PaymentReceived { obligation, amount, on, .. } = &event else {
        return Ok(vec![event]);
    };
    let Some(accord) = case.accord() else {
        return Err(Refusal::new("payment.no_agreement", "调解仲裁法第14条"));
    };
    let Some(row) = accord.obligations.iter().find(|o| o.id == *obligation) else {
        return Err(Refusal::new("payment.unknown_obligation", ""));
    };
    if amount.0 <= 0 {
        return Err(Refusal::new("payment.not_positive", ""));
    }
    let left = row.amount.unwrap_or(Fen(0)).0.saturating_sub(case.paid_for(obligation).0);
    if amount.0 > left {
        return Err(Refusal::new("payment.too_much", "").with("left", left));
    }
    not_future("payment.future", *on, cx)?;
    Ok(vec![event])
}

pub(super) fn cancel(case: &Case, id: Id, reason: String) -> Result<Vec<Event>, Refusal> {
    let Some(payment) = case.payments.iter().find(|p| p.id == id) else {
        return Err(Refusal::new("payment.unknown", ""));
    };
    if payment.cancelled.is_some() {
        return Err(Refusal::new("payment.already_cancelled", ""));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("payment.no_reason", ""));
    }
    Ok(vec![Event::PaymentCancelled { id, reason }])
}
