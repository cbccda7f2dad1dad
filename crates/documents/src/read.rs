//! What a PDF says: the text of its pages, to compare a file somebody brings with the paper that was issued.

use lopdf::{Dictionary, Document, Error as PdfError, LoadOptions, Object};

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
        if let Ok((own, shared)) = document.get_page_resources(id) {
            let shared = shared.into_iter().filter_map(|id| document.get_dictionary(id).ok());
            for resources in own.into_iter().chain(shared) {
                jpegs(&document, resources, NESTED, &mut |bytes| {
                    pictures.push((number as usize, bytes.to_vec()));
                });
            }
        }
    }
    Ok(Reading { pages, pictures, opened })
}

/// Pictures lie in forms within forms where pages were bound into another file; deeper than that nobody binds.
const NESTED: usize = 4;

/// JPEG pictures that resources name, also through forms.
fn jpegs(document: &Document, resources: &Dictionary, depth: usize, each: &mut dyn FnMut(&[u8])) {
    let follow = |object| document.dereference(object).ok().map(|(_, object)| object);
    let named = resources.get(b"XObject").ok().and_then(follow).and_then(|o| o.as_dict().ok());
    for (_, object) in named.into_iter().flat_map(Dictionary::iter) {
        let Some(Object::Stream(stream)) = follow(object) else { continue };
        let is = |key: &[u8], word: &[u8]| {
            let value = stream.dict.get(key).ok().and_then(follow);
            match value {
                Some(Object::Name(name)) => name == word,
                Some(Object::Array(names)) => {
                    names.len() == 1 && names[0].as_name().is_ok_and(|name| name == word)
                }
                _ => false,
            }
        };
        if is(b"Subtype", b"Image") && is(b"Filter", b"DCTDecode") {
            each(&stream.content);
        } else if is(b"Subtype", b"Form")
            && depth > 0
            && let Some(Object::Dictionary(inner)) =
                stream.dict.get(b"Resources").ok().and_then(follow)
        {
            jpegs(document, inner, depth - 1, each);
        }
    }
}
