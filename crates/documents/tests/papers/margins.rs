//! What page images show: nothing outside the text area, the grid of letters, nothing at the start of a line that may not stand there.

use serde_json::json;

use crate::desk::{Picture, assets, of_sample, papers, pictures, poppler, render, sample};

/// Text area of a kind, in millimetres from the top left corner (GB/T 9704: 156 × 225 mm).
pub struct Area {
    top: f64,
    bottom: f64,
    /// Where the foot begins: page number, QR and what is written beside it.
    foot: f64,
}

const LEFT: f64 = 28.0;
const RIGHT: f64 = 184.0;
/// Half the stroke of a table, half a pixel, and the overhang of a glyph.
const SLACK: f64 = 0.7;
/// The QR ends 8 mm above the edge of the paper.
const EDGE: f64 = 289.0;

fn template(kind: &str) -> String {
    std::fs::read_to_string(assets().join("documents").join(kind).join("template.typ")).unwrap()
}

/// Forms on one page use more of it, and sheets that are signed page by page need room at the foot.
pub fn area(kind: &str) -> Area {
    let words = template(kind);
    let signed_below = words.contains("逐页签名: (");
    let top = if words.contains("密: true") { 24.0 } else { 37.0 };
    let bottom = match (signed_below, words.contains("密: true")) {
        (true, _) => 260.0,
        (false, true) => 267.0,
        (false, false) => 262.0,
    };
    Area { top, bottom, foot: bottom + if signed_below { 1.4 } else { 3.0 } }
}

/// The first place with ink outside the text area and the foot.
pub fn ink_outside(pdf: &[u8], area: &Area) -> Option<String> {
    const DPI: u32 = 72;
    for (page, picture) in pictures(pdf, DPI).iter().enumerate() {
        let mm = |at: usize| (at as f64 + 0.5) * 25.4 / f64::from(DPI);
        let across = |x: &usize| (LEFT - SLACK..RIGHT + SLACK).contains(&mm(*x));
        let left = (0..picture.width).position(|x| across(&x)).unwrap();
        let right = (0..picture.width).rposition(|x| across(&x)).unwrap() + 1;
        for (n, row) in picture.pixels.chunks_exact(picture.width).enumerate() {
            let y = mm(n);
            let in_text = (area.top - SLACK..area.bottom + SLACK).contains(&y);
            let in_foot = (area.foot..EDGE + SLACK).contains(&y);
            // Where ink may be nobody looks: a page has half a million points.
            let allowed = if in_text || in_foot { left..right } else { 0..0 };
            let inked = |range: std::ops::Range<usize>| {
                Some(range.start + row[range].iter().position(|pixel| *pixel < 200)?)
            };
            if let Some(x) = inked(0..allowed.start).or_else(|| inked(allowed.end..row.len())) {
                let x = mm(x);
                return Some(format!(
                    "page {}, {x:.0} mm from the left, {y:.0} from the top",
                    page + 1
                ));
            }
        }
    }
    None
}

#[test]
fn no_ink_of_a_sample_leaves_the_text_area() {
    let mut wrong = Vec::new();
    for kind in &papers() {
        let ink = ink_outside(&of_sample(&kind.id).paper.pdf, &area(&kind.id));
        wrong.extend(ink.map(|at| format!("{}: {at}", kind.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Bands of ink along one axis, from and to in millimetres.
fn bands(picture: &Picture, dpi: f64, rows: bool) -> Vec<(f64, f64)> {
    let (along, across) =
        if rows { (picture.height, picture.width) } else { (picture.width, picture.height) };
    let dark = |a: usize| {
        (0..across).any(|b| {
            let (x, y) = if rows { (b, a) } else { (a, b) };
            picture.pixels[y * picture.width + x] < 160
        })
    };
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut open = None;
    for at in 0..=along {
        let mm = at as f64 * 25.4 / dpi;
        match (open, at < along && dark(at)) {
            (None, true) => open = Some(mm),
            (Some(from), false) => {
                found.push((from, mm));
                open = None;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn full_pages_of_letters_and_records_stand_on_the_grid_of_22_by_28() {
    const DPI: u32 = 200;
    let mut seen = Vec::new();
    for (kind, part, key) in [
        ("agreement", "terms", "facts"),
        ("arbitration-application", "case", "narrative"),
        ("lawsuit-complaint", "application", "facts"),
        ("mediation-application", "case", "narrative"),
        ("oral-application-record", "case", "narrative"),
        ("session-record", "session", "result_text"),
        ("suit-support-letter", "transfer", "facts"),
        ("transfer-letter", "transfer", "facts"),
        ("supervision-opinion", "letter", "facts"),
        ("supervision-reminder", "letter", "facts"),
    ] {
        let mut data = sample(kind);
        data[part][key] = json!("国".repeat(28 * 22 * 3));
        let paper = render(kind, &data);
        let dpi = f64::from(DPI);
        let pixels = |mm: f64| (mm / 25.4 * dpi).round() as usize;
        let full = pictures(&paper.pdf, DPI).iter().any(|page| {
            let text = page.crop(0, pixels(36.5), page.width, pixels(226.0));
            let (rows, columns) = (bands(&text, dpi, true), bands(&text, dpi, false));
            let pitch = |found: &[(f64, f64)]| {
                (found[found.len() - 1].0 - found[0].0) / (found.len() - 1) as f64
            };
            rows.len() == 22
                && columns.len() == 28
                && (pitch(&rows) - 225.0 / 22.0).abs() < 0.03
                && (pitch(&columns) - 156.0 / 28.0).abs() < 0.03
                && columns[0].0 >= LEFT
                && columns[27].1 <= RIGHT
        });
        assert!(full, "{kind} has no full page of 22 lines of 28 characters");
        seen.push(kind);
    }
    assert_eq!(seen.len(), 10);
}

#[test]
fn no_line_begins_with_a_mark_that_closes() {
    // Where poppler begins a new word after squeezed punctuation is no line start: the place on the page tells.
    let mut wrong = Vec::new();
    for kind in &papers() {
        let boxes = poppler("pdftotext", &["-bbox", "FILE", "-"], &of_sample(&kind.id).paper.pdf);
        for line in String::from_utf8(boxes).unwrap().lines() {
            let Some((_, rest)) = line.split_once("xMin=\"") else { continue };
            let (x, rest) = rest.split_once('"').unwrap();
            let at_margin = x.parse::<f64>().unwrap() * 25.4 / 72.0 < LEFT + 1.5;
            let word = rest.split_once("\">").map_or("", |(_, word)| word);
            if at_margin
                && word.starts_with([
                    '，', '。', '、', '；', '：', '！', '？', '）', '》', '」', '〕', '”', '·',
                ])
            {
                wrong.push(format!("{}: {word}", kind.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
