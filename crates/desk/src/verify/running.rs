//! Verifications that are under way: how far each is, and whether its person still waits for it.

use super::Sheets;
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::Store;
use ts_rs::TS;

/// Names a verification, as its screen did when it began.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct VerifyJob {
    /// The name.
    pub job: String,
}

/// How far a verification is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct VerifyProgress {
    /// `idle`, `reading` (the words of the pages) or `looking` (for codes in what is pictured).
    pub stage: String,
    /// Pages done.
    pub done: u32,
    /// Of how many; 0 while not known.
    pub of: u32,
}

type Jobs = HashMap<String, (VerifyProgress, Arc<AtomicBool>)>;

/// Of a desk: the verifications under way.
#[derive(Clone, Default)]
pub(crate) struct Verifying(Arc<Mutex<Jobs>>);

impl Verifying {
    fn with<T>(&self, run: impl FnOnce(&mut Jobs) -> T) -> T {
        run(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins one; a nameless one is asked about by nobody.
    pub(super) fn begin(&self, job: &str, store: &Arc<Store>) -> Running {
        let stopped = Arc::new(AtomicBool::new(false));
        if !job.is_empty() {
            let begun = (VerifyProgress::default(), Arc::clone(&stopped));
            self.with(|jobs| jobs.insert(job.to_owned(), begun));
        }
        let (verifying, job, store) = (self.clone(), job.to_owned(), Arc::clone(store));
        Running { verifying, job, stopped, store }
    }
}

/// A verification, and its place among those under way until it ends however that is.
pub(super) struct Running {
    verifying: Verifying,
    job: String,
    stopped: Arc<AtomicBool>,
    store: Arc<Store>,
}

impl Running {
    /// Says how far it is and hears whether to go on: not when it was cancelled, nor when the desk has locked.
    pub(super) fn go(&self, stage: &str, done: usize, of: usize) -> bool {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.verifying.with(|jobs| {
            if let Some((progress, _)) = jobs.get_mut(&self.job) {
                *progress =
                    VerifyProgress { stage: stage.to_owned(), done: number(done), of: number(of) };
            }
        });
        self.goes()
    }

    pub(super) fn goes(&self) -> bool {
        !self.stopped.load(Ordering::Relaxed) && !self.store.is_locked()
    }

    /// What was found, unless it was broken off.
    pub(super) fn whole(&self, sheets: Sheets) -> Result<Sheets> {
        if self.goes() { Ok(sheets) } else { Err(cancelled()) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.verifying.with(|jobs| jobs.remove(&self.job));
    }
}

pub(super) fn cancelled() -> DeskError {
    DeskError::new("verify.cancelled")
}

/// How far a verification is; `idle` when none of this name is under way.
///
/// # Errors
/// `desk.locked`.
pub fn progress(desk: &Desk, input: VerifyJob) -> Result<VerifyProgress> {
    desk.session()?;
    let idle = VerifyProgress { stage: "idle".to_owned(), ..VerifyProgress::default() };
    let running = desk.verifying().with(|jobs| jobs.get(&input.job).map(|(at, _)| at.clone()));
    Ok(running.unwrap_or(idle))
}

/// Stops a verification; whoever waits for it gets `verify.cancelled`.
///
/// # Errors
/// `desk.locked`.
pub fn cancel(desk: &Desk, input: VerifyJob) -> Result<Nothing> {
    desk.session()?;
    desk.verifying().with(|jobs| {
        if let Some((_, stopped)) = jobs.get(&input.job) {
            stopped.store(true, Ordering::Relaxed);
        }
    });
    Ok(Nothing {})
}
