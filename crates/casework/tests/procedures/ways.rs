//! Which way is open after which, and what is taken along.

use super::*;

#[test]
fn a_payment_order_that_ends_opens_the_suit_on_the_agreement() {
    let mut desk = ordered();
    desk.does("12-03", go("z", "accepted", "12-03")).does("12-10", go("z", "issued", "12-10"));
    desk.does("12-12", go("z", "served", "12-12")).does("12-20", go("z", "objected", "12-20"));
    desk.does("12-21", open("l", K::Litigation, "12-21"));
    assert_eq!(desk.case.proceedings[1].opened.basis, Some(ProcedureBasis::OrderEnded));
}

#[test]
fn a_wage_only_agreement_goes_to_court_directly_and_a_mixed_one_does_not() {
    let mut desk = effective();
    desk.does("12-01", open("l", K::Litigation, "12-01"));
    assert_eq!(desk.case.proceedings[0].opened.basis, Some(ProcedureBasis::WageAgreement));
    let mut mixed = effective();
    mixed.types("12-01", &[("claims/k2/head", json!("severance"))]);
    assert_eq!(
        mixed.refusal("12-01", open("l", K::Litigation, "12-01")).code,
        "litigation.no_basis"
    );
}

#[test]
fn a_commission_that_is_silent_or_late_opens_the_court() {
    let mut desk = failed();
    desk.does("18", open("a", K::Arbitration, "18"));
    assert_eq!(desk.refusal("20", open("l", K::Litigation, "20")).code, "litigation.no_basis");
    desk.does("25", open("l", K::Litigation, "25"));
    assert_eq!(desk.case.proceedings[1].opened.basis, Some(ProcedureBasis::NotAccepted));
}

#[test]
fn a_party_that_does_not_want_to_wait_may_apply_itself() {
    let mut desk = accepted();
    desk.does("10", based(opened("a", K::Arbitration, "10"), ProcedureBasis::Own));
    assert_eq!(desk.case.proceedings[0].opened.basis, Some(ProcedureBasis::Own));
}

#[test]
fn all_procedures_stand_on_one_timeline() {
    let desk = titled();
    let all = desk.case.procedures();
    let kinds: Vec<K> = all.iter().map(|p| p.kind).collect();
    assert_eq!(kinds, [K::Mediation, K::Performance, K::JudicialConfirmation]);
    let codes: Vec<&str> = all[0].steps.iter().map(|s| s.code.as_str()).collect();
    assert_eq!(
        codes,
        ["received", "inquiring", "consented", "accepted", "session", "frozen", "effective"]
    );
    let court = &all[2];
    assert_eq!((court.state.as_str(), court.over), ("granted", true));
    assert_eq!((court.number.as_str(), court.label.as_str()), ("（2026）某0001号", "裁定确认有效"));
    assert_eq!(court.steps.len(), 3);
}

#[test]
fn the_outcome_of_one_pre_fills_the_next() {
    let mut desk = effective();
    desk.types("11", &[("case/commission", json!("某某县劳动人事争议仲裁委员会"))]);
    desk.does("11", pay("m1", "o1", 150_000, "11"));
    let review = prefill(&desk.case, K::ArbitrationReview, &cx("11")).unwrap();
    assert_eq!(review.body.name, "某某县劳动人事争议仲裁委员会");
    assert_eq!(review.applicants, [id("p1"), id("p2")], "both sides apply");
    assert_eq!((review.amount, review.deadline), (Some(Fen(650_000)), Some(day("25"))));
    assert_eq!(review.fields["case_number"], json!("勐工调〔2026〕KD12号"));
    let desk = titled();
    let execution = prefill(&desk.case, K::Enforcement, &cx("12-01")).unwrap();
    assert_eq!(execution.body.name, "某某县", "the court that confirmed");
    assert_eq!(execution.applicants, [id("p1")], "the worker alone");
    assert_eq!(execution.fields["title_number"], json!("（2026）某0001号"));
    assert_eq!(execution.fields["title_on"], json!("2026-11-25"));
    assert!(prefill(&desk.case, K::Performance, &cx("12-01")).is_none());
}

#[test]
fn steps_name_their_papers_their_bars_and_where_a_procedure_can_go() {
    let desk = effective();
    let find = |steps: &[Step], code: &str| steps.iter().find(|s| s.code == code).cloned();
    let steps = desk.steps("20");
    let review = find(&steps, "review").unwrap();
    assert!(review.refusal.is_none());
    assert_eq!(review.args["papers"], json!(["arbitration-review-application"]));
    let mut mixed = effective();
    mixed.types("20", &[("claims/k2/head", json!("certificate"))]);
    let confirmation = find(&mixed.steps("20"), "confirmation").unwrap();
    assert!(confirmation.refusal.is_none());
    assert_eq!(confirmation.args["warnings"], json!(["confirmation.not_payment_only"]));
    let mut begun = effective();
    begun.does("20", open("r", K::ArbitrationReview, "20"));
    let steps = begun.steps("20");
    assert!(find(&steps, "review").is_none(), "what runs is moved on, not begun again");
    let step = find(&steps, "procedure_move").unwrap();
    assert_eq!((step.subject.as_str(), &step.args["state"]), ("r", &json!("applied")));
    let to: Vec<&str> =
        step.args["moves"].as_array().unwrap().iter().filter_map(|m| m["to"].as_str()).collect();
    assert_eq!(to, ["accepted", "not_accepted", "withdrawn"]);
    let passed = find(&effective().steps("26"), "review").unwrap().refusal.unwrap();
    assert_eq!(
        (passed.code.as_str(), &passed.args["due"]),
        ("review.passed", &json!("2026-11-25"))
    );
}

#[test]
fn enforcement_that_is_over_lets_the_file_be_closed() {
    let mut desk = titled();
    assert_eq!(
        desk.refusal("12-01", Command::Close { on: day("12-01") }).code,
        "case.close.unpaid"
    );
    desk.does("12-01", open("e", K::Enforcement, "12-01"));
    desk.does("12-02", go("e", "accepted", "12-02")).does("12-20", go("e", "performed", "12-20"));
    desk.does("12-21", Command::Close { on: day("12-21") });
}
