//! A file becomes its sheets.

use crate::PER_MM;
use crate::binary;
use crate::code::Code;
use crate::find::{self, Found};
use crate::open::{self, Kind, Picture, ScanError};
use crate::page;
use crate::pdf::Opened;
use crate::tiff;
use image::GrayImage;

/// What is taken at most: a file made to choke the desk is refused before it is unpacked.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a file.
    pub bytes: usize,
    /// Pages of a file.
    pub pages: usize,
    /// Pixels of one picture.
    pub pixels: u64,
}

impl Default for Limits {
    /// 256 MiB, 400 pages, 100 million pixels: A3 in 600 dpi, and the finest telephone.
    fn default() -> Self {
        Self { bytes: 256 * 1024 * 1024, pages: 400, pixels: 100_000_000 }
    }
}

/// How far a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pages read.
    pub done: usize,
    /// Pages in the file; 0 while not known.
    pub all: usize,
}

/// A page found in a file.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Page of the file it was found on, from 1.
    pub leaf: u32,
    /// What its code says; none when no code of ours was read.
    pub code: Option<Code>,
    /// A code of somebody else was read on it (a payment code, a bill).
    pub foreign: bool,
    /// Grey. Straightened: A4 at [`PER_MM`] pixels per millimetre, upright. Else as it came, at most as high.
    pub picture: GrayImage,
    /// The picture is the page, point by point.
    pub straight: bool,
    /// 0 to 1: how sure the place of the page in the picture is.
    pub confidence: f64,
    /// There is nothing on it: the back of a sheet that went through a duplex scanner.
    pub blank: bool,
    /// The picture is so large beside this page that it may show another one, whose code was not read.
    pub crowded: bool,
    /// Red of the straightened page, half as fine; none when it came grey.
    pub(crate) red: Option<GrayImage>,
}

/// Reads a file with the usual limits.
///
/// # Errors
/// [`ScanError`]: what is wrong with the file as a whole. A page without a readable code is a [`Sheet`] all the same.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ScanError> {
    let mut all = Vec::new();
    read_with(bytes, &Limits::default(), &mut |_| true, &mut |sheet| all.push(sheet))?;
    Ok(all)
}

