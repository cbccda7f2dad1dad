//! Which backups to keep.

use crate::error::{Result, StoreError};
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDateTime};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const PREFIX: &str = "fengqiao-";
const SUFFIX: &str = ".fqbackup";
const STAMP: &str = "%Y%m%d-%H%M%S";

/// How many backups to keep of each span; the newest of a day, week or month stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Days.
    pub daily: usize,
    /// Weeks.
    pub weekly: usize,
    /// Months.
    pub monthly: usize,
}

impl Default for Keep {
    fn default() -> Self {
        Self { daily: 7, weekly: 4, monthly: 12 }
    }
}

/// Name of a backup made at a time, e.g. `fengqiao-20261120-140500.fqbackup`.
pub fn backup_name(at: DateTime<FixedOffset>) -> String {
    format!("{PREFIX}{}{SUFFIX}", at.format(STAMP))
}

/// Backups in a folder, newest first by the time in their names; other files are passed over.
pub fn backups(dir: &Path) -> Result<Vec<(PathBuf, NaiveDateTime)>> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreError::io(dir, e)),
    };
    let mut found: Vec<_> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let stamp = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
            let at = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?;
            Some((entry.path(), at))
        })
        .collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
    Ok(found)
}

/// Removes backups that no span needs; returns what was removed. The newest one always stays.
pub fn prune_backups(dir: &Path, keep: Keep) -> Result<Vec<PathBuf>> {
    let found = backups(dir)?;
    let times: Vec<NaiveDateTime> = found.iter().map(|(_, at)| *at).collect();
    let kept = kept(&times, keep);
    let mut removed = Vec::new();
    for ((path, _), at) in found.into_iter().zip(0..) {
        if !kept.contains(&at) {
            std::fs::remove_file(&path).map_err(|e| StoreError::io(&path, e))?;
            removed.push(path);
        }
    }
    Ok(removed)
}

/// Places in `times` (newest first) that are kept.
fn kept(times: &[NaiveDateTime], keep: Keep) -> BTreeSet<usize> {
    let mut kept = BTreeSet::from([0]);
    let mut pick = |span: fn(&NaiveDateTime) -> (i32, u32), most: usize| {
        let mut seen = BTreeSet::new();
        for (place, at) in times.iter().enumerate() {
            if seen.len() < most && seen.insert(span(at)) {
                kept.insert(place);
            }
        }
    };
    pick(|at| (at.year(), at.ordinal()), keep.daily);
    pick(|at| (at.iso_week().year(), at.iso_week().week()), keep.weekly);
    pick(|at| (at.year(), at.month()), keep.monthly);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_year_of_backups_twice_a_day_thins_out_to_days_weeks_and_months() {
        let dir = tempfile::tempdir().unwrap();
        let newest = DateTime::parse_from_rfc3339("2026-11-20T18:00:00+08:00").unwrap();
        for n in 0..700 {
            let name = backup_name(newest - TimeDelta::hours(12 * n));
            std::fs::write(dir.path().join(name), b"").unwrap();
        }
        std::fs::write(dir.path().join("别的文件.txt"), b"").unwrap();
        prune_backups(dir.path(), Keep::default()).unwrap();
        let left = backups(dir.path()).unwrap();
        assert_eq!(left[0].1, newest.naive_local());
        assert!((18..=23).contains(&left.len()), "{}", left.len());
        assert!(left.last().unwrap().1 < newest.naive_local() - TimeDelta::days(320));
        assert!(dir.path().join("别的文件.txt").exists());
        assert_eq!(prune_backups(dir.path(), Keep::default()).unwrap(), Vec::<PathBuf>::new());
    }
}
