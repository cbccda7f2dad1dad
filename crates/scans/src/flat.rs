//! Planes: where a point of the page lies in the picture.

use image::{GrayImage, Luma};

/// A point: pixels of a picture, or millimetres of a page.
pub(crate) type Point = (f64, f64);

/// A view of a plane: takes points of one to points of the other, straight lines to straight lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View([f64; 9]);

impl View {
    /// The view that takes each of four points to its partner; none when three lie on a line.
    pub fn of(from: [Point; 4], to: [Point; 4]) -> Option<Self> {
        let mut rows = [[0.0; 9]; 8];
        for (i, ((x, y), (u, v))) in from.into_iter().zip(to).enumerate() {
            rows[2 * i] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
            rows[2 * i + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
        }
        for col in 0..8 {
            let best = (col..8).max_by(|a, b| rows[*a][col].abs().total_cmp(&rows[*b][col].abs()))?;
            rows.swap(col, best);
            let pivot = rows[col][col];
            if pivot.abs() < 1e-9 {
                return None;
            }
            for value in &mut rows[col] {
                *value /= pivot;
            }
            let lead = rows[col];
            for (r, row) in rows.iter_mut().enumerate() {
                if r != col {
                    let times = row[col];
                    for (value, l) in row.iter_mut().zip(lead) {
                        *value -= times * l;
                    }
                }
            }
        }
        let mut m = [1.0; 9];
        for (value, row) in m.iter_mut().zip(&rows) {
            *value = row[8];
        }
        m.iter().all(|v| v.is_finite()).then_some(Self(m))
    }

    /// Turned, scaled and moved only: the best fit (least squares) of four points.
    pub fn rigid(from: [Point; 4], to: [Point; 4]) -> Option<Self> {
        let mean = |p: &[Point; 4]| {
            let (x, y) = p.iter().fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1));
            (x / 4.0, y / 4.0)
        };
        let (cf, ct) = (mean(&from), mean(&to));
        let (mut a, mut b, mut size) = (0.0, 0.0, 0.0);
        for (f, t) in from.iter().zip(&to) {
            let (fx, fy, tx, ty) = (f.0 - cf.0, f.1 - cf.1, t.0 - ct.0, t.1 - ct.1);
            a += fx * tx + fy * ty;
            b += fx * ty - fy * tx;
            size += fx * fx + fy * fy;
        }
        if size < 1e-9 {
            return None;
        }
        let (a, b) = (a / size, b / size);
        Some(Self([
            a,
            -b,
            ct.0 - a * cf.0 + b * cf.1,
            b,
            a,
            ct.1 - b * cf.0 - a * cf.1,
            0.0,
            0.0,
            1.0,
        ]))
    }

    pub fn at(&self, (x, y): Point) -> Point {
        let m = &self.0;
        let w = m[6] * x + m[7] * y + m[8];
        ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
    }

    /// A turn of the source plane about a point, before the view.
    pub fn turned(&self, about: Point, radians: f64) -> Self {
        let (sin, cos) = radians.sin_cos();
        let t = [
            cos,
            -sin,
            about.0 - cos * about.0 + sin * about.1,
            sin,
            cos,
            about.1 - sin * about.0 - cos * about.1,
            0.0,
            0.0,
            1.0,
        ];
        let mut out = [0.0; 9];
        for r in 0..3 {
            for c in 0..3 {
                out[r * 3 + c] = (0..3).map(|k| self.0[r * 3 + k] * t[k * 3 + c]).sum();
            }
        }
        Self(out)
    }
}

/// Draws a picture of `size` pixels whose pixel (x, y) shows what `view` finds at (x, y); outside is white.
pub(crate) fn drawn(picture: &GrayImage, size: (u32, u32), view: impl Fn(Point) -> Point) -> GrayImage {
    let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
    GrayImage::from_fn(size.0, size.1, |x, y| {
        let (sx, sy) = view((f64::from(x) + 0.5, f64::from(y) + 0.5));
        // Written so that a point that is no number is outside too.
        if !(sx >= 0.0 && sy >= 0.0 && sx < w && sy < h) {
            return Luma([255]);
        }
        Luma([bilinear(picture, sx - 0.5, sy - 0.5)])
    })
}

fn bilinear(picture: &GrayImage, x: f64, y: f64) -> u8 {
    let (x, y) = (x.max(0.0), y.max(0.0));
    let (x0, y0) = (x as u32, y as u32);
    let (x1, y1) = ((x0 + 1).min(picture.width() - 1), (y0 + 1).min(picture.height() - 1));
    let (fx, fy) = (x - f64::from(x0), y - f64::from(y0));
    let p = |x: u32, y: u32| f64::from(picture.get_pixel(x, y).0[0]);
    let top = p(x0, y0) * (1.0 - fx) + p(x1, y0) * fx;
    let bottom = p(x0, y1) * (1.0 - fx) + p(x1, y1) * fx;
    (top * (1.0 - fy) + bottom * fy) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_takes_the_four_points_where_they_belong() {
        let from = [(0.0, 0.0), (210.0, 0.0), (210.0, 297.0), (0.0, 297.0)];
        let to = [(31.0, 40.0), (900.0, 80.0), (1010.0, 1300.0), (12.0, 1250.0)];
        let view = View::of(from, to).unwrap();
        for (f, t) in from.into_iter().zip(to) {
            let (x, y) = view.at(f);
            assert!((x - t.0).abs() < 1e-6 && (y - t.1).abs() < 1e-6);
        }
        assert!(View::of([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)], to).is_none());
    }

    #[test]
    fn a_turned_and_scaled_square_is_met_exactly() {
        let from = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let to = [(5.0, 5.0), (5.0, 25.0), (-15.0, 25.0), (-15.0, 5.0)];
        let (x, y) = View::rigid(from, to).unwrap().at((5.0, 5.0));
        assert!((x + 5.0).abs() < 1e-9 && (y - 15.0).abs() < 1e-9);
    }
}