/// Reads a file sheet by sheet: `sheet` gets each as it is found, so that a thick stack never lies in memory whole;
/// `go` hears how far it is and answers whether to go on.
///
/// # Errors
/// As [`read`]; [`ScanError::Stopped`] when `go` said so.
pub fn read_with(
    bytes: &[u8],
    limits: &Limits,
    go: &mut dyn FnMut(Progress) -> bool,
    sheet: &mut dyn FnMut(Sheet),
) -> Result<(), ScanError> {
    if bytes.is_empty() {
        return Err(ScanError::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(ScanError::TooLarge { limit: limits.bytes });
    }
    let mut stopped = false;
    let mut leaf = |leaf: usize, all: usize, picture: &Picture, found: Option<Vec<Found>>| {
        let mut on = || {
            stopped = stopped || !go(Progress { done: leaf - 1, all });
            !stopped
        };
        let found = found.unwrap_or_else(|| find::codes(&picture.grey, &mut on));
        if on() {
            let number = u32::try_from(leaf).unwrap_or(u32::MAX);
            sheets(number, picture, &found).into_iter().for_each(&mut *sheet);
        }
        !stopped
    };
    match Kind::of(bytes) {
        Some(Kind::Jpeg | Kind::Png) => {
            leaf(1, 1, &open::picture(bytes, limits.pixels)?, None);
        }
        Some(Kind::Tiff) => {
            let mut tiff = tiff::Opened::new(bytes, limits)?;
            let pages = tiff.pages();
            for index in 0..pages {
                let picture = Picture::of(&tiff.page(index)?);
                if !leaf(index + 1, pages, &picture, None) {
                    break;
                }
            }
        }
        Some(Kind::Pdf) => {
            let pdf = Opened::new(bytes, None, limits.pixels)?;
            let pages = pdf.pages();
            if pages > limits.pages {
                return Err(ScanError::TooManyPages { pages, limit: limits.pages });
            }
            for index in 0..pages {
                let (picture, found) = drawn(&pdf, index, &mut || true)?;
                if !leaf(index + 1, pages, &picture, Some(found)) {
                    break;
                }
            }
        }
        None if open::heic(bytes) => return Err(ScanError::Heic),
        None => return Err(ScanError::Unknown),
    }
    if stopped { Err(ScanError::Stopped) } else { Ok(()) }
}

/// A PDF of which single pages are read.
pub struct Pages(Opened);

impl Pages {
    /// Opens a PDF, which may be under a password.
    ///
    /// # Errors
    /// As [`read`] for a PDF.
    pub fn open(pdf: &[u8], password: Option<&str>) -> Result<Self, ScanError> {
        Opened::new(pdf, password, Limits::default().pixels).map(Self)
    }

    /// Reads a page, counted from 1; one that cannot be drawn says nothing. `go` is asked whether to go on.
    pub fn read(&self, page: usize, go: &mut dyn FnMut() -> bool) -> Vec<Sheet> {
        let Some(index) = page.checked_sub(1).filter(|index| *index < self.0.pages()) else {
            return Vec::new();
        };
        let leaf = u32::try_from(page).unwrap_or(u32::MAX);
        match drawn(&self.0, index, go) {
            Ok((picture, found)) => sheets(leaf, &picture, &found),
            Err(_) => Vec::new(),
        }
    }
}

/// A page (from 0) with the codes on it: drawn finer when none of ours was read.
fn drawn(
    pdf: &Opened,
    index: usize,
    go: &mut dyn FnMut() -> bool,
) -> Result<(Picture, Vec<Found>), ScanError> {
    let picture = pdf.page(index, COARSE)?;
    let found = find::codes(&picture.grey, go);
    if found.iter().any(|f| f.code.is_some()) || blank(&picture.grey) || !go() {
        return Ok((picture, found));
    }
    let picture = pdf.page(index, FINE)?;
    let found = find::codes(&picture.grey, go);
    Ok((picture, found))
}

/// Dots per inch at which a page of a PDF is drawn first, and again when nothing was read.
const COARSE: f32 = 200.0;
const FINE: f32 = 330.0;

fn sheets(leaf: u32, picture: &Picture, found: &[Found]) -> Vec<Sheet> {
    let foreign = found.iter().any(|f| f.code.is_none());
    let crowded = find::room(&picture.grey, found);
    let ours = found.iter().filter_map(|f| f.code.as_ref().map(|code| (f, code)));
    let mut all: Vec<Sheet> = ours
        .map(|(found, code)| {
            let laid = page::laid(&picture.grey, found, code);
            let red = picture.red.as_ref().zip(laid.as_ref()).map(|(red, laid)| {
                // The red picture is half as large as the one in which the page was found.
                page::reddened(red, &laid.view)
            });
            Sheet {
                leaf,
                code: Some(code.clone()),
                foreign: false,
                picture: match &laid {
                    Some(laid) => page::straightened(&picture.grey, &laid.view, PER_MM),
                    None => fitted(&picture.grey),
                },
                straight: laid.is_some(),
                confidence: laid.map_or(0.0, |laid| laid.confidence),
                blank: false,
                crowded,
                red,
            }
        })
        .collect();
    if all.is_empty() {
        all.push(Sheet {
            leaf,
            code: None,
            foreign,
            blank: blank(&picture.grey),
            picture: fitted(&picture.grey),
            straight: false,
            confidence: 0.0,
            crowded: false,
            red: None,
        });
    }
    all
}

/// A picture no higher or wider than a straightened page is high.
fn fitted(picture: &GrayImage) -> GrayImage {
    let long = f64::from(picture.width().max(picture.height()));
    find::resized(picture, (f64::from(page::drawn_size().1) / long).min(1.0))
}

/// Whether a page is empty but for dust, the shadow of its edge, and what shines through from its other side.
fn blank(picture: &GrayImage) -> bool {
    let long = f64::from(picture.width().max(picture.height()));
    if long < 200.0 {
        return false;
    }
    let small = find::resized(picture, (800.0 / long).min(1.0));
    let dark = binary::by_neighbourhood(&small, 16, 25);
    let (w, h) = (dark.width, dark.height);
    // The outermost twentieth is the scanner's own shadow and the holes of the binding.
    let inside = |x: usize, y: usize| x > w / 20 && x < w - w / 20 && y > h / 20 && y < h - h / 20;
    let ink = (0..h).flat_map(|y| (0..w).map(move |x| (x, y)));
    let ink = ink.filter(|(x, y)| inside(*x, *y) && dark.at(*x, *y)).count();
    // A dark picture is no white page.
    let mean = small.as_raw().iter().map(|p| u64::from(*p)).sum::<u64>() / (w * h).max(1) as u64;
    mean > 150 && ink * 2500 < w * h
}

impl Sheet {
    /// The picture as JPEG, as a person looks at it.
    ///
    /// # Errors
    /// [`ScanError::Damaged`] when the picture is no picture: without width or height.
    pub fn jpeg(&self, quality: u8) -> Result<Vec<u8>, ScanError> {
        let (width, height) = self.picture.dimensions();
        let mut bytes = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode(self.picture.as_raw(), width, height, image::ExtendedColorType::L8)
            .map_err(|e| ScanError::Damaged(e.to_string()))?;
        Ok(bytes)
    }
}
