//! Papers as the documents engine prints them, and what scanners, telephones and light do to them.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

use documents::{Engine, EngineConfig, FontDir, RenderOptions, Rendered};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, Luma};
use std::path::Path;

pub fn engine() -> Engine {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let fonts = vec![FontDir(assets.join("fonts"))];
    Engine::start(EngineConfig { fonts, assets: assets.join("documents"), overrides: None })
        .unwrap()
}

/// A kind's sample under another identifier: another paper, with other codes.
pub fn paper(engine: &Engine, kind: &str, id: &str) -> Rendered {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../assets/documents")
        .join(kind)
        .join("sample.json");
    let mut data: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    data["doc"]["id"] = id.into();
    engine.render(kind, &data, RenderOptions::default()).unwrap()
}

/// The pages of a PDF as a printer puts them on paper, dots per inch.
pub fn pages(pdf: &[u8], dpi: f32) -> Vec<GrayImage> {
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    let scale = dpi / 72.0;
    let settings =
        RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..Default::default() };
    let drawn = pdf.pages().iter().map(|page| {
        let map =
            hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
        let grey = map.data().iter().map(|p| {
            ((u32::from(p.r) * 299 + u32::from(p.g) * 587 + u32::from(p.b) * 114) / 1000) as u8
        });
        GrayImage::from_raw(map.width().into(), map.height().into(), grey.collect()).unwrap()
    });
    drawn.collect()
}

/// Numbers that are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// About normal: mean 0, deviation 1.
    pub fn bell(&mut self) -> f64 {
        (0..6).map(|_| self.unit()).sum::<f64>() * 1.414 - 4.243
    }
}

pub type Point = (f64, f64);

