//! Performance of the agreement in effect: what is due, what was paid, what is late.
//!
//! Source: needs.md rows 54, 55; § (b) transitions 18, 24, 25, 30.

mod duties;
mod order;
mod shares;

pub use duties::{Duty, DutyState, MemberSum, duties, member_sums};
pub use order::{order_duties, order_heads, overdue_for_order};
pub use shares::{
    InsuranceTable, InsuredRow, MemberShare, insurance_tables, member_shares, pays_each,
};
pub(crate) use shares::{insured, months};

use crate::event::{PayWay, codes};
use crate::ids::Id;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::Fen;

codes! {
    /// What a [`Happening`] notes.
    HappeningKind {
        /// The event on which an obligation depends.
        Event = "event", "条件成就";
        /// A duty other than money.
        Done = "done", "已履行";
    }
}

/// Who got a payment and what proves it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct PaymentMore {
    /// Row of the party or member who got it, or `authority`; empty when it is as agreed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub payee: String,
    /// SHA-256 of the file that proves it, or the paper; empty when there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub proof: String,
    /// First month of contributions that the authority's receipt proves, `YYYY-MM`; empty when it names none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub months_from: String,
    /// Last month, `YYYY-MM`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub months_to: String,
    /// Members or workers for whom the receipt stands; empty for all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub insured: Vec<Id>,
}

/// Where a piece of evidence comes from (needs.md row 48).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Obtained {
    /// Who obtained it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub obtained_by: String,
    /// From whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub obtained_from: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obtained_on: Option<NaiveDate>,
    /// Seen in the original (`true`) or as a copy (`false`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<bool>,
}

/// Something that happened to an obligation besides a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Happening {
    /// Row of the terms.
    pub obligation: Id,
    /// Day.
    pub on: NaiveDate,
    /// SHA-256 of the file that proves it, or the paper.
    #[serde(default)]
    pub proof: String,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

/// Paid in the room without a written agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Settled {
    /// Identifier of the payment.
    pub id: Id,
    /// Amount, 分.
    pub amount: Fen,
    /// Day.
    pub on: NaiveDate,
    /// How.
    pub way: PayWay,
    /// Row of the paying party.
    #[serde(default)]
    pub payer: String,
    /// Row of the party or member who got it.
    #[serde(default)]
    pub payee: String,
    /// The signed receipt.
    pub paper: Id,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

/// What was noted of obligations besides payments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Happenings {
    /// Events that have come about.
    pub events: Vec<Happening>,
    /// Duties that were done.
    pub done: Vec<Happening>,
}

impl Happenings {
    /// The event noted for an obligation.
    pub fn event(&self, obligation: &Id) -> Option<&Happening> {
        self.events.iter().rev().find(|h| h.obligation == *obligation)
    }

    /// The duty noted as done.
    pub fn done(&self, obligation: &Id) -> Option<&Happening> {
        self.done.iter().rev().find(|h| h.obligation == *obligation)
    }
}
