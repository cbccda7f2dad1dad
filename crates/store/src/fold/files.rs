//! Files that the records of a case name: what has to be here and at the hub.

use super::rows::{Table, text};
use crate::error::Result;
use casework::Case;
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::Value;

/// Fields of an event's body that name a file.
const FIELDS: &[&str] = &["sha256", "pdf"];

const FILE: Table = Table { name: "file", columns: &["sha256", "name", "mime", "size"], keys: 1 };

pub(super) fn rows(conn: &Connection, case: &Case) -> Result<()> {
    let mut rows = Vec::new();
    let mut add = |sha256: &str, name: &str, mime: &str, size: u64| {
        if is_hash(sha256) {
            let size = Cell::Integer(i64::try_from(size).unwrap_or(i64::MAX));
            rows.push(vec![text(sha256), text(name), text(mime), size]);
        }
    };
    for file in &case.attachments {
        add(&file.sha256, &file.name, &file.mime, file.size);
    }
    for paper in &case.papers {
        add(&paper.pdf, &format!("{}.pdf", paper.title), "application/pdf", 0);
        for (_, sha256) in &paper.scans {
            add(sha256, &paper.title, "", 0);
        }
    }
    // What another desk wrote and stands beside: a person who chooses wants to see it.
    for conflict in &case.conflicts {
        let mut named = Vec::new();
        collect(&conflict.body, &mut named);
        for sha256 in named {
            add(sha256, "", "", 0);
        }
    }
    FILE.set(conn, &case.id.0, rows)
}

/// The record by which the county puts a policy pack in force; its file belongs to no case.
pub(crate) const PACK: &str = "pack.enforced";

/// The file that a record without a case names: every desk of the county fetches it.
pub(crate) fn of_no_case(conn: &Connection, kind: &str, body: &Value) -> Result<()> {
    let named = body["sha256"].as_str().filter(|sha256| kind == PACK && is_hash(sha256));
    if let Some(sha256) = named {
        let name = body["name"].as_str().unwrap_or_default();
        conn.prepare_cached(
            "INSERT OR IGNORE INTO file (case_id, sha256, name, mime, size)
             VALUES ('', ?1, ?2, 'application/zip', 0)",
        )?
        .execute((sha256, format!("{name}.fqpack")))?;
    }
    Ok(())
}

fn collect<'v>(value: &'v Value, named: &mut Vec<&'v str>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if FIELDS.contains(&name.as_str()) => named.push(text),
                    other => collect(other, named),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, named)),
        _ => {}
    }
}

fn is_hash(text: &str) -> bool {
    crate::attachments::check_hash(text).is_ok()
}
