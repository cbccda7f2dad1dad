//! Is it the paper as issued?

use super::found::{Mark, Sheets};
use casework::Paper;
use std::collections::BTreeSet;

/// What the comparison gave.
pub(super) struct Compared {
    /// See [`super::VerifiedPaper::compared`].
    pub code: &'static str,
    /// Pages of the paper that the file holds.
    pub seen: Vec<u32>,
    /// Those that say something else.
    pub changed: Vec<u32>,
}

pub(super) fn compare(
    paper: &Paper,
    first: &Mark,
    sheets: &Sheets,
    sha: &str,
    original: Option<&[u8]>,
) -> Compared {
    let mut seen: Vec<u32> = sheets.of(&first.doc).map(|m| m.page).collect();
    seen.sort_unstable();
    seen.dedup();
    if sha == paper.pdf {
        return Compared { code: "same_file", seen, changed: Vec::new() };
    }
    let fits = |m: &Mark| paper.data_hash.starts_with(&m.hash8) && m.of == paper.pages;
    let mut changed: Vec<u32> =
        sheets.of(&first.doc).filter(|m| !fits(m)).map(|m| m.page).collect();
    if !changed.is_empty() {
        changed.dedup();
        return Compared { code: "other_code", seen, changed };
    }
    let issued = original.and_then(|pdf| documents::read(pdf, None).ok());
    let issued = issued.map(|read| read.pages).unwrap_or_default();
    let issued_of = |page: u32| issued.get(usize::try_from(page).ok()?.checked_sub(1)?);
    // Pages whose words were compared: a scan of the same page beside them takes nothing away from that.
    let mut proved = BTreeSet::new();
    for mark in sheets.of(&first.doc) {
        // A picture, or the paper as issued is not on this computer: the code alone speaks.
        let (Some(text), Some(issued)) = (&mark.text, issued_of(mark.page)) else { continue };
        // What is laid over a page as a picture changes none of its words.
        if same(text, &issued.text) && mark.pictures == issued.pictures {
            proved.insert(mark.page);
        } else {
            changed.push(mark.page);
        }
    }
    changed.dedup();
    let code = match () {
        () if !changed.is_empty() => "changed",
        () if seen.iter().all(|page| proved.contains(page)) => "same_text",
        () => "code",
    };
    Compared { code, seen, changed }
}

/// The page says what was issued; bound into a dossier it also carries the stamp of its page there.
fn same(text: &str, issued: &str) -> bool {
    text == issued || unstamped(text) == unstamped(issued)
}

fn unstamped(text: &str) -> String {
    let Some((before, rest)) = text.split_once("卷宗第") else { return text.to_owned() };
    let digits = |s: &str| s.chars().take_while(char::is_ascii_digit).map(char::len_utf8).sum();
    let at: usize = digits(rest);
    let Some(rest) = rest[at..].strip_prefix("页共") else { return text.to_owned() };
    let at: usize = digits(rest);
    match rest[at..].strip_prefix('页') {
        Some(after) => format!("{before}{after}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_of_a_dossier_is_no_change_but_anything_else_is() {
        assert!(same("调解协议书8000元卷宗第12页共40页", "调解协议书8000元"));
        assert!(same("卷宗第1页共2页调解协议书", "调解协议书"));
        assert!(!same("调解协议书9000元卷宗第12页共40页", "调解协议书8000元"));
        assert!(!same("调解协议书8000元卷宗第12页共", "调解协议书8000元"));
    }
}
