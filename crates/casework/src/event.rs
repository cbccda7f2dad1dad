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
use crate::paper::Signer;
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

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+ }
        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// Words as they stand on papers.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// How the other side was asked or answered.
    ConsentWay {
        /// By telephone.
        Phone = "phone", "电话";
        /// In person.
        Person = "person", "当面";
        /// By letter.
        Letter = "letter", "书面";
        /// By message.
        Message = "message", "短信或微信";
    }
}
codes! {
    /// Why an application is not accepted.
    RefuseReason {
        /// The other side does not agree to mediate (企业劳动争议协商调解规定 Art. 22).
        NoConsent = "no_consent", "被申请人不同意调解";
        /// The other side gave no answer in time.
        NoAnswer = "no_answer", "被申请人逾期未答复是否同意调解";
        /// Not a labour dispute in the sense of 调解仲裁法 Art. 2.
        OutOfScope = "out_of_scope", "不属于劳动争议调解范围";
        /// Already decided by an arbitration commission or a court.
        AlreadyDecided = "already_decided", "已由仲裁委员会或者人民法院受理或作出处理";
    }
}
codes! {
    /// How a session is held.
    #[derive(Default)]
    SessionMode {
        /// At the station.
        #[default]
        Station = "station", "现场";
        /// On the employer's premises or the worker's place.
        Visit = "visit", "上门";
        /// By telephone.
        Phone = "phone", "电话";
        /// By video.
        Video = "video", "视频";
        /// In a travelling tribunal.
        Tent = "tent", "流动庭";
        /// On a court's or the county's online platform.
        Online = "online", "线上";
    }
}
codes! {
    /// What kind of meeting it was.
    #[derive(Default)]
    SessionKind {
        /// Mediation between the parties.
        #[default]
        Mediation = "mediation", "调解";
        /// 三方协调会: parties, union and authorities at one table.
        Tripartite = "tripartite", "三方协调会";
        /// 案件研判: the agencies among themselves.
        Study = "study", "案件研判";
        /// Mediation beside a hearing of the commission or court.
        HearingSide = "hearing_side", "庭审旁调解";
    }
}
codes! {
    /// What a session led to.
    #[derive(Default)]
    SessionResult {
        /// The parties go on talking.
        #[default]
        Continue = "continue", "继续调解";
        /// The parties agree.
        Agreed = "agreed", "达成一致";
        /// The parties do not agree.
        Failed = "failed", "未能达成一致";
    }
}
codes! {
    /// Why mediation ends without an agreement (企业劳动争议协商调解规定 Art. 29, 30).
    EndReason {
        /// The period ran out.
        Expired = "expired", "调解期限届满未达成协议";
        /// A party does not want to go on.
        PartyEnds = "party_ends", "一方当事人不愿继续调解";
        /// The positions cannot be brought together.
        Irreconcilable = "irreconcilable", "双方意见分歧较大，无法达成一致";
        /// A party refuses to sign the agreed text.
        NotSigned = "not_signed", "一方当事人拒绝在调解协议上签名或者盖章";
        /// The other side cannot be reached.
        Lost = "lost", "被申请人无法取得联系";
    }
}
codes! {
    /// On what basis a matter is handed to the arbitration commission (needs.md § 0, correction 4).
    ReferralBasis {
        /// The commission had entrusted the mediation; the file goes back to it.
        Entrusted = "entrusted", "受仲裁委员会委托调解";
        /// The party's own application is attached.
        Application = "application", "附当事人本人的仲裁申请";
        /// Neither: it is only a notice.
        Notice = "notice", "仅作情况告知";
    }
}
codes! {
    /// How a paper was served.
    ServeWay {
        /// Handed over.
        Direct = "direct", "直接送达";
        /// By post.
        Post = "post", "邮寄送达";
        /// Left at the place with witnesses.
        Left = "left", "留置送达";
        /// Electronically, with consent.
        Electronic = "electronic", "电子送达";
    }
}
codes! {
    /// How a paper was signed.
    SignHow {
        /// Signature.
        Sign = "sign", "签名";
        /// Signature and fingerprint.
        Fingerprint = "fingerprint", "签名并按指印";
        /// Seal.
        Seal = "seal", "盖章";
        /// Signature and seal.
        SignSeal = "sign_seal", "签名并盖章";
    }
}
codes! {
    /// How money was paid.
    PayWay {
        /// Cash.
        Cash = "cash", "现金";
        /// Bank transfer.
        Transfer = "transfer", "银行转账";
        /// WeChat.
        Wechat = "wechat", "微信转账";
        /// Alipay.
        Alipay = "alipay", "支付宝转账";
        /// From an escrow account.
        Escrow = "escrow", "专户支付";
        /// To the social-insurance or tax authority.
        Authority = "authority", "缴至经办机构";
        /// Some other way.
        Other = "other", "其他方式";
    }
}

