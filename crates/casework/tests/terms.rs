//! The checker of an agreement, finding by finding: what a judge or arbitrator would send back.

mod support;

use casework::*;
use serde_json::{Value, json};
use support::{agreed, cx, day};

/// A finding, its weight, and the changes that bring it about.
type Finding<'a> = (&'a str, CheckLevel, Vec<(&'a str, Value)>);

/// The agreed case after these changes; `codes` are the findings on the 6th.
fn codes(pairs: &[(&str, Value)]) -> Vec<(String, CheckLevel)> {
    let mut desk = agreed();
    desk.types("05", pairs);
    let items = check_terms(&desk.case.sheet, &cx("06"));
    items.into_iter().map(|item| (item.code, item.level)).collect()
}

#[test]
fn terms_in_order_say_so_and_nothing_stands_in_the_way() {
    let found = codes(&[]);
    assert!(found.iter().all(|(_, level)| *level == CheckLevel::Ok), "{found:?}");
    for code in ["sum_equals_claim", "ways_and_days_named"] {
        assert!(found.iter().any(|(c, _)| c == code), "{code} in {found:?}");
    }
}

#[test]
fn every_finding_is_made_by_what_it_names_and_only_by_that() {
    use CheckLevel::{Bad, Ok, Warn};
    let transfer = |name: &str, value: Value| {
        let mut all = vec![
            ("terms/o1/method", json!("transfer")),
            ("agreement/account_name", json!("张某")),
            ("agreement/bank", json!("某某银行")),
            ("agreement/account_no", json!("6222000000000000")),
        ];
        for pair in all.iter_mut().filter(|(path, _)| path.ends_with(name)) {
            pair.1 = value.clone();
        }
        all
    };
    let cases: Vec<Finding<'_>> = vec![
        ("applicant_missing", Bad, vec![("parties/p1/name", Value::Null)]),
        ("respondent_missing", Bad, vec![("parties/p2/name", Value::Null)]),
        (
            "agent_cannot_settle",
            Bad,
            vec![
                ("parties/p1/agent", json!("王某")),
                ("parties/p1/agent_authority", json!("general")),
            ],
        ),
        ("row_without_matter", Bad, vec![("terms/o1/what", Value::Null)]),
        ("row_without_amount", Bad, vec![("terms/o1/amount", json!(0))]),
        ("row_without_date", Bad, vec![("terms/o1/due", Value::Null)]),
        ("row_date_past", Bad, vec![("terms/o1/due", json!(day("05").to_string()))]),
        ("row_without_method", Bad, vec![("terms/o1/method", Value::Null)]),
        ("row_without_payer", Bad, vec![("terms/o1/payer", json!("p9"))]),
        ("row_without_payee", Bad, vec![("terms/o1/payee", Value::Null)]),
        ("payee_not_applicant", Warn, vec![("terms/o1/payee", json!("p2"))]),
        ("account_name_missing", Bad, transfer("account_name", Value::Null)),
        ("bank_missing", Bad, transfer("bank", Value::Null)),
        ("account_no_missing", Bad, transfer("account_no", Value::Null)),
        ("account_own", Ok, transfer("none", Value::Null)),
        ("account_of_other", Warn, transfer("account_name", json!("李某"))),
        ("sum_above_claim", Warn, vec![("terms/o1/amount", json!(500_000))]),
        ("sum_below_claim_untold", Bad, vec![("terms/o1/amount", json!(300_000))]),
        (
            "sum_below_claim",
            Warn,
            vec![("terms/o1/amount", json!(300_000)), ("agreement/waiver_told", json!(true))],
        ),
        ("vague_word", Bad, vec![("terms/o1/what", json!("尽快支付的工资"))]),
        ("no_further_dispute", Warn, vec![("agreement/no_further", json!(true))]),
        ("review_barred", Warn, vec![("case/cause", json!("relation"))]),
    ];
    let untouched: Vec<String> = codes(&[]).into_iter().map(|(code, _)| code).collect();
    for (code, level, pairs) in cases {
        assert!(!untouched.iter().any(|c| c == code), "{code} is found without a cause");
        let found = codes(&pairs);
        assert!(found.contains(&(code.to_owned(), level)), "{code} not in {found:?}");
    }
}

#[test]
fn no_terms_at_all_are_found_as_well() {
    let mut desk = agreed();
    for row in ["o1", "o2"] {
        for name in ["what", "payer", "payee", "amount", "due", "method"] {
            desk.types("05", &[(&format!("terms/{row}/{name}"), Value::Null)]);
        }
    }
    let items = check_terms(&desk.case.sheet, &cx("06"));
    assert!(items.iter().any(|item| item.code == "terms_empty"));
}

#[test]
fn a_vague_clause_is_named_with_its_word_and_its_place() {
    let mut desk = agreed();
    desk.types("05", &[("clauses/x1/text", json!("其余款项年底前后付清"))]);
    let items = check_terms(&desk.case.sheet, &cx("06"));
    let item = items.iter().find(|item| item.code == "vague_word").expect("found");
    assert_eq!((item.path.as_str(), &item.args["word"]), ("clauses/x1/text", &json!("年底前后")));
}
