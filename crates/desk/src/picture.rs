//! QR codes in pictures: read from what a person photographed or was sent, and drawn for a person to photograph.

use crate::error::{DeskError, Result};
use image::imageops::FilterType;
use image::{GrayImage, ImageFormat, Luma};
use std::io::Cursor;

/// White around a code, in modules (ISO/IEC 18004).
const QUIET: u32 = 4;
/// Pixels of a module: a telephone reads it from a screen at arm's length, and print shows no blur.
const MODULE: u32 = 8;
/// Smaller than this no code can be read.
const SMALLEST: u32 = 100;

/// Texts of all QR codes in a picture, read as they are asked for: photographs are tried smaller too. None when it is
/// no picture.
pub(crate) fn texts(bytes: &[u8]) -> impl Iterator<Item = String> {
    let picture = image::load_from_memory(bytes).ok().map(|picture| picture.to_luma8());
    picture.into_iter().flat_map(|picture| {
        [1, 2, 3].into_iter().flat_map(move |divide| {
            let (w, h) = (picture.width() / divide, picture.height() / divide);
            match divide {
                1 => read(&picture),
                _ if w < SMALLEST || h < SMALLEST => Vec::new(),
                _ => read(&image::imageops::resize(&picture, w, h, FilterType::Triangle)),
            }
        })
    })
}

fn read(picture: &GrayImage) -> Vec<String> {
    let (width, height) = picture.dimensions();
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
            picture.get_pixel(x as u32, y as u32).0[0]
        });
    let grids = prepared.detect_grids();
    grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

/// A text as QR code: PNG, black on white with its quiet zone.
///
/// # Errors
/// `host.code_picture` when the text is too long for one code.
pub(crate) fn draw(text: &str) -> Result<Vec<u8>> {
    let failed = || DeskError::new("host.code_picture");
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::L)
        .map_err(|_| failed())?;
    let modules = code.width();
    let colours = code.to_colors();
    let side = (u32::try_from(modules).map_err(|_| failed())? + 2 * QUIET) * MODULE;
    let picture = GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / MODULE).checked_sub(QUIET).map(|m| m as usize);
        let dark = match (at(x), at(y)) {
            (Some(x), Some(y)) if x < modules && y < modules => {
                colours[y * modules + x] == qrcode::Color::Dark
            }
            _ => false,
        };
        Luma([if dark { 0 } else { 255 }])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|_| failed())?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As long as an enrolment code is.
    fn long() -> String {
        format!("FQ1-{}-2e028dba", "eyJ1cmwiOiJodHRwczovL2h1Yi5leGFtcGxl".repeat(17))
    }

    #[test]
    fn a_code_as_long_as_an_enrolment_code_is_read_back_from_its_picture() {
        assert_eq!(texts(&draw(&long()).unwrap()).next(), Some(long()));
    }

    #[test]
    fn a_telephones_photograph_of_it_is_read() {
        // Held askew in a wider view, greyed, unevenly lit, scaled and saved as JPEG.
        let drawn = image::load_from_memory(&draw(&long()).unwrap()).unwrap().to_luma8();
        let (w, h) = drawn.dimensions();
        let (wide, high) = (w * 2, h * 3 / 2);
        let (sin, cos) = 0.06_f32.sin_cos();
        let photo = GrayImage::from_fn(wide, high, |x, y| {
            let (dx, dy) = (x as f32 - wide as f32 / 2.0, y as f32 - high as f32 / 2.0);
            let (sx, sy) =
                (dx * cos + dy * sin + w as f32 / 2.0, dy * cos - dx * sin + h as f32 / 2.0);
            let inside = sx >= 0.0 && sy >= 0.0 && sx < w as f32 && sy < h as f32;
            let ink = if inside { drawn.get_pixel(sx as u32, sy as u32).0[0] } else { 120 };
            let light = 0.55 + 0.35 * x as f32 / wide as f32;
            Luma([(20.0 + f32::from(ink) * light) as u8])
        });
        let mut jpeg = Cursor::new(Vec::new());
        photo.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
        assert_eq!(texts(jpeg.get_ref()).next(), Some(long()));
    }

    #[test]
    fn what_is_no_picture_holds_no_code() {
        assert_eq!(texts(b"FQ1-abc").next(), None);
        assert_eq!(texts(&[]).next(), None);
    }
}
