//! Long steps tell how far they are and can be stopped.

use crate::error::{Result, StoreError};

/// How far a long step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done: `reading`, `database`, `attachments`, `verifying`, `records`, `projections`.
    pub phase: &'static str,
    /// Done of this phase.
    pub done: u64,
    /// All of this phase, 0 = not known.
    pub total: u64,
}

/// Answer to a progress report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// Go on.
    On,
    /// Stop: nothing of the step remains.
    Stop,
}

/// Called between pieces of work.
pub type Report<'a> = &'a mut dyn FnMut(Progress) -> Go;

/// Reports, and turns a stop into [`StoreError::Cancelled`].
pub(crate) fn tell(
    report: &mut dyn FnMut(Progress) -> Go,
    phase: &'static str,
    done: u64,
    total: u64,
) -> Result<()> {
    match report(Progress { phase, done, total }) {
        Go::On => Ok(()),
        Go::Stop => Err(StoreError::Cancelled),
    }
}
