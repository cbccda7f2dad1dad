//! Performance: kinds of duty, late and wrong payments, and when it may be said that all is done.

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
    for key in ["applicant", "respondent", "mediator"] {
        desk.does("06", sign("a1", key, "06"));
    }
    desk.does("10", sign("a1", "organisation", "10"));
    desk
}

fn duty(desk: &Desk, row: &str, on: &str) -> Duty {
    duties(&desk.case, day(on)).into_iter().find(|d| d.id == id(row)).expect("a row of the terms")
}

fn noted(row: &str, on: &str) -> Happening {
    Happening { obligation: id(row), on: day(on), proof: "a".repeat(64), note: String::new() }
}

/// A payment with a remark, to somebody.
fn paid(name: &str, row: &str, fen: i64, on: &str, payee: &str, note: &str) -> Command {
    Command::ReceivePayment {
        id: id(name),
        obligation: id(row),
        amount: Fen(fen),
        on: day(on),
        way: PayWay::Transfer,
        note: note.into(),
        more: PaymentMore { payee: payee.into(), proof: "b".repeat(64), ..PaymentMore::default() },
    }
}

fn step_for(desk: &Desk, code: &str, on: &str) -> Option<Step> {
    desk.steps(on).into_iter().find(|s| s.code == code)
}

#[test]
fn part_early_late_and_missing_payments_each_say_what_they_are() {
    let mut desk = in_effect(&[]);
    assert_eq!(duty(&desk, "o1", "20").state, DutyState::Open);
    desk.does("20", pay("q1", "o1", 100_000, "20"));
    let part = duty(&desk, "o1", "30");
    assert_eq!((part.state, part.left), (DutyState::Today, Fen(300_000)));
    assert_eq!(duty(&desk, "o1", "29").state, DutyState::Part);
    let late = duty(&desk, "o1", "12-03");
    assert_eq!((late.state, late.late_days), (DutyState::Overdue, 3));
    desk.does("12-05", pay("q2", "o1", 300_000, "12-04"));
    let done = duty(&desk, "o1", "12-20");
    assert_eq!(
        (done.state, done.late_days, done.last_on),
        (DutyState::DoneLate, 4, Some(day("12-04")))
    );
    desk.does("12-20", pay("q3", "o2", 400_000, "12-20"));
    assert_eq!(duty(&desk, "o2", "12-31").state, DutyState::Done);
    assert_eq!(desk.case.performance().unwrap().completed_on, Some(day("12-20")));
}

#[test]
fn what_does_not_fit_the_terms_is_booked_with_a_remark_and_shown_as_surplus() {
    let mut desk = in_effect(&[]);
    let bare = |payee: &str, fen: i64| paid("q1", "o1", fen, "20", payee, "");
    assert_eq!(desk.refusal("20", bare("", 400_001)).code, "payment.too_much");
    assert_eq!(desk.refusal("20", bare("p9", 100)).code, "payment.other_payee");
    desk.does("20", paid("q1", "o1", 450_000, "20", "", "多付500元，说好抵下一期"));
    let over = duty(&desk, "o1", "21");
    assert_eq!((over.state, over.surplus, over.left), (DutyState::Done, Fen(50_000), Fen(0)));
    let whole = desk.case.performance().unwrap();
    assert_eq!((whole.left, whole.surplus, whole.complete), (Fen(400_000), Fen(50_000), false));
    desk.does("21", pay("q2", "o2", 400_000, "21"));
    // All rows are covered, but the sums do not agree: nobody may certify that.
    let refusal = step_for(&desk, "performance_done", "21").unwrap().refusal.unwrap();
    assert_eq!(
        (refusal.code.as_str(), &refusal.args["surplus"]),
        ("performance.surplus", &json!(50_000))
    );
    let done = Command::Issue(paper("pd", "performance-done", "21", sides()));
    assert_eq!(desk.refusal("21", done.clone()).code, "performance.surplus");
    desk.does(
        "21",
        Command::CorrectPayment {
            id: id("q1"),
            obligation: id("o1"),
            amount: Fen(400_000),
            on: day("20"),
            way: PayWay::Transfer,
            note: "退回500元".into(),
            more: PaymentMore::default(),
            reason: "多付部分已退".into(),
        },
    );
    assert_eq!(desk.case.payments.len(), 2);
    assert_eq!(desk.case.payments[0].corrected.as_deref(), Some("多付部分已退"));
    assert!(step_for(&desk, "performance_done", "21").unwrap().refusal.is_none());
    desk.does("21", done);
    assert!(step_for(&desk, "performance_done", "21").is_none());
}

