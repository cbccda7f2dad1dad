//! The mediation procedure: application, question to the other side, sessions, end.

use crate::event::{
    ConsentWay, EndReason, Number, ReferralBasis, RefuseReason, SessionHeld, SessionResult,
    SessionScheduled,
};
use crate::ids::Id;
use crate::pause::{Pause, Supplement};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// Where the mediation stands (needs.md § (b); the numbers there).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum MediationState {
    /// 10: talked about, no application yet.
    Consulting,
    /// 20: application received.
    Registered,
    /// 21: the applicant was asked to complete the application.
    Supplementing,
    /// 22: the other side is asked.
    Inquiring,
    /// 29: not accepted.
    Refused,
    /// 30: accepted.
    Accepted,
    /// 40: sessions are held.
    Mediating,
    /// 42: paused, as both sides agreed.
    Suspended,
    /// 50: agreed in the last session, the text is to be made.
    Agreed,
    /// 51: text frozen, to be signed and sealed.
    ToSign,
    /// 60: agreement in effect.
    Effective,
    /// 80: ended without an agreement.
    Failed,
    /// 81: handed to arbitration.
    Referred,
    /// 85: withdrawn.
    Withdrawn,
    /// 86: went into another case.
    Merged,
    /// 72: paid in the room without a written agreement.
    Settled,
}

/// The application as received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Reception {
    /// `oral` or `written`.
    pub form: String,
    /// Time.
    pub at: DateTime<FixedOffset>,
    /// Who received it.
    pub receiver: String,
}

/// Question to the other side and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Inquiry {
    /// Party.
    pub party: Id,
    /// Asked on.
    pub asked_on: Option<NaiveDate>,
    /// How it was asked.
    pub asked_way: Option<ConsentWay>,
    /// Answer, if there is one.
    pub agreed: Option<bool>,
    /// Answered on.
    pub answered_on: Option<NaiveDate>,
    /// How it was answered.
    pub answered_way: Option<ConsentWay>,
    /// Who spoke, what was said.
    pub note: String,
}

/// Acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Acceptance {
    /// 案号.
    pub number: Number,
    /// Day.
    pub on: NaiveDate,
    /// Mediators.
    pub mediators: Vec<String>,
    /// Recorder.
    pub recorder: String,
}

/// Refusal of the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Refused {
    /// Reason.
    pub reason: RefuseReason,
    /// Day.
    pub on: NaiveDate,
    /// Remarks.
    pub note: String,
}

/// Extension signed by both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Extension {
    /// New last day.
    pub until: NaiveDate,
    /// Signed on.
    pub on: NaiveDate,
    /// The signed paper.
    pub paper: Option<Id>,
}

/// End without an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Ending {
    /// Reason.
    pub reason: EndReason,
    /// Day.
    pub on: NaiveDate,
    /// Remarks.
    pub note: String,
}

/// Hand-over to the arbitration commission, or notice to the party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Referral {
    /// Basis.
    pub basis: ReferralBasis,
    /// Commission.
    pub to: String,
    /// Paper.
    pub paper: Id,
    /// Day.
    pub on: NaiveDate,
}

/// Withdrawal by the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Withdrawal {
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// An end that was taken back when the file was opened again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Round {
    /// End without an agreement.
    pub ended: Option<Ending>,
    /// Refusal.
    pub refused: Option<Refused>,
    /// Withdrawal.
    pub withdrawn: Option<Withdrawal>,
    /// Extension that held then.
    pub extension: Option<Extension>,
    /// Day on which the mediation began again.
    pub resumed_on: NaiveDate,
    /// Hand-overs up to then: they tell of earlier rounds, not of the end of this one.
    #[serde(default)]
    pub referrals: usize,
}

/// The mediation procedure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Mediation {
    /// Application.
    pub received: Option<Reception>,
    /// Questions to the other side.
    pub inquiries: Vec<Inquiry>,
    /// Acceptance.
    pub accepted: Option<Acceptance>,
    /// Refusal.
    pub refused: Option<Refused>,
    /// Latest extension.
    pub extension: Option<Extension>,
    /// Planned sessions that were not held yet.
    pub planned: Vec<SessionScheduled>,
    /// Sessions held, oldest first.
    pub sessions: Vec<SessionHeld>,
    /// End without an agreement.
    pub ended: Option<Ending>,
    /// Hand-overs, oldest first.
    pub referrals: Vec<Referral>,
    /// Withdrawal.
    pub withdrawn: Option<Withdrawal>,
    /// Earlier ends, oldest first: the mediation began again after each.
    #[serde(default)]
    pub rounds: Vec<Round>,
    /// Questions to the applicant to complete the application.
    #[serde(default)]
    pub supplements: Vec<Supplement>,
    /// Pauses both sides agreed to, oldest first.
    #[serde(default)]
    pub pauses: Vec<Pause>,
}

impl Mediation {
    /// Day from which the period runs: receipt, or the day on which the mediation began again.
    pub fn began_on(&self) -> Option<NaiveDate> {
        let resumed = self.rounds.last().map(|round| round.resumed_on);
        resumed.or_else(|| self.received.as_ref().map(|r| r.at.date_naive()))
    }

    /// Hand-overs since the mediation began, or began again.
    pub fn referrals_of_this_round(&self) -> &[Referral] {
        let earlier = self.rounds.last().map_or(0, |round| round.referrals);
        self.referrals.get(earlier..).unwrap_or_default()
    }

    /// Whether a pause lasts.
    pub fn paused(&self) -> bool {
        self.pauses.last().is_some_and(|p| p.resumed.is_none())
    }

    /// Whether the parties agreed in the last session of this round.
    pub fn agreed(&self) -> bool {
        let resumed = self.rounds.last().map(|round| round.resumed_on);
        let last = self.sessions.last();
        last.is_some_and(|s| {
            s.result == SessionResult::Agreed && resumed.is_none_or(|on| s.at.date_naive() >= on)
        })
    }

    /// Day of acceptance, unless the mediation has begun again since.
    pub fn accepted_in_this_round(&self) -> Option<NaiveDate> {
        let on = self.accepted.as_ref()?.on;
        self.rounds.last().is_none_or(|round| on >= round.resumed_on).then_some(on)
    }
}
