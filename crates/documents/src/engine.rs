//! The engine: one warm typesetting world on a thread of its own.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::data::{self, PaperData};
use crate::error::PaperError;
use crate::fonts::{FontDir, Fonts};
use crate::glyphs;
use crate::kind::{Kind, Kinds};
use crate::places::{self, SignPlace};
use crate::qr;
use crate::world::{Sheet, Shelf, file_id, has_template};

/// Where the engine finds what it needs.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    /// Font folders; the shipped set, the rare pack, a county's own.
    pub fonts: Vec<FontDir>,
    /// `assets/documents`.
    pub assets: PathBuf,
    /// The county's policy pack: same layout, its files win; its `fonts/` is read too.
    pub overrides: Option<PathBuf>,
}

/// How one paper is to be rendered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// Print ruled blanks for what is not known instead of refusing (forms filled in by hand).
    pub blanks: bool,
    /// Mark every page as a preview that may not be used: no QR, no check code.
    pub preview: bool,
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// PDF/A-2a.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// SHA-256 in hex over every template file used, its name and its `kind.toml`.
    pub template_hash: String,
    /// SHA-256 in hex over the cleaned data, see [`crate::data_hash`].
    pub data_hash: String,
    /// Where on its pages people sign and seal, in the order of the text.
    pub places: Vec<SignPlace>,
}

struct Request {
    kind: String,
    data: PaperData,
    options: RenderOptions,
    standard: PdfStandard,
    wanted: Weak<()>,
    reply: Sender<Result<Rendered, PaperError>>,
}

/// A paper on order. Dropping it before its turn takes it out of the queue.
#[must_use]
pub struct Job {
    _wanted: Arc<()>,
    reply: Receiver<Result<Rendered, PaperError>>,
}

impl Job {
    /// Blocks until the paper is done.
    ///
    /// # Errors
    /// As [`Engine::render`].
    pub fn wait(self) -> Result<Rendered, PaperError> {
        self.reply.recv().unwrap_or(Err(PaperError::Dropped))
    }
}

/// Handle to the typesetter; clones share one worker, which ends with the last handle.
#[derive(Clone)]
pub struct Engine {
    requests: Sender<Request>,
    setup: Arc<Setup>,
}

struct Setup {
    roots: Vec<PathBuf>,
    config: EngineConfig,
    families: Vec<String>,
}

impl Engine {
    /// Loads fonts and kinds and starts the worker thread.
    ///
    /// # Errors
    /// [`PaperError::Fonts`], [`PaperError::Io`], [`PaperError::BadKind`].
    pub fn start(config: EngineConfig) -> Result<Self, PaperError> {
        let mut font_dirs = config.fonts.clone();
        if let Some(own) = config.overrides.as_ref().map(|o| o.join("fonts")).filter(|p| p.is_dir())
        {
            font_dirs.push(FontDir(own));
        }
        let fonts = Fonts::load(&font_dirs)?;
        Kinds::load(&config.assets, config.overrides.as_deref())?;
        let roots: Vec<_> =
            config.overrides.iter().chain(std::iter::once(&config.assets)).cloned().collect();
        let setup = Arc::new(Setup {
            families: fonts.families.iter().cloned().collect(),
            roots: roots.clone(),
            config,
        });
        let shelf = Shelf::new(fonts, roots);
        let (requests, inbox) = mpsc::channel();
        let worker_setup = Arc::clone(&setup);
        thread::Builder::new()
            .name("documents".to_owned())
            .stack_size(16 * 1024 * 1024)
            .spawn(move || work(&shelf, &worker_setup, &inbox))
            .map_err(|source| PaperError::Io { path: PathBuf::from("documents"), source })?;
        Ok(Self { requests, setup })
    }

    /// The kinds of paper as they stand on disk now.
    ///
    /// # Errors
    /// [`PaperError::Io`], [`PaperError::BadKind`].
    pub fn kinds(&self) -> Result<Kinds, PaperError> {
        Kinds::load(&self.setup.config.assets, self.setup.config.overrides.as_deref())
    }

    /// Orders a paper and returns at once.
    pub fn submit(&self, kind: &str, data: &PaperData, options: RenderOptions) -> Job {
        self.order(kind, data, options, PdfStandard::A_2a)
    }

    fn order(
        &self,
        kind: &str,
        data: &PaperData,
        options: RenderOptions,
        standard: PdfStandard,
    ) -> Job {
        let wanted = Arc::new(());
        let (reply, answer) = mpsc::channel();
        let request = Request {
            kind: kind.to_owned(),
            data: data.clone(),
            options,
            standard,
            wanted: Arc::downgrade(&wanted),
            reply,
        };
        // A failed send means that the worker has ended; the dropped reply then answers `Dropped`.
        let _ = self.requests.send(request);
        Job { _wanted: wanted, reply: answer }
    }

