//! The agreement as frozen, the money that came in on it, the files of the case.

use crate::agreement::FrozenMore;
use crate::event::PayWay;
use crate::ids::Id;
use crate::performance::{Obtained, PaymentMore};
use crate::sheet::{Clause, Obligation};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::Fen;

/// One frozen version of the agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Accord {
    /// Identifier.
    pub id: Id,
    /// 1, 2, …
    pub version: u32,
    /// The paper that carries it.
    pub paper: Id,
    /// Terms as frozen.
    pub obligations: Vec<Obligation>,
    /// Clauses as frozen.
    pub clauses: Vec<Clause>,
    /// SHA-256 of the frozen data, hex.
    pub hash: String,
    /// Frozen on.
    pub frozen_on: NaiveDate,
    /// In effect since: both parties, mediator and seal (调解仲裁法 Art. 14).
    pub effective_on: Option<NaiveDate>,
    /// Given up, with the reason.
    pub abandoned: Option<String>,
    /// What else was frozen with the terms.
    #[serde(default)]
    pub more: FrozenMore,
}

/// Money that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Payment {
    /// Identifier.
    pub id: Id,
    /// Row of the terms.
    pub obligation: Id,
    /// Amount, 分.
    pub amount: Fen,
    /// Day.
    pub on: NaiveDate,
    /// How.
    pub way: PayWay,
    /// Remarks.
    pub note: String,
    /// Booked by mistake, with the reason.
    pub cancelled: Option<String>,
    /// Who got it and what proves it.
    #[serde(default)]
    pub more: PaymentMore,
    /// Why it was corrected, if it was; what stood before is in the history.
    #[serde(default)]
    pub corrected: Option<String>,
}

/// A file attached to the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct FiledAttachment {
    /// SHA-256, hex.
    pub sha256: String,
    /// File name.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Evidence code or what it is.
    pub label: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
    /// Where it comes from.
    #[serde(default)]
    pub obtained: Obtained,
}

/// How the agreement in effect is being performed, derived from terms and payments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Performance {
    /// Sum of all obligations, 分.
    pub promised: Fen,
    /// Sum paid, 分.
    pub paid: Fen,
    /// What is still owed, row by row, 分.
    pub left: Fen,
    /// What was paid on rows beyond what they ask, 分.
    pub surplus: Fen,
    /// Everything paid and every other duty done.
    pub complete: bool,
    /// Day of the payment that completed it.
    pub completed_on: Option<NaiveDate>,
}
