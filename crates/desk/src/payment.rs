//! `payment.*`: money that came in.

use crate::case::{CaseRef, row_id, take};
use crate::error::{DeskError, Result};
use crate::session::Desk;
use crate::view::CaseView;
use crate::view_make;
use casework::{CaseId, Command, Id, InsuranceTable, MemberShare, PayWay, PaymentMore};
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
    pub more: PaymentMore,
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

/// A row of the terms.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentRow {
    /// Case.
    pub case: CaseId,
    /// Row of the terms.
    pub obligation: Id,
}

/// What each member gets of a row that pays all of them; empty when it pays one person.
///
/// # Errors
/// `case.unknown`.
pub fn shares(desk: &Desk, input: PaymentRow) -> Result<Vec<MemberShare>> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    Ok(casework::member_shares(&case, &input.obligation))
}

/// One instalment paid to many members.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentMembers {
    /// Case.
    pub case: CaseId,
    /// Row of the terms.
    pub obligation: Id,
    /// Member and his sum, 分.
    pub members: Vec<(Id, Fen)>,
    /// How.
    pub way: PayWay,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Remarks, for each of them.
    #[serde(default)]
    pub note: String,
    /// SHA-256 of the file that proves it (the bank's list), or the paper.
    #[serde(default)]
    pub proof: String,
}

/// Books one instalment for many members, each by name with his own sum, in one save: all of them or none.
///
/// # Errors
/// `payment.nobody`; `refused.payment.*`.
pub fn receive_members(desk: &Desk, input: PaymentMembers) -> Result<CaseView> {
    if input.members.is_empty() {
        return Err(DeskError::new("payment.nobody"));
    }
    let session = desk.session()?;
    let on = input.on.unwrap_or_else(|| desk.today());
    let PaymentMembers { case, obligation, members, way, note, proof, .. } = input;
    desk.step(&session, &case, |_, _| {
        let one = |(member, amount): (Id, Fen)| Command::ReceivePayment {
            id: row_id(),
            obligation: obligation.clone(),
            amount,
            on,
            way,
            note: note.clone(),
            more: PaymentMore { payee: member.0, proof: proof.clone(), ..PaymentMore::default() },
        };
        Ok(members.into_iter().map(one).collect())
    })?;
    view_make::case_view(desk, &session, &case)
}

/// For each duty to pay contributions: which months are proved for whom.
///
/// # Errors
/// `case.unknown`.
pub fn insurance(desk: &Desk, input: CaseRef) -> Result<Vec<InsuranceTable>> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    Ok(casework::insurance_tables(&case))
}
