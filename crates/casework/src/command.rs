use crate::after::{
    Archived, ConsultationClosed, ContactLogged, Declined, Done, FactCancelled, ServicePlanned,
    TaskSet, TransferAnswered, TransferSent, VisitMade,
};
use crate::case::{Inquiry, Reception};
use crate::event::{
    Assigned, ConsentWay, EndReason, Number, PayWay, RecordRef, ReferralBasis, RefuseReason,
    ServeWay, SessionHeld, SessionScheduled, SignHow,
};
use crate::groups::{ConsentMark, Team};
use crate::ids::Id;
use crate::limitation::{InterruptionNoted, LimitationSuspended};
use crate::members::ComputedAmount;
use crate::offers::Offer;
use crate::paper::{ServiceMore, Signer};
use crate::pause::{Resumed, SupplementAsked, SupplementDone, Suspended};
use crate::performance::{Happening, HappeningKind, Obtained, PaymentMore, Settled};
use crate::proceeding::{ProcedureMoved, ProcedureOpened};
use crate::triage::RiskGraded;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::Value;
use statute::Fen;
use std::collections::BTreeMap;

/// A paper that has been typeset and is about to stand.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperIssue {
    /// Identifier.
    pub id: Id,
    /// Document kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// 文号 or 案号.
    pub number: Option<Number>,
    /// SHA-256 of the data, hex.
    pub data_hash: String,
    /// SHA-256 of the PDF, hex.
    pub pdf: String,
    /// Pages.
    pub pages: u32,
    /// SHA-256 of the template, hex.
    pub template: String,
    /// Policy pack.
    pub pack: String,
    /// Originals.
    pub copies: u32,
    /// Who has to sign.
    pub signers: Vec<Signer>,
    /// Date printed on it.
    pub on: NaiveDate,
    /// Paper that it replaces.
    pub supersedes: Option<Id>,
}

