//! Clocks of a case and the steps it offers, state by state.

mod support;

use casework::*;
use serde_json::json;
use support::*;

const PERIOD: DeadlineKind = DeadlineKind::MediationPeriod;

#[test]
fn the_period_warns_five_and_two_days_before_and_on_the_last_day() {
    let desk = accepted();
    for (today, left, urgency) in [
        ("11", 6, Urgency::OnTime),
        ("12", 5, Urgency::Soon),
        ("15", 2, Urgency::Soon),
        ("17", 0, Urgency::Today),
        ("18", -1, Urgency::Overdue),
    ] {
        let clock = desk.clock(today, PERIOD);
        assert_eq!((clock.days_left, clock.urgency), (Some(left), urgency));
        assert_eq!(clock.due, Some(day("17")));
    }
}

#[test]
fn the_later_start_from_acceptance_is_shown_beside_the_governing_one() {
    let clock = accepted().clock("10", PERIOD);
    assert_eq!(clock.from, Some(day("02")));
    assert_eq!((clock.due, clock.other_due), (Some(day("17")), Some(day("18"))));
    assert!(!clock.extended);
}

#[test]
fn an_extension_governs_the_period() {
    let mut desk = accepted();
    desk.does("10", Command::Issue(paper("e1", "extension-consent", "10", sides())));
    desk.does("10", sign("e1", "applicant", "10"));
    desk.does("10", sign("e1", "respondent", "10"));
    let (until, paper) = (day("25"), id("e1"));
    desk.does("10", Command::Extend { until, paper });
    let clock = desk.clock("18", PERIOD);
    assert_eq!((clock.due, clock.urgency), (Some(day("25")), Urgency::OnTime));
    assert!(clock.extended);
}

#[test]
fn a_period_that_ran_out_puts_the_end_first_and_blocks_the_extension() {
    let desk = accepted();
    assert_eq!(desk.steps("17")[0].code, "session");
    let steps = desk.steps("18");
    assert_eq!((steps[0].code.as_str(), steps[0].first), ("end", true));
    assert_eq!(blocked(&steps, "extend"), "extension.too_late");
}

#[test]
fn an_end_stops_the_period_and_the_target() {
    let desk = failed();
    assert_eq!(desk.clock("20", PERIOD).urgency, Urgency::Stopped);
    assert!(desk.clocks("20", DeadlineKind::Target).is_empty());
    assert_eq!(effective().clock("20", PERIOD).urgency, Urgency::Stopped);
}

#[test]
fn wage_arrears_of_a_worker_still_employed_have_not_begun_to_run() {
    let mut desk = told();
    let clock = desk.clock("02", DeadlineKind::Limitation);
    assert_eq!((clock.urgency, clock.due), (Urgency::NotStarted, None));
    assert!(!clock.why.is_empty());
    desk.types(
        "02",
        &[("parties/p1/employment", json!("ended")), ("parties/p1/ended_on", json!("2026-10-14"))],
    );
    let clock = desk.clock("02", DeadlineKind::Limitation);
    assert_eq!(clock.from, Some(day("10-14")));
    assert_eq!(clock.due, Some(day("2027-10-14")));
}

#[test]
fn an_application_makes_the_year_run_anew() {
    let mut desk = told();
    desk.types(
        "02",
        &[("parties/p1/employment", json!("ended")), ("parties/p1/ended_on", json!("2026-10-14"))],
    );
    desk.does("02", receive("02"));
    let clock = desk.clock("02", DeadlineKind::Limitation);
    assert_eq!(clock.from, Some(day("02")));
}

#[test]
fn a_year_that_is_not_known_is_asked_for_and_never_guessed() {
    let mut desk = told();
    desk.types("02", &[("parties/p1/employment", json!(null))]);
    let clock = desk.clock("02", DeadlineKind::Limitation);
    assert_eq!((clock.urgency, clock.due), (Urgency::Unknown, None));
}

#[test]
fn the_day_by_which_an_entrusting_body_wants_its_answer_runs_until_the_referral() {
    let mut desk = failed();
    desk.types("18", &[("case/entrust_return_by", json!("2026-11-20"))]);
    let clock = desk.clock("18", DeadlineKind::EntrustReturn);
    assert_eq!((clock.days_left, clock.urgency), (Some(2), Urgency::Soon));
    let reply = paper("r1", "arbitration-reply", "18", Vec::new());
    desk.does("18", Command::Issue(reply));
    desk.does("18", refer(ReferralBasis::Notice, "r1", "18"));
    assert!(desk.clocks("18", DeadlineKind::EntrustReturn).is_empty());
}

#[test]
fn the_decision_on_acceptance_is_counted_in_working_days() {
    let mut desk = told();
    desk.does("05", receive("05"));
    let clock = desk.clock("06", DeadlineKind::AcceptanceDecision);
    assert_eq!(clock.due, Some(day("10")), "the weekend does not count");
    assert_eq!(clock.working_days_left, Some(2));
    assert!(accepted().clocks("03", DeadlineKind::AcceptanceDecision).is_empty());
}

