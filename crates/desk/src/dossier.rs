//! `dossier.*`: is the file of a case complete, and the file itself bound into one PDF (卷宗).
//!
//! Binding takes seconds for a large file: it says how far it is, can be cancelled, and what was bound last is kept in
//! memory until the case changes or the desk locks, so that looking, printing and saving bind once.

mod bind;
mod binder;
mod count;
mod front;
mod sheets;

pub(crate) use binder::Binder;
pub use binder::{DossierProgress, cancel, progress};

use crate::case::CaseRef;
use crate::error::{DeskError, Result};
use crate::printer::{How, PrintJob, send};
use crate::protect;
use crate::session::{Desk, Session};
use binder::Kept;
use casework::{
    Case, CaseId, CheckLevel, DossierItem, DossierStage, Id, PartOf, dossier_check, dossier_parts,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use ts_rs::TS;

/// Is the file of a case complete, and what is in it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DossierCheck {
    /// Findings in the order of the file.
    pub items: Vec<DossierItem>,
    /// Nothing is missing that the file cannot do without.
    pub complete: bool,
    /// The case is closed: the dossier is the one for the archive, not a look at an open file.
    pub closed: bool,
    /// What would be bound, in order; pages are known once it is bound.
    pub rows: Vec<DossierRow>,
}

/// One line of the contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DossierRow {
    /// Part of the file.
    pub stage: DossierStage,
    /// Title.
    pub title: String,
    /// 文号 or 案号; empty without one.
    pub number: String,
    /// Day.
    pub on: NaiveDate,
    /// First page in the dossier, from 1; 0 when it is not bound yet or has no pages.
    pub from: u32,
    /// Last page.
    pub to: u32,
    /// `issued`, `scan`, `both`, `shared` (lies only on sheets that are bound with another paper), `file`, `enclosed`
    /// (has no pages: attached) or `absent` (not on this computer).
    pub form: String,
    /// Further pages on which it is to be seen: sheets that are bound with another paper.
    pub also: Vec<u32>,
    /// The paper, when it is one.
    pub paper: Option<Id>,
}

/// A dossier to bind.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DossierWanted {
    /// Case.
    pub case: CaseId,
    /// What is to be explained about the file, for the 备考表.
    #[serde(default)]
    pub note: String,
}

/// A dossier that was bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DossierBound {
    /// Numbered pages.
    pub pages: u32,
    /// Sheets with cover, contents and note.
    pub sheets: u32,
    /// Size of the PDF, bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Contents with pages.
    pub rows: Vec<DossierRow>,
    /// Files that are attached and have no pages of their own.
    pub enclosed: u32,
    /// Titles of what is not on this computer yet.
    pub absent: Vec<String>,
}

/// Judges the file and lists what is in it.
///
/// # Errors
/// `case.unknown`.
pub fn check(desk: &Desk, input: CaseRef) -> Result<DossierCheck> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let items = dossier_check(&case);
    let complete = items.iter().all(|i| i.found.level != CheckLevel::Bad);
    let rows = dossier_parts(&case).iter().map(bind::row).collect();
    Ok(DossierCheck { items, complete, closed: case.closed(), rows })
}

/// The pages of a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DossierPages {
    /// Numbered pages.
    pub pages: u32,
    /// They are those of the dossier as it was bound, and nothing in the file has changed since; else counted from the
    /// papers, scans and files as they would be bound.
    pub bound: bool,
}

/// Says how many pages a file has: of the bound dossier when there is one, else as it would be bound.
///
/// # Errors
/// `case.unknown`.
pub fn pages(desk: &Desk, input: CaseRef) -> Result<DossierPages> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let (rows, bound) = contents(desk, &session, &case)?;
    Ok(DossierPages { pages: last_page(&rows), bound })
}

/// The contents of a file with their pages, and whether it was bound so. Files that were not counted yet are, here and
/// now; what was counted is known until the case changes, and the pages of a file for good.
pub(crate) fn contents(
    desk: &Desk,
    session: &Session,
    case: &Case,
) -> Result<(Vec<DossierRow>, bool)> {
    if let Some(known) = desk.binder().contents(case) {
        return Ok(known);
    }
    let rows = bind::contents(&count::Files::counted(session, desk.binder()), case)?;
    // Whoever locked the desk meanwhile wants nothing of it left in memory.
    desk.session()?;
    desk.binder().count(case, &rows);
    Ok((rows, false))
}

/// The contents for a look: where files are still to be counted they come without pages, the counting goes on beside,
/// and the screens hear of it when it is done. A command that ends counts at once: nobody looks a second time.
///
/// # Errors
/// As [`pages`].
pub(crate) fn contents_so_far(
    desk: &Desk,
    session: &Session,
    case: &Case,
) -> Result<Vec<DossierRow>> {
    let parts = dossier_parts(case);
    let files = count::Files::counted(session, desk.binder());
    let open = if desk.stays() { files.uncounted(&parts) } else { Vec::new() };
    if open.is_empty() || desk.binder().contents(case).is_some() {
        return contents(desk, session, case).map(|(rows, _)| rows);
    }
    count::beside(desk, session, case, open);
    Ok(parts.iter().map(bind::row).collect())
}

