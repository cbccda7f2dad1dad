//! `scan.take`: one file is read, kept, and its sheets filed or left waiting.

use super::file::{Given, all_of, single, whole};
use super::find::{self, Said, SaidCode};
use super::look::Press;
use super::{ScanAgain, ScanStackRef, ScanSummary, ScanTake};
use crate::attachment::{decoded, keep, sha256};
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use casework::{CaseId, Command, Id};
use scans::{Kind, Limits, ScanError, Sheet};
use std::collections::BTreeMap;
use std::path::Path;
use store::{ScanFile, ScanSheet, SheetState};

/// Quality of the picture of a waiting sheet: small writing stays readable.
const QUALITY: u8 = 82;

/// A file on its way in.
pub(super) struct Incoming<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
    pub stack: &'a str,
    pub folder: bool,
    pub beside: Option<super::ScanPaperRef>,
}

/// Reads a file and files its sheets by their codes; what cannot be read waits. The same file twice is known.
///
/// # Errors
/// `scan.damaged`, `scan.locked`, `scan.not_a_scan`, `scan.heic`, `scan.tiff`, `scan.no_pages`, `scan.too_large`,
/// `scan.too_many_pages`, `scan.too_many_pixels`, `scan.empty`, `scan.stopped`, each with the file's name: then nothing
/// of this file is kept or filed.
pub fn take(desk: &Desk, input: ScanTake) -> Result<ScanSummary> {
    let session = desk.session()?;
    let (name, bytes) = match &input.path {
        Some(path) => from_disk(Path::new(path), &input.name)?,
        None => (input.name.clone(), decoded(&input.data)?),
    };
    let name = statute::text::line(&name);
    let stack = statute::text::line(&input.stack).chars().take(64).collect::<String>();
    let incoming =
        Incoming { name: &name, bytes: &bytes, stack: &stack, folder: false, beside: input.beside };
    let again = read(desk, &session, &incoming)?;
    let mut summary = super::summary(desk, ScanStackRef { stack })?;
    summary.again = again;
    Ok(summary)
}

/// Reads a file from its place, refusing what is too large before it is in memory.
pub(crate) fn from_disk(path: &Path, name: &str) -> Result<(String, Vec<u8>)> {
    let found = std::fs::metadata(path)?;
    let own = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if name.is_empty() { own } else { name.to_owned() };
    let limit = Limits::default().bytes;
    if found.len() > limit as u64 {
        return Err(of(ScanError::TooLarge { limit }, &name));
    }
    Ok((name, std::fs::read(path)?))
}

/// What a file could not be read for, in the desk's words.
pub(super) fn of(error: ScanError, name: &str) -> DeskError {
    use ScanError as E;
    let code = match &error {
        E::Empty => "scan.empty",
        E::Unknown => "scan.not_a_scan",
        E::Tiff => "scan.tiff",
        E::Heic => "scan.heic",
        E::Damaged(_) => "scan.damaged",
        E::Endless => "scan.endless",
        E::Locked => "scan.locked",
        E::NoPages => "scan.no_pages",
        E::TooLarge { .. } => "scan.too_large",
        E::TooManyPages { .. } => "scan.too_many_pages",
        E::TooManyPixels { .. } => "scan.too_many_pixels",
        E::Stopped => "scan.stopped",
    };
    tracing::warn!(%error, "scan");
    let said = DeskError::new(code).with("name", name);
    match error {
        E::TooLarge { limit } => said.with("limit_mb", limit / 1024 / 1024),
        E::TooManyPages { limit, .. } => said.with("limit", limit),
        E::TooManyPixels { limit } => said.with("limit", limit),
        _ => said,
    }
}

/// A sheet as it was read, before it is known what becomes of it.
struct Read {
    row: ScanSheet,
    said: Said,
    picture: Vec<u8>,
    place: Option<(CaseId, Id, u32)>,
}

