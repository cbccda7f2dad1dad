//! Where two parts of the case meet: a group in procedures and grades, a pause in a split, an agreement whose rows fall
//! due by an event or early.

#![allow(clippy::unwrap_used, reason = "helpers of a test may stop here")]

mod support;

use casework::*;
use serde_json::{Value, json};
use statute::{Fen, Limitation};
use support::*;

fn fired(desk: &Desk, today: &str) -> Vec<String> {
    risk(&desk.case, &cx(today)).fired.into_iter().map(|rule| rule.id).collect()
}

fn step(desk: &Desk, code: &str, today: &str) -> Option<Step> {
    desk.steps(today).into_iter().find(|s| s.code == code)
}

fn open(desk: &Desk, kind: ProcedureKind, today: &str) -> Command {
    let prefill = prefill(&desk.case, kind, &cx(today)).unwrap();
    Command::OpenProcedure(ProcedureOpened {
        id: id("r1"),
        procedure: kind,
        on: day(today),
        body: Body { name: "某某县".into(), ..prefill.body },
        applicants: prefill.applicants,
        basis: prefill.basis,
        number: String::new(),
        accord: prefill.accord,
        paper: None,
        amount: prefill.amount,
        note: String::new(),
        fields: prefill.fields,
    })
}

/// In effect on the 10th with these changes to the terms of [`agreed`].
fn in_effect(pairs: &[(&str, Value)]) -> Desk {
    let mut desk = agreed();
    desk.types("05", pairs).does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("10", sign("a1", key, "10"));
    }
    desk
}

fn suspend(desk: &mut Desk, on: &str) {
    desk.does(on, Command::Issue(paper("z1", "suspension-record", on, sides())));
    desk.does(on, sign("z1", "applicant", on)).does(on, sign("z1", "respondent", on));
    let (reason, paper) = ("等待工伤认定".to_owned(), Some(id("z1")));
    desk.does(on, Command::Suspend(Suspended { on: day(on), reason, paper, session: None }));
}

fn resume(desk: &mut Desk, on: &str) {
    desk.does(on, Command::Resume(Resumed { on: day(on), note: String::new(), paper: None }));
}

fn child(events: &[Event], on: &str) -> Desk {
    let mut desk = Desk { case: Case::new("c2".into()), entries: Vec::new() };
    events.iter().for_each(|event| desk.record(event.clone(), on));
    desk
}

#[test]
fn every_member_is_a_worker_of_the_dispute_and_the_first_is_not_counted_twice() {
    assert_eq!(fired(&group(9), "04"), Vec::<String>::new());
    let mut ten = group(10);
    assert_eq!(fired(&ten, "04"), ["group"]);
    ten.types("04", &[("members/m10/stance", json!("withdrawn"))]);
    assert_eq!(fired(&ten, "04"), Vec::<String>::new(), "who withdrew is not of it");
    let remarks = triage(&group(10).case, &cx("04")).remarks;
    let told = remarks.iter().find(|r| r.code == "group.representatives").unwrap();
    assert_eq!(told.args["count"], json!(10));
    let nine = triage(&group(9).case, &cx("04")).remarks;
    assert!(nine.iter().all(|r| r.code != "group.representatives"));
    assert!(fired(&group(30), "04").contains(&"large_group".to_owned()));
    let mut young = group(3);
    young.types("04", &[("members/m03/birth", json!("2010-01-05"))]);
    assert_eq!(fired(&young, "04"), ["minor"]);
}

#[test]
fn what_the_members_claim_is_claimed_where_no_head_says_a_sum() {
    let mut desk = group(3);
    desk.types(
        "04",
        &[("claims/k1/amount", Value::Null), ("members/m02/claimed", json!(100_000_000))],
    );
    let whole = Fen(sum_of([1, 3]) + 100_000_000);
    assert_eq!(fired(&desk, "04"), ["sum", "large_sum"]);
    assert_eq!(triage(&desk.case, &cx("04")).estimate.total, whole);
    assert_eq!(summary(&desk.case).claimed, whole);
    let prefill = prefill(&desk.case, ProcedureKind::Inspection, &cx("04")).unwrap();
    assert_eq!(prefill.amount, Some(whole));
}

