//! What a case gets of a file: the file itself when all of it is the case's, else the sheet alone.
//!
//! A stack from the copier holds pages of several cases. A case's files go wherever the case goes (another station,
//! the county, the dossier), so none may carry a page of another's.

use crate::attachment::{keep, sha256};
use crate::error::Result;
use crate::session::{Desk, Session};
use casework::CaseId;
use store::{ScanFile, ScanSheet, SheetState};

/// A file for a case.
pub(super) struct Given {
    pub sha256: String,
    pub name: String,
    pub mime: String,
    pub size: u64,
    /// Page of it, when it is the whole stack.
    pub leaf: Option<u32>,
}

/// Whether every sheet of a file that shows something belongs to one case.
pub(super) fn all_of(sheets: &[ScanSheet], case: &CaseId, but: Option<i64>) -> bool {
    sheets.iter().all(|s| {
        matches!(s.state, SheetState::Blank)
            || but == Some(s.id)
            || s.filed.as_ref().is_some_and(|(of, _, _)| of == case)
    })
}

/// The whole file, as it came.
pub(super) fn whole(file: &ScanFile, sheet: &ScanSheet, leaves: u32) -> Given {
    Given {
        sha256: file.sha256.clone(),
        name: file.name.clone(),
        mime: file.mime.clone(),
        size: file.size,
        leaf: (leaves > 1).then_some(sheet.leaf),
    }
}

/// One sheet of it as a file of its own: a page of a PDF with its bytes untouched, else the straightened picture.
pub(super) fn single(
    desk: &Desk,
    session: &Session,
    file: &ScanFile,
    sheet: &ScanSheet,
    original: &[u8],
    picture: &[u8],
    alone: bool,
) -> Result<Given> {
    // A page with two sheets on it is cut by the picture.
    let page = (file.mime == "application/pdf" && alone)
        .then(|| one_page(original, sheet.leaf))
        .flatten();
    let (bytes, mime, end) = match &page {
        Some(pdf) => (pdf.as_slice(), "application/pdf", "pdf"),
        None => (picture, "image/jpeg", "jpg"),
    };
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let part = if alone { String::new() } else { format!("-{}", sheet.part) };
    let name = format!("{stem} 第{}页{part}.{end}", sheet.leaf);
    keep(desk, session, bytes, &name, mime)?;
    Ok(Given {
        sha256: sha256(bytes),
        name,
        mime: mime.to_owned(),
        size: u64::try_from(bytes.len()).unwrap_or(0),
        leaf: None,
    })
}

/// A PDF with one page of another; none when that PDF cannot be taken apart.
fn one_page(pdf: &[u8], page: u32) -> Option<Vec<u8>> {
    let mut document = lopdf::Document::load_mem(pdf).ok()?;
    let others: Vec<u32> = document.get_pages().keys().copied().filter(|n| *n != page).collect();
    document.delete_pages(&others);
    if document.get_pages().len() != 1 {
        return None;
    }
    document.prune_objects();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Some(bytes)
}
