//! `private.*`: caucus notes and floor values of the mediator (needs.md rows 34, 35).
//!
//! In the encrypted store of this device and in its backup, and nowhere else: never a record, never on a paper, never
//! on the line.

use crate::case::CaseRef;
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use casework::CaseId;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

const PREFIX: &str = "caucus/";

/// Something only this desk keeps.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PrivatePut {
    /// Case.
    pub case: CaseId,
    /// `note/<side>` or `floor/<side>`.
    pub key: String,
    /// Text, or an amount in 分; `null` forgets it.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// Keeps a note or a floor value on this device only.
///
/// # Errors
/// `private.bad_key`, `case.unknown`, `store.disk_full`.
pub fn put(desk: &Desk, input: PrivatePut) -> Result<Nothing> {
    let session = desk.session()?;
    let known =
        matches!(input.key.split_once('/'), Some(("note" | "floor", side)) if !side.is_empty());
    if !known || input.key.len() > 100 {
        return Err(DeskError::new("private.bad_key"));
    }
    if uuid::Uuid::parse_str(&input.case.0).is_err() {
        return Err(DeskError::new("case.unknown"));
    }
    let path = format!("{PREFIX}{}", input.key);
    session.store.write(desk.author(&session), |w| -> Result<()> {
        Ok(w.put_private(&input.case, &path, &input.value)?)
    })?;
    desk.changed("private", Some(&input.case));
    Ok(Nothing {})
}

/// Notes and floor values of a case, by key.
///
/// # Errors
/// `desk.locked`.
pub fn get(desk: &Desk, input: CaseRef) -> Result<BTreeMap<String, Value>> {
    let session = desk.session()?;
    let all = session.store.read(|r| r.private(&input.case))?;
    let own = all.into_iter().filter(|(_, value)| !value.is_null());
    Ok(own.filter_map(|(path, v)| path.strip_prefix(PREFIX).map(|k| (k.to_owned(), v))).collect())
}
