use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Why a step cannot be taken now: the guard, the article behind it, and what would make it pass.
///
/// The code names the guard; the words are the screen's. `args` fill the words.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS, thiserror::Error)]
#[error("refused: {code}")]
pub struct Refusal {
    /// Name of the guard, e.g. `case.accept.no_consent`.
    pub code: String,
    /// Article that makes it so; empty for a rule of order.
    pub article: String,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
}

impl Refusal {
    /// A refusal with the article behind it.
    pub fn new(code: &str, article: &str) -> Self {
        Self { code: code.to_owned(), article: article.to_owned(), args: BTreeMap::new() }
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}
