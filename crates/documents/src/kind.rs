//! What kinds of paper there are: `assets/documents/<kind>/kind.toml`.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::PaperError;
use crate::form::{FormField, Runs};
use crate::pack::Pack;

/// How a signer makes the paper his own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignHow {
    /// 签名.
    Sign,
    /// 盖章.
    Seal,
    /// 捺印.
    Fingerprint,
}

/// One who signs or seals a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// `applicants`, `respondents`, `third`, `mediator`, `organisation`, `recorder`, `interpreter`, `recipient`, `server`, `staff`.
    pub role: String,
    /// As printed before the space for the signature.
    pub label: String,
    /// Any one of these is enough.
    pub how: Vec<SignHow>,
    /// Without it the paper has no effect.
    #[serde(default = "yes")]
    pub required: bool,
}

/// A number series of the kind's own; without one a paper carries the 案号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberSeries {
    /// Stable key of the series.
    pub key: String,
    /// The word put after the organisation's short name: `勐工调` + `复` + `〔2026〕KD3号`.
    pub mark: String,
}

/// A condition on another field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Place in the data; `[]` means the same list element as the field it guards.
    pub path: String,
    /// One of these values; absent: any value.
    #[serde(default)]
    pub equals: Option<Vec<Value>>,
}

/// One of the answers that a template understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// As it stands in the data: `wage_agreement`.
    pub value: String,
    /// As a person reads it.
    pub label: String,
}

/// A field that must be known before the paper is issued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// Place in the data; `[]` after a list stands for each element.
    pub path: String,
    /// Any of these will do instead.
    #[serde(default)]
    pub or: Vec<String>,
    /// Chinese label.
    pub label: String,
    /// What to ask, in Chinese.
    pub question: String,
    /// The answers there are; empty: any text.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Only then.
    #[serde(default)]
    pub when: Option<When>,
}

/// What a paper is about, so that a screen offers it where it belongs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A dispute: offered on the page of the case.
    #[default]
    Case,
    /// An employer that the union supervises (一函两书), with a case or without.
    Supervision,
    /// The station itself: consultations, hand-over, recovery.
    Station,
}

/// A kind of paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Folder name, the kind's id everywhere.
    pub id: String,
    /// Number in the catalogue of papers (`D18`).
    pub number: String,
    /// Chinese title.
    pub title: String,
    /// One sentence: what it is for.
    pub purpose: String,
    /// What it is about.
    #[serde(default)]
    pub subject: Subject,
    /// Case states in which it may be made (10 咨询 … 95 归档); empty: any.
    #[serde(default)]
    pub states: Vec<u8>,
    /// Originals usually printed.
    pub copies: u8,
    /// Who gets them, one each.
    #[serde(default)]
    pub copies_for: Vec<String>,
    /// The union issues it, under its own seal, and not the mediation organisation.
    #[serde(default)]
    pub by_union: bool,
    /// Made out to one party at a time: the side that is meant when nobody was named.
    #[serde(default)]
    pub addressed: Option<String>,
    /// Its own number series, if it has one.
    #[serde(default)]
    pub series: Option<NumberSeries>,
    /// Issuing freezes the text: a correction is a new paper that supersedes this one.
    pub r#final: bool,
    /// Whether each page carries the QR by which a scan finds its case.
    #[serde(default = "yes")]
    pub qr: bool,
    /// Articles and practice it rests on.
    pub basis: Vec<String>,
    /// Who signs.
    #[serde(default)]
    pub signers: Vec<Signer>,
    /// What must be known.
    #[serde(default)]
    pub required: Vec<Required>,
    /// What a form offers to be typed for this paper.
    #[serde(default)]
    pub form: Vec<FormField>,
    /// What begins to run with it.
    #[serde(default)]
    pub runs: Vec<Runs>,
}

impl Kind {
    /// Whether the union issues it under its own name and seal. Supervision is the union's, whatever an older pack says.
    #[must_use]
    pub fn of_union(&self) -> bool {
        self.by_union || self.subject == Subject::Supervision
    }
}

fn yes() -> bool {
    true
}

/// All kinds of paper, ours overridden by the county's policy pack.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    kinds: BTreeMap<String, Kind>,
}

impl Kinds {
    /// Reads every `<kind>/kind.toml` under `assets`, then those of the pack, which win.
    ///
    /// # Errors
    /// [`PaperError::Io`] when a folder cannot be read, [`PaperError::BadKind`] when a file is not a kind.
    pub fn load(assets: &Path, pack: Option<&Pack>) -> Result<Self, PaperError> {
        let mut kinds = BTreeMap::new();
        for folder in folders(assets)? {
            let name = folder.file_name().map(|n| n.to_string_lossy().into_owned());
            if let Some(kind) = shipped(&folder, &name.unwrap_or_default())? {
                kinds.insert(kind.id.clone(), kind);
            }
        }
        for name in pack.map(Pack::kinds).unwrap_or_default() {
            if let Some(kind) = packed(pack, &name)? {
                kinds.insert(kind.id.clone(), kind);
            }
        }
        Ok(Self { kinds })
    }

    /// One kind, without reading the others; none when there is no such kind.
    ///
    /// # Errors
    /// As [`Kinds::load`].
    pub fn one(assets: &Path, pack: Option<&Pack>, id: &str) -> Result<Option<Kind>, PaperError> {
        // The name of a folder and nothing else.
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Ok(None);
        }
        match packed(pack, id)? {
            Some(kind) => Ok(Some(kind)),
            None => shipped(&assets.join(id), id),
        }
    }

    /// The kind with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Kind> {
        self.kinds.get(id)
    }

    /// All kinds, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }
}

fn shipped(folder: &Path, name: &str) -> Result<Option<Kind>, PaperError> {
    let file = folder.join("kind.toml");
    match fs::read_to_string(&file) {
        Ok(text) => read(name, &text).map(Some),
        // A folder without one holds what the kinds share.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PaperError::Io { path: file, source }),
    }
}

fn packed(pack: Option<&Pack>, name: &str) -> Result<Option<Kind>, PaperError> {
    let Some(bytes) = pack.and_then(|pack| pack.document(&format!("{name}/kind.toml"))) else {
        return Ok(None);
    };
    let text = std::str::from_utf8(bytes)
        .map_err(|e| PaperError::BadKind { kind: name.to_owned(), detail: e.to_string() })?;
    read(name, text).map(Some)
}

fn folders(root: &Path) -> Result<Vec<PathBuf>, PaperError> {
    let io = |source| PaperError::Io { path: root.to_owned(), source };
    let mut folders = Vec::new();
    for entry in fs::read_dir(root).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

fn read(name: &str, text: &str) -> Result<Kind, PaperError> {
    let bad = |detail| PaperError::BadKind { kind: name.to_owned(), detail };
    let kind: Kind = parsed(text).map_err(|e| bad(e.to_string()))?;
    if kind.id == name {
        Ok(kind)
    } else {
        Err(bad(format!("id is {}, the folder's name is meant", kind.id)))
    }
}

/// Kinds as they were parsed, by their text: every key typed into a form asks for the kinds, and the files stay the same.
static PARSED: LazyLock<Mutex<HashMap<String, Kind>>> = LazyLock::new(Mutex::default);
/// More texts than that come only from a pack that is being written.
const MOST: usize = 512;

fn parsed(text: &str) -> Result<Kind, toml::de::Error> {
    let mut known = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kind) = known.get(text) {
        return Ok(kind.clone());
    }
    let kind: Kind = toml::from_str(text)?;
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(text.to_owned(), kind.clone());
    Ok(kind)
}
