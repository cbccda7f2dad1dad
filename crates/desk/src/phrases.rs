//! `phrases.*`: the fixed wording of the papers in other languages, and who has confirmed it.
//!
//! One file a language comes with the program (`assets/documents/common/phrases/<code>.toml`). Nothing in it
//! counts as reviewed until somebody who reads the language has confirmed it, phrase by phrase; until then the papers
//! print 待译审 beside it. What the county's office confirms, the hub shows to every station; what a station confirms
//! holds there.

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use casework::{Case, Verdict};
use chrono::NaiveDate;
use ledger::wire::Role;
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
    Language { code: "my", name: "缅甸文", said: &["缅", "myanmar", "burm"] },
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

/// Kind of the record by which a wording is confirmed: [`Confirmed`].
const CONFIRMED: &str = "phrase.confirmed";
/// Kind of the record by which that is taken back: `{language, key, county}`.
const WITHDRAWN: &str = "phrase.withdrawn";

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
    No { language: String, key: String },
}

/// What stands of all that was said, the earliest first: the last word on each phrase.
fn standing(said: impl IntoIterator<Item = Word>) -> Vec<Confirmed> {
    let mut all: Vec<Confirmed> = Vec::new();
    for word in said {
        let (language, key) = match &word {
            Word::Yes(one) => (&one.language, &one.key),
            Word::No { language, key } => (language, key),
        };
        all.retain(|one| one.language != *language || one.key != *key);
        if let Word::Yes(one) = word {
            all.push(one);
        }
    }
    all
}

/// What is confirmed for this desk.
fn all(session: &Session) -> Result<Vec<Confirmed>> {
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
        // The office reads what its stations write; one of them does not speak for the county.
        if office && body["county"] != true && past.dev != own {
            return None;
        }
        if past.kind == WITHDRAWN {
            let text = |key: &str| body[key].as_str().map(str::to_owned);
            return Some(Word::No { language: text("language")?, key: text("key")? });
        }
        serde_json::from_value(body).ok().map(Word::Yes)
    });
    Ok(standing(before.chain(said)))
}

/// What the templates are told: phrase → wording, by whom and when.
pub(crate) fn confirmed(session: &Session, language: &str) -> Result<Value> {
    let all = all(session)?;
    let own = all.iter().filter(|p| p.language == language);
    let one = |p: &Confirmed| json!({ "zh": p.zh, "text": p.text, "by": p.by, "on": p.on });
    Ok(Value::Object(own.map(|p| (p.key.clone(), one(p))).collect::<Map<_, _>>()))
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
    /// It can be withdrawn here: the county's word only by the county.
    pub here: bool,
    /// The county confirmed it for all its stations.
    pub county: bool,
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
    let all = all(&session)?;
    let office = is_office(&session)?;
    let own = |w: &Written| {
        all.iter().find(|p| p.language == input.language && p.key == w.key && p.zh == w.zh)
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
            here: office || !own.county,
            county: own.county,
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
            county: false,
        },
    });
    Ok(PhraseBook {
        rows: rows.collect(),
        language: input.language.clone(),
        name: file.name.clone(),
        languages: LANGUAGES.iter().map(|l| (l.code.to_owned(), l.name.to_owned())).collect(),
    })
}

/// Whether this desk is of the county's office.
fn is_office(session: &Session) -> Result<bool> {
    let enrolment = session.store.read(|r| r.enrolment())?;
    Ok(enrolment.is_some_and(|e| e.role == Role::County))
}

/// Confirms a wording: from now on it is printed so, without 待译审.
///
/// # Errors
/// `phrases.unknown`, `phrases.nobody` without a name, `phrases.empty` without a wording, `phrases.countys` when the
/// county has confirmed it and this is a station.
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
    let county = is_office(&session)?;
    let own = |p: &&Confirmed| p.language == input.language && p.key == input.key;
    if !county && all(&session)?.iter().find(own).is_some_and(|p| p.county && p.zh == written.zh) {
        return Err(DeskError::new("phrases.countys"));
    }
    let said = Confirmed {
        language: input.language.clone(),
        key: input.key.clone(),
        zh: written.zh.clone(),
        text,
        by,
        on: Some(desk.today()),
        county,
    };
    let said = serde_json::to_value(said).unwrap_or_default();
    desk.note(&session, CONFIRMED, said, &["settings"])?;
    list(desk, PhrasesList { language: input.language })
}

/// Takes a confirmation back: the wording of the file is printed again, with 待译审.
///
/// # Errors
/// `phrases.unknown`; `phrases.countys` when the county confirmed it and this is a station.
pub fn withdraw(desk: &Desk, input: PhraseRef) -> Result<PhraseBook> {
    let session = desk.session()?;
    let all = all(&session)?;
    let own = all.iter().find(|p| p.language == input.language && p.key == input.key);
    let own = own.ok_or_else(|| DeskError::new("phrases.unknown"))?;
    let county = is_office(&session)?;
    if own.county && !county {
        return Err(DeskError::new("phrases.countys"));
    }
    let body = json!({ "language": input.language, "key": input.key, "county": county });
    desk.note(&session, WITHDRAWN, body, &["settings"])?;
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
        assert_eq!(
            (code("越南"), code("English"), code("缅甸语")),
            (Some("vi"), Some("en"), Some("my"))
        );
        for none in ["傣族", "京族", "傣语", "", "普通话"] {
            assert_eq!(code(none), None, "{none}");
        }
    }

    #[test]
    fn the_last_word_on_a_phrase_stands() {
        let yes = |language: &str, text: &str| {
            Word::Yes(Confirmed {
                language: language.into(),
                key: "title".into(),
                text: text.into(),
                ..Confirmed::default()
            })
        };
        let no = |language: &str| Word::No { language: language.into(), key: "title".into() };
        let texts = |said| standing(said).into_iter().map(|p| p.text).collect::<Vec<_>>();
        assert_eq!(texts(vec![yes("lo", "a"), yes("vi", "b"), yes("lo", "c")]), ["b", "c"]);
        assert_eq!(texts(vec![yes("lo", "a"), yes("vi", "b"), no("lo")]), ["b"]);
        assert_eq!(texts(vec![no("lo"), yes("lo", "a")]), ["a"]);
    }
}
