//! The fixed wording of the papers in two languages: one file a language, and what a policy pack puts in its place.
//!
//! A pack brings only the phrases it changes; the others go on with the program. [`Book::of`] lays the one over the
//! other, and the typesetter reads the result wherever a template asks for the file.

mod judge;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use toml::Spanned;
use typst::foundations::Bytes;

use crate::pack::Pack;
pub use judge::{Letters, Remark, judge, numbers};

/// Where the files stand below `documents/`.
const FOLDER: &str = "common/phrases/";

/// Why there is no wording in a language.
#[derive(Debug, thiserror::Error)]
pub enum PhraseError {
    /// No file of this language comes with the program.
    #[error("no phrases in {0}")]
    Unknown(String),
    /// A file that cannot be read.
    #[error("{file}, line {line}: {detail}")]
    Broken {
        /// Path below `documents/`.
        file: String,
        /// Line from 1; 0: the whole file.
        line: usize,
        /// The reader's message.
        detail: String,
    },
}

/// One sentence in Chinese and in the other language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// By what the templates call it.
    pub key: String,
    /// Chinese.
    pub zh: String,
    /// The other language.
    pub text: String,
    /// Somebody who reads the language has confirmed exactly these words.
    pub reviewed: bool,
    /// Who, with his unit.
    pub reviewed_by: String,
    /// When.
    pub reviewed_on: Option<NaiveDate>,
    /// Periods of the law whose numbers stand in it, by their names in `assets/law/periods.toml`.
    pub periods: BTreeMap<String, i64>,
}

impl Phrase {
    fn says_the_same(&self, other: &Self) -> bool {
        self.zh == other.zh && self.text == other.text
    }
}

/// A phrase as it is printed, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What is printed.
    pub phrase: Phrase,
    /// The pack has words of its own for it; otherwise they are those of the program.
    pub own: bool,
    /// What comes with the program; none for a phrase that only the pack knows.
    pub shipped: Option<Phrase>,
}

/// All phrases of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Code: `lo`.
    pub language: String,
    /// The written language: 老挝文.
    pub name: String,
    /// The spoken language: 老挝语.
    pub spoken: String,
    /// In the order of the program's file, what only the pack knows behind them.
    pub phrases: Vec<Wording>,
}

impl Book {
    /// The phrases of a language as a pack leaves them; without a pack, as they come with the program.
    ///
    /// # Errors
    /// [`PhraseError::Unknown`]; [`PhraseError::Broken`] when the program's file or the pack's cannot be read.
    pub fn of(assets: &Path, pack: Option<&Pack>, language: &str) -> Result<Self, PhraseError> {
        let path = path_of(language);
        Self::laid(
            assets,
            language,
            pack.and_then(|pack| pack.document(&path)).map(Bytes::as_slice),
        )
    }

    fn laid(assets: &Path, language: &str, over: Option<&[u8]>) -> Result<Self, PhraseError> {
        let shipped = shipped(assets, language)?;
        let theirs = over.map(|bytes| read(bytes).map_err(|e| broken(&path_of(language), e)));
        Ok(Self::merged(shipped, theirs.transpose()?.unwrap_or_default()))
    }

    fn merged(shipped: File, theirs: File) -> Self {
        let mut own: BTreeMap<String, Phrase> =
            theirs.phrase.into_iter().map(|p| (p.key.get_ref().clone(), p.into())).collect();
        let mut order: Vec<(String, Option<Phrase>)> =
            shipped.phrase.into_iter().map(|p| (p.key.get_ref().clone(), Some(p.into()))).collect();
        let only_theirs = own.keys().filter(|key| !order.iter().any(|(known, _)| known == *key));
        order.extend(only_theirs.cloned().map(|key| (key, None)).collect::<Vec<_>>());
        let phrases = order.into_iter().filter_map(|(key, shipped)| {
            let theirs = own.remove(&key).filter(|p| still_the_law(p, shipped.as_ref()));
            Some(match (theirs, shipped) {
                (Some(mut phrase), shipped) => {
                    let own = shipped.as_ref().is_none_or(|s| !s.says_the_same(&phrase));
                    phrase.periods =
                        shipped.as_ref().map(|s| s.periods.clone()).unwrap_or_default();
                    Wording { phrase, own, shipped }
                }
                (None, Some(phrase)) => {
                    Wording { shipped: Some(phrase.clone()), phrase, own: false }
                }
                (None, None) => return None,
            })
        });
        Self {
            phrases: phrases.collect(),
            language: shipped.language,
            name: shipped.name,
            spoken: shipped.spoken,
        }
    }

