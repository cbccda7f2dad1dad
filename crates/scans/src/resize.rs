//! Grey pictures made smaller and larger.
//!
//! The same filters as `image::imageops::resize`, which takes every point for four floats and goes down the columns:
//! that was nearly half of all the time in which a scan is read.

use image::GrayImage;

/// How far each point of the old picture counts for one of the new.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Filter {
    /// For smaller pictures: evenly less with the distance.
    Triangle,
    /// For larger pictures: Catmull and Rom 1974, with B = 0 and C = 1/2.
    CatmullRom,
}

impl Filter {
    fn reach(self) -> f32 {
        match self {
            Self::Triangle => 1.0,
            Self::CatmullRom => 2.0,
        }
    }

    fn weight(self, distance: f32) -> f32 {
        let x = distance.abs();
        match self {
            Self::Triangle => (1.0 - x).max(0.0),
            Self::CatmullRom if x < 1.0 => (1.5 * x - 2.5) * x * x + 1.0,
            Self::CatmullRom if x < 2.0 => ((2.5 - 0.5 * x) * x - 4.0) * x + 2.0,
            Self::CatmullRom => 0.0,
        }
    }
}

/// For each of `to` points the first of `from` points that counts, and the weights of it and of those that follow.
fn weights(from: u32, to: u32, filter: Filter) -> Vec<(usize, Vec<f32>)> {
    let ratio = from as f32 / to as f32;
    let stretch = ratio.max(1.0);
    let reach = filter.reach() * stretch;
    let of_one = |n: u32| {
        let middle = (n as f32 + 0.5) * ratio;
        let first = (middle - reach).floor().clamp(0.0, (from - 1) as f32) as u32;
        let end = ((middle + reach).ceil() as u32).clamp(first + 1, from);
        let mut each: Vec<f32> =
            (first..end).map(|i| filter.weight((i as f32 + 0.5 - middle) / stretch)).collect();
        let sum: f32 = each.iter().sum();
        each.iter_mut().for_each(|weight| *weight /= sum);
        (first as usize, each)
    };
    (0..to).map(of_one).collect()
}

/// The picture in another size, at least one point wide and high.
pub(crate) fn resized_to(picture: &GrayImage, size: (u32, u32), filter: Filter) -> GrayImage {
    let (width, height) = (size.0.max(1), size.1.max(1));
    if picture.width() == 0 || picture.height() == 0 {
        return GrayImage::new(width, height);
    }
    let across = weights(picture.width(), width, filter);
    let old = picture.width() as usize;
    let mut line = vec![0.0_f32; old];
    let mut points = Vec::with_capacity(width as usize * height as usize);
    for (first, each) in weights(picture.height(), height, filter) {
        line.fill(0.0);
        for (row, weight) in picture.as_raw()[first * old..].chunks_exact(old).zip(&each) {
            for (sum, point) in line.iter_mut().zip(row) {
                *sum += f32::from(*point) * weight;
            }
        }
        points.extend(across.iter().map(|(first, each)| {
            let sum: f32 = line[*first..].iter().zip(each).map(|(point, w)| point * w).sum();
            // Beyond the ends only where Catmull-Rom overshoots an edge; the conversion stays at the ends itself.
            (sum + 0.5) as u8
        }));
    }
    GrayImage::from_raw(width, height, points).expect("a point for each place")
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;
    use image::imageops::{self, FilterType};

    /// Writing, noise and edges.
    fn page(width: u32, height: u32) -> GrayImage {
        GrayImage::from_fn(width, height, |x, y| {
            let ink = (x / 3 + y / 5) % 4 == 0 || (x * 7 + y * 13) % 29 < 3;
            Luma([if ink { 15 } else { (200 + (x * 31 + y * 17) % 56) as u8 }])
        })
    }

    #[test]
    fn a_picture_in_another_size_is_what_the_common_filters_make_of_it() {
        for (from, to) in [
            ((331, 467), (165, 233)),
            ((331, 467), (100, 141)),
            ((120, 90), (240, 180)),
            ((120, 90), (413, 131)),
            ((50, 50), (50, 7)),
            ((9, 1), (1, 9)),
        ] {
            for (ours, theirs) in [
                (Filter::Triangle, FilterType::Triangle),
                (Filter::CatmullRom, FilterType::CatmullRom),
            ] {
                let old = page(from.0, from.1);
                let new = resized_to(&old, to, ours);
                let expected = imageops::resize(&old, to.0, to.1, theirs);
                assert_eq!(new.dimensions(), to);
                let apart = new.as_raw().iter().zip(expected.as_raw());
                let most = apart.map(|(a, b)| a.abs_diff(*b)).max();
                assert!(most <= Some(1), "{from:?} to {to:?}, {ours:?}: {most:?} apart");
            }
        }
    }

    #[test]
    fn a_picture_without_points_and_a_size_without_points_are_no_end() {
        assert_eq!(
            resized_to(&GrayImage::new(0, 0), (4, 3), Filter::Triangle).dimensions(),
            (4, 3)
        );
        assert_eq!(resized_to(&page(30, 20), (0, 0), Filter::Triangle).dimensions(), (1, 1));
    }
}