#[test]
fn a_payment_corrected_down_is_owed_again() {
    let mut desk = in_effect(&[]);
    desk.does("20", pay("q1", "o1", 400_000, "20"));
    let correct = |amount: i64, row: &str| Command::CorrectPayment {
        id: id("q1"),
        obligation: id(row),
        amount: Fen(amount),
        on: day("20"),
        way: PayWay::Cash,
        note: String::new(),
        more: PaymentMore::default(),
        reason: "看错凭证".into(),
    };
    assert_eq!(desk.refusal("21", correct(400_001, "o1")).code, "payment.too_much");
    desk.does("21", correct(150_000, "o1"));
    assert_eq!(duty(&desk, "o1", "21").left, Fen(250_000));
    desk.does("21", correct(150_000, "o2"));
    assert_eq!(
        (duty(&desk, "o1", "21").left, duty(&desk, "o2", "21").left),
        (Fen(400_000), Fen(250_000))
    );
}

#[test]
fn one_late_instalment_makes_the_rest_due_where_the_agreement_says_so() {
    let plain = in_effect(&[]);
    let strict = in_effect(&[("agreement/acceleration", json!(true))]);
    assert_eq!(duty(&plain, "o2", "12-01").state, DutyState::Open);
    assert_eq!(duty(&strict, "o2", "30").state, DutyState::Open);
    let rest = duty(&strict, "o2", "12-01");
    assert_eq!((rest.state, rest.accelerated), (DutyState::Overdue, true));
    assert_eq!((rest.due, rest.agreed_due), (Some(day("30")), Some(day("12-31"))));
    // Paying the late one afterwards does not give the time back.
    let mut desk = strict.clone();
    desk.does("12-02", pay("q1", "o1", 400_000, "12-02"));
    assert_eq!(duty(&desk, "o2", "12-03").state, DutyState::Overdue);
    // The flag typed after freezing is no term.
    let mut typed = plain.clone();
    typed.types("11", &[("agreement/acceleration", json!(true))]);
    assert_eq!(duty(&typed, "o2", "12-01").state, DutyState::Open);
    // Paid in time, nothing is accelerated, whenever it is booked.
    let mut booked_late = strict.clone();
    booked_late.does("12-02", pay("q1", "o1", 400_000, "30"));
    assert!(!duty(&booked_late, "o2", "12-02").accelerated);
}

#[test]
fn overdue_the_next_day_proposes_the_dunning_letter_once() {
    let mut desk = in_effect(&[]);
    assert!(step_for(&desk, "dunning", "30").is_none());
    let letter =
        |name: &str, on: &str| Command::Issue(paper(name, "dunning-letter", on, Vec::new()));
    assert_eq!(desk.refusal("30", letter("d1", "30")).code, "dunning.nothing_late");
    let step = step_for(&desk, "dunning", "12-01").unwrap();
    assert_eq!((step.subject.as_str(), &step.args["papers"]), ("o1", &json!(["dunning-letter"])));
    desk.does("12-01", letter("d1", "12-01"));
    assert!(step_for(&desk, "dunning", "12-02").is_none());
    // The second instalment is another day's matter.
    let step = step_for(&desk, "dunning", "2027-01-01").unwrap();
    assert_eq!(step.subject, "o2");
}

