//! Finds characters that no font could draw, so that a paper never carries an empty box.

use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// The first character of the document that was set with glyph 0 (the empty box).
pub(crate) fn first_missing(document: &PagedDocument) -> Option<char> {
    document.pages().iter().find_map(|page| in_frame(&page.frame))
}

fn in_frame(frame: &Frame) -> Option<char> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => in_frame(&group.frame),
        FrameItem::Text(text) => {
            text.glyphs.iter().filter(|glyph| glyph.id == 0).find_map(|glyph| {
                text.text.get(glyph.range()).and_then(|cluster| cluster.chars().next())
            })
        }
        _ => None,
    })
}
