//! Overtime: kinds of days, limits, variants, and a second way of counting beside them.

mod common;

use chrono::{Datelike, NaiveDate, Weekday};
use common::{Law, days, half_up};
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::{Computation, Fen, RuleError, Why};

/// The thirteen days of 2025 and 2026, written down here a second time.
const TRIPLE: [&str; 26] = [
    "2025-01-01",
    "2025-01-28",
    "2025-01-29",
    "2025-01-30",
    "2025-01-31",
    "2025-04-04",
    "2025-05-01",
    "2025-05-02",
    "2025-05-31",
    "2025-10-01",
    "2025-10-02",
    "2025-10-03",
    "2025-10-06",
    "2026-01-01",
    "2026-02-16",
    "2026-02-17",
    "2026-02-18",
    "2026-02-19",
    "2026-04-05",
    "2026-05-01",
    "2026-05-02",
    "2026-06-19",
    "2026-09-25",
    "2026-10-01",
    "2026-10-02",
    "2026-10-03",
];

fn run(law: &Law, monthly: i64, rows: &[(&str, &str)]) -> Computation {
    let rows: Value = rows.iter().map(|(d, h)| json!({"day": d, "hours": h})).collect();
    law.compute("overtime", json!({"mode": "standard", "monthly": monthly, "days": rows}))
        .expect("a good input")
}

fn told(c: &Computation, code: &str) -> bool {
    c.warnings.iter().any(|w| w.code == code)
}

#[test]
fn each_day_is_paid_as_what_it_is() {
    // 8 700 ÷ 21.75 ÷ 8 = 50 an hour.
    for (day, want) in [
        ("2026-03-02", 7_500),  // Monday
        ("2026-03-07", 10_000), // Saturday
        ("2026-02-14", 7_500),  // working Saturday
        ("2026-02-28", 7_500),  // working Saturday
        ("2026-02-15", 10_000), // in the holiday period, not one of the thirteen
        ("2026-02-16", 15_000), // eve
        ("2026-02-20", 10_000),
        ("2026-04-05", 15_000), // a Sunday that is Qingming
        ("2026-04-06", 10_000), // the day off for it
        ("2026-10-03", 15_000),
        ("2026-10-04", 10_000),
        ("2026-10-10", 7_500),
        ("2025-10-06", 15_000), // Mid-Autumn within the National Day week
        ("2024-10-03", 15_000),
        ("2024-05-02", 10_000), // in 2024 only 1 May was one of the eleven
        ("2025-05-02", 15_000),
    ] {
        let c = run(&Law::new(), 870_000, &[(day, "1")]);
        assert_eq!(c.total, Some(Fen(want)), "{day} {:?}", c.steps);
    }
    for day in TRIPLE {
        assert_eq!(run(&Law::new(), 870_000, &[(day, "8")]).total, Some(Fen(120_000)), "{day}");
    }
}

#[test]
fn the_working_is_written_in_figures_with_its_article() {
    let c = run(&Law::new(), 600_000, &[("2026-03-02", "2.5"), ("2026-03-03", "3")]);
    assert_eq!(c.heads.len(), 1);
    assert_eq!(c.steps[0].formula, "6,000.00 ÷ (21.75 × 8) × 150% × 5.5小时 = 284.48元");
    assert_eq!(c.steps[0].article, "劳动法第44条第1项");
    assert_eq!((c.heads[0].from.as_str(), c.heads[0].to.as_str()), ("2026-03-02", "2026-03-03"));
    assert_eq!(c.heads[0].label, "加班工资（工作日延时）");
}

#[test]
fn rest_taken_for_it_pays_a_rest_day_and_nothing_else() {
    let law = Law::new();
    let row = |day| json!({"day": day, "hours": 8, "compensated": true});
    let input = json!({"mode": "standard", "monthly": 870_000,
                       "days": [row("2026-03-07"), row("2026-05-01"), row("2026-03-09")]});
    let c = law.compute("overtime", input).expect("good");
    assert_eq!(c.total, Some(Fen(120_000 + 60_000)));
    assert!(told(&c, "overtime.no_substitution"));
    assert!(c.steps.iter().any(|s| s.label == "已补休的休息日加班"));
}

#[test]
fn a_year_without_a_notice_is_asked_for_and_not_guessed() {
    let c =
        run(&Law::new(), 870_000, &[("2027-03-01", "2"), ("2026-03-02", "1"), ("2027-05-01", "8")]);
    assert_eq!(c.total, Some(Fen(7_500)));
    assert!(c.heads[0].provisional && c.missing[0].ask.contains("2天"), "{:?}", c.missing);
    assert_eq!((c.heads[0].from.as_str(), c.heads[0].to.as_str()), ("2026-03-02", "2026-03-02"));
    assert_eq!(c.missing.len(), 1);
    assert_eq!(
        (c.missing[0].id.as_str(), c.missing[0].blocks[0].as_str()),
        ("calendar_2027", "加班工资")
    );
    let c = run(&Law::new(), 870_000, &[("2027-03-01", "2")]);
    assert_eq!((c.total, c.heads.len()), (None, 0));
}

