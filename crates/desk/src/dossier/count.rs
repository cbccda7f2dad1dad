//! Pages of files, counted once: the same bytes have the same pages for ever.
//!
//! Where everything lies in a file can be laid out from these numbers alone; only who binds opens the files.

use super::binder::Binder;
use super::sheets;
use crate::session::{Change, Desk, Session};
use casework::{Case, CaseId, DossierPart, Paper, PartOf};
use documents::dossier::Leaf;
use std::collections::BTreeSet;

/// The files of a case: opened, or only counted.
pub(super) struct Files<'a> {
    pub session: &'a Session,
    binder: &'a Binder,
    whole: bool,
    /// Of which sign-in.
    turn: u64,
}

/// A file: its pages, none for one without, and its bytes, which nobody has who only counts.
pub(super) struct Opened {
    pub leaves: Option<Vec<Leaf>>,
    pub bytes: Vec<u8>,
}

impl<'a> Files<'a> {
    /// With their bytes, to be bound.
    pub fn whole(session: &'a Session, binder: &'a Binder) -> Self {
        Self { session, binder, whole: true, turn: binder.turn() }
    }

    /// With the number of their pages alone.
    pub fn counted(session: &'a Session, binder: &'a Binder) -> Self {
        Self { whole: false, ..Self::whole(session, binder) }
    }

    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// An issued paper, with its page when it is bound as such; none when it is not on this computer.
    pub fn paper(&self, paper: &Paper, issued: bool) -> Option<(Option<Leaf>, Vec<u8>)> {
        if self.whole {
            let bytes = self.session.store.attachment(&paper.pdf).ok()?;
            let leaf = if issued { Leaf::of(bytes.clone()).ok() } else { None };
            return Some((leaf, bytes));
        }
        // How many pages a paper has stands in its record.
        let pages = usize::try_from(paper.pages).unwrap_or(0);
        let here = self.session.store.holds_attachment(&paper.pdf);
        here.then(|| (issued.then(|| Leaf::counted(pages)), Vec::new()))
    }

    /// A file; none when it is not on this computer.
    pub fn open(&self, sha256: &str) -> Option<Opened> {
        if self.whole {
            let bytes = self.session.store.attachment(sha256).ok()?;
            let leaves = sheets::leaves(bytes.clone()).ok();
            self.binder.note(self.turn, sha256, Some(leaves.as_deref().map_or(0, sum)));
            return Some(Opened { leaves, bytes });
        }
        let pages = self.count(sha256)?;
        let leaves = (pages > 0).then(|| vec![Leaf::counted(pages)]);
        Some(Opened { leaves, bytes: Vec::new() })
    }

    /// Pages of a file, 0 for one without; none when it is not on this computer or cannot be read. A file is read for
    /// it once.
    pub fn count(&self, sha256: &str) -> Option<usize> {
        if !self.session.store.holds_attachment(sha256) {
            return None;
        }
        if let Some(known) = self.binder.pages_of(sha256) {
            return known;
        }
        let bytes = self.session.store.attachment(sha256).ok();
        let pages = bytes.map(|bytes| sheets::leaves(bytes).map_or(0, |leaves| sum(&leaves)));
        self.binder.note(self.turn, sha256, pages);
        pages
    }

    /// Files of the case that lie on this computer and were not counted yet.
    pub fn uncounted(&self, parts: &[DossierPart]) -> Vec<String> {
        let named = parts.iter().flat_map(|part| match &part.of {
            PartOf::Paper { scans, .. } => scans.iter().map(|(_, sha256)| sha256.clone()).collect(),
            PartOf::File(sha256) => vec![sha256.clone()],
        });
        let named: BTreeSet<String> = named.collect();
        let open = |sha256: &String| {
            self.binder.pages_of(sha256).is_none() && self.session.store.holds_attachment(sha256)
        };
        named.into_iter().filter(open).collect()
    }
}

fn sum(leaves: &[Leaf]) -> usize {
    leaves.iter().map(Leaf::pages).sum()
}

/// Who counts the files of a case. A file that brings the counting down must not keep the place for ever.
struct Place<'a> {
    binder: &'a Binder,
    case: &'a CaseId,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.binder.end_counting(self.case);
    }
}

/// Counts files on a thread of its own and tells the screens that show the case when it is done.
pub(super) fn beside(desk: &Desk, session: &Session, case: &Case, open: Vec<String>) {
    let (binder, teller) = (desk.binder().clone(), desk.teller());
    if !binder.begin_counting(&case.id) {
        return;
    }
    let (session, case) = (session.clone(), case.id.clone());
    std::thread::spawn(move || {
        let place = Place { binder: &binder, case: &case };
        let files = Files::counted(&session, &binder);
        for sha256 in &open {
            // Whoever locked the desk waits for one file at most.
            if files.turn != binder.turn() {
                break;
            }
            files.count(sha256);
        }
        let change = Change { noun: "dossier".to_owned(), case: Some(case.0.clone()) };
        drop(place);
        // Nobody listening is no error.
        drop(teller.send(change));
    });
}
