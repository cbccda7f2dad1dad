//! Evidence tags 证据标签 for bags and sheets, on the same stock as folder labels.

use crate::error::PaperError;
use crate::fonts::FontDir;

use super::canvas::{Align, Canvas};
use super::folder::{LABEL, LabelSheet, laid};

/// What stands on one bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceTag {
    /// Case id, ASCII; goes into the QR.
    pub case_id: String,
    /// 案号, or the parties while there is none.
    pub number: String,
    /// Number of the piece in the case, from 1.
    pub no: usize,
    /// How many there are.
    pub of: usize,
    /// What it is.
    pub name: String,
    /// From whom and how it was obtained.
    pub source: String,
    /// Day as it is to be printed; empty leaves a line to write on.
    pub on: String,
    /// 原件 or 复制件; empty when it is not known.
    pub form: String,
}

/// Sheets of evidence tags; the QR says `FQC1:<case id>` as on the folder.
///
/// # Errors
/// [`PaperError::Fonts`], [`PaperError::MissingGlyph`], [`PaperError::BadData`] for a case id no QR can carry.
pub fn evidence_tags(
    fonts: &FontDir,
    tags: &[EvidenceTag],
    sheet: LabelSheet,
) -> Result<Vec<u8>, PaperError> {
    laid(fonts, tags, sheet, one)?.finish("证据标签")
}

fn one(c: &mut Canvas, left: f32, top: f32, tag: &EvidenceTag) -> Result<(), PaperError> {
    let (x, y) = (left + 6.0, top + 5.0);
    let side = 14.0;
    let wide = LABEL.0 - 12.0;
    let beside = wide - side - 2.0;
    let no = format!("证据 {}／{}", tag.no, tag.of);
    let taken = c.faces().width(&no, 11.0)? + 3.0;
    c.text(x, y + 4.0, 11.0, Align::Left, &no)?;
    let number = c.faces().fit(&tag.number, 8.0, wide - taken)?;
    c.text(x + wide, y + 4.0, 8.0, Align::Right, &number)?;
    c.line((x, y + 6.2), (x + wide, y + 6.2), 0.6);
    // The name has two lines of the width beside the code.
    let mut rest: Vec<char> = tag.name.chars().collect();
    for row in 0_u8..2 {
        let mut line = String::new();
        while let Some(next) = rest.first() {
            if row == 0 && c.faces().width(&format!("{line}{next}"), 10.0)? > beside {
                break;
            }
            line.push(rest.remove(0));
        }
        let line = c.faces().fit(&line, 10.0, beside)?;
        c.text(x, y + 11.2 + f32::from(row) * 4.8, 10.0, Align::Left, &line)?;
    }
    let source = c.faces().fit(&tag.source, 8.0, beside)?;
    c.text(x, y + 21.0, 8.0, Align::Left, &source)?;
    let day = if tag.on.is_empty() { "　　　年　　月　　日" } else { &tag.on };
    let foot = if tag.form.is_empty() {
        format!("收取　{day}　□原件 □复制件")
    } else {
        format!("收取　{day}　{}", tag.form)
    };
    let foot = c.faces().fit(&foot, 8.0, wide)?;
    c.text(x, y + 26.2, 8.0, Align::Left, &foot)?;
    c.qr(x + wide - side, y + 8.0, side, &format!("FQC1:{}", tag.case_id))
}
