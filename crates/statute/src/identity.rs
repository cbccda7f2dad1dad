//! Identity numbers (GB 11643-1999): a failed check is a warning, never a refusal.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// What kind of card the number looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// 居民身份证.
    Resident,
    /// 港澳台居民居住证 (area 81, 82, 83).
    HongKongMacaoTaiwan,
    /// 外国人永久居留身份证 since 2023-12-01 (first digit 9 and nationality in digits).
    PermanentResident,
}

/// Sex as the number says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

/// Result of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum IdVerdict {
    /// In order.
    Ok,
    /// Not 18 characters.
    BadLength,
    /// Something else than digits and a final X.
    BadCharacter,
    /// No such day of birth.
    ImpossibleDate,
    /// Born after today.
    BirthInFuture,
    /// The last character does not fit.
    ChecksumMismatch,
}

/// What a number says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct IdCheck {
    /// Half-width, upper case, without spaces.
    pub normalised: String,
    /// Result.
    pub verdict: IdVerdict,
    /// Kind of card.
    pub kind: IdKind,
    /// Birth, when the date exists.
    pub birth: Option<NaiveDate>,
    /// Sex by the parity of the sequence.
    pub sex: Option<Sex>,
    /// The character that would fit.
    pub expected: Option<char>,
    /// Area of the first registration, six digits; not given by the cards of foreigners.
    pub area: Option<String>,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Half-width, upper case, without white space.
pub(crate) fn normalise(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '×' | '✕' => 'X',
            _ => c,
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Checks an 18-character identity number.
///
/// The area is where the first registration was; it need not exist today, so it is not judged.
///
/// Source: GB 11643-1999 (MOD 11-2).
pub fn check_id(text: &str, today: NaiveDate) -> IdCheck {
    let normalised = normalise(text);
    let chars: Vec<char> = normalised.chars().collect();
    let mut check = IdCheck {
        kind: kind_of(&chars),
        verdict: IdVerdict::Ok,
        birth: None,
        sex: None,
        expected: None,
        area: None,
        normalised,
    };
    if is_old_foreigner_card(&chars) {
        check.kind = IdKind::PermanentResident;
        return check;
    }
    if chars.len() != 18 {
        check.verdict = IdVerdict::BadLength;
        return check;
    }
    let digits: Option<Vec<u32>> = chars[..17].iter().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|_| chars[17].is_ascii_digit() || chars[17] == 'X') else {
        check.verdict = IdVerdict::BadCharacter;
        return check;
    };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let expected = CHECKS[(sum % 11) as usize];
    check.expected = Some(expected);
    check.area = (check.kind != IdKind::PermanentResident).then(|| chars[..6].iter().collect());
    let number = |from: usize, to: usize| digits[from..to].iter().fold(0, |n, d| n * 10 + d);
    let year = i32::try_from(number(6, 10)).unwrap_or(0);
    check.birth = NaiveDate::from_ymd_opt(year, number(10, 12), number(12, 14));
    check.sex = Some(if digits[16] % 2 == 1 { Sex::Male } else { Sex::Female });
    check.verdict = match check.birth {
        None => IdVerdict::ImpossibleDate,
        Some(birth) if birth > today => IdVerdict::BirthInFuture,
        Some(birth) if birth.year() < 1880 => IdVerdict::ImpossibleDate,
        Some(_) if chars[17] != expected => IdVerdict::ChecksumMismatch,
        Some(_) => IdVerdict::Ok,
    };
    check
}

fn kind_of(chars: &[char]) -> IdKind {
    match chars {
        ['8', '1' | '2' | '3', '0', '0', '0', '0', ..] => IdKind::HongKongMacaoTaiwan,
        // Area 99 is used for samples only: no region and no nationality has it.
        ['9', second, ..] if *second != '9' => IdKind::PermanentResident,
        _ => IdKind::Resident,
    }
}

