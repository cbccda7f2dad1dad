//! Facts and decisions around the mediation: procedures beside it, pauses, contacts, tasks, transfers, services,
//! visits, the archive, corrections.
//!
//! Each verb takes one thing as `casework` declares it, judges it in the transaction that records it, and answers
//! with the case. An identifier that is left out is given here; a second call with the same identifier is the same
//! fact.

use crate::case::{row_id, take};
use crate::error::Result;
use crate::session::Desk;
use crate::view::CaseView;
use casework::{CaseId, Command};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use ts_rs::TS;

/// One thing to record on a case.
#[derive(Debug, Clone, TS)]
pub struct CaseDo<T> {
    /// Case.
    pub case: CaseId,
    /// The thing; its `id` (of a move: `step`) may be left out.
    pub what: T,
}

/// Names that a thing may leave to the desk.
const GIVEN_HERE: &[&str] = &["id", "step"];

impl<'de, T: DeserializeOwned> Deserialize<'de> for CaseDo<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Loose {
            case: CaseId,
            what: serde_json::Map<String, Value>,
        }
        let Loose { case, mut what } = Loose::deserialize(from)?;
        for name in GIVEN_HERE {
            let blank = what.get(*name).is_none_or(|v| v.is_null() || v.as_str() == Some(""));
            if blank {
                what.insert((*name).to_owned(), Value::from(row_id().0));
            }
        }
        let what = serde_json::from_value(Value::Object(what)).map_err(D::Error::custom)?;
        Ok(Self { case, what })
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident: $what:ty => $command:path;)+) => {
        $($(#[$doc])*
        ///
        /// # Errors
        /// `refused.*` with the guard and the article.
        pub fn $name(desk: &Desk, input: CaseDo<$what>) -> Result<CaseView> {
            take(desk, &input.case, $command(input.what))
        })+
    };
}

acts! {
    /// Asks the applicant to complete the application.
    ask_supplement: casework::SupplementAsked => Command::AskSupplement;
    /// Notes that the application was completed.
    complete_supplement: casework::SupplementDone => Command::CompleteSupplement;
    /// Pauses the mediation, as both sides agreed.
    suspend: casework::Suspended => Command::Suspend;
    /// Goes on with the mediation after a pause.
    resume: casework::Resumed => Command::Resume;
    /// Notes that a procedure beside the mediation was begun.
    open_procedure: casework::ProcedureOpened => Command::OpenProcedure;
    /// Notes how a procedure went on.
    move_procedure: casework::ProcedureMoved => Command::MoveProcedure;
    /// Notes the answer to a consultation.
    close_consultation: casework::ConsultationClosed => Command::CloseConsultation;
    /// Notes a call, a letter or a meeting.
    log_contact: casework::ContactLogged => Command::LogContact;
    /// Grades the risk.
    grade_risk: casework::RiskGraded => Command::GradeRisk;
    /// Arranges a service for a worker.
    plan_service: casework::ServicePlanned => Command::PlanService;
    /// Notes that a service was given.
    complete_service: casework::Done => Command::CompleteService;
    /// Notes that a service was not wanted.
    decline_service: casework::Declined => Command::DeclineService;
    /// Notes a visit after the case.
    visit: casework::VisitMade => Command::Visit;
    /// Gives an agency a part of the work.
    set_task: casework::TaskSet => Command::SetTask;
    /// Notes that an agency did its part.
    complete_task: casework::Done => Command::CompleteTask;
    /// Hands a matter to another body.
    send_transfer: casework::TransferSent => Command::SendTransfer;
    /// Notes the answer of the other body.
    answer_transfer: casework::TransferAnswered => Command::AnswerTransfer;
    /// Puts the closed file into the archive.
    archive: casework::Archived => Command::Archive;
    /// Takes back what was noted by mistake.
    cancel_fact: casework::FactCancelled => Command::CancelFact;
    /// Notes time that does not count for the limitation.
    suspend_limitation: casework::LimitationSuspended => Command::SuspendLimitation;
}

/// A receipt that was typed wrong.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReceptionCorrect {
    /// Case.
    pub case: CaseId,
    /// As it should read.
    pub reception: casework::Reception,
    /// What was wrong.
    pub reason: String,
}

/// Mends a receipt that was typed wrong; the clocks follow, the old one stays in the history.
///
/// # Errors
/// `refused.reception.correct.*`.
pub fn correct_reception(desk: &Desk, input: ReceptionCorrect) -> Result<CaseView> {
    let ReceptionCorrect { case, reception, reason } = input;
    take(desk, &case, Command::CorrectReception { reception, reason })
}

/// A record of a session that was typed wrong.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SessionCorrect {
    /// Case.
    pub case: CaseId,
    /// The whole record as it should read, under its identifier.
    pub held: casework::SessionHeld,
    /// What was wrong.
    pub reason: String,
}

/// Mends the record of a session; the old one stays in the history.
///
/// # Errors
/// `refused.session.*`.
pub fn correct_session(desk: &Desk, input: SessionCorrect) -> Result<CaseView> {
    let SessionCorrect { case, held, reason } = input;
    take(desk, &case, Command::CorrectSession { held, reason })
}

/// A question to the other side, or its answer, that was typed wrong.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InquiryCorrect {
    /// Case.
    pub case: CaseId,
    /// The whole as it should read.
    pub inquiry: casework::Inquiry,
    /// What was wrong.
    pub reason: String,
}

/// Mends the question to the other side or its answer.
///
/// # Errors
/// `refused.inquiry.correct.*`.
pub fn correct_inquiry(desk: &Desk, input: InquiryCorrect) -> Result<CaseView> {
    let InquiryCorrect { case, inquiry, reason } = input;
    take(desk, &case, Command::CorrectInquiry { inquiry, reason })
}
