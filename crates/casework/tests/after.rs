//! What goes on around and after a mediation: consultations, contacts, agencies, transfers, services, the archive.

mod support;

use casework::*;
use serde_json::json;
use support::*;

fn closed() -> Desk {
    let mut desk = failed();
    desk.does("18", notice("18")).does("18", Command::Close { on: day("18") });
    desk
}

fn consultation(outcome: ConsultationOutcome) -> ConsultationClosed {
    let (answer, advice) = ("在职期间欠薪不受一年限制".into(), "带工资条来登记".into());
    ConsultationClosed { on: day("02"), answer, advice, outcome, to: String::new() }
}

fn task(name: &str, due: &str) -> TaskSet {
    TaskSet {
        id: id(name),
        agency: "县人社局".into(),
        what: "核对工资支付标准".into(),
        due: day(due),
        contact: String::new(),
    }
}

fn done(name: &str, on: &str, result: &str) -> Done {
    Done { id: id(name), on: day(on), result: result.into() }
}

fn transfer(name: &str) -> TransferSent {
    TransferSent {
        id: id(name),
        to: "县劳动保障监察大队".into(),
        transfer: TransferKind::Inspection,
        matter: "未缴社会保险".into(),
        on: day("18"),
        appointment: Some(Appointment {
            at: at("24"),
            place: "政务大厅二楼".into(),
            contact: "王某".into(),
            bring: "身份证、工资条".into(),
        }),
        due: Some(day("30")),
        paper: None,
    }
}

fn service(name: &str) -> ServicePlanned {
    ServicePlanned {
        id: id(name),
        party: id("p1"),
        service: ServiceKind::Unemployment,
        due: day("30"),
        provider: "县就业局".into(),
        note: String::new(),
    }
}

fn visit(name: &str) -> VisitMade {
    VisitMade {
        id: id(name),
        party: id("p1"),
        on: day("20"),
        way: ConsentWay::Phone,
        satisfied: Satisfaction::Good,
        text: "已收到".into(),
        paper: None,
    }
}

fn contact(name: &str) -> ContactLogged {
    ContactLogged {
        id: id(name),
        on: at("02"),
        with: "经理王某".into(),
        party: Some(id("p2")),
        way: ConsentWay::Phone,
        reached: false,
        text: "无人接听".into(),
    }
}

fn archived(pages: u32, years: u32, on: &str) -> Command {
    Command::Archive(Archived { on: day(on), pages, retention_years: years, place: String::new() })
}

fn cancel(fact: FactKind, name: &str) -> Command {
    Command::CancelFact(FactCancelled { fact, id: id(name), reason: "登错".into() })
}

#[test]
fn a_consultation_ends_with_its_answer_or_becomes_a_case() {
    let mut desk = told();
    desk.does("02", Command::CloseConsultation(consultation(ConsultationOutcome::Answered)));
    let all = desk.case.procedures();
    assert_eq!((all[0].kind, all[0].state.as_str()), (ProcedureKind::Consultation, "answered"));
    let mut case = desk.clone();
    case.does("02", receive("02"));
    assert_eq!(case.case.state(), MediationState::Registered);
    desk.does("02", Command::Close { on: day("02") });
    let open = told();
    assert_eq!(
        open.refusal("02", Command::Close { on: day("02") }).code,
        "case.close.not_answered"
    );
}

