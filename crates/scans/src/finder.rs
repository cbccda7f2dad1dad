//! Where codes may be: the three corner marks of a QR code are dark-light-dark-light-dark as 1:1:3:1:1 in every
//! direction (ISO/IEC 18004).

use crate::binary::Binary;

/// A corner mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Corner {
    pub x: f64,
    pub y: f64,
    /// Side of a module, pixels.
    pub module: f64,
    /// Rows in which it was seen.
    pub seen: usize,
}

/// All corner marks, those with more like them around first.
pub(crate) fn corners(picture: &Binary) -> Vec<Corner> {
    let mut found: Vec<Corner> = Vec::new();
    for y in 0..picture.height {
        along(picture.row(y), |middle, module| {
            let Some((cy, down)) = across(picture, middle, y, module, Axis::Down) else { return };
            let Some((cx, wide)) = across(picture, middle, cy as usize, module, Axis::Right) else {
                return;
            };
            if down > wide * 1.7 || wide > down * 1.7 {
                return;
            }
            note(&mut found, cx, cy, (down + wide) / 2.0);
        });
    }
    found.retain(|c| c.seen >= 2);
    let mut ranked: Vec<(usize, Corner)> =
        found.iter().map(|c| (found.iter().filter(|o| mates(c, o)).count(), *c)).collect();
    ranked.sort_by(|a, b| (b.0, b.1.seen).cmp(&(a.0, a.1.seen)));
    ranked.into_iter().map(|(_, corner)| corner).collect()
}

/// Whether two corner marks can be of one code: as large, and no farther than a code of ours is wide.
fn mates(a: &Corner, b: &Corner) -> bool {
    let apart = (a.x - b.x).hypot(a.y - b.y);
    let module = (a.module + b.module) / 2.0;
    let alike = a.module < b.module * 1.6 && b.module < a.module * 1.6;
    alike && apart > module * 10.0 && apart < module * 55.0
}

fn note(found: &mut Vec<Corner>, x: f64, y: f64, module: f64) {
    let near = found.iter_mut().rev().take(400).find(|c| {
        (c.x - x).abs() < module * 2.0
            && (c.y - y).abs() < module * 2.0
            && c.module < module * 1.6
            && module < c.module * 1.6
    });
    match near {
        Some(c) => {
            let n = c.seen as f64;
            c.x = (c.x * n + x) / (n + 1.0);
            c.y = (c.y * n + y) / (n + 1.0);
            c.module = (c.module * n + module) / (n + 1.0);
            c.seen += 1;
        }
        None => found.push(Corner { x, y, module, seen: 1 }),
    }
}

/// Calls `hit` with the middle and the module of each 1:1:3:1:1 in a row of pixels.
fn along(row: &[bool], mut hit: impl FnMut(usize, f64)) {
    let mut runs = [0_usize; 5];
    let mut seen = 0;
    let mut x = 0;
    while x < row.len() {
        let dark = row[x];
        let start = x;
        while x < row.len() && row[x] == dark {
            x += 1;
        }
        runs.rotate_left(1);
        runs[4] = x - start;
        seen += 1;
        if dark
            && seen >= 5
            && let Some(module) = shape(&runs)
        {
            let whole: usize = runs.iter().sum();
            hit(x - whole / 2 - 1, module);
        }
    }
}

/// The module when five runs are 1:1:3:1:1, with as much play as blur and toner make.
fn shape(runs: &[usize; 5]) -> Option<f64> {
    let whole: usize = runs.iter().sum();
    if whole < 10 {
        return None;
    }
    let module = whole as f64 / 7.0;
    let play = module * 0.6 + 0.5;
    let fits = |run: usize, times: f64| (run as f64 - module * times).abs() <= play * times.min(1.7);
    let all = fits(runs[0], 1.0)
        && fits(runs[1], 1.0)
        && fits(runs[2], 3.0)
        && fits(runs[3], 1.0)
        && fits(runs[4], 1.0);
    all.then_some(module)
}

#[derive(Clone, Copy)]
enum Axis {
    Right,
    Down,
}

/// The middle and the module of the mark in one direction through a point of its core.
fn across(picture: &Binary, x: usize, y: usize, module: f64, axis: Axis) -> Option<(f64, f64)> {
    let (length, at) = match axis {
        Axis::Right => (picture.width, x),
        Axis::Down => (picture.height, y),
    };
    let dark = |i: usize| match axis {
        Axis::Right => picture.at(i, y),
        Axis::Down => picture.at(x, i),
    };
    if at >= length || y >= picture.height || x >= picture.width || !dark(at) {
        return None;
    }
    let most = (module * 5.0) as usize + 2;
    // Core, then light and dark to either side.
    let run = |from: usize, step: isize, colour: bool| {
        let (mut i, mut n) = (from, 0);
        while n <= most && i < length && dark(i) == colour {
            n += 1;
            match i.checked_add_signed(step) {
                Some(next) => i = next,
                None => return (n, length),
            }
        }
        (n, i)
    };
    let (core_back, back) = run(at, -1, true);
    let (light_back, back) = run(back, -1, false);
    let (dark_back, _) = run(back, -1, true);
    let (core_on, on) = run(at, 1, true);
    let (light_on, on) = run(on, 1, false);
    let (dark_on, _) = run(on, 1, true);
    let runs = [dark_back, light_back, core_back + core_on - 1, light_on, dark_on];
    let found = shape(&runs)?;
    if found > module * 1.8 || module > found * 1.8 {
        return None;
    }
    let middle = at as f64 + (core_on as f64 - core_back as f64) / 2.0;
    Some((middle, found))
}