#[test]
fn a_payment_on_an_event_waits_for_it_but_never_beyond_the_outer_day() {
    let event = [
        ("terms/o2/kind", json!("event")),
        ("terms/o2/event", json!("某某县法院拍卖设备所得款到账")),
        ("terms/o2/event_limit", json!("2027-10-31")),
        ("terms/o2/event_days", json!(10)),
    ];
    let desk = in_effect(&event);
    let waiting = duty(&desk, "o2", "12-31");
    assert_eq!((waiting.state, waiting.due), (DutyState::Waiting, Some(day("2027-10-31"))));
    assert!(step_for(&desk, "obligation_event", "12-31").is_some());
    assert_eq!(duty(&desk, "o2", "2027-11-01").state, DutyState::Overdue);
    let mut soon = desk.clone();
    soon.does("12-10", Command::NoteEvent(noted("o2", "12-05")));
    let moved = duty(&soon, "o2", "12-10");
    assert_eq!((moved.state, moved.due), (DutyState::Open, Some(day("12-15"))));
    assert!(step_for(&soon, "obligation_event", "12-10").is_none());
    let mut last = desk.clone();
    last.does("2027-10-30", Command::NoteEvent(noted("o2", "2027-10-29")));
    assert_eq!(duty(&last, "o2", "2027-10-30").due, Some(day("2027-10-31")));
    soon.does(
        "12-11",
        Command::CancelHappening {
            obligation: id("o2"),
            what: HappeningKind::Event,
            reason: "款项退回".into(),
        },
    );
    assert_eq!(duty(&soon, "o2", "12-11").state, DutyState::Waiting);
}

#[test]
fn what_waits_or_takes_longer_than_a_year_is_looked_at_every_year() {
    let event = [
        ("terms/o2/kind", json!("event")),
        ("terms/o2/event", json!("设备拍卖款到账")),
        ("terms/o2/event_limit", json!("2029-10-31")),
    ];
    let desk = in_effect(&event);
    let review = |on: &str| desk.clock(on, DeadlineKind::YearlyReview).due;
    assert_eq!(review("12-01"), Some(day("2027-11-10")));
    assert_eq!(review("2027-11-10"), Some(day("2027-11-10")));
    assert_eq!(review("2027-11-11"), Some(day("2028-11-10")));
    assert!(in_effect(&[]).clocks("12-01", DeadlineKind::YearlyReview).is_empty());
}

#[test]
fn a_duty_other_than_money_is_done_when_its_proof_is_on_file() {
    let deed = [
        ("terms/o3/kind", json!("deed")),
        ("terms/o3/deed", json!("出具解除劳动合同证明")),
        ("terms/o3/proof", json!("证明复印件")),
        ("terms/o3/payer", json!("p2")),
        ("terms/o3/due", json!("2026-11-30")),
    ];
    let mut desk = in_effect(&deed);
    assert_eq!(desk.refusal("20", pay("q9", "o3", 1, "20")).code, "payment.not_money");
    desk.does("20", pay("q1", "o1", 400_000, "20"));
    desk.does("20", pay("q2", "o2", 400_000, "20"));
    assert!(!desk.case.performance().unwrap().complete);
    assert_eq!(desk.refusal("20", Command::Close { on: day("20") }).code, "case.close.unpaid");
    assert_eq!(duty(&desk, "o3", "12-01").state, DutyState::Overdue);
    let clock = desk.clock("12-01", DeadlineKind::Obligation);
    assert_eq!((clock.subject.as_str(), clock.amount), ("o3", None));
    assert!(step_for(&desk, "receive_payment", "12-01").is_none());
    assert_eq!(
        desk.refusal("20", Command::NoteDone(noted("o1", "20"))).code,
        "obligation.book_the_payment"
    );
    desk.does("12-01", Command::NoteDone(noted("o3", "30")));
    assert_eq!(duty(&desk, "o3", "12-01").state, DutyState::Done);
    assert_eq!(desk.case.performance().unwrap().completed_on, Some(day("30")));
}