/// Numbered pages of contents.
pub(crate) fn last_page(rows: &[DossierRow]) -> u32 {
    rows.iter().map(|row| row.to).max().unwrap_or(0)
}

/// A line of the contents as papers print it.
pub(crate) fn line(row: &DossierRow, no: usize) -> Value {
    let page = |n: u32| (n > 0).then_some(n);
    let note = match row.form.as_str() {
        "scan" => "扫描件",
        "both" => "附扫描件",
        "enclosed" => "电子材料",
        "absent" => "未在本机",
        "shared" => "与他件同页",
        _ => "",
    };
    let also: Vec<String> = row.also.iter().map(u32::to_string).collect();
    let note = match also.as_slice() {
        [] => note.to_owned(),
        also if note.is_empty() => format!("另见第{}页", also.join("、")),
        also => format!("{note}，另见第{}页", also.join("、")),
    };
    json!({
        "no": no, "name": row.title, "number": row.number, "date": row.on.to_string(),
        "from": page(row.from), "to": page(row.to), "note": note,
    })
}

fn kept(desk: &Desk, input: &DossierWanted) -> Result<Arc<Kept>> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let key = binder::key(desk, &session, &case, &input.note)?;
    if let Some(kept) = desk.binder().kept(&key) {
        return Ok(kept);
    }
    let running = desk.binder().begin(&input.case)?;
    let made = bind::bind(desk, &session, &case, &input.note, &running)?;
    let parts = dossier_parts(&case);
    let kept = Arc::new(Kept { key, parts, pdf: made.0, bound: made.1 });
    // Whoever locked the desk meanwhile wants nothing of it left in memory.
    desk.session()?;
    desk.binder().keep(&kept);
    Ok(kept)
}

/// Binds the dossier and says what is in it.
///
/// # Errors
/// `case.unknown`, `dossier.empty`, `dossier.busy`, `dossier.cancelled`, `paper.*` of cover, contents and note.
pub fn bind(desk: &Desk, input: DossierWanted) -> Result<DossierBound> {
    Ok(kept(desk, &input)?.bound.clone())
}

/// The dossier as PDF.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DossierFile {
    /// Case.
    pub case: CaseId,
    /// What is to be explained about the file, for the 备考表.
    #[serde(default)]
    pub note: String,
    /// Put the copy under this password.
    #[serde(default)]
    pub password: Option<String>,
}

impl DossierFile {
    fn wanted(&self) -> DossierWanted {
        DossierWanted { case: self.case.clone(), note: self.note.clone() }
    }

    fn pdf(&self, desk: &Desk) -> Result<Vec<u8>> {
        // A password that will not do is said before a minute of binding.
        let password = self.password.as_deref().filter(|p| !p.is_empty());
        password.map(protect::judge).transpose()?;
        let kept = kept(desk, &self.wanted())?;
        match password {
            Some(password) => protect::copy(&kept.pdf, password),
            None => Ok(kept.pdf.clone()),
        }
    }
}

/// The dossier as PDF, bound when it is not yet.
///
/// # Errors
/// As [`bind`]; `protect.*` for a password that will not do.
pub fn make(desk: &Desk, input: DossierFile) -> Result<Vec<u8>> {
    input.pdf(desk)
}

/// Where to put a dossier.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DossierExport {
    /// Case.
    pub case: CaseId,
    /// What is to be explained about the file, for the 备考表.
    #[serde(default)]
    pub note: String,
    /// Put the copy under this password.
    #[serde(default)]
    pub password: Option<String>,
    /// File, or the folder to put it in.
    pub path: String,
}

/// Writes the dossier to a folder of this computer or a stick.
///
/// # Errors
/// As [`make`]; `file.*`.
pub fn export(desk: &Desk, input: DossierExport) -> Result<protect::FileMade> {
    let DossierExport { case, note, password, path } = input;
    let file = DossierFile { case: case.clone(), note, password };
    let session = desk.session()?;
    let case = desk.case(&session, &case)?;
    let name = format!("{} 卷宗.pdf", protect::name_of(&case));
    protect::write(&path, &name, &file.pdf(desk)?)
}

/// A dossier to print.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DossierPrint {
    /// Case.
    pub case: CaseId,
    /// What is to be explained about the file, for the 备考表.
    #[serde(default)]
    pub note: String,
    /// Queue; the chosen one when left out.
    #[serde(default)]
    pub queue: Option<String>,
}

/// Prints the dossier.
///
/// # Errors
/// As [`bind`]; `printer.*`.
pub fn print(desk: &Desk, input: DossierPrint) -> Result<PrintJob> {
    let session = desk.session()?;
    let kept = kept(desk, &DossierWanted { case: input.case, note: input.note })?;
    send(
        &session,
        &kept.pdf,
        &How { copies: 1, queue: input.queue, ..How::default() },
        "fengqiao-dossier",
    )
}

/// Nothing can be bound where nothing is on file.
fn empty() -> DeskError {
    DeskError::new("dossier.empty")
}

/// What a part is, for the contents.
fn form(of: &PartOf) -> &'static str {
    match of {
        PartOf::Paper { issued: false, .. } => "scan",
        PartOf::Paper { scans, .. } if scans.is_empty() => "issued",
        PartOf::Paper { .. } => "both",
        PartOf::File(_) => "file",
    }
}
