//! `phrases.*`: the fixed wording of the papers in other languages, and who has confirmed it.
//!
//! One file a language comes with the program (`assets/documents/common/phrases/<code>.toml`). Nothing in it
//! counts as reviewed until somebody who reads the language has confirmed it, phrase by phrase, in that
//! file (a county's own pack) or here; until then the papers print 待译审 beside it.

use crate::error::{DeskError, Result};
use crate::session::Desk;
use crate::settings::Settings;
use casework::Case;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

/// A language of the papers.
pub(crate) struct Language {
    /// Name of the phrase file.
    pub code: &'static str,
    /// The written language: 老挝文.
    pub name: &'static str,
    /// What a person's language or nationality begins with or holds.
    said: &'static [&'static str],
}

/// Languages for which there is a phrase file.
pub(crate) const LANGUAGES: &[Language] = &[
    Language { code: "lo", name: "老挝文", said: &["老挝", "寮", "lao"] },
    Language { code: "vi", name: "越南文", said: &["越", "viet"] },
    Language { code: "en", name: "英文", said: &["英", "english"] },
];

/// The language with this code.
pub(crate) fn language(code: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|l| l.code == code)
}

/// The language a party of a case reads, as it was typed with him: his language before his nationality.
pub(crate) fn of_case(case: &Case) -> Option<&'static Language> {
    let parties = case.sheet.parties();
    let said = parties.iter().find_map(|p| meant(&p.language));
    said.or_else(|| parties.iter().find_map(|p| meant(&p.nation)))
}

/// The language that is meant by a language or a state; a people of China (傣族) means none.
fn meant(text: &str) -> Option<&'static Language> {
    let text = text.trim().to_lowercase();
    if text.ends_with('族') {
        return None;
    }
    LANGUAGES.iter().find(|l| l.said.iter().any(|said| text.contains(said)))
}

/// A wording that was confirmed at this desk.
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
    /// The wording that counts.
    pub text: String,
    /// Who confirmed it, with his unit.
    pub by: String,
    /// When.
    pub on: Option<NaiveDate>,
}

/// What the templates are told: phrase → wording, by whom and when.
pub(crate) fn confirmed(settings: &Settings, language: &str) -> Value {
    let own = settings.phrases.iter().filter(|p| p.language == language);
    let one = |p: &Confirmed| json!({ "zh": p.zh, "text": p.text, "by": p.by, "on": p.on });
    Value::Object(own.map(|p| (p.key.clone(), one(p))).collect::<Map<_, _>>())
}

#[derive(Deserialize)]
struct File {
    name: String,
    phrase: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    key: String,
    zh: String,
    text: String,
    #[serde(default)]
    reviewed: bool,
    #[serde(default)]
    reviewed_by: String,
    #[serde(default)]
    reviewed_on: Option<NaiveDate>,
}

/// Names a language.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PhrasesList {
    /// Its code: `lo`.
    pub language: String,
}

/// A phrase as it is printed now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhraseRow {
    /// Its name.
    pub key: String,
    /// Chinese.
    pub zh: String,
    /// The other language, as it is printed.
    pub text: String,
    /// As it came with the program or the pack.
    pub original: String,
    /// Confirmed: printed without 待译审.
    pub reviewed: bool,
    /// Who confirmed it.
    pub by: String,
    /// When.
    pub on: Option<NaiveDate>,
    /// It was confirmed at this desk and can be withdrawn here.
    pub here: bool,
}

/// All phrases of a language.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhraseBook {
    /// Code.
    pub language: String,
    /// Name: 老挝文.
    pub name: String,
    /// Languages there are: code and name.
    pub languages: Vec<(String, String)>,
    /// Phrases, in the order of the file.
    pub rows: Vec<PhraseRow>,
}

/// A phrase that somebody who reads the language has compared.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PhraseConfirm {
    /// Language.
    pub language: String,
    /// Phrase.
    pub key: String,
    /// The wording that shall count, corrected where needed.
    pub text: String,
    /// Who compared it, with his unit.
    pub by: String,
}

/// Names a phrase.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PhraseRef {
    /// Language.
    pub language: String,
    /// Phrase.
    pub key: String,
}

fn file(desk: &Desk, code: &str) -> Result<File> {
    let known = language(code).ok_or_else(|| DeskError::new("phrases.unknown"))?;
    let path = desk.config.documents.join("common/phrases").join(format!("{}.toml", known.code));
    let broken = |detail: String| DeskError::new("phrases.unreadable").with("detail", detail);
    let text = std::fs::read_to_string(path).map_err(|e| broken(e.to_string()))?;
    toml::from_str(&text).map_err(|e| broken(e.to_string()))
}

