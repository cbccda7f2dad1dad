//! `scan.waiting`, `scan.summary`, `scan.of_paper`: what came, what lacks, what waits.

use super::find::{self, Said, missing};
use super::guess::Guesser;
use super::{
    ScanFault, ScanFolder, ScanMark, ScanPaper, ScanPaperRef, ScanPlace, ScanStackRef, ScanSummary,
    ScanWaiting, ScanWaitingPage,
};
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use casework::{Case, CaseId, Id, Paper, summary as summed};
use std::collections::{BTreeMap, BTreeSet};
use store::{Reader, ScanFile, ScanSheet, SheetState};

/// Sheets shown at once.
const SHOWN: u32 = 200;

/// Sheets that wait for a person, with where they may belong.
///
/// # Errors
/// `desk.locked`.
pub fn waiting(desk: &Desk, _: Nothing) -> Result<ScanWaitingPage> {
    let session = desk.session()?;
    let path = session.settings.scan_folder.clone();
    let folder = (!path.is_empty())
        .then(|| ScanFolder { there: std::path::Path::new(&path).is_dir(), path });
    session.store.read(|r| -> Result<ScanWaitingPage> {
        let mut guesser = Guesser::new(r);
        let sheets = r.sheets_waiting(SHOWN)?;
        let faults = r.scan_faults()?.into_iter().map(|f| ScanFault {
            why: DeskError::new(f.fault.as_deref().unwrap_or_default()).with("name", f.name.clone()),
            file: f.sha256,
            name: f.name,
            at: f.at,
        });
        Ok(ScanWaitingPage {
            count: r.count_sheets_waiting()?,
            faults: faults.collect(),
            sheets: rows(r, &mut guesser, sheets)?,
            folder,
        })
    })
}

fn rows(r: &Reader<'_>, guesser: &mut Guesser<'_, '_>, sheets: Vec<ScanSheet>) -> Result<Vec<ScanWaiting>> {
    let mut files: BTreeMap<String, (ScanFile, u32)> = BTreeMap::new();
    let mut all = Vec::new();
    for sheet in sheets {
        if !files.contains_key(&sheet.file) {
            let Some(file) = r.scan_file(&sheet.file)? else { continue };
            let leaves = r.sheets_of(&sheet.file)?.iter().map(|s| s.leaf).max().unwrap_or(1);
            files.insert(sheet.file.clone(), (file, leaves));
        }
        let Some((file, leaves)) = files.get(&sheet.file) else { continue };
        let said = said(&sheet);
        let why = said.why.clone().unwrap_or_else(|| "scan.unread".to_owned());
        let named = match &said.code {
            Some(code) => match find::named(r, code)? {
                Some((case, paper)) => guesser.named(&case, &paper, code.page)?,
                None => None,
            },
            None => None,
        };
        all.push(ScanWaiting {
            sheet: sheet.id,
            name: file.name.clone(),
            leaf: sheet.leaf,
            leaves: *leaves,
            why: DeskError::new(&why).with("name", file.name.clone()),
            named,
            guesses: guesser.guesses(file, &sheet, &said)?,
            at: sheet.at,
            folder: file.folder,
        });
    }
    Ok(all)
}

/// What is kept of a sheet; what another version kept in another shape says nothing.
pub(super) fn said(sheet: &ScanSheet) -> Said {
    serde_json::from_value(sheet.said.clone()).unwrap_or_default()
}

/// What became of the files of one stack.
///
/// # Errors
/// `desk.locked`.
pub fn summary(desk: &Desk, input: ScanStackRef) -> Result<ScanSummary> {
    let session = desk.session()?;
    session.store.read(|r| -> Result<ScanSummary> {
        let mut sheets = Vec::new();
        for file in r.scan_stack(&input.stack)? {
            sheets.extend(r.sheets_of(&file.sha256)?);
        }
        let mut came: BTreeMap<(CaseId, Id), Vec<&ScanSheet>> = BTreeMap::new();
        let filed = sheets.iter().filter(|s| s.state == SheetState::Filed);
        for (sheet, (case, paper, _)) in filed.filter_map(|s| s.filed.as_ref().map(|f| (s, f))) {
            came.entry((case.clone(), paper.clone())).or_default().push(sheet);
        }
        let mut papers = Vec::new();
        for ((case, paper), sheets) in came {
            let Some(case) = r.case(&case)? else { continue };
            let Some(paper) = case.paper(&paper) else { continue };
            let pages = sheets.iter().filter_map(|s| s.filed.as_ref().and_then(|f| f.2));
            papers.push(of(&case, paper, pages.collect(), &sheets));
        }
        let blank = sheets.iter().filter(|s| s.state == SheetState::Blank).count();
        let wait = sheets.into_iter().filter(|s| s.state == SheetState::Waiting).collect();
        let waiting = rows(r, &mut Guesser::new(r), wait)?;
        let blank = u32::try_from(blank).unwrap_or(u32::MAX);
        Ok(ScanSummary { papers, waiting, blank, again: None })
    })
}

/// What was scanned of a paper: pages that lack, places that do not look signed.
///
/// # Errors
/// `case.unknown`, `paper.unknown`.
pub fn of_paper(desk: &Desk, input: ScanPaperRef) -> Result<ScanPaper> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let paper = case.paper(&input.paper).ok_or_else(|| DeskError::new("paper.unknown"))?;
    let sheets = session.store.read(|r| r.sheets_of_paper(&paper.id))?;
    let came = paper.scans.iter().map(|(page, _)| *page).filter(|page| *page > 0);
    Ok(of(&case, paper, came.collect(), &sheets.iter().collect::<Vec<_>>()))
}

fn of(case: &Case, paper: &Paper, came: BTreeSet<u32>, sheets: &[&ScanSheet]) -> ScanPaper {
    let mut unsigned = Vec::new();
    for sheet in sheets {
        let page = sheet.filed.as_ref().and_then(|f| f.2).unwrap_or(0);
        let open = said(sheet).looks.into_iter();
        let open = open.filter(|l| l.mark != ScanMark::Marked && l.signed.is_none());
        unsigned.extend(open.map(|l| ScanPlace { sheet: sheet.id, page, label: l.label, mark: l.mark }));
    }
    ScanPaper {
        case: case.id.clone(),
        case_title: crate::view_make::title(&summed(case)),
        paper: paper.id.clone(),
        title: paper.title.clone(),
        number: paper.number.as_ref().map(|n| n.text.clone()).unwrap_or_default(),
        pages: paper.pages,
        came: came.into_iter().collect(),
        missing: missing(paper),
        state: paper.state(),
        unsigned,
    }
}
