//! Wage arrears, deposit, social insurance, the extra of Art. 85, who pays on a site, the sum of all.

mod common;

use common::{Law, amount, half_up};
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::{Computation, Fen, RuleError, Why};

fn run(rule: &str, input: Value) -> Computation {
    Law::new().compute(rule, input).expect("a good input")
}

fn told(c: &Computation, code: &str) -> bool {
    c.warnings.iter().any(|w| w.code == code)
}

#[test]
fn arrears_are_months_days_and_differences() {
    let c = run(
        "wage_arrears",
        json!({"monthly": 400_000, "from": "2026-09", "to": "2026-10",
                                       "days": 10, "days_in": "2026-11"}),
    );
    assert_eq!(c.total, Some(Fen(983_908)));
    assert_eq!(c.heads[0].line, "4,000.00 × 2个月 + 4,000.00 ÷ 21.75 × 10天");
    let rows = json!([{"month": "2026-02", "due": 500_000, "paid": 100_000},
                      {"month": "2026-01", "due": 450_000}, {"month": "2026-03", "due": 1, "paid": 2}]);
    let c = run("wage_arrears", json!({"rows": rows}));
    assert_eq!(c.total, Some(Fen(850_000)));
    assert_eq!((c.heads[0].from.as_str(), c.heads[0].to.as_str()), ("2026-01", "2026-03"));
    assert!(told(&c, "arrears.overpaid"));
    let c = run("wage_arrears", json!({"monthly": 400_000, "from": "2026-09", "paid": 150_000}));
    assert_eq!(c.total, Some(Fen(250_000)));
}

#[test]
fn a_month_is_not_counted_twice() {
    let law = Law::new();
    let both = json!({"monthly": 400_000, "from": "2026-01", "to": "2026-03",
                      "rows": [{"month": "2026-02", "due": 1}]});
    assert!(matches!(
        law.compute("wage_arrears", both),
        Err(RuleError::Input { why: Why::Twice, .. })
    ));
    let back = json!({"monthly": 400_000, "from": "2026-03", "to": "2026-01"});
    assert!(matches!(
        law.compute("wage_arrears", back),
        Err(RuleError::Input { why: Why::Order, .. })
    ));
    for input in [json!({}), json!({"monthly": 400_000}), json!({"from": "2026-03"})] {
        let got = law.compute("wage_arrears", input);
        assert!(matches!(got, Err(RuleError::Input { why: Why::Missing, .. })), "{got:?}");
    }
}

#[test]
fn a_wage_below_the_minimum_is_pointed_out_where_it_is_known() {
    let law = Law::with(&[("minimum_wage", "1990", "元/月", "53", "2020-01-01")]);
    let input = json!({"monthly": 180_000, "from": "2026-09", "area": "532823"});
    assert!(told(
        &law.compute("wage_arrears", input.clone()).expect("good"),
        "arrears.below_minimum"
    ));
    let c = run("wage_arrears", input);
    assert!(c.missing.is_empty() && c.warnings.is_empty());
}

#[test]
fn a_deposit_is_given_back_but_for_what_was_returned() {
    let items = json!([{"item": "风险抵押金", "amount": 200_000, "returned": 50_000},
                       {"item": "服装费", "amount": 30_000}]);
    let c = run("deposit", json!({"items": items}));
    assert_eq!(c.total, Some(Fen(180_000)));
    assert!(told(&c, "deposit.fine"));
    let more = json!({"items": [{"item": "押金", "amount": 1, "returned": 2}]});
    assert!(Law::new().compute("deposit", more).is_err());
}

