//! Two small pages on a sheet, in the order in which the sheets are folded and stitched.

use crate::error::PaperError;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A4 lying on its side, in points.
const SHEET: (f32, f32) = (841.89, 595.276);

/// Which pages stand beside each other on each side of a sheet, front and back in turn, for a booklet that is
/// folded in the middle; `None` is an empty page. The number of sides is even.
pub fn stitch_order(pages: usize) -> Vec<(Option<usize>, Option<usize>)> {
    let whole = pages.next_multiple_of(4);
    let page = |n: usize| (n <= pages).then_some(n);
    (0..whole / 2)
        .map(|side| {
            let (outer, inner) = (page(whole - side), page(side + 1));
            // A front side has the later page at the left, a back side at the right.
            if side % 2 == 0 { (outer, inner) } else { (inner, outer) }
        })
        .collect()
}

fn bad(error: &lopdf::Error) -> PaperError {
    PaperError::BadData { path: "pdf".to_owned(), detail: error.to_string() }
}

/// The entry of a page, or of what it hangs under.
fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut at = document.get_dictionary(page).ok()?;
    loop {
        if let Ok(found) = at.get(key) {
            return Some(found.clone());
        }
        let up = at.get(b"Parent").and_then(Object::as_reference).ok()?;
        at = document.get_dictionary(up).ok()?;
    }
}

/// The pages of a PDF, two on a side of A4, in [`stitch_order`]; for the printer, not for the file: links, tags
/// and the archival mark are left out.
///
/// # Errors
/// [`PaperError::BadData`] when the bytes are not such a PDF.
pub fn impose(pdf: &[u8]) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::load_mem(pdf).map_err(|e| bad(&e))?;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut forms = Vec::with_capacity(pages.len());
    for page in &pages {
        let content = document.get_page_content(*page);
        let box_ = inherited(&document, *page, b"MediaBox").unwrap_or_else(|| {
            Object::Array(vec![0.into(), 0.into(), (SHEET.0 / 2.0).into(), SHEET.1.into()])
        });
        let resources =
            inherited(&document, *page, b"Resources").unwrap_or_else(|| Dictionary::new().into());
        let mut form = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => box_, "Resources" => resources,
            },
            content,
        );
        // An uncompressed page prints as well; one that cannot be compressed stays as it is.
        let _ = form.compress();
        forms.push(document.add_object(form));
    }
    let tree = document.new_object_id();
    let mut kids = Vec::new();
    for (left, right) in stitch_order(forms.len()) {
        let mut drawn = Dictionary::new();
        let mut operations = Vec::new();
        for (name, page, across) in [("L", left, 0.0), ("R", right, SHEET.0 / 2.0)] {
            let Some(form) = page.and_then(|n| forms.get(n - 1)) else { continue };
            drawn.set(name, *form);
            let place = [1.0, 0.0, 0.0, 1.0, across, 0.0].map(Object::Real).to_vec();
            operations.push(Operation::new("q", Vec::new()));
            operations.push(Operation::new("cm", place));
            operations.push(Operation::new("Do", vec![name.into()]));
            operations.push(Operation::new("Q", Vec::new()));
        }
        let content = Content { operations }.encode().map_err(|e| bad(&e))?;
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let side = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), SHEET.0.into(), SHEET.1.into()],
            "Resources" => dictionary! { "XObject" => drawn },
        });
        kids.push(Object::Reference(side));
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    document
        .objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let root = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => tree,
        // Printed on both sides, turned over the short edge.
        "ViewerPreferences" => dictionary! { "Duplex" => "DuplexFlipShortEdge", "PrintScaling" => "None" },
    });
    document.trailer.set("Root", root);
    document.prune_objects();
    let mut out = Vec::new();
    document
        .save_to(&mut out)
        .map_err(|source| PaperError::Io { path: "booklet.pdf".into(), source })?;
    Ok(out)
}
