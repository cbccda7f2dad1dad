//! `handbook.*`: 一本通, read, searched, printed.

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::law;
use crate::printer::{How, PrintJob, send};
use crate::session::{Desk, Session};
use crate::settings::Settings;
use ::handbook::{
    Figures, Handbook, Index, Marked, Office, OpenChapter, OpenEntry, Station, plain,
};
use chrono::NaiveDate;
use documents::RenderOptions;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::OnceLock;
use ts_rs::TS;

/// An entry in the contents.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandbookTitle {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The answer in one sentence.
    pub brief: String,
}

/// A chapter in the contents.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandbookPart {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its entries.
    pub entries: Vec<HandbookTitle>,
}

/// The contents of the book.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandbookContents {
    /// Chapters.
    pub parts: Vec<HandbookPart>,
    /// Day for which figures are filled in.
    pub on: NaiveDate,
    /// Nobody has written down yet who mediates here.
    pub without_mediators: bool,
    /// Languages in which the booklet has a leaf: `lo` and its name.
    pub languages: Vec<(String, String)>,
}

/// An entry to open.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HandbookOpen {
    /// Its name.
    pub entry: String,
}

/// An entry with its place in the book.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandbookPage {
    /// The entry.
    pub entry: OpenEntry,
    /// Title of its chapter.
    pub chapter: String,
    /// A figure in it could not be checked against a text.
    pub unconfirmed: bool,
    /// The entry before it.
    pub before: Option<HandbookTitle>,
    /// The entry after it.
    pub after: Option<HandbookTitle>,
}

/// What to look for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HandbookSearch {
    /// Words, or pinyin initials of a title.
    pub text: String,
}

/// An entry that was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandbookFound {
    /// Its name.
    pub id: String,
    /// Title of its chapter.
    pub chapter: String,
    /// Its title, what was looked for marked.
    pub title: Vec<Marked>,
    /// The line that says most, what was looked for marked.
    pub line: Vec<Marked>,
}

/// What of the book to typeset.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct HandbookBooklet {
    /// One entry as a leaf for the hand; absent: the whole booklet.
    pub entry: Option<String>,
    /// Two pages on a side of A4 in the order in which it is folded and stitched; the whole booklet only.
    pub imposed: bool,
    /// Languages of the leaves for foreigners at its end.
    pub languages: Vec<String>,
}

/// What of the book to print.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct HandbookPrint {
    /// What to typeset.
    pub booklet: HandbookBooklet,
    /// How many.
    pub copies: u32,
    /// Queue; the chosen one when left out.
    pub queue: Option<String>,
}

/// The station as the book's last chapter names it.
fn station(s: &Settings) -> Station {
    let office = |what: &str, name: &str, address: &str, phone: &str| Office {
        what: what.to_owned(),
        name: name.to_owned(),
        address: address.to_owned(),
        phone: phone.to_owned(),
    };
    let mut offices = vec![
        office("申请仲裁、仲裁审查", &s.commission, &s.commission_address, &s.commission_phone),
        office("起诉、司法确认、支付令", &s.court, &s.court_address, &s.court_phone),
    ];
    offices.extend(s.offices.iter().cloned());
    Station {
        org: s.org_name.clone(),
        name: s.station.clone(),
        address: s.address.clone(),
        phone: s.phone.clone(),
        hours: s.hours.clone(),
        offices,
        mediators: s.mediators.clone(),
    }
}

/// The book as it comes with the program, read once.
fn book() -> &'static Handbook {
    static BOOK: OnceLock<Handbook> = OnceLock::new();
    BOOK.get_or_init(Handbook::embedded)
}

/// The book for this station and today.
fn read(desk: &Desk, session: &Session) -> Result<Vec<OpenChapter>> {
    let book = book();
    let parameters = law::in_force(desk)?;
    let figures = Figures {
        parameters: &parameters,
        own: book.figures(),
        periods: &desk.law.periods,
        area: &session.settings.county,
        on: desk.today(),
    };
    book.read(&figures, &station(&session.settings))
        .map_err(|e| DeskError::new("handbook.unreadable").with("detail", e.to_string()))
}

fn title(entry: &OpenEntry) -> HandbookTitle {
    HandbookTitle { id: entry.id.clone(), title: entry.title.clone(), brief: plain(&entry.brief) }
}

/// The contents of the book.
///
/// # Errors
/// `desk.locked`.
pub fn list(desk: &Desk, _: Nothing) -> Result<HandbookContents> {
    let session = desk.session()?;
    let parts = read(desk, &session)?.into_iter().map(|chapter| HandbookPart {
        entries: chapter.entries.iter().map(title).collect(),
        id: chapter.id,
        title: chapter.title,
    });
    let named = |l: &crate::phrases::Language| (l.code.to_owned(), l.name.to_owned());
    Ok(HandbookContents {
        parts: parts.collect(),
        on: desk.today(),
        without_mediators: session.settings.mediators.is_empty(),
        languages: crate::phrases::LANGUAGES.iter().map(named).collect(),
    })
}

