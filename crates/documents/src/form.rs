//! What a form offers for one kind of paper: the parts of the data that only this paper asks for.
//!
//! A `[[form]]` entry of `kind.toml` names a place in the data, how it is typed, and whether the question about it is
//! more than a word. What the case holds is filled in beforehand and can be changed on this paper alone.

use serde::{Deserialize, Serialize};

use crate::kind::{Choice, When};

/// How an answer is typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Typed {
    /// One line.
    #[default]
    Text,
    /// Several lines; a line break starts a paragraph.
    Long,
    /// A day.
    Day,
    /// A time of day, `14:05`.
    Time,
    /// Day and time of day with offset.
    Moment,
    /// An amount in 元; in the data the object of figures and capitals.
    Money,
    /// A whole number.
    Count,
    /// Yes or no.
    Flag,
    /// One of the listed answers.
    Choice,
    /// Several of the listed answers.
    Many,
    /// A list of lines.
    Lines,
    /// Rows of a table, see [`Column`].
    Rows,
    /// An employer, looked up among those typed before.
    Employer,
}

/// A column of a table in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Key in the row; `amount` of type [`Typed::Money`] spreads figures and capitals over the row itself.
    pub name: String,
    /// Head of the column.
    pub label: String,
    /// How it is typed.
    #[serde(default)]
    pub typed: Typed,
    /// The answers there are.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Relative width, 1 when left out.
    #[serde(default)]
    pub width: Option<u8>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Place in the data, without `[]`: `letter.findings`.
    pub path: String,
    /// Chinese label.
    pub label: String,
    /// An example or a remark, shown while the field is empty.
    #[serde(default)]
    pub hint: String,
    /// How it is typed.
    #[serde(default)]
    pub typed: Typed,
    /// The answers there are.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Columns of [`Typed::Rows`].
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Only then.
    #[serde(default)]
    pub when: Option<When>,
}

/// What begins to run with a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runs {
    /// One sentence; `{}` stands for the day at `path`.
    pub words: String,
    /// Place of a day in the data; without it the sentence stands as it is.
    #[serde(default)]
    pub path: Option<String>,
}

impl FormField {
    /// Whether an answer to this place of the data is given in this field: `letter.findings.0.text` in `letter.findings`.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.path.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_holds_its_own_place_and_what_lies_in_it_but_not_its_namesake() {
        let field: FormField =
            toml::from_str("path = \"letter.to\"\nlabel = \"主送\"").expect("a field");
        assert!(field.holds("letter.to") && field.holds("letter.to.0.text"));
        assert!(!field.holds("letter.topics") && !field.holds("letter"));
    }
}
