//! `scratch.*`: what is typed into the form of a step before the step is taken.
//!
//! Kept encrypted on this device like a draft, never a record, gone once the step is taken.

use crate::case::CaseRef;
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use casework::CaseId;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

const PREFIX: &str = "scratch/";

/// Something typed into the form of a step.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScratchPut {
    /// Case.
    pub case: CaseId,
    /// Name the form gives it, e.g. `step/session`.
    pub key: String,
    /// What was typed; `null` forgets it.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// Keeps what was typed: on disk before this returns.
///
/// # Errors
/// `scratch.bad_key`, `store.disk_full`.
pub fn put(desk: &Desk, input: ScratchPut) -> Result<Nothing> {
    let session = desk.session()?;
    if input.key.is_empty() || input.key.len() > 100 {
        return Err(DeskError::new("scratch.bad_key"));
    }
    let path = format!("{PREFIX}{}", input.key);
    session.store.write(desk.author(&session), |w| -> Result<()> {
        Ok(w.put_private(&input.case, &path, &input.value)?)
    })?;
    Ok(Nothing {})
}

/// What was typed into the steps of a case, by key.
///
/// # Errors
/// `desk.locked`.
pub fn get(desk: &Desk, input: CaseRef) -> Result<BTreeMap<String, Value>> {
    let session = desk.session()?;
    let all = session.store.read(|r| r.private(&input.case))?;
    let typed = all.into_iter().filter(|(_, value)| !value.is_null());
    Ok(typed.filter_map(|(path, v)| path.strip_prefix(PREFIX).map(|k| (k.to_owned(), v))).collect())
}
