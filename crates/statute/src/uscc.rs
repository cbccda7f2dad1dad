//! Unified social credit codes (GB 32100-2015): a failed check is a warning, never a refusal.

use crate::identity::normalise;
use serde::Serialize;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Result of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum UsccVerdict {
    /// In order.
    Ok,
    /// Not 18 characters.
    BadLength,
    /// A character outside the alphabet (no I, O, S, V, Z).
    BadCharacter,
    /// The last character does not fit: a warning, real codes that fail exist.
    ChecksumMismatch,
}

/// What a 统一社会信用代码 says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct UsccCheck {
    /// Half-width, upper case, without spaces.
    pub normalised: String,
    /// Result.
    pub verdict: UsccVerdict,
    /// The character that would fit.
    pub expected: Option<char>,
}

/// Checks a 统一社会信用代码.
///
/// Source: GB 32100-2015; the check index is taken modulo 31 once more, or S ≡ 0 fails.
pub fn check_uscc(text: &str) -> UsccCheck {
    let normalised = normalise(text);
    let places: Vec<Option<usize>> = normalised.chars().map(|c| ALPHABET.find(c)).collect();
    let mut check = UsccCheck { normalised, verdict: UsccVerdict::Ok, expected: None };
    if places.len() != 18 {
        check.verdict = UsccVerdict::BadLength;
        return check;
    }
    let places: Option<Vec<usize>> = places.into_iter().collect();
    let Some(places) = places else {
        check.verdict = UsccVerdict::BadCharacter;
        return check;
    };
    let sum: usize = places.iter().zip(WEIGHTS).map(|(p, w)| p * w).sum();
    let index = (31 - sum % 31) % 31;
    check.expected = ALPHABET.chars().nth(index);
    if places[17] != index {
        check.verdict = UsccVerdict::ChecksumMismatch;
    }
    check
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_codes_and_the_one_that_published_code_gets_wrong() {
        for code in
            ["91350100M000100Y43", "91330100799655058B", "91440101MA5CJQ4N59", "91532823MA60000180"]
        {
            assert_eq!(check_uscc(code).verdict, UsccVerdict::Ok, "{code}");
        }
        assert_eq!(check_uscc("91350203M0001QAY9B").verdict, UsccVerdict::ChecksumMismatch);
        assert_eq!(check_uscc("9135010OM000100Y43").verdict, UsccVerdict::BadCharacter);
        assert_eq!(check_uscc("9135").verdict, UsccVerdict::BadLength);
        assert_eq!(check_uscc(" ９１350100m000100y43").verdict, UsccVerdict::Ok);
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_always_seen(at in 0usize..18, to in 0usize..31) {
            let good: Vec<char> = "91350100M000100Y43".chars().collect();
            let new = ALPHABET.chars().nth(to).expect("in the alphabet");
            prop_assume!(good[at] != new);
            let mut bad = good;
            bad[at] = new;
            let bad: String = bad.into_iter().collect();
            prop_assert_eq!(check_uscc(&bad).verdict, UsccVerdict::ChecksumMismatch);
        }
    }
}
