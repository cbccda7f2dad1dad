//! Guards of payments.

use super::not_future;
use crate::context::Context;
use crate::event::{Event, PayWay};
use crate::ids::Id;
use crate::performance::{PaymentMore, insured, months};
use crate::sheet::{AUTHORITY, Obligation, ObligationKind};
use crate::{Case, Refusal};
use chrono::NaiveDate;
use statute::Fen;

/// Money that came in is a fact: what does not fit the terms is booked with a remark that says why.
pub(super) fn receive(case: &Case, event: Event, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let Event::PaymentReceived { id, obligation, amount, on, way, note, more } = &event else {
        return Ok(vec![event]);
    };
    if case.payments.iter().any(|p| p.id == *id) {
        return Err(Refusal::new("payment.known", ""));
    }
    fits(
        case,
        obligation,
        Booking { amount: *amount, on: *on, way: *way, note, more, own: Fen(0) },
        cx,
    )?;
    Ok(vec![event])
}

pub(super) fn correct(case: &Case, event: Event, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let Event::PaymentCorrected { id, obligation, amount, on, way, note, more, reason } = &event
    else {
        return Ok(vec![event]);
    };
    let Some(payment) = case.payments.iter().find(|p| p.id == *id) else {
        return Err(Refusal::new("payment.unknown", ""));
    };
    if payment.cancelled.is_some() {
        return Err(Refusal::new("payment.already_cancelled", ""));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("payment.no_reason", ""));
    }
    let own = if payment.obligation == *obligation { payment.amount } else { Fen(0) };
    fits(case, obligation, Booking { amount: *amount, on: *on, way: *way, note, more, own }, cx)?;
    Ok(vec![event])
}

/// A payment as it is to be booked.
struct Booking<'a> {
    amount: Fen,
    on: NaiveDate,
    way: PayWay,
    note: &'a str,
    more: &'a PaymentMore,
    /// Already counted for the same row, when it is corrected.
    own: Fen,
}

fn fits(case: &Case, row: &Id, booking: Booking<'_>, cx: &Context<'_>) -> Result<(), Refusal> {
    let Booking { amount, on, way, note, more, own } = booking;
    let Some(accord) = case.accord() else {
        return Err(Refusal::new("payment.no_agreement", "调解仲裁法第14条"));
    };
    let Some(row) = accord.obligations.iter().find(|o| o.id == *row) else {
        return Err(Refusal::new("payment.unknown_obligation", ""));
    };
    if row.kind == ObligationKind::Deed {
        return Err(Refusal::new("payment.not_money", ""));
    }
    if amount.0 <= 0 || amount.checked().is_err() {
        return Err(Refusal::new("payment.not_positive", ""));
    }
    not_future("payment.future", on, cx)?;
    receipt(case, row, more)?;
    if !note.trim().is_empty() {
        return Ok(());
    }
    if let Some(owed) = row.amount {
        let left = owed.0.saturating_sub(case.paid_for(&row.id).0).saturating_add(own.0);
        if amount.0 > left {
            return Err(Refusal::new("payment.too_much", "").with("left", left));
        }
    }
    let insurance = row.kind == ObligationKind::SocialInsurance;
    let payee = more.payee.as_str();
    let agreed = match payee {
        "" => true,
        AUTHORITY => insurance,
        other => {
            !insurance
                && (other == row.payee
                    || other == row.member
                    || (row.member.is_empty()
                        && accord.more.members.iter().any(|m| m.member.0 == other)))
        }
    };
    if !agreed {
        return Err(Refusal::new("payment.other_payee", ""));
    }
    if insurance && !matches!(way, PayWay::Authority | PayWay::Transfer) {
        // Contributions put into the worker's hand settle nothing.
        return Err(Refusal::new("payment.other_way", "社会保险法第60条"));
    }
    Ok(())
}

/// Months and persons stand only on a receipt of contributions, and only those the duty is about.
fn receipt(case: &Case, row: &Obligation, more: &PaymentMore) -> Result<(), Refusal> {
    let article = "社会保险法第60条";
    if more.months_from.is_empty() && more.months_to.is_empty() && more.insured.is_empty() {
        return Ok(());
    }
    if row.kind != ObligationKind::SocialInsurance {
        return Err(Refusal::new("payment.months_of_money", article));
    }
    let named = months(&more.months_from, &more.months_to);
    let owed = months(&row.from, &row.to);
    let exact = named.first() == Some(&more.months_from) && named.last() == Some(&more.months_to);
    if !exact || named.iter().any(|month| !owed.contains(month)) {
        return Err(Refusal::new("payment.months", article)
            .with("from", row.from.clone())
            .with("to", row.to.clone()));
    }
    let people = case.accord().map(|accord| insured(case, accord)).unwrap_or_default();
    if more.insured.iter().any(|id| people.iter().all(|(known, _)| known != id)) {
        return Err(Refusal::new("payment.insured_unknown", article));
    }
    Ok(())
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
