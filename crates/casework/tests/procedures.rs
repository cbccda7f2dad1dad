//! Procedures beside the mediation: every move of the table is taken, every guard is refused once.

mod support;

use casework::machine::{Need, machines, moves_from};
use casework::*;
use serde_json::json;
use statute::Fen;
use std::collections::BTreeSet;
use support::*;

use ProcedureKind as K;

fn body(kind: K) -> Body {
    let kind = machine::machine(kind).map_or(BodyKind::Station, |m| m.opening.body);
    Body { kind, name: "某某县".into() }
}

fn opened(name: &str, kind: K, on: &str) -> ProcedureOpened {
    ProcedureOpened {
        id: id(name),
        procedure: kind,
        on: day(on),
        body: body(kind),
        applicants: vec![id("p1"), id("p2")],
        basis: None,
        number: String::new(),
        accord: None,
        paper: None,
        amount: None,
        note: String::new(),
        fields: Default::default(),
    }
}

fn open(name: &str, kind: K, on: &str) -> Command {
    Command::OpenProcedure(opened(name, kind, on))
}

/// A move with everything any move can need.
fn moved(name: &str, to: &str, on: &str) -> ProcedureMoved {
    ProcedureMoved {
        id: id(name),
        step: id(&format!("{name}-{to}-{on}")),
        to: to.into(),
        on: day(on),
        number: "（2026）某0001号".into(),
        served_on: Some(day(on)),
        amount: Some(Fen(100)),
        note: String::new(),
        paper: None,
        attachment: None,
    }
}

fn go(name: &str, to: &str, on: &str) -> Command {
    Command::MoveProcedure(moved(name, to, on))
}

fn based(mut o: ProcedureOpened, basis: ProcedureBasis) -> Command {
    o.basis = Some(basis);
    Command::OpenProcedure(o)
}

/// Confirmed by the court on the 25th, served that day: an enforceable title.
fn titled() -> Desk {
    let mut desk = effective();
    desk.does("20", open("c", K::JudicialConfirmation, "20"));
    desk.does("22", go("c", "accepted", "22")).does("25", go("c", "granted", "25"));
    desk
}

/// The payment order was applied for on 1 December, after the first instalment had not come.
fn ordered() -> Desk {
    let mut desk = effective();
    desk.does("12-01", open("z", K::PaymentOrder, "12-01"));
    desk
}

/// The commission took the case up on the 20th after the mediation had failed.
fn arbitrated() -> Desk {
    let mut desk = failed();
    desk.does("18", open("a", K::Arbitration, "18")).does("20", go("a", "accepted", "20"));
    desk
}

fn awarded() -> Desk {
    let mut desk = arbitrated();
    desk.does("12-20", go("a", "awarded", "12-20"));
    desk
}

/// A case on which a kind of procedure can be begun on this day.
fn ready(kind: K) -> (Desk, &'static str) {
    match kind {
        K::ArbitrationReview | K::JudicialConfirmation => (effective(), "20"),
        K::PaymentOrder | K::Litigation => (effective(), "12-01"),
        K::Arbitration | K::Inspection => (failed(), "18"),
        K::Enforcement => (titled(), "12-01"),
        K::SupportedSuit => {
            let mut desk = failed();
            desk.types("18", &[("parties/p1/vulnerable", json!(["migrant"]))]);
            (desk, "18")
        }
        K::Consultation | K::Mediation | K::Performance => unreachable!("derived"),
    }
}

#[test]
fn every_move_of_the_table_can_be_taken_and_every_state_is_reached() {
    for m in machines() {
        // Breadth first over the states; each is reached by real commands from a real case.
        let (mut desk, from) = ready(m.kind);
        desk.does(from, open("x", m.kind, from));
        let mut seen = BTreeSet::from([m.states[0].code]);
        let mut taken = 0;
        let mut waiting = vec![(desk, day(from))];
        while let Some((desk, since)) = waiting.pop() {
            let p = desk.case.proceedings.iter().find(|p| p.opened.id == id("x")).unwrap();
            for step in moves_from(m.kind, p.state()) {
                // Long enough after that no period of the other side runs any more.
                let on = (since + chrono::Days::new(40)).to_string();
                let mut next = desk.clone();
                next.does(&on, go("x", step.to, &on));
                taken += 1;
                let state = machine::state(m.kind, step.to).unwrap();
                let now = next.case.proceedings.iter().find(|p| p.opened.id == id("x")).unwrap();
                assert_eq!(now.state(), step.to);
                assert_eq!(now.runs(), state.outcome == machine::Outcome::Runs);
                if seen.insert(step.to) {
                    waiting.push((next, day(&on)));
                }
            }
        }
        let all: BTreeSet<&str> = m.states.iter().map(|s| s.code).collect();
        assert_eq!(seen, all, "{:?}: a state nothing leads to", m.kind);
        let edges: usize = m.moves.iter().map(|m| m.from.len()).sum();
        assert_eq!(taken, edges, "{:?}", m.kind);
    }
}

#[test]
fn the_table_names_only_states_it_has_and_an_article_for_each_move() {
    for m in machines() {
        let known = |code: &str| m.states.iter().any(|s| s.code == code);
        for step in m.moves {
            assert!(known(step.to) && step.from.iter().all(|f| known(f)), "{:?}", m.kind);
            assert!(!step.article.is_empty());
            let title = machine::state(m.kind, step.to).unwrap().outcome == machine::Outcome::Title;
            // A title is known by what was issued and served, or by the period that ran out after the service.
            assert!(
                !title || step.needs.contains(&Need::Served) || !step.guards.is_empty(),
                "{:?} {}",
                m.kind,
                step.to
            );
        }
        assert!(!m.opening.article.is_empty() && !m.opening.papers.is_empty());
    }
}

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

