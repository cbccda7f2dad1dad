//! Severance, notice pay and damages: the fixtures, the edges, and a walk by the day beside them.

mod common;

use chrono::{Datelike, NaiveDate};
use common::{Law, amount, day, days, half_up};
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::{Computation, Fen, RuleError};

const PLACE: &str = "532823";

fn law(average: &str) -> Law {
    Law::with(&[
        ("minimum_wage", "1500", "元/月", "53", "2005-01-01"),
        ("average_wage", average, "元/月", "5328", "2025-01-01"),
    ])
}

fn ended(hired: &str, ended: &str, average: i64) -> Value {
    json!({"hired": hired, "ended": ended, "ground": "38", "average": average, "area": PLACE})
}

fn n(law: &Law, input: Value) -> Computation {
    law.compute("severance", input).expect("a good input")
}

fn step(c: &Computation, label: &str) -> String {
    c.steps.iter().find(|s| s.label == label).and_then(|s| s.value.clone()).unwrap_or_default()
}

fn told(c: &Computation, code: &str) -> bool {
    c.warnings.iter().any(|w| w.code == code)
}

#[test]
fn six_years_and_more_than_six_months_are_seven_months() {
    let law = law("8000");
    let mut input = ended("2020-03-01", "2026-09-10", 600_000);
    input["ground"] = json!("40");
    input["last_month"] = json!(650_000);
    let c = n(&law, input);
    assert_eq!(amount(&c, "经济补偿"), Some(Fen(4_200_000)));
    assert_eq!(amount(&c, "代通知金"), Some(Fen(650_000)));
    assert_eq!(c.total, Some(Fen(4_850_000)));
    assert_eq!(c.heads[0].line, "6,000.00 × 7个月");
    assert!(c.missing.is_empty() && !c.heads[0].provisional, "{:?}", c.missing);
    let twice = law.total(
        "unlawful_termination",
        json!({"hired": "2020-03-01", "ended": "2026-09-10", "average": 600_000, "area": PLACE}),
    );
    assert_eq!(twice, Some(8_400_000));
}

#[test]
fn part_years_are_half_a_month_or_a_whole_one() {
    let law = law("8000");
    for (hired, left, want) in [
        ("2026-01-01", "2026-06-29", "0.5个月"), // 5 months 29 days
        ("2026-01-01", "2026-06-30", "1个月"),   // six months to the day
        ("2026-01-01", "2026-01-01", "0.5个月"),
        ("2025-01-01", "2025-12-31", "1个月"),
        ("2025-01-01", "2026-01-01", "1.5个月"),
        ("2020-02-29", "2021-02-28", "1个月"),
        ("2020-02-29", "2021-02-27", "1个月"),
        ("2024-02-29", "2024-08-28", "1个月"),
        ("2025-08-31", "2026-02-27", "0.5个月"), // one day short of six months
        ("2025-08-31", "2026-02-28", "1个月"),
        ("2021-03-01", "2024-02-28", "3个月"),
        ("2021-03-01", "2024-02-29", "3个月"),
        ("2021-03-01", "2024-03-01", "3.5个月"),
    ] {
        assert_eq!(step(&n(&law, ended(hired, left, 600_000)), "补偿月数"), want, "{hired} {left}");
    }
}

#[test]
fn only_above_three_times_the_average_is_the_wage_cut_and_the_years_limited() {
    let law = law("8000");
    for (wage, want) in [
        (4_000_000, 28_800_000), // 24 000 × 12
        (2_400_001, 28_800_000),
        (2_400_000, 36_000_000), // exactly three times: 15 years stand
        (2_000_000, 30_000_000),
    ] {
        let c = n(&law, ended("2011-09-01", "2026-08-31", wage));
        assert_eq!(c.total, Some(Fen(want)), "{wage}");
        assert_eq!(step(&c, "补偿月数"), "15个月");
        assert_eq!(step(&c, "年限封顶").is_empty(), wage <= 2_400_000);
    }
    // Eleven and a half years above three times: no limit is reached.
    let c = n(&law, ended("2015-03-01", "2026-08-30", 4_000_000));
    assert_eq!((step(&c, "补偿月数").as_str(), c.total), ("11.5个月", Some(Fen(27_600_000))));
}

#[test]
fn service_before_2008_counts_for_damages_and_not_for_severance() {
    let law = law("8000");
    let c = n(&law, ended("2005-06-15", "2026-06-30", 600_000));
    assert_eq!(step(&c, "补偿月数"), "19个月");
    assert!(told(&c, "severance.before_2008"));
    assert!(!told(&n(&law, ended("2008-01-01", "2026-06-30", 600_000)), "severance.before_2008"));
    let twice = law.compute(
        "unlawful_termination",
        json!({"hired": "2005-06-15", "ended": "2026-06-30", "average": 600_000, "area": PLACE}),
    );
    let twice = twice.expect("a good input");
    assert_eq!(step(&twice, "补偿月数"), "21.5个月");
    assert_eq!(twice.total, Some(Fen(600_000 * 43)));
}

