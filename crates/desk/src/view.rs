//! What the screens show of a case.

use casework::{
    Accord, Attendee, CaseId, CheckItem, Claim, Deadline, FiledAttachment, Inquiry, MediationState,
    Obligation, Paper, PaperState, Party, Payment, Performance, Procedure, Referral,
    SessionScheduled, Signer, Statement, Step, Summary,
};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use serde_json::Value;
use statute::Fen;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A case with its clocks and next steps, drafts laid over what is recorded.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseView {
    /// Identifier.
    pub id: CaseId,
    /// Title: applicants — respondents, or 未填姓名.
    pub title: String,
    /// What was typed, drafts included: path → value.
    #[ts(type = "Record<string, unknown>")]
    pub sheet: BTreeMap<String, Value>,
    /// Paths that are typed and not yet recorded.
    pub drafts: Vec<String>,
    /// Remarks on typed fields: wrong checksum, not a date …
    pub notes: Vec<FieldNote>,
    /// False for a case that has no record yet.
    pub saved: bool,
    /// Last time anything of it was saved, drafts included.
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// Row of the list.
    pub summary: Summary,
    /// Words for the cause.
    pub cause_words: String,
    /// Where the mediation stands.
    pub state: MediationState,
    /// Procedures, side by side.
    pub procedures: Vec<Procedure>,
    /// Procedures beside the mediation with what may follow, newest first.
    pub proceedings: Vec<crate::view_proceedings::ProceedingRow>,
    /// Contacts, tasks, transfers, services, visits, the archive.
    pub after: casework::After,
    /// Pauses both sides agreed to.
    pub pauses: Vec<casework::Pause>,
    /// Questions to complete the application.
    pub supplements: Vec<casework::Supplement>,
    /// What interrupted the limitation.
    pub interruptions: Vec<casework::Noted<casework::InterruptionNoted>>,
    /// Time that does not count for it.
    pub limitation_suspensions: Vec<casework::Noted<casework::LimitationSuspended>>,
    /// Members of the group, in order.
    pub members: Vec<casework::Member>,
    /// How the group stands; none when there are no members.
    pub group: Option<casework::GroupStatus>,
    /// What to look at in the table of members.
    pub member_remarks: Vec<casework::MemberRemark>,
    /// Members whose consent to their amount is on file.
    pub consented: Vec<casework::Id>,
    /// Where this case comes from, where it went, who mediates.
    pub moves: casework::Group,
    /// Offers, oldest first.
    pub offers: Vec<casework::Offer>,
    /// How far the sides are apart.
    pub gap: casework::GapChart,
    /// Each obligation of the agreement as it stands today.
    pub duties: Vec<casework::Duty>,
    /// Grade given by a person, if one was.
    pub graded: Option<casework::RiskGraded>,
    /// Clocks, the most pressing first.
    pub deadlines: Vec<Deadline>,
    /// Clocks as they would run if the application were received as typed; empty once it is.
    pub projected: Vec<Deadline>,
    /// 15-day period as cells for the head of the page, once it runs.
    pub period: Option<PeriodCells>,
    /// 5-working-day indicator as cells.
    pub target: Option<PeriodCells>,
    /// What may be done next, then what may not and why.
    pub steps: Vec<Step>,
    /// Parties.
    pub parties: Vec<Party>,
    /// Heads of claim with their working.
    pub claims: Vec<ClaimRow>,
    /// Application received.
    pub received_at: Option<DateTime<FixedOffset>>,
    /// Who received it.
    pub receiver: String,
    /// Accepted on.
    pub accepted_on: Option<NaiveDate>,
    /// Mediators.
    pub mediators: Vec<String>,
    /// Recorder.
    pub recorder: String,
    /// Questions to the other side.
    pub inquiries: Vec<Inquiry>,
    /// Planned sessions.
    pub planned: Vec<SessionScheduled>,
    /// Sessions held.
    pub sessions: Vec<SessionRow>,
    /// Ended: reason in words, day, remarks.
    pub ended: Option<(String, NaiveDate, String)>,
    /// Refused: reason in words, day, remarks.
    pub refused: Option<(String, NaiveDate, String)>,
    /// Hand-overs.
    pub referrals: Vec<Referral>,
    /// The version of the agreement that stands.
    pub accord: Option<Accord>,
    /// How it is being performed.
    pub performance: Option<Performance>,
    /// Rows of the terms with what was paid.
    pub obligations: Vec<ObligationRow>,
    /// Payments.
    pub payments: Vec<Payment>,
    /// Papers, newest first.
    pub papers: Vec<PaperRow>,
    /// Attached files.
    pub attachments: Vec<FiledAttachment>,
    /// Notes: when, who, text.
    pub remarks: Vec<(DateTime<FixedOffset>, String, String)>,
    /// This case holds records of a later version (此案含新版本内容).
    pub newer_content: bool,
    /// File closed on.
    pub closed_on: Option<NaiveDate>,
    /// Whose case it is; none on a desk that belongs to no county.
    pub owned: Option<crate::county::Ownership>,
    /// The county gave it to a station, and what that station answered.
    pub assigned: Option<(casework::Assigned, Option<bool>)>,
    /// It waits for this desk's answer.
    pub to_answer: bool,
    /// Records of other desks kept beside, between which a person has to choose.
    pub conflicts: u32,
}

