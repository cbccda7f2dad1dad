//! `case.merge_options`: which cases of the same firm this one could go into.

use crate::case::CaseRef;
use crate::error::Result;
use crate::session::Desk;
use crate::view_make;
use casework::{CaseId, PartyRole, Refusal, summary};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use ts_rs::TS;

/// A case this one could go into.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MergeOption {
    /// Case.
    pub case: CaseId,
    /// Title.
    pub title: String,
    /// 案号.
    pub number: Option<String>,
    /// Receipt.
    pub received_at: Option<DateTime<FixedOffset>>,
    /// What stands in the way; `None` when it can be done now.
    pub refusal: Option<Refusal>,
}

/// Cases at this desk that have a respondent in common with this one, those that can be joined first.
///
/// # Errors
/// `case.unknown`.
pub fn merge_options(desk: &Desk, input: CaseRef) -> Result<Vec<MergeOption>> {
    let session = desk.session()?;
    let cx = desk.context(&session);
    let from = desk.case(&session, &input.case)?;
    let firms = from.sheet.named(PartyRole::Respondent);
    let mut options = session.store.read(|r| -> Result<Vec<MergeOption>> {
        let mut options: Vec<MergeOption> = Vec::new();
        for firm in &firms {
            for same in r.same_party(&from.id, &firm.name, "", &firm.uscc, "")? {
                if options.iter().any(|o| o.case == same.case.id) {
                    continue;
                }
                let Some(into) = r.case(&same.case.id)? else { continue };
                if into.closed() {
                    continue;
                }
                // A reason is asked for in the form; here only the cases are judged.
                let tried = casework::merge(&from, &into, cx.today(), "并案".to_owned(), &cx);
                let sum = summary(&into);
                options.push(MergeOption {
                    case: same.case.id,
                    title: view_make::title(&sum),
                    number: sum.number.clone(),
                    received_at: into.mediation.received.as_ref().map(|received| received.at),
                    refusal: tried.err(),
                });
            }
        }
        Ok(options)
    })?;
    options.sort_by_key(|o| (o.refusal.is_some(), std::cmp::Reverse(o.received_at)));
    Ok(options)
}
