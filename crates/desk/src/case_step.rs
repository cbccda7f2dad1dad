//! `case.*`, `session.*`, `extension.*`: the steps of the procedure.
//!
//! Each takes one command to [`casework::decide`] in the transaction that records it. Days left out
//! are today; a refusal comes back as `refused.<guard>` with the article and nothing is recorded.

use crate::case::{row_id, take};
use crate::error::{DeskError, Result};
use crate::numbers;
use crate::session::Desk;
use crate::view::CaseView;
use crate::view_make;
use casework::{
    Attendee, CaseId, Command, ConsentWay, EndReason, Id, ReferralBasis, RefuseReason, SessionHeld,
    SessionMode, SessionResult, SessionScheduled, Statement,
};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Deserialize;
use ts_rs::TS;

/// Receive the application.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseReceive {
    /// Case.
    pub case: CaseId,
    /// `oral` or `written`.
    pub form: String,
    /// Time of receipt; the time typed on the sheet when left out, else now.
    #[serde(default)]
    pub at: Option<DateTime<FixedOffset>>,
}

/// Receives the application: the 15 days run from the next day (调解仲裁法 Art. 14(3)).
///
/// # Errors
/// `refused.case.receive.*`.
pub fn receive(desk: &Desk, input: CaseReceive) -> Result<CaseView> {
    let session = desk.session()?;
    let receiver = session.staff.name.clone();
    let now = desk.now();
    desk.step(&session, &input.case, |case, _| {
        let typed = case.sheet.text("case/received_at");
        let typed = DateTime::parse_from_rfc3339(&typed).ok();
        let at = input.at.or(typed).unwrap_or(now);
        Ok(vec![Command::Receive { form: input.form, at, receiver }])
    })?;
    view_make::case_view(desk, &session, &input.case)
}

/// Ask the other side.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseAskConsent {
    /// Case.
    pub case: CaseId,
    /// Party asked.
    pub party: Id,
    /// How.
    pub way: ConsentWay,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// Records that the other side was asked whether it agrees to mediate.
///
/// # Errors
/// `refused.consent.*`.
pub fn ask_consent(desk: &Desk, input: CaseAskConsent) -> Result<CaseView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    take(desk, &input.case, Command::AskConsent { party: input.party, on, way: input.way })
}

/// The answer of the other side.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseAnswerConsent {
    /// Case.
    pub case: CaseId,
    /// Party that answered.
    pub party: Id,
    /// Agrees.
    pub agreed: bool,
    /// How.
    pub way: ConsentWay,
    /// Who spoke, what was said.
    #[serde(default)]
    pub note: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// Records the answer of the other side.
///
/// # Errors
/// `refused.consent.*`.
pub fn answer_consent(desk: &Desk, input: CaseAnswerConsent) -> Result<CaseView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    let CaseAnswerConsent { case, party, agreed, way, note, .. } = input;
    take(desk, &case, Command::AnswerConsent { party, agreed, on, way, note })
}

/// Accept for mediation.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseAccept {
    /// Case.
    pub case: CaseId,
    /// Mediators; the one who has signed in when empty.
    #[serde(default)]
    pub mediators: Vec<String>,
    /// Recorder.
    #[serde(default)]
    pub recorder: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// Accepts the case and allots its 案号 in the same transaction.
///
/// # Errors
/// `refused.case.accept.*`; `store.numbers_blocked` after a restore, until the last number is confirmed.
pub fn accept(desk: &Desk, input: CaseAccept) -> Result<CaseView> {
    let session = desk.session()?;
    let on = input.on.unwrap_or_else(|| desk.today());
    let mut mediators = input.mediators;
    if mediators.is_empty() {
        mediators.push(session.staff.name.clone());
    }
    desk.step(&session, &input.case, |_, w| {
        let number = numbers::case_number(w, &session.settings, on)?;
        Ok(vec![Command::Accept { number, on, mediators, recorder: input.recorder }])
    })?;
    view_make::case_view(desk, &session, &input.case)
}

