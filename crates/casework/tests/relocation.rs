//! The firm moves away: 120 workers, 52 of whom do not go along and do not agree (needs.md rows 39, 64).

mod support;

use casework::*;
use serde_json::json;
use statute::Fen;
use support::*;

#[test]
fn sixty_eight_settle_and_are_paid_while_fifty_two_go_on_by_themselves() {
    let mut desk = group(120);
    assert_eq!(summary(&desk.case).applicants, "职工01等120人");
    joins(&mut desk, 1..=68);
    for no in 69..=120 {
        desk.types("05", &[(&format!("members/{}/stance", member(no)), json!("object"))]);
    }
    elects(&mut desk);
    assert_eq!(desk.refusal("06", freeze("v1", "a1", "06")).code, "agreement.freeze.members_open");
    let (here, there) = split(&desk.case, leave(69..=120), &cx("06")).unwrap();
    here.into_iter().for_each(|event| desk.record(event, "06"));
    let mut apart = Desk::new();
    apart.case.id = "c2".into();
    there.into_iter().for_each(|event| apart.record(event, "06"));

    desk.does("06", annex("d19", 1..=68));
    for no in 1..=68 {
        desk.does("06", sign("d19", &member(no), "06"));
    }
    does_as(&mut desk, "王某", "06", read(true)).unwrap();
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("10", sign("a1", key, "10"));
    }
    assert_eq!(desk.case.performance().unwrap().promised, Fen(sum_of(1..=68)));
    for no in 1..=68 {
        let payment = Command::ReceivePayment {
            id: id(&format!("q{no}")),
            obligation: id("o1"),
            amount: Fen(claimed(no)),
            on: day("20"),
            way: PayWay::Transfer,
            note: String::new(),
            more: PaymentMore {
                payee: member(no), proof: "回单".into(), ..PaymentMore::default()
            },
        };
        desk.does("20", payment);
    }
    assert!(member_sums(&desk.case).iter().all(|m| m.paid == m.agreed));
    assert!(desk.case.performance().unwrap().complete);
    desk.does("20", Command::Issue(paper("pd", "performance-done", "20", sides())));
    desk.does("20", Command::Close { on: day("20") });

    // The 52 have their own clock from the original receipt, their own group, and can elect and settle anew.
    let status = group_status(&apart.case, &cx("07")).unwrap();
    assert_eq!((status.size, status.group, status.mandate), (52, true, false));
    assert_eq!(apart.clock("07", DeadlineKind::MediationPeriod).from, Some(day("02")));
    assert_eq!(apart.case.sheet.claimed().0 + sum_of(1..=68), sum_of(1..=120));
    assert_eq!(apart.case.state(), MediationState::Accepted);
    let codes: Vec<String> = apart.steps("07").into_iter().map(|s| s.code).collect();
    assert!(codes.contains(&"representatives".to_owned()), "{codes:?}");
    apart.does("18", end(EndReason::Expired, "18"));
    assert_eq!(apart.case.state(), MediationState::Failed);
    // Told twice, the first record changes nothing.
    let before = apart.case.clone();
    let again = apart.entries[0].event.clone();
    apart.record(again, "19");
    assert_eq!(apart.case.sheet, before.sheet);
    assert_eq!(apart.case.mediation, before.mediation);
}
