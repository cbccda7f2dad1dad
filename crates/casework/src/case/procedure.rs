//! Procedures of a case as lists and the timeline show them.

use crate::ids::Id;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::Fen;

/// Which procedures can run on a case, side by side.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum ProcedureKind {
    /// 咨询
    Consultation,
    /// 调解
    Mediation,
    /// 履行
    Performance,
    /// 仲裁审查
    ArbitrationReview,
    /// 司法确认
    JudicialConfirmation,
    /// 支付令
    PaymentOrder,
    /// 仲裁
    Arbitration,
    /// 诉讼
    Litigation,
    /// 劳动监察
    Inspection,
    /// 强制执行
    Enforcement,
    /// 支持起诉
    SupportedSuit,
}

/// How a procedure stands, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Procedure {
    /// Kind.
    pub kind: ProcedureKind,
    /// State code inside the procedure.
    pub state: String,
    /// Began on.
    pub since: Option<NaiveDate>,
    /// Identifier, for a procedure that was opened beside the mediation.
    #[serde(default)]
    pub id: Option<Id>,
    /// Words of the state.
    #[serde(default)]
    pub label: String,
    /// Body it runs at.
    #[serde(default)]
    pub body: String,
    /// Its number there.
    #[serde(default)]
    pub number: String,
    /// Whether it has come to an end.
    #[serde(default)]
    pub over: bool,
    /// All that happened in it, oldest first: the timeline of the case is all of them together.
    #[serde(default)]
    pub steps: Vec<ProcedureStep>,
}

/// One thing that happened in a procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProcedureStep {
    /// Code inside the procedure: a state reached, or what was done.
    pub code: String,
    /// Words, where the machine has them.
    #[serde(default)]
    pub label: String,
    /// Day.
    pub on: Option<NaiveDate>,
    /// Number of what was issued.
    #[serde(default)]
    pub number: String,
    /// Served on.
    #[serde(default)]
    pub served_on: Option<NaiveDate>,
    /// Amount, 分.
    #[serde(default)]
    pub amount: Option<Fen>,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// Paper that went with it.
    #[serde(default)]
    pub paper: Option<Id>,
    /// Identifier of the move, where it can be corrected.
    #[serde(default)]
    pub step: Option<Id>,
}
