//! From a folder to a signed pack: exported, checked, looked at, signed.

use super::seal::{self, Seal, Standing};
use super::{PackRow, kept_row, reviews, row, shelf};
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::paper_data::{self, Depth};
use crate::session::{Desk, Session};
use casework::CaseId;
use documents::pack::{CLAUSES, CONTRACT, Finding, Level, Pack, PackMeta};
use documents::{PaperError, RenderOptions};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;

/// Where to write the shipped papers for editing.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PackExport {
    /// Folder, new or empty.
    pub folder: String,
    /// Name of the pack to be; made from the county when left out.
    #[serde(default)]
    pub name: String,
    /// County; this desk's when left out.
    #[serde(default)]
    pub county: String,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackExported {
    /// Folder.
    pub path: String,
    /// Files in it.
    pub files: u32,
}

/// Writes the papers as they are in force here into a folder that a person edits.
///
/// # Errors
/// `pack.folder_not_empty`, `pack.io`.
pub fn export(desk: &Desk, input: PackExport) -> Result<PackExported> {
    let folder = place(&input.folder)?;
    let session = desk.peek();
    let settings = session.as_ref().map(|s| s.settings.clone()).unwrap_or_default();
    let or = |text: &str, other: &str| {
        let text = statute::text::line(text);
        if text.is_empty() { other.to_owned() } else { text }
    };
    let county = or(&input.county, &or(&settings.county_name, "某某县"));
    let today = desk.today();
    let mut meta = PackMeta {
        id: match settings.county.as_str() {
            "" => "county-papers".to_owned(),
            code => format!("county-{code}"),
        },
        name: or(&input.name, &format!("{county}文书样式")),
        version: today.format("%Y.%-m.%-d").to_string(),
        county,
        date: today.to_string(),
        made_for: CONTRACT,
        note: String::new(),
    };
    // What is in force is what is changed further.
    let wanted = session.as_ref().map(shelf::wanted).transpose()?.unwrap_or_default();
    let mut base = None;
    if let (Some(session), Some(sha256)) = (&session, wanted.first()) {
        let pack = shelf::read(session, sha256)?;
        meta = PackMeta {
            note: String::new(),
            version: meta.version,
            date: meta.date,
            ..pack.meta().clone()
        };
        base = Some(pack);
    }
    let files = documents::pack::export(&desk.config.documents, &meta, base.as_ref(), &folder)
        .map_err(|error| match error {
            documents::pack::PackError::Io { source, .. }
                if source.kind() == std::io::ErrorKind::AlreadyExists =>
            {
                DeskError::new("pack.folder_not_empty").with("path", input.folder.clone())
            }
            error => error.into(),
        })?;
    let files = u32::try_from(files).unwrap_or(u32::MAX);
    Ok(PackExported { path: folder.display().to_string(), files })
}

/// A place on the disk; whoever names the `pack.toml` of a folder means the folder.
pub(super) fn place(text: &str) -> Result<PathBuf> {
    let path = PathBuf::from(text.trim());
    if path.as_os_str().is_empty() {
        return Err(DeskError::new("pack.no_path"));
    }
    let folder = path.parent().filter(|_| path.file_name().is_some_and(|f| f == "pack.toml"));
    Ok(folder.map(Path::to_owned).unwrap_or(path))
}

/// Names a pack: one that is kept here, or a folder or packed file on the disk; neither: the one in force.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct PackRef {
    /// Packed file kept here.
    pub sha256: String,
    /// Folder or packed file.
    pub path: String,
}

fn named(desk: &Desk, what: &PackRef) -> Result<Option<Pack>> {
    if !what.path.trim().is_empty() {
        return Ok(Some(Pack::read(&place(&what.path)?)?));
    }
    if !what.sha256.is_empty() {
        return Ok(Some(shelf::read(&desk.session()?, &what.sha256)?));
    }
    let session = desk.session()?;
    let wanted = shelf::wanted(&session)?;
    wanted.first().map(|sha256| shelf::read(&session, sha256)).transpose()
}

/// Something found in a pack.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackFinding {
    /// `error`, `warning`, `note`.
    pub level: String,
    /// File in the pack; empty: the pack as a whole.
    pub file: String,
    /// Line from 1; 0: the whole file.
    pub line: u32,
    /// Character in the line from 1; 0: the whole line.
    pub column: u32,
    /// What is wrong and what to do.
    pub text: String,
}

