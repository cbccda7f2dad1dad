use crate::event::{
    Assigned, ConsentWay, EndReason, Number, PayWay, RecordRef, ReferralBasis, RefuseReason,
    ServeWay, SessionHeld, SessionScheduled, SignHow,
};
use crate::ids::Id;
use crate::paper::Signer;
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
    Interrupt {
        /// Day.
        on: NaiveDate,
        /// What happened.
        why: String,
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
    },
    /// Add a note.
    Note {
        /// Text.
        text: String,
    },
}
