//! Scans as pages of a dossier: each page of a file lies there once, whatever papers it shows.

use super::count::Files;
use crate::session::Session;
use casework::{CaseId, Paper};
use documents::dossier::{Frame, Leaf, NoLeaf, Piece};
use scans::Kind;
use std::collections::BTreeMap;
use store::SheetState;

/// The pages of a file. A TIFF is unpacked, all others keep their bytes.
pub(super) fn leaves(bytes: Vec<u8>) -> Result<Vec<Leaf>, NoLeaf> {
    match Kind::of(&bytes) {
        Some(Kind::Tiff) => leaves_of_tiff(&bytes, None),
        _ => Ok(vec![Leaf::of(bytes)?]),
    }
}

fn leaves_of_tiff(bytes: &[u8], only: Option<u32>) -> Result<Vec<Leaf>, NoLeaf> {
    let pages = scans::pages_of_tiff(bytes, only).map_err(|_| NoLeaf::Damaged)?;
    pages.into_iter().map(Leaf::of).collect()
}

/// A scan of a paper.
pub(super) struct Scan {
    /// Page of the paper; 0 when it is not known.
    pub page: u32,
    /// File, SHA-256.
    pub sha256: String,
    /// Page of the file; none when the file is a single sheet, or nobody knows.
    pub leaf: Option<u32>,
}

/// The scans of a paper, each with the page of the file on which it lies: a stack from the copier shows other papers
/// too.
pub(super) fn scans_of(
    session: &Session,
    case: &CaseId,
    paper: &Paper,
    scans: &[(u32, String)],
) -> Vec<Scan> {
    let mut all = Vec::new();
    for (page, sha256) in scans {
        let noted = paper.leaves.iter().filter(|(p, s, _)| p == page && s == sha256);
        let mut leaves: Vec<u32> = noted.map(|(_, _, leaf)| *leaf).collect();
        if leaves.is_empty() {
            leaves = read_here(session, case, paper, *page, sha256);
        }
        // Given twice in one stack, the later sheet is the one that was meant; of unknown pages each is another.
        if *page > 0 {
            leaves.drain(..leaves.len().saturating_sub(1));
        }
        let scan = |leaf| Scan { page: *page, sha256: sha256.clone(), leaf };
        match leaves.as_slice() {
            [] => all.push(scan(None)),
            some => all.extend(some.iter().map(|leaf| scan(Some(*leaf)))),
        }
    }
    all
}

/// Records of before sheets were noted one by one name only the stack; the desk that read it still knows them.
fn read_here(session: &Session, case: &CaseId, paper: &Paper, page: u32, sha256: &str) -> Vec<u32> {
    let sheets = session.store.read(|r| r.sheets_of(sha256)).unwrap_or_default();
    if sheets.iter().all(|sheet| sheet.leaf <= 1) {
        return Vec::new();
    }
    let ours = sheets.iter().filter(|sheet| {
        sheet.state == SheetState::Filed
            && sheet
                .filed
                .as_ref()
                .is_some_and(|(c, p, n)| c == case && *p == paper.id && n.unwrap_or(0) == page)
    });
    ours.map(|sheet| sheet.leaf).collect()
}

/// A file with scans in it.
enum Opened {
    Pages(Leaf),
    Tiff(Vec<u8>),
}

/// A file and its page; none: all of it.
type Sheet = (String, Option<u32>);
/// First page in the dossier, how many, and the leaf: its piece and place.
type Place = (u32, u32, (usize, usize));

/// Where scanned sheets lie in the dossier that is being put together.
#[derive(Default)]
pub(super) struct Bound {
    lies: BTreeMap<Sheet, Place>,
    /// Files of which single pages were bound, with what they are.
    pub stacks: BTreeMap<String, String>,
    /// The file that was opened last: a stack is opened once and not for each of its sheets.
    last: Option<(String, Opened)>,
}

impl Bound {
    /// Where this sheet lies already: pages of the dossier, and its leaf.
    pub fn lies(&self, scan: &Scan) -> Option<Place> {
        let known = |leaf| self.lies.get(&(scan.sha256.clone(), leaf)).copied();
        let whole = || {
            let (first, count, at) = known(None)?;
            let leaf = scan.leaf.filter(|leaf| (1..=count).contains(leaf))?;
            Some((first + leaf - 1, 1, at))
        };
        known(scan.leaf).or_else(whole)
    }

    /// Notes that this sheet lies on `count` pages from `first`.
    pub fn put(&mut self, scan: &Scan, first: u32, count: u32, at: (usize, usize)) {
        self.lies.insert((scan.sha256.clone(), scan.leaf), (first, count, at));
    }

    /// Its pages; nothing when the file is not on this computer or cannot be opened.
    pub fn open(&mut self, files: &Files<'_>, scan: &Scan) -> Option<Vec<Leaf>> {
        if !files.is_whole() {
            let file = Leaf::counted(files.count(&scan.sha256).filter(|pages| *pages > 0)?);
            return match scan.leaf {
                Some(page) => Some(vec![file.only(usize::try_from(page).ok()?)?]),
                None => Some(vec![file]),
            };
        }
        if self.last.as_ref().is_none_or(|(sha256, _)| *sha256 != scan.sha256) {
            self.last = Some((scan.sha256.clone(), self.opened(files.session, scan)?));
        }
        match &self.last.as_ref()?.1 {
            Opened::Pages(file) => match scan.leaf {
                Some(page) => Some(vec![file.only(usize::try_from(page).ok()?)?]),
                None => Some(vec![file.clone()]),
            },
            Opened::Tiff(bytes) => leaves_of_tiff(bytes, scan.leaf).ok(),
        }
    }

    fn opened(&mut self, session: &Session, scan: &Scan) -> Option<Opened> {
        let bytes = session.store.attachment(&scan.sha256).ok()?;
        let tiff = Kind::of(&bytes) == Some(Kind::Tiff);
        if scan.leaf.is_some() || tiff {
            let known = session.store.read(|r| r.scan_file(&scan.sha256)).ok().flatten();
            let name = known.map(|file| file.name).unwrap_or_default();
            self.stacks.entry(scan.sha256.clone()).or_insert(name);
        }
        if tiff { Some(Opened::Tiff(bytes)) } else { Leaf::of(bytes).ok().map(Opened::Pages) }
    }
}

/// Says below a sheet that it shows another paper too.
pub(super) fn also_shows(
    pieces: &mut [Piece],
    current: &mut [(Leaf, Frame)],
    (piece, leaf): (usize, usize),
    what: &str,
) {
    let leaves = match pieces.get_mut(piece) {
        Some(piece) => piece.leaves.as_mut_slice(),
        None => current,
    };
    if let Some((_, Frame::Within(note))) = leaves.get_mut(leaf)
        && !note.contains(what)
    {
        note.push('；');
        note.push_str(what);
    }
}