#[test]
fn social_insurance_is_estimated_by_month_and_asked_for_where_the_rate_is_unknown() {
    let months = json!([{"month": "2025-12", "base": 333_333}, {"month": "2026-01", "base": 333_333},
                        {"month": "2026-02", "base": 400_000}]);
    let c = run("social_insurance", json!({"months": months, "pension": true, "medical": true}));
    // 16 % of 10 666.66, rounded once.
    assert_eq!(c.total, Some(Fen(170_667)));
    assert!(told(&c, "social.administrative"));
    assert_eq!(c.missing.len(), 1, "one question, not one a month: {:?}", c.missing);
    assert_eq!(c.missing[0].blocks, ["医疗保险单位欠缴"]);
    assert!(c.parameters.iter().any(|p| p.id == "pension_employer_rate" && !p.confirmed));
    let none = json!({"months": months});
    assert!(Law::new().compute("social_insurance", none).is_err());
    let given = json!({"medical_employer_rate": {"value": "8.5", "source": "县医保局"}});
    let c = run("social_insurance", json!({"months": months, "medical": true, "given": given}));
    assert_eq!((c.total, c.parameters.len()), (Some(Fen(90_667)), 1), "typed once, listed once");
    // The rate changes within the table: each month by its own.
    let law = Law::with(&[("pension_employer_rate", "20", "%", "53", "2026-01-01")]);
    let c = law.total(
        "social_insurance",
        json!({"months": [{"month": "2025-12", "base": 100_000},
        {"month": "2026-01", "base": 100_000}], "pension": true, "area": "532823"}),
    );
    assert_eq!(c, Some(36_000));
}

#[test]
fn the_extra_of_article_85_needs_an_order_that_was_not_met() {
    let base = json!({"kind": "wages", "due": 1_000_001});
    let c = run("late_payment_extra", base.clone());
    assert!(c.heads.is_empty() && told(&c, "late.no_order"));
    let with = |due: &str, paid: Option<&str>| {
        let mut input = base.clone();
        input["order_on"] = json!("2026-10-01");
        input["order_no"] = json!("勐人社监令〔2026〕5号");
        input["order_due"] = json!(due);
        input["paid_on"] = json!(paid);
        run("late_payment_extra", input)
    };
    let c = with("2026-10-15", None);
    assert_eq!((c.total, c.total_max), (Some(Fen(500_001)), Some(Fen(1_000_001))));
    assert_eq!(c.heads[0].amount_max, Some(Fen(1_000_001)));
    assert!(with("2026-10-15", Some("2026-10-15")).heads.is_empty());
    assert_eq!(with("2026-10-15", Some("2026-10-16")).heads.len(), 1);
    assert!(with("2026-11-21", None).heads.is_empty(), "today is the last day");
    assert_eq!(with("2026-11-20", None).heads.len(), 1);
}

#[test]
fn the_developer_advances_only_up_to_the_project_money_it_owes() {
    let run = |extra: Value| {
        let mut input = json!({"owed": 10_000_000});
        for (key, value) in extra.as_object().expect("an object") {
            input[key] = value.clone();
        }
        run("advance_liability", input)
    };
    let c = run(
        json!({"developer_late": true, "unpaid_project_money": 3_000_000, "subcontracted": true}),
    );
    assert_eq!(amount(&c, "建设单位垫付"), Some(Fen(3_000_000)));
    assert_eq!(amount(&c, "施工总承包单位先行清偿"), Some(Fen(10_000_000)));
    assert_eq!(c.total, Some(Fen(10_000_000)), "one debt, several purses");
    let c = run(json!({"developer_late": true, "unpaid_project_money": 30_000_000}));
    assert_eq!(amount(&c, "建设单位垫付"), Some(Fen(10_000_000)));
    let c = run(json!({"developer_late": true}));
    assert_eq!(c.missing[0].blocks, ["建设单位垫付"]);
    // Project money alone says nothing: the developer must be late.
    let c = run(json!({"unpaid_project_money": 3_000_000}));
    assert_eq!(c.heads.len(), 1);
    let c = run(json!({"lent_name": true, "dispatched": true}));
    assert!(c.heads.iter().any(|h| h.basis.ends_with("第36条第2款")) && c.heads.len() == 3);
    assert_eq!(run(json!({"sublet": true, "unqualified": true, "illegal": true})).heads.len(), 4);
}

