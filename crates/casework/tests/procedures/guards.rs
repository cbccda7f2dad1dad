//! Every guard of a beginning and of a move refuses once.

use super::*;

#[test]
fn every_guard_of_a_beginning_refuses_with_its_date_and_article() {
    let relation = |mut desk: Desk| {
        desk.types("20", &[("claims/k2/head", json!("relation"))]);
        desk
    };
    let heads = |mut desk: Desk, head: &str| {
        let day = "20";
        desk.types(day, &[("claims/k1/head", json!(head)), ("case/cause", json!(head))]);
        desk
    };
    let mut paid = effective();
    paid.does("20", pay("m1", "o1", 400_000, "20")).does("20", pay("m2", "o2", 400_000, "20"));
    let mut reviewed = effective();
    reviewed.does("20", open("r", K::ArbitrationReview, "20"));
    reviewed.does("20", go("r", "accepted", "20")).does("23", go("r", "granted", "23"));
    let mut one_side = opened("x", K::ArbitrationReview, "20");
    one_side.applicants = vec![id("p1")];
    let mut employer = opened("x", K::PaymentOrder, "12-01");
    employer.applicants = vec![id("p2")];
    let mut unsigned = effective();
    let paper_kind = "arbitration-review-application";
    unsigned.does("20", Command::Issue(paper("u1", paper_kind, "20", sides())));
    let mut with_paper = opened("x", K::ArbitrationReview, "20");
    with_paper.paper = Some(id("u1"));
    let mut nowhere = opened("x", K::ArbitrationReview, "20");
    nowhere.body.name = " ".into();
    let mut left = told();
    left.types(
        "02",
        &[
            ("parties/p1/employment", json!("ended")),
            ("parties/p1/ended_on", json!("2024-05-06")),
            ("claims/k1/to", json!("2024-04")),
        ],
    );
    left.does("02", receive("02"));
    left.does("03", ask("p2", "03")).does("03", answer(true)).does("03", accept("03", &["赵某"]));
    left.does("18", end(EndReason::Expired, "18"));
    let late_award = awarded();
    let command = Command::OpenProcedure;
    type Row = (&'static str, &'static str, Desk, Command);
    let table: Vec<Row> = vec![
        ("review.not_effective", "20", accepted(), open("x", K::ArbitrationReview, "20")),
        ("review.performed", "20", paid.clone(), open("x", K::ArbitrationReview, "20")),
        (
            "review.civil",
            "20",
            heads(effective(), "labour_fee"),
            open("x", K::ArbitrationReview, "20"),
        ),
        (
            "review.administrative",
            "20",
            heads(effective(), "social_insurance"),
            open("x", K::ArbitrationReview, "20"),
        ),
        ("review.relation", "20", relation(effective()), open("x", K::ArbitrationReview, "20")),
        ("review.confirmed_already", "25", titled(), open("x", K::ArbitrationReview, "25")),
        ("review.passed", "26", effective(), open("x", K::ArbitrationReview, "26")),
        ("review.not_joint", "20", effective(), command(one_side)),
        ("review.review_granted", "24", reviewed.clone(), open("x", K::ArbitrationReview, "24")),
        ("confirmation.not_effective", "20", frozen(), open("x", K::JudicialConfirmation, "20")),
        ("confirmation.passed", "12-11", effective(), open("x", K::JudicialConfirmation, "12-11")),
        ("confirmation.review_granted", "24", reviewed, open("x", K::JudicialConfirmation, "24")),
        ("payment_order.not_effective", "12-01", frozen(), open("x", K::PaymentOrder, "12-01")),
        (
            "payment_order.heads",
            "12-01",
            heads(effective(), "deposit"),
            open("x", K::PaymentOrder, "12-01"),
        ),
        ("payment_order.not_due", "30", effective(), open("x", K::PaymentOrder, "30")),
        ("payment_order.not_worker", "12-01", effective(), command(employer)),
        ("arbitration.civil", "18", heads(failed(), "labour_fee"), open("x", K::Arbitration, "18")),
        ("arbitration.not_due", "30", effective(), open("x", K::Arbitration, "30")),
        ("arbitration.title", "12-01", titled(), open("x", K::Arbitration, "12-01")),
        ("arbitration.mediation_running", "10", accepted(), open("x", K::Arbitration, "10")),
        ("litigation.no_basis", "18", failed(), open("x", K::Litigation, "18")),
        ("litigation.passed", "2027-01-05", late_award, open("x", K::Litigation, "2027-01-05")),
        (
            "litigation.no_award",
            "18",
            failed(),
            based(opened("x", K::Litigation, "18"), ProcedureBasis::Award),
        ),
        (
            "litigation.order_not_ended",
            "12-02",
            ordered(),
            based(opened("x", K::Litigation, "12-02"), ProcedureBasis::OrderEnded),
        ),
        (
            "litigation.commission_decides",
            "12-02",
            arbitrated(),
            based(opened("x", K::Litigation, "12-02"), ProcedureBasis::NotAccepted),
        ),
        (
            "litigation.not_wages_only",
            "12-02",
            heads(effective(), "severance"),
            based(opened("x", K::Litigation, "12-02"), ProcedureBasis::WageAgreement),
        ),
        (
            "litigation.not_due",
            "30",
            effective(),
            based(opened("x", K::Litigation, "30"), ProcedureBasis::WageAgreement),
        ),
        (
            "litigation.not_civil",
            "18",
            failed(),
            based(opened("x", K::Litigation, "18"), ProcedureBasis::Civil),
        ),
        ("enforcement.no_title", "12-01", effective(), open("x", K::Enforcement, "12-01")),
        ("enforcement.not_due", "30", titled(), open("x", K::Enforcement, "30")),
        ("enforcement.passed", "2029-01-03", titled(), open("x", K::Enforcement, "2029-01-03")),
        ("inspection.passed", "20", left, open("x", K::Inspection, "20")),
        ("supported_suit.not_needed", "18", failed(), open("x", K::SupportedSuit, "18")),
        ("procedure.derived", "20", effective(), command(opened("x", K::Mediation, "20"))),
        ("procedure.again", "12-02", ordered(), open("z", K::Litigation, "12-02")),
        ("procedure.future", "20", effective(), open("x", K::ArbitrationReview, "21")),
        ("procedure.no_body", "20", effective(), command(nowhere)),
        ("procedure.open_already", "12-02", ordered(), open("y", K::PaymentOrder, "12-02")),
        ("procedure.paper_unsigned", "20", unsigned, command(with_paper)),
    ];
    let mut seen = BTreeSet::new();
    for (code, today, desk, command) in table {
        let refusal = desk.refusal(today, command);
        assert_eq!(refusal.code, code);
        let order = ["procedure.derived", "procedure.again", "procedure.future"];
        assert!(order.contains(&code) || !refusal.article.is_empty(), "{code} names no article");
        assert!(!code.ends_with(".passed") || refusal.args.contains_key("due"), "{code}: no date");
        seen.insert(code);
    }
    assert_eq!(seen.len(), 39);
}

