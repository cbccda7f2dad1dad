//! `conflict.*`: what two desks wrote differently, side by side, until a person has chosen.

use crate::case::take;
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Desk, Session};
use crate::view::CaseView;
use crate::view_make::{self, value_words};
use casework::{Case, CaseId, Command, Conflict, Event, RecordRef, Verdict, fields, summary};
use chrono::{DateTime, FixedOffset};
use ledger::DeviceId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::{Past, Reader};
use ts_rs::TS;

/// A case in which a person has to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictCase {
    /// Case.
    pub case: CaseId,
    /// Title.
    pub title: String,
    /// 案号.
    pub number: Option<String>,
    /// What was kept beside, oldest first.
    pub items: Vec<ConflictItem>,
}

/// One record kept beside what stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictItem {
    /// The record.
    pub record: RecordRef,
    /// Kind of the record, e.g. `case.amended`.
    pub kind: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Where: station of that desk, empty when it is not known.
    pub place: String,
    /// Written on this very computer.
    pub own: bool,
    /// Waits for the one before it: it was written on top of a disputed one.
    pub held: bool,
    /// The hub has not seen it yet: what is said here is foreseen.
    pub foreseen: bool,
    /// Fields that differ; empty for a decision, which is taken whole or not at all.
    pub fields: Vec<ConflictField>,
    /// Touches of a decision, to be taken together.
    pub touches: Vec<String>,
    /// Values of a decision, for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
    /// Taking it changes a text that is frozen: it has to be given up and signed anew.
    pub sign_again: bool,
}

/// A field with both values.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictField {
    /// Field.
    pub path: String,
    /// Label.
    pub label: String,
    /// What stands.
    pub here: String,
    /// Who wrote what stands, empty when nobody has.
    pub here_by: String,
    /// When.
    pub here_at: Option<DateTime<FixedOffset>>,
    /// Where.
    pub here_place: String,
    /// What was kept beside.
    pub there: String,
    /// Both are the same: nothing to choose.
    pub same: bool,
}

/// Every case in which a person has to choose.
///
/// # Errors
/// `desk.locked`.
pub fn list(desk: &Desk, _: Nothing) -> Result<Vec<ConflictCase>> {
    let session = desk.session()?;
    session.store.read(|r| -> Result<Vec<ConflictCase>> {
        let cases: BTreeSet<String> =
            r.tasks()?.into_iter().filter(|t| t.1 == "conflict").map(|t| t.0.0).collect();
        let mut all = Vec::new();
        for id in cases {
            let id = CaseId(id);
            let Some(case) = r.case(&id)? else { continue };
            let past = r.history(&id)?;
            let sum = summary(&case);
            let mut items = Vec::new();
            for beside in case.conflicts.iter().filter(|c| c.open()) {
                items.push(item(desk, &session, r, &case, &past, beside)?);
            }
            all.push(ConflictCase {
                title: view_make::title(&sum),
                number: sum.number.clone(),
                case: id,
                items,
            });
        }
        Ok(all)
    })
}

fn item(
    desk: &Desk,
    session: &Session,
    r: &Reader<'_>,
    case: &Case,
    past: &[Past],
    beside: &Conflict,
) -> Result<ConflictItem> {
    let (dev, inc, seq) = &beside.record;
    let record = RecordRef { dev: dev.clone(), inc: inc.clone(), seq: *seq };
    let mut fields = Vec::new();
    let mut args = BTreeMap::new();
    match beside.event() {
        Event::Amended { patch } => {
            for (path, value) in &patch {
                fields.extend(field(desk, r, case, past, path, value)?);
            }
        }
        _ => {
            if let Value::Object(map) = &beside.body {
                args = map.clone().into_iter().collect();
            }
        }
    }
    let frozen = case.accord().is_some();
    let terms = |t: &String| {
        ["terms/", "clauses/", "agreement/", "parties/"].iter().any(|head| t.starts_with(head))
    };
    let written = past
        .iter()
        .find(|p| p.dev.to_string() == *dev && p.inc.to_string() == *inc && p.seq.0 == *seq);
    Ok(ConflictItem {
        kind: beside.kind.clone(),
        by: beside.by.clone(),
        at: beside.at,
        place: place(session, r, dev)?,
        own: r.head()?.dev.to_string() == *dev,
        held: beside.verdict == Verdict::Held,
        foreseen: written.is_some_and(|p| p.hub_seq.is_none()),
        touches: if fields.is_empty() { beside.touches.clone() } else { Vec::new() },
        sign_again: frozen && beside.touches.iter().any(terms),
        fields,
        args,
        record,
    })
}

