//! `paper.look`: the pages of a paper while it is typed, drawn for the screen.

use crate::error::Result;
use crate::paper;
use crate::session::Desk;
use base64::Engine as _;
use casework::CaseId;
use documents::LookFor;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// A paper to look at.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperLookFor {
    /// Case.
    pub case: CaseId,
    /// Document kind.
    pub kind: String,
    /// Answers: dotted path in the paper's data → value.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub fields: Map<String, Value>,
    /// Words to find on its pages.
    #[serde(default)]
    pub words: Vec<String>,
    /// Names of pictures that the screen holds and that need not be drawn again.
    #[serde(default)]
    pub held: Vec<String>,
    /// How large the pictures are wanted: pixels per point.
    pub scale: f64,
}

/// The pages of a paper, for the screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperLook {
    /// Pages.
    pub pages: Vec<PaperLookPage>,
}

/// One page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperLookPage {
    /// Width, points (1/72 inch).
    pub width: f64,
    /// Height, points.
    pub height: f64,
    /// Name of the picture: the same name, the same picture.
    pub mark: String,
    /// The picture as PNG, base64; none when the screen holds it.
    pub png: Option<String>,
    /// Where the words stand: left, top, width, height, points.
    pub found: Vec<(f64, f64, f64, f64)>,
}

/// Sets a paper for the screen: blanks where something is missing, no QR, not for use. Only pages that changed are drawn.
///
/// # Errors
/// `paper.missing_glyph` names the character; `paper.unknown_kind`.
pub fn look(desk: &Desk, input: PaperLookFor) -> Result<PaperLook> {
    let (kind, data) = paper::draft(desk, &input.case, &input.kind, &input.fields)?;
    let wanted = LookFor { words: input.words, held: input.held, scale: input.scale };
    let look = desk.engine()?.look(&kind.id, &data, &wanted)?;
    let base64 = |png: Vec<u8>| base64::engine::general_purpose::STANDARD.encode(png);
    let pages = look.pages.into_iter().map(|page| PaperLookPage {
        width: page.width,
        height: page.height,
        mark: page.mark,
        png: page.png.map(base64),
        found: page.found.iter().map(|s| (s.x, s.y, s.width, s.height)).collect(),
    });
    Ok(PaperLook { pages: pages.collect() })
}
