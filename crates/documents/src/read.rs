//! What a PDF says: the text of its pages, to compare a file somebody brings with the paper that was issued.

use lopdf::{Document, Error as PdfError, LoadOptions};

use crate::error::PaperError;

/// More than this on one page is no text.
const MOST_TEXT: usize = 16 * 1024 * 1024;
/// Most a stream of objects may unpack to, bytes.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
/// Pages read at most: a dossier, not a library.
const MOST_PAGES: usize = 1000;

/// A PDF that was opened to be read.
#[derive(Debug)]
pub struct Reading {
    /// Text of each page without white space, empty where there is none to read (a scan).
    pub pages: Vec<String>,
    /// JPEG pictures of the pages: page counted from 1, bytes as they stand in the file.
    pub pictures: Vec<(usize, Vec<u8>)>,
    /// It was under a password, which was given.
    pub opened: bool,
}

/// Reads a PDF; `password` for one that wants it.
///
/// # Errors
/// [`PaperError::Locked`] when it wants a password that was not given or is another,
/// [`PaperError::Unreadable`] when it is damaged or no PDF.
pub fn read(pdf: &[u8], password: Option<&str>) -> Result<Reading, PaperError> {
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
    let mut pages = Vec::new();
    let mut pictures = Vec::new();
    for (number, id) in document.get_pages().into_iter().take(MOST_PAGES) {
        let chunks = document.extract_text_chunks_with_limit(&[number], MOST_TEXT);
        let text: String = chunks.into_iter().flatten().collect();
        pages.push(text.chars().filter(|c| !c.is_whitespace()).collect());
        for picture in document.get_page_images(id).unwrap_or_default() {
            let jpeg = picture.filters.as_ref().is_some_and(|f| f.iter().any(|f| f == "DCTDecode"));
            if jpeg {
                pictures.push((number as usize, picture.content.to_vec()));
            }
        }
    }
    Ok(Reading { pages, pictures, opened })
}
