use super::*;
use proptest::prelude::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).expect("a day")
}

#[test]
fn a_day_is_read_in_every_usual_writing() {
    for text in [
        "2026年3月1日",
        "2026年03月01日",
        "2026 年 3 月 1 日",
        "2026年3月1号",
        "2026.3.1",
        "2026。3。1",
        "2026/3/1",
        "2026-03-01",
        "20260301",
        "２０２６年３月１日",
        "2026-03-01 00:00:00",
        "2026-03-01T08:30:00",
        "2026/3/1 8:30",
        "2026年3月1日 星期日",
        "2026年3月1日（周日）",
        "2026/3/1(日)",
        " 2026.3.1 ",
        "2026.3.1.",
    ] {
        assert_eq!(parse_day(text), Ok(day(2026, 3, 1)), "{text}");
    }
}

#[test]
fn what_is_not_one_day_is_named_and_not_guessed() {
    for (text, error) in [
        ("2026.3", DayError::MonthOnly),
        ("2026年3月", DayError::MonthOnly),
        ("202603", DayError::MonthOnly),
        ("3月1日", DayError::NoYear),
        ("3-1", DayError::NoYear),
        ("26.3.1", DayError::Ambiguous),
        ("03/04/2026", DayError::Ambiguous),
        ("2026-02-29", DayError::NoSuchDay),
        ("20261301", DayError::NoSuchDay),
        ("1026-03-01", DayError::FarAway),
        ("至今", DayError::NotADay),
        ("2026", DayError::NotADay),
        ("星期日", DayError::NotADay),
        ("日", DayError::NotADay),
        ("", DayError::NotADay),
        ("2026-3-1-2", DayError::NotADay),
    ] {
        assert_eq!(parse_day(text), Err(error), "{text}");
    }
}

#[test]
fn serial_numbers_follow_excel_with_the_day_that_never_was() {
    let of = |n: f64| from_serial(n, false).and_then(|m| m.day);
    assert_eq!(of(1.0), Some(day(1900, 1, 1)));
    assert_eq!(of(59.0), Some(day(1900, 2, 28)));
    assert_eq!(of(60.0), None);
    assert_eq!(of(61.0), Some(day(1900, 3, 1)));
    assert_eq!(of(46_082.0), Some(day(2026, 3, 1)));
    assert_eq!(from_serial(44_620.0, true).and_then(|m| m.day), Some(day(2026, 3, 1)));
    assert_eq!(from_serial(f64::NAN, false), None);
    assert_eq!(from_serial(-1.0, false), None);
    assert_eq!(from_serial(1e300, false), None);
}

#[test]
fn a_time_of_day_is_read_from_fraction_and_words() {
    assert_eq!(from_serial(0.5, false), Some(Moment { day: None, minute: Some(720) }));
    // 8:30 as Excel stores it is a little off; the last second of a day is the next day.
    assert_eq!(from_serial(0.354_166_666_666_667, false).and_then(|m| m.minute), Some(510));
    assert_eq!(from_serial(46_081.999_999, false).and_then(|m| m.day), Some(day(2026, 3, 1)));
    for (text, minute) in [
        ("8:30", Some(510)),
        ("08：30", Some(510)),
        ("８：３０", Some(510)),
        ("8点半", Some(510)),
        ("8点", Some(480)),
        ("20时15分", Some(1215)),
        ("下午2:00", Some(840)),
        ("上午 9:05", Some(545)),
        ("08:30:59", Some(510)),
        ("24:00", Some(1440)),
        ("24:01", None),
        ("830", None),
        ("8:60", None),
        ("99999:00", None),
        ("", None),
    ] {
        assert_eq!(parse_minute(text), minute, "{text}");
    }
}

proptest! {
    #[test]
    fn every_day_written_is_the_day_read(n in 0i64..54_786) {
        let day = day(1950, 1, 1) + chrono::TimeDelta::days(n);
        for format in ["%Y-%m-%d", "%Y年%-m月%-d日", "%Y.%-m.%-d", "%Y/%-m/%-d", "%Y%m%d"] {
            prop_assert_eq!(parse_day(&day.format(format).to_string()), Ok(day));
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,30}") {
        let cell = Cell::text(text.clone());
        let _ = (parse_day(&text), parse_minute(&text), day_of(&cell), minute_of(&cell));
    }

    #[test]
    fn any_text_of_dates_is_survived(text in "[0-9年月日号.:/点半时分周星期上下午 T()-]{0,16}") {
        let _ = (parse_day(&text), parse_minute(&text));
    }
}