#[test]
fn a_group_applies_with_all_its_members() {
    let mut failed = group(3);
    failed.types("04", &[("members/m03/stance", json!("withdrawn"))]);
    failed.does("20", end(EndReason::Expired, "20"));
    let all = |desk: &Desk, kind, on: &str| prefill(&desk.case, kind, &cx(on)).unwrap().applicants;
    let of_three = all(&failed, ProcedureKind::Arbitration, "20");
    assert_eq!(of_three, [id("p1"), id("m02")], "the first stands as a party already");

    // With an agreement those apply for whom it settles.
    let mut desk = ready(10);
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("06", sign("a1", key, "06"));
    }
    assert_eq!(all(&desk, ProcedureKind::PaymentOrder, "12-01").len(), 10);
    let joint = all(&desk, ProcedureKind::ArbitrationReview, "07");
    assert_eq!((joint.len(), joint.contains(&id("p2"))), (11, true));
    let by = |applicants: &[&str]| {
        let Command::OpenProcedure(opened) = open(&desk, ProcedureKind::PaymentOrder, "12-01")
        else {
            unreachable!("that is what was asked for")
        };
        let applicants = applicants.iter().map(|a| id(a)).collect();
        Command::OpenProcedure(ProcedureOpened { applicants, ..opened })
    };
    assert_eq!(desk.refusal("12-01", by(&["p2"])).code, "payment_order.not_worker");
    desk.clone().does("12-01", by(&["m02"]));
}

#[test]
fn a_row_that_waits_for_an_event_is_late_after_its_outer_day_everywhere() {
    let event = [
        ("terms/o1/kind", json!("event")),
        ("terms/o1/due", Value::Null),
        ("terms/o1/event", json!("工程款到账")),
        ("terms/o1/event_limit", json!("2026-11-25")),
        ("terms/o1/event_days", json!(3)),
    ];
    let mut desk = in_effect(&event);
    let code = |desk: &Desk, on: &str| match decide(
        &desk.case,
        open(desk, ProcedureKind::Arbitration, on),
        &cx(on),
    ) {
        Err(refusal) => refusal.code,
        Ok(_) => "opens".into(),
    };
    assert_eq!(code(&desk, "25"), "arbitration.not_due");
    assert_eq!(code(&desk, "26"), "opens");
    assert_eq!(desk.clock("26", DeadlineKind::Limitation).from, Some(day("25")));
    assert_eq!(fired(&desk, "12-24"), Vec::<String>::new());
    assert_eq!(fired(&desk, "12-25"), ["long_overdue"]);
    // The event came earlier than the outer day: so is the row late earlier.
    let (proof, note) = ("ff".to_owned(), String::new());
    let happened = Happening { obligation: id("o1"), on: day("12"), proof, note };
    desk.does("12", Command::NoteEvent(happened));
    assert_eq!(code(&desk, "15"), "arbitration.not_due");
    assert_eq!(code(&desk, "16"), "opens");
    assert_eq!(desk.clock("16", DeadlineKind::Limitation).from, Some(day("15")));
}

#[test]
fn what_is_due_early_is_overdue_for_a_suit_and_keeps_its_two_years() {
    let plain = in_effect(&[]);
    let early = in_effect(&[("agreement/acceleration", json!(true))]);
    for (desk, left) in [(&plain, 800_000), (&early, 800_000)] {
        let prefill = prefill(&desk.case, ProcedureKind::Arbitration, &cx("12-01")).unwrap();
        assert_eq!(prefill.amount, Some(Fen(left)));
    }
    // The second row is due on the last of December, or with the first.
    let late = |desk: &Desk| {
        duties(&desk.case, day("12-01")).iter().filter(|d| d.state == DutyState::Overdue).count()
    };
    assert_eq!((late(&plain), late(&early)), (1, 2));
    let mut first_paid = early.clone();
    first_paid.does("12-05", pay("q1", "o1", 400_000, "12-05"));
    let command = open(&first_paid, ProcedureKind::Arbitration, "12-06");
    first_paid.does("12-06", command);
    let mut paid = plain.clone();
    paid.does("12-05", pay("q1", "o1", 400_000, "12-05"));
    let command = open(&paid, ProcedureKind::Arbitration, "12-06");
    assert_eq!(paid.refusal("12-06", command).code, "arbitration.not_due");
}

