//! Who has confirmed which wording, and whether that counts for the words that are printed now.
//!
//! A confirmation is bound to words: to the Chinese it was compared with, and to the words that stood in the file. Words
//! that a policy pack changes are other words, so that no earlier confirmation speaks for them; with the older pack in
//! force again it does. A new program that words its own file better leaves what the county has confirmed as it is.

use super::is_office;
use crate::error::Result;
use crate::session::Session;
use casework::Verdict;
use chrono::NaiveDate;
use documents::phrases::{Wording, words_hash};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kind of the record by which a wording is confirmed: [`Confirmed`].
pub(super) const CONFIRMED: &str = "phrase.confirmed";
/// Kind of the record by which that is taken back: `{language, key, zh, of, county}`; without `zh` and `of`, as it was
/// written at first, whatever was confirmed of the phrase.
pub(super) const WITHDRAWN: &str = "phrase.withdrawn";

/// A wording that was confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "PhraseConfirmed")]
pub struct Confirmed {
    /// Language.
    pub language: String,
    /// Phrase.
    pub key: String,
    /// The Chinese it was compared with; another Chinese makes it count no more.
    pub zh: String,
    /// Hash of the pack's words it was confirmed for; empty: the program's own.
    pub of: String,
    /// The wording that counts.
    pub text: String,
    /// Who confirmed it, with his unit.
    pub by: String,
    /// When.
    pub on: Option<NaiveDate>,
    /// The county's office did, for all its stations.
    pub county: bool,
}

/// A word on a phrase: confirmed, or taken back.
enum Word {
    Yes(Confirmed),
    No { language: String, key: String, words: Option<(String, String)>, county: bool },
}

/// To which words of the file a confirmation is bound: nothing for the program's own, else their hash.
pub(super) fn words(language: &str, wording: &Wording) -> String {
    if wording.own { words_hash(language, &wording.phrase) } else { String::new() }
}

/// What stands of all that was said, the earliest first: the last word on each wording; no station's word touches the
/// county's.
fn standing(said: impl IntoIterator<Item = Word>) -> Vec<Confirmed> {
    let mut all: Vec<Confirmed> = Vec::new();
    for word in said {
        let (language, key, words, county) = match &word {
            Word::Yes(one) => (&one.language, &one.key, Some((&one.zh, &one.of)), one.county),
            Word::No { language, key, words, county } => {
                (language, key, words.as_ref().map(|(zh, of)| (zh, of)), *county)
            }
        };
        let meant = |one: &Confirmed| {
            one.language == *language
                && one.key == *key
                && words.is_none_or(|(zh, of)| one.zh == *zh && one.of == *of)
        };
        let outranked = all.iter().any(|one| meant(one) && one.county && !county);
        all.retain(|one| !meant(one) || (one.county && !county));
        if let Word::Yes(one) = word
            && !outranked
        {
            all.push(one);
        }
    }
    all
}

/// What is confirmed for this desk.
pub(super) fn all(session: &Session) -> Result<Vec<Confirmed>> {
    // Confirmed before there were records of it: only at this desk.
    let before = session.settings.phrases.iter().cloned().map(Word::Yes);
    let office = is_office(session)?;
    let (mut records, own) = session.store.read(|r| -> Result<_> {
        let mut records = r.shared_records(CONFIRMED)?;
        records.extend(r.shared_records(WITHDRAWN)?);
        Ok((records, r.head()?.dev))
    })?;
    // The hub's order; what it has not seen yet is this desk's own and comes last.
    records.sort_by_key(|past| (past.hub_seq.is_none(), past.hub_seq, past.seq));
    let said = records.into_iter().filter_map(|past| {
        if past.verdict.is_some_and(|verdict| verdict != Verdict::Clean) {
            return None;
        }
        let body = past.body?;
        let county = body["county"] == true;
        // The office reads what its stations write; one of them does not speak for the county.
        if office && !county && past.dev != own {
            return None;
        }
        if past.kind == WITHDRAWN {
            let text = |key: &str| body[key].as_str().map(str::to_owned);
            let (language, key) = (text("language")?, text("key")?);
            return Some(Word::No { language, key, words: text("zh").zip(text("of")), county });
        }
        serde_json::from_value(body).ok().map(Word::Yes)
    });
    Ok(standing(before.chain(said)))
}

