//! What can happen to a case; one event is the body of one record.

use crate::after::{
    Archived, ConsultationClosed, ContactLogged, Declined, Done, FactCancelled, ServicePlanned,
    TaskSet, TransferAnswered, TransferSent, VisitMade,
};
use crate::agreement::{FrozenMore, Reading};
use crate::case::{Inquiry, Reception};
use crate::groups::{Annex, MemberConsent, Merged, MergedIn, Split, SplitOff, Team};
use crate::ids::Id;
use crate::limitation::{InterruptionNoted, LimitationSuspended};
use crate::members::ComputedAmount;
use crate::offers::Offer;
use crate::paper::{ServiceMore, Signer};
use crate::pause::{Resumed, SupplementAsked, SupplementDone, Suspended};
use crate::performance::{Happening, HappeningKind, Obtained, PaymentMore, Settled};
use crate::proceeding::{ProcedureMoved, ProcedureOpened};
use crate::sheet::{Clause, Obligation};
use crate::triage::RiskGraded;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::Fen;
use std::collections::BTreeMap;

mod codes;
mod kinds;
mod record;
mod touches;

pub(crate) use codes::codes;
pub use codes::{
    ConsentWay, EndReason, PayWay, ReferralBasis, RefuseReason, ServeWay, SessionKind, SessionMode,
    SessionResult, SignHow,
};
pub use kinds::{Assigned, Attendee, Number, RecordRef, SessionHeld, SessionScheduled, Statement};