    /// As a file, with words for whoever edits it.
    pub(crate) fn to_toml(&self) -> String {
        let Self { language, name, spoken, .. } = self;
        written(language, name, spoken, self.phrases.iter().map(|w| &w.phrase))
    }
}

fn written<'a>(
    language: &str,
    name: &str,
    spoken: &str,
    phrases: impl Iterator<Item = &'a Phrase>,
) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = format!(
        "# 双语文书的固定用语：中文和{name}，每句只在这里写一次。\n\
         # 改译文：只改 text 那一行引号里的字，数字要和中文一致；key 不要动。\n\
         # reviewed = false 的，文书上印“待译审”。新样式启用以后，在“设置 → 译文”里逐句审定；也可以在这里写\n\
         # reviewed = true，下面加两行 reviewed_by = \"县外事办 玉某\"、reviewed_on = \"2026-12-01\"。\n\
         # 再改一个字，就要重新审定。\n\
         language = {}\nname = {}\nspoken = {}\n",
        quoted(language),
        quoted(name),
        quoted(spoken),
    );
    for phrase in phrases {
        out += &format!(
            "\n[[phrase]]\nkey = {}\nzh = {}\ntext = {}\nreviewed = {}\n",
            quoted(&phrase.key),
            quoted(&phrase.zh),
            quoted(&phrase.text),
            phrase.reviewed,
        );
        if !phrase.reviewed_by.is_empty() {
            out += &format!("reviewed_by = {}\n", quoted(&phrase.reviewed_by));
        }
        if let Some(on) = phrase.reviewed_on {
            out += &format!("reviewed_on = \"{on}\"\n");
        }
        if !phrase.periods.is_empty() {
            let all: Vec<String> =
                phrase.periods.iter().map(|(id, n)| format!("{id} = {n}")).collect();
            out += &format!("periods = {{ {} }}\n", all.join(", "));
        }
    }
    out
}

/// SHA-256 in hex over the words themselves: what a confirmation is bound to when they are not the program's.
#[must_use]
pub fn words_hash(language: &str, phrase: &Phrase) -> String {
    let Phrase { key, zh, text, .. } = phrase;
    hex::encode(Sha256::digest([language, key, zh, text].join("\0")))
}

/// A number of days is the law's: when a newer program brings another one, a pack that was written before does not
/// bring the old one back.
fn still_the_law(theirs: &Phrase, shipped: Option<&Phrase>) -> bool {
    shipped.is_none_or(|s| s.periods.is_empty() || numbers(&s.zh) == numbers(&theirs.zh))
}

/// The path below `documents/` of a language's file.
fn path_of(language: &str) -> String {
    format!("{FOLDER}{language}.toml")
}

/// The language whose file this path below `documents/` would be.
pub(crate) fn language_of(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_suffix(".toml").filter(|code| !code.contains('/'))
}

/// Codes of the languages that come with the program, in their order.
pub(crate) fn languages(assets: &Path) -> Vec<String> {
    let files = fs::read_dir(assets.join(FOLDER)).into_iter().flatten().flatten();
    let mut all: Vec<String> = files
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            name.strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    all.sort();
    all
}

/// The files of a pack laid over the program's, by their paths below `documents/`. One that cannot be read is left out:
/// the typesetter then meets the file itself and says what is wrong with it.
pub(crate) fn laid_over(assets: &Path, pack: &Pack) -> BTreeMap<String, Bytes> {
    let books = languages(assets).into_iter().filter_map(|language| {
        let path = path_of(&language);
        let book = Book::laid(assets, &language, Some(pack.document(&path)?)).ok()?;
        Some((path, Bytes::from_string(book.to_toml())))
    });
    books.collect()
}

