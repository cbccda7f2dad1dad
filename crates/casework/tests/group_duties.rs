//! A group whose agreement hands out no money, what its terms are compared with, and who has got what of a shared row.

mod support;

use casework::*;
use serde_json::{Value, json};
use statute::Fen;
use support::*;

/// Members of whom nobody has an amount of his own; the firm pays their contributions to the authority.
fn insured(count: usize) -> Desk {
    let mut desk = group(count);
    for no in 1..=count {
        let path = |name: &str| format!("members/{}/{name}", member(no));
        let pairs = [(path("stance"), json!("join")), (path("claimed"), Value::Null)];
        desk.does("05", Command::Amend(pairs.into_iter().collect()));
    }
    desk.types(
        "05",
        &[
            ("claims/k1/head", json!("social_insurance")),
            ("claims/k1/amount", json!(9_000_000)),
            ("terms/o1/kind", json!("social_insurance")),
            ("terms/o1/what", json!("补缴养老保险费")),
            ("terms/o1/payer", json!("p2")),
            ("terms/o1/payee", json!("authority")),
            ("terms/o1/method", json!("authority")),
            ("terms/o1/amount", json!(9_000_000)),
            ("terms/o1/from", json!("2025-10")),
            ("terms/o1/to", json!("2026-03")),
            ("terms/o1/due", json!("2027-03-31")),
        ],
    );
    desk
}

fn bad(desk: &Desk, today: &str) -> Vec<String> {
    let items = check_terms(&desk.case.sheet, &cx(today));
    items.into_iter().filter(|i| i.level == CheckLevel::Bad).map(|i| i.code).collect()
}

fn finding(desk: &Desk, code: &str) -> Option<CheckItem> {
    check_terms(&desk.case.sheet, &cx("05")).into_iter().find(|i| i.code == code)
}

/// In effect: the annex signed by all, the terms read by another, four signatures.
fn in_effect(count: usize) -> Desk {
    let mut desk = insured(count);
    elects(&mut desk);
    desk.does("05", annex("d19", 1..=count));
    for no in 1..=count {
        desk.does("05", sign("d19", &member(no), "05"));
    }
    does_as(&mut desk, "王某", "05", read(true)).unwrap();
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("06", sign("a1", key, "06"));
    }
    desk
}

/// A receipt of the authority for these months and persons.
fn receipt(name: &str, fen: i64, months: (&str, &str), people: &[usize]) -> Command {
    Command::ReceivePayment {
        id: id(name),
        obligation: id("o1"),
        amount: Fen(fen),
        on: day("20"),
        way: PayWay::Authority,
        note: String::new(),
        more: PaymentMore {
            proof: "c".repeat(64),
            months_from: months.0.into(),
            months_to: months.1.into(),
            insured: people.iter().map(|no| id(&member(*no))).collect(),
            ..PaymentMore::default()
        },
    }
}

#[test]
fn members_who_get_contributions_only_agree_to_the_duties() {
    let desk = in_effect(12);
    assert!(desk.case.effective().is_some());
    // What each signed is the duties: a sum named for one of them afterwards is another agreement.
    let first = desk.case.members().into_iter().next().unwrap();
    assert!(desk.case.consented(&first));
    let sum = Member { agreed: Some(Fen(1)), ..first };
    assert!(!desk.case.consented(&sum));
}

#[test]
fn nobody_has_to_name_an_amount_where_there_is_no_money_and_everybody_where_there_is() {
    let mut desk = insured(12);
    assert_eq!(bad(&desk, "05"), Vec::<String>::new());
    assert_eq!(finding(&desk, "members_by_duties").unwrap().args["members"], json!(12));
    // One row of money, and each of them has to say what is his.
    desk.types(
        "05",
        &[
            ("terms/o2/what", json!("劳动报酬")),
            ("terms/o2/payer", json!("p2")),
            ("terms/o2/payee", json!("members")),
            ("terms/o2/amount", json!(1_200_000)),
            ("terms/o2/due", json!("2026-11-30")),
            ("terms/o2/method", json!("cash")),
        ],
    );
    let missing = bad(&desk, "05").into_iter().filter(|c| c == "member_without_amount").count();
    assert_eq!(missing, 12);
}

