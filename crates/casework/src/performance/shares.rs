//! What each member gets of a row that pays all of them, and which months of contributions have their receipt.
//!
//! Source: needs.md rows 39, 55, 64; 社会保险法 Art. 60, 63 (contributions are proved by the authority's receipt, person
//! by person and month by month).

use crate::agreement::AccordMember;
use crate::case::{Accord, Case};
use crate::ids::Id;
use crate::sheet::{EACH_MEMBER, Obligation, ObligationKind, PartyRole, sum};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use statute::Fen;

/// One member's part of a row that pays all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct MemberShare {
    /// Member.
    pub member: Id,
    /// Name as frozen.
    pub name: String,
    /// His part of the row, 分.
    pub share: Fen,
    /// Booked for him by name on this row, 分.
    pub paid: Fen,
    /// Still owed to him on this row, 分.
    pub left: Fen,
}

/// Whether a row pays all members, each as the annex says.
pub fn pays_each(accord: &Accord, row: &Obligation) -> bool {
    row.kind.is_money()
        && row.member.is_empty()
        && !accord.more.members.is_empty()
        && (row.payee == EACH_MEMBER || accord.more.members.iter().all(|m| m.member.0 != row.payee))
}

/// Divides a row of the agreement in effect among the members it pays, in the proportion of the annex and to the 分.
///
/// The parts add up to the row exactly. Empty when the row pays one person, or the annex names no amounts.
pub fn member_shares(case: &Case, obligation: &Id) -> Vec<MemberShare> {
    let Some(accord) = case.effective() else { return Vec::new() };
    let Some(row) = accord.obligations.iter().find(|o| o.id == *obligation) else {
        return Vec::new();
    };
    let (true, Some(amount)) = (pays_each(accord, row), row.amount) else { return Vec::new() };
    // What a row of his own gives him is not in the rows for all.
    let own = |member: &Id| {
        let rows = accord.obligations.iter().filter(|o| o.kind.is_money());
        sum(rows.filter(|o| o.member == member.0 || o.payee == member.0).filter_map(|o| o.amount))
    };
    let weight = |m: &AccordMember| m.amount.0.saturating_sub(own(&m.member).0).max(0);
    let weights: Vec<i64> = accord.more.members.iter().map(weight).collect();
    let rows = accord.obligations.iter().take_while(|o| o.id != row.id);
    let before = sum(rows.filter(|o| pays_each(accord, o)).filter_map(|o| o.amount));
    let parts = instalment(before.0, amount.0, &weights);
    let booked = |member: &Id| {
        let his =
            case.standing_payments().filter(|p| p.obligation == row.id && p.more.payee == member.0);
        sum(his.map(|p| p.amount))
    };
    let members = accord.more.members.iter().zip(parts);
    members
        .map(|(m, share)| {
            let paid = booked(&m.member);
            let left = Fen(share.saturating_sub(paid.0).max(0));
            MemberShare {
                member: m.member.clone(),
                name: m.name.clone(),
                share: Fen(share),
                paid,
                left,
            }
        })
        .collect()
}

/// The parts of one instalment after others: all of them together give each exactly what is his.
///
/// Divided one by one, rounding would leave one member a 分 short and give it to another.
fn instalment(before: i64, amount: i64, weights: &[i64]) -> Vec<i64> {
    let until = divided(before.saturating_add(amount), weights);
    let parts: Vec<i64> =
        until.iter().zip(divided(before, weights)).map(|(now, then)| now - then).collect();
    // A few 分 among many can go back and forth; then the instalment is divided by itself.
    if parts.iter().all(|part| *part >= 0) { parts } else { divided(amount, weights) }
}

/// Parts of a whole by weight that add up to it: what rounding leaves goes 分 by 分 to the greatest remainders.
fn divided(whole: i64, weights: &[i64]) -> Vec<i64> {
    let all: i128 = weights.iter().map(|w| i128::from((*w).max(0))).sum();
    if all <= 0 || whole < 0 {
        return Vec::new();
    }
    let exact = |weight: &i64| i128::from(whole) * i128::from((*weight).max(0));
    let mut parts: Vec<i128> = weights.iter().map(|w| exact(w) / all).collect();
    let mut rest = i128::from(whole) - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(weights.get(*at).map_or(0, |w| exact(w) % all)));
    for at in order {
        if rest <= 0 {
            break;
        }
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
            rest -= 1;
        }
    }
    parts.into_iter().map(|part| i64::try_from(part).unwrap_or(0)).collect()
}

