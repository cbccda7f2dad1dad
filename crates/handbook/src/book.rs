//! The book as it comes with the program, and its reading for a day and a place.

use crate::figures::Figures;
use crate::markup::{self, Block, Piece};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
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
    /// The rest, see [`crate::markup`].
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handbook {
    chapters: Vec<Chapter>,
}

impl Handbook {
    /// The book that comes with the program.
    pub fn embedded() -> Self {
        Self::parse(FILES.iter().copied()).expect("assets/handbook is checked by the tests")
    }

    /// Reads chapters from their files (name, text).
    ///
    /// # Errors
    /// [`HandbookError`] names the first thing that is wrong; links are looked at too.
    pub fn parse<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, HandbookError> {
        let mut chapters: Vec<Chapter> = Vec::new();
        for (file, text) in files {
            let chapter = toml::from_str(text).map_err(|e| HandbookError::Toml {
                file: file.to_owned(),
                detail: e.to_string(),
            })?;
            chapters.push(chapter);
        }
        let book = Self { chapters };
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
                .find(|to| !ids.contains(to.as_str()));
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

    fn titled(&self, id: &str) -> String {
        self.get(id).map(|e| e.title.clone()).unwrap_or_default()
    }

    /// The brief of an entry with its figures filled in.
    ///
    /// # Errors
    /// [`HandbookError::NoFigure`].
    pub fn brief(&self, entry: &Entry, figures: &Figures<'_>) -> Result<Vec<Piece>, HandbookError> {
        markup::pieces(&entry.brief, figures, &|id| self.titled(id)).map_err(|figure| {
            HandbookError::NoFigure { entry: entry.id.clone(), figure }
        })
    }

    /// The body of an entry with its figures filled in.
    ///
    /// # Errors
    /// [`HandbookError::NoFigure`].
    pub fn read(&self, entry: &Entry, figures: &Figures<'_>) -> Result<Vec<Block>, HandbookError> {
        markup::blocks(&entry.body, figures, &|id| self.titled(id)).map_err(|figure| {
            HandbookError::NoFigure { entry: entry.id.clone(), figure }
        })
    }
}