/// Do not accept.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseRefuse {
    /// Case.
    pub case: CaseId,
    /// Reason.
    pub reason: RefuseReason,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// Does not accept the case; the notice with other routes is issued separately.
///
/// # Errors
/// `refused.case.refuse.*`.
pub fn refuse(desk: &Desk, input: CaseRefuse) -> Result<CaseView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    take(desk, &input.case, Command::Refuse { reason: input.reason, on, note: input.note })
}

/// Plan a session.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SessionSchedule {
    /// Case.
    pub case: CaseId,
    /// A planned session to move; left out for a new one.
    #[serde(default)]
    pub id: Option<Id>,
    /// Begin.
    pub at: DateTime<FixedOffset>,
    /// Place.
    pub place: String,
}

/// Plans a session.
///
/// # Errors
/// `refused.session.state`.
pub fn schedule(desk: &Desk, input: SessionSchedule) -> Result<CaseView> {
    let id = input.id.unwrap_or_else(row_id);
    let planned = SessionScheduled { id, at: input.at, place: input.place };
    take(desk, &input.case, Command::ScheduleSession(planned))
}

/// Record a session.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SessionHold {
    /// Case.
    pub case: CaseId,
    /// The planned session, if it was planned.
    #[serde(default)]
    pub id: Option<Id>,
    /// Begin.
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
    /// Mediators; those of the case when empty.
    #[serde(default)]
    pub mediators: Vec<String>,
    /// Recorder.
    #[serde(default)]
    pub recorder: String,
    /// What was said.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Proposal.
    #[serde(default)]
    pub proposal: String,
    /// Outcome.
    pub result: SessionResult,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// What kind of meeting it was.
    #[serde(default)]
    pub kind: casework::SessionKind,
    /// Whether those present agreed to be recorded; none when it was not recorded.
    #[serde(default)]
    pub recording_consent: Option<bool>,
    /// Telephone numbers or accounts that were used.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// Day on which it goes on.
    #[serde(default)]
    pub next_on: Option<NaiveDate>,
    /// SHA-256 of files that belong to it.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// Records a session that was held.
///
/// # Errors
/// `refused.session.*`.
pub fn hold(desk: &Desk, input: SessionHold) -> Result<CaseView> {
    let session = desk.session()?;
    let case_id = input.case.clone();
    desk.step(&session, &case_id, |case, _| {
        let mut mediators = input.mediators;
        if mediators.is_empty() {
            mediators =
                case.mediation.accepted.as_ref().map(|a| a.mediators.clone()).unwrap_or_default();
        }
        Ok(vec![Command::HoldSession(SessionHeld {
            id: input.id.unwrap_or_else(row_id),
            at: input.at,
            until: input.until,
            place: input.place,
            mode: input.mode,
            present: input.present,
            mediators,
            recorder: input.recorder,
            statements: input.statements,
            proposal: input.proposal,
            result: input.result,
            note: input.note,
            kind: input.kind,
            recording_consent: input.recording_consent,
            numbers: input.numbers,
            next_on: input.next_on,
            attachments: input.attachments,
        })])
    })?;
    view_make::case_view(desk, &session, &case_id)
}

/// Extend the mediation period.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ExtensionAgree {
    /// Case.
    pub case: CaseId,
    /// New last day.
    pub until: NaiveDate,
    /// The 延期同意书 signed by both sides.
    pub paper: Id,
}

/// Extends the period once both sides have signed the paper (企业劳动争议协商调解规定 Art. 29).
///
/// # Errors
/// `refused.extension.*`.
pub fn extend(desk: &Desk, input: ExtensionAgree) -> Result<CaseView> {
    take(desk, &input.case, Command::Extend { until: input.until, paper: input.paper })
}

/// End without an agreement.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseEnd {
    /// Case.
    pub case: CaseId,
    /// Reason.
    pub reason: EndReason,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// Ends the mediation without an agreement; the papers are proposed, a person issues them.
