//! Terms as data: kinds of duty, plans that add up, the library, differences between versions.

mod support;

use casework::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::Fen;
use std::collections::BTreeMap;
use support::*;

fn found(desk: &Desk) -> Vec<(String, CheckLevel)> {
    let items = check_agreement(&desk.case, &cx("06"));
    items.into_iter().map(|i| (i.code, i.level)).collect()
}

/// What is found after these changes that was not found before.
fn newly(pairs: &[(&str, Value)]) -> Vec<(String, CheckLevel)> {
    let mut desk = agreed();
    let before = found(&desk);
    desk.types("05", pairs);
    found(&desk).into_iter().filter(|item| !before.contains(item)).collect()
}

/// A finding, its weight, and the changes that bring it about.
type Finding<'a> = (&'a str, CheckLevel, Vec<(&'a str, Value)>);

#[test]
fn every_kind_of_duty_is_asked_for_what_it_needs() {
    use CheckLevel::{Bad, Warn};
    let event = |name: &str, value: Value| {
        let mut all = BTreeMap::from([
            ("terms/o1/kind", json!("event")),
            ("terms/o1/event", json!("设备拍卖款到账")),
            ("terms/o1/event_limit", json!("2027-05-31")),
        ]);
        all.insert(name_of(name), value);
        all.into_iter().collect::<Vec<_>>()
    };
    fn name_of(name: &str) -> &'static str {
        match name {
            "event" => "terms/o1/event",
            "event_limit" => "terms/o1/event_limit",
            _ => "terms/o1/event_days",
        }
    }
    let deed = |skip: &str| {
        let all = vec![
            ("terms/o3/kind", json!("deed")),
            ("terms/o3/deed", json!("出具离职证明")),
            ("terms/o3/proof", json!("证明复印件")),
            ("terms/o3/payer", json!("p2")),
            ("terms/o3/due", json!("2026-11-30")),
        ];
        all.into_iter().filter(|(path, _)| !path.ends_with(skip)).collect::<Vec<_>>()
    };
    let insurance = |more: Vec<(&'static str, Value)>| {
        let mut all = vec![
            ("terms/o1/kind", json!("social_insurance")),
            ("terms/o1/payee", json!("authority")),
            ("terms/o1/from", json!("2024-01")),
            ("terms/o1/to", json!("2026-06")),
        ];
        all.retain(|(path, _)| more.iter().all(|(other, _)| other != path));
        all.extend(more);
        all
    };
    let cases: Vec<Finding<'_>> = vec![
        ("event_without_text", Bad, event("event", Value::Null)),
        ("event_without_limit", Bad, event("event_limit", Value::Null)),
        ("event_limit_past", Bad, event("event_limit", json!("2026-11-05"))),
        ("event_days_negative", Bad, event("event_days", json!(-1))),
        ("deed_without_text", Bad, {
            let mut all = deed("deed/deed");
            all.retain(|(path, _)| *path != "terms/o3/deed");
            all.push(("terms/o3/what", json!("离职证明")));
            all
        }),
        ("deed_without_proof", Bad, deed("/proof")),
        ("row_without_date", Bad, deed("/due")),
        ("beyond_payment", Warn, deed("nothing")),
        ("insurance_without_months", Bad, insurance(vec![("terms/o1/to", json!("2023-12"))])),
        ("insurance_to_worker", Bad, insurance(vec![("terms/o1/payee", json!("p1"))])),
        ("insurance_without_amount", Warn, insurance(vec![("terms/o1/amount", Value::Null)])),
        ("escrow_without_account", Bad, vec![("terms/o1/kind", json!("escrow"))]),
        ("row_without_payee", Bad, vec![("terms/o1/payee", json!("members"))]),
        ("row_without_payee", Bad, vec![("terms/o1/payee", json!("authority"))]),
        ("member_unknown", Bad, vec![("terms/o1/member", json!("m77"))]),
        ("claim_unknown", Bad, vec![("terms/o1/claim", json!("k9"))]),
        ("total_differs", Bad, vec![("agreement/total", json!(800_001))]),
        (
            "head_differs",
            Bad,
            vec![("claims/k1/agreed", json!(800_000)), ("terms/o1/claim", json!("k1"))],
        ),
        ("project_money_unknown", Warn, vec![("parties/p2/chain_role", json!("owner"))]),
        (
            "above_project_money",
            Warn,
            vec![
                ("parties/p2/chain_role", json!("owner")),
                ("case/project_money_due", json!(799_999)),
            ],
        ),
        ("vague_word", Bad, vec![("clauses/x/text", json!("其余事项另行协商"))]),
        ("vague_word", Warn, vec![("clauses/x/text", json!("赔偿合理费用"))]),
        ("vague_word", Bad, event("event", json!("资金到位后"))),
    ];
    for (code, level, pairs) in cases {
        let new = newly(&pairs);
        assert!(new.contains(&(code.to_owned(), level)), "{code} not in {new:?} for {pairs:?}");
    }
    for clean in [
        event("event_days", json!(5)),
        insurance(Vec::new()),
        vec![("agreement/total", json!(800_000))],
        vec![("parties/p2/chain_role", json!("owner")), ("case/project_money_due", json!(800_000))],
    ] {
        let new = newly(&clean);
        assert!(new.iter().all(|(_, level)| *level != Bad), "{new:?} for {clean:?}");
    }
}

