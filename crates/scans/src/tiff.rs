//! TIFF: what copiers and fax machines send, often many pages in one file.
//!
//! Read are the kinds such machines write: black and white (uncompressed, PackBits, LZW, Deflate, fax group 4), grey
//! and colour (the same, and JPEG inside). Others say so and are refused.
//! Source: TIFF 6.0 with Technical Note 2 (JPEG); ITU-T T.6 (fax group 4).

use crate::open::ScanError;
use crate::read::Limits;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use std::borrow::Cow;
use std::io::Cursor;
use std::ops::Range;
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, DecodingResult, Limits as TiffLimits};
use tiff::tags::{CompressionMethod, Tag};
use tiff::{ColorType, TiffError};

/// Lines of one direction may lie so much closer than those of the other: a fax in its coarse mode has twice.
const UNEVEN: f32 = 4.0;

/// An opened TIFF.
pub(crate) struct Opened<'b> {
    decoder: Decoder<Cursor<Cow<'b, [u8]>>>,
    /// Where its pages lie among its pictures: previews of pages are no pages.
    pages: Vec<usize>,
    limits: Limits,
}

fn damaged(error: &TiffError) -> ScanError {
    match error {
        TiffError::UnsupportedError(_) => ScanError::Tiff,
        TiffError::LimitsExceeded => ScanError::Damaged("beyond the limits".to_owned()),
        other => ScanError::Damaged(other.to_string()),
    }
}

impl<'b> Opened<'b> {
    /// # Errors
    /// [`ScanError::Damaged`], [`ScanError::Tiff`], [`ScanError::NoPages`], [`ScanError::TooManyPages`].
    pub fn new(bytes: &'b [u8], limits: &Limits) -> Result<Self, ScanError> {
        let mut decoder = begun(Cow::Borrowed(bytes), limits)?;
        let mut pages = Vec::new();
        let mut turned = Vec::new();
        let mut index = 0;
        loop {
            let kind: Option<u32> = number(&mut decoder, Tag::NewSubfileType);
            if kind.is_none_or(|kind| kind & 1 == 0) {
                pages.push(index);
                turned.extend(backwards(&mut decoder, bytes.len())?);
            }
            if pages.len() > limits.pages || index > limits.pages * 2 {
                let (pages, limit) = (pages.len(), limits.pages);
                return Err(ScanError::TooManyPages { pages, limit });
            }
            if !decoder.more_images() {
                break;
            }
            decoder.next_image().map_err(|e| damaged(&e))?;
            index += 1;
        }
        if pages.is_empty() {
            return Err(ScanError::NoPages);
        }
        if !turned.is_empty() {
            let mut copy = bytes.to_vec();
            for strip in turned {
                for byte in copy.get_mut(strip).into_iter().flatten() {
                    *byte = byte.reverse_bits();
                }
            }
            decoder = begun(Cow::Owned(copy), limits)?;
        }
        Ok(Self { decoder, pages, limits: *limits })
    }

    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// A page (from 0), upright, its points as wide as high: grey or colour.
    ///
    /// # Errors
    /// [`ScanError::Damaged`], [`ScanError::Tiff`], [`ScanError::TooManyPixels`].
    pub fn page(&mut self, index: usize) -> Result<DynamicImage, ScanError> {
        let at = self.pages.get(index).copied().ok_or(ScanError::NoPages)?;
        self.decoder.seek_to_image(at).map_err(|e| damaged(&e))?;
        let (width, height) = self.decoder.dimensions().map_err(|e| damaged(&e))?;
        let too_many = || ScanError::TooManyPixels { limit: self.limits.pixels / 1_000_000 };
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(ScanError::Damaged("a picture without points".to_owned()));
        }
        if pixels > self.limits.pixels {
            return Err(too_many());
        }
        let packing = number(&mut self.decoder, Tag::Compression);
        let packing = packing.map(CompressionMethod::from_u16_exhaustive);
        let jpeg = packing == Some(CompressionMethod::ModernJPEG);
        // What a strip says of itself is unpacked before it is compared with the page.
        if jpeg && inside(&mut self.decoder) > pixels * 2 {
            return Err(too_many());
        }
        let colour = self.decoder.colortype().map_err(|e| damaged(&e))?;
        let layout = self.decoder.image_buffer_layout().map_err(|e| damaged(&e))?;
        if layout.planes != 1 || (matches!(colour, ColorType::YCbCr(_)) && !jpeg) {
            return Err(ScanError::Tiff);
        }
        let mut result = DecodingResult::U8(Vec::new());
        self.decoder.read_image_to_buffer(&mut result).map_err(|e| damaged(&e))?;
        let shown = picture(result, colour, (width, height)).ok_or(ScanError::Tiff)?;
        Ok(upright(&mut self.decoder, shown))
    }
}

