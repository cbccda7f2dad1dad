//! `pack.toml`: what a pack says of itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::PackError;

/// What templates may count on: the data shape of `DATA.md` and the functions of `common/`. Raised when one of them
/// changes so that an older program could not set a newer pack.
pub const CONTRACT: u32 = 1;

/// A pack's description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackMeta {
    /// The same in all versions: small letters, digits, hyphens.
    pub id: String,
    /// As people call it.
    pub name: String,
    /// Numbers with dots; the larger is the newer: `2026.12.1`.
    pub version: String,
    /// County.
    pub county: String,
    /// Day of this version.
    pub date: String,
    /// [`CONTRACT`] of the program it was made with.
    pub made_for: u32,
    /// What is different in this version.
    #[serde(default)]
    pub note: String,
}

impl PackMeta {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, PackError> {
        let bad = |line, detail: &str| PackError::BadMeta { line, detail: detail.to_owned() };
        let text = std::str::from_utf8(bytes).map_err(|_| bad(0, "utf-8"))?;
        let text = text.trim_start_matches('\u{feff}');
        let meta: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |at| text[..at.start].matches('\n').count() + 1);
            PackError::BadMeta { line, detail: e.message().to_owned() }
        })?;
        let line = |key: &str| {
            text.lines().position(|l| l.trim_start().starts_with(key)).map_or(0, |n| n + 1)
        };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let bad_id = !(2..=40).contains(&meta.id.len()) || !meta.id.chars().all(plain);
        if bad_id || meta.id == "builtin" {
            return Err(bad(line("id"), "id"));
        }
        if parts(&meta.version).is_none() {
            return Err(bad(line("version"), "version"));
        }
        let short = |text: &str, most: usize| {
            (1..=most).contains(&text.trim().chars().count()) && !text.chars().any(char::is_control)
        };
        if !short(&meta.name, 60) {
            return Err(bad(line("name"), "name"));
        }
        if !short(&meta.county, 60) {
            return Err(bad(line("county"), "county"));
        }
        if NaiveDate::parse_from_str(&meta.date, "%Y-%m-%d").is_err() {
            return Err(bad(line("date"), "date"));
        }
        if meta.note.chars().count() > 2000 {
            return Err(bad(line("note"), "note"));
        }
        if meta.made_for > CONTRACT {
            return Err(PackError::Newer { wanted: meta.made_for, known: CONTRACT });
        }
        Ok(meta)
    }

    pub(super) fn to_toml(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        format!(
            "# 文书样式（政策包）的说明。改好以后，把版本号加大，再检查、签发。\n\
             # id 一经定下不要再改；version 只用数字和点，大的为新。\n\
             id = {}\nname = {}\nversion = {}\ncounty = {}\ndate = {}\nmade_for = {}\nnote = {}\n",
            quoted(&self.id),
            quoted(&self.name),
            quoted(&self.version),
            quoted(&self.county),
            quoted(&self.date),
            self.made_for,
            quoted(&self.note),
        )
    }
}

fn parts(version: &str) -> Option<Vec<u32>> {
    let parts: Option<Vec<u32>> = version
        .split('.')
        .map(|part| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse().ok())?)
        .collect();
    parts.filter(|parts| parts.len() <= 5)
}

/// True when version `a` is newer than `b`: number by number, what is missing counts as 0.
#[must_use]
pub fn newer(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (parts(a).unwrap_or_default(), parts(b).unwrap_or_default());
    let len = a.len().max(b.len());
    a.resize(len, 0);
    b.resize(len, 0);
    a > b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers_not_as_text() {
        assert!(newer("2026.10", "2026.9"));
        assert!(newer("1.0.1", "1"));
        assert!(!newer("1.0", "1"));
        assert!(!newer("2026.9", "2026.10"));
    }

    #[test]
    fn what_is_wrong_in_pack_toml_is_told_by_line() {
        let good = PackMeta {
            id: "test-county".into(),
            name: "某某县文书样式".into(),
            version: "2026.12.1".into(),
            county: "某某县".into(),
            date: "2026-12-01".into(),
            made_for: CONTRACT,
            note: "甲\n乙 \"引\" \\".into(),
        };
        let text = good.to_toml();
        assert_eq!(PackMeta::read(text.as_bytes()).expect("what was written"), good);
        let line = |from: &str, to: &str| match PackMeta::read(text.replace(from, to).as_bytes()) {
            Err(PackError::BadMeta { line, .. }) => line,
            other => panic!("{to} gave {other:?}"),
        };
        assert_eq!(line("test-county", "Test County"), 3);
        assert_eq!(line("2026.12.1", "2026.12.beta"), 5);
        assert_eq!(line("2026-12-01", "2026-13-01"), 7);
        assert_eq!(line("made_for = 1", "made_for = \"eins\""), 8);
        assert_eq!(line("note =", "remark ="), 9);
        assert!(matches!(
            PackMeta::read(text.replace("made_for = 1", "made_for = 99").as_bytes()),
            Err(PackError::Newer { wanted: 99, .. })
        ));
    }
}
