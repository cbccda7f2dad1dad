//! What holds a mediation up, and mending what was typed wrong.

mod support;

use casework::*;
use serde_json::json;
use support::*;

const PERIOD: DeadlineKind = DeadlineKind::MediationPeriod;

fn received() -> Desk {
    let mut desk = told();
    desk.does("02", receive("02"));
    desk
}

fn asked(name: &str, on: &str, due: &str) -> Command {
    let what = "工资条和考勤表".into();
    Command::AskSupplement(SupplementAsked {
        id: id(name),
        what,
        on: day(on),
        due: day(due),
        paper: None,
    })
}

fn completed(name: &str, on: &str) -> Command {
    Command::CompleteSupplement(SupplementDone { id: id(name), on: day(on), note: String::new() })
}

fn suspended(on: &str, paper: Option<&str>, session: Option<&str>) -> Suspended {
    Suspended {
        on: day(on),
        reason: "等工伤认定".into(),
        paper: paper.map(id),
        session: session.map(id),
    }
}

fn resume(on: &str) -> Command {
    Command::Resume(Resumed { on: day(on), note: String::new(), paper: None })
}

/// A running mediation with the pause record signed by both.
fn with_record() -> Desk {
    let mut desk = accepted();
    desk.does("05", Command::Issue(paper("w1", "suspension-record", "05", sides())));
    desk.does("05", sign("w1", "applicant", "05")).does("05", sign("w1", "respondent", "05"));
    desk
}

fn paused() -> Desk {
    let mut desk = with_record();
    desk.does("06", Command::Suspend(suspended("06", Some("w1"), None)));
    desk
}

#[test]
fn an_application_is_completed_and_goes_on_where_it_stood() {
    let mut desk = received();
    desk.does("03", asked("b1", "03", "06"));
    assert_eq!(desk.case.state(), MediationState::Supplementing);
    let clock = desk.clock("04", DeadlineKind::Supplement);
    assert_eq!((clock.subject.as_str(), clock.due), ("b1", Some(day("06"))));
    assert_eq!(desk.clock("04", PERIOD).due, Some(day("17")), "the 15 days run from the receipt");
    assert_eq!(desk.steps("04")[0].code, "complete_supplement");
    desk.does("05", completed("b1", "05"));
    assert_eq!(desk.case.state(), MediationState::Registered);
    assert!(desk.clocks("05", DeadlineKind::Supplement).is_empty());
}

#[test]
fn guards_of_completing_an_application() {
    let mut open = received();
    open.does("03", asked("b1", "03", "06"));
    let blank = SupplementAsked {
        id: id("b2"),
        what: " ".into(),
        on: day("03"),
        due: day("06"),
        paper: None,
    };
    for (code, desk, command) in [
        ("supplement.state", accepted(), asked("b1", "05", "06")),
        ("supplement.nothing", received(), Command::AskSupplement(blank)),
        ("supplement.again", open.clone(), asked("b1", "03", "06")),
        ("supplement.future", received(), asked("b1", "20", "25")),
        ("supplement.due_before", received(), asked("b1", "04", "03")),
        ("supplement.not_open", open, completed("b9", "05")),
    ] {
        assert_eq!(desk.refusal("05", command).code, code);
    }
}

#[test]
fn a_pause_both_signed_holds_the_period_and_moves_its_end_by_its_days() {
    let mut desk = paused();
    assert_eq!(desk.case.state(), MediationState::Suspended);
    let clock = desk.clock("11", PERIOD);
    assert_eq!((clock.urgency, clock.unconfirmed), (Urgency::Paused, true));
    assert_eq!((clock.raw, clock.due), (Some(day("22")), Some(day("23"))), "five days so far");
    assert_eq!(desk.clock("11", DeadlineKind::Target).urgency, Urgency::Paused);
    let steps = desk.steps("11");
    assert_eq!(steps[0].code, "resume_mediation");
    assert!(steps.iter().all(|s| s.code != "session"));
    desk.does("16", resume("16"));
    assert_eq!(desk.case.state(), MediationState::Accepted);
    let clock = desk.clock("16", PERIOD);
    assert_eq!((clock.urgency, clock.due), (Urgency::OnTime, Some(day("27"))), "ten days later");
    assert_eq!(desk.clock("28", PERIOD).urgency, Urgency::Overdue);
    assert!(clock.basis.contains("中止10日"));
}

