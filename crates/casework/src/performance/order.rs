//! Which duties of an agreement a payment order can be asked for.
//!
//! Source: 调解仲裁法 Art. 16: 劳动报酬, 工伤医疗费, 经济补偿, 赔偿金, by an agreement in effect that is not kept.

use super::{Duty, DutyState, duties};
use crate::case::Case;
use crate::context::Context;
use crate::decide::guards;
use crate::sheet::Obligation;
use chrono::NaiveDate;

/// Duties of the agreement in effect that are still owed and that a payment order could cover, as they stand on a day.
///
/// Only money that reaches the worker counts: contributions go to the authority, and no court orders a deed this way.
///
/// Source: 调解仲裁法 Art. 16.
pub fn order_duties(case: &Case, on: NaiveDate, cx: &Context<'_>) -> Vec<Duty> {
    let Some(accord) = case.effective() else { return Vec::new() };
    let owed = duties(case, on).into_iter().zip(&accord.obligations);
    let covered = owed.filter(|(duty, row)| {
        let over = matches!(duty.state, DutyState::Done | DutyState::DoneLate);
        !over && duty.left.0 > 0 && row.kind.is_money() && of_art16(case, row, cx)
    });
    covered.map(|(duty, _)| duty).collect()
}

/// Those of [`order_duties`] whose day has passed.
pub fn overdue_for_order(case: &Case, on: NaiveDate, cx: &Context<'_>) -> Vec<Duty> {
    let mut late = order_duties(case, on, cx);
    late.retain(|duty| duty.state == DutyState::Overdue);
    late
}

/// A row that names its head is judged by it; one that settles several, by all heads of the dispute.
fn of_art16(case: &Case, row: &Obligation, cx: &Context<'_>) -> bool {
    let open = |head: &str| cx.causes.get(head).is_some_and(|c| c.art16_money);
    let own = case.sheet.text(&format!("claims/{}/head", row.claim));
    if !row.claim.is_empty() && !own.is_empty() {
        return open(&own);
    }
    guards::heads(case).iter().any(|head| open(head))
}