///
/// # Errors
/// `refused.case.end.*`.
pub fn end(desk: &Desk, input: CaseEnd) -> Result<CaseView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    take(desk, &input.case, Command::End { reason: input.reason, on, note: input.note })
}

/// Hand over to the arbitration commission, or tell the party.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseRefer {
    /// Case.
    pub case: CaseId,
    /// Basis.
    pub basis: ReferralBasis,
    /// Commission; the entrusting one or that of the settings when left out.
    #[serde(default)]
    pub to: String,
    /// The issued 复函 or notice.
    pub paper: Id,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// Records the hand-over on its stated basis; nothing is handed over by itself.
///
/// # Errors
/// `refused.referral.*`.
pub fn refer(desk: &Desk, input: CaseRefer) -> Result<CaseView> {
    let session = desk.session()?;
    let on = input.on.unwrap_or_else(|| desk.today());
    desk.step(&session, &input.case, |case, _| {
        let entrusting = case.sheet.text("case/entrusting");
        let to = match (input.to.as_str(), input.basis) {
            ("", ReferralBasis::Entrusted) if !entrusting.is_empty() => entrusting,
            ("", _) => session.settings.commission.clone(),
            (to, _) => to.to_owned(),
        };
        Ok(vec![Command::Refer { basis: input.basis, to, paper: input.paper, on }])
    })?;
    view_make::case_view(desk, &session, &input.case)
}

/// A step with a reason.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseReason {
    /// Case.
    pub case: CaseId,
    /// Why.
    pub reason: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// The applicant withdraws.
///
/// # Errors
/// `refused.case.withdraw.*`.
pub fn withdraw(desk: &Desk, input: CaseReason) -> Result<CaseView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    take(desk, &input.case, Command::Withdraw { on, reason: input.reason })
}

/// Opening again: a case, a reason, and whether the mediation begins anew.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseReopen {
    /// Case.
    pub case: CaseId,
    /// Why.
    pub reason: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// The mediation begins again, with a new clock (needs.md § (b), transition 39).
    #[serde(default)]
    pub resume: bool,
}

/// Opens a closed file again, or begins the mediation of one that ended without an agreement anew.
///
/// # Errors
/// `refused.case.reopen.*`, `refused.case.resume.*`.
pub fn reopen(desk: &Desk, input: CaseReopen) -> Result<CaseView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    let command = Command::Reopen { on, reason: input.reason, resume: input.resume };
    take(desk, &input.case, command)
}

/// Closes the file.
///
/// # Errors
/// `refused.case.close.*`.
pub fn close(desk: &Desk, input: crate::case::CaseRef) -> Result<CaseView> {
    let on = desk.today();
    take(desk, &input.case, Command::Close { on })
}

/// A note.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseNote {
    /// Case.
    pub case: CaseId,
    /// Text.
    pub text: String,
}

/// Adds a note for colleagues.
///
/// # Errors
/// `case.note_empty`.
pub fn note(desk: &Desk, input: CaseNote) -> Result<CaseView> {
    if input.text.trim().is_empty() {
        return Err(DeskError::new("case.note_empty"));
    }
    take(desk, &input.case, Command::Note { text: input.text })
}

/// Something that interrupts the limitation.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseInterrupt {
    /// Case.
    pub case: CaseId,
    /// Day.
    pub on: NaiveDate,
    /// What happened.
    pub why: String,
}

/// Records an interruption of the limitation (调解仲裁法 Art. 27(2)).
///
/// # Errors
/// `refused.limitation.interrupt.future`.
pub fn interrupt(desk: &Desk, input: CaseInterrupt) -> Result<CaseView> {
    let noted = casework::InterruptionNoted {
        id: row_id(),
        on: input.on,
        why: input.why,
        way: casework::InterruptWay::Unsaid,
        proof: None,
    };
    take(desk, &input.case, Command::Interrupt(noted))
}
