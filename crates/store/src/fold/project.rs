//! The rows of one case in every projection.

use super::{State, files};
use crate::error::Result;
use crate::search;
use casework::{Case, CaseId, Summary};
use chrono::Datelike as _;
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value;

/// Tables a case that came out of scope has no rows in.
const LISTS: &[&str] =
    &["case_list", "case_mediator", "party", "document", "deadline", "obligation", "task"];

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
        "INSERT OR REPLACE INTO case_list (case_id, summary, number, state, cause, open, performing,
            closed, in_group, claimed, year, created_by, activity, subject)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
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
    clear(conn, "case_mediator", id)?;
    for name in &summary.mediators {
        conn.prepare_cached("INSERT OR IGNORE INTO case_mediator (case_id, name) VALUES (?1, ?2)")?
            .execute((id, name))?;
    }
    clear(conn, "party", id)?;
    for party in &summary.parties {
        conn.prepare_cached(
            "INSERT OR REPLACE INTO party (case_id, party, role, name, id_number, uscc, phone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            id,
            &party.id.0,
            word(&party.role)?,
            &party.name,
            &party.id_number,
            &party.uscc,
            &party.phone,
        ))?;
    }
    clear(conn, "document", id)?;
    for paper in &summary.papers {
        conn.prepare_cached(
            "INSERT OR REPLACE INTO document
                (case_id, paper, kind, title, number, state, on_day, issued_at, served, filed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            id,
            &paper.id.0,
            &paper.kind,
            &paper.title,
            &paper.number,
            word(&paper.state)?,
            paper.on.to_string(),
            paper.issued_at.to_rfc3339(),
            paper.served,
            paper.filed,
        ))?;
    }
    Ok(())
}

/// Dates that stand in the records as dates. Legal clocks need a calendar and are asked when wanted.
fn date_rows(conn: &Connection, case: &Case, summary: &Summary) -> Result<()> {
    let id = case.id.0.as_str();
    let m = &case.mediation;
    clear(conn, "deadline", id)?;
    let planned =
        m.planned.iter().map(|session| ("session", session.id.0.as_str(), session.at.date_naive()));
    let entrusted = case
        .sheet
        .day("case/entrust_return_by")
        .filter(|_| m.referrals.is_empty())
        .map(|day| ("entrust_return", "", day));
    let extended = m.extension.as_ref().map(|extension| ("extension", "", extension.until));
    for (kind, subject, due) in planned.chain(entrusted).chain(extended) {
        conn.prepare_cached(
            "INSERT OR REPLACE INTO deadline (case_id, kind, subject, due, live)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((id, kind, subject, due.to_string(), summary.open))?;
    }
    clear(conn, "obligation", id)?;
    for row in &summary.obligations {
        conn.prepare_cached(
            "INSERT OR REPLACE INTO obligation (case_id, row, due, amount, paid)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            id,
            &row.id.0,
            row.due.map(|day| day.to_string()),
            row.amount.0,
            row.paid.0,
        ))?;
    }
    Ok(())
}

fn task_rows(conn: &Connection, case: &Case) -> Result<()> {
    let id = case.id.0.as_str();
    clear(conn, "task", id)?;
    let mut insert = conn.prepare_cached(
        "INSERT OR IGNORE INTO task (case_id, kind, subject) VALUES (?1, ?2, ?3)",
    )?;
    for conflict in case.conflicts.iter().filter(|conflict| conflict.open()) {
        let (dev, inc, seq) = &conflict.record;
        insert.execute((id, "conflict", format!("{dev}:{inc}:{seq}")))?;
    }
    for kind in &case.unknown {
        insert.execute((id, "newer_content", kind))?;
    }
    Ok(())
}

pub(super) fn clear(conn: &Connection, table: &str, id: &str) -> Result<()> {
    conn.prepare_cached(&format!("DELETE FROM {table} WHERE case_id = ?1"))?.execute([id])?;
    Ok(())
}

/// The word that is a value's serde form.
pub(crate) fn word(value: &impl serde::Serialize) -> Result<String> {
    match serde_json::to_value(value)? {
        Value::String(word) => Ok(word),
        other => Ok(other.to_string()),
    }
}