/// One person's months of one duty to pay contributions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct InsuredRow {
    /// Member, or the worker who is a party.
    pub person: Id,
    /// Name.
    pub name: String,
    /// For each month of [`InsuranceTable::months`]: a standing receipt covers it.
    pub covered: Vec<bool>,
}

/// Which months of a duty to pay contributions are proved for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct InsuranceTable {
    /// Row of the terms.
    pub obligation: Id,
    /// Place in the agreement, from 1.
    pub no: usize,
    /// Months that are owed, `YYYY-MM`, oldest first.
    pub months: Vec<String>,
    /// Persons in the order of the annex.
    pub rows: Vec<InsuredRow>,
    /// Months times persons that have a receipt.
    pub covered: usize,
    /// Months times persons that are owed.
    pub owed: usize,
    /// Paid on receipts that name no months, 分: shown beside, it proves no month.
    pub unplaced: Fen,
}

/// The tables of all duties to pay contributions of the agreement in effect.
pub fn insurance_tables(case: &Case) -> Vec<InsuranceTable> {
    let Some(accord) = case.effective() else { return Vec::new() };
    let people = insured(case, accord);
    let rows = accord.obligations.iter().zip(1..);
    rows.filter(|(row, _)| row.kind == ObligationKind::SocialInsurance)
        .map(|(row, no)| table(case, row, no, &people))
        .collect()
}

/// Who is insured: the members who settle, or the workers who are parties.
pub(crate) fn insured(case: &Case, accord: &Accord) -> Vec<(Id, String)> {
    if accord.more.members.is_empty() {
        let workers = case.sheet.named(PartyRole::Applicant);
        return workers.into_iter().map(|p| (p.id, p.name)).collect();
    }
    accord.more.members.iter().map(|m| (m.member.clone(), m.name.clone())).collect()
}

fn table(case: &Case, row: &Obligation, no: usize, people: &[(Id, String)]) -> InsuranceTable {
    let months = months(&row.from, &row.to);
    let receipts: Vec<_> = case.standing_payments().filter(|p| p.obligation == row.id).collect();
    let covers = |person: &Id, month: &String| {
        receipts.iter().any(|p| {
            let more = &p.more;
            !more.months_from.is_empty()
                && (&more.months_from..=&more.months_to).contains(&month)
                && (more.insured.is_empty() || more.insured.contains(person))
        })
    };
    let rows: Vec<InsuredRow> = people
        .iter()
        .map(|(person, name)| InsuredRow {
            covered: months.iter().map(|month| covers(person, month)).collect(),
            person: person.clone(),
            name: name.clone(),
        })
        .collect();
    let unplaced = receipts.iter().filter(|p| p.more.months_from.is_empty()).map(|p| p.amount);
    InsuranceTable {
        obligation: row.id.clone(),
        no,
        covered: rows.iter().flat_map(|r| &r.covered).filter(|c| **c).count(),
        owed: rows.len() * months.len(),
        unplaced: sum(unplaced),
        months,
        rows,
    }
}

/// Most months a table shows: longer than any back-payment; what lies beyond is not drawn.
const LONGEST: usize = 600;

/// The months from one to another, both included; empty when either cannot be read or they are reversed.
pub(crate) fn months(from: &str, to: &str) -> Vec<String> {
    let first = |month: &str| format!("{month}-01").parse::<NaiveDate>().ok();
    let (Some(first), Some(last)) = (first(from), first(to)) else { return Vec::new() };
    let next = |day: &NaiveDate| day.checked_add_months(chrono::Months::new(1));
    std::iter::successors(Some(first), next)
        .take_while(|day| *day <= last)
        .take(LONGEST)
        .map(|day| format!("{:04}-{:02}", day.year(), day.month()))
        .collect()
}