#[test]
fn guards_of_what_goes_on_around() {
    use ConsultationOutcome::{Answered, Directed};
    let silent = ConsultationClosed { answer: " ".into(), ..consultation(Answered) };
    let early = ConsultationClosed { on: day("21"), ..consultation(Answered) };
    let mut full = failed();
    full.does("18", Command::LogContact(contact("c1")));
    full.does("18", Command::SetTask(task("t1", "25")));
    full.does("18", Command::SendTransfer(transfer("f1")));
    full.does("18", Command::PlanService(service("s1")));
    full.does("20", Command::Visit(visit("v1")));
    let mut over = full.clone();
    over.does("20", Command::CompleteTask(done("t1", "20", "已核")));
    over.does("20", Command::CompleteService(done("s1", "20", "已领")));
    let answer = |name: &str, on: &str| {
        Command::AnswerTransfer(TransferAnswered {
            id: id(name),
            on: day(on),
            accepted: true,
            number: String::new(),
            result: String::new(),
        })
    };
    over.does("20", answer("f1", "20"));
    let nobody = ContactLogged { with: " ".into(), ..contact("c2") };
    let future = ContactLogged { on: at("21"), ..contact("c2") };
    let stranger = ServicePlanned { party: id("p2"), ..service("s2") };
    let given_by_none = ServicePlanned { provider: String::new(), ..service("s2") };
    let declined = |on: &str| {
        Command::DeclineService(Declined { id: id("s1"), on: day(on), reason: String::new() })
    };
    let no_agency = TaskSet { agency: " ".into(), ..task("t2", "25") };
    let no_matter = TaskSet { what: " ".into(), ..task("t2", "25") };
    let to_nobody = TransferSent { to: " ".into(), ..transfer("f2") };
    let of_nothing = TransferSent { matter: " ".into(), ..transfer("f2") };
    let sent_later = TransferSent { on: day("21"), ..transfer("f2") };
    let nowhere = Appointment { place: " ".into(), ..transfer("f2").appointment.unwrap() };
    let nowhere = TransferSent { appointment: Some(nowhere), ..transfer("f2") };
    let before = Appointment { at: at("17"), ..transfer("f2").appointment.unwrap() };
    let before = TransferSent { appointment: Some(before), ..transfer("f2") };
    let visit_of =
        |party: &str, on: &str| VisitMade { party: id(party), on: day(on), ..visit("v2") };
    let grade = |grade: statute::RiskGrade, on: &str, reason: &str| {
        Command::GradeRisk(RiskGraded {
            grade,
            on: day(on),
            way: GradeReason::Rules,
            reason: reason.into(),
            paper: None,
        })
    };
    use statute::RiskGrade::{General, Larger};
    let mut graded = failed();
    graded.does("18", grade(Larger, "18", "网上已有帖子"));
    let table = [
        ("consultation.state", failed(), Command::CloseConsultation(consultation(Answered))),
        ("consultation.no_answer", told(), Command::CloseConsultation(silent)),
        ("consultation.no_body", told(), Command::CloseConsultation(consultation(Directed))),
        ("consultation.future", told(), Command::CloseConsultation(early)),
        ("contact.again", full.clone(), Command::LogContact(contact("c1"))),
        ("contact.nobody", full.clone(), Command::LogContact(nobody)),
        ("contact.future", full.clone(), Command::LogContact(future)),
        ("service.again", full.clone(), Command::PlanService(service("s1"))),
        ("service.not_worker", full.clone(), Command::PlanService(stranger)),
        ("service.no_provider", full.clone(), Command::PlanService(given_by_none)),
        ("service.unknown", full.clone(), Command::CompleteService(done("s9", "20", "x"))),
        ("service.over", over.clone(), declined("20")),
        ("service.future", full.clone(), declined("21")),
        ("visit.again", full.clone(), Command::Visit(visit("v1"))),
        ("visit.unknown_party", full.clone(), Command::Visit(visit_of("p9", "20"))),
        ("visit.future", full.clone(), Command::Visit(visit_of("p1", "21"))),
        ("task.again", full.clone(), Command::SetTask(task("t1", "25"))),
        ("task.no_agency", full.clone(), Command::SetTask(no_agency)),
        ("task.no_matter", full.clone(), Command::SetTask(no_matter)),
        ("task.due_past", full.clone(), Command::SetTask(task("t2", "19"))),
        ("task.unknown", full.clone(), Command::CompleteTask(done("t9", "20", "x"))),
        ("task.over", over.clone(), Command::CompleteTask(done("t1", "20", "x"))),
        ("task.no_result", full.clone(), Command::CompleteTask(done("t1", "20", " "))),
        ("task.future", full.clone(), Command::CompleteTask(done("t1", "21", "x"))),
        ("transfer.again", full.clone(), Command::SendTransfer(transfer("f1"))),
        ("transfer.no_body", full.clone(), Command::SendTransfer(to_nobody)),
        ("transfer.no_matter", full.clone(), Command::SendTransfer(of_nothing)),
        ("transfer.future", full.clone(), Command::SendTransfer(sent_later)),
        ("transfer.no_place", full.clone(), Command::SendTransfer(nowhere)),
        ("transfer.appointment_before", full.clone(), Command::SendTransfer(before)),
        ("transfer.unknown", full.clone(), answer("f9", "20")),
        ("transfer.over", over, answer("f1", "20")),
        ("transfer.before", full.clone(), answer("f1", "17")),
        ("case.archive.not_closed", failed(), archived(12, 5, "20")),
        ("case.archive.no_pages", closed(), archived(0, 5, "20")),
        ("case.archive.no_period", closed(), archived(12, 0, "20")),
        ("case.archive.future", closed(), archived(12, 5, "21")),
        ("case.archive.before_close", closed(), archived(12, 5, "17")),
        ("fact.unknown", full.clone(), cancel(FactKind::Visit, "v9")),
        ("risk.future", failed(), grade(Larger, "21", "x")),
        ("risk.no_reason", failed(), grade(Larger, "18", " ")),
        ("risk.same", graded, grade(Larger, "20", "再记")),
    ];
    for (code, desk, command) in table {
        assert_eq!(desk.refusal("20", command).code, code);
    }
    let mut again = closed();
    again.does("20", archived(12, 5, "20"));
    assert_eq!(again.refusal("20", archived(12, 5, "20")).code, "case.archive.again");
    // A general grade that the rules give needs no ground.
    failed().does("18", grade(General, "18", ""));
}

