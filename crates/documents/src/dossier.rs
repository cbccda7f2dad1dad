//! The dossier 卷宗: cover, contents, papers, scans and evidence bound into one plain PDF.
//!
//! Plain, because the typesetter refuses PDFs as pages in PDF/A; the papers themselves are attached as they were
//! issued. Papers keep their text, pictures keep their bytes: nothing is drawn anew. Which pages are numbered follows
//! the way files are bound: 封面, 目录 and 备考表 carry no page number of the file.
//! Source: 人民法院诉讼文书立卷归档办法, by analogy.

mod leaf;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use serde::Serialize;
use serde_json::json;
use typst::diag::{FileError, FileResult, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use leaf::{Leaf, NoLeaf};

use crate::data;
use crate::engine::Engine;
use crate::error::PaperError;
use crate::fonts::Fonts;
use crate::glyphs;
use crate::press::template_error;
use crate::world::{Sheet, Shelf, file_id};

/// Name of the kind in errors.
const KIND: &str = "dossier";
/// More files than a station ever binds; their names are interned for the life of the process.
const MOST_FILES: usize = 4000;

/// A part of the dossier that stands in its contents under one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Under which heading it is bookmarked: `申请`, `协议`.
    pub stage: String,
    /// As in the contents.
    pub title: String,
    /// Its pages.
    pub leaves: Vec<(Leaf, Frame)>,
}

impl Piece {
    /// Number of pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.leaves.iter().map(|(leaf, _)| leaf.pages()).sum()
    }
}

/// How a leaf lies on the pages of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// The whole sheet: our own papers, whose margin has room for the stamp.
    Whole,
    /// Inside a margin, with a line below that says what it is.
    Within(String),
}

/// A file attached to the dossier beside its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// File name as a reader lists it; separators are replaced.
    pub name: String,
    /// What it is.
    pub note: String,
    /// Media type.
    pub mime: String,
    /// The file, byte by byte.
    pub bytes: Vec<u8>,
}

/// All that is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Title of the document.
    pub title: String,
    /// Organisation.
    pub author: String,
    /// Day, for the document's date: the clock is not asked.
    pub on: chrono::NaiveDate,
    /// Marked as training.
    pub practice: bool,
    /// 封面 and 目录, not numbered: title and pages.
    pub front: Vec<(String, Leaf)>,
    /// What is in the file, in order.
    pub pieces: Vec<Piece>,
    /// 备考表, not numbered.
    pub back: Vec<(String, Leaf)>,
    /// Files attached.
    pub enclosures: Vec<Enclosure>,
}

impl Dossier {
    /// Number of numbered pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pieces.iter().map(Piece::pages).sum()
    }
}

/// A bound dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Plain PDF 1.7.
    pub pdf: Vec<u8>,
    /// Numbered pages.
    pub pages: usize,
    /// All pages with cover, contents and note.
    pub sheets: usize,
}

/// How far the binding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// The pages are laid out.
    Setting,
    /// The file is written.
    Writing,
}

#[derive(Serialize)]
struct PageOf {
    file: usize,
    page: usize,
    wide: bool,
    whole: bool,
    note: String,
    stamp: String,
    stage: Option<String>,
    title: Option<String>,
}

impl Engine {
    /// Binds a dossier; `go` hears how far it is and answers whether to go on. The same parts give the same bytes.
    ///
    /// Runs on a thread of its own, so that papers are typeset meanwhile. A layout that was begun is finished: it is
    /// between the stages that a person who has changed his mind is heard.
    ///
    /// # Errors
    /// [`PaperError::MissingGlyph`] names a character of a title that no font has, [`PaperError::Dropped`] when `go`
    /// said no, [`PaperError::BadData`] for more than 4 000 files, and what a broken template says.
    pub fn bind(
        &self,
        dossier: Dossier,
        go: impl Fn(Binding) -> bool + Send,
    ) -> Result<Bound, PaperError> {
        let config = self.config();
        let made = thread::scope(|scope| {
            thread::Builder::new()
                .name("dossier".to_owned())
                .stack_size(16 * 1024 * 1024)
                .spawn_scoped(scope, move || {
                    // The binding is the program's own: what a pack brings is set in a process that can be stopped.
                    let fonts = Fonts::load(&config.fonts, None)?;
                    bind(fonts, config.assets.clone(), dossier, &go)
                })
                .map_err(|source| PaperError::Io { path: PathBuf::from(KIND), source })?
                .join()
                .unwrap_or_else(|_| Err(PaperError::Crashed(KIND.to_owned())))
        });
        // What was remembered of it holds every scan: it goes at once.
        typst::comemo::evict(0);
        made
    }
}

