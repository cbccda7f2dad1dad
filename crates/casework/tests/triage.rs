//! 诊: remarks, jurisdiction, estimate, risk, routes, questions.

mod support;

use casework::*;
use serde_json::json;
use statute::{Fen, RiskGrade};
use support::*;

fn see(desk: &Desk, today: &str) -> Triage {
    triage(&desk.case, &cx(today))
}

fn codes(t: &Triage) -> Vec<&str> {
    t.remarks.iter().map(|r| r.code.as_str()).collect()
}

fn remark<'a>(t: &'a Triage, code: &str) -> &'a Remark {
    t.remarks.iter().find(|r| r.code == code).unwrap_or_else(|| panic!("{code}: {:?}", codes(t)))
}

fn route<'a>(t: &'a Triage, kind: &str) -> &'a Route {
    t.routes.iter().find(|r| r.kind == kind).unwrap_or_else(|| panic!("{kind}"))
}

fn asks(t: &Triage) -> Vec<&str> {
    t.to_ask.iter().map(|q| q.code.as_str()).collect()
}

/// A building site whose gang boss cannot be found.
fn site() -> Desk {
    let mut desk = told();
    desk.types(
        "02",
        &[
            ("parties/p2/name", json!("李某")),
            ("parties/p2/chain_role", json!("gang")),
            ("parties/p2/lost", json!(true)),
            ("parties/p3/role", json!("respondent")),
            ("parties/p3/name", json!("某某建筑有限公司")),
            ("parties/p3/chain_role", json!("general")),
            ("parties/p4/role", json!("respondent")),
            ("parties/p4/name", json!("某某置业有限公司")),
            ("parties/p4/chain_role", json!("owner")),
        ],
    );
    desk
}

#[test]
fn each_of_a_chain_answers_by_its_own_rule() {
    let mut desk = site();
    let t = see(&desk, "02");
    let first = remark(&t, "chain.general_pays_first");
    assert_eq!(first.article, "保障农民工工资支付条例第30条");
    assert_eq!(first.args["general"], json!("某某建筑有限公司"));
    let advance = remark(&t, "chain.owner_advances");
    assert_eq!(advance.article, "保障农民工工资支付条例第29条");
    assert_eq!(advance.args["project_money_due"], json!(null));
    assert_eq!(remark(&t, "chain.unqualified").article, "保障农民工工资支付条例第36条");
    assert_eq!(remark(&t, "party.lost").args["name"], json!("李某"));
    assert!(asks(&t).contains(&"project_money_due") && asks(&t).contains(&"project"));
    desk.types(
        "02",
        &[("case/project_money_due", json!(5_000_000)), ("parties/p2/uscc", json!("91"))],
    );
    let t = see(&desk, "02");
    assert_eq!(remark(&t, "chain.owner_advances").args["project_money_due"], json!(5_000_000));
    assert!(!codes(&t).contains(&"chain.unqualified"), "a firm is no person");
    assert!(!codes(&see(&told(), "02")).iter().any(|c| c.starts_with("chain.")));
}

#[test]
fn the_place_of_work_decides_before_the_seat() {
    let mut desk = told();
    desk.types("02", &[("parties/p2/address", json!("昆明市官渡区"))]);
    let of = |desk: &Desk| see(desk, "02").jurisdiction;
    assert_eq!((of(&desk).by.as_str(), of(&desk).seat.as_str()), ("seat", "昆明市官渡区"));
    desk.types("02", &[("case/place", json!("勐腊县某工地"))]);
    assert_eq!(of(&desk).by, "place");
    assert_eq!(of(&told()).by, "unknown");
    assert!(asks(&see(&told(), "02")).contains(&"place"));
}

#[test]
fn the_estimate_adds_what_is_known_and_says_what_is_not() {
    let mut desk = told();
    let t = see(&desk, "02");
    assert_eq!((t.estimate.total, t.estimate.incomplete), (Fen(800_000), false));
    assert_eq!(t.estimate.heads[0].words, "拖欠工资");
    desk.types("02", &[("claims/k2/head", json!("severance"))]);
    let t = see(&desk, "02");
    assert_eq!((t.estimate.total, t.estimate.incomplete), (Fen(800_000), true));
    assert!(t.to_ask.iter().any(|q| q.path == "claims/k2/amount"));
}

#[test]
fn the_union_is_asked_about_when_work_was_ended() {
    let mut desk = told();
    assert!(!asks(&see(&desk, "02")).contains(&"employer_union"));
    desk.types("02", &[("claims/k1/head", json!("unlawful_termination"))]);
    assert!(asks(&see(&desk, "02")).contains(&"employer_union"));
    desk.types("02", &[("case/employer_union", json!("yes"))]);
    assert!(asks(&see(&desk, "02")).contains(&"union_notified"));
    desk.types("02", &[("case/union_notified", json!("no"))]);
    assert!(remark(&see(&desk, "02"), "union.not_notified").article.contains("第43条"));
}

