//! 支付令 (调解仲裁法 Art. 16): only for money of the worker that is overdue, and of the heads the article names.

mod support;

use casework::*;
use serde_json::{Value, json};
use statute::Fen;
use support::*;

/// The agreed case with these changes, in effect since the 10th.
fn in_effect(pairs: &[(&str, Value)]) -> Desk {
    let mut desk = agreed();
    desk.types("05", pairs);
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("10", sign("a1", key, "10"));
    }
    desk
}

/// The first row is contributions to the authority, the second wages to the worker.
fn contributions_and_wages() -> Desk {
    in_effect(&[
        ("terms/o1/kind", json!("social_insurance")),
        ("terms/o1/payee", json!("authority")),
        ("terms/o1/method", json!("authority")),
        ("terms/o1/from", json!("2025-01")),
        ("terms/o1/to", json!("2025-06")),
    ])
}

fn order(desk: &Desk, today: &str) -> Result<(), String> {
    let step = desk.steps(today).into_iter().find(|s| s.code == "payment_order").expect("a step");
    step.refusal.map_or(Ok(()), |refusal| Err(refusal.code))
}

fn asked(desk: &Desk, today: &str) -> Option<Fen> {
    prefill(&desk.case, ProcedureKind::PaymentOrder, &cx(today)).expect("a machine").amount
}

#[test]
fn contributions_owed_to_the_authority_open_no_payment_order() {
    let mut desk = contributions_and_wages();
    // The wages are not due yet, the contributions are overdue: nothing a court could order this way.
    assert_eq!(order(&desk, "12-01"), Err("payment_order.not_due".into()));
    assert_eq!(asked(&desk, "12-01"), None);
    // With the wages paid, no money of Art. 16 is owed at all.
    desk.does("12-20", pay("q1", "o2", 400_000, "12-20"));
    assert_eq!(order(&desk, "2027-07-01"), Err("payment_order.heads".into()));
    let letter = duties(&desk.case, day("2027-07-01"));
    assert_eq!(letter[0].state, DutyState::Overdue);
}

#[test]
fn a_payment_order_asks_for_what_is_overdue_and_for_nothing_else() {
    let mut desk = contributions_and_wages();
    desk.does("12-20", pay("q1", "o2", 150_000, "12-20"));
    assert_eq!(order(&desk, "2027-01-01"), Ok(()));
    assert_eq!(asked(&desk, "2027-01-01"), Some(Fen(250_000)));
    // Of two instalments only the one whose day has passed.
    let both = in_effect(&[]);
    assert_eq!(
        (asked(&both, "12-01"), asked(&both, "2027-01-01")),
        (Some(Fen(400_000)), Some(Fen(800_000)))
    );
}

#[test]
fn a_row_is_judged_by_its_own_head() {
    let desk = in_effect(&[
        ("claims/k2/head", json!("social_insurance")),
        ("claims/k2/amount", json!(100)),
        ("agreement/waiver_told", json!(true)),
        ("terms/o1/claim", json!("k2")),
        ("terms/o2/claim", json!("k1")),
    ]);
    assert_eq!(order(&desk, "12-01"), Err("payment_order.not_due".into()));
    let covered: Vec<Id> = overdue_for_order(&desk.case, day("2027-01-01"), &cx("2027-01-01"))
        .into_iter()
        .map(|d| d.id)
        .collect();
    assert_eq!(covered, [id("o2")]);
}

#[test]
fn a_step_says_when_more_is_owed_than_an_order_covers() {
    let warned = |desk: &Desk| {
        let step =
            desk.steps("2027-01-01").into_iter().find(|s| s.code == "payment_order").unwrap();
        step.args.get("warnings").is_some_and(|w| w.to_string().contains("not_all_heads"))
    };
    assert!(warned(&contributions_and_wages()));
    assert!(!warned(&in_effect(&[])));
}

#[test]
fn an_objection_period_that_ran_out_is_no_duty_of_anybody() {
    let mut desk = in_effect(&[]);
    let opened = Command::OpenProcedure(ProcedureOpened {
        id: id("z"),
        procedure: ProcedureKind::PaymentOrder,
        on: day("12-01"),
        body: Body { kind: BodyKind::Court, name: "某某县人民法院".into() },
        applicants: vec![id("p1")],
        basis: None,
        number: String::new(),
        accord: None,
        paper: None,
        amount: None,
        note: String::new(),
        fields: Default::default(),
    });
    desk.does("12-01", opened);
    for (to, on) in [("accepted", "12-03"), ("issued", "12-10"), ("served", "12-12")] {
        let moved = ProcedureMoved {
            id: id("z"),
            step: id(to),
            to: to.into(),
            on: day(on),
            number: "（2026）某0001号".into(),
            served_on: Some(day(on)),
            amount: Some(Fen(400_000)),
            note: String::new(),
            paper: None,
            attachment: None,
        };
        desk.does(on, Command::MoveProcedure(moved));
    }
    let urgency = |on: &str| desk.clock(on, DeadlineKind::PaymentOrderObjection).urgency;
    assert_eq!(urgency("12-14"), Urgency::OnTime);
    // Nobody is late: the debtor let his right go, and what comes next is the order taking effect.
    assert_eq!(urgency("2027-01-02"), Urgency::Stopped);
    let next = desk.steps("2027-01-02").into_iter().find(|s| s.code == "procedure_move").unwrap();
    let moves = next.args["moves"].as_array().unwrap();
    assert!(moves.iter().any(|m| m["to"] == json!("effective")));
}

#[test]
fn an_order_names_only_the_sums_of_the_article_that_are_overdue() {
    let named = |desk: &Desk, today: &str| order_heads(&desk.case, day(today), &cx(today));
    // One agreed sum for all that was claimed is all the sums of the dispute.
    assert_eq!(named(&in_effect(&[]), "2026-12-01"), ["劳动报酬"]);
    // Two rows of their own heads: the severance is not due yet, and contributions are none of the four.
    let mut desk = in_effect(&[
        ("claims/k2/head", json!("severance")),
        ("claims/k2/amount", json!(400_000)),
        ("claims/k3/head", json!("social_insurance")),
        ("claims/k3/amount", json!(100)),
        ("agreement/waiver_told", json!(true)),
        ("terms/o1/claim", json!("k1")),
        ("terms/o2/claim", json!("k2")),
    ]);
    assert_eq!(named(&desk, "2026-12-01"), ["劳动报酬"]);
    assert_eq!(named(&desk, "2027-01-01"), ["劳动报酬", "经济补偿"]);
    desk.does("12-02", pay("q1", "o1", 400_000, "12-02"));
    assert_eq!(named(&desk, "2026-12-31"), [""; 0]);
    assert_eq!(named(&desk, "2027-01-01"), ["经济补偿"]);
}
