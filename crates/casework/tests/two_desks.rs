//! Two desks write on one case: what clashes is kept beside until a person has chosen.

mod support;

use casework::*;
use serde_json::{Value, json};
use support::*;

/// A record of the other desk on top of `desk`, judged `verdict`.
fn other(desk: &mut Desk, seq: u64, verdict: Verdict, event: Event) {
    let mut entry = entry(event, "06", seq);
    entry.stamp.dev = "D2".into();
    entry.stamp.by = "王某".into();
    entry.verdict = verdict;
    apply(&mut desk.case, &entry);
    desk.entries.push(entry);
}

fn amount(fen: i64) -> (&'static str, Value) {
    ("terms/o1/amount", json!(fen))
}

fn amended(pairs: &[(&str, Value)]) -> Event {
    Event::Amended { patch: patch(pairs) }
}

/// Agreed, and the other desk wrote another amount and another day at the same time.
fn disputed() -> Desk {
    let mut desk = agreed();
    let theirs = [amount(450_000), ("terms/o1/due", json!("2026-12-05"))];
    other(&mut desk, 7, Verdict::Hard, amended(&theirs));
    desk
}

fn resolve(take: &[&str]) -> Command {
    Command::ResolveConflict {
        record: RecordRef { dev: "D2".into(), inc: "1".into(), seq: 7 },
        take: take.iter().map(|t| (*t).to_owned()).collect(),
        note: String::new(),
    }
}

fn term(desk: &Desk) -> (Option<i64>, String) {
    let row = desk.case.sheet.obligations().into_iter().find(|o| o.id == id("o1")).expect("o1");
    (row.amount.map(|a| a.0), row.due.map(|d| d.to_string()).unwrap_or_default())
}

#[test]
fn what_clashes_stands_beside_and_nothing_is_frozen_or_issued_meanwhile() {
    let desk = disputed();
    assert_eq!(term(&desk), (Some(400_000), "2026-11-30".into()));
    assert_eq!(desk.refusal("06", freeze("v1", "a1", "06")).code, "case.conflict_open");
    let minutes = Command::Issue(paper("m1", "minutes", "06", sides()));
    assert_eq!(desk.refusal("06", minutes).code, "case.conflict_open");
    let beside = &desk.case.conflicts[0];
    assert_eq!((beside.by.as_str(), beside.verdict, beside.open()), ("王某", Verdict::Hard, true));
}

#[test]
fn a_person_chooses_field_by_field() {
    let mut desk = disputed();
    desk.does("07", resolve(&["terms/o1/due"]));
    assert_eq!(term(&desk), (Some(400_000), "2026-12-05".into()));
    assert!(!desk.case.in_conflict());
    assert_eq!(desk.refusal("07", resolve(&[])).code, "conflict.unknown");
    desk.does("07", freeze("v1", "a1", "07"));
}

#[test]
fn leaving_everything_as_it_stands_is_a_choice_too() {
    let mut desk = disputed();
    assert_eq!(desk.refusal("07", resolve(&["case/cause"])).code, "conflict.not_in_it");
    desk.does("07", resolve(&[]));
    assert_eq!(term(&desk), (Some(400_000), "2026-11-30".into()));
    assert!(!desk.case.in_conflict());
}

#[test]
fn what_was_held_with_it_goes_the_same_way_and_the_rest_of_it_is_not_lost() {
    let mut desk = disputed();
    let later = [amount(470_000), ("case/narrative", json!("续述"))];
    other(&mut desk, 8, Verdict::Held, amended(&later));
    let mut kept = desk.clone();
    kept.does("07", resolve(&[]));
    assert_eq!(term(&kept), (Some(400_000), "2026-11-30".into()));
    assert_eq!(kept.case.sheet.text("case/narrative"), "续述");
    desk.does("07", resolve(&["terms/o1/amount", "terms/o1/due"]));
    assert_eq!(term(&desk), (Some(470_000), "2026-12-05".into()));
    assert!(!desk.case.in_conflict() && !kept.case.in_conflict());
}

#[test]
fn a_decision_is_taken_whole_and_a_payment_never_waits() {
    let mut desk = effective();
    let ended = Event::Ended { reason: EndReason::Lost, on: day("06"), note: String::new() };
    other(&mut desk, 7, Verdict::Hard, ended);
    let paid = Event::PaymentReceived {
        id: id("m9"),
        obligation: id("o1"),
        amount: statute::Fen(400_000),
        on: day("06"),
        way: PayWay::Cash,
        note: String::new(),
        more: PaymentMore::default(),
    };
    other(&mut desk, 8, Verdict::Held, paid);
    assert_eq!(desk.case.paid_for(&id("o1")).0, 400_000);
    assert_eq!(desk.case.state(), MediationState::Effective);
    desk.does("07", resolve(&["group/status"]));
    assert_eq!(desk.case.state(), MediationState::Failed);
}

#[test]
fn a_parked_record_asks_for_no_choice() {
    let mut desk = agreed();
    other(&mut desk, 7, Verdict::Parked, amended(&[amount(1)]));
    assert_eq!(desk.case.conflicts.len(), 1);
    assert!(!desk.case.in_conflict());
    desk.does("06", freeze("v1", "a1", "06"));
}

#[test]
fn a_case_is_given_to_a_station_that_answers_once() {
    let mut desk = told();
    let give = |to: &str| {
        Command::Assign(Assigned {
            to: to.into(),
            to_name: "河口驿站".into(),
            from: "county".into(),
            from_name: "县中心".into(),
            mediator: "赵某".into(),
            due: Some(day("20")),
            on: day("03"),
            note: String::new(),
        })
    };
    let answer = |accepted: bool, reason: &str| Command::AnswerAssignment {
        accepted,
        on: day("04"),
        reason: reason.into(),
    };
    assert_eq!(desk.refusal("03", give("")).code, "assign.no_station");
    assert_eq!(desk.refusal("03", give("county")).code, "assign.same_station");
    assert_eq!(desk.refusal("04", answer(true, "")).code, "assign.nothing_to_answer");
    desk.does("03", give("s1"));
    assert_eq!(desk.refusal("03", give("s2")).code, "assign.not_answered");
    assert_eq!(desk.refusal("04", answer(false, "")).code, "assign.no_reason");
    desk.does("04", answer(false, "当事人不在本园区"));
    assert_eq!(desk.case.assigned.as_ref().and_then(|(_, a)| *a), Some(false));
    let recall =
        |reason: &str| Command::RecallAssignment { on: day("05"), reason: reason.to_owned() };
    assert_eq!(desk.refusal("05", recall("派错")).code, "assign.nothing_to_recall");
    desk.does("05", give("s2"));
    assert_eq!(desk.refusal("05", recall(" ")).code, "assign.no_reason");
    desk.does("05", recall("派错了站"));
    assert_eq!(desk.refusal("05", answer(true, "")).code, "assign.nothing_to_answer");
    desk.does("05", give("s2")).does("06", answer(true, ""));
    assert_eq!(desk.refusal("06", recall("派错")).code, "assign.nothing_to_recall");
}