/// The plane view that takes four points to four others.
pub fn view(from: [Point; 4], to: [Point; 4]) -> impl Fn(Point) -> Point {
    let mut m = vec![vec![0.0; 9]; 8];
    for i in 0..4 {
        let ((x, y), (u, v)) = (from[i], to[i]);
        m[2 * i] = vec![x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        m[2 * i + 1] = vec![0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    for c in 0..8 {
        let best = (c..8).max_by(|a, b| m[*a][c].abs().total_cmp(&m[*b][c].abs())).unwrap();
        m.swap(c, best);
        for r in 0..8 {
            if r != c {
                let t = m[r][c] / m[c][c];
                let pivot = m[c].clone();
                for (cell, above) in m[r].iter_mut().zip(&pivot) {
                    *cell -= t * above;
                }
            }
        }
    }
    let h: Vec<f64> = (0..8).map(|r| m[r][8] / m[r][r]).collect();
    move |(x, y)| {
        let w = h[6] * x + h[7] * y + 1.0;
        ((h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w)
    }
}

/// The colour of `page` at a point, bilinear; none outside.
pub fn sample(page: &GrayImage, (x, y): Point) -> Option<f64> {
    let (w, h) = (f64::from(page.width()), f64::from(page.height()));
    if !(x >= 0.5 && y >= 0.5 && x < w - 1.0 && y < h - 1.0) {
        return None;
    }
    let (x, y) = (x - 0.5, y - 0.5);
    let (fx, fy) = (x.fract(), y.fract());
    let p = |dx: u32, dy: u32| f64::from(page.get_pixel(x as u32 + dx, y as u32 + dy).0[0]);
    let top = p(0, 0) * (1.0 - fx) + p(1, 0) * fx;
    let bottom = p(0, 1) * (1.0 - fx) + p(1, 1) * fx;
    Some(top * (1.0 - fy) + bottom * fy)
}

/// Turned about its middle, on a white scanner lid.
pub fn turned(page: &GrayImage, degrees: f64) -> GrayImage {
    let (w, h) = (f64::from(page.width()), f64::from(page.height()));
    let (sin, cos) = degrees.to_radians().sin_cos();
    GrayImage::from_fn(page.width(), page.height(), |x, y| {
        let (dx, dy) = (f64::from(x) + 0.5 - w / 2.0, f64::from(y) + 0.5 - h / 2.0);
        let at = (dx * cos + dy * sin + w / 2.0, dy * cos - dx * sin + h / 2.0);
        Luma([sample(page, at).unwrap_or(250.0) as u8])
    })
}

pub fn scaled(page: &GrayImage, by: f64) -> GrayImage {
    let side = |n: u32| (f64::from(n) * by) as u32;
    let filter = image::imageops::FilterType::Triangle;
    image::imageops::resize(page, side(page.width()), side(page.height()), filter)
}

pub fn noisy(page: &GrayImage, deviation: f64, specks: f64, dice: &mut Dice) -> GrayImage {
    let mut out = page.clone();
    for p in out.pixels_mut() {
        let v = f64::from(p.0[0]) * 0.9 + 12.0 + dice.bell() * deviation;
        let speck = dice.unit();
        p.0[0] = if speck < specks / 2.0 {
            0
        } else if speck < specks {
            255
        } else {
            v.clamp(0.0, 255.0) as u8
        };
    }
    out
}

/// Light from one side, and the hard shadow of a hand or the telephone across the page.
pub fn shaded(page: &GrayImage, dice: &mut Dice) -> GrayImage {
    let (w, h) = (f64::from(page.width()), f64::from(page.height()));
    let (ax, ay) = (dice.between(-0.35, 0.35), dice.between(-0.35, 0.35));
    let slope = dice.between(-1.5, 1.5);
    let edge = dice.between(0.2, 0.8);
    let depth = dice.between(0.35, 0.65);
    let below = dice.unit() < 0.7;
    let mut out = page.clone();
    for (x, y, p) in out.enumerate_pixels_mut() {
        let (u, v) = (f64::from(x) / w, f64::from(y) / h);
        let mut light = 0.8 + ax * (u - 0.5) + ay * (v - 0.5);
        let beyond = v - edge - slope * (u - 0.5) * 0.3;
        if (beyond > 0.0) == below {
            light *= 1.0 - depth * (beyond.abs() * 40.0).min(1.0);
        }
        p.0[0] = (f64::from(p.0[0]) * light + 4.0).clamp(0.0, 255.0) as u8;
    }
    out
}

/// Pages lying on a table, each by the four corners it has in the picture, as a telephone sees them.
pub fn photographed(
    pages: &[(&GrayImage, [Point; 4])],
    size: (u32, u32),
    dice: &mut Dice,
) -> GrayImage {
    let views: Vec<_> = pages
        .iter()
        .map(|(page, corners)| {
            let (w, h) = (f64::from(page.width()), f64::from(page.height()));
            (*page, view(*corners, [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]))
        })
        .collect();
    let wood = dice.between(60.0, 130.0);
    let (lean_x, lean_y) = (dice.between(-0.25, 0.25), dice.between(-0.25, 0.25));
    let seen = GrayImage::from_fn(size.0, size.1, |x, y| {
        let at = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let (u, v) = (at.0 / f64::from(size.0) - 0.5, at.1 / f64::from(size.1) - 0.5);
        let light = 0.82 + lean_x * u + lean_y * v;
        let grain = ((at.0 * 0.013).sin() + (at.1 * 0.21 + at.0 * 0.02).sin()) * 12.0;
        let shown = views.iter().find_map(|(page, view)| sample(page, view(at)));
        Luma([(shown.unwrap_or(wood + grain) * light).clamp(0.0, 255.0) as u8])
    });
    let soft = image::imageops::blur(&seen, dice.between(0.5, 1.0) as f32);
    noisy(&soft, dice.between(2.0, 6.0), 0.0, dice)
}

/// Four corners of a page held askew in a field of the picture.
pub fn askew(left: f64, top: f64, width: f64, height: f64, dice: &mut Dice) -> [Point; 4] {
    let angle = dice.between(-6.0, 6.0).to_radians();
    let (sin, cos) = angle.sin_cos();
    let (cx, cy) = (left + width / 2.0, top + height / 2.0);
    [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(u, v)| {
        let x = (u - 0.5) * width * 0.84 + dice.between(-0.035, 0.035) * width;
        let y = (v - 0.5) * height * 0.84 + dice.between(-0.035, 0.035) * height;
        (cx + x * cos - y * sin, cy + x * sin + y * cos)
    })
}

pub fn jpeg(page: &GrayImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(page.as_raw(), page.width(), page.height(), ExtendedColorType::L8)
        .unwrap();
    bytes
}
