//! Putting on the case what goes on beside the mediation; the same fact under the same name is one fact.

use crate::Stamp;
use crate::after::{FactKind, Noted, Service, Task, Transfer};
use crate::case::{Case, Inquiry};
use crate::event::Event;
use crate::ids::Id;
use crate::pause::{Pause, Supplement};
use crate::proceeding::{NotedMove, Proceeding};

/// Puts one of these events on the case; returns `false` for any other.
pub(super) fn put(case: &mut Case, event: &Event, stamp: &Stamp) -> bool {
    pauses(case, event)
        || procedures(case, event)
        || limitation(case, event, stamp)
        || after(case, event)
}

fn pauses(case: &mut Case, event: &Event) -> bool {
    let m = &mut case.mediation;
    match event {
        Event::SupplementAsked(asked) => {
            if m.supplements.iter().all(|s| s.asked.id != asked.id) {
                m.supplements.push(Supplement {
                    asked: asked.clone(),
                    done: None,
                    cancelled: None,
                });
            }
        }
        Event::SupplementDone(done) => {
            for s in m.supplements.iter_mut().filter(|s| s.asked.id == done.id) {
                s.done = Some(done.clone());
            }
        }
        Event::Suspended(suspended) => {
            let paused = m.paused();
            if !paused {
                m.pauses.push(Pause { suspended: suspended.clone(), resumed: None });
            }
        }
        Event::Resumed(resumed) => {
            if let Some(pause) = m.pauses.last_mut().filter(|p| p.resumed.is_none()) {
                pause.resumed = Some(resumed.clone());
            }
        }
        Event::ReceptionCorrected { reception, .. } => m.received = Some(reception.clone()),
        Event::SessionCorrected { held, .. } => {
            for session in m.sessions.iter_mut().filter(|s| s.id == held.id) {
                session.clone_from(held);
            }
            m.sessions.sort_by_key(|s| s.at);
        }
        Event::InquiryCorrected { inquiry, .. } => correct_inquiry(&mut m.inquiries, inquiry),
        _ => return false,
    }
    true
}

fn correct_inquiry(all: &mut [Inquiry], corrected: &Inquiry) {
    for inquiry in all.iter_mut().filter(|i| i.party == corrected.party) {
        inquiry.clone_from(corrected);
    }
}

fn procedures(case: &mut Case, event: &Event) -> bool {
    match event {
        Event::ProcedureOpened(opened) => {
            if case.proceedings.iter().all(|p| p.opened.id != opened.id) {
                let (opened, moves) = (opened.clone(), Vec::new());
                case.proceedings.push(Proceeding { opened, moves, cancelled: None });
            }
        }
        Event::ProcedureMoved(moved) => {
            for p in case.proceedings.iter_mut().filter(|p| p.opened.id == moved.id) {
                if p.moves.iter().all(|m| m.moved.step != moved.step) {
                    p.moves.push(NotedMove { moved: moved.clone(), cancelled: None });
                }
            }
        }
        _ => return false,
    }
    true
}

fn limitation(case: &mut Case, event: &Event, stamp: &Stamp) -> bool {
    match event {
        Event::Interrupted(noted) => {
            let mut noted = noted.clone();
            if noted.id.0.is_empty() {
                // A record from before there were identifiers: its place in its log names it.
                noted.id = Id(format!("{}:{}:{}", stamp.dev, stamp.inc, stamp.seq));
            }
            if case.interruptions.iter().all(|i| i.noted.id != noted.id) {
                case.interruptions.push(Noted { noted, cancelled: None });
            }
        }
        Event::LimitationSuspended(noted) => {
            note(&mut case.limitation_suspensions, noted, |s| &s.id);
        }
        Event::RiskGraded(graded) => {
            case.risk.push(graded.clone());
            case.risk.sort_by_key(|r| r.on);
        }
        _ => return false,
    }
    true
}

fn note<T: Clone>(all: &mut Vec<Noted<T>>, noted: &T, id: impl Fn(&T) -> &Id) {
    if all.iter().all(|n| id(&n.noted) != id(noted)) {
        all.push(Noted { noted: noted.clone(), cancelled: None });
    }
}