fn begun<'b>(
    bytes: Cow<'b, [u8]>,
    limits: &Limits,
) -> Result<Decoder<Cursor<Cow<'b, [u8]>>>, ScanError> {
    let mut within = TiffLimits::default();
    let most = usize::try_from(limits.pixels.saturating_mul(4)).unwrap_or(usize::MAX);
    (within.decoding_buffer_size, within.intermediate_buffer_size) = (most, most);
    let decoder = Decoder::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    Ok(decoder.with_limits(within))
}

type Reader<'b> = Decoder<Cursor<Cow<'b, [u8]>>>;

fn number<T: TryFrom<u64>>(decoder: &mut Reader<'_>, tag: Tag) -> Option<T> {
    decoder.find_tag_unsigned(tag).ok().flatten()
}

/// Where the strips of the current picture lie. Strips that lie on each other make a small file a large one.
fn strips(decoder: &mut Reader<'_>, length: usize) -> Result<Vec<Range<usize>>, ScanError> {
    let mut all = Vec::new();
    for (starts, counts) in
        [(Tag::StripOffsets, Tag::StripByteCounts), (Tag::TileOffsets, Tag::TileByteCounts)]
    {
        let starts: Option<Vec<u64>> = decoder.find_tag_unsigned_vec(starts).ok().flatten();
        let counts: Option<Vec<u64>> = decoder.find_tag_unsigned_vec(counts).ok().flatten();
        let (Some(starts), Some(counts)) = (starts, counts) else { continue };
        for (start, count) in starts.into_iter().zip(counts) {
            let at = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
            all.push(at(start)..at(start).saturating_add(at(count)));
        }
    }
    let sum = all.iter().fold(0_usize, |sum, strip| sum.saturating_add(strip.len()));
    // A last strip may be said to be longer than the file by the padding of a tape.
    if sum > length.saturating_add(4096) {
        return Err(ScanError::Damaged("strips that lie on each other".to_owned()));
    }
    Ok(all)
}

/// Strips of the current picture whose bits were written from the last to the first, as fax modems send them.
fn backwards(decoder: &mut Reader<'_>, length: usize) -> Result<Vec<Range<usize>>, ScanError> {
    let strips = strips(decoder, length)?;
    let order: Option<u16> = number(decoder, Tag::FillOrder);
    let strips = strips.into_iter().map(|s| s.start.min(length)..s.end.min(length));
    Ok(if order == Some(2) { strips.collect() } else { Vec::new() })
}

/// Points that the JPEG strips of the current picture say they have.
fn inside(decoder: &mut Reader<'_>) -> u64 {
    let length = decoder.inner().get_ref().len();
    let strips = strips(decoder, length).unwrap_or_default();
    let bytes = decoder.inner().get_ref();
    let of = |strip: Range<usize>| {
        let strip = bytes.get(strip.start..strip.end.min(bytes.len()))?;
        let at = strip.windows(2).position(|w| w[0] == 0xff && (0xc0..=0xc2).contains(&w[1]))?;
        let word =
            |n: usize| Some(u64::from(u16::from_be_bytes([*strip.get(n)?, *strip.get(n + 1)?])));
        Some(word(at + 5)? * word(at + 7)?)
    };
    strips.into_iter().filter_map(of).fold(0, u64::saturating_add)
}