#[test]
fn before_the_law_nothing_is_guessed() {
    let c = n(&Law::new(), ended("2001-01-01", "2007-06-30", 600_000));
    assert_eq!((c.total, c.heads.len()), (None, 0));
    assert!(c.missing.iter().any(|m| m.blocks.contains(&"经济补偿".to_owned())));
}

#[test]
fn grounds_without_severance_give_none() {
    let law = law("8000");
    for ground in ["36_worker", "37", "39", "44_2", "44_3"] {
        let mut input = ended("2020-03-01", "2026-09-10", 600_000);
        input["ground"] = json!(ground);
        let c = n(&law, input);
        assert!(c.heads.is_empty() && told(&c, "severance.not_due"), "{ground}");
    }
    for ground in ["36_employer", "38", "40", "41", "44_1", "44_4", "44_5", "task"] {
        let mut input = ended("2020-03-01", "2026-09-10", 600_000);
        input["ground"] = json!(ground);
        let c = n(&law, input);
        assert_eq!(amount(&c, "经济补偿"), Some(Fen(4_200_000)), "{ground}");
        assert_eq!(amount(&c, "代通知金"), None, "{ground}");
    }
    let mut input = ended("2020-03-01", "2026-09-10", 600_000);
    input["ground"] = json!("44_1");
    input["renewal_refused"] = json!(true);
    assert!(n(&law, input).heads.is_empty());
}

#[test]
fn notice_pay_is_for_article_40_without_notice_only() {
    let law = law("8000");
    let mut input = ended("2020-03-01", "2026-09-10", 600_000);
    input["ground"] = json!("40");
    let c = n(&law, input.clone());
    assert!(c.missing.iter().any(|m| m.id == "last_month" && m.blocks == ["代通知金"]));
    assert_eq!(c.total, Some(Fen(4_200_000)));
    input["notice_given"] = json!(true);
    let c = n(&law, input);
    assert!(c.missing.is_empty());
    assert_eq!(c.heads.len(), 1);
}

#[test]
fn the_average_is_of_the_twelve_months_before_or_of_the_months_there_were() {
    let law = law("8000");
    let rows = |months: &[(&str, i64)]| -> Value {
        months.iter().map(|(m, a)| json!({"month": m, "amount": a})).collect()
    };
    // Three months of 10 000, 10 000 and 5 000: the third of it is not rounded before it is multiplied.
    let mut input =
        json!({"hired": "2026-06-01", "ended": "2026-08-31", "ground": "38", "area": PLACE});
    input["wages"] = rows(&[("2026-06", 1_000_000), ("2026-07", 1_000_000), ("2026-08", 500_000)]);
    let c = n(&law, input);
    assert_eq!(c.total, Some(Fen(416_667)));
    assert_eq!(c.heads[0].line, "25,000.00 ÷ 3 × 0.5个月");
    // The unfinished month of the end does not lower the average; months before the twelve do not count.
    let mut input = ended("2020-03-01", "2026-09-10", 0);
    input["average"] = Value::Null;
    let mut months: Vec<(String, i64)> =
        (9..=12).map(|m| (format!("2025-{m:02}"), 600_000)).collect();
    months.extend((1..=8).map(|m| (format!("2026-{m:02}"), 600_000)));
    months.push(("2026-09".to_owned(), 100_000));
    months.push(("2025-08".to_owned(), 100_000));
    let months: Vec<(&str, i64)> = months.iter().map(|(m, a)| (m.as_str(), *a)).collect();
    input["wages"] = rows(&months);
    let c = n(&law, input.clone());
    assert_eq!(c.total, Some(Fen(4_200_000)));
    assert!(told(&c, "severance.months_left_out"));
    input["wages"] = rows(&[("2026-08", 600_000)]);
    assert!(told(&n(&law, input.clone()), "severance.months_few"));
    input["wages"] = rows(&[("2026-08", 600_000), ("2026-08", 600_000)]);
    let twice = law.compute("severance", input);
    assert!(matches!(twice, Err(RuleError::Input { ref field, .. }) if field == "wages/2/month"));
}

#[test]
fn a_wage_below_the_minimum_is_raised_to_it() {
    let c = n(&law("8000"), ended("2020-03-01", "2026-09-10", 120_000));
    assert_eq!(c.total, Some(Fen(150_000 * 7)));
    let c = n(&law("8000"), ended("2020-03-01", "2026-09-10", 150_000));
    assert!(!c.steps.iter().any(|s| s.label == "月工资取最低工资"));
}

