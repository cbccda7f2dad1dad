//! PDFs: what copiers send, and our own papers as they were printed.

use crate::PER_MM;
use crate::endless;
use crate::open::{Picture, ScanError};
use crate::resize::{Filter, resized_to};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::object::Object;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use image::{DynamicImage, GrayImage, RgbImage};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// Points of a PDF per inch.
const POINTS: f32 = 72.0;
/// Long side of a drawn page, pixels, whatever size the PDF says it has.
const LONGEST: f32 = 4200.0;

/// An opened PDF.
pub(crate) struct Opened {
    pdf: Pdf,
    /// Pages whose drawing may never end, where somebody has looked.
    endless: Vec<OnceLock<bool>>,
}

impl Opened {
    /// # Errors
    /// [`ScanError::Locked`], [`ScanError::Damaged`], [`ScanError::NoPages`], [`ScanError::TooManyPixels`].
    pub fn new(bytes: &[u8], password: Option<&str>, pixels: u64) -> Result<Self, ScanError> {
        let open = || Pdf::new_with_password(bytes.to_vec(), password.unwrap_or_default());
        let open = catch_unwind(AssertUnwindSafe(open));
        let pdf = match open {
            Ok(Ok(pdf)) => pdf,
            Ok(Err(LoadPdfError::Decryption(_))) => return Err(ScanError::Locked),
            Ok(Err(LoadPdfError::Invalid)) | Err(_) => {
                return Err(ScanError::Damaged("not a readable PDF".to_owned()));
            }
        };
        if pdf.pages().is_empty() {
            return Err(ScanError::NoPages);
        }
        // A picture inside is unpacked whole: its size is asked before.
        let largest = catch_unwind(AssertUnwindSafe(|| largest(&pdf))).unwrap_or(0);
        if largest > pixels {
            return Err(ScanError::TooManyPixels { limit: pixels / 1_000_000 });
        }
        let endless = pdf.pages().iter().map(|_| OnceLock::new()).collect();
        Ok(Self { pdf, endless })
    }

    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Draws a page (from 0) at so many dots per inch.
    ///
    /// # Errors
    /// [`ScanError::Damaged`], [`ScanError::Endless`].
    pub fn page(&self, index: usize, dpi: f32) -> Result<Picture, ScanError> {
        if self.is_endless(index) {
            return Err(ScanError::Endless);
        }
        let image = catch_unwind(AssertUnwindSafe(|| self.drawn(index, dpi)));
        let damaged = || ScanError::Damaged(format!("page {}", index + 1));
        let image = image.ok().flatten().ok_or_else(damaged)?;
        Ok(Picture::of(&DynamicImage::ImageRgb8(image)))
    }

    fn is_endless(&self, index: usize) -> bool {
        let judge = || self.pdf.pages().get(index).is_some_and(endless::is_endless);
        self.endless.get(index).is_some_and(|known| *known.get_or_init(judge))
    }

    fn drawn(&self, index: usize, dpi: f32) -> Option<RgbImage> {
        let page = self.pdf.pages().get(index)?;
        let (w, h) = page.render_dimensions();
        if !(w > 0.0 && h > 0.0) {
            return None;
        }
        let scale = (dpi / POINTS).min(LONGEST / w.max(h));
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
            ..Default::default()
        };
        let cache = RenderCache::new();
        let map = hayro::render(page, &cache, &InterpreterSettings::default(), &settings);
        let (w, h) = (u32::from(map.width()), u32::from(map.height()));
        if w == 0 || h == 0 {
            return None;
        }
        let rgb = map.data().iter().flat_map(|p| [p.r, p.g, p.b]).collect();
        RgbImage::from_raw(w, h, rgb)
    }
}

fn largest(pdf: &Pdf) -> u64 {
    let mut most = 0;
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
            let side = |key: &[u8]| stream.dict().get::<u32>(key).map_or(0, u64::from);
            most = most.max(side(b"Width").saturating_mul(side(b"Height")));
        }
    }
    most
}

/// A paper of ours as it was printed, to compare scans with.
pub struct Printed(Opened);

impl Printed {
    /// Opens the PDF that was printed.
    ///
    /// # Errors
    /// As [`crate::read`] for a PDF.
    pub fn open(pdf: &[u8]) -> Result<Self, ScanError> {
        Opened::new(pdf, None, 100_000_000).map(Self)
    }

    /// A page (from 0) in the size of [`crate::Sheet::picture`].
    ///
    /// # Errors
    /// [`ScanError::Damaged`], [`ScanError::Endless`].
    pub fn page(&self, index: usize) -> Result<GrayImage, ScanError> {
        let size = crate::page::drawn_size();
        let drawn = self.0.page(index, (PER_MM * 25.4) as f32)?.grey;
        if drawn.dimensions() == size {
            return Ok(drawn);
        }
        // A4 is not a whole number of points; other sizes are none of our papers.
        Ok(resized_to(&drawn, size, Filter::Triangle))
    }
}
