//! From what a code says to the paper it stands on, or to why it cannot be that paper.

use crate::error::{DeskError, Result};
use casework::{Case, CaseId, Id};
use serde::{Deserialize, Serialize};
use store::Reader;

/// What is kept of a sheet beside its state.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    /// What its code says.
    pub code: Option<SaidCode>,
    /// Why it waits: the code of an error.
    pub why: Option<String>,
    /// How the places to sign look.
    pub looks: Vec<Look>,
    /// The paper the person had open.
    pub beside: Option<super::ScanPaperRef>,
    /// Why it was thrown away.
    pub reason: Option<String>,
}

/// The code of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SaidCode {
    pub document: String,
    pub page: u32,
    pub pages: u32,
    pub check: String,
}

/// A place to sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Look {
    pub label: String,
    pub mark: super::ScanMark,
    /// A person looked: it is signed, or really empty.
    #[serde(default)]
    pub signed: Option<bool>,
}

impl From<&scans::Code> for SaidCode {
    fn from(code: &scans::Code) -> Self {
        let scans::Code { document, page, pages, check } = code.clone();
        Self { document, page, pages, check }
    }
}

/// A page of a paper that is on this desk.
pub(super) struct Place {
    pub case: Case,
    pub paper: Id,
    pub page: u32,
}

/// Finds the paper a code stands on.
///
/// # Errors
/// `scan.unknown_paper` when it is not on this desk; `scan.other_text` when document, number of pages or check say
/// that the sheet is not the paper as it was frozen here.
pub(super) fn place(r: &Reader<'_>, code: &SaidCode) -> Result<Place> {
    let unknown = || DeskError::new("scan.unknown_paper");
    let id = Id(code.document.clone());
    let case = r.case_of_paper(&id.0)?.ok_or_else(unknown)?;
    let case = r.case(&case)?.ok_or_else(unknown)?;
    let paper = case.paper(&id).ok_or_else(unknown)?;
    let fits = paper.data_hash.to_ascii_lowercase().starts_with(&code.check)
        && paper.pages == code.pages
        && code.check.len() == 8;
    if !fits {
        return Err(DeskError::new("scan.other_text"));
    }
    Ok(Place { paper: id, page: code.page, case })
}

/// The case a code names, whether or not its check fits.
pub(super) fn named(r: &Reader<'_>, code: &SaidCode) -> Result<Option<(CaseId, Id)>> {
    let id = Id(code.document.clone());
    Ok(r.case_of_paper(&id.0)?.map(|case| (case, id)))
}

/// Pages of which no scan was filed; a scan of the whole paper stands for all.
pub(super) fn missing(paper: &casework::Paper) -> Vec<u32> {
    let came = |page: u32| paper.scans.iter().any(|(p, _)| *p == page || *p == 0);
    (1..=paper.pages).filter(|page| !came(*page)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_by_another_version_is_read() {
        let said: Said = serde_json::from_str(r#"{"why":"scan.unread","later":1}"#).unwrap();
        assert_eq!(said.why.as_deref(), Some("scan.unread"));
        assert!(said.looks.is_empty() && said.code.is_none());
    }
}
