//! The code on the recovery sheet: eight groups of five characters, made to be typed from paper.
//!
//! Crockford's base 32 (no I, L, O, U). The fifth character of each group checks the other four and
//! the group's place, so that a slip is named by its group before anything is tried. 160 random bits.

use super::random;
use crate::error::{Result, StoreError};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 8;
const PER_GROUP: usize = 4;

/// A recovery code. [`std::fmt::Display`] gives it as printed: `ABCDE-…`, eight groups.
///
/// It is shown once, on the sheet, and never stored; the program keeps only what it opens.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; GROUPS * PER_GROUP]);

impl RecoveryCode {
    pub(crate) fn generate() -> Self {
        Self(random::<{ GROUPS * PER_GROUP }>().map(|byte| byte & 31))
    }

    /// Reads a typed code; spaces, dashes and case don't matter, `O` is read as 0, `I` and `L` as 1.
    ///
    /// # Errors
    /// [`StoreError::RecoveryMistyped`] with the first group that cannot be right, 0 for a wrong length.
    pub fn parse(typed: &str) -> Result<Self> {
        let mut values = Zeroizing::new(Vec::new());
        for c in typed.chars().map(fold) {
            if c.is_whitespace() || matches!(c, '-' | '—' | '–' | '_' | '.' | '·') {
                continue;
            }
            let group = values.len() / (PER_GROUP + 1) + 1;
            let value = value_of(c).ok_or(mistyped(group.min(GROUPS)))?;
            values.push(value);
        }
        if values.len() != GROUPS * (PER_GROUP + 1) {
            return Err(StoreError::RecoveryMistyped { group: 0 });
        }
        let mut code = Self([0; GROUPS * PER_GROUP]);
        for (at, group) in values.chunks_exact(PER_GROUP + 1).enumerate() {
            let (data, check) = group.split_at(PER_GROUP);
            if check != [check_of(at, data)] {
                return Err(mistyped(at + 1));
            }
            code.0[at * PER_GROUP..(at + 1) * PER_GROUP].copy_from_slice(data);
        }
        Ok(code)
    }

    pub(super) fn secret(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, data) in self.0.chunks_exact(PER_GROUP).enumerate() {
            if at > 0 {
                f.write_str("-")?;
            }
            for value in data.iter().copied().chain([check_of(at, data)]) {
                write!(f, "{}", char::from(ALPHABET[usize::from(value)]))?;
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

fn mistyped(group: usize) -> StoreError {
    StoreError::RecoveryMistyped { group: u8::try_from(group).unwrap_or(0) }
}

/// Full-width letters and digits of a Chinese input method, lower case, and look-alikes.
fn fold(c: char) -> char {
    let half = match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    match half.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

fn value_of(c: char) -> Option<u8> {
    let at = ALPHABET.iter().position(|a| char::from(*a) == c)?;
    u8::try_from(at).ok()
}

/// Weighted sum in the field of 32 elements: any one wrong character and any two swapped are found.
fn check_of(group: usize, data: &[u8]) -> u8 {
    let mut sum = u8::try_from(group).unwrap_or(0) + 1;
    for value in data {
        sum = times_x(sum) ^ *value;
    }
    times_x(sum)
}

/// Multiplication by x modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { (shifted ^ 0b10_0101) & 31 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = RecoveryCode::generate();
        let printed = code.to_string();
        assert_eq!(printed.len(), 8 * 5 + 7);
        assert_eq!(RecoveryCode::parse(&printed).unwrap(), code);
        let sloppy = printed.to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l");
        assert_eq!(RecoveryCode::parse(&sloppy).unwrap(), code);
        let wide: String =
            printed.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        assert_eq!(RecoveryCode::parse(&wide).unwrap(), code);
    }

    #[test]
    fn any_one_wrong_character_and_any_swapped_pair_names_its_group() {
        let code = RecoveryCode::generate();
        let printed: Vec<char> = code.to_string().chars().filter(|c| *c != '-').collect();
        for at in 0..printed.len() {
            let group = u8::try_from(at / 5 + 1).unwrap();
            for wrong in ALPHABET.iter().map(|b| char::from(*b)) {
                let mut typed = printed.clone();
                typed[at] = wrong;
                let read = RecoveryCode::parse(&typed.iter().collect::<String>());
                match read {
                    Ok(same) => assert!(wrong == printed[at] && same == code),
                    Err(StoreError::RecoveryMistyped { group: named }) => assert_eq!(named, group),
                    Err(other) => panic!("{other}"),
                }
            }
            if at % 5 < 4 && printed[at] != printed[at + 1] {
                let mut typed = printed.clone();
                typed.swap(at, at + 1);
                assert!(RecoveryCode::parse(&typed.iter().collect::<String>()).is_err());
            }
        }
    }

    #[test]
    fn swapped_groups_and_wrong_lengths_are_found() {
        let printed = RecoveryCode::generate().to_string();
        let mut groups: Vec<&str> = printed.split('-').collect();
        groups.swap(2, 3);
        if groups[2][..4] != groups[3][..4] {
            assert!(RecoveryCode::parse(&groups.join("-")).is_err());
        }
        for cut in ["", "ABCDE", &printed[..printed.len() - 1]] {
            assert!(matches!(RecoveryCode::parse(cut), Err(StoreError::RecoveryMistyped { .. })));
        }
    }
}
