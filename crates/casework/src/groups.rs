//! Groups as they move: consent, representatives, teams, members that leave for a case of their own and come back.
//!
//! Source: 调解仲裁法 Art. 7; needs.md § (b) transitions 10, 16, 36.

mod merge;
mod split;

pub use merge::merge;
pub(crate) use split::same_person;
pub use split::{SplitRequest, split};

use crate::Refusal;
use crate::case::{Acceptance, Case, Extension, Inquiry, MediationState, Reception, Round};
use crate::event::{Number, codes};
use crate::ids::{CaseId, Id};
use crate::pause::{Pause, Supplement};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::Fen;
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// How a member agreed to what is settled for him.
    ConsentMark {
        /// He signed a statement of his own.
        Statement = "statement", "书面同意";
        /// He signed at the desk.
        Desk = "desk", "当面签名";
        /// By telephone or video, recorded with his consent.
        Recorded = "recorded", "电话或视频（已留存记录）";
        /// Somebody with an express grant signed for him.
        Proxy = "proxy", "特别授权代理人签名";
    }
}

/// A member agreed to the amount that is settled for him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct MemberConsent {
    /// Member.
    pub member: Id,
    /// The amount he agreed to, 分: another amount needs his consent anew.
    pub amount: Fen,
    /// Day.
    pub on: NaiveDate,
    /// How.
    pub way: ConsentMark,
    /// Paper or SHA-256 of the file that shows it.
    #[serde(default)]
    pub paper: String,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

/// The amounts printed in an annex (D19 群体协议附表).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Annex {
    /// The paper.
    pub paper: Id,
    /// Member → amount, 分.
    pub amounts: BTreeMap<Id, Fen>,
}

/// One mediator of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct TeamMember {
    /// Name.
    pub name: String,
    /// Agency he comes from.
    #[serde(default)]
    pub agency: String,
    /// Capacity, e.g. 首席调解员, 调解法官.
    #[serde(default)]
    pub capacity: String,
}

/// Who mediates, from which agencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Team {
    /// Mediators.
    pub mediators: Vec<TeamMember>,
    /// Day.
    pub on: NaiveDate,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

/// Members left for a case of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Split {
    /// The new case.
    pub into: CaseId,
    /// Members that left, with the names they had.
    pub members: Vec<Id>,
    /// What changes on the sheet of this case.
    #[ts(type = "Record<string, unknown>")]
    pub patch: BTreeMap<String, Value>,
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// The first record of a case made of members that left another: its own clocks, the original receipt.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SplitOff {
    /// Case they left.
    pub from: CaseId,
    /// Number of that case.
    #[serde(default)]
    pub from_number: Option<Number>,
    /// Members, in the rows they had.
    pub members: Vec<Id>,
    /// The original receipt: the 15 days run from it.
    #[serde(default)]
    pub received: Option<Reception>,
    /// What the other side had answered.
    #[serde(default)]
    pub inquiries: Vec<Inquiry>,
    /// Acceptance of the day on which the first case was accepted, under a number of its own.
    #[serde(default)]
    pub accepted: Option<Acceptance>,
    /// The extension that both sides had signed.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// Earlier rounds.
    #[serde(default)]
    pub rounds: Vec<Round>,
    /// Questions to complete the application that both cases wait for.
    #[serde(default)]
    pub supplements: Vec<Supplement>,
    /// Pauses so far: the period of the new case is as long as that of the old.
    #[serde(default)]
    pub pauses: Vec<Pause>,
    /// Interruptions of the limitation noted so far.
    #[serde(default)]
    pub interruptions: Vec<crate::Noted<crate::InterruptionNoted>>,
    /// Time that does not count for the limitation, noted so far.
    #[serde(default)]
    pub limitation_suspensions: Vec<crate::Noted<crate::LimitationSuspended>>,
    /// The sheet as copied.
    pub sheet: BTreeMap<String, Value>,
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Where a case made by splitting comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Origin {
    /// Case.
    pub from: CaseId,
    /// Its number.
    pub number: Option<Number>,
    /// Members that came.
    pub members: Vec<Id>,
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// The case went into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Merged {
    /// Case it went into.
    pub into: CaseId,
    /// Its number.
    #[serde(default)]
    pub number: Option<Number>,
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Another case came into this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct MergedIn {
    /// Case that came.
    pub from: CaseId,
    /// Its number.
    #[serde(default)]
    pub number: Option<Number>,
    /// Members that came, in the rows they have here.
    pub members: Vec<Id>,
    /// Its receipt: that clock goes on for those members.
    #[serde(default)]
    pub received: Option<Reception>,
    /// Its interruptions of the limitation.
    #[serde(default)]
    pub interruptions: Vec<crate::Noted<crate::InterruptionNoted>>,
    /// Its time that does not count for the limitation.
    #[serde(default)]
    pub limitation_suspensions: Vec<crate::Noted<crate::LimitationSuspended>>,
    /// What it brings to the sheet.
    #[ts(type = "Record<string, unknown>")]
    pub patch: BTreeMap<String, Value>,
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Everything about the group that is not on the sheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Group {
    /// Consents of members.
    pub consents: Vec<MemberConsent>,
    /// Amounts printed in annexes.
    pub annexes: Vec<Annex>,
    /// Members that left, each time.
    pub splits: Vec<Split>,
    /// Rows of members that left and have not come back.
    pub left: BTreeSet<Id>,
    /// Where this case comes from.
    pub origin: Option<Origin>,
    /// Where it went.
    pub merged: Option<Merged>,
    /// What came into it.
    pub merged_in: Vec<MergedIn>,
    /// Who mediates, when that was named with agencies.
    pub team: Option<Team>,
}

/// What a split or a merger decides: the state, who is in the group, and each field it moves.
pub(crate) fn touches(patch: &BTreeMap<String, Value>) -> Vec<String> {
    let groups = ["group/status", "group/members"].map(str::to_owned);
    groups.into_iter().chain(patch.keys().cloned()).collect()
}

/// Whether members can come or go: the case is open, nobody has to choose first, and no text is frozen.
pub(crate) fn movable(case: &Case, state: &str, frozen: &str) -> Result<(), Refusal> {
    if case.closed() {
        return Err(Refusal::new("case.closed", ""));
    }
    if case.group.merged.is_some() {
        return Err(Refusal::new("case.merged", ""));
    }
    if case.in_conflict() {
        return Err(Refusal::new("case.conflict_open", ""));
    }
    let now = case.state();
    if now == MediationState::ToSign {
        return Err(Refusal::new(frozen, ""));
    }
    if !crate::stage::OPEN.contains(&now) {
        let now = serde_json::to_value(now).unwrap_or_default();
        return Err(Refusal::new(state, "").with("state", now));
    }
    Ok(())
}
