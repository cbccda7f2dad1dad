//! A policy pack: what a county changes in the papers without a new program.
//!
//! ```text
//! pack.toml                        who, which version, for which program
//! documents/<kind>/template.typ    as in `assets/documents`; only what differs has to be there
//! documents/<kind>/kind.toml
//! documents/<kind>/sample.json
//! documents/common/*.typ
//! fonts/*.otf                      the county's own fonts
//! wording/clauses.toml             the library of clauses
//! ```
//! As one file (`.fqpack`) it is a zip in a fixed order with fixed times: the same files give the same bytes. What is
//! signed is [`Pack::content`], the hash over names and hashes of all files, whatever they were packed with.

mod check;
mod fields;
mod kind_files;
mod meta;
mod paths;
mod phrase_files;
mod trial;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use typst::foundations::Bytes;

use crate::phrases;

pub use check::{CheckedKind, Finding, Level, Report, check, sample};
pub use meta::{CONTRACT, PackMeta, newer};
pub use paths::{CLAUSES, Wrong};
pub use trial::in_language;

/// The seal inside a packed file; it is no part of what is signed.
const SEAL: &str = "seal.json";
/// The pack's own description.
const META: &str = "pack.toml";

/// Bytes of a pack as one file.
pub const MAX_FILE: u64 = 60 * 1024 * 1024;
/// Bytes of all files of a pack.
const MAX_UNPACKED: u64 = 128 * 1024 * 1024;
/// Bytes of one font.
const MAX_FONT: u64 = 48 * 1024 * 1024;
/// Bytes of any other file.
const MAX_TEXT: u64 = 4 * 1024 * 1024;
/// Files of a pack.
const MAX_FILES: usize = 2_000;

/// Why something is no pack. Nothing was written anywhere.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// There is no `pack.toml`.
    #[error("no pack.toml")]
    NoMeta,
    /// `pack.toml` says something that cannot be.
    #[error("pack.toml, line {line}: {detail}")]
    BadMeta {
        /// Line from 1; 0 when it is no single line.
        line: usize,
        /// The parser's or checker's message.
        detail: String,
    },
    /// The pack wants a newer program.
    #[error("made for contract {wanted}, this program knows {known}")]
    Newer {
        /// What the pack was made for.
        wanted: u32,
        /// What this program knows.
        known: u32,
    },
    /// A file's name leads elsewhere, or it is nothing a pack may hold.
    #[error("{path}: {why:?}")]
    BadPath {
        /// As it stands in the pack.
        path: String,
        /// What is wrong with it.
        why: Wrong,
    },
    /// A file, or all of them, are larger than a pack may be.
    #[error("{path} is larger than {limit} bytes")]
    TooLarge {
        /// File; empty: the whole.
        path: String,
        /// Limit in bytes.
        limit: u64,
    },
    /// More files than a pack may have.
    #[error("more than {0} files")]
    TooMany(usize),
    /// The file is no pack, or is cut or damaged.
    #[error("not a pack: {0}")]
    Damaged(String),
    /// The disk.
    #[error("{}: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
}

impl PackError {
    /// Stable code for the wire.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoMeta => "pack.no_meta",
            Self::BadMeta { .. } => "pack.bad_meta",
            Self::Newer { .. } => "pack.newer",
            Self::BadPath { .. } => "pack.bad_path",
            Self::TooLarge { .. } => "pack.too_large",
            Self::TooMany(_) => "pack.too_many",
            Self::Damaged(_) => "pack.damaged",
            Self::Io { .. } => "pack.io",
        }
    }

    /// Arguments for the sentence the screen builds from [`Self::code`].
    #[must_use]
    pub fn args(&self) -> serde_json::Value {
        use serde_json::json;
        match self {
            Self::NoMeta | Self::Damaged(_) => json!({}),
            Self::BadMeta { line, detail } => {
                json!({ "line": line, "detail": words::of_toml(detail) })
            }
            Self::Newer { wanted, known } => json!({ "wanted": wanted, "known": known }),
            Self::BadPath { path, why } => json!({ "path": path, "why": words::of_path(*why) }),
            Self::TooLarge { path, limit } => {
                json!({ "path": path, "limit_mb": limit / 1024 / 1024 })
            }
            Self::TooMany(limit) => json!({ "limit": limit }),
            Self::Io { path, source } => json!({ "path": path, "detail": source.to_string() }),
        }
    }
}