/// The points as they were unpacked, as a grey or colour picture; none for kinds that are not read.
fn picture(
    result: DecodingResult,
    colour: ColorType,
    (width, height): (u32, u32),
) -> Option<DynamicImage> {
    let raw = match result {
        DecodingResult::U8(raw) => raw,
        // Only the upper half is to be seen.
        DecodingResult::U16(raw) => raw.into_iter().map(|v| v.to_be_bytes()[0]).collect(),
        _ => return None,
    };
    let grey = |raw| GrayImage::from_raw(width, height, raw).map(DynamicImage::ImageLuma8);
    let rgb = |raw| RgbImage::from_raw(width, height, raw).map(DynamicImage::ImageRgb8);
    let points =
        |n: usize, of: &dyn Fn(&[u8]) -> [u8; 3]| rgb(raw.chunks_exact(n).flat_map(of).collect());
    match colour {
        ColorType::Gray(bits @ (1 | 2 | 4)) => grey(spread(&raw, bits, width)),
        ColorType::Gray(8 | 16) => grey(raw),
        ColorType::RGB(8 | 16) => rgb(raw),
        ColorType::RGBA(8 | 16) => points(4, &|p| [p[0], p[1], p[2]]),
        ColorType::YCbCr(8) => points(3, &|p| seen(p[0], p[1], p[2])),
        ColorType::CMYK(8) => points(4, &|p| {
            let ink =
                |c: u8| u8::try_from(u16::from(255 - c) * u16::from(255 - p[3]) / 255).unwrap_or(0);
            [ink(p[0]), ink(p[1]), ink(p[2])]
        }),
        _ => None,
    }
}

/// Points of less than a byte, each row beginning with a byte of its own.
fn spread(raw: &[u8], bits: u8, width: u32) -> Vec<u8> {
    let (each, most) = (usize::from(8 / bits), (1_u16 << bits) - 1);
    let row = (width as usize).div_ceil(each);
    let grey = |byte: u8, n: usize| {
        let shift = 8 - usize::from(bits) * (n + 1);
        u8::try_from((u16::from(byte >> shift) & most) * 255 / most).unwrap_or(255)
    };
    let rows = raw.chunks_exact(row);
    rows.flat_map(|row| (0..width as usize).map(move |x| grey(row[x / each], x % each))).collect()
}

/// Brightness and colour as JPEG keeps them (ITU-T T.871) to red, green and blue.
fn seen(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = (f32::from(y), f32::from(cb) - 128.0, f32::from(cr) - 128.0);
    let whole = |v: f32| v.round().clamp(0.0, 255.0) as u8;
    [whole(y + 1.402 * cr), whole(y - 0.344_136 * cb - 0.714_136 * cr), whole(y + 1.772 * cb)]
}

/// Turned as its maker noted, its points made as wide as high.
fn upright(decoder: &mut Reader<'_>, mut shown: DynamicImage) -> DynamicImage {
    let mut fine = |tag| match decoder.find_tag(tag).ok().flatten() {
        Some(Value::Rational(of, by)) if of > 0 && by > 0 => Some(of as f32 / by as f32),
        _ => None,
    };
    if let (Some(x), Some(y)) = (fine(Tag::XResolution), fine(Tag::YResolution))
        && (1.05..UNEVEN).contains(&(x / y).max(y / x))
    {
        let finest = x.max(y);
        let side = |n: u32, of: f32| (n as f32 * finest / of).round() as u32;
        let (w, h) = (side(shown.width(), x), side(shown.height(), y));
        shown = shown.resize_exact(w.max(1), h.max(1), FilterType::Triangle);
    }
    let turned: Option<u8> = number(decoder, Tag::Orientation);
    if let Some(turned) = turned.and_then(Orientation::from_exif) {
        shown.apply_orientation(turned);
    }
    shown
}

/// The pages of a TIFF as files that other programs read: PNG for black and white, else JPEG; `only` one of them,
/// counted from 1.
///
/// # Errors
/// As [`crate::read`].
pub fn pages_of_tiff(bytes: &[u8], only: Option<u32>) -> Result<Vec<Vec<u8>>, ScanError> {
    let mut tiff = Opened::new(bytes, &Limits::default())?;
    let wanted = match only {
        Some(page) => {
            let index = usize::try_from(page).ok().and_then(|page| page.checked_sub(1));
            let index = index.filter(|index| *index < tiff.pages()).ok_or(ScanError::NoPages)?;
            index..index + 1
        }
        None => 0..tiff.pages(),
    };
    wanted.map(|index| file(&tiff.page(index)?)).collect()
}

fn file(page: &DynamicImage) -> Result<Vec<u8>, ScanError> {
    let plain =
        page.as_luma8().is_some_and(|grey| grey.as_raw().iter().all(|p| matches!(p, 0 | 255)));
    let mut bytes = Cursor::new(Vec::new());
    let done = if plain {
        page.write_to(&mut bytes, image::ImageFormat::Png)
    } else {
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
        page.write_with_encoder(encoder)
    };
    done.map_err(|e| ScanError::Damaged(e.to_string()))?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests;
