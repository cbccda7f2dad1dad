//! Judging a command: either the events that follow, or the guard that stands in the way.

mod accord;
mod after;
mod county;
mod group;
mod limits;
mod money;
mod offer;
mod paper;
mod pause;
mod perform;
mod procedure;
mod procedures;
mod serve;

use crate::command::Command;
use crate::context::Context;
use crate::event::Event;
use crate::{Case, MediationState, Refusal};
use chrono::NaiveDate;

/// Judges a command and returns the events that follow from it, in order.
///
/// Guards apply to the step, not to the typing: [`Command::Amend`] passes unless the file is closed.
///
/// # Errors
/// [`Refusal`] names the guard, the article behind it, and what would make it pass.
///
/// Source: needs.md § (b), transitions 1–18, 24–25, 30–32, 35, 37, 39.
pub fn decide(case: &Case, command: Command, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let reopening = matches!(command, Command::Reopen { .. });
    if case.closed() && !reopening && !goes_on_after_closing(&command) {
        return Err(Refusal::new("case.closed", ""));
    }
    // What happened to its papers is still noted where they are; a closed mark that was set too soon goes.
    let paper = matches!(
        command,
        Command::Close { .. }
            | Command::Reopen { .. }
            | Command::Scan { .. }
            | Command::Serve { .. }
            | Command::Print { .. }
    );
    if case.group.merged.is_some() && !goes_on_after_closing(&command) && !paper {
        return Err(Refusal::new("case.merged", ""));
    }
    match command {
        Command::Amend(patch) => Ok(procedure::amend(case, patch)),
        Command::Receive { form, at, receiver } => procedure::receive(case, form, at, receiver, cx),
        Command::AskConsent { party, on, way } => {
            procedure::ask(case, &party, on, cx)?;
            Ok(vec![Event::ConsentAsked { party, on, way }])
        }
        Command::AnswerConsent { party, agreed, on, way, note } => {
            procedure::ask(case, &party, on, cx)?;
            Ok(vec![Event::ConsentAnswered { party, agreed, on, way, note }])
        }
        Command::Accept { number, on, mediators, recorder } => {
            procedure::accept(case, number, on, mediators, recorder, cx)
        }
        Command::Refuse { reason, on, note } => procedure::refuse(case, reason, on, note, cx),
        Command::ScheduleSession(planned) => procedure::schedule(case, planned),
        Command::HoldSession(held) => procedure::hold(case, held, cx),
        Command::Extend { until, paper } => procedure::extend(case, until, paper, cx),
        Command::End { reason, on, note } => procedure::end(case, reason, on, note, cx),
        Command::Refer { basis, to, paper, on } => procedure::refer(case, basis, to, paper, on, cx),
        Command::Withdraw { on, reason } => procedure::withdraw(case, on, reason, cx),
        Command::Close { on } => procedure::close(case, on, cx),
        Command::Reopen { on, reason, resume } => procedure::reopen(case, on, reason, resume, cx),
        Command::Assign(assigned) => county::assign(case, assigned),
        Command::AnswerAssignment { accepted, on, reason } => {
            county::answer(case, accepted, on, reason)
        }
        Command::RecallAssignment { on, reason } => county::recall(case, on, reason),
        Command::ResolveConflict { record, take, note } => {
            county::resolve(case, record, take, note)
        }
        Command::Freeze { id, paper } => accord::freeze(case, id, paper, cx),
        Command::Abandon { reason } => accord::abandon(case, reason, cx),
        Command::Issue(issue) => {
            perform::issuable(case, &issue, cx)?;
            let annex = group::annex(case, &issue);
            let mut events = paper::issue(case, issue)?;
            events.extend(annex);
            Ok(events)
        }
        Command::Print { id, copies, queue, job } => {
            paper::standing(case, &id)?;
            Ok(vec![Event::PaperPrinted { id, copies, queue, job }])
        }
        Command::Sign { id, signer, name, how, at } => {
            paper::sign(case, id, signer, name, how, at, cx)
        }
        Command::CancelSignature { id, signer, reason } => {
            paper::cancel_signature(case, id, signer, reason)
        }
        Command::SendToSeal { id, on } => paper::send_to_seal(case, id, on),
        Command::Serve { id, party, way, on, note, more } => {
            serve::serve(case, id, serve::Served { party, way, on, note, more }, cx)
        }
        Command::Scan { id, page, sha256, leaf } => {
            if case.paper(&id).is_none() {
                return Err(Refusal::new("paper.unknown", ""));
            }
            Ok(vec![Event::PaperScanned { id, page, sha256, leaf }])
        }
        Command::Void { id, reason } => paper::void(case, id, reason),
        Command::ReceivePayment { id, obligation, amount, on, way, note, more } => money::receive(
            case,
            Event::PaymentReceived { id, obligation, amount, on, way, note, more },
            cx,
        ),
        Command::CorrectPayment { id, obligation, amount, on, way, note, more, reason } => {
            money::correct(
                case,
                Event::PaymentCorrected { id, obligation, amount, on, way, note, more, reason },
                cx,
            )
        }
        Command::CancelPayment { id, reason } => money::cancel(case, id, reason),
        Command::Interrupt(noted) => limits::interrupt(case, noted, cx),
        Command::SuspendLimitation(noted) => limits::suspend(case, noted, cx),
        Command::AskSupplement(asked) => pause::ask_supplement(case, asked, cx),
        Command::CompleteSupplement(done) => pause::complete_supplement(case, done, cx),
        Command::Suspend(suspended) => pause::suspend(case, suspended, cx),
        Command::Resume(resumed) => pause::resume(case, resumed, cx),
        Command::OpenProcedure(opened) => procedures::open(case, opened, cx),
        Command::MoveProcedure(moved) => procedures::go(case, moved, cx),
        Command::CloseConsultation(closed) => after::close_consultation(case, closed, cx),
        Command::LogContact(logged) => after::contact(case, logged, cx),
        Command::GradeRisk(graded) => limits::grade(case, graded, cx),
        Command::PlanService(planned) => after::plan_service(case, planned),
        Command::CompleteService(done) => after::service_done(case, done, cx),
        Command::DeclineService(declined) => after::service_declined(case, declined, cx),
        Command::Visit(made) => after::visit(case, made, cx),
        Command::SetTask(set) => after::set_task(case, set, cx),
        Command::CompleteTask(done) => after::task_done(case, done, cx),
        Command::SendTransfer(sent) => after::send_transfer(case, sent, cx),
        Command::AnswerTransfer(answered) => after::answer_transfer(case, answered, cx),
        Command::Archive(archived) => after::archive(case, archived, cx),
        Command::CancelFact(cancelled) => after::cancel(case, cancelled),
        Command::CorrectReception { reception, reason } => {
            pause::correct_reception(case, reception, reason, cx)
        }
        Command::CorrectSession { held, reason } => pause::correct_session(case, held, reason, cx),
        Command::CorrectInquiry { inquiry, reason } => {
            pause::correct_inquiry(case, inquiry, reason, cx)
        }
        Command::Attach { sha256, name, mime, size, label, obtained } => {
            if let Some(on) = obtained.obtained_on {
                not_future("attachment.obtained.future", on, cx)?;
            }
            Ok(vec![Event::AttachmentFiled { sha256, name, mime, size, label, obtained }])
        }
        Command::Note { text } => Ok(vec![Event::NoteAdded { text }]),
        Command::NoteEvent(happening) => perform::event(case, happening, cx),
        Command::NoteDone(happening) => perform::done(case, happening, cx),
        Command::CancelHappening { obligation, what, reason } => {
            perform::cancel(case, obligation, what, reason)
        }
        Command::Settle(settled) => perform::settle(case, settled, cx),
        Command::Compute(computed) => group::compute(case, computed, cx),
        Command::ConsentMember { member, on, way, paper, note } => {
            group::consent(case, member, on, way, paper, note, cx)
        }
        Command::CancelMemberConsent { member, on, reason } => {
            group::cancel_consent(case, member, on, reason, cx)
        }
        Command::NameTeam(team) => group::team(case, team, cx),
        Command::MakeOffer(offer) => offer::make(case, offer, cx),
        Command::AnswerOffer { id, accepted, on, note } => {
            offer::answer(case, id, accepted, on, note, cx)
        }
        Command::CancelOffer { id, reason } => offer::cancel(case, id, reason),
        Command::ReadAgreement { passed, note } => accord::read(case, passed, note, cx),
    }
}

