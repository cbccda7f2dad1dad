//! The few marks in which entries are written.
//!
//! Blocks are parted by empty lines. Lines that begin with `- ` are a list, with `1. ` steps, with `| ` a
//! table (its first row is the head), with `! ` a warning, with `## ` a heading; other lines are a
//! paragraph. Within a line `{p:name}` and `{d:name}` are figures of the law and `[[entry]]` names
//! another entry, `[[entry|words]]` with words of its own.

use crate::figures::Figures;
use serde::Serialize;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "HandbookPiece")]
pub enum Piece {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// A figure of the law as it stands today.
    Figure {
        /// As printed: 150%, 15日.
        text: String,
        /// Article or document; empty when nobody knows it here.
        source: String,
        /// Checked against a text.
        confirmed: bool,
    },
    /// Another entry.
    Link {
        /// Its name.
        entry: String,
        /// Its title, or words for it.
        text: String,
    },
}

impl Piece {
    /// What is read aloud.
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text } | Self::Figure { text, .. } | Self::Link { text, .. } => text,
        }
    }
}

/// A block of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "HandbookBlock")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its pieces.
        pieces: Vec<Piece>,
    },
    /// A small heading.
    Heading {
        /// Its words.
        text: String,
    },
    /// A list without order.
    List {
        /// Items.
        items: Vec<Vec<Piece>>,
    },
    /// Steps, one after the other.
    Steps {
        /// Items.
        items: Vec<Vec<Piece>>,
    },
    /// What must not be overlooked.
    Note {
        /// Its pieces.
        pieces: Vec<Piece>,
    },
    /// A table.
    Table {
        /// Head of each column.
        head: Vec<Vec<Piece>>,
        /// Rows of as many cells.
        rows: Vec<Vec<Vec<Piece>>>,
    },
}

impl Block {
    fn lines(&self) -> Vec<&[Piece]> {
        match self {
            Self::Paragraph { pieces } | Self::Note { pieces } => vec![pieces],
            Self::Heading { .. } => Vec::new(),
            Self::List { items } | Self::Steps { items } => {
                items.iter().map(Vec::as_slice).collect()
            }
            Self::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).map(Vec::as_slice).collect()
            }
        }
    }

    /// Its text, one line for each line, item or cell.
    pub fn text(&self) -> String {
        if let Self::Heading { text } = self {
            return text.clone();
        }
        self.lines().into_iter().map(plain).collect::<Vec<_>>().join("\n")
    }

    /// Whether a figure in it could not be checked.
    pub fn unconfirmed(&self) -> bool {
        let unsure = |p: &Piece| matches!(p, Piece::Figure { confirmed: false, .. });
        self.lines().into_iter().flatten().any(unsure)
    }
}

/// The text of a line.
pub fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::text).collect()
}

/// How a line begins decides what it belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Item,
    Step,
    Row,
    Note,
    Heading,
}

fn marked(line: &str) -> (Mark, &str) {
    if let Some(rest) = line.strip_prefix("## ") {
        return (Mark::Heading, rest);
    }
    if let Some(rest) = line.strip_prefix("- ") {
        return (Mark::Item, rest);
    }
    if let Some(rest) = line.strip_prefix("! ") {
        return (Mark::Note, rest);
    }
    if let Some(rest) = line.strip_prefix("| ") {
        return (Mark::Row, rest.trim_end_matches('|'));
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.get(digits..).and_then(|rest| rest.strip_prefix(". ")) {
        Some(rest) if digits > 0 => (Mark::Step, rest),
        _ => (Mark::Plain, line),
    }
}

/// The blocks of a body; the error is the name of a figure that nobody declared.
pub(crate) fn blocks(
    body: &str,
    figures: &Figures<'_>,
    title: &dyn Fn(&str) -> String,
) -> Result<Vec<Block>, String> {
    let mut out = Vec::new();
    for part in body.split("\n\n") {
        let mut lines: Vec<(Mark, String)> = Vec::new();
        for line in part.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let (mark, rest) = marked(line);
            match lines.last_mut() {
                // A long line goes on in the next; a heading is one line.
                Some((of, last)) if mark == Mark::Plain && *of != Mark::Heading => {
                    last.push_str(rest);
                }
                _ => lines.push((mark, rest.to_owned())),
            }
        }
        let of = |text: &str| pieces(text, figures, title);
        for run in lines.chunk_by(|a, b| a.0 == b.0 && !matches!(a.0, Mark::Plain | Mark::Note)) {
            let mark = run[0].0;
            let texts = || run.iter().map(|(_, text)| text.as_str());
            out.push(match mark {
                Mark::Plain => Block::Paragraph { pieces: of(&run[0].1)? },
                Mark::Note => Block::Note { pieces: of(&run[0].1)? },
                Mark::Heading => Block::Heading { text: run[0].1.clone() },
                Mark::Item => Block::List { items: texts().map(of).collect::<Result<_, _>>()? },
                Mark::Step => Block::Steps { items: texts().map(of).collect::<Result<_, _>>()? },
                Mark::Row => {
                    let cells = |text: &str| {
                        text.split(" | ").map(|cell| of(cell.trim())).collect::<Result<Vec<_>, _>>()
                    };
                    let mut rows = texts().map(cells).collect::<Result<Vec<_>, _>>()?;
                    let head = rows.remove(0);
                    Block::Table { head, rows }
                }
            });
        }
    }
    Ok(out)
}

/// The next mark of a line: where it stands, how long it is, what is between its brackets.
fn next_mark(text: &str) -> Option<(usize, usize, &str, bool)> {
    let figure = text.find('{').and_then(|at| {
        let inner = text[at + 1..].split_once('}')?.0;
        Some((at, inner.len() + 2, inner, false))
    });
    let link = text.find("[[").and_then(|at| {
        let inner = text[at + 2..].split_once("]]")?.0;
        Some((at, inner.len() + 4, inner, true))
    });
    [figure, link].into_iter().flatten().min_by_key(|found| found.0)
}

/// The pieces of a line; the error is the name of a figure that nobody declared.
pub(crate) fn pieces(
    line: &str,
    figures: &Figures<'_>,
    title: &dyn Fn(&str) -> String,
) -> Result<Vec<Piece>, String> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some((at, length, inner, is_link)) = next_mark(rest) {
        if at > 0 {
            out.push(Piece::Text { text: rest[..at].to_owned() });
        }
        if is_link {
            let (entry, words) = inner.split_once('|').unwrap_or((inner, ""));
            let text = if words.is_empty() { title(entry) } else { words.to_owned() };
            out.push(Piece::Link { entry: entry.to_owned(), text });
        } else {
            let figure = figures.get(inner).ok_or_else(|| inner.to_owned())?;
            let crate::Figure { text, source, confirmed } = figure;
            out.push(Piece::Figure { text, source, confirmed });
        }
        rest = &rest[at + length..];
    }
    if !rest.is_empty() {
        out.push(Piece::Text { text: rest.to_owned() });
    }
    Ok(out)
}

/// Names of the entries a text points to.
pub(crate) fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((at, length, inner, is_link)) = next_mark(rest) {
        if is_link {
            found.push(inner.split_once('|').map_or(inner, |(to, _)| to).to_owned());
        }
        rest = &rest[at + length..];
    }
    found
}
