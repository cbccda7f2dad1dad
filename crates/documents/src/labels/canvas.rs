//! Drawing on A4 sheets in millimetres from the top left corner, with fonts cut down to what is used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use printpdf::{
    Color, FontId, FontType, Greyscale, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode,
    ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem,
    TextMatrix, WindingOrder,
};
use qrcode::{EcLevel, QrCode};
use subsetter::GlyphRemapper;

use crate::error::PaperError;
use crate::fonts::FontDir;

pub(super) const WIDTH: f32 = 210.0;
pub(super) const HEIGHT: f32 = 297.0;
const MM_PER_PT: f32 = 25.4 / 72.0;

/// Faces tried in this order for each character: file and face within it.
const FACES: [(&str, usize); 5] = [
    ("FandolHei-Regular.otf", 0),
    ("NotoSerifCJK-Regular.ttc", 2),
    ("rare/HanaMinA.ttf", 0),
    ("rare/HanaMinB.ttf", 0),
    ("rare/BabelStoneHan.ttf", 0),
];

struct Face {
    bytes: Vec<u8>,
    index: usize,
    parsed: ParsedFont,
}

/// Faces read only when a character asks for them.
pub(super) struct Faces {
    dir: PathBuf,
    loaded: BTreeMap<usize, Option<Face>>,
}

impl Faces {
    pub fn new(FontDir(dir): &FontDir) -> Result<Self, PaperError> {
        let mut faces = Self { dir: dir.clone(), loaded: BTreeMap::new() };
        if faces.face(0).is_none() {
            return Err(PaperError::Fonts {
                dir: dir.clone(),
                detail: format!("{} is missing", FACES[0].0),
            });
        }
        Ok(faces)
    }

    fn face(&mut self, number: usize) -> Option<&Face> {
        let dir = &self.dir;
        self.loaded
            .entry(number)
            .or_insert_with(|| load(dir, FACES[number].0, FACES[number].1))
            .as_ref()
    }

    /// The first face that has the character.
    fn find(&mut self, c: char) -> Result<usize, PaperError> {
        (0..FACES.len())
            .find(|n| {
                self.face(*n).is_some_and(|f| {
                    f.parsed.lookup_glyph_index(u32::from(c)).is_some_and(|g| g != 0)
                })
            })
            .ok_or_else(|| PaperError::MissingGlyph {
                character: c,
                codepoint: format!("U+{:04X}", u32::from(c)),
                kind: "labels".to_owned(),
            })
    }

    fn advance(&mut self, number: usize, c: char) -> f32 {
        self.face(number).map_or(1.0, |f| {
            let width = f
                .parsed
                .lookup_glyph_index(u32::from(c))
                .and_then(|g| f.parsed.get_glyph_width(g))
                .unwrap_or(f.parsed.units_per_em);
            f32::from(width) / f32::from(f.parsed.units_per_em)
        })
    }

    /// Width in millimetres of a text set at `size` points.
    pub fn width(&mut self, text: &str, size: f32) -> Result<f32, PaperError> {
        let mut em = 0.0;
        for c in text.chars() {
            let face = self.find(c)?;
            em += self.advance(face, c);
        }
        Ok(em * size * MM_PER_PT)
    }

    /// The text cut with `…` to at most `mm`.
    pub fn fit(&mut self, text: &str, size: f32, mm: f32) -> Result<String, PaperError> {
        if self.width(text, size)? <= mm {
            return Ok(text.to_owned());
        }
        let mut kept: Vec<char> = text.chars().collect();
        while kept.pop().is_some() {
            let shorter: String = kept.iter().chain(std::iter::once(&'…')).collect();
            if self.width(&shorter, size)? <= mm {
                return Ok(shorter);
            }
        }
        Ok(String::new())
    }
}

fn load(dir: &Path, file: &str, index: usize) -> Option<Face> {
    let bytes = fs::read(dir.join(file)).ok()?;
    let parsed = ParsedFont::from_bytes(&bytes, index, &mut Vec::new())?;
    Some(Face { bytes, index, parsed })
}

/// Where a text is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

enum Mark {
    Text { x: f32, y: f32, size: f32, grey: f32, runs: Vec<(usize, String)>, turned: bool },
    Line { from: (f32, f32), to: (f32, f32), width: f32, grey: f32, dashed: bool },
    Fill { x: f32, y: f32, width: f32, height: f32, grey: f32 },
}