#[test]
fn too_much_on_one_row_pays_nothing_of_another() {
    let mut desk = in_effect(&[]);
    let more = Command::ReceivePayment {
        id: id("q1"),
        obligation: id("o1"),
        amount: Fen(500_000),
        on: day("20"),
        way: PayWay::Cash,
        note: "多付".into(),
        more: PaymentMore::default(),
    };
    desk.does("20", more);
    // On its day the second row is not overdue yet; a day later it is, and whole.
    let asked =
        |on: &str| prefill(&desk.case, ProcedureKind::PaymentOrder, &cx(on)).unwrap().amount;
    assert_eq!((asked("12-31"), asked("2027-01-01")), (None, Some(Fen(400_000))));
}

#[test]
fn a_deed_that_was_not_done_opens_arbitration_too() {
    let deed = [
        ("terms/o3/kind", json!("deed")),
        ("terms/o3/what", json!("证明")),
        ("terms/o3/payer", json!("p2")),
        ("terms/o3/payee", json!("p1")),
        ("terms/o3/deed", json!("出具解除劳动合同的证明")),
        ("terms/o3/proof", json!("签收单")),
        ("terms/o3/due", json!("2026-11-20")),
    ];
    let mut desk = in_effect(&deed);
    let command = open(&desk, ProcedureKind::Arbitration, "20");
    assert_eq!(desk.refusal("20", command).code, "arbitration.not_due");
    let command = open(&desk, ProcedureKind::Arbitration, "21");
    desk.does("21", command);
    assert_eq!(desk.case.proceedings[0].opened.basis, Some(ProcedureBasis::Unperformed));
}

#[test]
fn who_leaves_takes_the_pauses_and_every_clock_along() {
    let mut desk = group(3);
    desk.types("04", &[("parties/p1/knew_on", json!("2026-03-01"))]);
    let interruption = |name: &str, on: &str| {
        let (why, way, proof) = ("微信承诺".into(), InterruptWay::Promised, None);
        Command::Interrupt(InterruptionNoted { id: id(name), on: day(on), why, way, proof })
    };
    desk.does("04", interruption("i1", "04"));
    let (from, to, why) = (day("01"), day("03"), "山洪断路".to_owned());
    let flood = LimitationSuspended { id: id("l1"), from, to, why, proof: None };
    desk.does("04", Command::SuspendLimitation(flood));
    suspend(&mut desk, "05");
    resume(&mut desk, "09");
    let old = desk.clock("10", DeadlineKind::MediationPeriod);
    assert!(old.unconfirmed, "four days of pause");
    let request = SplitRequest { on: day("10"), ..leave([3]) };
    let (here, there) = split(&desk.case, request, &cx("10")).unwrap();
    here.into_iter().for_each(|event| desk.record(event, "10"));
    let mut new = child(&there, "10");
    assert_eq!(new.clock("10", DeadlineKind::MediationPeriod).due, old.due);
    assert_eq!(new.case.interruptions, desk.case.interruptions);
    assert_eq!(new.case.limitation_suspensions, desk.case.limitation_suspensions);
    // What was said of the work of all holds for him: he is employed, so the wages have not begun to lapse.
    assert!(matches!(limitation(&desk.case, &cx("10")), Limitation::NotStarted { .. }));
    assert!(matches!(limitation(&new.case, &cx("10")), Limitation::NotStarted { .. }));
    // And when he comes back, what both knew is known once; taken back, it is gone.
    new.does("11", interruption("i2", "11"));
    let (_, here) = merge(&new.case, &desk.case, day("11"), "并案".into(), &cx("11")).unwrap();
    here.into_iter().for_each(|event| desk.record(event, "11"));
    let names: Vec<&str> = desk.case.interruptions.iter().map(|i| i.noted.id.0.as_str()).collect();
    assert_eq!(names, ["i1", "i2"]);
    assert_eq!(desk.case.limitation_suspensions.len(), 1);
}

#[test]
fn who_left_work_before_he_left_the_group_has_his_own_year() {
    let mut desk = group(3);
    desk.types(
        "04",
        &[
            ("claims/k1/head", json!("severance")),
            ("case/cause", json!("severance")),
            ("members/m03/ended_on", json!("2026-05-31")),
        ],
    );
    let (_, there) = split(&desk.case, leave([3]), &cx("06")).unwrap();
    let new = child(&there, "06");
    let party = &new.case.sheet.named(PartyRole::Applicant)[0];
    assert_eq!((party.employment.as_str(), party.ended_on), ("ended", Some(day("2026-05-31"))));
    assert!(matches!(limitation(&new.case, &cx("06")), Limitation::Runs { .. }));
}