#[test]
fn bounds_nobody_has_told_leave_the_head_standing_but_unchecked() {
    let c = n(&Law::new(), ended("2020-03-01", "2026-09-10", 600_000));
    assert_eq!(c.total, Some(Fen(4_200_000)));
    assert!(c.heads[0].provisional && told(&c, "severance.unchecked"));
    let ids: Vec<&str> = c.missing.iter().map(|m| m.id.as_str()).collect();
    assert_eq!(ids, ["minimum_wage", "average_wage"]);
    assert!(c.missing[1].ask.contains("2025年"), "{}", c.missing[1].ask);
    assert!(c.missing.iter().all(|m| m.blocks.is_empty()));
    let mut input = ended("2020-03-01", "2026-09-10", 600_000);
    input["given"] = json!({"minimum_wage": {"value": 200_000, "source": "县人社局电话"},
                            "average_wage": {"value": "8000.00"}});
    let c = n(&Law::new(), input);
    assert!(c.missing.is_empty() && !c.heads[0].provisional);
    let floor = c.parameters.iter().find(|p| p.id == "minimum_wage").expect("used");
    assert_eq!(
        (floor.value.as_str(), floor.given, floor.confirmed),
        ("2,000.00元/月", true, false)
    );
    assert_eq!(floor.source, "县人社局电话");
}

#[test]
fn years_with_an_earlier_employer_are_added_unless_paid_for() {
    let law = law("8000");
    let mut input = ended("2024-01-01", "2025-12-31", 600_000);
    input["carried_from"] = json!("2020-01-01");
    assert_eq!(step(&n(&law, input.clone()), "补偿月数"), "6个月");
    input["carried_paid"] = json!(true);
    assert_eq!(step(&n(&law, input), "补偿月数"), "2个月");
}

/// Months completed, and whether days remain, by walking each day.
fn walk(first: NaiveDate, last: NaiveDate) -> (i128, bool) {
    let (mut months, mut rest) = (0, true);
    for today in first.iter_days().skip(1).take_while(|d| *d <= last.succ_opt().expect("a day")) {
        let before = today.pred_opt().expect("a day");
        let turned = today.day() == first.day() || (today.day() == 1 && before.day() < first.day());
        months += i128::from(turned);
        rest = !turned;
    }
    (months, rest)
}

/// Half months of severance by the walk.
fn half_months(first: NaiveDate, last: NaiveDate) -> i128 {
    let (months, rest) = walk(first, last);
    let part = if months % 12 >= 6 { 2 } else { i128::from(months % 12 > 0 || rest) };
    months / 12 * 2 + part
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn severance_equals_a_walk_by_the_day(
        first in days("2006-01-01", "2026-11-01"), length in 0_u64..7_000, wage in 0_i64..6_000_000,
    ) {
        let last = first + chrono::Days::new(length);
        prop_assume!(last >= day("2008-01-01"));
        let year = last.year() - 1;
        let law = Law::with(&[
            ("minimum_wage", "1500", "元/月", "53", "2005-01-01"),
            ("average_wage", "8000", "元/月", "5328", &format!("{year}-01-01")),
        ]);
        let base = wage.clamp(150_000, 2_400_000);
        let mut halves = half_months(first.max(day("2008-01-01")), last);
        let mut all = half_months(first, last);
        if wage > 2_400_000 {
            (halves, all) = (halves.min(24), all.min(24));
        }
        let c = n(&law, ended(&first.to_string(), &last.to_string(), wage));
        prop_assert_eq!(c.total.map(|t| i128::from(t.0)), Some(half_up(i128::from(base) * halves, 2)));
        let twice = law.total("unlawful_termination",
            json!({"hired": first, "ended": last, "average": wage, "area": PLACE}));
        prop_assert_eq!(twice.map(i128::from), Some(i128::from(base) * all));
    }

    #[test]
    fn a_day_more_and_a_fen_more_never_give_less(
        first in days("2006-01-01", "2024-11-01"), length in 0_u64..6_000, wage in 0_i64..3_000_000,
    ) {
        let law = law("8000");
        let last = (first + chrono::Days::new(length)).clamp(day("2026-01-01"), day("2026-12-30"));
        let total = |last: NaiveDate, wage| n(&law, ended(&first.to_string(), &last.to_string(), wage)).total;
        let here = total(last, wage);
        prop_assert!(here >= Some(Fen(0)));
        prop_assert!(total(last.succ_opt().expect("a day"), wage) >= here);
        // Beyond three times the average the years are limited: only up to there does more wage mean more.
        prop_assume!(wage < 2_400_000);
        prop_assert!(total(last, wage + 1) >= here);
    }

    #[test]
    fn the_average_is_rounded_only_at_the_end(
        wages in proptest::collection::vec(150_000_i64..1_000_000, 12), years in 1_u32..10,
    ) {
        let rows: Value = wages.iter().enumerate().map(|(i, a)| {
            let month = if i < 4 { format!("2025-{:02}", i + 9) } else { format!("2026-{:02}", i - 3) };
            json!({"month": month, "amount": a})
        }).collect();
        let hired = format!("{}-09-01", 2026 - years);
        let c = n(&law("8000"), json!({"hired": hired, "ended": "2026-08-31", "ground": "38",
            "wages": rows, "area": PLACE}));
        let sum: i64 = wages.iter().sum();
        let want = half_up(i128::from(sum) * i128::from(years), 12);
        prop_assert_eq!(c.total.map(|t| i128::from(t.0)), Some(want));
    }
}