/// The card before 2023-12-01, still valid: nationality in three letters and twelve digits.
fn is_old_foreigner_card(chars: &[char]) -> bool {
    chars.len() == 15
        && chars[..3].iter().all(char::is_ascii_uppercase)
        && chars[3..].iter().all(char::is_ascii_digit)
}

/// Full years of age on a day.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> i32 {
    let before = (day.month(), day.day()) < (birth.month(), birth.day());
    day.year() - birth.year() - i32::from(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
    }

    fn with_check(body: &str) -> String {
        let sum: u32 =
            body.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).expect("digit") * w).sum();
        format!("{body}{}", CHECKS[(sum % 11) as usize])
    }

    #[test]
    fn the_number_of_the_standard_is_in_order() {
        let check = check_id("11010519491231002X", today());
        assert_eq!(check.verdict, IdVerdict::Ok);
        assert_eq!(check.birth, NaiveDate::from_ymd_opt(1949, 12, 31));
        assert_eq!(check.sex, Some(Sex::Female));
    }

    #[test]
    fn lower_case_full_width_and_spaces_are_read() {
        assert_eq!(check_id(" １１０１０５ 19491231 002x ", today()).verdict, IdVerdict::Ok);
    }

    #[test]
    fn wrong_numbers_are_named_and_never_panic() {
        let of = |t: &str| check_id(t, today()).verdict;
        assert_eq!(of("110105194912310021"), IdVerdict::ChecksumMismatch);
        assert_eq!(of("张某身份证号码是多少呢不知道啊哈哈"), IdVerdict::BadLength);
        assert_eq!(of("张某身份证号码是多少呢不知道啊哈哈哈"), IdVerdict::BadCharacter);
        assert_eq!(of(&with_check("99010119900230001")), IdVerdict::ImpossibleDate);
        assert_eq!(of(&with_check("99010120300101001")), IdVerdict::BirthInFuture);
        assert_eq!(of(""), IdVerdict::BadLength);
    }

    #[test]
    fn cards_of_other_people_are_recognised() {
        assert_eq!(
            check_id(&with_check("81000019900101001"), today()).kind,
            IdKind::HongKongMacaoTaiwan
        );
        assert_eq!(
            check_id(&with_check("91110819900101001"), today()).kind,
            IdKind::PermanentResident
        );
        assert_eq!(check_id(&with_check("99010119900101001"), today()).kind, IdKind::Resident);
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let birth = NaiveDate::from_ymd_opt(1988, 11, 21).expect("a day");
        assert_eq!(age_on(birth, today()), 37);
        assert_eq!(age_on(birth, NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day")), 38);
    }

    #[test]
    fn the_area_is_told_but_never_judged() {
        let check = check_id(&with_check("99010119900101001"), today());
        assert_eq!((check.verdict, check.area.as_deref()), (IdVerdict::Ok, Some("990101")));
    }

    #[test]
    fn the_old_card_of_a_foreigner_is_kept_as_valid() {
        let check = check_id("lao530001010101", today());
        assert_eq!(
            (check.verdict, check.kind, check.birth),
            (IdVerdict::Ok, IdKind::PermanentResident, None)
        );
        assert_eq!(check_id("530102880101001", today()).verdict, IdVerdict::BadLength);
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_seen(seq in 0u32..1000, at in 0usize..17, by in 1u32..10) {
            let good = with_check(&format!("99010119900101{seq:03}"));
            prop_assert_eq!(check_id(&good, today()).verdict, IdVerdict::Ok);
            let mut bad: Vec<char> = good.chars().collect();
            let digit = (bad[at].to_digit(10).expect("digit") + by) % 10;
            bad[at] = char::from_digit(digit, 10).expect("digit");
            let bad: String = bad.into_iter().collect();
            prop_assert_ne!(check_id(&bad, today()).verdict, IdVerdict::Ok);
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,40}") {
            check_id(&text, today());
        }
    }
}