/// Papers that are made once the file is closed (states 90 and 95 of needs.md § (b)): D40, D41.
const AFTER_CLOSING: &[&str] =
    &["closing-approval", "dossier-cover", "dossier-index", "dossier-note", "follow-up-record"];

/// Whether a kind of paper may still be produced on a closed file (needs.md transitions 37, 38).
pub fn issued_after_closing(kind: &str) -> bool {
    AFTER_CLOSING.contains(&kind)
}

/// What is noted on a closed file without opening it again: the world goes on (needs.md transitions 37, 38).
fn goes_on_after_closing(command: &Command) -> bool {
    if let Command::Issue(issue) = command {
        return issued_after_closing(&issue.kind);
    }
    matches!(
        command,
        Command::Note { .. }
            | Command::Attach { .. }
            // A sheet comes back signed, is served or printed after the file was closed: that is a fact.
            | Command::Scan { .. }
            | Command::Serve { .. }
            | Command::Print { .. }
            | Command::Sign { .. }
            | Command::SendToSeal { .. }
            | Command::ResolveConflict { .. }
            | Command::Archive(_)
            | Command::LogContact(_)
            | Command::PlanService(_)
            | Command::CompleteService(_)
            | Command::DeclineService(_)
            | Command::Visit(_)
            | Command::CompleteTask(_)
            | Command::AnswerTransfer(_)
            | Command::MoveProcedure(_)
            | Command::CancelFact(_)
    )
}

/// A fact cannot lie in the future: the desk's clock or the typed date is wrong.
fn not_future(code: &str, on: NaiveDate, cx: &Context<'_>) -> Result<(), Refusal> {
    if on > cx.today() {
        return Err(Refusal::new(code, "").with("on", on.to_string()));
    }
    Ok(())
}

/// Refuses unless the mediation stands at one of these states.
fn require_state(
    case: &Case,
    code: &str,
    article: &str,
    any: &[MediationState],
) -> Result<(), Refusal> {
    let state = case.state();
    if any.contains(&state) {
        return Ok(());
    }
    Err(Refusal::new(code, article).with("state", serde_json::to_value(state).unwrap_or_default()))
}

/// Guards that [`crate::next_steps`] asks without a command.
pub(crate) mod guards {
    pub(crate) use super::after::archivable;
    pub(crate) use super::group::may_consent;
    pub(crate) use super::perform::performance_done;
    pub(crate) use super::procedure::{
        acceptable, closable, missing_for_receipt, referable, resumable,
    };
    pub(crate) use super::procedures::{
        enforcement_period, heads, inspection_period, may_open, title,
    };
}
