//! What was booked or decided by mistake, and what begins again: each has its verb, its reason and its guard.

mod support;

use casework::*;
use support::*;

fn unsign(paper: &str, key: &str, reason: &str) -> Command {
    Command::CancelSignature { id: id(paper), signer: key.into(), reason: reason.into() }
}

fn resume(on: &str) -> Command {
    Command::Reopen { on: day(on), reason: "双方同意再谈".into(), resume: true }
}

#[test]
fn a_signature_booked_by_mistake_goes_and_the_agreement_waits_again() {
    let mut desk = effective();
    assert_eq!(desk.case.state(), MediationState::Effective);
    assert_eq!(desk.refusal("11", unsign("a1", "mediator", " ")).code, "paper.sign.no_reason");
    desk.does("11", unsign("a1", "mediator", "登在了另一件上"));
    assert_eq!(desk.case.state(), MediationState::ToSign);
    let none = desk.refusal("11", unsign("a1", "mediator", "再登"));
    assert_eq!(none.code, "paper.sign.none_to_cancel");
    desk.does("12", sign("a1", "mediator", "12"));
    assert_eq!(desk.case.effective().and_then(|a| a.effective_on), Some(day("12")));
}

#[test]
fn a_signature_on_which_something_rests_stays() {
    let mut desk = effective();
    desk.does("30", pay("m1", "o1", 400_000, "30"));
    let refusal = desk.refusal("30", unsign("a1", "applicant", "错"));
    assert_eq!(refusal.code, "paper.sign.paid_already");
    let mut longer = accepted();
    longer.does("10", Command::Issue(paper("e1", "extension-consent", "10", sides())));
    longer.does("10", sign("e1", "applicant", "10")).does("10", sign("e1", "respondent", "10"));
    longer.does("10", Command::Extend { until: day("25"), paper: id("e1") });
    let refusal = longer.refusal("11", unsign("e1", "applicant", "错"));
    assert_eq!(refusal.code, "paper.sign.relied_on");
}

#[test]
fn only_an_unsigned_paper_of_its_kind_is_replaced_and_an_agreement_is_given_up_first() {
    let mut desk = frozen();
    let replaced = |kind: &str, old: &str| {
        let mut issue = paper("n1", kind, "06", sides());
        issue.supersedes = Some(id(old));
        Command::Issue(issue)
    };
    assert_eq!(desk.refusal("06", replaced("agreement", "a1")).code, "paper.void.agreement");
    desk.does("06", Command::Issue(paper("m1", "minutes", "06", sides())));
    assert_eq!(desk.refusal("06", replaced("summons", "m1")).code, "paper.supersede.other_kind");
    let mut signed = desk.clone();
    signed.does("06", sign("m1", "applicant", "06"));
    assert_eq!(signed.refusal("06", replaced("minutes", "m1")).code, "paper.supersede.signed");
    desk.does("06", replaced("minutes", "m1"));
    assert_eq!(desk.case.paper(&id("m1")).map(Paper::state), Some(PaperState::Superseded));
}

#[test]
fn a_mediation_that_failed_begins_again_with_a_new_clock_and_keeps_the_old_end() {
    let mut desk = failed();
    assert!(desk.steps("20").iter().any(|s| s.code == "resume" && s.refusal.is_none()));
    desk.does("20", resume("20"));
    assert_eq!(desk.case.state(), MediationState::Accepted);
    let old = &desk.case.mediation.rounds[0];
    assert_eq!(old.ended.as_ref().map(|e| e.on), Some(day("18")));
    let clock = desk.clock("20", DeadlineKind::MediationPeriod);
    assert_eq!((clock.from, clock.raw), (Some(day("20")), Some(day("12-05"))));
    desk.does("21", Command::HoldSession(session("21", SessionResult::Continue)));
}

#[test]
fn a_closed_file_is_opened_for_reading_or_for_mediating_again() {
    let mut desk = failed();
    desk.does("19", notice("19")).does("19", Command::Close { on: day("19") });
    let mut only_open = desk.clone();
    let open = Command::Reopen { on: day("20"), reason: "补录".into(), resume: false };
    only_open.does("20", open);
    assert_eq!(only_open.case.state(), MediationState::Failed);
    desk.does("20", resume("20"));
    assert!(!desk.case.closed());
    assert_eq!(desk.case.state(), MediationState::Accepted);
    assert_eq!(failed().refusal("18", resume("17")).code, "case.reopen.before_end");
    assert_eq!(failed().refusal("18", resume("19")).code, "case.reopen.future");
}

#[test]
fn what_has_gone_to_the_commission_does_not_begin_again() {
    let mut desk = failed();
    desk.does("18", Command::Issue(paper("q1", "arbitration-application", "18", sides())));
    for key in ["applicant", "respondent"] {
        desk.does("18", sign("q1", key, "18"));
    }
    desk.does("18", Command::Issue(paper("r1", "arbitration-reply", "18", Vec::new())));
    desk.does("18", refer(ReferralBasis::Application, "r1", "18"));
    assert_eq!(desk.refusal("20", resume("20")).code, "case.resume.referred");
    assert_eq!(accepted().refusal("20", resume("20")).code, "case.resume.state");
}
