//! One file is read at a time; how far it is, and a person's word to stop.

use super::ScanProgress;
use crate::error::Result;
use crate::gate::Nothing;
use crate::session::Desk;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The reading of this desk.
#[derive(Debug, Default)]
pub(crate) struct Scanning {
    turn: Mutex<()>,
    now: Mutex<ScanProgress>,
    stop: AtomicBool,
}

/// The right to read, given back when dropped.
pub(super) struct Turn<'s> {
    scanning: &'s Scanning,
    _held: MutexGuard<'s, ()>,
}

impl Scanning {
    /// Waits for its turn.
    pub(super) fn begin(&self, name: &str) -> Turn<'_> {
        let held = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.stop.store(false, Ordering::Relaxed);
        self.set(ScanProgress { name: name.to_owned(), ..ScanProgress::default() });
        Turn { scanning: self, _held: held }
    }

    fn set(&self, progress: ScanProgress) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = progress;
    }
}

impl Turn<'_> {
    /// Tells how far it is; false when a person said stop.
    pub(super) fn tell(&self, done: usize, all: usize) -> bool {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut now = self.scanning.now.lock().unwrap_or_else(PoisonError::into_inner);
        (now.done, now.all) = (count(done), count(all));
        !self.scanning.stop.load(Ordering::Relaxed)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.scanning.set(ScanProgress::default());
    }
}

/// How far the file being read is.
///
/// # Errors
/// `desk.locked`.
pub fn progress(desk: &Desk, _: Nothing) -> Result<ScanProgress> {
    desk.session()?;
    Ok(desk.scanning().now.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// Stops the reading under way: nothing of that file is filed.
///
/// # Errors
/// `desk.locked`.
pub fn stop(desk: &Desk, _: Nothing) -> Result<Nothing> {
    desk.session()?;
    desk.scanning().stop.store(true, Ordering::Relaxed);
    Ok(Nothing {})
}
