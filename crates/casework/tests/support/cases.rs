//! Cases at the stages of their life.

use super::*;

/// What a worker says at the desk: half a year of wages, 8 000 yuan, still employed.
pub fn told() -> Desk {
    let mut desk = Desk::new();
    desk.types(
        "02",
        &[
            ("case/channel", json!("oral")),
            ("case/cause", json!("unpaid_wages")),
            ("parties/p1/role", json!("applicant")),
            ("parties/p1/name", json!("张某")),
            ("parties/p1/phone", json!("13800000000")),
            ("parties/p1/employment", json!("ongoing")),
            ("parties/p2/role", json!("respondent")),
            ("parties/p2/name", json!("某某劳务有限公司")),
            ("claims/k1/head", json!("unpaid_wages")),
            ("claims/k1/amount", json!(800_000)),
        ],
    );
    desk
}

/// Received on the 2nd, asked and agreed on the 3rd, accepted that day.
pub fn accepted() -> Desk {
    let mut desk = told();
    desk.does("02", receive("02"));
    desk.does("03", ask("p2", "03")).does("03", answer(true));
    desk.does("03", accept("03", &["赵某"]));
    desk
}

/// Two instalments of 4 000 yuan, agreed in a session on the 5th.
pub fn agreed() -> Desk {
    let mut desk = accepted();
    desk.does("05", Command::HoldSession(session("05", SessionResult::Agreed)));
    for (row, due) in [("o1", "30"), ("o2", "12-31")] {
        let path = |name: &str| format!("terms/{row}/{name}");
        let fields = [
            ("what", json!("劳动报酬")),
            ("payer", json!("p2")),
            ("payee", json!("p1")),
            ("amount", json!(400_000)),
            ("due", json!(day(due).to_string())),
            ("method", json!("cash")),
        ];
        let row = fields.into_iter().map(|(name, v)| (path(name), v)).collect();
        desk.does("05", Command::Amend(row));
    }
    desk
}

pub fn freeze(name: &str, paper_id: &str, on: &str) -> Command {
    Command::Freeze { id: id(name), paper: paper(paper_id, "agreement", on, four()) }
}

/// The text is frozen on the 6th as paper `a1`.
pub fn frozen() -> Desk {
    let mut desk = agreed();
    desk.does("06", freeze("v1", "a1", "06"));
    desk
}

/// Signed by both and the mediator on the 6th, sealed on the 10th.
pub fn effective() -> Desk {
    let mut desk = frozen();
    for key in ["applicant", "respondent", "mediator"] {
        desk.does("06", sign("a1", key, "06"));
    }
    desk.does("10", sign("a1", "organisation", "10"));
    desk
}

/// Ended on the 18th, the period having run out on the 17th.
pub fn failed() -> Desk {
    let mut desk = accepted();
    desk.does("18", end(EndReason::Expired, "18"));
    desk
}

/// The notice that tells both sides of the end (D26).
pub fn notice(on: &str) -> Command {
    Command::Issue(paper("n1", "termination-notice", on, Vec::new()))
}
