//! What the pages of a file say of themselves: by the footer of a PDF with text, by the code of a picture.

use documents::Reading;

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
    pub(super) fn of_pdf(read: Reading) -> Self {
        let pages = u32::try_from(read.pages.len()).unwrap_or(u32::MAX);
        let mut all = Self { pages, protected: read.opened, ..Self::default() };
        for (at, text) in (1..).zip(read.pages) {
            if let Some(mark) = footer(&text) {
                all.marks.push(Mark { at, text: Some(text), ..mark });
            }
        }
        for (at, picture) in read.pictures {
            // A page whose own footer was read is not asked again what is pictured on it.
            if all.marks.iter().all(|m| m.at != at) {
                all.take_codes(&picture, at);
            }
        }
        all
    }

    /// None when it is no picture.
    pub(super) fn of_picture(bytes: &[u8]) -> Option<Self> {
        let mut all = Self { pages: 1, ..Self::default() };
        image::ImageReader::new(std::io::Cursor::new(bytes))
            .with_guessed_format()
            .ok()?
            .into_dimensions()
            .ok()?;
        all.take_codes(bytes, 1);
        Some(all)
    }

    fn take_codes(&mut self, picture: &[u8], at: usize) {
        let mut seen: Vec<String> = Vec::new();
        for text in crate::picture::texts(picture) {
            // Smaller copies of the picture are tried too and say the same again.
            if seen.contains(&text) {
                continue;
            }
            match code(&text) {
                Some(mark) => self.marks.push(Mark { at, ..mark }),
                None => self.foreign += 1,
            }
            seen.push(text);
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

fn mark(doc: &str, page: &str, of: &str, hash8: &str) -> Option<Mark> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let named = !doc.is_empty() && doc.len() <= 64 && doc.chars().all(plain);
    let check = hash8.len() == 8 && hash8.bytes().all(|b| b.is_ascii_hexdigit());
    let (page, of) = (page.parse().ok()?, of.parse().ok()?);
    (named && check && page > 0).then(|| Mark {
        doc: doc.to_owned(),
        page,
        of,
        hash8: hash8.to_owned(),
        at: 0,
        text: None,
    })
}

/// `FQ1:<document>:<page>/<pages>:<hash8>`
fn code(text: &str) -> Option<Mark> {
    let mut parts = text.trim().split(':');
    let ("FQ1", doc, pages, hash8, None) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next())
    else {
        return None;
    };
    let (page, of) = pages.split_once('/')?;
    mark(doc, page, of, hash8)
}

/// 文书编号…第…页共…页校验…, the footer of each page, white space left out.
fn footer(text: &str) -> Option<Mark> {
    let rest = &text[text.rfind("文书编号")? + "文书编号".len()..];
    let (doc, rest) = rest.split_once('第')?;
    let (page, rest) = rest.split_once("页共")?;
    let (of, rest) = rest.split_once("页校验")?;
    mark(doc, page, of, rest.get(..8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_which_paper_it_is_by_its_code_or_its_footer() {
        let read = |m: Mark| (m.doc, m.page, m.of, m.hash8);
        let want = ("0193-a".to_owned(), 2, 3, "0a1b2c3d".to_owned());
        assert_eq!(code("FQ1:0193-a:2/3:0a1b2c3d").map(read), Some(want.clone()));
        let page = "甲方张某—2—文书编号0193-a第2页共3页校验0a1b2c3d";
        assert_eq!(footer(page).map(read), Some(want));
    }

    #[test]
    fn codes_of_others_and_broken_ones_say_nothing() {
        let payment = "https://pay.example/FQ1:a:1/2:00000000";
        for text in
            [payment, "FQ1:a:1/2", "FQ1:a:0/2:0a1b2c3d", "FQ1:a b:1/2:0a1b2c3d", "FQC1:case"]
        {
            assert_eq!(code(text), None, "{text}");
        }
        assert_eq!(code("FQ1:a:1/2:0a1b2c3d:more"), None);
        assert_eq!(footer("文书编号"), None);
        assert_eq!(footer("文书编号张某第1页共1页校验0a1b2c3d"), None);
        assert_eq!(footer("文书编号a第1页共1页校验校验校验"), None);
    }
}
