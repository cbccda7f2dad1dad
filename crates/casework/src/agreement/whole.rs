//! Findings that need more than the sheet: the group's consent, the second reader, what the law gives.

use super::{CheckItem, CheckLevel, check_terms, frozen::terms_hash};
use crate::case::Case;
use crate::context::Context;
use crate::members::{Stance, group_flag};
use crate::sheet::{Obligation, sum};
use statute::Fen;

/// Judges the agreement as it stands: [`check_terms`], and what only the whole case can tell.
///
/// Source: needs.md § (b) transitions 14–16; law.md § 1.3 (解释一 Art. 35, 52), § 3 (条例 Art. 29).
pub fn check_agreement(case: &Case, cx: &Context<'_>) -> Vec<CheckItem> {
    let sheet = &case.sheet;
    let rows = sheet.obligations();
    let mut items = check_terms(sheet, cx);
    let mut add = |level, code: &str, path: &str| items.push(CheckItem::new(level, code, path));
    let several = rows.iter().filter(|r| r.kind.is_money()).count() > 1;
    let clauses = sheet.clauses();
    let library = |id: &str| clauses.iter().any(|c| c.library == id);
    if several && !sheet.flag("agreement/acceleration") && !library("acceleration") {
        add(CheckLevel::Warn, "default_clause_missing", "agreement/acceleration");
    }
    if needs_second_reading(case, cx) && !second_reading(case) {
        add(CheckLevel::Warn, "second_reading_missing", "");
    }
    let open = case.members();
    let open = open.iter().filter(|m| matches!(m.stance, Stance::Object | Stance::Undecided));
    let open: Vec<String> = open.map(|m| m.name.clone()).collect();
    if !open.is_empty() {
        let item = CheckItem::new(CheckLevel::Warn, "members_open", "");
        items.push(item.with("names", open));
    }
    check_lawful(case, &rows, &mut items);
    check_project(case, &rows, &mut items);
    items.sort_by_key(|i| i.level);
    items
}

/// 重大: so marked by a person; the rules that grade a dispute set the same mark.
pub fn is_major(case: &Case) -> bool {
    let graded = case.risk.last().map(|g| g.grade);
    case.sheet.flag("case/major") || graded == Some(statute::RiskGrade::Major)
}

/// Whether somebody else has to read the terms before they are frozen: 重大 or group (transition 15).
pub fn needs_second_reading(case: &Case, cx: &Context<'_>) -> bool {
    is_major(case) || group_flag(case, cx)
}

/// Whether the terms as they stand were read and passed: the latest reading of exactly these terms counts.
pub fn second_reading(case: &Case) -> bool {
    let content = terms_hash(case);
    let latest = case.readings.iter().rev().find(|r| r.content == content);
    latest.is_some_and(|r| r.passed)
}

/// What the law gives beside what is promised; the members' own are judged one by one.
fn check_lawful(case: &Case, rows: &[Obligation], items: &mut Vec<CheckItem>) {
    let sheet = &case.sheet;
    if !case.members().is_empty() {
        return;
    }
    let computed = |id: &str| {
        let of_it = case.computations.iter().rev().find(|c| c.id.0 == id);
        of_it.and_then(|c| c.total)
    };
    let lawful = sheet.claims().into_iter().map(|c| c.lawful.or_else(|| computed(&c.computation)));
    let known: Vec<Fen> = lawful.flatten().collect();
    if known.is_empty() {
        return;
    }
    let lawful = sum(known);
    let promised = sum(rows.iter().filter(|r| r.kind.is_money()).filter_map(|r| r.amount));
    let (level, code) = if promised >= lawful {
        (CheckLevel::Ok, "lawful_met")
    } else if sheet.flag("agreement/waiver_told") {
        (CheckLevel::Warn, "below_lawful")
    } else {
        (CheckLevel::Bad, "below_lawful_untold")
    };
    let item = CheckItem::new(level, code, "agreement/waiver_told");
    items.push(item.with("promised", promised.0).with("lawful", lawful.0));
}

/// A developer advances wages only up to the project money it still owes (保障农民工工资支付条例 Art. 29); it may
/// promise more, but should know.
fn check_project(case: &Case, rows: &[Obligation], items: &mut Vec<CheckItem>) {
    let sheet = &case.sheet;
    let owners: Vec<_> = sheet.parties().into_iter().filter(|p| p.chain_role == "owner").collect();
    let owed = rows.iter().filter(|r| owners.iter().any(|o| o.id.0 == r.payer));
    let promised = sum(owed.filter_map(|r| r.amount));
    if promised.0 <= 0 {
        return;
    }
    let path = "case/project_money_due";
    match sheet.money(path) {
        None => items.push(CheckItem::new(CheckLevel::Warn, "project_money_unknown", path)),
        Some(due) if promised > due => {
            let item = CheckItem::new(CheckLevel::Warn, "above_project_money", path);
            items.push(item.with("promised", promised.0).with("due", due.0));
        }
        Some(_) => {}
    }
}
