//! Files as copiers and fax machines write them, and as somebody would who means ill.

use super::*;
use crate::{Sheet, read};
use image::Luma;
use qrcode::{EcLevel, QrCode};

/// A page of A4 at 100 dpi that carries the code of a page.
fn page(number: u32) -> GrayImage {
    let text = format!("FQ1:0a1b2c3d4e5f6071:{number}/9:9f86d081");
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    let (n, colours) = (code.width() as u32, code.to_colors());
    GrayImage::from_fn(827, 1170, |x, y| {
        let at = |v: u32, from: u32| v.checked_sub(from).map(|v| v / 3).filter(|v| *v < n);
        match (at(x, 110), at(y, 1060)) {
            (Some(x), Some(y)) if colours[(y * n + x) as usize] == qrcode::Color::Dark => Luma([0]),
            _ => Luma([255]),
        }
    })
}

/// A picture of a TIFF: tags with their values, and what its one strip holds.
struct Part {
    tags: Vec<(u16, u32)>,
    strip: Vec<u8>,
}

impl Part {
    fn new(size: (u32, u32), packing: u32, colours: (u32, u32), strip: Vec<u8>) -> Self {
        let (bits, samples) = colours;
        let meaning = match (samples, packing) {
            (3, 7) => 6,
            (3, _) => 2,
            (_, 4) => 0,
            _ => 1,
        };
        let tags = vec![
            (256, size.0),
            (257, size.1),
            (258, bits),
            (259, packing),
            (262, meaning),
            (277, samples),
            (278, size.1),
        ];
        Self { tags, strip }
    }

    fn with(mut self, tag: u16, value: u32) -> Self {
        self.tags.retain(|(known, _)| *known != tag);
        self.tags.push((tag, value));
        self
    }
}

/// A TIFF, least byte first. Resolutions are given in dots per inch.
fn file(parts: &[Part]) -> Vec<u8> {
    let mut out = b"II*\0\0\0\0\0".to_vec();
    let mut link = 4;
    for part in parts {
        let start = out.len() as u32;
        out.extend(&part.strip);
        let mut tags = part.tags.clone();
        tags.extend([(273, start), (279, part.strip.len() as u32)]);
        tags.sort_unstable();
        let ratios: Vec<(u16, u32)> =
            tags.iter().filter(|t| matches!(t.0, 282 | 283)).copied().collect();
        let place = out.len() as u32;
        for (_, dots) in &ratios {
            out.extend([dots.to_le_bytes(), 1_u32.to_le_bytes()].concat());
        }
        let here = out.len() as u32;
        out[link..link + 4].copy_from_slice(&here.to_le_bytes());
        out.extend((tags.len() as u16).to_le_bytes());
        for (tag, value) in tags {
            let at = ratios.iter().position(|(known, _)| *known == tag);
            let (kind, value) = at.map_or((4_u16, value), |at| (5, place + 8 * at as u32));
            out.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
            out.extend([1_u32.to_le_bytes(), value.to_le_bytes()].concat());
        }
        link = out.len();
        out.extend([0; 4]);
    }
    out
}

fn fax(page: &GrayImage) -> Part {
    let mut encoder = fax::encoder::Encoder::new(fax::VecWriter::new());
    for row in page.rows() {
        let colour =
            |p: &Luma<u8>| if p.0[0] < 128 { fax::Color::Black } else { fax::Color::White };
        encoder.encode_line(row.map(colour), page.width() as u16).unwrap();
    }
    Part::new(page.dimensions(), 4, (1, 1), encoder.finish().unwrap().finish())
}

fn jpeg(page: &GrayImage) -> Part {
    let rgb = DynamicImage::ImageLuma8(page.clone()).into_rgb8();
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&rgb).unwrap();
    Part::new(page.dimensions(), 7, (8, 3), bytes)
}

fn plain(page: &GrayImage) -> Part {
    Part::new(page.dimensions(), 1, (8, 1), page.as_raw().clone())
}

fn numbers(bytes: &[u8]) -> Vec<(u32, u32)> {
    let of = |s: &Sheet| s.code.as_ref().map(|code| (s.leaf, code.page));
    read(bytes).unwrap().iter().filter_map(of).collect()
}

fn refused(parts: &[Part]) -> ScanError {
    read(&file(parts)).unwrap_err()
}