    /// Makes a paper; blocks until it is done. The same data and templates give the same bytes.
    ///
    /// # Errors
    /// [`PaperError::Missing`] with the questions to ask, [`PaperError::MissingGlyph`], and the template's own errors.
    pub fn render(
        &self,
        kind: &str,
        data: &PaperData,
        options: RenderOptions,
    ) -> Result<Rendered, PaperError> {
        self.submit(kind, data, options).wait()
    }

    /// The same paper as PDF/A-1b, for an archive or a validator that knows only the first part of the standard.
    ///
    /// # Errors
    /// As [`Engine::render`].
    pub fn render_a1b(
        &self,
        kind: &str,
        data: &PaperData,
        options: RenderOptions,
    ) -> Result<Rendered, PaperError> {
        self.order(kind, data, options, PdfStandard::A_1b).wait()
    }

    /// Makes a paper in which unknown fields are ruled blanks to be filled in by hand.
    ///
    /// # Errors
    /// As [`Engine::render`], but never [`PaperError::Missing`] except for the paper's date.
    pub fn render_draft(&self, kind: &str, data: &PaperData) -> Result<Rendered, PaperError> {
        self.render(kind, data, RenderOptions { blanks: true, preview: false })
    }

    /// What must be asked before this paper can be issued.
    ///
    /// # Errors
    /// [`PaperError::UnknownKind`] and reading errors.
    pub fn missing(
        &self,
        kind: &str,
        data: &PaperData,
    ) -> Result<Vec<crate::Question>, PaperError> {
        let kinds = self.kinds()?;
        let kind = kinds.get(kind).ok_or_else(|| PaperError::UnknownKind(kind.to_owned()))?;
        Ok(data::missing(&data::clean(data), kind))
    }

    /// Where this engine finds what it needs.
    pub(crate) fn config(&self) -> &EngineConfig {
        &self.setup.config
    }

    /// Names of the font families on hand, to tell whether the rare pack is installed.
    #[must_use]
    pub fn font_families(&self) -> &[String] {
        &self.setup.families
    }
}

fn work(shelf: &Shelf, setup: &Setup, inbox: &Receiver<Request>) {
    while let Ok(request) = inbox.recv() {
        if request.wanted.strong_count() == 0 {
            continue;
        }
        let made = catch_unwind(AssertUnwindSafe(|| make(shelf, setup, &request)))
            .unwrap_or_else(|_| Err(PaperError::Crashed(request.kind.clone())));
        // The orderer may have gone meanwhile.
        let _ = request.reply.send(made);
        typst::comemo::evict(3);
    }
}

/// QR pages are known only after a layout, so the first pass uses the last page count of the same kind.
const PASSES: usize = 3;

fn make(shelf: &Shelf, setup: &Setup, request: &Request) -> Result<Rendered, PaperError> {
    let kinds = Kinds::load(&setup.config.assets, setup.config.overrides.as_deref())?;
    let kind = kinds
        .get(&request.kind)
        .filter(|kind| has_template(&setup.roots, &kind.id))
        .ok_or_else(|| PaperError::UnknownKind(request.kind.clone()))?;
    let data = data::clean(&request.data);
    if let Some(found) = data::meaningless(&data) {
        let codepoint = format!("U+{:04X}", u32::from(found.character));
        return Err(PaperError::BadCharacter { path: found.path, near: found.near, codepoint });
    }
    if !request.options.blanks {
        let questions = data::missing(&data, kind);
        if !questions.is_empty() {
            return Err(PaperError::Missing(questions));
        }
    }
    let date = paper_date(&data)?;
    let data_hash = data::hash_clean(&data);
    let id = paper_id(&data)?;
    let main = file_id(&format!("{}/template.typ", kind.id))?;
    let codes = extra_codes(&data)?;
    let data_bytes = Bytes::from_string(data::canonical(&data));
    let mut pages = 1;
    for _ in 0..PASSES {
        let hash8 = &data_hash[..8];
        // What is no paper of its own, such as the cover of a dossier, has no id and nothing to be recognised by.
        let codes_per_page: Vec<_> = if kind.qr && !request.options.preview && !id.is_empty() {
            (1..=pages).filter_map(|page| qr::svg(&qr::payload(&id, page, pages, hash8))).collect()
        } else {
            Vec::new()
        };
        let render = json!({
            "families": setup.families, "kind": kind.id, "title": kind.title, "copies": kind.copies,
            "author": data::lookup(&data, "org.name").and_then(Value::as_str).unwrap_or(&kind.title),
            "date": data::lookup(&data, "doc.date"), "id": id, "hash8": hash8,
            "preview": request.options.preview, "blanks": request.options.blanks, "qr": codes_per_page, "codes": codes,
        });
        let sheet = Sheet {
            shelf,
            main,
            data: data_bytes.clone(),
            render: Bytes::from_string(data::canonical(&render)),
            date: Some(date),
            read: Mutex::default(),
        };
        let document = layout(&sheet, &kind.id)?;
        if document.pages().len() != pages {
            pages = document.pages().len();
            continue;
        }
        let pdf = export(&sheet, &document, &kind.id, request.standard)?;
        let places = places::of(&document);
        let read = sheet.read.into_inner().unwrap_or_else(PoisonError::into_inner);
        let template_hash = template_hash(&read, kind);
        return Ok(Rendered { pdf, pages, template_hash, data_hash, places });
    }
    Err(PaperError::Unsettled(kind.id.clone()))
}