/// A pack in memory. Never unpacked to a disk: nothing in it can land beside it.
#[derive(Debug, Clone)]
pub struct Pack {
    meta: PackMeta,
    files: BTreeMap<String, Bytes>,
    ignored: Vec<String>,
    seal: Option<Vec<u8>>,
}

impl Pack {
    /// Reads a folder as a person edits it; what an editor leaves lying about is passed over.
    ///
    /// # Errors
    /// [`PackError`]; links are refused, they may lead out of the folder.
    pub fn read_folder(root: &Path) -> Result<Self, PackError> {
        let mut found = Gathered::default();
        gather(root, root, &mut found)?;
        Self::of(found.files, found.ignored, None)
    }

    /// Reads a pack that is one file.
    ///
    /// # Errors
    /// [`PackError`]. Sizes are measured while unpacking, never believed.
    pub fn read_file(bytes: &[u8]) -> Result<Self, PackError> {
        if bytes.len() as u64 > MAX_FILE {
            return Err(PackError::TooLarge { path: String::new(), limit: MAX_FILE });
        }
        let damaged = |e: zip::result::ZipError| PackError::Damaged(e.to_string());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > MAX_FILES {
            return Err(PackError::TooMany(MAX_FILES));
        }
        let mut found = Gathered::default();
        let mut seal = None;
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).map_err(damaged)?;
            let name = String::from_utf8(entry.name_raw().to_vec())
                .map_err(|e| PackError::Damaged(e.to_string()))?;
            let bad = |why| PackError::BadPath { path: name.clone(), why };
            if entry.is_symlink() {
                return Err(bad(Wrong::Link));
            }
            if entry.is_dir() {
                continue;
            }
            if name == SEAL {
                seal = Some(read_limited(&mut entry, &name, MAX_TEXT)?);
                continue;
            }
            paths::judge(&name).map_err(bad)?;
            found.take(&name, &mut entry)?;
        }
        Self::of(found.files, Vec::new(), seal)
    }

    /// Reads a folder or a file, whichever it is.
    ///
    /// # Errors
    /// [`PackError`].
    pub fn read(place: &Path) -> Result<Self, PackError> {
        let io = |source| PackError::Io { path: place.to_owned(), source };
        let about = fs::metadata(place).map_err(io)?;
        if about.is_dir() {
            return Self::read_folder(place);
        }
        if about.len() > MAX_FILE {
            return Err(PackError::TooLarge { path: String::new(), limit: MAX_FILE });
        }
        Self::read_file(&fs::read(place).map_err(io)?)
    }

    fn of(
        files: BTreeMap<String, Bytes>,
        ignored: Vec<String>,
        seal: Option<Vec<u8>>,
    ) -> Result<Self, PackError> {
        let meta = PackMeta::read(files.get(META).ok_or(PackError::NoMeta)?)?;
        // Two names that a case-blind disk takes for one would make one of them disappear.
        let mut seen = std::collections::BTreeSet::new();
        for path in files.keys() {
            if !seen.insert(path.to_lowercase()) {
                return Err(PackError::BadPath { path: path.clone(), why: Wrong::Twice });
            }
        }
        Ok(Self { meta, files, ignored, seal })
    }

    /// What it says of itself.
    #[must_use]
    pub fn meta(&self) -> &PackMeta {
        &self.meta
    }

    /// Files of the folder that belong to no pack and were passed over.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// Who answers for it, as the caller wrote it with [`Self::sealed`].
    #[must_use]
    pub fn seal(&self) -> Option<&[u8]> {
        self.seal.as_deref()
    }

    /// The same pack with another seal.
    #[must_use]
    pub fn sealed(mut self, seal: Vec<u8>) -> Self {
        self.seal = Some(seal);
        self
    }

    /// SHA-256 in hex over `hash path` of every file in the order of the paths: what a seal is for.
    #[must_use]
    pub fn content(&self) -> String {
        let mut all = Sha256::new();
        for (path, bytes) in &self.files {
            all.update(format!("{} {path}\n", hex::encode(Sha256::digest(bytes))));
        }
        hex::encode(all.finalize())
    }

    /// The pack as one file.
    ///
    /// # Errors
    /// [`PackError::TooLarge`], [`PackError::Damaged`] when it cannot be packed.
    pub fn write(&self) -> Result<Vec<u8>, PackError> {
        let damaged = |e: zip::result::ZipError| PackError::Damaged(e.to_string());
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let seal = self.seal.as_ref().map(|bytes| (SEAL, bytes.as_slice()));
        let files = self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        for (path, bytes) in files.chain(seal) {
            out.start_file(path, options).map_err(damaged)?;
            out.write_all(bytes).map_err(|e| PackError::Damaged(e.to_string()))?;
        }
        let bytes = out.finish().map_err(damaged)?.into_inner();
        if bytes.len() as u64 > MAX_FILE {
            return Err(PackError::TooLarge { path: String::new(), limit: MAX_FILE });
        }
        Ok(bytes)
    }

    /// The pack without what stands in `assets` to the letter, of fixed wordings phrase by phrase: that goes on with the
    /// program.
    #[must_use]
    pub fn without_same(mut self, assets: &Path) -> Self {
        self.files.retain(|path, bytes| !same(assets, path, bytes));
        for (path, bytes) in &mut self.files {
            let own = path.strip_prefix("documents/");
            let own = own.and_then(|path| phrases::own_part(assets, path, bytes));
            if let Some(phrases::OwnPart::File(text)) = own {
                *bytes = Bytes::from_string(text);
            }
        }
        self
    }

    /// Files that stand in `assets` to the letter.
    pub(crate) fn same_as(&self, assets: &Path) -> usize {
        self.files.iter().filter(|(path, bytes)| same(assets, path, bytes)).count()
    }

    /// A file by its path in the pack.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Bytes::as_slice)
    }

    /// The library of clauses, when the pack brings one.
    #[must_use]
    pub fn clauses(&self) -> Option<&str> {
        std::str::from_utf8(self.file(CLAUSES)?).ok()
    }

    /// A file below `documents/`.
    pub(crate) fn document(&self, path: &str) -> Option<&Bytes> {
        self.files.get(&format!("documents/{path}"))
    }

    /// Folders below `documents/` that hold a `kind.toml` or a template.
    pub(crate) fn kinds(&self) -> Vec<String> {
        let mut all: Vec<String> = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix("documents/")?.split_once('/'))
            .filter(|(kind, _)| *kind != "common")
            .map(|(kind, _)| kind.to_owned())
            .collect();
        all.dedup();
        all
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// Font files, in the order of their names.
    pub(crate) fn fonts(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.files().filter(|(path, _)| path.starts_with("fonts/") && paths::is_font(path))
    }
}

