//! Values and wordings that a province or county may set for itself: dated, with their source.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One number with its date and source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
pub struct PolicyNumber {
    /// Stable name.
    pub id: String,
    /// Chinese words.
    pub label: String,
    /// Value.
    #[ts(type = "number")]
    pub value: i64,
    /// In force from.
    pub from: NaiveDate,
    /// Article or document.
    pub source: String,
    /// Checked against a text.
    pub confirmed: bool,
}

/// A wording no court can enforce, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
pub struct VagueWord {
    /// The words.
    pub word: String,
    /// What to write instead.
    pub hint: String,
    /// Stands in the way of freezing; otherwise it has a lawful use as well and is only a warning.
    #[serde(default = "firm")]
    pub firm: bool,
}

fn firm() -> bool {
    true
}

/// The numbers and wordings.
#[derive(Debug, Clone)]
pub struct Policy {
    numbers: Vec<PolicyNumber>,
    vague: Vec<VagueWord>,
}

#[derive(Deserialize)]
struct NumberFile {
    number: Vec<PolicyNumber>,
}

#[derive(Deserialize)]
struct WordFile {
    vague: Vec<VagueWord>,
}

impl Policy {
    /// What comes with the program.
    pub fn embedded() -> Self {
        let numbers = include_str!("../../../assets/law/group.toml");
        let words = include_str!("../../../assets/law/wording.toml");
        Self::parse(numbers, words).expect("assets/law is checked by the tests")
    }

    /// Reads the two tables, as a policy pack brings them.
    ///
    /// # Errors
    /// The parser's words when a table cannot be read.
    pub fn parse(numbers: &str, words: &str) -> Result<Self, toml::de::Error> {
        let numbers: NumberFile = toml::from_str(numbers)?;
        let words: WordFile = toml::from_str(words)?;
        Ok(Self { numbers: numbers.number, vague: words.vague })
    }

    /// The number in force on a day and whether it is confirmed.
    ///
    /// A number that the table does not hold is zero and unconfirmed: a pack that forgot it blocks nothing.
    pub fn number(&self, id: &str, on: NaiveDate) -> (i64, bool) {
        let held = self.numbers.iter().filter(|n| n.id == id && n.from <= on);
        held.max_by_key(|n| n.from).map_or((0, false), |n| (n.value, n.confirmed))
    }

    /// All numbers with their sources.
    pub fn numbers(&self) -> &[PolicyNumber] {
        &self.numbers
    }

    /// Wordings no court can enforce.
    pub fn vague(&self) -> &[VagueWord] {
        &self.vague
    }
}
