//! Money, numbers and yes or no as people write them in tables.

use crate::{Cell, Unit, Value};
use statute::{AmountError, Fen};

/// Why a cell has no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoneyError {
    /// `4500-5000`.
    Range,
    /// `约4500`, `4500左右`.
    About,
    /// A rule of [`Fen::parse_yuan`].
    Amount(AmountError),
}

impl MoneyError {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Range => "money_range",
            Self::About => "money_about",
            Self::Amount(AmountError::Negative) => "money_negative",
            Self::Amount(AmountError::TooLarge) => "money_too_large",
            Self::Amount(AmountError::TooManyDecimals) => "money_decimals",
            Self::Amount(AmountError::Separator) => "money_separator",
            Self::Amount(AmountError::Empty | AmountError::NotANumber) => "money_not_a_number",
        }
    }
}

/// An amount in 分: `4500`, `4,500.00元`, `４５００`, `1.2万`, `4500元/月`.
pub(crate) fn money(cell: &Cell, unit: Unit) -> Result<Fen, MoneyError> {
    let text: String = cell.text.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    let number = matches!(cell.value, Value::Number(_));
    if matches!(cell.value, Value::Fault | Value::Moment { .. } | Value::Flag(_)) {
        return Err(MoneyError::Amount(AmountError::NotANumber));
    }
    let text = if number { without_noise(&text) } else { text };
    let text = text.trim_end_matches("/人").trim_end_matches("/月").trim_end_matches("每月");
    let text = text.strip_suffix('整').unwrap_or(text);
    let text = text.strip_prefix("人民币").unwrap_or(text).trim_start_matches('¥');
    if ["约", "左右", "大概", "多", "以上", "余"].iter().any(|w| text.contains(w)) {
        return Err(MoneyError::About);
    }
    let inner = text.trim_start_matches('-');
    if inner.contains(['-', '~', '至', '到']) {
        return Err(MoneyError::Range);
    }
    let yuan = text.strip_suffix('元').unwrap_or(text);
    let (digits, says) = match yuan.strip_suffix('万') {
        Some(digits) => (digits, true),
        None => (yuan, false),
    };
    let amount = |text: &str| Fen::parse_yuan(text).map_err(MoneyError::Amount);
    // "5000元" under a header in 万元 means 元: the cell speaks for itself.
    if says || (unit == Unit::TenThousand && !text.ends_with('元')) {
        amount(&ten_thousandfold(digits))
    } else {
        amount(yuan)
    }
}

/// Rounds away what a formula in floating point adds to an amount: 0.30000000000000004.
fn without_noise(text: &str) -> String {
    let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
    let Ok(n) = text.parse::<f64>() else { return text.to_owned() };
    if decimals <= 8 || n.abs() > 1e12 {
        return text.to_owned();
    }
    let cents = (n * 100.0).round();
    if (n * 100.0 - cents).abs() < 1e-5 { format!("{:.2}", cents / 100.0) } else { text.to_owned() }
}

/// Moves the decimal point four places: exact, as text.
fn ten_thousandfold(text: &str) -> String {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() && decimals.is_empty() {
        return text.to_owned();
    }
    let moved: String = decimals.chars().chain("0000".chars()).take(4).collect();
    let rest: String = decimals.chars().skip(4).collect();
    // Separators stay only where they are right in yuan: before four more digits they are not.
    let groups: Vec<&str> = whole.split(',').collect();
    let separated = groups.len() > 1
        && groups[1..].iter().all(|g| g.len() == 3)
        && (1..=3).contains(&groups[0].len());
    let whole = if separated { whole.replace(',', "") } else { whole.to_owned() };
    format!("{whole}{moved}.{rest}")
}

/// A number that is not negative, as decimal text without leading and trailing zeros.
pub(crate) fn decimal(cell: &Cell) -> Option<String> {
    let text: String = cell.text.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    let text = if matches!(cell.value, Value::Number(_)) { without_noise(&text) } else { text };
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || !digits(whole) || !digits(decimals) {
        return None;
    }
    if whole.len() > 9 || decimals.len() > 9 {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let decimals = decimals.trim_end_matches('0');
    Some(if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") })
}

/// Yes or no.
pub(crate) fn flag(cell: &Cell) -> Option<bool> {
    if let Value::Flag(yes) = cell.value {
        return Some(yes);
    }
    match statute::text::line(&cell.text).to_lowercase().as_str() {
        "是" | "有" | "已" | "已补休" | "已调休" | "√" | "✓" | "✔" | "1" | "y" | "yes" | "对" => {
            Some(true)
        }
        "" | "否" | "无" | "未" | "没有" | "未补休" | "未调休" | "×" | "0" | "n" | "no" | "-"
        | "—" | "/" => Some(false),
        _ => None,
    }
}

/// A dash or a word that stands for nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    let text = text.trim();
    text.chars().all(|c| matches!(c, '-' | '—' | '－' | '/' | '\\' | '／' | '_' | ' ' | '\u{3000}'))
        || matches!(text, "无" | "暂无" | "没有" | "不详" | "N/A" | "n/a" | "NA" | "#N/A" | "空")
}

/// A number with so many digits that Excel has not kept them all: it keeps 15.
pub(crate) fn has_lost_digits(cell: &Cell) -> bool {
    let text: String = cell.text.chars().filter(|c| !c.is_whitespace()).map(half).collect();
    if matches!(cell.value, Value::Number(_)) {
        return text.chars().filter(char::is_ascii_digit).count() > 15;
    }
    // 9.90101E+17 as text: a CSV that Excel has saved.
    let upper = text.to_uppercase();
    let Some((mantissa, power)) = upper.split_once("E+") else { return false };
    let digits = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit() || c == '.');
    digits(mantissa) && power.parse::<u32>().is_ok()
}