/// Something that happened to a case or was decided in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body")]
#[expect(
    missing_docs,
    reason = "fields that say what the command behind the event says are described there"
)]
pub enum Event {
    /// Fields were typed: only those that changed; `null` removes.
    #[serde(rename = "case.amended")]
    Amended {
        /// Path → value.
        patch: BTreeMap<String, Value>,
    },
    /// The application was received: the 15 days run from the next day (调解仲裁法 Art. 14(3)).
    #[serde(rename = "case.received")]
    Received {
        /// `oral` or `written`.
        form: String,
        /// Time of receipt.
        at: DateTime<FixedOffset>,
        /// Who received it.
        receiver: String,
    },
    /// The other side was asked whether it agrees to mediate.
    #[serde(rename = "consent.asked")]
    ConsentAsked {
        /// Party asked.
        party: Id,
        on: NaiveDate,
        way: ConsentWay,
    },
    /// The other side answered.
    #[serde(rename = "consent.answered")]
    ConsentAnswered {
        /// Party that answered.
        party: Id,
        /// Agrees or not.
        agreed: bool,
        on: NaiveDate,
        way: ConsentWay,
        /// Who spoke for the party, and what was said.
        #[serde(default)]
        note: String,
    },
    /// Accepted for mediation; the number is allotted now.
    #[serde(rename = "case.accepted")]
    Accepted {
        number: Number,
        on: NaiveDate,
        mediators: Vec<String>,
        #[serde(default)]
        recorder: String,
    },
    /// Not accepted, with other routes told.
    #[serde(rename = "case.refused")]
    Refused {
        reason: RefuseReason,
        on: NaiveDate,
        #[serde(default)]
        note: String,
    },
    /// A session was planned.
    #[serde(rename = "session.scheduled")]
    SessionScheduled(SessionScheduled),
    /// A session was held.
    #[serde(rename = "session.held")]
    SessionHeld(SessionHeld),
    /// Both sides signed an extension.
    #[serde(rename = "extension.agreed")]
    ExtensionAgreed {
        /// New last day.
        until: NaiveDate,
        /// Day on which both had signed.
        on: NaiveDate,
        /// Parties that signed.
        signed: Vec<Id>,
        /// The signed 延期同意书.
        #[serde(default)]
        paper: Option<Id>,
    },
    /// The text of the agreement was frozen; changing it means a new version.
    #[serde(rename = "agreement.frozen")]
    AgreementFrozen {
        /// Identifier of the version.
        id: Id,
        /// 1, 2, …
        version: u32,
        /// The paper that carries it.
        paper: Id,
        /// Terms as frozen.
        obligations: Vec<Obligation>,
        /// Clauses as frozen.
        clauses: Vec<Clause>,
        /// SHA-256 of the frozen data, hex.
        hash: String,
        on: NaiveDate,
        /// What else was frozen with the terms.
        #[serde(default, flatten)]
        more: FrozenMore,
    },
    /// A frozen text was given up (refused, or a new version is wanted).
    #[serde(rename = "agreement.abandoned")]
    AgreementAbandoned {
        /// Version given up.
        id: Id,
        reason: String,
        on: NaiveDate,
    },
    /// A paper was produced and stands as produced.
    #[serde(rename = "paper.issued")]
    PaperIssued {
        id: Id,
        paper_kind: String,
        title: String,
        #[serde(default)]
        number: Option<Number>,
        data_hash: String,
        pdf: String,
        pages: u32,
        template: String,
        pack: String,
        copies: u32,
        signers: Vec<Signer>,
        on: NaiveDate,
        #[serde(default)]
        supersedes: Option<Id>,
    },
    /// A paper went to a print queue.
    #[serde(rename = "paper.printed")]
    PaperPrinted {
        id: Id,
        copies: u32,
        queue: String,
        /// Job of the print system.
        job: String,
    },
    /// Somebody signed a paper.
    #[serde(rename = "paper.signed")]
    PaperSigned { id: Id, signer: String, name: String, how: SignHow, at: DateTime<FixedOffset> },
    /// A signature was booked by mistake: the sheet does not bear it.
    #[serde(rename = "paper.signature_cancelled")]
    PaperSignatureCancelled {
        id: Id,
        /// Key of the [`Signer`].
        signer: String,
        reason: String,
    },
    /// A paper was sent to be sealed (the seal is kept elsewhere).
    #[serde(rename = "paper.seal_sent")]
    PaperSealSent { id: Id, on: NaiveDate },
    /// A paper went to a party.
    #[serde(rename = "paper.served")]
    PaperServed {
        id: Id,
        /// Recipient.
        party: Id,
        way: ServeWay,
        on: NaiveDate,
        /// Remarks, e.g. witnesses.
        #[serde(default)]
        note: String,
        /// What proves it.
        #[serde(default, flatten)]
        more: ServiceMore,
    },
    /// A scan of a signed sheet was filed.
    #[serde(rename = "paper.scanned")]
    PaperScanned {
        id: Id,
        /// Page, when it is known.
        #[serde(default)]
        page: Option<u32>,
        /// SHA-256 of the file, hex.
        sha256: String,
    },
    /// A paper was given up before it was signed.
    #[serde(rename = "paper.voided")]
    PaperVoided { id: Id, reason: String },
    /// Money came in.
    #[serde(rename = "payment.received")]
    PaymentReceived {
        id: Id,
        /// Row of the terms it is for.
        obligation: Id,
        /// Amount, 分.
        amount: Fen,
        on: NaiveDate,
        way: PayWay,
        #[serde(default)]
        note: String,
        /// Who got it and what proves it.
        #[serde(default, flatten)]
        more: PaymentMore,
    },
    /// A payment was booked by mistake.
    #[serde(rename = "payment.cancelled")]
    PaymentCancelled { id: Id, reason: String },
    /// Mediation ended without an agreement.
    #[serde(rename = "case.ended")]
    Ended {
        reason: EndReason,
        on: NaiveDate,
        #[serde(default)]
        note: String,
    },
    /// The matter was handed to the arbitration commission, or the party was told that he may apply.
    #[serde(rename = "case.referred")]
    Referred {
        /// On what basis.
        basis: ReferralBasis,
        to: String,
        /// Paper that went with it.
        paper: Id,
        on: NaiveDate,
    },
    /// The applicant withdrew.
    #[serde(rename = "case.withdrawn")]
    Withdrawn { on: NaiveDate, reason: String },
    /// The file was closed.
    #[serde(rename = "case.closed")]
    Closed { on: NaiveDate },
    /// The file was opened again.
    #[serde(rename = "case.reopened")]
    Reopened {
        on: NaiveDate,
        reason: String,
        /// Mediation begins again; otherwise only the closed mark goes.
        #[serde(default)]
        resume: bool,
    },
    /// The county gave the case to a station; the hub completes the hand-over.
    #[serde(rename = "case.assigned")]
    Assigned(Assigned),
    /// The station took the case over, or gave it back.
    #[serde(rename = "assignment.answered")]
    AssignmentAnswered {
        /// Taken over, or given back.
        accepted: bool,
        /// Station to which it goes back, when it is not taken over.
        #[serde(default)]
        back_to: String,
        on: NaiveDate,
        /// Why it is given back.
        #[serde(default)]
        reason: String,
    },
    /// The county took back what it had given and the station had not answered; the hub completes it.
    #[serde(rename = "case.assignment_recalled")]
    AssignmentRecalled {
        /// Station to which it goes back.
        back_to: String,
        on: NaiveDate,
        reason: String,
    },
    /// A person chose between what stands and what another desk wrote.
    #[serde(rename = "conflict.resolved")]
    ConflictResolved {
        /// The record kept beside.
        record: RecordRef,
        /// Fields or groups taken from it.
        take: Vec<String>,
        /// Fields or groups left as they stand.
        keep: Vec<String>,
        #[serde(default)]
        note: String,
    },
    /// Something that interrupts the limitation (调解仲裁法 Art. 27(2)).
    #[serde(rename = "limitation.interrupted")]
    Interrupted(InterruptionNoted),
    /// Time that does not count for the limitation (调解仲裁法 Art. 27(3)).
    #[serde(rename = "limitation.suspended")]
    LimitationSuspended(LimitationSuspended),
    /// The applicant was asked to complete the application.
    #[serde(rename = "supplement.asked")]
    SupplementAsked(SupplementAsked),
    /// What was asked for came in.
    #[serde(rename = "supplement.done")]
    SupplementDone(SupplementDone),
    /// Both sides agreed to pause.
    #[serde(rename = "mediation.suspended")]
    Suspended(Suspended),
    /// The mediation goes on.
    #[serde(rename = "mediation.resumed")]
    Resumed(Resumed),
    /// A procedure beside the mediation was begun.
    #[serde(rename = "procedure.opened")]
    ProcedureOpened(ProcedureOpened),
    /// It went on to another state.
    #[serde(rename = "procedure.moved")]
    ProcedureMoved(ProcedureMoved),
    /// The consultation was answered.
    #[serde(rename = "consultation.closed")]
    ConsultationClosed(ConsultationClosed),
    /// Somebody was called, written to or met.
    #[serde(rename = "contact.logged")]
    ContactLogged(ContactLogged),
    /// A person graded the risk, against the rules or after them (transition 40).
    #[serde(rename = "risk.graded")]
    RiskGraded(RiskGraded),
    /// A service was arranged for a worker.
    #[serde(rename = "service.planned")]
    ServicePlanned(ServicePlanned),
    /// It was given.
    #[serde(rename = "service.done")]
    ServiceDone(Done),
    /// It was not wanted.
    #[serde(rename = "service.declined")]
    ServiceDeclined(Declined),
    /// A visit or call after the case.
    #[serde(rename = "visit.made")]
    VisitMade(VisitMade),
    /// An agency was given a part of the work.
    #[serde(rename = "task.set")]
    TaskSet(TaskSet),
    /// It did it.
    #[serde(rename = "task.done")]
    TaskDone(Done),
    /// A matter was handed to another body.
    #[serde(rename = "transfer.sent")]
    TransferSent(TransferSent),
    /// The other body answered.
    #[serde(rename = "transfer.answered")]
    TransferAnswered(TransferAnswered),
    /// The closed file went to the archive.
    #[serde(rename = "case.archived")]
    Archived(Archived),
    /// Something was noted by mistake.
    #[serde(rename = "fact.cancelled")]
    FactCancelled(FactCancelled),
    /// The receipt was typed wrong.
    #[serde(rename = "reception.corrected")]
    ReceptionCorrected {
        /// As it should read.
        reception: Reception,
        /// What was wrong.
        reason: String,
    },
    /// The record of a session was typed wrong.
    #[serde(rename = "session.corrected")]
    SessionCorrected { held: SessionHeld, reason: String },
    /// The question to the other side or its answer was typed wrong.
    #[serde(rename = "inquiry.corrected")]
    InquiryCorrected { inquiry: Inquiry, reason: String },
    /// A file was attached.
    #[serde(rename = "attachment.filed")]
    AttachmentFiled {
        sha256: String,
        name: String,
        mime: String,
        size: u64,
        label: String,
        #[serde(default, flatten)]
        obtained: Obtained,
    },
    /// A note for colleagues.
    #[serde(rename = "note.added")]
    NoteAdded {
        /// Text.
        text: String,
    },
    /// An amount was worked out with its working, for a claim or a member.
    #[serde(rename = "claim.computed")]
    Computed(ComputedAmount),
    /// A member of the group agreed to what is settled for him.
    #[serde(rename = "member.consented")]
    MemberConsented(MemberConsent),
    /// A member's consent was booked by mistake or taken back before the text was frozen.
    #[serde(rename = "member.consent_cancelled")]
    MemberConsentCancelled { member: Id, on: NaiveDate, reason: String },
    /// The amounts printed in an annex of the group agreement: a signature on it consents to these.
    #[serde(rename = "annex.made")]
    AnnexMade(Annex),
    /// Who mediates, from which agencies.
    #[serde(rename = "team.named")]
    TeamNamed(Team),
    /// Members left for a case of their own (transition 36).
    #[serde(rename = "case.split")]
    Split(Split),
    /// The first record of a case made of members that left another.
    #[serde(rename = "case.split_off")]
    SplitOff(Box<SplitOff>),
    /// The case went into another.
    #[serde(rename = "case.merged")]
    Merged(Merged),
    /// Another case came into this one.
    #[serde(rename = "case.merged_in")]
    MergedIn(MergedIn),
    /// A side, or the mediator for both, named a sum.
    #[serde(rename = "offer.made")]
    OfferMade(Offer),
    /// The other side took it or not.
    #[serde(rename = "offer.answered")]
    OfferAnswered {
        id: Id,
        /// Taken.
        accepted: bool,
        on: NaiveDate,
        /// Who spoke, what was said.
        #[serde(default)]
        note: String,
    },
    /// An offer was booked by mistake or taken back.
    #[serde(rename = "offer.cancelled")]
    OfferCancelled { id: Id, reason: String },
    /// A second reader went through the terms before they are frozen (transition 15).
    #[serde(rename = "agreement.read")]
    AgreementRead(Reading),
    /// The event on which an obligation depends has come about.
    #[serde(rename = "obligation.event")]
    ObligationEvent(Happening),
    /// A duty other than money was done, with its proof.
    #[serde(rename = "obligation.done")]
    ObligationDone(Happening),
    /// An event or a duty was noted by mistake.
    #[serde(rename = "obligation.cancelled")]
    ObligationCancelled {
        obligation: Id,
        /// Which note falls.
        what: HappeningKind,
        reason: String,
    },
    /// A payment was booked wrongly: this is how it was.
    #[serde(rename = "payment.corrected")]
    PaymentCorrected {
        id: Id,
        /// Row of the terms it is for.
        obligation: Id,
        /// Amount, 分.
        amount: Fen,
        on: NaiveDate,
        way: PayWay,
        #[serde(default)]
        note: String,
        /// Who got it and what proves it.
        #[serde(default, flatten)]
        more: PaymentMore,
        /// Why it is corrected.
        reason: String,
    },
    /// Paid in the room without a written agreement (transition 18).
    #[serde(rename = "case.settled")]
    Settled(Settled),
    /// A kind this version does not know: kept and passed on.
    #[serde(skip)]
    Unknown {
        /// Kind.
        kind: String,
        /// Body as it came.
        body: Value,
    },
}