#[test]
fn a_late_note_of_an_application_in_time_is_taken() {
    let mut desk = effective();
    // Applied for on the last day, noted a week later.
    desk.does("12-02", open("r", K::ArbitrationReview, "25"));
    assert_eq!(desk.case.proceedings[0].opened.accord, Some(id("v1")));
}

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
fn each_state_runs_its_own_clock_and_an_end_stops_it() {
    let mut desk = ordered();
    let owner = |desk: &Desk, today: &str, kind| {
        let clock = desk.clocks(today, kind).into_iter().next();
        clock.map(|c| (c.procedure, c.due))
    };
    let z = Some(id("z"));
    assert_eq!(
        owner(&desk, "12-02", DeadlineKind::PaymentOrderNotice),
        Some((z.clone(), Some(day("12-07"))))
    );
    desk.does("12-03", go("z", "accepted", "12-03"));
    assert_eq!(owner(&desk, "12-03", DeadlineKind::PaymentOrderNotice), None);
    assert_eq!(
        owner(&desk, "12-03", DeadlineKind::PaymentOrderIssue),
        Some((z.clone(), Some(day("12-18"))))
    );
    desk.does("12-10", go("z", "issued", "12-10")).does("12-12", go("z", "served", "12-12"));
    assert_eq!(
        owner(&desk, "12-12", DeadlineKind::PaymentOrderObjection),
        Some((z.clone(), Some(day("12-28"))))
    );
    desk.does("12-29", go("z", "effective", "12-29"));
    assert_eq!(owner(&desk, "12-29", DeadlineKind::PaymentOrderObjection), None);
    // The title brings its own: two years from the last instalment, which falls on 31 December.
    assert_eq!(owner(&desk, "12-29", DeadlineKind::Enforcement).map(|o| o.0), Some(z));
    let due = desk.clock("12-29", DeadlineKind::Enforcement);
    assert_eq!((due.from, due.raw), (Some(day("12-31")), Some(day("2028-12-31"))));
    desk.does("12-29", open("e", K::Enforcement, "12-29"));
    assert_eq!(owner(&desk, "12-29", DeadlineKind::Enforcement), None);
}

#[test]
fn the_award_is_counted_from_the_acceptance_and_the_suit_from_the_service() {
    let desk = arbitrated();
    let clock = desk.clock("20", DeadlineKind::Award);
    assert_eq!((clock.from, clock.raw), (Some(day("20")), Some(day("2027-01-04"))));
    assert!(
        desk.clocks("20", DeadlineKind::Limitation).is_empty(),
        "the claim is with the commission"
    );
    let desk = awarded();
    let clock = desk.clock("12-21", DeadlineKind::SuitAfterAward);
    assert_eq!((clock.from, clock.raw), (Some(day("12-20")), Some(day("2027-01-04"))));
    assert_eq!(desk.clock("2027-02-01", DeadlineKind::SuitAfterAward).urgency, Urgency::Stopped);
}

#[test]
fn an_application_for_review_stills_its_own_clock_and_not_the_other() {
    let mut desk = effective();
    desk.does("20", open("r", K::ArbitrationReview, "20"));
    assert!(desk.clocks("20", DeadlineKind::ReviewApplication).is_empty());
    assert_eq!(desk.clocks("20", DeadlineKind::ConfirmationApplication).len(), 1);
    desk.does("20", go("r", "accepted", "20"));
    let clock = desk.clock("20", DeadlineKind::ReviewDecision);
    assert_eq!((clock.due, clock.unconfirmed), (Some(day("27")), true));
}

#[test]
fn a_move_noted_by_mistake_is_taken_back_and_stays_in_the_history() {
    let mut desk = effective();
    desk.does("20", open("r", K::ArbitrationReview, "20")).does("21", go("r", "withdrawn", "21"));
    assert!(!desk.case.proceedings[0].runs());
    let step = id("r-withdrawn-21");
    let cancel = |reason: &str| {
        let (fact, id) = (FactKind::Move, step.clone());
        Command::CancelFact(FactCancelled { fact, id, reason: reason.into() })
    };
    assert_eq!(desk.refusal("22", cancel(" ")).code, "fact.no_reason");
    desk.does("22", cancel("当事人并未撤回"));
    assert_eq!(desk.refusal("22", cancel("又一次")).code, "fact.already_cancelled");
    assert_eq!(desk.case.proceedings[0].state(), "applied");
    assert_eq!(desk.case.proceedings[0].moves[0].cancelled.as_deref(), Some("当事人并未撤回"));
    desk.does("23", go("r", "accepted", "23"));
}

#[test]
fn a_move_that_arrives_late_from_another_desk_falls_into_its_place() {
    let mut desk = effective();
    desk.does("20", open("r", K::ArbitrationReview, "20"));
    for (to, on) in [("granted", "24"), ("accepted", "21")] {
        desk.record(Event::ProcedureMoved(moved("r", to, on)), "25");
    }
    let p = &desk.case.proceedings[0];
    assert_eq!(p.state(), "granted");
    assert_eq!(
        p.steps().iter().map(|m| m.to.as_str()).collect::<Vec<_>>(),
        ["accepted", "granted"]
    );
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