#[test]
fn a_question_that_was_open_is_open_in_both_and_what_was_handed_over_stays() {
    let mut desk = told();
    desk.does("02", receive("02")).does("02", Command::Amend(rows(3).into_iter().collect()));
    let (what, paper) = ("工资条".to_owned(), None);
    let asked = SupplementAsked { id: id("b1"), what, on: day("02"), due: day("05"), paper };
    desk.does("02", Command::AskSupplement(asked));
    let request = SplitRequest { number: None, on: day("03"), ..leave([3]) };
    let (_, there) = split(&desk.case, request, &cx("03")).unwrap();
    assert_eq!(child(&there, "03").case.state(), MediationState::Supplementing);

    // A round that was handed over and begun again: the new case's own hand-over is the first of its round.
    let mut desk = group(3);
    desk.does("06", end(EndReason::PartyEnds, "06"));
    desk.does("06", Command::Issue(paper_of("f1", "06")));
    desk.does("06", refer(ReferralBasis::Notice, "f1", "06"));
    let reason = "双方愿意再谈".to_owned();
    desk.does("07", Command::Reopen { on: day("07"), reason, resume: true });
    let request = SplitRequest { on: day("08"), ..leave([3]) };
    let (_, there) = split(&desk.case, request, &cx("08")).unwrap();
    let mut new = child(&there, "08");
    new.types("08", &[("case/entrusting", json!("某某县仲裁委"))]);
    new.types("08", &[("case/entrust_letter", json!("某函〔2026〕1号"))]);
    new.types("08", &[("case/entrust_return_by", json!("2026-11-20"))]);
    new.does("09", end(EndReason::PartyEnds, "09"));
    new.does("09", Command::Issue(paper_of("f2", "09")));
    new.does("09", refer(ReferralBasis::Entrusted, "f2", "09"));
    assert_eq!(new.case.state(), MediationState::Referred);
}

fn paper_of(name: &str, on: &str) -> PaperIssue {
    paper(name, "arbitration-reply", on, Vec::new())
}

#[test]
fn what_is_missing_comes_in_before_the_case_is_accepted() {
    let mut desk = told();
    desk.does("02", receive("02"));
    desk.does("03", ask("p2", "03")).does("03", answer(true));
    let (what, paper) = ("工资条".to_owned(), None);
    let asked = SupplementAsked { id: id("b1"), what, on: day("03"), due: day("06"), paper };
    desk.does("03", Command::AskSupplement(asked));
    let refusal = step(&desk, "accept", "03").unwrap().refusal.unwrap();
    assert_eq!(refusal, desk.refusal("03", accept("03", &["赵某"])));
    let done = SupplementDone { id: id("b1"), on: day("04"), note: String::new() };
    desk.does("04", Command::CompleteSupplement(done));
    assert!(step(&desk, "accept", "04").unwrap().refusal.is_none());
    desk.does("04", accept("04", &["赵某"]));
}

#[test]
fn a_team_is_named_while_the_mediation_rests_or_the_text_is_made() {
    let named = |name: &str| {
        let one = |name: &str| TeamMember {
            name: name.into(),
            agency: String::new(),
            capacity: String::new(),
        };
        let mediators = [name, "钱某", "孙某"].map(one).to_vec();
        Command::NameTeam(Team { mediators, on: day("06"), note: String::new() })
    };
    let mut paused = accepted();
    suspend(&mut paused, "05");
    paused.does("06", named("赵某"));
    agreed().does("06", named("赵某"));
    assert_eq!(effective().refusal("12", named("赵某")).code, "team.state");
}

#[test]
fn a_pause_holds_the_clock_of_those_who_came_as_well() {
    let mut desk = group(2);
    let mut other = group(2);
    other.case.id = "c9".into();
    let (_, here) = merge(&other.case, &desk.case, day("06"), "并案".into(), &cx("06")).unwrap();
    here.into_iter().for_each(|event| desk.record(event, "06"));
    let theirs = |desk: &Desk, on: &str| {
        let all = desk.clocks(on, DeadlineKind::MediationPeriod);
        all.into_iter().find(|d| d.subject == "c9").unwrap()
    };
    let before = theirs(&desk, "07").due.unwrap();
    suspend(&mut desk, "07");
    assert_eq!(theirs(&desk, "09").urgency, Urgency::Paused);
    resume(&mut desk, "10");
    let after = theirs(&desk, "10");
    assert!(after.due.unwrap() > before && after.unconfirmed);
    assert_ne!(after.urgency, Urgency::Paused);
}