#[test]
fn agencies_have_their_clocks_and_steps_until_they_answer() {
    let mut desk = accepted();
    desk.does("05", Command::SetTask(task("t1", "10")));
    let clock = desk.clock("11", DeadlineKind::Task);
    assert_eq!((clock.subject.as_str(), clock.urgency), ("t1", Urgency::Overdue));
    assert!(desk.steps("11").iter().any(|s| s.code == "task_done" && s.subject == "t1"));
    desk.does("11", Command::CompleteTask(done("t1", "11", "标准为每月二千元")));
    assert!(desk.clocks("11", DeadlineKind::Task).is_empty());
    let mut desk = failed();
    desk.does("18", Command::SendTransfer(transfer("f1")));
    assert_eq!(desk.clock("19", DeadlineKind::Appointment).due, Some(day("24")));
    assert_eq!(desk.clock("19", DeadlineKind::TransferAnswer).due, Some(day("30")));
    assert!(desk.steps("19").iter().any(|s| s.code == "transfer_answer"));
    desk.does("20", cancel(FactKind::Transfer, "f1"));
    assert!(desk.clocks("20", DeadlineKind::TransferAnswer).is_empty());
    assert_eq!(desk.case.after.transfers[0].cancelled.as_deref(), Some("登错"));
}

#[test]
fn what_is_followed_goes_on_after_the_file_is_closed() {
    let mut desk = closed();
    desk.does("19", Command::PlanService(service("s1"))).does("20", Command::Visit(visit("v1")));
    assert_eq!(desk.clock("20", DeadlineKind::Service).subject, "s1");
    desk.does("20", Command::CompleteService(done("s1", "20", "已领取")));
    desk.does("20", archived(36, 10, "20"));
    assert_eq!(desk.refusal("20", Command::SetTask(task("t1", "25"))).code, "case.closed");
    let codes: Vec<String> = desk.steps("20").into_iter().map(|s| s.code).collect();
    assert!(!codes.contains(&"archive".to_owned()) && codes.contains(&"reopen".to_owned()));
    let reopen = Command::Reopen { on: day("20"), reason: "补件".into(), resume: false };
    desk.does("20", reopen);
    assert!(desk.case.after.archived.is_none());
}

#[test]
fn every_kind_of_fact_can_be_taken_back_by_its_name() {
    let mut desk = failed();
    desk.does("18", Command::LogContact(contact("c1")));
    desk.does("18", Command::SetTask(task("t1", "25")));
    desk.does("18", Command::PlanService(service("s1")));
    desk.does("18", Command::Visit(VisitMade { on: day("18"), ..visit("v1") }));
    let noted = InterruptionNoted {
        id: id("i1"),
        on: day("10"),
        why: "电话催要".into(),
        way: InterruptWay::Claimed,
        proof: None,
    };
    desk.does("18", Command::Interrupt(noted));
    let why = "住院".into();
    let (from, to) = (day("01"), day("05"));
    let pause = LimitationSuspended { id: id("u1"), from, to, why, proof: None };
    desk.does("18", Command::SuspendLimitation(pause));
    for (fact, name) in [
        (FactKind::Contact, "c1"),
        (FactKind::Task, "t1"),
        (FactKind::Service, "s1"),
        (FactKind::Visit, "v1"),
        (FactKind::Interruption, "i1"),
        (FactKind::LimitationSuspension, "u1"),
    ] {
        desk.does("18", cancel(fact, name));
        assert_eq!(desk.refusal("18", cancel(fact, name)).code, "fact.already_cancelled");
    }
}