#[test]
fn every_guard_of_a_move_refuses() {
    let mut served = ordered();
    served.does("12-03", go("z", "accepted", "12-03")).does("12-10", go("z", "issued", "12-10"));
    served.does("12-12", go("z", "served", "12-12"));
    let mut bare = moved("z", "issued", "12-10");
    (bare.number, bare.served_on) = (" ".into(), None);
    let mut early = moved("a", "awarded", "12-20");
    early.served_on = Some(day("12-19"));
    let mut sued = awarded();
    sued.does("12-28", open("l", K::Litigation, "12-28"));
    let mut dead = ordered();
    let cancel =
        FactCancelled { fact: FactKind::Procedure, id: id("z"), reason: "记错案".into() };
    dead.does("12-02", Command::CancelFact(cancel));
    let mut ready = ordered();
    ready.does("12-03", go("z", "accepted", "12-03"));
    let mut twice = moved("z", "issued", "12-10");
    twice.step = id("z-accepted-12-03");
    let move_it = Command::MoveProcedure;
    let table = [
        ("procedure.unknown", "12-02", ordered(), go("q", "accepted", "12-02")),
        ("procedure.cancelled", "12-02", dead, go("z", "accepted", "12-02")),
        ("procedure.move.again", "12-10", ready.clone(), move_it(twice)),
        ("procedure.move.unknown_state", "12-02", ordered(), go("z", "paid", "12-02")),
        ("procedure.move.not_from", "12-02", ordered(), go("z", "issued", "12-02")),
        ("procedure.move.missing", "12-10", ready.clone(), move_it(bare)),
        ("procedure.future", "12-02", ordered(), go("z", "accepted", "12-03")),
        ("procedure.move.before", "12-02", ordered(), go("z", "accepted", "30")),
        ("procedure.move.served_before", "12-20", arbitrated(), move_it(early)),
        ("procedure.move.period_runs", "12-28", served, go("z", "effective", "12-28")),
        ("procedure.move.sued", "2027-01-20", sued, go("a", "effective", "2027-01-20")),
    ];
    for (code, today, desk, command) in table {
        assert_eq!(desk.refusal(today, command).code, code);
    }
}
