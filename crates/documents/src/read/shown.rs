//! What the pages of a PDF show: text and pictures, also in forms within forms, as pages lie that were bound into
//! another file.
//!
//! Somebody brings these files: what is unpacked is counted for the whole file, nothing calls itself, and a page that
//! asks for more than a page holds says so.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, Stream};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::Page;

/// More text than this is on no page, bytes.
const MOST_TEXT: usize = 1024 * 1024;
/// Most that the content of one page or form may unpack to, bytes.
const MOST_CONTENT: usize = 4 * 1024 * 1024;
/// Most that all of it may unpack to, in the whole file: 1000 pages of text are a tenth of it.
const MOST_IN_ALL: usize = 256 * 1024 * 1024;
/// What opening a form costs at least, however little is in it.
const LEAST: usize = 4096;
/// Forms within forms, and states put aside: papers bound into a dossier need two.
const DEEPEST: usize = 24;

/// The pages of one file, read one after the other.
pub(super) struct Pages<'d> {
    document: &'d Document,
    fonts: HashMap<ObjectId, Option<Rc<Encoding<'d>>>>,
    pictured: BTreeSet<ObjectId>,
    left: usize,
}

/// How text is written at a place of the content.
#[derive(Clone, Default)]
struct State<'d> {
    font: Option<Rc<Encoding<'d>>>,
    hidden: bool,
}

/// A page or form that is being read.
struct Open<'d> {
    form: Option<ObjectId>,
    operations: std::vec::IntoIter<Operation>,
    resources: Vec<&'d Dictionary>,
    state: State<'d>,
    saved: Vec<State<'d>>,
}

impl<'d> Pages<'d> {
    pub fn new(document: &'d Document) -> Self {
        Self { document, fonts: HashMap::new(), pictured: BTreeSet::new(), left: MOST_IN_ALL }
    }

    /// Reads a page; `jpeg` gets the bytes of each JPEG on the first page that shows it.
    pub fn page(&mut self, id: ObjectId, jpeg: &mut dyn FnMut(&[u8])) -> Page {
        let mut page = Page::default();
        let Some(first) = self.opened(id) else {
            let endless = self.left < MOST_CONTENT;
            return Page { opaque: true, endless, ..page };
        };
        let mut open = vec![first];
        while let Some(top) = open.last_mut() {
            let Some(operation) = top.operations.next() else {
                open.pop();
                continue;
            };
            match operation.operator.as_str() {
                "q" if top.saved.len() < DEEPEST => top.saved.push(top.state.clone()),
                "Q" => top.state = top.saved.pop().unwrap_or_else(|| top.state.clone()),
                // Written, but not to be seen: what a program recognised behind a scan.
                "Tr" => top.state.hidden = matches!(first_number(&operation), Some(3 | 7)),
                "Tf" => {
                    let font = named(self.document, &top.resources, b"Font", &operation);
                    top.state.font = font.and_then(|font| self.encoding(font));
                    page.opaque |= top.state.font.is_none();
                }
                "Tj" | "TJ" | "'" | "\"" if !top.state.hidden => {
                    if let Some(font) = &top.state.font {
                        show(&operation.operands, font, &mut page.text);
                    }
                }
                "BI" => (page.pictures, page.opaque) = (page.pictures + 1, true),
                "Do" => {
                    let object = named(self.document, &top.resources, b"XObject", &operation);
                    let Some((id, Object::Stream(stream))) = object else { continue };
                    if self.is(stream, b"Subtype", b"Image") {
                        page.pictures += 1;
                        if !self.is(stream, b"Filter", b"DCTDecode") {
                            page.opaque = true;
                        } else if id.is_none_or(|id| self.pictured.insert(id)) {
                            jpeg(&stream.content);
                        }
                    } else if self.is(stream, b"Subtype", b"Form") {
                        let (resources, state) = (top.resources.clone(), top.state.clone());
                        let around = open.len() < DEEPEST
                            && open.iter().all(|o| o.form != id || id.is_none());
                        let form = around.then(|| self.form(stream, resources, state)).flatten();
                        match form {
                            Some(form) => open.push(Open { form: id, ..form }),
                            None => page.endless = true,
                        }
                    }
                }
                _ => {}
            }
            if page.text.len() > MOST_TEXT {
                page.endless = true;
                break;
            }
        }
        page.text.retain(|c| !c.is_whitespace());
        page.opaque |= page.text.is_empty() && page.pictures == 0;
        page
    }