fn layout(sheet: &Sheet<'_>, kind: &str) -> Result<PagedDocument, PaperError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(sheet);
    let document = output.map_err(|errors| template_error(sheet, kind, &errors))?;
    // An unknown font or a layout that does not converge is only a warning to typst; to a paper it is an error.
    if !warnings.is_empty() {
        return Err(template_error(sheet, kind, &warnings));
    }
    match glyphs::first_missing(&document) {
        Some(character) => Err(PaperError::MissingGlyph {
            character,
            codepoint: format!("U+{:04X}", u32::from(character)),
            kind: kind.to_owned(),
        }),
        None => Ok(document),
    }
}

fn export(
    sheet: &Sheet<'_>,
    document: &PagedDocument,
    kind: &str,
    standard: PdfStandard,
) -> Result<Vec<u8>, PaperError> {
    let standards = PdfStandards::new(&[standard]).map_err(|e| PaperError::Template {
        kind: kind.to_owned(),
        detail: e.message().to_string(),
    })?;
    let options = PdfOptions {
        standards,
        creator: Smart::Custom(Some("枫桥驿".to_owned())),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| template_error(sheet, kind, &errors))
}

pub(crate) fn template_error(
    sheet: &impl World,
    kind: &str,
    diagnostics: &[SourceDiagnostic],
) -> PaperError {
    let lines = diagnostics.iter().take(3).map(|d| {
        let place = d.span.id().and_then(|id| {
            let line = sheet.source(id).ok()?.lines().byte_to_line(sheet.range(d.span)?.start)? + 1;
            Some(format!("{}:{line}: ", id.get().vpath().get_without_slash()))
        });
        format!("{}{}", place.unwrap_or_default(), d.message)
    });
    PaperError::Template { kind: kind.to_owned(), detail: lines.collect::<Vec<_>>().join("; ") }
}

fn template_hash(read: &BTreeMap<String, String>, kind: &Kind) -> String {
    let mut hash = Sha256::new();
    for (path, digest) in read {
        hash.update(format!("{path} {digest}\n"));
    }
    hash.update(serde_json::to_string(kind).unwrap_or_default());
    hex::encode(hash.finalize())
}

fn bad(path: &str, detail: &str) -> PaperError {
    PaperError::BadData { path: path.to_owned(), detail: detail.to_owned() }
}

/// 成文日期; PDF/A wants one, and the same data must give the same bytes, so the clock is not asked.
fn paper_date(data: &Value) -> Result<Datetime, PaperError> {
    use chrono::Datelike;
    let text = data::lookup(data, "doc.date").and_then(Value::as_str).ok_or_else(|| {
        PaperError::Missing(vec![crate::Question {
            path: "doc.date".to_owned(),
            label: "成文日期".to_owned(),
            question: "这份文书的日期是哪一天？".to_owned(),
            choices: Vec::new(),
        }])
    })?;
    let date = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| bad("doc.date", "not a date like 2026-11-20"))?;
    let number = |n: u32| u8::try_from(n).map_err(|_| bad("doc.date", "out of range"));
    Datetime::from_ymd(date.year(), number(date.month())?, number(date.day())?)
        .ok_or_else(|| bad("doc.date", "out of range"))
}

/// The document id goes into the QR between colons.
fn paper_id(data: &Value) -> Result<String, PaperError> {
    let id = data::lookup(data, "doc.id").and_then(Value::as_str).unwrap_or("-");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.len() <= 64 && id.chars().all(plain) {
        Ok(id.to_owned())
    } else {
        Err(bad("doc.id", "ASCII letters, digits, - _ . only, at most 64"))
    }
}

fn extra_codes(data: &Value) -> Result<Value, PaperError> {
    let mut codes = serde_json::Map::new();
    for (name, text) in data::lookup(data, "codes").and_then(Value::as_object).into_iter().flatten()
    {
        if let Some(text) = text.as_str().filter(|t| !t.is_empty()) {
            let svg = qr::svg(text)
                .ok_or_else(|| bad(&format!("codes.{name}"), "too long for a QR code"))?;
            codes.insert(name.clone(), Value::String(svg));
        }
    }
    Ok(Value::Object(codes))
}