/// An allotted number, e.g. 勐工调〔2026〕KD12号: never reused, no leading zeros (GB/T 9704).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Number {
    /// The whole number as printed.
    pub text: String,
    /// Which series it was taken from, e.g. `case` or `letter`.
    pub series: String,
    /// Year of the series.
    pub year: i32,
    /// Place in the series of this desk.
    pub n: u32,
}

/// Somebody present at a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Attendee {
    /// Row of the party, if the person is or stands for one.
    #[serde(default)]
    pub party: Option<Id>,
    /// Name.
    pub name: String,
    /// Capacity, e.g. 申请人, 委托代理人, 翻译.
    pub capacity: String,
    /// Agency or firm he speaks for, e.g. 县人社局.
    #[serde(default)]
    #[ts(as = "Option<String>", optional)]
    pub agency: String,
    /// His identity was checked.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub id_checked: bool,
    /// He was not in the room and signs the record later (by post, at another station).
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub signs_later: bool,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Statement {
    /// Name or standing of the speaker.
    pub who: String,
    /// What was said.
    pub text: String,
}

/// A session that is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SessionScheduled {
    /// Identifier; the held session takes it over.
    pub id: Id,
    /// Begin, local time with offset.
    pub at: DateTime<FixedOffset>,
    /// Place.
    pub place: String,
}

/// A session that was held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SessionHeld {
    /// Identifier.
    pub id: Id,
    /// Begin, local time with offset.
    pub at: DateTime<FixedOffset>,
    /// End.
    #[serde(default)]
    pub until: Option<DateTime<FixedOffset>>,
    /// Place.
    pub place: String,
    /// How it was held.
    pub mode: SessionMode,
    /// Who was there.
    pub present: Vec<Attendee>,
    /// Mediators.
    pub mediators: Vec<String>,
    /// Recorder.
    #[serde(default)]
    pub recorder: String,
    /// What was said.
    pub statements: Vec<Statement>,
    /// Mediator's proposal.
    #[serde(default)]
    pub proposal: String,
    /// Outcome.
    pub result: SessionResult,
    /// Remarks on the outcome.
    #[serde(default)]
    pub note: String,
    /// What kind of meeting it was.
    #[serde(default)]
    pub kind: SessionKind,
    /// Whether those present agreed to be recorded; `None` when it was not recorded (在线调解规则 Art. 20–23).
    #[serde(default)]
    pub recording_consent: Option<bool>,
    /// Telephone numbers or accounts that were used.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// Day on which it goes on.
    #[serde(default)]
    pub next_on: Option<NaiveDate>,
    /// SHA-256 of files that belong to it, e.g. the employer's plan, the sign-in sheet, the recording.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// Names a record: device, incarnation, place in that log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RecordRef {
    /// Device.
    pub dev: String,
    /// Incarnation.
    pub inc: String,
    /// Place.
    #[ts(type = "number")]
    pub seq: u64,
}

/// A case given to a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Assigned {
    /// Station that gets it.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// Station that gave it, where it goes back to.
    pub from: String,
    /// Its name.
    pub from_name: String,
    /// Mediator named, if one is.
    #[serde(default)]
    pub mediator: String,
    /// Day by which an answer or a result is wanted.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Day.
    pub on: NaiveDate,
    /// What the county says to it.
    #[serde(default)]
    pub note: String,
}