#[test]
fn instalments_without_a_word_about_delay_are_worth_a_second_look() {
    let mut desk = agreed();
    let missing = ("default_clause_missing".to_owned(), CheckLevel::Warn);
    assert!(found(&desk).contains(&missing));
    desk.types(
        "05",
        &[
            ("clauses/x/text", json!("任何一期未付的，余款到期。")),
            ("clauses/x/library", json!("acceleration")),
        ],
    );
    assert!(!found(&desk).contains(&missing));
}

#[test]
fn the_sums_of_a_group_agree_by_member_and_in_the_whole() {
    let mut desk = group(4);
    joins(&mut desk, 1..=4);
    let codes = |desk: &Desk| found(desk).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert!(codes(&desk).contains(&"members_agree".to_owned()));
    desk.types("05", &[("members/m02/agreed", json!(claimed(2) + 1))]);
    assert!(codes(&desk).contains(&"members_differ".to_owned()));
    desk.types("05", &[("members/m02/agreed", json!(null))]);
    assert!(codes(&desk).contains(&"member_without_amount".to_owned()));
    desk.types(
        "05",
        &[("members/m02/agreed", json!(claimed(2))), ("members/m02/lawful", json!(claimed(2) + 1))],
    );
    assert!(codes(&desk).contains(&"member_below_lawful_untold".to_owned()));
    desk.types(
        "05",
        &[("agreement/waiver_told", json!(true)), ("terms/o1/method", json!("transfer"))],
    );
    let now = codes(&desk);
    assert!(now.contains(&"member_below_lawful".to_owned()));
    assert_eq!(now.iter().filter(|c| *c == "member_without_account").count(), 4);
    // Money for somebody who does not settle is nobody's money.
    desk.types("05", &[("members/m03/stance", json!("object")), ("terms/o1/member", json!("m03"))]);
    assert!(codes(&desk).contains(&"member_does_not_settle".to_owned()));
    for no in [1, 2, 4] {
        desk.types("05", &[(&format!("members/{}/stance", member(no)), json!("undecided"))]);
    }
    assert!(codes(&desk).contains(&"no_member_settles".to_owned()));
}

