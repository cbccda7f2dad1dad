//! The press: one typesetting world, from data to PDF/A.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::data::{self, PaperData};
use crate::engine::{EngineConfig, RenderOptions, Rendered};
use crate::error::{Fault, PaperError};
use crate::fonts::Fonts;
use crate::glyphs;
use crate::kind::{Kind, Kinds};
use crate::look::{self, Look, LookFor};
use crate::places;
use crate::qr;
use crate::world::{Sheet, Shelf, file_id};

/// How many QR codes are wanted is known only after a layout, so the first pass takes the page count that this kind
/// had last: most papers are laid out once. The codes stand in the background and move nothing.
const PASSES: usize = 3;

/// What is to be set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Order {
    pub kind: String,
    pub data: PaperData,
    pub options: RenderOptions,
    pub output: Output,
}

/// As what it is wanted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Output {
    /// PDF/A-2a.
    Pdf,
    /// PDF/A-1b.
    A1b,
    /// Pages for the screen.
    Look(LookFor),
}

/// What was made.
pub(crate) enum Made {
    Paper(Rendered),
    Look(Look),
}

/// One warm typesetting world.
pub(crate) struct Press {
    shelf: Shelf,
    config: EngineConfig,
    /// Names of the font families on hand.
    pub families: Vec<String>,
    /// Pages of the last paper of each kind.
    lengths: Mutex<BTreeMap<String, usize>>,
}

impl Press {
    /// Loads fonts and kinds.
    pub fn load(config: EngineConfig) -> Result<Self, PaperError> {
        let pack = config.overrides.as_deref();
        let fonts = Fonts::load(&config.fonts, pack)?;
        Kinds::load(&config.assets, pack)?;
        let families = fonts.families.iter().cloned().collect();
        let shelf = Shelf::new(fonts, config.assets.clone(), config.overrides.clone());
        Ok(Self { shelf, config, families, lengths: Mutex::default() })
    }

    /// Sets one paper; a panic of the typesetter is an error like another.
    pub fn set(&self, order: &Order) -> Result<Made, PaperError> {
        let made = catch_unwind(AssertUnwindSafe(|| make(self, order)))
            .unwrap_or_else(|_| Err(PaperError::Crashed(order.kind.clone())));
        typst::comemo::evict(3);
        made
    }

    fn last_length(&self, kind: &str) -> usize {
        let lengths = self.lengths.lock().unwrap_or_else(PoisonError::into_inner);
        lengths.get(kind).copied().unwrap_or(1)
    }

    fn keep_length(&self, kind: &str, pages: usize) {
        let mut lengths = self.lengths.lock().unwrap_or_else(PoisonError::into_inner);
        lengths.insert(kind.to_owned(), pages);
    }
}

fn make(press: &Press, order: &Order) -> Result<Made, PaperError> {
    let shelf = &press.shelf;
    let kind = Kinds::one(&press.config.assets, press.config.overrides.as_deref(), &order.kind)?
        .filter(|kind| shelf.has_template(&kind.id))
        .ok_or_else(|| PaperError::UnknownKind(order.kind.clone()))?;
    let kind = &kind;
    let data = data::clean(&order.data);
    if let Some(found) = data::meaningless(&data) {
        let codepoint = format!("U+{:04X}", u32::from(found.character));
        return Err(PaperError::BadCharacter { path: found.path, near: found.near, codepoint });
    }
    if !order.options.blanks {
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
    let mut pages = press.last_length(&kind.id);
    for _ in 0..PASSES {
        let hash8 = &data_hash[..8];
        // What is no paper of its own, such as the cover of a dossier, has no id and nothing to be recognised by.
        let codes_per_page: Vec<_> = if kind.qr && !order.options.preview && !id.is_empty() {
            qr::of_pages(&id, pages, hash8)
        } else {
            Vec::new()
        };
        let render = json!({
            "families": press.families, "kind": kind.id, "title": kind.title, "copies": kind.copies,
            "author": data::lookup(&data, "org.name").and_then(Value::as_str).unwrap_or(&kind.title),
            "date": data::lookup(&data, "doc.date"), "id": id, "hash8": hash8,
            "preview": order.options.preview, "blanks": order.options.blanks, "qr": codes_per_page, "codes": codes,
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
        if let Output::Look(wanted) = &order.output {
            return Ok(Made::Look(look::of(&document, wanted)));
        }
        if document.pages().len() != pages {
            pages = document.pages().len();
            continue;
        }
        press.keep_length(&kind.id, pages);
        let pdf = export(&sheet, &document, order)?;
        let read = sheet.read.into_inner().unwrap_or_else(PoisonError::into_inner);
        let template_hash = template_hash(&read, kind);
        let places = places::of(&document);
        return Ok(Made::Paper(Rendered { pdf, pages, template_hash, data_hash, places }));
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
    order: &Order,
) -> Result<Vec<u8>, PaperError> {
    let kind = &order.kind;
    // What is only looked at while it is typed needs neither structure nor the promises of an archive.
    let standard = match order.output {
        _ if order.options.preview => None,
        Output::A1b => Some(PdfStandard::A_1b),
        Output::Pdf | Output::Look(_) => Some(PdfStandard::A_2a),
    };
    let standards = PdfStandards::new(standard.as_slice()).map_err(|e| PaperError::Template {
        kind: kind.clone(),
        detail: e.message().to_string(),
        faults: Vec::new(),
    })?;
    let options = PdfOptions {
        standards,
        tagged: !order.options.preview,
        creator: Smart::Custom(Some("枫桥驿".to_owned())),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| template_error(sheet, kind, &errors))
}

/// Faults told of one paper.
const FAULTS: usize = 10;

pub(crate) fn template_error(
    sheet: &impl World,
    kind: &str,
    diagnostics: &[SourceDiagnostic],
) -> PaperError {
    let place = |span: DiagSpan| {
        let id = span.id()?;
        let source = sheet.source(id).ok()?;
        let at = sheet.range(span)?.start;
        let (line, column) = source.lines().byte_to_line_column(at)?;
        Some((id.get().vpath().get_without_slash().to_owned(), line + 1, column + 1))
    };
    let own = format!("{kind}/");
    let faults = diagnostics.iter().take(FAULTS).map(|d| {
        let (file, line, column) = place(d.span).unwrap_or_default();
        let calls = d.trace.iter().filter_map(|call| place(call.span.into()));
        let called_at = calls
            .filter(|(from, ..)| from.starts_with(&own) && !file.starts_with(&own))
            .map(|(from, line, _)| (from, line))
            .next();
        Fault { file, line, column, message: d.message.to_string(), called_at }
    });
    let faults: Vec<Fault> = faults.collect();
    let lines = faults.iter().take(3).map(|f| match f.file.as_str() {
        "" => f.message.clone(),
        file => format!("{file}:{}: {}", f.line, f.message),
    });
    let detail = lines.collect::<Vec<_>>().join("; ");
    PaperError::Template { kind: kind.to_owned(), detail, faults }
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
    // What is no paper of its own has none, and then nothing stands where it would.
    let id = data::lookup(data, "doc.id").and_then(Value::as_str).unwrap_or_default();
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
