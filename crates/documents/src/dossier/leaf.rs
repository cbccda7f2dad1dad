//! Pages as they can be bound: a PDF as it is, a picture wrapped into a page around its own bytes.
//!
//! A JPEG is never decoded: its bytes become the page's picture, turned the way the camera says. So fifty scans cost
//! their own size in memory and not their pixels.

use std::io::Cursor;
use std::sync::Arc;

use hayro_syntax::{LoadPdfError, Pdf};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, Limits};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use typst::foundations::Bytes;

/// A page that is more than this much wider than high is laid lengthwise.
const WIDE: f32 = 1.15;
/// Largest side of a picture, pixels: beyond it a file is no scan.
const LARGEST_SIDE: u32 = 30_000;
/// Most memory a PNG may take while it is rewritten, bytes.
const PNG_MEMORY: u64 = 512 * 1024 * 1024;
/// Points a pixel is given at 300 dpi; only the shape counts, the page is scaled.
const POINT: f32 = 0.24;

/// Why something cannot be a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLeaf {
    /// Neither PDF, JPEG nor PNG: a recording, a table, a text file.
    #[error("not a kind of file that has pages")]
    Kind,
    /// A PDF under a password.
    #[error("the PDF wants a password")]
    Locked,
    /// Damaged, without pages, or out of all proportion.
    #[error("the file is damaged or has no pages")]
    Damaged,
}

/// Pages to be bound, as PDF.
#[derive(Clone, PartialEq, Eq)]
pub struct Leaf {
    pdf: Bytes,
    /// First page of the file that is bound, from 1.
    first: usize,
    wide: Vec<bool>,
}

impl std::fmt::Debug for Leaf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leaf").field("bytes", &self.pdf.len()).field("wide", &self.wide).finish()
    }
}

impl Leaf {
    /// Makes a file bindable: PDF, JPEG or PNG, told by its first bytes.
    ///
    /// # Errors
    /// [`NoLeaf`].
    pub fn of(bytes: Vec<u8>) -> Result<Self, NoLeaf> {
        let pdf = match bytes.as_slice() {
            [0xff, 0xd8, 0xff, ..] => jpeg(bytes)?,
            [0x89, b'P', b'N', b'G', ..] => png(&bytes)?,
            _ if bytes.starts_with(b"%PDF") => bytes,
            _ => return Err(NoLeaf::Kind),
        };
        let pdf = Bytes::new(pdf);
        let read = Pdf::new(Arc::new(pdf.clone())).map_err(|e| match e {
            LoadPdfError::Decryption(_) => NoLeaf::Locked,
            LoadPdfError::Invalid => NoLeaf::Damaged,
        })?;
        let wide: Vec<bool> = read
            .pages()
            .iter()
            .map(|page| {
                let (width, height) = page.render_dimensions();
                width > height * WIDE
            })
            .collect();
        if wide.is_empty() { Err(NoLeaf::Damaged) } else { Ok(Self { pdf, first: 1, wide }) }
    }

    /// Pages of which only the number is known: to count where everything lies, never to be bound.
    #[must_use]
    pub fn counted(pages: usize) -> Self {
        Self { pdf: Bytes::new(Vec::new()), first: 1, wide: vec![false; pages] }
    }

    /// One page of it, counted from 1: a stack from the copier holds sheets of several papers. None beyond its end.
    #[must_use]
    pub fn only(&self, page: usize) -> Option<Self> {
        let wide = *self.wide.get(page.checked_sub(1)?)?;
        Some(Self { pdf: self.pdf.clone(), first: self.first + page - 1, wide: vec![wide] })
    }

    /// Number of pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.wide.len()
    }

    /// Whether a page, counted from 1, lies lengthwise.
    pub(super) fn wide(&self, page: usize) -> bool {
        page.checked_sub(1).and_then(|n| self.wide.get(n)).copied().unwrap_or(false)
    }

    /// Where a page, counted from 1, lies in the file.
    pub(super) fn at(&self, page: usize) -> usize {
        self.first + page - 1
    }

    pub(super) fn bytes(&self) -> Bytes {
        self.pdf.clone()
    }
}

/// What a JPEG says of itself before its data: width, height, number of colours.
fn jpeg_head(bytes: &[u8]) -> Option<(u16, u16, u8)> {
    let mut at = 2;
    let mut head = None;
    loop {
        while *bytes.get(at)? == 0xff && *bytes.get(at + 1)? == 0xff {
            at += 1;
        }
        let (mark, code) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        let word = |n: usize| Some(u16::from_be_bytes([*bytes.get(n)?, *bytes.get(n + 1)?]));
        let length = usize::from(word(at + 2)?);
        match code {
            // Baseline, extended and progressive; arithmetic coding is not read by PDF viewers.
            0xc0..=0xc2 if *bytes.get(at + 4)? == 8 => {
                head = Some((word(at + 7)?, word(at + 5)?, *bytes.get(at + 9)?));
                at += 2 + length;
            }
            0xc0..=0xcf if !matches!(code, 0xc4 | 0xc8 | 0xcc) => return None,
            // Here the picture itself begins: a file cut off before has none.
            0xda => return head,
            0xd9 => return None,
            _ => at += 2 + length,
        }
    }
}