#[test]
fn a_statement_in_the_record_of_a_session_is_enough() {
    let mut desk = accepted();
    desk.does("05", Command::HoldSession(session("05", SessionResult::Continue)));
    desk.does("05", Command::Suspend(suspended("05", None, Some("s05"))));
    desk.does("08", resume("08"));
    assert_eq!(desk.case.state(), MediationState::Mediating);
    assert_eq!(desk.clock("08", PERIOD).due, Some(day("20")));
}

#[test]
fn an_extension_signed_after_a_pause_names_its_own_day() {
    let mut desk = paused();
    desk.does("10", resume("10"));
    desk.does("12", Command::Issue(paper("e1", "extension-consent", "12", sides())));
    desk.does("12", sign("e1", "applicant", "12")).does("12", sign("e1", "respondent", "12"));
    desk.does("12", Command::Extend { until: day("12-05"), paper: id("e1") });
    assert_eq!(desk.clock("12", PERIOD).due, Some(day("12-05")), "the pause lies before it");
}

#[test]
fn a_paused_mediation_can_end_be_withdrawn_and_begin_again_unpaused() {
    let mut desk = paused();
    assert_eq!(
        desk.refusal("12-20", end(EndReason::Expired, "12-20")).code,
        "case.end.not_expired"
    );
    let withdraw = Command::Withdraw { on: day("12-20"), reason: String::new() };
    desk.clone().does("12-20", withdraw);
    desk.does("12-20", end(EndReason::PartyEnds, "12-20"));
    assert_eq!(desk.clock("12-21", PERIOD).urgency, Urgency::Stopped);
    let again = Command::Reopen { on: day("12-22"), reason: "认定已下".into(), resume: true };
    desk.does("12-22", again);
    assert_eq!(desk.case.state(), MediationState::Accepted);
    assert_eq!(desk.clock("12-22", PERIOD).from, Some(day("12-22")));
    let raw = desk.clock("12-22", PERIOD).raw;
    assert_eq!(raw, Some(day("2027-01-06")), "the old pause does not count any more");
}

#[test]
fn guards_of_a_pause() {
    let mut signed_by_one = accepted();
    signed_by_one.does("05", Command::Issue(paper("w1", "suspension-record", "05", sides())));
    signed_by_one.does("05", sign("w1", "applicant", "05"));
    let blank = Suspended { reason: " ".into(), ..suspended("06", Some("w1"), None) };
    let mut again = paused();
    again.does("08", resume("08"));
    let by_paper = |on: &str| Command::Suspend(suspended(on, Some("w1"), None));
    for (code, today, desk, command) in [
        ("suspension.state", "06", received(), by_paper("06")),
        ("suspension.state", "07", paused(), by_paper("07")),
        ("suspension.no_reason", "06", with_record(), Command::Suspend(blank)),
        ("suspension.future", "06", with_record(), by_paper("07")),
        ("suspension.before_acceptance", "06", with_record(), by_paper("02")),
        ("suspension.overlaps", "10", again, by_paper("07")),
        ("suspension.too_late", "18", with_record(), by_paper("18")),
        ("suspension.not_signed", "06", signed_by_one, by_paper("06")),
        (
            "suspension.not_signed",
            "06",
            accepted(),
            Command::Suspend(suspended("06", None, Some("s9"))),
        ),
        ("suspension.none", "06", with_record(), resume("06")),
        ("suspension.future", "07", paused(), resume("08")),
        ("suspension.ends_before_it_begins", "07", paused(), resume("05")),
    ] {
        assert_eq!(desk.refusal(today, command).code, code);
    }
}