#[test]
fn a_row_for_one_member_must_be_what_he_agreed_to() {
    let mut desk = group(2);
    joins(&mut desk, 1..=2);
    for (row, no) in [("o1", 1), ("o2", 2)] {
        let path = |name: &str| format!("terms/{row}/{name}");
        let fields = [
            ("what", json!("劳动报酬")),
            ("payer", json!("p2")),
            ("payee", json!(member(no))),
            ("member", json!(member(no))),
            ("amount", json!(claimed(no))),
            ("due", json!("2026-11-30")),
            ("method", json!("cash")),
        ];
        desk.does("05", Command::Amend(fields.into_iter().map(|(n, v)| (path(n), v)).collect()));
    }
    assert!(found(&desk).iter().all(|(_, level)| *level != CheckLevel::Bad), "{:?}", found(&desk));
    // Swapped, the whole is the same and each is wrong.
    desk.types(
        "05",
        &[("terms/o1/amount", json!(claimed(2))), ("terms/o2/amount", json!(claimed(1)))],
    );
    let differ = found(&desk).into_iter().filter(|(code, _)| code == "member_differs").count();
    assert_eq!(differ, 2);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_adds_up_to_the_sum_exactly_and_its_days_rise(
        total in 240i64..9_999_999_999_999,
        count in 1u32..=240,
        step in 1u32..12,
        months in any::<bool>(),
        first in 0u64..800,
    ) {
        let every = if months { Every::Months(step) } else { Every::Days(step) };
        let begin = day("30").checked_add_days(chrono::Days::new(first)).unwrap();
        let plan = instalments(Fen(total), count, begin, every, &cx("06")).unwrap();
        prop_assert_eq!(plan.len(), count as usize);
        prop_assert_eq!(plan.iter().map(|p| p.amount.0).sum::<i64>(), total);
        prop_assert!(plan.windows(2).all(|w| w[0].due < w[1].due && w[0].amount <= w[1].amount));
        prop_assert!(plan.last().unwrap().amount.0 - plan[0].amount.0 < i64::from(count));
        prop_assert_eq!(plan[0].due, begin);
    }
}

#[test]
fn the_31st_comes_back_after_a_short_month() {
    let plan = instalments(Fen(300), 4, day("12-31"), Every::Months(1), &cx("06")).unwrap();
    let days: Vec<String> = plan.iter().map(|p| p.due.to_string()).collect();
    assert_eq!(days, ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]);
}

#[test]
fn a_plan_that_cannot_be_is_refused() {
    let of = |total, count, first: &str, every| {
        instalments(Fen(total), count, day(first), every, &cx("06")).unwrap_err().code
    };
    let monthly = Every::Months(1);
    assert_eq!(of(100, 0, "30", monthly), "instalments.count");
    assert_eq!(of(100_000, 241, "30", monthly), "instalments.count");
    assert_eq!(of(2, 3, "30", monthly), "instalments.total");
    assert_eq!(of(100, 2, "30", Every::Days(0)), "instalments.every");
    assert_eq!(of(100, 2, "05", monthly), "instalments.past");
    assert_eq!(of(10_000, 240, "30", Every::Months(u32::MAX)), "instalments.date");
}

#[test]
fn every_clause_of_the_library_can_be_filled_and_passes_its_own_checker() {
    let clauses = Clauses::embedded();
    let mut ids: Vec<&str> = clauses.all().iter().map(|c| c.id.as_str()).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!((ids.len(), count >= 15), (count, true));
    for clause in clauses.all() {
        assert!(!clause.flagged || !clause.warning.is_empty(), "{} warns of nothing", clause.id);
        assert!(!clause.fits.is_empty() && !clause.title.is_empty(), "{}", clause.id);
        let (unfilled, missing) = clause.fill(&BTreeMap::new());
        assert_eq!((unfilled.as_str(), missing), (clause.text.as_str(), clause.places()));
        let values = clause.places().into_iter().map(|p| (p.clone(), format!("某{p}"))).collect();
        let (text, missing) = clause.fill(&values);
        assert!(missing.is_empty() && !text.contains('{') && !text.contains('}'), "{text}");
        let new = newly(&[("clauses/x/text", json!(text))]);
        assert!(!new.iter().any(|(code, _)| code == "vague_word"), "{}: {new:?}", clause.id);
    }
    for id in [
        "acceleration",
        "no_further_dispute",
        "confidentiality",
        "certificate",
        "tax",
        "interpreter",
        "own_account",
    ] {
        assert!(clauses.get(id).is_some(), "{id}");
    }
}

#[test]
fn the_tables_of_policy_have_a_source_for_each_number() {
    let policy = Policy::embedded();
    assert!(policy.numbers().iter().all(|n| !n.source.is_empty() && n.value > 0));
    assert_eq!(policy.number("group_size", day("06")), (10, true));
    assert_eq!(policy.number("group_size", day("2007-01-01")), (0, false));
    assert!(policy.vague().iter().all(|w| !w.hint.is_empty()));
    assert!(Policy::parse("number = 1", "").is_err());
}

