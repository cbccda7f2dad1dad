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

/// A decision of the other desk that was judged hard, and the choice to take it.
fn taken(mut desk: Desk, event: Event, group: &str) -> (Desk, Desk) {
    other(&mut desk, 7, Verdict::Hard, event);
    assert!(desk.case.in_conflict());
    let beside = desk.clone();
    desk.does("20", resolve(&[group]));
    assert!(!desk.case.in_conflict());
    (beside, desk)
}

#[test]
fn one_desk_pauses_while_the_other_extends_and_a_person_says_which() {
    let mut desk = accepted();
    desk.record(
        Event::ExtensionAgreed { until: day("28"), on: day("10"), signed: vec![], paper: None },
        "10",
    );
    let (reason, paper, session) = ("等待工伤认定".to_owned(), None, None);
    let pause = Event::Suspended(Suspended { on: day("11"), reason, paper, session });
    let (beside, chosen) = taken(desk, pause, "group/period");
    assert_eq!(beside.case.state(), MediationState::Accepted);
    let governing = |desk: &Desk| desk.clock("20", DeadlineKind::MediationPeriod);
    assert_eq!(governing(&beside).due, Some(day("28")));
    assert_eq!(chosen.case.state(), MediationState::Suspended);
    assert_eq!(governing(&chosen).urgency, Urgency::Paused);
    // While nobody has chosen, no text is frozen and no paper goes out.
    assert_eq!(beside.refusal("20", freeze("v1", "a1", "20")).code, "case.conflict_open");
}

#[test]
fn a_receipt_mended_twice_is_never_mended_silently() {
    let mended = |on: &str| Event::ReceptionCorrected {
        reception: Reception { form: "written".into(), at: at(on), receiver: "李某".into() },
        reason: "写错日期".into(),
    };
    let mut desk = accepted();
    desk.record(mended("01"), "04");
    let (beside, chosen) = taken(desk, mended("02"), "group/reception");
    let received = |desk: &Desk| desk.case.mediation.received.as_ref().map(|r| r.at);
    assert_eq!(received(&beside), Some(at("01")));
    assert_eq!(received(&chosen), Some(at("02")));
}

#[test]
fn a_payment_mended_by_two_desks_keeps_both_sums_until_one_is_chosen() {
    let mended = |fen: i64| Event::PaymentCorrected {
        id: id("q1"),
        obligation: id("o1"),
        amount: statute::Fen(fen),
        on: day("12"),
        way: PayWay::Cash,
        note: String::new(),
        more: PaymentMore::default(),
        reason: "看错收条".into(),
    };
    let mut desk = effective();
    desk.does("12", pay("q1", "o1", 400_000, "12"));
    desk.record(mended(300_000), "13");
    let (beside, chosen) = taken(desk, mended(200_000), "group/payment/q1");
    assert_eq!(beside.case.paid_for(&id("o1")).0, 300_000);
    assert_eq!(chosen.case.paid_for(&id("o1")).0, 200_000);
}

#[test]
fn a_split_meets_a_frozen_text_and_waits_for_a_person() {
    let mut desk = group(3);
    let (here, _) = split(&desk.case, leave([3]), &cx("06")).expect("it can be split");
    joins(&mut desk, 1..=3);
    let mut signers = four();
    signers.extend((1..=3).map(|no| signer(&member(no), SignerRole::Applicant, Some(&member(no)))));
    let text = paper("a1", "agreement", "06", signers);
    desk.does("06", Command::Freeze { id: id("v1"), paper: text });
    let frozen = desk.entries.last().expect("the freezing").event.clone();
    let (mine, theirs) = (here[0].touches(), frozen.touches());
    let since = [(Standing::of(("D1", "1"), &frozen, &theirs), Verdict::Clean)];
    let verdict = classify(&Standing::of(("D2", "1"), &here[0], &mine), &since);
    assert_eq!(verdict, Verdict::Hard);
    other(&mut desk, 7, verdict, here[0].clone());
    assert_eq!((desk.case.members().len(), desk.case.state()), (3, MediationState::ToSign));
    // Taken in part it would tear the group apart: whole, or not at all.
    assert_eq!(desk.refusal("07", resolve(&["group/members"])).code, "conflict.whole_only");
    let all: Vec<&str> = mine.iter().map(String::as_str).collect();
    let mut without = desk.clone();
    without.does("07", resolve(&[]));
    assert_eq!(without.case.members().len(), 3);
    desk.does("07", resolve(&all));
    assert_eq!(desk.case.members().len(), 2);
}

#[test]
fn offers_and_readings_of_both_desks_stand_side_by_side() {
    let mut desk = agreed();
    let made = |name: &str, fen: i64| {
        Event::OfferMade(Offer {
            id: id(name),
            side: OfferSide::Employer,
            by: "经理王某".into(),
            on: day("06"),
            heads: Vec::new(),
            amount: statute::Fen(fen),
            conditions: String::new(),
            session: None,
            answer: None,
            cancelled: None,
        })
    };
    desk.record(made("f1", 500_000), "06");
    other(&mut desk, 7, Verdict::Held, made("f2", 600_000));
    other(&mut desk, 8, Verdict::Hard, made("f1", 500_000));
    assert_eq!(desk.case.offers.len(), 2, "the same offer told twice is one");
    let passed = |by: &str, passed: bool| {
        let (by, note, content) = (by.to_owned(), String::new(), "aa".to_owned());
        Event::AgreementRead(Reading { by, passed, note, on: day("06"), content })
    };
    desk.record(passed("王某", true), "06");
    other(&mut desk, 9, Verdict::Held, passed("赵某", false));
    assert_eq!(desk.case.readings.len(), 2);
    assert!(!desk.case.in_conflict());
}
