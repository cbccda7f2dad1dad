//! The one dossier that is being bound, and the last that was.

use super::{DossierBound, DossierRow};
use crate::case::CaseRef;
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Desk, Session};
use casework::{Case, CaseId, DossierPart, dossier_parts};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;

/// How far a dossier is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct DossierProgress {
    /// `idle`, `reading`, `setting` (pages are laid out) or `writing`.
    pub stage: String,
    /// Parts read.
    pub done: u32,
    /// Of how many.
    pub of: u32,
}

/// What a bound dossier was made from: other records, another day or other words make it another.
pub(super) type Key = (CaseId, u64, chrono::NaiveDate, String, String);

pub(super) fn key(desk: &Desk, session: &Session, case: &Case, note: &str) -> Result<Key> {
    let packs = crate::pack::shelf::wanted(session)?.join("\n");
    let set_by = format!("{}\n{}\n{packs}", session.settings.org_name, session.staff.name);
    Ok((case.id.clone(), case.records, desk.today(), note.to_owned(), set_by))
}

/// A bound dossier as it is kept in memory.
pub(super) struct Kept {
    pub key: Key,
    /// What was bound, to know whether its figures still hold.
    pub parts: Vec<DossierPart>,
    pub pdf: Vec<u8>,
    pub bound: DossierBound,
}

/// The contents of a case's file as they were counted last, with the number of its records then.
type Counted = (CaseId, u64, Vec<DossierRow>);

#[derive(Default)]
struct State {
    running: Option<(CaseId, DossierProgress, Arc<AtomicBool>)>,
    kept: Option<Arc<Kept>>,
    counted: Option<Counted>,
    /// Pages of files by their SHA-256; none: it lies here and cannot be read.
    pages: HashMap<String, Option<usize>>,
    counting: BTreeSet<CaseId>,
    turn: u64,
}

/// More files than a station has; each costs a hundred bytes.
const MOST_COUNTED: usize = 100_000;

/// Of a desk: what is being bound, and what was bound last.
#[derive(Clone, Default)]
pub(crate) struct Binder(Arc<Mutex<State>>);

impl Binder {
    fn with<T>(&self, run: impl FnOnce(&mut State) -> T) -> T {
        run(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Stops what runs and lets go of what is kept: the desk locks.
    pub(crate) fn forget(&self) {
        self.with(|s| {
            s.kept = None;
            s.counted = None;
            // A hash and a number say nothing of anybody, and count the next day too; what failed is tried again.
            s.pages.retain(|_, pages| pages.is_some());
            s.turn += 1;
            if let Some((_, _, cancelled)) = &s.running {
                cancelled.store(true, Ordering::Relaxed);
            }
        });
    }

    pub(super) fn kept(&self, key: &Key) -> Option<Arc<Kept>> {
        self.with(|s| s.kept.clone().filter(|kept| kept.key == *key))
    }

    /// Contents that still hold: those of the bound dossier when the file is as it was bound, else those counted last.
    pub(super) fn contents(&self, case: &Case) -> Option<(Vec<DossierRow>, bool)> {
        let parts = dossier_parts(case);
        self.with(|s| {
            let kept = s.kept.as_ref().filter(|k| k.key.0 == case.id && k.parts == parts);
            let counted =
                s.counted.as_ref().filter(|(of, n, _)| *of == case.id && *n == case.records);
            let bound = kept.map(|kept| (kept.bound.rows.clone(), true));
            bound.or_else(|| counted.map(|(_, _, rows)| (rows.clone(), false)))
        })
    }

    pub(super) fn count(&self, case: &Case, rows: &[DossierRow]) {
        self.with(|s| s.counted = Some((case.id.clone(), case.records, rows.to_vec())));
    }

    /// Which sign-in this is.
    pub(super) fn turn(&self) -> u64 {
        self.with(|s| s.turn)
    }

    /// Pages of a file, where somebody has counted.
    pub(super) fn pages_of(&self, sha256: &str) -> Option<Option<usize>> {
        self.with(|s| s.pages.get(sha256).copied())
    }

    /// Notes what was counted in this turn; a desk that has locked meanwhile could read nothing.
    pub(super) fn note(&self, turn: u64, sha256: &str, pages: Option<usize>) {
        self.with(|s| {
            if s.turn == turn {
                if s.pages.len() >= MOST_COUNTED {
                    s.pages.clear();
                }
                s.pages.insert(sha256.to_owned(), pages);
            }
        });
    }

    /// Takes the place of who counts the files of a case; false when somebody does.
    pub(super) fn begin_counting(&self, case: &CaseId) -> bool {
        self.with(|s| s.counting.insert(case.clone()))
    }

    pub(super) fn end_counting(&self, case: &CaseId) {
        self.with(|s| s.counting.remove(case));
    }

    pub(super) fn keep(&self, kept: &Arc<Kept>) {
        self.with(|s| s.kept = Some(Arc::clone(kept)));
    }

    /// Takes the one place; what was kept before goes, so that two large files are never in memory at once.
    pub(super) fn begin(&self, case: &CaseId) -> Result<Running> {
        let cancelled = Arc::new(AtomicBool::new(false));
        self.with(|s| {
            if s.running.is_some() {
                return Err(DeskError::new("dossier.busy"));
            }
            s.kept = None;
            let progress =
                DossierProgress { stage: "reading".to_owned(), ..DossierProgress::default() };
            s.running = Some((case.clone(), progress, Arc::clone(&cancelled)));
            Ok(())
        })?;
        Ok(Running { binder: self.clone(), cancelled })
    }
}

/// Holds the place while a dossier is bound, and gives it back however that ends.
pub(super) struct Running {
    binder: Binder,
    cancelled: Arc<AtomicBool>,
}

impl Running {
    /// Says how far it is and hears whether to go on.
    pub(super) fn go(&self, stage: &str, done: usize, of: usize) -> bool {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.binder.with(|s| {
            if let Some((_, progress, _)) = &mut s.running {
                *progress =
                    DossierProgress { stage: stage.to_owned(), done: number(done), of: number(of) };
            }
        });
        !self.cancelled.load(Ordering::Relaxed)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.binder.with(|s| s.running = None);
    }
}

/// How far the dossier is that is being bound.
///
/// # Errors
/// `desk.locked`.
pub fn progress(desk: &Desk, input: CaseRef) -> Result<DossierProgress> {
    desk.session()?;
    let idle = DossierProgress { stage: "idle".to_owned(), ..DossierProgress::default() };
    Ok(desk.binder().with(|s| {
        let running = s.running.as_ref().filter(|(case, _, _)| *case == input.case);
        running.map_or(idle, |(_, progress, _)| progress.clone())
    }))
}

/// Stops binding; whoever waits for it gets `dossier.cancelled`.
///
/// # Errors
/// `desk.locked`.
pub fn cancel(desk: &Desk, input: CaseRef) -> Result<Nothing> {
    desk.session()?;
    desk.binder().with(|s| {
        if let Some((case, _, cancelled)) = &s.running
            && *case == input.case
        {
            cancelled.store(true, Ordering::Relaxed);
        }
    });
    Ok(Nothing {})
}