/// Takes one file; says when it was read before.
pub(super) fn read(
    desk: &Desk,
    session: &Session,
    new: &Incoming<'_>,
) -> Result<Option<ScanAgain>> {
    let turn = desk.scanning().begin(new.name);
    let hash = sha256(new.bytes);
    let known = session.store.read(|r| r.scan_file(&hash))?;
    if let Some(known) = known.as_ref().filter(|k| k.done && k.fault.is_none()) {
        return Ok(Some(ScanAgain {
            name: known.name.clone(),
            at: known.at,
            by: known.by.clone(),
        }));
    }
    // Such a file would hold up the ones behind it, and come back with every start.
    if Kind::of(new.bytes) == Some(Kind::Pdf) && documents::is_endless(new.bytes) {
        return Err(DeskError::new("scan.endless").with("name", new.name));
    }
    let mut press = Press::default();
    let mut sheets: Vec<Read> = Vec::new();
    let mut failed: Option<DeskError> = None;
    let done = scans::read_with(
        new.bytes,
        &Limits::default(),
        &mut |p| turn.tell(p.done, p.all) && !session.store.is_locked(),
        &mut |sheet| match seen(desk, session, new, &hash, &sheets, &sheet, &mut press) {
            Ok(read) => sheets.push(read),
            Err(error) => failed = failed.take().or(Some(error)),
        },
    );
    done.map_err(|e| of(e, new.name))?;
    if let Some(error) = failed {
        return Err(error);
    }
    let file = kept(desk, session, new, &hash, known)?;
    file_all(desk, session, new, &file, sheets)?;
    session.store.write(desk.author(session), |w| {
        w.put_scan_file(&ScanFile { done: true, ..file.clone() })
    })?;
    desk.changed("scan", None);
    Ok(None)
}

/// Keeps the bytes and notes the file, not yet done.
fn kept(
    desk: &Desk,
    session: &Session,
    new: &Incoming<'_>,
    hash: &str,
    known: Option<ScanFile>,
) -> Result<ScanFile> {
    let mime = Kind::of(new.bytes).map_or("", Kind::mime);
    let there = session.store.read(|r| r.attachment(hash))?.is_some();
    // A reading cut short before has kept the bytes already.
    let own = known.as_ref().map_or(!there, |k| k.own || !there);
    keep(desk, session, new.bytes, new.name, mime)?;
    let author = desk.author(session);
    let file = ScanFile {
        sha256: hash.to_owned(),
        name: new.name.to_owned(),
        mime: mime.to_owned(),
        size: u64::try_from(new.bytes.len()).unwrap_or(0),
        stack: new.stack.to_owned(),
        folder: new.folder,
        own,
        done: false,
        fault: None,
        at: author.at,
        by: author.by.clone(),
    };
    session.store.write(author, |w| w.put_scan_file(&file))?;
    Ok(file)
}

/// What a sheet is, by its code and the paper on this desk.
fn seen(
    desk: &Desk,
    session: &Session,
    new: &Incoming<'_>,
    hash: &str,
    before: &[Read],
    sheet: &Sheet,
    press: &mut Press,
) -> Result<Read> {
    let mut said = Said { beside: new.beside.clone(), ..Said::default() };
    let mut place = None;
    let mut state = SheetState::Waiting;
    match &sheet.code {
        Some(code) => {
            let code = SaidCode::from(code);
            match session.store.read(|r| find::place(r, &code)) {
                Ok(found) => {
                    if let Some(paper) = found.case.paper(&found.paper) {
                        said.looks = press.looks(session, paper, found.page, sheet);
                    }
                    place = Some((found.case.id, found.paper, found.page));
                }
                // The database itself is no reason to leave a sheet waiting.
                Err(error) if !error.code.starts_with("scan.") => return Err(error),
                Err(error) => said.why = Some(error.code),
            }
            said.code = Some(code);
        }
        None if sheet.blank => state = SheetState::Blank,
        None => {
            let why = if sheet.foreign { "scan.foreign" } else { "scan.unread" };
            said.why = Some(why.to_owned());
        }
    }
    let part = before.iter().filter(|b| b.row.leaf == sheet.leaf).count() + 1;
    let author = desk.author(session);
    let row = ScanSheet {
        id: 0,
        file: hash.to_owned(),
        leaf: sheet.leaf,
        part: u32::try_from(part).unwrap_or(u32::MAX),
        state,
        filed: None,
        said: serde_json::Value::Null,
        at: author.at,
        by: author.by,
    };
    let picture = sheet.jpeg(QUALITY).map_err(|e| of(e, new.name))?;
    Ok(Read { row, said, picture, place })
}

