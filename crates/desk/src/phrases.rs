//! `phrases.*`: the fixed wording of the papers in other languages, and who has confirmed it.
//!
//! One file a language comes with the program (`assets/documents/common/phrases/<code>.toml`); the policy pack in force
//! may bring other words for some of its phrases. Nothing counts as reviewed until somebody who reads the language has
//! confirmed it, phrase by phrase; until then the papers print 待译审 beside it. What the county's office confirms, the
//! hub shows to every station; what a station confirms holds there. Words of a pack want a confirmation of their own.

mod said;

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use casework::Case;
use chrono::NaiveDate;
use documents::pack::Level;
use documents::phrases::{Book, Letters, PhraseError, Wording};
use ledger::wire::Role;
pub use said::Confirmed;
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

/// What the templates are told of this language: phrase → wording, by whom and when, and `over` which words of the file it
/// stands, so that a paper set with other words than these does not take it for theirs.
pub(crate) fn confirmed(desk: &Desk, session: &Session, language: &str) -> Result<Value> {
    let (book, _) = book(desk, session, language)?;
    let all = said::all(session)?;
    let told = book.phrases.iter().filter_map(|w| {
        let said = said::of(&all, language, w)?;
        let Confirmed { zh, text, by, on, .. } = said;
        let told = json!({ "zh": zh, "text": text, "by": by, "on": on, "over": w.phrase.text });
        Some((w.phrase.key.clone(), told))
    });
    Ok(Value::Object(told.collect::<Map<_, _>>()))
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
    /// As it stands in the file of the program or of the pack in force.
    pub original: String,
    /// Pack that has words of its own for it; empty: the program's.
    pub pack: String,
    /// The program's words where the pack has others; empty: the same, or a phrase that only the pack knows.
    pub shipped: String,
    /// The program's Chinese where the pack has another.
    pub shipped_zh: String,
    /// Who confirmed other words for it that count no more.
    pub before: String,
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

/// The phrases as they are printed with the pack in force, and its title.
fn book(desk: &Desk, session: &Session, code: &str) -> Result<(Book, String)> {
    let known = language(code).ok_or_else(|| DeskError::new("phrases.unknown"))?;
    let assets = &desk.config.documents;
    for (pack, title) in desk.packs_in_force(session)? {
        match Book::of(assets, Some(&pack), known.code) {
            Ok(book) => return Ok((book, title)),
            // Its papers in this language are set by the next one too.
            Err(error) => tracing::warn!(%error, title, "phrases of a policy pack"),
        }
    }
    let book = Book::of(assets, None, known.code);
    let broken =
        |e: PhraseError| DeskError::new("phrases.unreadable").with("detail", e.to_string());
    Ok((book.map_err(broken)?, String::new()))
}

/// Lists the phrases of a language with where their words come from and whether each was confirmed.
///
/// # Errors
/// `phrases.unknown`, `phrases.unreadable`.
pub fn list(desk: &Desk, input: PhrasesList) -> Result<PhraseBook> {
    let session = desk.session()?;
    let (book, title) = book(desk, &session, &input.language)?;
    let all = said::all(&session)?;
    let office = is_office(&session)?;
    let rows = book.phrases.iter().map(|w| {
        let Wording { phrase, own, shipped } = w;
        let said = said::of(&all, &input.language, w);
        let ours = shipped.as_ref().filter(|_| *own);
        let other = |ours: &str, theirs: &str| if ours == theirs { "" } else { ours }.to_owned();
        let reviewed = said.is_some() || phrase.reviewed;
        let lapsed = said::lapsed(&all, &input.language, w).filter(|_| !reviewed);
        PhraseRow {
            key: phrase.key.clone(),
            zh: phrase.zh.clone(),
            text: said.map_or(&phrase.text, |said| &said.text).clone(),
            original: phrase.text.clone(),
            pack: if *own { title.clone() } else { String::new() },
            shipped: ours.map(|s| other(&s.text, &phrase.text)).unwrap_or_default(),
            shipped_zh: ours.map(|s| other(&s.zh, &phrase.zh)).unwrap_or_default(),
            before: lapsed.map(|said| said.by.clone()).unwrap_or_default(),
            reviewed,
            by: said.map_or(&phrase.reviewed_by, |said| &said.by).clone(),
            on: said.map_or(phrase.reviewed_on, |said| said.on),
            here: said.is_some_and(|said| office || !said.county),
            county: said.map_or(*own && phrase.reviewed, |said| said.county),
        }
    });
    Ok(PhraseBook {
        rows: rows.collect(),
        language: input.language.clone(),
        name: book.name.clone(),
        languages: LANGUAGES.iter().map(|l| (l.code.to_owned(), l.name.to_owned())).collect(),
    })
}

fn role(session: &Session) -> Result<Option<Role>> {
    Ok(session.store.read(|r| r.enrolment())?.map(|e| e.role))
}

/// Whether this desk is of the county's office.
fn is_office(session: &Session) -> Result<bool> {
    Ok(role(session)? == Some(Role::County))
}

/// Confirms a wording: from now on it is printed so, without 待译审, as long as the words of the file stay the same.
///
/// # Errors
/// `phrases.unknown`, `phrases.nobody` without a name, `phrases.empty` without a wording, `phrases.countys` when the
/// county has confirmed it and this is a station, `phrases.unfit` with what is wrong when the words cannot be printed or
/// do not say the numbers of the Chinese.
pub fn confirm(desk: &Desk, input: PhraseConfirm) -> Result<PhraseBook> {
    let session = desk.session()?;
    let (book, _) = book(desk, &session, &input.language)?;
    let wording = book.phrases.iter().find(|w| w.phrase.key == input.key);
    let wording = wording.ok_or_else(|| DeskError::new("phrases.unknown"))?;
    let (text, by) = (statute::text::line(&input.text), statute::text::line(&input.by));
    if by.is_empty() {
        return Err(DeskError::new("phrases.nobody"));
    }
    if text.is_empty() {
        return Err(DeskError::new("phrases.empty"));
    }
    let role = role(&session)?;
    let all = said::all(&session)?;
    let countys = said::of(&all, &input.language, wording).is_some_and(|said| said.county)
        || (wording.own && wording.phrase.reviewed && role == Some(Role::Station));
    if countys && role != Some(Role::County) {
        return Err(DeskError::new("phrases.countys"));
    }
    fit(desk, &session, &input.language, &wording.phrase.zh, &text)?;
    let said = Confirmed {
        of: said::words(&input.language, wording),
        zh: wording.phrase.zh.clone(),
        language: input.language.clone(),
        key: input.key.clone(),
        text,
        by,
        on: Some(desk.today()),
        county: role == Some(Role::County),
    };
    let body = serde_json::to_value(said).unwrap_or_default();
    desk.note(&session, said::CONFIRMED, vec![body], &["settings"])?;
    list(desk, PhrasesList { language: input.language })
}

/// A wording that no font can draw would stop every paper that holds it.
fn fit(desk: &Desk, session: &Session, language: &str, zh: &str, text: &str) -> Result<()> {
    let packs = desk.packs_in_force(session)?;
    let pack = packs.first().map(|(pack, _)| pack.as_ref());
    let letters = Letters::of(&desk.engine_config().fonts, pack)?;
    let remarks = documents::phrases::judge(language, zh, text, &letters);
    match remarks.into_iter().find(|r| r.level == Level::Error && !r.of_zh) {
        Some(wrong) => Err(DeskError::new("phrases.unfit").with("detail", wrong.text)),
        None => Ok(()),
    }
}

/// Takes a confirmation back: the wording of the file is printed again, with 待译审.
///
/// # Errors
/// `phrases.unknown`; `phrases.countys` when the county confirmed it and this is a station.
pub fn withdraw(desk: &Desk, input: PhraseRef) -> Result<PhraseBook> {
    let session = desk.session()?;
    let (book, _) = book(desk, &session, &input.language)?;
    let wording = book.phrases.iter().find(|w| w.phrase.key == input.key);
    let all = said::all(&session)?;
    let standing: Vec<&Confirmed> =
        wording.map(|w| said::all_of(&all, &input.language, w).collect()).unwrap_or_default();
    if standing.is_empty() {
        return Err(DeskError::new("phrases.unknown"));
    }
    let county = is_office(&session)?;
    if !county && standing.iter().any(|said| said.county) {
        return Err(DeskError::new("phrases.countys"));
    }
    let body = |said: &&Confirmed| {
        let Confirmed { language, key, zh, of, .. } = said;
        json!({ "language": language, "key": key, "zh": zh, "of": of, "county": county })
    };
    let bodies = standing.iter().map(body).collect();
    desk.note(&session, said::WITHDRAWN, bodies, &["settings"])?;
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
}
