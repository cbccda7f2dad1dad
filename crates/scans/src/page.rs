//! Where the page lies in the picture: by the edges of the sheet, else by the code itself.

use crate::binary;
use crate::code::Code;
use crate::find::{CODE_MM, Found, apart, resized};
use crate::flat::{Point, View, drawn};
use crate::{A4, PER_MM};
use image::GrayImage;

/// A page found in a picture.
pub(crate) struct Laid {
    /// Millimetres of the page → pixels of the picture.
    pub view: View,
    /// 1 when the code lies exactly where the page has it, 0 when nothing speaks for the place.
    pub confidence: f64,
}

/// Where a page carries its code: foot of the page, outside corner; odd pages left, even pages right.
/// Source: `assets/documents/common/paper.typ`, 页脚标识.
fn place(code: &Code) -> [Point; 4] {
    let left = if code.page % 2 == 1 { 28.0 } else { A4.0 - 26.0 - CODE_MM };
    let top = A4.1 - 8.0 - CODE_MM;
    [
        (left, top),
        (left + CODE_MM, top),
        (left + CODE_MM, top + CODE_MM),
        (left, top + CODE_MM),
    ]
}

const SHEET: [Point; 4] = [(0.0, 0.0), (A4.0, 0.0), (A4.0, A4.1), (0.0, A4.1)];
/// How far from its place a code may be seen on a sheet found by its edges, millimetres.
const ASTRAY: f64 = 7.0;

/// Lays the page under its code.
pub(crate) fn laid(picture: &GrayImage, found: &Found, code: &Code) -> Option<Laid> {
    let at = place(code);
    let by_code = View::rigid(at, found.corners)?;
    let astray = |view: &View| {
        let per_mm = found.side() / CODE_MM;
        let off: f64 = at.iter().zip(&found.corners).map(|(p, c)| apart(view.at(*p), *c)).sum();
        off / 4.0 / per_mm
    };
    if let Some(view) = by_edges(picture, &by_code, found) {
        let off = astray(&view);
        if off < ASTRAY {
            return Some(Laid { view, confidence: 1.0 - off / ASTRAY * 0.5 });
        }
    }
    let view = by_lines(picture, by_code, at[0]);
    // A page seen from the side bends the square of the code.
    let bent = astray(&by_code) / CODE_MM;
    Some(Laid { view, confidence: (0.8 - bent * 8.0).clamp(0.1, 0.8) })
}

/// The page as it would lie under a flat scanner.
pub(crate) fn straightened(picture: &GrayImage, view: &View, per_mm: f64) -> GrayImage {
    // A picture much finer than what is drawn from it would lose every second line.
    let (a, b) = (view.at((80.0, 150.0)), view.at((130.0, 150.0)));
    let scale = (per_mm * 1.3 * 50.0 / apart(a, b)).min(1.0);
    let source = if scale < 0.9 { resized(picture, scale) } else { picture.clone() };
    let scale = if scale < 0.9 { scale } else { 1.0 };
    let size = ((A4.0 * per_mm).round() as u32, (A4.1 * per_mm).round() as u32);
    drawn(&source, size, |(x, y)| {
        let (x, y) = view.at((x / per_mm, y / per_mm));
        (x * scale, y * scale)
    })
}

/// The sheet as a light four-cornered field around the code.
fn by_edges(picture: &GrayImage, by_code: &View, found: &Found) -> Option<View> {
    let scale = (480.0 / f64::from(picture.width().max(picture.height()))).min(1.0);
    let small = image::imageops::blur(&resized(picture, scale), 1.2);
    let (w, h) = (small.width() as usize, small.height() as usize);
    let grey = binary::divide(&small);
    let light: Vec<bool> = small.as_raw().iter().map(|p| *p > grey).collect();
    // White paper right beside the code, above it.
    let middle = found.middle();
    let mut sheet = vec![false; w * h];
    let mut todo = Vec::new();
    let up = by_code.at((A4.0 / 2.0, A4.1 / 2.0));
    for step in 1..=40 {
        let t = f64::from(step) / 40.0 * 0.6;
        let p = (middle.0 + (up.0 - middle.0) * t, middle.1 + (up.1 - middle.1) * t);
        let (x, y) = ((p.0 * scale) as usize, (p.1 * scale) as usize);
        if p.0 >= 0.0 && p.1 >= 0.0 && x < w && y < h && light[y * w + x] {
            todo.push((x, y));
        }
    }
    while let Some((x, y)) = todo.pop() {
        if !light[y * w + x] || sheet[y * w + x] {
            continue;
        }
        sheet[y * w + x] = true;
        let mut step = |x: Option<usize>, y: Option<usize>| {
            if let (Some(x), Some(y)) = (x, y)
                && x < w
                && y < h
            {
                todo.push((x, y));
            }
        };
        step(x.checked_sub(1), Some(y));
        step(Some(x + 1), Some(y));
        step(Some(x), y.checked_sub(1));
        step(Some(x), Some(y + 1));
    }
    let hull = hull(&sheet, w, h);
    let corners = four(&hull)?;
    // A sheet that reaches out of the picture shows no edge there.
    let edge = |p: &Point| p.0 < 1.5 || p.1 < 1.5 || p.0 > w as f64 - 2.5 || p.1 > h as f64 - 2.5;
    if corners.iter().filter(|p| edge(p)).count() > 1 || area(&corners) < area(&hull) * 0.94 {
        return None;
    }
    let corners = corners.map(|(x, y)| ((x + 0.5) / scale, (y + 0.5) / scale));
    // Clockwise from the corner nearest to where the code says that the upper left is.
    let first = SHEET.map(|p| by_code.at(p));
    let turned = |by: usize| [0, 1, 2, 3].map(|i| corners[(i + by) % 4]);
    let off = |by: &usize| {
        turned(*by).iter().zip(&first).map(|(c, f)| apart(*c, *f)).sum::<f64>()
    };
    let by = (0..4).min_by(|a, b| off(a).total_cmp(&off(b)))?;
    View::of(SHEET, turned(by))
}

