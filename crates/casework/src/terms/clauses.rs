//! The library of clauses: our own words, with what each is for.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One clause of the library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
pub struct LibraryClause {
    /// Stable name.
    pub id: String,
    /// Title for the list.
    pub title: String,
    /// When it fits.
    pub fits: String,
    /// Text with `{places}` to fill in.
    pub text: String,
    /// Read it to the parties before it is taken: it gives something up, or a court may look twice.
    #[serde(default)]
    pub flagged: bool,
    /// What to tell the parties, when it is flagged.
    #[serde(default)]
    pub warning: String,
    /// Article behind it, if there is one.
    #[serde(default)]
    pub article: String,
}

impl LibraryClause {
    /// Names of the places to fill in, in the order of the text.
    pub fn places(&self) -> Vec<String> {
        let parts = self.text.split('{').skip(1);
        let mut names: Vec<String> = Vec::new();
        for name in parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name) {
            if !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// The text with its places filled in; a place without a value stays as `{place}` and is returned as missing.
    pub fn fill(&self, values: &BTreeMap<String, String>) -> (String, Vec<String>) {
        let mut text = self.text.clone();
        let mut missing = Vec::new();
        for place in self.places() {
            match values.get(&place).filter(|v| !v.trim().is_empty()) {
                Some(value) => text = text.replace(&format!("{{{place}}}"), value.trim()),
                None => missing.push(place),
            }
        }
        (text, missing)
    }
}

/// The clauses.
#[derive(Debug, Clone)]
pub struct Clauses {
    all: Vec<LibraryClause>,
}

#[derive(Deserialize)]
struct File {
    clause: Vec<LibraryClause>,
}

impl Clauses {
    /// The library that comes with the program.
    pub fn embedded() -> Self {
        let text = include_str!("../../../../assets/law/clauses.toml");
        Self::parse(text).expect("assets/law/clauses.toml is checked by the tests")
    }

    /// Reads a library, as a policy pack brings it.
    ///
    /// # Errors
    /// The parser's words when it cannot be read.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text).map(|file: File| Self { all: file.clause })
    }

    /// A clause by its name.
    pub fn get(&self, id: &str) -> Option<&LibraryClause> {
        self.all.iter().find(|c| c.id == id)
    }

    /// All, in the order of the list.
    pub fn all(&self) -> &[LibraryClause] {
        &self.all
    }
}