fn after(case: &mut Case, event: &Event) -> bool {
    let after = &mut case.after;
    match event {
        Event::ConsultationClosed(closed) => after.consultation = Some(closed.clone()),
        Event::ContactLogged(logged) => note(&mut after.contacts, logged, |c| &c.id),
        Event::ServicePlanned(planned) => {
            if after.services.iter().all(|s| s.planned.id != planned.id) {
                let planned = planned.clone();
                after.services.push(Service {
                    planned,
                    done: None,
                    declined: None,
                    cancelled: None,
                });
            }
        }
        Event::ServiceDone(done) => {
            for s in after.services.iter_mut().filter(|s| s.planned.id == done.id) {
                s.done = Some(done.clone());
            }
        }
        Event::ServiceDeclined(declined) => {
            for s in after.services.iter_mut().filter(|s| s.planned.id == declined.id) {
                s.declined = Some(declined.clone());
            }
        }
        Event::VisitMade(visit) => note(&mut after.visits, visit, |v| &v.id),
        Event::TaskSet(set) => {
            if after.tasks.iter().all(|t| t.set.id != set.id) {
                after.tasks.push(Task { set: set.clone(), done: None, cancelled: None });
            }
        }
        Event::TaskDone(done) => {
            for task in after.tasks.iter_mut().filter(|t| t.set.id == done.id) {
                task.done = Some(done.clone());
            }
        }
        Event::TransferSent(sent) => {
            if after.transfers.iter().all(|t| t.sent.id != sent.id) {
                let sent = sent.clone();
                after.transfers.push(Transfer { sent, answered: None, cancelled: None });
            }
        }
        Event::TransferAnswered(answered) => {
            for t in after.transfers.iter_mut().filter(|t| t.sent.id == answered.id) {
                t.answered = Some(answered.clone());
            }
        }
        Event::Archived(archived) => after.archived = Some(archived.clone()),
        Event::FactCancelled(cancelled) => {
            if let Some(reason) = place(case, cancelled.fact, &cancelled.id) {
                *reason = Some(cancelled.reason.clone());
            }
        }
        _ => return false,
    }
    true
}

/// Where a fact keeps the reason for which it was taken back.
pub(crate) fn place<'a>(
    case: &'a mut Case,
    fact: FactKind,
    id: &Id,
) -> Option<&'a mut Option<String>> {
    fn noted<T>(all: &mut [Noted<T>], is: impl Fn(&T) -> bool) -> Option<&mut Option<String>> {
        all.iter_mut().find(|n| is(&n.noted)).map(|n| &mut n.cancelled)
    }
    let after = &mut case.after;
    match fact {
        FactKind::Contact => noted(&mut after.contacts, |c| c.id == *id),
        FactKind::Visit => noted(&mut after.visits, |v| v.id == *id),
        FactKind::Interruption => noted(&mut case.interruptions, |i| i.id == *id),
        FactKind::LimitationSuspension => noted(&mut case.limitation_suspensions, |s| s.id == *id),
        FactKind::Service => {
            after.services.iter_mut().find(|s| s.planned.id == *id).map(|s| &mut s.cancelled)
        }
        FactKind::Task => {
            after.tasks.iter_mut().find(|t| t.set.id == *id).map(|t| &mut t.cancelled)
        }
        FactKind::Transfer => {
            after.transfers.iter_mut().find(|t| t.sent.id == *id).map(|t| &mut t.cancelled)
        }
        FactKind::Supplement => {
            let supplements = &mut case.mediation.supplements;
            supplements.iter_mut().find(|s| s.asked.id == *id).map(|s| &mut s.cancelled)
        }
        FactKind::Procedure => {
            case.proceedings.iter_mut().find(|p| p.opened.id == *id).map(|p| &mut p.cancelled)
        }
        FactKind::Move => case
            .proceedings
            .iter_mut()
            .flat_map(|p| &mut p.moves)
            .find(|m| m.moved.step == *id)
            .map(|m| &mut m.cancelled),
    }
}
