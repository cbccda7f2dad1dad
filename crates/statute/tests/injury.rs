//! Work injury and death: months and shares by grade, bounds of the wage, who pays.

mod common;

use common::{Law, amount, half_up};
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::{Computation, Fen, RuleError, Why};

const MONTHS: [i64; 10] = [27, 25, 23, 21, 18, 16, 13, 11, 9, 7];
const SHARES: [i64; 6] = [90, 85, 80, 75, 70, 60];

fn law() -> Law {
    Law::with(&[
        ("injury_average_wage", "8000", "元/月", "5328", "2025-01-01"),
        ("urban_income", "50000", "元/年", "", "2025-01-01"),
    ])
}

fn input(grade: usize, own: i64) -> Value {
    json!({"accident": "2026-03-01", "grade": grade.to_string(), "insured": "yes", "own_wage": own,
           "area": "532823"})
}

fn run(input: Value) -> Computation {
    law().compute("injury", input).expect("a good input")
}

#[test]
fn each_grade_has_its_months_and_its_monthly_share() {
    for grade in 1..=10 {
        let mut given = input(grade, 600_000);
        given["no_suitable_work"] = json!(true);
        let c = run(given);
        assert_eq!(
            amount(&c, "一次性伤残补助金"),
            Some(Fen(600_000 * MONTHS[grade - 1])),
            "{grade}"
        );
        let share = SHARES.get(grade - 1).map(|s| Fen(6_000 * s));
        assert_eq!(amount(&c, "伤残津贴"), share, "{grade}");
        assert_eq!(
            c.total,
            Some(Fen(600_000 * MONTHS[grade - 1])),
            "a monthly sum is not in the total"
        );
    }
    assert_eq!(amount(&run(input(5, 600_000)), "伤残津贴"), None);
}

#[test]
fn the_wage_lies_between_sixty_and_three_hundred_percent() {
    for (own, used) in [
        (100_000, 480_000),
        (479_999, 480_000),
        (480_000, 480_000),
        (2_400_000, 2_400_000),
        (2_400_001, 2_400_000),
        (9_000_000, 2_400_000),
    ] {
        assert_eq!(run(input(10, own)).total, Some(Fen(used * 7)), "{own}");
    }
    let c = Law::new().compute("injury", input(10, 100_000)).expect("good");
    assert_eq!(c.total, Some(Fen(700_000)));
    assert!(c.heads[0].provisional);
    assert!(c.missing[0].ask.contains("2025年"), "{}", c.missing[0].ask);
}

#[test]
fn the_fund_pays_for_the_insured_and_the_employer_for_the_others() {
    let full = |insured: &str| {
        let mut given = input(2, 600_000);
        for (key, value) in [
            ("insured", json!(insured)),
            ("care", json!("full")),
            ("leave_months", json!("2.5")),
            ("leave_wage", json!(500_000)),
            ("leave_paid", json!(250_000)),
            ("medical", json!(123_456)),
        ] {
            given[key] = value;
        }
        run(given)
    };
    let payer = |c: &Computation, label: &str| {
        c.heads
            .iter()
            .find(|h| h.label.starts_with(label))
            .map(|h| h.payer_note.clone())
            .unwrap_or_default()
    };
    let (yes, no) = (full("yes"), full("no"));
    for label in ["一次性伤残补助金", "伤残津贴", "生活护理费", "工伤医疗费"]
    {
        assert_eq!(payer(&yes, label), "由工伤保险基金支付", "{label}");
        assert!(payer(&no, label).contains("第62条"), "{label}");
    }
    assert_eq!(payer(&yes, "停工留薪期工资"), "由用人单位支付");
    assert_eq!(amount(&yes, "停工留薪期工资"), Some(Fen(1_000_000)));
    assert_eq!(amount(&yes, "生活护理费"), Some(Fen(400_000)));
    assert_eq!(yes.total, Some(Fen(600_000 * 25 + 1_000_000 + 123_456)));
    let medical = yes.heads.iter().find(|h| h.cause == "injury_medical");
    assert_eq!(medical.map(|h| h.amount), Some(Fen(123_456)));
}

#[test]
fn the_subsidies_of_the_province_are_asked_for() {
    let mut given = input(7, 600_000);
    given["ended"] = json!("2026-09-30");
    let c = run(given.clone());
    assert_eq!(c.total, Some(Fen(600_000 * 13)), "the other head stands");
    for label in ["一次性工伤医疗补助金", "一次性伤残就业补助金"] {
        assert!(c.missing.iter().any(|m| m.blocks.iter().any(|b| b == label)), "{label}");
    }
    given["subsidy_base"] = json!("average");
    given["given"] = json!({"injury_medical_subsidy_7": {"value": "10", "source": "省实施办法"},
                            "injury_employment_subsidy_7": {"value": 15}});
    let c = run(given);
    assert_eq!(amount(&c, "一次性工伤医疗补助金"), Some(Fen(8_000_000)));
    assert_eq!(amount(&c, "一次性伤残就业补助金"), Some(Fen(12_000_000)));
    let employer = c.heads.iter().find(|h| h.label == "一次性伤残就业补助金").expect("there");
    assert_eq!(employer.payer_note, "由用人单位支付");
    // Grades 1 to 4 keep the employment.
    let mut given = input(4, 600_000);
    given["ended"] = json!("2026-09-30");
    assert!(run(given).missing.is_empty());
}

