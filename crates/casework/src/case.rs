//! The case as it stands after all its records.

mod accord;
mod conflict;
mod mediation;
mod procedure;

pub use accord::{Accord, FiledAttachment, Payment, Performance};
pub use conflict::Conflict;
pub use mediation::{
    Acceptance, Ending, Extension, Inquiry, Mediation, MediationState, Reception, Referral,
    Refused, Round, Withdrawal,
};
pub use procedure::{Procedure, ProcedureKind, ProcedureStep};

use crate::after::{After, Noted};
use crate::agreement::Reading;
use crate::event::{Assigned, Number, ReferralBasis};
use crate::groups::Group;
use crate::ids::{CaseId, Id};
use crate::limitation::{InterruptionNoted, LimitationSuspended};
use crate::members::ComputedAmount;
use crate::offers::Offer;
use crate::paper::Paper;
use crate::pause::Supplement;
use crate::performance::{Happenings, Settled};
use crate::proceeding::Proceeding;
use crate::sheet::{Sheet, sum};
use crate::triage::RiskGraded;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::Fen;

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