/// What a person wants to do with a case; [`crate::decide`] judges it.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Record what was typed; the values are normalised.
    Amend(BTreeMap<String, Value>),
    /// Receive the application.
    Receive {
        /// `oral` or `written`.
        form: String,
        /// Time of receipt.
        at: DateTime<FixedOffset>,
        /// Who receives it.
        receiver: String,
    },
    /// Ask the other side.
    AskConsent {
        /// Party.
        party: Id,
        /// Day.
        on: NaiveDate,
        /// How.
        way: ConsentWay,
    },
    /// Record the answer of the other side.
    AnswerConsent {
        /// Party.
        party: Id,
        /// Agrees.
        agreed: bool,
        /// Day.
        on: NaiveDate,
        /// How.
        way: ConsentWay,
        /// Who spoke, what was said.
        note: String,
    },
    /// Accept for mediation.
    Accept {
        /// 案号 allotted in the same transaction.
        number: Number,
        /// Day.
        on: NaiveDate,
        /// Mediators.
        mediators: Vec<String>,
        /// Recorder.
        recorder: String,
    },
    /// Do not accept.
    Refuse {
        /// Reason.
        reason: RefuseReason,
        /// Day.
        on: NaiveDate,
        /// Remarks.
        note: String,
    },
    /// Plan a session.
    ScheduleSession(SessionScheduled),
    /// Record a session.
    HoldSession(SessionHeld),
    /// Extend with both signatures on the paper.
    Extend {
        /// New last day.
        until: NaiveDate,
        /// The signed 延期同意书.
        paper: Id,
    },
    /// Freeze the terms into a version of the agreement, carried by this paper.
    Freeze {
        /// Identifier of the version.
        id: Id,
        /// The typeset agreement.
        paper: PaperIssue,
    },
    /// Give up a frozen text that is not in effect.
    Abandon {
        /// Why.
        reason: String,
    },
    /// Let a paper stand.
    Issue(PaperIssue),
    /// Note that a paper was printed.
    Print {
        /// Paper.
        id: Id,
        /// Copies.
        copies: u32,
        /// Queue.
        queue: String,
        /// Job.
        job: String,
    },
    /// Note a signature or seal.
    Sign {
        /// Paper.
        id: Id,
        /// Key of the signer.
        signer: String,
        /// Who signed.
        name: String,
        /// How.
        how: SignHow,
        /// When.
        at: DateTime<FixedOffset>,
    },
    /// Take back a signature booked by mistake.
    CancelSignature {
        /// Paper.
        id: Id,
        /// Key of the signer.
        signer: String,
        /// Why.
        reason: String,
    },
    /// Note that a paper was sent to be sealed.
    SendToSeal {
        /// Paper.
        id: Id,
        /// Day.
        on: NaiveDate,
    },
    /// Note a service.
    Serve {
        /// Paper.
        id: Id,
        /// Recipient.
        party: Id,
        /// How.
        way: ServeWay,
        /// Day.
        on: NaiveDate,
        /// Remarks.
        note: String,
        /// What proves it.
        more: ServiceMore,
    },
    /// File a scan to a paper.
    Scan {
        /// Paper.
        id: Id,
        /// Page.
        page: Option<u32>,
        /// SHA-256, hex.
        sha256: String,
    },
    /// Give up a paper nobody has signed.
    Void {
        /// Paper.
        id: Id,
        /// Why.
        reason: String,
    },
    /// Book a payment.
    ReceivePayment {
        /// Identifier.
        id: Id,
        /// Row of the terms.
        obligation: Id,
        /// Amount, 分.
        amount: Fen,
        /// Day.
        on: NaiveDate,
        /// How.
        way: PayWay,
        /// Remarks.
        note: String,
        /// Who got it and what proves it.
        more: PaymentMore,
    },
    /// Take back a payment booked by mistake.
    CancelPayment {
        /// Payment.
        id: Id,
        /// Why.
        reason: String,
    },
    /// End without an agreement.
    End {
        /// Reason.
        reason: EndReason,
        /// Day.
        on: NaiveDate,
        /// Remarks.
        note: String,
    },
    /// Hand over to the arbitration commission, or tell the party.
    Refer {
        /// Basis.
        basis: ReferralBasis,
        /// Commission.
        to: String,
        /// Paper.
        paper: Id,
        /// Day.
        on: NaiveDate,
    },
    /// The applicant withdraws.
    Withdraw {
        /// Day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Close the file.
    Close {
        /// Day.
        on: NaiveDate,
    },
    /// Open the file again.
    Reopen {
        /// Day.
        on: NaiveDate,
        /// Why.
        reason: String,
        /// Mediation begins again.
        resume: bool,
    },
    /// Give the case to a station of the county.
    Assign(Assigned),
    /// Take an assigned case over, or give it back.
    AnswerAssignment {
        /// Taken over.
        accepted: bool,
        /// Day.
        on: NaiveDate,
        /// Why it is given back.
        reason: String,
    },
    /// Take back what was given to a station and not answered.
    RecallAssignment {
        /// Day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Choose between what stands and what another desk wrote.
    ResolveConflict {
        /// The record kept beside.
        record: RecordRef,
        /// Fields or groups taken from it; the others stay as they stand.
        take: Vec<String>,
        /// Remarks.
        note: String,
    },
    /// Note an interruption of the limitation.
    Interrupt(InterruptionNoted),
    /// Note time that does not count for the limitation.
    SuspendLimitation(LimitationSuspended),
    /// Ask the applicant to complete the application.
    AskSupplement(SupplementAsked),
    /// Note that it was completed.
    CompleteSupplement(SupplementDone),
    /// Pause the mediation, as both sides agreed.
    Suspend(Suspended),
    /// Go on with the mediation after a pause.
    Resume(Resumed),
    /// Note that a procedure beside the mediation was begun.
    OpenProcedure(ProcedureOpened),
    /// Note how it went on.
    MoveProcedure(ProcedureMoved),
    /// Note the answer to a consultation.
    CloseConsultation(ConsultationClosed),
    /// Note a contact.
    LogContact(ContactLogged),
    /// Grade the risk.
    GradeRisk(RiskGraded),
    /// Arrange a service.
    PlanService(ServicePlanned),
    /// Note that it was given.
    CompleteService(Done),
    /// Note that it was not wanted.
    DeclineService(Declined),
    /// Note a visit.
    Visit(VisitMade),
    /// Give an agency a part of the work.
    SetTask(TaskSet),
    /// Note that it did it.
    CompleteTask(Done),
    /// Hand a matter to another body.
    SendTransfer(TransferSent),
    /// Note its answer.
    AnswerTransfer(TransferAnswered),
    /// Put the closed file into the archive.
    Archive(Archived),
    /// Take back what was noted by mistake.
    CancelFact(FactCancelled),
    /// Mend a receipt that was typed wrong.
    CorrectReception {
        /// As it should read.
        reception: Reception,
        /// What was wrong.
        reason: String,
    },
    /// Mend the record of a session.
    CorrectSession {
        /// The whole record as it should read, under the same identifier.
        held: SessionHeld,
        /// What was wrong.
        reason: String,
    },
    /// Mend the question to the other side or its answer.
    CorrectInquiry {
        /// The whole as it should read, for the same party.
        inquiry: Inquiry,
        /// What was wrong.
        reason: String,
    },
    /// Attach a file.
    Attach {
        /// SHA-256, hex.
        sha256: String,
        /// File name.
        name: String,
        /// Media type.
        mime: String,
        /// Bytes.
        size: u64,
        /// Evidence code or what it is.
        label: String,
        /// Where it comes from.
        obtained: Obtained,
    },
    /// Add a note.
    Note {
        /// Text.
        text: String,
    },
    /// Correct a payment that was booked wrongly: this is how it was.
    CorrectPayment {
        /// Payment.
        id: Id,
        /// Row of the terms.
        obligation: Id,
        /// Amount, 分.
        amount: Fen,
        /// Day.
        on: NaiveDate,
        /// How.
        way: PayWay,
        /// Remarks.
        note: String,
        /// Who got it and what proves it.
        more: PaymentMore,
        /// Why it is corrected.
        reason: String,
    },
    /// Note that the event on which an obligation depends has come about.
    NoteEvent(Happening),
    /// Note that a duty other than money was done.
    NoteDone(Happening),
    /// Take back such a note.
    CancelHappening {
        /// Row of the terms.
        obligation: Id,
        /// Which note.
        what: HappeningKind,
        /// Why.
        reason: String,
    },
    /// Paid in the room without a written agreement.
    Settle(Settled),
    /// Keep an amount with its working.
    Compute(ComputedAmount),
    /// Note that a member agrees to the amount agreed for him; the amount is read from the sheet.
    ConsentMember {
        /// Member.
        member: Id,
        /// Day.
        on: NaiveDate,
        /// How.
        way: ConsentMark,
        /// Paper or SHA-256 of the file that shows it.
        paper: String,
        /// Remarks.
        note: String,
    },
    /// Take back a member's consent.
    CancelMemberConsent {
        /// Member.
        member: Id,
        /// Day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Name the mediators with their agencies.
    NameTeam(Team),
    /// Record an offer.
    MakeOffer(Offer),
    /// Record the answer to an offer.
    AnswerOffer {
        /// Offer.
        id: Id,
        /// Taken.
        accepted: bool,
        /// Day.
        on: NaiveDate,
        /// Who spoke, what was said.
        note: String,
    },
    /// Take back an offer.
    CancelOffer {
        /// Offer.
        id: Id,
        /// Why.
        reason: String,
    },
    /// Record that the terms as they stand were read a second time; the reader is [`crate::Context::by`].
    ReadAgreement {
        /// In order, or sent back.
        passed: bool,
        /// What was found.
        note: String,
    },
}
