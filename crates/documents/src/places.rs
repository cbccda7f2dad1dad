//! Where on a paper people sign: the templates mark the two corners of each place, the layout says where they fell.

use serde::{Deserialize, Serialize};
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::layout::Abs;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// A place on a page where somebody signs or seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignPlace {
    /// Page, from 1.
    pub page: u32,
    /// What stands before it, e.g. 被申请人.
    pub label: String,
    /// Left, top, width and height, tenths of a millimetre from the upper left corner of the page.
    pub field: (u32, u32, u32, u32),
}

/// Label of the corner marks in `assets/documents/common/signing.typ`.
const MARK: &str = "签位";

/// A line to sign on reaches so far above and below, tenths of a millimetre.
const LINE: u32 = 45;

/// A corner: label, whether it is the first of its place, page, left, top.
type Corner = (String, bool, u32, u32, u32);

/// The places of a laid-out paper, in the order of the text.
pub(crate) fn of(document: &PagedDocument) -> Vec<SignPlace> {
    let Some(label) = Label::new(PicoStr::intern(MARK)) else { return Vec::new() };
    let marks = document.introspector().query(&Selector::Label(label));
    let mut places = Vec::new();
    let mut open: Option<Corner> = None;
    for mark in marks {
        let corner = mark.to_packed::<MetadataElem>().and_then(|meta| {
            let Value::Dict(said) = &meta.value else { return None };
            let text = |key: &str| match said.get(key) {
                Ok(Value::Str(text)) => Some(text.to_string()),
                _ => None,
            };
            let at = document.introspector().position(mark.location()?)?;
            let page = u32::try_from(at.page.get()).ok()?;
            Some((text("称")?, text("角")? == "始", page, tenths(at.point.x), tenths(at.point.y)))
        });
        match (corner, open.take()) {
            (Some(first), _) if first.1 => open = Some(first),
            (Some((label, _, page, right, bottom)), Some((named, _, on, left, top)))
                if label == named && page == on && right > left && bottom >= top =>
            {
                // A line to sign on has no height of its own: people write above and across it.
                let (top, bottom) = if bottom - top < LINE {
                    (top.saturating_sub(LINE), bottom + LINE)
                } else {
                    (top, bottom)
                };
                let field = (left, top, right - left, bottom - top);
                places.push(SignPlace { page, label: named_only(&label), field });
            }
            _ => {}
        }
    }
    places
}

/// 申请人确认（签名、捺印） → 申请人确认
fn named_only(label: &str) -> String {
    label.split('（').next().unwrap_or(label).trim().to_owned()
}

fn tenths(length: Abs) -> u32 {
    // A page is shorter than 100 000 tenths; what lies left of it or above it begins at its edge.
    (length.to_mm() * 10.0).round().clamp(0.0, 100_000.0) as u32
}
