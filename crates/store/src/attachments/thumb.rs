//! Thumbnails of pictures.

use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};
use std::io::Cursor;

/// Longest side, pixels.
const SIDE: u32 = 320;
/// Memory a picture may take when unpacked: a 108-megapixel photo fits, a decompression bomb doesn't.
const UNPACKED: u64 = 512 * 1024 * 1024;

/// A JPEG of at most 320 pixels, turned upright as the camera noted; `None` when the bytes don't decode.
pub(super) fn of(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(UNPACKED);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let turned = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if picture.width() > SIDE || picture.height() > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    picture.apply_orientation(turned);
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80);
    // JPEG has no transparency; a PNG's clear paper becomes white.
    on_white(&picture).write_with_encoder(encoder).ok()?;
    Some(jpeg)
}

fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.to_rgb8());
    }
    let mut white = image::RgbaImage::from_pixel(
        picture.width(),
        picture.height(),
        image::Rgba([255, 255, 255, 255]),
    );
    image::imageops::overlay(&mut white, &picture.to_rgba8(), 0, 0);
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(white).to_rgb8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_scan_becomes_small_and_clear_paper_white() {
        let clear = image::RgbaImage::new(1280, 400);
        let mut png = Vec::new();
        DynamicImage::ImageRgba8(clear)
            .write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png)
            .unwrap();
        let made = image::load_from_memory(&of(&png).unwrap()).unwrap();
        assert_eq!((made.width(), made.height()), (320, 100));
        assert!(made.to_rgb8().get_pixel(160, 50).0.iter().all(|v| *v > 250));
        assert_eq!(of(b"not a picture"), None);
    }
}