#[test]
fn a_stack_as_a_copier_writes_it_is_read_page_by_page() {
    let stack = file(&[fax(&page(1)), jpeg(&page(2)), plain(&page(3))]);
    assert_eq!(numbers(&stack), [(1, 1), (2, 2), (3, 3)]);
    let files = pages_of_tiff(&stack, None).unwrap();
    assert_eq!(files.len(), 3);
    // Black and white loses nothing on its way into a dossier; colour is right.
    assert!(files[0].starts_with(b"\x89PNG") && files[1].starts_with(&[0xff, 0xd8]));
    assert_eq!(image::load_from_memory(&files[0]).unwrap().to_luma8(), page(1));
    assert_eq!(pages_of_tiff(&stack, Some(3)).unwrap().len(), 1);
    assert_eq!(pages_of_tiff(&stack, Some(4)).unwrap_err(), ScanError::NoPages);
    assert_eq!(pages_of_tiff(&stack, Some(0)).unwrap_err(), ScanError::NoPages);
}

#[test]
fn colours_packed_as_jpeg_come_out_as_they_went_in() {
    let red = RgbImage::from_pixel(64, 64, image::Rgb([200, 30, 40]));
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(&red).unwrap();
    let part = Part::new((64, 64), 7, (8, 3), bytes);
    let shown = Opened::new(&file(&[part]), &Limits::default()).unwrap().page(0).unwrap();
    let seen = shown.to_rgb8().get_pixel(30, 30).0;
    assert!(seen.iter().zip([200, 30, 40]).all(|(a, b)| a.abs_diff(b) < 6), "{seen:?}");
}

#[test]
fn a_fax_with_its_bits_turned_and_its_lines_apart_is_the_same_page() {
    let mut turned = fax(&page(4)).with(266, 2);
    turned.strip = turned.strip.into_iter().map(u8::reverse_bits).collect();
    assert_eq!(numbers(&file(&[turned])), [(1, 4)]);
    let half = image::imageops::resize(&page(5), 827, 585, FilterType::Triangle);
    let coarse = plain(&half).with(282, 100).with(283, 50);
    assert_eq!(numbers(&file(&[coarse])), [(1, 5)]);
    let laid = plain(&image::imageops::rotate270(&page(6))).with(274, 6);
    let shown = Opened::new(&file(&[laid]), &Limits::default()).unwrap().page(0).unwrap();
    assert_eq!(shown.to_luma8(), page(6));
}

#[test]
fn the_preview_of_a_page_is_no_page() {
    let preview =
        plain(&image::imageops::resize(&page(1), 80, 113, FilterType::Triangle)).with(254, 1);
    assert_eq!(numbers(&file(&[fax(&page(1)), preview, fax(&page(2))])), [(1, 1), (2, 2)]);
}

#[test]
fn what_no_copier_writes_says_so() {
    let old = jpeg(&page(1)).with(259, 6);
    assert_eq!(refused(&[old]), ScanError::Tiff);
    assert!(matches!(
        refused(&[plain(&page(1)).with(258, 3)]),
        ScanError::Tiff | ScanError::Damaged(_)
    ));
}

#[test]
fn a_file_made_to_choke_the_desk_is_refused() {
    let vast = plain(&page(1)).with(256, 60_000).with(257, 60_000).with(278, 60_000);
    assert!(matches!(refused(&[vast]), ScanError::TooManyPixels { .. }));
    // A small page, and in its strip a JPEG that says it is vast.
    let mut inner = jpeg(&page(1));
    let at = inner.strip.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    inner.strip[at + 5..at + 9].copy_from_slice(&[0x3f, 0xff, 0x3f, 0xff]);
    assert!(matches!(refused(&[inner]), ScanError::TooManyPixels { .. }));
    // A strip that lies about its length.
    let mut whole = file(&[plain(&page(1))]);
    let short = whole.len() / 2;
    assert!(matches!(read(&whole[..short]).unwrap_err(), ScanError::Damaged(_)));
    // A page that follows itself.
    let end = whole.len() - 4;
    let first: [u8; 4] = whole[4..8].try_into().unwrap();
    whole[end..].copy_from_slice(&first);
    assert!(matches!(read(&whole).unwrap_err(), ScanError::Damaged(_)));
    let limits = Limits { pages: 2, ..Limits::default() };
    let many = file(&[plain(&page(1)), plain(&page(2)), plain(&page(3))]);
    assert!(matches!(
        Opened::new(&many, &limits).err(),
        Some(ScanError::TooManyPages { limit: 2, .. })
    ));
    for cut in (0..many.len()).step_by(many.len() / 40) {
        let _no_panic = read(&many[..cut]);
    }
}
