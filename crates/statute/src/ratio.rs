//! Exact fractions: money is rounded once, at the end of a head.

use crate::Fen;
use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// An exact fraction.
///
/// What leaves the range of `i128`, or divides by nothing, becomes a value that stays "beyond the range"
/// until it is rounded, and is then refused: no step of an amount is ever silently wrong.
#[derive(Debug, Clone, Copy)]
pub struct Ratio(Option<(i128, i128)>);

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1).max(1)
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self(Some((0, 1)));
    /// One.
    pub const ONE: Self = Self(Some((1, 1)));

    /// `numerator` ÷ `denominator`.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        let sign = if denominator < 0 { -1 } else { 1 };
        if denominator == 0 {
            return Self(None);
        }
        let by = gcd(numerator, denominator) * sign;
        Self(Some((numerator / by, denominator / by)))
    }

    /// A whole number.
    pub fn whole(number: impl Into<i128>) -> Self {
        Self(Some((number.into(), 1)))
    }

    /// A plain decimal such as `21.75`: digits, at most one point, at most six decimals, no sign.
    pub fn decimal(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
        let pointed_at_nothing = part.is_empty() && text.contains('.');
        if whole.is_empty() || whole.len() > 15 || part.len() > 6 || pointed_at_nothing {
            return None;
        }
        if !digits(whole) || !digits(part) {
            return None;
        }
        let scale = 10_i128.pow(u32::try_from(part.len()).ok()?);
        let part: i128 = if part.is_empty() { 0 } else { part.parse().ok()? };
        Some(Self::new(whole.parse::<i128>().ok()? * scale + part, scale))
    }

    /// The greater of two.
    pub fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }

    /// The smaller of two.
    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// The whole part, towards zero; `None` beyond the range.
    pub fn floor(self) -> Option<i64> {
        self.0.and_then(|(n, d)| i64::try_from(n.div_euclid(d)).ok())
    }

    /// The nearest whole number, a half upwards (away from zero); `None` beyond the range.
    pub fn half_up(self) -> Option<i128> {
        let (n, d) = self.0?;
        let twice = n.unsigned_abs().checked_mul(2)?.checked_add(d.unsigned_abs())?;
        let whole = i128::try_from(twice / d.unsigned_abs().checked_mul(2)?).ok()?;
        Some(if n < 0 { -whole } else { whole })
    }

    /// The amount in 分, a half upwards; `None` below zero or beyond what a paper can bear.
    pub fn fen(self) -> Option<Fen> {
        let fen = i64::try_from(self.half_up()?).ok()?;
        Fen(fen).checked().ok()
    }

    /// Decimal text without trailing zeros, at most `decimals` places, a half upwards.
    pub fn words(self, decimals: u32) -> String {
        let scale = 10_i128.pow(decimals.min(9));
        let Some(scaled) = (self * Self::whole(scale)).half_up() else { return "—".to_owned() };
        let sign = if scaled < 0 { "-" } else { "" };
        let (whole, part) = (scaled.abs() / scale, scaled.abs() % scale);
        if part == 0 {
            return format!("{sign}{whole}");
        }
        let part = format!("{part:0width$}", width = decimals.min(9) as usize);
        format!("{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

impl From<Fen> for Ratio {
    fn from(fen: Fen) -> Self {
        Self::whole(fen.0)
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Ratio {
    /// Values beyond the range compare with nothing.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let (difference, _) = (*self - *other).0?;
        Some(difference.cmp(&0))
    }
}

fn reduced(numerator: Option<i128>, denominator: Option<i128>) -> Ratio {
    match (numerator, denominator) {
        (Some(n), Some(d)) => Ratio::new(n, d),
        _ => Ratio(None),
    }
}

impl Add for Ratio {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let (Some((a, b)), Some((c, d))) = (self.0, other.0) else { return Self(None) };
        let (left, right) = (a.checked_mul(d), c.checked_mul(b));
        let sum = left.and_then(|l| right.and_then(|r| l.checked_add(r)));
        reduced(sum, b.checked_mul(d))
    }
}

impl Sub for Ratio {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + other * Self::whole(-1)
    }
}

impl Mul for Ratio {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (Some((a, b)), Some((c, d))) = (self.0, other.0) else { return Self(None) };
        reduced(a.checked_mul(c), b.checked_mul(d))
    }
}

impl Div for Ratio {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let (Some((a, b)), Some((c, d))) = (self.0, other.0) else { return Self(None) };
        reduced(a.checked_mul(d), b.checked_mul(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_once_and_only_at_the_end() {
        assert_eq!(Ratio::new(5, 2).fen(), Some(Fen(3)));
        assert_eq!(Ratio::new(-5, 2).half_up(), Some(-3));
        assert_eq!((Ratio::new(1, 3) * Ratio::whole(3)).fen(), Some(Fen(1)));
        assert_eq!(Ratio::new(-1, 1).fen(), None);
    }

    #[test]
    fn what_leaves_the_range_is_refused_and_not_wrapped() {
        let huge = Ratio::whole(i128::MAX);
        assert_eq!((huge * huge).fen(), None);
        assert_eq!((Ratio::ONE / Ratio::ZERO).fen(), None);
        assert_eq!((huge + Ratio::ONE - huge).fen(), None);
        assert!((huge * huge).partial_cmp(&Ratio::ZERO).is_none());
    }

    #[test]
    fn fractions_are_kept_small_so_that_long_tables_fit() {
        let mut sum = Ratio::ZERO;
        for n in 0..5_000 {
            sum = sum + Ratio::new(1_000_000 + n, 2175 * 8 * 60);
        }
        assert_eq!((sum * Ratio::whole(2175 * 8 * 60)).half_up(), Some(5_012_497_500));
    }

    #[test]
    fn decimals_are_read_and_written_exactly() {
        for text in ["21.75", "0", "165.33", "1440", "0.000001"] {
            assert_eq!(Ratio::decimal(text).map(|r| r.words(6)).as_deref(), Some(text));
        }
        for text in ["", ".5", "5.", "-1", "1e3", "1.2.3", "1.0000001", "１"] {
            assert!(Ratio::decimal(text).is_none(), "{text}");
        }
        assert_eq!(Ratio::new(2, 3).words(2), "0.67");
    }
}