/// Something that happened to a case or was decided in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body")]
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
        /// Day.
        on: NaiveDate,
        /// How.
        way: ConsentWay,
    },
    /// The other side answered.
    #[serde(rename = "consent.answered")]
    ConsentAnswered {
        /// Party that answered.
        party: Id,
        /// Agrees or not.
        agreed: bool,
        /// Day.
        on: NaiveDate,
        /// How.
        way: ConsentWay,
        /// Who spoke for the party, and what was said.
        #[serde(default)]
        note: String,
    },
    /// Accepted for mediation; the number is allotted now.
    #[serde(rename = "case.accepted")]
    Accepted {
        /// 案号.
        number: Number,
        /// Day of acceptance.
        on: NaiveDate,
        /// Mediators.
        mediators: Vec<String>,
        /// Recorder.
        #[serde(default)]
        recorder: String,
    },
    /// Not accepted, with other routes told.
    #[serde(rename = "case.refused")]
    Refused {
        /// Reason.
        reason: RefuseReason,
        /// Day.
        on: NaiveDate,
        /// Remarks.
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
        /// Day.
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
        /// Why.
        reason: String,
        /// Day.
        on: NaiveDate,
    },
    /// A paper was produced and stands as produced.
    #[serde(rename = "paper.issued")]
    PaperIssued {
        /// Identifier of the paper.
        id: Id,
        /// Document kind (folder in assets/documents).
        paper_kind: String,
        /// Title as printed.
        title: String,
        /// 文号 or 案号 printed on it.
        #[serde(default)]
        number: Option<Number>,
        /// SHA-256 of the data, hex.
        data_hash: String,
        /// SHA-256 of the PDF in the attachment store, hex.
        pdf: String,
        /// Pages.
        pages: u32,
        /// SHA-256 of the template, hex.
        template: String,
        /// Policy pack, `builtin` when none.
        pack: String,
        /// Originals to print.
        copies: u32,
        /// Who has to sign or seal.
        signers: Vec<Signer>,
        /// Day printed as date of the paper.
        on: NaiveDate,
        /// Paper that this one replaces.
        #[serde(default)]
        supersedes: Option<Id>,
    },
    /// A paper went to a print queue.
    #[serde(rename = "paper.printed")]
    PaperPrinted {
        /// Paper.
        id: Id,
        /// Copies.
        copies: u32,
        /// Queue.
        queue: String,
        /// Job of the print system.
        job: String,
    },
    /// Somebody signed a paper.
    #[serde(rename = "paper.signed")]
    PaperSigned {
        /// Paper.
        id: Id,
        /// Key of the [`Signer`].
        signer: String,
        /// Name of the one who signed.
        name: String,
        /// How.
        how: SignHow,
        /// When, local time with offset.
        at: DateTime<FixedOffset>,
    },
    /// A signature was booked by mistake: the sheet does not bear it.
    #[serde(rename = "paper.signature_cancelled")]
    PaperSignatureCancelled {
        /// Paper.
        id: Id,
        /// Key of the [`Signer`].
        signer: String,
        /// Why.
        reason: String,
    },
    /// A paper was sent to be sealed (the seal is kept elsewhere).
    #[serde(rename = "paper.seal_sent")]
    PaperSealSent {
        /// Paper.
        id: Id,
        /// Day.
        on: NaiveDate,
    },
    /// A paper went to a party.
    #[serde(rename = "paper.served")]
    PaperServed {
        /// Paper.
        id: Id,
        /// Recipient.
        party: Id,
        /// How.
        way: ServeWay,
        /// Day.
        on: NaiveDate,
        /// Remarks, e.g. witnesses.
        #[serde(default)]
        note: String,
    },
    /// A scan of a signed sheet was filed.
    #[serde(rename = "paper.scanned")]
    PaperScanned {
        /// Paper.
        id: Id,
        /// Page, when it is known.
        #[serde(default)]
        page: Option<u32>,
        /// SHA-256 of the file, hex.
        sha256: String,
    },
    /// A paper was given up before it was signed.
    #[serde(rename = "paper.voided")]
    PaperVoided {
        /// Paper.
        id: Id,
        /// Why.
        reason: String,
    },
    /// Money came in.
    #[serde(rename = "payment.received")]
    PaymentReceived {
        /// Identifier.
        id: Id,
        /// Row of the terms it is for.
        obligation: Id,
        /// Amount, 分.
        amount: Fen,
        /// Day.
        on: NaiveDate,
        /// How.
        way: PayWay,
        /// Remarks.
        #[serde(default)]
        note: String,
        /// Who got it and what proves it.
        #[serde(default, flatten)]
        more: PaymentMore,
    },
    /// A payment was booked by mistake.
    #[serde(rename = "payment.cancelled")]
    PaymentCancelled {
        /// Payment.
        id: Id,
        /// Why.
        reason: String,
    },
    /// Mediation ended without an agreement.
    #[serde(rename = "case.ended")]
    Ended {
        /// Reason.
        reason: EndReason,
        /// Day.
        on: NaiveDate,
        /// Remarks.
        #[serde(default)]
        note: String,
    },
    /// The matter was handed to the arbitration commission, or the party was told that he may apply.
    #[serde(rename = "case.referred")]
    Referred {
        /// On what basis.
        basis: ReferralBasis,
        /// Commission.
        to: String,
        /// Paper that went with it.
        paper: Id,
        /// Day.
        on: NaiveDate,
    },
    /// The applicant withdrew.
    #[serde(rename = "case.withdrawn")]
    Withdrawn {
        /// Day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// The file was closed.
    #[serde(rename = "case.closed")]
    Closed {
        /// Day.
        on: NaiveDate,
    },
    /// The file was opened again.
    #[serde(rename = "case.reopened")]
    Reopened {
        /// Day.
        on: NaiveDate,
        /// Why.
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
        /// Day.
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
        /// Day.
        on: NaiveDate,
        /// Why.
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
        /// Remarks.
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
    SessionCorrected {
        /// The whole record as it should read, under the same identifier.
        held: SessionHeld,
        /// What was wrong.
        reason: String,
    },
    /// The question to the other side or its answer was typed wrong.
    #[serde(rename = "inquiry.corrected")]
    InquiryCorrected {
        /// The whole as it should read, for the same party.
        inquiry: Inquiry,
        /// What was wrong.
        reason: String,
    },
    /// A file was attached.
    #[serde(rename = "attachment.filed")]
    AttachmentFiled {
        /// SHA-256 of the file, hex.
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
    MemberConsentCancelled {
        /// Member.
        member: Id,
        /// Day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
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
        /// Offer.
        id: Id,
        /// Taken.
        accepted: bool,
        /// Day.
        on: NaiveDate,
        /// Who spoke, what was said.
        #[serde(default)]
        note: String,
    },
    /// An offer was booked by mistake or taken back.
    #[serde(rename = "offer.cancelled")]
    OfferCancelled {
        /// Offer.
        id: Id,
        /// Why.
        reason: String,
    },
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
        /// Row of the terms.
        obligation: Id,
        /// Which note falls.
        what: HappeningKind,
        /// Why.
        reason: String,
    },
    /// A payment was booked wrongly: this is how it was.
    #[serde(rename = "payment.corrected")]
    PaymentCorrected {
        /// Payment.
        id: Id,
        /// Row of the terms it is for.
        obligation: Id,
        /// Amount, 分.
        amount: Fen,
        /// Day.
        on: NaiveDate,
        /// How.
        way: PayWay,
        /// Remarks.
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

impl Event {
    /// Reads the event of a record; what it cannot read is kept as [`Event::Unknown`].
    pub fn parse(kind: &str, body: &Value) -> Self {
        let whole = serde_json::json!({ "kind": kind, "body": body });
        serde_json::from_value(whole)
            .unwrap_or_else(|_| Self::Unknown { kind: kind.to_owned(), body: body.clone() })
    }

    fn split(&self) -> (String, Value) {
        if let Self::Unknown { kind, body } = self {
            return (kind.clone(), body.clone());
        }
        let whole = serde_json::to_value(self).expect("events hold only plain data");
        let kind = whole["kind"].as_str().expect("the tag is a string").to_owned();
        (kind, whole["body"].clone())
    }

    /// Kind of the record.
    pub fn kind(&self) -> String {
        self.split().0
    }

    /// Body of the record.
    pub fn body(&self) -> Value {
        self.split().1
    }

    /// True for facts of the world, which are applied whatever another desk wrote.
    pub fn is_fact(&self) -> bool {
        !matches!(
            self,
            Self::Amended { .. }
                | Self::Accepted { .. }
                | Self::Refused { .. }
                | Self::AgreementFrozen { .. }
                | Self::AgreementAbandoned { .. }
                | Self::ExtensionAgreed { .. }
                | Self::PaperVoided { .. }
                | Self::Ended { .. }
                | Self::Referred { .. }
                | Self::Withdrawn { .. }
                | Self::Closed { .. }
                | Self::Reopened { .. }
                | Self::Assigned(_)
                | Self::AssignmentAnswered { .. }
                | Self::AssignmentRecalled { .. }
                | Self::ConflictResolved { .. }
                | Self::Suspended(_)
                | Self::Resumed(_)
                | Self::Archived(_)
                | Self::ReceptionCorrected { .. }
                | Self::SessionCorrected { .. }
                | Self::InquiryCorrected { .. }
                | Self::TeamNamed(_)
                | Self::Split(_)
                | Self::SplitOff(_)
                | Self::Merged(_)
                | Self::MergedIn(_)
                | Self::Settled(_)
                | Self::Unknown { .. }
        )
    }

    /// True for the kinds the county office may write on any case (design: ownership).
    pub fn is_countys(&self) -> bool {
        match self {
            Self::Assigned(_)
            | Self::AssignmentRecalled { .. }
            | Self::Reopened { .. }
            | Self::NoteAdded { .. }
            | Self::AttachmentFiled { .. }
            | Self::PaperScanned { .. }
            | Self::RiskGraded(_)
            | Self::TaskSet(_)
            | Self::TaskDone(_)
            | Self::Archived(_)
            | Self::AgreementRead(_)
            | Self::ConflictResolved { .. } => true,
            Self::PaperSigned { signer, .. } => signer == "organisation",
            _ => false,
        }
    }

    /// Which fields or legal groups the event decides, for [`crate::classify`].
    ///
    /// A patch names its fields; a decision names its group; a fact names nothing.
    pub fn touches(&self) -> Vec<String> {
        match self {
            Self::Amended { patch } => patch.keys().cloned().collect(),
            Self::Accepted { .. }
            | Self::Refused { .. }
            | Self::Ended { .. }
            | Self::Withdrawn { .. }
            | Self::Referred { .. }
            | Self::Closed { .. }
            | Self::Archived(_)
            | Self::Reopened { .. } => vec!["group/status".to_owned()],
            Self::ExtensionAgreed { .. } | Self::Suspended(_) | Self::Resumed(_) => {
                vec!["group/period".to_owned()]
            }
            Self::ReceptionCorrected { .. } => vec!["group/reception".to_owned()],
            Self::SessionCorrected { held, .. } => vec![format!("group/session/{}", held.id)],
            Self::InquiryCorrected { inquiry, .. } => {
                vec![format!("group/inquiry/{}", inquiry.party)]
            }
            Self::Settled(_) => vec!["group/status".to_owned()],
            Self::TeamNamed(_) => vec!["group/team".to_owned()],
            Self::Split(split) => crate::groups::touches(&split.patch),
            Self::SplitOff(_) => crate::groups::touches(&BTreeMap::new()),
            Self::Merged(_) => crate::groups::touches(&BTreeMap::new()),
            Self::MergedIn(merged) => crate::groups::touches(&merged.patch),
            Self::AgreementFrozen { .. } | Self::AgreementAbandoned { .. } => {
                vec!["group/agreement".to_owned(), "group/status".to_owned()]
            }
            Self::PaperVoided { id, .. } => vec![format!("group/paper/{id}")],
            Self::Assigned(_)
            | Self::AssignmentAnswered { .. }
            | Self::AssignmentRecalled { .. } => vec!["group/owner".to_owned()],
            Self::ConflictResolved { record, take, keep, .. } => {
                let group = format!("group/conflict/{}:{}:{}", record.dev, record.inc, record.seq);
                std::iter::once(&group).chain(take).chain(keep).cloned().collect()
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_event_survives_the_way_through_a_record() {
        let event = Event::PaymentReceived {
            id: Id::from("p1"),
            obligation: Id::from("o1"),
            amount: Fen(400_000),
            on: NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day"),
            way: PayWay::Cash,
            note: String::new(),
            more: PaymentMore::default(),
        };
        assert_eq!(event.kind(), "payment.received");
        assert_eq!(Event::parse(&event.kind(), &event.body()), event);
    }

    #[test]
    fn a_kind_of_a_later_version_is_kept_to_the_letter() {
        let body = json!({"x": [1, {"y": "龘"}]});
        let event = Event::parse("case.of_tomorrow", &body);
        assert_eq!(event.kind(), "case.of_tomorrow");
        assert_eq!(event.body(), body);
    }
}
