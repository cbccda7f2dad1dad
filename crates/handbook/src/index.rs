//! Search without a network: any piece of text of an entry, and a title by its pinyin initials.
//!
//! Each word that was typed must be found in an entry. A word stands higher in a title than in the words
//! people say for it, and there higher than in the body. What stands nowhere as it was typed is compared
//! by its pairs of neighbouring characters, so that 工资不发 finds what is said about 不发工资.

use pinyin::ToPinyin as _;
use serde::Serialize;
use std::collections::BTreeSet;

/// What is known of an entry to the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Name of the entry.
    pub id: String,
    /// Title.
    pub title: String,
    /// The answer in one sentence.
    pub brief: String,
    /// The rest, one line for each paragraph, item or cell.
    pub body: String,
    /// Words people say for it.
    pub words: Vec<String>,
}

/// A piece of text that was looked for, or that stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "HandbookMarked")]
pub struct Marked {
    /// The text.
    pub text: String,
    /// It was looked for.
    pub hit: bool,
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Name of the entry.
    pub id: String,
    /// Its title, what was looked for marked.
    pub title: Vec<Marked>,
    /// The line in which it stands, what was looked for marked.
    pub line: Vec<Marked>,
}

struct Folded {
    title: Vec<char>,
    brief: Vec<char>,
    body: Vec<char>,
    words: Vec<Vec<char>>,
    initials: String,
    pairs: BTreeSet<[char; 2]>,
}

/// The searchable book.
pub struct Index {
    pages: Vec<(Page, Folded)>,
}

/// Case and width do not matter; one character stays one, so that places are kept.
fn fold(text: &str) -> Vec<char> {
    let small = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) => one,
            _ => c,
        }
    };
    text.chars().map(statute::text::half_width).map(small).collect()
}

fn initials(title: &str) -> String {
    title
        .chars()
        .filter_map(|c| match c.to_pinyin() {
            Some(sound) => sound.first_letter().chars().next(),
            None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
        })
        .collect()
}

/// Where `what` stands in `text`.
fn places(text: &[char], what: &[char]) -> Vec<usize> {
    if what.is_empty() || what.len() > text.len() {
        return Vec::new();
    }
    (0..=text.len() - what.len()).filter(|at| text[*at..].starts_with(what)).collect()
}

fn pairs(text: &[char]) -> BTreeSet<[char; 2]> {
    text.windows(2)
        .filter(|w| w.iter().all(|c| c.is_alphanumeric()))
        .map(|w| [w[0], w[1]])
        .collect()
}

/// At least this share of the pairs of a word must stand in an entry that does not have the word itself.
const ENOUGH: f64 = 0.5;

impl Folded {
    fn of(page: &Page) -> Self {
        let (title, brief, body) = (fold(&page.title), fold(&page.brief), fold(&page.body));
        let words: Vec<Vec<char>> = page.words.iter().map(|w| fold(w)).collect();
        let mut all = pairs(&title);
        for text in [&brief, &body].into_iter().chain(&words) {
            all.append(&mut pairs(text));
        }
        Self { initials: initials(&page.title), title, brief, body, words, pairs: all }
    }

    /// How well one word fits; `None` when it does not.
    fn fits(&self, word: &[char]) -> Option<f64> {
        if self.title == word {
            return Some(130.0);
        }
        if !places(&self.title, word).is_empty() {
            return Some(100.0);
        }
        if self.words.iter().any(|w| !places(w, word).is_empty() || !places(word, w).is_empty()) {
            return Some(80.0);
        }
        let typed: String = word.iter().collect();
        if word.len() > 1 && typed.is_ascii() && self.initials.contains(&typed) {
            return Some(70.0);
        }
        if !places(&self.brief, word).is_empty() {
            return Some(50.0);
        }
        let count = u32::try_from(places(&self.body, word).len()).unwrap_or(u32::MAX);
        if count > 0 {
            return Some(20.0 + f64::from(count.min(10)));
        }
        let wanted = pairs(word);
        let have = wanted.iter().filter(|pair| self.pairs.contains(*pair)).count();
        #[expect(clippy::cast_precision_loss, reason = "a handful of pairs")]
        let share = have as f64 / wanted.len().max(1) as f64;
        (wanted.len() > 1 && share >= ENOUGH).then_some(10.0 * share)
    }
}

/// A text with every place of the words marked.
fn mark(text: &str, words: &[Vec<char>]) -> Vec<Marked> {
    let folded = fold(text);
    let mut hit = vec![false; folded.len()];
    for word in words {
        for at in places(&folded, word) {
            hit[at..at + word.len()].fill(true);
        }
    }
    let mut out: Vec<Marked> = Vec::new();
    for (c, hit) in text.chars().zip(hit) {
        match out.last_mut() {
            Some(last) if last.hit == hit => last.text.push(c),
            _ => out.push(Marked { text: c.to_string(), hit }),
        }
    }
    out
}

/// Characters of a line that are shown around what was found.
const AROUND: usize = 26;

/// The line that says most: the first with a word in it, else the brief.
fn line(page: &Page, words: &[Vec<char>]) -> Vec<Marked> {
    let found = page.body.lines().chain([page.brief.as_str()]).find_map(|line| {
        let folded = fold(line);
        let at = words.iter().filter_map(|w| places(&folded, w).first().copied()).min()?;
        Some((line, at))
    });
    let Some((line, at)) =
        found.filter(|_| words.iter().all(|w| places(&fold(&page.brief), w).is_empty()))
    else {
        return mark(&page.brief, words);
    };
    let from = at.saturating_sub(AROUND / 2);
    let shown: String = line.chars().skip(from).take(3 * AROUND).collect();
    let cut = from + shown.chars().count() < line.chars().count();
    let shown = format!("{}{shown}{}", if from > 0 { "…" } else { "" }, if cut { "…" } else { "" });
    mark(&shown, words)
}

impl Index {
    /// Makes a book searchable.
    pub fn new(pages: impl IntoIterator<Item = Page>) -> Self {
        let pages = pages.into_iter().map(|page| {
            let folded = Folded::of(&page);
            (page, folded)
        });
        Self { pages: pages.collect() }
    }

    /// Finds entries, best first, in the order of the book where they are as good; nothing for an empty text.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let split = |c: &char| c.is_whitespace() || "，。、？！；：,.?!;:".contains(*c);
        let folded = fold(text);
        let words: Vec<Vec<char>> =
            folded.split(split).filter(|word| !word.is_empty()).map(<[char]>::to_vec).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(f64, &Page)> = self
            .pages
            .iter()
            .filter_map(|(page, folded)| {
                let each: Option<Vec<f64>> = words.iter().map(|word| folded.fits(word)).collect();
                Some((each?.iter().sum(), page))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let hit = |(_, page): (f64, &Page)| Hit {
            id: page.id.clone(),
            title: mark(&page.title, &words),
            line: line(page, &words),
        };
        found.into_iter().map(hit).collect()
    }
}
