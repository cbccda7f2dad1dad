//! Tokens of the index: neighbouring characters.
//!
//! The `ascii` tokenizer takes letters, digits and everything beyond ASCII as part of a word. What it would take as
//! a gap (spaces, punctuation) is written as a character of the private use area, so that each token passes whole.

/// No more tokens than this are asked for: the rest of a long piece is looked at in the candidates.
const ASKED: usize = 24;

/// Tokens of a text, for the index. Readings lose their marks between syllables first.
pub(super) fn document(folded: &str, reading: bool) -> String {
    let chars = folded.chars().filter(|c| !reading || *c != super::pinyin::MARK);
    let chars: Vec<char> = chars.collect();
    let pairs = chars.windows(2).map(key);
    let triples = chars.windows(3).filter(|three| is_run(three)).map(key);
    let mut keys: Vec<u64> = pairs.chain(triples).collect();
    keys.sort_unstable();
    keys.dedup();
    joined(&keys)
}

/// The FTS5 question for a piece of text; `None` for pieces of one character.
///
/// A triple says more than the two pairs it covers, so letters and digits are asked for by triples.
pub(super) fn question(folded: &str) -> Option<String> {
    let chars: Vec<char> = folded.chars().collect();
    let mut tokens: Vec<u64> = Vec::new();
    for (at, pair) in chars.windows(2).enumerate() {
        if tokens.len() >= ASKED {
            break;
        }
        let triple = chars.get(at..at + 3).filter(|three| is_run(three));
        let covered = at > 0 && chars.get(at - 1..at + 2).is_some_and(is_run);
        match triple {
            Some(three) => {
                tokens.push(key(three));
            }
            None if !covered => {
                tokens.push(key(pair));
            }
            None => {}
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    (!tokens.is_empty()).then(|| joined(&tokens))
}

/// The question whose answer needs no second look: a pair of Chinese characters stands in a text if and only if its
/// token does, and in no reading, which has their sounds instead.
pub(super) fn exact(folded: &str) -> Option<String> {
    let mut chars = folded.chars();
    let pair = [chars.next()?, chars.next()?];
    let sure = |c: &char| super::pinyin::is_spoken(*c);
    (chars.next().is_none() && pair.iter().all(sure)).then(|| pair.iter().collect())
}

fn is_run(chars: &[char]) -> bool {
    chars.iter().all(char::is_ascii_alphanumeric)
}

/// Two or three characters as one number, 21 bits each.
fn key(chars: &[char]) -> u64 {
    chars.iter().fold(0, |key, c| key << 21 | u64::from(u32::from(*c)))
}

fn joined(keys: &[u64]) -> String {
    let mut out = String::with_capacity(keys.len() * 8);
    for key in keys {
        if !out.is_empty() {
            out.push(' ');
        }
        for shift in [42, 21, 0] {
            let code = u32::try_from(key >> shift & 0x1F_FFFF).unwrap_or_default();
            if code != 0 || shift == 0 {
                out.extend(char::from_u32(code).map(whole));
            }
        }
    }
    out
}

/// The character, or what stands for one the tokenizer would take as a gap.
fn whole(c: char) -> char {
    if c.is_ascii() && !c.is_ascii_alphanumeric() {
        char::from_u32(0xE000 + u32::from(c)).unwrap_or(c)
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_token_asked_for_is_in_every_text_that_contains_the_piece() {
        for (text, piece) in [
            ("张三13800000000", "三138"),
            ("张三13800000000", "0000"),
            ("勐工调〔2026〕kd12号", "〕kd1"),
            ("𬭳a1b", "𬭳a"),
            ("ab", "ab"),
            ("共 3 人（含：张三）", " 人（含"),
            ("a\u{0}-\"b", "-\"b"),
        ] {
            let tokens = document(text, false);
            let have: BTreeSet<&str> = tokens.split(' ').collect();
            for token in question(piece).unwrap().split(' ') {
                assert!(have.contains(token), "{piece} in {text}: {token}");
            }
        }
        assert_eq!(question("张"), None);
        assert_eq!(exact("张三").as_deref(), Some("张三"));
        for unsure in ["张", "张三丰", "a三", "三 ", "三\u{E02D}"] {
            assert_eq!(exact(unsure), None, "{unsure}");
        }
    }
}