fn jpeg(bytes: Vec<u8>) -> Result<Vec<u8>, NoLeaf> {
    let (width, height, colours) = jpeg_head(&bytes).ok_or(NoLeaf::Damaged)?;
    let side = |n: u16| u32::from(n);
    let turned = image::codecs::jpeg::JpegDecoder::new(Cursor::new(bytes.as_slice()))
        .and_then(|mut decoder| decoder.orientation())
        .unwrap_or(Orientation::NoTransforms);
    let mut dict = dictionary! { "Filter" => "DCTDecode" };
    match colours {
        1 => dict.set("ColorSpace", "DeviceGray"),
        3 => dict.set("ColorSpace", "DeviceRGB"),
        4 => {
            dict.set("ColorSpace", "DeviceCMYK");
            // Adobe writes these inverted, and nobody else writes them.
            let flipped = [1, 0, 1, 0, 1, 0, 1, 0].map(Object::from).to_vec();
            dict.set("Decode", flipped);
        }
        _ => return Err(NoLeaf::Damaged),
    }
    page(dict, bytes, (side(width), side(height)), turned)
}

fn png(bytes: &[u8]) -> Result<Vec<u8>, NoLeaf> {
    let mut reader = image::ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(PNG_MEMORY);
    reader.limits(limits);
    let mut picture = reader.decode().map_err(|_| NoLeaf::Damaged)?;
    if picture.color().has_alpha() {
        // Paper is white.
        let mut white = picture.to_rgba8();
        for pixel in white.pixels_mut() {
            let [r, g, b, a] = pixel.0;
            let over = |c: u8| {
                let mixed = (u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255;
                u8::try_from(mixed).unwrap_or(255)
            };
            pixel.0 = [over(r), over(g), over(b), 255];
        }
        picture = DynamicImage::ImageRgba8(white);
    }
    let size = (picture.width(), picture.height());
    let (space, raw) = if picture.color().has_color() {
        ("DeviceRGB", picture.into_rgb8().into_raw())
    } else {
        ("DeviceGray", picture.into_luma8().into_raw())
    };
    let mut packed = Stream::new(dictionary! { "ColorSpace" => space }, raw);
    packed.compress().map_err(|_| NoLeaf::Damaged)?;
    page(packed.dict, packed.content, size, Orientation::NoTransforms)
}

/// Where the unit square of the picture goes on a page of `w` × `h`, as the camera was held.
fn placed(turned: Orientation, w: f32, h: f32) -> [f32; 6] {
    match turned {
        Orientation::NoTransforms => [w, 0.0, 0.0, h, 0.0, 0.0],
        Orientation::FlipHorizontal => [-w, 0.0, 0.0, h, w, 0.0],
        Orientation::Rotate180 => [-w, 0.0, 0.0, -h, w, h],
        Orientation::FlipVertical => [w, 0.0, 0.0, -h, 0.0, h],
        Orientation::Rotate90FlipH => [0.0, -h, -w, 0.0, w, h],
        Orientation::Rotate90 => [0.0, -h, w, 0.0, 0.0, h],
        Orientation::Rotate270FlipH => [0.0, h, w, 0.0, 0.0, 0.0],
        Orientation::Rotate270 => [0.0, h, -w, 0.0, w, 0.0],
    }
}

/// A PDF of one page that shows the picture.
fn page(
    mut dict: Dictionary,
    bytes: Vec<u8>,
    (width, height): (u32, u32),
    turned: Orientation,
) -> Result<Vec<u8>, NoLeaf> {
    if width == 0 || height == 0 || width > LARGEST_SIDE || height > LARGEST_SIDE {
        return Err(NoLeaf::Damaged);
    }
    let sideways = matches!(
        turned,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (shown_w, shown_h) = if sideways { (height, width) } else { (width, height) };
    // At most 30 000 pixels a side: exact in a float.
    let points = |n: u32| f32::from(u16::try_from(n).unwrap_or(u16::MAX)) * POINT;
    let (w, h) = (points(shown_w), points(shown_h));
    let mut pdf = Document::with_version("1.5");
    for (key, value) in [("Type", "XObject"), ("Subtype", "Image")] {
        dict.set(key, value);
    }
    for (key, value) in [("Width", width), ("Height", height), ("BitsPerComponent", 8)] {
        dict.set(key, i64::from(value));
    }
    let picture = pdf.add_object(Stream::new(dict, bytes).with_compression(false));
    let [a, b, c, d, e, f] = placed(turned, w, h);
    let drawn = format!("q {a} {b} {c} {d} {e} {f} cm /P Do Q");
    let drawn = pdf.add_object(Stream::new(Dictionary::new(), drawn.into_bytes()));
    let pages = pdf.new_object_id();
    let one = pdf.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), w.into(), h.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "P" => picture } },
        "Contents" => drawn,
    });
    let list = dictionary! { "Type" => "Pages", "Kids" => vec![one.into()], "Count" => 1 };
    pdf.objects.insert(pages, Object::Dictionary(list));
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    pdf.trailer.set("Root", root);
    let mut out = Vec::new();
    pdf.save_to(&mut out).map_err(|_| NoLeaf::Damaged)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(width: u32, height: u32) -> Vec<u8> {
        let picture = image::RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x % 251) as u8, (y % 241) as u8, ((x * y) % 239) as u8])
        });
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_jpeg_is_wrapped_with_its_bytes_untouched() {
        let jpeg = photo(120, 80);
        let leaf = Leaf::of(jpeg.clone()).unwrap();
        assert!(leaf.bytes().windows(jpeg.len()).any(|w| w == jpeg));
        assert_eq!((leaf.pages(), leaf.wide(1)), (1, true));
        assert!(!Leaf::of(photo(80, 120)).unwrap().wide(1));
    }

    #[test]
    fn one_sheet_is_taken_out_of_a_stack() {
        let leaf = Leaf::of(photo(80, 120)).unwrap();
        assert_eq!(leaf.only(1).map(|l| (l.pages(), l.at(1))), Some((1, 1)));
        assert_eq!((leaf.only(0), leaf.only(2)), (None, None));
        let stack = Leaf { wide: vec![false, true, false], ..leaf };
        let second = stack.only(2).unwrap();
        assert_eq!((second.pages(), second.at(1), second.wide(1)), (1, 2, true));
    }

    #[test]
    fn what_has_no_pages_says_so() {
        assert_eq!(Leaf::of(b"ID3 recording".to_vec()).unwrap_err(), NoLeaf::Kind);
        assert_eq!(Leaf::of(Vec::new()).unwrap_err(), NoLeaf::Kind);
        assert_eq!(Leaf::of(b"%PDF-1.7 torn".to_vec()).unwrap_err(), NoLeaf::Damaged);
        assert_eq!(Leaf::of(photo(20, 20)[..30].to_vec()).unwrap_err(), NoLeaf::Damaged);
        assert_eq!(Leaf::of(b"\x89PNG\r\n\x1a\n".to_vec()).unwrap_err(), NoLeaf::Damaged);
    }

    #[test]
    fn a_transparent_png_lies_on_white() {
        let mut picture = image::RgbaImage::new(3, 3);
        picture.put_pixel(1, 1, image::Rgba([10, 20, 30, 255]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let leaf = Leaf::of(bytes.into_inner()).unwrap();
        let pdf = Document::load_mem(&leaf.bytes()).unwrap();
        let shown = pdf.objects.values().find_map(|o| {
            let stream = o.as_stream().ok()?;
            stream.dict.has(b"ColorSpace").then(|| stream.get_plain_content().unwrap())
        });
        let shown = shown.unwrap();
        assert_eq!(&shown[..3], [255, 255, 255]);
        assert_eq!(&shown[12..15], [10, 20, 30]);
    }

    #[test]
    fn a_picture_turned_by_the_camera_stands_upright() {
        // Where the picture's own upper left corner (0, 1) comes to lie on a page of 2 × 3.
        let corner = |o: Orientation| {
            let [_, _, c, d, e, f] = placed(o, 2.0, 3.0);
            (c + e, d + f)
        };
        assert_eq!(corner(Orientation::NoTransforms), (0.0, 3.0));
        assert_eq!(corner(Orientation::Rotate90), (2.0, 3.0));
        assert_eq!(corner(Orientation::Rotate180), (2.0, 0.0));
        assert_eq!(corner(Orientation::Rotate270), (0.0, 0.0));
        assert_eq!(corner(Orientation::FlipHorizontal), (2.0, 3.0));
        assert_eq!(corner(Orientation::FlipVertical), (0.0, 0.0));
        assert_eq!(corner(Orientation::Rotate90FlipH), (0.0, 3.0));
        assert_eq!(corner(Orientation::Rotate270FlipH), (2.0, 0.0));
    }
}