#[test]
fn the_closing_check_names_what_each_end_needs() {
    let codes = |desk: &Desk| -> Vec<(CheckLevel, String)> {
        let all = closing_check(&desk.case, &cx("20"));
        all.into_iter().map(|i| (i.level, i.code)).collect()
    };
    let bad = |code: &str| (CheckLevel::Bad, code.to_owned());
    assert!(codes(&failed()).contains(&bad("closing.paper_missing")));
    assert!(codes(&accepted()).contains(&bad("closing.open")));
    assert!(codes(&told()).contains(&bad("closing.not_answered")));
    assert!(codes(&effective()).contains(&bad("closing.unpaid")));
    let mut noticed = failed();
    noticed.does("18", Command::Issue(paper("n1", "termination-notice", "18", sides())));
    assert!(codes(&noticed).contains(&bad("closing.paper_incomplete")));
    noticed.does("18", sign("n1", "applicant", "18")).does("18", sign("n1", "respondent", "18"));
    assert!(codes(&noticed).iter().all(|(level, _)| *level != CheckLevel::Bad));
    // A notice of an earlier round does not tell of the end of this one.
    let again = Command::Reopen { on: day("19"), reason: "愿再谈".into(), resume: true };
    noticed.does("19", again).does("20", end(EndReason::PartyEnds, "20"));
    assert!(codes(&noticed).contains(&bad("closing.paper_missing")));
    let mut left = effective();
    left.types("20", &[("parties/p1/ended_on", json!("2026-10-31"))]);
    left.does("20", pay("m1", "o1", 400_000, "20")).does("20", pay("m2", "o2", 400_000, "20"));
    let found = codes(&left);
    assert!(found.contains(&(CheckLevel::Ok, "closing.paid".to_owned())));
    assert!(found.contains(&(CheckLevel::Warn, "closing.no_follow_up".to_owned())));
    left.does("20", Command::PlanService(service("s1")));
    assert!(!codes(&left).iter().any(|(_, c)| c == "closing.no_follow_up"));
    left.does("20", Command::Close { on: day("20") });
}

#[test]
fn a_court_that_handed_a_matter_over_is_answered_within_its_own_period() {
    for (kind, due) in [("delegated", "12-01"), ("entrusted", "16"), ("entrusted_summary", "09")] {
        let mut desk = failed();
        desk.types(
            "18",
            &[
                ("case/channel", json!("court")),
                ("case/court_kind", json!(kind)),
                ("case/entrust_letter_date", json!("2026-11-01")),
            ],
        );
        let clock = desk.clock("18", DeadlineKind::EntrustReturn);
        assert_eq!((clock.from, clock.due), (Some(day("01")), Some(day(due))), "{kind}");
        assert!(desk.steps("18").iter().any(|s| s.code == "answer_court"));
        desk.types("18", &[("case/entrust_return_by", json!("2026-11-28"))]);
        let clock = desk.clock("18", DeadlineKind::EntrustReturn);
        assert_eq!(
            (clock.due, clock.other_due),
            (Some(day("28")), Some(day(due))),
            "the letter governs"
        );
        let sent = TransferSent { transfer: TransferKind::Court, ..transfer("f1") };
        desk.does("18", Command::SendTransfer(sent));
        assert!(desk.clocks("18", DeadlineKind::EntrustReturn).is_empty());
        assert!(!desk.steps("18").iter().any(|s| s.code == "answer_court"));
    }
}

#[test]
fn a_hearing_that_is_set_bounds_the_mediation() {
    let mut desk = accepted();
    desk.types("05", &[("case/hearing_on", json!("2026-11-12"))]);
    assert_eq!(desk.clock("05", DeadlineKind::Hearing).due, Some(day("12")));
    assert!(desk.clocks("13", DeadlineKind::Hearing).is_empty());
}