/// A remark on one typed field; the words are the screen's.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FieldNote {
    /// Field.
    pub path: String,
    /// `ok`, `warn` (kept as typed) or `bad` (stays in the draft until it is mended).
    pub level: String,
    /// What was found.
    pub code: String,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
}

/// Days of a period, one cell each.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PeriodCells {
    /// Day after the start.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// `past`, `now`, `ahead`, `off` (not a working day at the end), `end`.
    pub cells: Vec<String>,
    /// Which day of the period today is, from 1; 0 before it begins.
    pub day: i64,
}

/// A head of claim with its words and working.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimRow {
    /// As typed.
    pub claim: Claim,
    /// Words for the head.
    pub words: String,
    /// Shown working, e.g. 4,000.00 × 2个月.
    pub working: String,
    /// Amount the working gives, 分.
    pub computed: Option<Fen>,
    /// Calculator that gave it; empty when it is only months by wage.
    pub calculator: String,
    /// Values in it are unconfirmed or unknown yet.
    pub unsure: bool,
}

/// A session as listed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionRow {
    /// Identifier.
    pub id: String,
    /// Begin.
    pub at: DateTime<FixedOffset>,
    /// End.
    pub until: Option<DateTime<FixedOffset>>,
    /// Place.
    pub place: String,
    /// How, in words.
    pub mode: String,
    /// Who was there.
    pub present: Vec<Attendee>,
    /// What was said.
    pub statements: Vec<Statement>,
    /// Proposal.
    pub proposal: String,
    /// Outcome code: `continue`, `agreed`, `failed`.
    pub result: String,
    /// Remarks.
    pub note: String,
}

/// A row of the terms with its payments.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ObligationRow {
    /// Terms.
    pub obligation: Obligation,
    /// 1, 2, …
    pub no: u32,
    /// Names of payer and payee.
    pub payer: String,
    /// Receiving party's name.
    pub payee: String,
    /// Paid so far, 分.
    pub paid: Fen,
    /// `paid`, `part`, `open`, `today`, `overdue`.
    pub standing: String,
    /// Days late, or 0.
    pub days_late: i64,
}

/// A paper as listed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperRow {
    /// Case.
    pub case: CaseId,
    /// Title of the case.
    pub case_title: String,
    /// `supervision` or `station` when its file is no dispute; empty for a case.
    pub subject: String,
    /// Paper.
    pub paper: Paper,
    /// Where it stands.
    pub state: PaperState,
    /// Signers still missing.
    pub missing: Vec<Signer>,
    /// First eight characters of the data's hash.
    pub hash8: String,
}

/// A paper with everything its screen shows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperView {
    /// Row.
    pub row: PaperRow,
    /// Who signs, with what stands already.
    pub signers: Vec<SignerRow>,
    /// Required signatures that stand, of how many.
    pub progress: (u32, u32),
    /// Pages of which a scan is filed.
    pub scanned: u32,
    /// Clocks that start when the paper takes effect, or run since: kind and last day.
    pub starts: Vec<Deadline>,
    /// Day of effect, for an agreement.
    pub effective_on: Option<NaiveDate>,
    /// The seal is kept at the county.
    pub seal_at_county: bool,
}

/// One signer of a paper.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignerRow {
    /// Signer.
    pub signer: Signer,
    /// Signed at.
    pub at: Option<DateTime<FixedOffset>>,
    /// Who signed and how, in words.
    pub done: String,
}

/// The agreement screen: terms as data, the checker, what stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AgreementView {
    /// The case, drafts included.
    pub case: CaseView,
    /// Findings, the worst first.
    pub check: Vec<CheckItem>,
    /// May be frozen now.
    pub ready: bool,
    /// 重大 or group: somebody else has to read the terms first.
    pub needs_reading: bool,
    /// The terms as they stand were read and passed.
    pub read: bool,
    /// Readings, oldest first.
    pub readings: Vec<casework::Reading>,
    /// Frozen versions so far: number and day.
    pub versions: Vec<(u32, NaiveDate)>,
    /// Sum of the rows, 分.
    pub promised: Fen,
    /// Sum claimed, 分.
    pub claimed: Fen,
    /// The paper of the frozen version, if one stands.
    pub paper: Option<PaperRow>,
}

/// One entry of the history.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryEntry {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub by: String,
    /// On which device: `本机` or its series.
    pub device: String,
    /// Kind of record.
    pub kind: String,
    /// What changed: label, from, to.
    pub changes: Vec<HistoryChange>,
    /// What happened, for facts and decisions: code values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
    /// Receipt: `local` until the desk is enrolled.
    pub receipt: String,
}

/// One changed field.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryChange {
    /// Field.
    pub path: String,
    /// Its label.
    pub label: String,
    /// Before, in words.
    pub from: String,
    /// After, in words.
    pub to: String,
}