#[test]
fn an_amount_named_beside_contributions_alone_does_not_pass_unseen() {
    let mut desk = insured(12);
    desk.types("05", &[("members/m03/agreed", json!(500))]);
    assert!(bad(&desk, "05").contains(&"members_differ".to_owned()));
}

#[test]
fn heads_of_all_are_compared_beside_what_each_claims() {
    // Ten with wages of their own, and contributions of the firm nobody has a share in.
    let mut desk = group(10);
    joins(&mut desk, 1..=10);
    let own = sum_of(1..=10);
    desk.types(
        "05",
        &[
            ("claims/k1/amount", json!(own)),
            ("claims/k2/head", json!("social_insurance")),
            ("claims/k2/amount", json!(6_000_000)),
            ("terms/o2/kind", json!("social_insurance")),
            ("terms/o2/what", json!("补缴养老保险费")),
            ("terms/o2/payer", json!("p2")),
            ("terms/o2/payee", json!("authority")),
            ("terms/o2/method", json!("authority")),
            ("terms/o2/amount", json!(6_000_000)),
            ("terms/o2/from", json!("2025-10")),
            ("terms/o2/to", json!("2026-03")),
            ("terms/o2/due", json!("2027-03-31")),
        ],
    );
    assert!(finding(&desk, "sum_equals_claim").is_some());
    desk.types("05", &[("terms/o2/amount", json!(6_000_100))]);
    let above = finding(&desk, "sum_above_claim").unwrap();
    assert_eq!(
        (&above.args["claimed"], &above.args["difference"]),
        (&json!(own + 6_000_000), &json!(100))
    );
    // Who leaves takes his own out of the comparison and leaves the contributions in it.
    desk.types(
        "05",
        &[("members/m10/stance", json!("object")), ("terms/o2/amount", json!(6_000_000))],
    );
    desk.types("05", &[("terms/o1/amount", json!(sum_of(1..=9)))]);
    assert!(finding(&desk, "sum_equals_claim").is_some());
}

#[test]
fn a_receipt_proves_months_person_by_person() {
    let mut desk = in_effect(12);
    assert_eq!(
        desk.refusal("20", receipt("q1", 100, ("2025-09", "2025-12"), &[])).code,
        "payment.months"
    );
    assert_eq!(
        desk.refusal("20", receipt("q1", 100, ("2025-12", "2025-11"), &[])).code,
        "payment.months"
    );
    assert_eq!(
        desk.refusal("20", receipt("q1", 100, ("2025-10", "2025-12"), &[99])).code,
        "payment.insured_unknown"
    );
    desk.does("20", receipt("q1", 3_000_000, ("2025-10", "2025-12"), &[]));
    desk.does("20", receipt("q2", 1_000_000, ("2026-01", "2026-02"), &[1, 2]));
    desk.does("20", receipt("q3", 50_000, ("", ""), &[]));
    let table = insurance_tables(&desk.case).remove(0);
    assert_eq!(
        (table.months.len(), table.months[0].as_str(), table.rows.len()),
        (6, "2025-10", 12)
    );
    assert_eq!(table.rows[0].covered, [true, true, true, true, true, false]);
    assert_eq!(table.rows[2].covered, [true, true, true, false, false, false]);
    assert_eq!((table.covered, table.owed, table.unplaced), (12 * 3 + 2 * 2, 72, Fen(50_000)));
    // A receipt that is taken back proves nothing.
    desk.does("20", Command::CancelPayment { id: id("q1"), reason: "凭证不是这家单位的".into() });
    assert_eq!(insurance_tables(&desk.case)[0].covered, 4);
}