#[test]
fn limits_are_said_and_the_work_is_paid_all_the_same() {
    let c = run(&Law::new(), 870_000, &[("2026-03-02", "3")]);
    assert!(!told(&c, "overtime.day_limit"));
    let c = run(&Law::new(), 870_000, &[("2026-03-02", "3.5")]);
    assert!(told(&c, "overtime.day_limit"));
    assert_eq!(c.total, Some(Fen(26_250)));
    let rows = |last: &'static str| -> Vec<(&str, &str)> {
        vec![("2026-03-07", "12"), ("2026-03-08", "12"), ("2026-03-14", last), ("2026-04-11", "9")]
    };
    assert!(!told(&run(&Law::new(), 870_000, &rows("12")), "overtime.month_limit"));
    assert!(told(&run(&Law::new(), 870_000, &rows("12.5")), "overtime.month_limit"));
}

#[test]
fn local_holidays_come_in_from_outside() {
    let law = Law::new();
    let input = |paid_as: &str, day: &str| {
        json!({"mode": "standard", "monthly": 870_000, "days": [{"day": day, "hours": "1"}],
               "local_holidays": [{"day": day, "name": "泼水节", "paid_as": paid_as}]})
    };
    for (paid_as, day, want) in [
        ("rest", "2026-04-14", 10_000),
        ("holiday", "2026-04-14", 15_000),
        ("work", "2026-04-18", 7_500),
        ("rest", "2026-05-01", 15_000), // a national holiday stays one
        ("rest", "2027-04-14", 10_000), // known from the local notice though the national one is not
    ] {
        let c = law.compute("overtime", input(paid_as, day)).expect("good");
        assert_eq!(c.total, Some(Fen(want)), "{paid_as} {day}");
        assert!(told(&c, "overtime.local_holiday"));
    }
}

#[test]
fn piece_work_is_paid_by_the_piece() {
    let law = Law::new();
    let rows = json!([{"day": "2026-03-02", "pieces": 10}, {"day": "2026-03-07", "pieces": 10},
                      {"day": "2026-05-01", "pieces": 10}]);
    let mut input = json!({"mode": "piece", "piece_price": 125, "days": rows});
    // 1.25 × 10 × (1.5 + 2 + 3), each kind rounded.
    assert_eq!(law.total("overtime", input.clone()), Some(1_875 + 2_500 + 3_750));
    input["base_paid"] = json!(true);
    assert_eq!(law.total("overtime", input.clone()), Some(625 + 1_250 + 2_500));
    input["paid"] = json!(1_000);
    assert_eq!(law.total("overtime", input.clone()), Some(3_375));
    input["paid"] = json!(999_999);
    assert_eq!(law.total("overtime", input), Some(0));
}

#[test]
fn comprehensive_hours_pay_what_exceeds_the_cycle() {
    let law = Law::new();
    let input = |cycle: &str, begin: &str, hours: &str, holiday: &str| {
        json!({"mode": "comprehensive", "monthly": 870_000, "cycle": cycle,
               "cycles": [{"begin": begin, "hours": hours, "holiday_hours": holiday}]})
    };
    // A quarter of 62 × 8 = 496 hours.
    assert_eq!(law.total("overtime", input("quarter", "2026-01", "496", "0")), None);
    assert_eq!(law.total("overtime", input("quarter", "2026-01", "506", "0")), Some(75_000));
    assert_eq!(
        law.total("overtime", input("quarter", "2026-01", "514", "8")),
        Some(75_000 + 120_000)
    );
    // A year of 248 × 8 = 1 984 since 2025, 2 000 before.
    assert_eq!(law.total("overtime", input("year", "2025-01", "2000", "0")), Some(120_000));
    assert_eq!(law.total("overtime", input("year", "2024-01", "2000", "0")), None);
    // A month of 20.67 × 8 = 165.36 hours.
    assert_eq!(law.total("overtime", input("month", "2026-03", "175.4", "0")), Some(75_300));
    let bad = law.compute("overtime", input("month", "2026-03", "8", "9"));
    assert!(matches!(bad, Err(RuleError::Input { why: Why::Order, .. })));
}

#[test]
fn untimed_work_follows_other_rules() {
    let c = Law::new().compute("overtime", json!({"mode": "untimed"})).expect("good");
    assert!(c.heads.is_empty() && told(&c, "overtime.untimed"));
}

