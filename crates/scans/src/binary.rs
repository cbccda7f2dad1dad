//! Black and white by the light of the neighbourhood: shadows and grey paper do not matter.

use image::{GrayImage, Luma};
use rqrr::PreparedImage;

/// Dark pixels, row by row.
pub(crate) struct Binary {
    pub width: usize,
    pub height: usize,
    pub dark: Vec<bool>,
}

impl Binary {
    pub fn row(&self, y: usize) -> &[bool] {
        &self.dark[y * self.width..(y + 1) * self.width]
    }

    pub fn at(&self, x: usize, y: usize) -> bool {
        self.dark[y * self.width + x]
    }

    /// As rqrr takes it.
    pub fn prepared(&self) -> PreparedImage<GrayImage> {
        let (w, h) = (to_u32(self.width), to_u32(self.height));
        let picture = GrayImage::from_fn(w, h, |x, y| {
            Luma([u8::from(self.at(x as usize, y as usize))])
        });
        PreparedImage::without_preparation(picture)
    }
}

pub(crate) fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A pixel is dark when it is darker than the mean of the square of `radius` around it by `percent` of that mean.
pub(crate) fn by_neighbourhood(picture: &GrayImage, radius: usize, percent: u32) -> Binary {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let raw = picture.as_raw();
    let stride = width + 1;
    // Running sums: of a picture of 100 million pixels they stay below 2^35, so 64 bits.
    let mut sums = vec![0_u64; stride * (height + 1)];
    for y in 0..height {
        let mut line = 0_u64;
        for x in 0..width {
            line += u64::from(raw[y * width + x]);
            sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + line;
        }
    }
    let keep = u64::from(100_u32.saturating_sub(percent));
    let mut dark = vec![false; width * height];
    for y in 0..height {
        let (top, bottom) = (y.saturating_sub(radius), (y + radius + 1).min(height));
        for x in 0..width {
            let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(width));
            let sum = sums[bottom * stride + right] + sums[top * stride + left]
                - sums[top * stride + right]
                - sums[bottom * stride + left];
            let count = ((bottom - top) * (right - left)) as u64;
            dark[y * width + x] = u64::from(raw[y * width + x]) * count * 100 < sum * keep;
        }
    }
    Binary { width, height, dark }
}

/// The grey between the two heaps of dark and light pixels (Otsu).
pub(crate) fn divide(picture: &GrayImage) -> u8 {
    let mut counts = [0_f64; 256];
    for pixel in picture.as_raw() {
        counts[usize::from(*pixel)] += 1.0;
    }
    let all: f64 = counts.iter().sum();
    let sum: f64 = counts.iter().enumerate().map(|(v, n)| v as f64 * n).sum();
    let (mut below, mut weight, mut best, mut at) = (0.0, 0.0, -1.0, 127);
    for (value, n) in counts.iter().enumerate() {
        weight += n;
        below += value as f64 * n;
        let rest = all - weight;
        if weight == 0.0 || rest == 0.0 {
            continue;
        }
        let apart = below / weight - (sum - below) / rest;
        let spread = weight * rest * apart * apart;
        if spread > best {
            (best, at) = (spread, value);
        }
    }
    u8::try_from(at).unwrap_or(127)
}

/// Dark is what is at most as light as `grey`.
pub(crate) fn by_grey(picture: &GrayImage, grey: u8) -> Binary {
    Binary {
        width: picture.width() as usize,
        height: picture.height() as usize,
        dark: picture.as_raw().iter().map(|p| *p <= grey).collect(),
    }
}
