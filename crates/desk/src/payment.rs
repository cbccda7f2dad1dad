//! `payment.*`: money that came in.

use crate::case::{row_id, take};
use crate::error::Result;
use crate::session::Desk;
use crate::view::CaseView;
use casework::{CaseId, Command, Id, PayWay};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::Fen;
use ts_rs::TS;

/// Book a payment.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentReceive {
    /// Case.
    pub case: CaseId,
    /// Row of the terms.
    pub obligation: Id,
    /// Amount, 分.
    pub amount: Fen,
    /// How.
    pub way: PayWay,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Remarks; a payment of more than is owed, to another or another way, needs one.
    #[serde(default)]
    pub note: String,
    /// Who got it and what proves it.
    #[serde(default)]
    pub more: casework::PaymentMore,
}

/// A booked payment; its 收款收据 is issued as paper `payment-receipt` with `fields.payment`.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaymentDone {
    /// Payment.
    pub payment: Id,
    /// The case after it.
    pub view: CaseView,
}

/// Books a payment on one row of the terms.
///
/// # Errors
/// `refused.payment.*`: no agreement, more than is owed, in the future.
pub fn receive(desk: &Desk, input: PaymentReceive) -> Result<PaymentDone> {
    let id = row_id();
    let on = input.on.unwrap_or_else(|| desk.today());
    let command = Command::ReceivePayment {
        id: id.clone(),
        obligation: input.obligation,
        amount: input.amount,
        on,
        way: input.way,
        note: input.note,
        more: input.more,
    };
    Ok(PaymentDone { payment: id, view: take(desk, &input.case, command)? })
}

/// Take back a payment.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentCancel {
    /// Case.
    pub case: CaseId,
    /// Payment.
    pub payment: Id,
    /// Why.
    pub reason: String,
}

/// Takes back a payment booked by mistake; both stay in the history.
///
/// # Errors
/// `refused.payment.*`.
pub fn cancel(desk: &Desk, input: PaymentCancel) -> Result<CaseView> {
    take(desk, &input.case, Command::CancelPayment { id: input.payment, reason: input.reason })
}
