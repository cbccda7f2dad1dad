//! Folder labels 卷宗标签: 24 to an A4 sheet, 70 × 37 mm each, without gaps.

use crate::error::PaperError;
use crate::fonts::FontDir;

use super::canvas::{Align, Canvas, Faces};

const COLUMNS: usize = 3;
const ROWS: usize = 8;
pub(super) const LABEL: (f32, f32) = (70.0, 37.0);
/// 8 × 37 mm is 296 mm; the last millimetre of A4 is shared by both ends.
const TOP: f32 = 0.5;

/// Labels on one sheet.
pub const LABELS_PER_SHEET: usize = COLUMNS * ROWS;

/// What stands on one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderLabel {
    /// Case id, ASCII; goes into the QR.
    pub case_id: String,
    /// 案号.
    pub number: String,
    /// 申请人.
    pub applicant: String,
    /// 被申请人.
    pub respondent: String,
    /// 案由.
    pub cause: String,
    /// `2026-11-20` as it is to be printed.
    pub opened_on: String,
    /// 保管期限, e.g. `5年`.
    pub retention: String,
}

/// How the sheet is used.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LabelSheet {
    /// Labels already taken off the first sheet, row by row.
    pub skip: usize,
    /// Millimetres by which the printer is off, read from the calibration page: to the right.
    pub right_mm: f32,
    /// To the bottom.
    pub down_mm: f32,
}

/// Sheets of labels, as many as needed; the QR says `FQC1:<case id>`.
///
/// # Errors
/// [`PaperError::Fonts`], [`PaperError::MissingGlyph`], [`PaperError::BadData`] for a case id no QR can carry.
pub fn folder_labels(
    fonts: &FontDir,
    labels: &[FolderLabel],
    sheet: LabelSheet,
) -> Result<Vec<u8>, PaperError> {
    laid(fonts, labels, sheet, one)?.finish("卷宗标签")
}

/// Labels row by row from the first free place of the sheet, each drawn by `draw` at its upper left corner.
pub(super) fn laid<T>(
    fonts: &FontDir,
    labels: &[T],
    sheet: LabelSheet,
    draw: impl Fn(&mut Canvas, f32, f32, &T) -> Result<(), PaperError>,
) -> Result<Canvas, PaperError> {
    let mut canvas = Canvas::new(Faces::new(fonts)?);
    canvas.shift = (-sheet.right_mm, -sheet.down_mm);
    let first = sheet.skip % LABELS_PER_SHEET;
    for (n, label) in (first..).zip(labels) {
        let place = n % LABELS_PER_SHEET;
        if place == 0 && n > 0 {
            canvas.new_page();
        }
        let column = u16::try_from(place % COLUMNS).unwrap_or(0);
        let row = u16::try_from(place / COLUMNS).unwrap_or(0);
        draw(&mut canvas, f32::from(column) * LABEL.0, TOP + f32::from(row) * LABEL.1, label)?;
    }
    Ok(canvas)
}

fn one(c: &mut Canvas, left: f32, top: f32, label: &FolderLabel) -> Result<(), PaperError> {
    // Printers leave about 5 mm blank at the paper's edge: nothing is drawn there.
    let (x, y) = (left + 6.0, top + 5.0);
    let side = 15.0;
    let wide = LABEL.0 - 12.0;
    let beside = wide - side - 2.0;
    let mut size = 13.0;
    while size > 8.0 && c.faces().width(&label.number, size)? > wide {
        size -= 0.5;
    }
    let number = c.faces().fit(&label.number, size, wide)?;
    c.text(x, y + 4.5, size, Align::Left, &number)?;
    c.line((x, y + 6.8), (x + wide, y + 6.8), 0.6);
    let rows = [
        format!("申请人　{}", label.applicant),
        format!("被申请人　{}", label.respondent),
        format!("案由　{}", label.cause),
        format!("立卷　{}　保管　{}", label.opened_on, label.retention),
    ];
    for (row, text) in (0_u8..).zip(&rows) {
        let text = c.faces().fit(text, 8.5, beside)?;
        c.text(x, y + 12.0 + f32::from(row) * 4.9, 8.5, Align::Left, &text)?;
    }
    c.qr(x + wide - side, y + 9.0, side, &format!("FQC1:{}", label.case_id))
}