/// One entry.
///
/// # Errors
/// `handbook.unknown`.
pub fn open(desk: &Desk, input: HandbookOpen) -> Result<HandbookPage> {
    let session = desk.session()?;
    let chapters = read(desk, &session)?;
    let all: Vec<(&OpenChapter, &OpenEntry)> =
        chapters.iter().flat_map(|c| c.entries.iter().map(move |e| (c, e))).collect();
    let at = all.iter().position(|(_, e)| e.id == input.entry);
    let at = at.ok_or_else(|| DeskError::new("handbook.unknown"))?;
    let (chapter, entry) = all[at];
    Ok(HandbookPage {
        chapter: chapter.title.clone(),
        unconfirmed: entry.unconfirmed(),
        before: at.checked_sub(1).and_then(|i| all.get(i)).map(|(_, e)| title(e)),
        after: all.get(at + 1).map(|(_, e)| title(e)),
        entry: entry.clone(),
    })
}

/// Finds entries, best first; nothing for an empty text.
///
/// # Errors
/// `desk.locked`.
pub fn search(desk: &Desk, input: HandbookSearch) -> Result<Vec<HandbookFound>> {
    let session = desk.session()?;
    let chapters = read(desk, &session)?;
    let index = Index::new(chapters.iter().flat_map(|c| &c.entries).map(OpenEntry::page));
    let chapter = |id: &str| {
        let has = |c: &&OpenChapter| c.entries.iter().any(|e| e.id == id);
        chapters.iter().find(has).map(|c| c.title.clone()).unwrap_or_default()
    };
    let found = index.find(&input.text).into_iter().map(|hit| HandbookFound {
        chapter: chapter(&hit.id),
        id: hit.id,
        title: hit.title,
        line: hit.line,
    });
    Ok(found.collect())
}

/// Data of the booklet, or of one leaf of it.
fn data(desk: &Desk, session: &Session, input: &HandbookBooklet) -> Result<Value> {
    let mut chapters = read(desk, session)?;
    if let Some(wanted) = &input.entry {
        for chapter in &mut chapters {
            chapter.entries.retain(|e| e.id == *wanted);
        }
        chapters.retain(|c| !c.entries.is_empty());
        if chapters.is_empty() {
            return Err(DeskError::new("handbook.unknown"));
        }
    }
    let marked = |entry: &OpenEntry| {
        let mut value = serde_json::to_value(entry).unwrap_or_default();
        value["unconfirmed"] = entry.unconfirmed().into();
        value["briefly"] = plain(&entry.brief).into();
        value
    };
    let parts: Vec<Value> = chapters
        .iter()
        .map(|c| json!({ "title": c.title, "entries": c.entries.iter().map(marked).collect::<Vec<_>>() }))
        .collect();
    let s = &session.settings;
    let leaves: Vec<Value> = match input.entry {
        Some(_) => Vec::new(),
        None => input
            .languages
            .iter()
            .filter_map(|code| crate::phrases::language(code))
            .map(|l| {
                let confirmed = crate::phrases::confirmed(desk, session, l.code)?;
                Ok(json!({ "language": l.code, "confirmed": confirmed }))
            })
            .collect::<Result<_>>()?,
    };
    Ok(json!({
        "org": { "name": s.org_name, "phone": s.phone, "address": s.address, "county": s.county_name },
        "doc": {
            "id": "handbook", "date": desk.today().to_string(), "practice": desk.practises(),
            "by": { "name": session.staff.name },
        },
        "handbook": {
            "station": if s.station.is_empty() { &s.org_name } else { &s.station },
            "hours": s.hours, "leaf": input.entry.is_some(), "parts": parts, "leaves": leaves,
        },
    }))
}

/// The booklet (A5), the booklet ready to be folded (A4, two pages a side), or one entry (A4) as PDF.
///
/// # Errors
/// `handbook.unknown`, `paper.*`.
pub fn booklet(desk: &Desk, input: HandbookBooklet) -> Result<Vec<u8>> {
    let session = desk.session()?;
    let data = data(desk, &session, &input)?;
    let options = RenderOptions { blanks: true, preview: false };
    let pdf = desk.engine()?.render("handbook", &data, options)?.pdf;
    Ok(if input.imposed && input.entry.is_none() { documents::impose(&pdf)? } else { pdf })
}

/// Prints the booklet or one entry.
///
/// # Errors
/// `handbook.unknown`, `paper.*`, `printer.*`.
pub fn print(desk: &Desk, input: HandbookPrint) -> Result<PrintJob> {
    let session = desk.session()?;
    let whole = input.booklet.entry.is_none();
    let how = How {
        copies: input.copies.clamp(1, 99),
        queue: input.queue,
        folded: whole && input.booklet.imposed,
        small: whole && !input.booklet.imposed,
        ..How::default()
    };
    let pdf = booklet(desk, input.booklet)?;
    send(&session, &pdf, &how, "fengqiao-handbook")
}