/// Twice the area is enough to compare; positive when clockwise as seen on a screen.
fn area(points: &[Point]) -> f64 {
    let n = points.len();
    let cross = |i: usize| {
        let (a, b) = (points[i], points[(i + 1) % n]);
        a.0 * b.1 - b.0 * a.1
    };
    (0..n).map(cross).sum::<f64>().abs()
}

/// Convex hull (monotone chain), clockwise as seen on a screen.
fn hull(field: &[bool], w: usize, h: usize) -> Vec<Point> {
    let mut points: Vec<(i64, i64)> = Vec::new();
    for y in 0..h {
        let row = &field[y * w..(y + 1) * w];
        let ends = (row.iter().position(|p| *p), row.iter().rposition(|p| *p));
        if let (Some(a), Some(b)) = ends {
            points.push((a as i64, y as i64));
            points.push((b as i64, y as i64));
        }
    }
    points.sort_unstable();
    points.dedup();
    let turn = |a: (i64, i64), b: (i64, i64), c: (i64, i64)| {
        (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
    };
    let mut all: Vec<(i64, i64)> = Vec::new();
    for half in 0..2 {
        let start = all.len();
        let mut next = |p: (i64, i64)| {
            while all.len() >= start + 2 && turn(all[all.len() - 2], all[all.len() - 1], p) <= 0 {
                all.pop();
            }
            all.push(p);
        };
        if half == 0 {
            points.iter().copied().for_each(&mut next);
        } else {
            points.iter().rev().copied().for_each(&mut next);
        }
        all.pop();
    }
    all.into_iter().map(|(x, y)| (x as f64, y as f64)).collect()
}

/// The largest four-cornered field on the points of a hull, clockwise.
fn four(hull: &[Point]) -> Option<[Point; 4]> {
    let mut points = hull.to_vec();
    while points.len() > 26 {
        // The point that adds least goes.
        let n = points.len();
        let adds = |i: usize| area(&[points[(i + n - 1) % n], points[i], points[(i + 1) % n]]);
        let least = (0..n).min_by(|a, b| adds(*a).total_cmp(&adds(*b)))?;
        points.remove(least);
    }
    let n = points.len();
    let mut best: Option<([Point; 4], f64)> = None;
    for a in 0..n {
        for b in a + 1..n {
            for c in b + 1..n {
                for d in c + 1..n {
                    let four = [points[a], points[b], points[c], points[d]];
                    let size = area(&four);
                    if best.as_ref().is_none_or(|(_, most)| size > *most) {
                        best = Some((four, size));
                    }
                }
            }
        }
    }
    best.map(|(four, _)| four)
}

/// The code is small: what it says of the page's turn is made better by the page's own lines.
fn by_lines(picture: &GrayImage, view: View, about: Point) -> View {
    let per_mm = 2.5;
    let page = straightened(picture, &view, per_mm);
    let dark = binary::by_neighbourhood(&page, 12, 18);
    let mut points = Vec::new();
    for y in 0..dark.height {
        for (x, is) in dark.row(y).iter().enumerate() {
            if *is {
                points.push((x as f64, y as f64));
            }
        }
    }
    if points.len() < 800 {
        return view;
    }
    let sharp = |radians: f64| {
        let (sin, cos) = radians.sin_cos();
        let mut rows = vec![0.0_f64; dark.height + dark.width];
        for (x, y) in &points {
            let row = y * cos - x * sin + dark.width as f64 / 2.0;
            if let Some(n) = rows.get_mut(row.max(0.0) as usize) {
                *n += 1.0;
            }
        }
        rows.windows(2).map(|p| (p[1] - p[0]) * (p[1] - p[0])).sum::<f64>()
    };
    let tries = (-15..=15).map(|i| f64::from(i) * 0.1_f64.to_radians());
    let (mut best, mut most) = (0.0, sharp(0.0) * 1.02);
    for angle in tries {
        let s = sharp(angle);
        if s > most {
            (best, most) = (angle, s);
        }
    }
    view.turned(about, best)
}

pub(crate) fn drawn_size() -> (u32, u32) {
    ((A4.0 * PER_MM).round() as u32, (A4.1 * PER_MM).round() as u32)
}

/// The red of a page, half as fine as its picture, from a picture of redness half as large.
pub(crate) fn reddened(red: &GrayImage, view: &View) -> GrayImage {
    let per_mm = PER_MM / 2.0;
    let size = ((A4.0 * per_mm).round() as u32, (A4.1 * per_mm).round() as u32);
    let shown = drawn(red, size, |(x, y)| {
        let (x, y) = view.at((x / per_mm, y / per_mm));
        (x / 2.0, y / 2.0)
    });
    let (w, h) = (f64::from(red.width()), f64::from(red.height()));
    // Outside of the picture is white to the eye, but not red.
    GrayImage::from_fn(size.0, size.1, |x, y| {
        let at = view.at(((f64::from(x) + 0.5) / per_mm, (f64::from(y) + 0.5) / per_mm));
        let inside = at.0 >= 0.0 && at.1 >= 0.0 && at.0 / 2.0 < w && at.1 / 2.0 < h;
        if inside { *shown.get_pixel(x, y) } else { image::Luma([0]) }
    })
}
