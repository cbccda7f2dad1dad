//! Places to sign, where the typesetter put them: empty when nobody wrote there, however the sheet lay on the glass.

mod support;

use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage};
use scans::{Mark, PER_MM, Place, Printed, ink, read};
use std::io::Cursor;
use support::*;

fn place(p: &documents::SignPlace) -> Place {
    let (x, y, width, height) = p.field;
    let mm = |n: u32| f64::from(n) / 10.0;
    Place { x: mm(x), y: mm(y), width: mm(width), height: mm(height) }
}

/// A signature across a place, on a page of 200 dpi.
fn written(page: &GrayImage, place: &Place) -> GrayImage {
    let dot = 200.0 / 25.4;
    let mut out = page.clone();
    for step in 0..5000 {
        let t = f64::from(step) / 5000.0;
        let x = (place.x + place.width * (0.12 + 0.5 * t)) * dot;
        let y = (place.y + place.height * (0.5 + 0.22 * (t * 38.0).sin())) * dot;
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2)] {
            let (x, y) = (x as u32 + dx, y as u32 + dy);
            if x < out.width() && y < out.height() {
                out.put_pixel(x, y, Luma([30]));
            }
        }
    }
    out
}

#[test]
fn an_unsigned_agreement_looks_unsigned_and_each_signature_is_seen_where_it_stands() {
    let engine = engine();
    let paper = paper(&engine, "agreement", "0a1b2c3d4e5f6071");
    let labels: Vec<&str> = paper.places.iter().map(|p| p.label.as_str()).collect();
    for wanted in ["申请人", "被申请人", "调解员", "调解组织"] {
        assert!(labels.contains(&wanted), "{labels:?}");
    }
    let printed = Printed::open(&paper.pdf).unwrap();
    let drawn = pages(&paper.pdf, 200.0);
    for p in paper.places.iter().filter(|p| !p.label.contains("确认")) {
        let (spot, index) = (place(p), p.page as usize - 1);
        assert!(spot.x > 20.0 && spot.x + spot.width < 190.0 && spot.y > 30.0 && spot.y + spot.height < 275.0, "{p:?}");
        let print = printed.page(index).unwrap();
        for degrees in [0.0, -3.0, 2.0] {
            let look = |page: &GrayImage| {
                let sheets = read(&jpeg(&turned(page, degrees), 75)).unwrap();
                ink(&sheets[0], &print, &spot)
            };
            assert_eq!(look(&drawn[index]), Mark::Empty, "{} at {degrees}", p.label);
            assert_eq!(look(&written(&drawn[index], &spot)), Mark::Marked, "{} at {degrees}", p.label);
        }
    }
}

#[test]
fn a_red_seal_across_the_printed_circle_is_seen() {
    let engine = engine();
    let paper = paper(&engine, "agreement", "0a1b2c3d4e5f6071");
    let seal = paper.places.iter().find(|p| p.label == "调解组织").unwrap();
    let (spot, index) = (place(seal), seal.page as usize - 1);
    let page = &pages(&paper.pdf, 200.0)[index];
    let dot = 200.0 / 25.4;
    let (cx, cy) = ((spot.x + 27.0) * dot, (spot.y + spot.height / 2.0) * dot);
    let sealed = RgbImage::from_fn(page.width(), page.height(), |x, y| {
        let v = page.get_pixel(x, y).0[0];
        let far = (f64::from(x) - cx).hypot(f64::from(y) - cy) / dot;
        if (18.0..19.6).contains(&far) || far < 4.0 { Rgb([205, 60, 55]) } else { Rgb([v, v, v]) }
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(sealed).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let sheets = read(&bytes.into_inner()).unwrap();
    let print = Printed::open(&paper.pdf).unwrap().page(index).unwrap();
    assert_eq!(ink(&sheets[0], &print, &spot), Mark::Marked);
    // A place on a sheet that could not be laid straight is left to a person.
    let mut astray = sheets[0].clone();
    astray.straight = false;
    assert_eq!(ink(&astray, &print, &spot), Mark::Unsure);
    assert!((sheets[0].picture.width() as f64 - 210.0 * PER_MM).abs() < 1.0);
}
