//! The book as it comes with the program, and its reading for a day and a place.

use crate::figures::Figures;
use crate::index::Page;
use crate::markup::{self, Block, Piece};
use crate::station::{self, Station};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::Parameters;
use std::collections::BTreeSet;

/// The chapters that come with the program, in their order.
const FILES: &[(&str, &str)] = &[
    ("steps", include_str!("../../../assets/handbook/1-steps.toml")),
    ("wages", include_str!("../../../assets/handbook/2-wages.toml")),
    ("contract", include_str!("../../../assets/handbook/3-contract.toml")),
    ("injury", include_str!("../../../assets/handbook/4-injury.toml")),
    ("people", include_str!("../../../assets/handbook/5-people.toml")),
    ("after", include_str!("../../../assets/handbook/6-after.toml")),
    ("heard", include_str!("../../../assets/handbook/7-heard.toml")),
];

/// Values that only the handbook names.
const OWN: &str = include_str!("../../../assets/handbook/figures.toml");

/// A rule that an entry rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "HandbookSource")]
pub struct Source {
    /// Law or document: 调解仲裁法.
    pub law: String,
    /// Article: 第27条; empty: the whole document.
    #[serde(default)]
    pub article: String,
    /// Day of the text that was read, or on which the rule was last looked for.
    pub as_of: NaiveDate,
    /// Read in a text; otherwise shown as not verified.
    #[serde(default)]
    pub checked: bool,
}

/// Where an entry leads on to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "HandbookLeadTo")]
pub enum LeadTo {
    /// A calculator.
    Calculator,
    /// 登记.
    Intake,
}

/// A way on from an entry into the app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "HandbookLead")]
pub struct Lead {
    /// What it opens.
    pub to: LeadTo,
    /// Rule of the calculator; empty for 登记.
    #[serde(default)]
    pub rule: String,
}

/// One entry as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Stable name, unique in the book.
    pub id: String,
    /// Title, a sentence a worker understands.
    pub title: String,
    /// The answer in one sentence.
    pub brief: String,
    /// The rest, in the marks that `markup` reads.
    pub body: String,
    /// Words people say for it, for the search only.
    #[serde(default)]
    pub words: Vec<String>,
    /// What it rests on; never empty.
    pub sources: Vec<Source>,
    /// Where it leads on to.
    #[serde(default)]
    pub leads: Vec<Lead>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its entries, in order.
    #[serde(rename = "entry")]
    pub entries: Vec<Entry>,
}

/// Why a book cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandbookError {
    /// Not the expected TOML.
    #[error("{file}: {detail}")]
    Toml {
        /// File.
        file: String,
        /// Parser's message.
        detail: String,
    },
    /// The file of its own values cannot be used.
    #[error("figures: {detail}")]
    Figures {
        /// What is wrong with it.
        detail: String,
    },
    /// Two entries with one name.
    #[error("two entries are called {0}")]
    Twice(String),
    /// An entry without a source.
    #[error("{0} names no source")]
    NoSource(String),
    /// A link to an entry that is not there.
    #[error("{entry} points to {to}, which is not there")]
    DeadLink {
        /// Entry.
        entry: String,
        /// What it points to.
        to: String,
    },
    /// A figure that the law's values do not have.
    #[error("{entry} asks for {figure}, which nobody has declared")]
    NoFigure {
        /// Entry.
        entry: String,
        /// As written.
        figure: String,
    },
}

/// All chapters.
#[derive(Debug, Clone)]
pub struct Handbook {
    chapters: Vec<Chapter>,
    own: Parameters,
}

impl Handbook {
    /// The book that comes with the program.
    pub fn embedded() -> Self {
        Self::parse(FILES.iter().copied(), OWN).expect("assets/handbook is checked by the tests")
    }

