//! Amounts of money in 分.

use serde::{Deserialize, Serialize};

/// An amount of money in 分 (1/100 yuan).
///
/// On the wire a plain integer. Every amount that [`Fen::checked`] admits is exact in a JavaScript number.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ts_rs::TS,
)]
#[serde(transparent)]
pub struct Fen(#[ts(type = "number")] pub i64);

/// Why a text or a number is not an amount that can be written on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing typed.
    #[error("no amount given")]
    Empty,
    /// Below zero.
    #[error("an amount cannot be negative")]
    Negative,
    /// Twelve digits of yuan or more.
    #[error("an amount has at most 11 digits of yuan")]
    TooLarge,
    /// More than two decimals: half a 分 cannot be paid.
    #[error("an amount has at most 2 decimals")]
    TooManyDecimals,
    /// Thousands separators at places where no thousand ends.
    #[error("thousands separators are misplaced")]
    Separator,
    /// Something else than digits.
    #[error("not an amount")]
    NotANumber,
}

impl AmountError {
    /// Stable code for the screen's messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Negative => "negative",
            Self::TooLarge => "too_large",
            Self::TooManyDecimals => "too_many_decimals",
            Self::Separator => "separator",
            Self::NotANumber => "not_a_number",
        }
    }
}

impl Fen {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The greatest amount that can be typed or printed: 99 999 999 999.99 yuan. Twelve digits are a
    /// slip of the key.
    pub const MAX: Self = Self(9_999_999_999_999);

    /// The amount itself, if it lies in the range that can be printed.
    ///
    /// # Errors
    /// [`AmountError::Negative`], [`AmountError::TooLarge`].
    pub fn checked(self) -> Result<Self, AmountError> {
        match self {
            Self(n) if n < 0 => Err(AmountError::Negative),
            f if f > Self::MAX => Err(AmountError::TooLarge),
            f => Ok(f),
        }
    }

    /// Sum, `None` when it leaves the range of [`Fen::MAX`] on either side.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self).filter(|f| f.0.abs() <= Self::MAX.0)
    }

    /// Difference (may be negative), `None` when it leaves the range of [`Fen::MAX`] on either side.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self).filter(|f| f.0.abs() <= Self::MAX.0)
    }

    /// Sum of many amounts, `None` when it leaves the range.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Amount as a person types it, in yuan.
    ///
    /// Takes full-width digits and signs, a leading ¥ or 人民币, a trailing 元, white space, thousands
    /// separators (every three digits or none) and at most two decimals.
    ///
    /// # Errors
    /// [`AmountError`] names the rule that was broken.
    pub fn parse_yuan(text: &str) -> Result<Self, AmountError> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        let text = text.strip_prefix("人民币").unwrap_or(&text);
        let text = text.strip_prefix('¥').unwrap_or(text);
        let text = text.strip_suffix('元').unwrap_or(text);
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        let negative = text.starts_with('-');
        let text = text.trim_start_matches('-');
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction(decimals)?;
        if whole.is_empty() && decimals.is_empty() {
            return Err(AmountError::NotANumber);
        }
        let yuan = whole_yuan(whole)?;
        // "-5" is an amount below zero; "-abc" is no amount and was refused above.
        if negative {
            return Err(AmountError::Negative);
        }
        Self(yuan * 100 + fraction).checked()
    }

    /// Figures with thousands separators and two decimals: `8,000.00`.
    pub fn format(self) -> String {
        let (yuan, fen) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = yuan.to_string();
        let mut out = String::with_capacity(digits.len() * 2);
        if self.0 < 0 {
            out.push('-');
        }
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out.push_str(&format!(".{fen:02}"));
        out
    }

    /// Amount in capitals, without the words 人民币: `壹仟肆佰零玖元伍角`.
    ///
    /// # Errors
    /// [`AmountError::Negative`], [`AmountError::TooLarge`].
    ///
    /// Source: 支付结算办法 附一 (正确填写票据和结算凭证的基本规定).
    pub fn capitals(self) -> Result<String, AmountError> {
        crate::capitals::capitals(self.checked()?)
    }

    /// Amount in capitals with 人民币 before it, without a gap.
    ///
    /// # Errors
    /// As [`Fen::capitals`].
    ///
    /// Source: 支付结算办法 附一.
    pub fn capitals_with_prefix(self) -> Result<String, AmountError> {
        Ok(format!("人民币{}", self.capitals()?))
    }
}

impl std::fmt::Display for Fen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.format())
    }
}

fn half_width(c: char) -> char {
    match c {
        '￥' => '¥',
        '，' => ',',
        '。' | '．' => '.',
        '－' | '−' | '—' => '-',
        _ => crate::text::half_width(c),
    }
}

fn fraction(decimals: &str) -> Result<i64, AmountError> {
    if !decimals.chars().all(|c| c.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    match decimals.len() {
        0 => Ok(0),
        1 => decimals.parse::<i64>().map(|d| d * 10).map_err(|_| AmountError::NotANumber),
        2 => decimals.parse::<i64>().map_err(|_| AmountError::NotANumber),
        _ => Err(AmountError::TooManyDecimals),
    }
}

fn whole_yuan(whole: &str) -> Result<i64, AmountError> {
    if !whole.chars().all(|c| c.is_ascii_digit() || c == ',') {
        return Err(AmountError::NotANumber);
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        if first.is_empty() || first.len() > 3 || groups.any(|g| g.len() != 3) {
            return Err(AmountError::Separator);
        }
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if digits.len() > 11 {
        return Err(AmountError::TooLarge);
    }
    if digits.is_empty() { Ok(0) } else { digits.parse().map_err(|_| AmountError::NotANumber) }
}

#[cfg(test)]
#[path = "money_tests.rs"]
mod tests;