/// Pages being drawn.
pub(super) struct Canvas {
    faces: Faces,
    pages: Vec<Vec<Mark>>,
    /// Moves everything drawn, to make up for a printer that feeds askew (right, down; mm).
    pub shift: (f32, f32),
}

impl Canvas {
    pub fn new(faces: Faces) -> Self {
        Self { faces, pages: vec![Vec::new()], shift: (0.0, 0.0) }
    }

    pub fn new_page(&mut self) {
        self.pages.push(Vec::new());
    }

    pub fn faces(&mut self) -> &mut Faces {
        &mut self.faces
    }

    fn push(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Text with its baseline at `y`; grey 0 is black.
    pub fn text(
        &mut self,
        x: f32,
        y: f32,
        size: f32,
        align: Align,
        text: &str,
    ) -> Result<(), PaperError> {
        let mut runs: Vec<(usize, String)> = Vec::new();
        for c in text.chars().filter(|c| !c.is_control()) {
            let face = self.faces.find(c)?;
            match runs.last_mut() {
                Some((last, run)) if *last == face => run.push(c),
                _ => runs.push((face, c.to_string())),
            }
        }
        let width =
            self.faces.width(&runs.iter().map(|r| r.1.as_str()).collect::<String>(), size)?;
        let x = match align {
            Align::Left => x,
            Align::Centre => x - width / 2.0,
            Align::Right => x - width,
        };
        self.push(Mark::Text { x, y, size, grey: 0.0, runs, turned: false });
        Ok(())
    }

    /// Text standing on its head, centred on `x`: it reads upright once the sheet is folded away at the top.
    pub fn text_turned(&mut self, x: f32, y: f32, size: f32, text: &str) -> Result<(), PaperError> {
        let width = self.faces.width(text, size)?;
        self.text(x + width / 2.0, y, size, Align::Left, text)?;
        if let Some(Mark::Text { turned, .. }) = self.pages.last_mut().and_then(|p| p.last_mut()) {
            *turned = true;
        }
        Ok(())
    }

    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.push(Mark::Line { from, to, width, grey: 0.0, dashed: false });
    }

    pub fn hairline(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.push(Mark::Line { from, to, width: 0.4, grey: 0.6, dashed: true });
    }

    pub fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, grey: f32) {
        self.push(Mark::Fill { x, y, width, height, grey });
    }

    /// A QR code whose upper left corner is at (x, y).
    pub fn qr(&mut self, x: f32, y: f32, size: f32, payload: &str) -> Result<(), PaperError> {
        let code = QrCode::with_error_correction_level(payload, EcLevel::M)
            .map_err(|e| PaperError::BadData { path: "qr".to_owned(), detail: e.to_string() })?;
        let modules = code.width();
        let module = size / f32::from(u16::try_from(modules).unwrap_or(u16::MAX));
        let at = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX)) * module;
        for row in 0..modules {
            let mut column = 0;
            while column < modules {
                let start = column;
                while column < modules && code[(column, row)] == qrcode::Color::Dark {
                    column += 1;
                }
                if column > start {
                    self.fill(x + at(start), y + at(row), at(column - start), module, 0.0);
                } else {
                    column += 1;
                }
            }
        }
        Ok(())
    }

    /// The finished PDF with only the glyphs used.
    pub fn finish(mut self, title: &str) -> Result<Vec<u8>, PaperError> {
        let mut used: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
        for mark in self.pages.iter().flatten() {
            if let Mark::Text { runs, .. } = mark {
                for (face, run) in runs {
                    used.entry(*face).or_default().extend(run.chars());
                }
            }
        }
        let mut document = PdfDocument::new(title);
        let mut fonts = BTreeMap::new();
        for (number, characters) in &used {
            if let Some(face) = self.faces.face(*number) {
                fonts.insert(*number, document.add_font(&cut(face, characters, FACES[*number].0)?));
            }
        }
        let mut pages = Vec::new();
        for page in &self.pages {
            let mut ops = Vec::new();
            for mark in page {
                draw(mark, self.shift, &fonts, &mut self.faces, &mut ops);
            }
            pages.push(PdfPage::new(Mm(WIDTH), Mm(HEIGHT), ops));
        }
        Ok(document.with_pages(pages).save(&PdfSaveOptions::default(), &mut Vec::new()))
    }
}

