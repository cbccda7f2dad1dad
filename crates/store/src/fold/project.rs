//! The rows of one case in every projection.

use super::rows::{Table, clear, text};
use super::{State, files};
use crate::error::Result;
use crate::search;
use casework::{Case, CaseId, Summary};
use chrono::Datelike as _;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value;

/// Tables a case that came out of scope has no rows in.
const LISTS: &[&str] =
    &["case_list", "case_mediator", "party", "document", "deadline", "obligation", "task"];

const MEDIATOR: Table = Table { name: "case_mediator", columns: &["name"], keys: 1 };
const PARTY: Table = Table {
    name: "party",
    columns: &["party", "role", "name", "id_number", "uscc", "phone"],
    keys: 1,
};
const DOCUMENT: Table = Table {
    name: "document",
    columns: &[
        "paper",
        "kind",
        "title",
        "number",
        "state",
        "on_day",
        "issued_at",
        "served",
        "filed",
    ],
    keys: 1,
};
const DEADLINE: Table =
    Table { name: "deadline", columns: &["kind", "subject", "due", "live"], keys: 2 };
const OBLIGATION: Table =
    Table { name: "obligation", columns: &["row", "due", "amount", "paid"], keys: 1 };
const TASK: Table = Table { name: "task", columns: &["kind", "subject"], keys: 2 };

/// Writes all rows of one case. A case that came out of this desk's scope keeps its state and its files, which may
/// still have to be sent, and is in no list.
pub(crate) fn project(conn: &Connection, state: &State, activity: i64) -> Result<()> {
    let (case, summary) = (&state.case, casework::summary(&state.case));
    let id = case.id.0.as_str();
    conn.prepare_cached(
        "INSERT INTO case_state (case_id, no, base, origin, owner, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (case_id) DO UPDATE SET base = excluded.base, origin = excluded.origin,
            owner = excluded.owner, state = excluded.state",
    )?
    .execute((
        id,
        state.no,
        state.base.map(|base| base.to_string()),
        state.origin.as_bytes(),
        &state.owner,
        serde_json::to_string(case)?,
    ))?;
    files::rows(conn, case)?;
    let withdrawn: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM withdrawn WHERE case_id = ?1)")?
        .query_row([id], |row| row.get(0))?;
    if withdrawn {
        for table in LISTS {
            clear(conn, table, id)?;
        }
        return search::index(conn, id, state.no, &[]);
    }
    list_row(conn, id, &summary, activity)?;
    lookup_rows(conn, id, &summary)?;
    date_rows(conn, case, &summary)?;
    task_rows(conn, case)?;
    search::index(conn, id, state.no, &summary.search)
}

/// Takes the rows of a case away that has no record any more.
pub(super) fn forget(conn: &Connection, id: &CaseId) -> Result<()> {
    let id = id.0.as_str();
    let no: Option<i64> = conn
        .prepare_cached("SELECT no FROM case_state WHERE case_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(no) = no else { return Ok(()) };
    for table in LISTS.iter().chain(&["file", "case_state"]) {
        clear(conn, table, id)?;
    }
    search::index(conn, id, no, &[])
}

fn list_row(conn: &Connection, id: &str, summary: &Summary, activity: i64) -> Result<()> {
    let performing =
        matches!(summary.state, casework::MediationState::Effective) && !summary.performed;
    let year = summary
        .received_on
        .map(|day| day.year())
        .or(summary.created_at.map(|at| at.year()))
        .unwrap_or_default();
    conn.prepare_cached(
        "INSERT INTO case_list (case_id, summary, number, state, cause, open, performing,
            closed, in_group, claimed, year, created_by, activity, subject)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (case_id) DO UPDATE SET summary = excluded.summary, number = excluded.number,
            state = excluded.state, cause = excluded.cause, open = excluded.open,
            performing = excluded.performing, closed = excluded.closed,
            in_group = excluded.in_group, claimed = excluded.claimed, year = excluded.year,
            created_by = excluded.created_by, activity = excluded.activity,
            subject = excluded.subject",
    )?
    .execute((
        id,
        serde_json::to_string(summary)?,
        &summary.number,
        word(&summary.state)?,
        &summary.cause,
        summary.open,
        performing,
        summary.closed,
        summary.group,
        summary.claimed.0,
        year,
        &summary.created_by,
        activity,
        &summary.subject,
    ))?;
    Ok(())
}

fn lookup_rows(conn: &Connection, id: &str, summary: &Summary) -> Result<()> {
    MEDIATOR.set(conn, id, summary.mediators.iter().map(|name| vec![text(name)]).collect())?;
    let mut parties = Vec::with_capacity(summary.parties.len());
    for party in &summary.parties {
        let role = word(&party.role)?;
        let cells = [&party.id.0, &role, &party.name, &party.id_number, &party.uscc, &party.phone];
        parties.push(cells.map(text).to_vec());
    }
    PARTY.set(conn, id, parties)?;
    let mut papers = Vec::with_capacity(summary.papers.len());
    for paper in &summary.papers {
        let (state, on, at) =
            (word(&paper.state)?, paper.on.to_string(), paper.issued_at.to_rfc3339());
        let cells = [&paper.id.0, &paper.kind, &paper.title, &paper.number, &state, &on, &at];
        let mut cells = cells.map(text).to_vec();
        cells.extend([paper.served, paper.filed].map(|flag| Cell::Integer(i64::from(flag))));
        papers.push(cells);
    }
    DOCUMENT.set(conn, id, papers)
}

/// Dates that stand in the records as dates. Legal clocks need a calendar and are asked when wanted.
fn date_rows(conn: &Connection, case: &Case, summary: &Summary) -> Result<()> {
    let id = case.id.0.as_str();
    let m = &case.mediation;
    let planned =
        m.planned.iter().map(|session| ("session", session.id.0.as_str(), session.at.date_naive()));
    let entrusted = case
        .sheet
        .day("case/entrust_return_by")
        .filter(|_| m.referrals.is_empty())
        .map(|day| ("entrust_return", "", day));
    let extended = m.extension.as_ref().map(|extension| ("extension", "", extension.until));
    let days = planned.chain(entrusted).chain(extended).map(|(kind, subject, due)| {
        let live = Cell::Integer(i64::from(summary.open));
        vec![text(kind), text(subject), text(due.to_string()), live]
    });
    DEADLINE.set(conn, id, days.collect())?;
    let owed = summary.obligations.iter().map(|row| {
        let due = row.due.map_or(Cell::Null, |day| text(day.to_string()));
        vec![text(&row.id.0), due, Cell::Integer(row.amount.0), Cell::Integer(row.paid.0)]
    });
    OBLIGATION.set(conn, id, owed.collect())
}

fn task_rows(conn: &Connection, case: &Case) -> Result<()> {
    let open = case.conflicts.iter().filter(|conflict| conflict.open()).map(|conflict| {
        let (dev, inc, seq) = &conflict.record;
        vec![text("conflict"), text(format!("{dev}:{inc}:{seq}"))]
    });
    let newer = case.unknown.iter().map(|kind| vec![text("newer_content"), text(kind)]);
    TASK.set(conn, &case.id.0, open.chain(newer).collect())
}

/// The word that is a value's serde form.
pub(crate) fn word(value: &impl serde::Serialize) -> Result<String> {
    match serde_json::to_value(value)? {
        Value::String(word) => Ok(word),
        other => Ok(other.to_string()),
    }
}
