//! The case: what is in its file, what may be done next, and what two desks disagree about.
//!
//! Vocabulary
//! - *sheet*: everything a person types about a case, a flat map from path to value ([`Sheet`]);
//!   one registry declares each field ([`fields`]).
//! - *event*: something that happened or was decided ([`Event`]); a record of the ledger carries one.
//! - *fact*: an event of the world (paid, signed, served). Facts are always applied.
//! - *decision*: an event that settles something (accepted, frozen, ended). Decisions can conflict.
//! - *procedure*: mediation, performance, arbitration review … : they run side by side on one case.
//!
//! The room is pure: [`decide`] judges a command and returns events, [`apply`] never refuses,
//! [`deadlines`] and [`next_steps`] derive everything that depends on today. Time, calendar and
//! law parameters come in through [`Context`].

mod after;
mod agreement;
mod apply;
mod case;
mod classify;
mod closing;
mod command;
mod context;
mod deadlines;
mod decide;
mod dossier;
mod event;
pub mod fields;
mod groups;
mod ids;
mod judge;
mod limitation;
pub mod machine;
mod members;
mod next;
mod offers;
mod paper;
mod pause;
mod prefill;
mod procedures;
mod proceeding;
mod triage;

pub use after::{
    After, Appointment, Archived, ConsultationClosed, ConsultationOutcome, ContactLogged, Declined,
    Done, FactCancelled, FactKind, Noted, Satisfaction, Service as FollowUpService, ServiceKind,
    ServicePlanned, Task, TaskSet, Transfer, TransferAnswered, TransferKind, TransferSent,
    VisitMade,
};
mod performance;
mod policy;
mod refusal;
mod sheet;
mod stage;
mod summary;
mod terms;

pub use agreement::{
    AccordMember, CheckItem, CheckLevel, FrozenMore, Reading, TermChange, check_agreement,
    check_terms, diff, is_major, needs_second_reading, second_reading, terms_hash,
};
pub use apply::apply;
pub use case::{
    Acceptance, Accord, Case, Conflict, Ending, Extension, FiledAttachment, Inquiry, Mediation,
    MediationState, Payment, Performance, Procedure, ProcedureKind, ProcedureStep, Reception,
    Referral, Refused, Round, Withdrawal,
};
pub use classify::{Standing, Verdict, classify};
pub use closing::closing_check;
pub use command::{Command, PaperIssue};
pub use context::{Context, SealPlace};
pub use deadlines::{Deadline, DeadlineKind, Urgency, deadlines};
pub use decide::{decide, issued_after_closing};
pub use dossier::{
    BINDING_PAPERS, DossierItem, DossierPart, DossierStage, PartOf, dossier_check, dossier_parts,
};
pub use event::{
    Assigned, Attendee, ConsentWay, EndReason, Event, Number, PayWay, RecordRef, ReferralBasis,
    RefuseReason, ServeWay, SessionHeld, SessionKind, SessionMode, SessionResult, SessionScheduled,
    SignHow, Statement,
};
pub use groups::{
    Annex, ConsentMark, Group, MemberConsent, Merged, MergedIn, Origin, Split, SplitOff,
    SplitRequest, Team, TeamMember, merge, split,
};
pub use ids::{CaseId, Id};
pub use judge::{Author, Owners, judge, owner_after};
pub use limitation::{InterruptWay, InterruptionNoted, LimitationSuspended, limitation};
pub use machine::machine_drawing;
pub use members::{
    ComputedAmount, GroupStatus, Member, MemberRemark, Stance, group_flag, group_status,
    member_remarks,
};
pub use next::{Step, next_steps};
pub use offers::{GapChart, GapPoint, Offer, OfferAnswer, OfferHead, OfferSide, gap};
pub use paper::{
    Paper, PaperState, Service, ServiceMore, SignPlace, Signature, Signer, SignerRole,
};
pub use pause::{Pause, Resumed, Supplement, SupplementAsked, SupplementDone, Suspended};
pub use performance::{
    Duty, DutyState, Happening, HappeningKind, Happenings, InsuranceTable, InsuredRow, MemberShare,
    MemberSum, Obtained, PaymentMore, Settled, duties, insurance_tables, member_shares,
    member_sums, order_duties, order_heads, overdue_for_order, pays_each,
};
pub use policy::{Policy, PolicyNumber, VagueWord};
pub use prefill::{Prefill, prefill};
pub use proceeding::{
    Body, BodyKind, NotedMove, ProcedureBasis, ProcedureMoved, ProcedureOpened, Proceeding,
};
pub use refusal::Refusal;
pub use sheet::{
    AUTHORITY, Claim, Clause, EACH_MEMBER, Obligation, ObligationKind, Party, PartyKind, PartyRole,
    Sheet,
};
pub use summary::{SearchText, Summary, summary};
pub use terms::{Clauses, Every, Instalment, LibraryClause, instalments};
pub use triage::{
    Estimate, GradeReason, HeadEstimate, Jurisdiction, Question, Remark, Risk, RiskGraded, Route,
    Triage, risk, triage,
};

/// Who wrote an event, when, and where it stands in the order.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Member of staff, as the desk names him.
    pub by: String,
    /// Wall time with offset: evidence only, it decides nothing.
    pub at: chrono::DateTime<chrono::FixedOffset>,
    /// Device that wrote the record.
    pub dev: String,
    /// Incarnation of the device.
    pub inc: String,
    /// Position in the device's log, from 1.
    pub seq: u64,
    /// Position in the hub's order, once it is known.
    pub hub_seq: Option<u64>,
}

/// One event with its stamp and the hub's verdict on it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// What happened.
    pub event: Event,
    /// Who, when, where.
    pub stamp: Stamp,
    /// How it stands to what other desks wrote.
    pub verdict: Verdict,
}
