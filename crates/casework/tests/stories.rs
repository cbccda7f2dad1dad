//! Two cases from the first word to the end, as a station lives them.

mod support;

use casework::*;
use serde_json::json;
use support::*;

/// Every order of the four signatures.
fn orders(keys: &[&'static str]) -> Vec<Vec<&'static str>> {
    if keys.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let mut rest = keys.to_vec();
        rest.remove(at);
        for mut order in orders(&rest) {
            order.insert(0, *key);
            all.push(order);
        }
    }
    all
}

#[test]
fn an_application_moves_through_the_states_to_a_frozen_text() {
    let mut desk = told();
    assert_eq!(desk.case.state(), MediationState::Consulting);
    desk.does("02", receive("02"));
    assert_eq!(desk.case.state(), MediationState::Registered);
    desk.does("03", ask("p2", "03"));
    assert_eq!(desk.case.state(), MediationState::Inquiring);
    desk.does("03", answer(true));
    desk.does("03", accept("03", &["赵某"]));
    assert_eq!(desk.case.state(), MediationState::Accepted);
    assert_eq!(desk.case.number(), Some(&number()));
    assert_eq!(agreed().case.state(), MediationState::Agreed);
    assert_eq!(frozen().case.state(), MediationState::ToSign);
    assert_eq!(frozen().case.sheet.claimed().0, 800_000);
}

#[test]
fn the_agreement_takes_effect_with_the_last_of_the_four_whatever_their_order() {
    let keys = ["applicant", "respondent", "mediator", "organisation"];
    let all = orders(&keys);
    assert_eq!(all.len(), 24);
    for order in all {
        let mut desk = frozen();
        for (key, on) in order.iter().zip(["06", "07", "08", "09"]) {
            assert_eq!(desk.case.state(), MediationState::ToSign, "{order:?}");
            desk.does("10", sign("a1", key, on));
        }
        assert_eq!(desk.case.state(), MediationState::Effective);
        let accord = desk.case.effective().unwrap();
        assert_eq!(accord.effective_on, Some(day("09")), "{order:?}");
    }
}

#[test]
fn a_signature_noted_late_still_counts_from_the_day_it_was_put() {
    let mut desk = frozen();
    for (key, on) in [("organisation", "09"), ("mediator", "08")] {
        desk.does("12", sign("a1", key, on));
    }
    for (key, on) in [("respondent", "07"), ("applicant", "06")] {
        desk.does("13", sign("a1", key, on));
    }
    let accord = desk.case.effective().unwrap();
    assert_eq!(accord.effective_on, Some(day("09")));
}

#[test]
fn a_signature_that_is_not_required_does_not_move_the_effect() {
    let mut desk = agreed();
    let mut signers = four();
    signers.push(Signer { required: false, ..signer("recorder", SignerRole::Recorder, None) });
    let paper = paper("a1", "agreement", "06", signers);
    desk.does("06", Command::Freeze { id: id("v1"), paper });
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("06", sign("a1", key, "06"));
    }
    desk.does("09", sign("a1", "recorder", "09"));
    let accord = desk.case.effective().unwrap();
    assert_eq!(accord.effective_on, Some(day("06")));
}

#[test]
fn typing_after_the_freezing_changes_no_term_that_was_signed() {
    let mut desk = effective();
    desk.types("11", &[("terms/o1/amount", json!(1))]);
    let accord = desk.case.effective().unwrap();
    assert_eq!(accord.obligations[0].amount.unwrap().0, 400_000);
}

#[test]
fn a_part_payment_leaves_the_rest_due_and_overdue_the_day_after() {
    let mut desk = effective();
    desk.does("20", pay("m1", "o1", 150_000, "20"));
    let first = |on: &str| desk.clock(on, DeadlineKind::Obligation);
    let clock = first("30");
    assert_eq!((clock.subject.as_str(), clock.urgency), ("o1", Urgency::Today));
    assert_eq!(clock.amount.unwrap().0, 250_000);
    let late = first("12-01");
    assert_eq!((late.urgency, late.days_left), (Urgency::Overdue, Some(-1)));
    assert_eq!(desk.clocks("12-01", DeadlineKind::Obligation).len(), 2);
    let performance = desk.case.performance().unwrap();
    assert_eq!((performance.paid.0, performance.complete), (150_000, false));
}

#[test]
fn the_case_is_performed_and_closed_when_the_last_part_is_paid() {
    let mut desk = effective();
    desk.does("20", pay("m1", "o1", 150_000, "20"));
    desk.does("12-02", pay("m2", "o1", 250_000, "12-02"));
    desk.does("12-30", pay("m3", "o2", 400_000, "12-29"));
    let performance = desk.case.performance().unwrap();
    assert!(performance.complete);
    assert_eq!(performance.completed_on, Some(day("12-29")));
    assert!(desk.clocks("12-31", DeadlineKind::Obligation).is_empty());
    desk.does("12-31", Command::Close { on: day("12-31") });
    assert!(desk.case.closed());
    assert!(summary(&desk.case).performed && !summary(&desk.case).open);
}

