//! The case as it stands after all its records.

use crate::after::{After, Noted};
use crate::agreement::{FrozenMore, Reading};
use crate::classify::Verdict;
use crate::event::{
    Assigned, ConsentWay, EndReason, Event, Number, PayWay, ReferralBasis, RefuseReason,
    SessionHeld, SessionResult, SessionScheduled,
};
use crate::groups::Group;
use crate::ids::{CaseId, Id};
use crate::limitation::{InterruptionNoted, LimitationSuspended};
use crate::members::ComputedAmount;
use crate::offers::Offer;
use crate::paper::Paper;
use crate::pause::{Pause, Supplement};
use crate::performance::{Happenings, Obtained, PaymentMore, Settled};
use crate::proceeding::Proceeding;
use crate::sheet::{Clause, Obligation, Sheet, sum};
use crate::triage::RiskGraded;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::Fen;

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

/// A decision of another desk kept beside the one that stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Device, incarnation and position of the record kept beside.
    pub record: (String, String, u64),
    /// Fields or groups in conflict.
    pub touches: Vec<String>,
    /// The event kept beside.
    pub kind: String,
    /// Its body.
    pub body: serde_json::Value,
    /// Who wrote it.
    #[serde(default)]
    pub by: String,
    /// When.
    #[serde(default)]
    pub at: DateTime<FixedOffset>,
    /// How it was judged: hard, held with a hard one, or parked (not that desk's case any more).
    #[serde(default)]
    pub verdict: Verdict,
    /// Chosen by a person.
    pub resolved: bool,
}

impl Conflict {
    /// The event kept beside.
    pub fn event(&self) -> Event {
        Event::parse(&self.kind, &self.body)
    }

    /// Whether a person still has to choose; a parked record asks for nothing.
    pub fn open(&self) -> bool {
        !self.resolved && self.verdict != Verdict::Parked
    }
}

/// A case and all that is in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Identifier.
    pub id: CaseId,
    /// What was typed.
    pub sheet: Sheet,
    /// Mediation.
    pub mediation: Mediation,
    /// Versions of the agreement.
    pub accords: Vec<Accord>,
    /// Papers, oldest first.
    pub papers: Vec<Paper>,
    /// Payments.
    pub payments: Vec<Payment>,
    /// Attached files.
    pub attachments: Vec<FiledAttachment>,
    /// Interruptions of the limitation.
    #[serde(deserialize_with = "crate::limitation::read_interruptions")]
    pub interruptions: Vec<Noted<InterruptionNoted>>,
    /// Time that does not count for the limitation.
    #[serde(default)]
    pub limitation_suspensions: Vec<Noted<LimitationSuspended>>,
    /// Procedures beside the mediation, in the order in which they were recorded.
    #[serde(default)]
    pub proceedings: Vec<Proceeding>,
    /// Contacts, tasks, transfers, services, visits, the archive.
    #[serde(default)]
    pub after: After,
    /// Grades given by a person, oldest first.
    #[serde(default)]
    pub risk: Vec<RiskGraded>,
    /// Notes: when, by whom, text.
    pub notes: Vec<(DateTime<FixedOffset>, String, String)>,
    /// Members, representatives, splits and mergers.
    #[serde(default)]
    pub group: Group,
    /// Offers, in the order of their records.
    #[serde(default)]
    pub offers: Vec<Offer>,
    /// Second readings, oldest first.
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// What happened to obligations besides payments.
    #[serde(default)]
    pub happenings: Happenings,
    /// Paid in the room without a written agreement.
    #[serde(default)]
    pub settled: Option<Settled>,
    /// Amounts that were worked out, with their working.
    #[serde(default)]
    pub computations: Vec<ComputedAmount>,
    /// The station the county gave it to, and whether that station has answered.
    #[serde(default)]
    pub assigned: Option<(Assigned, Option<bool>)>,
    /// File closed on.
    pub closed_on: Option<NaiveDate>,
    /// Decisions of other desks kept beside.
    pub conflicts: Vec<Conflict>,
    /// Kinds of later versions seen in this case.
    pub unknown: Vec<String>,
    /// First record.
    pub created_at: Option<DateTime<FixedOffset>>,
    /// Who registered it.
    pub created_by: String,
    /// Latest record.
    pub updated_at: Option<DateTime<FixedOffset>>,
    /// Number of records applied.
    pub records: u64,
}

