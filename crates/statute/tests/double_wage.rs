//! The second wage: the first month free, eleven months at most, part months by working days.

mod common;

use chrono::{Datelike, NaiveDate};
use common::{Law, days, half_up};
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::{Computation, Fen};

fn run(input: Value) -> Computation {
    Law::new().compute("double_wage", input).expect("a good input")
}

fn plain(hired: &str, ended: &str, monthly: i64) -> Value {
    json!({"variant": "no_contract", "hired": hired, "ended": ended, "monthly": monthly})
}

fn told(c: &Computation, code: &str) -> bool {
    c.warnings.iter().any(|w| w.code == code)
}

#[test]
fn the_first_month_is_free_and_eleven_follow_at_most() {
    for (hired, ended, months) in [
        ("2025-03-10", "2025-04-09", None),
        ("2025-03-10", "2025-05-09", Some(1)),
        ("2025-03-10", "2026-03-09", Some(11)),
        ("2025-03-10", "2026-09-30", Some(11)),
        ("2025-01-31", "2025-03-30", Some(1)), // from 1 March, February having no 31st
        ("2025-01-31", "2026-01-30", Some(11)),
        ("2024-02-29", "2025-02-28", Some(11)),
    ] {
        let c = run(plain(hired, ended, 500_000));
        assert_eq!(c.total, months.map(|n: i64| Fen(500_000 * n)), "{hired} {ended} {:?}", c.steps);
    }
    let c = run(plain("2025-03-10", "2026-09-30", 500_000));
    assert_eq!((c.heads[0].from.as_str(), c.heads[0].to.as_str()), ("2025-04-10", "2026-03-09"));
    assert!(told(&c, "double_wage.limitation"));
}

#[test]
fn a_part_month_goes_by_its_working_days_and_says_so() {
    // 10 April to 9 May 2026 is a month; 10 to 15 May has four working days (11–14) and Friday the 15th.
    let c = run(plain("2026-03-10", "2026-05-15", 435_000));
    assert_eq!(c.total, Some(Fen(435_000 + 100_000)));
    assert!(told(&c, "double_wage.part_month"));
    assert_eq!(c.heads[0].line, "4,350.00 × 1个月 + 4,350.00 ÷ 21.75 × 5个工作日");
    // The long month of 23 working days is not paid more than a month.
    let c =
        run(json!({"variant": "no_open_ended", "hired": "2015-01-01", "open_due": "2026-07-01",
                       "ended": "2026-07-30", "monthly": 435_000}));
    assert_eq!(c.total, Some(Fen(435_000)));
}

#[test]
fn the_contract_made_late_ends_it_the_day_before() {
    let mut input = plain("2026-01-05", "2026-09-30", 400_000);
    input["signed"] = json!("2026-04-05");
    let c = run(input);
    assert_eq!((c.total, c.heads[0].to.as_str()), (Some(Fen(800_000)), "2026-04-04"));
}

#[test]
fn the_open_ended_contract_has_no_eleven_months() {
    let c =
        run(json!({"variant": "no_open_ended", "hired": "2010-01-01", "open_due": "2024-01-01",
                       "ended": "2025-12-31", "monthly": 300_000}));
    assert_eq!(c.total, Some(Fen(300_000 * 24)));
    assert!(told(&c, "double_wage.open_ended"));
}

#[test]
fn part_months_of_an_unknown_year_are_asked_for() {
    let mut law = Law::new();
    law.today = common::day("2027-03-20");
    let c = law.compute("double_wage", plain("2026-11-01", "2027-01-15", 300_000)).expect("good");
    assert_eq!(c.total, Some(Fen(300_000)));
    assert!(c.heads[0].provisional);
    assert_eq!(c.missing[0].id, "calendar_2027");
}

/// By the day: which of the 11 months a day lies in, and how many of them are whole.
fn walk(law: &Law, hired: NaiveDate, ended: NaiveDate, monthly: i64) -> Option<i128> {
    let (mut month, mut whole, mut working, mut open) = (0, 0_i128, 0_i128, false);
    for today in hired.iter_days().skip(1).take_while(|d| *d <= ended.succ_opt().expect("a day")) {
        let before = today.pred_opt().expect("a day");
        let turned = today.day() == hired.day() || (today.day() == 1 && before.day() < hired.day());
        if turned {
            if month >= 1 {
                whole += 1;
            }
            (month, working, open) = (month + 1, 0, false);
            if month == 12 {
                break;
            }
        }
        if month >= 1 && today <= ended {
            open = true;
            working += i128::from(law.calendar.is_working_day(today)?);
        }
    }
    (whole > 0 || open).then(|| {
        let m = i128::from(monthly);
        half_up(whole * m * 2175 + (working * m * 100).min(m * 2175), 2175)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn double_wage_equals_a_walk_by_the_day(
        hired in days("2022-01-01", "2026-09-01"), length in 0_i64..800, monthly in 0_i64..5_000_000,
    ) {
        let law = Law::new();
        let ended = (hired + chrono::Duration::days(length)).min(common::day("2026-11-01"));
        let got = law.total("double_wage", plain(&hired.to_string(), &ended.to_string(), monthly));
        prop_assert_eq!(got.map(i128::from), walk(&law, hired, ended, monthly));
        prop_assert!(got.unwrap_or(0) <= monthly * 11);
        let next = ended.succ_opt().expect("a day");
        let more = law.total("double_wage", plain(&hired.to_string(), &next.to_string(), monthly));
        prop_assert!(more >= got);
    }
}
