//! Table cards 桌签: an A4 sheet folded twice into a prism, the name readable from both sides.

use crate::error::PaperError;
use crate::fonts::FontDir;

use super::canvas::{Align, Canvas, Faces, HEIGHT, WIDTH};

/// Three faces of the prism; the third is what it stands on.
const FACE: f32 = HEIGHT / 3.0;
/// Room for a name, mm.
const ROOM: f32 = WIDTH - 36.0;
/// Largest and smallest name, points.
const SIZES: (f32, f32) = (110.0, 34.0);

/// Who sits there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCard {
    /// 申请人, 调解员 …
    pub role: String,
    /// Name, as large as it goes.
    pub name: String,
}

/// One sheet for each card.
///
/// # Errors
/// [`PaperError::Fonts`], [`PaperError::MissingGlyph`] names the character of a name.
pub fn table_cards(fonts: &FontDir, cards: &[TableCard]) -> Result<Vec<u8>, PaperError> {
    let mut canvas = Canvas::new(Faces::new(fonts)?);
    for (n, card) in cards.iter().enumerate() {
        if n > 0 {
            canvas.new_page();
        }
        one(&mut canvas, card)?;
    }
    canvas.finish("桌签")
}

fn one(c: &mut Canvas, card: &TableCard) -> Result<(), PaperError> {
    let (lines, size) = lines(c, &card.name)?;
    let height = size * 0.3528;
    let middle = FACE / 2.0 + 9.0;
    let step = height * 1.18;
    let count = f32::from(u16::try_from(lines.len()).unwrap_or(1));
    let first = middle + height * 0.36 - step * (count - 1.0) / 2.0;
    // The second face is upright, the first the same turned about the fold between them.
    let face = FACE;
    c.text(WIDTH / 2.0, face + 20.0, 24.0, Align::Centre, &card.role)?;
    c.text_turned(WIDTH / 2.0, face - 20.0, 24.0, &card.role)?;
    for (n, line) in (0_u8..).zip(&lines) {
        let at = first + f32::from(n) * step;
        c.text(WIDTH / 2.0, face + at, size, Align::Centre, line)?;
        c.text_turned(WIDTH / 2.0, face - at, size, line)?;
    }
    for fold in [FACE, 2.0 * FACE] {
        c.hairline((0.0, fold), (WIDTH, fold));
    }
    c.text(WIDTH / 2.0, 2.0 * FACE + FACE / 2.0, 9.0, Align::Centre, "沿虚线折成三棱，本面作底")
}

/// The name in one line, or in two when one would be too small to read across a table.
fn lines(c: &mut Canvas, name: &str) -> Result<(Vec<String>, f32), PaperError> {
    // Two or three characters are set apart, as on a name plate.
    let characters: Vec<char> = name.chars().collect();
    let spaced = match characters.as_slice() {
        [a, b] => format!("{a}　{b}"),
        _ => name.to_owned(),
    };
    let size = fitting(c, &spaced)?;
    if size > SIZES.1 || characters.len() < 8 {
        return Ok((vec![spaced], size));
    }
    let half = characters.len().div_ceil(2);
    let both: Vec<String> = characters.chunks(half).map(|part| part.iter().collect()).collect();
    let mut size = SIZES.0;
    for line in &both {
        size = size.min(fitting(c, line)?);
    }
    Ok((both, size.min(72.0)))
}

fn fitting(c: &mut Canvas, text: &str) -> Result<f32, PaperError> {
    let wide = c.faces().width(text, 100.0)?;
    Ok(if wide <= 0.0 { SIZES.0 } else { (ROOM / wide * 100.0).min(SIZES.0) })
}