#[test]
fn a_bad_row_is_named() {
    let law = Law::new();
    for (row, field, why) in [
        (json!({"day": "2026-02-30", "hours": 1}), "days/1/day", Why::Day),
        (json!({"day": "2026-03-02", "hours": "25"}), "days/1/hours", Why::Hours),
        (json!({"day": "2026-03-02", "hours": "-1"}), "days/1/hours", Why::Hours),
        (json!({"day": "2026-03-02"}), "days/1/hours", Why::Missing),
        (json!({"day": "2026-03-02", "hour": 1}), "days/1/hour", Why::Unknown),
        (json!({"day": "2026-03-02", "hours": "1.01"}), "days/1/hours", Why::Hours),
    ] {
        let input = json!({"mode": "standard", "monthly": 1, "days": [row]});
        match law.compute("overtime", input) {
            Err(RuleError::Input { field: f, why: w, .. }) => {
                assert_eq!((f.as_str(), w), (field, why))
            }
            other => panic!("{other:?}"),
        }
    }
    let rows = json!([{"day": "2026-03-02", "hours": 1}, {"day": "2026-03-02", "hours": 1}]);
    let twice = law.compute("overtime", json!({"mode": "standard", "monthly": 1, "days": rows}));
    assert!(matches!(twice, Err(RuleError::Input { why: Why::Twice, .. })));
}

/// Percent by a second table: the thirteen days above, off days and working days by the notices' words.
fn percent(day: NaiveDate) -> i128 {
    if TRIPLE.contains(&day.to_string().as_str()) {
        return 300;
    }
    let working = [
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ];
    if working.contains(&day.to_string().as_str()) {
        return 150;
    }
    let off = [
        ("2025-01-28", "2025-02-04"),
        ("2025-04-04", "2025-04-06"),
        ("2025-05-01", "2025-05-05"),
        ("2025-05-31", "2025-06-02"),
        ("2025-10-01", "2025-10-08"),
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    ];
    let in_off = off.iter().any(|(a, b)| common::day(a) <= day && day <= common::day(b));
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    if in_off || weekend { 200 } else { 150 }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn overtime_equals_a_sum_by_the_day(
        monthly in 0_i64..3_000_000,
        rows in proptest::collection::btree_map(days("2025-01-01", "2026-12-31"), 0_i64..24 * 12, 1..60),
    ) {
        let law = Law::new();
        // Five-minute grains: 2.75 hours are 33 of them.
        let table: Value = rows.iter()
            .filter(|(_, five)| *five % 3 == 0)
            .map(|(day, five)| json!({"day": day, "hours": format!("{}.{:02}", five / 12, five % 12 / 3 * 25)}))
            .collect();
        prop_assume!(table.as_array().is_some_and(|t| !t.is_empty()));
        let c = law.compute("overtime", json!({"mode": "standard", "monthly": monthly, "days": table}));
        let mut minutes = std::collections::BTreeMap::new();
        for (day, five) in rows.iter().filter(|(_, five)| *five % 3 == 0) {
            *minutes.entry(percent(*day)).or_insert(0_i128) += i128::from(*five) * 5;
        }
        let want: i128 = minutes.iter()
            .map(|(percent, m)| half_up(i128::from(monthly) * percent * m, 2175 * 8 * 60))
            .sum();
        prop_assert_eq!(c.expect("good").total.map(|t| i128::from(t.0)), Some(want));
    }

    #[test]
    fn two_tables_together_give_what_they_give_apart_but_for_the_rounding(
        monthly in 1_i64..3_000_000, a in days("2025-01-01", "2026-12-31"), b in days("2025-01-01", "2026-12-31"),
    ) {
        prop_assume!(a != b);
        let law = Law::new();
        let total = |rows: &[&NaiveDate]| {
            let rows: Value = rows.iter().map(|d| json!({"day": d, "hours": "7.25"})).collect();
            law.total("overtime", json!({"mode": "standard", "monthly": monthly, "days": rows})).expect("a sum")
        };
        prop_assert!((total(&[&a, &b]) - total(&[&a]) - total(&[&b])).abs() <= 1);
        prop_assert!(total(&[&a, &b]) >= total(&[&a]));
    }

    #[test]
    fn comprehensive_hours_equal_a_count_by_the_cycle(
        monthly in 0_i64..3_000_000,
        quarters in proptest::collection::btree_map(0_i32..8, (0_i64..3_200, 0_i64..400), 1..6),
    ) {
        // Quarter hours, of them on holidays; 2025 and 2026: 62 days of 8 hours.
        let rows: Value = quarters.iter().map(|(q, (hours, holiday))| {
            let holiday = holiday.min(hours);
            json!({"begin": format!("{}-{:02}", 2025 + q / 4, q % 4 * 3 + 1),
                   "hours": format!("{}.{:02}", hours / 4, hours % 4 * 25),
                   "holiday_hours": format!("{}.{:02}", holiday / 4, holiday % 4 * 25)})
        }).collect();
        let (mut over, mut holidays) = (0_i128, 0_i128);
        for (hours, holiday) in quarters.values() {
            let holiday = holiday.min(hours);
            over += i128::from((hours - holiday - 62 * 8 * 4).max(0));
            holidays += i128::from(*holiday);
        }
        let pay = |quarter_hours: i128, percent: i128| {
            half_up(i128::from(monthly) * percent * quarter_hours, 2175 * 8 * 4)
        };
        let got = Law::new().total("overtime", json!({"mode": "comprehensive", "monthly": monthly,
            "cycle": "quarter", "cycles": rows}));
        prop_assert_eq!(i128::from(got.unwrap_or(0)), pay(over, 150) + pay(holidays, 300));
    }
}
