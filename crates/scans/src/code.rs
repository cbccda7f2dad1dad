//! What the code on a page says.

/// The content of a page's code: `FQ1:<document>:<page>/<pages>:<check>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Document.
    pub document: String,
    /// Page, from 1.
    pub page: u32,
    /// Pages of the document.
    pub pages: u32,
    /// First eight hex digits of the hash of the frozen data.
    pub check: String,
}

/// A paper with more pages does not exist; a code that says so is not ours.
const MOST_PAGES: u32 = 9_999;

impl Code {
    /// Reads a code's text; none when it is not one of ours, or says what cannot be (page 3 of 2).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("FQ1:")?;
        let mut parts = rest.split(':');
        let (document, pages, check) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let named = !document.is_empty() && document.len() <= 64 && document.chars().all(plain);
        let hexed = check.len() == 8 && check.bytes().all(|b| b.is_ascii_hexdigit());
        let (page, pages) = pages.split_once('/')?;
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !named || !hexed || !digits(page) || !digits(pages) {
            return None;
        }
        let (page, pages) = (page.parse().ok()?, pages.parse().ok()?);
        if page == 0 || page > pages || pages > MOST_PAGES {
            return None;
        }
        Some(Self {
            document: document.to_owned(),
            page,
            pages,
            check: check.to_ascii_lowercase(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_pages_code_is_read() {
        let code = Code::parse("FQ1:0a1b2c3d4e5f6071:2/3:9f86d081").unwrap();
        assert_eq!((code.document.as_str(), code.page, code.pages), ("0a1b2c3d4e5f6071", 2, 3));
        assert_eq!(code.check, "9f86d081");
    }

    #[test]
    fn what_no_page_of_ours_can_say_is_not_taken_for_one() {
        for text in [
            "",
            "https://pay.example/0a1b",
            "FQ1-eyJ1cmwiOiJodHRwcyJ9-2e028dba",
            "FQ2:0a1b:1/1:9f86d081",
            "FQ1:0a1b:4/3:9f86d081",
            "FQ1:0a1b:0/3:9f86d081",
            "FQ1:0a1b:+1/3:9f86d081",
            "FQ1:0a1b:1/3:9f86d08",
            "FQ1:0a1b:1/3:9f86d08z",
            "FQ1:0a1b:1/3:9f86d081:more",
            "FQ1::1/3:9f86d081",
            "FQ1:张某:1/3:9f86d081",
            "FQ1:0a1b:1/99999999999:9f86d081",
        ] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }
}