/// Where the file of this path comes with the program: the papers, and beside them the library of clauses.
fn shipped(assets: &Path, path: &str) -> Option<PathBuf> {
    match path.strip_prefix("documents/") {
        Some(inside) => Some(assets.join(inside)),
        None if path == CLAUSES => Some(assets.join("../law/clauses.toml")),
        None => None,
    }
}

fn same(assets: &Path, path: &str, bytes: &[u8]) -> bool {
    let wording = path.strip_prefix("documents/").and_then(|p| phrases::own_part(assets, p, bytes));
    matches!(wording, Some(phrases::OwnPart::Nothing))
        || shipped(assets, path).is_some_and(|path| fs::read(path).is_ok_and(|ours| ours == bytes))
}

/// Writes the shipped papers, and over them those of a pack that is to be changed further, into a folder that a person
/// edits, with a `pack.toml` to fill in; returns how many files.
///
/// # Errors
/// [`PackError::Io`]; a folder that holds something already is left alone (`AlreadyExists`).
pub fn export(
    assets: &Path,
    meta: &PackMeta,
    over: Option<&Pack>,
    folder: &Path,
) -> Result<usize, PackError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| PackError::Io { path, source }
    };
    fs::create_dir_all(folder).map_err(io(folder))?;
    if fs::read_dir(folder).map_err(io(folder))?.next().is_some() {
        return Err(io(folder)(std::io::ErrorKind::AlreadyExists.into()));
    }
    let mut found = Gathered::default();
    gather(assets, assets, &mut found)?;
    let mut all: BTreeMap<String, Bytes> =
        found.files.into_iter().map(|(path, bytes)| (format!("documents/{path}"), bytes)).collect();
    if let Some(from) = shipped(assets, CLAUSES).filter(|from| from.is_file()) {
        let bytes = fs::read(&from).map_err(io(&from))?;
        all.insert(CLAUSES.to_owned(), Bytes::new(bytes));
    }
    if let Some(over) = over {
        all.extend(over.files().map(|(path, bytes)| (path.to_owned(), bytes.clone())));
    }
    all.remove(META);
    // A pack brings only the phrases it changes; who edits them further sees all of them.
    for (path, bytes) in &mut all {
        let over = over.and_then(|over| over.file(path));
        let whole = path.strip_prefix("documents/").and_then(|p| phrases::whole(assets, p, over));
        if let Some(text) = whole {
            *bytes = Bytes::from_string(text);
        }
    }
    for (path, bytes) in &all {
        let to = folder.join(path);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(io(parent))?;
        }
        fs::write(&to, bytes).map_err(io(&to))?;
    }
    fs::create_dir_all(folder.join("fonts")).map_err(io(folder))?;
    let path = folder.join(META);
    fs::write(&path, meta.to_toml()).map_err(io(&path))?;
    Ok(all.len() + 1)
}

