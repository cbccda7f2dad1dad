//! Whether a place for a signature or a seal still looks empty: what lies there beyond what was printed.

use crate::binary;
use crate::find::resized;
use crate::read::Sheet;
use crate::{A4, PER_MM};
use image::GrayImage;

/// A place on a page where somebody signs, millimetres from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// How a place looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing there that was not printed.
    Empty,
    /// Somebody wrote or sealed there; whose hand it is no program tells.
    Marked,
    /// Cannot be told: too dark, too crooked, too little.
    Unsure,
}

/// Pixels per millimetre in which places are looked at.
const FINE: f64 = PER_MM / 2.0;
/// Around a place this much of the print is used to lay scan and print on each other, millimetres.
const AROUND: f64 = 16.0;
/// A straightened page lies at most so far off, millimetres.
const OFF: f64 = 5.0;
/// Print spreads and scanners blur: so near to print nothing counts, millimetres.
const SPREAD: f64 = 0.9;
/// Less is dust, square millimetres.
const DUST: f64 = 4.0;
/// More is writing: two characters with a thin pen are about fifty.
const WRITING: f64 = 11.0;
/// Redness above which a point is seal ink.
const RED: u8 = 45;

/// Tells how a place on a sheet looks, compared with the page as printed (see [`crate::Printed`]).
#[must_use]
pub fn ink(sheet: &Sheet, printed: &GrayImage, place: &Place) -> Mark {
    if !sheet.straight || place.width < 2.0 || place.height < 2.0 {
        return Mark::Unsure;
    }
    let field = Field::around(place);
    let seen = field.cut(&sheet.picture);
    let print = field.cut(printed);
    // What lies beyond the edge of the picture was drawn white: dark by its neighbourhood only if it is ink.
    let seen = binary::by_neighbourhood(&seen, (FINE * 7.0) as usize, 20);
    let solid = binary::by_grey(&print, 140);
    let (dx, dy) = match met(&seen, &solid) {
        Some(shift) => shift,
        None if sheet.confidence > 0.9 => (0, 0),
        None => return Mark::Unsure,
    };
    let faint = binary::by_grey(&print, 225);
    let reach = (SPREAD * FINE).ceil() as isize;
    let at = |b: &binary::Binary, x: isize, y: isize| {
        x >= 0 && y >= 0 && x < b.width as isize && y < b.height as isize && b.at(x as usize, y as usize)
    };
    let near = |x: isize, y: isize| {
        (-reach..=reach).any(|j| (-reach..=reach).any(|i| at(&faint, x + i, y + j)))
    };
    let neighbours = |x: isize, y: isize| {
        let all = (-1..=1).flat_map(|j| (-1..=1).map(move |i| (i, j)));
        all.filter(|(i, j)| at(&seen, x + i, y + j)).count()
    };
    let (mut ink, mut red) = (0_usize, 0_usize);
    let (left, top, right, bottom) = field.inner;
    for y in top..bottom {
        for x in left..right {
            let (sx, sy) = (x + dx, y + dy);
            if at(&seen, sx, sy) && neighbours(sx, sy) >= 4 && !near(x, y) {
                ink += 1;
            }
            if field.red(sheet, sx, sy) > RED {
                red += 1;
            }
        }
    }
    let area = |points: usize| points as f64 / (FINE * FINE);
    if area(ink).max(area(red)) >= WRITING {
        Mark::Marked
    } else if area(ink) <= DUST {
        Mark::Empty
    } else {
        Mark::Unsure
    }
}

/// A part of the page around a place.
struct Field {
    /// Upper left of the part, pixels of [`FINE`].
    origin: (u32, u32),
    size: (u32, u32),
    /// The place itself in it: left, top, right, bottom.
    inner: (isize, isize, isize, isize),
}

impl Field {
    fn around(place: &Place) -> Self {
        let at = |mm: f64, most: f64| (mm.clamp(0.0, most) * FINE) as u32;
        let left = at(place.x - AROUND, A4.0);
        let top = at(place.y - AROUND, A4.1);
        let right = at(place.x + place.width + AROUND, A4.0);
        let bottom = at(place.y + place.height + AROUND, A4.1);
        let inner = |mm: f64, most: f64, from: u32| (at(mm, most) - from.min(at(mm, most))) as isize;
        Self {
            origin: (left, top),
            size: (right - left, bottom - top),
            inner: (
                inner(place.x + 0.5, A4.0, left),
                inner(place.y + 0.5, A4.1, top),
                inner(place.x + place.width - 0.5, A4.0, left),
                inner(place.y + place.height - 0.5, A4.1, top),
            ),
        }
    }

    fn cut(&self, page: &GrayImage) -> GrayImage {
        let k = (PER_MM / FINE) as u32;
        let (x, y) = (self.origin.0 * k, self.origin.1 * k);
        let part = image::imageops::crop_imm(page, x, y, self.size.0 * k, self.size.1 * k);
        resized(&part.to_image(), 1.0 / f64::from(k))
    }

    fn red(&self, sheet: &Sheet, x: isize, y: isize) -> u8 {
        let Some(red) = &sheet.red else { return 0 };
        let place = (x + self.origin.0 as isize, y + self.origin.1 as isize);
        match (u32::try_from(place.0), u32::try_from(place.1)) {
            (Ok(x), Ok(y)) => red.get_pixel_checked(x, y).map_or(0, |p| p.0[0]),
            _ => 0,
        }
    }
}

/// By how much the scan lies beside the print; none when they do not meet anywhere.
fn met(seen: &binary::Binary, print: &binary::Binary) -> Option<(isize, isize)> {
    let mut points: Vec<(isize, isize)> = Vec::new();
    for y in 0..print.height {
        for (x, dark) in print.row(y).iter().enumerate() {
            if *dark {
                points.push((x as isize, y as isize));
            }
        }
    }
    if points.len() < 80 {
        return None;
    }
    let every = (points.len() / 3000).max(1);
    let reach = (OFF * FINE) as isize;
    let mut best = (0, (0, 0));
    let mut counted = 0;
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let met = |p: &(isize, isize)| {
                let (x, y) = (p.0 + dx, p.1 + dy);
                x >= 0
                    && y >= 0
                    && x < seen.width as isize
                    && y < seen.height as isize
                    && seen.at(x as usize, y as usize)
            };
            let points = points.iter().step_by(every);
            counted = points.len();
            let n = points.filter(|p| met(p)).count();
            if n > best.0 {
                best = (n, (dx, dy));
            }
        }
    }
    (best.0 * 100 > counted * 45).then_some(best.1)
}
