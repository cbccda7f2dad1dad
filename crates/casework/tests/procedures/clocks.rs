//! What a procedure counts, and what a late or mistaken note does to it.

use super::*;

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
fn a_late_note_of_an_application_in_time_is_taken() {
    let mut desk = effective();
    // Applied for on the last day, noted a week later.
    desk.does("12-02", open("r", K::ArbitrationReview, "25"));
    assert_eq!(desk.case.proceedings[0].opened.accord, Some(id("v1")));
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
