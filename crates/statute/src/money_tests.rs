use super::*;
use proptest::prelude::*;

fn yuan(text: &str) -> Fen {
    Fen::parse_yuan(text).expect("an amount")
}

/// Reads capitals back. Knows nothing of how they were written.
fn read_capitals(text: &str) -> i64 {
    let digit = |c: char| "零壹贰叁肆伍陆柒捌玖".chars().position(|d| d == c).map(|d| d as i64);
    let (whole, rest) = text.split_once('元').unwrap_or(("", text));
    let (mut total, mut section, mut current) = (0, 0, 0);
    for c in whole.chars() {
        match c {
            '拾' | '佰' | '仟' => {
                section += current
                    * [('拾', 10), ('佰', 100), ('仟', 1000)]
                        .iter()
                        .find(|(p, _)| *p == c)
                        .map_or(0, |(_, v)| *v);
                current = 0;
            }
            '万' | '亿' => {
                total += (section + current) * if c == '万' { 10_000 } else { 100_000_000 };
                (section, current) = (0, 0);
            }
            _ => current = digit(c).expect("a digit"),
        }
    }
    let mut fen = (total + section + current) * 100;
    let mut last = 0;
    for c in rest.chars() {
        match c {
            '角' => fen += last * 10,
            '分' => fen += last,
            '整' => {}
            _ => last = digit(c).expect("a digit"),
        }
    }
    fen
}

#[test]
fn capitals_follow_the_settlement_rules() {
    for (figures, words) in [
        ("1,409.50", "壹仟肆佰零玖元伍角"),
        ("6,007.14", "陆仟零柒元壹角肆分"),
        ("1,680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107,000.53", "壹拾万柒仟元零伍角叁分"),
        ("16,409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100,000", "壹拾万元整"),
        ("10000000000", "壹佰亿元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("0.55", "伍角伍分"),
        ("0", "零元整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("8000", "捌仟元整"),
        ("10001", "壹万零壹元整"),
        ("1000300", "壹佰万零叁佰元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100000005", "壹亿零伍元整"),
        ("100050000", "壹亿零伍万元整"),
        ("45500", "肆万伍仟伍佰元整"),
        ("420000", "肆拾贰万元整"),
        ("99999999999.99", "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ] {
        assert_eq!(yuan(figures).capitals().as_deref(), Ok(words), "{figures}");
    }
    assert_eq!(yuan("8000").capitals_with_prefix().as_deref(), Ok("人民币捌仟元整"));
}

#[test]
fn an_amount_that_cannot_be_paid_has_no_capitals() {
    assert_eq!(Fen(-1).capitals(), Err(AmountError::Negative));
    assert_eq!(Fen(Fen::MAX.0 + 1).capitals(), Err(AmountError::TooLarge));
    assert_eq!(Fen(i64::MIN).capitals(), Err(AmountError::Negative));
    assert_eq!(Fen(i64::MAX).checked(), Err(AmountError::TooLarge));
}

#[test]
fn an_amount_is_read_as_people_type_it() {
    for (text, fen) in [
        ("8000", 800_000),
        ("8,000.00", 800_000),
        ("８，０００．５", 800_050),
        (" 8 000 元", 800_000),
        ("¥45,500", 4_550_000),
        ("￥0.05", 5),
        ("人民币12.30元", 1230),
        (".5", 50),
        ("5.", 500),
        ("007", 700),
        ("0", 0),
        ("99999999999.99", Fen::MAX.0),
    ] {
        assert_eq!(Fen::parse_yuan(text), Ok(Fen(fen)), "{text}");
    }
}

#[test]
fn a_text_that_is_no_amount_is_refused_by_the_rule_it_breaks() {
    for (text, error) in [
        ("", AmountError::Empty),
        ("  ", AmountError::Empty),
        ("元", AmountError::Empty),
        ("-5", AmountError::Negative),
        ("－５", AmountError::Negative),
        ("--5", AmountError::Negative),
        ("1.234", AmountError::TooManyDecimals),
        ("100000000000", AmountError::TooLarge),
        ("99999999999999999999999999", AmountError::TooLarge),
        ("80,00", AmountError::Separator),
        (",800", AmountError::Separator),
        ("8,0000", AmountError::Separator),
        ("8千", AmountError::NotANumber),
        ("1.2.3", AmountError::NotANumber),
        ("1e5", AmountError::NotANumber),
        (".", AmountError::NotANumber),
        ("-abc", AmountError::NotANumber),
        ("约8000", AmountError::NotANumber),
    ] {
        assert_eq!(Fen::parse_yuan(text), Err(error), "{text}");
    }
}

#[test]
fn a_long_run_of_minus_signs_is_refused_without_exhausting_the_stack() {
    let text = format!("{}5", "-".repeat(200_000));
    assert!(Fen::parse_yuan(&text).is_err());
}

#[test]
fn figures_have_thousands_separators_and_two_decimals() {
    assert_eq!(Fen(800_000).format(), "8,000.00");
    assert_eq!(Fen(5).format(), "0.05");
    assert_eq!(Fen(99_999).format(), "999.99");
    assert_eq!(Fen(-123_456_789).format(), "-1,234,567.89");
    assert_eq!(Fen(i64::MIN).format(), "-92,233,720,368,547,758.08");
}

#[test]
fn sums_stop_at_the_range() {
    assert_eq!(Fen(1).checked_add(Fen(2)), Some(Fen(3)));
    assert_eq!(Fen::MAX.checked_add(Fen(1)), None);
    assert_eq!(Fen(i64::MAX).checked_add(Fen(1)), None);
    assert_eq!(Fen(1).checked_sub(Fen(3)), Some(Fen(-2)));
    assert_eq!(Fen::total([Fen(1), Fen(2), Fen(3)]), Some(Fen(6)));
    assert_eq!(Fen::total([Fen::MAX, Fen(1)]), None);
}

#[test]
fn an_amount_is_a_plain_integer_on_the_wire_and_a_number_in_typescript() {
    assert_eq!(serde_json::to_string(&Fen(800_000)).expect("json"), "800000");
    assert_eq!(serde_json::from_str::<Fen>("800000").expect("json"), Fen(800_000));
    let config = ts_rs::Config::default();
    assert_eq!(<Fen as ts_rs::TS>::inline(&config), "number");
}

proptest! {
    #[test]
    fn capitals_say_the_same_as_the_figures(fen in 0..=Fen::MAX.0) {
        let words = Fen(fen).capitals().expect("in range");
        prop_assert_eq!(read_capitals(&words), fen, "{}", words);
    }

    #[test]
    fn capitals_of_amounts_full_of_zeros_say_the_same(digits in prop::collection::vec(prop_oneof![4 => Just(0i64), 1 => 1..10i64], 13)) {
        let fen = digits.iter().fold(0, |n, d| n * 10 + d);
        let words = Fen(fen).capitals().expect("in range");
        prop_assert_eq!(read_capitals(&words), fen, "{}", words);
        prop_assert!(!words.contains("零零"), "{}", words);
        prop_assert!(fen == 0 || !words.starts_with('零'), "{}", words);
    }

    #[test]
    fn figures_are_read_back(fen in 0..=Fen::MAX.0) {
        prop_assert_eq!(Fen::parse_yuan(&Fen(fen).format()), Ok(Fen(fen)));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}") {
        let _ = Fen::parse_yuan(&text);
    }
}
