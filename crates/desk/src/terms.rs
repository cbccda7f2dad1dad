//! `agreement.*` beyond freezing: instalments by plan, the library of clauses, the second reading, what differs between
//! versions; `obligation.*`, `payment.correct` and `case.settle`: how it is performed.

use crate::act::CaseDo;
use crate::case::{CaseRef, row_id, take};
use crate::error::Result;
use crate::session::Desk;
use crate::view::{AgreementView, CaseView};
use casework::{
    CaseId, Command, Every, HappeningKind, Id, LibraryClause, PayWay, PaymentMore, TermChange,
};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use statute::Fen;
use ts_rs::TS;

/// A plan of instalments.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AgreementInstalments {
    /// Case.
    pub case: CaseId,
    /// What for.
    pub what: String,
    /// Row of the paying party.
    pub payer: String,
    /// Row of the receiving party, or `members`.
    pub payee: String,
    /// The whole, 分.
    pub total: Fen,
    /// How many.
    pub count: u32,
    /// Last day of the first.
    pub first: NaiveDate,
    /// Distance of the others.
    pub every: Every,
    /// Code of the way to pay.
    #[serde(default)]
    pub method: String,
}

/// Makes rows of terms out of a plan: equal parts, the rest in the last, to the 分.
///
/// # Errors
/// `refused.instalments.*`, `county.not_ours`.
pub fn instalments(desk: &Desk, input: AgreementInstalments) -> Result<AgreementView> {
    let session = desk.session()?;
    let cx = desk.context(&session);
    let plan = casework::instalments(input.total, input.count, input.first, input.every, &cx)?;
    session.store.write(desk.author(&session), |w| -> Result<()> {
        crate::county::guard_typing(w, &input.case)?;
        let case = crate::case::with_drafts(w, &input.case)?;
        let there = case.sheet.rows("terms").len();
        for (one, no) in plan.iter().zip(there + 1..) {
            let row = row_id();
            let values: [(&str, Value); 7] = [
                ("order", Value::from(no)),
                ("what", Value::from(statute::text::line(&input.what))),
                ("payer", Value::from(input.payer.clone())),
                ("payee", Value::from(input.payee.clone())),
                ("amount", Value::from(one.amount.0)),
                ("due", Value::from(one.due.to_string())),
                ("method", Value::from(input.method.clone())),
            ];
            for (name, value) in values {
                if value.as_str() != Some("") {
                    w.put_draft(&input.case, &format!("terms/{row}/{name}"), &value)?;
                }
            }
        }
        Ok(())
    })?;
    desk.changed("draft", Some(&input.case));
    crate::agreement::view(desk, CaseRef { case: input.case })
}

/// The library of clauses: that of the policy pack in force, else the one that comes with the program.
///
/// # Errors
/// None.
pub fn clauses(desk: &Desk, _: crate::gate::Nothing) -> Result<Vec<LibraryClause>> {
    Ok(crate::pack::clauses(desk).all().to_vec())
}

/// A second reading.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AgreementRead {
    /// Case.
    pub case: CaseId,
    /// In order, or sent back.
    pub passed: bool,
    /// What was found.
    #[serde(default)]
    pub note: String,
}

/// Records that the terms as they stand were read a second time, by another than who wrote them.
///
/// # Errors
/// `refused.agreement.read.*`.
pub fn read(desk: &Desk, input: AgreementRead) -> Result<AgreementView> {
    let AgreementRead { case, passed, note } = input;
    take(desk, &case, Command::ReadAgreement { passed, note })?;
    crate::agreement::view(desk, CaseRef { case })
}

/// Two versions of the agreement.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AgreementVersions {
    /// Case.
    pub case: CaseId,
    /// The earlier one: 1, 2, …
    pub from: u32,
    /// The later one.
    pub to: u32,
}

/// What differs between two versions.
///
/// # Errors
/// `agreement.unknown_version`.
pub fn changes(desk: &Desk, input: AgreementVersions) -> Result<Vec<TermChange>> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let find = |version: u32| {
        let found = case.accords.iter().find(|a| a.version == version);
        found.ok_or_else(|| crate::error::DeskError::new("agreement.unknown_version"))
    };
    Ok(casework::diff(find(input.from)?, find(input.to)?))
}

/// Notes that the event on which an obligation depends has come about.
///
/// # Errors
/// `refused.obligation.*`.
pub fn event(desk: &Desk, input: CaseDo<casework::Happening>) -> Result<CaseView> {
    take(desk, &input.case, Command::NoteEvent(input.what))
}

/// Notes that a duty other than money was done.
///
/// # Errors
/// `refused.obligation.*`.
pub fn done(desk: &Desk, input: CaseDo<casework::Happening>) -> Result<CaseView> {
    take(desk, &input.case, Command::NoteDone(input.what))
}

/// A note on an obligation to take back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ObligationBack {
    /// Case.
    pub case: CaseId,
    /// Row of the terms.
    pub obligation: Id,
    /// Which note.
    pub what: HappeningKind,
    /// Why.
    pub reason: String,
}

/// Takes back a note on an obligation.
///
/// # Errors
/// `refused.obligation.*`.
pub fn cancel(desk: &Desk, input: ObligationBack) -> Result<CaseView> {
    let ObligationBack { case, obligation, what, reason } = input;
    take(desk, &case, Command::CancelHappening { obligation, what, reason })
}

/// A payment as it really was.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaymentCorrect {
    /// Case.
    pub case: CaseId,
    /// Payment.
    pub payment: Id,
    /// Row of the terms.
    pub obligation: Id,
    /// Amount, 分.
    pub amount: Fen,
    /// Day.
    pub on: NaiveDate,
    /// How.
    pub way: PayWay,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// Who got it and what proves it.
    #[serde(default)]
    pub more: PaymentMore,
    /// Why it is corrected.
    pub reason: String,
}

/// Corrects a payment that was booked wrongly; the old one stays in the history.
///
/// # Errors
/// `refused.payment.*`.
pub fn correct_payment(desk: &Desk, input: PaymentCorrect) -> Result<CaseView> {
    let PaymentCorrect { case, payment, obligation, amount, on, way, note, more, reason } = input;
    let id = payment;
    let command = Command::CorrectPayment { id, obligation, amount, on, way, note, more, reason };
    take(desk, &case, command)
}

/// Records money paid in the room without a written agreement, on a signed receipt.
///
/// # Errors
/// `refused.settle.*`.
pub fn settle(desk: &Desk, input: CaseDo<casework::Settled>) -> Result<CaseView> {
    take(desk, &input.case, Command::Settle(input.what))
}