#[test]
fn paid_in_the_room_the_commission_still_gets_its_file_back() {
    let mut desk = accepted();
    desk.types(
        "03",
        &[
            ("case/channel", json!("arbitration")),
            ("case/entrusting", json!("某某县仲裁委")),
            ("case/entrust_letter", json!("某函〔2026〕1号")),
            ("case/entrust_return_by", json!("2026-11-20")),
        ],
    );
    desk.does("05", Command::Issue(paper("r1", "payment-receipt", "05", sides())));
    desk.does("05", sign("r1", "applicant", "05")).does("05", sign("r1", "respondent", "05"));
    let settled = Settled {
        id: id("q1"),
        amount: Fen(800_000),
        on: day("05"),
        way: PayWay::Cash,
        payer: "p2".into(),
        payee: "p1".into(),
        paper: id("r1"),
        note: String::new(),
    };
    desk.does("05", Command::Settle(settled));
    let performance = desk.case.procedures().into_iter().find(|p| p.state == "performed").unwrap();
    assert_eq!(performance.steps[0].amount, Some(Fen(800_000)));
    // The receipt is what the end rests on.
    let reason = "签错".to_owned();
    let back = Command::CancelSignature { id: id("r1"), signer: "applicant".into(), reason };
    assert_eq!(desk.refusal("06", back).code, "paper.sign.relied_on");
    assert!(step(&desk, "refer_entrusted", "06").unwrap().refusal.is_none());
    desk.does("06", Command::Issue(paper_of("f1", "06")));
    desk.does("06", refer(ReferralBasis::Entrusted, "f1", "06"));
    assert_eq!(desk.case.state(), MediationState::Settled);
    assert!(step(&desk, "refer_entrusted", "06").is_none());
    assert!(desk.clocks("06", DeadlineKind::EntrustReturn).is_empty());
}

#[test]
fn nothing_is_offered_on_a_case_that_went_into_another_but_its_file() {
    let mut desk = group(2);
    desk.types("04", &[("case/work_stopped", json!(true))]);
    desk.does("04", Command::Issue(paper("e1", "extension-consent", "04", sides())));
    let into = {
        let mut other = group(2);
        other.case.id = "c9".into();
        other.case
    };
    let (here, _) = merge(&desk.case, &into, day("06"), "并案".into(), &cx("06")).unwrap();
    here.into_iter().for_each(|event| desk.record(event, "06"));
    let codes: Vec<String> = desk.steps("06").into_iter().map(|s| s.code).collect();
    assert_eq!(codes, ["close"]);
    desk.does("06", Command::Close { on: day("06") });
    let reopen = |resume| Command::Reopen { on: day("07"), reason: "误结".into(), resume };
    assert_eq!(desk.refusal("07", reopen(true)).code, "case.resume.state");
    assert!(step(&desk, "reopen", "07").unwrap().refusal.is_none());
    desk.does("07", reopen(false));
    assert_eq!(desk.case.state(), MediationState::Merged);
}

#[test]
fn a_signature_on_which_something_rests_is_not_taken_back() {
    let back = |paper: &str, signer: &str| Command::CancelSignature {
        id: id(paper),
        signer: signer.into(),
        reason: "签错".into(),
    };
    let mut paused = accepted();
    suspend(&mut paused, "05");
    assert_eq!(paused.refusal("06", back("z1", "applicant")).code, "paper.sign.relied_on");

    let mut group = ready(10);
    let mut open = group.clone();
    open.does("06", back("d19", "m03"));
    group.does("06", freeze("v1", "a1", "06"));
    assert_eq!(group.refusal("06", back("d19", "m03")).code, "paper.sign.relied_on");
    assert_eq!(group.refusal("06", back("d7", "m")).code, "paper.sign.relied_on");

    let mut reviewed = in_effect(&[]);
    reviewed.clone().does("11", back("a1", "organisation"));
    let command = self::open(&reviewed, ProcedureKind::ArbitrationReview, "11");
    reviewed.does("11", command);
    assert_eq!(reviewed.refusal("11", back("a1", "organisation")).code, "paper.sign.relied_on");
}
