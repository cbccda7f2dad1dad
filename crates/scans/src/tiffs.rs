//! TIFF with all its pages: what older copiers and fax machines send.

use crate::open::{Picture, ScanError};
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::{ColorType, TiffError};

/// Opens a TIFF and hands each page on; `each` answers whether to go on.
///
/// # Errors
/// [`ScanError::Damaged`], [`ScanError::TooManyPixels`], [`ScanError::TooManyPages`].
pub(crate) fn pages(
    bytes: &[u8],
    pixels: u64,
    most: usize,
    each: &mut dyn FnMut(Picture) -> bool,
) -> Result<(), ScanError> {
    let damaged = |e: TiffError| ScanError::Damaged(e.to_string());
    let mut limits = Limits::default();
    limits.decoding_buffer_size = usize::try_from(pixels.saturating_mul(4)).unwrap_or(usize::MAX);
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(damaged)?.with_limits(limits);
    let mut page = 1;
    loop {
        let (w, h) = decoder.dimensions().map_err(damaged)?;
        if u64::from(w) * u64::from(h) > pixels {
            return Err(ScanError::TooManyPixels { limit: pixels / 1_000_000 });
        }
        let colour = decoder.colortype().map_err(damaged)?;
        let data = decoder.read_image().map_err(damaged)?;
        let image = assembled(w, h, colour, data)
            .ok_or_else(|| ScanError::Damaged(format!("page {page}: {colour:?}")))?;
        if !each(Picture::of(&image)) || !decoder.more_images() {
            return Ok(());
        }
        page += 1;
        if page > most {
            return Err(ScanError::TooManyPages { pages: page, limit: most });
        }
        decoder.next_image().map_err(damaged)?;
    }
}

fn assembled(w: u32, h: u32, colour: ColorType, data: DecodingResult) -> Option<DynamicImage> {
    let data = match data {
        DecodingResult::U8(data) => data,
        DecodingResult::U16(data) => data.into_iter().map(|v| (v >> 8) as u8).collect(),
        _ => return None,
    };
    match colour {
        ColorType::Gray(1) => {
            // Eight points a byte, rows begin on a byte; a set bit is light.
            let row = w.div_ceil(8) as usize;
            if data.len() < row * h as usize {
                return None;
            }
            Some(DynamicImage::ImageLuma8(GrayImage::from_fn(w, h, |x, y| {
                let byte = data[y as usize * row + x as usize / 8];
                image::Luma([if byte >> (7 - x % 8) & 1 == 1 { 255 } else { 0 }])
            })))
        }
        ColorType::Gray(8 | 16) => GrayImage::from_raw(w, h, data).map(DynamicImage::ImageLuma8),
        ColorType::RGB(8 | 16) => RgbImage::from_raw(w, h, data).map(DynamicImage::ImageRgb8),
        ColorType::RGBA(8 | 16) => RgbaImage::from_raw(w, h, data).map(DynamicImage::ImageRgba8),
        // JPEG inside TIFF may be handed on as luma and two colour differences: the first is the grey.
        ColorType::YCbCr(8) => {
            let grey = data.chunks_exact(3).map(|p| p[0]).collect();
            GrayImage::from_raw(w, h, grey).map(DynamicImage::ImageLuma8)
        }
        _ => None,
    }
}
