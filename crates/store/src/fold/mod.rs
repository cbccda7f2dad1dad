//! Projections: what the records say, folded into tables. Live and rebuilt, they are the same.

mod case;
mod files;
mod predict;
mod project;
mod rows;

pub(crate) use case::{ORDER, State, fold, state};
pub(crate) use files::of_no_case as file_of_no_case;
pub(crate) use project::{project, word};

use crate::error::{Damage, Result, StoreError};
use crate::numbers::{ALLOTTED, CONFIRMED, NOTED};
use casework::{CaseId, Verdict};
use ledger::Sealed;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const SQL: &str = include_str!("../../sql/projection.sql");

/// Raise it when the same records fold to other rows: other search texts, other deadlines, another
/// reading of an event.
const FOLD: u32 = 4;

/// Tables that [`rebuild`] drops, and by which live and rebuilt are compared.
const TABLES: &[&str] = &[
    "case_state",
    "case_list",
    "case_mediator",
    "party",
    "deadline",
    "obligation",
    "document",
    "file",
    "task",
    "counter",
    "search",
];

/// Tables whose key has three columns.
const KEYED_BY_THREE: &[&str] = &["deadline", "task"];

/// Names the tables and the fold that wrote them.
pub(crate) fn version() -> String {
    let sql = hex::encode(Sha256::digest(SQL));
    format!("{FOLD}-{}-{}", env!("CARGO_PKG_VERSION"), &sql[..12])
}

/// True when the projections were written by this very fold.
pub(crate) fn is_current(conn: &Connection) -> Result<bool> {
    let there: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'projection')",
        [],
        |row| row.get(0),
    )?;
    if !there {
        return Ok(false);
    }
    let found: Option<String> =
        conn.query_row("SELECT version FROM projection", [], |row| row.get(0)).optional()?;
    Ok(found == Some(version()))
}

/// Drops all projections and folds all records anew, in one transaction.
pub(crate) fn rebuild(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    refold_all(&tx)?;
    tx.commit()?;
    Ok(())
}

/// [`rebuild`] inside the caller's transaction.
pub(crate) fn refold_all(conn: &Connection) -> Result<()> {
    let mut drop =
        String::from("DROP TABLE IF EXISTS search_gram; DROP TABLE IF EXISTS projection;");
    for table in TABLES {
        drop.push_str(&format!("DROP TABLE IF EXISTS {table};"));
    }
    conn.execute_batch(&drop)?;
    conn.execute_batch(SQL)?;
    conn.execute("INSERT INTO projection (version) VALUES (?1)", [version()])?;

    let mut numbers = conn.prepare(
        "SELECT kind, bytes FROM record
         WHERE case_id IS NULL AND kind IN (?1, ?2, ?3) AND bytes IS NOT NULL
           AND dev = (SELECT dev FROM device) ORDER BY id",
    )?;
    let mut rows = numbers.query((ALLOTTED, NOTED, CONFIRMED))?;
    while let Some(row) = rows.next()? {
        let (kind, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        count(conn, &kind, &parse(bytes)?.record().body)?;
    }

    let mut packs = conn.prepare(
        "SELECT kind, bytes FROM record
         WHERE case_id IS NULL AND kind = ?1 AND bytes IS NOT NULL AND verdict IS NOT 'parked'
         ORDER BY id",
    )?;
    let mut rows = packs.query([files::PACK])?;
    while let Some(row) = rows.next()? {
        let (kind, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        files::of_no_case(conn, &kind, &parse(bytes)?.record().body)?;
    }

    let mut cases = conn.prepare(
        "SELECT case_id FROM record WHERE case_id IS NOT NULL GROUP BY case_id ORDER BY min(id)",
    )?;
    let mut rows = cases.query([])?;
    while let Some(row) = rows.next()? {
        refold(conn, &CaseId(row.get(0)?))?;
    }
    Ok(())
}

/// Folds one case anew and writes its rows.
pub(crate) fn refold(conn: &Connection, id: &CaseId) -> Result<Option<State>> {
    let Some((state, activity)) = fold(conn, id)? else {
        project::forget(conn, id)?;
        return Ok(None);
    };
    project(conn, &state, activity)?;
    Ok(Some(state))
}

pub(crate) fn parse(bytes: Vec<u8>) -> Result<Sealed> {
    Sealed::parse(bytes).map_err(|e| StoreError::damaged(Damage::Chain, e))
}

/// The verdict a word stands for; a word of a later version counts as clean.
pub(crate) fn verdict(stored: Option<String>) -> Verdict {
    stored.and_then(of_word).unwrap_or(Verdict::Clean)
}

/// The value whose serde form is this word.
fn of_word<T: DeserializeOwned>(word: String) -> Option<T> {
    serde_json::from_value(Value::String(word)).ok()
}

/// Raises the counter of a series by a number record; other kinds don't count.
pub(crate) fn count(conn: &Connection, kind: &str, body: &Value) -> Result<()> {
    if ![ALLOTTED, NOTED, CONFIRMED].contains(&kind) {
        return Ok(());
    }
    conn.prepare_cached(
        "INSERT INTO counter (series, year, last) VALUES (?1, ?2, ?3)
         ON CONFLICT (series, year) DO UPDATE SET last = max(last, excluded.last)",
    )?
    .execute((
        body["series"].as_str().unwrap_or_default(),
        body["year"].as_i64().unwrap_or_default(),
        body["n"].as_i64().unwrap_or_default(),
    ))?;
    Ok(())
}

/// SHA-256 over every row of every projection, in a fixed order.
pub(crate) fn digest(conn: &Connection) -> Result<String> {
    let mut sum = Sha256::new();
    let grams = "SELECT term, doc, cnt FROM temp.gram_dump";
    conn.execute_batch(
        "DROP TABLE IF EXISTS temp.gram_dump;
         CREATE VIRTUAL TABLE temp.gram_dump USING fts5vocab ('main', 'search_gram', 'row');",
    )?;
    for query in TABLES
        .iter()
        .map(|table| {
            let keys = if KEYED_BY_THREE.contains(table) { "1, 2, 3" } else { "1, 2" };
            format!("SELECT * FROM {table} ORDER BY {keys}")
        })
        .chain([grams.to_owned()])
    {
        sum.update(query.as_bytes());
        let mut select = conn.prepare(&query)?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                let value: rusqlite::types::Value = row.get(at)?;
                sum.update(format!("{value:?}\u{1f}").as_bytes());
            }
            sum.update(b"\n");
        }
    }
    conn.execute_batch("DROP TABLE temp.gram_dump")?;
    Ok(hex::encode(sum.finalize()))
}