#[test]
fn treatment_beyond_a_year_needs_a_decision_and_beyond_two_is_refused() {
    let with = |months: &str| {
        let mut given = input(7, 600_000);
        given["leave_months"] = json!(months);
        given["leave_wage"] = json!(500_000);
        law().compute("injury", given)
    };
    let told = |months: &str| {
        with(months).expect("good").warnings.iter().any(|w| w.code == "injury.leave_extension")
    };
    assert!(!told("12") && told("12.5") && told("24"));
    assert!(matches!(with("24.5"), Err(RuleError::Input { why: Why::Order, .. })));
}

#[test]
fn an_accident_before_the_amendment_is_not_computed_by_it() {
    let mut given = input(7, 600_000);
    given["accident"] = json!("2010-06-01");
    let c = run(given);
    assert!(c.heads.is_empty());
    assert!(c.missing.iter().any(|m| m.id == "injury_lump_7"));
}

#[test]
fn death_pays_the_funeral_the_lump_sum_and_the_dependants() {
    let dependants = json!([{"name": "李某", "relation": "spouse"},
                            {"relation": "other", "lone": true}, {"relation": "other"}]);
    let given = json!({"died": "2026-03-01", "insured": "no", "own_wage": 600_000,
                       "dependants": dependants, "area": "532823"});
    let c = law().compute("injury_death", given.clone()).expect("good");
    assert_eq!(amount(&c, "丧葬补助金"), Some(Fen(4_800_000)));
    assert_eq!(amount(&c, "一次性工亡补助金"), Some(Fen(100_000_000)));
    // 40 + 40 + 30 = 110 %: together not more than the wage.
    assert_eq!(amount(&c, "供养亲属抚恤金"), Some(Fen(600_000)));
    assert_eq!(c.total, Some(Fen(104_800_000)));
    let c = Law::new().compute("injury_death", given).expect("good");
    let blocked: Vec<&String> = c.missing.iter().flat_map(|m| &m.blocks).collect();
    assert!(
        blocked.iter().any(|b| *b == "丧葬补助金")
            && blocked.iter().any(|b| *b == "一次性工亡补助金")
    );
    assert_eq!((c.total, c.heads.len()), (None, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lump_sum_equals_adding_month_by_month(
        grade in 1_usize..=10, wages in proptest::collection::vec(0_i64..3_000_000, 1..=12),
    ) {
        let rows: Value = wages.iter().enumerate()
            .map(|(i, a)| json!({"month": format!("2025-{:02}", i + 1), "amount": a})).collect();
        let mut given = input(grade, 0);
        given["wages"] = rows;
        let (sum, n): (i128, i128) = (wages.iter().map(|w| i128::from(*w)).sum(), wages.len() as i128);
        // In n-ths of a 分, bounded, one month after the other.
        let bounded = sum.clamp(480_000 * n, 2_400_000 * n);
        let total: i128 = (0..MONTHS[grade - 1]).map(|_| bounded).sum();
        prop_assert_eq!(run(given).total.map(|t| i128::from(t.0)), Some(half_up(total, n)));
    }

    #[test]
    fn pensions_of_the_dependants_equal_adding_percents_up_to_the_whole_wage(
        own in 480_000_i64..2_400_000, spouse in any::<bool>(), others in proptest::collection::vec(any::<bool>(), 0..5),
    ) {
        let mut rows: Vec<Value> = others.iter().map(|lone| json!({"relation": "other", "lone": lone})).collect();
        let mut percent: i128 = others.iter().map(|lone| if *lone { 40 } else { 30 }).sum();
        if spouse {
            rows.push(json!({"relation": "spouse"}));
            percent += 40;
        }
        let want = (percent > 0).then(|| half_up(i128::from(own) * percent.min(100), 100));
        let c = law().compute("injury_death", json!({"died": "2026-03-01", "insured": "yes", "own_wage": own,
            "dependants": rows, "area": "532823"})).expect("good");
        prop_assert_eq!(amount(&c, "供养亲属抚恤金").map(|f| i128::from(f.0)), want);
        prop_assert_eq!(c.total, Some(Fen(104_800_000)), "the monthly sum stays out");
    }
}