    /// Reads chapters from their files (name, text), and the values that only they name.
    ///
    /// # Errors
    /// [`HandbookError`] names the first thing that is wrong; links are looked at too.
    pub fn parse<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        figures: &str,
    ) -> Result<Self, HandbookError> {
        let own = Parameters::parse(figures)
            .map_err(|e| HandbookError::Figures { detail: e.to_string() })?;
        let mut chapters: Vec<Chapter> = Vec::new();
        for (file, text) in files {
            let chapter = toml::from_str(text).map_err(|e| HandbookError::Toml {
                file: file.to_owned(),
                detail: e.to_string(),
            })?;
            chapters.push(chapter);
        }
        let book = Self { chapters, own };
        book.sound()?;
        Ok(book)
    }

    fn sound(&self) -> Result<(), HandbookError> {
        let mut ids = BTreeSet::new();
        for entry in self.entries() {
            if !ids.insert(entry.id.as_str()) {
                return Err(HandbookError::Twice(entry.id.clone()));
            }
            if entry.sources.is_empty() {
                return Err(HandbookError::NoSource(entry.id.clone()));
            }
        }
        for entry in self.entries() {
            let dead = [&entry.brief, &entry.body]
                .into_iter()
                .flat_map(|text| markup::links(text))
                .find(|to| !ids.contains(to.as_str()) && station::title(to).is_none());
            if let Some(to) = dead {
                return Err(HandbookError::DeadLink { entry: entry.id.clone(), to });
            }
        }
        Ok(())
    }

    /// The chapters, in order.
    pub fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }

    /// All entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.chapters.iter().flat_map(|c| &c.entries)
    }

    /// The entry with this name.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries().find(|e| e.id == id)
    }

    /// Values that only the handbook names.
    pub fn figures(&self) -> &Parameters {
        &self.own
    }

    fn titled(&self, id: &str) -> String {
        let own = self.get(id).map(|e| e.title.clone());
        own.or_else(|| station::title(id).map(str::to_owned)).unwrap_or_default()
    }

    /// The whole book for a day, an area and a station, its figures filled in; the station's own
    /// chapter stands last.
    ///
    /// # Errors
    /// [`HandbookError::NoFigure`].
    pub fn read(
        &self,
        figures: &Figures<'_>,
        station: &Station,
    ) -> Result<Vec<OpenChapter>, HandbookError> {
        let title = |id: &str| self.titled(id);
        let mut all = Vec::new();
        for chapter in &self.chapters {
            let mut entries = Vec::new();
            for entry in &chapter.entries {
                let no_figure =
                    |figure| HandbookError::NoFigure { entry: entry.id.clone(), figure };
                entries.push(OpenEntry {
                    id: entry.id.clone(),
                    title: entry.title.clone(),
                    brief: markup::pieces(&entry.brief, figures, &title).map_err(no_figure)?,
                    blocks: markup::blocks(&entry.body, figures, &title).map_err(no_figure)?,
                    words: entry.words.clone(),
                    sources: entry.sources.clone(),
                    leads: entry.leads.clone(),
                });
            }
            let (id, title) = (chapter.id.clone(), chapter.title.clone());
            all.push(OpenChapter { id, title, entries });
        }
        all.push(station.chapter());
        Ok(all)
    }
}

/// An entry as it is read on a day, in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "HandbookEntry")]
pub struct OpenEntry {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// The answer in one sentence.
    pub brief: Vec<Piece>,
    /// The rest.
    pub blocks: Vec<Block>,
    /// Words people say for it, for the search only.
    #[serde(skip)]
    #[ts(skip)]
    pub words: Vec<String>,
    /// What it rests on; empty only in the station's own chapter.
    pub sources: Vec<Source>,
    /// Where it leads on to.
    pub leads: Vec<Lead>,
}

impl OpenEntry {
    /// What the search knows of it.
    pub fn page(&self) -> Page {
        Page {
            id: self.id.clone(),
            title: self.title.clone(),
            brief: markup::plain(&self.brief),
            body: self.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n"),
            words: self.words.clone(),
        }
    }

    /// Whether a figure in it could not be checked.
    pub fn unconfirmed(&self) -> bool {
        let unsure = |p: &Piece| matches!(p, Piece::Figure { confirmed: false, .. });
        self.brief.iter().any(unsure) || self.blocks.iter().any(Block::unconfirmed)
    }
}

/// A chapter as it is read on a day, in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "HandbookChapter")]
pub struct OpenChapter {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its entries, in order.
    pub entries: Vec<OpenEntry>,
}
