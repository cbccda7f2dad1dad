//! What can go wrong between data and paper, as code and arguments; the screen owns the words.

use std::path::PathBuf;

/// One thing that must be known before a paper can be issued.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Question {
    /// Place in the data, indices filled in: `applicants.0.name`.
    pub path: String,
    /// Chinese label of the field: `申请人姓名`.
    pub label: String,
    /// What to ask the person, in Chinese.
    pub question: String,
    /// The answers there are; empty: any text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<crate::kind::Choice>,
}

/// A place where a template is wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// File below the document folder: `receipt/template.typ`; empty when it has no place.
    pub file: String,
    /// Line from 1; 0 unknown.
    pub line: usize,
    /// Character in the line from 1; 0 unknown.
    pub column: usize,
    /// The typesetter's message.
    pub message: String,
    /// Where the kind's own template called what went wrong in another file: file and line.
    pub called_at: Option<(String, usize)>,
}

/// Why a paper could not be made. Nothing was written anywhere.
#[derive(Debug, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperError {
    /// Required fields are empty; [`crate::Engine::render_draft`] prints ruled blanks instead.
    #[error("{} required fields are empty, first {:?}", .0.len(), .0.first().map(|q| &q.path))]
    Missing(Vec<Question>),
    /// No installed font draws this character; the rare pack (生僻字库) may.
    #[error("no font has {character} ({codepoint}), needed by {kind}")]
    MissingGlyph {
        /// The first character without a glyph.
        character: char,
        /// Its code point, `U+2CC56`.
        codepoint: String,
        /// The kind being made.
        kind: String,
    },
    /// A character that has no agreed meaning: private use, or what a wrong decoding left. No font helps.
    #[error("{path} has {codepoint}, a character without an agreed meaning")]
    BadCharacter {
        /// Place in the data.
        path: String,
        /// The words around it.
        near: String,
        /// Its code point, `U+E863`.
        codepoint: String,
    },
    /// There is no such kind of paper.
    #[error("no kind of paper is called {0}")]
    UnknownKind(String),
    /// `kind.toml` cannot be used.
    #[error("kind.toml of {kind}: {detail}")]
    BadKind {
        /// Folder name.
        kind: String,
        /// Parser's or checker's message.
        detail: String,
    },
    /// A value has a form that no paper can use (a date that is none, an id that a QR cannot carry).
    #[error("{path}: {detail}")]
    BadData {
        /// Place in the data.
        path: String,
        /// What is wrong.
        detail: String,
    },
    /// The template is wrong, or asks for what it may not have.
    #[error("template of {kind}: {detail}")]
    Template {
        /// The kind being made.
        kind: String,
        /// Message with file and line.
        detail: String,
        /// The same by place, at most ten.
        faults: Vec<Fault>,
    },
    /// The fonts are not there; a developer runs `cargo xtask setup`, a user reinstalls.
    #[error("no usable fonts in {}: {detail}", dir.display())]
    Fonts {
        /// Folder that was read.
        dir: PathBuf,
        /// What is missing.
        detail: String,
    },
    /// A template folder cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Cause.
        #[serde(with = "as_text")]
        source: std::io::Error,
    },
    /// The number of pages did not settle in the allowed passes.
    #[error("the page count of {0} does not settle")]
    Unsettled(String),
    /// The request was dropped, or the engine is being shut down.
    #[error("the request was dropped")]
    Dropped,
    /// The typesetter crashed on this paper; the engine goes on with the next.
    #[error("the typesetter stopped on {0}")]
    Crashed(String),
    /// The paper was given up; the engine goes on with the next.
    #[error("{kind} took longer than {seconds} s")]
    TooLong {
        /// The kind being made.
        kind: String,
        /// Limit in seconds.
        seconds: u64,
    },
    /// The policy pack cannot be used.
    #[error("policy pack: {0}")]
    Pack(String),
    /// A PDF is damaged, or cannot be read.
    #[error("the PDF cannot be read: {0}")]
    Unreadable(String),
    /// A PDF wants a password that was not given, or another one.
    #[error("the PDF wants a password")]
    Locked,
}

/// An I/O error crosses to another process as its message.
mod as_text {
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(error: &std::io::Error, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&error.to_string())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<std::io::Error, D::Error> {
        Ok(std::io::Error::other(String::deserialize(from)?))
    }
}

impl PaperError {
    /// Stable code for the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "paper.missing",
            Self::MissingGlyph { .. } => "paper.missing_glyph",
            Self::BadCharacter { .. } => "paper.bad_character",
            Self::UnknownKind(_) => "paper.unknown_kind",
            Self::BadKind { .. } => "paper.bad_kind",
            Self::BadData { .. } => "paper.bad_data",
            Self::Template { .. } => "paper.template",
            Self::Fonts { .. } => "paper.fonts",
            Self::Io { .. } => "paper.io",
            Self::Unsettled(_) => "paper.unsettled",
            Self::Dropped => "paper.dropped",
            Self::Crashed(_) => "paper.crashed",
            Self::TooLong { .. } => "paper.too_long",
            Self::Pack(_) => "paper.pack",
            Self::Unreadable(_) => "paper.unreadable",
            Self::Locked => "paper.locked",
        }
    }

    /// Arguments for the sentence the screen builds from [`Self::code`].
    #[must_use]
    pub fn args(&self) -> serde_json::Value {
        use serde_json::json;
        match self {
            Self::Missing(questions) => json!({ "questions": questions }),
            Self::MissingGlyph { character, codepoint, kind } => {
                json!({ "character": character, "codepoint": codepoint, "kind": kind })
            }
            Self::UnknownKind(kind) | Self::Unsettled(kind) | Self::Crashed(kind) => {
                json!({ "kind": kind })
            }
            Self::BadKind { kind, detail } | Self::Template { kind, detail, .. } => {
                json!({ "kind": kind, "detail": detail })
            }
            Self::BadCharacter { path, near, codepoint } => {
                json!({ "path": path, "near": near, "codepoint": codepoint })
            }
            Self::BadData { path, detail } => json!({ "path": path, "detail": detail }),
            Self::Fonts { dir, detail } => json!({ "dir": dir, "detail": detail }),
            Self::Io { path, source } => json!({ "path": path, "detail": source.to_string() }),
            Self::TooLong { kind, seconds } => json!({ "kind": kind, "seconds": seconds }),
            Self::Pack(detail) => json!({ "detail": detail }),
            Self::Unreadable(detail) => json!({ "detail": detail }),
            Self::Dropped | Self::Locked => json!({}),
        }
    }
}