/// The whole file that a person edits: the program's phrases with those of a pack in their place.
pub(crate) fn whole(assets: &Path, path: &str, over: Option<&[u8]>) -> Option<String> {
    Book::laid(assets, language_of(path)?, over).ok().map(|book| book.to_toml())
}

/// What a pack has to bring of a file: the phrases that differ from the program's. None when it is no file of phrases or
/// one that has to be mended first.
pub(crate) fn own_part(assets: &Path, path: &str, bytes: &[u8]) -> Option<OwnPart> {
    let language = language_of(path)?;
    let (ours, theirs) = (shipped(assets, language).ok()?, read(bytes).ok()?);
    let ours: BTreeMap<String, Phrase> =
        ours.phrase.into_iter().map(|p| (p.key.get_ref().clone(), p.into())).collect();
    let mut seen = BTreeSet::new();
    if theirs.language != language || !theirs.phrase.iter().all(|p| seen.insert(p.key.get_ref())) {
        return None;
    }
    let all: Vec<Phrase> = theirs.phrase.into_iter().map(Phrase::from).collect();
    let differs = |theirs: &&Phrase| {
        // The periods are the program's whatever stands here.
        ours.get(&theirs.key).is_none_or(|ours| {
            Phrase { periods: BTreeMap::new(), ..(*theirs).clone() }
                != Phrase { periods: BTreeMap::new(), ..ours.clone() }
        })
    };
    let own: Vec<&Phrase> = all.iter().filter(differs).collect();
    if own.is_empty() {
        return Some(OwnPart::Nothing);
    }
    Some(OwnPart::File(written(language, &theirs.name, &theirs.spoken, own.into_iter())))
}

/// See [`own_part`].
pub(crate) enum OwnPart {
    /// Everything in it stands in the program's file too.
    Nothing,
    /// A file with the phrases that are its own.
    File(String),
}

/// One phrase as it stands in a file, with its places.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    pub key: Spanned<String>,
    pub zh: Spanned<String>,
    pub text: Spanned<String>,
    #[serde(default)]
    pub reviewed: bool,
    #[serde(default)]
    pub reviewed_by: String,
    #[serde(default, deserialize_with = "day")]
    pub reviewed_on: Option<NaiveDate>,
    #[serde(default)]
    pub periods: BTreeMap<String, i64>,
}

/// A file as it stands.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub language: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub spoken: String,
    #[serde(default)]
    pub phrase: Vec<Written>,
}

impl From<Written> for Phrase {
    fn from(written: Written) -> Self {
        Self {
            key: written.key.into_inner(),
            zh: written.zh.into_inner(),
            text: written.text.into_inner(),
            reviewed: written.reviewed,
            reviewed_by: written.reviewed_by,
            reviewed_on: written.reviewed_on,
            periods: written.periods,
        }
    }
}

/// A day, with or without quotation marks.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = match toml::Value::deserialize(from)? {
        toml::Value::String(text) => text,
        toml::Value::Datetime(day) => day.to_string(),
        _ => String::new(),
    };
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| serde::de::Error::custom("reviewed_on")),
    }
}

/// What an editor may have put before the first character.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn read(bytes: &[u8]) -> Result<File, Unread> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| Unread { line: 0, detail: "utf-8".into() })?;
    let text = without_mark(text);
    toml::from_str(text).map_err(|error| Unread {
        line: error.span().map_or(0, |at| text[..at.start].matches('\n').count() + 1),
        detail: error.message().to_owned(),
    })
}

struct Unread {
    line: usize,
    detail: String,
}

fn broken(file: &str, Unread { line, detail }: Unread) -> PhraseError {
    PhraseError::Broken { file: file.to_owned(), line, detail }
}

fn shipped(assets: &Path, language: &str) -> Result<File, PhraseError> {
    let path = path_of(language);
    let named = |c: char| c.is_ascii_lowercase();
    if language.is_empty() || !language.chars().all(named) || !assets.join(&path).is_file() {
        return Err(PhraseError::Unknown(language.to_owned()));
    }
    let bytes = fs::read(assets.join(&path))
        .map_err(|e| broken(&path, Unread { line: 0, detail: e.to_string() }))?;
    read(&bytes).map_err(|error| broken(&path, error))
}

#[cfg(test)]
mod tests;