/// The face with only these characters, glyphs renumbered.
fn cut(face: &Face, characters: &BTreeSet<char>, file: &str) -> Result<ParsedFont, PaperError> {
    let mut remapper = GlyphRemapper::new();
    let mut mapping = BTreeMap::new();
    let mut widths = BTreeMap::new();
    for c in characters {
        if let Some(old) = face.parsed.lookup_glyph_index(u32::from(*c)) {
            let new = remapper.remap(old);
            mapping.insert(u32::from(*c), new);
            widths
                .insert(new, face.parsed.get_glyph_width(old).unwrap_or(face.parsed.units_per_em));
        }
    }
    let index = u32::try_from(face.index).unwrap_or(0);
    let bytes = subsetter::subset(&face.bytes, index, &remapper)
        .map_err(|e| PaperError::Fonts { dir: PathBuf::from(file), detail: e.to_string() })?;
    let mut small = ParsedFont::with_glyph_data(
        bytes,
        0,
        Some(
            Path::new(file)
                .file_stem()
                .map(|s| s.to_string_lossy().into_owned())
                .unwrap_or_default(),
        ),
        mapping,
        widths,
        face.parsed.units_per_em,
        face.parsed.font_metrics.clone(),
    );
    small.font_type = match face.parsed.font_type {
        FontType::TrueType => FontType::TrueType,
        FontType::OpenTypeCFF(()) => FontType::OpenTypeCFF(()),
    };
    small.pdf_font_metrics = face.parsed.pdf_font_metrics.clone();
    Ok(small)
}

fn point((x, y): (f32, f32), shift: (f32, f32)) -> Point {
    Point::new(Mm(x + shift.0), Mm(HEIGHT - y - shift.1))
}

fn grey(percent: f32) -> Color {
    Color::Greyscale(Greyscale::new(percent, None))
}

fn draw(
    mark: &Mark,
    shift: (f32, f32),
    fonts: &BTreeMap<usize, FontId>,
    faces: &mut Faces,
    ops: &mut Vec<Op>,
) {
    match mark {
        Mark::Text { x, y, size, grey: shade, runs, turned } => {
            let mut x = *x;
            for (face, run) in runs {
                let Some(font) = fonts.get(face) else { continue };
                let at = point((x, *y), shift);
                ops.extend([
                    Op::StartTextSection,
                    Op::SetFillColor { col: grey(*shade) },
                    Op::SetFont { font: PdfFontHandle::External(font.clone()), size: Pt(*size) },
                    Op::SetTextMatrix {
                        matrix: if *turned {
                            TextMatrix::Raw([-1.0, 0.0, 0.0, -1.0, at.x.0, at.y.0])
                        } else {
                            TextMatrix::Translate(at.x, at.y)
                        },
                    },
                    Op::ShowText { items: vec![TextItem::Text(run.clone())] },
                    Op::EndTextSection,
                ]);
                let wide =
                    run.chars().map(|c| faces.advance(*face, c)).sum::<f32>() * size * MM_PER_PT;
                x += if *turned { -wide } else { wide };
            }
        }
        Mark::Line { from, to, width, grey: shade, dashed } => {
            let dash = if *dashed {
                LineDashPattern::new(0.0, &[3.0, 3.0])
            } else {
                LineDashPattern::default()
            };
            let points =
                [*from, *to].map(|p| LinePoint { p: point(p, shift), bezier: false }).to_vec();
            ops.extend([
                Op::SetLineDashPattern { dash },
                Op::SetOutlineColor { col: grey(*shade) },
                Op::SetOutlineThickness { pt: Pt(*width) },
                Op::DrawLine { line: Line { points, is_closed: false } },
            ]);
        }
        Mark::Fill { x, y, width, height, grey: shade } => {
            let corner = point((*x, y + height), shift);
            ops.extend([
                Op::SetFillColor { col: grey(*shade) },
                Op::DrawRectangle {
                    rectangle: Rect {
                        x: corner.x,
                        y: corner.y,
                        width: Mm(*width).into_pt(),
                        height: Mm(*height).into_pt(),
                        mode: Some(PaintMode::Fill),
                        winding_order: Some(WindingOrder::NonZero),
                    },
                },
            ]);
        }
    }
}
