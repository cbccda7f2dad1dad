//! Which duties of an agreement a payment order can be asked for.
//!
//! Source: 调解仲裁法 Art. 16: 劳动报酬, 工伤医疗费, 经济补偿, 赔偿金, by an agreement in effect that is not kept.

use super::{Duty, DutyState, duties};
use crate::case::Case;
use crate::context::Context;
use crate::decide::guards;
use crate::sheet::Obligation;
use chrono::NaiveDate;
use statute::ART16;

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

/// Which of the sums of Art. 16 the duties of [`overdue_for_order`] are, in the order of the article.
///
/// A row that settles several heads at once is all of those the dispute is about.
pub fn order_heads(case: &Case, on: NaiveDate, cx: &Context<'_>) -> Vec<&'static str> {
    let Some(accord) = case.effective() else { return Vec::new() };
    let late = overdue_for_order(case, on, cx);
    let rows = accord.obligations.iter().filter(|row| late.iter().any(|duty| duty.id == row.id));
    let owed: Vec<&str> = rows.flat_map(|row| sums(case, row, cx)).collect();
    ART16.into_iter().filter(|sum| owed.contains(sum)).collect()
}

fn of_art16(case: &Case, row: &Obligation, cx: &Context<'_>) -> bool {
    !sums(case, row, cx).is_empty()
}

/// A row that names its head is judged by it; one that settles several, by all heads of the dispute.
fn sums<'a>(case: &Case, row: &Obligation, cx: &Context<'a>) -> Vec<&'a str> {
    let sum = |head: &str| cx.causes.get(head).and_then(|c| c.art16.as_deref());
    let own = case.sheet.text(&format!("claims/{}/head", row.claim));
    if !row.claim.is_empty() && !own.is_empty() {
        return sum(&own).into_iter().collect();
    }
    guards::heads(case).iter().filter_map(|head| sum(head)).collect()
}
