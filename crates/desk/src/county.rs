//! `county.*`: a case given to a station, taken over or given back; whose case it is.

use crate::case::take;
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use crate::view::CaseView;
use casework::{Assigned, Case, CaseId, Command, Step};
use chrono::NaiveDate;
use ledger::wire::Role;
use serde::{Deserialize, Serialize};
use store::{Enrolment, Reader};
use ts_rs::TS;

/// Whose case it is, on a desk that belongs to a county.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Ownership {
    /// Station that owns it.
    pub station: String,
    /// Its name.
    pub station_name: String,
    /// It is this desk's station.
    pub mine: bool,
    /// This desk is the county office's.
    pub county: bool,
    /// It has gone to another station: what is here is what was known then.
    pub withdrawn: bool,
}

pub(crate) fn ownership(r: &Reader<'_>, id: &CaseId) -> Result<Option<Ownership>> {
    let Some(enrolment) = r.enrolment()? else { return Ok(None) };
    let owner = r.case_station(id)?.unwrap_or_else(|| enrolment.station.clone());
    Ok(Some(Ownership {
        mine: owner.id == enrolment.station.id,
        county: enrolment.role == Role::County,
        withdrawn: r.withdrawn(id)?,
        station: owner.id,
        station_name: owner.name,
    }))
}

/// Leaves of the steps what this desk may do on somebody else's case: the county seals and opens again; nobody else
/// does anything.
pub(crate) fn allowed_here(steps: Vec<Step>, owned: Option<&Ownership>) -> Vec<Step> {
    let Some(owned) = owned.filter(|o| !o.mine || o.withdrawn) else { return steps };
    let countys = |code: &str| owned.county && matches!(code, "sealed" | "reopen");
    steps.into_iter().filter(|step| countys(&step.code)).collect()
}

/// Refuses what is not this desk's to do: on another station's case the county seals, opens again, notes, attaches,
/// gives and chooses; nobody else does anything (design: ownership). The hub would park it; here it is said at once.
///
/// # Errors
/// `county.not_ours` with the station.
pub(crate) fn guard(owned: Option<&Ownership>, command: &Command) -> Result<()> {
    let Some(owned) = owned.filter(|o| !o.mine || o.withdrawn) else { return Ok(()) };
    let countys = match command {
        Command::Note { .. }
        | Command::Attach { .. }
        | Command::Scan { .. }
        | Command::Assign(_)
        | Command::RecallAssignment { .. }
        | Command::ReadAgreement { .. }
        | Command::GradeRisk(_)
        | Command::SetTask(_)
        | Command::CompleteTask(_)
        | Command::Archive(_)
        | Command::Reopen { .. }
        | Command::ResolveConflict { .. } => true,
        Command::Sign { signer, .. } => signer == "organisation",
        // An empty draft amends nothing.
        Command::Amend(patch) => patch.is_empty(),
        _ => false,
    };
    if owned.county && countys { Ok(()) } else { Err(not_ours(owned)) }
}

/// Refuses typing into another station's case.
///
/// # Errors
/// `county.not_ours` with the station.
pub(crate) fn guard_typing(r: &Reader<'_>, id: &CaseId) -> Result<()> {
    match ownership(r, id)?.filter(|o| !o.mine || o.withdrawn) {
        Some(owned) => Err(not_ours(&owned)),
        None => Ok(()),
    }
}

fn not_ours(owned: &Ownership) -> DeskError {
    DeskError::new("county.not_ours").with("station", owned.station_name.clone())
}

/// A case to give to a station.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CountyAssign {
    /// Case.
    pub case: CaseId,
    /// Station.
    pub station: String,
    /// Mediator, when one is named.
    #[serde(default)]
    pub mediator: String,
    /// Day by which an answer or a result is wanted.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// What the county says to it.
    #[serde(default)]
    pub note: String,
}

/// Gives a case to a station; the hub completes it, and the case's history goes with it.
///
/// # Errors
/// `county.not_the_county`, `refused.assign.*`.
pub fn assign(desk: &Desk, input: CountyAssign) -> Result<CaseView> {
    let session = desk.session()?;
    let (own, to, from) = session.store.read(|r| -> Result<_> {
        let to = r.stations()?.into_iter().find(|s| s.id == input.station);
        Ok((enrolled(&session)?, to, r.case_station(&input.case)?))
    })?;
    if own.role != Role::County {
        return Err(DeskError::new("county.not_the_county"));
    }
    let from = from.unwrap_or(own.station);
    let assigned = Assigned {
        to: input.station,
        to_name: to.map(|s| s.name).unwrap_or_default(),
        from: from.id,
        from_name: from.name,
        mediator: statute::text::line(&input.mediator),
        due: input.due,
        on: desk.today(),
        note: input.note,
    };
    take(desk, &input.case, Command::Assign(assigned))
}

fn enrolled(session: &Session) -> Result<Enrolment> {
    let found = session.store.read(|r| r.enrolment())?;
    found.ok_or_else(|| DeskError::new("sync.not_enrolled"))
}

/// An assignment to recall.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CountyRecall {
    /// Case.
    pub case: CaseId,
    /// Why.
    pub reason: String,
}

/// Takes back an assignment the station has not answered.
///
/// # Errors
/// `county.not_the_county`, `refused.assign.*`.
pub fn recall(desk: &Desk, input: CountyRecall) -> Result<CaseView> {
    let session = desk.session()?;
    if enrolled(&session)?.role != Role::County {
        return Err(DeskError::new("county.not_the_county"));
    }
    let on = desk.today();
    take(desk, &input.case, Command::RecallAssignment { on, reason: input.reason })
}

/// The station's answer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CountyAnswer {
    /// Case.
    pub case: CaseId,
    /// Taken over.
    pub accepted: bool,
    /// Why it is given back.
    #[serde(default)]
    pub reason: String,
}

/// Takes an assigned case over, or gives it back with a reason.
///
/// # Errors
/// `refused.assign.*`.
pub fn answer(desk: &Desk, input: CountyAnswer) -> Result<CaseView> {
    let on = desk.today();
    let CountyAnswer { case, accepted, reason } = input;
    take(desk, &case, Command::AnswerAssignment { accepted, on, reason })
}

/// The assignment that waits for this desk's answer.
pub(crate) fn to_answer<'a>(case: &'a Case, own: Option<&Enrolment>) -> Option<&'a Assigned> {
    let (assigned, answer) = case.assigned.as_ref()?;
    let mine = own.is_some_and(|own| own.station.id == assigned.to);
    (answer.is_none() && mine).then_some(assigned)
}
