//! `gate.json`: wrong attempts per member, and when the desk was last locked.
//!
//! The delay is a house rule against guessing at the keyboard: who can copy the folder guesses against
//! Argon2id, not against this file. It is kept on disk so that a restart does not reset it.

use crate::error::Result;
use crate::files::{self, Turn};
use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Seconds until the next attempt, by wrong attempts in a row. From the tenth on the last value holds.
const DELAYS: [u32; 10] = [0, 0, 0, 2, 5, 10, 20, 40, 60, 300];

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct GateFile {
    #[serde(default)]
    pub(crate) last_locked: Option<DateTime<FixedOffset>>,
    #[serde(default)]
    wrong: BTreeMap<String, Wrong>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Wrong {
    failures: u32,
    last: DateTime<FixedOffset>,
}

impl GateFile {
    /// A missing or unreadable file counts as empty: it guards nothing that must not be lost.
    pub(crate) fn load(dir: &Path) -> Self {
        std::fs::read(path(dir))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Reads, changes and writes the file while no other process does.
    pub(crate) fn change(dir: &Path, change: impl FnOnce(&mut Self)) -> Result<()> {
        let _turn = Turn::take(&dir.join("gate.lock"))?;
        let before = Self::load(dir);
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(());
        }
        after.save(dir)
    }

    /// Writes the file; the caller holds `gate.lock`.
    pub(crate) fn save(&self, dir: &Path) -> Result<()> {
        files::write_atomic(&path(dir), &serde_json::to_vec(self)?)
    }

    /// Seconds this member still has to wait.
    pub(crate) fn wait(&self, staff: &str, now: DateTime<FixedOffset>) -> u32 {
        let Some(wrong) = self.wrong.get(staff) else {
            return 0;
        };
        let delay = delay(wrong.failures);
        let passed = now - wrong.last;
        // A clock set back must neither end the wait nor stretch it over a year: it begins again.
        if passed < TimeDelta::zero() {
            return delay;
        }
        let left = TimeDelta::seconds(i64::from(delay)) - passed;
        let rounded_up = (left.num_milliseconds() + 999).div_euclid(1000);
        u32::try_from(rounded_up).unwrap_or(0)
    }

    /// Notes a wrong attempt; returns how many in a row and the wait that follows.
    pub(crate) fn wrong(&mut self, staff: &str, now: DateTime<FixedOffset>) -> (u32, u32) {
        let entry = self.wrong.entry(staff.to_owned()).or_insert(Wrong { failures: 0, last: now });
        entry.failures = entry.failures.saturating_add(1);
        entry.last = now;
        (entry.failures, delay(entry.failures))
    }

    /// Restarts the wait of a member whose last attempt lies in the future (the clock was set back).
    pub(crate) fn pull_back(&mut self, staff: &str, now: DateTime<FixedOffset>) -> bool {
        match self.wrong.get_mut(staff) {
            Some(wrong) if wrong.last > now => {
                wrong.last = now;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn right(&mut self, staff: &str) -> bool {
        self.wrong.remove(staff).is_some()
    }
}

fn delay(failures: u32) -> u32 {
    let at = usize::try_from(failures).unwrap_or(usize::MAX);
    match at.min(DELAYS.len()) {
        0 => 0,
        n => DELAYS[n - 1],
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join("gate.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<FixedOffset> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap().fixed_offset()
    }

    #[test]
    fn the_tenth_wrong_attempt_waits_five_minutes_also_after_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let mut gate = GateFile::default();
        for _ in 0..9 {
            gate.wrong("s1", at(0));
        }
        assert_eq!(gate.wrong("s1", at(0)), (10, 300));
        gate.save(dir.path()).unwrap();
        let gate = GateFile::load(dir.path());
        assert_eq!(gate.wait("s1", at(0)), 300);
        assert_eq!(gate.wait("s1", at(299)), 1);
        assert_eq!(gate.wait("s1", at(300)), 0);
        assert_eq!(gate.wait("s2", at(0)), 0, "others are not held up");
    }

    #[test]
    fn setting_the_clock_back_neither_ends_the_wait_nor_stretches_it() {
        let mut gate = GateFile::default();
        for _ in 0..10 {
            gate.wrong("s1", at(0));
        }
        let year_before = at(-365 * 86_400);
        assert_eq!(gate.wait("s1", year_before), 300);
        assert!(gate.pull_back("s1", year_before));
        assert_eq!(gate.wait("s1", year_before + TimeDelta::seconds(300)), 0);
    }
}
