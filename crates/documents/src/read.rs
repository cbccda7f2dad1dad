//! What a PDF says: the text of its pages, to compare a file somebody brings with the paper that was issued.

use lopdf::{Dictionary, Document, Error as PdfError, LoadOptions, Object, ObjectId};
use std::collections::BTreeSet;

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
    /// JPEG pictures of the pages: page counted from 1 on which it comes first, bytes as they stand in the file.
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
    let mut seen = BTreeSet::new();
    for (number, id) in document.get_pages().into_iter().take(MOST_PAGES) {
        let chunks = document.extract_text_chunks_with_limit(&[number], MOST_TEXT);
        let text: String = chunks.into_iter().flatten().collect();
        pages.push(text.chars().filter(|c| !c.is_whitespace()).collect());
        if let Ok((own, shared)) = document.get_page_resources(id) {
            let shared = shared.into_iter().filter_map(|id| document.get_dictionary(id).ok());
            for resources in own.into_iter().chain(shared) {
                jpegs(&document, resources, &mut seen, &mut |bytes| {
                    pictures.push((number as usize, bytes.to_vec()));
                });
            }
        }
    }
    Ok(Reading { pages, pictures, opened })
}

/// JPEG pictures that resources name, also in forms within forms, as pages lie that were bound into another file.
///
/// Each object is looked into once in the whole file, and without recursion: forms that name each other, however deep,
/// or one picture named by a thousand pages, cost no more than the file is long.
fn jpegs<'d>(
    document: &'d Document,
    resources: &'d Dictionary,
    seen: &mut BTreeSet<ObjectId>,
    each: &mut dyn FnMut(&[u8]),
) {
    let follow = |object: &'d Object| document.dereference(object).ok().map(|(_, object)| object);
    let within = |dict: &'d Dictionary, key: &[u8]| {
        dict.get(key).ok().and_then(follow).and_then(|object| object.as_dict().ok())
    };
    let mut open = vec![resources];
    while let Some(resources) = open.pop() {
        let named = within(resources, b"XObject").into_iter().flat_map(Dictionary::iter);
        for (_, object) in named {
            let Ok((Some(id), Object::Stream(stream))) = document.dereference(object) else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            let is = |key: &[u8], word: &[u8]| match stream.dict.get(key).ok().and_then(follow) {
                Some(Object::Name(name)) => name == word,
                Some(Object::Array(names)) => {
                    names.len() == 1 && names[0].as_name().is_ok_and(|name| name == word)
                }
                _ => false,
            };
            if is(b"Subtype", b"Image") && is(b"Filter", b"DCTDecode") {
                each(&stream.content);
            } else if is(b"Subtype", b"Form") {
                open.extend(within(&stream.dict, b"Resources"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    /// One picture in a form that names itself, on every one of `count` pages.
    fn tangled(count: usize) -> Vec<u8> {
        let mut pdf = Document::with_version("1.7");
        let image = dictionary! { "Subtype" => "Image", "Filter" => "DCTDecode" };
        let image = pdf.add_object(Stream::new(image, vec![0xff, 0xd8, 0xff, 0xd9]));
        let form = pdf.new_object_id();
        let named = dictionary! { "Me" => form, "Picture" => image };
        let inner = dictionary! {
            "Subtype" => "Form", "Resources" => dictionary! { "XObject" => named },
        };
        pdf.objects.insert(form, Stream::new(inner, Vec::new()).into());
        let pages = pdf.new_object_id();
        let page = |pdf: &mut Document| -> Object {
            let shown = dictionary! { "XObject" => dictionary! { "Form" => form } };
            pdf.add_object(
                dictionary! { "Type" => "Page", "Parent" => pages, "Resources" => shown },
            )
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
    fn a_picture_in_forms_that_name_themselves_is_found_once_and_no_page_is_lost() {
        let reading = read(&tangled(300), None).unwrap();
        assert_eq!(reading.pages.len(), 300);
        assert_eq!(reading.pictures, [(1, vec![0xff, 0xd8, 0xff, 0xd9])]);
    }
}