/// A kind of paper that a pack touches.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackPaper {
    /// Document kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// The pack brings something of its own for it; else only what all papers share has changed.
    pub own: bool,
    /// Pages of its sample; 0: it could not be set.
    pub pages: u32,
}

/// What a check found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackChecked {
    /// The pack and who signed it.
    pub pack: PackRow,
    /// It may be signed and used.
    pub passes: bool,
    /// Errors first.
    pub findings: Vec<PackFinding>,
    /// Papers that were set from their samples.
    pub papers: Vec<PackPaper>,
}

/// A check that is running.
#[derive(Default)]
pub(crate) struct Checking {
    title: Mutex<String>,
    done: AtomicU32,
    stop: AtomicBool,
}

/// How far a check is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackProgress {
    /// Paper that is being set; empty: none.
    pub title: String,
    /// Papers before it.
    pub done: u32,
}

/// How far the running check is.
///
/// # Errors
/// None.
pub fn progress(desk: &Desk, _: Nothing) -> Result<PackProgress> {
    let title = desk.checking.title.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(PackProgress { title, done: desk.checking.done.load(Ordering::Relaxed) })
}

/// Stops the running check after the paper it is at.
///
/// # Errors
/// None.
pub fn stop(desk: &Desk, _: Nothing) -> Result<Nothing> {
    desk.checking.stop.store(true, Ordering::Relaxed);
    Ok(Nothing {})
}

fn examine(desk: &Desk, pack: &Arc<Pack>) -> documents::pack::Report {
    let checking = &desk.checking;
    let at = |title: &str| {
        title.clone_into(&mut checking.title.lock().unwrap_or_else(PoisonError::into_inner));
    };
    checking.stop.store(false, Ordering::Relaxed);
    checking.done.store(0, Ordering::Relaxed);
    let mut first = true;
    let mut report =
        documents::pack::check(&desk.engine_config(), &desk.pack_limits(), pack, |title| {
            at(title);
            if !first {
                checking.done.fetch_add(1, Ordering::Relaxed);
            }
            first = false;
            !checking.stop.load(Ordering::Relaxed)
        });
    at("");
    if let Some(text) = pack.clauses()
        && let Err(error) = casework::Clauses::parse(text)
    {
        report.findings.push(Finding::of_toml(CLAUSES, text, &error));
    }
    if let Some(session) = desk.peek() {
        report.findings.extend(reviews::stale(desk, &session, pack));
    }
    report.findings.sort();
    report.findings.dedup();
    report
}

/// Checks a pack: syntax with file and line, unknown and missing fields, glyphs, fonts, every touched paper set from
/// its sample. Works on a closed desk when a path is named.
///
/// # Errors
/// `pack.no_meta`, `pack.bad_meta`, `pack.newer`, `pack.bad_path`, `pack.too_large`, `pack.too_many`, `pack.damaged`,
/// `pack.io`.
pub fn check(desk: &Desk, input: PackRef) -> Result<PackChecked> {
    let pack = named(desk, &input)?.ok_or_else(|| DeskError::new("pack.none_in_force"))?;
    let pack = Arc::new(pack);
    let report = examine(desk, &pack);
    let (standing, seal) = match desk.peek() {
        Some(session) => seal::judge(&session, &pack)?,
        None => (Standing::Unsigned, Seal::of(&pack)),
    };
    let passes = report.passes();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let findings = report.findings.into_iter().map(|f| PackFinding {
        level: match f.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
        .to_owned(),
        file: f.file,
        line: count(f.line),
        column: count(f.column),
        text: f.text,
    });
    let papers = report.kinds.into_iter().map(|k| PackPaper {
        kind: k.id,
        title: k.title,
        own: k.own,
        pages: count(k.pages),
    });
    Ok(PackChecked {
        pack: row(&pack, &input.sha256, standing, seal.as_ref()),
        passes,
        findings: findings.collect(),
        papers: papers.collect(),
    })
}

/// A kind of paper to look at in a pack.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PackPreview {
    /// Packed file kept here.
    #[serde(default)]
    pub sha256: String,
    /// Folder or packed file; neither: the pack in force.
    #[serde(default)]
    pub path: String,
    /// Document kind.
    pub kind: String,
    /// Case whose data is used; the kind's sample when left out.
    #[serde(default)]
    pub case: Option<CaseId>,
    /// Language of the sample of a paper in two languages; empty: as the sample is.
    #[serde(default)]
    pub language: String,
}

