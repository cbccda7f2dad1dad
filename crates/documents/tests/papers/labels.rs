//! Sheets placed by the millimetre.

use documents::labels::{
    FolderLabel, LABELS_PER_SHEET, LabelSheet, calibration_page, folder_labels,
};
use documents::{FontDir, PaperError};

use crate::desk::{Picture, codes, font_dir, picture, poppler, text};

fn label(n: usize) -> FolderLabel {
    FolderLabel {
        case_id: format!("01931a2b-{n:04}"),
        number: format!("某工调〔2026〕KD{n}号"),
        applicant: "张某".to_owned(),
        respondent: "某某国际物流供应链管理股份有限公司第一分公司".to_owned(),
        cause: "拖欠工资".to_owned(),
        opened_on: "2026-11-20".to_owned(),
        retention: "10年".to_owned(),
    }
}

/// Ten pixels a millimetre: whether anything dark is within `reach` mm of the point.
fn dark(picture: &Picture, x: f64, y: f64, reach: f64) -> bool {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "places on an A4 sheet"
    )]
    let pixel = |mm: f64| (mm.max(0.0) * 10.0).round() as usize;
    (pixel(y - reach)..=pixel(y + reach)).any(|row| {
        (pixel(x - reach)..=pixel(x + reach)).any(|column| {
            picture.pixels.get(row * picture.width + column).is_some_and(|p| *p < 128)
        })
    })
}

#[test]
fn the_rulers_of_the_calibration_page_are_a_hundred_millimetres_long() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let pdf = calibration_page(&font_dir(), "某某牌激光打印机", day).unwrap();
    let info = String::from_utf8(poppler("pdfinfo", &["FILE"], &pdf)).unwrap();
    assert!(info.contains("(A4)") && info.contains("Pages:           1"), "{info}");
    assert!(pdf.len() < 300_000, "only the glyphs used are embedded: {} bytes", pdf.len());
    let page = picture(&pdf, 1, 254);
    assert!(
        page.width.abs_diff(2100) <= 1 && page.height.abs_diff(2970) <= 1,
        "{} × {}",
        page.width,
        page.height
    );
    for (x, y) in [(55.0, 112.0), (105.0, 112.0), (155.0, 112.0), (55.0, 212.0)] {
        assert!(dark(&page, x, y, 0.2), "the ruler passes ({x}, {y})");
    }
    assert!(!dark(&page, 156.5, 112.0, 0.5) && !dark(&page, 55.0, 213.5, 0.5), "and ends there");
    let text = text(&pdf);
    assert!(
        text.contains("打印机校准页")
            && text.contains("某某牌激光打印机")
            && text.contains("2026-11-20")
    );
    assert!(codes(&page).iter().any(|c| c.starts_with("FQ1:calibration")));
}

#[test]
fn labels_stand_in_their_cells_and_say_their_case() {
    let labels: Vec<_> = (1..=LABELS_PER_SHEET + 1).map(label).collect();
    let pdf = folder_labels(&font_dir(), &labels, LabelSheet::default()).unwrap();
    let info = String::from_utf8(poppler("pdfinfo", &["FILE"], &pdf)).unwrap();
    assert!(info.contains("Pages:           2"), "{info}");
    let sheet = picture(&pdf, 1, 254);
    for (place, label) in labels[..LABELS_PER_SHEET].iter().enumerate() {
        let cell = sheet.crop(place % 3 * 700, place / 3 * 370, 700, 375);
        assert_eq!(codes(&cell), [format!("FQC1:{}", label.case_id)], "cell {place}");
    }
    assert_eq!(
        codes(&picture(&pdf, 2, 254)),
        [format!("FQC1:{}", labels[LABELS_PER_SHEET].case_id)]
    );
    let text = text(&pdf);
    assert!(
        text.contains("某工调〔2026〕KD24号") && text.contains("…"),
        "a long name is cut, not run over the edge"
    );
}

#[test]
fn a_started_sheet_and_a_printer_that_is_off_are_made_up_for() {
    let sheet = LabelSheet { skip: 5, right_mm: 1.5, down_mm: -1.0 };
    let plain = picture(
        &folder_labels(&font_dir(), &[label(1)], LabelSheet { skip: 5, ..LabelSheet::default() })
            .unwrap(),
        1,
        254,
    );
    let moved = picture(&folder_labels(&font_dir(), &[label(1)], sheet).unwrap(), 1, 254);
    let first = |p: &Picture| {
        let at: Vec<_> = (0..p.pixels.len()).filter(|i| p.pixels[*i] < 128).collect();
        (at.iter().map(|i| i % p.width).min().unwrap(), at[0] / p.width)
    };
    let ((x, y), (moved_x, moved_y)) = (first(&plain), first(&moved));
    assert!(
        x > 1400 && y > 370 && y < 740,
        "the sixth label is in the third column of the second row: {x} {y}"
    );
    assert!(
        x.abs_diff(moved_x + 15) <= 1 && (y + 10).abs_diff(moved_y) <= 1,
        "{x},{y} → {moved_x},{moved_y}"
    );
}

#[test]
fn a_rare_name_on_a_label_comes_from_the_rare_pack() {
    let mut rare = label(1);
    rare.applicant = "张𪛖㛃".to_owned();
    let pdf = folder_labels(&font_dir(), &[rare.clone()], LabelSheet::default()).unwrap();
    assert!(text(&pdf).contains("张𪛖㛃"), "{}", text(&pdf));
    rare.applicant = "\u{12000}".to_owned();
    assert!(matches!(
        folder_labels(&font_dir(), &[rare], LabelSheet::default()),
        Err(PaperError::MissingGlyph { character: '\u{12000}', .. })
    ));
    assert!(matches!(
        folder_labels(&FontDir("/nowhere".into()), &[label(1)], LabelSheet::default()),
        Err(PaperError::Fonts { .. })
    ));
}