#[test]
fn a_receipt_typed_wrong_is_mended_and_the_period_counts_from_the_right_day() {
    let mut desk = told();
    desk.does("05", receive("05"));
    let right = Reception { form: "written".into(), at: at("02"), receiver: "李某".into() };
    let mend = |reception: Reception, reason: &str| Command::CorrectReception {
        reception,
        reason: reason.into(),
    };
    let same = Reception { form: "oral".into(), at: at("05"), receiver: "李某".into() };
    let future = Reception { at: at("08"), ..right.clone() };
    assert_eq!(told().refusal("05", mend(right.clone(), "笔误")).code, "correction.no_reception");
    assert_eq!(desk.refusal("05", mend(right.clone(), " ")).code, "correction.no_reason");
    assert_eq!(desk.refusal("05", mend(same, "笔误")).code, "correction.nothing");
    assert_eq!(desk.refusal("05", mend(future, "笔误")).code, "case.receive.future");
    desk.does("05", mend(right, "邮戳是2日"));
    assert_eq!(desk.clock("05", PERIOD).from, Some(day("02")));
    let late = Reception { form: "oral".into(), at: at("04"), receiver: "李某".into() };
    assert_eq!(accepted().refusal("05", mend(late, "笔误")).code, "correction.after_what_followed");
    // What it said before stays in the history.
    let kinds: Vec<String> = desk.entries.iter().map(|e| e.event.kind()).collect();
    assert_eq!(kinds.last().map(String::as_str), Some("reception.corrected"));
    assert!(kinds.contains(&"case.received".to_owned()));
}

#[test]
fn a_session_record_is_mended_as_a_whole() {
    let mut desk = agreed();
    let mend =
        |held: SessionHeld, reason: &str| Command::CorrectSession { held, reason: reason.into() };
    let right = SessionHeld { id: id("s05"), ..session("05", SessionResult::Continue) };
    let other = SessionHeld { id: id("s99"), ..right.clone() };
    let nobody = SessionHeld { present: Vec::new(), ..right.clone() };
    let same = desk.case.mediation.sessions[0].clone();
    assert_eq!(desk.refusal("06", mend(right.clone(), "")).code, "correction.no_reason");
    assert_eq!(desk.refusal("06", mend(other, "笔误")).code, "correction.no_session");
    assert_eq!(desk.refusal("06", mend(nobody, "笔误")).code, "session.nobody_present");
    assert_eq!(desk.refusal("06", mend(same, "笔误")).code, "correction.nothing");
    desk.does("06", mend(right, "当天并未谈妥"));
    assert_eq!(desk.case.state(), MediationState::Mediating);
    assert_eq!(desk.case.mediation.sessions.len(), 1);
}

#[test]
fn an_answer_typed_wrong_is_mended_unless_something_rests_on_it() {
    let mut desk = received();
    desk.does("03", ask("p2", "03")).does("03", answer(false));
    let right = Inquiry { agreed: Some(true), ..desk.case.mediation.inquiries[0].clone() };
    let mend = |inquiry: &Inquiry, reason: &str| Command::CorrectInquiry {
        inquiry: inquiry.clone(),
        reason: reason.into(),
    };
    let stranger = Inquiry { party: id("p9"), ..right.clone() };
    let future = Inquiry { answered_on: Some(day("20")), ..right.clone() };
    let same = desk.case.mediation.inquiries[0].clone();
    assert_eq!(desk.refusal("05", mend(&right, "")).code, "correction.no_reason");
    assert_eq!(desk.refusal("05", mend(&stranger, "听错")).code, "correction.no_inquiry");
    assert_eq!(desk.refusal("05", mend(&future, "听错")).code, "consent.future");
    assert_eq!(desk.refusal("05", mend(&same, "听错")).code, "correction.nothing");
    desk.does("05", mend(&right, "听错，是同意"));
    desk.does("05", accept("05", &["赵某"]));
    let back = Inquiry { agreed: Some(false), ..right };
    assert_eq!(desk.refusal("06", mend(&back, "又改")).code, "correction.relied_on");
}

#[test]
fn two_desks_that_mend_the_same_session_differently_are_shown_to_a_person() {
    let held =
        |note: &str| SessionHeld { note: note.into(), ..session("05", SessionResult::Continue) };
    let mend = |note: &str| Event::SessionCorrected { held: held(note), reason: "改".into() };
    let mut desk = agreed();
    let mut entry = entry(mend("甲"), "06", 90);
    apply(&mut desk.case, &entry);
    entry.event = mend("乙");
    entry.verdict = Verdict::Hard;
    apply(&mut desk.case, &entry);
    assert_eq!(desk.case.mediation.sessions[0].note, "甲");
    assert_eq!(desk.case.conflicts[0].touches, ["group/session/s05"]);
}