/// A paper of a pack as PDF, marked as a preview. A pack that may not be used may be looked at.
///
/// # Errors
/// As `pack.check`; `paper.unknown_kind`, `paper.template`, `paper.too_long` and what else the paper lacks.
pub fn preview(desk: &Desk, input: PackPreview) -> Result<Vec<u8>> {
    let pack = named(desk, &PackRef { sha256: input.sha256, path: input.path })?;
    let assets = &desk.config.documents;
    let kinds = documents::Kinds::load(assets, pack.as_ref())?;
    let kind = kinds.get(&input.kind).ok_or_else(|| PaperError::UnknownKind(input.kind.clone()))?;
    let data = match &input.case {
        Some(id) => {
            let session = desk.session()?;
            let case = crate::paper::loaded(&session, id)?;
            paper_data::data(
                desk,
                &session,
                &case,
                kind,
                &serde_json::Map::new(),
                None,
                Depth::Whole,
            )
        }
        None => {
            let sample = documents::pack::sample(pack.as_ref(), assets, &kind.id);
            let sample = sample.ok_or_else(|| {
                DeskError::new("pack.no_sample").with("title", kind.title.clone())
            })?;
            match crate::phrases::language(&input.language) {
                Some(language) => documents::pack::in_language(sample, language.code),
                None => sample,
            }
        }
    };
    let options = RenderOptions { blanks: true, preview: true };
    let Some(pack) = pack else { return Ok(desk.engine()?.render(&kind.id, &data, options)?.pdf) };
    let content = pack.content();
    Ok(desk.pack_engine(&content, &Arc::new(pack))?.render(&kind.id, &data, options)?.pdf)
}

/// A folder to sign.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PackSign {
    /// Folder (or packed file).
    pub path: String,
    /// Where the packed file goes; beside the folder when left out.
    #[serde(default)]
    pub to: String,
}

/// A signed pack.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackSigned {
    /// The pack, kept here too.
    pub pack: PackRow,
    /// The packed file.
    pub path: String,
}

/// Checks, packs and signs a folder; the file goes to the stations, by `pack.use` or on a stick.
///
/// # Errors
/// `pack.not_the_county`, `pack.no_proof`, `pack.fails` with the number of errors, `pack.not_newer` when this version or
/// a newer one of the same pack is here with other content, and as `pack.check`.
pub fn sign(desk: &Desk, input: PackSign) -> Result<PackSigned> {
    crate::practice::stays_here(desk)?;
    let session = desk.session()?;
    let from = place(&input.path)?;
    let pack = Pack::read(&from)?.without_same(&desk.config.documents);
    not_older(&session, &pack)?;
    let pack = Arc::new(pack);
    let report = examine(desk, &pack);
    if !report.passes() {
        let errors: Vec<_> = report.findings.iter().filter(|f| f.level == Level::Error).collect();
        let first = errors.first().map(|f| format!("{} {}", f.file, f.text)).unwrap_or_default();
        return Err(DeskError::new("pack.fails").with("errors", errors.len()).with("first", first));
    }
    let seal = seal::sign(desk, &session, &pack)?;
    let pack = Arc::unwrap_or_clone(pack).sealed(seal);
    let meta = pack.meta();
    let to = match input.to.trim() {
        "" => from.with_file_name(format!("{} {}.fqpack", meta.name, meta.version)),
        to => PathBuf::from(to),
    };
    write_whole(&to, &pack.write()?)?;
    let sha256 = shelf::keep(desk, &session, &pack)?;
    desk.changed("pack", None);
    Ok(PackSigned { pack: kept_row(&session, &sha256)?, path: to.display().to_string() })
}

/// Signing a version again with other content would make two packs of one name.
fn not_older(session: &Session, pack: &Pack) -> Result<()> {
    let meta = pack.meta();
    for sha256 in shelf::all(session)? {
        let Ok(known) = shelf::read(session, &sha256) else { continue };
        let other = known.meta();
        let newer = documents::pack::newer(&meta.version, &other.version);
        if other.id == meta.id && !newer && known.content() != pack.content() {
            return Err(DeskError::new("pack.not_newer")
                .with("version", meta.version.clone())
                .with("known", other.version.clone()));
        }
    }
    Ok(())
}

/// A file is there whole or not at all.
fn write_whole(to: &Path, bytes: &[u8]) -> Result<()> {
    let part = to.with_extension("part");
    std::fs::write(&part, bytes)?;
    Ok(std::fs::rename(&part, to)?)
}
