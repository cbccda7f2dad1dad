//! Whether words of a pack were changed after somebody had confirmed them: the mark of the review is bound to the words,
//! and an editor does not take it away by itself.

use super::shelf;
use crate::phrases::LANGUAGES;
use crate::session::{Desk, Session};
use documents::pack::{Finding, Level, Pack};
use documents::phrases::{Book, Phrase};

/// What to say of the phrases of a pack beside the packs that are kept here.
pub(super) fn stale(desk: &Desk, session: &Session, pack: &Pack) -> Vec<Finding> {
    let kept: Vec<Pack> = shelf::all(session)
        .unwrap_or_default()
        .iter()
        .filter_map(|sha256| shelf::read(session, sha256).ok())
        .filter(|other| other.content() != pack.content())
        .collect();
    LANGUAGES.iter().flat_map(|language| of_language(desk, pack, &kept, language.code)).collect()
}

fn of_language(desk: &Desk, pack: &Pack, kept: &[Pack], language: &str) -> Vec<Finding> {
    let file = format!("documents/common/phrases/{language}.toml");
    let Some(text) = pack.file(&file).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return Vec::new();
    };
    let assets = &desk.config.documents;
    let phrases = |pack: &Pack| -> Vec<Phrase> {
        let book = Book::of(assets, Some(pack), language).map(|book| book.phrases);
        book.unwrap_or_default().into_iter().map(|w| w.phrase).filter(|p| p.reviewed).collect()
    };
    let before: Vec<Phrase> = kept.iter().flat_map(phrases).collect();
    let other_words = |now: &Phrase, old: &Phrase| {
        let same_review = (&now.key, &now.reviewed_by, now.reviewed_on)
            == (&old.key, &old.reviewed_by, old.reviewed_on);
        same_review && (&now.zh, &now.text) != (&old.zh, &old.text)
    };
    let found =
        phrases(pack).into_iter().filter(|now| before.iter().any(|old| other_words(now, old)));
    found
        .map(|now| {
            let quoted = format!("\"{}\"", now.key);
            let line = text.lines().position(|l| l.starts_with("key") && l.contains(&quoted));
            Finding {
                level: Level::Warning,
                file: file.clone(),
                line: line.map_or(0, |n| n + 1),
                column: 0,
                text: format!(
                    "“{}”的话改过了，审定人和日期还是改以前的（{}）；没有重新审定的，请改成 reviewed = false",
                    now.key, now.reviewed_by
                ),
            }
        })
        .collect()
}
