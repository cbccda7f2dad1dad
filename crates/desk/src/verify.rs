//! `document.verify`: is this file, scan or photograph a paper that was issued here, and does it still stand?
//!
//! A PDF is compared with the paper as issued, byte by byte and else page by page in its text; a picture is recognised
//! by its code alone, and that is said. Of a paper that is not in this computer nothing is known and nothing is shown.

mod compare;
mod found;
mod running;

use crate::attachment::{decoded, mime, sha256};
use crate::error::{DeskError, Result};
use crate::scan::from_disk;
use crate::session::{Desk, Session};
use casework::{Case, CaseId, Id, Paper, PaperState};
use chrono::{DateTime, FixedOffset, NaiveDate};
use documents::PaperError;
use found::{Mark, Sheets};
pub(crate) use running::Verifying;
use running::{Running, cancelled};
pub use running::{VerifyJob, VerifyProgress, cancel, progress};
use scans::ScanError;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// A file to verify.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DocumentVerify {
    /// File name; that of `path` when left out.
    #[serde(default)]
    pub name: String,
    /// Bytes, base64: PDF, JPEG, PNG or TIFF; left out when `path` is given.
    #[serde(default)]
    pub data: String,
    /// Where the file lies on this computer: a dossier may be too large to be handed over.
    #[serde(default)]
    pub path: Option<String>,
    /// Password of a protected copy.
    #[serde(default)]
    pub password: Option<String>,
    /// A name of the screen's own, to ask how far it is and to stop it; none when nobody will.
    #[serde(default)]
    pub job: String,
}

/// What a file was found to be.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Verification {
    /// `found` when a paper of this computer is in it; `unknown`: papers of this system that are not on this
    /// computer; `foreign`: codes of others only; `unread`: nothing that could be read.
    pub verdict: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// Pages of a PDF or TIFF; 1 for another picture.
    pub pages: u32,
    /// It was under a password.
    pub protected: bool,
    /// Papers of this computer in it.
    pub papers: Vec<VerifiedPaper>,
    /// Papers of this system that are not on this computer.
    pub unknown: Vec<UnknownPaper>,
    /// Codes in it that are none of this system.
    pub foreign: u32,
}

/// A paper of this computer that was found in the file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VerifiedPaper {
    /// `same_file`: byte by byte as issued; `same_text`: the pages say the same, but for the page stamp of a dossier;
    /// `changed`: they do not, or a picture was laid over one; `code`: only the code was read, it fits; `other_code`: the code says another text than was issued.
    pub compared: String,
    /// Case.
    pub case: CaseId,
    /// Title of the case.
    pub case_title: String,
    /// Paper.
    pub paper: Id,
    /// Title.
    pub title: String,
    /// 文号 or 案号; empty without one.
    pub number: String,
    /// Day printed on it.
    pub on: NaiveDate,
    /// When it was issued.
    pub issued_at: DateTime<FixedOffset>,
    /// By whom.
    pub issued_by: String,
    /// Pages as issued.
    pub pages: u32,
    /// Which pages of it the file holds.
    pub seen: Vec<u32>,
    /// Pages that say something else.
    pub changed: Vec<u32>,
    /// Version of an agreement; 0 for other papers.
    pub version: u32,
    /// Where it stands.
    pub state: PaperState,
    /// Why it was given up.
    pub voided: Option<String>,
    /// What replaced it: paper, title, day.
    pub superseded_by: Option<(Id, String, NaiveDate)>,
    /// The agreement of which it is a version was given up, with the reason.
    pub abandoned: Option<String>,
    /// In effect since, for an agreement.
    pub effective_on: Option<NaiveDate>,
    /// Who has signed: name, how in words, day.
    pub signed: Vec<(String, String, NaiveDate)>,
    /// Who still has to sign.
    pub missing: Vec<String>,
    /// This very file is on file as a scan of it.
    pub filed: bool,
}

/// A paper of this system that is not on this computer: what its footer or code says, and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnknownPaper {
    /// Identifier.
    pub id: String,
    /// Check.
    pub hash8: String,
    /// Pages it says it has.
    pub pages: u32,
}