#[derive(Default)]
struct Gathered {
    files: BTreeMap<String, Bytes>,
    ignored: Vec<String>,
    bytes: u64,
}

impl Gathered {
    fn take(&mut self, path: &str, from: &mut impl Read) -> Result<(), PackError> {
        if self.files.len() >= MAX_FILES {
            return Err(PackError::TooMany(MAX_FILES));
        }
        let limit = if paths::is_font(path) { MAX_FONT } else { MAX_TEXT };
        let bytes = read_limited(from, path, limit)?;
        self.bytes += bytes.len() as u64;
        if self.bytes > MAX_UNPACKED {
            return Err(PackError::TooLarge { path: String::new(), limit: MAX_UNPACKED });
        }
        if self.files.insert(path.to_owned(), Bytes::new(bytes)).is_some() {
            return Err(PackError::BadPath { path: path.to_owned(), why: Wrong::Twice });
        }
        Ok(())
    }
}

fn read_limited(from: &mut impl Read, path: &str, limit: u64) -> Result<Vec<u8>, PackError> {
    let mut bytes = Vec::new();
    from.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| PackError::Damaged(format!("{path}: {e}")))?;
    if bytes.len() as u64 > limit {
        return Err(PackError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}

fn gather(root: &Path, folder: &Path, found: &mut Gathered) -> Result<(), PackError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| PackError::Io { path, source }
    };
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(io(folder))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()
        .map_err(io(folder))?;
    entries.sort();
    for path in entries {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let name = inside
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        let about = fs::symlink_metadata(&path).map_err(io(&path))?;
        if paths::is_litter(&name) {
            continue;
        }
        if about.file_type().is_symlink() {
            return Err(PackError::BadPath { path: name, why: Wrong::Link });
        }
        if about.is_dir() {
            gather(root, &path, found)?;
        } else if name == SEAL || !paths::may_hold(&name) {
            found.ignored.push(name);
        } else {
            let limit = if paths::is_font(&name) { MAX_FONT } else { MAX_TEXT };
            if about.len() > limit {
                return Err(PackError::TooLarge { path: name, limit });
            }
            let mut file = fs::File::open(&path).map_err(io(&path))?;
            found.take(&name, &mut file)?;
        }
    }
    Ok(())
}