pub(crate) fn half(c: char) -> char {
    match c {
        '￥' => '¥',
        '，' => ',',
        '．' => '.',
        '－' | '−' | '—' | '–' => '-',
        '～' | '〜' => '~',
        _ => statute::text::half_width(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Result<i64, &'static str> {
        money(&Cell::text(text), Unit::Yuan).map(|f| f.0).map_err(MoneyError::code)
    }

    #[test]
    fn money_is_read_as_it_is_written() {
        for (text, fen) in [
            ("4500", 450_000),
            ("4,500.00", 450_000),
            ("４５００", 450_000),
            ("￥4,500.5元", 450_050),
            ("4500元/月", 450_000),
            ("1.2万", 1_200_000),
            ("1.23456万元", 1_234_560),
            ("0.8 万", 800_000),
            ("1,200万", 1_200_000_000),
            ("人民币4500元整", 450_000),
        ] {
            assert_eq!(of(text), Ok(fen), "{text}");
        }
    }

    #[test]
    fn what_is_no_single_amount_is_named() {
        for (text, code) in [
            ("4500-5000", "money_range"),
            ("4500至5000", "money_range"),
            ("约4500", "money_about"),
            ("4500多", "money_about"),
            ("-4500", "money_negative"),
            ("1.234567万", "money_decimals"),
            ("4500.125", "money_decimals"),
            ("45,00", "money_separator"),
            ("12,34万", "money_separator"),
            ("四千五", "money_not_a_number"),
            ("万", "money_not_a_number"),
            ("123456789012", "money_too_large"),
        ] {
            assert_eq!(of(text), Err(code), "{text}");
        }
    }

    #[test]
    fn a_header_in_ten_thousands_counts_where_the_cell_says_nothing() {
        let of = |text: &str| money(&Cell::text(text), Unit::TenThousand).map(|f| f.0);
        assert_eq!(of("1.2"), Ok(1_200_000));
        assert_eq!(of("1.2万"), Ok(1_200_000));
        assert_eq!(of("12000元"), Ok(1_200_000));
    }

    #[test]
    fn noise_of_floating_point_goes_but_a_third_decimal_stays() {
        let number = |n: f64| {
            let text = format!("{n}");
            money(&Cell { text: text.clone(), value: Value::Number(text) }, Unit::Yuan)
        };
        assert_eq!(number(0.1 + 0.2), Ok(Fen(30)));
        assert_eq!(number(1234.56), Ok(Fen(123_456)));
        assert_eq!(
            number(4500.0 / 21.75 * 3.0),
            Err(MoneyError::Amount(AmountError::TooManyDecimals))
        );
    }

    #[test]
    fn digits_that_excel_has_lost_are_seen() {
        let number = |t: &str| Cell { text: t.into(), value: Value::Number(t.into()) };
        assert!(has_lost_digits(&number("990101199001010000")));
        assert!(has_lost_digits(&Cell::text("9.90101E+17")));
        assert!(has_lost_digits(&Cell::text("9.90101199001010e+17")));
        assert!(!has_lost_digits(&number("13800000000")));
        assert!(!has_lost_digits(&Cell::text("990101199001010018")));
        assert!(!has_lost_digits(&Cell::text("E1234567")));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,30}") {
            let cell = Cell::text(text);
            let _ = (money(&cell, Unit::Yuan), money(&cell, Unit::TenThousand), decimal(&cell));
            let _ = (flag(&cell), has_lost_digits(&cell));
        }

        #[test]
        fn every_amount_in_ten_thousands_is_the_amount(fen in 0i64..9_999_999_999_999) {
            let text = format!("{}.{:06}万", fen / 1_000_000, fen % 1_000_000);
            prop_assert_eq!(of(&text), Ok(fen));
        }
    }
}
