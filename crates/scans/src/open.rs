//! What a file is, and the pictures in it.

use image::{DynamicImage, GrayImage, ImageDecoder, ImageReader, Limits as ImageLimits};
use std::io::Cursor;

/// What a file is, by its first bytes: names lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// PDF.
    Pdf,
    /// TIFF, of one page or many.
    Tiff,
}

impl Kind {
    /// The kind of a file; none when it is none of these.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(Self::Tiff),
            // Some copiers put a line of their own before the header (ISO 32000-1, Annex H: within 1024 bytes).
            _ => {
                let head = &bytes[..bytes.len().min(1024)];
                head.windows(5).any(|w| w == b"%PDF-").then_some(Self::Pdf)
            }
        }
    }

    /// Media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Tiff => "image/tiff",
        }
    }
}

/// Why a file could not be read as a scan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Neither picture nor PDF.
    #[error("neither JPEG, PNG, TIFF nor PDF")]
    Unknown,
    /// A TIFF of a kind that no copier of today writes.
    #[error("a kind of TIFF that is not read")]
    Tiff,
    /// The picture format of iPhones.
    #[error("HEIC is not read")]
    Heic,
    /// Cut off or broken.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A page that asks for more than is drawn: it draws itself within itself, or covers the sheet without end.
    #[error("a page whose drawing may never end")]
    Endless,
    /// A PDF that asks for a password.
    #[error("the PDF is locked by a password")]
    Locked,
    /// A PDF without pages.
    #[error("no pages")]
    NoPages,
    /// More bytes than are taken.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// Most bytes taken.
        limit: usize,
    },
    /// More pages than are taken.
    #[error("{pages} pages, at most {limit}")]
    TooManyPages {
        /// Pages in the file.
        pages: usize,
        /// Most pages taken.
        limit: usize,
    },
    /// A picture of more pixels than are taken.
    #[error("a picture of more than {limit} million pixels")]
    TooManyPixels {
        /// Most pixels of one picture, millions.
        limit: u64,
    },
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}

/// A picture as it came, turned upright as its camera noted.
pub(crate) struct Picture {
    pub grey: GrayImage,
    /// How red each point is, at half the width and height; none for grey pictures.
    pub red: Option<GrayImage>,
}

impl Picture {
    pub fn of(image: &DynamicImage) -> Self {
        let red = image.color().has_color().then(|| redness(image));
        Self { grey: image.to_luma8(), red }
    }
}

/// Red ink of seals and fingerprints: how much red outshines the stronger of green and blue.
fn redness(image: &DynamicImage) -> GrayImage {
    let rgb = image.to_rgb8();
    let (w, h) = ((rgb.width() / 2).max(1), (rgb.height() / 2).max(1));
    GrayImage::from_fn(w, h, |x, y| {
        let p = rgb.get_pixel((x * 2).min(rgb.width() - 1), (y * 2).min(rgb.height() - 1)).0;
        image::Luma([p[0].saturating_sub(p[1].max(p[2]))])
    })
}

/// Whether a JPEG has its end. One cut off on the way is unpacked all the same, its lower part grey: a page that
/// lacks its signatures must not pass for the page.
fn ends(jpeg: &[u8]) -> bool {
    // Segments with a length up to the picture itself (ITU T.81, B.1.1.4); previews inside them have ends of their own.
    let mut at = 2;
    while let [0xff, marker, high, low, ..] = jpeg.get(at..).unwrap_or_default() {
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
        if *marker == 0xda {
            return jpeg.get(at..).is_some_and(|data| data.windows(2).any(|w| w == [0xff, 0xd9]));
        }
    }
    // Not laid out as expected: the decoder judges.
    true
}

/// Opens a single picture.
pub(crate) fn picture(bytes: &[u8], pixels: u64) -> Result<Picture, ScanError> {
    if Kind::of(bytes) == Some(Kind::Jpeg) && !ends(bytes) {
        return Err(ScanError::Damaged("cut off".to_owned()));
    }
    let damaged = |e: image::ImageError| ScanError::Damaged(e.to_string());
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|e| ScanError::Damaged(e.to_string()))?;
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (w, h) = decoder.dimensions();
    if u64::from(w) * u64::from(h) > pixels {
        return Err(ScanError::TooManyPixels { limit: pixels / 1_000_000 });
    }
    let mut limits = ImageLimits::default();
    limits.max_alloc = Some(pixels.saturating_mul(8));
    decoder.set_limits(limits).map_err(damaged)?;
    let upright = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if let Some(upright) = upright {
        image.apply_orientation(upright);
    }
    Ok(Picture::of(&image))
}

/// Whether these are the bytes of a HEIC picture, the camera format of iPhones.
pub(crate) fn heic(bytes: &[u8]) -> bool {
    let brand = bytes.get(8..12).unwrap_or_default();
    bytes.get(4..8) == Some(b"ftyp")
        && matches!(brand, b"heic" | b"heix" | b"mif1" | b"hevc" | b"msf1")
}