#[test]
fn review_has_fifteen_days_from_the_effect_and_confirmation_thirty() {
    let desk = effective();
    for (kind, due, after) in [
        (DeadlineKind::ReviewApplication, "25", "26"),
        (DeadlineKind::ConfirmationApplication, "12-10", "12-11"),
    ] {
        let clock = desk.clock("11", kind);
        assert_eq!((clock.from, clock.due), (Some(day("10")), Some(day(due))));
        assert_eq!(desk.clock(due, kind).urgency, Urgency::Today);
        assert_eq!(desk.clock(after, kind).urgency, Urgency::Stopped);
    }
    assert!(frozen().clocks("11", DeadlineKind::ReviewApplication).is_empty());
}

#[test]
fn the_most_pressing_clock_stands_first() {
    let mut desk = effective();
    desk.types("11", &[("case/entrust_return_by", json!("2026-11-29"))]);
    let all = deadlines(&desk.case, &cx("12-01"));
    let order: Vec<_> = all.iter().map(|d| (d.urgency, d.due)).collect();
    assert!(order.is_sorted());
    assert_eq!(all[0].kind, DeadlineKind::EntrustReturn);
}

fn blocked(steps: &[Step], code: &str) -> String {
    let step = steps.iter().find(|s| s.code == code);
    let step = step.unwrap_or_else(|| panic!("{code} is not shown"));
    step.refusal.clone().map(|r| r.code).unwrap_or_default()
}

#[test]
fn every_state_names_its_first_step_and_what_stands_in_the_way_of_the_others() {
    let received = || {
        let mut desk = told();
        desk.does("02", receive("02"));
        desk
    };
    let mut asked = received();
    asked.does("03", ask("p2", "03"));
    let mut yes = asked.clone();
    yes.does("03", answer(true));
    let mut no = asked.clone();
    no.does("03", answer(false));
    let mut declined = no.clone();
    declined.does("03", refuse(RefuseReason::NoConsent, "03"));
    let mut waiting = frozen();
    for key in ["applicant", "respondent", "mediator"] {
        waiting.does("06", sign("a1", key, "06"));
    }
    let mut paid = effective();
    paid.does("11", pay("m1", "o1", 400_000, "11"));
    paid.does("11", pay("m2", "o2", 400_000, "11"));
    let mut closed = paid.clone();
    closed.does("11", Command::Close { on: day("11") });
    type Row<'a> = (&'a str, Desk, &'a str, &'a [(&'a str, &'a str)]);
    let table: Vec<Row<'_>> = vec![
        ("consulting", told(), "receive", &[]),
        ("registered", received(), "ask_consent", &[("accept", "case.accept.no_consent")]),
        ("asked", asked, "answer_consent", &[("accept", "case.accept.no_consent")]),
        ("agreed to mediate", yes, "accept", &[]),
        ("refused", no, "refuse", &[("accept", "case.accept.refused_by_respondent")]),
        ("not accepted", declined, "refusal_notice", &[("close", "case.close.papers")]),
        (
            "accepted",
            accepted(),
            "session",
            &[("review", "review.not_effective"), ("payment_order", "payment_order.not_effective")],
        ),
        ("agreed", agreed(), "draft_agreement", &[("review", "review.not_effective")]),
        ("to sign", frozen(), "sign", &[("review", "review.not_effective")]),
        ("to seal", waiting, "sealed", &[]),
        (
            "in effect",
            effective(),
            "receive_payment",
            &[
                ("close", "case.close.unpaid"),
                ("review", ""),
                ("confirmation", ""),
                ("payment_order", "payment_order.not_due"),
                ("arbitration", "arbitration.not_due"),
            ],
        ),
        ("performed", paid, "close", &[]),
        (
            "failed",
            failed(),
            "termination_notice",
            &[("refer_application", "referral.no_application")],
        ),
    ];
    for (name, desk, first, refused) in table {
        let steps = desk.steps("11");
        assert_eq!((steps[0].code.as_str(), steps[0].first), (first, true), "{name}");
        assert_eq!(steps.iter().filter(|s| s.first).count(), 1, "{name}");
        for (code, why) in refused {
            assert_eq!(blocked(&steps, code), *why, "{name}");
        }
    }
    let steps = closed.steps("11");
    let reopen = steps.iter().find(|s| s.code == "reopen").unwrap();
    assert!(reopen.refusal.is_none() && !reopen.first, "opening again is possible, not proposed");
    assert_eq!((steps[0].code.as_str(), steps[0].first), ("archive", true));
    let empty = Desk::new().steps("11");
    assert_eq!(blocked(&empty, "receive"), "case.receive.missing");
    assert!(empty.iter().all(|s| !s.first));
}

#[test]
fn an_overdue_instalment_opens_the_way_to_a_payment_order() {
    let steps = effective().steps("12-01");
    assert_eq!(blocked(&steps, "payment_order"), "");
    assert_eq!(blocked(&steps, "review"), "review.passed");
    assert_eq!(steps[0].args["overdue"], json!(true));
}