/// Lists the phrases of a language with whether each was confirmed.
///
/// # Errors
/// `phrases.unknown`, `phrases.unreadable`.
pub fn list(desk: &Desk, input: PhrasesList) -> Result<PhraseBook> {
    let session = desk.session()?;
    let file = file(desk, &input.language)?;
    let own = |w: &Written| {
        let mut all = session.settings.phrases.iter();
        all.find(|p| p.language == input.language && p.key == w.key && p.zh == w.zh)
    };
    let rows = file.phrase.iter().map(|w| match own(w) {
        Some(own) => PhraseRow {
            key: w.key.clone(),
            zh: w.zh.clone(),
            text: own.text.clone(),
            original: w.text.clone(),
            reviewed: true,
            by: own.by.clone(),
            on: own.on,
            here: true,
        },
        None => PhraseRow {
            key: w.key.clone(),
            zh: w.zh.clone(),
            text: w.text.clone(),
            original: w.text.clone(),
            reviewed: w.reviewed,
            by: w.reviewed_by.clone(),
            on: w.reviewed_on,
            here: false,
        },
    });
    Ok(PhraseBook {
        rows: rows.collect(),
        language: input.language.clone(),
        name: file.name.clone(),
        languages: LANGUAGES.iter().map(|l| (l.code.to_owned(), l.name.to_owned())).collect(),
    })
}

/// Keeps the confirmed phrases of this desk, the others of its settings as they stand.
fn keep(desk: &Desk, phrases: Vec<Confirmed>) -> Result<()> {
    let session = desk.session()?;
    let settings = Settings { phrases, ..session.settings.clone() };
    crate::settings::put(desk, crate::settings::SettingsPut { settings }).map(drop)
}

/// Confirms a wording: from now on it is printed so, without 待译审.
///
/// # Errors
/// `phrases.unknown`, `phrases.nobody` without a name, `phrases.empty` without a wording.
pub fn confirm(desk: &Desk, input: PhraseConfirm) -> Result<PhraseBook> {
    let session = desk.session()?;
    let file = file(desk, &input.language)?;
    let written = file.phrase.iter().find(|w| w.key == input.key);
    let written = written.ok_or_else(|| DeskError::new("phrases.unknown"))?;
    let (text, by) = (statute::text::line(&input.text), statute::text::line(&input.by));
    if by.is_empty() {
        return Err(DeskError::new("phrases.nobody"));
    }
    if text.is_empty() {
        return Err(DeskError::new("phrases.empty"));
    }
    let mut all = session.settings.phrases;
    all.retain(|p| p.language != input.language || p.key != input.key);
    all.push(Confirmed {
        language: input.language.clone(),
        key: input.key,
        zh: written.zh.clone(),
        text,
        by,
        on: Some(desk.today()),
    });
    keep(desk, all)?;
    list(desk, PhrasesList { language: input.language })
}

/// Takes a confirmation back: the wording of the file is printed again, with 待译审.
///
/// # Errors
/// `phrases.unknown`.
pub fn withdraw(desk: &Desk, input: PhraseRef) -> Result<PhraseBook> {
    let mut all = desk.session()?.settings.phrases;
    all.retain(|p| p.language != input.language || p.key != input.key);
    keep(desk, all)?;
    list(desk, PhrasesList { language: input.language })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_how_people_write_it_and_a_people_of_china_is_none() {
        let code = |text: &str| meant(text).map(|l| l.code);
        for lao in ["老挝语", "老挝", " Lao ", "老挝文、傣语"] {
            assert_eq!(code(lao), Some("lo"), "{lao}");
        }
        assert_eq!((code("越南"), code("English")), (Some("vi"), Some("en")));
        for none in ["傣族", "京族", "傣语", "", "普通话"] {
            assert_eq!(code(none), None, "{none}");
        }
    }

    #[test]
    fn only_what_was_confirmed_in_this_language_goes_to_its_papers() {
        let one = |language: &str, key: &str| Confirmed {
            language: language.into(),
            key: key.into(),
            zh: "中文".into(),
            text: "x".into(),
            by: "某某县外事办".into(),
            on: None,
        };
        let settings = Settings {
            phrases: vec![one("lo", "title"), one("vi", "item")],
            ..Settings::default()
        };
        let told = confirmed(&settings, "lo");
        assert_eq!(told["title"]["by"], "某某县外事办");
        assert!(told.get("item").is_none());
    }
}