    fn opened(&mut self, id: ObjectId) -> Option<Open<'d>> {
        let (own, shared) = self.document.get_page_resources(id).ok()?;
        let shared = shared.into_iter().filter_map(|id| self.document.get_dictionary(id).ok());
        let resources = own.into_iter().chain(shared).collect();
        let limit = self.left.min(MOST_CONTENT);
        let content = self.document.get_page_content_with_limit(id, limit).ok()?;
        self.begun(&content, resources, State::default())
    }

    /// A form has its own resources; old ones use those of the page.
    fn form(
        &mut self,
        stream: &'d Stream,
        around: Vec<&'d Dictionary>,
        state: State<'d>,
    ) -> Option<Open<'d>> {
        let content = self.unpacked(stream)?;
        let own = stream
            .dict
            .get(b"Resources")
            .ok()
            .and_then(|r| follow(self.document, r).1.as_dict().ok());
        self.begun(&content, own.map_or(around, |own| vec![own]), state)
    }

    fn begun(
        &mut self,
        content: &[u8],
        resources: Vec<&'d Dictionary>,
        state: State<'d>,
    ) -> Option<Open<'d>> {
        self.left = self.left.checked_sub(content.len().max(LEAST))?;
        let operations = Content::decode(content).ok()?.operations.into_iter();
        Some(Open { form: None, operations, resources, state, saved: Vec::new() })
    }

    fn unpacked(&self, stream: &Stream) -> Option<Vec<u8>> {
        stream.get_plain_content_with_limit(self.left.min(MOST_CONTENT)).ok()
    }

    /// What the codes of a font mean; a font that many forms name is read once.
    fn encoding(&mut self, (id, font): (Option<ObjectId>, &'d Object)) -> Option<Rc<Encoding<'d>>> {
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return known.clone();
        }
        let read = self.meaning(font.as_dict().ok()?).map(Rc::new);
        if let Some(id) = id {
            self.fonts.insert(id, read.clone());
        }
        read
    }

    fn meaning(&mut self, font: &'d Dictionary) -> Option<Encoding<'d>> {
        let map = font.get(b"ToUnicode").ok().map(|map| follow(self.document, map).1);
        let cost = match map {
            Some(Object::Stream(map)) => self.unpacked(map)?.len(),
            _ => 0,
        };
        self.left = self.left.checked_sub(cost.max(LEAST))?;
        font.get_font_encoding_with_limit(self.document, MOST_CONTENT).ok()
    }

    fn is(&self, stream: &Stream, key: &[u8], word: &[u8]) -> bool {
        match stream.dict.get(key).ok().map(|object| follow(self.document, object).1) {
            Some(Object::Name(name)) => name == word,
            Some(Object::Array(names)) => {
                names.len() == 1 && names[0].as_name().is_ok_and(|name| name == word)
            }
            _ => false,
        }
    }
}

/// The object itself, with its identifier when it was only named; one that names nobody stands for itself.
fn follow<'d>(document: &'d Document, object: &'d Object) -> (Option<ObjectId>, &'d Object) {
    document.dereference(object).unwrap_or((None, object))
}

/// What an operation names in the resources.
fn named<'d>(
    document: &'d Document,
    resources: &[&'d Dictionary],
    kind: &[u8],
    operation: &Operation,
) -> Option<(Option<ObjectId>, &'d Object)> {
    let name = operation.operands.first()?.as_name().ok()?;
    resources.iter().find_map(|resources| {
        let all = follow(document, resources.get(kind).ok()?).1.as_dict().ok()?;
        all.get(name).ok().map(|object| follow(document, object))
    })
}

fn first_number(operation: &Operation) -> Option<i64> {
    operation.operands.first()?.as_i64().ok()
}

/// Strings of an operation; the numbers between them only move the pen.
fn show(operands: &[Object], font: &Encoding<'_>, text: &mut String) {
    let strings = operands.iter().flat_map(|operand| match operand {
        Object::Array(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    });
    for string in strings {
        if let Object::String(bytes, _) = string {
            // A code without a meaning is no text; what could be read of the rest stays.
            let _unknown = font.write_to_string(bytes, text);
        }
    }
}