#[test]
fn damages_take_the_place_of_severance_in_the_sum() {
    let item = |cause: &str, amount: i64| json!({"cause": cause, "label": cause, "amount": amount});
    let c = run(
        "estimate",
        json!({"items": [item("unpaid_wages", 100), item("severance", 200),
        item("notice_pay", 50), item("unlawful_termination", 400)]}),
    );
    assert_eq!(c.total, Some(Fen(500)));
    assert!(told(&c, "estimate.alternative"));
    let c = run("estimate", json!({"items": [item("unpaid_wages", 100), item("severance", 200)]}));
    assert_eq!((c.total, c.warnings.len()), (Some(Fen(300)), 0));
    let mut range = item("late_payment", 50);
    range["amount_max"] = json!(100);
    let c = run("estimate", json!({"items": [item("unpaid_wages", 100), range]}));
    assert_eq!((c.total, c.total_max), (Some(Fen(150)), Some(Fen(200))));
}

#[test]
fn the_day_and_the_hour_of_a_month() {
    let c = run("daily_wage", json!({"monthly": 870_000, "on": "2026-03-01"}));
    let results: Vec<Fen> = c.steps.iter().map(|s| s.result).collect();
    assert_eq!((results, c.total), (vec![Fen(40_000), Fen(5_000)], None));
    assert_eq!(c.steps[0].article, "人社部发〔2025〕2号");
    let before = run("daily_wage", json!({"monthly": 870_000, "on": "2024-03-01"}));
    assert_eq!(before.steps[0].article, "劳社部发〔2008〕3号（已废止）");
    let long_ago = run("daily_wage", json!({"monthly": 870_000, "on": "2000-03-01"}));
    assert!(long_ago.steps.is_empty() && long_ago.missing.len() == 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn arrears_equal_adding_month_by_month(
        monthly in 0_i64..5_000_000, from in 0_i32..60, length in 0_i32..30, days in 0_i64..=31,
    ) {
        let name = |n: i32| format!("{}-{:02}", 2022 + n / 12, n % 12 + 1);
        let input = json!({"monthly": monthly, "from": name(from), "to": name(from + length), "days": days});
        let mut sum = 0_i128;
        for _ in from..=from + length {
            sum += i128::from(monthly);
        }
        sum += half_up(i128::from(monthly) * i128::from(days) * 100, 2175);
        prop_assert_eq!(Law::new().total("wage_arrears", input).map(i128::from), Some(sum));
    }

    #[test]
    fn social_insurance_equals_adding_hundredths_of_a_fen(
        bases in proptest::collection::vec(0_i64..3_000_000, 1..36),
    ) {
        let months: Value = bases.iter().enumerate()
            .map(|(i, b)| json!({"month": format!("{}-{:02}", 2022 + i / 12, i % 12 + 1), "base": b})).collect();
        let want: i128 = bases.iter().map(|b| i128::from(*b) * 16).sum();
        let got = Law::new().total("social_insurance", json!({"months": months, "pension": true}));
        prop_assert_eq!(got.map(i128::from), Some(half_up(want, 100)));
    }

    #[test]
    fn the_extra_lies_between_half_and_the_whole_and_the_advance_within_both_sums(
        due in 0_i64..9_000_000, owed in 0_i64..90_000_000, unpaid in 0_i64..90_000_000,
    ) {
        let c = run("late_payment_extra", json!({"kind": "overtime", "due": due, "order_on": "2026-01-01",
            "order_due": "2026-01-31"}));
        prop_assert_eq!((c.total, c.heads[0].amount_max), (Some(Fen((due + 1) / 2)), Some(Fen(due))));
        let c = run("advance_liability", json!({"owed": owed, "developer_late": true,
            "unpaid_project_money": unpaid}));
        let advance = amount(&c, "建设单位垫付").expect("told");
        prop_assert!(advance.0 <= owed && advance.0 <= unpaid && (advance.0 == owed || advance.0 == unpaid));
        prop_assert_eq!(c.total, Some(Fen(owed)));
    }

    #[test]
    fn deposits_equal_what_was_taken_less_what_was_given_back(
        items in proptest::collection::vec((0_i64..500_000, 0_i64..500_000), 1..20),
    ) {
        let rows: Value = items.iter().map(|(a, r)| json!({"item": "押金", "amount": a.max(r), "returned": a.min(r)})).collect();
        let want: i64 = items.iter().map(|(a, r)| (a - r).abs()).sum();
        prop_assert_eq!(Law::new().total("deposit", json!({"items": rows})), Some(want));
    }
}
