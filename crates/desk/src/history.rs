//! What happened to a case: a quiet timeline.

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use crate::view::{HistoryChange, HistoryEntry};
use crate::view_make::value_words;
use casework::{CaseId, Event, Sheet, fields};
use serde_json::Value;
use std::collections::BTreeMap;

/// Entries, newest first; `order` and other technical fields are left out.
pub(crate) fn history(desk: &Desk, session: &Session, id: &CaseId) -> Result<Vec<HistoryEntry>> {
    let past = session.store.read(|r| r.history(id))?;
    if past.is_empty() {
        let drafts = session.store.read(|r| r.drafts(id))?;
        return if drafts.is_empty() {
            Err(DeskError::new("case.unknown"))
        } else {
            Ok(Vec::new())
        };
    }
    let own = session.store.read(|r| r.head())?.dev;
    let mut sheet = Sheet::default();
    let mut entries = Vec::new();
    for record in past {
        let body = record.body.unwrap_or(Value::Null);
        let mut changes = Vec::new();
        let mut args = BTreeMap::new();
        match Event::parse(&record.kind, &body) {
            Event::Amended { patch } => {
                let before = sheet.clone();
                sheet.patch(&patch);
                for (path, after) in &patch {
                    changes.extend(change(desk, &before, &sheet, path, after));
                }
                if changes.is_empty() {
                    continue;
                }
            }
            _ => {
                if let Value::Object(map) = body {
                    args = map.into_iter().collect();
                }
            }
        }
        entries.push(HistoryEntry {
            at: record.at,
            by: record.by,
            device: if record.dev == own {
                session.settings.series.clone()
            } else {
                session
                    .store
                    .read(|r| r.device_station(record.dev))?
                    .map(|s| s.name)
                    .unwrap_or_default()
            },
            kind: record.kind,
            changes,
            args,
            receipt: if record.received { "received" } else { "local" }.to_owned(),
        });
    }
    entries.reverse();
    Ok(entries)
}

fn change(
    desk: &Desk,
    before: &Sheet,
    after: &Sheet,
    path: &str,
    value: &Value,
) -> Option<HistoryChange> {
    let field = fields::field(path)?;
    if matches!(field.name, "order" | "role" | "kind" | "received_at") {
        return None;
    }
    let old = before.0.get(path).unwrap_or(&Value::Null);
    Some(HistoryChange {
        path: path.to_owned(),
        label: field.label.to_owned(),
        from: value_words(desk, before, path, old),
        to: value_words(desk, after, path, value),
    })
}
