//! What a PDF says: the text of its pages, to compare a file somebody brings with the paper that was issued.

mod shown;

use lopdf::{Document, Error as PdfError, LoadOptions};

use crate::error::PaperError;

/// Most a stream of objects may unpack to, bytes.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
/// Pages read at most: a dossier, not a library.
const MOST_PAGES: usize = 1000;

/// A PDF that was opened to be read.
#[derive(Debug)]
pub struct Reading {
    /// Its pages in order.
    pub pages: Vec<Page>,
    /// JPEG pictures of the pages: page counted from 1 on which it comes first, bytes as they stand in the file.
    pub pictures: Vec<(usize, Vec<u8>)>,
    /// It was under a password, which was given.
    pub opened: bool,
}

/// What a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its text without white space, empty where there is none to read (a scan).
    pub text: String,
    /// How many pictures are drawn on it.
    pub pictures: usize,
    /// It shows what is neither text nor a JPEG, or what could not be read: a fax, a picture without loss.
    pub opaque: bool,
    /// It asks for more than any page holds, or draws itself within itself: to draw it may never end.
    pub endless: bool,
}

/// Reads a PDF; `password` for one that wants it.
///
/// # Errors
/// [`PaperError::Locked`] when it wants a password that was not given or is another,
/// [`PaperError::Unreadable`] when it is damaged or no PDF.
pub fn read(pdf: &[u8], password: Option<&str>) -> Result<Reading, PaperError> {
    read_with(pdf, password, &mut |_, _| true)
}

/// The same; `go` hears how many of how many pages are read and answers whether to go on.
///
/// # Errors
/// As [`read`]; [`PaperError::Dropped`] when `go` said so.
pub fn read_with(
    pdf: &[u8],
    password: Option<&str>,
    go: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Reading, PaperError> {
    if !go(0, 0) {
        return Err(PaperError::Dropped);
    }
    let (document, opened) = load(pdf, password)?;
    let mut pages = Vec::new();
    let mut pictures = Vec::new();
    let mut reader = shown::Pages::new(&document);
    let found = document.get_pages();
    let of = found.len().min(MOST_PAGES);
    for (number, id) in (1..).zip(found.into_values()).take(MOST_PAGES) {
        if !go(number - 1, of) {
            return Err(PaperError::Dropped);
        }
        pages.push(reader.page(id, &mut |bytes| pictures.push((number, bytes.to_vec()))));
    }
    Ok(Reading { pages, pictures, opened })
}

/// Whether to draw this PDF may never end; one that cannot be opened here is not judged.
#[must_use]
pub fn is_endless(pdf: &[u8]) -> bool {
    let Ok((document, _)) = load(pdf, None) else { return false };
    let mut reader = shown::Pages::new(&document);
    let mut pages = document.get_pages().into_values().take(MOST_PAGES);
    pages.any(|id| reader.page(id, &mut |_| ()).endless)
}

fn load(pdf: &[u8], password: Option<&str>) -> Result<(Document, bool), PaperError> {
    let unreadable = |e: PdfError| PaperError::Unreadable(e.to_string());
    // What somebody brings may be made to burst: no stream may unpack beyond what a page can hold.
    let load = |password: Option<&str>| {
        let options = LoadOptions {
            password: password.map(str::to_owned),
            max_decompressed_size: Some(MOST_UNPACKED),
            ..LoadOptions::default()
        };
        Document::load_mem_with_options(pdf, options)
    };
    let mut document = load(None).map_err(unreadable)?;
    let locked = document.is_encrypted();
    if locked {
        let password = password.ok_or(PaperError::Locked)?;
        document = load(Some(password)).map_err(|_| PaperError::Locked)?;
    }
    let opened = locked || document.was_encrypted();
    Ok((document, opened))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Object, Stream, dictionary};

    /// One picture in a form that names itself and draws itself ten times, on every one of `count` pages.
    fn tangled(count: usize) -> Vec<u8> {
        let mut pdf = Document::with_version("1.7");
        let image = dictionary! { "Subtype" => "Image", "Filter" => "DCTDecode" };
        let image = pdf.add_object(Stream::new(image, vec![0xff, 0xd8, 0xff, 0xd9]));
        let form = pdf.new_object_id();
        let named = dictionary! { "Me" => form, "Picture" => image };
        let inner = dictionary! {
            "Subtype" => "Form", "Resources" => dictionary! { "XObject" => named },
        };
        let drawn = format!("/Picture Do {}", "/Me Do ".repeat(10));
        pdf.objects.insert(form, Stream::new(inner, drawn.into_bytes()).into());
        let pages = pdf.new_object_id();
        let page = |pdf: &mut Document| -> Object {
            let shown = dictionary! { "XObject" => dictionary! { "Form" => form } };
            let content = pdf.add_object(Stream::new(dictionary! {}, b"/Form Do".to_vec()));
            pdf.add_object(dictionary! {
                "Type" => "Page", "Parent" => pages, "Resources" => shown, "Contents" => content,
            })
            .into()
        };
        let kids: Vec<Object> = (0..count).map(|_| page(&mut pdf)).collect();
        let tree = dictionary! { "Type" => "Pages", "Count" => count as i64, "Kids" => kids };
        pdf.objects.insert(pages, tree.into());
        let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        pdf.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_picture_in_forms_that_draw_themselves_is_found_once_and_no_page_is_lost() {
        let reading = read(&tangled(300), None).unwrap();
        assert_eq!(reading.pages.len(), 300);
        assert_eq!(reading.pictures, [(1, vec![0xff, 0xd8, 0xff, 0xd9])]);
        assert!(reading.pages.iter().all(|page| page.endless && page.pictures == 1));
        assert!(is_endless(&tangled(1)));
    }
}
