//! What holds for each rule, whatever is typed into it.

mod common;

use common::Law;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use statute::{
    Causes, Computation, Fen, InputView, KindView, RuleError, RuleView, Why, rule_schema, rules,
};
use std::collections::BTreeSet;

#[test]
fn each_rule_has_its_own_name_and_feeds_a_cause_that_exists() {
    let (causes, mut ids) = (Causes::embedded(), BTreeSet::new());
    for rule in rules() {
        assert!(ids.insert(rule.id), "{} twice", rule.id);
        assert!(!rule.title.is_empty() && !rule.purpose.is_empty() && !rule.basis.is_empty());
        for cause in rule.cause.iter().chain(rule.outputs.iter().map(|o| &o.cause)) {
            assert!(causes.get(cause).is_some(), "{}: {cause}", rule.id);
        }
        assert!(
            rule.cause.is_none_or(|c| rule.outputs.iter().any(|o| o.cause == c)),
            "{}",
            rule.id
        );
        let names: BTreeSet<&str> = rule.inputs.iter().map(|i| i.name).collect();
        assert_eq!(names.len(), rule.inputs.len(), "{}", rule.id);
        assert!(!names.contains("given"), "kept for values of one computation");
    }
}

#[test]
fn every_head_of_money_that_can_be_computed_has_a_rule() {
    let fed: BTreeSet<&str> = rules().iter().flat_map(|r| r.outputs).map(|o| o.cause).collect();
    for cause in [
        "unpaid_wages",
        "overtime",
        "severance",
        "notice_pay",
        "unlawful_termination",
        "double_wage",
        "annual_leave",
        "injury",
        "injury_medical",
        "deposit",
        "social_insurance",
        "late_payment",
    ] {
        assert!(fed.contains(cause), "{cause}");
    }
}

#[test]
fn the_schema_tells_what_the_rule_takes() {
    for rule in rules() {
        let schema = rule_schema(rule);
        let properties = schema["input"]["properties"].as_object().expect("an object");
        assert_eq!(properties.len(), rule.inputs.len() + 1, "given besides the fields");
        for input in rule.inputs {
            assert_eq!(properties[input.name]["title"], input.label);
            let needed = schema["input"]["required"].as_array().expect("a list");
            assert_eq!(needed.iter().any(|n| n == input.name), input.required);
        }
        assert_eq!(schema["output"]["properties"]["rule"]["const"], rule.id);
        // What a computation writes is what the schema says it writes.
        let made = serde_json::to_value(blank(rule.id)).expect("plain data");
        let told = schema["output"]["properties"].as_object().expect("an object");
        for key in made.as_object().expect("an object").keys() {
            assert!(told.contains_key(key), "{key}");
        }
        assert_eq!(made.as_object().map(Map::len), Some(told.len()));
    }
}

fn blank(rule: &str) -> Computation {
    serde_json::from_value(
        json!({"rule": rule, "title": "", "steps": [], "parameters": [], "missing": [],
        "warnings": [], "heads": [], "total": null, "version": "", "computed_on": "2026-11-21"}),
    )
    .expect("a computation without anything")
}

#[test]
fn what_is_not_asked_for_is_refused_and_not_overlooked() {
    let law = Law::new();
    assert!(matches!(law.compute("nothing", json!({})), Err(RuleError::UnknownRule(_))));
    for (input, field, why) in [
        (json!([]), "", Why::Shape),
        (json!({"monthly": 1, "wage": 2}), "wage", Why::Unknown),
        (json!({"on": "2026-01-01"}), "monthly", Why::Missing),
        (json!({"monthly": ""}), "monthly", Why::Missing),
        (json!({"monthly": null}), "monthly", Why::Missing),
        (json!({"monthly": "4000"}), "monthly", Why::Money),
        (json!({"monthly": 1.5}), "monthly", Why::Money),
        (json!({"monthly": -1}), "monthly", Why::Money),
        (json!({"monthly": 10_000_000_000_000_i64}), "monthly", Why::Money),
        (json!({"monthly": 1, "on": "2026-02-29"}), "on", Why::Day),
        (json!({"monthly": 1, "on": "26-01-01"}), "on", Why::Day),
        (json!({"monthly": 1, "given": {"nothing": {"value": 1}}}), "given/nothing", Why::Unknown),
        (
            json!({"monthly": 1, "given": {"monthly_pay_days": {"value": "x"}}}),
            "given/monthly_pay_days",
            Why::Decimal,
        ),
        (json!({"monthly": 1, "given": 3}), "given", Why::Shape),
    ] {
        match law.compute("daily_wage", input.clone()) {
            Err(RuleError::Input { field: f, why: w, .. }) => {
                assert_eq!((f.as_str(), w), (field, why), "{input}")
            }
            other => panic!("{input}: {other:?}"),
        }
    }
}

#[test]
fn sums_beyond_what_a_paper_bears_are_refused() {
    let law = Law::new();
    let huge = Fen::MAX.0;
    for (rule, input) in [
        ("wage_arrears", json!({"monthly": huge, "from": "2026-01", "to": "2026-02"})),
        (
            "deposit",
            json!({"items": [{"item": "a", "amount": huge}, {"item": "b", "amount": huge}]}),
        ),
        (
            "injury",
            json!({"accident": "2026-01-01", "grade": "1", "insured": "yes", "own_wage": huge}),
        ),
        (
            "overtime",
            json!({"mode": "standard", "monthly": huge, "days": (1..=31)
            .map(|d| json!({"day": format!("2026-03-{d:02}"), "hours": 24})).collect::<Vec<_>>()}),
        ),
    ] {
        assert_eq!(law.compute(rule, input), Err(RuleError::TooLarge), "{rule}");
    }
}

