//! `scan.*`: scans and photographs of signed sheets find their case by the QR code.

use crate::attachment::{decoded, keep, mime};
use crate::error::{DeskError, Result};
use crate::session::Desk;
use casework::{Case, CaseId, Command, Id};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A scanned sheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScanFile {
    /// Case, when the person says it.
    #[serde(default)]
    pub case: Option<CaseId>,
    /// Paper, when the person says it.
    #[serde(default)]
    pub paper: Option<Id>,
    /// Page, when the person says it.
    #[serde(default)]
    pub page: Option<u32>,
    /// File name.
    pub name: String,
    /// Bytes, base64: JPEG, PNG or PDF.
    pub data: String,
}

/// Where a scan was filed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanFiled {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Page, 0 when unknown.
    pub page: u32,
    /// Title of the paper.
    pub title: String,
    /// Found by the QR code.
    pub by_code: bool,
}

/// What the code on a sheet says: document, page, pages, check.
struct Code {
    doc: String,
    page: u32,
    hash8: String,
}

/// Files a scan to its paper: by the QR code on the sheet, else where the person says.
///
/// # Errors
/// `scan.unread` when there is no readable code and no paper was named; `scan.unknown_paper` when
/// the code is of a paper that is not on this desk; `scan.other_text` when its check does not fit.
pub fn file(desk: &Desk, input: ScanFile) -> Result<ScanFiled> {
    let session = desk.session()?;
    let bytes = decoded(&input.data)?;
    let kind = mime(&bytes);
    let code = if kind.starts_with("image/") { read_code(&bytes) } else { None };
    let (case, paper, page, by_code) = match (code, input.case, input.paper) {
        (Some(code), wanted, _) => {
            let (case, hash) = find(desk, &code.doc, wanted)?;
            if !hash.starts_with(&code.hash8) {
                return Err(DeskError::new("scan.other_text"));
            }
            (case, Id(code.doc), Some(code.page), true)
        }
        (None, Some(case), Some(paper)) => (case, paper, input.page, false),
        _ => return Err(DeskError::new("scan.unread").with("name", input.name)),
    };
    let name = statute::text::line(&input.name);
    let sha256 = keep(desk, &session, &bytes, &name, kind)?;
    let after = desk.step(&session, &case, |_, _| {
        Ok(vec![Command::Scan { id: paper.clone(), page, sha256 }])
    })?;
    let title = after.paper(&paper).map(|p| p.title.clone()).unwrap_or_default();
    Ok(ScanFiled { case, paper, page: page.unwrap_or(0), title, by_code })
}

fn find(desk: &Desk, doc: &str, wanted: Option<CaseId>) -> Result<(CaseId, String)> {
    let session = desk.session()?;
    let of = |case: Option<Case>| {
        case.and_then(|c| c.paper(&Id::from(doc)).map(|p| (c.id.clone(), p.data_hash.clone())))
    };
    if let Some(wanted) = wanted
        && let Some(found) = of(session.store.read(|r| r.case(&wanted))?)
    {
        return Ok(found);
    }
    let mut offset = 0;
    loop {
        let page = session.store.read(|r| r.papers(None, 500, offset))?;
        if let Some(row) = page.iter().find(|row| row.paper == doc) {
            let found = of(session.store.read(|r| r.case(&row.case.id))?);
            return found.ok_or_else(|| DeskError::new("scan.unknown_paper"));
        }
        if page.len() < 500 {
            return Err(DeskError::new("scan.unknown_paper"));
        }
        offset += 500;
    }
}

/// Reads `FQ1:<document>:<page>/<pages>:<hash8>` from a picture.
fn read_code(bytes: &[u8]) -> Option<Code> {
    crate::picture::texts(bytes).find_map(|text| parse(&text))
}

fn parse(text: &str) -> Option<Code> {
    let mut parts = text.split(':');
    if parts.next()? != "FQ1" {
        return None;
    }
    let (doc, pages, hash8) = (parts.next()?, parts.next()?, parts.next()?);
    let page = pages.split('/').next()?.parse().ok()?;
    Some(Code { doc: doc.to_owned(), page, hash8: hash8.to_owned() })
}
