//! What the pages of a file say of themselves: by the footer of a PDF with text, by the code of a picture.

use documents::Reading;
use scans::{Code, ScanError, Sheet};

/// A page that says which paper it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Identifier of the paper.
    pub doc: String,
    /// Page.
    pub page: u32,
    /// Of how many.
    pub of: u32,
    /// First eight characters of the hash of what it says.
    pub hash8: String,
    /// Page of the file.
    pub at: usize,
    /// Its text, where there was text to read.
    pub text: Option<String>,
    /// Pictures drawn on that page.
    pub pictures: usize,
}

/// Pages drawn at most to look for codes: each takes a second.
const MOST_DRAWN: usize = 400;

/// Pages that are drawn to be looked at: the file is opened for the first of them.
#[derive(Default)]
struct Drawing {
    file: Option<Result<scans::Pages, ScanError>>,
    drawn: usize,
}

impl Drawing {
    fn read(
        &mut self,
        bytes: &[u8],
        password: Option<&str>,
        page: usize,
        go: &mut dyn FnMut() -> bool,
    ) -> Vec<Sheet> {
        if self.drawn >= MOST_DRAWN {
            return Vec::new();
        }
        self.drawn += 1;
        let file = self.file.get_or_insert_with(|| scans::Pages::open(bytes, password));
        file.as_ref().map(|file| file.read(page, go)).unwrap_or_default()
    }
}

/// A file, page by page.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub pages: u32,
    pub protected: bool,
    pub marks: Vec<Mark>,
    /// Codes that are none of this system.
    pub foreign: u32,
}

impl Sheets {
    /// `bytes` is the file that was read, under `password`: pages that are neither text nor photographs are drawn. `go`
    /// hears how many of its pages are done and answers whether to go on; what was found until then is all there is.
    pub(super) fn of_pdf(
        read: Reading,
        bytes: &[u8],
        password: Option<&str>,
        go: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Self {
        let of = read.pages.len();
        let pages = u32::try_from(of).unwrap_or(u32::MAX);
        let mut all = Self { pages, protected: read.opened, ..Self::default() };
        let mut pictures = read.pictures.iter().peekable();
        let mut drawing = Drawing::default();
        for (at, page) in (1..).zip(read.pages) {
            if !go(at - 1, of) {
                break;
            }
            let own = std::iter::from_fn(|| pictures.next_if(|(on, _)| *on == at));
            let own: Vec<&[u8]> = own.map(|(_, picture)| picture.as_slice()).collect();
            // A page whose own footer was read is not asked again what is pictured on it.
            if let Some(mark) = footer(&page.text) {
                let (text, pictures) = (Some(page.text), page.pictures);
                all.marks.push(Mark { at, text, pictures, ..mark });
                continue;
            }
            for picture in own {
                let mut sheets = Vec::new();
                let each = &mut |_: scans::Progress| go(at - 1, of);
                let read = scans::read_with(picture, &scans::Limits::default(), each, &mut |s| {
                    sheets.push(s);
                });
                // What is no picture after all says nothing.
                if read.is_ok() {
                    all.take(sheets, |_| Some(at));
                }
            }
            // Copiers also write pages as fax: they are neither text nor a photograph that can be taken out.
            if page.opaque && !page.endless && all.marks.iter().all(|mark| mark.at != at) {
                let sheets = drawing.read(bytes, password, at, &mut || go(at - 1, of));
                all.take(sheets, |_| Some(at));
            }
        }
        all.marks.sort_by_key(|m| m.at);
        all
    }

    /// A fax or scan in TIFF has pages of its own.
    ///
    /// # Errors
    /// As [`scans::read_with`].
    pub(super) fn of_picture(
        bytes: &[u8],
        go: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Self, ScanError> {
        let mut sheets = Vec::new();
        let each = &mut |p: scans::Progress| go(p.done, p.all);
        scans::read_with(bytes, &scans::Limits::default(), each, &mut |s| sheets.push(s))?;
        let pages = sheets.iter().map(|s| s.leaf).max().unwrap_or(1);
        let mut all = Self { pages, ..Self::default() };
        all.take(sheets, Some);
        Ok(all)
    }

    fn take(&mut self, sheets: Vec<Sheet>, at: impl Fn(usize) -> Option<usize>) {
        for sheet in sheets {
            let leaf = usize::try_from(sheet.leaf).ok().and_then(&at).unwrap_or_default();
            match sheet.code {
                Some(code) => self.marks.push(Mark { at: leaf, ..mark(code) }),
                None => self.foreign += u32::from(sheet.foreign),
            }
        }
    }

    /// One mark for each paper in the file, in the order in which they lie there.
    pub(super) fn documents(&self) -> Vec<Mark> {
        let mut all: Vec<Mark> = Vec::new();
        for mark in &self.marks {
            if all.iter().all(|m| m.doc != mark.doc) {
                all.push(mark.clone());
            }
        }
        all
    }

    /// Pages of one paper.
    pub(super) fn of<'a>(&'a self, doc: &'a str) -> impl Iterator<Item = &'a Mark> {
        self.marks.iter().filter(move |m| m.doc == doc)
    }
}

fn mark(code: Code) -> Mark {
    let Code { document, page, pages, check } = code;
    Mark { doc: document, page, of: pages, hash8: check, at: 0, text: None, pictures: 0 }
}

/// 文书编号…第…页共…页校验…, the footer of each page, white space left out.
fn footer(text: &str) -> Option<Mark> {
    let rest = &text[text.rfind("文书编号")? + "文书编号".len()..];
    let (doc, rest) = rest.split_once('第')?;
    let (page, rest) = rest.split_once("页共")?;
    let (of, rest) = rest.split_once("页校验")?;
    // What the footer says is what the code beside it says, and judged like it.
    Code::parse(&format!("FQ1:{doc}:{page}/{of}:{}", rest.get(..8)?)).map(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_which_paper_it_is_by_its_footer() {
        let read = |m: Mark| (m.doc, m.page, m.of, m.hash8);
        let page = "甲方张某—2—文书编号0193-a第2页共3页校验0a1b2c3d";
        let want = ("0193-a".to_owned(), 2, 3, "0a1b2c3d".to_owned());
        assert_eq!(footer(page).map(read), Some(want));
    }

    #[test]
    fn a_broken_footer_says_nothing() {
        for text in [
            "文书编号",
            "文书编号张某第1页共1页校验0a1b2c3d",
            "文书编号a第1页共1页校验校验校验",
            "文书编号a第3页共2页校验0a1b2c3d",
            "文书编号a:b第1页共2页校验0a1b2c3d",
        ] {
            assert_eq!(footer(text), None, "{text}");
        }
    }
}