/// Values of a kind: fitting ones, edges, and now and then something else.
fn values(kind: &KindView) -> BoxedStrategy<Value> {
    let fitting = match kind {
        KindView::Money => prop_oneof![Just(0_i64), 1_i64..3_000_000, Just(Fen::MAX.0)]
            .prop_map(|n| json!(n))
            .boxed(),
        KindView::Day => common::days("2000-01-01", "2028-12-31").prop_map(|d| json!(d)).boxed(),
        KindView::Month => {
            (2000_i32..2029, 1..13).prop_map(|(y, m)| json!(format!("{y}-{m:02}"))).boxed()
        }
        KindView::Count => prop_oneof![0_i64..40, 2018_i64..2029].prop_map(|n| json!(n)).boxed(),
        KindView::Decimal => {
            (0_i64..400).prop_map(|n| json!(format!("{}.{}", n / 10, n % 10))).boxed()
        }
        KindView::Hours => (0_i64..48).prop_map(|n| json!(format!("{}.5", n / 2))).boxed(),
        KindView::Flag => any::<bool>().prop_map(|b| json!(b)).boxed(),
        KindView::Text => Just(json!("张某")).boxed(),
        KindView::Area => {
            prop_oneof![Just(json!("532823")), Just(json!("53")), Just(json!("11"))].boxed()
        }
        KindView::Choice { options } => {
            let codes: Vec<String> = options.iter().map(|o| o.code.clone()).collect();
            proptest::sample::select(codes).prop_map(|c| json!(c)).boxed()
        }
        KindView::Table { columns } => {
            proptest::collection::vec(objects(columns), 0..4).prop_map(Value::Array).boxed()
        }
    };
    let odd = proptest::sample::select(vec![
        json!(null),
        json!(""),
        json!(-1),
        json!("x"),
        json!([]),
        json!(1.5),
    ]);
    prop_oneof![200 => fitting, 1 => odd].boxed()
}

fn objects(inputs: &[InputView]) -> BoxedStrategy<Value> {
    let fields: Vec<_> = inputs
        .iter()
        .map(|i| {
            let (name, share) = (i.name.clone(), if i.required { 0.99 } else { 0.7 });
            proptest::option::weighted(share, values(&i.kind))
                .prop_map(move |v| v.map(|v| (name.clone(), v)))
        })
        .collect();
    fields.prop_map(|all| Value::Object(all.into_iter().flatten().collect())).boxed()
}

fn anything() -> BoxedStrategy<(String, Value)> {
    let each: Vec<BoxedStrategy<(String, Value)>> = rules()
        .iter()
        .map(|rule| {
            let view = RuleView::from(rule);
            objects(&view.inputs).prop_map(move |v| (view.id.clone(), v)).boxed()
        })
        .collect();
    proptest::strategy::Union::new(each).boxed()
}

/// A generator that is always refused would prove nothing.
#[test]
fn the_generator_reaches_each_rule_and_gives_it_heads() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (strategy, law) = (anything(), Law::new());
    let (mut computed, mut headed) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..3_000 {
        let (rule, input) = strategy.new_tree(&mut runner).expect("a value").current();
        if let Ok(c) = law.compute(&rule, input) {
            computed.insert(rule.clone());
            headed.extend((!c.heads.is_empty()).then_some(rule));
        }
    }
    assert_eq!(computed.len(), rules().len(), "{computed:?}");
    assert_eq!(headed.len(), rules().len() - 1, "all but the daily wage: {headed:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_the_answer_is_sound((rule, input) in anything()) {
        let law = Law::with(&[
            ("average_wage", "8000", "元/月", "5328", "2025-01-01"),
            ("injury_average_wage", "8000", "元/月", "5328", "2025-01-01"),
            ("minimum_wage", "1990", "元/月", "53", "2020-01-01"),
        ]);
        let Ok(c) = law.compute(&rule, input.clone()) else { return Ok(()) };
        prop_assert_eq!(&law.compute(&rule, input).expect("the same again"), &c);
        let counted: Vec<_> = c.heads.iter().filter(|h| h.in_total).collect();
        let sum: i64 = counted.iter().map(|h| h.amount.0).sum();
        prop_assert_eq!(c.total, (!counted.is_empty()).then_some(Fen(sum)));
        for head in &c.heads {
            prop_assert!(head.amount.checked().is_ok() && !head.label.is_empty() && !head.line.is_empty());
            prop_assert!(head.amount_max.is_none_or(|max| max >= head.amount));
            prop_assert!(rule == "estimate" || !head.basis.is_empty());
            prop_assert!(!(head.per_month && head.in_total));
        }
        for step in &c.steps {
            let money = format!("= {}元", step.result.format());
            prop_assert!(step.value.is_some() || step.formula.ends_with(&money), "{:?}", step);
            prop_assert!(rule == "estimate" || !step.article.is_empty() || step.label == "合计" || step.label == "扣除已付");
        }
        for used in &c.parameters {
            prop_assert!(!used.source.is_empty() && !used.value.is_empty());
            prop_assert_eq!(c.parameters.iter().filter(|p| *p == used).count(), 1);
        }
        for missing in &c.missing {
            prop_assert!(missing.ask.starts_with("未知：") && missing.ask.ends_with('。'));
        }
        let words = serde_json::to_string(&c).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<Computation>(&words).expect("reads back"), c);
    }
}
