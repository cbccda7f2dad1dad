//! Tokens of the index: neighbouring characters, written as hexadecimal code points.
//!
//! As hexadecimal they pass the `ascii` tokenizer whole, whatever the characters are: punctuation,
//! spaces, and characters beyond the basic plane included.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// No more tokens than this are asked for: the rest of a long piece is looked at in the candidates.
const ASKED: usize = 24;

/// Tokens of a text, for the index. Readings lose their marks between syllables first.
pub(super) fn document(folded: &str, reading: bool) -> String {
    if reading {
        let bare: String = folded.chars().filter(|c| *c != super::pinyin::MARK).collect();
        joined(&all(&bare.chars().collect::<Vec<_>>()))
    } else {
        joined(&all(&folded.chars().collect::<Vec<_>>()))
    }
}

/// The FTS5 question for a piece of text; `None` for pieces of one character.
///
/// A triple says more than the two pairs it covers, so letters and digits are asked for by triples.
pub(super) fn question(folded: &str) -> Option<String> {
    let chars: Vec<char> = folded.chars().collect();
    let mut tokens = BTreeSet::new();
    for (at, pair) in chars.windows(2).enumerate() {
        if tokens.len() >= ASKED {
            break;
        }
        let triple = chars.get(at..at + 3).filter(|three| is_run(three));
        let covered = at > 0 && chars.get(at - 1..at + 2).is_some_and(is_run);
        match triple {
            Some(three) => {
                tokens.insert(token(three));
            }
            None if !covered => {
                tokens.insert(token(pair));
            }
            None => {}
        }
    }
    (!tokens.is_empty()).then(|| joined(&tokens))
}

fn all(chars: &[char]) -> BTreeSet<String> {
    let pairs = chars.windows(2).map(token);
    let triples = chars.windows(3).filter(|three| is_run(three)).map(token);
    pairs.chain(triples).collect()
}

fn is_run(chars: &[char]) -> bool {
    chars.iter().all(char::is_ascii_alphanumeric)
}

fn token(chars: &[char]) -> String {
    let mut out = String::with_capacity(chars.len() * 5);
    for c in chars {
        // `x` keeps 4-, 5- and 6-digit code points apart and never occurs in hexadecimal.
        let _ = write!(out, "{:x}x", u32::from(*c));
    }
    out
}

fn joined(tokens: &BTreeSet<String>) -> String {
    let mut out = String::new();
    for token in tokens {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(token);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_asked_for_is_in_every_text_that_contains_the_piece() {
        for (text, piece) in [
            ("张三13800000000", "三138"),
            ("张三13800000000", "0000"),
            ("勐工调〔2026〕kd12号", "〕kd1"),
            ("𬭳a1b", "𬭳a"),
            ("ab", "ab"),
        ] {
            let tokens = document(text, false);
            let have: BTreeSet<&str> = tokens.split(' ').collect();
            for token in question(piece).unwrap().split(' ') {
                assert!(have.contains(token), "{piece} in {text}: {token}");
            }
        }
        assert_eq!(question("张"), None);
    }
}