#[test]
fn interruptions_need_their_proof_on_file_and_can_be_taken_back() {
    let mut desk = told();
    desk.types("02", &[("claims/k1/head", json!("severance")), ("case/cause", json!("severance"))]);
    desk.types("02", &[("parties/p1/knew_on", json!("2026-01-10"))]);
    let noted = |proof: Option<&str>| InterruptionNoted {
        id: id("i1"),
        on: day("2026-08-01"),
        why: "微信催要".into(),
        way: InterruptWay::Claimed,
        proof: proof.map(str::to_owned),
    };
    let refused = desk.refusal("02", Command::Interrupt(noted(Some("ff"))));
    assert_eq!(refused.code, "limitation.proof_not_filed");
    let file = Command::Attach {
        sha256: "ff".into(),
        name: "聊天.png".into(),
        mime: "image/png".into(),
        size: 9,
        label: "chat".into(),
        obtained: Default::default(),
    };
    desk.does("02", file).does("02", Command::Interrupt(noted(Some("ff"))));
    let clock = desk.clock("02", DeadlineKind::Limitation);
    assert_eq!(clock.from, Some(day("2026-08-01")));
    assert!(clock.why.iter().any(|w| w.contains("向对方主张权利（微信催要）")));
    let fact = FactKind::Interruption;
    let cancel = FactCancelled { fact, id: id("i1"), reason: "不是本人".into() };
    desk.does("03", Command::CancelFact(cancel));
    assert_eq!(desk.clock("03", DeadlineKind::Limitation).from, Some(day("2026-01-10")));
}

#[test]
fn time_that_does_not_count_moves_the_limitation() {
    let mut desk = told();
    desk.types("02", &[("claims/k1/head", json!("severance")), ("case/cause", json!("severance"))]);
    desk.types("02", &[("parties/p1/knew_on", json!("2026-01-10"))]);
    let noted = |from: &str, to: &str, why: &str| {
        Command::SuspendLimitation(LimitationSuspended {
            id: id("u1"),
            from: day(from),
            to: day(to),
            why: why.into(),
            proof: None,
        })
    };
    let before = desk.clock("02", DeadlineKind::Limitation).raw;
    for (code, command) in [
        ("limitation.suspend.ends_before_it_begins", noted("2026-03-10", "2026-03-01", "封控")),
        ("limitation.suspend.no_reason", noted("2026-03-01", "2026-03-10", " ")),
        ("limitation.suspend.future", noted("12-01", "12-10", "封控")),
    ] {
        assert_eq!(desk.refusal("02", command).code, code);
    }
    desk.does("02", noted("2026-03-01", "2026-03-10", "封控"));
    let after = desk.clock("02", DeadlineKind::Limitation).raw;
    assert_eq!(before, Some(day("2027-01-10")));
    assert_eq!(after, Some(day("2027-01-20")));
}

#[test]
fn records_and_snapshots_of_the_first_version_still_read() {
    let old = json!({"on": "2026-08-01", "why": "电话催要"});
    let event = Event::parse("limitation.interrupted", &old);
    let mut desk = told();
    desk.record(event.clone(), "02");
    desk.record(event, "02");
    assert_eq!(desk.case.interruptions.len(), 2, "two records without a name are two facts");
    let mut kept = serde_json::to_value(&desk.case).unwrap();
    kept["interruptions"] = json!([["2026-08-01", "电话催要"]]);
    for gone in ["proceedings", "after", "risk", "limitation_suspensions"] {
        kept.as_object_mut().unwrap().remove(gone);
    }
    for gone in ["supplements", "pauses"] {
        kept["mediation"].as_object_mut().unwrap().remove(gone);
    }
    let read: Case = serde_json::from_value(kept).unwrap();
    assert_eq!(read.interruptions[0].noted.why, "电话催要");
    assert!(read.proceedings.is_empty());
}