#[test]
fn months_stand_on_no_other_payment() {
    let mut desk = ready(10);
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("06", sign("a1", key, "06"));
    }
    assert_eq!(
        desk.refusal("20", receipt("q1", 100, ("2025-10", "2025-12"), &[])).code,
        "payment.months_of_money"
    );
}

#[test]
fn an_instalment_for_all_is_divided_as_the_annex_says_and_to_the_last_fen() {
    let mut desk = group(10);
    joins(&mut desk, 1..=10);
    let whole = sum_of(1..=10);
    let first = whole / 3;
    desk.types(
        "05",
        &[
            ("terms/o1/amount", json!(first)),
            ("terms/o2/what", json!("劳动报酬")),
            ("terms/o2/payer", json!("p2")),
            ("terms/o2/payee", json!("members")),
            ("terms/o2/amount", json!(whole - first)),
            ("terms/o2/due", json!("2026-12-31")),
            ("terms/o2/method", json!("cash")),
        ],
    );
    elects(&mut desk);
    desk.does("05", annex("d19", 1..=10));
    for no in 1..=10 {
        desk.does("05", sign("d19", &member(no), "05"));
    }
    does_as(&mut desk, "王某", "05", read(true)).unwrap();
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("06", sign("a1", key, "06"));
    }
    let shares = |desk: &Desk, row: &str| member_shares(&desk.case, &id(row));
    let total = |list: &[MemberShare]| list.iter().map(|s| s.share.0).sum::<i64>();
    let (one, two) = (shares(&desk, "o1"), shares(&desk, "o2"));
    assert_eq!((total(&one), total(&two)), (first, whole - first));
    for (no, (a, b)) in one.iter().zip(&two).enumerate() {
        // Over all instalments each gets what is his, not a 分 more or less.
        assert_eq!(a.share.0 + b.share.0, claimed(no + 1), "{}", a.name);
    }
    // What is booked for one by name is his, and the rest is still owed to the others.
    let third = one[2].share;
    desk.does(
        "20",
        Command::ReceivePayment {
            id: id("q1"),
            obligation: id("o1"),
            amount: third,
            on: day("20"),
            way: PayWay::Transfer,
            note: String::new(),
            more: PaymentMore {
                payee: member(3), proof: "回单".into(), ..PaymentMore::default()
            },
        },
    );
    let after = shares(&desk, "o1");
    assert_eq!((after[2].paid, after[2].left, after[3].left), (third, Fen(0), after[3].share));
    assert!(shares(&desk, "o9").is_empty());
}

#[test]
fn contributions_can_wait_for_an_event_and_never_beyond_the_outer_day() {
    let mut desk = insured(12);
    desk.types("05", &[("terms/o1/event", json!("恢复生产")), ("terms/o1/event_days", json!(10))]);
    assert_eq!(bad(&desk, "05"), Vec::<String>::new());
    elects(&mut desk);
    desk.does("05", annex("d19", 1..=12));
    for no in 1..=12 {
        desk.does("05", sign("d19", &member(no), "05"));
    }
    does_as(&mut desk, "王某", "05", read(true)).unwrap();
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("06", sign("a1", key, "06"));
    }
    let first = |desk: &Desk, on: &str| duties(&desk.case, day(on)).remove(0);
    let waiting = first(&desk, "12-01");
    assert_eq!((waiting.state, waiting.due), (DutyState::Waiting, Some(day("2027-03-31"))));
    assert!(desk.steps("12-01").iter().any(|s| s.code == "obligation_event"));
    assert_eq!(first(&desk, "2027-04-01").state, DutyState::Overdue);
    let happened = Happening {
        obligation: id("o1"),
        on: day("12-01"),
        proof: "c".repeat(64),
        note: String::new(),
    };
    desk.does("12-02", Command::NoteEvent(happened));
    let moved = first(&desk, "12-02");
    assert_eq!((moved.state, moved.due), (DutyState::Open, Some(day("12-11"))));
}