#[test]
fn routes_say_whether_they_are_open_until_when_and_why_not() {
    let mut desk = told();
    let t = see(&desk, "02");
    assert!(route(&t, "mediation").open && route(&t, "arbitration").open);
    let review = route(&t, "review");
    assert_eq!(review.refusal.as_ref().map(|r| r.code.as_str()), Some("review.not_effective"));
    assert_eq!(route(&t, "arbitration").deadline, None, "not begun while employed: no date");
    desk.types(
        "02",
        &[("parties/p1/employment", json!("ended")), ("parties/p1/ended_on", json!("2026-10-14"))],
    );
    let t = see(&desk, "02");
    assert_eq!(route(&t, "arbitration").deadline, Some(day("2027-10-14")));
    let inspection = route(&t, "inspection");
    // No calendar of 2028 is known yet: whether the day rolls is not, and that is said.
    assert_eq!((inspection.deadline, inspection.unconfirmed), (Some(day("2028-10-14")), true));
    let running = see(&accepted(), "10");
    assert!(route(&running, "arbitration").open, "mediation is no precondition (Art. 5)");
    assert!(route(&running, "arbitration").refusal.is_some(), "and yet it is said that it runs");
    let t = see(&effective(), "20");
    assert_eq!(route(&t, "review").deadline, Some(day("25")));
    assert!(!route(&t, "mediation").open);
    let mut fee = told();
    fee.types(
        "02",
        &[("claims/k1/head", json!("labour_fee")), ("case/cause", json!("labour_fee"))],
    );
    let t = see(&fee, "02");
    assert!(!route(&t, "arbitration").open && route(&t, "litigation").open);
    assert!(codes(&t).contains(&"matter.civil"));
}

#[test]
fn migrants_who_claim_wages_are_told_that_legal_aid_asks_no_means() {
    let mut desk = told();
    assert!(route(&see(&desk, "02"), "legal_aid").warnings.is_empty());
    desk.types("02", &[("parties/p1/vulnerable", json!(["migrant"]))]);
    assert_eq!(route(&see(&desk, "02"), "legal_aid").warnings, ["legal_aid.no_means_test"]);
    assert!(route(&see(&desk, "02"), "supported_suit").open);
}

#[test]
fn new_form_work_has_its_own_rules_and_both_firms() {
    let mut desk = told();
    desk.types(
        "02",
        &[
            ("parties/p1/employment", json!("platform_partial")),
            ("parties/p2/chain_role", json!("platform")),
        ],
    );
    let t = see(&desk, "02");
    assert!(codes(&t).contains(&"employment.platform_partial"));
    assert!(codes(&t).contains(&"platform.other_missing") && asks(&t).contains(&"partner"));
    desk.does("02", receive("02"));
    desk.does("03", ask("p2", "03")).does("03", answer(true)).does("03", accept("03", &["赵某"]));
    desk.does("10", Command::Issue(paper("e1", "extension-consent", "10", sides())));
    desk.does("10", sign("e1", "applicant", "10")).does("10", sign("e1", "respondent", "10"));
    let extend = |until: &str| Command::Extend { until: day(until), paper: id("e1") };
    assert_eq!(desk.refusal("10", extend("12-10")).code, "extension.too_long");
    desk.does("10", extend("12-02"));
}

#[test]
fn the_rules_grade_and_a_person_raises_with_a_reason() {
    let mut desk = told();
    assert_eq!(see(&desk, "02").risk.grade, RiskGrade::General);
    desk.types("02", &[("case/work_stopped", json!(true))]);
    let risk = see(&desk, "02").risk;
    assert_eq!((risk.by_rule, risk.level.level.as_str()), (RiskGrade::Major, "county"));
    assert_eq!(risk.fired[0].id, "work_stopped");
    desk.does("02", receive("02"));
    let step = desk.steps("02").into_iter().find(|s| s.code == "grade_risk").unwrap();
    assert_eq!(step.args["papers"], json!(["major-dispute-report"]));
    let clock = desk.clock("02", DeadlineKind::Escalation);
    assert_eq!((clock.due, clock.unconfirmed), (Some(day("03")), true));
    let graded = |grade, reason: &str| {
        Command::GradeRisk(RiskGraded {
            grade,
            on: day("02"),
            way: GradeReason::Rules,
            reason: reason.into(),
            paper: None,
        })
    };
    let mut lowered = desk.clone();
    lowered.does("02", graded(RiskGrade::General, "当天已复工"));
    assert_eq!(lowered.case.risk[0].way, GradeReason::Lowered);
    assert_eq!(see(&lowered, "02").risk.grade, RiskGrade::General);
    desk.does("02", graded(RiskGrade::Major, ""));
    assert_eq!(desk.case.risk[0].way, GradeReason::Rules);
    assert!(desk.steps("02").iter().any(|s| s.code == "report_risk"));
    desk.does("02", Command::Issue(paper("b1", "major-dispute-report", "02", Vec::new())));
    assert!(desk.clocks("02", DeadlineKind::Escalation).is_empty());
    assert!(!desk.steps("02").iter().any(|s| s.code == "report_risk"));
}

#[test]
fn a_worker_under_age_and_an_old_debt_raise_the_grade() {
    let mut desk = told();
    desk.types("02", &[("parties/p1/birth", json!("2009-01-05"))]);
    assert_eq!(see(&desk, "02").risk.by_rule, RiskGrade::Major);
    assert_eq!(see(&desk, "2027-01-05").risk.by_rule, RiskGrade::General, "eighteen on that day");
    assert_eq!(see(&effective(), "12-29").risk.by_rule, RiskGrade::General);
    assert_eq!(see(&effective(), "12-30").risk.by_rule, RiskGrade::Larger, "thirty days late");
}

#[test]
fn an_empty_sheet_asks_and_guesses_nothing() {
    let t = see(&Desk::new(), "02");
    assert!(asks(&t).contains(&"applicant") && asks(&t).contains(&"cause"));
    assert!(t.estimate.incomplete && t.estimate.total == Fen(0));
    assert!(matches!(t.limitation, statute::Limitation::Unknown { .. }));
    assert_eq!(remark(&t, "arbitration.free").article, "调解仲裁法第53条");
}
