//! Procedures that run beside the mediation: arbitration review, confirmation, payment order, arbitration, suit,
//! enforcement, inspection, support of suit.
//!
//! One pair of facts carries them all: a procedure is opened, and it moves from state to state. Which moves there are
//! is a table ([`crate::machine`]); what follows from them is derived.

use crate::case::ProcedureKind;
use crate::event::codes;
use crate::ids::Id;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::Fen;
use std::collections::BTreeMap;

codes! {
    /// What kind of body a procedure runs at.
    BodyKind {
        /// Arbitration commission.
        Commission = "commission", "劳动人事争议仲裁委员会";
        /// Court.
        Court = "court", "人民法院";
        /// Labour inspection or another authority.
        Authority = "authority", "人力资源社会保障行政部门";
        /// Procuratorate.
        Procuratorate = "procuratorate", "人民检察院";
        /// The station itself.
        Station = "station", "调解组织";
    }
}

codes! {
    /// What entitles a party to begin a procedure now; each has its own guard.
    ProcedureBasis {
        /// Mediation failed or its period ran out (调解仲裁法 Art. 14(3)).
        MediationFailed = "mediation_failed", "调解期限届满或者调解不成";
        /// The agreement is not performed (调解仲裁法 Art. 15).
        Unperformed = "unperformed", "到期不履行调解协议";
        /// The party applies by itself; mediation is no precondition (调解仲裁法 Art. 5).
        Own = "own", "当事人不愿调解，直接申请";
        /// Wage-only agreement (解释一 Art. 51(2)).
        WageAgreement = "wage_agreement", "仅就劳动报酬达成的调解协议不履行";
        /// A payment order came to an end (解释一 Art. 13(3)).
        OrderEnded = "order_ended", "支付令程序终结";
        /// An award was served (调解仲裁法 Art. 48, 50).
        Award = "award", "不服仲裁裁决";
        /// The commission did not accept, or gave no decision in time (调解仲裁法 Art. 29, 43).
        NotAccepted = "not_accepted", "仲裁委不予受理或者逾期未作决定";
        /// A civil claim outside employment (民法典).
        Civil = "civil", "劳务等民事债权";
    }
}

/// The body a procedure runs at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Body {
    /// Kind.
    pub kind: BodyKind,
    /// Name as on its papers.
    pub name: String,
}

/// A procedure was begun: the fact that an application, complaint or letter went in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProcedureOpened {
    /// Identifier of the procedure.
    pub id: Id,
    /// Kind.
    pub procedure: ProcedureKind,
    /// Day on which it went in.
    pub on: NaiveDate,
    /// Where.
    pub body: Body,
    /// Who applies: rows of the parties and of members; both sides for a joint application.
    #[serde(default)]
    pub applicants: Vec<Id>,
    /// On what basis, where several are possible.
    #[serde(default)]
    pub basis: Option<ProcedureBasis>,
    /// 案号 of the body, when it is known already.
    #[serde(default)]
    pub number: String,
    /// Version of the agreement concerned.
    #[serde(default)]
    pub accord: Option<Id>,
    /// Application or letter that went in.
    #[serde(default)]
    pub paper: Option<Id>,
    /// Amount asked for, 分.
    #[serde(default)]
    pub amount: Option<Fen>,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// Further values of this kind of procedure.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, Value>,
}

/// A procedure went on to another state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ProcedureMoved {
    /// Procedure.
    pub id: Id,
    /// Identifier of this move.
    pub step: Id,
    /// State reached: a code of [`crate::machine`].
    pub to: String,
    /// Day on which the body decided or acted.
    pub on: NaiveDate,
    /// 案号 or 文号 of what the body issued.
    #[serde(default)]
    pub number: String,
    /// Day on which it was served or signed for: periods after it run from there.
    #[serde(default)]
    pub served_on: Option<NaiveDate>,
    /// Amount decided or paid, 分.
    #[serde(default)]
    pub amount: Option<Fen>,
    /// Remarks, e.g. the reason of a refusal.
    #[serde(default)]
    pub note: String,
    /// Paper of this station that went with it.
    #[serde(default)]
    pub paper: Option<Id>,
    /// SHA-256 of the scan of what the body issued, hex.
    #[serde(default)]
    pub attachment: Option<String>,
}

/// One move with its correction, if it was noted by mistake.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct NotedMove {
    /// The move.
    pub moved: ProcedureMoved,
    /// Noted by mistake, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

/// A procedure with all that happened in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Proceeding {
    /// How it began.
    pub opened: ProcedureOpened,
    /// Moves in the order in which they were recorded.
    pub moves: Vec<NotedMove>,
    /// Noted by mistake, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

impl Proceeding {
    /// Moves that count, by their day; recorded order within a day.
    pub fn steps(&self) -> Vec<&ProcedureMoved> {
        let counted = self.moves.iter().filter(|m| m.cancelled.is_none());
        let mut steps: Vec<&ProcedureMoved> = counted.map(|m| &m.moved).collect();
        steps.sort_by_key(|m| m.on);
        steps
    }

    /// State code: that of the latest move, or the first state of its kind.
    pub fn state(&self) -> &str {
        let first = crate::machine::first_state(self.opened.procedure);
        self.steps().last().map_or(first, |m| m.to.as_str())
    }

    /// Latest move to a state, e.g. to read its number or day of service.
    pub fn reached(&self, state: &str) -> Option<&ProcedureMoved> {
        self.steps().into_iter().rev().find(|m| m.to == state)
    }

    /// Day on which the present state was reached.
    pub fn since(&self) -> NaiveDate {
        self.steps().last().map_or(self.opened.on, |m| m.on)
    }

    /// Number of the body: the latest that was noted.
    pub fn number(&self) -> &str {
        let noted = self.steps().into_iter().rev().map(|m| m.number.as_str());
        noted.chain([self.opened.number.as_str()]).find(|n| !n.is_empty()).unwrap_or_default()
    }

    /// Whether it still runs: begun, not cancelled, not at an end.
    pub fn runs(&self) -> bool {
        self.cancelled.is_none() && !crate::machine::ends(self.opened.procedure, self.state())
    }
}