#[test]
fn two_versions_show_what_is_different_and_nothing_else() {
    let mut desk = frozen();
    desk.does("07", Command::Abandon { reason: "改日期".into() });
    desk.types(
        "07",
        &[
            ("terms/o2/due", json!("2027-01-15")),
            ("terms/o1/amount", json!(300_000)),
            ("terms/o3/what", json!("劳动报酬")),
            ("terms/o3/payer", json!("p2")),
            ("terms/o3/payee", json!("p1")),
            ("terms/o3/amount", json!(100_000)),
            ("terms/o3/due", json!("2027-02-15")),
            ("terms/o3/method", json!("cash")),
            ("clauses/x/text", json!("付款凭证交调解组织。")),
            ("agreement/acceleration", json!(true)),
        ],
    );
    desk.does("07", freeze("v2", "a2", "07"));
    let [first, second] = desk.case.accords.as_slice() else { panic!("two versions") };
    let changes = diff(first, second);
    let shown: Vec<String> =
        changes.iter().map(|c| format!("{}/{}/{} {}", c.table, c.row, c.field, c.change)).collect();
    assert_eq!(
        shown,
        [
            "terms/o1/amount changed",
            "terms/o2/due changed",
            "terms/o3/ added",
            "clauses/x/ added",
            "agreement//acceleration changed",
        ]
    );
    assert_eq!((&changes[0].before, &changes[0].after), (&json!(400_000), &json!(300_000)));
    assert!(diff(second, second).is_empty());
    let back: Vec<String> = diff(second, first).into_iter().map(|c| c.change).collect();
    assert_eq!(back, ["changed", "changed", "removed", "removed", "changed"]);
}

#[test]
fn records_of_the_first_version_still_fold() {
    let old = json!({
        "id": "v1", "version": 1, "paper": "a1", "hash": "aa", "on": "2026-11-06",
        "obligations": [{
            "id": "o1", "what": "劳动报酬", "payer": "p2", "payee": "p1", "amount": 400_000,
            "due": "2026-11-30", "method": "cash", "on_spot": false
        }],
        "clauses": [{"id": "x", "text": "再无其他争议"}]
    });
    let event = Event::parse("agreement.frozen", &old);
    assert!(matches!(&event, Event::AgreementFrozen { obligations, more, .. }
        if obligations[0].kind == ObligationKind::Money && *more == FrozenMore::default()));
    let again = Event::parse(&event.kind(), &event.body());
    assert_eq!(again, event);
    let paid = json!({"id": "m1", "obligation": "o1", "amount": 1, "on": "2026-11-20", "way": "cash", "note": ""});
    // What is not said is not written: an old record comes back to the letter.
    let event = Event::parse("payment.received", &paid);
    assert!(
        matches!(&event, Event::PaymentReceived { more, .. } if *more == PaymentMore::default())
    );
    assert_eq!(event.body(), paid);
    let filed =
        json!({"sha256": "aa", "name": "x.jpg", "mime": "image/jpeg", "size": 7, "label": "chat"});
    let event = Event::parse("attachment.filed", &filed);
    assert!(
        matches!(&event, Event::AttachmentFiled { size: 7, obtained, .. } if *obtained == Obtained::default())
    );
    assert_eq!(event.body(), filed);
    let held = json!({
        "id": "s1", "at": "2026-11-05T09:00:00+08:00", "place": "驿站", "mode": "station",
        "present": [{"name": "张某", "capacity": "申请人"}], "mediators": ["赵某"], "statements": [], "result": "agreed"
    });
    assert!(matches!(
        Event::parse("session.held", &held),
        Event::SessionHeld(SessionHeld { kind: SessionKind::Mediation, .. })
    ));
    let case: Case = serde_json::from_value({
        let mut whole = serde_json::to_value(effective().case).unwrap();
        let map = whole.as_object_mut().unwrap();
        for name in ["group", "offers", "readings", "happenings", "settled", "computations"] {
            map.remove(name);
        }
        whole
    })
    .unwrap();
    assert_eq!(case, effective().case);
}
