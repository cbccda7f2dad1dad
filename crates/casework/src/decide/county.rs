//! Guards of what two desks have to do with each other: giving a case, taking it over, choosing between two records.

use crate::event::{Assigned, Event, RecordRef};
use crate::{Case, Refusal};
use chrono::NaiveDate;

pub(super) fn assign(case: &Case, assigned: Assigned) -> Result<Vec<Event>, Refusal> {
    if assigned.to.trim().is_empty() {
        return Err(Refusal::new("assign.no_station", ""));
    }
    if assigned.to == assigned.from {
        return Err(Refusal::new("assign.same_station", ""));
    }
    if let Some((earlier, None)) = &case.assigned {
        return Err(
            Refusal::new("assign.not_answered", "").with("station", earlier.to_name.clone())
        );
    }
    if case.in_conflict() {
        return Err(Refusal::new("case.conflict_open", ""));
    }
    Ok(vec![Event::Assigned(assigned)])
}

pub(super) fn answer(
    case: &Case,
    accepted: bool,
    on: NaiveDate,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let Some((assigned, None)) = &case.assigned else {
        return Err(Refusal::new("assign.nothing_to_answer", ""));
    };
    if !accepted && reason.trim().is_empty() {
        return Err(Refusal::new("assign.no_reason", ""));
    }
    let back_to = if accepted { String::new() } else { assigned.from.clone() };
    Ok(vec![Event::AssignmentAnswered { accepted, back_to, on, reason }])
}

pub(super) fn recall(case: &Case, on: NaiveDate, reason: String) -> Result<Vec<Event>, Refusal> {
    let Some((assigned, None)) = &case.assigned else {
        return Err(Refusal::new("assign.nothing_to_recall", ""));
    };
    if reason.trim().is_empty() {
        return Err(Refusal::new("assign.no_reason", ""));
    }
    Ok(vec![Event::AssignmentRecalled { back_to: assigned.from.clone(), on, reason }])
}

pub(super) fn resolve(
    case: &Case,
    record: RecordRef,
    take: Vec<String>,
    note: String,
) -> Result<Vec<Event>, Refusal> {
    let named = |c: &&crate::Conflict| {
        c.open() && (&c.record.0, &c.record.1, c.record.2) == (&record.dev, &record.inc, record.seq)
    };
    let Some(conflict) = case.conflicts.iter().find(named) else {
        return Err(Refusal::new("conflict.unknown", ""));
    };
    let (take, foreign): (Vec<_>, Vec<_>) =
        take.into_iter().partition(|touch| conflict.touches.contains(touch));
    if !foreign.is_empty() {
        return Err(Refusal::new("conflict.not_in_it", ""));
    }
    let keep: Vec<String> =
        conflict.touches.iter().filter(|touch| !take.contains(touch)).cloned().collect();
    let parts = matches!(conflict.event(), Event::Amended { .. });
    if !parts && !take.is_empty() && !keep.is_empty() {
        return Err(Refusal::new("conflict.whole_only", ""));
    }
    Ok(vec![Event::ConflictResolved { record, take, keep, note }])
}