#[test]
fn social_insurance_is_paid_up_in_parts_to_the_authority_within_the_year() {
    let insurance = [
        ("terms/o2/kind", json!("social_insurance")),
        ("terms/o2/payee", json!("authority")),
        ("terms/o2/from", json!("2024-01")),
        ("terms/o2/to", json!("2026-06")),
        ("terms/o2/method", json!("authority")),
        ("terms/o2/due", json!("2027-11-09")),
    ];
    let mut desk = in_effect(&insurance);
    assert_eq!(desk.refusal("20", pay("q1", "o2", 1, "20")).code, "payment.other_way");
    assert_eq!(desk.refusal("20", paid("q1", "o2", 1, "20", "p1", "")).code, "payment.other_payee");
    desk.does("20", paid("q1", "o2", 150_000, "20", "authority", ""));
    desk.does("12-20", paid("q2", "o2", 250_000, "12-20", "", ""));
    let done = duty(&desk, "o2", "12-20");
    assert_eq!((done.state, done.proven), (DutyState::Done, true));
    // It is money of the agreement, not money the worker got.
    assert_eq!(desk.case.performance().unwrap().paid, Fen(400_000));
}

#[test]
fn insurance_whose_amount_the_authority_fixes_is_done_with_its_receipt() {
    let insurance = [
        ("terms/o2/kind", json!("social_insurance")),
        ("terms/o2/payee", json!("authority")),
        ("terms/o2/amount", json!(null)),
        ("terms/o2/from", json!("2024-01")),
        ("terms/o2/to", json!("2026-06")),
        ("agreement/waiver_told", json!(true)),
    ];
    let mut desk = in_effect(&insurance);
    desk.does("20", pay("q1", "o1", 400_000, "20"));
    assert!(!desk.case.performance().unwrap().complete);
    assert!(step_for(&desk, "obligation_done", "20").is_some());
    desk.does("20", Command::NoteDone(noted("o2", "20")));
    assert!(desk.case.performance().unwrap().complete);
}

#[test]
fn each_member_is_paid_by_name_and_his_sum_is_seen() {
    let mut desk = ready(10);
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("10", sign("a1", key, "10"));
    }
    desk.does("20", paid("q1", "o1", claimed(3), "20", "m03", ""));
    desk.does("20", paid("q2", "o1", 5_000, "20", "m04", ""));
    let sums = member_sums(&desk.case);
    let of = |row: &str| sums.iter().find(|s| s.member == id(row)).unwrap();
    assert_eq!((of("m03").paid, of("m03").agreed), (Fen(claimed(3)), Fen(claimed(3))));
    assert_eq!((of("m04").paid, of("m05").paid), (Fen(5_000), Fen(0)));
    assert_eq!(
        desk.refusal("20", paid("q3", "o1", 1, "20", "m99", "")).code,
        "payment.other_payee"
    );
    let left = duty(&desk, "o1", "20").left;
    assert_eq!(left.0, sum_of(1..=10) - claimed(3) - 5_000);
}

#[test]
fn paid_in_the_room_ends_the_matter_with_a_signed_receipt() {
    let mut desk = accepted();
    desk.does("05", Command::HoldSession(session("05", SessionResult::Agreed)));
    let settle = |amount: i64| {
        Command::Settle(Settled {
            id: id("q1"),
            amount: Fen(amount),
            on: day("05"),
            way: PayWay::Cash,
            payer: "p2".into(),
            payee: "p1".into(),
            paper: id("r1"),
            note: String::new(),
        })
    };
    assert_eq!(desk.refusal("05", settle(400_000)).code, "settle.no_receipt");
    let receipt = vec![signer("applicant", SignerRole::Applicant, Some("p1"))];
    desk.does("05", Command::Issue(paper("r1", "payment-receipt", "05", receipt)));
    assert_eq!(desk.refusal("05", settle(400_000)).code, "settle.not_signed");
    desk.does("05", sign("r1", "applicant", "05"));
    assert_eq!(desk.refusal("05", settle(0)).code, "settle.amount");
    desk.does("05", settle(400_000));
    assert_eq!(desk.case.state(), MediationState::Settled);
    let performance = desk.case.performance().unwrap();
    assert_eq!((performance.paid, performance.completed_on), (Fen(400_000), Some(day("05"))));
    assert!(summary(&desk.case).performed);
    assert!(desk.clocks("20", DeadlineKind::Limitation).is_empty());
    desk.does("06", Command::Close { on: day("06") });
}