fn field(
    desk: &Desk,
    r: &Reader<'_>,
    case: &Case,
    past: &[Past],
    path: &str,
    there: &Value,
) -> Result<Option<ConflictField>> {
    let label = fields::field(path).map(|f| f.label.to_owned()).unwrap_or_default();
    if matches!(path.rsplit('/').next(), Some("order")) {
        return Ok(None);
    }
    let here = case.sheet.0.get(path).unwrap_or(&Value::Null);
    // Who wrote what stands: the last record that was applied and gave the field a value.
    let applied = |p: &&Past| {
        matches!(p.verdict, None | Some(Verdict::Clean | Verdict::Soft))
            && p.body.as_ref().is_some_and(|b| b["patch"].get(path).is_some())
    };
    let writer = past.iter().rev().find(applied);
    let here_place = match writer {
        Some(p) => r.device_station(p.dev)?.map(|s| s.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(Some(ConflictField {
        path: path.to_owned(),
        label,
        here: value_words(desk, &case.sheet, path, here),
        here_by: writer.map(|p| p.by.clone()).unwrap_or_default(),
        here_at: writer.map(|p| p.at),
        here_place,
        there: value_words(desk, &case.sheet, path, there),
        same: here == there,
    }))
}

fn place(session: &Session, r: &Reader<'_>, dev: &str) -> Result<String> {
    let Ok(dev) = dev.parse::<DeviceId>() else { return Ok(String::new()) };
    if r.head()?.dev == dev {
        return Ok(session.settings.station.clone());
    }
    Ok(r.device_station(dev)?.map(|s| s.name).unwrap_or_default())
}

/// A choice.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConflictChoice {
    /// Case.
    pub case: CaseId,
    /// The record kept beside.
    pub record: RecordRef,
    /// Fields or touches taken from it; the others stay as they stand.
    pub take: Vec<String>,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

/// Chooses between what stands and what another desk wrote.
///
/// # Errors
/// `refused.conflict.*`; `conflict.foreseen` while the hub has not judged it.
pub fn resolve(desk: &Desk, input: ConflictChoice) -> Result<CaseView> {
    let ConflictChoice { case, record, take: mut taken, note } = input;
    let session = desk.session()?;
    let standing = desk.case(&session, &case)?;
    let named = |c: &&Conflict| {
        (&c.record.0, &c.record.1, c.record.2) == (&record.dev, &record.inc, record.seq)
    };
    // What the hub has not judged yet is only foreseen: a choice sent now would be held together with it.
    let past = session.store.read(|r| r.history(&case))?;
    let judged = past.iter().any(|p| {
        p.hub_seq.is_some()
            && p.dev.to_string() == record.dev
            && p.inc.to_string() == record.inc
            && p.seq.0 == record.seq
    });
    if !judged {
        return Err(DeskError::new("conflict.foreseen"));
    }
    if let Some(beside) = standing.conflicts.iter().find(named) {
        taken.extend(places(&beside.touches, &taken));
    }
    take(desk, &case, Command::ResolveConflict { record, take: taken, note })
}

/// The places of rows of which something is taken: nobody chooses an order, but a new row has one.
fn places(touches: &[String], taken: &[String]) -> Vec<String> {
    let row = |path: &str| path.rsplit_once('/').map(|(row, _)| row.to_owned());
    let rows: BTreeSet<String> = taken.iter().filter_map(|path| row(path)).collect();
    let place = |touch: &&String| {
        touch.ends_with("/order")
            && !taken.contains(*touch)
            && row(touch).is_some_and(|row| rows.contains(&row))
    };
    touches.iter().filter(place).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_taken_keeps_its_place_and_others_stay() {
        let own = |all: &[&str]| all.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let touches = own(&["terms/a/what", "terms/a/order", "terms/b/what", "terms/b/order"]);
        assert_eq!(places(&touches, &own(&["terms/a/what"])), own(&["terms/a/order"]));
        assert!(places(&touches, &[]).is_empty());
        assert!(places(&own(&["group/status"]), &own(&["group/status"])).is_empty());
    }
}