fn bind(
    fonts: Fonts,
    assets: PathBuf,
    dossier: Dossier,
    go: &impl Fn(Binding) -> bool,
) -> Result<Bound, PaperError> {
    use chrono::Datelike;
    let mut files: Vec<Bytes> = Vec::new();
    let numbered = dossier.pages();
    let pages = pages(&dossier, numbered, &mut files);
    let sheets = pages.len();
    let mut enclosed = Vec::new();
    for enclosure in dossier.enclosures {
        let name = plain_name(&enclosure.name);
        enclosed.push(json!({
            "file": files.len(), "name": name, "note": enclosure.note, "mime": enclosure.mime,
        }));
        files.push(Bytes::new(enclosure.bytes));
    }
    if files.len() > MOST_FILES {
        return Err(PaperError::BadData {
            path: "dossier".to_owned(),
            detail: format!("{} files, {MOST_FILES} at most", files.len()),
        });
    }
    let families: Vec<&String> = fonts.families.iter().collect();
    let render = json!({ "families": families, "kind": KIND, "preview": false, "blanks": false });
    let data = json!({
        "title": dossier.title, "author": dossier.author, "date": dossier.on.to_string(),
        "practice": dossier.practice, "pages": pages, "enclosed": enclosed,
    });
    let number = |n: u32| u8::try_from(n).unwrap_or(1);
    let date =
        Datetime::from_ymd(dossier.on.year(), number(dossier.on.month()), number(dossier.on.day()));
    let shelf = Shelf::new(fonts, assets, None);
    let sheet = Sheet {
        shelf: &shelf,
        main: file_id("common/dossier.typ")?,
        data: Bytes::from_string(data::canonical(&data::clean(&data))),
        render: Bytes::from_string(data::canonical(&render)),
        date,
        read: Mutex::default(),
    };
    let ids = (0..files.len())
        .map(|n| Ok((file_id(&format!("files/{n}"))?, n)))
        .collect::<Result<_, PaperError>>()?;
    let world = Table { sheet, files, ids };
    if !go(Binding::Setting) {
        return Err(PaperError::Dropped);
    }
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| template_error(&world, KIND, &errors))?;
    for warning in &warnings {
        tracing::warn!(warning = %warning.message, "dossier");
    }
    if let Some(character) = glyphs::first_missing(&document) {
        return Err(PaperError::MissingGlyph {
            character,
            codepoint: format!("U+{:04X}", u32::from(character)),
            kind: KIND.to_owned(),
        });
    }
    if !go(Binding::Writing) {
        return Err(PaperError::Dropped);
    }
    let options = PdfOptions {
        creator: Smart::Custom(Some("枫桥驿".to_owned())),
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options)
        .map_err(|errors| template_error(&world, KIND, &errors))?;
    Ok(Bound { pdf, pages: numbered, sheets })
}

/// Every page with its stamp, and the files they are taken from.
fn pages(dossier: &Dossier, numbered: usize, files: &mut Vec<Bytes>) -> Vec<PageOf> {
    let mut all = Vec::new();
    let loose = |title: &str, leaf: &Leaf, files: &mut Vec<Bytes>| {
        let of = leaf.pages();
        let made: Vec<PageOf> = (1..=of)
            .map(|page| PageOf {
                file: files.len(),
                page: leaf.at(page),
                wide: leaf.wide(page),
                whole: true,
                note: String::new(),
                stamp: title.to_owned(),
                stage: None,
                title: (page == 1).then(|| title.to_owned()),
            })
            .collect();
        files.push(leaf.bytes());
        made
    };
    for (title, leaf) in &dossier.front {
        all.extend(loose(title, leaf, files));
    }
    let mut at = 0;
    let mut stage = "";
    for piece in &dossier.pieces {
        let mut first = true;
        for (leaf, frame) in &piece.leaves {
            for page in 1..=leaf.pages() {
                at += 1;
                let new_stage = (piece.stage != stage).then(|| piece.stage.clone());
                stage = &piece.stage;
                let of = leaf.pages();
                all.push(PageOf {
                    file: files.len(),
                    page: leaf.at(page),
                    wide: leaf.wide(page),
                    whole: *frame == Frame::Whole,
                    note: match frame {
                        Frame::Whole => String::new(),
                        Frame::Within(note) if of > 1 => format!("{note}　{page}／{of}"),
                        Frame::Within(note) => note.clone(),
                    },
                    stamp: format!("卷宗第 {at} 页　共 {numbered} 页"),
                    stage: new_stage,
                    title: first.then(|| piece.title.clone()),
                });
                first = false;
            }
            files.push(leaf.bytes());
        }
    }
    for (title, leaf) in &dossier.back {
        all.extend(loose(title, leaf, files));
    }
    all
}

/// A name a reader can save the file under.
fn plain_name(name: &str) -> String {
    let bad = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let name: String = name.chars().map(|c| if bad(c) { '_' } else { c }).take(120).collect();
    let name = name.trim_matches(['.', ' ']).to_owned();
    if name.is_empty() { "附件".to_owned() } else { name }
}

/// The dossier's files beside the template and its two data files.
struct Table<'a> {
    sheet: Sheet<'a>,
    files: Vec<Bytes>,
    ids: HashMap<FileId, usize>,
}

impl World for Table<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.sheet.library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.sheet.book()
    }

    fn main(&self) -> FileId {
        self.sheet.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if self.ids.contains_key(&id) { Err(FileError::NotSource) } else { self.sheet.source(id) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.ids.get(&id).and_then(|n| self.files.get(*n)) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.sheet.file(id),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.sheet.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        self.sheet.today(offset)
    }
}