fn file_all(
    desk: &Desk,
    session: &Session,
    new: &Incoming<'_>,
    file: &ScanFile,
    mut sheets: Vec<Read>,
) -> Result<()> {
    // A reading that was cut short has settled some of them already.
    let settled = session.store.read(|r| r.sheets_of(&file.sha256))?;
    let is_settled = |s: &ScanSheet| {
        let same = |k: &&ScanSheet| k.leaf == s.leaf && k.part == s.part;
        settled.iter().find(same).is_some_and(|k| k.state != SheetState::Waiting)
    };
    sheets.retain(|s| !is_settled(&s.row));
    let mut by_case: BTreeMap<CaseId, Vec<Read>> = BTreeMap::new();
    let mut rest: Vec<Read> = Vec::new();
    for mut read in sheets {
        match &read.place {
            Some((case, paper, page)) => {
                read.row.filed = Some((case.clone(), paper.clone(), Some(*page)));
                by_case.entry(case.clone()).or_default().push(read);
            }
            None => rest.push(read),
        }
    }
    let every: Vec<ScanSheet> =
        by_case.values().flatten().chain(&rest).map(|r| r.row.clone()).collect();
    let leaves = every.iter().chain(&settled).map(|s| s.leaf).max().unwrap_or(1);
    for (case, reads) in by_case {
        let one_case = all_of(&every, &case, None) && all_of(&settled, &case, None);
        if let Err(error) =
            file_case(desk, session, new, file, &case, &reads, leaves, (one_case, &every))
        {
            // Not this desk's case, or another refusal: a person decides.
            for mut read in reads {
                read.said.why = Some(error.code.clone());
                read.row.filed = None;
                rest.push(read);
            }
        }
    }
    session.store.write(desk.author(session), |w| -> Result<()> {
        for read in &rest {
            w.put_sheet(&row(read)?, Some(&read.picture))?;
        }
        Ok(())
    })
}

fn row(read: &Read) -> Result<ScanSheet> {
    let said = serde_json::to_value(&read.said).map_err(|_| DeskError::new("desk.bad_output"))?;
    Ok(ScanSheet { said, ..read.row.clone() })
}

/// Files the sheets of one case in one save: the records and what is noted of the sheets stand or fall together.
#[expect(clippy::too_many_arguments, reason = "one call, its arguments are the reading")]
fn file_case(
    desk: &Desk,
    session: &Session,
    new: &Incoming<'_>,
    file: &ScanFile,
    case: &CaseId,
    reads: &[Read],
    leaves: u32,
    (one_case, every): (bool, &[ScanSheet]),
) -> Result<()> {
    let mut given: Vec<(Given, &Read)> = Vec::new();
    for read in reads {
        let alone = every.iter().filter(|s| s.leaf == read.row.leaf).count() == 1;
        let one = if one_case {
            whole(file, &read.row, leaves)
        } else {
            single(desk, session, file, &read.row, new.bytes, &read.picture, alone)?
        };
        given.push((one, read));
    }
    desk.step(session, case, |case, w| {
        let mut commands = Vec::new();
        for (given, read) in &given {
            let Some((_, paper, page)) = &read.place else { continue };
            let scan = (*page, given.sha256.clone());
            // Another desk of the station, or a reading cut short, may have filed it.
            if !case.paper(paper).is_some_and(|p| p.scans.contains(&scan)) {
                let (id, sha256) = (paper.clone(), given.sha256.clone());
                commands.push(Command::Scan { id, page: Some(*page), sha256, leaf: given.leaf });
            }
            let mut row = row(read)?;
            row.state = SheetState::Filed;
            w.put_sheet(&row, None)?;
        }
        Ok(commands)
    })?;
    Ok(())
}