/// Verifies a file.
///
/// # Errors
/// `attachment.*` for an empty or very large file, `file.*`, `scan.heic` for a photograph as iPhones keep it, `verify.locked` when a PDF wants a password, `verify.unreadable`
/// when it is neither PDF nor picture or is damaged, `verify.cancelled`.
pub fn verify(desk: &Desk, input: DocumentVerify) -> Result<Verification> {
    let session = desk.session()?;
    let (name, bytes) = match &input.path {
        Some(path) => from_disk(Path::new(path), &input.name)?,
        None => (input.name, decoded(&input.data)?),
    };
    let running = desk.verifying().begin(&input.job, &session.store);
    let password = input.password.as_deref().filter(|p| !p.is_empty());
    let sheets = sheets(&bytes, password, &running)
        .map_err(|error| error.with("name", statute::text::line(&name)))?;
    let sha = sha256(&bytes);
    let mut papers = Vec::new();
    let mut unknown = Vec::new();
    for mark in sheets.documents() {
        match session.store.read(|r| r.case_of_paper(&mark.doc))? {
            Some(case) => {
                let case = desk.case(&session, &case)?;
                let paper = case.paper(&Id(mark.doc.clone()));
                let paper = paper.ok_or_else(|| DeskError::new("paper.unknown"))?;
                papers.push(known(&session, &case, paper, &mark, &sheets, &sha));
            }
            None => unknown.push(UnknownPaper { id: mark.doc, hash8: mark.hash8, pages: mark.of }),
        }
    }
    let verdict = match (papers.is_empty(), unknown.is_empty(), sheets.foreign) {
        (false, ..) => "found",
        (true, false, _) => "unknown",
        (true, true, 1..) => "foreign",
        (true, true, 0) => "unread",
    };
    Ok(Verification {
        verdict: verdict.to_owned(),
        sha256: sha,
        pages: sheets.pages,
        protected: sheets.protected,
        papers,
        unknown,
        foreign: sheets.foreign,
    })
}

/// What the pages of a file say of themselves.
fn sheets(bytes: &[u8], password: Option<&str>, running: &Running) -> Result<Sheets> {
    let unreadable = || DeskError::new("verify.unreadable");
    match mime(bytes) {
        "application/pdf" => {
            let mut go = |done, of| running.go("reading", done, of);
            match documents::read_with(bytes, password, &mut go) {
                Ok(read) => {
                    running.whole(Sheets::of_pdf(read, bytes, password, &mut |done, of| {
                        running.go("looking", done, of)
                    }))
                }
                Err(PaperError::Locked) => Err(DeskError::new("verify.locked")),
                Err(PaperError::Dropped) => Err(cancelled()),
                Err(_) => Err(unreadable()),
            }
        }
        // Also what is no picture at all: the reader of scans knows the kinds, and which of them are not read.
        _ => Sheets::of_picture(bytes, &mut |done, of| running.go("looking", done, of)).map_err(
            |error| match error {
                ScanError::Stopped => cancelled(),
                ScanError::Heic => DeskError::new("scan.heic"),
                _ => unreadable(),
            },
        ),
    }
}

fn known(
    session: &Session,
    case: &Case,
    paper: &Paper,
    mark: &Mark,
    sheets: &Sheets,
    sha: &str,
) -> VerifiedPaper {
    let original = session.store.attachment(&paper.pdf).ok();
    let compared = compare::compare(paper, mark, sheets, sha, original.as_deref());
    let replaced = paper.superseded_by.as_ref().and_then(|id| case.paper(id));
    let accord = case.accords.iter().find(|a| a.paper == paper.id);
    VerifiedPaper {
        compared: compared.code.to_owned(),
        case: case.id.clone(),
        case_title: crate::view_make::title(&casework::summary(case)),
        paper: paper.id.clone(),
        title: paper.title.clone(),
        number: paper.number.as_ref().map(|n| n.text.clone()).unwrap_or_default(),
        on: paper.on,
        issued_at: paper.issued_at,
        issued_by: paper.issued_by.clone(),
        pages: paper.pages,
        seen: compared.seen,
        changed: compared.changed,
        version: accord.map_or(0, |a| a.version),
        state: paper.state(),
        voided: paper.voided.clone(),
        superseded_by: replaced.map(|p| (p.id.clone(), p.title.clone(), p.on)),
        abandoned: accord.and_then(|a| a.abandoned.clone()),
        effective_on: accord.and_then(|a| a.effective_on),
        signed: paper
            .signatures
            .iter()
            .map(|s| (s.name.clone(), s.how.words().to_owned(), s.at.date_naive()))
            .collect(),
        missing: paper.missing().iter().map(|s| s.name.clone()).collect(),
        filed: paper.scans.iter().any(|(_, scan)| scan == sha),
    }
}
