//! Annual leave: tiers, joiners, leavers, fractions, and a count by the day beside them.

mod common;

use chrono::{Datelike, NaiveDate};
use common::{Law, days, half_up};
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::{Computation, Fen};

fn run(input: Value) -> Computation {
    Law::new().compute("annual_leave", input).expect("a good input")
}

fn due(c: &Computation) -> Option<String> {
    c.steps.iter().find(|s| s.label == "当年折算应休").and_then(|s| s.value.clone())
}

fn told(c: &Computation, code: &str) -> bool {
    c.warnings.iter().any(|w| w.code == code)
}

#[test]
fn who_leaves_at_the_end_of_june_has_half_his_days_rounded_down() {
    let c =
        run(json!({"year": 2026, "hired": "2015-03-01", "ended": "2026-06-30", "work_years": 11,
                       "average": 870_000}));
    assert_eq!(due(&c).as_deref(), Some("4天")); // 181 ÷ 365 × 10 = 4.96
    assert_eq!(c.total, Some(Fen(320_000)));
    assert_eq!(c.heads[0].line, "8,700.00 ÷ 21.75 × (300% − 100%) × 4天");
}

#[test]
fn days_of_a_full_year_follow_the_working_life() {
    for (first, want) in [
        ("2026-02-01", None),             // less than a year
        ("2024-12-31", Some(5 * 80_000)), // one year on 31 December is full the day before
        ("2016-01-01", Some(10 * 80_000)),
        ("2016-01-02", Some(5 * 80_000)), // ten years full on 1 January of the next year
        ("2006-01-01", Some(15 * 80_000)),
        ("1990-01-01", Some(15 * 80_000)),
    ] {
        let c = run(
            json!({"year": 2025, "hired": "2024-01-01", "first_work": first, "average": 870_000}),
        );
        assert_eq!(c.total, want.map(Fen), "{first}");
    }
}

#[test]
fn a_joiner_has_the_rest_of_the_year_after_twelve_months_of_work() {
    // Worked on elsewhere until the change: the days from 1 September, 122 ÷ 365 × 5 = 1.67.
    let c = run(json!({"year": 2025, "hired": "2025-09-01", "continuous_since": "2020-01-01",
                       "work_years": 5, "average": 870_000}));
    assert_eq!((due(&c).as_deref(), c.total), (Some("1天"), Some(Fen(80_000))));
    // The first twelve months of his life: nothing in the year, then the rest of the next.
    let first = json!({"year": 2025, "hired": "2025-03-01", "work_years": 1, "average": 870_000});
    assert_eq!(run(first).total, None);
    let second = json!({"year": 2026, "hired": "2025-03-01", "first_work": "2025-03-01", "average": 870_000});
    assert_eq!(due(&run(second)).as_deref(), Some("4天")); // 306 ÷ 365 × 5
}

#[test]
fn days_taken_are_taken_off_and_never_clawed_back() {
    let input = |taken: &str| json!({"year": 2025, "hired": "2015-01-01", "work_years": 12, "average": 870_000, "taken": taken});
    assert_eq!(run(input("2.5")).total, Some(Fen(600_000)));
    assert_eq!(run(input("10")).total, None);
    let c = run(input("12"));
    assert!(c.total.is_none() && told(&c, "leave.more_taken"));
}

#[test]
fn years_without_a_right_give_nothing() {
    let base = json!({"year": 2025, "hired": "2015-01-01", "work_years": 12, "average": 870_000});
    for flag in ["excluded", "declined"] {
        let mut input = base.clone();
        input[flag] = json!(true);
        assert_eq!(run(input).total, None, "{flag}");
    }
    let mut input = base.clone();
    input["ended"] = json!("2024-12-31");
    assert_eq!(run(input).total, None);
    assert!(!told(&run(base.clone()), "leave.year_open"));
    let mut input = base;
    input["year"] = json!(2026);
    assert!(told(&run(input), "leave.year_open"));
}

#[test]
fn a_tier_reached_within_the_year_is_pointed_out() {
    let c = run(
        json!({"year": 2025, "hired": "2015-01-01", "first_work": "2015-06-01", "average": 870_000}),
    );
    assert!(told(&c, "leave.tier_in_year"));
    assert_eq!(c.total, Some(Fen(800_000)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn leave_equals_a_count_by_the_day(
        hired in days("2018-01-01", "2026-06-01"), stay in 0_i64..3_000, year in 2020_i32..2027,
        years in 1_i64..30, average in 0_i64..3_000_000, taken in 0_i64..12,
    ) {
        let ended = hired + chrono::Duration::days(stay);
        // Day by day: in this year, employed, and twelve months of work behind him.
        let mut after_twelve = false;
        let (mut months, mut count, mut span) = (0, 0_i128, 0_i128);
        for today in hired.iter_days().take_while(|d| *d <= ended) {
            let before = today.pred_opt().expect("a day");
            let turned = today > hired
                && (today.day() == hired.day() || (today.day() == 1 && before.day() < hired.day()));
            months += i32::from(turned);
            after_twelve |= months >= 12;
            count += i128::from(today.year() == year && after_twelve);
        }
        for _ in NaiveDate::from_ymd_opt(year, 1, 1).expect("a day").iter_days().take_while(|d| d.year() == year) {
            span += 1;
        }
        let full: i128 = if years >= 20 { 15 } else if years >= 10 { 10 } else { 5 };
        let due = if count == span { full } else { (count * full / 365).min(full) };
        let open = (due - i128::from(taken)).max(0);
        let want = half_up(i128::from(average) * 200 * open, 2175);
        let got = Law::new().total("annual_leave", json!({"year": year, "hired": hired, "ended": ended,
            "work_years": years, "average": average, "taken": taken.to_string()}));
        prop_assert_eq!(got.map_or(0, i128::from), want);
        prop_assert_eq!(got.is_some(), open > 0);
    }
}
