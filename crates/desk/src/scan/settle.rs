//! `scan.settle`: a person puts a waiting sheet where it belongs. `scan.answer`: he says what he sees.

use super::file::{Given, all_of, single, whole};
use super::list::said;
use super::{ScanAnswer, ScanFileRef, ScanSettle, ScanTo, ScanWaitingPage};
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Desk, Session};
use casework::{CaseId, Command};
use store::{ScanFile, ScanSheet, SheetState};

/// Files a waiting sheet to a paper or as evidence, or throws it away with a reason.
///
/// # Errors
/// `scan.sheet_gone`, `scan.no_reason`, `scan.no_label`, `scan.no_such_page`, `paper.unknown`, `case.unknown`,
/// `county.not_ours`.
pub fn settle(desk: &Desk, input: ScanSettle) -> Result<ScanWaitingPage> {
    let session = desk.session()?;
    let sheet = session.store.read(|r| r.sheet(input.sheet))?;
    let gone = || DeskError::new("scan.sheet_gone");
    let sheet = sheet.filter(|s| s.state == SheetState::Waiting).ok_or_else(gone)?;
    let file = session.store.read(|r| r.scan_file(&sheet.file))?.ok_or_else(gone)?;
    match input.to {
        ScanTo::Paper { case, paper, page } => {
            let known = desk.case(&session, &case)?;
            let found = known.paper(&paper).ok_or_else(|| DeskError::new("paper.unknown"))?;
            if page.is_some_and(|p| p == 0 || p > found.pages) {
                return Err(DeskError::new("scan.no_such_page").with("pages", found.pages));
            }
            let given = given(desk, &session, &file, &sheet, &case)?;
            desk.step(&session, &case, |_, w| {
                let mut row = sheet.clone();
                row.state = SheetState::Filed;
                row.filed = Some((case.clone(), paper.clone(), page));
                w.put_sheet(&row, None)?;
                let (sha256, leaf) = (given.sha256.clone(), given.leaf);
                Ok(vec![Command::Scan { id: paper.clone(), page, sha256, leaf }])
            })?;
        }
        ScanTo::Evidence { case, label } => {
            let label = statute::text::line(&label);
            if label.is_empty() {
                return Err(DeskError::new("scan.no_label"));
            }
            let Given { sha256, name, mime, size, .. } =
                given(desk, &session, &file, &sheet, &case)?;
            desk.step(&session, &case, |_, w| {
                let mut row = sheet.clone();
                row.state = SheetState::Evidence;
                w.put_sheet(&row, None)?;
                let obtained = casework::Obtained::default();
                Ok(vec![Command::Attach { sha256, name, mime, size, label, obtained }])
            })?;
        }
        ScanTo::Away { reason } => away(desk, &session, &file, sheet, &reason)?,
    }
    desk.changed("scan", None);
    super::waiting(desk, Nothing {})
}

/// What the case gets: the whole file only when no other sheet of it may be another case's.
fn given(
    desk: &Desk,
    session: &Session,
    file: &ScanFile,
    sheet: &ScanSheet,
    case: &CaseId,
) -> Result<Given> {
    let sheets = session.store.read(|r| r.sheets_of(&file.sha256))?;
    let leaves = sheets.iter().map(|s| s.leaf).max().unwrap_or(1);
    if all_of(&sheets, case, Some(sheet.id)) {
        return Ok(whole(file, sheet, leaves));
    }
    let original = session.store.attachment(&file.sha256)?;
    let picture = session.store.read(|r| r.sheet_picture(sheet.id))?;
    let picture = picture.ok_or_else(|| DeskError::new("scan.sheet_gone"))?;
    let alone = sheets.iter().filter(|s| s.leaf == sheet.leaf).count() == 1;
    single(desk, session, file, sheet, &original, &picture, alone)
}

fn away(
    desk: &Desk,
    session: &Session,
    file: &ScanFile,
    mut sheet: ScanSheet,
    reason: &str,
) -> Result<()> {
    let reason = statute::text::line(reason);
    if reason.is_empty() {
        return Err(DeskError::new("scan.no_reason"));
    }
    let mut said = said(&sheet);
    said.reason = Some(reason);
    sheet.said = serde_json::to_value(&said).map_err(|_| DeskError::new("desk.bad_output"))?;
    sheet.state = SheetState::Thrown;
    session.store.write(desk.author(session), |w| w.put_sheet(&sheet, None))?;
    let left = session.store.read(|r| r.sheets_of(&file.sha256))?;
    let nothing = left.iter().all(|s| matches!(s.state, SheetState::Thrown | SheetState::Blank));
    if nothing && file.own {
        // What was scanned by mistake does not stay; bytes that a record names do.
        session.store.forget_attachment(&file.sha256, desk.author(session))?;
    }
    Ok(())
}

/// A person has seen that a file could not be read: it is not shown again.
///
/// # Errors
/// `scan.sheet_gone`.
pub fn dismiss(desk: &Desk, input: ScanFileRef) -> Result<ScanWaitingPage> {
    let session = desk.session()?;
    let known = session.store.read(|r| r.scan_file(&input.file))?;
    let mut file = known.filter(|f| f.fault.is_some()).ok_or_else(|| DeskError::new("scan.sheet_gone"))?;
    file.fault = Some(String::new());
    session.store.write(desk.author(&session), |w| w.put_scan_file(&file))?;
    desk.changed("scan", None);
    super::waiting(desk, Nothing {})
}

/// Keeps what a person says of a place that did not look signed. It is no signature: that is noted by `paper.sign`.
///
/// # Errors
/// `scan.sheet_gone`.
pub fn answer(desk: &Desk, input: ScanAnswer) -> Result<Nothing> {
    let session = desk.session()?;
    let gone = || DeskError::new("scan.sheet_gone");
    let mut sheet = session.store.read(|r| r.sheet(input.sheet))?.ok_or_else(gone)?;
    let mut said = said(&sheet);
    let look = said.looks.iter_mut().find(|l| l.label == input.label).ok_or_else(gone)?;
    look.signed = Some(input.signed);
    sheet.said = serde_json::to_value(&said).map_err(|_| DeskError::new("desk.bad_output"))?;
    session.store.write(desk.author(&session), |w| w.put_sheet(&sheet, None))?;
    desk.changed("scan", None);
    Ok(Nothing {})
}
