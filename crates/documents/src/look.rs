//! Pages for the screen: a paper while it is typed, drawn at the size of the pane, and only where something has changed.

use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use serde::{Deserialize, Serialize};
use typst::layout::{Abs, Frame, FrameItem, Transform};
use typst::utils::{Scalar, hash128};
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

/// Pixels per point between which a page is drawn: a thumbnail, and what a large screen can show of one page.
pub const LOOK_SCALES: std::ops::RangeInclusive<f64> = 0.1..=4.0;

/// A paper to be looked at while it is typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Its pages.
    pub pages: Vec<LookPage>,
}

/// One page for the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookPage {
    /// Width, points (1/72 inch).
    pub width: f64,
    /// Height, points.
    pub height: f64,
    /// Names the picture: the same name, the same picture.
    pub mark: String,
    /// The picture as PNG; none when its name was among those the asker holds.
    pub png: Option<Vec<u8>>,
    /// Where the words asked for stand on it.
    pub found: Vec<Spot>,
}

/// A place on a page, points from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// What the asker wants of a look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookFor {
    /// Words to find.
    pub words: Vec<String>,
    /// Names of pictures that need not be drawn.
    pub held: Vec<String>,
    /// Pixels per point; [`LOOK_SCALES`].
    pub scale: f64,
}

/// Draws what is wanted of a laid-out paper.
pub(crate) fn of(document: &PagedDocument, wanted: &LookFor) -> Look {
    let pages = document.pages().iter().map(|page| look(page, wanted)).collect();
    Look { pages }
}

fn look(page: &Page, wanted: &LookFor) -> LookPage {
    let scale = wanted.scale.clamp(*LOOK_SCALES.start(), *LOOK_SCALES.end());
    let mut mark = String::with_capacity(32);
    // Writing to a string cannot fail.
    let _ = write!(mark, "{:032x}", hash128(&(Seen(&page.frame), scale.to_bits())));
    let png = if wanted.held.contains(&mark) { None } else { drawn(page, scale) };
    LookPage {
        width: page.frame.width().to_pt(),
        height: page.frame.height().to_pt(),
        mark,
        png,
        found: found(&page.frame, &wanted.words),
    }
}

/// The page as a PNG that is quick to pack and to open: in grey where nothing on it has a colour.
fn drawn(page: &Page, scale: f64) -> Option<Vec<u8>> {
    let options = RenderOptions { pixel_per_pt: Scalar::new(scale), render_bleed: false };
    let pixmap = typst_render::render(page, &options);
    let grey = pixmap.data().chunks_exact(4).all(|dot| dot[0] == dot[1] && dot[1] == dot[2]);
    // A page lies on white: nothing of it lets anything through.
    let (dots, colours): (Vec<u8>, _) = if grey {
        (pixmap.data().chunks_exact(4).map(|dot| dot[0]).collect(), ExtendedColorType::L8)
    } else {
        let dots = pixmap.data().chunks_exact(4).flat_map(|dot| [dot[0], dot[1], dot[2]]);
        (dots.collect(), ExtendedColorType::Rgb8)
    };
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Up)
        .write_image(&dots, pixmap.width(), pixmap.height(), colours)
        .ok()?;
    Some(png)
}

/// A frame as the eye sees it: a page is the same although the text behind its tags goes on, changed, on another page.
struct Seen<'a>(&'a Frame);

impl Hash for Seen<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (at, item) in self.0.items() {
            match item {
                FrameItem::Tag(_) | FrameItem::Link(..) => continue,
                FrameItem::Group(group) => {
                    (group.transform, &group.clip).hash(state);
                    Seen(&group.frame).hash(state);
                }
                drawn => drawn.hash(state),
            }
            at.hash(state);
        }
        // Where a group ends.
        0xff_u8.hash(state);
    }
}

/// A character on the page: where it stands and in which run of text.
struct Inked {
    character: char,
    run: usize,
    left: Abs,
    right: Abs,
    top: Abs,
    bottom: Abs,
}

/// Where words stand, run by run; a word may cross from one run, or line, into the next. A picture of text (in another
/// file bound into the page) is not read.
fn found(frame: &Frame, words: &[String]) -> Vec<Spot> {
    let words: Vec<Vec<char>> = words
        .iter()
        .map(|word| word.chars().collect())
        .filter(|w: &Vec<_>| !w.is_empty())
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut inked = Vec::new();
    collect(frame, Transform::identity(), &mut 0, &mut inked);
    let mut spots = Vec::new();
    for word in words {
        for hit in inked.windows(word.len()) {
            if hit.iter().zip(&word).any(|(inked, wanted)| inked.character != *wanted) {
                continue;
            }
            for part in hit.chunk_by(|a, b| a.run == b.run) {
                let (first, last) = (&part[0], &part[part.len() - 1]);
                spots.push(Spot {
                    x: first.left.to_pt(),
                    y: first.top.to_pt(),
                    width: (last.right - first.left).to_pt(),
                    height: (first.bottom - first.top).to_pt(),
                });
            }
        }
    }
    spots
}

fn collect(frame: &Frame, onto: Transform, run: &mut usize, inked: &mut Vec<Inked>) {
    for (at, item) in frame.items() {
        let here = onto.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => {
                collect(&group.frame, here.pre_concat(group.transform), run, inked);
            }
            FrameItem::Text(text) => {
                *run += 1;
                // Nothing on our papers is turned: moving the base point is enough.
                let (mut x, base) = (here.tx, here.ty);
                for glyph in &text.glyphs {
                    let advance = glyph.x_advance.at(text.size);
                    let said = text.text.get(glyph.range()).unwrap_or_default();
                    inked.extend(said.chars().filter(|c| !c.is_whitespace()).map(|character| {
                        let (left, right) = (x, x + advance);
                        let (top, bottom) = (base - text.size * 0.9, base + text.size * 0.2);
                        Inked { character, run: *run, left, right, top, bottom }
                    }));
                    x += advance;
                }
            }
            _ => {}
        }
    }
}
