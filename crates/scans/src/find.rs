//! All codes in a picture: corner marks first, then a window around each, tried in several lights.

use crate::binary::{self, Binary};
use crate::code::Code;
use crate::finder::{self, Corner};
use crate::flat::{Point, View};
use crate::resize::{Filter, resized_to};
use image::GrayImage;
use image::imageops;
use rqrr::PreparedImage;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A code in a picture.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// None: a code of somebody else.
    pub code: Option<Code>,
    /// Its corners in the picture: upper left as printed, then clockwise.
    pub corners: [Point; 4],
}

impl Found {
    pub fn side(&self) -> f64 {
        let c = &self.corners;
        (0..4).map(|i| apart(c[i], c[(i + 1) % 4])).sum::<f64>() / 4.0
    }

    pub fn middle(&self) -> Point {
        let sum = self.corners.iter().fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1));
        (sum.0 / 4.0, sum.1 / 4.0)
    }
}

pub(crate) fn apart(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Side of the code on paper, millimetres.
pub(crate) const CODE_MM: f64 = 17.0;
/// Long side beyond which a finer picture reads no better.
const FINEST: f64 = 4400.0;
/// Below it there is nothing to read.
const COARSEST: f64 = 500.0;
/// A code of ours is no wider than this many modules, its middle seen from a corner mark, turned.
const REACH: f64 = 38.0;
/// Pixels a module gets in the window that is read.
const MODULE: f64 = 5.0;
/// Windows tried per pass: a page full of squares must not keep the desk waiting.
const WINDOWS: usize = 90;

/// One way of looking for corner marks.
struct Pass {
    scale: f64,
    percent: u32,
}

fn passes(picture: &GrayImage) -> Vec<Pass> {
    let long = f64::from(picture.width().max(picture.height()));
    let full = (FINEST / long).min(1.0);
    let mut all = vec![Pass { scale: full, percent: 12 }];
    let mut add = |scale: f64, percent| {
        if (COARSEST..=FINEST).contains(&(long * scale)) {
            all.push(Pass { scale, percent });
        }
    };
    add(full * 0.5, 12);
    add(full * 2.0, 10);
    add(full, 28);
    add(full, 5);
    add(full * 0.7, 20);
    all
}

/// Codes in a picture, ours and others'; `go` is asked between the tries.
pub(crate) fn codes(picture: &GrayImage, go: &mut dyn FnMut() -> bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for pass in passes(picture) {
        if !go() {
            break;
        }
        let scaled = resized(picture, pass.scale);
        let radius = (scaled.width().max(scaled.height()) / 60).max(8) as usize;
        let marks = finder::corners(&binary::by_neighbourhood(&scaled, radius, pass.percent));
        for mark in marks.into_iter().take(WINDOWS) {
            let place = (mark.x / pass.scale, mark.y / pass.scale);
            if found.iter().any(|f| apart(f.middle(), place) < f.side() * 0.8) {
                continue;
            }
            for one in window(&scaled, &mark, pass.scale) {
                if !found.iter().any(|f| apart(f.middle(), one.middle()) < f.side() * 0.5) {
                    found.push(one);
                }
            }
        }
        if found.iter().any(|f| f.code.is_some()) && !room(picture, &found) {
            break;
        }
    }
    found
}

/// Whether the picture is large enough to show another page beside those whose codes were found.
pub(crate) fn room(picture: &GrayImage, found: &[Found]) -> bool {
    let page = |f: &Found| {
        let per_mm = f.side() / CODE_MM;
        crate::A4.0 * crate::A4.1 * per_mm * per_mm
    };
    let pages: f64 = found.iter().filter(|f| f.code.is_some()).map(page).sum();
    f64::from(picture.width()) * f64::from(picture.height()) > pages * 1.55
}

pub(crate) fn resized(picture: &GrayImage, scale: f64) -> GrayImage {
    if (scale - 1.0).abs() < 1e-3 {
        return picture.clone();
    }
    let side = |n: u32| (f64::from(n) * scale).round() as u32;
    let filter = if scale > 1.0 { Filter::CatmullRom } else { Filter::Triangle };
    resized_to(picture, (side(picture.width()), side(picture.height())), filter)
}

/// Reads the window around a corner mark; the corners are those of the whole picture.
fn window(scaled: &GrayImage, mark: &Corner, scale: f64) -> Vec<Found> {
    let reach = mark.module * REACH;
    let (w, h) = (f64::from(scaled.width()), f64::from(scaled.height()));
    let (left, top) = ((mark.x - reach).max(0.0).floor(), (mark.y - reach).max(0.0).floor());
    let (right, bottom) = ((mark.x + reach).min(w), (mark.y + reach).min(h));
    let (width, height) = (right - left, bottom - top);
    if width < 20.0 || height < 20.0 {
        return Vec::new();
    }
    let cut = imageops::crop_imm(scaled, left as u32, top as u32, width as u32, height as u32);
    let cut = cut.to_image();
    let back =
        |zoom: f64| move |(x, y): Point| ((x / zoom + left) / scale, (y / zoom + top) / scale);
    let modules = [MODULE, MODULE * 1.5, MODULE * 0.8];
    for (i, module) in modules.into_iter().enumerate() {
        let zoom = module / mark.module;
        let near = resized(&cut, zoom);
        let light = if i == 1 { imageops::blur(&near, 0.8) } else { near };
        for way in 0..3 {
            let read = match way {
                0 => own(&light),
                1 => set(&binary::by_neighbourhood(&light, (module * 9.0) as usize, 3)),
                _ => set(&binary::by_grey(&light, binary::divide(&light))),
            };
            if !read.is_empty() {
                let place = back(zoom);
                return read
                    .into_iter()
                    .map(|(code, corners)| Found { code, corners: corners.map(&place) })
                    .collect();
            }
        }
    }
    Vec::new()
}

type Read = Vec<(Option<Code>, [Point; 4])>;

fn own(picture: &GrayImage) -> Read {
    guarded(|| decode(PreparedImage::prepare(picture.clone())))
}

fn set(picture: &Binary) -> Read {
    guarded(|| decode(picture.prepared()))
}

/// The reader of codes panics on some pictures; that is one code unread, not the end of the stack.
fn guarded(read: impl FnOnce() -> Read) -> Read {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

fn decode(mut picture: PreparedImage<GrayImage>) -> Read {
    let grids = picture.detect_grids();
    let read = grids.iter().filter_map(|grid| {
        let (meta, text) = grid.decode().ok()?;
        let n = meta.version.to_size() as f64;
        let seen = grid.bounds.map(|p| (f64::from(p.x), f64::from(p.y)));
        // rqrr answers with the corners of a square one module larger to the right and below.
        let m = n + 1.0;
        let view = View::of([(0.0, 0.0), (m, 0.0), (m, m), (0.0, m)], seen)?;
        let corners = [(0.0, 0.0), (n, 0.0), (n, n), (0.0, n)].map(|p| view.at(p));
        Some((Code::parse(&text), corners))
    });
    read.collect()
}