/// Whether a confirmation speaks for a wording: it was given for these words of the file, or says exactly these.
fn speaks_for(said: &Confirmed, language: &str, wording: &Wording) -> bool {
    let phrase = &wording.phrase;
    said.language == language
        && said.key == phrase.key
        && said.zh == phrase.zh
        && (said.text == phrase.text || said.of == words(language, wording))
}

/// All that speaks for a wording.
pub(super) fn all_of<'a>(
    all: &'a [Confirmed],
    language: &'a str,
    wording: &'a Wording,
) -> impl Iterator<Item = &'a Confirmed> {
    all.iter().filter(move |said| speaks_for(said, language, wording))
}

/// What counts for a wording: the county's word before the station's, the later before the earlier.
pub(super) fn of<'a>(
    all: &'a [Confirmed],
    language: &'a str,
    wording: &'a Wording,
) -> Option<&'a Confirmed> {
    all_of(all, language, wording).max_by_key(|said| said.county)
}

/// A confirmation of the phrase that does not count for the words there are now.
pub(super) fn lapsed<'a>(
    all: &'a [Confirmed],
    language: &str,
    wording: &Wording,
) -> Option<&'a Confirmed> {
    let of_it = |said: &&Confirmed| said.language == language && said.key == wording.phrase.key;
    all.iter().rev().filter(of_it).find(|said| !speaks_for(said, language, wording))
}

#[cfg(test)]
mod tests {
    use super::*;
    use documents::phrases::Phrase;

    fn yes(language: &str, text: &str) -> Confirmed {
        Confirmed {
            language: language.into(),
            key: "title".into(),
            zh: "标题".into(),
            text: text.into(),
            ..Confirmed::default()
        }
    }

    fn no(language: &str) -> Word {
        Word::No { language: language.into(), key: "title".into(), words: None, county: false }
    }

    fn texts(said: Vec<Word>) -> Vec<String> {
        standing(said).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn the_last_word_on_a_phrase_stands() {
        let say = |language: &str, text: &str| Word::Yes(yes(language, text));
        assert_eq!(texts(vec![say("lo", "a"), say("vi", "b"), say("lo", "c")]), ["b", "c"]);
        assert_eq!(texts(vec![say("lo", "a"), say("vi", "b"), no("lo")]), ["b"]);
        assert_eq!(texts(vec![no("lo"), say("lo", "a")]), ["a"]);
    }

    #[test]
    fn what_a_station_says_later_does_not_touch_what_the_county_has_confirmed() {
        let county = |text| Word::Yes(Confirmed { county: true, ..yes("lo", text) });
        let station = |text| Word::Yes(yes("lo", text));
        assert_eq!(texts(vec![county("a"), station("b")]), ["a"]);
        assert_eq!(texts(vec![county("a"), no("lo")]), ["a"]);
        assert_eq!(texts(vec![station("b"), county("a")]), ["a"]);
    }

    fn wording(text: &str, shipped: &str) -> Wording {
        let of = |text: &str| Phrase {
            key: "title".into(),
            zh: "标题".into(),
            text: text.into(),
            ..Phrase::default()
        };
        Wording { phrase: of(text), own: text != shipped, shipped: Some(of(shipped)) }
    }

    #[test]
    fn a_confirmation_counts_for_its_words_and_for_no_others() {
        let (first, second, own) = (wording("s", "s"), wording("p", "s"), wording("q", "s"));
        let said = |text: &str, w: &Wording| Confirmed { of: words("lo", w), ..yes("lo", text) };
        let counts = |all: &[Confirmed], w: &Wording| of(all, "lo", w).map(|c| c.text.clone());
        let all = [said("s", &first), said("P", &second)];
        assert_eq!(counts(&all, &first).as_deref(), Some("s"));
        assert_eq!(counts(&all, &second).as_deref(), Some("P"), "corrected while confirming");
        assert_eq!(counts(&all, &own), None);
        assert_eq!(lapsed(&all, "lo", &own).map(|c| c.text.as_str()), Some("P"));
        // The very words, confirmed on the screen before a pack brought them.
        let all = [said("q", &first)];
        assert_eq!(counts(&all, &own).as_deref(), Some("q"));
        // A better wording of the program leaves what was confirmed; another Chinese does not.
        let better = wording("s2", "s2");
        assert_eq!(counts(&all, &better).as_deref(), Some("q"));
        let mut chinese = better;
        chinese.phrase.zh = "别的".into();
        assert_eq!(counts(&all, &chinese), None);
    }
}
