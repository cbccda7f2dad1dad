//! Guards of what goes on around and after the mediation.

use super::not_future;
use crate::MediationState as S;
use crate::after::{
    Archived, ConsultationClosed, ContactLogged, Declined, Done, FactCancelled, ServicePlanned,
    TaskSet, TransferAnswered, TransferSent, VisitMade,
};
use crate::context::Context;
use crate::event::Event;
use crate::ids::Id;
use crate::sheet::PartyKind;
use crate::{Case, Refusal};

/// A text that must say something.
fn said(code: &str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::new(code, "")) } else { Ok(()) }
}

/// An identifier that must be new.
fn fresh(code: &str, taken: bool) -> Result<(), Refusal> {
    if taken { Err(Refusal::new(code, "")) } else { Ok(()) }
}

fn party(case: &Case, code: &str, id: &Id) -> Result<(), Refusal> {
    let known = case.sheet.parties().iter().any(|p| p.id == *id && !p.name.is_empty());
    if known { Ok(()) } else { Err(Refusal::new(code, "")) }
}

pub(super) fn close_consultation(
    case: &Case,
    closed: ConsultationClosed,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    super::require_state(case, "consultation.state", "", &[S::Consulting])?;
    said("consultation.no_answer", &closed.answer)?;
    if closed.outcome == crate::ConsultationOutcome::Directed {
        said("consultation.no_body", &closed.to)?;
    }
    not_future("consultation.future", closed.on, cx)?;
    Ok(vec![Event::ConsultationClosed(closed)])
}

pub(super) fn contact(
    case: &Case,
    logged: ContactLogged,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    fresh("contact.again", case.after.contacts.iter().any(|c| c.noted.id == logged.id))?;
    said("contact.nobody", &logged.with)?;
    not_future("contact.future", logged.on.date_naive(), cx)?;
    Ok(vec![Event::ContactLogged(logged)])
}

pub(super) fn plan_service(case: &Case, planned: ServicePlanned) -> Result<Vec<Event>, Refusal> {
    fresh("service.again", case.after.services.iter().any(|s| s.planned.id == planned.id))?;
    let worker = |p: &crate::Party| p.id == planned.party && p.kind == PartyKind::Worker;
    if !case.sheet.parties().iter().any(worker) {
        return Err(Refusal::new("service.not_worker", ""));
    }
    said("service.no_provider", &planned.provider)?;
    Ok(vec![Event::ServicePlanned(planned)])
}

fn open_service(case: &Case, id: &Id) -> Result<(), Refusal> {
    match case.after.services.iter().find(|s| s.planned.id == *id) {
        None => Err(Refusal::new("service.unknown", "")),
        Some(s) if s.open() => Ok(()),
        Some(_) => Err(Refusal::new("service.over", "")),
    }
}

pub(super) fn service_done(
    case: &Case,
    done: Done,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    open_service(case, &done.id)?;
    not_future("service.future", done.on, cx)?;
    Ok(vec![Event::ServiceDone(done)])
}

pub(super) fn service_declined(
    case: &Case,
    declined: Declined,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    open_service(case, &declined.id)?;
    not_future("service.future", declined.on, cx)?;
    Ok(vec![Event::ServiceDeclined(declined)])
}

pub(super) fn visit(case: &Case, made: VisitMade, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    fresh("visit.again", case.after.visits.iter().any(|v| v.noted.id == made.id))?;
    party(case, "visit.unknown_party", &made.party)?;
    not_future("visit.future", made.on, cx)?;
    Ok(vec![Event::VisitMade(made)])
}

pub(super) fn set_task(case: &Case, set: TaskSet, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    fresh("task.again", case.after.tasks.iter().any(|t| t.set.id == set.id))?;
    said("task.no_agency", &set.agency)?;
    said("task.no_matter", &set.what)?;
    if set.due < cx.today() {
        return Err(Refusal::new("task.due_past", "").with("due", set.due.to_string()));
    }
    Ok(vec![Event::TaskSet(set)])
}

pub(super) fn task_done(case: &Case, done: Done, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match case.after.tasks.iter().find(|t| t.set.id == done.id) {
        None => return Err(Refusal::new("task.unknown", "")),
        Some(task) if !task.open() => return Err(Refusal::new("task.over", "")),
        Some(_) => {}
    }
    said("task.no_result", &done.result)?;
    not_future("task.future", done.on, cx)?;
    Ok(vec![Event::TaskDone(done)])
}

pub(super) fn send_transfer(
    case: &Case,
    sent: TransferSent,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    fresh("transfer.again", case.after.transfers.iter().any(|t| t.sent.id == sent.id))?;
    said("transfer.no_body", &sent.to)?;
    said("transfer.no_matter", &sent.matter)?;
    not_future("transfer.future", sent.on, cx)?;
    if let Some(paper) = &sent.paper {
        super::paper::standing(case, paper)?;
    }
    if let Some(appointment) = &sent.appointment {
        said("transfer.no_place", &appointment.place)?;
        if appointment.at.date_naive() < sent.on {
            return Err(Refusal::new("transfer.appointment_before", ""));
        }
    }
    Ok(vec![Event::TransferSent(sent)])
}

pub(super) fn answer_transfer(
    case: &Case,
    answered: TransferAnswered,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match case.after.transfers.iter().find(|t| t.sent.id == answered.id) {
        None => return Err(Refusal::new("transfer.unknown", "")),
        Some(t) if !t.open() => return Err(Refusal::new("transfer.over", "")),
        Some(t) if answered.on < t.sent.on => {
            return Err(Refusal::new("transfer.before", "").with("sent", t.sent.on.to_string()));
        }
        Some(_) => {}
    }
    not_future("transfer.future", answered.on, cx)?;
    Ok(vec![Event::TransferAnswered(answered)])
}

pub(super) fn archive(
    case: &Case,
    archived: Archived,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    archivable(case)?;
    if archived.pages == 0 {
        return Err(Refusal::new("case.archive.no_pages", ""));
    }
    if archived.retention_years == 0 {
        return Err(Refusal::new("case.archive.no_period", ""));
    }
    not_future("case.archive.future", archived.on, cx)?;
    let before = |on: &chrono::NaiveDate| archived.on < *on;
    if let Some(on) = case.closed_on.filter(before) {
        return Err(Refusal::new("case.archive.before_close", "").with("on", on.to_string()));
    }
    Ok(vec![Event::Archived(archived)])
}

/// Whether the closed file can go to the archive (transition 38).
pub(crate) fn archivable(case: &Case) -> Result<(), Refusal> {
    if !case.closed() {
        return Err(Refusal::new("case.archive.not_closed", ""));
    }
    if case.after.archived.is_some() {
        return Err(Refusal::new("case.archive.again", ""));
    }
    Ok(())
}

pub(super) fn cancel(case: &Case, cancelled: FactCancelled) -> Result<Vec<Event>, Refusal> {
    // The same look-up that will take it back says whether there is something to take back.
    let mut there = case.clone();
    match crate::apply::place(&mut there, cancelled.fact, &cancelled.id) {
        None => return Err(Refusal::new("fact.unknown", "")),
        Some(Some(_)) => return Err(Refusal::new("fact.already_cancelled", "")),
        Some(None) => {}
    }
    said("fact.no_reason", &cancelled.reason)?;
    Ok(vec![Event::FactCancelled(cancelled)])
}
