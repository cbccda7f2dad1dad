//! Copies that leave the desk as files: plain, or under a password (AES-256).
//!
//! The paper itself is never touched. The password is not kept anywhere: whoever loses it makes another copy.

use crate::error::{DeskError, Result};
use crate::paper;
use crate::session::Desk;
use casework::{Case, CaseId, Id, summary};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// Shortest password of a copy that leaves the house, characters.
const SHORTEST: usize = 8;
/// Longest password a reader takes (PDF 2.0, revision 6), bytes.
const LONGEST: usize = 127;

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileMade {
    /// Where.
    pub path: String,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Judges a password: long enough, typed on any keyboard, not letters or figures alone.
pub(crate) fn judge(password: &str) -> Result<()> {
    if password.chars().count() < SHORTEST {
        return Err(DeskError::new("protect.password_short").with("min", SHORTEST));
    }
    // Readers differ in how they fold other characters: such a copy might open in one and not in the next.
    if !password.chars().all(|c| c.is_ascii_graphic()) || password.len() > LONGEST {
        return Err(DeskError::new("protect.password_characters"));
    }
    let letters = password.chars().any(|c| c.is_ascii_alphabetic());
    let others = password.chars().any(|c| !c.is_ascii_alphabetic());
    if letters && others { Ok(()) } else { Err(DeskError::new("protect.password_plain")) }
}

/// The PDF under a password that will do.
pub(crate) fn copy(pdf: &[u8], password: &str) -> Result<Vec<u8>> {
    judge(password)?;
    let mut secret = [0; 64];
    getrandom::fill(&mut secret).map_err(|_| DeskError::new("protect.no_random"))?;
    Ok(documents::protect(pdf, password, &secret)?)
}

/// What files of a case are called: its number, or the names while it has none.
pub(crate) fn name_of(case: &Case) -> String {
    let s = summary(case);
    s.number.unwrap_or_else(|| crate::view_make::title(&summary(case)))
}

/// A name that every file system takes.
fn plain(name: &str) -> String {
    let bad = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let name: String = name.chars().map(|c| if bad(c) { '_' } else { c }).take(80).collect();
    name.trim_matches(['.', ' ']).to_owned()
}

/// Writes a file beside its place first, so that a stick pulled out leaves no half file under the name.
///
/// # Errors
/// `file.*`, `file.no_place` without a path.
pub(crate) fn write(path: &str, name: &str, bytes: &[u8]) -> Result<FileMade> {
    let path = path.trim();
    if path.is_empty() {
        return Err(DeskError::new("file.no_place"));
    }
    let mut target = PathBuf::from(path);
    if target.is_dir() {
        target = free(&target, &plain(name));
    }
    let mut partial = target.clone().into_os_string();
    partial.push(".part");
    let partial = PathBuf::from(partial);
    let written = std::fs::File::create(&partial)
        .and_then(|mut file| {
            std::io::Write::write_all(&mut file, bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&partial, &target));
    if let Err(error) = written {
        // What could not be written whole is no use; that it cannot be removed either changes nothing.
        let _left = std::fs::remove_file(&partial);
        return Err(error.into());
    }
    let bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(FileMade { path: target.display().to_string(), bytes })
}

/// A name in the folder that is not taken: nothing that lies there is overwritten.
fn free(folder: &Path, name: &str) -> PathBuf {
    let stem = name.strip_suffix(".pdf").unwrap_or(name);
    let named = |n: u32| match n {
        1 => folder.join(format!("{stem}.pdf")),
        n => folder.join(format!("{stem}（{n}）.pdf")),
    };
    (1..1000).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1000))
}

/// A paper to save as a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperExport {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// File, or the folder to put it in.
    pub path: String,
    /// Put the copy under this password; a plain copy when left out.
    #[serde(default)]
    pub password: Option<String>,
}

/// Saves a paper as it stands, under a password when one is given.
///
/// # Errors
/// `paper.unknown`, `protect.*` for a password that will not do, `file.*`.
pub fn export(desk: &Desk, input: PaperExport) -> Result<FileMade> {
    let PaperExport { case, paper, path, password } = input;
    let session = desk.session()?;
    let file = desk.case(&session, &case)?;
    let title = file.paper(&paper).map(|p| p.title.clone());
    let title = title.ok_or_else(|| DeskError::new("paper.unknown"))?;
    let password = password.filter(|p| !p.is_empty());
    let kind = if password.is_some() { "（加密）" } else { "" };
    let name = format!("{} {title}{kind}.pdf", name_of(&file));
    let pdf = paper::pdf(desk, paper::PaperRef { case, paper })?;
    match password {
        Some(password) => write(&path, &name, &copy(&pdf, &password)?),
        None => write(&path, &name, &pdf),
    }
}

/// A paper to put under a password.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperProtect {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Password.
    pub password: String,
}

/// A copy of a paper under a password, as bytes.
///
/// # Errors
/// As [`export`].
pub fn protected(desk: &Desk, input: PaperProtect) -> Result<Vec<u8>> {
    let PaperProtect { case, paper, password } = input;
    judge(&password)?;
    copy(&paper::pdf(desk, paper::PaperRef { case, paper })?, &password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_for_a_copy_is_long_and_typed_on_any_keyboard() {
        let said = |p: &str| judge(p).map_err(|e| e.code);
        assert_eq!(said("abc1234"), Err("protect.password_short".to_owned()));
        assert_eq!(said("12345678"), Err("protect.password_plain".to_owned()));
        assert_eq!(said("abcdefgh"), Err("protect.password_plain".to_owned()));
        assert_eq!(said("工会驿站2026密码"), Err("protect.password_characters".to_owned()));
        assert_eq!(said("abc 12345"), Err("protect.password_characters".to_owned()));
        assert_eq!(said(&"a1".repeat(64)), Err("protect.password_characters".to_owned()));
        assert_eq!(said("gonghui-2026"), Ok(()));
    }

    #[test]
    fn a_file_that_lies_there_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().display().to_string();
        let first = write(&place, "a/b 卷宗.pdf", b"one").unwrap();
        let second = write(&place, "a/b 卷宗.pdf", b"two").unwrap();
        assert!(first.path.ends_with("a_b 卷宗.pdf") && second.path.ends_with("a_b 卷宗（2）.pdf"));
        assert_eq!(std::fs::read(&first.path).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        assert_eq!(write(" ", "x.pdf", b"").unwrap_err().code, "file.no_place");
    }
}
