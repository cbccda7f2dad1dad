//! Judging a command: either the events that follow, or the guard that stands in the way.

mod accord;
mod county;
mod group;
mod money;
mod offer;
mod paper;
mod perform;
mod procedure;

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
    let note = matches!(
        command,
        Command::Note { .. } | Command::Attach { .. } | Command::ResolveConflict { .. }
    );
    if case.closed() && !reopening && !note {
        return Err(Refusal::new("case.closed", ""));
    }
    // What happened to its papers is still noted where they are.
    let paper = matches!(
        command,
        Command::Close { .. }
            | Command::Scan { .. }
            | Command::Serve { .. }
            | Command::Print { .. }
    );
    if case.group.merged.is_some() && !note && !paper {
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
        Command::Serve { id, party, way, on, note } => {
            paper::standing(case, &id)?;
            not_future("paper.serve.future", on, cx)?;
            Ok(vec![Event::PaperServed { id, party, way, on, note }])
        }
        Command::Scan { id, page, sha256 } => {
            if case.paper(&id).is_none() {
                return Err(Refusal::new("paper.unknown", ""));
            }
            Ok(vec![Event::PaperScanned { id, page, sha256 }])
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
        Command::Interrupt { on, why } => {
            not_future("limitation.interrupt.future", on, cx)?;
            Ok(vec![Event::Interrupted { on, why }])
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
    pub(crate) use super::perform::performance_done;
    pub(crate) use super::procedure::{
        closable, consent_missing, missing_for_receipt, referable, resumable,
    };
}