#[test]
fn a_payment_booked_by_mistake_is_taken_back_and_stays_in_the_file() {
    let mut desk = effective();
    desk.does("20", pay("m1", "o1", 400_000, "20"));
    let reason = "记错案件".to_owned();
    desk.does("21", Command::CancelPayment { id: id("m1"), reason });
    assert_eq!(desk.case.paid_for(&id("o1")).0, 0);
    assert!(desk.case.payments[0].cancelled.is_some());
}

#[test]
fn a_text_given_up_is_followed_by_a_second_version() {
    let mut desk = frozen();
    let reason = "被申请人要求改日期".to_owned();
    desk.does("07", Command::Abandon { reason });
    assert_eq!(desk.case.state(), MediationState::Agreed);
    assert_eq!(desk.case.papers[0].state(), PaperState::Voided);
    desk.does("07", freeze("v2", "a2", "07"));
    assert_eq!(desk.case.accord().unwrap().version, 2);
}

fn consent(signers: Vec<Signer>) -> Desk {
    let mut desk = accepted();
    desk.does("10", Command::Issue(paper("e1", "extension-consent", "10", signers)));
    desk
}

fn extend(until: &str) -> Command {
    Command::Extend { until: day(until), paper: id("e1") }
}

#[test]
fn an_extension_needs_the_signature_of_both_sides() {
    let mut desk = consent(sides());
    assert_eq!(desk.refusal("10", extend("25")).code, "extension.not_signed");
    desk.does("10", sign("e1", "applicant", "10"));
    let refusal = desk.refusal("10", extend("25"));
    assert_eq!(refusal.args["missing"], json!(["respondent"]));
    desk.does("11", sign("e1", "respondent", "11"));
    desk.does("12", extend("25"));
    let extension = desk.case.mediation.extension.clone().unwrap();
    assert_eq!((extension.until, extension.on), (day("25"), day("11")));
}

#[test]
fn a_paper_that_asks_for_one_side_only_extends_nothing() {
    let mut desk = consent(sides().into_iter().take(1).collect());
    desk.does("10", sign("e1", "applicant", "10"));
    assert_eq!(desk.refusal("10", extend("25")).code, "extension.not_signed");
    let desk = consent(Vec::new());
    assert_eq!(desk.refusal("10", extend("25")).code, "extension.not_signed");
}

#[test]
fn a_mediation_that_ends_takes_an_unsigned_text_with_it() {
    let mut desk = frozen();
    desk.does("09", end(EndReason::NotSigned, "09"));
    assert_eq!(desk.case.state(), MediationState::Failed);
    assert!(desk.case.accord().is_none());
    let steps = desk.steps("09");
    assert!(steps.iter().all(|s| s.code != "sign"), "nothing waits to be signed");
}

#[test]
fn each_basis_of_a_referral_asks_for_what_it_rests_on() {
    let mut desk = failed();
    let reply = paper("r1", "arbitration-reply", "18", Vec::new());
    desk.does("18", Command::Issue(reply));
    let entrusted = || refer(ReferralBasis::Entrusted, "r1", "18");
    let applied = || refer(ReferralBasis::Application, "r1", "18");
    assert_eq!(desk.refusal("18", entrusted()).code, "referral.no_letter");
    assert_eq!(desk.refusal("18", applied()).code, "referral.no_application");
    desk.does("18", refer(ReferralBasis::Notice, "r1", "18"));
    // A notice hands nothing over.
    assert_eq!(desk.case.state(), MediationState::Failed);

    let own = vec![signer("applicant", SignerRole::Applicant, Some("p1"))];
    desk.does("18", Command::Issue(paper("q1", "arbitration-application", "18", own)));
    assert_eq!(desk.refusal("18", applied()).code, "referral.no_application");
    desk.does("18", sign("q1", "applicant", "18"));
    desk.does("18", applied());
    desk.types(
        "18",
        &[
            ("case/entrusting", json!("某某县劳动人事争议仲裁委员会")),
            ("case/entrust_letter", json!("某劳人仲委〔2026〕3号")),
            ("case/entrust_return_by", json!("2026-11-20")),
        ],
    );
    desk.does("18", entrusted());
    let states: Vec<String> = desk.case.procedures().into_iter().map(|p| p.state).collect();
    assert_eq!(states, ["referred", "handed_over", "returned"]);
    desk.does("18", Command::Close { on: day("18") });
}
