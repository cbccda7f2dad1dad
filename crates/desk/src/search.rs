//! `search.*`: find anything by name, firm, number, telephone, pinyin initials.

use crate::case_list::CaseHit;
use crate::error::Result;
use crate::session::Desk;
use crate::view_make;
use casework::CaseId;
use serde::{Deserialize, Serialize};
use store::SearchScope;
use ts_rs::TS;

/// A search.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SearchFind {
    /// Words.
    pub text: String,
    /// Most cases to return.
    #[serde(default)]
    pub limit: u32,
}

/// A case that was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchFound {
    /// Case.
    pub case: CaseId,
    /// Title.
    pub title: String,
    /// 案号.
    pub number: Option<String>,
    /// Words for the cause.
    pub cause_words: String,
    /// Where its mediation stands.
    pub state: casework::MediationState,
    /// Where the words were found.
    pub hits: Vec<CaseHit>,
}

/// Finds cases, newest first.
///
/// # Errors
/// `desk.locked`.
pub fn find(desk: &Desk, input: SearchFind) -> Result<Vec<SearchFound>> {
    let session = desk.session()?;
    if input.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let limit = input.limit.clamp(1, 50) as usize;
    session.store.read(|r| {
        let mut found = Vec::new();
        for hit in r.search(&input.text, SearchScope::All, limit, 0)? {
            let Some(summary) = r.summary(&hit.case_id)? else { continue };
            // Papers without a dispute are found in the list of papers.
            if !summary.subject.is_empty() {
                continue;
            }
            found.push(SearchFound {
                title: view_make::title(&summary),
                number: summary.number.clone(),
                cause_words: desk.law.causes.words(&summary.cause).to_owned(),
                state: summary.state,
                hits: hit.matches.iter().map(CaseHit::from).collect(),
                case: hit.case_id,
            });
        }
        Ok(found)
    })
}