impl Case {
    /// An empty case.
    pub fn new(id: CaseId) -> Self {
        Self {
            id,
            sheet: Sheet::default(),
            mediation: Mediation::default(),
            accords: Vec::new(),
            papers: Vec::new(),
            payments: Vec::new(),
            attachments: Vec::new(),
            interruptions: Vec::new(),
            limitation_suspensions: Vec::new(),
            proceedings: Vec::new(),
            after: After::default(),
            risk: Vec::new(),
            notes: Vec::new(),
            group: Group::default(),
            offers: Vec::new(),
            readings: Vec::new(),
            happenings: Happenings::default(),
            settled: None,
            computations: Vec::new(),
            assigned: None,
            closed_on: None,
            conflicts: Vec::new(),
            unknown: Vec::new(),
            created_at: None,
            created_by: String::new(),
            updated_at: None,
            records: 0,
        }
    }

    /// Where the mediation stands.
    pub fn state(&self) -> MediationState {
        use MediationState as S;
        let m = &self.mediation;
        if self.group.merged.is_some() {
            S::Merged
        } else if m.withdrawn.is_some() {
            S::Withdrawn
        } else if m.refused.is_some() {
            S::Refused
        } else if m.ended.is_some()
            && m.referrals_of_this_round().iter().any(|r| r.basis != ReferralBasis::Notice)
        {
            S::Referred
        } else if m.ended.is_some() {
            S::Failed
        } else if self.accord().is_some_and(|a| a.effective_on.is_some()) {
            S::Effective
        } else if self.settled.is_some() {
            S::Settled
        } else if self.accord().is_some() {
            S::ToSign
        } else if m.accepted.is_some() && m.paused() {
            S::Suspended
        } else if m.accepted.is_some() && m.agreed() {
            S::Agreed
        } else if m.accepted.is_some() && !m.sessions.is_empty() {
            S::Mediating
        } else if m.accepted.is_some() {
            S::Accepted
        } else if m.received.is_some() && m.supplements.iter().any(Supplement::open) {
            S::Supplementing
        } else if m.received.is_some() && !m.inquiries.is_empty() {
            S::Inquiring
        } else if m.received.is_some() {
            S::Registered
        } else {
            S::Consulting
        }
    }

    /// Whether the mediation has come to an end, with or without an agreement.
    pub(crate) fn mediation_over(&self) -> bool {
        use MediationState as S;
        let ends =
            [S::Refused, S::Effective, S::Failed, S::Referred, S::Withdrawn, S::Merged, S::Settled];
        ends.contains(&self.state())
    }

    /// The version of the agreement that stands, frozen and not given up.
    pub fn accord(&self) -> Option<&Accord> {
        self.accords.iter().rev().find(|a| a.abandoned.is_none())
    }

    /// The agreement in effect.
    pub fn effective(&self) -> Option<&Accord> {
        self.accord().filter(|a| a.effective_on.is_some())
    }

    /// A paper by its identifier.
    pub fn paper(&self, id: &Id) -> Option<&Paper> {
        self.papers.iter().find(|p| p.id == *id)
    }

    /// Latest paper of a kind that still stands.
    pub fn standing_paper(&self, kind: &str) -> Option<&Paper> {
        let stands = |p: &&Paper| p.kind == kind && p.voided.is_none() && p.superseded_by.is_none();
        self.papers.iter().rev().find(stands)
    }

    /// Sum paid for one row of the terms, 分.
    pub fn paid_for(&self, obligation: &Id) -> Fen {
        let counted = self.payments.iter();
        let counted = counted.filter(|p| p.cancelled.is_none() && p.obligation == *obligation);
        sum(counted.map(|p| p.amount))
    }

    /// The number, once the case is accepted.
    pub fn number(&self) -> Option<&Number> {
        self.mediation.accepted.as_ref().map(|a| &a.number)
    }

    /// Whether a person has to choose between two desks first.
    pub fn in_conflict(&self) -> bool {
        self.conflicts.iter().any(Conflict::open)
    }

    /// True when nothing can be done any more except opening it again.
    pub fn closed(&self) -> bool {
        self.closed_on.is_some()
    }
}
