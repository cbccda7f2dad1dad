//! Whether drawing a page ends: it is gone through once without drawing anything.
//!
//! A form, a pattern, a letter or a mask may draw others, and so a file of a few lines asks for more than any computer
//! draws; a pattern painted with itself would even take the program down with it. Everything the drawing would do is
//! announced to [`Counter`], which leaves off at what no page from a copier or an office program comes near.

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::pattern::Pattern;
use hayro::hayro_interpret::{
    BlendMode, CacheKey as _, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt as _, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::kurbo::{Affine, BezPath, Rect, Shape as _};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

/// Steps of a page: a drawing of a whole factory has some ten thousand.
const MOST_STEPS: u32 = 400_000;
/// How often a page may be covered from edge to edge.
const MOST_COVERED: f64 = 2000.0;
/// A gradient costs so much more than plain colour.
const GRADIENT: f64 = 20.0;
/// Points of all pictures on it together; each is unpacked whenever it is drawn.
const MOST_PIXELS: u64 = 2_000_000_000;
/// Patterns, letters and masks within each other. Forms are held back by the library itself.
const DEEPEST: u32 = 12;
/// To go through a page takes milliseconds; drawing it goes through it again.
const LONGEST: Duration = Duration::from_secs(20);

/// The page asks for more than is drawn.
struct Beyond;

/// Hears what would be drawn.
struct Counter {
    page: Rect,
    steps: u32,
    covered: f64,
    pixels: u64,
    depth: u32,
    masks: HashSet<u128>,
    begun: Instant,
}

/// Whether to draw this page may never end.
pub(crate) fn is_endless(page: &Page<'_>) -> bool {
    let (width, height) = page.render_dimensions();
    let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let upright = page.initial_transform(true).to_kurbo();
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(upright, sheet, &cache, page.xref(), settings);
    let mut counter = Counter {
        page: sheet,
        steps: 0,
        covered: 0.0,
        pixels: 0,
        depth: 0,
        masks: HashSet::new(),
        begun: Instant::now(),
    };
    let through = || interpret_page(page, &mut context, &mut counter);
    // What the library trips over it trips over again when it draws, and that is another finding.
    catch_unwind(AssertUnwindSafe(through)).is_err_and(|thrown| thrown.is::<Beyond>())
}

impl Counter {
    /// One step more; leaves the page when there are too many. The library knows no other way out of it.
    fn step(&mut self) {
        self.steps += 1;
        let late = self.steps.is_multiple_of(256) && self.begun.elapsed() > LONGEST;
        let much = self.covered > MOST_COVERED || self.pixels > MOST_PIXELS;
        if late || much || self.steps > MOST_STEPS || self.depth > DEEPEST {
            resume_unwind(Box::new(Beyond));
        }
    }

    /// Covers what lies within these bounds on the page.
    fn cover(&mut self, bounds: Rect, weight: f64) {
        let on_page = bounds.intersect(self.page);
        let whole = self.page.area().max(1.0);
        self.covered += on_page.area().max(0.0) * weight / whole;
        self.step();
    }

    /// How much it costs to paint with this; a tile is drawn for it.
    fn weight<'a>(&mut self, paint: &Paint<'a>, stroke: bool) -> f64 {
        let Paint::Pattern(pattern) = paint else { return 1.0 };
        match pattern.as_ref() {
            Pattern::Shading(_) => GRADIENT,
            Pattern::Tiling(tile) => {
                self.within(|inside| {
                    tile.interpret(inside, Affine::IDENTITY, stroke);
                });
                1.0
            }
        }
    }

    fn within(&mut self, draw: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.step();
        // A mask is drawn once for the place it is used at, and anew inside of what is drawn there.
        let masks = std::mem::take(&mut self.masks);
        draw(self);
        self.masks = masks;
        self.depth -= 1;
    }
}

impl<'a> Device<'a> for Counter {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.step();
        if let Some(mask) = mask
            && self.masks.insert(mask.cache_key())
        {
            self.within(|inside| mask.interpret(inside));
        }
    }

    fn set_blend_mode(&mut self, _: BlendMode) {
        self.step();
    }

    fn draw_path(
        &mut self,
        path: &BezPath,
        transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &PathDrawMode,
    ) {
        let bounds = transform.transform_rect_bbox(path.bounding_box());
        let weight = self.weight(paint, matches!(draw_mode, PathDrawMode::Stroke(_)));
        self.cover(bounds, weight);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        // A group is drawn on a sheet of its own, which is laid over the page.
        self.cover(self.page, 1.0);
        self.set_soft_mask(mask);
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        self.step();
        match glyph {
            // Drawn even where nobody is to see it.
            Glyph::Type3(drawn) => {
                self.within(|inside| drawn.interpret(inside, transform, glyph_transform, paint));
            }
            Glyph::Outline(_) => {
                self.weight(paint, matches!(mode, GlyphDrawMode::Stroke(_)));
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, _: Affine) {
        let (width, height) = match &image {
            Image::Stencil(stencil) => (stencil.width(), stencil.height()),
            Image::Raster(raster) => (raster.width(), raster.height()),
        };
        self.pixels += u64::from(width) * u64::from(height);
        self.step();
    }

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
